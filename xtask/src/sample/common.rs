//! Properties that every facility may have, with the gaps of a register.

use super::record::{Record, date};
use super::rng::Rng;
use super::romanise::{Together, plain, romanise};
use super::villages::{Village, group};

/// Town, village and address of a facility in a village.
pub fn stand(rng: &Rng, r: &mut Record, village: &Village) {
    r.maybe(rng, 98, "town", village.town);
    r.maybe(rng, 93, "village", village.name.as_str());
    let address = format!("启东市{}{}", village.town, group(rng, village));
    r.maybe(rng, 92, "address", address);
}

/// Name of a village in Latin letters: `Minzhu Village`.
pub fn english(village: &Village) -> String {
    let generic = if village.generic == "村" { "Village" } else { "Community" };
    format!("{} {generic}", english_word(village.specific))
}

/// A word in Latin letters without tone marks.
pub fn english_word(word: &str) -> String {
    plain(&romanise(word, "", Together::No))
}

/// A town in Latin letters: `Lüsigang`.
pub fn english_town(town: &str) -> String {
    english_word(town.trim_end_matches("街道").trim_end_matches('镇'))
}

/// 现用, seldom another; with the dates that belong to it.
pub fn state(rng: &Rng, r: &mut Record) -> &'static str {
    let state = match rng.between(0, 99) {
        0..=86 => "现用",
        87..=90 => "建设中",
        91..=93 => "规划",
        94..=97 => "停用",
        _ => "已迁",
    };
    r.maybe(rng, 96, "status", state);
    let from = match state {
        "规划" | "建设中" => 2027,
        _ => rng.between(1996, 2023),
    };
    r.maybe(rng, 45, "valid_from", date(rng, from));
    if matches!(state, "停用" | "已迁") {
        let year = rng.between(2021, 2024);
        r.maybe(rng, 90, "valid_to", date(rng, year));
    }
    if state == "已迁" {
        r.maybe(rng, 95, "moved_to", "迁至镇区新址（示例）");
    }
    state
}

/// Former names, site, source, day of the record, remarks.
pub fn record_keeping(rng: &Rng, r: &mut Record, former: &str, source: &str) {
    if !former.is_empty() {
        r.maybe_list(rng, 12, "former_names", &[former]);
    }
    r.maybe(rng, 8, "website", "https://example.org/qidong");
    r.maybe(rng, 75, "source", source);
    let year = rng.between(2022, 2024);
    r.maybe(rng, 85, "updated_on", date(rng, year));
    r.maybe(rng, 35, "secrecy", "公开");
    r.maybe(rng, 8, "remarks", *rng.pick(&["数据以现场公示为准", "待实地核查", "电话办公时间接听"]));
}
