//! `cargo xtask rules`: writes `docs/rules.md` from the documentation of the rules.

use crate::run::Result;
use std::path::Path;

const HEAD: &str = "# Rules of the naming review\n\n\
Made by `cargo xtask rules` from the documentation of `crates/review/src/rules/`; do not edit by hand.\n\
Articles are those of 《地名管理条例》 (decree 753 of the State Council, in force since 2022-05-01). Lists, thresholds,\n\
weights and scopes are the profile's (`data/rules/profile.json`). The review advises; an officer decides.\n";

/// Writes the page; with `--check`, only compares it with the committed one.
pub fn run(project: &Path, args: &[String]) -> Result<()> {
    let target = project.join("docs/rules.md");
    let text = page(&project.join("crates/review/src/rules"))?;
    if !args.iter().any(|arg| arg == "--check") {
        std::fs::write(&target, text)?;
    } else if std::fs::read_to_string(&target)? != text {
        return Err("docs/rules.md is not what `cargo xtask rules` writes".into());
    }
    Ok(())
}

fn page(folder: &Path) -> Result<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.sort();
    let mut page = HEAD.to_owned();
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
    fn the_committed_page_is_what_the_rules_say() {
        super::run(&crate::run::project_dir(), &["--check".to_owned()]).expect("docs/rules.md");
    }
}
