//! The tools from npm: wasm-opt (`binaryen`) and esbuild for a build, browser drivers for the tests.
//!
//! Pinned in `package-lock.json`, installed in `node_modules`. Everything else that a build needs is compiled into
//! this tool.

use crate::run::{self, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs the node packages of `package-lock.json` if missing or outdated; returns the folder of their programs.
///
/// # Errors
/// An installer fails.
pub fn ensure(project: &Path) -> Result<PathBuf> {
    if run::find_program("npm").is_none() || run::find_program("node").is_none() {
        run::apt_install(&["nodejs", "npm"], "to fetch wasm-opt and to run the browser tests")?;
    }
    let modules = project.join("node_modules");
    let changed = |file: PathBuf| std::fs::metadata(file).and_then(|data| data.modified()).ok();
    let lock = changed(project.join("package-lock.json"));
    if changed(modules.join(".package-lock.json")) < lock {
        run::step("installing node packages (wasm-opt, esbuild, the browser tests' driver)", || {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--no-fund", "--no-audit"]).current_dir(project);
            run::run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
        })?;
    }
    Ok(modules.join(".bin"))
}
