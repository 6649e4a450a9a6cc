//! The naming review as the page sees it: opened, asked, refused.

use super::*;
use diming_protocol::{FeatureId, Reason};
use diming_review_protocol::finding::{Evidence, Usage, Weight};
use diming_review_protocol::review::{Fields, ReviewInfo, ReviewUrls, Reviewed};

pub(super) fn catalog(profile: &str) -> String {
    format!(
        r##"{{
  "version": 1, "title": {{"zh": "试"}}, "bounds": {{"west": 121, "south": 31, "east": 122, "north": 33}},
  "home": {{"lon": 121.5, "lat": 31.9, "zoom": 10}}, "zoom_min": 5, "zoom_max": 18,
  "fields": {{
    "name": {{"label": {{"zh": "名称"}}, "kind": "text"}},
    "former_names": {{"label": {{"zh": "曾用名"}}, "kind": "texts"}},
    "town": {{"label": {{"zh": "乡镇"}}, "kind": "choice"}},
    "type": {{"label": {{"zh": "类别"}}, "kind": "choice", "values": [{{"value": "street", "label": {{"zh": "街路巷"}}}}]}},
    "status": {{"label": {{"zh": "状态"}}, "kind": "choice", "values": [{{"value": "3", "label": {{"zh": "已撤销"}}}}, {{"value": "4", "label": {{"zh": "丁"}}, "state": "closed"}}]}},
    "valid_to": {{"label": {{"zh": "止"}}, "kind": "date"}},
    "specific": {{"label": {{"zh": "专名"}}, "kind": "text"}},
    "fits": {{"label": {{"zh": "适用"}}, "kind": "choices"}}
  }},
  "review": {{"profile": "{profile}", "registers": ["names"], "heritage": ["heritage"]}},
  "layers": [
    {{"id": "names", "label": {{"zh": "地名"}}, "source": "names.geojson", "key_field": "name",
     "fields": ["name", "former_names", "town", "type", "status"], "style": {{"sign": "dot", "color": "#606060", "color_dark": "#c0c0c0"}}}},
    {{"id": "heritage", "label": {{"zh": "遗产"}}, "source": "heritage.geojson", "key_field": "name",
     "fields": ["name", "town"], "style": {{"sign": "dot", "color": "#606060", "color_dark": "#c0c0c0"}}}},
    {{"id": "built", "label": {{"zh": "建成区"}}, "role": "scopes", "source": "built.geojson", "key_field": "name",
     "fields": ["name"], "style": {{"sign": "area", "color": "#606060", "color_dark": "#c0c0c0"}}}},
    {{"id": "bank", "label": {{"zh": "储备"}}, "role": "bank", "source": "bank.geojson", "key_field": "name",
     "fields": ["name", "specific", "fits", "status"], "style": {{"sign": "dot", "color": "#606060", "color_dark": "#c0c0c0"}}}}
  ]
}}"##
    )
}

pub(super) fn names() -> String {
    collection(&[
        feature(
            "1",
            121.50,
            r#""name":"人民路","type":"street","town":"汇龙镇","status":"现用","former_names":["红旗路"]"#,
        ),
        feature("2", 121.60, r#""name":"人民路","type":"街路巷","town":"吕四港镇","status":"现用""#),
        feature("3", 121.51, r#""name":"和平巷","type":"street","town":"汇龙镇","status":"注销""#),
        feature("4", 121.52, r#""name":"寿丰石桥","town":"汇龙镇","status":"现用""#),
        feature("5", 121.53, r#""town":"汇龙镇""#),
    ])
}

fn heritage() -> String {
    collection(&[
        feature("a", 121.52, r#""name":"寿丰石桥","town":"汇龙镇""#),
        feature("b", 121.55, r#""name":"老码头","town":"汇龙镇""#),
    ])
}

const BUILT: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"j","geometry":{"type":"Polygon","coordinates":[[[121.45,31.85],[121.55,31.85],[121.55,31.95],[121.45,31.95],[121.45,31.85]]]},"properties":{"name":"汇龙建成区"}}]}"#;
const BANK: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"s","geometry":null,"properties":{"name":"涨沙","specific":"涨沙","fits":["street"],"status":"储备"}}]}"#;

pub(super) fn urls() -> ReviewUrls {
    ReviewUrls { standard: "https://a.cn/data/standard.txt".into(), alike: "https://a.cn/data/alike.txt".into() }
}

/// An engine with everything loaded, the review not yet opened.
pub(super) fn bench(profile: &str, more: &[(&str, &str)]) -> Bench {
    let (catalog, names, heritage) = (catalog(profile), names(), heritage());
    let read = |name: &str| String::from_utf8(data(name)).unwrap();
    let (standard, alike) = (read("dict/standard.txt"), read("dict/alike.txt"));
    let files = [
        ("catalog.json", catalog.as_str()),
        ("names.geojson", &names),
        ("heritage.geojson", &heritage),
        ("built.geojson", BUILT),
        ("bank.geojson", BANK),
        ("standard.txt", &standard),
        ("alike.txt", &alike),
    ];
    Bench::new(&[&files[..], more].concat())
}

pub(super) fn opened(profile: &str, more: &[(&str, &str)]) -> (Bench, ReviewInfo) {
    let mut bench = bench(profile, more);
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.run();
    let info = match state(&bench) {
        ReviewState::Ready(info) => *info,
        state => panic!("{state:?}"),
    };
    (bench, info)
}

pub(super) fn state(bench: &Bench) -> ReviewState {
    bench.states_and_answers().0.pop().unwrap_or_default()
}

/// All that is said to a question.
fn said(bench: &mut Bench, ask: ReviewAsk) -> Vec<Said> {
    bench.said.clear();
    bench.ask(7, ask);
    bench.run();
    let answers = bench.states_and_answers().1;
    bench.said.clear();
    answers.into_iter().filter(|(seq, _)| *seq == 7).map(|(_, said)| said).collect()
}

pub(super) fn answers(bench: &mut Bench, ask: ReviewAsk) -> Vec<ReviewAnswer> {
    let answer = |said| if let Said::Answer(answer) = said { answer } else { panic!("{said:?}") };
    said(bench, ask).into_iter().map(answer).collect()
}

pub(super) fn fields(of: &[(&str, &str)]) -> Fields {
    of.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
}

pub(super) fn reviewed(bench: &mut Bench, of: &[(&str, &str)]) -> Reviewed {
    match answers(bench, ReviewAsk::One { fields: fields(of), own_id: String::new() }).pop() {
        Some(ReviewAnswer::One(reviewed)) => *reviewed,
        other => panic!("{other:?}"),
    }
}

const NEW_ROAD: [(&str, &str); 3] = [("name", "人民路"), ("type", "street"), ("town", "汇龙镇")];

#[test]
fn an_application_aside_leaves_the_one_under_review() {
    let (mut bench, _) = opened("", &[]);
    assert!(!answers(&mut bench, ReviewAsk::One { fields: fields(&NEW_ROAD), own_id: String::new() }).is_empty());
    let before = saved_review(&mut bench);
    let aside =
        said(&mut bench, ReviewAsk::Aside(fields(&[("name", "人民路"), ("type", "street"), ("town", "汇龙镇")])));
    let [Said::Aside(json)] = aside.as_slice() else { panic!("{aside:?}") };
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert!(json.to_string().contains("duplicate.D1"), "{json}");
    assert_eq!(saved_review(&mut bench), before);
}

fn saved_review(bench: &mut Bench) -> String {
    bench.file(&ReviewFile::Review).unwrap_or_else(|| panic!("no file"))
}

#[test]
fn the_register_is_made_of_the_layers_that_the_catalog_names() {
    let (_, info) = opened("", &[]);
    // Four names and a former one; 老码头 of the heritage list, which the gazetteer has not.
    assert_eq!((info.names, info.areas, info.spare), (6, 1, 1));
    let of = |at: usize| (info.registers[at].names, info.registers[at].left_out, info.registers[at].is_heritage);
    assert_eq!([of(0), of(1)], [(4, 1, false), (2, 0, true)]);
    assert_eq!((info.profile.refused, info.profile.title.is_empty()), (None, false));
}

#[test]
fn findings_name_the_record_they_rest_on() {
    let (mut bench, _) = opened("", &[]);
    let reviewed = reviewed(
        &mut bench,
        &[NEW_ROAD[0], NEW_ROAD[1], NEW_ROAD[2], ("lon", "121.5"), ("lat", "31.9"), ("storeys", "高")],
    );
    assert_eq!((reviewed.romanisation.as_str(), reviewed.plain.as_str()), ("Rénmín Lù", "Renmin Lu"));
    assert_eq!(reviewed.parts, ("人民".to_owned(), "路".to_owned()));
    // The built-up area is that of the place.
    assert_eq!(reviewed.scope, ("built_up_area".to_owned(), "汇龙建成区".to_owned()));
    assert_eq!(reviewed.not_understood, ["storeys"]);
    let d1 = reviewed.findings.iter().find(|f| f.code == "duplicate.D1" && f.in_scope).unwrap();
    let [Evidence::Name(name)] = &d1.evidence[..] else { panic!("{d1:?}") };
    assert_eq!((name.feature, name.town.as_str(), name.distance_m), (Some(FeatureId::new(0, 0)), "汇龙镇", Some(0.0)));
    assert!(name.at.is_some() && d1.weight == Weight::Error);
    let outside = reviewed.findings.iter().find(|f| f.code == "duplicate.D1" && !f.in_scope).unwrap();
    assert!(matches!(&outside.evidence[..], [Evidence::Name(name)] if name.town == "吕四港镇"));
}

#[test]
fn the_scope_that_was_looked_in_is_told() {
    let (mut bench, _) = opened("", &[]);
    let mut scope = |of: &[(&str, &str)]| reviewed(&mut bench, of).scope;
    let of = |field: &str, value: &str| (field.to_owned(), value.to_owned());
    assert_eq!(scope(&NEW_ROAD), of("town", "汇龙镇"));
    assert_eq!(scope(&NEW_ROAD[..2]), of("built_up_area", ""));
    // The office's own county holds where none is given.
    assert_eq!(scope(&[("name", "启明村"), ("type", "village_committee")]), of("county", "启东市"));
}

#[test]
fn a_newer_application_takes_the_place_of_one_that_waits() {
    let (mut bench, _) = opened("", &[]);
    bench.said.clear();
    for (seq, name) in [(1, "人"), (2, "人民"), (3, "人民路")] {
        let ask = ReviewAsk::One { fields: fields(&[("name", name)]), own_id: String::new() };
        bench.ask(seq, ask);
    }
    bench.run();
    let seqs: Vec<u32> = bench.states_and_answers().1.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, [3]);
}

#[test]
fn pending_applications_count_but_not_ones_own() {
    let (mut bench, _) = opened("", &[]);
    let case = |id: &str, name: &str| (id.to_owned(), fields(&[("name", name), NEW_ROAD[1], NEW_ROAD[2]]));
    bench.ask(0, ReviewAsk::Pending(vec![case("c1", "通海路"), case("c2", "通海路")]));
    let ask = |own_id: &str| ReviewAsk::One { fields: case("", "通海路").1, own_id: own_id.to_owned() };
    let mut collisions = |own_id: &str| {
        let answers = answers(&mut bench, ask(own_id));
        let Some(ReviewAnswer::One(reviewed)) = answers.first() else { panic!("{answers:?}") };
        reviewed.findings.iter().filter(|f| f.code == "duplicate.D1").map(|f| f.evidence.len()).sum::<usize>()
    };
    assert_eq!([collisions(""), collisions("c1")], [2, 1]);
}

#[test]
fn a_batch_collides_with_itself_and_leaves_nothing_behind() {
    let (mut bench, _) = opened("", &[]);
    let text = "名称,类别,乡镇\n通海路,street,汇龙镇\n,street,汇龙镇\n通海路,street,汇龙镇\n仁民路,street,汇龙镇\n";
    let rows: Vec<_> = answers(&mut bench, ReviewAsk::Batch(text.into()))
        .into_iter()
        .flat_map(|answer| match answer {
            ReviewAnswer::Batch { rows, total, how_read, .. } => {
                assert_eq!((total, how_read.left_out), (3, vec![(3, ",street,汇龙镇".to_owned())]));
                rows
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let duplicates = |at: usize| {
        let own = rows[at].findings.iter().filter(|f| f.code.starts_with("duplicate") && f.in_scope);
        own.map(|f| format!("{} {}", f.code, f.name)).collect::<Vec<_>>()
    };
    assert_eq!(duplicates(0), ["duplicate.D1 通海路"]);
    assert_eq!(duplicates(2), ["duplicate.H1 人民路"]);
    assert_eq!(
        rows.iter().map(|row| row.worst).collect::<Vec<_>>(),
        [Some(Weight::Error), Some(Weight::Error), Some(Weight::Warn)]
    );
    // Afterwards its applications are not pending any more.
    let alone = reviewed(&mut bench, &[("name", "通海路"), NEW_ROAD[1], NEW_ROAD[2]]);
    assert!(!alone.findings.iter().any(|f| f.code == "duplicate.D1"));
    let mut file = |what: ReviewFile| bench.file(&what);
    let lines = file(ReviewFile::BatchLines(vec![2, 0])).unwrap();
    assert!(lines.lines().count() == 2 && lines.starts_with(r#"{"application":{"name":"仁民路","#), "{lines}");
    assert!(
        file(ReviewFile::Batch(vec![0]))
            .unwrap()
            .contains("通海路,street,汇龙镇,Tōnghǎi Lù,违反规定 · 未能查全,违反规定,重名")
    );
    assert!(file(ReviewFile::Review).unwrap().contains(r#""application":{"name":"通海路""#));
}

#[test]
fn what_is_asked_before_the_register_is_made_waits_for_it() {
    let mut bench = bench("", &[]);
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.ask(9, ReviewAsk::Batch("通海路\n人民路".into()));
    bench.run();
    let (_, answers) = bench.states_and_answers();
    let is_whole = |(seq, said): &(u32, Said)| {
        *seq == 9 && matches!(said, Said::Answer(ReviewAnswer::Batch { rows, total: 2, .. }) if rows.len() == 2)
    };
    assert!(answers.iter().any(is_whole), "{answers:?}");
}

#[test]
fn a_batch_that_is_stopped_leaves_nothing_behind() {
    let (mut bench, _) = opened("", &[]);
    let text = "名称,类别,乡镇\n通海路,住宅区,汇龙镇\n通海路,street,汇龙镇\n海通路,street,汇龙镇".to_owned();
    bench.ask(9, ReviewAsk::Batch(text));
    for _ in 0..4 {
        bench.engine.step(1);
    }
    bench.ask(10, ReviewAsk::Stop);
    let alone = reviewed(&mut bench, &[("name", "通海路"), NEW_ROAD[1], NEW_ROAD[2]]);
    assert!(!alone.findings.iter().any(|f| f.code == "duplicate.D1"), "{:?}", alone.findings);
}

#[test]
fn a_batch_and_names_in_use_say_what_was_not_read_as_it_stands() {
    let (mut bench, _) = opened("", &[]);
    let text = "情况表,\n名称,乡镇\n通海路,汇龙镇\n人民路,同上\n合计,2\n";
    for ask in [ReviewAsk::Batch(text.into()), ReviewAsk::Names(text.into())] {
        let told = match answers(&mut bench, ask).pop() {
            Some(ReviewAnswer::Batch { how_read, .. } | ReviewAnswer::Names { how_read, .. }) => how_read,
            other => panic!("{other:?}"),
        };
        let notes: Vec<_> = told.notes.iter().map(|note| (note.row, note.value.as_str(), note.reason)).collect();
        assert_eq!(notes, [(None, "2: 名称, 乡镇", Reason::HeadingFound), (Some(3), "汇龙镇", Reason::FromAbove)]);
        let left_out: Vec<u32> = told.left_out.iter().map(|(line, _)| *line).collect();
        assert_eq!((left_out, told.left_out_total, told.notes_total), (vec![1, 5], 2, 2));
    }
}

#[test]
fn names_in_use_are_told_by_their_form() {
    let (mut bench, _) = opened("", &[]);
    let text = "人民路\n红旗路\n和平巷\n寿丰石桥\n仁民路\n锦绣路";
    let usage: Vec<_> =
        answers(&mut bench, ReviewAsk::Names(text.into()))
            .into_iter()
            .flat_map(|answer| {
                if let ReviewAnswer::Names { names, total: 6, .. } = answer { names } else { panic!("{answer:?}") }
            })
            .map(|used| used.usage)
            .collect();
    use Usage::*;
    assert_eq!(usage, [Standard, Former, Cancelled, Protected, NonStandard, Unknown]);
}

#[test]
fn suggestions_pass_every_check() {
    let (mut bench, _) = opened("", &[]);
    reviewed(&mut bench, &NEW_ROAD);
    let answers = answers(&mut bench, ReviewAsk::Suggestions);
    let Some(ReviewAnswer::Suggestions { suggestions, is_whole: true }) = answers.last() else { panic!("{answers:?}") };
    assert_eq!(suggestions[0].name, "涨沙路");
    assert!(suggestions.iter().all(|s| s.name != "人民路") && suggestions.len() > 1, "{suggestions:?}");
}

#[test]
fn a_broken_profile_is_refused_and_the_built_in_one_goes_on() {
    for (profile, more, path) in [
        ("rules.json", &[("rules.json", r#"{"version": 2}"#)][..], Some("")),
        ("missing.json", &[], None),
        ("https://elsewhere.cn/rules.json", &[], None),
    ] {
        let (mut bench, info) = opened(profile, more);
        let (address, problem) = info.profile.refused.expect(profile);
        assert_eq!(address, profile);
        let told = if let Problem::Catalog { path, .. } = &problem { Some(path.as_str()) } else { None };
        assert_eq!(told, path, "{problem:?}");
        let reviewed = reviewed(&mut bench, &NEW_ROAD);
        assert!(reviewed.findings.iter().any(|f| f.code == "duplicate.D1"), "{profile}");
    }
}

#[test]
fn without_its_tables_nothing_is_checked_until_they_come() {
    let mut bench = bench("", &[]);
    let alike = bench.files.remove("https://a.cn/data/alike.txt").unwrap();
    bench.ask(0, ReviewAsk::Open(urls()));
    assert_eq!(answers(&mut bench, ReviewAsk::One { fields: fields(&NEW_ROAD), own_id: String::new() }), []);
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.run();
    assert_eq!(state(&bench), ReviewState::Failed(Problem::Status(404)));
    bench.files.insert("https://a.cn/data/alike.txt".into(), alike);
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.run();
    assert!(matches!(state(&bench), ReviewState::Ready(_)));
    assert!(!answers(&mut bench, ReviewAsk::One { fields: fields(&NEW_ROAD), own_id: String::new() }).is_empty());
}

#[test]
fn a_review_opened_before_the_catalog_is_there_waits_for_it() {
    let mut bench = bench("", &[]);
    bench.begin_to_open();
    bench.ask(0, ReviewAsk::Open(urls()));
    bench.run();
    assert!(matches!(state(&bench), ReviewState::Ready(info) if info.names == 6));
}

#[test]
fn the_register_follows_the_data() {
    let (mut bench, info) = opened("", &[]);
    assert_eq!(info.names, 6);
    let more = collection(&[feature("9", 121.5, r#""name":"新路","type":"street""#)]);
    bench.files.insert("https://a.cn/data/names.geojson".into(), more.into_bytes());
    bench.engine.submit(Request::Retry { layer: 0 });
    bench.run();
    let ReviewState::Ready(info) = state(&bench) else { panic!() };
    // 新路 and two of the heritage list.
    assert_eq!(info.names, 3);
}
