//! Memory that cannot be had while reading: what is in stays, and the layer says why it ends.

#![allow(unsafe_code, clippy::unwrap_used, reason = "an allocator is unsafe to write, and a test may panic")]

use diming_engine::ingest::{FileReader, Limits, Reader, Step};
use diming_protocol::catalog::Catalog;
use diming_protocol::{Phase, Problem};
use serde_json::json;
use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Refuses every block above a size.
struct Scarce;

static LARGEST: AtomicUsize = AtomicUsize::new(usize::MAX);

fn is_refused(size: usize) -> bool {
    size > LARGEST.load(Ordering::Relaxed)
}

// SAFETY: everything that is not refused is the system's.
unsafe impl GlobalAlloc for Scarce {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_refused(layout.size()) { std::ptr::null_mut() } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if is_refused(size) { std::ptr::null_mut() } else { unsafe { System.realloc(block, layout, size) } }
    }
}

#[global_allocator]
static ALLOCATOR: Scarce = Scarce;

fn catalog() -> Catalog {
    let field = |kind: &str| json!({"label": {"zh": kind}, "kind": kind});
    serde_json::from_value(json!({
        "version": 1, "title": {"zh": "测"}, "zoom_min": 4, "zoom_max": 18,
        "bounds": {"west": 73.0, "south": 3.0, "east": 136.0, "north": 54.0},
        "home": {"lon": 105.0, "lat": 35.0, "zoom": 4},
        "fields": {"name": field("text"), "town": field("choice"), "beds": field("number")},
        "layers": [{
            "id": "names", "label": {"zh": "测"}, "source": "names.geojson", "key_field": "id",
            "fields": ["name", "town", "beds"],
            "style": {"sign": "dot", "color": "#116666", "color_dark": "#22aaaa"}
        }]
    }))
    .unwrap()
}

#[test]
fn what_is_in_stays_where_no_memory_is_left() {
    let catalog = catalog();
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for id in 0..40_000 {
        let comma = if id == 0 { "" } else { "," };
        write!(
            text,
            "{comma}{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[121.5,31.9]}},\"properties\":\
             {{\"id\":\"{id}\",\"name\":\"第{id}村民委员会\",\"town\":\"吕四港镇\",\"beds\":{id}}}}}"
        )
        .unwrap();
    }
    text.push_str("]}");
    let chunks: Vec<Vec<u8>> = text.into_bytes().chunks(50_000).map(<[u8]>::to_vec).collect();
    let mut reader = Reader::new(&catalog, 0, Limits::default());
    LARGEST.store(300_000, Ordering::Relaxed);
    let mut last = Step::NeedBytes;
    for chunk in chunks {
        reader.feed(chunk);
        reader.foresee(100_000_000);
        while last != Step::Done {
            last = reader.step(1_000);
            if last == Step::NeedBytes {
                break;
            }
        }
    }
    let (table, notes, phase) = reader.finish();
    LARGEST.store(usize::MAX, Ordering::Relaxed);
    assert_eq!((phase, notes.total()), (Phase::Incomplete(Problem::Memory), 0));
    assert!(table.len() > 1_000 && table.len() < 40_000, "{}", table.len());
    assert!(table.columns.iter().all(|column| column.len() == table.len()));
    let last = table.len() - 1;
    assert_eq!(
        (table.keys.get(last), table.columns[0].text(last)),
        (&*last.to_string(), &*format!("第{last}村民委员会"))
    );
}
