//! Texts of the page: sentences in the reader's language, data as they are.
//!
//! Data are Chinese. On the English page whatever is Chinese stands in an element of
//! `lang="zh"`, so that it is read aloud and set in type as Chinese; everything is a text node.

use crate::reactive::{all, live};
use crate::state::app;
use diming_protocol::catalog::{Catalog, Field, Label, Lang};
use diming_protocol::messages::{Sentence, text};
use leptos::prelude::*;

/// A sentence without values that follows the language.
pub fn t(msg: impl Sentence + Send + Sync + 'static) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let app = app();
    move || text(app.view.lang.get(), msg)
}

/// The same sentence as a view.
pub fn say(msg: impl Sentence + Send + Sync + 'static) -> AnyView {
    live(t(msg))
}

/// Whether a character is written in Chinese only (ideographs, their punctuation, full-width forms).
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// A record's name in the reader's letters, where there are any.
pub fn reader_name<'a>(lang: Lang, name: &'a str, latin: &'a str) -> &'a str {
    if lang == Lang::En && !latin.is_empty() { latin } else { name }
}

/// A whole text with what it needs to be marked as Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// It is Chinese on an English page.
    pub zh: bool,
}

impl Words {
    /// A text from the data.
    pub fn data(lang: Lang, text: &str) -> Words {
        Words { text: text.to_owned(), zh: lang == Lang::En && text.chars().any(is_cjk) }
    }

    /// A label of the catalog.
    pub fn label(lang: Lang, label: &Label) -> Words {
        Words::data(lang, label.get(lang).0)
    }

    /// A stored value under the label that its field gives it.
    pub fn value(lang: Lang, field: &Field, value: &str) -> Words {
        match field.values.iter().find(|v| v.value == value) {
            Some(found) => Words::label(lang, &found.label),
            None => Words::data(lang, value),
        }
    }

    /// Label of a field, by its key.
    pub fn field(lang: Lang, catalog: &Catalog, key: &str) -> Words {
        match catalog.fields.get(key) {
            Some(field) => Words::label(lang, &field.label),
            None => Words::data(lang, key),
        }
    }

    /// The text in an element.
    pub fn view(self) -> AnyView {
        view! { <span lang=self.zh.then_some("zh")>{self.text}</span> }.into_any()
    }
}

/// A sentence that holds data: on an English page its Chinese runs are marked.
pub fn said(lang: Lang, sentence: &str) -> AnyView {
    if lang == Lang::Zh || !sentence.chars().any(is_cjk) {
        return sentence.to_owned().into_any();
    }
    let mut runs: Vec<Words> = Vec::new();
    for c in sentence.chars() {
        match runs.last_mut() {
            Some(run) if run.zh == is_cjk(c) => run.text.push(c),
            _ => runs.push(Words { text: c.into(), zh: is_cjk(c) }),
        }
    }
    all(runs.into_iter().map(Words::view))
}
