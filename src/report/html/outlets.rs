//! The outlets: what each covers, how much of its text is its own, and the words it chooses.
//!
//! Enters: a report. Leaves: `outlets.html`.
//! **Invariant:** of an outlet that shares too few events with others, the page says that, and not that it chooses no words; what lists
//! leave out is counted.

use askama::Template;

use crate::report::escape::clip;
use crate::report::model::{OutletReport, OutletTermReport, ReadingReport, Report};
use crate::report::slug::slug;
use crate::report::words::Words;

use super::{Frame, Limits, article_path, event_path, fitted, headline, lang_attribute, more, render};

/// Rows of the table: with the fewest headlines under each they fit on a page.
const OUTLETS: usize = 300;

#[derive(Template)]
#[template(path = "outlets.html")]
struct Page<'a> {
    frame: Frame<'a>,
    outlets: Vec<Outlet>,
    more: Option<String>,
}

struct Outlet {
    name: String,
    anchor: String,
    articles: usize,
    events: usize,
    words: String,
    words_plain: usize,
    own: String,
    own_plain: f64,
    covered: Vec<(String, String, String)>,
    more: Option<String>,
    chosen: Chosen,
    more_chosen: Option<String>,
}

/// The words an outlet chooses.
enum Chosen {
    /// More than others, each with its sentences.
    Words(Vec<Term>),
    /// None that are not chance.
    Nothing,
    /// So many events are needed.
    TooFew(usize),
}

struct Term {
    term: String,
    events: String,
    sentences: Vec<Sentence>,
}

struct Sentence {
    href: String,
    label: String,
    text: String,
    lang: String,
}

/// `outlets.html`.
pub fn page(report: &Report) -> String {
    fitted(|limits| {
        let frame = Frame::of(report, super::words(report.language).outlets_heading.to_owned(), "");
        let w = frame.w;
        render(&Page {
            outlets: report.outlets.iter().take(OUTLETS).map(|one| outlet(w, report, one, limits)).collect(),
            more: more(w, report.outlets.len(), OUTLETS),
            frame,
        })
    })
}

fn outlet(w: &Words, report: &Report, outlet: &OutletReport, limits: Limits) -> Outlet {
    // The outlet's own articles, each with a link to what it is about.
    let articles = outlet.events.iter().flat_map(|event| report.events[*event].articles.iter().map(move |at| (*event, *at)));
    let own = articles.filter(|(_, at)| report.articles[*at].outlet.as_ref() == Some(&outlet.name));
    let covered = own.take(limits.statements).map(|(event, at)| {
        let article = &report.articles[at];
        (event_path(report, event), headline(w, &article.title, limits.chars), lang_attribute(article.lang.as_deref()))
    });
    let terms = report.outlet_wording.terms.iter().filter(|term| term.outlet == outlet.name).count();
    Outlet {
        name: clip(&outlet.name, 60),
        anchor: slug(&outlet.name),
        articles: outlet.articles,
        events: outlet.event_count,
        words: w.number(outlet.words as u64),
        words_plain: outlet.words,
        own: w.percent(outlet.own_share),
        own_plain: outlet.own_share,
        covered: covered.collect(),
        more: more(w, outlet.articles, limits.statements),
        more_chosen: more(w, terms, limits.statements),
        chosen: chosen(w, report, &outlet.name, limits),
    }
}

fn chosen(w: &Words, report: &Report, outlet: &str, limits: Limits) -> Chosen {
    let wording = &report.outlet_wording;
    if !wording.measured.iter().any(|measured| measured == outlet) {
        return Chosen::TooFew(wording.events_needed);
    }
    let terms: Vec<Term> =
        wording.terms.iter().filter(|term| term.outlet == outlet).take(limits.statements).map(|one| term(w, report, one, limits)).collect();
    if terms.is_empty() { Chosen::Nothing } else { Chosen::Words(terms) }
}

fn term(w: &Words, report: &Report, term: &OutletTermReport, limits: Limits) -> Term {
    let sentence = |reading: &ReadingReport| {
        let article = &report.articles[reading.article];
        Sentence {
            href: article_path(article),
            label: headline(w, &article.title, limits.chars),
            text: clip(&reading.text, limits.chars),
            lang: lang_attribute(article.lang.as_deref()),
        }
    };
    Term { term: clip(&term.term, 60), events: w.count(term.events, w.event), sentences: term.readings.iter().map(sentence).collect() }
}
