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
    for command in ["review", "list", "prepare", "publishable"] {
        check(&["help", command], 0, &format!("  diming {command} "), "");
    }
}

#[test]
fn what_is_refused_ends_with_1_and_a_sentence() {
    check(&["publishable", "data"], 0, "", "");
    check(&["publishable", "docs"], 1, "", "catalog.json");
    check(&["review", "--register", "none.csv", "--applications", "none.csv"], 1, "", "none.csv");
}

#[test]
fn a_review_is_a_line_of_json_for_each_application() {
    let files = ["--register", "tests/review/register.csv", "--applications", "tests/review/applications.csv"];
    check(&[&["review"], &files[..], &["--lang", "zh", "--today", "20261121"]].concat(), 0, "\"title\":\"重名\"", "");
}
