//! The part of the address before `#`: what the person who puts the map on a page decides.
//!
//! `?layout=viewer&theme=dark&catalog=data/catalog.json&parent=https://www.example.gov.cn`. What is unknown or
//! broken is ignored, and so is what messengers and sentences do to it (`&amp;`, a full stop behind); a parameter that stands twice counts once, the first time. Nothing in the view (after `#`),
//! no control and no message changes any of it.

use super::read::is_sentence_sign;
use super::{LENGTH_MAX, PARTS_MAX, decode, encode};

/// What of the app is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Everything, officers' work among it.
    #[default]
    Full,
    /// Finding: search, filters, list, map; no workspaces, no files of this machine.
    Viewer,
    /// Finding in a small frame: search, list, map, and little around them.
    Compact,
    /// Finding without a map.
    List,
    /// The map and the card of what is selected.
    Map,
}

impl Layout {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Layout; 5] = [Layout::Full, Layout::Viewer, Layout::Compact, Layout::List, Layout::Map];

    /// Its word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Layout::Full => "full",
            Layout::Viewer => "viewer",
            Layout::Compact => "compact",
            Layout::List => "list",
            Layout::Map => "map",
        }
    }

    /// Whether workspaces and files of this machine are there.
    pub fn is_for_officers(self) -> bool {
        self == Layout::Full
    }

    /// Whether there are search box and list.
    pub fn has_list(self) -> bool {
        self != Layout::Map
    }

    /// Whether there is a map.
    pub fn has_map(self) -> bool {
        self != Layout::List
    }
}

/// Light or dark, where it is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedTheme {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// What is there.
    pub layout: Layout,
    /// Theme; `None`: as the person has it, or the device.
    pub theme: Option<FixedTheme>,
    /// Address of the catalog; `None`: the site's own.
    pub catalog: Option<String>,
    /// Origin of the page that may exchange messages, as it was written.
    pub parent: Option<String>,
}

/// Reads the part before `#` (with or without the `?`).
pub fn parse_deployment(search: &str) -> Deployment {
    let mut found: [Option<String>; 4] = [None, None, None, None];
    let search = search.strip_prefix('?').unwrap_or(search);
    if search.len() <= LENGTH_MAX {
        for part in search.split('&').take(PARTS_MAX) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = name.strip_prefix("amp;").unwrap_or(name);
            let Some(place) = ["layout", "theme", "catalog", "parent"].iter().position(|known| *known == name) else {
                continue;
            };
            found[place].get_or_insert_with(|| decode(value));
        }
    }
    let [layout, theme, catalog, parent] = found;
    let bare = |word: String| word.trim_end_matches(is_sentence_sign).to_owned();
    let of_word = |word: String| Layout::ALL.into_iter().find(|layout| layout.word() == word);
    Deployment {
        layout: layout.map(bare).and_then(of_word).unwrap_or_default(),
        theme: match theme.map(bare).as_deref() {
            Some("light") => Some(FixedTheme::Light),
            Some("dark") => Some(FixedTheme::Dark),
            _ => None,
        },
        catalog: catalog.filter(|text| !text.is_empty()),
        parent: parent.filter(|text| !text.is_empty()),
    }
}

/// Writes the part before `#`, with its `?`; empty where nothing is said.
pub fn build_search(deployment: &Deployment) -> String {
    let mut parts = Vec::new();
    if deployment.layout != Layout::Full {
        parts.push(format!("layout={}", deployment.layout.word()));
    }
    match deployment.theme {
        Some(FixedTheme::Light) => parts.push("theme=light".to_owned()),
        Some(FixedTheme::Dark) => parts.push("theme=dark".to_owned()),
        None => {}
    }
    for (name, value) in [("catalog", &deployment.catalog), ("parent", &deployment.parent)] {
        if let Some(value) = value {
            parts.push(format!("{name}={}", encode(value)));
        }
    }
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(search: &str, expected: Deployment) {
        assert_eq!(parse_deployment(search), expected, "{search}");
    }

    #[test]
    fn parameters_are_read() {
        check("", Deployment::default());
        check("?", Deployment::default());
        for layout in Layout::ALL {
            check(&format!("?layout={}", layout.word()), Deployment { layout, ..Deployment::default() });
        }
        check("layout=Viewer", Deployment::default());
        check("?layout=map&layout=full", Deployment { layout: Layout::Map, ..Deployment::default() });
        check("?theme=auto", Deployment::default());
        check(
            "?from=x&amp;layout=map&amp;isappinstalled=0",
            Deployment { layout: Layout::Map, ..Deployment::default() },
        );
        for sign in ["。", ".", ")", "】", "，"] {
            let search = format!("?layout=map{sign}");
            check(&search, Deployment { layout: Layout::Map, ..Deployment::default() });
        }
        check(
            "?x=1&theme=dark&catalog=a%20b+c.json&parent=https%3A%2F%2Fa.example&layout",
            Deployment {
                layout: Layout::Full,
                theme: Some(FixedTheme::Dark),
                catalog: Some("a b c.json".to_owned()),
                parent: Some("https://a.example".to_owned()),
            },
        );
        check(&format!("?layout=map&x={}", "y".repeat(LENGTH_MAX)), Deployment::default());
    }

    #[test]
    fn what_is_written_is_read_again() {
        for layout in Layout::ALL {
            for theme in [None, Some(FixedTheme::Light), Some(FixedTheme::Dark)] {
                let whole = Deployment {
                    layout,
                    theme,
                    catalog: Some("市 1&2.json?a=b#c+d".to_owned()),
                    parent: Some("http://127.0.0.1:8080".to_owned()),
                };
                check(&build_search(&whole), whole);
                let bare = Deployment { layout, theme, catalog: None, parent: None };
                check(&build_search(&bare), bare);
            }
        }
    }
}
