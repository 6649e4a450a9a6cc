//! Brings any text to the one form in which texts are compared.
//!
//! Full-width letters and digits become half-width, capitals small, accents and tone marks fall
//! away (ü becomes v), traditional characters become simplified. Blanks and punctuation fall away
//! too, but leave a [`BLANK`] after a Latin letter or digit, so that words stay apart; separators
//! of lists leave a [`BREAK`], so that two phones stay two. Two texts that fold alike are *equal*
//! in the sense of a place-name officer (NFKC, no blanks, simplified).

use super::han::Han;

/// Between two Latin words or groups of digits: matching passes over it.
pub const BLANK: u16 = b' ' as u16;
/// Between two texts of one list: phones and ids do not match over it.
pub const BREAK: u16 = 0x1f;

/// A folded text: units (see [`super::han`]) with the character each came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Units; [`BLANK`] and [`BREAK`] stand only between others.
    pub units: Vec<u16>,
    /// For each unit the number of its character in the text.
    pub at: Vec<u32>,
}

/// Folds a whole text.
pub fn fold(text: &str, han: &Han) -> Folded {
    let mut folded = Folded::default();
    fold_into(text, han, |unit, at, back| {
        if back {
            folded.units.pop();
            folded.at.pop();
        }
        folded.units.push(unit);
        folded.at.push(at);
    });
    while folded.units.last().is_some_and(|&u| u == BLANK || u == BREAK) {
        folded.units.pop();
        folded.at.pop();
    }
    folded
}

/// Adds the units of a text to a flat array, without positions.
pub fn fold_units(text: &str, han: &Han, units: &mut Vec<u16>) {
    let start = units.len();
    fold_into(text, han, |unit, _, back| {
        if back {
            units.pop();
        }
        units.push(unit);
    });
    while units.len() > start && units.last().is_some_and(|&u| u == BLANK || u == BREAK) {
        units.pop();
    }
}

/// Calls `push(unit, character, in place of the last one)` for each unit.
fn fold_into(text: &str, han: &Han, mut push: impl FnMut(u16, u32, bool)) {
    let mut last: Option<u16> = None;
    for (at, c) in text.chars().enumerate() {
        let (unit, back) = match fold_char(c) {
            Fold::Keep(c) if c.is_ascii() => (c as u16, false),
            Fold::Keep(c) => (han.simplified_unit(c), false),
            Fold::Dots if last == Some(u16::from(b'u')) => (u16::from(b'v'), true),
            Fold::Dots | Fold::Drop => continue,
            Fold::Blank if last.is_some_and(is_latin_or_digit) => (BLANK, false),
            Fold::Blank => continue,
            Fold::Break => match last {
                None | Some(BREAK) => continue,
                Some(last) => (BREAK, last == BLANK),
            },
        };
        push(unit, at as u32, back);
        last = Some(unit);
    }
}

/// Whether a character is an apostrophe, however it is typed.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ˈ' | '＇' | '｀')
}

/// Whether a character stays when a text is folded: a letter, digit, Chinese character or emoji, no punctuation.
pub fn is_kept(c: char) -> bool {
    matches!(fold_char(c), Fold::Keep(_))
}

/// Whether there is anything in a text that can be searched for.
pub fn holds_words(text: &str) -> bool {
    text.chars().any(is_kept)
}

/// Characters of a query that are read; what follows is left out.
pub const QUERY_MAX: usize = 63;

/// What of a query is searched for: no signs around it, and no more than is read. A bracket or quote beside a word stays.
pub fn searched(text: &str) -> &str {
    let is_beside = |c: char| "()（）[]【】〔〕《》〈〉「」『』“”\"".contains(c);
    let first = text.find(is_kept).unwrap_or(text.len());
    let before = text[..first].chars().next_back().filter(|c| is_beside(*c)).map_or(0, char::len_utf8);
    let text = &text[first - before..];
    let end = text.char_indices().nth(QUERY_MAX).map_or(text.len(), |(at, _)| at);
    let is_mark = |c: char| is_apostrophe(c) || matches!(c, '\u{300}'..='\u{36f}');
    text[..end].trim_end_matches(|c| !is_kept(c) && !is_beside(c) && !is_mark(c))
}

/// Whether a character stands between the texts of a list.
pub fn is_separator(c: char) -> bool {
    matches!(c, '、' | ';' | '；' | ',' | '，' | '/' | '|' | '\n' | '\u{1f}')
}

/// Whether a unit is a Latin letter.
#[inline]
pub fn is_latin(unit: u16) -> bool {
    (u16::from(b'a')..=u16::from(b'z')).contains(&unit)
}

/// Whether a unit is a digit.
#[inline]
pub fn is_digit(unit: u16) -> bool {
    (u16::from(b'0')..=u16::from(b'9')).contains(&unit)
}

fn is_latin_or_digit(unit: u16) -> bool {
    is_latin(unit) || is_digit(unit)
}

/// What becomes of one character.
enum Fold {
    Keep(char),
    /// A combining diaeresis: makes the u before it a ü.
    Dots,
    Drop,
    Blank,
    Break,
}

#[inline]
fn fold_char(c: char) -> Fold {
    match c {
        'a'..='z' | '0'..='9' => Fold::Keep(c),
        '\u{4e00}'..='\u{9fff}' => Fold::Keep(c),
        'A'..='Z' => Fold::Keep(c.to_ascii_lowercase()),
        ' ' => Fold::Blank,
        _ => without_accent(c).map_or_else(|| fold_rare(c), Fold::Keep),
    }
}

fn fold_rare(c: char) -> Fold {
    match c {
        c if is_separator(c) => Fold::Break,
        c if is_apostrophe(c) => Fold::Drop,
        '\0'..='\x7f' => Fold::Blank,
        '\u{308}' => Fold::Dots,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => Fold::Drop,
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).map_or(Fold::Drop, fold_char),
        'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' | '①'..='⑳' => Fold::Keep(c),
        '\u{2e80}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}' => Fold::Keep(of_radical(c)),
        // Signs and emoji beyond punctuation are kept, so that looking for one finds nothing else.
        _ if is_sign(c) => Fold::Blank,
        _ => Fold::Keep(small(c)),
    }
}

/// Blocks of punctuation and signs, each from the first to the last that is neither letter nor number (Unicode). The
/// standard library's tables are larger; the page asks as well. Rare scripts have signs that are taken for letters here.
#[rustfmt::skip]
const SIGNS: [(char, char); 31] = [
    ('\u{80}', '\u{a9}'), ('\u{ab}', '\u{b1}'), ('\u{b4}', '\u{b4}'), ('\u{b6}', '\u{b8}'), ('\u{bb}', '\u{bb}'),
    ('\u{bf}', '\u{bf}'), ('\u{d7}', '\u{d7}'), ('\u{f7}', '\u{f7}'), ('\u{2c2}', '\u{2c5}'), ('\u{2d2}', '\u{2df}'),
    ('\u{2000}', '\u{206f}'), ('\u{207a}', '\u{207e}'), ('\u{208a}', '\u{208e}'), ('\u{20a0}', '\u{20ff}'),
    ('\u{2100}', '\u{2101}'), ('\u{2103}', '\u{2106}'), ('\u{2108}', '\u{2109}'), ('\u{2116}', '\u{2118}'),
    ('\u{2120}', '\u{2123}'), ('\u{2190}', '\u{245f}'), ('\u{2500}', '\u{25ff}'), ('\u{27c0}', '\u{2bff}'),
    ('\u{2e00}', '\u{2e7f}'), ('\u{3000}', '\u{3004}'), ('\u{3008}', '\u{3020}'), ('\u{3030}', '\u{3030}'),
    ('\u{303d}', '\u{303f}'), ('\u{30a0}', '\u{30a0}'), ('\u{30fb}', '\u{30fb}'), ('\u{e000}', '\u{f8ff}'),
    ('\u{fe10}', '\u{fe6f}'),
];

fn is_sign(c: char) -> bool {
    let is_in = |block: &(char, char)| (block.0..=block.1).contains(&c);
    SIGNS.iter().any(is_in)
        || ('\u{ff5f}'..='\u{ff65}').contains(&c)
        || ('\u{ffe0}'..='\u{ffff}').contains(&c)
        || c >= '\u{e0000}'
}

/// The characters that stand for the radicals from U+2E80 (EquivalentUnifiedIdeograph of Unicode 15.0) and from U+2F00
/// (NFKC): texts copied from PDF have them in the place of 人, 民. 青 is in its usual form.
const RADICALS: [(char, &str); 2] = [
    (
        '\u{2e80}',
        "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓\
         罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨\
         鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    ),
    (
        '\u{2f00}',
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾\
         干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
         用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷\
         豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
         黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
    ),
];

/// The character of a radical; any other as it is.
fn of_radical(c: char) -> char {
    let of_block =
        |(first, plain): &(char, &'static str)| plain.chars().nth((c as usize).checked_sub(*first as usize)?);
    RADICALS.iter().rev().find_map(of_block).unwrap_or(c)
}

/// Letters with accents or tone marks that fold to a plain one; ü in all its tones is v.
const ACCENTS: [(u8, &str); 14] = [
    (b'a', "āáǎàâãäåąĀÁǍÀÂÃÄÅĄ"),
    (b'e', "ēéěèêëęĒÉĚÈÊËĘ"),
    (b'i', "īíǐìîïĪÍǏÌÎÏ"),
    (b'o', "ōóǒòôõöøŌÓǑÒÔÕÖØ"),
    (b'u', "ūúǔùûůŪÚǓÙÛŮ"),
    (b'v', "üǖǘǚǜÜǕǗǙǛ"),
    (b'n', "ńňǹñŃŇǸÑ"),
    (b'c', "çćčÇĆČ"),
    (b's', "śšŚŠ"),
    (b'z', "źžżŹŽŻ"),
    (b'y', "ýÿÝŸ"),
    (b'l', "łŁ"),
    (b'd', "đĐ"),
    (b'r', "řŘ"),
];

/// First and last character of the blocks in which [`ACCENTS`] lie.
const ACCENTED: (char, char) = ('\u{c0}', '\u{24f}');

/// For each character of these blocks its plain letter, 0 for none.
static PLAIN: [u8; ACCENTED.1 as usize - ACCENTED.0 as usize + 1] = plain_letters();

const fn plain_letters() -> [u8; ACCENTED.1 as usize - ACCENTED.0 as usize + 1] {
    let mut table = [0; ACCENTED.1 as usize - ACCENTED.0 as usize + 1];
    let mut group = 0;
    while group < ACCENTS.len() {
        let (plain, with) = (ACCENTS[group].0, ACCENTS[group].1.as_bytes());
        let mut at = 0;
        // All of them take two bytes in UTF-8.
        while at < with.len() {
            let c = (with[at] as usize & 0x1f) << 6 | with[at + 1] as usize & 0x3f;
            table[c - ACCENTED.0 as usize] = plain;
            at += 2;
        }
        group += 1;
    }
    table
}

/// The plain letter under an accent or tone mark.
#[inline]
fn without_accent(c: char) -> Option<char> {
    let plain = (c as usize).checked_sub(ACCENTED.0 as usize).and_then(|at| PLAIN.get(at));
    plain.filter(|&&plain| plain != 0).map(|&plain| char::from(plain))
}

/// Capitals of Latin, Greek, Cyrillic and Armenian: the first, the last, the step from one to the next, and what to add for
/// the small letter (Unicode, UnicodeData). The standard library's own table is 12 KB in what everybody loads first. Single
/// letters of phonetic and historic alphabets are not in it, and stay as they are.
#[rustfmt::skip]
const CAPITALS: [(u16, u16, u16, i16); 41] = [
    (0xc0, 0xd6, 1, 32), (0xd8, 0xde, 1, 32), (0x100, 0x12e, 2, 1), (0x130, 0x130, 1, -199),
    (0x132, 0x136, 2, 1), (0x139, 0x147, 2, 1), (0x14a, 0x176, 2, 1), (0x178, 0x178, 1, -121),
    (0x179, 0x17d, 2, 1), (0x1c4, 0x1c4, 1, 2), (0x1c5, 0x1c5, 1, 1), (0x1c7, 0x1c7, 1, 2),
    (0x1c8, 0x1c8, 1, 1), (0x1ca, 0x1ca, 1, 2), (0x1cb, 0x1db, 2, 1), (0x1de, 0x1ee, 2, 1),
    (0x1f1, 0x1f1, 1, 2), (0x1f2, 0x1f4, 2, 1), (0x1f8, 0x21e, 2, 1), (0x222, 0x232, 2, 1),
    (0x246, 0x24e, 2, 1), (0x370, 0x372, 2, 1), (0x376, 0x376, 1, 1), (0x386, 0x386, 1, 38),
    (0x388, 0x38a, 1, 37), (0x38c, 0x38c, 1, 64), (0x38e, 0x38f, 1, 63), (0x391, 0x3a1, 1, 32),
    (0x3a3, 0x3ab, 1, 32), (0x3d8, 0x3ee, 2, 1), (0x400, 0x40f, 1, 80), (0x410, 0x42f, 1, 32),
    (0x460, 0x480, 2, 1), (0x48a, 0x4be, 2, 1), (0x4c0, 0x4c0, 1, 15), (0x4c1, 0x4cd, 2, 1),
    (0x4d0, 0x52e, 2, 1), (0x531, 0x556, 1, 48), (0x1e00, 0x1e94, 2, 1), (0x1e9e, 0x1e9e, 1, -7615),
    (0x1ea0, 0x1efe, 2, 1),
];

/// A letter of the European scripts in its small form, any other as it is.
fn small(c: char) -> char {
    let Ok(code) = u16::try_from(u32::from(c)) else { return c };
    let run =
        CAPITALS.iter().find(|(first, last, step, _)| (*first..=*last).contains(&code) && (code - first) % step == 0);
    let small = run.map_or(code, |(.., add)| code.wrapping_add_signed(*add));
    if small == 'ḿ' as u16 { 'm' } else { char::from_u32(small.into()).unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::tests::table;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let units = fold(text, table()).units;
        units.iter().map(|&u| if u == BREAK { '|' } else { table().char_of_unit(u).unwrap_or('?') }).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(folded(text), expected, "{text:?}");
    }

    #[test]
    fn texts_fold_to_one_form() {
        check("呂四港鎮", "吕四港镇");
        check("吕 四\u{3000}港", "吕四港");
        check("Lǚ Sì Gǎng", "lv si gang");
        check("LÜSIGANG", "lvsigang");
        check("Lu\u{308}\u{30c}", "lv");
        check("ＡＢ１２", "ab12");
        check("Xī'ān Jiē", "xian jie");
        check("0513-8331 2345、(0513)83312346", "0513 8331 2345|0513 83312346");
        check("臺北市（中正區）", "台北市中正区");
        check("A，，/B", "a|b");
        check("45号 ", "45号");
        check(" · ", "");
        check("", "");
        check("がǅб", "がǆб");
        check("😀村", "?村");
        check("⼈⺠路", "人民路");
        check("⾦⻓⻰⻘⻄⻅⾭⿔⿕", "金长龙青西见青龟龠");
    }

    #[test]
    fn every_accented_letter_folds_as_its_small_form() {
        let is_in = |c: char| ACCENTS.iter().find(|(_, with)| with.contains(c)).map(|a| char::from(a.0));
        for c in '\u{c0}'..='\u{24f}' {
            let lower = c.to_lowercase().next().unwrap_or(c);
            assert_eq!(without_accent(c), is_in(lower), "{c}");
            assert!(is_in(c).is_none_or(|plain| folded(&c.to_string()) == plain.to_string()), "{c}");
        }
        check("ḿḾ", "mm");
    }

    #[test]
    fn capitals_fold_as_the_standard_library_says() {
        let is_living = |c| matches!(c, '\u{c0}'..='\u{17f}' | '\u{1c4}'..='\u{1f5}' | 'Ά'..='ϊ' | 'Ѐ'..='ԯ' | 'Ա'..='և' | 'Ḁ'..='ỿ');
        let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
        for c in '\u{c0}'..='\u{2fff}' {
            let same = small(c) == lower(c) || "ḿḾ".contains(c);
            assert!(same || small(c) == c && !is_living(c), "{c} {:?}", small(c));
        }
    }

    #[test]
    fn signs_are_told_from_letters_as_the_standard_library_tells_them() {
        let emoji = |c: char| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}');
        let living =
            ('\0'..='\u{24f}').chain('\u{370}'..='\u{3ff}').chain('\u{410}'..='\u{44f}').chain('\u{2010}'..='\u{206f}');
        let living =
            living.chain('\u{20a0}'..='\u{20ff}').chain('\u{2190}'..='\u{2487}').chain('\u{2500}'..='\u{2bff}');
        let living =
            living.chain('\u{3000}'..='\u{3029}').chain('\u{3041}'..='\u{3096}').chain('\u{30a0}'..='\u{30ff}');
        let living =
            living.chain('\u{fe10}'..='\u{fe19}').chain('\u{fe30}'..='\u{fe6b}').chain('\u{ff01}'..='\u{ffbe}');
        let greek =
            |c: char| matches!(c, '\u{375}' | '\u{378}'..='\u{387}' | '\u{38b}' | '\u{38d}' | '\u{3a2}' | '\u{3f6}');
        for c in living.filter(|&c| !emoji(c) && !greek(c)) {
            assert_eq!(is_kept(c), c.is_alphanumeric(), "{c:?}");
        }
        for text in ["%", "○", "。。", " \u{3000}", "、/", "’", "※→■", "\u{200d}", "…——", "￥＃＠"]
        {
            assert!(!holds_words(text), "{text}");
        }
        assert!(["石桥%", "x", "７", "😀", "♿", "〇"].into_iter().all(holds_words));
    }

    #[test]
    fn radicals_fold_to_characters() {
        for c in ('\u{2e80}'..='\u{2ef3}').chain('\u{2f00}'..='\u{2fd5}').filter(|c| !"⺀\u{2e9a}".contains(*c)) {
            assert!(!matches!(of_radical(c), '\u{2e80}'..='\u{2fff}'), "{c}");
        }
        assert_eq!(of_radical('\u{2fd6}'), '\u{2fd6}');
    }

    #[test]
    fn of_a_query_the_signs_around_it_are_left_out() {
        for (typed, used) in [
            ("石桥", "石桥"),
            ("石桥%", "石桥"),
            ("○石桥", "石桥"),
            (" %，石桥 。※ ", "石桥"),
            ("（原）石桥", "（原）石桥"),
            ("新安（北）。", "新安（北）"),
            ("A-1号", "A-1号"),
            ("xi'", "xi'"),
            ("Lu\u{308}", "Lu\u{308}"),
            ("%○", ""),
            ("", ""),
        ] {
            assert_eq!(searched(typed), used, "{typed}");
        }
        let (signs, words) = ("%（".repeat(QUERY_MAX), "桥".repeat(QUERY_MAX));
        assert_eq!(searched(&format!("{signs}石桥")), "（石桥");
        assert_eq!(searched(&format!("{words}石")), words);
    }

    #[test]
    fn positions_count_characters() {
        assert_eq!(fold("吕 四·港", table()).at, [0, 2, 4]);
        assert_eq!(fold("Lu\u{308} si", table()).at, [0, 2, 3, 4, 5]);
    }

    proptest! {
        #[test]
        fn folding_is_done_once(text in "[\\PC]{0,20}") {
            let once = fold(&text, table());
            prop_assert_eq!(once.units.len(), once.at.len());
            prop_assert!(once.at.is_sorted() && once.at.iter().all(|&a| (a as usize) < text.chars().count()));
            let mut units = Vec::new();
            fold_units(&text, table(), &mut units);
            prop_assert_eq!(&units, &once.units);
        }
    }
}
