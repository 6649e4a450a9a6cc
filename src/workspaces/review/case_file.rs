//! Cases as a text, for the browser's storage and for files: `{"diming_cases": 1, "cases": [ … ]}`.
//!
//! Bad cases are reported and left out; the rest is read.

use super::case_book::{CASES_MAX, Case, CaseState};
use super::json;
use diming_review_protocol::messages::CasesMsg;
use wasm_bindgen::{JsCast, JsValue};

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;
/// The member that says what the file is.
const MARK: &str = "diming_cases";
/// Fields of a case, at most.
const FIELDS_MAX: usize = 200;
/// Bytes of a field, at most.
const FIELD_BYTES_MAX: usize = 4_000;
/// Cases that are told as left out, at most.
const TOLD_MAX: usize = 100;

/// What a text holds.
#[derive(Default)]
pub struct CaseFile {
    /// The cases that are good.
    pub cases: Vec<Case>,
    /// Those that are not: their number in the file, from 1, and why.
    pub left_out: Vec<(usize, Fault)>,
}

/// What is wrong, with the values that the sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The sentence.
    pub msg: CasesMsg,
    /// What its `{found}` is.
    pub found: String,
}

fn fault(msg: CasesMsg, found: impl Into<String>) -> Fault {
    Fault { msg, found: found.into() }
}

/// The text of cases, one a line.
pub fn build_text<'a>(cases: impl Iterator<Item = &'a Case>) -> String {
    let mut out = format!("{{\"{MARK}\":{VERSION},\"cases\":[");
    for (place, case) in cases.enumerate() {
        out.push_str(if place > 0 { ",\n" } else { "\n" });
        let head = [
            ("{\"id\":", case.id.as_str()),
            (",\"state\":", case.state.code()),
            (",\"created_on\":", &case.created_on),
            (",\"changed_on\":", &case.changed_on),
        ];
        for (name, text) in head {
            out.push_str(name);
            json::put_text(&mut out, text);
        }
        out.push_str(",\"fields\":");
        json::put_texts(&mut out, &case.fields);
        out.push_str(",\"considered\":");
        json::put_texts(&mut out, &case.considered);
        out.push('}');
    }
    out.push_str("\n]}\n");
    out
}

/// Reads a text.
///
/// # Errors
/// It is no JSON, no file of cases, of a newer version, or holds more than [`CASES_MAX`].
pub fn parse_text(text: &str) -> Result<CaseFile, Fault> {
    let value = json::parse(text.trim_start_matches('\u{feff}')).map_err(|why| fault(CasesMsg::FileNotJson, why))?;
    let version = json::member(&value, MARK);
    let version = version.as_f64().ok_or_else(|| fault(CasesMsg::FileNotCases, MARK))?;
    if version != f64::from(VERSION) {
        return Err(fault(CasesMsg::FileVersion, version.to_string()));
    }
    let cases = json::member(&value, "cases");
    let cases = cases.dyn_ref::<js_sys::Array>().ok_or_else(|| fault(CasesMsg::FileNotCases, "cases"))?;
    if cases.length() as usize > CASES_MAX {
        return Err(fault(CasesMsg::FileTooMany, cases.length().to_string()));
    }
    let mut file = CaseFile::default();
    for (value, number) in cases.iter().zip(1..) {
        match parse_case(&value) {
            Ok(case) if file.cases.iter().any(|other| other.id == case.id) => {
                file.left_out.push((number, fault(CasesMsg::CaseTwice, case.id)));
            }
            Ok(case) => file.cases.push(case),
            Err(fault) => file.left_out.push((number, fault)),
        }
    }
    file.left_out.truncate(TOLD_MAX);
    Ok(file)
}

fn parse_case(value: &JsValue) -> Result<Case, Fault> {
    json::object(value).ok_or_else(|| fault(CasesMsg::CaseNotObject, ""))?;
    let text = |name: &'static str| {
        let text = json::member(value, name).as_string().filter(|text| !text.is_empty() && text.len() <= 100);
        text.ok_or_else(|| fault(CasesMsg::CaseBadMember, name))
    };
    let day = |name: &'static str| {
        let day = text(name)?;
        if is_day(&day) { Ok(day) } else { Err(fault(CasesMsg::CaseBadMember, name)) }
    };
    let state = text("state")?;
    let texts = |name: &'static str| {
        let texts = json::texts(&json::member(value, name), FIELDS_MAX, FIELD_BYTES_MAX);
        texts.map_err(|of| match of.as_str() {
            "" => fault(CasesMsg::CaseBadMember, name),
            of => fault(CasesMsg::CaseBadMember, format!("{name}.{of}")),
        })
    };
    let has_notes = !json::member(value, "considered").is_undefined();
    Ok(Case {
        id: text("id")?,
        state: CaseState::of_code(&state).ok_or_else(|| fault(CasesMsg::CaseBadState, state))?,
        created_on: day("created_on")?,
        changed_on: day("changed_on")?,
        fields: texts("fields")?,
        considered: if has_notes { texts("considered")? } else { Default::default() },
    })
}

/// `yyyy-mm-dd`, with or without a time behind it.
fn is_day(text: &str) -> bool {
    text.bytes().zip(b"dddd-dd-dd".iter()).all(|(byte, kind)| match kind {
        b'd' => byte.is_ascii_digit(),
        _ => byte == *kind,
    }) && text.len() >= 10
        && (text.len() == 10 || text.as_bytes()[10] == b'T')
}
