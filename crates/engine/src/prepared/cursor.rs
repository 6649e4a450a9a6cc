//! Numbers in a section: read with bounds, and written.

use super::{Checked, Unusable};

/// A place in a section whose checksum was right. Nothing is read beyond its end.
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub fn new(rest: &'a [u8]) -> Cursor<'a> {
        Cursor { rest }
    }

    /// The next bytes.
    pub fn take(&mut self, count: usize) -> Checked<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Unusable::Broken)?;
        self.rest = rest;
        Ok(taken)
    }

    /// All that is left.
    pub fn take_all(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    pub fn byte(&mut self) -> Checked<u8> {
        Ok(self.take(1)?[0])
    }

    /// A number in groups of seven bits, the lowest first; the highest bit says that more follow.
    #[inline]
    pub fn varint(&mut self) -> Checked<u64> {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(value);
            }
            shift += 7;
            if shift > 63 {
                return Err(Unusable::Broken);
            }
        }
    }

    /// A number that counts or names something in memory.
    pub fn small(&mut self) -> Checked<u32> {
        u32::try_from(self.varint()?).map_err(|_| Unusable::Broken)
    }

    /// Nothing may be left.
    pub fn end(self) -> Checked<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Unusable::Broken) }
    }
}

/// Writes a number as [`Cursor::varint`] reads it.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value > 127 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A signed number as one without a sign: the small ones stay small.
pub fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// The inverse of [`zigzag`].
pub fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// Writes the lowest byte of each value, then the next of each, and so on: alike bytes compress well side by side.
pub fn put_planes(out: &mut Vec<u8>, values: &[u64], width: usize) {
    for plane in 0..width {
        out.extend(values.iter().map(|value| (value >> (8 * plane)) as u8));
    }
}

/// Reads what [`put_planes`] wrote, a plane at a time.
pub fn take_planes(cursor: &mut Cursor, count: usize, width: usize) -> Checked<Vec<u64>> {
    if !(1..=8).contains(&width) {
        return Err(Unusable::Broken);
    }
    let planes = cursor.take(count.checked_mul(width).ok_or(Unusable::Broken)?)?;
    let mut values = vec![0; count];
    for (plane, bytes) in planes.chunks_exact(count.max(1)).enumerate() {
        values.iter_mut().zip(bytes).for_each(|(value, &byte)| *value |= u64::from(byte) << (8 * plane));
    }
    Ok(values)
}

/// The fewest bytes that hold each of some values.
pub fn width_of(values: &[u64]) -> usize {
    let largest = values.iter().copied().max().unwrap_or(0);
    (64 - largest.leading_zeros() as usize).div_ceil(8).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(values in proptest::collection::vec(any::<i64>(), 0..50), shift in 0..64) {
            let values: Vec<i64> = values.iter().map(|value| value >> shift).collect();
            let mut out = Vec::new();
            values.iter().for_each(|&value| put_varint(&mut out, zigzag(value)));
            let folded: Vec<u64> = values.iter().map(|&value| zigzag(value)).collect();
            let width = width_of(&folded);
            put_planes(&mut out, &folded, width);
            let mut cursor = Cursor::new(&out);
            for &value in &values {
                prop_assert_eq!(cursor.varint().map(unzigzag), Ok(value));
            }
            prop_assert_eq!(take_planes(&mut cursor, values.len(), width), Ok(folded));
            prop_assert_eq!(cursor.end(), Ok(()));
        }
    }

    #[test]
    fn a_number_without_an_end_is_broken() {
        for bytes in [&[128][..], &[255; 11], &[]] {
            assert_eq!(Cursor::new(bytes).varint(), Err(Unusable::Broken));
        }
    }
}
