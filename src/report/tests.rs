//! What holds for all renderings together.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::article::{Article, DocId, Span};
use crate::clean::Layout;
use crate::cluster::Clusters;
use crate::compare::{Comparison, Difference, Field, Kind, Reading, Statement};
use crate::document::Document;
use crate::event::{Event, Events};

use super::samples::{Batch, batch, options};
use super::*;

fn all(report: &Report) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = html::pages(report).collect();
    files.insert("report.json".into(), json::report(report));
    files.insert("report.md".into(), markdown::report(report));
    files.insert("summary".into(), terminal::summary(report, 80));
    files
}

#[test]
fn any_order_of_input_gives_the_same_bytes() {
    let expected = all(&batch(0).report());
    for turn in 1..4 {
        assert_eq!(all(&batch(turn).report()), expected, "turned by {turn}");
    }
}

#[test]
fn the_markdown_of_a_batch() {
    insta::assert_snapshot!(markdown::report(&batch(0).report()));
}

#[test]
fn the_json_of_a_batch() {
    let report: serde_json::Value = serde_json::from_str(&json::report(&batch(0).report())).unwrap();
    insta::assert_json_snapshot!(report);
}

fn compared(batch: &Batch) -> ComparisonReport {
    compare(&batch.documents, &batch.comparisons[0].1, &batch.highlights[0], &options())
}

#[test]
fn the_json_of_a_comparison_is_the_documented_one() {
    let json: serde_json::Value = serde_json::from_str(&json::comparison(&compared(&batch(0)))).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["articles", "differences", "schema", "statements", "unlisted", "unread_sentences"]);
    assert_eq!(keys(&json["statements"][0]["readings"][0]), ["id", "span", "text"]);
    assert_eq!(keys(&json["differences"][0]), ["absent", "kind", "readings", "statement", "weight"]);
    assert_eq!(json["differences"][4]["absent"], serde_json::json!(["adp-1", "quai-1"]));
    assert_eq!(json["differences"][5]["readings"][0]["field"], "title");
}

#[test]
fn spans_leave_as_code_points_of_the_text_given() {
    let batch = batch(2);
    let report = compared(&batch);
    for reading in report.wording.statements.iter().flat_map(|statement| &statement.readings) {
        let document = batch.documents.iter().find(|document| document.article.id == reading.id).unwrap();
        let [start, end] = reading.span;
        let words: String = document.article.text.chars().skip(start).take(end - start).collect();
        assert_eq!(words, &*reading.text);
    }
}

#[test]
fn the_terminal_rendering_of_a_comparison() {
    let plain = anstream::adapter::strip_str(&terminal::comparison(&compared(&batch(0)), 72)).to_string();
    insta::assert_snapshot!(plain);
}

#[test]
fn terminal_lines_keep_their_width() {
    for width in [30, 47, 80] {
        let report = batch(0).report();
        for text in [terminal::summary(&report, width), terminal::comparison(&compared(&batch(0)), width)] {
            for row in anstream::adapter::strip_str(&text).to_string().lines() {
                assert!(textwrap::core::display_width(row) <= width, "{width}: {row:?}");
            }
        }
    }
}

/// Walks the tags of a page and gives its ids and links; panics where a tag is not closed in its turn.
fn walk(path: &str, page: &str) -> (BTreeSet<String>, Vec<String>) {
    const VOID: [&str; 3] = ["meta", "link", "input"];
    let (mut open, mut ids, mut links) = (Vec::new(), BTreeSet::new(), Vec::new());
    let mut rest = page.strip_prefix("<!doctype html>").unwrap_or_else(|| panic!("{path}: no doctype"));
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap_or_else(|| panic!("{path}: open tag at {:?}", &rest[at..]));
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{path}: before {:?}", rest.chars().take(80).collect::<String>());
            continue;
        }
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "{path}: {tag}");
        assert!(attributes.matches('"').count().is_multiple_of(2), "{path}: {tag}");
        for attribute in attributes.strip_suffix('/').unwrap_or(attributes).split("\" ") {
            let (key, value) = attribute.split_once("=\"").unwrap_or((attribute, ""));
            assert!(!key.trim().starts_with("on") && key.trim() != "style", "{path}: {tag}");
            let value = value.trim_end_matches('"');
            match key.trim() {
                "id" => assert!(ids.insert(value.to_owned()), "{path}: id {value} twice"),
                "href" | "src" => links.push(value.to_owned()),
                _ => {}
            }
        }
        if name == "style" {
            rest = &rest[rest.find("</style>").unwrap()..];
        }
        if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{path}: never closed: {open:?}");
    (ids, links)
}

/// What every page of a report must be.
fn check(pages: &BTreeMap<String, String>) {
    let pages: BTreeMap<&str, &str> =
        pages.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, page)| (&path[..], &page[..])).collect();
    let walked: BTreeMap<&str, _> = pages.iter().map(|(path, page)| (*path, walk(path, page))).collect();
    for (path, page) in &pages {
        assert!(page.len() < 1_000_000, "{path}: {} bytes", page.len());
        assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;"), "{path}");
        assert_eq!(page.matches("<script").count(), 1, "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{path}");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in &walked[path].1 {
            if link.starts_with("http://") || link.starts_with("https://") {
                assert!(page.contains(&format!("href=\"{link}\" rel=\"noopener noreferrer\"")), "{path}: {link}");
                continue;
            }
            let link = link.replace("&#38;", "&");
            let (file, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let file = file.split('?').next().unwrap_or(file);
            let file = match file.strip_prefix("../") {
                _ if file.is_empty() => (*path).to_owned(),
                Some(up) => up.to_owned(),
                None if folder.is_empty() => file.to_owned(),
                None => format!("{folder}/{file}"),
            };
            if file.starts_with("assets/") {
                continue;
            }
            let target = walked.get(&file[..]).unwrap_or_else(|| panic!("{path}: no {file}"));
            assert!(fragment.is_empty() || target.0.contains(fragment), "{path}: no {link}");
        }
    }
}

#[test]
fn pages_are_well_formed_and_their_links_lead_somewhere() {
    for language in [Language::Fr, Language::En] {
        let batch = batch(0);
        let report = build(&batch.material(), &Options { language, ..options() });
        check(&html::pages(&report).collect());
        check(&html::pages(&redact_report(report)).collect());
    }
}

#[test]
fn a_comparison_is_one_file_without_script() {
    let page = html::comparison(&compared(&batch(0)));
    walk("compare.html", &page);
    assert!(!page.contains("<script") && !page.contains("<link"));
    assert!(page.contains("style-src &#39;sha256-"));
}

#[test]
fn hostile_text_stays_text() {
    for (path, text) in all(&batch(0).report()) {
        for bait in ["<script>alert", "<img src=x", "<b>Mal", "href=\"javascript:"] {
            assert!(!text.contains(bait) || path.ends_with(".json") || path == "summary", "{bait} in {path}");
        }
    }
}

/// What of a page stands in no element that could have a direction: titles, tags with their attributes, drawings.
fn without_direction(page: &str) -> String {
    let mut out = String::new();
    for (begin, end) in [("<title>", "</title>"), ("<svg", "</svg>"), ("<", ">")] {
        let pieces = page.split(begin).skip(1).filter_map(|rest| rest.split(end).next());
        pieces.for_each(|piece| out.push_str(piece));
    }
    out
}

#[test]
fn nothing_foreign_turns_the_direction_of_what_is_around_it() {
    let mut batch = batch(0);
    for document in &mut batch.documents {
        let source = document.article.source.take().unwrap_or_default();
        document.article.source = Some(format!("\u{202e}{source}\u{2067}"));
        document.article.title.insert(0, '\u{202e}');
    }
    batch.comparisons.clear();
    for (path, page) in all(&batch.report()).iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!without_direction(page).contains(['\u{202e}', '\u{2067}']), "{path}");
        assert!(!page.contains("\u{2067}, "), "{path}: names share an element");
    }
}

#[test]
fn sentences_that_were_not_compared_are_counted_everywhere() {
    let mut batch = batch(0);
    batch.comparisons[0].1.unread_sentences = 1234;
    let (report, compared) = (batch.report(), compared(&batch));
    assert!(json::report(&report).contains("\"unread_sentences\": 1234") || json::report(&report).contains("\"unread_sentences\":1234"));
    let json: serde_json::Value = serde_json::from_str(&json::comparison(&compared)).unwrap();
    assert_eq!(json["unread_sentences"], 1234);
    let pages = all(&report);
    let renderings = [html::comparison(&compared), markdown::comparison(&compared), terminal::comparison(&compared, 120)];
    for text in renderings.iter().chain([&pages["index.html"], &pages["report.md"], &pages["summary"]]) {
        assert!(text.contains("1\u{202f}234\u{a0}phrases à la fin d’articles très longs"), "{text}");
    }
}

#[test]
fn what_is_said_in_english_is_marked_as_english() {
    let index = &all(&batch(0).report())["index.html"];
    assert!(index.contains("<li lang=\"en\" dir=\"auto\">12 textes trop courts"), "notes are the program's, whatever they say here");
    assert!(index.contains("<td lang=\"en\" dir=\"auto\">no text"));
}

#[test]
fn an_outlet_is_shown_with_its_own_headlines() {
    let page = &all(&batch(0).report())["outlets.html"];
    let sections: Vec<&str> = page.split("<section>").filter(|section| section.contains("<bdi>Le Quai</bdi></h2>")).collect();
    assert!(sections[0].contains("Port-Clair : des dockers cessent le travail"), "{sections:?}");
    assert!(!sections[0].contains("500 grévistes"));
}

#[test]
fn columns_that_are_not_shown_are_counted() {
    let owned: Vec<String> = (0..30).map(|at| format!("a{at}")).collect();
    let texts: Vec<[&str; 4]> = owned.iter().map(|id| [id.as_str(), "Un titre", "Un fait est dit ici.", id.as_str()]).collect();
    let batch = made_of(&texts, 30, 70);
    let page = html::comparison(&compare(&batch.documents, &batch.comparisons[0].1, &Highlights::new(), &options()));
    let [_, beside] = page.split("id=\"beside\"").collect::<Vec<_>>()[..] else { panic!("the articles stand side by side") };
    assert!(beside.contains("<p class=\"more\">6 de plus, non affichés ici</p>"));
    let order = page.split("id=\"order\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(order.contains("<span class=\"more\">10 de plus, non affichés ici</span>"), "{order}");
}

#[test]
fn who_is_quoted_with_the_figure_of_a_statement_tells_it() {
    let told = |change: &dyn Fn(&mut Comparison)| {
        let mut batch = batch(0);
        let comparison = &mut batch.comparisons[0].1;
        comparison.statements[0].readings.pop();
        change(comparison);
        compared(&batch).wording.statements[0].told_by().len()
    };
    assert_eq!(told(&|_| {}), 3, "the third is quoted with its figure");
    assert_eq!(told(&|comparison| comparison.differences[0].weight = 0.1), 2, "a doubtful difference proves nothing");
    assert_eq!(told(&|comparison| comparison.differences[0].kind = Kind::Label), 2, "nor does a word");
    assert_eq!(
        told(&|comparison| {
            let reading = &mut comparison.differences[0].readings[2];
            (reading.field, reading.span) = (Field::Title, Span::new(0, 4));
        }),
        2,
        "nor a headline"
    );
    assert_eq!(told(&|comparison| comparison.differences[0].statement = None), 2);
}

#[test]
fn a_headline_alone_tells_nothing_and_leaves_nothing_out() {
    let mut batch = batch(0);
    let quai = batch.documents.iter().position(|document| document.source() == "Le Quai").unwrap();
    batch.documents[quai].tokens.clear();
    let report = batch.report();
    let article = report.articles.iter().find(|article| article.id == "quai-1").unwrap();
    assert_eq!((article.relation, article.own_share), (Some(TextRelation::NoText), None));
    let event = html::pages(&report).find(|(path, _)| path.starts_with("events/") && !path.contains("side-by-side")).unwrap().1;
    let matrix = event.split("id=\"omits\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(matrix.matches("class=\"turn\"").count(), 2);
    assert!(event.contains("<td><span class=\"visually-hidden\">titre seul, sans texte</span></td>"), "no dash where there is no text");
    assert!(markdown::report(&report).contains(" sur 2\n"));
}

/// Events of articles whose every text is `text`; each event is compared by whole titles and texts.
fn made_of(texts: &[[&str; 4]], event_size: usize, told: usize) -> Batch {
    let documents: Vec<Document> = texts
        .iter()
        .enumerate()
        .map(|(at, [id, title, text, source])| {
            let article = Article {
                id: format!("{id}{at}"),
                title: (*title).into(),
                text: (*text).into(),
                source: Some((*source).into()),
                url: Some(format!("https://{id}")),
                ..Article::default()
            };
            Document::new(article, Layout { body: vec![Span::new(0, text.len())], ..Layout::default() })
        })
        .collect();
    let docs: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    let list: Vec<Event> =
        docs.chunks(event_size).enumerate().map(|(at, docs)| Event { members: docs.to_vec(), days: None, story: at as u32 }).collect();
    let read = |doc: &DocId| {
        let article = &documents[doc.index()].article;
        [(Field::Title, article.title.len()), (Field::Text, article.text.len())].map(|(field, end)| Reading {
            doc: *doc,
            field,
            span: Span::new(0, end),
        })
    };
    let comparisons = list.iter().enumerate().filter(|(_, event)| event.members.len() > 1).map(|(at, event)| {
        let readings: Vec<Reading> = event.members.iter().flat_map(read).collect();
        let statements = (0..told).map(|_| Statement { readings: readings.clone() }).collect();
        let difference =
            Difference { kind: Kind::Label, statement: Some(0), readings, absent: event.members.clone(), weight: 0.5, translated: false };
        (
            at as u32,
            Comparison {
                witnesses: event.members.clone(),
                statements,
                differences: vec![difference; told / 2],
                unlisted: 0,
                unread_sentences: 0,
                revisions: Vec::new(),
            },
        )
    });
    Batch {
        comparisons: comparisons.collect(),
        independent: vec![1; list.len()],
        events: Events { of: Vec::new(), list, links: Vec::new() },
        clusters: Clusters::default(),
        edges: Vec::new(),
        reuse: Vec::new(),
        highlights: Vec::new(),
        quotations: Vec::new(),
        skipped: Vec::new(),
        notes: Vec::new(),
        documents,
    }
}

#[test]
fn what_is_too_long_is_cut_and_counted() {
    let long = "&'\"<é ".repeat(40_000);
    let report = made_of(&[["long", &long, &long, &long]; 3], 3, 4).report();
    let pages = all(&report);
    check(&pages);
    let article = pages.iter().find(|(path, _)| path.starts_with("articles/")).unwrap().1;
    assert!(article.contains("caractères de la suite ne sont pas affichés"));
    assert!(pages["report.md"].len() < 900_000);
}

#[test]
fn a_large_event_is_bounded_with_the_rest_counted() {
    let text = "Un fait rapporté par beaucoup, & toujours avec les mêmes mots ou presque. ".repeat(8);
    let owned: Vec<[String; 4]> =
        (0..150).map(|at| [format!("a{at}"), format!("{at} {text}"), format!("{at} {text}"), format!("Outlet {at} {text}")]).collect();
    let texts: Vec<[&str; 4]> = owned.iter().map(|four| four.each_ref().map(String::as_str)).collect();
    let pages = all(&made_of(&texts, 150, 40).report());
    check(&pages);
    let event = pages.iter().find(|(path, _)| path.starts_with("events/")).unwrap().1;
    assert!(event.contains("de plus, non affichés ici"));
    assert!(pages["report.md"].len() < 900_000);
}

#[test]
fn ten_thousand_events_are_split_into_pages() {
    let report = made_of(&vec![["a", &"\"".repeat(300), "Un texte.", "Journal"]; 10_000], 1, 0).report();
    let pages: BTreeMap<String, String> = html::pages(&report).filter(|(path, _)| path.starts_with("index")).collect();
    assert_eq!(pages.len(), 17);
    assert!(pages.values().all(|page| page.len() < 1_000_000));
    let linked: usize = pages.values().map(|page| page.matches("href=\"articles/").count()).sum();
    assert_eq!(linked, 10_000);
    assert!(markdown::report(&report).len() < 900_000);
}

#[test]
fn a_batch_of_nothing_still_has_a_first_page() {
    let pages = all(&made_of(&[], 1, 0).report());
    check(&pages);
    assert!(pages.contains_key("index.html"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_articles_say_pages_stay_well_formed(id in "\\PC{0,20}|[<>&\"'/.#]{0,12}", title in any::<String>(), text in any::<String>(), source in any::<String>()) {
        let batch = made_of(&[[&id, &title, &text, &source], ["b", &text, &title, "B"]], 2, 70);
        let report = batch.report();
        check(&html::pages(&report).collect());
        walk("compare.html", &html::comparison(&compare(&batch.documents, &batch.comparisons[0].1, &Highlights::new(), &options())));
        markdown::report(&report);
        terminal::summary(&report, 40);
        terminal::comparison(&compare(&batch.documents, &batch.comparisons[0].1, &Highlights::new(), &options()), 40);
    }
}
