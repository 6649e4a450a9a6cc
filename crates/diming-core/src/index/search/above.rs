//! Names of provinces, as addresses begin with them.

/// Provinces without what they end in.
const PROVINCES: &str = "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门";
/// The country, which may stand before them.
const COUNTRY: [&str; 2] = ["中华人民共和国", "中国"];
/// What provinces end in.
const PROVINCE_ENDS: [&str; 7] = ["省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"];
/// Longest country and province, characters.
const LONGEST: usize = 7 + 3 + 6;

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

/// The bit of the province that a text of the data begins with, written out: 浙江路 is none.
pub(super) fn province_of(units: &[u16]) -> u64 {
    // Nearly all texts are told by their first character.
    let first = units.first().and_then(|unit| char::from_u32(u32::from(*unit)));
    if !first.is_some_and(|c| "中北天上重河山内辽吉黑江浙安福湖广海四贵云西陕甘青宁新台香澳".contains(c))
    {
        return 0;
    }
    let text: String = units.iter().take(LONGEST).filter_map(|unit| char::from_u32(u32::from(*unit))).collect();
    let found = beginning(&text);
    if found.is_whole { found.province } else { 0 }
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
            ("新疆维吾尔自治区伊犁", true, true, "伊犁"),
            ("上海市崇明区", true, true, "崇明区"),
            ("启东市", false, false, "启东市"),
            ("浙江路5号", true, false, "路5号"),
        ] {
            let found = beginning(text);
            assert_eq!((found.is_known, found.is_whole, found.rest), (is_known, is_whole, rest), "{text}");
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(province_of(&units) != 0, is_whole, "{text}");
        }
        for name in PROVINCES.split(' ') {
            let units: Vec<u16> = format!("中国{name}省").encode_utf16().collect();
            let own: Vec<u16> = format!("{name}省").encode_utf16().collect();
            assert!(province_of(&own).count_ones() == 1 && province_of(&units) == province_of(&own), "{name}");
        }
    }
}
