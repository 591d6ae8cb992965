//! Pairs of sentences that nearly match, and more than their words tells that they do.
//!
//! Enters: scores by words. Leaves: the same, those raised to a match whose neighbours match as well, that go on to tell the other, give one
//! figure, begin their articles, or quote the same words.
//! **Invariant:** none is raised to more than a match, so that all that match by themselves come first.
//! **Source:** what was read of sentences that say the same and were not met (`reports/quality.md`); neighbours as in Barzilay and Elhadad
//! 2003, "Sentence alignment for monolingual comparable corpora".

use ahash::AHashMap;

use super::figure::middle;
use super::lexicon::is_measure;
use super::matching::{FAINT, Scores, least, overlap};
use super::scene::{Scene, Unit, number_hash};
use super::word::Word;
use crate::article::Span;
use crate::mention::Number;

/// Share of a match that two sentences must reach by themselves where those before or behind them match.
const NEIGHBOURED: f64 = 0.75;
/// The same of two that give one figure or begin their articles, and the least figure that few things share.
const SUPPORTED: f64 = 0.65;
const TELLING: f64 = 10.0;
/// How wide a rounded figure may be, against itself, and what its middle may be off by computing alone.
const ROUNDED: f64 = 0.31;
const COMPUTED: f64 = 1e-6;
/// Weight of what a sentence says of another beyond its neighbour that matches it: two rare words.
const NEW: f64 = 1.5;
/// Weight of the words that two quote alike: two rare ones in a row.
const QUOTED: f64 = 1.6;

/// Raises the scores of pairs that nearly match where more tells that they do: their neighbours match as well, for two texts that tell one
/// thing after another mostly tell it in one order; one goes on to tell the other; they give one figure, begin their articles, or quote the
/// same words.
pub(super) fn add_near(scene: &Scene, scores: &mut Scores) {
    let told = |a: usize, b: usize| scores.get(&(a.min(b), a.max(b))).is_some_and(|score| *score >= least(scene, a, b));
    let beside = |unit: usize, step: isize| {
        let other = unit.checked_add_signed(step).filter(|other| *other < scene.units.len())?;
        let (one, two) = (&scene.units[unit], &scene.units[other]);
        (one.witness == two.witness && !two.headline).then_some(other)
    };
    let around =
        |a: usize, b: usize| [-1, 1].into_iter().any(|step| beside(a, step).zip(beside(b, step)).is_some_and(|(one, two)| told(one, two)));
    let share = |a: usize, b: usize, score: f64| score / least(scene, a, b);
    let goes_on = |a: usize, b: usize| {
        [-1, 1].into_iter().any(|step| {
            let one = beside(a, step).filter(|other| told(*other, b)).is_some_and(|other| goes_on_to_tell(scene, a, other, b));
            one || beside(b, step).filter(|other| told(a, *other)).is_some_and(|other| goes_on_to_tell(scene, b, other, a))
        })
    };
    let quoted = quoted_words(scene);
    let raised = scores.iter().filter(|((a, b), score)| match share(*a, *b, **score) {
        share if share >= 1.0 => false,
        share => {
            share >= NEIGHBOURED && (around(*a, *b) || goes_on(*a, *b))
                || share >= SUPPORTED && (give_one_figure(scene, *a, *b) || begin_alike(scene, *a, *b))
                || share >= FAINT && quote_alike(scene, &quoted, *a, *b)
        }
    });
    // Raised to no more than a match, they come after all that match by themselves.
    let raised: Vec<((usize, usize), f64)> = raised.map(|(&(a, b), _)| ((a, b), least(scene, a, b))).collect();
    scores.extend(raised);
}

/// Whether `unit`, beside a sentence that matches `whole`, says more of it: what one tells in two sentences another tells in one.
fn goes_on_to_tell(scene: &Scene, unit: usize, beside: usize, whole: usize) -> bool {
    let [own, other, whole] = [unit, beside, whole].map(|at| &scene.units[at]);
    // Within a language a second sentence that tells the same shares more words than these.
    if own.paragraph != other.paragraph || scene.same_language(own.witness, whole.witness) {
        return false;
    }
    let told = |term: u64| other.meanings.binary_search_by_key(&term, |known| known.0).is_ok();
    let new: Vec<(u64, f64)> = own.meanings.iter().filter(|(term, _)| !told(*term)).copied().collect();
    overlap(&new, &whole.meanings).0 >= NEW
}

/// Whether two sentences count something by one figure: "Senate Bill 1062" is a name, and ages are told of anybody.
fn give_one_figure(scene: &Scene, a: usize, b: usize) -> bool {
    let figures = |unit: usize| scene.units[unit].numbers.iter().map(|(_, number)| *number).filter(|number| number.low >= TELLING);
    let of_one_kind = |one: &Number, two: &Number| one.unit == two.unit || ![one, two].iter().any(|number| is_measure(&number.unit));
    let counted = |one: &Number, two: &Number| !(one.unit.is_empty() && two.unit.is_empty()) && of_one_kind(one, two);
    // "Une cinquantaine de centimètres" is 50 of them.
    let about = |one: &Number, two: &Number| {
        let width = |number: &Number| number.high - number.low;
        let value = middle(one);
        one.unit == two.unit && (value - middle(two)).abs() <= COMPUTED * value && width(one).max(width(two)) <= ROUNDED * value
    };
    figures(a).any(|one| figures(b).any(|two| (number_hash(one) == number_hash(two) || about(one, two)) && counted(one, two)))
}

/// Whether two sentences begin their articles and share a word: names and figures alone are shared by much that an event tells.
fn begin_alike(scene: &Scene, a: usize, b: usize) -> bool {
    let own = scene.units[a].words.iter().filter(|word| word.content && word.stem == word.root && word.meaning != Some(word.stem));
    let (terms, meanings) = (&scene.units[b].terms, &scene.units[b].meanings);
    let told = |key: u64| [terms, meanings].iter().any(|list| list.binary_search_by_key(&key, |term| term.0).is_ok());
    scene.leads(a, 1) && scene.leads(b, 1) && own.into_iter().any(|word| told(word.stem) || word.synonym().is_some_and(told))
}

/// Of each sentence with quotations, which of its words are quoted.
fn quoted_words(scene: &Scene) -> AHashMap<usize, Vec<bool>> {
    let of = |unit: &Unit| {
        let inside = scene.witnesses[unit.witness]
            .quotations
            .iter()
            .map(|said| said.inner)
            .filter(|inner| !unit.headline && inner.overlaps(unit.span));
        let inside: Vec<Span> = inside.collect();
        let words = || unit.words.iter().map(|word| inside.iter().any(|inner| inner.contains(word.span))).collect();
        (!inside.is_empty()).then(words)
    };
    scene.units.iter().enumerate().filter_map(|(at, unit)| Some((at, of(unit)?))).collect()
}

/// Whether two sentences of one language quote a few words alike.
fn quote_alike(scene: &Scene, quoted: &AHashMap<usize, Vec<bool>>, a: usize, b: usize) -> bool {
    let (Some(of_a), Some(of_b)) = (quoted.get(&a), quoted.get(&b)) else { return false };
    let (x, y) = (&scene.units[a].words, &scene.units[b].words);
    if !scene.same_language(scene.units[a].witness, scene.units[b].witness) {
        return false;
    }
    let starts =
        |quoted: &Vec<bool>, words: &[Word]| -> Vec<usize> { (0..words.len()).filter(|at| quoted[*at] && words[*at].content).collect() };
    let alike = |at: usize, place: usize| {
        let run = (at..x.len()).zip(place..y.len()).take_while(|(at, place)| x[*at].exact == y[*place].exact && of_a[*at] && of_b[*place]);
        run.filter(|(at, _)| x[*at].content).map(|(at, _)| x[at].weight).sum::<f64>() >= QUOTED
    };
    let ends = starts(of_b, y);
    starts(of_a, x).into_iter().any(|at| ends.iter().any(|place| x[at].exact == y[*place].exact && alike(at, *place)))
}
