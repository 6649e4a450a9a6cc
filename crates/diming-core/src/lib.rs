//! The pure core of diming (地名): everything that can be decided without a screen.
//!
//! No DOM, no clock, no network, no randomness, no global state. Bytes come in through
//! [`engine`], plain values come out through [`door`]; the page draws what [`scene`] lists.

pub mod catalog;
#[cfg(feature = "engine")]
pub mod dataset;
#[cfg(feature = "engine")]
pub mod delimited;
pub mod door;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(feature = "engine")]
pub mod export;
pub mod few;
pub mod geo;
#[cfg(feature = "engine")]
pub mod index;
#[cfg(feature = "engine")]
pub mod ingest;
#[cfg(feature = "engine")]
pub mod json;
pub mod link;
pub mod messages;
#[cfg(feature = "engine")]
pub mod query;
#[cfg(feature = "engine")]
pub mod review;
pub mod scene;
pub mod text;
