//! Publishing in sentences: why a column is asked, why it is refused, what is to be known.

use super::loading::Held;
use super::messages::PublishMsg;
use crate::publish::entry::EntryFault;
use crate::publish::questions::{Asked, Objection};
use crate::publish::refuse::{Found, Inside, Refusal};
use crate::publish::{Published, Refused};
use diming_protocol::Problem;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, text};

/// Records of a layer that are told; the rest is counted.
const TOLD_MAX: usize = 5;

/// Why a column is asked.
pub fn question_words(lang: Lang, why: Asked) -> String {
    let msg = match why {
        Asked::Unknown => PublishMsg::AskUnknown,
        Asked::NotShown => PublishMsg::AskNotShown,
        Asked::OfficerOnly => PublishMsg::AskOfficer,
    };
    text(lang, msg).to_owned()
}

/// What speaks against a list as a whole.
pub fn objections(lang: Lang, held: &Held, has_shapes: bool) -> Vec<String> {
    let part = held.is_part.then_some(PublishMsg::Part);
    let shapes = has_shapes.then_some(PublishMsg::Shapes);
    part.into_iter().chain(shapes).map(|msg| text(lang, msg).to_owned()).collect()
}

/// Why it is refused, a sentence each.
pub fn refused_words(lang: Lang, refused: &Refused) -> Vec<String> {
    match refused {
        Refused::Entry(fault) => vec![entry_words(lang, fault)],
        Refused::FileTaken(path) => vec![fill(lang, PublishMsg::FileTaken, &[("path", path)])],
        Refused::Objections(all) => shortened(lang, all, |objection| objection_words(lang, objection)),
        Refused::Data(found) => found.iter().flat_map(|(layer, found)| found_words(lang, layer, found)).collect(),
        Refused::Lost { written, read } => {
            let values = [("written", &*written.to_string()), ("read", &*read.to_string())];
            vec![fill(lang, PublishMsg::Lost, &values)]
        }
        Refused::Unreadable(why) => vec![fill(lang, PublishMsg::Unreadable, &[("why", why)])],
    }
}

fn entry_words(lang: Lang, fault: &EntryFault) -> String {
    match fault {
        EntryFault::IdTaken(id) => fill(lang, PublishMsg::IdTaken, &[("id", id)]),
        EntryFault::NoLayer(id) => fill(lang, PublishMsg::NoLayer, &[("id", id)]),
        EntryFault::NoCatalog => text(lang, PublishMsg::NoCatalog).to_owned(),
        EntryFault::Refused(Problem::Catalog { path, reason }) => {
            fill(lang, PublishMsg::BadEntry, &[("why", &format!("{path}: {reason}"))])
        }
        EntryFault::Refused(problem) => fill(lang, PublishMsg::BadEntry, &[("why", &format!("{problem:?}"))]),
    }
}

fn objection_words(lang: Lang, objection: &Objection) -> String {
    match objection {
        Objection::Unanswered(question) => fill(lang, PublishMsg::Unanswered, &[("column", &question.heading)]),
        Objection::OfficerOnly(question) => fill(lang, PublishMsg::OfficerOnly, &[("column", &question.heading)]),
        Objection::Secrecy { line, secrecy } => {
            fill(lang, PublishMsg::Secrecy, &[("line", &line.to_string()), ("value", secrecy)])
        }
        Objection::NoName => text(lang, PublishMsg::NoName).to_owned(),
    }
}

fn found_words(lang: Lang, layer: &str, found: &Found) -> Vec<String> {
    match found {
        Found::Records(refusals) => shortened(lang, refusals, |refusal| refusal_words(lang, layer, refusal)),
        Found::Unread(unread) => {
            vec![fill(lang, PublishMsg::LayerUnread, &[("layer", layer), ("what", &unread.to_string())])]
        }
    }
}

fn refusal_words(lang: Lang, layer: &str, refusal: &Refusal) -> String {
    let (msg, what) = match &refusal.why {
        Inside::OfficerOnly(property) => (PublishMsg::LayerOfficer, property.clone()),
        Inside::NoSecrecy => (PublishMsg::LayerNoSecrecy, String::new()),
        Inside::Secrecy(secrecy) => (PublishMsg::LayerSecrecy, secrecy.clone()),
        Inside::TooFine(decimals) => (PublishMsg::LayerTooFine, decimals.to_string()),
    };
    let record = (refusal.record + 1).to_string();
    fill(lang, msg, &[("layer", layer), ("record", &record), ("what", &what)])
}

/// The first sentences, and how many more there are.
fn shortened<T>(lang: Lang, all: &[T], words: impl Fn(&T) -> String) -> Vec<String> {
    let mut sentences: Vec<String> = all.iter().take(TOLD_MAX).map(words).collect();
    if let Some(more) = all.len().checked_sub(TOLD_MAX).filter(|more| *more > 0) {
        sentences.push(counted(lang, PublishMsg::More, more as u64));
    }
    sentences
}

/// What is to be known of what would be published.
pub fn saved_notes(lang: Lang, held: &Held, published: Option<&Published>) -> Vec<String> {
    let mut notes = Vec::new();
    if !held.is_file {
        notes.push(text(lang, PublishMsg::FromLayer).to_owned());
    }
    let Some(Published { saved, left_out, .. }) = published else { return notes };
    let counts = [
        (PublishMsg::Unplaced, saved.unplaced),
        (PublishMsg::PositionUnread, saved.unread.len()),
        (PublishMsg::Rounded, saved.rounded),
    ];
    notes.extend(counts.iter().filter(|(_, n)| *n > 0).map(|(msg, n)| counted(lang, *msg, *n as u64)));
    let renamed =
        |(column, name): &(String, String)| fill(lang, PublishMsg::Renamed, &[("column", column), ("name", name)]);
    notes.extend(saved.renamed.iter().map(renamed));
    let lists = [(PublishMsg::LeftOut, left_out), (PublishMsg::Empty, &saved.empty)];
    let filled = lists.iter().filter(|(_, columns)| !columns.is_empty());
    notes.extend(filled.map(|(msg, columns)| fill(lang, *msg, &[("columns", &columns.join("、"))])));
    notes
}
