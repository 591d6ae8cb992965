//! A number here, "several" there.
//!
//! Enters: the sentences of a comparison. Leaves: differences of a count and words that leave it open.
//! **Invariant:** both name what they count alike, and tell the same of it; who gives the number as well leaves nothing open.

use std::collections::BTreeSet;

use super::Kind;
use super::figure::{noun, with_counted};
use super::found::{Found, Said, span_of};
use super::scene::{Scene, Unit};
use super::slot::{Item, agreement_but, group, likeness};
use super::word::Word;
use crate::mention::Number;

/// Weight of a number that another leaves open, and what the clauses of both must have in common beside what is counted; less within a
/// statement.
const LEFT_OPEN: f64 = 0.3;
const SAME_CLAUSE: f64 = 0.3;
const SAME_CLAUSE_TOGETHER: f64 = 0.12;
const SAME_COUNT: f64 = 0.3;
/// Numbers that "several" may stand for.
const SEVERAL: std::ops::RangeInclusive<f64> = 2.0..=20.0;
/// Words behind "several" among which what is counted stands: "plusieurs grands hôpitaux".
const NOUN_REACH: usize = 2;
/// What everybody counts in passing.
const DURATIONS: &[&str] = &["an", "mois", "semaine", "jour", "heure", "minute", "seconde", "fois"];

struct Amount<'a> {
    /// `None` where it is left open.
    number: Option<&'a Number>,
    /// The terms of what is counted.
    noun: Vec<u64>,
}

/// Numbers that others leave open.
pub(super) fn left_open(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let open = open(scene, said);
    if open.is_empty() {
        return;
    }
    let mut items = open;
    items.extend(counted(scene, said));
    let known: BTreeSet<(usize, u64, &str)> = scene
        .units
        .iter()
        .flat_map(|unit| unit.numbers.iter().map(|(_, number)| (unit.witness, number.low.to_bits(), number.unit.as_str())))
        .collect();
    let groups = group(&items, SAME_COUNT, |a, b| {
        if !a.value.noun.iter().any(|term| b.value.noun.contains(term)) {
            return None;
        }
        match (a.value.number, b.value.number) {
            (Some(one), Some(other)) if one.low != other.low => return Some(f64::NEG_INFINITY),
            (Some(number), None) if known.contains(&(b.witness, number.low.to_bits(), number.unit.as_str())) => return None,
            (None, Some(number)) if known.contains(&(a.witness, number.low.to_bits(), number.unit.as_str())) => return None,
            _ => {}
        }
        let together = a.statement.is_some() && a.statement == b.statement;
        let least = if together { SAME_CLAUSE_TOGETHER } else { SAME_CLAUSE };
        let noun = |term: u64| a.value.noun.contains(&term) || b.value.noun.contains(&term);
        (agreement_but(a, b, noun) >= least).then(|| likeness(a, b) + 0.2).filter(|score| *score > 0.2)
    });
    for (members, _) in groups {
        let counted = members.iter().filter(|member| items[**member].value.number.is_some()).count();
        if counted > 0 && counted < members.len() {
            found.push(Found::of(Kind::Number, &members, &items, LEFT_OPEN, scene));
        }
    }
}

/// Every exact small number with what it counts.
fn counted<'a>(scene: &Scene<'a>, said: &Said) -> Vec<Item<Amount<'a>>> {
    let amount = |_, unit: &Unit, _, number: &'a Number| Amount { number: Some(number), noun: noun(scene, unit, number) };
    let mut items = said.items(scene, |unit| &unit.numbers, amount);
    items.retain(|item| {
        let exact = item.value.number.is_some_and(|number| number.low == number.high && SEVERAL.contains(&number.low));
        exact && !item.value.noun.is_empty() && item.value.number.is_some_and(|number| !DURATIONS.contains(&number.unit.as_str()))
    });
    for item in &mut items {
        let number = item.value.number.expect("all are counted");
        item.span = with_counted(scene, &scene.units[item.unit], item.span, number);
    }
    items
}

/// Every "several" with what it counts; "plusieurs centaines" is a number.
fn open<'a>(scene: &Scene<'a>, said: &Said) -> Vec<Item<Amount<'a>>> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        for place in 0..unit.words.len() {
            let Some((length, ())) = scene.language(unit).several.at(&unit.words[place..], |word| word.exact) else { continue };
            let end = place + length;
            let behind = (end..(end + NOUN_REACH).min(unit.words.len())).take_while(|place| unit.words[*place].content);
            let noun: Vec<u64> = behind.clone().map(|place| &unit.words[place]).flat_map(terms).collect();
            let shown = span_of(unit, place..end + behind.count());
            if noun.is_empty() || unit.numbers.iter().any(|(at, _)| at.overlaps(shown)) {
                continue;
            }
            items.push(Item::new(scene, &said.statement_of, at, place..end, shown, Amount { number: None, noun }));
        }
    }
    items
}

fn terms(word: &Word) -> impl Iterator<Item = u64> + use<> {
    [Some(word.stem), word.synonym(), word.meaning].into_iter().flatten()
}
