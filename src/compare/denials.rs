//! Who prints that a claim was denied, and who prints the claim alone.
//!
//! Enters: the sentences and the statements. Leaves: an omission for each statement that several tell with a denial and others without.
//! **Invariant:** a denial is about the statement its sentence tells, or the sentence before it in its paragraph; who has a word of denial
//! anywhere, or tells the denial's own sentence, leaves none out.
//! **Source:** the verbs of denial in `lexicon.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::clause::breaks;
use super::found::{Found, Said, Words, span_of, words_at};
use super::scene::{Scene, Unit};
use crate::article::{Lang, Span};
use crate::text::fold;

/// Weight of a claim without the denial that several texts give.
const DENIED: f64 = 0.4;
/// Words before a denial among which a negation makes it none: "n'a pas démenti".
const NEGATED: usize = 3;
/// Words shown behind a denial.
const SHOWN: usize = 12;

/// Where a witness tells that something is denied.
struct Denial {
    unit: usize,
    span: Span,
}

/// Claims that some print with their denial and others alone.
pub(super) fn denials(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut of_statement: BTreeMap<usize, Vec<Denial>> = BTreeMap::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        let Some(span) = denied_at(scene, unit) else { continue };
        let statement = claim_of(scene, at, span).and_then(|claim| said.statement_of[claim]);
        if let Some(statement) = statement.filter(|statement| said.statements[*statement].len() > 1) {
            of_statement.entry(statement).or_default().push(Denial { unit: at, span });
        }
    }
    let excused: Vec<bool> = (0..scene.witnesses.len()).map(|witness| contradicts(scene, witness)).collect();
    for (statement, denials) in of_statement {
        let text = |unit: usize| scene.witnesses[scene.units[unit].witness].text;
        let texts: BTreeSet<u32> = denials.iter().map(|denial| text(denial.unit)).collect();
        let silent = |unit: &&usize| !texts.contains(&text(**unit)) && !excused[scene.units[**unit].witness];
        let mut absent: Vec<usize> = said.statements[statement].iter().filter(silent).map(|unit| scene.units[*unit].witness).collect();
        absent.dedup();
        if texts.len() < 2 || absent.is_empty() {
            continue;
        }
        let readings: Vec<Words> = denials.iter().map(|denial| words_at(scene, denial.unit, denial.span)).collect();
        let omission = Found { kind: Kind::Omission, statement: Some(statement), readings, absent, weight: DENIED };
        if !omission.is_shown(found) {
            found.push(omission);
        }
    }
}

/// The sentence that a denial at `span` of a unit is about: its own where that claims something beside it, else the one before.
fn claim_of(scene: &Scene, at: usize, span: Span) -> Option<usize> {
    let unit = &scene.units[at];
    let beside = unit.words.iter().filter(|word| word.content && !word.span.overlaps(span)).count();
    if beside > unit.words.iter().filter(|word| word.content && word.span.overlaps(span)).count() {
        return Some(at);
    }
    let before = at.checked_sub(1)?;
    let previous = &scene.units[before];
    (previous.witness == unit.witness && previous.paragraph == unit.paragraph && !previous.headline).then_some(before)
}

/// The clause of a sentence that denies something, if one does.
fn denied_at(scene: &Scene, unit: &Unit) -> Option<Span> {
    let (text, language, lang) = (scene.text(unit), scene.language(unit), scene.witnesses[unit.witness].lang);
    let form = |place: usize| unit.words.get(place).map_or(String::new(), |word| fold(word.span.of(text)));
    let denies = |at: &usize| {
        let Some((length, ())) = language.denial.at(&unit.words[*at..], |word| word.exact) else { return false };
        let negated = (at.saturating_sub(NEGATED)..*at).any(|place| language.is_negation(unit.words[place].exact));
        let before = at.checked_sub(1).map_or(String::new(), form);
        // "Was denied entry", "se negó a", "a denied visa".
        let refused = match lang {
            Some(Lang::EN) => REFUSED_BEFORE.contains(&before.as_str()) || REFUSED_BEHIND.contains(&form(at + length).as_str()),
            Some(Lang::ES | Lang::PT) => before == "se",
            _ => false,
        };
        !negated && !refused
    };
    let verb = (0..unit.words.len()).find(denies)?;
    let unbroken = |left: usize| {
        let gap = Span { start: unit.words[left].span.end, end: unit.words[left + 1].span.start };
        !breaks(gap.of(text))
    };
    let start = (0..verb).rev().take_while(|left| unbroken(*left)).last().unwrap_or(verb);
    let end = (verb..unit.words.len() - 1).take(SHOWN).take_while(|left| unbroken(*left)).last().map_or(verb, |left| left + 1);
    Some(span_of(unit, start..end + 1))
}

/// What makes a refusal of an English verb of denial, before it and behind it.
const REFUSED_BEFORE: &[&str] = &["was", "were", "been", "be", "being", "is", "are", "a", "the", "of"];
const REFUSED_BEHIND: &[&str] = &[
    "entry",
    "access",
    "bail",
    "visa",
    "visas",
    "permission",
    "asylum",
    "service",
    "a",
    "him",
    "her",
    "them",
    "us",
    "me",
    "you",
    "people",
];

/// Whether a witness has a word of denial anywhere.
fn contradicts(scene: &Scene, witness: usize) -> bool {
    scene.units[scene.witnesses[witness].units.clone()].iter().any(|unit| {
        let language = scene.language(unit);
        let denies =
            |at: usize| [&language.denial, &language.rebuttal].iter().any(|list| list.at(&unit.words[at..], |word| word.exact).is_some());
        (0..unit.words.len()).any(denies)
    })
}
