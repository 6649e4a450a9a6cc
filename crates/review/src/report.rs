//! What a review says, for others: a line of JSON, rows of a table, the short form of a batch.

use super::fields::application_of;
use super::suggest::is_undone;
use super::{Review, Verdict};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::text;
use diming_review_protocol::finding::{Evidence, Finding, Used, Weight};
use diming_review_protocol::messages::{ReviewMsg, outcome_words, tell, tell_usage};
use diming_review_protocol::review::{BatchRow, BriefFinding, Fields, Reviewed};
use serde::Serialize;

/// One application with what was found, as another system reads it.
#[derive(Serialize)]
pub struct ReportLine<'a> {
    application: &'a Fields,
    romanisation: &'a str,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<Alternative<'a>>,
}

/// What may be chosen instead.
#[derive(Serialize)]
#[serde(untagged)]
enum Alternative<'a> {
    /// Readings of a character, by its place.
    Readings(&'a (usize, Vec<String>)),
    /// Another spelling of the whole name.
    Spelling(&'a str),
}

impl<'a> ReportLine<'a> {
    /// The line of a verdict.
    pub fn new(fields: &'a Fields, verdict: &'a Verdict) -> ReportLine<'a> {
        let Verdict { romanisation, findings, alternatives, spellings } = verdict;
        let readings = alternatives.iter().map(Alternative::Readings);
        let alternatives = readings.chain(spellings.iter().map(|s| Alternative::Spelling(s))).collect();
        ReportLine { application: fields, romanisation, findings, alternatives }
    }

    /// As JSON, without a line break.
    pub fn json(&self) -> String {
        // Maps with text keys and numbers that are numbers: nothing that cannot be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Review {
    /// All that a review says of one application, given its fields. `own_id` is its id among the pending ones.
    pub fn reviewed(&self, fields: &Fields, own_id: Option<&str>, today: u32) -> (Reviewed, Verdict) {
        let (application, not_understood) = application_of(fields);
        let verdict = self.review(&application, own_id, today);
        let case = self.case(&application, today);
        let chars: Vec<char> = application.name.chars().filter(|c| !c.is_whitespace()).collect();
        let alternatives = verdict.alternatives.iter();
        let alternatives = alternatives
            .filter_map(|(place, readings)| Some((*place as u32, *chars.get(*place)?, readings.clone())))
            .collect();
        // Where the first field is not given, or no record has its value, the one instead of it was looked in.
        let scope = self.profile.scope_of(application.kind).map(|scope| {
            let field = |field: &str| case.scope_value(field);
            let given = self.register.scope_test(scope, field, &self.lexicon, &self.tables.han);
            let (matched, is_lost) = self.register.matched(&given);
            let (field, value) = self.register.looked_at(if is_lost { &given } else { &matched });
            (field.to_owned(), value)
        });
        let reviewed = Reviewed {
            place: case.at,
            is_inside: true,
            parts: (case.specific(), case.generic()),
            romanisation: verdict.romanisation.clone(),
            plain: case.romanised(false),
            alternatives,
            spellings: verdict.spellings.clone(),
            scope: scope.unwrap_or_default(),
            findings: verdict.findings.clone(),
            not_understood,
            application,
        };
        (reviewed, verdict)
    }
}

/// A verdict in short.
pub fn batch_row(fields: &Fields, not_understood: Vec<String>, verdict: &Verdict) -> BatchRow {
    let in_scope = || verdict.findings.iter().filter(|finding| finding.in_scope);
    BatchRow {
        fields: fields.clone(),
        not_understood,
        romanisation: verdict.romanisation.clone(),
        worst: in_scope().filter(|finding| finding.unchecked.is_none()).map(|finding| finding.weight).min(),
        is_undone: in_scope().any(is_undone),
        findings: verdict.findings.iter().map(brief).collect(),
    }
}

fn brief(finding: &Finding) -> BriefFinding {
    let mut names = finding.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Name(name) => Some(name.name.clone()),
        _ => None,
    });
    let name = names.next().unwrap_or_default();
    BriefFinding {
        code: finding.code.clone(),
        weight: finding.weight,
        in_scope: finding.in_scope,
        is_undone: finding.unchecked.is_some(),
        names: u32::from(!name.is_empty()) + names.count() as u32,
        name,
    }
}

/// Applications with their findings as rows of cells, with a heading: one row a finding, the application's once.
pub fn batch_table<'a>(lang: Lang, rows: impl Iterator<Item = (&'a Fields, &'a Verdict)>) -> Vec<Vec<String>> {
    let heading = [
        ReviewMsg::FieldName,
        ReviewMsg::FieldType,
        ReviewMsg::FieldTown,
        ReviewMsg::FieldRomanisation,
        ReviewMsg::ColumnOutcome,
        ReviewMsg::ColumnWeight,
        ReviewMsg::ColumnFinding,
        ReviewMsg::ColumnEvidence,
        ReviewMsg::ColumnArticle,
        ReviewMsg::ColumnCode,
    ];
    let mut table = vec![heading.map(|msg| text(lang, msg).to_owned()).to_vec()];
    for (fields, verdict) in rows {
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let row = batch_row(fields, Vec::new(), verdict);
        let outcome = outcome_words(lang, row.standing(), row.has_gap());
        let head = [field("name"), field("type"), field("town"), verdict.romanisation.clone(), outcome];
        let told = verdict.findings.iter().filter(|finding| finding.weight != Weight::Info || !finding.in_scope);
        let mut told = told.map(|finding| (tell(lang, finding), finding.code.clone())).peekable();
        if told.peek().is_none() {
            table.push(head.to_vec());
        }
        for (told, code) in told {
            let finding = [told.weight.to_owned(), told.title, told.lines.join("\n"), told.article.to_owned(), code];
            table.push([&head[..], &finding].concat());
        }
    }
    table
}

/// Names found in use as rows of cells, with a heading.
pub fn usage_table<'a>(lang: Lang, names: impl Iterator<Item = &'a Used>) -> Vec<Vec<String>> {
    let heading = [ReviewMsg::ColumnFound, ReviewMsg::ColumnUsage, ReviewMsg::ColumnStandard];
    let mut table = vec![heading.map(|msg| text(lang, msg).to_owned()).to_vec()];
    table.extend(names.map(|used| vec![used.name.clone(), tell_usage(lang, used), used.standard.clone()]));
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_review_protocol::finding::Unchecked;

    #[test]
    fn the_outcome_says_where_a_check_is_missing() {
        let found = |weight: Weight| Finding::new("duplicate.S2", weight, "9(8)", Vec::new());
        let papers = || Finding::new("papers", Weight::Info, "12", Vec::new());
        let undone = |code: &str| Finding::unchecked(code, "9", Unchecked::NoFigures);
        let outside = |finding: Finding| Finding { in_scope: false, ..finding };
        for (findings, zh, en) in [
            (vec![papers()], "没有发现问题", "Nothing found"),
            (vec![papers(), outside(undone("scale"))], "没有发现问题", "Nothing found"),
            (vec![papers(), undone("brand")], "没有发现问题 · 未能查全", "Nothing found · Not fully checked"),
            (vec![papers(), undone("duplicate")], "未能查全", "Not fully checked"),
            (vec![found(Weight::Advice)], "建议", "Advice"),
            (vec![found(Weight::Advice), undone("scale")], "建议 · 未能查全", "Advice · Not fully checked"),
            (vec![found(Weight::Advice), undone("nation")], "建议 · 未能查全", "Advice · Not fully checked"),
            (
                vec![found(Weight::Error), undone("duplicate")],
                "违反规定 · 未能查全",
                "Against a rule · Not fully checked",
            ),
        ] {
            let verdict = Verdict { romanisation: String::new(), alternatives: vec![], spellings: vec![], findings };
            for (lang, words) in [(Lang::Zh, zh), (Lang::En, en)] {
                let fields = Fields::default();
                let row = batch_row(&fields, Vec::new(), &verdict);
                assert_eq!(outcome_words(lang, row.standing(), row.has_gap()), words);
                let table = batch_table(lang, [(&fields, &verdict)].into_iter());
                let column = table[0].iter().position(|cell| cell == text(lang, ReviewMsg::ColumnOutcome)).unwrap();
                assert!(table.len() > 1 && table[1..].iter().all(|cells| cells[column] == words), "{table:?}");
            }
        }
    }
}
