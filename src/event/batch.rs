//! The batch as the scorer sees it: units with weighted terms.
//!
//! Enters: the evidence of articles and who they stand for. Leaves: a [`Batch`] of units in the order of [`crate::article::Article::key`].
//! A unit is a cluster of copies, read through its earliest member: copies are never split, and count once.
//! **Invariant:** units and terms are numbered by the content of the batch alone, so the order of input changes no number. A term of a unit
//! takes eight bytes; what all units have in common of it stands in tables.
//! **Source:** tf-idf after Salton and Buckley 1988; the temporal idf counts a term only where it stands outside the window of days
//! around the article, so what keeps coming back counts less than what is said of these days alone.

use std::ops::Range;

use rayon::prelude::*;

use super::evidence::{Evidence, Kind};
use super::reading::{Reader, Roll, Run};
use super::term::MOST_BOOSTED;
pub(super) use super::term::{Packed, Term, View};
use super::vocabulary::Vocabulary;
use crate::article::DocId;

/// Articles of an imagined background that every batch is blended with: enough that five articles do not make *gouvernement*
/// rare, few enough that a thousand speak for themselves.
const BACKGROUND_ARTICLES: f32 = 400.0;

/// A cluster of copies with its evidence.
#[derive(Debug)]
pub(super) struct Unit {
    /// The article it is read through.
    pub doc: DocId,
    pub evidence: Evidence,
    /// Where its terms stand, ascending by id.
    terms: Place,
    /// Length of the vector of each kind in each view.
    pub norms: [[f32; View::COUNT]; Kind::COUNT],
    /// Information of the headline: the sum of the idf of its words, and of its other terms.
    pub headline_info: [f32; 2],
    /// First and last day of publication of its members.
    pub published: Option<(i32, i32)>,
}

/// Terms of one unit: some of those of a run.
#[derive(Clone, Copy, Debug)]
struct Place {
    run: u32,
    start: u32,
    /// Words come first.
    words_end: u32,
    end: u32,
}

/// All units, and what the whole batch says of its terms.
#[derive(Debug)]
pub(super) struct Batch {
    pub units: Vec<Unit>,
    pub vocabulary: Vocabulary,
    /// The terms of all units, in the runs in which they were read.
    runs: Vec<Vec<Packed>>,
    /// Idf of each term.
    idf: Vec<f32>,
    /// Idf of each term in the batch alone.
    batch_idf: Vec<f32>,
    /// Sub-linear count for each [`Packed::boosted_count`].
    tf: Vec<f32>,
}

impl Batch {
    /// Weighs what was read. `window_days`: days around an article within which a term's return does not count against it.
    ///
    /// # Panics
    /// If the articles that were read are not the first of each text.
    pub fn new(reader: Reader, mut runs: Vec<Run>, roll: &Roll, window_days: u32) -> Batch {
        let (vocabulary, renumbering) = reader.finish().finish(runs.iter().flat_map(|run| &run.terms).map(|term| term.id()));
        runs.par_iter_mut().for_each(|run| run.renumber(|number| renumbering.of(number)));
        let mut read = Vec::with_capacity(roll.texts.len());
        let mut terms = Vec::with_capacity(runs.len());
        for (at, run) in (0..).zip(runs) {
            let mut start = 0;
            for article in run.read {
                let place = Place { run: at, start, words_end: start + article.words, end: start + article.terms };
                start = place.end;
                read.push((article.doc, article.evidence, place));
            }
            terms.push(run.terms);
        }
        read.sort_unstable_by_key(|(doc, ..)| roll.rank[doc.index()]);
        assert!(read.iter().map(|(doc, ..)| *doc).eq(roll.texts.iter().map(|text| text.first())), "the first article of each text is read");
        let unit = |((doc, evidence, terms), published)| Unit {
            doc,
            evidence,
            terms,
            norms: [[0.0; View::COUNT]; Kind::COUNT],
            headline_info: [0.0; 2],
            published,
        };
        let units: Vec<Unit> = read.into_iter().zip(roll.texts.iter().map(|text| text.published)).map(unit).collect();
        let total = units.len() as f32;
        let known = || vocabulary.counts.par_iter().map(|count| *count as f32);
        let idf = known().zip(&vocabulary.priors).map(|(count, prior)| idf(count, total, *prior)).collect();
        let batch_idf = known().map(|count| ((total + 1.0) / (count + 0.5)).ln().max(0.0)).collect();
        let tf = (0..=MOST_BOOSTED).map(|count| 1.0 + (count.max(1) as f32).ln()).collect();
        let mut batch = Batch { units, vocabulary, runs: terms, idf, batch_idf, tf };
        batch.weigh_in_time(window_days as i32);
        batch.measure();
        batch
    }

    /// The terms of a unit as they are kept, ascending by id.
    #[inline]
    pub fn packed(&self, unit: u32) -> &[Packed] {
        let Place { run, start, end, .. } = self.units[unit as usize].terms;
        &self.runs[run as usize][start as usize..end as usize]
    }

    /// Those of them that are words.
    #[inline]
    pub fn packed_words(&self, unit: u32) -> &[Packed] {
        let Place { run, start, words_end, .. } = self.units[unit as usize].terms;
        &self.runs[run as usize][start as usize..words_end as usize]
    }

    /// A term with its weights.
    #[inline]
    pub fn term(&self, packed: Packed) -> Term {
        let id = packed.id();
        Term {
            id,
            kind: self.vocabulary.kind(id),
            title: packed.title(),
            lead: packed.lead(),
            idf: self.idf[id as usize],
            temporal: packed.temporal(),
            batch: self.batch_idf[id as usize],
            tf: self.tf[packed.boosted_count()],
        }
    }

    /// The terms of a unit with their weights, ascending by id.
    pub fn terms(&self, unit: u32) -> impl Iterator<Item = Term> {
        self.packed(unit).iter().map(|packed| self.term(*packed))
    }

    /// Weight of a term in [`View::Temporal`].
    #[inline]
    pub fn temporal_weight(&self, packed: Packed) -> f32 {
        self.tf[packed.boosted_count()] * packed.temporal()
    }

    /// Weight of a term in [`View::All`].
    #[inline]
    pub fn full_weight(&self, packed: Packed) -> f32 {
        self.tf[packed.boosted_count()] * self.idf[packed.id() as usize]
    }

    /// Sets every temporal idf, in one sweep over the days: the window of a unit is that of the one before, moved on.
    fn weigh_in_time(&mut self, window_days: i32) {
        let timeline = Timeline::new(&self.units);
        let total = self.units.len() as f32;
        let mut inside = vec![0u32; self.vocabulary.len()];
        let mut at = 0..0;
        for unit in 0..self.units.len() as u32 {
            let window = self.units[unit as usize].evidence.published.map(|day| timeline.window(day, window_days));
            if let Some(window) = &window {
                self.move_window(&mut at, window, &mut inside);
            }
            let Place { run, start, end, .. } = self.units[unit as usize].terms;
            for packed in &mut self.runs[run as usize][start as usize..end as usize] {
                let id = packed.id() as usize;
                let (count, prior) = (self.vocabulary.counts[id] as f32, self.vocabulary.priors[id]);
                packed.set_temporal(match &window {
                    Some(window) => idf(count - inside[id] as f32, total - window.len() as f32, prior),
                    None => idf(count, total, prior),
                });
            }
        }
    }

    /// Moves a window of units, `inside` which each term is held so many times.
    fn move_window(&self, at: &mut Range<u32>, to: &Range<u32>, inside: &mut [u32]) {
        let mut change = |units: Range<u32>, by: u32| {
            units.flat_map(|unit| self.packed(unit)).for_each(|packed| {
                let count = &mut inside[packed.id() as usize];
                *count = count.wrapping_add(by);
            });
        };
        change(at.end..to.end, 1);
        change(to.start..at.start, 1);
        change(to.end..at.end, 1u32.wrapping_neg());
        change(at.start..to.start, 1u32.wrapping_neg());
        *at = to.clone();
    }

    /// Measures the vectors of every unit.
    fn measure(&mut self) {
        let measured: Vec<_> = (0..self.units.len() as u32)
            .into_par_iter()
            .map(|unit| {
                let mut headline_info = [0.0; 2];
                for term in self.terms(unit).filter(|term| term.title) {
                    headline_info[usize::from(term.kind != Kind::Word)] += term.idf;
                }
                (self.norms(unit), headline_info)
            })
            .collect();
        for (unit, (norms, headline_info)) in self.units.iter_mut().zip(measured) {
            unit.norms = norms;
            unit.headline_info = headline_info;
            if unit.evidence.too_short {
                // Without terms in the index no other unit is compared with it.
                (unit.terms.words_end, unit.terms.end) = (unit.terms.start, unit.terms.start);
            }
        }
    }

    fn norms(&self, unit: u32) -> [[f32; View::COUNT]; Kind::COUNT] {
        let mut squares = [[0.0f32; View::COUNT]; Kind::COUNT];
        for term in self.terms(unit) {
            for view in View::ALL {
                squares[term.kind as usize][view as usize] += term.weight(view).powi(2);
            }
        }
        squares.map(|kind| kind.map(f32::sqrt))
    }
}

/// Publication days of the units in their order: dated ones first, ascending, which makes a window of days a range of units.
struct Timeline {
    /// Day of each dated unit.
    days: Vec<i32>,
}

impl Timeline {
    fn new(units: &[Unit]) -> Self {
        // Time zones may put a later instant on an earlier local day: the running maximum keeps the days sorted.
        let mut latest = i32::MIN;
        let days = units.iter().map_while(|unit| unit.evidence.published);
        let days = days
            .map(|day| {
                latest = latest.max(day);
                latest
            })
            .collect();
        Timeline { days }
    }

    /// The units published within `reach` days of `day`.
    fn window(&self, day: i32, reach: i32) -> Range<u32> {
        let first = self.days.partition_point(|d| *d < day - reach);
        let last = self.days.partition_point(|d| *d <= day + reach);
        first as u32..last as u32
    }
}

/// ln((N + B + 1) / (n + p·B + ½)): a batch of N articles, n with the term, and a background of B with the share p.
fn idf(count: f32, total: f32, prior: f32) -> f32 {
    ((total + BACKGROUND_ARTICLES + 1.0) / (count + prior * BACKGROUND_ARTICLES + 0.5)).ln().max(0.0)
}
