//! At whose request: who asked for a call, a visit or a meeting, where witnesses name different sides.
//!
//! Enters: units. Leaves: one difference for each deed whose initiative witnesses ascribe differently. **Invariant:** where every witness
//! names the same side, or all words are the same, there is none; a capital, a seat of power and what is of a country stand
//! for it: "la présidence turque", "по инициативе турецкой стороны".

use std::ops::Range;

use super::Kind;
use super::clause::breaks_or_stops;
use super::found::{Found, Said, span_of};
use super::meaning::Meanings;
use super::scene::{Scene, Unit};
use super::slot::{Item, group};
use super::word::key_hash;
use crate::article::{Lang, Span};
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

/// An ascription: what the side it names means, where it does, and whether it stands in the lead.
struct Ascribed {
    side: Option<u64>,
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
        let same_words = members.iter().all(|at| words(at) == words(first));
        if same_words || one.is_some() && members.iter().all(|at| side(at) == one) {
            continue;
        }
        let weight = if members.iter().all(|at| side(at).is_some()) { SIDES } else { UNNAMED };
        found.push(Found::of(Kind::Name, &members, &items, weight, scene));
    }
}

fn all(scene: &Scene, said: &Said) -> Vec<Item<Ascribed>> {
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
            let nameless = || nameless(scene, unit, next + length).map_or(marker, |noun| Span { end: noun.end, ..marker });
            let (side, span) = side(scene, unit, next, length).map_or_else(
                || (None, nameless()),
                |(side, named)| (Some(side), Span { start: marker.start.min(named.start), end: marker.end.max(named.end) }),
            );
            let value = Ascribed { side, lead: scene.leads(at, LEAD) };
            items.push(Item::new(scene, &said.statement_of, at, next..next + length, span, value));
            next += length;
        }
    }
    items
}

/// The noun behind a marker that ends before the word at `at`, whatever it names: "à la demande de la préfecture".
fn nameless(scene: &Scene, unit: &Unit, at: usize) -> Option<Span> {
    let text = scene.text(unit);
    let unbroken =
        |place: &usize| !breaks_or_stops(&text[unit.words[*place - 1].span.end as usize..unit.words[*place].span.start as usize]);
    let behind = (at..(at + BEHIND).min(unit.words.len())).take_while(unbroken);
    { behind }.find(|place| unit.words[*place].content).map(|place| unit.words[place].span)
}

/// The side named nearest behind the marker in its clause, by a name or by what is of a country, else nearest before it.
fn side(scene: &Scene, unit: &Unit, at: usize, length: usize) -> Option<(u64, Span)> {
    let text = scene.text(unit);
    let gap = |place: usize| &text[unit.words[place - 1].span.end as usize..unit.words[place].span.start as usize];
    let broken = |place: &usize| breaks_or_stops(gap(*place));
    let end = (at + length + BEHIND).min(unit.words.len());
    let behind = at + length..(at + length..end).find(broken).unwrap_or(end);
    let before = at.saturating_sub(BEFORE)..at;
    let named = |range: Range<usize>| {
        let within = (!range.is_empty()).then(|| span_of(unit, range))?;
        let (span, name) = unit.names.iter().find(|(span, _)| within.contains(*span))?;
        Some((key_hash(seat(name.key)), *span))
    };
    let lang = scene.witnesses[unit.witness].lang;
    let of_country = |range: Range<usize>| {
        let country = |place: usize| {
            let word = &unit.words[place];
            Meanings::in_language(lang).country(&fold(word.span.of(text)), word.capital).map(|country| (place, country))
        };
        let (place, country) = range.clone().find_map(country)?;
        // The noun stands behind in these: "at the request of the Turkish side".
        let noun = matches!(lang, Some(Lang::EN | Lang::DE | Lang::RU | Lang::TR)) && range.contains(&(place + 1));
        Some((seat_of(country), span_of(unit, place..place + 1 + usize::from(noun))))
    };
    // "À la demande de la préfecture" names a side, though not by a name.
    let nameless = !unit.words[at + length - 1].content && behind.clone().any(|place| unit.words[place].content);
    named(behind.clone()).or_else(|| of_country(behind)).or_else(|| named(before).filter(|_| !nameless))
}

/// The key of the country that a seat of power stands for, as names are hashed; the key itself of any other name.
pub(super) fn country_of(name: u64) -> u64 {
    SEATS.iter().find(|(seat, _)| key_hash(seat) == name).map_or(name, |(_, country)| key_hash(country))
}

/// The same of what a word for what is of a city or a country means: "moscovite" is Russia.
fn seat_of(meaning: u64) -> u64 {
    SEATS.iter().find(|(seat, _)| key_hash(seat) == meaning).map_or(meaning, |(_, country)| key_hash(country))
}

fn seat(key: &str) -> &str {
    SEATS.iter().find(|(seat, _)| *seat == key).map_or(key, |(_, country)| country)
}
