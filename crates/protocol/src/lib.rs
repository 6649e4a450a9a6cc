//! What the page and the engine share: requests, responses, and the types in them.
//!
//! The page asks with a [`Request`], the engine answers with [`Response`]s; in between they are `postcard` bytes in one
//! transferable buffer. Each [`Request::Look`] carries a sequence number and the newest wins: an answer with an older
//! number is dropped. Here are also what both say of the catalog, of links, of places on the map, and every sentence but those of workspaces.
//! No DOM, no clock, no network, no randomness, no global state.

mod answer;
mod apart;
mod card_sections;
pub mod catalog;
pub mod geo;
mod ground;
pub mod link;
mod look;
pub mod messages;
mod request;
mod response;
mod source;
pub mod symbol;
mod trouble;
pub mod workbook;
mod workspace;
mod yes_no;

pub use answer::*;
pub use card_sections::*;
pub use ground::*;
pub use look::*;
pub use request::*;
pub use response::*;
pub use source::*;
pub use trouble::*;
pub use workspace::WorkspaceId;
pub use yes_no::parse_yes_no;
