//! A static server for one folder and some mounts, as strict as production, with faults for tests.
//!
//! HTTP/1.1 with keep-alive, GET and HEAD only, one thread per connection, this machine only. The headers of
//! `headers.txt` are in every response. Limit: the head of a request has at most 16 KiB.
//!
//! If faults are allowed, a query changes one response: `?status=503`, `?cut=BYTES` (the full length is declared, the
//! connection ends early), `?stall=BYTES` (then nothing for a minute), `?pace=BYTES` per second, `?type=text/html`.
//!
//! All requests share a slow line, including those of a page's worker: a rate in bytes per second over all
//! connections, heads included, and a delay for each connection and each response.

use crate::csp::CORS;
use crate::run::Result;
use diming_cli::publishable::percent_decoded;
use diming_review::calendar::{day_number, day_of};
use std::fs::Metadata;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const HEAD_BYTES_MAX: u64 = 16 * 1024;
const IDLE: Duration = Duration::from_secs(120);
const STALL: Duration = Duration::from_secs(60);
/// Chunk size of a slow line, so that responses in parallel share it.
const PARCEL_BYTES: usize = 2 * 1024;
/// Time that a slow line may catch up, because threads wake late.
const CATCH_UP: Duration = Duration::from_millis(5);

/// Configuration.
#[derive(Default)]
pub struct Site {
    /// The folder at `/`.
    pub root: PathBuf,
    /// Further folders: first part of the path → folder.
    pub mounts: Vec<(String, PathBuf)>,
    /// Whether scripts of every origin may read it.
    pub cors: bool,
    /// Whether a query may request a fault.
    pub faults: bool,
    /// The slow line, if any.
    pub line: Option<SlowLine>,
}

/// A slow line.
pub struct SlowLine {
    rate_bytes_s: u32,
    delay: Duration,
    free_at: Mutex<Instant>,
}

impl SlowLine {
    /// A line with this rate and delay.
    ///
    /// # Errors
    /// The rate is zero.
    pub fn new(rate_bytes_s: u32, delay_ms: u32) -> Result<SlowLine> {
        if rate_bytes_s == 0 {
            return Err("a line must carry something".into());
        }
        let delay = Duration::from_millis(delay_ms.into());
        Ok(SlowLine { rate_bytes_s, delay, free_at: Mutex::new(Instant::now()) })
    }

    /// Waits until the bytes have been transferred, after those before.
    fn carry(&self, bytes: usize) {
        let took = Duration::from_secs_f64(bytes as f64 / f64::from(self.rate_bytes_s));
        let now = Instant::now();
        let passed_at = {
            let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
            *free_at = (*free_at).max(now.checked_sub(CATCH_UP).unwrap_or(now)) + took;
            *free_at
        };
        std::thread::sleep(passed_at.saturating_duration_since(now));
    }
}

/// The connection to a client, over the line if there is one.
struct Outlet<'a> {
    stream: TcpStream,
    line: Option<&'a SlowLine>,
}

impl Outlet<'_> {
    /// Sends a whole body, at full speed without a slow line.
    fn pour(&mut self, mut body: impl Read) -> std::io::Result<u64> {
        match self.line {
            None => std::io::copy(&mut body, &mut self.stream),
            Some(_) => std::io::copy(&mut body, self),
        }
    }
}

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let Some(line) = self.line else { return self.stream.write(bytes) };
        let parcel = bytes.get(..PARCEL_BYTES).unwrap_or(bytes);
        line.carry(parcel.len());
        self.stream.write_all(parcel)?;
        Ok(parcel.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}

/// Opens the port (0: any free one) on this machine only.
///
/// # Errors
/// The port is taken.
pub fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}").into())
}

/// Serves until the process ends.
pub fn serve(listener: &TcpListener, site: Site) {
    let site = Arc::new(site);
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        std::thread::spawn(move || {
            // A client that disconnects is no error.
            let _ = converse(stream, &site);
        });
    }
}

/// One connection, request by request.
fn converse(stream: TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let line = site.line.as_ref();
    let mut out = Outlet { stream: stream.try_clone()?, line };
    let mut reader = BufReader::new(stream);
    let delay = line.map_or(Duration::ZERO, |line| line.delay);
    std::thread::sleep(delay);
    while let Some(request) = read_request(&mut reader)? {
        std::thread::sleep(delay);
        if !answer(&mut out, site, &request)? {
            break;
        }
    }
    Ok(())
}

/// A request.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    method: String,
    path: String,
    query: String,
    brotli: bool,
    known: String,
}

fn read_request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<Request>> {
    let mut head = String::new();
    let mut limited = reader.take(HEAD_BYTES_MAX);
    loop {
        let before = head.len();
        limited.read_line(&mut head)?;
        match head.get(before..) {
            Some("") => return Ok(None),
            Some("\r\n" | "\n") => return Ok(parse_head(&head)),
            _ => {}
        }
    }
}

fn parse_head(head: &str) -> Option<Request> {
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?, first.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut request =
        Request { method: method.into(), path: percent_decoded(path)?, query: query.into(), ..Request::default() };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.brotli = value.split(',').any(|item| item.trim() == "br"),
            "if-none-match" => request.known = value.trim().into(),
            _ => {}
        }
    }
    Some(request)
}

/// The file of a path; it cannot leave the folders.
fn locate(site: &Site, path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix('/')?;
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let mount = site.mounts.iter().find(|(name, _)| name == first);
    let (root, rest) = mount.map_or((&site.root, path), |(_, dir)| (dir, rest));
    let mut file = root.clone();
    for part in rest.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', '\0', ':']) {
            return None;
        }
        file.push(part);
    }
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

/// Answers one request; returns whether the connection stays open.
fn answer(out: &mut Outlet, site: &Site, request: &Request) -> std::io::Result<bool> {
    let fault = |name| if site.faults { query_value(&request.query, name) } else { None };
    let mut extra = std::fs::read_to_string(site.root.join("headers.txt")).unwrap_or_default();
    if site.cors {
        extra += &format!("{}: {}\n", CORS.0, CORS.1);
    }
    if let Some(status) = fault("status") {
        return refuse(out, status, &extra);
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return refuse(out, "405 Method Not Allowed", &extra);
    }
    let Some(file) = locate(site, &request.path).filter(|file| file.is_file()) else {
        return refuse(out, "404 Not Found", &extra);
    };
    let packed = PathBuf::from(format!("{}.br", file.display()));
    let use_packed = request.brotli && packed.is_file();
    let body = if use_packed { &packed } else { &file };
    let metadata = body.metadata()?;
    let tag = entity_tag(&metadata, use_packed);
    let mut head = extra.replace('\n', "\r\n");
    if let Some(time) = metadata.modified().ok().and_then(http_date) {
        head += &format!("Last-Modified: {time}\r\n");
    }
    head += &format!("ETag: {tag}\r\nCache-Control: {}\r\nVary: Accept-Encoding\r\n", cache_rule(&request.path));
    if request.known == tag {
        out.write_all(format!("HTTP/1.1 304 Not Modified\r\n{head}\r\n").as_bytes())?;
        return Ok(true);
    }
    if use_packed {
        head += "Content-Encoding: br\r\n";
    }
    let kind = fault("type").unwrap_or_else(|| content_type(&file));
    head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{head}\r\n", metadata.len());
    out.write_all(head.as_bytes())?;
    if request.method == "HEAD" {
        return Ok(true);
    }
    let mut body = std::fs::File::open(body)?;
    let number = |name| fault(name).and_then(|text| text.parse::<u64>().ok());
    if let Some(bytes) = number("cut") {
        out.pour(body.take(bytes))?;
        return Ok(false);
    }
    if let Some(bytes) = number("stall") {
        out.pour(Read::take(&mut body, bytes))?;
        std::thread::sleep(STALL);
    }
    if let Some(bytes) = number("pace") {
        // In twentieths of a second, for an even stream.
        while out.pour(Read::take(&mut body, bytes.div_ceil(20).max(1)))? > 0 {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    out.pour(body)?;
    Ok(true)
}

fn query_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
}

fn refuse(out: &mut Outlet, status: &str, extra: &str) -> std::io::Result<bool> {
    let body = format!("{status}\n");
    let extra = extra.replace('\n', "\r\n");
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n");
    out.write_all(format!("{head}{extra}\r\n{body}").as_bytes())?;
    Ok(true)
}

fn entity_tag(metadata: &Metadata, packed: bool) -> String {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let nanos = modified.map_or(0, |age| age.as_nanos());
    format!("\"{:x}-{nanos:x}{}\"", metadata.len(), if packed { "-br" } else { "" })
}

/// A time as HTTP writes it.
fn http_date(time: SystemTime) -> Option<String> {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let days = seconds / 86_400;
    let (year, month, day) = day_of(day_number((1970, 1, 1)) + days as i32);
    let (weekday, month) = (DAYS[days as usize % 7], MONTHS.get(month as usize - 1)?);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    Some(format!("{weekday}, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT"))
}

/// Files with a version in their name never change; all others are revalidated.
fn cache_rule(path: &str) -> &'static str {
    let is_version = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    if path.split(['-', '.', '/', '_']).any(is_version) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "columns" => "application/vnd.diming.columns",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
