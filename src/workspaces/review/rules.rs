//! What the review rests on: the registers with their files, the office's own file, the rules profile and its switches.

use super::findings::field_words;
use super::form::type_words;
use super::printed_review::register_line;
use super::session::review_session;
use crate::engine_client::ask;
use crate::panels::local::OpenLocal;
use crate::reactive::{all, effect, live};
use crate::state::{App, app};
use crate::ui::text::{said, say};
use diming_protocol::Request;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{Msg, counted, explain, fill, text};
use diming_review_protocol::messages::{DeskMsg, ReviewMsg, class_title, weight_words};
use diming_review_protocol::review::{ProfileInfo, RegisterInfo, ReviewInfo, ReviewState, ScopeInfo};
use leptos::prelude::*;

/// The view.
#[component]
pub fn RulesView() -> impl IntoView {
    let app = app();
    let info = move || {
        review_session().ready.with(|ready| match ready {
            ReviewState::Ready(info) => Some((**info).clone()),
            _ => None,
        })
    };
    effect(move || {
        let registers = info().map_or(Vec::new(), |info| info.registers);
        registers
            .into_iter()
            .filter(RegisterInfo::is_used)
            .for_each(|register| ask(Request::Fingerprint { layer: register.layer }));
    });
    let registers = move || info().map(|info| registers(app, app.view.lang.get(), &info));
    let profile = move || info().map(|info| profile(app.view.lang.get(), &info.profile));
    view! {
        <section class="basis">
            <h3>{say(DeskMsg::RulesRegisters)}</h3>
            {live(registers)}
            <OpenLocal />
            <h3>{say(DeskMsg::RulesProfile)}</h3>
            {live(profile)}
        </section>
    }
}

fn registers(app: App, lang: Lang, info: &ReviewInfo) -> AnyView {
    let line = |register: &RegisterInfo| {
        let left_out = (register.left_out > 0).then(|| {
            view! { <p class="hint">{counted(lang, DeskMsg::RulesLeftOut, u64::from(register.left_out))}</p> }
                .into_any()
        });
        view! { <li>{register_line(app, lang, register)}{left_out}</li> }
    };
    let lines = all(info.registers.iter().filter(|register| register.is_used()).map(line));
    let also = [(DeskMsg::RulesAreas, info.areas), (DeskMsg::RulesSpare, info.spare)];
    let also = all(also.map(|(msg, n)| view! { <li>{counted(lang, msg, u64::from(n))}</li> }));
    view! { <ul class="plain-lines">{lines}{also}</ul> }.into_any()
}

fn profile(lang: Lang, profile: &ProfileInfo) -> AnyView {
    let refused = profile.refused.as_ref().map(|(address, problem)| {
        let explained = explain(lang, problem);
        view! {
            <div class="problem" role="alert">
                <p><strong>{fill(lang, DeskMsg::RulesRefused, &[("file", address)])}</strong></p>
                <p>{said(lang, &explained.what)}</p>
                <p>{say(DeskMsg::RulesBuiltIn)}</p>
            </div>
        }
        .into_any()
    });
    let values = [("title", profile.title.as_str()), ("version", &profile.updated_on), ("source", &profile.source)];
    let head = fill(lang, DeskMsg::RulesProfileLine, &values);
    let classes = all(profile.classes.iter().map(|(class, weight, is_on)| {
        let weight = if *is_on { weight_words(lang, *weight) } else { text(lang, DeskMsg::RulesOff) };
        view! { <tr><th scope="row">{class_title(lang, *class)} " (" {class.code()} ")"</th><td>{weight}</td></tr> }
    }));
    let scopes = all(profile.scopes.iter().map(|scope| scope_row(lang, scope)));
    let folds = profile.folds.iter().filter(|(.., is_on)| *is_on).map(|(from, to, _)| format!("{from} = {to}"));
    let folds = folds.collect::<Vec<_>>().join(", ");
    let words = all(profile.words.iter().map(|(code, n)| {
        let values = [("list", text(lang, list_words(code))), ("n", &*n.to_string())];
        view! { <li>{fill(lang, DeskMsg::RulesWords, &values)}</li> }
    }));
    let off = (!profile.off.is_empty()).then(|| {
        view! { <p class="undone">{fill(lang, DeskMsg::RulesOffList, &[("codes", &profile.off.join(", "))])}</p> }
            .into_any()
    });
    view! {
        {refused}
        <p>{said(lang, &head)}</p>
        {off}
        <table>
            <caption>{text(lang, DeskMsg::RulesClasses)}</caption>
            <thead><tr><th scope="col">{text(lang, DeskMsg::RulesClass)}</th><th scope="col">{text(lang, ReviewMsg::ColumnWeight)}</th></tr></thead>
            <tbody>{classes}</tbody>
        </table>
        <table>
            <caption>{text(lang, DeskMsg::RulesScopes)}</caption>
            <thead><tr><th scope="col">{text(lang, ReviewMsg::FieldType)}</th><th scope="col">{text(lang, DeskMsg::RulesScope)}</th></tr></thead>
            <tbody>{scopes}</tbody>
        </table>
        <ul class="plain-lines">
            <li>{fill(lang, DeskMsg::RulesFolds, &[("folds", &folds)])}</li>
            {words}
            <li>{counted(lang, DeskMsg::RulesThresholds, u64::from(profile.thresholds))}</li>
        </ul>
    }
    .into_any()
}

fn scope_row(lang: Lang, scope: &ScopeInfo) -> AnyView {
    let types = scope.types.iter().map(|kind| type_words(lang, *kind)).collect::<Vec<_>>().join(text(lang, Msg::Comma));
    let field = |name: &str| match name {
        "nation" => text(lang, DeskMsg::RulesNation).to_owned(),
        name => field_words(lang, name),
    };
    let mut scoped = field(&scope.field);
    if !scope.instead.is_empty() {
        scoped += &fill(lang, DeskMsg::RulesInstead, &[("field", &field(&scope.instead))]);
    }
    if scope.article.is_empty() {
        scoped += text(lang, DeskMsg::RulesNotAsked);
    }
    view! { <tr><th scope="row">{types}</th><td>{scoped}</td></tr> }.into_any()
}

fn list_words(code: &str) -> DeskMsg {
    match code {
        "big" => DeskMsg::ListBig,
        "foreign" => DeskMsg::ListForeign,
        "odd" => DeskMsg::ListOdd,
        "person" => DeskMsg::ListPerson,
        _ => DeskMsg::ListMeaning,
    }
}
