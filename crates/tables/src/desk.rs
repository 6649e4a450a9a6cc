//! What an office may change of the data desk: `data/desk.json`, schema `data/desk.schema.json`.

use crate::check::Rule;
use diming_engine::json::read::{Fault, from_bytes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the file that is understood.
const VERSION: u32 = 1;
/// Most entries of a list.
const LIST_MAX: usize = 10_000;

/// The settings of the desk.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default)]
    pub schema: String,
    /// Version of the file's form.
    pub version: u32,
    /// Thresholds of the quality report.
    pub check: Thresholds,
}

/// Thresholds of the quality report.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Codes of rules that are off.
    #[serde(default)]
    pub off: Vec<String>,
    /// Keys of fields that every record needs.
    pub required: Vec<String>,
    /// Further ones by layer id.
    #[serde(default)]
    pub required_of: BTreeMap<String, Vec<String>>,
    /// Records of one kind and one name nearer than this are likely one, metres.
    pub same_name_m: f64,
    /// Most records that may share a telephone or an address and be told one by one; more are told once.
    pub shared_max: u32,
    /// Fewest placed records by which it is known where a town lies.
    pub town_records_min: u32,
    /// A record is far from its town beyond the median distance and this many median absolute deviations.
    pub town_spread: f64,
    /// But never nearer than this, metres.
    pub town_floor_m: f64,
    /// From how many records on one point is not believed.
    pub one_point_min: u32,
    /// Fewest decimals of coordinates in degrees.
    pub decimals_min: u8,
    /// Earliest year of a date.
    pub year_min: u32,
    /// Numbers that are at most another one of the record.
    #[serde(default)]
    pub at_most: Vec<Pair>,
    /// Days that are not before another one of the record.
    #[serde(default)]
    pub not_before: Vec<Pair>,
    /// Numbers outside of these are not believed.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// Keys of dates that may lie in the future.
    #[serde(default)]
    pub may_be_future: Vec<String>,
}

/// Two fields of one record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Key of the field that is checked.
    pub field: String,
    /// Key of the field that it is held against.
    pub of: String,
}

/// The limits of a number.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Key of the field.
    pub field: String,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
}

impl Desk {
    /// The settings that hold where an office has none.
    pub fn built_in() -> Desk {
        const BYTES: &[u8] = include_bytes!("../../../data/desk.json");
        Desk::parse(BYTES).unwrap_or_else(|fault| unreachable!("the built-in settings: {fault}"))
    }

    /// Reads settings.
    ///
    /// # Errors
    /// A [`Fault`] with the path inside the file where it is no JSON, does not fit, or says what cannot be.
    pub fn parse(bytes: &[u8]) -> Result<Desk, Fault> {
        let desk: Desk = from_bytes(bytes)?;
        match desk.fault() {
            Some((path, reason)) => Err(Fault { path, reason }),
            None => Ok(desk),
        }
    }

    /// What cannot be: path and reason.
    fn fault(&self) -> Option<(String, String)> {
        if self.version != VERSION {
            return Some(("version".to_owned(), format!("{} is not understood, only {VERSION}", self.version)));
        }
        self.check.fault().map(|(path, reason)| (format!("check.{path}"), reason))
    }
}

impl Thresholds {
    /// Whether a rule is on.
    pub fn is_on(&self, rule: Rule) -> bool {
        !self.off.iter().any(|code| code == rule.code())
    }

    /// Whether a record of a layer needs a field.
    pub fn requires(&self, layer: &str, field: &str) -> bool {
        let has = |fields: &Vec<String>| fields.iter().any(|key| key == field);
        has(&self.required) || self.required_of.get(layer).is_some_and(has)
    }

    fn fault(&self) -> Option<(String, String)> {
        let between = |path: &str, value: f64, min: f64, max: f64| {
            let is_in = (min..=max).contains(&value);
            (!is_in).then(|| (path.to_owned(), format!("{value} is not from {min} to {max}")))
        };
        let unknown = self.off.iter().position(|code| Rule::of_code(code).is_none());
        let same = |list: &str, pairs: &[Pair]| {
            let at = pairs.iter().position(|pair| pair.field == pair.of)?;
            Some((format!("{list}[{at}]"), "`field` and `of` are the same".to_owned()))
        };
        let crossed = self.limits.iter().position(|limit| limit.min.is_nan() || limit.min > limit.max);
        let lists = [self.at_most.len(), self.not_before.len(), self.limits.len(), self.required_of.len()];
        let is_long = lists.into_iter().any(|len| len > LIST_MAX);
        None.or_else(|| unknown.map(|at| (format!("off[{at}]"), format!("`{}` is no rule", self.off[at]))))
            .or_else(|| between("same_name_m", self.same_name_m, 1.0, 50_000.0))
            .or_else(|| between("shared_max", self.shared_max.into(), 2.0, f64::from(u32::MAX)))
            .or_else(|| between("town_records_min", self.town_records_min.into(), 3.0, f64::from(u32::MAX)))
            .or_else(|| between("town_spread", self.town_spread, 1.0, 100.0))
            .or_else(|| between("town_floor_m", self.town_floor_m, 0.0, 1e6))
            .or_else(|| between("one_point_min", self.one_point_min.into(), 2.0, f64::from(u32::MAX)))
            .or_else(|| between("decimals_min", self.decimals_min.into(), 0.0, 7.0))
            .or_else(|| between("year_min", self.year_min.into(), 0.0, 9_999.0))
            .or_else(|| same("at_most", &self.at_most))
            .or_else(|| same("not_before", &self.not_before))
            .or_else(|| crossed.map(|at| (format!("limits[{at}]"), "`min` is over `max`".to_owned())))
            .or_else(|| is_long.then(|| (String::new(), format!("a list of more than {LIST_MAX} entries"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_setting_is_told_with_its_path() {
        let text = include_str!("../../../data/desk.json");
        for (from, to, path) in [
            ("\"version\": 1", "\"version\": 2", "version"),
            ("\"off\": []", "\"off\": [\"nonsense\"]", "check.off[0]"),
            ("\"same_name_m\": 300", "\"same_name_m\": 0", "check.same_name_m"),
            ("\"same_name_m\": 300", "\"same_name_m\": \"300\"", "check.same_name_m"),
            ("\"town_spread\": 6", "\"town_spread\": 0.5", "check.town_spread"),
            ("\"decimals_min\": 3", "\"decimals_min\": 9", "check.decimals_min"),
            ("\"of\": \"fee_max\"", "\"of\": \"fee_min\"", "check.at_most[3]"),
            ("\"min\": 1, \"max\": 59", "\"min\": 60, \"max\": 59", "check.limits[10]"),
            ("\"shared_max\": 5", "\"shared_max\": 5, \"other\": 1", "check"),
        ] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text, "{from}");
            let fault = Desk::parse(changed.as_bytes()).unwrap_err();
            assert!(fault.path.starts_with(path), "{to}: {fault}");
        }
        assert_eq!(Desk::built_in(), Desk::parse(text.as_bytes()).unwrap());
    }
}
