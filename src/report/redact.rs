//! Reports for people who may not pass the articles on: where everything stands, without what it says.
//!
//! Enters: a report. Leaves: the same report in which an id stands for every headline, a hash for every quoted word, and spans for every
//! text; web addresses, which often spell the headline, and notes and reasons of skipped records, which may quote them, are gone.
//! **Invariant:** ids, names of outlets and agencies, dates, languages, counts, spans and hashes are all that is left of an article. Whoever has the
//! articles finds every quoted word again by its span, and knows by the hash of the text that it is the text meant.

use sha2::{Digest, Sha256};

use crate::article::{CharIndex, Span};

use super::model::{ArticleReport, Body, Cited, ComparisonReport, ReadingReport, Report, Wording};

/// A report without the articles' words.
pub fn report(mut report: Report) -> Report {
    report.redacted = true;
    for event in &mut report.events {
        event.headline = event.id.clone();
        event.headline_lang = None;
        event.wording.iter_mut().for_each(wording);
    }
    report.articles.iter_mut().for_each(article);
    report.reuse.iter_mut().flat_map(|edge| &mut edge.passages).for_each(|passage| hide(&mut passage.text));
    for term in &mut report.outlet_wording.terms {
        term.term = hash(&term.term);
        term.readings.iter_mut().for_each(reading);
    }
    report.notes.clear();
    report.skipped.iter_mut().for_each(|skipped| skipped.reason.clear());
    report
}

/// A comparison without the articles' words.
pub fn comparison(mut comparison: ComparisonReport) -> ComparisonReport {
    comparison.redacted = true;
    comparison.articles.iter_mut().for_each(article);
    wording(&mut comparison.wording);
    comparison
}

fn article(article: &mut ArticleReport) {
    article.title = article.id.clone();
    article.url = None;
    article.text_hash = Some(hash(&article.body.text));
    let text = std::mem::take(&mut article.body.text);
    counted(&mut article.body, &CharIndex::new(&text));
}

/// Turns the spans of a body from bytes into code points.
fn counted(body: &mut Body, index: &CharIndex) {
    let count = |span: &mut Span| {
        let [start, end] = index.char_span(*span);
        *span = Span::new(start, end);
    };
    body.headline.iter_mut().for_each(count);
    body.dateline.iter_mut().for_each(count);
    body.furniture.iter_mut().for_each(|furniture| count(&mut furniture.span));
    body.quotations.iter_mut().for_each(count);
    body.shared.iter_mut().for_each(|passage| count(&mut passage.span));
    body.differing.iter_mut().for_each(count);
    body.told.iter_mut().for_each(|(span, _)| count(span));
}

fn wording(wording: &mut Wording) {
    wording.statements.iter_mut().flat_map(|statement| &mut statement.readings).for_each(reading);
    wording.differences.iter_mut().flat_map(|difference| &mut difference.readings).for_each(reading);
    let changes = wording.revisions.iter_mut().flat_map(|revision| &mut revision.changes);
    changes.flat_map(|change| change.from.iter_mut().chain(&mut change.to)).for_each(reading);
}

fn reading(reading: &mut ReadingReport) {
    hide(&mut reading.text);
    reading.marks.clear();
    reading.context = None;
    reading.value = None;
}

fn hide(cited: &mut Cited) {
    *cited = Cited::Hash(hash(cited));
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
