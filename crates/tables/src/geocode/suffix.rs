//! Where a part of an address ends: the generics of divisions, villages and streets.

use super::counted::begins;

/// Units of a part.
pub const PART_MAX: usize = 20;

/// What a part is, by its generic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 省, 自治区.
    Province,
    /// 市, 县, 区, 自治州.
    County,
    /// 镇, 乡, 街道.
    Town,
    /// 村, 社区, 居委会, 里.
    Village,
    /// 路, 街, 巷, 弄, 大道.
    Street,
}

/// Which parts may still come.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// Nothing was read yet.
    pub province: bool,
    /// Fewer than two of 市, 县, 区, and nothing finer.
    pub county: bool,
    /// No town yet, nor anything finer.
    pub town: bool,
    /// No street yet.
    pub village: bool,
    /// A 里 may come: after a town, before a street.
    pub ward: bool,
}

impl Open {
    /// All may come: a name that stands alone.
    pub const ALL: Open = Open { province: true, county: true, town: true, village: true, ward: false };
}

/// The end of a part, and of its name without the generic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// What it is.
    pub class: Class,
    /// After the last unit that counts.
    pub end: usize,
    /// After the last unit that is read over.
    pub after: usize,
    /// After the name without its generic.
    pub stem: usize,
}

fn is(unit: Option<&u16>, any: &str) -> bool {
    unit.is_some_and(|&unit| any.chars().any(|c| c as u32 == u32::from(unit)))
}

/// The part that begins at `start` and whose generic begins at `at` (later than `start`), if one does.
pub fn end_at(units: &[u16], start: usize, at: usize, open: Open) -> Option<End> {
    let (before, next) = (units.get(at - 1), units.get(at + 1));
    let rest = &units[at..];
    let simple = |class| Some(End { class, end: at + 1, after: at + 1, stem: at });
    let found = match char::from_u32(u32::from(units[at]))? {
        '省' if open.province => simple(Class::Province),
        '区' if open.province && at > start + 2 && is(before, "治") => simple(Class::Province),
        '州' if open.county && is(before, "治") => simple(Class::County),
        '旗' if open.county && is(before, "治前后左右中") => simple(Class::County),
        '市' if open.county && !is(next, "场府政立委") && !of_citizens(rest) => simple(Class::County),
        '县' if open.county && !is(next, "府政道") => simple(Class::County),
        // 土城区 and 桃园区 are districts, 工业园区 and 老城区 are none.
        '区' if is(before, "城园") && (at > start + 2 || at == start + 2 && is(units.get(start), "老旧主")) => {
            None
        }
        '区' if open.county && !is(before, "小社校街景库厂院牧发片") => county_area(units, start, at),
        '镇' if open.town => simple(Class::Town),
        '乡' if open.town && !is(next, "道土贤村") => simple(Class::Town),
        '街' if open.town && is(next, "道") => Some(End { class: Class::Town, end: at + 2, after: at + 2, stem: at }),
        '村' if open.village && !(is(before, "新") && at > start + 1) => village(units, at, 1),
        '社' if open.village && is(next, "区") => village(units, at, 2),
        '居' if open.village && (begins(rest, "居委会") || begins(rest, "居民委员会")) => {
            village(units, at, 0)
        }
        '里' if open.ward && at <= start + 3 => simple(Class::Village),
        '路' | '街' | '巷' | '弄' => simple(Class::Street),
        '道' if is(before, "大国省县乡") || at > start + 1 && is_end(next) => simple(Class::Street),
        '胡' if is(next, "同") => Some(End { class: Class::Street, end: at + 2, after: at + 2, stem: at }),
        _ => None,
    };
    found.filter(|found| !goes_on(&units[found.after..], *found, units[found.after - 1]))
}

/// Whether a street may be over here: the text ends, or a number follows.
fn is_end(next: Option<&u16>) -> bool {
    next.is_none_or(|&unit| unit <= 0x39 || is(Some(&unit), "一二三四五六七八九十百"))
}

/// 启东市区 is 启东市; 新市区 is a district.
fn county_area(units: &[u16], start: usize, at: usize) -> Option<End> {
    let is_city = is(units.get(at - 1), "市") && at > start + 2;
    let end = if is_city { at } else { at + 1 };
    Some(End { class: Class::County, end, after: at + 1, stem: end - 1 })
}

/// A village, with the words for its committee behind it.
fn village(units: &[u16], at: usize, generic: usize) -> Option<End> {
    let end = at + generic;
    let after = end + committee_len(&units[end..]);
    Some(End { class: Class::Village, end: if generic == 0 { after } else { end }, after, stem: at })
}

/// How many units the word for a village's committee takes that begins here.
pub fn committee_len(rest: &[u16]) -> usize {
    const COMMITTEES: [&str; 7] = ["村民委员会", "民委员会", "居民委员会", "居委会", "村委会", "委员会", "委会"];
    COMMITTEES.iter().find(|word| begins(rest, word)).map_or(0, |word| word.chars().count())
}

/// 市民中心, but 花莲市民享里.
fn of_citizens(rest: &[u16]) -> bool {
    ["市民政", "市民中", "市民广", "市民公", "市民服", "市民大"].iter().any(|word| begins(rest, word))
}

/// Whether the name goes on: 新镇路5号 is on a street, not in 新镇; 新市里 is a ward. But 高雄市路竹区, 寅阳镇路南村.
fn goes_on(rest: &[u16], found: End, generic: u16) -> bool {
    let next = rest.first();
    let is_street = is(next, "路街巷弄") && is_end(rest.get(1));
    match found.class {
        Class::Province => false,
        Class::County if generic == '区' as u16 => is_street || begins(rest, "街道"),
        Class::County => is_street || is(next, "区镇乡市县村") || begins(rest, "社区"),
        Class::Town => is_street || is(next, "区"),
        Class::Village => is_street || is(next, "村镇乡里屯堡店桥区") || begins(rest, "社区"),
        Class::Street => is(next, "村镇乡街路巷弄道") || begins(rest, "社区") || begins(rest, "新村"),
    }
}
