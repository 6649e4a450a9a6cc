//! What holds for every file, however it is cut or damaged.

use super::{Outcome, catalog, collection, drive, feature, report};
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::Phase;
use diming_text::encoding::{Detector, Encoding, SAMPLE_BYTES};
use proptest::prelude::*;

/// Features of every sort, broken ones among them.
fn features() -> impl Strategy<Value = Vec<String>> {
    let text = prop_oneof![
        "[\u{4e00}-\u{4e20}]{0,8}",
        Just(r"\u542f\u4e1c\ud83c\udfe0".to_owned()),
        Just(r#"a\"b\\"#.to_owned()),
        Just("😀é".to_owned()),
    ];
    let one = (0_u32..40, text, -1000_i32..100_000).prop_map(|(id, text, n)| {
        feature(id, &format!(r#","kind":"{text}","beds":{n},"x{}":[{{"{text}":{n}e-2}}]"#, n % 3))
    });
    let odd = prop::sample::select(vec![
        "null",
        r#"{"type":"Feature","properties":{"name":"坏","beds":01},"geometry":null}"#,
        r#"{"type":"Feature","id":"\u7532","properties":null,"geometry":{"type":"LineString","coordinates":[[121.6,31.8],[121.7,31.9]]}}"#,
    ]);
    prop::collection::vec(prop_oneof![5 => one, 1 => odd.prop_map(str::to_owned)], 0..12)
}

/// Reads bytes cut at the places given.
fn read_cut(bytes: &[u8], cuts: &[usize]) -> Outcome {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.sort_unstable();
    cuts.push(bytes.len());
    let mut from = 0;
    let chunks = cuts.into_iter().map(|to| &bytes[std::mem::replace(&mut from, to)..to]);
    drive(Reader::new(&catalog(), 0, Limits::default()), chunks)
}

proptest! {
    #[test]
    fn cutting_a_file_changes_nothing(features in features(), cuts in prop::collection::vec(any::<usize>(), 0..30)) {
        let text = collection(&features.join(" ,\n"));
        prop_assert_eq!(report(&read_cut(text.as_bytes(), &cuts)), report(&read_cut(text.as_bytes(), &[])));
    }

    #[test]
    fn every_byte_apart_changes_nothing(features in features(), flips in prop::collection::vec((any::<usize>(), any::<u8>()), 0..3)) {
        let mut bytes = collection(&features.join(",")).into_bytes();
        for (at, byte) in flips {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let every: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(report(&read_cut(&bytes, &every)), report(&read_cut(&bytes, &[])));
    }

    #[test]
    fn what_stands_before_the_damage_is_kept(count in 1_usize..8, place in any::<prop::sample::Index>(), junk in prop::collection::vec(any::<u8>(), 0..20), cut in any::<bool>()) {
        let features: Vec<String> = (0..count as u32).map(|id| feature(id, r#","kind":"公墓""#)).collect();
        let mut bytes = collection(&features.join(",")).into_bytes();
        let at = place.index(bytes.len());
        let whole = features.iter().scan(40, |end, f| { *end += f.len() + 1; Some(*end - 1) }).filter(|&end| end <= at).count();
        if cut { bytes.truncate(at) } else { bytes.splice(at..at, junk); }
        let (table, ..) = read_cut(&bytes, &[]);
        prop_assert!(table.len() >= whole, "{} of {}", table.len(), whole);
        for row in 0..whole {
            prop_assert_eq!(table.keys.get(row), row.to_string());
        }
    }

    #[test]
    fn anything_at_all_is_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_ne!(read_cut(&bytes, &[]).2, Phase::Loading);
    }

    #[test]
    fn a_number_is_what_the_standard_library_reads(number in any::<f64>().prop_filter("finite", |n| n.is_finite()), decimals in 0_usize..20) {
        for text in [format!("{number}"), format!("{number:e}"), format!("{:.decimals$}", number % 1e6)] {
            let (table, ..) = read_cut(collection(&feature(1, &format!(r#","beds":{text}"#))).as_bytes(), &[]);
            prop_assert_eq!(format!("{:?}", table.value(4, 0)), format!("Number({:?})", text.parse::<f64>().unwrap()));
        }
    }

    #[test]
    fn an_encoding_is_told_however_the_bytes_are_cut(ascii in 0_usize..3000, text in "[\u{4e00}-\u{9fa5}a-z ]{1,700}", size in 1_usize..2000, broken in any::<bool>()) {
        let mut bytes = vec![b' '; ascii];
        bytes.extend_from_slice(text.as_bytes());
        if broken && text.chars().filter(|c| !c.is_ascii()).count() > 2 {
            bytes.push(0xe5);
            bytes.push(b'"');
        }
        let mut detector = Detector::default();
        let mut out = Vec::new();
        for chunk in bytes.chunks(size) {
            let piece = detector.feed(chunk.to_vec());
            prop_assert_eq!(piece.encoding, Encoding::Utf8);
            prop_assert!(out.len() + piece.bytes.len() + SAMPLE_BYTES + size > out.len() + chunk.len());
            out.extend(piece.bytes);
        }
        out.extend(detector.end().bytes);
        prop_assert_eq!(out, bytes);
    }
}

#[test]
fn encodings_of_files() {
    let gbk = b"{\"name\":\"\xc6\xf4\xb6\xab\xca\xd0\xc2\xc0\xcb\xc4\xb8\xdb\xd5\xf2\"}"; // 启东市吕四港镇
    let utf16: Vec<u8> = "{\"name\":\"启东\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_be: Vec<u8> = "{\"name\":\"启东\"}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: [(&[u8], Encoding, &str); 9] = [
        (b"{}", Encoding::Utf8, "utf-8"),
        (b"", Encoding::Utf8, "utf-8"),
        ("{\"name\":\"启东市\"}".as_bytes(), Encoding::Utf8, "utf-8"),
        ("\u{feff}{}".as_bytes(), Encoding::Utf8, "utf-8"),
        (gbk, Encoding::Gb18030, "gb18030"),
        (&utf16, Encoding::Utf16Le, "utf-16le"),
        (&utf16_be, Encoding::Utf16Be, "utf-16be"),
        (b"\xff\xfe\x2f\x54", Encoding::Utf16Le, "utf-16le"),
        (b"\xfe\xff\x54\x2f", Encoding::Utf16Be, "utf-16be"),
    ];
    for (bytes, encoding, label) in cases {
        for size in [1, 5, 100] {
            let mut detector = Detector::default();
            let mut pieces: Vec<_> = bytes.chunks(size).map(|chunk| detector.feed(chunk.to_vec())).collect();
            pieces.push(detector.end());
            assert_eq!(pieces.last().map(|p| (p.encoding, p.encoding.label())), Some((encoding, label)), "{bytes:?}");
            let early = pieces.iter().filter(|p| p.encoding != encoding).flat_map(|p| &p.bytes);
            assert!(early.clone().all(u8::is_ascii), "{bytes:?}");
            let all: Vec<u8> = pieces.into_iter().flat_map(|p| p.bytes).collect();
            assert_eq!(all, bytes);
        }
    }
}
