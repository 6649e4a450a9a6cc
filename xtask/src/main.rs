//! The project's commands: one file each.

mod bench;
mod bundle;
mod catalog;
mod check;
mod csp;
mod first;
mod gazetteer;
mod hosting;
mod html;
mod list;
mod prepare;
mod publish;
mod review;
mod rules;
mod run;
mod sample;
mod serve;
mod server;
mod tables;
#[cfg(test)]
mod test_data;
mod tools;
mod wasm_target;

use diming_engine::dataset::Date;
use diming_protocol::catalog::Lang;
use run::Result;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  serve [--port N]      sets up what is missing, builds, serves with the sample data, builds again on change
  build [--new-budget] [--tell-panics]
                        builds the deployable folder dist/; refuses a first load that has grown by more than 2 %
                        (xtask/first-load.json), or writes that file anew; with the texts of panics, larger
  symbols               reads an error report from the standard input, and names the functions of the release in it
  test                  sets up what tests need besides, runs all of them; last line: N passed, N failed
  sample                writes the sample layers of data/ again, byte for byte
  data [--features N] [--seed S] [--out FILE]
                        writes a made-up national gazetteer for load tests, and a catalog beside it
  bench [--features N,N…] [--rounds N] [--browser-only]
                        measures the core and the app; figures go to .bench/browser.json
  host DIR [--port N] [--mount NAME=DIR]... [--cors] [--faults] [--rate BYTES_A_SECOND] [--delay MS]
                        serves a built folder as it is; faults, and a slow line, are for tests
  hosting SERVER --root DIR [--listen PORT] [--name HOST] [--catalog FILE] [--cors]
                        writes a ready configuration: nginx, apache or caddy (docs/hosting.md)
  --cors: scripts of every origin may read the files, which a frame sandboxed without allow-same-origin needs
  review --register FILE --applications FILE [--scopes FILE] [--reserve FILE] [--profile FILE] [--today YYYYMMDD] [--lang zh|en]
                        reviews applications (CSV or JSON lines) against a register (GeoJSON or CSV): a JSON line each
  list [--data DIR] [--out FILE] [--today YYYYMMDD]
                        writes list.html, the facilities in words for old browsers (default: data/ to dist/list.html),
                        and the first rows into index.html beside it; prepares the catalog again
  prepare [--data DIR] [LAYER…]
                        makes the prepared columns of the layers that say so, or of these, beside their files, and the prepared
                        catalog (default: data/)
  publishable DIR       looks through a data folder for what must not be published
  rules [--check]       writes docs/rules.md from the documentation of the rules
  tables [--check]      makes the tables of characters in data/dict/ from Unihan
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match command(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn command(args: &[String]) -> Result<()> {
    let (name, rest) = args.split_first().ok_or(HELP)?;
    match name.as_str() {
        "serve" => serve::serve(option(rest, "--port").unwrap_or("8080").parse()?),
        "build" => build(rest),
        "symbols" => {
            let report = std::io::read_to_string(std::io::stdin())?;
            print!("{}", bundle::symbols::read_stack(&run::project_dir(), &report));
            Ok(())
        }
        "test" => check::test(),
        "sample" => Ok(sample::run(rest)?),
        "data" => {
            let number = |name, default: &'static str| option(rest, name).unwrap_or(default).parse();
            gazetteer::write_files(number("--features", "10000")?, number("--seed", "1")?, option(rest, "--out"))?;
            Ok(())
        }
        "bench" => bench::bench(
            option(rest, "--features").unwrap_or("10000"),
            option(rest, "--rounds").unwrap_or("7"),
            has(rest, "--browser-only"),
        ),
        "review" => {
            let file = |name| option(rest, name).ok_or_else(|| format!("review needs {name} FILE"));
            let (register, applications) = (file("--register")?, file("--applications")?);
            let files = review::Files {
                register,
                applications,
                scopes: option(rest, "--scopes"),
                reserve: option(rest, "--reserve"),
                lang: option(rest, "--lang").map(|lang| if lang == "en" { Lang::En } else { Lang::Zh }),
                profile: option(rest, "--profile"),
                today: today(rest)?,
            };
            review::run(&run::project_dir(), &files, &mut std::io::stdout().lock())
        }
        "hosting" => {
            let place = hosting::Place {
                root: option(rest, "--root").ok_or("hosting needs --root DIR")?.to_owned(),
                listen: option(rest, "--listen").unwrap_or("80").to_owned(),
                name: option(rest, "--name").unwrap_or("localhost").to_owned(),
                catalog: match option(rest, "--catalog") {
                    Some(file) => file.into(),
                    None => run::project_dir().join("data/catalog.json"),
                },
                cors: has(rest, "--cors"),
            };
            hosting::hosting(rest.first().ok_or(HELP)?, &place)
        }
        "list" => {
            let project = run::project_dir();
            let path = |name, default: &str| option(rest, name).map_or_else(|| project.join(default), PathBuf::from);
            let (data, out, today) = (path("--data", "data"), path("--out", "dist/list.html"), today(rest)?);
            list::write(&data, &out, today)?;
            first::refresh(out.parent().ok_or("--out names no file in a folder")?, &data, today)?;
            prepare::catalog(&project, &data)
        }
        "prepare" => {
            let project = run::project_dir();
            let data = option(rest, "--data").map_or_else(|| project.join("data"), PathBuf::from);
            let skipped = if option(rest, "--data").is_some() { 2 } else { 0 };
            prepare::run(&project, &data, rest.get(skipped..).unwrap_or_default())
        }
        "publishable" => publish::check(rest.first().ok_or(HELP)?.as_ref()),
        "rules" => rules::run(&run::project_dir(), rest),
        "host" => host(rest),
        "tables" => Ok(tables::run(rest)?),
        _ => Err(format!("no command {name:?}\n\n{HELP}").into()),
    }
}

/// The value after an option's name.
fn option<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    args.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str())
}

/// The day that `--today` names, else this one, `yyyymmdd`.
fn today(args: &[String]) -> Result<u32> {
    let Some(day) = option(args, "--today") else { return Ok(review::today()) };
    let date = day.parse().map(Date::from_number).unwrap_or_default();
    match date.day() {
        0 => Err(format!("--today {day}: a day is written YYYYMMDD").into()),
        _ => Ok(date.number()),
    }
}

/// Whether an option without a value is there.
fn has(args: &[String], name: &str) -> bool {
    args.iter().any(|arg| arg == name)
}

fn build(args: &[String]) -> Result<()> {
    let std = if has(args, "--tell-panics") { bundle::Std::Telling } else { bundle::Std::Small };
    let budget = if has(args, "--new-budget") { bundle::Budget::Renewed } else { bundle::Budget::Held };
    let project = run::project_dir();
    let toolchain = bundle::Toolchain::set_up(&project)?;
    run::step("building dist/", || toolchain.build(&project.join("dist"), bundle::BuildMode::Release(std), budget))
}

fn host(args: &[String]) -> Result<()> {
    let root = args.first().ok_or(HELP)?.into();
    let mounts = args.windows(2).filter(|pair| pair[0] == "--mount");
    let mounts = mounts.filter_map(|pair| pair[1].split_once('='));
    let mounts = mounts.map(|(name, dir)| (name.to_owned(), dir.into())).collect();
    let listener = server::listen(option(args, "--port").unwrap_or("8080").parse()?)?;
    println!("http://{}/", listener.local_addr()?);
    let line = match option(args, "--rate") {
        Some(rate) => Some(server::SlowLine::new(rate.parse()?, option(args, "--delay").unwrap_or("0").parse()?)?),
        None => None,
    };
    server::serve(
        &listener,
        server::Site { root, mounts, line, faults: has(args, "--faults"), cors: has(args, "--cors") },
    );
    Ok(())
}
