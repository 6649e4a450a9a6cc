//! Numbers, distances, dates, sizes and positions as a reader of either language writes them.

use crate::catalog::Lang;
use crate::geo::LonLat;

/// A number with groups of three digits and at most two decimals, without trailing zeros.
pub fn number(_lang: Lang, n: f64) -> String {
    if !n.is_finite() {
        return "–".to_owned();
    }
    let rounded = format!("{:.2}", n.abs());
    let (whole, decimals) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        out = format!("{out}.{decimals}");
    }
    if n < 0.0 && out != "0" { format!("-{out}") } else { out }
}

/// Significant digits of a value: what is behind them is the noise of binary numbers.
const VALUE_DIGITS: i32 = 12;

/// Most zeros shown behind the point.
const ZEROS_MAX: i32 = 20;

/// A value of a record with the decimals that it has, groups of three digits before the point.
pub fn figure(n: f64) -> String {
    let plain = plain_figure(n);
    let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
    if !n.is_finite() {
        return plain;
    }
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(w, d)| (w, Some(d)));
    let mut out = String::from(if unsigned.len() < plain.len() { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// The same without groups, for tables that programs read.
pub fn plain_figure(n: f64) -> String {
    if !n.is_finite() {
        return "–".to_owned();
    }
    let (mut rest, mut before) = (n.abs(), 0);
    while rest >= 1.0 {
        (rest, before) = (rest / 10.0, before + 1);
    }
    while rest < 0.1 && before > -ZEROS_MAX {
        (rest, before) = (rest * 10.0, before - 1);
    }
    let decimals = (VALUE_DIGITS - before).max(0) as usize;
    let text = format!("{n:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A distance given in metres: to 10 m below a kilometre, to 0.1 km below 100 km, then whole.
pub fn distance(lang: Lang, distance_m: f64) -> String {
    let (value, unit) = if distance_m < 995.0 {
        ((distance_m / 10.0).round() * 10.0, ["米", "m"])
    } else if distance_m < 99_950.0 {
        ((distance_m / 100.0).round() / 10.0, ["公里", "km"])
    } else {
        ((distance_m / 1000.0).round(), ["公里", "km"])
    };
    format!("{} {}", number(lang, value), unit[lang as usize])
}

/// A date given as `yyyymmdd` with 00 for what is not known: day, month or year.
pub fn date(lang: Lang, yyyymmdd: u32) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = (yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100);
    let month_name = (month as usize).checked_sub(1).and_then(|m| MONTHS.get(m));
    match (lang, month_name, day) {
        (Lang::Zh, Some(_), 0) => format!("{year}年{month}月"),
        (Lang::Zh, Some(_), _) => format!("{year}年{month}月{day}日"),
        (Lang::Zh, None, _) => format!("{year}年"),
        (Lang::En, Some(name), 0) => format!("{name} {year}"),
        (Lang::En, Some(name), _) => format!("{day} {name} {year}"),
        (Lang::En, None, _) => year.to_string(),
    }
}

/// A size in bytes, in steps of 1000.
pub fn bytes(lang: Lang, size_bytes: u64) -> String {
    let size = size_bytes as f64;
    let tenth = |n: f64| (n * 10.0).round() / 10.0;
    match size_bytes {
        0..1_000 => format!("{size_bytes} B"),
        1_000..1_000_000 => format!("{} kB", number(lang, (size / 1e3).round())),
        1_000_000..1_000_000_000 => format!("{} MB", number(lang, tenth(size / 1e6))),
        _ => format!("{} GB", number(lang, tenth(size / 1e9))),
    }
}

/// A part of a whole in whole per cents, never 100 before it is whole.
pub fn percent(part: u64, whole: u64) -> u32 {
    if whole == 0 || part >= whole {
        return 100;
    }
    (part as f64 / whole as f64 * 100.0).min(99.0) as u32
}

/// A position in degrees with `decimals` decimals (five are about a metre), hemispheres in words.
pub fn coordinates(lang: Lang, at: LonLat, decimals: usize) -> String {
    let (lon, lat) = (format!("{:.decimals$}°", at.lon.abs()), format!("{:.decimals$}°", at.lat.abs()));
    let (east, north) = (at.lon >= 0.0, at.lat >= 0.0);
    match lang {
        Lang::Zh => {
            format!("{}{lon}，{}{lat}", if east { "东经" } else { "西经" }, if north { "北纬" } else { "南纬" })
        }
        Lang::En => format!("{lon} {}, {lat} {}", if east { "E" } else { "W" }, if north { "N" } else { "S" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Zh};

    #[test]
    fn numbers() {
        let table = [(0.0, "0"), (-0.001, "0"), (999.0, "999"), (1000.0, "1,000"), (1234567.891, "1,234,567.89")];
        for (n, want) in table {
            assert_eq!(number(Zh, n), want);
        }
        assert_eq!(number(En, -1250.5), "-1,250.5");
        assert_eq!(number(En, f64::NAN), "–");
    }

    #[test]
    fn values_keep_their_decimals() {
        let table = [
            (3.25, "3.25"),
            (3.256, "3.256"),
            (2_350.5, "2,350.5"),
            (0.1 + 0.2, "0.3"),
            (-1_234_567.891, "-1,234,567.891"),
            (80.0, "80"),
            (0.0, "0"),
            (-0.0, "0"),
            (121.661_234_5, "121.6612345"),
            (0.000_123, "0.000123"),
            (1e-9, "0.000000001"),
            (1e-300, "0"),
            (999.999_999_999_999_9, "1,000"),
            (1e15, "1,000,000,000,000,000"),
            (320_681.0, "320,681"),
            (f64::NAN, "–"),
        ];
        for (n, want) in table {
            assert_eq!(figure(n), want);
        }
        assert_eq!(plain_figure(2_350.5), "2350.5");
        assert_eq!(plain_figure(0.1 + 0.2), "0.3");
    }

    #[test]
    fn distances() {
        let table = [
            (4.0, "0 米", "0 m"),
            (847.0, "850 米", "850 m"),
            (994.9, "990 米", "990 m"),
            (995.0, "1 公里", "1 km"),
            (1_230.0, "1.2 公里", "1.2 km"),
            (99_960.0, "100 公里", "100 km"),
            (1_234_567.0, "1,235 公里", "1,235 km"),
        ];
        for (metres, zh, en) in table {
            assert_eq!((distance(Zh, metres).as_str(), distance(En, metres).as_str()), (zh, en));
        }
    }

    #[test]
    fn dates_keep_their_precision() {
        let table = [
            (20240305, "2024年3月5日", "5 March 2024"),
            (20231000, "2023年10月", "October 2023"),
            (19980000, "1998年", "1998"),
        ];
        for (day, zh, en) in table {
            assert_eq!((date(Zh, day).as_str(), date(En, day).as_str()), (zh, en));
        }
    }

    #[test]
    fn sizes_and_parts() {
        assert_eq!(bytes(Zh, 999), "999 B");
        assert_eq!(bytes(Zh, 25_400), "25 kB");
        assert_eq!(bytes(En, 253_000_000), "253 MB");
        assert_eq!(bytes(En, 2_000_000_000), "2 GB");
        assert_eq!((percent(1, 3), percent(9_999, 10_000), percent(5, 5), percent(0, 0)), (33, 99, 100, 100));
    }

    #[test]
    fn positions() {
        let at = LonLat { lon: 121.66, lat: 31.81 };
        assert_eq!(coordinates(Zh, at, 5), "东经121.66000°，北纬31.81000°");
        assert_eq!(coordinates(En, LonLat { lon: -0.5, lat: -3.25 }, 2), "0.50° W, 3.25° S");
    }
}
