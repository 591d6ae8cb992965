//! Shingles: hashes of runs of consecutive tokens, as a set.
//!
//! **Source:** Broder 1997, "On the resemblance and containment of documents" §2.

use super::Token;
use crate::hash;

/// A set of shingles: 64-bit hashes, ascending, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShingleSet(Vec<u64>);

impl ShingleSet {
    /// The shingles of `width` tokens. A text of fewer tokens has one shingle, all of it, whose length is part of its hash;
    /// a text of none has none, and so resembles nothing.
    pub fn new(tokens: &[Token], width: usize) -> Self {
        let mut hashes: Vec<u64> = shingle_hashes(tokens, width).collect();
        hashes.sort_unstable();
        hashes.dedup();
        ShingleSet(hashes)
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
        let (a, b) = (&self.0, &other.0);
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            let (x, y) = (a[i], b[j]);
            shared += usize::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        shared
    }
}

/// The hash of every shingle of `width` tokens, in the order of the text; one for a text shorter than that, none for none.
///
/// # Panics
/// If `width` is 0, which [`crate::config`] refuses.
pub fn shingle_hashes(tokens: &[Token], width: usize) -> impl Iterator<Item = u64> + '_ {
    assert!(width > 0, "a shingle has at least one token");
    let width = width.min(tokens.len().max(1));
    tokens.windows(width).map(|run| hash::sequence(run.iter().map(|token| token.hash)))
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
