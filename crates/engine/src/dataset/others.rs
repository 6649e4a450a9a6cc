//! Properties of an opened file beyond the catalog's fields: texts under their own names, packed per row.

use super::columns::Strings;

/// Separates a name's number from its value.
const UNIT: char = '\u{1f}';
/// Ends each value.
const RECORD: char = '\u{1e}';

/// One value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Other<'a> {
    /// Its name in the file.
    pub name: &'a str,
    /// As written in the file.
    pub value: &'a str,
    /// It is JSON (a number, a list …), not a text.
    pub is_json: bool,
}

/// The values of all rows. Empty for layers of the catalog.
#[derive(Clone, Debug, Default)]
pub struct Others {
    names: Vec<String>,
    rows: Strings,
    row: String,
}

impl Others {
    /// Names, in order of appearance.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds a value to the current row. There are few names ([`crate::ingest`] limits them).
    pub fn add(&mut self, name: &str, is_json: bool, value: &str) {
        let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        self.row.push_str(&at.to_string());
        self.row.push(UNIT);
        self.row.push(if is_json { 'j' } else { 't' });
        self.row.extend(value.chars().map(|c| if c == UNIT || c == RECORD { ' ' } else { c }));
        self.row.push(RECORD);
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.rows.push(&self.row);
        self.row.clear();
    }

    /// The values of a row.
    pub fn get(&self, row: usize) -> impl Iterator<Item = Other<'_>> {
        self.rows.get(row).split_terminator(RECORD).filter_map(|text| {
            let (at, value) = text.split_once(UNIT)?;
            let name = self.names.get(at.parse::<usize>().ok()?)?;
            Some(Other { name, value: value.get(1..)?, is_json: value.starts_with('j') })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_under_their_names() {
        let mut others = Others::default();
        others.add("楼层", false, "三\u{1e}层");
        others.add("面积", true, "80");
        others.end_row();
        others.end_row();
        others.add("面积", true, "90");
        others.end_row();
        let row = |row| others.get(row).map(|o| (o.name.to_owned(), o.value.to_owned(), o.is_json)).collect::<Vec<_>>();
        assert_eq!(
            row(0),
            [("楼层".to_owned(), "三 层".to_owned(), false), ("面积".to_owned(), "80".to_owned(), true)]
        );
        assert_eq!(row(1), []);
        assert_eq!(row(2), [("面积".to_owned(), "90".to_owned(), true)]);
        assert_eq!(others.names(), ["楼层", "面积"]);
    }
}
