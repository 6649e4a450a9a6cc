//! The whole service as plain data, in bounded steps.
