//! Divides a place name into the words it is spelled in, the likeliest way first.

use super::book::{Book, List};
use super::ordinal::{counted, is_numeral, ways};
use super::romanise::Spelling;
use std::ops::Range;

/// A word of a spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamePart {
    /// Characters, by their places.
    Word(Range<usize>),
    /// A number or a code.
    Number(String),
    /// The same after 第, by the place of that.
    Ordinal(usize, String),
}

/// The choices of one way to spell a name: at every fork the first, but at one.
#[derive(Debug, Default)]
pub struct Choices {
    /// The way that is taken beside the first ones, counted over all forks.
    pub other: Option<usize>,
    /// Other ways met so far.
    pub seen: usize,
}

impl Choices {
    /// Which of several ways is taken.
    pub fn pick(&mut self, ways: usize) -> usize {
        let others = ways.saturating_sub(1);
        let taken = self.other.and_then(|other| other.checked_sub(self.seen)).filter(|other| *other < others);
        self.seen += others;
        taken.map_or(0, |other| other + 1)
    }

    /// Whether a fork's second way is taken.
    pub fn other(&mut self) -> bool {
        self.pick(2) == 1
    }
}

/// A name under division.
struct Name<'a> {
    chars: &'a [char],
    spelling: &'a Spelling<'a>,
    book: &'a Book,
    /// An autonomous division: peoples' names without 族 are words too.
    is_autonomous: bool,
}

/// The words of a name: simplified characters without blanks.
pub fn divide(chars: &[char], spelling: &Spelling, choices: &mut Choices) -> Vec<NamePart> {
    let (len, book) = (chars.len(), spelling.book);
    if !spelling.is_divided || len == 0 || len > 1 && book.has(List::Generics, chars) {
        return vec![NamePart::Word(0..len)];
    }
    let mut name = Name { chars, spelling, book, is_autonomous: false };
    let specific = len - name.generic(choices);
    if specific < len && spelling.may_be_joined && choices.other() {
        return vec![NamePart::Word(0..len)];
    }
    name.is_autonomous = chars[specific..].starts_with(&['自', '治']);
    if specific == len {
        return name.inner(0..len, choices);
    }
    let body = specific - name.modifiers(specific, choices);
    let mut parts = name.numbered(body, specific, choices).unwrap_or_else(|| {
        let mut parts = name.inner(0..body, choices);
        parts.push(NamePart::Word(body..len));
        parts
    });
    // 高速/公路: a generic with a word of several syllables before it.
    if let Some(NamePart::Word(last)) = parts.last_mut()
        && last.start == specific
        && let Some(split) = (specific + 2..len - 1).find(|at| book.has(List::Generics, &chars[*at..]))
    {
        last.end = split;
        parts.push(NamePart::Word(split..len));
    }
    parts
}

impl Name<'_> {
    fn is(&self, list: List, at: usize) -> bool {
        self.chars.get(at..at + 1).is_some_and(|c| self.book.has(list, c))
    }

    /// Characters of the generic.
    fn generic(&self, choices: &mut Choices) -> usize {
        let (chars, len) = (self.chars, self.chars.len());
        let listed = self.book.ending(List::Generics, &chars[1..]);
        let generic = listed.max(self.spelling.generic.min(len - 1));
        let counts = |at: usize| chars.get(at).is_some_and(|c| is_numeral(*c) || c.is_ascii_digit());
        if !self.spelling.is_street {
            let is_phase = chars[len - 1] == '期' && len > 2 && counts(len - 2);
            let is_feature = generic == 0 && len > 2 && (self.is(List::Features, len - 1) || is_phase);
            return if is_feature && self.spelling.is_feature { 1 } else { generic };
        }
        if generic == 0 && len > 1 {
            return usize::from(matches!(chars[len - 1], '条' | '段') && counts(len - 2));
        }
        // 二马路 has a generic of two characters, 白马路 of one.
        if generic == 2 && len > 2 && "马公环号支经纬横".contains(chars[len - 2]) && !counts(len - 3) {
            match chars[len - 2] {
                '经' | '纬' | '号' | '横' => return 1,
                _ if len == 3 && !self.is(List::Modifiers, 0) => return 1 + choices.pick(2),
                _ => {}
            }
        }
        generic
    }

    /// One-syllable words before the generic that join it; two characters remain, or one where all are such words.
    fn modifiers(&self, specific: usize, choices: &mut Choices) -> usize {
        let (chars, len) = (self.chars, self.chars.len());
        let of_streets = "路街巷弄道同旗".contains(chars[len - 1]);
        // 某某南故居 bears a person's name.
        if len - specific > 1 && "居馆碑塔陵墓祠校院厂局店学".contains(chars[len - 1]) {
            return 0;
        }
        // 曹杨二村: an estate's number is written out and joins its generic.
        let count = (0..specific).rev().take_while(|at| is_numeral(chars[*at])).count();
        let is_numbered = len - specific == 1 && "村区期里坊".contains(chars[len - 1]) && count + 2 <= specific;
        if self.spelling.is_feature && count > 0 && is_numbered {
            return count;
        }
        let joins = |at: &usize| match chars[*at] {
            // 朝阳门内大街: they belong to what is before, but 外环路.
            '内' | '外' => chars[at + 1] == '环',
            '横' | '竖' if "河沟港渠泾浜".contains(chars[len - 1]) => true,
            '左' | '右' | '直' | '横' | '竖' | '正' if !of_streets => false,
            _ => self.is(List::Modifiers, *at),
        };
        let run = (0..specific).rev().take_while(joins).count();
        if specific == 2 && run == 2 && self.spelling.is_street && "大小老".contains(chars[0]) {
            // 小/南街, but 大东路.
            return if (chars[0] == '小') != choices.other() { 1 } else { 0 };
        }
        run.min(specific.saturating_sub(2))
    }

    /// The words of a name with a number before its generic; `None` for none.
    fn numbered(&self, body: usize, specific: usize, choices: &mut Choices) -> Option<Vec<NamePart>> {
        let (chars, len) = (self.chars, self.chars.len());
        let is_followed = body < specific;
        let ends = |end: usize| end > 0 && (self.spelling.is_street || chars[end - 1].is_ascii_digit());
        let is_counted = body > 1
            && self.is(List::Counted, body - 1)
            && (chars[body - 1] != '马' || chars[len - 1] == '路')
            && (is_numeral(chars[body - 2]) || chars[body - 2].is_ascii_digit());
        let end = if is_counted { body - 1 } else { body };
        if !ends(end) {
            return None;
        }
        let mut found = ways(&chars[..end], is_followed && !is_counted, self.book);
        if is_counted && chars[end] == '道' && found.len() == 1 {
            found.push(None);
        }
        let chosen = if found.len() > 1 { choices.pick(found.len()) } else { 0 };
        let (from, value) = found.into_iter().nth(chosen)??;
        let mut parts = match from.checked_sub(1).filter(|at| chars[*at] == '第') {
            Some(at) => [self.inner(0..at, choices), vec![NamePart::Ordinal(at, value)]].concat(),
            None => [self.axes(from, choices), vec![NamePart::Number(value)]].concat(),
        };
        let stands_apart = is_followed || len - specific > 1 || "条巷弄路街段".contains(chars[end]);
        if is_counted && stands_apart {
            parts.push(NamePart::Word(end..body));
        }
        parts.push(NamePart::Word(if is_counted && !stands_apart { end } else { body }..len));
        Some(parts)
    }

    /// 经三纬五路: the words before a number.
    fn axes(&self, end: usize, choices: &mut Choices) -> Vec<NamePart> {
        let is_axis = |at: usize| matches!(self.chars[at], '经' | '纬');
        let first = (1..end).find(|at| *at + 1 < end && is_axis(at - 1) && is_axis(end - 1));
        match first.and_then(|at| Some((at, counted(&self.chars[at..end - 1])?))) {
            Some((at, value)) => {
                let number = vec![NamePart::Number(value.to_string()), NamePart::Word(end - 1..end)];
                [self.inner(0..at, choices), number].concat()
            }
            None => self.inner(0..end, choices),
        }
    }

    /// The words of a part of a name that may hold names itself.
    fn inner(&self, range: Range<usize>, choices: &mut Choices) -> Vec<NamePart> {
        let chars = &self.chars[range.clone()];
        if chars.is_empty() {
            return Vec::new();
        }
        if let Some(split) = self.ordinal_before(chars) {
            let first = match self.spelling.is_street {
                true => counted(&chars[1..split]).map(|value| NamePart::Ordinal(range.start, value.to_string())),
                false => Some(NamePart::Word(range.start..range.start + split)),
            };
            let rest = self.inner(range.start + split..range.end, choices);
            return first.into_iter().chain(rest).collect();
        }
        if let Some(people) = self.people_in(chars).or_else(|| self.division_in(range.clone())) {
            let (start, end) = (range.start + people.start, range.start + people.end);
            let mut parts = self.inner(range.start..start, choices);
            parts.push(NamePart::Word(start..end));
            parts.extend(self.inner(end..range.end, choices));
            return parts;
        }
        match self.split_of(chars).filter(|_| !choices.other()) {
            Some(split) => {
                let split = range.start + split;
                let mut parts = self.inner(range.start..split, choices);
                // What ends in a generic is divided no further.
                parts.push(NamePart::Word(split..range.end));
                parts
            }
            None => vec![NamePart::Word(range)],
        }
    }

    /// 第二松花: where the rest begins.
    fn ordinal_before(&self, chars: &[char]) -> Option<usize> {
        let rest = chars.strip_prefix(&['第'])?;
        let len = rest.iter().take_while(|c| is_numeral(**c)).count();
        counted(&rest[..len])?;
        (len < rest.len()).then_some(len + 1)
    }

    /// A people's name that is a word of its own.
    fn people_in(&self, chars: &[char]) -> Option<Range<usize>> {
        (1..chars.len()).find_map(|at| {
            let len = self.book.beginning(List::Peoples, &chars[at..]);
            let is_one = len > 0 && (self.is_autonomous || chars[at + len - 1] == '族');
            is_one.then_some(at..at + len)
        })
    }

    /// 浙江省测绘局: the generic of a division's name in an institution's.
    fn division_in(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (chars, before) = (&self.chars[range.clone()], &self.chars[..range.start]);
        let len_at = |at: usize| match chars[at] {
            '省' if at > 1 => 1,
            '县' if at > 0 => 1,
            '市' if at > 1 && !"城都超夜门花灯菜闹早集海".contains(chars[at - 1]) => 1,
            '区' if at > 0 && before.ends_with(&['市']) => 1,
            '地' if at > 1 && chars.get(at + 1) == Some(&'区') => 2,
            _ => 0,
        };
        let found = (1..chars.len()).find_map(|at| Some(at..at + len_at(at)).filter(|found| !found.is_empty()));
        found.filter(|_| self.spelling.is_feature)
    }

    /// Where a part is split into a name and what stands behind it; both have two characters at least.
    fn split_of(&self, chars: &[char]) -> Option<usize> {
        let (len, book) = (chars.len(), self.book);
        let is = |list: List, at: usize| book.has(list, &chars[at..at + 1]);
        let modified = |end: usize| (0..end).rev().take_while(|at| is(List::Modifiers, *at)).count();
        let before = len - book.ending(List::Between, chars);
        if before < len && before >= 2 {
            return Some(before - modified(before).min(before - 2));
        }
        // 天宁寺西里
        if len > 3 && "里街路巷弄道".contains(chars[len - 1]) {
            let run = modified(len - 1).min(len - 3);
            if run > 0 {
                return Some(len - 1 - run);
            }
        }
        let at_gate =
            |at: usize| at > 2 && matches!(chars[at - 1], '内' | '外') && matches!(chars[at - 2], '门' | '关');
        let at_direction = |at: usize| {
            let rest = len - at;
            let stands_alone = is(List::Inner, at - 1) && (rest > 2 || is(List::Inner, len - 1));
            "东西南北".contains(chars[at])
                && !book.has(List::Towards, &chars[at - 1..=at])
                && (stands_alone || len > 4 && rest > 2)
        };
        let inner = (2..len.saturating_sub(1)).find(|at| at_gate(*at) || at_direction(*at));
        inner.or_else(|| {
            let first = book.beginning(List::Names, chars);
            let last = len - book.ending(List::Names, chars);
            let first = Some(first).filter(|at| *at > 1 && at + 2 <= len && chars[*at] != '门');
            first.or(Some(last).filter(|at| *at > 1 && *at < len))
        })
    }
}
