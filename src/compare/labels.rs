//! What the same people, places and deeds are called.

use std::collections::BTreeMap;

use super::Kind;
use super::found::{Found, Said};
use super::lexicon::Label;
use super::scene::Scene;
use super::slot::{Item, group, likeness};
use crate::article::{Lang, Span};
use crate::hash;

/// Least likeness of the surroundings of two terms that stand for the same thing.
const SAME_REFERENT: f64 = 0.32;
/// What the score gains where the group of terms occurs but once in either article, for a fully contested one; where both choose the
/// same, so that equals find each other first.
const ONLY_ONE: f64 = 0.22;
const EQUAL: f64 = 0.2;

/// Least likeness of the surroundings, whatever else speaks for two terms.
const LEAST_CONTEXT: f64 = 0.15;

/// Least weight of a group whose mere use is compared, least likeness of some surroundings, and what such a difference weighs against
/// one in the same place.
const CONTESTED: f64 = 0.5;
const RELATED: f64 = 0.12;
const USAGE_SHARE: f64 = 0.5;

/// Weight of a choice among terms that take no side.
const SYNONYMS: f64 = 0.15;

/// A term of the lexicon in a text.
struct Term {
    label: Label,
    /// The term whatever its inflection.
    lemma: u64,
    /// Terms of the group in the same article.
    of_group: usize,
}

/// Contested terms in the same place where witnesses choose differently.
pub(super) fn labels(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let items = terms(scene, said);
    let groups = group(&items, SAME_REFERENT, |a, b| {
        let comparable = a.value.label.group == b.value.label.group && scene.witnesses[a.witness].lang == scene.witnesses[b.witness].lang;
        let equal = if a.value.lemma == b.value.lemma { EQUAL } else { 0.0 };
        let only = ONLY_ONE * a.value.label.weight / ((a.value.of_group * b.value.of_group) as f64).sqrt();
        comparable.then(|| likeness(a, b)).filter(|likeness| *likeness > LEAST_CONTEXT).map(|likeness| likeness + only + equal)
    });
    for (members, score) in groups {
        let first = &items[members[0]].value;
        if members.iter().any(|item| items[*item].value.lemma != first.lemma) {
            let plain = members.iter().all(|item| items[*item].value.label.plain);
            let (kind, weight) =
                if plain { (Kind::Wording, SYNONYMS) } else { (Kind::Label, first.label.weight * (0.5 + 0.5 * score.min(1.0))) };
            found.push(Found::of(kind, &members, &items, weight, scene));
        }
    }
    usages(scene, &items, found);
}

/// The terms of a group that a witness uses, each with the position of its first use.
type Uses = BTreeMap<u64, usize>;

/// Groups of terms from which two witnesses choose otherwise: one says *rebelles* where the other says *terroristes*, though no two
/// sentences match. One difference a group, with the first use of every term.
fn usages(scene: &Scene, items: &[Item<Term>], found: &mut Vec<Found>) {
    let mut groups: BTreeMap<(usize, Option<Lang>), BTreeMap<usize, Uses>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.value.label.weight >= CONTESTED && !scene.units[item.unit].headline)
    {
        let witnesses = groups.entry((item.value.label.group, scene.witnesses[item.witness].lang)).or_default();
        witnesses.entry(item.witness).or_default().entry(item.value.lemma).or_insert(at);
    }
    for witnesses in groups.values() {
        let own = |a: &Uses, b: &Uses| a.keys().any(|term| !b.contains_key(term));
        let related = |a: &Uses, b: &Uses| {
            own(a, b) && own(b, a) && a.values().any(|x| b.values().any(|y| likeness(&items[*x], &items[*y]) >= RELATED))
        };
        let differing: Vec<usize> =
            witnesses.values().filter(|a| witnesses.values().any(|b| related(a, b))).flat_map(|terms| terms.values().copied()).collect();
        if let Some(first) = differing.first().filter(|_| differing.iter().any(|item| !items[*item].value.label.plain)) {
            let mut usage = Found::of(Kind::Label, &differing, items, USAGE_SHARE * items[*first].value.label.weight, scene);
            usage.statement = None;
            let shown = found
                .iter()
                .any(|other| other.kind == Kind::Label && usage.readings.iter().all(|reading| other.readings.contains(reading)));
            if !shown {
                found.push(usage);
            }
        }
    }
}

/// Every term of the lexicon, the longest at each place.
fn terms(scene: &Scene, said: &Said) -> Vec<Item<Term>> {
    let mut items: Vec<Item<Term>> = Vec::new();
    for (unit, sentence) in scene.units.iter().enumerate() {
        let language = scene.language(sentence);
        let mut at = 0;
        while at < sentence.words.len() {
            let Some((length, label)) = language.labels.at(&sentence.words[at..], |word| word.lemma) else {
                at += 1;
                continue;
            };
            let words = &sentence.words[at..at + length];
            let span = Span { start: words[0].span.start, end: words[length - 1].span.end };
            let lemma = hash::sequence(words.iter().map(|word| word.lemma));
            items.push(Item::new(scene, &said.statement_of, unit, at..at + length, span, Term { label, lemma, of_group: 0 }));
            at += length;
        }
    }
    let mut of_group: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    items.iter().for_each(|item| *of_group.entry((item.witness, item.value.label.group)).or_default() += 1);
    items.iter_mut().for_each(|item| item.value.of_group = of_group[&(item.witness, item.value.label.group)]);
    items
}
