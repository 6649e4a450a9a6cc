//! Orders and indexes over a dataset.
