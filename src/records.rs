//! The JSON lines that other programs read: one per article, per pair, per removed article.
//!
//! Enters: results of the stages. Leaves: serializable records, in a defined order.
//! **Invariant:** offsets are code points of the original text field; field names and their order are the contract of the command line.

use ahash::AHashMap;
use serde::Serialize;

use crate::article::{CharIndex, DocId, Span};
use crate::cluster::Clusters;
use crate::document::Document;
use crate::event::Events;
use crate::reuse::ReuseEdge;
use crate::verify::{Relation, VerifiedEdge};

/// What became of one article.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ArticleRecord<'a> {
    /// The article.
    pub id: &'a str,
    /// Id of the earliest member of its cluster.
    pub cluster: &'a str,
    /// Number of articles that are the same text.
    pub cluster_size: usize,
    /// Id of the member that stands for the cluster.
    pub representative: &'a str,
    /// What `group` adds.
    #[serde(flatten)]
    pub event: Option<EventRecord<'a>>,
    /// The outlet.
    pub source: Option<&'a str>,
    /// Publication time.
    pub date: Option<String>,
}

/// The event of one article.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct EventRecord<'a> {
    /// Id of the earliest member of the event.
    pub event: &'a str,
    /// Number of articles in the event.
    pub event_size: usize,
    /// Id of the earliest member of the first event of the story.
    pub story: &'a str,
}

/// One record for each of `rows`, in that order.
pub fn articles<'a>(
    documents: &'a [Document],
    rows: &[DocId],
    clusters: &Clusters,
    events: Option<&Events>,
) -> impl Iterator<Item = ArticleRecord<'a>> {
    let id = |doc: DocId| documents[doc.index()].article.id.as_str();
    rows.iter().map(move |&doc| {
        let article = &documents[doc.index()].article;
        let cluster = &clusters.list[clusters.of[doc.index()] as usize];
        ArticleRecord {
            id: &article.id,
            cluster: id(cluster.members[0]),
            cluster_size: cluster.members.len(),
            representative: id(cluster.representative),
            event: events.map(|events| {
                let event = &events.list[events.of[doc.index()] as usize];
                EventRecord {
                    event: id(event.members[0]),
                    event_size: event.members.len(),
                    story: id(events.list[event.story as usize].members[0]),
                }
            }),
            source: article.source.as_deref(),
            date: article.date.map(|date| date.to_string()),
        }
    })
}

/// Two articles that share text or an event.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PairRecord<'a> {
    /// The earlier article.
    pub a: &'a str,
    /// The later article.
    pub b: &'a str,
    /// How they are related.
    pub relation: PairRelation,
    /// Exact Jaccard of their shingles; absent for an event link.
    pub jaccard: Option<f64>,
    /// Share of `a`'s shingles that stand in `b`.
    pub containment_a: Option<f64>,
    /// Share of `b`'s shingles that stand in `a`.
    pub containment_b: Option<f64>,
    /// What they share, in the order of `a`.
    pub passages: Vec<PassageRecord>,
    /// Of an event link, its probability; of shared text, its Jaccard.
    pub score: f64,
}

/// How two articles are related.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum PairRelation {
    /// They share text.
    Text(Relation),
    /// They report one event in their own words.
    Event(SameEvent),
}

/// The relation of two articles that share an event and no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SameEvent {
    /// Its one value.
    SameEvent,
}

/// A shared passage, `[start, end)` in code points of each text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct PassageRecord {
    /// In the earlier article.
    pub a: [usize; 2],
    /// In the later article.
    pub b: [usize; 2],
}

/// One record for each verified edge, then one for each link between articles of one event that share no text; each part in the order
/// of its articles.
pub fn pairs<'a>(documents: &'a [Document], edges: &[VerifiedEdge], reuse: &[ReuseEdge], events: Option<&Events>) -> Vec<PairRecord<'a>> {
    let id = |doc: DocId| documents[doc.index()].article.id.as_str();
    let passages: AHashMap<(DocId, DocId), &ReuseEdge> = reuse.iter().map(|edge| ((edge.a, edge.b), edge)).collect();
    let mut offsets = Offsets::new(documents);
    let mut records: Vec<PairRecord> = edges
        .iter()
        .map(|edge| {
            let (a, b) = edge.docs();
            let shared = passages.get(&(a, b)).map_or(&[][..], |edge| &edge.passages);
            PairRecord {
                a: id(a),
                b: id(b),
                relation: PairRelation::Text(edge.relation()),
                jaccard: Some(round(edge.jaccard())),
                containment_a: Some(round(edge.containment_a())),
                containment_b: Some(round(edge.containment_b())),
                passages: shared.iter().map(|passage| PassageRecord { a: offsets.of(a, passage.a), b: offsets.of(b, passage.b) }).collect(),
                score: round(edge.jaccard()),
            }
        })
        .collect();
    let share_text: ahash::AHashSet<(DocId, DocId)> = edges.iter().map(VerifiedEdge::docs).collect();
    let links = events.map_or(&[][..], |events| &events.links).iter().filter(|link| !share_text.contains(&(link.a, link.b)));
    records.extend(links.map(|link| PairRecord {
        a: id(link.a),
        b: id(link.b),
        relation: PairRelation::Event(SameEvent::SameEvent),
        jaccard: None,
        containment_a: None,
        containment_b: None,
        passages: Vec::new(),
        score: round(link.score),
    }));
    records
}

/// Four decimals: more than any threshold needs, and the same on every platform.
fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// Translates spans, remembering the article at hand: edges come in the order of their first article.
struct Offsets<'d> {
    documents: &'d [Document],
    indexes: AHashMap<DocId, CharIndex<'d>>,
}

impl<'d> Offsets<'d> {
    fn new(documents: &'d [Document]) -> Self {
        Offsets { documents, indexes: AHashMap::new() }
    }

    fn of(&mut self, doc: DocId, span: Span) -> [usize; 2] {
        self.indexes.entry(doc).or_insert_with(|| CharIndex::new(&self.documents[doc.index()].article.text)).char_span(span)
    }
}

/// An article that is not kept, and the one that stands for it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RemovedRecord<'a> {
    /// The article.
    pub id: &'a str,
    /// The representative of its cluster.
    pub duplicate_of: &'a str,
    /// Exact Jaccard with it, or with the member both were verified against; 1 for identical texts.
    pub jaccard: f64,
    /// File it was read from.
    pub file: &'a str,
    /// Line, if the file holds many.
    pub line: Option<u64>,
}

/// One record for each article of `rows` that does not stand for its cluster.
pub fn removed<'a>(documents: &'a [Document], rows: &[DocId], clusters: &Clusters, edges: &[VerifiedEdge]) -> Vec<RemovedRecord<'a>> {
    let alike: AHashMap<(DocId, DocId), f64> = edges.iter().map(|edge| (edge.docs(), edge.jaccard())).collect();
    let jaccard = |a: DocId, b: DocId| if a == b { Some(1.0) } else { alike.get(&(a.min(b), a.max(b))).copied() };
    let of_row = |&doc: &DocId| {
        let cluster = &clusters.list[clusters.of[doc.index()] as usize];
        let kept = cluster.representative;
        let article = &documents[doc.index()].article;
        (kept != doc).then(|| RemovedRecord {
            id: &article.id,
            duplicate_of: &documents[kept.index()].article.id,
            jaccard: round(jaccard(doc, kept).or_else(|| jaccard(doc, cluster.centre)).unwrap_or(cluster.weakest)),
            file: &article.origin.file,
            line: article.origin.line,
        })
    };
    rows.iter().filter_map(of_row).collect()
}

/// An article as `extract` writes it: what was found of it in its page.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ExtractRecord<'a> {
    /// The article.
    pub id: &'a str,
    /// The headline, from its field or from the text.
    pub title: &'a str,
    /// The paragraphs of the article, without furniture, one on a line.
    pub text: String,
    /// The outlet.
    pub source: Option<&'a str>,
    /// Publication time.
    pub date: Option<String>,
    /// Language, given or detected.
    pub lang: Option<&'a str>,
    /// Address.
    pub url: Option<&'a str>,
    /// The news agency it credits.
    pub agency: Option<&'a str>,
}

/// One record for each of `rows`, in that order.
pub fn extracts<'a>(documents: &'a [Document], rows: &[DocId]) -> impl Iterator<Item = ExtractRecord<'a>> {
    rows.iter().map(move |&doc| {
        let Document { article, layout, .. } = &documents[doc.index()];
        ExtractRecord {
            id: &article.id,
            title: documents[doc.index()].headline(),
            text: layout.body.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join("\n"),
            source: article.source.as_deref(),
            date: article.date.map(|date| date.to_string()),
            lang: article.lang.as_ref().map(crate::article::Lang::code),
            url: article.url.as_deref(),
            agency: layout.agency.as_ref().map(|agency| agency.name.as_str()),
        }
    })
}
