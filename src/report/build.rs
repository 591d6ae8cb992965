//! From the results of the stages to one report.
//!
//! Enters: [`Material`], in which every article is in one event. Leaves: the [`Report`].
//! **Invariant:** positions in the batch become positions in the report, whose order follows from the articles: events by number of
//! outlets, then by the earliest article; articles event by event, the earliest first. What is told of a pair is turned where its two
//! change places.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::article::{Article, CharIndex, Date, DocId, Span};
use crate::cluster::Clusters;
use crate::compare::Comparison;
use crate::document::Document;
use crate::event::{Event, Events};
use crate::reuse::ReuseEdge;
use crate::text::tokenize;
use crate::verify::VerifiedEdge;

use super::model::rounded;
use super::model::{
    ArticleReport, Cited, EventReport, PairReport, PassageReport, Report, ReuseReport, SkippedReport, Standout, Totals, Wording,
};
use super::wording::Reader;
use super::words::words;
use super::{Highlights, Options, articles, relation};

/// Lines on the first page, and how many of them one event may take where there are enough events: a screen, and room for four events.
const STANDOUTS: usize = 12;
const STANDOUTS_PER_EVENT: usize = 3;

/// The results of the earlier stages over one batch.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The batch; every [`DocId`] below is a position in it.
    pub documents: &'a [Document],
    /// Articles that are the same text.
    pub clusters: &'a Clusters,
    /// Pairs that share text.
    pub edges: &'a [VerifiedEdge],
    /// What each of them shares.
    pub reuse: &'a [ReuseEdge],
    /// Articles about one happening.
    pub events: &'a Events,
    /// Comparisons of events of at least two articles, each with the position of its event.
    pub comparisons: &'a [(u32, Comparison)],
    /// For each comparison, where its readings differ; may be shorter than `comparisons`.
    pub highlights: &'a [Highlights],
    /// For each event, how many texts do not come from one another.
    pub independent: &'a [u32],
    /// For each article, its quoted speech as spans into the text; may be shorter than `documents`.
    pub quotations: &'a [Vec<Span>],
    /// Records that could not be read: place and reason.
    pub skipped: &'a [(String, String)],
    /// What the stages have to say about the whole batch.
    pub notes: &'a [String],
}

/// The report of one batch. About linear in texts, edges and comparisons; a text is read anew for every pair that shares passages with it.
pub fn build(material: &Material, options: &Options) -> Report {
    let order = event_order(material);
    let mut place = vec![0; material.documents.len()];
    let mut docs = Vec::with_capacity(material.documents.len());
    for &event in &order {
        for doc in members(material, &material.events.list[event]) {
            place[doc.index()] = docs.len();
            docs.push(doc);
        }
    }
    let mut list: Vec<ArticleReport> = docs.iter().map(|doc| articles::plain(&material.documents[doc.index()])).collect();
    for (at, doc) in docs.iter().enumerate() {
        list[at].body.quotations = material.quotations.get(doc.index()).cloned().unwrap_or_default();
    }
    let place_of = |doc: DocId| place[doc.index()];
    relation::related(&mut list, material.clusters, material.edges, material.reuse, &place_of);
    let reader = Reader::new(material.documents, &place_of);
    let mut wordings: BTreeMap<u32, Wording> = BTreeMap::new();
    for (at, (event, comparison)) in material.comparisons.iter().enumerate() {
        let none = Highlights::new();
        wordings.insert(*event, reader.wording(comparison, material.highlights.get(at).unwrap_or(&none)));
        articles::compared(comparison, material.highlights.get(at).unwrap_or(&none), &place_of, &mut list);
    }
    let mut events = Vec::with_capacity(order.len());
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(position, event)| rank[*event] = position);
    for &event in &order {
        let wording = wordings.remove(&(event as u32));
        events.push(event_report(material, event, &rank, &place, wording, &mut list));
    }
    let (reuse, spans) = reuse_reports(material, &place, &list);
    relation::lean(&mut list, &reuse);
    articles::share(&mut list, &reuse, &spans);
    let in_order: Vec<&Document> = docs.iter().map(|doc| &material.documents[doc.index()]).collect();
    articles::own(&mut list, &in_order, material.reuse, &place_of);
    let mut notes = material.notes.to_vec();
    notes.sort();
    let title = if options.title.trim().is_empty() { words(options.language).report_title.to_owned() } else { options.title.clone() };
    let outlets = articles::outlets(&list);
    Report {
        schema: "recoupe.report/1",
        recoupe: options.version.clone(),
        title,
        language: options.language,
        redacted: false,
        totals: Totals {
            events: events.len(),
            shared_events: events.iter().filter(|event| event.articles.len() > 1).count(),
            articles: list.len(),
            independent_texts: events.iter().map(|event| event.independent_texts as usize).sum(),
            outlets: outlets.len(),
            differences: events.iter().map(EventReport::difference_count).sum(),
            trivial: trivial(&events),
            unread_sentences: material.comparisons.iter().map(|(_, comparison)| comparison.unread_sentences).sum(),
        },
        standouts: standouts(&events),
        events,
        outlets,
        outlet_wording: super::wording::outlets(material, &place),
        pairs: pair_reports(material, &place, &list),
        articles: list,
        reuse,
        notes,
        skipped: skipped(material.skipped),
    }
}

fn trivial(events: &[EventReport]) -> usize {
    let differences = events.iter().filter_map(|event| event.wording.as_ref()).flat_map(|wording| &wording.differences);
    differences.filter(|difference| difference.trivial).count()
}

/// The members of an event, earliest first.
fn members(material: &Material, event: &Event) -> Vec<DocId> {
    let mut members = event.members.clone();
    members.sort_by(|a, b| article(material, *a).key().cmp(&article(material, *b).key()));
    members
}

fn article<'a>(material: &Material<'a>, doc: DocId) -> &'a Article {
    &material.documents[doc.index()].article
}

/// Positions in `Events::list`: by outlets descending, then by the earliest article.
fn event_order(material: &Material) -> Vec<usize> {
    let outlets = |event: &Event| {
        let names: BTreeSet<&str> = event.members.iter().map(|doc| material.documents[doc.index()].source().trim()).collect();
        names.iter().filter(|name| !name.is_empty()).count()
    };
    let rank: Vec<_> = (material.events.list.iter())
        .map(|event| {
            let first = event.members.iter().map(|doc| article(material, *doc).key()).min();
            (Reverse(outlets(event)), first)
        })
        .collect();
    let mut order: Vec<usize> = (0..rank.len()).collect();
    order.sort_by(|a, b| rank[*a].cmp(&rank[*b]));
    order
}

fn event_report(
    material: &Material,
    event: usize,
    rank: &[usize],
    place: &[usize],
    wording: Option<Wording>,
    list: &mut [ArticleReport],
) -> EventReport {
    let given = &material.events.list[event];
    let mut articles: Vec<usize> = given.members.iter().map(|doc| place[doc.index()]).collect();
    articles.sort_unstable();
    let id = list[articles[0]].id.clone();
    for &at in &articles {
        list[at].event = Some(id.clone());
        list[at].body.event = rank[event];
    }
    articles::label(list, &articles);
    let outlets: BTreeSet<&str> = articles.iter().filter_map(|at| list[*at].outlet.as_deref()).collect();
    let earliest = given.members.iter().map(|doc| article(material, *doc)).min_by(|a, b| a.key().cmp(&b.key()));
    let published = earliest.and_then(|article| article.date).map(|date| (date.day(), date.day()));
    let day = |day| Date::from_day(day).to_string();
    let heading = headline(&articles, list);
    let story = material.events.list.get(given.story as usize).unwrap_or(given);
    let story = story.members.iter().map(|doc| article(material, *doc)).min_by(|a, b| a.key().cmp(&b.key()));
    EventReport {
        headline: list[heading].title.clone(),
        headline_lang: list[heading].lang.clone(),
        days: given.days.or(published).map(|(first, last)| [day(first), day(last)]),
        outlets: outlets.into_iter().map(str::to_owned).collect(),
        article_ids: articles.iter().map(|at| list[*at].id.clone()).collect(),
        articles,
        independent_texts: material.independent.get(event).copied().unwrap_or(0),
        story_at: rank.get(given.story as usize).copied().filter(|at| *at != rank[event]),
        story: story.map_or_else(|| id.clone(), |article| article.id.clone()),
        id,
        wording,
    }
}

/// The article whose headline has most in common with all headlines of the event; the earliest of equals.
///
/// Words of four letters and more are weighed by the number of headlines that have them, over the root of the headline's length,
/// so that a headline which only repeats everything does not win.
fn headline(articles: &[usize], list: &[ArticleReport]) -> usize {
    let bags: Vec<BTreeSet<u64>> = articles
        .iter()
        .map(|at| {
            let title = &list[*at].title;
            tokenize(title).into_iter().filter(|token| token.span.of(title).chars().count() > 3).map(|token| token.hash).collect()
        })
        .collect();
    let mut frequency: BTreeMap<u64, usize> = BTreeMap::new();
    bags.iter().flatten().for_each(|word| *frequency.entry(*word).or_default() += 1);
    let score = |at: usize| {
        let shared: usize = bags[at].iter().map(|word| frequency[word] - 1).sum();
        (!list[articles[at]].title.is_empty(), shared as f64 / (bags[at].len().max(1) as f64).sqrt())
    };
    let mut best = 0;
    for at in 1..articles.len() {
        if score(at).partial_cmp(&score(best)).is_some_and(std::cmp::Ordering::is_gt) {
            best = at;
        }
    }
    articles[best]
}

/// Shared passages with the article that comes first in the report as `a`, and their spans in bytes.
fn reuse_reports(material: &Material, place: &[usize], list: &[ArticleReport]) -> (Vec<ReuseReport>, Vec<Vec<(Span, Span)>>) {
    let mut both: Vec<(ReuseReport, Vec<(Span, Span)>)> =
        material.reuse.iter().filter(|edge| !edge.passages.is_empty()).map(|edge| reuse_report(edge, place, list)).collect();
    both.sort_by_key(|(report, _)| (report.a_at, report.b_at));
    both.into_iter().unzip()
}

fn reuse_report(edge: &ReuseEdge, place: &[usize], list: &[ArticleReport]) -> (ReuseReport, Vec<(Span, Span)>) {
    let swapped = place[edge.a.index()] > place[edge.b.index()];
    let turn = |a: f64, b: f64| if swapped { (rounded(b), rounded(a)) } else { (rounded(a), rounded(b)) };
    let sign = if swapped { -1.0 } else { 1.0 };
    let (a_at, b_at) = {
        let (a, b) = (place[edge.a.index()], place[edge.b.index()]);
        (a.min(b), a.max(b))
    };
    let (covered_a, covered_b) = turn(edge.covered_a, edge.covered_b);
    let mut passages: Vec<_> = (edge.passages.iter())
        .map(|passage| if swapped { (passage.b, passage.a, passage.tokens) } else { (passage.a, passage.b, passage.tokens) })
        .collect();
    passages.sort_unstable();
    let (text_a, text_b) = (&list[a_at].body.text, &list[b_at].body.text);
    let (index_a, index_b) = (CharIndex::new(text_a), CharIndex::new(text_b));
    let mut evidence: Vec<_> = edge.direction.evidence.iter().map(|(kind, odds)| (*kind, rounded(sign * odds))).collect();
    evidence.sort_by_key(|(kind, _)| *kind);
    let report = ReuseReport {
        a_at,
        b_at,
        a: list[a_at].id.clone(),
        b: list[b_at].id.clone(),
        words: passages.iter().map(|passage| u64::from(passage.2)).sum(),
        covered_a,
        covered_b,
        origin: edge.direction.origin.map(|doc| list[place[doc.index()]].id.clone()),
        log_odds: rounded(sign * edge.direction.log_odds),
        evidence,
        passages: (passages.iter())
            .map(|(a, b, words)| PassageReport {
                a: index_a.char_span(*a),
                b: index_b.char_span(*b),
                words: *words,
                text: Cited::Text(a.of(text_a).to_owned()),
            })
            .collect(),
    };
    (report, passages.into_iter().map(|(a, b, _)| (a, b)).collect())
}

fn pair_reports(material: &Material, place: &[usize], list: &[ArticleReport]) -> Vec<PairReport> {
    let mut pairs: Vec<(usize, usize, PairReport)> = (material.edges.iter())
        .map(|edge| {
            let (a, b) = edge.docs();
            let (a_at, b_at) = (place[a.index()], place[b.index()]);
            let (of_a, of_b) = (rounded(edge.containment_a()), rounded(edge.containment_b()));
            let (first, last) = (a_at.min(b_at), a_at.max(b_at));
            let (containment_a, containment_b) = if a_at < b_at { (of_a, of_b) } else { (of_b, of_a) };
            let (a, b) = (list[first].id.clone(), list[last].id.clone());
            let report = PairReport { a, b, relation: edge.relation(), jaccard: rounded(edge.jaccard()), containment_a, containment_b };
            (first, last, report)
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.0, pair.1));
    pairs.into_iter().map(|pair| pair.2).collect()
}

/// The weightiest differences; of equal weight, in the order of events, then of the event's own differences.
fn standouts(events: &[EventReport]) -> Vec<Standout> {
    let mut found: Vec<(f64, Standout)> = Vec::new();
    let differing = events.iter().filter(|event| event.difference_count() > 0).count();
    let each = STANDOUTS_PER_EVENT.max(STANDOUTS.div_ceil(differing.max(1)));
    for (event, report) in events.iter().enumerate() {
        let differences = report.wording.iter().flat_map(|wording| wording.differences.iter().enumerate());
        let best = differences.filter(|(_, difference)| !difference.readings.is_empty() && !difference.trivial).take(each);
        found.extend(best.map(|(at, difference)| (difference.weight, Standout { event, difference: at })));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1.event, a.1.difference).cmp(&(b.1.event, b.1.difference))));
    found.truncate(STANDOUTS);
    found.into_iter().map(|(_, standout)| standout).collect()
}

/// By file, then by line as a number.
fn skipped(given: &[(String, String)]) -> Vec<SkippedReport> {
    let mut skipped: Vec<SkippedReport> =
        given.iter().map(|(place, reason)| SkippedReport { place: place.clone(), reason: reason.clone() }).collect();
    skipped.sort_by(|a, b| natural(&a.place).cmp(&natural(&b.place)).then_with(|| a.reason.cmp(&b.reason)));
    skipped
}

/// `file:12` as (`file`, 12).
fn natural(place: &str) -> (&str, u64) {
    match place.rsplit_once(':') {
        Some((file, line)) => line.parse().map_or((place, 0), |line| (file, line)),
        None => (place, 0),
    }
}
