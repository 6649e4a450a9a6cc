//! Decimal numbers, read exactly and without the tables of the standard library: 10 KB in what everybody loads first,
//! and nothing compresses them.

/// Significant digits that fit in 64 bits.
const SHORT_DIGITS: usize = 19;
/// Significant digits that can decide between two neighbouring numbers (767), and one that stands for all further ones.
const LONG_DIGITS: usize = 800;
/// With more digits than this before the point a number is infinite.
const BEFORE_POINT_MAX: i64 = 309;
/// With as many zeros as this, or more, between the point and the first digit it is zero.
const ZEROS_MAX: i64 = 324;

/// The number nearest to a text such as `-12.50` or `1.25e-3`, as IEEE 754 rounds it (ties to even; infinite where it is too
/// large); `None` for anything else (`inf`, `0x10`, spaces).
pub fn parse_decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(decimals.bytes());
    if digits().next().is_none() || !digits().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let significant = || digits().skip_while(|b| *b == b'0').map(|b| b - b'0');
    let count = significant().count();
    let exponent = exponent - decimals.len() as i64;
    let size = match u32::try_from(exponent.unsigned_abs()) {
        _ if count == 0 => 0.0,
        Ok(power) if count <= SHORT_DIGITS && power as usize <= SHORT_DIGITS => {
            let number = significant().fold(0, |number, digit| number * 10 + u64::from(digit));
            let power = 10u64.pow(power);
            if exponent < 0 { quotient(number, power) } else { (u128::from(number) * u128::from(power)) as f64 }
        }
        _ => nearest_to_long(significant(), count, exponent),
    };
    Some(if text.starts_with('-') { -size } else { size })
}

/// Digits behind an optional sign; beyond what changes anything, nothing is counted.
fn parse_exponent(text: &str) -> Option<i64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let far = 1 << 40;
    let size = unsigned.bytes().fold(0, |size, b| (size * 10 + i64::from(b - b'0')).min(far));
    Some(if text.starts_with('-') { -size } else { size })
}

/// The number nearest to `number / divisor`.
fn quotient(number: u64, divisor: u64) -> f64 {
    // Shifted to the top, the quotient has at least 63 bits, ten more than are kept; the last one
    // tells whether anything remained, so that rounding them away rounds the true quotient.
    let shift = u128::from(number.max(1)).leading_zeros();
    let (shifted, divisor) = (u128::from(number) << shift, u128::from(divisor));
    let rounded = ((shifted / divisor) | u128::from(!shifted.is_multiple_of(divisor))) as f64;
    rounded * power_of_two(-(shift as i32))
}

/// Two to a power from -1022 to 1023.
fn power_of_two(power: i32) -> f64 {
    f64::from_bits(((power + 1023) as u64) << 52)
}

/// The number nearest to `digits × 10^exponent`, worked out with whole numbers of any length: slow, for the few that are long.
/// The first digit is not 0.
fn nearest_to_long(digits: impl Iterator<Item = u8>, count: usize, exponent: i64) -> f64 {
    let before_point = count as i64 + exponent;
    if before_point > BEFORE_POINT_MAX {
        return f64::INFINITY;
    }
    if -before_point >= ZEROS_MAX {
        return 0.0;
    }
    let (mut limbs, mut exponent) = (Vec::new(), exponent);
    for (at, digit) in digits.enumerate() {
        if at < LONG_DIGITS {
            scale(&mut limbs, 10, u32::from(digit));
        } else if digit > 0 {
            // All further ones only tell that it is a little more.
            scale(&mut limbs, 10, 1);
            exponent += (count - LONG_DIGITS - 1) as i64;
            break;
        } else if at + 1 == count {
            exponent += (count - LONG_DIGITS) as i64;
        }
    }
    (0..exponent).for_each(|_| scale(&mut limbs, 10, 0));
    // So many bits below the point that 64 are left after the division.
    let below = (exponent.min(0).unsigned_abs() as usize * 10 / 3 + 64).div_ceil(32);
    limbs.splice(0..0, std::iter::repeat_n(0, below));
    let mut is_more = false;
    (exponent..0).for_each(|_| is_more |= divide(&mut limbs, 10) != 0);
    nearest_to_limbs(&limbs, is_more, -32 * below as i32)
}

/// `limbs × factor + more`; the lowest limb stands first.
fn scale(limbs: &mut Vec<u32>, factor: u32, more: u32) {
    let mut carry = u64::from(more);
    for limb in limbs.iter_mut() {
        carry += u64::from(*limb) * u64::from(factor);
        *limb = carry as u32;
        carry >>= 32;
    }
    if carry > 0 {
        limbs.push(carry as u32);
    }
}

/// Divides; gives what remains.
fn divide(limbs: &mut [u32], divisor: u32) -> u32 {
    let mut rest = 0;
    for limb in limbs.iter_mut().rev() {
        let part = rest << 32 | u64::from(*limb);
        *limb = (part / u64::from(divisor)) as u32;
        rest = part % u64::from(divisor);
    }
    rest as u32
}

/// The number nearest to `limbs × 2^power`, or to a little more.
fn nearest_to_limbs(limbs: &[u32], is_more: bool, power: i32) -> f64 {
    let used = limbs.len() - limbs.iter().rev().take_while(|limb| **limb == 0).count();
    let high = limbs[..used].iter().rev().chain(std::iter::repeat(&0)).take(4);
    let high = high.fold(0, |high: u128, limb| high << 32 | u128::from(*limb));
    let shift = high.leading_zeros();
    let is_more = is_more || limbs[..used.saturating_sub(4)].iter().any(|limb| *limb != 0);
    // 128 bits from the highest one on; the lowest tells whether anything is below them.
    let (top, power) = (high << shift | u128::from(is_more), power + 32 * (used as i32 - 4) - shift as i32);
    // Numbers below 2^-1022 have fewer bits, down to 2^-1074.
    let too_low = -1074 - power;
    if power + 127 < -1022 {
        let (kept, rest) = (top.checked_shr(too_low as u32).unwrap_or(0), top << (128 - too_low).max(0));
        let half = 1 << 127;
        let is_up = too_low <= 128 && (rest > half || rest == half && kept & 1 == 1);
        return f64::from_bits(kept as u64 + u64::from(is_up));
    }
    // In two steps, each within what a double holds.
    let first = power / 2;
    top as f64 * power_of_two(first) * power_of_two(power - first)
}

#[cfg(test)]
mod tests {
    use super::parse_decimal;
    use proptest::prelude::*;

    #[test]
    fn decimals_are_read_and_nothing_else() {
        for (text, number) in [
            ("0", Some(0.0)),
            ("-12.50", Some(-12.5)),
            ("+.5", Some(0.5)),
            ("5.", Some(5.0)),
            ("000000000000000000000007", Some(7.0)),
            ("31.8123456789012345678901", Some(31.812_345_678_901_234)),
            ("1e3", Some(1000.0)),
            ("-1.25E-3", Some(-0.001_25)),
            ("1e999", Some(f64::INFINITY)),
            ("0e999", Some(0.0)),
            ("1e-99999999999999999999", Some(0.0)),
            ("1.2.3", None),
            ("1-2", None),
            ("1e", None),
            ("e3", None),
            ("1e3.5", None),
            ("1e+-3", None),
            ("inf", None),
            ("NaN", None),
            ("", None),
            (".", None),
            ("-", None),
            ("--1", None),
            (" 1", None),
            ("５", None),
            ("1.五", None),
        ] {
            assert_eq!(parse_decimal(text), number, "{text}");
        }
    }

    #[track_caller]
    fn check(text: &str) {
        let expected = text.parse::<f64>().unwrap_or(f64::NAN);
        assert_eq!(parse_decimal(text).map(f64::to_bits), Some(expected.to_bits()), "{text}: {expected}");
    }

    /// All digits of a number of this machine, and of the middle between it and the next.
    fn exact(number: f64) -> [String; 2] {
        let next = f64::from_bits(number.to_bits() + 1);
        // 1 100 decimals hold every double; the middle has one bit, and so one decimal, more.
        let text = |number: f64| format!("{number:01500.1100}");
        let (low, high) = (text(number), text(next));
        let mut middle = Vec::new();
        let mut rest = 0;
        for (a, b) in low.bytes().zip(high.bytes()) {
            if a == b'.' {
                middle.push(b'.');
                continue;
            }
            let sum = rest * 10 + a - b'0' + b - b'0';
            // A carry goes to the digits before, which may be nines.
            (0..sum / 20).for_each(|_| carry(&mut middle));
            middle.push(b'0' + sum % 20 / 2);
            rest = sum % 2;
        }
        if rest == 1 {
            middle.push(b'5');
        }
        [low, String::from_utf8(middle).unwrap_or_default()]
    }

    /// One more in the last place.
    fn carry(digits: &mut [u8]) {
        for digit in digits.iter_mut().rev().filter(|digit| **digit != b'.') {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
    }

    #[test]
    fn the_hardest_are_read_as_the_standard_library_reads_them() {
        for number in [
            5e-324,
            1e-320,
            2.225_073_858_507_201e-308,
            2.225_073_858_507_201_4e-308,
            0.1,
            1.0,
            4503599627370497.5,
            9007199254740993.0,
            1e22,
            1e23,
        ] {
            for text in exact(number) {
                check(&text);
                check(&format!("{text}000000000000000000000000000001"));
                check(&format!("-{text}e3"));
            }
        }
        let many = |digit: &str, count: usize| digit.repeat(count);
        for text in [
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.47e-324",
            "4.9e-324",
            "1e-323",
            "1e-400",
            "1e308",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "9007199254740992.99999",
            "179769313486231580793728971405301e276",
            "0.0000000000000000000000000000000000000000001",
        ] {
            check(text);
        }
        check(&format!("0.{}1e5000", many("0", 5_000)));
        check(&format!("{}e-5000", many("7", 5_000)));
        check(&format!("1{}e-4000", many("0", 4_000)));
        check(&format!("1{}1e-4001", many("0", 4_000)));
        check(&many("9", 309));
        check(&many("9", 310));
    }

    proptest! {
        #[test]
        fn every_double_comes_back(bits: u64) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            for text in [format!("{number}"), format!("{number:e}"), format!("{number:.25e}"), format!("{number:.17}")] {
                prop_assert_eq!(parse_decimal(&text), text.parse().ok(), "{}", text);
            }
        }

        #[test]
        fn the_middle_between_two_doubles_goes_to_the_even_one(bits: u64) {
            let number = f64::from_bits(bits & !(1 << 63));
            prop_assume!(number < 1e30);
            for text in exact(number) {
                prop_assert_eq!(parse_decimal(&text), text.parse().ok(), "{}", text);
            }
        }

        #[test]
        fn it_is_the_number_that_the_standard_library_reads(text in "[-+]?[0-9]{0,25}(\\.[0-9]{0,25})?([eE][-+]?[0-9]{1,3})?") {
            prop_assert_eq!(parse_decimal(&text), text.parse().ok(), "{}", text);
        }
    }
}
