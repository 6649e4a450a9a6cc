//! Opening hours as offices write them: 周一至周五 8:30–11:30，13:30–17:30; 全天; 每天 8：00-17：00.
//!
//! Only what is understood to its last character is read: of a season, a visiting time or a remark nobody is told that a
//! place is open. Public holidays are in no such text, so that the answer is what was announced, not what is.

/// Minutes of a day.
const DAY_MIN: u16 = 24 * 60;
/// Every day of the week, a bit each, Monday first.
const WEEK: u8 = 0b111_1111;
const DASHES: [char; 8] = ['–', '-', '—', '~', '～', '－', '至', '到'];
const PAUSES: [char; 6] = ['，', ',', '、', ' ', '；', ';'];

/// On these days of the week it is open from one minute of the day to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    days: u8,
    from_min: u16,
    to_min: u16,
}

/// Opening hours of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningHours {
    spans: Vec<Span>,
}

/// How a place stands at a time, as its hours say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenState {
    /// Always open.
    Always,
    /// Open until so many minutes after midnight.
    Until(u16),
    /// Closed; opens in so many days (0: today, 6 at most, 7: on this day of the next week) at so many minutes after midnight.
    Opens {
        /// Days from now.
        in_days: u8,
        /// Minutes after midnight.
        at_min: u16,
    },
}

impl OpeningHours {
    /// Reads opening hours; `None` where a part of the text is not understood.
    pub fn read(text: &str) -> Option<OpeningHours> {
        let (mut rest, mut days, mut spans) = (text.trim(), WEEK, Vec::new());
        while !rest.is_empty() {
            if let Some((read, after)) = read_days(rest) {
                (days, rest) = (read, after.trim_start_matches(PAUSES));
            }
            let (from_min, to_min, after) = read_span(rest)?;
            spans.push(Span { days, from_min, to_min });
            rest = after.trim_start_matches(PAUSES);
        }
        (!spans.is_empty()).then_some(OpeningHours { spans })
    }

    /// How it stands on a day of the week (0: Monday) at so many minutes after midnight.
    pub fn state_at(&self, weekday: u8, now_min: u16) -> OpenState {
        let on = |in_days: u8| {
            let day = 1 << ((weekday + in_days) % 7);
            self.spans.iter().filter(move |span| span.days & day != 0)
        };
        if self.spans.iter().any(|span| span.days == WEEK && span.from_min == 0 && span.to_min == DAY_MIN) {
            return OpenState::Always;
        }
        if let Some(span) = on(0).find(|span| (span.from_min..span.to_min).contains(&now_min)) {
            return OpenState::Until(span.to_min);
        }
        for in_days in 0..=7 {
            let is_ahead = |span: &&Span| in_days > 0 || span.from_min > now_min;
            if let Some(at_min) = on(in_days).filter(is_ahead).map(|span| span.from_min).min() {
                return OpenState::Opens { in_days, at_min };
            }
        }
        OpenState::Always
    }
}

/// Day of the week (0: Monday) and minutes after midnight in China (UTC + 8 h) at a time in milliseconds since 1970.
pub fn time_in_china(unix_ms: u64) -> (u8, u16) {
    /// 1 January 1970 was a Thursday.
    const FIRST_WEEKDAY: u64 = 3;
    let minutes = unix_ms / 60_000 + 8 * 60;
    let (days, of_day) = (minutes / u64::from(DAY_MIN), minutes % u64::from(DAY_MIN));
    (((days + FIRST_WEEKDAY) % 7) as u8, of_day as u16)
}

/// Days at the beginning of a text, and what follows.
fn read_days(text: &str) -> Option<(u8, &str)> {
    for (word, days) in [("全年", WEEK), ("每天", WEEK), ("每日", WEEK), ("工作日", 0b001_1111), ("周末", 0b110_0000)]
    {
        if let Some(after) = text.strip_prefix(word) {
            return Some((days, after));
        }
    }
    let (first, after) = read_day(text)?;
    let Some(after_dash) = after.strip_prefix(DASHES) else { return Some((1 << first, after)) };
    let (last, after) = read_day(after_dash)?;
    let days = (0..7).filter(|n| (first + n) % 7 == first || n <= &((last + 7 - first) % 7));
    Some((days.fold(0, |all, n| all | 1 << ((first + n) % 7)), after))
}

/// A day of the week, 0 for Monday.
fn read_day(text: &str) -> Option<(u8, &str)> {
    let name = text.strip_prefix("周").or_else(|| text.strip_prefix("星期")).or_else(|| text.strip_prefix("礼拜"))?;
    let mut letters = name.chars();
    let place = "一二三四五六日天".chars().position(|day| Some(day) == letters.clone().next())?;
    letters.next();
    Some((place.min(6) as u8, letters.as_str()))
}

/// A span of a day, and what follows.
fn read_span(text: &str) -> Option<(u16, u16, &str)> {
    for word in ["全天", "24小时", "24 小时"] {
        if let Some(after) = text.strip_prefix(word) {
            return Some((0, DAY_MIN, after.strip_prefix("开放").unwrap_or(after)));
        }
    }
    let (from_min, after) = read_time(text)?;
    let (to_min, after) = read_time(after.trim_start().strip_prefix(DASHES)?.trim_start())?;
    // What ends after midnight is told by nobody here, and may as well be a slip.
    (from_min < to_min).then_some((from_min, to_min, after))
}

/// A time of day in minutes after midnight, and what follows.
fn read_time(text: &str) -> Option<(u16, &str)> {
    let (hours, after) = read_number(text)?;
    let (minutes, after) = read_number(after.strip_prefix([':', '：'])?)?;
    let is_time = minutes < 60 && (hours < 24 || hours == 24 && minutes == 0);
    is_time.then_some((hours * 60 + minutes, after))
}

/// One or two digits, and what follows.
fn read_number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = (1..=2).contains(&end).then(|| text[..end].parse().ok())??;
    Some((number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: u8 = 0;
    const SATURDAY: u8 = 5;
    const SUNDAY: u8 = 6;

    fn at(text: &str, weekday: u8, hours: u16, minutes: u16) -> OpenState {
        OpeningHours::read(text).unwrap().state_at(weekday, hours * 60 + minutes)
    }

    fn opens(in_days: u8, hours: u16, minutes: u16) -> OpenState {
        OpenState::Opens { in_days, at_min: hours * 60 + minutes }
    }

    #[test]
    fn hours_say_whether_it_is_open_and_until_when() {
        assert_eq!(at("8:00–16:30", SUNDAY, 8, 0), OpenState::Until(16 * 60 + 30));
        assert_eq!(at("8:00–16:30", SUNDAY, 16, 30), opens(1, 8, 0));
        assert_eq!(at("8:00–16:30", SUNDAY, 7, 59), opens(0, 8, 0));
        assert_eq!(at("周一至周五 8:30-17:30", SATURDAY, 10, 0), opens(2, 8, 30));
        assert_eq!(at("周一到周六 8：00～17：00", SUNDAY, 10, 0), opens(1, 8, 0));
        assert_eq!(at("周一至周六 8:30–11:30，13:30–17:30", MONDAY, 12, 0), opens(0, 13, 30));
        assert_eq!(at("周一至周六 8:30–11:30，13:30–17:30", MONDAY, 9, 0), OpenState::Until(11 * 60 + 30));
        assert_eq!(at("周六至周一 9:00–10:00", MONDAY, 9, 30), OpenState::Until(600));
        assert_eq!(at("周六至周一 9:00–10:00", MONDAY, 10, 30), opens(5, 9, 0));
        assert_eq!(at("星期三 9:00–10:00", 2, 11, 0), opens(7, 9, 0));
        assert_eq!(at("工作日 9:00–17:00；周末 10:00–16:00", SATURDAY, 9, 30), opens(0, 10, 0));
        for text in ["全天", "24小时", "全年 24小时开放", "周一至周日 0:00–24:00"] {
            assert_eq!(at(text, SUNDAY, 3, 0), OpenState::Always, "{text}");
        }
    }

    #[test]
    fn the_clock_in_china_is_eight_hours_ahead() {
        assert_eq!(time_in_china(0), (3, 8 * 60));
        // 2024-07-07T15:59:59.999Z and a millisecond later: Sunday ends, Monday begins.
        assert_eq!(time_in_china(1_720_367_999_999), (SUNDAY, 23 * 60 + 59));
        assert_eq!(time_in_china(1_720_368_000_000), (MONDAY, 0));
        // 2024-02-29T02:30:00Z, a Thursday.
        assert_eq!(time_in_china(1_709_173_800_000), (3, 10 * 60 + 30));
    }

    #[test]
    fn what_is_not_understood_to_its_end_is_not_read() {
        let texts = [
            "",
            "全天，探视 9:00–17:00",
            "清明期间 6:30–17:00，其余时间 8:00–16:30",
            "8:00",
            "8:00–25:00",
            "17:00–8:00",
            "周一至 8:00–9:00",
            "8点到17点",
            "预约",
            "周一至周五",
            "8:00–16:30（节假日除外）",
        ];
        for text in texts {
            assert_eq!(OpeningHours::read(text), None, "{text}");
        }
    }
}
