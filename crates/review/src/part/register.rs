//! Making the register from the layers, a piece a step: built-up areas, names, heritage, reserve bank.

use super::columns::Columns;
use super::sources::{Gives, Sources};
use super::{ReviewPart, say};
use crate::lexicon::units_of;
use crate::place::place_units;
use crate::profile::Profile;
use crate::suggest::Reserved;
use crate::{Review, Tables};
use diming_engine::dataset::columns::LIST_SEPARATOR;
use diming_engine::dataset::table::DEGREE_E7;
use diming_engine::dataset::{Column, ShapeKind};
use diming_engine::query::Data;
use diming_engine::service::{PartContext, PartView};
use diming_protocol::catalog::keys;
use diming_protocol::geo::LonLat;
use diming_review_protocol::review::ReviewState;
use std::ops::Range;

/// Heritage names are looked up one by one in the register: so many names of it count as a record.
const LOOKED_UP_PER_UNIT: usize = 1_000;
/// Progress is told so many times.
const TOLD_TIMES: usize = 20;

/// A register in the making.
pub(super) struct Registering {
    review: Review,
    reserve: Vec<Reserved>,
    made_from: u32,
    sources: Sources,
    /// Layers by what they give, in the order taken.
    layers: Vec<(Gives, usize)>,
    /// The layer under way and the next record of it.
    at: (usize, usize),
    done: usize,
    total: usize,
    told: usize,
}

impl Registering {
    fn new(profile: Profile, tables: Tables, data: Data, made_from: u32, sources: Sources) -> Registering {
        let layers = sources.in_order(data);
        let total = layers.iter().map(|(_, layer)| data.tables[*layer].len()).sum();
        let mut review = Review::new(profile, tables);
        review.register.reserve(total);
        Registering { review, reserve: Vec::new(), made_from, sources, layers, at: (0, 0), done: 0, total, told: 0 }
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
            Gives::Names | Gives::Heritage => self.take_names(data, layer, rows),
            Gives::Reserve => {
                let field = |row: usize| move |field: &str| data.text(layer, field, row);
                self.reserve.extend(rows.map(|row| reserved(data, layer, row, field(row))));
            }
        }
        self.at = if end == table.len() { (self.at.0 + 1, 0) } else { (self.at.0, end) };
        false
    }

    fn take_names(&mut self, data: Data, layer: usize, rows: Range<usize>) {
        let Some((info, by_kind)) = self.sources.register(layer) else { return };
        let columns = Columns::new(data, layer, by_kind);
        let is_own_file = data.catalog.layers[layer].is_own_file();
        let local = self.layers.iter().map(|(_, layer)| *layer).filter(|l| data.catalog.layers[*l].is_own_file());
        let local: Vec<usize> = local.filter(|_| !is_own_file).collect();
        let Review { lexicon, tables, .. } = &self.review;
        let is_one_place = |a: &str, b: &str| {
            a.is_empty() || b.is_empty() || place_units(a, lexicon, &tables.han) == place_units(b, lexicon, &tables.han)
        };
        // What a file of this machine has as well, under the same key, name and town, is its.
        let is_repeated = |row: usize, key: &str| {
            let is_it = |l: &usize| {
                let own = data.tables[*l].keys.row_of(key).filter(|_| !key.is_empty());
                own.is_some_and(|own| {
                    data.text(*l, keys::NAME, own) == columns.name(row)
                        && is_one_place(data.text(*l, keys::TOWN, own), columns.town(row))
                })
            };
            local.iter().any(is_it)
        };
        let repeated: Vec<bool> =
            rows.clone().map(|row| !local.is_empty() && is_repeated(row, data.tables[layer].keys.get(row))).collect();
        let mut taken = 0;
        for (row, is_repeated) in rows.clone().zip(repeated) {
            if is_repeated {
                info.repeated += 1;
                continue;
            }
            let Review { register, lexicon, tables, .. } = &mut self.review;
            let is_known = info.is_heritage && {
                let units = units_of(columns.name(row), &tables.han);
                register.protect(&units, columns.town(row), lexicon, &tables.han)
            };
            if is_known || columns.register(&mut self.review, row, info) {
                taken += 1;
            }
        }
        info.names += taken;
        info.left_out += rows.len() as u32 - taken;
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

impl ReviewPart {
    /// Whether the register is to be made (again): everything is in, and it was made from something else.
    pub(super) fn register_is_due(&self, view: PartView) -> bool {
        self.is_open
            && !matches!(self.said, ReviewState::Failed(_))
            && self.files.iter().all(|file| file.ended.is_some())
            && view.characters().is_some()
            && view.is_settled()
            && self.registering.as_ref().map_or(self.made_from, |r| r.made_from) != view.index_revision()
    }

    /// Takes more records into the register.
    pub(super) fn register_some(&mut self, cx: &mut PartContext, units: usize) {
        if self.register_is_due(cx.view()) {
            let Some((tables, profile)) = self.parsed_tables(cx) else { return };
            let (view, read) = (cx.view(), cx.view().layers_read());
            let made = view.with_data(|data| {
                let sources = Sources::new(data, &self.switches, &read);
                Registering::new(profile, tables, data, view.index_revision(), sources)
            });
            self.registering = made.map(Box::new);
        }
        let Some(mut made) = self.registering.take() else { return };
        let is_whole = cx.view().with_data(|data| made.step(data, units)).unwrap_or(true);
        if !is_whole {
            let progress = made.progress();
            self.registering = Some(made);
            return progress.into_iter().for_each(|state| self.say_state(cx, state));
        }
        let Registering { mut review, reserve, made_from, mut sources, .. } = *made;
        review.gaps = sources.end();
        self.info.names = review.register.len() as u32;
        self.info.areas = review.areas.len() as u32;
        self.info.spare = reserve.iter().filter(|reserved| reserved.is_spare).count() as u32;
        self.info.is_reserve_part = sources.is_reserve_part;
        self.info.is_areas_part = review.gaps.areas;
        self.info.registers = sources.infos();
        (self.review, self.reserve, self.made_from) = (Some(Box::new(review)), reserve, made_from);
        self.register_pending();
        if let Some(work) = &mut self.work {
            work.register_again();
        }
        // Told even where the counts are the same: what was asked is asked again.
        self.said = ReviewState::Ready(Box::new(self.info.clone()));
        say(cx, self.said.clone());
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
