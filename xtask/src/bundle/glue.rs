//! The glue of wasm-bindgen and the loader of parts, as one script.

use super::site::replace_once;
use crate::run::Result;

/// Fetches a part, checks it, and compiles it even if the server sends another media type than WebAssembly's.
const FETCH_PART: &str = r#"
const fetchPart = (name, integrity) => fetch(new URL(`./${name}`, import.meta.url), { integrity });
async function instantiatePart(src, imports) {
  const answer = await src;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const streams = (answer.headers.get("content-type") || "").startsWith("application/wasm");
  return streams ? WebAssembly.instantiateStreaming(answer, imports) : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}
"#;

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

/// Inserts the loader of parts into the glue that imports it.
///
/// # Errors
/// The tools' output has another form than expected.
pub fn join(glue: &str, links: &str, name: &str) -> Result<String> {
    let own_import = format!("import {{ initSync }} from \"./{name}.js\";\n");
    let links = replace_once("links.js", links, &own_import, "")?;
    let links = links.replace("WebAssembly.instantiateStreaming(", "instantiatePart(");
    let loaders: Vec<&str> = links
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(" =").map(|(name, _)| name))
        .collect();
    let links = links.replace("export const ", "const ");
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
        let script = join(GLUE, LINKS, "page")?;
        assert!(
            script.contains("const src = instantiatePart(a, b);\nconst load_a = f();\nconst import1 = { load_a };\n")
        );
        assert!(!script.contains("from \""));
        assert!(join("", LINKS, "page").is_err());
        assert!(join("import * as x from \"env\"\n", LINKS, "page").is_err());
        assert!(join(GLUE, "", "page").is_err());
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
