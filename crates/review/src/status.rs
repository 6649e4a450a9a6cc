//! Whether a registered name is in use: by the word of its record's status, and the day it ended.

use diming_engine::dataset::Date;
use diming_engine::ingest::lenient::{is_placeholder, parse_date};
use diming_review_protocol::finding::Status;

const CURRENT: &str = " 现用 在用 正在使用 使用 使用中 有效 正常 启用 现行 标准 现势 批准 建设中 在建 规划 规划中 current inuse active valid ";
const FORMER: &str = " 曾用 旧称 旧 原 曾 更 更改 改 改称 former old renamed ";
const CANCELLED: &str = " 注销 销 废止 废弃 废 撤销 撤消 撤并 撤 停用 停止使用 停止 不再使用 弃用 作废 失效 无效 消失 消亡 取消 合并 并入 \
                         cancelled canceled revoked abolished withdrawn inactive invalid expired disused outofuse notinuse ";
/// What stands before the name or place that took its place.
const BEFORE_ANOTHER: [(&str, Status); 5] = [
    ("更名为", Status::Former),
    ("改名为", Status::Former),
    ("改称", Status::Former),
    ("并入", Status::Cancelled),
    ("合并到", Status::Cancelled),
];
/// What stands for no end in the field of the day on which a name ended.
const NO_END: [&str; 5] = ["无", "至今", "长期", "长期有效", "永久"];

/// The status of a register's word; `None` for a word that is not known. No word is the status in use.
pub fn status_of_word(word: &str) -> Option<Status> {
    let word: String = word.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect();
    let open = word.strip_suffix([')', '）']);
    let Some((head, inner)) = open.and_then(|open| open.split_once(['(', '（'])) else { return of_bare(&word) };
    // What is in brackets must not say otherwise: 已更名（旧名）, but 已更名（新名） is not understood.
    let (of_head, of_inner) = (of_bare(head)?, of_bare(inner)?);
    let is_over = |status: Status| status != Status::Current;
    (!head.is_empty() && is_over(of_head) == is_over(of_inner)).then_some(of_head)
}

fn of_bare(word: &str) -> Option<Status> {
    let bare = word.strip_prefix("已经").or_else(|| word.strip_prefix('已')).unwrap_or(word);
    if let Some((_, status)) = BEFORE_ANOTHER.iter().find(|(before, _)| bare.starts_with(before)) {
        return Some(*status);
    }
    let bare = ["地名", "名称", "名"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    if bare.is_empty() {
        return word.is_empty().then_some(Status::Current);
    }
    let wanted = format!(" {} ", bare.to_ascii_lowercase());
    let lists = [(CURRENT, Status::Current), (FORMER, Status::Former), (CANCELLED, Status::Cancelled)];
    lists.iter().find(|(words, _)| words.contains(&wanted)).map(|(_, status)| *status)
}

/// When a name ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It has not, or not yet.
    Open,
    /// Before today.
    Past,
    /// The text is no day.
    NotUnderstood,
}

impl End {
    /// Of the text of a field; `today` as `yyyymmdd`.
    pub fn of_text(text: &str, today: u32) -> End {
        let text = text.trim();
        if is_placeholder(text) || NO_END.contains(&text) {
            return End::Open;
        }
        parse_date(text).map_or(End::NotUnderstood, |date| End::of_date(date, today))
    }

    /// Of a day, month or year; the last day of it counts as in use.
    pub fn of_date(date: Date, today: u32) -> End {
        if date != Date::UNKNOWN && date.last_day() < today { End::Past } else { End::Open }
    }

    /// What a record's status and end say together; `None` where either is not understood: it counts as in use.
    pub fn status(self, said: Option<Status>) -> Option<Status> {
        match (self, said) {
            (_, Some(Status::Former | Status::Cancelled)) => said,
            (End::Past, _) => Some(Status::Cancelled),
            (End::Open, _) => said,
            (End::NotUnderstood, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_registers() {
        let former = [
            "曾用",
            "曾用名",
            "已更名",
            "已更名(旧名)",
            "已更名（旧名）",
            "更名",
            "已改名",
            "已更名为人民路",
            "旧名",
            "renamed",
        ];
        let cancelled = [
            "注销",
            "已注销",
            "停用",
            "已停用",
            "停用地名",
            "停止使用",
            "不再使用",
            "废止",
            "已废止",
            "已经废止",
            "已 撤销",
            "撤消",
            "已撤并",
            "已废弃",
            "作废",
            "失效",
            "已并入南阳镇",
            "注销（废止）",
            "Cancelled",
            "out of use",
            "out-of-use",
            "not_in_use",
        ];
        let current = ["", " ", "现用", "现用名", "正在使用", "in use", "使用中（有效）", "标准名称"];
        let lists = [
            (&former[..], Some(Status::Former)),
            (&cancelled, Some(Status::Cancelled)),
            (&current, Some(Status::Current)),
            (
                &[
                    "拟注销",
                    "待停用",
                    "未停用",
                    "已更名（新名）",
                    "现用（已注销）",
                    "（停用）",
                    "已",
                    "名",
                    "1",
                    "2015年",
                    "部分停用",
                    "储备",
                ],
                None,
            ),
        ];
        for (words, status) in lists {
            for word in words {
                assert_eq!(status_of_word(word), status, "{word:?}");
            }
        }
    }

    #[test]
    fn a_name_that_ended_is_cancelled() {
        let today = 20_261_129;
        for (text, end) in [
            ("", End::Open),
            ("/", End::Open),
            ("无", End::Open),
            ("长期", End::Open),
            ("9999-12-31", End::Open),
            ("2026", End::Open),
            ("2026年11月29日", End::Open),
            ("2026-11-28", End::Past),
            ("2026年10月", End::Past),
            ("2003", End::Past),
            (" 2003年 ", End::Past),
            ("不清楚", End::NotUnderstood),
            ("2003年撤销", End::NotUnderstood),
        ] {
            assert_eq!(End::of_text(text, today), end, "{text:?}");
        }
        use Status::{Cancelled, Current, Former};
        for (said, open, past) in [
            (Some(Current), Some(Current), Some(Cancelled)),
            (Some(Former), Some(Former), Some(Former)),
            (Some(Cancelled), Some(Cancelled), Some(Cancelled)),
            (None, None, Some(Cancelled)),
        ] {
            assert_eq!([End::Open.status(said), End::Past.status(said)], [open, past], "{said:?}");
        }
        assert_eq!(End::NotUnderstood.status(Some(Current)), None);
        assert_eq!(End::NotUnderstood.status(Some(Former)), Some(Former));
    }
}
