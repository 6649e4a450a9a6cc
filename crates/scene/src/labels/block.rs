//! A name broken into lines, and the type in which it is set.

use diming_protocol::catalog::NameRank;

/// Font size of the name of a sign, CSS pixels.
pub const FONT_PX: f64 = 13.0;
/// Line height of the name of a sign, CSS pixels.
pub const LINE_HEIGHT_PX: f64 = 16.0;
/// Widest line, in font sizes: about nine Chinese characters.
const LINE_MAX_EM: f64 = 9.2;
/// Widest line of the name of a sign, CSS pixels.
pub const LINE_MAX_PX: f64 = LINE_MAX_EM * FONT_PX;

/// The type in which a name is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Of a sign.
    Sign,
    /// Of the selected sign.
    Selected,
    /// Of the ground.
    Ground(NameRank),
}

impl Type {
    /// Font size, CSS pixels.
    pub fn font_px(self) -> f64 {
        match self {
            Type::Sign | Type::Selected => FONT_PX,
            Type::Ground(NameRank::Town) => 15.0,
            Type::Ground(NameRank::Water | NameRank::Village) => 13.0,
            Type::Ground(NameRank::Street | NameRank::Other) => 12.0,
        }
    }

    /// Line height, CSS pixels.
    pub fn line_px(self) -> f64 {
        self.font_px() + LINE_HEIGHT_PX - FONT_PX
    }

    /// The CSS font for these families; water is in italics.
    pub fn font(self, families: &str) -> String {
        let style = if self == Type::Ground(NameRank::Water) { "italic " } else { "" };
        let weight = if matches!(self, Type::Selected | Type::Ground(NameRank::Town)) { 600 } else { 400 };
        format!("{style}{weight} {}px {families}", self.font_px())
    }
}

/// A name broken into one or two lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The lines.
    pub lines: Vec<String>,
    /// Width of the widest line, CSS pixels.
    pub width_px: f64,
    /// Height of a line, CSS pixels.
    pub line_px: f64,
}

impl Block {
    /// Height of all lines, CSS pixels.
    pub fn height_px(&self) -> f64 {
        self.lines.len() as f64 * self.line_px
    }

    /// Breaks a name: one line if it fits, else two of about equal width, truncated with … if those are too wide.
    pub fn of(name: &str, set_in: Type, mut measure: impl FnMut(&str) -> f64) -> Block {
        let (whole, line_px, max_px) = (measure(name), set_in.line_px(), LINE_MAX_EM * set_in.font_px());
        if whole <= max_px {
            return Block { lines: vec![name.to_owned()], width_px: whole, line_px };
        }
        let at = best_break(name, whole, &mut measure);
        let (first, second) = name.split_at(at);
        let lines: Vec<String> = [first.trim(), second.trim()].map(|line| cut(line, max_px, &mut measure)).to_vec();
        let width_px = lines.iter().map(|line| measure(line)).fold(0.0, f64::max);
        Block { lines, width_px, line_px }
    }
}

/// Index of the break in two: nearest to the middle among the allowed breaks.
fn best_break(name: &str, whole_px: f64, measure: &mut impl FnMut(&str) -> f64) -> usize {
    let mut before = None;
    let mut best = (f64::INFINITY, name.len());
    for (at, c) in name.char_indices() {
        if before.is_some_and(|b| may_break(b, c)) {
            let off = (measure(&name[..at]) - whole_px / 2.0).abs();
            // A break at a blank or a bracket may be two characters less even.
            let off = if c == ' ' || matches!(c, '（' | '(') { off - 2.0 * FONT_PX } else { off };
            if off < best.0 {
                best = (off, at);
            }
        }
        before = Some(c);
    }
    best.1
}

fn may_break(before: char, after: char) -> bool {
    let is_wide = |c: char| c >= '\u{2e80}';
    let opens = |c: char| matches!(c, '（' | '(' | '「' | '《' | '“');
    let closes = |c: char| matches!(c, '）' | ')' | '」' | '》' | '”' | '、' | '，' | '。' | '·');
    (after == ' ' || is_wide(before) || is_wide(after)) && !opens(before) && !closes(after) && before != ' '
}

/// Truncates a line to the largest width with an ellipsis.
fn cut(line: &str, max_px: f64, measure: &mut impl FnMut(&str) -> f64) -> String {
    if measure(line) <= max_px {
        return line.to_owned();
    }
    let mut kept = line;
    while let Some((at, _)) = kept.char_indices().next_back() {
        kept = &kept[..at];
        let short = format!("{}…", kept.trim_end());
        if measure(&short) <= max_px {
            return short;
        }
    }
    String::new()
}
