//! What the catalog sets for the naming review: its member `review`.

use crate::{REVIEW, body_of};
use diming_protocol::catalog::{Catalog, Label, print_of_texts};
use serde::{Deserialize, Serialize};

/// The print of this plan, for prepared catalogs that hold one: another whenever this file is.
pub const PLAN_PRINT: u64 = print_of_texts(&[include_str!("plan.rs")]);

/// What the naming review works with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewPlan {
    /// URL of the rules profile, relative to the catalog; empty: the built-in one.
    #[serde(default)]
    pub profile: String,
    /// Ids of the layers whose records are registered names.
    pub registers: Vec<String>,
    /// Ids of the layers whose names are protected (heritage).
    #[serde(default)]
    pub heritage: Vec<String>,
    /// Name of the office, on its sheets and notices.
    #[serde(default)]
    pub office: Label,
}

impl ReviewPlan {
    /// What a catalog sets; `None`: the review is not offered.
    pub fn of(catalog: &Catalog) -> Option<ReviewPlan> {
        postcard::from_bytes(catalog.plan(REVIEW)?).ok()
    }

    /// As a body, which stands in the catalog.
    pub fn body(&self) -> Vec<u8> {
        body_of(self)
    }
}
