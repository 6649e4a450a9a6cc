use super::*;
use crate::check::testing::catalog;
use crate::columns::Columns;
use crate::list::List;
use crate::publish::list_page::table;
use crate::read::read;
use crate::testing::{any_list, list};
use diming_engine::ingest::Headings;
use diming_engine::service::own_layer;
use diming_protocol::catalog::{Catalog, Datum};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The delivered catalog with a layer that may have every field, as its last one.
static WITH_OWN: LazyLock<Catalog> = LazyLock::new(|| {
    let mut catalog = catalog().clone();
    let own = own_layer(&catalog, "list".to_owned(), "list", Datum::Wgs84);
    catalog.layers.push(own);
    catalog
});

fn layer_of(id: &str) -> usize {
    WITH_OWN.layers.iter().position(|layer| layer.id == id).unwrap()
}

fn saved_as(list: &List, id: &str, datum: Datum, shapes: &[Value]) -> Saved {
    let at = layer_of(id);
    let columns = Columns::of_names(&WITH_OWN, at, list.headings());
    let chosen: Vec<usize> = (0..list.width()).collect();
    geojson(Saving { list, columns: &columns, chosen: &chosen, layer: &WITH_OWN.layers[at], datum, shapes })
}

fn features(saved: &Saved) -> Vec<Value> {
    let value: Value = serde_json::from_str(&saved.text).unwrap_or_else(|error| panic!("{error}: {}", saved.text));
    assert_eq!(value["type"], "FeatureCollection");
    value["features"].as_array().unwrap().clone()
}

#[test]
fn a_record_has_its_id_its_place_and_its_values_under_their_keys() {
    let list = list(
        "编号|机构名称|床位数（张）|信用代码|经度|纬度|备注|备注|空栏\n\
         3206810000000000017|甲院|80|91320681000000000123|121.65|31.81|一|二|\n\
         007|乙院|八十|5||||\"x\"|\n",
    );
    let saved = saved_as(&list, "list", Datum::Wgs84, &[]);
    let point = json!({"type": "Point", "coordinates": [121.65, 31.81]});
    let expected = [
        json!({"type": "Feature", "id": "3206810000000000017", "geometry": point, "properties": {
            "name": "甲院", "beds_total": 80, "信用代码": "91320681000000000123", "remarks": "一", "备注#2": "二",
        }}),
        json!({"type": "Feature", "id": "007", "geometry": null, "properties": {
            "name": "乙院", "beds_total": "八十", "信用代码": "5", "备注#2": "\"x\"",
        }}),
    ];
    assert_eq!(features(&saved), expected);
    let renamed = vec![("备注".to_owned(), "备注#2".to_owned())];
    let told = (saved.records, saved.unplaced, saved.rounded, saved.empty.clone(), saved.renamed.clone());
    assert_eq!(told, (2, 1, 0, vec!["空栏".to_owned()], renamed));
}

#[test]
fn positions_are_converted_and_rounded_and_what_cannot_be_read_stays() {
    let list = list("名称|经度|纬度\n甲|121.664315889|31.807944677\n乙|某处|31.8\n丙|121°39′|31°48′36″\n");
    let saved = saved_as(&list, "markers", Datum::Gcj02, &[]);
    let features = features(&saved);
    assert_eq!(features[0]["geometry"]["coordinates"], json!([121.66, 31.81]));
    assert_eq!(features[1]["geometry"], Value::Null);
    assert_eq!(features[1]["properties"], json!({"name": "乙", "经度": "某处", "纬度": 31.8}));
    assert_eq!((saved.unplaced, &saved.unread[..], saved.rounded), (1, &[3][..], 1));
    let degrees = saved_as(&list, "list", Datum::Wgs84, &[]);
    assert_eq!(self::features(&degrees)[2]["geometry"]["coordinates"], json!([121.65, 31.81]));
}

#[test]
fn a_geometry_stays_a_geometry() {
    let list = list("名称|lon|lat\n甲||\n乙|121.5|31.5\n丙||\n");
    let area =
        json!({"type": "Polygon", "coordinates": [[[121.0, 31.0], [121.0, 32.0], [122.0, 32.0], [121.0, 31.0]]]});
    let saved = saved_as(&list, "list", Datum::Wgs84, &[area, Value::Null, json!({"type": "Circle"})]);
    let features = features(&saved);
    let turned = json!([[[121, 31], [122, 32], [121, 32], [121, 31]]]);
    assert_eq!(features[0]["geometry"], json!({"type": "Polygon", "coordinates": turned}));
    assert_eq!(features[1]["geometry"]["coordinates"], json!([121.5, 31.5]));
    assert_eq!((&features[2]["geometry"], &saved.unread[..]), (&Value::Null, &[4][..]));
}

fn trimmed_rows(list: &List) -> Vec<Vec<String>> {
    let rows = (0..list.len()).map(|row| list.row(row).map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
}

proptest! {
    #[test]
    fn a_list_that_was_saved_as_csv_opens_as_it_was(list in any_list()) {
        let headings = Headings::new(&WITH_OWN, layer_of("list"));
        let columns: Vec<usize> = (0..list.width()).collect();
        let Ok(first) = read(list_csv(&list, &columns).as_bytes(), &headings) else { return Ok(()) };
        prop_assert_eq!(trimmed_rows(&first.list), trimmed_rows(&list));
        let again = read(list_csv(&first.list, &columns).as_bytes(), &headings).unwrap();
        prop_assert_eq!(again.list.headings(), list.headings());
        prop_assert_eq!(trimmed_rows(&again.list), trimmed_rows(&first.list));
    }

    #[test]
    fn a_list_that_was_saved_as_geojson_has_every_record_and_value(list in any_list(), rows in 1..5_usize) {
        let at = layer_of("list");
        let columns = Columns::of_names(&WITH_OWN, at, list.headings());
        let chosen: Vec<usize> = (0..list.width()).collect();
        let layer = &WITH_OWN.layers[at];
        let saving = Saving { list: &list, columns: &columns, chosen: &chosen, layer, datum: Datum::Wgs84, shapes: &[] };
        let saved = geojson(saving);
        let mut writer = GeoJsonWriter::new(saving);
        while !writer.step(rows) {}
        prop_assert_eq!(&writer.finish(), &saved);
        let names = property_names(&list, &columns);
        let features = features(&saved);
        prop_assert_eq!(features.len(), list.len());
        for (row, feature) in features.iter().enumerate() {
            for (column, name) in names.iter().enumerate() {
                let cell = list.cell(row, column);
                let is_place = [columns.roles.lon, columns.roles.lat].contains(&Some(column));
                if is_place && !feature["geometry"].is_null() {
                    continue;
                }
                let value = if columns.roles.id == Some(column) { &feature["id"] } else { &feature["properties"][name] };
                let text = match value {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    number => number.to_string(),
                };
                prop_assert_eq!(text.trim(), cell.trim(), "{} {}", row, name);
            }
        }
        let table = table(&WITH_OWN, at, saved.text.into_bytes()).unwrap();
        prop_assert_eq!(table.len(), list.len());
    }
}
