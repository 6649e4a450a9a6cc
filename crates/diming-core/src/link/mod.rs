//! The view as a link, and back.
