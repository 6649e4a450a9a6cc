//! Reads an address, from the province to the house.
//!
//! Parts are found by their generics ([`super::suffix`]) and by names that are known ([`super::known`]). What comes twice
//! (大同里臺中市大同里…) is read once; of two parts of one kind the first counts. Reading is O(characters × longest name),
//! of at most [`ADDRESS_MAX`] characters.

use super::address::{ADDRESS_MAX, Address, Part, Step, StepKind};
use super::counted::{Counted, Counter, House, begins, counted_at, in_digits, push_number};
use super::known::Known;
use super::suffix::{Class, End, Open, PART_MAX, end_at};
use diming_text::fold::{BLANK, BREAK, Folded, is_digit};
use diming_text::{Han, fold};
use std::ops::Range;

/// Parts of an address that are read.
const PARTS_MAX: usize = 64;
/// Generics before which a numeral belongs to the name.
const NUMBERED: &str = "路街巷弄段道";
/// Ends the name of a family, so that no street or village has it.
const FAMILY: u16 = BREAK;

/// Reads an address. Brackets hold remarks: they are read only where the rest says no more than the town.
pub fn parse_address(text: &str, known: &Known, han: &Han) -> Address {
    let end = text.char_indices().nth(ADDRESS_MAX).map_or(text.len(), |(at, _)| at);
    let (main, remarks) = split_brackets(&text[..end]);
    let mut address = Reader::new(&main, known, han).read();
    if !address.is_fine() && !remarks.is_empty() {
        address = Reader::new(&format!("{main}{remarks}"), known, han).read();
    }
    address.is_cut = end < text.len();
    address
}

/// What stands outside of brackets, and what inside, each in one. One that is not closed reaches to the end.
fn split_brackets(text: &str) -> (String, String) {
    let (mut main, mut remarks, mut depth) = (String::with_capacity(text.len()), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' | '［' => {
                depth += 1;
                if depth == 1 { &mut remarks } else { continue }.push('、');
            }
            ')' | '）' | ']' | '】' | '〕' | '］' => depth = depth.saturating_sub(1),
            c if depth > 0 => remarks.push(c),
            c => main.push(c),
        }
    }
    (main, remarks)
}

/// An address being read.
struct Reader<'a> {
    chars: Vec<char>,
    folded: Folded,
    known: &'a Known,
    at: usize,
    address: Address,
    /// The street with its section, as units of the text; steps are made of it.
    street: Option<Range<usize>>,
    locality: Option<Range<usize>>,
    village: Option<Range<usize>>,
    lanes: Vec<(Range<usize>, House)>,
    group: Option<(Range<usize>, House)>,
}

impl<'a> Reader<'a> {
    fn new(text: &str, known: &'a Known, han: &Han) -> Reader<'a> {
        Reader {
            chars: text.chars().collect(),
            folded: fold(text, han),
            known,
            at: 0,
            address: Address::default(),
            street: None,
            locality: None,
            village: None,
            lanes: Vec::new(),
            group: None,
        }
    }

    fn read(mut self) -> Address {
        for _ in 0..PARTS_MAX {
            if self.at >= self.folded.units.len() || !self.read_part() {
                break;
            }
        }
        self.address.is_finer |= self.address.house.is_some() && self.at < self.folded.units.len();
        self.steps();
        self.address
    }

    fn units(&self) -> &[u16] {
        &self.folded.units
    }

    fn part(&self, range: Range<usize>) -> Part {
        Part { units: self.folded.units[range.clone()].to_vec(), said: self.said(range) }
    }

    fn said(&self, range: Range<usize>) -> String {
        let place = |at: usize| self.folded.at.get(at).map_or(0, |&at| at as usize);
        let end = range.end.checked_sub(1).map_or(0, |last| place(last) + 1);
        self.chars.get(place(range.start)..end).map_or_else(String::new, |chars| chars.iter().collect())
    }

    fn open(&self) -> Open {
        let (address, has_street) = (&self.address, self.street.is_some());
        let is_above = self.village.is_none() && !has_street && self.locality.is_none();
        let has_town = address.town.is_some();
        Open {
            province: address.province.is_none() && address.counties.is_empty() && !has_town && is_above,
            county: address.counties.len() < 2 && !has_town && is_above,
            town: !has_town && is_above,
            village: !has_street,
            ward: !has_street && self.village.is_none() && (has_town || address.counties.len() == 2),
        }
    }

    /// Reads the next part; `false` where nothing that counts can follow.
    fn read_part(&mut self) -> bool {
        if matches!(self.units()[self.at], BLANK | BREAK) {
            self.at += 1;
            return true;
        }
        if let Some(len) = self.known_part_again() {
            self.at += len;
            return true;
        }
        if let Some(counted) = counted_at(self.units(), self.at)
            && let Some(goes_on) = self.take_number(counted)
        {
            return goes_on;
        }
        let open = self.open();
        match self.known.at(self.units(), self.at, open) {
            Some(end) if !self.is_longer_street(end) => self.take(end),
            _ => self.scan(open),
        }
        true
    }

    /// The length of a part that was read before and stands here again, with its generic.
    fn known_part_again(&self) -> Option<usize> {
        let rest = &self.units()[self.at..];
        let address = &self.address;
        let parts = address.province.iter().chain(&address.counties).chain(&address.town);
        let village = self.village.as_ref().map(|range| self.folded.units[range.clone()].to_vec());
        let mut read = parts.map(|part| &part.units[..]).chain(village.as_deref());
        read.find(|part| rest.starts_with(part)).map(<[u16]>::len)
    }

    /// 新民村 is known, but 新民村路12号 is a street.
    fn is_longer_street(&self, end: End) -> bool {
        const GENERICS: &str = "路街巷弄";
        let rest = &self.units()[end.after..];
        let is_generic = GENERICS.chars().any(|c| rest.first().is_some_and(|&unit| u32::from(unit) == c as u32));
        end.class == Class::Village && is_generic && rest.get(1).is_none_or(|&unit| is_digit(unit))
    }

    /// Takes a number where it counts something; `None` where it begins a name.
    fn take_number(&mut self, counted: Counted) -> Option<bool> {
        let range = self.at..counted.end;
        let has_way = self.street.is_some() || self.locality.is_some() || self.village.is_some();
        match counted.counter {
            Some(Counter::House) => {
                self.at = counted.end;
                self.address.house = Some(counted.house);
                return Some(false);
            }
            Some(Counter::Lane) if has_way => self.lanes.push((range, counted.house)),
            Some(Counter::Group) => self.group = self.group.take().or(Some((range, counted.house))),
            Some(Counter::Section) if self.is_behind_street() => self.lengthen(counted.end),
            Some(Counter::Inside) => {
                self.at = counted.end;
                self.address.is_finer = true;
                return Some(!has_way);
            }
            Some(Counter::Lane | Counter::Section) => return None,
            None => return self.take_bare_number(counted),
        }
        self.at = counted.end;
        Some(true)
    }

    /// A number with no counter: a postal code, a telephone, or the house number of 人民路12.
    fn take_bare_number(&mut self, counted: Counted) -> Option<bool> {
        let units = self.units();
        let is_digits = is_digit(units[self.at]);
        let is_over = units.get(counted.end).is_none_or(|&unit| matches!(unit, BLANK | BREAK));
        let len = counted.end - self.at;
        if is_digits && (len >= 5 || len >= 3 && self.address == Address::default()) {
            self.at = counted.end;
            return Some(true);
        }
        if is_digits && is_over && self.street.is_some() {
            self.at = counted.end;
            self.address.house = Some(counted.house);
            return Some(false);
        }
        None
    }

    fn is_behind_street(&self) -> bool {
        self.street.as_ref().is_some_and(|street| street.end == self.at)
    }

    /// The street reaches further: a section belongs to its name.
    fn lengthen(&mut self, end: usize) {
        if let Some(street) = &mut self.street {
            street.end = end;
        }
    }

    /// Looks for the end of a part by its generic.
    fn scan(&mut self, open: Open) {
        let (start, len) = (self.at, self.units().len());
        let last = len.min(start + PART_MAX);
        let mut at = start + 1;
        while at < last {
            if self.units()[at] == BREAK {
                break;
            }
            if let Some(counted) = counted_at(self.units(), at) {
                if ends_name(self.units(), at, counted) {
                    return self.take_place(start..at, counted.counter.is_some());
                }
                at = self.after_numeral(at);
                continue;
            }
            if self.takes_section(start, at) {
                return;
            }
            if let Some(end) = end_at(self.units(), start, at, open) {
                return self.take(end);
            }
            at += 1;
        }
        self.take_place(start..at.min(len), false);
    }

    /// After a numeral that is part of a name.
    fn after_numeral(&self, at: usize) -> usize {
        diming_engine::index::search::numeral::numeral_at(self.units(), at).map_or(at + 1, |numeral| numeral.end)
    }

    /// 县政二路南段, 斗苑路芳苑段: a section that has a name.
    fn takes_section(&mut self, start: usize, at: usize) -> bool {
        let is_one = self.units()[at] == '段' as u16 && at <= start + 3;
        if is_one && self.is_behind_street() {
            self.lengthen(at + 1);
            self.at = at + 1;
            return true;
        }
        false
    }

    /// Takes a part with a generic.
    fn take(&mut self, end: End) {
        let start = self.at;
        self.at = end.after;
        match end.class {
            Class::Province => self.address.province = Some(self.part(start..end.end)),
            Class::County => self.address.counties.push(self.part(start..end.end)),
            Class::Town => {
                let from = self.known_inside(start..end.end, Class::Town);
                self.address.town = Some(self.part(from..end.end));
            }
            Class::Village => {
                let from = self.known_inside(start..end.end, Class::Village);
                if self.village.is_none() {
                    self.village = Some(from..end.end);
                    self.address.village = Some(self.part(from..end.stem.max(from + 1)));
                } else {
                    self.locality.get_or_insert(from..end.end);
                }
            }
            Class::Street => {
                let from = self.known_inside(start..end.end, Class::Street);
                self.lanes.clear();
                self.street = Some(from..end.end);
            }
        }
    }

    /// Where a known name begins inside of a longer one that is not known: 江苏启东吕四港镇.
    fn known_inside(&self, range: Range<usize>, class: Class) -> usize {
        let name = &self.units()[range.clone()];
        if name.len() < 5 || self.known.has(name, class) {
            return range.start;
        }
        self.known.inside(name, class).map_or(range.start, |from| range.start + from)
    }

    /// Takes a name without a generic: where a number follows, or after a village, it is a settlement.
    fn take_place(&mut self, range: Range<usize>, is_numbered: bool) {
        self.at = range.end;
        let name = self.trimmed(range);
        if name.is_empty() {
            return;
        }
        if is_numbered && self.street.is_none() {
            self.locality.get_or_insert(name);
        } else if self.address.place.is_none() {
            self.address.place = Some(self.part(name));
        }
    }

    /// A name without blanks and words beside it.
    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        const BEFORE: [&str; 5] = ["地址", "位于", "中国", "原", "的"];
        const AFTER: [&str; 8] = ["附近", "旁边", "对面", "旁", "内", "处", "东侧", "西侧"];
        let units = self.units();
        while range.len() > 1 && units[range.end - 1] == BLANK {
            range.end -= 1;
        }
        if let Some(word) = BEFORE.iter().find(|word| begins(&units[range.clone()], word)) {
            range.start += word.chars().count();
        }
        let len_of = |word: &&str| word.chars().count();
        let ends =
            |word: &&&str| range.len() > len_of(word) && begins(&units[range.end - len_of(word)..range.end], word);
        let after = AFTER.iter().find(ends).map_or(0, len_of);
        range.start.min(range.end - after)..range.end - after
    }

    /// Makes the steps to the house of what was read.
    fn steps(&mut self) {
        let base = match (&self.street, &self.locality, &self.village) {
            (Some(street), ..) => Some((street.clone(), StepKind::Street)),
            (None, Some(locality), _) => Some((locality.clone(), StepKind::Locality)),
            (None, None, Some(village)) => Some((village.clone(), StepKind::Village)),
            (None, None, None) => None,
        };
        let Some((range, kind)) = base else { return };
        let mut part = match (&self.address.village, kind) {
            (Some(village), StepKind::Village) => village.clone(),
            _ => Part { units: in_digits(&self.units()[range.clone()], NUMBERED), said: self.said(range) },
        };
        if kind == StepKind::Street {
            self.street_steps(&part);
        } else {
            self.address.steps.push(Step { part: part.clone(), kind, own: None });
        }
        let group = self.group.clone().filter(|_| kind != StepKind::Street);
        let lanes = self.lanes.iter().cloned().map(|(range, house)| (range, house, StepKind::Lane));
        let further: Vec<_> =
            group.into_iter().map(|(range, house)| (range, house, StepKind::Group)).chain(lanes).collect();
        for (range, house, kind) in further {
            push_number(&mut part.units, house.value);
            if house.sub > 0 {
                part.units.push(BLANK);
                push_number(&mut part.units, house.sub);
            }
            part.units.push(if kind == StepKind::Group { '组' } else { '巷' } as u16);
            part.said.push_str(&self.said(range));
            self.address.steps.push(Step { part: part.clone(), kind, own: Some(house) });
        }
    }

    /// A street's family, the street, and its section.
    fn street_steps(&mut self, part: &Part) {
        let name = &part.units;
        let street = street_len(name);
        let stem = family_len(&name[..street]);
        let steps = &mut self.address.steps;
        if stem > 1 && stem < street {
            let units = name[..stem].to_vec();
            let said = String::from_utf16_lossy(&units);
            let units = [&units[..], &[FAMILY]].concat();
            steps.push(Step { part: Part { units, said }, kind: StepKind::Family, own: None });
        }
        let own = None;
        if street < name.len() {
            let units = name[..street].to_vec();
            let said = String::from_utf16_lossy(&units);
            steps.push(Step { part: Part { units, said }, kind: StepKind::Street, own });
        }
        steps.push(Step { part: part.clone(), kind: StepKind::Street, own });
    }
}

/// Whether a number ends the name before it: 头竹围110号, 三里墩12组; not 上石南六巷, 荣安13街.
fn ends_name(units: &[u16], at: usize, counted: Counted) -> bool {
    match counted.counter {
        Some(Counter::Lane) => is_digit(units[at]),
        Some(Counter::Section) | None => false,
        Some(_) => true,
    }
}

/// Units of a street's name without its section.
fn street_len(name: &[u16]) -> usize {
    const SECTION: u16 = '段' as u16;
    let is_street = |&&unit: &&u16| "路街巷弄道".chars().any(|c| c as u32 == u32::from(unit));
    if name.last() != Some(&SECTION) {
        return name.len();
    }
    let behind = name.iter().rev().take_while(|unit| !is_street(unit)).count();
    if behind < name.len() { name.len() - behind } else { name.len() }
}

/// Units of a street's name that those beside it have in common: without generic, number and direction.
fn family_len(name: &[u16]) -> usize {
    let any = |unit: &u16, of: &str| of.chars().any(|c| c as u32 == u32::from(*unit));
    let mut len = name.len() - name.iter().rev().take_while(|unit| any(unit, "路街巷弄道大同胡支")).count();
    len -= name[..len].iter().rev().take_while(|unit| is_digit(**unit)).count();
    len -= usize::from(len > 1 && any(&name[len - 1], "东西南北中前后"));
    len - name[..len].iter().rev().take_while(|unit| is_digit(**unit)).count()
}
