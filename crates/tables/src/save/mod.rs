//! Saves a list: as clean GeoJSON, as CSV, as a workbook.
//!
//! Whoever saves chooses the columns; what of them was not written as it stands is counted and told ([`Saved`],
//! [`XlsxWriter::cut`]).

mod cells;
mod csv;
mod geojson;
mod geometry;
mod names;
#[cfg(test)]
mod tests;
mod xlsx;
mod xlsx_parts;
#[cfg(test)]
mod xlsx_tests;

pub use cells::{Cell, cell_of, is_clean_number};
pub use csv::list_csv;
pub use geojson::{GeoJsonWriter, Saved, Saving, geojson};
pub use names::property_names;
pub use xlsx::{Fill, XlsxFault, XlsxWriter, width};
