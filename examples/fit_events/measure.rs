//! Measuring: B-cubed F1, and the F1 over pairs of articles of different outlets.

use std::collections::{BTreeMap, BTreeSet};

use recoupe::event::{EventBatch, EventConfig, Weights};

use crate::sets::Set;

/// Sets whose labels are stories, coarser than events: measured on stories, and no material for weights.
pub const STORIES: [&str; 1] = ["rpm2"];

/// The languages of a set that are measured apart.
pub fn languages(name: &str) -> &'static [&'static str] {
    if name.starts_with("og2021") { &["fr", "en"] } else { &["all"] }
}

/// B-cubed precision, recall and F1, and the F1 over pairs of articles of different outlets.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub cross: f64,
}

/// The scores of a set, one for each of its languages.
pub fn scores(set: &Set, batch: &EventBatch, weights: &Weights, threshold: f64) -> Vec<Score> {
    let config = EventConfig { weights: weights.clone(), threshold, ..EventConfig::default() };
    let events = batch.events(&config);
    let stories = STORIES.contains(&set.name.as_str());
    let group = |event: &u32| if stories { events.list[*event as usize].story } else { *event };
    let groups: Vec<u32> = events.of.iter().map(group).collect();
    languages(&set.name).iter().map(|lang| Truth::new(set, lang).score(&groups)).collect()
}

/// What people say of the articles of one language of a set, ready to score many groupings.
pub struct Truth {
    scored: Vec<usize>,
    /// For each article its gold group and its outlet; `NONE` without.
    gold: Vec<u32>,
    source: Vec<u32>,
    /// Pairs of scored articles that nobody could decide.
    uncertain: Vec<(usize, usize)>,
}

const NONE: u32 = u32::MAX;

impl Truth {
    pub fn new(set: &Set, lang: &str) -> Truth {
        let in_language = |at: &usize| lang == "all" || set.documents[*at].article.lang.is_some_and(|l| l.code() == lang);
        let scored: Vec<usize> = (0..set.documents.len()).filter(|at| set.gold[*at].is_some() && in_language(at)).collect();
        let is_scored: BTreeSet<usize> = scored.iter().copied().collect();
        Truth {
            gold: numbered(set.gold.iter().map(|gold| gold.as_deref().unwrap_or_default())),
            source: numbered(set.documents.iter().map(|document| document.source())),
            uncertain: set.uncertain.iter().filter(|(a, b)| is_scored.contains(a) && is_scored.contains(b)).copied().collect(),
            scored,
        }
    }

    /// Scores a grouping: for each article the number of its group.
    pub fn score(&self, group: &[u32]) -> Score {
        let both = |at: usize| (group[at], self.gold[at]);
        let (same_group, same_gold) = (Count::new(self, |at| (group[at], 0)), Count::new(self, |at| (0, self.gold[at])));
        let same_both = Count::new(self, both);
        let (mut precision, mut recall) = (0.0, 0.0);
        for at in &self.scored {
            precision += same_both.of(*at) / same_group.of(*at);
            recall += same_both.of(*at) / same_gold.of(*at);
        }
        let count = self.scored.len().max(1) as f64;
        let (precision, recall) = (precision / count, recall / count);
        let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let cross = f1(same_both.cross / same_group.cross.max(1.0), same_both.cross / same_gold.cross.max(1.0));
        Score { precision, recall, f1: f1(precision, recall), cross }
    }
}

/// How many scored articles, itself included, each article is together with, and how many such pairs are of different outlets.
struct Count {
    of: BTreeMap<usize, f64>,
    cross: f64,
}

impl Count {
    fn new(truth: &Truth, key: impl Fn(usize) -> (u32, u32)) -> Count {
        let mut sizes: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        let mut of_outlets: BTreeMap<((u32, u32), u32), f64> = BTreeMap::new();
        for at in &truth.scored {
            *sizes.entry(key(*at)).or_default() += 1.0;
            if truth.source[*at] != NONE {
                *of_outlets.entry((key(*at), truth.source[*at])).or_default() += 1.0;
            }
        }
        let mut of: BTreeMap<usize, f64> = truth.scored.iter().map(|at| (*at, sizes[&key(*at)])).collect();
        let mut named: BTreeMap<(u32, u32), (f64, f64)> = BTreeMap::new();
        for ((key, _), count) in of_outlets {
            let (sum, squares) = named.entry(key).or_default();
            (*sum, *squares) = (*sum + count, *squares + count * count);
        }
        let mut cross: f64 = named.values().map(|(sum, squares)| (sum * sum - squares) / 2.0).sum();
        for (a, b) in truth.uncertain.iter().filter(|(a, b)| key(*a) == key(*b)) {
            for at in [a, b] {
                of.entry(*at).and_modify(|count| *count -= 1.0);
            }
            let (x, y) = (truth.source[*a], truth.source[*b]);
            cross -= f64::from(u8::from(x != NONE && y != NONE && x != y));
        }
        Count { of, cross }
    }

    fn of(&self, at: usize) -> f64 {
        self.of[&at]
    }
}

/// Equal texts by equal numbers; `NONE` for the empty text.
fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    texts
        .map(|text| {
            let next = numbers.len() as u32;
            if text.is_empty() { NONE } else { *numbers.entry(text).or_insert(next) }
        })
        .collect()
}
