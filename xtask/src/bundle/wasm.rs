//! From the package to WebAssembly for browsers: compile, split, bind, optimise.
//!
//! Functions marked `wasm_split`, and what only they reach, go into modules of their own that are fetched at the first
//! call. The split needs the linker's relocations (`--emit-relocs` in `.cargo/config.toml`), so it comes before
//! wasm-bindgen.

use super::glue::Early;
use super::{BuildMode, Std, Toolchain, floor, imports, merge, small_std, symbols};
use crate::run::{self, Result};
use crate::wasm_target::TARGET;
use std::path::{Path, PathBuf};

/// One of the app's WebAssembly modules.
pub struct Binary {
    /// Name of the Cargo binary.
    bin: &'static str,
    /// The feature that it needs.
    feature: &'static str,
    /// Name of its files.
    name: &'static str,
    /// Cargo profile of the release.
    profile: &'static str,
    /// The optimisation level of wasm-opt.
    wasm_opt: &'static [&'static str],
    /// Parts that are fetched before they are asked for.
    early: Early,
    /// Parts that come in one file with all that they share with others.
    merged: &'static [&'static str],
}

/// The page.
pub const PAGE: Binary = Binary {
    bin: "diming",
    feature: "page",
    name: "page",
    profile: "page",
    wasm_opt: &["-Oz"],
    early: Early { soon: &["map"], on_word: &[] },
    merged: &["map"],
};
/// The engine. The worker says that files are to be read as soon as it has seen the catalog (`public/loader.js`). Little
/// inlining, because browsers compile large functions slowly.
pub const ENGINE: Binary = Binary {
    bin: "engine",
    feature: "worker",
    name: "engine",
    profile: "engine",
    wasm_opt: &["-Os", "--one-caller-inline-max-function-size=60"],
    early: Early { soon: &[], on_word: &["catalog", "reading"] },
    merged: &[],
};

/// The reader of workbooks, in a worker of its own.
pub const WORKBOOK: Binary = Binary {
    bin: "workbook",
    feature: "workbook",
    name: "workbook",
    profile: "page",
    wasm_opt: &["-Oz"],
    early: Early { soon: &[], on_word: &[] },
    merged: &[],
};

/// The built modules.
pub struct Modules {
    /// [`PAGE`].
    pub page: Built,
    /// [`ENGINE`].
    pub engine: Built,
    /// [`WORKBOOK`].
    pub workbook: Built,
}

/// The features of every browser from the floor on ([`floor`]), never all of wasm-opt's.
pub(super) const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The result of a build.
pub struct Built {
    /// Its name: `page`, `engine` or `workbook`.
    pub name: &'static str,
    /// The glue, an ES module. It imports [`Built::links`] as `./links.js`.
    pub glue: String,
    /// The ES module that fetches parts when needed; it imports the glue as `./NAME.js`.
    pub links: String,
    /// The module itself.
    pub main: PathBuf,
    /// The lazy parts, as [`Built::links`] names them.
    pub parts: Vec<PathBuf>,
    /// Those among them that are fetched before they are asked for.
    pub early: Early,
}

/// Builds one of them.
///
/// # Errors
/// A compiler or tool fails, or its output needs more than the floor.
pub fn build(toolchain: &Toolchain, binary: &Binary, mode: BuildMode) -> Result<Built> {
    let profile = if mode == BuildMode::Quick { "serve" } else { binary.profile };
    let mut cargo = toolchain.command("cargo");
    cargo.args(["build", "--locked", "--target", TARGET, "--profile", profile]);
    let target_dir = match mode {
        BuildMode::Quick => toolchain.target_dir(),
        // Apart, because build scripts look at what makes the compiler accept the options.
        BuildMode::Release(Std::Small) => toolchain.target_dir().join("small"),
        BuildMode::Release(Std::Telling) => toolchain.target_dir(),
    };
    match mode {
        BuildMode::Quick => {}
        BuildMode::Release(Std::Small) => {
            cargo.args(["--config", &small_std::rustflags(&without_home(toolchain)?)]);
            small_std::with_std(&mut cargo);
        }
        BuildMode::Release(Std::Telling) => {
            cargo.args(["--config", &format!("target.{TARGET}.rustflags={:?}", without_home(toolchain)?)]);
        }
    }
    cargo.env("CARGO_TARGET_DIR", &target_dir);
    run::run(cargo.args(["--bin", binary.bin, "--features", binary.feature]))?;
    let compiled = target_dir.join(TARGET).join(profile).join(format!("{}.wasm", binary.bin));
    let dir = toolchain.target_dir().join("bundle").join(profile).join(binary.name);
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let mut parts = split(&compiled, &dir, binary.name)?;
    bind(&dir, binary.name)?;
    let mut links = std::fs::read_to_string(dir.join("links.js"))?;
    for part in binary.merged {
        links = merge::merge(toolchain, &dir, &links, part, &mut parts)?;
    }
    let mut built = Built {
        name: binary.name,
        glue: std::fs::read_to_string(dir.join(format!("{}.js", binary.name)))?,
        links,
        main: dir.join(format!("{}_bg.wasm", binary.name)),
        parts,
        early: binary.early,
    };
    if mode != BuildMode::Quick {
        for file in std::iter::once(&mut built.main).chain(&mut built.parts) {
            shrink(toolchain, binary, file)?;
        }
        let (glue, main) = imports::renumber(&built.glue, &std::fs::read(&built.main)?)?;
        std::fs::write(&built.main, main)?;
        built.glue = glue;
    }
    for file in std::iter::once(&built.main).chain(&built.parts) {
        floor::check(&file.display().to_string(), &std::fs::read(file)?)?;
    }
    Ok(built)
}

/// Flags that remove the paths of the builder's packages and of its Rust from the output: the same code gives the same
/// files everywhere.
fn without_home(toolchain: &Toolchain) -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).ok_or("no home folder")?;
    let sysroot = run::output(toolchain.command("rustc").args(["--print", "sysroot"]))?;
    let remap = |from: PathBuf, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    Ok(vec![remap(home.join("registry/src"), "packages"), remap(Path::new(&sysroot).join("lib/rustlib/src"), "rust")])
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

/// Optimises a module; the names of its functions go into a file beside it.
fn shrink(toolchain: &Toolchain, binary: &Binary, file: &mut PathBuf) -> Result<()> {
    let small = file.with_extension("small.wasm");
    let mut wasm_opt = toolchain.command("wasm-opt");
    wasm_opt.args(binary.wasm_opt).args(WASM_FEATURES).arg(symbols::option(file)).arg(&*file);
    run::run(wasm_opt.arg("-o").arg(&small))?;
    std::fs::rename(&small, &*file)?;
    Ok(())
}
