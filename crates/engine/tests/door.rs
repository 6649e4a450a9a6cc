//! What passes the door is the same on its other side.

use diming_protocol::review::{ReviewAnswer, ReviewState};
use diming_protocol::{Export, Fingerprint, Part, Response};

fn check(response: Response) {
    let bytes = postcard::to_stdvec(&response).unwrap_or_default();
    assert_eq!(postcard::from_bytes::<Response>(&bytes).as_ref(), Ok(&response));
}

#[test]
fn the_first_and_the_last_responses_survive() {
    check(Response::Missing { part: Part::Export });
    check(Response::Saving { done: 1, of: 2 });
    check(Response::ReviewIs(ReviewState::Loading));
    check(Response::Fingerprint { layer: 3, print: Fingerprint::default() });
    check(Response::File { what: Export::ListTable, name: "list.csv".to_owned(), text: "a".to_owned() });
}

#[test]
fn an_answer_of_the_review_travels_by_itself() {
    let answer = ReviewAnswer::Aside { json: "{}".to_owned() };
    let bytes = postcard::to_stdvec(&answer).unwrap_or_default();
    assert_eq!(postcard::from_bytes::<ReviewAnswer>(&bytes).as_ref(), Ok(&answer));
    assert!(postcard::to_stdvec(&Response::Review { seq: 1, answer }).is_err());
}
