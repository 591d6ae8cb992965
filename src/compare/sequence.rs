//! What came first: a deed that some tell as done before another, and others as done afterwards.
//!
//! Enters: the sentences and the statements. Leaves: a difference of order for each statement of which one text tells that it came before what
//! is told beside it, another that it came afterwards.
//! **Invariant:** the words that say so open the sentence or are set off from it, and both sentences have two names in common; a sentence
//! that says both, reports what somebody said, names a day or a time, or counts how long before or after says nothing here.
//! **Source:** the adverbs in `lexicon.toml`; anywhere in a sentence they are told of other deeds, as reading them showed.

use std::collections::BTreeSet;

use super::Kind;
use super::clause::breaks_or_stops;
use super::found::{Found, Said, Words, span_of, words_at};
use super::scene::{Scene, Unit, name_hash};
use super::speech::within;
use crate::article::{Lang, Span};

/// Weight of a deed before here and afterwards there.
const SEQUENCE: f64 = 0.2;
/// Words of what leads to another deed: "après les présidents".
const LONGEST: usize = 4;
/// Names that both sentences must have, so that the deed is the same.
const NAMES: usize = 2;

/// How a sentence places its deed.
struct Placed {
    unit: usize,
    before: bool,
    /// Before or after what is told elsewhere; else what follows says what of.
    adverb: bool,
    span: Span,
}

/// Statements told as earlier than something here and as later there.
pub(super) fn sequences(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let text = |unit: usize| scene.witnesses[scene.units[unit].witness].text;
    for (at, units) in said.statements.iter().enumerate().filter(|(_, units)| units.len() > 1) {
        let told: Vec<Placed> = units.iter().filter_map(|unit| placed(scene, *unit)).collect();
        let apart = |one: &&Placed| {
            told.iter().any(|other| {
                let named = names_in_common(&scene.units[one.unit], &scene.units[other.unit]) >= NAMES;
                // "Before dinner" and "after the call" may both hold.
                one.before != other.before && (one.adverb || other.adverb) && text(one.unit) != text(other.unit) && named
            })
        };
        let readings: Vec<Words> = told.iter().filter(apart).map(|one| words_at(scene, one.unit, one.span)).collect();
        if !readings.is_empty() {
            found.push(Found { kind: Kind::Order, statement: Some(at), readings, absent: Vec::new(), weight: SEQUENCE });
        }
    }
}

/// Names that both sentences have, those of one person as one.
fn names_in_common(a: &Unit, b: &Unit) -> usize {
    let keys = |unit: &Unit| unit.names.iter().map(|(_, name)| name_hash(name)).collect::<BTreeSet<u64>>();
    let (one, other) = (keys(a), keys(b));
    let people = |hash: &u64| a.anchors.binary_search_by_key(hash, |anchor| anchor.0).is_ok();
    one.intersection(&other).filter(|hash| people(hash)).count()
}

/// How a sentence places its deed, if it does.
fn placed(scene: &Scene, at: usize) -> Option<Placed> {
    let unit = &scene.units[at];
    if !unit.dates.is_empty() || !unit.times.is_empty() || !within(scene, unit).is_empty() {
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
    // "Earlier reports" needs a comma to be an adverb; some languages set none.
    let bare = matches!(scene.witnesses[unit.witness].lang, Some(Lang::DE | Lang::RU | Lang::TR | Lang::AR));
    let opens = (mark.at == 0 && mark.adverb && bare).then_some(mark.at + mark.length - 1);
    let end = closed.or(opens)?;
    let span = span_of(unit, mark.at..end + 1);
    let counted = unit.numbers.iter().any(|(number, _)| number.overlaps(span_of(unit, mark.at.saturating_sub(LONGEST)..end + 1)));
    let quoted = scene.is_quoted(unit, unit.words[mark.at].span);
    (set_off && !counted && !quoted).then_some(Placed { unit: at, before: mark.before, adverb: mark.adverb, span })
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
    let rest = &unit.words[at..];
    let lists = [
        (true, true, &language.before),
        (true, false, &language.before_what),
        (false, true, &language.afterwards),
        (false, false, &language.after_what),
    ];
    let found = lists.into_iter().filter_map(|(before, adverb, list)| {
        let (length, ()) = list.at(rest, |word| word.exact)?;
        Some(Mark { at, length, before, adverb })
    });
    let seeming = language.no_sequence.at(rest, |word| word.exact).map_or(0, |(length, ())| length);
    found.max_by_key(|mark| mark.length).filter(|mark| mark.length > seeming)
}
