//! `duplicate`: no name twice, no two of one sound, in the scope of its type.
//!
//! **What it checks.** The name against every registered and pending name of its type: the classes of
//! [`diming_review_protocol::finding::Class`]. Within the scope by the profile's weights; outside only what is the same or
//! sounds the same, for reference. A pair gives one finding, the strongest. Each of several names in one cell counts, without its
//! number in a list. A name is compared as well without the town or village before it, without phases and parts (二期, 东区,
//! 延伸段: no more than a warning), with its numbers in digits, and a committee without a second generic: what is the same then
//! is D2.
//! **Why.** Letters, ambulances and people must come to the right place.
//! **Wrong** a second 人民路 in one built-up area; 仁民路 beside it. **Right** 人民路 in another town.
//! **Exceptions.** Former names weigh less; cancelled names are told (X1); subdistricts are not towns: for reference;
//! types that Art. 9(8) does not name: advice; where the type is not given, names of all types are compared; a record whose
//! type is not known is compared with every type; roads under transport facilities are compared with streets; the same name of
//! another type in the scope is told for reference. A record in a place that is not known (a village, Pinyin, a code) counts as
//! in the scope. A town that no record has, a register that was not read whole or holds no name of
//! the type, and pending applications over the limit are told as not checked.
//! **Article** 9(8).

use crate::areas::AREA_FIELD;
use crate::cell::names_in;
use crate::collide::{Subject, shared_sound};
use crate::forms::{Form, forms_of};
use crate::lexicon::Divided;
use crate::place::{Place, without_brackets};
use crate::profile::Scope;
use crate::register::{Hit, Register};
use crate::{Case, Review};
use diming_review_protocol::application::NameType;
use diming_review_protocol::finding::Class;
use diming_review_protocol::finding::{ButFor, Evidence, Finding, NameEvidence, Status, Unchecked, Weight};

/// Most names told of one class outside the scope.
const REFERENCE_MAX: usize = 50;

pub fn check(case: &Case, own_id: Option<&str>, findings: &mut Vec<Finding>) {
    let review = case.review;
    let Some(scope) = review.profile.scope_of(case.application.kind) else {
        return findings.push(Finding::unchecked("duplicate", "9(8)", Unchecked::NoType));
    };
    findings.extend(lacking(case, scope).map(|why| Finding::unchecked("duplicate", &scope.article, why)));
    let tables = &review.tables;
    let subjects = subjects(case);
    let mut groups: Vec<(Group, Vec<Evidence>, u32)> = Vec::new();
    for register in [&review.register, &review.pending] {
        let given = register.scope_test(scope, |field| case.scope_value(field), &review.lexicon, &tables.han);
        let is_pending = std::ptr::eq(register, &raw const review.pending);
        let (test, is_lost) = if is_pending { (given.clone(), false) } else { register.matched(&given) };
        if !is_pending && !given.is_known() {
            findings.push(Finding::unchecked("duplicate", &scope.article, Unchecked::NoScope));
        } else if is_lost && register.has_current() {
            findings.push(Finding::unchecked("duplicate", &scope.article, Unchecked::ScopeUnknown));
        }
        for mut hit in register.collisions_of(&subjects, case.application.kind, &test, &tables.han) {
            if register.status(hit.row) == Status::Pending && own_id == Some(register.id(hit.row)) {
                continue;
            }
            hit.in_scope &= !is_subdistrict(case, register, &hit);
            let group = Group::of(case, register, &hit, &scope.article);
            let evidence = Evidence::Name(Box::new(evidence(case, register, &hit, &scope.field)));
            match groups.iter_mut().find(|(known, ..)| *known == group) {
                Some((_, list, _)) if hit.in_scope || list.len() < REFERENCE_MAX => list.push(evidence),
                Some((.., more)) => *more += 1,
                None => groups.push((group, vec![evidence], 0)),
            }
        }
    }
    findings.extend(groups.into_iter().map(|(group, mut evidence, more)| {
        evidence.extend((more > 0).then_some(Evidence::More(more)));
        let code = format!("duplicate.{}", group.class.code());
        Finding { in_scope: group.in_scope, ..Finding::new(&code, group.weight, group.article, evidence) }
    }));
}

/// The name, and its other forms: each of several names, and what these are known as where the application lies.
fn subjects<'a>(case: &Case<'a>) -> Vec<Subject<'a>> {
    let Review { profile, lexicon, tables, .. } = case.review;
    let (kind, han) = (Some(case.application.kind), &tables.han);
    let values = ["town", "village", AREA_FIELD, "county", "province"].map(|field| case.scope_value(field));
    let places = values.map(|value| Place::new(value, lexicon, han));
    let places: Vec<&Place> = places.iter().collect();
    let parts = names_in(&case.application.name, lexicon, han).into_iter();
    let parts: Vec<Divided> = parts.map(|part| lexicon.divide_as(&part, kind, han)).collect();
    let names = [&case.name].into_iter().chain(&parts);
    let forms = names.flat_map(|name| forms_of(name, kind, &places, lexicon)).collect::<Vec<_>>();
    let parts = parts.into_iter().map(|name| Form { name, is_part: false });
    let subject = |name: Divided| Subject::new(name, profile, lexicon, &tables.alike, han);
    let others = parts.chain(forms).map(|form| subject(form.name).of_form(form.is_part));
    [subject(case.name.clone())].into_iter().chain(others).collect()
}

/// What the comparison lacks, whatever it finds.
fn lacking(case: &Case, scope: &Scope) -> impl Iterator<Item = Unchecked> {
    let (review, kind) = (case.review, case.application.kind);
    let (register, gaps) = (&review.register, review.gaps);
    let has_names = register.has_current();
    let by_area = scope.field == AREA_FIELD && case.application.built_up_area.is_empty();
    let lacks = [
        (!has_names, Unchecked::NoRegister),
        (has_names && gaps.names, Unchecked::RegisterPart),
        (kind == NameType::Other, Unchecked::NoType),
        (has_names && kind != NameType::Other && !register.has_type(kind), Unchecked::NoneOfType),
        (by_area && gaps.areas, Unchecked::AreasPart),
        (gaps.pending, Unchecked::PendingPart),
    ];
    lacks.into_iter().filter_map(|(lacks, why)| lacks.then_some(why))
}

/// What one finding holds together.
#[derive(PartialEq)]
struct Group<'a> {
    class: Class,
    weight: Weight,
    in_scope: bool,
    article: &'a str,
}

impl<'a> Group<'a> {
    fn of(case: &Case, register: &Register, hit: &Hit, article: &'a str) -> Group<'a> {
        let switch = case.review.profile.class(hit.class).map_or(Weight::Warn, |switch| switch.weight);
        let by_status = match register.status(hit.row) {
            Status::Former => switch.max(Weight::Warn),
            _ => switch,
        };
        let by_status = if hit.is_part { by_status.max(Weight::Warn) } else { by_status };
        let weight = match (hit.in_scope, article.is_empty()) {
            (false, _) => Weight::Info,
            (true, true) => by_status.max(Weight::Advice),
            (true, false) => by_status,
        };
        Group { class: hit.class, weight, in_scope: hit.in_scope, article }
    }
}

/// Whether one of two divisions is a subdistrict (街道): these are not held against towns.
fn is_subdistrict(case: &Case, register: &Register, hit: &Hit) -> bool {
    let ends = |name: &str| name.trim_end().ends_with("街道");
    case.application.kind == NameType::Division && (ends(&case.application.name) || ends(register.name(hit.row)))
}

fn evidence(case: &Case, register: &Register, hit: &Hit, scope: &str) -> NameEvidence {
    let mut evidence = case.evidence(register, hit.row);
    evidence.class = hit.class;
    evidence.scope = scope.to_owned();
    evidence.scope_value = register.scope_value(hit.row, scope).to_owned();
    evidence.but_for = hit.other_type.map(ButFor::Type).or(hit.is_part.then_some(ButFor::Part));
    if matches!(hit.class, Class::H1 | Class::H2) {
        let (own, its) = (case.bare_name(), without_brackets(register.name(hit.row)));
        (evidence.pinyin, evidence.same_tones) = shared_sound(&own, &its, &case.review.tables.han);
    }
    evidence
}
