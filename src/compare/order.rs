//! What comes first: the statement that opens an article, the side that is named before the other, the count that is given before its rival.
//!
//! Enters: the sentences, the statements, and the figures that several give. Leaves: a difference where some open with what others tell
//! further down, and one for each two sides or rival counts that some give in one order and others in the other.
//! **Invariant:** where nobody else tells any of the leads, they are omissions and no order; who joins two sides both ways chooses neither.
//! Headlines count for sides alone, where the text has no order of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::figures::Given;
use super::found::{Found, Said, Words, words_at};
use super::meaning::Meanings;
use super::scene::{Named, Scene, Unit, name_hash};
use super::sources::source_of;
use crate::article::Span;
use crate::text::fold;

/// Weight of another opening where two tell each other's further down, and where one does; of two sides in the other order; and of
/// two counts.
const OPENING: f64 = 0.3;
const OTHER_OPENING: f64 = 0.15;
const SIDES: f64 = 0.2;
const COUNTS: f64 = 0.3;
/// Sentences behind the first that still open an article.
const NEXT: usize = 1;
/// Days between two articles of which one may lead with what the other has further down.
const DAYS_APART: i32 = 1;
/// Words that may stand between the names of two sides.
const BETWEEN: usize = 4;
const CONJUNCTIONS: &[&str] = &["et", "and", "y", "e", "und", "ed", "ve", "ile", "и", "و"];

/// Where a witness first names two sides in ascending order, and where in descending: sentence and place in it.
type FirstPlaces = [Option<(usize, Span)>; 2];

/// Openings, sides, and rival counts.
pub(super) fn order(scene: &Scene, said: &Said, figures: &[Given], found: &mut Vec<Found>) {
    openings(scene, said, found);
    sides(scene, said, found);
    rival_counts(scene, figures, found);
}

/// Two counts of one thing from two sources, where some begin with the one and others with the other: the ministry's or the unions'.
fn rival_counts(scene: &Scene, figures: &[Given], found: &mut Vec<Found>) {
    let unit_of = |(unit, span): &(usize, Span)| {
        let number = scene.units[*unit].numbers.iter().find(|(at, _)| span.contains(*at));
        number.map(|(_, number)| number.unit.as_str()).filter(|unit| !unit.is_empty())
    };
    let counts = |given: &Given| given.places.iter().filter_map(unit_of).collect::<BTreeSet<&str>>();
    let alike = |ours: &BTreeSet<&str>, theirs: &BTreeSet<&str>| {
        ours.iter().any(|own| theirs.iter().any(|other| own == other || scene.lexicon.counted_alike(own, other)))
    };
    let in_text = |given: &Given| {
        let mut first: BTreeMap<usize, (usize, Span)> = BTreeMap::new();
        for place in given.places.iter().filter(|(unit, _)| !scene.units[*unit].headline) {
            let known = first.entry(scene.units[place.0].witness).or_insert(*place);
            *known = (*known).min(*place);
        }
        first
    };
    let rivals: Vec<_> = figures.iter().filter(|given| given.telling).map(|given| (counts(given), in_text(given))).collect();
    for (at, (one, first)) in rivals.iter().enumerate() {
        for (_, second) in rivals[at + 1..].iter().filter(|(other, _)| alike(one, other)) {
            let both = first.iter().filter_map(|(witness, place)| Some((*place, *second.get(witness)?)));
            let both: Vec<((usize, Span), (usize, Span))> = both.filter(|(a, b)| a != b).collect();
            let sourced = |place: (usize, Span)| source_of(scene, place.0, place.1).1;
            // One sentence that gives both from two sources sets them against each other.
            let apart = |(a, b): &(_, _)| matches!((sourced(*a), sourced(*b)), (Some(a), Some(b)) if a.source_apart(&b));
            let ways: BTreeSet<bool> = both.iter().map(|(a, b)| a < b).collect();
            if ways.len() < 2 || !both.iter().any(|(a, b)| a.0 == b.0 && apart(&(*a, *b))) {
                continue;
            }
            let readings: Vec<Words> = both.iter().map(|(a, b)| *a.min(b)).map(|(unit, span)| words_at(scene, unit, span)).collect();
            found.push(Found { kind: Kind::Order, statement: None, readings, absent: Vec::new(), weight: COUNTS });
        }
    }
}

/// The statements that open the articles, where some tell further down what others open with.
fn openings(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let leads: Vec<usize> = (0..scene.witnesses.len()).filter_map(|witness| scene.lead(witness)).collect();
    // A lead that nobody else tells is an omission, and what another tells in its next sentence is its lead as well.
    let moved = |lead: usize, other: usize| {
        let (one, two) = (scene.units[lead].witness, scene.units[other].witness);
        let tellings = said.statement_of[lead].map_or(&[][..], |statement| &said.statements[statement]);
        let mut own = tellings.iter().filter(|unit| scene.units[**unit].witness == two && !scene.units[**unit].headline);
        // On another day another thing is the news.
        let day = |witness: usize| scene.witnesses[witness].document.article.date.map(|date| date.day());
        let apart = day(one).zip(day(two)).is_some_and(|(a, b)| (a - b).abs() > DAYS_APART);
        !apart && scene.witnesses[one].text != scene.witnesses[two].text && own.next().is_some_and(|first| *first > other + NEXT)
    };
    let pairs = || leads.iter().flat_map(|a| leads.iter().map(move |b| (*a, *b)));
    let chosen = pairs().any(|(a, b)| moved(a, b));
    // Two who tell both, each the other's lead further down, chose; one who tells nothing of the other's lead may be about something else.
    let both = pairs().any(|(a, b)| moved(a, b) && moved(b, a));
    if leads.len() > 1 && chosen {
        let readings = leads.iter().map(|unit| words_at(scene, *unit, scene.units[*unit].span)).collect();
        let weight = if both { OPENING } else { OTHER_OPENING };
        found.push(Found { kind: Kind::Order, statement: None, readings, absent: Vec::new(), weight });
    }
}

/// Whether what stands between two names joins them.
pub(super) fn joins(gap: &str) -> bool {
    gap.split_whitespace().any(|word| CONJUNCTIONS.contains(&word))
}

/// One of two sides: where it stands, and what it is called in any language.
struct Side {
    span: Span,
    key: u64,
    /// A word for what belongs to a country, which stands for it beside another such word: "les chefs des diplomaties turque et russe".
    adjective: bool,
}

/// The names of a sentence, each run of one name as one, and the words for what belongs to a country, in order.
fn sides_of(scene: &Scene, unit: &Unit) -> Vec<Side> {
    let text = scene.text(unit);
    let between = |a: Span, b: Span| text.get(a.end as usize..b.start as usize).unwrap_or(",");
    let of_one = |a: &(Span, Named), b: &(Span, Named)| a.1.run == b.1.run && !joins(between(a.0, b.0));
    let whole = |run: &[(Span, Named)]| {
        let (first, last) = (run.first()?, run.last()?);
        Some(Side { span: Span { start: first.0.start, end: last.0.end }, key: name_hash(&last.1), adjective: false })
    };
    let mut sides: Vec<Side> = unit.names.chunk_by(of_one).filter_map(whole).collect();
    let meanings = Meanings::in_language(scene.witnesses[unit.witness].lang);
    for word in &unit.words {
        let Some(key) = meanings.country(&fold(word.span.of(text)), word.capital) else { continue };
        // "Russian" may pass for a name; in "le Russe Lavrov" it is part of one.
        match sides.iter_mut().find(|side| side.span.overlaps(word.span)) {
            Some(side) if side.span == word.span && side.key != key => *side = Side { key, adjective: true, ..*side },
            Some(_) => {}
            None => sides.push(Side { span: word.span, key, adjective: true }),
        }
    }
    sides.sort_by_key(|side| side.span.start);
    sides
}

/// Whether a sentence joins two sides: by a conjunction with little else between, by nothing else where a word for a country is one.
fn are_joined(text: &str, one: &Side, other: &Side) -> bool {
    let gap = text.get(one.span.end as usize..other.span.start as usize).unwrap_or(",");
    let adjective = one.adjective || other.adjective;
    let reach = if adjective { 1 } else { BETWEEN };
    one.adjective == other.adjective
        && one.key != other.key
        && gap.split_whitespace().count() <= reach
        && !gap.contains([',', ';', ':', '.', '(', '«', '"'])
        && joins(gap)
}

/// Two sides joined by a conjunction, where others always name them the other way round.
fn sides(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    // By the two sides in ascending order, then by witness: the first place of either order.
    let mut pairs: BTreeMap<(u64, u64), BTreeMap<usize, FirstPlaces>> = BTreeMap::new();
    // Headlines are another hand's: they count where the text names neither order.
    let (headlines, sentences): (Vec<_>, Vec<_>) = scene.units.iter().enumerate().partition(|(_, unit)| unit.headline);
    for (at, unit) in sentences.into_iter().chain(headlines) {
        for pair in sides_of(scene, unit).windows(2) {
            let (one, other) = (&pair[0], &pair[1]);
            if are_joined(scene.text(unit), one, other) {
                let place = pairs.entry((one.key.min(other.key), one.key.max(other.key))).or_default().entry(unit.witness).or_default();
                if unit.headline && place.iter().flatten().any(|(other, _)| !scene.units[*other].headline) {
                    continue;
                }
                place[usize::from(one.key > other.key)].get_or_insert((at, Span { start: one.span.start, end: other.span.end }));
            }
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
