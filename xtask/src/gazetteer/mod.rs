//! `cargo xtask data`: a synthetic national gazetteer of any size, for load tests.
//!
//! The same size and seed give the same bytes. Records are placed around their towns, towns around regions; about 250
//! bytes per record, written as they are generated.

mod words;

use crate::run::{self, Result};
use serde_json::json;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use words::{GRADES, KINDS, STATUS, TOWNS, Word, words};

/// A bounding box of the whole country; nothing of it is drawn.
const BOUNDS: [f64; 4] = [73.0, 17.0, 135.5, 54.0];
const RECORDS_PER_TOWN: u64 = 25;
const TOWNS_MIN: u64 = 12;
const TOWNS_MAX: u64 = 40_000;
const REGIONS: u64 = 60;

/// Writes the file and a catalog beside it, `NAME.catalog.json`; returns the path of the catalog.
///
/// # Errors
/// A file cannot be written.
pub fn write_files(features: u64, seed: u64, out: Option<&str>) -> Result<PathBuf> {
    let file = match out {
        Some(path) => PathBuf::from(path),
        None => run::project_dir().join(format!(".bench/gazetteer-{features}-{seed}.geojson")),
    };
    if let Some(dir) = file.parent() {
        std::fs::create_dir_all(dir)?;
    }
    let mut writer = BufWriter::with_capacity(1 << 20, std::fs::File::create(&file)?);
    write_gazetteer(&mut writer, features, seed)?;
    writer.flush()?;
    let catalog = file.with_extension("catalog.json");
    std::fs::write(&catalog, format!("{:#}\n", catalog_of(&file)?))?;
    let bytes = file.metadata()?.len();
    println!("{} ({features} features, {bytes} bytes)\n{}", file.display(), catalog.display());
    Ok(catalog)
}

/// A pseudo-random generator that is easy to reimplement: SplitMix64 (Steele, Lea and Flood, 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In `0..end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// In -1 to 1, denser in the middle: a sum of four.
    fn bell(&mut self) -> f64 {
        let sum: u64 = (0..4).map(|_| self.next() >> 40).sum();
        sum as f64 / f64::from(1 << 25) - 1.0
    }
}

struct Town {
    name: String,
    lon: f64,
    lat: f64,
    /// Half the width of its area, degrees.
    reach: f64,
}

fn towns(dice: &mut Dice, count: u64, specifics: &[Word]) -> Vec<Town> {
    let regions: Vec<(f64, f64)> =
        (0..REGIONS).map(|_| (110.0 + 11.0 * dice.bell(), 32.5 + 11.0 * dice.bell())).collect();
    let pairs = (specifics.len() * specifics.len()) as u64;
    let turn = dice.below(pairs);
    let mut towns = Vec::new();
    for number in 0..count {
        // Each pair of characters is used once before a generic repeats, so town names are unique.
        let pair = (turn + number * 7919) % pairs;
        let (first, second) = (pair as usize / specifics.len(), pair as usize % specifics.len());
        let generic = TOWNS[(number / pairs) as usize % TOWNS.len()];
        let (lon, lat) = *dice.pick(&regions);
        towns.push(Town {
            name: format!("{}{}{generic}", specifics[first].text, specifics[second].text),
            lon: lon + 2.5 * dice.bell(),
            lat: lat + 2.0 * dice.bell(),
            reach: 0.02 + 0.1 * dice.bell().abs(),
        });
    }
    towns
}

/// Name and pinyin of 2 to 10 characters.
fn name(dice: &mut Dice, specifics: &[Word], generic: &Word) -> Word {
    let length = match dice.below(100) {
        0..=4 => 1,
        5..=64 => 2,
        65..=79 => 3,
        80..=91 => 4,
        _ => 5 + dice.below(4),
    };
    let mut made = Word { text: String::new(), pinyin: String::new() };
    for _ in 0..length {
        let word = dice.pick(specifics);
        made.text += &word.text;
        made.pinyin += &word.pinyin;
        made.pinyin.push(' ');
    }
    made.text += &generic.text;
    made.pinyin += &generic.pinyin;
    made
}

fn status(dice: &mut Dice) -> &'static str {
    let mut rest = dice.below(100);
    for (status, share) in STATUS {
        if rest < share {
            return status;
        }
        rest -= share;
    }
    STATUS[0].0
}

fn write_gazetteer(out: &mut impl Write, features: u64, seed: u64) -> std::io::Result<()> {
    let mut dice = Dice(seed);
    let specifics = words(words::SPECIFICS);
    let generics = KINDS.map(|(kind, list)| (kind, words(list)));
    let count = (features / RECORDS_PER_TOWN).clamp(TOWNS_MIN, TOWNS_MAX);
    let towns = towns(&mut dice, count, &specifics);
    out.write_all("{\"type\":\"FeatureCollection\",\"示例\":true,\"features\":[\n".as_bytes())?;
    for number in 0..features {
        let town = dice.pick(&towns);
        let (kind, generics) = dice.pick(&generics);
        let generic = dice.pick(generics);
        let name = name(&mut dice, &specifics, generic);
        let lon = (town.lon + town.reach * dice.bell()).clamp(BOUNDS[0], BOUNDS[2]);
        let lat = (town.lat + town.reach * dice.bell()).clamp(BOUNDS[1], BOUNDS[3]);
        writeln!(
            out,
            "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon:.6},{lat:.6}]}},\
             \"properties\":{{\"id\":\"g{number:07}\",\"name\":\"{}\",\"pinyin\":\"{}\",\"kind\":\"{kind}\",\
             \"town\":\"{}\",\"status\":\"{}\",\"year\":{},\"beds\":{},\"grade\":\"{}\"}}}}{}",
            name.text,
            name.pinyin,
            town.name,
            status(&mut dice),
            1950 + dice.below(76),
            dice.below(500),
            dice.pick(&GRADES),
            if number + 1 < features { "," } else { "" },
        )?;
    }
    out.write_all(b"]}\n")
}

/// A catalog with one layer over a file in the same folder.
fn catalog_of(file: &Path) -> Result<serde_json::Value> {
    let source = file.file_name().and_then(|name| name.to_str()).ok_or("the file has no name in UTF-8")?;
    let field = |zh: &str, en: &str, kind: &str| json!({"label": {"zh": zh, "en": en}, "kind": kind});
    let mut romanisation = field("拼音", "Pinyin", "text");
    romanisation["aliases"] = json!(["pinyin"]);
    let facets = ["kind", "grade", "status", "year", "beds", "town"].map(|key| json!({"field": key}));
    Ok(json!({
        "version": 1,
        "title": {"zh": "负载试验地名录", "en": "Load test gazetteer"},
        "notice": {"zh": "示例数据，坐标仅为示意", "en": "Sample data, coordinates are illustrative"},
        "approval": "示例数据，未送审",
        "bounds": {"west": BOUNDS[0], "south": BOUNDS[1], "east": BOUNDS[2], "north": BOUNDS[3]},
        "home": {"lon": 110.0, "lat": 33.0, "zoom": 4.5},
        "zoom_min": 3,
        "zoom_max": 18,
        "fields": {
            "name": field("标准名称", "Standard name", "text"),
            "romanisation": romanisation,
            "kind": field("类别", "Kind", "choice"),
            "town": field("所属乡镇", "Town", "choice"),
            "status": field("状态", "Status", "choice"),
            "year": field("年份", "Year", "number"),
            "beds": field("床位", "Beds", "number"),
            "grade": field("等级", "Grade", "choice"),
        },
        "facets": facets,
        "layers": [{
            "id": "gazetteer",
            "label": {"zh": "地名录", "en": "Gazetteer"},
            "source": source,
            "key_field": "id",
            "fields": ["name", "romanisation", "kind", "town", "status", "year", "beds", "grade"],
            "row": ["kind", "town"],
            "card": ["romanisation", "kind", "town", "status", "year", "beds", "grade"],
            "style": {"sign": "dot", "color": "#5f5f5f", "color_dark": "#b5b5b5"},
        }],
        "review": {"registers": ["gazetteer"]},
    }))
}

#[cfg(test)]
mod tests;
