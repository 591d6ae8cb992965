//! The page of one article: its text as given, in which its parts, quotations, what others share and what differs are marked. Where the
//! words were taken out, what stands where.
//!
//! Enters: a report and which of its articles. Leaves: the page.
//! **Invariant:** a passage goes by the same name on every page, by its pair and its number, so that links to it hold as far as the text is
//! shown; what does not fit is counted.

use std::fmt::Write as _;

use askama::Template;

use crate::report::escape::{self, clip};
use crate::report::model::{ArticleReport, Report};
use crate::report::words::Words;

use super::event::{Relation, relation};
use super::text::{self, Layer};
use super::{Frame, HEADLINE, Who, article_path, event_path, headline, label, lang_attribute, more, reading, render};

/// Bytes of marked-up text on a page; room is left for the rest of it.
const TEXT_BYTES: usize = 500_000;
/// Other articles named in the list of shared passages, and behind one passage in the text.
const SHARED: usize = 60;
const REFERENCES: usize = 3;
/// Passages listed for one other article.
const PASSAGES: usize = 5;
/// Spans listed of an article whose text is not shown.
const SPANS: usize = 1000;

#[derive(Template)]
#[template(path = "article.html")]
struct Page<'a> {
    frame: Frame<'a>,
    headline: String,
    lang: String,
    outlet: String,
    when: Option<String>,
    event: Option<(String, String, String)>,
    link: Option<String>,
    address: Option<String>,
    language: Option<String>,
    words: String,
    own: Option<String>,
    identifier: String,
    relation: Relation,
    text: String,
    cut: Option<String>,
    /// Where the article stands beside the others of its event.
    beside: Option<String>,
    /// In place of the text of a redacted report: what stands where.
    spans: Vec<Place>,
    more_spans: Option<String>,
    text_hash: Option<String>,
    quotes: bool,
    furniture: bool,
    differing: bool,
    shared: Vec<Shared>,
    more_shared: Option<String>,
}

/// The page of the article at a position of [`Report::articles`].
pub fn page(report: &Report, at: usize) -> String {
    let article = &report.articles[at];
    let w = super::words(report.language);
    let title = headline(w, &article.title, HEADLINE);
    let text = text::set(article, &text::layers(article), TEXT_BYTES, &|layer, out| begin(w, article, layer, out), &|ended, out| {
        references(out, report, article, ended);
    });
    let spans = if report.redacted { places(w, report, article) } else { Vec::new() };
    let event = article.body.event;
    let in_event = report.events[event].articles.len() > 1;
    let link = article.url.as_deref().and_then(escape::web_address);
    let shared = shared(report, article);
    render(&Page {
        frame: Frame::of(report, format!("{title} – {}", label(article)), "../"),
        headline: title,
        lang: lang_attribute(article.lang.as_deref()),
        outlet: article.outlet.as_deref().map_or_else(|| w.unknown_outlet.to_owned(), |name| clip(name, 60)),
        when: article.date.as_deref().map(|date| w.moment(date)),
        event: in_event.then(|| {
            let other = &report.events[event];
            (
                format!("../{}", event_path(report, event)),
                headline(w, &other.headline, HEADLINE),
                lang_attribute(other.headline_lang.as_deref()),
            )
        }),
        link: link.map(str::to_owned),
        address: article.url.as_deref().filter(|url| link.is_none() && !url.trim().is_empty()).map(|url| clip(url, 300)),
        language: article.lang.clone(),
        words: w.count(article.words, w.word),
        own: article.own_share.map(|share| w.percent(share)),
        identifier: clip(&article.id, 200),
        relation: relation(w, &report.articles, at, |other| who(report, other)),
        text: text.html,
        beside: reading::href(report, at),
        more_spans: more(w, spans.len(), SPANS),
        spans: spans.into_iter().take(SPANS).collect(),
        text_hash: article.text_hash.clone(),
        cut: (text.left_out > 0).then(|| w.count(text.left_out, w.cut_note)),
        quotes: !article.body.quotations.is_empty(),
        furniture: !article.body.furniture.is_empty(),
        differing: !article.body.differing.is_empty(),
        more_shared: more(w, shared.len(), SHARED),
        shared: shared.into_iter().take(SHARED).collect(),
    })
}

fn who(report: &Report, at: usize) -> Who {
    Who { label: label(&report.articles[at]), href: format!("../{}", article_path(&report.articles[at])) }
}

/// What this article shares with another.
struct Shared {
    who: Who,
    share: String,
    /// Anchors of the passages on this page, with their first words.
    passages: Vec<(String, String)>,
    more: Option<String>,
}

/// For each other article: its name, its share, and the anchors of the passages with their first words.
fn shared(report: &Report, article: &ArticleReport) -> Vec<Shared> {
    let w = super::words(report.language);
    let mut edges: Vec<usize> = article.body.shared.iter().map(|passage| passage.edge).collect();
    edges.sort_unstable();
    edges.dedup();
    let rows = edges.into_iter().map(|edge| {
        let reuse = &report.reuse[edge];
        let mine = reuse.a == article.id;
        let (other, share) = if mine { (reuse.b_at, reuse.covered_a) } else { (reuse.a_at, reuse.covered_b) };
        let passages = reuse.passages.iter().enumerate().take(PASSAGES);
        let mut who = who(report, other);
        who.href = format!("{}#p{edge}-0", who.href);
        Shared {
            who,
            share: w.percent(share),
            passages: passages.map(|(number, passage)| (format!("#p{edge}-{number}"), clip(passage.text.trim(), 120))).collect(),
            more: more(w, reuse.passages.len(), PASSAGES),
        }
    });
    rows.collect()
}

/// A stretch of a text that is not shown, in code points.
struct Place {
    anchor: Option<String>,
    span: String,
    what: &'static str,
    other: Option<Who>,
}

/// What stands where, in the order of the text.
fn places(w: &'static Words, report: &Report, article: &ArticleReport) -> Vec<Place> {
    let mut layers = text::layers(article);
    layers.sort_by_key(|(span, layer)| (*span, *layer));
    let places = layers.into_iter().map(|(span, layer)| {
        let shared = if let Layer::Shared(at) = layer { Some(article.body.shared[at]) } else { None };
        Place {
            anchor: shared.map(|passage| format!("p{}-{}", passage.edge, passage.passage)),
            span: format!("{}–{}", span.start, span.end),
            what: match layer {
                Layer::Headline => w.headline,
                Layer::Dateline => w.legend_dateline,
                Layer::Furniture(reason) => w.furniture(reason),
                Layer::Quote => w.legend_quote,
                Layer::Shared(_) => w.legend_shared,
                Layer::Differing => w.legend_differs,
                Layer::Told { .. } => w.fact_column,
            },
            other: shared.map(|passage| who(report, passage.other)),
        }
    });
    places.collect()
}

/// What stands once before a layer: the anchor of a passage, the label of what is not the article.
fn begin(w: &Words, article: &ArticleReport, layer: Layer, out: &mut String) {
    match layer {
        Layer::Shared(at) => {
            let passage = article.body.shared[at];
            let _ = write!(out, "<span id=\"p{}-{}\"></span>", passage.edge, passage.passage);
        }
        Layer::Furniture(reason) => {
            let _ = write!(out, "<span class=\"tag\">{}</span> ", escape::html(w.furniture(reason)));
        }
        _ => {}
    }
}

/// Where a passage ends, links to the same passage in other articles.
fn references(out: &mut String, report: &Report, article: &ArticleReport, ended: &[Layer]) {
    let passages: Vec<usize> = ended.iter().filter_map(|layer| if let Layer::Shared(at) = layer { Some(*at) } else { None }).collect();
    for at in passages.iter().take(REFERENCES) {
        let passage = article.body.shared[*at];
        let other = who(report, passage.other);
        let (href, name) = (escape::html(&other.href), escape::html(&clip(&other.label, 24)));
        let _ = write!(out, "<a class=\"ref\" href=\"{href}#p{}-{}\"><bdi>{name}</bdi></a>", passage.edge, passage.passage);
    }
    if passages.len() > REFERENCES {
        let _ = write!(out, "<a class=\"ref\" href=\"#shared\">+{}</a>", passages.len() - REFERENCES);
    }
}
