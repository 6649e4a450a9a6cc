//! Names of provinces, as addresses begin with them.

/// Provinces without what they end in.
const PROVINCES: &str = "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门";
/// The country, which may stand before them.
const COUNTRY: [&str; 2] = ["中华人民共和国", "中国"];
/// What provinces end in.
const PROVINCE_ENDS: [&str; 7] = ["省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"];
/// Longest country and province, and how far behind them a city, county … ends, characters.
const LONGEST: usize = 7 + 3 + 6 + BELOW_MAX;
const BELOW_MAX: usize = 10;
/// What the name of a city, county … ends in.
const BELOW_ENDS: [char; 6] = ['市', '县', '区', '州', '盟', '旗'];

/// The beginning of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning<'a> {
    /// A bit for the province; none where none is named.
    pub province: u64,
    /// The country or a province is named.
    pub is_known: bool,
    /// Whether the province is written out: 江苏省, not 江苏.
    pub is_whole: bool,
    /// What follows.
    pub rest: &'a str,
}

/// Takes country and province from the beginning of a text.
pub(super) fn beginning(text: &str) -> Beginning<'_> {
    let country = COUNTRY.iter().find_map(|name| text.strip_prefix(name));
    let rest = country.unwrap_or(text);
    let mut provinces = PROVINCES.split(' ').zip(0..);
    let Some((after, number)) = provinces.find_map(|(name, number)| Some((rest.strip_prefix(name)?, number))) else {
        return Beginning { province: 0, is_known: country.is_some(), is_whole: false, rest };
    };
    let whole = PROVINCE_ENDS.iter().find_map(|end| after.strip_prefix(end));
    Beginning { province: 1 << number, is_known: true, is_whole: whole.is_some(), rest: whole.unwrap_or(after) }
}

/// The bit of the province where a text of the data says that something lies: the province written out, alone or with a
/// city or county behind it. 浙江路 is none, nor is 浙江省某公司.
pub(super) fn province_of(units: &[u16]) -> u64 {
    // Nearly all texts are told by their first character.
    let first = units.first().and_then(|unit| char::from_u32(u32::from(*unit)));
    if !first.is_some_and(|c| "中北天上重河山内辽吉黑江浙安福湖广海四贵云西陕甘青宁新台香澳".contains(c))
    {
        return 0;
    }
    let text: String = units.iter().take(LONGEST).filter_map(|unit| char::from_u32(u32::from(*unit))).collect();
    let found = beginning(&text);
    let below: String = found.rest.chars().take(BELOW_MAX).collect();
    let is_place = found.is_whole && (below.is_empty() || below.contains(BELOW_ENDS));
    if is_place { found.province } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_begin_with_country_and_province() {
        for (text, is_known, is_whole, rest) in [
            ("江苏省启东市", true, true, "启东市"),
            ("中国江苏启东市", true, false, "启东市"),
            ("中国启东", true, false, "启东"),
            ("黑龙江省", true, true, ""),
            ("新疆维吾尔自治区伊犁州", true, true, "伊犁州"),
            ("上海市崇明区", true, true, "崇明区"),
            ("启东市", false, false, "启东市"),
            ("浙江路5号", true, false, "路5号"),
            ("中国江苏省", true, true, ""),
        ] {
            let found = beginning(text);
            assert_eq!((found.is_known, found.is_whole, found.rest), (is_known, is_whole, rest), "{text}");
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(province_of(&units) != 0, is_whole, "{text}");
        }
        for company in ["浙江省某公司", "江苏省人民政府", "浙江省第一建筑工程有限责任公司杭州市分公司"]
        {
            assert_eq!(province_of(&company.encode_utf16().collect::<Vec<_>>()), 0, "{company}");
        }
        for name in PROVINCES.split(' ') {
            let units: Vec<u16> = format!("中国{name}省").encode_utf16().collect();
            let own: Vec<u16> = format!("{name}省").encode_utf16().collect();
            assert!(province_of(&own).count_ones() == 1 && province_of(&units) == province_of(&own), "{name}");
        }
    }
}
