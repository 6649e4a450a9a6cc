//! The rules, one a file: each looks at a [`Case`] and adds findings. See `docs/rules.md`.

mod brand;
mod dates;
mod derived;
mod division;
mod duplicate;
mod facility;
mod nation;
mod papers;
mod protected;
mod romanise;
mod route;
mod scale;
mod script;
mod structure;
mod words;

use super::Case;
use diming_review_protocol::finding::Finding;

/// A rule: its code and what it does.
struct Rule {
    code: &'static str,
    check: fn(&Case, &mut Vec<Finding>),
}

const RULES: [Rule; 14] = [
    Rule { code: "structure", check: structure::check },
    Rule { code: "words", check: words::check },
    Rule { code: "scale", check: scale::check },
    Rule { code: "script", check: script::check },
    Rule { code: "brand", check: brand::check },
    Rule { code: "nation", check: nation::check },
    Rule { code: "division", check: division::check },
    Rule { code: "facility", check: facility::check },
    Rule { code: "protected", check: protected::check },
    Rule { code: "derived", check: derived::check },
    Rule { code: "papers", check: papers::check },
    Rule { code: "route", check: route::check },
    Rule { code: "dates", check: dates::check },
    Rule { code: "romanise", check: romanise::check },
];

/// Codes that a profile can switch off: of rules, and of parts of the rules `words` and `dates`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let parts = ["duplicate", "meaning", "person", "foreign", "filing", "notice"];
    RULES.iter().map(|rule| rule.code).chain(parts)
}

/// Runs all rules that are on. `own_id` is the application's own id among the pending ones.
pub fn check_all(case: &Case, own_id: Option<&str>, findings: &mut Vec<Finding>) {
    for rule in RULES.iter().filter(|rule| case.review.profile.is_on(rule.code)) {
        (rule.check)(case, findings);
    }
    if case.review.profile.is_on("duplicate") {
        duplicate::check(case, own_id, findings);
    }
}
