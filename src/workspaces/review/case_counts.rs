//! How many names were given, changed and announced, by year and type.

use super::case_book::{Case, CaseState};
use super::session::review_session;
use crate::reactive::{all, derived, live};
use crate::state::app;
use crate::ui::text::{say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{number, text};
use diming_protocol::parse_yes_no;
use diming_review_protocol::application::NameType;
use diming_review_protocol::messages::{CasesMsg, name_type, name_type_of};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Named, renamed, announced.
type Sums = [u32; 3];

/// Year, 0 for unknown → sums of all types, and of each.
type Years = BTreeMap<u32, (Sums, BTreeMap<usize, Sums>)>;

/// Counts of what was approved.
fn count(cases: &[Case]) -> Years {
    let mut years = Years::new();
    for case in cases.iter().filter(|case| matches!(case.state, CaseState::Approved | CaseState::Announced)) {
        let field = |name: &str| case.fields.get(name).map_or("", |text| text.trim());
        let day =
            [field("announced_on"), field("approved_on"), &case.created_on].into_iter().find(|day| !day.is_empty());
        let year = day.and_then(|day| day.get(..4)?.parse().ok()).unwrap_or(0);
        let kind = name_type_of(field("type")).unwrap_or_default();
        let place = NameType::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        let is_renaming = parse_yes_no(field("renaming")).unwrap_or(false);
        let (sums, types) = years.entry(year).or_default();
        for sums in [sums, types.entry(place).or_default()] {
            sums[usize::from(is_renaming)] += 1;
            sums[2] += u32::from(case.state == CaseState::Announced);
        }
    }
    years
}

/// The table, the latest year first; nothing where nothing was approved.
#[component]
pub fn CaseCounts() -> impl IntoView {
    let app = app();
    let years = derived(move || review_session().cases.list.with(|list| count(list)));
    let table = move || {
        let lang = app.view.lang.get();
        years.with(|years| {
            (!years.is_empty()).then(|| {
                view! {
                    <details class="case-counts" open=true>
                        <summary>{say(CasesMsg::Counts)}</summary>
                        <p class="hint">{say(CasesMsg::CountsHint)}</p>
                        <div class="table-scroll" tabindex="0" role="group" aria-label=t(CasesMsg::Counts)>
                            {table(lang, years)}
                        </div>
                    </details>
                }
            })
        })
    };
    live(table)
}

fn table(lang: Lang, years: &Years) -> AnyView {
    let head = |msg: CasesMsg| view! { <th scope="col">{text(lang, msg)}</th> };
    let heads = [CasesMsg::Year, CasesMsg::Type, CasesMsg::Named, CasesMsg::Renamed, CasesMsg::Announced].map(head);
    let cells = |sums: &Sums| all(sums.map(|n| view! { <td>{number(lang, f64::from(n))}</td> }));
    let rows = years.iter().rev().map(|(year, (sums, types))| {
        let year = match year {
            0 => text(lang, CasesMsg::UnknownYear).to_owned(),
            year => year.to_string(),
        };
        let parts = types.iter().map(|(place, sums)| {
            let kind = NameType::ALL.get(*place).copied().unwrap_or_default();
            view! { <tr><td class="words">{text(lang, name_type(kind))}</td>{cells(sums)}</tr> }
        });
        view! {
            <tbody>
                <tr class="sum-row">
                    <th scope="rowgroup" rowspan=(types.len() + 1).to_string()>{year}</th>
                    <td class="words">{text(lang, CasesMsg::AllTypes)}</td>
                    {cells(sums)}
                </tr>
                {all(parts)}
            </tbody>
        }
    });
    view! {
        <table class="counts-table">
            <caption class="sr">{text(lang, CasesMsg::Counts)}</caption>
            <thead><tr>{all(heads)}</tr></thead>
            {all(rows)}
        </table>
    }
    .into_any()
}
