//! The sentences that only the first rows have; the others are the page's own.

use diming_protocol::messages::Sentence;

/// A sentence.
#[derive(Clone, Copy)]
pub enum Words {
    /// The day that the rows are of: `date`.
    AsOf,
    /// While the rest of the page loads.
    Opening,
    /// The data have changed since that day.
    Older,
}

impl Sentence for Words {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Words::AsOf => ("截至 {date}", "As of {date}"),
            Words::Opening => ("正在打开…", "Opening…"),
            Words::Older => ("此后资料有更新", "The data have changed since"),
        }
    }
}
