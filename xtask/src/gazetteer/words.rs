//! The words that made-up names are built from, each character with the reading it has in names.
//!
//! Written by hand. Characters whose reading depends on the word are left out, or stand only in
//! words where it is certain (大道 dà, 行 not at all).

/// Characters of specifics, each with its reading.
pub const SPECIFICS: &str = "\
安ān 白bái 柏bǎi 宝bǎo 北běi 碧bì 滨bīn 仓cāng 草cǎo 昌chāng 辰chén 城chéng 春chūn 翠cuì \
丹dān 德dé 东dōng 洞dòng 渡dù 方fāng 芳fāng 丰fēng 凤fèng 福fú 富fù 港gǎng 高gāo 公gōng \
古gǔ 谷gǔ 官guān 光guāng 广guǎng 桂guì 海hǎi 汉hàn 荷hé 河hé 鹤hè 恒héng 红hóng 鸿hóng \
湖hú 虎hǔ 花huā 华huá 怀huái 黄huáng 汇huì 惠huì 吉jí 佳jiā 嘉jiā 建jiàn 江jiāng 金jīn \
锦jǐn 近jìn 景jǐng 静jìng 九jiǔ 菊jú 康kāng 坤kūn 兰lán 蓝lán 李lǐ 丽lì 莲lián 良liáng \
林lín 临lín 灵líng 龙lóng 隆lóng 鲁lǔ 鹿lù 吕lǚ 马mǎ 梅méi 美měi 明míng 茉mò 牧mù \
南nán 宁níng 农nóng 暖nuǎn 鸥ōu 鹏péng 平píng 浦pǔ 启qǐ 气qì 前qián 桥qiáo 青qīng \
清qīng 庆qìng 秋qiū 泉quán 仁rén 荣róng 瑞ruì 三sān 桑sāng 森sēn 沙shā 山shān 上shàng \
胜shèng 石shí 寿shòu 双shuāng 水shuǐ 顺shùn 四sì 松sōng 塘táng 桃táo 天tiān 通tōng 同tóng \
土tǔ 万wàn 王wáng 旺wàng 望wàng 文wén 吴wú 五wǔ 武wǔ 西xī 霞xiá 下xià 仙xiān 祥xiáng \
小xiǎo 新xīn 星xīng 兴xīng 秀xiù 徐xú 雪xuě 雅yǎ 燕yàn 阳yáng 杨yáng 瑶yáo 叶yè 义yì \
银yín 寅yín 迎yíng 永yǒng 友yǒu 鱼yú 玉yù 园yuán 远yuǎn 云yún 运yùn 泽zé 张zhāng 镇zhèn \
正zhèng 志zhì 忠zhōng 舟zhōu 竹zhú 庄zhuāng 紫zǐ 祖zǔ";

/// Kinds, each with its generics.
pub const KINDS: [(&str, &str); 5] = [
    ("自然村", "村cūn 庄zhuāng 宅zhái 圩wéi 湾wān 屯tún"),
    ("道路", "路lù 街jiē 大dà道dào 巷xiàng 弄lòng"),
    ("桥梁", "桥qiáo 大dà桥qiáo 石shí桥qiáo"),
    ("居民区", "小xiǎo区qū 花huā园yuán 苑yuàn 公gōng寓yù 新xīn村cūn"),
    ("建筑物", "大dà厦shà 大dà楼lóu 中zhōng心xīn 广guǎng场chǎng"),
];

/// Generics of towns.
pub const TOWNS: [&str; 3] = ["镇", "乡", "街道"];
/// Status, each with its share in a hundred.
pub const STATUS: [(&str, u64); 4] = [("现用", 88), ("曾用", 6), ("注销", 4), ("规划", 2)];
/// Grades.
pub const GRADES: [&str; 5] = ["一级", "二级", "三级", "四级", "五级"];

/// One word: its characters and their readings, separated by blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Chinese characters.
    pub text: String,
    /// Their readings.
    pub pinyin: String,
}

/// Reads `大dà道dào 路lù` into words.
pub fn words(list: &str) -> Vec<Word> {
    list.split_whitespace().map(word).collect()
}

fn word(spelled: &str) -> Word {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut word = Word { text: String::new(), pinyin: String::new() };
    for c in spelled.chars() {
        if !is_chinese(c) {
            word.pinyin.push(c);
            continue;
        }
        if !word.text.is_empty() {
            word.pinyin.push(' ');
        }
        word.text.push(c);
    }
    word
}
