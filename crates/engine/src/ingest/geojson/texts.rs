//! The JSON texts of a file: usually one, a collection; else several Features or collections, one per line (GeoJSONL),
//! after U+001E (RFC 8142), separated by commas or not at all.
//!
//! A broken text ends the file, unless it is a line of its own and other texts are read: then the line is skipped and
//! noted.

use super::super::foreign::{first_of, is_geojson};
use super::super::format::{BYTE_ORDER_MARK, Reading, over};
use super::super::notes::Site;
use super::feature::{add_feature, add_geometry, scan_feature};
use super::root::{Root, RootStop};
use super::{GeoJson, State};
use crate::json::scan::{Stop, Tag, Token, skip_space, value};
use diming_protocol::{Problem, Reason};

/// Precedes each text of a sequence (RFC 8142).
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;
/// Bytes of a text that are quoted in a note.
const QUOTE_BYTES_MAX: usize = 400;

/// State of the texts so far.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Number of texts with records, or that could have some.
    read: u32,
    /// What the first text without records is; its row and its beginning.
    refused: Option<(Problem, u32, String)>,
    /// Positions of the skipped texts after which none has been read.
    broken_at: Option<u64>,
    /// First row of the current collection.
    first_row: u32,
}

impl Texts {
    /// Why the file is incomplete although its last text is complete.
    pub(super) fn trouble(&self) -> Option<Problem> {
        let broken = self.broken_at.map(|byte| Problem::NotJson { byte });
        broken.or_else(|| self.refused.as_ref().map(|(problem, ..)| problem.clone()))
    }
}

impl GeoJson {
    /// Whether only blanks have been read.
    pub(super) fn is_first_text(&self, on: &Reading) -> bool {
        on.row == 0 && self.texts.read == 0
    }

    /// Reads a text up to its features, or completely.
    pub(super) fn read_text(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let window = on.window();
        if window.first() == BYTE_ORDER_MARK.first() {
            return match window.starts_with(BYTE_ORDER_MARK) {
                true => {
                    on.input.advance(BYTE_ORDER_MARK.len());
                    Ok(())
                }
                false if BYTE_ORDER_MARK.starts_with(window) => Err(Stop::More),
                false => self.leave_out_line(on, 0),
            };
        }
        let is_first = self.is_first_text(on);
        let read = match window.first() {
            Some(&RECORD_SEPARATOR) => {
                on.input.advance(1);
                return Ok(());
            }
            Some(b',') if !is_first => {
                on.input.advance(1);
                return Ok(());
            }
            Some(b'{') => self.read_object(on),
            Some(b'[') => self.read_array(on),
            _ => self.read_lone(on),
        };
        match read {
            Err(Stop::Broken(at)) => self.leave_out_line(on, at),
            read => read,
        }
    }

    fn read_object(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let mut root = Root::default();
        let found = root.scan(on.window(), 1, on.limits.depth)?;
        if self.refuses_crs_of(on, root) {
            return Ok(());
        }
        match found {
            RootStop::Features(at) => {
                self.accept(on);
                self.note_members(on);
                on.input.advance(at);
                self.texts.first_row = on.row;
                self.state = State::Feature { may_end: true };
                Ok(())
            }
            RootStop::End(end) => self.read_single(on, end),
        }
    }

    /// Stores what surrounds the features; returns whether its `crs` is unsupported, which ends the file.
    fn refuses_crs_of(&mut self, on: &mut Reading, root: Root) -> bool {
        self.root = root;
        let refused = self.root.refused_crs.clone();
        if let Some(name) = refused {
            on.stop(Problem::Crs { name });
            return true;
        }
        false
    }

    /// The text is one object without an array of features.
    fn read_single(&mut self, on: &mut Reading, end: usize) -> Result<(), Stop> {
        let kind = self.root.kind.as_deref();
        let is_feature = kind == Some("Feature");
        let is_geometry = matches!(
            kind,
            Some(
                "Point"
                    | "MultiPoint"
                    | "LineString"
                    | "MultiLineString"
                    | "Polygon"
                    | "MultiPolygon"
                    | "GeometryCollection"
            )
        );
        if (is_feature || is_geometry) && on.row >= on.limits.features {
            on.stop(over("features", u64::from(on.limits.features)));
            return Ok(());
        }
        let bytes = &on.input.rest()[..end];
        if is_feature {
            scan_feature(&mut on.recorder, bytes)?;
            if on.recorder.builder.try_reserve(end).is_err() {
                on.stop(Problem::Memory);
                return Ok(());
            }
            self.has_esri |= add_feature(&mut on.recorder, bytes, on.row, on.part);
            self.accept(on);
        } else if is_geometry {
            add_geometry(&mut on.recorder, bytes, on.row);
            self.accept(on);
        } else {
            let token = Token { tag: Tag::Object, start: 0, end, number: 0.0 };
            let problem = (on.later()?.of_object)(bytes, token, kind);
            self.refuse_text(on, problem, end);
        }
        self.end_text(on, end);
        Ok(())
    }

    /// The text is an array: of Features, or of something else.
    fn read_array(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let window = on.window();
        let at = skip_space(window, 1);
        if window.get(at) == Some(&b'{') {
            let (first, _) = value(window, at, on.limits.depth)?;
            if is_geojson(window, first) && kind_is_feature(window, first) {
                self.root = Root { kind: Some("FeatureCollection".to_owned()), is_bare: true, ..Root::default() };
                on.recorder.notes.add(Site::default(), "", "", Reason::BareArray);
                self.accept(on);
                self.texts.first_row = on.row;
                on.input.advance(at);
                self.state = State::Feature { may_end: false };
                return Ok(());
            }
        }
        let (token, end) = value(on.window(), 0, on.limits.depth)?;
        let problem = match first_of(on.window(), token).filter(|&first| is_geojson(on.window(), first)) {
            Some(_) => (on.later()?.of_object)(on.window(), token, Some("FeatureCollection")),
            None => (on.later()?.of_array)(on.window(), token),
        };
        self.refuse_text(on, problem, end);
        self.end_text(on, end);
        Ok(())
    }

    /// The text is a number, a string or a word.
    fn read_lone(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let window = on.window();
        let (token, end) = value(window, 0, 0)?;
        if token.tag == Tag::Odd {
            return Err(Stop::Broken(0));
        }
        let behind = usize::from(matches!(token.tag, Tag::Text | Tag::Escaped));
        // A word that goes on is none: `nullx`, `42abc`.
        match window.get(end) {
            None if !on.input.has_ended() => return Err(Stop::More),
            Some(byte) if behind == 0 && !byte.is_ascii_whitespace() && *byte != RECORD_SEPARATOR => {
                return Err(Stop::Broken(end));
            }
            _ => {}
        }
        self.refuse_text(on, Problem::NotGeoJson { found: String::new() }, end);
        self.end_text(on, end);
        Ok(())
    }

    fn end_text(&mut self, on: &mut Reading, end: usize) {
        on.row += 1;
        on.input.advance(end);
        self.state = State::Blanks;
    }

    /// A text has records: notes those skipped before, and continues.
    fn accept(&mut self, on: &mut Reading) {
        self.texts.read += 1;
        self.texts.broken_at = None;
        if let Some((_, row, quote)) = self.texts.refused.take() {
            on.recorder.notes.add_lost(Site { row: Some(row), key: "" }, "", &quote, Reason::NotFeature);
        }
    }

    /// A text is JSON but has no records: a problem of the file, or a note if other texts have records.
    fn refuse_text(&mut self, on: &mut Reading, problem: Problem, end: usize) {
        let bytes = on.input.rest();
        let quote = String::from_utf8_lossy(&bytes[..end.min(QUOTE_BYTES_MAX)]).into_owned();
        if self.texts.read > 0 {
            on.recorder.notes.add_lost(Site { row: Some(on.row), key: "" }, "", &quote, Reason::NotFeature);
        } else if self.texts.refused.is_none() {
            self.texts.refused = Some((problem, on.row, quote));
        }
    }

    /// Skips a text with a fault at a byte, if it ends with a line or a separator and other texts were read or follow.
    fn leave_out_line(&mut self, on: &mut Reading, at: usize) -> Result<(), Stop> {
        let window = on.window();
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r' | &RECORD_SEPARATOR);
        let Some(end) = window.iter().skip(1).position(is_end).map(|end| end + 1) else {
            let may_grow = !on.input.has_ended() && window.len() < on.limits.feature_bytes;
            self.broken_at = may_grow.then(|| on.input.read() + at as u64);
            return Err(if may_grow { Stop::More } else { Stop::Broken(at) });
        };
        if self.texts.read == 0 && self.texts.broken_at.is_none() {
            let next = skip_space(window, end);
            match window.get(next) {
                Some(b'{' | &RECORD_SEPARATOR) => {}
                None if !on.input.has_ended() && window.len() < on.limits.feature_bytes => {
                    self.broken_at = Some(on.input.read() + at as u64);
                    return Err(Stop::More);
                }
                _ => return Err(Stop::Broken(at)),
            }
        }
        self.leave_out(on, end, at);
        Ok(())
    }

    fn leave_out(&mut self, on: &mut Reading, end: usize, at: usize) {
        let quote = String::from_utf8_lossy(&on.input.rest()[..end.min(QUOTE_BYTES_MAX)]).into_owned();
        on.recorder.notes.add_lost(Site { row: Some(on.row), key: "" }, "", &quote, Reason::BrokenText);
        self.broken_at = None;
        self.texts.broken_at.get_or_insert(on.input.read() + at as u64);
        on.row += 1;
        on.input.advance(end);
    }

    /// At the end of the bytes: skips only the truncated text, which has swallowed the next lines.
    pub(super) fn leave_out_cut(&mut self, on: &mut Reading) -> bool {
        let rest = on.input.rest();
        if self.state != State::Start || self.texts.read == 0 || on.is_over_bytes {
            return false;
        }
        let Some(end) = rest.iter().position(|&byte| byte == b'\n' || byte == RECORD_SEPARATOR) else { return false };
        let goes_on = matches!(rest.get(skip_space(rest, end)), Some(b'{' | &RECORD_SEPARATOR));
        if goes_on && end > 0 {
            self.leave_out(on, end, 0);
        }
        goes_on && end > 0
    }

    /// Whether a text may end with the bytes; consumes a number at the end.
    pub(super) fn end_texts(&mut self, on: &mut Reading) -> bool {
        let rest = on.input.rest();
        if self.state == State::Start && matches!(rest.first(), Some(b'-' | b'0'..=b'9')) {
            let line = [rest, b"\n"].concat();
            if let Ok((_, end)) = value(&line, 0, 0)
                && end == rest.len()
            {
                self.refuse_text(on, Problem::NotGeoJson { found: String::new() }, end);
                self.end_text(on, end);
            }
        }
        let is_begun = self.texts.read > 0 || self.texts.refused.is_some() || self.texts.broken_at.is_some();
        is_begun && on.input.rest().is_empty()
    }

    /// Reads what follows the array of features.
    pub(super) fn read_rest(&mut self, on: &mut Reading) -> Result<(), Stop> {
        let mut root = self.root.clone();
        let found = root.scan_rest(on.window(), on.limits.depth)?;
        if self.refuses_crs_of(on, root) {
            return Ok(());
        }
        match found {
            RootStop::Features(at) => {
                on.input.advance(at);
                self.state = State::Feature { may_end: true };
            }
            RootStop::End(at) => {
                self.note_members(on);
                self.note_rest_of_matched(on);
                on.input.advance(at);
                self.state = State::Blanks;
                let kind = self.root.kind.clone().unwrap_or_default();
                let is_esri = kind.is_empty() && (self.root.is_esri || self.has_esri);
                if kind != "FeatureCollection" && !is_esri {
                    on.stop(Problem::NotGeoJson { found: kind });
                }
            }
        }
        Ok(())
    }

    /// Notes invalid members around the features.
    fn note_members(&mut self, on: &mut Reading) {
        let is_collection = self.root.kind.as_deref() == Some("FeatureCollection");
        for (reason, name, value) in std::mem::take(&mut self.root.odd) {
            if reason != Reason::ForeignMember || is_collection {
                on.recorder.notes.add(Site::default(), &name, &value, reason);
            }
        }
    }

    /// A service may return fewer features than it declares.
    fn note_rest_of_matched(&mut self, on: &mut Reading) {
        let given = on.row - self.texts.first_row;
        if let Some(matched) = self.root.matched.filter(|&matched| matched > f64::from(given)) {
            let counts = format!("{given} / {matched}");
            on.recorder.notes.add(Site::default(), "features", &counts, Reason::Partial);
        }
    }
}

fn kind_is_feature(bytes: &[u8], object: Token) -> bool {
    crate::json::scan::members(bytes, object)
        .any(|(key, kind)| &bytes[key.start..key.end] == b"type" && &bytes[kind.start..kind.end] == b"Feature")
}
