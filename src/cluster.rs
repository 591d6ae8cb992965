//! Clusters: articles that are the same text.
//!
//! Enters: documents and the verified edges between them. Leaves: a partition of the batch.
//! **Invariant:** every member of a cluster is a verified copy of its centre, so A–B–C alone never makes A a copy of C.
//! **Source:** star clustering, Aslam, Pelekhov and Rus 2004, "The star clustering algorithm for static and dynamic
//! information organization", here with a fixed order.

use std::cmp::{Ordering, Reverse};

use ahash::AHashMap;

use crate::article::DocId;
use crate::document::Document;
use crate::verify::{Relation, VerifiedEdge};

/// A partition of the batch by text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Clusters {
    /// For each article, the position of its cluster in `list`.
    pub of: Vec<u32>,
    /// Every cluster, singletons included, ordered by its earliest member ([`crate::article::Article::key`]).
    pub list: Vec<Cluster>,
}

/// What clustering asks of a batch, wherever its articles are.
pub trait Batch {
    /// Number of articles; they are numbered from 0.
    fn count(&self) -> usize;
    /// The order of [`crate::article::Article::key`].
    fn order(&self, a: DocId, b: DocId) -> Ordering;
    /// Tokens of the body.
    fn token_count(&self, doc: DocId) -> usize;
    /// The outlet, or an empty string.
    fn source(&self, doc: DocId) -> &str;
}

impl<D: AsRef<[Document]> + ?Sized> Batch for D {
    fn count(&self) -> usize {
        self.as_ref().len()
    }

    fn order(&self, a: DocId, b: DocId) -> Ordering {
        let documents = self.as_ref();
        documents[a.index()].article.key().cmp(&documents[b.index()].article.key())
    }

    fn token_count(&self, doc: DocId) -> usize {
        self.as_ref()[doc.index()].tokens.len()
    }

    fn source(&self, doc: DocId) -> &str {
        self.as_ref()[doc.index()].source()
    }
}

/// Articles that are the same text.
#[derive(Clone, PartialEq, Debug)]
pub struct Cluster {
    /// Its articles, earliest first; never empty. The first names the cluster.
    pub members: Vec<DocId>,
    /// The member every other was verified against, or the earliest text identical to it.
    pub centre: DocId,
    /// The member shown and kept for all of them.
    pub representative: DocId,
    /// Least Jaccard of a member with the centre; 1 for a singleton.
    pub weakest: f64,
    /// Mean Jaccard of the verified edges inside; 1 for a singleton.
    pub cohesion: f64,
}

/// Which member stands for a cluster.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Preference {
    /// The earliest, by [`crate::article::Article::key`].
    #[default]
    Earliest,
    /// The one of the most tokens; of equals, the earliest.
    Longest,
    /// The earliest of the first of these outlets that has one; else the earliest. Case of ASCII letters is ignored.
    Outlets(Vec<String>),
}

/// Fewest members of a cluster that may be called template-like: below, three weekly columns would be.
const MANY: usize = 8;

/// Cohesion below which a large cluster of one outlet is suspect: copies that differ by an edit stay above.
const LOOSE: f64 = 0.9;

/// Stars of verified copies: texts are taken by copies verified (descending), tokens (descending) and key; the first free one is
/// a centre and takes its free copies. Then each member goes to the most similar centre it was verified against (of equals,
/// the one with the earlier key). Identical texts act as one. Edges that are no copies are ignored. Costs a sort of the edges.
pub fn clusters(batch: &(impl Batch + ?Sized), edges: &[VerifiedEdge], prefer: &Preference) -> Clusters {
    let texts = Texts::new(batch, edges);
    let centres = texts.assign(batch, &texts.stars(batch));
    let mut members: AHashMap<u32, Vec<DocId>> = AHashMap::new();
    for at in 0..batch.count() {
        members.entry(centres[texts.of[at] as usize]).or_default().push(DocId::from_index(at));
    }
    let mut list: Vec<Cluster> =
        members.into_iter().map(|(centre, members)| texts.cluster(batch, &centres, centre, members, prefer)).collect();
    list.sort_by(|x, y| batch.order(x.members[0], y.members[0]));
    let mut clusters = Clusters::listed(list, batch.count());
    clusters.fill_cohesion(edges);
    clusters
}

/// Positions in [`Clusters::list`], ascending, of clusters that look like an outlet's form rather than a copied text: at least
/// 8 members, all of one named outlet, mean Jaccard below 0.9. A warning, not a verdict.
pub fn template_like(batch: &(impl Batch + ?Sized), clusters: &Clusters) -> Vec<u32> {
    let suspect = |cluster: &Cluster| {
        let outlet = batch.source(cluster.members[0]);
        cluster.members.len() >= MANY
            && cluster.cohesion < LOOSE
            && !outlet.is_empty()
            && cluster.members.iter().all(|member| batch.source(*member) == outlet)
    };
    clusters.list.iter().zip(0..).filter(|(cluster, _)| suspect(cluster)).map(|(_, at)| at).collect()
}

/// Edges between identical articles of some clusters; `of` says the cluster of an article, `positions` ascend.
pub(crate) fn identical_inside(edges: &[VerifiedEdge], positions: &[u32], of: impl Fn(DocId) -> u32) -> Vec<VerifiedEdge> {
    let inside = |edge: &&VerifiedEdge| edge.relation() == Relation::Identical && positions.binary_search(&of(edge.docs().0)).is_ok();
    edges.iter().filter(inside).copied().collect()
}

/// Those at `positions`, which ascend, and the others.
pub(crate) fn picked(list: Vec<Cluster>, positions: &[u32]) -> (Vec<Cluster>, Vec<Cluster>) {
    let (picked, others): (Vec<_>, Vec<_>) = list.into_iter().zip(0u32..).partition(|(_, at)| positions.binary_search(at).is_ok());
    let clusters = |list: Vec<(Cluster, u32)>| list.into_iter().map(|(cluster, _)| cluster).collect();
    (clusters(picked), clusters(others))
}

impl Clusters {
    /// Takes clusters apart, by position, ascending, and gives them as they were: what is filled in from one form is one text only where
    /// every word is the same.
    pub fn part(&mut self, batch: &(impl Batch + ?Sized), positions: &[u32], edges: &[VerifiedEdge], prefer: &Preference) -> Vec<Cluster> {
        if positions.is_empty() {
            return Vec::new();
        }
        let of = |doc: DocId| self.of[doc.index()];
        let texts = clusters(batch, &identical_inside(edges, positions, of), prefer).list;
        let texts: Vec<Cluster> = texts.into_iter().filter(|text| positions.binary_search(&of(text.members[0])).is_ok()).collect();
        let (parted, mut list) = picked(std::mem::take(&mut self.list), positions);
        list.extend(texts);
        list.sort_by(|x, y| batch.order(x.members[0], y.members[0]));
        *self = Clusters::listed(list, self.of.len());
        parted
    }

    /// `list` holds each of `count` articles once.
    fn listed(list: Vec<Cluster>, count: usize) -> Clusters {
        let mut of = vec![0; count];
        for (cluster, at) in list.iter().zip(0u32..) {
            cluster.members.iter().for_each(|member| of[member.index()] = at);
        }
        Clusters { of, list }
    }

    /// Mean Jaccard of the copies verified inside each cluster, summed in the order of the members' keys.
    fn fill_cohesion(&mut self, edges: &[VerifiedEdge]) {
        let mut rank = vec![0u32; self.of.len()];
        for cluster in &self.list {
            cluster.members.iter().zip(0..).for_each(|(member, at)| rank[member.index()] = at);
        }
        let inside = |edge: &VerifiedEdge| {
            let (a, b) = (edge.docs().0.index(), edge.docs().1.index());
            let ranks = (rank[a].min(rank[b]), rank[a].max(rank[b]));
            (edge.is_copy() && self.of[a] == self.of[b]).then(|| (self.of[a], ranks, edge.jaccard()))
        };
        let mut inside: Vec<(u32, (u32, u32), f64)> = edges.iter().filter_map(inside).collect();
        inside.sort_unstable_by_key(|(cluster, ranks, _)| (*cluster, *ranks));
        for edges in inside.chunk_by(|x, y| x.0 == y.0) {
            let sum: f64 = edges.iter().map(|(_, _, jaccard)| jaccard).sum();
            self.list[edges[0].0 as usize].cohesion = sum / edges.len() as f64;
        }
    }
}

/// The distinct texts of a batch and the copies verified between them.
struct Texts {
    /// The text of each article.
    of: Vec<u32>,
    /// The earliest article of each text.
    earliest: Vec<DocId>,
    /// Articles that have the text.
    sizes: Vec<u64>,
    /// For each text, the texts it is a copy of and how alike they are; ascending by text.
    copies: Vec<Vec<(u32, f64)>>,
}

impl Texts {
    fn new(batch: &(impl Batch + ?Sized), edges: &[VerifiedEdge]) -> Texts {
        let (of, earliest) = join_identical(batch, edges);
        let mut sizes = vec![0; earliest.len()];
        of.iter().for_each(|text| sizes[*text as usize] += 1);
        let mut copies = vec![Vec::new(); earliest.len()];
        for edge in edges.iter().filter(|edge| edge.is_copy()) {
            let (a, b) = (of[edge.docs().0.index()], of[edge.docs().1.index()]);
            if a != b {
                copies[a as usize].push((b, edge.jaccard()));
                copies[b as usize].push((a, edge.jaccard()));
            }
        }
        for list in &mut copies {
            list.sort_unstable_by_key(|(text, _)| *text);
            list.dedup_by_key(|(text, _)| *text);
        }
        Texts { of, earliest, sizes, copies }
    }

    /// Articles verified as copies of a text, its own others included.
    fn degree(&self, text: usize) -> u64 {
        self.sizes[text] - 1 + self.copies[text].iter().map(|(other, _)| self.sizes[*other as usize]).sum::<u64>()
    }

    /// For each text whether it is a centre.
    fn stars(&self, batch: &(impl Batch + ?Sized)) -> Vec<bool> {
        let mut order: Vec<usize> = (0..self.earliest.len()).collect();
        let rank = |text: usize| (Reverse(self.degree(text)), Reverse(batch.token_count(self.earliest[text])));
        let ranks: Vec<_> = order.iter().map(|text| rank(*text)).collect();
        order.sort_by(|x, y| ranks[*x].cmp(&ranks[*y]).then_with(|| batch.order(self.earliest[*x], self.earliest[*y])));
        let mut taken = vec![false; order.len()];
        let mut is_centre = vec![false; order.len()];
        for text in order {
            if !taken[text] {
                is_centre[text] = true;
                taken[text] = true;
                self.copies[text].iter().for_each(|(other, _)| taken[*other as usize] = true);
            }
        }
        is_centre
    }

    /// The centre of each text: itself, or the most similar one it was verified against.
    fn assign(&self, batch: &(impl Batch + ?Sized), is_centre: &[bool]) -> Vec<u32> {
        let nearest = |(text, copies): (usize, &Vec<(u32, f64)>)| {
            let centres = copies.iter().filter(|(other, _)| is_centre[*other as usize]);
            let order = |x: &&(u32, f64), y: &&(u32, f64)| {
                let earliest = |text: u32| self.earliest[text as usize];
                x.1.total_cmp(&y.1).then_with(|| batch.order(earliest(y.0), earliest(x.0)))
            };
            if is_centre[text] { text as u32 } else { centres.max_by(order).map_or(text as u32, |(centre, _)| *centre) }
        };
        self.copies.iter().enumerate().map(nearest).collect()
    }

    fn cluster(
        &self,
        batch: &(impl Batch + ?Sized),
        centres: &[u32],
        centre: u32,
        mut members: Vec<DocId>,
        prefer: &Preference,
    ) -> Cluster {
        members.sort_by(|x, y| batch.order(*x, *y));
        let copies = self.copies[centre as usize].iter().filter(|(text, _)| centres[*text as usize] == centre);
        let weakest = copies.map(|(_, jaccard)| *jaccard).fold(1.0, f64::min);
        let representative = prefer.representative(batch, &members);
        Cluster { members, centre: self.earliest[centre as usize], representative, weakest, cohesion: 1.0 }
    }
}

impl Preference {
    /// `members` stand earliest first.
    fn representative(&self, batch: &(impl Batch + ?Sized), members: &[DocId]) -> DocId {
        let chosen = match self {
            Preference::Earliest => None,
            Preference::Longest => members.iter().min_by_key(|doc| Reverse(batch.token_count(**doc))),
            Preference::Outlets(outlets) => {
                outlets.iter().find_map(|outlet| members.iter().find(|doc| batch.source(**doc).eq_ignore_ascii_case(outlet)))
            }
        };
        *chosen.unwrap_or(&members[0])
    }
}

/// Numbers the texts: for each article its text, for each text its earliest article.
fn join_identical(batch: &(impl Batch + ?Sized), edges: &[VerifiedEdge]) -> (Vec<u32>, Vec<DocId>) {
    let mut parent: Vec<u32> = (0..batch.count()).map(|at| DocId::from_index(at).0).collect();
    fn root(parent: &mut [u32], mut at: u32) -> u32 {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    }
    for edge in edges.iter().filter(|edge| edge.relation() == Relation::Identical) {
        let (a, b) = (root(&mut parent, edge.docs().0.0), root(&mut parent, edge.docs().1.0));
        parent[a.max(b) as usize] = a.min(b);
    }
    let mut earliest: Vec<DocId> = Vec::new();
    let mut number: Vec<u32> = vec![0; batch.count()];
    let mut of = Vec::with_capacity(batch.count());
    for at in 0..batch.count() {
        let doc = DocId::from_index(at);
        let root = root(&mut parent, doc.0) as usize;
        if root == at {
            number[root] = DocId::from_index(earliest.len()).0;
            earliest.push(doc);
        }
        let text = number[root];
        let first = &mut earliest[text as usize];
        if batch.order(doc, *first).is_lt() {
            *first = doc;
        }
        of.push(text);
    }
    (of, earliest)
}

#[cfg(test)]
mod tests;
