//! How the naming review stands in links, and in messages of the page around a frame. What exists keeps working.

use diming_protocol::link::WorkspaceLink;
use diming_protocol::link::message::WorkspaceOrder;

/// Its word, and the fields of an application. Who applies stands in no link.
pub const LINK: WorkspaceLink = WorkspaceLink { word: "review", prefix: "a.", left_out: &["applicant"] };

/// The order to review an application.
pub const ORDER: WorkspaceOrder = WorkspaceOrder { kind: "review", member: "application" };

#[cfg(test)]
mod tests {
    use super::*;
    use diming_protocol::link::message::{Fault, Order, parse_message};
    use diming_protocol::link::{LinkFields, View, build_hash, read_link};

    fn fields(of: &[(&str, &str)]) -> LinkFields {
        of.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
    }

    /// A link that is read gives an application, and the same link again.
    #[track_caller]
    fn check(hash: &str, is_open: bool, application: &[(&str, &str)], again: &str) {
        let link = read_link(hash, &[LINK]);
        assert_eq!(link.unread, Vec::<String>::new(), "{hash}");
        assert_eq!(link.view.workspace == "review", is_open, "{hash}");
        assert_eq!(LINK.own(&link.view.workspace_fields), fields(application), "{hash}");
        assert_eq!(build_hash(&link.view), again, "{hash}");
    }

    #[test]
    fn links_that_exist_open_the_application() {
        let road = "ws=review&a.name=人民路";
        check(road, true, &[("name", "人民路")], road);
        check("#ws=review&a.name=%E4%BA%BA%E6%B0%91%E8%B7%AF", true, &[("name", "人民路")], road);
        check("ws=review", true, &[], "ws=review");
        check("a.name=b", false, &[("name", "b")], "a.name=b");
        check("ws=review。", true, &[], "ws=review");
        check("ws=review%26a.name=b", true, &[("name", "b")], "ws=review&a.name=b");
        check("ws=review&a.name=b。", true, &[("name", "b")], "ws=review&a.name=b");
        check(
            "ws=review&a.type=street&a.name=b&a.lon=121.6",
            true,
            &[("lon", "121.6"), ("name", "b"), ("type", "street")],
            "ws=review&a.lon=121.6&a.name=b&a.type=street",
        );
    }

    #[test]
    fn the_applicant_stands_in_no_link() {
        let workspace_fields = LINK.named(&fields(&[("name", "b"), ("applicant", "某某单位")]));
        let hash = build_hash(&View { workspace: "review".to_owned(), workspace_fields, ..View::default() });
        assert_eq!(hash, "ws=review&a.name=b");
        check("a.applicant=x&a.name=y", false, &[("name", "y")], "a.name=y");
    }

    #[test]
    fn the_order_of_a_page_around_is_read() {
        let read = |payload: &str| {
            let text = format!(r#"{{"v": 1, "id": "a", "type": "review", "payload": {payload}}}"#);
            parse_message(&text, &[ORDER]).1
        };
        let order = Order::Workspace { kind: "review", fields: fields(&[("name", "汇龙路")]) };
        assert_eq!(read(r#"{"application": {"name": "汇龙路"}}"#), Ok(order));
        for (bad, member) in [("{}", "application"), (r#"{"application": {"name": ["a"]}}"#, "name")] {
            let refusal = read(bad).unwrap_err();
            assert_eq!(refusal.fault, Fault::BadPayload, "{bad}");
            assert!(refusal.message.contains(member), "{bad}: {}", refusal.message);
        }
    }
}
