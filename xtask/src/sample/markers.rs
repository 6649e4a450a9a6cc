//! Border markers of the 沪苏线: eighty stones with 74 serial numbers, two double, two triple.
//!
//! Public data: three decimals, no elevation, no witness objects. The stones stand scattered in
//! the sample; no line runs through them.

use super::record::{Place, Record, Spot, date};
use super::rng::Rng;
use serde_json::json;

/// Serial numbers with more than one stone, and the type codes of their stones.
const GROUPS: [(i64, &[&str]); 4] =
    [(18, &["A", "B"]), (52, &["A", "B"]), (33, &["C", "D", "E"]), (70, &["C", "D", "E"])];
const SERIALS: i64 = 74;

/// The register.
pub fn records() -> Vec<Record> {
    let rng = Rng::named("markers");
    let codes = |serial| GROUPS.iter().find(|(other, _)| *other == serial).map_or(&["Q"][..], |(_, codes)| codes);
    let stones = (1..=SERIALS).flat_map(|serial| codes(serial).iter().map(move |code| (serial, *code)));
    stones.map(|(serial, code)| record(&rng, serial, code)).collect()
}

/// From west to east, up and down at random within the island's middle.
fn place(rng: &Rng, serial: i64) -> Place {
    let lon_e6 = 121_446_000 + serial * 1_000 + rng.between(-300, 300);
    let middle = 31_781_000 - serial * 240;
    Place::Point(Spot { lon_e6, lat_e6: middle + rng.between(-5_000, 5_000) }, 3)
}

fn record(rng: &Rng, serial: i64, code: &str) -> Record {
    let (single, triple) = (code == "Q", "CDE".contains(code));
    let mut r = Record::new(format!("3132{serial:03}{code}"), place(rng, serial));
    r.set("name", if single { format!("{serial}号界桩") } else { format!("{serial}号界桩（{code}）") });
    r.maybe(rng, 70, "name_en", format!("Marker {serial}{}", if single { "" } else { code }));
    r.maybe(rng, 97, "line", "3132");
    r.maybe(rng, 97, "line_name", "沪苏线");
    r.maybe(rng, 97, "serial", format!("{serial:03}"));
    r.maybe(rng, 95, "type_code", code);
    r.maybe(rng, 92, "form", if triple { "三面型" } else { "双面型" });
    r.maybe_number(rng, 85, "faces", if triple { 3 } else { 2 });
    r.maybe(rng, 92, "material", *rng.pick(&["花岗岩", "花岗岩", "钢筋混凝土", "大理石"]));
    r.maybe(rng, 90, "side_a", "上海市崇明区（示例）");
    r.maybe(rng, 90, "side_b", "江苏省南通市启东市启隆镇（示例）");
    r.maybe(rng, 92, "maintainer", if serial % 2 == 0 { "崇明区" } else { "启东市" });
    r.maybe(rng, 96, "town", "启隆镇");
    r.maybe(rng, 55, "village", *rng.pick(&["启隆村", "永隆沙村", "兴隆沙村"]));
    r.maybe(rng, 25, "address", *rng.pick(&["江堤内侧（示例）", "村道路口（示例）", "沟渠北岸（示例）"]));
    inspection(rng, &mut r, serial);
    r.maybe(rng, 92, "status", "现用");
    if serial == 45 {
        r.set("themes", json!(["景点", "平安边界"]));
        r.set("description", "示例简介：界桩旁设有平安边界主题小广场，可供参观。");
    } else {
        r.maybe_list(rng, 10, "themes", &["平安边界"]);
    }
    // The layer asks for 密级 on every record: what has none is not shown.
    r.set("secrecy", "公开");
    r.maybe(rng, 60, "source", "界桩登记表（示例）");
    r.maybe(rng, 60, "updated_on", date(rng, 2024));
    r.maybe(rng, 10, "remarks", "桩体编号已描红");
    r
}

/// The fifth round is under way in the sample: some stones are still of the fourth.
fn inspection(rng: &Rng, r: &mut Record, serial: i64) {
    let fifth = serial <= 58;
    r.maybe(rng, 94, "round", if fifth { "第五轮" } else { "第四轮" });
    let year = if fifth { 2024 } else { 2019 };
    r.maybe(rng, 90, "inspected_on", date(rng, year));
    let conditions = [
        "完好",
        "完好",
        "完好",
        "完好",
        "完好",
        "字迹不清",
        "被遮挡",
        "倾斜",
        "损坏",
        "移位",
        "丢失",
        "已修复",
        "新增",
    ];
    r.maybe(rng, 94, "condition", if serial == 45 { "完好" } else { *rng.pick(&conditions) });
    r.maybe_yes_no(rng, 70, "is_peaceful", true);
}
