//! From bytes to a checked [`Catalog`](super::Catalog); errors name the path inside the file.
