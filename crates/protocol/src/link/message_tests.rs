//! Every type of message, what is refused, and how answers look.

use super::*;

const ORDERS: [WorkspaceOrder; 1] = [WorkspaceOrder { kind: "plant", member: "tree" }];

fn order(kind: &str, payload: Value) -> Parsed<Order> {
    let (id, order) = parse_message(&json!({"v": 1, "id": "a", "type": kind, "payload": payload}).to_string(), &ORDERS);
    assert_eq!(id, Some(Id::Text("a".to_owned())));
    order
}

fn check(kind: &str, payload: Value, expected: Order) {
    assert_eq!(order(kind, payload), Ok(expected), "{kind}");
}

fn check_fault(text: &str, has_id: bool, fault: Fault) {
    let (id, parsed) = parse_message(text, &ORDERS);
    assert_eq!(id.is_some(), has_id, "{text}");
    assert_eq!(parsed.map_err(|refusal| refusal.fault), Err(fault), "{text}");
}

fn check_bad(kind: &str, payload: Value, word: &str) {
    match order(kind, payload.clone()) {
        Err(Refusal { fault: Fault::BadPayload, message }) => {
            assert!(message.contains(word), "{kind} {payload}: {message}")
        }
        other => panic!("{kind} {payload}: {other:?}"),
    }
}

#[test]
fn every_type_is_read() {
    let at = LonLat { lon: 121.6, lat: 31.8 };
    check(
        "setView",
        json!({"lon": 121.6, "lat": 31.8, "zoom": 12, "animate": true, "later": 1}),
        Order::SetView { center: Some(at), zoom: Some(12.0), animate: true },
    );
    check("setView", json!({"zoom": 9.5}), Order::SetView { center: None, zoom: Some(9.5), animate: false });
    let bounds = LonLatBounds { west: 121.0, south: 31.0, east: 122.0, north: 32.0 };
    check(
        "fitBounds",
        json!({"west": 121, "south": 31, "east": 122, "north": 32}),
        Order::FitBounds { bounds, animate: false },
    );
    check("setLayers", json!({"layers": ["a", "b", "a"]}), Order::SetLayers(Some(["a".into(), "b".into()].into())));
    check("setLayers", json!({"layers": []}), Order::SetLayers(Some(BTreeSet::new())));
    check("setLayers", json!({}), Order::SetLayers(None));
    let filter = LiteMap::from_iter([
        ("grade".to_owned(), Constraint::Any(vec!["三级".to_owned()])),
        ("beds".to_owned(), Constraint::Between(Some(50.0), None)),
    ]);
    let filter_text = json!({"grade": ["三级"], "beds": {"min": 50.0}});
    check("setFilter", json!({"filter": filter_text}), Order::SetFilter(filter.clone()));
    check("setFilter", Value::Null, Order::SetFilter(LiteMap::new()));
    check("setQuery", json!({"q": "养老"}), Order::SetQuery("养老".to_owned()));
    check("select", json!({"layer": "care-homes", "key": 17}), Order::Select(Some(("care-homes".into(), "17".into()))));
    check("select", json!({}), Order::Select(None));
    check("clear", Value::Null, Order::Clear);
    check("getState", Value::Null, Order::GetState);
    let found = |limit, filter| Order::Search { query: "hl".to_owned(), limit, filter };
    check("search", json!({"q": "hl"}), found(10, LiteMap::new()));
    check("search", json!({"q": "hl", "limit": 50, "filter": filter_text}), found(50, filter.clone()));
    let tree = LiteMap::from_iter([("name".to_owned(), "银杏".to_owned())]);
    check("plant", json!({"tree": {"name": "银杏"}}), Order::Workspace { kind: "plant", fields: tree });
    check("exportList", Value::Null, Order::ExportList(ListKind::Csv));
    check("exportList", json!({"format": "geojson"}), Order::ExportList(ListKind::GeoJson));
    assert_eq!(filter_json(&filter), filter_text);
}

#[test]
fn what_is_no_message_is_refused_with_its_id_where_it_has_one() {
    check_fault("", false, Fault::Malformed);
    check_fault("[1]", false, Fault::Malformed);
    check_fault(r#"{"v": 1, "type": "clear"}"#, false, Fault::Malformed);
    check_fault(r#"{"v": 1, "id": "", "type": "clear"}"#, false, Fault::Malformed);
    check_fault(r#"{"v": 1, "id": 1.5, "type": "clear"}"#, false, Fault::Malformed);
    check_fault(&json!({"v": 1, "id": "x".repeat(65), "type": "clear"}).to_string(), false, Fault::Malformed);
    check_fault(r#"{"v": 2, "id": 1, "type": "clear"}"#, true, Fault::Version);
    check_fault(r#"{"id": 1, "type": "clear"}"#, true, Fault::Version);
    check_fault(r#"{"v": 1, "id": 1}"#, true, Fault::Malformed);
    check_fault(r#"{"v": 1, "id": 1, "type": "eval"}"#, true, Fault::UnknownType);
    check_fault(r#"{"v": 1, "id": 1, "type": "clear", "payload": 1}"#, true, Fault::BadPayload);
    check_fault(&format!("{{\"v\": 1, \"id\": 1, \"type\": \"{}\"}}", "x".repeat(BYTES_MAX)), false, Fault::TooLarge);
    check_fault(&"[".repeat(10_000), false, Fault::Malformed);
}

#[test]
fn a_payload_that_does_not_fit_is_refused_by_the_name_of_its_member() {
    check_bad("setView", json!({}), "zoom");
    check_bad("setView", json!({"lon": 121}), "together");
    check_bad("setView", json!({"lon": 181, "lat": 31}), "lon");
    check_bad("setView", json!({"lon": "121", "lat": 31}), "lon");
    check_bad("setView", json!({"zoom": 25}), "zoom");
    check_bad("setView", json!({"zoom": 5, "animate": 1}), "animate");
    check_bad("fitBounds", json!({"west": 121, "south": 31, "east": 122}), "north");
    check_bad("fitBounds", json!({"west": 122, "south": 31, "east": 121, "north": 32}), "west");
    check_bad("setLayers", json!({"layers": "a"}), "list");
    check_bad("setLayers", json!({"layers": [true]}), "layers");
    check_bad("setLayers", json!({"layers": vec!["a"; LIST_MAX + 1]}), "257 members");
    check_bad("setFilter", json!({"filter": ["a"]}), "object");
    check_bad("setFilter", json!({"filter": {"beds": 1}}), "beds");
    check_bad("setFilter", json!({"filter": {"beds": {}}}), "min");
    check_bad("setQuery", json!({"q": "x".repeat(201)}), "200");
    check_bad("select", json!({"layer": "a"}), "together");
    check_bad("search", json!({"q": " "}), "empty");
    check_bad("search", json!({"q": "a", "limit": 51}), "limit");
    check_bad("plant", json!({}), "tree");
    check_bad("plant", json!({"tree": {"name": ["a"]}}), "name");
    check_bad("exportList", json!({"format": "xlsx"}), "format");
}

#[test]
fn answers_carry_the_id_as_it_came() {
    let read = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    assert_eq!(
        read(build_ack(&Id::Number(7), json!({"n": 1}))),
        json!({"v": 1, "id": 7, "type": "ack", "payload": {"n": 1}})
    );
    let refusal = Refusal { fault: Fault::NotFound, message: "no layer".to_owned() };
    assert_eq!(
        read(build_error(Some(&Id::Text("a".into())), &refusal)),
        json!({"v": 1, "id": "a", "type": "error", "code": "not-found", "message": "no layer"})
    );
    assert_eq!(read(build_error(None, &refusal)).get("id"), None);
    assert_eq!(read(build_event("ready", json!({}))), json!({"v": 1, "type": "ready", "payload": {}}));
}
