//! Mentions of one kind in different witnesses that fill the same place: the same figure, the same people, the same deed.
//!
//! Enters: items with the words around them. Leaves: groups of at most one item per witness and value.
//! **Invariant:** independent of sentence matching, which paraphrase defeats; a matched statement only adds confidence.

use std::ops::Range;

use ahash::AHashMap;

use crate::article::{Lang, Span};

use super::clause::breaks;
use super::matching::overlap;
use super::scene::{GROUP_SHARE, SYNONYM_SHARE, Scene, Unit, distinct};
use super::word::Word;

/// How fast words lose their bearing on an item with their distance from it, in words.
const REACH: f64 = 12.0;
/// Words by which the end of a sentence adds to the distance.
const NEXT_SENTENCE: usize = 8;
/// What standing in one statement adds to the likeness of two contexts.
const SAME_STATEMENT: f64 = 0.2;
/// Weight of shared context at which half the likeness is reached: about three rare words near by.
const SHARED_WEIGHT: f64 = 1.8;

/// How fast words lose their bearing on the clause of an item, in words; the words by which a comma or a bracket sets off what stands
/// behind it; and the total below which a clause is too slight to agree with another.
const CLAUSE_REACH: f64 = 6.0;
const CLAUSE_BREAK: usize = 4;
const CLAUSE_WEIGHT: f64 = 0.9;

/// Share of the least score that the pairs between two groups must reach on average to be joined.
const COHESION: f64 = 0.75;

/// A mention with its surroundings.
pub(super) struct Item<T> {
    pub unit: usize,
    pub witness: usize,
    pub statement: Option<usize>,
    /// What a reader is shown.
    pub span: Span,
    pub value: T,
    lang: Option<Lang>,
    /// Its surroundings for those who write in its language, and for others; the latter only where there are any.
    own: Surroundings,
    meant: Surroundings,
}

/// Terms around an item with weights that fall with distance.
#[derive(Default)]
struct Surroundings {
    context: Terms,
    /// Of its own clause alone.
    clause: Terms,
}

/// Weighted terms, ascending, each once, and the sum of their weights.
#[derive(Default)]
struct Terms {
    list: Vec<(u64, f64)>,
    total: f64,
}

impl Terms {
    fn new(terms: Vec<(u64, f64)>) -> Self {
        let list = distinct(terms);
        Terms { total: list.iter().map(|term| term.1).sum(), list }
    }
}

/// What words are compared by: stems within a language, meanings between languages.
type TermOf = fn(&Word) -> Option<(u64, f64)>;

fn stem_of(word: &Word) -> Option<(u64, f64)> {
    word.content.then_some((word.stem, word.weight))
}

fn meaning_of(word: &Word) -> Option<(u64, f64)> {
    Some((word.meaning?, word.meaning_weight))
}

impl<T> Item<T> {
    /// The item at words `at` of a unit.
    pub fn new(scene: &Scene, statement_of: &[Option<usize>], unit: usize, at: Range<usize>, span: Span, value: T) -> Self {
        let surroundings = |term: TermOf| Surroundings {
            context: Terms::new(context(scene, unit, &at, term)),
            clause: Terms::new(clause(scene, unit, &at, term)),
        };
        let own = surroundings(stem_of);
        let meant = if scene.multilingual { surroundings(meaning_of) } else { Surroundings::default() };
        let witness = scene.units[unit].witness;
        Item { unit, witness, statement: statement_of[unit], span, value, lang: scene.witnesses[witness].lang, own, meant }
    }

    /// The surroundings of both that can be compared.
    fn surroundings<'i>(&'i self, other: &'i Self) -> (&'i Surroundings, &'i Surroundings) {
        if self.lang == other.lang { (&self.own, &other.own) } else { (&self.meant, &other.meant) }
    }
}

/// Terms of the sentence around the words `at`, and of its neighbours.
fn context(scene: &Scene, unit: usize, at: &Range<usize>, term: TermOf) -> Vec<(u64, f64)> {
    let mut context = Vec::new();
    let beside = |place: usize| if place < at.start { at.start - place } else { place + 1 - at.end };
    collect(scene, unit, term, |place| (!at.contains(&place)).then(|| beside(place)), &mut context);
    let (before, after) = (at.start + NEXT_SENTENCE, scene.units[unit].words.len() - at.end + NEXT_SENTENCE);
    if let Some(previous) = neighbour(scene, unit, unit.wrapping_sub(1)) {
        let length = scene.units[previous].words.len();
        collect(scene, previous, term, |place| Some(before + length - place), &mut context);
    }
    if let Some(next) = neighbour(scene, unit, unit + 1) {
        collect(scene, next, term, |place| Some(after + place), &mut context);
    }
    context
}

/// The sentence at position `other`, if it stands in the paragraph of `unit`.
fn neighbour(scene: &Scene, unit: usize, other: usize) -> Option<usize> {
    let (own, next) = (&scene.units[unit], scene.units.get(other)?);
    (own.witness == next.witness && own.paragraph == next.paragraph).then_some(other)
}

/// Adds the terms of a unit, by their distance from the item; `None` for those in it.
fn collect(scene: &Scene, unit: usize, term: TermOf, distance: impl Fn(usize) -> Option<usize>, context: &mut Vec<(u64, f64)>) {
    let sentence = &scene.units[unit];
    for place in 0..sentence.words.len() {
        if let Some(distance) = distance(place) {
            add(scene, sentence, place, term, (-(distance as f64) / REACH).exp(), context);
        }
    }
}

/// Adds the term of a word, and the group of labels that begins there.
fn add(scene: &Scene, sentence: &Unit, place: usize, term: TermOf, factor: f64, terms: &mut Vec<(u64, f64)>) {
    let word = &sentence.words[place];
    if !word.content {
        return;
    }
    terms.extend(term(word).map(|(key, weight)| (key, weight * factor)));
    terms.extend(word.synonym().map(|concept| (concept, word.weight * factor * SYNONYM_SHARE)));
    if let Some((_, label)) = scene.language(sentence).label(&sentence.words[place..]) {
        terms.push((label.key(), word.weight * factor * GROUP_SHARE));
    }
}

/// Terms of the clause around the words `at`, with weights that fall with distance and across punctuation.
fn clause(scene: &Scene, unit: usize, at: &Range<usize>, term: TermOf) -> Vec<(u64, f64)> {
    let sentence = &scene.units[unit];
    let text = scene.text(sentence);
    let broken =
        |left: usize, right: usize| breaks(&text[sentence.words[left].span.end as usize..sentence.words[right].span.start as usize]);
    let mut terms = Vec::new();
    let mut add = |place: usize, distance: usize| add(scene, sentence, place, term, (-(distance as f64) / CLAUSE_REACH).exp(), &mut terms);
    let mut distance = 0;
    for place in at.end..sentence.words.len() {
        // A time or place before a dash or colon heads what follows.
        distance += if place > 0 && at.start > 0 && broken(place - 1, place) { CLAUSE_BREAK } else { 0 };
        add(place, distance);
        distance += 1;
    }
    distance = 0;
    for place in (0..at.start).rev() {
        distance += if place + 1 < sentence.words.len() && broken(place, place + 1) { CLAUSE_BREAK } else { 0 };
        add(place, distance);
        distance += 1;
    }
    terms
}

/// How much the clauses of two items agree, `0.0..=1.0`: the share of the slighter one that stands in the other.
pub(super) fn agreement<T>(a: &Item<T>, b: &Item<T>) -> f64 {
    let (one, two) = a.surroundings(b);
    let (shared, _) = overlap(&one.clause.list, &two.clause.list);
    shared / one.clause.total.min(two.clause.total).max(CLAUSE_WEIGHT)
}

/// The same without the terms `but` is true of.
pub(super) fn agreement_but<T>(a: &Item<T>, b: &Item<T>, but: impl Fn(u64) -> bool) -> f64 {
    let (one, two) = a.surroundings(b);
    let without = |terms: &Terms| Terms::new(terms.list.iter().filter(|(term, _)| !but(*term)).copied().collect());
    let (one, two) = (without(&one.clause), without(&two.clause));
    overlap(&one.list, &two.list).0 / one.total.min(two.total).max(CLAUSE_WEIGHT)
}

/// How alike the surroundings of two items are, from 0; a little over 1 at most.
pub(super) fn likeness<T>(a: &Item<T>, b: &Item<T>) -> f64 {
    let (one, two) = a.surroundings(b);
    let (shared, _) = overlap(&one.context.list, &two.context.list);
    if shared == 0.0 {
        return 0.0;
    }
    let bonus = if a.statement.is_some() && a.statement == b.statement { SAME_STATEMENT } else { 0.0 };
    0.6 * shared / (shared + SHARED_WEIGHT) + 0.4 * shared / one.context.total.min(two.context.total) + bonus
}

/// Groups items whose `score` reaches `least`, best pairs first, by average link: at most one item of each witness. `score`
/// returns `None` for items that cannot be compared and negative infinity for those that exclude each other. Groups of one are left out; each comes with the mean score of its pairs.
pub(super) fn group<T>(items: &[Item<T>], least: f64, score: impl Fn(&Item<T>, &Item<T>) -> Option<f64>) -> Vec<(Vec<usize>, f64)> {
    let mut scores: AHashMap<(usize, usize), f64> = AHashMap::new();
    for (a, first) in items.iter().enumerate() {
        for (b, second) in items.iter().enumerate().skip(a + 1).filter(|(_, second)| second.witness != first.witness) {
            if let Some(score) = score(first, second) {
                scores.insert((a, b), score);
            }
        }
    }
    let mut pairs: Vec<(usize, usize, f64)> =
        scores.iter().filter(|(_, score)| **score >= least).map(|((a, b), score)| (*a, *b, *score)).collect();
    pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    // Pairs that cannot be compared say nothing; those that exclude each other keep their groups apart.
    let mean = |x: &[usize], y: &[usize]| {
        let all = x.iter().flat_map(|a| y.iter().map(|b| scores.get(&(*a.min(b), *a.max(b)))));
        let (sum, count) = all.flatten().fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
        if 3.0 * count >= (x.len() * y.len()) as f64 { sum / f64::max(count, 1.0) } else { 0.0 }
    };
    let mut group_of: Vec<usize> = (0..items.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..items.len()).map(|item| vec![item]).collect();
    for (a, b, _) in pairs {
        let (x, y) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        let clash = || groups[x].iter().any(|i| groups[y].iter().any(|j| items[*i].witness == items[*j].witness));
        if x == y || clash() || mean(&groups[x], &groups[y]) < COHESION * least {
            continue;
        }
        let moved = std::mem::take(&mut groups[y]);
        moved.iter().for_each(|item| group_of[*item] = x);
        groups[x].extend(moved);
        groups[x].sort_unstable();
    }
    groups.retain(|members| members.len() > 1);
    let within = |members: &Vec<usize>| {
        let pairs = members.iter().flat_map(|a| members.iter().filter(move |b| a < *b).map(move |b| (*a, *b)));
        let (sum, count) = pairs.filter_map(|pair| scores.get(&pair)).fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
        sum / f64::max(count, 1.0)
    };
    groups.into_iter().map(|members| (within(&members), members)).map(|(score, members)| (members, score)).collect()
}

/// For every item among `open`, with the best items of each other witness, at most `most`, whose `score` with it reaches `least`: what may
/// fill the same place where no group is sure. The best first; none that another contains.
pub(super) fn weakly<T>(
    items: &[Item<T>],
    open: impl Fn(usize) -> bool,
    (least, most): (f64, usize),
    score: impl Fn(&Item<T>, &Item<T>) -> Option<f64>,
) -> Vec<Vec<usize>> {
    let mut sets: Vec<(f64, Vec<usize>)> = Vec::new();
    for (x, item) in items.iter().enumerate().filter(|(x, _)| open(*x)) {
        let others = items.iter().enumerate().filter(|(_, other)| other.witness != item.witness);
        let mut scored: Vec<(f64, usize)> =
            others.filter_map(|(y, other)| Some((score(item, other)?, y))).filter(|(score, _)| *score >= least).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut taken: AHashMap<usize, usize> = AHashMap::new();
        scored.retain(|(_, y)| {
            let count = taken.entry(items[*y].witness).or_default();
            *count += 1;
            *count <= most
        });
        if let Some((best, _)) = scored.first() {
            let mut members: Vec<usize> = scored.iter().map(|(_, y)| *y).chain([x]).collect();
            members.sort_unstable();
            sets.push((*best, members));
        }
    }
    sets.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for (_, members) in sets {
        if !kept.iter().any(|other| members.iter().all(|member| other.contains(member))) {
            kept.push(members);
        }
    }
    kept
}
