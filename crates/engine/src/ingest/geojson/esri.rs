//! A feature of Esri JSON (`attributes`, and `geometry` with `x` and `y`, `points`, `paths` or `rings`) as the text of a
//! GeoJSON feature, which is then read like any other.

use crate::json::scan::{Tag, Token, members};

/// The feature as GeoJSON; `None` where the object has no `attributes`.
pub fn as_geojson(text: &str, object: Token) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut attributes, mut geometry) = (Token::default(), Token::default());
    for (key, value) in members(bytes, object) {
        match &bytes[key.start..key.end] {
            b"attributes" => attributes = value,
            b"geometry" => geometry = value,
            _ => {}
        }
    }
    if attributes.tag != Tag::Object {
        return None;
    }
    let mut out = String::from(r#"{"type":"Feature","properties":"#);
    out.push_str(raw(text, attributes));
    out.push_str(r#","geometry":"#);
    match geometry.tag {
        Tag::Object => push_geometry(&mut out, text, geometry),
        _ => out.push_str("null"),
    }
    out.push('}');
    Some(out)
}

/// Writes a geometry; an unknown type is copied, so that the geometry reader reports it. Each ring becomes a polygon
/// of its own: Esri marks holes by direction only, and areas are filled even-odd.
fn push_geometry(out: &mut String, text: &str, geometry: Token) {
    let bytes = text.as_bytes();
    let find =
        |name: &[u8]| members(bytes, geometry).find(|(key, _)| &bytes[key.start..key.end] == name).map(|(_, v)| v);
    if let (Some(x), Some(y)) = (find(b"x"), find(b"y")) {
        out.push_str(r#"{"type":"Point","coordinates":["#);
        push_value(out, text, x);
        out.push(',');
        push_value(out, text, y);
        return out.push_str("]}");
    }
    for (name, kind) in [(&b"points"[..], "MultiPoint"), (b"paths", "MultiLineString")] {
        if let Some(found) = find(name) {
            out.push_str(&format!(r#"{{"type":"{kind}","coordinates":"#));
            push_value(out, text, found);
            return out.push('}');
        }
    }
    let Some(rings) = find(b"rings") else { return out.push_str(raw(text, geometry)) };
    out.push_str(r#"{"type":"MultiPolygon","coordinates":["#);
    for (at, (_, ring)) in members(bytes, rings).enumerate() {
        out.push_str(if at > 0 { ",[" } else { "[" });
        push_value(out, text, ring);
        out.push(']');
    }
    out.push_str("]}");
}

fn push_value(out: &mut String, text: &str, value: Token) {
    let quote = if matches!(value.tag, Tag::Text | Tag::Escaped) { "\"" } else { "" };
    out.push_str(quote);
    out.push_str(raw(text, value));
    out.push_str(quote);
}

fn raw(text: &str, token: Token) -> &str {
    text.get(token.start..token.end).unwrap_or("null")
}
