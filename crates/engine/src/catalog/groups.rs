//! The checks of the groups that the elder view begins with.

use super::check::{Checked, check_label, check_text, limit, require};
use diming_protocol::catalog::{Catalog, Field, FieldKind, Group, Wanted};
use litemap::LiteMap;

/// Most groups: one screen of large buttons.
const GROUPS_MAX: usize = 8;
/// Fewest and most answers to a question.
const ANSWERS: std::ops::RangeInclusive<usize> = 2..=4;
/// Most fields of a group or an answer, and most values of a field.
const LIST_MAX: usize = 64;

pub(super) fn check_groups(catalog: &Catalog) -> Checked {
    limit(catalog.groups.len(), GROUPS_MAX, "groups")?;
    catalog.groups.iter().enumerate().try_for_each(|(i, group)| check_group(catalog, group, &format!("groups[{i}]")))
}

fn check_group(catalog: &Catalog, group: &Group, path: &str) -> Checked {
    check_label(&group.label, &format!("{path}.label"), true)?;
    check_label(&group.question, &format!("{path}.question"), true)?;
    require(!group.layers.is_empty(), &format!("{path}.layers"), || "must name a layer".to_owned())?;
    limit(group.layers.len(), LIST_MAX, &format!("{path}.layers"))?;
    for (i, id) in group.layers.iter().enumerate() {
        let path = format!("{path}.layers[{i}]");
        let layer = catalog.layers.iter().find(|layer| layer.id == *id);
        require(layer.is_some(), &path, || format!("there is no layer `{id}`"))?;
        require(layer.is_some_and(|layer| layer.role.is_listed()), &path, || format!("`{id}` is not listed"))?;
    }
    check_text(&group.search, &format!("{path}.search"))?;
    check_fields(catalog, &group.fields, &format!("{path}.fields"))?;
    require(ANSWERS.contains(&group.answers.len()), &format!("{path}.answers"), || {
        format!("has {} members, {} to {} are asked for", group.answers.len(), ANSWERS.start(), ANSWERS.end())
    })?;
    for (i, answer) in group.answers.iter().enumerate() {
        let path = format!("{path}.answers[{i}]");
        check_label(&answer.label, &format!("{path}.label"), true)?;
        check_text(&answer.search, &format!("{path}.search"))?;
        check_fields(catalog, &answer.fields, &format!("{path}.fields"))?;
    }
    Ok(())
}

fn check_fields(catalog: &Catalog, fields: &LiteMap<String, Wanted>, path: &str) -> Checked {
    limit(fields.len(), LIST_MAX, path)?;
    for (key, wanted) in fields {
        let path = format!("{path}.{key}");
        require(catalog.facets.iter().any(|facet| facet.field == *key), &path, || {
            format!("`{key}` is no field of a facet, so that nothing is filtered by it")
        })?;
        limit(wanted.any.len(), LIST_MAX, &format!("{path}.any"))?;
        wanted.any.iter().enumerate().try_for_each(|(i, value)| check_text(value, &format!("{path}.any[{i}]")))?;
        let field = catalog.fields.get(key);
        require(field.is_some_and(|field| suits(field, wanted)), &path, || {
            "must have `any` for a field of values, `from` or `to` for one of numbers or dates".to_owned()
        })?;
        let is_finite = [wanted.from, wanted.to].into_iter().flatten().all(f64::is_finite);
        require(is_finite && wanted.from.zip(wanted.to).is_none_or(|(from, to)| from <= to), &path, || {
            "`from` must not be more than `to`".to_owned()
        })?;
    }
    Ok(())
}

/// Whether a field can be what is wanted of it.
fn suits(field: &Field, wanted: &Wanted) -> bool {
    let is_range = matches!(field.kind, FieldKind::Number | FieldKind::Date);
    let has_ends = wanted.from.is_some() || wanted.to.is_some();
    if is_range { has_ends && wanted.any.is_empty() } else { !has_ends && !wanted.any.is_empty() }
}
