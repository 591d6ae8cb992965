//! What the finders share: where each unit stands among the statements, and a difference in the making.
//!
//! Enters: the statements as sets of units, and the scores that made them. Leaves: [`Said`], which knows the statement and the slot of a
//! mention, and [`Found`], which the finders make.
//! **Invariant:** positions of statements are those of the finished comparison; a reading lies in one field of one witness.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::article::Span;

use super::align::Slot;
use super::align::{self, Telling};
use super::matching::{Scores, least};
use super::scene::{Scene, Unit};
use super::slot::Item;
use super::{Field, Kind};

/// Words of a slot in which a place still tells what stands there; longer ones are retellings.
const SLOT_WORDS: usize = 8;

/// A statement with its words aligned.
pub(super) struct Aligned {
    pub tellings: Vec<Telling>,
    pub slots: Vec<Slot>,
}

/// The statements of a comparison, in their final order.
pub(super) struct Said {
    /// Units of each, ascending.
    pub statements: Vec<Vec<usize>>,
    /// The statement of each unit; `None` for headlines.
    pub statement_of: Vec<Option<usize>>,
    /// Parallel to `statements`; without slots where only one witness speaks.
    pub aligned: Vec<Aligned>,
    /// Parallel to `statements`: sentences of other witnesses that tell the same and stand in another statement for something else they
    /// tell. Empty where only one witness speaks.
    pub elsewhere: Vec<Vec<usize>>,
}

impl Said {
    /// `statements` in their final order, the words of each aligned.
    pub fn new(scene: &Scene, statements: Vec<Vec<usize>>, scores: &Scores) -> Self {
        let mut statement_of = vec![None; scene.units.len()];
        for (at, units) in statements.iter().enumerate() {
            units.iter().for_each(|unit| statement_of[*unit] = Some(at));
        }
        let aligned = statements
            .iter()
            .map(|units| {
                let tellings = align::tellings(scene, units);
                let slots = align::slots(&tellings, &align::by_closeness(units, &tellings, scene, scores));
                Aligned { tellings, slots }
            })
            .collect();
        let elsewhere = elsewhere(scene, &statements, &statement_of, scores);
        Said { statements, statement_of, aligned, elsewhere }
    }

    /// The slot in which an item's words stand: its statement and position; `None` where all tellings agree, nothing is aligned, or its
    /// telling has too many words there.
    pub fn slot_of<T>(&self, item: &Item<T>) -> Option<(usize, usize)> {
        *item.slot.get_or_init(|| self.find_slot(item))
    }

    fn find_slot<T>(&self, item: &Item<T>) -> Option<(usize, usize)> {
        let statement = item.statement?;
        let aligned = &self.aligned[statement];
        let telling = aligned.tellings.iter().position(|telling| telling.witness == item.witness)?;
        let words = &aligned.tellings[telling].words;
        let at = words.iter().position(|(unit, word)| *unit == item.unit && word.span.overlaps(item.span))?;
        let holds = |slot: &Slot| !slot.split && slot.ranges[telling].contains(&at) && slot.ranges[telling].len() <= SLOT_WORDS;
        aligned.slots.iter().position(holds).map(|slot| (statement, slot))
    }

    /// One item for every mention of a kind, with a value made of its unit, its words there and itself.
    pub fn items<'s, 'a, M: 'a, T>(
        &self,
        scene: &'s Scene<'a>,
        list: impl Fn(&'s Unit<'a>) -> &'s Vec<(Span, &'a M)>,
        value: impl Fn(usize, &'s Unit<'a>, Range<usize>, &'a M) -> T,
    ) -> Vec<Item<T>> {
        let mut items = Vec::new();
        for (at, unit) in scene.units.iter().enumerate() {
            for (span, mention) in list(unit) {
                let range = word_range(unit, *span);
                let value = value(at, unit, range.clone(), mention);
                items.push(Item::new(scene, &self.statement_of, at, range, *span, value));
            }
        }
        items
    }
}

/// Of each statement of several witnesses, the sentences of others that match every one of its own.
fn elsewhere(scene: &Scene, statements: &[Vec<usize>], statement_of: &[Option<usize>], scores: &Scores) -> Vec<Vec<usize>> {
    let mut matches: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); statements.len()];
    for (&(a, b), _) in scores.iter().filter(|((a, b), score)| **score >= least(scene, *a, *b)) {
        for (unit, other) in [(a, b), (b, a)] {
            if let Some(statement) = statement_of[other].filter(|statement| statement_of[unit] != Some(*statement)) {
                *matches[statement].entry(unit).or_default() += 1;
            }
        }
    }
    let tellers = |units: &[usize]| units.iter().map(|unit| scene.units[*unit].witness).collect::<BTreeSet<usize>>();
    let told = statements.iter().zip(matches).map(|(units, matches)| {
        let tellers = tellers(units);
        let other = |unit: &usize| tellers.len() > 1 && !tellers.contains(&scene.units[*unit].witness);
        matches.into_iter().filter(|(unit, count)| other(unit) && *count == units.len()).map(|(unit, _)| unit).collect()
    });
    told.collect()
}

/// The words of a unit that overlap `span`.
pub(super) fn word_range(unit: &Unit, span: Span) -> std::ops::Range<usize> {
    let start = unit.words.partition_point(|word| word.span.end <= span.start);
    let end = unit.words.partition_point(|word| word.span.start < span.end);
    start..end.max(start)
}

/// A witness's words, before witnesses become documents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Words {
    pub witness: usize,
    pub field: Field,
    pub span: Span,
}

/// A difference in the making.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub kind: Kind,
    pub statement: Option<usize>,
    pub readings: Vec<Words>,
    /// Witnesses that leave it out.
    pub absent: Vec<usize>,
    pub weight: f64,
}

impl Found {
    /// Whether one of its kind among `others` has all its readings.
    pub fn is_shown(&self, others: &[Found]) -> bool {
        others.iter().any(|other| other.kind == self.kind && self.readings.iter().all(|reading| other.readings.contains(reading)))
    }

    /// Takes the place of those of its kind whose readings it all has words of, with the greatest weight of them and itself, and their
    /// statement where it has none.
    pub fn replace_told(mut self, found: &mut Vec<Found>) {
        let meets = |a: &Words, b: &Words| a.witness == b.witness && a.field == b.field && a.span.overlaps(b.span);
        let readings = std::mem::take(&mut self.readings);
        let told = |reading: &Words| readings.iter().any(|own| meets(own, reading));
        found.retain(|other| {
            let replaced = other.kind == self.kind && other.readings.iter().all(told);
            if replaced {
                self.weight = self.weight.max(other.weight);
                self.statement = self.statement.or(other.statement);
            }
            !replaced
        });
        found.push(Found { readings, ..self });
    }

    /// A difference between the members of a group of items. It stands in the statement in which most of those do that stand in any.
    pub fn of<T>(kind: Kind, members: &[usize], items: &[Item<T>], weight: f64, scene: &Scene) -> Found {
        let readings = members.iter().map(|item| words_at(scene, items[*item].unit, items[*item].span)).collect();
        Found { kind, statement: majority(members.iter().map(|item| items[*item].statement)), readings, absent: Vec::new(), weight }
    }
}

/// Adds the first `most` of differences in the order of their weight; how many are left unlisted.
pub(super) fn list(found: &mut Vec<Found>, ranked: Vec<Found>, most: usize) -> usize {
    let unlisted = ranked.len().saturating_sub(most);
    found.extend(ranked.into_iter().take(most));
    unlisted
}

/// Some words of a unit as a reading.
pub(super) fn words_at(scene: &Scene, unit: usize, span: Span) -> Words {
    Words { witness: scene.units[unit].witness, field: scene.units[unit].field, span }
}

/// The statement most of them stand in, the earliest among equals; those in none have no say.
fn majority(statements: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    let mut all: Vec<usize> = statements.flatten().collect();
    all.sort_unstable();
    let mut best: Option<(usize, usize)> = None;
    for run in all.chunk_by(|a, b| a == b) {
        if best.is_none_or(|(count, _)| run.len() > count) {
            best = Some((run.len(), run[0]));
        }
    }
    best.map(|(_, statement)| statement)
}

/// The span of a range of words, which is not empty.
pub(super) fn span_of(unit: &Unit, range: Range<usize>) -> Span {
    Span { start: unit.words[range.start].span.start, end: unit.words[range.end - 1].span.end }
}
