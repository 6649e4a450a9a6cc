//! `diming`: the commands that a server and an office's machine need.
//!
//! Results go to the standard output, what is said about them to the standard error. It ends with 0, with 1 where
//! something was found or refused, with 2 where a command is not understood.

use clap::{Args, Parser, Subcommand, ValueEnum};
use diming_cli::{Result, first, list, prepare, publish, review, today};
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
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("diming: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
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
        Command::Publishable { dir } => publish::check(&dir),
    }
}
