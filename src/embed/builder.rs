//! The builder of frames: a portal editor chooses, sees, and copies a snippet or a link.

use crate::address;
use crate::panels::copy::Copying;
use crate::reactive::{Derived, all, derived, each, effect, live, show};
use crate::state::{App, app};
use crate::ui::state::overlay_heading;
use crate::ui::text::{say, t};
use diming_protocol::catalog::Lang;
use diming_protocol::link::deployment::{Deployment, FixedTheme, Layout, build_search};
use diming_protocol::link::snippet::{Care, Frame, HEIGHT_PX, build_snippet, cares};
use diming_protocol::link::url::web_origin;
use diming_protocol::link::{Mode, View, build_hash};
use diming_protocol::messages::{CardMsg, EmbedMsg, Msg, fill, text};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Time without a change after which the preview reloads, milliseconds.
const PREVIEW_AFTER_MS: u32 = 600;
/// Largest height of the preview, CSS pixels.
const PREVIEW_MAX_PX: u32 = 640;

/// The editor's choices.
#[derive(Clone, PartialEq)]
struct Choice {
    layout: Layout,
    width_px: Option<u32>,
    height_px: u32,
    with_filter: bool,
    with_place: bool,
    is_elder: bool,
    lang: Option<Lang>,
    theme: Option<FixedTheme>,
    /// The frame's name as typed; `None`: the catalog's title.
    title: Option<String>,
    /// The portal's address as typed.
    portal: String,
}

/// Recommended height of a layout, CSS pixels, and a hint.
fn advice(layout: Layout) -> (u32, EmbedMsg) {
    match layout {
        Layout::Full => (700, EmbedMsg::AdviceFull),
        Layout::Viewer => (600, EmbedMsg::AdviceViewer),
        Layout::Compact => (480, EmbedMsg::AdviceCompact),
        Layout::List => (520, EmbedMsg::AdviceList),
        Layout::Map => (420, EmbedMsg::AdviceMap),
    }
}

/// The layouts, in the order of the menu.
const LAYOUTS: [(Layout, EmbedMsg); 5] = [
    (Layout::Viewer, EmbedMsg::LayoutViewer),
    (Layout::Compact, EmbedMsg::LayoutCompact),
    (Layout::List, EmbedMsg::LayoutList),
    (Layout::Map, EmbedMsg::LayoutMap),
    (Layout::Full, EmbedMsg::LayoutFull),
];

impl Choice {
    fn first() -> Choice {
        Choice {
            layout: Layout::Viewer,
            width_px: None,
            height_px: advice(Layout::Viewer).0,
            with_filter: true,
            with_place: true,
            is_elder: false,
            lang: None,
            theme: None,
            title: None,
            portal: String::new(),
        }
    }

    /// The address that the frame opens.
    fn address(&self, app: App) -> String {
        let here = window().location();
        let page = here.href().unwrap_or_default();
        let page = page.split(['?', '#']).next().unwrap_or_default();
        let deployment = Deployment {
            layout: self.layout,
            theme: self.theme,
            catalog: app.site.deployment.catalog.clone(),
            parent: web_origin(&self.portal),
        };
        let hash = build_hash(&self.view(address::current_view(app)));
        let hash = if hash.is_empty() { hash } else { format!("#{hash}") };
        format!("{page}{}{hash}", build_search(&deployment))
    }

    /// The parts of the view that are included.
    fn view(&self, now: View) -> View {
        let place = View {
            camera: now.camera.filter(|_| self.with_place && self.layout.has_map()),
            basemap: now.basemap.clone().filter(|_| self.layout.has_map()),
            mode: self.is_elder.then_some(Mode::Elder),
            lang: self.lang,
            ..View::default()
        };
        if !self.with_filter {
            return place;
        }
        View {
            query: now.query,
            layers: now.layers,
            fields: now.fields,
            sort: now.sort,
            in_view: now.in_view && self.layout.has_map(),
            from: now.from,
            from_name: now.from_name,
            radius_m: now.radius_m,
            ..place
        }
    }

    fn title(&self, app: App) -> String {
        let titled = || {
            app.answers.catalog.with(|c| c.as_ref().map(|c| c.title.get(self.lang.unwrap_or_default()).0.to_owned()))
        };
        self.title.clone().filter(|title| !title.trim().is_empty()).or_else(titled).unwrap_or_default()
    }

    fn frame(&self, app: App) -> Frame {
        let (width_px, height_px) = (self.width_px, self.height_px);
        Frame { address: self.address(app), title: self.title(app), width_px, height_px }
    }
}

/// The builder.
#[component]
pub fn BuilderView() -> impl IntoView {
    let app = app();
    let choice = RwSignal::new(Choice::first());
    let frame = derived(move || Some(choice.get().frame(app)));
    let has_local = move || {
        app.answers
            .catalog
            .with(|c| c.iter().flat_map(|c| &c.layers).any(|layer| layer.is_own_file() && !layer.is_closed()))
    };
    view! {
        {overlay_heading(say(Msg::EmbedBuild))}
        <p class="hint">{say(EmbedMsg::BuildIntro)}</p>
        {show(has_local, move || view! { <p class="keep-care">{say(EmbedMsg::HasLocal)}</p> })}
        {looks(app, choice)}
        {contents(app, choice)}
        {portal(app, choice)}
        {copy_section(frame)}
        {preview(frame)}
    }
}

/// A labelled field.
fn field(name: EmbedMsg, control: AnyView) -> AnyView {
    view! { <label><span>{say(name)}</span>{control}</label> }.into_any()
}

/// A select element; `take` gets the index of the option.
fn choose(name: EmbedMsg, options: &'static [EmbedMsg], first: usize, take: impl Fn(usize) + 'static) -> AnyView {
    let change = move |event: web_sys::Event| {
        if let Ok(number) = event_target_value(&event).parse() {
            take(number);
        }
    };
    let option = |(number, msg): (usize, &EmbedMsg)| {
        view! { <option value=number.to_string() selected=number == first>{live(option_words(*msg))}</option> }
    };
    field(name, view! { <select on:change=change>{all(options.iter().enumerate().map(option))}</select> }.into_any())
}

/// An option in words; what holds all workspaces names them.
fn option_words(msg: EmbedMsg) -> impl Fn() -> String {
    let app = app();
    move || {
        let lang = app.view.lang.get();
        let names = app.words_of(lang, |words| Some(words.name)).join(text(lang, Msg::Comma));
        fill(lang, msg, &[("workspaces", &names)])
    }
}

/// A box to tick.
fn tick(name: EmbedMsg, is_on: impl Fn() -> bool + Send + 'static, take: impl Fn(bool) + 'static) -> AnyView {
    let change = move |event: web_sys::Event| take(event_target_checked(&event));
    view! { <label class="check"><input type="checkbox" prop:checked=is_on on:change=change />{say(name)}</label> }
        .into_any()
}

/// What to know of a layout, and of the workspaces that it holds.
fn advice_words(app: App, layout: Layout) -> String {
    let lang = app.view.lang.get();
    let mut sentences = vec![text(lang, advice(layout).1)];
    if layout.is_for_officers() {
        sentences.extend(app.words_of(lang, |words| words.in_frame));
    }
    sentences.join(if lang == Lang::Zh { "" } else { " " })
}

/// Layout and size.
fn looks(app: App, choice: RwSignal<Choice>) -> AnyView {
    const NAMES: [EmbedMsg; 5] = [LAYOUTS[0].1, LAYOUTS[1].1, LAYOUTS[2].1, LAYOUTS[3].1, LAYOUTS[4].1];
    let take_layout = move |number: usize| {
        if let Some((layout, _)) = LAYOUTS.get(number) {
            choice.update(|choice| (choice.layout, choice.height_px) = (*layout, advice(*layout).0));
        }
    };
    let number_of = |event: &web_sys::Event| event_target_value(event).trim().parse::<u32>().ok();
    let take_width = move |event: web_sys::Event| {
        let width_px = number_of(&event).filter(|px| *px > 0);
        choice.update(|choice| choice.width_px = width_px);
    };
    let take_height = move |event: web_sys::Event| {
        if let Some(height_px) = number_of(&event) {
            choice.update(|choice| choice.height_px = height_px.clamp(HEIGHT_PX.0, HEIGHT_PX.1));
        }
    };
    let width = view! { <input type="number" min="200" step="10" inputmode="numeric" on:change=take_width /> };
    let height = view! {
        <input
            type="number"
            min=HEIGHT_PX.0.to_string()
            max=HEIGHT_PX.1.to_string()
            step="10"
            inputmode="numeric"
            prop:value=move || choice.with(|choice| choice.height_px.to_string())
            on:change=take_height
        />
    };
    view! {
        <section class="keep">
            <div class="keep-choices">
                <div class="keep-wide">{choose(EmbedMsg::Layout, &NAMES, 0, take_layout)}</div>
                {field(EmbedMsg::Width, width.into_any())}
                {field(EmbedMsg::Height, height.into_any())}
            </div>
            <p class="hint" role="status">{live(move || advice_words(app, choice.with(|choice| choice.layout)))}</p>
        </section>
    }
    .into_any()
}

/// What the frame shows when it opens.
fn contents(app: App, choice: RwSignal<Choice>) -> AnyView {
    const LANGS: [EmbedMsg; 3] = [EmbedMsg::AsReader, EmbedMsg::LangZh, EmbedMsg::LangEn];
    const THEMES: [EmbedMsg; 3] = [EmbedMsg::AsReader, EmbedMsg::ThemeLight, EmbedMsg::ThemeDark];
    let take_lang = move |number| {
        choice.update(|choice| choice.lang = [None, Some(Lang::Zh), Some(Lang::En)].get(number).copied().flatten());
    };
    let take_theme = move |number| {
        let themes = [None, Some(FixedTheme::Light), Some(FixedTheme::Dark)];
        choice.update(|choice| choice.theme = themes.get(number).copied().flatten());
    };
    let take_title = move |event: web_sys::Event| {
        let title = event_target_value(&event);
        choice.update(|choice| choice.title = Some(title));
    };
    let title = view! {
        <input type="text" maxlength="80" prop:value=move || choice.with(|choice| choice.title(app)) on:change=take_title />
    };
    view! {
        <section class="keep">
            <h3>{say(EmbedMsg::Shows)}</h3>
            {tick(EmbedMsg::ShowsFilter, move || choice.with(|c| c.with_filter), move |on| choice.update(|c| c.with_filter = on))}
            {tick(EmbedMsg::ShowsPlace, move || choice.with(|c| c.with_place), move |on| choice.update(|c| c.with_place = on))}
            {tick(EmbedMsg::ShowsElder, move || choice.with(|c| c.is_elder), move |on| choice.update(|c| c.is_elder = on))}
            <div class="keep-choices">
                {choose(EmbedMsg::PageLang, &LANGS, 0, take_lang)}
                {choose(EmbedMsg::PageTheme, &THEMES, 0, take_theme)}
                <div class="keep-wide">{field(EmbedMsg::FrameTitle, title.into_any())}</div>
            </div>
        </section>
    }
    .into_any()
}

/// The address of the page around the frame, and warnings about it.
fn portal(app: App, choice: RwSignal<Choice>) -> AnyView {
    let take = move |event: web_sys::Event| {
        let portal = event_target_value(&event);
        choice.update(|choice| choice.portal = portal);
    };
    let input = view! { <input type="url" maxlength="200" placeholder="https://www.example.gov.cn" on:input=take /> };
    let care = move || {
        let map_origin = window().location().origin().unwrap_or_default();
        let listed = app.answers.catalog.with(|c| c.as_ref().map(|c| c.portal_origins.clone()).unwrap_or_default());
        let cares = choice.with(|choice| cares(&choice.portal, &map_origin, &listed));
        all(cares.into_iter().map(|care| view! { <p class="keep-care">{say(care_text(care))}</p> }))
    };
    view! {
        <section class="keep">
            <div class="keep-choices"><div class="keep-wide">{field(EmbedMsg::Portal, input.into_any())}</div></div>
            <div role="status">{live(care)}</div>
        </section>
    }
    .into_any()
}

fn care_text(care: Care) -> EmbedMsg {
    match care {
        Care::NoAddress => EmbedMsg::CareNoAddress,
        Care::Refused => EmbedMsg::CareRefused,
        Care::NotListed => EmbedMsg::CareNotListed,
        Care::Mixed => EmbedMsg::CareMixed,
        Care::Insecure => EmbedMsg::CareInsecure,
        Care::SameOrigin => EmbedMsg::CareSameOrigin,
    }
}

/// Code and link, ready to copy.
fn copy_section(frame: Derived<Option<Frame>>) -> AnyView {
    let code = move || frame.get().map(|frame| build_snippet(&frame)).unwrap_or_default();
    let link = move || frame.get().map(|frame| frame.address).unwrap_or_default();
    let (code_copying, link_copying) = (Copying::new(Msg::TextCopied), Copying::new(Msg::LinkCopied));
    view! {
        <section class="keep">
            <h3>{say(EmbedMsg::Code)}</h3>
            <textarea class="code" rows="9" readonly aria-label=t(EmbedMsg::Code) prop:value=code></textarea>
            <div class="buttons">
                <button type="button" class="main" on:click=move |_| code_copying.copy(untrack(code))>{say(EmbedMsg::CopyCode)}</button>
            </div>
            {code_copying.outcome()}
            <p class="hint">{say(EmbedMsg::SandboxSays)}</p>
            <h3>{say(EmbedMsg::PlainLink)}</h3>
            <p class="code-link"><a href=link target="_blank" rel="noopener">{live(link)}</a></p>
            <div class="buttons">
                <button type="button" on:click=move |_| link_copying.copy(untrack(link))>{say(CardMsg::CopyLink)}</button>
            </div>
            {link_copying.outcome()}
        </section>
    }
    .into_any()
}

/// The preview, as wide as the panel. A new frame for each change, so that the page's history does not grow.
fn preview(frame: Derived<Option<Frame>>) -> AnyView {
    let shown = RwSignal::new(frame.get_untracked());
    let waiting = StoredValue::new_local(None::<Timeout>);
    effect(move || {
        let next = frame.get();
        if shown.get_untracked() != next {
            let put = move || drop(shown.try_set(next));
            waiting.set_value(Some(Timeout::new(PREVIEW_AFTER_MS, put)));
        }
    });
    let element = |frame: Frame| {
        let height = frame.height_px.min(PREVIEW_MAX_PX).to_string();
        view! { <iframe class="preview" src=frame.address title=t(EmbedMsg::Preview) height=height></iframe> }
    };
    view! {
        <section class="keep">
            <h3>{say(EmbedMsg::Preview)}</h3>
            {each(move || shown.get().into_iter().collect(), element)}
        </section>
    }
    .into_any()
}
