//! Names that pass where a proposal does not: of the reserve bank, and near to the proposal.

use super::lexicon::units_of;
use super::{Review, Verdict};
use diming_engine::ingest::lenient::split_list;
use diming_review_protocol::application::Application;
use diming_review_protocol::finding::{Finding, Weight};
use diming_review_protocol::review::Suggestion;
use serde::{Deserialize, Serialize};

/// Most suggestions of each kind.
const SUGGESTIONS_MAX: usize = 10;
/// Most reserved names that are tried.
const TRIED_MAX: usize = 500;
/// The rule that looks at the old name of a renaming: no other new name mends it.
const NOT_OF_THE_NAME: &str = "protected";
/// Directions that part names: 人民东路.
const DIRECTIONS: [&str; 5] = ["东", "西", "南", "北", "中"];

/// A name of the reserve bank.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reserved {
    /// Specific.
    pub specific: String,
    /// What it means.
    pub meaning: String,
    /// Codes of the types it fits; none for all.
    pub fits: Vec<String>,
    /// Where: a town or a part of one; a name of the region for everywhere, or empty.
    pub area: String,
    /// It is spare (储备), neither given out nor withdrawn.
    pub is_spare: bool,
}

/// Names that may pass where an application's does not, tried one by one.
#[derive(Debug, Default)]
pub struct Suggesting {
    application: Application,
    own_id: String,
    /// Still to be tried, the last first.
    candidates: Vec<Suggestion>,
    /// What passed.
    pub found: Vec<Suggestion>,
}

impl Reserved {
    /// A record of the reserve bank, from the texts of its fields.
    pub fn of_fields<'s>(field: impl Fn(&str) -> &'s str) -> Reserved {
        Reserved {
            specific: field("specific").to_owned(),
            meaning: field("meaning").to_owned(),
            fits: split_list(field("fits")).map(str::to_owned).collect(),
            area: field("area").to_owned(),
            is_spare: field("status") == "储备",
        }
    }
}

impl Review {
    /// Reserved names that fit an application's type and area, and variants of its name, that pass every check
    /// ([`Verdict::is_clear`]).
    pub fn suggest(&self, application: &Application, reserve: &[Reserved], today: u32) -> Vec<Suggestion> {
        let mut suggesting = self.begin_suggesting(application, "", reserve);
        while suggesting.step(self, today) {}
        suggesting.found
    }

    /// The same, to be tried step by step. `own_id` is the application's own id among the pending ones; empty for none.
    pub fn begin_suggesting(&self, application: &Application, own_id: &str, reserve: &[Reserved]) -> Suggesting {
        let name = self.lexicon.divide(&application.name, &self.tables.han);
        let text =
            |units: &[u16]| -> String { units.iter().filter_map(|&u| self.tables.han.char_of_unit(u)).collect() };
        let (specific, generic) = (text(&name.units[..name.specific]), text(&name.units[name.specific..]));
        let fitting = reserve.iter().filter(|r| self.fits(r, application) && !generic.is_empty()).take(TRIED_MAX);
        let reserved =
            fitting.map(|r| Suggestion { name: format!("{}{generic}", r.specific), meaning: r.meaning.clone() });
        let variants = self.variants(application, &specific, &generic).into_iter();
        let variants = variants.map(|name| Suggestion { name, meaning: String::new() });
        let mut candidates: Vec<Suggestion> = reserved.chain(variants).collect();
        candidates.reverse();
        let (application, own_id) = (application.clone(), own_id.to_owned());
        Suggesting { application, own_id, candidates, found: Vec::new() }
    }

    fn fits(&self, reserved: &Reserved, application: &Application) -> bool {
        let by_type = reserved.fits.is_empty() || reserved.fits.iter().any(|code| code == application.kind.code());
        let region = &self.profile.region.names;
        let everywhere = reserved.area.is_empty() || reserved.area == "全市" || region.contains(&reserved.area);
        let by_area = everywhere || !application.town.is_empty() && reserved.area.contains(&application.town);
        reserved.is_spare && by_type && by_area && !units_of(&reserved.specific, &self.tables.han).is_empty()
    }

    /// Near to a name: with a direction, with the town's name before it, with another generic of its family.
    fn variants(&self, application: &Application, specific: &str, generic: &str) -> Vec<String> {
        if specific.is_empty() || generic.is_empty() {
            return Vec::new();
        }
        let town = self.lexicon.divide(&application.town, &self.tables.han);
        let town = &town.units[..town.specific];
        let town: String = town.iter().filter_map(|&unit| self.tables.han.char_of_unit(unit)).collect();
        let families = self.profile.generics.iter().filter(|family| family.words.iter().any(|word| word == generic));
        let suited = families.filter(|family| family.types.contains(&application.kind));
        let generics = suited.flat_map(|family| &family.words).filter(|word| *word != generic);
        let mut variants: Vec<String> = DIRECTIONS.iter().map(|d| format!("{specific}{d}{generic}")).collect();
        if !town.is_empty() && town != specific {
            variants.push(format!("{town}{specific}{generic}"));
        }
        variants.extend(generics.map(|other| format!("{specific}{other}")));
        variants
    }
}

impl Suggesting {
    /// Tries the next candidate; `false` where there is none.
    pub fn step(&mut self, review: &Review, today: u32) -> bool {
        let Some(tried) = self.candidates.pop() else { return false };
        let is_reserved = |suggestion: &&Suggestion| suggestion.meaning.is_empty() == tried.meaning.is_empty();
        if self.found.iter().filter(is_reserved).count() < SUGGESTIONS_MAX {
            let name = tried.name.clone();
            let application = Application { name, romanisation: String::new(), ..self.application.clone() };
            let own_id = Some(self.own_id.as_str()).filter(|id| !id.is_empty());
            if review.review(&application, own_id, today).is_clear() {
                self.found.push(tried);
            }
        }
        true
    }
}

impl Verdict {
    /// Nothing in the scope that is against the name or that an officer must look at, and every comparison could be done.
    pub fn is_clear(&self) -> bool {
        let is_of_name = |f: &Finding| f.code != NOT_OF_THE_NAME;
        let is_against =
            |f: &Finding| is_of_name(f) && f.in_scope && f.unchecked.is_none() && f.weight <= Weight::Review;
        !self.findings.iter().any(|finding| is_against(finding) || is_of_name(finding) && is_undone(finding))
    }
}

/// Whether a finding says that names could not be compared: no all-clear.
pub fn is_undone(finding: &Finding) -> bool {
    finding.unchecked.is_some() && ["duplicate", "nation", "division", NOT_OF_THE_NAME].contains(&finding.code.as_str())
}
