//! Which pairs of units are compared at all.
//!
//! Enters: the batch. Leaves: for each unit the units most like it by their rarest terms.
//! **Invariant:** near-linear: a unit reads at most [`POSTINGS`] entries of the index, its rarest terms first.
//! **Source:** inverted index with early termination, Buckley and Lewit 1985.

use rayon::prelude::*;

use super::batch::{Batch, Unit, View};
use super::evidence::Kind;

/// Entries of the index that one unit reads.
const POSTINGS: usize = 6_000;
/// Rarest terms of a unit that are looked up.
const TERMS: usize = 48;
/// Candidates kept of a unit in its own language.
const OWN_LANGUAGE: usize = 40;
/// Candidates kept of a unit in other languages, which share too few terms to win a place among the others.
const OTHER_LANGUAGES: usize = 20;

/// Pairs of units worth comparing: lower unit first, ascending, each once.
pub(super) fn candidates(batch: &Batch, window_days: i32) -> Vec<(u32, u32)> {
    let units = batch.units.len();
    let of_unit = |scores: &mut Vec<f32>, unit: u32| {
        scores.resize(units, 0.0);
        nearest(batch, unit, window_days, scores)
    };
    let found: Vec<Vec<u32>> = (0..units as u32).into_par_iter().map_init(Vec::new, of_unit).collect();
    let mut pairs: Vec<(u32, u32)> =
        (0u32..).zip(&found).flat_map(|(unit, others)| others.iter().map(move |other| (unit.min(*other), unit.max(*other)))).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether the days of the two leave room for one happening: publication within the window, or one explicit day in both, or
/// no publication day in one of them.
pub(super) fn within_reach(a: &Unit, b: &Unit, window_days: i32) -> bool {
    let (Some((a_first, a_last)), Some((b_first, b_last))) = (a.published, b.published) else { return true };
    b_first - a_last <= window_days && a_first - b_last <= window_days || shares_day(a, b)
}

/// Whether headline or lead of both name one explicit day.
pub(super) fn shares_day(a: &Unit, b: &Unit) -> bool {
    a.evidence.calendar.days.iter().any(|day| b.evidence.calendar.days.binary_search(day).is_ok())
}

/// The best candidates of `unit`, ascending. `scores` is all zero before and after.
fn nearest(batch: &Batch, unit: u32, window_days: i32, scores: &mut [f32]) -> Vec<u32> {
    let me = &batch.units[unit as usize];
    let mut touched = Vec::new();
    let mut left = POSTINGS;
    for (term, weight) in rarest(batch, me) {
        for (other, their_weight) in &batch.postings[term as usize] {
            let them = &batch.units[*other as usize];
            if *other == unit || !within_reach(me, them, window_days) {
                continue;
            }
            let score = &mut scores[*other as usize];
            if *score == 0.0 {
                touched.push(*other);
            }
            *score += weight * their_weight;
        }
        left = left.saturating_sub(batch.postings[term as usize].len());
        if left == 0 {
            break;
        }
    }
    let ranked = |other: &u32| (scores[*other as usize] / length(&batch.units[*other as usize]).max(1e-6), *other);
    let mut found: Vec<(f32, u32)> = touched.iter().map(ranked).collect();
    touched.iter().for_each(|other| scores[*other as usize] = 0.0);
    found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let own = |other: &&(f32, u32)| batch.units[other.1 as usize].evidence.lang == me.evidence.lang;
    let mut kept: Vec<u32> = found.iter().filter(own).take(OWN_LANGUAGE).map(|(_, other)| *other).collect();
    kept.extend(found.iter().filter(|other| !own(other)).take(OTHER_LANGUAGES).map(|(_, other)| *other));
    kept.sort_unstable();
    kept
}

/// The terms of `unit` that others share, rarest first, with their weights.
fn rarest(batch: &Batch, unit: &Unit) -> Vec<(u32, f32)> {
    let mut terms: Vec<(u32, f32)> = unit
        .terms
        .iter()
        .filter(|term| batch.postings[term.id as usize].len() > 1)
        .map(|term| (term.id, term.weight(View::Temporal)))
        .collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    terms
}

/// Length of the whole vector, all kinds together.
fn length(unit: &Unit) -> f32 {
    unit.norms.iter().take(Kind::COUNT).map(|kind| kind[View::Temporal as usize].powi(2)).sum::<f32>().sqrt()
}
