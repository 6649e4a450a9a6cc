//! What tests of lists share: lists as texts, and made-up ones for laws.

use crate::{List, Roles};
use diming_text::Han;
use proptest::prelude::*;
use std::sync::OnceLock;

/// The table of characters of the tree.
pub fn table() -> &'static Han {
    static TABLE: OnceLock<Han> = OnceLock::new();
    TABLE.get_or_init(|| Han::parse(include_bytes!("../../../data/dict/han.bin")).expect("the committed table"))
}

/// A list of lines with `|` between cells; the first holds the headings.
pub fn list(text: &str) -> List {
    let mut lines = text.lines().map(|line| line.trim().split('|'));
    let mut list = List::new(lines.next().expect("headings").map(str::to_owned).collect());
    lines.enumerate().for_each(|(at, cells)| list.push(at as u32 + 2, cells).expect("little text"));
    list
}

/// Its roles, by the headings that the tests use.
pub fn roles(list: &List) -> Roles {
    Roles::of(list.headings(), |heading| {
        let key = match heading {
            "编号" => "id",
            "名称" => "name",
            "类别" => "kind",
            "乡镇" => "town",
            "地址" => "address",
            "电话" => "phone",
            "经度" => "lon",
            "纬度" => "lat",
            _ => return None,
        };
        Some(key.to_owned())
    })
}

/// All cells.
pub fn cells(list: &List) -> Vec<Vec<String>> {
    (0..list.len()).map(|row| list.row(row).map(str::to_owned).collect()).collect()
}

/// Lists with few different values, so that rows have much in common: ids that repeat or lack, other columns, other order.
pub fn any_list() -> impl Strategy<Value = List> {
    let headings = prop_oneof![
        3 => Just(vec!["编号", "名称", "乡镇", "经度", "纬度", "备注"]),
        1 => Just(vec!["名称", "电话", "备注", "备注"]),
        1 => Just(vec!["备注", "名称", "编号", "面积"]),
        1 => Just(vec!["甲", "乙", "丙"]),
        1 => Just(vec!["乙"]),
    ];
    let row = (0..30u8, 0..12usize, 0..3usize, 0..6u8, 0..3u8, prop_oneof![Just(""), Just("a"), Just("b,\"\n")]);
    (headings, proptest::collection::vec(row, 0..14)).prop_map(|(headings, rows)| {
        const NAMES: [&str; 12] = [
            "",
            "人民路",
            "人民东路",
            "人民西路",
            "汇龙镇养老院",
            "汇隆镇养老院",
            "养老院",
            "甲院",
            "乙院",
            "甲院东区",
            "a",
            "=1+1",
        ];
        let mut list = List::new(headings.iter().map(|heading| (*heading).to_owned()).collect());
        for (line, (id, name, town, lon, lat, rest)) in rows.into_iter().enumerate() {
            let id = if id < 4 { String::new() } else { id.to_string() };
            let cell = |heading: &&str| match *heading {
                "编号" | "甲" => id.clone(),
                "名称" | "乙" => NAMES[name].to_owned(),
                "乡镇" => ["", "汇龙镇", "寅阳镇"][town].to_owned(),
                "经度" => format!("121.{lon}"),
                "纬度" => ["31.8", "31.8001", "x"][usize::from(lat)].to_owned(),
                "电话" => format!("0513-8331234{lon}"),
                _ => rest.to_owned(),
            };
            let cells: Vec<String> = headings.iter().map(cell).collect();
            list.push(line as u32 + 2, cells.iter().map(String::as_str)).expect("little text");
        }
        list
    })
}
