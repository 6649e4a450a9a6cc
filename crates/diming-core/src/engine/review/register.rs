//! Making the register from the layers, a piece a step: built-up areas, names, heritage, reserve bank.

use super::super::Engine;
use crate::catalog::{LayerRole, keys};
use crate::dataset::columns::LIST_SEPARATOR;
use crate::dataset::table::DEGREE_E7;
use crate::dataset::{Column, ShapeKind, Table};
use crate::door::FeatureId;
use crate::door::Response;
use crate::door::application::NameType;
use crate::door::finding::Status;
use crate::door::review::{RegisterInfo, ReviewState};
use crate::geo::LonLat;
use crate::query::Data;
use crate::review::lexicon::units_of;
use crate::review::profile::Profile;
use crate::review::register::Entry;
use crate::review::suggest::Reserved;
use crate::review::{Review, Tables};
use std::ops::Range;

/// Heritage names are looked up one by one in the register: so many names of it count as a record.
const LOOKED_UP_PER_UNIT: usize = 1_000;
/// Records of a file of this machine that are looked at to tell what it holds.
const LOOKED_AT_MAX: usize = 1_000;
/// Progress is told so many times.
const TOLD_TIMES: usize = 20;

/// What a layer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gives {
    Areas,
    Names,
    Heritage,
    Reserve,
}

/// A register in the making.
pub(super) struct Registering {
    review: Review,
    reserve: Vec<Reserved>,
    registers: Vec<RegisterInfo>,
    made_from: u32,
    /// Layers by what they give, in the order taken.
    layers: Vec<(Gives, usize)>,
    /// The layer under way and the next record of it.
    at: (usize, usize),
    done: usize,
    total: usize,
    told: usize,
}

impl Registering {
    fn new(profile: Profile, tables: Tables, data: Data, made_from: u32) -> Registering {
        let catalog = data.catalog;
        let has = |ids: &[String], layer: usize| ids.contains(&catalog.layers[layer].id);
        let gives = |layer: usize| match (catalog.layers[layer].role, &catalog.review) {
            (LayerRole::Places, _) if catalog.layers[layer].is_local() => {
                is_of_names(data, layer).then_some(Gives::Names)
            }
            (LayerRole::Scopes, _) => Some(Gives::Areas),
            (LayerRole::Bank, _) => Some(Gives::Reserve),
            (_, Some(plan)) if has(&plan.registers, layer) => Some(Gives::Names),
            (_, Some(plan)) if has(&plan.heritage, layer) => Some(Gives::Heritage),
            _ => None,
        };
        let mut layers: Vec<(Gives, usize)> =
            (0..catalog.layers.len()).filter_map(|layer| Some((gives(layer)?, layer))).collect();
        // The office's own names before the published ones: what both have is theirs.
        layers.sort_by_key(|(gives, layer)| (*gives, !catalog.layers[*layer].is_local()));
        let total = layers.iter().map(|(_, layer)| data.tables[*layer].len()).sum();
        let mut review = Review::new(profile, tables);
        review.register.reserve(total);
        Registering {
            review,
            reserve: Vec::new(),
            registers: Vec::new(),
            made_from,
            layers,
            at: (0, 0),
            done: 0,
            total,
            told: 0,
        }
    }

    /// Takes about so many records; `true` where there are no more.
    fn step(&mut self, data: Data, units: usize) -> bool {
        let Some(&(gives, layer)) = self.layers.get(self.at.0) else { return !self.review.register.sort_some() };
        let Some(table) = data.tables.get(layer) else { return true };
        let cost = if gives == Gives::Heritage { 1 + self.review.register.len() / LOOKED_UP_PER_UNIT } else { 1 };
        let rows = self.at.1..table.len().min(self.at.1 + units.div_ceil(cost));
        self.done += rows.len();
        let end = rows.end;
        match gives {
            Gives::Areas => take_areas(&mut self.review, data, layer, rows),
            Gives::Names | Gives::Heritage => self.take_names(data, layer, rows, gives == Gives::Heritage),
            Gives::Reserve => {
                let field = |row: usize| move |field: &str| data.text(layer, field, row);
                self.reserve.extend(rows.map(|row| reserved(data, layer, row, field(row))));
            }
        }
        self.at = if end == table.len() { (self.at.0 + 1, 0) } else { (self.at.0, end) };
        false
    }

    fn take_names(&mut self, data: Data, layer: usize, rows: Range<usize>, is_heritage: bool) {
        if rows.start == 0 {
            self.registers.push(RegisterInfo { layer: layer as u32, is_heritage, ..RegisterInfo::default() });
        }
        let columns = Columns::new(data, layer);
        let is_local = data.catalog.layers[layer].is_local();
        let local = self.layers.iter().map(|(_, layer)| *layer).filter(|l| data.catalog.layers[*l].is_local());
        let local: Vec<usize> = local.filter(|_| !is_local).collect();
        let mut taken = 0;
        let len = rows.len();
        for row in rows {
            let (name, town) = (columns.name(row), columns.town(row));
            let key = data.tables[layer].keys.get(row);
            let is_it = |l: &usize| {
                let own = data.tables[*l].keys.row_of(key).filter(|_| !key.is_empty());
                own.is_some_and(|own| data.text(*l, keys::NAME, own) == name)
            };
            if local.iter().any(is_it) {
                continue;
            }
            let is_known = is_heritage && {
                let units = units_of(name, &self.review.tables.han);
                self.review.register.protect(&units, town)
            };
            if is_known || columns.register(&mut self.review, row, is_heritage) {
                taken += 1;
            }
        }
        if let Some(info) = self.registers.last_mut() {
            info.names += taken;
            info.left_out += len as u32 - taken;
        }
    }

    /// The progress where it is worth telling.
    fn progress(&mut self) -> Option<ReviewState> {
        let part = self.done * TOLD_TIMES / self.total.max(1);
        (part > self.told).then(|| {
            self.told = part;
            ReviewState::Building { done: self.done as u32, total: self.total as u32 }
        })
    }
}

impl Engine {
    /// Whether the register is to be made (again): everything is in, and it was made from something else.
    pub(super) fn register_is_due(&self) -> bool {
        let desk = &self.desk;
        desk.is_open
            && !matches!(desk.said, ReviewState::Failed(_))
            && desk.files.iter().all(|file| file.ended.is_some())
            && self.opening.characters.is_some()
            && self.index.is_settled
            && self.building.is_none()
            && !self.index_is_stale()
            && desk.registering.as_ref().map_or(desk.made_from, |r| r.made_from) != self.index.revision
    }

    /// Takes more records into the register.
    pub(super) fn register_some(&mut self, units: usize) {
        if self.register_is_due() {
            let Some((tables, profile)) = self.desk_tables() else { return };
            let made = self.with_data(|data| Registering::new(profile, tables, data, self.index.revision));
            self.desk.registering = made.map(Box::new);
        }
        let Some(mut made) = self.desk.registering.take() else { return };
        let is_whole = self.with_data(|data| made.step(data, units)).unwrap_or(true);
        if !is_whole {
            let progress = made.progress();
            self.desk.registering = Some(made);
            return progress.into_iter().for_each(|state| self.say_review(state));
        }
        let Registering { review, reserve, registers, made_from, .. } = *made;
        let desk = &mut self.desk;
        desk.info.names = review.register.len() as u32;
        desk.info.areas = review.areas.len() as u32;
        desk.info.spare = reserve.iter().filter(|reserved| reserved.is_spare).count() as u32;
        desk.info.registers = registers;
        (desk.review, desk.reserve, desk.made_from) = (Some(Box::new(review)), reserve, made_from);
        desk.register_pending();
        if let Some(work) = &mut desk.work {
            work.register_again();
        }
        // Told even where the counts are the same: what was asked is asked again.
        desk.said = ReviewState::Ready(Box::new(desk.info.clone()));
        let said = desk.said.clone();
        self.say(Response::ReviewIs(said));
    }
}

/// Whether a file of this machine holds names of places: not one of facilities, which say what kind they are.
fn is_of_names(data: Data, layer: usize) -> bool {
    let rows = 0..data.tables[layer].len().min(LOOKED_AT_MAX);
    !rows.into_iter().any(|row| !data.text(layer, keys::KIND, row).is_empty())
}

/// The columns of a layer that a register reads; what a dictionary's values mean is worked out once.
struct Columns<'a> {
    layer: usize,
    data: Data<'a>,
    table: &'a Table,
    name: Option<&'a Column>,
    former: Option<&'a Column>,
    town: Option<&'a Column>,
    kinds: Coded<'a, Option<NameType>>,
    statuses: Coded<'a, Status>,
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
            column => (self.meaning)(column.map_or("", |column| column.text(row))),
        }
    }
}

impl<'a> Columns<'a> {
    fn new(data: Data<'a>, layer: usize) -> Columns<'a> {
        let column = |key: &str| data.column(layer, key);
        // A type is a code, or the word by which the catalog calls it.
        let values = data.catalog.fields.get(keys::TYPE).map_or(&[][..], |field| &field.values);
        let kind = move |text: &str| {
            let code = values.iter().find(|value| value.label.zh == text).map_or(text, |value| &value.value);
            NameType::of_code(code)
        };
        Columns {
            layer,
            data,
            table: data.tables[layer],
            name: column(keys::NAME),
            former: column(keys::FORMER_NAMES),
            town: column(keys::TOWN),
            kinds: Coded::new(column(keys::TYPE), kind),
            statuses: Coded::new(column(keys::STATUS), Status::of_word),
            marks: ["is_historic", "is_red"].map(|field| data.column_ix(layer, field)),
            heritage_type: column("heritage_type"),
        }
    }

    fn name(&self, row: usize) -> &'a str {
        self.name.map_or("", |column| column.text(row))
    }

    fn town(&self, row: usize) -> &'a str {
        self.town.map_or("", |column| column.text(row))
    }

    /// Registers a record: its name and its former names. `false` where it has no usable name.
    fn register(&self, review: &mut Review, row: usize, is_heritage: bool) -> bool {
        let is_yes = |column: &Option<usize>| {
            column
                .is_some_and(|at| matches!(&self.table.columns[at], Column::YesNo(marks) if marks.get(row) == Some(&2)))
        };
        let is_protected = is_heritage
            || self.marks.iter().any(is_yes)
            || self.heritage_type.is_some_and(|column| !column.text(row).is_empty());
        let entry = Entry {
            id: self.table.keys.get(row),
            name: self.name(row),
            kind: self.kinds.get(row),
            status: self.statuses.get(row),
            at: self.table.position(row),
            town: self.town(row),
            feature: Some(FeatureId::new(self.layer, row)),
            is_protected,
        };
        let scope = |field: &str| self.data.text(self.layer, field, row);
        let former = self.former.map_or("", |column| column.text(row));
        for name in former.split(LIST_SEPARATOR).filter(|name| !name.is_empty()) {
            review.register(&Entry { name, status: Status::Former, ..entry.clone() }, scope);
        }
        review.register(&entry, scope)
    }
}

/// The rings of a layer's areas, each with its record's name.
fn take_areas(review: &mut Review, data: Data, layer: usize, rows: Range<usize>) {
    let place = |&(lon, lat): &(i32, i32)| LonLat { lon: f64::from(lon) / DEGREE_E7, lat: f64::from(lat) / DEGREE_E7 };
    let shapes = data.tables[layer].shapes.iter();
    for shape in shapes.filter(|shape| shape.kind == ShapeKind::Rings && rows.contains(&(shape.row as usize))) {
        let rings: Vec<Vec<LonLat>> = shape.parts.iter().map(|ring| ring.iter().map(place).collect()).collect();
        review.areas.push(data.text(layer, keys::NAME, shape.row as usize), &rings);
    }
}

/// A record of the reserve bank; lists are joined as the lenient reader splits them.
fn reserved<'a>(data: Data<'a>, layer: usize, row: usize, field: impl Fn(&str) -> &'a str) -> Reserved {
    let fits = match data.column(layer, "fits") {
        Some(Column::Choices(dictionary, lists)) => {
            lists.get(row).iter().map(|&code| dictionary.value(code)).collect::<Vec<_>>().join("、")
        }
        _ => field("fits").replace(LIST_SEPARATOR, "、"),
    };
    Reserved::of_fields(|name| if name == "fits" { &fits } else { field(name) })
}
