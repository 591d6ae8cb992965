//! Measuring: B-cubed F1, and the F1 over pairs of articles of different outlets.

use recoupe::event::{EventBatch, EventConfig, Events, Weights};

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
    languages(&set.name).iter().map(|lang| score(set, &events, lang)).collect()
}

fn score(set: &Set, events: &Events, lang: &str) -> Score {
    let stories = STORIES.contains(&set.name.as_str());
    let group = |at: usize| {
        let event = events.of[at];
        if stories { events.list[event as usize].story } else { event }
    };
    let scored: Vec<usize> = (0..set.documents.len())
        .filter(|at| set.gold[*at].is_some() && (lang == "all" || set.documents[*at].article.lang.is_some_and(|l| l.code() == lang)))
        .collect();
    let (mut precision, mut recall) = (0.0, 0.0);
    let (mut both, mut found, mut wanted) = (0.0f64, 0.0f64, 0.0f64);
    for a in &scored {
        let (mut same_both, mut same_group, mut same_gold) = (0.0, 0.0, 0.0);
        for b in &scored {
            if set.uncertain.contains(&(*a.min(b), *a.max(b))) {
                continue;
            }
            let (g, t) = (group(*a) == group(*b), set.gold[*a] == set.gold[*b]);
            same_group += f64::from(u8::from(g));
            same_gold += f64::from(u8::from(t));
            same_both += f64::from(u8::from(g && t));
            let (x, y) = (set.documents[*a].source(), set.documents[*b].source());
            if a < b && !x.is_empty() && !y.is_empty() && x != y {
                found += f64::from(u8::from(g));
                wanted += f64::from(u8::from(t));
                both += f64::from(u8::from(g && t));
            }
        }
        precision += same_both / same_group;
        recall += same_both / same_gold;
    }
    let count = scored.len().max(1) as f64;
    let (precision, recall) = (precision / count, recall / count);
    let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    Score { precision, recall, f1: f1(precision, recall), cross: f1(both / found.max(1.0), both / wanted.max(1.0)) }
}
