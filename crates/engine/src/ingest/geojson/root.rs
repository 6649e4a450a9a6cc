//! What surrounds the features: the object of the file with `type`, `crs` and foreign members.

use super::crs::{refused_crs, refused_wkid, text_of};
use super::feature::{Next, next_member};
use crate::json::scan::{Stop, Tag, Token, key, members, skip_space, value};
use diming_protocol::Reason;

/// The relevant members of the file's object.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// `type`, if present.
    pub kind: Option<String>,
    /// An unsupported `crs`.
    pub refused_crs: Option<String>,
    /// The object is declared as Esri JSON.
    pub is_esri: bool,
    /// The features are in an array without an object around it.
    pub is_bare: bool,
    /// Total number of features that the service declares, if any.
    pub matched: Option<f64>,
    /// Invalid members: reason, name, value.
    pub odd: Vec<(Reason, String, String)>,
}

/// What ends a run of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootStop {
    /// The array of features begins: the byte after its bracket.
    Features(usize),
    /// The object ends: the byte after its bracket.
    End(usize),
}

impl Root {
    /// Reads members from the first key of the object on (`at` is after the opening bracket).
    pub fn scan(&mut self, bytes: &[u8], at: usize, depth_max: u32) -> Result<RootStop, Stop> {
        let at = skip_space(bytes, at);
        match bytes.get(at) {
            Some(b'}') => Ok(RootStop::End(at + 1)),
            _ => self.scan_members(bytes, at, depth_max),
        }
    }

    /// Continues after the array of features.
    pub fn scan_rest(&mut self, bytes: &[u8], depth_max: u32) -> Result<RootStop, Stop> {
        match next_member(bytes, 0)? {
            Next::Member(at) => self.scan_members(bytes, at, depth_max),
            Next::End(at) => Ok(RootStop::End(at)),
        }
    }

    /// `features` of anything but a collection is a foreign member.
    fn scan_members(&mut self, bytes: &[u8], mut at: usize, depth_max: u32) -> Result<RootStop, Stop> {
        loop {
            let (name, start) = key(bytes, at)?;
            let name = &bytes[name.start..name.end];
            let is_collection = self.kind.as_deref().is_none_or(|kind| kind == "FeatureCollection");
            if name == b"features" && is_collection && bytes.get(start) == Some(&b'[') {
                return Ok(RootStop::Features(start + 1));
            }
            let (token, end) = value(bytes, start, depth_max)?;
            self.take_member(bytes, name, token);
            match next_member(bytes, end)? {
                Next::Member(next) => at = next,
                Next::End(end) => return Ok(RootStop::End(end)),
            }
        }
    }
}

impl Root {
    /// Takes a member that is not the array of features.
    fn take_member(&mut self, bytes: &[u8], name: &[u8], token: Token) {
        let is_collection = || self.kind.as_deref().is_none_or(|kind| kind == "FeatureCollection");
        match name {
            b"type" if matches!(token.tag, Tag::Text | Tag::Escaped) => self.kind = Some(text_of(bytes, token)),
            b"crs" => self.refused_crs = refused_crs(bytes, token),
            b"spatialReference" if token.tag == Tag::Object => {
                self.is_esri = true;
                self.refused_crs = refused_wkid(bytes, token);
            }
            b"geometryType" | b"objectIdFieldName" => self.is_esri = true,
            b"bbox" if is_odd_bbox(bytes, token) => self.note(Reason::OddBbox, bytes, name, token),
            b"exceededTransferLimit" if token.tag == Tag::True => self.note(Reason::Partial, bytes, name, token),
            b"numberMatched" | b"totalFeatures" if token.tag == Tag::Number => self.matched = Some(token.number),
            b"properties" | b"geometry" | b"coordinates" | b"geometries" if is_collection() => {
                match members(bytes, token).find(|(key, _)| &bytes[key.start..key.end] == b"exceededTransferLimit") {
                    Some((_, flag)) if flag.tag == Tag::True => self.note(Reason::Partial, bytes, name, flag),
                    Some(_) => {}
                    None => self.note(Reason::ForeignMember, bytes, name, token),
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, reason: Reason, bytes: &[u8], name: &[u8], token: Token) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.odd.push((reason, text(name), text(&bytes[token.start..token.end.min(token.start + 400)])));
    }
}

/// Whether a `bbox` is no array of four or six numbers (RFC 7946 §5).
pub fn is_odd_bbox(bytes: &[u8], token: Token) -> bool {
    let numbers = members(bytes, token).take(7).filter(|(_, number)| number.tag == Tag::Number).count();
    let count = members(bytes, token).take(7).count();
    token.tag != Tag::Null && (token.tag != Tag::Array || numbers != count || !matches!(count, 4 | 6))
}
