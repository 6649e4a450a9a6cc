//! Laws: what passes, the counts and the list are those of a naive reading of every record.

use super::extent::query_extent;
use super::facets::{FacetMemo, query_facets};
use super::filter::query_passed;
use super::list::{Order, distance_of, query_list, query_listed};
use super::*;
use crate::catalog::parse::parse_catalog;
use crate::dataset::table::{Geometry, TableBuilder, Value};
use crate::dataset::{Date, Table};
use crate::index::bits::Bits;
use diming_protocol::catalog::FieldKind;
use diming_protocol::geo::{LonLatBounds, World, WorldBounds, distance_m, mercator};
use diming_protocol::{Constraint, Counts, Filter, Sort, Within};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn numbers_run_through_layers_and_back() {
    let numbering = Numbering::new([3, 0, 2]);
    let ids: Vec<_> = (0..5).map(|n| numbering.id(n)).collect();
    let expected = [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1)].map(|(l, r)| FeatureId::new(l, r));
    assert_eq!(ids, expected);
    for (dense, id) in ids.into_iter().enumerate() {
        assert_eq!(numbering.dense(id), Some(dense));
    }
    assert_eq!(numbering.dense(FeatureId::new(1, 0)), None);
    assert_eq!(numbering.dense(FeatureId::new(2, 2)), None);
}

const CATALOG: &str = r##"{
  "version": 1, "title": {"zh": "试"}, "bounds": {"west": 73, "south": 17, "east": 136, "north": 54},
  "home": {"lon": 110, "lat": 33, "zoom": 4.5}, "zoom_min": 3, "zoom_max": 18,
  "fields": {
    "name": {"label": {"zh": "名称"}, "kind": "text"},
    "town": {"label": {"zh": "乡镇"}, "kind": "choice", "values": [{"value": "c", "label": {"zh": "丙"}}, {"value": "a", "label": {"zh": "甲"}}]},
    "tags": {"label": {"zh": "标签"}, "kind": "choices"}, "open": {"label": {"zh": "开放"}, "kind": "yes_no"},
    "marks": {"label": {"zh": "标志"}, "kind": "marks", "marks": [{"zh": "一"}, {"zh": "二"}]},
    "beds": {"label": {"zh": "床位"}, "kind": "number"}, "built": {"label": {"zh": "建成"}, "kind": "date"}
  },
  "facets": [{"field": "town"}, {"field": "tags"}, {"field": "open", "layers": ["one"]}, {"field": "marks"}, {"field": "beds"}, {"field": "built"}],
  "layers": [
    {"id": "one", "label": {"zh": "一"}, "source": "1.geojson", "key_field": "name",
     "fields": ["name", "town", "tags", "open", "marks", "beds", "built"], "style": {"sign": "dot", "color": "#5f5f5f", "color_dark": "#b5b5b5"}},
    {"id": "two", "label": {"zh": "二"}, "source": "2.geojson", "key_field": "name",
     "fields": ["name", "beds", "town", "open"], "style": {"sign": "dot", "color": "#5f5f5f", "color_dark": "#b5b5b5"}}
  ]
}"##;

fn word() -> impl Strategy<Value = String> {
    prop_oneof![Just("a"), Just("b"), Just("c"), Just("d")].prop_map(str::to_owned)
}

/// A value of a field, unknown now and then.
fn value_of(kind: FieldKind) -> BoxedStrategy<Value> {
    let known = match kind {
        FieldKind::Choice => word().prop_map(Value::Text).boxed(),
        FieldKind::Choices => proptest::collection::vec(word(), 1..3).prop_map(Value::Texts).boxed(),
        FieldKind::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        FieldKind::Marks => proptest::collection::vec(any::<Option<bool>>(), 2).prop_map(Value::Marks).boxed(),
        FieldKind::Number => (0..6).prop_map(|n| Value::Number(f64::from(n))).boxed(),
        FieldKind::Date => {
            (1990u32..1996, 1u32..13).prop_map(|(y, m)| Value::Date(Date::new(y, m, 0).unwrap())).boxed()
        }
        _ => Just(Value::Unknown).boxed(),
    };
    prop_oneof![4 => known, 1 => Just(Value::Unknown)].boxed()
}

/// Some at one spot, some all over the earth, some nowhere.
fn place() -> impl Strategy<Value = Geometry> {
    let spot = (0..3, 0..3).prop_map(|(x, y)| LonLat { lon: 120.0 + f64::from(x) * 1e-6, lat: 31.0 + f64::from(y) });
    let anywhere = (-180.0..180.0f64, -90.0..90.0f64).prop_map(|(lon, lat)| LonLat { lon, lat });
    prop_oneof![
        4 => spot.prop_map(Geometry::Point),
        4 => anywhere.prop_map(Geometry::Point),
        1 => Just(Geometry::None)
    ]
}

fn table_of(catalog: &Catalog, layer: usize) -> impl Strategy<Value = Table> + use<> {
    let kinds: Vec<FieldKind> = catalog.layers[layer].fields.iter().map(|f| catalog.fields[f].kind).collect();
    let row = (place(), kinds.iter().map(|&kind| value_of(kind)).collect::<Vec<_>>());
    proptest::collection::vec(row, 0..150).prop_map(move |rows| {
        let mut table = TableBuilder::new(&kinds);
        for (place, values) in &rows {
            table.push("", place, values);
        }
        table.finish()
    })
}

fn tables() -> impl Strategy<Value = (Catalog, [Table; 2])> {
    let catalog = parse_catalog(CATALOG.as_bytes(), &[]).unwrap();
    [table_of(&catalog, 0).boxed(), table_of(&catalog, 1).boxed()].prop_map(move |tables| (catalog.clone(), tables))
}

fn filter() -> impl Strategy<Value = Filter> {
    let words = |words: &'static [&str]| {
        proptest::sample::subsequence(words, 0..=words.len())
            .prop_map(|some| Constraint::Any(some.into_iter().map(str::to_owned).collect()))
    };
    let between = |low: f64| {
        (any::<Option<u8>>(), any::<Option<u8>>()).prop_map(move |(a, b)| {
            Constraint::Between(a.map(|a| low + f64::from(a % 6)), b.map(|b| low + f64::from(b % 6)))
        })
    };
    let some = |field: &'static str, constraint: BoxedStrategy<Constraint>| {
        proptest::option::weighted(0.3, constraint).prop_map(move |c| c.map(|c| (field.to_owned(), c)))
    };
    let fields = (
        some("town", words(&["a", "c", "", "z"]).boxed()),
        some("tags", words(&["a", "b", ""]).boxed()),
        some("open", words(&["yes", "no", "unknown"]).boxed()),
        some("marks", words(&["0", "0-", "1?", "1", "x"]).boxed()),
        some("beds", between(0.0).boxed()),
        some("built", between(1990.0).boxed()),
    );
    let layers = proptest::sample::subsequence(vec![0u32, 1], 0..=2);
    let spot = (0..3).prop_map(|y| LonLat { lon: 120.000_001, lat: 31.0 + f64::from(y) });
    let radius_m = prop_oneof![Just(0.1), 0.0..2e6f64, Just(3e7)];
    let within = proptest::option::weighted(0.3, (spot, radius_m))
        .prop_map(|within| within.map(|(from, radius_m)| Within { from, radius_m }));
    (fields, layers, within).prop_map(|((a, b, c, d, e, f), layers, within)| Filter {
        query: String::new(),
        layers,
        fields: [a, b, c, d, e, f].into_iter().flatten().collect(),
        within,
    })
}

/// The value of a record's field; `None` where its layer has no such facet.
fn faceted(data: Data<'_>, dense: usize, field: &str) -> Option<Value> {
    let id = data.numbering.id(dense);
    let layer = &data.catalog.layers[id.layer()];
    let facet = data.catalog.facets.iter().find(|f| f.field == field)?;
    let belongs = facet.layers.is_empty() || facet.layers.contains(&layer.id);
    let column = layer.fields.iter().position(|f| f == field).filter(|_| belongs)?;
    Some(data.tables[id.layer()].value(column, id.row()))
}

fn meets(value: &Value, constraint: &Constraint) -> bool {
    let between = |n: f64, a: &Option<f64>, b: &Option<f64>| a.is_none_or(|a| n >= a) && b.is_none_or(|b| n <= b);
    match (value, constraint) {
        (Value::Number(n), Constraint::Between(a, b)) => between(*n, a, b),
        (Value::Date(d), Constraint::Between(a, b)) => between(f64::from(d.year()), a, b),
        (_, Constraint::Between(..)) => false,
        (value, Constraint::Any(wanted)) => {
            let wants = |word: &str| wanted.iter().any(|w| w == word);
            match value {
                Value::Text(text) => wants(text),
                Value::Texts(texts) => texts.iter().any(|t| wants(t)),
                Value::YesNo(yes) => wants(if *yes { "yes" } else { "no" }),
                _ => wants("") || wants("unknown"),
            }
        }
    }
}

/// As [`meets`], for marks, where nothing known is every mark unknown.
fn meets_marks(value: &Value, constraint: &Constraint) -> bool {
    let Constraint::Any(wanted) = constraint else { return false };
    let marks = if let Value::Marks(marks) = value { marks.clone() } else { Vec::new() };
    (0..2).all(|mark| {
        let answer = |sign: &str| wanted.contains(&format!("{mark}{sign}"));
        let any = answer("") || answer("-") || answer("?");
        !any || answer(match marks.get(mark).copied().flatten() {
            Some(true) => "",
            Some(false) => "-",
            None => "?",
        })
    })
}

fn stands_near(data: Data<'_>, filter: &Filter, dense: usize) -> bool {
    let is_near = |w: Within| data.position(dense).is_some_and(|at| distance_m(w.from, at) <= w.radius_m);
    filter.within.is_none_or(is_near)
}

fn passes(data: Data<'_>, filter: &Filter, dense: usize, but: &str) -> bool {
    filter.layers.contains(&(data.numbering.id(dense).layer() as u32))
        && stands_near(data, filter, dense)
        && filter.fields.iter().filter(|(field, _)| *field != but).all(|(field, constraint)| {
            let meets = if field == "marks" { meets_marks } else { meets };
            faceted(data, dense, field).is_none_or(|value| meets(&value, constraint))
        })
}

/// Words of a value, an empty one for unknown.
fn words_of(value: Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![text],
        Value::Texts(mut texts) => {
            texts.sort_unstable();
            texts.dedup();
            texts
        }
        _ => vec![String::new()],
    }
}

fn check_counts(data: Data<'_>, filter: &Filter, field: &str, counts: &Counts) {
    let values = |but: &str| -> Vec<Value> {
        let some = (0..data.numbering.len()).filter(|&d| but.is_empty() || passes(data, filter, d, but));
        let on = some.filter(|&d| filter.layers.contains(&(data.numbering.id(d).layer() as u32)));
        on.filter_map(|dense| faceted(data, dense, field)).collect()
    };
    let passing = values(field);
    let count = |test: &dyn Fn(&Value) -> bool| passing.iter().filter(|v| test(v)).count() as u32;
    match counts {
        Counts::Values(got) => {
            let mut expected: BTreeMap<String, u32> = BTreeMap::new();
            expected.extend(values("").into_iter().flat_map(words_of).map(|word| (word, 0)));
            passing.iter().cloned().flat_map(words_of).for_each(|word| *expected.entry(word).or_default() += 1);
            expected.retain(|word, count| !word.is_empty() || *count > 0);
            let place = |word: &str| ["c", "a"].iter().position(|v| *v == word).filter(|_| field == "town");
            let mut expected: Vec<(String, u32)> = expected.into_iter().collect();
            expected.sort_by_key(|(word, count)| {
                (word.is_empty(), place(word).unwrap_or(2), if place(word).is_some() { 0 } else { u32::MAX - count })
            });
            assert_eq!(*got, expected, "{field}");
        }
        Counts::YesNo { yes, no, unknown } => {
            let expected = [Value::YesNo(true), Value::YesNo(false), Value::Unknown].map(|v| count(&|w| *w == v));
            assert_eq!([*yes, *no, *unknown], expected);
        }
        Counts::Marks(got) => {
            let mark = |m: usize, answer: Option<bool>| {
                count(&|v| (if let Value::Marks(marks) = v { marks[m] } else { None }) == answer)
            };
            let expected: Vec<_> = (0..2).map(|m| (mark(m, Some(true)), mark(m, Some(false)), mark(m, None))).collect();
            assert_eq!(*got, expected);
        }
        Counts::Range { min, max, known } => {
            let number = |v: &Value| match v {
                Value::Number(n) => Some(*n),
                Value::Date(d) => Some(f64::from(d.year())),
                _ => None,
            };
            assert_eq!(*known, count(&|v| number(v).is_some()));
            let all: Vec<f64> = values("").iter().filter_map(number).collect();
            let least = all.iter().copied().reduce(f64::min).unwrap_or(0.0);
            assert_eq!((*min, *max), (least, all.iter().copied().reduce(f64::max).unwrap_or(0.0)));
        }
    }
}

proptest! {
    #[test]
    fn what_passes_and_the_counts_are_the_naive_ones(
        (catalog, tables) in tables(),
        filters in proptest::collection::vec(filter(), 1..4),
    ) {
        let tables = [&tables[0], &tables[1]];
        let numbering = Numbering::new(tables.map(Table::len));
        let data = Data { catalog: &catalog, tables: &tables, numbering: &numbering, today: 20_261_120 };
        let mut memo = FacetMemo::default();
        let open = filters.iter().map(|filter| Filter { fields: Default::default(), ..filter.clone() });
        for filter in filters.iter().cloned().chain(open).chain(filters.iter().cloned()) {
            let passed = query_passed(data, &filter, None);
            prop_assert_eq!(&passed.all, &Bits::from_fn(numbering.len(), |dense| passes(data, &filter, dense, "")));
            let facets = query_facets(data, &passed, &filter, &mut memo);
            for facet in &facets {
                check_counts(data, &filter, &facet.field, &facet.counts);
            }
            let has = |layer: u32| filter.layers.contains(&layer) && !tables[layer as usize].is_empty();
            let expected = if has(0) { 6 } else if has(1) { 2 } else { 0 };
            prop_assert_eq!(facets.len(), expected);
        }
    }

    #[test]
    fn rows_are_those_of_a_naive_filter_and_sort(
        (catalog, tables) in tables(),
        keep in any::<u32>(),
        sort in prop_oneof![Just(Sort::Name), Just(Sort::Distance), Just(Sort::Relevance)],
        from in (-180.0..180.0f64, -90.0..90.0f64, any::<bool>()),
        view in proptest::option::of((-190.0..150.0f64, -89.0..50.0f64, 0.0..300.0f64, 0.0..120.0f64)),
        (start, len) in (0usize..300, 0usize..300),
    ) {
        let tables = [&tables[0], &tables[1]];
        let numbering = Numbering::new(tables.map(Table::len));
        let data = Data { catalog: &catalog, tables: &tables, numbering: &numbering, today: 20_261_120 };
        let passed = Bits::from_fn(numbering.len(), |i| keep.rotate_left(i as u32 * 7) & 3 != 0);
        // Near the heap of records, or anywhere.
        let from = if from.2 { LonLat { lon: 120.0, lat: 31.0 } } else { LonLat { lon: from.0, lat: from.1 } };
        let bounds = view.map(|(west, south, w, h)| {
            mercator::world_bounds(LonLatBounds { west, south, east: west + w, north: (south + h).min(89.0) })
        });
        let stands = |dense: usize, b| data.position(dense).is_some_and(|at| WorldBounds::contains(b, mercator::world_from_lonlat(at)));
        let places: Vec<u32> = (0..numbering.len() as u32).map(|i| (i * 7 + 3) % numbering.len() as u32).collect();
        let distinct = !numbering.len().is_multiple_of(7);
        let gone = Bits::from_fn(numbering.len(), |i| keep.rotate_left(i as u32 * 5) & 7 == 0);
        let order = Order { sort, from, hits: None, name_places: distinct.then_some(&places), gone: &gone };
        let place = |dense: usize| if distinct { places[dense] } else { dense as u32 };

        let listed = bounds.map_or_else(|| passed.clone(), |bounds| query_listed(data, &passed, bounds));
        let at = passed.iter().filter_map(|dense| data.position(dense)).map(mercator::world_from_lonlat);
        let around = |b: WorldBounds, p: World| WorldBounds {
            min_x: b.min_x.min(p.x), min_y: b.min_y.min(p.y), max_x: b.max_x.max(p.x), max_y: b.max_y.max(p.y),
        };
        let none = WorldBounds { min_x: f64::MAX, min_y: f64::MAX, max_x: f64::MIN, max_y: f64::MIN };
        let naive = at.fold(none, around);
        let extent = query_extent(data, &passed);
        prop_assert_eq!(extent.is_some(), naive != none);
        prop_assert_eq!(extent.unwrap_or(none), naive);
        let mut expected: Vec<usize> =
            passed.iter().filter(|&dense| bounds.as_ref().is_none_or(|b| stands(dense, b))).collect();
        prop_assert_eq!(listed.iter().collect::<Vec<_>>(), expected.clone());
        expected.sort_by_key(|&dense| match sort {
            Sort::Name => (false, 0, place(dense)),
            Sort::Relevance => (gone.get(dense), numbering.id(dense).layer() as u64, place(dense)),
            Sort::Distance => {
                let distance_dm = distance_of(data, dense, from).map_or(u64::MAX, |m| (m * 10.0) as u64);
                (gone.get(dense), distance_dm, place(dense))
            }
        });
        let rows: Vec<usize> = expected.into_iter().skip(start).take(len).collect();
        let got = query_list(data, &listed, &order, start..start + len);
        prop_assert_eq!(got.into_iter().map(|dense| dense as usize).collect::<Vec<_>>(), rows);
    }
}
