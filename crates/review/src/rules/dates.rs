//! `filing`, `notice`: by when an approval is filed and announced.
//!
//! **What it checks.** The days since the approval, and since the filing, that day not counted.
//! **Why.** The law gives calendar days for both; 15 where the profile says nothing else.
//! **Wrong** approved on 1 March, filed on 17 March. **Right** filed on 16 March.
//! **Exceptions.** Before the approval there is no date.
//! **Articles** 13, 14.

use crate::Case;
use crate::calendar::{day_number, day_text, parse_day, today_number};
use diming_review_protocol::finding::{Evidence, Finding, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let application = case.application;
    let Some(approved) = parse_day(&application.approved_on) else { return };
    let profile = &case.review.profile;
    let filed = parse_day(&application.filed_on);
    let begins = filed.unwrap_or(approved);
    let due = [
        ("filing", "13", day_number(approved) + profile.filing_days as i32, application.filed_on.as_str()),
        ("notice", "14", day_number(begins) + profile.notice_days as i32, application.announced_on.as_str()),
    ];
    for (code, article, last, done) in due.into_iter().filter(|due| profile.is_on(due.0)) {
        let done = parse_day(done).map(day_number);
        let left = last - done.unwrap_or_else(|| today_number(case.today));
        let weight = if left < 0 { Weight::Warn } else { Weight::Info };
        let day = Evidence::Day { item: if done.is_some() { "done" } else { "due" }.into(), day: day_text(last), left };
        findings.push(Finding::new(code, weight, article, vec![day]));
    }
}
