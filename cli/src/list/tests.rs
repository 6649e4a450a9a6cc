use super::*;
use crate::test_data::project_dir;
use crate::test_data::{Folder, collection, keep_layers};
use serde_json::{Value, json};

const TODAY: u32 = 20_261_122;

/// A folder with the layer of facilities only, and records with these properties.
fn of_facilities(name: &str, records: &[Value]) -> Folder {
    let file = collection(records);
    folder(name, |catalog| keep_layers(catalog, &["facilities"]), &[("facilities.geojson", &file)])
}

fn folder(name: &str, change: impl FnOnce(&mut Value), files: &[(&str, &str)]) -> Folder {
    Folder::new(&format!("list-{name}"), change, files)
}

fn html(data: &Path) -> Result<String> {
    Ok(page(&content_of(data, TODAY)?, "href=\"style.css\"", TODAY))
}

/// Where each text begins, which must be there.
fn places(html: &str, texts: &[&str]) -> Vec<usize> {
    texts.iter().map(|text| html.find(text).unwrap_or_else(|| panic!("{text} is not in\n{html}"))).collect()
}

#[test]
fn the_sample_is_listed_whole_with_what_can_be_called_or_visited() -> Result<()> {
    let data = project_dir().join("data");
    let html = html(&data)?;
    let mut listed = 0;
    for layer in ["care-homes", "cemeteries", "facilities", "areas"] {
        let file: Value = serde_json::from_slice(&std::fs::read(data.join(format!("{layer}.geojson")))?)?;
        for feature in file["features"].as_array().unwrap() {
            let properties = &feature["properties"];
            if matches!(properties["secrecy"].as_str(), None | Some("公开")) {
                listed += 1;
                places(
                    &html,
                    &[properties["name"].as_str().unwrap(), properties["address"].as_str().unwrap_or_default()],
                );
            }
        }
    }
    assert_eq!(html.matches("<p class=\"name\">").count(), listed);
    let name = "启东市安康养老院 <span lang=\"en\">Qidong Ankang Care Home</span>";
    let entry = &html[html.find(name).unwrap()..];
    let parts = [
        "养老院 <span lang=\"en\">Care home</span>",
        "启东市汇龙镇长胜村29组",
        "<a href=\"tel:051380007589\">0513-8000 7589</a>",
        "<a href=\"tel:051380003904\">",
        "</li>",
    ];
    assert!(places(entry, &parts).is_sorted());
    let said = [
        "制作日期：2026年11月22日 <span lang=\"en\">Made on 22 November 2026</span>",
        "资料最近更新：2024年",
        "示例数据，坐标仅为示意",
        "只在地图中显示：地名文化遗产、省界界桩、标准地名 <span lang=\"en\">Only on the map: Place-name heritage,",
    ];
    places(&html, &said);
    assert!(!html.contains("{{"), "a placeholder is left");
    Ok(())
}

#[test]
fn nothing_of_the_page_runs_or_is_styled_inline() -> Result<()> {
    let html = html(&project_dir().join("data"))?;
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let is_risky = ["script", "style", "iframe", "form", "object", "base"].iter().any(|name| tag.starts_with(name));
        assert!(!is_risky && !tag.contains(" style=") && !tag.contains(" on"), "<{tag}>");
    }
    let links = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    for link in links {
        let number = link
            .strip_prefix("tel:")
            .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit() || "+;=ext".contains(c)));
        let anchor = link.strip_prefix('#').is_some_and(|id| html.contains(&format!("id=\"{id}\"")));
        assert!(number || anchor || ["./", "icon.svg", "style.css"].contains(&link), "{link}");
    }
    Ok(())
}

#[test]
fn what_data_hold_is_text_and_nothing_else() -> Result<()> {
    let folder = of_facilities(
        "hostile",
        &[json!({
            "name": "<img src=x onerror=alert(1)>", "name_en": "\"A\" & 'B' {{sections}}", "kind": "</li><script>", "town": "<b>镇",
            "address": "1 < 2", "phone": "javascript:alert(1)、tel:110\"><b>、12345", "hours": "</p>",
        })],
    );
    let html = html(&folder.0)?;
    places(
        &html,
        &[
            "&lt;img src=x onerror=alert(1)&gt; <span lang=\"en\">&quot;A&quot; &amp; &#39;B&#39; {{sections}}</span>",
            "<p>&lt;/li&gt;&lt;script&gt;</p>",
            "&lt;b&gt;镇</h3>",
            "1 &lt; 2",
            "<span class=\"phone\">javascript:alert(1)</span>",
            "<a href=\"tel:12345\">",
            "&lt;/p&gt;",
        ],
    );
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"));
    Ok(())
}

#[test]
fn secrets_and_what_is_for_officers_stay_out() -> Result<()> {
    let records = [
        json!({"name": "甲站", "phone": "83312345", "hours": "全天", "secrecy": "公开"}),
        json!({"name": "乙站", "phone": "83312346", "密级": "内部"}),
    ];
    let officer_only = |catalog: &mut Value| {
        keep_layers(catalog, &["facilities"]);
        catalog["fields"]["hours"]["officer_only"] = json!(true);
    };
    let folder = folder("secret", officer_only, &[("facilities.geojson", &collection(&records))]);
    let html = html(&folder.0)?;
    places(&html, &["甲站", "tel:83312345"]);
    for hidden in ["乙站", "83312346", "全天"] {
        assert!(!html.contains(hidden), "{hidden}");
    }
    Ok(())
}

#[test]
fn towns_as_in_the_catalog_places_by_kind_and_name_what_is_not_in_use_is_said() -> Result<()> {
    let record = |name: &str, kind: &str, town: &str| json!({"name": name, "kind": kind, "town": town});
    let folder = of_facilities(
        "order",
        &[
            record("丙无镇站", "社工站", ""),
            record("赵家站", "社工站", "南阳镇"),
            record("第10站", "社工站", "汇龙镇"),
            record("第2站", "社工站", "汇龙镇"),
            record("安站", "社工站", "汇龙镇"),
            record("张家婚姻登记中心", "婚姻登记中心", "汇龙镇"),
            record("外镇站", "社工站", "某某镇"),
            json!({"name": "旧站", "kind": "社工站", "town": "海复镇", "status": "已迁", "moved_to": "新址"}),
            json!({"name": "将来站", "kind": "社工站", "town": "海复镇", "valid_from": "2027年3月"}),
        ],
    );
    let html = html(&folder.0)?;
    let order = [
        "Huilong Town</span></h3>",
        "张家婚姻登记中心",
        "安站",
        "第2站",
        "第10站",
        "Nanyang Town</span></h3>",
        "赵家站",
        "Haifu Town</span></h3>",
        "将来站",
        "旧站",
        ">某某镇</h3>",
        "外镇站",
        "Not given</span></h3>",
        "丙无镇站",
    ];
    let found = places(&html, &order);
    assert!(found.is_sorted(), "{found:?}");
    places(&html, &["<strong>规划中 <span", "自2027年3月起启用。", "<strong>已迁移 <span", "</span>新址</p>"]);
    Ok(())
}

#[test]
fn facilities_on_other_servers_are_named() -> Result<()> {
    let elsewhere = |catalog: &mut Value| {
        keep_layers(catalog, &["care-homes", "facilities"]);
        catalog["layers"][0]["source"] = json!("https://data.example/care.geojson");
        catalog["allowed_origins"] = json!(["https://data.example"]);
    };
    let file = collection(&[json!({"name": "甲站"})]);
    let html = html(&folder("elsewhere", elsewhere, &[("facilities.geojson", &file)]).0)?;
    places(&html, &["不在本列表中，请在地图中查看：养老服务 <span lang=\"en\">", "the map shows them: Elder care"]);
    assert!(!html.contains("只在地图中显示"));
    Ok(())
}

#[test]
fn half_a_file_is_refused_by_name() {
    let whole = collection(&[json!({"name": "甲站"})]);
    for (file, text) in [("facilities.geojson", &whole[..whole.len() - 3]), ("other.geojson", "")] {
        let folder = folder("half", |catalog| keep_layers(catalog, &["facilities"]), &[(file, text)]);
        let error = html(&folder.0).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("facilities.geojson"), "{error}");
    }
}

#[test]
fn the_file_has_its_style_beside_it_and_no_older_copies() -> Result<()> {
    let folder = of_facilities("write", &[json!({"name": "甲站"})]);
    let out = folder.0.join("list.html");
    for ending in ["br", "gz"] {
        std::fs::write(folder.0.join(format!("list.html.{ending}")), "old")?;
    }
    write(&folder.0, &out, TODAY)?;
    let html = std::fs::read_to_string(&out)?;
    let link = html.split("<link rel=\"stylesheet\" href=\"").nth(1).unwrap_or_default();
    let (style, rest) = link.split_once('"').unwrap_or_default();
    assert!(rest.starts_with(" integrity=\"sha384-"), "{rest}");
    assert_eq!(std::fs::read_to_string(folder.0.join(style))?, STYLE);
    assert!(!folder.0.join("list.html.br").exists() && !folder.0.join("list.html.gz").exists());
    write(&folder.0, &out, TODAY)?;
    assert_eq!(std::fs::read_to_string(&out)?, html, "the same day, the same page");
    Ok(())
}
