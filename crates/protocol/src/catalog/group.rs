//! The groups that the elder view begins with: what a person wants to do, one plain question, its few answers.

use super::{Catalog, Label, Sign};
use crate::{Constraint, Filter};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// What a person wants to do (吃饭), and which records that is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Label of its button.
    pub label: Label,
    /// Its sign, in the colours of its first layer; left out: that layer's own.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// Ids of the layers that it is about.
    pub layers: Vec<String>,
    /// Field → what its value must be; each field has a facet.
    #[serde(default)]
    pub fields: LiteMap<String, Wanted>,
    /// Words that are searched for.
    #[serde(default)]
    pub search: String,
    /// The question.
    pub question: Label,
    /// Its answers, two to four.
    pub answers: Vec<Answer>,
}

/// An answer: a narrower choice, or where to start from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Label of its button.
    pub label: Label,
    /// Field → what its value must be, before what the group says of that field.
    #[serde(default)]
    pub fields: LiteMap<String, Wanted>,
    /// Words that are searched for, in the place of the group's.
    #[serde(default)]
    pub search: String,
    /// Where distances are measured from, which is asked first; left out: nothing is asked.
    #[serde(default)]
    pub near: Option<Near>,
}

/// What the value of a field must be: one of some values, or within a range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// One of these, as stored; `yes`, `no`, `unknown` for a yes-no field.
    pub any: Vec<String>,
    /// Smallest number, or year.
    pub from: Option<f64>,
    /// Largest number, or year.
    pub to: Option<f64>,
}

/// Where distances are measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Near {
    /// Where the person is.
    Me,
    /// A place that the person names.
    Place,
}

impl Wanted {
    fn constraint(&self) -> Constraint {
        if self.any.is_empty() { Constraint::Between(self.from, self.to) } else { Constraint::Any(self.any.clone()) }
    }
}

impl Group {
    /// The constraints of the group, and of an answer.
    pub fn constraints(&self, answer: Option<&Answer>) -> LiteMap<String, Constraint> {
        let narrower = answer.map(|answer| &answer.fields).into_iter().flatten();
        self.fields.iter().chain(narrower).map(|(field, wanted)| (field.clone(), wanted.constraint())).collect()
    }

    /// The words that are searched for.
    pub fn words<'a>(&'a self, answer: Option<&'a Answer>) -> &'a str {
        answer.map(|answer| answer.search.as_str()).filter(|search| !search.is_empty()).unwrap_or(&self.search)
    }

    /// The group, or an answer to its question, as a filter.
    pub fn filter(&self, catalog: &Catalog, answer: Option<&Answer>) -> Filter {
        let is_on = |(at, layer): (usize, &super::Layer)| self.layers.contains(&layer.id).then_some(at as u32);
        Filter {
            query: self.words(answer).to_owned(),
            layers: catalog.layers.iter().enumerate().filter_map(is_on).collect(),
            fields: self.constraints(answer),
            within: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(values: &[&str], from: Option<f64>) -> Wanted {
        Wanted { any: values.iter().map(|&value| value.to_owned()).collect(), from, to: None }
    }

    #[test]
    fn an_answer_narrows_its_group() {
        let fields = |all: &[(&str, Wanted)]| {
            all.iter().map(|(field, wanted)| ((*field).to_owned(), wanted.clone())).collect::<LiteMap<String, Wanted>>()
        };
        let answer = Answer {
            label: Label::default(),
            fields: fields(&[("beds", wanted(&[], Some(1.0))), ("kind", wanted(&["b"], None))]),
            search: String::new(),
            near: None,
        };
        let group = Group {
            label: Label::default(),
            sign: None,
            layers: vec!["homes".to_owned()],
            fields: fields(&[("kind", wanted(&["a", "b"], None))]),
            search: "words".to_owned(),
            question: Label::default(),
            answers: vec![answer.clone()],
        };
        let any = |values: &[&str]| Constraint::Any(values.iter().map(|&value| value.to_owned()).collect());
        assert_eq!(group.constraints(None).get("kind"), Some(&any(&["a", "b"])));
        let narrower = group.constraints(Some(&answer));
        assert_eq!(narrower.get("kind"), Some(&any(&["b"])));
        assert_eq!(narrower.get("beds"), Some(&Constraint::Between(Some(1.0), None)));
        assert_eq!((group.words(Some(&answer)), group.words(None)), ("words", "words"));
        assert_eq!(group.words(Some(&Answer { search: "others".to_owned(), ..answer })), "others");
    }
}
