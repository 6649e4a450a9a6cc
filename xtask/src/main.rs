//! The project's commands: one file each.

fn main() {}
