//! What the commands are given on the command line.

use clap::{ArgGroup, Args, ValueEnum};
use diming_cli::{convert, versions};
use diming_engine::dataset::Date;
use diming_protocol::catalog::{Datum, Lang};
use std::path::PathBuf;

/// What `check` is given.
#[derive(Args)]
pub struct CheckArgs {
    /// CSV, TSV, a workbook, GeoJSON; - for the standard input
    pub list: String,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The catalog whose fields the columns are, instead of the sample's
    #[arg(long, value_name = "FILE")]
    pub catalog: Option<String>,
    /// The layer of the catalog that the list is of
    #[arg(long, value_name = "ID")]
    pub layer: Option<String>,
    /// Thresholds, instead of those built in (data/desk.json)
    #[arg(long, value_name = "FILE")]
    pub settings: Option<String>,
    /// The language of the sentences
    #[arg(long, default_value = "zh")]
    pub lang: Words,
    /// A line of JSON for each problem
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// A table for spreadsheets
    #[arg(long)]
    pub csv: bool,
    #[command(flatten)]
    pub day: Day,
}

/// What lists are read by.
#[derive(Args)]
pub struct ReadingArgs {
    /// The sheet of workbooks
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The catalog whose fields the columns are, instead of the sample's
    #[arg(long, value_name = "FILE")]
    pub catalog: Option<String>,
    /// The layer of the catalog that the lists are of
    #[arg(long, value_name = "ID")]
    pub layer: Option<String>,
}

impl ReadingArgs {
    /// What lists are read by.
    pub fn reading(&self) -> versions::Reading<'_> {
        let [catalog, layer, sheet] = [&self.catalog, &self.layer, &self.sheet].map(Option::as_deref);
        versions::Reading { catalog, layer, sheet }
    }
}

/// What `compare` is given.
#[derive(Args)]
pub struct CompareArgs {
    /// The version before: CSV, TSV, a workbook, GeoJSON; - for the standard input
    pub before: String,
    /// The version after
    pub after: String,
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// The language of the words
    #[arg(long, default_value = "zh")]
    pub lang: Words,
    /// A line of JSON for each difference, instead of CSV
    #[arg(long, conflicts_with = "patch")]
    pub json: bool,
    /// A patch file, instead of CSV
    #[arg(long)]
    pub patch: bool,
}

/// What `patch` is given.
#[derive(Args)]
pub struct PatchArgs {
    /// The list; - for the standard input
    pub list: String,
    /// The patch file
    pub patch: String,
    /// Takes the patch back
    #[arg(long)]
    pub reverse: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What `merge` is given.
#[derive(Args)]
pub struct MergeArgs {
    /// The version from which both others come
    pub base: String,
    /// The version whose order stays
    pub ours: String,
    /// The other one
    pub theirs: String,
    /// Where conflicts go, a line of JSON each, instead of the error output
    #[arg(long, value_name = "FILE")]
    pub conflicts: Option<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What `geocode` is given.
#[derive(Args)]
pub struct GeocodeArgs {
    /// The list; - for the standard input
    pub list: String,
    /// Records with coordinates by which rows are found: CSV, TSV, a workbook, GeoJSON
    #[arg(long, value_name = "FILE", required = true)]
    pub register: Vec<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What `convert` is given.
#[derive(Args)]
pub struct ConvertArgs {
    /// The list: CSV, TSV, a workbook, GeoJSON; - for the standard input
    pub list: String,
    /// What it becomes
    #[arg(long, value_name = "FORM")]
    pub to: Form,
    /// The file to write, instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The datum of its positions, instead of the layer's (without a layer WGS 84); GeoJSON is written in WGS 84
    #[arg(long)]
    pub datum: Option<Shifted>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What `publish` is given.
#[derive(Args)]
#[command(group = ArgGroup::new("to").required(true))]
#[command(group = ArgGroup::new("layer").args(["id", "replace"]).required(true))]
pub struct PublishArgs {
    /// The list: CSV, TSV, a workbook, GeoJSON; - for the standard input
    pub list: String,
    /// The folder with catalog.json; it stays as it is
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The id of the new layer: a–z, 0–9 and -
    #[arg(long, value_name = "ID", requires = "label")]
    pub id: Option<String>,
    /// Its label in Chinese
    #[arg(long, value_name = "TEXT", requires = "id")]
    pub label: Option<String>,
    /// Its label in English
    #[arg(long, value_name = "TEXT", requires = "id", default_value = "")]
    pub label_en: String,
    /// Where its data come from
    #[arg(long, value_name = "TEXT", requires = "id", default_value = "")]
    pub attribution: String,
    /// Decimals of degrees to which its positions are rounded, 0 to 7
    #[arg(long, value_name = "N", requires = "id", value_parser = clap::value_parser!(u8).range(0..=7))]
    pub decimals: Option<u8>,
    /// The layer whose records the list replaces, instead of a new one
    #[arg(long, value_name = "LAYER")]
    pub replace: Option<String>,
    /// A column that is published though the page does not show it
    #[arg(long, value_name = "COLUMN")]
    pub keep: Vec<String>,
    /// A column that is left out
    #[arg(long, value_name = "COLUMN")]
    pub leave_out: Vec<String>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The datum of its positions, instead of that of the layer that it replaces (else WGS 84)
    #[arg(long)]
    pub datum: Option<Shifted>,
    /// The ZIP to write: to be unpacked over the folder of the site
    #[arg(long, value_name = "FILE", group = "to")]
    pub out: Option<PathBuf>,
    /// The folder of a site to write the files into, instead of a ZIP
    #[arg(long, value_name = "DIR", group = "to")]
    pub folder: Option<PathBuf>,
    /// The result as a line of JSON, also where it is refused
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub day: Day,
}

/// What a list becomes.
#[derive(Clone, Copy, ValueEnum)]
pub enum Form {
    /// GeoJSON in WGS 84
    Geojson,
    /// CSV for spreadsheets
    Csv,
    /// A workbook
    Xlsx,
}

impl From<Form> for convert::Form {
    fn from(form: Form) -> convert::Form {
        match form {
            Form::Geojson => convert::Form::GeoJson,
            Form::Csv => convert::Form::Csv,
            Form::Xlsx => convert::Form::Xlsx,
        }
    }
}

/// A datum.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shifted {
    /// WGS 84
    Wgs84,
    /// CGCS2000, which is WGS 84 to centimetres
    Cgcs2000,
    /// GCJ-02, of 高德 and 腾讯
    Gcj02,
    /// BD-09, of 百度
    Bd09,
}

impl From<Shifted> for Datum {
    fn from(datum: Shifted) -> Datum {
        match datum {
            Shifted::Wgs84 => Datum::Wgs84,
            Shifted::Cgcs2000 => Datum::Cgcs2000,
            Shifted::Gcj02 => Datum::Gcj02,
            Shifted::Bd09 => Datum::Bd09,
        }
    }
}

/// What `review` is given.
#[derive(Args)]
pub struct ReviewArgs {
    /// The names in use: GeoJSON or CSV
    #[arg(long, value_name = "FILE")]
    pub register: String,
    /// What is applied for: CSV or JSON lines
    #[arg(long, value_name = "FILE")]
    pub applications: String,
    /// Built-up areas: GeoJSON polygons with names
    #[arg(long, value_name = "FILE")]
    pub scopes: Option<String>,
    /// The reserve bank of names: names from it are suggested
    #[arg(long, value_name = "FILE")]
    pub reserve: Option<String>,
    /// The office's rules, instead of those built in
    #[arg(long, value_name = "FILE")]
    pub profile: Option<String>,
    /// A catalog whose aliases name the columns, instead of the sample's
    #[arg(long, value_name = "FILE")]
    pub catalog: Option<String>,
    /// Say the findings in words too
    #[arg(long)]
    pub lang: Option<Words>,
    #[command(flatten)]
    pub day: Day,
}

/// What `list` is given.
#[derive(Args)]
pub struct ListArgs {
    /// The folder with catalog.json
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// The list to write; index.html and sw.js beside it get the first rows
    #[arg(long, value_name = "FILE", default_value = "list.html")]
    pub out: PathBuf,
    #[command(flatten)]
    pub day: Day,
}

/// What `prepare` is given.
#[derive(Args)]
pub struct PrepareArgs {
    /// The folder with catalog.json
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// Ids of layers; without any, those that say "prepared": true
    pub layers: Vec<String>,
}

/// The day that counts as today.
#[derive(Args)]
pub struct Day {
    /// The day that counts as today, YYYYMMDD
    #[arg(long, value_name = "YYYYMMDD", value_parser = day)]
    pub today: Option<u32>,
}

/// A language.
#[derive(Clone, Copy, ValueEnum)]
pub enum Words {
    Zh,
    En,
}

impl From<Words> for Lang {
    fn from(words: Words) -> Lang {
        match words {
            Words::Zh => Lang::Zh,
            Words::En => Lang::En,
        }
    }
}

/// A day as a number, `yyyymmdd`.
fn day(text: &str) -> std::result::Result<u32, String> {
    let date = text.parse().map(Date::from_number).unwrap_or_default();
    if date.day() == 0 { Err("a day is written YYYYMMDD".to_owned()) } else { Ok(date.number()) }
}

/// What makes one file of a site.
#[derive(Args)]
pub struct SingleArgs {
    /// The folder of the built site, with the data in data/
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub site: PathBuf,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "map.html")]
    pub out: PathBuf,
}
