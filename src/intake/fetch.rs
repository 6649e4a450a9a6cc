//! One fetch: a stream of bytes into the engine, with a time limit on silence and a way to stop.

use super::Host;
use super::decode::Decoder;
use super::print::Print;
use diming_core::door::{Fetched, Problem, Source};
use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, ReadableStream, ReadableStreamByobReader, ReadableStreamDefaultReader, RequestCache,
};

/// Bytes waiting in the engine beyond which the stream is not read on.
const BACKLOG_BYTES: usize = 4 << 20;

/// A fetch that stops when it is dropped.
pub struct Fetch {
    abort: Option<AbortController>,
}

impl Drop for Fetch {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Fetch {
    /// Starts a fetch; what comes of it is told to the host.
    pub fn start(host: &Rc<Host>, source: Source, url: String, silence_s: u32) -> Fetch {
        let abort = AbortController::new().ok();
        let print = matches!(source, Source::Fingerprint(_)).then(Print::default);
        let (host, silent) = (Rc::downgrade(host), Rc::default());
        let line = Line { host, source, abort: abort.clone(), silence_s, silent, print };
        spawn_local(async move {
            let result = line.run(&url).await;
            let end = match (&line.print, result) {
                (Some(print), result) => Fetched::Print(print.finish(&url, result.is_ok())),
                (None, result) => line.end_of(result),
            };
            // A fetch that was dropped has nothing to say: a newer one may be under way.
            if line.silent.get() || !line.signal().is_some_and(|s| s.aborted()) {
                line.tell(|engine| engine.fetched(source, end));
            }
        });
        Fetch { abort }
    }
}

/// What a running fetch holds.
struct Line {
    host: Weak<Host>,
    source: Source,
    abort: Option<AbortController>,
    /// Longest silence of the server.
    silence_s: u32,
    /// Set when the server was silent for too long.
    silent: Rc<Cell<bool>>,
    /// Only the file's fingerprint is wanted.
    print: Option<Print>,
}

impl Line {
    fn signal(&self) -> Option<AbortSignal> {
        self.abort.as_ref().map(AbortController::signal)
    }

    fn tell(&self, tell: impl FnOnce(&mut diming_core::engine::Engine)) {
        if let Some(host) = self.host.upgrade() {
            host.with_engine(tell);
        }
    }

    /// What the end of a fetch is called.
    fn end_of(&self, result: Result<(), Problem>) -> Fetched {
        match result {
            Ok(()) => Fetched::End,
            Err(_) if self.silent.get() => Fetched::Failed(Problem::TimedOut(self.silence_s)),
            Err(problem) => Fetched::Failed(problem),
        }
    }

    /// Stops the fetch after a long silence, unless dropped before.
    fn watch(&self) -> Timeout {
        let (silent, abort) = (self.silent.clone(), self.abort.clone());
        Timeout::new(self.silence_s * 1000, move || {
            silent.set(true);
            if let Some(abort) = abort {
                abort.abort();
            }
        })
    }

    async fn run(&self, url: &str) -> Result<(), Problem> {
        let watch = self.watch();
        let signal = self.signal();
        // Asked each time whether the file has changed; the loader may have begun it already.
        let request = Request::get(url).cache(RequestCache::NoCache).abort_signal(signal.as_ref());
        let response = request.send().await.map_err(|_| Problem::Network)?;
        drop(watch);
        if !response.ok() {
            return Err(Problem::Status(response.status()));
        }
        if let Some(size) = plain_size(&response) {
            self.tell(|engine| engine.fetched(self.source, Fetched::Size(size)));
        }
        let Some(body) = response.body() else { return Ok(()) };
        let mut reader = Reader::new(&body)?;
        if let Some(print) = &self.print {
            print.begin(&response);
        }
        let mut decoder = (self.source != Source::Han && self.print.is_none()).then(Decoder::default);
        while let Some(bytes) = self.next(&mut reader).await? {
            self.feed(bytes, decoder.as_mut())?;
            self.wait_for_room().await;
        }
        if let Some(rest) = decoder.map(Decoder::finish).transpose()? {
            self.tell(|engine| engine.feed(self.source, rest));
        }
        Ok(())
    }

    async fn next(&self, reader: &mut Reader) -> Result<Option<Vec<u8>>, Problem> {
        let watch = self.watch();
        let read = JsFuture::from(reader.read()).await.map_err(|_| Problem::Network)?;
        drop(watch);
        reader.take(&read).map_err(|_| Problem::Network)
    }

    fn feed(&self, bytes: Vec<u8>, decoder: Option<&mut Decoder>) -> Result<(), Problem> {
        if let Some(print) = &self.print {
            print.feed(&bytes);
            return Ok(());
        }
        let bytes = match decoder {
            Some(decoder) => decoder.push(bytes)?,
            None => bytes,
        };
        if !bytes.is_empty() {
            self.tell(|engine| engine.feed(self.source, bytes));
        }
        Ok(())
    }

    /// Holds the stream back while the engine has enough to read.
    async fn wait_for_room(&self) {
        while let Some(host) = self.host.upgrade()
            && host.backlog_bytes(self.source) > BACKLOG_BYTES
        {
            drop(host);
            let turn = js_sys::Promise::new(&mut |resolve, _| {
                if let Some(host) = self.host.upgrade() {
                    host.after_slice(resolve);
                }
            });
            // The promise is only ever resolved.
            drop(JsFuture::from(turn).await);
        }
    }
}

/// Bytes that are read at once at most.
const READ_BYTES: u32 = 512 << 10;

/// Reads a stream: into one buffer again and again, where the browser can; a large file otherwise
/// leaves as much behind as it has bytes.
enum Reader {
    /// With the buffer.
    Into(ReadableStreamByobReader, js_sys::ArrayBuffer),
    Given(ReadableStreamDefaultReader),
}

impl Reader {
    fn new(body: &ReadableStream) -> Result<Reader, Problem> {
        match ReadableStreamByobReader::new(body) {
            Ok(reader) => Ok(Reader::Into(reader, js_sys::ArrayBuffer::new(READ_BYTES))),
            Err(_) => ReadableStreamDefaultReader::new(body).map(Reader::Given).map_err(|_| Problem::Network),
        }
    }

    fn read(&self) -> js_sys::Promise {
        match self {
            Reader::Into(reader, buffer) => reader.read_with_array_buffer_view(&js_sys::Uint8Array::new(buffer)),
            Reader::Given(reader) => reader.read(),
        }
    }

    /// The bytes of a finished read; `None` at the end.
    fn take(&mut self, read: &JsValue) -> Result<Option<Vec<u8>>, JsValue> {
        if js_sys::Reflect::get(read, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        let bytes: js_sys::Uint8Array = js_sys::Reflect::get(read, &"value".into())?.dyn_into()?;
        if let Reader::Into(_, buffer) = self {
            *buffer = bytes.buffer();
        }
        Ok(Some(bytes.to_vec()))
    }
}

/// The size that the server gives, where the bytes come as they are stored.
fn plain_size(response: &Response) -> Option<u64> {
    let headers = response.headers();
    if headers.get("content-encoding").is_some() {
        return None;
    }
    headers.get("content-length")?.parse().ok()
}
