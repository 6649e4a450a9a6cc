//! A message of the protocol is the same on the other side.

use diming_protocol::{Export, Fingerprint, Part, Response, WorkspaceId};

fn check(response: Response) {
    let bytes = postcard::to_stdvec(&response).unwrap_or_default();
    assert_eq!(postcard::from_bytes::<Response>(&bytes).as_ref(), Ok(&response));
}

#[test]
fn the_first_and_the_last_responses_survive() {
    check(Response::Missing { part: Part::Export });
    check(Response::Saving { done: 1, of: 2 });
    check(Response::Fingerprint { layer: 3, print: Fingerprint::default() });
    check(Response::File { what: Export::ListTable, name: "list.csv".to_owned(), text: "a".to_owned() });
}

#[test]
fn what_a_workspace_says_stays_as_it_is() {
    let (id, body) = (WorkspaceId(7), vec![0, 1, 255]);
    check(Response::Missing { part: Part::Workspace(id) });
    check(Response::Workspace { id, seq: 3, body: body.clone() });
    let what = Export::Workspace { id, body };
    check(Response::File { what, name: "rows.csv".to_owned(), text: "a".to_owned() });
}
