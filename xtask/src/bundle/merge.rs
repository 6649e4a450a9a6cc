//! One file of a part that is needed soon and of what it shares with other parts.
//!
//! The splitter writes a file for each set of parts that share something, some of a few hundred bytes. A request costs
//! time in three processes of the browser, however small its answer is; and one file compresses better than many.

use super::site::replace_once;
use super::{Toolchain, wasm::WASM_FEATURES};
use crate::run::{self, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use wasmparser::{Parser, Payload, TypeRef};

/// Under this name the splitter's modules import what they share with the main module.
const SHARED: &str = "__wasm_split";
/// Under this name the merged module imports it: once, where each of its modules imported it.
const SHARED_ONCE: &str = "__wasm_split_once";

/// Merges a part's own file with those that it shares, of which `parts` then has the own file only. Returns `links.js`
/// in which whoever needs one of them fetches the whole.
///
/// # Errors
/// The splitter's output has another form than expected, or binaryen fails.
pub fn merge(toolchain: &Toolchain, dir: &Path, links: &str, part: &str, parts: &mut Vec<PathBuf>) -> Result<String> {
    let shared = shared_by(links, part)?;
    let own = dir.join(format!("split_{part}.wasm"));
    let files: Vec<PathBuf> =
        shared.iter().map(|name| dir.join(format!("{}.wasm", name.trim_start_matches('_')))).collect();
    let (text, hub) = (dir.join("hub.wat"), dir.join("hub.wasm"));
    let all: Vec<Vec<u8>> = std::iter::once(&own).chain(&files).map(std::fs::read).collect::<std::io::Result<_>>()?;
    std::fs::write(&text, hub_of(&all)?)?;
    run::run(toolchain.command("wasm-as").args(WASM_FEATURES).arg(&text).arg("-o").arg(&hub))?;
    let mut command = toolchain.command("wasm-merge");
    command.args(WASM_FEATURES).arg(&hub).arg(SHARED);
    for (at, file) in std::iter::once(&own).chain(&files).enumerate() {
        command.arg(file).arg(format!("part{at}"));
    }
    let merged = dir.join("merged.wasm");
    run::run(command.arg("-o").arg(&merged))?;
    std::fs::rename(&merged, &own)?;
    parts.retain(|file| !files.contains(file));
    linked(links, part, &shared)
}

/// Names of the loaders of what a part shares with others, as `links.js` lists them.
fn shared_by(links: &str, part: &str) -> Result<Vec<String>> {
    let (_, own) =
        links.split_once(&format!("const {} =", loader_of(part))).ok_or(format!("links.js has no part {part}"))?;
    let own = own.split("const __").next().unwrap_or(own);
    let list = own.rsplit_once('[').and_then(|(_, list)| list.split_once(']'));
    let (list, _) = list.ok_or("a loader in links.js has no list")?;
    Ok(list.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn loader_of(part: &str) -> String {
    format!("__wasm_split_load_{part}")
}

/// A module in the text format that imports what the modules share, and exports it to them.
fn hub_of(modules: &[Vec<u8>]) -> Result<String> {
    let mut shared = BTreeMap::new();
    for module in modules {
        for payload in Parser::new(0).parse_all(module) {
            let Payload::ImportSection(imports) = payload? else { continue };
            for import in imports.into_imports() {
                let import = import?;
                if import.module != SHARED {
                    return Err(format!("a part imports {} of {}", import.name, import.module).into());
                }
                shared.insert(import.name.to_owned(), kind_of(import.ty)?);
            }
        }
    }
    let mut text = String::from("(module\n");
    for (name, (kind, ty)) in &shared {
        writeln!(text, "(import \"{SHARED_ONCE}\" \"{name}\" ({kind} ${name} {ty}))")?;
    }
    for (name, (kind, _)) in &shared {
        writeln!(text, "(export \"{name}\" ({kind} ${name}))")?;
    }
    Ok(text + ")\n")
}

/// What is imported, and its type, as the text format says them.
fn kind_of(ty: TypeRef) -> Result<(&'static str, String)> {
    Ok(match ty {
        TypeRef::Memory(memory) => ("memory", memory.initial.to_string()),
        TypeRef::Table(table) => ("table", format!("{} funcref", table.initial)),
        TypeRef::Global(global) if global.mutable => ("global", format!("(mut {})", global.content_type)),
        TypeRef::Global(global) => ("global", global.content_type.to_string()),
        other => return Err(format!("a part shares something unknown: {other:?}").into()),
    })
}

/// `links.js` with one loader for the part and all that it shares.
fn linked(links: &str, part: &str, shared: &[String]) -> Result<String> {
    let export = format!("export const {} = wrapAsyncCb(makeLoad(", loader_of(part));
    let (before, own) = links.split_once(&export).ok_or(format!("links.js exports no part {part}"))?;
    let (body, after) =
        own.split_once(&format!(", [{}]));\n", shared.join(", "))).ok_or("a loader in links.js does not end")?;
    let mut out = format!("{before}export const {} = wrapAsyncCb(() => __part_{part}());\n{after}", loader_of(part));
    for name in shared {
        let start = format!("const {name} = makeLoad(");
        let (before, rest) = out.split_once(&start).ok_or(format!("links.js has no {name}"))?;
        let (_, after) = rest.split_once(", []);\n").ok_or("a loader in links.js does not end")?;
        out = format!("{before}const {name} = () => __part_{part}();\n{after}");
    }
    let once = format!("sharedImports.{SHARED_ONCE} = sharedImports.{SHARED};\n");
    let imports = format!("sharedImports = {{ {SHARED}: {{  }} }};\n");
    out = replace_once("links.js", &out, &imports, &(imports.clone() + &once))?;
    Ok(format!("{out}const __part_{part} = makeLoad({body}, []);\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINKS: &str = "sharedImports = { __wasm_split: {  } };\nconst __chunk_1 = makeLoad(() => {\n  fetch(1);\n}\n, []);\n\
                         const __chunk_2 = makeLoad(() => {\n  fetch(2);\n}\n, []);\n\
                         export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {\n  fetch(0);\n}\n, [__chunk_1]));\n\
                         export const __wasm_split_load_b = wrapAsyncCb(makeLoad(() => {\n}\n, [__chunk_1, __chunk_2]));\n";

    #[test]
    fn whoever_needs_a_part_of_the_merged_file_fetches_the_whole() -> Result<()> {
        let shared = shared_by(LINKS, "a")?;
        assert_eq!(shared, ["__chunk_1"]);
        assert_eq!(
            linked(LINKS, "a", &shared)?,
            "sharedImports = { __wasm_split: {  } };\nsharedImports.__wasm_split_once = sharedImports.__wasm_split;\n\
             const __chunk_1 = () => __part_a();\nconst __chunk_2 = makeLoad(() => {\n  fetch(2);\n}\n, []);\n\
             export const __wasm_split_load_a = wrapAsyncCb(() => __part_a());\n\
             export const __wasm_split_load_b = wrapAsyncCb(makeLoad(() => {\n}\n, [__chunk_1, __chunk_2]));\n\
             const __part_a = makeLoad(() => {\n  fetch(0);\n}\n, []);\n"
        );
        assert!(shared_by(LINKS, "c").is_err());
        assert!(linked("", "a", &shared).is_err());
        Ok(())
    }
}
