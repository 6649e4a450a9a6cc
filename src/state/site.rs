//! The parameters of the page, and whether it is in a frame. Constant while the page is open.

use super::Theme;
use diming_protocol::link::deployment::{Deployment, FixedTheme, Layout, parse_deployment};
use leptos::prelude::window;

/// See the module's documentation.
pub struct Site {
    /// The parameters.
    pub deployment: Deployment,
    /// The page is in a frame of another page.
    pub is_framed: bool,
    /// The page is a file of this machine, which no other page can show in a frame.
    pub is_file: bool,
}

impl Site {
    /// Reads those of this page.
    pub fn read() -> Site {
        let window = window();
        let deployment = parse_deployment(&window.location().search().unwrap_or_default());
        // A parent that may not be accessed is another page.
        let is_framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
        let is_file = window.location().protocol().is_ok_and(|protocol| protocol == "file:");
        Site { deployment, is_framed, is_file }
    }

    /// The layout: which parts of the app are shown.
    pub fn layout(&self) -> Layout {
        self.deployment.layout
    }

    /// The theme, if it is fixed.
    pub fn theme(&self) -> Option<Theme> {
        self.deployment.theme.map(|theme| match theme {
            FixedTheme::Light => Theme::Light,
            FixedTheme::Dark => Theme::Dark,
        })
    }
}
