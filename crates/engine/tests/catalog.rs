//! The shipped catalog is whole, and a broken one is told where it is broken.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod shipped;

use diming_engine::catalog::parse::{self, BYTES_MAX};
use diming_engine::catalog::plan::PlanMember;
use diming_protocol::catalog::{Catalog, MatrixSet};
use diming_protocol::{Problem, Response, WorkspaceId};
use serde::Deserialize;
use serde_json::{Value, json};
use shipped::shipped;

const SHIPPED: &[u8] = include_bytes!("../../../data/catalog.json");

fn parse_catalog(bytes: &[u8]) -> Result<Catalog, Problem> {
    parse::parse_catalog(bytes, &[])
}

#[test]
fn the_shipped_catalog_parses() {
    let catalog = parse_catalog(shipped().to_string().as_bytes()).unwrap();
    let ids: Vec<&str> = catalog.layers.iter().map(|layer| layer.id.as_str()).collect();
    let expected = [
        "care-homes",
        "cemeteries",
        "facilities",
        "heritage",
        "markers",
        "gazetteer",
        "areas",
        "built-up",
        "reserve",
        "water",
        "roads",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let text = shipped().to_string();
    let bytes = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    assert_eq!(parse_catalog(&bytes).unwrap(), parse_catalog(text.as_bytes()).unwrap());
}

#[test]
fn a_report_may_name_layer_and_record_by_id_or_in_the_readers_language() {
    for template in [
        "mailto:a@example.org?subject={layer}%20{id}&body={name}",
        "https://a.example/?l={layer}&label={layer_label}&lang={lang}",
    ] {
        let mut catalog = shipped();
        catalog["report"] = json!(template);
        assert_eq!(parse_catalog(catalog.to_string().as_bytes()).unwrap().report, template);
    }
}

/// Puts a value at a pointer of the shipped catalog and expects a fault at a path.
fn check_broken(pointer: &str, value: Value, path: &str, reason: &str) {
    let mut catalog = shipped();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match catalog.pointer_mut(parent).unwrap() {
        Value::Object(map) => {
            map.insert(name.to_owned(), value);
        }
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        other => panic!("{parent} is {other}"),
    }
    match parse_catalog(catalog.to_string().as_bytes()) {
        Err(Problem::Catalog { path: found, reason: said }) => {
            assert_eq!(found, path, "{pointer}: {said}");
            assert!(said.contains(reason), "{pointer}: {said:?} does not say {reason:?}");
        }
        other => panic!("{pointer}: expected a fault at {path}, got {:?}", other.map(|_| "a catalog")),
    }
}

#[test]
fn a_fault_names_its_path() {
    let table = [
        ("/version", json!(2), "version", "must be 1"),
        ("/versoin", json!(1), "versoin", "unknown field"),
        ("/title/zh", json!(" "), "title.zh", "empty"),
        ("/title/de", json!("x"), "title.de", "unknown field"),
        ("/approval", json!(7), "approval", "expected a string"),
        ("/notice/zh", json!("长".repeat(700)), "notice.zh", "longer"),
        ("/bounds/west", json!(-181), "bounds.west", "degrees"),
        ("/bounds/east", json!(121.0), "bounds.east", "more than west"),
        ("/bounds/north", json!(31.0), "bounds.north", "more than south"),
        ("/home/lon", json!(120.0), "home.lon", "inside bounds"),
        ("/home/lat", json!(33.0), "home.lat", "inside bounds"),
        ("/home/zoom", json!(3), "home.zoom", "zoom_min"),
        ("/zoom_max", json!(99), "zoom_max", "0..24"),
        ("/zoom_min", json!(19), "zoom_max", "more than zoom_min"),
        ("/basemaps/0/id", json!("天地图"), "basemaps[0].id", "a–z"),
        ("/basemaps/1/id", json!("tianditu-vec"), "basemaps[1].id", "twice"),
        ("/basemaps/0/urls", json!([]), "basemaps[0].urls", "template"),
        ("/basemaps/0/urls/1", json!("https://x/{z}/{x}"), "basemaps[0].urls[1]", "`{y}` is missing"),
        ("/basemaps/0/urls/1", json!("https://x/{z}/{x}/{y}/{q}"), "basemaps[0].urls[1]", "`{q}` is not known"),
        ("/basemaps/0/urls/1", json!("https://{key}/{z}/{x}/{y}"), "basemaps[0].urls[1]", "host"),
        ("/basemaps/0/urls/1", json!("data:{z}/{x}/{y}"), "basemaps[0].urls[1]", "`data:` is not allowed"),
        ("/basemaps/0/subdomains", json!(""), "basemaps[0].urls[0]", "subdomains"),
        ("/basemaps/0/level_max", json!(0), "basemaps[0].level_max", "level_min"),
        ("/basemaps/0/level_max", json!(null), "basemaps[0].level_max", "is missing"),
        ("/basemaps/0/tiles", json!("m"), "basemaps[0].tiles", "unknown variant"),
        (
            "/basemaps/0/sources",
            json!([{"urls": ["/{z}/{x}/{y}"], "level_min": 1, "level_max": 9}]),
            "basemaps[0].urls",
            "beside `sources`",
        ),
        ("/outbound/0/template", json!("javascript:alert({lon},{lat})"), "outbound[0].template", "not allowed"),
        ("/outbound/0/template", json!("//x/{lon},{lat}"), "outbound[0].template", "no scheme"),
        ("/outbound/0/template", json!("https://{name}/{lon},{lat}"), "outbound[0].template", "host"),
        ("/outbound/0/template", json!("https://x/{lon},{lat"), "outbound[0].template", "brace"),
        ("/outbound/0/template", json!("https://x/{lon},{lat} "), "outbound[0].template", "' '"),
        ("/outbound/0/datum", json!("nad27"), "outbound[0].datum", "unknown variant"),
        ("/report", json!("ftp://x/{id}"), "report", "not allowed"),
        (
            "/report",
            json!("https://x/{lon}"),
            "report",
            "`{lon}` is not known here; known: layer, layer_label, id, name, lang",
        ),
        ("/allowed_origins", json!(["https://a.example/"]), "allowed_origins[0]", "no origin"),
        ("/allowed_origins", json!(["https://a.example:080"]), "allowed_origins[0]", "no origin"),
        ("/allowed_origins", json!(["null"]), "allowed_origins[0]", "no origin"),
        ("/portal_origins", json!(["https://a.example", "*"]), "portal_origins[1]", "no origin"),
        ("/silence_s", json!(0), "silence_s", "1 to 600"),
        ("/silence_s", json!(601), "silence_s", "1 to 600"),
        ("/limit_bytes", json!(0), "limit_bytes", "1 to 4294967296"),
        ("/limit_features", json!(0), "limit_features", "1 to 33554432"),
        ("/limit_features", json!(33_554_433), "limit_features", "1 to 33554432"),
        ("/fields/Name", json!({"label": {"zh": "名"}, "kind": "text"}), "fields.Name", "a key"),
        ("/fields/name/kind", json!("string"), "fields.name.kind", "unknown variant"),
        ("/fields/name/values", json!([{"value": "a", "label": {"zh": "甲"}}]), "fields.name.values", "only a choice"),
        ("/fields/tier/values/1/value", json!("市"), "fields.tier.values[1].value", "twice"),
        ("/fields/eight_haves/marks", json!([]), "fields.eight_haves.marks", "1 to 16"),
        ("/fields/name/marks", json!([{"zh": "一"}]), "fields.name.marks", "1 to 16"),
        ("/fields/beds_total/aliases", json!(["床位", "等级"]), "layers[0].fields", "both `beds_total` and `grade`"),
        ("/layers", json!([]), "layers", "must have a layer"),
        ("/layers", json!(vec![shipped()["layers"][0].clone(); 65]), "layers", "at most 64"),
        ("/layers/0/id", json!("Care"), "layers[0].id", "a–z"),
        ("/layers/1/id", json!("care-homes"), "layers[1].id", "twice"),
        ("/layers/0/source", json!(""), "layers[0].source", "empty"),
        ("/layers/0/source", json!("blob:x"), "layers[0].source", "not allowed"),
        ("/layers/0/source", json!("https:///x"), "layers[0].source", "host"),
        ("/layers/0/datum", json!("beijing54"), "layers[0].datum", "unknown variant"),
        ("/layers/0/key_field", json!(""), "layers[0].key_field", "empty"),
        ("/layers/0/fields/3", json!("bedz"), "layers[0].fields[3]", "no field `bedz`"),
        ("/layers/0/fields/3", json!("name"), "layers[0].fields[3]", "twice"),
        ("/layers/0/row/0", json!("serial"), "layers[0].row[0]", "not among"),
        ("/layers/0/card/2", json!("serial"), "layers[0].card[2]", "not among"),
        ("/layers/0/card/2", json!("kind"), "layers[0].card[2]", "twice"),
        ("/layers/0/aliases", json!({"serial": ["x"]}), "layers[0].aliases.serial", "not among"),
        ("/layers/0/sign_by/field", json!("serial"), "layers[0].sign_by.field", "not among"),
        ("/layers/0/sign_by/field", json!("beds_total"), "layers[0].sign_by.field", "no choice"),
        ("/layers/0/ground", json!("water"), "layers[0].ground", "for layers of the roles"),
        ("/layers/0/role", json!("ground"), "layers[0].ground", "must say what"),
        ("/layers/5/rank_by/field", json!("serial"), "layers[5].rank_by.field", "not among"),
        ("/layers/5/role", json!("places"), "layers[5].rank_by", "for layers of the role `names`"),
        ("/layers/0/sign_by/signs/助餐点", json!("spoon"), "layers[0].sign_by.signs.助餐点", "unknown variant"),
        ("/layers/2/style/color", json!("teal"), "layers[2].style.color", "#rrggbb"),
        ("/layers/2/style/color_dark", json!("#12345g"), "layers[2].style.color_dark", "#rrggbb"),
        ("/layers/2/decimals", json!(9), "layers[2].decimals", "0 to 7"),
        ("/layers/2/on", json!("yes"), "layers[2].on", "expected a boolean"),
        ("/facets/0/field", json!("town_name"), "facets[0].field", "no field"),
        ("/facets/0/field", json!("address"), "facets[0].field", "free text"),
        ("/facets/0/field", json!("elevation_m"), "facets[0].field", "officer-only"),
        ("/facets/0/field", json!("grade"), "facets[3].field", "two facets"),
        ("/facets/0/layers", json!(["homes"]), "facets[0].layers[0]", "no layer"),
        ("/facets/3/layers", json!(["care-homes", "heritage"]), "facets[3].layers[1]", "has no field"),
        ("/groups/0/label/zh", json!(" "), "groups[0].label.zh", "empty"),
        ("/groups/0/layers", json!([]), "groups[0].layers", "must name a layer"),
        ("/groups/0/layers", json!(["homes"]), "groups[0].layers[0]", "no layer"),
        ("/groups/0/layers", json!(["reserve"]), "groups[0].layers[0]", "not listed"),
        ("/groups/0/answers", json!([]), "groups[0].answers", "2 to 4"),
        ("/groups/0/answers/0/near", json!("here"), "groups[0].answers[0].near", "unknown variant"),
        (
            "/groups/0/answers/0/fields/address",
            json!({"any": ["x"]}),
            "groups[0].answers[0].fields.address",
            "no field of a facet",
        ),
        ("/groups/0/fields/kind", json!({}), "groups[0].fields.kind", "must have `any`"),
        ("/groups/0/fields/kind", json!({"from": 1}), "groups[0].fields.kind", "must have `any`"),
        ("/groups/0/fields/beds_total", json!({"any": ["1"]}), "groups[0].fields.beds_total", "`from` or `to`"),
        ("/groups/0/fields/beds_total", json!({"from": 2, "to": 1}), "groups[0].fields.beds_total", "more than"),
        ("/facets/2/layers", json!(["reserve"]), "facets[2].layers[0]", "not listed"),
    ];
    for (pointer, value, path, reason) in table {
        check_broken(pointer, value, path, reason);
    }
}

#[test]
fn a_template_of_tiles_is_checked_and_the_fault_says_what_to_do() {
    let wmts = |rest: &str| format!("https://x/vec/wmts?REQUEST=GetTile&TILEMATRIX={{z}}&{rest}");
    let good = "TILEROW={y}&TILECOL={x}";
    let table = [
        (wmts("TILEROW={x}&TILECOL={y}"), "write TILEROW={y}&TILECOL={x}"),
        (wmts("TileRow={x}&TileCol={y}"), "write TILEROW={y}&TILECOL={x}"),
        (wmts(&format!("{good}&TILEMATRIXSET=c")), "write \"tiles\": \"c\" beside urls"),
        (wmts(&format!("{good}&tileMatrixSet=EPSG%3A4490")), "write \"tiles\": \"c\" beside urls"),
        (format!("https://x/vec_c/wmts?TILEMATRIX={{z}}&{good}"), "the layer before /wmts says c"),
        ("https://x/DataServer?T=vec_c&x={x}&y={y}&l={z}".to_owned(), "T says c"),
        (format!("https://x/wmts?TILEMATRIX=10&z={{z}}&{good}"), "TILEMATRIX must have {z}"),
        ("https://x/{TileMatrix}/{x}/{y}".to_owned(), "`{TileMatrix}` is not known here; write {z}"),
        ("https://x/{z}/{TileCol}/{y}".to_owned(), "write {x}"),
        ("https://x/{z}/{x}/{tilerow}".to_owned(), "write {y}"),
        ("https://x/{Z}/{x}/{y}".to_owned(), "write {z}"),
        ("https://x/{z}/{x}/{y}?tk={tk}".to_owned(), "write {key}"),
        ("https://x/{TileMatrixSet}/{z}/{x}/{y}".to_owned(), "name of the server's matrix set"),
        ("https://x/{z}/{x}/{-y}".to_owned(), "not TMS"),
        ("https://x/wms?bbox={bbox-epsg-3857}".to_owned(), "it is of WMS"),
        ("https://x/{z}/{y}".to_owned(), "`{x}` is missing"),
    ];
    for (url, reason) in table {
        check_broken("/basemaps/0/urls/1", json!(url), "basemaps[0].urls[1]", reason);
    }
}

#[test]
fn the_sources_of_a_basemap_have_every_level_between_them() {
    let source = |tiles: &str, min: u8, max: u8| {
        let url =
            format!("https://x/vec_{tiles}/wmts?TILEMATRIXSET={tiles}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}");
        json!({"urls": [url], "tiles": tiles, "level_min": min, "level_max": max})
    };
    let with = |sources: Value| json!({"id": "two", "label": {"zh": "两级"}, "sources": sources});
    let put = |sources: Value| {
        let mut catalog = shipped();
        catalog["basemaps"] = json!([with(sources)]);
        parse_catalog(catalog.to_string().as_bytes())
    };
    let read = put(json!([source("w", 1, 14), source("c", 15, 18)])).unwrap();
    let sources = read.basemaps[0].tile_sources();
    assert_eq!(
        sources.iter().map(|s| (s.tiles, s.level_min)).collect::<Vec<_>>(),
        [(MatrixSet::W, 1), (MatrixSet::C, 15)]
    );
    assert!(put(json!([source("c", 15, 18), source("w", 1, 18)])).is_ok(), "in any order, one over the other");
    let table = [
        (
            json!([source("w", 1, 13), source("c", 16, 18)]),
            "basemaps[0].sources[1].level_min",
            "the levels 14 to 15; begin at 14",
        ),
        (json!([source("c", 16, 18), source("w", 1, 13)]), "basemaps[0].sources[0].level_min", "the levels 14 to 15"),
        (
            json!([source("w", 1, 14), source("c", 18, 15)]),
            "basemaps[0].sources[1].level_max",
            "is 15 while level_min is 18",
        ),
        (json!([source("c", 0, 14)]), "basemaps[0].sources[0].level_min", "is level 1"),
        (json!([source("w", 1, 25)]), "basemaps[0].sources[0].level_max", "24"),
        (json!([{"urls": [], "level_min": 1, "level_max": 2}]), "basemaps[0].sources[0].urls", "template"),
    ];
    for (sources, path, reason) in table {
        check_broken("/basemaps/0", with(sources), path, reason);
    }
    let mut crossed = source("c", 1, 18);
    crossed["tiles"] = json!("w");
    check_broken("/basemaps/0", with(json!([crossed])), "basemaps[0].sources[0].urls[0]", "write \"tiles\": \"c\"");
    let mut crossed = source("w", 1, 18);
    crossed["tiles"] = json!("c");
    check_broken("/basemaps/0", with(json!([crossed])), "basemaps[0].sources[0].urls[0]", "write \"tiles\": \"w\"");
}

/// Reads broken bytes and expects a fault of the whole file that says where.
fn check_bytes(bytes: &[u8], reason: &str) {
    match parse_catalog(bytes) {
        Err(Problem::Catalog { reason: said, .. }) => assert!(said.contains(reason), "{said:?} lacks {reason:?}"),
        other => panic!("expected {reason:?}, got {:?}", other.map(|_| "a catalog")),
    }
}

#[test]
fn broken_bytes_are_told_by_place() {
    check_bytes(&SHIPPED[..4000], "after byte 4000");
    check_bytes(b"", "after byte 0");
    check_bytes(b"{\n  \"version\": 1,\n  \"title\" 1}", "at byte 28 (line 3, column 11)");
    check_bytes(&[SHIPPED, b"x"].concat(), "more text behind the end");
    let twice = String::from_utf8_lossy(SHIPPED).replace("\"former_names\": {", "\"name\": {");
    check_bytes(twice.as_bytes(), "`name` is there twice");
    check_bytes(b"[]", "invalid");
    check_bytes(b"{\"version\": 1}", "missing field `title`");
    check_bytes("启东".as_bytes(), "at byte 0");
}

#[test]
fn what_is_no_catalog_at_all_is_told_so() {
    assert_eq!(parse_catalog(b" \n<!doctype html><title>Login</title>"), Err(Problem::Html));
    let long = vec![b' '; BYTES_MAX + 1];
    assert_eq!(
        parse_catalog(&long),
        Err(Problem::Limit { what: "bytes".to_owned(), limit: BYTES_MAX as u64, found: None })
    );
}

const NOTES: WorkspaceId = WorkspaceId(2);

/// A member of a workspace that there is not: a text, which no layer may be called; empty is as if left out.
const MEMBER: PlanMember = PlanMember {
    print: 0,
    id: NOTES,
    key: "notes",
    read: |value| String::deserialize(value).map(|text| (!text.is_empty()).then(|| text.into_bytes())),
    check: |catalog| match catalog.plan(NOTES) {
        Some(plan) if catalog.layers.iter().any(|layer| layer.id.as_bytes() == plan) => {
            Err(Problem::Catalog { path: "notes".to_owned(), reason: "is a layer".to_owned() })
        }
        _ => Ok(()),
    },
};

/// The shipped catalog with something set for that workspace.
fn with_notes(key: &str, notes: Value) -> Result<Catalog, Problem> {
    let mut catalog = shipped();
    catalog[key] = notes;
    parse::parse_catalog(catalog.to_string().as_bytes(), &[MEMBER])
}

#[test]
fn a_workspace_has_a_member_of_its_own() {
    let set = with_notes("notes", json!("here")).unwrap();
    assert_eq!(set.plan(NOTES), Some(&b"here"[..]));
    assert_eq!(set.plan(WorkspaceId(3)), None);
    let plain = parse_catalog(shipped().to_string().as_bytes()).unwrap();
    assert_eq!(Catalog { plans: Vec::new(), ..set.clone() }, plain);
    assert_eq!(with_notes("notes", json!("")).unwrap(), plain);
    for (key, notes, path, reason) in [
        ("notes", json!(7), "notes", "expected a string"),
        ("notes", json!("heritage"), "notes", "is a layer"),
        ("note", json!("here"), "note", "unknown field `note`, expected one of `$schema`, `provenance`"),
        ("note", json!("here"), "note", "`groups`, `notes`"),
        ("plans", json!([]), "plans", "unknown field"),
    ] {
        let Err(Problem::Catalog { path: found, reason: said }) = with_notes(key, notes) else { panic!("{key}") };
        assert!(found == path && said.contains(reason), "{key}: {found}: {said}");
    }
    let twice = br#"{"notes": "a", "notes": "b"}"#;
    let fault = Problem::Catalog { path: "notes".to_owned(), reason: "`notes` is there twice".to_owned() };
    assert_eq!(parse::parse_catalog(twice, &[MEMBER]), Err(fault));
    let response = Response::Opened { catalog: Box::new(set) };
    let bytes = postcard::to_stdvec(&response).unwrap();
    assert_eq!(postcard::from_bytes::<Response>(&bytes), Ok(response), "it reaches the page");
}
