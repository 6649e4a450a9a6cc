//! Names that a register knows before it reads an address: they say where a part ends better than generics do.

use super::address::Part;
use super::names::Table;
use super::suffix::{Class, End, Open, PART_MAX, committee_len, end_at};

/// Longest known name, in units.
const KNOWN_MAX: usize = 12;

/// Known divisions, villages and streets, whole, with the units of their names without the generic.
#[derive(Debug, Default)]
pub struct Known {
    names: Table<Box<[u16]>, (Class, u8)>,
}

/// What a name is that stands alone: 寅阳镇 a town, 人民中路 a street; `None` for others.
pub fn class_of(name: &[u16]) -> Option<End> {
    let ends = (1..name.len().min(PART_MAX)).find_map(|at| end_at(name, 0, at, Open::ALL));
    ends.filter(|end| end.after == name.len())
}

/// Generics of towns.
const TOWNS: [&str; 3] = ["镇", "乡", "街道"];

fn with(stem: &[u16], generic: &str) -> Vec<u16> {
    stem.iter().copied().chain(generic.encode_utf16()).collect()
}

/// A town's name with the other generics that towns have: a 乡 becomes a 镇, that a 街道.
pub fn other_generics(name: &[u16]) -> impl Iterator<Item = Vec<u16>> {
    let own = TOWNS.iter().find(|generic| name.ends_with(&generic.encode_utf16().collect::<Vec<_>>()));
    let stem = own.and_then(|own| name.get(..name.len() - own.encode_utf16().count()));
    TOWNS.iter().filter(move |generic| Some(*generic) != own).filter_map(move |generic| Some(with(stem?, generic)))
}

/// A town's name with its generic, where that is known.
pub fn with_generic(known: &Known, name: Part) -> Part {
    match TOWNS.iter().map(|generic| with(&name.units, generic)).find(|units| known.has(units, Class::Town)) {
        Some(units) => Part { units, said: name.said },
        None => name,
    }
}

impl Known {
    /// Adds a name, if its generic says what it is.
    pub fn add(&mut self, name: &[u16]) {
        if !(2..=KNOWN_MAX).contains(&name.len()) {
            return;
        }
        if let Some(end) = class_of(name).filter(|end| end.class != Class::Province && end.end == name.len()) {
            self.names.entry(name.into()).or_insert((end.class, end.stem as u8));
        }
    }

    /// The longest known town, village or street that begins at a unit, and may come.
    pub fn at(&self, units: &[u16], start: usize, open: Open) -> Option<End> {
        let longest = KNOWN_MAX.min(units.len() - start);
        (2..=longest).rev().find_map(|len| {
            let &(class, stem) = self.names.get(&units[start..start + len])?;
            let may_come = match class {
                Class::Town => open.town,
                Class::Village => open.village,
                Class::Street => true,
                Class::Province | Class::County => false,
            };
            let end = start + len;
            let committee = if class == Class::Village { committee_len(&units[end..]) } else { 0 };
            may_come.then_some(End { class, end, after: end + committee, stem: start + usize::from(stem) })
        })
    }

    /// Where the longest known name of a class begins that a name ends in, if it is not the whole of it.
    pub fn inside(&self, name: &[u16], class: Class) -> Option<usize> {
        (1..name.len().saturating_sub(1))
            .find(|&from| self.names.get(&name[from..]).is_some_and(|known| known.0 == class))
    }

    /// Whether a name is known as one of a class.
    pub fn has(&self, name: &[u16], class: Class) -> bool {
        self.names.get(name).is_some_and(|known| known.0 == class)
    }
}
