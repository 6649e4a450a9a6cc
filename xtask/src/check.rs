//! `cargo xtask test`: all checks and tests in one run.
//!
//! Every step runs even if an earlier one failed, so that the last line, `N passed, N failed`, covers all; the lines
//! before it name what failed. Formatting, each lint run and the release build count as one test each.

use crate::bundle::{Budget, BuildMode, Std, Toolchain};
use crate::run::{self, Result};
use crate::wasm_target::TARGET;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CHROMIUM: &str = "/usr/bin/chromium";
/// The headless variant: a page needs less than half of the processor time.
const HEADLESS: &str = "/usr/bin/chromium-headless-shell";
const FIREFOX: &str = "/usr/bin/firefox-esr";
const CJK_FONT: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
const PDF_TEXT: &str = "/usr/bin/pdftotext";
/// The servers with ready configurations: program, Debian package.
const SERVERS: [(&str, &str); 3] =
    [("/usr/sbin/nginx", "nginx-light"), ("/usr/sbin/apache2", "apache2-bin"), ("/usr/bin/caddy", "caddy")];

/// Numbers of passed, failed and skipped tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
    /// Names of the failed tests, as far as their runner gives them.
    names: Vec<String>,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.names.extend(other.names);
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

/// Runs all tests. The last line is the total.
///
/// # Errors
/// Set-up fails, or any test.
pub fn test() -> Result<()> {
    let project = run::project_dir();
    let toolchain = Toolchain::set_up(&project)?;
    run::step("looking for a browser and fonts", ensure_browser)?;

    let mut sum = Tally::default();
    sum += once("formatting", || run::run(native(&project).args(["fmt", "--all", "--check"])));
    sum += once("lints of core and commands", || {
        let mut clippy = native(&project);
        clippy.args(["clippy", "--workspace", "--exclude", "diming", "--all-targets"]);
        run::run(clippy.args(["--", "-D", "warnings"]))
    });
    for (bin, feature) in [("diming", "page"), ("engine", "worker"), ("workbook", "workbook")] {
        sum += once(&format!("lints of the {feature}"), || {
            let mut clippy = toolchain.command("cargo");
            // In the page's profile, so that its build reuses macros and build scripts.
            clippy.args(["clippy", "--profile", "page", "--target", TARGET, "--bin", bin, "--features", feature]);
            run::run(clippy.args(["--", "-D", "warnings"]))
        });
    }
    sum += counted("native tests", || native_tests(&toolchain, &project));
    let dist = project.join("dist");
    let build = once("release build", || toolchain.build(&dist, BuildMode::Release(Std::Small), Budget::Held));
    let built = build.failed == 0;
    sum += build;
    if built {
        sum += counted("browser tests", || browser_tests(&toolchain, &project));
        sum += counted("journeys in Firefox", || {
            node_tests(&project, "firefox", &[(FIREFOX, "firefox-esr")], "the second browser of the tests")
        });
        sum += counted("a single file", || {
            node_tests(
                &project,
                "single",
                &[(HEADLESS, "chromium-headless-shell"), (FIREFOX, "firefox-esr")],
                "the browsers that open it",
            )
        });
        // The program comes with the node packages, its libraries with the system's packages.
        sum += counted("an old browser", || {
            node_tests(&project, "old", &[(CHROMIUM, "chromium")], "libraries of the old browser")
        });
        sum += counted("web servers", || node_tests(&project, "hosting", &SERVERS, "a server to be configured"));
    } else {
        println!("no browser tests without a build");
    }
    println!();
    for name in &sum.names {
        println!("✗ {name}");
    }
    println!("{sum}");
    if sum.failed == 0 { Ok(()) } else { Err("some tests failed".into()) }
}

/// A step that counts as one test.
fn once(what: &str, work: impl FnOnce() -> Result<()>) -> Tally {
    counted(what, || work().map(|()| Tally { passed: 1, ..Tally::default() }))
}

/// A step with many tests; one that cannot run counts as one failure.
fn counted(what: &str, work: impl FnOnce() -> Result<Tally>) -> Tally {
    run::step(what, work).unwrap_or_else(|error| {
        println!("✗ {error}");
        Tally { failed: 1, names: vec![format!("{what}: {error}")], ..Tally::default() }
    })
}

/// Installs the browser and a Chinese font if they are missing.
///
/// # Errors
/// They cannot be installed.
pub fn ensure_browser() -> Result<()> {
    ensure_file(HEADLESS, "chromium-headless-shell", "the browser tests' browser")?;
    ensure_file(CHROMIUM, "chromium", "the same with its windows, for what measures")?;
    ensure_file(CJK_FONT, "fonts-noto-cjk", "Chinese letters")?;
    ensure_file(PDF_TEXT, "poppler-utils", "the text of printed sheets")
}

/// Installs a Debian package if its file is missing.
fn ensure_file(file: &str, package: &str, why: &str) -> Result<()> {
    if Path::new(file).exists() { Ok(()) } else { run::apt_install(&[package], why) }
}

fn native(project: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(project);
    cargo
}

/// One package at a time: together, this tool's dependencies would be rebuilt with the others' features.
fn native_tests(toolchain: &Toolchain, project: &Path) -> Result<Tally> {
    let mut sum = Tally::default();
    let skipped = project.join("target/skipped-tests.txt");
    if skipped.exists() {
        std::fs::remove_file(&skipped)?;
    }
    let mut packages = vec!["xtask".to_owned(), "diming".to_owned(), "diming-cli".to_owned()];
    for entry in std::fs::read_dir(project.join("crates"))? {
        packages.push(format!("diming-{}", entry?.file_name().to_string_lossy()));
    }
    packages[3..].sort();
    for package in &packages {
        sum += package_tests(toolchain, project, package, &skipped)?;
    }
    Ok(without_skipped(sum, &std::fs::read_to_string(&skipped).unwrap_or_default()))
}

/// Cargo reports tests without their data as passed; the tests have listed their names, one per line.
fn without_skipped(sum: Tally, names: &str) -> Tally {
    let names: std::collections::BTreeSet<&str> = names.lines().collect();
    let skipped = names.len() as u64;
    Tally { passed: sum.passed.saturating_sub(skipped), skipped: sum.skipped + skipped, ..sum }
}

fn package_tests(toolchain: &Toolchain, project: &Path, package: &str, skipped: &Path) -> Result<Tally> {
    let mut cargo = native(project);
    cargo.args(["test", "-p", package, "--no-fail-fast"]).env("DIMING_REAL_DATA", real_data(project));
    cargo.env("DIMING_SKIPPED", skipped).env("DIMING_WASM_PATH", &toolchain.path);
    let mut child = cargo.stdout(Stdio::piped()).spawn()?;
    let mut sum = Tally::default();
    for line in BufReader::new(child.stdout.take().ok_or("no output")?).lines() {
        let line = line?;
        println!("{line}");
        sum += cargo_result(&line).unwrap_or_default();
        sum.names.extend(cargo_failure(&line).map(|name| format!("{package}: {name}")));
    }
    let status = child.wait()?;
    if !status.success() && sum.failed == 0 {
        return Err(format!("cargo test -p {package} ended with {status}").into());
    }
    Ok(sum)
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn cargo_result(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let count = |word| {
        let item = counts.split("; ").find_map(|item| item.strip_suffix(word));
        item.and_then(|number| number.trim().parse().ok())
    };
    let (passed, failed, skipped) = (count("passed")?, count("failed")?, count("ignored")?);
    Some(Tally { passed, failed, skipped, names: Vec::new() })
}

/// The name in `test a::b ... FAILED`.
fn cargo_failure(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// Folder of the real data; tests are skipped without it.
fn real_data(project: &Path) -> PathBuf {
    let given = std::env::var_os("DIMING_REAL_DATA").map(PathBuf::from);
    given.unwrap_or_else(|| project.join("../shared/real"))
}

fn browser_tests(toolchain: &Toolchain, project: &Path) -> Result<Tally> {
    let report = project.join("target/browser-tests.json");
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let mut playwright = toolchain.command("playwright");
    playwright
        .args(["test", "--config", "tests/e2e/playwright.config.js"])
        .env("DIMING_XTASK", std::env::current_exe()?)
        .env("DIMING_REAL_DATA", real_data(project))
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    let ended = run::run(&mut playwright);
    let text = std::fs::read_to_string(&report).map_err(|_| "no report; did the tests start?")?;
    let tally = playwright_result(&serde_json::from_str(&text)?).ok_or("a report without counts")?;
    match ended {
        Err(error) if tally.failed == 0 => Err(error),
        _ => Ok(tally),
    }
}

/// Reads the counts of a Playwright report. A test that passed only on a second try has failed.
fn playwright_result(report: &serde_json::Value) -> Option<Tally> {
    let count = |name: &str| report.get("stats")?.get(name)?.as_u64();
    let errors = report.get("errors")?.as_array()?.len() as u64;
    let failed = count("unexpected")? + count("flaky")? + errors;
    let mut names = Vec::new();
    playwright_failures(report, "", &mut names);
    Some(Tally { passed: count("expected")?, failed, skipped: count("skipped")?, names })
}

/// Adds `file: test (project)` of each failed test of a suite and the suites in it.
fn playwright_failures(suite: &serde_json::Value, file: &str, names: &mut Vec<String>) {
    let items = |value: &serde_json::Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let file = suite["file"].as_str().unwrap_or(file);
    for spec in items(suite, "specs") {
        for test in items(&spec, "tests") {
            if matches!(test["status"].as_str(), Some("unexpected" | "flaky")) {
                let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
                names.push(format!("{file}: {} ({})", text(&spec["title"]), text(&test["projectName"])));
            }
        }
    }
    for inner in items(suite, "suites") {
        playwright_failures(&inner, file, names);
    }
}

/// The tests of a folder of `tests/`, by node's test runner. If their prerequisites can be neither found nor
/// installed, they count as skipped, or as failed if `CI` is set.
fn node_tests(project: &Path, folder: &str, needs: &[(&str, &str)], why: &str) -> Result<Tally> {
    for (file, package) in needs {
        if let Err(error) = ensure_file(file, package, why) {
            if std::env::var_os("CI").is_some() {
                return Err(error);
            }
            println!("  skipped: {error}");
            return Ok(Tally { skipped: 1, ..Tally::default() });
        }
    }
    let report = project.join(format!("target/{folder}-tests.tap"));
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(project.join("tests").join(folder))? {
        files.push(entry?.path());
    }
    files.retain(|file| file.to_string_lossy().ends_with(".test.js"));
    files.sort();
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(&files)
        .env("DIMING_XTASK", std::env::current_exe()?)
        .current_dir(project);
    let ended = run::run(&mut node);
    let text = std::fs::read_to_string(&report).map_err(|_| "no report; did the tests start?")?;
    let tally = tap_result(&text).ok_or("a report without counts")?;
    match ended {
        Err(error) if tally.failed == 0 => Err(error),
        _ if tally.passed + tally.failed == 0 => Err("no tests".into()),
        _ => Ok(tally),
    }
}

/// Reads the counts at the end of a TAP report of node. A test that was cancelled has failed.
fn tap_result(report: &str) -> Option<Tally> {
    let count = |name: &str| {
        let number = |line: &str| line.strip_prefix("# ")?.strip_prefix(name)?.strip_prefix(' ')?.parse::<u64>().ok();
        report.lines().rev().find_map(number)
    };
    let failed = count("fail")? + count("cancelled")?;
    let names = report.lines().filter_map(|line| Some(line.trim_start().strip_prefix("not ok ")?.to_owned()));
    Some(Tally { passed: count("pass")?, failed, skipped: count("skipped")?, names: names.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_cargo_are_read() {
        let check = |line: &str, expected: Option<(u64, u64, u64)>| {
            let tally = expected.map(|(passed, failed, skipped)| Tally { passed, failed, skipped, ..Tally::default() });
            assert_eq!(cargo_result(line), tally, "{line}");
        };
        check(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.1s",
            Some((3, 0, 1)),
        );
        check("test result: FAILED. 12 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out", Some((12, 4, 0)));
        check("test a_result ... ok", None);
        check("test result: odd", None);
        assert_eq!(cargo_failure("test a::b ... FAILED"), Some("a::b"));
        assert_eq!(cargo_failure("test a::b ... ok"), None);
    }

    #[test]
    fn a_report_of_the_browser_tests_is_read() {
        let report = serde_json::json!({
            "stats": {"expected": 5, "unexpected": 1, "flaky": 1, "skipped": 2}, "errors": [{}],
            "suites": [{"file": "a.spec.js", "specs": [], "suites": [{"specs": [{"title": "opens", "tests": [
                {"projectName": "phone", "status": "unexpected"}, {"projectName": "desktop", "status": "expected"}
            ]}]}]}]
        });
        let names = vec!["a.spec.js: opens (phone)".to_owned()];
        assert_eq!(playwright_result(&report), Some(Tally { passed: 5, failed: 3, skipped: 2, names }));
        assert_eq!(playwright_result(&serde_json::json!({"errors": []})), None);
    }

    #[test]
    fn a_report_of_the_journeys_is_read() {
        let report = "# Subtest: pass 9\nnot ok 1 - pass 9\n1..4\n# tests 4\n# suites 0\n# pass 1\n# fail 1\n# cancelled 1\n\
                      # skipped 1\n# todo 0\n# duration_ms 12.5\n";
        let names = vec!["1 - pass 9".to_owned()];
        assert_eq!(tap_result(report), Some(Tally { passed: 1, failed: 2, skipped: 1, names }));
        assert_eq!(tap_result("TAP version 13\n# pass 1\n"), None);
    }

    #[test]
    fn tests_without_their_data_count_as_skipped() {
        let sum = Tally { passed: 9, failed: 1, ..Tally::default() };
        let less = Tally { passed: 7, failed: 1, skipped: 2, ..Tally::default() };
        assert_eq!(without_skipped(sum.clone(), "a::b\na::c\na::b\n"), less);
        assert_eq!(without_skipped(sum.clone(), ""), sum);
    }

    #[test]
    fn the_last_line_names_what_was_skipped_only_if_any_was() {
        let tally = Tally { passed: 3, ..Tally::default() };
        assert_eq!(tally.to_string(), "3 passed, 0 failed");
        assert_eq!(Tally { skipped: 2, ..tally }.to_string(), "3 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn a_step_that_cannot_run_is_a_failure() {
        assert_eq!(once("a step that fails, as it should", || Err("no".into())).failed, 1);
        assert_eq!(once("a step", || Ok(())).passed, 1);
    }
}
