//! Times what a view is answered from, over a made-up gazetteer as `cargo xtask data` makes it:
//! `cargo bench -p diming-core --bench view [-- RECORDS]`.
//!
//! One line a measure: `view/<records>/<what> <median> <p95> ms`.

use diming_core::catalog::{Catalog, FieldKind, parse::parse_catalog};
use diming_core::dataset::table::{Geometry, Table, TableBuilder, Value};
use diming_core::door::{Constraint, Filter, Sort};
use diming_core::geo::{LonLat, World, WorldBounds, mercator};
use diming_core::index::order::PointSet;
use diming_core::query::clusters::{Clusters, Window};
use diming_core::query::facets::{query_facets, query_layer_counts};
use diming_core::query::filter::{Passed, query_passed};
use diming_core::query::list::{Order, query_list, query_listed};
use diming_core::query::towns::query_towns;
use diming_core::query::{Data, Numbering};
use std::collections::BTreeMap;
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

/// A small generator of numbers (SplitMix64), the same at each run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Between -1 and 1, the middle more often.
    fn bell(&mut self) -> f64 {
        (0..4).map(|_| self.next() >> 40).sum::<u64>() as f64 / f64::from(1 << 25) - 1.0
    }
}

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
    dense_at: LonLat,
    sparse_at: LonLat,
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

fn gazetteer(records: usize) -> Option<Gazetteer> {
    let catalog = parse_catalog(CATALOG.as_bytes()).ok()?;
    let mut dice = Dice(1);
    let towns = towns(&mut dice, (records / 25).clamp(12, 40_000));
    let kinds = catalog.layers[0].fields.iter().map(|f| catalog.fields.get(f).map_or(FieldKind::Text, |f| f.kind));
    let mut table = TableBuilder::new(&kinds.collect::<Vec<_>>());
    let word = |prefix: &str, n: usize| Value::Text(format!("{prefix}{n}"));
    for number in 0..records {
        let at = dice.below(towns.len());
        let town = &towns[at];
        let lon = town.center.lon + town.reach * dice.bell();
        let lat = town.center.lat + town.reach * dice.bell();
        let status = [88, 94, 98].iter().filter(|&&share| dice.below(100) >= share).count();
        let values = [
            word("地名", number),
            word("类", dice.below(5)),
            word("镇", at),
            word("状态", status),
            Value::Number((1950 + dice.below(76)) as f64),
            Value::Number(dice.below(500) as f64),
            word("级", dice.below(5)),
        ];
        table.push(&format!("g{number:07}"), &Geometry::Point(LonLat { lon, lat }), &values);
    }
    let table = table.finish();
    let places = (0..records).filter_map(|row| table.position(row)).map(mercator::world_from_lonlat);
    let points = PointSet::build((0..).zip(places));
    let mut name_places: Vec<u32> = (0..records as u32).collect();
    (1..records).for_each(|i| name_places.swap(i, dice.below(i + 1)));
    let near = |a: &Town, b: &Town| (a.center.lon - b.center.lon).hypot(a.center.lat - b.center.lat) < 0.3;
    let crowd = |t: &&Town| towns.iter().filter(|other| near(t, other)).count();
    let some = || towns.iter().step_by(towns.len().div_ceil(200));
    let (dense_at, sparse_at) = (some().max_by_key(crowd)?.center, some().min_by_key(crowd)?.center);
    Some(Gazetteer { catalog, table, numbering: Numbering::new([records]), points, name_places, dense_at, sparse_at })
}

/// Runs a measure and prints it; gives the last result.
fn measure<T>(name: &str, mut run: impl FnMut() -> T) -> T {
    let mut times = Vec::new();
    let mut last = run();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        last = run();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("{name} {:.2} {:.2} ms", times[ROUNDS / 2], times[ROUNDS * 19 / 20]);
    last
}

fn any(values: &[&str]) -> Constraint {
    Constraint::Any(values.iter().map(|v| (*v).to_owned()).collect())
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    for records in if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes } {
        if let Some(gazetteer) = gazetteer(records) {
            measure_all(&gazetteer);
        }
    }
}

fn measure_all(g: &Gazetteer) {
    let tables = [&g.table];
    let data = Data { catalog: &g.catalog, tables: &tables, numbering: &g.numbering, today: 20_261_120 };
    let records = g.numbering.len();
    let filters = [
        ("all", vec![]),
        ("70 %", vec![("kind", any(&["类0", "类1", "类2", "类3"])), ("status", any(&["状态0"]))]),
        ("6 %", vec![("year", Constraint::Between(Some(1990.0), Some(2012.0))), ("grade", any(&["级1"]))]),
        ("one town", vec![("town", any(&["镇7"]))]),
    ];
    for (name, fields) in filters {
        let fields: BTreeMap<String, Constraint> = fields.into_iter().map(|(f, c)| (f.to_owned(), c)).collect();
        let filter = Filter { query: String::new(), layers: vec![0], fields };
        let title = format!("view/{records}/{name}");
        let passed = measure(&format!("{title}/filter"), || query_passed(data, &filter, None));
        println!("{title}: {} pass", passed.all.count());
        measure(&format!("{title}/facets"), || query_facets(data, &passed, &filter));
        measure(&format!("{title}/layer counts"), || query_layer_counts(data, &passed));
        measure(&format!("{title}/towns"), || query_towns(data, &passed.all, &[0]));
        measure_list(&title, g, data, &passed);
        measure_clusters(&title, g, &passed);
    }
}

fn measure_list(title: &str, g: &Gazetteer, data: Data<'_>, passed: &Passed) {
    let listed = passed.all.count();
    for sort in [Sort::Relevance, Sort::Name, Sort::Distance] {
        let order = Order { sort, from: g.dense_at, hits: None, name_places: Some(&g.name_places) };
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
