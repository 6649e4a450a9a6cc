//! Tables on the clipboard, as spreadsheets write them: tabs between cells, line breaks between rows, quotes around a cell
//! that has any of these.

/// The cells of a text, row by row. A line break at its end is no row.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() => is_quoted = true,
            '\t' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted && letters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    row.push(cell);
    rows.push(row);
    rows
}

/// The text of cells.
pub fn write(rows: &[Vec<String>]) -> String {
    let line = |cells: &Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join("\t");
    rows.iter().map(line).collect::<Vec<_>>().join("\r\n")
}

fn quoted(cell: &str) -> String {
    match cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_table_of_a_spreadsheet_is_read() {
        let cells = |rows: &[&[&str]]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
        };
        assert_eq!(read("甲院\t80\r\n乙院\t\r\n"), cells(&[&["甲院", "80"], &["乙院", ""]]));
        assert_eq!(read("\"一行\n两行\"\t5\" 管\n"), cells(&[&["一行\n两行", "5\" 管"]]));
        assert_eq!(read("一"), cells(&[&["一"]]));
        assert_eq!(read(""), cells(&[&[""]]));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a\"\t\n\r甲]{0,4}", 2..4), 1..4)) {
            prop_assert_eq!(read(&write(&rows)), rows);
        }
    }
}
