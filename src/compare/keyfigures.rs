//! Figures that stand for an event: how many died, how strong it was. Each article gives its own near the beginning, in sentences that
//! often match none of another article's.
//!
//! Enters: the figures of a comparison. Leaves: a difference for each kind of figure that articles open with and give otherwise.
//! **Invariant:** an article's first figure of a kind, in its first sentences, never one of background.

use std::collections::BTreeMap;

use super::Kind;
use super::counted::{apart, comparable};
use super::figure::Figure;
use super::figures::salience;
use super::found::Found;
use super::scene::Scene;
use super::slot::Item;

/// Sentences from the beginning in which an article gives its figures of the event.
const OPENING: usize = 5;
/// What is left of the weight, as no words around the figures vouch for them.
const SHARE: f64 = 0.75;
/// How far two measurements with one name may lie apart: two magnitudes of one earthquake.
const MEASURED_APART: f64 = 1.3;
/// The same of what is not the first of its kind, which may be a third thing; and how much further on it may stand.
const FURTHER_APART: f64 = 1.03;
const FURTHER_ON: usize = 2;

/// The same of two durations of one call.
const LASTED_APART: f64 = 4.0;

/// What a figure is the first of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    /// Those to whom something happened.
    Role(usize),
    /// What is measured, by the word that announces it, and which of them: the first shock, the second.
    Measure(u64, usize),
    /// How long it lasted.
    Lasting,
}

/// Opening figures of one kind that exclude each other. Returns the figures of each kind, differing or not.
pub(super) fn key_figures(scene: &Scene, items: &[Item<Figure>], found: &mut Vec<Found>) -> Vec<Vec<usize>> {
    let mut slots: BTreeMap<Slot, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut measured: BTreeMap<(usize, u64), Vec<f64>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let sentence = item.unit - scene.witnesses[item.witness].units.start;
        if sentence > FURTHER_ON * OPENING || scene.units[item.unit].headline || item.value.scope.past.is_some() {
            continue;
        }
        let role = item.value.role.filter(|_| counts_lives(scene, item)).map(Slot::Role);
        let measure = item.value.measured.map(|name| {
            let known = measured.entry((item.witness, name)).or_default();
            let nth = known.iter().position(|value| *value == item.value.number.low).unwrap_or(known.len());
            if nth == known.len() {
                known.push(item.value.number.low);
            }
            Slot::Measure(name, nth)
        });
        let lasting = item.value.lasting.filter(|_| !item.value.scope.relative).map(|_| Slot::Lasting);
        let opening = |slot: &Slot| sentence <= OPENING || matches!(slot, Slot::Measure(_, 1..) | Slot::Lasting);
        for slot in role.into_iter().chain(measure).chain(lasting).filter(opening) {
            slots.entry(slot).or_default().entry(item.witness).or_insert(at);
        }
    }
    let mut kinds = Vec::new();
    for (slot, first) in slots {
        let members: Vec<usize> = first.into_values().collect();
        let differ = |a: usize, b: usize| match slot {
            Slot::Role(_) => apart(&items[a], &items[b]),
            Slot::Measure(_, nth) => measured_apart(&items[a], &items[b], if nth == 0 { MEASURED_APART } else { FURTHER_APART }),
            Slot::Lasting => lasted_apart(&items[a], &items[b]),
        };
        let of_one = |a: usize, b: usize| match slot {
            Slot::Role(_) => comparable(&items[a], &items[b]),
            Slot::Measure(_, 0) | Slot::Lasting => true,
            Slot::Measure(..) => a == b || !excludes(&items[a], &items[b]) || differ(a, b),
        };
        let one_kind = members.iter().all(|a| members.iter().all(|b| of_one(*a, *b)));
        let exclusive = members.iter().any(|a| members.iter().any(|b| differ(*a, *b)));
        let difference = Found::of(Kind::Number, &members, items, SHARE * salience(scene, &members, items), scene);
        if one_kind && exclusive && !difference.is_shown(found) {
            found.push(difference);
        }
        if one_kind && members.len() > 1 {
            kinds.push(members);
        }
    }
    kinds
}

/// Whether a figure counts people, or nothing that is named.
fn counts_lives(scene: &Scene, item: &Item<Figure>) -> bool {
    let unit = item.value.number.unit.as_str();
    unit.is_empty() || scene.lexicon.counts_people(unit)
}

/// Whether neither value is within the other's bounds.
fn excludes(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    x.high < y.low || y.high < x.low
}

/// Whether two durations exclude each other and may be of one thing.
fn lasted_apart(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let minutes = |item: &Item<Figure>| {
        let (number, unit) = (item.value.number, item.value.lasting.unwrap_or(1.0));
        (number.low * unit, number.high * unit)
    };
    let (x, y) = (minutes(a), minutes(b));
    let ratio = x.0.max(y.0) / x.0.min(y.0).max(f64::MIN_POSITIVE);
    (x.1 < y.0 || y.1 < x.0) && ratio <= LASTED_APART
}

fn measured_apart(a: &Item<Figure>, b: &Item<Figure>, most: f64) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    let ratio = x.low.max(y.low) / x.low.min(y.low).max(f64::MIN_POSITIVE);
    excludes(a, b) && ratio <= most
}
