//! The JSON lines that other programs read: one per article, per pair, per removed article.
//!
//! Enters: results of the stages. Leaves: serializable records, in a defined order.
//! **Invariant:** offsets are code points of the original text field; field names and their order are the contract of the command line.

use std::borrow::Cow;
use std::sync::Arc;

use ahash::AHashMap;
use serde::Serialize;

use crate::article::{CharIndex, Date, DocId, Span};
use crate::cluster::Clusters;
use crate::dedup::Copies;
use crate::document::Document;
use crate::event::Events;
use crate::reuse::ReuseEdge;
use crate::verify::{Relation, VerifiedEdge};

/// What became of one article.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ArticleRecord<'a> {
    /// The article.
    pub id: Cow<'a, str>,
    /// Id of the earliest member of its cluster.
    pub cluster: Cow<'a, str>,
    /// Number of articles that are the same text.
    pub cluster_size: usize,
    /// Id of the member that stands for the cluster.
    pub representative: Cow<'a, str>,
    /// What `group` adds.
    #[serde(flatten)]
    pub event: Option<EventRecord<'a>>,
    /// The outlet.
    pub source: Option<&'a str>,
    /// Publication time.
    #[serde(serialize_with = "displayed")]
    pub date: Option<Date>,
}

fn displayed<S: serde::Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}

/// The event of one article.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct EventRecord<'a> {
    /// Id of the earliest member of the event.
    pub event: Cow<'a, str>,
    /// Number of articles in the event.
    pub event_size: usize,
    /// Id of the earliest member of the first event of the story.
    pub story: Cow<'a, str>,
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
            id: article.id.as_str().into(),
            cluster: id(cluster.members[0]).into(),
            cluster_size: cluster.members.len(),
            representative: id(cluster.representative).into(),
            event: events.map(|events| {
                let event = &events.list[events.of[doc.index()] as usize];
                EventRecord {
                    event: id(event.members[0]).into(),
                    event_size: event.members.len(),
                    story: id(events.list[event.story as usize].members[0]).into(),
                }
            }),
            source: article.source.as_deref(),
            date: article.date,
        }
    })
}

/// The record of one article of a large set.
pub fn of_copy<'a>(copies: &'a Copies, events: Option<&Events>, doc: DocId) -> ArticleRecord<'a> {
    let catalogue = &copies.catalogue;
    let own = catalogue.id(doc);
    let (cluster, cluster_size, representative) = match copies.cluster(doc) {
        None => (own.clone(), 1, own.clone()),
        Some(cluster) => (catalogue.id(cluster.members[0]), cluster.members.len(), catalogue.id(cluster.representative)),
    };
    let event = events.map(|events| {
        let event = &events.list[events.of[doc.index()] as usize];
        EventRecord {
            event: catalogue.id(event.members[0]),
            event_size: event.members.len(),
            story: catalogue.id(events.list[event.story as usize].members[0]),
        }
    });
    ArticleRecord { id: own, cluster, cluster_size, representative, event, source: catalogue.source(doc), date: catalogue.date(doc) }
}

/// Two articles that share text or an event.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PairRecord<'a> {
    /// The earlier article.
    pub a: Cow<'a, str>,
    /// The later article.
    pub b: Cow<'a, str>,
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
    let id = |doc: DocId| Cow::Borrowed(documents[doc.index()].article.id.as_str());
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
    records.extend(links.map(|link| same_event(id(link.a), id(link.b), link.score)));
    records
}

/// One record for each link between articles of one event that share no text, in the order of their articles.
pub fn links<'a>(copies: &'a Copies, events: &'a Events) -> impl Iterator<Item = PairRecord<'a>> {
    let links = events.links.iter().filter(|link| copies.edge(link.a, link.b).is_none());
    links.map(|link| same_event(copies.catalogue.id(link.a), copies.catalogue.id(link.b), link.score))
}

fn same_event<'a>(a: Cow<'a, str>, b: Cow<'a, str>, score: f64) -> PairRecord<'a> {
    PairRecord {
        a,
        b,
        relation: PairRelation::Event(SameEvent::SameEvent),
        jaccard: None,
        containment_a: None,
        containment_b: None,
        passages: Vec::new(),
        score: round(score),
    }
}

/// The pairs that follow from identical texts and that [`pairs`] leaves out: those of their other members with each other, and with what
/// their earliest resembles. Their passages are those of the earliest.
pub fn implied(copies: &Copies) -> impl Iterator<Item = PairRecord<'_>> {
    let groups = copies.identical();
    let mut of: AHashMap<DocId, Arc<[DocId]>> = AHashMap::new();
    let mut within = Vec::new();
    for group in groups {
        let group: Arc<[DocId]> = group.into();
        of.insert(group[0], group.clone());
        within.push(group);
    }
    let record = |a: DocId, b: DocId, relation: Relation, figures: [f64; 3]| {
        let id = |doc: DocId| copies.catalogue.id(doc);
        let [jaccard, containment_a, containment_b] = figures.map(round);
        let (a, b, containments) =
            if a < b { (id(a), id(b), (containment_a, containment_b)) } else { (id(b), id(a), (containment_b, containment_a)) };
        PairRecord {
            a,
            b,
            relation: PairRelation::Text(relation),
            jaccard: Some(jaccard),
            containment_a: Some(containments.0),
            containment_b: Some(containments.1),
            passages: Vec::new(),
            score: jaccard,
        }
    };
    let inner = within.into_iter().flat_map(move |group| {
        let others = group.len();
        (1..others).flat_map(move |x| {
            let group = group.clone();
            (x + 1..others).map(move |y| record(group[x], group[y], Relation::Identical, [1.0; 3]))
        })
    });
    let across = copies.edges.iter().filter(|edge| edge.relation() != Relation::Identical).flat_map(move |edge| {
        let members = |doc: DocId| of.get(&doc).cloned().unwrap_or_else(|| [doc].into());
        let (xs, ys) = (members(edge.docs().0), members(edge.docs().1));
        let figures = [edge.jaccard(), edge.containment_a(), edge.containment_b()];
        let pairs: Vec<(DocId, DocId)> = xs.iter().flat_map(|x| ys.iter().map(|y| (*x, *y))).skip(1).collect();
        pairs.into_iter().map(move |(x, y)| record(x, y, edge.relation(), figures))
    });
    inner.chain(across)
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
    pub id: Cow<'a, str>,
    /// The representative of its cluster.
    pub duplicate_of: Cow<'a, str>,
    /// Exact Jaccard with it, or with the member both were verified against; 1 for identical texts.
    pub jaccard: f64,
    /// File it was read from.
    pub file: Arc<str>,
    /// Line, if the file holds many.
    pub line: Option<u64>,
}

/// One record for each article that does not stand for its cluster, in the order of the input.
pub fn removed(copies: &Copies) -> impl Iterator<Item = RemovedRecord<'_>> {
    let edge = |a: DocId, b: DocId| copies.edge(a, b).map(VerifiedEdge::jaccard);
    copies.catalogue.rows().iter().filter_map(move |&doc| {
        let cluster = copies.cluster(doc)?;
        let kept = cluster.representative;
        let jaccard = edge(doc, kept).or_else(|| edge(doc, cluster.centre)).unwrap_or(cluster.weakest);
        let origin = copies.catalogue.origin(doc);
        (kept != doc).then(|| RemovedRecord {
            id: copies.catalogue.id(doc),
            duplicate_of: copies.catalogue.id(kept),
            jaccard: round(jaccard),
            file: origin.file,
            line: origin.line,
        })
    })
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
