//! Passages: stretches of text that two articles share, and who may have had them first.
//!
//! Enters: documents and the verified edges between them. Leaves: one [`ReuseEdge`] each.
//! **Invariant:** direction is evidence, never a verdict: it may be undetermined, and says why.
//! **Source:** seeds, chaining and extension as in passim (Smith, Cordell, Mullen 2015, "Computational methods for uncovering
//! reprinted texts in antebellum newspapers"); direction after Nicholls 2019, "Detecting textual reuse in news stories, at scale".

mod copies;
mod direction;
mod independent;

use rayon::prelude::*;

pub use copies::{COPIES, with_copies};
pub use independent::{Independence, Verdict, independent};

use crate::article::{DocId, Span};
use crate::document::Document;
use crate::verify::{Aligner, Relation, Thresholds, TokenPassage, VerifiedEdge, identical_passages};

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
    /// The stretches of equal tokens in the passages: in `a`'s text and in `b`'s, in the order of `a`. A word that was changed inside a
    /// passage stands in none.
    pub equal: Vec<(Span, Span)>,
    /// Share of `a`'s body tokens that stand in passages and are equal in `b`, `0.0..=1.0`; 1 only where nothing was changed or added.
    pub covered_a: f64,
    /// The same share of `b`'s body tokens.
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
    /// Each piece of evidence and what it adds; the sum is `log_odds`.
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

/// The passages and the direction of every edge, in the order of `edges`. Passages have at least
/// [`Thresholds::passage_tokens`] equal tokens, none crosses furniture, and each span reaches from the first to the last token.
/// An identical pair shares all of its body, one passage for each run of paragraphs, however short.
/// Edges of headline-only items have no passages, for there is no body. Parallel; about linear in the tokens of each pair.
pub fn reuse(documents: &[Document], edges: &[VerifiedEdge], thresholds: &Thresholds) -> Vec<ReuseEdge> {
    edges.par_iter().map(|edge| reuse_edge(documents, edge, thresholds.passage_tokens())).collect()
}

fn reuse_edge(documents: &[Document], edge: &VerifiedEdge, least: usize) -> ReuseEdge {
    let (a, b) = edge.docs();
    let (first, second) = (&documents[a.index()], &documents[b.index()]);
    let found = match edge.relation() {
        Relation::Identical => identical_passages(first, second),
        _ => Aligner::new(first).passages(second, least),
    };
    let span = |document: &Document, tokens: &std::ops::Range<usize>| Span {
        start: document.tokens[tokens.start].span.start,
        end: document.tokens[tokens.end - 1].span.end,
    };
    let passages = found.iter().map(|passage| Passage {
        a: span(first, &passage.a),
        b: span(second, &passage.b),
        tokens: u32::try_from(passage.tokens).expect("a text of less than 4 GiB has fewer tokens"),
    });
    let runs = found.iter().flat_map(|passage| &passage.runs);
    let equal = runs.map(|run| (span(first, &(run.a..run.a + run.len)), span(second, &(run.b..run.b + run.len))));
    ReuseEdge {
        a,
        b,
        passages: passages.collect(),
        equal: equal.collect(),
        covered_a: covered(&found, first.tokens.len()),
        covered_b: covered(&found, second.tokens.len()),
        direction: direction::direction((a, first), (b, second), &found),
    }
}

/// Share of `total` tokens that are equal in passages; 0 of none.
fn covered(passages: &[TokenPassage], total: usize) -> f64 {
    passages.iter().map(|passage| passage.tokens).sum::<usize>() as f64 / total.max(1) as f64
}

#[cfg(test)]
mod tests;
