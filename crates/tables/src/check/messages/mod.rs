//! The sentences of the quality report in both languages: one for each reason, what is wrong and what to do.

mod check_table;

pub use check_table::CheckMsg;

use super::problem::{Reason, Rule, Weight};
use super::{Input, Unchecked, Why};
use diming_protocol::catalog::{Field, Lang};
use diming_protocol::messages::{fill, number};

/// What a rule is called.
pub fn rule_label(rule: Rule) -> CheckMsg {
    match rule {
        Rule::Missing => CheckMsg::RuleMissing,
        Rule::Listed => CheckMsg::RuleListed,
        Rule::Number => CheckMsg::RuleNumber,
        Rule::Date => CheckMsg::RuleDate,
        Rule::YesNo => CheckMsg::RuleYesNo,
        Rule::Link => CheckMsg::RuleLink,
        Rule::Phone => CheckMsg::RulePhone,
        Rule::Spoilt => CheckMsg::RuleSpoilt,
        Rule::Impossible => CheckMsg::RuleImpossible,
        Rule::SameId => CheckMsg::RuleSameId,
        Rule::SameName => CheckMsg::RuleSameName,
        Rule::SamePhone => CheckMsg::RuleSamePhone,
        Rule::SameAddress => CheckMsg::RuleSameAddress,
        Rule::Position => CheckMsg::RulePosition,
        Rule::Region => CheckMsg::RuleRegion,
        Rule::Town => CheckMsg::RuleTown,
        Rule::OnePoint => CheckMsg::RuleOnePoint,
        Rule::Script => CheckMsg::RuleScript,
        Rule::Spelling => CheckMsg::RuleSpelling,
        Rule::Clean => CheckMsg::RuleClean,
    }
}

/// What a weight is called.
pub fn weight_label(weight: Weight) -> CheckMsg {
    match weight {
        Weight::Error => CheckMsg::WeightError,
        Weight::Warn => CheckMsg::WeightWarn,
        Weight::Advice => CheckMsg::WeightAdvice,
    }
}

/// The template of a reason.
fn reason_msg(reason: Reason) -> CheckMsg {
    match reason {
        Reason::Missing => CheckMsg::Missing,
        Reason::Placeholder => CheckMsg::Placeholder,
        Reason::NotListed => CheckMsg::NotListed,
        Reason::ListedAs => CheckMsg::ListedAs,
        Reason::NumberAs => CheckMsg::NumberAs,
        Reason::NoNumber => CheckMsg::NoNumber,
        Reason::NotCount => CheckMsg::NotCount,
        Reason::DateAs => CheckMsg::DateAs,
        Reason::DateSerial => CheckMsg::DateSerial,
        Reason::NoSuchDay => CheckMsg::NoSuchDay,
        Reason::NoDate => CheckMsg::NoDate,
        Reason::NoYesNo => CheckMsg::NoYesNo,
        Reason::NoMarks => CheckMsg::NoMarks,
        Reason::NoLink => CheckMsg::NoLink,
        Reason::NoPhone => CheckMsg::NoPhone,
        Reason::PhoneDigits(_) => CheckMsg::PhoneDigits,
        Reason::Spoilt => CheckMsg::Spoilt,
        Reason::Rounded => CheckMsg::Rounded,
        Reason::MoreThan(..) => CheckMsg::MoreThan,
        Reason::Beyond(..) => CheckMsg::Beyond,
        Reason::Future(_) => CheckMsg::Future,
        Reason::TooEarly(_) => CheckMsg::TooEarly,
        Reason::Before(..) => CheckMsg::Before,
        Reason::SameId(_) => CheckMsg::SameId,
        Reason::SameNameNear(..) => CheckMsg::SameNameNear,
        Reason::SameNameInTown(_) => CheckMsg::SameNameInTown,
        Reason::SameSoundNear(..) => CheckMsg::SameSoundNear,
        Reason::SameSoundInTown(_) => CheckMsg::SameSoundInTown,
        Reason::SamePhone(_) => CheckMsg::SamePhone,
        Reason::SharedPhone(_) => CheckMsg::SharedPhone,
        Reason::SameAddress(_) => CheckMsg::SameAddress,
        Reason::SharedAddress(_) => CheckMsg::SharedAddress,
        Reason::NoPosition => CheckMsg::NoPosition,
        Reason::PositionAs => CheckMsg::PositionAs,
        Reason::HalfPosition => CheckMsg::HalfPosition,
        Reason::Swapped => CheckMsg::Swapped,
        Reason::ZeroPosition => CheckMsg::ZeroPosition,
        Reason::NoDegrees => CheckMsg::NoDegrees,
        Reason::FewDecimals(_) => CheckMsg::FewDecimals,
        Reason::OutsideRegion => CheckMsg::OutsideRegion,
        Reason::FarFromTown(_, _, None) => CheckMsg::FarFromTown,
        Reason::FarFromTown(_, _, Some(_)) => CheckMsg::FarFromTownElse,
        Reason::OnePoint(_) => CheckMsg::OnePoint,
        Reason::Traditional(_) => CheckMsg::Traditional,
        Reason::RareCharacter(_) => CheckMsg::RareCharacter,
        Reason::NotStandard(_) => CheckMsg::NotStandard,
        Reason::PrivateCharacter(_) => CheckMsg::PrivateCharacter,
        Reason::OtherSpelling => CheckMsg::OtherSpelling,
        Reason::WrongSpelling => CheckMsg::WrongSpelling,
        Reason::Blanks => CheckMsg::Blanks,
        Reason::Control => CheckMsg::Control,
        Reason::FullWidth => CheckMsg::FullWidth,
        Reason::BadText => CheckMsg::BadText,
    }
}

/// The sentence of a reason: columns are told by their headings.
pub fn reason_sentence(lang: Lang, reason: Reason, input: &Input) -> String {
    let heading = |at: &str| {
        let column = at.parse().ok().and_then(|at: usize| input.columns.list.get(at));
        column.map_or_else(String::new, |column| column.heading.clone())
    };
    let values: Vec<(&str, String)> = reason
        .values(input)
        .into_iter()
        .map(|(name, value)| (name, if name == "column" { heading(&value) } else { value }))
        .collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(lang, reason_msg(reason), &values)
}

/// The sentence about something that was not checked.
pub fn unchecked_sentence(lang: Lang, unchecked: &Unchecked, input: &Input) -> String {
    let msg = match unchecked.why {
        Why::NoColumn => CheckMsg::WhyNoColumn,
        Why::UnknownColumn => CheckMsg::WhyUnknownColumn,
        Why::NoTable => CheckMsg::WhyNoTable,
        Why::NoToday => CheckMsg::WhyNoToday,
        Why::NoPosition => CheckMsg::WhyNoPosition,
        Why::NoTown => CheckMsg::WhyNoTown,
        Why::NoPlace => CheckMsg::WhyNoPlace,
        Why::FewInTown => CheckMsg::WhyFewInTown,
        Why::Off => CheckMsg::WhyOff,
    };
    let column = unchecked.column.and_then(|at| input.columns.list.get(at as usize));
    let column = column.map_or("", |column| column.heading.as_str());
    let field: Option<&Field> = input.catalog.fields.get(&unchecked.field);
    let field = match unchecked.field.as_str() {
        "lon" => diming_protocol::messages::text(lang, CheckMsg::Coordinates),
        key => field.map_or(key, |field| field.label.get(lang).0),
    };
    fill(lang, msg, &[("column", column), ("field", field), ("n", &number(lang, f64::from(unchecked.rows)))])
}
