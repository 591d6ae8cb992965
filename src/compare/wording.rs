//! Aligned substitutions that no other finder explains.
//!
//! Enters: the statements with their words aligned, and what the finders before found. Leaves: a difference for each place that witnesses
//! fill with another name or other words, as many as are worth a reader's time.
//! **Invariant:** what another finder shows of two witnesses is not shown again; long stretches are retellings, translations are no choice, and
//! neither are inflection and order alone, or what is left between two changes.

use super::Kind;
use super::align::{ELSEWHERE, Slot};
use super::found::{Aligned, Found, Said, Words, list, words_at};
use super::scene::Scene;
use crate::article::Span;

/// Words a substitution may have on either side, without those it leans on; longer ones are retellings, not choices of words.
const LONGEST: usize = 5;
/// Substitutions reported of one comparison.
const SUBSTITUTIONS: usize = 40;
/// Weights of another name in the same place, and of other words.
const OTHER_NAME: f64 = 0.3;
const OTHER_WORDS: f64 = 0.12;

/// Other names or content words in the same place of one statement; how many are left unlisted.
pub(super) fn wordings(scene: &Scene, said: &Said, found: &mut Vec<Found>) -> usize {
    let explained = found.clone();
    let mut substitutions: Vec<Found> = Vec::new();
    for (at, aligned) in said.aligned.iter().enumerate() {
        substitutions.extend(aligned.slots.iter().filter(|slot| !slot.split).filter_map(|slot| substitution(scene, at, aligned, slot)));
    }
    substitutions.retain(|substitution| !explained.iter().any(|other| covers(other, substitution)));
    substitutions
        .sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.statement.cmp(&b.statement)).then_with(|| a.readings.cmp(&b.readings)));
    list(found, substitutions, SUBSTITUTIONS)
}

/// What a witness fills a place with.
struct Filled<'a> {
    reading: Words,
    /// Stems, ascending.
    content: Vec<u64>,
    /// Of the names in it.
    keys: Vec<&'a str>,
    /// Whether it has content besides names.
    wordy: bool,
}

fn substitution(scene: &Scene, at: usize, aligned: &Aligned, slot: &Slot) -> Option<Found> {
    let mut told: Vec<Filled> = Vec::new();
    for (telling, range) in aligned.tellings.iter().zip(&slot.ranges).filter(|(_, range)| **range != ELSEWHERE) {
        let Some((unit, words)) = telling.part(range.clone()) else { continue };
        let Some(start) = words.iter().position(|(_, word)| word.content) else { continue };
        let words = &words[start..];
        if words.len() > LONGEST {
            continue;
        }
        // What ends in an article or a preposition, or counts, is a remnant.
        if words.last().is_none_or(|(_, word)| !word.content) || words.iter().any(|(_, word)| word.figure) {
            continue;
        }
        let span = Span { start: words[0].1.span.start, end: words[words.len() - 1].1.span.end };
        let mut content: Vec<u64> = words.iter().filter(|(_, word)| word.content).map(|(_, word)| word.stem).collect();
        content.sort_unstable();
        let names = || scene.units[unit].names.iter().filter(|(at, _)| span.overlaps(*at));
        told.push(Filled {
            reading: words_at(scene, unit, span),
            content,
            keys: names().map(|(_, name)| name.key).collect(),
            wordy: words.iter().any(|(_, word)| word.content && !names().any(|(at, _)| at.overlaps(word.span))),
        });
    }
    // Translations are no choice: what counts is the language that most of them are in, the first among equals.
    let alike = |one: &Filled| told.iter().filter(|other| scene.same_language(one.reading.witness, other.reading.witness)).count();
    let most = told.iter().rev().max_by_key(|one| alike(one))?.reading.witness;
    told.retain(|one| scene.same_language(one.reading.witness, most));
    if told.iter().all(|one| one.content == told[0].content) {
        return None;
    }
    let named = told.iter().all(|one| !one.wordy && !one.keys.is_empty());
    let apart = |one: &Filled, other: &Filled| !one.keys.iter().any(|key| other.keys.contains(key));
    let other_name = named && told.iter().any(|one| told.iter().any(|other| apart(one, other)));
    let (kind, weight) = if other_name { (Kind::Name, OTHER_NAME) } else { (Kind::Wording, OTHER_WORDS) };
    let readings = told.into_iter().map(|one| one.reading).collect();
    Some(Found { kind, statement: Some(at), readings, absent: Vec::new(), weight })
}

/// Whether a typed difference already shows the words of a substitution in two witnesses.
fn covers(other: &Found, substitution: &Found) -> bool {
    let touches = |a: &Words, b: &Words| a.witness == b.witness && a.field == b.field && a.span.overlaps(b.span);
    let shown = substitution.readings.iter().filter(|own| other.readings.iter().any(|reading| touches(own, reading))).count();
    !matches!(other.kind, Kind::Omission | Kind::Order) && shown >= 2
}
