//! What the page and the engine's part say to each other at the data desk: the bodies of the envelope
//! ([`Request::Workspace`](diming_protocol::Request::Workspace)), and the types in them.
//!
//! The part answers tables line by line in words of the language asked for, so that the page needs no code for what a line
//! says. No DOM, no clock, no network, no randomness, no global state.

pub mod clipboard;
pub mod link;
pub mod messages;
mod publish;
mod sheet;

pub use publish::{LayerForm, PublishFile, PublishForm, PublishInfo, PublishQuestion, PublishState, SiteFile};
pub use sheet::{
    Block, Edit, Looks, Mapping, MappingFrom, Preview, ReadChoices, Replace, RowsWish, SheetColumn, SheetInfo,
};

use diming_protocol::catalog::{Label, Lang};
use diming_protocol::geo::LonLat;
use diming_protocol::{Export, FeatureId, Part, Problem, Request, WorkspaceId};
use serde::{Deserialize, Serialize};

/// The data desk among the workspaces.
pub const DESK: WorkspaceId = WorkspaceId(2);

/// Its part of the engine.
pub const PART: Part = Part::Workspace(DESK);

/// Most lines of a table that are answered at once.
pub const LINES_MAX: u32 = 200;

/// Longest list that is kept on this machine while it is changed, bytes.
pub const KEPT_BYTES_MAX: usize = 20 << 20;

/// What the page asks. A number of a line is its place in its table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DeskAsk {
    /// Reads the list of a layer, by its id, and checks it. What was changed in another list is dropped.
    Open(String),
    /// Reads the file of the list again, in another way. Changes are dropped.
    Reread(ReadChoices),
    /// Leaves the list.
    Close,
    /// Lines of a table from one on, at most [`LINES_MAX`], in a language.
    Lines {
        /// Which table.
        table: DeskTable,
        /// The first line.
        from: u32,
        /// How many.
        count: u32,
        /// The language of its words.
        lang: Lang,
    },
    /// Shows only problems of this rule and of this weight, by their codes; empty for all.
    Only {
        /// Code of a rule.
        rule: String,
        /// Code of a weight.
        weight: String,
    },
    /// Holds the list against that of another layer, which is its version before; empty to end it.
    Compare(String),
    /// Looks for the rows without coordinates by the layers that are loaded.
    Place,
    /// Gives a row the place that was found: of a line of [`DeskTable::Places`], or all that are sure.
    Accept {
        /// [`PlaceInfo::revision`] of the lines; of another one nothing is done.
        revision: u32,
        /// The line; all that are sure where it is missing.
        line: Option<u32>,
        /// Which of its [`DeskLine::choices`].
        choice: u32,
    },
    /// Gives a row without coordinates a place that a person has chosen on the map.
    PlaceAt {
        /// [`PlaceInfo::revision`] of the lines; of another one nothing is done.
        revision: u32,
        /// The line.
        line: u32,
        /// The place.
        at: LonLat,
    },
    /// Shows only changes of this kind, by its code; empty for all.
    OnlyChanges(String),
    /// Makes the proposed repairs of a shown problem, or of all shown ones.
    Repair {
        /// [`DeskInfo::revision`] of the shown problems; of another one nothing is done.
        revision: u32,
        /// The line; all where it is missing.
        line: Option<u32>,
    },
    /// Shows rows of the table.
    Rows(RowsWish),
    /// Changes cells of the table.
    Edit {
        /// [`SheetInfo::order`] of the lines; of another one nothing is done: [`Said::NotDone`].
        order: u32,
        /// The change.
        edit: Edit,
    },
    /// Says what a replacement would change: [`Said::Preview`].
    Preview(Replace),
    /// A person says what a column is: its index, the key of a field, empty for nothing.
    Mean {
        /// The column.
        column: u32,
        /// The key.
        key: String,
    },
    /// What was said of the columns of earlier lists.
    Mappings(Vec<Mapping>),
    /// Begins to make the list a layer of the site, or takes what was decided; words in a language.
    Publish {
        /// What was decided; what is proposed where it is missing.
        form: Option<Box<PublishForm>>,
        /// The language of the words.
        lang: Lang,
    },
    /// Files of the site that were wanted.
    SiteFiles(Vec<SiteFile>),
    /// Makes a file of what would be published: [`Said::Made`].
    Make(PublishFile),
    /// Saves the list as it is now: [`Said::Saved`]; words in a language.
    Save {
        /// As what.
        form: ListForm,
        /// The language of the words.
        lang: Lang,
    },
    /// Asks for the list as text, to be kept on this machine: [`Said::Kept`] with this number.
    Keep(u32),
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
}

/// The tables of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DeskTable {
    /// The problems that are shown: line, cell, name, column, value, what is wrong, what it should be.
    Problems,
    /// What was not checked: one sentence.
    Unchecked,
    /// How the file was read where not as it stands: line, what.
    Reading,
    /// Rows without coordinates: line, name, address, what was found.
    Places,
    /// The rows that are shown: line in the file, then its cells.
    Rows,
    /// The changes that are shown: kind, name, what has changed, line before, line after.
    Changes,
}

/// A line of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskLine {
    /// Its cells, as many as the table has columns.
    pub cells: Vec<String>,
    /// Code of its weight; empty where it has none.
    pub weight: String,
    /// There is something to repair.
    pub is_repairable: bool,
    /// The record in the layer, where it is known for sure.
    pub feature: Option<FeatureId>,
    /// Cells of a row with a problem: the column, the code of its weight.
    pub marks: Vec<(u32, String)>,
    /// The place of its row in the list.
    pub row: u32,
    /// Places that were found for it, the best first.
    pub choices: Vec<PlaceChoice>,
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceChoice {
    /// What it is, and how sure.
    pub words: String,
    /// Where.
    pub at: LonLat,
}

/// How far the desk is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum DeskState {
    /// No list is open.
    #[default]
    Closed,
    /// The list is read: bytes or records so far, in all where that is known.
    Reading {
        /// So far.
        done: u64,
        /// In all; 0 where it is not known.
        total: u64,
    },
    /// It is checked: units of work.
    Checking {
        /// So far.
        done: u64,
        /// In all, as far as is known.
        total: u64,
    },
    /// It is checked.
    Ready(Box<DeskInfo>),
    /// It cannot be read.
    Failed(Problem),
}

/// A list that was checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskInfo {
    /// Grows whenever lines of a table change.
    pub revision: u32,
    /// Id of the layer.
    pub layer: String,
    /// Its rows.
    pub rows: u32,
    /// Rows with a problem.
    pub rows_with_problems: u32,
    /// Problems by weight: errors, warnings, advice.
    pub by_weight: [u32; 3],
    /// Problems by rule.
    pub by_rule: Vec<KindCount>,
    /// Problems that are shown.
    pub shown: u32,
    /// Of these, those with a proposed repair.
    pub repairable: u32,
    /// Lines of [`DeskTable::Unchecked`].
    pub unchecked: u32,
    /// Lines of [`DeskTable::Reading`].
    pub reading: u32,
    /// How it was read.
    pub choices: ReadChoices,
    /// The line of its heading, from 1; 0 where it is not read from a file.
    pub heading_line: u32,
    /// Cells that differ from the file.
    pub changed_cells: u32,
    /// Rows that were taken out or added.
    pub changed_rows: u32,
    /// A number for what the list is now: the same only for the same changes.
    pub version: u32,
    /// Changes that can be taken back.
    pub undo: u32,
    /// Changes that can be made again.
    pub redo: u32,
    /// It is a file of this machine.
    pub is_own_file: bool,
    /// Records are missing: the layer, or the file, was not read whole.
    pub is_part: bool,
}

/// Why something is not done with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unfit {
    /// A list was not read whole: what is missing would count as removed.
    Part,
    /// A list has positions of another datum than WGS 84.
    Datum,
}

/// How far the search for places is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum PlaceState {
    /// Nothing is looked for.
    #[default]
    None,
    /// Rows so far, in all where that is known.
    Finding {
        /// So far.
        done: u64,
        /// In all; 0 where it is not known.
        total: u64,
    },
    /// All were looked for.
    Ready(PlaceInfo),
    /// They are not looked for.
    Unfit(Unfit),
    /// They cannot be looked for.
    Failed(Problem),
}

/// What was found for rows without coordinates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceInfo {
    /// Grows whenever lines of [`DeskTable::Places`] change.
    pub revision: u32,
    /// Records with a place by which they were looked for.
    pub register: u32,
    /// Rows with coordinates of their own.
    pub placed: u32,
    /// Rows without.
    pub open: u32,
    /// Of these, those for which something was found.
    pub found: u32,
    /// Of these, those whose place may be taken unseen.
    pub sure: u32,
}

/// How far a comparison is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum CompareState {
    /// Nothing is compared.
    #[default]
    None,
    /// The version before is read: bytes or records so far, in all where that is known.
    Reading {
        /// So far.
        done: u64,
        /// In all; 0 where it is not known.
        total: u64,
    },
    /// Both are compared.
    Comparing {
        /// Per cent.
        percent: u32,
    },
    /// They were compared.
    Ready(Box<CompareInfo>),
    /// They are not compared.
    Unfit(Unfit),
    /// The version before cannot be read.
    Failed(Problem),
}

/// Two lists that were compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompareInfo {
    /// Grows whenever lines of [`DeskTable::Changes`] change.
    pub revision: u32,
    /// Id of the layer of the version before.
    pub layer: String,
    /// Records that are the same.
    pub unchanged: u32,
    /// Records with another id.
    pub renumbered: u32,
    /// Changes by kind.
    pub kinds: Vec<KindCount>,
    /// Changes that are shown.
    pub shown: u32,
}

/// The problems of a rule, or the changes of a kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KindCount {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Label,
    /// How many.
    pub count: u32,
}

/// What the engine's part says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// How far it is, with the number 0.
    State(DeskState),
    /// How far a comparison is, with the number 0.
    Compared(CompareState),
    /// How far the search for places is, with the number 0.
    Places(PlaceState),
    /// The table, with the number 0, whenever it has changed.
    Sheet(Box<SheetInfo>),
    /// An edit was of lines that are other rows by now, and was not made.
    NotDone,
    /// What a replacement would change.
    Preview(Preview),
    /// How far publishing is, with the number 0.
    Publish(PublishState),
    /// A file that was made: its name and bytes, or why it was not made.
    Made(Result<(String, Vec<u8>), String>),
    /// The list as a file.
    Saved {
        /// [`DeskInfo::version`] of the list that is in it.
        version: u32,
        /// Its name and bytes, or why it was not made.
        made: Result<(String, Vec<u8>), String>,
    },
    /// The list as it is now, as CSV; `None` where it is longer than [`KEPT_BYTES_MAX`]. To the number of [`DeskAsk::Keep`].
    Kept(u32, Option<String>),
    /// What a person has said of columns, to be kept for lists with the same headings.
    Mapping(Mapping),
    /// Lines of a table, to [`DeskAsk::Lines`].
    Lines {
        /// Which table.
        table: DeskTable,
        /// [`DeskInfo::revision`] that they are of; of changes [`CompareInfo::revision`].
        revision: u32,
        /// The language of their words.
        lang: Lang,
        /// The place of the first.
        from: u32,
        /// The lines.
        lines: Vec<DeskLine>,
    },
}

/// A file of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskFile {
    /// All problems and what was not checked, as CSV.
    Report,
    /// The list as it is now, as CSV.
    List,
    /// All changes since the version before, as CSV.
    Changes,
    /// What makes the list of the version before, as a patch file.
    Patch,
}

/// What the list is saved as, beside CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListForm {
    /// A workbook: the list with its problems marked, and the problems as a second sheet.
    Xlsx,
    /// GeoJSON, with all columns.
    GeoJson,
}

/// A request to the engine's part.
pub fn request(seq: u32, ask: &DeskAsk) -> Request {
    Request::Workspace { id: DESK, seq, body: body_of(ask) }
}

/// A file to be asked for.
pub fn export(file: DeskFile) -> Export {
    Export::Workspace { id: DESK, body: body_of(&file) }
}

/// What is asked; `None` for bytes that are nothing.
pub fn read_ask(body: &[u8]) -> Option<DeskAsk> {
    postcard::from_bytes(body).ok()
}

/// The file that is asked for.
pub fn read_file(body: &[u8]) -> Option<DeskFile> {
    postcard::from_bytes(body).ok()
}

/// What the engine's part says, as a body.
pub fn write_said(said: &Said) -> Vec<u8> {
    body_of(said)
}

/// What it says; `None` for bytes that are nothing.
pub fn read_said(body: &[u8]) -> Option<Said> {
    postcard::from_bytes(body).ok()
}

/// Only running out of memory makes this fail, so there is nothing to tell.
fn body_of(content: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(content).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_the_same_on_the_other_side() {
        let line = DeskLine { cells: vec!["2".to_owned()], is_repairable: true, ..DeskLine::default() };
        let lines = vec![line];
        for said in [
            Said::State(DeskState::Ready(Box::default())),
            Said::State(DeskState::Failed(Problem::Network)),
            Said::Lines { table: DeskTable::Problems, revision: 3, lang: Lang::En, from: 7, lines },
        ] {
            assert_eq!(read_said(&write_said(&said)), Some(said));
        }
        assert_eq!(read_said(&[9]), None);
    }

    #[test]
    fn what_is_asked_is_the_same_on_the_other_side() {
        let ask = DeskAsk::Lines { table: DeskTable::Reading, from: 1, count: 2, lang: Lang::Zh };
        let Request::Workspace { id: DESK, seq: 3, body } = request(3, &ask) else { panic!() };
        assert_eq!(read_ask(&body), Some(ask));
        let Export::Workspace { id: DESK, body } = export(DeskFile::List) else { panic!() };
        assert_eq!(read_file(&body), Some(DeskFile::List));
    }
}
