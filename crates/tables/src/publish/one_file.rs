//! The map as one HTML file: program and data inside, opened by a double click, without a server and without a network.
//!
//! [`one_file`] makes it of the files of a built site and of its data. [`app_files`], [`parts_of`] and [`data_files`] say
//! which files these are, for who has to fetch them one by one. Nothing here reads a file itself: the command line and the
//! page use the same.
//!
//! Files are packed by gzip where that makes them smaller, then written in base64 into elements that are no scripts; the
//! page's own scripts stand in base64 alone, because they are needed before anything can be unpacked. `start.js` answers the
//! page's requests from there. The policy in the page's head forbids every connection, and all scripts but those whose
//! hashes it names and those that are made of the file (`blob:`).
//!
//! Prepared columns go in only where they were made of the very file that goes in with them.
//!
//! Left out are basemaps, whose tiles are on servers, the first rows, the service worker and all links to other files of
//! the site. A layer on another server stays in the catalog, so that the page says that it cannot be reached.

mod catalog;
mod markup;
#[cfg(test)]
mod tests;

pub use catalog::{DataFile, data_files};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use catalog::{CatalogCopy, is_outdated};
use flate2::Compression;
use flate2::write::GzEncoder;
use markup::{Piece, pieces};
use sha2::{Digest, Sha256, Sha384};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use thiserror::Error;

/// The largest file that is made, in bytes: browsers hold the text of a page in memory, beside what is unpacked from it.
pub const BYTES_MAX: usize = 200_000_000;

/// The site whose addresses the page sees; no such host can exist (RFC 2606). `start.js` has the same.
const SITE: &str = "https://this-file.invalid/";
/// The script that answers the page's requests from the file.
const START: &str = include_str!("one_file/start.js");
/// The script that says so where the page cannot start.
const CHECK: &str = include_str!("one_file/check.js");
/// What the page's scripts say of their own place, which `blob:` addresses do not have.
const OWN_PLACES: [&str; 2] = ["import.meta.url", "self.location.href"];
/// What the boot script does where WebAssembly cannot run.
const TO_LIST: &str = "location.replace(\"list.html\")";
/// What it does here instead, where there is no list in words: it says so.
const TO_MESSAGE: &str = "Promise.reject(new Error(\"WebAssembly\"))";

/// Files by their paths: of a site from the folder of `index.html`, of data from the folder of `catalog.json`; not
/// percent-encoded.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The file, and what is not in it.
#[derive(Debug)]
pub struct OneFile {
    /// The whole text, UTF-8.
    pub html: Vec<u8>,
    /// Number of basemaps that were left out.
    pub basemaps: usize,
    /// Ids of layers on other servers: the page cannot reach them.
    pub elsewhere: Vec<String>,
}

/// Why no file is made.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// A file is not there that the page needs.
    #[error("{0} is missing")]
    Missing(String),
    /// A file of the site is not as the build writes it.
    #[error("{file} is not as a build of the map writes it: {what}")]
    Unexpected {
        /// The file.
        file: String,
        /// What was looked for.
        what: String,
    },
    /// The catalog cannot be read.
    #[error("catalog.json: {0}")]
    Catalog(String),
    /// The file would be larger than [`BYTES_MAX`].
    #[error("the file would have {} MB, more than {} MB: browsers hold all of it in memory", .bytes / 1_000_000, BYTES_MAX / 1_000_000)]
    TooLarge {
        /// Bytes that were counted, maybe not all.
        bytes: usize,
    },
}

impl Refused {
    fn unexpected(file: &str, what: impl Into<String>) -> Refused {
        Refused::Unexpected { file: file.to_owned(), what: what.into() }
    }
}

/// The files of a site that its `index.html` names. Some of them, those ending in `.js`, name others: [`parts_of`].
///
/// # Errors
/// It is no page of a build.
pub fn app_files(index: &str) -> Result<Vec<String>, Refused> {
    let mut files = BTreeSet::new();
    for piece in pieces(index)? {
        match piece {
            Piece::Style(path) | Piece::Icon { path, .. } => drop(files.insert(path)),
            Piece::Boot { path, app } => {
                files.insert(path);
                files.extend(app.into_iter().map(|(_, path)| path));
            }
            Piece::Text(_) | Piece::Policy => {}
        }
    }
    Ok(files.into_iter().map(str::to_owned).collect())
}

/// The modules that a script of the site fetches later, by their paths in the site.
pub fn parts_of(script: &str) -> BTreeSet<String> {
    let is_part = |text: &&str| {
        let hash = text.strip_suffix(".wasm").and_then(|name| name.rsplit_once('-')).map_or("", |(_, hash)| hash);
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && !text.contains('/')
    };
    script.split('"').filter(is_part).map(|name| format!("app/{name}")).collect()
}

/// Makes the file of the files of a built site and its data. What else is among them is not looked at.
///
/// # Errors
/// A file that is needed is missing or is not as a build writes it, or the result would be too large.
pub fn one_file(site: &Files, data: &Files) -> Result<OneFile, Refused> {
    let index = text_of(site, "index.html")?;
    let pieces = pieces(&index)?;
    let app = pieces.iter().find_map(|piece| match piece {
        Piece::Boot { app, .. } => Some(app.as_slice()),
        _ => None,
    });
    let app = app.ok_or_else(|| Refused::unexpected("index.html", "script[data-page]"))?;
    let scripts = scripts(site, app)?;
    let (before, after) = Written::of(&pieces, site, &scripts)?.halves()?;
    let mut out = Out { html: before.into_bytes() };
    let mut modules: BTreeSet<String> =
        app.iter().filter(|(_, path)| !is_script(path)).map(|(_, path)| (*path).to_owned()).collect();
    for (path, script) in &scripts {
        out.put(path, script.as_bytes(), Form::Plain)?;
        modules.extend(parts_of(script));
    }
    for path in &modules {
        out.put(path, bytes_of(site, path)?, Form::Packed)?;
    }
    let copy = CatalogCopy::of(bytes_of(data, "catalog.json")?)?;
    out.put("data/catalog.json", &copy.json, Form::Packed)?;
    for DataFile { path, is_needed } in data_files(&copy.json)?.into_iter().filter(|file| file.path != "catalog.json") {
        match data.get(&path).filter(|bytes| !is_outdated(&path, bytes, data)) {
            Some(bytes) => out.put(&format!("data/{path}"), bytes, Form::Packed)?,
            None if is_needed => return Err(Refused::Missing(format!("data/{path}"))),
            None => {}
        }
    }
    out.html.extend(format!("<script>{CHECK}</script>\n<script>{START}</script>\n{after}").into_bytes());
    out.check_size()?;
    Ok(OneFile { html: out.html, basemaps: copy.basemaps, elsewhere: copy.elsewhere })
}

fn is_script(path: &str) -> bool {
    path.ends_with(".js")
}

/// The scripts of the app by their paths, as they stand in the file.
fn scripts<'a>(site: &Files, app: &[(&str, &'a str)]) -> Result<BTreeMap<&'a str, String>, Refused> {
    let mut scripts = BTreeMap::new();
    for (name, path) in app.iter().filter(|(_, path)| is_script(path)) {
        let mut script = text_of(site, path)?.into_owned();
        let has_place = OWN_PLACES.iter().any(|place| script.contains(place));
        if !has_place && !parts_of(&script).is_empty() {
            return Err(Refused::unexpected(name, OWN_PLACES.join(", ")));
        }
        for place in OWN_PLACES {
            script = script.replace(place, &format!("\"{SITE}app/\""));
        }
        scripts.insert(*path, script);
    }
    Ok(scripts)
}

fn bytes_of<'a>(files: &'a Files, path: &str) -> Result<&'a [u8], Refused> {
    files.get(path).map(Vec::as_slice).ok_or_else(|| Refused::Missing(path.to_owned()))
}

/// A text as a page holds it: with plain ends of lines.
fn text_of<'a>(files: &'a Files, path: &str) -> Result<Cow<'a, str>, Refused> {
    let text = std::str::from_utf8(bytes_of(files, path)?).map_err(|_| Refused::unexpected(path, "UTF-8"))?;
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() })
}

/// The page's own elements, with what they name put in, and the hashes of what may run.
struct Written {
    html: String,
    /// Where the policy goes.
    policy_at: usize,
    scripts: String,
    styles: String,
}

impl Written {
    fn of(pieces: &[Piece], site: &Files, scripts: &BTreeMap<&str, String>) -> Result<Written, Refused> {
        let scripts_here = hash_source(CHECK) + &hash_source(START);
        let mut page = Written { html: String::new(), policy_at: 0, scripts: scripts_here, styles: String::new() };
        for piece in pieces {
            match piece {
                Piece::Text(text) => page.html += text,
                Piece::Policy => page.policy_at = page.html.len(),
                Piece::Style(path) => {
                    let style = inline(path, text_of(site, path)?, "</style")?;
                    page.styles += &hash_source(&style);
                    page.html += &format!("<style>{style}</style>");
                }
                Piece::Icon { path, media_type } => {
                    let icon = STANDARD.encode(bytes_of(site, path)?);
                    page.html += &format!("<link rel=\"icon\" href=\"data:{media_type};base64,{icon}\">");
                }
                Piece::Boot { path, app } => {
                    let script = text_of(site, path)?;
                    if script.matches(TO_LIST).count() != 1 {
                        return Err(Refused::unexpected(path, TO_LIST));
                    }
                    let script = inline(path, script.replace(TO_LIST, TO_MESSAGE).into(), "</script")?;
                    page.scripts += &hash_source(&script);
                    page.html += &format!("<script{}>{script}</script>", boot_attributes(app, scripts));
                }
            }
        }
        Ok(page)
    }

    /// The page before and after the place of its files, with its policy.
    fn halves(mut self) -> Result<(String, String), Refused> {
        let policy = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'none'; \
             script-src 'wasm-unsafe-eval' blob:{}; style-src{}; img-src data:; worker-src blob:; base-uri 'none'; \
             form-action 'none'; require-trusted-types-for 'script'; trusted-types diming-boot diming-page\">",
            self.scripts, self.styles
        );
        self.html.insert_str(self.policy_at, &policy);
        let at = self.html.rfind("</body>").ok_or_else(|| Refused::unexpected("index.html", "</body>"))?;
        let after = self.html.split_off(at);
        Ok((self.html, after))
    }
}

/// The attributes of the boot script: each file of the app with the hash that it has here.
fn boot_attributes(app: &[(&str, &str)], scripts: &BTreeMap<&str, String>) -> String {
    let attribute = |(name, path): &(&str, &str)| {
        let hash = scripts.get(path).map(|script| STANDARD.encode(Sha384::digest(script.as_bytes())));
        format!("\n{name}=\"{path}{}\"", hash.map(|hash| format!(" sha384-{hash}")).unwrap_or_default())
    };
    format!(" type=\"module\"{}", app.iter().map(attribute).collect::<String>())
}

/// A text that can stand in an element of the page: nothing in it ends the element.
fn inline<'a>(path: &str, text: Cow<'a, str>, end: &str) -> Result<Cow<'a, str>, Refused> {
    let lower = text.to_ascii_lowercase();
    match lower.contains(end) || lower.contains("<!--") {
        true => Err(Refused::unexpected(path, format!("no {end} in it"))),
        false => Ok(text),
    }
}

/// The source of a policy that allows this text.
fn hash_source(text: &str) -> String {
    format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// How a file stands in the page.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Plain,
    /// Packed, if that makes it smaller.
    Packed,
}

/// What is written so far.
struct Out {
    html: Vec<u8>,
}

impl Out {
    /// Adds a file.
    fn put(&mut self, path: &str, bytes: &[u8], form: Form) -> Result<(), Refused> {
        let packed = (form == Form::Packed).then(|| pack(bytes)).flatten().filter(|packed| packed.len() < bytes.len());
        let form = if packed.is_some() { " data-form=\"gzip\"" } else { "" };
        let (path, size) = (escaped(path), bytes.len());
        let open =
            format!("<script type=\"application/octet-stream\" data-file=\"{path}\" data-bytes=\"{size}\"{form}>");
        self.html.extend(open.as_bytes());
        self.html.extend(STANDARD.encode(packed.as_deref().unwrap_or(bytes)).as_bytes());
        self.html.extend(b"</script>\n");
        self.check_size()
    }

    fn check_size(&self) -> Result<(), Refused> {
        let bytes = self.html.len();
        if bytes > BYTES_MAX { Err(Refused::TooLarge { bytes }) } else { Ok(()) }
    }
}

/// The bytes packed by gzip: the same for the same bytes, as the head has no name and no time.
fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).ok()?;
    packer.finish().ok()
}

/// A text as an attribute's value.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
