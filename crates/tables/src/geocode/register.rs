//! What an office knows of places: entries by name, streets with their house numbers, villages, towns.
//!
//! About 300 bytes an entry beside its texts. Immutable: made by a [`super::RegisterBuilder`].

use super::areas::Chain;
use super::counted::House;
use super::known::Known;
use super::names::{NameId, Names, Table};
use super::spread::Spread;
use diming_protocol::geo::LonLat;

/// Number of an entry, in the order in which they came.
pub type EntryNo = u32;
/// Number of a series.
pub type SeriesNo = u32;
/// Number of a town.
pub type TownNo = u32;

/// A record of a register.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its former names, in one text as in a list (、;,/).
    pub former: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// The town it is in, with or without what lies above.
    pub town: &'a str,
    /// The village or community it is in.
    pub village: &'a str,
    /// Its address.
    pub address: &'a str,
    /// Where it is, if that is known. One without a place only makes its town and village known.
    pub at: Option<LonLat>,
}

/// A house number along a series, or that of a lane that leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// The series.
    pub series: SeriesNo,
    /// The number.
    pub house: House,
    /// It is a lane's: the entry stands in there.
    pub is_lane: bool,
    /// The entry.
    pub entry: EntryNo,
}

/// What counts house numbers or holds records, in one town: a street, a lane, a village, a group.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its town.
    pub town: TownNo,
    /// Its name.
    pub name: NameId,
    /// The entry that is the street or village itself.
    pub own: Option<EntryNo>,
    /// The middle of its records.
    pub spread: Option<Spread>,
    /// Where its stops begin; they end where those of the next begin.
    pub first_stop: u32,
}

/// A town, or what stands for it: a district, or a county where no town is named.
#[derive(Clone, Debug)]
pub struct Town {
    /// What is known of where it lies.
    pub chain: Chain,
    /// The entry that is the town itself.
    pub own: Option<EntryNo>,
    /// The middle of its records.
    pub spread: Option<Spread>,
}

/// A register, ready to be asked.
#[derive(Debug, Default)]
pub struct Register {
    pub(super) known: Known,
    pub(super) names: Names,
    pub(super) texts: Texts,
    pub(super) places: Vec<LonLat>,
    /// The town of each entry.
    pub(super) town_of: Vec<TownNo>,
    /// The village of each entry.
    pub(super) village_of: Vec<Option<NameId>>,
    pub(super) towns: Vec<Town>,
    pub(super) series: Vec<Series>,
    pub(super) stops: Vec<Stop>,
    /// Series by name; towns by each division that their chain names, without the province.
    pub(super) series_of_name: Table<NameId, Vec<SeriesNo>>,
    /// Streets, villages and settlements of each town; no lanes and groups.
    pub(super) series_of_town: Vec<Vec<SeriesNo>>,
    pub(super) towns_of_name: Table<NameId, Vec<TownNo>>,
    /// Entries by name or former name (`true`), ascending.
    pub(super) entries_of_name: Vec<(NameId, bool, EntryNo)>,
    /// Former names of towns, villages and streets, with what they are called now; ascending.
    pub(super) renamed: Vec<(NameId, NameId)>,
    pub(super) placeless: usize,
}

impl Register {
    /// Number of entries with a place.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Number of entries that came without a place.
    pub fn placeless(&self) -> usize {
        self.placeless
    }

    /// The id of an entry.
    pub fn id(&self, entry: EntryNo) -> &str {
        self.texts.get(entry as usize * FIELDS)
    }

    /// The name of an entry.
    pub fn name(&self, entry: EntryNo) -> &str {
        self.texts.get(entry as usize * FIELDS + 1)
    }

    /// The kind of an entry.
    pub fn kind(&self, entry: EntryNo) -> &str {
        self.texts.get(entry as usize * FIELDS + 2)
    }

    /// Where an entry is.
    pub fn place(&self, entry: EntryNo) -> Option<LonLat> {
        self.places.get(entry as usize).copied()
    }

    /// The stops of a series, by number.
    pub(super) fn stops_of(&self, series: SeriesNo) -> &[Stop] {
        let start =
            |series: usize| self.series.get(series).map_or(self.stops.len(), |series| series.first_stop as usize);
        self.stops.get(start(series as usize)..start(series as usize + 1)).unwrap_or(&[])
    }

    /// Entries that have a name; `true` where it is a former one.
    pub(super) fn entries_named(&self, name: NameId) -> impl Iterator<Item = (bool, EntryNo)> + '_ {
        let start = self.entries_of_name.partition_point(|entry| entry.0 < name);
        self.entries_of_name[start..].iter().take_while(move |entry| entry.0 == name).map(|entry| (entry.1, entry.2))
    }

    /// What a former name stands for now.
    pub(super) fn renamed(&self, former: NameId) -> impl Iterator<Item = NameId> + '_ {
        let start = self.renamed.partition_point(|pair| pair.0 < former);
        self.renamed[start..].iter().take_while(move |pair| pair.0 == former).map(|pair| pair.1)
    }
}

/// Texts kept of an entry.
pub(super) const FIELDS: usize = 3;

/// Texts, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Whether there is room for some more: 4 GiB in all.
    pub fn has_room(&self, texts: &[&str]) -> bool {
        let more: usize = texts.iter().map(|text| text.len()).sum();
        u32::try_from(self.text.len() + more).is_ok()
    }

    /// Adds a text, for which there must be room.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// A text; empty beyond the last.
    pub fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&start| start as usize);
        self.ends.get(at).and_then(|&end| self.text.get(start..end as usize)).unwrap_or("")
    }
}
