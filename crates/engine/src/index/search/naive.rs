//! A matcher that tries everything, slowly: what [`super::walk`] must agree with.

use super::word::{Reach, spellings};
use diming_protocol::MatchClass;
use diming_text::Han;
use diming_text::fold::{BLANK, BREAK, is_digit, is_latin};

/// One unit that a stretch of text may be written as.
#[derive(Clone, Copy)]
struct Written {
    unit: u16,
    /// Stands in a syllable, not for itself.
    spelled: bool,
    /// The only letter of its syllable.
    alone: bool,
    /// The last unit of what its character is written as.
    last: bool,
}

/// A stretch of text as it may be written.
#[derive(Clone, Default)]
struct Way {
    units: Vec<Written>,
    initials: bool,
    sound: bool,
}

fn kind(unit: u16) -> u8 {
    match unit {
        u if is_latin(u) => 0,
        u if is_digit(u) => 1,
        _ => 2,
    }
}

fn reach(word: &[u16]) -> Reach {
    let letters = word.iter().filter(|&&u| kind(u) == 0).count();
    let signs = word.iter().filter(|&&u| kind(u) == 2).count();
    match letters + 2 * signs {
        _ if letters < 4 && signs < 3 => Reach::None,
        0..=5 => Reach::Whole,
        6..=7 => Reach::Start,
        _ => Reach::Anywhere,
    }
}

/// All syllables of a unit in all spellings.
fn syllables(unit: u16, han: &Han) -> Vec<Vec<u16>> {
    let set = &han.sets()[usize::from(han.set_of_unit(unit))];
    set.iter().flat_map(|&s| spellings(han.syllable(s))).collect()
}

fn same_sound(a: u16, b: u16, han: &Han) -> bool {
    syllables(a, han).iter().any(|s| syllables(b, han).contains(s))
}

/// Way to write one unit of text, for words that hold `word`'s units.
fn ways(unit: u16, word: &[u16], han: &Han) -> Vec<Way> {
    let itself = Written { unit, spelled: false, alone: false, last: true };
    let mut all = vec![Way { units: vec![itself], ..Way::default() }];
    let characters = word.iter().filter(|&&u| kind(u) == 2 && !syllables(u, han).is_empty()).count();
    for &other in word.iter().filter(|&&u| characters > 1 && kind(u) == 2 && u != unit && same_sound(u, unit, han)) {
        all.push(Way { units: vec![Written { unit: other, ..itself }], sound: true, ..Way::default() });
    }
    for syllable in syllables(unit, han) {
        let alone = syllable.len() == 1;
        let letter =
            |n: usize| move |(i, &unit): (usize, &u16)| Written { unit, spelled: true, alone, last: i + 1 == n };
        let letters = |n: usize| syllable[..n].iter().enumerate().map(letter(n)).collect();
        all.push(Way { units: letters(syllable.len()), ..Way::default() });
        all.push(Way { units: letters(1), initials: true, ..Way::default() });
        if syllable.get(1) == Some(&u16::from(b'h')) {
            all.push(Way { units: letters(2), initials: true, ..Way::default() });
        }
    }
    all
}

fn equal(word: &[u16], line: &[Written]) -> bool {
    word.len() == line.len() && word.iter().zip(line).all(|(w, l)| *w == l.unit)
}

/// Whether a word is one slip away from a line.
fn slipped(word: &[u16], line: &[Written]) -> bool {
    if word.len() == line.len() {
        let off: Vec<usize> = (0..word.len()).filter(|&i| word[i] != line[i].unit).collect();
        return match off[..] {
            [i] => kind(word[i]) != 1 && kind(word[i]) == kind(line[i].unit),
            [i, j] if j == i + 1 => {
                let swapped = word[i] == line[j].unit && word[j] == line[i].unit;
                let alike = kind(word[i]) == kind(word[j]) && kind(word[i]) != 1;
                swapped && alike && line[i].spelled == line[j].spelled
            }
            _ => false,
        };
    }
    let without = |at: usize| {
        let mut rest = line.to_vec();
        rest.remove(at);
        rest
    };
    if word.len() + 1 == line.len() {
        return (0..line.len()).any(|i| {
            let left = &line[i];
            let next = word.get(i).map(|&u| kind(u));
            let free = left.spelled && !left.alone;
            equal(word, &without(i)) && kind(left.unit) != 1 && (free || next == Some(kind(left.unit)))
        });
    }
    word.len() == line.len() + 1
        && (0..word.len()).any(|i| {
            let mut rest = word.to_vec();
            rest.remove(i);
            // A character too many stands between syllables, a letter anywhere.
            let between = i == 0 || line[i - 1].last;
            kind(word[i]) != 1 && (kind(word[i]) == 0 || between) && equal(&rest, line)
        })
}

/// Whether the rest of a word begins a syllable of a unit, exactly or with a slip.
fn cuts(rest: &[u16], unit: u16, slip: bool, han: &Han) -> bool {
    if rest.is_empty() || rest.iter().any(|&u| kind(u) != 0) {
        return false;
    }
    let line = |s: &[u16]| {
        s.iter().map(|&unit| Written { unit, spelled: true, alone: false, last: false }).collect::<Vec<_>>()
    };
    syllables(unit, han).iter().any(|s| {
        (1..s.len()).any(|n| if slip { rest.len() > 2 && slipped(rest, &line(&s[..n])) } else { rest == &s[..n] })
    })
}

/// The best class in which a word matches a text, by trying every stretch and every writing of it.
pub(super) fn naive(word: &[u16], text: &[u16], names: bool, han: &Han) -> Option<MatchClass> {
    let reach = if names { reach(word) } else { Reach::None };
    let mut best: Option<MatchClass> = None;
    for start in 0..text.len() {
        let inside = start > 0 && is_latin(text[start]) && is_latin(text[start - 1]);
        if inside || text[start] == BLANK || text[start] == BREAK {
            continue;
        }
        let mut lines = vec![Way::default()];
        for end in start..text.len() {
            if text[end] == BLANK || text[end] == BREAK {
                continue;
            }
            let extent = (start == 0, end + 1 == text.len());
            let mut note = |class: MatchClass| best = Some(best.map_or(class, |b| b.min(class)));
            let part = match extent.0 {
                true => MatchClass::Prefix,
                false => MatchClass::Substring,
            };
            for line in lines.iter().filter(|l| names || !(l.initials || l.sound)) {
                let len = line.units.len();
                if word.len() > 1
                    && len <= word.len()
                    && equal(&word[..len], &line.units)
                    && cuts(&word[len..], text[end], false, han)
                {
                    note(if line.sound { MatchClass::SameSound } else { part });
                }
                let plain = !line.initials && !line.sound && reach == Reach::Anywhere;
                let near = |p: usize| {
                    let (head, rest) = word.split_at(p);
                    (slipped(head, &line.units) && cuts(rest, text[end], false, han))
                        || (equal(head, &line.units) && cuts(rest, text[end], true, han))
                };
                if plain && (0..word.len()).any(near) {
                    note(MatchClass::Near);
                }
            }
            lines = lines
                .iter()
                .flat_map(|line| ways(text[end], word, han).into_iter().map(|way| line.clone().then(way)))
                .collect();
            lines.retain(|line| line.units.len() <= word.len() + 1 && !(line.sound && line.initials));
            for line in lines.iter().filter(|l| names || !(l.initials || l.sound)) {
                let allowed = match reach {
                    Reach::None => false,
                    Reach::Whole => extent == (true, true),
                    Reach::Start => extent.0,
                    Reach::Anywhere => true,
                };
                if equal(word, &line.units) {
                    note(match (line.sound, line.initials, extent) {
                        (true, ..) => MatchClass::SameSound,
                        (_, false, (true, true)) => MatchClass::Exact,
                        _ => part,
                    });
                } else if allowed && !line.initials && !line.sound && slipped(word, &line.units) {
                    note(MatchClass::Near);
                }
            }
        }
    }
    best
}

impl Way {
    fn then(mut self, way: Way) -> Way {
        self.units.extend(way.units);
        self.initials |= way.initials;
        self.sound |= way.sound;
        self
    }
}
