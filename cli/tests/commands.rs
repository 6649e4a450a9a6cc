//! The commands as they are called: what they print where, and with which code they end.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its files fails")]

use std::path::Path;
use std::process::{Command, Output};

fn diming(args: &[&str]) -> Output {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO_BIN_EXE_diming")).args(args).current_dir(project).output();
    output.unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn check(args: &[&str], code: i32, out: &str, error: &str) {
    let output = diming(args);
    let [said, told] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{said}\n{told}");
    assert!(said.contains(out), "{args:?}: {said:?} lacks {out:?}");
    assert!(told.contains(error), "{args:?}: {told:?} lacks {error:?}");
}

#[test]
fn a_command_that_is_not_understood_ends_with_2() {
    check(&["nothing"], 2, "", "unrecognized subcommand");
    check(&["review"], 2, "", "--register");
    check(&["list", "--today", "20260230"], 2, "", "YYYYMMDD");
}

#[test]
fn each_command_explains_itself_with_an_example() {
    for command in [
        "check",
        "geocode",
        "compare",
        "patch",
        "merge",
        "convert",
        "publish",
        "review",
        "list",
        "prepare",
        "publishable",
    ] {
        check(&["help", command], 0, &format!("  diming {command} "), "");
    }
}

#[test]
fn what_is_refused_ends_with_1_what_cannot_be_done_with_2() {
    check(&["publishable", "data"], 0, "", "");
    check(&["publishable", "docs"], 1, "", "catalog.json");
    check(&["review", "--register", "none.csv", "--applications", "none.csv"], 2, "", "none.csv");
}

#[test]
fn a_review_is_a_line_of_json_for_each_application() {
    let files = ["--register", "tests/review/register.csv", "--applications", "tests/review/applications.csv"];
    check(&[&["review"], &files[..], &["--lang", "zh", "--today", "20261121"]].concat(), 0, "\"title\":\"重名\"", "");
}

/// A file with this text; it stays until the tests' folder goes.
fn file(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
    path.to_string_lossy().into_owned()
}

#[test]
fn a_list_is_checked_from_a_file_a_workbook_and_the_standard_input() {
    let list = file("check.csv", "编号,名称,床位数\n1,甲院,１２０\n1,乙院,很多\n");
    check(&["check", &list], 1, "C2", "2 rows, 2 with a problem");
    check(&["check", &list, "--json", "--lang", "en"], 1, "\"rule\":\"same_id\"", "");
    check(&["check", &list, "--csv"], 1, "很多", "");
    check(&["check", "crates/workbook/tests/books/care.xlsx"], 1, "", "4 rows");
    check(&["check", &list, "--layer", "nothing"], 2, "", "the catalog has no layer nothing");
    check(&["check", &file("none.csv", "hello\n")], 2, "", "no heading means a field");
    let wide = file("wide.csv", &format!("名称\n甲院\n{}\n", ",".repeat(5_000)));
    check(&["check", &wide], 2, "", "reading stopped at line 3");
}

#[test]
fn versions_are_compared_patched_and_merged() {
    let base = file("base.csv", "编号,名称,床位数\n1,甲院,80\n2,乙院,30\n");
    let ours = file("ours.csv", "编号,名称,床位数\n1,甲院,100\n2,乙院,30\n");
    let theirs = file("theirs.csv", "编号,名称,床位数\n1,甲院,90\n2,乙院,30\n3,丙院,20\n");
    check(&["compare", &base, &base], 0, "", "unchanged: 2");
    check(&["compare", &base, &ours, "--json"], 1, "\"after\":\"100\",\"before\":\"80\"", "");
    let patch = diming(&["compare", &base, &theirs, "--patch"]).stdout;
    let patch = file("patch.json", &String::from_utf8_lossy(&patch));
    check(&["patch", &base, &patch], 0, "1,甲院,90\r\n2,乙院,30\r\n3,丙院,20", "");
    check(&["patch", &theirs, &patch, "--reverse"], 0, "1,甲院,80\r\n2,乙院,30\r\n", "");
    check(&["patch", &ours, &patch], 2, "", "it holds “100”, not “80”");
    check(&["merge", &base, &ours, &theirs], 1, "1,甲院,100\r\n2,乙院,30\r\n3,丙院,20", "\"theirs\":\"90\"");
    check(&["merge", &base, &base, &theirs], 0, "1,甲院,90", "");
}

#[test]
fn rows_without_coordinates_are_placed_by_registers() {
    let register = file("register.csv", "名称,乡镇,地址,经度,纬度\n甲院,汇龙镇,人民中路10号,121.65,31.81\n");
    let list = file("unplaced.csv", "名称,乡镇,地址\n丙食堂,汇龙镇,人民中路10号\n丁食堂,远方镇,远方路1号\n");
    let row = "丙食堂,汇龙镇,人民中路10号,121.650000,31.810000,house_number,";
    check(&["geocode", &list, "--register", &register], 1, row, "1 were found and are sure");
    check(&["geocode", &list, "--register", &list], 2, "", "no record of the registers has coordinates");
    check(&["geocode", &list], 2, "", "--register");
}

#[test]
fn a_list_is_written_in_other_forms() {
    let list = file("convert.csv", "编号,名称,床位数,经度,纬度\n007,甲院,80,121.65,31.81\n8,乙院,八十,,\n");
    let point = r#""id":"007","geometry":{"type":"Point","coordinates":[121.65,31.81]},"properties":{"name":"甲院","beds_total":80}"#;
    check(&["convert", &list, "--to", "geojson"], 0, point, "2 records, 1 without a position");
    check(&["convert", &list, "--to", "csv"], 0, "007,甲院,80,121.65,31.81\r\n", "");
    check(&["convert", &list, "--to", "pdf"], 2, "", "geojson, csv, xlsx");
    check(
        &["convert", "data/areas.geojson", "--to", "csv"],
        0,
        "",
        "geometries that are no points have no place in a table",
    );
    let book = Path::new(env!("CARGO_TARGET_TMPDIR")).join("convert.xlsx").to_string_lossy().into_owned();
    check(&["convert", &list, "--to", "xlsx", "--out", &book], 0, "", "");
    check(&["convert", &book, "--to", "csv"], 0, "007,甲院,80,121.65,31.81\r\n8,乙院,八十,,\r\n", "");
}

/// A copy of the sample's data in a folder of a site.
fn site(name: &str) -> std::path::PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&dir);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data"), &dir.join("data"));
    dir
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Unpacks an archive over a folder.
fn unpack(archive: &Path, dir: &Path) {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap();
    archive.extract(dir).unwrap();
}

#[test]
fn a_list_is_published_as_a_layer_of_a_site() {
    let site = site("publish-site");
    let path = |name: &str| site.join(name).to_string_lossy().into_owned();
    let (data, zip) = (path("data"), path("site-data.zip"));
    let list = file(
        "toilets.csv",
        "编号,名称,乡镇,负责人,方位物,经度,纬度\n1,甲厕,汇龙镇,张三,一棵树,121.65,31.81\n2,乙厕,寅阳镇,李四,,,\n",
    );
    let new = ["publish", &list, "--data", &data, "--id", "toilets", "--label", "公共厕所", "--out", &zip];
    check(&new, 1, "", "“负责人” is neither kept nor left out");
    check(&[&new[..], &["--json"]].concat(), 1, r#""why":"officer_only""#, "");
    check(&[&new[..], &["--leave-out", "负责人", "--keep", "方位物"]].concat(), 1, "", "can only be left out");
    check(&[&new[..], &["--leave-out", "色"]].concat(), 2, "", "the list has no column 色");
    assert!(!site.join("site-data.zip").exists());
    let left_out = ["--leave-out", "负责人", "--leave-out", "方位物"];
    check(&[&new[..], &left_out].concat(), 0, r#"+      "id": "toilets","#, "2 records, 1 without a position");
    unpack(&site.join("site-data.zip"), &site);
    check(&["publishable", &data], 0, "", "");
    let layer =
        ["convert", &path("data/toilets.geojson"), "--catalog", &path("data/catalog.json"), "--layer", "toilets"];
    check(&[&layer[..], &["--to", "csv"]].concat(), 0, "1,甲厕,汇龙镇,121.65,31.81\r\n2,乙厕,寅阳镇,,\r\n", "");
    assert!(std::fs::read_to_string(site.join("list.html")).unwrap().contains("启东市骨灰堂"));
    check(&[&new[..], &left_out].concat(), 1, "", "the catalog has a layer toilets already");
    let again = ["publish", &list, "--data", &data, "--replace", "toilets", "--folder", &path(""), "--json"];
    check(&[&again[..], &left_out].concat(), 0, r#""records":2"#, "");
    check(&["publish", &list, "--data", &data, "--replace", "toilets"], 2, "", "--out");
}

#[test]
fn what_must_stay_inside_is_refused_and_positions_are_rounded() {
    let site = site("publish-markers");
    let path = |name: &str| site.join(name).to_string_lossy().into_owned();
    let (data, out) = (path("data"), path(""));
    let to = ["--data", &data, "--replace", "markers", "--folder", &out];
    let secret = file("secret.csv", "编号,名称,密级,经度,纬度\n1,甲桩,内部,121.65,31.81\n");
    check(&[&["publish", &secret], &to[..]].concat(), 1, "", "line 2: 密级 is 内部");
    check(&[&["publish", &secret], &to[..], &["--leave-out", "密级"]].concat(), 1, "", "line 2: 密级 is 内部");
    let fine = file("fine.csv", "编号,名称,密级,经度,纬度\n1,甲桩,公开,121.65432,31.81\n");
    check(&[&["publish", &fine], &to[..]].concat(), 0, "", "1 positions are rounded to the decimals of the layer");
    check(&["publishable", &data], 0, "", "");
    assert!(std::fs::read_to_string(site.join("data/markers.geojson")).unwrap().contains("[121.654,31.81]"));
}
