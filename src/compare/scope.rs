//! What a figure is given for: which places, whose measure it is, which time it is counted from.
//!
//! Enters: a number at its words. Leaves: its [`Scope`], and whether two scopes are of different things.
//! **Invariant:** what names no place, person or time speaks against nothing; a place where the whole event is tells nothing apart.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::clause::breaks;
use super::found::word_range;
use super::scene::{BACKGROUND_DAYS, Named, Scene, Unit};
use super::word::Word;
use crate::article::{Lang, Span};
use crate::mention::{NameKind, Number};
use crate::text::fold;

/// Words after a number among which a place belongs to it, with a preposition or without.
const PLACE_AFTER: usize = 6;
/// Words between a preposition and the place it leads to: "dans la ville d'Idleb".
const LOCATIVE_REACH: usize = 4;
/// Bytes between a place and a figure in brackets behind it: "Toulouse (plus de 40 lycées)".
const BRACKET_REACH: usize = 16;
/// Sentences back in a paragraph to the one that says where those behind it are.
const SENTENCES_BACK: usize = 2;
/// Sentences of an article's beginning, its headline included, that say where the event is.
const OPENING: usize = 3;
/// Words between a name and the number that measures it: "Sarah Palin earned 10 percent", "Tristan C., 23 ans".
const NAME_REACH: usize = 4;
/// Words before or behind a duration that say what it is counted from.
const RELATIVE_REACH: usize = 2;
/// Days before publication from which a sentence looks back.
const LATER_DAYS: i32 = 4;

/// What the clauses of two figures must agree more where one is given for a place and the other for none or for the whole; and where
/// one sentence looks back some days and the other does not.
const ONE_PLACED: f64 = 0.08;
const ONE_LATER: f64 = 0.1;

/// Units of time.
const DURATIONS: &[&str] = &["minute", "heure", "jour", "semaine", "mois", "an"];

/// Units of length: what they lead to is where they are measured from.
const DISTANCES: &[&str] = &["km", "metre", "mil", "mile"];

/// What a number is given for.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// Keys of the places named in its sentence, without those where the whole event is.
    places: BTreeSet<&'a str>,
    /// The same of the sentences before it, where its own names none: where it may be.
    around: BTreeSet<&'a str>,
    /// Keys of all places it is given for, those where the whole event is included.
    pub named: BTreeSet<&'a str>,
    /// Keys of the name whose share, age, wage or term it is; empty where nobody is named.
    owner: BTreeSet<&'a str>,
    /// Whether it is somebody's age.
    age: bool,
    /// Whether it is a time counted from another: "depuis deux semaines", "two days later".
    pub relative: bool,
    /// Days long past of which the sentence speaks.
    pub past: Option<(i32, i32)>,
    /// Whether it speaks of some days before.
    pub later: bool,
}

impl<'a> Scope<'a> {
    /// The scope of the number at words `range` of a unit; `ground` that of the comparison.
    pub fn of(scene: &Scene<'a>, at: usize, range: &Range<usize>, number: &Number, ground: &Ground<'a>) -> Self {
        let unit = &scene.units[at];
        let mut own = places(scene, unit, range, number);
        if own.is_empty() && names_capital(scene, unit) {
            own.extend(ground.capital);
        }
        let around = if own.is_empty() { before(scene, at, ground) } else { BTreeSet::new() };
        let named = if own.is_empty() { around.clone() } else { own.clone() };
        let age = is_age(scene, unit, range, number);
        Scope {
            places: ground.telling(own),
            around: ground.telling(around),
            named,
            owner: if age || is_measure(number) { owner(scene, unit, range.start) } else { BTreeSet::new() },
            age,
            relative: DURATIONS.contains(&number.unit.as_str()) && is_relative(scene, unit, range),
            past: scene.past_at(unit, unit.words.get(range.start).map(|word| word.span), BACKGROUND_DAYS),
            later: scene.past(unit, LATER_DAYS).is_some(),
        }
    }

    /// Whether two numbers are given for different places, times or persons.
    pub fn apart(&self, other: &Scope) -> bool {
        let past = match (self.past, other.past) {
            (Some(one), Some(other)) => one.1 < other.0 || other.1 < one.0,
            (None, None) => false,
            _ => true,
        };
        past || disjoint(&self.places, &other.places) || self.others(other)
    }

    /// Whether they measure different persons; an age is compared with that of the same person alone.
    pub fn others(&self, other: &Scope) -> bool {
        let named = !self.owner.is_empty() && !other.owner.is_empty();
        let same = !self.owner.is_disjoint(&other.owner);
        self.relative != other.relative || if self.age || other.age { !(self.age && other.age && same) } else { named && !same }
    }

    /// Whether both name the same place or owner.
    pub fn meets(&self, other: &Scope) -> bool {
        !self.places.is_disjoint(&other.places) || !self.owner.is_disjoint(&other.owner)
    }

    fn whereabouts(&self) -> &BTreeSet<&'a str> {
        if self.places.is_empty() { &self.around } else { &self.places }
    }

    /// How much more than others the clauses of two figures must agree, as their scopes are not the same, from 0.
    pub fn doubt(&self, other: &Scope) -> f64 {
        let (own, others) = (self.whereabouts(), other.whereabouts());
        let placed = if own == others || !own.is_disjoint(others) { 0.0 } else { ONE_PLACED };
        placed + if self.later == other.later { 0.0 } else { ONE_LATER }
    }
}

/// Whether both hold something, and nothing that the other does.
pub(super) fn disjoint(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Where the whole event is.
pub(super) struct Ground<'a> {
    /// Places that more than half of the witnesses name where they begin: what all report is there.
    central: BTreeSet<&'a str>,
    /// The seat of government that most witnesses name, which "dans la capitale" speaks of.
    capital: Option<&'a str>,
}

impl<'a> Ground<'a> {
    /// From the openings of the witnesses, and the capitals that they name.
    pub fn new(scene: &Scene<'a>) -> Self {
        Ground { central: central_places(scene), capital: capital(scene) }
    }

    /// Of some places those where not the whole event is.
    pub fn telling(&self, mut places: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        places.retain(|place| !self.central.contains(place));
        places
    }
}

fn central_places<'a>(scene: &Scene<'a>) -> BTreeSet<&'a str> {
    let mut witnesses: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, witness) in scene.witnesses.iter().enumerate() {
        let opening = scene.units[witness.units.clone()].iter().take(OPENING);
        opening.flat_map(|unit| &unit.names).for_each(|(_, name)| {
            witnesses.entry(name.key).or_default().insert(at);
        });
    }
    let central = witnesses.into_iter().filter(|(_, naming)| 2 * naming.len() > scene.witnesses.len());
    central.map(|(key, _)| key).collect()
}

/// The places a number is given for: those of its own clause, else those that its sentence names before it.
fn places<'a>(scene: &Scene<'a>, unit: &Unit<'a>, range: &Range<usize>, number: &Number) -> BTreeSet<&'a str> {
    let distance = DISTANCES.contains(&number.unit.as_str());
    if let Some(place) = bracketed(scene, unit, range) {
        return BTreeSet::from([place]);
    }
    let close = keys(behind(scene, unit, range).into_iter().filter(|(_, name)| distance || name.kind == NameKind::Place));
    if !close.is_empty() {
        return close;
    }
    whereabouts(scene, unit, range)
}

/// The place behind which a figure stands in brackets: "Toulouse (44 lycées)".
fn bracketed<'a>(scene: &Scene<'a>, unit: &Unit<'a>, range: &Range<usize>) -> Option<&'a str> {
    let (start, text) = (unit.words.get(range.start)?.span.start, scene.text(unit));
    let opens = |gap: &str| gap.len() <= BRACKET_REACH && gap.trim_start().starts_with('(') && !gap.contains([')', ',', ';']);
    let (span, name) = unit.names.iter().rev().find(|(span, _)| span.end < start)?;
    text.get(span.end as usize..start as usize).is_some_and(opens).then_some(name.key)
}

/// The places to which prepositions lead in the clause of the words `range`, else those that the sentence names before it.
pub(super) fn whereabouts<'a>(scene: &Scene<'a>, unit: &Unit<'a>, range: &Range<usize>) -> BTreeSet<&'a str> {
    let located = located(scene, unit);
    let clause = clause(scene, unit, range);
    let within = |words: Range<usize>| keys(located.iter().copied().filter(|(span, _)| words.contains(&word_range(unit, *span).start)));
    let own = within(clause);
    if own.is_empty() { within(0..range.start) } else { own }
}

/// The seat of government that most witnesses name, which "dans la capitale" speaks of.
fn capital<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let names = scene.witnesses.iter().flat_map(|witness| witness.keys.iter().copied().filter(|key| CAPITALS.contains(key)));
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|key| *named.entry(key).or_default() += 1);
    named.into_iter().max_by_key(|(key, count)| (*count, std::cmp::Reverse(*key))).map(|(key, _)| key)
}

/// Whether a unit speaks of the capital without naming it.
fn names_capital(scene: &Scene, unit: &Unit) -> bool {
    let text = scene.text(unit);
    let german = scene.witnesses[unit.witness].lang == Some(Lang::DE);
    let is = |word: &Word| (german || !word.capital) && CAPITAL.contains(&fold(word.span.of(text)).as_str());
    (1..unit.words.len()).any(|place| is(&unit.words[place]) && !unit.words[place - 1].content)
}

/// What "the capital" is called, and the seats of government it may stand for.
const CAPITAL: &[&str] = &["capitale", "capital", "hauptstadt", "baskentte", "baskent", "столице", "العاصمه"];
const CAPITALS: &[&str] = &[
    "@paris",
    "@london",
    "@berlin",
    "@madrid",
    "@rome",
    "@lisbon",
    "@washington",
    "@moscow",
    "@ankara",
    "@kyiv",
    "@damascus",
    "@tehran",
    "@beijing",
    "@brussels",
    "@vienna",
    "@warsaw",
    "@athens",
    "@budapest",
    "@bucharest",
    "@cairo",
    "@baghdad",
    "@beirut",
    "@algiers",
];

/// The places of the nearest sentence before a unit in its paragraph that says where it is.
fn before<'a>(scene: &Scene<'a>, at: usize, ground: &Ground<'a>) -> BTreeSet<&'a str> {
    let unit = &scene.units[at];
    let same = |earlier: &usize| scene.units[*earlier].witness == unit.witness && scene.units[*earlier].paragraph == unit.paragraph;
    let back = (at.saturating_sub(SENTENCES_BACK)..at).rev().take_while(same);
    let told = |earlier: usize| {
        let mut places = keys(located(scene, &scene.units[earlier]).into_iter());
        places.extend(ground.capital.filter(|_| places.is_empty() && names_capital(scene, &scene.units[earlier])));
        places
    };
    back.map(told).find(|places| !places.is_empty()).unwrap_or_default()
}

fn keys<'u, 'a: 'u>(names: impl Iterator<Item = &'u (Span, Named<'a>)>) -> BTreeSet<&'a str> {
    names.map(|(_, name)| name.key).collect()
}

/// Names close behind a number, in its clause.
fn behind<'u, 'a>(scene: &Scene, unit: &'u Unit<'a>, range: &Range<usize>) -> Vec<&'u (Span, Named<'a>)> {
    let end = (range.end..(range.end + PLACE_AFTER).min(unit.words.len()))
        .take_while(|place| !opens_clause(scene, unit, *place))
        .last()
        .map_or(0, |place| unit.words[place].span.end);
    let start = unit.words.get(range.end).map_or(u32::MAX, |word| word.span.start);
    unit.names.iter().filter(|(span, _)| span.start >= start && span.end <= end).collect()
}

/// The names of a unit to which a preposition of place leads, and those enumerated with them.
fn located<'u, 'a>(scene: &Scene, unit: &'u Unit<'a>) -> Vec<&'u (Span, Named<'a>)> {
    let text = scene.text(unit);
    let language = scene.language(unit);
    let mut found: Vec<&(Span, Named<'a>)> = Vec::new();
    for named in &unit.names {
        // "Seine-et-Marne" may be known by its last part.
        let hyphened = |place: usize| place > 0 && text[unit.words[place - 1].span.end as usize..].starts_with('-');
        let mut start = word_range(unit, named.0).start;
        while hyphened(start) {
            start -= 1;
        }
        let nearest = (start.saturating_sub(LOCATIVE_REACH)..start).rev();
        let mut leading = nearest.take_while(|place| !unit.words[*place].capital || *place == 0);
        // Without its accent *à* is a verb.
        let verb = |place: usize| unit.words[place].span.of(text) == "a" && scene.witnesses[unit.witness].lang == Some(Lang::FR);
        let led = leading.any(|place| !verb(place) && language.locative.at(&unit.words[place..], |word| word.exact).is_some());
        // "à Paris, Lyon et Marseille"; both words of "Los Angeles".
        let next_to = found.last().is_some_and(|(last, name)| {
            let between = text.get(last.end as usize..named.0.start as usize).unwrap_or("x");
            let words = between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            let place = named.1.kind == NameKind::Place || named.1.run == name.run;
            place && words.into_iter().all(|word| AND.contains(&word)) && !between.contains(['.', ';', ':'])
        });
        // "Toulouse : sept interpellés", a heading.
        let heads = start == 0 && named.1.kind == NameKind::Place && text[named.0.end as usize..].trim_start().starts_with([':', '–', '—']);
        let suffixed = text[named.0.end as usize..].trim_start_matches(['\'', '’']);
        let inflected = suffixed.len() < text[named.0.end as usize..].len()
            && TURKISH.contains(&suffixed.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
        if led || next_to || heads || inflected && scene.witnesses[unit.witness].lang == Some(Lang::TR) {
            found.push(named);
        }
    }
    found
}

/// What joins places.
const AND: &[&str] = &["et", "ou", "and", "or", "y", "e", "und", "oder", "ve", "и", "و", "de", "la", "le"];
/// Endings of Turkish names that say where.
const TURKISH: &[&str] = &["da", "de", "ta", "te", "daki", "deki", "taki", "teki"];

/// The words of the clause around a number.
fn clause(scene: &Scene, unit: &Unit, range: &Range<usize>) -> Range<usize> {
    let start = (1..=range.start).rev().filter(|place| *place < unit.words.len()).find(|place| opens_clause(scene, unit, *place));
    let end = (range.end..unit.words.len()).find(|place| opens_clause(scene, unit, *place));
    start.unwrap_or(0)..end.unwrap_or(unit.words.len())
}

/// Whether a clause ends between the words at `place - 1` and `place`: by punctuation or by a conjunction at `place`.
pub(super) fn opens_clause(scene: &Scene, unit: &Unit, place: usize) -> bool {
    const CONJUNCTIONS: &[&str] = &["et", "ou", "dont", "and", "or", "y", "e", "und", "oder", "ed", "ve", "и", "mais", "but", "contre"];
    let text = scene.text(unit);
    let gap = if place == 0 { "" } else { &text[unit.words[place - 1].span.end as usize..unit.words[place].span.start as usize] };
    breaks(gap) || CONJUNCTIONS.contains(&unit.words[place].span.of(text).to_lowercase().as_str())
}

/// Whether a unit measures somebody or something that has a name.
fn is_measure(number: &Number) -> bool {
    DURATIONS.contains(&number.unit.as_str()) || matches!(number.unit.as_str(), "%" | "euro" | "dollar" | "livre" | "point")
}

/// Keys of the name that ends at most some words before the word `at`, with nobody's speech and no comma but one between.
fn owner<'a>(scene: &Scene, unit: &Unit<'a>, at: usize) -> BTreeSet<&'a str> {
    let Some(number) = unit.words.get(at) else { return BTreeSet::new() };
    let (text, language) = (scene.text(unit), scene.language(unit));
    let near = |span: &Span| (at.saturating_sub(NAME_REACH)..at).contains(&(word_range(unit, *span).end.max(1) - 1));
    let Some((span, name)) = unit.names.iter().rev().find(|(span, _)| near(span)) else { return BTreeSet::new() };
    let between = word_range(unit, *span).end..at;
    let told = between.clone().any(|place| language.speech.at(&unit.words[place..], |word| word.root).is_some());
    let gap = text.get(span.end as usize..number.span.start as usize).unwrap_or(";");
    let broken = gap.matches([',', '(']).count() > 1 || gap.contains([';', ':', ')', '–', '—']) || !between.is_empty() && gap.contains(',');
    let run = unit.names.iter().filter(|(_, other)| other.run == name.run).map(|(_, other)| other.key);
    if told || broken { BTreeSet::new() } else { run.collect() }
}

/// Whether a duration is counted from another time.
fn is_relative(scene: &Scene, unit: &Unit, range: &Range<usize>) -> bool {
    let relative = &scene.language(unit).relative;
    let at = |place: usize| relative.at(&unit.words[place..], |word| word.exact).map(|(length, ())| place + length);
    let before = (range.start.saturating_sub(RELATIVE_REACH + 1)..range.start).filter_map(at).any(|end| end <= range.start);
    // "Two years in prison" are two years.
    let leads = |place: usize| scene.language(unit).locative.at(&unit.words[place..], |word| word.exact).is_some();
    before || (range.end..(range.end + RELATIVE_REACH).min(unit.words.len())).any(|place| at(place).is_some() && !leads(place))
}

/// Whether a number of years is somebody's age: "Michaël R., 31 ans,", "un homme de 26 ans", "a 9-year-old child".
fn is_age(scene: &Scene, unit: &Unit, range: &Range<usize>, number: &Number) -> bool {
    if number.unit != "an" || range.is_empty() || unit.words.get(range.end - 1).is_none() {
        return false;
    }
    let text = scene.text(unit);
    let behind = &text[unit.words[range.end - 1].span.end as usize..unit.span.end as usize];
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '\u{2011}');
    let noun_end = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let after = behind[noun_end..].trim_start();
    let before = text[unit.span.start as usize..unit.words[range.start].span.start as usize].trim_end();
    let word_before = |reach: usize| range.start.checked_sub(reach).map_or("", |at| unit.words[at].span.of(text)).to_lowercase();
    let set_off = before.ends_with([',', '(']) && (after.is_empty() || after.starts_with([',', ')', '.', ';']));
    let aged = AGED.iter().any(|word| word_before(1) == *word || word_before(2) == *word);
    let of = matches!(word_before(1).as_str(), "de" | "of" | "von" | "di");
    let person = of && (2..=4).any(|reach| PERSONS.contains(&word_before(reach).as_str()));
    set_off || aged || person || after.starts_with("old") || after.starts_with("-old")
}

/// What announces an age, and whom it may follow.
const AGED: &[&str] = &["âgé", "âgée", "âgés", "âgées", "agé", "agée", "aged", "edad", "años", "età", "idade", "anos"];
const PERSONS: &[&str] = &[
    "homme",
    "femme",
    "jeune",
    "élève",
    "enfant",
    "garçon",
    "fille",
    "fillette",
    "adolescent",
    "adolescente",
    "lycéen",
    "lycéenne",
    "étudiant",
    "étudiante",
    "retraité",
    "retraitée",
    "hombre",
    "mujer",
    "joven",
    "niño",
    "niña",
    "uomo",
    "donna",
    "ragazzo",
    "ragazza",
    "homem",
    "mulher",
    "rapaz",
    "man",
    "woman",
    "boy",
    "girl",
    "mann",
    "frau",
];
