//! Captures of one page, one after the other: what was added, removed, reworded, softened, hardened.
//!
//! Enters: the documents of a comparison. Leaves: a [`Revision`] for each two consecutive captures of one address that differ.
//! **Invariant:** where a sentence stands has no part in it: moved sentences are no change, nor are sentences whose folded words are
//! equal; every other sentence of either capture stands in exactly one change.
//! **Source:** sentences are paired as revisions of Wikipedia and of news are, equal ones first, then the closest (Zhang and Litman
//! 2014, "Sentence-level rewriting detection"; Spangher et al. 2022, "NewsEdits"), here by the words that they share.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

use ahash::AHashMap;

use super::Reading;
use super::address::address;
use super::align;
use super::found::span_of;
use super::matching::similarity;
use super::scene::{Scene, Unit, heard};
use super::{modality, speech};
use crate::article::{DocId, Span};
use crate::document::Document;
use crate::hash;
use crate::mention::{DocumentMentions, Number};
use crate::text::tokenize;

/// Least share of words that a sentence and its rewording have in common, and of the content words of the shorter.
const SAME_WORDS: f64 = 0.5;
const SAME_CONTENT: f64 = 0.34;
/// Least similarity of sentences that say the same in other words, as between outlets.
const SAME_STATEMENT: f64 = 0.36;
/// Sentences of a capture that may share a word for it to retrieve any.
const COMMON: usize = 40;

/// What became of a page from one capture to the next.
#[derive(Clone, PartialEq, Debug)]
pub struct Revision {
    /// The earlier capture.
    pub from: DocId,
    /// The later one.
    pub to: DocId,
    /// What changed, in the order of the later one; never empty.
    pub changes: Vec<Change>,
}

/// A sentence or headline that changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// In what way.
    pub kind: ChangeKind,
    /// As the earlier capture has it; `None` where it was added.
    pub from: Option<Reading>,
    /// As the later capture has it; `None` where it was removed.
    pub to: Option<Reading>,
    /// The words of `from` that are others in `to`, ascending and disjoint; none where the two cannot be aligned.
    pub from_words: Vec<Span>,
    /// The words of `to` that are others in `from`.
    pub to_words: Vec<Span>,
}

/// In what way a sentence changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Only the later capture has it.
    Added,
    /// Only the earlier capture has it.
    Removed,
    /// In other words.
    Reworded,
    /// Reworded, and further from a plain fact: a conditional, a source, doubt, a looser figure, fewer people.
    Softened,
    /// Reworded, and nearer to a plain fact.
    Hardened,
}

/// The revisions among `witnesses`, which come in the order of [`crate::article::Article::key`]; by address, then in that order.
pub(super) fn revisions(documents: &[Document], mentions: &[DocumentMentions], text_of: &[u32], witnesses: &[DocId]) -> Vec<Revision> {
    let mut captures: BTreeMap<String, Vec<DocId>> = BTreeMap::new();
    for doc in witnesses {
        if let Some(address) = documents[doc.index()].article.url.as_deref().and_then(address) {
            captures.entry(address).or_default().push(*doc);
        }
    }
    let pairs = captures.values().flat_map(|docs| docs.windows(2));
    pairs.filter_map(|pair| revision(&Scene::new(documents, mentions, text_of, pair, &heard(documents, pair)))).collect()
}

/// What changed between the two witnesses of a scene. `None` where nothing did, where they share no sentence, as when an address is
/// given to several articles, and where they are too long to be read to the end.
fn revision(scene: &Scene) -> Option<Revision> {
    let keys: Vec<u64> = scene.units.iter().map(|unit| key(scene, unit)).collect();
    let partners = partners(scene, &keys);
    let told = |witness: usize| scene.witnesses[witness].units.clone().filter(|unit| !scene.units[*unit].headline);
    let strangers = told(0).all(|unit| partners[unit].is_none()) && told(0).count() > 0 && told(1).count() > 0;
    if strangers || scene.unread > 0 {
        return None;
    }
    let mut changes: Vec<((usize, usize), Change)> = Vec::new();
    // What was removed is shown behind what stood before it and still stands.
    let mut place = 0;
    for old in scene.witnesses[0].units.clone() {
        match partners[old] {
            Some(new) => {
                place = new;
                if keys[old] != keys[new] {
                    changes.push(((new, 0), reworded(scene, old, new)));
                }
            }
            None => changes.push(((place, 1 + old), whole(scene, ChangeKind::Removed, old))),
        }
    }
    let added = scene.witnesses[1].units.clone().filter(|new| partners[*new].is_none());
    changes.extend(added.map(|new| ((new, 0), whole(scene, ChangeKind::Added, new))));
    changes.sort_by_key(|change| change.0);
    let changes: Vec<Change> = changes.into_iter().map(|change| change.1).collect();
    (!changes.is_empty()).then_some(Revision { from: scene.witnesses[0].doc, to: scene.witnesses[1].doc, changes })
}

/// Equal for units of the same folded words.
fn key(scene: &Scene, unit: &Unit) -> u64 {
    hash::sequence(tokenize(unit.span.of(scene.text(unit))).iter().map(|token| token.hash))
}

/// For each unit of either witness the one it became or was, if any.
fn partners(scene: &Scene, keys: &[u64]) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> = vec![None; scene.units.len()];
    let (old, new) = (scene.witnesses[0].units.clone(), scene.witnesses[1].units.clone());
    let mut pair = |a: usize, b: usize| {
        partners[a] = Some(b);
        partners[b] = Some(a);
    };
    let headline = |units: &std::ops::Range<usize>| units.clone().next().filter(|unit| scene.units[*unit].headline);
    if let (Some(a), Some(b)) = (headline(&old), headline(&new)) {
        pair(a, b);
    }
    let mut equal: AHashMap<u64, VecDeque<usize>> = AHashMap::new();
    for unit in old.clone().filter(|unit| !scene.units[*unit].headline) {
        equal.entry(keys[unit]).or_default().push_back(unit);
    }
    for unit in new.clone().filter(|unit| !scene.units[*unit].headline) {
        if let Some(same) = equal.get_mut(&keys[unit]).and_then(VecDeque::pop_front) {
            pair(same, unit);
        }
    }
    let left = |unit: &usize| partners[*unit].is_none() && !scene.units[*unit].headline;
    let (old, new): (Vec<usize>, Vec<usize>) = (old.filter(left).collect(), new.filter(left).collect());
    for (a, b) in closest(scene, &old, &new) {
        if partners[a].is_none() && partners[b].is_none() {
            partners[a] = Some(b);
            partners[b] = Some(a);
        }
    }
    partners
}

/// Pairs of sentences one of which may be the other reworded, the closest first.
fn closest(scene: &Scene, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let mut postings: AHashMap<u64, Vec<usize>> = AHashMap::new();
    for unit in old {
        scene.units[*unit].terms.iter().for_each(|term| postings.entry(term.0).or_default().push(*unit));
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for b in new {
        let lists = scene.units[*b].terms.iter().filter_map(|term| postings.get(&term.0)).filter(|list| list.len() <= COMMON);
        let mut candidates: Vec<usize> = lists.flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let scored = candidates.into_iter().map(|a| (closeness(scene, &scene.units[a], &scene.units[*b]), a, *b));
        pairs.extend(scored.filter(|pair| pair.0 >= 1.0));
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    pairs.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// How close two sentences are; from 1 on, one may be the other reworded.
fn closeness(scene: &Scene, a: &Unit, b: &Unit) -> f64 {
    let words = |unit: &Unit, content: bool| {
        let mut words: Vec<u64> = unit.words.iter().filter(|word| word.content || !content).map(|word| word.exact).collect();
        words.sort_unstable();
        words
    };
    let (all_a, all_b) = (words(a, false), words(b, false));
    let (content_a, content_b) = (words(a, true), words(b, true));
    let same = 2.0 * common(&all_a, &all_b) as f64 / (all_a.len() + all_b.len()).max(1) as f64;
    let content = common(&content_a, &content_b) as f64 / content_a.len().min(content_b.len()).max(1) as f64;
    let by_words = if content >= SAME_CONTENT { same / SAME_WORDS } else { 0.0 };
    by_words.max(similarity(scene, a, b) / SAME_STATEMENT)
}

/// How many members two sorted lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let order = a[i].cmp(&b[j]);
        count += usize::from(order == Ordering::Equal);
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
    }
    count
}

fn reading(scene: &Scene, unit: usize) -> Reading {
    let unit = &scene.units[unit];
    Reading { doc: scene.witnesses[unit.witness].doc, field: unit.field, span: unit.span }
}

/// A sentence that only one capture has.
fn whole(scene: &Scene, kind: ChangeKind, unit: usize) -> Change {
    let (from, to) = if kind == ChangeKind::Removed { (Some(unit), None) } else { (None, Some(unit)) };
    let reading = |unit: Option<usize>| unit.map(|unit| reading(scene, unit));
    Change { kind, from: reading(from), to: reading(to), from_words: Vec::new(), to_words: Vec::new() }
}

/// One sentence in the words of either capture.
fn reworded(scene: &Scene, old: usize, new: usize) -> Change {
    let slots = align::slots(&align::tellings(scene, &[old, new]), &[0, 1]);
    let words = |unit: usize, telling: usize| -> Vec<Span> {
        let ranges = slots.iter().map(|slot| slot.ranges[telling].clone());
        ranges.filter(|range| range.start < range.end).map(|range| span_of(&scene.units[unit], range)).collect()
    };
    let kind = kind(scene, &scene.units[old], &scene.units[new]);
    let (from, to) = (Some(reading(scene, old)), Some(reading(scene, new)));
    Change { kind, from, to, from_words: words(old, 0), to_words: words(new, 1) }
}

/// Whether the rewording of a sentence keeps it further from a plain fact, or nearer. Signs that contradict each other cancel out.
fn kind(scene: &Scene, old: &Unit, new: &Unit) -> ChangeKind {
    let sign = |before: usize, after: usize| after.cmp(&before) as i32;
    let distance = sign(modality::distances(scene, old), modality::distances(scene, new));
    let sources = sign(speech::reserve(scene, old), speech::reserve(scene, new));
    match (distance + sources + figures(scene, old, new)).cmp(&0) {
        Ordering::Greater => ChangeKind::Softened,
        Ordering::Equal => ChangeKind::Reworded,
        Ordering::Less => ChangeKind::Hardened,
    }
}

/// Above 0 where figures became looser or count fewer people, below 0 where they became tighter or count more.
fn figures(scene: &Scene, old: &Unit, new: &Unit) -> i32 {
    let sole = |unit: &Unit, number: &Number| unit.numbers.iter().filter(|(_, other)| other.unit == number.unit).count() == 1;
    let pairs = old.numbers.iter().filter(|(_, before)| sole(old, before)).filter_map(|(_, before)| {
        let mut same = new.numbers.iter().filter(|(_, after)| after.unit == before.unit && sole(new, after));
        same.next().map(|(_, after)| (*before, *after))
    });
    let signs = pairs.map(|(before, after)| {
        let apart = before.high < after.low || after.high < before.low;
        match () {
            () if !apart => (after.high - after.low).total_cmp(&(before.high - before.low)) as i32,
            () if scene.lexicon.counts_people(&before.unit) => before.low.total_cmp(&after.low) as i32,
            () => 0,
        }
    });
    signs.sum::<i32>().signum()
}

#[cfg(test)]
mod tests;
