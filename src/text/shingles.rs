//! Shingles: hashes of runs of consecutive tokens, as a set.
//!
//! Enters: tokens, or their hashes, and how many make a shingle. Leaves: a [`ShingleSet`], or the hashes in the order of the text.
//! **Invariant:** a shingle depends on its words and their number alone. A text of fewer words than one holds is one shingle; without words
//! there is none.
//! **Source:** Broder 1997, "On the resemblance and containment of documents" §2.

mod merge;
mod sort;

use super::Token;
use crate::hash::{SHINGLE_BASE, shingle_of_sum};

/// A set of shingles: 64-bit hashes, ascending, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShingleSet(Vec<u64>);

impl ShingleSet {
    /// The shingles of `width` tokens. A text of fewer tokens has one shingle, all of it, whose length is part of its hash;
    /// a text of none has none, and so resembles nothing.
    pub fn new(tokens: &[Token], width: usize) -> Self {
        Self::from_unsorted(shingle_hashes(tokens, width).collect())
    }

    /// The set of these hashes, which may repeat. Linear where they are spread evenly, as hashes are, and never worse than sorting.
    pub fn from_unsorted(hashes: Vec<u64>) -> Self {
        ShingleSet(sort::sorted_distinct(hashes))
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u64] {
        &self.0
    }

    /// Number of distinct shingles.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of shingles in both sets, by merging. Linear in both.
    pub fn shared(&self, other: &ShingleSet) -> usize {
        merge::shared(&self.0, &other.0)
    }
}

/// The hash of every shingle of `width` tokens, in the order of the text; one for a text shorter than that, none for none.
///
/// # Panics
/// If `width` is 0, which [`crate::config`] refuses.
pub fn shingle_hashes(tokens: &[Token], width: usize) -> impl Iterator<Item = u64> + '_ {
    rolled(tokens, width, |token| token.hash)
}

/// Appends to `shingles` the [`shingle_hashes`] of tokens that have the hashes `tokens`.
///
/// # Panics
/// If `width` is 0.
pub fn shingle_hashes_into(tokens: &[u64], width: usize, shingles: &mut Vec<u64>) {
    shingles.extend(rolled(tokens, width, |hash| *hash));
}

/// [`crate::hash::shingle`] of every run of `width`: the sum loses its oldest term and gains the newest.
fn rolled<T>(tokens: &[T], width: usize, hash: impl Fn(&T) -> u64) -> impl Iterator<Item = u64> {
    assert!(width > 0, "a shingle has at least one token");
    let width = width.min(tokens.len().max(1));
    let weight = (0..width).fold(1, |weight: u64, _| weight.wrapping_mul(SHINGLE_BASE));
    let (first, rest) = tokens.split_at(width.min(tokens.len()));
    let mut sum = first.iter().fold(0u64, |sum, token| sum.wrapping_mul(SHINGLE_BASE).wrapping_add(hash(token)));
    let first = (!tokens.is_empty()).then_some(sum);
    let others = tokens.iter().zip(rest).map(move |(oldest, newest)| {
        let change = hash(newest).wrapping_sub(hash(oldest).wrapping_mul(weight));
        sum = sum.wrapping_mul(SHINGLE_BASE).wrapping_add(change);
        sum
    });
    first.into_iter().chain(others).map(move |sum| shingle_of_sum(sum, width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::hash;
    use crate::text::tokenize;

    fn set(text: &str) -> ShingleSet {
        ShingleSet::new(&tokenize(text), 3)
    }

    #[test]
    fn sizes() {
        for (text, expected) in [("", 0), ("un", 1), ("un deux", 1), ("un deux trois", 1), ("a b c d e", 3), ("a b a b a b", 2)] {
            assert_eq!(set(text).len(), expected, "{text:?}");
        }
    }

    #[test]
    fn short_texts_are_equal_only_to_themselves() {
        assert_eq!(set("un mot").shared(&set("un MOT")), 1);
        assert_eq!(set("un mot").shared(&set("un")), 0);
        assert_eq!(set("").shared(&set("")), 0);
    }

    #[test]
    fn shared_counts_the_intersection() {
        assert_eq!(set("a b c d e f").shared(&set("x a b c d y")), 2);
    }

    #[test]
    fn every_way_gives_the_hash_of_every_run() {
        for count in (0..40).chain([100, 457]) {
            let tokens: Vec<Token> = (0..count).map(|at| Token { span: Span::new(0, 0), hash: hash::mix(at % 50) }).collect();
            let hashes: Vec<u64> = tokens.iter().map(|token| token.hash).collect();
            for width in [1, 2, 3, 5, 7, 8, 9, 16, 17, 30, 500] {
                let expected: Vec<u64> = hashes.windows(width.min(hashes.len().max(1))).map(hash::shingle).collect();
                assert_eq!(shingle_hashes(&tokens, width).collect::<Vec<_>>(), expected);
                let mut shingles = vec![7];
                shingle_hashes_into(&hashes, width, &mut shingles);
                assert_eq!(shingles[1..], expected, "{count} tokens, width {width}");
            }
        }
    }
}
