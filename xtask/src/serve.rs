//! `cargo xtask serve`: builds, serves, and rebuilds on changes.
//!
//! Polls the files twice a second: a few hundred files take a few milliseconds, and there is no limit on watched
//! files.

use crate::bundle::{Budget, BuildMode, Toolchain};
use crate::run::{self, Result};
use crate::server::{self, Site};
use std::path::Path;
use std::time::{Duration, SystemTime};

const SOURCES: [&str; 7] = ["src", "crates", "data", "public", "index.html", "Cargo.toml", "Cargo.lock"];
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Serves the app on this machine; never returns.
///
/// # Errors
/// Set-up or the first build fails, or the port is taken.
pub fn serve(port: u16) -> Result<()> {
    let project = run::project_dir();
    let listener = server::listen(port)?;
    let toolchain = Toolchain::set_up(&project)?;
    let dist = project.join("target/serve");
    let mut built = newest(&project);
    run::step("building the app", || toolchain.build(&dist, BuildMode::Quick, Budget::Held))?;
    let address = format!("http://{}/", listener.local_addr()?);
    println!("\n地名 diming: {address}\nChanges are built as they are saved; Ctrl+C ends.\n");
    let site = Site { root: dist.clone(), ..Site::default() };
    std::thread::spawn(move || server::serve(&listener, site));
    loop {
        std::thread::sleep(LOOK_EVERY);
        let now = newest(&project);
        if now != built {
            built = now;
            match run::step("building again", || toolchain.build(&dist, BuildMode::Quick, Budget::Held)) {
                Ok(()) => println!("  ready: load {address} again"),
                Err(error) => println!("  {error}\n  the last good build stays"),
            }
        }
    }
}

/// The latest modification of any source, and the number of files (to detect removals).
fn newest(project: &Path) -> (Option<SystemTime>, usize) {
    let mut found = (None, 0);
    for source in SOURCES {
        visit(&project.join(source), &mut found);
    }
    found
}

fn visit(path: &Path, found: &mut (Option<SystemTime>, usize)) {
    let Ok(metadata) = path.metadata() else { return };
    found.0 = found.0.max(metadata.modified().ok());
    found.1 += 1;
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        visit(&entry.path(), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_an_addition_and_a_removal_are_seen() -> Result<()> {
        let project = std::env::temp_dir().join(format!("diming-watch-{}", std::process::id()));
        std::fs::create_dir_all(project.join("src/map"))?;
        let file = project.join("src/map/a.rs");
        let mut states = vec![newest(&project)];
        std::fs::write(&file, "1")?;
        states.push(newest(&project));
        let later = SystemTime::now() + Duration::from_secs(5);
        std::fs::File::open(&file)?.set_modified(later)?;
        states.push(newest(&project));
        std::fs::remove_file(&file)?;
        states.push(newest(&project));
        std::fs::remove_dir_all(&project)?;
        assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "{states:?}");
        Ok(())
    }
}
