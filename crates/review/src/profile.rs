//! A rules profile: the lists, thresholds, switches and scopes that an office may change.

use diming_engine::json::read::{Fault, from_bytes};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_review_protocol::finding::Weight;
use diming_review_protocol::review::{ProfileInfo, ScopeInfo};
use serde::{Deserialize, Serialize};

/// Most entries of a list.
const LIST_MAX: usize = 50_000;
/// The version of the file that is understood.
const VERSION: u32 = 1;

/// A rules profile, see `data/rules/profile.schema.json`.
#[derive(Clone, Debug, Deserialize, Serialize)]
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
    /// How persons' names that no list has are told.
    #[serde(default = "built_in_persons")]
    pub persons: Persons,
    /// What is taken off a company's name.
    #[serde(default = "built_in_company")]
    pub company: Company,
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
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Names that are removed for class D2.
    pub names: Vec<String>,
    /// Values of scopes that hold where a record gives none, by field.
    pub defaults: std::collections::BTreeMap<String, String>,
}

/// A class of collisions.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SyllablePart {
    /// Its beginning.
    Initial,
    /// Its end.
    Final,
}

/// Where a name must be alone.
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
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

/// Lists for persons' names.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Persons {
    /// Characters of given names: a surname and two of them look like a person.
    pub given: String,
    /// Characters that are given names alone.
    pub given_alone: String,
    /// Surnames of two characters.
    pub compound_surnames: Vec<String>,
    /// Names of persons that are customary in place names: 中山.
    pub customary: Vec<String>,
}

/// Lists for companies' names.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Legal forms.
    pub legal_forms: Vec<String>,
    /// Trades.
    pub trades: Vec<String>,
    /// Ends of names of governments and public bodies, which have no brand.
    pub bodies: Vec<String>,
    /// Places that companies are called after, beside the region and the register's.
    pub places: Vec<String>,
    /// Words too general to stand for a company.
    pub common: Vec<String>,
}

fn built_in_persons() -> Persons {
    Profile::built_in().persons
}

fn built_in_company() -> Company {
    Profile::built_in().company
}

/// Lists of the romaniser.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SpellingLists {
    /// Words with their own reading: the word, its syllables apart by blanks.
    pub local: Vec<(String, String)>,
    /// Words with numerals that are no ordinals.
    pub numerals: Vec<String>,
    /// One-syllable modifiers that join the generic.
    pub modifiers: Vec<String>,
}

impl WordClass {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            WordClass::Big => "big",
            WordClass::Foreign => "foreign",
            WordClass::Odd => "odd",
            WordClass::Meaning => "meaning",
            WordClass::Person => "person",
        }
    }
}

impl Profile {
    /// The profile that holds where an office has none, or a broken one.
    pub fn built_in() -> Profile {
        const BYTES: &[u8] = include_bytes!("../../../data/rules/profile.json");
        Profile::parse(BYTES).unwrap_or_else(|fault| unreachable!("the built-in profile: {fault}"))
    }

    /// What the profile says of itself, and its switches.
    pub fn info(&self) -> ProfileInfo {
        let mut words: Vec<(String, u32)> = Vec::new();
        for word in &self.words {
            match words.iter_mut().find(|(code, _)| code == word.class.code()) {
                Some((_, count)) => *count += 1,
                None => words.push((word.class.code().to_owned(), 1)),
            }
        }
        let scope = |scope: &Scope| ScopeInfo {
            types: scope.types.clone(),
            field: scope.field.clone(),
            instead: scope.instead.clone(),
            article: scope.article.clone(),
        };
        ProfileInfo {
            title: self.title.clone(),
            updated_on: self.updated_on.clone(),
            source: self.source.clone(),
            refused: None,
            classes: self.classes.iter().map(|switch| (switch.class, switch.weight, switch.on)).collect(),
            folds: self.folds.iter().map(|fold| (fold.from.clone(), fold.to.clone(), fold.on)).collect(),
            scopes: self.scopes.iter().map(scope).collect(),
            words,
            thresholds: self.thresholds.len() as u32,
            off: self.off.clone(),
        }
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// A [`Fault`] with the path inside the file where it is no JSON, does not fit, or says what cannot be.
    pub fn parse(bytes: &[u8]) -> Result<Profile, Fault> {
        let profile: Profile = from_bytes(bytes)?;
        profile.check().map_err(|(path, reason)| Fault { path, reason })?;
        Ok(profile)
    }

    /// What cannot be: path and reason.
    fn check(&self) -> Result<(), (String, String)> {
        let (length, is_empty) = (&self.length, |word: &String| word.trim().is_empty());
        let lists =
            [self.words.len(), self.famous.len(), self.generics.len(), self.surnames.len(), self.thresholds.len()];
        let at = |list: &str, place: Option<usize>| place.map(|place| format!("{list}[{place}]"));
        let word = at("words", self.words.iter().position(|word| is_empty(&word.word)));
        let family = at("generics", self.generics.iter().position(|family| family.words.iter().any(is_empty)));
        let fold = at("folds", self.folds.iter().position(|fold| fold.from.is_empty() || fold.from == fold.to));
        let is_uneven = |(word, letters): &(String, String)| word.chars().count() != letters.split(' ').count();
        let local = at("spelling.local", self.spelling.local.iter().position(is_uneven));
        let lacking = NameType::ALL.into_iter().find(|kind| self.scope_of(*kind).is_none());
        let path = |wrong: bool, path: &str| wrong.then(|| path.to_owned());
        let reach_m = self.facility_reach_m;
        let faults = [
            (path(self.version != VERSION, "version"), format!("{} is not understood, only {VERSION}", self.version)),
            (path(lists.into_iter().any(|len| len > LIST_MAX), ""), format!("a list of more than {LIST_MAX} entries")),
            (word, "an empty word stands in every name".to_owned()),
            (family, "an empty word".to_owned()),
            (fold, "`from` is empty or the same as `to`".to_owned()),
            (local, "needs one syllable for each character, blanks between".to_owned()),
            (path(lacking.is_some(), "scopes"), format!("none for the type `{}`", lacking.unwrap_or_default().code())),
            (
                path(!(length.min <= length.usual_max && length.usual_max <= length.max), "length"),
                "`min`, `usual_max`, `max` must ascend".to_owned(),
            ),
            (path(!(reach_m.is_finite() && reach_m >= 0.0), "facility_reach_m"), "must be metres from 0".to_owned()),
        ];
        match faults.into_iter().find_map(|(path, reason)| Some((path?, reason))) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN: &str = include_str!("../../../data/rules/profile.json");

    #[test]
    fn the_built_in_profile_is_sound() {
        let profile = Profile::parse(BUILT_IN.as_bytes()).unwrap();
        assert_eq!(profile.scope_fields(), ["province", "county", "built_up_area", "town"]);
        assert!(profile.class(Class::D1).is_some() && profile.is_on("script"));
    }

    #[track_caller]
    fn check_fault(from: &str, to: &str, path: &str, reason: &str) {
        assert!(BUILT_IN.contains(from), "{from}");
        let fault = Profile::parse(BUILT_IN.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert_eq!(fault.path, path, "{}", fault.reason);
        assert!(fault.reason.contains(reason), "{}", fault.reason);
    }

    #[test]
    fn a_broken_profile_is_refused_with_path_and_reason() {
        check_fault("\"version\": 1", "\"version\": 2", "version", "only 1");
        check_fault("\"word\": \"宇宙\"", "\"word\": \" \"", "words[0]", "every name");
        check_fault("[\"路\", ", "[\"\", ", "generics[0]", "empty");
        check_fault("\"from\": \"zh\"", "\"from\": \"z\"", "folds[0]", "the same");
        check_fault("\"shí lǐ pù\"", "\"shí lǐ\"", "spelling.local[1]", "syllable");
        check_fault("{\"types\": [\"division\"]", "{\"types\": []", "scopes", "`division`");
        check_fault("\"usual_max\": 6", "\"usual_max\": 9", "length", "ascend");
        check_fault("\"facility_reach_m\": 5000", "\"facility_reach_m\": -1", "facility_reach_m", "metres");
        check_fault("\"severity\": \"review\"", "\"severity\": \"bad\"", "words[0].severity", "unknown variant");
        check_fault("\"modifiers\":", "\"modifier\":", "modifier", "unknown field");
        check_fault("{", "[", "", "not JSON");
    }
}
