//! A rules profile: the lists, thresholds, switches and scopes that an office may change.

use super::application::NameType;
use super::collide::Class;
use super::finding::Weight;
use crate::json::read::{Fault, from_bytes};
use serde::Deserialize;

/// Most entries of a list.
const LIST_MAX: usize = 50_000;
/// The version of the file that is understood.
const VERSION: u32 = 1;

/// A rules profile, see `data/rules/profile.schema.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default)]
    pub schema: String,
    /// Version of the file's form.
    pub version: u32,
    /// Name of the profile.
    pub title: String,
    /// Its own version, a day.
    pub updated_on: String,
    /// Where its contents come from.
    pub source: String,
    /// The office's own region.
    pub region: Region,
    /// What is removed from a specific for class D2, beside the region's names.
    pub modifiers: Vec<String>,
    /// The classes that are on, and their weights.
    pub classes: Vec<ClassSwitch>,
    /// What sounds near.
    pub folds: Vec<Fold>,
    /// Which scope holds for which types; the first that names a type holds.
    pub scopes: Vec<Scope>,
    /// Generics by family.
    pub generics: Vec<Family>,
    /// Words to look out for.
    pub words: Vec<ListedWord>,
    /// What a generic asks for.
    pub thresholds: Vec<Threshold>,
    /// Length of a name, characters.
    pub length: Length,
    /// Nationally famous names.
    pub famous: Vec<String>,
    /// Common surnames, for persons' names that no list has.
    pub surnames: Vec<String>,
    /// How names are spelled.
    pub spelling: SpellingLists,
    /// A facility is named after a place at most so far away, metres.
    pub facility_reach_m: f64,
    /// Days for filing and for the notice, the first day not counted.
    pub filing_days: u32,
    /// The same for the notice.
    pub notice_days: u32,
    /// Codes of rules that are off.
    #[serde(default)]
    pub off: Vec<String>,
}

/// A region.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Names that are removed for class D2.
    pub names: Vec<String>,
    /// Values of scopes that hold where a record gives none, by field.
    pub defaults: std::collections::BTreeMap<String, String>,
}

/// A class of collisions.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassSwitch {
    /// The class.
    pub class: Class,
    /// Its weight within the scope.
    pub weight: Weight,
    /// Whether it is looked for.
    pub on: bool,
}

/// Two beginnings or two endings of syllables that sound near.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fold {
    /// At the beginning of a syllable or at its end.
    pub part: SyllablePart,
    /// What stands there.
    pub from: String,
    /// What it is taken for.
    pub to: String,
    /// Whether it is on.
    pub on: bool,
}

/// A part of a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SyllablePart {
    /// Its beginning.
    Initial,
    /// Its end.
    Final,
}

/// Where a name must be alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// For these types.
    pub types: Vec<NameType>,
    /// The register's field whose value must be the same; `nation` for the whole register.
    pub field: String,
    /// The field that holds where that one is empty.
    #[serde(default)]
    pub instead: String,
    /// The article that asks for it; empty where none does: findings are advice then.
    #[serde(default)]
    pub article: String,
}

/// Generics that are taken for each other.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Name of the family.
    pub family: String,
    /// What they name; the first is taken where a record has no type.
    pub types: Vec<NameType>,
    /// The generics.
    pub words: Vec<String>,
}

/// A word to look out for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedWord {
    /// The word.
    pub word: String,
    /// Which list.
    pub class: WordClass,
    /// Why.
    pub reason: String,
    /// Where that stands.
    pub source: String,
    /// Weight of the finding.
    pub severity: Weight,
    /// Words of which it may be a part without harm, or `historic` for names on that list.
    #[serde(default)]
    pub exempt_if: Vec<String>,
}

/// Lists of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordClass {
    /// 大: exaggerating.
    Big,
    /// 洋: foreign.
    Foreign,
    /// 怪: odd, feudal.
    Odd,
    /// Against public order and morals.
    Meaning,
    /// A person's name; at the head of the list, as a whole specific.
    Person,
}

/// What a generic asks of the thing named; each figure that is given must be reached.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// For these generics.
    pub words: Vec<String>,
    /// One figure is enough.
    #[serde(default)]
    pub any: bool,
    /// Storeys at least.
    pub storeys: Option<f64>,
    /// Site at least, square metres.
    pub site_m2: Option<f64>,
    /// Floor area at least, square metres.
    pub floor_m2: Option<f64>,
    /// Green share at least, 0 to 1.
    pub green_share: Option<f64>,
    /// Share of open ground at least, 0 to 1.
    pub open_share: Option<f64>,
    /// Where that stands.
    pub source: String,
}

/// Length of a name, characters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// At least.
    pub min: usize,
    /// Usually at most.
    pub usual_max: usize,
    /// At most.
    pub max: usize,
    /// Where that stands.
    pub source: String,
}

/// Lists of the romaniser.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpellingLists {
    /// Words with their own reading: the word, its syllables apart by blanks.
    pub local: Vec<(String, String)>,
    /// Words with numerals that are no ordinals.
    pub numerals: Vec<String>,
    /// One-syllable modifiers that join the generic.
    pub modifiers: Vec<String>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// A [`Fault`] with the path inside the file where it is no JSON, does not fit, or says what cannot be.
    pub fn parse(bytes: &[u8]) -> Result<Profile, Fault> {
        let profile: Profile = from_bytes(bytes)?;
        profile.check().map_err(|(path, reason)| Fault { path, reason })?;
        Ok(profile)
    }

    fn check(&self) -> Result<(), (String, String)> {
        let fault = |path: String, reason: &str| Err((path, reason.to_owned()));
        if self.version != VERSION {
            return fault("version".into(), &format!("{} is not understood, only {VERSION}", self.version));
        }
        for (name, len) in [
            ("words", self.words.len()),
            ("famous", self.famous.len()),
            ("generics", self.generics.len()),
            ("surnames", self.surnames.len()),
            ("thresholds", self.thresholds.len()),
        ] {
            if len > LIST_MAX {
                return fault(name.into(), &format!("{len} entries; at most {LIST_MAX}"));
            }
        }
        for (at, word) in self.words.iter().enumerate().filter(|(_, word)| word.word.trim().is_empty()) {
            let _ = word;
            return fault(format!("words[{at}].word"), "empty: every name would hold it");
        }
        for (at, family) in self.generics.iter().enumerate() {
            if family.words.iter().any(|word| word.trim().is_empty()) {
                return fault(format!("generics[{at}].words"), "an empty word");
            }
        }
        for kind in NameType::ALL {
            if self.scope_of(kind).is_none() {
                return fault("scopes".into(), &format!("no scope names the type `{}`", kind.code()));
            }
        }
        for (at, fold) in self.folds.iter().enumerate().filter(|(_, fold)| fold.from.is_empty() || fold.from == fold.to)
        {
            let _ = fold;
            return fault(format!("folds[{at}].from"), "empty, or the same as `to`");
        }
        for (at, (word, letters)) in self.spelling.local.iter().enumerate() {
            if word.is_empty() || word.chars().count() != letters.split(' ').count() {
                return fault(format!("spelling.local[{at}]"), "needs one syllable for each character, blanks between");
            }
        }
        let bounds = [self.length.min <= self.length.usual_max, self.length.usual_max <= self.length.max];
        if bounds.contains(&false) {
            return fault("length".into(), "`min`, `usual_max`, `max` must ascend");
        }
        if !(self.facility_reach_m.is_finite() && self.facility_reach_m >= 0.0) {
            return fault("facility_reach_m".into(), "must be metres from 0");
        }
        Ok(())
    }

    /// The scope of a type.
    pub fn scope_of(&self, kind: NameType) -> Option<&Scope> {
        self.scopes.iter().find(|scope| scope.types.contains(&kind))
    }

    /// The fields of all scopes, each once, without `nation`.
    pub fn scope_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = Vec::new();
        for field in self.scopes.iter().flat_map(|scope| [scope.field.as_str(), scope.instead.as_str()]) {
            if !field.is_empty() && field != "nation" && !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// The switch of a class that is on.
    pub fn class(&self, class: Class) -> Option<ClassSwitch> {
        self.classes.iter().copied().find(|switch| switch.class == class && switch.on)
    }

    /// Whether a rule is on.
    pub fn is_on(&self, rule: &str) -> bool {
        !self.off.iter().any(|off| off == rule)
    }
}
