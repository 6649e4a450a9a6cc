//! One finding.
