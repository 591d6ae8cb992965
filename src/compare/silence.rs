//! What several tell, in sentences too different to be matched, and another nowhere mentions.
//!
//! Enters: the sentences of a comparison, and the figures that several give. Leaves: omissions, of those who had room to tell.
//! **Invariant:** silence is never guessed from one word: what two texts have in common must hold two rare words that the third has
//! nowhere, in its own language or by what they mean; or a figure that it gives neither so nor nearly so.

use std::collections::{BTreeMap, BTreeSet};

use ahash::{AHashMap, AHashSet};

use super::Kind;
use super::clause::breaks;
use super::counted::{IMPLAUSIBLE, Values, is_generic};
use super::figure::middle;
use super::figures::Given;
use super::found::{Found, Said, Words, list, span_of, words_at};
use super::gaps::{has_room, omission_weight};
use super::matching::overlap;
use super::scene::{Scene, Unit, distinct, number_hash};
use super::word::Word;
use crate::article::Span;
use crate::mention::Number;

/// A stretch of a sentence.
pub(super) type Place = (usize, Span);

/// Words that two sentences must have in common and a third text nowhere, and what these must weigh.
const WORDS: usize = 2;
/// The least number where all are plain words of one language, which meet by chance.
const PLAIN_WORDS: usize = 3;
const WEIGHT: f64 = 1.5;
/// Words apart at which two of them still make one stretch, and within a clause where several languages are compared, in which fewer words
/// have a key.
const STRETCH: usize = 6;
const STRETCH_ABROAD: usize = 8;
/// Sentences that may have a word for it to tell what a sentence is about.
const RARE: usize = 12;
/// Omissions of this kind reported of one comparison.
const MOST: usize = 16;
/// How near a figure must come to another to be the same in other words.
const NEARLY: f64 = 1.5;
const NEARLY_MEASURED: f64 = 1.03;
/// Things that a sentence may tell with others.
const THINGS: usize = 3;
/// What is left of the weight where nothing but the words vouches that two tell the same.
const SHARE: f64 = 0.8;

/// What others tell and these leave out; how many are left unlisted.
pub(super) fn silences(scene: &Scene, said: &Said, figures: &[Given], found: &mut Vec<Found>) -> usize {
    let able: Vec<usize> = (0..scene.witnesses.len()).filter(|witness| has_room(scene, *witness)).collect();
    let mut left_out = figures_left_out(scene, &able, figures);
    left_out.extend(words_left_out(scene, &able, found));
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
    list(found, silences, MOST)
}

/// Whether it is already said that a witness leaves out what stands in these places.
pub(super) fn known(scene: &Scene, places: &[Place], witness: usize, found: &[Found]) -> bool {
    let told = |other: &Found, (unit, span): &Place| {
        let unit = &scene.units[*unit];
        other.readings.iter().any(|words| words.witness == unit.witness && words.field == unit.field && words.span.overlaps(*span))
    };
    let omissions = || found.iter().filter(|other| other.kind == Kind::Omission && other.absent.contains(&witness));
    omissions().any(|other| 2 * places.iter().filter(|place| told(other, place)).count() > places.len())
}

/// Where several give a figure, with those who give none like it.
fn figures_left_out(scene: &Scene, able: &[usize], figures: &[Given]) -> Vec<(Vec<Place>, Vec<usize>)> {
    let number = |(unit, span): &Place| scene.units[*unit].numbers.iter().find(|(at, _)| span.contains(*at)).map(|(_, number)| *number);
    let mut left_out = Vec::new();
    for Given { places, .. } in figures.iter().filter(|given| given.telling) {
        let texts: BTreeSet<u32> = places.iter().map(|(unit, _)| text_of(scene, *unit)).collect();
        let given: Vec<&Number> = places.iter().filter_map(number).collect();
        let near = |own: &Number| {
            let value = middle(own);
            // What is measured to a decimal is no round figure: a second shock of 5.8 is not the first of 6.4.
            let nearly = |given: &Number| match () {
                () if middle(given).fract() != 0.0 && value.fract() != 0.0 => NEARLY_MEASURED,
                // Whoever counts the same things gives a count of his own.
                () if given.unit == own.unit && !is_generic(own) => IMPLAUSIBLE,
                () => NEARLY,
            };
            given.iter().any(|given| value.max(middle(given)) <= nearly(given) * value.min(middle(given)))
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

impl Pair {
    fn weight(&self) -> f64 {
        self.keys.iter().map(|(_, weight)| weight).sum()
    }
}

/// Sentences with keys of theirs: what they have in common with another, or what is told already.
type Told = AHashSet<(usize, u64)>;

/// Where sentences of different texts share rare words, with those who have none of these.
fn words_left_out(scene: &Scene, able: &[usize], found: &[Found]) -> Vec<(Vec<Place>, Vec<usize>)> {
    let fixed = |word: &&Word| word.content && word.stem != word.root;
    let words = scene.units.iter().flat_map(|unit| &unit.words);
    let anchors: AHashSet<u64> = words.filter(fixed).filter_map(|word| Some(key_of(scene, word)?.0)).collect();
    let pairs = sharing(scene);
    let mut silent: BTreeMap<Vec<Place>, Vec<usize>> = BTreeMap::new();
    for witness in able {
        let units = &scene.units[scene.witnesses[*witness].units.clone()];
        let words = units.iter().flat_map(|unit| &unit.words).filter_map(|word| Some(key_of(scene, word)?.0));
        let values = Values::of(scene, *witness);
        let nearly = scene.units.iter().flat_map(|unit| &unit.numbers).filter(|(_, number)| values.hold_nearly(number));
        let nearly = nearly.map(|(_, number)| number_hash(number));
        let known = words.chain(retold(scene, *witness, found)).chain(nearly).collect();
        for places in unheard(scene, *witness, &pairs, &anchors, &known) {
            silent.entry(places).or_default().push(*witness);
        }
    }
    let telling = |places: &Vec<Place>| places.len() > 1 && !places.iter().all(|place| is_bare_time(scene, place));
    silent.into_iter().filter(|(places, _)| telling(places)).collect()
}

/// Whether a stretch is nothing but a number of days or weeks: "deux semaines".
fn is_bare_time(scene: &Scene, (unit, span): &Place) -> bool {
    let times = ["minute", "heure", "jour", "semaine", "mois", "an"];
    scene.units[*unit].numbers.iter().any(|(at, number)| {
        let counted = Span { start: at.start, end: at.end.max(at.start + number.counted.end - number.span.start) };
        times.contains(&number.unit.as_str()) && counted.contains(*span)
    })
}

/// The keys of others' figures and days of which a witness gives its own.
fn retold(scene: &Scene, witness: usize, found: &[Found]) -> Vec<u64> {
    let own =
        |other: &&Found| matches!(other.kind, Kind::Number | Kind::Date) && other.readings.iter().any(|reading| reading.witness == witness);
    let words = |reading: &Words| {
        let (field, span) = (reading.field, reading.span);
        let units = scene.units[scene.witnesses[reading.witness].units.clone()].iter();
        let units = units.filter(move |unit| unit.field == field && unit.span.contains(span));
        units.flat_map(|unit| &unit.words).filter(move |word| word.span.overlaps(span))
    };
    let others = found.iter().filter(own).flat_map(|other| &other.readings).flat_map(words);
    others.filter_map(|word| Some(key_of(scene, word)?.0)).collect()
}

/// The stretches that sentences of others have in common, of whose words a witness has none; what it knows is `known`.
fn unheard(scene: &Scene, witness: usize, pairs: &[Pair], anchors: &AHashSet<u64>, known: &AHashSet<u64>) -> Vec<Vec<Place>> {
    let apart = |unit: usize| text_of(scene, unit) != scene.witnesses[witness].text;
    let abroad = |(a, b): (usize, usize)| !scene.same_language(scene.units[a].witness, scene.units[b].witness);
    let mut told: Told = AHashSet::new();
    let mut stretches: Vec<Vec<Place>> = Vec::new();
    // A sentence tells more than one thing: what one set of sentences has not in common may be what another has.
    for _ in 0..THINGS {
        let new = |unit: usize, key: u64| !known.contains(&key) && !told.contains(&(unit, key));
        let missing = |pair: &Pair| -> Option<Pair> {
            let (a, b) = pair.units;
            let keys: Vec<(u64, f64)> = pair.keys.iter().filter(|(key, _)| new(a, *key) && new(b, *key)).copied().collect();
            let least = if abroad(pair.units) || keys.iter().any(|(key, _)| anchors.contains(key)) { WORDS } else { PLAIN_WORDS };
            let missing = Pair { units: pair.units, keys };
            (missing.keys.len() >= least && missing.weight() >= WEIGHT).then_some(missing)
        };
        let others = pairs.iter().filter(|pair| apart(pair.units.0) && apart(pair.units.1));
        let mut best: Vec<Pair> = others.filter_map(missing).collect();
        best.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.units.cmp(&b.units)));
        let sets = joined(scene, &best);
        if sets.is_empty() {
            break;
        }
        let shared: Vec<Told> = sets.iter().map(|units| common(scene, units, new)).collect();
        for (units, shared) in sets.iter().zip(shared) {
            let places = in_common(scene, units, &shared);
            match places.len() {
                // What stands in no stretch was no telling, and shall not be tried again.
                0 | 1 => told.extend(shared),
                _ => told.extend(places.iter().flat_map(|place| keys_at(scene, place))),
            }
            stretches.push(places);
        }
    }
    stretches
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

/// The keys that at least two of the sentences have, each with those who have it; only keys that are `new` to a sentence count for it.
fn common(scene: &Scene, units: &[usize], new: impl Fn(usize, u64) -> bool) -> Told {
    let mut holders: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    for unit in units {
        let keys = scene.units[*unit].words.iter().filter_map(|word| Some(key_of(scene, word)?.0));
        keys.filter(|key| new(*unit, *key)).for_each(|key| {
            holders.entry(key).or_default().insert(*unit);
        });
    }
    let shared = holders.into_iter().filter(|(_, units)| units.len() > 1);
    shared.flat_map(|(key, units)| units.into_iter().map(move |unit| (unit, key))).collect()
}

fn keys_at<'a>(scene: &'a Scene, (unit, span): &Place) -> impl Iterator<Item = (usize, u64)> + use<'a> {
    let (unit, span) = (*unit, *span);
    let words = scene.units[unit].words.iter().filter(move |word| span.overlaps(word.span));
    words.filter_map(move |word| Some((unit, key_of(scene, word)?.0)))
}

/// The stretch of each sentence with the weightiest of what it has in common with the others.
fn in_common(scene: &Scene, units: &[usize], common: &Told) -> Vec<Place> {
    let place = |unit: &usize| {
        let sentence = &scene.units[*unit];
        let shared = |word: &Word| key_of(scene, word).is_some_and(|(key, _)| common.contains(&(*unit, key)));
        let at: Vec<usize> = (0..sentence.words.len()).filter(|at| shared(&sentence.words[*at])).collect();
        let weight = |run: &[usize]| run.iter().filter_map(|at| key_of(scene, &sentence.words[*at])).map(|(_, weight)| weight).sum::<f64>();
        let mut best: Option<&[usize]> = None;
        let unbroken = |a: usize, b: usize| {
            let gap = Span { start: sentence.words[a].span.end, end: sentence.words[b].span.start };
            !breaks(gap.of(scene.text(sentence)))
        };
        let one = |a: usize, b: usize| b - a <= STRETCH || scene.multilingual && b - a <= STRETCH_ABROAD && unbroken(a, b);
        for run in at.chunk_by(|a, b| one(*a, *b)) {
            if best.is_none_or(|best| weight(run) > weight(best)) {
                best = Some(run);
            }
        }
        // One word that several share is no telling.
        let run = best.filter(|run| run.len() >= WORDS)?;
        Some((*unit, with_whole_numbers(sentence, span_of(sentence, run[0]..run[run.len() - 1] + 1))))
    };
    let places: Vec<Place> = units.iter().filter_map(place).collect();
    // Three sentences of which every two share something else tell three things.
    let keys: Vec<AHashSet<u64>> = places.iter().map(|place| keys_at(scene, place).map(|(_, key)| key).collect()).collect();
    let shared = |a: usize, b: usize| keys[a].intersection(&keys[b]).count();
    let met = |at: usize| (0..keys.len()).filter(|other| *other != at && shared(at, *other) >= WORDS).count();
    (0..places.len()).filter(|at| 2 * met(*at) >= places.len() - 1).map(|at| places[at]).collect()
}

/// The span and the rest of the figures it cuts: "5,8" is two words.
fn with_whole_numbers(unit: &Unit, span: Span) -> Span {
    let cut = unit.numbers.iter().map(|(at, _)| *at).filter(|at| at.overlaps(span));
    cut.fold(span, |span, at| Span { start: span.start.min(at.start), end: span.end.max(at.end) })
}

/// Sets of sentences along the pairs, best first, at most one of each witness, each ascending.
fn joined(scene: &Scene, pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    // What the first two of each set have in common.
    let mut about: Vec<&[(u64, f64)]> = Vec::new();
    let mut set_of: AHashMap<usize, usize> = AHashMap::new();
    let linked: AHashSet<(usize, usize)> = pairs.iter().map(|pair| pair.units).collect();
    for pair in pairs {
        let (a, b) = pair.units;
        // Most of a set must share words with who joins it, and these must be what it is about.
        let free = |set: usize, unit: usize| {
            let paired = |other: &&usize| linked.contains(&(unit.min(**other), unit.max(**other)));
            let another = !sets[set].iter().any(|other| scene.units[*other].witness == scene.units[unit].witness);
            let to_the_point = 2.0 * overlap(&pair.keys, about[set]).0 >= pair.weight();
            another && to_the_point && 2 * sets[set].iter().filter(paired).count() >= sets[set].len()
        };
        match (set_of.get(&a).copied(), set_of.get(&b).copied()) {
            (None, None) => {
                set_of.insert(a, sets.len());
                set_of.insert(b, sets.len());
                sets.push(vec![a, b]);
                about.push(&pair.keys);
            }
            (Some(set), None) if free(set, b) => {
                sets[set].push(b);
                set_of.insert(b, set);
            }
            (None, Some(set)) if free(set, a) => {
                sets[set].push(a);
                set_of.insert(a, set);
            }
            _ => {}
        }
    }
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets
}
