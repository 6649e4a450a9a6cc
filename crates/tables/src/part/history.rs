//! What was changed in a list, to be taken back and made again.

use crate::list::List;

/// A cell that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    row: u32,
    column: u32,
    before: String,
    after: String,
}

/// Changes in their order, each of many cells.
#[derive(Debug, Default)]
pub struct History {
    changes: Vec<Vec<Cell>>,
    /// How many of them are made.
    made: usize,
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
        if change.is_empty() {
            return false;
        }
        self.changes.truncate(self.made);
        self.changes.push(change);
        self.made += 1;
        true
    }

    /// Takes the last change back; `false` where there is none.
    pub fn undo(&mut self, list: &mut List) -> bool {
        let Some(at) = self.made.checked_sub(1) else { return false };
        // The last cell first: a change may set a cell twice.
        for cell in self.changes[at].iter().rev() {
            list.set(cell.row as usize, cell.column as usize, &cell.before);
        }
        self.made = at;
        true
    }

    /// Makes the change again that was taken back last; `false` where there is none.
    pub fn redo(&mut self, list: &mut List) -> bool {
        let Some(change) = self.changes.get(self.made) else { return false };
        for cell in change {
            list.set(cell.row as usize, cell.column as usize, &cell.after);
        }
        self.made += 1;
        true
    }

    /// Changes that can be taken back, and made again.
    pub fn steps(&self) -> (u32, u32) {
        (self.made as u32, (self.changes.len() - self.made) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_taken_back_and_made_again() {
        let mut list = List::new(vec!["名称".to_owned(), "床位".to_owned()]);
        list.push(2, ["甲院", "１２０"]).unwrap();
        let mut history = History::default();
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
}
