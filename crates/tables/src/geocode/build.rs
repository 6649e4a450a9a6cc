//! Makes a register of entries, in bounded steps: names first, then addresses, which the names help to read.

use super::address::{Address, Part, Step, StepKind};
use super::areas::{Chain, merge};
use super::counted::House;
use super::known::Known;
use super::names::{NameId, Table};
use super::parse::parse_address;
use super::register::{Entry, EntryNo, FIELDS, Register, Series, SeriesNo, Stop, Texts, Town, TownNo};
use super::spread::spread_of;
use diming_protocol::geo::LonLat;
use diming_text::fold::{BREAK, is_separator};
use diming_text::{Han, fold};

/// Entries of a register; those beyond are not taken, and the caller is told.
pub const ENTRIES_MAX: usize = 2_000_000;

/// The register has no room for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterFull;

/// Texts that are kept until they are read: name, former names, town, village, address.
const RAW_FIELDS: usize = 5;

/// A step of an entry's way that was read.
#[derive(Clone, Copy, Debug)]
struct Way {
    name: NameId,
    kind: StepKind,
    own: Option<House>,
}

/// What an entry is the place of, if it is more than a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    None,
    Town,
    Series(NameId),
}

/// An entry that was read.
#[derive(Clone, Copy, Debug)]
struct Read {
    chain: u32,
    village: Option<NameId>,
    ways_end: u32,
    house: Option<House>,
    own: Own,
}

/// Tables that are sorted or made of sorted ones, a step each.
const SORTS: usize = 6;

/// What is being done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Read,
    Merge,
    Link,
    Sort,
    Measure,
}

/// Makes a register.
#[derive(Debug, Default)]
pub struct RegisterBuilder {
    register: Register,
    raw: Texts,
    read: Vec<Read>,
    ways: Vec<Way>,
    chains: Vec<Chain>,
    chain_numbers: Table<Chain, u32>,
    town_of_chain: Vec<TownNo>,
    series_numbers: Table<(TownNo, NameId), SeriesNo>,
    /// Series and the entries in them; later ascending.
    members: Vec<(SeriesNo, EntryNo)>,
    town_members: Vec<Vec<EntryNo>>,
    phase: Phase,
    next: usize,
    next_member: usize,
}

impl RegisterBuilder {
    /// Adds an entry.
    ///
    /// # Errors
    /// There is no room for more; the entry was not taken.
    pub fn push(&mut self, entry: &Entry, han: &Han) -> Result<(), RegisterFull> {
        let register = &mut self.register;
        for name in [entry.name, entry.town, entry.village].into_iter().chain(entry.former.split(is_separator)) {
            register.known.add(&fold(name, han).units);
        }
        let Some(at) = entry.at else {
            register.placeless += 1;
            return Ok(());
        };
        let raw = [entry.name, entry.former, entry.town, entry.village, entry.address];
        let kept: [&str; FIELDS] = [entry.id, entry.name, entry.kind];
        let is_full = register.places.len() >= ENTRIES_MAX;
        if is_full || !self.raw.has_room(&raw) || !register.texts.has_room(&kept) {
            return Err(RegisterFull);
        }
        raw.iter().for_each(|text| self.raw.push(text));
        kept.iter().for_each(|text| register.texts.push(text));
        register.places.push(at);
        Ok(())
    }

    /// Entries and series that are done, of all.
    pub fn progress(&self) -> (usize, usize) {
        let entries = self.register.places.len();
        let done = match self.phase {
            Phase::Read => self.next / 2,
            Phase::Merge => entries / 2,
            Phase::Link => entries / 2 + self.next / 4,
            Phase::Sort | Phase::Measure => entries * 3 / 4,
        };
        (done, entries)
    }

    /// Works on; a unit is an entry or a series. `None` while there is more to do. One table is sorted a step.
    pub fn step(&mut self, units: usize, han: &Han) -> Option<Register> {
        let (len, units) = match self.phase {
            Phase::Read | Phase::Link => (self.register.places.len(), units.max(1)),
            Phase::Merge => (1, 1),
            Phase::Sort => (SORTS, 1),
            Phase::Measure => (self.register.series.len(), units.max(1)),
        };
        let end = self.next.saturating_add(units).min(len);
        for at in self.next..end {
            match self.phase {
                Phase::Read => self.read(at, han),
                Phase::Merge => self.merge(),
                Phase::Link => self.link(at),
                Phase::Sort => self.sort(at),
                Phase::Measure => self.measure(at),
            }
        }
        self.next = end;
        if end < len {
            return None;
        }
        self.next = 0;
        self.phase = match self.phase {
            Phase::Read => Phase::Merge,
            Phase::Merge => Phase::Link,
            Phase::Link => Phase::Sort,
            Phase::Sort => Phase::Measure,
            Phase::Measure => return Some(std::mem::take(self).register),
        };
        None
    }

    fn add_name(&mut self, part: &Part, han: &Han) -> NameId {
        self.register.names.add(&part.units, &part.said, han)
    }

    /// Reads an entry's texts.
    fn read(&mut self, entry: usize, han: &Han) {
        let raw = |field: usize| self.raw.get(entry * RAW_FIELDS + field).to_owned();
        let [name, former, town, village, address] = [0, 1, 2, 3, 4].map(raw);
        let known = &self.register.known;
        let own_parts = parse_address(&name, known, han);
        let own_step = own_of(&own_parts);
        // The place of a street says from where to where it goes.
        let address = if own_step.is_some_and(|step| step.kind == StepKind::Street) { "" } else { &address };
        let (mut parts, _) = read_parts(address, &town, &village, known, han);
        let mut own = Own::None;
        if let Some(step) = own_step {
            own = Own::Series(self.register.names.add(&step.part.units, &step.part.said, han));
            parts.village = own_parts.village.clone().or(parts.village);
        } else if own_parts.town.is_some() && !own_parts.is_fine() {
            own = Own::Town;
        }
        if own != Own::None {
            fill_divisions(&mut parts, &own_parts);
        }
        self.add_entry_names(entry as EntryNo, &name, &former, own, own_parts.town.as_ref(), han);
        let chain = self.chain_of(&parts, han);
        let village = parts.village.as_ref().map(|village| self.add_name(village, han));
        for Step { part, kind, own } in &parts.steps {
            let name = self.add_name(part, han);
            self.ways.push(Way { name, kind: *kind, own: *own });
        }
        let ways_end = self.ways.len() as u32;
        self.read.push(Read { chain, village, ways_end, house: parts.house, own });
    }

    /// Makes an entry be found by its names, and what it is the place of by the former ones.
    fn add_entry_names(&mut self, entry: EntryNo, name: &str, former: &str, own: Own, town: Option<&Part>, han: &Han) {
        let register = &mut self.register;
        let town = town.map(|town| register.names.add(&town.units, &town.said, han));
        let of_own = match own {
            Own::Series(name) => Some(name),
            Own::Town => town,
            Own::None => None,
        };
        let all = former.split(is_separator).map(|former| (true, former.trim()));
        for (is_former, text) in std::iter::once((false, name)).chain(all) {
            let units = fold(text, han).units;
            if units.len() < 2 {
                continue;
            }
            let number = register.names.add(&units, text, han);
            register.entries_of_name.push((number, is_former, entry));
            if let Some(now) = of_own.filter(|_| is_former) {
                let parts = parse_address(text, &register.known, han);
                let former = own_of(&parts).map(|step| &step.part).or(parts.town.as_ref());
                let former = former.map_or(number, |part| register.names.add(&part.units, &part.said, han));
                register.renamed.push((former, now));
            }
        }
    }

    /// The number of the divisions that an address names.
    fn chain_of(&mut self, parts: &Address, han: &Han) -> u32 {
        let chain = Chain {
            province: parts.province.as_ref().map(|part| self.add_name(part, han)),
            counties: parts.counties.iter().map(|part| self.add_name(part, han)).collect(),
            town: parts.town.as_ref().map(|part| self.add_name(part, han)),
            is_district: parts.is_district(),
        };
        let number = self.chains.len() as u32;
        *self.chain_numbers.entry(chain.clone()).or_insert_with(|| {
            self.chains.push(chain);
            number
        })
    }

    /// Makes towns of the divisions.
    fn merge(&mut self) {
        let (towns, numbers) = merge(&self.chains);
        for (number, chain) in (0..).zip(&towns) {
            for name in chain.counties.iter().chain(&chain.town) {
                let of_name = self.register.towns_of_name.entry(*name).or_default();
                if of_name.last() != Some(&number) {
                    of_name.push(number);
                }
            }
        }
        self.town_members = vec![Vec::new(); towns.len()];
        self.register.series_of_town = vec![Vec::new(); towns.len()];
        self.register.towns = towns.into_iter().map(|chain| Town { chain, own: None, spread: None }).collect();
        self.town_of_chain = numbers;
    }

    /// The series of a name in a town, new or known.
    fn series(&mut self, town: TownNo, name: NameId, is_base: bool) -> SeriesNo {
        let register = &mut self.register;
        let number = register.series.len() as SeriesNo;
        *self.series_numbers.entry((town, name)).or_insert_with(|| {
            register.series.push(Series { town, name, own: None, spread: None, first_stop: 0 });
            register.series_of_name.entry(name).or_default().push(number);
            if is_base {
                register.series_of_town[town as usize].push(number);
            }
            number
        })
    }

    /// Puts an entry where it belongs: its town, its village, each step of its way, its house number.
    fn link(&mut self, at: usize) {
        let (read, entry) = (self.read[at], at as EntryNo);
        let town = self.town_of_chain[read.chain as usize];
        self.register.town_of.push(town);
        self.register.village_of.push(read.village);
        match read.own {
            Own::Town => {
                self.register.towns[town as usize].own.get_or_insert(entry);
                return;
            }
            Own::Series(name) => {
                let series = self.series(town, name, true);
                self.register.series[series as usize].own.get_or_insert(entry);
            }
            Own::None => {}
        }
        self.town_members[town as usize].push(entry);
        let village = read.village.map(|village| self.series(town, village, true));
        let first = at.checked_sub(1).map_or(0, |before| self.read[before].ways_end as usize);
        let ways = first..read.ways_end as usize;
        let (mut last, mut has_village) = (None, false);
        for way in ways {
            let Way { name, kind, own } = self.ways[way];
            let series = self.series(town, name, !matches!(kind, StepKind::Lane | StepKind::Group | StepKind::Family));
            self.members.push((series, entry));
            has_village |= Some(series) == village;
            if let (Some(before), Some(house), StepKind::Lane) = (last, own, kind) {
                self.register.stops.push(Stop { series: before, house, is_lane: true, entry });
            }
            last = Some(series);
        }
        if let (Some(series), Some(house)) = (last, read.house) {
            self.register.stops.push(Stop { series, house, is_lane: false, entry });
        }
        if let Some(village) = village.filter(|_| !has_village) {
            self.members.push((village, entry));
        }
    }

    /// Sorts one of the tables.
    fn sort(&mut self, table: usize) {
        let register = &mut self.register;
        match table {
            0 => register.names.sort_sounds(),
            1 => register.stops.sort_unstable(),
            2 => {
                register.entries_of_name.sort_unstable();
                register.entries_of_name.dedup();
                register.renamed.sort_unstable();
                register.renamed.dedup();
            }
            3 => self.members.sort_unstable(),
            4 => {
                let mut stop = 0;
                for (number, series) in (0..).zip(&mut register.series) {
                    series.first_stop = stop as u32;
                    stop += register.stops[stop..].iter().take_while(|stop| stop.series == number).count();
                }
            }
            _ => {
                for (town, members) in register.towns.iter_mut().zip(&self.town_members) {
                    let mut points: Vec<LonLat> =
                        members.iter().map(|&entry| register.places[entry as usize]).collect();
                    town.spread = spread_of(&mut points);
                }
            }
        }
    }

    /// Finds the middle of a series.
    fn measure(&mut self, series: usize) {
        let rest = &self.members[self.next_member..];
        let members = rest.iter().take_while(|member| member.0 as usize == series);
        let mut points: Vec<LonLat> = members.map(|&(_, entry)| self.register.places[entry as usize]).collect();
        self.next_member += points.len();
        self.register.series[series].spread = spread_of(&mut points);
    }
}

/// The street or village that a name is, if it says nothing more.
fn own_of(parts: &Address) -> Option<&Step> {
    let is_plain = parts.place.is_none() && parts.house.is_none() && !parts.is_finer;
    parts.steps.last().filter(|step| is_plain && step.own.is_none())
}

/// An address together with the fields for town and village; and the towns of both, where they are written differently.
pub(super) fn read_parts(
    address: &str,
    town: &str,
    village: &str,
    known: &Known,
    han: &Han,
) -> (Address, Option<(Part, Part)>) {
    let mut parts = parse_address(address, known, han);
    let of_town = town_parts(town, known, han);
    let towns = parts.town.clone().zip(of_town.town.clone()).filter(|(a, b)| a.units != b.units);
    fill_divisions(&mut parts, &of_town);
    if parts.village.is_none() && !village.trim().is_empty() {
        let of_village = parse_address(village, known, han);
        let by_itself = of_village.village.clone().or(of_village.place);
        parts.village = by_itself;
        if parts.steps.is_empty() {
            parts.steps = of_village.steps;
        }
        if let Some(part) = parts.village.clone().filter(|_| parts.steps.is_empty()) {
            parts.steps.push(Step { part, kind: StepKind::Village, own: None });
        }
    }
    (parts, towns)
}

/// A field for the town: 汇龙镇, 启东市汇龙镇, and 汇龙 where 汇龙镇 is known.
fn town_parts(text: &str, known: &Known, han: &Han) -> Address {
    let mut parts = parse_address(text, known, han);
    if let Some(place) = parts.place.take().filter(|_| parts.town.is_none()) {
        parts.town = Some(super::known::with_generic(known, place));
    }
    parts
}

/// Divisions that an address does not name, by another text that does. The address's own count first.
pub(super) fn fill_divisions(parts: &mut Address, other: &Address) {
    if parts.town.is_none() {
        parts.town.clone_from(&other.town);
    }
    if parts.counties.len() < other.counties.len() {
        parts.counties.clone_from(&other.counties);
    }
    if parts.province.is_none() {
        parts.province.clone_from(&other.province);
    }
}

/// Whether a unit ends the name of a family of streets.
pub(super) fn is_family(units: &[u16]) -> bool {
    units.last() == Some(&BREAK)
}
