//! Spells a place name in Pinyin (《中国地名汉语拼音字母拼写规则（汉语地名部分）》).
//!
//! Specific and generic apart, each capitalised; a one-syllable modifier joins its part; natural
//! villages and towns in one word; ordinals and codes of street names in digits; an apostrophe
//! before a syllable that begins with a, o or e; 儿 after a syllable as r; generics are spelled, not translated.

use super::Han;
use super::fold::fold_units;
use super::han::Reading;
use super::number::numeral_at;
use std::ops::Range;

/// What a name's spelling depends on beside its characters.
#[derive(Clone, Copy, Debug)]
pub struct Spelling<'a> {
    /// Characters of the generic at the end; 0 where the name is not divided.
    pub generic: usize,
    /// A street's name: ordinals in digits.
    pub is_street: bool,
    /// Tone marks.
    pub tones: bool,
    /// Words with their own reading: characters and syllables apart by blanks (十里堡, `shí lǐ pù`).
    pub local: &'a [(String, String)],
    /// Words with numerals that are no ordinals (五一, 八一).
    pub numerals: &'a [String],
    /// One-syllable modifiers that join the generic (东, 中, 后).
    pub modifiers: &'a [String],
    /// For each character the number of its reading among [`Han::readings`]; the first where it is not given.
    pub chosen: &'a [usize],
}

/// A syllable that is going to be written.
struct Syllable {
    letters: String,
    /// Stands for a character that is no Chinese one: written as it is.
    is_sign: bool,
}

/// Spells a name; characters without a reading stay as they are.
pub fn romanise(name: &str, spelling: &Spelling, han: &Han) -> String {
    let name: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let generic = spelling.generic.min(name.len().saturating_sub(1));
    let specific = name.len() - generic;
    let joined = if generic > 0 { modifiers_before(&name[..specific], spelling.modifiers) } else { 0 };
    let syllables = syllables(&name, spelling, han);
    let ordinal = ordinal_in(&name[..specific], spelling, han).filter(|_| spelling.is_street && generic > 0);
    let words = match ordinal {
        Some((value, run)) => {
            vec![word(&syllables[..run.start]), Some(value.to_string()), word(&syllables[specific..])]
        }
        None => vec![word(&syllables[..specific - joined]), word(&syllables[specific - joined..])],
    };
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Readings of each character that has several, by its place: the syllables with tone marks, the usual one first.
pub fn alternatives(name: &str, han: &Han) -> Vec<(usize, Vec<String>)> {
    let chars = name.chars().filter(|c| !c.is_whitespace()).enumerate();
    let several = chars.map(|(at, c)| (at, han.readings(c).map(|r| marked(r, han, true)).collect::<Vec<_>>()));
    several.filter(|(_, readings)| readings.len() > 1).collect()
}

/// One-syllable modifiers at the end of a specific that belong to the generic, as long as two characters remain.
fn modifiers_before(specific: &[char], modifiers: &[String]) -> usize {
    let is_modifier = |c: &&char| modifiers.iter().any(|m| m.chars().eq([**c]));
    let run = specific.iter().rev().take_while(is_modifier).count();
    run.min(specific.len().saturating_sub(2))
}

/// The numeral that ends a street's specific, where it is an ordinal or code.
fn ordinal_in(specific: &[char], spelling: &Spelling, han: &Han) -> Option<(u32, Range<usize>)> {
    let text: String = specific.iter().collect();
    let is_word = |words: &[String]| words.iter().any(|word| text.ends_with(word.as_str()));
    let is_local = spelling.local.iter().any(|(word, _)| text.ends_with(word.as_str()));
    if is_word(spelling.numerals) || is_local {
        return None;
    }
    (0..specific.len()).find_map(|start| {
        let mut units = Vec::new();
        fold_units(&specific[start..].iter().collect::<String>(), han, &mut units);
        let (value, run) = numeral_at(&units, 0, han)?;
        (run.end == units.len() && units.len() == specific.len() - start).then_some((value, start..specific.len()))
    })
}

fn syllables(name: &[char], spelling: &Spelling, han: &Han) -> Vec<Syllable> {
    let mut all: Vec<Syllable> = Vec::with_capacity(name.len());
    while all.len() < name.len() {
        let at = all.len();
        let local = spelling
            .local
            .iter()
            .find(|(word, _)| word.chars().eq(name[at..].iter().copied().take(word.chars().count())));
        if let Some((word, letters)) =
            local.filter(|(word, letters)| word.chars().count() == letters.split(' ').count())
        {
            let plain = |letters: &str| if spelling.tones { letters.to_owned() } else { without_tones(letters) };
            all.extend(letters.split(' ').map(|s| Syllable { letters: plain(s), is_sign: false }));
            debug_assert!(at + word.chars().count() == all.len());
            continue;
        }
        let c = name[at];
        let choice = spelling.chosen.get(at).copied().unwrap_or(0);
        let reading = han.readings(c).nth(choice).or_else(|| han.readings(c).next());
        all.push(match reading {
            Some(reading) => Syllable { letters: marked(reading, han, spelling.tones), is_sign: false },
            None => Syllable { letters: c.to_string(), is_sign: true },
        });
        // 盆儿胡同: 儿 after a syllable, before the generic, is its end.
        let before_generic = spelling.generic > 0 && at + 1 == name.len() - spelling.generic;
        if c == '儿' && at > 0 && choice == 0 && before_generic && !all[at - 1].is_sign {
            all[at].letters = "r".to_owned();
        }
    }
    all
}

/// One capitalised word; `None` for no syllables.
fn word(syllables: &[Syllable]) -> Option<String> {
    let mut text = String::new();
    for syllable in syllables {
        let plain = without_tones(&syllable.letters);
        if !text.is_empty() && !syllable.is_sign && plain.starts_with(['a', 'o', 'e']) {
            text.push('\'');
        }
        text += &syllable.letters;
    }
    let mut chars = text.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

/// The marked letters of each vowel, tones 1 to 4.
const MARKED: [(char, &str); 6] =
    [('a', "āáǎà"), ('e', "ēéěè"), ('i', "īíǐì"), ('o', "ōóǒò"), ('u', "ūúǔù"), ('ü', "ǖǘǚǜ")];

/// A syllable with its tone mark on a or e, on the o of ou, else on the last vowel.
pub fn marked(reading: Reading, han: &Han, tones: bool) -> String {
    let letters = han.syllable(reading.syllable).replace('v', "ü");
    if !tones || reading.tone == 0 {
        return letters;
    }
    let is_vowel = |c: char| MARKED.iter().any(|m| m.0 == c);
    let at = letters.find(['a', 'e']).or_else(|| letters.find("ou")).or_else(|| letters.rfind(is_vowel));
    let mark = |(i, c): (usize, char)| match MARKED.iter().find(|m| Some(i) == at && m.0 == c) {
        Some((_, tones)) => tones.chars().nth(usize::from(reading.tone) - 1).unwrap_or(c),
        None => c,
    };
    letters.char_indices().map(mark).collect()
}

/// Letters without tone marks; ü stays.
pub fn without_tones(letters: &str) -> String {
    let plain = |c: char| MARKED.iter().find(|(_, tones)| tones.contains(c)).map_or(c, |m| m.0);
    letters.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::han::tests::table;

    fn lists() -> (Vec<(String, String)>, Vec<String>, Vec<String>) {
        let pair = |(a, b): (&str, &str)| (a.to_owned(), b.to_owned());
        let local = [("十里堡", "shí lǐ pù"), ("大黄堡", "dà huáng bǎo"), ("吴堡", "wú bǔ"), ("太行", "tài háng")];
        let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        (
            local.map(pair).to_vec(),
            owned(&["五一", "八一"]),
            owned(&["东", "西", "南", "北", "中", "前", "后", "小", "大"]),
        )
    }

    #[track_caller]
    fn check(name: &str, generic: usize, is_street: bool, expected: &str) {
        let (local, numerals, modifiers) = lists();
        let spelling = Spelling {
            generic,
            is_street,
            tones: true,
            local: &local,
            numerals: &numerals,
            modifiers: &modifiers,
            chosen: &[],
        };
        assert_eq!(romanise(name, &spelling, table()), expected, "{name}");
        let plain = romanise(name, &Spelling { tones: false, ..spelling }, table());
        assert_eq!(plain.to_lowercase(), without_tones(&expected.to_lowercase()), "{name}");
    }

    #[test]
    fn specific_and_generic_stand_apart() {
        for (name, generic, expected) in [
            ("太行山", 1, "Tàiháng Shān"),
            ("长安街", 1, "Cháng'ān Jiē"),
            ("西辽河", 1, "Xīliáo Hé"),
            ("景山后街", 1, "Jǐngshān Hòujiē"),
            ("人民中路", 1, "Rénmín Zhōnglù"),
            ("黑龙江省", 1, "Hēilóngjiāng Shěng"),
            ("解放路南小街", 1, "Jiěfànglù Nánxiǎojiē"),
            ("张之洞路", 1, "Zhāngzhīdòng Lù"),
            ("五指山", 1, "Wǔzhǐ Shān"),
            ("绿洲公园", 2, "Lǜzhōu Gōngyuán"),
            ("西安路", 1, "Xī'ān Lù"),
            ("天鹅湖", 1, "Tiān'é Hú"),
            ("东大街", 2, "Dōng Dàjiē"),
            ("盆儿胡同", 2, "Pénr Hútóng"),
            ("儿童路", 1, "Értóng Lù"),
        ] {
            check(name, generic, false, expected);
        }
    }

    #[test]
    fn villages_are_one_word_and_local_readings_hold() {
        for (name, expected) in [
            ("王村", "Wángcūn"),
            ("周口店", "Zhōukǒudiàn"),
            ("十里堡", "Shílǐpù"),
            ("大黄堡", "Dàhuángbǎo"),
            ("吴堡", "Wúbǔ"),
            ("", ""),
            ("A村", "Acūn"),
        ] {
            check(name, 0, false, expected);
        }
    }

    #[test]
    fn ordinals_of_streets_are_digits() {
        for (name, generic, expected) in [
            ("二马路", 2, "2 Mǎlù"),
            ("经五路", 1, "Jīng 5 Lù"),
            ("三环路", 2, "3 Huánlù"),
            ("一巷", 1, "1 Xiàng"),
            ("人民十二路", 1, "Rénmín 12 Lù"),
            ("五一路", 1, "Wǔyī Lù"),
            ("太平3巷", 1, "Tàipíng 3 Xiàng"),
        ] {
            check(name, generic, true, expected);
        }
    }

    #[test]
    fn several_readings_are_offered() {
        let found = alternatives("乐安路", table());
        assert_eq!(found, [(0, vec!["lè".to_owned(), "yuè".to_owned(), "lào".to_owned()])]);
    }
}
