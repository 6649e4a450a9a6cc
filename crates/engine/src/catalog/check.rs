//! The checks of a catalog beyond the types of its members; each error has its path in the file.
//!
//! Every list has a limit, so that a hostile catalog cannot block the page.

use super::basemap;
use super::groups::check_groups;
use super::parse::at;
use super::template::{self, Placeholders};
use super::words;
use diming_protocol::catalog::{Catalog, Facet, Field, FieldKind, Label, Layer, LayerRole, Style, keys};
use diming_protocol::geo::LonLatBounds;
use diming_protocol::{FeatureId, Problem};
use litemap::LiteMap;
use std::collections::BTreeSet;

/// Most fields, and most members of any other list.
const FIELDS_MAX: usize = 512;
const LIST_MAX: usize = 256;
/// Most marks of a field: a row of marks is packed in 32 bits, two a mark.
const MARKS_MAX: usize = 16;
/// Longest text, in bytes.
const TEXT_MAX: usize = 2_000;
/// Largest zoom of the map and level of a basemap.
pub(super) const ZOOM_MAX: f64 = 24.0;

/// Good, or the fault with its path in the file.
pub type Checked = Result<(), Problem>;

/// Checks a whole catalog; returns the first error.
pub(super) fn check_catalog(catalog: &Catalog) -> Checked {
    require(catalog.version == 1, "version", || format!("must be 1, is {}", catalog.version))?;
    check_label(&catalog.title, "title", true)?;
    check_label(&catalog.notice, "notice", false)?;
    check_label(&catalog.provenance, "provenance", false)?;
    check_text(&catalog.schema, "$schema")?;
    check_text(&catalog.approval, "approval")?;
    check_bounds(&catalog.bounds)?;
    check_zooms(catalog)?;
    check_links(catalog)?;
    limit(catalog.fields.len(), FIELDS_MAX, "fields")?;
    for (key, field) in &catalog.fields {
        check_field(key, field)?;
    }
    require(!catalog.layers.is_empty(), "layers", || "must have a layer".to_owned())?;
    limit(catalog.layers.len(), FeatureId::LAYERS_MAX, "layers")?;
    let mut ids = BTreeSet::new();
    for (i, layer) in catalog.layers.iter().enumerate() {
        let path = format!("layers[{i}]");
        check_id(&layer.id, &mut ids, &path)?;
        check_layer(catalog, layer, &path)?;
    }
    if let Some(style) = &catalog.local_style {
        check_colors(style, "local_style")?;
    }
    check_facets(catalog)?;
    check_groups(catalog)?;
    limit(catalog.words.len(), FIELDS_MAX, "words")?;
    for (i, line) in catalog.words.iter().enumerate() {
        let fault = words::fault_of(line, catalog);
        require(fault.is_none(), &format!("words[{i}]"), || fault.clone().unwrap_or_default())?;
    }
    Ok(())
}

/// A fault at `path` unless `good`.
///
/// # Errors
/// It is not good.
pub fn require(good: bool, path: &str, reason: impl FnOnce() -> String) -> Checked {
    if good { Ok(()) } else { Err(at(path, reason())) }
}

/// A list has a limit.
pub(super) fn limit(len: usize, max: usize, path: &str) -> Checked {
    require(len <= max, path, || format!("has {len} members, at most {max} are allowed"))
}

/// A text of the catalog has a limit.
///
/// # Errors
/// It is longer.
pub fn check_text(text: &str, path: &str) -> Checked {
    require(text.len() <= TEXT_MAX, path, || format!("is longer than {TEXT_MAX} bytes"))
}

/// A label is `needed`, or may be empty.
///
/// # Errors
/// It is missing, or too long in a language.
pub fn check_label(label: &Label, path: &str, needed: bool) -> Checked {
    require(!needed || !label.zh.trim().is_empty(), &format!("{path}.zh"), || "must not be empty".to_owned())?;
    check_text(&label.zh, &format!("{path}.zh"))?;
    check_text(&label.en, &format!("{path}.en"))
}

/// Checks an id: lower-case letters, digits and hyphens, unique among its siblings.
fn check_id<'a>(id: &'a str, seen: &mut BTreeSet<&'a str>, path: &str) -> Checked {
    let path = format!("{path}.id");
    let well_formed = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    require(well_formed, &path, || format!("`{id}` must be 1 to 64 of a–z, 0–9 and -"))?;
    require(seen.insert(id), &path, || format!("`{id}` is there twice"))
}

fn check_bounds(bounds: &LonLatBounds) -> Checked {
    let degrees = [("west", bounds.west, 180.0), ("east", bounds.east, 180.0)]
        .into_iter()
        .chain([("south", bounds.south, 85.0), ("north", bounds.north, 85.0)]);
    for (name, value, most) in degrees {
        let good = value.is_finite() && value.abs() <= most;
        require(good, &format!("bounds.{name}"), || format!("must lie in -{most}..{most} degrees, is {value}"))?;
    }
    require(bounds.west < bounds.east, "bounds.east", || "must be more than west".to_owned())?;
    require(bounds.south < bounds.north, "bounds.north", || "must be more than south".to_owned())
}

fn check_zooms(catalog: &Catalog) -> Checked {
    for (path, zoom) in
        [("zoom_min", catalog.zoom_min), ("zoom_max", catalog.zoom_max), ("home.zoom", catalog.home.zoom)]
    {
        let good = zoom.is_finite() && (0.0..=ZOOM_MAX).contains(&zoom);
        require(good, path, || format!("must lie in 0..{ZOOM_MAX}, is {zoom}"))?;
    }
    require(catalog.zoom_min < catalog.zoom_max, "zoom_max", || "must be more than zoom_min".to_owned())?;
    let zooms = catalog.zoom_min..=catalog.zoom_max;
    require(zooms.contains(&catalog.home.zoom), "home.zoom", || "must lie between zoom_min and zoom_max".to_owned())?;
    let (home, bounds) = (catalog.home, catalog.bounds);
    require((bounds.west..=bounds.east).contains(&home.lon), "home.lon", || "must lie inside bounds".to_owned())?;
    require((bounds.south..=bounds.north).contains(&home.lat), "home.lat", || "must lie inside bounds".to_owned())
}

/// Basemaps, outbound links, the report address and the origins.
fn check_links(catalog: &Catalog) -> Checked {
    limit(catalog.basemaps.len(), LIST_MAX, "basemaps")?;
    let mut ids = BTreeSet::new();
    for (i, basemap) in catalog.basemaps.iter().enumerate() {
        let path = format!("basemaps[{i}]");
        check_id(&basemap.id, &mut ids, &path)?;
        check_label(&basemap.label, &format!("{path}.label"), true)?;
        check_label(&basemap.attribution, &format!("{path}.attribution"), false)?;
        basemap::check_sources(basemap, &path)?;
    }
    limit(catalog.outbound.len(), LIST_MAX, "outbound")?;
    let mut ids = BTreeSet::new();
    for (i, outbound) in catalog.outbound.iter().enumerate() {
        let path = format!("outbound[{i}]");
        check_id(&outbound.id, &mut ids, &path)?;
        check_label(&outbound.label, &format!("{path}.label"), true)?;
        check_template(&outbound.template, &template::OUTBOUND, &format!("{path}.template"))?;
    }
    if !catalog.report.is_empty() {
        check_template(&catalog.report, &template::REPORT, "report")?;
    }
    for (list, origins) in [("allowed_origins", &catalog.allowed_origins), ("portal_origins", &catalog.portal_origins)]
    {
        limit(origins.len(), LIST_MAX, list)?;
        for (i, origin) in origins.iter().enumerate() {
            require(template::is_origin(origin), &format!("{list}[{i}]"), || {
                format!("`{origin}` is no origin: https://host or https://host:port, nothing after")
            })?;
        }
    }
    require((1..=4 << 30).contains(&catalog.limit_bytes), "limit_bytes", || "must be 1 to 4294967296".into())?;
    let features = 1..=FeatureId::ROWS_MAX as u32;
    require(features.contains(&catalog.limit_features), "limit_features", || {
        format!("must be 1 to {}", features.end())
    })?;
    require((1..=600).contains(&catalog.silence_s), "silence_s", || "must be 1 to 600 seconds".into())
}

pub(super) fn check_template(text: &str, rules: &Placeholders, path: &str) -> Checked {
    check_text(text, path)?;
    template::check(text, rules).map_err(|reason| at(path, reason))
}

fn check_field(key: &str, field: &Field) -> Checked {
    let path = format!("fields.{key}");
    let mut bytes = key.bytes();
    let well_formed = key.len() <= 64
        && bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    require(well_formed, &path, || "a key is a–z, then a–z, 0–9 and _, at most 64".to_owned())?;
    check_label(&field.label, &format!("{path}.label"), true)?;
    check_label(&field.unit, &format!("{path}.unit"), false)?;
    limit(field.aliases.len(), LIST_MAX, &format!("{path}.aliases"))?;
    limit(field.values.len(), LIST_MAX, &format!("{path}.values"))?;
    let choice = matches!(field.kind, FieldKind::Choice | FieldKind::Choices);
    require(choice || field.values.is_empty(), &format!("{path}.values"), || {
        "only a choice or choices has values".to_owned()
    })?;
    let mut seen = BTreeSet::new();
    for (i, value) in field.values.iter().enumerate() {
        let path = format!("{path}.values[{i}]");
        let fresh = !value.value.is_empty() && seen.insert(&value.value);
        require(fresh, &format!("{path}.value"), || format!("`{}` is empty or there twice", value.value))?;
        check_label(&value.label, &format!("{path}.label"), true)?;
    }
    let marks = (field.kind == FieldKind::Marks, field.marks.len());
    require(matches!(marks, (true, 1..=MARKS_MAX) | (false, 0)), &format!("{path}.marks"), || {
        format!("a field of marks has 1 to {MARKS_MAX} labels, any other none")
    })?;
    for (i, mark) in field.marks.iter().enumerate() {
        check_label(mark, &format!("{path}.marks[{i}]"), true)?;
    }
    Ok(())
}

fn check_layer(catalog: &Catalog, layer: &Layer, path: &str) -> Checked {
    check_label(&layer.label, &format!("{path}.label"), true)?;
    check_label(&layer.attribution, &format!("{path}.attribution"), false)?;
    check_text(&layer.source, &format!("{path}.source"))?;
    template::check_source(&layer.source).map_err(|reason| at(&format!("{path}.source"), reason))?;
    limit(layer.fields.len(), FIELDS_MAX, &format!("{path}.fields"))?;
    let mut own = BTreeSet::new();
    for (i, key) in layer.fields.iter().enumerate() {
        let path = format!("{path}.fields[{i}]");
        require(catalog.fields.contains_key(key), &path, || format!("there is no field `{key}`"))?;
        require(own.insert(key.as_str()), &path, || format!("`{key}` is there twice"))?;
    }
    require(own.contains(keys::NAME), &format!("{path}.fields"), || format!("must have `{}`", keys::NAME))?;
    let is_own = |key: &str, path: String| {
        require(own.contains(key), &path, || format!("`{key}` is not among the layer's fields"))
    };
    let key_good = (1..=TEXT_MAX).contains(&layer.key_field.len());
    require(key_good, &format!("{path}.key_field"), || "must not be empty".to_owned())?;
    for (part, list) in [("row", &layer.row), ("card", &layer.card), ("compare", &layer.compare)] {
        limit(list.len(), FIELDS_MAX, &format!("{path}.{part}"))?;
        for (i, key) in list.iter().enumerate() {
            is_own(key, format!("{path}.{part}[{i}]"))?;
            let twice = list.iter().take(i).any(|other| other == key);
            require(!twice, &format!("{path}.{part}[{i}]"), || format!("`{key}` is there twice"))?;
        }
    }
    for (i, key) in layer.compare.iter().enumerate() {
        let path = format!("{path}.compare[{i}]");
        require(layer.card.contains(key), &path, || format!("`{key}` is not in the layer's card"))?;
    }
    for key in layer.aliases.keys() {
        is_own(key, format!("{path}.aliases.{key}"))?;
    }
    check_aliases(catalog, layer, path)?;
    check_style(catalog, layer, path)?;
    check_ground(catalog, layer, path)?;
    require(layer.decimals.is_none_or(|d| d <= 7), &format!("{path}.decimals"), || "must be 0 to 7".to_owned())
}

/// A property key maps to one field: an error if two fields of a layer claim it.
fn check_aliases(catalog: &Catalog, layer: &Layer, path: &str) -> Checked {
    let mut owner: LiteMap<&str, &str> = LiteMap::new();
    for key in &layer.fields {
        let Some(field) = catalog.fields.get(key) else { continue };
        let further = layer.aliases.get(key).map(Vec::as_slice).unwrap_or_default();
        limit(further.len(), LIST_MAX, &format!("{path}.aliases.{key}"))?;
        for name in std::iter::once(key).chain(&field.aliases).chain(further) {
            let other = *owner.entry(name).or_insert(key);
            require(other == key && !name.is_empty(), &format!("{path}.fields"), || {
                format!("the property `{name}` would mean both `{other}` and `{key}`")
            })?;
        }
    }
    Ok(())
}

fn check_colors(style: &Style, path: &str) -> Checked {
    for (name, color) in [("color", &style.color), ("color_dark", &style.color_dark)] {
        let digits = color.strip_prefix('#').unwrap_or_default();
        let good = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        require(good, &format!("{path}.{name}"), || format!("`{color}` is not #rrggbb"))?;
    }
    Ok(())
}

fn check_style(catalog: &Catalog, layer: &Layer, path: &str) -> Checked {
    check_colors(&layer.style, &format!("{path}.style"))?;
    let Some(sign_by) = &layer.sign_by else { return Ok(()) };
    check_choice(catalog, layer, &sign_by.field, &format!("{path}.sign_by.field"))
}

/// A choice among the layer's fields.
fn check_choice(catalog: &Catalog, layer: &Layer, field: &str, path: &str) -> Checked {
    require(layer.fields.iter().any(|key| key == field), path, || {
        format!("`{field}` is not among the layer's fields")
    })?;
    let is_choice = catalog.fields.get(field).is_some_and(|field| field.kind == FieldKind::Choice);
    require(is_choice, path, || format!("`{field}` is no choice"))
}

/// What a layer of the ground is, and how names are ranked.
fn check_ground(catalog: &Catalog, layer: &Layer, path: &str) -> Checked {
    let may_lie_beneath = matches!(layer.role, LayerRole::Ground | LayerRole::Scopes);
    require(layer.ground.is_some() || layer.role != LayerRole::Ground, &format!("{path}.ground"), || {
        "must say what a layer of the role `ground` is, e.g. `water`".to_owned()
    })?;
    require(layer.ground.is_none() || may_lie_beneath, &format!("{path}.ground"), || {
        "is for layers of the roles `ground` and `scopes`".to_owned()
    })?;
    let Some(rank_by) = &layer.rank_by else { return Ok(()) };
    require(layer.role.is_of_names(), &format!("{path}.rank_by"), || "is for layers of the role `names`".to_owned())?;
    check_choice(catalog, layer, &rank_by.field, &format!("{path}.rank_by.field"))
}

fn check_facets(catalog: &Catalog) -> Checked {
    limit(catalog.facets.len(), LIST_MAX, "facets")?;
    let mut seen = BTreeSet::new();
    for (i, facet) in catalog.facets.iter().enumerate() {
        let path = format!("facets[{i}]");
        let field = catalog.fields.get(&facet.field);
        let field =
            field.ok_or_else(|| at(&format!("{path}.field"), format!("there is no field `{}`", facet.field)))?;
        let filterable = !matches!(field.kind, FieldKind::Text | FieldKind::Texts | FieldKind::Phones | FieldKind::Url);
        require(filterable, &format!("{path}.field"), || format!("`{}` is free text: no filter", facet.field))?;
        require(!field.officer_only, &format!("{path}.field"), || format!("`{}` is officer-only", facet.field))?;
        require(seen.insert(&facet.field), &format!("{path}.field"), || format!("`{}` has two facets", facet.field))?;
        check_facet_layers(catalog, facet, &path)?;
    }
    Ok(())
}

fn check_facet_layers(catalog: &Catalog, facet: &Facet, path: &str) -> Checked {
    limit(facet.layers.len(), FeatureId::LAYERS_MAX, &format!("{path}.layers"))?;
    for (i, id) in facet.layers.iter().enumerate() {
        let path = format!("{path}.layers[{i}]");
        let layer = catalog.layers.iter().find(|layer| &layer.id == id);
        let layer = layer.ok_or_else(|| at(&path, format!("there is no layer `{id}`")))?;
        require(layer.fields.contains(&facet.field), &path, || format!("`{id}` has no field `{}`", facet.field))?;
        require(layer.role.is_listed(), &path, || format!("`{id}` is not listed, so that it cannot be filtered"))?;
    }
    Ok(())
}
