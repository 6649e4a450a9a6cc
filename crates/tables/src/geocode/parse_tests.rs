//! Addresses as offices write them, of the mainland and of Taiwan, and any text at all.

use super::address::{Address, StepKind};
use super::known::Known;
use super::parse::parse_address;
use super::testing::table;
use diming_text::fold;
use proptest::prelude::*;

fn known(names: &str) -> Known {
    let mut known = Known::default();
    names.split(' ').for_each(|name| known.add(&fold(name, table()).units));
    known
}

/// An address in its parts, as `province|counties|town|village|steps|house|place`.
fn shown(address: &Address) -> String {
    let said = |part: &Option<super::address::Part>| part.as_ref().map_or(String::new(), |part| part.said.clone());
    let counties: Vec<_> = address.counties.iter().map(|part| part.said.clone()).collect();
    let steps = address.steps.iter().filter(|step| step.kind != StepKind::Family);
    let steps: Vec<_> = steps.map(|step| String::from_utf16_lossy(&step.part.units)).collect();
    let house = address.house.map_or(String::new(), |house| match house.sub {
        0 => house.value.to_string(),
        sub => format!("{}-{sub}", house.value),
    });
    let parts = [said(&address.province), counties.join(" "), said(&address.town), said(&address.village)];
    format!("{}|{}|{house}|{}", parts.join("|"), steps.join(" "), said(&address.place))
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let known = known("汇龙镇 寅阳镇 吕四港镇 南街道 城市一品社区 人民中路 如意村");
    assert_eq!(shown(&parse_address(text, &known, table())), expected, "{text}");
}

#[test]
fn addresses_of_the_mainland_are_read() {
    check("江苏省启东市汇龙镇人民中路123号2幢", "江苏省|启东市|汇龙镇||人民中路|123|");
    check("江苏省南通市启东市汇龙镇人民中路123号", "江苏省|南通市 启东市|汇龙镇||人民中路|123|");
    check("寅阳镇如意村12组", "||寅阳镇|如意|如意 如意12组||");
    check("寅阳镇如意村十二组34号", "||寅阳镇|如意|如意 如意12组|34|");
    check("寅阳镇如意村村民委员会", "||寅阳镇|如意|如意||");
    check("寅阳镇如意村委会", "||寅阳镇|如意|如意||");
    check("启东市南阳镇", "|启东市|南阳镇||||");
    check("启东市南街道城市一品社区", "|启东市|南街道|城市一品|城市一品||");
    check("启东市北城区街道彭桥社区", "|启东市|北城区街道|彭桥|彭桥||");
    check("江苏启东吕四港镇人民路12", "||吕四港镇||人民路|12|");
    check("226241 江苏省启东市，吕四港镇（巴掌圩村18组）", "江苏省|启东市|吕四港镇|巴掌圩|巴掌圩 巴掌圩18组||");
    check("汇龙镇江海新村12幢", "||汇龙镇||江海新村||");
    check("汇龙镇新镇路5号", "||汇龙镇||新镇路|5|");
    check("海复镇镇海路5号", "||海复镇||镇海路|5|");
    check("寅阳镇新民村三里墩12号", "||寅阳镇|新民|三里墩|12|");
    check("汇龙镇公园路525号联谊中心", "||汇龙镇||公园路|525|");
    check("汇龙镇联谊中心", "||汇龙镇||||联谊中心");
    check("近海镇沿江大道88弄6号301室", "||近海镇||沿江大道 沿江大道88巷|6|");
    check("汇龙镇人民路（西侧）１２３号", "||汇龙镇||人民路|123|");
    check("启东市区人民路1号", "|启东市|||人民路|1|");
    check("寅阳镇路南村12组", "||寅阳镇|路南|路南 路南12组||");
    check("启东市花园路5号", "|启东市|||花园路|5|");
    check("启东市老城区人民路5号", "|启东市|||老城区人民路|5|");
    check("", "||||||");
    check("，、 ", "||||||");
}

#[test]
fn addresses_of_taiwan_are_read() {
    check("408臺中市南屯區大同里大墩七街147號1.2.3樓", "|臺中市 南屯區||大同|大墩7街|147|");
    check("224新北市板橋區漢生里文化路一段137號2樓", "|新北市 板橋區||漢生|文化路 文化路1段|137|");
    check("彰化縣員林市南興里南潭路69巷6弄8號", "|彰化縣 員林市||南興|南潭路 南潭路69巷 南潭路69巷6巷|8|");
    check("710臺南市永康區崑山里臺南市永康區永華路32巷23號1-2樓", "|臺南市 永康區||崑山|永华路 永华路32巷|23|");
    check("900屏東縣屏東市豐源里豐源里25鄰水源街100號", "|屏東縣 屏東市||豐源|水源街|100|");
    check("514彰化縣溪湖鎮光平里[514] 彰化縣溪湖鎮光平里1鄰行政街306號1樓", "|彰化縣|溪湖鎮|光平|行政街|306|");
    check("212連江縣東引鄉中柳村94-2號", "|連江縣|東引鄉|中柳|中柳|94-2|");
    check("624嘉義縣義竹鄉頭竹村頭竹圍110號", "|嘉義縣|義竹鄉|頭竹|头竹围|110|");
    check("821高雄市路竹區鴨寮里保安路51-2號", "|高雄市 路竹區||鴨寮|保安路|51-2|");
    check("330桃園市桃園區瑞慶里瑞慶路389號1-2樓", "|桃園市 桃園區||瑞慶|瑞庆路|389|");
    check("721臺南市麻豆區巷口里新生南路758號", "|臺南市 麻豆區||巷口|新生南路|758|");
    check("970花蓮縣花蓮市民享里華興街14號", "|花蓮縣 花蓮市||民享|华兴街|14|");
    check("嘉義縣阿里山鄉中山村5號", "|嘉義縣|阿里山鄉|中山|中山|5|");
    check("421臺中市后里區墩北里四村路121號", "|臺中市 后里區||墩北|四村路|121|");
    check("115臺北市南港區南港里市民大道8段369號", "|臺北市 南港區||南港|市民大道 市民大道8段|369|");
    check("110臺北市信義區大仁里大道路116-1號", "|臺北市 信義區||大仁|大道路|116-1|");
    check("302新竹縣竹北市斗崙里縣政二路南段62、66、68號", "|新竹縣 竹北市||斗崙|县政2路 县政2路南段|62|");
    check("320桃園市中壢區中興里榮安13街274之2號1樓及274-3號1樓", "|桃園市 中壢區||中興|荣安13街|274-2|");
    check("407臺中市西屯區上石里西屯路二段上石南六巷42號", "|臺中市 西屯區||上石|上石南6巷|42|");
    check(
        "407臺中市西屯區福林里西屯路三段159之11巷15號1、2樓",
        "|臺中市 西屯區||福林|西屯路 西屯路3段 西屯路3段159 11巷|15|",
    );
    check("745臺南市安定區港口里港口253之100號1-2樓", "|臺南市 安定區||港口|港口|253-100|");
    check("744臺南市新市區新市里10鄰中正路321之2號(2樓)", "|臺南市 新市區||新市|中正路|321-2|");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,40}") {
        parse_address(&text, &known("汇龙镇 如意村"), table());
    }

    #[test]
    fn any_row_of_the_signs_of_addresses_is_read(text in "[江苏省启东市县区汇龙镇乡街道如意村社区里居委会民路巷弄段号之组队邻幢室0-9一二十百千万（）()、，\\- 新中]{0,60}") {
        let address = parse_address(&text, &known("汇龙镇 如意村"), table());
        prop_assert!(address.counties.len() <= 2);
    }
}
