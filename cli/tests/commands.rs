//! The commands as they are called: what they print where, and with which code they end.

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
    for command in ["check", "geocode", "compare", "patch", "merge", "review", "list", "prepare", "publishable"] {
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
