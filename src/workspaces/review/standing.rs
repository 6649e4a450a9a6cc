//! How an application of a batch stands, in one word: its most serious finding, or that checks are missing.

use super::finding::weight_sign;
use diming_core::catalog::Lang;
use diming_core::door::finding::Weight;
use diming_core::door::review::BatchRow;
use diming_core::messages::{ListsMsg, text, weight_words};
use leptos::prelude::*;

/// The standing of an application, the most serious first. What could not be checked comes before what is clean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Findings, the most serious of this weight.
    Found(Weight),
    /// Nothing serious was found, but a comparison could not be done.
    Undone,
    /// Nothing speaks against it. Papers, route and dates stand in every application.
    Nothing,
}

impl Standing {
    /// All standings.
    pub const ALL: [Standing; 6] = [
        Standing::Found(Weight::Error),
        Standing::Found(Weight::Warn),
        Standing::Found(Weight::Review),
        Standing::Found(Weight::Advice),
        Standing::Undone,
        Standing::Nothing,
    ];

    /// Of a row.
    pub fn of(row: &BatchRow) -> Standing {
        match row.worst {
            Some(weight) if weight < Weight::Info => Standing::Found(weight),
            _ if row.is_undone => Standing::Undone,
            _ => Standing::Nothing,
        }
    }

    /// A code, for the filter and for style.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Found(weight) => weight_sign(weight).1,
            Standing::Undone => "undone",
            Standing::Nothing => "nothing",
        }
    }

    /// In words.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Standing::Found(weight) => weight_words(lang, weight),
            Standing::Undone => text(lang, ListsMsg::Undone),
            Standing::Nothing => text(lang, ListsMsg::Nothing),
        }
    }

    /// Sign and word.
    pub fn view(self, lang: Lang) -> AnyView {
        let sign = match self {
            Standing::Found(weight) => weight_sign(weight).0,
            Standing::Undone => "?",
            Standing::Nothing => "○",
        };
        view! {
            <span class=format!("standing {}", self.code())>
                <span class="standing-sign" aria-hidden="true">{sign}</span>
                <span>{self.words(lang)}</span>
            </span>
        }
        .into_any()
    }
}
