//! Days of the calendar as numbers, for what is due.

/// A day: year, month, day.
pub type Day = (i32, i32, i32);

/// Reads `yyyy-mm-dd`; `None` for what is no day.
pub fn parse_day(text: &str) -> Option<Day> {
    let mut parts = text.trim().split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let date = (year, month, day);
    let is_one = parts.next().is_none() && (1..=9999).contains(&year) && day_of(day_number(date)) == date;
    is_one.then_some(date)
}

/// Days since 0000-03-01 (the proleptic Gregorian calendar): a year begins in March, so that the leap day ends it.
pub fn day_number((year, month, day): Day) -> i32 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 1
}

/// The day of a number.
pub fn day_of(number: i32) -> Day {
    let mut year = (10_000 * i64::from(number) + 14_780).div_euclid(3_652_425) as i32;
    let start = |year: i32| day_number((year, 3, 1));
    if start(year) > number {
        year -= 1;
    }
    let rest = number - start(year);
    let month = (5 * rest + 2) / 153;
    let day = rest - (153 * month + 2) / 5 + 1;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

/// `yyyy-mm-dd` of a number.
pub fn day_text(number: i32) -> String {
    let (year, month, day) = day_of(number);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The number of a day given as `yyyymmdd`.
pub fn today_number(today: u32) -> i32 {
    let today = today as i32;
    day_number((today / 10_000, today / 100 % 100, today % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_and_follow_each_other() {
        let (first, last) = (day_number((1900, 1, 1)), day_number((2100, 12, 31)));
        assert_eq!(last - first, 73_413, "days of 201 years with 49 leap days");
        for number in first..=last {
            assert_eq!(day_number(day_of(number)), number);
            assert_eq!(parse_day(&day_text(number)), Some(day_of(number)));
        }
        assert_eq!(day_text(today_number(20_240_228) + 2), "2024-03-01");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "2024", "2024-02-30", "2023-02-29", "2024-13-01", "2024-0-1", "2024-01-01-01", "x-1-1", "0-1-1"]
        {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
