//! What several tell, in sentences too different to be matched, and another nowhere mentions.
//!
//! Enters: the sentences of a comparison, and the figures that several give. Leaves: omissions, of those who had room to tell.
//! **Invariant:** silence is never guessed from one word: what two texts have in common must hold two rare words that the third has
//! nowhere, in its own language or by what they mean; or a figure that it gives neither so nor nearly so.

use std::collections::{BTreeMap, BTreeSet};

use ahash::{AHashMap, AHashSet};

use super::Kind;
use super::figure::middle;
use super::figures::Given;
use super::found::{Found, Said, Words, span_of, words_at};
use super::gaps::{LONG_ENOUGH_FOR_ONE, omission_weight};
use super::scene::{Scene, Unit, distinct};
use super::word::Word;
use crate::article::Span;
use crate::mention::Number;

/// A stretch of a sentence.
type Place = (usize, Span);

/// Words that two sentences must have in common and a third text nowhere, and what these must weigh.
const WORDS: usize = 2;
/// The least number where all are plain words of one language, which meet by chance.
const PLAIN_WORDS: usize = 3;
const WEIGHT: f64 = 1.5;
/// Words apart at which two of them still make one stretch.
const STRETCH: usize = 6;
/// Sentences that may have a word for it to tell what a sentence is about.
const RARE: usize = 12;
/// Omissions of this kind reported of one comparison.
const MOST: usize = 16;
/// How near a figure must come to another to be the same in other words.
const NEARLY: f64 = 1.5;
const NEARLY_MEASURED: f64 = 1.03;
/// What is left of the weight where nothing but the words vouches that two tell the same.
const SHARE: f64 = 0.8;

/// What others tell and these leave out.
pub(super) fn silences(scene: &Scene, said: &Said, figures: &[Given], found: &mut Vec<Found>) {
    let able: Vec<usize> = (0..scene.witnesses.len()).filter(|witness| has_room(scene, *witness)).collect();
    let mut left_out = figures_left_out(scene, &able, figures);
    left_out.extend(words_left_out(scene, &able));
    let mut silences: Vec<Found> = Vec::new();
    for (places, absent) in left_out {
        let absent: Vec<usize> = absent.into_iter().filter(|witness| !known(scene, &places, *witness, found)).collect();
        let units: Vec<usize> = places.iter().map(|(unit, _)| *unit).collect();
        let texts: BTreeSet<u32> = units.iter().map(|unit| scene.witnesses[scene.units[*unit].witness].text).collect();
        let Some(weight) = omission_weight(scene, &units, texts.len(), &absent) else { continue };
        let statement = said.statement_of[units[0]].filter(|first| units.iter().all(|unit| said.statement_of[*unit] == Some(*first)));
        let readings: Vec<Words> = places.iter().map(|(unit, span)| words_at(scene, *unit, *span)).collect();
        let silence = Found { kind: Kind::Omission, statement, readings, absent, weight: weight * SHARE };
        if !silence.is_shown(&silences) {
            silences.push(silence);
        }
    }
    silences.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.readings.cmp(&b.readings)));
    found.extend(silences.into_iter().take(MOST));
}

fn has_room(scene: &Scene, witness: usize) -> bool {
    scene.units[scene.witnesses[witness].units.clone()].iter().filter(|unit| !unit.headline).count() >= LONG_ENOUGH_FOR_ONE
}

/// Whether it is already said that a witness leaves out what stands in these places.
fn known(scene: &Scene, places: &[Place], witness: usize, found: &[Found]) -> bool {
    let told = |other: &Found, (unit, span): &Place| {
        let unit = &scene.units[*unit];
        other.readings.iter().any(|words| words.witness == unit.witness && words.field == unit.field && words.span.overlaps(*span))
    };
    let omissions = || found.iter().filter(|other| other.kind == Kind::Omission && other.absent.contains(&witness));
    omissions().any(|other| 2 * places.iter().filter(|place| told(other, place)).count() > places.len())
}

/// Where several give a figure, with those who give none like it.
fn figures_left_out(scene: &Scene, able: &[usize], figures: &[Given]) -> Vec<(Vec<Place>, Vec<usize>)> {
    let value =
        |unit: usize, span: &Span| scene.units[unit].numbers.iter().find(|(at, _)| span.contains(*at)).map(|(_, number)| middle(number));
    let mut left_out = Vec::new();
    for Given { places, .. } in figures.iter().filter(|given| given.telling) {
        let texts: BTreeSet<u32> = places.iter().map(|(unit, _)| text_of(scene, *unit)).collect();
        let values: Vec<f64> = places.iter().filter_map(|(unit, span)| value(*unit, span)).collect();
        let near = |number: &Number| {
            let value = middle(number);
            // What is measured to a decimal is no round figure: a second shock of 5.8 is not the first of 6.4.
            let nearly = |given: &f64| if given.fract() != 0.0 && value.fract() != 0.0 { NEARLY_MEASURED } else { NEARLY };
            values.iter().any(|given| value.max(*given) <= nearly(given) * value.min(*given))
        };
        let silent = |witness: &usize| {
            let own = &scene.units[scene.witnesses[*witness].units.clone()];
            !texts.contains(&scene.witnesses[*witness].text) && !own.iter().any(|unit| unit.numbers.iter().any(|(_, number)| near(number)))
        };
        let absent: Vec<usize> = able.iter().copied().filter(silent).collect();
        if texts.len() > 1 && !absent.is_empty() {
            left_out.push((places.clone(), absent));
        }
    }
    left_out
}

fn text_of(scene: &Scene, unit: usize) -> u32 {
    scene.witnesses[scene.units[unit].witness].text
}

/// Two sentences of different texts, and the rare keys that they share, ascending, with their weights.
struct Pair {
    units: (usize, usize),
    keys: Vec<(u64, f64)>,
}

/// Where sentences of different texts share rare words, with those who have none of these.
fn words_left_out(scene: &Scene, able: &[usize]) -> Vec<(Vec<Place>, Vec<usize>)> {
    let fixed = |word: &&Word| word.content && word.stem != word.root;
    let words = scene.units.iter().flat_map(|unit| &unit.words);
    let anchors: AHashSet<u64> = words.filter(fixed).filter_map(|word| Some(key_of(scene, word)?.0)).collect();
    let pairs = sharing(scene);
    let abroad = |pair: &Pair| !scene.same_language(scene.units[pair.units.0].witness, scene.units[pair.units.1].witness);
    // By who leaves it out, the best pairs first: sets of sentences, one of each witness.
    let mut silent: BTreeMap<Vec<Place>, Vec<usize>> = BTreeMap::new();
    for witness in able {
        let units = &scene.units[scene.witnesses[*witness].units.clone()];
        let known: AHashSet<u64> = units.iter().flat_map(|unit| &unit.words).filter_map(|word| Some(key_of(scene, word)?.0)).collect();
        let unheard = |pair: &Pair| {
            let missing = || pair.keys.iter().filter(|(key, _)| !known.contains(key));
            let weight: f64 = missing().map(|(_, weight)| weight).sum();
            let least = if abroad(pair) || missing().any(|(key, _)| anchors.contains(key)) { WORDS } else { PLAIN_WORDS };
            (missing().count() >= least && weight >= WEIGHT).then_some(weight)
        };
        let apart = |unit: usize| text_of(scene, unit) != scene.witnesses[*witness].text;
        let others = pairs.iter().filter(|pair| apart(pair.units.0) && apart(pair.units.1));
        let mut told: Vec<(f64, (usize, usize))> = others.filter_map(|pair| Some((unheard(pair)?, pair.units))).collect();
        told.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        for units in joined(scene, &told) {
            silent.entry(in_common(scene, &units, &known)).or_default().push(*witness);
        }
    }
    silent.into_iter().filter(|(places, _)| places.len() > 1).collect()
}

/// The pairs of sentences of different texts that share enough rare keys, ascending.
fn sharing(scene: &Scene) -> Vec<Pair> {
    let keys = |unit: &Unit| distinct(unit.words.iter().filter_map(|word| key_of(scene, word)).collect());
    let mut postings: BTreeMap<u64, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        keys(unit).into_iter().for_each(|(key, weight)| postings.entry(key).or_default().push((at, weight)));
    }
    let mut shared: AHashMap<(usize, usize), Vec<(u64, f64)>> = AHashMap::new();
    for (key, places) in postings.iter().filter(|(_, places)| places.len() > 1 && places.len() <= RARE) {
        for (at, (a, weight)) in places.iter().enumerate() {
            let others = places[at + 1..].iter().filter(|(b, _)| text_of(scene, *a) != text_of(scene, *b));
            others.for_each(|(b, other)| shared.entry((*a, *b)).or_default().push((*key, weight.min(*other))));
        }
    }
    let enough = shared.into_iter().filter(|(_, keys)| keys.len() >= WORDS);
    let mut pairs: Vec<Pair> = enough.map(|(units, keys)| Pair { units, keys }).collect();
    pairs.sort_by_key(|pair| pair.units);
    pairs
}

/// What a word is compared by, and its weight: what it means, and where one language is compared, else its stem.
fn key_of(scene: &Scene, word: &Word) -> Option<(u64, f64)> {
    match scene.multilingual {
        true => Some((word.meaning?, word.meaning_weight)),
        false => word.content.then(|| (word.synonym().unwrap_or(word.stem), word.weight)),
    }
}

/// The stretch of each sentence with the weightiest of the words that it shares with another of them and that are not `known`.
fn in_common(scene: &Scene, units: &[usize], known: &AHashSet<u64>) -> Vec<Place> {
    let key = |word: &Word| key_of(scene, word).map(|(key, _)| key);
    let mut told: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    for unit in units {
        for key in scene.units[*unit].words.iter().filter_map(key).filter(|key| !known.contains(key)) {
            told.entry(key).or_default().insert(*unit);
        }
    }
    let common = |word: &&Word| key(word).is_some_and(|key| told.get(&key).is_some_and(|units| units.len() > 1));
    let place = |unit: &usize| {
        let sentence = &scene.units[*unit];
        let at: Vec<usize> = (0..sentence.words.len()).filter(|at| common(&&sentence.words[*at])).collect();
        let weight = |run: &[usize]| run.iter().filter_map(|at| key_of(scene, &sentence.words[*at])).map(|(_, weight)| weight).sum::<f64>();
        let mut best: Option<&[usize]> = None;
        for run in at.chunk_by(|a, b| b - a <= STRETCH) {
            if best.is_none_or(|best| weight(run) > weight(best)) {
                best = Some(run);
            }
        }
        // One word that several share is no telling.
        let run = best.filter(|run| run.len() >= WORDS)?;
        Some((*unit, with_whole_numbers(sentence, span_of(sentence, run[0]..run[run.len() - 1] + 1))))
    };
    units.iter().filter_map(place).collect()
}

/// The span and the rest of the figures it cuts: "5,8" is two words.
fn with_whole_numbers(unit: &Unit, span: Span) -> Span {
    let cut = unit.numbers.iter().map(|(at, _)| *at).filter(|at| at.overlaps(span));
    cut.fold(span, |span, at| Span { start: span.start.min(at.start), end: span.end.max(at.end) })
}

/// Sets of sentences along the pairs, best first, at most one of each witness, each ascending.
fn joined(scene: &Scene, pairs: &[(f64, (usize, usize))]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut set_of: AHashMap<usize, usize> = AHashMap::new();
    let linked: AHashSet<(usize, usize)> = pairs.iter().map(|(_, pair)| *pair).collect();
    for (_, (a, b)) in pairs {
        let (x, y) = (set_of.get(a).copied(), set_of.get(b).copied());
        // Most of a set must share words with who joins it.
        let free = |set: usize, unit: usize| {
            let paired = |other: &&usize| linked.contains(&(unit.min(**other), unit.max(**other)));
            let another = !sets[set].iter().any(|other| scene.units[*other].witness == scene.units[unit].witness);
            another && 2 * sets[set].iter().filter(paired).count() >= sets[set].len()
        };
        match (x, y) {
            (None, None) => {
                set_of.insert(*a, sets.len());
                set_of.insert(*b, sets.len());
                sets.push(vec![*a, *b]);
            }
            (Some(set), None) if free(set, *b) => {
                sets[set].push(*b);
                set_of.insert(*b, set);
            }
            (None, Some(set)) if free(set, *a) => {
                sets[set].push(*a);
                set_of.insert(*a, set);
            }
            _ => {}
        }
    }
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets
}
