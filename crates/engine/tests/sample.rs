//! The shipped sample is read whole: every record, every field, and no note but those it means to show.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod shipped;

use diming_engine::catalog::parse::parse_catalog;
use diming_engine::dataset::Value;
use diming_engine::ingest::{FileReader, Limits, Reader, Step};
use diming_protocol::{Phase, Reason};
use std::path::Path;

fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name)).unwrap()
}

#[test]
fn the_sample_is_read_whole() {
    let catalog = parse_catalog(shipped::shipped().to_string().as_bytes(), &[]).unwrap();
    for (place, layer) in catalog.layers.iter().enumerate() {
        let mut reader = Reader::new(&catalog, place, Limits::default());
        for chunk in data(&layer.source).chunks(65_536) {
            reader.feed(chunk.to_vec());
            while reader.step(1_000) == Step::More {}
        }
        reader.end();
        while reader.step(1_000) != Step::Done {}
        let (table, notes, phase) = reader.finish();
        assert_eq!(phase, Phase::Whole, "{}", layer.id);

        assert!((0..table.len()).all(|row| !table.keys.get(row).is_empty()), "{}: a record has no key", layer.id);

        // Numbers as text and records without a place are there on purpose.
        let meant = [Reason::NumberAsText, Reason::NoGeometry];
        let strange: Vec<_> = notes.kept().iter().filter(|note| !meant.contains(&note.reason)).collect();
        assert!(strange.is_empty(), "{}: {strange:?}", layer.id);
        for (column, key) in layer.fields.iter().enumerate() {
            let known = (0..table.len()).any(|row| table.value(column, row) != Value::Unknown);
            assert_eq!(known, !catalog.fields[key].officer_only, "{}: {key}", layer.id);
        }
    }
}
