//! Lines that an outlet repeats in article after article.
//!
//! **Source:** line frequency as in `CCNet` (Wenzek et al. 2020 §3.1), here per outlet, with copies of one text counted once: three
//! versions of one dispatch repeat their paragraphs too.

use std::collections::BTreeMap;

use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;

use super::Reason;
use super::lines::Line;
use crate::article::{Article, DocId};

/// Words of a line that can tell anything: single words on a line are broken text as often as labels.
const LEAST_WORDS: usize = 2;
/// Different texts that must carry a line.
const CARRIERS: usize = 3;
/// The same for a line of prose, which may be a paragraph of background that the outlet wrote and uses again.
const PROSE_CARRIERS: usize = 8;
/// Of an outlet with many articles, the share that must carry a line.
const SHARE: f64 = 0.02;
/// Carriers looked at to tell copies from other texts; more change nothing once enough differ.
const SAMPLE: usize = 24;
/// Two articles that share more than this of what is rare in them are copies of one text.
const COPY: f64 = 0.5;

/// Gives the verdict [`Reason::Repeated`] to the lines that stand in enough different texts of one outlet.
pub(super) fn mark(articles: &[Article], lines: &mut [Vec<Line>]) {
    let mut outlets: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        if let Some(outlet) = article.source.as_deref().filter(|outlet| !outlet.is_empty()) {
            outlets.entry(outlet).or_default().push(DocId::from_index(at));
        }
    }
    let repeated: BTreeMap<&str, AHashSet<u64>> = outlets
        .into_par_iter()
        .filter(|(_, docs)| docs.len() >= CARRIERS)
        .map(|(outlet, mut docs)| {
            docs.sort_unstable_by(|a, b| articles[a.index()].key().cmp(&articles[b.index()].key()));
            (outlet, repeated_keys(&docs, lines))
        })
        .collect();
    for (article, lines) in articles.iter().zip(lines) {
        let Some(keys) = article.source.as_deref().and_then(|outlet| repeated.get(outlet)) else { continue };
        lines
            .iter_mut()
            .filter(|line| line.verdict.is_none() && keys.contains(&line.key))
            .for_each(|line| line.verdict = Some(Reason::Repeated));
    }
}

/// Keys of the repeated lines of one outlet; `docs` in the order of [`Article::key`], so that the sample is always the same.
fn repeated_keys(docs: &[DocId], lines: &[Vec<Line>]) -> AHashSet<u64> {
    let mut carriers: AHashMap<u64, Vec<DocId>> = AHashMap::new();
    for doc in docs {
        for line in lines[doc.index()].iter().filter(|line| line.words >= LEAST_WORDS) {
            let of_line = carriers.entry(line.key).or_default();
            if of_line.last() != Some(doc) {
                of_line.push(*doc);
            }
        }
    }
    let needed = CARRIERS.max((docs.len() as f64 * SHARE).ceil() as usize);
    let prose: AHashSet<u64> = docs.iter().flat_map(|doc| &lines[doc.index()]).filter(|line| line.prose).map(|line| line.key).collect();
    let weights = |key: u64| carriers.get(&key).map_or(0.0, |of_line| 1.0 / of_line.len() as f64);
    let repeated = carriers.iter().filter(|(key, of_line)| {
        let wanted = if prose.contains(key) { needed.max(PROSE_CARRIERS) } else { needed };
        of_line.len() >= wanted && different_texts(of_line, lines, &weights, wanted.min(SAMPLE))
    });
    repeated.map(|(key, _)| *key).collect()
}

/// Whether at least `wanted` of the carriers are no copies of each other.
fn different_texts(carriers: &[DocId], lines: &[Vec<Line>], weight: &impl Fn(u64) -> f64, wanted: usize) -> bool {
    let mut different: Vec<AHashMap<u64, f64>> = Vec::new();
    for doc in carriers.iter().take(SAMPLE) {
        let rare: AHashMap<u64, f64> = lines[doc.index()].iter().map(|line| (line.key, line.words as f64 * weight(line.key))).collect();
        let copy = different.iter().any(|other| {
            let lighter = sum(other).min(sum(&rare));
            let shared: AHashMap<u64, f64> =
                rare.iter().filter(|(key, _)| other.contains_key(key)).map(|(key, value)| (*key, *value)).collect();
            sum(&shared) > COPY * lighter
        });
        if !copy {
            different.push(rare);
        }
        if different.len() >= wanted {
            return true;
        }
    }
    false
}

/// Sum in ascending order of the values, so that it does not depend on the map's own order.
fn sum(values: &AHashMap<u64, f64>) -> f64 {
    let mut values: Vec<f64> = values.values().copied().collect();
    values.sort_unstable_by(f64::total_cmp);
    values.iter().sum()
}
