//! Rows by the hash of their units: a counting sort by the hash's first bits, so that a name is looked for among a few
//! hundred of a million. Rows that came after the sort are looked through one by one. O(rows) to sort.

/// Bits of a hash that name its bucket.
const BUCKET_BITS: u32 = 12;

/// A hash a row.
#[derive(Debug, Default)]
pub struct Hashes {
    hashes: Vec<u32>,
    /// Where each bucket begins among `sorted`; empty before the first sort.
    starts: Vec<u32>,
    /// Rows by bucket, ascending in each.
    sorted: Vec<u32>,
}

fn bucket(hash: u32) -> usize {
    (hash >> (u32::BITS - BUCKET_BITS)) as usize
}

impl Hashes {
    /// Adds the hash of the next row's units.
    pub fn push(&mut self, units: &[u16]) {
        self.hashes.push(hash_units(units));
    }

    /// Makes room for so many rows.
    pub fn reserve(&mut self, rows: usize) {
        self.hashes.reserve(rows);
    }

    /// Sorts what is there.
    pub fn sort(&mut self) {
        let mut starts = vec![0_u32; (1 << BUCKET_BITS) + 1];
        self.hashes.iter().for_each(|&hash| starts[bucket(hash) + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        self.sorted = vec![0; self.hashes.len()];
        for (&hash, row) in self.hashes.iter().zip(0..) {
            let place = &mut next[bucket(hash)];
            self.sorted[*place as usize] = row;
            *place += 1;
        }
        self.starts = starts;
    }

    /// Rows whose units have the same hash, ascending; what is found must be compared.
    pub fn find(&self, units: &[u16]) -> impl Iterator<Item = u32> + '_ {
        let wanted = hash_units(units);
        let at = bucket(wanted);
        let place = |at: usize| self.starts.get(at).map_or(0, |&start| start as usize);
        let sorted = &self.sorted[place(at)..place(at + 1)];
        let late = self.sorted.len() as u32..self.hashes.len() as u32;
        sorted.iter().copied().chain(late).filter(move |&row| self.hashes[row as usize] == wanted)
    }
}

/// A hash of some units.
fn hash_units(units: &[u16]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, &unit: &u16| (hash.rotate_left(17) ^ u64::from(unit)).wrapping_mul(FACTOR);
    (units.iter().fold(units.len() as u64, mix) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_finds_what_looking_through_finds() {
        let names: Vec<[u16; 2]> = (0..5_000_u16).map(|n| [n % 97, n % 13]).collect();
        let (mut plain, mut sorted) = (Hashes::default(), Hashes::default());
        for (at, name) in names.iter().enumerate() {
            plain.push(name);
            sorted.push(name);
            if at == 3_000 {
                sorted.sort();
            }
        }
        for name in names.iter().chain(&[[500, 500]]) {
            let found = |hashes: &Hashes| hashes.find(name).collect::<Vec<_>>();
            assert_eq!(found(&sorted), found(&plain));
        }
        assert!(Hashes::default().find(&[1]).next().is_none());
    }
}
