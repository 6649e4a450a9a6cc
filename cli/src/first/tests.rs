use super::*;
use crate::test_data::project_dir;
use crate::test_data::{Folder, collection, keep_layers};
use serde_json::{Value, json};

const TODAY: u32 = 20_261_122;
/// What may be added to the first answer, in bytes; what is sent is compressed and never larger.
const BYTES_MAX: usize = 40_000;

/// A folder with the layers of facilities and cemeteries, the latter at an address, and records of the former.
fn of_two(name: &str, cemeteries: &str, records: &[Value]) -> Folder {
    let change = |catalog: &mut Value| {
        keep_layers(catalog, &["facilities", "cemeteries"]);
        let layers = catalog["layers"].as_array_mut().unwrap();
        layers.sort_by_key(|layer| layer["id"] == "cemeteries");
        layers[1]["source"] = cemeteries.into();
    };
    let files = [("facilities.geojson", collection(records)), ("none.geojson", collection(&[]))];
    Folder::new(&format!("first-{name}"), change, &files.each_ref().map(|(name, text)| (*name, text.as_str())))
}

fn html(folder: &Folder) -> Result<String> {
    Ok(page::page(&read::first(&folder.0, TODAY)?))
}

fn sample_html() -> Result<String> {
    Ok(page::page(&read::first(&project_dir().join("data"), TODAY)?))
}

/// The part in a language.
fn part<'a>(html: &'a str, lang: &str) -> &'a str {
    let (_, part) = html.split_once(&format!("<div class=\"first\" lang=\"{lang}\"")).unwrap();
    part.split_once("<div class=\"first\"").map_or(part, |(part, _)| part)
}

#[test]
fn the_sample_has_rows_in_both_languages_with_telephones_that_dial() -> Result<()> {
    let html = sample_html()?;
    let (zh, en) = (part(&html, "zh"), part(&html, "en"));
    for (part, texts) in [
        (
            zh,
            [
                "<h1>启东地名与设施</h1>",
                "共 6,699 条",
                "截至 <time datetime=\"2026-11-22\">",
                "巴掌圩村睦邻点",
                "href=\"#id=care-homes:",
            ],
        ),
        (
            en,
            [
                "Qidong Names and Places",
                "6,699 records",
                "As of <time datetime=\"2026-11-22\">",
                "<span lang=\"zh\">巴掌圩村睦邻点</span>",
                "&amp;lang=en",
            ],
        ),
    ] {
        for text in texts {
            assert!(part.contains(text), "{text} is not in\n{part}");
        }
        assert_eq!(part.matches("<li class=\"item").count(), read::ROWS as usize);
        assert!(part.matches("href=\"tel:0513").count() > 5, "{part}");
        assert!(!part.contains("{{") && !part.contains("}}"), "{part}");
    }
    Ok(())
}

#[test]
fn nothing_in_them_is_script_or_style() -> Result<()> {
    let html = sample_html()?;
    for forbidden in ["<script", "<style", "style=", "onclick", "javascript:", " id=\""] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    Ok(())
}

/// Rows, script and style sheet.
#[test]
fn they_add_little_to_the_first_answer() -> Result<()> {
    let html = sample_html()?;
    let [script, style] =
        ["public/first.js", "src/style/first.css"].map(|file| std::fs::read(project_dir().join(file)).map(|f| f.len()));
    let sizes = [crate::compress::brotli(html.as_bytes())?.len(), script?, style?];
    assert!(sizes.iter().sum::<usize>() <= BYTES_MAX, "{sizes:?}");
    Ok(())
}

#[test]
fn what_data_hold_is_text_and_nothing_else() -> Result<()> {
    let record = json!({"name": "<b>\"甲\" & 'x'</b><!--/first-->", "kind": "<i>", "phone": "<u>0513-80001234", "town": "{{lang}}"});
    let html = html(&of_two("text", "none.geojson", &[record]))?;
    assert!(html.contains("&lt;b&gt;&quot;甲&quot; &amp; &#39;x&#39;&lt;/b&gt;&lt;!--/first--&gt;"), "{html}");
    assert!(html.contains("&lt;i&gt;") && html.contains("{{lang}}") && !html.contains("<u>"), "{html}");
    Ok(())
}

#[test]
fn what_is_not_for_the_public_is_not_in_them() -> Result<()> {
    let open = json!({"name": "甲", "kind": "公厕", "phone": "0513-80001234"});
    let secret = json!({"name": "乙", "kind": "公厕", "secrecy": "内部"});
    let html = html(&of_two("public", "none.geojson", &[open, secret]))?;
    assert!(html.contains("甲") && !html.contains("乙"), "{html}");
    assert!(part(&html, "zh").contains("<strong>共 1 条</strong>"), "{html}");
    Ok(())
}

#[test]
fn a_record_without_a_telephone_opens_and_does_not_dial() -> Result<()> {
    let html = html(&of_two("bare", "none.geojson", &[json!({"name": "甲", "kind": "公厕"})]))?;
    assert!(html.contains("<a class=\"row\" href=\"#id=facilities:0\">"), "{html}");
    assert!(!html.contains("tel:") && !html.contains("calls"), "{html}");
    Ok(())
}

#[test]
fn what_lies_on_another_server_is_not_counted_and_what_would_follow_it_is_left_out() -> Result<()> {
    for (name, away) in
        [("away", "https://other.example/cemeteries.geojson"), ("away-too", "//other.example/c.geojson")]
    {
        let html = html(&of_two(name, away, &[json!({"name": "甲"})]))?;
        assert!(html.contains("甲") && html.contains("<strong></strong>") && !html.contains("aria-setsize"), "{html}");
    }
    // A URL, not the name of a file.
    assert_eq!(html(&of_two("asked", "none.geojson?v=2", &[]))?, "");
    Ok(())
}

#[test]
fn a_site_without_records_has_none() -> Result<()> {
    assert_eq!(html(&of_two("empty", "none.geojson", &[]))?, "");
    Ok(())
}

#[test]
fn half_a_file_is_refused_by_name() -> Result<()> {
    let folder = of_two("half", "none.geojson", &[json!({"name": "甲"})]);
    let whole = collection(&[json!({"name": "乙"})]);
    std::fs::write(folder.0.join("none.geojson"), &whole[..whole.len() - 3])?;
    let error = html(&folder).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("none.geojson"), "{error}");
    Ok(())
}

#[test]
fn a_missing_file_is_an_error() {
    assert!(html(&of_two("missing", "gone.geojson", &[json!({"name": "甲"})])).is_err());
}

#[test]
fn the_mark_of_a_file_changes_with_any_byte() {
    let mark = read::Mark::of(b"abc");
    assert_eq!((mark.bytes, mark.sum), (3, 97 + 98 * 2 + 99 * 3));
    assert_ne!(mark, read::Mark::of(b"acb"));
    assert_ne!(mark, read::Mark::of(b"abd"));
    assert_ne!(mark, read::Mark::of(b"abc "));
}

#[test]
fn a_delivered_folder_gets_new_rows_in_place() -> Result<()> {
    let folder = of_two("site", "none.geojson", &[json!({"name": "甲"})]);
    let dir = &folder.0;
    let html = std::fs::read_to_string(project_dir().join("index.html"))?;
    std::fs::write(dir.join("index.html"), &html)?;
    std::fs::write(dir.join("index.html.br"), "old")?;
    std::fs::write(dir.join("sw.js.gz"), "old")?;
    let keeper = "const app = { version: \"1\", files: {\"index.html\":\"sha384-old\"}, bytes: 100000 };\n";
    std::fs::write(dir.join("sw.js"), keeper)?;
    refresh(dir, dir, TODAY)?;
    let once = std::fs::read_to_string(dir.join("index.html"))?;
    assert!(once.contains("甲") && once.starts_with(html.split(MARKS.0).next().unwrap()));
    assert!(!dir.join("index.html.br").exists() && !dir.join("sw.js.gz").exists());
    let kept = std::fs::read_to_string(dir.join("sw.js"))?;
    assert!(
        kept.contains(&format!("bytes: {} }}", 100_000 + once.len() - html.len())) && !kept.contains("old"),
        "{kept}"
    );
    // Again with other data: the rows of before are gone.
    std::fs::write(dir.join("facilities.geojson"), collection(&[json!({"name": "乙"})]))?;
    refresh(dir, dir, TODAY)?;
    let twice = std::fs::read_to_string(dir.join("index.html"))?;
    assert!(twice.contains("乙") && !twice.contains("甲") && twice.len() == once.len());
    Ok(())
}

#[test]
fn a_folder_without_a_page_is_left_alone_and_one_without_a_place_refused() -> Result<()> {
    let folder = of_two("bare-site", "none.geojson", &[json!({"name": "甲"})]);
    refresh(&folder.0, &folder.0, TODAY)?;
    assert!(!folder.0.join("index.html").exists());
    std::fs::write(folder.0.join("index.html"), "<body></body>")?;
    assert!(refresh(&folder.0, &folder.0, TODAY).is_err());
    Ok(())
}
