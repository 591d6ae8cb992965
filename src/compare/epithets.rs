//! Adjectives that judge: a *controversial* bill here, the same bill there.
//!
//! Enters: the sentences. Leaves: a label difference for each noun to which one witness gives a listed epithet in its own voice and another
//! gives none, in its language or another, where the words around tell that both mean one thing.
//! **Invariant:** who has an epithet of the group, even a quoted one, in a sentence with the noun is never shown without, nor is a noun at
//! which another word stands; an epithet in speech marks is somebody else's, and a capital makes a name.
//! **Source:** the epithets in `lexicon.toml`; that framing shows in such adjectives: Recasens, Danescu-Niculescu-Mizil and Jurafsky 2013,
//! "Linguistic models for analyzing and detecting biased language".

use std::collections::BTreeMap;

use super::Kind;
use super::clause::{SPEECH_MARKS, breaks_or_stops};
use super::found::{Found, Said, Words, span_of, word_range, words_at};
use super::lexicon::Epithet;
use super::scene::{Scene, Unit};
use super::slot::{Item, likeness};
use super::word::Word;
use crate::article::{Lang, Span};

/// Least likeness of the surroundings of two that mean one thing.
const SAME_REFERENT: f64 = 0.32;
/// What is left of the weight where no statement says that they do.
const APART: f64 = 0.85;
/// Who has the noun without, shown beside one epithet at most: the most alike.
const WITHOUT: usize = 3;
/// What a term of several words in common adds to it, words with content that are shown of one behind its noun at most, and words up to
/// the next of them.
const TERM: f64 = 0.2;
const SHOWN: usize = 3;
const REACH: usize = 3;

/// Endings of English words that are no nouns and seldom adjectives: "the controversial bill requiring".
const VERBAL: [&str; 2] = ["ing", "ed"];

/// A noun that is judged or not.
#[derive(Clone, Copy)]
struct Noun {
    /// Where it stands among the words of its unit.
    at: usize,
    /// Whether what judges it is somebody else's word.
    quoted: bool,
}

type Nouns = Vec<Item<Noun>>;

/// By what nouns are one: within a language by their lemma, between languages by their concept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Head {
    Own(Option<Lang>, u64),
    Abroad(u64),
}

impl Head {
    fn is(self, word: &Word) -> bool {
        match self {
            Head::Own(_, lemma) => word.lemma == lemma,
            Head::Abroad(concept) => word.synonym() == Some(concept),
        }
    }
}

/// Nouns that some judge by an adjective and others do not.
pub(super) fn epithets(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut groups: BTreeMap<(Head, usize), (f64, Nouns)> = BTreeMap::new();
    for (item, epithet) in judged(scene, said) {
        let word = &scene.units[item.unit].words[item.value.at];
        let abroad = word.synonym().filter(|_| scene.multilingual).map(Head::Abroad);
        for head in [Some(Head::Own(item.lang, word.lemma)), abroad].into_iter().flatten() {
            groups.entry((head, epithet.group)).or_insert_with(|| (epithet.weight, Nouns::new())).1.push(item.clone());
        }
    }
    for ((head, group), (weight, mut judged)) in groups {
        let roots: Vec<u64> = judged.iter().filter_map(|item| root(scene, item)).collect();
        let heard = |lang: Option<Lang>| match head {
            Head::Own(own, _) => own == lang,
            Head::Abroad(_) => judged.iter().all(|item| item.lang != lang),
        };
        let silent = |witness: &usize| heard(scene.witnesses[*witness].lang) && !judges(scene, *witness, head, group, &roots);
        let plain: Nouns = (0..scene.witnesses.len()).filter(silent).flat_map(|witness| plain(scene, said, witness, head)).collect();
        judged.retain(|item| !item.value.quoted);
        let Some(difference) = difference(scene, &judged, &plain, weight) else { continue };
        if !difference.is_shown(found) {
            found.push(difference);
        }
    }
}

/// A noun that is judged, and the same noun of another that is not.
struct Pair {
    likeness: f64,
    statement: Option<usize>,
    readings: [Words; 2],
}

/// The difference between a noun that is judged and the same noun of others, if any mean what it means.
fn difference(scene: &Scene, judged: &[Item<Noun>], plain: &[Item<Noun>], weight: f64) -> Option<Found> {
    let mut nearest: BTreeMap<usize, Pair> = BTreeMap::new();
    for other in plain {
        for pair in judged.iter().filter_map(|item| pair(scene, item, other)) {
            if nearest.get(&other.witness).is_none_or(|known| pair.likeness > known.likeness) {
                nearest.insert(other.witness, pair);
            }
        }
    }
    let mut pairs: Vec<Pair> = nearest.into_values().collect();
    pairs.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.readings.cmp(&b.readings)));
    pairs.truncate(WITHOUT);
    let statement = pairs.iter().find_map(|pair| pair.statement);
    let weight = weight * if statement.is_some() { 1.0 } else { APART };
    let readings: Vec<Words> = pairs.into_iter().flat_map(|pair| pair.readings).collect();
    (!readings.is_empty()).then(|| Found { kind: Kind::Label, statement, readings, absent: Vec::new(), weight })
}

/// Two nouns, where they mean one thing by what is around them.
fn pair(scene: &Scene, a: &Item<Noun>, b: &Item<Noun>) -> Option<Pair> {
    let text = |item: &Item<Noun>| scene.witnesses[item.witness].text;
    if text(a) == text(b) || apart(scene, a, b) {
        return None;
    }
    let (ends, term) = behind(scene, a, b);
    if goes_on(scene, a, ends[0]) {
        return None;
    }
    let likeness = likeness(a, b) + if term { TERM } else { 0.0 };
    let reading = |item: &Item<Noun>, last: usize| {
        let end = scene.units[item.unit].words[last].span.end;
        words_at(scene, item.unit, Span { start: item.span.start, end })
    };
    let readings = [reading(a, ends[0]), reading(b, ends[1])];
    let statement = a.statement.filter(|_| together(a, b));
    (likeness >= SAME_REFERENT).then_some(Pair { likeness, statement, readings })
}

fn together(a: &Item<Noun>, b: &Item<Noun>) -> bool {
    a.statement.is_some() && a.statement == b.statement
}

/// Whether two words are one, in two languages by what they mean.
fn same(a: &Item<Noun>, b: &Item<Noun>, one: &Word, two: &Word) -> bool {
    if a.lang == b.lang { one.lemma == two.lemma } else { one.meaning.is_some() && one.meaning == two.meaning }
}

/// Whether two are parts of two terms ("sanctuary cities", "sanctuary laws", "storm-surge"), or where no statement has both of two things
/// ("the reform of pensions", "of schools") or one of several.
fn apart(scene: &Scene, a: &Item<Noun>, b: &Item<Noun>) -> bool {
    let [one, two] = [a, b].map(|item| (&scene.units[item.unit], last(scene, item)));
    let parts = match complement(scene, one).zip(complement(scene, two)) {
        Some((next, other)) => {
            let compound = next == one.1 + 1 || other == two.1 + 1;
            !same(a, b, &one.0.words[next], &two.0.words[other]) && (compound || !together(a, b))
        }
        None => hyphened(scene, one) != hyphened(scene, two),
    };
    parts || !together(a, b) && a.lang == b.lang && one.0.words[a.value.at].exact != two.0.words[b.value.at].exact
}

/// Whether an adjective may stand at a noun already: a "combative" exchange is no plain one.
fn is_described(scene: &Scene, unit: &Unit, at: usize) -> bool {
    match scene.witnesses[unit.witness].lang {
        Some(Lang::FR | Lang::ES | Lang::IT | Lang::PT) => joined(scene, unit, at) && may_describe(scene, unit, at + 1),
        Some(Lang::EN | Lang::DE) => at > 0 && joined(scene, unit, at - 1) && may_describe(scene, unit, at - 1),
        _ => false,
    }
}

/// Whether the adjective may belong to a noun that is still to come: "landmark tax cuts and reform bill".
fn goes_on(scene: &Scene, item: &Item<Noun>, end: usize) -> bool {
    let unit = &scene.units[item.unit];
    item.lang == Some(Lang::EN) && joined(scene, unit, end) && may_describe(scene, unit, end + 1)
}

/// Whether a word has content and is neither a name nor an English verb: "the controversial bill requiring", "criticized cities".
fn may_describe(scene: &Scene, unit: &Unit, at: usize) -> bool {
    let word = &unit.words[at];
    word.content && !word.figure && !word.capital && !VERBAL.iter().any(|ending| word.span.of(scene.text(unit)).ends_with(ending))
}

/// Whether a word and the one behind it are written as one.
fn hyphened(scene: &Scene, (unit, at): (&Unit, usize)) -> bool {
    unit.words.get(at + 1).is_some_and(|next| &scene.text(unit)[unit.words[at].span.end as usize..next.span.start as usize] == "-")
}

/// The last word of a noun with its epithet.
fn last(scene: &Scene, item: &Item<Noun>) -> usize {
    word_range(&scene.units[item.unit], item.span).end - 1
}

/// The last words of two terms that go on alike behind their nouns, and whether they do.
fn behind(scene: &Scene, a: &Item<Noun>, b: &Item<Noun>) -> ([usize; 2], bool) {
    let (one, two) = (&scene.units[a.unit], &scene.units[b.unit]);
    let mut ends = [last(scene, a), last(scene, b)];
    for grown in 0..SHOWN {
        let next = complement(scene, (one, ends[0])).zip(complement(scene, (two, ends[1])));
        match next.filter(|(x, y)| same(a, b, &one.words[*x], &two.words[*y])) {
            Some((x, y)) => ends = [x, y],
            None => return (ends, grown > 0),
        }
    }
    (ends, true)
}

/// The word that goes on with the term that ends at a word: right behind it, or behind "of": "travel ban", "loi du travail", "right-to-work".
fn complement(scene: &Scene, (unit, at): (&Unit, usize)) -> Option<usize> {
    let leads = |at: usize| {
        let of = scene.language(unit).of_what.at(&unit.words[at..], |word| word.exact).is_some();
        of || hyphened(scene, (unit, at - 1)) && hyphened(scene, (unit, at))
    };
    let next =
        (at..unit.words.len()).take_while(|left| joined(scene, unit, *left)).take(REACH).find(|left| unit.words[left + 1].content)?;
    // "The trial of President" is no whole term.
    ((next == at || leads(at + 1)) && is_noun(scene, unit, next + 1)).then_some(next + 1)
}

/// Whether nothing parts a word from the one behind it.
fn joined(scene: &Scene, unit: &Unit, at: usize) -> bool {
    let (Some(word), Some(next)) = (unit.words.get(at), unit.words.get(at + 1)) else { return false };
    !breaks_or_stops(&scene.text(unit)[word.span.end as usize..next.span.start as usize])
}

/// The stem of an epithet of one word: who says "historically" judges as well, who calls for something does not.
fn root(scene: &Scene, item: &Item<Noun>) -> Option<u64> {
    let unit = &scene.units[item.unit];
    let mut words = unit.words.iter().enumerate().filter(|(at, word)| item.span.contains(word.span) && *at != item.value.at);
    let (_, word) = words.next()?;
    words.next().is_none().then_some(word.stem)
}

/// Whether an article has an epithet of the group, or a word of one of these roots, in a sentence with the noun.
fn judges(scene: &Scene, witness: usize, head: Head, group: usize, roots: &[u64]) -> bool {
    scene.units[scene.witnesses[witness].units.clone()].iter().any(|unit| {
        let has =
            |at: usize| roots.contains(&unit.words[at].stem) || epithets_at(scene, unit, at).any(|(_, epithet)| epithet.group == group);
        unit.words.iter().any(|word| head.is(word)) && (0..unit.words.len()).any(has)
    })
}

/// Where a witness has the noun in its own voice and with nothing at it.
fn plain(scene: &Scene, said: &Said, witness: usize, head: Head) -> Nouns {
    let mut nouns = Vec::new();
    for at in scene.witnesses[witness].units.clone() {
        let unit = &scene.units[at];
        for (place, word) in unit.words.iter().enumerate().filter(|(_, word)| head.is(word)) {
            if is_noun(scene, unit, place) && !is_described(scene, unit, place) && !quoted(scene, unit, word.span) {
                nouns.push(Item::new(scene, &said.statement_of, at, place..place + 1, word.span, Noun { at: place, quoted: false }));
            }
        }
    }
    nouns
}

/// Every noun with an epithet.
fn judged(scene: &Scene, said: &Said) -> Vec<(Item<Noun>, Epithet)> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        for place in 0..unit.words.len() {
            let with_head = |(length, epithet): (usize, Epithet)| Some((length, epithet, head_of(scene, unit, place, length, epithet)?));
            let judging = epithets_at(scene, unit, place).filter(|(_, epithet)| epithet.weight > 0.0);
            let Some((length, epithet, head)) = judging.filter_map(with_head).next() else { continue };
            let words = place.min(head)..(place + length).max(head + 1);
            let quoted = quoted(scene, unit, span_of(unit, place..place + length));
            let noun = Noun { at: head, quoted };
            items.push((Item::new(scene, &said.statement_of, at, words.clone(), span_of(unit, words), noun), epithet));
        }
    }
    items
}

/// The epithets that begin at a word, each with how many words it has; one may stand before its noun and behind it.
fn epithets_at<'s>(scene: &'s Scene, unit: &'s Unit, place: usize) -> impl Iterator<Item = (usize, Epithet)> + 's {
    // "La controverse" is no "controversé".
    let accent = move |length: usize| span_of(unit, place..place + length).of(scene.text(unit)).contains(['é', 'É']);
    let all = scene.language(unit).epithets.all_at(&unit.words[place..], |word| word.lemma);
    all.filter(move |(length, epithet)| !epithet.accent || accent(*length))
}

/// The noun at which an epithet stands.
fn head_of(scene: &Scene, unit: &Unit, place: usize, length: usize, epithet: Epithet) -> Option<usize> {
    let at = if epithet.behind { place.checked_sub(1)? } else { place + length };
    let (left, right) = if epithet.behind { (at, place) } else { (at.checked_sub(1)?, at) };
    let right = unit.words.get(right)?;
    let gap = &scene.text(unit)[unit.words[left].span.end as usize..right.span.start as usize];
    // So-called “sanctuary cities”.
    let bare = gap.trim_matches(|c: char| c.is_whitespace() || SPEECH_MARKS.contains(&c)).is_empty();
    (bare && is_noun(scene, unit, at) && epithets_at(scene, unit, at).next().is_none()).then_some(at)
}

/// Whether a word may be a noun that is no name.
fn is_noun(scene: &Scene, unit: &Unit, at: usize) -> bool {
    let word = &unit.words[at];
    let german = scene.witnesses[unit.witness].lang == Some(Lang::DE);
    word.content && !word.figure && (german || !word.capital)
}

/// Whether words stand in speech, or alone between its marks.
fn quoted(scene: &Scene, unit: &Unit, span: Span) -> bool {
    let text = scene.text(unit);
    let marked =
        text[..span.start as usize].trim_end().ends_with(SPEECH_MARKS) && text[span.end as usize..].trim_start().starts_with(SPEECH_MARKS);
    marked || !unit.headline && scene.quotations_in(unit).iter().any(|quotation| quotation.inner.contains(span))
}
