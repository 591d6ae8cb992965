//! Exact comparison: the only door from a candidate pair to an edge.
//!
//! Enters: [`CandidatePair`]s. Leaves: [`VerifiedEdge`]s with the exact sizes of both shingle sets and of what they share.
//! **Invariant:** a `VerifiedEdge` cannot be made elsewhere, and only such edges reach [`crate::cluster`].

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

/// How two articles share text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same tokens in the same order.
    Identical,
    /// Jaccard of shingles at or above the threshold: the same text, lightly edited.
    NearDuplicate,
    /// Most of one stands in the other, which is longer.
    Contains,
    /// At least one passage in common.
    SharedPassages,
}

/// Two articles that were compared shingle by shingle and share text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct VerifiedEdge {
    pair: CandidatePair,
    relation: Relation,
    shared: u32,
    size_a: u32,
    size_b: u32,
}

impl VerifiedEdge {
    /// Both articles, the lower position first.
    pub fn docs(&self) -> (DocId, DocId) {
        self.pair.docs()
    }

    /// How they share text.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// Whether the two are the same text, and so may be clustered.
    pub fn is_copy(&self) -> bool {
        self.relation <= Relation::NearDuplicate
    }

    /// Exact Jaccard of the two shingle sets, `0.0..=1.0`.
    pub fn jaccard(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_a + self.size_b - self.shared)
    }

    /// Share of the first article's shingles that stand in the second, `0.0..=1.0`.
    pub fn containment_a(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_a)
    }

    /// Share of the second article's shingles that stand in the first, `0.0..=1.0`.
    pub fn containment_b(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_b)
    }
}
