//! The engine of diming (地名): bytes to columns to answers, in bounded steps.
//!
//! No DOM, no clock, no network, no randomness, no global state. All input and output passes through [`service`], in
//! the types of [`diming_protocol`].

pub mod catalog;
pub mod dataset;
pub mod delimited;
pub mod export;
pub mod index;
pub mod ingest;
pub mod json;
pub mod prepared;
pub mod query;
pub mod service;
#[cfg(test)]
#[path = "../tests/shipped/mod.rs"]
mod shipped;
#[cfg(test)]
mod testing;
