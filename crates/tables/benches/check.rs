//! How fast a list is read and checked: `cargo bench -p diming-tables --bench check [-- ROWS…]`.
//!
//! A made-up register of care homes, 12 columns and about 140 bytes a row, two cells of a hundred at fault, from the bytes of
//! its CSV to the report. The longest step is one of 1 000 units. Seconds are those that the thread was on a processor, where the
//! system tells them (Linux), so that other work on the machine changes little.

#![allow(clippy::unwrap_used, reason = "a bench may panic")]

#[path = "../../engine/benches/dice/mod.rs"]
mod dice;
#[path = "../../engine/tests/shipped/mod.rs"]
mod shipped;

use dice::Dice;
use diming_engine::dataset::Date;
use diming_engine::ingest::Headings;
use diming_protocol::catalog::{Catalog, Lang};
use diming_tables::check::{Check, Input, Report, Tables};
use diming_tables::columns::Columns;
use diming_tables::desk::Desk;
use diming_tables::read::{ReadList, read};
use diming_text::{Book, Han, Standard};
use std::fmt::Write;
use std::time::Instant;

const ROUNDS: usize = 3;
const STANDARD: &str = include_str!("../../../data/dict/standard.txt");
const STEP_UNITS: u64 = 1_000;
const HEADINGS: &str =
    "编号,名称,类别,乡镇（街道）,村（社区）,地址,联系电话,经度(°),纬度(°),床位数（张）,启用日期,是否普惠\n";

/// A file of so many rows, the same every time.
fn file_of(rows: u32) -> String {
    let mut dice = Dice(1);
    let towns = ["汇龙镇", "南阳镇", "北新镇", "王鲍镇", "合作镇", "吕四港镇", "海复镇", "近海镇", "寅阳镇", "惠萍镇"];
    let kinds = ["养老院", "敬老院", "护理院", "日间照料中心", "助餐点", "睦邻点"];
    // Characters of the first level, as names have.
    let characters: Vec<char> = STANDARD.lines().find(|line| !line.starts_with('#')).unwrap().chars().collect();
    let mut out = String::from(HEADINGS);
    for row in 0..rows {
        let town = dice.below(towns.len());
        let name: String = (0..4).map(|_| *dice.of(&characters)).collect();
        let (kind, village) = (dice.of(&kinds), dice.below(300));
        let (lon, lat) =
            (121.45 + 0.04 * town as f64 + 0.02 * dice.bell(), 31.72 + 0.03 * (town % 5) as f64 + 0.02 * dice.bell());
        let is_at_fault = |dice: &mut Dice| dice.below(50) == 0;
        write!(out, "QD{row:07},{name}{kind},{kind},{},第{village}村,", towns[town],).unwrap();
        write!(out, "启东市{}人民路{}号,", towns[town], dice.below(1_000_000)).unwrap();
        match is_at_fault(&mut dice) {
            true => out.push_str("1380000123,"),
            false => write!(out, "0513-{:08},", 20_000_000 + dice.below(70_000_000)).unwrap(),
        }
        match is_at_fault(&mut dice) {
            true => write!(out, "{lat:.5},{lon:.5},").unwrap(),
            false => write!(out, "{lon:.5},{lat:.5},").unwrap(),
        }
        match is_at_fault(&mut dice) {
            true => write!(out, "{}张,", dice.below(300)).unwrap(),
            false => write!(out, "{},", 10 + dice.below(300)).unwrap(),
        }
        let (year, month, day) = (2000 + dice.below(25), 1 + dice.below(12), 1 + dice.below(28));
        match is_at_fault(&mut dice) {
            true => write!(out, "{year}.{month}.{day},").unwrap(),
            false => write!(out, "{year}-{month:02}-{day:02},").unwrap(),
        }
        out.push_str(if dice.below(2) == 0 { "是\n" } else { "否\n" });
    }
    out
}

/// Seconds on a processor, or of the clock where the system does not tell.
fn now_s(begun: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ns = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    ns.map_or_else(|| begun.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

struct Bench {
    catalog: Catalog,
    headings: Headings,
    desk: Desk,
    han: Han,
    standard: Standard,
    book: Book,
}

impl Bench {
    fn input<'a>(&'a self, read: &'a ReadList, columns: &'a Columns) -> Input<'a> {
        Input {
            catalog: &self.catalog,
            list: &read.list,
            columns,
            origin: &read.origin,
            thresholds: &self.desk.check,
            tables: Tables { han: &self.han, standard: &self.standard, book: &self.book },
            today: Date::new(2026, 11, 21).unwrap(),
        }
    }

    /// Seconds of reading, of checking and of the table of the report; its report, and the longest step in milliseconds.
    fn round(&self, bytes: &[u8]) -> ([f64; 3], Report, f64) {
        let begun = Instant::now();
        let start = now_s(begun);
        let list = read(bytes, &self.headings).unwrap();
        let read_s = now_s(begun) - start;
        let columns = Columns::of_heading(&self.catalog, 0, &list.heading);
        let input = self.input(&list, &columns);
        let start = now_s(begun);
        let mut check = Check::new(&input);
        while !check.step(&input, u64::MAX).is_done {}
        let report = check.finish(&input).unwrap();
        let check_s = now_s(begun) - start;
        let start = now_s(begun);
        assert!(!report.csv(&input, Lang::Zh).is_empty());
        let table_s = now_s(begun) - start;
        ([read_s, check_s, table_s], report, self.longest_ms(&input))
    }

    /// The longest of all steps.
    fn longest_ms(&self, input: &Input) -> f64 {
        let begun = Instant::now();
        let (mut check, mut longest_s, mut before_s) = (Check::new(input), 0.0_f64, now_s(begun));
        while !check.step(input, STEP_UNITS).is_done {
            let after_s = now_s(begun);
            longest_s = longest_s.max(after_s - before_s);
            before_s = after_s;
        }
        longest_s * 1e3
    }
}

fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

fn main() {
    let asked: Vec<u32> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let catalog: Catalog = serde_json::from_value(shipped::shipped()).unwrap();
    let bench = Bench {
        headings: Headings::new(&catalog, 0),
        catalog,
        desk: Desk::built_in(),
        han: Han::parse(include_bytes!("../../../data/dict/han.bin")).unwrap(),
        standard: Standard::parse(STANDARD),
        book: Book::new(&[], &[], &[]),
    };
    println!("    rows      bytes  read s  check s  both s | problems  longest step ms | table of the report s");
    for rows in if asked.is_empty() { vec![10_000, 100_000, 1_000_000] } else { asked } {
        let file = file_of(rows);
        let rounds: Vec<_> = (0..ROUNDS).map(|_| bench.round(file.as_bytes())).collect();
        let of = |pick: fn(&[f64; 3]) -> f64| median(rounds.iter().map(|(s, ..)| pick(s)).collect());
        let longest_ms = median(rounds.iter().map(|round| round.2).collect());
        println!(
            "{rows:>8} {:>10} {:>7.3} {:>8.3} {:>7.3} | {:>8} {longest_ms:>16.2} | {:>21.3}",
            file.len(),
            of(|s| s[0]),
            of(|s| s[1]),
            of(|s| s[0] + s[1]),
            rounds[0].1.problems.len(),
            of(|s| s[2]),
        );
        let counts = diming_tables::check::Rule::ALL.iter().zip(rounds[0].1.summary.by_rule);
        let counts = counts.filter(|(_, n)| n.iter().sum::<u64>() > 0);
        println!("{}", counts.map(|(rule, n)| format!("{} {n:?}", rule.code())).collect::<Vec<_>>().join(", "));
    }
}
