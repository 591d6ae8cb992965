//! At whose request: who asked for a call, a visit or a meeting, where witnesses name different sides.
//!
//! Enters: units. Leaves: one difference for each deed whose initiative witnesses ascribe differently. **Invariant:** where every witness
//! names the same side, or none can be told and all words are the same, there is none; a capital and a seat of power stand for their country.

use super::Kind;
use super::clause::breaks_or_stops;
use super::found::{Found, Said, span_of};
use super::scene::{Scene, Unit};
use super::slot::{Item, group};
use super::word::key_hash;
use crate::article::Span;
use crate::text::fold;

/// Words behind a marker, and before it, among which the side it names stands.
const BEHIND: usize = 5;
const BEFORE: usize = 4;
/// Sentences from the beginning that tell the deed the article is about.
const LEAD: usize = 3;
/// Least score of two ascriptions of one deed; what standing in the lead of both adds; and what such a difference weighs, less where a
/// side is not named.
const SAME_DEED: f64 = 0.3;
const IN_THE_LEAD: f64 = 0.2;
const SIDES: f64 = 0.8;
const UNNAMED: f64 = 0.4;
/// Seats of power, by the key of their name, and the country they stand for.
const SEATS: &[(&str, &str)] = &[
    ("@ankara", "@turkey"),
    ("@moscow", "@russia"),
    ("@kremlin", "@russia"),
    ("@washington", "@usa"),
    ("@whitehouse", "@usa"),
    ("@paris", "@france"),
    ("@elysee", "@france"),
    ("@beijing", "@china"),
    ("@berlin", "@germany"),
    ("@london", "@uk"),
    ("@kyiv", "@ukraine"),
    ("@tehran", "@iran"),
    ("@damascus", "@syria"),
];

/// An ascription: the side it names, where it does, and whether it stands in the lead.
struct Ascribed<'a> {
    side: Option<&'a str>,
    lead: bool,
}

/// Ascriptions of one deed to different sides.
pub(super) fn initiatives(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let items = all(scene, said);
    let most = |_: &Item<_>, _: &Item<_>, likeness: f64| likeness + IN_THE_LEAD;
    let groups = group(&items, SAME_DEED, most, |a, b, likeness| {
        let lead = if a.value.lead && b.value.lead { IN_THE_LEAD } else { 0.0 };
        Some(likeness).filter(|likeness| *likeness > 0.0).map(|likeness| likeness + lead)
    });
    for (members, _) in groups {
        let side = |at: &usize| items[*at].value.side;
        let words = |at: &usize| fold(items[*at].span.of(scene.text(&scene.units[items[*at].unit])));
        let (first, one) = (&members[0], side(&members[0]));
        if members.iter().all(|at| side(at) == one) && (one.is_some() || members.iter().all(|at| words(at) == words(first))) {
            continue;
        }
        let weight = if members.iter().all(|at| side(at).is_some()) { SIDES } else { UNNAMED };
        found.push(Found::of(Kind::Name, &members, &items, weight, scene));
    }
}

fn all<'a>(scene: &Scene<'a>, said: &Said) -> Vec<Item<Ascribed<'a>>> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        let language = scene.language(unit);
        let mut next = 0;
        while next < unit.words.len() {
            let Some((length, ())) = language.initiative.at(&unit.words[next..], |word| word.exact) else {
                next += 1;
                continue;
            };
            let marker = span_of(unit, next..next + length);
            let (side, span) = side(scene, unit, next, length).map_or((None, marker), |(key, name)| {
                (Some(key), Span { start: marker.start.min(name.start), end: marker.end.max(name.end) })
            });
            let value = Ascribed { side, lead: scene.leads(at, LEAD) };
            items.push(Item::new(scene, &said.statement_of, at, next..next + length, span, value));
            next += length;
        }
    }
    items
}

/// The side named nearest behind the marker in its clause, else nearest before it.
fn side<'a>(scene: &Scene, unit: &Unit<'a>, at: usize, length: usize) -> Option<(&'a str, Span)> {
    let text = scene.text(unit);
    let broken = |place: usize| {
        let gap = &text[unit.words[place - 1].span.end as usize..unit.words[place].span.start as usize];
        breaks_or_stops(gap)
    };
    let end = (at + length..(at + length + BEHIND).min(unit.words.len())).find(|place| broken(*place)).unwrap_or(at + length + BEHIND);
    let behind = at + length..end.min(unit.words.len());
    let before = at.saturating_sub(BEFORE)..at;
    let named = |range: std::ops::Range<usize>| {
        let within = (!range.is_empty()).then(|| span_of(unit, range))?;
        unit.names.iter().filter(move |(span, _)| within.contains(*span)).map(|(span, name)| (seat(&name.key), *span)).next()
    };
    // "À la demande de la préfecture" names a side, though not by a name.
    let nameless = !unit.words[at + length - 1].content && behind.clone().any(|place| unit.words[place].content);
    named(behind).or_else(|| named(before).filter(|_| !nameless))
}

/// The key of the country that a seat of power stands for, as names are hashed; the key itself of any other name.
pub(super) fn country_of(name: u64) -> u64 {
    SEATS.iter().find(|(seat, _)| key_hash(seat) == name).map_or(name, |(_, country)| key_hash(country))
}

fn seat(key: &str) -> &str {
    SEATS.iter().find(|(seat, _)| *seat == key).map_or(key, |(_, country)| country)
}
