//! A number here, "several" there.
//!
//! Enters: the sentences of a comparison. Leaves: differences of a count and words that leave it open.
//! **Invariant:** both name what they count alike, and tell the same of it; who gives the number as well leaves nothing open.

use std::collections::BTreeSet;

use super::Kind;
use super::figure::{TABLE, with_counted};
use super::found::{Found, Said, span_of, word_range};
use super::scene::{Scene, Unit};
use super::slot::{Item, agreement_but, group};
use crate::mention::Number;

/// Weight of a number that another leaves open, and what the clauses of both must have in common beside what is counted; less within a
/// statement.
const LEFT_OPEN: f64 = 0.3;
const SAME_CLAUSE: f64 = 0.3;
const SAME_CLAUSE_TOGETHER: f64 = 0.12;
/// Least score at which two amounts are of one count, and what naming the same gives of it.
const SAME_COUNT: f64 = 0.3;
const SAME_NOUN: f64 = 0.2;
/// Numbers that "several" may stand for.
const SEVERAL: std::ops::RangeInclusive<f64> = 2.0..=20.0;
/// Words behind "several" among which what is counted stands: "plusieurs grands hôpitaux".
const NOUN_REACH: usize = 2;
/// What everybody counts in passing.
const DURATIONS: &[&str] = &["an", "mois", "semaine", "jour", "heure", "minute", "seconde", "fois"];

struct Amount<'a> {
    /// `None` where it is left open.
    number: Option<&'a Number>,
    /// The terms of each of the words that say what is counted: *grands* and *hôpitaux*.
    words: Vec<Vec<u64>>,
}

impl Amount<'_> {
    /// Whether both count the same, as far as both say: three men and several armed men, and not three armed men and several armed groups.
    fn counts_the_same(&self, other: &Amount) -> bool {
        let shared = self.words.iter().filter(|own| other.words.iter().any(|word| own.iter().any(|term| word.contains(term)))).count();
        shared > 0 && shared >= self.words.len().min(other.words.len())
    }

    fn holds(&self, term: u64) -> bool {
        self.words.iter().any(|word| word.contains(&term))
    }
}

/// Numbers that others leave open.
pub(super) fn left_open(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut items = open(scene, said);
    let counted = counted(scene, said, &items);
    if counted.is_empty() {
        return;
    }
    items.extend(counted);
    let numbers = scene.units.iter().flat_map(|unit| unit.numbers.iter().map(|(_, number)| (unit.witness, key(number))));
    let known: BTreeSet<(usize, (u64, &str))> = numbers.collect();
    let most = |_: &Item<_>, _: &Item<_>, likeness: f64| likeness + SAME_NOUN;
    let groups = group(&items, SAME_COUNT, most, |a, b, likeness| {
        if !a.value.counts_the_same(&b.value) {
            return None;
        }
        match (a.value.number, b.value.number) {
            (Some(one), Some(other)) if one.low != other.low => return Some(f64::NEG_INFINITY),
            (Some(number), None) if known.contains(&(b.witness, key(number))) => return None,
            (None, Some(number)) if known.contains(&(a.witness, key(number))) => return None,
            _ => {}
        }
        let together = a.statement.is_some() && a.statement == b.statement;
        let least = if together { SAME_CLAUSE_TOGETHER } else { SAME_CLAUSE };
        let agreed = agreement_but(a, b, |term| a.value.holds(term) || b.value.holds(term)) >= least;
        agreed.then_some(likeness).filter(|likeness| *likeness > 0.0).map(|likeness| likeness + SAME_NOUN)
    });
    for (members, _) in groups {
        let counted = members.iter().filter(|member| items[**member].value.number.is_some()).count();
        if counted > 0 && counted < members.len() {
            found.push(Found::of(Kind::Number, &members, &items, LEFT_OPEN, scene));
        }
    }
}

fn key(number: &Number) -> (u64, &str) {
    (number.low.to_bits(), &number.unit)
}

/// The exact small numbers that count what something in `open` does.
fn counted<'a>(scene: &Scene<'a>, said: &Said, open: &[Item<Amount<'a>>]) -> Vec<Item<Amount<'a>>> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| unit.numbers.len() < TABLE) {
        let small = |number: &Number| number.low == number.high && SEVERAL.contains(&number.low);
        let numbers = unit.numbers.iter().filter(|(_, number)| small(number) && !DURATIONS.contains(&number.unit.as_str()));
        for (span, number) in numbers {
            let range = word_range(unit, *span);
            let amount = Amount { number: Some(number), words: counted_words(unit, range.end) };
            if open.iter().any(|open| open.value.counts_the_same(&amount)) {
                let shown = with_counted(scene, unit, *span, number);
                items.push(Item::new(scene, &said.statement_of, at, range, shown, amount));
            }
        }
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
            let words = counted_words(unit, end);
            let shown = span_of(unit, place..end + words.len());
            if !words.is_empty() && !unit.numbers.iter().any(|(at, _)| at.overlaps(shown)) {
                items.push(Item::new(scene, &said.statement_of, at, place..end, shown, Amount { number: None, words }));
            }
        }
    }
    items
}

/// The terms of the content words that begin at `from`.
fn counted_words(unit: &Unit, from: usize) -> Vec<Vec<u64>> {
    let words = unit.words[from.min(unit.words.len())..].iter().take(NOUN_REACH).take_while(|word| word.content);
    words.map(|word| [Some(word.stem), word.synonym(), word.meaning].into_iter().flatten().collect()).collect()
}
