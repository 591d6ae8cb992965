//! The page of one article: its text as given, with everything found in it marked.

use std::fmt::Write as _;

use askama::Template;

use crate::article::Span;
use crate::clean::Reason;
use crate::report::escape::{self, clip};
use crate::report::model::{ArticleReport, Report};
use crate::report::words::Words;

use super::event::{Relation, relation};
use super::{Frame, HEADLINE, Who, article_path, event_path, headline, label, lang_attribute, more, render};

/// Bytes of marked-up text on a page; room is left for the rest of it.
const TEXT_BYTES: usize = 500_000;
/// Bytes after which a paragraph is cut even where nothing begins, so that the limit is noticed.
const PIECE_BYTES: usize = 1 << 14;
/// Other articles named in the list of shared passages, and behind one passage in the text.
const SHARED: usize = 60;
const REFERENCES: usize = 3;
/// Passages listed for one other article.
const PASSAGES: usize = 5;

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
    own: String,
    identifier: String,
    relation: Relation,
    text: String,
    cut: Option<String>,
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
    let text = marked_text(w, report, article);
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
        own: w.percent(article.own_share),
        identifier: clip(&article.id, 200),
        relation: relation(w, article, |other| who(report, other)),
        text: text.html,
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

struct MarkedText {
    html: String,
    /// Characters that did not fit.
    left_out: usize,
}

/// What a stretch of text is, by index into the counters of a sweep.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Headline,
    Dateline,
    Furniture(Reason),
    Quote,
    Shared(usize),
    Differing,
}

fn layers(article: &ArticleReport) -> Vec<(Span, Layer)> {
    let body = &article.body;
    let mut layers: Vec<(Span, Layer)> = Vec::new();
    layers.extend(body.headline.map(|span| (span, Layer::Headline)));
    layers.extend(body.dateline.map(|span| (span, Layer::Dateline)));
    layers.extend(body.furniture.iter().map(|furniture| (furniture.span, Layer::Furniture(furniture.reason))));
    layers.extend(body.quotations.iter().map(|span| (*span, Layer::Quote)));
    layers.extend(body.shared.iter().enumerate().map(|(at, passage)| (passage.span, Layer::Shared(at))));
    layers.extend(body.differing.iter().map(|span| (*span, Layer::Differing)));
    layers.retain(|(span, _)| !span.is_empty());
    layers
}

/// The text in paragraphs, cut wherever a layer begins or ends; every piece is closed before the next opens.
fn marked_text(w: &Words, report: &Report, article: &ArticleReport) -> MarkedText {
    let text = article.body.text.as_str();
    let layers = layers(article);
    let mut starts: Vec<usize> = (0..layers.len()).collect();
    starts.sort_by_key(|at| (layers[*at].0.start, layers[*at].1));
    let mut starts = starts.into_iter().peekable();
    let mut cuts: Vec<usize> = layers.iter().flat_map(|(span, _)| [span.start as usize, span.end as usize]).collect();
    cuts.extend(text.match_indices('\n').flat_map(|(at, _)| [at, at + 1]));
    cuts.extend((0..text.len()).step_by(PIECE_BYTES).filter_map(|at| (at..text.len()).find(|cut| text.is_char_boundary(*cut))));
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::with_capacity(text.len() * 2);
    let mut active: Vec<(u32, Layer)> = Vec::new();
    let mut open = false;
    let mut tags = String::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        if out.len() > TEXT_BYTES {
            close(&mut out, &mut open);
            return MarkedText { html: out, left_out: text[start..].chars().count() };
        }
        let piece = &text[start..end];
        while let Some(at) = starts.next_if(|at| layers[*at].0.start as usize <= start) {
            let (span, layer) = layers[at];
            active.push((span.end, layer));
            begin(w, article, layer, &mut tags);
        }
        if piece == "\n" {
            close(&mut out, &mut open);
        } else if !piece.trim().is_empty() {
            if !open {
                out.push_str("<p dir=\"auto\">");
                open = true;
            }
            out.push_str(&std::mem::take(&mut tags));
            push_piece(&mut out, piece, &active);
        } else if open {
            out.push(' ');
        }
        let ended = |(until, _): &(u32, Layer)| *until as usize <= end;
        if open {
            references(&mut out, report, article, active.iter().filter(|layer| ended(layer)).map(|(_, layer)| *layer));
        }
        active.retain(|layer| !ended(layer));
    }
    close(&mut out, &mut open);
    MarkedText { html: out, left_out: 0 }
}

fn close(out: &mut String, open: &mut bool) {
    if std::mem::take(open) {
        out.push_str("</p>\n");
    }
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

fn push_piece(out: &mut String, piece: &str, active: &[(u32, Layer)]) {
    let has = |wanted: fn(Layer) -> bool| active.iter().any(|(_, layer)| wanted(*layer));
    let classes = [
        ("headline", has(|layer| layer == Layer::Headline)),
        ("dateline", has(|layer| layer == Layer::Dateline)),
        ("furniture", has(|layer| matches!(layer, Layer::Furniture(_)))),
        ("quote", has(|layer| layer == Layer::Quote)),
        ("shared", has(|layer| matches!(layer, Layer::Shared(_)))),
    ];
    let names: Vec<&str> = classes.iter().filter(|class| class.1).map(|class| class.0).collect();
    let differs = has(|layer| layer == Layer::Differing);
    if !names.is_empty() {
        let _ = write!(out, "<span class=\"{}\">", names.join(" "));
    }
    if differs {
        out.push_str("<mark>");
    }
    out.push_str(&escape::html(piece));
    if differs {
        out.push_str("</mark>");
    }
    if !names.is_empty() {
        out.push_str("</span>");
    }
}

/// Where a passage ends, links to the same passage in other articles.
fn references(out: &mut String, report: &Report, article: &ArticleReport, ended: impl Iterator<Item = Layer>) {
    let passages: Vec<usize> = ended.filter_map(|layer| if let Layer::Shared(at) = layer { Some(at) } else { None }).collect();
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
