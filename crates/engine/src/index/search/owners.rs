//! The records of each text, where many records share one.

/// Records, text by text.
#[derive(Debug, Default)]
pub(super) struct Owners {
    records: Vec<u32>,
    /// Where each text's records end.
    ends: Vec<u32>,
}

impl Owners {
    /// The records that have a text, ascending.
    pub fn of(&self, text: usize) -> &[u32] {
        let start = if text == 0 { 0 } else { self.ends[text - 1] };
        &self.records[start as usize..self.ends[text] as usize]
    }

    /// Bytes on the heap.
    pub fn heap_bytes(&self) -> usize {
        4 * (self.records.len() + self.ends.len())
    }
}

/// Makes [`Owners`]: first every [`push`](Self::push), then [`step`](Self::step) until it gives them.
#[derive(Debug, Default)]
pub(super) struct OwnersBuilder {
    /// (text, record) in the order pushed.
    pairs: Vec<(u32, u32)>,
    /// Records of each text.
    counts: Vec<u32>,
    /// Where the next record of each text goes; empty before the first step.
    owners: Owners,
    next: usize,
}

impl OwnersBuilder {
    /// Makes room for so many pairs.
    pub fn foresee(&mut self, pairs: usize) {
        self.pairs.reserve_exact(pairs);
    }

    /// Notes that a record has a text. Texts are numbered without gaps, records ascend.
    pub fn push(&mut self, text: u32, record: u32) {
        if text as usize == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[text as usize] += 1;
        self.pairs.push((text, record));
    }

    /// Moves at most about `budget` pairs on; gives the whole when it is done.
    pub fn step(&mut self, budget: usize) -> Option<Owners> {
        if !self.counts.is_empty() {
            let mut sum = 0;
            self.owners.ends = std::mem::take(&mut self.counts);
            for end in &mut self.owners.ends {
                sum += std::mem::replace(end, sum);
            }
            self.owners.records.reserve_exact(self.pairs.len());
        }
        let room = self.owners.records.len();
        if room < self.pairs.len() {
            // A piece at a time: fresh memory is slow to come.
            self.owners.records.resize(self.pairs.len().min(room.saturating_add(budget)), 0);
            return None;
        }
        let end = self.pairs.len().min(self.next.saturating_add(budget));
        for &(text, record) in &self.pairs[self.next..end] {
            let next = &mut self.owners.ends[text as usize];
            self.owners.records[*next as usize] = record;
            *next += 1;
        }
        self.next = end;
        (end == self.pairs.len()).then(|| std::mem::take(&mut self.owners))
    }
}
