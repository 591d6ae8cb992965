//! Articles and outlets as the report knows them.
//!
//! Enters: documents, comparisons, and the passages that two articles share. Leaves: an [`ArticleReport`] each, to which what was found is
//! added in turn, and an [`OutletReport`] for each outlet.
//! **Invariant:** spans are bytes of the text as given; words that others leave out are not marked as differing, and what an outlet's own
//! articles share takes nothing from what is its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::{DocId, Span};
use crate::compare::{Comparison, Field};
use crate::document::Document;
use crate::reuse::ReuseEdge;

use super::Highlights;
use super::model::rounded;
use super::model::{ArticleReport, Body, OutletReport, ReuseReport, SharedPassage};

/// What one document says about itself alone.
pub(super) fn plain(document: &Document) -> ArticleReport {
    let Document { article, layout, tokens } = document;
    let outlet = article.source.as_deref().map(str::trim).filter(|name| !name.is_empty());
    ArticleReport {
        id: article.id.clone(),
        event: None,
        cluster: None,
        outlet: outlet.map(str::to_owned),
        title: document.headline().to_owned(),
        date: article.date.map(|date| date.to_string()),
        url: article.url.clone(),
        lang: article.lang.map(|lang| lang.code().to_owned()),
        words: tokens.len(),
        agency: layout.agency.as_ref().map(|agency| agency.name.clone()),
        relation: None,
        own_share: None,
        label: String::new(),
        body: Body {
            published: article.date.map(|date| (date.utc_s(), date.is_timed())),
            event: 0,
            text: article.text.clone(),
            headline: layout.headline,
            dateline: layout.dateline,
            furniture: layout.furniture.clone(),
            quotations: Vec::new(),
            shared: Vec::new(),
            differing: Vec::new(),
            told: Vec::new(),
        },
        text_hash: None,
    }
}

/// Enters what a comparison found at the articles it was found in: the statements they make, and the words in which they differ.
pub(super) fn compared(comparison: &Comparison, highlights: &Highlights, place: &dyn Fn(DocId) -> usize, articles: &mut [ArticleReport]) {
    let mut touched = BTreeSet::new();
    let mut enter = |doc: DocId, span: Span| {
        articles[place(doc)].body.differing.push(span);
        touched.insert(place(doc));
    };
    for (statement, marks) in comparison.statements.iter().zip(highlights) {
        for (reading, spans) in statement.readings.iter().zip(marks).filter(|(reading, _)| reading.field == Field::Text) {
            spans.iter().for_each(|span| enter(reading.doc, *span));
        }
    }
    let pointed = comparison.differences.iter().filter(|difference| difference.absent.is_empty());
    for reading in pointed.flat_map(|difference| &difference.readings).filter(|reading| reading.field == Field::Text) {
        enter(reading.doc, reading.span);
    }
    for at in touched {
        articles[at].body.differing = union(std::mem::take(&mut articles[at].body.differing));
    }
    for (number, statement) in comparison.statements.iter().enumerate() {
        for reading in statement.readings.iter().filter(|reading| reading.field == Field::Text) {
            articles[place(reading.doc)].body.told.push((reading.span, number));
        }
    }
    for doc in &comparison.witnesses {
        articles[place(*doc)].body.told.sort_unstable();
    }
}

/// The spans in order, with those that touch joined.
fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Gives the members of one event labels that tell them apart: the outlet, with a number from its second article on.
pub(super) fn label(articles: &mut [ArticleReport], members: &[usize]) {
    let names: Vec<String> = members.iter().map(|at| articles[*at].outlet.as_ref().unwrap_or(&articles[*at].id).clone()).collect();
    for (at, label) in members.iter().zip(told_apart(names)) {
        articles[*at].label = label;
    }
}

/// The names, each numbered from its second time on; a number that makes another's name is passed over.
fn told_apart(names: Vec<String>) -> Vec<String> {
    let taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut numbered = |name: String| {
        let known = times.entry(name.clone()).or_default();
        *known += 1;
        while *known > 1 && taken.contains(&format!("{name} ({known})")) {
            *known += 1;
        }
        if *known == 1 { name } else { format!("{name} ({known})") }
    };
    names.into_iter().map(&mut numbered).collect()
}

/// Enters every passage at both its articles. `spans` holds the byte spans of each edge's passages.
pub(super) fn share(articles: &mut [ArticleReport], reuse: &[ReuseReport], spans: &[Vec<(Span, Span)>]) {
    for (edge, (report, passages)) in reuse.iter().zip(spans).enumerate() {
        for (passage, (a, b)) in passages.iter().enumerate() {
            articles[report.a_at].body.shared.push(SharedPassage { span: *a, other: report.b_at, edge, passage });
            articles[report.b_at].body.shared.push(SharedPassage { span: *b, other: report.a_at, edge, passage });
        }
    }
    articles.iter_mut().for_each(|article| article.body.shared.sort_unstable());
}

/// Measures how much of each text is its own: the share of its words that are equal in no passage of another outlet that may have had them
/// first. `docs` are the documents of `articles`, in their order.
pub(super) fn own(articles: &mut [ArticleReport], docs: &[&Document], reuse: &[ReuseEdge], place: &dyn Fn(DocId) -> usize) {
    let mut foreign: Vec<Vec<Span>> = vec![Vec::new(); articles.len()];
    for edge in reuse {
        let (a, b) = (place(edge.a), place(edge.b));
        if articles[a].outlet.is_some() && articles[a].outlet == articles[b].outlet {
            continue;
        }
        if edge.direction.origin != Some(edge.a) {
            foreign[a].extend(edge.equal.iter().map(|equal| equal.0));
        }
        if edge.direction.origin != Some(edge.b) {
            foreign[b].extend(edge.equal.iter().map(|equal| equal.1));
        }
    }
    for (at, spans) in foreign.into_iter().enumerate() {
        let (spans, tokens) = (union(spans), &docs[at].tokens);
        let borrowed = tokens.iter().filter(|token| {
            let next = spans.partition_point(|span| span.end <= token.span.start);
            spans.get(next).is_some_and(|span| span.contains(token.span))
        });
        let share = borrowed.count() as f64 / tokens.len().max(1) as f64;
        articles[at].own_share = (!tokens.is_empty()).then(|| rounded(1.0 - share));
    }
}

/// One line for each outlet.
pub(super) fn outlets(articles: &[ArticleReport]) -> Vec<OutletReport> {
    let mut by_name: BTreeMap<&str, Vec<&ArticleReport>> = BTreeMap::new();
    for article in articles {
        if let Some(name) = &article.outlet {
            by_name.entry(name).or_default().push(article);
        }
    }
    let mut outlets: Vec<OutletReport> = by_name
        .into_iter()
        .map(|(name, articles)| {
            let mut events: Vec<usize> = articles.iter().map(|article| article.body.event).collect();
            events.sort_unstable();
            events.dedup();
            let words: usize = articles.iter().map(|article| article.words).sum();
            let own: f64 = articles.iter().filter_map(|article| Some(article.own_share? * article.words as f64)).sum();
            OutletReport {
                name: name.to_owned(),
                articles: articles.len(),
                event_count: events.len(),
                events,
                words,
                own_share: if words == 0 { 1.0 } else { rounded(own / words as f64) },
            }
        })
        .collect();
    outlets.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    outlets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_articles_of_an_event_have_one_label() {
        for (names, expected) in [
            (&["A", "B", "A", "A"][..], &["A", "B", "A (2)", "A (3)"][..]),
            (&["A", "A", "A (2)"], &["A", "A (3)", "A (2)"]),
            (&["A (2)", "A", "A", "A (2)"], &["A (2)", "A", "A (3)", "A (2) (2)"]),
            (&[], &[]),
        ] {
            assert_eq!(told_apart(names.iter().map(|name| (*name).to_owned()).collect()), expected);
        }
    }
}
