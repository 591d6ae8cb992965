//! What is planned for a day: sure here, likely there.
//!
//! Enters: the days of a comparison. Leaves: a difference for each day ahead that one names with a hedge right before it (*sans doute le 11*)
//! and another without.
//! **Invariant:** only days after publication are compared, for which few things are planned; the rest of such a sentence holds no distance.

use std::collections::BTreeMap;

use super::Kind;
use super::found::{Found, Said, Words, span_of, word_range, words_at};
use super::modality::distances;
use super::scene::Scene;
use crate::article::Span;

/// Weight of a plan hedged here and told as settled there.
const HEDGED: f64 = 0.35;
/// Words between a hedge and its day.
const REACH: usize = 2;

/// Where a witness names a day ahead.
struct Plan {
    unit: usize,
    shown: Span,
    hedged: bool,
}

/// Days ahead that some hedge and others do not.
pub(super) fn hedges(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    for plans in plans(scene).into_values() {
        let witness = |plan: &Plan| scene.units[plan.unit].witness;
        let also = |plan: &Plan| plans.iter().any(|other| other.hedged != plan.hedged && witness(other) == witness(plan));
        // Who names the day both ways does not choose.
        let chosen: Vec<&Plan> = plans.iter().filter(|plan| !also(plan)).collect();
        if chosen.iter().all(|plan| plan.hedged) || !chosen.iter().any(|plan| plan.hedged) {
            continue;
        }
        let statement = said.statement_of[chosen[0].unit];
        let statement = statement.filter(|_| chosen.iter().all(|plan| said.statement_of[plan.unit] == statement));
        let readings: Vec<Words> = chosen.iter().map(|plan| words_at(scene, plan.unit, plan.shown)).collect();
        found.push(Found { kind: Kind::Modality, statement, readings, absent: Vec::new(), weight: HEDGED });
    }
}

/// Every day ahead of its article, with where it is named.
fn plans(scene: &Scene) -> BTreeMap<i32, Vec<Plan>> {
    let mut plans: BTreeMap<i32, Vec<Plan>> = BTreeMap::new();
    for (at, unit) in scene.units.iter().enumerate() {
        let published = scene.witnesses[unit.witness].document.article.date.map(|date| date.day());
        for (span, date) in &unit.dates {
            let (Some(days), Some(published), true) = (date.days, published, date.month_day.is_some()) else { continue };
            if days.1 <= published {
                continue;
            }
            let words = word_range(unit, *span);
            let before_day = |place: usize| {
                let (length, ()) = scene.language(unit).modality.at(&unit.words[place..], |word| word.exact)?;
                let gap = Span { start: unit.words[place].span.start, end: span.start };
                (place + length <= words.start && !gap.of(scene.text(unit)).contains([',', ';', ':', '(', ')'])).then_some(place)
            };
            let hedge = (words.start.saturating_sub(REACH + 1)..words.start).find_map(before_day);
            if hedge.is_none() && distances(scene, unit) > 0 {
                continue;
            }
            let shown = span_of(unit, hedge.unwrap_or(words.start)..words.end);
            // "les 7 et 11 février" names both ends.
            let ends = [days.0, days.1].into_iter().skip(usize::from(days.0 == days.1));
            ends.filter(|day| *day > published)
                .for_each(|day| plans.entry(day).or_default().push(Plan { unit: at, shown, hedged: hedge.is_some() }));
        }
    }
    plans
}
