use super::*;
use std::collections::BTreeSet;

const HASH: &str = "0123456789abcdef";

/// A page as the build writes it: `index.html` of this project with the files of an app.
fn built_page() -> String {
    let source = include_str!("../../../../../index.html");
    let mut html = String::new();
    let mut has_style = false;
    for line in source.lines() {
        if line.contains("rel=\"stylesheet\"") {
            let first = !std::mem::replace(&mut has_style, true);
            let style = format!("<link rel=\"stylesheet\" href=\"app/style-{HASH}.css\" integrity=\"sha384-x\">\n");
            html += if first { &style } else { "" };
        } else if line.contains("public/boot.js") {
            html += &format!("<link rel=\"modulepreload\" href=\"app/page-{HASH}.js\" integrity=\"sha384-x\">\n");
            html += &format!("<script type=\"module\" async src=\"app/boot-{HASH}.js\" integrity=\"sha384-x\"");
            for (name, stem, ending) in APP {
                html += &format!("\ndata-{name}=\"app/{stem}-{HASH}.{ending} sha384-x\"");
            }
            html += "></script>\n";
        } else {
            html += &line.replace("public/first.js", &format!("app/first-{HASH}.js"));
            html.push('\n');
        }
    }
    let policy =
        "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
    let html = html.replace("<meta charset=\"utf-8\">", policy);
    html.replace("<!--first-->", "<!--first--><a class=\"row\" href=\"list.html\">行</a><script src=\"x\"></script>")
}

/// The files that a built page names: attribute, stem, ending.
const APP: [(&str, &str, &str); 7] = [
    ("page", "page", "js"),
    ("page-wasm", "page", "wasm"),
    ("engine", "engine", "js"),
    ("engine-wasm", "engine", "wasm"),
    ("worker", "worker", "js"),
    ("workbook-wasm", "workbook", "wasm"),
    ("reader", "reader", "js"),
];

fn site() -> Files {
    let mut site = Files::new();
    let mut put = |path: &str, text: &str| drop(site.insert(path.to_owned(), text.as_bytes().to_vec()));
    put("index.html", &built_page());
    put("icon.svg", "<svg/>");
    put(&format!("app/boot-{HASH}.js"), "if (!canRun()) location.replace(\"list.html\");\r\n");
    put(&format!("app/style-{HASH}.css"), "a { color: red }");
    for (_, stem, ending) in APP {
        let text = match (stem, ending) {
            ("page", "js") => {
                format!("fetchPart(\"page-split_map-{HASH}.wasm\", import.meta.url); x = \"page_bg.wasm\"")
            }
            ("worker", "js") => format!("a([[\"engine-a-{HASH}.wasm\", \"sha384-x\"]], self.location.href)"),
            _ => format!("{stem} {ending} {}", "x".repeat(1_000)),
        };
        put(&format!("app/{stem}-{HASH}.{ending}"), &text);
    }
    put(&format!("app/page-split_map-{HASH}.wasm"), "map");
    put(&format!("app/engine-a-{HASH}.wasm"), "part");
    site
}

const CATALOG: &str = r#"{
  "$schema": "catalog.schema.json",
  "title": {"zh": "</script><script>alert(1)</script>"},
  "basemaps": [{"id": "a]", "urls": ["https://t.example/{z}"]}, {"id": "b"}],
  "layers": [
    {"id": "a", "source": "sub/%E5%85%BB.geojson?v=1", "prepared": true},
    {"id": "b", "source": "https://other.example/b.geojson"},
    {"id": "c", "source": "c\"&<.csv"}
  ],
  "rules": {"profile": "rules/profile.json"}
}"#;

fn data() -> Files {
    let mut data = Files::new();
    let mut put = |path: &str, text: &str| drop(data.insert(path.to_owned(), text.as_bytes().to_vec()));
    put("catalog.json", CATALOG);
    put("catalog.json.columns", "old");
    put("sub/养.geojson", "</script><!-- --><img src=x onerror=alert(1)>");
    put("c\"&<.csv", "名称\n</SCRIPT >\n");
    put("rules/profile.json", "{}");
    put("dict/han.bin", "han");
    put("left-by-somebody.csv", "not in the catalog");
    let source = Sha256::digest(&data["sub/养.geojson"]);
    data.insert("sub/养.geojson.columns".to_owned(), [&[0; 24], source.as_slice(), b"rest"].concat());
    data
}

fn made(site: &Files, data: &Files) -> (String, OneFile) {
    let made = one_file(site, data).unwrap_or_else(|refused| panic!("{refused}"));
    (String::from_utf8(made.html.clone()).unwrap_or_default(), made)
}

/// Tags of a page, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)).collect()
}

/// What stands in the file under a path.
fn held(html: &str, path: &str) -> Option<Vec<u8>> {
    let (_, rest) = html.split_once(&format!("data-file=\"{path}\""))?;
    let (attributes, rest) = rest.split_once('>')?;
    let bytes = STANDARD.decode(rest.split_once('<')?.0).ok()?;
    if !attributes.contains("gzip") {
        return Some(bytes);
    }
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes.as_slice()), &mut unpacked).ok()?;
    Some(unpacked)
}

fn paths_held(html: &str) -> BTreeSet<&str> {
    html.split("data-file=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn everything_that_is_named_is_inside_and_nothing_else() {
    let (site, data) = (site(), data());
    let (html, made) = made(&site, &data);
    let app = APP.map(|(_, stem, ending)| (stem, ending));
    let named = app.into_iter().chain([("page-split_map", "wasm"), ("engine-a", "wasm")]);
    let mut expected: BTreeSet<String> = named.map(|(stem, ending)| format!("app/{stem}-{HASH}.{ending}")).collect();
    for path in [
        "catalog.json",
        "sub/养.geojson",
        "sub/养.geojson.columns",
        "c&quot;&amp;&lt;.csv",
        "rules/profile.json",
        "dict/han.bin",
    ] {
        expected.insert(format!("data/{path}"));
    }
    assert_eq!(paths_held(&html), expected.iter().map(String::as_str).collect());
    for path in [&format!("app/page-{HASH}.wasm"), &format!("app/engine-a-{HASH}.wasm")] {
        assert_eq!(held(&html, path).as_ref(), site.get(path), "{path}");
    }
    for path in ["sub/养.geojson", "dict/han.bin"] {
        assert_eq!(held(&html, &format!("data/{path}")).as_ref(), data.get(path), "{path}");
    }
    assert_eq!((made.basemaps, made.elsewhere), (2, vec!["b".to_owned()]));
    assert_eq!(html, self::made(&site, &data).0, "the same of the same");
}

#[test]
fn nothing_is_asked_of_a_server() {
    let (html, _) = made(&site(), &data());
    let named: Vec<&str> = tags(&html)
        .into_iter()
        .filter(|tag| [" src=", " href=", " content=\"0;url"].iter().any(|name| tag.contains(name)))
        .filter(|tag| !tag.contains(" href=\"data:"))
        .collect();
    assert_eq!(named, Vec::<&str>::new());
    let policy = tags(&html).into_iter().find(|tag| tag.contains("Content-Security-Policy")).unwrap_or_default();
    assert!(policy.contains("default-src 'none'; connect-src 'none'; script-src 'wasm-unsafe-eval' blob: 'sha256-"));
    assert!(!policy.contains("http:") && !policy.contains("https:") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(!html.contains("list.html"), "a way to a file that is not there");
    assert!(held(&html, "data/catalog.json").is_some_and(|catalog| {
        let text = String::from_utf8_lossy(&catalog);
        text == CATALOG.replace(r#"[{"id": "a]", "urls": ["https://t.example/{z}"]}, {"id": "b"}]"#, "[]")
    }));
}

#[test]
fn only_what_is_the_apps_own_may_run() {
    let (html, _) = made(&site(), &data());
    let opened: Vec<&str> = tags(&html).into_iter().filter(|tag| tag.starts_with("script")).collect();
    let may_run: Vec<&&str> = opened.iter().filter(|tag| !tag.contains("application/octet-stream")).collect();
    assert_eq!(may_run.len(), 3, "{may_run:?}");
    assert_eq!(html.matches("</script").count(), opened.len(), "data end no element");
    assert!(!html.contains("alert(1)"));
    let policy = html.split("script-src ").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    for script in html.split("<script").skip(1).filter(|script| !script.contains("application/octet-stream")) {
        let text =
            script.split_once('>').and_then(|(_, rest)| rest.split_once("</script>")).map_or("", |(text, _)| text);
        assert!(policy.contains(hash_source(text).trim()), "{text}");
    }
    assert_eq!(policy.matches("'sha256-").count(), 3);
    let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap_or_default();
    assert!(html.contains(&format!("style-src{};", hash_source(style))));
}

#[test]
fn the_apps_scripts_know_their_place_and_have_their_hashes() {
    let (html, _) = made(&site(), &data());
    for stem in ["page", "worker"] {
        let path = format!("app/{stem}-{HASH}.js");
        let script = held(&html, &path).unwrap_or_default();
        let text = String::from_utf8_lossy(&script);
        assert!(text.contains("\"https://this-file.invalid/app/\"") && !text.contains("import.meta"), "{text}");
        let hash = STANDARD.encode(Sha384::digest(&script));
        assert!(html.contains(&format!("\ndata-{stem}=\"{path} sha384-{hash}\"")), "{stem}");
    }
    assert!(html.contains(&format!("\ndata-page-wasm=\"app/page-{HASH}.wasm\"")));
    assert!(START.contains(&format!("const SITE = \"{SITE}\";")));
    assert!(html.contains("Promise.reject(new Error(\"WebAssembly\"));\n</script>"), "plain ends of lines");
}

#[test]
fn who_fetches_the_files_is_told_which() {
    let (site, data) = (site(), data());
    let index = text_of(&site, "index.html").unwrap_or_default();
    let mut paths: BTreeSet<String> = app_files(&index).unwrap_or_default().into_iter().collect();
    for path in paths.clone().iter().filter(|path| is_script(path)) {
        paths.extend(parts_of(&text_of(&site, path).unwrap_or_default()));
    }
    paths.insert("index.html".to_owned());
    assert_eq!(paths, site.keys().cloned().collect());
    let wanted = data_files(CATALOG.as_bytes()).unwrap_or_default();
    let needed: Vec<&str> = wanted.iter().filter(|file| file.is_needed).map(|file| file.path.as_str()).collect();
    assert_eq!(needed, ["catalog.json", "sub/养.geojson", "c\"&<.csv", "rules/profile.json"]);
    assert!(data.contains_key("left-by-somebody.csv") && wanted.iter().all(|file| file.path != "left-by-somebody.csv"));
}

#[test]
fn what_is_missing_or_strange_is_refused_by_name() {
    let check = |change: &dyn Fn(&mut Files, &mut Files), expected: &str| {
        let (mut site, mut data) = (site(), data());
        change(&mut site, &mut data);
        let told = one_file(&site, &data).err().map(|refused| refused.to_string()).unwrap_or_default();
        assert!(told.contains(expected), "{told} lacks {expected}");
    };
    let take = |files: &mut Files, path: &str| drop(files.remove(path));
    check(&|site, _| take(site, "index.html"), "index.html is missing");
    check(&|site, _| take(site, &format!("app/page-split_map-{HASH}.wasm")), "page-split_map");
    check(&|_, data| take(data, "sub/养.geojson"), "data/sub/养.geojson is missing");
    check(&|_, data| take(data, "rules/profile.json"), "data/rules/profile.json is missing");
    let put = |files: &mut Files, path: &str, text: &str| drop(files.insert(path.to_owned(), text.into()));
    check(&|site, _| put(site, "index.html", "<html><body></body></html>"), "script[data-page]");
    check(&|site, _| put(site, &format!("app/boot-{HASH}.js"), "other()"), "location.replace");
    let boot = "location.replace(\"list.html\"); '</Script>'";
    check(&|site, _| put(site, &format!("app/boot-{HASH}.js"), boot), "no </script");
    let part = format!("\"x-{HASH}.wasm\"");
    check(&|site, _| put(site, &format!("app/engine-{HASH}.js"), &part), "import.meta.url");
    check(&|_, data| put(data, "catalog.json", "{"), "catalog.json: ");
    check(&|_, data| put(data, "catalog.json", r#"{"layers":[{"id":"a","source":"../a.csv"}]}"#), "leads out of");
    let with_script = |html: &str| html.replace("</head>", "<script src=\"other.js\"></script></head>");
    check(&|site, _| put(site, "index.html", &with_script(&built_page())), "other.js");
}

#[test]
fn a_file_that_browsers_could_not_hold_is_refused() {
    let mut out = Out { html: vec![b' '; BYTES_MAX - 10] };
    let refused = out.put("data/a", b"0123456789", Form::Packed).err();
    assert!(refused.is_some_and(|refused| refused.to_string().contains("more than 200 MB")));
}

#[test]
fn columns_optional_files_and_a_mark_of_the_encoding_may_be_missing_or_there() {
    let (site, mut data) = (site(), data());
    data.remove("sub/养.geojson.columns");
    data.remove("dict/han.bin");
    data.insert("catalog.json".to_owned(), format!("\u{feff}{CATALOG}").into_bytes());
    let (html, _) = made(&site, &data);
    assert!(!paths_held(&html).contains("data/sub/养.geojson.columns"));
    assert!(held(&html, "data/catalog.json").is_some_and(|catalog| catalog.starts_with(b"{")));
}

#[test]
fn what_was_taken_out_of_a_file_does_not_come_with_its_columns() {
    let (site, mut data) = (site(), data());
    assert!(paths_held(&made(&site, &data).0).contains("data/sub/养.geojson.columns"));
    data.insert("sub/养.geojson".to_owned(), b"less".to_vec());
    assert!(!paths_held(&made(&site, &data).0).contains("data/sub/养.geojson.columns"));
}
