//! Words that people use, on the sample data: what they find first, and what is said.

use super::*;
use diming_protocol::MatchClass;
use diming_protocol::messages::search_notes;

const FILES: [&str; 9] = [
    "heritage.geojson",
    "care-homes.geojson",
    "cemeteries.geojson",
    "markers.geojson",
    "facilities.geojson",
    "gazetteer.geojson",
    "areas.geojson",
    "built-up.geojson",
    "reserve.geojson",
];

fn texts() -> Vec<(&'static str, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let catalog = ("catalog.json", crate::shipped::shipped().to_string());
    let layer = |name| (name, std::fs::read_to_string(format!("{folder}/{name}")).unwrap());
    std::iter::once(catalog).chain(FILES.into_iter().map(layer)).collect()
}

fn bench_of(texts: &[(&str, String)]) -> Bench {
    Bench::new(&texts.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

fn sample() -> Bench {
    bench_of(&texts())
}

fn ask(bench: &mut Bench, query: &str) -> Answer {
    bench.look(|look| {
        look.filter.query = query.to_owned();
        look.filter.layers = (0..7).collect();
        look.sort = Sort::Relevance;
        look.rows = 0..400;
    })
}

/// What a row is: its kind, else its name.
fn kind_of(row: &Row) -> &str {
    match row.facts.iter().find(|fact| fact.field == "kind").map(|fact| &fact.value) {
        Some(FactValue::Text(kind)) => kind,
        _ => &row.name,
    }
}

/// The kinds of the rows, each once, in their order.
fn kinds(answer: &Answer) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for kind in answer.rows.iter().map(kind_of) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

fn told(answer: &Answer, lang: Lang) -> String {
    search_notes(lang, &answer.notes, answer.passed > 0)
}

/// A word, the kinds of the first results, the labels that it is said to be taken for.
const FOUND: &[(&str, &[&str], &str)] = &[
    ("食堂", &["助餐点"], "助餐点、助餐"),
    ("吃饭", &["助餐点"], "助餐点、助餐"),
    ("老年饭桌", &["助餐点"], "助餐点、助餐"),
    ("助餐", &["助餐点"], ""),
    ("canteen", &["助餐点"], "助餐点、助餐"),
    ("lunch", &["助餐点"], "助餐点、助餐"),
    ("meal", &["助餐点"], ""),
    ("Meals", &["助餐点"], ""),
    ("shitang", &["助餐点"], "助餐点、助餐"),
    ("結婚", &["婚姻登记中心"], "婚姻登记中心、结婚登记"),
    ("结婚", &["婚姻登记中心"], "婚姻登记中心、结婚登记"),
    ("离婚", &["婚姻登记中心"], "婚姻登记中心、离婚登记"),
    ("领证", &["婚姻登记中心"], "婚姻登记中心、结婚登记"),
    ("登记结婚", &["婚姻登记中心"], "婚姻登记中心、结婚登记"),
    ("marriage", &["婚姻登记中心"], ""),
    ("divorce", &["婚姻登记中心"], "婚姻登记中心"),
    ("清明", &["骨灰堂", "公益性墓地"], "清明祭扫、瞻仰祭扫"),
    ("扫墓", &["骨灰堂", "公益性墓地"], "清明祭扫、瞻仰祭扫"),
    ("祭扫", &["骨灰堂", "公益性墓地"], "清明祭扫、瞻仰祭扫"),
    ("tomb-sweeping", &["骨灰堂", "公益性墓地"], "瞻仰祭扫"),
    ("失智", &["农村区域性养老服务中心", "街道综合养老服务中心", "护理院", "养老院"], ""),
    ("认知症", &["农村区域性养老服务中心", "街道综合养老服务中心", "护理院", "养老院"], "失智"),
    ("老年痴呆", &["农村区域性养老服务中心", "街道综合养老服务中心", "护理院", "养老院"], "失智"),
    ("dementia", &["农村区域性养老服务中心", "街道综合养老服务中心", "护理院", "养老院"], ""),
    ("护理床位", &["敬老院", "农村区域性养老服务中心"], "护理型床位数"),
    ("nursing bed", &["敬老院", "农村区域性养老服务中心"], "护理型床位数"),
    ("nursing beds", &["敬老院", "农村区域性养老服务中心"], ""),
    ("护工", &["街道综合养老服务中心", "敬老院", "农村区域性养老服务中心", "护理院"], "全护理、半护理"),
    ("失能", &["街道综合养老服务中心", "敬老院"], "全护理、半护理"),
    ("火化", &["殡仪馆", "殡仪服务站"], "殡仪馆、殡仪服务站"),
    ("殡葬", &["殡仪馆", "殡仪服务站"], "殡仪馆、殡仪服务站"),
    ("殡仪馆", &["殡仪馆"], ""),
    ("cremation", &["殡仪馆", "殡仪服务站"], "殡仪馆、殡仪服务站"),
    ("墓地", &["公益性墓地", "公墓", "陵园"], "公墓、公益性墓地、陵园"),
    ("公墓", &["公墓", "公益性墓地", "陵园"], "公益性墓地、陵园"),
    ("骨灰", &["骨灰堂"], "骨灰堂、骨灰寄存"),
    ("海葬", &["公墓", "陵园"], ""),
    ("tree burial", &["公益性墓地", "公墓"], ""),
    ("残疾", &["精神障碍社区康复服务点"], "社区康复、精神障碍社区康复服务点"),
    ("disabled", &["精神障碍社区康复服务点"], "社区康复、精神障碍社区康复服务点"),
    ("康复", &["精神障碍社区康复服务点", "敬老院"], "康复护理、社区康复、精神障碍社区康复服务点"),
    ("低保", &["社工站", "民政服务站"], "社会救助、临时救助、民政服务站"),
    ("民政局", &["民政服务站", "婚姻登记中心"], "民政服务站、婚姻登记中心"),
    ("救助站", &["救助管理站", "民政服务站"], "救助管理站、流浪乞讨救助、临时救助"),
    ("流浪", &["救助管理站", "民政服务站"], "救助管理站、流浪乞讨救助、临时救助"),
    ("孤儿", &["儿童福利机构"], "儿童福利机构、儿童养育"),
    ("收养", &["儿童福利机构"], "儿童福利机构、儿童养育"),
    ("留守儿童", &["未成年人保护站"], "未成年人保护站、困境儿童帮扶"),
    ("养老", &["养老院", "嵌入式机构"], "养老服务"),
    ("敬老院", &["敬老院"], ""),
    ("养老院", &["养老院"], "敬老院、护理院、嵌入式机构"),
    ("日托", &["日间照料中心"], "日间照料中心、日间照料"),
    ("临终", &["护理院"], "护理院、医养结合"),
    ("志愿者", &[], "志愿服务"),
    ("烈士墓", &["北新烈士墓"], "烈士纪念设施、瞻仰祭扫"),
    ("英烈", &["烈士纪念设施"], "烈士纪念设施、瞻仰祭扫"),
    ("空床", &[], "床位数"),
    ("停车场", &[], "有道路停车"),
    ("医养结合", &["护理院"], ""),
    ("普惠", &["睦邻点", "助餐点"], ""),
    ("Affordable", &["睦邻点", "助餐点"], ""),
    ("景点", &["45号界桩"], ""),
    ("24小时", &["精神障碍社区康复服务点", "敬老院"], "全天开放"),
    ("24 小时", &["精神障碍社区康复服务点", "敬老院"], "全天开放"),
    ("24 hours", &["精神障碍社区康复服务点", "敬老院"], "全天开放"),
    ("open all day", &["精神障碍社区康复服务点", "敬老院"], ""),
    ("全天", &["精神障碍社区康复服务点", "敬老院"], "全天开放"),
    ("汇龙镇食堂", &["助餐点"], "助餐点、助餐"),
    ("汇龙 食堂", &["助餐点"], "助餐点、助餐"),
    ("huilong town canteen", &["助餐点"], "助餐点、助餐"),
    ("启东市失智老人", &["农村区域性养老服务中心"], "养老服务"),
];

#[test]
fn words_that_people_use_find_what_they_mean() {
    let mut bench = sample();
    for (query, expected, means) in FOUND {
        let answer = ask(&mut bench, query);
        let kinds = kinds(&answer);
        assert!(answer.passed > 0 && kinds.starts_with(expected), "{query}: {kinds:?}");
        assert!(answer.rows.iter().all(|row| row.matched.is_some()), "{query}");
        let labels: Vec<&str> =
            answer.notes.taken.iter().flat_map(|taken| &taken.means).map(|label| label.zh.as_str()).collect();
        assert_eq!(labels.join("、"), *means, "{query}");
        let is_told = told(&answer, Lang::Zh).contains(&format!("”也按“{means}”查找。"));
        assert_eq!(is_told, !means.is_empty(), "{query}");
        assert_eq!(told(&answer, Lang::En).contains("is also searched for as"), !means.is_empty(), "{query}");
    }
}

#[test]
fn what_is_written_comes_before_what_is_meant() {
    let mut bench = sample();
    for query in ["墓地", "养老院", "公墓", "康复", "养老"] {
        let rows = ask(&mut bench, query).rows;
        let classes: Vec<MatchClass> = rows.iter().filter_map(|row| Some(row.matched.as_ref()?.class)).collect();
        assert!(classes.is_sorted() && classes.contains(&MatchClass::Meaning), "{query}: {classes:?}");
    }
    let answer = ask(&mut bench, "认知症");
    let matched = answer.rows[0].matched.clone().unwrap();
    assert_eq!((matched.class, &*matched.field, &*matched.text), (MatchClass::Meaning, "admits", "失智"));
    let answer = ask(&mut bench, "汇龙镇食堂");
    let matched = answer.rows[0].matched.clone().unwrap();
    assert_eq!((matched.class, &*matched.field, &*matched.text), (MatchClass::Meaning, "kind", "助餐点"));
}

#[test]
fn what_the_map_does_not_have_is_said_and_nothing_is_offered_for_it() {
    let mut bench = sample();
    for (query, zh, en) in [
        ("社保", "社会保险、医疗保险经办机构", "social insurance offices"),
        ("医保", "社会保险、医疗保险经办机构", "social insurance offices"),
        ("养老金", "社会保险、医疗保险经办机构", "social insurance offices"),
        ("pension", "社会保险、医疗保险经办机构", "social insurance offices"),
        ("医院", "医院、诊所和药店", "hospitals, clinics and pharmacies"),
        ("启东市人民医院", "医院、诊所和药店", "hospitals, clinics and pharmacies"),
        ("hospital near me", "医院、诊所和药店", "hospitals, clinics and pharmacies"),
        ("派出所", "公安机关和户籍、证件办理处", "police and registration offices"),
        ("學校", "学校和幼儿园", "schools and kindergartens"),
        ("轮椅", "无障碍设施和辅具租借", "step-free access and the loan of aids"),
        ("银行", "商店、银行和餐饮住宿", "shops, banks, restaurants and hotels"),
    ] {
        let answer = ask(&mut bench, query);
        assert_eq!((answer.passed, answer.suggestions.len()), (0, 0), "{query}: {:?}", kinds(&answer));
        assert!(told(&answer, Lang::Zh).ends_with(&format!("本地图没有{zh}的资料。")), "{query}");
        assert!(told(&answer, Lang::En).ends_with(&format!("This map has no data on {en}.")), "{query}");
    }
}

#[test]
fn what_has_the_word_in_its_name_is_found_though_the_map_does_not_have_it() {
    let mut bench = whole();
    bench.files.insert(
        "https://a.cn/data/sights.geojson".into(),
        collection(&[feature("a", 121.5, r#""name":"医院路""#), feature("b", 121.6, r#""name":"衣苑""#)]).into_bytes(),
    );
    bench.open("https://a.cn/data/catalog.json");
    let answer = bench.look(|look| look.filter.query = "医院".into());
    assert_eq!(answer.rows.iter().map(|row| &*row.name).collect::<Vec<_>>(), ["医院路"]);
    assert_eq!(told(&answer, Lang::Zh), "本地图没有医院、诊所和药店的资料，下面只是文字里有“医院”的记录。");
    let answer = bench.look(|look| look.filter.query = "医院路".into());
    assert_eq!((answer.passed, told(&answer, Lang::Zh)), (1, String::new()));
}

#[test]
fn nothing_is_passed_over_silently() {
    let mut bench = sample();
    let answer = ask(&mut bench, "附近的食堂在哪里");
    assert_eq!(kinds(&answer)[0], "助餐点");
    assert_eq!(told(&answer, Lang::Zh), "没有找到“附近的 在哪里”，以下按“食堂”查找。“食堂”也按“助餐点、助餐”查找。");
    for query in ["食堂恐龙", "恐龙 食堂", "canteen dinosaur", "吃饭睡觉打豆豆"] {
        assert_eq!(ask(&mut bench, query).passed, 0, "{query}");
    }
}

#[test]
fn fewer_words_are_offered_where_nothing_has_all_of_them() {
    let mut bench = sample();
    let offers: &[(&str, &[&str], Option<&str>)] = &[
        ("汇龙镇人民路 助餐点", &["汇龙镇 人民路", "汇龙镇 助餐点"], Some("助餐点")),
        ("助餐点 汇龙镇人民路", &["助餐点 汇龙镇", "汇龙镇 人民路"], Some("助餐点")),
        ("清明 扫墓 恐龙", &["清明 扫墓"], None),
        ("恐龙 食堂", &["食堂"], Some("食堂")),
        ("canteen dinosaur", &["canteen"], Some("canteen")),
        ("恐龙 飞机场", &[], None),
        ("社保 汇龙镇", &[], None),
        ("石桥 恐龙 敬老院 飞机场 宇宙 墙角", &[], Some("敬老院")),
    ];
    for (query, fewer, wish) in offers {
        let answer = ask(&mut bench, query);
        assert_eq!((answer.passed, &answer.suggestions), (0, &Vec::new()), "{query}");
        assert_eq!(
            (&*answer.notes.fewer, answer.notes.wish.as_deref()),
            (&fewer.iter().map(|f| f.to_string()).collect::<Vec<_>>()[..], *wish),
            "{query}"
        );
        for words in *fewer {
            assert!(ask(&mut bench, words).passed > 0, "{words}");
        }
    }
    assert_eq!(ask(&mut bench, "汇龙 食堂").notes.fewer, Vec::<String>::new());
}

#[test]
fn nothing_unrelated_is_suggested() {
    let mut bench = sample();
    for query in [
        "zzzz",
        "qwerty",
        "asdfghjkl",
        "恐龙",
        "飞机场",
        "不存在的东西",
        "宇宙飞船",
        "墙角",
        "医院",
        "hello world",
        "xylophone",
    ] {
        let answer = ask(&mut bench, query);
        assert_eq!((answer.passed, answer.suggestions), (0, Vec::<String>::new()), "{query}");
    }
    let near = ask(&mut bench, "huilomgzhem").suggestions;
    assert!(near[0] == "汇龙镇" && near.iter().all(|name| name.starts_with("汇龙镇")), "{near:?}");
}

#[test]
fn an_address_finds_its_road_and_the_nearest_number() {
    let mut bench = sample();
    for query in ["汇龙镇人民路", "汇龙镇 人民路", "启东市汇龙镇人民路", "江苏省启东市汇龙镇人民路"]
    {
        let answer = ask(&mut bench, query);
        assert_eq!((&*answer.rows[0].name, told(&answer, Lang::Zh).as_str()), ("人民路", ""), "{query}");
    }
    for (query, used) in [
        ("人民路12号", "人民路"),
        ("汇龙镇人民路12号", "汇龙镇人民路"),
        ("汇龙镇人民路十二号3幢", "汇龙镇人民路"),
        ("12号人民路", "人民路"),
    ] {
        let answer = ask(&mut bench, query);
        assert_eq!(answer.rows[0].name, "人民路", "{query}");
        let near = answer.rows[1].matched.as_ref().map(|matched| matched.text.as_str());
        assert_eq!(near, Some("汇龙镇人民路22号"), "{query}");
        let left_out = query.replacen(used, "", 1);
        let expected = format!("没有找到“{left_out}”，最近的是 22 号；以下按“{used}”查找。");
        assert_eq!(told(&answer, Lang::Zh), expected, "{query}");
    }
}

#[test]
fn a_starting_point_is_the_right_place_and_closed_ones_come_last() {
    let mut bench = sample();
    let mut found = |query: &str| {
        bench.said.clear();
        let find = Request::Find { query: query.to_owned(), fields: Default::default(), rows: 8, is_start: true };
        bench.engine.submit(find);
        bench.run();
        match bench.said.pop() {
            Some(Response::Found { rows, notes, .. }) => (rows, search_notes(Lang::Zh, &notes, true)),
            other => panic!("no answer but {other:?}"),
        }
    };
    let (rows, note) = found("汇龙镇人民路");
    assert_eq!((&*rows[0].name, &*note), ("人民路", ""));
    let (rows, note) = found("人民路12号");
    assert_eq!((&*rows[0].name, rows[1].at.is_some()), ("人民路", true));
    assert!(note.contains("最近的是 22 号"), "{note}");
    assert_eq!(found("汇龙镇").0[0].name, "汇龙镇");
    let (rows, _) = found("婚姻登记中心");
    let states: Vec<RecordState> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RecordState::Current, RecordState::Moved]);
    for query in ["骨灰堂", "人民", "石桥", "养老院"] {
        let (rows, _) = found(query);
        let is_gone = |row: &Row| matches!(row.state, RecordState::Closed | RecordState::Moved);
        assert!(rows.iter().is_sorted_by_key(is_gone) && rows.iter().all(|row| row.at.is_some()), "{query}");
    }
}

#[test]
fn a_catalog_has_words_of_its_own() {
    let mut texts = texts();
    let own = r#""words":["早点, breakfast = 助餐点", "食堂 = 睦邻点", "驾照 = ! 车辆管理所 | vehicle licensing", "医院 = 护理院"],"examples":{"#;
    texts[0].1 = texts[0].1.replacen(r#""examples":{"#, own, 1);
    let mut bench = bench_of(&texts);
    for (query, kind) in [("早点", "助餐点"), ("breakfast", "助餐点"), ("食堂", "睦邻点"), ("医院", "护理院")]
    {
        let answer = ask(&mut bench, query);
        assert_eq!(kinds(&answer)[0], kind, "{query}");
        assert!(answer.notes.taken[0].absent.is_none(), "{query}");
    }
    assert_eq!(told(&ask(&mut bench, "驾照"), Lang::En), "This map has no data on vehicle licensing.");
    texts[0].1 = texts[0].1.replacen("= 睦邻点", "= 睦林点", 1);
    let refused = bench_of(&texts).said.into_iter().find_map(|response| match response {
        Response::Refused { problem: Problem::Catalog { path, .. } } => Some(path),
        _ => None,
    });
    assert_eq!(refused.as_deref(), Some("words[1]"));
}
