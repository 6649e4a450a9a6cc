//! A feature as a [`Record`]: spans of its properties, without copies.

use super::super::keys::KeyTable;
use super::super::later::TablesPart;
use super::super::notes::Site;
use super::super::record::{Properties, Record};
use super::super::recorder::Recorder;
use super::super::values::raw;
use super::root::is_odd_bbox;
use crate::json::scan::{self, Stop, Tag, Token, key, skip_space, value};
use diming_protocol::Reason;

/// Scans the object at byte 0 as a record of the sink; returns the byte after it.
pub fn scan_feature(recorder: &mut Recorder, bytes: &[u8]) -> Result<usize, Stop> {
    let (slots, depth_max) = (recorder.slots(), recorder.limits().depth);
    recorder.record.scan(bytes, slots, &mut recorder.keys, depth_max)
}

/// Adds the last scanned feature, given its bytes; returns whether it was Esri JSON.
pub fn add_feature(recorder: &mut Recorder, bytes: &[u8], row: u32, part: Option<&TablesPart>) -> bool {
    with_text(recorder, bytes, row, |recorder, text| {
        if raw(text, recorder.record.kind) == "Feature" {
            recorder.add(text, row);
        } else if recorder.record.kind.tag == Tag::Absent && add_esri(recorder, text, row, part) {
            return true;
        } else {
            let kind = raw(text, recorder.record.kind);
            recorder.notes.add_lost(Site { row: Some(row), key: "" }, "type", kind, Reason::NotFeature);
        }
        false
    })
}

/// Adds a feature of Esri JSON; returns `false` if it is none.
fn add_esri(recorder: &mut Recorder, text: &str, row: u32, part: Option<&TablesPart>) -> bool {
    let object = Token { tag: Tag::Object, start: 0, end: text.len(), number: 0.0 };
    let Some(feature) = part.and_then(|part| (part.esri)(text, object)) else { return false };
    // Esri's rings have the opposite direction by definition.
    recorder.expect(&[Reason::RingWinding], &[Reason::NoId, Reason::RingWinding]);
    if scan_feature(recorder, feature.as_bytes()).is_ok() {
        recorder.add(&feature, row);
    }
    true
}

/// Adds a record that is only the last scanned geometry, given its bytes.
pub fn add_geometry(recorder: &mut Recorder, bytes: &[u8], row: u32) {
    with_text(recorder, bytes, row, |recorder, text| {
        let slots = recorder.slots();
        recorder.record.clear(slots);
        recorder.record.geometry = Token { tag: Tag::Object, start: 0, end: text.len(), number: 0.0 };
        recorder.add(text, row);
        false
    });
}

/// Replaces invalid UTF-8 and scans the feature again.
fn with_text(recorder: &mut Recorder, bytes: &[u8], row: u32, then: impl FnOnce(&mut Recorder, &str) -> bool) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(text) => then(recorder, text),
        Err(_) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            if scan_feature(recorder, text.as_bytes()).is_err() {
                return false;
            }
            recorder.note_bad_text(&text, row);
            then(recorder, &text)
        }
    }
}

impl Record {
    /// Scans the object at byte 0; returns the byte after it.
    pub fn scan(&mut self, bytes: &[u8], slots: usize, keys: &mut KeyTable, depth_max: u32) -> Result<usize, Stop> {
        self.clear(slots);
        let mut at = skip_space(bytes, 1);
        if bytes.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        loop {
            let (name, start) = key(bytes, at)?;
            let end = match &bytes[name.start..name.end] {
                b"properties" if bytes.get(start) == Some(&b'{') => {
                    self.properties = Properties::Object;
                    self.scan_properties(bytes, start, keys, depth_max)?
                }
                b"geometry" => self.scan_geometry(bytes, start, depth_max)?,
                text => {
                    let (token, end) = value(bytes, start, depth_max)?;
                    match text {
                        b"type" => self.kind = token,
                        b"id" => self.id = token,
                        b"bbox" if is_odd_bbox(bytes, token) => self.odd.push((name, token)),
                        b"coordinates" | b"geometries" | b"features" => self.odd.push((name, token)),
                        _ => {}
                    }
                    end
                }
            };
            match next_member(bytes, end)? {
                Next::Member(next) => at = next,
                Next::End(end) => return Ok(end),
            }
        }
    }

    fn scan_geometry(&mut self, bytes: &[u8], start: usize, depth_max: u32) -> Result<usize, Stop> {
        if let Some((lon, lat, end)) = plain_point(bytes, start) {
            self.point = Some((lon, lat));
            self.geometry = Token { tag: Tag::Object, start, end, number: 0.0 };
            return Ok(end);
        }
        let (token, end) = value(bytes, start, depth_max)?;
        (self.geometry, self.point) = (token, None);
        Ok(end)
    }

    fn scan_properties(
        &mut self,
        bytes: &[u8],
        start: usize,
        keys: &mut KeyTable,
        depth_max: u32,
    ) -> Result<usize, Stop> {
        let mut at = skip_space(bytes, start + 1);
        if bytes.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        let mut before = None;
        loop {
            let (entry, start) = match keys.meet(before, bytes, at) {
                Some((entry, start)) => (Some(entry), start),
                None => {
                    let (name, start) = key(bytes, at)?;
                    (keys.find(before, bytes, name), start)
                }
            };
            let (token, end) = value(bytes, start, depth_max)?;
            if let Some(entry) = entry {
                before = Some(entry);
                self.put(keys, entry, token);
            }
            match next_member(bytes, end)? {
                Next::Member(next) => at = next,
                Next::End(end) => return Ok(end),
            }
        }
    }
}

/// What follows a member of an object.
pub enum Next {
    /// Another member, whose key begins here.
    Member(usize),
    /// None: the object ends before this byte.
    End(usize),
}

/// Reads what follows a member whose value ends at `at`.
pub fn next_member(bytes: &[u8], at: usize) -> Result<Next, Stop> {
    let at = skip_space(bytes, at);
    match bytes.get(at) {
        None => Err(Stop::More),
        Some(b',') => Ok(Next::Member(skip_space(bytes, at + 1))),
        Some(b'}') => Ok(Next::End(at + 1)),
        Some(_) => Err(Stop::Broken(at)),
    }
}

/// Fast path for the most common geometry, `{"type":"Point","coordinates":[x,y]}` with any blanks. Returns `None` for
/// everything else, which is then read in full.
fn plain_point(bytes: &[u8], start: usize) -> Option<(f64, f64, usize)> {
    let mut at = start;
    for word in [&b"{"[..], b"\"type\"", b":", b"\"Point\"", b",", b"\"coordinates\"", b":", b"["] {
        at = after(bytes, at, word)?;
    }
    let (end, lon) = scan::number(bytes, skip_space(bytes, at)).ok()?;
    let (end, lat) = scan::number(bytes, skip_space(bytes, after(bytes, end, b",")?)).ok()?;
    let end = after(bytes, after(bytes, end, b"]")?, b"}")?;
    Some((lon, lat, end))
}

fn after(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    let at = skip_space(bytes, at);
    bytes.get(at..)?.starts_with(word).then_some(at + word.len())
}
