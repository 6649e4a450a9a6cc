//! A real file that nobody on this project made, where it is at hand.

use super::drive;
use super::files::real;
use diming_engine::dataset::Value;
use diming_engine::ingest::{Limits, Reader};
use diming_protocol::Phase;
use diming_protocol::catalog::Catalog;
use serde_json::json;
use std::collections::HashSet;

pub fn catalog() -> Catalog {
    let field = |kind: &str| json!({"label": {"zh": kind}, "kind": kind});
    serde_json::from_value(json!({
        "version": 1, "title": {"zh": "托嬰中心"}, "zoom_min": 6, "zoom_max": 18,
        "bounds": {"west": 118.0, "south": 21.5, "east": 122.5, "north": 26.5},
        "home": {"lon": 121.0, "lat": 23.8, "zoom": 7},
        "fields": {
            "name": field("text"), "city": field("choice"), "address": field("text"), "phone": field("phones"),
            "capacity": field("number"), "status": field("number"), "is_active": field("yes_no"),
        },
        "layers": [{
            "id": "childcare", "label": {"zh": "托嬰中心"}, "source": "childcare-tw.geojson", "key_field": "id",
            "fields": ["name", "city", "address", "phone", "capacity", "status", "is_active"],
            "style": {"sign": "house", "color": "#116666", "color_dark": "#22aaaa"}
        }]
    }))
    .unwrap()
}

#[test]
fn every_record_of_a_real_file_is_read() {
    let Some(bytes) = real("childcare-tw.geojson") else { return };
    let (table, notes, phase) = drive(Reader::new(&catalog(), 0, Limits::default()), bytes.chunks(65_536));
    assert_eq!(phase, Phase::Whole);
    assert_eq!(table.len(), 2_050);
    let places: HashSet<_> = table.lon_e7.iter().zip(&table.lat_e7).collect();
    assert_eq!(places.len(), 2_017);
    let count = |column, value: &Value| (0..table.len()).filter(|&row| table.value(column, row) == *value).count();
    assert_eq!(count(6, &Value::YesNo(false)), 89);
    assert_eq!(count(3, &Value::Unknown), 8);
    assert_eq!(table.lon_e7.iter().min(), Some(&1_182_400_140));
    assert_eq!(table.lon_e7.iter().max(), Some(&1_218_413_270));
    assert_eq!(table.lat_e7.iter().min(), Some(&220_040_430));
    assert_eq!(table.lat_e7.iter().max(), Some(&263_679_190));
    let row = table.keys.row_of("CW10112003").unwrap();
    assert_eq!(table.value(0, row), Value::Text("新北市私立尼斯堡托嬰中心".to_owned()));
    assert_eq!((notes.total(), notes.kept()), (0, &[][..]));
}
