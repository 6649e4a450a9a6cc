//! What was changed in a list, to be taken back and made again.

use crate::list::{List, TakenRow};

/// A cell that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    row: u32,
    column: u32,
    before: String,
    after: String,
}

/// One change.
#[derive(Debug)]
enum Change {
    /// Of cells.
    Cells(Vec<Cell>),
    /// Rows that were taken out.
    Removed(Vec<TakenRow>),
    /// An empty row behind the last one.
    Added,
}

impl Change {
    fn make(&self, list: &mut List) {
        match self {
            Change::Cells(cells) => cells.iter().for_each(|cell| {
                list.set(cell.row as usize, cell.column as usize, &cell.after);
            }),
            Change::Removed(rows) => {
                list.take_out(&rows.iter().map(TakenRow::row).collect::<Vec<_>>());
            }
            // A row without text always has room.
            Change::Added => drop(list.push(0, [])),
        }
    }

    fn take_back(&self, list: &mut List) {
        match self {
            // The last cell first: a change may set a cell twice.
            Change::Cells(cells) => cells.iter().rev().for_each(|cell| {
                list.set(cell.row as usize, cell.column as usize, &cell.before);
            }),
            Change::Removed(rows) => list.put_back(rows),
            Change::Added => drop(list.take_out(&[(list.len() as u32).saturating_sub(1)])),
        }
    }
}

/// Changes in their order, each of many cells or rows.
#[derive(Debug, Default)]
pub struct History {
    /// Each with its number.
    changes: Vec<(u32, Change)>,
    /// How many of them are made.
    made: usize,
    /// The number of the next one.
    next: u32,
}

impl History {
    /// Sets cells, as one change. What was taken back before is forgotten. `false` where nothing differs.
    pub fn change(&mut self, list: &mut List, cells: impl IntoIterator<Item = (u32, u32, String)>) -> bool {
        let mut change = Vec::new();
        for (row, column, after) in cells {
            let before = list.cell(row as usize, column as usize).to_owned();
            if before != after && list.set(row as usize, column as usize, &after) {
                change.push(Cell { row, column, before, after });
            }
        }
        let is_change = !change.is_empty();
        if is_change {
            self.keep(Change::Cells(change));
        }
        is_change
    }

    /// Takes rows out, given in order. `false` where there are none.
    pub fn remove(&mut self, list: &mut List, rows: &[u32]) -> bool {
        let taken = list.take_out(rows);
        let is_change = !taken.is_empty();
        if is_change {
            self.keep(Change::Removed(taken));
        }
        is_change
    }

    /// Adds an empty row behind the last one.
    pub fn add(&mut self, list: &mut List) {
        Change::Added.make(list);
        self.keep(Change::Added);
    }

    fn keep(&mut self, change: Change) {
        self.changes.truncate(self.made);
        self.next += 1;
        self.changes.push((self.next, change));
        self.made += 1;
    }

    /// Takes the last change back; `false` where there is none.
    pub fn undo(&mut self, list: &mut List) -> bool {
        let Some(at) = self.made.checked_sub(1) else { return false };
        self.changes[at].1.take_back(list);
        self.made = at;
        true
    }

    /// Makes the change again that was taken back last; `false` where there is none.
    pub fn redo(&mut self, list: &mut List) -> bool {
        let Some((_, change)) = self.changes.get(self.made) else { return false };
        change.make(list);
        self.made += 1;
        true
    }

    /// Changes that can be taken back, and made again.
    pub fn steps(&self) -> (u32, u32) {
        (self.made as u32, (self.changes.len() - self.made) as u32)
    }

    /// Rows that were taken out or added.
    pub fn changed_rows(&self) -> u32 {
        let of = |change: &Change| match change {
            Change::Cells(_) => 0,
            Change::Removed(rows) => rows.len() as u32,
            Change::Added => 1,
        };
        self.changes.iter().take(self.made).map(|(_, change)| of(change)).sum()
    }

    /// A number for what the list is now: the same only for the same changes. 0 for none.
    pub fn version(&self) -> u32 {
        self.made.checked_sub(1).and_then(|at| self.changes.get(at)).map_or(0, |(number, _)| *number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list() -> List {
        let mut list = List::new(vec!["名称".to_owned(), "床位".to_owned()]);
        list.push(2, ["甲院", "１２０"]).unwrap();
        list
    }

    #[test]
    fn a_change_is_taken_back_and_made_again() {
        let (mut list, mut history) = (list(), History::default());
        let repaired = || [(0, 1, "12".to_owned()), (0, 1, "120".to_owned())];
        assert!(history.change(&mut list, repaired()) && !history.change(&mut list, [(0, 1, "120".to_owned())]));
        assert_eq!((list.cell(0, 1), list.changed_cells(), history.steps()), ("120", 1, (1, 0)));
        assert!(history.undo(&mut list) && !history.undo(&mut list));
        assert_eq!((list.cell(0, 1), list.changed_cells(), history.steps()), ("１２０", 0, (0, 1)));
        assert!(history.redo(&mut list) && !history.redo(&mut list));
        assert_eq!(list.cell(0, 1), "120");
        assert!(history.undo(&mut list) && history.change(&mut list, [(0, 0, "乙院".to_owned())]));
        assert_eq!((list.cell(0, 0), list.cell(0, 1), history.steps()), ("乙院", "１２０", (1, 0)));
    }

    #[derive(Clone, Debug)]
    enum Act {
        Set(u32, u32, String),
        Remove(Vec<u32>),
        Add,
        Undo,
        Redo,
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            (0_u32..6, 0_u32..2, "[ab]{0,2}").prop_map(|(row, column, text)| Act::Set(row, column, text)),
            prop::collection::btree_set(0_u32..6, 1..3).prop_map(|rows| Act::Remove(rows.into_iter().collect())),
            Just(Act::Add),
            Just(Act::Undo),
            Just(Act::Redo),
        ]
    }

    proptest! {
        #[test]
        fn whatever_was_done_all_can_be_taken_back_and_made_again(acts in prop::collection::vec(act(), 0..30)) {
            let mut list = list();
            list.push(3, ["乙院", "5"]).unwrap();
            list.push(4, ["丙院", ""]).unwrap();
            let (first, mut history) = (list.clone(), History::default());
            for act in acts {
                let _ = match act {
                    Act::Set(row, column, text) => history.change(&mut list, [(row, column, text)]),
                    Act::Remove(rows) => history.remove(&mut list, &rows),
                    Act::Add => {
                        history.add(&mut list);
                        true
                    }
                    Act::Undo => history.undo(&mut list),
                    Act::Redo => history.redo(&mut list),
                };
            }
            let last = list.clone();
            let mut count = 0;
            while history.undo(&mut list) {
                count += 1;
            }
            prop_assert_eq!(&list, &first);
            prop_assert_eq!(list.changed_cells(), 0);
            for _ in 0..count {
                prop_assert!(history.redo(&mut list));
            }
            prop_assert_eq!(&list, &last);
        }
    }
}
