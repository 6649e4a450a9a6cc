//! Finds the heading row, and the rows that are no records.

use super::names::{half_width, is_unit, plain};
use super::{is_blank_sign, is_ditto};
use diming_text::decimal::parse_decimal;

/// Most lines that a heading takes.
const LINES_MAX: usize = 3;

/// Maps the text of a heading to a field, or to nothing.
pub type Meaning<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The heading: its position and its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its first row.
    pub first: usize,
    /// Number of rows.
    pub lines: usize,
    /// What each column is called.
    pub names: Vec<String>,
    /// The part of the name by which the field is recognised; empty if none is.
    pub known_by: Vec<String>,
    /// The field of each column.
    pub fields: Vec<Option<String>>,
    /// How often the same columns repeat side by side; 0 and 1 mean once.
    pub times: usize,
}

impl Heading {
    /// If all headings repeat side by side, keeps one group: each group has records of its own.
    fn fold(mut self) -> Heading {
        let mut names: Vec<String> = self.names.iter().map(|name| plain(name)).collect();
        names.truncate(names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        // There may be an unnamed column between the groups.
        let name = |at: usize| names.get(at).map_or("", String::as_str);
        let repeats =
            |width: usize| (width..names.len().next_multiple_of(width)).all(|at| name(at) == name(at % width));
        let has_name = |width: usize| {
            let mut fields = self.fields.iter().take(width).flatten();
            fields.any(|field| NAMING.contains(&field.as_str()))
        };
        let Some(width) = (1..=names.len() / 2).find(|&width| has_name(width) && repeats(width)) else { return self };
        self.times = names.len().div_ceil(width);
        self.names.truncate(width);
        self.known_by.truncate(width);
        self.fields.truncate(width);
        self
    }
}

/// Fields that identify a record.
const NAMING: [&str; 2] = ["name", "specific"];

/// Whether a cell is blank.
pub fn is_blank(cell: &str) -> bool {
    cell.chars().all(is_blank_sign)
}

fn is_number(cell: &str) -> bool {
    parse_decimal(cell.trim().trim_end_matches('°')).is_some()
}

/// Finds the heading in the first rows of a table: the row with most recognised cells, joined with the rows above and
/// below that belong to it. `None` if no cell is recognised.
pub fn find(rows: &[Vec<String>], meaning: Meaning) -> Option<Heading> {
    // Among headings "as above" is the rest of cells that are merged vertically.
    let bare = |cell: &String| if is_ditto(cell) { String::new() } else { cell.clone() };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(bare).collect()).collect();
    let known = |row: &[String]| row.iter().filter(|cell| !is_blank(cell) && meaning(cell).is_some()).count();
    let numbers = |row: &[String]| row.iter().filter(|cell| is_number(cell)).count();
    let filled = |row: &[String]| row.iter().filter(|cell| !is_blank(cell)).count();
    let top = rows.iter().position(|row| filled(row) > 0)?;
    let mut best: Option<(usize, usize)> = None;
    for (at, row) in rows.iter().enumerate() {
        let count = known(row);
        let may_be = if at == top { count > 0 } else { count > 1 || count > 0 && count == filled(row) };
        if may_be && numbers(row) < count && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, at));
        }
    }
    let mut first = best?.1;
    let mut lines = 1;
    let goes_on =
        |above: &[String], below: &[String]| completes(above, below, meaning) || groups(above, below, meaning);
    while lines < LINES_MAX && first > 0 && goes_on(rows.get(first - 1)?, rows.get(first)?) {
        first -= 1;
        lines += 1;
    }
    let is_lower = |at: usize, row: &Vec<String>| {
        is_lower_line(row, meaning) || rows.get(at - 1).is_some_and(|above| groups(above, row, meaning))
    };
    while lines < LINES_MAX && rows.get(first + lines).is_some_and(|row| is_lower(first + lines, row)) {
        lines += 1;
    }
    let parts = rows.get(first..first + lines)?;
    Some(Heading { first, lines, ..put_together(parts, meaning) }.fold())
}

/// Whether a row names columns that the row below leaves empty (cells merged vertically).
fn completes(above: &[String], below: &[String], meaning: Meaning) -> bool {
    let names = |(at, cell): (usize, &String)| {
        !is_blank(cell) && below.get(at).is_none_or(|b| is_blank(b)) && meaning(cell).is_some()
    };
    above.iter().enumerate().any(names) && !above.iter().any(|cell| is_number(cell))
}

/// Whether a row names groups of the columns below, one of which is recognised only with its group.
fn groups(above: &[String], below: &[String], meaning: Meaning) -> bool {
    let is_known = |(at, cell): (usize, &String)| {
        !is_blank(cell) && meaning(cell).is_none() && of_group(group_over(above, at), cell, meaning).is_some()
    };
    !above.iter().chain(below).any(|cell| is_number(cell)) && below.iter().enumerate().any(is_known)
}

/// The group name of a column: its own cell, or the next one to the left of empty ones.
fn group_over(above: &[String], column: usize) -> &str {
    above.iter().take(column + 1).rev().find(|cell| !is_blank(cell)).map_or("", String::as_str)
}

/// The column name, with its group where needed: 床位 over 护理 is 护理床位, over 总数 床位.
fn of_group(group: &str, name: &str, meaning: Meaning) -> Option<(String, String)> {
    let (group, name) = (super::trimmed(group), super::trimmed(name));
    // A stroke for "nothing" below a heading is no name: `电话/` would be read as one.
    if group.is_empty() || group == name || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    let is_total = TOTALS.contains(&plain(name).as_str());
    let names = [Some(format!("{group}{name}")), Some(format!("{name}{group}")), is_total.then(|| group.to_owned())];
    names
        .into_iter()
        .flatten()
        .find_map(|name| meaning(&name).map(|field| (name, field)))
        .filter(|(_, field)| !NAMING.contains(&field.as_str()))
}

/// Names of a column with the total of its group.
const TOTALS: [&str; 6] = ["总数", "总计", "合计", "数量", "数", "total"];

/// Whether a row below belongs to the heading: half of its cells name columns or units, and none is a number.
fn is_lower_line(row: &[String], meaning: Meaning) -> bool {
    let cells = || row.iter().filter(|cell| !is_blank(cell));
    let naming = cells().filter(|cell| is_unit(cell) || meaning(cell).is_some()).count();
    naming > 0 && naming * 2 >= cells().count() && !cells().any(|cell| is_number(cell))
}

/// The column names from the lines of a heading.
fn put_together(lines: &[Vec<String>], meaning: Meaning) -> Heading {
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: usize, column: usize| -> &str {
        let text = lines.get(line).and_then(|line| line.get(column)).map_or("", String::as_str);
        if is_blank(text) { "" } else { text }
    };
    // A cell over empty ones with names below is a group name.
    let is_group = |line: usize, column: usize| {
        let below = |column| (line + 1..lines.len()).any(|lower| !cell(lower, column).is_empty());
        below(column) && column + 1 < width && cell(line, column + 1).is_empty() && below(column + 1)
    };
    let mut heading = Heading::default();
    for column in 0..width {
        let own = || (0..lines.len()).map(move |line| (line, cell(line, column))).filter(|(_, text)| !text.is_empty());
        let mut name =
            own().map(|(_, text)| text).filter(|text| lines.len() == 1 || !is_unit(text)).collect::<Vec<_>>().join(" ");
        let mut found = meaning(&name).map(|field| (name.clone(), field));
        for (line, text) in (0..lines.len()).rev().map(|line| (line, cell(line, column))) {
            if found.is_none() && !text.is_empty() && !is_group(line, column) {
                found = meaning(text).map(|field| (text.to_owned(), field));
            }
        }
        if found.is_none()
            && let Some((line, own)) = own().next_back().filter(|(line, _)| *line > 0)
            && let Some(above) = lines.get(line - 1)
            && let Some((by, field)) = of_group(group_over(above, column), own, meaning)
        {
            name.clone_from(&by);
            found = Some((by, field));
        }
        let (known_by, field) = found.map_or((String::new(), None), |(by, field)| (by, Some(field)));
        heading.names.push(name);
        heading.known_by.push(known_by);
        heading.fields.push(field);
    }
    heading
}

/// Kinds of rows that are no records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Sums, remarks, signatures.
    Below,
    /// A repeated heading, as on each printed page.
    Heading,
}

const SUMS: [&str; 13] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "总合计",
    "本页合计",
    "本页小计",
    "全市合计",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
];
const REMARKS: [&str; 28] = [
    "注",
    "备注",
    "附注",
    "说明",
    "填表说明",
    "注意",
    "审核",
    "审核人",
    "填表",
    "填表人",
    "制表",
    "制表人",
    "填报人",
    "填报单位",
    "填报日期",
    "填报时间",
    "负责人",
    "单位负责人",
    "复核",
    "复核人",
    "联系人",
    "经办人",
    "制表单位",
    "制表日期",
    "数据来源",
    "资料来源",
    "note",
    "remarks",
];

/// First characters of such words, and those of sums.
const LEADS: &str = "合小总共累本全注备附说填审制负单复联经数资";
const LATIN_LEADS: &str = "tsgnr";

/// Whether a row may be no record, judged by its first character only, because each row is tested.
fn may_begin_rest(first: &str, names: &[String]) -> bool {
    let Some(lead) = first.chars().map(half_width).find(|&c| !is_blank_sign(c) && !"([{*".contains(c)) else {
        return false;
    };
    let is_heading = || names.iter().find(|name| !name.is_empty()).is_some_and(|name| super::trimmed(first) == name);
    lead.is_ascii_digit() && first.len() <= 8
        || LEADS.contains(lead)
        || LATIN_LEADS.contains(lead.to_ascii_lowercase())
        || is_heading()
}

/// The kind of a row below the heading, if it is no record. `names`: those of the heading.
pub fn rest_of<'c>(cells: impl Iterator<Item = &'c str> + Clone, names: &[String]) -> Option<Rest> {
    let filled = || cells.clone().filter(|cell| !is_blank(cell));
    let first = filled().next()?;
    if first.len() > 600 || !may_begin_rest(first, names) {
        return None;
    }
    // Repeated on each page. A heading of one word could be a record's name.
    let mut pairs = cells.clone().zip(names);
    if filled().count() > 1
        && pairs.all(|(cell, name)| super::trimmed(cell) == name)
        && cells.clone().count() >= names.len()
    {
        return Some(Rest::Heading);
    }
    let word = plain(first);
    let is_sum = |text: &str| SUMS.contains(&text);
    let second = || filled().nth(1).map(plain).unwrap_or_default();
    let is_sum_row = is_sum(&word) || is_number(first) && is_sum(&second());
    // `注：…`, `审核人：…`, or such a word alone in its cell with its text in the next cells.
    let before_colon = first.split([':', '：']).next().map(plain).unwrap_or_default();
    let has_colon = first.contains([':', '：']);
    let bare = before_colon.trim_end_matches(|c: char| c.is_ascii_digit()).trim_matches(['(', ')']);
    let is_remark_row = has_colon && REMARKS.contains(&bare) || word == "注" && filled().count() <= 2;
    (is_sum_row || is_remark_row).then_some(Rest::Below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(text: &str) -> Option<String> {
        let field = super::super::names::variants(text).into_iter().find_map(|v| {
            Some(match v.as_str() {
                "名称" | "机构名称" | "name" => "name",
                "经度" | "lon" => "lon",
                "纬度" | "lat" => "lat",
                "位置" => "address",
                "床位数" => "beds",
                "护理床位数" => "nursing",
                "序号" => "id",
                _ => return None,
            })
        });
        field.map(str::to_owned)
    }

    fn check(text: &str, expected: Option<(usize, usize, &[&str])>) {
        let rows: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let found = find(&rows, &meaning);
        let found = found.map(|h| {
            let fields: Vec<String> = h.fields.into_iter().map(Option::unwrap_or_default).collect();
            (h.first, h.lines, fields)
        });
        let expected =
            expected.map(|(first, lines, fields)| (first, lines, fields.iter().map(|f| (*f).to_owned()).collect()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headings_where_they_stand() {
        check("名称,经度,纬度\n甲,1,2", Some((0, 1, &["name", "lon", "lat"])));
        check("名称,位置,,床位数\n,经度,纬度,核定\n甲院,121.7,31.9,80", Some((0, 2, &["name", "lon", "lat", "beds"])));
        check(
            "情况表,,,\n填报单位：某科,,,\n序号,机构名称,经度,床位数,纬度\n1,甲院,121.7,80,31.9",
            Some((2, 1, &["id", "name", "lon", "beds", "lat"])),
        );
        check("基本情况,,位置,\n名称,床位数,经度,纬度\n甲,5,1,2", Some((1, 1, &["name", "beds", "lon", "lat"])));
        check("名称,经度,纬度\n,(°),(°)\n甲,1,2", Some((0, 2, &["name", "lon", "lat"])));
        check("名称,经度,纬度\nname,lon,lat\n甲,1,2", Some((0, 2, &["name", "lon", "lat"])));
        check("名称,备注\n石桥,好\n吕四,", Some((0, 1, &["name", ""])));
        // Columns recognised by their group.
        check(
            ",,地理坐标,,床位数,\n名称,乡镇,经度,纬度,总数,护理\n甲院,某镇,1,2,80,20",
            Some((0, 2, &["name", "", "lon", "lat", "beds", "nursing"])),
        );
        check("名称,床位数,,\n,总数,护理,其他\n甲院,80,20,5", Some((0, 2, &["name", "beds", "nursing", ""])));
        // Cells that are merged downwards, as a workbook gives them.
        check("名称,床位数,\n同上,总数,护理\n甲院,80,20", Some((0, 2, &["name", "beds", "nursing"])));
        check("名称,,\n序号,数量,位置\n1,甲,乙", Some((1, 1, &["id", "", "address"])));
        check("床位数统计,,,\n名称,经度,总数,护理\n甲院,1,80,20", Some((1, 1, &["name", "lon", "", ""])));
        // A first record of words and a stroke.
        check("名称,位置\n甲院,/", Some((0, 1, &["name", "address"])));
        check("a,b\n1,2", None);
        check("", None);
    }

    #[test]
    fn headings_that_repeat_side_by_side() {
        for (text, times, width) in [
            ("序号,名称,床位数,序号,名称,床位数\n1,甲,5,2,乙,6", 2, 3),
            ("名称,床位数,,名称,床位数,,名称,床位数\n甲,5,,乙,6,,丙,7", 3, 3),
            ("名称,名称,名称,,\n甲,乙,丙,,", 3, 1),
            ("名称,床位数,名称\n甲,5,乙", 0, 3),
            ("名称,经度,纬度,经度,纬度\n甲,1,2,1,2", 0, 5),
        ] {
            let rows: Vec<Vec<String>> = text.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect();
            let heading = find(&rows, &meaning).unwrap();
            assert_eq!((heading.times, heading.names.len()), (times, width), "{text}");
        }
    }

    #[test]
    fn rows_that_are_no_records() {
        let names = ["名称".to_owned(), "床位".to_owned()];
        let rest = |row: &str| rest_of(row.split(','), &names);
        for row in [
            "合计,80",
            "合　计,80",
            "小计：,1",
            "注：截至年底。,",
            "审核人：张三,填表人：李四",
            "5,合计,80",
            "备注:好,",
        ] {
            assert_eq!(rest(row), Some(Rest::Below), "{row}");
        }
        assert_eq!(rest("名称,床位"), Some(Rest::Heading));
        for row in ["合计村,80", "石桥,80", "注水井,5", "说明书店,", "审核大楼,3", ",,"] {
            assert_eq!(rest(row), None, "{row}");
        }
    }
}
