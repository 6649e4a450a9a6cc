//! The sentences of the data desk in both languages.
//!
//! They are written and put together as all sentences are ([`diming_protocol::messages`]).

mod desk_table;
mod first_table;

pub use desk_table::DeskMsg;
pub use first_table::FirstMsg;
