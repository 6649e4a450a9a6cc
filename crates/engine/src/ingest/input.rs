//! The buffer of bytes that have arrived and are not read yet.

use std::collections::VecDeque;

/// A window of bytes that grows at the end as chunks arrive and shrinks at the start as they are read.
#[derive(Debug, Default)]
pub struct Input {
    queue: VecDeque<Vec<u8>>,
    bytes: Vec<u8>,
    /// First byte of `bytes` that is not read yet.
    at: usize,
    /// Offset of `bytes` in the file.
    base: u64,
    /// Number of bytes at the last try that needed more.
    tried: usize,
    fed: u64,
    ended: bool,
}

impl Input {
    /// Adds a chunk.
    pub fn feed(&mut self, chunk: Vec<u8>) {
        self.fed += chunk.len() as u64;
        if !chunk.is_empty() {
            self.queue.push_back(chunk);
        }
    }

    /// No more chunks will come.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Whether no more chunks will come.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Whether no bytes will follow [`Input::rest`].
    pub fn is_all(&self) -> bool {
        self.ended && self.queue.is_empty()
    }

    /// Bytes fed in all.
    pub fn fed(&self) -> u64 {
        self.fed
    }

    /// Bytes read in all.
    pub fn read(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The unread bytes.
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// Marks bytes of [`Input::rest`] as read.
    pub fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.tried = 0;
    }

    /// Makes [`Input::rest`] at least twice as long as when it was last too short, or complete: so no byte is scanned
    /// more than about twice. Returns `false` if more chunks are needed first.
    pub fn grow(&mut self) -> bool {
        self.tried = self.tried.max(self.rest().len());
        while self.rest().len() < self.tried * 2 || self.rest().is_empty() {
            let Some(chunk) = self.queue.pop_front() else {
                return self.ended && self.rest().len() > self.tried;
            };
            self.base += self.at as u64;
            if self.at == self.bytes.len() {
                self.bytes = chunk;
            } else {
                self.bytes.drain(..self.at);
                self.bytes.extend_from_slice(&chunk);
            }
            self.at = 0;
        }
        true
    }

    /// Drops everything that is not read.
    pub fn clear(&mut self) {
        self.base += self.at as u64;
        (self.queue, self.bytes, self.at) = (VecDeque::new(), Vec::new(), 0);
    }
}
