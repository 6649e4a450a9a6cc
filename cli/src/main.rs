//! `diming`: the commands that a server and an office's machine need.
//!
//! Results go to the standard output, what is said about them to the standard error. It ends with 0, with 1 where
//! something was found or refused, with 2 where a command is not understood or cannot be carried out.

mod args;

use args::{
    CheckArgs, CompareArgs, ConvertArgs, GeocodeArgs, ListArgs, MergeArgs, PatchArgs, PrepareArgs, PublishArgs,
    ReviewArgs, SingleArgs,
};
use clap::{Parser, Subcommand};
use diming_cli::{
    Result, check, convert, first, geocode, list, prepare, publish, publishable, review, single, today, versions,
};
use diming_protocol::catalog::{Datum, Label, Lang};
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
    /// Write a list as GeoJSON in WGS 84, as CSV, or as a workbook
    #[command(after_help = "Examples:
  diming convert care.xlsx --sheet 养老机构 --to geojson > care.geojson
  diming convert data/markers.geojson --layer markers --to csv --out markers.csv
  diming convert list.csv --to xlsx --out list.xlsx
  diming convert amap.csv --datum gcj02 --to geojson --out list.geojson")]
    Convert(ConvertArgs),
    /// Make a list a layer of a site's data; ends with 1 where it must not be published as it is
    #[command(after_help = "Examples:
  diming publish toilets.xlsx --data data --id toilets --label 公共厕所 --leave-out 管理员 --out site-data.zip
  diming publish care.csv --data /srv/map/data --replace care-homes --keep 建成年份 --folder /srv/map
  diming publish list.csv --data data --id list --label 清单 --json --out site-data.zip

Columns that the layer does not know or does not show must each be kept (--keep) or left out (--leave-out).")]
    Publish(PublishArgs),
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
    /// Make one HTML file of a built site and its data, which opens by a double click without a server and a network
    #[command(after_help = "Example:
  diming single --site dist --out map.html")]
    Single(SingleArgs),
    /// Look through a data folder for what must not be published
    #[command(after_help = "Example:
  diming publishable /srv/map/data && echo may be published")]
    Publishable {
        /// The folder with catalog.json
        dir: PathBuf,
    },
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
        Command::Convert(args) => convert(&args),
        Command::Publish(args) => return publish(&args),
        Command::Prepare(args) => prepare::run(&args.data, &args.layers),
        Command::Single(args) => {
            let refused = single::run(&args.site, &args.out)?;
            return Ok(refused.inspect(|why| eprintln!("diming: {why}")).is_some());
        }
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

fn convert(args: &ConvertArgs) -> Result<()> {
    let (form, datum, reading) = (args.to.into(), args.datum.map(Datum::from), args.reading.reading());
    let Some(path) = &args.out else {
        return convert::run(&args.list, &reading, form, datum, &mut std::io::stdout().lock());
    };
    let mut bytes = Vec::new();
    convert::run(&args.list, &reading, form, datum, &mut bytes)?;
    Ok(std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn publish(args: &PublishArgs) -> Result<bool> {
    let layer = match (&args.replace, &args.id) {
        (Some(id), _) => publish::Becomes::Replace(id),
        (None, id) => publish::Becomes::New {
            id: id.as_deref().unwrap_or_default(),
            label: Label { zh: args.label.clone().unwrap_or_default(), en: args.label_en.clone() },
            attribution: &args.attribution,
            decimals: args.decimals,
        },
    };
    let publishing = publish::Publishing {
        list: &args.list,
        sheet: args.sheet.as_deref(),
        data: &args.data,
        layer,
        datum: args.datum.map(Datum::from),
        keep: &args.keep,
        leave_out: &args.leave_out,
        is_json: args.json,
        today: args.day.today.unwrap_or_else(today),
    };
    let to = match (&args.out, &args.folder) {
        (Some(file), _) => publish::Out::Zip(file),
        (None, Some(dir)) => publish::Out::Folder(dir),
        (None, None) => return Err("say where to: --out or --folder".into()),
    };
    publish::run(&publishing, &to, &mut std::io::stdout().lock())
}
