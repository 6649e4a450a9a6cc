//! One fetch, or one reading of a file of this machine: a stream of bytes into the engine, with a timeout and a way to
//! stop.

use super::EngineHost;
use super::decode::Decoder;
use super::fingerprint::{FingerprintHasher, day_of_time};
use diming_protocol::{Fetched, Problem, Source, Stamp};
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, OnceCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, BroadcastChannel, ReadableStream, ReadableStreamByobReader,
    ReadableStreamDefaultReader, RequestCache,
};

/// Response header: since when the response has been kept on this machine (`public/sw.js`).
const KEPT: &str = "x-diming-kept";
/// Response header: how many bytes were kept.
const KEPT_BYTES: &str = "x-diming-bytes";
/// Response header: the number under which a response waits to be kept, until it is known whether it was understood.
const HELD: &str = "x-diming-held";
/// Channel for that (`public/sw.js`; on a first visit, when no service worker runs yet, `public/boot.js`).
const CHANNEL: &str = "diming";
/// Limit of bytes waiting in the engine, beyond which the stream pauses.
const BACKLOG_BYTES: usize = 4 << 20;

/// A fetch that stops when it is dropped.
pub struct Fetch {
    abort: Option<AbortController>,
    answer: Answer,
}

/// Number and address of a network response that waits to be kept.
type Answer = Rc<OnceCell<(String, String)>>;

impl Drop for Fetch {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Fetch {
    /// Starts a fetch; results go to the host.
    pub fn start(host: &Rc<EngineHost>, source: Source, url: String, silence_s: u32) -> Fetch {
        Fetch::begin(host, source, Bytes::Of(url), silence_s)
    }

    /// Starts reading a file of this machine; `None` if the file is not known (any more). Reading may be slow (a
    /// network share), so it can be stopped.
    pub fn read(host: &Rc<EngineHost>, source: Source, file: Option<web_sys::File>) -> Fetch {
        Fetch::begin(host, source, Bytes::In(file), 0)
    }

    /// Reports to the service worker whether the response was complete and understood.
    pub fn judge(&self, is_understood: bool) {
        judge(&self.answer, is_understood);
    }

    fn begin(host: &Rc<EngineHost>, source: Source, bytes: Bytes, silence_s: u32) -> Fetch {
        let abort = AbortController::new().ok();
        let print = matches!(source, Source::Fingerprint(_)).then(FingerprintHasher::default);
        let (host, silent) = (Rc::downgrade(host), Rc::default());
        let answer = Answer::default();
        let line = Stream { host, source, abort: abort.clone(), silence_s, silent, print, answer: answer.clone() };
        spawn_local(async move {
            let result = match &bytes {
                Bytes::Of(url) => line.run(url).await,
                Bytes::In(file) => line.run_file(file.as_ref()).await,
            };
            if line.print.is_some() {
                judge(&line.answer, false);
            }
            let end = match (&line.print, result) {
                (Some(print), result) => Fetched::Print(print.finish(&bytes.name(), result.is_ok())),
                (None, result) => line.end_of(result),
            };
            // A dropped fetch reports nothing: a newer one may be running.
            if line.silent.get() || !line.is_dropped() {
                line.with_engine(|engine| engine.fetched(source, end));
            }
        });
        Fetch { abort, answer }
    }
}

fn judge(answer: &Answer, is_understood: bool) {
    if let Some((held, url)) = answer.get()
        && let Ok(channel) = BroadcastChannel::new(CHANNEL)
    {
        // Posting a text on an open channel does not fail.
        drop(channel.post_message(&format!("{} {held} {url}", u8::from(is_understood)).into()));
        channel.close();
    }
}

/// Source of the bytes.
enum Bytes {
    /// A URL.
    Of(String),
    /// A file of this machine.
    In(Option<web_sys::File>),
}

impl Bytes {
    /// The URL or the file's name.
    fn name(&self) -> String {
        match self {
            Bytes::Of(url) => url.clone(),
            Bytes::In(file) => file.as_ref().map(web_sys::File::name).unwrap_or_default(),
        }
    }
}

/// State of a running fetch.
struct Stream {
    host: Weak<EngineHost>,
    source: Source,
    abort: Option<AbortController>,
    /// Longest silence of the server, seconds; 0 for no limit.
    silence_s: u32,
    /// Set by the timeout.
    silent: Rc<Cell<bool>>,
    /// Only the file's fingerprint is wanted.
    print: Option<FingerprintHasher>,
    /// Empty if it was kept on this machine.
    answer: Answer,
}

impl Stream {
    fn signal(&self) -> Option<AbortSignal> {
        self.abort.as_ref().map(AbortController::signal)
    }

    /// Whether the fetch was dropped or stopped.
    fn is_dropped(&self) -> bool {
        self.signal().is_some_and(|signal| signal.aborted())
    }

    fn with_engine(&self, event: impl FnOnce(&mut diming_engine::service::Engine)) {
        if let Some(host) = self.host.upgrade() {
            host.with_engine(event);
        }
    }

    /// The problem that ends a fetch.
    fn end_of(&self, result: Result<(), Problem>) -> Fetched {
        match result {
            Ok(()) => Fetched::End,
            Err(_) if self.silent.get() => Fetched::Failed(Problem::TimedOut(self.silence_s)),
            Err(problem) => Fetched::Failed(problem),
        }
    }

    /// Stops the fetch after a long silence, unless dropped before.
    fn watch(&self) -> Option<Timeout> {
        let (silent, abort) = (self.silent.clone(), self.abort.clone());
        let stop = move || {
            silent.set(true);
            if let Some(abort) = abort {
                abort.abort();
            }
        };
        (self.silence_s > 0).then(|| Timeout::new(self.silence_s * 1000, stop))
    }

    async fn run(&self, url: &str) -> Result<(), Problem> {
        let watch = self.watch();
        let signal = self.signal();
        // The server is asked each time whether the file has changed. The boot script may have started the request
        // already.
        let method = if self.source.is_stamp() { Method::HEAD } else { Method::GET };
        let request = RequestBuilder::new(url).method(method).cache(RequestCache::NoCache);
        let request = request.abort_signal(signal.as_ref()).build().map_err(|_| Problem::Network)?;
        let response = request.send().await.map_err(|_| Problem::Network)?;
        drop(watch);
        if !response.ok() {
            return Err(Problem::Status(response.status()));
        }
        if self.source.is_stamp() || self.source.is_prepared() {
            self.with_engine(|engine| engine.fetched(self.source, Fetched::Stamp(stamp_of(&response))));
        }
        if self.source.is_stamp() {
            return Ok(());
        }
        if let Some(size) = plain_size(&response) {
            self.with_engine(|engine| engine.fetched(self.source, Fetched::Size(size)));
        }
        if let Some(media_type) = response.headers().get("content-type") {
            self.with_engine(|engine| engine.fetched(self.source, Fetched::MediaType(media_type)));
        }
        match response.headers().get(KEPT) {
            Some(time) => day_of_time(&time)
                .into_iter()
                .for_each(|day| self.with_engine(|engine| engine.fetched(self.source, Fetched::Kept(day)))),
            // Set once: a fetch has one response.
            None => drop(self.answer.set((response.headers().get(HELD).unwrap_or_default(), url.to_owned()))),
        }
        if let Some(print) = &self.print {
            print.begin(&response);
        }
        match response.body() {
            Some(body) => self.pass_on(&body).await,
            None => Ok(()),
        }
    }

    /// The same for a file: no network.
    async fn run_file(&self, file: Option<&web_sys::File>) -> Result<(), Problem> {
        let file = file.ok_or(Problem::Unreadable)?;
        if let Some(print) = &self.print {
            print.begin_file(file);
        }
        self.with_engine(|engine| engine.fetched(self.source, Fetched::Size(file.size() as u64)));
        self.pass_on(&file.stream()).await.map_err(|problem| match problem {
            Problem::Network => Problem::Unreadable,
            other => other,
        })
    }

    /// Feeds a stream to the engine, decoded, as fast as the engine reads it.
    async fn pass_on(&self, body: &ReadableStream) -> Result<(), Problem> {
        let mut reader = Reader::new(body)?;
        let is_text = self.source != Source::Han && !self.source.is_prepared() && self.print.is_none();
        let mut decoder = is_text.then(Decoder::default);
        while let Some(bytes) = self.next(&mut reader).await? {
            // A file's stream does not listen to the signal, and a newer reading may be running.
            if self.is_dropped() {
                reader.cancel();
                return Ok(());
            }
            self.feed(bytes, decoder.as_mut())?;
            self.wait_for_room().await;
        }
        if let Some(rest) = decoder.map(Decoder::finish).transpose()?.filter(|_| !self.is_dropped()) {
            self.with_engine(|engine| engine.feed(self.source, rest));
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
            self.with_engine(|engine| engine.feed(self.source, bytes));
        }
        Ok(())
    }

    /// Waits while the engine has enough to read.
    async fn wait_for_room(&self) {
        while let Some(host) = self.host.upgrade()
            && !self.is_dropped()
            && host.backlog_bytes(self.source) > BACKLOG_BYTES
        {
            drop(host);
            let turn = js_sys::Promise::new(&mut |resolve, _| {
                if let Some(host) = self.host.upgrade() {
                    host.after_slice(resolve);
                }
            });
            // The promise is never rejected.
            drop(JsFuture::from(turn).await);
        }
    }
}

/// Most bytes read at once.
const READ_BYTES: u32 = 512 << 10;

/// Reads a stream, into one reused buffer if the browser supports that; otherwise a large file leaves as much garbage
/// as it has bytes.
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

    /// Cancels the rest.
    fn cancel(&self) {
        // Its result does not matter.
        match self {
            Reader::Into(reader, _) => drop(reader.cancel()),
            Reader::Given(reader) => drop(reader.cancel()),
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

/// What the server says of a file. What was kept on this machine has its length in a header of its own.
fn stamp_of(response: &Response) -> Stamp {
    let headers = response.headers();
    let kept = headers.get(KEPT_BYTES).and_then(|bytes| bytes.parse().ok());
    let modified = headers.get("last-modified").map(|time| js_sys::Date::parse(&time) / 1_000.0);
    Stamp {
        bytes: kept.or_else(|| plain_size(response)),
        modified_s: modified.filter(|time| time.is_finite()).map(|time| time as i64),
        is_kept: headers.get(KEPT).is_some(),
    }
}

/// The size that the server declares, if the body is not compressed.
fn plain_size(response: &Response) -> Option<u64> {
    let headers = response.headers();
    if headers.get("content-encoding").is_some() {
        return None;
    }
    headers.get("content-length")?.parse().ok()
}
