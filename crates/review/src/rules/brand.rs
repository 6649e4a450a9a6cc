//! `brand`: no company's or brand's name.
//!
//! **What it checks.** The specific against the applicant's brand and against what is a company's own in its name: places (the region,
//! the register's towns, a list), trades and legal forms are taken off, by the profile's lists. 恒大地产集团启东有限公司 leaves 恒大.
//! **Why.** Public names are not advertising.
//! **Wrong** 华鼎广场, applied for by 启东华鼎置业有限公司. **Right** 江海广场.
//! **Exceptions.** Governments, committees and other public bodies. Where the word is also a registered place or too general (幸福),
//! or the name has only its beginning, it is told for review. Where nothing is left of a company's name, that is told as not checked.
//! **Article** 9(6).

use crate::Case;
use crate::lexicon::units_of;
use diming_review_protocol::finding::{Evidence, Finding, Unchecked, Weight};

/// A shorter word stands for no company.
const WORD_MIN: usize = 2;
/// What may stand behind a place's name: 启东市.
const DIVISIONS: [char; 6] = ['省', '市', '县', '区', '镇', '乡'];

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let (applicant, brand) = (case.application.applicant.trim(), case.application.brand.trim());
    if applicant.is_empty() && brand.is_empty() {
        findings.push(Finding::unchecked("brand", "9(6)", Unchecked::NoFigures));
        return;
    }
    let specific = case.specific();
    let plain = |text: &str| case.text(&units_of(text, &case.review.tables.han));
    let brand = plain(brand);
    let firm = Firm::new(case, plain(applicant));
    let is_word = |word: &str| word.chars().count() >= WORD_MIN;
    let hit = if is_word(&brand) && specific.contains(&brand) {
        Some((brand, Weight::Error))
    } else if is_word(&firm.word) && specific.contains(&firm.word) {
        let weight = if firm.is_general(case) { Weight::Review } else { Weight::Error };
        Some((firm.word, weight))
    } else if firm.is_company && is_word(&specific) && firm.word.starts_with(&specific) {
        Some((firm.word, Weight::Review))
    } else {
        if firm.is_company && !is_word(&firm.word) {
            findings.push(Finding::unchecked("brand", "9(6)", Unchecked::NoOwnWord));
        }
        None
    };
    findings.extend(hit.map(|(word, weight)| {
        let evidence = Evidence::Word { word, reason: "brand".into(), source: String::new() };
        Finding::new("brand", weight, "9(6)", vec![evidence])
    }));
}

/// An applicant's name without what is not its own.
struct Firm {
    word: String,
    is_company: bool,
}

impl Firm {
    fn new(case: &Case, name: String) -> Firm {
        let lists = &case.review.profile.company;
        if lists.bodies.iter().any(|body| name.ends_with(body.as_str())) {
            return Firm { word: String::new(), is_company: false };
        }
        let region = &case.review.profile.region.names;
        let listed = || region.iter().chain(&lists.places).map(String::as_str);
        let registered = registered_places(case);
        let places = || listed().chain(registered.iter().map(String::as_str));
        let (mut word, mut is_company) = (name, false);
        loop {
            let mut ends = lists.legal_forms.iter().chain(&lists.trades).map(String::as_str);
            let without_end = shortest(ends.by_ref().filter_map(|end| word.strip_suffix(end)), 1);
            is_company |= without_end.is_some();
            let without_place = || shortest(places().filter_map(|place| word.strip_prefix(place)), WORD_MIN);
            let bare = |rest: &'_ str| {
                let bare = rest.strip_prefix(DIVISIONS).filter(|bare| bare.chars().count() >= WORD_MIN);
                bare.unwrap_or(rest).to_owned()
            };
            let behind = || shortest(listed().filter_map(|place| word.strip_suffix(place)), WORD_MIN);
            let shorter = without_end.map(str::to_owned).or_else(|| without_place().map(bare));
            let Some(shorter) = shorter.or_else(|| behind().map(str::to_owned)) else { break };
            word = shorter;
        }
        // A registered place that is left may be the company's own word all the same.
        let is_listed = |place: &String| *place == word;
        let is_empty = [&lists.trades, &lists.legal_forms, &lists.places, region].into_iter().flatten().any(is_listed);
        if is_company && is_empty {
            word.clear();
        }
        Firm { word, is_company }
    }

    /// Whether the word is a place of the register, or one that says nothing.
    fn is_general(&self, case: &Case) -> bool {
        let (review, word) = (case.review, &self.word);
        let units = units_of(word, &review.tables.han);
        review.profile.company.common.contains(word)
            || review.register.is_place(&units)
            || review.register.called(&units).next().is_some()
    }
}

/// The shortest of some texts that have so many characters.
fn shortest<'a>(texts: impl Iterator<Item = &'a str>, chars_min: usize) -> Option<&'a str> {
    texts.filter(|text| text.chars().count() >= chars_min).min_by_key(|text| text.len())
}

/// Towns and other scopes of the register.
fn registered_places(case: &Case) -> Vec<String> {
    let places = case.review.register.places().filter(|units| units.len() >= WORD_MIN);
    places.map(|units| case.text(units)).collect()
}
