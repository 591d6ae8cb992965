//! What caused it: a fact here, a supposition there, a thesis somewhere else.
//!
//! Enters: the sentences. Leaves: a difference of modality where witnesses name a cause in one matter and hold to it by different degrees:
//! *was caused by*, *could be linked to*, *an accident is the favoured theory*.
//! **Invariant:** a thesis counts only with what becomes of it beside it (favoured, ruled out), and what is quoted is somebody else's; words
//! around two causes tell that they are those of one thing.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Kind;
use super::clause::breaks;
use super::found::{Found, Said, span_of, word_range};
use super::lexicon::Phrases;
use super::scene::{Scene, Unit};
use super::slot::{Item, group};

/// Weight of a cause that is held to by different degrees.
const DEGREES: f64 = 0.3;
/// Least likeness of the surroundings of two causes of one thing, and what it gains for one degree.
const SAME_MATTER: f64 = 0.2;
const SAME_DEGREE: f64 = 0.05;
/// Words with content before what names a cause, at most, that say of what it is the cause.
const EFFECT: usize = 3;
/// Words between a thesis and what becomes of it.
const REACH: usize = 5;

/// How somebody holds to a cause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Degree {
    Told,
    Perhaps,
    Thesis,
}

/// Causes that are told with different certainty.
pub(super) fn causes(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut items: Vec<Item<Degree>> = Vec::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        if let Some((words, degree)) = (0..unit.words.len()).find_map(|place| cause_at(scene, unit, place)) {
            let span = span_of(unit, words.clone());
            items.push(Item::new(scene, &said.statement_of, at, words, span, degree));
        }
    }
    let most = |_: &Item<Degree>, _: &Item<Degree>, likeness: f64| if likeness > 0.0 { likeness + SAME_DEGREE } else { 0.0 };
    let groups = group(&items, SAME_MATTER, most, |a, b, likeness| {
        let equal = if a.value == b.value { SAME_DEGREE } else { 0.0 };
        // Many things have known causes, few of them one that is sought.
        let known = a.value == Degree::Told || b.value == Degree::Told;
        (likeness > 0.0 && (!known || one_effect(scene, a, b))).then_some(likeness + equal)
    });
    for (members, _) in groups {
        let degrees: BTreeSet<Degree> = members.iter().map(|item| items[*item].value).collect();
        if degrees.len() > 1 {
            Found::of(Kind::Modality, &members, &items, DEGREES, scene).replace_told(found);
        }
    }
}

/// Whether two causes are those of one thing, by the words before them.
fn one_effect(scene: &Scene, a: &Item<Degree>, b: &Item<Degree>) -> bool {
    let keys = |item: &Item<Degree>| -> BTreeSet<u64> {
        let unit = &scene.units[item.unit];
        let start = word_range(unit, item.span).start;
        let joined =
            |place: &usize| !breaks(&scene.text(unit)[unit.words[*place].span.end as usize..unit.words[place + 1].span.start as usize]);
        let before = (0..start).rev().take_while(joined).map(|place| &unit.words[place]).filter(|word| word.content).take(EFFECT);
        before.flat_map(|word| [Some(word.stem), word.meaning]).flatten().collect()
    };
    !keys(a).is_disjoint(&keys(b))
}

/// The cause that is named from a word on, with the words that say how sure it is.
fn cause_at(scene: &Scene, unit: &Unit, place: usize) -> Option<(Range<usize>, Degree)> {
    let language = scene.language(unit);
    let at =
        |phrases: &Phrases<()>, place: usize| phrases.at(&unit.words[place..], |word| word.exact).map(|(length, ())| place..place + length);
    let told = at(&language.cause, place).map(|words| (words, Degree::Told));
    let perhaps = || at(&language.perhaps_cause, place).map(|words| (words, Degree::Perhaps));
    let (words, degree) = told.or_else(perhaps).or_else(|| Some((thesis(scene, unit, at(&language.thesis, place)?)?, Degree::Thesis)))?;
    (!scene.is_quoted(unit, span_of(unit, words.clone()))).then_some((words, degree))
}

/// A thesis with what becomes of it near by, in the same clause.
fn thesis(scene: &Scene, unit: &Unit, named: Range<usize>) -> Option<Range<usize>> {
    let phrases = &scene.language(unit).thesis_fate;
    let fates = |from: usize| phrases.at(&unit.words[from..], |word| word.exact).map(|(length, ())| from..from + length);
    let near = named.start.saturating_sub(REACH)..(named.end + REACH).min(unit.words.len());
    let joined = |fate: &Range<usize>| {
        let (left, right) = if fate.start < named.start { (fate.end, named.start) } else { (named.end, fate.start) };
        left <= right && !breaks(&scene.text(unit)[unit.words[left - 1].span.end as usize..unit.words[right].span.start as usize])
    };
    let fate = near.into_iter().filter_map(fates).find(joined)?;
    Some(named.start.min(fate.start)..named.end.max(fate.end))
}
