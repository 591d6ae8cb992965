//! Retrieval: which pairs are worth comparing, found in time linear in the batch.
//!
//! Enters: signatures and shingles, article by article ([`Bands`], [`Seeds`], [`ExactJoin`]) or all at once ([`candidate_pairs`],
//! [`containment_pairs`], [`exact_pairs`]). Leaves: [`CandidatePair`]s, and a count of whatever was not paired.
//! **Invariant:** a candidate is not an edge: only [`crate::verify`] makes one. No step but the exact join enumerates all pairs
//! of a crowd, and each crowd that was thinned is reported. Neither threads nor memory nor the order of reading reach a result.
//! **Source:** banding after Leskovec, Rajaraman, Ullman, "Mining of massive datasets" §3.4; containment by winnowed seeds,
//! see [`containment_pairs`]; exact join by prefix filter, see [`ExactJoin`].
//!
//! Which one: banding for copies among many; the exact join where no pair may be missed, or among so few that it is as fast;
//! seeds for a text within another, which the other two do not see.

mod bands;
mod buckets;
mod copies;
mod crowd;
mod exact;
mod pairs;
mod partitions;
mod radix;
mod seeds;

pub use bands::{BandError, BandScheme};
pub use buckets::{BandWriter, Bands, CROWD, candidate_pairs};
pub use copies::ExactCopies;
pub use exact::{ExactJoin, JoinWriter, Joined, exact_pairs};
pub use partitions::{Partitions, Writer};
pub use radix::Sorter;
pub use seeds::{SeedLimits, SeedWriter, Seeds, containment_pairs};

use crate::article::DocId;

/// In a list of texts: the article takes no part, as it is a later copy of a text, or has no tokens.
pub const NO_TEXT: u32 = u32::MAX;

/// Two articles that may be alike: retrieved, not compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CandidatePair {
    a: DocId,
    b: DocId,
}

impl CandidatePair {
    /// The pair in its one order; `None` for an article with itself.
    pub fn new(a: DocId, b: DocId) -> Option<Self> {
        (a != b).then(|| CandidatePair { a: a.min(b), b: a.max(b) })
    }

    /// Both articles, the lower position first.
    pub fn docs(self) -> (DocId, DocId) {
        (self.a, self.b)
    }
}

/// What a retrieval found, and what it left out.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Candidates {
    /// Ascending, each once.
    pub pairs: Vec<CandidatePair>,
    /// Buckets too large to pair everyone with everyone, by band, then by band key; empty for containment.
    pub crowded: Vec<CrowdedBucket>,
    /// Seeds too frequent to pair anyone; nought for banding.
    pub common_seeds: CommonSeeds,
}

/// A bucket of more than [`CROWD`] distinct texts, each of which was paired with a few others alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
pub struct CrowdedBucket {
    /// The band.
    pub band: u32,
    /// An article in it, the first.
    #[serde(skip)]
    pub example: DocId,
    /// Texts in the bucket.
    pub texts_count: u64,
    /// Candidate pairs among them, of texts_count·(texts_count − 1)/2.
    pub pairs_count: u64,
}

/// Seeds that stand in too many texts to tell anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct CommonSeeds {
    /// Distinct seeds.
    pub seeds_count: u64,
    /// Their occurrences, one a text.
    pub occurrences_count: u64,
}

/// Every pair of any of the lists, ascending, each once.
pub fn union<'p>(lists: impl IntoIterator<Item = &'p [CandidatePair]>) -> Vec<CandidatePair> {
    let mut pairs = lists.into_iter().collect::<Vec<_>>().concat();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests;
