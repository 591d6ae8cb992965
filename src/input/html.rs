//! The article in a web page, and what the page says of it.
//!
//! Enters: the source of a page. Leaves: its title, text and metadata; the text of the whole page where no article is found.
//! **Invariant:** no page, however deep, large or broken, ends the run.
//! **Source:** the scoring of Readability.js (Mozilla), as `dom_smoothie` implements it; schema.org `NewsArticle`; the Open Graph
//! protocol, ogp.me.

use std::borrow::Cow;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::{tags, titles};
use crate::article::Date;
use crate::outlet::host;

/// What was read off a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    /// Paragraphs separated by newlines.
    pub(super) text: String,
    /// As written.
    pub(super) date: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    /// As written.
    pub(super) lang: Option<String>,
    /// Why the text is that of the whole page.
    pub(super) whole: Option<&'static str>,
}

/// Elements within each other beyond which no page was written by a person; the extractor's time and stack grow with the depth.
const DEPTH_LIMIT: usize = 512;

/// Longest page handed to the extractor, whose tree takes some ten times the bytes of the source.
const BYTE_LIMIT: usize = 64 << 20;

/// Stack of the thread the extractor runs in: a fair multiple of what it needs at `DEPTH_LIMIT`.
const STACK_BYTES: usize = 32 << 20;

/// Text of an article before which Readability tries again with weaker rules; news briefs are shorter than its own 500.
const ENOUGH_CHARS: usize = 250;

/// Reads a page. The extractor runs in a thread of its own, so that its panics are an outcome like any other.
pub(super) fn read(html: &str) -> Page {
    let reason = if html.len() > BYTE_LIMIT {
        "the page is too long to be searched for an article"
    } else if tags::depth(html) > DEPTH_LIMIT {
        "the page is nested too deeply to be searched for an article"
    } else {
        let extracted = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().name("page".to_owned()).stack_size(STACK_BYTES).spawn_scoped(scope, || extract(html));
            thread.ok().and_then(|thread| thread.join().ok())
        });
        match extracted {
            Some(page) if !page.text.trim().is_empty() => return page,
            Some(page) => return Page { text: tags::text(html), whole: Some("no article was found in the page"), ..page },
            None => "the page could not be searched for an article",
        }
    };
    Page { title: tags::title(html), text: tags::text(html), whole: Some(reason), ..Page::default() }
}

fn extract(html: &str) -> Page {
    let document = Document::from(html);
    let linked = LinkedData::read(&document);
    let url =
        first_attr(&document, &[("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")]).filter(|url| url.contains("://"));
    let site = first_attr(&document, &[("meta[property='og:site_name']", "content")]);
    let address = url.as_deref().and_then(host).map(Cow::into_owned);
    let names: Vec<String> = [&site, &linked.publisher, &address].into_iter().flatten().cloned().collect();
    let source = site.or(linked.publisher).or(address);
    // Headings beside the article are not its own.
    let beside =
        document.select("aside h1, nav h1, footer h1, form h1").iter().map(|heading| one_line(&heading.text())).collect::<Vec<String>>();
    let mut shown: Vec<String> = document.select("h1").iter().map(|heading| one_line(&heading.text())).collect();
    shown.retain(|heading| !beside.contains(heading));
    let lang = first_attr(
        &document,
        &[
            ("html", "lang"),
            ("html", "xml:lang"),
            ("meta[http-equiv='content-language' i]", "content"),
            ("meta[property='og:locale']", "content"),
            ("article[lang]", "lang"),
        ],
    );
    let date = date(&document, linked.date);
    let config = Config { text_mode: TextMode::Formatted, char_threshold: ENOUGH_CHARS, ..Config::default() };
    let mut page = Page { date, source, url, lang, ..Page::default() };
    if let Ok(mut readability) = Readability::with_document(document, None, Some(config)) {
        page.title = readability.get_article_title().trim().to_owned();
        if let Ok(article) = readability.parse() {
            page.title = article.title.trim().to_owned();
            page.text = paragraphs(&article.text_content);
        }
    }
    page.title = titles::headline(&page.title, &names, &shown).to_owned();
    page
}

/// Lines without the blanks around them, and no empty lines between.
fn paragraphs(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_attr(document: &Document, places: &[(&str, &str)]) -> Option<String> {
    places.iter().find_map(|(selector, name)| {
        let value = document.select_single(selector).attr(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    })
}

/// Where pages state their date of publication, the most reliable first.
const DATES: [(&str, &str); 16] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[property='og:article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("[itemprop='datePublished'][datetime]", "datetime"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='sailthru.date']", "content"),
    ("meta[name='article:published_time']", "content"),
    ("meta[name='pubdate' i]", "content"),
    ("meta[name='publish-date' i]", "content"),
    ("meta[name='dcterms.created' i]", "content"),
    ("meta[name='dc.date.issued' i]", "content"),
    ("meta[name='dc.date' i]", "content"),
    ("meta[name='date' i]", "content"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// The first statement that is a date; if none is, the first statement.
fn date(document: &Document, linked: Option<String>) -> Option<String> {
    let mut stated = DATES.iter().filter_map(|place| first_attr(document, &[*place]));
    let mut unreadable = None;
    let mut next = linked;
    loop {
        let Some(given) = next.or_else(|| stated.next()) else { return unreadable };
        if Date::parse(&given).is_ok() {
            return Some(given);
        }
        unreadable.get_or_insert(given);
        next = None;
    }
}

/// What the JSON-LD of a page says.
#[derive(Default)]
struct LinkedData {
    date: Option<String>,
    publisher: Option<String>,
}

impl LinkedData {
    fn read(document: &Document) -> LinkedData {
        let mut found = LinkedData::default();
        for script in document.select("script[type='application/ld+json']").iter() {
            if let Ok(value) = serde_json::from_str(&script.text()) {
                found.search(&value);
            }
        }
        found
    }

    /// Depth is bounded by the parser's own limit.
    fn search(&mut self, value: &serde_json::Value) {
        match value {
            serde_json::Value::Array(members) => members.iter().for_each(|member| self.search(member)),
            serde_json::Value::Object(object) => {
                let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
                self.date = self.date.take().or_else(|| object.get("datePublished").and_then(text));
                self.publisher = self.publisher.take().or_else(|| object.get("publisher")?.get("name").and_then(text));
                object.values().for_each(|value| self.search(value));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> String {
        let sentence = "Le conseil municipal a voté mardi le nouveau plan de circulation, après trois heures de débat. ";
        let paragraphs: String = (0..6).map(|n| format!("<p>Paragraphe {n}. {}</p>", sentence.repeat(2))).collect();
        format!(
            "<!DOCTYPE html><html lang=fr-FR><head><title>Le plan est voté | Le Journal</title><link rel=canonical \
             href='https://www.journal.example/plan'><script type='application/ld+json'>{{\"@graph\":[{{\"@type\":\"NewsArticle\",\
             \"datePublished\":\"2018-02-08T14:26:00+01:00\",\"publisher\":{{\"name\":\"Le Journal\"}}}}]}}</script></head><body>\
             <nav><a href=/>Accueil</a><a href=/m>Menu</a></nav><article><h1>Le plan est voté</h1>{paragraphs}</article>\
             <footer>Mentions légales</footer></body></html>"
        )
    }

    #[test]
    fn an_article_and_its_metadata_are_found() {
        let page = read(&sample());
        assert_eq!(page.whole, None);
        assert!(page.text.contains("Paragraphe 5.") && !page.text.contains("Mentions"), "{}", page.text);
        assert!(page.text.lines().count() >= 6);
        assert_eq!(page.title, "Le plan est voté");
        assert_eq!(page.date.as_deref(), Some("2018-02-08T14:26:00+01:00"));
        assert_eq!(page.source.as_deref(), Some("Le Journal"));
        assert_eq!(page.url.as_deref(), Some("https://www.journal.example/plan"));
        assert_eq!(page.lang.as_deref(), Some("fr-FR"));
    }

    #[test]
    fn a_heading_that_says_more_than_the_title_of_the_page_is_the_headline() {
        let html = sample().replace("<h1>Le plan est voté</h1>", "<h1>Le plan est\n voté, trois élus\u{a0}s'abstiennent</h1>");
        let page = read(&html);
        assert_eq!(page.title, "Le plan est voté, trois élus s'abstiennent");
        assert!(page.text.starts_with("Le plan est voté, trois élus") || page.text.starts_with("Paragraphe 0."), "{}", page.text);
    }

    #[test]
    fn pages_no_person_wrote_are_survived() {
        for (name, page, words) in [
            ("deep", format!("{}deep words{}", "<div>".repeat(200_000), "</div>".repeat(200_000)), "deep words"),
            ("unclosed", format!("{}deep words", "<b><i>".repeat(100_000)), "deep words"),
            ("just below the limit", format!("{}deep words", "<div><span>".repeat(DEPTH_LIMIT / 2 - 1)), "deep words"),
            ("brackets", "<".repeat(100_000), ""),
            ("cut", sample()[..900].to_owned(), ""),
            ("no markup", "only words here".to_owned(), "only words"),
            ("empty", String::new(), ""),
        ] {
            let page = read(&page);
            assert!(page.text.contains(words), "{name}: {:?}", &page.text[..page.text.len().min(80)]);
        }
    }
}
