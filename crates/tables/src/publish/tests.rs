use super::entry::propose;
use super::folder::{site_files, zip};
use super::*;
use crate::check::testing::han;
use crate::testing::list;
use diming_engine::service::own_layer;
use diming_protocol::catalog::{Label, Sign};
use serde_json::json;
use std::io::{Cursor, Read};

const TODAY: u32 = 20_261_130;
const HOMES: &str = r#"{"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "1", "geometry": {"type": "Point", "coordinates": [121.6, 31.8]}, "properties": {"name": "旧院"}}
]}"#;
const TEXT: &str = r##"{
  "version": 1,   "title": {"zh": "甲"},
  "bounds": {"west": 121.0, "south": 31.0, "east": 122.0, "north": 32.0},
  "home": {"lon": 121.5, "lat": 31.5, "zoom": 12},
  "zoom_min": 8, "zoom_max": 18,
  "fields": {
    "id": {"label": {"zh": "编号"}, "kind": "text", "aliases": ["编号"]},
    "name": {"label": {"zh": "名称"}, "kind": "text", "aliases": ["名称"]},
    "kind": {"label": {"zh": "类别"}, "kind": "choice", "aliases": ["类别"]},
    "town": {"label": {"zh": "乡镇"}, "kind": "choice", "aliases": ["乡镇"]},
    "phone": {"label": {"zh": "电话"}, "kind": "phones", "aliases": ["电话"]},
    "hours": {"label": {"zh": "开放时间"}, "kind": "text", "aliases": ["开放时间"]},
    "beds_total": {"label": {"zh": "床位数"}, "kind": "number", "unit": {"zh": "张"}, "aliases": ["床位数"]},
    "witnesses": {"label": {"zh": "方位物"}, "kind": "texts", "aliases": ["方位物"], "officer_only": true},
    "secrecy": {"label": {"zh": "密级"}, "kind": "choice", "aliases": ["密级"]},
    "remarks": {"label": {"zh": "备注"}, "kind": "text", "aliases": ["备注"]}
  },
  "facets": [
    {"field": "town"},
    {"field": "kind", "layers": ["homes"]}
  ],
  "layers": [
    {
      "id": "homes", "label": {"zh": "养老院"}, "source": "homes.geojson", "datum": "gcj02", "key_field": "id",
      "fields": ["name", "kind", "town", "phone", "remarks"], "row": ["town"], "card": ["kind", "town", "phone"],
      "style": {"sign": "house", "color": "#2f6b2f", "color_dark": "#5cc9c0"}, "decimals": 3
    }
  ]
}
"##;

fn data() -> Files {
    [(CATALOG, TEXT), ("homes.geojson", HOMES), ("homes.geojson.columns", "old"), ("dict/x.txt", "甲")]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
}

fn catalog() -> Catalog {
    parse_catalog(TEXT.as_bytes(), &[]).unwrap()
}

/// The columns of a list for a layer of the catalog, or for a new one.
fn columns(list: &List, layer: Option<&str>) -> Columns {
    let mut catalog = catalog();
    let own = own_layer(&catalog, "own".to_owned(), "own", Datum::Wgs84);
    catalog.layers.push(own);
    let at = layer.map_or(1, |id| catalog.layers.iter().position(|layer| layer.id == id).unwrap_or(1));
    Columns::of_names(&catalog, at, list.headings())
}

fn new_layer(list: &List) -> NewLayer {
    propose(list, &columns(list, None), &catalog(), "toilets", Label { zh: "公共厕所".to_owned(), en: String::new() })
}

/// Publishes as a new layer, with these columns kept (`+`) or left out (`-`).
fn published(list: &List, answered: &str) -> Result<Published, Refused> {
    published_as(list, &Target::Add(Box::new(new_layer(list))), answered)
}

fn published_as(list: &List, target: &Target, answered: &str) -> Result<Published, Refused> {
    let answers = answered.split_whitespace().map(|word| {
        let answer = if word.starts_with('+') { Answer::Keep } else { Answer::LeaveOut };
        (list.headings().iter().position(|heading| *heading == word[1..]).unwrap(), answer)
    });
    let (layer, datum) = match target {
        Target::Replace(id) => (Some(id.as_str()), Datum::Gcj02),
        Target::Add(_) => (None, Datum::Wgs84),
    };
    let (columns, answers) = (columns(list, layer), answers.collect());
    publish(&data(), &[], Order { list, columns: &columns, shapes: &[], datum, target, answers: &answers, said: &[] })
}

#[track_caller]
fn check_refused(list: &List, answered: &str, reasons: &[&str]) {
    let told = published(list, answered).unwrap_err().reasons();
    assert_eq!(told.len(), reasons.len(), "{told:?}");
    for (told, reason) in told.iter().zip(reasons) {
        assert!(told.contains(reason), "{told} lacks {reason}");
    }
}

fn good_list() -> List {
    list(
        "编号|名称|类别|乡镇|电话|床位数|经度|纬度\n7|甲厕|公厕|汇龙镇|83312345|5|121.65|31.81\n8|乙厕|公厕|寅阳镇|||121.7|31.8\n9|丙厕|旱厕|寅阳镇||||\n",
    )
}

#[test]
fn a_layer_is_proposed_by_the_columns() {
    let new = new_layer(&good_list());
    let texts = |keys: &[String]| keys.join(" ");
    assert_eq!(texts(&new.fields), "name kind town phone beds_total");
    assert_eq!(
        (texts(&new.row), texts(&new.card)),
        ("kind town beds_total".to_owned(), "kind phone town beds_total".to_owned())
    );
    assert_eq!((texts(&new.filters), new.sign), ("kind town".to_owned(), Sign::House));
    assert_eq!(new.color, "#7a3e9d", "the first that no layer has");
    let officers = list("名称|方位物|密级\n甲|一棵树|公开\n");
    let new = new_layer(&officers);
    assert_eq!(
        (texts(&new.fields), texts(&new.card), new.sign),
        ("name secrecy".to_owned(), String::new(), Sign::Square)
    );
}

#[test]
fn an_entry_is_put_in_and_all_else_stays_as_it_stood() {
    let new = new_layer(&good_list());
    let edited = add(TEXT, &new, &[]).unwrap();
    let lines = line_diff(TEXT, &edited.text, 0);
    let of = |change| -> Vec<&str> {
        lines.iter().filter(|line| line.change == change).map(|line| line.text.trim()).collect()
    };
    assert_eq!(of(Change::Removed), [r#"{"field": "kind", "layers": ["homes"]}"#]);
    let added = of(Change::Added);
    assert_eq!(added[..4], [r#"{"field": "kind", "layers": ["homes", "toilets"]}"#, "},", "{", r#""id": "toilets","#]);
    let layer = &edited.catalog.layers[1];
    assert_eq!(
        (layer.source.as_str(), layer.label.zh.as_str(), layer.datum),
        ("toilets.geojson", "公共厕所", Datum::Wgs84)
    );
    assert_eq!(edited.catalog.layers[0], catalog().layers[0]);
    assert_eq!(add(&edited.text, &new, &[]), Err(EntryFault::IdTaken("toilets".to_owned())));
    assert_eq!(add("[", &new, &[]), Err(EntryFault::NoCatalog));
    let fault = add(TEXT, &NewLayer { id: "公厕".to_owned(), ..new.clone() }, &[]).unwrap_err();
    assert!(fault.to_string().contains("layers[1].id"), "{fault}");
    for (facets, expected) in [
        ("\"facets\": [],", r#""facets": [{"field": "kind", "layers": ["toilets"]},"#),
        ("", "\"facets\": [\n    {\"field\": \"kind\", \"layers\": [\"toilets\"]},\n"),
    ] {
        let (before, rest) = TEXT.split_once("\"facets\"").unwrap();
        let (_, after) = rest.split_once("],\n  ").unwrap();
        let edited = add(&format!("{before}{facets}{after}"), &new, &[]).unwrap();
        assert!(edited.text.contains(expected), "{}", edited.text);
        assert_eq!(edited.catalog.facets.len(), 2);
    }
}

#[test]
fn a_list_becomes_a_layer_of_the_data() {
    let published = published(&good_list(), "").unwrap();
    let paths: Vec<&str> = published.files.keys().map(String::as_str).collect();
    assert_eq!(paths, ["catalog.json", "dict/x.txt", "homes.geojson", "toilets.geojson"]);
    let file: Value = serde_json::from_slice(&published.files["toilets.geojson"]).unwrap();
    assert_eq!(file["features"].as_array().unwrap().len(), 3);
    assert_eq!(file["features"][0]["id"], "7");
    assert_eq!((published.saved.records, published.saved.unplaced), (3, 1));
    assert_eq!(published.columns[1], ("名称".to_owned(), "name".to_owned()));
    assert!(published.diff.iter().any(|line| line.text.contains("toilets.geojson")));
    assert_eq!(parse_catalog(&published.files[CATALOG], &[]).unwrap(), published.catalog);
}

#[test]
fn every_column_that_the_page_does_not_show_is_asked_about() {
    let list = list("编号|名称|负责人|方位物|空栏\n7|甲厕|张三|一棵树|\n8|乙厕|李四||\n");
    check_refused(
        &list,
        "",
        &[
            "“负责人” is neither kept nor left out: the layer does not know it; 2 cells, such as 张三 | 李四",
            "“方位物” is neither kept nor left out: it is for officers only; 1 cells",
        ],
    );
    check_refused(&list, "-负责人 +方位物", &["“方位物” is for officers only"]);
    check_refused(&list, "-名称 -负责人 -方位物", &["no column is the name"]);
    let text = |answered: &str| {
        let files = published(&list, answered).unwrap().files;
        String::from_utf8(files["toilets.geojson"].clone()).unwrap()
    };
    assert!(!text("-负责人 -方位物").contains("张三"));
    assert!(text("+负责人 -方位物").contains(r#""负责人":"张三""#));
}

#[test]
fn a_row_that_is_not_public_is_refused_also_without_its_column() {
    let list = list("名称|密级\n甲厕|公开\n乙厕|内部\n丙厕|\n");
    check_refused(&list, "", &["line 3: 密级 is 内部"]);
    check_refused(&list, "-密级", &["line 3: 密级 is 内部"]);
    // The layer that is replaced does not have the field.
    let target = Target::Replace("homes".to_owned());
    let refused = published_as(&list, &target, "-密级").unwrap_err();
    assert_eq!(refused.reasons(), ["line 3: 密级 is 内部, not 公开"]);
}

#[test]
fn records_are_replaced_and_their_positions_rounded_in_wgs_84() {
    let list = list("编号|名称|备注|经度|纬度\n7|甲院|x|121.664315889|31.807944677\n");
    let target = Target::Replace("homes".to_owned());
    let asked = published_as(&list, &target, "").unwrap_err().reasons();
    assert_eq!(asked, ["column “备注” is neither kept nor left out: the layer does not show it; 1 cells, such as x"]);
    let published = published_as(&list, &target, "+备注").unwrap();
    let file: Value = serde_json::from_slice(&published.files["homes.geojson"]).unwrap();
    assert_eq!(file["features"].as_array().unwrap().len(), 1);
    assert_eq!(file["features"][0]["geometry"]["coordinates"], json!([121.66, 31.81]));
    assert_eq!((published.catalog.layers[0].datum, published.catalog.layers.len()), (Datum::Wgs84, 1));
    assert_eq!(published.diff.iter().filter(|line| line.change == Change::Removed).count(), 1);
    let none = published_as(&list, &Target::Replace("none".to_owned()), "").map_err(|refused| refused.reasons());
    assert_eq!(none.map(|_| ()).unwrap_err(), ["the catalog has no layer none"]);
}

#[test]
fn data_that_must_stay_inside_are_refused_whatever_layer_has_them() {
    let mut data = data();
    data.insert("homes.geojson".to_owned(), HOMES.replace("121.6,", "121.61234,").into_bytes());
    let (list, answers) = (good_list(), BTreeMap::new());
    let (columns, target) = (columns(&list, None), Target::Add(Box::new(new_layer(&list))));
    let order = Order {
        list: &list,
        columns: &columns,
        shapes: &[],
        datum: Datum::Wgs84,
        target: &target,
        answers: &answers,
        said: &[],
    };
    let refused = publish(&data, &[], order).unwrap_err();
    assert_eq!(refused.reasons(), ["homes: feature 0 (id \"1\"): coordinates are finer than 3 decimals"]);
    data.remove("homes.geojson");
    let reasons = publish(&data, &[], order).unwrap_err().reasons();
    assert_eq!(reasons, ["homes cannot be looked through: it is not there."]);
    data.insert("toilets.geojson".to_owned(), Vec::new());
    assert_eq!(publish(&data, &[], order).unwrap_err(), Refused::FileTaken("toilets.geojson".to_owned()));
}

#[test]
fn the_archive_holds_the_folder_of_the_site_and_is_the_same_each_time() {
    let published = published(&good_list(), "").unwrap();
    let files = site_files(&published.files, published.catalog.clone(), han(), TODAY).unwrap();
    let archive = zip(&files, TODAY).unwrap();
    assert_eq!(archive, zip(&files, TODAY).unwrap());
    let mut read = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut unpacked = Files::new();
    for at in 0..read.len() {
        let mut file = read.by_index(at).unwrap();
        let day = file.last_modified().unwrap();
        assert_eq!((day.year(), day.month(), day.day()), (2026, 11, 30));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        unpacked.insert(file.name().unwrap().to_string(), bytes);
    }
    assert_eq!(unpacked, files);
    let paths: Vec<&str> = files.keys().map(String::as_str).filter(|path| !path.starts_with("app/list-")).collect();
    assert_eq!(
        paths,
        ["data/catalog.json", "data/dict/x.txt", "data/homes.geojson", "data/toilets.geojson", "list.html"]
    );
    let html = String::from_utf8(files["list.html"].clone()).unwrap();
    assert!(html.contains("甲厕") && html.contains("旧院") && html.contains("app/list-"), "{html}");
}
