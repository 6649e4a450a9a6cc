//! Tables (CSV) of this machine: what is kept, what is noted, what ends them.

use super::{Outcome, catalog, drive, report};
use diming_engine::ingest::{FileReader, Limits, Reader};
use diming_protocol::{Foreign, Phase, Problem, Reason};
use proptest::prelude::*;

fn local(limits: Limits) -> Reader {
    Reader::local(&catalog(), 0, limits)
}

fn read_table(bytes: impl AsRef<[u8]>) -> Outcome {
    drive(local(Limits::default()), [bytes.as_ref()])
}

fn reports<'a>(cases: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    cases.into_iter().map(|(what, text)| format!("## {what}\n{}\n", report(&read_table(text)))).collect()
}

#[test]
fn good_tables() {
    check_report!(reports([
        ("commas, our own keys", "id,name,lon,lat,beds\n1,石桥,121.66,31.81,120\n2,吕四,121.7,31.9,\n"),
        ("a mark, CRLF, Chinese heads, no end of line", "\u{feff}编号,名称,经度,纬度\r\n7,石桥,121.66,31.81"),
        ("semicolons", "名称;类型;纬度;经度\n石桥;公墓,墓地;31.81;121.66\n"),
        ("tabs, the first column without a head", "\t名称\t东经\t北纬\n0\t石桥\t121.66\t31.81\n"),
        ("quotes", "name,曾用名,lon,lat\n\"石\"\"桥, 一\",\"甲、\n乙\",\"121.66\",\"31.81\"\n"),
        ("quoted heads with a separator in them", "\"name\",\"备注;说明\",lng,LAT\n石桥,好,121.66,31.81\n"),
        ("a quote that is a letter", "name,5\" pipe\n石桥,a\"b\n吕四,c\n"),
        ("blank lines and empty rows are none", "\n\nname,lon,lat\n\n,,\n石桥,121.66,31.81\n\n"),
        ("what an officer sees", "名称,elevation_m,密级,lon,lat\n45号界桩,3.25,秘密,121.6612345,31.8154321\n"),
        ("a label for a key", "name,高程,lon,lat\n45号界桩,3.25,121.66,31.81\n"),
        ("names alone", "名称\n石桥\n吕四\n"),
        ("old Mac line ends", "name,lon,lat\r石桥,121.66,31.81\r吕四,121.7,31.9\r"),
    ]));
}

#[test]
fn odd_tables() {
    check_report!(reports([
        ("cells too few and too many", "name,beds,lon,lat\n石桥\n吕四,3,121.7,31.9,多\n海复,3,121.7,31.9,,\n"),
        ("positions that are none", "name,lon,lat\n甲,东,31.81\n乙,121.66,\n丙,31.81,121.66\n丁,40512345,3512345\n"),
        ("a head twice", "name,名称,lon,lat\n石桥,吕四,121.66,31.81\n"),
        ("a quote that never ends", "name,lon,lat\n石桥,121.66,31.81\n\"吕四,121.7,31.9\n海复,121.7,31.9\n"),
        ("values of the wrong kind", "name,beds,is_open,lon,lat\n石桥,很多,也许,121.66,31.81\n"),
        ("control characters", "name,lon,lat\n石\u{1}桥\u{0},121.66,31.81\n"),
    ]));
}

#[test]
fn tables_as_offices_keep_them() {
    check_report!(reports([
        (
            "quotes that are letters",
            "id\t名称\t经度\t纬度\n1\t甲路\t121.71\t31.9\n2\t\"乙路\t121.72\t31.9\n3\t丙路\t121.73\t31.9\n4\t丁\"桥\t121.74\t31.9\n5\t戊路\t121.75\t31.9\n"
        ),
        ("quotes in a comma table", "id,名称,经度,纬度\n1,\"丙\"桥,121.71,31.9\n2,\"甲,\n乙\",121.7,31.9\n"),
        ("ditto, and cells that are empty below", "id,名称,类型\n1,甲院,公墓\n2,乙院,同上\n3,丙院,\n"),
        ("headings in two lines", "名称,位置,,床位\n,经度,纬度,核定\n甲院,121.7,31.9,80\n"),
        (
            "title, total, remark",
            "养老机构情况表,,,\n填报单位：某科,,,\nid,机构名称,经度,床位,纬度\n1,甲院,121.7,80,31.9\n合计,,,80,\n注：截至年底。,,,,\n"
        ),
        ("a total with a place", "名称,经度,纬度\n合计,121.7,31.9\n"),
        ("rows of blanks", "名称,经度,纬度,,\n甲桥,121.7,31.9,,\n ,　,,,\n\u{a0},,,,\n"),
        (
            "degrees, minutes, seconds",
            "名称,经度,纬度\n甲,121°42′0″E,31°54′0″N\n乙,东经121度42分,北纬31度54分\n丙,E121°42.0',N31°54.0'\n丁,121.7°,31.9°\n戊,１２１：４２：００,31:54:00\n己,31°54′0″N,121°42′0″E\n"
        ),
        (
            "one column of places",
            "id,名称,坐标\n1,甲站,\"121.7,31.9\"\n2,乙站,\"31.9,121.7\"\n3,丙站,121.7，31.9\n4,丁站,POINT(121.7 31.9)\n5,戊站,不详\n"
        ),
        ("positions under 位置", "名称,位置\n甲站,\"121.7,31.9\"\n乙站,121.7 31.9\n"),
        ("both exchanged", "名称,经度,纬度\n甲站,31.9,121.7\n"),
        ("decorated headings", "名  称,\"床\n位\",经度(°),纬度（度）,ｐｈｏｎｅ*\n甲,80,121.7,31.9,0513\n"),
        (
            "as the page saves it",
            "图层,编号,名称,罗马字母名称,高程 (米),经度（WGS 84）,纬度（WGS 84）\n养老,7,\"'=甲\",,3.25,121.7,31.9\n"
        ),
        ("another datum in the heading", "名称,经度(GCJ-02),纬度(GCJ-02)\n甲,121.7,31.9\n"),
        ("metres of a zone", "名称,X,Y\n甲,40567890,3534567\n"),
        ("shifted, the surplus empty", "名称,床位,经度,纬度\n甲,多,3,121.7,\n乙,3,121.7,31.9,\n"),
        ("two columns for one field", "名称,机构名称,经度,纬度\n甲,甲院,121.7,31.9\n,乙院,121.7,31.9\n"),
        ("half a position", "名称,经度\n甲,121.7\n"),
        ("the heading once more", "名称,经度,纬度\n甲,121.7,31.9\n名称,经度,纬度\n乙,121.7,31.9\n"),
        ("marks by their labels", "名称,八有,经度,纬度\n甲,规划; 道路,121.7,31.9\n"),
    ]));
}

#[test]
fn columns_that_the_catalog_does_not_know_are_kept() {
    let of = |text: &str| {
        let (table, notes, _) = read_table(text);
        let kept: Vec<String> = table.others.get(0).map(|o| format!("{}={}{}", o.name, o.value, o.is_json)).collect();
        (kept.join(" "), notes.counts().get(&Reason::KeptField).copied().unwrap_or_default(), table.called)
    };
    let (kept, notes, called) = of("名称,楼 层,面积,经度,纬度\n甲,三,80,121.7,31.9\n乙,,90,121.7,31.9\n");
    assert_eq!((kept.as_str(), notes), ("楼 层=三false 面积=80false", 2));
    assert_eq!(called.iter().flatten().collect::<Vec<_>>(), ["名称"]);
    let feature = super::feature(1, r#","楼层":"三","面积":80,"床位（张）":5"#);
    let (kept, notes, called) = of(&super::collection(&feature));
    assert_eq!((kept.as_str(), notes), ("楼层=三false 面积=80true", 2));
    assert_eq!(called.iter().flatten().collect::<Vec<_>>(), ["name", "床位（张）"]);
}

#[test]
fn what_is_no_table_is_said() {
    let not_table = |found: &str| Problem::NotTable { found: found.into() };
    let cases: [(&[u8], Problem); 13] = [
        (b"", Problem::Empty),
        (b"\xef\xbb\xbf", Problem::Empty),
        (b" \r\n ", Problem::Empty),
        ("名称,lon,lat\n".as_bytes(), Problem::Empty),
        ("名称,lon,lat\n,,\n".as_bytes(), Problem::Empty),
        (br#"{"type":"FeatureCollection","features":[]}"#, Problem::Empty),
        (b"hello", not_table("hello")),
        (b"a,b\n1,2\n", not_table("a b")),
        (b"PK\x03\x04\x14\x00\x06\x00\n\x00\x00", Problem::Foreign { format: Foreign::Archive, found: String::new() }),
        (b"<!doctype html>", Problem::Foreign { format: Foreign::WebPage, found: String::new() }),
        (b"<table><tr><td>", Problem::Foreign { format: Foreign::WebPage, found: String::new() }),
        (br#"{"rows":[1]}"#, Problem::NotGeoJson { found: String::new() }),
        (br#"{"type":"FeatureCollection","features":["#, Problem::Truncated { byte: 40 }),
    ];
    for (bytes, problem) in cases {
        let (table, _, phase) = read_table(bytes);
        assert_eq!((table.len(), phase), (0, Phase::Incomplete(problem)), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn broken_text_is_replaced_and_noted() {
    let (table, notes, phase) = read_table(b"name,lon,lat\n\xe7\x9f\xb3\xff,121.66,31.81\n");
    assert_eq!((table.len(), phase), (1, Phase::Whole));
    assert_eq!(notes.counts().keys().collect::<Vec<_>>(), [&Reason::BadText]);
}

#[test]
fn limits_end_a_table_with_what_came_before() {
    let text = "name,lon,lat\n石桥,121.66,31.81\n吕四,121.7,31.9\n海复,121.7,31.9\n";
    let long = format!("name,lon,lat\n石桥,121.66,31.81\n\"{}\n", "很长".repeat(20_000));
    let wide = format!("name,lon,lat\n石桥,121.66,31.81\n{}\n", ",".repeat(5_000));
    let limits = Limits::default();
    let cases = [
        (Limits { bytes: 50, ..limits }, text, "bytes", 50, 1),
        (Limits { features: 2, ..limits }, text, "features", 2, 2),
        (Limits { feature_bytes: 8_192, ..limits }, &long, "feature_bytes", 8_192, 1),
        (limits, &wide, "columns", 4_096, 1),
    ];
    for (limits, text, what, limit, kept) in cases {
        let (table, _, phase) = drive(local(limits), text.as_bytes().chunks(7));
        let problem = Problem::Limit { what: what.into(), limit, found: None };
        assert_eq!((table.len(), phase), (kept, Phase::Incomplete(problem)), "{what}");
    }
}

#[test]
fn a_table_of_a_catalog_holds_what_the_public_may_see() {
    let text = "名  称,高程,床位（张）,类型,密级,楼层,经度,纬度\n石桥,3.25,80,Cemetery,公开,三,121.6612345,31.8154321\n\
        吕四,4.5,同上,公墓,,二,121.7,31.9\n界桩,5,,,秘密,一,121.7,31.9\n\"甲\",同上,,,机密,\"乙\"丙,121°42′0″E,31°54′0″N\n";
    let mut catalog = catalog();
    catalog.layers[0].decimals = Some(3);
    for size in [1, 7, text.len()] {
        let (own, _, phase) = drive(Reader::local(&catalog, 0, Limits::default()), text.as_bytes().chunks(size));
        assert_eq!((own.len(), phase), (4, Phase::Whole));
        let (public, notes, phase) = drive(Reader::new(&catalog, 0, Limits::default()), text.as_bytes().chunks(size));
        assert_eq!((public.len(), phase), (2, Phase::Whole));
        for row in 0..2 {
            for (column, field) in catalog.layers[0].fields.iter().enumerate() {
                let (value, own) = (public.value(column, row), own.value(column, row));
                match field.as_str() {
                    "elevation_m" => assert_eq!(value, diming_engine::dataset::Value::Unknown),
                    _ => assert_eq!(value, own, "{field}"),
                }
            }
        }
        assert_eq!(public.position(0).map(|p| (p.lon, p.lat)), Some((121.661, 31.815)), "rounded");
        assert_eq!((public.others.get(0).count(), own.others.get(0).count()), (0, 1), "what is unknown is not kept");
        let told: Vec<_> = notes.kept().iter().map(|note| (note.row, note.value.as_str(), note.reason)).collect();
        use Reason::*;
        let expected = [
            (Some(0), "", UnknownField),
            (Some(1), "80", FromAbove),
            (Some(2), "秘密", Secret),
            (Some(3), "机密", Secret),
            (None, "2", EmptyBelow),
        ];
        let told: Vec<_> = told.into_iter().filter(|(.., reason)| *reason != NoId).collect();
        assert_eq!(told, expected, "nothing is quoted of what is not shown");
    }
}

#[test]
fn what_a_catalog_calls_a_table_is_one() {
    let read = |source: &str, text: &str| {
        let mut catalog = catalog();
        catalog.layers[0].source = source.to_owned();
        drive(Reader::new(&catalog, 0, Limits::default()), [text.as_bytes()])
    };
    for source in ["homes.csv", "https://a.cn/HOMES.CSV?v=1", "homes.tsv"] {
        let (table, _, phase) = read(source, "名称\n石桥\n");
        assert_eq!((table.len(), phase), (1, Phase::Whole), "{source}");
        let (.., phase) = read(source, "<!doctype html><html>");
        assert_eq!(phase, Phase::Incomplete(Problem::Html), "{source}");
        let (table, _, phase) = read(source, &super::collection(&super::feature(1, "")));
        assert_eq!((table.len(), phase), (1, Phase::Whole), "{source} that holds GeoJSON");
    }
    let (.., phase) = read("homes.geojson", "名称\n石桥\n");
    assert!(matches!(phase, Phase::Incomplete(Problem::NotJson { .. })), "{phase:?}");
    let mut reader = Reader::new(&catalog(), 0, Limits::default());
    reader.set_media_type("text/csv; charset=utf-8".to_owned());
    assert_eq!(drive(reader, ["名称\n石桥\n".as_bytes()]).2, Phase::Whole);
}

/// Text that reads as a table more or less.
fn tables() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        4 => "[\u{4e00}-\u{4e08}]{0,4}",
        2 => (120_000_u32..122_000).prop_map(|n| format!("{}.{}", n / 1000, n % 1000)),
        1 => prop::sample::select(vec!["\"a,b\"", "\"x\r\ny\"", "\"", "q\"q", "\"\"\"\"", " ", "\t", ";", "\u{feff}", "{"]).prop_map(str::to_owned),
    ];
    let row = prop::collection::vec(cell, 0..6).prop_map(|cells| cells.join(","));
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    let head =
        prop::sample::select(vec!["name,lon,lat,kind", "名称;经度;纬度", "\u{feff}\"name\",x,y", "\n\nname\tlat\tlon"]);
    (head, end, prop::collection::vec(row, 0..8)).prop_map(|(head, end, rows)| {
        let mut text = head.to_owned();
        rows.iter().for_each(|row| text.push_str(&format!("{end}{row}")));
        text
    })
}

proptest! {
    #[test]
    fn cutting_a_table_changes_nothing(text in tables(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..20)) {
        let bytes = text.as_bytes();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        cuts.push(bytes.len());
        let mut from = 0;
        let chunks = cuts.into_iter().map(|to| &bytes[std::mem::replace(&mut from, to)..to]);
        let cut = drive(local(Limits::default()), chunks);
        prop_assert_eq!(report(&cut), report(&read_table(bytes)));
        let every_byte = drive(local(Limits::default()), bytes.chunks(1));
        prop_assert_eq!(report(&every_byte), report(&read_table(bytes)));
    }

    #[test]
    fn cutting_what_a_catalog_gives_changes_nothing(text in tables(), head in "[a{\\[\n ,名]{0,3}", size in 1_usize..9) {
        let text = head + &text;
        let read = |size| drive(Reader::new(&catalog(), 0, Limits::default()), text.as_bytes().chunks(size));
        prop_assert_eq!(report(&read(size)), report(&read(text.len())));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (table, _, phase) = read_table(&bytes);
        prop_assert!(table.len() <= bytes.len() && phase != Phase::Loading);
    }
}

#[test]
fn tables_one_below_the_other_and_titles_within() {
    check_report!(reports([
        (
            "another order below a title",
            "名称,类型,床位\n甲院,公墓,80\n\n南阳镇名录,,\n床位,名称,类型\n5,乙院,公墓\n6,丙院,同上\n"
        ),
        ("the same order below a title", "名称,类型,床位\n甲院,公墓,80\n南阳镇名录,,\n名称,类型,床位\n乙院,公墓,5\n"),
        ("sections", "名称,类型,床位\n汇龙镇,,\n甲院,公墓,80\n南阳镇,,\n\n乙院,公墓,5\n丙院,,\n"),
    ]));
}

#[test]
fn single_cells_at_a_limit_are_kept() {
    let text = "名称,类型,床位\n甲院,,\n乙院,,\n丙院,公墓,80\n";
    for bytes in [31, 40, 50] {
        let (table, _, phase) = drive(local(Limits { bytes, ..Limits::default() }), text.as_bytes().chunks(5));
        assert!(matches!(phase, Phase::Incomplete(Problem::Limit { .. })));
        let lines = text.as_bytes()[..bytes as usize].iter().filter(|&&byte| byte == b'\n').count();
        assert_eq!(table.len(), lines - 1, "{bytes}");
    }
}

#[test]
fn values_that_are_odd_are_noted_and_kept() {
    let mut catalog = catalog();
    catalog.fields.entry("beds".into()).and_modify(|field| field.unit.zh = "张".into());
    let text = "名称,床位,opened_on,is_open,phone,类型\n\
        甲,约80,2024年初,也许,8.33E+07,三星级\n乙,-5,2023-02-30,是,0513-83301234,三星级\n丙,12.5,2024/3/1 10:00,否,83301234、8.3E7,公墓\n\
        丁,1 200,2024-03-01 00:00:00,无,,公墓\n";
    let (table, notes, _) = drive(Reader::local(&catalog, 0, Limits::default()), [text.as_bytes()]);
    let told: Vec<_> = notes.kept().iter().map(|note| (note.row, note.value.as_str(), note.reason)).collect();
    use Reason::*;
    let expected = [
        (None, "", NoPositionColumns),
        (Some(0), "三星级", NotListed),
        (Some(0), "约80", WrongKind),
        (Some(0), "2024年初", WrongKind),
        (Some(0), "也许", WrongKind),
        (Some(0), "8.33E+07", SpoiltPhone),
        (Some(1), "-5", NotCount),
        (Some(1), "2023-02-30", NoSuchDay),
        (Some(2), "12.5", NotCount),
        (Some(2), "2024/3/1 10:00", TimeLeftOut),
        (Some(2), "83301234、8.3E7", SpoiltPhone),
    ];
    assert_eq!(told, expected);
    let unread =
        |row: usize| table.unread.get(row).map(|other| format!("{}={}", other.name, other.value)).collect::<Vec<_>>();
    assert_eq!(unread(0), ["beds=约80", "opened_on=2024年初", "is_open=也许"]);
    assert_eq!((unread(1), unread(3)), (vec!["opened_on=2023-02-30".to_owned()], Vec::new()));
}
