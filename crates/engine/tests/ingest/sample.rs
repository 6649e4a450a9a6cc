//! The sample of the project is read as a browser would read it.

#[path = "../shipped/mod.rs"]
pub mod shipped;

use super::drive;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::catalog::LayerRole;
use diming_protocol::{Phase, Reason};
use std::path::Path;

#[test]
fn every_layer_of_the_sample_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let catalog = parse_catalog(shipped::shipped().to_string().as_bytes(), &[]).unwrap();
    for (layer_ix, layer) in catalog.layers.iter().enumerate() {
        let bytes = std::fs::read(folder.join(&layer.source)).unwrap();
        let (table, notes, phase) = drive(Reader::new(&catalog, layer_ix, Limits::default()), bytes.chunks(4_096));
        let features = bytes.windows(18).filter(|w| w == b"\"type\":\"Feature\",\"").count();
        assert_eq!((phase, table.len()), (Phase::Whole, features), "{}", layer.id);
        let expected = [Reason::NumberAsText, Reason::NoGeometry];
        assert!(notes.counts().keys().all(|r| expected.contains(r)), "{}: {:?}", layer.id, notes.counts());
        if layer.role == LayerRole::Bank {
            assert_eq!(notes.total(), 0, "{}: a bank has no places", layer.id);
        }
    }
}
