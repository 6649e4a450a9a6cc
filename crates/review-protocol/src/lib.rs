//! What the page and the engine's part say to each other in the naming review: the bodies of the envelope
//! ([`Request::Workspace`](diming_protocol::Request::Workspace)), and the types in them.
//!
//! A body of the engine begins with a byte that says what follows, so that each reader has the code for what it reads only.
//! No DOM, no clock, no network, no randomness, no global state.

pub mod application;
pub mod finding;
pub mod link;
pub mod messages;
pub mod plan;
pub mod review;

use diming_protocol::{Export, Part, Request, Response, Source, WorkspaceId};
use review::{ReviewAnswer, ReviewAsk, ReviewFile, ReviewState};

/// The naming review among the workspaces.
pub const REVIEW: WorkspaceId = WorkspaceId(1);

/// Its part of the engine.
pub const PART: Part = Part::Workspace(REVIEW);

/// The tables of the naming review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewTable {
    /// Standard characters.
    Standard,
    /// Characters that look alike.
    Alike,
    /// The rules profile.
    Profile,
}

impl ReviewTable {
    /// All tables, in the order of their numbers.
    pub const ALL: [ReviewTable; 3] = [ReviewTable::Standard, ReviewTable::Alike, ReviewTable::Profile];

    /// The table of a number.
    pub fn of_number(number: u8) -> Option<ReviewTable> {
        ReviewTable::ALL.get(usize::from(number)).copied()
    }

    /// Where its bytes belong.
    pub fn source(self) -> Source {
        Source::Workspace { id: REVIEW, table: self as u8 }
    }
}

/// What the engine's part says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// How ready it is, with the number 0.
    State(ReviewState),
    /// To [`ReviewAsk::Aside`]: what the command line says of it, a line of JSON.
    Aside(String),
    /// To anything else.
    Answer(ReviewAnswer),
}

const STATE: u8 = 0;
const ASIDE: u8 = 1;
const ANSWER: u8 = 2;

/// A request to the engine's part.
pub fn request(seq: u32, ask: &ReviewAsk) -> Request {
    Request::Workspace { id: REVIEW, seq, body: body_of(ask) }
}

/// A file to be asked for.
pub fn export(file: &ReviewFile) -> Export {
    Export::Workspace { id: REVIEW, body: body_of(file) }
}

/// What is asked; `None` for bytes that are nothing.
pub fn read_ask(body: &[u8]) -> Option<ReviewAsk> {
    postcard::from_bytes(body).ok()
}

/// The file that is asked for.
pub fn read_file(body: &[u8]) -> Option<ReviewFile> {
    postcard::from_bytes(body).ok()
}

/// What the engine's part says, as a body.
pub fn write_said(said: &Said) -> Vec<u8> {
    match said {
        Said::State(state) => marked(STATE, &body_of(state)),
        Said::Aside(json) => marked(ASIDE, json.as_bytes()),
        Said::Answer(answer) => marked(ANSWER, &body_of(answer)),
    }
}

/// What it says; `None` for bytes that are nothing.
pub fn read_said(body: &[u8]) -> Option<Said> {
    let (mark, rest) = body.split_first()?;
    match *mark {
        STATE => read_state(body).map(Said::State),
        ASIDE => read_aside(body).map(Said::Aside),
        ANSWER => postcard::from_bytes(rest).ok().map(Said::Answer),
        _ => None,
    }
}

/// How ready it is, where the body says that.
pub fn read_state(body: &[u8]) -> Option<ReviewState> {
    body.strip_prefix(&[STATE]).and_then(|rest| postcard::from_bytes(rest).ok())
}

/// The answer to [`ReviewAsk::Aside`], where the body is one.
pub fn read_aside(body: &[u8]) -> Option<String> {
    body.strip_prefix(&[ASIDE]).map(|json| String::from_utf8_lossy(json).into_owned())
}

/// What a response says, with the number of the request; `None` where it is of another workspace or none.
pub fn said_in(response: &Response) -> Option<(u32, Said)> {
    match response {
        Response::Workspace { id: REVIEW, seq, body } => read_said(body).map(|said| (*seq, said)),
        _ => None,
    }
}

/// Only running out of memory makes this fail, so there is nothing to tell.
fn body_of(content: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_stdvec(content).unwrap_or_default()
}

fn marked(mark: u8, content: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(content.len() + 1);
    body.push(mark);
    body.extend_from_slice(content);
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_protocol::Problem;

    #[test]
    fn what_is_said_is_the_same_on_the_other_side() {
        for said in [
            Said::State(ReviewState::Loading),
            Said::State(ReviewState::Failed(Problem::Network)),
            Said::Aside("{}".to_owned()),
            Said::Answer(ReviewAnswer::Refused(Problem::Network)),
        ] {
            let response = Response::Workspace { id: REVIEW, seq: 7, body: write_said(&said) };
            let bytes = postcard::to_stdvec(&response).unwrap();
            let there = postcard::from_bytes::<Response>(&bytes).unwrap();
            assert_eq!(said_in(&there), Some((7, said)));
        }
        for nothing in [&[][..], &[ANSWER], &[9, 1]] {
            assert_eq!(read_said(nothing), None);
        }
        let of_another = Response::Workspace { id: WorkspaceId(0), seq: 7, body: vec![ASIDE] };
        assert_eq!(said_in(&of_another), None);
    }

    #[test]
    fn what_is_asked_is_the_same_on_the_other_side() {
        let ask = ReviewAsk::Batch("通海路\n人民路".to_owned());
        let Request::Workspace { id: REVIEW, seq: 3, body } = request(3, &ask) else { panic!() };
        assert_eq!(read_ask(&body), Some(ask));
        let file = ReviewFile::Names(vec![2, 0]);
        let Export::Workspace { id: REVIEW, body } = export(&file) else { panic!() };
        assert_eq!(read_file(&body), Some(file));
    }

    #[test]
    fn each_table_has_its_number() {
        for table in ReviewTable::ALL {
            let Source::Workspace { id: REVIEW, table: number } = table.source() else { panic!() };
            assert_eq!(ReviewTable::of_number(number), Some(table));
        }
        assert_eq!(ReviewTable::of_number(3), None);
    }
}
