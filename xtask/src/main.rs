//! The developers' commands: one file each. What servers and offices run is `diming` (`cli/`).

mod bench;
mod bundle;
mod check;
mod csp;
mod gazetteer;
mod hosting;
mod rules;
mod run;
mod sample;
mod serve;
mod server;
mod tables;
mod tools;
mod wasm_target;

use run::Result;
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
