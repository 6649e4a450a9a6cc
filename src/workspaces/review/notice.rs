//! A draft notice (公告) with the fields that Article 14 fixes; what is not given is left to be filled in.

use super::printed_review::office;
use super::session::review_session;
use crate::reactive::{all, live};
use crate::state::app;
use crate::ui::text::said;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{fill, text};
use diming_protocol::parse_yes_no;
use diming_review_protocol::messages::SheetMsg;
use diming_review_protocol::review::Fields;
use leptos::prelude::*;

/// The notice, as it is printed.
#[component]
pub fn Notice() -> impl IntoView {
    let app = app();
    let content = move || {
        let lang = app.view.lang.get();
        let reviewed = review_session().reviewed.get()?;
        let fields = review_session().fields.get();
        let office = office(app, lang);
        let given = |field: &str| fields.get(field).cloned().unwrap_or_default();
        let is_renaming = parse_yes_no(&given("renaming")) == Some(true);
        let opening = match given("old_name").as_str() {
            _ if !is_renaming => text(lang, SheetMsg::NoticeNaming).to_owned(),
            "" => text(lang, SheetMsg::NoticeNaming).to_owned(),
            old => fill(lang, SheetMsg::NoticeRenaming, &[("old", old)]),
        };
        let lines = [
            (SheetMsg::NoticeName, given("name")),
            (SheetMsg::NoticeSpelling, reviewed.romanisation.clone()),
            (SheetMsg::NoticeDivision, division(&fields)),
            (SheetMsg::NoticeLocation, given("location")),
            (SheetMsg::NoticeBy, given("approved_by")),
            (SheetMsg::NoticeOn, given("approved_on")),
        ];
        let lines = all(lines.map(|(msg, value)| view! { <tr><th scope="row">{text(lang, msg)}</th><td>{value_or_blank(lang, &value)}</td></tr> }));
        Some(view! {
            <article class="paper" lang=if lang == Lang::Zh { "zh" } else { "en" }>
                <h2>{text(lang, SheetMsg::NoticeTitle)} <small>{text(lang, SheetMsg::NoticeDraft)}</small></h2>
                <p>{said(lang, &opening)}</p>
                <table class="paper-table"><tbody>{lines}</tbody></table>
                <p class="paper-when">{said(lang, &office)} " " {value_or_blank(lang, &given("announced_on"))}</p>
            </article>
        })
    };
    live(content)
}

/// Province, county and town, as far as they are given.
fn division(fields: &Fields) -> String {
    ["province", "county", "town"].iter().filter_map(|field| fields.get(*field)).cloned().collect()
}

fn value_or_blank(lang: Lang, value: &str) -> AnyView {
    match value {
        "" => view! { <span class="hint">{text(lang, SheetMsg::NoticeBlank)}</span> }.into_any(),
        value => said(lang, value),
    }
}
