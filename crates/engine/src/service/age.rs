//! Whether a prepared form is as new as the file that it was made from, by what the server says of both.
//!
//! The file is asked about while the prepared form is read already: nothing waits for it. What is found later than the
//! prepared form was read is found still.

use diming_protocol::{Problem, Stamp};

/// Seconds by which copying a folder may part the dates of both, which are the same where they were made.
const SLACK_S: i64 = 2;

/// What is known of both so far.
#[derive(Debug, Default)]
pub(super) struct AgeCheck {
    /// The file's length when the prepared form was made.
    made_from_bytes: Option<u64>,
    columns: Option<Stamp>,
    source: Source,
}

#[derive(Debug, Default)]
enum Source {
    /// The server has not said anything yet, or there is no network: nothing newer can be read then either.
    #[default]
    Silent,
    Stamped(Stamp),
    /// It has no such file (any more).
    Gone,
    /// It does not answer such questions.
    Refused,
}

/// How old a prepared form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// Too little is known yet.
    Unknown,
    /// It was made from the file as it is.
    Same,
    /// The file has changed since.
    Older,
    /// The server does not say enough to know.
    Unsure,
}

impl AgeCheck {
    /// The head of the prepared form is read.
    pub(super) fn made_from(&mut self, bytes: u64) {
        self.made_from_bytes = Some(bytes);
    }

    /// The server describes the prepared form.
    pub(super) fn columns(&mut self, stamp: Stamp) {
        self.columns = Some(stamp);
    }

    /// The server describes the file.
    pub(super) fn source(&mut self, stamp: Stamp) {
        self.source = Source::Stamped(stamp);
    }

    /// The server did not describe it.
    pub(super) fn source_failed(&mut self, problem: &Problem) {
        self.source = match problem {
            Problem::Status(404 | 410) => Source::Gone,
            Problem::Status(400..=499 | 501) => Source::Refused,
            _ => Source::Silent,
        };
    }

    /// Whether the prepared form was kept on this machine: no network gave it.
    pub(super) fn is_kept(&self) -> bool {
        self.columns.is_some_and(|columns| columns.is_kept)
    }

    /// By the length of the file where the server says it, then by the dates of both: columns bear the date of their
    /// file.
    pub(super) fn judge(&self) -> Age {
        let (Some(made_from), Some(columns)) = (self.made_from_bytes, self.columns) else { return Age::Unknown };
        // A network that asks for a login answers for every address: what it says of a file is believed only where it
        // gave the prepared form as well.
        let is_trusted = matches!(self.source, Source::Stamped(stamp) if stamp.is_kept) || !columns.is_kept;
        let source = match self.source {
            _ if !is_trusted => return Age::Unknown,
            Source::Silent => return Age::Unknown,
            Source::Gone => return Age::Older,
            Source::Refused => return Age::Unsure,
            Source::Stamped(stamp) => stamp,
        };
        if source.bytes.is_some_and(|bytes| bytes != made_from) {
            return Age::Older;
        }
        match (source.modified_s, columns.modified_s) {
            (Some(source), Some(columns)) if (source - columns).abs() > SLACK_S => Age::Older,
            (Some(_), Some(_)) => Age::Same,
            _ if source.bytes.is_some() => Age::Same,
            _ => Age::Unsure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_asked_first_and_then_the_dates() {
        let stamp = |bytes: Option<u64>, modified_s: Option<i64>| Stamp { bytes, modified_s, is_kept: false };
        let table = [
            (stamp(Some(100), Some(5)), Some(5), Age::Same),
            (stamp(Some(101), Some(5)), Some(5), Age::Older),
            (stamp(Some(100), Some(7)), Some(5), Age::Same),
            (stamp(Some(100), Some(8)), Some(5), Age::Older),
            (stamp(Some(100), Some(4)), Some(5), Age::Same),
            // A file that was kept elsewhere, and put back.
            (stamp(Some(100), Some(2)), Some(5), Age::Older),
            (stamp(None, Some(2)), Some(5), Age::Older),
            // A compressed answer does not say the length of the file.
            (stamp(None, Some(5)), Some(5), Age::Same),
            (stamp(None, Some(8)), Some(5), Age::Older),
            // A server without dates.
            (stamp(Some(100), None), None, Age::Same),
            (stamp(Some(99), None), None, Age::Older),
            (stamp(Some(100), Some(6)), None, Age::Same),
            (stamp(None, Some(6)), None, Age::Unsure),
            (stamp(None, None), Some(5), Age::Unsure),
        ];
        for (source, columns, expected) in table {
            let mut age = AgeCheck::default();
            age.source(source);
            assert_eq!(age.judge(), Age::Unknown);
            age.made_from(100);
            age.columns(stamp(None, columns));
            assert_eq!(age.judge(), expected, "{source:?} {columns:?}");
        }
    }

    #[test]
    fn what_is_kept_is_measured_by_what_is_kept() {
        for (source_is_kept, expected) in [(false, Age::Unknown), (true, Age::Older)] {
            let mut age = AgeCheck::default();
            age.made_from(100);
            age.columns(Stamp { is_kept: true, ..Stamp::default() });
            age.source(Stamp { bytes: Some(300), modified_s: None, is_kept: source_is_kept });
            assert_eq!(age.judge(), expected);
        }
    }

    #[test]
    fn a_server_that_does_not_answer_is_told_from_one_without_the_file() {
        for (problem, expected) in [
            (Problem::Network, Age::Unknown),
            (Problem::TimedOut(30), Age::Unknown),
            (Problem::Status(503), Age::Unknown),
            (Problem::Status(404), Age::Older),
            (Problem::Status(405), Age::Unsure),
            (Problem::Status(501), Age::Unsure),
        ] {
            let mut age = AgeCheck::default();
            age.made_from(1);
            age.columns(Stamp::default());
            age.source_failed(&problem);
            assert_eq!(age.judge(), expected, "{problem:?}");
        }
    }
}
