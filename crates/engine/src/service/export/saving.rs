//! Saves the whole list, a fixed number of records per step, as a table or as GeoJSON.

use super::super::Engine;
use super::super::filtered::Filtered;
use crate::dataset::table::Shape;
use crate::export::{BYTE_ORDER_MARK, ListColumns, push_csv_row, push_feature};
use crate::index::bits::Bits;
use crate::query::Data;
use crate::query::list::{distance_of, query_listed};
use crate::query::rows::query_card;
use diming_protocol::catalog::{Catalog, Lang, Layer, LayerRole};
use diming_protocol::{Export, Look, Response, Sort};
use std::rc::Rc;

/// Records written per step.
const RUN: usize = 1_000;

/// A save in progress.
pub(in super::super) struct Saving {
    what: Export,
    lang: Lang,
    look: Look,
    filtered: Rc<Filtered>,
    listed: Bits,
    done: usize,
    text: String,
}

impl Engine {
    /// Starts to save the list of the last look; drops an unfinished save.
    pub(super) fn begin_saving(&mut self, what: Export, lang: Lang) {
        let Some((look, filtered)) = self.last_filtered() else { return };
        let passed = &filtered.passed.all;
        let in_view = || self.with_data(|data| query_listed(data, passed, look.bounds)).unwrap_or_default();
        let listed = if look.in_view { in_view() } else { passed.clone() };
        let Some(catalog) = &self.catalog else { return };
        let text = match what {
            Export::ListFeatures => {
                let layers = look.filter.layers.iter().filter_map(|&layer| catalog.layers.get(layer as usize));
                // The site's notes on its own data do not apply to a file of this machine.
                let is_own = layers.clone().count() > 0 && layers.into_iter().all(Layer::is_own_file);
                collection_head((!is_own).then_some(catalog), lang, self.today)
            }
            _ => {
                let mut text = String::from(BYTE_ORDER_MARK);
                self.with_data(|data| push_csv_row(&mut text, &columns(data, &look, lang).heading()));
                text
            }
        };
        self.saving = Some(Saving { what, lang, look, filtered, listed, done: 0, text });
    }

    /// Writes the next records; `false` if nothing is being saved.
    pub(super) fn save_some(&mut self) -> bool {
        let Some(mut saving) = self.saving.take() else { return false };
        let of = saving.listed.count();
        let run = saving.done..(saving.done + RUN).min(of);
        let list = self.listed(&saving.look, &saving.filtered, &saving.listed, run.clone());
        self.write_run(&mut saving, &list);
        saving.done = run.end;
        if run.end < of {
            self.say(Response::Saving { done: run.end as u32, of: of as u32 });
            self.saving = Some(saving);
            return true;
        }
        let name = match saving.what {
            Export::ListFeatures => {
                saving.text.push_str("\n]}\n");
                "list.geojson"
            }
            _ => "list.csv",
        };
        self.say(Response::File { what: saving.what, name: name.to_owned(), text: saving.text });
        true
    }

    fn write_run(&self, saving: &mut Saving, list: &[u32]) {
        self.with_data(|data| {
            let columns = columns(data, &saving.look, saving.lang);
            for (dense, number) in list.iter().map(|&dense| dense as usize).zip(saving.done..) {
                let id = data.numbering.id(dense);
                let (Some(card), Some(layer)) = (query_card(data, id), data.catalog.layers.get(id.layer())) else {
                    continue;
                };
                if saving.what == Export::ListFeatures {
                    saving.text.push_str(if number == 0 { "\n" } else { ",\n" });
                    let table = data.tables.get(id.layer()).copied();
                    let shape = table.and_then(|table| shape_of(&table.shapes, id.row()));
                    push_feature(&mut saving.text, &data.catalog.fields, (layer, table), &card, shape);
                } else {
                    // An area has no position, so it has no distance.
                    let is_placed = layer.role != LayerRole::Areas;
                    let distance_m = distance_of(data, dense, saving.look.from).filter(|_| is_placed);
                    push_csv_row(&mut saving.text, &columns.row(&card, distance_m));
                }
            }
        });
    }
}

/// Distances are included if the list shows them.
fn columns<'a>(data: Data<'a>, look: &Look, lang: Lang) -> ListColumns<'a> {
    let has_distance = look.sort == Sort::Distance || look.filter.within.is_some();
    ListColumns::new(data.catalog, lang, &look.filter.layers, data.tables, has_distance)
}

/// Shapes are sorted by row.
fn shape_of(shapes: &[Shape], row: usize) -> Option<&Shape> {
    shapes.binary_search_by_key(&row, |shape| shape.row as usize).ok().and_then(|at| shapes.get(at))
}

/// The head of a collection; with the catalog's title, notice and approval number if its data are in it.
fn collection_head(catalog: Option<&Catalog>, lang: Lang, today: u32) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let of_site = catalog.map_or_else(String::new, |catalog| {
        let (title, notice) = (text(catalog.title.get(lang).0), text(catalog.notice.get(lang).0));
        format!(r#""title":{title},"notice":{notice},"approval":{},"#, text(&catalog.approval))
    });
    let day = format!("{:04}-{:02}-{:02}", today / 10_000, today / 100 % 100, today % 100);
    format!(r#"{{"type":"FeatureCollection",{of_site}"saved_on":{},"features":["#, text(&day))
}
