//! The sink of all formats: a record becomes a row of the table (key, place, values), with notes on what was wrong.

use super::Limits;
use super::geometry;
use super::keys::{KEPT, KeyTable};
use super::lenient::{is_spoilt, parse_yes_no};
use super::notes::{Notes, Site};
use super::place::{Faults, settle};
use super::plan::{Check, Plan, Slot};
use super::record::{Properties, Record};
use super::turns::bring_home;
use super::values::{Cell, push, push_plain, raw};
use crate::dataset::{Column, Geometry, Table, TableBuilder};
use crate::delimited::names::axis_of;
use crate::json::scan::{Tag, Token, unescape};
use diming_protocol::Reason;
use diming_protocol::catalog::keys::PUBLIC;
use diming_protocol::catalog::{Datum, FieldKind, Label};
use diming_protocol::geo::{LonLat, LonLatBounds};
use litemap::LiteMap;
use std::borrow::Cow;

/// Puts records into the table.
#[derive(Debug)]
pub struct Recorder {
    plan: Plan,
    /// The key table.
    pub keys: KeyTable,
    limits: Limits,
    /// The current record.
    pub record: Record,
    key: String,
    /// The file's names of its fields, by slot, if the keys do not give them.
    named: LiteMap<usize, String>,
    /// The table.
    pub builder: TableBuilder,
    /// The notes.
    pub notes: Notes,
}

impl Recorder {
    /// An empty table for a plan.
    pub fn new(plan: Plan, keys: KeyTable, limits: Limits) -> Recorder {
        let builder = TableBuilder::new(&plan.kinds);
        let (record, key, mut notes) = (Record::default(), String::new(), Notes::default());
        if plan.is_own_file {
            notes.expect(&[Reason::NoId]);
        }
        Recorder { plan, keys, limits, record, key, named: LiteMap::new(), builder, notes }
    }

    /// Whether everything is read: a file of this machine.
    pub fn is_own_file(&self) -> bool {
        self.plan.is_own_file
    }

    /// Whether the layer has a slot for a property.
    pub fn knows(&self, property: &str) -> bool {
        self.keys.knows(property)
    }

    /// The slot of a heading.
    pub fn slot_of(&self, heading: &str) -> Option<usize> {
        self.keys.slot_of(heading)
    }

    /// The meaning of a heading: a field, or a part of the position.
    pub fn meaning(&self, heading: &str) -> Option<String> {
        let field = |slot: usize| self.slot(slot).field.clone();
        match axis_of(heading).filter(|_| !self.keys.knows(heading)) {
            Some(axis) => Some(format!("{axis:?}")),
            None => self.keys.slot_of(heading).map(field),
        }
    }

    /// Whether a slot is that of the name.
    pub fn is_of_name(&self, slot: usize) -> bool {
        self.plan.name_slot == Some(slot)
    }

    /// The slot of the key, unless it is the name.
    pub fn key_slot(&self) -> Option<usize> {
        Some(self.plan.key_slot).filter(|&slot| Some(slot) != self.plan.name_slot)
    }

    /// A slot of the plan.
    pub fn slot(&self, slot: usize) -> &Slot {
        const NONE: &Slot = &Slot {
            field: String::new(),
            marks: Vec::new(),
            unit: Label { zh: String::new(), en: String::new() },
            label: Label { zh: String::new(), en: String::new() },
            values: Vec::new(),
            is_hidden: false,
            says: LiteMap::new(),
            is_list: false,
            check: Check::None,
        };
        self.plan.slots.get(slot).unwrap_or(NONE)
    }

    /// The kind of a slot's values.
    pub fn kind(&self, slot: usize) -> FieldKind {
        self.plan.kinds.get(slot).copied().unwrap_or(FieldKind::Text)
    }

    /// Whether a text is a valid value of a slot.
    pub fn fits(&self, slot: usize, text: &str) -> bool {
        let has_digit = || text.chars().any(|c| c.is_numeric());
        match self.kind(slot) {
            FieldKind::Number => has_digit() || text.chars().count() < 2,
            FieldKind::Date => text.is_empty() || has_digit(),
            FieldKind::YesNo => text.is_empty() || parse_yes_no(text).is_some(),
            _ => true,
        }
    }

    /// Expected area of the coordinates.
    pub fn bounds(&self) -> LonLatBounds {
        self.plan.bounds
    }

    /// The file's name of a field.
    pub fn name_slot(&mut self, slot: usize, name: &str) {
        self.named.insert(slot, name.to_owned());
    }

    /// The datum named in the file takes precedence over the chosen one; noted if they differ.
    pub fn set_datum(&mut self, datum: Datum, heading: &str) {
        let is_same = |datum| matches!(datum, Datum::Wgs84 | Datum::Cgcs2000);
        if datum != self.plan.datum && !(is_same(datum) && is_same(self.plan.datum)) {
            self.notes.add(Site::default(), "geometry", heading, Reason::DatumOfHeading);
        }
        self.plan.datum = datum;
    }

    /// Reasons that make no note: in public files, and in files of this machine.
    pub fn expect(&mut self, in_public: &'static [Reason], in_own: &'static [Reason]) {
        self.notes.expect(if self.plan.is_own_file { in_own } else { in_public });
    }

    /// Number of slots.
    #[inline]
    pub fn slots(&self) -> usize {
        self.plan.slots.len()
    }

    /// The limits of the file.
    #[inline]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Notes that invalid UTF-8 in a text was replaced.
    pub fn note_bad_text(&mut self, text: &str, row: u32) {
        let bad = text.find(char::REPLACEMENT_CHARACTER).map_or("", |at| &text[at..]);
        self.notes.add(Site { row: Some(row), key: "" }, "", bad, Reason::BadText);
    }

    /// Takes the table, with the file's names of its fields, and the notes.
    pub fn finish(&mut self) -> (Table, Notes) {
        self.notes.gather(self.builder.table().len());
        let mut table = std::mem::replace(&mut self.builder, TableBuilder::new(&[])).finish();
        if self.plan.is_own_file {
            let called = |slot: usize| self.named.get(&slot).map(String::as_str).or_else(|| self.keys.met_key_of(slot));
            table.called = (0..self.plan.kinds.len()).map(|slot| called(slot).map(str::to_owned)).collect();
        }
        (table, std::mem::take(&mut self.notes))
    }

    /// Normalises keys like headings of tables.
    pub fn understand_headings(&mut self) {
        self.plan.understand_headings(&mut self.keys);
    }

    /// Accepts labels and spellings as people write them in tables. Call once per file, before its heading.
    pub fn understand_table(&mut self) {
        self.understand_headings();
        self.plan.understand_labels();
    }

    /// The records come from a table: every number in it is text. Without position columns no record has a place,
    /// which is noted once.
    pub fn expect_table(&mut self, has_places: bool) {
        self.expect(
            &[Reason::NumberAsText, Reason::CoordinateAsText],
            &[Reason::NoId, Reason::NumberAsText, Reason::CoordinateAsText],
        );
        if !has_places && self.plan.needs_place {
            self.plan.needs_place = false;
            self.notes.add(Site::default(), "geometry", "", Reason::NoPositionColumns);
        }
    }

    /// Adds the current record, given the text of its spans.
    pub fn add(&mut self, text: &str, row: u32) {
        let record = std::mem::take(&mut self.record);
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        self.key_of(text, &record, &mut key);
        let site = Site { row: Some(row), key: &key };
        if self.may_show(text, &record, site) {
            let geometry = self.place(text, &record, site);
            if !self.builder.begin(&key, &geometry) {
                self.notes.add(site, "id", &key, Reason::DuplicateId);
            }
            self.add_values(text, &record, site);
            if self.plan.is_own_file {
                self.keep_others(text, &record);
            }
            self.note_rest(text, &record, site);
        }
        (self.record, self.key) = (record, key);
    }

    /// GeoJSON's `id`, else the key field; a number as it is written.
    fn key_of(&self, text: &str, record: &Record, key: &mut String) {
        for token in [record.id, record.slots[self.plan.key_slot]] {
            match token.tag {
                Tag::Text | Tag::Number => key.push_str(raw(text, token).trim()),
                Tag::Escaped => {
                    unescape(raw(text, token), key);
                }
                _ => {}
            }
            if !key.is_empty() {
                let end = (0..=self.limits.text_bytes.min(key.len())).rev().find(|&end| key.is_char_boundary(end));
                return key.truncate(end.unwrap_or(0));
            }
        }
    }

    /// Whether records of a secrecy level are shown.
    fn shows(&self, secrecy: &str) -> bool {
        match secrecy.trim() {
            _ if self.plan.is_own_file => true,
            "" => !self.plan.needs_secrecy,
            secrecy => secrecy == PUBLIC,
        }
    }

    /// Whether nothing in a record may be quoted in notes, given the text of a slot.
    pub fn withholds(&self, slot: usize, text: &str) -> bool {
        slot == self.plan.secrecy_slot && !self.shows(text)
    }

    /// Whether the record may be shown: in public only 公开, or unmarked if the layer allows that.
    fn may_show(&mut self, text: &str, record: &Record, site: Site) -> bool {
        let token = record.slots[self.plan.secrecy_slot];
        let mut secrecy = String::new();
        match token.tag {
            Tag::Absent | Tag::Null => {}
            Tag::Escaped => {
                unescape(raw(text, token), &mut secrecy);
            }
            _ => secrecy.push_str(raw(text, token)),
        }
        let may = self.shows(&secrecy);
        if !may {
            let field = &self.plan.slots[self.plan.secrecy_slot].field;
            self.notes.add(site, field, &secrecy, Reason::Secret);
        }
        may
    }

    #[inline(never)]
    fn place(&mut self, text: &str, record: &Record, site: Site) -> Geometry {
        let mut faults = Faults::default();
        let token = record.geometry;
        let placed = match (record.point, token.tag) {
            (Some((lon, lat)), _) => {
                let mut p = LonLat { lon, lat };
                if lon.abs() > 180.0 {
                    bring_home(&mut p, &mut faults);
                }
                settle(&mut [&mut p], &self.plan, &mut faults).map(|()| Geometry::Point(p))
            }
            (None, _) if record.unread.is_some() => Err(Reason::CoordinateNotNumber),
            (None, Tag::Absent | Tag::Null) if !self.plan.needs_place => Ok(Geometry::None),
            (None, Tag::Absent | Tag::Null) => Err(Reason::NoGeometry),
            _ => geometry::read(text, token, &self.plan, &mut faults),
        };
        let quoted = || match record.quote {
            Some(quote) => Cow::Owned(quote(text, record)),
            None => Cow::Borrowed(raw(text, token)),
        };
        for &reason in faults.reasons() {
            self.notes.add(site, "geometry", &quoted(), reason);
        }
        placed.unwrap_or_else(|reason| {
            self.notes.add(site, "geometry", &quoted(), reason);
            Geometry::None
        })
    }

    #[inline(never)]
    fn add_values(&mut self, text: &str, record: &Record, site: Site) {
        let text_bytes_max = self.limits.text_bytes;
        let mut unread: Vec<(usize, Token)> = Vec::new();
        let slots = self.plan.slots.iter().enumerate();
        for ((column, (at, slot)), token) in self.builder.columns().iter_mut().zip(slots).zip(&record.slots) {
            if slot.is_hidden {
                column.push_unknown();
            } else if !push_plain(column, text, token, slot.check, text_bytes_max)
                && !push(column, &Cell { text, token: *token, slot, site, text_bytes_max }, &mut self.notes)
            {
                unread.push((at, *token));
            }
        }
        for (at, token) in unread.into_iter().filter(|_| self.plan.is_own_file) {
            let field = self.plan.slots.get(at).map_or("", |slot| &slot.field);
            let mut unescaped = String::new();
            let (value, is_json) = kept_text(text, token, &mut unescaped, text_bytes_max);
            self.builder.keep_unread(field, is_json, value);
        }
    }

    /// Stores the properties that the catalog does not know.
    #[inline(never)]
    fn keep_others(&mut self, text: &str, record: &Record) {
        let mut unescaped = String::new();
        for &(entry, token) in &record.others {
            let name = self.keys.key_of(entry).trim_start_matches(KEPT);
            let (value, is_json) = kept_text(text, token, &mut unescaped, self.limits.text_bytes);
            self.builder.keep(name, is_json, value);
        }
        self.builder.end_kept();
    }

    #[inline(never)]
    fn note_rest(&mut self, text: &str, record: &Record, site: Site) {
        for &(name, token) in &record.odd {
            let reason = if raw(text, name) == "bbox" { Reason::OddBbox } else { Reason::ForeignMember };
            self.notes.add(site, raw(text, name), raw(text, token), reason);
        }
        if !matches!(record.id.tag, Tag::Absent | Tag::Null | Tag::Text | Tag::Number | Tag::Escaped) {
            self.notes.add(site, "id", raw(text, record.id), Reason::WrongKind);
        }
        if is_spoilt(site.key) {
            self.notes.add(site, &self.plan.slots[self.plan.key_slot].field, site.key, Reason::SpoiltId);
        }
        if record.properties == Properties::None {
            self.notes.add(site, "properties", "", Reason::NoProperties);
        }
        if site.key.is_empty() {
            self.notes.add(site, &self.plan.slots[self.plan.key_slot].field, "", Reason::NoId);
        }
        if let Some(name) = self.plan.name_slot
            && let Some(Column::Text(names)) = self.builder.table().columns.get(name)
            && names.get(names.len() - 1).is_empty()
        {
            self.notes.add(site, &self.plan.slots[name].field, "", Reason::NoName);
        }
        for &(slot, token) in &record.second {
            let (field, second) = (&self.plan.slots[slot].field, raw(text, token).trim());
            let is_name = Some(slot) == self.plan.name_slot && token.tag != Tag::Null;
            // A part of the name has no entry of its own: its specific.
            if is_name && !raw(text, record.slots[slot]).contains(second) {
                self.notes.add_lost(site, field, second, Reason::SecondName);
            } else {
                self.notes.add(site, field, second, Reason::TwoForOne);
            }
        }
        if self.keys.has_fresh() {
            for key in self.keys.take_fresh() {
                let reason = if self.plan.is_own_file { Reason::KeptField } else { Reason::UnknownField };
                self.notes.add(site, key.trim_start_matches(KEPT), "", reason);
            }
        }
    }
}

/// A value stored beside the fields, truncated if too long, and whether it is JSON.
fn kept_text<'t>(text: &'t str, token: Token, unescaped: &'t mut String, bytes_max: usize) -> (&'t str, bool) {
    let value = match token.tag {
        Tag::Escaped => {
            unescaped.clear();
            unescape(raw(text, token), unescaped);
            unescaped.as_str()
        }
        _ => raw(text, token),
    };
    let end = (0..=bytes_max.min(value.len())).rev().find(|&end| value.is_char_boundary(end));
    (value.get(..end.unwrap_or(0)).unwrap_or(""), !matches!(token.tag, Tag::Text | Tag::Escaped))
}
