//! The standard library compiled with the release: for size, and without the texts of panics.
//!
//! The library that comes with Rust is compiled for speed, and carries a text and a place in the source for
//! each panic. Compiled anew, a panic is a trap ([`super::symbols`] says where it was). That needs the library's
//! source: rustup has it as `rust-src`, Debian as `rust-web-src` (`xtask/src/wasm_target.rs`). Where it cannot be had,
//! the release is linked with the library that is there, and the build says so.

use super::Toolchain;
use crate::run::{self, Result};
use crate::wasm_target::TARGET;
use std::path::Path;
use std::process::Command;

/// What cargo is told.
const ARGUMENTS: [&str; 2] = ["-Zbuild-std=std", "-Zbuild-std-features=optimize_for_size"];
/// What the compiler is told: for the library and for the app.
pub const FLAGS: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/// Adds to a cargo command that it compiles the library as well.
pub fn with_std(cargo: &mut Command) {
    // Stable Rust accepts these options only so.
    cargo.args(ARGUMENTS).env("RUSTC_BOOTSTRAP", "1");
}

/// Whether the library can be compiled here; fetches its source if needed.
pub fn ensure(toolchain: &Toolchain) -> bool {
    let tried = has_source(toolchain)
        .and_then(|there| if there { Ok(()) } else { fetch_source(toolchain) })
        .and_then(|()| try_compiling(toolchain));
    match tried {
        Ok(()) => true,
        Err(error) => {
            println!("  the standard library cannot be compiled here ({error}): the one that is there is used");
            println!("  the files become larger than those of a whole build, and their size is not checked");
            false
        }
    }
}

fn has_source(toolchain: &Toolchain) -> Result<bool> {
    let sysroot = run::output(toolchain.command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml").exists())
}

fn fetch_source(toolchain: &Toolchain) -> Result<()> {
    if run::find_program("rustup").is_none() {
        return Err("no source of the library, and no rustup to fetch it".into());
    }
    println!("▸ adding rust-src to Rust (the library is compiled with the app)");
    run::run(toolchain.command("rustup").args(["component", "add", "rust-src"]))
}

/// Checks the library through an empty crate: its own dependencies can be had, and the compiler knows the options.
fn try_compiling(toolchain: &Toolchain) -> Result<()> {
    let stub = toolchain.target_dir().join("std-stub");
    std::fs::create_dir_all(stub.join("src"))?;
    std::fs::write(stub.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"std-stub\"\nedition = \"2024\"\n[workspace]\n";
    std::fs::write(stub.join("Cargo.toml"), manifest)?;
    let mut cargo = toolchain.command("cargo");
    cargo.args(["check", "--quiet", "--target", TARGET, "--config", &rustflags(&[])]);
    with_std(&mut cargo);
    run::run(cargo.current_dir(&stub).env("CARGO_TARGET_DIR", stub.join("target")))
}

/// The compiler's flags as an option of cargo, with further ones.
pub fn rustflags(further: &[String]) -> String {
    let flags = FLAGS.iter().map(|flag| (*flag).to_owned()).chain(further.iter().cloned());
    format!("target.{TARGET}.rustflags={:?}", flags.collect::<Vec<_>>())
}
