//! The spec of a workspace: all that the page knows of it.
//!
//! Root, tabs, address, map and embedding know workspaces by their specs only. The list of all workspaces is `WORKSPACES` in
//! `src/workspaces/mod.rs`; the root component hands it to [`App::new`].

use super::App;
use diming_protocol::WorkspaceId;
use diming_protocol::catalog::Lang;
use diming_protocol::geo::LonLat;
use diming_protocol::link::message::{Refusal, WorkspaceOrder};
use diming_protocol::link::{LinkFields, WorkspaceLink};
use leptos::prelude::AnyView;
use std::future::Future;
use std::pin::Pin;

/// One workspace of the panel, as functions and constants. Finding is not a workspace: it is the panels themselves.
pub struct WorkspaceSpec {
    /// Its id, shared with its part of the engine.
    pub id: WorkspaceId,
    /// What is said of it outside of its view.
    pub words: WorkspaceWords,
    /// How wide it wants to be, as it is now. Tracked.
    pub width: fn() -> PanelWidth,
    /// Whether it is offered: by the catalog, in this layout. Tracked.
    pub is_offered: fn(App) -> bool,
    /// Creates its view: a placeholder until its module is loaded.
    pub view: fn() -> AnyView,
    /// Creates its state. The root component calls it once, before the address is read.
    pub connect: fn(App),
    /// Its word in links, and the names of its fields.
    pub link: WorkspaceLink,
    /// Its fields in a link; `None` if it has none.
    pub linked: Option<LinkedFields>,
    /// Called after a file of this machine was dropped on the page and opened, while the workspace is open.
    pub dropped: Option<fn(App)>,
    /// Takes a point chosen on the map ([`Choosing::Workspace`](super::Choosing::Workspace)).
    pub picked: Option<fn(App, LonLat)>,
    /// Called when Back closes a step within it ([`Session::is_step`](super::Session::is_step)).
    pub returned: Option<fn()>,
    /// What it does with a list that is loaded; `None` for nothing.
    pub on_list: Option<ListAct>,
    /// Takes a response of its part of the engine: the number of the request (0 if unrequested), the body.
    pub receive: fn(u32, Vec<u8>),
    /// Called if its part of the engine could not be loaded.
    pub lose: fn(),
    /// What the page around a frame can order from it.
    pub ordered: Option<OrderPart>,
}

/// What a workspace does with the list of a layer, as a button beside it.
#[derive(Clone, Copy)]
pub struct ListAct {
    /// The words of the button.
    pub label: Said,
    /// Does it, with the layer's id.
    pub act: fn(App, &str),
}

/// How wide the panel is on a desktop. A narrow screen has one column, whatever is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelWidth {
    /// As for finding.
    #[default]
    Panel,
    /// Two columns; the rest is the map's.
    Wide,
    /// The whole width: the map is folded away.
    Full,
}

impl PanelWidth {
    /// The value of `data-width` on the root element (`src/style/frame.css`).
    pub fn code(self) -> &'static str {
        match self {
            PanelWidth::Panel => "panel",
            PanelWidth::Wide => "wide",
            PanelWidth::Full => "full",
        }
    }
}

/// What says something in a language.
pub type Said = fn(Lang) -> &'static str;

/// What the page says of a workspace outside of its view.
pub struct WorkspaceWords {
    /// The label of its tab.
    pub label: Said,
    /// Its name within a sentence.
    pub name: Said,
    /// What it keeps in the browser, within a sentence; `None` for nothing.
    pub kept: Option<Said>,
    /// What to know of it in a frame, in a sentence; `None` for nothing.
    pub in_frame: Option<Said>,
}

/// The fields of a workspace that stand in a link.
#[derive(Clone, Copy)]
pub struct LinkedFields {
    /// Returns the current fields. Tracked.
    pub fields: fn() -> LinkFields,
    /// Applies the fields of a link.
    pub open: fn(LinkFields),
}

/// An order to a workspace, and who carries it out.
#[derive(Clone, Copy)]
pub struct OrderPart {
    /// Its name and parameters in a message.
    pub order: WorkspaceOrder,
    /// Carries it out.
    pub carry_out: fn(App, LinkFields) -> Carried,
}

/// A running order; the answer is JSON.
pub type Carried = Pin<Box<dyn Future<Output = Result<String, Refusal>>>>;

impl App {
    /// The spec of a workspace.
    pub fn spec(&self, id: WorkspaceId) -> Option<&'static WorkspaceSpec> {
        self.workspaces.iter().copied().find(|spec| spec.id == id)
    }

    /// The workspace that is open and offered; `None`: finding.
    pub fn workspace(&self) -> Option<&'static WorkspaceSpec> {
        let spec = self.spec(self.session.workspace.get()?)?;
        (spec.is_offered)(*self).then_some(spec)
    }

    /// Whether the catalog offers any workspace here.
    pub fn offers_workspaces(&self) -> bool {
        self.workspaces.iter().any(|spec| (spec.is_offered)(*self))
    }

    /// Whether a workspace is open and offered.
    pub fn is_in(&self, id: WorkspaceId) -> bool {
        self.workspace().is_some_and(|spec| spec.id == id)
    }

    /// Some words of each workspace that has them.
    pub fn words_of(&self, lang: Lang, which: fn(&WorkspaceWords) -> Option<Said>) -> Vec<&'static str> {
        self.workspaces.iter().filter_map(|spec| which(&spec.words)).map(|words| words(lang)).collect()
    }

    /// How the workspaces stand in links.
    pub fn workspace_links(&self) -> Vec<WorkspaceLink> {
        self.workspaces.iter().map(|spec| spec.link).collect()
    }
}
