//! How the data desk stands in links. What exists keeps working.

use diming_protocol::link::WorkspaceLink;

/// Its word. Nothing of a list stands in a link.
pub const LINK: WorkspaceLink = WorkspaceLink { word: "data", prefix: "d.", left_out: &[] };

#[cfg(test)]
mod tests {
    use super::*;
    use diming_protocol::link::{build_hash, read_link};

    #[test]
    fn a_link_opens_the_desk_and_holds_nothing_else() {
        let link = read_link("#ws=data", &[LINK]);
        assert_eq!(link.unread, Vec::<String>::new());
        assert_eq!(build_hash(&link.view), "ws=data");
    }
}
