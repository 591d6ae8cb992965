//! How many independent texts a group of articles holds: the figure of "8 outlets, 2 independent texts".
//!
//! A cluster counts once; one of headlines alone has no text and counts not at all. Its text is *its own* if less than half of it is shared
//! with the other clusters of the group; own texts all count. The rest are *derived*; they are taken from the fullest down, and one counts
//! unless half of it stands in derived texts already counted, or in an own text that probably had it first. So of two texts that hold one
//! another exactly one counts, a dispatch inside a longer article of its own counts beside it, and extracts of one text count once.
//!
//! Enters: a group of articles, the clusters, and what is shared in the batch. Leaves: [`Independence`], a count with a verdict on each
//! cluster.
//! **Invariant:** articles outside the group have no part in it; where any in the group has a text, one counts at least.

use std::cmp::Reverse;
use std::ops::Range;

use super::ReuseEdge;
use crate::article::{DocId, Span};
use crate::cluster::Clusters;
use crate::document::Document;

/// Share of a text from which on it is derived.
const DERIVED: f64 = 0.5;

/// What a group holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Independence {
    /// Independent texts, at most one a cluster; 0 only where no article of the group has a text.
    pub count: usize,
    /// One for each cluster of the group, by its position in [`Clusters::list`].
    pub verdicts: Vec<Verdict>,
}

/// Whether a cluster's text counts, and why.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Verdict {
    /// Position in [`Clusters::list`].
    pub cluster: u32,
    /// Greatest share, over the cluster's members in the group, of body tokens in passages shared with other clusters of the
    /// group; `0.0..=1.0`.
    pub covered: f64,
    /// Whether it counts as an independent text.
    pub is_independent: bool,
    /// The cluster that covers most of a text that does not count.
    pub derived_from: Option<u32>,
}

/// Counts the independent texts among `members`. `reuse` may hold edges of the whole batch; those outside the group are
/// ignored. Costs a pass over `reuse` and a sort of the group's passages.
pub fn independent(documents: &[Document], clusters: &Clusters, reuse: &[ReuseEdge], members: &[DocId]) -> Independence {
    let mut group: Vec<u32> = members.iter().map(|member| clusters.of[member.index()]).collect();
    group.sort_unstable();
    group.dedup();
    let mut is_member = vec![false; documents.len()];
    members.iter().for_each(|member| is_member[member.index()] = true);
    let covers = covers(clusters, reuse, &is_member);
    let shares = |cluster: u32, counted: &dyn Fn(&Cover) -> bool| share(documents, &covers, cluster, counted);
    let covered: Vec<f64> = group.iter().map(|cluster| shares(*cluster, &|_| true)).collect();
    let mut counts: Vec<bool> = covered.iter().map(|covered| *covered < DERIVED).collect();
    let is_empty = |cluster: u32| fullness(documents, clusters, &is_member, cluster).0 == 0;
    counts.iter_mut().zip(&group).for_each(|(counts, cluster)| *counts &= !is_empty(*cluster));
    let place = |cluster: u32| group.binary_search(&cluster).expect("covers are of the group");
    let mut derived: Vec<usize> = (0..group.len()).filter(|at| covered[*at] >= DERIVED).collect();
    derived.sort_by_key(|at| Reverse(fullness(documents, clusters, &is_member, group[*at])));
    for at in derived {
        let is_settled = |cover: &Cover| {
            let other = place(cover.by);
            counts[other] && (covered[other] >= DERIVED || cover.is_origin)
        };
        counts[at] = shares(group[at], &is_settled) < DERIVED;
    }
    let verdict = |at: usize| Verdict {
        cluster: group[at],
        covered: covered[at],
        is_independent: counts[at],
        derived_from: if counts[at] { None } else { main_cover(&covers, group[at], &|by| counts[place(by)]) },
    };
    let verdicts: Vec<Verdict> = (0..group.len()).map(verdict).collect();
    Independence { count: counts.iter().filter(|counts| **counts).count(), verdicts }
}

/// A span of one article that also stands in another cluster of the group.
struct Cover {
    cluster: u32,
    doc: DocId,
    span: Span,
    by: u32,
    /// Whether the other probably had it first.
    is_origin: bool,
}

/// All of them, by cluster, then article, then span.
fn covers(clusters: &Clusters, reuse: &[ReuseEdge], is_member: &[bool]) -> Vec<Cover> {
    let mut covers = Vec::new();
    for edge in reuse.iter().filter(|edge| is_member[edge.a.index()] && is_member[edge.b.index()]) {
        let (of_a, of_b) = (clusters.of[edge.a.index()], clusters.of[edge.b.index()]);
        if of_a == of_b {
            continue;
        }
        for passage in &edge.passages {
            covers.push(Cover { cluster: of_a, doc: edge.a, span: passage.a, by: of_b, is_origin: edge.direction.origin == Some(edge.b) });
            covers.push(Cover { cluster: of_b, doc: edge.b, span: passage.b, by: of_a, is_origin: edge.direction.origin == Some(edge.a) });
        }
    }
    covers.sort_unstable_by_key(|cover| (cover.cluster, cover.doc, cover.span, cover.by));
    covers
}

fn of_cluster(covers: &[Cover], cluster: u32) -> &[Cover] {
    let start = covers.partition_point(|cover| cover.cluster < cluster);
    &covers[start..start + covers[start..].partition_point(|cover| cover.cluster == cluster)]
}

/// Greatest share of a member's body tokens under the covers that count.
fn share(documents: &[Document], covers: &[Cover], cluster: u32, counted: &dyn Fn(&Cover) -> bool) -> f64 {
    let by_doc = of_cluster(covers, cluster).chunk_by(|x, y| x.doc == y.doc);
    let shares = by_doc.map(|covers| {
        let document = &documents[covers[0].doc.index()];
        let (mut tokens, mut reached) = (0, 0);
        for cover in covers.iter().filter(|cover| counted(cover)) {
            let range = token_range(document, cover.span);
            tokens += range.end.saturating_sub(range.start.max(reached));
            reached = reached.max(range.end);
        }
        tokens as f64 / document.tokens.len().max(1) as f64
    });
    shares.fold(0.0, f64::max)
}

fn token_range(document: &Document, span: Span) -> Range<usize> {
    let start = document.tokens.partition_point(|token| token.span.start < span.start);
    start..start + document.tokens[start..].partition_point(|token| token.span.end <= span.end)
}

/// Most tokens of a member in the group; ties go to the cluster listed first, whose earliest member is earlier.
fn fullness(documents: &[Document], clusters: &Clusters, is_member: &[bool], cluster: u32) -> (usize, Reverse<u32>) {
    let members = clusters.list[cluster as usize].members.iter().filter(|member| is_member[member.index()]);
    (members.map(|member| documents[member.index()].tokens.len()).max().unwrap_or(0), Reverse(cluster))
}

/// The counting cluster that covers most bytes of `cluster`; of equals, the one listed first.
fn main_cover(covers: &[Cover], cluster: u32, counts: &dyn Fn(u32) -> bool) -> Option<u32> {
    let mut bytes: Vec<(u32, usize)> = of_cluster(covers, cluster).iter().filter(|c| counts(c.by)).map(|c| (c.by, c.span.len())).collect();
    bytes.sort_unstable();
    let sums = bytes.chunk_by(|x, y| x.0 == y.0).map(|run| (run.iter().map(|(_, len)| len).sum::<usize>(), Reverse(run[0].0)));
    sums.max().map(|(_, Reverse(by))| by)
}
