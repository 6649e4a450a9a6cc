//! Under which name the cells of a column stand in a feature.

use crate::columns::Columns;
use crate::list::List;

/// The names of all columns, each once: a field's key where the column is of a field, else the heading. A heading that would
/// be read as another column's gets a number.
pub fn property_names(list: &List, columns: &Columns) -> Vec<String> {
    let field_of = |at: usize| columns.list.get(at).filter(|column| column.kind.is_some());
    let mut names: Vec<String> =
        (0..list.width()).map(|at| field_of(at).map_or_else(String::new, |column| column.key.clone())).collect();
    for at in 0..list.width() {
        if field_of(at).is_none() {
            names[at] = free_name(&names, columns, (at, &list.headings()[at]));
        }
    }
    names
}

fn free_name(taken: &[String], columns: &Columns, (at, heading): (usize, &str)) -> String {
    let heading = if heading.trim().is_empty() { format!("#{}", at + 1) } else { heading.to_owned() };
    let is_taken = |name: &String| {
        let field = columns.meaning(name).filter(|key| columns.of_key(key).is_some_and(|of| of != at));
        taken.contains(name) || field.is_some()
    };
    if !is_taken(&heading) {
        return heading;
    }
    // A further column of a field keeps its number where headings are understood without blanks and brackets.
    let numbered = (2..=taken.len() + 2).map(|number| format!("{heading}#{number}"));
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or_else(|| format!("#{}", at + 1))
}
