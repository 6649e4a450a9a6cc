//! What a row asks for, as the register knows it: its divisions, and the names that may be meant.

use super::address::{Address, Part, StepKind};
use super::answer::{How, Matter, Reason};
use super::areas::Chain;
use super::build::{is_family, read_parts};
use super::known::other_generics;
use super::names::NameId;
use super::register::{Register, SeriesNo, TownNo};
use diming_text::Han;
use diming_text::slip::at_most_one_slip;

/// Series of a town that are looked through for one with a slip.
const SLIP_SERIES_MAX: usize = 4_096;
/// Shortest name that may have a slip.
const SLIP_UNITS_MIN: usize = 3;
/// Places of one name that are looked at.
const HITS_MAX: usize = 64;
/// Stands for a division that the register does not know.
const UNKNOWN: NameId = NameId::MAX;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Name of the record.
    pub name: &'a str,
    /// The town it is in.
    pub town: &'a str,
    /// The village it is in.
    pub village: &'a str,
    /// Its address.
    pub address: &'a str,
}

/// How a place's town agrees with the divisions asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// It is that town, or as little is known of both.
    Same,
    /// It lies in the division asked for, or that is not known.
    Open,
    /// It is another town, where nothing says another county.
    Differs,
    /// It lies in another county.
    Elsewhere,
}

/// A row as it was read.
#[derive(Debug)]
pub struct Question {
    /// Its parts.
    pub parts: Address,
    /// The divisions by the register's numbers.
    pub chain: Chain,
    /// They reach down to a town.
    pub has_town: bool,
    /// How its divisions were matched.
    pub why: Vec<Reason>,
    /// The fewest that can be said for it: how the town was matched.
    pub town_how: How,
    /// Address and town field name different towns.
    pub towns_differ: bool,
}

/// A series that may be meant.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The series.
    pub series: SeriesNo,
    /// How its name was matched.
    pub how: How,
    /// How its town agrees.
    pub scope: Scope,
}

impl Register {
    /// Reads a row.
    pub(super) fn question(&self, asked: &Asked, han: &Han) -> Question {
        let (parts, towns) = read_parts(asked.address, asked.town, asked.village, &self.known, han);
        let (mut why, mut chain) = (Vec::new(), Chain::default());
        chain.province = parts.province.as_ref().map(|part| self.names.find(&part.units).unwrap_or(UNKNOWN));
        if chain.province == Some(UNKNOWN) {
            // Registers of one county seldom say its province: that is no difference.
            chain.province = None;
        }
        for part in &parts.counties {
            let (name, how) = self.county(part);
            why.push(self.reason(Matter::County, how, part, name));
            chain.counties.push(name.unwrap_or(UNKNOWN));
        }
        let mut town_how = How::Same;
        if let Some(part) = &parts.town {
            let (name, how) = self.town(part, han);
            why.push(self.reason(Matter::Town, how, part, name));
            chain.town = Some(name.unwrap_or(UNKNOWN));
            town_how = how;
        }
        let towns_differ = towns.is_some_and(|(a, b)| self.town(&a, han).0 != self.town(&b, han).0);
        chain.is_district = parts.is_district();
        let has_town = parts.town.is_some() || chain.is_district;
        Question { parts, chain, has_town, why, town_how, towns_differ }
    }

    pub(super) fn reason(&self, matter: Matter, how: How, part: &Part, found: Option<NameId>) -> Reason {
        let found = found.map_or(String::new(), |name| self.names.said(name).to_owned());
        Reason { matter, how, asked: part.said.clone(), found }
    }

    fn is_town(&self, name: NameId) -> bool {
        self.towns_of_name.contains_key(&name)
    }

    fn county(&self, part: &Part) -> (Option<NameId>, How) {
        match self.names.find(&part.units).filter(|&name| self.is_town(name)) {
            Some(name) => (Some(name), self.written(part, name)),
            None => (None, How::Missing),
        }
    }

    /// The town that a name means: itself, by a former name, with another generic, by its sound.
    fn town(&self, part: &Part, han: &Han) -> (Option<NameId>, How) {
        let exact = self.names.find(&part.units);
        if let Some(name) = exact.filter(|&name| self.is_town(name)) {
            return (Some(name), self.written(part, name));
        }
        let former = exact.and_then(|former| self.renamed(former).find(|&name| self.is_town(name)));
        if former.is_some() {
            return (former, How::FormerName);
        }
        let other = other_generics(&part.units).filter_map(|units| self.names.find(&units));
        if let Some(name) = other.into_iter().find(|&name| self.is_town(name)) {
            return (Some(name), How::OtherForm);
        }
        let mut sounding = self.names.sounding(&part.units, han).into_iter().filter(|&name| self.is_town(name));
        match (sounding.next(), sounding.next()) {
            (Some(name), None) => (Some(name), How::SameSound),
            _ => (None, How::Missing),
        }
    }

    /// Whether a name is written as the register first had it.
    pub(super) fn written(&self, part: &Part, name: NameId) -> How {
        if self.names.said(name) == part.said { How::Same } else { How::OtherForm }
    }

    /// How a town agrees with what is asked for.
    pub(super) fn scope(&self, question: &Question, town: TownNo) -> Scope {
        let Some(chain) = self.towns.get(town as usize).map(|town| &town.chain) else { return Scope::Elsewhere };
        if chain.is_elsewhere(&question.chain) {
            Scope::Elsewhere
        } else if chain.excludes(&question.chain) {
            Scope::Differs
        } else if chain.finest() == question.chain.finest() {
            Scope::Same
        } else {
            Scope::Open
        }
    }

    /// Series that a name may mean: those of the name itself, else by former name, else by sound, else with a slip;
    /// in the town asked for, else where it may be, else the only one in another town. At most [`HITS_MAX`].
    pub(super) fn series_for(&self, part: &Part, kind: StepKind, question: &Question, han: &Han) -> Vec<Hit> {
        let exact = self.names.find(&part.units);
        let mut elsewhere = Vec::new();
        for tier in 0..4 {
            let (how, names) = match tier {
                0 => (How::Same, exact.into_iter().collect()),
                1 => (How::FormerName, exact.map_or(Vec::new(), |former| self.renamed(former).collect())),
                _ if kind == StepKind::Family => break,
                2 => (How::SameSound, self.names.sounding(&part.units, han)),
                _ if matches!(kind, StepKind::Lane | StepKind::Group) => break,
                _ => (How::Slip, self.slipped(part, question)),
            };
            let hits = names.iter().filter_map(|name| Some((name, self.series_of_name.get(name)?)));
            let hits = hits.flat_map(|(&name, all)| all.iter().map(move |&series| (name, series)));
            let mut hits: Vec<Hit> = hits
                .map(|(name, series)| Hit {
                    series,
                    how: if how == How::Same { self.written(part, name) } else { how },
                    scope: self.scope(question, self.series[series as usize].town),
                })
                .filter(|hit| hit.scope < Scope::Elsewhere)
                .collect();
            hits.sort_by_key(|hit| (hit.scope, hit.series));
            let best = hits.first().map_or(Scope::Differs, |hit| hit.scope);
            let last = if best == Scope::Same && question.has_town { Scope::Same } else { Scope::Open };
            if best == Scope::Differs {
                if elsewhere.is_empty() {
                    elsewhere = hits;
                }
                continue;
            }
            hits.retain(|hit| hit.scope <= last);
            hits.truncate(HITS_MAX);
            return hits;
        }
        // One street of that name in another town may be meant; of several none is.
        if elsewhere.len() > 1 || kind == StepKind::Family {
            elsewhere.clear();
        }
        elsewhere
    }

    /// Names of series in the town asked for that are one slip away.
    fn slipped(&self, part: &Part, question: &Question) -> Vec<NameId> {
        let towns = question.chain.finest().filter(|_| question.has_town);
        let towns = towns.and_then(|name| self.towns_of_name.get(&name)).map_or(&[][..], |towns| towns);
        let series = towns.iter().flat_map(|&town| &self.series_of_town[town as usize]).take(SLIP_SERIES_MAX);
        let names = series.map(|&series| self.series[series as usize].name);
        let mut names: Vec<NameId> = names.filter(|&name| is_slip(&part.units, self.names.units(name))).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Whether two names are one slip apart, and that does not make another name of it: 东路 and 西路 are two streets.
fn is_slip(a: &[u16], b: &[u16]) -> bool {
    const TELLING: &str = "东西南北中前后上下新老大小左右内外一二三四五六七八九十0123456789";
    if a.len() < SLIP_UNITS_MIN || b.len() < SLIP_UNITS_MIN || is_family(b) || a == b || !at_most_one_slip(a, b) {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tells = |name: &[u16]| {
        let unit = name.get(head).and_then(|&unit| char::from_u32(u32::from(unit)));
        unit.is_some_and(|unit| TELLING.contains(unit))
    };
    let ends_alike = a.last() == b.last();
    ends_alike && !tells(a) && !tells(b)
}
