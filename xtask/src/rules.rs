//! `cargo xtask rules`: writes `docs/rules.md` and `docs/quality.md` from the documentation of the rules.

use crate::run::Result;
use std::path::Path;

const HEAD: &str = "# Rules of the naming review\n\n\
Made by `cargo xtask rules` from the documentation of `crates/review/src/rules/`; do not edit by hand.\n\
Articles are those of 《地名管理条例》 (decree 753 of the State Council, in force since 2022-05-01). Lists, thresholds,\n\
weights and scopes are the profile's (`data/rules/profile.json`). The review advises; an officer decides.\n";

const QUALITY_HEAD: &str = "# Rules of the quality report\n\n\
Made by `cargo xtask rules` from the documentation of `crates/tables/src/check/rules/`; do not edit by hand.\n\
Thresholds and required fields are the desk's settings (`data/desk.json`, schema `data/desk.schema.json`); lists of values,\n\
kinds and the region are the catalog's. A repair is proposed only where it is sure; a person takes it or not. What could not be\n\
checked (no such column, no position, no table of characters) stands in the report beside the problems.\n";

/// The pages: file, what it begins with, folder of the rules.
const PAGES: [(&str, &str, &str); 2] = [
    ("docs/rules.md", HEAD, "crates/review/src/rules"),
    ("docs/quality.md", QUALITY_HEAD, "crates/tables/src/check/rules"),
];

/// Writes the pages; with `--check`, only compares them with the committed ones.
pub fn run(project: &Path, args: &[String]) -> Result<()> {
    for (file, head, folder) in PAGES {
        let target = project.join(file);
        let text = page(head, &project.join(folder))?;
        if !args.iter().any(|arg| arg == "--check") {
            std::fs::write(&target, text)?;
        } else if std::fs::read_to_string(&target)? != text {
            return Err(format!("{file} is not what `cargo xtask rules` writes").into());
        }
    }
    Ok(())
}

fn page(head: &str, folder: &Path) -> Result<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.sort();
    let mut page = head.to_owned();
    for file in files.iter().filter(|file| !file.ends_with("mod.rs")) {
        let text = std::fs::read_to_string(file)?;
        let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim_start).collect();
        let (title, rest) = lines.split_first().ok_or_else(|| format!("{}: no documentation", file.display()))?;
        page += &format!("\n## {title}\n");
        for line in rest {
            let line = line.replace("[`crate::door::finding::Class`]", "`finding::Class`");
            // A paragraph each.
            let gap = if line.starts_with("**") && !page.ends_with("\n\n") { "\n" } else { "" };
            page += &format!("{gap}{line}\n");
        }
        while page.ends_with("\n\n") {
            page.pop();
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_pages_are_what_the_rules_say() {
        super::run(&crate::run::project_dir(), &["--check".to_owned()]).expect("docs/rules.md, docs/quality.md");
    }
}
