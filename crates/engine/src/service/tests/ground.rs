//! Place names and the ground of the map.

use super::*;
use diming_protocol::Ground;
use diming_protocol::catalog::{GroundKind, NameRank};

/// Ten care homes in a row 100 m apart, a layer of names, and a river.
fn bench() -> Bench {
    let names = r##"{"id": "names", "role": "names", "label": {"zh": "地名"}, "source": "names.geojson", "key_field": "name",
        "fields": ["name", "grade"], "rank_by": {"field": "grade", "ranks": {"镇": "town", "村": "village"}},
        "style": {"sign": "dot", "color": "#606060", "color_dark": "#c0c0c0"}},
      {"id": "water", "role": "ground", "label": {"zh": "水系"}, "source": "water.geojson", "key_field": "name",
        "fields": ["name"], "ground": "water", "style": {"sign": "area", "color": "#606060", "color_dark": "#c0c0c0"}},"##;
    let catalog = CATALOG.replace(
        r#""layers": [
    {"id": "care""#,
        &format!(r#""layers": [{names}{{"id": "care""#),
    );
    let homes = (0..10).map(|i| feature(&format!("h{i}"), 121.5 + f64::from(i) * 0.001, r#""name":"养老院""#));
    let towns = [
        feature("t", 121.505, r#""name":"汇龙镇","grade":"镇""#),
        feature("v", 121.7, r#""name":"王鲍村","grade":"村""#),
    ];
    let river = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString",
      "coordinates":[[121.0,31.85],[121.5,31.86],[122.0,31.85]]},"properties":{"name":"通启运河"}}]}"#;
    Bench::new(&[
        ("catalog.json", &catalog),
        ("care.geojson", &collection(&homes.collect::<Vec<_>>())),
        ("sights.geojson", &collection(&[])),
        ("names.geojson", &collection(&towns)),
        ("water.geojson", river),
    ])
}

fn look_at(zoom: f64) -> impl Fn(&mut Look) {
    move |look| (look.zoom, look.filter.layers) = (zoom, vec![0, 2, 3])
}

fn written(ground: &Ground) -> Vec<(&str, NameRank)> {
    ground.names.iter().filter(|name| name.id.is_some()).map(|name| (name.label.as_str(), name.rank)).collect()
}

#[test]
fn names_are_written_by_rank_and_are_signs_where_they_were_looked_for() {
    let mut bench = bench();
    let answer = bench.look(look_at(10.0));
    assert_eq!((answer.passed, answer.total), (12, 12), "they are listed and counted");
    let shown: u32 = answer.picture.unwrap().symbols.iter().map(|symbol| symbol.count).sum();
    assert_eq!(shown, 10, "no sign for a name");
    let ground = answer.ground.unwrap();
    assert_eq!(written(&ground), [("汇龙镇", NameRank::Town)]);
    let rivers: Vec<_> = ground.names.iter().filter(|name| !name.along.is_empty()).collect();
    assert!(!rivers.is_empty() && rivers.iter().all(|name| name.label == "通启运河" && name.id.is_none()));
    assert_eq!(ground.shapes.iter().map(|shape| shape.kind).collect::<Vec<_>>(), [GroundKind::Water]);

    let nearer = bench.look(look_at(12.0)).ground.unwrap();
    assert_eq!(written(&nearer), [("汇龙镇", NameRank::Town), ("王鲍村", NameRank::Village)]);

    let found = bench.look(|look| {
        look_at(12.0)(look);
        look.filter.query = "王鲍".into();
    });
    let symbols = found.picture.unwrap().symbols;
    assert_eq!(symbols.iter().map(|symbol| symbol.label.as_str()).collect::<Vec<_>>(), ["王鲍村"]);
    assert_eq!(found.ground, None, "the ground does not depend on the search: it is not sent again");

    let only_names = bench.look(|look| (look.zoom, look.filter.layers) = (12.0, vec![0]));
    assert_eq!(only_names.picture.unwrap().symbols.len(), 2, "nothing else passes");
}

#[test]
fn a_chosen_record_knows_from_which_zoom_it_stands_alone() {
    let mut bench = bench();
    bench.look(look_at(10.0));
    let id = diming_protocol::FeatureId::new(2, 3);
    let card = bench.card(Which::Id(id)).unwrap();
    let alone_at = card.alone_at.unwrap();
    // 0.001 degrees are 26.2 px at zoom 15.2: signs of 22 px touch below.
    assert!((15.0..=16.0).contains(&alone_at), "{alone_at}");
    let stands = |bench: &mut Bench, zoom: f64| {
        let picture = bench.look(look_at(zoom)).picture.unwrap();
        picture.symbols.iter().any(|symbol| symbol.id == id && symbol.count == 1)
    };
    assert!(stands(&mut bench, alone_at) && !stands(&mut bench, alone_at - 1.0));
    let name = bench.card(Which::Id(diming_protocol::FeatureId::new(0, 0))).unwrap();
    assert_eq!(name.alone_at, None, "a name has no sign among the answers");
}

#[test]
fn a_chosen_name_is_a_sign_on_paper_and_in_its_list() {
    let mut bench = bench();
    let town = diming_protocol::FeatureId::new(0, 0);
    let mut paper = |selected| {
        bench.look(|look| {
            look_at(12.0)(look);
            look.selected = selected;
        });
        let box_ = LonLatBounds { west: 121.45, south: 31.0, east: 121.75, north: 32.5 };
        bench.engine.submit(Request::Paper { bounds: mercator::world_bounds(box_), zoom: 12.0, rows: 100 });
        bench.run();
        match bench.said.pop() {
            Some(Response::Paper(paper)) => *paper,
            other => panic!("no answer but {other:?}"),
        }
    };
    let none = paper(None);
    assert_eq!((none.listed, none.rows.iter().any(|row| row.id == town)), (10, false));
    let chosen = paper(Some(town));
    let place = chosen.rows.iter().position(|row| row.id == town).unwrap() as u32 + 1;
    let sign = chosen.picture.symbols.iter().position(|symbol| symbol.id == town).unwrap();
    assert_eq!((chosen.listed, &chosen.numbers[sign]), (11, &vec![place]));
}
