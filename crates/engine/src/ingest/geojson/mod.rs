//! GeoJSON (RFC 7946): a small state machine that reads a file unit by unit.
//!
//! A unit (what precedes the features, a feature, a comma, what follows them) is read only if it is complete, else
//! again with more bytes; so there is no state inside a unit. A broken unit is skipped and noted if its brackets
//! balance and a comma and a next feature, or the array's end, follow; otherwise the file ends there. Another JSON
//! text may follow the first (`texts`); features of Esri JSON are read too (`esri`).

pub mod crs;
pub mod esri;
mod feature;
pub mod root;
mod texts;

use super::format::{BYTE_ORDER_MARK, Confidence, Format, Head, Reading, over};
use super::notes::Site;
use crate::json::scan::{Stop, Tag, balanced_end, skip_space, value};
use diming_protocol::{Phase, Problem, Reason};
use feature::{add_feature, scan_feature};
use root::Root;
use texts::{RECORD_SEPARATOR, Texts};

/// The next unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The beginning of a JSON text.
    Start,
    /// A feature, or the end of the array where it may be empty.
    Feature { may_end: bool },
    /// A comma, or the end of the array.
    Comma,
    /// What follows the features.
    Rest,
    /// After a JSON text: nothing but blanks, or another text.
    Blanks,
}

/// A reader of one GeoJSON file.
#[derive(Debug)]
pub struct GeoJson {
    state: State,
    root: Root,
    /// Position of the fault in the unit that is being skipped.
    broken_at: Option<u64>,
    /// The JSON texts of the file.
    texts: Texts,
    /// A feature was Esri JSON.
    has_esri: bool,
}

impl GeoJson {
    /// A reader before the first byte.
    pub fn new() -> GeoJson {
        let (root, texts) = (Root::default(), Texts::default());
        GeoJson { state: State::Start, root, broken_at: None, texts, has_esri: false }
    }
}

impl Format for GeoJson {
    /// It is sure if the file begins like JSON, or continues so after a first line; a file declared as GeoJSON may be
    /// a broken one.
    fn sniff(head: &Head) -> Result<Confidence, Stop> {
        Ok(match head.bytes.first() {
            Some(b'{' | b'[' | &RECORD_SEPARATOR) => Confidence::Sure,
            _ if goes_on_as_json(head)? => Confidence::Sure,
            _ if head.hints.is_geojson => Confidence::Possible,
            _ => Confidence::No,
        })
    }

    fn read_unit(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let blanks = skip_space(on.input.rest(), 0);
        on.input.advance(blanks);
        if on.input.rest().is_empty() {
            return Err(Stop::More);
        }
        match self.state {
            State::Start => self.read_text(on),
            State::Feature { may_end } => self.read_feature(on, may_end),
            State::Comma => self.read_comma(on),
            State::Rest => self.read_rest(on),
            State::Blanks => {
                self.state = State::Start;
                Ok(())
            }
        }
    }

    fn end(&mut self, on: &mut Reading) {
        if !self.leave_out_cut(on) {
            self.stop_short(on);
        }
    }

    fn too_long(&self, on: &Reading) -> Problem {
        let limit = over("feature_bytes", on.limits.feature_bytes as u64);
        self.broken_at.map_or(limit, |byte| Problem::NotJson { byte })
    }
}

impl GeoJson {
    /// The bytes end: the file is complete or it is not.
    fn stop_short(&mut self, on: &mut Reading) {
        let byte = on.input.fed();
        let is_empty = on.is_own_and_empty();
        let problem = match (self.state, self.broken_at) {
            _ if on.is_over_bytes => over("bytes", on.limits.bytes),
            (_, Some(byte)) => Problem::NotJson { byte },
            (State::Start | State::Blanks, None) if self.end_texts(on) => match self.texts.trouble() {
                Some(problem) => problem,
                None if on.is_own_and_empty() => Problem::Empty,
                None => {
                    on.phase = Phase::Whole;
                    return;
                }
            },
            (State::Start, None) if is_empty && is_blank(on.input.rest()) => Problem::Empty,
            _ => Problem::Truncated { byte },
        };
        on.stop(problem);
    }

    #[inline(never)]
    fn read_feature(&mut self, on: &mut Reading, may_end: bool) -> Result<(), Stop> {
        let window = on.input.rest();
        let window = &window[..window.len().min(on.limits.feature_bytes)];
        let is_object = match window.first() {
            Some(b']') if may_end => {
                on.input.advance(1);
                self.end_array();
                return Ok(());
            }
            first => first == Some(&b'{'),
        };
        if on.row >= on.limits.features {
            on.stop(over("features", u64::from(on.limits.features)));
            return Ok(());
        }
        let site = Site { row: Some(on.row), key: "" };
        let end = if is_object {
            match scan_feature(&mut on.recorder, window) {
                Ok(end) => {
                    needs_esri(on)?;
                    if on.recorder.builder.try_reserve(end).is_err() {
                        on.stop(Problem::Memory);
                        return Ok(());
                    }
                    self.has_esri |= add_feature(&mut on.recorder, &window[..end], on.row, on.part);
                    end
                }
                Err(Stop::More) => return Err(Stop::More),
                Err(Stop::Broken(at)) => {
                    self.broken_at = Some(on.input.read() + at as u64);
                    let end = resume_at(window).map_err(|stop| match stop {
                        Stop::More => Stop::More,
                        Stop::Broken(_) => Stop::Broken(at),
                    })?;
                    let near = String::from_utf8_lossy(&window[at..end]);
                    on.recorder.notes.add_lost(site, "", &near, Reason::BrokenFeature);
                    end
                }
            }
        } else {
            let (token, end) = value(window, 0, on.limits.depth)?;
            let found = String::from_utf8_lossy(&window[token.start..token.end]);
            let reason = if token.tag == Tag::Deep { Reason::TooDeep } else { Reason::NotFeature };
            on.recorder.notes.add_lost(site, "", &found, reason);
            end
        };
        self.broken_at = None;
        on.row += 1;
        on.input.advance(end);
        self.state = State::Comma;
        Ok(())
    }

    fn read_comma(&mut self, on: &mut Reading) -> Result<(), Stop> {
        match on.input.rest().first() {
            Some(b',') => self.state = State::Feature { may_end: false },
            Some(b']') => self.end_array(),
            _ => return Err(Stop::Broken(0)),
        }
        on.input.advance(1);
        Ok(())
    }

    /// The array of features ends, and with it a text without an object around.
    fn end_array(&mut self) {
        self.state = if self.root.is_bare { State::Blanks } else { State::Rest };
    }
}

/// A feature without `type` may be Esri JSON, whose reader may load later.
#[inline]
fn needs_esri(on: &Reading) -> Result<(), Stop> {
    if on.recorder.record.kind.tag == Tag::Absent {
        on.later()?;
    }
    Ok(())
}

/// Whether there are only blanks, perhaps after a byte order mark.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii().is_empty()
}

/// Whether the second line begins like JSON: then the first is skipped.
fn goes_on_as_json(head: &Head) -> Result<bool, Stop> {
    let Some(end) = head.bytes.iter().position(|&byte| byte == b'\n') else {
        return if head.is_all { Ok(false) } else { Err(Stop::More) };
    };
    match head.bytes.get(skip_space(head.bytes, end)..).unwrap_or_default() {
        [b'{', b'"', ..] | [RECORD_SEPARATOR, ..] => Ok(true),
        [] | [b'{'] if !head.is_all => Err(Stop::More),
        _ => Ok(false),
    }
}

/// The end of a broken feature at byte 0, if the array certainly continues or ends after it: its brackets balance, a
/// next feature or the array's end follows, and it has not swallowed another feature (as with a missing quote).
fn resume_at(bytes: &[u8]) -> Result<usize, Stop> {
    let end = balanced_end(bytes, 0)?;
    let mut at = skip_space(bytes, end);
    let expected = match bytes.get(at) {
        Some(b',') => {
            at = skip_space(bytes, at + 1);
            b'{'
        }
        _ => b']',
    };
    let word = b"\"Feature\"";
    let features = bytes[..end].windows(word.len()).filter(|w| w == word).count();
    match bytes.get(at) {
        None => Err(Stop::More),
        Some(&found) if found == expected && features <= 1 => Ok(end),
        Some(_) => Err(Stop::Broken(at)),
    }
}
