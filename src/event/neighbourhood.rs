//! What stands around a unit: the units most like it, and what they all say.
//!
//! Enters: the batch and its candidate pairs. Leaves: a [`Neighbourhood`] of each unit.
//! **Invariant:** a word that all candidates of an article use tells none of them from the others, however rare it is elsewhere: *Gaza* in
//! a week of Gaza. Linear in the candidate pairs.
//! **Source:** local weighting as in local context analysis, Xu and Croft 1996.

use rayon::prelude::*;

use super::batch::Batch;
use super::evidence::Kind;
use super::features::WordCosine;
use super::term::Term;

/// The units compared with one unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Neighbourhood {
    /// Cosines of its candidates, descending.
    cosines: Vec<f32>,
    /// Idf of each of its terms among its candidates, in steps of 1/[`STEPS`] nat.
    idf: Box<[u8]>,
    /// Length of its vector in each view.
    norms: [f32; LocalView::COUNT],
}

/// A way to weigh terms by how few of the candidates hold them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(super) enum LocalView {
    /// tf · idf · local idf of the words.
    Words,
    /// Local idf of the words of headline and lead.
    LeadWords,
    /// tf · idf · local idf of the names.
    Names,
}

impl LocalView {
    pub const COUNT: usize = 3;

    /// The weight of a term in each view, without the local idf.
    pub fn weights(term: &Term) -> [f32; LocalView::COUNT] {
        let full = term.tf * term.idf;
        match term.kind {
            Kind::Word => [full, if (term.title || term.lead) && term.idf > 0.0 { 1.0 } else { 0.0 }, 0.0],
            Kind::Name => [0.0, 0.0, full],
            Kind::Place | Kind::Number => [0.0; LocalView::COUNT],
        }
    }
}

/// Steps of a local idf in one nat: up to eight nats go into a byte, and a unit has not 1,500 candidates.
const STEPS: f32 = 32.0;

/// Places among the neighbours that tell the crowd: past the outlets that may report the same, before the unrelated.
const CROWD: std::ops::Range<usize> = 4..20;

impl Neighbourhood {
    /// Mean cosine of the crowd; absent neighbours count as zero.
    pub fn crowd(&self) -> f32 {
        self.cosines.iter().take(CROWD.end).skip(CROWD.start).sum::<f32>() / CROWD.len() as f32
    }

    /// 1 / rank of a neighbour at that cosine.
    pub fn nearness(&self, cosine: f32) -> f32 {
        1.0 / (1 + self.cosines.partition_point(|other| *other > cosine)) as f32
    }

    /// Idf of the term at that position of the unit among its candidates, in nats.
    pub fn idf(&self, at: usize) -> f32 {
        self.idf.get(at).map_or(0.0, |steps| f32::from(*steps) / STEPS)
    }

    /// Length of its vector.
    pub fn norm(&self, view: LocalView) -> f32 {
        self.norms[view as usize]
    }
}

/// The neighborhood of every unit. `pairs`: lower unit first, ascending, each once. Parallel.
pub(super) fn neighbourhoods(batch: &Batch, pairs: &[(u32, u32)]) -> Vec<Neighbourhood> {
    let neighbours = Neighbours::new(batch.units.len(), pairs);
    (0..batch.units.len() as u32)
        .into_par_iter()
        .map_init(|| Desk::new(batch), |desk, unit| desk.around(batch, unit, neighbours.of(unit)))
        .collect()
}

/// What a thread counts on: a unit's terms are spread out once and every neighbor's looked up there, which asks the processor to
/// guess nothing, as merging the two lists would.
struct Desk {
    /// For each term of the vocabulary, one more than its position in the unit at hand; 0 where the unit lacks it.
    place: Vec<u32>,
    /// For each term of the unit, how many of its candidates hold it.
    counts: Vec<u32>,
}

impl Desk {
    fn new(batch: &Batch) -> Desk {
        Desk { place: vec![0; batch.vocabulary.len()], counts: Vec::new() }
    }

    /// The neighborhood of `unit`. `place` is all zero before and after.
    fn around(&mut self, batch: &Batch, unit: u32, neighbours: &[u32]) -> Neighbourhood {
        let own = batch.packed(unit);
        self.counts.clear();
        self.counts.resize(own.len(), 0);
        (1..).zip(own).for_each(|(at, term)| self.place[term.id() as usize] = at);
        let mut cosines: Vec<f32> = neighbours.iter().map(|other| self.meet(batch, unit, *other)).collect();
        own.iter().for_each(|term| self.place[term.id() as usize] = 0);
        cosines.sort_unstable_by(|a, b| b.total_cmp(a));
        let total = neighbours.len() as f32 + 1.0;
        let steps = |count: &u32| ((total / (*count as f32 + 0.5)).ln().max(0.0) * STEPS).round().min(255.0) as u8;
        let mut around = Neighbourhood { cosines, idf: self.counts.iter().map(steps).collect(), norms: [0.0; LocalView::COUNT] };
        let mut squares = [0.0f32; LocalView::COUNT];
        for (at, term) in batch.terms(unit).enumerate() {
            let idf = around.idf(at);
            squares.iter_mut().zip(LocalView::weights(&term)).for_each(|(sum, weight)| *sum += (weight * idf).powi(2));
        }
        around.norms = squares.map(f32::sqrt);
        around
    }

    /// Counts what a neighbor shares with the unit at hand; returns the cosine of their words.
    fn meet(&mut self, batch: &Batch, unit: u32, other: u32) -> f32 {
        let own = batch.packed(unit);
        let mut cosine = WordCosine::default();
        let words = batch.packed_words(other).len();
        for (at, term) in batch.packed(other).iter().enumerate() {
            let place = self.place[term.id() as usize] as usize;
            if place > 0 {
                self.counts[place - 1] += 1;
                if at < words {
                    cosine.add(batch, own[place - 1], *term);
                }
            }
        }
        cosine.of(batch, unit, other)
    }
}

/// The candidates of each unit, ascending.
struct Neighbours {
    /// For each unit the end of its list; it begins where that of the unit before ends.
    ends: Vec<u32>,
    units: Vec<u32>,
}

impl Neighbours {
    /// # Panics
    /// On 2³¹ pairs.
    fn new(units: usize, pairs: &[(u32, u32)]) -> Neighbours {
        let mut ends = vec![0u32; units];
        pairs.iter().flat_map(|(a, b)| [a, b]).for_each(|unit| ends[*unit as usize] += 1);
        let mut end = 0u32;
        for count in &mut ends {
            let start = end;
            end = end.checked_add(*count).expect("a batch has fewer than 2^31 candidate pairs");
            *count = start;
        }
        let mut list = vec![0; end as usize];
        let mut put = |unit: u32, other: u32| {
            // Each start moves on to become the end.
            let at = &mut ends[unit as usize];
            list[*at as usize] = other;
            *at += 1;
        };
        // Lower neighbours first, then higher ones: in this order every list comes out ascending.
        pairs.iter().for_each(|(a, b)| put(*b, *a));
        pairs.iter().for_each(|(a, b)| put(*a, *b));
        Neighbours { ends, units: list }
    }

    fn of(&self, unit: u32) -> &[u32] {
        let start = if unit == 0 { 0 } else { self.ends[unit as usize - 1] };
        &self.units[start as usize..self.ends[unit as usize] as usize]
    }
}
