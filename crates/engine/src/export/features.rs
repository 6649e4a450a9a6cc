//! The list as GeoJSON (RFC 7946), with values as stored, so that the file can be opened again.

use super::list::iso_day;
use crate::dataset::Table;
use crate::dataset::table::{DEGREE_E7, Shape, ShapeKind};
use diming_protocol::catalog::{Field, FieldKind, Layer, keys};
use diming_protocol::geo::LonLat;
use diming_protocol::{Card, Fact, FactValue};
use geo::{Area, Contains, Coord, LineString, Polygon};
use litemap::LiteMap;
use serde_json::{Map, Value, json};

/// Most rings sorted into polygons and holes; rings beyond become polygons of their own.
const NESTED_MAX: usize = 500;

/// Writes a record as a feature on one line; for a file of this machine under the file's own names.
pub fn push_feature(
    text: &mut String,
    fields: &LiteMap<String, Field>,
    (layer, table): (&Layer, Option<&Table>),
    card: &Card,
    shape: Option<&Shape>,
) {
    let called = |field: &str| {
        let at = layer.fields.iter().position(|known| known == field)?;
        table.filter(|_| layer.is_own_file())?.called.get(at)?.clone()
    };
    let name_of = |field: &str| called(field).unwrap_or_else(|| field.to_owned());
    let mut properties = Map::new();
    if !layer.is_own_file() {
        properties.insert("layer".into(), json!(layer.id));
    }
    if !layer.is_own_file() || !card.name.is_empty() {
        properties.insert(name_of(keys::NAME), json!(card.name));
    }
    let known = card.facts.iter().filter_map(|fact| Some((fact, fields.get(&fact.field)?)));
    properties.extend(known.map(|(fact, field)| (name_of(&fact.field), stored(field, fact))));
    for other in &card.others {
        let json = other.is_json.then(|| serde_json::from_str(&other.value).ok()).flatten();
        let value = json.unwrap_or_else(|| json!(other.value));
        // A field with this name takes precedence.
        properties.entry(other.name.clone()).or_insert(value);
    }
    let mut feature = Map::new();
    feature.insert("type".into(), json!("Feature"));
    if !card.key.is_empty() {
        feature.insert("id".into(), json!(card.key));
    }
    let geometry = shape.and_then(geometry_of).or_else(|| card.at.map(point));
    feature.insert("geometry".into(), geometry.unwrap_or(Value::Null));
    feature.insert("properties".into(), Value::Object(properties));
    text.push_str(&Value::Object(feature).to_string());
}

fn stored(field: &Field, fact: &Fact) -> Value {
    match &fact.value {
        FactValue::Text(text) => json!(text),
        FactValue::Texts(texts) => json!(texts),
        FactValue::Number(number) => json!(number),
        FactValue::Date(day) => json!(iso_day(*day)),
        FactValue::YesNo(yes) => json!(yes),
        FactValue::Marks(marks) if field.kind == FieldKind::Marks => json!(marks),
        FactValue::Marks(_) => Value::Null,
    }
}

fn point(at: LonLat) -> Value {
    json!({"type": "Point", "coordinates": [at.lon, at.lat]})
}

type Points = [(i32, i32)];

fn positions(part: &Points) -> Value {
    part.iter().map(|&(lon, lat)| json!([f64::from(lon) / DEGREE_E7, f64::from(lat) / DEGREE_E7])).collect()
}

fn geometry_of(shape: &Shape) -> Option<Value> {
    let parts = || shape.parts.iter().map(|part| positions(part));
    Some(match (shape.kind, shape.parts.len()) {
        (_, 0) => return None,
        (ShapeKind::Points, _) => json!({"type": "MultiPoint", "coordinates": positions(&shape.parts.concat())}),
        (ShapeKind::Lines, 1) => json!({"type": "LineString", "coordinates": positions(&shape.parts[0])}),
        (ShapeKind::Lines, _) => json!({"type": "MultiLineString", "coordinates": parts().collect::<Vec<_>>()}),
        (ShapeKind::Rings, _) => {
            let polygons = polygons(&shape.parts);
            match polygons.as_slice() {
                [one] => json!({"type": "Polygon", "coordinates": one}),
                many => json!({"type": "MultiPolygon", "coordinates": many}),
            }
        }
    })
}

/// Groups rings into polygons: each second one inside another is a hole (even-odd fill).
fn polygons(rings: &[Vec<(i32, i32)>]) -> Vec<Vec<Value>> {
    let degrees = |v: i32| f64::from(v) / DEGREE_E7;
    let areas: Vec<Polygon> = rings
        .iter()
        .map(|ring| ring.iter().map(|&(lon, lat)| Coord { x: degrees(lon), y: degrees(lat) }).collect::<LineString>())
        .map(|line| Polygon::new(line, Vec::new()))
        .collect();
    let nested = areas.len().min(NESTED_MAX);
    let around = |ring: usize| -> Vec<usize> {
        let inside = |outer: usize| outer != ring && areas[outer].contains(&areas[ring]);
        if ring < nested { (0..nested).filter(|&outer| inside(outer)).collect() } else { Vec::new() }
    };
    let depths: Vec<Vec<usize>> = (0..rings.len()).map(around).collect();
    let outers: Vec<usize> = (0..rings.len()).filter(|&ring| depths[ring].len().is_multiple_of(2)).collect();
    let mut polygons: Vec<Vec<Value>> = outers.iter().map(|&ring| vec![positions(&rings[ring])]).collect();
    for hole in (0..rings.len()).filter(|&ring| depths[ring].len() % 2 == 1) {
        // The smallest enclosing ring that is no hole.
        let of = depths[hole].iter().filter(|&&ring| depths[ring].len() + 1 == depths[hole].len());
        let of = of.min_by(|&&a, &&b| areas[a].unsigned_area().total_cmp(&areas[b].unsigned_area()));
        if let Some(place) = of.and_then(|of| outers.iter().position(|outer| outer == of)) {
            polygons[place].push(positions(&rings[hole]));
        }
    }
    polygons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: i32, to: i32) -> Vec<(i32, i32)> {
        [(from, from), (to, from), (to, to), (from, to), (from, from)]
            .map(|(x, y)| (x * 10_000_000, y * 10_000_000))
            .to_vec()
    }

    #[test]
    fn rings_become_polygons_with_their_holes() {
        for (rings, expected) in [
            (vec![square(0, 10)], vec![1]),
            (vec![square(0, 10), square(2, 8)], vec![2]),
            (vec![square(2, 8), square(0, 10), square(20, 30)], vec![2, 1]),
            (vec![square(0, 10), square(1, 9), square(2, 8), square(3, 7)], vec![2, 2]),
        ] {
            let made = polygons(&rings);
            assert_eq!(made.iter().map(Vec::len).collect::<Vec<_>>(), expected, "{rings:?}");
        }
    }

    #[test]
    fn geometries_are_written_by_their_kind() {
        let check = |kind, parts: Vec<Vec<(i32, i32)>>, expected: &str| {
            let text = geometry_of(&Shape { row: 0, kind, parts }).map(|value| value.to_string());
            assert_eq!(text.as_deref(), Some(expected));
        };
        let line = vec![(1_215_000_000, 318_000_000), (1_216_000_000, 319_000_000)];
        check(
            ShapeKind::Lines,
            vec![line.clone()],
            r#"{"coordinates":[[121.5,31.8],[121.6,31.9]],"type":"LineString"}"#,
        );
        check(ShapeKind::Points, vec![line], r#"{"coordinates":[[121.5,31.8],[121.6,31.9]],"type":"MultiPoint"}"#);
    }
}
