//! Every sentence of the page in both languages, chosen by code and values.
//!
//! A template names its values, `{n}`; English may choose by number, `[n:record|records]` (the
//! first at 1). Chinese is the default and says 您 to the public. Labels of layers, fields and
//! values are the catalog's; here stands only what the page itself says. What a workspace says stands in its own crate.

mod access_table;
mod card_table;
mod compare_table;
mod data_table;
mod distance_table;
mod elder_table;
mod embed_table;
mod facet_table;
mod format;
mod help_table;
mod near_table;
mod open_words;
mod paper_table;
mod phone;
mod problem;
mod rows_table;
mod search;
mod sentences;
mod table;

pub use access_table::AccessMsg;
pub use card_table::CardMsg;
pub use compare_table::CompareMsg;
pub use data_table::DataMsg;
pub use distance_table::DistanceMsg;
pub use elder_table::ElderMsg;
pub use embed_table::EmbedMsg;
pub use facet_table::FacetMsg;
pub use format::{bytes, coordinates, date, distance, figure, number, percent, plain_figure};
pub use help_table::HelpMsg;
pub use near_table::NearMsg;
pub use open_words::open_words;
pub use paper_table::PaperMsg;
pub use phone::{Phone, phones};
pub use problem::{Explained, explain, match_class, reason, record_state};
pub use rows_table::RowsMsg;
pub use search::search_notes;
pub use sentences::check_sentences;
pub use table::Msg;

use crate::catalog::Lang;

/// The Chinese language's name in itself.
pub const ENDONYM_ZH: &str = "中文";
/// The English language's name in itself.
pub const ENDONYM_EN: &str = "English";

/// A sentence of one of the tables.
pub trait Sentence: Copy {
    /// The template in Chinese and in English.
    fn both(self) -> (&'static str, &'static str);
}

/// What says a sentence without values in a language is one.
impl Sentence for fn(Lang) -> &'static str {
    fn both(self) -> (&'static str, &'static str) {
        (self(Lang::Zh), self(Lang::En))
    }
}

/// A sentence without values.
pub fn text(lang: Lang, msg: impl Sentence) -> &'static str {
    let (zh, en) = msg.both();
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A sentence with its values put in by name. A value is put in as it is, never read as a template.
///
/// A placeholder without a value stays visible, so that a slip is seen and not swallowed.
pub fn fill(lang: Lang, msg: impl Sentence, values: &[(&str, &str)]) -> String {
    let value_of = |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let mut out = String::new();
    let mut rest = text(lang, msg);
    while let Some(at) = rest.find(['{', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let close = if from.starts_with('{') { '}' } else { ']' };
        let Some(end) = from.find(close) else { break };
        let inner = &from[1..end];
        let put = match inner.split_once(':').zip(inner.split_once('|')) {
            Some(((name, _), (head, many))) if close == ']' => {
                let one = head.strip_prefix(name).and_then(|h| h.strip_prefix(':')).unwrap_or_default();
                value_of(name).map(|value| if value == "1" { one } else { many })
            }
            _ => value_of(inner),
        };
        out.push_str(put.unwrap_or(&from[..=end]));
        rest = &from[end + 1..];
    }
    out + rest
}

/// A sentence with one number, named `n`.
pub fn counted(lang: Lang, msg: impl Sentence, n: u64) -> String {
    fill(lang, msg, &[("n", &number(lang, n as f64))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_by_name() {
        assert_eq!(counted(Lang::Zh, Msg::CountAll, 1_234), "共 1,234 条");
        assert_eq!(counted(Lang::En, Msg::CountAll, 1), "1 record");
        assert_eq!(counted(Lang::En, Msg::CountAll, 2_000_000), "2,000,000 records");
        assert_eq!(fill(Lang::En, Msg::CountAll, &[]), "{n} [n:record|records]");
        let hostile = fill(Lang::Zh, Msg::NothingFor, &[("query", "{query} [n:a|b]")]);
        assert_eq!(hostile, "没有找到与“{query} [n:a|b]”相符的记录");
    }
}
