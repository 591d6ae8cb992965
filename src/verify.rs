//! Exact comparison: the only door from a candidate pair to an edge.
//!
//! Enters: [`CandidatePair`]s. Leaves: [`VerifiedEdge`]s with the exact sizes of both shingle sets and of what they share,
//! and the pairs that are one form filled in twice.
//! **Invariant:** a `VerifiedEdge` cannot be made elsewhere, and only such edges reach [`crate::cluster`].
//! **Source:** resemblance and containment, Broder 1997 §2; passages in [`Aligner`], templates in [`Verified`].

mod passages;
mod template;
mod thresholds;

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::article::DocId;
pub use crate::candidates::CandidatePair;
use crate::document::Document;
use crate::sketch::Compared;
use crate::text::ShingleSet;
pub use passages::{Aligner, Run, TokenPassage, identical_passages};
use template::Parts;
pub(crate) use template::other_days;
pub use thresholds::{ThresholdError, Thresholds};

/// Shingles that a contained text shares at least: 40 tokens in one run of width 5. Less is a formula, a heading or one
/// quotation, which [`Relation::SharedPassages`] names better.
const CONTAINED_SHINGLES: usize = 36;

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

    /// The edge of two articles whose tokens are the same by their identities of 128 bits; `None` for an article with itself. It does not
    /// know how many shingles there are, only that all are shared.
    pub fn identical(a: DocId, b: DocId) -> Option<VerifiedEdge> {
        Some(VerifiedEdge { pair: CandidatePair::new(a, b)?, relation: Relation::Identical, shared: 1, size_a: 1, size_b: 1 })
    }

    /// The edge of two different texts, given their shingle sets in the order of the pair; `None` below the threshold.
    pub fn near_duplicate(pair: CandidatePair, a: &ShingleSet, b: &ShingleSet, thresholds: &Thresholds) -> Option<VerifiedEdge> {
        let (shared, size_a, size_b) = (count(a.shared(b)), count(a.len()), count(b.len()));
        let edge = VerifiedEdge { pair, relation: Relation::NearDuplicate, shared, size_a, size_b };
        (shared > 0 && edge.jaccard() >= thresholds.jaccard()).then_some(edge)
    }

    /// The same edge in another numbering of the articles; `None` if that makes them one.
    pub(crate) fn renumbered(self, of: impl Fn(DocId) -> DocId) -> Option<VerifiedEdge> {
        let (a, b) = (of(self.docs().0), of(self.docs().1));
        let pair = CandidatePair::new(a, b)?;
        let (size_a, size_b) = if a < b { (self.size_a, self.size_b) } else { (self.size_b, self.size_a) };
        Some(VerifiedEdge { pair, size_a, size_b, ..self })
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

fn count(size: usize) -> u32 {
    u32::try_from(size).expect("a text of less than 4 GiB has fewer shingles")
}

/// Pairs a worker takes at a time: enough for runs of one first article, few enough to share out.
const CHUNK: usize = 64;

/// What comparison found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verified {
    /// Pairs that share text, in the order of the candidates.
    pub edges: Vec<VerifiedEdge>,
    /// Pairs that would be edges, but are one form that an outlet filled in on two days, as weather, closing prices, results:
    /// the same wording and blanks, most figures, days and months in them different. Same order. Identical texts are edges.
    pub templates: Vec<VerifiedEdge>,
}

/// Compares each pair exactly. `sets` are the shingle sets of `documents`, one each, of one width.
///
/// Headline-only items meet only their like: their hashes are salted ([`Compared`]). Of texts shorter than a shingle, which
/// have one shingle, all of it, only equal ones are related. Articles without tokens are related to none. Parallel; linear in
/// the tokens of each pair.
pub fn verify(documents: &[Document], sets: &[ShingleSet], pairs: &[CandidatePair], thresholds: &Thresholds) -> Verified {
    let parts: Vec<OnceLock<Parts>> = documents.iter().map(|_| OnceLock::new()).collect();
    let compare = |pairs: &[CandidatePair]| {
        let mut comparison = Comparison { documents, sets, thresholds, parts: &parts, aligner: None };
        pairs.iter().filter_map(|pair| comparison.edge(*pair)).collect::<Vec<_>>()
    };
    let found: Vec<(VerifiedEdge, bool)> = pairs.par_chunks(CHUNK).flat_map_iter(compare).collect();
    let (templates, edges): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, is_template)| *is_template);
    let strip = |list: Vec<(VerifiedEdge, bool)>| list.into_iter().map(|(edge, _)| edge).collect();
    Verified { edges: strip(edges), templates: strip(templates) }
}

/// A worker's view of the batch.
struct Comparison<'d> {
    documents: &'d [Document],
    sets: &'d [ShingleSet],
    thresholds: &'d Thresholds,
    /// Wording and blanks of each article, made when first asked for.
    parts: &'d [OnceLock<Parts>],
    /// That of the last pair's first article: pairs come sorted, so the next is often the same.
    aligner: Option<(DocId, Aligner<'d>)>,
}

impl Comparison<'_> {
    /// The edge between two articles and whether it is that of a template; `None` if they share too little.
    fn edge(&mut self, pair: CandidatePair) -> Option<(VerifiedEdge, bool)> {
        let (a, b) = (pair.docs().0.index(), pair.docs().1.index());
        let (set_a, set_b) = (&self.sets[a], &self.sets[b]);
        let shared = set_a.shared(set_b);
        if shared == 0 {
            return None;
        }
        let documents = (&self.documents[a], &self.documents[b]);
        let texts = (Compared::of(documents.0), Compared::of(documents.1));
        let mut edge = VerifiedEdge {
            pair,
            relation: Relation::Identical,
            shared: count(shared),
            size_a: count(set_a.len()),
            size_b: count(set_b.len()),
        };
        if texts.0.same_tokens(&texts.1) {
            return Some((edge, false));
        }
        edge.relation = if edge.jaccard() >= self.thresholds.jaccard() {
            Relation::NearDuplicate
        } else if edge.containment_a().max(edge.containment_b()) >= self.thresholds.containment() && shared >= CONTAINED_SHINGLES {
            Relation::Contains
        } else if self.shares_passage(pair) {
            Relation::SharedPassages
        } else {
            return None;
        };
        Some((edge, self.is_template(pair)))
    }

    fn is_template(&self, pair: CandidatePair) -> bool {
        let (a, b) = (pair.docs().0.index(), pair.docs().1.index());
        let parts = |at: usize| self.parts[at].get_or_init(|| Parts::of(&self.documents[at]));
        template::may_be_template(&self.documents[a], &self.documents[b]) && template::is_template(parts(a), parts(b))
    }

    fn shares_passage(&mut self, pair: CandidatePair) -> bool {
        let (a, b) = pair.docs();
        if self.aligner.as_ref().is_none_or(|(doc, _)| *doc != a) {
            self.aligner = Some((a, Aligner::new(&self.documents[a.index()])));
        }
        let aligner = &self.aligner.as_ref().expect("it was just made").1;
        !aligner.passages(&self.documents[b.index()], self.thresholds.passage_tokens()).is_empty()
    }
}

#[cfg(test)]
mod tests;
