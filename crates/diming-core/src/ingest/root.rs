//! What stands around the features: the object of the file, its `type`, `crs` and foreign members.

use super::crs::{refused_crs, text_of};
use super::feature::{Next, next_member};
use crate::json::scan::{Stop, Tag, key, skip_space, value};

/// Members of the file's object that matter.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// `type`, where it was met.
    pub kind: Option<String>,
    /// A `crs` that is not served.
    pub refused_crs: Option<String>,
}

/// Where a run of members ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The array of features begins: the byte behind its bracket.
    Features(usize),
    /// The object ends: the byte behind its bracket.
    End(usize),
}

impl Root {
    /// Reads members from the first key of the object on (`at` is behind the opening bracket).
    pub fn scan(&mut self, bytes: &[u8], at: usize, depth_max: u32) -> Result<Found, Stop> {
        let at = skip_space(bytes, at);
        match bytes.get(at) {
            Some(b'}') => Ok(Found::End(at + 1)),
            _ => self.scan_members(bytes, at, depth_max),
        }
    }

    /// Reads on behind the array of features.
    pub fn scan_rest(&mut self, bytes: &[u8], depth_max: u32) -> Result<Found, Stop> {
        match next_member(bytes, 0)? {
            Next::Member(at) => self.scan_members(bytes, at, depth_max),
            Next::End(at) => Ok(Found::End(at)),
        }
    }

    /// `features` of anything but a collection is a member like another.
    fn scan_members(&mut self, bytes: &[u8], mut at: usize, depth_max: u32) -> Result<Found, Stop> {
        loop {
            let (name, start) = key(bytes, at)?;
            let name = &bytes[name.start..name.end];
            let is_collection = self.kind.as_deref().is_none_or(|kind| kind == "FeatureCollection");
            if name == b"features" && is_collection && bytes.get(start) == Some(&b'[') {
                return Ok(Found::Features(start + 1));
            }
            let (token, end) = value(bytes, start, depth_max)?;
            match name {
                b"type" if matches!(token.tag, Tag::Text | Tag::Escaped) => self.kind = Some(text_of(bytes, token)),
                b"crs" => self.refused_crs = refused_crs(bytes, token),
                _ => {}
            }
            match next_member(bytes, end)? {
                Next::Member(next) => at = next,
                Next::End(end) => return Ok(Found::End(end)),
            }
        }
    }
}
