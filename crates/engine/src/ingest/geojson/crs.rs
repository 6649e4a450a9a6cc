//! The `crs` member of the old GeoJSON of 2008, which RFC 7946 dropped: longitude and latitude
//! in WGS 84 or CGCS2000 are what we read anyway; everything else is named and refused.

use crate::json::scan::{Tag, Token, members, unescape};

/// The name of a `crs` that is not served; `None` for one that is.
pub fn refused_crs(bytes: &[u8], crs: Token) -> Option<String> {
    if crs.tag == Tag::Null {
        return None;
    }
    let mut name = String::new();
    for (key, value) in members(bytes, crs) {
        if &bytes[key.start..key.end] == b"properties" {
            for (key, value) in members(bytes, value) {
                match &bytes[key.start..key.end] {
                    b"name" | b"href" => name = text_of(bytes, value),
                    b"code" => name = format!("EPSG:{}", text_of(bytes, value)),
                    _ => {}
                }
            }
        } else if name.is_empty() && matches!(value.tag, Tag::Text | Tag::Escaped) {
            name = text_of(bytes, value);
        }
    }
    (!is_served(&name)).then_some(name)
}

/// `EPSG:4326`, `urn:ogc:def:crs:EPSG::4490`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84` and the like.
fn is_served(name: &str) -> bool {
    let name = name.trim().to_ascii_uppercase();
    let code = name.rsplit([':', '/', '#']).next().unwrap_or("");
    matches!(code, "CRS84" | "CRS84H") || (matches!(code, "4326" | "4490") && name.contains("EPSG"))
}

/// The name of an Esri `spatialReference` that is not served; `None` for one that is, or says nothing.
pub fn refused_wkid(bytes: &[u8], reference: Token) -> Option<String> {
    let mut refused = None;
    for (key, value) in members(bytes, reference) {
        let name = text_of(bytes, value);
        match &bytes[key.start..key.end] {
            b"wkid" | b"latestWkid" if value.tag != Tag::Null => {
                if matches!(name.as_str(), "4326" | "4490") {
                    return None;
                }
                refused.get_or_insert(format!("wkid {name}"));
            }
            b"wkt" if !(name.starts_with("GEOGCS[") && ["WGS_1984", "2000"].iter().any(|n| name.contains(n))) => {
                refused.get_or_insert(name.chars().take(80).collect());
            }
            _ => {}
        }
    }
    refused
}

/// The text of a string or number.
pub fn text_of(bytes: &[u8], token: Token) -> String {
    let raw = String::from_utf8_lossy(&bytes[token.start..token.end]);
    let mut text = String::new();
    match token.tag {
        Tag::Escaped => {
            unescape(&raw, &mut text);
        }
        Tag::Text | Tag::Number => text.push_str(&raw),
        _ => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::scan::value;

    #[test]
    fn names_of_reference_systems() {
        let cases = [
            (r#"null"#, None),
            (r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#, None),
            (r#"{"type":"name","properties":{"name":"EPSG:4326"}}"#, None),
            (r#"{"properties":{"name":"urn:ogc:def:crs:EPSG::4490"},"type":"name"}"#, None),
            (r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG:6.9:4326"}}"#, None),
            (r#"{"type":"name","properties":{"name":"http:\/\/www.opengis.net\/def\/crs\/EPSG\/0\/4326"}}"#, None),
            (r#"{"type":"EPSG","properties":{"code":4326}}"#, None),
            (r#"{"type":"EPSG","properties":{"code":3857}}"#, Some("EPSG:3857")),
            (
                r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}"#,
                Some("urn:ogc:def:crs:EPSG::3857"),
            ),
            (r#"{"type":"name","properties":{"name":"4326"}}"#, Some("4326")),
            (r#"{"type":"link","properties":{"href":"http://example.org/x"}}"#, Some("http://example.org/x")),
            (r#"{}"#, Some("")),
        ];
        for (json, refused) in cases {
            let bytes = json.as_bytes();
            let (token, _) = value(bytes, 0, 64).unwrap();
            assert_eq!(refused_crs(bytes, token).as_deref(), refused, "{json}");
        }
    }
}
