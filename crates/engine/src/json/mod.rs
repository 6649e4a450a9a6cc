//! JSON (RFC 8259) in bytes: where values stand, and typed values with the path of a fault.

pub mod read;
pub mod scan;
