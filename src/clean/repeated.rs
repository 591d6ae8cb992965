//! Lines that an outlet repeats in article after article.
//!
//! The decision asks an [`OutletLines`] for what it needs of an outlet, so that it is the same whether the lines are in memory
//! or in sorted files.
//!
//! Enters: the [`LineFact`]s of an outlet's articles. Leaves: whether the lines of one key are furniture; of a batch in memory, all such
//! keys.
//! **Invariant:** an outlet is judged by its own articles alone; which of them are looked at follows from [`Article::key`], not from the
//! order of the input.
//! **Source:** line frequency as in `CCNet` (Wenzek et al. 2020 §3.1), here per outlet, with copies of one text counted once: three
//! versions of one dispatch repeat their paragraphs too.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::article::{Article, DocId};

/// Words of a line that can tell anything: single words on a line are broken text as often as labels.
pub(super) const LEAST_WORDS: u32 = 2;
/// Different texts that must carry a line.
const CARRIERS: usize = 3;
/// The same for a line of prose, which may be a paragraph of background that the outlet wrote and uses again.
const PROSE_CARRIERS: usize = 8;
/// Of an outlet with many articles, the share that must carry a line.
const SHARE: f64 = 0.02;
/// Carriers looked at to tell copies from other texts; more change nothing once enough differ.
pub const CARRIER_SAMPLE: usize = 24;
/// Two articles that share more than this of what is rare in them are copies of one text.
const COPY: f64 = 0.5;

/// What counting repeated lines needs to know of a line of two words or more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineFact {
    /// Equal for lines that differ in case, typography and figures only.
    pub key: u64,
    /// Number of words, from 2.
    pub words: u32,
    /// Whether it reads as prose. Lines of one key may differ in it: a full stop makes a sentence.
    pub prose: bool,
    /// Whether nothing else has judged it furniture, so that repetition may.
    pub open: bool,
}

/// The lines of one outlet, wherever they are kept.
pub trait OutletLines {
    /// Number of the outlet's articles.
    fn articles(&self) -> usize;
    /// The facts of every line of one article, in any order, a key as often as it stands there.
    fn lines(&self, doc: DocId) -> impl Iterator<Item = LineFact>;
    /// Number of the outlet's articles that hold a line of this key, open or not.
    fn carriers(&self, key: u64) -> usize;
}

/// Fewest carriers that a line needs to be furniture in an outlet of so many articles; a line of prose may need more.
pub fn least_carriers(articles: usize) -> usize {
    CARRIERS.max((articles as f64 * SHARE).ceil() as usize)
}

/// Whether the lines of a key are furniture of the outlet. `sample` are its first [`CARRIER_SAMPLE`] carriers in the order of
/// [`Article::key`], all if there are fewer; the key counts as prose if it does in one of them.
pub fn is_repeated(key: u64, sample: &[DocId], outlet: &impl OutletLines) -> bool {
    let least = least_carriers(outlet.articles());
    let carriers = outlet.carriers(key);
    if carriers < least {
        return false;
    }
    let sample = &sample[..sample.len().min(CARRIER_SAMPLE)];
    let prose = || sample.iter().any(|doc| outlet.lines(*doc).any(|line| line.key == key && line.prose));
    let wanted = if least < PROSE_CARRIERS && prose() { PROSE_CARRIERS } else { least };
    carriers >= wanted && different_texts(sample, outlet, wanted.min(CARRIER_SAMPLE))
}

/// Whether at least `wanted` of the carriers are no copies of each other.
fn different_texts(sample: &[DocId], outlet: &impl OutletLines, wanted: usize) -> bool {
    let mut different: Vec<Rare> = Vec::new();
    for (at, doc) in sample.iter().enumerate() {
        if different.len() + sample.len() - at < wanted {
            return false;
        }
        let rare = Rare::of(*doc, outlet);
        if !different.iter().any(|other| other.is_copy(&rare)) {
            different.push(rare);
        }
        if different.len() >= wanted {
            return true;
        }
    }
    false
}

/// The lines of an article, each worth its words divided by the number of its carriers.
struct Rare {
    /// In the order of the keys, each once.
    worth: Vec<(u64, f64)>,
    total: f64,
}

impl Rare {
    fn of(doc: DocId, outlet: &impl OutletLines) -> Self {
        let mut lines: Vec<(u64, u32)> = outlet.lines(doc).map(|line| (line.key, line.words)).collect();
        lines.sort_unstable();
        lines.dedup_by_key(|(key, _)| *key);
        let weight = |key| 1.0 / outlet.carriers(key) as f64;
        let worth: Vec<_> = lines.into_iter().map(|(key, words)| (key, f64::from(words) * weight(key))).collect();
        let total = sum(worth.iter().map(|(_, worth)| *worth));
        Rare { worth, total }
    }

    fn is_copy(&self, other: &Rare) -> bool {
        let shared = other.worth.iter().filter(|(key, _)| self.worth.binary_search_by_key(key, |(key, _)| *key).is_ok());
        sum(shared.map(|(_, worth)| *worth)) > COPY * self.total.min(other.total)
    }
}

/// Sum in ascending order, the most exact one.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.iter().sum()
}

/// The keys of the repeated lines of every outlet of a batch, ascending.
pub(super) struct Repeated<'a>(BTreeMap<&'a str, Vec<u64>>);

impl<'a> Repeated<'a> {
    /// Decides over a batch in memory; `lines` are the facts of each article.
    pub(super) fn of(articles: &'a [Article], lines: &[Vec<LineFact>]) -> Self {
        let mut outlets: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            if let Some(outlet) = article.source.as_deref().filter(|outlet| !outlet.is_empty()) {
                outlets.entry(outlet).or_default().push(DocId::from_index(at));
            }
        }
        let large = outlets.into_par_iter().filter(|(_, docs)| docs.len() >= CARRIERS);
        let keys = large.map(|(outlet, mut docs)| {
            docs.sort_unstable_by(|a, b| articles[a.index()].key().cmp(&articles[b.index()].key()));
            (outlet, InMemory::new(&docs, lines).repeated())
        });
        Repeated(keys.collect())
    }

    /// Those of the outlet that published `article`.
    pub(super) fn keys(&self, article: &Article) -> &[u64] {
        article.source.as_deref().and_then(|outlet| self.0.get(outlet)).map_or(&[], Vec::as_slice)
    }
}

/// One outlet's lines in memory.
struct InMemory<'a> {
    articles: usize,
    lines: &'a [Vec<LineFact>],
    /// Each key's articles in the order of [`Article::key`], the keys one after the other.
    docs: Vec<DocId>,
    /// Keys, ascending, and where their articles stand.
    keys: Vec<(u64, Range<u32>)>,
    /// Keys of which no line is open.
    closed: Vec<bool>,
}

impl<'a> InMemory<'a> {
    /// `docs` are the outlet's, in the order of [`Article::key`].
    fn new(docs: &[DocId], lines: &'a [Vec<LineFact>]) -> Self {
        let of_doc = |(rank, doc): (u32, &DocId)| lines[doc.index()].iter().map(move |line| (line.key, rank, !line.open));
        let mut entries: Vec<(u64, u32, bool)> = (0..).zip(docs).flat_map(of_doc).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|(key, rank, _)| (*key, *rank));
        let (mut keys, mut closed) = (Vec::new(), Vec::new());
        let mut start = 0;
        for run in entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + run.len() as u32;
            keys.push((run[0].0, start..end));
            closed.push(run.iter().all(|(_, _, closed)| *closed));
            start = end;
        }
        let docs_of_keys = entries.iter().map(|(_, rank, _)| docs[*rank as usize]).collect();
        InMemory { articles: docs.len(), lines, docs: docs_of_keys, keys, closed }
    }

    fn repeated(&self) -> Vec<u64> {
        let open = self.keys.iter().zip(&self.closed).filter(|(_, closed)| !**closed).map(|(entry, _)| entry);
        let repeated = open.filter(|(key, docs)| {
            let docs = &self.docs[docs.start as usize..docs.end as usize];
            is_repeated(*key, &docs[..docs.len().min(CARRIER_SAMPLE)], self)
        });
        repeated.map(|(key, _)| *key).collect()
    }
}

impl OutletLines for InMemory<'_> {
    fn articles(&self) -> usize {
        self.articles
    }

    fn lines(&self, doc: DocId) -> impl Iterator<Item = LineFact> {
        self.lines[doc.index()].iter().copied()
    }

    fn carriers(&self, key: u64) -> usize {
        self.keys.binary_search_by_key(&key, |(key, _)| *key).map_or(0, |at| self.keys[at].1.len())
    }
}
