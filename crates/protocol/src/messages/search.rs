//! What is said of a search: what was left out, what words were taken for, what this map does not have.

use super::{Msg, fill, text};
use crate::SearchNotes;
use crate::catalog::{Label, Lang};

/// The sentences, one after the other; empty where all was searched for as it stands.
///
/// `found`: something was found.
pub fn search_notes(lang: Lang, notes: &SearchNotes, found: bool) -> String {
    let mut sentences: Vec<String> = Vec::new();
    if let Some(shorter) = &notes.shorter {
        let number = notes.nearest_number.map(|number| number.to_string());
        let msg = if number.is_some() { Msg::SearchedNumber } else { Msg::SearchedShorter };
        let number = number.unwrap_or_default();
        sentences.push(fill(
            lang,
            msg,
            &[("left_out", &shorter.left_out), ("used", &shorter.used), ("number", &number)],
        ));
    }
    for taken in &notes.taken {
        if let Some(what) = &taken.absent {
            let msg = if found { Msg::TakenAbsentBelow } else { Msg::TakenAbsent };
            sentences.push(fill(lang, msg, &[("what", what.get(lang).0), ("word", &taken.word)]));
        }
        if !taken.means.is_empty() {
            let means = listed(lang, &taken.means);
            sentences.push(fill(lang, Msg::TakenFor, &[("word", &taken.word), ("means", &means)]));
        }
    }
    if notes.is_near {
        sentences.push(text(lang, Msg::SearchedNear).to_owned());
    }
    sentences.join(if lang == Lang::Zh { "" } else { " " })
}

fn listed(lang: Lang, labels: &[Label]) -> String {
    let words: Vec<&str> = labels.iter().map(|label| label.get(lang).0).collect();
    words.join(if lang == Lang::Zh { "、" } else { ", " })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Shorter, Taken};

    #[test]
    fn every_part_of_a_search_is_told() {
        let label = |zh: &str, en: &str| Label { zh: zh.into(), en: en.into() };
        let meal = Taken {
            word: "食堂".into(),
            means: vec![label("助餐点", "Meal point"), label("助餐", "Meals")],
            absent: None,
        };
        let away =
            Taken { word: "社保".into(), means: Vec::new(), absent: Some(label("社会保险", "social insurance")) };
        let shorter = Some(Shorter { used: "人民路".into(), left_out: "12号".into() });
        let notes = SearchNotes {
            shorter,
            is_near: false,
            taken: vec![meal, away],
            nearest_number: Some(17),
            ..SearchNotes::default()
        };
        assert_eq!(
            search_notes(Lang::Zh, &notes, false),
            "没有找到“12号”，最近的是 17 号；以下按“人民路”查找。“食堂”也按“助餐点、助餐”查找。本地图没有社会保险的资料。"
        );
        assert!(search_notes(Lang::En, &notes, true).ends_with(
            "“食堂” is also searched for as “Meal point, Meals”. This map has no data on social insurance; the records below only have “社保” in their text."
        ));
        assert_eq!(search_notes(Lang::Zh, &SearchNotes::default(), true), "");
    }
}
