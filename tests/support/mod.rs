//! The corpus and its gold, and the measures that the floors are set in.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use recoupe::article::{Article, CharIndex, DocId, Span};
use recoupe::compare::Comparison;
use recoupe::config::{Plan, Settings};
use recoupe::input;
use recoupe::pipeline::{self, Corpus, Groups, Silent, Texts, Wording};
use recoupe::reuse::ReuseEdge;
use serde_json::Value;

pub fn corpus_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

pub fn articles() -> Vec<Article> {
    let batch = input::read(&[corpus_dir()], &input::Options::default(), &|_| ()).expect("the corpus can be read");
    assert!(batch.skipped.is_empty(), "{:?}", batch.skipped);
    batch.articles
}

/// Everything the stages make of some articles.
pub struct Run {
    pub plan: Plan,
    pub corpus: Corpus,
    pub texts: Texts,
    pub groups: Groups,
    pub reuse: Vec<ReuseEdge>,
    pub wording: Wording,
}

impl Run {
    pub fn of(articles: Vec<Article>) -> Run {
        let plan = Settings::default().plan().expect("the defaults are valid");
        let corpus = pipeline::prepare(articles, &Silent);
        let mut texts = pipeline::texts(&corpus, &plan, &Silent);
        texts.part_templates(&corpus, &plan);
        let groups = pipeline::groups(&corpus, &texts, &plan, &Silent);
        let reuse = pipeline::passages(&corpus, &texts, &plan, &Silent);
        let wording = pipeline::wording(&corpus, &texts, &groups, &reuse, &Silent);
        Run { plan, corpus, texts, groups, reuse, wording }
    }

    pub fn doc(&self, id: &str) -> DocId {
        let at = self.corpus.documents.iter().position(|document| document.article.id == id);
        DocId::from_index(at.unwrap_or_else(|| panic!("gold names {id:?}, which is not in the corpus")))
    }

    pub fn text(&self, doc: DocId) -> &str {
        &self.corpus.documents[doc.index()].article.text
    }

    /// Of each article, the number of its event.
    pub fn events(&self) -> BTreeMap<String, String> {
        self.partition(&self.groups.events.of)
    }

    /// Of each article, the number of its cluster.
    pub fn clusters(&self) -> BTreeMap<String, String> {
        self.partition(&self.texts.clusters.of)
    }

    fn partition(&self, of: &[u32]) -> BTreeMap<String, String> {
        self.corpus.documents.iter().zip(of).map(|(document, part)| (document.article.id.clone(), part.to_string())).collect()
    }

    /// The comparison of the event that holds `doc`.
    pub fn comparison(&self, doc: DocId) -> Option<&Comparison> {
        let event = self.groups.events.of[doc.index()];
        self.wording.comparisons.iter().find(|(at, _)| *at == event).map(|(_, comparison)| comparison)
    }

    /// `[start, end)` in code points of an article's text, as bytes.
    pub fn span(&self, doc: DocId, chars: &Value) -> Span {
        let text = self.text(doc);
        let at = |n: u64| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(n as usize).expect("gold spans lie in the text");
        Span::new(at(chars[0].as_u64().expect("a number")), at(chars[1].as_u64().expect("a number")))
    }

    pub fn chars(&self, doc: DocId, span: Span) -> [usize; 2] {
        CharIndex::new(self.text(doc)).char_span(span)
    }
}

pub fn gold() -> Vec<Value> {
    let text = std::fs::read_to_string(corpus_dir().join("gold.jsonl")).expect("gold is there");
    text.lines().map(|line| serde_json::from_str(line).expect("gold is JSON lines")).collect()
}

/// Of each article, its label under `field` of gold.
pub fn labels(field: &str) -> BTreeMap<String, String> {
    let label = |line: &Value| Some((line["id"].as_str()?.to_owned(), line[field].as_str()?.to_owned()));
    gold().iter().filter_map(label).collect()
}

/// B-cubed precision, recall and F1 (Bagga and Baldwin 1998).
pub fn b_cubed(predicted: &BTreeMap<String, String>, gold: &BTreeMap<String, String>) -> (f64, f64, f64) {
    let share = |by: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        let of = |id: &String| {
            let group: Vec<&String> = gold.keys().filter(|peer| by[*peer] == by[id]).collect();
            group.iter().filter(|peer| other[**peer] == other[id]).count() as f64 / group.len() as f64
        };
        gold.keys().map(of).sum::<f64>() / gold.len() as f64
    };
    let (precision, recall) = (share(predicted, gold), share(gold, predicted));
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}
