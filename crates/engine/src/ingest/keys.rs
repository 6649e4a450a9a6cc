//! The table of property keys: the slot of each key, and the unknown keys.
//!
//! Records mostly have the same keys in the same order: each key remembers its successor, so that a property usually
//! costs one comparison.

use crate::json::scan::{Tag, Token, skip_space, unescape};
use litemap::LiteMap;
use std::collections::HashMap;

/// Prefix of the name of a property that is kept beside the fields.
pub const KEPT: char = '\u{1}';

/// Most property keys unknown to the catalog that are remembered (and noted).
pub const UNKNOWN_KEYS_MAX: usize = 1_000;

/// Longest unknown property key that is remembered, in bytes.
const KEY_BYTES_MAX: usize = 1_024;

/// Slot of a property that the catalog does not know.
const NO_SLOT: u16 = u16::MAX;

/// The table of property keys.
#[derive(Debug, Default)]
pub struct KeyTable {
    entries: Vec<Entry>,
    by_key: HashMap<Box<str>, u32>,
    /// Entry of the first key of the last record.
    first: usize,
    unknown: usize,
    /// Unknown keys that are not noted yet.
    fresh: Vec<u32>,
    /// For a file of this machine: values of unknown keys are kept, and keys are normalised like headings.
    keeps: bool,
    /// Slots by normalised key, if keys are normalised.
    plain: LiteMap<String, u16>,
    /// Returns the normalised forms of a key.
    variants: Option<fn(&str) -> Vec<String>>,
}

#[derive(Debug)]
struct Entry {
    key: Box<str>,
    slot: u16,
    /// Entry of the key that followed this one last.
    next: usize,
    /// The key contains no characters that JSON escapes.
    is_plain: bool,
    /// It occurred in the file.
    is_met: bool,
}

impl KeyTable {
    /// Assigns a key to a slot, unless it has one already.
    pub fn know(&mut self, key: &str, slot: usize) {
        if !self.by_key.contains_key(key) {
            self.insert(key, slot as u16);
        }
    }

    /// Whether a key has a slot.
    pub fn knows(&self, key: &str) -> bool {
        self.by_key.get(key).is_some_and(|&at| self.entries[at as usize].slot != NO_SLOT)
    }

    /// Keeps the values of unknown keys.
    pub fn keep_all(&mut self) {
        self.keeps = true;
    }

    /// Normalises keys: with the normalised forms of the known keys, and a function for those of the file.
    pub fn understand_decoration(&mut self, plain: fn(&str) -> String, variants: fn(&str) -> Vec<String>) {
        self.variants = Some(variants);
        for at in 0..self.entries.len() {
            let Some(entry) = self.entries.get(at).filter(|entry| entry.slot != NO_SLOT) else { continue };
            let (key, slot) = (plain(&entry.key), entry.slot);
            if !self.plain.contains_key(&key) {
                self.plain.insert(key, slot);
            }
        }
    }

    /// The slot of a key, as written or normalised.
    pub fn slot_of(&self, key: &str) -> Option<usize> {
        if let Some(&at) = self.by_key.get(key) {
            return self
                .entries
                .get(at as usize)
                .map(|entry| entry.slot)
                .filter(|&slot| slot != NO_SLOT)
                .map(usize::from);
        }
        self.variants?(key).iter().find_map(|variant| self.plain.get(variant)).copied().map(usize::from)
    }

    /// The key of an entry.
    pub fn key_of(&self, entry: usize) -> &str {
        self.entries.get(entry).map_or("", |entry| &entry.key)
    }

    /// The file's name of a slot: the first of its keys that occurred.
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

    /// Returns the unknown keys since the last call.
    pub fn take_fresh(&mut self) -> Vec<String> {
        let fresh = std::mem::take(&mut self.fresh);
        fresh.iter().filter_map(|&at| self.entries.get(at as usize)).map(|e| e.key.to_string()).collect()
    }

    /// Whether [`KeyTable::take_fresh`] returns any.
    pub fn has_fresh(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// The entry that is expected after another (`None` for the first of a feature).
    fn expected(&self, before: Option<usize>) -> usize {
        before.map_or(self.first, |at| self.entries[at].next)
    }

    /// If the expected key is at `at`: its entry, and where its value begins.
    #[inline]
    pub fn meet(&self, before: Option<usize>, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        let guess = self.expected(before);
        let entry = self.entries.get(guess).filter(|e| e.is_plain)?;
        let rest = bytes.get(at..)?.strip_prefix(b"\"")?.strip_prefix(entry.key.as_bytes())?.strip_prefix(b"\"")?;
        let colon = skip_space(bytes, bytes.len() - rest.len());
        (bytes.get(colon) == Some(&b':')).then(|| (guess, skip_space(bytes, colon + 1)))
    }

    /// The entry of a key that follows another; `None` if it is not remembered.
    pub fn find(&mut self, before: Option<usize>, bytes: &[u8], key: Token) -> Option<usize> {
        let raw = &bytes[key.start..key.end];
        let mut text = String::new();
        let found = String::from_utf8_lossy(raw);
        if key.tag == Tag::Escaped {
            unescape(&found, &mut text);
        } else {
            text.push_str(&found);
        }
        let at = self.entry_of(&text)?;
        match before {
            None => self.first = at,
            Some(before) => self.entries[before].next = at,
        }
        Some(at)
    }

    /// The entry of a key; `None` if it is not remembered.
    pub fn entry_of(&mut self, text: &str) -> Option<usize> {
        match self.by_key.get(text) {
            Some(&at) => Some(at as usize),
            None if self.unknown < UNKNOWN_KEYS_MAX && text.len() <= KEY_BYTES_MAX => {
                self.unknown += 1;
                let meant = if self.keeps && !text.starts_with(KEPT) { self.slot_of(text) } else { None };
                if meant.is_none() {
                    self.fresh.push(self.entries.len() as u32);
                }
                Some(self.insert(text, meant.map_or(NO_SLOT, |slot| slot as u16)))
            }
            None => None,
        }
    }

    /// The slot of an entry; beyond all slots if it has none.
    #[inline]
    pub fn slot_at(&self, entry: usize) -> usize {
        usize::from(self.entries[entry].slot)
    }

    /// Whether values of unknown keys are kept.
    #[inline]
    pub fn keeps(&self) -> bool {
        self.keeps
    }

    /// Marks that an entry had a value.
    #[inline]
    pub fn meet_at(&mut self, entry: usize) {
        self.entries[entry].is_met = true;
    }
}
