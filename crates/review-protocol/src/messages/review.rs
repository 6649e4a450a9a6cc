//! Findings of the naming review in words.

use super::type_words::type_of_word;
use super::{ListsMsg, ReviewMsg};
use crate::application::NameType;
use crate::finding::{ButFor, Class, Evidence, Finding, NameEvidence, Status, Unchecked, Usage, Used, Weight};
use crate::review::Standing;
use diming_protocol::Reason;
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, distance, fill, number, reason, text};

/// Nearer than this, metres, a direction means nothing.
const HERE_M: f64 = 10.0;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was found.
    pub title: String,
    /// How serious, or that it is for reference.
    pub weight: &'static str,
    /// The article in the reader's language.
    pub article: &'static str,
    /// The evidence, a line each.
    pub lines: Vec<String>,
}

/// A finding in words.
pub fn tell(lang: Lang, finding: &Finding) -> Told {
    let weight = if finding.in_scope { weight(finding.weight) } else { ReviewMsg::Reference };
    let lines = match finding.unchecked {
        Some(why) => vec![fill(lang, ReviewMsg::Undone, &[("why", text(lang, undone(why)))])],
        None => finding.evidence.iter().map(|evidence| line(lang, evidence)).collect(),
    };
    Told {
        title: finding_title(lang, &finding.code),
        weight: text(lang, weight),
        article: text(lang, article(&finding.article)),
        lines,
    }
}

/// What a name found in use is, in words.
pub fn tell_usage(lang: Lang, used: &Used) -> String {
    let msg = match used.usage {
        Usage::Standard => ReviewMsg::UsageStandard,
        Usage::Protected => ReviewMsg::UsageProtected,
        Usage::NonStandard => ReviewMsg::UsageNonStandard,
        Usage::Former => ReviewMsg::UsageFormer,
        Usage::Cancelled => ReviewMsg::UsageCancelled,
        Usage::Unknown => ReviewMsg::UsageUnknown,
    };
    fill(lang, msg, &[("name", &used.standard)])
}

/// Why something of a text was not taken as it stands.
pub fn note_reason(lang: Lang, why: Reason) -> &'static str {
    match why {
        Reason::UnusedColumn => text(lang, ListsMsg::UnusedColumn),
        why => reason(lang, why),
    }
}

/// What a class of collisions is called.
pub fn class_title(lang: Lang, class: Class) -> &'static str {
    text(lang, title(&format!("duplicate.{}", class.code())))
}

/// How serious, in words.
pub fn weight_words(lang: Lang, given: Weight) -> &'static str {
    text(lang, weight(given))
}

/// How an application stands, in words.
pub fn standing_words(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Found(weight) => weight_words(lang, weight),
        Standing::Undone => text(lang, ReviewMsg::NotAllChecked),
        Standing::Nothing => text(lang, ReviewMsg::NothingAgainst),
    }
}

/// How a row of a batch stands, and whether some check could not be done.
pub fn outcome_words(lang: Lang, standing: Standing, has_gap: bool) -> String {
    let words = standing_words(lang, standing);
    if !has_gap || standing == Standing::Undone {
        return words.to_owned();
    }
    let gap = text(lang, ReviewMsg::NotAllChecked);
    fill(lang, ReviewMsg::OutcomeWithGap, &[("words", words), ("gap", gap)])
}

/// What was found, by the finding's code alone.
pub fn finding_title(lang: Lang, code: &str) -> String {
    fill(lang, title(code), &[("code", code)])
}

/// The type that a word means: its code, what it is called in either language, or another word of offices for it.
pub fn name_type_of(word: &str) -> Option<NameType> {
    let word = word.trim();
    let is_called = |kind: &NameType| [Lang::Zh, Lang::En].iter().any(|&lang| text(lang, name_type(*kind)) == word);
    NameType::of_code(word).or_else(|| NameType::ALL.into_iter().find(is_called)).or_else(|| type_of_word(word))
}

fn title(code: &str) -> ReviewMsg {
    use ReviewMsg::*;
    match code {
        "brand" => Brand,
        "filing" => Filing,
        "notice" => Notice,
        "derived" => Derived,
        "division" => Division,
        "duplicate" => Duplicate,
        "duplicate.D1" => DuplicateD1,
        "duplicate.D2" => DuplicateD2,
        "duplicate.D3" => DuplicateD3,
        "duplicate.H1" => DuplicateH1,
        "duplicate.H2" => DuplicateH2,
        "duplicate.S1" => DuplicateS1,
        "duplicate.S2" => DuplicateS2,
        "duplicate.S3" => DuplicateS3,
        "duplicate.X1" => DuplicateX1,
        "facility" => Facility,
        "foreign" => Foreign,
        "meaning" => Meaning,
        "nation" => Nation,
        "nation.elsewhere" => NationElsewhere,
        "papers" => Papers,
        "person" => Person,
        "protected" => Protected,
        "romanise" => Romanise,
        "route" => Route,
        "scale" => Scale,
        "script" => Script,
        "structure" => Structure,
        "words" => Words,
        _ => Unknown,
    }
}

fn weight(weight: Weight) -> ReviewMsg {
    match weight {
        Weight::Error => ReviewMsg::WeightError,
        Weight::Warn => ReviewMsg::WeightWarn,
        Weight::Review => ReviewMsg::WeightReview,
        Weight::Advice => ReviewMsg::WeightAdvice,
        Weight::Info => ReviewMsg::WeightInfo,
    }
}

fn undone(why: Unchecked) -> ReviewMsg {
    match why {
        Unchecked::NoName => ReviewMsg::NoName,
        Unchecked::NoRegister => ReviewMsg::NoRegister,
        Unchecked::NoScope => ReviewMsg::NoScope,
        Unchecked::NoType => ReviewMsg::NoType,
        Unchecked::NoFigures => ReviewMsg::NoFigures,
        Unchecked::NoPlace => ReviewMsg::NoPlace,
        Unchecked::NoList => ReviewMsg::NoList,
        Unchecked::ScopeUnknown => ReviewMsg::ScopeLost,
        Unchecked::NoneOfType => ReviewMsg::NoneOfType,
        Unchecked::RegisterPart => ReviewMsg::RegisterPart,
        Unchecked::NoHeritage => ReviewMsg::NoHeritage,
        Unchecked::HeritagePart => ReviewMsg::HeritagePart,
        Unchecked::AreasPart => ReviewMsg::AreasPart,
        Unchecked::PendingPart => ReviewMsg::PendingPart,
        Unchecked::OldNameUnknown => ReviewMsg::OldNameUnknown,
        Unchecked::NoOwnWord => ReviewMsg::NoOwnWord,
        Unchecked::OtherLanguage => ReviewMsg::OtherLanguage,
    }
}

fn article(number: &str) -> ReviewMsg {
    use ReviewMsg::*;
    match number {
        "9" => Article9,
        "9(1)" => Article9p1,
        "9(2)" => Article9p2,
        "9(3)" => Article9p3,
        "9(4)" => Article9p4,
        "9(5)" => Article9p5,
        "9(6)" => Article9p6,
        "9(7)" => Article9p7,
        "9(8)" => Article9p8,
        "9(9)" => Article9p9,
        "9(10)" => Article9p10,
        "10" => Article10,
        "11" => Article11,
        "12" => Article12,
        "13" => Article13,
        "14" => Article14,
        "15" => Article15,
        _ => ArticleNone,
    }
}

fn line(lang: Lang, evidence: &Evidence) -> String {
    let with_source = |line: String, source: &str| match source {
        "" => line,
        source => line + &fill(lang, ReviewMsg::FromSource, &[("source", source)]),
    };
    match evidence {
        Evidence::Name(name) => collider(lang, name),
        Evidence::Word { word, reason, source } => with_source(word_line(lang, word, reason), source),
        Evidence::Character { character, level } => {
            let msg = if *level == 0 { ReviewMsg::CharacterOutside } else { ReviewMsg::CharacterRare };
            fill(lang, msg, &[("c", &character.to_string())])
        }
        Evidence::Figure { figure, value, limit, source } => {
            with_source(figure_line(lang, figure, *value, *limit), source)
        }
        Evidence::Spelling { given, expected } => {
            fill(lang, ReviewMsg::SpellingIs, &[("given", given), ("expected", expected)])
        }
        Evidence::OtherSpelling { given, usual } => {
            fill(lang, ReviewMsg::SpellingOther, &[("given", given), ("usual", usual)])
        }
        Evidence::More(n) => counted(lang, ReviewMsg::MoreNames, u64::from(*n)),
        Evidence::Item(code) => item(code).map_or_else(|| code.clone(), |msg| text(lang, msg).to_owned()),
        Evidence::Day { item, day, left } => {
            let msg = match *left {
                left if left < 0 => ReviewMsg::DayLate,
                _ if item == "done" => ReviewMsg::DayDone,
                _ => ReviewMsg::DayLeft,
            };
            fill(lang, msg, &[("day", day), ("n", &left.unsigned_abs().to_string())])
        }
    }
}

fn collider(lang: Lang, found: &NameEvidence) -> String {
    let status = match found.status {
        Status::Current => ReviewMsg::StatusCurrent,
        Status::Former => ReviewMsg::StatusFormer,
        Status::Cancelled => ReviewMsg::StatusCancelled,
        Status::Pending => ReviewMsg::StatusPending,
    };
    let msg = if found.town.is_empty() { ReviewMsg::ColliderNowhere } else { ReviewMsg::ColliderName };
    let status = match found.said.as_str() {
        "" => text(lang, status).to_owned(),
        said => fill(lang, ReviewMsg::StatusSaid, &[("said", said)]),
    };
    let values = [("name", found.name.as_str()), ("status", &status), ("town", &found.town)];
    let mut line = fill(lang, msg, &values);
    if found.distance_m.is_some_and(|away_m| away_m < HERE_M) {
        line += text(lang, ReviewMsg::ColliderHere);
    } else if let (Some(away_m), Some(bearing_deg)) = (found.distance_m, found.bearing_deg) {
        let away = distance(lang, away_m);
        let values = [("direction", text(lang, direction(bearing_deg))), ("distance", away.as_str())];
        line += &fill(lang, ReviewMsg::ColliderAway, &values);
    }
    if !found.scope_value.is_empty() && found.scope_value != found.town {
        line += &fill(lang, ReviewMsg::ColliderScope, &[("scope", &found.scope_value)]);
    }
    if let [own, its] = found.pinyin.as_slice() {
        let msg = if found.same_tones { ReviewMsg::ColliderTones } else { ReviewMsg::ColliderSound };
        line += &fill(lang, msg, &[("own", own), ("its", its)]);
    }
    match found.but_for {
        Some(ButFor::Part) => line += text(lang, ReviewMsg::ColliderPart),
        Some(ButFor::Type(kind)) => {
            line += &fill(lang, ReviewMsg::ColliderType, &[("type", text(lang, name_type(kind)))]);
        }
        None => {}
    }
    line
}

/// One of eight directions.
fn direction(bearing_deg: f64) -> ReviewMsg {
    use ReviewMsg::*;
    let eighth = (bearing_deg / 45.0).round().rem_euclid(8.0) as usize;
    [North, NorthEast, East, SouthEast, South, SouthWest, West, NorthWest][eighth.min(7)]
}

/// A reason is a code of the rules, or the words of the office's list.
fn word_line(lang: Lang, word: &str, reason: &str) -> String {
    let reason = match reason {
        "brand" => text(lang, ReviewMsg::ReasonBrand),
        "famous" => text(lang, ReviewMsg::ReasonFamous),
        "famous_elsewhere" => text(lang, ReviewMsg::ReasonElsewhere),
        "leader" => text(lang, ReviewMsg::ReasonLeader),
        "known_person" => text(lang, ReviewMsg::ReasonPerson),
        "surname" => text(lang, ReviewMsg::ReasonSurname),
        words => words,
    };
    let msg = if reason.is_empty() { ReviewMsg::WordFound } else { ReviewMsg::WordReason };
    fill(lang, msg, &[("word", word), ("reason", reason)])
}

fn figure_line(lang: Lang, figure: &str, value: Option<f64>, limit: f64) -> String {
    let (label, scale) = match figure {
        "length" => {
            let over = value.is_some_and(|value| value > limit);
            let msg = if over { ReviewMsg::LengthOver } else { ReviewMsg::LengthUnder };
            let (value, limit) = (number(lang, value.unwrap_or(0.0)), number(lang, limit));
            return fill(lang, msg, &[("value", &value), ("limit", &limit)]);
        }
        "reach_m" => return fill(lang, ReviewMsg::ReachEmpty, &[("limit", &distance(lang, limit))]),
        "storeys" => (ReviewMsg::Storeys, 1.0),
        "site_m2" => (ReviewMsg::SiteArea, 1.0),
        "floor_m2" => (ReviewMsg::FloorArea, 1.0),
        "green_share" => (ReviewMsg::GreenShare, 100.0),
        _ => (ReviewMsg::OpenShare, 100.0),
    };
    let msg = if value.is_some() { ReviewMsg::FigureShort } else { ReviewMsg::FigureMissing };
    let (value, limit) = (number(lang, value.unwrap_or(0.0) * scale), number(lang, limit * scale));
    fill(lang, msg, &[("figure", text(lang, label)), ("value", &value), ("limit", &limit)])
}

/// The words of a code; `None` for one that is not known.
fn item(code: &str) -> Option<ReviewMsg> {
    use ReviewMsg::*;
    Some(match code {
        "no_generic" => NoGeneric,
        "doubled_generic" => DoubledGeneric,
        "generic_of_other_type" => OtherGeneric,
        "letters_only" => LettersOnly,
        "letters" => Letters,
        "plan" => PaperPlan,
        "reasons" => PaperReasons,
        "position" => PaperPosition,
        "nature" => PaperNature,
        "old_name" => PaperOldName,
        "risk_assessment" => PaperRisk,
        "expert_opinion" => PaperExperts,
        "public_consultation" => PaperPublic,
        "province_government" => ApprovesProvince,
        "county_government" => ApprovesCounty,
        "housing_department" => ApprovesHousing,
        "line_ministry" => ApprovesMinistry,
        "place_name_department" => AsksPlaceNames,
        "local_government" => AsksLocal,
        _ => return None,
    })
}

/// Fields of an application with their labels, in the order of the forms.
pub const APPLICATION_FIELDS: [(&str, ReviewMsg); 24] = [
    ("name", ReviewMsg::FieldName),
    ("type", ReviewMsg::FieldType),
    ("town", ReviewMsg::FieldTown),
    ("built_up_area", ReviewMsg::FieldBuiltUpArea),
    ("county", ReviewMsg::FieldCounty),
    ("province", ReviewMsg::FieldProvince),
    ("lon", ReviewMsg::FieldLon),
    ("lat", ReviewMsg::FieldLat),
    ("datum", ReviewMsg::FieldDatum),
    ("renaming", ReviewMsg::FieldRenaming),
    ("old_name", ReviewMsg::FieldOldName),
    ("applicant", ReviewMsg::FieldApplicant),
    ("brand", ReviewMsg::FieldBrand),
    ("storeys", ReviewMsg::FieldStoreys),
    ("site_m2", ReviewMsg::FieldSite),
    ("floor_m2", ReviewMsg::FieldFloor),
    ("green_share", ReviewMsg::FieldGreen),
    ("open_share", ReviewMsg::FieldOpen),
    ("romanisation", ReviewMsg::FieldRomanisation),
    ("approved_on", ReviewMsg::FieldApproved),
    ("filed_on", ReviewMsg::FieldFiled),
    ("announced_on", ReviewMsg::FieldAnnounced),
    ("location", ReviewMsg::FieldLocation),
    ("approved_by", ReviewMsg::FieldApprovedBy),
];

/// A type of names in words.
pub fn name_type(kind: NameType) -> ReviewMsg {
    match kind {
        NameType::Division => ReviewMsg::TypeDivision,
        NameType::VillageCommittee => ReviewMsg::TypeVillageCommittee,
        NameType::NaturalVillage => ReviewMsg::TypeNaturalVillage,
        NameType::Street => ReviewMsg::TypeStreet,
        NameType::Estate => ReviewMsg::TypeEstate,
        NameType::Building => ReviewMsg::TypeBuilding,
        NameType::Transport => ReviewMsg::TypeTransport,
        NameType::Water => ReviewMsg::TypeWater,
        NameType::Park => ReviewMsg::TypePark,
        NameType::Memorial => ReviewMsg::TypeMemorial,
        NameType::Natural => ReviewMsg::TypeNatural,
        NameType::Other => ReviewMsg::TypeOther,
    }
}
