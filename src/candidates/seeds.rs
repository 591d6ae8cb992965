//! Containment: pairs that share a passage, whatever their lengths, found by winnowed seeds.
//!
//! Signatures miss a short text inside a long one: containment 1 at a third of the length is Jaccard ⅓. Here each text
//! gives the least shingle hash of every window of consecutive shingles; as equal passages give equal windows, a shared
//! passage of `window + width − 1` tokens shares a seed for certain, and so does each further `window` tokens.
//! **Source:** winnowing, Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document fingerprinting" §3.

use std::sync::atomic::{AtomicU64, Ordering};

use super::pairs::{PairBag, PairWriter, SeenLists};
use super::partitions::{Partitions, Writer, share_out};
use super::radix::Sorter;
use super::{Candidates, CommonSeeds, NO_TEXT};
use crate::document::Document;
use crate::scratch::{Scratch, ScratchError};
use crate::sketch::{Compared, DistinctText};
use crate::text::shingle_hashes;

/// What counts as a sign of a shared passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SeedLimits {
    /// Consecutive shingles that give one seed; at least 1, which takes every shingle.
    pub window: usize,
    /// Distinct seeds two texts share at least; at least 1.
    pub shared: u16,
    /// Most texts a seed may stand in.
    pub document_frequency: usize,
}

impl Default for SeedLimits {
    /// Windows of 4 and 2 shared seeds: certain for passages of 12 tokens at width 5. A seed in more than 100 texts is
    /// a formula, or a text whose 100 versions banding has found; it would give 5000 pairs and more.
    fn default() -> Self {
        SeedLimits { window: 4, shared: 2, document_frequency: 100 }
    }
}

/// Partitions, by the first bits of a seed; 32 further bits are kept. Of a million articles' seeds, about 10,000 are one with
/// another by that, and two texts must share two.
const SPLIT_BITS: u32 = 9;
/// Texts that a thread takes at a time.
const STRETCH: usize = 64;
/// Share of the budget that the found pairs may have; the seeds have the rest.
const PAIRS_SHARE: usize = 2;

/// The seeds of articles, gathered while they are read.
#[derive(Debug)]
pub struct Seeds {
    limits: SeedLimits,
    seeds: Partitions,
    scratch: Option<(Scratch, usize)>,
}

impl Seeds {
    /// Seeds and pairs hold about `budget` bytes of memory, the rest waits in `scratch`.
    pub fn new(limits: SeedLimits, budget: usize, scratch: &Scratch) -> Self {
        let of_pairs = budget / PAIRS_SHARE;
        let seeds = Partitions::new(1 << SPLIT_BITS, budget - of_pairs, scratch, "seeds");
        Seeds { limits, seeds, scratch: Some((scratch.clone(), of_pairs)) }
    }

    /// All in memory.
    pub fn in_memory(limits: SeedLimits) -> Self {
        Seeds { limits, seeds: Partitions::in_memory(1 << SPLIT_BITS), scratch: None }
    }

    /// A writer for one thread.
    pub fn writer(&self) -> SeedWriter<'_> {
        SeedWriter { window: self.limits.window, writer: self.seeds.writer() }
    }

    /// Bytes of seeds that went to disk.
    pub fn spilled_bytes(&self) -> u64 {
        self.seeds.spilled_bytes()
    }

    /// The pairs of texts that share enough seeds. `text_of` gives, for each number that was pushed, the position of its text or
    /// [`NO_TEXT`]. Costs a sort of the seeds, then at most seeds × `limits.document_frequency`.
    ///
    /// # Errors
    /// The scratch folder is of no use.
    ///
    /// # Panics
    /// If a number that was pushed has no entry in `text_of`.
    pub fn candidates(self, text_of: &[u32]) -> Result<Candidates, ScratchError> {
        let texts = text_of.iter().filter(|text| **text != NO_TEXT).max().map_or(0, |last| *last as usize + 1);
        let (scratch, budget) = self.scratch.as_ref().map_or((None, usize::MAX), |(scratch, budget)| (Some(scratch), *budget));
        let bag = PairBag::new(texts, usize::from(self.limits.shared.max(1)), budget, scratch);
        let seen = SeenLists::new(self.limits.shared.max(1));
        let (common, occurrences) = (AtomicU64::new(0), AtomicU64::new(0));
        let pair_up = |(entries, sorter, writer): &mut (Vec<u64>, Sorter, PairWriter<'_>), partition: usize| {
            self.seeds.take(partition, entries)?;
            entries.retain_mut(|entry| {
                let text = text_of[*entry as u32 as usize];
                *entry = *entry & !0xffff_ffff | u64::from(text);
                text != NO_TEXT
            });
            sorter.by_upper(entries);
            let mut list: Vec<u32> = Vec::new();
            for run in entries.chunk_by(|x, y| x >> 32 == y >> 32).filter(|run| run.len() > 1) {
                list.clear();
                list.extend(run.iter().map(|entry| *entry as u32));
                list.sort_unstable();
                list.dedup();
                if list.len() > self.limits.document_frequency {
                    common.fetch_add(1, Ordering::Relaxed);
                    occurrences.fetch_add(list.len() as u64, Ordering::Relaxed);
                } else if seen.is_due(list.iter().copied()) {
                    writer.push_all(list.iter().copied())?;
                }
            }
            Ok(())
        };
        share_out(self.seeds.count(), 1, || (Vec::new(), Sorter::default(), bag.writer()), pair_up)?;
        let common_seeds = CommonSeeds { seeds_count: common.into_inner(), occurrences_count: occurrences.into_inner() };
        drop(self.seeds);
        Ok(Candidates { pairs: bag.sorted()?, common_seeds, ..Candidates::default() })
    }
}

/// One thread's door to [`Seeds`].
#[derive(Debug)]
pub struct SeedWriter<'s> {
    window: usize,
    writer: Writer<'s>,
}

impl SeedWriter<'_> {
    /// Adds an article by its number, and the hashes of its shingles in the order of its text.
    ///
    /// # Errors
    /// Memory is used up and the scratch folder is of no use.
    pub fn push(&mut self, number: u32, shingles: &[u64]) -> Result<(), ScratchError> {
        winnow(shingles, self.window, |seed| {
            let (partition, key) = (seed >> (64 - SPLIT_BITS), seed << SPLIT_BITS & !0xffff_ffff);
            self.writer.push(partition as usize, key | u64::from(number))
        })
    }
}

/// Gives the least hash of every window, but not twice in a row; of a text shorter than the window, its least.
fn winnow<E>(hashes: &[u64], window: usize, mut give: impl FnMut(u64) -> Result<(), E>) -> Result<(), E> {
    let window = window.clamp(1, hashes.len().max(1));
    let mut last = None;
    for run in hashes.windows(window) {
        let least = run.iter().min().copied();
        if let Some(seed) = least
            && last.replace(seed) != least
        {
            give(seed)?;
        }
    }
    Ok(())
}

/// Pairs of bodies that share at least `limits.shared` seeds of shingles of `width` tokens. Headlines are too short to
/// contain one another and take no part. Costs a sort of the seeds, then at most seeds × `limits.document_frequency`.
///
/// # Panics
/// If `width` is 0.
pub fn containment_pairs(documents: &[Document], texts: &[DistinctText], width: usize, limits: &SeedLimits) -> Candidates {
    let seeds = Seeds::in_memory(*limits);
    let push = |(writer, shingles): &mut (SeedWriter<'_>, Vec<u64>), at: usize| {
        let compared = Compared::of(&documents[texts[at].doc.index()]);
        if compared.is_headline {
            return Ok(());
        }
        shingles.clear();
        shingles.extend(shingle_hashes(&compared.tokens, width));
        writer.push(at as u32, shingles)
    };
    let text_of: Vec<u32> = texts.iter().map(|text| text.doc.0).collect();
    let found = share_out(texts.len(), STRETCH, || (seeds.writer(), Vec::new()), push).and_then(|()| seeds.candidates(&text_of));
    found.expect("nothing goes to disk")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;

    fn seeds_of(hashes: &[u64], window: usize) -> Vec<u64> {
        let mut seeds = Vec::new();
        winnow(hashes, window, |seed| {
            seeds.push(seed);
            Ok::<_, ()>(())
        })
        .unwrap();
        seeds
    }

    #[test]
    fn winnowing_takes_one_of_every_window() {
        for (hashes, window, expected) in [
            (&[][..], 4, &[][..]),
            (&[9, 3], 4, &[3]),
            (&[5, 6, 7, 8, 9], 4, &[5, 6]),
            (&[9, 8, 7, 1, 2, 3, 4, 5], 4, &[1, 2]),
            (&[2, 1], 1, &[2, 1]),
        ] {
            assert_eq!(seeds_of(hashes, window), expected, "{hashes:?}");
        }
    }

    #[test]
    fn a_shared_run_of_two_windows_shares_two_seeds() {
        for offset in 0..500u64 {
            let text = |own: u64| {
                (0..40)
                    .map(move |i| hash::mix(own + i))
                    .chain((0..8).map(move |i| hash::mix(offset * 8 + i)))
                    .chain((40..80).map(move |i| hash::mix(own + i)))
            };
            let (a, b) = (seeds_of(&text(1 << 40).collect::<Vec<_>>(), 4), seeds_of(&text(1 << 50).collect::<Vec<_>>(), 4));
            assert!(a.iter().filter(|seed| b.contains(seed)).count() >= 2);
        }
    }

    #[test]
    fn frequent_seeds_pair_no_one_and_are_counted() {
        let seeds = Seeds::in_memory(SeedLimits { window: 1, shared: 1, document_frequency: 4 });
        let mut writer = seeds.writer();
        (0..5).for_each(|text| writer.push(text, &[1 << 60, 1 << 60]).unwrap());
        [(0, 2 << 60), (3, 2 << 60), (4, 3 << 60)].iter().for_each(|(text, seed)| writer.push(*text, &[*seed]).unwrap());
        drop(writer);
        let found = seeds.candidates(&[0, 1, 2, 3, 4]).unwrap();
        assert_eq!(found.common_seeds, CommonSeeds { seeds_count: 1, occurrences_count: 5 });
        assert_eq!(found.pairs.iter().map(|pair| (pair.docs().0.0, pair.docs().1.0)).collect::<Vec<_>>(), [(0, 3)]);
    }

    /// Texts cut from a few sources, with the seeds they share counted one by one.
    fn counted(texts: &[Vec<u64>], limits: &SeedLimits) -> Vec<(u32, u32)> {
        let sets: Vec<std::collections::BTreeSet<u64>> =
            texts.iter().map(|text| seeds_of(text, limits.window).into_iter().collect()).collect();
        let is_rare = |seed: &u64| sets.iter().filter(|set| set.contains(seed)).count() <= limits.document_frequency;
        let shared = |a: usize, b: usize| sets[a].intersection(&sets[b]).filter(|seed| is_rare(seed)).count();
        let all = (0..texts.len()).flat_map(|a| (a + 1..texts.len()).map(move |b| (a, b)));
        all.filter(|(a, b)| shared(*a, *b) >= usize::from(limits.shared)).map(|(a, b)| (a as u32, b as u32)).collect()
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]

        #[test]
        fn the_pairs_are_those_that_share_enough(
            cuts in proptest::collection::vec((0u64..2, 0u64..30, 1u64..40), 0..60),
            shared in 1u16..4,
            document_frequency in 2usize..60,
        ) {
            let text = |(source, start, len): &(u64, u64, u64)| (*start..start + len).map(|at| hash::mix(source << 32 | at)).collect();
            let texts: Vec<Vec<u64>> = cuts.iter().map(text).collect();
            let limits = SeedLimits { window: 3, shared, document_frequency };
            let expected = counted(&texts, &limits);
            for budget in [None, Some(0), Some(5000)] {
                let parent = tempfile::tempdir().unwrap();
                let scratch = Scratch::new(parent.path().to_owned());
                let seeds = budget.map_or_else(|| Seeds::in_memory(limits), |budget| Seeds::new(limits, budget, &scratch));
                let mut writer = seeds.writer();
                texts.iter().enumerate().rev().for_each(|(number, text)| writer.push(number as u32, text).unwrap());
                drop(writer);
                let found = seeds.candidates(&(0..texts.len() as u32).collect::<Vec<_>>()).unwrap();
                let pairs: Vec<_> = found.pairs.iter().map(|pair| (pair.docs().0.0, pair.docs().1.0)).collect();
                proptest::prop_assert_eq!(&pairs, &expected);
            }
        }
    }
}
