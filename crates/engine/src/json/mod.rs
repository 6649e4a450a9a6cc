//! JSON (RFC 8259): a scanner of spans, and a deserializer whose errors have a path.

pub mod read;
pub mod scan;
