//! `facility`: a facility agrees with the name of its place.
//!
//! **What it checks.** The specific of a transport or water facility against the registered names near it: one must have it.
//! **Why.** A bridge or lock is found by the place it stands in.
//! **Wrong** 锦绣大桥 where no place is called 锦绣. **Right** 惠萍大桥 in 惠萍镇.
//! **Exceptions.** "Generally": a warning; other types.
//! **Article** 9(10).

use crate::Case;
use diming_protocol::geo::distance_m;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::{Evidence, Finding, Status, Unchecked, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    if !matches!(case.application.kind, NameType::Transport | NameType::Water) {
        return;
    }
    let register = &case.review.register;
    let why = match case.at {
        _ if !register.has_current() => Some(Unchecked::NoRegister),
        None => Some(Unchecked::NoPlace),
        Some(_) => None,
    };
    if let Some(why) = why {
        findings.push(Finding::unchecked("facility", "9(10)", why));
        return;
    }
    let reach_m = case.review.profile.facility_reach_m;
    let is_near = |row: usize| match (case.at, register.place(row)) {
        (Some(at), Some(place)) => distance_m(at, place) <= reach_m,
        _ => register.is_in_town(row, &case.application.town, &case.review.lexicon, &case.review.tables.han),
    };
    let places = register.called(&case.name.units[..case.name.specific]);
    let agrees = places.filter(|&row| register.status(row) == Status::Current).any(is_near);
    if !agrees {
        let figure = Evidence::Figure { figure: "reach_m".into(), value: None, limit: reach_m, source: String::new() };
        findings.push(Finding::new("facility", Weight::Warn, "9(10)", vec![figure]));
    }
}
