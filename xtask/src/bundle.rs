//! Builds the app into a folder that any static server can deliver.
//!
//! Trunk builds both wasm files and lays out the folder; what it cannot do is done after it: the
//! engine's folder and the boot script get a version in their names, and the policy of the
//! deployment is written into the page and into `headers.txt`. Data keeps its names, because an
//! office edits it in place: the engine asks the server each time whether it changed.

use crate::run::{self, Result};
use crate::{csp, tools, wasm_target};
use diming_core::catalog::parse::parse_catalog;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How much care a build takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// For the person who changes the code: built again in seconds.
    Quick,
    /// For delivery: smallest and fastest, compressed copies beside the files.
    Release,
}

/// What a build needs, found or installed once.
pub struct Workshop {
    project: PathBuf,
    /// PATH with the tools in front.
    pub path: std::ffi::OsString,
}

impl Workshop {
    /// Sets up everything that is missing.
    ///
    /// # Errors
    /// Something cannot be installed; the message says what and why it is needed.
    pub fn set_up(project: &Path) -> Result<Workshop> {
        let rust = wasm_target::ensure()?;
        let tools = tools::ensure(project)?;
        let mut front = rust.path_front();
        front.extend([tools.trunk_dir, tools.bindgen_dir, tools.node_dir]);
        Ok(Workshop { project: project.to_path_buf(), path: run::path_with(&front)? })
    }

    /// A program with the tools on its PATH and the target folder of the wasm compiler.
    pub fn command(&self, program: &str) -> Command {
        // Found by hand: the system looks a program up on the PATH of the parent, not of the child.
        let found = std::env::split_paths(&self.path).map(|dir| dir.join(program)).find(|file| file.is_file());
        let mut command = Command::new(found.unwrap_or_else(|| program.into()));
        command.current_dir(&self.project).env("PATH", &self.path);
        // Two compilers in one folder would build everything again each time.
        command.env("CARGO_TARGET_DIR", self.project.join("target/wasm"));
        // Those of the cargo that runs this tool name the other compiler.
        command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        command
    }

    /// Builds into `dist`.
    ///
    /// # Errors
    /// The compiler, Trunk or a later step fails; an older `dist` is then left as it was.
    pub fn build(&self, dist: &Path, care: Care) -> Result<()> {
        let staging = self.project.join("target").join(match care {
            Care::Quick => "dist-quick",
            Care::Release => "dist-release",
        });
        // Trunk's `--offline` keeps it from fetching tools, and is handed on to cargo.
        run::run(self.command("cargo").args(["fetch", "--locked", "--quiet"]))?;
        let mut trunk = self.command("trunk");
        trunk.args(["build", "--offline", "--skip-version-check", "--dist"]).arg(&staging);
        match care {
            Care::Quick => trunk.args(["--cargo-profile", "serve"]),
            Care::Release => trunk.arg("--release"),
        };
        run::run(&mut trunk)?;
        finish(&staging)?;
        if care == Care::Release {
            run::run(self.command("node").arg("xtask/js/compress.mjs").arg(&staging))?;
        }
        if dist.exists() {
            std::fs::remove_dir_all(dist)?;
        }
        Ok(std::fs::rename(&staging, dist)?)
    }
}

/// Versions, policy and headers.
fn finish(dir: &Path) -> Result<()> {
    // One request less before the worker runs.
    let loader = dir.join("engine/loader.js");
    let glue = std::fs::read_to_string(dir.join("engine/engine.js"))?;
    let whole = replace_once("loader.js", &std::fs::read_to_string(&loader)?, "importScripts(\"engine.js\");", &glue)?;
    std::fs::write(&loader, whole)?;
    let engine = format!(
        "engine-{}",
        version(&["engine.js", "engine_bg.wasm", "loader.js"].map(|file| dir.join("engine").join(file)))?
    );
    std::fs::rename(dir.join("engine"), dir.join(&engine))?;
    let boot = format!("boot-{}.js", version(&[dir.join("boot.js")])?);
    std::fs::rename(dir.join("boot.js"), dir.join(&boot))?;

    let catalog =
        std::fs::read(dir.join("data/catalog.json")).map_err(|error| format!("data/catalog.json: {error}"))?;
    let catalog = parse_catalog(&catalog).map_err(|problem| format!("data/catalog.json: {problem:?}"))?;
    let policy = csp::policy(&catalog)?;

    let page = dir.join("index.html");
    let html = std::fs::read_to_string(&page)?;
    let meta = format!("<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let html = replace_once("index.html", &html, "<meta charset=\"utf-8\">", &meta)?;
    let html = replace_once("index.html", &html, "src=\"boot.js\"", &format!("src=\"{boot}\""))?;
    let html = replace_once("index.html", &html, "data-engine=\"engine/\"", &format!("data-engine=\"{engine}/\""))?;
    std::fs::write(&page, html)?;

    let headers = format!(
        "Content-Security-Policy: {policy}\nX-Content-Type-Options: nosniff\nReferrer-Policy: strict-origin-when-cross-origin\n"
    );
    Ok(std::fs::write(dir.join("headers.txt"), headers)?)
}

fn replace_once(file: &str, text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => Err(format!("{file} holds {from:?} {count} times instead of once").into()),
    }
}

/// A short name for the content of files.
fn version(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        hasher.write(&bytes);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_replaced_only_where_it_stands_once() {
        assert_eq!(replace_once("x", "a b c", "b", "x").ok().as_deref(), Some("a x c"));
        assert!(replace_once("x", "a b b", "b", "x").is_err());
        assert!(replace_once("x", "a", "b", "x").is_err());
    }
}
