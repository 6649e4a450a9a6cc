//! The list of place-name heritage: forty names of the sand-land, the old coast and the port.
//!
//! 寿丰石桥 of 曹家镇 and the eleven names of the second batch are as announced; everything else
//! is told as people there tell it, and is a sample.

use super::land::{in_town, near, town_at};
use super::record::{Place, Record, date};
use super::rng::Rng;
use super::romanise::{Together, plain, romanise};
use super::villages::Village;
use serde_json::json;

/// Name as 专名|通名 · type · town · batch · level · first recorded · origin.
const NAMES: &str = "\
吕四|港 自然地理实体 吕四港镇 第一批 省 唐 相传吕洞宾四到此地，港以人名，旧称吕四场
圆陀角| 自然地理实体 寅阳镇 第一批 市 清光绪年间 沙嘴圆如陀螺之角，位于江海交汇处
汇龙|镇 行政区域 汇龙镇 第一批 市 清光绪年间 诸河在此汇合，蜿蜒如龙
海复|镇 行政区域 海复镇 第一批 市 1901年 垦牧公司围海复垦，取“海疆复兴”之意
蒿枝|港 自然地理实体 近海镇 第一批 县 清 港边蒿草丛生
大洋|港 自然地理实体 吕四港镇 第一批 县 清 港口面向大洋
通吕|运河 水利 吕四港镇 第一批 市 1958年 起于南通，讫于吕四
范公|堤 水利 吕四港镇 第一批 省 北宋 记范仲淹主持修筑的捍海堤
慕仙|楼 建筑物 吕四港镇 第一批 县 明 当地慕吕仙之名而建
外沙| 自然地理实体 汇龙镇 第一批 市 清乾隆年间 长江口外新涨沙洲，启东旧称
寿丰|石桥 交通运输 曹家镇 第二批 县 民国 取寿长年丰之意，石板平桥
垦牧|乡 行政区域 海复镇 第二批 市 1901年 通海垦牧公司所在
连兴|港 自然地理实体 寅阳镇 第二批 县 清光绪年间 诸沙相连而兴
三条|港 自然地理实体 惠萍镇 第二批 县 清 三港并列入江
塘芦|港 自然地理实体 近海镇 第二批 县 清 海塘外芦苇丛生
天汾|镇 行政区域 合作镇 第二批 县 清 旧集镇名，沿用至今
久隆|镇 行政区域 王鲍镇 第二批 县 1907年 厂镇并兴，取久远兴隆之意
聚阳|镇 行政区域 南阳镇 第二批 县 清光绪年间 集市聚于南阳
小塘沙| 自然地理实体 汇龙镇 第二批 县 清 小海塘内涨沙成陆
头兴|港 水利 汇龙镇 第二批 县 清 诸港中最先兴起
戤滧|镇 行政区域 南阳镇 第二批 县 清 傍滧而居，方言称“戤”
永隆|沙 自然地理实体 启隆镇 第三批 县 1937年 江中新沙，盼永久兴隆
兴隆|沙 自然地理实体 启隆镇 第三批 县 1950年代 江中沙洲，与永隆沙相望
茅家|港 自然地理实体 吕四港镇 第三批 县 清 旧时聚族而居
秦潭| 自然地理实体 吕四港镇 第三批 县 明 盐场旧潭
鹤城| 行政区域 吕四港镇 第三批 县 明 传有仙鹤栖止，为吕四古称
三甲|镇 行政区域 吕四港镇 第三批 县 清 盐场编甲，以序为名
二甲|镇 行政区域 合作镇 第三批 县 清 盐场编甲，以序为名
天后|宫 建筑物 吕四港镇 第三批 县 清 渔民祈福海上平安
抗大九分校|旧址 纪念 海复镇 第三批 省 1942年 抗日军政大学第九分校曾设于此
东南公园|烈士陵园 纪念 汇龙镇 第三批 市 1950年代 纪念为解放事业牺牲的烈士
通启|运河 水利 汇龙镇 第三批 市 1950年代 连通南通与启东
三和|港 水利 北新镇 第三批 县 清 取天时地利人和之意
协兴|港 自然地理实体 近海镇 第三批 县 民国 众沙民合力围垦
灯杆|港 水利 东海镇 第三批 县 清 港口旧立灯杆导航
念总|圩 其他 吕四港镇 第三批 县 清 圩以“总”编号，“念”即二十
十八匡| 其他 合作镇 第三批 县 清 围垦以“匡”编号
小三|路 交通运输 王鲍镇 第三批 县 民国 连接三镇的土路
红阳|河 水利 北新镇 第三批 县 1970年代 开河时以向阳为名
第一|堤 水利 海复镇 第三批 市 1901年 垦牧公司所筑第一道海堤";

/// The heritage list.
pub fn records(villages: &[Village]) -> Vec<Record> {
    let rng = Rng::named("heritage");
    NAMES.lines().enumerate().filter_map(|(i, line)| record(&rng, villages, i, line)).collect()
}

fn record(rng: &Rng, villages: &[Village], index: usize, line: &str) -> Option<Record> {
    let parts: Vec<&str> = line.split(' ').collect();
    let [name, kind, town, batch, level, first_recorded, origin] = parts[..] else { return None };
    let (specific, generic) = name.split_once('|')?;
    let at = match (specific, generic) {
        ("吕四", "港") => near(rng, town_at(town).center.moved(6_000, 16_000), 2_000),
        ("圆陀角", _) => near(rng, town_at(town).center.moved(36_000, -34_000), 4_000),
        _ => in_town(rng, town_at(town)),
    };
    let mut r = Record::new(format!("yc-{:02}", index + 1), Place::Point(at, 6));
    r.set("name", format!("{specific}{generic}"));
    let spelling = romanise(specific, generic, Together::No);
    r.maybe(rng, 60, "name_en", plain(&spelling));
    r.maybe(rng, 95, "romanisation", spelling);
    r.maybe(rng, 90, "heritage_type", kind);
    r.maybe(rng, 93, "town", town);
    r.maybe(rng, 92, "level", level);
    r.maybe(rng, if batch == "第二批" { 100 } else { 94 }, "batch", batch);
    let listed = match batch {
        "第一批" => "2019-12-20",
        "第二批" => "2023年5月",
        _ => "2024-09-10",
    };
    r.maybe(rng, 92, "listed_on", listed);
    r.maybe(rng, 95, "origin", origin);
    r.maybe(rng, 92, "first_recorded", first_recorded);
    meaning(rng, &mut r, kind, town);
    r.maybe_yes_no(rng, 80, "is_red", kind == "纪念");
    r.maybe_yes_no(rng, 85, "is_historic", batch != "第三批");
    r.maybe_yes_no(rng, 50, "is_intangible", level == "省");
    signs(rng, &mut r);
    let near_by: Vec<&Village> = villages.iter().filter(|village| village.town == town).collect();
    if !near_by.is_empty() {
        let village = rng.pick(&near_by);
        r.maybe(rng, 35, "village", village.name.as_str());
    }
    Some(r)
}

fn meaning(rng: &Rng, r: &mut Record, kind: &str, town: &str) {
    let meaning = match kind {
        "自然地理实体" => "记录江海成陆与海岸变迁",
        "水利" => "记录围垦治水的历史",
        "行政区域" => "记录集镇兴起与建制沿革",
        "纪念" => "纪念革命先烈",
        _ => "记录地方生产生活",
    };
    r.maybe(rng, 70, "meaning", meaning);
    let themes: &[&str] = match kind {
        "纪念" => &["红色地名"],
        "自然地理实体" => &["景点", "海洋文化"],
        _ => &["沙地文化"],
    };
    r.maybe_list(rng, 60, "themes", themes);
    let former = match town {
        "吕四港镇" => "吕四场",
        "海复镇" => "垦牧公司",
        "汇龙镇" => "外沙",
        _ => "",
    };
    if !former.is_empty() {
        r.maybe_list(rng, 45, "former_names", &[former]);
    }
    r.maybe(rng, 30, "description", "示例简介：该地名承载当地历史记忆，已建立档案。");
}

fn signs(rng: &Rng, r: &mut Record) {
    let measures = ["设立标志牌", "专名保留", "口述史采集", "编入志书", "本体修缮", "派生命名"];
    let chosen = rng.some(35, &measures);
    r.maybe_list(rng, 85, "measures", &chosen);
    let state = *rng.pick(&["已设", "已设", "已设", "未设", "破损", "待更新"]);
    r.maybe(rng, 85, "sign_state", state);
    if matches!(state, "破损" | "待更新") {
        let defects = rng.some(30, &["字迹不清", "锈蚀", "倾斜", "拼写有误", "被遮挡"]);
        r.maybe_list(rng, 95, "sign_defect", &defects);
    }
    r.maybe(rng, 85, "status", *rng.pick(&["现用", "现用", "现用", "曾用"]));
    r.maybe(rng, 25, "address", "集镇旧址附近（示例）");
    r.maybe(rng, 60, "source", "地名文化遗产名录（示例）");
    r.maybe(rng, 60, "updated_on", date(rng, 2024));
    r.maybe(rng, 30, "secrecy", "公开");
    r.maybe(rng, 15, "remarks", json!("含义待进一步考证"));
}
