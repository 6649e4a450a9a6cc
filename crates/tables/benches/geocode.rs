//! Times the geocoder on one thread: `cargo bench -p diming-tables --bench geocode [-- NAMES [ROWS]]`.
//!
//! Lines: the making of a register, its longest step, and the placing of rows against it, with what was found.

#![allow(missing_docs, reason = "a program")]

#[path = "../../engine/benches/dice/mod.rs"]
mod dice;

use dice::Dice;
use diming_protocol::geo::LonLat;
use diming_tables::geocode::{Accuracy, Asked, Entry, Register, RegisterBuilder};
use diming_text::Han;
use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

const TOWNS: [&str; 12] = [
    "汇龙镇",
    "南阳镇",
    "北新镇",
    "王鲍镇",
    "合作镇",
    "吕四港镇",
    "海复镇",
    "近海镇",
    "寅阳镇",
    "惠萍镇",
    "东海镇",
    "启隆镇",
];
const CHARS: &str =
    "东西南北中和平安宁永兴隆盛昌荣华富贵仁义礼智信德善美良光明辉耀新民生建设公园江海港河桥庙圩墩林花柳杨李王张陈";
/// Records a step, as many as the engine's host asks for.
const STEP: usize = 2_000;

/// A made-up record: its name, town and address.
struct Row {
    name: String,
    town: &'static str,
    address: String,
}

fn word(random: &mut Dice, chars: &[char], len: usize) -> String {
    (0..len).map(|_| *random.of(chars)).collect()
}

fn row(random: &mut Dice, chars: &[char], streets: &[String], villages: &[String]) -> Row {
    let town = *random.of(&TOWNS);
    let number = 1 + random.below(900);
    let before = *random.of(&["", "启东市", "江苏省启东市", "江苏省南通市启东市"]);
    let way = match random.below(4) {
        0 => format!("{}村{}组", random.of(villages), 1 + number % 40),
        1 => format!("{}{}弄{}号", random.of(streets), 1 + number % 50, 1 + number % 20),
        _ => format!("{}{number}号{}幢", random.of(streets), 1 + number % 9),
    };
    let kind = *random.of(&["养老院", "助餐点", "超市", "卫生室", "新村", "桥"]);
    let len = 2 + random.below(3);
    Row { name: word(random, chars, len) + kind, town, address: format!("{before}{town}{way}") }
}

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin"))?;
    let han = Han::parse(&bytes)?;
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let (names, rows) = (*sizes.first().unwrap_or(&100_000), *sizes.get(1).unwrap_or(&10_000));
    let (chars, mut random) = (CHARS.chars().collect::<Vec<_>>(), Dice(0x9e37_79b9_7f4a_7c15));
    let streets: Vec<String> = (0..2_000)
        .map(|_| word(&mut random, &chars, 2) + *random.of(&["路", "街", "中路", "东路", "一路", "大道"]))
        .collect();
    let villages: Vec<String> = (0..600).map(|_| word(&mut random, &chars, 2)).collect();
    let known: Vec<Row> = (0..names).map(|_| row(&mut random, &chars, &streets, &villages)).collect();
    let asked: Vec<Row> = (0..rows).map(|_| row(&mut random, &chars, &streets, &villages)).collect();
    let register = build(&known, &mut random, &han).ok_or("the register is full")?;
    place(&register, &asked, &han);
    Ok(())
}

fn build(known: &[Row], random: &mut Dice, han: &Han) -> Option<Register> {
    let (start, mut builder, mut longest) = (Instant::now(), RegisterBuilder::default(), 0_f64);
    for row in known {
        let at = LonLat { lon: 121.6 + random.bell() * 0.2, lat: 31.85 + random.bell() * 0.15 };
        let entry = Entry { name: &row.name, town: row.town, address: &row.address, at: Some(at), ..Entry::default() };
        builder.push(&entry, han).ok()?;
    }
    let pushed = milliseconds(start);
    let register = std::iter::repeat_with(|| {
        let step = Instant::now();
        let register = builder.step(STEP, han);
        longest = longest.max(milliseconds(step));
        register
    });
    let register = register.flatten().next()?;
    let (len, all) = (register.len(), milliseconds(start));
    println!("geocode/{len}/register {pushed:.0} ms adding, {all:.0} ms in all, longest step {longest:.1} ms");
    Some(register)
}

fn place(register: &Register, asked: &[Row], han: &Han) {
    let (start, mut longest, mut sure) = (Instant::now(), 0_f64, 0);
    let mut fine: BTreeMap<Accuracy, usize> = BTreeMap::new();
    for row in asked {
        let one = Instant::now();
        let asked = Asked { name: &row.name, town: row.town, village: "", address: &row.address };
        let answer = register.find(&asked, han);
        longest = longest.max(milliseconds(one));
        sure += usize::from(answer.is_sure);
        *fine.entry(answer.accuracy()).or_default() += 1;
    }
    let all = milliseconds(start);
    println!(
        "geocode/{}/{} rows {all:.0} ms, longest row {longest:.2} ms, {sure} sure, {fine:?}",
        register.len(),
        asked.len()
    );
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
