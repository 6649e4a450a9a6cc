//! Data of the project as they were when this was compiled, for where nothing else is given.

/// The table of characters.
pub const HAN: &[u8] = include_bytes!("../../data/dict/han.bin");
/// Standard characters.
pub const STANDARD: &str = include_str!("../../data/dict/standard.txt");
/// Characters that look alike.
pub const ALIKE: &str = include_str!("../../data/dict/alike.txt");
/// The sample's catalog, whose fields and aliases name the columns of lists.
pub const CATALOG: &[u8] = include_bytes!("../../data/catalog.json");
