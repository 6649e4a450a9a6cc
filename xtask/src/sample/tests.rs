//! What the sample promises: same bytes, right counts, every field there and now and then missing.

use super::land::{on_land, town_at};
use super::record::Spot;
use super::romanise::{Together, plain, romanise};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name)).unwrap()
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&data(name)).unwrap()
}

/// The features of a layer.
fn features(layer: &str) -> Vec<Value> {
    json(&format!("{layer}.geojson"))["features"].as_array().unwrap().clone()
}

fn properties(feature: &Value) -> &Map<String, Value> {
    feature["properties"].as_object().unwrap()
}

fn layers() -> Vec<Value> {
    json("catalog.json")["layers"].as_array().unwrap().clone()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// Every position of a geometry, in millionths of a degree.
fn spots(geometry: &Value) -> Vec<Spot> {
    fn collect(value: &Value, into: &mut Vec<Spot>) {
        match value.as_array() {
            Some(pair) if pair.len() == 2 && pair[0].is_f64() => {
                let e6 = |value: &Value| (value.as_f64().unwrap() * 1e6).round() as i64;
                into.push(Spot { lon_e6: e6(&pair[0]), lat_e6: e6(&pair[1]) });
            }
            Some(list) => list.iter().for_each(|inner| collect(inner, into)),
            None => {}
        }
    }
    let mut found = Vec::new();
    collect(&geometry["coordinates"], &mut found);
    found
}

#[test]
fn the_committed_files_are_what_the_generator_writes() {
    for (id, text) in super::files() {
        assert!(text.as_bytes() == data(&format!("{id}.geojson")), "data/{id}.geojson is old: run cargo xtask sample");
    }
}

#[test]
fn every_layer_has_its_count_and_says_that_it_is_a_sample() {
    let counts = [
        ("heritage", 40),
        ("care-homes", 160),
        ("cemeteries", 359),
        ("markers", 80),
        ("facilities", 60),
        ("gazetteer", 6_000),
        ("areas", 24),
        ("built-up", 12),
        ("reserve", 60),
        ("water", 9),
        ("roads", 17),
    ];
    for (id, count) in counts {
        let file = json(&format!("{id}.geojson"));
        assert_eq!(file["示例"], true, "{id}");
        assert!(file["provenance"].as_str().unwrap().contains("示意"), "{id}");
        assert_eq!(file["features"].as_array().unwrap().len(), count, "{id}");
    }
    assert_eq!(layers().len(), counts.len());
    assert!(data("gazetteer.geojson").len() < 2_500_000);
}

#[test]
fn every_field_occurs_and_is_missing_somewhere() {
    let fields = json("catalog.json")["fields"].clone();
    for layer in layers() {
        let id = layer["id"].as_str().unwrap();
        let features = features(id);
        let mut known: BTreeSet<String> = strings(&layer["fields"]).into_iter().collect();
        for field in &known {
            let there = features.iter().filter(|feature| properties(feature).contains_key(field)).count();
            let always = field == "name" || (field == "secrecy" && layer["require_secrecy"] == true);
            match (fields[field]["officer_only"] == true, always) {
                (true, _) => assert_eq!(there, 0, "{id}: {field} is for officers only"),
                (false, true) => assert_eq!(there, features.len(), "{id}: {field} must always be there"),
                (false, false) => assert!((1..features.len()).contains(&there), "{id}: {field} is there {there} times"),
            }
        }
        known.insert(layer["key_field"].as_str().unwrap().to_owned());
        for feature in &features {
            let unknown: Vec<&String> = properties(feature).keys().filter(|key| !known.contains(*key)).collect();
            assert!(unknown.is_empty(), "{id}: {unknown:?} is not in the catalog");
            assert!(matches!(properties(feature).get("secrecy").and_then(Value::as_str), None | Some("公开")), "{id}");
        }
    }
}

#[test]
fn choices_hold_only_values_of_the_catalog() {
    let fields = json("catalog.json")["fields"].clone();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for layer in layers() {
        for feature in features(layer["id"].as_str().unwrap()) {
            for (key, value) in properties(&feature) {
                let texts = match (fields[key]["kind"].as_str().unwrap(), value) {
                    ("choice", value) => vec![value.as_str().unwrap().to_owned()],
                    ("choices", Value::String(text)) => text.split('、').map(str::to_owned).collect(),
                    ("choices", list) => strings(list),
                    _ => continue,
                };
                used.entry(key.clone()).or_default().extend(texts);
            }
        }
    }
    for (key, used) in used {
        let Some(values) = fields[&key]["values"].as_array() else { continue };
        let known: BTreeSet<String> = values.iter().map(|value| value["value"].as_str().unwrap().to_owned()).collect();
        let strange: Vec<&String> = used.difference(&known).collect();
        assert!(strange.is_empty(), "{key}: {strange:?} has no label in the catalog");
    }
}

#[test]
fn every_position_is_on_land_inside_the_bounds_and_no_finer_than_allowed() {
    // Rivers, roads and the sea go on beyond the bounds.
    let bounds = json("catalog.json")["bounds"].clone();
    let e6 = |side: &str| (bounds[side].as_f64().unwrap() * 1e6) as i64;
    for layer in layers().into_iter().filter(|layer| layer["role"] != "ground") {
        let id = layer["id"].as_str().unwrap();
        let step = 10_i64.pow(6 - layer["decimals"].as_u64().unwrap_or(6) as u32);
        for feature in features(id) {
            for at in spots(&feature["geometry"]) {
                assert!((e6("west")..=e6("east")).contains(&at.lon_e6), "{id}: {at:?}");
                assert!((e6("south")..=e6("north")).contains(&at.lat_e6), "{id}: {at:?}");
                assert!(on_land(at), "{id}: {at:?} is not on land: {}", feature["properties"]["name"]);
                assert!(at.lon_e6 % step == 0 && at.lat_e6 % step == 0, "{id}: {at:?} is finer than the layer allows");
            }
        }
    }
}

/// Round shapes that keep clear of each other cannot tile along a limit.
#[test]
fn areas_of_a_layer_keep_clear_of_each_other() {
    for id in ["areas", "built-up"] {
        let boxes: Vec<(Spot, Spot)> = features(id)
            .iter()
            .map(|feature| {
                let ring = spots(&feature["geometry"]);
                assert_eq!(ring.first(), ring.last(), "{id}: a ring is open");
                let low = |of: fn(&Spot) -> i64| ring.iter().map(of).min().unwrap();
                let high = |of: fn(&Spot) -> i64| ring.iter().map(of).max().unwrap();
                let corner = |lon_e6, lat_e6| Spot { lon_e6, lat_e6 };
                (corner(low(|at| at.lon_e6), low(|at| at.lat_e6)), corner(high(|at| at.lon_e6), high(|at| at.lat_e6)))
            })
            .collect();
        for (i, a) in boxes.iter().enumerate() {
            for b in &boxes[i + 1..] {
                let apart = a.1.lon_e6 < b.0.lon_e6
                    || b.1.lon_e6 < a.0.lon_e6
                    || a.1.lat_e6 < b.0.lat_e6
                    || b.1.lat_e6 < a.0.lat_e6;
                assert!(apart, "{id}: {a:?} meets {b:?}");
            }
        }
    }
}

#[test]
fn the_facts_of_the_registers_stand() {
    let heritage = features("heritage");
    let second: Vec<&Value> = heritage.iter().filter(|feature| feature["properties"]["batch"] == "第二批").collect();
    assert_eq!(second.len(), 11);
    assert!(second.iter().any(|f| f["properties"]["name"] == "寿丰石桥" && f["properties"]["town"] == "曹家镇"));

    let markers = features("markers");
    let sight = markers.iter().find(|feature| feature["id"] == "3132045Q").unwrap();
    assert_eq!(sight["properties"]["name"], "45号界桩");
    assert!(strings(&sight["properties"]["themes"]).contains(&"景点".to_owned()));

    let registry: Vec<Value> =
        features("facilities").into_iter().filter(|feature| feature["properties"]["kind"] == "婚姻登记中心").collect();
    assert_eq!(registry.len(), 2);
    assert_eq!(registry[0]["properties"]["status"], "已迁");
    assert_eq!(registry[1]["properties"]["valid_from"], "2023年10月");

    assert!(features("reserve").iter().all(|feature| feature["geometry"].is_null()));
}

#[test]
fn every_kind_of_the_registers_occurs() {
    let kinds = |layer: &str| -> BTreeSet<String> {
        features(layer).iter().filter_map(|f| f["properties"]["kind"].as_str().map(str::to_owned)).collect()
    };
    let known = json("catalog.json")["fields"]["kind"]["values"].clone();
    let known: BTreeSet<String> =
        known.as_array().unwrap().iter().map(|value| value["value"].as_str().unwrap().to_owned()).collect();
    let all: BTreeSet<String> = ["care-homes", "cemeteries", "facilities"].into_iter().flat_map(kinds).collect();
    assert_eq!(all, known);
}

#[test]
fn ids_and_names_within_a_town_are_unique() {
    for layer in layers() {
        let id = layer["id"].as_str().unwrap();
        let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
        for feature in features(id) {
            let key = if feature["id"].is_null() { &feature["properties"]["id"] } else { &feature["id"] };
            assert!(ids.insert(key.to_string()), "{id}: {key} is there twice");
            let Some(town) = feature["properties"]["town"].as_str().map(str::to_owned) else { continue };
            let name = properties(&feature)["name"].to_string();
            // The marriage registry has a record for its old place and one for its new.
            let fresh = names.insert((name.clone(), town));
            assert!(fresh || name.contains("婚姻登记中心"), "{id}: {name} is there twice in a town");
        }
    }
}

#[test]
fn spelling_follows_the_rules() {
    let table = [
        ("吕四港", "镇", Together::No, "Lǚsìgǎng Zhèn"),
        ("人民", "中路", Together::No, "Rénmín Zhōnglù"),
        ("公园", "二巷", Together::No, "Gōngyuán 2 Xiàng"),
        ("经二", "路", Together::No, "Jīng 2 Lù"),
        ("永安", "村", Together::Yes, "Yǒng'āncūn"),
        ("头匡", "", Together::No, "Tóukuāng"),
    ];
    for (specific, generic, together, expected) in table {
        assert_eq!(romanise(specific, generic, together), expected);
    }
    assert_eq!(plain("Lǚsìgǎng"), "Lüsigang");
}

#[test]
fn no_spelling_has_a_character_left() {
    for layer in ["gazetteer", "heritage", "care-homes", "cemeteries", "facilities", "markers", "areas"] {
        for feature in features(layer) {
            for key in ["romanisation", "name_en"] {
                let text = feature["properties"][key].as_str().unwrap_or_default();
                assert!(!text.chars().any(|c| c >= '\u{2e80}'), "{layer}: {text}");
            }
        }
    }
}

#[test]
fn former_towns_stand_with_the_town_around_them() {
    assert_eq!(town_at("曹家镇").name, "王鲍镇");
    assert_eq!(town_at("吕四港镇").name, "吕四港镇");
}
