//! What words of a query mean beside the texts of records: labels of values, words that people use, what the map does not have.

use super::Data;
use super::filter::{facet_layers, keep_passing};
use crate::catalog::words::{Line, Means, Sense, bare, labels, lines, senses};
use crate::dataset::{Column, Value};
use crate::index::bits::Bits;
use crate::index::search::{Meant, Met, Query, Vocabulary, WordKind};
use diming_protocol::catalog::{Catalog, Label, keys};
use diming_protocol::{Constraint, Taken};
use diming_text::Han;

/// Most values of a column that the catalog does not list and that are still looked up.
const UNLISTED_MAX: usize = 500;
/// Turns of what is met: labels in part come behind these.
const TURN_MAX: usize = 2;

/// The vocabulary of a deployment with what its entries mean.
#[derive(Debug, Default)]
pub struct Meanings {
    /// What a query is looked up in.
    pub vocabulary: Vocabulary,
    entries: Vec<Entry>,
    /// Records that are open day and night.
    all_day: Bits,
}

/// What an entry means.
#[derive(Debug, Default)]
struct Entry {
    /// The closest first.
    senses: Vec<(Sense, Label)>,
    absent: Option<Label>,
    /// The label itself, not another word for it.
    is_label: bool,
    /// The label of a town.
    is_town: bool,
}

impl Meanings {
    /// Of a catalog and its data; `all_day`: the records that are open day and night.
    pub fn new(data: Data<'_>, all_day: Bits, han: &Han) -> Meanings {
        let mut meanings = Meanings { all_day, ..Meanings::default() };
        meanings.add_labels(data.catalog, han);
        meanings.add_unlisted(data, han);
        meanings.add_lines(data.catalog, han);
        meanings
    }

    fn add(&mut self, text: &str, kind: WordKind, entry: Entry, han: &Han) {
        if text.chars().count() >= 2 || kind == WordKind::Filler {
            self.vocabulary.add(text, kind, han);
            self.entries.push(entry);
        }
    }

    fn add_labels(&mut self, catalog: &Catalog, han: &Han) {
        for (sense, shown, value) in labels(catalog) {
            let field = match &sense {
                Sense::Value(facet, _) => catalog.facets[*facet].field.as_str(),
                _ => "",
            };
            // A part of a layer's or of a number's label is not yet the whole of it.
            let kind = match &sense {
                Sense::Value(_, Constraint::Any(_)) if field == keys::TOWN => WordKind::Town,
                Sense::Value(_, Constraint::Any(_)) => WordKind::Label,
                _ => WordKind::Used,
            };
            // The index finds these by their text.
            let is_text = matches!(field, keys::TOWN | keys::KIND) && shown.zh == value;
            let senses = vec![(sense, shown.clone())];
            let of_text = if is_text { Vec::new() } else { senses.clone() };
            let is_town = kind == WordKind::Town;
            self.add(&shown.zh, kind, Entry { senses: of_text, absent: None, is_label: true, is_town }, han);
            let kind = if is_town { WordKind::Label } else { kind };
            self.add(&shown.en, kind, Entry { senses, absent: None, is_label: true, is_town }, han);
        }
    }

    /// Values of the data that the catalog does not list.
    fn add_unlisted(&mut self, data: Data<'_>, han: &Han) {
        for (at, facet) in data.catalog.facets.iter().enumerate() {
            let Some(field) = data.catalog.fields.get(&facet.field).filter(|field| !field.officer_only) else {
                continue;
            };
            let is_town = facet.field == keys::TOWN;
            let mut known: Vec<&str> = field.values.iter().map(|value| value.value.as_str()).collect();
            for layer in facet_layers(data.catalog, facet) {
                let Some(Column::Choice(values, _) | Column::Choices(values, _)) = data.column(layer, &facet.field)
                else {
                    continue;
                };
                for value in values.values().iter().take(UNLISTED_MAX) {
                    if known.contains(&value) {
                        continue;
                    }
                    known.push(value);
                    let shown = Label { zh: value.to_owned(), en: String::new() };
                    let sense = Sense::Value(at, Constraint::Any(vec![value.to_owned()]));
                    let is_text = is_town || facet.field == keys::KIND;
                    let senses = if is_text { Vec::new() } else { vec![(sense, shown)] };
                    let kind = if is_town { WordKind::Town } else { WordKind::Label };
                    self.add(value, kind, Entry { senses, absent: None, is_label: true, is_town }, han);
                }
            }
        }
    }

    /// The words that people use; of one that is there twice the first, which is the catalog's own.
    fn add_lines(&mut self, catalog: &Catalog, han: &Han) {
        let shown: Vec<String> = labels(catalog).into_iter().map(|(_, label, _)| label.zh).collect();
        let mut taken: Vec<String> = Vec::new();
        for Line { words, means } in lines(catalog) {
            let (senses, absent) = match &means {
                Means::Labels(all) => (all.iter().flat_map(|label| senses(catalog, label)).collect(), None),
                Means::Absent(what) => (Vec::new(), Some(what)),
                Means::Nothing => (Vec::new(), None),
            };
            let kind = if means == Means::Nothing { WordKind::Filler } else { WordKind::Used };
            for word in words {
                // What a label speaks of is there.
                let is_there = absent.is_some() && shown.iter().any(|label| label.contains(bare(&word).0));
                let (word, is_chance) = bare(&word);
                let kind = if is_chance && kind == WordKind::Used { WordKind::Chance } else { kind };
                let is_known = taken.iter().any(|known| known == word);
                if is_known || is_there || kind != WordKind::Filler && senses.is_empty() && absent.is_none() {
                    continue;
                }
                let entry = Entry { senses: senses.clone(), absent: absent.cloned(), ..Entry::default() };
                self.add(word, kind, entry, han);
                taken.push(word.to_owned());
            }
        }
    }

    fn entry(&self, met: &Met) -> Option<&Entry> {
        self.entries.get(met.entry as usize)
    }

    /// Takes known words as they are written: who writes one in characters means it, and nothing may be offered as if it
    /// were what the map does not have.
    pub fn take_known_literally(&self, query: &mut Query) {
        let is_absent = |met: &Met| self.entry(met).is_some_and(|entry| entry.absent.is_some());
        query.take_literally(|met, has_letters| met.iter().any(|met| met.is_whole && !has_letters || is_absent(met)));
    }

    /// What a word means: the senses with their turns and labels.
    fn senses_of<'a>(&'a self, met: &'a [Met]) -> impl Iterator<Item = (u16, &'a Sense, &'a Label)> {
        met.iter().filter_map(|met| Some((met, self.entry(met)?))).flat_map(|(met, entry)| {
            let turn = move |at: usize| if met.is_whole { at.min(TURN_MAX) } else { TURN_MAX + 1 };
            entry.senses.iter().enumerate().map(move |(at, (sense, label))| (turn(at) as u16, sense, label))
        })
    }

    /// The records that the words of a query mean.
    pub fn meant(&self, data: Data<'_>, query: &Query) -> Meant {
        let mut all = Meant::new();
        for (_, met) in query.words() {
            let mut turns: Vec<(u16, Bits)> = Vec::new();
            for (turn, sense, _) in self.senses_of(met) {
                let records = self.records(data, sense);
                match turns.iter_mut().find(|known| known.0 == turn) {
                    Some((_, known)) => known.or(&records),
                    None => turns.push((turn, records)),
                }
            }
            all.push(turns);
        }
        all
    }

    fn records(&self, data: Data<'_>, sense: &Sense) -> Bits {
        let mut records = Bits::new(data.numbering.len());
        match sense {
            Sense::Layer(layer) => records.set_range(data.numbering.range(*layer)),
            Sense::AllDay if self.all_day.len() == records.len() => records.or(&self.all_day),
            Sense::AllDay => {}
            Sense::Value(facet, constraint) => {
                let Some(facet) = data.catalog.facets.get(*facet) else { return records };
                for layer in facet_layers(data.catalog, facet) {
                    let Some(column) = data.column(layer, &facet.field) else { continue };
                    let range = data.numbering.range(layer);
                    records.set_range(range.clone());
                    keep_passing(&mut records, range, column, constraint);
                }
            }
        }
        records
    }

    /// What is to be said of the words: the labels that other words were taken for, and what is not here.
    pub fn taken(&self, query: &Query) -> Vec<Taken> {
        let taken = |(word, met): (&str, &[Met])| {
            let entries: Vec<&Entry> =
                met.iter().filter_map(|met| self.entry(met)).filter(|entry| !entry.is_label).collect();
            let is_itself = |label: &Label| label.zh == word || label.en.eq_ignore_ascii_case(word);
            let mut means: Vec<Label> = Vec::new();
            for (_, label) in entries.iter().flat_map(|entry| &entry.senses) {
                if !is_itself(label) && !means.contains(label) {
                    means.push(label.clone());
                }
            }
            let absent = entries.iter().find_map(|entry| entry.absent.clone());
            (!means.is_empty() || absent.is_some()).then(|| Taken { word: word.to_owned(), means, absent })
        };
        query.words().filter_map(taken).collect()
    }

    /// The word that names a kind of places as a whole, where just one does.
    pub fn wish(&self, query: &Query) -> Option<String> {
        let is_wish = |met: &&Met| {
            let names = |entry: &Entry| !entry.is_town && (entry.is_label || !entry.senses.is_empty());
            met.is_whole && self.entry(met).is_some_and(names)
        };
        let mut wishes = query.words().filter(|(_, met)| met.iter().any(|met| is_wish(&met)));
        let (first, others) = (wishes.next()?, wishes.next());
        others.is_none().then(|| first.0.to_owned())
    }

    /// The words, a bit each, that values of a record mean.
    pub fn meant_of(&self, data: Data<'_>, layer: usize, row: usize, query: &Query) -> u64 {
        let is_meant = |met: &[Met]| self.why(data, layer, row, met).is_some();
        query.words().take(64).enumerate().fold(0, |bits, (at, (_, met))| bits | u64::from(is_meant(met)) << at)
    }

    /// The field and its value by which a record is meant by a word that meets these entries.
    pub fn why(&self, data: Data<'_>, layer: usize, row: usize, met: &[Met]) -> Option<(String, String)> {
        let mut senses: Vec<(u16, &Sense, &Label)> = self.senses_of(met).collect();
        diming_text::small_sort::sort_few(&mut senses, |a, b| a.0.cmp(&b.0));
        senses.into_iter().find_map(|(_, sense, label)| match sense {
            Sense::Layer(of) => (*of == layer).then(|| (keys::NAME.to_owned(), String::new())),
            Sense::AllDay => {
                let dense = data.numbering.range(layer).start + row;
                let is_open = dense < self.all_day.len() && self.all_day.get(dense);
                is_open.then(|| (keys::HOURS.to_owned(), data.text(layer, keys::HOURS, row).to_owned()))
            }
            Sense::Value(facet, constraint) => {
                let facet = data.catalog.facets.get(*facet)?;
                facet_layers(data.catalog, facet).find(|of| *of == layer)?;
                let value = data.tables.get(layer)?.value(data.column_ix(layer, &facet.field)?, row);
                Some((facet.field.clone(), shown(&value, constraint, label)?))
            }
        })
    }
}

/// The value where it meets a constraint, as it is shown; of yes and no the field says all.
fn shown(value: &Value, constraint: &Constraint, label: &Label) -> Option<String> {
    let wanted = match constraint {
        Constraint::Any(values) => values.first()?.as_str(),
        Constraint::Between(min, _) => {
            let Value::Number(number) = value else { return None };
            return min.is_none_or(|min| *number >= min).then(|| number.to_string());
        }
    };
    match value {
        Value::Text(text) => (text == wanted).then(|| wanted.to_owned()),
        Value::Texts(texts) => texts.iter().any(|text| text == wanted).then(|| wanted.to_owned()),
        Value::YesNo(true) => (wanted == "yes").then(String::new),
        Value::Marks(marks) => {
            let mark = wanted.parse::<usize>().ok().and_then(|at| marks.get(at).copied().flatten());
            (mark == Some(true)).then(|| label.zh.clone())
        }
        _ => None,
    }
}
