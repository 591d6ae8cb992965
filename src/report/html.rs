//! HTML pages: an overview; for each event of several articles one page and, if the articles' words are shown, one of them side by side;
//! one for each article, one for the outlets, and one for a comparison of given articles.
//!
//! The pages of a report share a style sheet and a script that only adds sorting, filtering, search and two articles face to face, and
//! opens what is folded where a link leads there or the page is printed; everything reads without it. A content security policy forbids
//! everything else. A comparison is one file with its style inside and no script.
//!
//! Enters: a report, or a comparison of given articles. Leaves: its files, one after the other, or the one page.
//! **Invariant:** whatever an article says is escaped. To keep pages small, lists are shortened and texts cut, each with the count of what
//! is missing.

mod article;
mod event;
mod figures;
mod index;
mod outlets;
mod panel;
mod reading;
mod text;
mod versions;
mod wording;

use askama::Template;
use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::article::Span;

use super::escape::{self, clip};
use super::model::{ArticleReport, ComparisonReport, Report};
use super::slug::slug;
use super::words::{Words, words};

const STYLE: &str = include_str!("assets/report.css");
const SCRIPT: &str = include_str!("assets/report.js");
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/// Characters of a headline: several times what any outlet sets.
const HEADLINE: usize = 240;

/// A page stays under this many bytes; what does not fit is counted.
const PAGE_BYTES: usize = 950_000;

/// Every file of the report in a fixed order, what a page refers to before it, as a relative path with `/` and its contents. Pages are
/// made as they are asked for.
pub fn pages(report: &Report) -> impl Iterator<Item = (String, String)> + '_ {
    let assets = [("assets/report.css", STYLE), ("assets/report.js", SCRIPT)];
    let index = (0..index::page_count(report)).map(|page| (index::path(page), index::page(report, page)));
    let outlets = std::iter::once_with(|| ("outlets.html".to_owned(), outlets::page(report)));
    let events = (0..report.events.len())
        .filter(|at| report.events[*at].articles.len() > 1)
        .map(|at| (event_path(report, at), event::page(report, at)));
    let beside = (0..report.events.len()).filter_map(|at| Some((reading::path(report, at)?, reading::page(report, at))));
    let articles = (0..report.articles.len()).map(|at| (article_path(&report.articles[at]), article::page(report, at)));
    let assets = assets.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
    let search = index::search_paths(report).into_iter().enumerate().map(|(file, path)| (path, index::search_file(report, file)));
    assets.chain(search).chain(articles).chain(beside).chain(events).chain(outlets).chain(index)
}

/// One self-contained page without script.
pub fn comparison(comparison: &ComparisonReport) -> String {
    fitted(|limits| wording::comparison_page(comparison, limits))
}

/// Where the page of an event stands; that of a single article is the article's.
fn event_path(report: &Report, event: usize) -> String {
    let event = &report.events[event];
    match event.articles.as_slice() {
        [one] => article_path(&report.articles[*one]),
        _ => format!("events/{}.html", slug(&event.id)),
    }
}

fn article_path(article: &ArticleReport) -> String {
    format!("articles/{}.html", slug(&article.id))
}

/// What every page has around its matter.
struct Frame<'a> {
    w: &'static Words,
    /// Title of the page.
    title: String,
    /// Title of the report; empty for a page on its own.
    site: &'a str,
    /// Path to the report's folder: empty or `../`.
    root: &'static str,
    policy: String,
    /// Style inside the page, for a page on its own.
    style: Option<&'static str>,
    version: &'a str,
    /// Whether the articles' words were taken out.
    redacted: bool,
}

impl<'a> Frame<'a> {
    /// The title for a browser's tab, which knows no directions.
    fn tab(&self) -> String {
        escape::undirected(&self.title)
    }

    fn of(report: &'a Report, title: String, root: &'static str) -> Self {
        Frame {
            w: words(report.language),
            title,
            site: &report.title,
            root,
            policy: POLICY.to_owned(),
            style: None,
            version: &report.recoupe,
            redacted: report.redacted,
        }
    }

    fn alone(w: &'static Words, title: String) -> Self {
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
        let policy = format!("default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'");
        Frame { w, title, site: "", root: "", policy, style: Some(STYLE), version: "", redacted: false }
    }
}

/// How much of each list a page shows.
#[derive(Clone, Copy)]
struct Limits {
    articles: usize,
    statements: usize,
    differences: usize,
    readings: usize,
    columns: usize,
    edges: usize,
    chars: usize,
}

const LIMITS: Limits = Limits { articles: 300, statements: 60, differences: 30, readings: 12, columns: 24, edges: 60, chars: 600 };

/// The weightiest differences stay on the page whatever its size: the overview points at them.
const FLOOR: usize = 12;

impl Limits {
    fn halved(self) -> Limits {
        let half = |value: usize| (value / 2).max(2);
        Limits {
            articles: half(self.articles),
            statements: half(self.statements),
            differences: half(self.differences).max(FLOOR),
            readings: half(self.readings),
            columns: half(self.columns),
            edges: half(self.edges),
            chars: half(self.chars).max(60),
        }
    }
}

/// The page at the widest limits at which it is small enough.
fn fitted(page: impl Fn(Limits) -> String) -> String {
    let mut limits = LIMITS;
    for _ in 0..8 {
        let html = page(limits);
        if html.len() < PAGE_BYTES {
            return html;
        }
        limits = limits.halved();
    }
    page(limits)
}

/// Renders a template; what control characters are left become visible.
fn render(page: &impl Template) -> String {
    let html = page.render().expect("the templates only write to memory");
    escape::visible_controls(&html)
}

/// The words with the parts in `marks` marked, cut at `limit` characters.
fn marked(text: &str, marks: &[Span], limit: usize) -> String {
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let mut out = String::with_capacity(text.len() + marks.len() * 13);
    let mut at = 0;
    for mark in marks {
        let range = (mark.start as usize).max(at)..(mark.end as usize).min(end);
        let (Some(before), Some(inside)) = (text.get(at..range.start), text.get(range.clone())) else { continue };
        if !inside.is_empty() {
            out.push_str(&escape::html(before));
            out.push_str("<mark>");
            out.push_str(&escape::html(inside));
            out.push_str("</mark>");
            at = range.end;
        }
    }
    out.push_str(&escape::html(text.get(at..end).unwrap_or("")));
    if end < text.len() {
        out.push('…');
    }
    out
}

/// A name that links to an article.
#[derive(Clone)]
struct Who {
    label: String,
    href: String,
}

/// `lang="…"` for a text of a known language.
fn lang_attribute(lang: Option<&str>) -> String {
    lang.map(|code| format!(" lang=\"{}\"", escape::html(code))).unwrap_or_default()
}

/// A headline that can stand on a page: cut, and never empty.
fn headline(w: &Words, text: &str, limit: usize) -> String {
    if text.trim().is_empty() { w.no_headline.to_owned() } else { clip(text.trim(), limit.min(HEADLINE)) }
}

fn label(article: &ArticleReport) -> String {
    clip(&article.label, 60)
}

/// `12 more, not shown here`, if there are any.
fn more(w: &Words, total: usize, shown: usize) -> Option<String> {
    (total > shown).then(|| format!("{} {}", w.number((total - shown) as u64), w.more_shown))
}
