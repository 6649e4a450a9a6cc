//! What goes on as long as the page once the workspace was opened: answers are read, and what changes is asked again.

use super::desk::{Desk, open};
use crate::live::effect;
use crate::state::{App, Health};
use crate::store::cases::{self, tell_pending};
use crate::user_timing;
use diming_review_protocol::review::{ReviewAnswer, ReviewAsk, ReviewState};
use diming_review_protocol::{Said, read_said};
use std::sync::Arc;

/// Begins it, once.
pub fn once(app: App) {
    let desk = app.desk;
    if desk.reader.with_untracked(Option::is_some) {
        return;
    }
    desk.reader.set(Some(read));
    let mut unread = Vec::new();
    desk.unread.update(|all| unread = std::mem::take(all));
    for (seq, bytes) in unread {
        read(desk, seq, &bytes);
    }
    desk.page.with(|| {
        cases::connect(app);
        follow(app);
    });
}

fn read(desk: Desk, seq: u32, bytes: &[u8]) {
    match read_said(bytes) {
        Some(Said::State(state)) => {
            if matches!(state, ReviewState::Ready(_)) {
                user_timing::review_ready();
            }
            desk.ready.set(state);
        }
        // Answered where it was asked.
        Some(Said::Aside(_)) => {}
        Some(Said::Answer(answer)) => take(desk, seq, answer),
        None => leptos::logging::error!("answer of the review dropped"),
    }
}

/// Puts an answer of the engine into the state.
fn take(desk: Desk, seq: u32, answer: ReviewAnswer) {
    match answer {
        ReviewAnswer::One(reviewed) => {
            if seq >= desk.answered.get_untracked() {
                desk.answered.set(seq);
                user_timing::reviewed(seq, reviewed.findings.len());
                desk.reviewed.set(Some(Arc::new(*reviewed)));
            }
        }
        ReviewAnswer::Suggestions { suggestions, is_whole } => desk.suggestions.update(|coming| {
            if let Some(coming) = coming.as_mut().filter(|coming| coming.seq == seq) {
                coming.total = is_whole.then_some(suggestions.len() as u32);
                coming.rows = suggestions;
            }
        }),
        ReviewAnswer::Batch { rows, total, how_read, .. } => desk.batch.update(|coming| {
            if coming.seq == seq {
                let coming = Arc::make_mut(coming);
                coming.rows.extend(rows);
                (coming.total, coming.how_read) = (Some(total), how_read);
            }
        }),
        ReviewAnswer::Names { names, total, how_read, .. } => desk.names.update(|coming| {
            if coming.seq == seq {
                let coming = Arc::make_mut(coming);
                coming.rows.extend(names);
                (coming.total, coming.how_read) = (Some(total), how_read);
            }
        }),
        ReviewAnswer::Refused(problem) => {
            let refused = Some(problem);
            if desk.batch.with_untracked(|coming| coming.seq == seq) {
                desk.batch.update(|coming| Arc::make_mut(coming).refused = refused.clone());
            }
            if desk.names.with_untracked(|coming| coming.seq == seq) {
                desk.names.update(|coming| Arc::make_mut(coming).refused = refused);
            }
        }
    }
}

/// Opens the review when the workspace is, and asks again whenever the application changes.
fn follow(app: App) {
    let desk = app.desk;
    let is_open = move || {
        // An engine that was started again knows nothing of it.
        app.engine.track();
        app.in_review()
    };
    effect(move || {
        if is_open() {
            let is_restarted = app.engine.get() == Health::Restarted;
            if is_restarted {
                desk.end_work();
            }
            open();
            if is_restarted {
                let uses = desk.uses.get_untracked();
                uses.into_iter().for_each(|(layer, on)| desk.use_register(layer, on));
            }
            tell_pending(app);
        }
    });
    effect(move || {
        let (fields, own_id) = (desk.fields.get(), desk.case_id.get());
        // Another register has other findings.
        desk.ready.track();
        if is_open() && !fields.is_empty() {
            desk.ask(ReviewAsk::One { fields, own_id });
        }
    });
}
