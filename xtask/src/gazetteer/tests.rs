//! What a load test relies on.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

fn made(features: u64, seed: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_gazetteer(&mut bytes, features, seed)?;
    Ok(bytes)
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() -> Result<()> {
    assert_eq!(made(500, 1)?, made(500, 1)?);
    assert_ne!(made(500, 1)?, made(500, 2)?);
    Ok(())
}

#[test]
fn records_are_as_promised() -> Result<()> {
    let bytes = made(20_000, 7)?;
    let per_record = bytes.len() / 20_000;
    assert!((230..=270).contains(&per_record), "{per_record} bytes a record");
    let collection: serde_json::Value = serde_json::from_slice(&bytes)?;
    let features = collection["features"].as_array().ok_or("no features")?;
    assert_eq!(features.len(), 20_000);

    let mut values: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for feature in features {
        for (key, value) in feature["properties"].as_object().ok_or("no properties")? {
            values.entry(key).or_default().insert(value.to_string());
        }
        let (lon, lat) = (&feature["geometry"]["coordinates"][0], &feature["geometry"]["coordinates"][1]);
        let (lon, lat) = (lon.as_f64().ok_or("no lon")?, lat.as_f64().ok_or("no lat")?);
        assert!((BOUNDS[0]..=BOUNDS[2]).contains(&lon) && (BOUNDS[1]..=BOUNDS[3]).contains(&lat), "{lon} {lat}");
        let name = feature["properties"]["name"].as_str().ok_or("no name")?;
        let pinyin = feature["properties"]["pinyin"].as_str().ok_or("no pinyin")?;
        assert!((2..=10).contains(&name.chars().count()), "{name}");
        assert_eq!(name.chars().count(), pinyin.split(' ').count(), "{name} {pinyin}");
    }
    let distinct = |key| values.get(key).map(BTreeSet::len);
    assert_eq!(distinct("id"), Some(20_000));
    assert_eq!(distinct("kind"), Some(5));
    assert_eq!(distinct("status"), Some(4));
    assert_eq!(distinct("grade"), Some(5));
    assert_eq!(distinct("town"), Some(800));
    Ok(())
}

#[test]
fn no_two_towns_share_a_name() {
    let specifics = words(words::SPECIFICS);
    let towns = towns(&mut Dice(3), TOWNS_MAX, &specifics);
    let names: BTreeSet<&str> = towns.iter().map(|town| town.name.as_str()).collect();
    assert_eq!(names.len() as u64, TOWNS_MAX);
}

#[test]
fn every_word_has_a_reading_for_each_character() {
    let lists = KINDS.map(|(_, list)| list).into_iter().chain([words::SPECIFICS]);
    for word in lists.flat_map(words) {
        assert_eq!(word.text.chars().count(), word.pinyin.split(' ').count(), "{word:?}");
        assert!(word.pinyin.split(' ').all(|syllable| !syllable.is_empty()), "{word:?}");
    }
    assert_eq!(words("大dà道dào"), [Word { text: "大道".into(), pinyin: "dà dào".into() }]);
}

#[test]
fn a_known_seed_gives_the_published_numbers() {
    // SplitMix64 from 1234567, as its reference program prints.
    let mut dice = Dice(1_234_567);
    assert_eq!([dice.next(), dice.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
}

#[test]
fn the_catalog_is_one() -> Result<()> {
    let text = catalog_of(Path::new("x/gazetteer-10-1.geojson"))?.to_string();
    let catalog = diming_cli::catalog::parse_catalog(text.as_bytes()).map_err(|problem| format!("{problem:?}"))?;
    assert_eq!(catalog.layers[0].source, "gazetteer-10-1.geojson");
    Ok(())
}
