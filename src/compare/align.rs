//! Words side by side inside one statement.
//!
//! Every witness is aligned to the medoid, the reading closest to all others; where several depart from it at one place, their
//! departures become one slot. Equal words too slight to carry a reader across, lone articles and prepositions between two
//! changes, belong to the change around them. Moved words stay unaligned.
//! **Invariant:** punctuation and typography have no part in it: only words are aligned.
//! **Source:** progressive alignment to a base witness as in CollateX (Dekker and Middell 2011) with the clean-up of semantic
//! islands after Fraser 2006, "Writing: Diff"; the sequences are compared by Myers 1986 within patience anchors.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::matching::Scores;
use super::scene::Scene;
use super::word::Word;

/// An equal stretch of at most this many words without content is absorbed between two changes.
const ISLAND: usize = 4;
/// Share of the medoid's content that must be equal for an alignment to mean anything.
const ALIGNED_SHARE: f64 = 0.4;

/// What one witness says in a statement: the words of its sentences in a row.
pub(super) struct Telling {
    pub witness: usize,
    /// Each word with the unit it stands in.
    pub words: Vec<(usize, Word)>,
}

impl Telling {
    /// The unit and the words of a range, cut to the unit in which it begins; `None` for an empty one.
    pub fn part(&self, range: Range<usize>) -> Option<(usize, &[(usize, Word)])> {
        let words = self.words.get(range)?;
        let unit = words.first()?.0;
        let end = words.iter().position(|(other, _)| *other != unit).unwrap_or(words.len());
        Some((unit, &words[..end]))
    }
}

/// A place where not all tellings have the same words: the range of each telling's words, empty where it says nothing there.
pub(super) struct Slot {
    pub ranges: Vec<Range<usize>>,
}

/// The tellings of a statement, in the order of the witnesses.
pub(super) fn tellings(scene: &Scene, units: &[usize]) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    for unit in units {
        let witness = scene.units[*unit].witness;
        let words = scene.units[*unit].words.iter().map(|word| (*unit, *word));
        match tellings.last_mut() {
            Some(last) if last.witness == witness => last.words.extend(words),
            _ => tellings.push(Telling { witness, words: words.collect() }),
        }
    }
    tellings
}

/// Position of the telling with the greatest sum of scores to all others; the first among equals.
pub(super) fn medoid(units: &[usize], tellings: &[Telling], scene: &Scene, scores: &Scores) -> usize {
    let sum = |telling: &Telling| -> f64 {
        let own = units.iter().filter(|unit| scene.units[**unit].witness == telling.witness);
        own.flat_map(|a| units.iter().map(move |b| scores.get(&(*a.min(b), *a.max(b))).copied().unwrap_or(0.0))).sum()
    };
    let sums: Vec<f64> = tellings.iter().map(sum).collect();
    (0..sums.len()).fold(0, |best, at| if sums[at] > sums[best] { at } else { best })
}

/// A stretch of one alignment: words `a` of the medoid against words `b` of the other.
#[derive(Clone, Debug, PartialEq)]
struct Stretch {
    equal: bool,
    a: Range<usize>,
    b: Range<usize>,
}

/// The slots of a statement, in the order of the medoid; none where fewer than two tellings can be aligned.
pub(super) fn slots(tellings: &[Telling], medoid: usize) -> Vec<Slot> {
    let base = &tellings[medoid].words;
    let alignments: Vec<Option<Vec<Stretch>>> =
        tellings.iter().enumerate().map(|(at, telling)| if at == medoid { None } else { align(base, &telling.words) }).collect();
    let mut ranges: Vec<Range<usize>> =
        alignments.iter().flatten().flatten().filter(|stretch| !stretch.equal).map(|stretch| stretch.a.clone()).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end || range.start == last.start => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
        .into_iter()
        .map(|range| Slot {
            ranges: alignments
                .iter()
                .enumerate()
                .map(|(at, alignment)| match alignment {
                    Some(stretches) => project(stretches, &range),
                    None if at == medoid => range.clone(),
                    // A telling that could not be aligned has no words here, and is left out of the slot by its reader.
                    None => usize::MAX..usize::MAX,
                })
                .collect(),
        })
        .collect()
}

fn key(word: &Word) -> u64 {
    if word.content { word.lemma } else { word.exact }
}

fn align(base: &[(usize, Word)], other: &[(usize, Word)]) -> Option<Vec<Stretch>> {
    let keys = |words: &[(usize, Word)]| words.iter().map(|(_, word)| key(word)).collect::<Vec<u64>>();
    let operations = capture_diff_slices(Algorithm::Patience, &keys(base), &keys(other));
    let stretches = operations.iter().map(|operation| Stretch {
        equal: operation.tag() == DiffTag::Equal,
        a: operation.old_range(),
        b: operation.new_range(),
    });
    let stretches = absorb_islands(stretches.collect(), base);
    let weight = |range: Range<usize>| base[range].iter().map(|(_, word)| word.weight).sum::<f64>();
    let equal: f64 = stretches.iter().filter(|stretch| stretch.equal).map(|stretch| weight(stretch.a.clone())).sum();
    let least = weight(0..base.len()).min(other.iter().map(|(_, word)| word.weight).sum());
    (equal >= ALIGNED_SHARE * least && equal > 0.0).then_some(stretches)
}

/// Joins changes across equal stretches without content.
fn absorb_islands(stretches: Vec<Stretch>, base: &[(usize, Word)]) -> Vec<Stretch> {
    let last = stretches.len().saturating_sub(1);
    let slight = |at: usize, stretch: &Stretch| {
        at > 0 && at < last && stretch.a.len() <= ISLAND && base[stretch.a.clone()].iter().all(|(_, word)| !word.content)
    };
    let mut joined: Vec<Stretch> = Vec::new();
    for (at, mut stretch) in stretches.into_iter().enumerate() {
        if stretch.equal && slight(at, &stretch) {
            stretch.equal = false;
        }
        match joined.last_mut() {
            Some(previous) if previous.equal == stretch.equal => {
                previous.a.end = stretch.a.end;
                previous.b.end = stretch.b.end;
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// The words of the other telling that stand where `range` stands in the medoid; `range` cuts no change of this alignment.
fn project(stretches: &[Stretch], range: &Range<usize>) -> Range<usize> {
    let mut found: Option<Range<usize>> = None;
    for stretch in stretches {
        let touches = if range.is_empty() {
            stretch.a.start == range.start && stretch.a.is_empty()
        } else {
            stretch.a.start < range.end && range.start < stretch.a.end
                || stretch.a.is_empty() && (range.start..range.end).contains(&stretch.a.start)
        };
        if !touches {
            continue;
        }
        let part = if stretch.equal {
            let start = stretch.b.start + range.start.saturating_sub(stretch.a.start);
            let end = stretch.b.end - stretch.a.end.saturating_sub(range.end);
            start..end
        } else {
            stretch.b.clone()
        };
        found = Some(found.map_or(part.clone(), |so_far| so_far.start.min(part.start)..so_far.end.max(part.end)));
    }
    found.unwrap_or(usize::MAX..usize::MAX)
}
