//! Parses a GeoJSON geometry (RFC 7946 §3.1), with safe repairs.
//!
//! One bad position drops the whole geometry: the record is still in list and search. Lines and rings across the
//! antimeridian (§3.1.9) continue beyond 180° (`turns`).

use super::anchor::anchor_of;
use super::geojson::crs::text_of;
use super::geojson::root::is_odd_bbox;
use super::place::{Faults, settle};
use super::plan::Plan;
use super::turns::{bring_home, bring_run_home, span};
use crate::dataset::{Geometry, Parts, ShapeKind};
use crate::json::scan::{DEPTH_MAX, Tag, Token, members};
use diming_protocol::Reason;
use diming_protocol::geo::LonLat;

/// Parses a geometry object; the error is the reason why it has no place.
pub fn read(text: &str, token: Token, plan: &Plan, faults: &mut Faults) -> Result<Geometry, Reason> {
    let mut found = Collected::default();
    collect(text.as_bytes(), token, 0, &mut found, faults)?;
    let mut all: Vec<&mut LonLat> = found.positions_mut().collect();
    if all.is_empty() {
        return Err(Reason::TooFewPositions);
    }
    settle(&mut all, plan, faults)?;
    drop(all);
    if let ([point], true, true) = (found.points.as_slice(), found.lines.is_empty(), found.rings.is_empty()) {
        return Ok(Geometry::Point(*point));
    }
    let anchor = anchor_of(&found.points, &found.lines, &found.rings);
    let kinds =
        [(ShapeKind::Points, vec![found.points]), (ShapeKind::Lines, found.lines), (ShapeKind::Rings, found.rings)];
    let shapes = kinds.into_iter().filter(|(_, parts)| parts.iter().any(|p| !p.is_empty()));
    Ok(Geometry::Shapes { anchor, shapes: shapes.map(|(kind, parts)| Parts { kind, parts }).collect() })
}

/// The positions of a geometry by kind.
#[derive(Default)]
struct Collected {
    points: Vec<LonLat>,
    lines: Vec<Vec<LonLat>>,
    rings: Vec<Vec<LonLat>>,
}

impl Collected {
    fn positions_mut(&mut self) -> impl Iterator<Item = &mut LonLat> {
        let runs = self.lines.iter_mut().chain(self.rings.iter_mut());
        self.points.iter_mut().chain(runs.flatten())
    }
}

/// Adds the positions of one geometry object; collections inside collections are flattened.
fn collect(bytes: &[u8], token: Token, depth: u32, found: &mut Collected, faults: &mut Faults) -> Result<(), Reason> {
    if token.tag == Tag::Deep || depth > DEPTH_MAX {
        return Err(Reason::TooDeep);
    }
    if token.tag != Tag::Object {
        return Err(Reason::BadGeometry);
    }
    let (mut kind, mut coordinates, mut geometries) = (&b""[..], Token::default(), Token::default());
    for (key, value) in members(bytes, token) {
        match &bytes[key.start..key.end] {
            b"type" if value.tag == Tag::Text => kind = &bytes[value.start..value.end],
            b"coordinates" => coordinates = value,
            b"geometries" => geometries = value,
            b"bbox" if is_odd_bbox(bytes, value) => faults.add(Reason::OddBbox),
            b"geometry" | b"properties" | b"features" => faults.add(Reason::ForeignMember),
            _ => {}
        }
    }
    if kind == b"GeometryCollection" {
        if geometries.tag != Tag::Array {
            return Err(Reason::BadGeometry);
        }
        if depth > 0 {
            faults.add(Reason::NestedCollection);
        }
        if members(bytes, geometries).take(2).count() == 1 {
            faults.add(Reason::CollectionOfOne);
        }
        return members(bytes, geometries).try_for_each(|(_, g)| collect(bytes, g, depth + 1, found, faults));
    }
    if coordinates.tag != Tag::Array {
        return Err(Reason::BadGeometry);
    }
    match kind {
        b"Point" => {
            let (mut point, _) = position(bytes, coordinates, faults)?;
            bring_home(&mut point, faults);
            found.points.push(point);
        }
        b"MultiPoint" => {
            let mut points = run(bytes, coordinates, faults)?;
            points.iter_mut().for_each(|point| bring_home(point, faults));
            found.points.extend(points);
        }
        b"LineString" => found.lines.push(line(bytes, coordinates, faults)?),
        b"MultiLineString" => each(bytes, coordinates, |c| {
            found.lines.push(line(bytes, c, faults)?);
            Ok(())
        })?,
        b"Polygon" => polygon(bytes, coordinates, found, faults)?,
        b"MultiPolygon" => each(bytes, coordinates, |c| polygon(bytes, c, found, faults))?,
        _ => return Err(Reason::BadGeometry),
    }
    Ok(())
}

/// Each member of an array.
fn each(bytes: &[u8], array: Token, mut f: impl FnMut(Token) -> Result<(), Reason>) -> Result<(), Reason> {
    if array.tag != Tag::Array {
        return Err(Reason::BadGeometry);
    }
    members(bytes, array).try_for_each(|(_, item)| f(item))
}

fn run(bytes: &[u8], array: Token, faults: &mut Faults) -> Result<Vec<LonLat>, Reason> {
    let mut positions = Vec::new();
    let mut ends: Option<(Altitude, Altitude)> = None;
    let mut is_uneven = false;
    each(bytes, array, |item| {
        let (position, altitude) = position(bytes, item, faults)?;
        positions.push(position);
        let (first, _) = ends.unwrap_or((altitude, altitude));
        is_uneven |= first.is_some() != altitude.is_some();
        ends = Some((first, altitude));
        Ok(())
    })?;
    let is_closed = positions.len() > 3 && positions.first() == positions.last();
    if is_uneven || is_closed && ends.is_some_and(|(first, last)| first != last) {
        faults.add(Reason::UnevenAltitude);
    }
    Ok(positions)
}

fn line(bytes: &[u8], array: Token, faults: &mut Faults) -> Result<Vec<LonLat>, Reason> {
    let mut positions = run(bytes, array, faults)?;
    bring_run_home(&mut positions, None, faults);
    if positions.len() < 2 { Err(Reason::TooFewPositions) } else { Ok(positions) }
}

/// Closes rings and orients them as RFC 7946 §3.1.6 requires: the outer one counter-clockwise, holes clockwise.
fn polygon(bytes: &[u8], array: Token, found: &mut Collected, faults: &mut Faults) -> Result<(), Reason> {
    let mut is_outer = true;
    let mut near = None;
    each(bytes, array, |item| {
        let mut ring = run(bytes, item, faults)?;
        if let (Some(&first), Some(&last)) = (ring.first(), ring.last())
            && first != last
        {
            ring.push(first);
            faults.add(Reason::RingUnclosed);
        }
        if ring.len() < 4 {
            return Err(Reason::TooFewPositions);
        }
        bring_run_home(&mut ring, near, faults);
        // Holes are shifted with their area.
        near = near.or_else(|| span(ring.iter().map(|p| p.lon)).filter(|&(w, e)| w < -180.0 || e > 180.0).map(middle));
        let area = doubled_area(&ring);
        if area != 0.0 && (area > 0.0) != is_outer {
            ring.reverse();
            faults.add(Reason::RingWinding);
        }
        is_outer = false;
        found.rings.push(ring);
        Ok(())
    })
}

/// Twice the signed area of a closed ring in square degrees; positive counter-clockwise.
fn doubled_area(ring: &[LonLat]) -> f64 {
    let Some(&o) = ring.first() else { return 0.0 };
    let cross = |a: LonLat, b: LonLat| (a.lon - o.lon) * (b.lat - o.lat) - (b.lon - o.lon) * (a.lat - o.lat);
    ring.windows(2).map(|pair| cross(pair[0], pair[1])).sum()
}

fn middle((west, east): (f64, f64)) -> f64 {
    (west + east) / 2.0
}

/// The third ordinate of a position, which is not used.
type Altitude = Option<f64>;

/// One position: two ordinates; an altitude is ignored, surplus and invalid ordinates are noted.
fn position(bytes: &[u8], array: Token, faults: &mut Faults) -> Result<(LonLat, Altitude), Reason> {
    if array.tag != Tag::Array {
        return Err(Reason::BadGeometry);
    }
    let mut ordinates = [0.0; 2];
    let mut count = 0;
    let mut altitude = None;
    for (_, item) in members(bytes, array) {
        match ordinates.get_mut(count) {
            Some(place) => *place = ordinate(bytes, item, faults)?,
            None if item.tag == Tag::Number => altitude = altitude.or(Some(item.number)),
            None => faults.add(Reason::OddAltitude),
        }
        count += 1;
    }
    match count {
        0 | 1 => return Err(Reason::TooFewPositions),
        2 | 3 => {}
        _ => faults.add(Reason::ExtraOrdinates),
    }
    Ok((LonLat { lon: ordinates[0], lat: ordinates[1] }, altitude))
}

fn ordinate(bytes: &[u8], item: Token, faults: &mut Faults) -> Result<f64, Reason> {
    match item.tag {
        Tag::Number => Ok(item.number),
        Tag::Text | Tag::Escaped => {
            let text = text_of(bytes, item);
            let number = super::lenient::parse_number(&text).ok_or(Reason::CoordinateNotNumber)?;
            faults.add(Reason::CoordinateAsText);
            Ok(number)
        }
        Tag::Array | Tag::Object | Tag::Deep => Err(Reason::BadGeometry),
        _ => Err(Reason::CoordinateNotNumber),
    }
}
