//! The checksum of sections and head.

/// Any odd number is invertible; this one mixes well (the golden ratio).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A 64-bit checksum. Every step is invertible in the word that it takes: of two texts of the same length that differ
/// within one aligned word of eight bytes, such as in a single bit, no two have the same.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut state = (bytes.len() as u64 ^ FACTOR).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = take(state, *word);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    state = take(state, last);
    state = (state ^ state >> 29).wrapping_mul(FACTOR);
    state ^ state >> 32
}

fn take(state: u64, word: [u8; 8]) -> u64 {
    (state.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_flipped_bit_is_always_found(bytes in proptest::collection::vec(any::<u8>(), 1..100), at in any::<usize>(), bit in 0u8..8) {
            let mut flipped = bytes.clone();
            flipped[at % bytes.len()] ^= 1u8 << bit;
            prop_assert_ne!(checksum(&bytes), checksum(&flipped));
        }

        #[test]
        fn what_is_longer_is_another(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let longer = [bytes.as_slice(), &[0]].concat();
            prop_assert_ne!(checksum(&bytes), checksum(&longer));
        }
    }
}
