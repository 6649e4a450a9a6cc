//! The glue of wasm-bindgen and the loader of parts, as one script.

use super::site::replace_once;
use crate::run::Result;

/// Fetches a part, checks it, and compiles it even if the server sends another media type than WebAssembly's.
const FETCH_PART: &str = r#"
const begun = new Map();
const asked = new Set();
const fetchNow = (name, integrity, priority) => fetch(new URL(`./${name}`, import.meta.url), { integrity, priority });
function fetchPart(name, integrity) {
  const early = begun.get(name);
  begun.delete(name);
  asked.add(name);
  return early || fetchNow(name, integrity);
}
async function instantiatePart(src, imports) {
  const answer = await src;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const streams = (answer.headers.get("content-type") || "").startsWith("application/wasm");
  return streams ? WebAssembly.instantiateStreaming(answer, imports) : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}
"#;

/// Begins to fetch parts before they are asked for; who asks gets the answer, and after a failure asks again.
const BEGIN_PARTS: &str = "function beginParts(files, priority) {
  for (const [name, integrity] of files) {
    if (asked.has(name) || begun.has(name)) continue;
    const answer = fetchNow(name, integrity, priority);
    answer.catch(() => {});
    begun.set(name, answer);
  }
}
";

/// The glue's call that makes HTML from a WebAssembly string.
const HTML_SINK: &str = ".innerHTML = getStringFromWasm0(arg1, arg2);";
/// The same, only for strings compiled into the module, which are below its heap.
const OWN_HTML: &str = r#"
const htmlPolicy = ((rules) => globalThis.trustedTypes ? trustedTypes.createPolicy("diming-page", rules) : rules)({ createHTML: (text) => text });
function ownHtml(at, length) {
  if ((at >>> 0) + (length >>> 0) > wasm.__heap_base.value) throw new TypeError("only what is compiled into the page becomes HTML");
  return htmlPolicy.createHTML(getStringFromWasm0(at, length));
}
"#;

/// Restricts HTML in the glue to the module's own templates.
fn guard_html(script: &str, name: &str) -> Result<String> {
    const SINKS: [&str; 3] = [".innerHTML", ".outerHTML", ".insertAdjacentHTML"];
    const GUARDED: &str = ".innerHTML = ownHtml(arg1, arg2);";
    let guarded = script.replace(HTML_SINK, GUARDED);
    let is_open = |line: &&str| SINKS.iter().any(|sink| line.contains(sink)) && !line.contains(GUARDED);
    match guarded.lines().find(is_open) {
        Some(line) => Err(format!("{name}.js makes HTML in another way: {line}").into()),
        None if guarded.contains(GUARDED) => Ok(guarded + OWN_HTML),
        None => Ok(guarded),
    }
}

/// The arguments of [`FETCH_PART`] for all files of a part: its own, and those that it shares with others, each once.
fn files_of(links: &str, part: &str) -> Result<Vec<String>> {
    let text_of = |name: &str| -> Result<&str> {
        let (_, after) = links.split_once(&format!("const {name} =")).ok_or(format!("links.js has no {name}"))?;
        Ok(after.split("const __").next().unwrap_or(after))
    };
    // What was merged (`super::merge`) is in the file of the part that it was merged into.
    let file = |loader: &str| -> Result<String> {
        let merged = loader.split_once("() => __part_").and_then(|(_, rest)| rest.split_once("()"));
        let loader = merged.map_or(Ok(loader), |(into, _)| text_of(&format!("__part_{into}")))?;
        let call = loader.split_once("fetchPart(").and_then(|(_, rest)| rest.split_once(')'));
        Ok(format!("[{}]", call.ok_or("a loader in links.js fetches nothing")?.0))
    };
    let own = text_of(&format!("__wasm_split_load_{part}"))?;
    let mut files = vec![file(own)?];
    let shared = own.rsplit_once('[').and_then(|(_, list)| list.split_once(']')).map_or("", |(list, _)| list);
    for name in shared.split(", ").filter(|name| !name.is_empty()) {
        let shared = file(text_of(name)?)?;
        if !files.contains(&shared) {
            files.push(shared);
        }
    }
    Ok(files)
}

/// Which parts are fetched before they are asked for.
#[derive(Clone, Copy, Default)]
pub struct Early {
    /// At once, behind what is needed first.
    pub soon: &'static [&'static str],
    /// When a script says so: for `reading` the glue exports `begin_reading`.
    pub on_word: &'static [&'static str],
}

/// Inserts the loader of parts into the glue that imports it.
///
/// # Errors
/// The tools' output has another form than expected.
pub fn join(glue: &str, links: &str, name: &str, early: Early) -> Result<String> {
    let own_import = format!("import {{ initSync }} from \"./{name}.js\";\n");
    let links = replace_once("links.js", links, &own_import, "")?;
    let links = links.replace("WebAssembly.instantiateStreaming(", "instantiatePart(");
    let loaders: Vec<&str> = links
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(" =").map(|(name, _)| name))
        .collect();
    let mut links = links.replace("export const ", "const ");
    let files = |part: &str| files_of(&links, part).map(|files| files.join(", "));
    let mut begin = String::new();
    for part in early.soon {
        begin += &format!("beginParts([{}], \"low\");\n", files(part)?);
    }
    for part in early.on_word {
        begin += &format!("export function begin_{part}() {{\n  beginParts([{}]);\n}}\n", files(part)?);
    }
    if !begin.is_empty() {
        links += BEGIN_PARTS;
        links += &begin;
    }
    let mut script = String::new();
    let mut is_joined = false;
    for line in glue.lines() {
        let import = line.strip_prefix("import * as ").and_then(|rest| rest.split_once(" from "));
        match import {
            Some((object, "\"./links.js\"" | "\"./links.js\";")) => {
                if !std::mem::replace(&mut is_joined, true) {
                    script += FETCH_PART;
                    script += &links;
                }
                script += &format!("const {object} = {{ {} }};\n", loaders.join(", "));
            }
            Some(_) => return Err(format!("{name}.js imports something else: {line}").into()),
            None => {
                script += line;
                script.push('\n');
            }
        }
    }
    if !loaders.is_empty() && !is_joined {
        return Err(format!("{name}.js does not import links.js").into());
    }
    guard_html(&script, name)
}

/// The same script for a classic worker: its exports in one object, `glue`.
///
/// # Errors
/// The tools' output has another form than expected.
pub fn classic(script: &str) -> Result<String> {
    let mut exported = Vec::new();
    let mut out = String::from("const glue = (() => {\n");
    for line in script.lines() {
        if let Some(list) = line.strip_prefix("export {").and_then(|rest| rest.split_once('}')) {
            for item in list.0.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                let (inner, outer) = item.split_once(" as ").unwrap_or((item, item));
                exported.push(format!("{}: {inner}", if outer == "default" { "init" } else { outer }));
            }
            continue;
        }
        let line = match line.strip_prefix("export function ") {
            Some(rest) => {
                exported.extend(rest.split_once('(').map(|(name, _)| name.to_owned()));
                format!("function {rest}")
            }
            None if line.starts_with("export ") || line.starts_with("import ") => {
                return Err(format!("an export or import that is not understood: {line}").into());
            }
            None => line.replace("import.meta.url", "self.location.href"),
        };
        out += &line;
        out.push('\n');
    }
    Ok(format!("{out}return {{ {} }};\n}})();", exported.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "import * as import1 from \"./links.js\"\n\nexport function open(a) {\n  x(a);\n}\n\
                        const here = import.meta.url;\nexport { initSync, __wbg_init as default };\n";
    const LINKS: &str = "import { initSync } from \"./page.js\";\nconst src = WebAssembly.instantiateStreaming(a, b);\n\
                         export const load_a = f();\n";

    #[test]
    fn the_loader_of_parts_becomes_part_of_the_glue() -> Result<()> {
        let script = join(GLUE, LINKS, "page", Early::default())?;
        assert!(
            script.contains("const src = instantiatePart(a, b);\nconst load_a = f();\nconst import1 = { load_a };\n")
        );
        assert!(!script.contains("from \""));
        assert!(join("", LINKS, "page", Early::default()).is_err());
        assert!(join("import * as x from \"env\"\n", LINKS, "page", Early::default()).is_err());
        assert!(join(GLUE, "", "page", Early::default()).is_err());
        Ok(())
    }

    #[test]
    fn a_part_that_is_needed_soon_or_on_a_word_is_begun_with_all_its_files() -> Result<()> {
        let links = "import { initSync } from \"./page.js\";\nconst __chunk_1 = makeLoad(() => {\n\
                     const src = fetchPart(\"chunk_1\", \"x\");\n}\n, []);\n\
                     const __chunk_2 = () => __part_b();\nconst __chunk_3 = () => __part_b();\n\
                     export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {\n\
                     const src = fetchPart(\"split_a\", \"z\");\n}\n, [__chunk_1, __chunk_2, __chunk_3]));\n\
                     export const __wasm_split_load_b = wrapAsyncCb(() => __part_b());\n\
                     const __part_b = makeLoad(() => {\nconst src = fetchPart(\"split_b\", \"y\");\n}\n, []);\n";
        let of_a = "([[\"split_a\", \"z\"], [\"chunk_1\", \"x\"], [\"split_b\", \"y\"]]";
        let soon = |soon| join(GLUE, links, "page", Early { soon, ..Early::default() });
        assert!(soon(&["a"])?.contains(&format!("\nbeginParts{of_a}, \"low\");\n")));
        assert!(soon(&["b"])?.contains("\nbeginParts([[\"split_b\", \"y\"]], \"low\");\n"));
        assert!(!soon(&[])?.contains("beginParts"));
        assert!(soon(&["c"]).is_err());
        let script = join(GLUE, links, "page", Early { on_word: &["a"], ..Early::default() })?;
        assert!(script.contains(&format!("\nexport function begin_a() {{\n  beginParts{of_a});\n}}\n")), "{script}");
        Ok(())
    }

    #[test]
    fn html_is_made_of_the_templates_of_the_module_only() -> Result<()> {
        let sink = "    arg0.innerHTML = getStringFromWasm0(arg1, arg2);\n";
        let guarded = guard_html(sink, "page")?;
        assert!(guarded.starts_with("    arg0.innerHTML = ownHtml(arg1, arg2);\n"), "{guarded}");
        assert!(guarded.contains("function ownHtml"));
        assert_eq!(
            guard_html("a();\n__wbg_set_innerHTML_1: function() {\n", "page")?,
            "a();\n__wbg_set_innerHTML_1: function() {\n"
        );
        assert!(guard_html("arg0.innerHTML = arg1;\n", "page").is_err());
        assert!(guard_html(&format!("{sink}arg0.insertAdjacentHTML(arg1, arg2);\n"), "page").is_err());
        Ok(())
    }

    #[test]
    fn a_classic_script_hands_out_what_the_module_exports() -> Result<()> {
        let script = classic(
            "export function open(a) {\n}\nlet u = import.meta.url;\nexport { initSync, __wbg_init as default };\n",
        )?;
        assert_eq!(
            script,
            "const glue = (() => {\nfunction open(a) {\n}\nlet u = self.location.href;\nreturn { open, initSync: initSync, init: __wbg_init };\n})();"
        );
        assert!(classic("export const a = 1;").is_err());
        Ok(())
    }
}
