//! The floor: the WebAssembly features that every supported browser has.
//!
//! Chromium 97, Firefox 102, Safari 16: the first with `'wasm-unsafe-eval'`, which lets a strict policy allow
//! WebAssembly and nothing else. Their features, by the tables of the WebAssembly project
//! (`webassembly.org/features`), are those of [`FLOOR`]; the last of them came with Chromium 96 (reference types),
//! Firefox 79 and Safari 15. Not in all three: SIMD (Safari 16.4), tail calls, exceptions with `exnref`, extended
//! constants, threads without isolation, and everything later. A compiler or tool that starts to use one of these
//! would exclude browsers that no test covers, so the build checks its output. `canRun()` in `public/boot.js` tests
//! for the same features at run time.

use crate::run::Result;
use wasmparser::{Validator, WasmFeatures};

/// The features of the floor.
const FLOOR: WasmFeatures = WasmFeatures::WASM1
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::REFERENCE_TYPES);

/// Checks a module.
///
/// # Errors
/// It is no module, or needs more than the floor: the text names the module, the byte and the feature.
pub fn check(name: &str, module: &[u8]) -> Result<()> {
    let found = Validator::new_with_features(FLOOR).validate_all(module);
    found.map(drop).map_err(|error| {
        let (what, byte) = (error.message(), error.offset());
        format!("{name}, byte {byte}: {what}. Chromium 97, Firefox 102 and Safari 16 could not load it").into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one page of memory and one function without parameters or results.
    fn module(body: &[u8]) -> Vec<u8> {
        let mut code = vec![0];
        code.extend(body);
        code.push(0x0b);
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let body = [&[1, code.len() as u8], &code[..]].concat();
        let sections: [(u8, &[u8]); 4] = [(1, &[1, 0x60, 0, 0]), (3, &[1, 0]), (5, &[1, 0, 1]), (10, &body)];
        for (id, section) in sections {
            wasm.extend([id, section.len() as u8]);
            wasm.extend(section);
        }
        wasm
    }

    #[test]
    fn what_every_browser_of_the_floor_knows_is_accepted() -> Result<()> {
        let accepted: &[(&str, &[u8])] = &[
            ("nothing", &[]),
            ("memory.fill", &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0]),
            ("i32.trunc_sat_f32_s", &[0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a]),
            ("i32.extend8_s", &[0x41, 0, 0xc0, 0x1a]),
            ("ref.null extern", &[0xd0, 0x6f, 0x1a]),
        ];
        for (what, body) in accepted {
            check(what, &module(body))?;
        }
        Ok(())
    }

    #[test]
    fn what_one_of_them_does_not_know_is_refused_with_its_place() {
        let refused: &[(&str, &[u8], &str)] = &[
            ("v128.const", &[&[0xfd, 0x0c][..], &[0; 16], &[0x1a]].concat(), "SIMD"),
            ("return_call", &[0x12, 0], "tail call"),
            ("atomic.fence", &[0xfe, 0x03, 0], "threads"),
            ("ref.i31", &[0x41, 0, 0xfb, 0x1c, 0x1a], "gc"),
            ("an unknown operation", &[0x27], "opcode"),
        ];
        for (what, body, word) in refused {
            let text = check("page", &module(body)).map_err(|error| error.to_string()).err().unwrap_or_default();
            assert!(text.starts_with("page, byte "), "{what}: {text}");
            assert!(text.contains(word), "{what}: {text}");
        }
        assert!(check("page", b"<!doctype html>").is_err());
    }

    #[test]
    fn the_boot_script_asks_a_browser_for_all_of_it_and_no_more() -> Result<()> {
        let script = std::fs::read_to_string(crate::run::project_dir().join("public/boot.js"))?;
        let list = script.split_once("Uint8Array.of(").and_then(|(_, rest)| rest.split_once(')'));
        let (list, _) = list.ok_or("boot.js holds no module")?;
        let bytes: Vec<u8> = list
            .split(',')
            .map(str::trim)
            .filter(|b| !b.is_empty())
            .map(str::parse)
            .collect::<std::result::Result<_, _>>()?;
        check("boot.js", &bytes)?;
        let needed = [
            WasmFeatures::MUTABLE_GLOBAL,
            WasmFeatures::SATURATING_FLOAT_TO_INT,
            WasmFeatures::SIGN_EXTENSION,
            WasmFeatures::MULTI_VALUE,
            WasmFeatures::BULK_MEMORY,
            WasmFeatures::REFERENCE_TYPES,
        ];
        for feature in needed {
            let without = Validator::new_with_features(FLOOR.difference(feature)).validate_all(&bytes);
            assert!(without.is_err(), "boot.js does not ask for {feature:?}");
        }
        Ok(())
    }
}
