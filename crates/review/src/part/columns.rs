//! The columns of a layer that a register reads, and what their values mean.

use crate::register::Entry;
use crate::status::{End, status_of_word};
use crate::{Review, note_unknown};
use diming_engine::dataset::columns::LIST_SEPARATOR;
use diming_engine::dataset::{Column, Table};
use diming_engine::query::Data;
use diming_protocol::catalog::{Field, keys};
use diming_protocol::{FeatureId, RecordState};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Status;
use diming_review_protocol::messages::name_type_of;
use diming_review_protocol::review::RegisterInfo;

/// The columns of a layer that a register reads; what a dictionary's values mean is worked out once.
pub(super) struct Columns<'a> {
    layer: usize,
    data: Data<'a>,
    table: &'a Table,
    name: Option<&'a Column>,
    former: Option<&'a Column>,
    town: Option<&'a Column>,
    kinds: Coded<'a, Option<NameType>>,
    /// Types in the column of kinds, where they may stand there.
    other_kinds: Option<Coded<'a, Option<NameType>>>,
    statuses: Coded<'a, Option<Status>>,
    ends: Option<&'a Column>,
    marks: [Option<usize>; 2],
    heritage_type: Option<&'a Column>,
}

/// A column of few values with what each means.
struct Coded<'a, T> {
    column: Option<&'a Column>,
    meanings: Vec<T>,
    meaning: Box<dyn Fn(&str) -> T + 'a>,
}

impl<'a, T: Copy> Coded<'a, T> {
    fn new(column: Option<&'a Column>, meaning: impl Fn(&str) -> T + 'a) -> Coded<'a, T> {
        let meanings = match column {
            Some(Column::Choice(dictionary, _)) => {
                (0..=dictionary.values().len() as u32).map(|code| meaning(dictionary.value(code))).collect()
            }
            _ => Vec::new(),
        };
        Coded { column, meanings, meaning: Box::new(meaning) }
    }

    fn get(&self, row: usize) -> T {
        match self.column {
            Some(Column::Choice(dictionary, codes)) => {
                let code = codes.get(row);
                self.meanings.get(code as usize).copied().unwrap_or_else(|| (self.meaning)(dictionary.value(code)))
            }
            _ => (self.meaning)(self.text(row)),
        }
    }

    fn text(&self, row: usize) -> &'a str {
        self.column.map_or("", |column| column.text(row))
    }
}

impl<'a> Columns<'a> {
    /// `by_kind`: a record without a type has it in the column of kinds.
    pub(super) fn new(data: Data<'a>, layer: usize, by_kind: bool) -> Columns<'a> {
        let column = |key: &str| data.column(layer, key);
        let types = data.catalog.fields.get(keys::TYPE);
        let kind = move |text: &str| type_of(types, text);
        let states = data.catalog.fields.get(keys::STATUS);
        Columns {
            layer,
            data,
            table: data.tables[layer],
            name: column(keys::NAME),
            former: column(keys::FORMER_NAMES),
            town: column(keys::TOWN),
            kinds: Coded::new(column(keys::TYPE), kind),
            other_kinds: by_kind.then(|| Coded::new(column(keys::KIND), kind)),
            statuses: Coded::new(column(keys::STATUS), move |text| status_of(states, text)),
            ends: column(keys::VALID_TO),
            marks: ["is_historic", "is_red"].map(|field| data.column_ix(layer, field)),
            heritage_type: column("heritage_type"),
        }
    }

    pub(super) fn name(&self, row: usize) -> &'a str {
        self.name.map_or("", |column| column.text(row))
    }

    pub(super) fn town(&self, row: usize) -> &'a str {
        self.town.map_or("", |column| column.text(row))
    }

    /// Registers a record: its name and its former names. `false` where it has no usable name. What is not known of
    /// it is counted.
    pub(super) fn register(&self, review: &mut Review, row: usize, info: &mut RegisterInfo) -> bool {
        if self.name(row).contains(char::REPLACEMENT_CHARACTER) {
            info.garbled += 1;
            return false;
        }
        let (kind, end) = (self.kind(row), self.end(row));
        let status = end.status(self.statuses.get(row));
        let is_yes = |column: &Option<usize>| {
            column
                .is_some_and(|at| matches!(&self.table.columns[at], Column::YesNo(marks) if marks.get(row) == Some(&2)))
        };
        let is_protected = info.is_heritage
            || self.marks.iter().any(is_yes)
            || self.heritage_type.is_some_and(|column| !column.text(row).is_empty());
        let ends = self.ends.filter(|_| end == End::NotUnderstood);
        let said = ends.map_or(self.statuses.text(row), |column| column.text(row));
        let entry = Entry {
            id: self.table.keys.get(row),
            name: self.name(row),
            kind,
            status: status.unwrap_or_default(),
            said: if status.is_none() { said } else { "" },
            at: self.table.position(row),
            town: self.town(row),
            feature: Some(FeatureId::new(self.layer, row)),
            is_protected,
        };
        let scope = |field: &str| self.data.text(self.layer, field, row);
        let former = self.former.map_or("", |column| column.text(row));
        for name in former.split(LIST_SEPARATOR).filter(|name| !name.is_empty()) {
            review.register(&Entry { name, status: Status::Former, said: "", ..entry.clone() }, scope);
        }
        let is_taken = review.register(&entry, scope);
        if is_taken && kind.is_none() {
            note_unknown(&mut info.types_unknown, self.kind_text(row));
        }
        if is_taken && status.is_none() {
            note_unknown(&mut info.statuses_unknown, said);
        }
        is_taken
    }

    fn end(&self, row: usize) -> End {
        match self.ends {
            Some(Column::Date(dates)) => dates.get(row).map_or(End::Open, |&date| End::of_date(date, self.data.today)),
            Some(column) => End::of_text(column.text(row), self.data.today),
            None => End::Open,
        }
    }

    /// The type of a record; `None` where it is not known.
    fn kind(&self, row: usize) -> Option<NameType> {
        self.kinds.get(row).or_else(|| self.other_kinds.as_ref()?.get(row))
    }

    fn kind_text(&self, row: usize) -> &'a str {
        let other = || self.other_kinds.as_ref().map_or("", |kinds| kinds.text(row));
        Some(self.kinds.text(row)).filter(|text| !text.is_empty()).unwrap_or_else(other)
    }
}

/// The type that a text means: a code, or a word for it, of the catalog or of offices.
pub(super) fn type_of(types: Option<&Field>, text: &str) -> Option<NameType> {
    let values = types.map_or(&[][..], |field| &field.values);
    let is_called = |label: &diming_protocol::catalog::Label| label.zh == text || label.en == text;
    let code = values.iter().find(|value| !text.is_empty() && is_called(&value.label));
    name_type_of(code.map_or(text, |value| &value.value))
}

/// The status that a text means: a word of registers, or a value of the catalog that is called so or counts as closed.
fn status_of(states: Option<&Field>, text: &str) -> Option<Status> {
    let called = || {
        let value = states?.values.iter().find(|value| value.value == text)?;
        let closed = (value.state == RecordState::Closed).then_some(Status::Cancelled);
        let label = Some(&value.label.zh).filter(|label| !label.is_empty());
        label.and_then(|label| status_of_word(label)).or(closed)
    };
    status_of_word(text).or_else(called)
}
