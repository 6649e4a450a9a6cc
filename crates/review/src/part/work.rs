//! Batches, names in use, suggestions: one at a time, one application or name a step; and what of them is saved.

use super::{ReviewPart, answer};
use crate::Verdict;
use crate::fields::application_of;
use crate::headings::Headings;
use crate::pasted::{Pasted, parse_pasted};
use crate::report::{ReportLine, batch_row, batch_table, usage_table};
use crate::suggest::Suggesting;
use diming_engine::export::csv_text;
use diming_engine::service::PartContext;
use diming_protocol::Problem;
use diming_protocol::catalog::Lang;
use diming_review_protocol::application::Application;
use diming_review_protocol::finding::Used;
use diming_review_protocol::review::{BatchRow, Fields, HowRead, ReviewAnswer, ReviewAsk, ReviewFile};
use diming_review_protocol::{Said, write_said};

/// Rows told at once.
const TOLD_ROWS: usize = 25;

/// What is being worked on; the number is the request's.
pub(super) enum Work {
    Asked(u32, ReviewAsk),
    Suggestions(u32, Box<Suggesting>),
    Batch(u32, Box<Batch>),
    Names(u32, Box<Listed>),
}

/// A batch under way.
pub(super) struct Batch {
    applications: Vec<(Fields, Vec<String>, Application)>,
    how_read: HowRead,
    /// Those that the others are already held against.
    pending: usize,
    /// Rows that were not told yet.
    rows: Vec<BatchRow>,
}

/// Names in use under way.
pub(super) struct Listed {
    /// Those to come, the next one last.
    names: Vec<String>,
    how_read: HowRead,
    /// Those that were not told yet.
    found: Vec<Used>,
}

/// What was done last, to be saved.
#[derive(Default)]
pub(super) struct Done {
    batch: Vec<(Fields, Verdict)>,
    names: Vec<Used>,
}

/// The id of an application of a batch among the pending ones.
fn batch_id(number: usize) -> String {
    format!("batch:{number}")
}

impl Work {
    /// The register was made anew: the applications of a batch are not among its pending names.
    pub(super) fn register_again(&mut self) {
        if let Work::Batch(_, batch) = self {
            batch.pending = 0;
        }
    }
}

impl ReviewPart {
    /// Works on what was asked.
    pub(super) fn work_some(&mut self, cx: &mut PartContext) {
        // What is asked before the register is made waits for it.
        if self.review.is_none() {
            return;
        }
        let Some(work) = self.work.take() else { return };
        self.work = match work {
            Work::Asked(seq, ask) => self.begin_work(cx, seq, ask),
            Work::Suggestions(seq, suggesting) => self.suggest_some(cx, seq, suggesting),
            Work::Batch(seq, batch) => self.batch_some(cx, seq, batch),
            Work::Names(seq, listed) => self.names_some(cx, seq, listed),
        };
    }

    fn begin_work(&mut self, cx: &mut PartContext, seq: u32, ask: ReviewAsk) -> Option<Work> {
        let headings = Headings::new(cx.view().catalog());
        let pasted = |text: &str| parse_pasted(text, |heading| headings.field_of(heading));
        match ask {
            ReviewAsk::Suggestions => {
                let (fields, own_id, _) = self.last.as_ref()?;
                let application = application_of(fields).0;
                let suggesting = self.review.as_ref()?.begin_suggesting(&application, own_id, &self.reserve);
                Some(Work::Suggestions(seq, Box::new(suggesting)))
            }
            ReviewAsk::Batch(text) => match pasted(&text) {
                Ok(pasted) => {
                    self.done.batch.clear();
                    self.register_pending();
                    Some(Work::Batch(seq, Box::new(Batch::new(pasted))))
                }
                Err(problem) => self.refuse_work(cx, seq, problem),
            },
            ReviewAsk::Names(text) => match pasted(&text) {
                Ok(pasted) => {
                    self.done.names.clear();
                    let how_read = pasted.how_read();
                    let mut names: Vec<String> = pasted.rows.into_iter().filter_map(|mut f| f.remove("name")).collect();
                    names.reverse();
                    Some(Work::Names(seq, Box::new(Listed { names, how_read, found: Vec::new() })))
                }
                Err(problem) => self.refuse_work(cx, seq, problem),
            },
            ReviewAsk::Open(_)
            | ReviewAsk::Pending(_)
            | ReviewAsk::One { .. }
            | ReviewAsk::Aside(_)
            | ReviewAsk::Stop
            | ReviewAsk::Use { .. } => None,
        }
    }

    fn refuse_work(&mut self, cx: &mut PartContext, seq: u32, problem: Problem) -> Option<Work> {
        answer(cx, seq, ReviewAnswer::Refused(problem));
        None
    }

    /// Reviews an application beside the one under review.
    pub(super) fn answer_aside(&mut self, cx: &mut PartContext, seq: u32, fields: &Fields) {
        let Some(review) = &mut self.review else { return };
        let (_, verdict) = review.reviewed(fields, None, cx.view().today());
        let json = ReportLine::new(fields, &verdict).json();
        cx.say(seq, write_said(&Said::Aside(json)));
    }

    fn suggest_some(&mut self, cx: &mut PartContext, seq: u32, mut suggesting: Box<Suggesting>) -> Option<Work> {
        let (review, before) = (self.review.as_ref()?, suggesting.found.len());
        let is_whole = !suggesting.step(review, cx.view().today());
        if is_whole || suggesting.found.len() > before {
            let suggestions = suggesting.found.clone();
            answer(cx, seq, ReviewAnswer::Suggestions { suggestions, is_whole });
        }
        (!is_whole).then_some(Work::Suggestions(seq, suggesting))
    }

    /// First all are pending for each other, then one after the other is reviewed.
    fn batch_some(&mut self, cx: &mut PartContext, seq: u32, mut batch: Box<Batch>) -> Option<Work> {
        let review = self.review.as_mut()?;
        let total = batch.applications.len();
        if let Some((_, _, application)) = batch.applications.get(batch.pending) {
            review.add_pending(&batch_id(batch.pending), application);
            batch.pending += 1;
            return Some(Work::Batch(seq, batch));
        }
        let number = self.done.batch.len();
        if let Some((fields, not_understood, application)) = batch.applications.get_mut(number) {
            let verdict = review.review(application, Some(&batch_id(number)), cx.view().today());
            let fields = std::mem::take(fields);
            batch.rows.push(batch_row(&fields, std::mem::take(not_understood), &verdict));
            self.done.batch.push((fields, verdict));
        }
        let done = self.done.batch.len();
        if batch.rows.len() == TOLD_ROWS || done == total {
            let first = (done - batch.rows.len()) as u32;
            let (rows, how_read) = (std::mem::take(&mut batch.rows), batch.how_read.clone());
            answer(cx, seq, ReviewAnswer::Batch { first, rows, total: total as u32, how_read });
        }
        if done == total {
            self.register_pending();
            return None;
        }
        Some(Work::Batch(seq, batch))
    }

    fn names_some(&mut self, cx: &mut PartContext, seq: u32, mut listed: Box<Listed>) -> Option<Work> {
        let review = self.review.as_ref()?;
        let Listed { names, found, how_read } = &mut *listed;
        if let Some(name) = names.pop() {
            found.push(review.usage(&name));
        }
        let total = (self.done.names.len() + found.len() + names.len()) as u32;
        if found.len() == TOLD_ROWS || names.is_empty() {
            let first = self.done.names.len() as u32;
            self.done.names.extend_from_slice(found);
            let (names, how_read) = (std::mem::take(found), how_read.clone());
            answer(cx, seq, ReviewAnswer::Names { first, names, total, how_read });
        }
        (!listed.names.is_empty()).then_some(Work::Names(seq, listed))
    }

    /// A file of what the review said last: its name and its text.
    pub(super) fn saved(&self, what: &ReviewFile, lang: Lang) -> Option<(String, String)> {
        let Done { batch, names } = &self.done;
        let batch_rows = |numbers: &[u32]| {
            let rows: Vec<_> = numbers.iter().filter_map(|&n| batch.get(n as usize)).collect();
            rows
        };
        Some(match what {
            ReviewFile::Review => {
                let (fields, _, verdict) = self.last.as_ref()?;
                ("review.json".to_owned(), ReportLine::new(fields, verdict).json())
            }
            ReviewFile::Batch(numbers) => {
                let rows = batch_rows(numbers);
                let rows = rows.iter().map(|(fields, verdict)| (fields, verdict));
                ("batch.csv".to_owned(), csv_text(&batch_table(lang, rows)))
            }
            ReviewFile::BatchLines(numbers) => {
                let line = |(fields, verdict): &&(Fields, Verdict)| ReportLine::new(fields, verdict).json() + "\n";
                ("batch.jsonl".to_owned(), batch_rows(numbers).iter().map(line).collect())
            }
            ReviewFile::Names(numbers) => {
                let rows = numbers.iter().filter_map(|&n| names.get(n as usize));
                ("names.csv".to_owned(), csv_text(&usage_table(lang, rows)))
            }
        })
    }
}

impl Batch {
    fn new(pasted: Pasted) -> Batch {
        let read = |fields: Fields| {
            let (application, not_understood) = application_of(&fields);
            (fields, not_understood, application)
        };
        let how_read = pasted.how_read();
        let applications = pasted.rows.into_iter().map(read).collect();
        Batch { applications, how_read, pending: 0, rows: Vec::new() }
    }
}
