//! The overview: what stands out, the events, the outlets, what was left out. Ten thousand events make several pages.
//!
//! Enters: a report. Leaves: the pages and, where there are several, the files their search reads.
//! **Invariant:** every event has one row on one page, which is reached without script; lists that stand once are on the first.

use askama::Template;

use crate::report::escape::{clip, undirected};
use crate::report::model::{Report, Standout};
use crate::report::words::Words;

use super::wording::{Voice, voices};
use super::{Frame, Limits, event_path, fitted, headline, label, lang_attribute, more, render};

/// Rows of a page: a table that a browser sorts at once, and a page that stays below the limit of size.
const EVENTS: usize = 400;
const SINGLES: usize = 600;
/// Events in one file of the search.
const SEARCHED: usize = 2000;
/// Lines of lists that stand once, on the first page.
const OUTLETS: usize = 60;
const LISTED: usize = 200;
/// Readings of one line of what stands out, and outlets that leave it out; outlets of an event in the search.
const VOICES: usize = 4;

#[derive(Template)]
#[template(path = "index.html")]
struct Page<'a> {
    frame: Frame<'a>,
    first: bool,
    /// Paths of the files in which the search finds all events; empty if there is one page.
    search: String,
    figures: Vec<(String, String)>,
    standouts: Vec<Line>,
    rows: Vec<Row>,
    singles: Vec<Row>,
    outlets: Vec<OutletRow>,
    more_outlets: Option<String>,
    unread: Option<String>,
    notes: Vec<String>,
    more_notes: Option<String>,
    skipped: Vec<(String, String)>,
    skipped_count: String,
    more_skipped: Option<String>,
    /// Numbers and paths of all pages; empty if there is one.
    pages: Vec<(usize, String, bool)>,
}

struct Line {
    kind: &'static str,
    headline: String,
    lang: String,
    href: String,
    voices: Vec<Voice>,
    more: Option<String>,
    absent: Vec<String>,
    others: usize,
}

struct Row {
    headline: String,
    lang: String,
    href: String,
    day: String,
    iso: String,
    outlet: String,
    outlets: usize,
    articles: usize,
    texts: u32,
    differences: usize,
}

struct OutletRow {
    name: String,
    articles: String,
    events: String,
    own: String,
}

/// Number of pages; at least 1.
pub fn page_count(report: &Report) -> usize {
    let shared = report.totals.shared_events;
    let singles = report.totals.events - shared;
    shared.div_ceil(EVENTS).max(singles.div_ceil(SINGLES)).max(1)
}

/// `index.html`, `index-2.html`, …
pub fn path(page: usize) -> String {
    if page == 0 { "index.html".to_owned() } else { format!("index-{}.html", page + 1) }
}

/// Where the search finds the events of all pages: files of the report's folder, none if there is one page.
pub fn search_paths(report: &Report) -> Vec<String> {
    let files = if page_count(report) == 1 { 0 } else { report.events.len().div_ceil(SEARCHED) };
    (1..=files).map(|file| format!("assets/search-{file}.js")).collect()
}

/// One of those files: address, headline, day and outlets of its events.
pub fn search_file(report: &Report, file: usize) -> String {
    let w = super::words(report.language);
    let from = file * SEARCHED;
    let until = (from + SEARCHED).min(report.events.len());
    let entries = (from..until).map(|at| {
        let row = row(w, report, at, super::LIMITS);
        let outlets = report.events[at].outlets.iter().take(VOICES).map(|name| clip(name, 60)).collect::<Vec<_>>().join(", ");
        [row.href, undirected(&clip(&row.headline, 160)), row.day, undirected(&outlets)]
    });
    let entries: Vec<[String; 4]> = entries.collect();
    format!("recoupeEvents({});\n", serde_json::to_string(&entries).expect("strings serialize"))
}

/// The page at a position from 0.
pub fn page(report: &Report, page: usize) -> String {
    fitted(|limits| page_within(report, page, limits))
}

fn page_within(report: &Report, page: usize, limits: Limits) -> String {
    let frame = Frame::of(report, report.title.clone(), "");
    let w = frame.w;
    let totals = report.totals;
    let singles = totals.events - totals.shared_events;
    let rows = |single: bool, size: usize| -> Vec<Row> {
        let events = report.events.iter().enumerate().filter(|(_, event)| (event.articles.len() == 1) == single);
        events.skip(page * size).take(size).map(|(at, _)| row(w, report, at, limits)).collect()
    };
    let count = page_count(report);
    let first = page == 0;
    let figures = vec![
        (w.number(totals.articles as u64), w.noun(totals.articles, w.article).to_owned()),
        (w.number(totals.outlets as u64), w.noun(totals.outlets, w.outlet).to_owned()),
        (w.number(totals.independent_texts as u64), w.noun(totals.independent_texts, w.text).to_owned()),
        (w.number(totals.shared_events as u64), w.noun(totals.shared_events, w.shared_event).to_owned()),
        (w.number(singles as u64), w.noun(singles, w.single_event).to_owned()),
        (w.number(totals.differences as u64), certain(w, report)),
    ];
    let listed = LISTED.min(limits.articles);
    let skipped = report.skipped.iter().take(listed).map(|skipped| (clip(&skipped.place, 300), clip(&skipped.reason, 300)));
    render(&Page {
        first,
        search: search_paths(report).join(" "),
        figures,
        standouts: report.standouts.iter().map(|standout| line(w, report, *standout, limits)).collect(),
        rows: rows(false, EVENTS),
        singles: rows(true, SINGLES),
        outlets: outlet_rows(w, report),
        more_outlets: more(w, report.outlets.len(), OUTLETS),
        unread: (totals.unread_sentences > 0).then(|| w.count(totals.unread_sentences, w.unread)),
        notes: report.notes.iter().take(listed).map(|note| clip(note, limits.chars)).collect(),
        more_notes: more(w, report.notes.len(), listed),
        skipped: skipped.collect(),
        skipped_count: w.count(report.skipped.len(), w.skipped_noun),
        more_skipped: more(w, report.skipped.len(), listed),
        pages: if count == 1 { Vec::new() } else { (0..count).map(|at| (at + 1, path(at), at == page)).collect() },
        frame,
    })
}

fn line(w: &'static Words, report: &Report, standout: Standout, limits: Limits) -> Line {
    let event = &report.events[standout.event];
    let difference = event.wording.as_ref().map(|wording| &wording.differences[standout.difference]);
    let difference = difference.expect("a standout points at a difference of a compared event");
    let (voices, more) = voices(w, &report.articles, difference, VOICES);
    Line {
        kind: w.kind(difference.kind),
        headline: headline(w, &event.headline, limits.chars),
        lang: lang_attribute(event.headline_lang.as_deref()),
        href: format!("{}#d{}", event_path(report, standout.event), standout.difference + 1),
        voices,
        more,
        absent: difference.absent_at.iter().take(VOICES).map(|at| label(&report.articles[*at])).collect(),
        others: difference.absent_at.len().saturating_sub(VOICES),
    }
}

fn row(w: &Words, report: &Report, at: usize, limits: Limits) -> Row {
    let event = &report.events[at];
    let first = &report.articles[event.articles[0]];
    Row {
        headline: headline(w, &event.headline, limits.chars),
        lang: lang_attribute(event.headline_lang.as_deref()),
        href: event_path(report, at),
        day: event.days.as_ref().map_or_else(|| w.no_date.to_owned(), |days| w.days(days)),
        iso: event.days.as_ref().map_or_else(String::new, |days| days[0].clone()),
        outlet: first.outlet.as_deref().map_or_else(|| w.unknown_outlet.to_owned(), |name| clip(name, 60)),
        outlets: event.outlets.len(),
        articles: event.articles.len(),
        texts: event.independent_texts,
        differences: event.difference_count(),
    }
}

/// `differences, 197 more certain`.
fn certain(w: &Words, report: &Report) -> String {
    let certain: usize = report.events.iter().filter_map(|event| event.wording.as_ref()).map(|wording| wording.counts()[0]).sum();
    format!("{}, {} {}", w.noun(report.totals.differences, w.difference), w.number(certain as u64), w.of_weight)
}

fn outlet_rows(w: &Words, report: &Report) -> Vec<OutletRow> {
    let rows = report.outlets.iter().take(OUTLETS).map(|outlet| OutletRow {
        name: clip(&outlet.name, 60),
        articles: w.number(outlet.articles as u64),
        events: w.number(outlet.event_count as u64),
        own: w.percent(outlet.own_share),
    });
    rows.collect()
}
