//! Containment: pairs that share a passage, whatever their lengths, found by winnowed seeds.
//!
//! Signatures miss a short text inside a long one: containment 1 at a third of the length is Jaccard ⅓. Here each text
//! gives the least shingle hash of every window of consecutive shingles; as equal passages give equal windows, a shared
//! passage of `window + width − 1` tokens shares a seed for certain, and so does each further `window` tokens.
//! **Source:** winnowing, Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document fingerprinting" §3.

use rayon::prelude::*;

use super::{CandidatePair, Candidates, CommonSeeds};
use crate::document::Document;
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

/// Texts a worker takes at a time; each batch costs a counter for every text.
const CHUNK: usize = 1024;

/// Pairs of bodies that share at least `limits.shared` seeds of shingles of `width` tokens. Headlines are too short to
/// contain one another and take no part. Costs a sort of the seeds, then at most seeds × `limits.document_frequency`.
///
/// # Panics
/// If `width` is 0.
pub fn containment_pairs(documents: &[Document], texts: &[DistinctText], width: usize, limits: &SeedLimits) -> Candidates {
    let seeds_of = |(at, text): (usize, &DistinctText)| {
        let compared = Compared::of(&documents[text.doc.index()]);
        let seeds = if compared.is_headline {
            Vec::new()
        } else {
            winnow(&shingle_hashes(&compared.tokens, width).collect::<Vec<_>>(), limits.window)
        };
        seeds.into_iter().map(move |seed| (seed, at as u32)).collect::<Vec<_>>()
    };
    let mut postings: Vec<(u64, u32)> = texts.par_iter().enumerate().flat_map_iter(seeds_of).collect();
    postings.par_sort_unstable();
    let (index, common_seeds) = Index::new(&postings, texts.len(), limits.document_frequency);
    let chunk_pairs = |start: usize| index.pairs(start..(start + CHUNK).min(texts.len()), texts, limits.shared);
    let starts: Vec<usize> = (0..texts.len()).step_by(CHUNK).collect();
    let mut pairs = starts.into_par_iter().map(chunk_pairs).collect::<Vec<_>>().concat();
    pairs.par_sort_unstable();
    Candidates { pairs, common_seeds, ..Candidates::default() }
}

/// The least hash of every window, ascending, each once; of a text shorter than the window, its least.
fn winnow(hashes: &[u64], window: usize) -> Vec<u64> {
    let window = window.clamp(1, hashes.len().max(1));
    let mut seeds: Vec<u64> = hashes.windows(window).filter_map(|run| run.iter().min().copied()).collect();
    seeds.sort_unstable();
    seeds.dedup();
    seeds
}

/// An inverted index of the seeds that stand in a few texts.
struct Index {
    /// Texts by seed, ascending in each run.
    texts: Vec<u32>,
    /// For each text, its runs in `texts`: (text, start, end), ascending by text.
    runs: Vec<(u32, u32, u32)>,
    /// Where the runs of each text begin.
    starts: Vec<usize>,
}

impl Index {
    /// `postings` ascend by seed, then text.
    fn new(postings: &[(u64, u32)], texts_count: usize, cap: usize) -> (Index, CommonSeeds) {
        let (mut texts, mut runs, mut common) = (Vec::new(), Vec::new(), CommonSeeds::default());
        for run in postings.chunk_by(|x, y| x.0 == y.0).filter(|run| run.len() > 1) {
            if run.len() > cap {
                common.seeds_count += 1;
                common.occurrences_count += run.len() as u64;
                continue;
            }
            let start = texts.len();
            texts.extend(run.iter().map(|(_, text)| *text));
            let position = |at: usize| u32::try_from(at).expect("fewer than 2^32 seeds are held in memory");
            runs.extend(run.iter().map(|(_, text)| (*text, position(start), position(texts.len()))));
        }
        runs.par_sort_unstable();
        let starts = (0..=texts_count).map(|text| runs.partition_point(|run| (run.0 as usize) < text)).collect();
        (Index { texts, runs, starts }, common)
    }

    /// The pairs whose first text lies in `range`.
    fn pairs(&self, range: std::ops::Range<usize>, texts: &[DistinctText], least: u16) -> Vec<CandidatePair> {
        let mut shared = vec![0u16; texts.len()];
        let mut touched: Vec<u32> = Vec::new();
        let mut pairs = Vec::new();
        for first in range {
            for &(_, start, end) in &self.runs[self.starts[first]..self.starts[first + 1]] {
                for &other in self.texts[start as usize..end as usize].iter().rev().take_while(|other| **other as usize > first) {
                    if shared[other as usize] == 0 {
                        touched.push(other);
                    }
                    shared[other as usize] = shared[other as usize].saturating_add(1);
                }
            }
            for other in touched.drain(..) {
                if std::mem::take(&mut shared[other as usize]) >= least {
                    pairs.extend(CandidatePair::new(texts[first].doc, texts[other as usize].doc));
                }
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;

    #[test]
    fn winnowing_takes_one_of_every_window() {
        for (hashes, window, expected) in [
            (&[][..], 4, &[][..]),
            (&[9, 3], 4, &[3]),
            (&[5, 6, 7, 8, 9], 4, &[5, 6]),
            (&[9, 8, 7, 1, 2, 3, 4, 5], 4, &[1, 2]),
            (&[2, 1], 1, &[1, 2]),
        ] {
            assert_eq!(winnow(hashes, window), expected, "{hashes:?}");
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
            let (a, b) = (winnow(&text(1 << 40).collect::<Vec<_>>(), 4), winnow(&text(1 << 50).collect::<Vec<_>>(), 4));
            assert!(a.iter().filter(|seed| b.contains(seed)).count() >= 2);
        }
    }

    #[test]
    fn frequent_seeds_pair_no_one_and_are_counted() {
        let postings: Vec<(u64, u32)> = (0..5).map(|text| (1, text)).chain([(2, 0), (2, 3), (3, 4)]).collect();
        let (index, common) = Index::new(&postings, 5, 4);
        assert_eq!(common, CommonSeeds { seeds_count: 1, occurrences_count: 5 });
        let texts: Vec<_> = (0..5).map(|at| DistinctText { doc: crate::article::DocId(at), identity: 0 }).collect();
        let pairs = index.pairs(0..5, &texts, 1);
        assert_eq!(pairs.iter().map(|pair| (pair.docs().0.0, pair.docs().1.0)).collect::<Vec<_>>(), [(0, 3)]);
    }
}
