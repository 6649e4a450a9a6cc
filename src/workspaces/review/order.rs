//! The order of the page around a frame to review an application.

use super::SPEC;
use super::session::open;
use crate::engine_client::{ResponseMatch, answer_of, ask};
use crate::state::App;
use diming_protocol::Response;
use diming_protocol::link::LinkFields;
use diming_protocol::link::message::{Fault, Refusal};
use diming_review_protocol::review::{ReviewAsk, ReviewState};
use diming_review_protocol::{PART, REVIEW, read_aside, read_state, request};
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// Counts down, so that a number of the person's own review is never met.
    static LAST_SEQ: Cell<u32> = const { Cell::new(u32::MAX) };
}

fn refuse(fault: Fault, message: &str) -> Result<String, Refusal> {
    Err(Refusal { fault, message: message.to_owned() })
}

/// Returns what the review says of an application, as JSON.
pub async fn carry_out(app: App, fields: LinkFields) -> Result<String, Refusal> {
    if !untrack(|| (SPEC.is_offered)(app)) {
        return refuse(Fault::NotOffered, "the naming review is not offered here");
    }
    let seq = LAST_SEQ.replace(LAST_SEQ.get() - 1);
    let answer = answer_of(move |response| match response {
        Response::Workspace { id: REVIEW, seq: of, body } if *of == seq => ResponseMatch::Consumed(read_aside(body)),
        Response::Workspace { id: REVIEW, body, .. } if matches!(read_state(body), Some(ReviewState::Failed(_))) => {
            ResponseMatch::Shared(None)
        }
        Response::Missing { part: PART } => ResponseMatch::Shared(None),
        _ => ResponseMatch::No,
    });
    open();
    ask(request(seq, &ReviewAsk::Aside(fields)));
    match answer.await {
        Some(Some(text)) => Ok(text),
        Some(None) => refuse(Fault::Stopped, "the tables of the review could not be read"),
        None => refuse(Fault::Overtaken, "the review took too long"),
    }
}
