//! `diming convert`: a list as clean GeoJSON, as CSV, or as a workbook.

use crate::Result;
use crate::catalog::{catalog_of, layer_of};
use crate::input::{Input, list_with_shapes};
use crate::versions::Reading;
use diming_protocol::catalog::Datum;
use diming_tables::List;
use diming_tables::columns::Columns;
use diming_tables::save::{Fill, Saved, Saving, XlsxWriter, geojson, list_csv};
use std::io::Write;

/// Lines that are named.
const LINES_MAX: usize = 20;

/// What a list becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// GeoJSON (RFC 7946).
    GeoJson,
    /// CSV with a byte order mark.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Writes a list in another form. What was not written as it stands goes to the standard error. Without a datum positions are
/// in that of the layer, without a layer in WGS 84.
///
/// # Errors
/// The list cannot be read, or does not fit the form.
pub fn run(path: &str, reading: &Reading, form: Form, datum: Option<Datum>, out: &mut impl Write) -> Result<()> {
    let mut catalog = catalog_of(reading.catalog)?;
    let layer_ix = layer_of(&mut catalog, reading.layer)?;
    let Input { read, columns, told, shapes } = list_with_shapes(path, reading.sheet, &catalog, layer_ix)?;
    told.iter().for_each(|line| eprintln!("{line}"));
    let list = &read.list;
    let chosen: Vec<usize> = (0..list.width()).collect();
    let shape_count = shapes.iter().filter(|shape| !shape.is_null()).count();
    if form != Form::GeoJson && shape_count > 0 {
        eprintln!("{path}: {shape_count} geometries that are no points have no place in a table");
    }
    match form {
        Form::Csv => out.write_all(list_csv(list, &chosen).as_bytes())?,
        Form::Xlsx => out.write_all(&workbook(list, &columns, &chosen)?)?,
        Form::GeoJson => {
            let layer = catalog.layers.get(layer_ix).ok_or("the catalog has no such layer")?;
            let datum = datum.unwrap_or(layer.datum);
            let saving = Saving { list, columns: &columns, chosen: &chosen, layer, datum, shapes: &shapes };
            let saved = geojson(saving);
            notes(&saved).iter().for_each(|note| eprintln!("{path}: {note}"));
            out.write_all(saved.text.as_bytes())?;
        }
    }
    Ok(())
}

/// Columns of a list as a workbook of one sheet.
///
/// # Errors
/// The list is larger than a sheet can be (1 048 576 rows, 16 384 columns, 32 767 characters in a cell): nothing is cut off.
fn workbook(list: &List, columns: &Columns, chosen: &[usize]) -> Result<Vec<u8>> {
    let mut writer = XlsxWriter::new(&["Sheet1"])?;
    writer.list((list, columns), chosen, |_, _| Fill::None)?;
    match writer.cut().first() {
        Some((_, cell)) => Err(format!("the text of {cell} is longer than 32 767 characters").into()),
        None => Ok(writer.finish()?),
    }
}

/// What a person should know of how a list was written, a sentence each.
pub fn notes(saved: &Saved) -> Vec<String> {
    let mut notes = vec![format!("{} records, {} without a position", saved.records, saved.unplaced)];
    let mut note = |count: usize, text: String| notes.extend((count > 0).then_some(text));
    let lines: Vec<String> = saved.unread.iter().take(LINES_MAX).map(u32::to_string).collect();
    let more = if saved.unread.len() > LINES_MAX { " …" } else { "" };
    let unread = saved.unread.len();
    note(unread, format!("{unread} positions cannot be read, at line {}{more}", lines.join(", ")));
    note(saved.rounded, format!("{} positions are rounded to the decimals of the layer", saved.rounded));
    note(saved.heights, format!("the heights of {} geometries are left out", saved.heights));
    note(saved.empty.len(), format!("columns without a value are left out: {}", saved.empty.join(", ")));
    for (heading, name) in &saved.renamed {
        notes.push(format!("the column {heading} is called {name}: another one has its name"));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::project_dir;
    use diming_engine::dataset::Table;
    use diming_tables::publish::list_page::table;

    #[test]
    fn a_layer_that_is_written_again_has_every_record_place_and_value() -> Result<()> {
        let catalog = catalog_of(None)?;
        for (at, layer) in catalog.layers.iter().enumerate() {
            let path = project_dir().join("data").join(&layer.source);
            let reading = Reading { catalog: None, layer: Some(&layer.id), sheet: None };
            let mut again = Vec::new();
            run(&path.to_string_lossy(), &reading, Form::GeoJson, None, &mut again)?;
            let [before, after]: [Table; 2] =
                [table(&catalog, at, std::fs::read(&path)?)?, table(&catalog, at, again)?];
            assert_eq!(before.len(), after.len(), "{}", layer.id);
            for row in 0..before.len() {
                assert_eq!(before.position(row), after.position(row), "{} {row}", layer.id);
                for (column, key) in layer.fields.iter().enumerate() {
                    // Several telephones in an array become one text.
                    let told = |table: &Table| format!("{:?}", table.value(column, row)).replace("; ", "、");
                    assert_eq!(told(&before), told(&after), "{} {row} {key}", layer.id);
                }
            }
        }
        Ok(())
    }

    #[test]
    fn a_text_that_a_workbook_does_not_hold_is_no_file() -> Result<()> {
        let mut catalog = catalog_of(None)?;
        let layer = layer_of(&mut catalog, None)?;
        for (length, is_held) in [(32_767, true), (32_768, false)] {
            let mut list = List::new(vec!["名称".to_owned()]);
            list.push(2, [&*"长".repeat(length)]).map_err(|_| "full")?;
            let columns = Columns::of_names(&catalog, layer, list.headings());
            assert_eq!(workbook(&list, &columns, &[0]).is_ok(), is_held);
        }
        Ok(())
    }
}
