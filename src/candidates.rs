//! Retrieval: which pairs are worth comparing, found in time linear in the batch.
//!
//! Enters: documents, their shingle sets and sketches. Leaves: [`CandidatePair`]s, and a count of whatever was not paired.
//! **Invariant:** a candidate is not an edge: only [`crate::verify`] makes one. No step enumerates all pairs of a crowd,
//! and each crowd that was thinned is reported.
//! **Source:** banding after Leskovec, Rajaraman, Ullman, "Mining of massive datasets" §3.4; containment by winnowed seeds,
//! see [`containment_pairs`].

mod bands;
mod buckets;
mod copies;
mod seeds;

pub use bands::{BandError, BandScheme};
pub use buckets::{CROWD, candidate_pairs};
pub use copies::ExactCopies;
pub use seeds::{SeedLimits, containment_pairs};

use crate::article::DocId;

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

/// A bucket of more than [`CROWD`] distinct texts, which were paired with a few pivots and neighbors alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
pub struct CrowdedBucket {
    /// The band.
    pub band: u32,
    /// An article in it, the one of the least identity.
    #[serde(skip)]
    pub example: DocId,
    /// Texts in the bucket.
    pub texts_count: u64,
    /// Pairs it contributed, of texts_count·(texts_count − 1)/2.
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
