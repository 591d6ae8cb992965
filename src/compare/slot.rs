//! Mentions of one kind in different witnesses that fill the same place: the same figure, the same people, the same deed.
//!
//! Enters: items with the words around them. Leaves: groups of at most one item per witness and value.
//! **Invariant:** independent of sentence matching, which paraphrase defeats; a matched statement only adds confidence.

use std::cell::OnceCell;
use std::ops::Range;

use ahash::{AHashMap, AHashSet};

use crate::article::{Lang, Span};

use super::clause::breaks;
use super::contexts::Contexts;
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
#[derive(Clone)]
pub(super) struct Item<T> {
    pub unit: usize,
    pub witness: usize,
    pub statement: Option<usize>,
    /// What a reader is shown.
    pub span: Span,
    pub value: T,
    /// The slot its words stand in, once somebody asked.
    pub slot: OnceCell<Option<(usize, usize)>>,
    pub lang: Option<Lang>,
    /// Its surroundings for those who write in its language, and for others; the latter only where there are any.
    pub own: Surroundings,
    pub meant: Surroundings,
}

/// Terms around an item with weights that fall with distance.
#[derive(Clone, Default)]
pub(super) struct Surroundings {
    pub context: Terms,
    /// Of its own clause alone.
    clause: Terms,
}

/// Weighted terms, ascending, each once, and the sum of their weights.
#[derive(Clone, Default)]
pub(super) struct Terms {
    pub list: Vec<(u64, f64)>,
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
        let lang = scene.witnesses[witness].lang;
        Item { unit, witness, statement: statement_of[unit], span, value, slot: OnceCell::new(), lang, own, meant }
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
    alike_by(a, b, shared)
}

/// The same of two whose surroundings share this weight.
pub(super) fn alike_by<T>(a: &Item<T>, b: &Item<T>, shared: f64) -> f64 {
    if shared == 0.0 {
        return 0.0;
    }
    let (one, two) = a.surroundings(b);
    let bonus = if a.statement.is_some() && a.statement == b.statement { SAME_STATEMENT } else { 0.0 };
    0.6 * shared / (shared + SHARED_WEIGHT) + 0.4 * shared / one.context.total.min(two.context.total) + bonus
}

/// The scores of pairs of items: those that can join two groups, and of the others those that were asked for.
struct Scores<'i, T, S> {
    items: &'i [Item<T>],
    score: S,
    /// Of each item the later ones with which it reaches the least score, ascending.
    linked: Vec<Vec<(usize, f64)>>,
    others: AHashMap<(usize, usize), Option<f64>>,
}

impl<'i, T, S: Fn(&Item<T>, &Item<T>, f64) -> Option<f64>> Scores<'i, T, S> {
    fn new(items: &'i [Item<T>], least: f64, most: impl Fn(&Item<T>, &Item<T>, f64) -> f64, score: S) -> Self {
        let mut contexts = Contexts::new(items, 0..items.len());
        let mut linked: Vec<Vec<(usize, f64)>> = Vec::with_capacity(items.len());
        for (a, first) in items.iter().enumerate() {
            let mut links = Vec::new();
            contexts.each(a, a + 1, |b, likeness| {
                if most(first, &items[b], likeness) + ROUNDING >= least {
                    links.extend(score(first, &items[b], likeness).filter(|score| *score >= least).map(|score| (b, score)));
                }
            });
            links.shrink_to_fit();
            linked.push(links);
        }
        Scores { items, score, linked, others: AHashMap::new() }
    }

    /// All pairs that reach the least score, the best first.
    fn best(&self) -> Vec<(usize, usize, f64)> {
        let links = self.linked.iter().enumerate().flat_map(|(a, links)| links.iter().map(move |(b, score)| (a, *b, *score)));
        let mut pairs: Vec<(usize, usize, f64)> = links.collect();
        pairs.sort_unstable_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        pairs
    }

    fn of(&mut self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (a.min(b), a.max(b));
        if let Ok(at) = self.linked[a].binary_search_by_key(&b, |link| link.0) {
            return Some(self.linked[a][at].1);
        }
        let (one, two) = (&self.items[a], &self.items[b]);
        *self.others.entry((a, b)).or_insert_with(|| (self.score)(one, two, likeness(one, two)))
    }

    /// Mean over all pairs of two groups; pairs that cannot be compared say nothing, and 0 where those are most.
    fn mean(&mut self, x: &[usize], y: &[usize]) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for score in x.iter().flat_map(|a| y.iter().map(|b| (*a, *b))).filter_map(|(a, b)| self.of(a, b)) {
            if score == f64::NEG_INFINITY {
                return score;
            }
            sum += score;
            count += 1.0;
        }
        if 3.0 * count >= (x.len() * y.len()) as f64 { sum / f64::max(count, 1.0) } else { 0.0 }
    }

    /// Mean over all pairs of a group.
    fn within(&mut self, members: &[usize]) -> f64 {
        let pairs = members.iter().flat_map(|a| members.iter().filter(move |b| a < *b).map(move |b| (*a, *b)));
        let (sum, count) = pairs.filter_map(|(a, b)| self.of(a, b)).fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
        sum / f64::max(count, 1.0)
    }
}

/// What sums in another order may differ by.
const ROUNDING: f64 = 1e-9;

/// Groups items whose `score` reaches `least`, best pairs first, by average link: at most one item of each witness. Both closures get the
/// likeness of the surroundings; `most` is cheap and nowhere below `score`, which returns `None` for items that cannot be compared and
/// negative infinity for those that exclude each other. Groups of one are left out; each comes with the mean score of its pairs.
pub(super) fn group<T>(
    items: &[Item<T>],
    least: f64,
    most: impl Fn(&Item<T>, &Item<T>, f64) -> f64,
    score: impl Fn(&Item<T>, &Item<T>, f64) -> Option<f64>,
) -> Vec<(Vec<usize>, f64)> {
    let mut scores = Scores::new(items, least, most, score);
    let mut group_of: Vec<usize> = (0..items.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..items.len()).map(|item| vec![item]).collect();
    let mut told: AHashSet<(usize, usize)> = items.iter().enumerate().map(|(at, item)| (at, item.witness)).collect();
    // Groups that were not joined and how large they were then: they stay apart while neither has grown.
    let mut apart: AHashMap<(usize, usize), Option<(usize, usize)>> = AHashMap::new();
    for (a, b, _) in scores.best() {
        let (x, y) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        if x == y {
            continue;
        }
        let sizes = (groups[x].len(), groups[y].len());
        if apart.get(&(x, y)).is_some_and(|known| known.is_none_or(|known| known == sizes)) {
            continue;
        }
        let (slighter, other) = if sizes.0 < sizes.1 { (x, y) } else { (y, x) };
        let clash = groups[slighter].iter().any(|item| told.contains(&(other, items[*item].witness)));
        let mean = if clash { f64::NEG_INFINITY } else { scores.mean(&groups[x], &groups[y]) };
        if mean < COHESION * least {
            apart.insert((x, y), (mean > f64::NEG_INFINITY).then_some(sizes));
            continue;
        }
        let moved = std::mem::take(&mut groups[y]);
        moved.iter().for_each(|item| group_of[*item] = x);
        told.extend(moved.iter().map(|item| (x, items[*item].witness)));
        groups[x].extend(moved);
        groups[x].sort_unstable();
    }
    groups.retain(|members| members.len() > 1);
    groups.into_iter().map(|members| (scores.within(&members), members)).map(|(score, members)| (members, score)).collect()
}

/// For every item among `open`, with the best items of each other witness, at most `most`, whose `score` with it, given the likeness of
/// their surroundings, reaches `least`: what may fill the same place where no group is sure. The best first; none that another contains.
pub(super) fn weakly<T>(
    items: &[Item<T>],
    open: impl Fn(usize) -> bool,
    (least, most): (f64, usize),
    score: impl Fn(&Item<T>, &Item<T>, f64) -> Option<f64>,
) -> Vec<Vec<usize>> {
    let mut contexts = Contexts::new(items, 0..items.len());
    let mut sets: Vec<(f64, Vec<usize>)> = Vec::new();
    for (x, item) in items.iter().enumerate().filter(|(x, _)| open(*x)) {
        let mut scored: Vec<(f64, usize)> = Vec::new();
        contexts.each(x, 0, |y, likeness| {
            scored.extend(score(item, &items[y], likeness).filter(|score| *score >= least).map(|score| (score, y)));
        });
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
    // The kept sets that hold each item.
    let mut holding: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (_, members) in sets {
        let fewest = members.iter().map(|member| &holding[*member]).min_by_key(|sets| sets.len());
        let contains = |set: &usize| members.iter().all(|member| kept[*set].binary_search(member).is_ok());
        if !fewest.is_some_and(|sets| sets.iter().any(contains)) {
            members.iter().for_each(|member| holding[*member].push(kept.len()));
            kept.push(members);
        }
    }
    kept
}
