//! How a query is cut into words: at blanks, behind a town that it begins with; where that finds nothing, around words of
//! the vocabulary that stand in it.

use super::vocabulary::{Vocabulary, WordKind};
use diming_protocol::Shorter;
use diming_text::Han;
use diming_text::fold::{fold, is_separator, searched};

/// Most words of an English phrase.
const PHRASE_MAX: usize = 4;
/// Fewest characters behind a town that are a word of their own.
const BEHIND_MIN: usize = 2;
/// What a query is cut around.
const ALL: [WordKind; 5] = [WordKind::Label, WordKind::Town, WordKind::Used, WordKind::Chance, WordKind::Filler];

/// The words between blanks; English phrases of the vocabulary as one.
fn words_of(text: &str, han: &Han, vocabulary: &Vocabulary) -> Vec<String> {
    let apart = |c: char| c.is_whitespace() || is_separator(c);
    let words: Vec<&str> = text.split(apart).filter(|word| !word.is_empty()).collect();
    let (mut all, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let phrase = |len: &usize| vocabulary.has_phrase(&words[at..at + len].join(" "), han);
        let len = (2..=PHRASE_MAX.min(words.len() - at)).rev().find(phrase).unwrap_or(1);
        all.push(words[at..at + len].join(" "));
        at += len;
    }
    all
}

/// The words of a query: a town that one begins with stands apart.
pub(super) fn words(text: &str, han: &Han, vocabulary: &Vocabulary) -> Vec<String> {
    let cut = |word: String| match town_end(&word, han, vocabulary) {
        Some(end) => vec![word[..end].to_owned(), word[end..].to_owned()],
        None => vec![word],
    };
    words_of(text, han, vocabulary).into_iter().flat_map(cut).collect()
}

/// The byte behind the town that a word begins with.
fn town_end(word: &str, han: &Han, vocabulary: &Vocabulary) -> Option<usize> {
    let folded = fold(word, han);
    let (len, _) = vocabulary.at_start(&folded.units, &[WordKind::Town])?;
    let end = *folded.at.get(len)? as usize;
    let (at, _) = word.char_indices().nth(end)?;
    (word[at..].chars().count() >= BEHIND_MIN).then_some(at)
}

/// A query as the words of the vocabulary that it holds and what stands between them.
pub(super) struct Parted {
    pub words: Vec<String>,
    /// What only asks and was left out; `None` where nothing was.
    pub shorter: Option<Shorter>,
}

/// Cuts a query around the words of the vocabulary; `None` where that changes nothing.
pub(super) fn parted(text: &str, han: &Han, vocabulary: &Vocabulary) -> Option<Parted> {
    let plain = words(text, han, vocabulary);
    let (mut kept, mut fillers) = (Vec::new(), Vec::new());
    for word in &plain {
        part(word, han, vocabulary, &mut kept, &mut fillers);
    }
    if kept.is_empty() || kept == plain {
        return None;
    }
    let shorter = Shorter { used: kept.join(" "), left_out: fillers.join(" ") };
    Some(Parted { words: kept, shorter: (!fillers.is_empty()).then_some(shorter) })
}

fn part(word: &str, han: &Han, vocabulary: &Vocabulary, kept: &mut Vec<String>, fillers: &mut Vec<String>) {
    if vocabulary.is_filler(word, han) {
        return fillers.push(word.to_owned());
    }
    let folded = fold(word, han);
    let chars: Vec<char> = word.chars().collect();
    let piece = |from: usize, to: usize| {
        let char_at = |unit: usize| folded.at.get(unit).map_or(chars.len(), |at| *at as usize);
        let text: String = chars[char_at(from)..char_at(to)].iter().collect();
        Some(searched(&text).to_owned()).filter(|text| !text.is_empty())
    };
    let (mut from, mut at) = (0, 0);
    while at < folded.units.len() {
        let Some((len, kind)) = vocabulary.at_start(&folded.units[at..], &ALL) else {
            at += 1;
            continue;
        };
        kept.extend(piece(from, at));
        let list = if kind == WordKind::Filler { &mut *fillers } else { &mut *kept };
        list.extend(piece(at, at + len));
        at += len;
        from = at;
    }
    kept.extend(piece(from, at));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (text, kind) in [
            ("汇龙镇", WordKind::Town),
            ("食堂", WordKind::Used),
            ("nursing bed", WordKind::Used),
            ("near me", WordKind::Filler),
            ("附近的", WordKind::Filler),
            ("在哪里", WordKind::Filler),
            ("失智", WordKind::Label),
        ] {
            vocabulary.add(text, kind, table());
        }
        vocabulary
    }

    #[test]
    fn a_town_stands_apart_and_phrases_together() {
        for (text, expected) in [
            ("汇龙镇人民路", &["汇龙镇", "人民路"][..]),
            ("匯龍鎮人民路", &["匯龍鎮", "人民路"]),
            ("汇龙镇", &["汇龙镇"]),
            ("汇龙镇路", &["汇龙镇路"]),
            ("人民路 汇龙镇", &["人民路", "汇龙镇"]),
            ("huilong nursing beds", &["huilong", "nursing beds"]),
        ] {
            assert_eq!(words(text, table(), &vocabulary()), expected, "{text}");
        }
    }

    #[test]
    fn words_of_the_vocabulary_are_found_inside() {
        for (text, expected, left_out) in [
            ("启东市失智老人", &["启东市", "失智", "老人"][..], ""),
            ("附近的食堂在哪里", &["食堂"], "附近的 在哪里"),
            ("nursing bed near me", &["nursing bed"], "near me"),
            ("汇龙镇食堂", &[], ""),
            ("吕四港", &[], ""),
            ("附近的", &[], ""),
        ] {
            let parted = parted(text, table(), &vocabulary());
            let (words, shorter) = parted.map_or((Vec::new(), None), |parted| (parted.words, parted.shorter));
            assert_eq!(words, expected, "{text}");
            assert_eq!(shorter.map_or(String::new(), |shorter| shorter.left_out), left_out, "{text}");
        }
    }
}
