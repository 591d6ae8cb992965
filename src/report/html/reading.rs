//! The articles of one event, or of one comparison, side by side: each sentence that another tells as well leads to it.
//!
//! Without script all stand in a row; with it a reader picks two.
//!
//! Enters: articles, the statements they make, and where each stands ([`Cast`]). Leaves: a [`Column`] each, the page of an event, and links
//! to there ([`Beside`]).
//! **Invariant:** a link leads to a sentence only in a text that is sure to stand whole, in words that can be seen; otherwise to the
//! article, if it has a column.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use askama::Template;

use crate::article::Span;
use crate::report::escape;
use crate::report::model::{ArticleReport, Report};

use super::text::{self, Layer};
use super::wording::Cast;
use super::{Frame, HEADLINE, LIMITS, Who, article_path, event_path, headline, lang_attribute, more, render};

/// Articles that stand side by side, and the bytes of marked-up text that they share.
pub const COLUMNS: usize = 24;
const TEXT_BYTES: usize = 700_000;

#[derive(Template)]
#[template(path = "reading.html")]
struct Page<'a> {
    frame: Frame<'a>,
    event: (String, String, String),
    columns: Vec<Column>,
    more_columns: Option<String>,
}

/// One article among others.
pub struct Column {
    pub number: usize,
    pub who: Who,
    /// Its name for a list to choose from.
    pub name: String,
    pub title: String,
    pub lang: String,
    pub when: String,
    pub html: String,
    pub cut: Option<String>,
}

/// Where articles stand side by side, for links to there.
pub struct Beside<'a> {
    articles: &'a [ArticleReport],
    members: &'a [usize],
    page: String,
}

impl<'a> Beside<'a> {
    /// On a page of its own, or here if `page` is empty. Without texts nothing stands anywhere.
    pub fn new(articles: &'a [ArticleReport], members: &'a [usize], page: String, redacted: bool) -> Self {
        let shown = if redacted || members.len() < 2 { 0 } else { members.len().min(COLUMNS) };
        Beside { articles, members: &members[..shown], page }
    }

    fn column(&self, at: usize) -> Option<usize> {
        self.members.iter().position(|member| *member == at).map(|column| column + 1)
    }

    /// The article or, where its text is sure to stand whole, one of its statements.
    pub fn to(&self, at: usize, statement: Option<usize>) -> Option<String> {
        let column = self.column(at)?;
        let told = |number: &usize| visible(&self.articles[at]).any(|(_, told)| told == *number);
        Some(match statement.filter(told).filter(|_| is_whole(&self.articles[at], self.bytes())) {
            Some(statement) => format!("{}#c{column}-s{}", self.page, statement + 1),
            None => format!("{}#c{column}", self.page),
        })
    }

    /// Two articles, on a page whose script shows just them.
    pub fn pair(&self, a: usize, b: usize) -> Option<String> {
        let (a, b) = (self.column(a)?, self.column(b)?);
        Some(format!("{}?a={a}&b={b}#c{a}", self.page))
    }

    fn bytes(&self) -> usize {
        TEXT_BYTES / self.members.len().max(1)
    }

    /// The articles, each with links from what it tells to who tells it next.
    pub fn columns(&self, cast: &Cast) -> Vec<Column> {
        let mut tellers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &at in self.members.iter().filter(|at| is_whole(&self.articles[**at], self.bytes())) {
            for (_, statement) in visible(&self.articles[at]) {
                let tellers = tellers.entry(statement).or_default();
                if tellers.last() != Some(&at) {
                    tellers.push(at);
                }
            }
        }
        let next = |at: usize, statement: usize| {
            let tellers = tellers.get(&statement)?;
            let here = tellers.iter().position(|teller| *teller == at)?;
            Some(tellers[(here + 1) % tellers.len()]).filter(|other| *other != at)
        };
        self.members.iter().enumerate().map(|(place, &at)| self.set(cast, place + 1, at, &next)).collect()
    }

    fn set(&self, cast: &Cast, number: usize, at: usize, next: &dyn Fn(usize, usize) -> Option<usize>) -> Column {
        let (w, article) = (cast.w, &self.articles[at]);
        let begin = |layer: Layer, out: &mut String| {
            if let Layer::Told { statement, first: true } = layer {
                let _ = write!(out, "<span id=\"c{number}-s{}\"></span>", statement + 1);
            }
        };
        let end = |ended: &[Layer], out: &mut String| {
            for layer in ended {
                let Layer::Told { statement, .. } = layer else { continue };
                let Some(other) = next(at, *statement) else { continue };
                let (column, fact, name) =
                    (self.column(other).unwrap_or(0), statement + 1, escape::html(&escape::undirected(&cast.who(other).label)));
                let _ = write!(
                    out,
                    "<a class=\"ref\" href=\"#c{column}-s{fact}\" data-s=\"{fact}\" aria-label=\"{} {fact}{}{name}\">{fact}</a>",
                    w.fact_column,
                    w.colon()
                );
            }
        };
        let text = text::set(article, &with_statements(article), self.bytes(), &begin, &end);
        Column {
            number,
            who: cast.who(at),
            name: escape::undirected(&cast.who(at).label),
            title: headline(w, &article.title, HEADLINE),
            lang: lang_attribute(article.lang.as_deref()),
            when: article.date.as_deref().map_or_else(|| w.no_date.to_owned(), |date| w.moment(date)),
            html: text.html,
            cut: (text.left_out > 0).then(|| w.count(text.left_out, w.cut_note)),
        }
    }
}

/// The layers that tell two articles apart: passages of a third would only be in the way.
fn with_statements(article: &ArticleReport) -> Vec<(Span, Layer)> {
    let mut layers = text::layers(article);
    layers.retain(|(_, layer)| !matches!(layer, Layer::Shared(_)));
    let mut known = Vec::new();
    for (span, statement) in visible(article) {
        let first = !known.contains(&statement);
        known.push(statement);
        layers.push((span, Layer::Told { statement, first }));
    }
    layers
}

/// The statements that an article makes in words that can be seen: nothing is set, and so nothing can be linked, where there are none.
fn visible(article: &ArticleReport) -> impl Iterator<Item = (Span, usize)> {
    let text = article.body.text.as_str();
    let seen = |span: Span| text.get(span.start as usize..span.end as usize).is_some_and(|words| !words.trim().is_empty());
    article.body.told.iter().copied().filter(move |(span, _)| seen(*span))
}

/// Whether a text is sure to fit, whatever has to be escaped in it and however its layers cut it.
fn is_whole(article: &ArticleReport, bytes: usize) -> bool {
    let body = &article.body;
    let layers = body.quotations.len() + body.shared.len() + body.differing.len() + body.furniture.len() + body.told.len() + 2;
    let lines = body.text.bytes().filter(|byte| *byte == b'\n').count();
    body.text.len() * 6 + (layers * 2 + lines) * 250 < bytes
}

/// Where the articles of an event stand side by side, from the report's folder; empty where they do not.
pub fn path(report: &Report, event: usize) -> Option<String> {
    let articles = report.events[event].articles.len();
    (articles > 1 && !report.redacted).then(|| event_path(report, event).replace(".html", "-side-by-side.html"))
}

/// Where an article stands beside the others of its event, from its own page.
pub fn href(report: &Report, at: usize) -> Option<String> {
    let event = report.articles[at].body.event;
    let page = format!("../{}", path(report, event)?);
    Beside::new(&report.articles, &report.events[event].articles, page, report.redacted).to(at, None)
}

/// The page of an event's articles side by side.
pub fn page(report: &Report, at: usize) -> String {
    let event = &report.events[at];
    let w = super::words(report.language);
    let beside = Beside::new(&report.articles, &event.articles, String::new(), report.redacted);
    let href = |at: usize| format!("../{}", article_path(&report.articles[at]));
    let cast = Cast { w, articles: &report.articles, href: &href, beside: &beside, limits: LIMITS };
    let title = headline(w, &event.headline, HEADLINE);
    render(&Page {
        frame: Frame::of(report, format!("{} – {title}", w.beside_heading), "../"),
        event: (format!("../{}", event_path(report, at)), title, lang_attribute(event.headline_lang.as_deref())),
        columns: beside.columns(&cast),
        more_columns: more(w, event.articles.len(), COLUMNS),
    })
}
