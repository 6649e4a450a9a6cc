//! The review sheet (审查意见表): the application, what was found, what was considered, what it rests on, and room for
//! the joint review's opinions and signatures.

use super::finding::weight_sign;
use super::findings::{FindingGroup, of_group, scope_words};
use super::form::type_words;
use super::session::{finding_key, review_session};
use crate::engine_client::ask;
use crate::reactive::{all, effect, live};
use crate::state::{App, app};
use crate::ui::clock::today;
use crate::ui::text::said;
use diming_protocol::Request;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{date, fill, number, text};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Finding;
use diming_review_protocol::messages::{APPLICATION_FIELDS, DeskMsg, SheetMsg, tell};
use diming_review_protocol::plan::ReviewPlan;
use diming_review_protocol::review::{Fields, RegisterInfo, ReviewInfo, ReviewState, Reviewed};
use leptos::prelude::*;
use litemap::LiteMap;

/// Rows left blank for the departments' opinions.
const OPINIONS: usize = 5;
/// Findings that have a part of their own.
const OWN_PARTS: [&str; 5] = ["derived", "route", "papers", "filing", "notice"];
/// First characters of a case's number that are printed.
const CASE_CHARS: usize = 12;

/// The sheet, as it is printed.
#[component]
pub fn Sheet() -> impl IntoView {
    let app = app();
    // The fingerprint of each register's file is worked out when it is wanted.
    effect(move || {
        let registers = review_session().ready.with(|ready| match ready {
            ReviewState::Ready(info) => info.registers.clone(),
            _ => Vec::new(),
        });
        registers
            .into_iter()
            .filter(RegisterInfo::is_used)
            .for_each(|register| ask(Request::Fingerprint { layer: register.layer }));
    });
    let content = move || {
        let lang = app.view.lang.get();
        let reviewed = review_session().reviewed.get()?;
        let fields = review_session().fields.get();
        let considered = review_session().considered.get();
        Some(view! {
            <article class="paper" lang=if lang == Lang::Zh { "zh" } else { "en" }>
                {heading(app, lang)}
                <h3>{text(lang, SheetMsg::Application)}</h3>
                <table class="paper-table"><tbody>{application(lang, &fields, &reviewed)}</tbody></table>
                {found(lang, &reviewed, &considered)}
                {known(lang, &reviewed)}
                {opinions(lang)}
                {basis(app, lang)}
                <p class="paper-note">{text(lang, SheetMsg::Advises)}</p>
            </article>
        })
    };
    live(content)
}

fn heading(app: App, lang: Lang) -> AnyView {
    let office = office(app, lang);
    let case: String = review_session().case_id.get().chars().take(CASE_CHARS).collect();
    let case = (!case.is_empty()).then(|| fill(lang, SheetMsg::CaseNumber, &[("id", &case)]));
    let printed = fill(lang, SheetMsg::Printed, &[("date", &date(lang, today()))]);
    view! {
        <p class="paper-office">{said(lang, &office)}</p>
        <h2>{text(lang, SheetMsg::Title)}</h2>
        <p class="paper-when">{case} " " {printed}</p>
    }
    .into_any()
}

/// The office's name, as the catalog gives it.
pub fn office(app: App, lang: Lang) -> String {
    let plan = app.answers.catalog.with(|catalog| catalog.as_ref().and_then(|c| ReviewPlan::of(c)));
    plan.map_or_else(String::new, |plan| plan.office.get(lang).0.to_owned())
}

fn line(lang: Lang, label: &str, value: &str) -> AnyView {
    view! { <tr><th scope="row">{label.to_owned()}</th><td>{said(lang, value)}</td></tr> }.into_any()
}

/// The fields that are given, in the order of the form.
fn application(lang: Lang, fields: &Fields, reviewed: &Reviewed) -> AnyView {
    let value = |field: &str, value: &String| match field {
        "type" => NameType::of_code(value).map_or_else(|| value.clone(), |kind| type_words(lang, kind)),
        "renaming" => text(lang, DeskMsg::RenamingYes).to_owned(),
        _ => value.clone(),
    };
    let given = APPLICATION_FIELDS.iter().filter_map(|(field, msg)| Some((*field, *msg, fields.get(*field)?)));
    let lines = given.map(|(field, msg, given)| line(lang, text(lang, msg), &value(field, given)));
    let both = [("with", reviewed.romanisation.as_str()), ("without", &reviewed.plain)];
    let (specific, generic) = &reviewed.parts;
    let parts = if generic.is_empty() { DeskMsg::PartsWhole } else { DeskMsg::PartsAre };
    let parts = fill(lang, parts, &[("specific", specific), ("generic", generic)]);
    let more = [
        line(lang, text(lang, SheetMsg::Spelling), &fill(lang, SheetMsg::SpellingBoth, &both)),
        line(lang, text(lang, SheetMsg::Parts), &parts),
        line(lang, text(lang, SheetMsg::Scope), &scope_words(lang, reviewed)),
    ];
    all(lines.chain(more))
}

fn found(lang: Lang, reviewed: &Reviewed, considered: &LiteMap<String, String>) -> AnyView {
    let part = |part: FindingGroup| of_group(reviewed, part);
    let list = |findings: Vec<Finding>| {
        view! { <ul class="paper-findings">{all(findings.iter().map(|f| finding(lang, f, considered)))}</ul> }
            .into_any()
    };
    let titled = |msg: SheetMsg, findings: Vec<Finding>| {
        (!findings.is_empty()).then(|| view! { <h4>{text(lang, msg)}</h4> {list(findings)} }.into_any())
    };
    let (found, undone) = (part(FindingGroup::Found), part(FindingGroup::Undone));
    let none = (found.is_empty() && undone.is_empty())
        .then(|| view! { <p>{text(lang, SheetMsg::FindingsNone)}</p> }.into_any());
    view! {
        <h3>{text(lang, SheetMsg::FindingsTitle)}</h3>
        {none}
        {list(found)}
        {titled(SheetMsg::UndoneTitle, undone)}
        {titled(SheetMsg::OutsideTitle, part(FindingGroup::Outside))}
    }
    .into_any()
}

fn finding(lang: Lang, finding: &Finding, considered: &LiteMap<String, String>) -> AnyView {
    let told = tell(lang, finding);
    let sign = if finding.unchecked.is_some() { "?" } else { weight_sign(finding.weight).0 };
    let note = considered.get(&finding_key(finding)).map(|note| match note.as_str() {
        "" => text(lang, SheetMsg::ConsideredOnly).to_owned(),
        note => fill(lang, SheetMsg::ConsideredAs, &[("note", note)]),
    });
    let lines = all(told.lines.into_iter().map(|line| view! { <li>{said(lang, &line)}</li> }));
    view! {
        <li>
            <p>{sign} " " {told.weight} " · " <strong>{told.title}</strong> " · " {told.article} " · " {finding.code.clone()}</p>
            <ul>{lines}</ul>
            {note.map(|note| view! { <p class="paper-considered">{said(lang, &note)}</p> }.into_any())}
        </li>
    }
    .into_any()
}

/// What is merely to be known, each in its own part: derived names, route, papers, dates.
fn known(lang: Lang, reviewed: &Reviewed) -> AnyView {
    let lines = |codes: &[&str], mark: &'static str| {
        let of = reviewed.findings.iter().filter(|f| codes.contains(&f.code.as_str()) && f.unchecked.is_none());
        let told = of.flat_map(|finding| {
            let told = tell(lang, finding);
            let head = if codes.len() > 1 { format!("{} · ", told.title) } else { String::new() };
            told.lines.into_iter().map(move |line| format!("{head}{line}"))
        });
        told.map(|line| view! { <li>{mark} {said(lang, &line)}</li> }).collect::<Vec<_>>()
    };
    let [derived, route, papers, filing, notice] = OWN_PARTS;
    let (derived, dates) = (lines(&[derived], ""), lines(&[filing, notice], ""));
    let dates_none = dates.is_empty().then(|| view! { <p>{text(lang, SheetMsg::DatesNone)}</p> }.into_any());
    let dates = (!dates.is_empty()).then(|| view! { <ul>{dates}</ul> }.into_any());
    let derived = (!derived.is_empty())
        .then(|| view! { <h4>{text(lang, SheetMsg::DerivedTitle)}</h4> <ul>{derived}</ul> }.into_any());
    view! {
        {derived}
        <h3>{text(lang, SheetMsg::RouteTitle)}</h3>
        <ul>{lines(&[route], "")}</ul>
        <h3>{text(lang, SheetMsg::PapersTitle)}</h3>
        <ul class="paper-boxes">{lines(&[papers], "☐ ")}</ul>
        <h3>{text(lang, SheetMsg::DatesTitle)}</h3>
        {dates_none}
        {dates}
    }
    .into_any()
}

fn opinions(lang: Lang) -> AnyView {
    let heads = [SheetMsg::Department, SheetMsg::Opinion, SheetMsg::Signature, SheetMsg::Day];
    let heads = all(heads.map(|msg| view! { <th scope="col">{text(lang, msg)}</th> }));
    let rows = all((0..OPINIONS).map(|_| view! { <tr><td></td><td></td><td></td><td></td></tr> }));
    view! {
        <h3>{text(lang, SheetMsg::OpinionsTitle)}</h3>
        <table class="paper-table paper-blank">
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row">{text(lang, SheetMsg::Decision)}</th><td colspan="3"></td></tr></tfoot>
        </table>
    }
    .into_any()
}

fn basis(app: App, lang: Lang) -> AnyView {
    let info = review_session().ready.with(|ready| match ready {
        ReviewState::Ready(info) => (**info).clone(),
        _ => ReviewInfo::default(),
    });
    let used = info.registers.iter().filter(|register| register.is_used());
    let registers = all(used.map(|register| view! { <li>{register_line(app, lang, register)}</li> }));
    let profile = &info.profile;
    let values = [("title", profile.title.as_str()), ("version", &profile.updated_on), ("source", &profile.source)];
    let profile = fill(lang, SheetMsg::ProfileLine, &values);
    view! {
        <h3>{text(lang, SheetMsg::BasisTitle)}</h3>
        <ul class="paper-basis">{registers}<li>{said(lang, &profile)}</li></ul>
    }
    .into_any()
}

/// A register with its file's name, date and fingerprint.
pub fn register_line(app: App, lang: Lang, register: &RegisterInfo) -> AnyView {
    let name = app.answers.catalog.with(|catalog| {
        let layer = catalog.as_ref().and_then(|c| c.layers.get(register.layer as usize));
        layer.map_or_else(String::new, |layer| layer.label.get(lang).0.to_owned())
    });
    let print = review_session().fingerprints.with(|prints| prints.get(&register.layer).cloned());
    let (file, day, hash) = match &print {
        None => (String::new(), text(lang, SheetMsg::DateNone).to_owned(), text(lang, SheetMsg::HashWait).to_owned()),
        Some(print) => (
            print.file.clone(),
            print.modified.map_or_else(|| text(lang, SheetMsg::DateNone).to_owned(), |day| date(lang, day)),
            print.sha256.clone().unwrap_or_else(|| text(lang, SheetMsg::HashNone).to_owned()),
        ),
    };
    let names = number(lang, f64::from(register.names));
    let values = [("name", name.as_str()), ("n", &names), ("file", &file), ("date", &day), ("hash", &hash)];
    said(lang, &fill(lang, SheetMsg::RegisterLine, &values))
}
