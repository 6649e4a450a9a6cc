//! The names of the functions of a release, for reading an error report.
//!
//! A release holds no names and no texts of panics: a report names functions by number, in a file whose name holds its
//! hash (`app/page-0123456789abcdef.wasm:wasm-function[12]:0x34`). The build writes the names of each file into
//! `target/symbols/`, from where [`read_stack`] puts them into a report.

use crate::run::Result;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where the names are kept, in the project's folder.
const FOLDER: &str = "target/symbols";
/// What follows a file's name in a stack, in every browser with WebAssembly but Safari, which names no file.
const FUNCTION: &str = ".wasm:wasm-function[";

/// The option of wasm-opt that writes the names of a module, beside it.
pub fn option(module: &Path) -> OsString {
    let mut option = OsString::from("--symbolmap=");
    option.push(beside(module));
    option
}

fn beside(module: &Path) -> PathBuf {
    module.with_extension("symbols")
}

/// Keeps the names of a module under the name that it is delivered with; a module that is not optimised still holds
/// them itself.
///
/// # Errors
/// They cannot be written.
pub fn keep(project: &Path, module: &Path, delivered_as: &str) -> Result<()> {
    let names = beside(module);
    if names.exists() {
        let folder = project.join(FOLDER);
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(names, folder.join(delivered_as).with_extension("symbols"))?;
    }
    Ok(())
}

/// The report with names instead of numbers, where the names of its files are kept.
pub fn read_stack(project: &Path, report: &str) -> String {
    let mut kept = HashMap::new();
    let mut out = String::new();
    for line in report.lines() {
        let named = name_in(line).and_then(|(file, number)| {
            let names = kept.entry(file.to_owned()).or_insert_with(|| read_names(project, file));
            names.get(&number).cloned()
        });
        out += &named.map_or_else(|| line.to_owned(), |name| format!("{line}  {name}"));
        out.push('\n');
    }
    out
}

/// The file, without its ending, and the number of the function that a line of a stack names.
fn name_in(line: &str) -> Option<(&str, u32)> {
    let (before, after) = line.split_once(FUNCTION)?;
    let file = before.rsplit(['/', '(', ' ', '@']).next()?;
    Some((file, after.split_once(']')?.0.parse().ok()?))
}

/// Lines of `number:name`; empty where none are kept.
fn read_names(project: &Path, file: &str) -> HashMap<u32, String> {
    let names = std::fs::read_to_string(project.join(FOLDER).join(file).with_extension("symbols")).unwrap_or_default();
    let line = |line: &str| {
        let (number, name) = line.split_once(':')?;
        Some((number.parse().ok()?, plain(name)))
    };
    names.lines().filter_map(line).collect()
}

/// A name as wasm-opt writes it, with `\20` for a space, as Rust has it.
fn plain(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('\\') {
        out += before;
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(char::from(byte));
                rest = &after[2..];
            }
            None => {
                out.push('\\');
                rest = after;
            }
        }
    }
    out += rest;
    format!("{:#}", rustc_demangle::demangle(&out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_gets_the_names_of_the_build_that_it_is_of() -> Result<()> {
        let project = std::env::temp_dir().join(format!("diming-symbols-{}", std::process::id()));
        std::fs::create_dir_all(&project)?;
        let module = project.join("page_bg.wasm");
        std::fs::write(
            project.join("page_bg.symbols"),
            "7:diming::map::Painter::paint\n8:<dyn\\20Fn\\28\\29>::call\n",
        )?;
        keep(&project, &module, "page-0123.wasm")?;
        let report = "RuntimeError: unreachable\n    at http://x/app/page-0123.wasm:wasm-function[8]:0x1f\n\
                      @http://x/app/page-0123.wasm:wasm-function[7]:0x2f\n    at http://x/app/page-4567.wasm:wasm-function[7]:0x1";
        let read = read_stack(&project, report);
        std::fs::remove_dir_all(&project)?;
        let lines: Vec<&str> = read.lines().collect();
        assert_eq!(lines[0], "RuntimeError: unreachable");
        assert!(lines[1].ends_with(":0x1f  <dyn Fn()>::call"), "{read}");
        assert!(lines[2].ends_with(":0x2f  diming::map::Painter::paint"), "{read}");
        assert!(lines[3].ends_with(":0x1"), "{read}");
        Ok(())
    }
}
