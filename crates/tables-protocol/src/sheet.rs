//! The list as a table that is edited, and what its columns mean.

use diming_protocol::catalog::Label;
use serde::{Deserialize, Serialize};

/// Which rows the table shows, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsWish {
    /// Only rows of which a cell holds this text; empty for all.
    pub words: String,
    /// Only rows with a problem.
    pub only_problems: bool,
    /// Ordered by this column; the other way round where `true`. In the order of the file without.
    pub sort: Option<(u32, bool)>,
}

/// A change of cells. A line is the place of a row among those that are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Sets cells from one on: lines of texts, as they are typed or pasted. What goes beyond the table is not taken.
    Cells {
        /// The first line.
        line: u32,
        /// The first column.
        column: u32,
        /// Its texts, line by line.
        texts: Vec<Vec<String>>,
    },
    /// Repeats the first line of a block in those below it.
    FillDown(Block),
    /// Empties the cells of a block.
    Clear(Block),
    /// Replaces a text in all shown rows.
    Replace(Replace),
    /// Takes rows out of the list: of a block of lines.
    Remove(Block),
    /// Adds an empty row behind the last one.
    Add,
}

/// A block of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The first line.
    pub line: u32,
    /// How many lines.
    pub lines: u32,
    /// The first column.
    pub column: u32,
    /// How many columns.
    pub columns: u32,
}

/// A text that is replaced in shown rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replace {
    /// The text that is looked for, as it stands; empty finds empty cells, of a whole cell only.
    pub find: String,
    /// What takes its place.
    pub with: String,
    /// Only in this column.
    pub column: Option<u32>,
    /// Only where it is the whole cell.
    pub is_whole: bool,
}

/// What a replacement would change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What is replaced.
    pub what: Replace,
    /// Cells that would differ.
    pub cells: u32,
    /// Some of them: the cell as a spreadsheet names it, before, after.
    pub samples: Vec<[String; 3]>,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetInfo {
    /// Grows whenever lines of [`DeskTable::Rows`](crate::DeskTable::Rows) change.
    pub revision: u32,
    /// Grows whenever a line may be another row.
    pub order: u32,
    /// Rows that are shown.
    pub shown: u32,
    /// Rows of the list.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Where the meaning of columns that a person has chosen comes from.
    pub mapping: MappingFrom,
}

/// Where a mapping of columns comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MappingFrom {
    /// From the headings alone.
    #[default]
    Headings,
    /// From an earlier list with the same headings.
    Earlier,
    /// A person has said it for this list.
    Person,
}

/// A column of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// Its heading.
    pub heading: String,
    /// Key of the field that it is; of a position `lon`, `lat`, `lonlat`; empty where it is nothing known.
    pub key: String,
    /// Label of that field.
    pub label: Label,
    /// A person has said so.
    pub is_said: bool,
    /// Some of its values.
    pub samples: Vec<String>,
    /// What its values look like, where it is nothing known.
    pub looks: Option<Looks>,
}

/// What the values of a column look like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looks {
    /// `phone`, `date`, `lon`, `lat` or `lonlat`.
    pub what: String,
    /// Key of the field that it could be, as in [`SheetColumn::key`]; empty where there are several, or none.
    pub key: String,
    /// So many of the values that were looked at.
    pub fitting: u32,
    /// Values that were looked at.
    pub seen: u32,
}

/// How a list is read where it could be read otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChoices {
    /// Sums, remarks and signatures below are records as well.
    pub takes_rest: bool,
    /// "As above" stays as it is written.
    pub leaves_ditto: bool,
    /// The line of the heading, from 1; 0 for the one that is recognised.
    pub heading: u32,
}

/// What a person said of the columns of a list, for the next one with the same headings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// All headings, in order.
    pub headings: Vec<String>,
    /// Headings and the keys of their fields, empty for none.
    pub columns: Vec<(String, String)>,
}
