//! The catalog: from its prepared form where that is as good as the file, else from the file, which a part of the engine
//! reads.
//!
//! Only the site's own catalog has a prepared form. Nothing is shown of it before the server has said how old the file is.

use super::age::{Age, AgeCheck};
use super::{Engine, SMALL_FILE_BYTES_MAX};
use crate::prepared::{columns_url, read_catalog};
use diming_protocol::catalog::{Catalog, SILENCE_S};
use diming_protocol::{Fetched, Part, Problem, Response, Source};

/// Reads and checks a catalog's file. A part that loads later.
pub type ParseCatalog = fn(&[u8]) -> Result<Catalog, Problem>;

/// The prepared form of a catalog that is on its way.
#[derive(Default)]
pub(super) struct PreparedCatalog {
    bytes: Vec<u8>,
    /// What it holds, once it is whole.
    catalog: Option<Box<Catalog>>,
    age: AgeCheck,
    /// The server has described the file, or has not.
    is_age_told: bool,
}

impl PreparedCatalog {
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() <= SMALL_FILE_BYTES_MAX {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

impl Engine {
    /// Requests the catalog at the address that is being opened.
    pub(super) fn fetch_catalog(&mut self, may_be_prepared: bool) {
        let url = self.opening.url.clone();
        if !may_be_prepared {
            self.need_catalog_part();
            return self.say(Response::Fetch { source: Source::Catalog, url, silence_s: SILENCE_S });
        }
        self.opening.prepared = Some(PreparedCatalog::default());
        let columns = columns_url(&url);
        self.say(Response::Fetch { source: Source::PreparedCatalog, url: columns, silence_s: SILENCE_S });
        self.say(Response::Fetch { source: Source::CatalogStamp, url, silence_s: SILENCE_S });
    }

    fn need_catalog_part(&mut self) {
        if self.parts.catalog.is_none() {
            self.need(Part::Catalog);
        }
    }

    /// What the host tells of the prepared form, and of the age of the file.
    pub(super) fn fetched_prepared_catalog(&mut self, source: Source, what: Fetched) {
        let Some(prepared) = &mut self.opening.prepared else { return };
        match (source, what) {
            (Source::CatalogStamp, Fetched::Stamp(stamp)) => {
                prepared.age.source(stamp);
                prepared.is_age_told = true;
            }
            (Source::CatalogStamp, Fetched::Failed(problem)) => {
                prepared.age.source_failed(&problem);
                prepared.is_age_told = true;
            }
            (Source::PreparedCatalog, Fetched::Stamp(stamp)) => prepared.age.columns(stamp),
            (Source::PreparedCatalog, Fetched::Failed(_)) => return self.read_catalog_file(),
            (Source::PreparedCatalog, Fetched::End) => {
                match read_catalog(&std::mem::take(&mut prepared.bytes), self.catalog_print) {
                    Ok((of, catalog)) => {
                        prepared.age.made_from(of.bytes);
                        prepared.catalog = Some(Box::new(catalog));
                    }
                    Err(_) => {
                        self.say(Response::Judged { source, is_understood: false });
                        return self.read_catalog_file();
                    }
                }
            }
            _ => {}
        }
        self.check_prepared_catalog();
    }

    /// Takes the prepared form once it is whole and its age is known.
    fn check_prepared_catalog(&mut self) {
        let Some(prepared) = &mut self.opening.prepared else { return };
        if !prepared.is_age_told || prepared.catalog.is_none() {
            return;
        }
        // What a network gave, without a word of how old the file is, may be old.
        let is_good = match prepared.age.judge() {
            Age::Same => true,
            Age::Unknown => prepared.age.is_kept(),
            _ => false,
        };
        let catalog = prepared.catalog.take().filter(|_| is_good);
        self.say(Response::Judged { source: Source::PreparedCatalog, is_understood: is_good });
        match catalog {
            Some(catalog) => {
                self.opening.prepared = None;
                self.take_catalog(*catalog);
            }
            None => self.read_catalog_file(),
        }
    }

    /// Reads the file instead of the prepared form.
    fn read_catalog_file(&mut self) {
        self.opening.prepared = None;
        for source in [Source::PreparedCatalog, Source::CatalogStamp] {
            self.say(Response::Abandon { source });
        }
        self.fetch_catalog(false);
    }

    /// All bytes of the file have come.
    pub(super) fn open_catalog(&mut self) {
        let Some(parse) = self.parts.catalog else {
            self.opening.is_catalog_unread = true;
            return self.need(Part::Catalog);
        };
        let parsed = parse(&std::mem::take(&mut self.opening.catalog));
        self.say(Response::Judged { source: Source::Catalog, is_understood: parsed.is_ok() });
        match parsed {
            Ok(catalog) => self.take_catalog(catalog),
            Err(problem) => self.refuse(problem),
        }
    }

    /// The part that reads catalogs is loaded.
    pub fn plug_catalog(&mut self, part: ParseCatalog) {
        self.parts.catalog = Some(part);
        if std::mem::take(&mut self.opening.is_catalog_unread) {
            self.open_catalog();
        }
    }

    /// That part could not be loaded.
    pub(super) fn catalog_part_failed(&mut self) {
        if std::mem::take(&mut self.opening.is_catalog_unread) {
            self.refuse(Problem::Part);
        }
    }
}
