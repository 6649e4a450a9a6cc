//! Exports: lists and counts as files, printed sheets. A part that loads later ([`ExportPart`]).

mod paper;
pub(super) mod saving;

use super::Engine;
use super::layer::LayerSlot;
use super::part::ExportPart;
use crate::export::{csv_text, notes_table, town_table};
use diming_protocol::catalog::Lang;
use diming_protocol::{Export, Request, Response};

/// The part's functions.
pub static EXPORT: ExportPart = ExportPart { answer: Engine::answer_keep, save_some: Engine::save_some };

impl Engine {
    fn answer_keep(&mut self, ask: Request) {
        match ask {
            Request::Paper { bounds, zoom, rows } => self.answer_paper(bounds, zoom, rows),
            Request::Export { what: what @ (Export::ListTable | Export::ListFeatures), lang } => {
                self.begin_saving(what, lang);
            }
            Request::Export { what, lang } => self.answer_export(what, lang),
            _ => {}
        }
    }

    fn answer_export(&mut self, what: Export, lang: Lang) {
        let table = |(name, rows): (String, Vec<Vec<String>>)| (name, csv_text(&rows));
        let file = match &what {
            Export::Notes(layer) => self.notes_file(*layer as usize, lang).map(table),
            Export::Towns => self.towns_file(lang).map(table),
            Export::Workspace { id, body } => self.workspace_file(*id, body, lang),
            // These are written in steps.
            Export::ListTable | Export::ListFeatures => None,
        };
        if let Some((name, text)) = file {
            self.say(Response::File { what, name, text });
        }
    }

    fn notes_file(&self, layer: usize, lang: Lang) -> Option<(String, Vec<Vec<String>>)> {
        let definition = self.catalog.as_ref()?.layers.get(layer)?;
        let slot: &LayerSlot = self.layers.get(layer)?;
        Some((format!("{}-notes.csv", definition.id), notes_table(slot.notes(), lang)))
    }

    fn towns_file(&mut self, lang: Lang) -> Option<(String, Vec<Vec<String>>)> {
        let table = self.town_counts()?;
        let rows = town_table(self.catalog.as_ref()?, &table, lang);
        Some(("towns.csv".to_owned(), rows))
    }
}
