//! Any two articles compared, in every format: nothing they say becomes markup.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use recoupe::article::{Article, DocId};
use recoupe::config::{Plan, Settings};
use recoupe::pipeline;
use recoupe::report::{self, ComparisonReport, Language, html, json, markdown, terminal};

static PLAN: LazyLock<Plan> = LazyLock::new(|| Settings::default().plan().expect("defaults are a plan"));
/// Scripts of a page on articles without harm.
static SCRIPTS: LazyLock<usize> = LazyLock::new(|| scripts(&html::comparison(&compared([("A", "One."), ("B", "Two.")]))));

fuzz_target!(|given: ((&str, &str), (&str, &str), bool)| {
    let (one, two, redact) = given;
    let result = compared([one, two]);
    let result = if redact { report::redact_comparison(result) } else { result };
    let page = html::comparison(&result);
    assert_eq!(scripts(&page), *SCRIPTS);
    for tag in ["<img", "<iframe", "<object", "<base", "=\"javascript:"] {
        assert!(!page.contains(tag), "{tag}");
    }
    markdown::comparison(&result);
    json::comparison(&result);
    terminal::comparison(&result, 80);
});

fn scripts(page: &str) -> usize {
    page.matches("<script").count()
}

fn compared(articles: [(&str, &str); 2]) -> ComparisonReport {
    let article = |(at, (title, text)): (usize, (&str, &str))| Article {
        id: format!("article-{at}"),
        title: title.into(),
        text: text.into(),
        source: Some(format!("Outlet {at}")),
        url: Some(title.into()),
        ..Article::default()
    };
    let corpus = pipeline::prepare(articles.into_iter().enumerate().map(article).collect(), &pipeline::Silent);
    let texts = pipeline::texts(&corpus, &PLAN, &pipeline::Silent);
    let (comparison, highlights) = pipeline::comparison(&corpus, &texts, &[0, 1].map(DocId::from_index));
    let options = report::Options { title: String::new(), language: Language::Fr, version: String::new() };
    report::compare(&corpus.documents, &comparison, &highlights, &options)
}
