//! Whether and how the review uses a file as a register, in words.

use super::DeskMsg;
use crate::review::{RegisterInfo, RegisterStanding};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::{counted, fill, number, text};

/// Whether a register is used and how many names of it, or why not; and what of it was not understood or left out, a line each.
pub fn register_words(lang: Lang, info: &RegisterInfo) -> (String, Vec<String>) {
    let of = |n: u32, msg: DeskMsg| (n > 0).then(|| counted(lang, msg, u64::from(n)));
    let nameless = info.left_out.saturating_sub(info.repeated + info.garbled);
    let standing = match info.standing {
        RegisterStanding::Used if info.is_heritage => counted(lang, DeskMsg::SourceHeritage, u64::from(info.names)),
        RegisterStanding::Used => counted(lang, DeskMsg::SourceUsed, u64::from(info.names)),
        RegisterStanding::Off => text(lang, DeskMsg::SourceOff).to_owned(),
        RegisterStanding::Facilities if info.of_places.0 > 0 => {
            let (n, all) = (number(lang, f64::from(info.of_places.0)), number(lang, f64::from(info.of_places.1)));
            fill(lang, DeskMsg::SourceMixed, &[("n", &n), ("all", &all)])
        }
        RegisterStanding::Facilities => text(lang, DeskMsg::SourceFacilities).to_owned(),
        RegisterStanding::Unusable if info.left_out == 0 => text(lang, DeskMsg::SourceEmpty).to_owned(),
        RegisterStanding::Unusable => counted(lang, DeskMsg::SourceUnusable, u64::from(info.left_out)),
    };
    let unknown = |unknown: &(u32, String), msg: DeskMsg| {
        let values = [("n", &*number(lang, f64::from(unknown.0))), ("words", &*unknown.1)];
        (unknown.0 > 0).then(|| fill(lang, msg, &values))
    };
    let is_counted = info.is_used();
    let part = info.is_part && !matches!(info.standing, RegisterStanding::Off | RegisterStanding::Facilities);
    let lines = [
        part.then(|| text(lang, DeskMsg::SourcePart).to_owned()),
        of(info.unread, DeskMsg::SourceUnread).filter(|_| info.is_wanted()),
        of(nameless, DeskMsg::SourceNameless).filter(|_| is_counted),
        of(info.garbled, DeskMsg::SourceGarbled),
        unknown(&info.types_unknown, DeskMsg::SourceTypes),
        unknown(&info.statuses_unknown, DeskMsg::SourceStatuses),
    ];
    (standing, lines.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_register_is_used_for_and_what_of_it_is_not() {
        let info = RegisterInfo {
            names: 12,
            left_out: 6,
            repeated: 2,
            garbled: 1,
            types_unknown: (3, "甲、乙".into()),
            statuses_unknown: (1, "停用".into()),
            is_part: true,
            unread: 2,
            ..RegisterInfo::default()
        };
        let told = |lang: Lang, info: &RegisterInfo| {
            let (standing, lines) = register_words(lang, info);
            format!("{standing}\n{}", lines.join("\n"))
        };
        let zh = "用作地名库 12 条\n没有读全，其余的地名没有比较\n没有读全：有 2 处残缺或未采用（见“数据问题”），其中的地名没有比较\n3 条没有可用的名称，未计入\n\
            1 条的名称有无法识别的字（请检查文件编码），未计入\n3 条的类别不认识（甲、乙），按各种类别比较\n\
            1 条的状态不认识（停用），按现用比较";
        assert_eq!(told(Lang::Zh, &info), zh);
        let en = told(Lang::En, &info);
        assert!(en.starts_with("used as a register, 12 names\nnot read whole") && en.lines().count() == 7, "{en}");
        let of = |standing: RegisterStanding, left_out: u32| {
            told(Lang::En, &RegisterInfo { standing, left_out, ..RegisterInfo::default() })
        };
        let all = [
            of(RegisterStanding::Off, 0),
            of(RegisterStanding::Facilities, 0),
            of(RegisterStanding::Unusable, 0),
            of(RegisterStanding::Unusable, 3),
        ];
        assert!(all.iter().all(|told| told.starts_with("not used: ")), "{all:?}");
        assert!(all[3].contains("none of its 3 records"), "{all:?}");
    }
}
