//! Normalises headings: removes blanks, marks, units, notes in brackets and the name of a datum.

use super::is_blank_sign;
use diming_protocol::catalog::Datum;

/// Longest heading that is analysed, characters; a longer one is running text.
const HEADING_CHARS_MAX: usize = 120;

const LONGITUDE: [&str; 15] = [
    "lon",
    "lng",
    "long",
    "longitude",
    "x",
    "经度",
    "东经",
    "经",
    "东经度",
    "经度坐标",
    "x坐标",
    "坐标x",
    "lond",
    "xcoord",
    "gpslon",
];
const LATITUDE: [&str; 13] =
    ["lat", "latitude", "y", "纬度", "北纬", "纬", "北纬度", "纬度坐标", "y坐标", "坐标y", "latd", "ycoord", "gpslat"];
const PLACE: [&str; 30] = [
    "坐标",
    "经纬度",
    "坐标位置",
    "位置坐标",
    "地理坐标",
    "经纬坐标",
    "经纬度坐标",
    "坐标经纬度",
    "坐标点",
    "点位坐标",
    "中心坐标",
    "中心点坐标",
    "空间位置",
    "空间坐标",
    "gps",
    "gps坐标",
    "坐标值",
    "coordinates",
    "coordinate",
    "coords",
    "coord",
    "latlng",
    "latlon",
    "lnglat",
    "lonlat",
    "wkt",
    "geom",
    "geometry",
    "thegeom",
    "position",
];
/// Names of datums in headings, the longer ones before those they contain.
const DATUMS: [(&str, Datum); 19] = [
    ("wgs84坐标系", Datum::Wgs84),
    ("wgs84", Datum::Wgs84),
    ("wgs-84", Datum::Wgs84),
    ("epsg:4326", Datum::Wgs84),
    ("2000国家大地坐标系", Datum::Cgcs2000),
    ("国家大地2000", Datum::Cgcs2000),
    ("国家2000", Datum::Cgcs2000),
    ("cgcs2000", Datum::Cgcs2000),
    ("cgcs-2000", Datum::Cgcs2000),
    ("epsg:4490", Datum::Cgcs2000),
    ("gcj02", Datum::Gcj02),
    ("gcj-02", Datum::Gcj02),
    ("火星坐标", Datum::Gcj02),
    ("火星", Datum::Gcj02),
    ("高德", Datum::Gcj02),
    ("腾讯", Datum::Gcj02),
    ("bd09", Datum::Bd09),
    ("bd-09", Datum::Bd09),
    ("百度", Datum::Bd09),
];

/// The part of a position in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Longitudes.
    Longitude,
    /// Latitudes.
    Latitude,
    /// Both.
    Place,
}

/// The half-width form of a full-width character.
pub fn half_width(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        _ => sign,
    }
}

/// A heading without blanks and surrounding marks, in half width and lower case.
pub fn plain(heading: &str) -> String {
    let letters = heading.chars().take(HEADING_CHARS_MAX).filter(|&c| !is_blank_sign(c) && c != '_').map(half_width);
    let letters = letters.map(|c| match c {
        '[' => '(',
        ']' => ')',
        c => c.to_ascii_lowercase(),
    });
    let text: String = letters.collect();
    text.trim_matches(['*', ':', '.', '。', '、', ';', '^', '#', '★', '※', '\'', '"']).to_owned()
}

/// Readings of a heading, the most exact first: as written, without brackets at its ends, without the part after a
/// slash (a unit).
pub fn variants(heading: &str) -> Vec<String> {
    let mut variants = vec![plain(heading)];
    let mut add = |text: String| {
        let text = text.trim_matches(['*', ':', '-', '°']).to_owned();
        if !text.is_empty() && !variants.contains(&text) {
            variants.push(text);
        }
    };
    let bare = without_brackets(&plain(heading));
    add(bare.clone());
    if let Some((before, _)) = bare.split_once('/') {
        add(before.to_owned());
    }
    variants
}

/// A text without the groups in brackets at its ends.
fn without_brackets(text: &str) -> String {
    let mut text = text.trim_matches('*');
    while let Some(open) = text.strip_suffix(')').and_then(|inner| inner.rfind('(')).filter(|&open| open > 0) {
        text = text.get(..open).unwrap_or("");
    }
    while let Some(end) = text.strip_prefix('(').and_then(|inner| inner.find(')')) {
        text = text.get(end + 2..).unwrap_or("");
    }
    text.to_owned()
}

/// The datum named by a heading; `None` if two are.
pub fn datum_of(heading: &str) -> Option<Datum> {
    let text = plain(heading);
    let mut named = DATUMS.iter().filter(|(name, _)| text.contains(name)).map(|(_, datum)| *datum);
    let first = named.next()?;
    named.all(|datum| datum == first).then_some(first)
}

/// The part of a position that a heading names.
pub fn axis_of(heading: &str) -> Option<Axis> {
    let full = plain(heading);
    let has_both = |text: &str| {
        let has = |names: &[&str]| names.iter().any(|name| text.contains(name));
        has(&["经度", "经纬", "lon", "lng"]) && has(&["纬", "lat"])
    };
    if has_both(&full) {
        return Some(Axis::Place);
    }
    variants(heading).iter().find_map(|variant| {
        let mut name = variant.clone();
        DATUMS.iter().for_each(|(datum, _)| name = name.replace(datum, ""));
        let name = name.trim_matches(['-', '(', ')', '度', '°']);
        let is_one_of = |names: &[&str]| names.contains(&name);
        // `经度` loses its second sign above.
        let is_axis = |names: &[&str]| is_one_of(names) || names.contains(&format!("{name}度").as_str());
        match () {
            () if is_axis(&LONGITUDE) => Some(Axis::Longitude),
            () if is_axis(&LATITUDE) => Some(Axis::Latitude),
            () if is_axis(&PLACE) => Some(Axis::Place),
            () => None,
        }
    })
}

/// Whether a cell below a heading is only its unit.
pub fn is_unit(cell: &str) -> bool {
    let text = plain(cell);
    let bare = text.trim_matches(['(', ')']);
    let is_bracketed = text.starts_with('(') && text.ends_with(')') && bare.chars().count() <= 8;
    let units = [
        "°",
        "度",
        "张",
        "米",
        "m",
        "个",
        "人",
        "元",
        "万元",
        "平方米",
        "㎡",
        "m2",
        "亩",
        "公顷",
        "公里",
        "km",
        "%",
        "座",
        "处",
        "户",
        "层",
        "人次",
        "元/月",
    ];
    is_bracketed || units.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_without_their_decoration() {
        for (heading, expected) in [
            ("编　号", "编号"),
            ("名  称：", "名称"),
            ("所属\n乡镇", "所属乡镇"),
            ("床位数（张）", "床位数"),
            ("联系电话*", "联系电话"),
            ("*名称", "名称"),
            ("（必填）名称", "名称"),
            ("高程 (米)", "高程"),
            ("床位数/张", "床位数"),
            ("Ｎａｍｅ", "name"),
            ("Beds (beds)", "beds"),
            ("Former_names", "formernames"),
        ] {
            assert!(variants(heading).iter().any(|v| v == expected), "{heading}: {:?}", variants(heading));
        }
        assert_eq!(variants("乡镇（街道）"), ["乡镇(街道)", "乡镇"]);
    }

    #[test]
    fn axes_and_datums() {
        use Axis::*;
        for (heading, axis, datum) in [
            ("经度(°)", Some(Longitude), None),
            ("纬度（度）", Some(Latitude), None),
            ("经度（WGS 84）", Some(Longitude), Some(Datum::Wgs84)),
            ("Longitude (WGS 84)", Some(Longitude), Some(Datum::Wgs84)),
            ("东经", Some(Longitude), None),
            ("X", Some(Longitude), None),
            ("百度纬度", Some(Latitude), Some(Datum::Bd09)),
            ("lng_gcj02", Some(Longitude), Some(Datum::Gcj02)),
            ("经度(CGCS2000)", Some(Longitude), Some(Datum::Cgcs2000)),
            ("坐标", Some(Place), None),
            ("坐标（经度,纬度）", Some(Place), None),
            ("位置(经度，纬度)", Some(Place), None),
            ("经纬度", Some(Place), None),
            ("位置", None, None),
            ("名称", None, None),
            ("度", None, None),
        ] {
            assert_eq!((axis_of(heading), datum_of(heading)), (axis, datum), "{heading}");
        }
    }
}
