//! Whether a place is open, in words.

use super::{CardMsg, fill, text};
use crate::catalog::Lang;
use diming_text::hours::OpenState;

const DAYS: [CardMsg; 7] = [
    CardMsg::OnMonday,
    CardMsg::OnTuesday,
    CardMsg::OnWednesday,
    CardMsg::OnThursday,
    CardMsg::OnFriday,
    CardMsg::OnSaturday,
    CardMsg::OnSunday,
];

/// Whether a place is open, and until or from when; `weekday` is today's (0: Monday).
pub fn open_words(lang: Lang, state: OpenState, weekday: u8) -> String {
    match state {
        OpenState::Always => text(lang, CardMsg::OpenAlways).to_owned(),
        OpenState::Until(minutes) => fill(lang, CardMsg::OpenUntil, &[("time", &time(minutes))]),
        OpenState::Opens { in_days, at_min } => {
            let day = day_words(lang, in_days, weekday);
            fill(lang, CardMsg::OpensLater, &[("day", &day), ("time", &time(at_min))])
        }
    }
}

/// The day that is so many days from today.
fn day_words(lang: Lang, in_days: u8, weekday: u8) -> String {
    let day = text(lang, DAYS[usize::from(weekday + in_days) % 7]);
    match in_days {
        0 => text(lang, CardMsg::Today).to_owned(),
        1 => text(lang, CardMsg::Tomorrow).to_owned(),
        2..7 => day.to_owned(),
        _ => fill(lang, CardMsg::NextWeek, &[("day", day)]),
    }
}

/// Minutes after midnight as 8:00.
fn time(minutes: u16) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SATURDAY: u8 = 5;

    #[test]
    fn open_until_and_opens_when_are_said_in_both_languages() {
        let opens = |in_days, at_min| OpenState::Opens { in_days, at_min };
        let table = [
            (OpenState::Always, "全天开放", "always open"),
            (OpenState::Until(17 * 60), "现在开放，到 17:00", "open now, until 17:00"),
            (opens(0, 13 * 60 + 30), "现在不开放，今天 13:30 开", "closed now, opens today at 13:30"),
            (opens(1, 8 * 60), "现在不开放，明天 8:00 开", "closed now, opens tomorrow at 8:00"),
            (opens(2, 8 * 60 + 30), "现在不开放，星期一 8:30 开", "closed now, opens on Monday at 8:30"),
            (opens(7, 9 * 60 + 5), "现在不开放，下星期六 9:05 开", "closed now, opens on Saturday next week at 9:05"),
        ];
        for (state, zh, en) in table {
            assert_eq!(open_words(Lang::Zh, state, SATURDAY), format!("按登记的时间，{zh}"));
            assert_eq!(open_words(Lang::En, state, SATURDAY), format!("By the registered hours: {en}"));
        }
    }
}
