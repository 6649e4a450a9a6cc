//! Builds the app into a folder of static files.
//!
//! [`wasm`] builds the WebAssembly modules and their lazy parts, [`floor`] rejects modules that a browser of the
//! floor could not load; [`site`] lays out the folder: everything that the page references goes into `app/` under a
//! name with a part of its hash, and the page holds the full hash (`diming_cli::site_files`). Data keep their names, because an
//! office edits them in place: the engine asks the server each time whether they have changed. [`preview`] writes into
//! the page what messengers and search engines show of a link to it, `diming_cli::first` the first rows of the list.
//! [`keeper`] lists the files for times without a network.

mod budget;
mod floor;
mod glue;
mod imports;
mod keeper;
mod merge;
mod preview;
mod site;
mod small_std;
pub mod symbols;
mod wasm;

use crate::run::{self, Result};
use crate::{tools, wasm_target};
use diming_cli::{compress, publishable};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The build mode.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BuildMode {
    /// For development: rebuilds in seconds.
    Quick,
    /// For delivery: small and fast, with compressed copies beside the files.
    Release(Std),
}

/// The standard library of a release.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Std {
    /// Compiled with it for size, without the texts of panics, where that can be done.
    Small,
    /// The one that comes with Rust: a panic says in words what was wrong.
    Telling,
}

/// What a release does with the committed sizes of the first load.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// It is refused when it is larger.
    Held,
    /// Its own become the committed ones.
    Renewed,
}

/// The toolchain, found or installed once.
pub struct Toolchain {
    project: PathBuf,
    /// PATH with the tools first.
    pub path: std::ffi::OsString,
}

impl Toolchain {
    /// Installs what is missing.
    ///
    /// # Errors
    /// Something cannot be installed; the message says what and why it is needed.
    pub fn set_up(project: &Path) -> Result<Toolchain> {
        let rust = wasm_target::ensure()?;
        let mut front = rust.path_front();
        front.push(tools::ensure(project)?);
        Ok(Toolchain { project: project.to_path_buf(), path: run::path_with(&front)? })
    }

    /// A command with the tools on its PATH and the target folder of the wasm compiler.
    pub fn command(&self, program: &str) -> Command {
        // Resolved here: the system would search the PATH of the parent, not of the child.
        let found = std::env::split_paths(&self.path).map(|dir| dir.join(program)).find(|file| file.is_file());
        let mut command = Command::new(found.unwrap_or_else(|| program.into()));
        command.current_dir(&self.project).env("PATH", &self.path);
        // Two compilers in one folder would rebuild everything each time.
        command.env("CARGO_TARGET_DIR", self.target_dir());
        // Variables of the cargo that runs this tool name the other compiler.
        command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        command
    }

    fn target_dir(&self) -> PathBuf {
        self.project.join("target/wasm")
    }

    /// Builds into `dist`.
    ///
    /// # Errors
    /// The compiler or a later step fails; an older `dist` is then left as it was.
    pub fn build(&self, dist: &Path, mode: BuildMode, budget: Budget) -> Result<()> {
        let mode = match mode {
            BuildMode::Release(Std::Small) if !small_std::ensure(self) => BuildMode::Release(Std::Telling),
            mode => mode,
        };
        let staging = self.project.join("target").join(match mode {
            BuildMode::Quick => "dist-quick",
            BuildMode::Release(_) => "dist-release",
        });
        if staging.exists() {
            std::fs::remove_dir_all(&staging)?;
        }
        publishable::check(&self.project.join("data"))?;
        // In parallel: link-time optimisation, most of the work, uses one core.
        let (page, workers) = std::thread::scope(|scope| {
            let page = scope.spawn(|| wasm::build(self, &wasm::PAGE, mode).map_err(|error| error.to_string()));
            let workers = wasm::build(self, &wasm::ENGINE, mode)
                .and_then(|engine| Ok((engine, wasm::build(self, &wasm::WORKBOOK, mode)?)));
            (page.join(), workers)
        });
        let page = page.map_err(|_| "the build of the page panicked")??;
        let (engine, workbook) = workers?;
        site::lay_out(self, mode, &staging, &wasm::Modules { page, engine, workbook })?;
        if mode != BuildMode::Quick {
            compress::folder(&staging)?;
        }
        if mode == BuildMode::Release(Std::Small) {
            match budget {
                Budget::Held => budget::check(&self.project, &staging)?,
                Budget::Renewed => budget::renew(&self.project, &staging)?,
            }
        }
        if dist.exists() {
            std::fs::remove_dir_all(dist)?;
        }
        Ok(std::fs::rename(&staging, dist)?)
    }
}
