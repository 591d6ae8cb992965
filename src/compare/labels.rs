//! What the same people, places and deeds are called.
//!
//! Enters: the sentences, and the figures that several give. Leaves: differences between terms that stand for one thing by their
//! surroundings, by who uses which, or by a figure that counts both; where none takes a side, as other words.
//! **Invariant:** two terms of each are known to be different choices: in one language by their lemmas, between two by `same_terms` or by
//! what they mean.
//! **Source:** the groups of labels in `lexicon.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use ahash::AHashSet;

use super::Kind;
use super::clause::breaks;
use super::contexts::Contexts;
use super::figures::Given;
use super::found::{Found, Said, Words, span_of, words_at};
use super::lexicon::{Label, Lexicon};
use super::scene::{Named, Scene, Unit};
use super::scope::{Ground, disjoint, whereabouts};
use super::slot::{Item, group, likeness};
use super::word::{Word, words};
use crate::article::{Lang, Span};
use crate::hash;
use crate::mention::NameKind;

/// Least likeness of the surroundings of two terms that stand for the same thing.
const SAME_REFERENT: f64 = 0.32;
/// What the score gains where the group of terms occurs but once in either article, for a fully contested one; where both choose the
/// same, so that equals find each other first.
const ONLY_ONE: f64 = 0.22;
const EQUAL: f64 = 0.2;

/// Least likeness of the surroundings, whatever else speaks for two terms.
const LEAST_CONTEXT: f64 = 0.15;

/// Least weight of a group whose mere use is compared, least likeness of the surroundings of two uses, less where neither witness ever
/// chooses the other's term, and what such a difference weighs against one in the same place, more where figures vouch for it,
/// less where either term takes no side.
const CONTESTED: f64 = 0.5;
const RELATED: f64 = 0.14;
const RELATED_EXCLUSIVE: f64 = 0.06;
const USAGE_SHARE: f64 = 0.3;
const COUNTED_SHARE: f64 = 0.5;
const PLAIN_SHARE: f64 = 0.3;

/// Terms of another witness beside which one is shown at most.
const COUNTERPARTS: usize = 2;

/// Further uses shown of a term by one witness.
const AGAIN: usize = 1;

/// What is left of the likeness where a term is somebody else's word.
const QUOTED: f64 = 0.5;

/// What the likeness gains where one word describes both.
const SAME_DESCRIPTION: f64 = 0.25;

/// How alike the surroundings of two terms of one language are that surely stand for one thing, what is left of the weight below it, and
/// how alike those of another must be to either of them to be shown with them.
const CONVINCING: f64 = 0.34;
const DOUBTED: f64 = 0.45;
const NEAR: f64 = 0.2;

/// What is left of the weight where a weightier difference sets the same terms of the same articles against each other.
const REPEATED: f64 = 0.4;

/// How alike the surroundings of two terms for deeds must be to be those of one deed, where no statement says so.
const ONE_DEED: f64 = 0.5;

/// Words before a term for killing among which a machine stands that it is told of.
const MACHINE_REACH: usize = 6;

/// Words that are read of a term.
const TERM: usize = 8;

/// Weight of a choice among terms that take no side.
const SYNONYMS: f64 = 0.15;

/// A term of the lexicon in a text.
struct Term<'a> {
    label: Label,
    /// The term whatever its inflection.
    lemma: u64,
    /// What it means in any language, where a list tells.
    meaning: Option<u64>,
    /// What describes it: the word behind it, or the last of several (*syrien* of "régime syrien" and of "gouvernement syrien").
    described: Option<u64>,
    /// Terms of the group in the same article.
    of_group: usize,
    /// Whether it stands in quoted speech.
    quoted: bool,
    /// Places of which its clause tells, without those where the whole event is.
    places: BTreeSet<&'a str>,
}

/// Contested terms in the same place where witnesses choose differently.
pub(super) fn labels(scene: &Scene, said: &Said, figures: &[Given], found: &mut Vec<Found>) {
    let items = terms(scene, said);
    let most = |a: &Item<Term<'_>>, b: &Item<Term<'_>>, likeness: f64| match a.value.label.group == b.value.label.group {
        true => alike_by(a, b, likeness) + ONLY_ONE * a.value.label.weight + EQUAL,
        false => f64::NEG_INFINITY,
    };
    let groups = group(&items, SAME_REFERENT, most, |a, b, likeness| {
        if a.value.label.group != b.value.label.group {
            return None;
        }
        let likeness = Some(alike_by(a, b, likeness)).filter(|likeness| *likeness > LEAST_CONTEXT)?;
        let together = a.statement.is_some() && a.statement == b.statement;
        // Of deeds an article tells many.
        if a.value.label.deed && !together && likeness < ONE_DEED {
            return None;
        }
        let equal = if chosen_alike(scene, a, b)? { EQUAL } else { 0.0 };
        // Between languages the only use of a group proves little where the sentences do not meet.
        let near = scene.same_language(a.witness, b.witness) || together;
        let only = if near { ONLY_ONE } else { 0.0 } * a.value.label.weight / ((a.value.of_group * b.value.of_group) as f64).sqrt();
        Some(likeness + only + equal)
    });
    for (members, score) in groups {
        let label = items[members[0]].value.label;
        let Some((mut pair, mut likest)) = most_alike(scene, &items, &members, |_| true) else { continue };
        let mut shown = beside(scene, &items, &members, pair);
        let plain = shown.iter().all(|item| items[*item].value.label.plain);
        if plain {
            // Where no side is taken, what another language says is its word for it.
            let within = |pair: [usize; 2]| scene.same_language(items[pair[0]].witness, items[pair[1]].witness);
            let Some(own) = most_alike(scene, &items, &shown, within) else { continue };
            (pair, likest) = own;
            shown.retain(|at| within([*at, pair[0]]));
        }
        let [one, other] = pair.map(|at| &items[at]);
        // Between languages the words around tell little: there a common statement must.
        let convinced = match scene.same_language(one.witness, other.witness) {
            true => likest >= CONVINCING,
            false => one.statement.is_some() && one.statement == other.statement,
        };
        let doubt = if convinced { 1.0 } else { DOUBTED };
        let (kind, weight) =
            if plain { (Kind::Wording, SYNONYMS) } else { (Kind::Label, label.weight * (0.5 + 0.5 * score.min(1.0)) * doubt) };
        found.push(Found::of(kind, &shown, &items, weight, scene));
    }
    usages(scene, &items, found);
    of_counted(scene, &items, figures, found);
    lower_repeated(scene, &items, found);
}

/// Lowers what sets only terms against each other that a weightier difference shows of the same witnesses.
fn lower_repeated(scene: &Scene, items: &[Item<Term<'_>>], found: &mut [Found]) {
    let term: BTreeMap<Words, u64> = items.iter().map(|item| (words_at(scene, item.unit, item.span), item.value.lemma)).collect();
    let mut order: Vec<usize> = (0..found.len()).filter(|at| found[*at].kind == Kind::Label).collect();
    order.sort_by(|a, b| found[*b].weight.total_cmp(&found[*a].weight).then(a.cmp(b)));
    let mut told: Vec<Vec<(usize, u64)>> = Vec::new();
    for at in order {
        // Other finders show labels that are no terms of the lexicon.
        let terms: Option<Vec<(usize, u64)>> =
            found[at].readings.iter().map(|reading| Some((reading.witness, *term.get(reading)?))).collect();
        let Some(terms) = terms else { continue };
        if told.iter().any(|before| terms.iter().all(|own| before.contains(own))) {
            found[at].weight *= REPEATED;
        }
        told.push(terms);
    }
}

/// The two terms of a group, of those that `may` be set against each other, that are not the same and whose surroundings are most alike, and
/// how alike they are.
fn most_alike(scene: &Scene, items: &[Item<Term<'_>>], members: &[usize], may: impl Fn([usize; 2]) -> bool) -> Option<([usize; 2], f64)> {
    let pairs = members.iter().flat_map(|a| members.iter().filter(move |b| a < *b).map(move |b| [*a, *b]));
    let told = pairs.filter(|pair| may(*pair)).filter(|[a, b]| chosen_alike(scene, &items[*a], &items[*b]) == Some(false));
    let scored = told.map(|[a, b]| ([a, b], alike(&items[a], &items[b])));
    scored.max_by(|(pair, x), (other, y)| x.total_cmp(y).then(other.cmp(pair)))
}

/// The members of a group that stand near either of a pair; what joined it by others alone is often another thing.
fn beside(scene: &Scene, items: &[Item<Term<'_>>], members: &[usize], pair: [usize; 2]) -> Vec<usize> {
    let together = |a: &Item<Term<'_>>, b: &Item<Term<'_>>| a.statement.is_some() && a.statement == b.statement;
    // Between languages the words around tell little.
    let abroad = |at: usize, of: usize| !scene.same_language(items[at].witness, items[of].witness);
    let near =
        |at: usize, of: usize| at == of || abroad(at, of) || together(&items[at], &items[of]) || alike(&items[at], &items[of]) >= NEAR;
    members.iter().copied().filter(|at| pair.iter().any(|of| near(*at, *of))).collect()
}

/// What those are called whom several count alike, however the sentences differ: "1,28 million de personnes", "1,28 million d'opposants".
fn of_counted(scene: &Scene, items: &[Item<Term<'_>>], figures: &[Given], found: &mut Vec<Found>) {
    for Given { places, .. } in figures {
        let counted = |(unit, span): &(usize, Span)| {
            let first = items.partition_point(|item| item.unit < *unit);
            let own = items[first..].iter().take_while(|item| item.unit == *unit);
            own.enumerate().find(|(_, item)| span.contains(item.span)).map(|(at, _)| first + at)
        };
        let members: Vec<usize> = places.iter().filter_map(counted).collect();
        let weight = members.iter().map(|item| items[*item].value.label).filter(|label| !label.plain).map(|label| label.weight);
        let Some(weight) = weight.max_by(f64::total_cmp) else { continue };
        let pairs = || members.iter().flat_map(|a| members.iter().map(|b| (&items[*a], &items[*b])));
        let difference = Found::of(Kind::Label, &members, items, COUNTED_SHARE * weight, scene);
        if pairs().any(|(a, b)| chosen_alike(scene, a, b) == Some(false)) && !difference.is_shown(found) {
            found.push(difference);
        }
    }
}

/// The choice that the words of a text in a language are, the same number in all languages; the first listed where they are several, `None`
/// where they are none.
pub fn choice(text: &str, lang: Option<Lang>) -> Option<usize> {
    let lexicon = Lexicon::get();
    let lemmas = words(text, 0, lang, lexicon, TERM).into_iter().map(|word| word.lemma);
    lexicon.language(lang).choices(hash::sequence(lemmas)).first().copied()
}

/// Whether two terms are the same word, in one language or in two; `None` where no list tells what a term means in the other.
fn chosen_alike(scene: &Scene, a: &Item<Term<'_>>, b: &Item<Term<'_>>) -> Option<bool> {
    if scene.same_language(a.witness, b.witness) {
        return Some(a.value.lemma == b.value.lemma);
    }
    let choices = |item: &Item<Term<'_>>| scene.language(&scene.units[item.unit]).choices(item.value.lemma);
    let (one, other) = (choices(a), choices(b));
    if !one.is_empty() && !other.is_empty() {
        return Some(one.iter().any(|choice| other.contains(choice)));
    }
    Some(a.value.meaning? == b.value.meaning?)
}

/// How alike the surroundings of two terms are, 0 where they tell of different places; more where one word describes both, less where one
/// is the word of somebody who is quoted, which the witness did not choose.
fn alike(a: &Item<Term<'_>>, b: &Item<Term<'_>>) -> f64 {
    alike_by(a, b, likeness(a, b))
}

/// The same of two whose surroundings have this likeness.
fn alike_by(a: &Item<Term<'_>>, b: &Item<Term<'_>>, likeness: f64) -> f64 {
    if disjoint(&a.value.places, &b.value.places) {
        return 0.0;
    }
    let described = if described_alike(a, b) { SAME_DESCRIPTION } else { 0.0 };
    (likeness + described) * if a.value.quoted || b.value.quoted { QUOTED } else { 1.0 }
}

fn described_alike(a: &Item<Term<'_>>, b: &Item<Term<'_>>) -> bool {
    a.value.described.is_some() && a.value.described == b.value.described
}

/// Terms that one witness chooses and another does not: one says *casseurs* where the other only ever says *jeunes*, though no two
/// sentences match. Each is shown beside the most comparable use of its group by the other; places in common make one difference.
fn usages(scene: &Scene, items: &[Item<Term<'_>>], found: &mut Vec<Found>) {
    let mut groups: BTreeMap<(usize, Option<Lang>), Vec<usize>> = BTreeMap::new();
    let read = |item: &Item<Term<'_>>| {
        let label = item.value.label;
        label.weight >= CONTESTED && !label.deed && !scene.units[item.unit].headline
    };
    for (at, item) in items.iter().enumerate().filter(|(_, item)| read(item)) {
        groups.entry((item.value.label.group, scene.witnesses[item.witness].lang)).or_default().push(at);
    }
    for uses in groups.values() {
        for mut places in joined(counterparts(scene, items, uses)) {
            places.extend(again(items, uses, &places));
            let plain = places.iter().any(|place| items[*place].value.label.plain);
            let share = if plain { PLAIN_SHARE } else { USAGE_SHARE };
            let mut usage = Found::of(Kind::Label, &places, items, share * items[places[0]].value.label.weight, scene);
            usage.statement = None;
            if !usage.is_shown(found) {
                found.push(usage);
            }
        }
    }
}

/// Pairs of uses of one group of terms: of every term that a witness chooses and another does not, and of every such term of the
/// other, the two most alike; where the other has none of its own, whichever of its terms is.
fn counterparts(scene: &Scene, items: &[Item<Term<'_>>], uses: &[usize]) -> Vec<[usize; 2]> {
    let (witness, term) = (|at: usize| items[at].witness, |at: usize| items[at].value.lemma);
    let text = |at: usize| scene.witnesses[witness(at)].text;
    let together = |x: usize, y: usize| items[x].statement.is_some() && items[x].statement == items[y].statement;
    // By witness, term and, once more, statement.
    let chosen = |at: usize, statement: Option<usize>| (witness(at), term(at), statement);
    let choices: AHashSet<_> = uses.iter().flat_map(|z| [chosen(*z, None), chosen(*z, items[*z].statement)]).collect();
    // Within a statement it counts what is said there.
    let own = |x: usize, y: usize| {
        let within = items[x].statement.filter(|_| together(x, y));
        !choices.contains(&(witness(y), term(x), within))
    };
    let mut contexts = Contexts::new(items, uses.iter().copied());
    let mut likenesses = vec![0.0; items.len()];
    // By term, its witness and the other; then by the other's term.
    let mut best: BTreeMap<(u64, usize, usize), BTreeMap<u64, Counterpart>> = BTreeMap::new();
    for x in uses.iter().copied() {
        contexts.each(x, 0, |y, likeness| likenesses[y] = likeness);
        for y in uses.iter().copied().filter(|y| text(*y) != text(x) && own(x, *y)) {
            let plain = items[x].value.label.plain && items[y].value.label.plain;
            let likeness = alike_by(&items[x], &items[y], likenesses[y]);
            if plain || likeness < if own(y, x) { RELATED_EXCLUSIVE } else { RELATED } {
                continue;
            }
            let found = Counterpart { likeness, places: [x.min(y), x.max(y)], own: own(y, x) };
            let known = best.entry((term(x), witness(x), witness(y))).or_default().entry(term(y)).or_insert(found);
            if likeness > known.likeness {
                *known = found;
            }
        }
    }
    let mut pairs: Vec<[usize; 2]> = best.into_values().flat_map(|terms| closest(terms.into_values().collect())).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Two uses of different terms of one group.
#[derive(Clone, Copy)]
struct Counterpart {
    likeness: f64,
    places: [usize; 2],
    /// Whether the second term is one that the first witness does not choose either.
    own: bool,
}

/// The places of the best counterparts, before all of those of terms that only the other chooses.
fn closest(mut all: Vec<Counterpart>) -> Vec<[usize; 2]> {
    all.sort_by(|a, b| b.own.cmp(&a.own).then(b.likeness.total_cmp(&a.likeness)).then(a.places.cmp(&b.places)));
    all.into_iter().take(COUNTERPARTS).map(|counterpart| counterpart.places).collect()
}

/// Further uses of the terms at `places` by those who use them there, where they stand for much the same, at most a few of each.
fn again(items: &[Item<Term<'_>>], uses: &[usize], places: &[usize]) -> Vec<usize> {
    let choice = |at: usize| (items[at].witness, items[at].value.lemma);
    let mut of_choice: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let others = uses.iter().copied().filter(|z| places.binary_search(z).is_err());
    others.for_each(|z| of_choice.entry(choice(z)).or_default().push(z));
    let mut contexts = Contexts::new(items, places.iter().copied());
    let mut near = |z: &usize| {
        let mut near = false;
        contexts
            .each(*z, 0, |y, likeness| near |= places.binary_search(&y).is_ok() && alike_by(&items[*z], &items[y], likeness) >= RELATED);
        near
    };
    let mut shown: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for choice in places.iter().map(|x| choice(*x)) {
        let same = of_choice.get(&choice).into_iter().flatten().copied();
        shown.entry(choice).or_insert_with(|| same.filter(&mut near).take(AGAIN).collect());
    }
    places.iter().flat_map(|x| &shown[&choice(*x)]).copied().collect()
}

/// Sets of places that are linked by the pairs, each ascending, in the order of their first.
fn joined(pairs: Vec<[usize; 2]>) -> Vec<Vec<usize>> {
    let mut set_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for pair in pairs {
        let [x, y] = pair.map(|place| {
            *set_of.entry(place).or_insert_with(|| {
                sets.push(vec![place]);
                sets.len() - 1
            })
        });
        if x != y {
            let (into, from) = if sets[x].len() < sets[y].len() { (y, x) } else { (x, y) };
            let moved = std::mem::take(&mut sets[from]);
            moved.iter().for_each(|place| *set_of.get_mut(place).expect("a place in a set") = into);
            sets[into].extend(moved);
        }
    }
    sets.retain(|set| !set.is_empty());
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets.sort_unstable();
    sets
}

/// What a term means in any language: the meanings of its words, in any order; `None` where one has none.
fn meaning(words: &[Word]) -> Option<u64> {
    let meanings: Option<Vec<u64>> = words.iter().filter(|word| word.content).map(|word| word.meaning).collect();
    let mut meanings = meanings.filter(|meanings| !meanings.is_empty())?;
    meanings.sort_unstable();
    Some(hash::sequence(meanings))
}

/// The word that describes a term.
fn described(scene: &Scene, unit: &Unit, at: usize, length: usize) -> Option<u64> {
    if length > 1 {
        return unit.words[at..at + length].iter().rev().find(|word| word.content).map(|word| word.root);
    }
    let (word, next) = (&unit.words[at], unit.words.get(at + 1)?);
    let joined = scene.text(unit)[word.span.end as usize..next.span.start as usize].trim().is_empty();
    (joined && next.content && !next.figure).then_some(next.root)
}

/// Words that are a term, and the groups they may be of.
struct Uses {
    unit: usize,
    at: Range<usize>,
    labels: Vec<Label>,
}

/// Where terms stand, the longest at each place.
fn uses(scene: &Scene) -> Vec<Uses> {
    let mut uses = Vec::new();
    for (unit, sentence) in scene.units.iter().enumerate() {
        let mut at = 0;
        while at < sentence.words.len() {
            let all: Vec<(usize, Label)> = scene.language(sentence).labels.all_at(&sentence.words[at..], |word| word.lemma).collect();
            let length = all.first().map_or(1, |(length, _)| *length);
            // The month of March, and the March for Our Lives; Islamists always have a capital.
            let english = scene.witnesses[sentence.witness].lang == Some(Lang::EN);
            let month = || sentence.words[at].span.of(scene.text(sentence)) == "March";
            let titled = || sentence.words.get(at + 1).is_some_and(|next| next.capital);
            let capital = english && length == 1 && at > 0 && !sentence.headline && sentence.words[at].capital;
            // "تحرير" of «هيئة تحرير الشام» is part of a name.
            let within =
                |word: &Word| sentence.names.iter().any(|(name, known)| name.contains(word.span) && *name != word.span && is_body(known));
            let proper = capital && (month() || titled()) || length == 1 && within(&sentence.words[at]);
            if all.first().is_some_and(|(_, label)| !(label.is_no_term() || label.deed && downs(scene, sentence, at))) && !proper {
                let mut labels: Vec<Label> = all.into_iter().map(|(_, label)| label).filter(|label| !label.is_no_term()).collect();
                labels.dedup_by_key(|label| label.group);
                uses.push(Uses { unit, at: at..at + length, labels });
            }
            at += length;
        }
    }
    uses
}

/// Whether a name is of a body that the table of names knows.
fn is_body(name: &Named) -> bool {
    name.kind == NameKind::Other && name.key.starts_with('@')
}

/// Whether a term for killing tells of a machine before it in its clause: "le Su-25 a été abattu".
fn downs(scene: &Scene, sentence: &Unit, at: usize) -> bool {
    let (text, machines) = (scene.text(sentence), &scene.language(sentence).machines);
    let unbroken = |place: &usize| !breaks(&text[sentence.words[*place].span.end as usize..sentence.words[place + 1].span.start as usize]);
    let before: Vec<usize> = (at.saturating_sub(MACHINE_REACH)..at).rev().take_while(unbroken).collect();
    let machine = before.iter().position(|place| machines.at(&sentence.words[*place..], |word| word.exact).is_some());
    // "Un avion a tué trois hommes" downs nobody: between the two stands a passive, or nothing.
    let passive = |place: &usize| scene.language(sentence).passive.at(&sentence.words[*place..], |word| word.exact).is_some();
    machine.is_some_and(|machine| machine == 0 || before[..machine].iter().any(passive))
}

/// Every term of the lexicon, in the group it is of: opponents bear arms or placards, and a strike is one of workers or of rockets, as
/// the other terms of the article have it.
fn terms<'a>(scene: &Scene<'a>, said: &Said) -> Vec<Item<Term<'a>>> {
    let (uses, ground) = (uses(scene), Ground::new(scene));
    // Terms of each group that take sides and are of no other, by witness.
    let mut sure: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for place in &uses {
        if let [Label { plain: false, group, .. }] = place.labels[..] {
            *sure.entry((scene.units[place.unit].witness, group)).or_default() += 1;
        }
    }
    let mut items: Vec<Item<Term<'a>>> = Vec::new();
    for Uses { unit, at, labels } in uses {
        let sentence = &scene.units[unit];
        let others = |label: &Label| sure.get(&(sentence.witness, label.group)).copied().unwrap_or_default();
        // The first listed among equals.
        let Some(label) = labels.iter().rev().max_by_key(|label| others(label)).copied() else { continue };
        let words = &sentence.words[at.clone()];
        let span = span_of(sentence, at.clone());
        let term = Term {
            label,
            lemma: hash::sequence(words.iter().map(|word| word.lemma)),
            meaning: meaning(words),
            described: described(scene, sentence, at.start, at.len()),
            of_group: 0,
            quoted: scene.is_quoted(sentence, span),
            places: ground.telling(whereabouts(scene, sentence, &at)),
        };
        items.push(Item::new(scene, &said.statement_of, unit, at, span, term));
    }
    let mut of_group: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    items.iter().for_each(|item| *of_group.entry((item.witness, item.value.label.group)).or_default() += 1);
    items.iter_mut().for_each(|item| item.value.of_group = of_group[&(item.witness, item.value.label.group)]);
    items
}
