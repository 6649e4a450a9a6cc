//! Shared by tests: the delivered catalog and tables of characters.

use super::{Input, Problem, Tables, Weight, check};
use crate::columns::Columns;
use crate::desk::{Desk, Thresholds};
use crate::read::{ReadList, read};
use diming_engine::dataset::Date;
use diming_engine::ingest::Headings;
use diming_protocol::catalog::Catalog;
use diming_text::{Book, Han, Standard};
use std::sync::LazyLock;

#[path = "../../../engine/tests/shipped/mod.rs"]
pub mod shipped;

/// The catalog as delivered, without the members of workspaces.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| serde_json::from_value(shipped::shipped()).unwrap());
    &CATALOG
}

/// The table of characters as delivered.
pub fn han() -> &'static Han {
    static HAN: LazyLock<Han> = LazyLock::new(|| Han::parse(include_bytes!("../../../../data/dict/han.bin")).unwrap());
    &HAN
}

/// The standard characters as delivered.
pub fn standard() -> &'static Standard {
    static STANDARD: LazyLock<Standard> =
        LazyLock::new(|| Standard::parse(include_str!("../../../../data/dict/standard.txt")));
    &STANDARD
}

/// What spelling goes by, as delivered.
pub fn book() -> &'static Book {
    static BOOK: LazyLock<Book> = LazyLock::new(|| Book::new(&[], &[], &[]));
    &BOOK
}

/// A list with what is needed to check it.
pub struct Sheet {
    /// The list as it was read.
    pub read: ReadList,
    /// What its columns mean.
    pub columns: Columns,
    /// Thresholds.
    pub thresholds: Thresholds,
    /// Today.
    pub today: Date,
}

impl Sheet {
    /// Delimited text, as a list of a layer of the delivered catalog.
    pub fn new(layer: &str, text: &str) -> Sheet {
        let layer_ix = catalog().layers.iter().position(|known| known.id == layer).unwrap();
        let read = read(text.as_bytes(), &Headings::new(catalog(), layer_ix)).unwrap();
        let columns = Columns::of_heading(catalog(), layer_ix, &read.heading);
        let thresholds = Desk::built_in().check;
        Sheet { read, columns, thresholds, today: Date::new(2026, 11, 21).unwrap() }
    }

    /// The input of a check.
    pub fn input(&self) -> Input<'_> {
        Input {
            catalog: catalog(),
            list: &self.read.list,
            columns: &self.columns,
            origin: &self.read.origin,
            thresholds: &self.thresholds,
            tables: Tables { han: han(), standard: standard(), book: book() },
            today: self.today,
        }
    }

    /// The problems in short: `B2 number.number_as 120`, with `!` behind an error's code and `?` behind advice.
    pub fn told(&self) -> Vec<String> {
        let input = self.input();
        let short = |problem: &Problem| {
            let sign = match problem.weight {
                Weight::Error => "!",
                Weight::Warn => "",
                Weight::Advice => "?",
            };
            let repairs: Vec<&str> = problem.repairs.iter().map(|repair| repair.value.as_str()).collect();
            let repairs = if repairs.is_empty() { String::new() } else { format!(" {}", repairs.join("|")) };
            let (rule, reason) = (problem.rule.code(), problem.reason.code());
            format!("{} {rule}.{reason}{sign}{repairs}", problem.a1(&input))
        };
        check(&input).problems.iter().map(short).collect()
    }
}
