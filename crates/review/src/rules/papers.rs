//! `papers`: what an application must bring.
//!
//! **What it checks.** Nothing: it lists the papers by type.
//! **Why.** An application that lacks one cannot be decided.
//! **Article** 11; for divisions also risk assessment, experts' opinion and public consultation.

use crate::Case;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::{Evidence, Finding, Weight};

const ALWAYS: [&str; 4] = ["plan", "reasons", "position", "nature"];
const RENAMING: [&str; 1] = ["old_name"];
const DIVISION: [&str; 3] = ["risk_assessment", "expert_opinion", "public_consultation"];

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let renaming = if case.application.renaming { &RENAMING[..] } else { &[] };
    let division = if case.application.kind == NameType::Division { &DIVISION[..] } else { &[] };
    let papers = ALWAYS.iter().chain(renaming).chain(division);
    let evidence = papers.map(|paper| Evidence::Item((*paper).to_owned())).collect();
    findings.push(Finding::new("papers", Weight::Info, "11", evidence));
}
