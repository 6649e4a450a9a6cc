//! `cargo xtask tables`: generates the tables of `data/dict/` from Unihan and hand-kept files.
//!
//! `han.bin`: the readings of a character are kMandarin ∪ kXHC1983 ∪ the hand-kept ones, the most common
//! first, each with how rare it is ([`rarity`]); its simplified form is kSimplifiedVariant, else the one standard character among its
//! kZVariant and kSemanticVariant that sounds the same. Only characters of the blocks U+3400 to
//! U+9FFF, and further ones that a dictionary of today has (kXHC1983, kTGHZ2013), are taken.
//! The file format is described in `diming_text::han`. [`review`] generates the tables of the review.

mod review;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Where Debian's package `unicode-data` puts Unihan.
const UNIHAN: &str = "/usr/share/unicode";
/// First and last character of the dense part of the table.
const DENSE: std::ops::RangeInclusive<u32> = 0x3400..=0x9fff;

/// Field → character → value.
type Fields = BTreeMap<String, BTreeMap<u32, String>>;

/// Generates the tables; with `--check`, only compares them with the committed ones.
pub fn run(args: &[String]) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/dict");
    let hand = read_json(&folder.join("readings.json"))?;
    let mut fields = Fields::new();
    let mut version = String::new();
    for file in ["Readings", "Variants", "OtherMappings", "DictionaryLikeData", "IRGSources"] {
        read_unihan(&Path::new(UNIHAN).join(format!("Unihan_{file}.txt.bz2")), &mut fields, &mut version)?;
    }
    let readings = readings(&fields, &hand)?;
    let forms = forms(&fields, &readings, &hand)?;
    let note = provenance(&version, readings.len(), forms.len());
    let mut files = vec![("han.bin", encode(&readings, &forms, &fields)?), ("han.txt", note.into_bytes())];
    let alike = read_json(&folder.join("alike.json"))?;
    files.extend(review::tables(&fields, &version, &alike)?.into_iter().map(|(name, text)| (name, text.into_bytes())));
    let is_check = args.iter().any(|a| a == "--check");
    for (name, bytes) in files {
        let target = folder.join(name);
        let failed = |e: std::io::Error| format!("{}: {e}", target.display());
        if !is_check {
            std::fs::write(&target, &bytes).map_err(failed)?;
            println!("data/dict/{name}: {} bytes", bytes.len());
        } else if std::fs::read(&target).map_err(failed)? != bytes {
            return Err(format!("data/dict/{name} is not what `cargo xtask tables` makes"));
        }
    }
    Ok(())
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Share of a character's uses (kHanyuPinlu) from which a reading is common.
const COMMON_SHARE: f64 = 0.05;

/// Readings by character with their counts, toneless.
type Uses = BTreeMap<u32, BTreeMap<String, u32>>;

/// kHanyuPinlu, `dà(11596) dài(177)`: how often each reading of a character stands in texts.
fn uses(fields: &Fields) -> Result<Uses, String> {
    let mut all = Uses::new();
    for (&c, value) in fields.get("kHanyuPinlu").into_iter().flatten() {
        let uses = all.entry(c).or_default();
        for (text, count) in value.split(' ').filter_map(|part| part.trim_end_matches(')').split_once('(')) {
            *uses.entry(reading(text)?.0).or_default() += count.parse::<u32>().map_err(|e| format!("{value}: {e}"))?;
        }
    }
    Ok(all)
}

/// How rare a reading is: 0 the first one; 1 common, that is given by kMandarin, or at least [`COMMON_SHARE`] of the
/// uses of its character, or kXHC1983 has it where uses are not counted; 2 any other.
fn rarity(c: u32, letters: &str, at: usize, fields: &Fields, uses: &Uses) -> Result<u16, String> {
    if at == 0 {
        return Ok(0);
    }
    let value = |name: &str| fields.get(name).and_then(|field| field.get(&c)).map_or("", String::as_str);
    for text in value("kMandarin").split(' ').filter(|text| !text.is_empty()) {
        if reading(text)?.0 == letters {
            return Ok(1);
        }
    }
    let is_common = match uses.get(&c) {
        Some(uses) => {
            let all: u32 = uses.values().sum();
            uses.get(letters).is_some_and(|&own| f64::from(own) >= COMMON_SHARE * f64::from(all))
        }
        None => {
            let texts = value("kXHC1983").split(' ').filter_map(|v| v.split_once(':')).flat_map(|v| v.1.split(','));
            texts.map(reading).collect::<Result<Vec<_>, _>>()?.iter().any(|found| found.0 == letters)
        }
    };
    Ok(if is_common { 1 } else { 2 })
}

fn provenance(version: &str, characters: usize, forms: usize) -> String {
    format!(
        "han.bin: readings, how rare each is, and simplified forms of Chinese characters.\n\
         Made by `cargo xtask tables` from the Unicode Character Database, Unihan ({version}), as packaged by\n\
         Debian (unicode-data), and from readings.json beside this file. Do not edit by hand.\n\
         Rare is what neither kMandarin nor a share of the uses in kHanyuPinlu makes common.\n\
         {characters} characters with readings, {forms} with a simplified form.\n\
         Unihan data: © Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt).\n"
    )
}

/// Reads the needed fields of a packed Unihan file.
fn read_unihan(path: &Path, fields: &mut Fields, version: &mut String) -> Result<(), String> {
    let failed = |why: String| format!("{}: {why} (Debian: apt-get install unicode-data bzip2)", path.display());
    let output = Command::new("bzip2").arg("-dc").arg(path).output().map_err(|e| failed(e.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let text = String::from_utf8(output.stdout).map_err(|e| failed(e.to_string()))?;
    for line in text.lines() {
        if let Some(found) = line.strip_prefix("# Unicode version: ") {
            *version = found.trim().to_owned();
        }
        let mut parts = line.splitn(3, '\t');
        if let (Some(code), Some(field), Some(value)) = (parts.next(), parts.next(), parts.next())
            && let Some(code) = code_point(code)
        {
            fields.entry(field.to_owned()).or_default().insert(code, value.to_owned());
        }
    }
    Ok(())
}

/// Parses `U+4E00` or `U+4E00<source>`.
fn code_point(text: &str) -> Option<u32> {
    let hex = text.strip_prefix("U+")?.split('<').next()?;
    u32::from_str_radix(hex, 16).ok()
}

/// The list `entries[key]` of the hand-kept file.
fn entries<'a>(hand: &'a Value, key: &str) -> Result<&'a Vec<Value>, String> {
    hand.get(key).and_then(Value::as_array).ok_or_else(|| format!("readings.json: no list `{key}`"))
}

/// The single character of a string member.
fn character(entry: &Value, key: &str) -> Result<u32, String> {
    let text = entry.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c as u32),
        _ => Err(format!("readings.json: `{key}` of {entry} is not one character")),
    }
}

/// A reading as toneless letters (ü as v) and tone, 0 for neutral.
fn reading(text: &str) -> Result<(String, u8), String> {
    const MARKED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";
    const PLAIN: &str = "aeiouv";
    let (mut letters, mut tone) = (String::new(), 0);
    for c in text.chars() {
        if let Some(at) = MARKED.chars().position(|m| m == c) {
            letters.extend(PLAIN.chars().nth(at / 4));
            tone = at as u8 % 4 + 1;
            continue;
        }
        match c {
            'a'..='z' => letters.push(c),
            'ü' => letters.push('v'),
            'ḿ' => (letters.push('m'), tone = 2).0,
            'ń' => (letters.push('n'), tone = 2).0,
            'ň' => (letters.push('n'), tone = 3).0,
            'ǹ' => (letters.push('n'), tone = 4).0,
            '\u{300}' => tone = 4,
            _ => return Err(format!("unknown letter {c:?} in the reading {text:?}")),
        }
    }
    Ok((letters, tone))
}

/// Character → readings, the most common first.
fn readings(fields: &Fields, hand: &Value) -> Result<BTreeMap<u32, Vec<(String, u8)>>, String> {
    let empty = BTreeMap::new();
    let field = |name: &str| fields.get(name).unwrap_or(&empty);
    let (mandarin, xhc, standard) = (field("kMandarin"), field("kXHC1983"), field("kTGHZ2013"));
    let taken = |c: &u32| DENSE.contains(c) || *c == 0x3007 || xhc.contains_key(c) || standard.contains_key(c);
    let mut all: BTreeMap<u32, Vec<(String, u8)>> = BTreeMap::new();
    let mut add = |c: u32, text: &str| -> Result<(), String> {
        let (list, new) = (all.entry(c).or_default(), reading(text)?);
        if !list.contains(&new) {
            list.push(new);
        }
        Ok(())
    };
    for (&c, value) in mandarin.iter().filter(|(c, _)| taken(c)) {
        value.split(' ').try_for_each(|text| add(c, text))?;
    }
    for (&c, value) in xhc {
        value
            .split(' ')
            .filter_map(|v| v.split_once(':'))
            .flat_map(|v| v.1.split(','))
            .try_for_each(|text| add(c, text))?;
    }
    for entry in entries(hand, "readings")? {
        let c = character(entry, "character")?;
        entries(entry, "readings")?.iter().filter_map(Value::as_str).try_for_each(|text| add(c, text))?;
    }
    // Names are ordered by a character's first reading: the usual one in place names.
    for entry in entries(hand, "usual")? {
        let c = character(entry, "character")?;
        let usual = entry.get("reading").and_then(Value::as_str).ok_or_else(|| format!("readings.json: {entry}"))?;
        let (list, usual) = (all.entry(c).or_default(), reading(usual)?);
        list.retain(|r| *r != usual);
        list.insert(0, usual);
    }
    Ok(all)
}

/// Character → simplified form, never the character itself.
fn forms(
    fields: &Fields,
    readings: &BTreeMap<u32, Vec<(String, u8)>>,
    hand: &Value,
) -> Result<BTreeMap<u32, u32>, String> {
    let empty = BTreeMap::new();
    let field = |name: &str| fields.get(name).unwrap_or(&empty);
    let (simple, standard) = (field("kSimplifiedVariant"), field("kTGHZ2013"));
    let codes = |value: &String| value.split(' ').filter_map(code_point).collect::<Vec<_>>();
    let mut all = BTreeMap::new();
    for (&c, value) in simple {
        let targets = codes(value);
        // A standard character that is also its own simplified form (乾) stays as it is.
        let stays = targets.contains(&c) && standard.contains_key(&c);
        if let (false, Some(&to)) = (stays, targets.iter().find(|t| **t != c)) {
            all.insert(c, to);
        }
    }
    for entry in entries(hand, "forms")? {
        all.insert(character(entry, "from")?, character(entry, "to")?);
    }
    let sound = |c: u32| readings.get(&c).and_then(|list| list.first()).map(|r| r.0.as_str());
    for &c in readings.keys().filter(|c| !standard.contains_key(c)) {
        if all.contains_key(&c) {
            continue;
        }
        let variants = ["kZVariant", "kSemanticVariant"].map(field);
        let found: BTreeSet<u32> = variants
            .iter()
            .filter_map(|v| v.get(&c))
            .flat_map(codes)
            .map(|v| all.get(&v).copied().unwrap_or(v))
            .filter(|&v| v != c && standard.contains_key(&v) && sound(v).is_some() && sound(v) == sound(c))
            .collect();
        if found.len() == 1 {
            all.extend(found.first().map(|&to| (c, to)));
        }
    }
    all.retain(|from, to| readings.contains_key(from) && readings.contains_key(to));
    let settled = all
        .iter()
        .map(|(&from, to)| (from, all.get(to).copied().unwrap_or(*to)))
        .filter(|(from, to)| from != to)
        .collect();
    Ok(settled)
}

/// Packs the table: magic, syllables, further characters, first readings, other readings, forms.
fn encode(
    readings: &BTreeMap<u32, Vec<(String, u8)>>,
    forms: &BTreeMap<u32, u32>,
    fields: &Fields,
) -> Result<Vec<u8>, String> {
    let uses = uses(fields)?;
    let syllables: BTreeSet<&str> = readings.values().flatten().map(|r| r.0.as_str()).collect();
    let number: BTreeMap<&str, usize> = syllables.iter().enumerate().map(|(i, s)| (*s, i)).collect();
    let code = |r: &(String, u8)| (1 + number[r.0.as_str()] * 5 + r.1 as usize) as u16;
    let further: Vec<u32> = readings.keys().copied().filter(|c| !DENSE.contains(c)).collect();
    let slots: Vec<u32> = DENSE.chain(further.iter().copied()).collect();
    let slot: BTreeMap<u32, u16> = slots.iter().enumerate().map(|(i, &c)| (c, i as u16)).collect();
    let mut first = Vec::new();
    let (mut other_slots, mut other_codes) = (Vec::new(), Vec::new());
    for (at, c) in slots.iter().enumerate() {
        let list = readings.get(c).map_or(&[][..], Vec::as_slice);
        first.push(list.first().map_or(0, code));
        for (place, reading) in list.iter().enumerate().skip(1) {
            other_slots.push(at as u16);
            other_codes.push(code(reading) | rarity(*c, &reading.0, place, fields, &uses)? << 12);
        }
    }
    let mut bytes = b"HAN2".to_vec();
    let names = syllables.into_iter().collect::<Vec<_>>().join(" ");
    for count in [names.len(), further.len(), other_slots.len(), forms.len()] {
        bytes.extend(u16::try_from(count).map_err(|_| "the table is too large".to_owned())?.to_le_bytes());
    }
    bytes.extend(names.as_bytes());
    further.iter().for_each(|c| bytes.extend(&c.to_le_bytes()[..3]));
    planes(&mut bytes, &first);
    planes(&mut bytes, &deltas(&other_slots));
    planes(&mut bytes, &other_codes);
    planes(&mut bytes, &deltas(&forms.keys().map(|c| slot[c]).collect::<Vec<_>>()));
    planes(&mut bytes, &forms.values().map(|c| slot[c]).collect::<Vec<_>>());
    Ok(bytes)
}

/// Low bytes, then high bytes: packs better than pairs.
fn planes(bytes: &mut Vec<u8>, values: &[u16]) {
    bytes.extend(values.iter().map(|v| *v as u8));
    bytes.extend(values.iter().map(|v| (v >> 8) as u8));
}

/// Differences of an ascending list.
fn deltas(values: &[u16]) -> Vec<u16> {
    values.iter().scan(0, |last, &v| Some(v - std::mem::replace(last, v))).collect()
}
