//! A line of the batch: one application, what it is, how it stands, what was found.

use super::finding::weight_sign;
use super::session::review_session;
use super::standing::{COUNTED, outcome};
use crate::reactive::{all, live};
use crate::state::app;
use crate::ui::text::{Words, said};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, number, text};
use diming_review_protocol::finding::Weight;
use diming_review_protocol::messages::{
    APPLICATION_FIELDS, ListsMsg, finding_title, name_type, name_type_of, weight_words,
};
use diming_review_protocol::review::{BatchRow, BriefFinding, Standing};
use leptos::prelude::*;

/// Findings told in a line.
const FINDINGS_TOLD: usize = 3;

/// The name applied for.
pub fn name_of(row: &BatchRow) -> &str {
    row.fields.get("name").map_or("", String::as_str)
}

/// The cells of a row, by its number.
pub fn cells(of: u32) -> AnyView {
    let row = review_session().batch.with_untracked(|coming| coming.rows.get(of as usize).cloned());
    let app = app();
    live(move || {
        let lang = app.view.lang.get();
        row.as_ref().map(|row| line(lang, of, row))
    })
}

fn line(lang: Lang, of: u32, row: &BatchRow) -> AnyView {
    let name = name_of(row);
    let open = fill(lang, ListsMsg::OpenRow, &[("name", name)]);
    let town = row.fields.get("town").map_or("", String::as_str);
    let found = found(lang, row);
    view! {
        <td class="number">{number(Lang::En, f64::from(of) + 1.0)}</td>
        <th scope="row" title=format!("{name} {}", row.romanisation)>
            <button type="button" class="link" tabindex="-1" title=open>{Words::data(lang, name).view()}</button>
            <span class="spelling">{row.romanisation.clone()}</span>
        </th>
        <td class="wide">{kind(lang, row)}</td>
        <td class="wide" title=town.to_owned()>{Words::data(lang, town).view()}</td>
        <td>{outcome(lang, row)}</td>
        <td class="wide">{weights(lang, row)}</td>
        <td class="words" title=found.clone()><span class="clamp">{said(lang, &found)}</span></td>
    }
    .into_any()
}

/// The type, as the page calls it, else as it was written.
fn kind(lang: Lang, row: &BatchRow) -> AnyView {
    let word = row.fields.get("type").map_or("", String::as_str);
    match name_type_of(word) {
        Some(kind) => text(lang, name_type(kind)).into_any(),
        None => Words::data(lang, word).view(),
    }
}

/// How many findings there are of each weight; what could not be checked last.
fn weights(lang: Lang, row: &BatchRow) -> AnyView {
    let count = |weight| row.findings.iter().filter(|f| f.in_scope && !f.is_undone && f.weight == weight).count();
    let part = |n: usize, sign: &'static str, class: &'static str, words: &'static str| {
        (n > 0).then(|| {
            view! {
                <span class=format!("weight-count {class}") title=words>
                    <span aria-hidden="true">{sign}</span>
                    <span class="sr">{words} " "</span>
                    {n}
                </span>
            }
            .into_any()
        })
    };
    let of_weight = |weight: Weight| {
        let (sign, class) = weight_sign(weight);
        part(count(weight), sign, class, weight_words(lang, weight))
    };
    let undone = row.findings.iter().filter(|f| f.is_undone).count();
    let undone = part(undone, "?", "review", text(lang, ListsMsg::NotChecked));
    all(COUNTED.into_iter().filter_map(of_weight).chain(undone).collect::<Vec<_>>())
}

/// What could not be read, and the first findings, in words.
fn found(lang: Lang, row: &BatchRow) -> String {
    let label = |name: &String| match APPLICATION_FIELDS.iter().find(|(field, _)| field == name) {
        Some((_, label)) => text(lang, *label).to_owned(),
        None => name.clone(),
    };
    let not_understood: Vec<String> = row.not_understood.iter().map(label).collect();
    let not_understood = (!not_understood.is_empty())
        .then(|| fill(lang, ListsMsg::NotUnderstood, &[("fields", &not_understood.join(", "))]));
    let is_undone = row.standing() == Standing::Undone;
    let is_told = |f: &&BriefFinding| if is_undone { f.is_undone } else { !f.is_undone && f.weight != Weight::Info };
    let told: Vec<&BriefFinding> = row.findings.iter().filter(is_told).collect();
    let more = told.len().saturating_sub(FINDINGS_TOLD);
    let more = (more > 0).then(|| counted(lang, ListsMsg::FindingsMore, more as u64));
    let told = told.into_iter().take(FINDINGS_TOLD).map(|finding| brief(lang, finding));
    let parts: Vec<String> = not_understood.into_iter().chain(told).chain(more).collect();
    parts.join(text(lang, ListsMsg::Between))
}

/// A finding in a few words.
fn brief(lang: Lang, finding: &BriefFinding) -> String {
    let title = finding_title(lang, &finding.code);
    let count = number(lang, f64::from(finding.names));
    let values = [("title", &*title), ("name", &*finding.name), ("n", &*count)];
    match finding.names {
        _ if finding.is_undone => fill(lang, ListsMsg::UndoneOf, &values),
        0 => title,
        1 => fill(lang, ListsMsg::FindingOf, &values),
        _ => fill(lang, ListsMsg::FindingOfMore, &values),
    }
}
