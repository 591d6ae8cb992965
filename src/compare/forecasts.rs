//! What one thing is to do: surely here, perhaps there.
//!
//! Enters: the sentences. Leaves: a difference of modality for each subject that opens a sentence of one text with a forecast ("le mouvement va
//! se durcir") and a sentence of another with a hedged one ("le mouvement devrait se poursuivre").
//! **Invariant:** the subject is a common noun and the first word of the sentence that has content; who forecasts both ways takes no side, and
//! what is quoted is somebody else's forecast.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Kind;
use super::clause::breaks_or_stops;
use super::found::{Found, Said, Words, span_of, words_at};
use super::lexicon::Phrases;
use super::modality::{is_french_future, verb_behind};
use super::scene::{Scene, Unit};
use crate::article::Lang;

/// Weight of two forecasts of one thing, which mostly tell of two deeds.
const FORECAST: f64 = 0.15;
/// The same where they stand in one statement.
const TOGETHER: f64 = 0.3;
/// How much the subject must tell: a word of every second sentence is no one thing.
const TELLING: f64 = 0.5;

/// A sentence that opens with a subject and what it is to do.
struct Forecast {
    unit: usize,
    words: Range<usize>,
    hedged: bool,
}

/// Subjects that some forecast to do something and others perhaps.
pub(super) fn forecasts(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut by_subject: BTreeMap<(Option<Lang>, u64), Vec<Forecast>> = BTreeMap::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        if let Some((subject, forecast)) = forecast(scene, at) {
            by_subject.entry((scene.witnesses[unit.witness].lang, subject)).or_default().push(forecast);
        }
    }
    for told in by_subject.into_values() {
        let texts = |hedged: bool| -> BTreeSet<u32> {
            let of = told.iter().filter(|forecast| forecast.hedged == hedged);
            of.map(|forecast| scene.witnesses[scene.units[forecast.unit].witness].text).collect()
        };
        let (hedged, firm) = (texts(true), texts(false));
        let one_sided = |forecast: &&Forecast| {
            let text = scene.witnesses[scene.units[forecast.unit].witness].text;
            !(hedged.contains(&text) && firm.contains(&text))
        };
        let chosen: Vec<&Forecast> = told.iter().filter(one_sided).collect();
        if chosen.iter().all(|forecast| forecast.hedged) || !chosen.iter().any(|forecast| forecast.hedged) {
            continue;
        }
        let statement = said.statement_of[chosen[0].unit];
        let together = statement.is_some() && chosen.iter().all(|forecast| said.statement_of[forecast.unit] == statement);
        let readings: Vec<Words> = chosen
            .iter()
            .map(|forecast| words_at(scene, forecast.unit, span_of(&scene.units[forecast.unit], forecast.words.clone())))
            .collect();
        let weight = if together { TOGETHER } else { FORECAST };
        let difference = Found { kind: Kind::Modality, statement: statement.filter(|_| together), readings, absent: Vec::new(), weight };
        difference.replace_told(found);
    }
}

/// The forecast that a sentence opens with, and the stem of its subject.
fn forecast(scene: &Scene, at: usize) -> Option<(u64, Forecast)> {
    let unit = &scene.units[at];
    let subject = unit.words.iter().position(|word| word.content)?;
    let word = &unit.words[subject];
    if word.figure || word.stem != word.root || word.weight < TELLING || word.capital && subject > 0 || scene.is_quoted(unit, word.span) {
        return None;
    }
    // Right behind it: "a move that will anger" is no forecast of the move.
    let place = subject + 1;
    let gap = &scene.text(unit)[word.span.end as usize..unit.words.get(place)?.span.start as usize];
    let (length, hedged) = announced(scene, unit, place).filter(|_| !breaks_or_stops(gap))?;
    let verb = if length == 0 { place } else { verb_behind(scene, unit, place + length)? };
    // "The election May 7".
    if unit.words[place].capital || unit.words[verb].figure {
        return None;
    }
    Some((word.stem, Forecast { unit: at, words: place..verb + 1, hedged }))
}

/// What announces a forecast at a word: how many words it has, none where it is the verb itself, and whether it is hedged.
fn announced(scene: &Scene, unit: &Unit, place: usize) -> Option<(usize, bool)> {
    let language = scene.language(unit);
    let at = |phrases: &Phrases<()>| phrases.at(&unit.words[place..], |word| word.exact).map(|(length, ())| length);
    let word = &unit.words[place];
    let french = scene.witnesses[unit.witness].lang == Some(Lang::FR) && word.content && !word.capital;
    at(&language.perhaps_ahead)
        .map(|length| (length, true))
        .or_else(|| at(&language.ahead).map(|length| (length, false)))
        .or_else(|| (french && is_french_future(word.span.of(scene.text(unit)))).then_some((0, false)))
}
