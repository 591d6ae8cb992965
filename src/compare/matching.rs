//! Which sentences of different witnesses say the same thing.
//!
//! Sentences are matched many to many, whatever their order: pairs that share weighted words are scored, more leniently beside a match,
//! each keeps its best counterparts in every other witness, and what remains is joined by average link.
//!
//! Enters: the sentences with the weights of their terms, meanings and anchors. Leaves: the statements, and the scores of pairs that came
//! near.
//! **Invariant:** every sentence is in exactly one statement, and no headline in any; a statement has at most two sentences of one witness,
//! which follow one another.
//! **Source:** scores of containment, Jaccard and shared anchors in the tradition of Barzilay and Elhadad 2003, "Sentence alignment for
//! monolingual comparable corpora".

use std::collections::BTreeMap;

use ahash::AHashMap;

use super::near;
use super::scene::{Scene, Unit, distinct};

/// Least score of two sentences that say the same thing. News sentences on different facts of one event stay below; measured on
/// pairs of outlets whose differences were labelled by hand.
const MATCH: f64 = 0.36;
/// The same of two languages, where a word has many translations of which a list holds few: most pairs well below say the same.
const MATCH_ABROAD: f64 = 0.23;
/// Least mean share of a match between the members of a statement.
const COHESION: f64 = 0.61;
/// The same for a sentence beside one of them that matches one in another language: the others may tell what that one tells.
const COHESION_BEHIND: f64 = 0.3;
/// Share of a match below which a score is none.
pub(super) const FAINT: f64 = 0.5;
/// Weight that two sentences must share: about three rare words. Short sentences are contained in anything.
const SHARED_WEIGHT: f64 = 1.7;
/// A stem or meaning in more than this share of all sentences, and in more than 40, retrieves no candidates.
const COMMON_SHARE: f64 = 0.2;
/// Best counterparts kept per sentence and other witness.
const BEST: usize = 3;
/// What a pair of adjacent sentences must gain over the better of the two.
const CONCATENATION_GAIN: f64 = 0.06;
/// Share of a match that either of the two must reach alone where the other is of another language.
const HALF_ABROAD: f64 = 0.8;

/// Pairs of units with the score at which they say the same thing, `0.0..=1.0`.
pub(super) type Scores = AHashMap<(usize, usize), f64>;

/// The statements: units of each, ascending; every sentence in exactly one, headlines in none.
pub(super) fn statements(scene: &Scene) -> (Vec<Vec<usize>>, Scores) {
    let mut scores = candidate_scores(scene);
    add_concatenations(scene, &mut scores);
    near::add_near(scene, &mut scores);
    let links = mutual_best(scene, &scores);
    let groups = average_link(scene, &links, &scores);
    (groups, scores)
}

/// Scores of all pairs across witnesses that share a word of some rarity.
fn candidate_scores(scene: &Scene) -> Scores {
    let mut postings: AHashMap<u64, Vec<usize>> = AHashMap::new();
    let sentences = || scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline);
    let mut meant: AHashMap<u64, Vec<usize>> = AHashMap::new();
    for (at, unit) in sentences() {
        unit.terms.iter().for_each(|(stem, _)| postings.entry(*stem).or_default().push(at));
        unit.meanings.iter().for_each(|(meaning, _)| meant.entry(*meaning).or_default().push(at));
    }
    let common = ((scene.units.len() as f64 * COMMON_SHARE) as usize).max(40);
    let mut scores = Scores::new();
    let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
    for (at, unit) in sentences() {
        shared.clear();
        for (lists, terms, own_language) in [(&postings, &unit.terms, true), (&meant, &unit.meanings, false)] {
            for (term, weight) in terms {
                let list = &lists[term];
                if list.len() > common {
                    continue;
                }
                let later = list.partition_point(|other| *other <= at);
                let comparable = |other: usize| other != unit.witness && scene.same_language(other, unit.witness) == own_language;
                for other in list[later..].iter().filter(|other| comparable(scene.units[**other].witness)) {
                    *shared.entry(*other).or_default() += weight;
                }
            }
        }
        for (other, _) in shared.iter().filter(|(_, sum)| **sum >= SHARED_WEIGHT * 0.4) {
            let score = similarity(scene, unit, &scene.units[*other]);
            if score >= FAINT * least(scene, at, *other) {
                scores.insert((at, *other), score);
            }
        }
    }
    scores
}

/// Sum of the lesser weights of shared stems, and their number.
pub(super) fn overlap(a: &[(u64, f64)], b: &[(u64, f64)]) -> (f64, usize) {
    let (mut i, mut j, mut sum, mut count) = (0, 0, 0.0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x.0 == y.0 {
            sum += x.1.min(y.1);
            count += 1;
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    (sum, count)
}

/// How much two sentences say the same, `0.0..=1.0`; 0 for too little in common to judge.
pub(super) fn similarity(scene: &Scene, a: &Unit, b: &Unit) -> f64 {
    if !scene.same_language(a.witness, b.witness) {
        return across_languages(a, b);
    }
    let (shared, count) = overlap(&a.terms, &b.terms);
    let (anchored, anchors) = overlap(&a.anchors, &b.anchors);
    if count < 2 || shared < SHARED_WEIGHT || count < 3 && anchors == 0 {
        return 0.0;
    }
    let containment = shared / a.total.min(b.total);
    let jaccard = shared / (a.total + b.total - shared);
    let words = (0.5 * containment + 0.25 * jaccard) / 0.75;
    let weight = |unit: &Unit| unit.anchors.iter().map(|anchor| anchor.1).sum::<f64>();
    let least = weight(a).min(weight(b));
    // Little weight of anchors is little evidence in either direction.
    let score = if least < 0.5 { words } else { 0.75 * words + 0.25 * anchored / least };
    // Of a very short sentence three words are most of it and still prove little.
    score * (shared / (SHARED_WEIGHT * 1.6)).min(1.0)
}

/// Of two languages only meanings can be compared, and many words are of no list: what is shared must be more, or hold a name, a figure
/// or a day.
fn across_languages(a: &Unit, b: &Unit) -> f64 {
    let (shared, count) = overlap(&a.meanings, &b.meanings);
    let anchored = || overlap(&a.anchors, &b.anchors).1 > 0;
    if count < 2 || shared < SHARED_WEIGHT || count < 3 && !anchored() {
        return 0.0;
    }
    let containment = shared / a.meaning_total.min(b.meaning_total);
    let jaccard = shared / (a.meaning_total + b.meaning_total - shared);
    (0.5 * containment + 0.25 * jaccard) / 0.75 * (shared / (SHARED_WEIGHT * 1.6)).min(1.0)
}

/// Least score of two sentences that say the same thing.
pub(super) fn least(scene: &Scene, a: usize, b: usize) -> f64 {
    if scene.same_language(scene.units[a].witness, scene.units[b].witness) { MATCH } else { MATCH_ABROAD }
}

/// Raises the scores of two adjacent sentences that only together match one of another witness.
fn add_concatenations(scene: &Scene, scores: &mut Scores) {
    let mut raised = Vec::new();
    for (&(a, b), &score) in scores.iter() {
        for (first, other) in [(a, b), (b, a)] {
            let second = first + 1;
            let Some(next) = scene.units.get(second) else { continue };
            let unit = &scene.units[first];
            if unit.witness != next.witness || unit.paragraph != next.paragraph {
                continue;
            }
            let key = (second.min(other), second.max(other));
            let Some(&alone) = scores.get(&key) else { continue };
            // Of another language, a half that says little of it is another statement.
            let abroad = !scene.same_language(unit.witness, scene.units[other].witness);
            if abroad && score.min(alone) < HALF_ABROAD * least(scene, first, other) {
                continue;
            }
            let both = joined(scene, unit, next, &scene.units[other]);
            if both >= least(scene, first, other) && both > score.max(alone) + CONCATENATION_GAIN {
                raised.push((key, both));
                raised.push(((a, b), both));
            }
        }
    }
    for (key, score) in raised {
        let entry = scores.entry(key).or_default();
        *entry = entry.max(score);
    }
}

fn joined(scene: &Scene, first: &Unit, second: &Unit, other: &Unit) -> f64 {
    let (one, two, three, other_total) = if scene.same_language(first.witness, other.witness) {
        (&first.terms, &second.terms, &other.terms, other.total)
    } else {
        (&first.meanings, &second.meanings, &other.meanings, other.meaning_total)
    };
    let terms = distinct(one.iter().chain(two).copied().collect());
    let total: f64 = terms.iter().map(|term| term.1).sum();
    let (shared, count) = overlap(&terms, three);
    if count < 4 || shared < SHARED_WEIGHT * 1.5 {
        return 0.0;
    }
    (0.5 * shared / total.min(other_total) + 0.25 * shared / (total + other_total - shared)) / 0.75
}

/// Pairs above the threshold in which each is among the best the other has in that witness; best first.
fn mutual_best(scene: &Scene, scores: &Scores) -> Vec<(usize, usize, f64)> {
    let mut pairs: Vec<(usize, usize, f64)> =
        scores.iter().filter(|((a, b), score)| **score >= least(scene, *a, *b)).map(|((a, b), score)| (*a, *b, *score)).collect();
    pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let mut taken: AHashMap<(usize, usize), usize> = AHashMap::new();
    pairs.retain(|(a, b, _)| {
        let (of_a, of_b) = ((*a, scene.units[*b].witness), (*b, scene.units[*a].witness));
        let free = |key| taken.get(&key).is_none_or(|count| *count < BEST);
        let keep = free(of_a) && free(of_b);
        *taken.entry(of_a).or_default() += 1;
        *taken.entry(of_b).or_default() += 1;
        keep
    });
    pairs
}

/// Joins units along the links, best first, where the mean share of a match between the groups stays above [`COHESION`], or above
/// [`COHESION_BEHIND`] for a sentence that goes on abroad, and no group gets two sentences of one witness that are not neighbours.
fn average_link(scene: &Scene, links: &[(usize, usize, f64)], scores: &Scores) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..scene.units.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..scene.units.len()).map(|unit| vec![unit]).collect();
    for (a, b, _) in links {
        let (x, y) = (group_of[*a].min(group_of[*b]), group_of[*a].max(group_of[*b]));
        if x == y || !compatible(scene, &members[x], &members[y]) {
            continue;
        }
        let abroad = !scene.same_language(scene.units[*a].witness, scene.units[*b].witness);
        let least = if abroad && goes_on(scene, (*a, *b), scores, [&members[x], &members[y]]) { COHESION_BEHIND } else { COHESION };
        if mean_share(scene, &members[x], &members[y], scores) < least {
            continue;
        }
        let moved = std::mem::take(&mut members[y]);
        moved.iter().for_each(|unit| group_of[*unit] = x);
        members[x].extend(moved);
        members[x].sort_unstable();
    }
    members.retain(|group| group.first().is_some_and(|unit| !scene.units[*unit].headline));
    members
}

/// Whether one of two groups is a single end of a link, beside a sentence of its paragraph in the other group that matches the other end.
fn goes_on(scene: &Scene, link: (usize, usize), scores: &Scores, groups: [&[usize]; 2]) -> bool {
    let told = |a: usize, b: usize| scores.get(&(a.min(b), a.max(b))).is_some_and(|score| *score >= least(scene, a, b));
    let ends = [link, (link.1, link.0)];
    let beside = |a: usize, b: usize| {
        let (one, two) = (&scene.units[a], &scene.units[b]);
        a.abs_diff(b) == 1 && one.witness == two.witness && one.paragraph == two.paragraph
    };
    ends.into_iter().any(|(end, other)| {
        groups.iter().any(|group| **group == [end])
            && groups.iter().any(|group| group.iter().any(|unit| beside(*unit, end) && told(*unit, other)))
    })
}

fn compatible(scene: &Scene, x: &[usize], y: &[usize]) -> bool {
    x.iter().all(|a| y.iter().all(|b| scene.units[*a].witness != scene.units[*b].witness || a.abs_diff(*b) == 1))
}

/// Mean of how much of a match the pairs between two groups reach.
fn mean_share(scene: &Scene, x: &[usize], y: &[usize], scores: &Scores) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for a in x {
        for b in y.iter().filter(|b| scene.units[**b].witness != scene.units[*a].witness) {
            sum += scores.get(&(*a.min(b), *a.max(b))).map_or(0.0, |score| score / least(scene, *a, *b));
            count += 1.0;
        }
    }
    if count == 0.0 { 0.0 } else { sum / count }
}

/// Puts statements in the order of the most central telling, the witness that takes part in most shared statements (the earliest
/// among equals); what it does not tell follows what stands before it where it is told.
pub(super) fn order(scene: &Scene, statements: &mut Vec<Vec<usize>>) {
    let mut shared = vec![0usize; scene.witnesses.len()];
    for units in statements.iter() {
        let first = scene.units[units[0]].witness;
        if units.iter().any(|unit| scene.units[*unit].witness != first) {
            units.iter().for_each(|unit| shared[scene.units[*unit].witness] += 1);
        }
    }
    let base = (0..shared.len()).fold(0, |best, witness| if shared[witness] > shared[best] { witness } else { best });
    let mut place: Vec<Option<usize>> = vec![None; scene.units.len()];
    for units in statements.iter() {
        let told = units.iter().find(|unit| scene.units[**unit].witness == base).copied();
        units.iter().for_each(|unit| place[*unit] = told);
    }
    let before = |unit: usize| {
        let start = scene.witnesses[scene.units[unit].witness].units.start;
        (start..unit).rev().find_map(|earlier| place[earlier]).map_or((false, 0), |base| (true, base))
    };
    let key = |units: &Vec<usize>| match place[units[0]] {
        Some(told) => ((true, told), 0),
        None => (before(units[0]), 1 + units[0]),
    };
    let mut keyed: Vec<_> = std::mem::take(statements).into_iter().map(|units| (key(&units), units)).collect();
    keyed.sort();
    statements.extend(keyed.into_iter().map(|(_, units)| units));
}
