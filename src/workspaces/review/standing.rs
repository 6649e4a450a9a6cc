//! How an application of a batch stands, in one word: its most serious finding, and that checks are missing.

use super::finding::weight_sign;
use crate::ui::table_filter::KindChip;
use diming_protocol::catalog::Lang;
use diming_review_protocol::finding::Weight;
use diming_review_protocol::messages::{outcome_words, standing_words};
use diming_review_protocol::review::{BatchRow, Standing};
use leptos::prelude::*;

/// All standings.
pub const STANDINGS: [Standing; 6] = [
    Standing::Found(Weight::Error),
    Standing::Found(Weight::Warn),
    Standing::Found(Weight::Review),
    Standing::Found(Weight::Advice),
    Standing::Undone,
    Standing::Nothing,
];

/// The weights that are counted in a row.
pub const COUNTED: [Weight; 4] = [Weight::Error, Weight::Warn, Weight::Review, Weight::Advice];

/// The standings as filters.
pub const KINDS: [KindChip; 6] = [
    ("error", "■", |lang| standing_words(lang, Standing::Found(Weight::Error))),
    ("warn", "▲", |lang| standing_words(lang, Standing::Found(Weight::Warn))),
    ("review", "◆", |lang| standing_words(lang, Standing::Found(Weight::Review))),
    ("advice", "●", |lang| standing_words(lang, Standing::Found(Weight::Advice))),
    ("undone", "?", |lang| standing_words(lang, Standing::Undone)),
    ("nothing", "○", |lang| standing_words(lang, Standing::Nothing)),
];

/// Whether a row is found under a standing: its own, and what was not checked wherever some check is missing.
pub fn is_of(row: &BatchRow, standing: Standing) -> bool {
    row.standing() == standing || standing == Standing::Undone && row.has_gap()
}

/// A code, for the filter and for style.
pub fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Found(weight) => weight_sign(weight).1,
        Standing::Undone => "undone",
        Standing::Nothing => "nothing",
    }
}

/// Sign and words of a row.
pub fn outcome(lang: Lang, row: &BatchRow) -> AnyView {
    let standing = row.standing();
    let sign = match standing {
        Standing::Found(weight) => weight_sign(weight).0,
        Standing::Undone => "?",
        Standing::Nothing => "○",
    };
    view! {
        <span class=format!("standing {}", standing_code(standing))>
            <span class="standing-sign" aria-hidden="true">{sign}</span>
            <span>{outcome_words(lang, standing, row.has_gap())}</span>
        </span>
    }
    .into_any()
}
