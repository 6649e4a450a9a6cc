//! Whether two names are the same, sound the same or look alike, and how: one class a pair, the strongest.
//!
//! The classes are those of the local rules (铜陵, 宁波) that say what 重名 and 同音 mean; decree 753
//! does not define them.

use super::lexicon::{Divided, Lexicon, NO_FAMILY};
use super::profile::{Fold, Profile, SyllablePart};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_text::fold::is_digit;
use diming_text::han::{Reading, SetId};
use diming_text::romanise::marked;
use diming_text::slip::at_most_one_slip;
use diming_text::{Alike, Han};

/// What is compared of a registered name.
#[derive(Clone, Copy, Debug)]
pub struct Other<'a> {
    /// Its units.
    pub units: &'a [u16],
    /// How many of them are the specific.
    pub specific: usize,
    /// Family of its generic.
    pub family: u8,
}

/// A name with what its comparison needs, made once.
pub struct Subject<'a> {
    /// The name.
    pub name: Divided,
    /// Without what does not count.
    pub core: Vec<u16>,
    /// The same characters in order, of the specific.
    sorted: Vec<u16>,
    /// For each unit the sets of readings that may sound the same, by [`sound_key`].
    same: Vec<Box<Keys>>,
    /// And nearly the same.
    near: Vec<Box<Keys>>,
    on: [bool; 9],
    lexicon: &'a Lexicon,
    alike: &'a Alike,
    /// For another form of a name (see [`super::forms`]) whether it lacks a phase or part.
    pub form: Option<bool>,
}

/// A bit for each [`sound_key`].
type Keys = [u64; 1 << 10];

/// What stands for a unit where sounds are compared: its set of readings, or itself where it has none.
#[inline]
pub fn sound_key(unit: u16, han: &Han) -> u16 {
    match han.set_of_unit(unit) {
        0 => 0x8000 | unit & 0x7fff,
        set => set & 0x7fff,
    }
}

impl<'a> Subject<'a> {
    /// Makes a name ready.
    pub fn new(name: Divided, profile: &Profile, lexicon: &'a Lexicon, alike: &'a Alike, han: &Han) -> Subject<'a> {
        let mut core = Vec::new();
        lexicon.core(&name.units, name.specific, &mut core);
        let mut sorted = name.units[..name.specific].to_vec();
        sorted.sort_unstable();
        let on = Class::ALL.map(|class| profile.class(class).is_some());
        let same_syllables: Vec<u16> = (0..han.syllables_len() as u16).collect();
        let near_syllables = near_syllables(&profile.folds, han);
        let keys = |canon: &[u16]| name.units.iter().map(|&unit| keys_of(unit, canon, han)).collect::<Vec<_>>();
        let (same, near) =
            (keys(&same_syllables), if on[Class::H2 as usize] { keys(&near_syllables) } else { Vec::new() });
        Subject { name, core, sorted, same, near, on, lexicon, alike, form: None }
    }

    /// As another form of a name, one that lacks a phase or part or not.
    pub fn of_form(self, is_part: bool) -> Subject<'a> {
        Subject { form: Some(is_part), ..self }
    }

    /// The keys that sound the same as the unit at a place.
    pub fn same_keys(&self, at: usize) -> Option<&Keys> {
        self.same.get(at).map(Box::as_ref)
    }

    /// The strongest class that is on; `None` where the names have nothing to do with each other.
    pub fn class(&self, other: Other, han: &Han, scratch: &mut Vec<u16>) -> Option<Class> {
        let is_on = |class: &Class| self.on[*class as usize];
        let name = &self.name;
        let equal_length = name.units.len() == other.units.len();
        let same_family = name.family == other.family && name.family != NO_FAMILY;
        let (own, its) = (&name.units[..name.specific], &other.units[..other.specific]);
        Class::ALL.into_iter().filter(is_on).find(|class| match class {
            Class::D1 => name.units == other.units,
            Class::D2 => {
                self.lexicon.core(other.units, other.specific, scratch);
                self.core == *scratch
            }
            Class::D3 => same_family && own == its,
            Class::H1 => equal_length && sounds_as(&self.same, other.units, han),
            Class::H2 => equal_length && sounds_as(&self.near, other.units, han),
            Class::S1 => equal_length && self.looks_alike(other.units),
            Class::S2 => same_family && own.len() >= 2 && its.len() >= 2 && at_most_one_slip(own, its),
            Class::S3 => {
                same_family && own.len() == its.len() && {
                    scratch.clear();
                    scratch.extend_from_slice(its);
                    scratch.sort_unstable();
                    self.sorted == *scratch
                }
            }
            Class::X1 => false,
        })
    }

    /// The class of a cancelled name.
    pub fn class_of_cancelled(&self, other: Other) -> Option<Class> {
        (self.on[Class::X1 as usize] && self.name.units == other.units).then_some(Class::X1)
    }

    /// Whether it is a street by its generic, and another name as well.
    pub fn are_streets(&self, other: Other) -> bool {
        let is_street = |family| family != NO_FAMILY && self.lexicon.suits(family, NameType::Street);
        is_street(self.name.family) && is_street(other.family)
    }

    /// The class of names one of which is another form: they are the same, or nothing that is on.
    pub fn class_of_form(&self, class: Class) -> Option<Class> {
        match class {
            Class::D1 => self.on[Class::D2 as usize].then_some(Class::D2),
            // Numbers in digits are nearer to each other than the names are: 21 and 1, 二十一 and 一.
            Class::S2 if self.name.units.iter().any(|&unit| is_digit(unit)) => None,
            class => Some(class),
        }
    }

    fn looks_alike(&self, units: &[u16]) -> bool {
        let mut differing = self.name.units.iter().zip(units).filter(|(a, b)| a != b);
        match (differing.next(), differing.next()) {
            (Some((&a, &b)), None) => self.alike.has(a, b),
            _ => false,
        }
    }
}

fn sounds_as(keys: &[Box<Keys>], units: &[u16], han: &Han) -> bool {
    keys.len() == units.len() && keys.iter().zip(units).all(|(keys, &unit)| has_key(keys, sound_key(unit, han)))
}

/// Whether a key is among some.
#[inline]
pub fn has_key(keys: &Keys, key: u16) -> bool {
    keys[usize::from(key >> 6)] >> (key & 63) & 1 == 1
}

/// The keys whose readings meet a unit's, under a map of syllables to what they are taken for.
fn keys_of(unit: u16, canon: &[u16], han: &Han) -> Box<Keys> {
    let mut keys = Box::new([0; 1 << 10]);
    let mut set_key = |key: u16| keys[usize::from(key >> 6)] |= 1 << (key & 63);
    let own = han.set_of_unit(unit);
    if own == 0 {
        set_key(sound_key(unit, han));
        return keys;
    }
    let taken_for = |set: SetId| han.sets()[usize::from(set)].iter().map(|&s| canon[usize::from(s)]);
    let own: Vec<u16> = taken_for(own).collect();
    for set in 1..han.sets().len() as SetId {
        if taken_for(set).any(|syllable| own.contains(&syllable)) {
            set_key(set & 0x7fff);
        }
    }
    keys
}

/// For each syllable the number of what it is taken for.
fn near_syllables(folds: &[Fold], han: &Han) -> Vec<u16> {
    let mut numbers = std::collections::HashMap::new();
    let number = |syllable: u16| {
        let mut letters = han.syllable(syllable).to_owned();
        for fold in folds.iter().filter(|fold| fold.on) {
            let rest = match fold.part {
                SyllablePart::Initial => {
                    letters.strip_prefix(fold.from.as_str()).map(|rest| format!("{}{rest}", fold.to))
                }
                SyllablePart::Final => {
                    letters.strip_suffix(fold.from.as_str()).map(|rest| format!("{rest}{}", fold.to))
                }
            };
            letters = rest.unwrap_or(letters);
        }
        let next = numbers.len() as u16;
        *numbers.entry(letters).or_insert(next)
    };
    (0..han.syllables_len() as u16).map(number).collect()
}

/// Two names of the same or nearly the same sound, spelled with the readings that they share, and whether all of
/// these agree, with their tones. Nothing where other forms of them sound alike.
pub fn shared_sound(a: &str, b: &str, han: &Han) -> (Vec<String>, bool) {
    let chars = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let (a, b) = (chars(a), chars(b));
    if a.len() != b.len() {
        return (Vec::new(), false);
    }
    let (mut own, mut its, mut same_tones) = (Vec::new(), Vec::new(), true);
    for (&x, &y) in a.iter().zip(&b) {
        let pair = shared_reading(x, y, han);
        let spelled = |c: char, r: Option<Reading>| r.map_or_else(|| c.to_string(), |r| marked(r, han, true));
        own.push(spelled(x, pair.map(|p| p.0)));
        its.push(spelled(y, pair.map(|p| p.1)));
        same_tones &= x == y || pair.is_some_and(|(x, y)| x == y);
    }
    (vec![own.join(" "), its.join(" ")], same_tones)
}

/// The first reading that two characters share, tone and all if they do; else the usual one of each.
fn shared_reading(a: char, b: char, han: &Han) -> Option<(Reading, Reading)> {
    let pairs = || han.readings(a).flat_map(|x| han.readings(b).map(move |y| (x, y)));
    let whole = pairs().find(|(x, y)| x == y);
    whole.or_else(|| pairs().find(|(x, y)| x.syllable == y.syllable)).or_else(|| pairs().next())
}
