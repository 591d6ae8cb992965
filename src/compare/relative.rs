//! Moments told from another one: *an hour later* here, *at eight* there.
//!
//! Enters: the statements. Leaves: a difference of time for each statement in which one witness counts hours from something else it told and
//! others give the hour, or counts days and others name the day.
//! **Invariant:** who counts gives no hour or day of that kind in the same sentence, and what is counted from the day of publication is a
//! day; nothing is computed: from where is counted stands elsewhere.

use super::Kind;
use super::clause::breaks;
use super::dating::Day;
use super::found::{Found, Said, Words, span_of, word_range, words_at};
use super::scene::{Scene, Unit};
use super::slot::{Item, agreement};
use crate::article::Span;

/// Weight of a moment that one counts and another names: seldom a contradiction, and the reader has to look up from where.
const COUNTED: f64 = 0.25;
/// How far the clauses must agree.
const SAME_CLAUSE: f64 = 0.12;

/// In what a moment is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Hours,
    Days,
}

/// Moments that some count from another one and others name.
pub(super) fn relatives(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let text = |item: &Item<()>| scene.witnesses[item.witness].text;
    for (at, units) in said.statements.iter().enumerate().filter(|(_, units)| units.len() > 1) {
        for measure in [Measure::Hours, Measure::Days] {
            let counted: Vec<Item<()>> = units.iter().filter_map(|unit| counted(scene, said, *unit, measure)).collect();
            if counted.is_empty() {
                continue;
            }
            let named: Vec<Item<()>> = units.iter().flat_map(|unit| named(scene, said, *unit, measure)).collect();
            let told = |one: &Item<()>, other: &Item<()>| text(one) != text(other) && agreement(one, other) >= SAME_CLAUSE;
            let meets = |one: &&Item<()>, others: &[Item<()>]| others.iter().any(|other| told(one, other));
            let both = counted.iter().filter(|one| meets(one, &named)).chain(named.iter().filter(|one| meets(one, &counted)));
            let readings: Vec<Words> = both.map(|item| words_at(scene, item.unit, item.span)).collect();
            if !readings.is_empty() {
                found.push(Found { kind: Kind::Date, statement: Some(at), readings, absent: Vec::new(), weight: COUNTED });
            }
        }
    }
}

/// Where a sentence counts from another moment and names none.
fn counted(scene: &Scene, said: &Said, at: usize, measure: Measure) -> Option<Item<()>> {
    let unit = &scene.units[at];
    if !spans(unit, measure).is_empty() {
        return None;
    }
    let (language, text) = (scene.language(unit), scene.text(unit));
    let phrases = if measure == Measure::Hours { &language.hours_from } else { &language.days_from };
    let range = (0..unit.words.len()).find_map(|place| {
        let (length, ()) = phrases.at(&unit.words[place..], |word| word.exact)?;
        // "Hour after hour".
        if unit.words.get(place + length).is_some_and(|next| next.exact == unit.words[place].exact) {
            return None;
        }
        // What stands right before is the count, where the phrase leads with what is counted.
        let beside = |before: &usize| {
            unit.words[place].content && !breaks(&text[unit.words[*before].span.end as usize..unit.words[place].span.start as usize])
        };
        Some(place.checked_sub(1).filter(beside).unwrap_or(place)..place + length)
    })?;
    let span = span_of(unit, range.clone());
    (!scene.is_quoted(unit, span)).then(|| Item::new(scene, &said.statement_of, at, range, span, ()))
}

/// The hours or days that a sentence names.
fn named(scene: &Scene, said: &Said, at: usize, measure: Measure) -> Vec<Item<()>> {
    let unit = &scene.units[at];
    let item = |span: Span| Item::new(scene, &said.statement_of, at, word_range(unit, span), span, ());
    let settled = |span: &Span| {
        let date = unit.dates.iter().find(|(day, _)| day == span).map(|(_, date)| *date);
        date.is_none_or(|date| {
            let one = date.weekday.is_some() || date.days.is_some_and(|days| days.0 == days.1);
            one && Day::new(scene, unit, word_range(unit, *span), *span, date).is_some_and(|day| !day.unsettled)
        })
    };
    spans(unit, measure).into_iter().filter(settled).map(item).collect()
}

fn spans(unit: &Unit, measure: Measure) -> Vec<Span> {
    match measure {
        Measure::Hours => unit.times.iter().map(|(span, _)| *span).collect(),
        Measure::Days => unit.dates.iter().map(|(span, _)| *span).collect(),
    }
}
