//! Passages: stretches of text that two articles share, and who may have had them first.
//!
//! Enters: documents and the verified edges between them. Leaves: one [`ReuseEdge`] each.
//! **Invariant:** direction is evidence, never a verdict: it may be undetermined, and says why.
//! **Source:** seeds, chaining and extension as in passim (Smith, Cordell, Mullen 2015, "Computational methods for uncovering
//! reprinted texts in antebellum newspapers"); direction after Nicholls 2019, "Detecting textual reuse in news stories, at scale".

use crate::article::{DocId, Span};

/// A stretch of text that stands in both articles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Passage {
    /// In the first article's text.
    pub a: Span,
    /// In the second article's text.
    pub b: Span,
    /// Tokens that are equal in both.
    pub tokens: u32,
}

/// What two articles share.
#[derive(Clone, PartialEq, Debug)]
pub struct ReuseEdge {
    /// The article at the lower position.
    pub a: DocId,
    /// The article at the higher position.
    pub b: DocId,
    /// Shared passages in the order of `a`; disjoint in `a` and in `b`.
    pub passages: Vec<Passage>,
    /// Share of `a`'s body tokens that stand in passages, `0.0..=1.0`.
    pub covered_a: f64,
    /// Share of `b`'s body tokens that stand in passages, `0.0..=1.0`.
    pub covered_b: f64,
    /// Who probably had the text first.
    pub direction: Direction,
}

/// Who probably had a shared text first.
#[derive(Clone, PartialEq, Debug)]
pub struct Direction {
    /// The probable origin; `None` where the evidence is too weak.
    pub origin: Option<DocId>,
    /// Log-odds that `a` came before `b`; negative for `b` before `a`; undetermined below 1 in absolute value.
    pub log_odds: f64,
    /// Each piece of evidence and what it adds.
    pub evidence: Vec<(DirectionEvidence, f64)>,
}

/// What speaks for a direction of copying.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectionEvidence {
    /// One was published at least ten minutes before the other.
    Time,
    /// One credits an agency, the other is that agency or carries its dateline.
    Credit,
    /// One is the other without its tail.
    Truncation,
    /// Both credit the same agency: a common source outside the batch.
    CommonSource,
}
