//! The inverted index that candidates are retrieved by.
//!
//! Enters: the batch. Leaves: [`Postings`]: who holds the terms that anyone looks up.
//! **Invariant:** a unit looks up its rarest shared terms, until they have shown it [`POSTINGS`] entries, and none that alone would show it
//! more; no other term has a list. What a unit reads so has a bound, whatever the size of the batch.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::batch::Batch;

/// Entries of the index that one unit reads, but for the rest of the last list.
const POSTINGS: usize = 6_000;
/// Rarest terms of a unit that are looked up.
const TERMS: usize = 48;

/// Who holds which term.
pub(super) struct Postings {
    /// For each term the end of its list; it begins where that of the term before ends.
    ends: Vec<u32>,
    /// Units, ascending in each list, with the term's temporal weight in them.
    entries: Vec<(u32, f32)>,
    /// For each term how many units hold it, whether it has a list or not.
    holders: Vec<u32>,
}

impl Postings {
    /// Indexes the batch.
    ///
    /// # Panics
    /// On 2³² entries.
    pub fn new(batch: &Batch) -> Postings {
        let units = || 0..batch.units.len() as u32;
        let mut holders = vec![0u32; batch.vocabulary.len()];
        units().flat_map(|unit| batch.packed(unit)).for_each(|term| holders[term.id() as usize] += 1);
        let mut postings = Postings { ends: Vec::new(), entries: Vec::new(), holders };
        let looked_up: Vec<AtomicBool> = postings.holders.iter().map(|_| AtomicBool::default()).collect();
        units().into_par_iter().for_each(|unit| {
            postings.rarest(batch, unit).iter().for_each(|(term, _)| looked_up[*term as usize].store(true, Ordering::Relaxed));
        });
        let wanted: Vec<bool> = looked_up.into_iter().map(AtomicBool::into_inner).collect();
        let mut end = 0u32;
        let start = |(count, wanted): (&u32, &bool)| {
            let start = end;
            end = end.checked_add(if *wanted { *count } else { 0 }).expect("an index holds fewer than 2^32 entries");
            start
        };
        postings.ends = postings.holders.iter().zip(&wanted).map(start).collect();
        postings.entries = vec![(0, 0.0); end as usize];
        for unit in units() {
            for term in batch.packed(unit).iter().filter(|term| wanted[term.id() as usize]) {
                // Each start moves on to become the end.
                let at = &mut postings.ends[term.id() as usize];
                postings.entries[*at as usize] = (unit, batch.temporal_weight(*term));
                *at += 1;
            }
        }
        postings
    }

    /// Who holds a term that someone looks up.
    pub fn of(&self, term: u32) -> &[(u32, f32)] {
        let start = if term == 0 { 0 } else { self.ends[term as usize - 1] };
        &self.entries[start as usize..self.ends[term as usize] as usize]
    }

    /// The terms that a unit looks up, rarest first, with their weights.
    pub fn rarest(&self, batch: &Batch, unit: u32) -> Vec<(u32, f32)> {
        let shared = batch.packed(unit).iter().filter(|term| (2..=POSTINGS).contains(&(self.holders[term.id() as usize] as usize)));
        let mut terms: Vec<(u32, f32)> = shared.map(|term| (term.id(), batch.temporal_weight(*term))).collect();
        let rarer = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if terms.len() > TERMS {
            terms.select_nth_unstable_by(TERMS, rarer);
            terms.truncate(TERMS);
        }
        terms.sort_unstable_by(rarer);
        let mut left = POSTINGS;
        let read = terms.iter().take_while(|(term, _)| {
            let goes_on = left > 0;
            left = left.saturating_sub(self.holders[*term as usize] as usize);
            goes_on
        });
        let read = read.count();
        terms.truncate(read);
        terms
    }
}
