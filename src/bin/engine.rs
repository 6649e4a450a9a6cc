//! Engine entry: bytes and messages in, messages out; nothing else.

fn main() {}
