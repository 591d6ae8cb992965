//! What came first: a deed that some tell as done before another, and others as done afterwards.
//!
//! Enters: the sentences and the statements. Leaves: a difference of order for each statement of which one telling says that it came before
//! what is told beside it, another that it came afterwards.
//! **Invariant:** the words that say so open the sentence or are set off from it, and both sentences name the same two; one that says both,
//! names a day or a time, or counts how long before or after says nothing here.
//! **Source:** the adverbs in `lexicon.toml`; anywhere in a sentence they are told of other deeds, as reading them showed.

use super::Kind;
use super::clause::breaks_or_stops;
use super::found::{Found, Said, Words, span_of, words_at};
use super::matching::overlap;
use super::scene::{Scene, Unit};
use crate::article::Span;

/// Weight of a deed before here and afterwards there.
const SEQUENCE: f64 = 0.2;
/// Words of what leads to another deed: "après les présidents".
const LONGEST: usize = 4;
/// Names and figures that both sentences must have, so that the deed is the same.
const ANCHORS: usize = 2;

/// Statements told as earlier than something here and as later there.
pub(super) fn sequences(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    for (at, units) in said.statements.iter().enumerate().filter(|(_, units)| units.len() > 1) {
        let told: Vec<(&Unit, bool, Words)> = units
            .iter()
            .filter_map(|unit| {
                placed(scene, &scene.units[*unit]).map(|(before, span)| (&scene.units[*unit], before, words_at(scene, *unit, span)))
            })
            .collect();
        let apart = |(one, before, _): &&(&Unit, bool, Words)| {
            told.iter().any(|(other, after, _)| before != after && overlap(&one.anchors, &other.anchors).1 >= ANCHORS)
        };
        let readings: Vec<Words> = told.iter().filter(apart).map(|(.., words)| *words).collect();
        if !readings.is_empty() {
            found.push(Found { kind: Kind::Order, statement: Some(at), readings, absent: Vec::new(), weight: SEQUENCE });
        }
    }
}

/// Whether a sentence tells of something before what is told beside it, and the words that say so; `None` for one that says neither or both.
fn placed(scene: &Scene, unit: &Unit) -> Option<(bool, Span)> {
    if !unit.dates.is_empty() || !unit.times.is_empty() {
        return None;
    }
    let marks: Vec<Mark> = (0..unit.words.len()).filter_map(|at| mark_at(scene, unit, at)).collect();
    let mark = marks.first().filter(|first| marks.iter().all(|other| other.before == first.before))?;
    let text = scene.text(unit);
    let breaks = |left: usize| match unit.words.get(left + 1) {
        Some(next) => breaks_or_stops(&text[unit.words[left].span.end as usize..next.span.start as usize]),
        None => true,
    };
    let set_off = mark.at == 0 || breaks(mark.at - 1);
    let closed = (mark.at..unit.words.len()).take(LONGEST).find(|last| breaks(*last));
    // An adverb at the head of its sentence needs no comma.
    let opens = (mark.at == 0 && mark.adverb).then_some(mark.at + mark.length - 1);
    let end = closed.or(opens)?;
    let counted = unit.words[mark.at.saturating_sub(LONGEST)..=end].iter().any(|word| word.figure);
    (set_off && !counted && !scene.is_quoted(unit, unit.words[mark.at].span)).then(|| (mark.before, span_of(unit, mark.at..end + 1)))
}

/// Words that say that a deed came before another, or after it.
struct Mark {
    at: usize,
    length: usize,
    before: bool,
    /// Whether they say so alone.
    adverb: bool,
}

/// The longest mark that begins at a word.
fn mark_at(scene: &Scene, unit: &Unit, at: usize) -> Option<Mark> {
    let language = scene.language(unit);
    let lists = [
        (true, true, &language.before),
        (true, false, &language.before_what),
        (false, true, &language.afterwards),
        (false, false, &language.after_what),
    ];
    let found = lists.into_iter().filter_map(|(before, adverb, list)| {
        let (length, ()) = list.at(&unit.words[at..], |word| word.exact)?;
        Some(Mark { at, length, before, adverb })
    });
    // What leads to another deed is no adverb, though it may look like one.
    found.max_by_key(|mark| (mark.length, !mark.adverb))
}
