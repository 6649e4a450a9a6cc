//! The checks of a basemap: its sources, their levels, and the templates of their tiles. Each fault says what to do.

use super::check::{Checked, ZOOM_MAX, check_label, check_template, check_text, limit, require};
use super::template;
use diming_protocol::catalog::{Basemap, MatrixSet, TileSource};

/// Most sources of a basemap.
const SOURCES_MAX: usize = 16;
/// Most templates of a source.
const URLS_MAX: usize = 256;

/// Names of matrix sets that say how tiles are cut, in lower case.
const SETS: [(MatrixSet, &[&str]); 2] = [
    (MatrixSet::W, &["w", "epsg:3857", "epsg:900913", "epsg:102100", "googlemapscompatible", "webmercatorquad"]),
    (MatrixSet::C, &["c", "epsg:4490", "epsg:4326", "cgcs2000", "wgs84", "worldcrs84quad"]),
];

/// Checks where the tiles of a basemap come from.
pub(super) fn check_sources(basemap: &Basemap, path: &str) -> Checked {
    if basemap.sources.is_empty() {
        for (name, level) in [("level_min", basemap.level_min), ("level_max", basemap.level_max)] {
            let reason = || "is missing: write which levels the server has, such as 1 to 18".to_owned();
            require(level.is_some(), &format!("{path}.{name}"), reason)?;
        }
        return basemap.tile_sources().iter().try_for_each(|source| check_source(source, path));
    }
    let beside = [
        ("urls", !basemap.urls.is_empty()),
        ("tiles", basemap.tiles.is_some()),
        ("subdomains", !basemap.subdomains.is_empty()),
        ("key", !basemap.key.is_empty()),
        ("level_min", basemap.level_min.is_some()),
        ("level_max", basemap.level_max.is_some()),
    ];
    for (name, is_there) in beside {
        let reason =
            || "stands beside `sources`: move it into each of them that needs it, or leave `sources` out".to_owned();
        require(!is_there, &format!("{path}.{name}"), reason)?;
    }
    limit(basemap.sources.len(), SOURCES_MAX, &format!("{path}.sources"))?;
    for (i, source) in basemap.sources.iter().enumerate() {
        let path = format!("{path}.sources[{i}]");
        check_label(&source.attribution, &format!("{path}.attribution"), false)?;
        check_source(source, &path)?;
    }
    check_gaps(&basemap.sources, path)
}

fn check_source(source: &TileSource, path: &str) -> Checked {
    check_text(&source.key, &format!("{path}.key"))?;
    check_text(&source.subdomains, &format!("{path}.subdomains"))?;
    require(!source.urls.is_empty(), &format!("{path}.urls"), || "must have a template".to_owned())?;
    limit(source.urls.len(), URLS_MAX, &format!("{path}.urls"))?;
    for (u, url) in source.urls.iter().enumerate() {
        let path = format!("{path}.urls[{u}]");
        check_template(url, &template::TILES, &path)?;
        let split = url.contains("{s}") && source.subdomains.is_empty();
        require(!split, &path, || {
            "has {s}, but subdomains is empty: write what {s} may be, such as 01234567".to_owned()
        })?;
        let fault = wmts_fault(url, source.tiles);
        require(fault.is_none(), &path, || fault.clone().unwrap_or_default())?;
    }
    let (min, max) = (source.level_min, source.level_max);
    let ordered = min <= max && f64::from(max) <= ZOOM_MAX;
    require(ordered, &format!("{path}.level_max"), || {
        format!("must lie between level_min and {ZOOM_MAX}, is {max} while level_min is {min}")
    })?;
    require(source.tiles == MatrixSet::W || min > 0, &format!("{path}.level_min"), || {
        "must be 1 or more: the first level of geographic tiles, two of them, is level 1".to_owned()
    })
}

/// Every level between the smallest and the largest is in a source.
fn check_gaps(sources: &[TileSource], path: &str) -> Checked {
    let mut by_level: Vec<(u8, u8, usize)> =
        sources.iter().zip(0..).map(|(s, i)| (s.level_min, s.level_max, i)).collect();
    by_level.sort_unstable();
    let mut reach: Option<u8> = None;
    for (min, max, i) in by_level {
        let next = reach.map_or(min, |reach| reach.saturating_add(1));
        require(min <= next, &format!("{path}.sources[{i}].level_min"), || {
            let last = min.saturating_sub(1);
            format!(
                "leaves a gap: no source has the levels {next} to {last}; begin at {next} here, or let another end at {last}"
            )
        })?;
        reach = reach.max(Some(max));
    }
    Ok(())
}

/// What is wrong with a template of WMTS or DataServer: parameters that are mixed up, a matrix set that is not the one
/// that the catalog says.
fn wmts_fault(url: &str, tiles: MatrixSet) -> Option<String> {
    let url = url.to_lowercase().replace("%3a", ":");
    let (address, query) = url.split_once('?').unwrap_or((&url, ""));
    let value =
        |key: &str| query.split('&').filter_map(|pair| pair.split_once('=')).find(|(k, _)| *k == key).map(|(_, v)| v);
    if let (Some(row), Some(column)) = (value("tilerow"), value("tilecol"))
        && (row.contains("{x}") || column.contains("{y}"))
    {
        return Some("TILEROW and TILECOL are swapped: write TILEROW={y}&TILECOL={x}".to_owned());
    }
    for (key, name) in [("tilematrix", "{z}"), ("tilerow", "{y}"), ("tilecol", "{x}")] {
        if value(key).is_some_and(|value| !value.contains(name)) {
            return Some(format!("{} must have {name}", key.to_uppercase()));
        }
    }
    let folder = address.strip_suffix("/wmts").and_then(|rest| rest.rsplit('/').next());
    let of_layer = |name: &str| name.rsplit_once('_').map(|(_, set)| set.to_owned());
    let told = [
        (value("tilematrixset").map(str::to_owned), "TILEMATRIXSET"),
        (folder.and_then(of_layer), "the layer before /wmts"),
        (value("t").and_then(of_layer), "T"),
    ];
    let said = told.iter().find_map(|(name, place)| {
        let name = name.as_deref()?;
        let (set, _) = SETS.iter().find(|(set, names)| *set != tiles && names.contains(&name))?;
        Some((*set, name, *place))
    });
    said.map(|(set, name, place)| match set {
        MatrixSet::C => {
            format!("{place} says {name}, tiles by longitude and latitude: write \"tiles\": \"c\" beside urls")
        }
        MatrixSet::W => {
            format!("{place} says {name}, tiles in Web Mercator: write \"tiles\": \"w\" beside urls, or leave it out")
        }
    })
}

/// What to write in place of a placeholder of other programs.
pub(super) fn meant(name: &str) -> Option<String> {
    let own = match name.to_ascii_lowercase().as_str() {
        "z" | "tilematrix" | "zoom" | "level" | "l" | "lod" => "{z}",
        "x" | "tilecol" | "col" | "column" => "{x}",
        "y" | "tilerow" | "row" => "{y}",
        "s" | "subdomain" | "subdomains" | "sub" => "{s}",
        "r" | "ratio" | "@2x" => "{r}",
        "key" | "tk" | "token" | "apikey" | "api_key" | "access_token" | "ak" => "{key}",
        "tilematrixset" => return Some("write the name of the server's matrix set, such as w or c".to_owned()),
        "layer" | "style" | "format" | "time" => {
            return Some("write the value itself, as the server's GetCapabilities names it".to_owned());
        }
        "-y" => {
            return Some("rows are counted from the north: take the server's WMTS or XYZ address, not TMS".to_owned());
        }
        name if name.starts_with("bbox") => {
            return Some("it is of WMS: take the server's WMTS or XYZ address".to_owned());
        }
        _ => return None,
    };
    Some(format!("write {own}"))
}
