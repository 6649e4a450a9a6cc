//! What messengers and search engines show of a link to the page: title and description, from the catalog.
//!
//! They run no script, so it is in the head of `index.html`, in Chinese, which is the page's first language.

use crate::run::Result;
use diming_cli::html::escaped;
use diming_protocol::catalog::Catalog;
use serde_json::Value;

/// Longest description, in characters.
const DESCRIPTION_MAX: usize = 150;
/// Longest name under an icon, in characters.
const SHORT_NAME_MAX: usize = 8;
/// Longest part of it that is the catalog's notice, in characters.
const NOTICE_MAX: usize = 90;

/// The page with the title and description of a deployment in place of its own.
///
/// # Errors
/// An element that holds one of them does not occur exactly once.
pub fn with_preview(html: &str, catalog: &Catalog) -> Result<String> {
    let (title, description) = (escaped(&catalog.title.zh), escaped(&description(catalog)));
    let contents = [
        ("<title>", "</title>", &title),
        ("<meta property=\"og:title\" content=\"", "\">", &title),
        ("<meta name=\"description\" content=\"", "\">", &description),
        ("<meta property=\"og:description\" content=\"", "\">", &description),
    ];
    contents.into_iter().try_fold(html.to_owned(), |html, (start, end, text)| replace_between(&html, start, end, text))
}

/// The manifest with which the page is installed, with the title and description of a deployment in place of its own.
///
/// # Errors
/// It is no JSON object.
pub fn with_names(manifest: &str, catalog: &Catalog) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(manifest)?;
    let members = manifest.as_object_mut().ok_or("manifest.webmanifest is no JSON object")?;
    let title = catalog.title.zh.as_str();
    for (key, text) in
        [("name", title), ("short_name", &cut(title, SHORT_NAME_MAX)), ("description", &description(catalog))]
    {
        members.insert(key.to_owned(), Value::from(text));
    }
    Ok(serde_json::to_string_pretty(&manifest)?)
}

/// A sentence of the title and the labels of the listed layers, and the notice. Labels that find no room are 等.
fn description(catalog: &Catalog) -> String {
    let listed = catalog.layers.iter().filter(|layer| layer.role.is_listed());
    let labels: Vec<&str> = listed.map(|layer| layer.label.zh.as_str()).collect();
    let notice = cut(&catalog.notice.zh, NOTICE_MAX);
    let room = DESCRIPTION_MAX - notice.chars().count();
    let with = |count| sentence(&catalog.title.zh, &labels, count);
    let fitting = (0..=labels.len()).rev().map(with).find(|sentence| sentence.chars().count() <= room);
    fitting.unwrap_or_else(|| cut(&with(0), room)) + &notice
}

/// The sentence with the first labels.
fn sentence(title: &str, labels: &[&str], count: usize) -> String {
    let what = match count {
        0 => String::new(),
        count if count < labels.len() => format!("{}等，", labels[..count].join("、")),
        _ => format!("{}，", labels.join("、")),
    };
    format!("{title}：{what}可搜索、筛选，不需安装。")
}

/// A text of at most so many characters.
fn cut(text: &str, max: usize) -> String {
    match text.chars().count() {
        count if count <= max => text.to_owned(),
        _ => text.chars().take(max.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// Replaces what is between a start that must occur exactly once and the end behind it.
fn replace_between(html: &str, start: &str, end: &str, text: &str) -> Result<String> {
    let parts: Vec<&str> = html.split(start).collect();
    let [before, behind] = parts[..] else {
        return Err(format!("index.html holds {start:?} {} times instead of once", parts.len() - 1).into());
    };
    let (_, after) = behind.split_once(end).ok_or_else(|| format!("index.html: {start:?} without {end:?}"))?;
    Ok([before, start, text, end, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::project_dir;
    use diming_cli::catalog::parse_catalog;

    const TAIL: &str = "可搜索、筛选，不需安装。";

    fn sample() -> Catalog {
        let bytes = std::fs::read(project_dir().join("data/catalog.json")).unwrap();
        parse_catalog(&bytes).unwrap_or_else(|problem| panic!("{problem:?}"))
    }

    /// The sample's catalog with other words; its layers after these labels are no longer there.
    fn catalog(title: &str, labels: &[&str], notice: &str) -> Catalog {
        let mut catalog = sample();
        catalog.title.zh = title.to_owned();
        catalog.notice.zh = notice.to_owned();
        catalog.layers.truncate(labels.len());
        for (layer, label) in catalog.layers.iter_mut().zip(labels) {
            layer.label.zh = (*label).to_owned();
        }
        catalog
    }

    fn page() -> String {
        std::fs::read_to_string(project_dir().join("index.html")).unwrap()
    }

    #[test]
    fn the_installed_page_has_the_names_of_the_deployment() -> Result<()> {
        let manifest = std::fs::read_to_string(project_dir().join("public/manifest.webmanifest"))?;
        let named: Value =
            serde_json::from_str(&with_names(&manifest, &catalog("某某市地名与公共设施", &["乙"], "丙"))?)?;
        let own: Value = serde_json::from_str(&manifest)?;
        assert_eq!((&named["name"], &named["short_name"]), (&"某某市地名与公共设施".into(), &"某某市地名与公…".into()));
        assert!(named["description"].as_str().ok_or("no text")?.starts_with("某某市地名与公共设施：乙"));
        assert_eq!((&named["icons"], &named["start_url"]), (&own["icons"], &own["start_url"]));
        Ok(())
    }

    #[test]
    fn the_page_says_what_the_sample_is() -> Result<()> {
        let html = with_preview(&page(), &sample())?;
        let what = "启东地名与设施：养老服务、公墓与骨灰堂、其他公共服务设施、地名文化遗产、省界界桩、标准地名、责任片区，\
                    可搜索、筛选，不需安装。示例数据，坐标仅为示意";
        for line in [
            "<title>启东地名与设施</title>".to_owned(),
            format!("<meta name=\"description\" content=\"{what}\">"),
            "<meta property=\"og:title\" content=\"启东地名与设施\">".to_owned(),
            format!("<meta property=\"og:description\" content=\"{what}\">"),
            "<meta property=\"og:type\" content=\"website\">".to_owned(),
            "<meta property=\"og:locale\" content=\"zh_CN\">".to_owned(),
            "<meta property=\"og:locale:alternate\" content=\"en\">".to_owned(),
        ] {
            assert_eq!(html.lines().filter(|found| *found == line).count(), 1, "{line}");
        }
        Ok(())
    }

    #[test]
    fn the_picture_is_a_file_of_the_site() {
        let html = page();
        let picture =
            html.split("<meta property=\"og:image\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(picture.is_some_and(|name| project_dir().join("public").join(name).is_file()), "{picture:?}");
    }

    #[test]
    fn the_rest_of_the_page_stays_as_it_is() -> Result<()> {
        let rest = |html: &str| -> Vec<String> {
            let is_rest =
                |line: &&str| !["<title>", "description\"", "og:title"].iter().any(|part| line.contains(part));
            html.lines().filter(is_rest).map(str::to_owned).collect()
        };
        let html = with_preview(&page(), &catalog("甲", &["乙"], "丙"))?;
        assert_eq!(rest(&html), rest(&page()));
        assert_eq!(html.lines().count(), page().lines().count());
        Ok(())
    }

    #[test]
    fn what_a_catalog_holds_is_text_and_nothing_else() -> Result<()> {
        let html = with_preview(&page(), &catalog("</title><b>\"A\" & 'B'", &["\"><script>"], "<i>"))?;
        let title = "&lt;/title&gt;&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;";
        assert!(html.contains(&format!("<title>{title}</title>")), "{html}");
        assert!(html.contains(&format!("content=\"{title}\">")), "{html}");
        let what = format!("{title}：&quot;&gt;&lt;script&gt;，{TAIL}&lt;i&gt;");
        assert_eq!(html.matches(&format!("content=\"{what}\">")).count(), 2, "{html}");
        Ok(())
    }

    #[test]
    fn a_description_is_short_and_holds_the_notice() {
        let check = |title: &str, labels: &[&str], notice: &str, expected: &str| {
            let found = description(&catalog(title, labels, notice));
            assert_eq!(found, expected);
            assert!(found.chars().count() <= DESCRIPTION_MAX, "{found}");
        };
        let (long, longest) = ("养".repeat(60), "养".repeat(200));
        check("甲", &[], "", &format!("甲：{TAIL}"));
        check("甲", &["乙", "丙"], "", &format!("甲：乙、丙，{TAIL}"));
        check("甲", &["乙", "丙"], "未送审", &format!("甲：乙、丙，{TAIL}未送审"));
        check("甲", &[&long, &long, &long], "未送审", &format!("甲：{long}、{long}等，{TAIL}未送审"));
        check("甲", &[&longest, "乙"], "未送审", &format!("甲：{TAIL}未送审"));
        check(&longest, &["乙"], "未送审", &format!("{}…未送审", "养".repeat(DESCRIPTION_MAX - 4)));
        check("甲", &["乙"], &longest, &format!("甲：乙，{TAIL}{}…", "养".repeat(NOTICE_MAX - 1)));
    }

    #[test]
    fn layers_that_are_not_listed_are_not_named() {
        let mut catalog = sample();
        catalog.layers.retain(|layer| !layer.role.is_listed());
        assert!(!catalog.layers.is_empty());
        assert_eq!(description(&catalog), format!("启东地名与设施：{TAIL}示例数据，坐标仅为示意"));
    }

    #[test]
    fn a_page_without_room_for_it_is_refused() {
        let catalog = sample();
        for html in ["", "<title>", &page().replace("og:title", "title"), &page().repeat(2)] {
            assert!(with_preview(html, &catalog).is_err());
        }
    }
}
