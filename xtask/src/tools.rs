//! The tools a build needs, installed once a version into a folder that all clones share.
//!
//! Folder: `$DIMING_TOOLS`, else `$XDG_CACHE_HOME/diming/tools`, else `~/.cache/diming/tools`;
//! in it `NAME-VERSION/bin/NAME`. wasm-opt is the exception: npm's `binaryen` carries it, pinned in
//! `package.json`, because it comes ready-made there.

use crate::run::{self, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders to put in front of PATH for a build.
pub struct Tools {
    /// Holds `wasm-bindgen`.
    pub bindgen_dir: PathBuf,
    /// Holds what npm installed: `wasm-opt`, `esbuild`, `playwright`.
    pub node_dir: PathBuf,
}

/// Installs what is missing.
///
/// # Errors
/// A version cannot be read, or an installer fails.
pub fn ensure(project: &Path) -> Result<Tools> {
    let root = tools_dir()?;
    let lock = std::fs::read_to_string(project.join("Cargo.lock"))?;
    let bindgen = locked_version(&lock, "wasm-bindgen").ok_or("no wasm-bindgen in Cargo.lock")?;
    Ok(Tools {
        bindgen_dir: cargo_tool(
            &root,
            "wasm-bindgen",
            "wasm-bindgen-cli",
            &bindgen,
            "writes the glue between wasm and JavaScript",
        )?,
        node_dir: node_packages(project)?,
    })
}

fn tools_dir() -> Result<PathBuf> {
    let var = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    var("DIMING_TOOLS")
        .or_else(|| var("XDG_CACHE_HOME").map(|dir| dir.join("diming/tools")))
        .or_else(|| var("HOME").map(|dir| dir.join(".cache/diming/tools")))
        .ok_or_else(|| "none of DIMING_TOOLS, XDG_CACHE_HOME and HOME is set".into())
}

/// Version of a package in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

fn cargo_tool(root: &Path, program: &str, package: &str, version: &str, why: &str) -> Result<PathBuf> {
    let dir = root.join(format!("{program}-{version}"));
    let bin = dir.join("bin");
    if bin.join(program).is_file() {
        return Ok(bin);
    }
    let what = format!("installing {program} {version} into {} ({why}; once, some minutes)", dir.display());
    run::step(&what, || {
        // A half-built tool must not be found: it is built beside and renamed when whole.
        let building = root.join(format!("{program}-{version}.{}", std::process::id()));
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command.args(["install", "--no-default-features", "--root"]).arg(&building);
        // A third of the time of the default profile; the tools are quick enough.
        command
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .current_dir(std::env::temp_dir());
        run::run(command.arg(format!("{package}@{version}")))?;
        if let Err(error) = std::fs::rename(&building, &dir) {
            // Another clone may have been quicker.
            std::fs::remove_dir_all(&building)?;
            if !bin.join(program).is_file() {
                return Err(error.into());
            }
        }
        Ok(())
    })?;
    Ok(bin)
}

/// Installs the node packages of `package-lock.json` where they are missing or older than it.
fn node_packages(project: &Path) -> Result<PathBuf> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
                    [[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm-bindgen-futures").as_deref(), Some("0.4.9"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn a_tool_that_is_there_is_not_installed_again() -> Result<()> {
        let root = std::env::temp_dir().join(format!("diming-tools-{}", std::process::id()));
        let bin = root.join("some-1.2.3/bin");
        std::fs::create_dir_all(&bin)?;
        std::fs::write(bin.join("some"), "")?;
        let found = cargo_tool(&root, "some", "no-such-package", "1.2.3", "test")?;
        std::fs::remove_dir_all(&root)?;
        assert_eq!(found, bin);
        Ok(())
    }
}
