//! Words that people use, and what they mean in a catalog: `data/dict/words.txt` and the catalog's own lines of the same form.
//!
//! A line is `words = labels`, `words = ! what this map does not have | in English`, or `words = -`; `docs/words.md` describes
//! it. Labels that a catalog does not have mean nothing there; the catalog's own lines must name labels that it has.

use crate::query::filter::facet_layers;
use diming_protocol::Constraint;
use diming_protocol::catalog::{Catalog, FieldKind, Label, keys};

/// The words that come with the program.
const BUILT_IN: &str = include_str!("../../../../data/dict/words.txt");
/// Longest line, bytes.
const LINE_MAX: usize = 2_000;
/// Most words of a line, and most labels.
const LIST_MAX: usize = 64;
/// Longest word, characters.
const WORD_MAX: usize = 32;
/// The label of what is open day and night: no value, but a way of writing opening hours.
const ALL_DAY: (&str, &str) = ("全天开放", "Open all day");

/// What the words of a line mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// Labels of the catalog, the closest first.
    Labels(Vec<String>),
    /// Something that the map does not have.
    Absent(Label),
    /// Nothing: they only ask.
    Nothing,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub words: Vec<String>,
    pub means: Means,
}

/// What a label stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sense {
    /// The records of the layer at this place.
    Layer(usize),
    /// The records that meet a constraint on the field of the facet at this place.
    Value(usize, Constraint),
    /// What is open day and night.
    AllDay,
}

/// Whether opening hours say that it is open day and night.
pub(crate) fn is_all_day(hours: &str) -> bool {
    let is_midnight = |start: &str| start.strip_suffix("0:00").is_some_and(|rest| !rest.ends_with(['1', '2']));
    let to_midnight =
        || hours.split_once("24:00").map(|(before, _)| before.trim_end_matches([' ', '-', '–', '—', '~', '至']));
    hours.contains("全天") || hours.contains("24小时") || to_midnight().is_some_and(is_midnight)
}

/// The lines that count in a catalog: its own, then those that come with the program.
pub(crate) fn lines(catalog: &Catalog) -> Vec<Line> {
    let own = catalog.words.iter().map(String::as_str);
    own.chain(BUILT_IN.lines()).filter_map(|line| read_line(line).ok().flatten()).collect()
}

/// Reads a line; `None` for an empty one and a remark.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn read_line(line: &str) -> Result<Option<Line>, String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    if line.len() > LINE_MAX {
        return Err(format!("is longer than {LINE_MAX} bytes"));
    }
    let (words, meaning) = line.split_once('=').ok_or("has no `=` between words and meaning")?;
    let means = match meaning.trim() {
        "-" => Means::Nothing,
        text => match text.strip_prefix(['!', '！']) {
            Some(what) => Means::Absent(label_of(what)),
            None => Means::Labels(list(text)),
        },
    };
    let is_empty = match &means {
        Means::Labels(labels) => labels.is_empty(),
        Means::Absent(label) => label.zh.is_empty(),
        Means::Nothing => false,
    };
    let words = list(words);
    let shortest = if means == Means::Nothing { 1 } else { 2 };
    let odd = words.iter().find(|word| !(shortest..=WORD_MAX).contains(&bare(word).0.chars().count()));
    match (words.len(), odd) {
        (0, _) => Err("has no word before `=`".to_owned()),
        (LIST_MAX.., _) => Err(format!("has {} words, at most {LIST_MAX} are allowed", words.len())),
        (_, Some(word)) => Err(format!("`{word}` must have {shortest} to {WORD_MAX} characters")),
        _ if is_empty => Err("has no meaning behind `=`".to_owned()),
        _ => Ok(Some(Line { words, means })),
    }
}

/// A word without its mark, and whether it has the one of words that stand inside others by chance.
pub(crate) fn bare(word: &str) -> (&str, bool) {
    word.strip_prefix('~').map_or((word, false), |word| (word, true))
}

fn label_of(what: &str) -> Label {
    let (zh, en) = what.split_once('|').unwrap_or((what, ""));
    Label { zh: zh.trim().to_owned(), en: en.trim().to_owned() }
}

fn list(text: &str) -> Vec<String> {
    text.split([',', '，']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What is wrong with a line of the catalog's own; `None` for nothing.
pub(super) fn fault_of(line: &str, catalog: &Catalog) -> Option<String> {
    let labels = match read_line(line) {
        Err(reason) => return Some(reason),
        Ok(Some(Line { means: Means::Labels(labels), .. })) => labels,
        Ok(_) => return None,
    };
    let unknown = labels.iter().find(|label| senses(catalog, label).is_empty())?;
    Some(format!("`{unknown}` is no label of a layer, nor of a value or field that is filtered by"))
}

/// What a label stands for in a catalog, each with the label as shown.
pub(crate) fn senses(catalog: &Catalog, label: &str) -> Vec<(Sense, Label)> {
    let all = labels(catalog).into_iter();
    all.filter(|(_, shown, value)| shown.zh == label || value == label)
        .map(|(sense, shown, _)| (sense, shown))
        .collect()
}

/// Every label that a record can be found by: what it stands for, as shown, and the value as stored.
pub(crate) fn labels(catalog: &Catalog) -> Vec<(Sense, Label, String)> {
    let layers = catalog.layers.iter().enumerate().filter(|(_, layer)| layer.role.is_listed());
    let mut all: Vec<(Sense, Label, String)> =
        layers.clone().map(|(at, layer)| (Sense::Layer(at), layer.label.clone(), String::new())).collect();
    let are_hours_public = catalog.fields.get(keys::HOURS).is_some_and(|field| !field.officer_only);
    if are_hours_public && layers.into_iter().any(|(_, layer)| layer.fields.iter().any(|field| field == keys::HOURS)) {
        let (zh, en) = ALL_DAY;
        all.push((Sense::AllDay, Label { zh: zh.to_owned(), en: en.to_owned() }, String::new()));
    }
    for (at, facet) in catalog.facets.iter().enumerate() {
        let Some(field) = catalog.fields.get(&facet.field) else { continue };
        if field.officer_only || facet_layers(catalog, facet).next().is_none() {
            continue;
        }
        let any = |value: &str| Sense::Value(at, Constraint::Any(vec![value.to_owned()]));
        let own = |sense: Sense| (sense, field.label.clone(), String::new());
        match field.kind {
            FieldKind::Choice | FieldKind::Choices => {
                let value = |value: &diming_protocol::catalog::ValueLabel| {
                    (any(&value.value), value.label.clone(), value.value.clone())
                };
                all.extend(field.values.iter().map(value));
            }
            FieldKind::YesNo => all.push(own(any("yes"))),
            FieldKind::Number => all.push(own(Sense::Value(at, Constraint::Between(Some(1.0), None)))),
            FieldKind::Marks => {
                let mark = |(n, label): (usize, &Label)| (any(&n.to_string()), label.clone(), String::new());
                all.extend(field.marks.iter().enumerate().map(mark));
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::parse::parse_catalog;

    fn sample() -> Catalog {
        parse_catalog(crate::shipped::shipped().to_string().as_bytes(), &[]).unwrap()
    }

    #[test]
    fn every_line_of_the_dictionary_is_understood_and_names_labels_of_the_sample() {
        let catalog = sample();
        let mut seen = std::collections::BTreeSet::new();
        for line in BUILT_IN.lines() {
            assert_eq!(fault_of(line, &catalog), None, "{line}");
            for word in read_line(line).unwrap().into_iter().flat_map(|line| line.words) {
                assert!(seen.insert(word.clone()), "{word} is there twice");
            }
        }
        assert!(seen.len() > 200 && BUILT_IN.len() < 6_000);
    }

    #[test]
    fn a_bad_line_is_told_with_its_reason() {
        for (line, reason) in [
            ("食堂", "has no `=` between words and meaning"),
            ("= 助餐", "has no word before `=`"),
            ("食堂 =", "has no meaning behind `=`"),
            ("食堂 = !", "has no meaning behind `=`"),
            ("食 = 助餐", "`食` must have 2 to 32 characters"),
            (&"很长".repeat(20), "has no `=` between words and meaning"),
            (&format!("{} = 助餐", "长".repeat(33)), "must have 2 to 32 characters"),
            (&format!("{} = 助餐", "食堂,".repeat(64)), "has 64 words, at most 64 are allowed"),
            (&"食堂,".repeat(500), "is longer than 2000 bytes"),
            ("食堂 = 助参", "`助参` is no label of a layer"),
        ] {
            let fault = fault_of(line, &sample());
            assert!(fault.as_ref().is_some_and(|fault| fault.contains(reason)), "{line}: {fault:?}");
        }
        assert_eq!(read_line("# 说明"), Ok(None));
        assert_eq!(read_line("  "), Ok(None));
    }

    #[test]
    fn opening_hours_say_that_it_is_open_day_and_night() {
        for (hours, expected) in [
            ("全天，探视 9:00–17:00", true),
            ("24小时", true),
            ("00:00-24:00", true),
            ("周一至周日 0:00–24:00", true),
            ("10:00–24:00", false),
            ("20:00-24:00", false),
            ("周一至周六 8:00–17:00", false),
            ("", false),
        ] {
            assert_eq!(is_all_day(hours), expected, "{hours}");
        }
    }
}
