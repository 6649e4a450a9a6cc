//! Columns of the narrowest type; when a value needs a wider one, the whole column is widened.

use super::columns::foresee_rows;
use std::collections::TryReserveError;

/// Codes of a dictionary, one a row.
#[derive(Clone, Debug)]
pub enum Codes {
    /// All below 256.
    Byte(Vec<u8>),
    /// All below 65 536.
    Short(Vec<u16>),
    /// Any.
    Long(Vec<u32>),
}

/// Numbers, one a row; NaN for unknown.
#[derive(Clone, Debug)]
pub enum Numbers {
    /// All exact in single precision.
    Single(Vec<f32>),
    /// Double precision.
    Double(Vec<f64>),
}

/// Evaluates an expression on the inner vector, whatever its width.
macro_rules! any_width {
    ($column:expr, Codes, $values:ident => $run:expr) => {
        match $column {
            $crate::dataset::Codes::Byte($values) => $run,
            $crate::dataset::Codes::Short($values) => $run,
            $crate::dataset::Codes::Long($values) => $run,
        }
    };
    ($column:expr, Numbers, $values:ident => $run:expr) => {
        match $column {
            $crate::dataset::Numbers::Single($values) => $run,
            $crate::dataset::Numbers::Double($values) => $run,
        }
    };
}
pub(crate) use any_width;

/// Converts a code of any width to an array index.
pub(crate) trait Code: Copy {
    fn place(self) -> usize;
}

impl Code for u8 {
    fn place(self) -> usize {
        usize::from(self)
    }
}

impl Code for u16 {
    fn place(self) -> usize {
        usize::from(self)
    }
}

impl Code for u32 {
    fn place(self) -> usize {
        self as usize
    }
}

/// A number of either width.
pub(crate) trait Number: Copy {
    fn value(self) -> f64;
}

impl Number for f32 {
    fn value(self) -> f64 {
        f64::from(self)
    }
}

impl Number for f64 {
    fn value(self) -> f64 {
        self
    }
}

impl Default for Codes {
    fn default() -> Self {
        Codes::Byte(Vec::new())
    }
}

impl Codes {
    /// Number of rows.
    pub fn len(&self) -> usize {
        any_width!(self, Codes, codes => codes.len())
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `take(row, code)` for each row.
    #[inline]
    pub fn each(&self, mut take: impl FnMut(usize, u32)) {
        any_width!(self, Codes, codes => codes.iter().enumerate().for_each(|(row, code)| take(row, code.place() as u32)));
    }

    /// The code of a row; 0 beyond the end.
    pub fn get(&self, row: usize) -> u32 {
        any_width!(self, Codes, codes => codes.get(row).map_or(0, |code| code.place() as u32))
    }

    /// Adds a row.
    #[inline]
    pub fn push(&mut self, code: u32) {
        match (&mut *self, u8::try_from(code), u16::try_from(code)) {
            (Codes::Byte(codes), Ok(code), _) => codes.push(code),
            (Codes::Short(codes), _, Ok(code)) => codes.push(code),
            (Codes::Long(codes), ..) => codes.push(code),
            _ => {
                self.widen();
                self.push(code);
            }
        }
    }

    #[cold]
    fn widen(&mut self) {
        *self = match self {
            Codes::Byte(codes) => Codes::Short(wider(codes)),
            Codes::Short(codes) => Codes::Long(wider(codes)),
            Codes::Long(codes) => Codes::Long(std::mem::take(codes)),
        }
    }

    /// Reserves room for one more row; fails if there is no memory.
    pub fn try_reserve(&mut self) -> Result<(), TryReserveError> {
        any_width!(self, Codes, codes => codes.try_reserve(1))
    }

    /// Reserves room for this many rows in all; best effort.
    pub fn foresee(&mut self, rows: usize) {
        any_width!(self, Codes, codes => foresee_rows(codes, rows));
    }
}

impl Default for Numbers {
    fn default() -> Self {
        Numbers::Single(Vec::new())
    }
}

impl Numbers {
    /// Number of rows.
    pub fn len(&self) -> usize {
        any_width!(self, Numbers, numbers => numbers.len())
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row; `None` where unknown or beyond the end.
    pub fn get(&self, row: usize) -> Option<f64> {
        any_width!(self, Numbers, numbers => numbers.get(row).map(|n| n.value())).filter(|n| !n.is_nan())
    }

    /// Adds a row; NaN for unknown.
    #[inline]
    pub fn push(&mut self, number: f64) {
        match self {
            Numbers::Single(numbers) if number.is_nan() || f64::from(number as f32) == number => {
                numbers.push(number as f32);
            }
            Numbers::Single(numbers) => {
                let mut numbers: Vec<f64> = wider(numbers);
                numbers.push(number);
                *self = Numbers::Double(numbers);
            }
            Numbers::Double(numbers) => numbers.push(number),
        }
    }

    /// Reserves room for one more row; fails if there is no memory.
    pub fn try_reserve(&mut self) -> Result<(), TryReserveError> {
        any_width!(self, Numbers, numbers => numbers.try_reserve(1))
    }

    /// Reserves room for this many rows in all; best effort.
    pub fn foresee(&mut self, rows: usize) {
        any_width!(self, Numbers, numbers => foresee_rows(numbers, rows));
    }
}

fn wider<A: Copy, B: From<A>>(narrow: &Vec<A>) -> Vec<B> {
    let mut wide = Vec::with_capacity(narrow.capacity());
    wide.extend(narrow.iter().map(|&value| B::from(value)));
    wide
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_come_back_whatever_their_width(
            given in proptest::collection::vec(prop_oneof![0u32..300, 65_000u32..66_000, any::<u32>()], 0..200),
            low in 0usize..200,
        ) {
            // A while of narrow ones first.
            let given: Vec<u32> = given.into_iter().enumerate().map(|(i, c)| if i < low { c % 256 } else { c }).collect();
            let mut codes = Codes::default();
            given.iter().for_each(|&code| codes.push(code));
            prop_assert_eq!((0..codes.len()).map(|row| codes.get(row)).collect::<Vec<_>>(), given.clone());
            prop_assert_eq!(codes.get(given.len()), 0);
            prop_assert_eq!(matches!(codes, Codes::Byte(_)), given.iter().all(|&code| code < 256));
        }

        #[test]
        fn numbers_come_back_whatever_their_width(
            given in proptest::collection::vec(prop_oneof![(0..2100).prop_map(f64::from), Just(f64::NAN), any::<f64>()], 0..50),
        ) {
            let mut numbers = Numbers::default();
            given.iter().for_each(|&number| numbers.push(number));
            let expected: Vec<_> = given.iter().map(|n| (!n.is_nan()).then_some(*n)).collect();
            prop_assert_eq!((0..numbers.len()).map(|row| numbers.get(row)).collect::<Vec<_>>(), expected);
            prop_assert_eq!(numbers.get(given.len()), None);
        }
    }
}
