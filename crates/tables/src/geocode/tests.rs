//! Rows of the kind that the office of Qidong has, against a small register. Positions are illustrative (示例).

use super::testing::table;
use super::*;
use crate::{List, Roles};
use diming_protocol::geo::{LonLat, distance_m};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Name, former names, town, village, address, and place in thousandths of a degree east of 121 and north of 31.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, [f64; 2]);

const ROWS: &[Row] = &[
    ("汇龙镇", "", "启东市汇龙镇", "", "", [660.0, 812.0]),
    ("南阳镇", "", "启东市南阳镇", "", "", [735.0, 842.0]),
    ("吕四港镇", "吕四镇", "启东市吕四港镇", "", "", [592.0, 1035.0]),
    ("寅阳镇", "", "启东市寅阳镇", "", "", [830.0, 780.0]),
    ("如意村", "", "寅阳镇", "", "", [850.0, 790.0]),
    ("人民中路", "中心路", "汇龙镇", "", "江海路至公园路", [661.0, 813.0]),
    ("示例院一", "", "汇龙镇", "", "江苏省启东市汇龙镇人民中路101号", [660.0, 813.0]),
    ("示例院二", "", "汇龙镇", "", "启东市汇龙镇人民中路121号", [662.0, 813.0]),
    ("示例院三", "", "汇龙镇", "", "汇龙镇人民中路125号", [663.0, 813.0]),
    ("示例院四", "", "南阳镇", "", "南阳镇人民中路123号", [736.0, 843.0]),
    ("示例点五", "", "寅阳镇", "如意村", "寅阳镇如意村12组", [852.0, 791.0]),
    ("示例点六", "", "吕四港镇", "", "吕四港镇建设路8号", [593.0, 1036.0]),
    ("老年活动室", "", "汇龙镇", "", "汇龙镇公园路525号", [665.0, 815.0]),
    ("老年活动室", "", "南阳镇", "", "南阳镇公园路1号", [737.0, 844.0]),
    ("联谊中心", "", "汇龙镇", "", "汇龙镇公园路535号", [666.0, 815.0]),
    ("启东市示例敬老院", "吕四敬老院", "吕四港镇", "", "", [594.0, 1034.0]),
];

fn place([east, north]: [f64; 2]) -> LonLat {
    LonLat { lon: 121.0 + east / 1e3, lat: 31.0 + north / 1e3 }
}

fn register_of(rows: &[Row]) -> Register {
    let mut builder = RegisterBuilder::default();
    for &(name, former, town, village, address, at) in rows {
        let entry = Entry { id: name, name, former, kind: "", town, village, address, at: Some(place(at)) };
        builder.push(&entry, table()).unwrap();
    }
    std::iter::repeat_with(|| builder.step(3, table())).find_map(|register| register).unwrap()
}

fn register() -> &'static Register {
    static REGISTER: LazyLock<Register> = LazyLock::new(|| register_of(ROWS));
    &REGISTER
}

fn of_address(address: &str) -> Answer {
    register().find(&Asked { address, ..Asked::default() }, table())
}

fn best(answer: &Answer) -> &Candidate {
    answer.candidates.first().unwrap()
}

/// An address, where it is placed, how fine, and whether that is sure.
#[track_caller]
fn check(address: &str, at: [f64; 2], accuracy: Accuracy, method: Method, is_sure: bool) {
    let answer = of_address(address);
    let best = best(&answer);
    assert!(distance_m(best.at, place(at)) < 60.0, "{address}: {answer:#?}");
    assert_eq!((best.accuracy, best.method, answer.is_sure), (accuracy, method, is_sure), "{address}: {answer:#?}");
}

fn reasons(candidate: &Candidate, how: How) -> Vec<(Matter, &str, &str)> {
    let of_how = candidate.why.iter().filter(|reason| reason.how == how);
    of_how.map(|reason| (reason.matter, &*reason.asked, &*reason.found)).collect()
}

#[test]
fn addresses_are_placed_as_finely_as_the_register_knows() {
    use Accuracy::*;
    check("江苏省启东市汇龙镇人民中路101号2幢", [660.0, 813.0], HouseNumber, Method::HouseNumber, true);
    check("汇龍鎮人民中路１０１號", [660.0, 813.0], HouseNumber, Method::HouseNumber, true);
    check("启东市南阳镇人民中路123号", [736.0, 843.0], HouseNumber, Method::HouseNumber, true);
    check("江苏省启东市汇龙镇人民中路123号2幢", [662.5, 813.0], NearNumber, Method::Between, true);
    check("汇龙镇人民中路111号", [661.0, 813.0], NearNumber, Method::Between, true);
    check("汇龙镇人民中路129号", [663.0, 813.0], NearNumber, Method::Nearest, true);
    check("汇龙镇人民中路", [661.0, 813.0], Street, Method::Own, true);
    check("寅阳镇如意村12组", [852.0, 791.0], Group, Method::Middle, true);
    check("寅阳镇如意村十二组34号", [852.0, 791.0], Group, Method::Middle, true);
    check("寅阳镇如意村30组", [850.0, 790.0], Village, Method::Own, true);
    check("寅阳镇如意村村委会", [850.0, 790.0], Village, Method::Own, true);
    check("启东市南阳镇", [735.0, 842.0], Town, Method::Own, false);
    check("启东市南阳镇解放路7号", [735.0, 842.0], Town, Method::Own, false);
    check("汇龙镇联谊中心", [666.0, 815.0], Record, Method::Name, true);
}

#[test]
fn former_names_other_sounds_and_slips_are_told() {
    let answer = of_address("吕四镇建设路8号");
    assert_eq!(best(&answer).accuracy, Accuracy::HouseNumber);
    assert_eq!(reasons(best(&answer), How::FormerName), [(Matter::Town, "吕四镇", "吕四港镇")]);
    let answer = of_address("吕泗港镇建设路8号");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::HouseNumber, false));
    assert_eq!(reasons(best(&answer), How::SameSound), [(Matter::Town, "吕泗港镇", "吕四港镇")]);
    let answer = of_address("汇龙镇中心路101号");
    assert_eq!(best(&answer).accuracy, Accuracy::HouseNumber);
    assert_eq!(reasons(best(&answer), How::FormerName), [(Matter::Street, "中心路", "人民中路")]);
    let answer = of_address("汇龙镇公圆路525号");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::HouseNumber, false));
    assert_eq!(reasons(best(&answer), How::SameSound), [(Matter::Street, "公圆路", "公园路")]);
    let answer = of_address("吕四港镇建没路8号");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::HouseNumber, false));
    assert_eq!(reasons(best(&answer), How::Slip), [(Matter::Street, "建没路", "建设路")]);
}

#[test]
fn the_town_decides_between_streets_of_one_name() {
    let answer = of_address("人民中路123号");
    assert!(!answer.is_sure && answer.candidates.len() >= 2, "{answer:#?}");
    assert!(answer.candidates.iter().all(|candidate| !reasons(candidate, How::Several).is_empty()));
    // One street of that name in the register is still no certainty.
    let answer = of_address("建设路8号");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::HouseNumber, false));
    assert_eq!(reasons(best(&answer), How::OnlyOne).len(), 1);
    // The town is another: it is shown, and waits.
    let answer = of_address("寅阳镇建设路8号");
    assert!(!answer.is_sure);
    assert!(answer.candidates.iter().any(|candidate| !reasons(candidate, How::Differs).is_empty()), "{answer:#?}");
    // Another county has nothing to do with it.
    assert_eq!(of_address("海门区常乐镇建设路8号").candidates, []);
}

#[test]
fn names_are_found_and_namesakes_wait() {
    let find = |name, town| register().find(&Asked { name, town, ..Asked::default() }, table());
    let answer = find("老年活动室", "");
    assert_eq!((answer.candidates.len(), answer.is_sure), (2, false));
    let answer = find("老年活动室", "南阳镇");
    assert!(answer.is_sure && distance_m(best(&answer).at, place([737.0, 844.0])) < 1.0, "{answer:#?}");
    let answer = find("吕四敬老院", "吕四港镇");
    assert_eq!((best(&answer).entry, answer.is_sure), (Some(15), true));
    assert_eq!(register().name(15), "启东市示例敬老院");
    // Name and address that contradict each other wait.
    let asked = Asked { name: "联谊中心", town: "", village: "", address: "汇龙镇人民中路101号" };
    assert!(!register().find(&asked, table()).is_sure);
    // A town field that contradicts the address too.
    let asked = Asked { town: "寅阳镇", address: "汇龙镇人民中路101号", ..Asked::default() };
    let answer = register().find(&asked, table());
    assert!(!answer.is_sure && !reasons(best(&answer), How::Differs).is_empty(), "{answer:#?}");
}

#[test]
fn town_and_village_may_stand_in_fields_of_their_own() {
    let find = |town, village, address| register().find(&Asked { name: "", town, village, address }, table());
    let answer = find("汇龙镇", "", "人民中路101号");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::HouseNumber, true));
    let answer = find("汇龙", "", "人民中路101号");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::HouseNumber, true));
    let answer = find("寅阳镇", "如意村", "");
    assert_eq!((best(&answer).accuracy, answer.is_sure), (Accuracy::Village, true));
    let answer = find("寅阳镇", "如意", "12组");
    assert!(best(&answer).accuracy <= Accuracy::Village, "{answer:#?}");
    assert_eq!(find("", "", "").candidates, []);
    assert_eq!(find("", "", "（）、 ").candidates, []);
}

#[test]
fn a_list_is_placed_row_by_row() {
    let roles = Roles { name: Some(0), address: Some(1), lon: Some(2), lat: Some(3), ..Roles::default() };
    let mut list = List::new(["名称", "地址", "经度", "纬度"].map(str::to_owned).to_vec());
    for cells in [
        ["甲院", "汇龙镇人民中路101号", "121.66", "31.813"],
        ["", "汇龙镇人民中路101号", "", ""],
        ["", " ", "0", "0"],
        ["丁院", "某处", "x", "31"],
    ] {
        list.push(2, cells).unwrap();
    }
    let mut builder = RegisterBuilder::default();
    push_rows(&mut builder, &list, &Columns { roles, former: None }, 0..list.len(), table()).unwrap();
    let register = std::iter::repeat_with(|| builder.step(1, table())).find_map(|register| register).unwrap();
    assert_eq!((register.len(), register.placeless(), register.is_empty()), (1, 3, false));
    let mut geocoder = Geocoder::new(&register, &list, roles);
    assert_eq!(geocoder.step(3, table()), Progress { done: 3, total: 4 });
    assert_eq!(geocoder.step(3, table()), Progress { done: 4, total: 4 });
    let placed = geocoder.into_placed();
    assert_eq!((&placed[0], &placed[2]), (&Placed::Has, &Placed::Silent));
    let Placed::Found(answer) = &placed[1] else { panic!("{:?}", placed[1]) };
    let fields = [("position_accuracy", "house_number"), ("position_method", "register_house_number")];
    assert_eq!((best(answer).fields(), answer.is_sure), (fields, true));
    assert_eq!(placed[3], Placed::Found(Answer::default()));
    assert_eq!(Answer::default().accuracy(), Accuracy::None);
}

#[test]
fn an_empty_register_finds_nothing() {
    let register = register_of(&[]);
    assert_eq!(
        register.find(&Asked { name: "甲", address: "汇龙镇人民路1号", ..Asked::default() }, table()),
        Answer::default()
    );
}

#[test]
fn a_long_address_is_cut_and_that_is_told() {
    let answer = of_address(&format!("汇龙镇人民中路101号{}", "甲".repeat(ADDRESS_MAX)));
    assert_eq!((reasons(best(&answer), How::Unread).len(), answer.is_sure), (1, false));
}

/// Addresses of a small world: two towns, streets, villages, numbers.
fn an_address() -> impl Strategy<Value = (usize, usize, u32, u32)> {
    (0..3_usize, 0..6_usize, 1..60_u32, 0..3_u32)
}

fn written((town, way, number, sub): (usize, usize, u32, u32)) -> String {
    let town = ["汇龙镇", "启东市寅阳镇", "江苏省启东市南阳镇"][town];
    let sub = if sub == 0 { String::new() } else { format!("-{sub}") };
    match way {
        0 => format!("{town}人民中路{number}{sub}号"),
        1 => format!("{town}人民路{number}{sub}号"),
        2 => format!("{town}新民路12弄{number}号"),
        3 => format!("{town}如意村{number}组"),
        4 => format!("{town}如意村{number}{sub}号"),
        _ => format!("{town}三里墩{number}号"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_record_is_found_by_its_own_address(addresses in prop::collection::vec(an_address(), 1..24)) {
        let texts: Vec<String> = addresses.iter().copied().map(written).collect();
        let mut builder = RegisterBuilder::default();
        for (at, address) in texts.iter().enumerate() {
            let at = Some(place([600.0 + 3.0 * (at % 5) as f64, 800.0 + 3.0 * (at / 5) as f64]));
            builder.push(&Entry { address, at, ..Entry::default() }, table()).unwrap();
        }
        let register = std::iter::repeat_with(|| builder.step(7, table())).find_map(|register| register).unwrap();
        for (entry, address) in texts.iter().enumerate().filter(|(_, text)| texts.iter().filter(|t| t == text).count() == 1) {
            let answer = register.find(&Asked { address, ..Asked::default() }, table());
            let first = best(&answer);
            prop_assert!(first.accuracy <= Accuracy::Group, "{address}: {answer:#?}");
            prop_assert_eq!(distance_m(first.at, register.place(entry as EntryNo).unwrap()), 0.0, "{}: {:#?}", address, answer);
        }
    }

    #[test]
    fn any_row_gets_an_answer(name in "\\PC{0,12}", town in "\\PC{0,8}", address in "[汇龙南阳寅镇乡村路街弄号人民中如意0-9一二十（）、 ]{0,40}") {
        let asked = Asked { name: &name, town: &town, village: "", address: &address };
        let answer = register().find(&asked, table());
        prop_assert!(answer.candidates.len() <= CANDIDATES_MAX);
        prop_assert!(answer.candidates.is_sorted_by(|a, b| a.certainty >= b.certainty));
        prop_assert!(answer.candidates.iter().all(|c| (0.0..=1.0).contains(&c.certainty)));
        prop_assert_eq!(&answer, &register().find(&asked, table()));
    }

    #[test]
    fn any_entries_make_a_register(rows in prop::collection::vec(("\\PC{0,8}", "[启东市汇龙镇、村路1-9号 ]{0,14}", -200.0..200.0f64), 0..12)) {
        let mut builder = RegisterBuilder::default();
        for (name, address, lon) in &rows {
            let at = Some(LonLat { lon: *lon, lat: 31.0 });
            builder.push(&Entry { name, former: address, town: address, address, at, ..Entry::default() }, table()).unwrap();
        }
        let register = std::iter::repeat_with(|| builder.step(2, table())).find_map(|register| register).unwrap();
        prop_assert_eq!(register.len(), rows.len());
    }
}
