//! The batch as the scorer sees it: units with weighted terms.
//!
//! Enters: documents, mentions, clusters. Leaves: a [`Batch`] of units in the order of [`crate::article::Article::key`].
//! A unit is a cluster of copies, read through its earliest member: copies are never split, and count once.
//! **Invariant:** units and terms are numbered by the content of the batch alone, so the order of input changes no number.
//! **Source:** tf-idf after Salton and Buckley 1988; the temporal idf counts a term only where it stands outside the window of days
//! around the article, so what keeps coming back counts less than what is said of these days alone.

use ahash::AHashMap;
use rayon::prelude::*;

use super::evidence::{Evidence, Kind, RawTerm, evidence};
use crate::article::DocId;
use crate::cluster::Clusters;
use crate::document::Document;
use crate::mention::DocumentMentions;

/// Articles of an imagined background that every batch is blended with: enough that five articles do not make *gouvernement*
/// rare, few enough that a thousand speak for themselves.
const BACKGROUND_ARTICLES: f32 = 400.0;

/// A term of a unit with its weights.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// Position in the vocabulary; ascending by kind, then hash.
    pub id: u32,
    pub title: bool,
    pub lead: bool,
    /// Inverse document frequency, in nats.
    pub idf: f32,
    /// Temporal idf, in nats.
    pub temporal: f32,
    /// Idf in the batch alone, without background, in nats.
    pub batch: f32,
    /// Sub-linear count, headline and lead counted again.
    pub tf: f32,
}

/// A cluster of copies with its evidence.
#[derive(Debug)]
pub(super) struct Unit {
    /// The article it is read through.
    pub doc: DocId,
    /// Position in [`Clusters::list`].
    pub cluster: u32,
    pub evidence: Evidence,
    /// Ascending by id.
    pub terms: Vec<Term>,
    /// Length of the vector of each kind in each view.
    pub norms: [[f32; View::COUNT]; Kind::COUNT],
    /// Information of the words of the headline: the sum of their idf.
    pub headline_info: f32,
    /// First and last day of publication of its members.
    pub published: Option<(i32, i32)>,
}

/// A way to weigh the terms of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(super) enum View {
    /// tf · idf of everything.
    All,
    /// tf · temporal idf of everything.
    Temporal,
    /// tf · idf in the batch alone: what the other articles at hand do not say.
    Batch,
    /// idf of the headline.
    Title,
    /// idf of headline and lead.
    Lead,
}

impl View {
    pub const COUNT: usize = 5;
    pub const ALL: [View; View::COUNT] = [View::All, View::Temporal, View::Batch, View::Title, View::Lead];
}

impl Term {
    /// Its weight in `view`.
    pub fn weight(&self, view: View) -> f32 {
        match view {
            View::All => self.tf * self.idf,
            View::Temporal => self.tf * self.temporal,
            View::Batch => self.tf * self.batch,
            View::Title => f32::from(u8::from(self.title)) * self.idf,
            View::Lead => f32::from(u8::from(self.title || self.lead)) * self.idf,
        }
    }
}

/// All units, and what the whole batch says of its terms.
#[derive(Debug)]
pub(super) struct Batch {
    pub units: Vec<Unit>,
    /// Kind of each term.
    pub kinds: Vec<Kind>,
    /// Units that hold each term, ascending, with its temporal weight in them.
    pub postings: Vec<Vec<(u32, f32)>>,
}

impl Batch {
    /// Reads the batch. `window_days`: days around an article within which a term's return does not count against it.
    pub fn new(documents: &[Document], mentions: &[DocumentMentions], clusters: &Clusters, window_days: u32) -> Batch {
        let order = units_in_order(documents, clusters);
        let evidence: Vec<Evidence> = order.par_iter().map(|(doc, _)| evidence(&documents[doc.index()], &mentions[doc.index()])).collect();
        let (kinds, ids) = vocabulary(&evidence);
        let holders = holders(&ids, kinds.len());
        let calendar = Timeline::new(&evidence);
        let units: Vec<Unit> = evidence
            .into_par_iter()
            .zip(ids)
            .zip(order)
            .map(|((evidence, ids), (doc, cluster))| {
                let terms = weighted(&evidence, &ids, &holders, &calendar, window_days as i32);
                let norms = norms(&terms, &kinds);
                let days = clusters.list[cluster as usize]
                    .members
                    .iter()
                    .filter_map(|doc| documents[doc.index()].article.date)
                    .map(|date| date.day());
                let published = days.clone().min().zip(days.max());
                let headline_info =
                    terms.iter().filter(|term| term.title && kinds[term.id as usize] == Kind::Word).map(|term| term.idf).sum();
                // Without terms in the index no other unit is compared with it.
                let terms = if super::too_short(&documents[doc.index()]) { Vec::new() } else { terms };
                Unit { doc, cluster, evidence, terms, norms, headline_info, published }
            })
            .collect();
        let postings = postings(&units, kinds.len());
        Batch { units, kinds, postings }
    }
}

/// The earliest member and the position of each cluster, in the order of the members' keys.
fn units_in_order(documents: &[Document], clusters: &Clusters) -> Vec<(DocId, u32)> {
    let key = |doc: &DocId| documents[doc.index()].article.key();
    let earliest = |(at, cluster): (usize, &crate::cluster::Cluster)| {
        let first = cluster.members.iter().copied().min_by(|a, b| key(a).cmp(&key(b))).expect("a cluster has members");
        (first, u32::try_from(at).expect("fewer clusters than 2^32"))
    };
    let mut order: Vec<(DocId, u32)> = clusters.list.iter().enumerate().map(earliest).collect();
    order.sort_by(|a, b| key(&a.0).cmp(&key(&b.0)));
    order
}

/// The kind of each distinct term in the order of kind and hash, and every unit's terms as positions in that order.
fn vocabulary(evidence: &[Evidence]) -> (Vec<Kind>, Vec<Vec<u32>>) {
    let mut all: Vec<(Kind, u64)> = evidence.par_iter().flat_map_iter(|e| e.terms.iter().map(|term| (term.kind, term.hash))).collect();
    all.par_sort_unstable();
    all.dedup();
    let at: AHashMap<(Kind, u64), u32> = all.iter().zip(0..).map(|(term, id)| (*term, id)).collect();
    let ids = evidence.par_iter().map(|e| e.terms.iter().map(|term| at[&(term.kind, term.hash)]).collect()).collect();
    (all.into_iter().map(|(kind, _)| kind).collect(), ids)
}

fn holders(ids: &[Vec<u32>], terms: usize) -> Vec<Vec<u32>> {
    let mut holders = vec![Vec::new(); terms];
    for (unit, ids) in (0u32..).zip(ids) {
        ids.iter().for_each(|id| holders[*id as usize].push(unit));
    }
    holders
}

fn postings(units: &[Unit], terms: usize) -> Vec<Vec<(u32, f32)>> {
    let mut postings = vec![Vec::new(); terms];
    for (at, unit) in (0u32..).zip(units) {
        unit.terms.iter().for_each(|term| postings[term.id as usize].push((at, term.weight(View::Temporal))));
    }
    postings
}

/// Publication days of the units in their order: dated ones first, ascending, which makes a window of days a range of units.
struct Timeline {
    /// Day of each dated unit.
    days: Vec<i32>,
    units: usize,
}

impl Timeline {
    fn new(evidence: &[Evidence]) -> Self {
        // Time zones may put a later instant on an earlier local day: the running maximum keeps the days sorted.
        let mut latest = i32::MIN;
        let days = evidence.iter().map_while(|e| e.published);
        let days = days
            .map(|day| {
                latest = latest.max(day);
                latest
            })
            .collect();
        Timeline { days, units: evidence.len() }
    }

    /// The units published within `reach` days of `day`.
    fn window(&self, day: i32, reach: i32) -> std::ops::Range<u32> {
        let first = self.days.partition_point(|d| *d < day - reach);
        let last = self.days.partition_point(|d| *d <= day + reach);
        first as u32..last as u32
    }
}

fn weighted(evidence: &Evidence, ids: &[u32], holders: &[Vec<u32>], timeline: &Timeline, window_days: i32) -> Vec<Term> {
    let total = timeline.units as f32;
    let window = evidence.published.map(|day| timeline.window(day, window_days));
    let weigh = |(raw, id): (&RawTerm, &u32)| {
        let holders = &holders[*id as usize];
        let count = holders.len() as f32;
        let (outside, total_outside) = match &window {
            Some(window) => {
                let first = holders.partition_point(|unit| *unit < window.start);
                let last = holders.partition_point(|unit| *unit < window.end);
                (count - (last - first) as f32, total - window.len() as f32)
            }
            None => (count, total),
        };
        let boost = f32::from(u8::from(raw.title)) + f32::from(u8::from(raw.lead));
        Term {
            id: *id,
            title: raw.title,
            lead: raw.lead,
            idf: idf(count, total, raw.prior),
            temporal: idf(outside, total_outside, raw.prior),
            batch: ((total + 1.0) / (count + 0.5)).ln().max(0.0),
            tf: 1.0 + (f32::from(raw.count) + boost).ln(),
        }
    };
    evidence.terms.iter().zip(ids).map(weigh).collect()
}

/// ln((N + B + 1) / (n + p·B + ½)): a batch of N articles, n with the term, and a background of B with the share p.
fn idf(count: f32, total: f32, prior: f32) -> f32 {
    ((total + BACKGROUND_ARTICLES + 1.0) / (count + prior * BACKGROUND_ARTICLES + 0.5)).ln().max(0.0)
}

fn norms(terms: &[Term], kinds: &[Kind]) -> [[f32; View::COUNT]; Kind::COUNT] {
    let mut squares = [[0.0f32; View::COUNT]; Kind::COUNT];
    for term in terms {
        for view in View::ALL {
            squares[kinds[term.id as usize] as usize][view as usize] += term.weight(view).powi(2);
        }
    }
    squares.map(|kind| kind.map(f32::sqrt))
}
