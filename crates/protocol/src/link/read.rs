//! Reading a link, also one that came through other programs.
//!
//! Messengers and mail programs encode a link once more, escape its `&`, add parameters of their own, and take the
//! full stop or bracket of the sentence behind it for a part of it. What can be told apart from the view is taken
//! off; what a link says and nobody can read is left out and returned in [`Link::unread`], and the rest counts.
//! A link is read up to [`LENGTH_MAX`] bytes and [`PARTS_MAX`] parts.

use super::{
    COMPARED_MAX, FROM_NAME_CHARS_MAX, LENGTH_MAX, LinkCamera, Mode, PARTS_MAX, RADIUS_M, View, WORKSPACE_CHARS_MAX,
    WorkspaceLink, decode, percent::decode_whole,
};
use crate::catalog::Lang;
use crate::geo::LonLat;
use crate::{Constraint, Sort};
use diming_text::decimal::parse_decimal;
use std::collections::BTreeSet;

/// How often a link that was encoded as a whole is decoded.
const DECODED_MAX: usize = 3;
/// Longest query, characters.
const QUERY_CHARS_MAX: usize = 200;
/// Characters of a part in [`Link::unread`], and how many parts stand there.
const UNREAD_CHARS_MAX: usize = 40;
const UNREAD_MAX: usize = 8;

/// Signs of the sentence around a link. Brackets and quotes are theirs unless they close one of the link's own.
const SIGNS: &str = "。，、；：！？….,;:!?\"'”’`*";
const BRACKETS: [(char, char); 8] =
    [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('<', '>'), ('《', '》'), ('「', '」'), ('『', '』')];
/// Signs that nobody sees: zero-width space, word joiner, byte order mark.
const NO_WIDTH: [char; 3] = ['\u{200b}', '\u{2060}', '\u{feff}'];
/// Where the sentence goes on behind a value that holds no such sign.
const CLAUSE: &str = "。，；！？、";
/// Parameters of a view, without those of fields.
const NAMES: [&str; 13] =
    ["map", "q", "layers", "id", "sort", "from", "radius", "compare", "mode", "inview", "base", "lang", "ws"];
/// Parameters that messengers, networks and mailings add.
const FOREIGN: [&str; 14] = [
    "isappinstalled",
    "nsukey",
    "wxfrom",
    "wx_header",
    "scene",
    "clicktime",
    "enterid",
    "fbclid",
    "gclid",
    "msclkid",
    "spm",
    "share_token",
    "tt_from",
    "timestamp",
];

/// What a link gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// What could be read.
    pub view: View,
    /// Parts that could not, shortened; at most eight.
    pub unread: Vec<String>,
}

/// Whether a character at the end of a link may belong to the sentence around it.
pub(super) fn is_sentence_sign(c: char) -> bool {
    c.is_whitespace() || NO_WIDTH.contains(&c) || SIGNS.contains(c) || BRACKETS.iter().any(|(_, close)| *close == c)
}

/// Reads the part after `#` (with or without the `#`), with what it says of these workspaces.
pub fn read_link(hash: &str, workspaces: &[WorkspaceLink]) -> Link {
    let mut link = Link::default();
    let hash = hash.strip_prefix('#').unwrap_or(hash);
    if hash.len() > LENGTH_MAX {
        link.leave_out(hash);
        return link;
    }
    let (hash, is_cut) = once_decoded(hash);
    if is_cut {
        link.leave_out(&hash);
    }
    // A literal `?` is none of ours: it is encoded in a value.
    let parts: Vec<&str> = hash.split(['&', '?']).flat_map(|part| parted(part, workspaces)).collect();
    for (at, part) in parts.iter().enumerate() {
        if at >= PARTS_MAX {
            link.leave_out(part);
            break;
        }
        link.read_part(part, at + 1 == parts.len(), workspaces);
    }
    link
}

/// A link whose `=` and `&` are encoded, decoded until they are not, and whether it ended in the middle of a character.
fn once_decoded(hash: &str) -> (String, bool) {
    let (mut hash, mut is_cut) = (hash.to_owned(), false);
    for _ in 0..DECODED_MAX {
        if is_cut || hash.contains('=') || !hash.contains('%') {
            break;
        }
        (hash, is_cut) = decode_whole(&hash);
    }
    (hash, is_cut)
}

/// Parts between which `&` alone is encoded: a value of the page's own has its `=` encoded too.
fn parted<'a>(part: &'a str, workspaces: &[WorkspaceLink]) -> Vec<&'a str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, sign) in part.match_indices("%26") {
        let behind = &part[at + sign.len()..];
        if behind.split_once('=').is_some_and(|(name, _)| is_known(name, workspaces)) {
            parts.push(&part[start..at]);
            start = at + sign.len();
        }
    }
    parts.push(&part[start..]);
    parts
}

/// Whether a parameter of this name may stand in a link.
fn is_known(name: &str, workspaces: &[WorkspaceLink]) -> bool {
    let name = name.strip_prefix("amp;").unwrap_or(name);
    let own = workspaces.iter().find_map(|workspace| workspace.field_of(name));
    let is_field = name.strip_prefix("f.").or(own).is_some_and(|field| !field.is_empty());
    NAMES.contains(&name) || is_field && !name.contains("%26") || is_foreign(name)
}

fn is_foreign(name: &str) -> bool {
    name.starts_with("utm_") || FOREIGN.contains(&name)
}

/// What stands behind a value that such signs make up, and does not look like the sentence around the link.
fn garbage<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    let is_of_value = match name {
        "map" | "radius" => is_of_numbers,
        "layers" | "sort" | "mode" | "inview" | "lang" | "ws" => is_of_word,
        _ => return None,
    };
    let rest = text.trim_start_matches(is_of_value);
    let begins_sentence =
        |c: char| is_sentence_sign(c) || BRACKETS.iter().any(|(open, _)| *open == c) || "“‘".contains(c);
    rest.chars().next().is_some_and(|c| !begins_sentence(c)).then_some(rest)
}

/// A value as text, and whether it ended in the middle of a character, which is left out. What was UTF-8 and was
/// encoded twice (`%25E5…`) is decoded twice.
fn text_of(value: &str) -> (String, bool) {
    let is_twice = value.match_indices("%25").any(|(at, _)| {
        let digits = value.as_bytes().get(at + 3..at + 5).unwrap_or_default();
        matches!(digits, [b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', low] if low.is_ascii_hexdigit())
    });
    let once = decode_whole(value);
    if !is_twice {
        return once;
    }
    let twice = decode_whole(&once.0);
    if twice.0.contains(char::REPLACEMENT_CHARACTER) { once } else { (twice.0, twice.1 || once.1) }
}

/// A text without the signs of the sentence behind it.
fn without_sentence(mut text: &str) -> &str {
    while let Some(last) = text.chars().next_back().filter(|c| is_sentence_sign(*c)) {
        let own = BRACKETS.iter().find(|(_, close)| *close == last);
        let is_own = |(open, close): &(char, char)| text.matches(*open).count() >= text.matches(*close).count();
        if own.is_some_and(is_own) {
            break;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
    text
}

/// The beginning of a text up to where a clause of the sentence begins.
fn before_clause(text: &str) -> &str {
    without_sentence(text.split(|c: char| CLAUSE.contains(c)).next().unwrap_or_default())
}

/// The beginning of a text that is made of such characters; without a full stop or comma at its end.
fn beginning(text: &str, is_of_value: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !is_of_value(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', '/'])
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_,".contains(c)
}

fn is_of_numbers(c: char) -> bool {
    c.is_ascii_digit() || "+-./".contains(c)
}

impl Link {
    fn leave_out(&mut self, part: &str) {
        if self.unread.len() < UNREAD_MAX {
            self.unread.push(decode(part).chars().filter(|c| !c.is_control()).take(UNREAD_CHARS_MAX).collect());
        }
    }

    /// Reads a part; behind the last one a sentence may go on.
    fn read_part(&mut self, written: &str, is_last: bool, workspaces: &[WorkspaceLink]) {
        let mut part = written;
        // `&` that was escaped for HTML, once or more.
        while let Some(rest) = part.strip_prefix("amp;").or_else(|| part.strip_prefix("#38;")) {
            part = rest;
        }
        let decoded;
        if !part.contains('=') && part.contains('%') {
            decoded = decode(part);
            part = &decoded;
        }
        let Some((name, value)) = part.split_once('=') else {
            if !without_sentence(part).is_empty() {
                self.leave_out(written);
            }
            return;
        };
        if is_foreign(name) {
            return;
        }
        let (text, is_cut) = text_of(value);
        let is_taken = match workspaces.iter().find_map(|workspace| Some((workspace, workspace.field_of(name)?))) {
            Some((workspace, field)) => self.take_own(workspace, field, &text, is_last).is_some(),
            None if name == "ws" => self.take_workspace(&text, is_last, workspaces).is_some(),
            None => self.take(name, value, &text, is_last).is_some(),
        };
        if !is_taken || is_cut {
            self.leave_out(written);
        } else if let Some(rest) = garbage(name, &text).filter(|_| is_last) {
            self.leave_out(rest);
        }
    }

    /// Takes a value into the view; `None` where it cannot be read.
    fn take(&mut self, name: &str, value: &str, text: &str, is_last: bool) -> Option<()> {
        let view = &mut self.view;
        let cut = |is_of_value: fn(char) -> bool| if is_last { beginning(text, is_of_value) } else { text };
        let own = if is_last { without_sentence(text) } else { text };
        match name {
            "map" => view.camera = Some(parse_camera(cut(is_of_numbers))?),
            "q" => view.query = own.chars().take(QUERY_CHARS_MAX).collect(),
            "layers" => {
                let layers = view.layers.insert(BTreeSet::new());
                // One by one: collecting would link a sort into the page.
                for id in parse_list(cut(is_of_word)) {
                    layers.insert(id);
                }
            }
            "id" => view.selected = Some(parse_id(if is_last { before_clause(own) } else { own })?),
            "sort" => view.sort = parse_sort(cut(is_of_word))?,
            // WeChat says there how it was shared.
            "from" if text.chars().all(|c| c.is_ascii_alphabetic()) => {}
            "from" => (view.from, view.from_name) = parse_from(own)?,
            "radius" => {
                let radius_m = parse_decimal(cut(is_of_numbers)).filter(|m| RADIUS_M.contains(m))?;
                view.radius_m = Some(radius_m);
            }
            "compare" => view.compared = parse_records(value, is_last)?,
            "mode" => view.mode = Some(parse_mode(cut(is_of_word))?),
            "inview" => view.in_view = parse_one(cut(is_of_word))?,
            "base" => view.basemap = Some(own.to_owned()).filter(|id| !id.is_empty()),
            "lang" => view.lang = Some(parse_lang(cut(is_of_word))?),
            _ => return self.take_field(name, text, own, is_last),
        }
        Some(())
    }

    fn take_field(&mut self, name: &str, text: &str, own: &str, is_last: bool) -> Option<()> {
        let field = name.strip_prefix("f.").map(decode).filter(|field| !field.is_empty())?;
        self.view.fields.insert(field, parse_constraint(text, own, is_last)?);
        Some(())
    }

    /// The word of a workspace; another is none that anybody can read.
    fn take_workspace(&mut self, text: &str, is_last: bool, workspaces: &[WorkspaceLink]) -> Option<()> {
        let word = if is_last { beginning(text, is_of_word) } else { text };
        self.view.workspace = workspaces.iter().find(|workspace| workspace.word == word)?.word.to_owned();
        Some(())
    }

    /// A field of a workspace's own.
    fn take_own(&mut self, workspace: &WorkspaceLink, field: &str, text: &str, is_last: bool) -> Option<()> {
        let field = Some(decode(field)).filter(|field| !field.is_empty())?;
        if !workspace.left_out.contains(&field.as_str()) {
            let own = if is_last { without_sentence(text) } else { text };
            let name = format!("{}{field}", workspace.prefix);
            self.view.workspace_fields.insert(name, own.chars().take(WORKSPACE_CHARS_MAX).collect());
        }
        Some(())
    }
}

/// Splits at commas that are not escaped.
fn parse_list(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    if text.is_empty() {
        return Vec::new();
    }
    let mut escaped = false;
    for c in text.chars() {
        let last = values.len() - 1;
        match c {
            c if escaped => {
                values[last].push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            ',' if values.len() < PARTS_MAX => values.push(String::new()),
            c => values[last].push(c),
        }
    }
    values
}

/// From a value's text, and the same without the sentence behind it: the dots of `50..` are the range's.
fn parse_constraint(text: &str, own: &str, is_last: bool) -> Option<Constraint> {
    if let Some((min, max)) = text.split_once("..")
        && !text.contains('\\')
    {
        let max = if is_last { beginning(max, is_of_numbers) } else { max };
        let end = |s: &str| match s.trim() {
            "" => Some(None),
            s => parse_decimal(s).filter(|end| end.is_finite()).map(Some),
        };
        return match (end(min)?, end(max)?) {
            (None, None) => None,
            (min, max) => Some(Constraint::Between(min, max)),
        };
    }
    Some(Constraint::Any(if own.is_empty() { vec![String::new()] } else { parse_list(own) }))
}

fn parse_camera(value: &str) -> Option<LinkCamera> {
    let (zoom, place) = value.split_once('/')?;
    let zoom = parse_decimal(zoom).filter(|z| (0.0..=24.0).contains(z))?;
    Some(LinkCamera { zoom, center_lonlat: parse_lat_lon(place)? })
}

fn parse_lat_lon(value: &str) -> Option<LonLat> {
    let (lat, lon) = value.split_once('/')?;
    let lat = parse_decimal(lat).filter(|v| (-90.0..=90.0).contains(v))?;
    let lon = parse_decimal(lon).filter(|v| (-180.0..=180.0).contains(v))?;
    Some(LonLat { lon, lat })
}

/// `lat/lon`, or `lat/lon/name`.
fn parse_from(value: &str) -> Option<(Option<LonLat>, String)> {
    let mut cuts = value.match_indices('/').map(|(at, _)| at);
    let (place, name) = match (cuts.next(), cuts.next()) {
        (Some(_), Some(second)) => (&value[..second], &value[second + 1..]),
        _ => (beginning(value, is_of_numbers), ""),
    };
    Some((Some(parse_lat_lon(place)?), name.chars().take(FROM_NAME_CHARS_MAX).collect()))
}

/// The page writes `:` and the commas between records as they are; where both are encoded, another program did so.
fn parse_records(value: &str, is_last: bool) -> Option<Vec<(String, String)>> {
    let decoded;
    let value = if value.contains(':') {
        value
    } else {
        decoded = decode(value);
        &decoded
    };
    let mut records = Vec::new();
    let parts: Vec<&str> = value.split(',').collect();
    for (at, record) in parts.iter().enumerate() {
        let (text, _) = text_of(record);
        let text = if is_last && at + 1 == parts.len() { before_clause(&text) } else { &text };
        if let Some(record) = parse_id(text)
            && records.len() < COMPARED_MAX
            && !records.contains(&record)
        {
            records.push(record);
        }
    }
    (!records.is_empty()).then_some(records)
}

fn parse_one(value: &str) -> Option<bool> {
    match value {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

fn parse_mode(value: &str) -> Option<Mode> {
    Mode::ALL.into_iter().find(|mode| mode.word() == value)
}

fn parse_id(text: &str) -> Option<(String, String)> {
    let (layer, key) = text.split_once(':')?;
    (!layer.is_empty() && !key.is_empty()).then(|| (layer.to_owned(), key.to_owned()))
}

fn parse_sort(value: &str) -> Option<Sort> {
    match value {
        "relevance" => Some(Sort::Relevance),
        "distance" => Some(Sort::Distance),
        "name" => Some(Sort::Name),
        _ => None,
    }
}

fn parse_lang(value: &str) -> Option<Lang> {
    match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}
