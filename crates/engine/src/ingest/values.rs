//! Stores property values in columns, leniently, with notes on invalid ones.

use super::lenient::{
    has_time, is_no_day, is_placeholder, is_spoilt, narrow, parse_date, parse_mark, parse_quantity, parse_serial,
    split_list,
};
use super::notes::{Notes, Site};
use super::plan::{Check, Slot};
use crate::dataset::columns::{Column, Dictionary, LIST_SEPARATOR};
use crate::dataset::table::bits_of;
use crate::json::scan::{Tag, Token, members, unescape};
use diming_protocol::Reason;
use diming_protocol::catalog::{Label, ValueLabel};
use std::borrow::Cow;

/// Most marks of a column.
const MARKS_MAX: usize = 16;

/// One value to store.
pub struct Cell<'a> {
    /// The feature's text.
    pub text: &'a str,
    /// The value in it.
    pub token: Token,
    /// Its slot.
    pub slot: &'a Slot,
    /// The record, for notes.
    pub site: Site<'a>,
    /// Longest stored text, in bytes.
    pub text_bytes_max: usize,
}

impl<'a> Cell<'a> {
    /// The value as written.
    pub fn raw(&self) -> &'a str {
        raw(self.text, self.token)
    }

    /// Whether the text means "unknown", or for a date "none".
    fn stands_for_nothing(&self, column: &Column) -> bool {
        let mut text = Cow::Borrowed(self.raw());
        if self.token.tag == Tag::Escaped {
            let mut out = String::new();
            unescape(self.raw(), &mut out);
            text = Cow::Owned(out);
        }
        matches!(self.token.tag, Tag::Text | Tag::Escaped)
            && (is_placeholder(&text) || matches!(column, Column::Date(_)) && text.trim() == "无")
    }

    fn note(&self, notes: &mut Notes, reason: Reason) {
        notes.add(self.site, &self.slot.field, self.raw(), reason);
    }

    /// The trimmed text of a string or number, truncated if too long.
    fn plain(&self, token: Token, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let mut text = match token.tag {
            Tag::Text | Tag::Number => Cow::Borrowed(raw(self.text, token).trim()),
            Tag::Escaped => {
                let mut out = String::new();
                if !unescape(raw(self.text, token), &mut out) {
                    self.note(notes, Reason::BadText);
                }
                Cow::Owned(out.trim().to_owned())
            }
            _ => return None,
        };
        if text.len() > self.text_bytes_max {
            self.note(notes, Reason::TooLong);
            let end = (0..=self.text_bytes_max).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            text = Cow::Owned(text[..end].to_owned());
        }
        Some(text)
    }

    /// The items of an array, or of a list in one text. `None` if it is neither.
    fn texts(&self, notes: &mut Notes) -> Option<Vec<String>> {
        let bytes = self.text.as_bytes();
        if self.token.tag != Tag::Array {
            let text = self.plain(self.token, notes)?;
            return Some(split_list(&text).map(str::to_owned).collect());
        }
        let mut texts = Vec::new();
        for (_, item) in members(bytes, self.token) {
            match item.tag {
                Tag::Null => {}
                // A list of objects, e.g. a marker's witness objects: their parts in one text.
                Tag::Object => {
                    let parts = members(bytes, item).filter_map(|(_, part)| self.plain(part, notes));
                    texts.push(parts.collect::<Vec<_>>().join(" "));
                }
                _ => match self.plain(item, notes) {
                    Some(text) => texts.push(text.into_owned()),
                    None => self.note(notes, Reason::WrongKind),
                },
            }
        }
        texts.retain(|text| !text.is_empty());
        Some(texts)
    }

    /// The code of a choice; notes the first occurrence of one that the catalog does not list.
    fn code(&self, dictionary: &mut Dictionary, text: &str, notes: &mut Notes) -> u32 {
        let value = choice_of(&self.slot.values, text);
        let is_listed = |value: &str| self.slot.values.iter().any(|known| known.value == value);
        if self.slot.check == Check::Listed
            && !value.is_empty()
            && dictionary.find(&value).is_none()
            && !is_listed(&value)
        {
            self.note(notes, Reason::NotListed);
        }
        dictionary.code_of(&value)
    }

    fn check_count(&self, number: f64, notes: &mut Notes) {
        if self.slot.check == Check::Count && (number < 0.0 || number.fract() != 0.0) {
            self.note(notes, Reason::NotCount);
        }
    }

    fn marks(&self, labels: &[Label], notes: &mut Notes) -> Option<Vec<Option<bool>>> {
        let bytes = self.text.as_bytes();
        let mut marks = Vec::new();
        match self.token.tag {
            Tag::Array => {
                for (_, item) in members(bytes, self.token).take(MARKS_MAX + 1) {
                    marks.push(self.mark(item, notes));
                }
            }
            Tag::Object => {
                marks.resize(labels.len(), None);
                for (key, item) in members(bytes, self.token) {
                    let key = self.plain(key, notes)?;
                    match labels.iter().position(|l| l.zh == key || l.en == key) {
                        Some(at) => marks[at] = self.mark(item, notes),
                        None => self.note(notes, Reason::WrongKind),
                    }
                }
            }
            _ => {
                let text = self.plain(self.token, notes)?;
                let signs = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，' | '、' | ';' | '；'));
                for sign in signs.take(MARKS_MAX + 1) {
                    match (parse_mark(sign.encode_utf8(&mut [0; 4])), sign) {
                        (None, '?' | '？' | '-' | '－' | '—' | '○' | '□' | '_') => marks.push(None),
                        (None, _) => return None,
                        (known, _) => marks.push(known),
                    }
                }
            }
        }
        (marks.len() <= labels.len().min(MARKS_MAX)).then_some(marks)
    }

    fn mark(&self, item: Token, notes: &mut Notes) -> Option<bool> {
        let mark = self.yes_no(item, notes);
        if mark.is_none() && item.tag != Tag::Null {
            self.note(notes, Reason::WrongKind);
        }
        mark
    }

    fn yes_no(&self, token: Token, notes: &mut Notes) -> Option<bool> {
        match token.tag {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => parse_mark(&self.plain(token, notes)?),
        }
    }
}

/// A choice as the catalog writes it, if it differs in blanks, width or language only; empty for a placeholder.
pub fn choice_of<'t>(values: &'t [ValueLabel], text: &'t str) -> Cow<'t, str> {
    if values.iter().any(|known| known.value == text) {
        return Cow::Borrowed(text);
    }
    if is_placeholder(text) {
        return Cow::Borrowed("");
    }
    let folded = |text: &str| narrow(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let wanted = folded(text);
    let same = |other: &str| !other.is_empty() && folded(other) == wanted;
    let by_value = values.iter().find(|known| same(&known.value));
    let known = by_value.or_else(|| values.iter().find(|known| same(&known.label.zh) || same(&known.label.en)));
    known.map_or(Cow::Borrowed(text), |known| Cow::Borrowed(&known.value))
}

/// Whether a text is a row of marks that a slot can hold.
pub fn fits_marks(text: &str, slot: &Slot) -> bool {
    let token = Token { tag: Tag::Text, start: 0, end: text.len(), number: 0.0 };
    let cell = Cell { text, token, slot, site: Site::default(), text_bytes_max: usize::MAX };
    cell.marks(&slot.marks, &mut Notes::default()).is_some()
}

/// The text of a token as written.
#[inline]
pub fn raw(text: &str, token: Token) -> &str {
    text.get(token.start..token.end).unwrap_or("")
}

/// Adds one row to a column if that needs no allocation and no note; else returns `false`.
#[inline(always)]
pub fn push_plain(column: &mut Column, text: &str, token: &Token, check: Check, text_bytes_max: usize) -> bool {
    match (column, token.tag) {
        (column, Tag::Absent | Tag::Null) => column.push_unknown(),
        // It may be invalid, or no count.
        (Column::Text(_) | Column::Number(_), _) if check != Check::None => return false,
        (Column::Text(strings), Tag::Text) if token.end - token.start <= text_bytes_max => {
            strings.push(raw(text, *token).trim());
        }
        (Column::Choice(dictionary, codes), Tag::Text) if token.end - token.start <= text_bytes_max => {
            // A new value may be another spelling of a known one.
            let Some(code) = dictionary.find(raw(text, *token).trim()) else { return false };
            codes.push(code);
        }
        (Column::Number(numbers), Tag::Number) if token.number.is_finite() => numbers.push(token.number),
        (Column::YesNo(marks), Tag::True) => marks.push(2),
        (Column::YesNo(marks), Tag::False) => marks.push(1),
        _ => return false,
    }
    true
}

/// Adds one row to a column that [`push_plain`] does not handle. Returns `false` if the value is unreadable.
/// Apart from the loop over columns: a browser compiles a hot function again as a whole, with all that is in it.
#[inline(never)]
pub fn push(column: &mut Column, cell: &Cell, notes: &mut Notes) -> bool {
    let token = cell.token;
    if let Tag::Deep | Tag::Odd = token.tag {
        column.push_unknown();
        cell.note(notes, if token.tag == Tag::Odd { Reason::OddWord } else { Reason::TooDeep });
        return true;
    }
    if push_slowly(column, cell, notes).is_some() {
        return true;
    }
    column.push_unknown();
    if cell.stands_for_nothing(column) {
        return true;
    }
    let is_no_day = matches!(column, Column::Date(_)) && is_no_day(cell.raw());
    cell.note(notes, if is_no_day { Reason::NoSuchDay } else { Reason::WrongKind });
    false
}

/// `None` if the value is unreadable: nothing was added.
fn push_slowly(column: &mut Column, cell: &Cell, notes: &mut Notes) -> Option<()> {
    let token = cell.token;
    match column {
        Column::Text(strings) if token.tag == Tag::Array => strings.push(&cell.texts(notes)?.join("、")),
        Column::Text(strings) => {
            let text = cell.plain(token, notes)?;
            if cell.slot.check == Check::Phones && text.split([' ', '、', ',', ';', '，', '；', '/']).any(is_spoilt)
            {
                cell.note(notes, Reason::SpoiltPhone);
            }
            strings.push(&text);
        }
        Column::Texts(strings) => {
            let separator = LIST_SEPARATOR.to_string();
            let texts = cell.texts(notes)?;
            strings.push(&texts.iter().map(|t| t.replace(LIST_SEPARATOR, " ")).collect::<Vec<_>>().join(&separator));
        }
        Column::Choice(dictionary, codes) if token.tag == Tag::Array => match cell.texts(notes)?.as_slice() {
            [] => codes.push(0),
            [one] => codes.push(cell.code(dictionary, one, notes)),
            _ => return None,
        },
        Column::Choice(dictionary, codes) => {
            let text = cell.plain(token, notes)?;
            codes.push(cell.code(dictionary, &text, notes));
        }
        Column::Choices(dictionary, lists) => {
            for text in cell.texts(notes)? {
                lists.add(cell.code(dictionary, &text, notes));
            }
            lists.end_row();
        }
        Column::Number(numbers) if token.tag != Tag::Number => {
            let unit = &cell.slot.unit;
            let number = parse_quantity(&cell.plain(token, notes)?, [&unit.zh, &unit.en])?;
            numbers.push(number);
            cell.note(notes, Reason::NumberAsText);
            cell.check_count(number, notes);
        }
        Column::Number(numbers) if token.number.is_finite() => {
            numbers.push(token.number);
            cell.check_count(token.number, notes);
        }
        Column::Number(_) => return None,
        Column::Date(dates) => {
            let text = cell.plain(token, notes)?;
            match parse_date(&text) {
                Some(date) => {
                    dates.push(date);
                    if has_time(&text) {
                        cell.note(notes, Reason::TimeLeftOut);
                    }
                }
                None => {
                    dates.push(parse_serial(&text)?);
                    cell.note(notes, Reason::DateAsSerial);
                }
            }
        }
        Column::YesNo(marks) => marks.push(if cell.yes_no(token, notes)? { 2 } else { 1 }),
        Column::Marks(rows) => rows.push(bits_of(&cell.marks(&cell.slot.marks, notes)?)),
    }
    Some(())
}
