//! Holds ARCHITECTURE.md and the invariants that can be read from the source against the tree.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder with one of these endings, as paths from the root.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|x| e == *x)) {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no files below {folder}");
    found
}

/// The lines of a source file before its tests, without comments.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = read(path);
    let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    let lines = product.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(n, line)| (n + 1, line.to_owned())).collect()
}

/// Every place in the files where a line meets the test.
fn places(files: &[PathBuf], test: impl Fn(&str) -> bool) -> Vec<String> {
    let at = |path: &PathBuf| {
        let path = path.clone();
        code(&path)
            .into_iter()
            .filter(|(_, line)| test(line))
            .map(move |(n, line)| format!("{}:{n}: {}", path.display(), line.trim()))
            .collect::<Vec<_>>()
    };
    files.iter().flat_map(at).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The crates below the page, and on which of each other they may stand.
const CRATES: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("protocol", &["text"]),
    ("review-protocol", &["protocol"]),
    ("scene", &["protocol", "text"]),
    ("engine", &["protocol", "text"]),
    ("workbook", &["protocol"]),
    ("review", &["engine", "protocol", "review-protocol", "text"]),
    ("tables-protocol", &["protocol"]),
    ("tables", &["engine", "protocol", "tables-protocol", "text"]),
];

/// Names of what a package needs when it runs, optional ones among them.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = read(manifest);
    let section = text.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    section.lines().filter_map(|line| Some(line.split(['.', ' ', '=']).next()?.to_owned())).collect()
}

#[test]
fn no_crate_below_the_page_knows_a_browser_a_clock_or_randomness() {
    let known: Vec<_> = CRATES.iter().map(|(name, _)| root().join("crates").join(name)).collect();
    let there = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(there.filter(|path| !known.contains(path)).collect::<Vec<_>>(), Vec::<PathBuf>::new(), "not in CRATES");
    for (name, _) in CRATES {
        let needs = dependencies(&format!("crates/{name}/Cargo.toml"));
        for impure in ["leptos", "web-sys", "js-sys", "wasm-bindgen", "gloo", "rand", "getrandom", "chrono"] {
            assert!(!needs.iter().any(|need| need.starts_with(impure)), "{name} depends on {impure}");
        }
        let sources = files(&format!("crates/{name}/src"), &["rs"]);
        let impure = ["std::time", "Instant::now", "SystemTime", "std::net", "std::env::", "std::thread", "static mut"];
        assert_eq!(places(&sources, |line| impure.iter().any(|word| line.contains(word))), Vec::<String>::new());
    }
}

#[test]
fn crates_depend_in_one_direction() {
    for (name, allowed) in CRATES {
        let needs = dependencies(&format!("crates/{name}/Cargo.toml"));
        let own = needs.iter().filter_map(|need| need.strip_prefix("diming-"));
        let wrong: Vec<_> = own.filter(|need| !allowed.contains(need)).collect();
        assert_eq!(wrong, Vec::<&str>::new(), "{name} may not depend on it");
    }
}

#[test]
fn the_page_does_not_link_the_engine_nor_the_worker_the_scene() {
    let manifest = read("Cargo.toml");
    let feature = |name: &str| manifest.lines().find(|l| l.starts_with(&format!("{name} = ["))).unwrap().to_owned();
    for engine in ["diming-engine", "diming-review"] {
        assert!(!feature("page").contains(engine), "{}", feature("page"));
    }
    assert!(!feature("worker").contains("diming-scene"), "{}", feature("worker"));
    for name in ["engine", "review", "scene"] {
        assert!(manifest.contains(&format!("diming-{name} = {{ workspace = true, optional = true }}")), "{name}");
    }
    let mut page_files = files("src", &["rs"]);
    page_files.retain(|p| !p.starts_with("src/engine_host") && !p.starts_with("src/bin"));
    let is_of_engine = |line: &str| ["diming_engine", "diming_review:"].iter().any(|name| line.contains(name));
    assert_eq!(places(&page_files, is_of_engine), Vec::<String>::new());
}

#[test]
fn the_engine_and_its_service_know_no_workspace_by_name() {
    let mut sources = files("crates/engine/src/service", &["rs"]);
    sources
        .extend(["request", "response", "source", "workspace"].map(|n| format!("crates/protocol/src/{n}.rs").into()));
    assert_eq!(places(&sources, |line| line.to_lowercase().contains("review")), Vec::<String>::new());
}

/// Where the naming review is named outside its folder and crates, and why.
const NAMES_THE_REVIEW: [(&str, &str); 2] = [
    ("src/workspaces/mod.rs", "the list of the workspaces"),
    ("src/engine_host/parts.rs", "the list of their parts of the engine"),
];

#[test]
fn the_page_knows_workspaces_by_their_specs() {
    let mut sources = files("src", &["rs", "css"]);
    sources.extend(files("crates", &["rs"]));
    let own = ["src/workspaces/review/", "crates/review/", "crates/review-protocol/"];
    let names = |path: &PathBuf| {
        let text = read(path).to_lowercase().replace("preview", "").replace("compareview", "");
        text.contains("review")
    };
    let path_of = |path: PathBuf| path.to_string_lossy().into_owned();
    let named: Vec<String> = sources.into_iter().filter(names).map(path_of).collect();
    let is_below = |path: &String, place: &str| path == place || place.ends_with('/') && path.starts_with(place);
    let is_exception = |path: &String| NAMES_THE_REVIEW.iter().any(|(place, _)| is_below(path, place));
    let is_own = |path: &String| own.iter().any(|place| is_below(path, place));
    let wrong: Vec<_> = named.iter().filter(|path| !is_own(path) && !is_exception(path)).collect();
    assert_eq!(wrong, Vec::<&String>::new(), "names the naming review");
    let unused: Vec<_> =
        NAMES_THE_REVIEW.iter().filter(|(place, _)| !named.iter().any(|path| is_below(path, place))).collect();
    assert_eq!(unused, Vec::<&(&str, &str)>::new(), "names it no more");
}

/// The layers of the page, the lowest first, as ARCHITECTURE.md lists them.
fn layers() -> Vec<Vec<String>> {
    let text = read("ARCHITECTURE.md");
    let section = text.split("\n## Layers of the page\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let numbered = section.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    numbered.map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned).collect()).collect()
}

/// The identifier at the beginning of a text.
fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
}

/// The modules of the crate's root that a file names: after `crate::`, or after as many `super::` as lead there.
fn roots_named(path: &Path) -> Vec<String> {
    let text: Vec<String> = code(path).into_iter().map(|(_, line)| line.trim().to_owned()).collect();
    let text = text.join(" ");
    let is_folder = path.ends_with("mod.rs");
    let depth = path.components().count() - 1 - usize::from(is_folder);
    let to_root = "super::".repeat(depth);
    let mut named = Vec::new();
    for prefix in ["crate::", &to_root] {
        for (at, _) in text.match_indices(prefix) {
            let is_whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let rest = &text[at + prefix.len()..];
            let Some(group) = rest.strip_prefix('{').filter(|_| is_whole) else {
                named.extend(is_whole.then(|| identifier(rest).to_owned()));
                continue;
            };
            // `crate::{a, b::{c, d}}`: what begins at the first level.
            let (mut level, mut is_start) = (0, true);
            for (at, c) in group.char_indices() {
                match c {
                    '}' if level == 0 => break,
                    '{' => level += 1,
                    '}' => level -= 1,
                    ',' if level == 0 => is_start = true,
                    c if is_start && !c.is_whitespace() => {
                        named.push(identifier(&group[at..]).to_owned());
                        is_start = false;
                    }
                    _ => {}
                }
            }
        }
    }
    named
}

#[test]
fn the_page_imports_downwards_only() {
    let layers = layers();
    let level = |module: &str| layers.iter().position(|layer| layer.iter().any(|name| name == module));
    let mut wrong = Vec::new();
    for path in files("src", &["rs"]) {
        let module = path.components().nth(1).unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        let is_engine = ["bin", "engine_host"].contains(&module.as_str());
        let own = level(&module);
        assert!(own.is_some() || is_engine, "{module} has no layer in ARCHITECTURE.md");
        for named in roots_named(&path) {
            let is_allowed = named == module || level(&named).is_some_and(|theirs| own.is_some_and(|own| theirs < own));
            let is_of_engine = is_engine && named == "engine_host";
            if !is_allowed && !is_of_engine {
                wrong.push(format!("{}: {named}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "imports against the layers of ARCHITECTURE.md");
}

#[test]
fn nothing_from_data_becomes_html_or_style() {
    let page = files("src", &["rs"]);
    let risky =
        ["inner_html", "set_inner_html", "insert_adjacent_html", "document.write", "style=\"", "style=move", "eval("];
    assert_eq!(places(&page, |line| risky.iter().any(|word| line.contains(word))), Vec::<String>::new());
    let html = read("index.html");
    assert!(
        !html.contains("style=") && !html.contains("onclick") && !html.contains("<style"),
        "inline style or script"
    );
}

#[test]
fn every_sentence_of_the_page_comes_from_messages() {
    let page = files("src", &["rs"]);
    assert_eq!(places(&page, |line| line.chars().any(is_han)), Vec::<String>::new());
}

#[test]
fn every_style_sheet_is_part_of_the_page() {
    let html = read("index.html");
    let is_linked = |path: &PathBuf| html.contains(&format!("<link rel=\"stylesheet\" href=\"{}\">", path.display()));
    let loose: Vec<_> = files("src/style", &["css"]).into_iter().filter(|path| !is_linked(path)).collect();
    assert_eq!(loose, Vec::<PathBuf>::new(), "not in index.html");
}

#[test]
fn files_stay_readable() {
    let mut sources = files("src", &["rs", "css"]);
    sources.extend(files("crates", &["rs"]));
    sources.extend(files("cli/src", &["rs"]));
    sources.extend(files("xtask/src", &["rs"]));
    let long: Vec<String> = sources
        .iter()
        .map(|path| (read(path).lines().count(), path))
        .filter(|(lines, _)| *lines > 520)
        .map(|(lines, path)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_module_opens_with_its_purpose() {
    let mut sources = files("src", &["rs"]);
    sources.extend(files("crates", &["rs"]).into_iter().filter(|p| p.components().any(|c| c.as_os_str() == "src")));
    sources.extend(files("cli/src", &["rs"]));
    sources.extend(files("xtask/src", &["rs"]));
    let silent: Vec<_> = sources.iter().filter(|p| !p.ends_with("tests.rs") && !read(p).starts_with("//! ")).collect();
    assert_eq!(silent, Vec::<&PathBuf>::new());
}

#[test]
fn every_sentence_is_said() {
    // The page's own folder, and those of workspaces in their crates.
    let is_message = |path: &PathBuf| path.components().any(|part| part.as_os_str() == "messages");
    let messages = files("crates", &["rs"]).into_iter().filter(is_message);
    let (tables, rest): (Vec<PathBuf>, Vec<PathBuf>) =
        messages.partition(|path| path.to_string_lossy().ends_with("table.rs"));
    let is_written_by_macro = |path: &PathBuf| read(path).contains("messages! { ");
    let elsewhere = files("crates", &["rs"]).into_iter().filter(|path| !tables.contains(path));
    assert_eq!(elsewhere.filter(is_written_by_macro).collect::<Vec<_>>(), Vec::<PathBuf>::new(), "a table elsewhere");
    // Where a table is spread out (`use Table::*`), its names stand alone.
    let spread: Vec<String> = rest.iter().map(read).collect();
    let mut users = spread.clone();
    for folder in ["src", "crates", "cli/src", "xtask/src"] {
        users.extend(files(folder, &["rs"]).iter().filter(|path| !tables.contains(path)).map(read));
    }
    let says = |text: &String, word: &str| {
        let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let at_ends = |at: usize| is_end(text[..at].chars().last()) && is_end(text[at + word.len()..].chars().next());
        text.match_indices(word).any(|(at, _)| at_ends(at))
    };
    let mut silent = Vec::new();
    for text in tables.iter().map(read) {
        let table = text.split("messages! { ").nth(1).and_then(|rest| rest.split(':').next()).unwrap();
        for name in text.lines().filter_map(|line| line.trim().split_once(" = \"")).map(|(name, _)| name) {
            let path = format!("{table}::{name}");
            if !users.iter().any(|text| says(text, &path)) && !spread.iter().any(|text| says(text, name)) {
                silent.push(path);
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new(), "nobody says it");
}

#[test]
fn the_map_of_the_house_is_true() {
    let text = ["ARCHITECTURE.md", "GLOSSARY.md", "CONTRIBUTING.md"].map(read).join("\n");
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).filter(|w| w.contains('/') && !w.contains(' ')).collect();
    let missing: Vec<_> = named
        .iter()
        .filter(|w| {
            !w.contains('*') && !w.contains("://") && !w.contains('<') && !w.starts_with('.') && !w.starts_with("dist/")
        })
        .filter(|w| !root().join(w).exists())
        .collect();
    assert_eq!(missing, Vec::<&&str>::new(), "named in ARCHITECTURE.md, GLOSSARY.md or CONTRIBUTING.md but not there");
    for folder in ["src", "crates/protocol/src", "crates/engine/src", "crates/review/src"] {
        for entry in fs::read_dir(root().join(folder)).unwrap().map(Result::unwrap) {
            if folder != "src" && !entry.path().is_dir() {
                continue;
            }
            let name = entry.file_name().into_string().unwrap();
            let path = format!("{folder}/{name}");
            let wanted = if entry.path().is_dir() { format!("{path}/") } else { path };
            assert!(named.contains(&wanted.as_str()), "{wanted} is not in ARCHITECTURE.md");
        }
    }
}

#[test]
fn every_invariant_names_its_test() {
    let text = read("ARCHITECTURE.md");
    let section = text.split("\n## Invariants\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let starts = |line: &str| line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
    let mut invariants: Vec<String> = Vec::new();
    for line in section.lines() {
        match invariants.last_mut() {
            _ if starts(line) => invariants.push(line.to_owned()),
            Some(last) => *last += line,
            None => {}
        }
    }
    assert!(invariants.len() >= 18, "{invariants:?}");
    let is_test = |path: &&str| path.contains("tests/") || path.contains("tests.rs") || path.contains("floor.rs");
    let names_one =
        |text: &String| text.split('`').skip(1).step_by(2).any(|path| is_test(&path) || path.starts_with("tests"));
    let silent: Vec<_> = invariants.iter().filter(|text| !names_one(text)).collect();
    assert_eq!(silent, Vec::<&String>::new());
}

#[test]
fn the_law_is_kept_by_the_data() {
    // No key is shipped, and no outline of an administrative division.
    let catalog = read("data/catalog.json");
    for line in catalog.lines().filter(|l| l.contains("\"key\":")) {
        assert!(line.contains("\"key\": \"\""), "a map key is shipped: {line}");
    }
    assert!(catalog.contains("\"approval\":"), "the approval number has its place");
}
