//! Less of a query: an address without its house number, building, bracket, for where the whole of it is not found.

use diming_protocol::Shorter;
use diming_text::fold::searched;

/// Most that is tried in the place of a query.
const TRIED_MAX: usize = 4;
/// Fewest Chinese characters that are searched for alone.
const KEPT_MIN: usize = 2;
/// What counts houses, buildings, floors, rooms, groups of a village.
const COUNTED: &str = "号弄室户幢栋楼层座单门组队#";
/// What the name of a place ends in that an address begins with.
const ABOVE_ENDS: [char; 7] = ['省', '市', '县', '区', '镇', '乡', '旗'];

/// What the name of a road ends in.
const ROAD_ENDS: [char; 5] = ['路', '街', '道', '巷', '弄'];

/// What to search for in the place of a query that is not found: the least is left out of the first.
pub fn shorter(query: &str) -> Vec<Shorter> {
    let text = searched(query);
    let mut all: Vec<Shorter> = Vec::new();
    for cut in cuts(text).into_iter().rev() {
        let (kept, left_out) = text.split_at(cut);
        let kept = searched(kept);
        if all.len() < TRIED_MAX && holds_enough(kept) {
            all.push(Shorter { used: kept.to_owned(), left_out: left_out.to_owned() });
        }
    }
    if let Some((number, road)) = number_first(text) {
        all.insert(0, Shorter { used: road.to_owned(), left_out: number.to_owned() });
    }
    // The road alone: where it stands may be unknown as well, or another place of that name be meant; what is before it
    // is told as left out too.
    if let Some(last) = all.last()
        && let Some((above, road)) =
            last.used.rmatch_indices(ABOVE_ENDS).next().map(|(at, end)| last.used.split_at(at + end.len()))
        && holds_enough(road)
    {
        all.push(Shorter { used: road.to_owned(), left_out: format!("{above}…{}", last.left_out) });
    }
    all
}

/// A house number that stands before its road (12号人民路), and the road.
fn number_first(text: &str) -> Option<(&str, &str)> {
    let (before, road) = text.split_once('号')?;
    let is_number = !before.is_empty() && before.chars().all(|c| is_digit(c) || is_numeral(c));
    let road = searched(road);
    (is_number && holds_enough(road) && road.ends_with(ROAD_ENDS))
        .then(|| (&text[..before.len() + '号'.len_utf8()], road))
}

/// Where a bracket or a number that counts begins, ascending.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut number: Option<usize> = None;
    let mut is_of_digits = true;
    while let Some((at, c)) = chars.next() {
        if "(（[【".contains(c) {
            cuts.push(at);
        }
        if is_digit(c) || is_numeral(c) || number.is_some() && "-－—之".contains(c) {
            is_of_digits = if number.is_none() { is_digit(c) } else { is_of_digits && is_digit(c) };
            number.get_or_insert(at);
        } else if c != '第' {
            number = None;
        } else {
            number = Some(at);
        }
        let next = chars.peek().map(|(_, next)| *next);
        let is_whole = next.map_or(is_of_digits, |next| COUNTED.contains(next));
        if let Some(start) = number.filter(|_| is_whole && c != '第') {
            cuts.push(start);
        }
    }
    cuts.dedup();
    cuts
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百廿卅".contains(c)
}

fn holds_enough(text: &str) -> bool {
    text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count() >= KEPT_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &[(&str, &str)]) {
        let tried = shorter(query);
        let tried: Vec<_> = tried.iter().map(|one| (&*one.used, &*one.left_out)).collect();
        assert_eq!(tried, expected, "{query}");
    }

    #[test]
    fn an_address_loses_its_end_bit_by_bit() {
        check("人民路123号", &[("人民路", "123号")]);
        check("人民路１２３-5号", &[("人民路", "１２３-5号")]);
        check("人民路一百二十三号", &[("人民路", "一百二十三号")]);
        check("人民路123", &[("人民路", "123")]);
        check("公园路888号4楼", &[("公园路888号", "4楼"), ("公园路", "888号4楼")]);
        let with_town = "启东市汇龙镇公园路888号（北门）";
        let expected = [
            ("启东市汇龙镇公园路888号", "（北门）"),
            ("启东市汇龙镇公园路", "888号（北门）"),
            ("公园路", "启东市汇龙镇…888号（北门）"),
        ];
        check(with_town, &expected);
        check("12号人民路", &[("人民路", "12号")]);
        check("十二号汇龙镇人民路", &[("汇龙镇人民路", "十二号"), ("人民路", "汇龙镇…十二号")]);
        check("巴掌圩村第18组", &[("巴掌圩村", "第18组")]);
    }

    #[test]
    fn names_and_numbers_alone_are_left_whole() {
        for query in
            ["", "45号界桩", "石桥", "三门", "2马路", "十二马路", "0513-83312345", "care-0017", "xinjiang", "（北）"]
        {
            check(query, &[]);
        }
        assert!(shorter(&"路1号".repeat(60)).len() <= TRIED_MAX + 1);
    }
}
