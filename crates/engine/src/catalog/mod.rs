//! Parses and checks the catalog file; errors have their path in the file.

mod basemap;
pub mod check;
mod groups;
pub mod parse;
pub mod plan;
mod template;
pub(crate) mod words;

use diming_protocol::catalog::{CATALOG_PRINT, print_of_texts};
use plan::PlanMember;

/// The print of reading and checking: another whenever one of these files is.
const READING_PRINT: u64 = print_of_texts(&[
    include_str!("basemap.rs"),
    include_str!("check.rs"),
    include_str!("groups.rs"),
    include_str!("parse.rs"),
    include_str!("plan.rs"),
    include_str!("template.rs"),
    include_str!("words.rs"),
]);

/// The print of catalogs with these members of workspaces: of what they hold, and of what is read and checked. A prepared
/// form with another print was made by another version.
pub const fn print_with(members: &[PlanMember]) -> u64 {
    let (mut print, mut at) = (CATALOG_PRINT ^ READING_PRINT.rotate_left(1), 0);
    while at < members.len() {
        print = print.rotate_left(1) ^ members[at].print;
        at += 1;
    }
    print
}
