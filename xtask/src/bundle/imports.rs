//! Names of imports that compress well.
//!
//! wasm-bindgen ends the name of each function that it imports with 16 hexadecimal digits of a hash, in the module and in
//! its glue. They are eight bytes each that no compression makes smaller, in two files. Numbers of the same length take
//! their place, so that nothing moves in the module.

use crate::run::Result;
use std::collections::{BTreeMap, BTreeSet};

const PREFIX: &str = "__wbg_";
/// Digits of the hash.
const DIGITS: usize = 16;

/// Replaces the hashes in a module and its glue.
///
/// # Errors
/// A name is in the module more than once or not at all, so that it is no import.
pub fn renumber(glue: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let (mut glue, mut module) = (glue.to_owned(), module.to_vec());
    let mut of_stem = BTreeMap::<String, usize>::new();
    for name in hashed_names(&glue) {
        let stem = &name[..name.len() - DIGITS];
        let number = of_stem.entry(stem.to_owned()).or_default();
        *number += 1;
        let plain = format!("{stem}{number:0DIGITS$}");
        replace_bytes(&mut module, name.as_bytes(), plain.as_bytes())?;
        glue = glue.replace(&name, &plain);
    }
    Ok((glue, module))
}

/// The names in the glue that end with a hash.
fn hashed_names(glue: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let is_hashed = |word: &&str| {
        let hash = word.strip_prefix(PREFIX).and_then(|rest| rest.rsplit_once('_')).map(|(_, hash)| hash);
        hash.is_some_and(|hash| hash.len() == DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    glue.split(|c| !is_part(c)).filter(is_hashed).map(str::to_owned).collect()
}

/// Replaces a text of the same length that must occur exactly once.
fn replace_bytes(module: &mut [u8], from: &[u8], to: &[u8]) -> Result<()> {
    let mut places = module.windows(from.len()).enumerate().filter(|(_, bytes)| *bytes == from).map(|(at, _)| at);
    match (places.next(), places.next()) {
        (Some(at), None) => {
            module[at..at + to.len()].copy_from_slice(to);
            Ok(())
        }
        (first, _) => {
            let count = if first.is_some() { "more than once" } else { "not" };
            Err(format!("the module names {} {count}", String::from_utf8_lossy(from)).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_become_numbers_of_the_same_length() -> Result<()> {
        let glue = "{ __wbg_add_0123456789abcdef: f, __wbg_add_fedcba9876543210: g, __wbg_at_00ff00ff00ff00ff: h, __wbg_old: i }";
        let module = b"..__wbg_add_0123456789abcdef.__wbg_add_fedcba9876543210.__wbg_at_00ff00ff00ff00ff.__wbg_old";
        let (glue, renumbered) = renumber(glue, module)?;
        let expected = "{ __wbg_add_0000000000000001: f, __wbg_add_0000000000000002: g, __wbg_at_0000000000000001: h, __wbg_old: i }";
        assert_eq!(glue, expected);
        assert_eq!(
            String::from_utf8(renumbered)?,
            "..__wbg_add_0000000000000001.__wbg_add_0000000000000002.__wbg_at_0000000000000001.__wbg_old"
        );
        Ok(())
    }

    #[test]
    fn a_name_that_is_no_import_is_an_error() {
        let glue = "__wbg_add_0123456789abcdef";
        assert!(renumber(glue, b"nothing").is_err());
        assert!(renumber(glue, b"__wbg_add_0123456789abcdef __wbg_add_0123456789abcdef").is_err());
    }
}
