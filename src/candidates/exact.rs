//! Exact join: all pairs of a Jaccard, by prefix filter. No signature, no chance.
//!
//! Let all shingles stand in one order, the rare first. Two sets X and Y with |X∩Y| ≥ t·|X∪Y| share at least ⌈t·|X|⌉ shingles, and
//! the first of these is at most the (|X| − ⌈t·|X|⌉ + 1)-th of X; likewise in Y. So they meet in the lists of the shingles that
//! stand in these prefixes. Shingles of one text alone are first in the order, pair no one, and are only counted; most prefixes
//! hold nothing else.
//!
//! The order is by (class of frequency, first 33 to 41 bits of the hash, whole hash), of which the last is never looked at.
//! Shingles that agree in the bits share a list and a frequency, and stand in a prefix each for itself; so the bits in a prefix
//! are those of its shingles whatever the order among equals, and a shingle that both prefixes hold is still met. Sharing bits
//! can only add a candidate.
//! **Source:** prefix and length filter of `AllPairs`, Bayardo, Ma, Srikant 2007, "Scaling up all pairs similarity search" §4;
//! of the filters that follow, few pay (Mann, Augsten, Bouros 2016, "An empirical evaluation of set similarity join techniques").

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::pairs::{PairBag, PairWriter, SeenLists};
use super::partitions::{Partitions, Writer, share_out};
use super::radix::Sorter;
use super::{CandidatePair, NO_TEXT};
use crate::scratch::{Scratch, ScratchError};
use crate::sketch::DistinctText;
use crate::text::ShingleSet;

/// Partitions, by the first bits of a shingle or of a text's position.
const SPLIT_BITS: u32 = 9;
/// Bits of a shingle's hash that are kept, those of the partition included.
const KEY_BITS: u32 = SPLIT_BITS + 32;
/// Bits of a class of frequency.
const CLASS_BITS: u32 = 8;
/// Sets that a thread takes at a time.
const STRETCH: usize = 64;
/// What the product of a threshold and a size may lack by rounding, relative: a pair at the threshold must not be lost by it.
const ROUNDING: f64 = 1.0 - 4.0 * f64::EPSILON;

/// What an exact join found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Joined {
    /// Ascending, each once.
    pub pairs: Vec<CandidatePair>,
    /// Texts of the longest list of a shingle that all were compared by; the join is quadratic in it. 0 if there is none.
    pub longest_list: u64,
}

/// Shingles of texts, gathered to be joined.
#[derive(Debug)]
pub struct ExactJoin {
    threshold: f64,
    shingles: Partitions,
    scratch: Option<(Scratch, usize)>,
}

impl ExactJoin {
    /// For pairs of Jaccard `threshold` and above, which lies in `0.0..=1.0` and is not 0. About `budget` bytes of memory, the rest
    /// waits in `scratch`.
    pub fn new(threshold: f64, budget: usize, scratch: &Scratch) -> Self {
        let shingles = Partitions::new(1 << SPLIT_BITS, budget / 2, scratch, "shingles");
        ExactJoin { threshold, shingles, scratch: Some((scratch.clone(), budget)) }
    }

    /// The same, all in memory.
    pub fn in_memory(threshold: f64) -> Self {
        ExactJoin { threshold, shingles: Partitions::in_memory(1 << SPLIT_BITS), scratch: None }
    }

    /// A writer for one thread.
    pub fn writer(&self) -> JoinWriter<'_> {
        JoinWriter { writer: self.shingles.writer() }
    }

    /// Bytes of shingles that went to disk.
    pub fn spilled_bytes(&self) -> u64 {
        self.shingles.spilled_bytes()
    }

    /// The pairs that may have the Jaccard, and all that do. `text_of` gives, for each number that was pushed, the position of its
    /// text or [`NO_TEXT`]; `sizes` how many shingles it has.
    ///
    /// # Errors
    /// The scratch folder is of no use.
    ///
    /// # Panics
    /// If a number that was pushed has no entry in either.
    pub fn candidates(self, text_of: &[u32], sizes: &[u32]) -> Result<Joined, ScratchError> {
        let texts = text_of.iter().filter(|text| **text != NO_TEXT).max().map_or(0, |last| *last as usize + 1);
        let mut size_of = vec![0; texts];
        for (text, size) in text_of.iter().zip(sizes).filter(|(text, _)| **text != NO_TEXT) {
            size_of[*text as usize] = *size;
        }
        let join = Join { threshold: self.threshold * ROUNDING, size_of, layout: Layout::new(texts), scratch: self.scratch };
        let sets = join.frequent(&self.shingles, text_of)?;
        drop(self.shingles);
        let lists = join.prefixes(&sets)?;
        drop(sets);
        join.pairs(&lists)
    }
}

/// One thread's door to an [`ExactJoin`].
#[derive(Debug)]
pub struct JoinWriter<'j> {
    writer: Writer<'j>,
}

impl JoinWriter<'_> {
    /// Adds the set of an article, by its number: hashes, each once, in any order.
    ///
    /// # Errors
    /// Memory is used up and the scratch folder is of no use.
    pub fn push(&mut self, number: u32, shingles: &[u64]) -> Result<(), ScratchError> {
        shingles.iter().try_for_each(|hash| {
            let key = hash >> (64 - KEY_BITS);
            self.writer.push((key >> 32) as usize, key << 32 | u64::from(number))
        })
    }
}

/// How a shingle of a text is laid into one entry: text within its range, class, key.
#[derive(Clone, Copy)]
struct Layout {
    /// Bits of a text's position within its range.
    text_bits: u32,
    /// Bits of a key: as many as there is room for.
    key_bits: u32,
}

impl Layout {
    fn new(texts: usize) -> Self {
        let text_bits = texts.div_ceil(1 << SPLIT_BITS).next_power_of_two().trailing_zeros();
        Layout { text_bits, key_bits: KEY_BITS.min(64 - CLASS_BITS - text_bits) }
    }

    fn entry(self, text: u32, class: u8, key: u64) -> u64 {
        let within = u64::from(text) & ((1 << self.text_bits) - 1);
        (within << CLASS_BITS | u64::from(class)) << self.key_bits | key >> (KEY_BITS - self.key_bits)
    }

    fn text(self, range: usize, entry: u64) -> u32 {
        (range << self.text_bits) as u32 | (entry >> (CLASS_BITS + self.key_bits)) as u32
    }

    /// The partition of an entry's key, and the key's bits after it.
    fn key(self, entry: u64) -> (usize, u64) {
        let key = entry & ((1 << self.key_bits) - 1);
        let rest_bits = self.key_bits - SPLIT_BITS;
        ((key >> rest_bits) as usize, key & ((1 << rest_bits) - 1))
    }
}

/// A frequency in 8 bits, in the same order: itself below 128, above the first two bits after its highest one.
fn class(frequency: usize) -> u8 {
    let Some(above) = frequency.checked_ilog2().filter(|highest| *highest >= 7).map(|highest| highest - 7) else { return frequency as u8 };
    let steps = frequency >> (above + 5) & 3;
    u8::try_from(128 + 4 * above as usize + steps).unwrap_or(u8::MAX)
}

struct Join {
    threshold: f64,
    size_of: Vec<u32>,
    layout: Layout,
    scratch: Option<(Scratch, usize)>,
}

impl Join {
    fn partitions(&self, share: usize, name: &'static str) -> Partitions {
        let count = 1 << SPLIT_BITS;
        self.scratch
            .as_ref()
            .map_or_else(|| Partitions::in_memory(count), |(scratch, budget)| Partitions::new(count, budget / share, scratch, name))
    }

    /// The shingles that more than one text has, by ranges of texts.
    fn frequent(&self, shingles: &Partitions, text_of: &[u32]) -> Result<Partitions, ScratchError> {
        let sets = self.partitions(4, "sets");
        let regroup = |(entries, sorter, writer): &mut (Vec<u64>, Sorter, Writer<'_>), partition: usize| {
            shingles.take(partition, entries)?;
            entries.retain(|entry| text_of[*entry as u32 as usize] != NO_TEXT);
            sorter.by_upper(entries);
            for list in entries.chunk_by(|x, y| x >> 32 == y >> 32).filter(|list| list.len() > 1) {
                let (class, key) = (class(list.len()), (partition as u64) << 32 | list[0] >> 32);
                for number in list {
                    let text = text_of[*number as u32 as usize];
                    writer.push((text >> self.layout.text_bits) as usize, self.layout.entry(text, class, key))?;
                }
            }
            Ok(())
        };
        share_out(shingles.count(), 1, || (Vec::new(), Sorter::default(), sets.writer()), regroup)?;
        Ok(sets)
    }

    /// (key, text) for the shingles in the prefix of each text.
    fn prefixes(&self, sets: &Partitions) -> Result<Partitions, ScratchError> {
        let lists = self.partitions(8, "prefixes");
        let cut = |(entries, sorter, writer): &mut (Vec<u64>, Sorter, Writer<'_>), range: usize| {
            sets.take(range, entries)?;
            sorter.by_value(entries);
            for set in entries.chunk_by(|x, y| self.layout.text(range, *x) == self.layout.text(range, *y)) {
                let text = self.layout.text(range, set[0]);
                let size = self.size_of[text as usize] as usize;
                let prefix = size + 1 - (self.threshold * size as f64).ceil() as usize;
                let of_one_text = size.saturating_sub(set.len());
                for entry in set.iter().take(prefix.saturating_sub(of_one_text)) {
                    let (partition, key) = self.layout.key(*entry);
                    writer.push(partition, key << 32 | u64::from(text))?;
                }
            }
            Ok(())
        };
        share_out(sets.count(), 1, || (Vec::new(), Sorter::default(), lists.writer()), cut)?;
        Ok(lists)
    }

    /// The texts that share a key, if their sizes allow the Jaccard.
    fn pairs(&self, lists: &Partitions) -> Result<Joined, ScratchError> {
        let (scratch, budget) = self.scratch.as_ref().map_or((None, usize::MAX), |(scratch, budget)| (Some(scratch), budget / 8));
        let bag = PairBag::new(self.size_of.len(), 1, budget, scratch);
        let (seen, longest) = (SeenLists::new(1), AtomicU64::new(0));
        let join = |(entries, sorter, writer): &mut (Vec<u64>, Sorter, PairWriter<'_>), partition: usize| {
            lists.take(partition, entries)?;
            sorter.by_upper(entries);
            let mut texts: Vec<(u32, u32)> = Vec::new();
            for list in entries.chunk_by(|x, y| x >> 32 == y >> 32).filter(|list| list.len() > 1) {
                texts.clear();
                texts.extend(list.iter().map(|entry| (self.size_of[*entry as u32 as usize], *entry as u32)));
                texts.sort_unstable();
                longest.fetch_max(texts.len() as u64, Ordering::Relaxed);
                if seen.is_due(texts.iter().map(|(_, text)| *text)) {
                    self.pair_up(&texts, writer)?;
                }
            }
            Ok(())
        };
        share_out(lists.count(), 1, || (Vec::new(), Sorter::default(), bag.writer()), join)?;
        Ok(Joined { pairs: bag.sorted()?, longest_list: longest.into_inner() })
    }

    /// `texts` ascend by size.
    fn pair_up(&self, texts: &[(u32, u32)], writer: &mut PairWriter<'_>) -> Result<(), ScratchError> {
        for (at, (size, x)) in texts.iter().enumerate() {
            let is_near = |other: &&(u32, u32)| self.threshold * f64::from(other.0) <= f64::from(*size);
            texts[at + 1..].iter().take_while(is_near).try_for_each(|(_, y)| writer.push(*x, *y))?;
        }
        Ok(())
    }
}

/// All pairs of `texts` whose shingle sets have a Jaccard of `threshold` and above, and no others. `sets` are those of the whole
/// batch. Parallel; about n log n in the shingles, and quadratic in the texts that share all but their rarest shingles.
pub fn exact_pairs(sets: &[ShingleSet], texts: &[DistinctText], threshold: f64) -> Joined {
    let join = ExactJoin::in_memory(threshold);
    let set = |at: usize| &sets[texts[at].doc.index()];
    let push = |writer: &mut JoinWriter<'_>, at: usize| writer.push(at as u32, set(at).hashes());
    let text_of: Vec<u32> = texts.iter().map(|text| text.doc.0).collect();
    let sizes: Vec<u32> = (0..texts.len()).map(|at| set(at).len() as u32).collect();
    let found = share_out(texts.len(), STRETCH, || join.writer(), push).and_then(|()| join.candidates(&text_of, &sizes));
    let Joined { pairs, longest_list } = found.expect("nothing goes to disk");
    let reaches = |pair: &CandidatePair| {
        let (a, b) = (&sets[pair.a.index()], &sets[pair.b.index()]);
        let shared = a.shared(b);
        shared as f64 / (a.len() + b.len() - shared) as f64 >= threshold
    };
    Joined { pairs: pairs.into_par_iter().filter(reaches).collect(), longest_list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_keep_the_order_of_frequencies() {
        let classes: Vec<u8> = (1..100_000).chain([1 << 31, usize::MAX]).map(class).collect();
        assert!(classes.is_sorted());
        assert_eq!((classes[0], classes[126], classes[127], classes[159]), (1, 127, 128, 129));
    }

    #[test]
    fn entries_give_back_what_was_laid_in() {
        for texts in [1, 512, 513, 1_000_000, u32::MAX as usize] {
            let layout = Layout::new(texts);
            for text in [0, texts as u32 / 2, texts as u32 - 1] {
                let key = 0x1ab_cdef_0123u64;
                let entry = layout.entry(text, 200, key);
                let range = (text >> layout.text_bits) as usize;
                assert!(range < 1 << SPLIT_BITS);
                assert_eq!(layout.text(range, entry), text);
                let (partition, rest) = layout.key(entry);
                assert_eq!((partition as u64) << (layout.key_bits - SPLIT_BITS) | rest, key >> (KEY_BITS - layout.key_bits));
            }
        }
    }
}
