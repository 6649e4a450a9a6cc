//! From the package to WebAssembly for browsers: compile, split, bind, optimise.
//!
//! Functions marked `wasm_split`, and what only they reach, go into modules of their own that are fetched at the first
//! call. The split needs the linker's relocations (`--emit-relocs` in `.cargo/config.toml`), so it comes before
//! wasm-bindgen.

use super::{BuildMode, Toolchain, floor};
use crate::run::{self, Result};
use crate::wasm_target::TARGET;
use std::path::{Path, PathBuf};

/// One of the app's two WebAssembly modules.
pub struct Binary {
    /// Name of the Cargo binary.
    bin: &'static str,
    /// The feature that it needs.
    feature: &'static str,
    /// Cargo profile of the release, and name of its files.
    name: &'static str,
    /// The optimisation level of wasm-opt.
    wasm_opt: &'static [&'static str],
}

/// The page.
pub const PAGE: Binary = Binary { bin: "diming", feature: "page", name: "page", wasm_opt: &["-Oz"] };
/// The engine. Little inlining, because browsers compile large functions slowly.
pub const ENGINE: Binary = Binary {
    bin: "engine",
    feature: "worker",
    name: "engine",
    wasm_opt: &["-Os", "--one-caller-inline-max-function-size=60"],
};

/// The features of every browser from the floor on ([`floor`]), never all of wasm-opt's.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The result of a build.
pub struct Built {
    /// Its name: `page` or `engine`.
    pub name: &'static str,
    /// The glue, an ES module. It imports [`Built::links`] as `./links.js`.
    pub glue: String,
    /// The ES module that fetches parts when needed; it imports the glue as `./NAME.js`.
    pub links: String,
    /// The module itself.
    pub main: PathBuf,
    /// The lazy parts, as [`Built::links`] names them.
    pub parts: Vec<PathBuf>,
}

/// Builds one of the two.
///
/// # Errors
/// A compiler or tool fails, or its output needs more than the floor.
pub fn build(toolchain: &Toolchain, binary: &Binary, mode: BuildMode) -> Result<Built> {
    let profile = if mode == BuildMode::Quick { "serve" } else { binary.name };
    let mut cargo = toolchain.command("cargo");
    cargo.args(["build", "--locked", "--target", TARGET, "--profile", profile]);
    if mode == BuildMode::Release {
        cargo.args(["--config", &without_home()?]);
    }
    run::run(cargo.args(["--bin", binary.bin, "--features", binary.feature]))?;
    let compiled = toolchain.target_dir().join(TARGET).join(profile).join(format!("{}.wasm", binary.bin));
    let dir = toolchain.target_dir().join("bundle").join(profile).join(binary.name);
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let parts = split(&compiled, &dir, binary.name)?;
    bind(&dir, binary.name)?;
    let mut built = Built {
        name: binary.name,
        glue: std::fs::read_to_string(dir.join(format!("{}.js", binary.name)))?,
        links: std::fs::read_to_string(dir.join("links.js"))?,
        main: dir.join(format!("{}_bg.wasm", binary.name)),
        parts,
    };
    if mode == BuildMode::Release {
        for file in std::iter::once(&mut built.main).chain(&mut built.parts) {
            shrink(toolchain, binary, file)?;
        }
    }
    for file in std::iter::once(&built.main).chain(&built.parts) {
        floor::check(&file.display().to_string(), &std::fs::read(file)?)?;
    }
    Ok(built)
}

/// Removes the path of the builder's packages from the output: the same code gives the same files everywhere.
fn without_home() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).ok_or("no home folder")?;
    let packages = home.join("registry/src").display().to_string();
    Ok(format!("target.{TARGET}.rustflags=[{:?}]", format!("--remap-path-prefix={packages}=packages")))
}

/// Writes `main.wasm`, the parts and `links.js` into the folder.
fn split(compiled: &Path, dir: &Path, name: &str) -> Result<Vec<PathBuf>> {
    let bytes = std::fs::read(compiled).map_err(|error| format!("{}: {error}", compiled.display()))?;
    let (main, glue) = (dir.join("main.wasm"), format!("./{name}.js"));
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = dir;
    options.main_out_path = &main;
    options.link_name = "./links.js";
    options.main_module = &glue;
    let done = wasm_split_cli_support::transform(options).map_err(|report| format!("splitting {name}: {report:?}"))?;
    Ok(done.split_modules)
}

/// Writes the module and its glue into the folder.
fn bind(dir: &Path, name: &str) -> Result<()> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(dir.join("main.wasm")).out_name(name).typescript(false).keep_lld_exports(true);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate(dir));
    bound.map_err(|error| format!("binding {name}: {error:#}").into())
}

/// Optimises a module, in a file beside it.
fn shrink(toolchain: &Toolchain, binary: &Binary, file: &mut PathBuf) -> Result<()> {
    let small = file.with_extension("small.wasm");
    let mut wasm_opt = toolchain.command("wasm-opt");
    run::run(wasm_opt.args(binary.wasm_opt).args(WASM_FEATURES).arg(&*file).arg("-o").arg(&small))?;
    std::fs::rename(&small, &*file)?;
    Ok(())
}
