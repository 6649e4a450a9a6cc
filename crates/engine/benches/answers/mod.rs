//! Compares two engines answer by answer: one that read a file, one that read its prepared form.

use crate::dice::Dice;
use diming_engine::service::Engine;
use diming_protocol::catalog::Lang;
use diming_protocol::geo::{LonLat, World, WorldBounds, mercator};
use diming_protocol::{
    Answer, Constraint, Counts, Fetched, Filter, Look, Request, Response, Row, Sort, Source, Stamp, Which, Within,
};
use diming_text::Han;
use std::time::Instant;

/// Looks that are compared, and records whose cards are.
const LOOKS: usize = 300;
const CARDS: usize = 200;
const HAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin");
const CHUNK_BYTES: usize = 64 << 10;
/// Where most made-up records stand.
const MIDDLE: LonLat = LonLat { lon: 100.0, lat: 32.0 };

/// A layer's file with the catalog's text, without and with `prepared`, and its prepared form.
pub struct Both<'a> {
    pub catalogs: [&'a str; 2],
    pub file: &'a [u8],
    pub prepared: &'a [u8],
}

/// Asks both the same looks and cards; gives how many answers were equal.
pub fn compare(both: &Both) -> usize {
    let table = std::fs::read(HAN).unwrap();
    let han = Han::parse(&table).unwrap();
    let mut engines = [false, true].map(|is_prepared| opened(both, &table, is_prepared));
    let mut dice = Dice(7);
    let (mut known, mut equal) = (Known::default(), 0);
    for seq in 0..LOOKS {
        let look = if seq == 0 { whole() } else { known.look(&mut dice, &han) };
        let [file, columns] = engines.each_mut().map(|engine| seen(engine, seq as u32, &look));
        assert!(file.settled && file.total > 0);
        assert_eq!(file, columns, "{look:?}");
        known.learn(&file);
        equal += 1;
    }
    for row in known.rows.iter().take(CARDS) {
        let [file, columns] = engines.each_mut().map(|engine| {
            engine.submit(Request::Card { of: Which::Id(row.id) });
            run(engine).pop()
        });
        assert!(matches!(&file, Some(Response::Card { card: Some(_), is_final: true, .. })));
        assert_eq!(file, columns);
        equal += 1;
    }
    equal
}

/// Seconds until an engine has read and indexed the file, or its prepared form.
pub fn ready_s(both: &Both, is_prepared: bool) -> f64 {
    let table = std::fs::read(HAN).unwrap();
    let start = Instant::now();
    let engine = opened(both, &table, is_prepared);
    let elapsed_s = start.elapsed().as_secs_f64();
    assert!(engine.is_idle());
    elapsed_s
}

/// An engine that has read and indexed the file, or its prepared form.
fn opened(both: &Both, han: &[u8], is_prepared: bool) -> Engine {
    let mut engine = Engine::new();
    let url = |name: &str| format!("https://a.cn/data/{name}");
    let (catalog_url, site_url, han_url) = (url("catalog.json"), url("catalog.json"), url("han.bin"));
    engine.submit(Request::Open { catalog_url, site_url, han_url, today: 20_261_120 });
    let (layer, bytes) = if is_prepared { (Source::Prepared(0), both.prepared) } else { (Source::Layer(0), both.file) };
    let catalog = both.catalogs[usize::from(is_prepared)].as_bytes();
    for (source, bytes) in [(Source::Catalog, catalog), (Source::Han, han), (layer, bytes)] {
        for chunk in bytes.chunks(CHUNK_BYTES) {
            engine.feed(source, chunk.to_vec());
            engine.step(2_000);
        }
        let stamp = Stamp { bytes: Some(both.file.len() as u64), modified_s: Some(1), is_kept: false };
        [source, Source::Stamp(0)].into_iter().for_each(|of| engine.fetched(of, Fetched::Stamp(stamp)));
        engine.fetched(source, Fetched::End);
        run(&mut engine);
    }
    engine
}

fn run(engine: &mut Engine) -> Vec<Response> {
    let mut said = Vec::new();
    while !engine.is_idle() {
        said.extend(engine.step(2_000));
    }
    said
}

fn seen(engine: &mut Engine, seq: u32, look: &Look) -> Answer {
    engine.submit(Request::Look { seq, look: Box::new(look.clone()) });
    let answer = run(engine).into_iter().find_map(|response| match response {
        Response::Seen { answer, .. } => Some(*answer),
        _ => None,
    });
    answer.unwrap()
}

fn whole() -> Look {
    let bounds = WorldBounds { min_x: 0.0, min_y: 0.0, max_x: 1.0, max_y: 1.0 };
    let filter = Filter { query: String::new(), layers: vec![0], fields: Default::default(), within: None };
    let (sort, lang) = (Sort::Relevance, Lang::Zh);
    Look { filter, sort, from: MIDDLE, in_view: false, bounds, zoom: 4.0, lang, rows: 0..500, selected: None }
}

/// What the answers so far have told: queries and filters are made from it.
#[derive(Default)]
struct Known {
    rows: Vec<Row>,
    constraints: Vec<(String, Constraint)>,
}

impl Known {
    fn learn(&mut self, answer: &Answer) {
        self.rows.extend(answer.rows.iter().step_by(17).cloned());
        for facet in answer.facets.iter().flatten() {
            let constraint = match &facet.counts {
                Counts::Values(values) => {
                    values.iter().take(3).map(|(value, _)| Constraint::Any(vec![value.clone()])).collect()
                }
                Counts::Range { min, max, .. } => {
                    let middle = Some((min + max) / 2.0);
                    vec![Constraint::Between(middle, None), Constraint::Between(None, middle)]
                }
                _ => Vec::new(),
            };
            self.constraints.extend(constraint.into_iter().map(|constraint| (facet.field.clone(), constraint)));
        }
    }

    /// Another look: words, filters, radius, order and camera by the dice.
    fn look(&self, dice: &mut Dice, han: &Han) -> Look {
        let mut look = whole();
        let row = &self.rows[dice.below(self.rows.len())];
        look.filter.query = query(dice, han, &row.name);
        if dice.below(3) == 0 {
            let (field, constraint) = &self.constraints[dice.below(self.constraints.len())];
            look.filter.fields.insert(field.clone(), constraint.clone());
        }
        look.from = LonLat { lon: MIDDLE.lon + 15.0 * dice.bell(), lat: MIDDLE.lat + 8.0 * dice.bell() };
        if dice.below(5) == 0 {
            let radius_m = [5e3, 5e4, 5e5][dice.below(3)];
            look.filter.within = Some(Within { from: look.from, radius_m });
        }
        look.sort = [Sort::Relevance, Sort::Distance, Sort::Name][dice.below(3)];
        look.in_view = dice.below(3) == 0;
        look.zoom = 4.0 + dice.below(140) as f64 / 10.0;
        let (at, reach) = (mercator::world_from_lonlat(look.from), 800.0 / mercator::world_px(look.zoom));
        let World { x, y } = at;
        look.bounds = WorldBounds { min_x: x - reach, min_y: y - reach, max_x: x + reach, max_y: y + reach };
        look.lang = [Lang::Zh, Lang::En][dice.below(2)];
        let first = [0, 0, 100, 100_000][dice.below(4)];
        look.rows = first..first + 100;
        look.selected = (dice.below(4) == 0).then_some(row.id);
        look
    }
}

/// Nothing, a part of a name, or its letters, whole or initials.
fn query(dice: &mut Dice, han: &Han, name: &str) -> String {
    let all: Vec<char> = name.chars().collect();
    let start = dice.below(all.len());
    let part = |count: usize| &all[start.min(all.len().saturating_sub(count))..][..count.min(all.len())];
    let letters = |part: &[char], most: usize| -> String {
        let reading =
            |c: &char| Some(han.syllable(han.readings(*c).next()?.syllable).chars().take(most).collect::<String>());
        part.iter().filter_map(reading).collect()
    };
    match dice.below(7) {
        0 => String::new(),
        1 => part(1).iter().collect(),
        2 => part(2).iter().collect(),
        3 => name.to_owned(),
        4 => letters(part(2), 9),
        5 => letters(part(3), 1),
        _ => format!("{}{}", all[0], letters(&all[1..], 9)),
    }
}
