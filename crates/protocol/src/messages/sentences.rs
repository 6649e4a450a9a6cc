//! How sentences are written: in tables, one line each, Chinese and English beside each other.
//!
//! A workspace has tables of its own in its crate.

use super::Sentence;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Writes a table of sentences (its name, a colon, then lines `Name = "中文", "English";`), and the test that holds each.
#[macro_export]
macro_rules! messages {
    ($table:ident: $($name:ident = $zh:literal, $en:literal;)*) => {
        /// A sentence; its doc is its English.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $table { $(#[doc = $en] $name,)* }

        impl $crate::messages::Sentence for $table {
            fn both(self) -> (&'static str, &'static str) {
                match self { $($table::$name => ($zh, $en),)* }
            }
        }

        #[cfg(test)]
        #[test]
        fn every_sentence_stands_in_both_languages_with_the_same_values() {
            $crate::messages::check_sentences(&[$($table::$name,)*]);
        }
    };
}

fn placeholders(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Holds every sentence of a table, in the test that [`messages!`](crate::messages!) writes.
///
/// # Panics
/// One does not stand in both languages with the same values, or does not speak as the page speaks.
pub fn check_sentences<T: Sentence + Debug>(table: &[T]) {
    for msg in table {
        let (zh, en) = msg.both();
        assert!(!zh.is_empty() && !en.is_empty(), "{msg:?}");
        let words = zh.split(['{', '}']).step_by(2).collect::<String>();
        assert!(words.chars().any(is_cjk) || !words.chars().any(char::is_alphabetic), "{msg:?}: {zh}");
        assert!(!en.chars().any(is_cjk), "{msg:?}: {en}");
        assert_eq!(placeholders(zh), placeholders(en), "{msg:?}");
        assert!(!zh.contains(['!', '！']) && !en.contains('!'), "{msg:?}");
        assert!(!zh.contains('你'), "{msg:?}: the public is 您");
        for choice in en.split('[').skip(1) {
            let name = choice.split(':').next().unwrap_or_default();
            assert!(choice.contains('|') && choice.contains(']'), "{msg:?}: {en}");
            assert!(placeholders(en).contains(name), "{msg:?}: [{name}: has no {{{name}}}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence of a test.
    #[derive(Clone, Copy, Debug)]
    struct Said(&'static str, &'static str);

    impl Sentence for Said {
        fn both(self) -> (&'static str, &'static str) {
            (self.0, self.1)
        }
    }

    #[test]
    fn a_sentence_that_is_not_right_is_refused() {
        check_sentences(&[Said("共 {n} 条", "{n} [n:record|records]"), Said("{a}–{b}", "{a}–{b}")]);
        for (zh, en) in [
            ("", "Nothing"),
            ("保存", ""),
            ("Save", "Save"),
            ("保存", "保存"),
            ("共 {n} 条", "{m} records"),
            ("保存！", "Save"),
            ("保存", "Save!"),
            ("你好", "Good day"),
            ("共 {n} 条", "{n} [records]"),
            ("共 {n} 条", "{n} [m:record|records]"),
        ] {
            let is_refused = std::panic::catch_unwind(|| check_sentences(&[Said(zh, en)])).is_err();
            assert!(is_refused, "{zh} / {en}");
        }
    }
}
