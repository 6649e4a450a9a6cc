//! The bytes of a list: of the file itself, where it is a table of this machine, else written out of the layer's columns.

use diming_engine::export::{ListColumns, push_csv_row};
use diming_engine::query::rows::query_card;
use diming_engine::service::PartView;
use diming_protocol::catalog::Lang;
use diming_protocol::{FeatureId, Problem};

/// Records written in a step.
const RUN: usize = 1_000;

/// Where the bytes come from.
pub enum Source {
    /// The file.
    File {
        /// So far.
        bytes: Vec<u8>,
        /// In all, where it is known.
        total: u64,
        /// All are here.
        has_ended: bool,
    },
    /// The layer's records.
    Layer {
        /// So far.
        text: String,
        /// Records written.
        done: usize,
        /// Records in all.
        total: usize,
    },
}

impl Source {
    /// The file, of which nothing has come.
    pub fn file() -> Source {
        Source::File { bytes: Vec::new(), total: 0, has_ended: false }
    }

    /// The layer, of which nothing is written.
    pub fn layer() -> Source {
        Source::Layer { text: String::new(), done: 0, total: 0 }
    }

    /// How many bytes the file has.
    pub fn expect(&mut self, size: u64) {
        if let Source::File { total, .. } = self {
            *total = size;
        }
    }

    /// Takes bytes of the file.
    ///
    /// # Errors
    /// They are more than the limit.
    pub fn feed(&mut self, more: &[u8], limit: u64) -> Result<(), Problem> {
        let Source::File { bytes, .. } = self else { return Ok(()) };
        if (bytes.len() + more.len()) as u64 > limit {
            return Err(Problem::Limit { what: "bytes".to_owned(), limit, found: None });
        }
        bytes.extend_from_slice(more);
        Ok(())
    }

    /// All bytes of the file are here.
    pub fn end(&mut self) {
        if let Source::File { has_ended, .. } = self {
            *has_ended = true;
        }
    }

    /// Whether a step has something to do.
    pub fn has_work(&self, view: PartView) -> bool {
        match self {
            Source::File { has_ended, .. } => *has_ended,
            Source::Layer { .. } => view.is_settled(),
        }
    }

    /// How far it is, and of how much.
    pub fn progress(&self) -> (u64, u64) {
        match self {
            Source::File { bytes, total, .. } => (bytes.len() as u64, *total),
            Source::Layer { done, total, .. } => (*done as u64, *total as u64),
        }
    }

    /// Does a step; the bytes where they are whole. A file that is no table is written out of its layer.
    pub fn step(&mut self, view: PartView, layer: usize) -> Option<Vec<u8>> {
        match self {
            Source::File { bytes, has_ended, .. } => {
                if !*has_ended {
                    return None;
                }
                if is_table(bytes) {
                    return Some(std::mem::take(bytes));
                }
                *self = Source::layer();
                None
            }
            Source::Layer { text, done, total } => {
                view.with_data(|data| {
                    let Some(table) = data.tables.get(layer) else { return };
                    *total = table.len();
                    let columns = ListColumns::new(data.catalog, Lang::Zh, &[layer as u32], data.tables, false);
                    if *done == 0 {
                        push_csv_row(text, &columns.heading());
                    }
                    for row in *done..(*done + RUN).min(*total) {
                        if let Some(card) = query_card(data, FeatureId::new(layer, row)) {
                            push_csv_row(text, &columns.row(&card, None));
                        }
                    }
                    *done = (*done + RUN).min(*total);
                });
                (done == total).then(|| std::mem::take(text).into_bytes())
            }
        }
    }
}

/// Whether a text is no JSON: its first letter tells.
fn is_table(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0x1e);
    !matches!(first, Some(b'{' | b'['))
}
