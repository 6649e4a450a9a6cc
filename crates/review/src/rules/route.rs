//! `route`: who approves, and who is asked before.
//!
//! **What it checks.** Nothing: it tells the authority by type.
//! **Why.** A name that the wrong authority approved is void.
//! **Article** 12.

use crate::Case;
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::{Evidence, Finding, Weight};

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let (approves, asked) = match case.application.kind {
        NameType::Division => ("province_government", None),
        NameType::VillageCommittee | NameType::NaturalVillage | NameType::Street => ("county_government", None),
        NameType::Estate | NameType::Building => ("housing_department", Some("place_name_department")),
        NameType::Transport | NameType::Water | NameType::Park | NameType::Memorial => {
            ("line_ministry", Some("local_government"))
        }
        NameType::Natural | NameType::Other => ("county_government", None),
    };
    let items = [Some(approves), asked].into_iter().flatten();
    findings.push(Finding::new("route", Weight::Info, "12", items.map(|i| Evidence::Item(i.to_owned())).collect()));
}
