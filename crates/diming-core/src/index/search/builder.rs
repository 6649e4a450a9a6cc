//! Builds the index record by record.

use super::hits::Role;
use super::texts::{Plain, Texts};
use super::{Doc, SearchIndex};
use crate::text::fold::{BLANK, fold_units};
use crate::text::{Han, MarkerNo, NameKey};
use std::collections::HashMap;
use std::sync::Arc;

/// Takes records one by one; adding one costs about a microsecond.
#[derive(Debug, Default)]
pub struct SearchBuilder {
    /// Names of all records in the order added.
    units: Vec<u16>,
    ends: Vec<u32>,
    /// For each role, other texts as given → number; their units, roles and records.
    sides: [HashMap<Box<str>, u32>; 3],
    side_units: Vec<u16>,
    side_ends: Vec<u32>,
    side_roles: Vec<Role>,
    /// (text, record), ascending by record.
    side_owners: Vec<(u32, u32)>,
    plain: Plain,
    markers: Vec<(u32, MarkerNo)>,
    scratch: Vec<u16>,
}

impl SearchBuilder {
    /// Number of records so far.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no record yet.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds the next record.
    pub fn add(&mut self, doc: &Doc, han: &Han) {
        let record = self.ends.len() as u32;
        let start = self.units.len();
        fold_units(doc.name, han, &mut self.units);
        self.ends.push(self.units.len() as u32);
        for latin in doc.latin {
            self.scratch.clear();
            fold_units(latin, han, &mut self.scratch);
            self.scratch.retain(|&u| u != BLANK);
            // Plain pinyin of the name finds nothing that the name's readings do not.
            if !is_pinyin_of(&self.scratch, &self.units[start..], han) {
                self.add_side(Role::Name, latin, record, han);
            }
        }
        doc.former.iter().for_each(|text| self.add_side(Role::Former, text, record, han));
        doc.others.iter().for_each(|(_, text)| self.add_side(Role::Other, text, record, han));
        self.plain.end_record();
        self.markers.extend(doc.marker.map(|marker| (record, marker)));
    }

    fn add_side(&mut self, role: Role, text: &str, record: u32, han: &Han) {
        if role == Role::Other && text.bytes().any(|b| b.is_ascii_digit() || b >= 0xe0) {
            self.scratch.clear();
            fold_units(text, han, &mut self.scratch);
            if Plain::takes(&self.scratch) {
                return self.plain.push(&self.scratch);
            }
        }
        let numbers = &mut self.sides[role as usize];
        let number = match numbers.get(text) {
            Some(&number) => number,
            None => {
                let number = self.side_ends.len() as u32;
                numbers.insert(Box::from(text), number);
                fold_units(text, han, &mut self.side_units);
                self.side_ends.push(self.side_units.len() as u32);
                self.side_roles.push(role);
                number
            }
        };
        self.side_owners.push((number, record));
    }

    /// The index.
    pub fn finish(self, han: &Han) -> SearchIndex {
        let (names, name_rank) = order_names(&self.units, &self.ends, han);
        drop((self.units, self.ends, self.sides));
        let (owners, owner_ends) = group_owners(&self.side_owners, self.side_ends.len());
        let sides = Texts::new(self.side_units, self.side_ends, self.side_roles, owners, owner_ends, han);
        SearchIndex { names, sides, plain: self.plain, markers: self.markers, name_rank: Arc::new(name_rank) }
    }
}

/// Orders the names, joins equal ones, and gives each record its place.
fn order_names(units: &[u16], ends: &[u32], han: &Han) -> (Texts, Vec<u32>) {
    let name = |record: u32| {
        let start = if record == 0 { 0 } else { ends[record as usize - 1] };
        &units[start as usize..ends[record as usize] as usize]
    };
    let mut scratch = Vec::new();
    let heads = (0..ends.len() as u32).map(|record| (NameKey::head(name(record), han, &mut scratch), record));
    let mut order: Vec<(u128, u32)> = heads.collect();
    order.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| {
            let (x, y) = (name(a.1), name(b.1));
            let keys = || NameKey::of_units(x, han).cmp(&NameKey::of_units(y, han)).then_with(|| x.cmp(y));
            if x == y { a.1.cmp(&b.1) } else { keys() }
        })
    });
    let mut ranks = vec![0; ends.len()];
    let (mut all, mut text_ends, mut owners, mut owner_ends) =
        (Vec::with_capacity(units.len()), vec![], vec![], vec![]);
    let mut last: Option<u32> = None;
    for (rank, &(_, record)) in order.iter().enumerate() {
        ranks[record as usize] = rank as u32;
        if last.is_none_or(|last| name(last) != name(record)) {
            if last.is_some() {
                owner_ends.push(owners.len() as u32);
            }
            all.extend_from_slice(name(record));
            text_ends.push(all.len() as u32);
        }
        owners.push(record);
        last = Some(record);
    }
    if last.is_some() {
        owner_ends.push(owners.len() as u32);
    }
    drop(order);
    all.shrink_to_fit();
    (Texts::new(all, text_ends, Vec::new(), owners, owner_ends, han), ranks)
}

/// Groups (text, record) pairs by text, records ascending and once each.
fn group_owners(pairs: &[(u32, u32)], texts: usize) -> (Vec<u32>, Vec<u32>) {
    let mut ends = vec![0u32; texts];
    pairs.iter().for_each(|p| ends[p.0 as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let mut owners = vec![0; pairs.len()];
    for &(text, record) in pairs {
        owners[ends[text as usize] as usize] = record;
        ends[text as usize] += 1;
    }
    (owners, ends)
}

/// Whether letters are a whole reading of a name, syllable by syllable.
fn is_pinyin_of(letters: &[u16], name: &[u16], han: &Han) -> bool {
    let Some((&first, rest)) = name.split_first() else { return letters.is_empty() };
    let members = &han.sets()[usize::from(han.set_of_unit(first))];
    members.iter().any(|&syllable| {
        let spelled = han.syllable(syllable).as_bytes();
        letters.len() >= spelled.len()
            && letters.iter().zip(spelled).all(|(&l, &s)| l == u16::from(s))
            && is_pinyin_of(&letters[spelled.len()..], rest, han)
    })
}
