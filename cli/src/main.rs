//! `diming`: the commands that a server and an office's machine need.
//!
//! Results go to the standard output, what is said about them to the standard error. It ends with 0, with 1 where
//! something was found or refused, with 2 where a command is not understood or cannot be carried out.

use clap::{Args, Parser, Subcommand, ValueEnum};
use diming_cli::{Result, check, first, geocode, list, prepare, publishable, review, today, versions};
use diming_engine::dataset::Date;
use diming_protocol::catalog::Lang;
use std::path::PathBuf;
use std::process::ExitCode;

/// Reviews, lists, prepares and checks data of the map of place names and public facilities.
#[derive(Parser)]
#[command(name = "diming", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what is wrong in a list, a line each; ends with 1 where something is
    #[command(after_help = "Examples:
  diming check care.xlsx --sheet 养老机构
  diming check list.csv --catalog data/catalog.json --layer care-homes --csv > report.csv
  cat list.csv | diming check - --json")]
    Check(CheckArgs),
    /// Say what differs between two versions of a list; ends with 1 where something does
    #[command(after_help = "Examples:
  diming compare 2025.xlsx 2026.xlsx > changes.csv
  diming compare 2025.csv 2026.csv --json
  diming compare 2025.csv 2026.csv --patch > 2026.patch.json")]
    Compare(CompareArgs),
    /// Apply a patch file to a list, or take it back, and print the list as CSV
    #[command(after_help = "Examples:
  diming patch 2025.csv 2026.patch.json > 2026.csv
  diming patch 2026.csv 2026.patch.json --reverse > 2025.csv")]
    Patch(PatchArgs),
    /// Bring two versions of one list together and print it as CSV; ends with 1 where both changed the same
    #[command(after_help = "Example:
  diming merge base.csv ours.csv theirs.csv --conflicts conflicts.jsonl > merged.csv")]
    Merge(MergeArgs),
    /// Place the rows of a list that have no coordinates by registers, and print it as CSV; ends with 1 where some are not sure
    #[command(after_help = "Examples:
  diming geocode canteens.xlsx --register data/gazetteer.geojson --register data/care-homes.geojson > placed.csv
  cat list.csv | diming geocode - --register names.csv")]
    Geocode(GeocodeArgs),
    /// Review applications for names against a register: a JSON line each
    #[command(after_help = "Examples:
  diming review --register register.csv --applications new.csv --lang zh
  diming review --register names.geojson --applications new.jsonl --profile profile.json > findings.jsonl")]
    Review(ReviewArgs),
    /// Write list.html, the facilities in words, and the first rows into index.html beside it
    #[command(after_help = "Example, on the server after an edit of its data:
  diming list --data /srv/map/data --out /srv/map/list.html")]
    List(ListArgs),
    /// Make the prepared columns of layers beside their files, and the prepared catalog
    #[command(after_help = "Examples:
  diming prepare --data /srv/map/data
  diming prepare --data /srv/map/data care-homes markers")]
    Prepare(PrepareArgs),
    /// Look through a data folder for what must not be published
    #[command(after_help = "Example:
  diming publishable /srv/map/data && echo may be published")]
    Publishable {
        /// The folder with catalog.json
        dir: PathBuf,
    },
}

#[derive(Args)]
struct CheckArgs {
    /// CSV, TSV, a workbook, GeoJSON; - for the standard input
    list: String,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The catalog whose fields the columns are, instead of the sample's
    #[arg(long, value_name = "FILE")]
    catalog: Option<String>,
    /// The layer of the catalog that the list is of
    #[arg(long, value_name = "ID")]
    layer: Option<String>,
    /// Thresholds, instead of those built in (data/desk.json)
    #[arg(long, value_name = "FILE")]
    settings: Option<String>,
    /// The language of the sentences
    #[arg(long, default_value = "zh")]
    lang: Words,
    /// A line of JSON for each problem
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// A table for spreadsheets
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    day: Day,
}

#[derive(Args)]
struct ReadingArgs {
    /// The sheet of workbooks
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The catalog whose fields the columns are, instead of the sample's
    #[arg(long, value_name = "FILE")]
    catalog: Option<String>,
    /// The layer of the catalog that the lists are of
    #[arg(long, value_name = "ID")]
    layer: Option<String>,
}

impl ReadingArgs {
    fn reading(&self) -> versions::Reading<'_> {
        let [catalog, layer, sheet] = [&self.catalog, &self.layer, &self.sheet].map(Option::as_deref);
        versions::Reading { catalog, layer, sheet }
    }
}

#[derive(Args)]
struct CompareArgs {
    /// The version before: CSV, TSV, a workbook, GeoJSON; - for the standard input
    before: String,
    /// The version after
    after: String,
    #[command(flatten)]
    reading: ReadingArgs,
    /// The language of the words
    #[arg(long, default_value = "zh")]
    lang: Words,
    /// A line of JSON for each difference, instead of CSV
    #[arg(long, conflicts_with = "patch")]
    json: bool,
    /// A patch file, instead of CSV
    #[arg(long)]
    patch: bool,
}

#[derive(Args)]
struct PatchArgs {
    /// The list; - for the standard input
    list: String,
    /// The patch file
    patch: String,
    /// Takes the patch back
    #[arg(long)]
    reverse: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Args)]
struct MergeArgs {
    /// The version from which both others come
    base: String,
    /// The version whose order stays
    ours: String,
    /// The other one
    theirs: String,
    /// Where conflicts go, a line of JSON each, instead of the error output
    #[arg(long, value_name = "FILE")]
    conflicts: Option<String>,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Args)]
struct GeocodeArgs {
    /// The list; - for the standard input
    list: String,
    /// Records with coordinates by which rows are found: CSV, TSV, a workbook, GeoJSON
    #[arg(long, value_name = "FILE", required = true)]
    register: Vec<String>,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Args)]
struct ReviewArgs {
    /// The names in use: GeoJSON or CSV
    #[arg(long, value_name = "FILE")]
    register: String,
    /// What is applied for: CSV or JSON lines
    #[arg(long, value_name = "FILE")]
    applications: String,
    /// Built-up areas: GeoJSON polygons with names
    #[arg(long, value_name = "FILE")]
    scopes: Option<String>,
    /// The reserve bank of names: names from it are suggested
    #[arg(long, value_name = "FILE")]
    reserve: Option<String>,
    /// The office's rules, instead of those built in
    #[arg(long, value_name = "FILE")]
    profile: Option<String>,
    /// A catalog whose aliases name the columns, instead of the sample's
    #[arg(long, value_name = "FILE")]
    catalog: Option<String>,
    /// Say the findings in words too
    #[arg(long)]
    lang: Option<Words>,
    #[command(flatten)]
    day: Day,
}

#[derive(Args)]
struct ListArgs {
    /// The folder with catalog.json
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// The list to write; index.html and sw.js beside it get the first rows
    #[arg(long, value_name = "FILE", default_value = "list.html")]
    out: PathBuf,
    #[command(flatten)]
    day: Day,
}

#[derive(Args)]
struct PrepareArgs {
    /// The folder with catalog.json
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Ids of layers; without any, those that say "prepared": true
    layers: Vec<String>,
}

#[derive(Args)]
struct Day {
    /// The day that counts as today, YYYYMMDD
    #[arg(long, value_name = "YYYYMMDD", value_parser = day)]
    today: Option<u32>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Words {
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

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("diming: {error}");
            ExitCode::from(2)
        }
    }
}

/// Carries a command out; `true` where something was found.
fn run(command: Command) -> Result<bool> {
    match command {
        Command::Check(args) => return check(&args),
        Command::Compare(args) => return compare(&args),
        Command::Geocode(args) => {
            let (reading, out) = (args.reading.reading(), &mut std::io::stdout().lock());
            return geocode::run(&args.list, &args.register, &reading, out);
        }
        Command::Merge(args) => {
            let lists = [&*args.base, &args.ours, &args.theirs];
            let (reading, out) = (args.reading.reading(), &mut std::io::stdout().lock());
            return versions::run_merge(lists, &reading, args.conflicts.as_deref(), out);
        }
        Command::Patch(args) => {
            let (reading, out) = (args.reading.reading(), &mut std::io::stdout().lock());
            versions::run_patch(&args.list, &args.patch, &reading, args.reverse, out)
        }
        Command::Review(args) => {
            let files = review::Files {
                register: &args.register,
                applications: &args.applications,
                scopes: args.scopes.as_deref(),
                reserve: args.reserve.as_deref(),
                profile: args.profile.as_deref(),
                catalog: args.catalog.as_deref(),
                lang: args.lang.map(Lang::from),
                today: args.day.today.unwrap_or_else(today),
            };
            review::run(&files, &mut std::io::stdout().lock())
        }
        Command::List(args) => {
            let today = args.day.today.unwrap_or_else(today);
            list::write(&args.data, &args.out, today)?;
            first::refresh(args.out.parent().ok_or("--out names no file in a folder")?, &args.data, today)?;
            prepare::catalog(&args.data)
        }
        Command::Prepare(args) => prepare::run(&args.data, &args.layers),
        Command::Publishable { dir } => {
            return Ok(publishable::check(&dir).map_err(|refused| eprintln!("diming: {refused}")).is_err());
        }
    }
    .map(|()| false)
}

fn check(args: &CheckArgs) -> Result<bool> {
    let files = check::Files {
        list: &args.list,
        sheet: args.sheet.as_deref(),
        catalog: args.catalog.as_deref(),
        layer: args.layer.as_deref(),
        settings: args.settings.as_deref(),
        lang: args.lang.into(),
        form: match (args.json, args.csv) {
            (true, _) => check::Form::Json,
            (_, true) => check::Form::Csv,
            _ => check::Form::Words,
        },
        today: args.day.today.unwrap_or_else(today),
    };
    check::run(&files, &mut std::io::stdout().lock())
}

fn compare(args: &CompareArgs) -> Result<bool> {
    let form = match (args.json, args.patch) {
        (true, _) => versions::Form::Json,
        (_, true) => versions::Form::Patch,
        _ => versions::Form::Csv,
    };
    let lists = [&*args.before, &args.after];
    versions::run_compare(lists, &args.reading.reading(), (form, args.lang.into()), &mut std::io::stdout().lock())
}
