//! How many were there: what police, organizers and others count of one crowd, place by place.
//!
//! Enters: the figures of a comparison. Leaves: a difference for each place of whose crowd witnesses give other counts.
//! **Invariant:** a count is one of people to whom nothing happened, for a place that its words or those before name; two counts at
//! least have a source.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::figure::{Figure, middle};
use super::found::Found;
use super::scene::Scene;
use super::slot::Item;
use super::sources::source_of;

/// Least count of a crowd.
const CROWD: f64 = 50.0;
/// How far counts of one crowd lie apart, at most: a union's seven or eight times those of the police.
const APART: f64 = 12.0;
/// How far a count without a source lies beyond those with one, at most.
const ABOUT: f64 = 2.0;
/// Beginnings of the units of those who are sent and do not come of themselves.
const SENT: &[&str] = &["polic", "gendarm", "soldat", "pompier", "militair", "agent", "offic", "homme", "troop", "force"];
/// Weight of counts of which one witness has none of another's, and of counts that only some give.
const OTHER_COUNTS: f64 = 0.7;
const MORE_COUNTS: f64 = 0.45;

/// Counts of one crowd that differ between witnesses. Returns the figures of each crowd.
pub(super) fn crowds(scene: &Scene, items: &[Item<Figure>], found: &mut Vec<Found>) -> Vec<Vec<usize>> {
    let mut of_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| is_count(scene, item)) {
        item.value.scope.named.iter().for_each(|place| of_place.entry(place).or_default().push(at));
    }
    let mut crowds = Vec::new();
    for members in of_place.into_values().filter_map(|members| of_one_crowd(scene, items, members)) {
        let mut by_witness: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
        for member in &members {
            by_witness.entry(items[*member].witness).or_default().insert(middle(items[*member].value.number).to_bits());
        }
        let counts: Vec<&BTreeSet<u64>> = by_witness.values().collect();
        if counts.len() < 2 || counts.iter().all(|own| *own == counts[0]) {
            continue;
        }
        let apart = counts.iter().any(|own| counts.iter().any(|other| own.is_disjoint(other)));
        let weight = if apart { OTHER_COUNTS } else { MORE_COUNTS };
        let difference = Found::of(Kind::Number, &members, items, weight, scene);
        if !difference.is_shown(found) {
            found.push(difference);
            crowds.push(members);
        }
    }
    crowds
}

/// The figures that can be counts of one crowd: two that have a source, and those without one that lie about these; `None` where there
/// are none or nothing says that people are counted.
fn of_one_crowd(scene: &Scene, items: &[Item<Figure>], members: Vec<usize>) -> Option<Vec<usize>> {
    let value = |member: &usize| middle(items[*member].value.number);
    let is_sourced = |member: &&usize| source_of(scene, items[**member].unit, items[**member].span).1.is_some();
    let sourced: Vec<usize> = members.iter().filter(is_sourced).copied().collect();
    let least = sourced.iter().map(value).fold(f64::INFINITY, f64::min);
    let most = sourced.iter().map(value).fold(0.0, f64::max);
    let people = sourced.iter().any(|member| !items[*member].value.number.unit.is_empty());
    let about = |member: &usize| (least / ABOUT..=most * ABOUT).contains(&value(member));
    (sourced.len() > 1 && people && most <= APART * least).then(|| members.into_iter().filter(about).collect())
}

/// Whether a figure counts people who are there: no dead, no arrested, no police, and not those of another day.
fn is_count(scene: &Scene, item: &Item<Figure>) -> bool {
    let (figure, scope) = (&item.value, &item.value.scope);
    let unit = figure.number.unit.as_str();
    let people = unit.is_empty() || scene.lexicon.counts_people(unit) && !SENT.iter().any(|sent| unit.starts_with(sent)) && !figure.fate();
    people && figure.role.is_none() && middle(figure.number) >= CROWD && scope.past.is_none() && !scope.later
}
