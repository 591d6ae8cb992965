//! Which omissions hold when the article that is said to leave something out is read again.
//!
//! Enters: omissions, of whatever finder. Leaves: those that tell something, each with the witnesses whose article holds too little of it
//! to tell it in other words.
//! **Invariant:** nobody is accused anew; what one text alone tells is doubted more than what several tell.
//! **Source:** omissions read against the articles they accuse (`reports/quality.md`).

use std::collections::{BTreeMap, BTreeSet};

use ahash::AHashMap;

use super::Kind;
use super::found::{Found, Words};
use super::lexicon::is_measure;
use super::meaning::Meanings;
use super::scene::{Scene, Unit, Witness};
use super::word::Word;
use crate::article::{Lang, Span};
use crate::mention::{DateMention, Number};
use crate::text::fold;

/// Share of the words that one text alone tells, by weight, which may stand anywhere in an article that does not tell it.
const TOLD: f64 = 0.5;
/// Content words beside names, at least, of what one text alone tells, and for how many a figure counts: "D-Mass" tells nothing.
const WORDS: usize = 3;
const FIGURE: usize = 2;
/// Share of the words of a reading, by weight, that stand in two sentences in a row, from which these may tell it.
const TOLD_TOGETHER: f64 = 0.42;
/// Weight of what two tellings in one language share beside names, at least, and its share of the shorter one where they share no name of
/// their own and no figure; and the share of what tellings have in common, with all its names, figures and days, in an article that may tell
/// it in other words.
const COMMON: f64 = 0.6;
const ONE_THING: f64 = 0.5;
const CORE_TOLD: f64 = 0.5;
/// Share of the shortest reading, by weight, that tellings in one language have in common beside names, below which none of nine that were
/// read told one thing, and what is left of the weight; the same of bare names, each of which stood in another fact.
const LITTLE: f64 = 0.16;
const DOUBTED: f64 = 0.4;
/// The same where all that is fixed is a figure, of which four in five that were read told two things ("thousands of voters", "3 feet"); and the weight of
/// what pieces of sentences must share.
const LITTLE_BUT_A_FIGURE: f64 = 0.38;
const PIECE: f64 = 1.3;

/// Words of a title before a name, at most, and the greatest figure that many things are counted by.
const TITLE: usize = 3;
const SMALL: f64 = 10.0;
/// Words beside names that tellings in one language have in common, below which they are doubted, unless a figure is one.
const PLAIN: usize = 2;
/// Share of the words that one text alone tells which is enough to be told where an article has all names and figures of it.
const TOLD_WITH_FIGURES: f64 = 0.3;

/// Takes from omissions those who tell the thing after all, and drops what says nothing.
pub(super) fn only_untold(scene: &Scene, found: &mut Vec<Found>) {
    let known: Vec<Known> = scene.witnesses.iter().map(|witness| Known::of(scene, witness)).collect();
    for omission in found.iter_mut().filter(|found| found.kind == Kind::Omission) {
        let read: Vec<Reading> = omission.readings.iter().map(|words| Reading::of(scene, words)).collect();
        let texts: BTreeSet<u32> = read.iter().map(|reading| reading.text).collect();
        let together = |reading: &Reading, witness: usize| {
            scene.same_language(reading.witness, witness) && reading.share_in_a_row(&known[witness]) >= TOLD_TOGETHER
        };
        omission.absent.retain(|witness| !read.iter().any(|reading| together(reading, *witness)));
        let core = Core::of(scene, &read, &known);
        // A piece of what is told: only a name or a figure shows that it is nowhere.
        let piece = omission.readings.iter().any(|words| is_piece(scene, words));
        if piece {
            let figured = |witness: usize| read.iter().all(|reading| reading.has_unknown_figure(&known[witness]));
            omission.absent.retain(|witness| core.holds_unknown(&known[*witness]) || figured(*witness));
        }
        if texts.len() > 1 {
            omission.absent.retain(|witness| !core.is_nothing() && !core.is_known(&known[*witness]));
            let little =
                core.share() < LITTLE || core.share() < LITTLE_BUT_A_FIGURE && core.is_figure_alone() || piece && core.told() < PIECE;
            let doubted = core.one_language && (little || core.is_one_word() || read.iter().all(Reading::is_bare_name));
            omission.weight *= if doubted { DOUBTED } else { 1.0 };
        } else {
            let told = |reading: &Reading, witness: usize| {
                let least = if reading.has_all_figures(&known[witness]) { TOLD_WITH_FIGURES } else { TOLD };
                scene.same_language(reading.witness, witness) && reading.share_known(&known[witness]) >= least
            };
            let telling = read.iter().any(Reading::is_telling);
            omission.absent.retain(|witness| telling && !read.iter().any(|reading| told(reading, *witness)));
        }
    }
    found.retain(|found| found.kind != Kind::Omission || !found.absent.is_empty());
}

/// Whether words are less than a sentence.
fn is_piece(scene: &Scene, words: &Words) -> bool {
    scene.units[scene.witnesses[words.witness].units.clone()]
        .iter()
        .all(|unit| unit.field != words.field || !words.span.contains(unit.span))
}

/// Everything an article says, by stems, concepts and what names and figures mean: the sentences that have each, ascending.
struct Known(AHashMap<u64, Vec<usize>>);

impl Known {
    fn of(scene: &Scene, witness: &Witness) -> Self {
        let mut places: AHashMap<u64, Vec<usize>> = AHashMap::new();
        for (at, unit) in scene.units[witness.units.clone()].iter().enumerate() {
            for key in unit.words.iter().filter(|word| word.content).flat_map(keys) {
                let sentences = places.entry(key).or_default();
                if sentences.last() != Some(&at) {
                    sentences.push(at);
                }
            }
        }
        Known(places)
    }

    fn has(&self, word: &Word) -> bool {
        keys(word).any(|key| self.0.contains_key(&key))
    }

    /// The sentences that have a word, or are followed by one that has, ascending.
    fn rows(&self, word: &Word) -> Vec<usize> {
        let sentences = keys(word).filter_map(|key| self.0.get(&key)).flatten();
        let mut rows: Vec<usize> = sentences.flat_map(|at| [*at, at.saturating_sub(1)]).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// All that a word may be known by.
fn keys(word: &Word) -> impl Iterator<Item = u64> + use<> {
    [Some(word.stem), Some(word.root), word.meaning].into_iter().flatten()
}

/// What a content word is part of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    Plain,
    Name,
    /// A figure, a day or an hour.
    Figure,
}

/// The content words of one reading.
struct Reading<'s> {
    witness: usize,
    text: u32,
    words: Vec<(&'s Word, Part)>,
    asks: bool,
    /// Whether its language writes names with a capital, and other nouns without.
    capitals_tell: bool,
}

impl<'s> Reading<'s> {
    fn of(scene: &'s Scene, reading: &Words) -> Self {
        let units = scene.units[scene.witnesses[reading.witness].units.clone()].iter();
        let units = units.filter(|unit| unit.field == reading.field && unit.span.overlaps(reading.span));
        let meanings = Meanings::in_language(scene.witnesses[reading.witness].lang);
        let printed = scene.witnesses[reading.witness].document.article.date.map(|date| date.day());
        let today = |day: &DateMention| day.days.zip(printed).is_some_and(|((first, last), day)| (first - 1..=last + 1).contains(&day));
        let part = |unit: &Unit, titles: &[Span], word: &Word| match () {
            // "Monday" is no news on Monday.
            () if unit.dates.iter().any(|(span, day)| span.overlaps(word.span) && today(day)) => Part::Plain,
            // What is an ordinary word as well is called otherwise in another language: "l'Autorité", "Behörde".
            () if unit.names.iter().any(|(span, _)| span.overlaps(word.span)) => {
                let ordinary = scene.multilingual && meanings.of(&fold(word.span.of(scene.text(unit))), false).is_some();
                if ordinary { Part::Plain } else { Part::Name }
            }
            () if titles.contains(&word.span) => Part::Name,
            // Two of anything are two.
            () if unit.numbers.iter().any(|(span, number)| span.overlaps(word.span) && is_small(number)) => Part::Plain,
            () if word.figure || word.stem != word.root => Part::Figure,
            () => Part::Plain,
        };
        let told = |word: &&Word| word.content && reading.span.contains(word.span);
        let words = units.flat_map(|unit| {
            let titles = titles(scene, unit);
            unit.words.iter().filter(told).map(|word| (word, part(unit, &titles, word))).collect::<Vec<_>>()
        });
        Reading {
            witness: reading.witness,
            text: scene.witnesses[reading.witness].text,
            words: words.collect(),
            capitals_tell: !matches!(scene.witnesses[reading.witness].lang, Some(Lang::DE | Lang::AR) | None),
            asks: asks(scene.field(reading.witness, reading.field), reading.span),
        }
    }

    fn weight(&self) -> f64 {
        self.words.iter().map(|(word, _)| word.weight).sum()
    }

    /// The share of its words, by weight, that stand in an article; 1 for none.
    fn share_known(&self, known: &Known) -> f64 {
        let told: f64 = self.words.iter().filter(|(word, _)| known.has(word)).map(|(word, _)| word.weight).sum();
        if self.weight() > 0.0 { told / self.weight() } else { 1.0 }
    }

    /// The greatest share of its words, by weight, that stand in two sentences in a row of an article.
    fn share_in_a_row(&self, known: &Known) -> f64 {
        let mut rows: BTreeMap<usize, f64> = BTreeMap::new();
        for (word, _) in &self.words {
            known.rows(word).into_iter().for_each(|row| *rows.entry(row).or_default() += word.weight);
        }
        rows.into_values().fold(0.0, f64::max) / self.weight().max(f64::MIN_POSITIVE)
    }

    /// Whether it has a figure, a day or an hour that an article has nowhere.
    fn has_unknown_figure(&self, known: &Known) -> bool {
        self.words.iter().any(|(word, part)| *part == Part::Figure && !known.has(word))
    }

    /// Whether an article has all its figures, days and hours, and if there is but one of these all its names as well.
    fn has_all_figures(&self, known: &Known) -> bool {
        let of = |part: Part| self.words.iter().filter(move |(_, other)| *other == part);
        let has_all = |part: Part| of(part).all(|(word, _)| known.has(word));
        match of(Part::Figure).count() {
            0 => false,
            1 => has_all(Part::Figure) && has_all(Part::Name),
            _ => has_all(Part::Figure),
        }
    }

    /// Whether it holds nothing but names and titles, where these have capitals.
    fn is_bare_name(&self) -> bool {
        self.capitals_tell && !self.words.is_empty() && self.words.iter().all(|(word, part)| *part != Part::Figure && word.capital)
    }

    /// Whether it tells something: more than names, and no question.
    fn is_telling(&self) -> bool {
        let of = |part: Part| self.words.iter().filter(|(_, other)| *other == part).count();
        !self.asks && of(Part::Plain) + FIGURE * of(Part::Figure) >= WORDS
    }
}

/// The words before the names of a sentence that are part of how these are called: "Vice President", "le secrétaire général".
fn titles(scene: &Scene, unit: &Unit) -> Vec<Span> {
    let text = scene.text(unit);
    let offices = &scene.language(unit).offices;
    let mut titles = Vec::new();
    for (name, _) in &unit.names {
        let end = unit.words.partition_point(|word| word.span.end <= name.start);
        let beside = |at: usize| {
            let next = unit.words.get(at + 1).map_or(name.start, |next| next.span.start);
            text[unit.words[at].span.end as usize..next as usize].trim().is_empty()
        };
        let office = |at: usize| offices.at(&unit.words[at..], |word| word.lemma).is_some();
        let title = |at: &usize| beside(*at) && (office(*at) || at + 1 < end && office(at + 1));
        titles.extend((end.saturating_sub(TITLE)..end).rev().take_while(title).map(|at| unit.words[at].span));
    }
    titles
}

/// Whether many things are counted by a number.
fn is_small(number: &Number) -> bool {
    number.high <= SMALL && number.low.fract() == 0.0 && !is_measure(&number.unit)
}

/// Whether a stretch of a text is a question.
fn asks(text: &str, span: Span) -> bool {
    let mark = |c: char| matches!(c, '?' | '؟');
    let said = span.of(text).trim_end_matches(['"', '»', '”', ' ', '\u{a0}', '\u{202f}']);
    said.ends_with(mark) || text[span.end as usize..].trim_start_matches(['\u{a0}', '\u{202f}', ' ']).starts_with(mark)
}

/// What texts have in common that tell one thing.
struct Core<'s> {
    shared: Vec<Shared<'s>>,
    one_language: bool,
    /// Weight of the shortest of them.
    shortest: f64,
    /// Whether they share a name that not all articles have.
    named: bool,
}

/// A word or a name that several texts have.
struct Shared<'s> {
    texts: BTreeSet<u32>,
    part: Part,
    weight: f64,
    words: Vec<&'s Word>,
}

impl Shared<'_> {
    fn is_known(&self, known: &Known) -> bool {
        self.words.iter().any(|word| known.has(word))
    }
}

impl<'s> Core<'s> {
    fn of(scene: &Scene, read: &[Reading<'s>], known: &[Known]) -> Self {
        let one_language = read.iter().all(|reading| scene.same_language(reading.witness, read[0].witness));
        let mut by_key: BTreeMap<u64, Shared<'s>> = BTreeMap::new();
        for (reading, (word, part)) in read.iter().flat_map(|reading| reading.words.iter().map(move |word| (reading, word))) {
            let new = || Shared { texts: BTreeSet::new(), part: *part, weight: 0.0, words: Vec::new() };
            let shared = by_key.entry(word.meaning.unwrap_or(word.stem)).or_insert_with(new);
            shared.texts.insert(reading.text);
            shared.part = shared.part.max(*part);
            shared.weight = shared.weight.max(if one_language { word.weight } else { word.meaning_weight });
            shared.words.push(word);
        }
        let texts: BTreeSet<u32> = read.iter().map(|reading| reading.text).collect();
        let shared: Vec<Shared<'s>> = by_key.into_values().filter(|shared| shared.texts.len() > 1 || texts.len() == 1).collect();
        let shortest = read.iter().map(Reading::weight).fold(f64::MAX, f64::min);
        let named = shared.iter().any(|shared| shared.part == Part::Name && !known.iter().all(|known| shared.is_known(known)));
        Core { shared, one_language, shortest, named }
    }

    /// Whether sentences of one language have nothing in common but names and what every sentence has, or too little to tell one thing.
    fn is_nothing(&self) -> bool {
        let fixed = self.named || self.shared.iter().any(|shared| shared.part == Part::Figure);
        self.one_language && (self.told() < COMMON || !fixed && self.told() < ONE_THING * self.shortest)
    }

    /// Weight of what they have in common beside names.
    fn told(&self) -> f64 {
        self.shared.iter().filter(|shared| shared.part != Part::Name).map(|shared| shared.weight).sum()
    }

    /// The same as a share of the shortest of them, from 0; above 1 where others give more weight to the words.
    fn share(&self) -> f64 {
        self.told() / self.shortest.max(f64::MIN_POSITIVE)
    }

    /// Whether a figure and no name is shared.
    fn is_figure_alone(&self) -> bool {
        let has = |part: Part| self.shared.iter().any(|shared| shared.part == part);
        has(Part::Figure) && !self.named
    }

    /// Whether next to nothing beside names is shared, and no figure.
    fn is_one_word(&self) -> bool {
        let of = |part: Part| self.shared.iter().filter(|shared| shared.part == part).count();
        of(Part::Figure) == 0 && of(Part::Plain) < PLAIN
    }

    /// Whether most of its names and figures, by weight, stand nowhere in an article.
    fn holds_unknown(&self, known: &Known) -> bool {
        let fixed = || self.shared.iter().filter(|shared| shared.part != Part::Plain);
        let unknown: f64 = fixed().filter(|shared| !shared.is_known(known)).map(|shared| shared.weight).sum();
        unknown > 0.0 && 2.0 * unknown >= fixed().map(|shared| shared.weight).sum()
    }

    /// Whether an article holds all names and figures of it, and most of the words.
    fn is_known(&self, known: &Known) -> bool {
        let mut fixed = self.shared.iter().filter(|shared| shared.part != Part::Plain).peekable();
        let anchored = fixed.peek().is_some() && fixed.all(|shared| shared.is_known(known));
        let total: f64 = self.shared.iter().map(|shared| shared.weight).sum();
        let heard: f64 = self.shared.iter().filter(|shared| shared.is_known(known)).map(|shared| shared.weight).sum();
        anchored && heard >= CORE_TOLD * total
    }
}
