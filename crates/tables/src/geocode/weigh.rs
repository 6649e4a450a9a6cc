//! What a match is worth, and which of several places is the one.
//!
//! The figures were set by hand so that what is sure on the childcare centres of Taiwan is right (`docs/geocode.md`).

use super::answer::{Accuracy, Answer, CANDIDATES_MAX, Candidate, How, Matter, Method, Reason, SURE_FROM};
use super::ask::{Question, Scope};
use diming_protocol::geo::distance_m;

/// A place that is less certain by this is no rival.
const RIVAL_WITHIN: f32 = 0.3;
/// Places so near are one, in metres.
const ONE_PLACE_M: f64 = 60.0;
/// Two places that were found independently, and so near each other, confirm each other, in metres.
const AGREE_M: f64 = 200.0;

/// What a match of a name is worth.
pub(super) fn name_worth(how: How) -> f32 {
    match how {
        How::Same | How::OtherForm => 1.0,
        How::FormerName => 0.95,
        How::SameSound => 0.75,
        How::Slip => 0.5,
        How::Near | How::OnlyOne | How::Several | How::Missing | How::Differs | How::Unread => 0.4,
    }
}

/// What a place is worth by its town, of `rivals` places that fit as well; says why where the town does not decide.
pub(super) fn town_worth(question: &Question, scope: Scope, rivals: usize, why: &mut Vec<Reason>) -> f32 {
    let mut say = |how| {
        why.push(Reason { matter: Matter::Town, how, asked: String::new(), found: String::new() });
    };
    let is_one = rivals <= 1;
    match scope {
        Scope::Same if question.has_town && is_one => name_worth(question.town_how),
        Scope::Same if question.has_town => name_worth(question.town_how) * 0.6,
        Scope::Differs | Scope::Elsewhere => {
            say(How::Differs);
            0.3
        }
        Scope::Same | Scope::Open => {
            say(if is_one { How::OnlyOne } else { How::Several });
            match (scope, is_one) {
                (Scope::Same, true) => 0.8,
                (Scope::Same, false) => 0.5,
                (_, true) => 0.75,
                (_, false) => 0.45,
            }
        }
    }
}

/// Whether two candidates stand at one place, and the second says no more.
pub(super) fn is_one_place(first: &Candidate, second: &Candidate) -> bool {
    first.accuracy <= second.accuracy && distance_m(first.at, second.at) < ONE_PLACE_M
}

/// Orders candidates, leaves out those that say nothing new, and decides whether the first is sure.
pub(super) fn decide(mut found: Vec<Candidate>) -> Answer {
    confirm(&mut found);
    let order = |a: &Candidate, b: &Candidate| {
        let certain = b.certainty.total_cmp(&a.certainty);
        certain.then(a.accuracy.cmp(&b.accuracy)).then(a.entry.cmp(&b.entry))
    };
    found.sort_by(order);
    let mut candidates: Vec<Candidate> = Vec::new();
    for candidate in found {
        if !candidates.iter().any(|kept| is_one_place(kept, &candidate)) {
            candidates.push(candidate);
        }
    }
    let is_sure = candidates.split_first().is_some_and(|(best, others)| {
        let is_rival = |other: &Candidate| {
            let is_near = distance_m(best.at, other.at) <= AGREE_M.max(best.bound_m.unwrap_or(0.0));
            other.accuracy <= best.accuracy && other.certainty > best.certainty - RIVAL_WITHIN && !is_near
        };
        best.certainty >= SURE_FROM && best.accuracy <= Accuracy::Village && !others.iter().any(is_rival)
    });
    candidates.truncate(CANDIDATES_MAX);
    Answer { candidates, is_sure }
}

/// Name and address that lead to one place make it more certain.
fn confirm(found: &mut [Candidate]) {
    let by_name = |candidate: &Candidate| candidate.method == Method::Name;
    let others: Vec<_> = found.iter().map(|c| (by_name(c), c.at, c.accuracy, c.certainty, c.bound_m)).collect();
    for candidate in found {
        let agrees = |&&(named, at, accuracy, _, bound_m): &&(bool, _, Accuracy, f32, Option<f64>)| {
            let reach = bound_m.unwrap_or(0.0).clamp(AGREE_M, 2.0 * AGREE_M);
            named != by_name(candidate) && accuracy <= Accuracy::Group && distance_m(at, candidate.at) <= reach
        };
        let best = others.iter().filter(agrees).map(|other| other.3).fold(0.0, f32::max);
        candidate.certainty = (1.0 - (1.0 - candidate.certainty) * (1.0 - best)).min(0.99);
    }
}
