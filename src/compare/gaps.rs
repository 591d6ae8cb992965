//! What some leave out.
//!
//! Enters: the statements with their words aligned, and what other finders found. Leaves: omissions: of statements, by those who tell
//! nothing near; of names and phrases, by those who tell the rest.
//! **Invariant:** who tells a statement leaves out parts of it at most, and a brief leaves out no statement; what is told in other
//! languages alone is missed only where it is understood and holds a person, a body, a figure or a quotation that never comes, or where
//! next to nothing of what it means stands in the article.
//! **Source:** weights by what was read of omissions (`reports/quality.md`).

use std::collections::{BTreeMap, BTreeSet};

use ahash::AHashSet;

use super::align::ELSEWHERE;
use super::clause::breaks;
use super::counted::Values;
use super::found::{Found, Said, Words, list, span_of, word_range, words_at};
use super::matching::overlap;
use super::scene::{BACKGROUND_DAYS, SPEECH, Scene, Unit, Witness, name_hash, number_hash};
use super::{Field, Kind};
use crate::article::Span;
use crate::mention::{NameKind, Quotation};

/// Sentences an article needs before silence on what several texts tell means anything, and on what a single text tells: a brief has
/// no room to tell.
const LONG_ENOUGH: usize = 2;
pub(super) const LONG_ENOUGH_FOR_ONE: usize = 5;
/// Share of a statement's content, by weight, that may stand somewhere in an article that does not tell it.
const STILL_TOLD: f64 = 0.55;
/// Share of a statement's content, by weight, in one sentence from which that may tell the same, though they were not matched; less
/// where the two share a name, a figure or a day of some rarity. In doubt nothing is left out.
const MAYBE_TOLD: f64 = 0.45;
const MAYBE_TOLD_ANCHORED: f64 = 0.36;
const ANCHORED: f64 = 0.5;
/// Share of the words of a sentence that must mean something in another language before an article in it can be said to leave it out.
const UNDERSTOOD: f64 = 0.5;
/// Share of its meaning that may stand somewhere in an article in another language that does not tell it.
const TOLD_ABROAD: f64 = 0.4;
/// The same of a sentence that holds nothing fixed, and meanings that it needs.
const STRANGE: f64 = 0.2;
const MEANINGS: usize = 4;
/// Omissions reported of one comparison, beyond those of facts that several texts tell.
const SINGLE_OMISSIONS: usize = 32;
/// Weight of a name left out of a statement that is told, and of a phrase; of what one outlet alone tells little, as of that one in five was
/// right where it was read (`reports/quality.md`).
const DETAIL: f64 = 0.14;
const DETAIL_OF_SEVERAL: f64 = 0.3;
/// Weight of content that a phrase needs for its absence inside a shared statement to count: about three rare words.
const PHRASE: f64 = 2.2;
/// What is left of the weight of an omission that a weightier one tells too.
const REPEATED: f64 = 0.4;

/// What a witness knows, for telling silence from paraphrase.
struct Known<'a> {
    values: Values<'a>,
    stems: AHashSet<u64>,
    meanings: AHashSet<u64>,
    sentences: usize,
}

/// Statements that a witness with room for them does not tell; of what one text alone tells the weightiest, and how many others there are.
pub(super) fn omissions(scene: &Scene, said: &Said, found: &mut Vec<Found>) -> usize {
    let known: Vec<Known> = scene
        .witnesses
        .iter()
        .enumerate()
        .map(|(at, witness)| Known {
            values: Values::of(scene, at),
            stems: scene.units[witness.units.clone()].iter().flat_map(|unit| unit.terms.iter().map(|term| term.0)).collect(),
            meanings: scene.units[witness.units.clone()].iter().flat_map(|unit| unit.meanings.iter().map(|term| term.0)).collect(),
            sentences: scene.units[witness.units.clone()].iter().filter(|unit| !unit.headline).count(),
        })
        .collect();
    let mut singles = Vec::new();
    for (at, units) in said.statements.iter().zip(&said.elsewhere).map(|(units, others)| [&units[..], others].concat()).enumerate() {
        let units = &units[..];
        let texts: BTreeSet<u32> = units.iter().map(|unit| scene.witnesses[scene.units[*unit].witness].text).collect();
        let long_enough = if texts.len() > 1 { LONG_ENOUGH } else { LONG_ENOUGH_FOR_ONE };
        let able = |witness: &usize| known[*witness].sentences >= long_enough;
        let absent: Vec<usize> = (0..scene.witnesses.len()).filter(able).filter(|witness| silent(scene, &known, units, *witness)).collect();
        let Some(weight) = omission_weight(scene, units, texts.len(), &absent) else { continue };
        let readings = units.iter().map(|unit| words_at(scene, *unit, scene.units[*unit].span)).collect();
        let omission = Found { kind: Kind::Omission, statement: Some(at), readings, absent, weight };
        if texts.len() > 1 { found.push(omission) } else { singles.push(omission) }
    }
    singles.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.readings.cmp(&b.readings)));
    list(found, singles, SINGLE_OMISSIONS)
}

fn silent(scene: &Scene, known: &[Known], units: &[usize], witness: usize) -> bool {
    // A copy that was cut leaves out what the cut took, so equal numbers of texts vouch for nothing.
    if units.iter().any(|unit| scene.units[*unit].witness == witness) {
        return false;
    }
    let own = || scene.units[scene.witnesses[witness].units.clone()].iter();
    let tellings = || units.iter().map(|unit| &scene.units[*unit]);
    let untold = |unit: &Unit| {
        if scene.same_language(unit.witness, witness) {
            let told: f64 = unit.terms.iter().filter(|(stem, _)| known[witness].stems.contains(stem)).map(|term| term.1).sum();
            return told < STILL_TOLD * unit.total && !own().any(|other| near(unit, other));
        }
        told_abroad(unit, &known[witness]) < TOLD_ABROAD * unit.meaning_total && !own().any(|other| near_in_meaning(unit, other))
    };
    // Across languages much goes unheard: silence is sure of sentences understood, with a person, a body, a figure or a
    // quotation that never comes, or of which next to nothing stands there.
    let heard = |unit: &Unit| {
        let names = unit.names.iter().filter(|(_, name)| name.kind != NameKind::Place);
        let own_keys = &scene.witnesses[witness].keys;
        let mut unheard_names =
            names.filter(|(_, name)| !own_keys.contains(name.key) && !known[witness].meanings.contains(&name_hash(name)));
        let said = scene.quotations_in(unit).iter().filter(|said| said.inner.len() >= SPEECH && unit.span.contains(said.inner));
        let meant =
            |said: &Quotation| unit.words.iter().filter(|word| said.inner.contains(word.span)).filter_map(|word| word.meaning).collect();
        let unheard = |said: &Quotation| {
            let meanings: Vec<u64> = meant(said);
            meanings.len() > 1 && meanings.iter().all(|meaning| !known[witness].meanings.contains(meaning))
        };
        let quoted = unit.field == Field::Text && said.into_iter().any(unheard);
        let mut numbers = unit.numbers.iter().map(|(_, number)| *number);
        let anchored = unheard_names.next().is_some()
            || numbers.any(|number| !known[witness].meanings.contains(&number_hash(number)) && !known[witness].values.hold_nearly(number));
        let strange = unit.meanings.len() >= MEANINGS && told_abroad(unit, &known[witness]) < STRANGE * unit.meaning_total;
        scene.same_language(unit.witness, witness) || understood(unit) && (anchored || quoted || strange)
    };
    // What opens the articles of most who tell it is the event itself, which a report in another language tells in words not understood.
    let opens = |unit: &usize| scene.leads(*unit, 1);
    let abroad = |unit: &usize| !scene.same_language(scene.units[*unit].witness, witness);
    if units.iter().all(abroad) && 2 * units.iter().filter(|unit| opens(unit)).count() > units.len().max(2) {
        return false;
    }
    tellings().any(heard) && tellings().all(untold)
}

/// Weight of the meanings of a sentence that stand anywhere in an article.
fn told_abroad(unit: &Unit, known: &Known) -> f64 {
    unit.meanings.iter().filter(|(meaning, _)| known.meanings.contains(meaning)).map(|term| term.1).sum()
}

/// Whether most words of a sentence mean something in another language.
fn understood(unit: &Unit) -> bool {
    let content = unit.words.iter().filter(|word| word.content).count();
    let meant = unit.words.iter().filter(|word| word.meaning.is_some()).count();
    meant as f64 >= UNDERSTOOD * content as f64
}

/// Whether a sentence of another language comes near enough to tell the same.
fn near_in_meaning(unit: &Unit, other: &Unit) -> bool {
    let (shared, count) = overlap(&unit.meanings, &other.meanings);
    count > 1 && shared >= MAYBE_TOLD_ANCHORED * unit.meaning_total.min(other.meaning_total)
}

/// Takes from every omission the witnesses who tell the thing in their own way: those with a figure, a day, a quotation or a deed of
/// their own in a difference that stands in what they are said to leave out.
pub(super) fn without_retellers(found: &mut Vec<Found>) {
    let told: Vec<Found> =
        found.iter().filter(|other| matches!(other.kind, Kind::Number | Kind::Date | Kind::Quote | Kind::Voice)).cloned().collect();
    let retells = |omission: &Found, witness: usize| {
        told.iter().any(|other| {
            let inside = |words: &Words| {
                omission
                    .readings
                    .iter()
                    .any(|own| own.witness == words.witness && own.field == words.field && own.span.contains(words.span))
            };
            other.readings.iter().any(|words| words.witness == witness) && other.readings.iter().any(inside)
        })
    };
    for omission in found.iter_mut().filter(|other| other.kind == Kind::Omission) {
        let absent = std::mem::take(&mut omission.absent);
        omission.absent = absent.into_iter().filter(|witness| !retells(omission, *witness)).collect();
    }
    found.retain(|other| other.kind != Kind::Omission || !other.absent.is_empty());
}

/// Whether a sentence comes near enough to another to tell the same in other words.
fn near(unit: &Unit, other: &Unit) -> bool {
    let (shared, count) = overlap(&unit.terms, &other.terms);
    let (anchored, _) = overlap(&unit.anchors, &other.anchors);
    let share = shared / unit.total.min(other.total).max(f64::MIN_POSITIVE);
    count > 1 && share >= if anchored >= ANCHORED { MAYBE_TOLD_ANCHORED } else { MAYBE_TOLD }
}

/// How much it matters that `absent` leave out what `texts` independent texts tell; `None` where it is no news.
pub(super) fn omission_weight(scene: &Scene, units: &[usize], texts: usize, absent: &[usize]) -> Option<f64> {
    if absent.is_empty() {
        return None;
    }
    let new_name =
        |unit: &Unit| unit.names.iter().any(|(_, name)| absent.iter().all(|witness| !scene.witnesses[*witness].keys.contains(name.key)));
    let named = units.iter().any(|unit| new_name(&scene.units[*unit]));
    let figured = units.iter().any(|unit| !scene.units[*unit].numbers.is_empty());
    let silent: BTreeSet<u32> = absent.iter().map(|witness| scene.witnesses[*witness].text).collect();
    // What one outlet prints in several texts has one voice.
    let outlets: BTreeSet<Option<&str>> =
        units.iter().map(|unit| scene.witnesses[scene.units[*unit].witness].document.article.source.as_deref()).collect();
    let voices = if outlets.contains(&None) { texts } else { texts.min(outlets.len()) };
    let told = match voices {
        0 | 1 if texts > 1 => 0.25,
        0 | 1 if !named && !figured => 0.06,
        0 | 1 => 0.1,
        2 => 0.32,
        3 => 0.5,
        _ => 0.62,
    };
    // What most leave out was some tellers' extra.
    let share = texts as f64 / (texts + silent.len()) as f64;
    let background = units.iter().any(|unit| scene.past(&scene.units[*unit], BACKGROUND_DAYS).is_some());
    let holds = if named { 0.08 } else { 0.0 } + if figured { 0.06 } else { 0.0 };
    Some((told + holds) * (0.6 + 0.4 * share) * if background { 0.6 } else { 1.0 })
}

/// Names in a statement that others who tell it do not name anywhere, each with the clause around it; how many are left unlisted.
pub(super) fn details(scene: &Scene, said: &Said, found: &mut Vec<Found>) -> usize {
    let mut details: BTreeMap<(usize, &str, Vec<usize>), Vec<Words>> = BTreeMap::new();
    // "Le ministre turc" names Turkey.
    let words = |witness: &Witness| {
        scene.units[witness.units.clone()].iter().flat_map(|unit| &unit.words).filter_map(|word| word.meaning).collect()
    };
    let meant: Vec<AHashSet<u64>> = scene.witnesses.iter().map(words).collect();
    for (at, units) in said.statements.iter().enumerate() {
        let tellers: BTreeSet<usize> = units.iter().map(|unit| scene.units[*unit].witness).collect();
        for (at_unit, unit) in units.iter().map(|unit| (*unit, &scene.units[*unit])) {
            let mut run = None;
            for (span, name) in unit.names.iter().filter(|(_, name)| run.replace(name.run) != Some(name.run)) {
                let members = || unit.names.iter().filter(|(_, other)| other.run == name.run);
                let names_it = |witness: &usize| {
                    members()
                        .any(|(_, other)| scene.witnesses[*witness].keys.contains(other.key) || meant[*witness].contains(&name_hash(other)))
                };
                let same_language = |witness: &usize| scene.witnesses[*witness].lang == scene.witnesses[unit.witness].lang;
                let absent: Vec<usize> = tellers.iter().copied().filter(|witness| same_language(witness) && !names_it(witness)).collect();
                if !absent.is_empty() {
                    let reading = words_at(scene, at_unit, clause(scene.text(unit), unit, *span));
                    details.entry((at, name.key, absent)).or_default().push(reading);
                }
            }
        }
    }
    let told = details.into_iter().map(|((at, _, absent), readings)| Found {
        kind: Kind::Omission,
        statement: Some(at),
        weight: if several(scene, &readings) { DETAIL_OF_SEVERAL } else { DETAIL },
        readings,
        absent,
    });
    let mut told: Vec<Found> = told.collect();
    told.sort_by(|a, b| b.absent.len().cmp(&a.absent.len()).then_with(|| a.readings.cmp(&b.readings)));
    told.dedup_by(|a, b| a.readings == b.readings);
    list(found, told, SINGLE_OMISSIONS)
}

/// The words around `span` up to the nearest punctuation on either side.
fn clause(text: &str, unit: &Unit, span: Span) -> Span {
    let range = word_range(unit, span);
    // The comma of "1,27 million" ends no clause.
    let broken = |left: usize, right: usize| {
        let gap = &text[unit.words[left].span.end as usize..unit.words[right].span.start as usize];
        let decimal = gap == "," && unit.words[left].figure && unit.words[right].figure;
        !decimal && breaks(gap)
    };
    let start = (0..range.start).rev().take_while(|place| !broken(*place, place + 1)).last().unwrap_or(range.start);
    let end = (range.end..unit.words.len()).take_while(|place| !broken(place - 1, *place)).last().map_or(range.end, |place| place + 1);
    span_of(unit, start..end)
}

/// Phrases with content that only some tellings of a statement have.
pub(super) fn phrases(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    for (at, aligned) in said.aligned.iter().enumerate() {
        for slot in &aligned.slots {
            let mut readings = Vec::new();
            let mut absent = Vec::new();
            for (telling, range) in aligned.tellings.iter().zip(&slot.ranges) {
                if *range == ELSEWHERE {
                    continue;
                }
                match telling.part(range.clone()) {
                    Some((unit, words)) if words.iter().map(|(_, word)| word.weight).sum::<f64>() >= PHRASE => {
                        readings.push(words_at(scene, unit, Span { start: words[0].1.span.start, end: words[words.len() - 1].1.span.end }));
                    }
                    None => absent.push(telling.witness),
                    Some(_) => {}
                }
            }
            // What stands elsewhere in the article was moved, not left out.
            absent.retain(|witness| !readings.iter().any(|reading| stands_elsewhere(scene, reading, *witness)));
            if !readings.is_empty() && !absent.is_empty() {
                let weight = if several(scene, &readings) { DETAIL_OF_SEVERAL } else { DETAIL };
                found.push(Found { kind: Kind::Omission, statement: Some(at), readings, absent, weight });
            }
        }
    }
}

/// Lowers omissions whose every reading overlaps one of a weightier omission of the same witnesses.
pub(super) fn lower_repeated(found: &mut [Found]) {
    let mut order: Vec<usize> = (0..found.len()).filter(|at| found[*at].kind == Kind::Omission).collect();
    order.sort_by(|a, b| found[*b].weight.total_cmp(&found[*a].weight).then_with(|| found[*a].readings.cmp(&found[*b].readings)));
    let overlaps = |a: &Words, b: &Words| a.witness == b.witness && a.field == b.field && a.span.overlaps(b.span);
    // By who leaves it out: what is shown already.
    let mut told: BTreeMap<Vec<usize>, Vec<Words>> = BTreeMap::new();
    for at in order {
        let told = told.entry(found[at].absent.clone()).or_default();
        if found[at].readings.iter().all(|reading| told.iter().any(|before| overlaps(before, reading))) {
            found[at].weight *= REPEATED;
        }
        told.extend(&found[at].readings);
    }
}

/// Whether an article has room for what one text alone tells, and for what stands beside what it tells.
pub(super) fn has_room(scene: &Scene, witness: usize) -> bool {
    scene.units[scene.witnesses[witness].units.clone()].iter().filter(|unit| !unit.headline).count() >= LONG_ENOUGH_FOR_ONE
}

/// Whether more than one text, of more than one outlet, has these words.
pub(super) fn several(scene: &Scene, readings: &[Words]) -> bool {
    let texts: BTreeSet<u32> = readings.iter().map(|words| scene.witnesses[words.witness].text).collect();
    let outlet = |words: &Words| scene.witnesses[words.witness].document.article.source.as_deref();
    let outlets: BTreeSet<Option<&str>> = readings.iter().map(outlet).collect();
    texts.len() > 1 && (outlets.len() > 1 || outlets.contains(&None))
}

fn stands_elsewhere(scene: &Scene, reading: &Words, witness: usize) -> bool {
    let units = |witness: usize| &scene.units[scene.witnesses[witness].units.clone()];
    let words = units(reading.witness)
        .iter()
        .filter(|unit| unit.field == reading.field)
        .flat_map(|unit| &unit.words)
        .filter(|word| reading.span.contains(word.span) && word.content);
    let (mut total, mut told) = (0.0, 0.0);
    for word in words {
        total += word.weight;
        let stands = units(witness).iter().any(|unit| unit.terms.binary_search_by_key(&word.stem, |term| term.0).is_ok());
        told += if stands { word.weight } else { 0.0 };
    }
    told >= STILL_TOLD * total
}
