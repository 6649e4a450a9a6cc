//! How the page is put: its parameters, and whether it stands in a frame. It does not change while the page is open.

use super::Theme;
use diming_protocol::link::deployment::{Deployment, FixedTheme, Layout, parse_deployment};
use leptos::prelude::window;

/// See the module's documentation.
pub struct Site {
    /// The parameters.
    pub deployment: Deployment,
    /// Another page shows this one in a frame.
    pub is_framed: bool,
}

impl Site {
    /// Of this page.
    pub fn read() -> Site {
        let window = window();
        let deployment = parse_deployment(&window.location().search().unwrap_or_default());
        // A parent that may not be looked at is one.
        let is_framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
        Site { deployment, is_framed }
    }

    /// What of the app is there.
    pub fn layout(&self) -> Layout {
        self.deployment.layout
    }

    /// The theme, where it is fixed.
    pub fn theme(&self) -> Option<Theme> {
        self.deployment.theme.map(|theme| match theme {
            FixedTheme::Light => Theme::Light,
            FixedTheme::Dark => Theme::Dark,
        })
    }
}
