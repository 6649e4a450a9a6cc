//! Reading parts of a large type in functions of their own.

use serde::{Deserialize, Deserializer};

/// Reads a value in a function of its own (`#[serde(deserialize_with = "apart")]`). Else the compiler puts the reading of
/// all parts into one function, over which a browser takes longer than in proportion to its length, and of which it
/// compiles what never comes.
#[inline(never)]
pub(crate) fn apart<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}
