//! Long tables: their search, order and page. The state lives as long as the page, so that a table that is shown again
//! shows the same rows.

use crate::reactive::{Derived, State, live, show};
use crate::state::app;
use crate::ui::text::{say, t};
use diming_protocol::messages::{DataMsg, RowsMsg, Sentence, fill, number};
use leptos::prelude::*;
use std::cmp::Ordering;

/// Rows on a page.
pub const PAGE: usize = 50;

/// The columns that a table can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// As given.
    #[default]
    Number,
    /// By name, as it sounds.
    Name,
    /// By what was found, the most serious first.
    Worst,
}

/// Search, order and page of a table. `Copy`.
#[derive(Clone, Copy)]
pub struct TableState {
    /// The text that was typed or pasted.
    pub text: State<String>,
    /// Words that the names hold.
    pub words: State<String>,
    /// Only rows of this kind, by its code; empty for all.
    pub only: State<String>,
    /// The column, and whether the order is turned round.
    pub order: State<(Column, bool)>,
    /// The page, from 0, where there are pages.
    pub page: State<usize>,
    /// The place of the row that is the tab stop, where there are none.
    pub active: State<u32>,
    /// That row is brought into sight and has the focus when the table is shown.
    pub is_awaited: State<bool>,
    /// How far the table is scrolled, CSS pixels.
    pub scroll_px: State<f64>,
}

impl TableState {
    /// Shows all rows, from the first page.
    pub fn new() -> TableState {
        TableState {
            text: State::new(String::new()),
            words: State::new(String::new()),
            only: State::new(String::new()),
            order: State::new((Column::Number, false)),
            page: State::new(0),
            active: State::new(0),
            is_awaited: State::new(false),
            scroll_px: State::new(0.0),
        }
    }

    /// Shows all rows again, from the first page; the text stays.
    pub fn reset(&self) {
        self.words.set(String::new());
        self.only.set(String::new());
        self.order.set((Column::Number, false));
        self.go_to_start();
    }

    /// Goes to the first row.
    pub fn go_to_start(&self) {
        self.page.set(0);
        self.active.set(0);
        self.scroll_px.set(0.0);
    }

    /// Returns the rows that are on the page.
    pub fn page_of(&self, shown: &[u32]) -> Vec<u32> {
        let page = self.page.get().min(last_page(shown.len()));
        shown.iter().skip(page * PAGE).take(PAGE).copied().collect()
    }

    /// Orders by a column; the second time in reverse.
    fn order_by(&self, column: Column) {
        self.order.update(|order| *order = (column, order.0 == column && !order.1));
        self.go_to_start();
    }
}

fn last_page(rows: usize) -> usize {
    rows.saturating_sub(1) / PAGE
}

/// Sorts numbers of rows; equal rows keep their order.
pub fn sort_numbers(numbers: &mut [u32], is_turned: bool, compare: &dyn Fn(u32, u32) -> Ordering) {
    numbers.sort_unstable_by(|&a, &b| {
        let order = compare(a, b);
        (if is_turned { order.reverse() } else { order }).then(a.cmp(&b))
    });
}

/// The sort key of a spelling in Pinyin: small letters without tone marks.
pub fn sound_key(romanisation: &str) -> String {
    const TONES: [(char, &str); 6] =
        [('a', "āáǎàĀÁǍÀ"), ('e', "ēéěèĒÉĚÈ"), ('i', "īíǐì"), ('o', "ōóǒòŌÓǑÒ"), ('u', "ūúǔù"), ('v', "ǖǘǚǜü")];
    let plain = |c: char| {
        let found = TONES.iter().find(|(_, marked)| marked.contains(c));
        found.map_or(c.to_ascii_lowercase(), |(letter, _)| *letter)
    };
    romanisation.chars().filter(|c| !matches!(c, ' ' | '\'' | '’')).map(plain).collect()
}

/// The heading of a column that orders the table.
#[component]
pub fn SortHead<S: Sentence + Send + Sync + 'static>(listing: TableState, column: Column, label: S) -> impl IntoView {
    let sorted = move || match listing.order.get() {
        (now, is_turned) if now == column => {
            if is_turned {
                "descending"
            } else {
                "ascending"
            }
        }
        _ => "none",
    };
    let arrow = move || match sorted() {
        "ascending" => "▲",
        "descending" => "▼",
        _ => "",
    };
    view! {
        <th scope="col" aria-sort=sorted>
            <button type="button" class="sort" on:click=move |_| listing.order_by(column)>
                {say(label)}
                <span class="sort-sign" aria-hidden="true">{live(arrow)}</span>
            </button>
        </th>
    }
}

/// The pages of a table, where it has more than one. Another page scrolls to the start of the element `of`.
#[component]
pub fn Pager(listing: TableState, rows: Derived<usize>, of: &'static str) -> impl IntoView {
    let app = app();
    let page = move || listing.page.get().min(last_page(rows.get()));
    let span = move || {
        let lang = app.view.lang.get();
        let shown = |n: usize| number(lang, n as f64 + 1.0);
        fill(lang, RowsMsg::PageOf, &[("page", &shown(page())), ("pages", &shown(last_page(rows.get())))])
    };
    let turn = move |to: usize| {
        listing.page.set(to);
        if let Some(table) = document().get_element_by_id(of) {
            table.scroll_into_view();
        }
    };
    let is_last = move || page() == last_page(rows.get());
    let is_first = move || page() == 0;
    show(
        move || rows.get() > PAGE,
        move || {
            view! {
                <nav class="buttons pager" aria-label=t(RowsMsg::Pages)>
                    <button type="button" prop:disabled=is_first on:click=move |_| turn(page().saturating_sub(1))>
                        {say(DataMsg::PagePrevious)}
                    </button>
                    <span role="status">{live(span)}</span>
                    <button type="button" prop:disabled=is_last on:click=move |_| turn(page() + 1)>
                        {say(DataMsg::PageNext)}
                    </button>
                </nav>
            }
        },
    )
}
