//! A number in its place: what it counts, what happened to those, and what it is given for.
//!
//! Enters: units with their numbers. Leaves: the [`Figure`]s of a comparison with their surroundings.
//! **Invariant:** read from its own article alone, but for where the whole event is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::found::{Said, word_range};
use super::lexicon::Label;
use super::scene::{Scene, Unit};
use super::scope::{Ground, Scope, opens_clause};
use super::slot::Item;
use crate::article::{Lang, Span};
use crate::mention::Number;

/// Words before and after a number among which its role stands.
const ROLE_BEFORE: usize = 4;
const ROLE_AFTER: usize = 8;
/// Words before a number within which a role governs it, as the verb of "a tué quatre soldats".
const GOVERNED: usize = 2;
/// Numbers in one sentence from which it is a table that lost its form.
pub(super) const TABLE: usize = 12;
/// Words before and behind a number of hours among which stands what lasted.
const LASTING_NEAR: usize = 3;
/// Units that say what happened to those counted and not who they are.
const FATES: &[&str] = &["", "mort", "blesse", "disparu", "interpellation", "victime"];
/// What stands between a part and its whole.
const PARTITIVES: &[&str] = &[
    "des",
    "de",
    "de ces",
    "sur",
    "sur les",
    "parmi les",
    "d'entre les",
    "of",
    "of the",
    "of its",
    "out of",
    "out of the",
    "von",
    "der",
    "von den",
    "de los",
    "de las",
    "dos",
    "das",
    "dei",
    "delle",
    "degli",
    "su",
    "из",
];
/// What leads from a part to all.
const SOME_OF: &[&str] = &[
    "of the", "of them", "of those", "of these", "of its", "des", "d entre", "von den", "der", "de los", "de las", "dei", "delle", "dos",
    "das", "из",
];

/// A number in its place.
pub(super) struct Figure<'a> {
    pub number: &'a Number,
    /// Whether it counts others than those named before.
    pub others: bool,
    /// Whether it counts some of a known number: "three of the officers".
    pub of_all: bool,
    /// What is said to have happened to those it counts.
    pub role: Option<usize>,
    /// Minutes of its unit, where it says how long something lasted.
    pub lasting: Option<f64>,
    /// What it measures, by the meaning of the word beside it: "magnitude 7,8", "7,7 büyüklüğünde".
    pub measured: Option<u64>,
    /// Which of its article's values of this measure it is: the first shock of two.
    pub nth: usize,
    /// All values of this measure in its article, in order.
    pub values: Vec<f64>,
    /// Numbers of the same unit in the same article.
    pub of_unit: usize,
    /// Different numbers of the same role in the same article.
    pub of_role: usize,
    /// The content word right before: "magnitude 7,8", "chapitre 12".
    pub before: Option<u64>,
    /// Different numbers behind that word in the same article.
    pub of_before: usize,
    /// Group of labels of what is counted.
    pub label: Option<usize>,
    /// The terms of the words that say what is counted.
    pub noun: Vec<u64>,
    /// What that means, where a list tells: *bateaux* and *navires* are one thing.
    pub concept: Option<u64>,
    pub scope: Scope<'a>,
    /// The part of it that is meant, and where that begins: *six* of "six des huit représentants".
    pub part: Option<(u32, &'a Number)>,
}

impl Figure<'_> {
    /// Whether its unit says what happened to those counted.
    pub fn fate(&self) -> bool {
        is_fate(self.number) && !self.number.unit.is_empty()
    }

    /// Whether both are values of one measure and not of one thing: the first shock and the second. Where both articles give several, by
    /// their order; where one gives one, that is the nearest of the other's.
    pub fn another_measure(&self, other: &Figure) -> bool {
        if self.measured.is_none() || self.measured != other.measured {
            return false;
        }
        let (own, its) = (middle(self.number), middle(other.number));
        match (self.values.len(), other.values.len()) {
            (2.., 2..) => self.nth != other.nth,
            (1, 2..) => other.values.iter().any(|value| (value - own).abs() < (its - own).abs()),
            (2.., 1) => self.values.iter().any(|value| (value - its).abs() < (its - own).abs()),
            _ => false,
        }
    }

    /// Whether the other counts all, of which this one leaves out one, as it says: "the other 28 members" of 29; or some of them.
    pub fn one_more(&self, all: &Figure) -> bool {
        let (own, other) = (middle(self.number), middle(all.number));
        self.others && !all.others && own + 1.0 == other || self.of_all && !all.of_all && own < other
    }
}

/// How often an article counts each thing.
struct Census<'a> {
    /// Numbers of a unit, by witness.
    of_unit: BTreeMap<(usize, &'a str), usize>,
    /// Values behind a word, by witness.
    announced: BTreeMap<(usize, u64), BTreeSet<u64>>,
}

impl<'a> Census<'a> {
    fn new(scene: &Scene<'a>) -> Self {
        let mut census = Census { of_unit: BTreeMap::new(), announced: BTreeMap::new() };
        for unit in &scene.units {
            for (span, number) in &unit.numbers {
                *census.of_unit.entry((unit.witness, &number.unit)).or_default() += 1;
                if let Some(word) = word_before(unit, &word_range(unit, *span)) {
                    census.announced.entry((unit.witness, word)).or_default().insert(middle(number).to_bits());
                }
            }
        }
        census
    }
}

/// Every figure of a comparison; those of tables are left out.
pub(super) fn figures<'a>(scene: &Scene<'a>, said: &Said) -> Vec<Item<Figure<'a>>> {
    let (census, ground) = (Census::new(scene), Ground::new(scene));
    let mut items = said.items(
        scene,
        |unit| &unit.numbers,
        |at, unit, range, number| Figure {
            number,
            others: counts_others(scene, unit, &range),
            of_all: counts_some(scene, unit, &range),
            role: role(scene, unit, range.clone()),
            lasting: lasting(scene, unit, &range, number),
            measured: measured(scene, unit, &range, number),
            nth: 0,
            values: Vec::new(),
            of_role: 1,
            of_unit: census.of_unit[&(unit.witness, number.unit.as_str())],
            before: word_before(unit, &range),
            of_before: word_before(unit, &range).map_or(1, |word| census.announced[&(unit.witness, word)].len()),
            label: label(scene, unit, number),
            noun: noun(scene, unit, number),
            concept: counted(unit, number).and_then(|at| unit.words[at].synonym()),
            scope: Scope::of(scene, at, &range, number, &ground),
            part: part(scene, unit, number),
        },
    );
    items.retain(|item| scene.units[item.unit].numbers.len() < TABLE && !is_bare(&item.value));
    items.iter_mut().for_each(|item| {
        let span = with_counted(scene, &scene.units[item.unit], item.span, item.value.number);
        item.span = Span { start: item.value.part.map_or(span.start, |(start, _)| start), ..span };
    });
    let mut of_role: BTreeMap<(usize, usize), BTreeSet<u64>> = BTreeMap::new();
    for item in &items {
        if let Some(role) = item.value.role {
            of_role.entry((item.witness, role)).or_default().insert(middle(item.value.number).to_bits());
        }
    }
    items.iter_mut().for_each(|item| item.value.of_role = item.value.role.map_or(1, |role| of_role[&(item.witness, role)].len()));
    let mut measures: BTreeMap<(usize, u64), Vec<f64>> = BTreeMap::new();
    for item in &items {
        let Some(measured) = item.value.measured else { continue };
        let values = measures.entry((item.witness, measured)).or_default();
        if !values.contains(&middle(item.value.number)) {
            values.push(middle(item.value.number));
        }
    }
    for item in &mut items {
        let Some(values) = item.value.measured.and_then(|measured| measures.get(&(item.witness, measured))) else { continue };
        item.value.nth = values.iter().position(|value| *value == middle(item.value.number)).unwrap_or(0);
        item.value.values = values.clone();
    }
    items
}

/// Whether nothing tells what a decimal measures: a share price in a table.
fn is_bare(figure: &Figure) -> bool {
    let number = figure.number;
    number.unit.is_empty() && number.low.fract() != 0.0 && figure.measured.is_none() && figure.role.is_none()
}

/// Whether a unit says what happened to those counted, or nothing.
pub(super) fn is_fate(number: &Number) -> bool {
    FATES.contains(&number.unit.as_str())
}

/// The content word right before a number.
fn word_before(unit: &Unit, range: &Range<usize>) -> Option<u64> {
    unit.words[range.start.saturating_sub(2)..range.start]
        .iter()
        .rev()
        .find(|word| word.content)
        .map(|word| word.meaning.unwrap_or(word.root))
}

/// What a number with decimals measures: the meaning of the word right before it, in Turkish of the one right behind.
fn measured(scene: &Scene, unit: &Unit, range: &Range<usize>, number: &Number) -> Option<u64> {
    let behind = scene.witnesses[unit.witness].lang == Some(Lang::TR);
    let place = if behind { range.end } else { range.start.checked_sub(1)? };
    unit.words.get(place).filter(|_| number.low.fract() != 0.0)?.meaning
}

/// Minutes of a number's unit where a word of what lasts stands beside it: "ont duré une heure et demie", "a 45-minute call".
fn lasting(scene: &Scene, unit: &Unit, range: &Range<usize>, number: &Number) -> Option<f64> {
    let minutes = match number.unit.as_str() {
        "minute" => 1.0,
        "heure" => 60.0,
        _ => return None,
    };
    let lasts = |place: usize| scene.language(unit).lasting.at(&unit.words[place..], |word| word.root).is_some();
    let near = range.start.saturating_sub(LASTING_NEAR)..(range.end + LASTING_NEAR).min(unit.words.len());
    near.into_iter().any(lasts).then_some(minutes)
}

/// A number at `at` with what it counts: readers compare "onze autres militaires" with "une dizaine".
pub(super) fn with_counted(scene: &Scene, unit: &Unit, at: Span, number: &Number) -> Span {
    let end = counted_at(unit, number).end.max(at.end).min(unit.span.end);
    let text = scene.text(unit);
    let unbroken = !text[at.end as usize..end as usize].contains([',', ';', ':', '(']);
    let end = if unbroken { end } else { at.end };
    // What is counted is often said in two words, or with a sign that is none: "378 gardes à vue", "5 000 m²".
    let more = |rest: &&&str| text[end as usize..unit.span.end.max(end) as usize].starts_with(**rest);
    Span { end: end + COUNTED_ON.iter().find(more).map_or(0, |rest| rest.len() as u32), ..at }
}

/// What goes on from a noun of measure or custody.
const COUNTED_ON: &[&str] = &["²", "³", " à vue", " cubes", " cube", " carrés", " carré", " cúbicos", " cuadrados", " quadrati", " cubi"];

/// Whether "other" stands beside a number: "eleven others", "les deux autres hommes".
fn counts_others(scene: &Scene, unit: &Unit, range: &Range<usize>) -> bool {
    // Its own bound is no other: "more than 28".
    let beside = [range.start.checked_sub(1), Some(range.end)].into_iter().flatten().filter_map(|place| unit.words.get(place));
    beside.into_iter().any(|word| scene.language(unit).others.at(&[*word], |word| word.exact).is_some())
}

/// Whether a number is a part of those behind it, whose number is not said.
fn counts_some(scene: &Scene, unit: &Unit, range: &Range<usize>) -> bool {
    let behind = unit.words.get(range.end..(range.end + 2).min(unit.words.len())).unwrap_or(&[]);
    let text: Vec<String> = behind.iter().map(|word| word.span.of(scene.text(unit)).to_lowercase()).collect();
    SOME_OF.contains(&text.join(" ").as_str()) || text.first().is_some_and(|first| SOME_OF.contains(&first.as_str()))
}

/// The smaller number before a number that says how many of those are meant.
fn part<'a>(scene: &Scene, unit: &Unit<'a>, whole: &Number) -> Option<(u32, &'a Number)> {
    let at = unit.numbers.iter().position(|(_, number)| std::ptr::eq(*number, whole))?;
    let (span, part) = unit.numbers[..at].last()?;
    let between = scene.text(unit).get(span.end as usize..unit.numbers[at].0.start as usize)?.trim().to_lowercase().replace('’', "'");
    // "Tens of thousands" is one figure.
    let exact = |number: &Number| number.low == number.high;
    (exact(part) && exact(whole) && part.high < whole.low && PARTITIVES.contains(&between.as_str())).then_some((span.start, *part))
}

/// Group of labels of the word that says what is counted.
fn label(scene: &Scene, unit: &Unit, number: &Number) -> Option<usize> {
    scene.language(unit).label(&unit.words[counted(unit, number)?..]).map(|(_, label)| label.group)
}

/// The terms of the words that say what is counted.
fn noun(scene: &Scene, unit: &Unit, number: &Number) -> Vec<u64> {
    let words = unit.words[word_range(unit, counted_at(unit, number))].iter();
    let terms = words.flat_map(|word| [Some(word.stem), word.synonym(), word.meaning]).flatten();
    terms.chain(label(scene, unit, number).map(Label::key_of)).collect()
}

/// The word that says what is counted.
fn counted(unit: &Unit, number: &Number) -> Option<usize> {
    let start = counted_at(unit, number).start;
    unit.words.iter().position(|word| !number.counted.is_empty() && word.span.start >= start)
}

/// Where what a number of a unit counts stands in its field: a headline in the text is read from its own beginning.
fn counted_at(unit: &Unit, number: &Number) -> Span {
    let own = unit.numbers.iter().find(|(_, other)| std::ptr::eq(*other, number));
    let shift = own.map_or(0, |(at, _)| at.start - number.span.start);
    Span { start: number.counted.start + shift, end: number.counted.end + shift }
}

/// What is said to have happened to those counted at `range`: the verb that governs the number, else the nearest word of a role in
/// its clause, those behind first.
fn role(scene: &Scene, unit: &Unit, range: Range<usize>) -> Option<usize> {
    let at = |place: usize| scene.language(unit).roles.at(&unit.words[place..], |word| word.root).map(|(_, role)| role);
    let counted = |place: &usize| unit.numbers.iter().any(|(span, _)| span.contains(unit.words[*place].span));
    let start = range.start;
    let first = (1..=start).rev().filter(|place| *place < unit.words.len()).find(|place| opens_clause(scene, unit, *place)).unwrap_or(0);
    let before = |reach: usize| (first.max(start.saturating_sub(reach))..start).rev().take_while(|place| !counted(place)).find_map(at);
    let behind = || {
        (range.end..(range.end + ROLE_AFTER).min(unit.words.len()))
            .take_while(|place| !counted(place) && !opens_clause(scene, unit, *place))
            .find_map(at)
    };
    before(GOVERNED).or_else(behind).or_else(|| before(ROLE_BEFORE))
}

/// The value a number speaks of, whatever its bounds.
pub(super) fn middle(number: &Number) -> f64 {
    match (number.low, number.high) {
        (low, high) if high.is_infinite() => low,
        (0.0, high) => high,
        (low, high) => (low + high) / 2.0,
    }
}
