//! The layout of the delivered folder: versioned names, integrity, policy, headers.

use super::glue;
use super::keeper::keeping_script;
use super::preview::{with_names, with_preview};
use super::wasm::{Built, Modules};
use super::{BuildMode, Toolchain, symbols};
use crate::csp;
use crate::run::{self, Result};
use diming_cli::catalog::parse_catalog;
use diming_cli::site_files::{Versioned, put};
use diming_cli::{first, list, prepare, today};
use std::path::Path;

/// Files of `public/` that are not simply copied.
const WORKED_IN: [&str; 5] = ["boot.js", "first.js", "loader.js", "sw.js", "workbook.js"];
/// Minifies a script or style sheet: its text, and `js` or `css`.
type Shrink<'a> = &'a dyn Fn(&str, &str) -> Result<String>;

/// Lays out the folder.
///
/// # Errors
/// A file is missing or has unexpected content.
pub fn lay_out(toolchain: &Toolchain, mode: BuildMode, dir: &Path, modules: &Modules) -> Result<()> {
    let project = toolchain.project.as_path();
    let shrink = |text: &str, kind: &str| match mode {
        BuildMode::Release(_) => shrunk(toolchain, text, kind),
        BuildMode::Quick => Ok(text.to_owned()),
    };
    copy_tree(&project.join("data"), &dir.join("data"))?;
    prepare::layers(&dir.join("data"), &[])?;
    for entry in std::fs::read_dir(project.join("public"))? {
        let name = entry?.file_name();
        if !WORKED_IN.iter().any(|worked_in| name.to_str() == Some(worked_in)) {
            std::fs::copy(project.join("public").join(&name), dir.join(&name))?;
        }
    }
    let page = put_module(project, dir, &modules.page, &shrink)?;
    let engine = put_module(project, dir, &modules.engine, &shrink)?;
    let workbook = put_module(project, dir, &modules.workbook, &shrink)?;
    let worker = worker_script(project, "loader.js", &engine)?;
    let worker = put(dir, "worker", "js", shrink(&worker, "js")?.as_bytes())?;
    let reader = worker_script(project, "workbook.js", &workbook)?;
    let reader = put(dir, "reader", "js", shrink(&reader, "js")?.as_bytes())?;
    let boot = shrink(&std::fs::read_to_string(project.join("public/boot.js"))?, "js")?;
    let boot = put(dir, "boot", "js", boot.as_bytes())?;

    let catalog =
        std::fs::read(dir.join("data/catalog.json")).map_err(|error| format!("data/catalog.json: {error}"))?;
    let catalog = parse_catalog(&catalog).map_err(|problem| format!("data/catalog.json: {problem:?}"))?;
    let policy = csp::policy(&catalog)?;
    let today = today();

    let html = std::fs::read_to_string(project.join("index.html"))?;
    let html = with_preview(&html, &catalog)?;
    let html = with_one_style(project, dir, &html, &shrink)?;
    let meta = format!("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let html = replace_once("index.html", &html, "<meta charset=\"utf-8\">", &meta)?;
    let html = replace_once(
        "index.html",
        &html,
        "<script type=\"module\" async src=\"public/boot.js\"></script>",
        &boot_tags(&boot, &page, &engine, &workbook, &worker, &reader),
    )?;
    let first =
        put(dir, "first", "js", shrink(&std::fs::read_to_string(project.join("public/first.js"))?, "js")?.as_bytes())?;
    let html = replace_once("index.html", &html, "src=\"public/first.js\"", &first.attributes("src"))?;
    let html = first::with_rows(&html, &dir.join("data"), today)?;
    std::fs::write(dir.join("index.html"), html)?;
    let manifest = std::fs::read_to_string(project.join("public/manifest.webmanifest"))?;
    std::fs::write(dir.join("manifest.webmanifest"), with_names(&manifest, &catalog)?)?;
    std::fs::write(dir.join("sw.js"), keeping_script(project, dir)?)?;
    list::write(&dir.join("data"), &dir.join("list.html"), today)?;

    let headers: Vec<String> =
        csp::headers(&catalog)?.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    Ok(std::fs::write(dir.join("headers.txt"), headers.concat())?)
}

/// A module's files in the folder.
struct Module {
    glue: Versioned,
    main: Versioned,
    /// The complete text of the glue.
    script: String,
}

/// Writes a module with its parts and glue.
fn put_module(project: &Path, dir: &Path, built: &Built, shrink: Shrink) -> Result<Module> {
    let main = put(dir, built.name, "wasm", &std::fs::read(&built.main)?)?;
    symbols::keep(project, &built.main, main.name())?;
    let mut links = built.links.clone();
    for part in &built.parts {
        let name = part.file_name().and_then(|name| name.to_str()).ok_or("a part without a name")?;
        let stem = format!("{}-{}", built.name, name.trim_end_matches(".wasm"));
        let put = put(dir, &stem, "wasm", &std::fs::read(part)?)?;
        symbols::keep(project, part, put.name())?;
        let fetch = format!("fetch(new URL(\"./{name}\", import.meta.url))");
        let checked = format!("fetchPart(\"{}\", \"{}\")", put.name(), put.integrity);
        links = replace_once("links.js", &links, &fetch, &checked)?;
    }
    let script = glue::join(&built.glue, &links, built.name, built.early)?;
    Ok(Module { glue: put(dir, built.name, "js", shrink(&script, "js")?.as_bytes())?, main, script })
}

/// Minifies a script or style sheet; the output needs no newer browser than the oldest that must read it
/// (`public/boot.js`).
fn shrunk(toolchain: &Toolchain, text: &str, kind: &str) -> Result<String> {
    let whole = toolchain.target_dir().join("bundle").join(format!("whole.{kind}"));
    std::fs::write(&whole, text)?;
    let mut esbuild = toolchain.command("esbuild");
    esbuild.arg(&whole).args(["--minify", "--charset=utf8", "--log-level=error", "--target=es2018"]);
    // esbuild would remove these two, which every browser with modules supports.
    run::output(esbuild.args(["--supported:dynamic-import=true", "--supported:import-meta=true"]))
}

/// A worker's script: classic, because not every browser of the floor has module workers.
fn worker_script(project: &Path, file: &str, module: &Module) -> Result<String> {
    let script = std::fs::read_to_string(project.join("public").join(file))?;
    replace_once(file, &script, "importScripts(\"glue.js\");", &glue::classic(&module.script)?)
}

/// One style sheet from all that the page links, in their order.
fn with_one_style(project: &Path, dir: &Path, html: &str, shrink: Shrink) -> Result<String> {
    const LINK: (&str, &str) = ("<link rel=\"stylesheet\" href=\"", "\">\n");
    let (mut all, mut rest, mut out) = (String::new(), html, String::new());
    let mut at = None;
    while let Some((before, after)) = rest.split_once(LINK.0) {
        let (file, behind) = after.split_once(LINK.1).ok_or("index.html: a style sheet's link without an end")?;
        all += &std::fs::read_to_string(project.join(file)).map_err(|error| format!("{file}: {error}"))?;
        out += before;
        at.get_or_insert(out.len());
        rest = behind;
    }
    out += rest;
    let style = put(dir, "style", "css", shrink(&all, "css")?.as_bytes())?;
    let link = format!("<link rel=\"stylesheet\" {}>\n", style.attributes("href"));
    out.insert_str(at.ok_or("index.html names no style sheet")?, &link);
    Ok(out)
}

/// The boot script with its constants: paths and hashes.
fn boot_tags(
    boot: &Versioned,
    page: &Module,
    engine: &Module,
    workbook: &Module,
    worker: &Versioned,
    reader: &Versioned,
) -> String {
    let files = [
        ("page", &page.glue),
        ("page-wasm", &page.main),
        ("engine", &engine.glue),
        ("engine-wasm", &engine.main),
        ("worker", worker),
        ("workbook-wasm", &workbook.main),
        ("reader", reader),
    ];
    let data = files.map(|(name, file)| format!("data-{name}=\"{} {}\"", file.path, file.integrity)).join("\n");
    format!(
        "<link rel=\"modulepreload\" {}>\n<script type=\"module\" async {}\n{data}></script>",
        page.glue.attributes("href"),
        boot.attributes("src"),
    )
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_tree(&from, &to)?;
        } else {
            std::fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

/// Replaces a text that must occur exactly once.
///
/// # Errors
/// It does not.
pub(super) fn replace_once(file: &str, text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => Err(format!("{file} holds {from:?} {count} times instead of once").into()),
    }
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

    #[test]
    fn style_sheets_become_one_with_version_and_hash() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("diming-site-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        std::fs::write(dir.join("a.css"), "a{}\n")?;
        std::fs::write(dir.join("b.css"), "b{}\n")?;
        let link = |file| format!("<link rel=\"stylesheet\" href=\"{file}\">\n");
        let shrink = |text: &str, _: &str| Ok(text.to_uppercase());
        let head = format!("<head>\n{}{}</head>", link("a.css"), link("b.css"));
        let html = with_one_style(&dir, &dir, &head, &shrink);
        let html = html.map(|html| {
            let (path, rest) = html.split_once("href=\"")?.1.split_once("\" integrity=\"sha384-")?;
            let style = std::fs::read_to_string(dir.join(path)).ok()?;
            (html.starts_with("<head>\n<link") && rest.ends_with("crossorigin=\"anonymous\">\n</head>"))
                .then_some(style)
        });
        let missing = with_one_style(&dir, &dir, &link("c.css"), &shrink);
        std::fs::remove_dir_all(&dir)?;
        assert_eq!(html?.as_deref(), Some("A{}\nB{}\n"));
        assert!(missing.is_err());
        Ok(())
    }
}
