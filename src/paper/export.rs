//! The overlay for printing and saving: the view on paper, the map as a picture, the list as a file. It shows
//! beforehand what each will hold.

use super::{Area, PrintDialog, captions, map, picture, print_dialog};
use crate::engine_client::ask;
use crate::reactive::{all, effect, live, show};
use crate::state::{App, app};
use crate::ui::state::{Opened, overlay_heading, ui};
use crate::ui::text::{said, say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{EmbedMsg, Msg, PaperMsg, counted, fill, number, text};
use diming_protocol::{Export, Request};
use diming_scene::paper_layout::{Format, PaperSize, scale_number};
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

/// Time without a change after which the sheet is requested from the engine.
const ASK_AFTER: Duration = Duration::from_millis(200);
/// What the map of a sheet may show.
const AREAS: [(&str, Area, PaperMsg); 3] = [
    ("answer", Area::Answer, PaperMsg::AreaAnswer),
    ("record", Area::Record, PaperMsg::AreaRecord),
    ("screen", Area::Screen, PaperMsg::AreaScreen),
];

/// The whole overlay.
#[component]
pub fn ExportView() -> impl IntoView {
    let (app, dialog) = (app(), print_dialog());
    dialog.is_open.set(true);
    dialog.card.set(ui().left_card());
    dialog.area.set(None);
    effect(move || {
        if app.answers.is_part_lost.get() {
            dialog.is_due.set(false);
        }
    });
    // Once per opening by a person.
    let outcome = RwSignal::new(None::<PaperMsg>);
    let note = move |msg: Option<PaperMsg>| {
        outcome.try_set(msg);
    };
    let has_local = move || {
        app.answers.catalog.with(|c| c.iter().flat_map(|c| &c.layers).any(|l| l.is_own_file() && app.layer_on(&l.id)))
    };
    let status = move || outcome.get().map(|msg| text(app.view.lang.get(), msg));
    view! {
        {overlay_heading(say(Msg::Keep))}
        {show(has_local, move || view! { <p class="keep-care">{say(PaperMsg::HasLocal)}</p> })}
        {paper(app, dialog)}
        <section class="keep">
            <h3>{say(PaperMsg::PictureTitle)}</h3>
            <p class="hint">{say(PaperMsg::PictureHint)}</p>
            <div class="buttons">
                <button type="button" on:click=move |_| picture::save(app, note)>{say(PaperMsg::SavePicture)}</button>
            </div>
        </section>
        {list(app, note)}
        {(!app.site.is_framed).then(embedding)}
        <p class="hint" role="status">{live(status)}</p>
    }
}

/// Paper size, orientation, title, with or without the list; a preview in words; the button.
fn paper(app: App, dialog: PrintDialog) -> AnyView {
    follow(app, dialog);
    let size = move |event: web_sys::Event| {
        let size = if event_target_value(&event) == "a3" { PaperSize::A3 } else { PaperSize::A4 };
        dialog.format.update(|format| *format = Format { size, ..*format });
    };
    let direction = move |event: web_sys::Event| {
        let is_landscape = event_target_value(&event) == "landscape";
        dialog.format.update(|format| *format = Format { is_landscape, ..*format });
    };
    let is_a3 = move || dialog.format.get().size == PaperSize::A3;
    let is_landscape = move || dialog.format.get().is_landscape;
    let title = move |event: web_sys::Event| dialog.title.set(Some(event_target_value(&event)));
    let will_be = move || {
        let lang = app.view.lang.get();
        sheet_summary(app, dialog, lang)
            .into_iter()
            .map(|line| view! { <p>{said(lang, &line)}</p> })
            .collect::<Vec<_>>()
    };
    let is_busy = move || dialog.is_due.get() || dialog.is_waiting.get();
    let button = move || t(if is_busy() { PaperMsg::Preparing } else { PaperMsg::Print })();
    let area = move |event: web_sys::Event| {
        let area = AREAS.into_iter().find(|(value, ..)| *value == event_target_value(&event));
        dialog.area.set(area.map(|(_, area, _)| area));
    };
    let areas = move || {
        let (lang, chosen) = (app.view.lang.get(), dialog.area());
        let offered = AREAS.into_iter().filter(move |(_, area, _)| *area != Area::Record || dialog.chosen().is_some());
        all(offered.map(|(value, area, words)| {
            view! { <option value=value selected=area == chosen>{text(lang, words)}</option> }
        }))
    };
    view! {
        <section class="keep">
            <h3>{say(PaperMsg::PrintTitle)}</h3>
            <div class="keep-choices">
                <label class="keep-wide">
                    <span>{say(PaperMsg::Area)}</span>
                    <select on:change=area>{live(areas)}</select>
                </label>
                <label>
                    <span>{say(PaperMsg::Size)}</span>
                    <select on:change=size>
                        <option value="a4" selected=move || !is_a3()>{say(PaperMsg::SizeA4)}</option>
                        <option value="a3" selected=is_a3>{say(PaperMsg::SizeA3)}</option>
                    </select>
                </label>
                <label>
                    <span>{say(PaperMsg::Direction)}</span>
                    <select on:change=direction>
                        <option value="portrait" selected=move || !is_landscape()>{say(PaperMsg::Portrait)}</option>
                        <option value="landscape" selected=is_landscape>{say(PaperMsg::Landscape)}</option>
                    </select>
                </label>
                <label class="keep-wide">
                    <span>{say(PaperMsg::TitleField)}</span>
                    <input type="text" maxlength="60" prop:value=move || dialog.title(app) on:change=title />
                </label>
            </div>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || dialog.with_list.get()
                    on:change=move |event| dialog.with_list.set(event_target_checked(&event))
                />
                {say(PaperMsg::WithList)}
            </label>
            {preview(app, dialog)}
            <div class="keep-what" role="status">{live(will_be)}</div>
            <div class="buttons keep-act">
                <button type="button" class="main" disabled=is_busy on:click=move |_| dialog.is_due.set(true)>{live(button)}</button>
            </div>
            <p class="hint">{say(PaperMsg::PrintHint)}</p>
        </section>
    }
    .into_any()
}

/// The map of the sheet as it will be, without its basemap. It is gone while the sheet stands, whose signs have the same
/// ids.
fn preview(app: App, dialog: PrintDialog) -> AnyView {
    let frame: NodeRef<html::Div> = NodeRef::new();
    effect(move || {
        let Some(frame) = frame.get() else { return };
        let is_printing = dialog.plan.with(Option::is_some);
        let paper = app.answers.paper.get().filter(|paper| dialog.fits(app, paper));
        let plan = paper.filter(|_| !is_printing).and_then(|paper| dialog.plan_of(app, paper));
        // The last one stays until the next is there.
        if plan.is_some() || is_printing {
            frame.set_text_content(None);
        }
        if let Some(Err(error)) = plan.map(|plan| map::draw(&frame, &plan)) {
            web_sys::console::error_1(&error);
        }
    });
    view! { <div class="keep-preview" aria-hidden="true" node_ref=frame></div> }.into_any()
}

/// Requests the sheet whenever its inputs change, and prints it once the button was pressed and the response has
/// arrived.
fn follow(app: App, dialog: PrintDialog) {
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    let stop_waiting = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    app.answers.paper_extent.set(None);
    effect(move || {
        app.answers.counts.with(|counts| counts.seq);
        if dialog.area() == Area::Answer {
            ask(Request::Extent { moves_map: false });
        }
    });
    effect(move || {
        app.answers.counts.with(|counts| counts.seq);
        if let Some(request) = dialog.request(app) {
            stop_waiting();
            app.answers.paper.set(None);
            let then = move || {
                app.answers.paper.set(None);
                ask(request);
            };
            waiting.set_value(set_timeout_with_handle(then, ASK_AFTER).ok());
        }
    });
    effect(move || {
        let is_answered = app.answers.asked_seq.get() == app.answers.counts.with(|counts| counts.seq);
        if dialog.is_due.get()
            && is_answered
            && let Some(paper) = app.answers.paper.get().filter(|paper| dialog.fits(app, paper))
        {
            dialog.is_due.set(false);
            dialog.print(app, paper);
        }
    });
    on_cleanup(move || {
        stop_waiting();
        dialog.is_due.set(false);
    });
}

/// What will be on the paper, and what will not.
fn sheet_summary(app: App, dialog: PrintDialog, lang: Lang) -> Vec<String> {
    let Some(paper) = app.answers.paper.get() else {
        return vec![text(lang, PaperMsg::Preparing).to_owned()];
    };
    if paper.listed == 0 {
        return vec![text(lang, PaperMsg::OnPaperNone).to_owned()];
    }
    let shown = |n: u32| number(lang, f64::from(n));
    let order = captions::order(lang, app.view.sort.get());
    let (area, name) = (dialog.area(), dialog.card.with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default()));
    let holds = match area {
        Area::Record => PaperMsg::OnPaperAround,
        Area::Answer if !app.view.in_view.get() => PaperMsg::OnPaperAll,
        Area::Answer | Area::Screen => PaperMsg::OnPaper,
    };
    let values = [("n", &*shown(paper.listed)), ("order", order), ("name", &name)];
    let mut lines = vec![fill(lang, holds, &values)];
    if let Some(camera) = dialog.camera(app) {
        lines.push(fill(lang, PaperMsg::ScaleAbout, &[("n", &number(lang, scale_number(&camera)))]));
    }
    let rows = paper.rows.len() as u32;
    if rows > 0 && rows < paper.listed {
        let values = [("n", &*shown(rows)), ("left", &shown(paper.listed - rows))];
        lines.push(fill(lang, PaperMsg::LeftOut, &values));
    }
    let unplaced = app.answers.counts.with(|counts| counts.unplaced);
    if unplaced > 0 && area != Area::Record {
        lines.push(counted(lang, PaperMsg::Unplaced, unplaced.into()));
    }
    lines
}

/// The list: what will be saved, as what, and how far it is.
fn list(app: App, note: impl Fn(Option<PaperMsg>) + Copy + Send + Sync + 'static) -> AnyView {
    // A report of a cancelled run may still arrive.
    let is_stopped = RwSignal::new(false);
    let is_saving = move || app.answers.saving.with(Option::is_some) && !is_stopped.get();
    let is_empty = move || app.answers.counts.with(|counts| counts.listed == 0);
    let save = move |what: Export| {
        is_stopped.set(false);
        app.answers.saving.set(None);
        note(None);
        ask(Request::Export { what, lang: app.view.lang.get_untracked() });
    };
    let stop = move |_| {
        ask(Request::StopSaving);
        is_stopped.set(true);
        app.answers.saving.set(None);
        note(Some(PaperMsg::Stopped));
    };
    let holds = move || {
        let lang = app.view.lang.get();
        list_summary(app, lang).into_iter().map(|line| view! { <p>{said(lang, &line)}</p> }).collect::<Vec<_>>()
    };
    let part = move |pick: fn((u32, u32)) -> u32| app.answers.saving.get().map(pick).unwrap_or_default().to_string();
    let progress = move || {
        let lang = app.view.lang.get();
        let (done, of) = app.answers.saving.get().unwrap_or_default();
        let values = [("done", &*number(lang, done.into())), ("of", &number(lang, of.into()))];
        fill(lang, PaperMsg::SavingOf, &values)
    };
    view! {
        <section class="keep">
            <h3>{say(PaperMsg::ListTitle)}</h3>
            <div class="keep-what">{live(holds)}</div>
            <div class="buttons">
                <button type="button" disabled=move || is_empty() || is_saving() on:click=move |_| save(Export::ListTable)>
                    {say(PaperMsg::SaveTable)}
                </button>
                <button type="button" disabled=move || is_empty() || is_saving() on:click=move |_| save(Export::ListFeatures)>
                    {say(PaperMsg::SaveFeatures)}
                </button>
            </div>
            {show(is_saving, move || view! {
                <div class="keep-saving">
                    <progress max=move || part(|(_, of)| of) value=move || part(|(done, _)| done) aria-label=t(PaperMsg::ListTitle)></progress>
                    <p>{live(progress)}</p>
                    <button type="button" on:click=stop>{say(PaperMsg::Stop)}</button>
                </div>
            })}
            <p class="hint">{say(PaperMsg::TableHint)}</p>
        </section>
    }
    .into_any()
}

/// The button that opens the builder of frames.
fn embedding() -> AnyView {
    let ui = ui();
    view! {
        <section class="keep">
            <h3>{say(Msg::EmbedBuild)}</h3>
            <p class="hint">{say(EmbedMsg::BuildHint)}</p>
            <div class="buttons">
                <button type="button" on:click=move |_| ui.opened.set(Opened::Embed)>{say(EmbedMsg::BuildOpen)}</button>
            </div>
        </section>
    }
    .into_any()
}

/// How many records the file will hold, in which order, by which filters.
fn list_summary(app: App, lang: Lang) -> Vec<String> {
    let (listed, passed) = app.answers.counts.with(|counts| (counts.listed, counts.passed));
    if listed == 0 {
        return vec![text(lang, PaperMsg::ListNone).to_owned()];
    }
    let msg = if listed < passed { PaperMsg::ListHoldsIn } else { PaperMsg::ListHolds };
    let shown = number(lang, f64::from(listed));
    let mut lines = vec![fill(lang, msg, &[("n", &shown), ("order", captions::order(lang, app.view.sort.get()))])];
    let filters = captions::filters(app, lang);
    if !filters.is_empty() {
        let what = filters.join(text(lang, Msg::Comma));
        lines.push(fill(lang, PaperMsg::Filtered, &[("what", &what)]));
    }
    lines
}
