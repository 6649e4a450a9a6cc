//! A Rust toolchain with `wasm32-unknown-unknown`: the default one, or Debian's.
//!
//! rustup downloads the target's standard library if it can. On a machine with Debian's packages only, it is compiled
//! once from `rust-web-src` into the folder where Debian's rustc looks for it.

use crate::run::{self, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of the app.
pub const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_BIN: &str = "/usr/bin";
const LLD: &str = "/usr/bin/lld-19";

/// The Rust that builds the app.
#[derive(Debug, PartialEq, Eq)]
pub enum WasmRust {
    /// The one on PATH.
    Default,
    /// Debian's, to be first in PATH.
    Debian,
}

impl WasmRust {
    /// Folders to put first in PATH.
    pub fn path_front(&self) -> Vec<PathBuf> {
        match self {
            WasmRust::Default => Vec::new(),
            WasmRust::Debian => vec![DEBIAN_BIN.into()],
        }
    }
}

/// Finds a Rust with the target, or sets one up.
///
/// # Errors
/// Neither rustup nor Debian's packages provide one.
pub fn ensure() -> Result<WasmRust> {
    if sysroot("rustc").is_some_and(|sysroot| has_target(&sysroot)) {
        return Ok(WasmRust::Default);
    }
    if debian_sysroot().is_some_and(|sysroot| has_target(&sysroot) && linker(&sysroot).exists()) {
        return Ok(WasmRust::Debian);
    }
    if run::find_program("rustup").is_some() {
        println!("▸ adding {TARGET} to Rust (the app is WebAssembly)");
        if run::run(Command::new("rustup").args(["target", "add", TARGET])).is_ok() {
            return Ok(WasmRust::Default);
        }
        println!("  rustup cannot fetch it; trying Debian's Rust");
    }
    run::step("setting up Debian's Rust for WebAssembly (once, about a minute)", debian_setup)?;
    Ok(WasmRust::Debian)
}

fn sysroot(rustc: &str) -> Option<PathBuf> {
    let out = Command::new(rustc).args(["--print", "sysroot"]).output().ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    out.status.success().then(|| PathBuf::from(text.trim()))
}

fn debian_sysroot() -> Option<PathBuf> {
    sysroot(&format!("{DEBIAN_BIN}/rustc"))
}

fn target_lib(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// The linker's name inside a sysroot; Debian's compiler comes without it.
fn linker(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(host()).join("bin/rust-lld")
}

fn host() -> String {
    format!("{}-unknown-linux-gnu", std::env::consts::ARCH)
}

fn has_target(sysroot: &Path) -> bool {
    std::fs::read_dir(target_lib(sysroot)).is_ok_and(|files| {
        files.flatten().any(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

fn debian_setup() -> Result<()> {
    let packages = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-19"];
    run::apt_install(&packages, "a compiler that can build for WebAssembly, and its linker")?;
    let sysroot = debian_sysroot().ok_or("Debian's rustc does not run")?;
    let work = std::env::temp_dir().join(format!("diming-std-{}", std::process::id()));
    let deps = compile_std(&work)?;
    install_std(&deps, &sysroot)?;
    std::fs::remove_dir_all(&work)?;
    let linker = linker(&sysroot);
    if !linker.exists() {
        std::fs::create_dir_all(linker.parent().ok_or("no folder for the linker")?)?;
        std::os::unix::fs::symlink(LLD, &linker)?;
    }
    Ok(())
}

/// Compiles the standard library from source through an empty crate; returns the folder of the `.rlib`s. The bitcode
/// is embedded because link-time optimisation needs it.
fn compile_std(work: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(work.join("src"))?;
    std::fs::write(work.join("src/lib.rs"), "")?;
    let manifest = format!("[package]\nname = \"{STUB}\"\nedition = \"2024\"\n[workspace]\n");
    std::fs::write(work.join("Cargo.toml"), manifest)?;
    let mut cargo = Command::new(format!("{DEBIAN_BIN}/cargo"));
    cargo
        .args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort,test"])
        .current_dir(work)
        .env("PATH", run::path_with(&[DEBIAN_BIN.into()])?)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", work.join("target"));
    // Variables of the cargo that runs this tool name the other compiler.
    for inherited in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(inherited);
    }
    run::run(&mut cargo)?;
    Ok(work.join("target").join(TARGET).join("release/deps"))
}

const STUB: &str = "std_for_wasm";

/// Copies the library's `.rlib`s, not the stub's, to where the compiler looks.
fn install_std(deps: &Path, sysroot: &Path) -> Result<()> {
    let lib = target_lib(sysroot);
    std::fs::create_dir_all(&lib)?;
    let mut copied = 0;
    for file in std::fs::read_dir(deps)?.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with(&format!("lib{STUB}")) {
            std::fs::copy(file.path(), lib.join(&name))?;
            copied += 1;
        }
    }
    if copied == 0 { Err("the standard library gave no .rlib".into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("diming-{name}-{}", std::process::id()))
    }

    #[test]
    fn the_library_is_installed_without_the_stub_and_then_found() -> Result<()> {
        let (deps, sysroot) = (scratch("deps"), scratch("sysroot"));
        std::fs::create_dir_all(&deps)?;
        for name in ["libstd-1.rlib", "libcore-2.rlib", "libstd_for_wasm-3.rlib", "libstd-1.rmeta"] {
            std::fs::write(deps.join(name), name)?;
        }
        assert!(!has_target(&sysroot));
        install_std(&deps, &sysroot)?;
        assert!(has_target(&sysroot));
        assert_eq!(std::fs::read_dir(target_lib(&sysroot))?.count(), 2);
        std::fs::remove_dir_all(&deps)?;
        std::fs::remove_dir_all(&sysroot)?;
        Ok(())
    }

    #[test]
    fn nothing_compiled_is_an_error() -> Result<()> {
        let (deps, sysroot) = (scratch("deps-empty"), scratch("sysroot-empty"));
        std::fs::create_dir_all(&deps)?;
        let installed = install_std(&deps, &sysroot);
        std::fs::remove_dir_all(&deps)?;
        std::fs::remove_dir_all(&sysroot)?;
        assert!(installed.is_err());
        Ok(())
    }
}
