//! What spelling a place name needs to know beside the characters: `data/dict/spelling.txt` with an office's own lists.

use super::romanise::without_tones;

/// Most entries of an office's list that are taken.
const OWN_MAX: usize = 50_000;

/// A word with its own reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalReading {
    /// The word's characters.
    pub word: Vec<char>,
    /// A syllable with tone mark for each.
    pub syllables: Vec<String>,
    /// Holds only where a word of the name begins.
    pub at_start: bool,
    /// The usual reading is possible too.
    pub is_doubtful: bool,
}

/// Lists of words, each a part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Words with numerals that are no numbers, or end in one that is none.
    Numerals,
    /// One-syllable words that join the generic: 东, 后, 小.
    Modifiers,
    /// One-syllable words between an ordinal and the generic: 二马路, 三环路.
    Counted,
    /// Generics that a name inside a name ends in: 广安门北滨河路.
    Inner,
    /// Generics of several syllables that stand apart inside a name too: 包头胡同东巷.
    Between,
    /// Generics at the end of a name.
    Generics,
    /// Generics of one syllable of what is no street and no division.
    Features,
    /// Peoples: a word of their own.
    Peoples,
    /// Names that stand apart from what is before or behind them: 武汉长江大桥.
    Names,
    /// Words that end in a direction, which no new word begins with: 江南.
    Towards,
}

const LISTS: [(&str, List); 10] = [
    ("[numerals]", List::Numerals),
    ("[modifiers]", List::Modifiers),
    ("[counted]", List::Counted),
    ("[inner]", List::Inner),
    ("[between]", List::Between),
    ("[generics]", List::Generics),
    ("[features]", List::Features),
    ("[peoples]", List::Peoples),
    ("[names]", List::Names),
    ("[towards]", List::Towards),
];

/// The lists that spelling goes by.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Readings of characters in place names, the likeliest first; ascending by character.
    usual: Vec<(char, Vec<String>)>,
    /// Words with their own reading: by first character, the longest first, an office's own before the others.
    local: Vec<LocalReading>,
    /// Words of each list.
    lists: [Vec<Vec<char>>; LISTS.len()],
    /// Spellings from other languages, by rules of their own.
    minority: Vec<(Vec<char>, String)>,
}

impl Book {
    /// The built-in lists, with an office's own readings, numerals and modifiers.
    pub fn new(local: &[(String, String)], numerals: &[String], modifiers: &[String]) -> Book {
        let mut book = Book::default();
        for (word, syllables) in local.iter().take(OWN_MAX) {
            book.push_reading(word, syllables);
        }
        for (list, words) in [(List::Numerals, numerals), (List::Modifiers, modifiers)] {
            book.lists[list as usize].extend(words.iter().take(OWN_MAX).map(|word| word.chars().collect()));
        }
        book.read(include_str!("../../../data/dict/spelling.txt"));
        book.local.sort_by(|a, b| (a.word.first(), b.word.len()).cmp(&(b.word.first(), a.word.len())));
        book.usual.sort_by_key(|entry| entry.0);
        book
    }

    fn read(&mut self, text: &str) {
        let mut part = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('[') {
                part = line;
                continue;
            }
            let mut cells = line.split('\t');
            let (word, syllables) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            match part {
                "[usual]" => self.usual.extend(word.chars().next().map(|c| (c, owned(syllables)))),
                "[readings]" => self.push_reading(word, syllables),
                "[minority]" => {
                    let (word, letters) = line.split_once(' ').unwrap_or_default();
                    self.minority.push((word.chars().collect(), letters.to_owned()));
                }
                _ => {
                    let list = LISTS.iter().find(|(name, _)| *name == part);
                    let words = line.split(' ').map(|word| word.chars().collect::<Vec<char>>());
                    list.into_iter().for_each(|(_, list)| self.lists[*list as usize].extend(words.clone()));
                }
            }
        }
    }

    fn push_reading(&mut self, entry: &str, syllables: &str) {
        let (at_start, rest) = entry.strip_prefix('^').map_or((false, entry), |rest| (true, rest));
        let (is_doubtful, word) = rest.strip_suffix('?').map_or((false, rest), |word| (true, word));
        let (word, syllables): (Vec<char>, Vec<String>) = (word.chars().collect(), owned(syllables));
        if !word.is_empty() && word.len() == syllables.len() {
            self.local.push(LocalReading { word, syllables, at_start, is_doubtful });
        }
    }

    /// Readings of a character in place names where they are not the usual ones, the likeliest first.
    pub fn usual(&self, c: char) -> &[String] {
        self.usual.binary_search_by_key(&c, |entry| entry.0).map_or(&[], |at| &self.usual[at].1)
    }

    /// Words with their own reading that stand at the head of some characters, the longest first.
    pub fn readings_at<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = &'a LocalReading> + 'a {
        let first = chars.first().copied();
        let start = self.local.partition_point(|entry| entry.word.first().copied() < first);
        let same = self.local[start..].iter().take_while(move |entry| entry.word.first().copied() == first);
        same.filter(move |entry| chars.starts_with(&entry.word))
    }

    /// Whether a list has a word.
    pub fn has(&self, list: List, word: &[char]) -> bool {
        self.lists[list as usize].iter().any(|listed| listed == word)
    }

    /// Length of the longest word of a list that ends some characters; 0 for none.
    pub fn ending(&self, list: List, chars: &[char]) -> usize {
        self.lists[list as usize].iter().filter(|word| chars.ends_with(word)).map(Vec::len).max().unwrap_or(0)
    }

    /// Length of the longest word of a list that begins some characters; 0 for none.
    pub fn beginning(&self, list: List, chars: &[char]) -> usize {
        self.lists[list as usize].iter().filter(|word| chars.starts_with(word)).map(Vec::len).max().unwrap_or(0)
    }

    /// Words of a list.
    pub fn words(&self, list: List) -> &[Vec<char>] {
        &self.lists[list as usize]
    }

    /// The spelling by the rules of another language of a name that begins some characters; the longest.
    pub fn minority(&self, chars: &[char]) -> Option<(usize, &str)> {
        let known = self.minority.iter().filter(|(word, _)| chars.starts_with(word));
        known.max_by_key(|(word, _)| word.len()).map(|(word, letters)| (word.len(), letters.as_str()))
    }

    /// All words with their own reading, for tests of the table.
    pub fn local(&self) -> &[LocalReading] {
        &self.local
    }
}

fn owned(syllables: &str) -> Vec<String> {
    syllables.split(' ').map(str::to_owned).collect()
}

/// Syllables with or without tone marks.
pub(super) fn toned(syllable: &str, tones: bool) -> String {
    if tones { syllable.to_owned() } else { without_tones(syllable) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::tests::table;
    use crate::romanise::marked;

    fn readings(c: char) -> Vec<String> {
        table().readings(c).map(|reading| marked(reading, table(), true)).collect()
    }

    #[test]
    fn every_entry_is_well_formed_and_its_evidence_holds() {
        let (mut part, mut entries) = ("", 0);
        for line in include_str!("../../../data/dict/spelling.txt").lines() {
            if line.starts_with('[') {
                part = line;
                assert!(["[usual]", "[readings]", "[minority]"].contains(&part) || LISTS.iter().any(|l| l.0 == part));
            }
            if part != "[readings]" || line.starts_with(['[', '#']) || line.is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let &[word, syllables, evidence] = &cells[..] else { panic!("{line}") };
            let word: Vec<char> = word.trim_start_matches('^').trim_end_matches('?').chars().collect();
            let syllables: Vec<&str> = syllables.split(' ').collect();
            assert_eq!(word.len(), syllables.len(), "{line}");
            assert!(!evidence.is_empty() && evidence.chars().all(|c| "RUL-".contains(c)), "{line}");
            if evidence.contains('U') {
                for (c, syllable) in word.iter().zip(&syllables) {
                    let is_light = without_tones(syllable) == **syllable;
                    let known = readings(*c);
                    let fits = |r: &String| r == syllable || is_light && without_tones(r) == **syllable;
                    assert!(known.iter().any(fits), "{line}: {c} {known:?}");
                }
            }
            entries += 1;
        }
        assert!(entries > 400, "{entries}");
    }

    #[test]
    fn an_offices_own_words_come_before_the_built_in_ones() {
        let own = [("六安".to_owned(), "liù ān".to_owned())];
        let book = Book::new(&own, &["三五".to_owned()], &[]);
        let chars: Vec<char> = "六安路".chars().collect();
        assert_eq!(book.readings_at(&chars).next().map(|entry| entry.syllables[0].as_str()), Some("liù"));
        assert!(book.has(List::Numerals, &['三', '五']) && book.has(List::Numerals, &['五', '一']));
    }
}
