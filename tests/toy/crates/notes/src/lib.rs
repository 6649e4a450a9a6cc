//! What the page and the engine's part say to each other in the notes, and the words of the workspace.

#[cfg(feature = "part")]
pub mod part;

use diming_protocol::catalog::Lang;
use diming_protocol::{Request, WorkspaceId};

/// The notes among the workspaces.
pub const NOTES: WorkspaceId = WorkspaceId(3);

/// The workspace's name.
pub fn label(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "笔记",
        Lang::En => "Notes",
    }
}

/// Hands a note to the engine's part, which answers with the number of notes.
pub fn request(seq: u32, note: &str) -> Request {
    Request::Workspace { id: NOTES, seq, body: note.as_bytes().to_vec() }
}

/// The number of notes that an answer says; `None` for bytes that are none.
pub fn read_count(body: &[u8]) -> Option<u32> {
    body.try_into().ok().map(u32::from_le_bytes)
}
