//! What is wrong at a cell, in codes and values.

use super::Input;
use diming_engine::export::iso_day;
use diming_text::decimal::parse_decimal;

/// The rules, in the order in which the problems of a cell stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Rule {
    /// A required field is empty.
    Missing,
    /// A value is outside of its field's list.
    Listed,
    /// A number cannot be read, or is written unusually.
    Number,
    /// So a date.
    Date,
    /// So yes and no, and marks.
    YesNo,
    /// A link is none.
    Link,
    /// A telephone number cannot be dialled.
    Phone,
    /// A spreadsheet has rounded a long number.
    Spoilt,
    /// A value cannot be, by itself or beside another.
    Impossible,
    /// Two records have one id.
    SameId,
    /// Two records of one kind have one name, or sound alike, near each other.
    SameName,
    /// Two records of one kind have one telephone.
    SamePhone,
    /// Two records of one kind have one address.
    SameAddress,
    /// A position is odd.
    Position,
    /// A position is outside of the region.
    Region,
    /// A record is far from the town that it names.
    Town,
    /// Many records are at one point.
    OnePoint,
    /// A name has characters that are not standard.
    Script,
    /// A romanised spelling is not that of the name.
    Spelling,
    /// Blanks, control characters and full-width letters in a value.
    Clean,
}

impl Rule {
    /// All, in order.
    pub const ALL: [Rule; 20] = [
        Rule::Missing,
        Rule::Listed,
        Rule::Number,
        Rule::Date,
        Rule::YesNo,
        Rule::Link,
        Rule::Phone,
        Rule::Spoilt,
        Rule::Impossible,
        Rule::SameId,
        Rule::SameName,
        Rule::SamePhone,
        Rule::SameAddress,
        Rule::Position,
        Rule::Region,
        Rule::Town,
        Rule::OnePoint,
        Rule::Script,
        Rule::Spelling,
        Rule::Clean,
    ];

    /// Its stable code, in files and settings.
    pub fn code(self) -> &'static str {
        match self {
            Rule::Missing => "missing",
            Rule::Listed => "listed",
            Rule::Number => "number",
            Rule::Date => "date",
            Rule::YesNo => "yes_no",
            Rule::Link => "link",
            Rule::Phone => "phone",
            Rule::Spoilt => "spoilt",
            Rule::Impossible => "impossible",
            Rule::SameId => "same_id",
            Rule::SameName => "same_name",
            Rule::SamePhone => "same_phone",
            Rule::SameAddress => "same_address",
            Rule::Position => "position",
            Rule::Region => "region",
            Rule::Town => "town",
            Rule::OnePoint => "one_point",
            Rule::Script => "script",
            Rule::Spelling => "spelling",
            Rule::Clean => "clean",
        }
    }

    /// The rule of a code.
    pub fn of_code(code: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// How serious a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Weight {
    /// The record cannot be used as it is.
    Error,
    /// Most likely wrong.
    Warn,
    /// Worth a look, or only untidy.
    Advice,
}

impl Weight {
    /// All, the most serious first.
    pub const ALL: [Weight; 3] = [Weight::Error, Weight::Warn, Weight::Advice];

    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Weight::Error => "error",
            Weight::Warn => "warn",
            Weight::Advice => "advice",
        }
    }
}

/// Why a cell is a problem, with the values that a sentence about it needs. Rows and columns are indexes of the list.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Reason {
    /// Nothing is given.
    Missing,
    /// A sign that stands for nothing (—, 暂无): better empty.
    Placeholder,
    /// Not in the list of values.
    NotListed,
    /// In the list, written otherwise.
    ListedAs,
    /// A number, written otherwise.
    NumberAs,
    /// No number, or several, or a vague one.
    NoNumber,
    /// Counts things, and is no whole number from 0.
    NotCount,
    /// A date, written otherwise.
    DateAs,
    /// The serial number of a day in a spreadsheet.
    DateSerial,
    /// The calendar has no such day.
    NoSuchDay,
    /// No date.
    NoDate,
    /// Neither yes nor no.
    NoYesNo,
    /// Not as many marks as the field has, or others.
    NoMarks,
    /// No address of a web page.
    NoLink,
    /// Nothing in it can be dialled.
    NoPhone,
    /// So many digits make no telephone number.
    PhoneDigits(u32),
    /// A spreadsheet has rounded it (3.20681E+17): digits are lost.
    Spoilt,
    /// Zeros behind the fifteenth digit: a spreadsheet may have rounded it.
    Rounded,
    /// More than another value of the record: its column, its value.
    MoreThan(u32, f64),
    /// Beyond a limit: the smallest and largest that are believed.
    Beyond(f64, f64),
    /// In the future: today, `yyyymmdd`.
    Future(u32),
    /// Before a year.
    TooEarly(u32),
    /// Before another day of the record: its column, the day as `yyyymmdd`.
    Before(u32, u32),
    /// The id of an earlier row.
    SameId(u32),
    /// The name of an earlier row, so many metres away.
    SameNameNear(u32, f64),
    /// The name of an earlier row in the same town.
    SameNameInTown(u32),
    /// Sounds like the name of an earlier row, so many metres away.
    SameSoundNear(u32, f64),
    /// Sounds like the name of an earlier row in the same town.
    SameSoundInTown(u32),
    /// A telephone of an earlier row.
    SamePhone(u32),
    /// A telephone of so many rows.
    SharedPhone(u32),
    /// The address of an earlier row.
    SameAddress(u32),
    /// The address of so many rows.
    SharedAddress(u32),
    /// A position that cannot be read.
    NoPosition,
    /// A position, written otherwise.
    PositionAs,
    /// Longitude without latitude, or the other way.
    HalfPosition,
    /// Longitude and latitude are exchanged.
    Swapped,
    /// 0, 0.
    ZeroPosition,
    /// No degrees of the earth; perhaps metres.
    NoDegrees,
    /// So few decimals.
    FewDecimals(u32),
    /// Outside of the region.
    OutsideRegion,
    /// So many metres from the middle of its town, where records are at most so many away; a row of the other town that it
    /// would fit, where there is just one.
    FarFromTown(f64, f64, Option<u32>),
    /// So many records at one point.
    OnePoint(u32),
    /// A traditional or variant character.
    Traditional(char),
    /// A character of the third level, which is rare.
    RareCharacter(char),
    /// A character outside of the table of standard ones.
    NotStandard(char),
    /// A character of a private font, which others cannot see.
    PrivateCharacter(char),
    /// A spelling by another reading or division that is possible.
    OtherSpelling,
    /// A spelling that is not that of the name.
    WrongSpelling,
    /// Blanks at the ends, several together, or of unusual kinds.
    Blanks,
    /// Characters that nobody sees, line ends or tabs.
    Control,
    /// Full-width letters or digits.
    FullWidth,
    /// Characters that were lost when the text was decoded.
    BadText,
}

/// A value that a cell should have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repair {
    /// The column of the cell.
    pub column: u32,
    /// Its new value.
    pub value: String,
}

/// One problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The row of the list, from 0.
    pub row: u32,
    /// The column of the list, from 0; `None` where the list has no such column.
    pub column: Option<u32>,
    /// The rule that found it.
    pub rule: Rule,
    /// How serious it is.
    pub weight: Weight,
    /// Why.
    pub reason: Reason,
    /// Cells of the row as they should be, all together; empty where nothing is sure. Usually it is the cell itself.
    pub repairs: Vec<Repair>,
}

impl Problem {
    /// A problem at a cell, without a repair.
    pub fn new(row: usize, column: usize, rule: Rule, weight: Weight, reason: Reason) -> Problem {
        Problem { row: row as u32, column: Some(column as u32), rule, weight, reason, repairs: Vec::new() }
    }

    /// The same, with the cell as it should be.
    pub fn repaired(mut self, value: impl Into<String>) -> Problem {
        if let Some(column) = self.column {
            self.repairs.push(Repair { column, value: value.into() });
        }
        self
    }

    /// The cell as it should be; `None` where nothing is sure.
    pub fn repair(&self) -> Option<&str> {
        let own = self.repairs.iter().find(|repair| Some(repair.column) == self.column);
        own.map(|repair| repair.value.as_str())
    }

    /// The cell as it stands.
    pub fn value<'a>(&self, input: &Input<'a>) -> &'a str {
        input.list.cell_of(self.row as usize, self.column.map(|column| column as usize))
    }

    /// The record's id as it stands; empty where there is none.
    pub fn id<'a>(&self, input: &Input<'a>) -> &'a str {
        input.list.cell_of(self.row as usize, input.columns.roles.id)
    }

    /// The line of the list's source, from 1.
    pub fn line(&self, input: &Input) -> u32 {
        input.list.line(self.row as usize)
    }

    /// The key of the cell's field; its heading where nothing is known of the column.
    pub fn field<'a>(&self, input: &Input<'a>) -> &'a str {
        let column = self.column.and_then(|column| input.columns.list.get(column as usize));
        column.map_or("", |column| if column.is_unknown() { &column.heading } else { &column.key })
    }
}

impl Reason {
    /// Its values by name, as sentences and files have them. A row of the list is told by its line.
    pub fn values(self, input: &Input) -> Vec<(&'static str, String)> {
        let line = |row: u32| ("line", input.list.line(row as usize).to_string());
        let figure = |n: f64| n.to_string();
        let meters = |name: &'static str, m: f64| (name, m.round().to_string());
        let day = |name: &'static str, day: u32| (name, iso_day(day));
        match self {
            Reason::PhoneDigits(n)
            | Reason::SharedPhone(n)
            | Reason::SharedAddress(n)
            | Reason::OnePoint(n)
            | Reason::FewDecimals(n) => vec![("n", n.to_string())],
            Reason::MoreThan(column, value) => vec![("column", column.to_string()), ("other", figure(value))],
            Reason::Beyond(min, max) => vec![("min", figure(min)), ("max", figure(max))],
            Reason::Future(today) => vec![day("today", today)],
            Reason::TooEarly(year) => vec![("year", year.to_string())],
            Reason::Before(column, other) => vec![("column", column.to_string()), day("other", other)],
            Reason::SameId(row) | Reason::SamePhone(row) | Reason::SameAddress(row) => vec![line(row)],
            Reason::SameNameNear(row, m) | Reason::SameSoundNear(row, m) => {
                let name = input.list.cell_of(row as usize, input.columns.roles.name);
                vec![line(row), meters("m", m), ("name", name.to_owned())]
            }
            Reason::SameNameInTown(row) | Reason::SameSoundInTown(row) => {
                let name = input.list.cell_of(row as usize, input.columns.roles.name);
                vec![line(row), ("name", name.to_owned())]
            }
            Reason::FarFromTown(m, usual_m, other) => {
                let town = |row: u32| input.list.cell_of(row as usize, input.columns.roles.town).to_owned();
                vec![meters("m", m), meters("usual_m", usual_m), ("town", other.map(town).unwrap_or_default())]
            }
            Reason::Traditional(c)
            | Reason::RareCharacter(c)
            | Reason::NotStandard(c)
            | Reason::PrivateCharacter(c) => {
                vec![("character", c.to_string()), ("code", format!("U+{:04X}", c as u32))]
            }
            _ => Vec::new(),
        }
    }

    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::Placeholder => "placeholder",
            Reason::NotListed => "not_listed",
            Reason::ListedAs => "listed_as",
            Reason::NumberAs => "number_as",
            Reason::NoNumber => "no_number",
            Reason::NotCount => "not_count",
            Reason::DateAs => "date_as",
            Reason::DateSerial => "date_serial",
            Reason::NoSuchDay => "no_such_day",
            Reason::NoDate => "no_date",
            Reason::NoYesNo => "no_yes_no",
            Reason::NoMarks => "no_marks",
            Reason::NoLink => "no_link",
            Reason::NoPhone => "no_phone",
            Reason::PhoneDigits(_) => "phone_digits",
            Reason::Spoilt => "spoilt",
            Reason::Rounded => "rounded",
            Reason::MoreThan(..) => "more_than",
            Reason::Beyond(..) => "beyond",
            Reason::Future(_) => "future",
            Reason::TooEarly(_) => "too_early",
            Reason::Before(..) => "before",
            Reason::SameId(_) => "same_id",
            Reason::SameNameNear(..) => "same_name_near",
            Reason::SameNameInTown(_) => "same_name_in_town",
            Reason::SameSoundNear(..) => "same_sound_near",
            Reason::SameSoundInTown(_) => "same_sound_in_town",
            Reason::SamePhone(_) => "same_phone",
            Reason::SharedPhone(_) => "shared_phone",
            Reason::SameAddress(_) => "same_address",
            Reason::SharedAddress(_) => "shared_address",
            Reason::NoPosition => "no_position",
            Reason::PositionAs => "position_as",
            Reason::HalfPosition => "half_position",
            Reason::Swapped => "swapped",
            Reason::ZeroPosition => "zero_position",
            Reason::NoDegrees => "no_degrees",
            Reason::FewDecimals(_) => "few_decimals",
            Reason::OutsideRegion => "outside_region",
            Reason::FarFromTown(..) => "far_from_town",
            Reason::OnePoint(_) => "one_point",
            Reason::Traditional(_) => "traditional",
            Reason::RareCharacter(_) => "rare_character",
            Reason::NotStandard(_) => "not_standard",
            Reason::PrivateCharacter(_) => "private_character",
            Reason::OtherSpelling => "other_spelling",
            Reason::WrongSpelling => "wrong_spelling",
            Reason::Blanks => "blanks",
            Reason::Control => "control",
            Reason::FullWidth => "full_width",
            Reason::BadText => "bad_text",
        }
    }
}

/// The letters of a column in A1 form: A, B … Z, AA.
pub fn column_letters(column: u32) -> String {
    let (mut rest, mut letters) = (u64::from(column) + 1, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// A number written plainly: digits with a point and a sign at most.
pub fn parse_plain(text: &str) -> Option<f64> {
    let is_plain = text.len() <= 24 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    if is_plain { parse_decimal(text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_and_found_again() {
        for rule in Rule::ALL {
            assert_eq!(Rule::of_code(rule.code()), Some(rule));
        }
        assert_eq!(Rule::of_code("nonsense"), None);
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters = [0, 1, 25, 26, 51, 52, 701, 702, 16_383].map(column_letters);
        assert_eq!(letters, ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        assert!(!column_letters(u32::MAX).is_empty());
    }
}
