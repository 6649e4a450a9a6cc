//! Saves a list: as clean GeoJSON, as CSV, and cell by cell for other writers, such as that of workbooks.
//!
//! Whoever saves chooses the columns; what of them was not written as it stands is counted and told ([`Saved`]).

mod cells;
mod csv;
mod geojson;
mod geometry;
mod names;
#[cfg(test)]
mod tests;

pub use cells::{Cell, cell_of, is_clean_number};
pub use csv::list_csv;
pub use geojson::{GeoJsonWriter, Saved, Saving, geojson};
pub use names::property_names;
