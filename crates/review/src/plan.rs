//! The catalog's member `review`: read and checked with the catalog, before the rest of the review is there.

use diming_engine::catalog::check::{Checked, check_label, check_text, require};
use diming_engine::catalog::plan::PlanMember;
use diming_engine::json::read::{Fault, Node};
use diming_protocol::catalog::{Catalog, print_of_texts};
use diming_review_protocol::REVIEW;
use diming_review_protocol::plan::{PLAN_PRINT, ReviewPlan};
use serde::Deserialize;

/// The member. Where it is null or left out, the review is not offered.
pub const MEMBER: PlanMember = PlanMember { id: REVIEW, key: "review", print: PRINT, read, check };

/// The print of the plan and of this file.
const PRINT: u64 = PLAN_PRINT ^ print_of_texts(&[include_str!("plan.rs")]).rotate_left(1);

fn read(value: Node) -> Result<Option<Vec<u8>>, Fault> {
    let plan = Option::<ReviewPlan>::deserialize(value)?;
    Ok(plan.map(|plan| plan.body()))
}

fn check(catalog: &Catalog) -> Checked {
    let Some(plan) = ReviewPlan::of(catalog) else { return Ok(()) };
    check_text(&plan.profile, "review.profile")?;
    check_label(&plan.office, "review.office", false)?;
    for (list, ids) in [("registers", &plan.registers), ("heritage", &plan.heritage)] {
        for (i, id) in ids.iter().enumerate() {
            let is_known = catalog.layers.iter().any(|layer| layer.id == *id);
            require(is_known, &format!("review.{list}[{i}]"), || format!("`{id}` is no layer"))?;
        }
    }
    Ok(())
}
