//! Finds places for a row: by its name, by its street and number, by its village, by its town.
//!
//! A certainty is what the kind of match is worth, times how the name was matched, times how the town was.

use super::address::{Address, Part, StepKind};
use super::answer::{Accuracy, Answer, Candidate, How, Matter, Method, Reason};
use super::ask::{Asked, Hit, Question, Scope};
use super::counted::House;
use super::names::NameId;
use super::register::{EntryNo, Register, SeriesNo, Stop};
use super::stops::{Spot, spot_of};
use super::weigh::{decide, is_one_place, name_worth, town_worth};
use diming_protocol::geo::{LonLat, distance_m};
use diming_text::{Han, fold};

/// Series of one name, and entries of one name, that become candidates.
const SHOWN_MAX: usize = 8;
/// Entries of one name that are looked at.
const ENTRIES_MAX: usize = 4_096;
/// Entries with one house number that lie so near are at one place, in metres.
const ONE_PLACE_M: f64 = 100.0;
/// A place so near the middle of a village may be in it, in metres.
const VILLAGE_M: f64 = 1_000.0;
/// On a street whose records lie so near its middle, the street is as good as a number, in metres.
const SHORT_M: f64 = 400.0;

impl Register {
    /// Places for a row, the best first. Bounded by the length of its texts, and of the series of its names.
    pub fn find(&self, asked: &Asked, han: &Han) -> Answer {
        let question = self.question(asked, han);
        let mut found = Vec::new();
        self.by_name(asked, &question, han, &mut found);
        self.by_steps(&question, han, &mut found);
        self.by_village(&question, han, &mut found);
        self.by_town(&question, &mut found);
        for candidate in &mut found {
            candidate.why.extend(question.why.iter().cloned());
            if question.towns_differ {
                let found = question.parts.town.as_ref().map_or(String::new(), |town| town.said.clone());
                let asked = asked.town.trim().to_owned();
                candidate.why.push(Reason { matter: Matter::Town, how: How::Differs, asked, found });
                candidate.certainty *= 0.7;
            }
            if question.parts.is_cut {
                let (asked, found) = (String::new(), String::new());
                candidate.why.push(Reason { matter: Matter::Rest, how: How::Unread, asked, found });
                candidate.certainty *= 0.7;
            }
        }
        decide(found)
    }

    fn place_of(&self, entry: EntryNo) -> LonLat {
        self.place(entry).unwrap_or(LonLat { lon: 0.0, lat: 0.0 })
    }

    /// Entries with the row's name, and with the name of what its address leaves over.
    fn by_name(&self, asked: &Asked, question: &Question, han: &Han, found: &mut Vec<Candidate>) {
        let name = Part { units: fold(asked.name, han).units, said: asked.name.trim().to_owned() };
        self.entries_for(&name, Matter::Name, 0.95, question, han, found);
        if let Some(place) = &question.parts.place {
            self.entries_for(place, Matter::Place, 0.85, question, han, found);
        }
    }

    fn entries_for(
        &self,
        name: &Part,
        matter: Matter,
        worth: f32,
        question: &Question,
        han: &Han,
        found: &mut Vec<Candidate>,
    ) {
        let written = self.names.find(&name.units);
        let how = written.map_or(How::Missing, |number| self.written(name, number));
        let mut all = self.entries_of(written.as_slice(), how, true, question);
        if all.is_empty() {
            all = self.entries_of(&self.names.sounding(&name.units, han), How::SameSound, false, question);
        }
        let best = all.first().map_or(Scope::Differs, |entry| entry.0);
        all.retain(|entry| entry.0 == best || entry.0 == Scope::Open);
        let rivals = all.len();
        for (scope, how, entry) in all.into_iter().take(SHOWN_MAX) {
            let mut why = vec![self.reason_of(matter, how, &name.said, self.name(entry))];
            let certainty = worth * name_worth(how) * town_worth(question, scope, rivals, &mut why);
            let (accuracy, at) = (Accuracy::Record, self.place_of(entry));
            let entry = Some(entry);
            found.push(Candidate { at, entry, accuracy, method: Method::Name, certainty, bound_m: Some(50.0), why });
        }
    }

    /// Entries of some names, those in the town asked for first; none of other counties.
    fn entries_of(
        &self,
        names: &[NameId],
        how: How,
        with_former: bool,
        question: &Question,
    ) -> Vec<(Scope, How, EntryNo)> {
        let entries = names.iter().flat_map(|&name| self.entries_named(name)).take(ENTRIES_MAX);
        let how_of = |is_former| if is_former { How::FormerName } else { how };
        let scoped =
            |(is_former, entry)| (self.scope(question, self.town_of[entry as usize]), how_of(is_former), entry);
        let entries = entries.filter(|(is_former, _)| with_former || !is_former);
        let mut all: Vec<_> = entries.map(scoped).filter(|entry| entry.0 < Scope::Elsewhere).collect();
        all.sort_unstable();
        all.dedup_by_key(|entry| entry.2);
        all
    }

    fn reason_of(&self, matter: Matter, how: How, asked: &str, found: &str) -> Reason {
        Reason { matter, how, asked: asked.to_owned(), found: found.to_owned() }
    }

    /// The steps of the way to the house, the finest that the register knows.
    fn by_steps(&self, question: &Question, han: &Han, found: &mut Vec<Candidate>) {
        let steps = &question.parts.steps;
        let (mut elsewhere, before) = (None, found.len());
        for (depth, step) in steps.iter().enumerate().rev() {
            let hits = self.series_for(&step.part, step.kind, question, han);
            match hits.first() {
                None => continue,
                Some(hit) if hit.scope == Scope::Differs => {
                    elsewhere.get_or_insert((depth, hits));
                    continue;
                }
                Some(_) => {}
            }
            let rivals = hits.len();
            hits.iter().take(SHOWN_MAX).for_each(|hit| self.on_series(*hit, depth, rivals, question, found));
            if found.len() > before {
                return;
            }
        }
        if let (Some((depth, hits)), true) = (elsewhere, found.len() == before) {
            let rivals = hits.len();
            hits.iter().take(SHOWN_MAX).for_each(|hit| self.on_series(*hit, depth, rivals, question, found));
        }
    }

    /// A place on a series that a step is.
    fn on_series(&self, hit: Hit, depth: usize, rivals: usize, question: &Question, found: &mut Vec<Candidate>) {
        let steps = &question.parts.steps;
        let step = &steps[depth];
        let mut why = Vec::new();
        let matter = if step.kind == StepKind::Group { Matter::Group } else { Matter::Street };
        let matter = if step.kind == StepKind::Village { Matter::Village } else { matter };
        let name = self.names.said(self.series[hit.series as usize].name);
        why.push(self.reason_of(matter, hit.how, &step.part.said, name));
        let factor = name_worth(hit.how) * town_worth(question, hit.scope, rivals, &mut why);
        let lane = steps.get(depth + 1).filter(|next| next.kind == StepKind::Lane).and_then(|next| next.own);
        let is_last = depth + 1 == steps.len();
        let number =
            if is_last { question.parts.house.map(|house| (house, false)) } else { lane.map(|own| (own, true)) };
        if !is_last && step.kind != StepKind::Family {
            let asked = &steps[steps.len() - 1].part.said;
            why.push(self.reason_of(Matter::Street, How::Missing, asked, ""));
        }
        let spot = number.filter(|_| step.kind != StepKind::Family).and_then(|(house, is_lane)| {
            spot_of(self.stops_of(hit.series), house, is_lane, |entry| self.place_of(entry)).map(|spot| (spot, house))
        });
        let start = found.len();
        match spot {
            Some((spot, house)) => self.at_spot(spot, house, is_last, &why, found),
            None => self.in_the_middle(hit.series, depth, question, &why, found),
        }
        for candidate in &mut found[start..] {
            candidate.certainty *= factor;
            self.compare_villages(candidate, &question.parts);
        }
    }

    /// A record with this house number in another village is less likely the one.
    fn compare_villages(&self, candidate: &mut Candidate, parts: &Address) {
        let Some((asked, entry)) = parts.village.as_ref().zip(candidate.entry) else { return };
        let Some(village) = self.village_of.get(entry as usize).copied().flatten() else { return };
        if candidate.accuracy == Accuracy::HouseNumber && self.names.units(village) != asked.units {
            candidate.why.push(self.reason_of(Matter::Village, How::Differs, &asked.said, self.names.said(village)));
            candidate.certainty *= 0.85;
        }
    }

    /// Where a number is, or nearly is.
    fn at_spot(&self, spot: Spot, house: House, is_house: bool, why: &[Reason], found: &mut Vec<Candidate>) {
        let number = |house: House| match house.sub {
            0 => house.value.to_string(),
            sub => format!("{}-{sub}", house.value),
        };
        let near = |stops: &[Stop]| {
            let text: Vec<String> = stops.iter().map(|stop| number(stop.house)).collect();
            let reason = self.reason_of(Matter::House, How::Near, &number(house), &text.join(", "));
            [why, &[reason]].concat()
        };
        let accuracy = Accuracy::NearNumber;
        match spot {
            Spot::At(entries) if is_house => {
                let reason = self.reason_of(Matter::House, How::Same, &number(house), &number(house));
                self.at_entries(&entries, &[why, &[reason]].concat(), found);
            }
            Spot::At(entries) => {
                let Some(&entry) = entries.first() else { return };
                let at = self.place_of(entry);
                let reason = self.reason_of(Matter::House, How::Near, &number(house), &number(house));
                let why = [why, &[reason]].concat();
                let (method, certainty) = (Method::LaneNumber, 0.85);
                found.push(Candidate { at, entry: Some(entry), accuracy, method, certainty, bound_m: None, why });
            }
            Spot::Beside(stop) => {
                let (at, why) = (self.place_of(stop.entry), near(&[stop]));
                let is_same_kind = stop.is_lane != is_house;
                let method = if is_same_kind { Method::Nearest } else { Method::LaneNumber };
                let certainty = if is_same_kind { 0.9 } else { 0.8 };
                found.push(Candidate { at, entry: Some(stop.entry), accuracy, method, certainty, bound_m: None, why });
            }
            Spot::Between { low, high, at, bound_m } => {
                let certainty = match bound_m {
                    0.0..150.0 => 0.92,
                    150.0..400.0 => 0.85,
                    _ => 0.7,
                };
                let (method, bound_m, why) = (Method::Between, Some(bound_m.max(50.0)), near(&[low, high]));
                found.push(Candidate { at, entry: None, accuracy, method, certainty, bound_m, why });
            }
            Spot::Nearest { stop, off } => {
                let certainty = match off {
                    0..=4 => 0.85,
                    5..=20 => 0.8,
                    _ => 0.65,
                };
                let (at, method, why) = (self.place_of(stop.entry), Method::Nearest, near(&[stop]));
                found.push(Candidate { at, entry: Some(stop.entry), accuracy, method, certainty, bound_m: None, why });
            }
        }
    }

    /// Records with the very house number; those far apart are candidates of their own.
    fn at_entries(&self, entries: &[EntryNo], why: &[Reason], found: &mut Vec<Candidate>) {
        let mut places: Vec<(EntryNo, LonLat)> = Vec::new();
        for &entry in entries {
            let at = self.place_of(entry);
            if places.iter().all(|(_, other)| distance_m(*other, at) > ONE_PLACE_M) {
                places.push((entry, at));
            }
        }
        let certainty = if places.len() == 1 { 0.98 } else { 0.6 };
        found.extend(places.into_iter().map(|(entry, at)| Candidate {
            at,
            entry: Some(entry),
            accuracy: Accuracy::HouseNumber,
            method: Method::HouseNumber,
            certainty,
            bound_m: Some(if entries.len() > 1 { ONE_PLACE_M } else { 50.0 }),
            why: why.to_vec(),
        }));
    }

    /// The place of a series itself, or the middle of its records.
    fn in_the_middle(
        &self,
        series: SeriesNo,
        depth: usize,
        question: &Question,
        why: &[Reason],
        found: &mut Vec<Candidate>,
    ) {
        let (parts, series) = (&question.parts, &self.series[series as usize]);
        let is_whole = depth + 1 == parts.steps.len() && parts.house.is_none();
        let kind = parts.steps[depth].kind;
        let radius = series.spread.and_then(|spread| spread.radius_m);
        let is_short = radius.is_some_and(|radius| radius <= SHORT_M);
        let (accuracy, certainty) = match (kind, is_whole) {
            (StepKind::Family, _) => (Accuracy::Town, 0.42),
            (StepKind::Village, true) => (Accuracy::Village, 0.92),
            (StepKind::Village, false) => (Accuracy::Village, 0.85),
            (StepKind::Locality, true) => (Accuracy::Village, 0.9),
            (StepKind::Locality, false) => (Accuracy::Village, 0.82),
            (StepKind::Group, true) => (Accuracy::Group, 0.92),
            (StepKind::Group, false) => (Accuracy::Group, 0.85),
            (StepKind::Street | StepKind::Lane, true) => (Accuracy::Street, 0.85),
            (StepKind::Street | StepKind::Lane, false) if is_short => (Accuracy::Street, 0.8),
            (StepKind::Street | StepKind::Lane, false) => (Accuracy::Street, 0.6),
        };
        let (at, method, entry) = match (series.own, series.spread) {
            (Some(own), _) => (self.place_of(own), Method::Own, Some(own)),
            (None, Some(spread)) => (spread.at, Method::Middle, None),
            (None, None) => return,
        };
        let method = if kind == StepKind::Family { Method::Family } else { method };
        let mut why = why.to_vec();
        if let Some(house) = parts.house.filter(|_| depth + 1 == parts.steps.len()) {
            why.push(self.reason_of(Matter::House, How::Missing, &house.value.to_string(), ""));
        }
        found.push(Candidate { at, entry, accuracy, method, certainty, bound_m: radius, why });
    }

    /// The village, where the way to the house does not lead over it.
    fn by_village(&self, question: &Question, han: &Han, found: &mut Vec<Candidate>) {
        let parts = &question.parts;
        let Some(village) = &parts.village else { return };
        if parts.steps.iter().any(|step| step.kind == StepKind::Village) {
            return;
        }
        let hits = self.series_for(village, StepKind::Village, question, han);
        let rivals = hits.len();
        for hit in hits.iter().filter(|hit| hit.scope != Scope::Differs).take(SHOWN_MAX) {
            let series = &self.series[hit.series as usize];
            let name = self.names.said(series.name);
            let mut why = vec![self.reason_of(Matter::Village, hit.how, &village.said, name)];
            let factor = name_worth(hit.how) * town_worth(question, hit.scope, rivals, &mut why);
            let (at, method, entry) = match (series.own, series.spread) {
                (Some(own), _) => (self.place_of(own), Method::Own, Some(own)),
                (None, Some(spread)) => (spread.at, Method::Middle, None),
                (None, None) => continue,
            };
            let worth = if parts.steps.is_empty() { 0.9 } else { 0.82 };
            let certainty = worth * factor;
            let bound_m = series.spread.and_then(|spread| spread.radius_m);
            for finer in found.iter_mut().filter(|finer| finer.accuracy == Accuracy::NearNumber) {
                // A number that is beside the known ones, and leads to the village that is named, is so much likelier.
                if hit.scope == Scope::Same && distance_m(finer.at, at) <= VILLAGE_M {
                    finer.certainty = 1.0 - (1.0 - finer.certainty) * 0.5;
                    finer.why.push(why[0].clone());
                }
            }
            found.push(Candidate { at, entry, accuracy: Accuracy::Village, method, certainty, bound_m, why });
        }
    }

    /// The town itself.
    fn by_town(&self, question: &Question, found: &mut Vec<Candidate>) {
        let parts = &question.parts;
        let Some(name) = question.chain.finest().filter(|_| question.has_town) else { return };
        let towns = self.towns_of_name.get(&name).map_or(&[][..], |towns| towns).iter();
        let towns: Vec<_> = towns.filter(|&&town| self.scope(question, town) == Scope::Same).collect();
        let certainty = if parts.is_fine() || parts.house.is_some() { 0.4 } else { 0.9 };
        let certainty = certainty * name_worth(question.town_how) / towns.len().max(1) as f32;
        for &&number in towns.iter().take(SHOWN_MAX) {
            let town = &self.towns[number as usize];
            let (at, method, entry) = match (town.own, town.spread) {
                (Some(own), _) => (self.place_of(own), Method::Own, Some(own)),
                (None, Some(spread)) => (spread.at, Method::Middle, None),
                (None, None) => continue,
            };
            let mut why = Vec::new();
            if let Some(place) = parts.place.as_ref().or(parts.steps.last().map(|step| &step.part)) {
                why.push(self.reason_of(Matter::Street, How::Missing, &place.said, ""));
            }
            let bound_m = town.spread.and_then(|spread| spread.radius_m);
            let candidate = Candidate { at, entry, accuracy: Accuracy::Town, method, certainty, bound_m, why };
            if !found.iter().any(|other| is_one_place(other, &candidate)) {
                found.push(candidate);
            }
        }
    }
}
