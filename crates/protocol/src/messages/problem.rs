//! Sentences for the codes of the door: problems, notes, match classes, states.

use super::{DataMsg, Msg, bytes, fill, number, text};
use crate::catalog::Lang;
use crate::workbook::{BookFault, BookLimit};
use crate::{Foreign, MatchClass, Problem, Reason, RecordState};

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What happened.
    pub what: String,
    /// What the reader can do.
    pub advice: &'static str,
}

/// What happened and what to do.
pub fn explain(lang: Lang, problem: &Problem) -> Explained {
    use Msg::*;
    let whole = |n: u64| number(lang, n as f64);
    let (what, values, advice): (Msg, Vec<(&str, String)>, Msg) = match problem {
        Problem::Status(status @ (404 | 410)) => {
            (ProblemNotFound, vec![("status", status.to_string())], ProblemNotFoundDo)
        }
        Problem::Status(status) => (ProblemStatus, vec![("status", status.to_string())], ProblemStatusDo),
        Problem::Network => (ProblemNetwork, vec![], ProblemNetworkDo),
        Problem::TimedOut(seconds) => (ProblemTimedOut, vec![("n", seconds.to_string())], ProblemTimedOutDo),
        Problem::Html => (ProblemHtml, vec![], ProblemHtmlDo),
        Problem::NotJson { byte } => (ProblemNotJson, vec![("byte", whole(*byte))], ProblemNotJsonDo),
        Problem::NotGeoJson { found } if found == "Topology" => (ProblemTopology, vec![], ForeignDoGis),
        Problem::NotGeoJson { found } if is_type(found) => {
            (ProblemNoFeatures, vec![("found", found.clone())], ProblemNotGeoJsonDo)
        }
        Problem::Foreign { format, found } => {
            let (what, advice) = foreign(*format);
            (what, vec![("found", found.clone())], advice)
        }
        Problem::Book(fault) => return of_book(lang, fault),
        Problem::NotGeoJson { found } if found.is_empty() => (ProblemNoType, vec![], ProblemNotGeoJsonDo),
        Problem::NotGeoJson { found } => (ProblemNotGeoJson, vec![("found", found.clone())], ProblemNotGeoJsonDo),
        Problem::Truncated { byte } => (ProblemTruncated, vec![("byte", whole(*byte))], ProblemTruncatedDo),
        Problem::Crs { name } => (ProblemCrs, vec![("name", name.clone())], ProblemCrsDo),
        Problem::Limit { what, limit, found } => match (what.as_str(), found) {
            ("bytes", Some(found)) => {
                let values = vec![("found", bytes(lang, *found)), ("limit", bytes(lang, *limit))];
                (ProblemLimitBytesOf, values, ProblemLimitDo)
            }
            ("bytes", None) => (ProblemLimitBytes, vec![("limit", bytes(lang, *limit))], ProblemLimitDo),
            ("files", _) => (ProblemLimitFiles, vec![("limit", whole(*limit))], ProblemLimitFilesDo),
            ("features", _) => (ProblemLimitFeatures, vec![("limit", whole(*limit))], ProblemLimitDo),
            (other, _) => {
                (ProblemLimitOther, vec![("what", other.to_owned()), ("limit", whole(*limit))], ProblemLimitDo)
            }
        },
        Problem::Catalog { path, reason } => {
            (ProblemCatalog, vec![("path", path.clone()), ("reason", reason.clone())], ProblemCatalogDo)
        }
        Problem::Origin { url } => (ProblemOrigin, vec![("url", url.clone())], ProblemOriginDo),
        Problem::Cancelled => (ProblemCancelled, vec![], ProblemCancelledDo),
        Problem::Encoding => (ProblemEncoding, vec![], ProblemEncodingDo),
        Problem::Empty => (ProblemEmpty, vec![], ProblemEmptyDo),
        Problem::NotTable { found } => (ProblemNotTable, vec![("found", found.clone())], ProblemNotTableDo),
        Problem::NotCharacters => (ProblemNotCharacters, vec![], ProblemNotCharactersDo),
        Problem::Unreadable => (ProblemUnreadable, vec![], ProblemUnreadableDo),
        Problem::Memory => (ProblemMemory, vec![], ProblemMemoryDo),
        Problem::Part => (ProblemPart, vec![], ProblemPartDo),
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Explained { what: fill(lang, what, &values), advice: text(lang, advice) }
}

/// A type of GeoJSON, whose members are not as they should be.
fn is_type(found: &str) -> bool {
    matches!(found, "FeatureCollection" | "Feature" | "Point" | "LineString" | "Polygon" | "GeometryCollection")
        || found.strip_prefix("Multi").is_some_and(|rest| matches!(rest, "Point" | "LineString" | "Polygon"))
}

/// Why a workbook or an archive is not read, and what to do.
fn of_book(lang: Lang, fault: &BookFault) -> Explained {
    use DataMsg::*;
    let whole = |n: u64| number(lang, n as f64);
    let told = |what, values: &[(&str, &str)], advice| Explained {
        what: fill(lang, what, values),
        advice: text(lang, advice),
    };
    match fault {
        BookFault::Broken => told(BookBroken, &[], BookSaveAnew),
        BookFault::Document => explain(lang, &Problem::Foreign { format: Foreign::Document, found: String::new() }),
        BookFault::Password => told(BookPassword, &[], BookPasswordDo),
        BookFault::NoMember { found } => told(BookNoMember, &[("found", found)], BookNoMemberDo),
        BookFault::Limit { what: BookLimit::Cells, limit } => {
            told(BookCells, &[("limit", &whole(*limit))], BookLimitDo)
        }
        BookFault::Limit { what: BookLimit::Members, limit } => {
            told(BookTooMany, &[("limit", &whole(*limit))], BookNoMemberDo)
        }
        BookFault::Limit { what: BookLimit::Bytes, limit } => {
            told(BookBytes, &[("limit", &bytes(lang, *limit))], BookLimitDo)
        }
        BookFault::Limit { what: BookLimit::Unpacked, limit } => {
            told(BookUnpacked, &[("limit", &bytes(lang, *limit))], BookLimitDo)
        }
        BookFault::Unreadable => explain(lang, &Problem::Unreadable),
        BookFault::Ended => told(BookEnded, &[], BookSaveAnew),
        BookFault::NoReader => told(BookNoReader, &[], BookNoReaderDo),
    }
}

/// What a format is that is not read, and what to do with it.
fn foreign(format: Foreign) -> (Msg, Msg) {
    use Msg::*;
    match format {
        Foreign::Kml => (ForeignKml, ForeignDoGis),
        Foreign::Gpx => (ForeignGpx, ForeignDoGis),
        Foreign::Xml => (ForeignXml, ForeignDoGis),
        Foreign::Archive => (ForeignArchive, ForeignDoOffice),
        Foreign::OldOffice => (ForeignOldOffice, ForeignDoOffice),
        Foreign::Shapefile => (ForeignShapefile, ForeignDoGis),
        Foreign::Database => (ForeignDatabase, ForeignDoGis),
        Foreign::Document => (ForeignDocument, ForeignDoDocument),
        Foreign::Records => (ForeignRecords, ForeignDoRecords),
        Foreign::MapService => (ForeignMapService, ForeignDoRecords),
        Foreign::Osm => (ForeignOsm, ForeignDoGis),
        Foreign::ServiceError => (ForeignServiceError, ForeignDoService),
        Foreign::WebPage => (ForeignWebPage, ForeignDoWebPage),
        Foreign::Wrapped => (ForeignWrapped, ForeignDoWrapped),
    }
}

/// What is wrong with a record, what was done, what to do.
pub fn reason(lang: Lang, reason: Reason) -> &'static str {
    use Reason::*;
    let msg = match reason {
        RingUnclosed => Msg::ReasonRingUnclosed,
        RingWinding => Msg::ReasonRingWinding,
        ExtraOrdinates => Msg::ReasonExtraOrdinates,
        NestedCollection => Msg::ReasonNestedCollection,
        DuplicateId => Msg::ReasonDuplicateId,
        NoId => Msg::ReasonNoId,
        NumberAsText => Msg::ReasonNumberAsText,
        CoordinateAsText => Msg::ReasonCoordinateAsText,
        Swapped => Msg::ReasonSwapped,
        CoordinateNotNumber => Msg::ReasonCoordinateNotNumber,
        OutOfRange => Msg::ReasonOutOfRange,
        Projected => Msg::ReasonProjected,
        TooFewPositions => Msg::ReasonTooFewPositions,
        OutsideBounds => Msg::ReasonOutsideBounds,
        NoGeometry => Msg::ReasonNoGeometry,
        BadGeometry => Msg::ReasonBadGeometry,
        NotFeature => Msg::ReasonNotFeature,
        BrokenFeature => Msg::ReasonBrokenFeature,
        NoProperties => Msg::ReasonNoProperties,
        WrongKind => Msg::ReasonWrongKind,
        TooLong => Msg::ReasonTooLong,
        TooDeep => Msg::ReasonTooDeep,
        UnknownField => Msg::ReasonUnknownField,
        TwoForOne => Msg::ReasonTwoForOne,
        Secret => Msg::ReasonSecret,
        BadText => Msg::ReasonBadText,
        NoName => Msg::ReasonNoName,
        CellCount => Msg::ReasonCellCount,
        NoPositionColumns => Msg::ReasonNoPositionColumns,
        OddWord => Msg::ReasonOddWord,
        BrokenText => Msg::ReasonBrokenText,
        BareArray => Msg::ReasonBareArray,
        Partial => Msg::ReasonPartial,
        OtherTurn => Msg::ReasonOtherTurn,
        AcrossAntimeridian => Msg::ReasonAcrossAntimeridian,
        OddAltitude => Msg::ReasonOddAltitude,
        UnevenAltitude => Msg::ReasonUnevenAltitude,
        OddBbox => Msg::ReasonOddBbox,
        CollectionOfOne => Msg::ReasonCollectionOfOne,
        ForeignMember => Msg::ReasonForeignMember,
        DateAsSerial => Msg::ReasonDateAsSerial,
        SpoiltId => Msg::ReasonSpoiltId,
        KeptField => Msg::ReasonKeptField,
        HeadingFound => Msg::ReasonHeadingFound,
        AboveHeading => Msg::ReasonAboveHeading,
        NoRecord => Msg::ReasonNoRecord,
        MaybeNoRecord => Msg::ReasonMaybeNoRecord,
        FromAbove => Msg::ReasonFromAbove,
        EmptyBelow => Msg::ReasonEmptyBelow,
        LoneQuote => Msg::ReasonLoneQuote,
        PositionRead => Msg::ReasonPositionRead,
        DatumOfHeading => Msg::ReasonDatumOfHeading,
        PositionSplit => Msg::ReasonPositionSplit,
        UnusedColumn => Msg::ReasonUnusedColumn,
        FirstCell => Msg::ReasonFirstCell,
        SideBySide => Msg::ReasonSideBySide,
        SecondName => Msg::ReasonSecondName,
        MaybeTitle => Msg::ReasonMaybeTitle,
        NoSuchDay => Msg::ReasonNoSuchDay,
        TimeLeftOut => Msg::ReasonTimeLeftOut,
        NotCount => Msg::ReasonNotCount,
        NotListed => Msg::ReasonNotListed,
        SpoiltPhone => Msg::ReasonSpoiltPhone,
        CutRow => Msg::ReasonCutRow,
        PreparedOld => Msg::ReasonPreparedOld,
        PreparedUnsure => Msg::ReasonPreparedUnsure,
        PreparedOther => Msg::ReasonPreparedOther,
        PreparedBroken => Msg::ReasonPreparedBroken,
        PreparedMissing => Msg::ReasonPreparedMissing,
    };
    text(lang, msg)
}

/// How a query met a record, in a word or two.
pub fn match_class(lang: Lang, class: MatchClass) -> &'static str {
    let msg = match class {
        MatchClass::Exact => Msg::MatchExact,
        MatchClass::Prefix => Msg::MatchPrefix,
        MatchClass::Substring => Msg::MatchSubstring,
        MatchClass::Meaning => Msg::MatchMeaning,
        MatchClass::SameSound => Msg::MatchSameSound,
        MatchClass::Near => Msg::MatchNear,
    };
    text(lang, msg)
}

/// The state of a record in a word; nothing for one in use.
pub fn record_state(lang: Lang, state: RecordState) -> Option<&'static str> {
    let msg = match state {
        RecordState::Current => return None,
        RecordState::Planned => Msg::StatePlanned,
        RecordState::Closed => Msg::StateClosed,
        RecordState::Moved => Msg::StateMoved,
    };
    Some(text(lang, msg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_name_their_values() {
        let table = [
            (Problem::Status(503), "服务器返回状态 503。", "The server answered with status 503."),
            (Problem::TimedOut(1), "服务器 1 秒没有回应。", "The server did not answer for 1 second."),
            (
                Problem::NotJson { byte: 12_345 },
                "第 12,345 字节处不是有效的 JSON。",
                "At byte 12,345 it is not valid JSON.",
            ),
            (
                Problem::Limit { what: "bytes".into(), limit: 2_000_000_000, found: None },
                "文件超过大小上限（2 GB）。",
                "The file is over the limit of 2 GB.",
            ),
            (
                Problem::Limit { what: "bytes".into(), limit: 2_000_000_000, found: Some(3_000_000_000) },
                "文件有 3 GB，超过大小上限（2 GB），没有读取。",
                "The file has 3 GB, over the limit of 2 GB: it was not read.",
            ),
        ];
        for (problem, zh, en) in table {
            assert_eq!(explain(Lang::Zh, &problem).what, zh);
            assert_eq!(explain(Lang::En, &problem).what, en);
        }
    }
}
