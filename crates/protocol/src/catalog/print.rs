//! A print of what a catalog is: prepared forms that were made of another one are told by it.

/// The print of [`super::Catalog`] as `postcard` writes it: another whenever the source text of its types is.
pub const CATALOG_PRINT: u64 = print_of_texts(&[
    include_str!("mod.rs"),
    include_str!("layer.rs"),
    include_str!("group.rs"),
    include_str!("basemap.rs"),
    include_str!("../geo/mod.rs"),
]);

/// A print of texts, worked out by the compiler (FNV-1a).
pub const fn print_of_texts(texts: &[&str]) -> u64 {
    let mut print = 0xcbf2_9ce4_8422_2325_u64;
    let mut text = 0;
    while text < texts.len() {
        let bytes = texts[text].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // The same for a checkout with other line ends.
            if bytes[at] != b'\r' {
                print = (print ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
            }
            at += 1;
        }
        text += 1;
    }
    print
}
