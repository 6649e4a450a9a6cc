//! Effects that start when the review is first opened and live as long as the page: decoding answers, sending what has
//! changed.

use super::case_book::{self, tell_pending};
use super::session::{ReviewSession, open, review_session};
use crate::reactive::effect;
use crate::state::{App, Health};
use crate::user_timing;
use diming_review_protocol::review::{ReviewAnswer, ReviewAsk, ReviewState};
use diming_review_protocol::{REVIEW, Said, read_said};
use std::sync::Arc;

/// Starts them, once.
pub fn once(app: App) {
    let session = review_session();
    if session.reader.with_untracked(Option::is_some) {
        return;
    }
    session.reader.set(Some(read));
    let mut unread = Vec::new();
    session.unread.update(|all| unread = std::mem::take(all));
    for (seq, bytes) in unread {
        read(session, seq, &bytes);
    }
    session.page.with(|| {
        case_book::connect(app);
        follow(app);
    });
}

fn read(session: ReviewSession, seq: u32, bytes: &[u8]) {
    match read_said(bytes) {
        Some(Said::State(state)) => {
            if matches!(state, ReviewState::Ready(_)) {
                // The review can be asked.
                user_timing::mark("diming:review-ready", None);
            }
            session.ready.set(state);
        }
        // Answered where it was asked.
        Some(Said::Aside(_)) => {}
        Some(Said::Answer(answer)) => take(session, seq, answer),
        None => leptos::logging::error!("answer of the review dropped"),
    }
}

/// Applies an answer of the engine to the state.
fn take(session: ReviewSession, seq: u32, answer: ReviewAnswer) {
    match answer {
        ReviewAnswer::One(reviewed) => {
            if seq >= session.answered.get_untracked() {
                session.answered.set(seq);
                mark_reviewed(seq, reviewed.findings.len());
                session.reviewed.set(Some(Arc::new(*reviewed)));
            }
        }
        ReviewAnswer::Suggestions { suggestions, is_whole } => session.suggestions.update(|coming| {
            if let Some(coming) = coming.as_mut().filter(|coming| coming.seq == seq) {
                coming.total = is_whole.then_some(suggestions.len() as u32);
                coming.rows = suggestions;
            }
        }),
        ReviewAnswer::Batch { rows, total, how_read, .. } => session.batch.update(|coming| {
            if coming.seq == seq {
                let coming = Arc::make_mut(coming);
                coming.rows.extend(rows);
                (coming.total, coming.how_read) = (Some(total), how_read);
            }
        }),
        ReviewAnswer::Names { names, total, how_read, .. } => session.names.update(|coming| {
            if coming.seq == seq {
                let coming = Arc::make_mut(coming);
                coming.rows.extend(names);
                (coming.total, coming.how_read) = (Some(total), how_read);
            }
        }),
        ReviewAnswer::Refused(problem) => {
            let refused = Some(problem);
            if session.batch.with_untracked(|coming| coming.seq == seq) {
                session.batch.update(|coming| Arc::make_mut(coming).refused = refused.clone());
            }
            if session.names.with_untracked(|coming| coming.seq == seq) {
                session.names.update(|coming| Arc::make_mut(coming).refused = refused);
            }
        }
    }
}

/// Marks when the findings of an application are on the screen: in the next frame.
fn mark_reviewed(seq: u32, findings: usize) {
    leptos::prelude::request_animation_frame(move || {
        user_timing::mark_with("diming:reviewed", [("seq", seq), ("findings", findings as u32)]);
    });
}

/// Opens the engine's review when the workspace is opened, and sends the application whenever it changes.
fn follow(app: App) {
    let session = review_session();
    let is_open = move || {
        // A restarted engine has no open review.
        app.answers.engine.track();
        app.is_in(REVIEW)
    };
    effect(move || {
        if is_open() {
            let is_restarted = app.answers.engine.get() == Health::Restarted;
            if is_restarted {
                session.end_work();
            }
            open();
            if is_restarted {
                let uses = session.uses.get_untracked();
                uses.into_iter().for_each(|(layer, on)| session.use_register(layer, on));
            }
            tell_pending();
        }
    });
    effect(move || {
        let (fields, own_id) = (session.fields.get(), session.case_id.get());
        // Another register has other findings.
        session.ready.track();
        if is_open() && !fields.is_empty() {
            session.ask(ReviewAsk::One { fields, own_id });
        }
    });
}
