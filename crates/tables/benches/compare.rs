//! Times the comparison of two made-up registers: `cargo bench -p diming-tables --bench compare [-- ROWS]`.
//!
//! Eight columns. Of the rows 1 % are removed, 1 % added, 3 % changed, 1 % moved, 0.5 % renamed. Once with ids, once with
//! all ids new, once with all ids and all telephones new, once in another order; then a patch and a merge. One line a
//! measure: processor time and time, medians of five (three of the last two); the longest step of 10 000 units; the most
//! memory in use, with the lists and beyond them.

#[path = "../../engine/benches/dice/mod.rs"]
mod dice;

use dice::Dice;
use diming_tables::compare::{Comparing, Comparison, Counts, Progress, Sides, Thresholds, compare};
use diming_tables::merge::{Party, Versions, merge};
use diming_tables::patch::{Patch, apply, diff};
use diming_tables::{List, Roles};
use diming_text::Han;
use std::error::Error;
use std::time::Instant;

const HEADINGS: [&str; 8] = ["编号", "名称", "类别", "乡镇", "地址", "电话", "经度", "纬度"];
const KEYS: [&str; 8] = ["id", "name", "kind", "town", "address", "phone", "lon", "lat"];
const CHARACTERS: &str = "人民和平江海长乐建设文化东方新华中山解放胜利团结友谊北京南上天津学府金银花园紫薇";
const GENERICS: [&str; 5] = ["路", "巷", "花园", "大厦", "村"];
const STEP_UNITS: usize = 10_000;

/// How a list after differs beside its edits.
#[derive(Clone, Copy, PartialEq)]
enum Variant {
    Ids,
    Renumbered,
    Phones,
    Shuffled,
}

fn roles() -> Roles {
    let headings = HEADINGS.map(str::to_owned);
    Roles::of(&headings, |heading| HEADINGS.iter().position(|h| *h == heading).map(|at| KEYS[at].to_owned()))
}

fn row(dice: &mut Dice, characters: &[char], number: usize) -> [String; 8] {
    let specific: String = (0..2 + dice.below(2)).map(|_| characters[dice.below(characters.len())]).collect();
    let kind = dice.of(&GENERICS).to_string();
    let town = dice.below(200);
    [
        format!("G{number:07}"),
        format!("{specific}{kind}"),
        kind,
        format!("第{town}镇"),
        format!("第{town}镇{specific}路{}号", dice.below(300)),
        format!("0513{:08}", dice.below(100_000_000)),
        format!("{:.6}", 121.2 + dice.below(900_000) as f64 / 1e6),
        format!("{:.6}", 31.5 + dice.below(700_000) as f64 / 1e6),
    ]
}

fn made(rows: usize, variant: Option<Variant>) -> Result<List, Box<dyn Error>> {
    let (mut dice, mut edits) = (Dice(7), Dice(11));
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut list = List::new(HEADINGS.map(str::to_owned).to_vec());
    let mut kept: Vec<[String; 8]> = Vec::new();
    for number in 0..rows {
        let mut cells = row(&mut dice, &characters, number);
        let Some(variant) = variant else {
            list.push(number as u32 + 2, cells.iter().map(String::as_str)).map_err(|_| "too much text")?;
            continue;
        };
        match edits.below(200) {
            0..2 => continue,
            2..4 => kept.push(row(&mut edits, &characters, rows + number)),
            4..10 => cells[5] = format!("0513{:08}", edits.below(100_000_000)),
            10..12 => cells[6] = format!("{:.6}", 121.2 + edits.below(900_000) as f64 / 1e6),
            12 => cells[1] = format!("新{}", cells[1]),
            _ => {}
        }
        if variant == Variant::Phones {
            cells[5] = format!("0513{:08}", edits.below(100_000_000));
        }
        kept.push(cells);
        if variant != Variant::Shuffled {
            drain(&mut list, &mut kept, number, variant)?;
        }
    }
    for at in (1..kept.len()).rev() {
        kept.swap(at, edits.below(at + 1));
    }
    drain(&mut list, &mut kept, rows, Variant::Ids)?;
    Ok(list)
}

fn drain(list: &mut List, kept: &mut Vec<[String; 8]>, number: usize, variant: Variant) -> Result<(), Box<dyn Error>> {
    for mut cells in kept.drain(..) {
        if matches!(variant, Variant::Renumbered | Variant::Phones) {
            cells[0] = format!("N{:07}", list.len());
        }
        list.push(number as u32 + 2, cells.iter().map(String::as_str)).map_err(|_| "too much text")?;
    }
    Ok(())
}

/// Resident memory now, or the most since [`forget_peak`], MB; 0 where the system does not say.
fn memory_mb(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.trim_matches([':', '\t', ' ', 'k', 'B']).trim().parse::<f64>().ok()).unwrap_or(0.0)
        / 1024.0
}

fn forget_peak() {
    drop(std::fs::write("/proc/self/clear_refs", "5"));
}

/// Time that this process was on a processor, ms; on a busy machine it says more than the clock. 0 where it is not told.
fn processor_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// A comparison with its processor time, its time, and the processor time of its longest step, ms.
fn run(sides: &Sides) -> Result<(Comparison, [f64; 3]), Box<dyn Error>> {
    let (start, start_ms) = (Instant::now(), processor_ms());
    let mut comparing = Comparing::new(sides, &Thresholds::default())?;
    let mut longest_ms = 0f64;
    loop {
        let step_ms = processor_ms();
        let progress = comparing.step(sides, STEP_UNITS);
        longest_ms = longest_ms.max(processor_ms() - step_ms);
        if progress == Progress::Done {
            break;
        }
    }
    let found = comparing.finish();
    Ok((found, [processor_ms() - start_ms, start.elapsed().as_secs_f64() * 1e3, longest_ms]))
}

fn measure(
    name: &str,
    before: &List,
    rows: usize,
    variant: Variant,
    han: &Han,
    runs: usize,
) -> Result<(), Box<dyn Error>> {
    let after = made(rows, Some(variant))?;
    let sides = Sides { before, before_roles: roles(), after: &after, after_roles: roles(), han };
    let lists_mb = memory_mb("VmRSS");
    forget_peak();
    let (mut times, mut counts) = (Vec::new(), Counts::default());
    for _ in 0..runs {
        let (found, took) = run(&sides)?;
        times.push(took);
        counts = found.counts();
    }
    let median = |which: usize| {
        let mut all: Vec<f64> = times.iter().map(|took| took[which]).collect();
        all.sort_by(f64::total_cmp);
        all[runs / 2]
    };
    let (peak_mb, [processor, clock, longest]) = (memory_mb("VmHWM"), [0, 1, 2].map(median));
    println!(
        "compare/{rows}/{name} {processor:.0} ms of processor, {clock:.0} ms, longest step {longest:.1} ms, {peak_mb:.0} MB, \
         {:.0} MB beyond the lists; {counts:?}",
        peak_mb - lists_mb
    );
    Ok(())
}

/// Times what is made of a comparison: the patch, its file, the list after, and a merge of two sides.
fn measure_patch(before: &List, rows: usize, han: &Han) -> Result<(), Box<dyn Error>> {
    let (ours, theirs) = (made(rows, Some(Variant::Ids))?, made(rows, Some(Variant::Shuffled))?);
    let sides = Sides { before, before_roles: roles(), after: &ours, after_roles: roles(), han };
    let found = compare(&sides, &Thresholds::default())?;
    let mut start = processor_ms();
    let mut lap = || {
        let now = processor_ms();
        now - std::mem::replace(&mut start, now)
    };
    let patch = diff(&sides, &found);
    let diff_ms = lap();
    let file = patch.encode();
    let encode_ms = lap();
    let read = Patch::decode(file.as_bytes())?;
    let decode_ms = lap();
    let applied = apply(before, &read)?;
    let apply_ms = lap();
    println!(
        "patch/{rows} made {diff_ms:.0} ms, written {encode_ms:.0} ms ({} bytes), read {decode_ms:.0} ms, applied \
         {apply_ms:.0} ms, exact {} (processor)",
        file.len(),
        applied.is_exact
    );
    let (base_roles, ours_roles, theirs_roles) = (roles(), roles(), roles());
    let versions = Versions { base: before, base_roles, ours: &ours, ours_roles, theirs: &theirs, theirs_roles, han };
    let found = |party| compare(&versions.sides(party), &Thresholds::trusting_ids());
    let (own, its) = (found(Party::Ours)?, found(Party::Theirs)?);
    lap();
    let merged = merge(&versions, &own, &its);
    let list = merged.list(&versions).map_err(|_| "too much text")?;
    println!(
        "merge/{rows} {:.0} ms beside the comparisons (processor); {} rows, {} conflicts",
        lap(),
        list.len(),
        merged.conflicts().len()
    );
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let table = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin"))?;
    let han = Han::parse(&table)?;
    let given: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    for rows in if given.is_empty() { vec![1_000_000] } else { given } {
        let before = made(rows, None)?;
        measure("ids", &before, rows, Variant::Ids, &han, 5)?;
        measure("renumbered", &before, rows, Variant::Renumbered, &han, 5)?;
        measure("renumbered, new telephones", &before, rows, Variant::Phones, &han, 3)?;
        measure("shuffled", &before, rows, Variant::Shuffled, &han, 3)?;
        measure_patch(&before, rows, &han)?;
    }
    Ok(())
}
