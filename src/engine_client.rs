//! One handle on the engine: a worker, or the same `engine.wasm` on this thread in slices where no
//! worker can start.

use diming_core::door::Request;

/// Sends a request; the answer arrives in the signals of [`crate::state::App`].
pub fn ask(_request: Request) {}
