//! Every sentence of the naming review in both languages, chosen by code and values.
//!
//! They are written and put together as all sentences are ([`diming_protocol::messages`]).

mod cases_table;
mod desk_table;
mod first_table;
mod lists_table;
mod register_words;
mod review;
mod review_table;
mod sheet_table;
mod type_words;

pub use cases_table::CasesMsg;
pub use desk_table::DeskMsg;
pub use first_table::FirstMsg;
pub use lists_table::ListsMsg;
pub use register_words::register_words;
pub use review::{
    APPLICATION_FIELDS, Told, class_title, finding_title, name_type, name_type_of, note_reason, outcome_words,
    standing_words, tell, tell_usage, weight_words,
};
pub use review_table::ReviewMsg;
pub use sheet_table::SheetMsg;
