//! Records of the list without coordinates, found by the layers that are loaded.

use super::loading::Held;
use super::messages::PlaceMsg;
use crate::geocode::{Accuracy, Asked, Candidate, Entry, Placed, Register, RegisterBuilder};
use diming_engine::service::{PartContext, PartView};
use diming_protocol::Problem;
use diming_protocol::catalog::{Lang, keys};
use diming_protocol::geo::LonLat;
use diming_protocol::messages::{distance, fill, text};
use diming_tables_protocol::{DeskLine, PlaceChoice, PlaceInfo, PlaceState, Said, Unfit, write_said};
use diming_text::Han;

/// Key of the field of former names.
const FORMER: &str = "former_names";
/// Decimals of a position that is written into the list: about a metre.
const DECIMALS: usize = 5;

/// The search for places.
#[derive(Default)]
pub struct Places {
    stage: Stage,
    revision: u32,
    said: PlaceState,
}

#[derive(Default)]
enum Stage {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// The register is filled: the layer and the record that come next.
    Filling { builder: Box<RegisterBuilder>, layer: usize, row: usize },
    /// It is sorted.
    Building(Box<RegisterBuilder>),
    /// Rows are looked for.
    Finding { register: Box<Register>, placed: Vec<Placed> },
    /// All were looked for; the rows without coordinates of their own.
    Ready { register: Box<Register>, placed: Vec<Placed>, rows: Vec<u32> },
}

impl Places {
    /// Looks for all rows without coordinates.
    pub fn open(&mut self, cx: &mut PartContext, held: &Held) {
        if held.is_shifted {
            self.stage = Stage::Idle;
            return self.say(cx, PlaceState::Unfit(Unfit::Datum));
        }
        self.stage = Stage::Filling { builder: Box::default(), layer: 0, row: 0 };
        self.say(cx, PlaceState::Finding { done: 0, total: 0 });
    }

    /// Ends it.
    pub fn close(&mut self, cx: &mut PartContext) {
        self.stage = Stage::Idle;
        self.say(cx, PlaceState::None);
    }

    /// The list has changed: its rows are looked for again.
    pub fn begin_again(&mut self) {
        self.stage = match std::mem::take(&mut self.stage) {
            Stage::Finding { register, .. } | Stage::Ready { register, .. } => {
                Stage::Finding { register, placed: Vec::new() }
            }
            rest => rest,
        };
    }

    /// The table of characters has come: the register is made again.
    pub fn begin_anew(&mut self) {
        if !matches!(self.stage, Stage::Idle) {
            self.stage = Stage::Filling { builder: Box::default(), layer: 0, row: 0 };
        }
    }

    /// Whether a step has something to do.
    pub fn has_work(&self, view: PartView) -> bool {
        match &self.stage {
            Stage::Idle | Stage::Ready { .. } => false,
            // Records are read from columns that are settled.
            Stage::Filling { .. } => view.is_settled(),
            Stage::Building(_) | Stage::Finding { .. } => true,
        }
    }

    /// Does about so many units of work. `own`: the layer of the list, which says nothing of itself.
    pub fn step(&mut self, cx: &mut PartContext, held: &Held, own: usize, (han, units): (&Han, usize)) {
        match std::mem::take(&mut self.stage) {
            Stage::Filling { mut builder, layer, row } => {
                match fill_some(cx.view(), &mut builder, (layer, row), own, (han, units)) {
                    Ok(Some((layer, row))) => self.stage = Stage::Filling { builder, layer, row },
                    Ok(None) => self.stage = Stage::Building(builder),
                    Err(problem) => self.say(cx, PlaceState::Failed(problem)),
                }
            }
            Stage::Building(mut builder) => match builder.step(units, han) {
                Some(register) => self.stage = Stage::Finding { register: Box::new(register), placed: Vec::new() },
                None => self.stage = Stage::Building(builder),
            },
            Stage::Finding { register, mut placed } => {
                let (list, total) = (&held.read.list, held.read.list.len());
                // Looking for a row costs about as much as reading ten.
                for row in placed.len()..(placed.len() + (units / 10).max(1)).min(total) {
                    placed.push(place(&register, held, row, han));
                }
                if placed.len() < list.len() {
                    let done = placed.len() as u64;
                    self.stage = Stage::Finding { register, placed };
                    return self.say(cx, PlaceState::Finding { done, total: total as u64 });
                }
                let is_open = |row: &u32| !matches!(placed.get(*row as usize), Some(Placed::Has) | None);
                let rows: Vec<u32> = (0..total as u32).filter(is_open).collect();
                self.revision += 1;
                let info = self.info(&register, &placed, &rows);
                self.stage = Stage::Ready { register, placed, rows };
                self.say(cx, PlaceState::Ready(info));
            }
            rest => self.stage = rest,
        }
    }

    fn info(&self, register: &Register, placed: &[Placed], rows: &[u32]) -> PlaceInfo {
        let found = |row: &&u32| best(placed, **row).is_some();
        let is_sure = |row: &&u32| sure(placed, **row).is_some();
        PlaceInfo {
            revision: self.revision,
            register: register.len() as u32,
            placed: (placed.len() - rows.len()) as u32,
            open: rows.len() as u32,
            found: rows.iter().filter(found).count() as u32,
            sure: rows.iter().filter(is_sure).count() as u32,
        }
    }

    /// Lines of rows without coordinates, and the revision that they are of.
    pub fn lines(&self, held: &Held, (from, count): (usize, usize), lang: Lang) -> (u32, Vec<DeskLine>) {
        let Stage::Ready { register, placed, rows } = &self.stage else { return (self.revision, Vec::new()) };
        let (list, roles) = (&held.read.list, held.columns.roles);
        let line = |row: &u32| {
            let at = *row as usize;
            let (words, weight) = found_words(register, placed, *row, lang);
            let choice = |candidate: &Candidate| PlaceChoice {
                words: candidate_words(register, candidate, lang),
                at: candidate.at,
            };
            DeskLine {
                cells: vec![
                    list.line(at).to_string(),
                    list.cell_of(at, roles.name).to_owned(),
                    [roles.town, roles.village, roles.address].map(|column| list.cell_of(at, column)).join(" "),
                    words,
                ],
                weight: weight.to_owned(),
                is_repairable: best(placed, *row).is_some(),
                row: *row,
                choices: candidates(placed, *row).iter().map(choice).collect(),
                ..DeskLine::default()
            }
        };
        (self.revision, rows.iter().skip(from).take(count).map(line).collect())
    }

    /// The rows that take their place: of one line one of its places, or all that are sure.
    pub fn accepted(&self, revision: u32, which: Option<(u32, u32)>) -> Vec<Accepted> {
        let Stage::Ready { placed, rows, .. } = &self.stage else { return Vec::new() };
        if revision != self.revision {
            return Vec::new();
        }
        let accepted = |row: u32, candidate: &Candidate| {
            let [(_, accuracy), (_, method)] = candidate.fields();
            Accepted { row, at: candidate.at, accuracy, method }
        };
        match which {
            Some((line, choice)) => {
                let row = rows.get(line as usize).copied();
                let of_row = |row: u32| Some(accepted(row, candidates(placed, row).get(choice as usize)?));
                row.and_then(of_row).into_iter().collect()
            }
            None => rows.iter().filter_map(|row| Some(accepted(*row, sure(placed, *row)?))).collect(),
        }
    }

    /// The row of a line at a place that a person has chosen.
    pub fn placed_by_hand(&self, revision: u32, line: u32, at: LonLat) -> Option<Accepted> {
        let Stage::Ready { rows, .. } = &self.stage else { return None };
        let row = rows.get(line as usize).filter(|_| revision == self.revision)?;
        Some(Accepted { row: *row, at, accuracy: "point", method: "map" })
    }

    fn say(&mut self, cx: &mut PartContext, state: PlaceState) {
        if self.said != state {
            self.said = state.clone();
            cx.say(0, write_said(&Said::Places(state)));
        }
    }
}

/// Puts records into the register, about so many; where it goes on, `None` at the end.
fn fill_some(
    view: PartView,
    builder: &mut RegisterBuilder,
    (mut layer, mut row): (usize, usize),
    own: usize,
    (han, units): (&Han, usize),
) -> Result<Option<(usize, usize)>, Problem> {
    let filled = view.with_data(|data| {
        for _ in 0..units.max(1) {
            while data.tables.get(layer).is_some_and(|table| row >= table.len() || layer == own) {
                (layer, row) = (layer + 1, 0);
            }
            let Some(table) = data.tables.get(layer) else { return Ok(None) };
            let is_listed = data.catalog.layers.get(layer).is_some_and(|layer| layer.role.is_listed());
            if !is_listed {
                (layer, row) = (layer + 1, 0);
                continue;
            }
            let text = |field: &str| data.text(layer, field, row);
            let entry = Entry {
                id: "",
                name: text(keys::NAME),
                former: text(FORMER),
                kind: text(keys::KIND),
                town: text(keys::TOWN),
                village: text(keys::VILLAGE),
                address: text(keys::ADDRESS),
                at: table.position(row),
            };
            if builder.push(&entry, han).is_err() {
                let limit = crate::geocode::ENTRIES_MAX as u64;
                return Err(Problem::Limit { what: "features".to_owned(), limit, found: None });
            }
            row += 1;
        }
        Ok(Some((layer, row)))
    });
    filled.unwrap_or(Ok(None))
}

fn place(register: &Register, held: &Held, row: usize, han: &Han) -> Placed {
    let (list, roles) = (&held.read.list, &held.columns.roles);
    // Whatever stands there is never written over: what cannot be read is a problem of the report.
    let is_filled = |column: &Option<usize>| !list.cell_of(row, *column).trim().is_empty();
    if [roles.lon, roles.lat, held.columns.place].iter().any(is_filled) {
        return Placed::Has;
    }
    let [name, town, village, address] =
        [roles.name, roles.town, roles.village, roles.address].map(|column| list.cell_of(row, column));
    if [name, town, village, address].iter().all(|text| text.trim().is_empty()) {
        return Placed::Silent;
    }
    Placed::Found(register.find(&Asked { name, town, village, address }, han))
}

/// The places that were found for a row, the best first.
fn candidates(placed: &[Placed], row: u32) -> &[Candidate] {
    match placed.get(row as usize) {
        Some(Placed::Found(answer)) => &answer.candidates,
        _ => &[],
    }
}

/// The best place of a row.
fn best(placed: &[Placed], row: u32) -> Option<&Candidate> {
    candidates(placed, row).first()
}

/// The place of a row that may be taken unseen: sure, and no coarser than a village.
fn sure(placed: &[Placed], row: u32) -> Option<&Candidate> {
    match placed.get(row as usize) {
        Some(Placed::Found(answer)) if answer.is_sure && answer.accuracy().is_drawn_exact() => {
            answer.candidates.first()
        }
        _ => None,
    }
}

/// What was found for a row, in words, and the weight of the line: advice where it is sure, else a doubt or an error.
fn found_words(register: &Register, placed: &[Placed], row: u32, lang: Lang) -> (String, &'static str) {
    let Some(candidate) = best(placed, row) else {
        let is_silent = matches!(placed.get(row as usize), Some(Placed::Silent));
        return (text(lang, if is_silent { PlaceMsg::Silent } else { PlaceMsg::Nowhere }).to_owned(), "error");
    };
    let is_sure = sure(placed, row).is_some();
    (candidate_words(register, candidate, lang), if is_sure { "advice" } else { "warn" })
}

/// What a place is, how sure it is, and how far off it may be.
fn candidate_words(register: &Register, candidate: &Candidate, lang: Lang) -> String {
    let msg = match candidate.accuracy {
        Accuracy::Record => PlaceMsg::Record,
        Accuracy::HouseNumber => PlaceMsg::HouseNumber,
        Accuracy::NearNumber => PlaceMsg::NearNumber,
        Accuracy::Group => PlaceMsg::Group,
        Accuracy::Street => PlaceMsg::Street,
        Accuracy::Village => PlaceMsg::Village,
        Accuracy::Town => PlaceMsg::Town,
        Accuracy::None => PlaceMsg::Nowhere,
    };
    let name = candidate.entry.map_or(text(lang, PlaceMsg::Middle), |entry| register.name(entry));
    let percent = format!("{:.0}", candidate.certainty * 100.0);
    let bound = candidate.bound_m.map(|metres| fill(lang, PlaceMsg::Bound, &[("distance", &distance(lang, metres))]));
    let certain = fill(lang, PlaceMsg::Certain, &[("percent", &percent)]);
    let parts = [Some(fill(lang, msg, &[("name", name)])), Some(certain), bound];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A place for a row.
#[derive(Clone, Copy, Debug)]
pub struct Accepted {
    row: u32,
    at: LonLat,
    /// Values of the two fields (`docs/geocode.md`).
    accuracy: &'static str,
    method: &'static str,
}

/// The columns that a place sets.
pub struct PlaceColumns {
    /// Longitude and latitude; one column where one cell holds both.
    position: [u32; 2],
    accuracy: u32,
    method: u32,
}

impl Held {
    /// Columns for a place, added where the list has none: position, accuracy, method.
    pub fn place_columns(&mut self, view: PartView, layer: usize) -> Option<PlaceColumns> {
        let (roles, pair) = (self.columns.roles, self.columns.place);
        let pair = pair.filter(|_| roles.lon.is_none() && roles.lat.is_none());
        let mut column = |known: Option<usize>, msg: PlaceMsg| {
            let heading = text(Lang::Zh, msg);
            let there = || self.read.list.headings().iter().position(|known| known == heading);
            known.or_else(there).unwrap_or_else(|| self.read.list.add_column(heading)) as u32
        };
        let columns = PlaceColumns {
            position: [column(roles.lon.or(pair), PlaceMsg::Longitude), column(roles.lat.or(pair), PlaceMsg::Latitude)],
            accuracy: column(None, PlaceMsg::Accuracy),
            method: column(None, PlaceMsg::Method),
        };
        let catalog = view.catalog()?;
        self.read_columns(catalog, layer);
        Some(columns)
    }
}

impl PlaceColumns {
    /// The cells that a place sets.
    pub fn cells(&self, accepted: &Accepted) -> Vec<(u32, u32, String)> {
        let Accepted { row, at, accuracy, method } = *accepted;
        let degrees = |degrees: f64| format!("{degrees:.DECIMALS$}");
        let [lon, lat] = self.position;
        let mut cells = match lon == lat {
            true => vec![(row, lon, format!("{},{}", degrees(at.lon), degrees(at.lat)))],
            false => vec![(row, lon, degrees(at.lon)), (row, lat, degrees(at.lat))],
        };
        cells.extend([(row, self.accuracy, accuracy.to_owned()), (row, self.method, method.to_owned())]);
        cells
    }
}
