//! Who prints that a claim was denied, and who prints the claim alone.
//!
//! Enters: the sentences and the statements. Leaves: an omission for each statement that several outlets tell with a denial and others without.
//! **Invariant:** accused is only who tells the claim with room for more, in a language whose words of denial are listed, and has no such
//! word anywhere in the article, nor a negation where the claim stands or right behind.
//! **Source:** the verbs of denial in `lexicon.toml`, and what readers of a first version found wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::clause::breaks;
use super::found::{Found, Said, Words, span_of, words_at};
use super::gaps::{has_room, several};
use super::lexicon::Language;
use super::modality::infinitive;
use super::scene::{Scene, Unit};
use super::silence::{Place, known};
use super::word::{Word, stem_hash, words};
use crate::article::{Lang, Span};
use crate::text::fold;

/// Weight of a claim without the denial that several outlets give.
const DENIED: f64 = 0.4;
/// Words shown behind a verb of denial.
const SHOWN: usize = 12;
/// Sentences behind a claim that may deny it.
const BEHIND: usize = 2;

/// Claims that some print with their denial and others alone.
pub(super) fn denials(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut of_statement: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        let Some(span) = denied_at(scene, unit) else { continue };
        let statement = claim_of(scene, at, span).and_then(|claim| said.statement_of[claim]);
        if let Some(statement) = statement.filter(|statement| said.statements[*statement].len() > 1) {
            of_statement.entry(statement).or_default().push((at, span));
        }
    }
    let mut excused: BTreeMap<usize, bool> = BTreeMap::new();
    for (statement, denials) in of_statement {
        let readings: Vec<Words> = denials.iter().map(|(unit, span)| words_at(scene, *unit, *span)).collect();
        if !several(scene, &readings) {
            continue;
        }
        let texts: BTreeSet<u32> = readings.iter().map(|words| scene.witnesses[words.witness].text).collect();
        let mut silent = |unit: &&usize| {
            let witness = scene.units[**unit].witness;
            !texts.contains(&scene.witnesses[witness].text)
                && !negated_near(scene, **unit)
                && !*excused.entry(witness).or_insert_with(|| !has_room(scene, witness) || contradicts(scene, witness))
        };
        let mut absent: Vec<usize> = said.statements[statement].iter().filter(&mut silent).map(|unit| scene.units[*unit].witness).collect();
        absent.dedup();
        absent.retain(|witness| !known(scene, &denials, *witness, found));
        if !absent.is_empty() {
            found.push(Found { kind: Kind::Omission, statement: Some(statement), readings, absent, weight: DENIED });
        }
    }
}

/// The sentence that a denial at `span` of a unit is about: its own where the two are set apart like sentences, else the one before, unless
/// the denial names what that does not.
fn claim_of(scene: &Scene, at: usize, span: Span) -> Option<usize> {
    let unit = &scene.units[at];
    let before = scene.text(unit)[unit.span.start as usize..span.start as usize].trim_end();
    if before.ends_with([';', '–', '—']) {
        return Some(at);
    }
    let previous = at.checked_sub(1).filter(|_| before.is_empty())?;
    let claim = &scene.units[previous];
    let new_name =
        unit.names.iter().any(|(name, own)| name.start > span.start && !claim.names.iter().any(|(_, known)| known.key == own.key));
    let new_number = unit.numbers.iter().any(|(_, own)| !claim.numbers.iter().any(|(_, known)| known.low == own.low));
    (claim.witness == unit.witness && claim.paragraph == unit.paragraph && !claim.headline && !new_name && !new_number).then_some(previous)
}

/// The clause of a sentence that denies something, if one does.
fn denied_at(scene: &Scene, unit: &Unit) -> Option<Span> {
    let text = scene.text(unit);
    let verb = (0..unit.words.len()).find(|at| scene.language(unit).denial.at(&unit.words[*at..], |word| word.exact).is_some())?;
    let unbroken = |left: usize| {
        let gap = Span { start: unit.words[left].span.end, end: unit.words[left + 1].span.start };
        !breaks(gap.of(text))
    };
    let start = (0..verb).rev().take_while(|left| unbroken(*left)).last().unwrap_or(verb);
    let end = (verb..unit.words.len() - 1).take_while(|left| unbroken(*left)).last().map_or(verb, |left| left + 1);
    // "Denied doing anything wrong" denies; German puts its "nicht" behind the verb.
    let negatable = if scene.witnesses[unit.witness].lang == Some(Lang::DE) { end + 1 } else { verb };
    (denies(scene, unit, verb, end) && !holds_negation(scene, unit, start..negatable) && !scene.is_quoted(unit, unit.words[verb].span))
        .then(|| span_of(unit, start..(verb + SHOWN).min(end) + 1))
}

/// Whether the verb of denial at a word, in a clause up to `end`, denies a claim: nothing follows, or what may be claimed.
fn denies(scene: &Scene, unit: &Unit, verb: usize, end: usize) -> bool {
    let (text, language, lang) = (scene.text(unit), scene.language(unit), scene.witnesses[unit.witness].lang);
    let length = language.denial.at(&unit.words[verb..], |word| word.exact).map_or(1, |(length, ())| length);
    // "Was denied entry".
    if verb > 0 && language.passive.at(&unit.words[verb - 1..], |word| word.exact).is_some() {
        return false;
    }
    let form = |at: usize| unit.words[at].span.of(text);
    let adverb = |at: &usize| ["ment", "mente", "ly"].iter().any(|ending| form(*at).ends_with(ending));
    let Some(next) = (verb + length..=end).find(|at| !adverb(at)) else { return true };
    let deed = match lang {
        Some(Lang::EN) => form(next).ends_with("ing"),
        Some(Lang::FR) => infinitive(form(next)),
        _ => false,
    };
    deed || language.denied.at(&unit.words[next..], |word| word.exact).is_some()
}

/// Whether words of a sentence hold a negation, or what else makes no denial of a verb of denial.
fn holds_negation(scene: &Scene, unit: &Unit, range: std::ops::Range<usize>) -> bool {
    let language = scene.language(unit);
    range
        .into_iter()
        .any(|at| language.is_negation(unit.words[at].exact) || language.no_denial.at(&unit.words[at..], |word| word.exact).is_some())
}

/// Whether a telling of a claim, or a sentence right behind it, holds a negation: it may deny in words of its own.
fn negated_near(scene: &Scene, at: usize) -> bool {
    let near = at..(at + 1 + BEHIND).min(scene.witnesses[scene.units[at].witness].units.end);
    near.into_iter().any(|unit| holds_negation(scene, &scene.units[unit], 0..scene.units[unit].words.len()))
}

/// Whether an article has a word of denial anywhere, in what is read of it and beyond, or its language has none listed.
fn contradicts(scene: &Scene, witness: usize) -> bool {
    let lang = scene.witnesses[witness].lang;
    let (article, language) = (&scene.witnesses[witness].document.article, scene.lexicon.language(lang));
    let has = |text: &str| {
        let words = words(text, 0, lang, scene.lexicon, usize::MAX);
        (0..words.len()).any(|at| rebuts(language, &words[at..], text))
    };
    let body = &scene.witnesses[witness].document.layout.body;
    language.rebuttal.is_empty() || has(&article.title) || body.iter().any(|paragraph| has(paragraph.of(&article.text)))
}

/// Whether a word of denial begins at the first of `words`; Arabic writes "and" in front of it.
fn rebuts(language: &Language, words: &[Word], text: &str) -> bool {
    let joined = |word: &Word| {
        let folded = fold(word.span.of(text));
        let bare = folded.strip_prefix(['و', 'ف']).map(stem_hash);
        bare.is_some_and(|stem| language.rebuttal.at(&[Word { root: stem, ..*word }], |word| word.root).is_some())
    };
    language.rebuttal.at(words, |word| word.root).is_some() || words.first().is_some_and(joined)
}
