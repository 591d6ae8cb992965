//! The terms of a batch: numbers for them while articles are read, and what the whole batch says of each.
//!
//! Enters: terms of articles, in any order and from any thread. Leaves: a [`Vocabulary`], in which terms are numbered by kind, then the
//! most frequent first, then hash: what is looked up most lies close together in every table by number.
//! **Invariant:** numbers and figures follow from the batch alone. A term for which articles expect different shares has the greatest.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use ahash::AHashMap;
use rayon::prelude::*;

use super::evidence::{Kind, RawTerm};

/// Parts of a kind, each under a lock of its own, told apart by the first bits of a hash.
const PARTS_BITS: u32 = 5;
const PARTS: usize = Kind::COUNT << PARTS_BITS;

/// The terms met so far.
pub(super) struct Register(Vec<Mutex<Part>>);

/// Places of a [`Recent`], a power of two: what a core keeps near.
const RECENT: usize = 1 << 15;

/// The numbers of terms that a reader met lately, of which it need not ask the register.
pub(super) struct Recent(Vec<(Kind, u64, Known)>);

/// What the register said of a term.
#[derive(Clone, Copy)]
struct Known {
    number: u32,
    prior: f32,
}

/// The terms of one part by their hashes.
type Part = AHashMap<u64, Known>;

/// For each number that the register gave, that of the vocabulary.
pub(super) struct Renumbering(Vec<u32>);

/// What the batch says of its terms, by number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// The number at which each kind begins.
    starts: [u32; Kind::COUNT],
    pub hashes: Vec<u64>,
    /// Expected share of articles that hold it, before any was seen.
    pub priors: Vec<f32>,
    /// How many articles hold it.
    pub counts: Vec<u32>,
}

impl Default for Register {
    fn default() -> Self {
        Register((0..PARTS).map(|_| Mutex::default()).collect())
    }
}

impl Default for Recent {
    fn default() -> Self {
        // No term has this number.
        Recent(vec![(Kind::Word, 0, Known { number: u32::MAX, prior: f32::INFINITY }); RECENT])
    }
}

impl Recent {
    /// A number for a term, which the register gave it or gives it now; it holds until [`Register::finish`].
    pub fn number(&mut self, register: &Register, term: &RawTerm) -> u32 {
        let (kind, hash, known) = &mut self.0[(term.hash as usize ^ (term.kind as usize) << 8) % RECENT];
        if (*kind, *hash) != (term.kind, term.hash) || known.prior < term.prior || known.number == u32::MAX {
            (*kind, *hash, *known) = (term.kind, term.hash, register.know(term));
        }
        known.number
    }
}

impl Register {
    fn know(&self, term: &RawTerm) -> Known {
        let at = (term.kind as usize) << PARTS_BITS | (term.hash >> (u64::BITS - PARTS_BITS)) as usize;
        let part = &mut *self.0[at].lock().unwrap_or_else(PoisonError::into_inner);
        let number = part.len() as u32 * PARTS as u32 + at as u32;
        let known = part.entry(term.hash).or_insert(Known { number, prior: term.prior });
        known.prior = known.prior.max(term.prior);
        *known
    }

    /// One more than the greatest number given.
    fn numbers(&self) -> usize {
        let given = |part: &Mutex<Part>| part.lock().unwrap_or_else(PoisonError::into_inner).len();
        self.0.iter().map(given).max().unwrap_or(0) * PARTS
    }

    /// Numbers the terms for good; `held` are the numbers of every article's terms, one after the other. Parallel.
    pub fn finish(self, held: impl Iterator<Item = u32>) -> (Vocabulary, Renumbering) {
        let mut counts = vec![0u32; self.numbers()];
        held.for_each(|number| counts[number as usize] += 1);
        let mut vocabulary = Vocabulary::default();
        let mut renumbered = vec![0; counts.len()];
        let mut parts = self.0.into_iter();
        for start in &mut vocabulary.starts {
            *start = vocabulary.hashes.len() as u32;
            let mut terms = Vec::new();
            for part in parts.by_ref().take(1 << PARTS_BITS) {
                let part = part.into_inner().unwrap_or_else(PoisonError::into_inner);
                terms.extend(part.into_iter().map(|(hash, known)| (Reverse(counts[known.number as usize]), hash, known)));
            }
            terms.par_sort_unstable_by_key(|(count, hash, _)| (*count, *hash));
            for (Reverse(count), hash, known) in terms {
                renumbered[known.number as usize] = vocabulary.hashes.len() as u32;
                vocabulary.hashes.push(hash);
                vocabulary.priors.push(known.prior);
                vocabulary.counts.push(count);
            }
        }
        (vocabulary, Renumbering(renumbered))
    }
}

impl Renumbering {
    /// The number of the vocabulary.
    #[inline]
    pub fn of(&self, number: u32) -> u32 {
        self.0[number as usize]
    }
}

impl Vocabulary {
    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The kind of a term.
    #[inline]
    pub fn kind(&self, number: u32) -> Kind {
        let at = self.starts[1..].iter().filter(|start| number >= **start).count();
        Kind::ALL[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_kind_count_and_hash_whatever_the_order_of_arrival() {
        let term = |kind, hash, prior| RawTerm { kind, hash, title: false, lead: false, count: 1, prior };
        let mut terms = [
            term(Kind::Number, 3, 0.1),
            term(Kind::Word, 9, 0.1),
            term(Kind::Word, u64::MAX, 0.1),
            term(Kind::Word, 7, 0.1),
            term(Kind::Place, 7, 0.1),
            term(Kind::Word, 9, 0.3),
        ];
        for _ in 0..2 {
            let register = Register::default();
            let mut recent = Recent::default();
            let given: Vec<u32> = terms.iter().map(|term| recent.number(&register, term)).collect();
            let (vocabulary, renumbering) = register.finish(given.iter().copied());
            let found = |number: u32| (vocabulary.kind(number), vocabulary.hashes[number as usize]);
            assert!(terms.iter().zip(&given).all(|(term, number)| found(renumbering.of(*number)) == (term.kind, term.hash)));
            let numbered = [(Kind::Word, 9), (Kind::Word, 7), (Kind::Word, u64::MAX), (Kind::Place, 7), (Kind::Number, 3)];
            assert_eq!((0..5).map(found).collect::<Vec<_>>(), numbered);
            assert_eq!((vocabulary.len(), vocabulary.priors[0], vocabulary.counts[0]), (5, 0.3, 2));
            terms.reverse();
        }
    }
}
