//! One feature of a file as spans of its text: which property is where, without copying any.
//!
//! The keys of a feature mostly follow each other as in the feature before: each known key
//! remembers its successor, so that a property costs one comparison.

use super::columns::KEPT;
use super::root::is_odd_bbox;
use crate::delimited::names::{plain, variants};
use crate::json::scan::{self, Stop, Tag, Token, key, skip_space, unescape, value};
use litemap::LiteMap;
use std::collections::HashMap;

/// Most property keys unknown to the catalog that are remembered (and noted).
pub const UNKNOWN_KEYS_MAX: usize = 1_000;

/// Longest unknown property key that is remembered, in bytes.
const KEY_BYTES_MAX: usize = 1_024;

/// Slot of a property that the catalog does not know.
const NO_SLOT: u16 = u16::MAX;

/// What is known of property keys.
#[derive(Debug, Default)]
pub struct KeyTable {
    entries: Vec<Entry>,
    by_key: HashMap<Box<str>, u32>,
    /// Entry of the key with which the last feature began.
    first: usize,
    unknown: usize,
    /// Unknown keys that have not been noted yet.
    fresh: Vec<u32>,
    /// Values of unknown keys are kept, and keys are understood beside their decoration: a file of this machine.
    keeps: bool,
    /// What a key means by its plain spelling.
    plain: LiteMap<String, u16>,
}

#[derive(Debug)]
struct Entry {
    key: Box<str>,
    slot: u16,
    /// Entry of the key that last followed this one.
    next: usize,
    /// The key is written in a file as it is, without escapes.
    is_plain: bool,
    /// It was met in the file.
    is_met: bool,
}

impl KeyTable {
    /// Lets a property key mean a slot, unless it already means one.
    pub fn know(&mut self, key: &str, slot: usize) {
        if !self.by_key.contains_key(key) {
            self.insert(key, slot as u16);
        }
    }

    /// Whether a property key means a slot.
    pub fn knows(&self, key: &str) -> bool {
        self.by_key.get(key).is_some_and(|&at| self.entries[at as usize].slot != NO_SLOT)
    }

    /// Keeps what is unknown, and understands keys in other spellings.
    pub fn keep_all(&mut self) {
        self.keeps = true;
        for at in 0..self.entries.len() {
            let Some(entry) = self.entries.get(at).filter(|entry| entry.slot != NO_SLOT) else { continue };
            let (key, slot) = (plain(&entry.key), entry.slot);
            if !self.plain.contains_key(&key) {
                self.plain.insert(key, slot);
            }
        }
    }

    /// The slot that a key means, as it is or beside its decoration.
    pub fn slot_of(&self, key: &str) -> Option<usize> {
        if let Some(&at) = self.by_key.get(key) {
            return self
                .entries
                .get(at as usize)
                .map(|entry| entry.slot)
                .filter(|&slot| slot != NO_SLOT)
                .map(usize::from);
        }
        variants(key).iter().find_map(|variant| self.plain.get(variant)).copied().map(usize::from)
    }

    /// The key of an entry.
    pub fn key_of(&self, entry: usize) -> &str {
        self.entries.get(entry).map_or("", |entry| &entry.key)
    }

    /// What the file calls a slot: the first of its keys that was met.
    pub fn met_key_of(&self, slot: usize) -> Option<&str> {
        self.entries.iter().find(|entry| entry.is_met && usize::from(entry.slot) == slot).map(|entry| &*entry.key)
    }

    fn insert(&mut self, key: &str, slot: u16) -> usize {
        let at = self.entries.len();
        self.by_key.insert(key.into(), at as u32);
        let is_plain = key.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\');
        self.entries.push(Entry { key: key.into(), slot, next: 0, is_plain, is_met: false });
        at
    }

    /// Unknown keys met since the last call.
    pub fn take_fresh(&mut self) -> Vec<String> {
        let fresh = std::mem::take(&mut self.fresh);
        fresh.iter().filter_map(|&at| self.entries.get(at as usize)).map(|e| e.key.to_string()).collect()
    }

    /// Whether [`KeyTable::take_fresh`] has something to tell.
    pub fn has_fresh(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// The entry that is expected after another (`None` for the first of a feature).
    fn expected(&self, before: Option<usize>) -> usize {
        before.map_or(self.first, |at| self.entries[at].next)
    }

    /// Where the expected key stands at `at`: its entry, and where its value begins.
    fn meet(&self, before: Option<usize>, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        let guess = self.expected(before);
        let entry = self.entries.get(guess).filter(|e| e.is_plain)?;
        let rest = bytes.get(at..)?.strip_prefix(b"\"")?.strip_prefix(entry.key.as_bytes())?.strip_prefix(b"\"")?;
        let colon = skip_space(bytes, bytes.len() - rest.len());
        (bytes.get(colon) == Some(&b':')).then(|| (guess, skip_space(bytes, colon + 1)))
    }

    /// The entry of a key that follows another; `None` for one that is not remembered.
    fn find(&mut self, before: Option<usize>, bytes: &[u8], key: Token) -> Option<usize> {
        let raw = &bytes[key.start..key.end];
        let mut text = String::new();
        let found = String::from_utf8_lossy(raw);
        if key.tag == Tag::Escaped {
            unescape(&found, &mut text);
        } else {
            text.push_str(&found);
        }
        let at = match self.by_key.get(text.as_str()) {
            Some(&at) => at as usize,
            None if self.unknown < UNKNOWN_KEYS_MAX && text.len() <= KEY_BYTES_MAX => {
                self.unknown += 1;
                let meant = if self.keeps && !text.starts_with(KEPT) { self.slot_of(&text) } else { None };
                if meant.is_none() {
                    self.fresh.push(self.entries.len() as u32);
                }
                self.insert(&text, meant.map_or(NO_SLOT, |slot| slot as u16))
            }
            None => return None,
        };
        match before {
            None => self.first = at,
            Some(before) => self.entries[before].next = at,
        }
        Some(at)
    }
}

/// What `properties` is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Properties {
    /// Missing, null, or no object.
    #[default]
    None,
    /// An object.
    Object,
}

/// One feature, as spans of its text.
#[derive(Debug, Default)]
pub struct Feature {
    /// `type`
    pub kind: Token,
    /// `id`
    pub id: Token,
    /// `geometry`
    pub geometry: Token,
    /// The ordinates of a geometry that is a plain point.
    pub point: Option<(f64, f64)>,
    /// Whether `properties` is an object.
    pub properties: Properties,
    /// The value of each slot.
    pub slots: Vec<Token>,
    /// Further values for a slot that has one.
    pub second: Vec<(usize, Token)>,
    /// Members that do not belong to a feature, or are not as they should be: name and value.
    pub odd: Vec<(Token, Token)>,
    /// Values of unknown keys, by their entries in the table of keys; only where they are kept.
    pub others: Vec<(usize, Token)>,
}

impl Feature {
    /// Forgets the last feature.
    pub fn clear(&mut self, slots: usize) {
        let Feature { slots: old, second: old_second, odd: old_odd, others: old_others, .. } = std::mem::take(self);
        (self.slots, self.second, self.odd, self.others) = (old, old_second, old_odd, old_others);
        self.second.clear();
        self.odd.clear();
        self.others.clear();
        self.slots.clear();
        self.slots.resize(slots, Token::default());
    }

    /// Scans the object that begins at byte 0; gives the byte behind it.
    pub fn scan(&mut self, bytes: &[u8], slots: usize, keys: &mut KeyTable, depth_max: u32) -> Result<usize, Stop> {
        self.clear(slots);
        let mut at = skip_space(bytes, 1);
        if bytes.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        loop {
            let (name, start) = key(bytes, at)?;
            let end = match &bytes[name.start..name.end] {
                b"properties" if bytes.get(start) == Some(&b'{') => {
                    self.properties = Properties::Object;
                    self.scan_properties(bytes, start, keys, depth_max)?
                }
                b"geometry" => self.scan_geometry(bytes, start, depth_max)?,
                text => {
                    let (token, end) = value(bytes, start, depth_max)?;
                    match text {
                        b"type" => self.kind = token,
                        b"id" => self.id = token,
                        b"bbox" if is_odd_bbox(bytes, token) => self.odd.push((name, token)),
                        b"coordinates" | b"geometries" | b"features" => self.odd.push((name, token)),
                        _ => {}
                    }
                    end
                }
            };
            match next_member(bytes, end)? {
                Next::Member(next) => at = next,
                Next::End(end) => return Ok(end),
            }
        }
    }

    fn scan_geometry(&mut self, bytes: &[u8], start: usize, depth_max: u32) -> Result<usize, Stop> {
        if let Some((lon, lat, end)) = plain_point(bytes, start) {
            self.point = Some((lon, lat));
            self.geometry = Token { tag: Tag::Object, start, end, number: 0.0 };
            return Ok(end);
        }
        let (token, end) = value(bytes, start, depth_max)?;
        (self.geometry, self.point) = (token, None);
        Ok(end)
    }

    fn scan_properties(
        &mut self,
        bytes: &[u8],
        start: usize,
        keys: &mut KeyTable,
        depth_max: u32,
    ) -> Result<usize, Stop> {
        let mut at = skip_space(bytes, start + 1);
        if bytes.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        let mut before = None;
        loop {
            let (entry, start) = match keys.meet(before, bytes, at) {
                Some((entry, start)) => (Some(entry), start),
                None => {
                    let (name, start) = key(bytes, at)?;
                    (keys.find(before, bytes, name), start)
                }
            };
            let (token, end) = value(bytes, start, depth_max)?;
            if let Some(entry) = entry {
                before = Some(entry);
                let slot = usize::from(keys.entries[entry].slot);
                if keys.keeps {
                    keys.entries[entry].is_met |= token.tag != Tag::Null;
                }
                match self.slots.get_mut(slot) {
                    None if keys.keeps && token.tag != Tag::Null => self.others.push((entry, token)),
                    None => {}
                    Some(place) if matches!(place.tag, Tag::Absent | Tag::Null) => *place = token,
                    Some(_) if token.tag == Tag::Null => {}
                    Some(_) => self.second.push((slot, token)),
                }
            }
            match next_member(bytes, end)? {
                Next::Member(next) => at = next,
                Next::End(end) => return Ok(end),
            }
        }
    }
}

/// What follows a member of an object.
pub enum Next {
    /// Another, whose key begins here.
    Member(usize),
    /// Nothing: the object ends before this byte.
    End(usize),
}

/// Reads what follows a member whose value ends at `at`.
pub fn next_member(bytes: &[u8], at: usize) -> Result<Next, Stop> {
    let at = skip_space(bytes, at);
    match bytes.get(at) {
        None => Err(Stop::More),
        Some(b',') => Ok(Next::Member(skip_space(bytes, at + 1))),
        Some(b'}') => Ok(Next::End(at + 1)),
        Some(_) => Err(Stop::Broken(at)),
    }
}

/// The commonest geometry, spelled in the commonest way: `{"type":"Point","coordinates":[x,y]}`
/// with blanks anywhere. `None` for everything else, which is then read in full.
fn plain_point(bytes: &[u8], start: usize) -> Option<(f64, f64, usize)> {
    let mut at = start;
    for word in [&b"{"[..], b"\"type\"", b":", b"\"Point\"", b",", b"\"coordinates\"", b":", b"["] {
        at = after(bytes, at, word)?;
    }
    let (end, lon) = scan::number(bytes, skip_space(bytes, at)).ok()?;
    let (end, lat) = scan::number(bytes, skip_space(bytes, after(bytes, end, b",")?)).ok()?;
    let end = after(bytes, after(bytes, end, b"]")?, b"}")?;
    Some((lon, lat, end))
}

fn after(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    let at = skip_space(bytes, at);
    bytes.get(at..)?.starts_with(word).then_some(at + word.len())
}
