//! The page of one event.
//!
//! Enters: a report and which of its events. Leaves: the page.
//! **Invariant:** figures and relations are the report's, only put into words; its lists of outlets, articles and shared passages count
//! what they leave out.

use askama::Template;

use crate::report::escape::clip;
use crate::report::model::{ArticleReport, Report, ReuseReport, TextRelation, Wording};
use crate::report::relation::told;
use crate::report::words::Words;
use crate::reuse::COPIES;

use super::panel::{self, Common};
use super::reading::{self, Beside};
use super::wording::{Cast, Sections};
use super::{Frame, HEADLINE, Limits, Who, article_path, event_path, figures, fitted, headline, lang_attribute, more, render};

#[derive(Template)]
#[template(path = "event.html")]
struct Page<'a> {
    frame: Frame<'a>,
    headline: String,
    lang: String,
    day: Option<String>,
    sentence: String,
    outlets: Vec<String>,
    more_outlets: Option<String>,
    story: Option<(String, String, String)>,
    rows: Vec<Row>,
    more_rows: Option<String>,
    sections: Sections,
    graph: Option<figures::Figure>,
    shares: Vec<Share>,
    more_shares: Option<String>,
    /// Whether some copies are paired with the earliest alone.
    many_copies: bool,
    timeline: Option<figures::Figure>,
    common: Option<Common>,
    /// Where the articles stand side by side.
    beside: Option<String>,
}

struct Row {
    who: Who,
    when: String,
    /// Seconds since 1970: clocks of several zones are no order.
    time: Option<i64>,
    words: String,
    words_plain: usize,
    relation: Relation,
}

/// What an article's text is to the others, in words.
pub struct Relation {
    pub text: String,
    pub other: Option<Who>,
    pub after: String,
    pub agency: Option<String>,
}

/// A pair of articles with common passages.
struct Share {
    a: Who,
    b: Who,
    words: String,
    words_plain: u64,
    of_a: String,
    of_b: String,
    origin: Option<String>,
    evidence: String,
    passages: Vec<(String, String)>,
    more: Option<String>,
}

/// Passages of one pair that are listed: more are on the articles' pages.
const PASSAGES: usize = 5;

/// The page of the event at a position of [`Report::events`].
pub fn page(report: &Report, at: usize) -> String {
    fitted(|limits| page_within(report, at, limits))
}

fn page_within(report: &Report, at: usize, limits: Limits) -> String {
    let event = &report.events[at];
    let w = super::words(report.language);
    let title = headline(w, &event.headline, HEADLINE);
    let href = |at: usize| format!("../{}", article_path(&report.articles[at]));
    let page = reading::path(report, at).map(|path| format!("../{path}"));
    let beside = Beside::new(&report.articles, &event.articles, page.clone().unwrap_or_default(), report.redacted);
    let cast = Cast { w, articles: &report.articles, href: &href, beside: &beside, limits };
    let none = Wording::default();
    let wording = event.wording.as_ref().unwrap_or(&none);
    let inside: Vec<(usize, &ReuseReport)> = report.reuse_within(event).collect();
    let sentence = [
        w.count(event.outlets.len(), w.outlet),
        w.count(event.articles.len(), w.article),
        w.count(event.independent_texts as usize, w.text),
        w.differences(wording.counts()),
    ];
    let story = event.story_at.map(|story| {
        let other = &report.events[story];
        (
            format!("../{}", event_path(report, story)),
            headline(w, &other.headline, HEADLINE),
            lang_attribute(other.headline_lang.as_deref()),
        )
    });
    render(&Page {
        frame: Frame::of(report, title.clone(), "../"),
        headline: title,
        lang: lang_attribute(event.headline_lang.as_deref()),
        day: event.days.as_ref().map(|days| w.days(days)),
        sentence: sentence.join(", "),
        outlets: event.outlets.iter().take(limits.readings).map(|name| clip(name, 60)).collect(),
        more_outlets: more(w, event.outlets.len(), limits.readings),
        story,
        rows: event.articles.iter().take(limits.articles).map(|at| row(&cast, *at)).collect(),
        more_rows: more(w, event.articles.len(), limits.articles),
        sections: cast.sections(&event.articles, wording),
        graph: figures::reuse(w, &report.articles, &inside),
        shares: inside.iter().take(limits.edges).map(|(at, edge)| share(&cast, *at, edge)).collect(),
        more_shares: more(w, inside.len(), limits.edges),
        many_copies: event.articles.iter().any(|at| is_copied_often(&report.articles[*at])),
        timeline: figures::timeline(w, &report.articles, &event.articles),
        common: panel::common(&cast, &event.articles, wording, &inside),
        beside: page,
    })
}

/// Whether more articles have its very words than are paired with each other.
fn is_copied_often(article: &ArticleReport) -> bool {
    match article.relation {
        Some(TextRelation::Same { identical, .. }) => identical >= COPIES,
        Some(TextRelation::Copied { by, edited }) => by - edited >= COPIES,
        _ => false,
    }
}

fn row(cast: &Cast, at: usize) -> Row {
    let article = &cast.articles[at];
    let w = cast.w;
    Row {
        who: cast.who(at),
        when: article.date.as_deref().map_or_else(|| w.no_date.to_owned(), |date| w.moment(date)),
        time: article.body.published.map(|(seconds, _)| seconds),
        words: w.number(article.words as u64),
        words_plain: article.words,
        relation: relation(w, cast.articles, at, |at| cast.who(at)),
    }
}

/// The relation of a text in words, with the agency it credits; what it shares with another who credits the same is the agency's dispatch.
pub fn relation(w: &Words, articles: &[ArticleReport], at: usize, who: impl Fn(usize) -> Who) -> Relation {
    let article = &articles[at];
    let relation = article.relation.unwrap_or(TextRelation::Own);
    let is_dispatch = matches!(relation, TextRelation::Shares { with, .. } if articles[with].agency == article.agency);
    let how = if is_dispatch { w.contains_dispatch } else { w.credits };
    let agency = article.agency.as_ref().map(|name| format!("{how} {}", clip(name, 40)));
    let told = told(w, relation);
    Relation { text: told.before, other: told.other.map(who), after: told.after, agency }
}

fn share(cast: &Cast, at: usize, edge: &ReuseReport) -> Share {
    let w = cast.w;
    let evidence = edge.evidence.iter().map(|(kind, _)| w.evidence(*kind)).collect::<Vec<_>>().join(", ");
    let passages = edge.passages.iter().take(PASSAGES).enumerate().map(|(number, passage)| {
        (format!("{}#p{at}-{number}", (cast.href)(edge.a_at)), clip(passage.text.trim(), cast.limits.chars.min(200)))
    });
    Share {
        a: cast.who(edge.a_at),
        b: cast.who(edge.b_at),
        words: w.number(edge.words),
        words_plain: edge.words,
        of_a: w.percent(edge.covered_a),
        of_b: w.percent(edge.covered_b),
        origin: edge.origin_at().map(|origin| cast.who(origin).label),
        evidence,
        passages: passages.collect(),
        more: more(w, edge.passages.len(), PASSAGES),
    }
}
