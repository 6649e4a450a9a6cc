//! Times the search index over made-up names: `cargo bench -p diming-engine --bench search [-- RECORDS]`.
//!
//! One line a measure: `search/<records>/<what> p50 p95 max`, of distinct queries, from the text of
//! the query to the best 100 records.

mod dice;

use dice::Dice;
use diming_engine::index::bits::Bits;
use diming_engine::index::search::{Doc, Query, SearchBuilder, SearchIndex};
use diming_text::Han;
use std::collections::HashSet;
use std::error::Error;
use std::time::Instant;

/// Characters of names, the common ones more often, as in life.
const COMMON: &str = "大小东西南北上下新老中王张李刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const RARE: &str = "港海河湖塘桥沟圩堡庄岗坝洼墩窑店寨屯沙洲滩浦泾浜港湾岭坪冲坑垅源溪泉洞岩峰崖坡岸渡口闸堰井池渠营堆垛灶仓库厂场园林果桃李杏梅松柏杨柳竹荷莲菱花草麦稻棉桑茶盐渔船舟车马牛羊鸡鹅虎鹤凤鸾麟龟福禄寿喜吉祥瑞安宁和平顺兴隆盛昌荣华富贵仁义礼智信德善美良光明辉耀星月日云雨雪霜虹彩红绿青蓝紫金银铜铁玉珠宝珍";
const GENERICS: [&str; 24] = [
    "村",
    "村",
    "村",
    "庄",
    "路",
    "街",
    "巷",
    "桥",
    "小区",
    "花园",
    "大厦",
    "镇",
    "组",
    "号",
    "村委会",
    "社区",
    "中路",
    "东路",
    "新村",
    "家园",
    "公园",
    "水库",
    "林场",
    "学校",
];

fn name(random: &mut Dice, common: &[char], rare: &[char]) -> String {
    let mut name = String::new();
    for _ in 0..1 + random.below(4) {
        let from = if random.below(3) == 0 { rare } else { common };
        name.push(*random.of(from));
    }
    if random.below(12) == 0 {
        name.push_str(&(1 + random.below(99)).to_string());
    }
    let generic: &&str = random.of(&GENERICS);
    name + generic
}

/// Letters of a part of a name, whole or initials.
fn letters(part: &[char], initials: bool, han: &Han) -> String {
    let reading = |c: &char| han.readings(*c).next().map(|r| han.syllable(r.syllable));
    let cut = |s: &str| if initials { s.chars().take(1).collect() } else { s.to_owned() };
    part.iter().filter_map(reading).map(cut).collect()
}

/// The text with one letter or character changed, left out, or swapped.
fn slip(text: &str, random: &mut Dice, other: &[char]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = 1 + random.below(chars.len() - 1);
    match random.below(3) {
        0 => chars[at] = *random.of(other),
        1 => drop(chars.remove(at)),
        _ => chars.swap(at - 1, at),
    }
    chars.into_iter().collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/dict/han.bin"))?;
    let sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let start = Instant::now();
    let han = Han::parse(&bytes)?;
    println!("search/table {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    for records in if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes } {
        measure(records, &han)?;
    }
    Ok(())
}

/// Makes the text of a query.
type Maker<'a> = &'a dyn Fn(&mut Dice) -> String;

/// Distinct queries of each kind.
const QUERIES: usize = 500;
/// Each query is timed so many times, and the least time counts.
const ROUNDS: usize = 3;
/// Records a step, as many as the engine's host asks for.
const STEP: usize = 2000;

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

fn measure(records: usize, han: &Han) -> Result<(), Box<dyn Error>> {
    let (common, rare): (Vec<char>, Vec<char>) = (COMMON.chars().collect(), RARE.chars().collect());
    let mut random = Dice(0x9e37_79b9_7f4a_7c15);
    let names: Vec<String> = (0..records).map(|_| name(&mut random, &common, &rare)).collect();
    let towns: Vec<String> = (0..1 + records / 40).map(|_| name(&mut random, &common, &rare) + "镇").collect();
    let ids: Vec<String> = (0..records).map(|i| format!("g{i:07}")).collect();
    let index = build(&names, &towns, &ids, han)?;
    let whole = |random: &mut Dice, least: usize| loop {
        let chars: Vec<char> = random.of(&names).chars().filter(|c| !c.is_ascii()).collect();
        if chars.len() >= least {
            break chars;
        }
    };
    let part = |random: &mut Dice, least: usize, most: usize| {
        let chars = whole(random, least);
        let len = (least + random.below(most - least + 1)).min(chars.len());
        let from = random.below(chars.len() - len + 1);
        chars[from..from + len].to_vec()
    };
    let prefix = |random: &mut Dice| {
        let chars = whole(random, 1);
        let len = 1 + random.below(chars.len());
        chars[..len].to_vec()
    };
    let latin: Vec<char> = ('a'..='z').collect();
    let kinds: [(&str, Maker); 10] = [
        ("letter", &|r| r.of(&latin).to_string()),
        ("character", &|r| part(r, 1, 1).iter().collect()),
        ("chinese", &|r| part(r, 1, 4).iter().collect()),
        ("prefix", &|r| prefix(r).iter().collect()),
        ("initials", &|r| letters(&part(r, 2, 4), true, han)),
        ("pinyin", &|r| letters(&whole(r, 2), false, han)),
        ("part of pinyin", &|r| letters(&part(r, 2, 3), false, han)),
        ("mixed", &|r| {
            let part = part(r, 2, 4);
            part[0].to_string() + &letters(&part[1..], r.below(2) == 0, han)
        }),
        ("slip in chinese", &|r| slip(&part(r, 3, 5).iter().collect::<String>(), r, &common)),
        ("slip in pinyin", &|r| slip(&letters(&part(r, 2, 4), false, han), r, &latin)),
    ];
    for (kind, make) in kinds {
        let mut queries: Vec<String> = (0..QUERIES * 20).map(|_| make(&mut random)).collect();
        let mut seen = HashSet::new();
        queries.retain(|query| !query.is_empty() && seen.insert(query.clone()));
        queries.truncate(QUERIES);
        ask(&format!("search/{records}/{kind}"), queries, &index, han);
    }
    Ok(())
}

fn build(names: &[String], towns: &[String], ids: &[String], han: &Han) -> Result<SearchIndex, Box<dyn Error>> {
    let mut builder = SearchBuilder::default();
    let (start, mut longest) = (Instant::now(), 0f64);
    for (n, names) in names.chunks(STEP).enumerate() {
        let step = Instant::now();
        for (i, name) in names.iter().enumerate().map(|(i, name)| (n * STEP + i, name)) {
            let town = &towns[i % towns.len()];
            let others = [(0, ids[i].as_str()), (1, town.as_str()), (2, ["村", "路", "桥", "小区", "楼"][i % 5])];
            builder.add(&Doc { name, others: &others, ..Doc::default() }, han);
        }
        longest = longest.max(milliseconds(step));
    }
    let added = milliseconds(start);
    let index = std::iter::repeat_with(|| {
        let step = Instant::now();
        let index = builder.step(STEP, han);
        longest = longest.max(milliseconds(step));
        index
    });
    let index = index.flatten().next().ok_or("no index")?;
    println!(
        "search/{}/build {added:.0} ms adding, {:.0} ms in all, longest step {longest:.1} ms, {:.1} MB",
        names.len(),
        milliseconds(start),
        index.heap_bytes() as f64 / 1e6
    );
    Ok(index)
}

/// Prints times from the text of a query to the best 100 records.
fn ask(what: &str, queries: Vec<String>, index: &SearchIndex, han: &Han) {
    let all = Bits::full(index.len());
    let mut rows = 0;
    let mut times: Vec<(f64, String)> = Vec::new();
    for text in queries {
        let mut least = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            if let Some(query) = Query::parse(&text, han) {
                rows += index.search(&query, han).best(&all, 0..100).len();
            }
            least = least.min(milliseconds(start));
        }
        times.push((least, text));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(largest) = times.last() else { return };
    let at = |share: usize| times[(times.len() - 1) * share / 100].0;
    println!(
        "{what} p50 {:.2}, p95 {:.2}, max {:.2} ms ({}); {} queries, {} rows",
        at(50),
        at(95),
        largest.0,
        largest.1,
        times.len(),
        rows / ROUNDS
    );
}
