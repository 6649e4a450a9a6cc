//! Plain decimal numbers, read without the tables (10 KB in the page) that reading every notation takes.

/// Significant digits read; they fit in 64 bits. Further decimals are dropped.
const DIGITS_MAX: usize = 19;

/// The number nearest to a text such as `-12.50`; `None` for anything else (exponents, `inf`, more
/// than 19 digits before the point).
pub fn parse_decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = whole.trim_start_matches('0');
    let decimals = decimals.get(..decimals.len().min(DIGITS_MAX.checked_sub(whole.len())?))?;
    if !unsigned.contains(|c: char| c.is_ascii_digit()) || !unsigned.bytes().all(|b| b == b'.' || b.is_ascii_digit()) {
        return None;
    }
    let digit = |value: u64, b: u8| Some(value * 10 + u64::from(b.checked_sub(b'0').filter(|d| *d < 10)?));
    let digits = whole.bytes().chain(decimals.bytes()).try_fold(0, digit)?;
    let size = quotient(digits, 10u64.pow(decimals.len() as u32));
    Some(if text.starts_with('-') { -size } else { size })
}

/// The number nearest to `digits / divisor`.
fn quotient(digits: u64, divisor: u64) -> f64 {
    // Shifted to the top, the quotient has at least 63 bits, ten more than are kept; the last one
    // tells whether anything remained, so that rounding them away rounds the true quotient.
    let shift = u128::from(digits.max(1)).leading_zeros();
    let (shifted, divisor) = (u128::from(digits) << shift, u128::from(divisor));
    let rounded = ((shifted / divisor) | u128::from(!shifted.is_multiple_of(divisor))) as f64;
    rounded / 2f64.powi(shift as i32)
}

#[cfg(test)]
mod tests {
    use super::parse_decimal;
    use proptest::prelude::*;

    #[test]
    fn plain_decimals_are_read_and_nothing_else() {
        for (text, number) in [
            ("0", Some(0.0)),
            ("-12.50", Some(-12.5)),
            ("+.5", Some(0.5)),
            ("5.", Some(5.0)),
            ("000000000000000000000007", Some(7.0)),
            ("31.8123456789012345678901", Some(31.812_345_678_901_234)),
            ("99999999999999999999", None),
            ("1e3", None),
            ("1.2.3", None),
            ("1-2", None),
            ("inf", None),
            ("NaN", None),
            ("", None),
            (".", None),
            ("-", None),
            ("５", None),
            ("1.五", None),
        ] {
            assert_eq!(parse_decimal(text), number, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_the_number_that_the_standard_library_reads(digits: u64, point in 0usize..19, minus: bool) {
            let digits = format!("{:020}", digits / 10);
            let (whole, decimals) = digits.split_at(digits.len() - point);
            let text = format!("{}{whole}.{decimals}", if minus { "-" } else { "" });
            prop_assert_eq!(parse_decimal(&text), text.parse().ok(), "{}", text);
        }
    }
}
