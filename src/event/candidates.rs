//! Which pairs of units are compared at all.
//!
//! Enters: the batch. Leaves: for each unit the units most like it by their rarest terms.
//! **Invariant:** near-linear: a unit reads a bounded number of entries of the index, its rarest terms first.
//! **Source:** inverted index with early termination, Buckley and Lewit 1985.

use rayon::prelude::*;

use super::batch::{Batch, Unit, View};
use super::evidence::Kind;
use super::postings::Postings;

/// Candidates kept of a unit in its own language.
const OWN_LANGUAGE: usize = 40;
/// Candidates kept of a unit in other languages, which share too few terms to win a place among the others.
const OTHER_LANGUAGES: usize = 20;

/// Pairs of units worth comparing: lower unit first, ascending, each once.
pub(super) fn candidates(batch: &Batch, window_days: i32) -> Vec<(u32, u32)> {
    let index = Index::new(batch);
    let of_unit = |scores: &mut Vec<f32>, unit: u32| {
        scores.resize(batch.units.len(), 0.0);
        let nearest = index.nearest(batch, unit, window_days, scores);
        nearest.into_iter().map(move |other| (unit.min(other), unit.max(other)))
    };
    let mut pairs: Vec<(u32, u32)> = (0..batch.units.len() as u32).into_par_iter().map_init(Vec::new, of_unit).flatten_iter().collect();
    drop(index);
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether headline or lead of both name one explicit day.
pub(super) fn shares_day(a: &Unit, b: &Unit) -> bool {
    a.evidence.calendar.days.iter().any(|day| b.evidence.calendar.days.binary_search(day).is_ok())
}

/// What is asked of every unit that a list of the index names, close together.
struct Index {
    postings: Postings,
    /// First and last day of publication; all days for a unit that has none.
    published: Vec<(i32, i32)>,
    lengths: Vec<f32>,
}

impl Index {
    fn new(batch: &Batch) -> Index {
        Index {
            postings: Postings::new(batch),
            published: batch.units.iter().map(|unit| unit.published.unwrap_or((i32::MIN, i32::MAX))).collect(),
            lengths: batch.units.iter().map(length).collect(),
        }
    }

    /// The best candidates of `unit`, ascending. `scores` is all zero before and after.
    fn nearest(&self, batch: &Batch, unit: u32, window_days: i32, scores: &mut [f32]) -> Vec<u32> {
        let me = &batch.units[unit as usize];
        let (first, last) = self.published[unit as usize];
        // Whether the days of the two leave room for one happening: publication within the window, or one explicit day in both, or no
        // publication day in one of them.
        let within_reach = |other: u32| {
            let (their_first, their_last) = self.published[other as usize];
            let in_window = their_first.saturating_sub(last) <= window_days && first.saturating_sub(their_last) <= window_days;
            in_window || !me.evidence.calendar.days.is_empty() && shares_day(me, &batch.units[other as usize])
        };
        let mut touched = Vec::new();
        for (term, weight) in self.postings.rarest(batch, unit) {
            for (other, their_weight) in self.postings.of(term) {
                if *other == unit || !within_reach(*other) {
                    continue;
                }
                let score = &mut scores[*other as usize];
                if *score == 0.0 {
                    touched.push(*other);
                }
                *score += weight * their_weight;
            }
        }
        let ranked = |other: &u32| (scores[*other as usize] / self.lengths[*other as usize].max(1e-6), *other);
        let mut found: Vec<(f32, u32)> = touched.iter().map(ranked).collect();
        touched.iter().for_each(|other| scores[*other as usize] = 0.0);
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let own = |other: &&(f32, u32)| batch.units[other.1 as usize].evidence.lang == me.evidence.lang;
        let mut kept: Vec<u32> = found.iter().filter(own).take(OWN_LANGUAGE).map(|(_, other)| *other).collect();
        kept.extend(found.iter().filter(|other| !own(other)).take(OTHER_LANGUAGES).map(|(_, other)| *other));
        kept
    }
}

/// Length of the whole vector, all kinds together.
fn length(unit: &Unit) -> f32 {
    unit.norms.iter().take(Kind::COUNT).map(|kind| kind[View::Temporal as usize].powi(2)).sum::<f32>().sqrt()
}
