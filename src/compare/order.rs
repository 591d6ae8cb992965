//! What comes first: the statement that opens an article, and the side that is named before the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::found::{Found, Said, Words, words_at};
use super::scene::Scene;
use crate::article::Span;
use crate::mention::Name;

/// Weight of another opening, and of two sides in the other order.
const OPENING: f64 = 0.3;
const SIDES: f64 = 0.2;
/// Words that may stand between the names of two sides.
const BETWEEN: usize = 4;
const CONJUNCTIONS: &[&str] = &["et", "and", "y", "e", "und", "ed", "ve", "ile", "и", "و"];

/// Where a witness first names two sides in ascending order, and where in descending: sentence and place in it.
type FirstPlaces = [Option<(usize, Span)>; 2];

/// Both of the above.
pub(super) fn order(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    openings(scene, said, found);
    sides(scene, said, found);
}

/// The statements that open the articles, where not all open with the same.
fn openings(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let leads: Vec<usize> =
        scene.witnesses.iter().filter_map(|witness| witness.units.clone().find(|unit| !scene.units[*unit].headline)).collect();
    let statements: BTreeSet<Option<usize>> = leads.iter().map(|unit| said.statement_of[*unit]).collect();
    // A lead that some other witness also tells shows a choice of what comes first; one that nobody else tells is an omission.
    let chosen = leads.iter().any(|unit| said.statement_of[*unit].is_some_and(|statement| said.aligned[statement].tellings.len() > 1));
    if leads.len() > 1 && statements.len() > 1 && chosen {
        let readings = leads.iter().map(|unit| words_at(scene, *unit, scene.units[*unit].span)).collect();
        found.push(Found { kind: Kind::Order, statement: None, readings, absent: Vec::new(), weight: OPENING });
    }
}

/// Whether what stands between two names joins them.
pub(super) fn joins(gap: &str) -> bool {
    gap.split_whitespace().any(|word| CONJUNCTIONS.contains(&word))
}

/// Two names joined by a conjunction, where others always name them the other way round.
fn sides(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    // By the two names in ascending order, then by witness: the first place of either order.
    let mut pairs: BTreeMap<(&str, &str), BTreeMap<usize, FirstPlaces>> = BTreeMap::new();
    for (at, unit) in scene.units.iter().enumerate() {
        let text = scene.text(unit);
        let between = |a: Span, b: Span| text.get(a.end as usize..b.start as usize).unwrap_or(",");
        let of_one = |a: &(Span, &Name), b: &(Span, &Name)| a.1.run == b.1.run && !joins(between(a.0, b.0));
        let sides: Vec<&[(Span, &Name)]> = unit.names.chunk_by(of_one).collect();
        for pair in sides.windows(2) {
            let (Some((start, _)), Some((end, one))) = (pair[0].first(), pair[0].last()) else { continue };
            let (Some((next, _)), Some((last, other))) = (pair[1].first(), pair[1].last()) else { continue };
            let gap = between(*end, *next);
            let joined = gap.split_whitespace().count() <= BETWEEN && !gap.contains([',', ';', ':', '.', '(', '«', '"']) && joins(gap);
            if !joined || one.key == other.key {
                continue;
            }
            let key = (one.key.as_str().min(&other.key), one.key.as_str().max(&other.key));
            let place = pairs.entry(key).or_default().entry(unit.witness).or_default();
            place[usize::from(one.key > other.key)].get_or_insert((at, Span { start: start.start, end: last.end }));
        }
    }
    for witnesses in pairs.into_values() {
        let decided: Vec<(bool, (usize, Span))> = witnesses
            .into_values()
            .filter_map(|[one, other]| match (one, other) {
                (Some(place), None) => Some((false, place)),
                (None, Some(place)) => Some((true, place)),
                // Who says both ways does not choose.
                _ => None,
            })
            .collect();
        if decided.iter().any(|(way, _)| *way) && decided.iter().any(|(way, _)| !*way) {
            let statement = decided
                .first()
                .and_then(|(_, (unit, _))| said.statement_of[*unit])
                .filter(|first| decided.iter().all(|(_, (unit, _))| said.statement_of[*unit] == Some(*first)));
            let readings: Vec<Words> = decided.iter().map(|(_, (unit, span))| words_at(scene, *unit, *span)).collect();
            found.push(Found { kind: Kind::Order, statement, readings, absent: Vec::new(), weight: SIDES });
        }
    }
}
