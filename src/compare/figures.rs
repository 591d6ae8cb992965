//! Numbers that count the same thing and differ.
//!
//! Enters: the numbers of a comparison, and its statements. Leaves: a difference for each thing that witnesses count otherwise, with those
//! that `keyfigures` and `crowds` find; and where figures are [`Given`], differing or not, for the finders that follow.
//! **Invariant:** two numbers are set against each other here only where nothing in their clauses speaks against it: what is counted, what
//! happened to it, where and when. Different ones need proof that they count the same (`counted`), more of it where the unit alone cannot
//! tell (%, persons, money), and weigh little without.

use std::collections::BTreeSet;

use super::Kind;
use super::counted::{
    IMPLAUSIBLE, IMPOSSIBLE, Known, ROUNDED, TELLING, beside, conviction, differ, ends_at, excluded, kinship, lang, leaves_open,
    means_part, proven, ratio, rounded, value,
};
use super::crowds::crowds;
use super::figure::{Figure, figures, middle};
use super::found::{Found, Said, Words, words_at};
use super::keyfigures::key_figures;
use super::scene::Scene;
use super::slot::{Item, group, weakly};
use crate::article::Span;
use crate::mention::Number;

/// Least score at which two numbers count the same thing.
const SAME_NUMBER: f64 = 0.33;
/// Least score at which two numbers that nothing proves to count the same are worth a look, and least likeness of their surroundings in
/// it; how many of another article are shown beside one, how many such places of a comparison, and what they weigh.
const POSSIBLE_NUMBER: f64 = 0.24;
const POSSIBLE_CONTEXT: f64 = 0.14;
const COUNTERPARTS: usize = 3;
const POSSIBLE: usize = 8;
const POSSIBLE_WEIGHT: f64 = 0.15;
/// What standing in the same slot of one statement adds to the score.
const SAME_SLOT: f64 = 0.2;
/// What is left of the weight where figures agree but for their bounds or their places.
const BOUNDS: f64 = 0.5;
/// What is left of it where a weightier difference sets the same figures of the same articles against each other.
const REPEATED: f64 = 0.4;
const MONEY: &[&str] = &["euro", "dollar", "livre", "rouble", "lire"];

/// A figure that several give: unit and span of each.
pub(super) struct Given {
    pub places: Vec<(usize, Span)>,
    /// Whether it is one that nobody counts himself: somebody must have told it.
    pub telling: bool,
}

/// Whether a number is large or exact enough that it must come from somewhere.
fn tells(number: &Number) -> bool {
    middle(number) >= TELLING || number.low.fract() != 0.0
}

/// Figures that exclude each other or are bounded otherwise. Returns where figures are given,
/// differing or not.
pub(super) fn numbers(scene: &Scene, said: &Said, found: &mut Vec<Found>) -> Vec<Given> {
    let items = figures(scene, said);
    let numbers = scene.units.iter().flat_map(|unit| unit.numbers.iter().map(|(_, number)| (unit.witness, value(number))));
    let known: Known = numbers.collect();
    let most = |a: &Item<Figure>, b: &Item<Figure>, likeness: f64| {
        // Nothing proves these to count the same.
        let beyond = ratio(a.value.number, b.value.number) > IMPOSSIBLE;
        let kin = if likeness > 0.0 && !beyond { kinship(scene, a, b) } else { None };
        kin.map_or(f64::NEG_INFINITY, |kin| likeness + kin + SAME_SLOT)
    };
    let groups = group(&items, SAME_NUMBER, most, |a, b, likeness| {
        let likeness = Some(likeness).filter(|likeness| *likeness > 0.0)?;
        let slot = said.slot_of(a).is_some_and(|slot| said.slot_of(b) == Some(slot));
        if excluded(scene, a, b) {
            return Some(f64::NEG_INFINITY);
        }
        let kin = kinship(scene, a, b)?;
        let knows =
            |a: &Item<Figure>, b: &Item<Figure>| middle(b.value.number) >= TELLING && known.contains(&(a.witness, value(b.value.number)));
        // Who gives both figures takes them for two things, and so do two of whom each gives both.
        let each = known.contains(&(a.witness, value(b.value.number))) && known.contains(&(b.witness, value(a.value.number)));
        if differ(a, b) && (each || knows(a, b) || knows(b, a) || beside(scene, a, b) || beside(scene, b, a)) {
            return Some(f64::NEG_INFINITY);
        }
        if differ(a, b) && !proven(scene, a, b, slot) {
            return if lang(scene, a) == lang(scene, b) { Some(0.0) } else { None };
        }
        Some(likeness + kin + if slot { SAME_SLOT } else { 0.0 })
    });
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    let mut given: Vec<Given> = Vec::new();
    let places = |members: &[usize]| Given {
        places: members.iter().map(|at| (items[*at].unit, items[*at].span)).collect(),
        telling: members.iter().all(|at| tells(items[*at].value.number)),
    };
    for (members, _) in groups {
        settled.extend(&members);
        given.push(places(&members));
        let values = || members.iter().map(|item| items[*item].value.number);
        let exclude = |a: &Item<Figure>, b: &Item<Figure>| differ(a, b) && !rounded(a, b) && !leaves_open(a, b) && !leaves_open(b, a);
        let exclusive = members.iter().any(|a| members.iter().any(|b| exclude(&items[*a], &items[*b])));
        let bounded = values().any(|a| values().any(|b| (a.low != b.low || a.high != b.high) && !ends_at(a, b) && !ends_at(b, a)));
        let partial = members.iter().any(|a| members.iter().any(|b| means_part(&items[*a], &items[*b], &known)));
        if exclusive || bounded || partial {
            let weight = salience(scene, &members, &items) * if exclusive { 1.0 } else { BOUNDS };
            found.push(Found::of(Kind::Number, &members, &items, weight * conviction(said, &members, &items), scene));
        }
    }
    given.extend(key_figures(scene, &items, found).iter().map(|members| places(members)));
    given.extend(crowds(scene, &items, found).iter().map(|members| places(members)));
    let open = |at: usize| !settled.contains(&at);
    let possible = weakly(&items, open, (POSSIBLE_NUMBER, COUNTERPARTS), |a, b, likeness| {
        let likeness = Some(likeness).filter(|likeness| *likeness >= POSSIBLE_CONTEXT)?;
        let open = a.value.number.high.is_infinite() || b.value.number.high.is_infinite();
        let most = if open { IMPOSSIBLE } else { IMPLAUSIBLE };
        let alike = lang(scene, a) == lang(scene, b) && differ(a, b) && ratio(a.value.number, b.value.number) <= most;
        let specific =
            a.value.number.unit == b.value.number.unit || scene.lexicon.counted_alike(&a.value.number.unit, &b.value.number.unit);
        let comparable = alike && specific && !a.value.number.unit.is_empty() && !excluded(scene, a, b);
        let told = |a: &Item<Figure>, b: &Item<Figure>| known.contains(&(a.witness, value(b.value.number)));
        (comparable && !told(a, b) && !told(b, a)).then(|| Some(likeness + kinship(scene, a, b)?)).flatten()
    });
    lower_repeated(scene, &items, found);
    for members in possible.into_iter().take(POSSIBLE) {
        found.push(Found::of(Kind::Number, &members, &items, POSSIBLE_WEIGHT, scene));
    }
    given
}

/// Lowers what only repeats a weightier difference: a toll that stands in the headlines and again in the text.
fn lower_repeated(scene: &Scene, items: &[Item<Figure>], found: &mut [Found]) {
    let number = |reading: &Words| {
        let stands = |item: &&Item<Figure>| words_at(scene, item.unit, item.span) == *reading;
        items.iter().find(stands).map(|item| item.value.number)
    };
    let numbers = |difference: &Found| -> Vec<(usize, Option<&Number>)> {
        difference.readings.iter().map(|reading| (reading.witness, number(reading))).collect()
    };
    let mut order: Vec<usize> = (0..found.len()).filter(|at| found[*at].kind == Kind::Number).collect();
    order.sort_by(|a, b| found[*b].weight.total_cmp(&found[*a].weight).then(a.cmp(b)));
    let told: Vec<_> = order.iter().map(|at| numbers(&found[*at])).collect();
    for (place, at) in order.iter().enumerate() {
        let repeats = |(witness, number): &(usize, Option<&Number>), before: &Vec<(usize, Option<&Number>)>| {
            let same =
                |other: Option<&Number>| number.zip(other).is_some_and(|(one, two)| middle(one) >= TELLING && ratio(one, two) <= ROUNDED);
            before.iter().any(|(other, value)| other == witness && same(*value))
        };
        if told[..place].iter().any(|before| told[place].iter().all(|reading| repeats(reading, before))) {
            found[*at].weight *= REPEATED;
        }
    }
}

/// How much readers care: for lives, people and money most, for a length or a duration less, least for one counted from another time.
pub(super) fn salience(scene: &Scene, members: &[usize], items: &[Item<Figure>]) -> f64 {
    let value = |item: &usize| &items[*item].value;
    if members.iter().any(|item| value(item).role.is_some()) {
        0.97
    } else if members
        .iter()
        .any(|item| MONEY.contains(&value(item).number.unit.as_str()) || scene.lexicon.counts_people(&value(item).number.unit))
    {
        0.9
    } else if members.iter().any(|item| value(item).scope.relative) {
        0.4
    } else {
        0.75
    }
}

/// How far a score convinces, `0.6..=1.0`.
pub(super) fn certainty(score: f64) -> f64 {
    (0.6 + 0.5 * (score - SAME_NUMBER)).clamp(0.6, 1.0)
}
