//! The list as a file of bytes.

use super::{Bench, CARE};
use diming_protocol::catalog::Lang;
use diming_tables_protocol::{DeskAsk, ListForm, Said};
use diming_workbook::{Book, Limits};
use serde_json::Value;

impl Bench {
    /// The number of changes in a file of the list, its name and bytes, or why it was not made.
    fn list_file(&mut self, form: ListForm) -> (u32, Result<(String, Vec<u8>), String>) {
        self.ask(&DeskAsk::Save { form, lang: Lang::Zh });
        match self.heard().pop() {
            Some(Said::Saved { version, made }) => (version, made),
            said => panic!("{said:?}"),
        }
    }
}

#[test]
fn the_list_is_saved_as_a_workbook_with_its_problems() {
    let mut bench = Bench::new(&[], &[CARE]);
    let revision = bench.open("local-1").revision;
    bench.ask(&DeskAsk::Repair { revision, line: None });
    let (undo, made) = bench.list_file(ListForm::Xlsx);
    let (name, bytes) = made.unwrap();
    assert_eq!((undo, name.as_str()), (1, "list.xlsx"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    let is_marked = |cell: &str| (1..4).any(|fill| sheet.contains(&format!("<c r=\"{cell}\" s=\"{fill}\"")));
    assert!(is_marked("C3") && !is_marked("C2") && sheet.contains("<c r=\"C2\"><v>120</v></c>"), "{sheet}");
    let mut book = Book::open(bytes, Limits::default()).unwrap();
    assert_eq!(book.members().iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["清单", "问题"]);
    let [list, problems] = [0, 1].map(|at| String::from_utf8(book.member(at).unwrap().bytes).unwrap());
    assert!(list.starts_with("名称,乡镇,床位数（张）,电话\n甲院,寅阳镇,120,0513-80001234\n"), "{list}");
    let info = bench.info();
    let lines = 1 + info.by_weight.iter().sum::<u32>() + info.unchecked;
    assert_eq!(problems.lines().count(), lines as usize, "{problems}");
    assert!(problems.contains(",C4,") && problems.contains("很多"), "{problems}");
}

#[test]
fn the_list_is_saved_as_geojson_with_all_its_columns() {
    let mut bench = Bench::new(&[], &["名称,身份证号,经度,纬度\n甲院,3206810000000000017,121.7,31.9\n乙院,2,,\n"]);
    bench.open("local-1");
    let (name, bytes) = bench.list_file(ListForm::GeoJson).1.unwrap();
    assert_eq!(name, "list.geojson");
    let saved: Value = serde_json::from_slice(&bytes).unwrap();
    let first = &saved["features"][0];
    assert_eq!(first["geometry"]["coordinates"], serde_json::json!([121.7, 31.9]));
    assert_eq!(first["properties"]["身份证号"], "3206810000000000017");
    assert_eq!(saved["features"][1]["geometry"], Value::Null);
}

#[test]
fn a_list_of_lines_is_not_saved_as_geojson() {
    let line = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"人民路"},
        "geometry":{"type":"LineString","coordinates":[[121.6,31.8],[121.7,31.9]]}}]}"#;
    let mut bench = Bench::new(&[], &[line]);
    bench.open("local-1");
    let why = bench.list_file(ListForm::GeoJson).1.unwrap_err();
    assert!(why.starts_with("这个图层有线或面"), "{why}");
    assert!(bench.list_file(ListForm::Xlsx).1.is_ok());
}
