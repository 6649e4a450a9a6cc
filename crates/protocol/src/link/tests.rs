use super::*;
use crate::catalog::Lang;
use proptest::prelude::*;

/// A workspace that there is not.
const TREES: WorkspaceLink = WorkspaceLink { word: "trees", prefix: "t.", left_out: &["owner"] };

fn read_link(hash: &str) -> Link {
    super::read_link(hash, &[TREES])
}

fn parse_hash(hash: &str) -> View {
    read_link(hash).view
}

#[test]
fn the_link_of_the_documentation_reads() {
    let view = parse_hash(
        "#map=12.5/31.81/121.66&q=%E5%90%95%E5%9B%9B&layers=a,b&f.grade=三级,四级&f.beds=50..&id=care-homes:17&sort=distance&lang=en",
    );
    let strings = |v: &[&str]| v.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    assert_eq!(view.camera, Some(LinkCamera { zoom: 12.5, center_lonlat: LonLat { lon: 121.66, lat: 31.81 } }));
    assert_eq!(view.query, "吕四");
    assert_eq!(view.layers, Some(strings(&["a", "b"]).into_iter().collect()));
    assert_eq!(view.fields[&"grade".to_owned()], Constraint::Any(strings(&["三级", "四级"])));
    assert_eq!(view.fields[&"beds".to_owned()], Constraint::Between(Some(50.0), None));
    assert_eq!(view.selected, Some(("care-homes".to_owned(), "17".to_owned())));
    assert_eq!((view.sort, view.lang), (Sort::Distance, Some(Lang::En)));
}

#[test]
fn broken_parts_are_ignored_and_the_others_kept() {
    for (hash, kept) in [
        ("map=x/1/2&q=a", "a"),
        ("map=12/91/0&q=a", "a"),
        ("map=12/NaN/0&q=a", "a"),
        ("&&&=&q=a&f.=1&f.beds=..&f.x=a..b&id=nothing&sort=up&lang=fr", "a"),
        ("q=%zz%4", "%zz%4"),
        ("__proto__=1&q=<img onerror=1>", "<img onerror=1>"),
    ] {
        let view = parse_hash(hash);
        assert_eq!(view, View { query: kept.to_owned(), ..View::default() }, "{hash}");
    }
    assert_eq!(parse_hash(&"q=a&".repeat(10_000)), View::default(), "over the length limit");
}

#[test]
fn a_field_that_is_left_out_stands_in_no_link() {
    let tree = [("name", "银杏"), ("owner", "某某单位")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    let workspace_fields = TREES.named(&tree.into_iter().collect());
    let hash = build_hash(&View { workspace: "trees".to_owned(), workspace_fields, ..View::default() });
    assert_eq!(decode(&hash), "ws=trees&t.name=银杏");
    assert_eq!(
        TREES.own(&parse_hash("t.owner=x&t.name=y&t.=z").workspace_fields).into_iter().collect::<Vec<_>>(),
        [("name".into(), "y".into())]
    );
}

#[test]
fn a_place_may_have_a_name_and_a_radius_and_three_records_are_compared() {
    let view = parse_hash("from=31.8/121.6/%E6%B1%87%E9%BE%99/x&radius=500&mode=elder&compare=a:1,a:1,b:2,:3,c:4,d:5");
    assert_eq!((view.from, &*view.from_name), (Some(LonLat { lon: 121.6, lat: 31.8 }), "汇龙/x"));
    assert_eq!((view.radius_m, view.mode), (Some(500.0), Some(Mode::Elder)));
    let records = [("a", "1"), ("b", "2"), ("c", "4")].map(|(layer, key)| (layer.to_owned(), key.to_owned()));
    assert_eq!(view.compared, records);
    for broken in ["radius=0", "radius=1e9", "radius=x", "mode=old", "from=1", "from=95/1/x", "compare=,:,a:"] {
        assert_eq!(parse_hash(broken), View::default(), "{broken}");
    }
}

#[test]
fn no_layers_differs_from_the_default() {
    assert_eq!(parse_hash("layers=").layers, Some(BTreeSet::new()));
    assert_eq!(parse_hash("").layers, None);
}

/// A link that other programs changed gives the view, and what is left out of it.
#[track_caller]
fn check(hash: &str, expected: &str, unread: &[&str]) {
    let link = read_link(hash);
    assert_eq!(decode(&build_hash(&link.view)), expected, "{hash}");
    assert_eq!(link.unread, unread, "{hash}");
}

#[test]
fn a_link_that_was_encoded_as_a_whole_or_in_parts_reads() {
    let expected = "map=12/31.900000/121.700000&layers=heritage";
    check("#layers%3Dheritage%26map%3D12%2F31.9%2F121.7", expected, &[]);
    check("layers%253Dheritage%2526map%253D12%252F31.9%252F121.7", expected, &[]);
    check("layers=heritage&map=12%2F31.9%2F121.7", expected, &[]);
    check("layers=heritage&map%3D12%2F31.9%2F121.7", expected, &[]);
    check("layers=heritage&amp;map=12/31.9/121.7", expected, &[]);
    check("layers=heritage&amp;amp;map=12/31.9/121.7", expected, &[]);
    check("q=%25E5%2590%2595%25E5%259B%259B", "q=吕四", &[]);
    check("q%3D%E5%90%95%E5%9B%9B%26lang%3Den", "q=吕四&lang=en", &[]);
    check("layers=a%2Cb&f.grade=%E4%B8%89%E7%BA%A7%2C%E5%9B%9B%E7%BA%A7", "layers=a,b&f.grade=三级,四级", &[]);
    check("id=care-homes%3A17", "id=care-homes:17", &[]);
    check("compare=care-homes%3A17%2Ccare-homes%3A18", "compare=care-homes:17,care-homes:18", &[]);
    check("from=31.8%2F121.6%2F%E6%B1%87%E9%BE%99", "from=31.800000/121.600000/汇龙", &[]);
    // A query that holds such signs itself is left alone.
    check("q=a%3Db%26c", "q=a=b&c", &[]);
}

#[test]
fn a_link_of_which_the_separators_alone_are_encoded_reads() {
    let expected = "map=10.5/31.880000/121.680000&q=人民&id=gazetteer:402";
    check("#map=10.5/31.88/121.68%26q=%E4%BA%BA%E6%B0%91%26id=gazetteer:402", expected, &[]);
    check("layers=a%26f.grade=%E4%B8%89%E7%BA%A7", "layers=a&f.grade=三级", &[]);
    check("q=a%26utm_source=x%26isappinstalled=0", "q=a", &[]);
    // What is no parameter belongs to the value; of the page's own links the `=` is encoded too.
    check("q=a%26b=c&lang=en", "q=a&b=c&lang=en", &[]);
    check("q=a%26id%3Dx", "q=a&id=x", &[]);
    check("map=12/31.9/121.7%2526q%253Da", "map=12/31.900000/121.700000", &["&q=a"]);
    check("map=12/31.9/121.7abc", "map=12/31.900000/121.700000", &["abc"]);
    check("lang=en看这里", "lang=en", &["看这里"]);
}

#[test]
fn a_character_that_was_cut_is_left_out_and_told() {
    for end in ["%E6", "%E6%B0", "%E6%B", "%E6%", "%"] {
        let hash = format!("lang=en&q=%E4%BA%BA{end}");
        let link = read_link(&hash);
        assert_eq!((&*link.view.query, link.unread.len()), ("人", 1), "{hash}");
    }
    assert_eq!(read_link("q%3D%E4%BA%BA%E6").view.query, "人");
    assert_eq!(read_link("q%3D%E4%BA%BA%E6").unread.len(), 1);
    assert_eq!(read_link("q=%25E4%25BA%25BA%25E6").view.query, "人");
    assert_eq!(read_link("q=%25E4%25BA%25BA%25E6").unread.len(), 1);
    // One that a person typed is none.
    check("q=%E4%BA%BA%EF%BF%BD", "q=人\u{fffd}", &[]);
    check("q=5%", "q=5%", &[]);
}

#[test]
fn the_sentence_around_a_link_is_none_of_it() {
    for sign in [
        "。",
        ")",
        "）",
        "，看这里",
        ".",
        ",",
        "!",
        "》",
        "\"",
        "%E3%80%82",
        "%3E",
        " 。",
        "…",
        "？",
        "?",
        "&",
        "&。",
        "\u{200b}",
        "\u{feff}。",
        "。\u{2060}",
        "%E2%80%8B",
    ] {
        check(&format!("map=12/31.9/121.7{sign}"), "map=12/31.900000/121.700000", &[]);
        check(&format!("layers=heritage{sign}"), "layers=heritage", &[]);
        check(&format!("id=care-homes:17{sign}"), "id=care-homes:17", &[]);
        check(&format!("q=a&lang=en{sign}"), "q=a&lang=en", &[]);
        check(&format!("f.beds=50..120{sign}"), "f.beds=50..120", &[]);
        check(&format!("compare=a:1,b:2{sign}"), "compare=a:1,b:2", &[]);
        check(&format!("from=31.8/121.6{sign}"), "from=31.800000/121.600000", &[]);
    }
    for sign in ["。", ")", ".", "!", "”", "&", "\u{200b}", "%E2%80%8B。", "\u{feff}"] {
        check(&format!("q=石桥{sign}"), "q=石桥", &[]);
        check(&format!("f.grade=三级{sign}"), "f.grade=三级", &[]);
        check(&format!("f.beds=50..{sign}"), "f.beds=50..", &[]);
        check(&format!("t.name=石桥{sign}"), "t.name=石桥", &[]);
    }
    check("q=石桥(北)", "q=石桥(北)&", &[]);
    check("q=石桥(北))。", "q=石桥(北)&", &[]);
    check("q=石桥。&lang=zh", "q=石桥。&lang=zh", &[]);
}

#[test]
fn a_link_of_the_page_that_ends_with_such_a_sign_keeps_it() {
    for query in ["石桥。", "a)", "a.", "(a)"] {
        let view = View { query: query.to_owned(), ..View::default() };
        assert_eq!(read_link(&build_hash(&view)), Link { view, unread: Vec::new() });
    }
    let view = View { selected: Some(("a".to_owned(), "45.".to_owned())), ..View::default() };
    assert_eq!(parse_hash(&build_hash(&view)), view);
}

#[test]
fn what_messengers_add_is_dropped_and_what_cannot_be_read_is_told() {
    check("map=12/31.9/121.7&from=singlemessage&isappinstalled=0", "map=12/31.900000/121.700000", &[]);
    check("map=12/31.9/121.7?from=timeline", "map=12/31.900000/121.700000", &[]);
    check("q=a&utm_source=x&fbclid=y", "q=a", &[]);
    check("map=12/x&q=a", "q=a", &["map=12/x"]);
    check("q=a&lang=fr&sort=up&x=1&y", "q=a", &["lang=fr", "sort=up", "x=1", "y"]);
    check("from=31.8/x&radius=1", "", &["from=31.8/x", "radius=1"]);
    let long = read_link(&"q=a&".repeat(10_000));
    assert_eq!((long.view, long.unread.len()), (View::default(), 1), "over the length limit");
    let many = read_link(&"x=1&".repeat(300));
    assert_eq!(many.unread.len(), 8);
}

#[test]
fn the_words_of_workspaces_are_read_and_others_told() {
    check("ws=trees&t.name=银杏", "ws=trees&t.name=银杏", &[]);
    check("t.name=银杏", "t.name=银杏", &[]);
    check("q=a&ws=trees。", "q=a&ws=trees", &[]);
    check("q=a%26ws=trees%26t.name=b", "q=a&ws=trees&t.name=b", &[]);
    check("ws=notes&n.text=b&q=a", "q=a", &["ws=notes", "n.text=b"]);
    check("ws=&t.=b&q=a", "q=a", &["ws=", "t.=b"]);
    check("t.owner=x&q=a", "q=a", &[]);
    let bare = WorkspaceLink { word: "notes", prefix: "", left_out: &[] };
    let link = super::read_link("ws=notes&n.text=b", &[bare]);
    assert_eq!((&*link.view.workspace, link.unread), ("notes", vec!["n.text=b".to_owned()]), "it has no fields");
}

#[test]
fn text_that_looks_encoded_comes_back_as_it_is() {
    for key in ["%C2", "a%C2", "100%E5", "%25C2", "%E5%8D%97", "%", "%2"] {
        let view = View {
            selected: Some(("a".into(), key.into())),
            compared: vec![("b".into(), key.into())],
            ..View::default()
        };
        assert_eq!(parse_hash(&build_hash(&view)), view, "{key}");
    }
    for name in ["&q", "&map", "a&id", "%26q", "&"] {
        let fields = [(name.to_owned(), Constraint::Any(vec!["x".into()]))].into_iter().collect();
        let view = View { fields, ..View::default() };
        assert_eq!(parse_hash(&build_hash(&view)), view, "{name}");
    }
}

fn constraint() -> impl Strategy<Value = Constraint> {
    let end = || proptest::option::of((-1_000_000i32..1_000_000).prop_map(|n| f64::from(n) / 100.0));
    prop_oneof![
        proptest::collection::vec(".{0,6}", 1..4).prop_map(Constraint::Any),
        (end(), end())
            .prop_filter("one end at least", |(a, b)| a.is_some() || b.is_some())
            .prop_map(|(a, b)| Constraint::Between(a, b)),
    ]
}

proptest! {
    #[test]
    fn a_view_survives_its_link(
        query in ".{0,20}",
        layers in proptest::option::of(proptest::collection::btree_set("[a-z0-9-]{1,8}", 0..4)),
        fields in proptest::collection::btree_map(".{1,6}", constraint(), 0..4),
        selected in proptest::option::of(("[a-z-]{1,8}", ".{1,8}")),
        in_view: bool,
        en: bool,
        in_trees: bool,
        from in proptest::option::of((-90_000_000i32..=90_000_000, -180_000_000i32..=180_000_000, ".{0,12}")),
        radius_m in proptest::option::of((50u32..=100_000).prop_map(f64::from)),
        compared in proptest::collection::btree_set(("[a-z-]{1,8}", ".{1,8}"), 0..=COMPARED_MAX),
        mode: Option<usize>,
        tree in proptest::collection::btree_map("[a-z_.0-9]{1,8}", ".{1,20}", 0..4),
    ) {
        let compared = compared.into_iter().collect();
        let (from, from_name) = match from {
            Some((lat, lon, name)) => (Some(LonLat { lon: f64::from(lon) / 1e6, lat: f64::from(lat) / 1e6 }), name),
            None => (None, String::new()),
        };
        let (fields, tree): (_, LinkFields) = (fields.into_iter().collect(), tree.into_iter().collect());
        let workspace = if in_trees { "trees".to_owned() } else { String::new() };
        let workspace_fields = TREES.named(&tree);
        prop_assert_eq!(&TREES.own(&workspace_fields), &tree);
        let view = View { query, layers, fields, selected, in_view, workspace, workspace_fields, from, from_name, radius_m, compared, mode: mode.map(|n| Mode::ALL[n % 3]), lang: Some(if en { Lang::En } else { Lang::Zh }), ..View::default() };
        prop_assert_eq!(parse_hash(&build_hash(&view)), view);
    }

    #[test]
    fn any_text_reads_without_panic(hash in ".{0,200}") {
        let _ = parse_hash(&hash);
    }
}
