//! Pairs in the making: found many times over, by many threads, in no order; given back each once, ascending.

use std::sync::{Mutex, PoisonError};

use ahash::AHashMap;
use rayon::prelude::*;

use super::partitions::{Partitions, Writer};
use super::{CandidatePair, radix::Sorter};
use crate::article::DocId;
use crate::hash;
use crate::scratch::{Scratch, ScratchError};

/// Ranges of first articles, a partition each: so many that 50 million pairs are sorted within the second cache.
const RANGES: usize = 256;

/// A bag of pairs. Those found `least` times are candidates.
pub(super) struct PairBag {
    found: Partitions,
    /// A first article's range is its position without so many bits.
    shift: u32,
    least: usize,
}

impl PairBag {
    /// A bag for pairs of articles below `articles`; at most `budget` bytes of it in memory if there is a scratch folder.
    pub(super) fn new(articles: usize, least: usize, budget: usize, scratch: Option<&Scratch>) -> Self {
        let found = scratch.map_or_else(|| Partitions::in_memory(RANGES), |scratch| Partitions::new(RANGES, budget, scratch, "pairs"));
        let shift = articles.div_ceil(RANGES).next_power_of_two().trailing_zeros();
        PairBag { found: found.keeping(least), shift, least }
    }

    pub(super) fn writer(&self) -> PairWriter<'_> {
        PairWriter { writer: self.found.writer(), shift: self.shift }
    }

    /// The pairs found often enough.
    pub(super) fn sorted(self) -> Result<Vec<CandidatePair>, ScratchError> {
        let mut pairs = Vec::with_capacity(self.found.len() / self.least);
        let ranges: Vec<usize> = (0..RANGES).collect();
        // A few at a time, so that the bag empties while the list grows.
        for some in ranges.chunks(rayon::current_num_threads().max(1)) {
            let list = |range: &usize| self.range(*range);
            let lists: Vec<Vec<CandidatePair>> = some.par_iter().map(list).collect::<Result<_, _>>()?;
            lists.into_iter().for_each(|list| pairs.extend(list));
        }
        pairs.shrink_to_fit();
        Ok(pairs)
    }

    fn range(&self, range: usize) -> Result<Vec<CandidatePair>, ScratchError> {
        let mut found = Vec::new();
        self.found.take(range, &mut found)?;
        Sorter::default().by_value(&mut found);
        let often = found.chunk_by(|x, y| x == y).filter(|equal| equal.len() >= self.least);
        Ok(often.map(|equal| CandidatePair { a: DocId((equal[0] >> 32) as u32), b: DocId(equal[0] as u32) }).collect())
    }
}

/// One thread's door to a [`PairBag`].
pub(super) struct PairWriter<'b> {
    writer: Writer<'b>,
    shift: u32,
}

impl PairWriter<'_> {
    /// Adds two articles, in any order; an article with itself is no pair.
    pub(super) fn push(&mut self, x: u32, y: u32) -> Result<(), ScratchError> {
        let (a, b) = (x.min(y), x.max(y));
        if a == b { Ok(()) } else { self.writer.push((a >> self.shift) as usize, u64::from(a) << 32 | u64::from(b)) }
    }

    /// Adds all pairs among `articles`.
    pub(super) fn push_all(&mut self, articles: impl Iterator<Item = u32> + Clone) -> Result<(), ScratchError> {
        let mut rest = articles;
        while let Some(x) = rest.next() {
            rest.clone().try_for_each(|y| self.push(x, y))?;
        }
        Ok(())
    }
}

/// Articles of a list from which on it pays to know whether it came before.
const LONG: usize = 16;

/// Lists of articles that came before. Pages of one form share hundreds of lists, all the same; each need give its pairs only as
/// often as decides about them.
pub(super) struct SeenLists {
    shards: [Mutex<AHashMap<u128, u16>>; 64],
    often: u16,
}

impl SeenLists {
    /// For pairs of which it is enough that they are found `often` times.
    pub(super) fn new(often: u16) -> Self {
        SeenLists { shards: std::array::from_fn(|_| Mutex::default()), often }
    }

    /// Whether the pairs of a list are still to be found. Lists are equal if their articles are, in their order.
    pub(super) fn is_due(&self, list: impl ExactSizeIterator<Item = u32>) -> bool {
        if list.len() < LONG {
            return true;
        }
        let bytes: Vec<u8> = list.flat_map(u32::to_le_bytes).collect();
        let identity = hash::identity(&bytes);
        let mut shard = self.shards[identity as usize % self.shards.len()].lock().unwrap_or_else(PoisonError::into_inner);
        let times = shard.entry(identity).or_default();
        let is_due = *times < self.often;
        *times = times.saturating_add(1);
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_once_and_in_order() {
        for (least, expected) in [(1, vec![(0, 99), (1, 2), (1, 3), (2, 3)]), (2, vec![(1, 2)])] {
            let bag = PairBag::new(100, least, usize::MAX, None);
            let mut writer = bag.writer();
            writer.push_all([3, 1, 2].into_iter()).unwrap();
            [(2, 1), (99, 0), (5, 5)].into_iter().for_each(|(x, y)| writer.push(x, y).unwrap());
            drop(writer);
            let pairs: Vec<_> = bag.sorted().unwrap().into_iter().map(|pair| (pair.docs().0.0, pair.docs().1.0)).collect();
            assert_eq!(pairs, expected);
        }
    }
}
