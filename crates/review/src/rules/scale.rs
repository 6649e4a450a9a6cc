//! `scale`: the generic fits the real size and nature.
//!
//! **What it checks.** The applicant's figures against what the profile asks of the generic.
//! **Why.** A 大厦 of five storeys or a 花园 without green misleads.
//! **Wrong** 启秀大厦 with 6 storeys. **Right** 启秀楼.
//! **Exceptions.** Generics without a threshold.
//! **Article** 9(2); thresholds differ by city and are the office's own.

use crate::Case;
use crate::profile::Threshold;
use diming_review_protocol::finding::{Evidence, Finding, Unchecked, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let generic = case.generic();
    let thresholds = case.review.profile.thresholds.iter();
    for threshold in thresholds.filter(|threshold| threshold.words.contains(&generic)) {
        let figures = figures(case, threshold);
        let missing = figures.iter().all(|(_, value, _)| value.is_none());
        let reached = |(_, value, limit): &&(&str, Option<f64>, f64)| value.is_some_and(|v| v >= *limit);
        let short: Vec<_> = figures.iter().filter(|f| f.1.is_some() && !reached(f)).collect();
        let unknown = figures.iter().any(|f| f.1.is_none());
        let is_enough = if threshold.any { figures.iter().any(|f| reached(&f)) } else { short.is_empty() };
        let evidence = |f: &&(&str, Option<f64>, f64)| Evidence::Figure {
            figure: f.0.to_owned(),
            value: f.1,
            limit: f.2,
            source: threshold.source.clone(),
        };
        if missing || is_enough && unknown && !threshold.any || !is_enough && short.is_empty() {
            findings.push(Finding::unchecked("scale", "9(2)", Unchecked::NoFigures));
        } else if !is_enough {
            findings.push(Finding::new("scale", Weight::Warn, "9(2)", short.iter().map(evidence).collect()));
        }
    }
}

/// The figures that a threshold asks for: field, value, limit.
fn figures<'a>(case: &Case, t: &Threshold) -> Vec<(&'a str, Option<f64>, f64)> {
    let a = case.application;
    let all = [
        ("storeys", a.storeys, t.storeys),
        ("site_m2", a.site_m2, t.site_m2),
        ("floor_m2", a.floor_m2, t.floor_m2),
        ("green_share", a.green_share, t.green_share),
        ("open_share", a.open_share, t.open_share),
    ];
    all.into_iter().filter_map(|(name, value, limit)| Some((name, value, limit?))).collect()
}
