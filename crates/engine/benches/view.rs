//! Times what a view is answered from, over a made-up gazetteer as `cargo xtask data` makes it:
//! `cargo bench -p diming-engine --bench view [-- RECORDS]`.
//!
//! One line a measure: `view/<records>/<what> <least> <median> <p95> ms`. First the parts, then whole looks
//! through the engine, as the page asks for them.

mod dice;

use dice::Dice;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::dataset::table::{Geometry, Table, TableBuilder, Value};
use diming_engine::index::bits::Bits;
use diming_engine::index::order::PointSet;
use diming_engine::query::clusters::{Clusters, Window};
use diming_engine::query::facets::{FacetMemo, query_facets, query_layer_counts};
use diming_engine::query::filter::{Passed, query_passed};
use diming_engine::query::list::{Order, query_list, query_listed};
use diming_engine::query::towns::query_towns;
use diming_engine::query::{Data, Numbering};
use diming_engine::service::Engine;
use diming_protocol::catalog::{Catalog, FieldKind, Lang};
use diming_protocol::geo::{LonLat, World, WorldBounds, mercator};
use diming_protocol::{Constraint, Fetched, Filter, Look, Request, Response, Sort, Source};
use std::time::Instant;

const CATALOG: &str = r##"{
  "version": 1, "title": {"zh": "试"}, "bounds": {"west": 73, "south": 17, "east": 136, "north": 54},
  "home": {"lon": 110, "lat": 33, "zoom": 4.5}, "zoom_min": 3, "zoom_max": 18,
  "fields": {
    "name": {"label": {"zh": "名称"}, "kind": "text"}, "kind": {"label": {"zh": "类别"}, "kind": "choice"},
    "town": {"label": {"zh": "乡镇"}, "kind": "choice"}, "status": {"label": {"zh": "状态"}, "kind": "choice"},
    "year": {"label": {"zh": "年份"}, "kind": "number"}, "beds": {"label": {"zh": "床位"}, "kind": "number"},
    "grade": {"label": {"zh": "等级"}, "kind": "choice"}
  },
  "facets": [{"field": "kind"}, {"field": "grade"}, {"field": "status"}, {"field": "year"}, {"field": "beds"}, {"field": "town"}],
  "layers": [{"id": "gazetteer", "label": {"zh": "地名录"}, "source": "x.geojson", "key_field": "name",
    "fields": ["name", "kind", "town", "status", "year", "beds", "grade"],
    "style": {"sign": "dot", "color": "#5f5f5f", "color_dark": "#b5b5b5"}}]
}"##;

/// The map's size in pixels, and by how much the picture of it is larger.
const MAP_PX: (f64, f64) = (1400.0, 900.0);
const PICTURE: f64 = 2.0;
/// How often each measure is taken.
const ROUNDS: usize = 21;

#[derive(Clone, Copy)]
struct Town {
    center: LonLat,
    reach: f64,
}

struct Gazetteer {
    catalog: Catalog,
    table: Table,
    numbering: Numbering,
    points: PointSet,
    /// Place of each record in an order of names.
    name_places: Vec<u32>,
    /// One of a hundred is closed.
    gone: Bits,
    dense_at: LonLat,
    sparse_at: LonLat,
    engine: Engine,
}

fn towns(dice: &mut Dice, count: usize) -> Vec<Town> {
    let regions: Vec<_> = (0..60).map(|_| (110.0 + 11.0 * dice.bell(), 32.5 + 11.0 * dice.bell())).collect();
    let town = |_| {
        let (lon, lat) = regions[dice.below(regions.len())];
        let center = LonLat { lon: lon + 2.5 * dice.bell(), lat: lat + 2.0 * dice.bell() };
        Town { center, reach: 0.02 + 0.1 * dice.bell().abs() }
    };
    (0..count).map(town).collect()
}

/// One record of the table.
struct Record {
    at: LonLat,
    values: Vec<Value>,
}

fn record(dice: &mut Dice, number: usize, towns: &[Town]) -> Record {
    let town_at = dice.below(towns.len());
    let Town { center, reach } = towns[town_at];
    let at = LonLat { lon: center.lon + reach * dice.bell(), lat: center.lat + reach * dice.bell() };
    let share = dice.below(100);
    let status = [88, 94, 98].iter().filter(|&&end| share >= end).count();
    let word = |prefix: &str, n: usize| Value::Text(format!("{prefix}{n}"));
    let values = vec![
        word("地名", number),
        word("类", dice.below(5)),
        word("镇", town_at),
        word("状态", status),
        Value::Number((1950 + dice.below(76)) as f64),
        Value::Number(dice.below(500) as f64),
        word("级", dice.below(5)),
    ];
    Record { at, values }
}

/// Towns that stand for the crowded and the empty places.
fn dense_and_sparse(towns: &[Town]) -> Option<(LonLat, LonLat)> {
    let near = |a: &Town, b: &Town| (a.center.lon - b.center.lon).hypot(a.center.lat - b.center.lat) < 0.3;
    let crowd = |t: &&Town| towns.iter().filter(|other| near(t, other)).count();
    let some = || towns.iter().step_by(towns.len().div_ceil(200));
    Some((some().max_by_key(crowd)?.center, some().min_by_key(crowd)?.center))
}

fn gazetteer(records: usize) -> Option<Gazetteer> {
    let catalog = parse_catalog(CATALOG.as_bytes(), &[]).ok()?;
    let mut dice = Dice(1);
    let towns = towns(&mut dice, (records / 25).clamp(12, 40_000));
    let kinds = catalog.layers[0].fields.iter().map(|f| catalog.fields.get(f).map_or(FieldKind::Text, |f| f.kind));
    let mut table = TableBuilder::new(&kinds.collect::<Vec<_>>());
    let mut engine = Engine::new();
    open(&mut engine);
    for number in 0..records {
        let Record { at, values } = record(&mut dice, number, &towns);
        engine.feed(Source::Layer(0), feature_text(number, at, &catalog.layers[0].fields, &values).into_bytes());
        table.push(&format!("g{number:07}"), &Geometry::Point(at), &values);
        engine.step(1_000);
    }
    engine.feed(Source::Layer(0), b"]}".to_vec());
    engine.fetched(Source::Layer(0), Fetched::End);
    run(&mut engine);
    let table = table.finish();
    let places = (0..records).filter_map(|row| table.position(row)).map(mercator::world_from_lonlat);
    let points = PointSet::build((0..).zip(places));
    let mut name_places: Vec<u32> = (0..records as u32).collect();
    (1..records).for_each(|i| name_places.swap(i, dice.below(i + 1)));
    let (dense_at, sparse_at) = dense_and_sparse(&towns)?;
    let numbering = Numbering::new([records]);
    let gone = Bits::from_fn(records, |i| i % 100 == 0);
    Some(Gazetteer { catalog, table, numbering, points, name_places, gone, dense_at, sparse_at, engine })
}

/// A feature with the comma or the head before it.
fn feature_text(number: usize, at: LonLat, fields: &[String], values: &[Value]) -> String {
    let head = if number == 0 { r#"{"type":"FeatureCollection","features":["# } else { "," };
    let mut text = format!(
        r#"{head}{{"type":"Feature","geometry":{{"type":"Point","coordinates":[{:.6},{:.6}]}},"properties":{{"id":{number}"#,
        at.lon, at.lat
    );
    for (field, value) in fields.iter().zip(values) {
        text += &match value {
            Value::Text(word) => format!(r#","{field}":"{word}""#),
            Value::Number(n) => format!(r#","{field}":{n}"#),
            _ => String::new(),
        };
    }
    text + "}}"
}

/// Opens the catalog; the layer waits for its bytes.
fn open(engine: &mut Engine) {
    let url = |name: &str| format!("https://a.cn/data/{name}");
    let han = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin")).unwrap_or_default();
    engine.submit(Request::Open {
        catalog_url: url("catalog.json"),
        site_url: url("catalog.json"),
        han_url: url("han.bin"),
        today: 20_261_120,
    });
    for (source, bytes) in [(Source::Catalog, CATALOG.as_bytes().to_vec()), (Source::Han, han)] {
        engine.feed(source, bytes);
        engine.fetched(source, Fetched::End);
    }
}

/// Steps until there is nothing to do; gives the last answer's number of rows and symbols.
fn run(engine: &mut Engine) -> (usize, usize) {
    let mut seen = (0, 0);
    while !engine.is_idle() {
        for response in engine.step(100_000) {
            if let Response::Seen { answer, .. } = response {
                seen = (answer.rows.len(), answer.picture.map_or(0, |p| p.symbols.len()));
            }
        }
    }
    seen
}

/// Runs a measure and prints it; gives the last result.
fn measure<T>(name: &str, mut run: impl FnMut() -> T) -> T {
    measure_after(name, &mut (), |()| {}, |()| run())
}

/// As [`measure`], with something before each run that is not timed.
fn measure_after<S, T>(
    name: &str,
    state: &mut S,
    mut before: impl FnMut(&mut S),
    mut run: impl FnMut(&mut S) -> T,
) -> T {
    let mut times = Vec::new();
    let mut last = run(state);
    for _ in 0..ROUNDS {
        before(state);
        let start = Instant::now();
        last = run(state);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("{name} {:.2} {:.2} {:.2} ms", times[0], times[ROUNDS / 2], times[ROUNDS * 19 / 20]);
    last
}

fn any(values: &[&str]) -> Constraint {
    Constraint::Any(values.iter().map(|v| (*v).to_owned()).collect())
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    for records in if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes } {
        if let Some(mut gazetteer) = gazetteer(records) {
            measure_parts(&gazetteer);
            measure_looks(&mut gazetteer);
        }
    }
}

/// Filters by name: nothing, about 70 %, about 6 %, one town of 40 000.
fn filters() -> [(&'static str, Filter); 4] {
    let fields = [
        ("all", vec![]),
        ("70 %", vec![("kind", any(&["类0", "类1", "类2", "类3"])), ("status", any(&["状态0"]))]),
        ("6 %", vec![("year", Constraint::Between(Some(1990.0), Some(2012.0))), ("grade", any(&["级1"]))]),
        ("one town", vec![("town", any(&["镇7"]))]),
    ];
    fields.map(|(name, fields)| {
        let fields = fields.into_iter().map(|(f, c)| (f.to_owned(), c)).collect();
        (name, Filter { query: String::new(), layers: vec![0], fields, within: None })
    })
}

/// Whole looks: each filter after another one, and each zoom with the filter as it was.
fn measure_looks(g: &mut Gazetteer) {
    let records = g.numbering.len();
    let (at, engine) = (g.dense_at, &mut g.engine);
    let mut ask = |filter: &Filter, zoom_step: u8| {
        let look = Look {
            filter: filter.clone(),
            sort: Sort::Relevance,
            from: at,
            in_view: false,
            bounds: bounds(at, zoom_step, 1.0),
            zoom: f64::from(zoom_step),
            lang: Lang::Zh,
            rows: 0..60,
            selected: None,
        };
        engine.submit(Request::Look { seq: 1, look: Box::new(look) });
        run(engine)
    };
    let nothing = Filter { query: String::new(), layers: vec![], fields: Default::default(), within: None };
    for (name, filter) in filters() {
        for zoom_step in 4..=16 {
            measure_after(
                &format!("view/{records}/{name}/look, zoom {zoom_step}, filter changed"),
                &mut ask,
                |ask| {
                    ask(&nothing, zoom_step);
                },
                |ask| ask(&filter, zoom_step),
            );
            measure_after(
                &format!("view/{records}/{name}/look, zoom {zoom_step}, zoom changed"),
                &mut ask,
                // More steps than windows are kept.
                |ask| {
                    for other in 0..6 {
                        ask(&filter, (zoom_step + 8 + other) % 20);
                    }
                },
                |ask| ask(&filter, zoom_step),
            );
        }
    }
}

fn measure_parts(g: &Gazetteer) {
    let tables = [&g.table];
    let data = Data { catalog: &g.catalog, tables: &tables, numbering: &g.numbering, today: 20_261_120 };
    let records = g.numbering.len();
    let place = |row| g.table.position(row).map(mercator::world_from_lonlat).unwrap_or_default();
    measure(&format!("view/{records}/order"), || PointSet::build((0..records).map(|row| (row as u32, place(row)))));
    for (name, filter) in filters() {
        let title = format!("view/{records}/{name}");
        let passed = measure(&format!("{title}/filter"), || query_passed(data, &filter, None));
        println!("{title}: {} pass", passed.all.count());
        let mut memo = FacetMemo::default();
        measure(&format!("{title}/facets"), || query_facets(data, &passed, &filter, &mut memo));
        measure(&format!("{title}/layer counts"), || query_layer_counts(data, &passed));
        measure(&format!("{title}/towns"), || query_towns(data, &passed.all, &[0]));
        measure_list(&title, g, data, &passed);
        measure_clusters(&title, g, &passed);
    }
}

fn measure_list(title: &str, g: &Gazetteer, data: Data<'_>, passed: &Passed) {
    let listed = passed.all.count();
    for sort in [Sort::Relevance, Sort::Name, Sort::Distance] {
        let order = Order { sort, from: g.dense_at, hits: None, name_places: Some(&g.name_places), gone: &g.gone };
        for (part, start) in [("first", 0), ("middle", listed / 2)] {
            measure(&format!("{title}/list by {sort:?}, {part}"), || {
                query_list(data, &passed.all, &order, start..start + 100)
            });
        }
    }
    let view = bounds(g.dense_at, 9, 1.0);
    measure(&format!("{title}/list in view"), || query_listed(data, &passed.all, view));
}

fn measure_clusters(title: &str, g: &Gazetteer, passed: &Passed) {
    for (place, at) in [("dense", g.dense_at), ("sparse", g.sparse_at)] {
        for zoom_step in 4..=18 {
            let window = Window::over(bounds(at, zoom_step, PICTURE), zoom_step);
            measure(&format!("{title}/clusters, {place}, zoom {zoom_step}"), || {
                Clusters::build_in(&g.points, &passed.all, &window)
            });
        }
    }
}

/// The map about a place, so many times as large.
fn bounds(at: LonLat, zoom_step: u8, times: f64) -> WorldBounds {
    let (World { x, y }, px) = (mercator::world_from_lonlat(at), mercator::world_px(f64::from(zoom_step)));
    let (dx, dy) = (MAP_PX.0 / px * times / 2.0, MAP_PX.1 / px * times / 2.0);
    WorldBounds { min_x: x - dx, min_y: y - dy, max_x: x + dx, max_y: y + dy }
}
