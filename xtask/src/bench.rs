//! `cargo xtask bench`: native benches of the crates, then the app in a browser.
//!
//! Browser figures are medians of interleaved rounds, each in a fresh profile, with an almost empty page as a
//! baseline; the sample also over a slow line and on a slow processor. They are written to `.bench/browser.json` and shown as ratios to the last committed ones,
//! `docs/bench.json`.

use crate::bundle::{Budget, BuildMode, Std, Toolchain};
use crate::run::{self, Result};
use crate::server::{self, Site, SlowLine};
use crate::{check, gazetteer};
use std::process::Command;

/// Seed of the datasets.
const SEED: u64 = 1;
/// A line that many share: bytes a second, and milliseconds before each answer.
const LINE: (u32, u32) = (400_000, 40);

/// Runs the benches. `sizes` are numbers of features, separated by commas.
///
/// # Errors
/// A build or a bench fails.
pub fn bench(sizes: &str, rounds: &str, browser_only: bool) -> Result<()> {
    let project = run::project_dir();
    let toolchain = Toolchain::set_up(&project)?;
    check::ensure_browser()?;
    if !browser_only {
        run::step("native benches", || {
            let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
            run::run(
                Command::new(cargo).args(["bench", "-p", "diming-engine", "-p", "diming-review"]).current_dir(&project),
            )
        })?;
    }
    let dist = project.join("dist");
    run::step("release build", || toolchain.build(&dist, BuildMode::Release(Std::Small), Budget::Held))?;
    let mut datasets = Vec::new();
    for size in sizes.split(',') {
        gazetteer::write_files(size.parse()?, SEED, None)?;
        datasets.push(format!("gazetteer-{size}-{SEED}"));
    }
    let folder = project.join(".bench");
    let listener = server::listen(0)?;
    let url = format!("http://{}/", listener.local_addr()?);
    let mounts = vec![
        ("bench".to_owned(), folder.clone()),
        ("floor".to_owned(), project.join("xtask/js/floor")),
        ("peer".to_owned(), folder.join("peer")),
    ];
    std::thread::spawn(move || server::serve(&listener, Site { root: dist, mounts, ..Site::default() }));
    // The sample over a slow line: a folder that the bench fills.
    let line_folder = folder.join("line");
    let line_listener = server::listen(0)?;
    let line_url = format!("http://{}/", line_listener.local_addr()?);
    let line = Some(SlowLine::new(LINE.0, LINE.1)?);
    let line_site = Site { root: line_folder.clone(), line, ..Site::default() };
    std::thread::spawn(move || server::serve(&line_listener, line_site));
    run::step("browser bench", || {
        let mut node = toolchain.command("node");
        node.arg("xtask/js/bench/main.mjs")
            .env("BENCH_URL", &url)
            .env("BENCH_LINE_URL", &line_url)
            .env("BENCH_LINE_DIR", &line_folder)
            .env("BENCH_DATASETS", datasets.join(" "))
            .env("BENCH_ROUNDS", rounds)
            .env("BENCH_COMMAND", format!("cargo xtask bench --features {sizes} --rounds {rounds}"))
            .env("BENCH_OUT", folder.join("browser.json"))
            .env("BENCH_LAST", project.join("docs/bench.json"));
        run::run(&mut node)
    })
}
