//! Cases from a file: merged by id, the newer wins; bad ones are reported, good ones are kept.

use super::case_book::{CASES_MAX, Merged};
use super::case_file::{Fault, parse_text};
use super::feed::{Feed, Reading, Taken, reading_line};
use super::session::review_session;
use crate::reactive::{all, live};
use crate::state::app;
use crate::ui::text::{said, say};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, number};
use diming_review_protocol::messages::CasesMsg;
use leptos::prelude::*;
use std::sync::Arc;

/// What came of the last file.
type Outcome = Result<(Merged, Vec<(usize, Fault)>), Fault>;

/// The choice of a file, and what came of it.
#[component]
pub fn CaseImport() -> impl IntoView {
    let app = app();
    let book = review_session().cases;
    let outcome = RwSignal::new(None::<Outcome>);
    let reading = RwSignal::new(Reading::Nothing);
    let taken: Taken = Arc::new(move |text| {
        let merged = parse_text(&text).map(|file| (book.merge(file.cases), file.left_out));
        drop(outcome.try_set(Some(merged)));
    });
    let words = move || outcome.with(|outcome| outcome.as_ref().map(|outcome| told(app.view.lang.get(), outcome)));
    view! {
        <details class="case-import">
            <summary>{say(CasesMsg::Import)}</summary>
            <Feed typed=None file_label=say(CasesMsg::ImportFile) reading taken />
            {reading_line(reading)}
        </details>
        <div class="import-outcome" role="status">{live(words)}</div>
    }
}

fn fault_words(lang: Lang, fault: &Fault) -> String {
    fill(lang, fault.msg, &[("found", &fault.found)])
}

fn told(lang: Lang, outcome: &Outcome) -> AnyView {
    let shown = |n: usize| number(lang, n as f64);
    let (merged, left_out) = match outcome {
        Ok((merged, left_out)) => (merged, left_out),
        Err(fault) => {
            let sentence = fill(lang, CasesMsg::ImportRefused, &[("why", &fault_words(lang, fault))]);
            return view! { <p class="problem">{said(lang, &sentence)}</p> }.into_any();
        }
    };
    let (added, updated, unchanged) = (shown(merged.added), shown(merged.updated), shown(merged.unchanged));
    let values = [("added", &*added), ("updated", &*updated), ("unchanged", &*unchanged)];
    let beyond = (merged.left > 0).then(|| {
        let values = [("n", &*shown(merged.left)), ("max", &*shown(CASES_MAX))];
        view! { <p>{fill(lang, CasesMsg::ImportedLeft, &values)}</p> }
    });
    let left_out = (!left_out.is_empty()).then(|| {
        let lines = left_out.iter().map(|(number, fault)| {
            let why = fault_words(lang, fault);
            let sentence = fill(lang, CasesMsg::LeftOutOf, &[("n", &number.to_string()), ("why", &why)]);
            view! { <li>{said(lang, &sentence)}</li> }
        });
        view! {
            <p>{counted(lang, CasesMsg::LeftOut, left_out.len() as u64)}</p>
            <ul>{all(lines)}</ul>
        }
    });
    view! {
        <p>{fill(lang, CasesMsg::Imported, &values)}</p>
        {beyond}
        {left_out}
    }
    .into_any()
}
