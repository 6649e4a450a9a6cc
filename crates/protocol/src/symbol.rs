//! How large the symbols of the map are, and how a count is written in one.

use crate::catalog::Lang;

/// Radius of a single record's sign, CSS pixels.
pub const SIGN_RADIUS_PX: f64 = 11.0;

/// How much larger the selected sign is.
pub const SELECTED_GROWTH: f64 = 1.4;

/// Halo of the selected sign, beyond its radius, CSS pixels.
pub const HALO_PX: f64 = 5.0;

/// Radius of a symbol in CSS pixels: a sign for one record, a disc that grows with the logarithm of the count.
pub fn radius_px(count: u32) -> f64 {
    if count < 2 { SIGN_RADIUS_PX } else { 14.0 + 4.0 * f64::from(count).log10() }
}

/// A count as it stands in a disc: whole up to 9999, then 1.2万, 35万, 100万 or 12k, 350k, 1M.
pub fn short_count(count: u32, lang: Lang) -> String {
    let (unit, sign) = match (lang, count) {
        (_, ..10_000) => return count.to_string(),
        (Lang::Zh, _) => (10_000, "万"),
        (Lang::En, ..1_000_000) => (1_000, "k"),
        (Lang::En, _) => (1_000_000, "M"),
    };
    let tenths = u64::from(count) * 10 / unit;
    match (tenths / 10, tenths % 10) {
        (whole, tenth) if whole < 10 && tenth > 0 => format!("{whole}.{tenth}{sign}"),
        (whole, _) => format!("{whole}{sign}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_stay_short() {
        let cases = [
            (9_999, "9999", "9999"),
            (10_000, "1万", "10k"),
            (12_900, "1.2万", "12k"),
            (352_000, "35万", "352k"),
            (1_000_000, "100万", "1M"),
            (1_250_000, "125万", "1.2M"),
        ];
        for (count, zh, en) in cases {
            assert_eq!((short_count(count, Lang::Zh).as_str(), short_count(count, Lang::En).as_str()), (zh, en));
        }
    }

    #[test]
    fn discs_grow_with_the_count() {
        let radii = [1, 2, 10, 100, 10_000, 1_000_000].map(radius_px);
        assert!(radii.windows(2).all(|r| r[0] < r[1]), "{radii:?}");
        assert!(radii[5] < 40.0);
    }
}
