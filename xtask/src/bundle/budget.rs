//! The budget of the first load: a release in which it has grown is refused.
//!
//! What counts is what everybody fetches before the first answer, compressed with brotli: the page's WebAssembly, the
//! engine's, and the scripts and styles of both. `index.html` does not count, because it carries data.

use crate::run::Result;
use diming_cli::site_files::APP;
use std::collections::BTreeMap;
use std::path::Path;

/// The committed sizes.
const FILE: &str = "xtask/first-load.json";
/// Growth that is let through, per cent: what a change of the compiler or a small feature costs.
const GROWTH_MAX_PERCENT: u64 = 2;

/// Bytes of each part of the first load.
type Sizes = BTreeMap<String, u64>;

/// The part of the first load that a file of `app/` belongs to; `None` for what comes later.
fn part_of(name: &str) -> Option<&'static str> {
    let (stem, ending) = name.strip_suffix(".br")?.rsplit_once('.')?;
    // What stands before the hash.
    match (stem.rsplit_once('-')?.0, ending) {
        ("page", "wasm") => Some("page"),
        ("engine", "wasm") => Some("engine"),
        // The engine's glue for where no worker runs is not fetched, and the worker's script holds the same.
        ("boot" | "first" | "page" | "worker", "js") | ("style", "css") => Some("scripts and styles"),
        _ => None,
    }
}

fn measure(dist: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::new();
    for entry in std::fs::read_dir(dist.join(APP))? {
        let entry = entry?;
        if let Some(part) = entry.file_name().to_str().and_then(part_of) {
            *sizes.entry(part.to_owned()).or_default() += entry.metadata()?.len();
        }
    }
    Ok(sizes)
}

/// What has grown by more than is let through, in words.
fn overruns(committed: &Sizes, now: &Sizes) -> Vec<String> {
    let grown = |(part, bytes): (&String, &u64)| {
        let allowed = committed.get(part).copied().unwrap_or_default();
        let is_over = bytes * 100 > allowed * (100 + GROWTH_MAX_PERCENT);
        is_over.then(|| format!("{part} {bytes} bytes instead of {allowed}"))
    };
    let gone = committed.keys().filter(|part| !now.contains_key(*part)).map(|part| format!("{part} is not there"));
    now.iter().filter_map(grown).chain(gone).collect()
}

/// Refuses a folder whose first load is beyond the budget.
///
/// # Errors
/// It is, or the committed sizes cannot be read.
pub fn check(project: &Path, dist: &Path) -> Result<()> {
    let text = std::fs::read_to_string(project.join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
    let committed: Sizes = serde_json::from_str(&text).map_err(|error| format!("{FILE}: {error}"))?;
    let now = measure(dist)?;
    println!("  first load, brotli: {} bytes {now:?}", now.values().sum::<u64>());
    let over = overruns(&committed, &now);
    if over.is_empty() {
        return Ok(());
    }
    let over = over.join(", ");
    Err(format!(
        "the first load has grown by more than {GROWTH_MAX_PERCENT} %: {over}. Make it smaller, or fetch it later \
         (src/lazy.rs); if it is worth it, `cargo xtask build --new-budget` writes {FILE}, to be committed"
    )
    .into())
}

/// Makes the sizes of a folder the budget.
///
/// # Errors
/// They cannot be read or written.
pub fn renew(project: &Path, dist: &Path) -> Result<()> {
    let sizes = serde_json::to_string_pretty(&measure(dist)?)?;
    Ok(std::fs::write(project.join(FILE), sizes + "\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(page: u64, engine: u64) -> Sizes {
        Sizes::from([("page".to_owned(), page), ("engine".to_owned(), engine)])
    }

    #[test]
    fn growth_of_more_than_two_per_cent_of_a_part_is_refused() {
        let committed = sizes(10_000, 20_000);
        assert!(overruns(&committed, &sizes(10_200, 20_400)).is_empty());
        assert_eq!(overruns(&committed, &sizes(10_201, 1)), ["page 10201 bytes instead of 10000"]);
        assert_eq!(overruns(&sizes(10_000, 20_000), &sizes(10_201, 20_401)).len(), 2);
        assert_eq!(overruns(&Sizes::new(), &sizes(1, 0)), ["page 1 bytes instead of 0"]);
    }

    #[test]
    fn what_is_fetched_later_does_not_count() {
        assert_eq!(part_of("page-0123456789abcdef.wasm.br"), Some("page"));
        assert_eq!(part_of("engine-0123456789abcdef.wasm.br"), Some("engine"));
        assert_eq!(part_of("worker-0123456789abcdef.js.br"), Some("scripts and styles"));
        for later in
            ["page-split_more-0123456789abcdef.wasm.br", "engine-0123456789abcdef.js.br", "page-0123456789abcdef.wasm"]
        {
            assert_eq!(part_of(later), None, "{later}");
        }
    }
}
