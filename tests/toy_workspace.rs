//! What a new workspace costs: one folder of the page, one crate, and four edits of what is there.
//!
//! The workspace of `tests/toy/` is added to a copy of the tree, where page and worker are checked for WebAssembly and the
//! tests of the crate and of the architecture run.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What belongs to the workspace alone.
const OWN: [&str; 2] = ["src/workspaces/notes", "crates/notes"];
/// What is not copied: it is made from the rest, or is not needed by it. Cargo reads the tree's own `.cargo` in the copy
/// too, which is below it: twice the same flags are other flags.
const LEFT_OUT: [&str; 8] =
    [".bench", ".cargo", ".git", "dist", "node_modules", "playwright-report", "target", "test-results"];
const WASM: &str = "wasm32-unknown-unknown";

/// A change of one place in a file: this text, which occurs once, is replaced by that.
struct Edit {
    file: &'static str,
    anchor: &'static str,
    text: &'static str,
}

const EDITS: [Edit; 4] = [
    // The page has the crate; the worker has its part of the engine too.
    Edit {
        file: "Cargo.toml",
        anchor: "\"dep:diming-tables\"]\n\n[dependencies]\n",
        text: "\"dep:diming-tables\", \"diming-notes/part\"]\n\n[dependencies]\ndiming-notes = { path = \"crates/notes\" }\n",
    },
    // The page's list.
    Edit {
        file: "src/workspaces/mod.rs",
        anchor: "pub mod data;\npub mod review;\n\n/// The workspaces, in the order of their tabs.\npub static WORKSPACES: &[&WorkspaceSpec] = &[",
        text: "pub mod data;\npub mod notes;\npub mod review;\n\n/// The workspaces, in the order of their tabs.\npub static WORKSPACES: &[&WorkspaceSpec] = &[&notes::SPEC, ",
    },
    // The worker's list.
    Edit {
        file: "src/engine_host/parts.rs",
        anchor: "workspace_parts! {\n",
        text: "workspace_parts! {\n    notes: diming_notes::NOTES => diming_notes::part::make_notes,\n",
    },
    // On which crates it may stand.
    Edit {
        file: "tests/architecture.rs",
        anchor: "const CRATES: &[(&str, &[&str])] = &[\n",
        text: "const CRATES: &[(&str, &[&str])] = &[\n    (\"notes\", &[\"engine\", \"protocol\"]),\n",
    },
];

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files below a folder, by their paths from there.
fn files(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy();
            if path.is_dir() && !LEFT_OUT.contains(&&*name) {
                folders.push(path);
            } else if path.is_file() {
                files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The tree with the workspace in it.
fn with_toy(root: &Path) -> Files {
    let mut tree = files(root);
    for (path, content) in files(&root.join("tests/toy")) {
        assert!(OWN.iter().any(|folder| path.starts_with(folder)), "{} is outside {OWN:?}", path.display());
        assert!(tree.insert(path.clone(), content).is_none(), "{} is there", path.display());
    }
    for Edit { file, anchor, text } in EDITS {
        let content = tree.get_mut(Path::new(file)).unwrap();
        let old = String::from_utf8(std::mem::take(content)).unwrap();
        assert_eq!(old.matches(anchor).count(), 1, "{file}: {anchor}");
        *content = old.replace(anchor, text).into_bytes();
    }
    tree
}

/// Makes a folder hold these files and no others. One that is the same keeps its time, so that it is not built again.
fn put(folder: &Path, tree: &Files) {
    fs::create_dir_all(folder).unwrap();
    let there = files(folder);
    for path in there.keys().filter(|path| !tree.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, content) in tree.iter().filter(|(path, content)| there.get(*path) != Some(content)) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Runs cargo in the copy. What is built of other packages is shared with the tree.
fn cargo(mut cargo: Command, copy: &Path, target: &Path, args: &[&str]) {
    let output = cargo.args(args).current_dir(copy).env("CARGO_TARGET_DIR", target).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}:\n{said}", args.join(" "));
}

/// The cargo that runs this test.
fn native() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program of the compiler for WebAssembly, which `cargo xtask test` names: it may be another one.
fn for_wasm(program: &str) -> Command {
    let Some(path) = std::env::var_os("DIMING_WASM_PATH") else { return Command::new(program) };
    let found = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    let mut command = Command::new(found.unwrap_or_else(|| program.into()));
    command.env("PATH", path).env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    command
}

/// Whether code can be checked for WebAssembly here; where it cannot, the test counts as skipped.
fn has_wasm(test: &str) -> bool {
    let rustc = for_wasm("rustc").args(["--print", "target-libdir", "--target", WASM]).output();
    let folder = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    let is_there = !folder.is_empty() && Path::new(&folder).is_dir();
    if !is_there {
        println!("skipped: {test}: the target {WASM} is not there");
        if let Some(list) = std::env::var_os("DIMING_SKIPPED") {
            let list = fs::OpenOptions::new().create(true).append(true).open(list);
            list.and_then(|mut list| writeln!(list, "{test}")).unwrap();
        }
    }
    is_there
}

#[test]
fn a_workspace_needs_four_edits() {
    if !has_wasm("a_workspace_needs_four_edits") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let copy = target.join("toy");
    put(&copy, &with_toy(root));
    let wasm = target.join("wasm");
    // In the page's own profile: of other packages everything is there since the lints.
    for (bin, feature) in [("diming", "page"), ("engine", "worker")] {
        let check = ["check", "--profile", "page", "--target", WASM, "--bin", bin, "--features", feature];
        cargo(for_wasm("cargo"), &copy, &wasm, &check);
    }
    cargo(native(), &copy, target, &["test", "-p", "diming-notes", "--features", "part"]);
    cargo(native(), &copy, target, &["test", "-p", "diming", "--test", "architecture"]);
}
