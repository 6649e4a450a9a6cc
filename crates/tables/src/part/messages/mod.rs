//! The sentences of the desk that stand in its tables, in both languages.

mod place_table;
mod publish_table;
mod read_table;
mod save_table;

pub use place_table::PlaceMsg;
pub use publish_table::PublishMsg;
pub use read_table::ReadMsg;
pub use save_table::SaveMsg;
