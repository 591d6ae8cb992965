//! One quotation in several reports: whole, shortened, altered, or turned into reported speech.
//!
//! Enters: the quotations of the articles' texts, and the statements. Leaves: a difference for each that some cut, alter, give in other
//! words or report without marks.
//! A reading that nothing cuts shows all that goes on behind the words that say whose speech it is.
//! **Invariant:** no two of one witness are one; two beside which other persons are named are linked only by three quarters of the words of
//! the shorter; what a reporter merely inserts in brackets alters nothing.
//! **Source:** words are compared by Myers 1986, "An O(ND) difference algorithm and its variations", as `similar` does it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use ahash::{AHashMap, AHashSet};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::clause::SPEECH_MARKS;
use super::found::{Found, Said, Words};
use super::scene::{Scene, Unit};
use super::word::{Word, words};
use super::{Field, Kind};
use crate::article::{Lang, Span};
use crate::mention::NameKind;
use crate::text::fold;

/// Words of the shorter quotation that must stand in the longer one, in order.
const SHARED_WORDS: usize = 4;
/// A quotation with fewer content words is a term in quotation marks ("gilets jaunes"), not something said, unless it makes up half
/// of the other and has as many words in all.
const SCARE_WORDS: usize = 3;
/// Words by which a quotation may be shortened to next to nothing.
const SHORTENED: usize = 3;
/// Their share of the shorter quotation's words.
const SHARED_SHARE: f64 = 0.5;
/// The same of the content words that are no names: who speaks of the President of the Republic need not say the same of him.
const TELLING_SHARE: f64 = 0.5;
/// Share of the shorter quotation's words that two with other speakers named beside them must share to be one.
const ONE_OF_TWO: f64 = 0.75;
/// Words that stand between a run of equal words and a lone function word that belongs to it no more.
const STRAY: usize = 4;
/// Letters on either side of a word among which the brackets of an insertion stand.
const INSERTED: usize = 40;
/// Content words of a quotation that a sentence of the same statement must repeat to report it, and their share. Reported speech
/// changes many words, and the statement already vouches for the rest.
const REPORTED_WORDS: usize = 3;
const REPORTED_SHARE: f64 = 0.25;
/// The same between languages, where a word has many translations: meanings, and their share.
const TRANSLATED_MEANINGS: usize = 2;
const TRANSLATED_SHARE: f64 = 0.4;
/// Words that two quotations in one statement must share by what they mean, and their share of the shorter, to be one in other words.
const REWORDED: usize = 2;
const REWORDED_SHARE: f64 = 0.4;
/// Weights of a quotation with other words, with other small words or forms, cut at an end, cut by a word or two at most, told by another
/// in the same statement, merely translated, and turned into reported speech. Of the first readers found three in four right, of the
/// others fewer (`reports/quality.md`).
const OTHER_WORDS: f64 = 0.7;
const OTHER_GRAMMAR: f64 = 0.1;
const CUT: f64 = 0.22;
const TRIMMED: f64 = 0.1;
const RETOLD: f64 = 0.15;
const TRANSLATED: f64 = 0.08;
const REPORTED: f64 = 0.12;
/// How many times as long as a translation what it translates may be and still be all of it.
const AS_LONG: f64 = 1.7;
/// Content words but names that two quotations share at least to be one, or their share of those of the shorter: fewer are a set phrase.
const SET_PHRASE: usize = 3;
const SET_PHRASE_SHARE: f64 = 0.75;
/// Content words by which a quotation is cut at least, not trimmed.
const CUT_WORDS: usize = 3;
/// Share of what a quotation was cut by that its article must print beside it for nothing to be cut.
const PRINTED: f64 = 0.75;
/// Words shown on either side of a change inside a long quotation.
const MARGIN: usize = 6;
/// Words that say whose speech it is, between two parts of it, at most.
const BETWEEN: usize = 12;
/// Words read of one quotation.
const WORDS_READ: usize = 400;
/// A run of words in more quotations than this is a formula and retrieves no candidates.
const COMMON_RUN: usize = 60;

struct Quoted {
    witness: usize,
    span: Span,
    words: Vec<Word>,
    /// Whether its article puts the same words between marks more than once: a term, as "gilets jaunes".
    term: bool,
}

/// Quotations that were shortened or altered, and those that only some witnesses give as such.
pub(super) fn quotes(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let quoted = all(scene);
    let mut pairs = overlapping(scene, said, &quoted);
    pairs.extend(reworded(scene, said, &quoted, &pairs));
    for (members, changed) in groups(&quoted, &pairs) {
        let mut readings: Vec<Words> = members
            .iter()
            .map(|at| Words {
                witness: quoted[*at].witness,
                field: Field::Text,
                span: changed.get(at).map_or_else(|| speech(scene, &quoted, *at), |change| change.span),
            })
            .collect();
        let told: AHashSet<usize> = readings.iter().map(|reading| reading.witness).collect();
        let longest = members.iter().copied().max_by_key(|at| (quoted[*at].words.len(), usize::MAX - *at)).expect("groups are not empty");
        readings.extend(reported(scene, said, &quoted[longest], &told));
        let differ = members.len() > 1 && members.iter().any(|at| changed.contains_key(at)) || readings.len() > members.len();
        if differ && readings.len() > 1 {
            let changes = members.iter().filter_map(|at| changed.get(at)).map(|change| change.weight);
            let weight = changes.max_by(f64::total_cmp).unwrap_or(REPORTED);
            readings.sort_unstable();
            found.push(Found {
                kind: Kind::Quote,
                statement: statement_at(scene, said, &quoted[longest]),
                readings,
                absent: Vec::new(),
                weight,
            });
        }
    }
}

fn all(scene: &Scene) -> Vec<Quoted> {
    let mut quoted = Vec::new();
    for (at, witness) in scene.witnesses.iter().enumerate() {
        let read = scene.units[witness.units.clone()].iter().filter(|unit| !unit.headline).map(|unit| unit.span.end).max().unwrap_or(0);
        for quotation in witness.quotations.iter().filter(|quotation| quotation.span.start < read) {
            let text = &witness.document.article.text;
            let mut words = words(quotation.inner.of(text), quotation.inner.start as usize, witness.lang, scene.lexicon, WORDS_READ);
            words.iter_mut().for_each(|word| word.weight = if word.content { 1.0 } else { 0.0 });
            quoted.push(Quoted { witness: at, span: quotation.inner, words, term: false });
        }
    }
    let key = |quotation: &Quoted| (quotation.witness, quotation.words.iter().map(|word| word.exact).collect::<Vec<u64>>());
    let mut times: AHashMap<_, usize> = AHashMap::new();
    quoted.iter().for_each(|quotation| *times.entry(key(quotation)).or_default() += 1);
    quoted.iter_mut().for_each(|quotation| quotation.term = times[&key(quotation)] > 1);
    quoted
}

/// A quotation with what goes on with it before and behind: who prints it in two parts has cut nothing.
fn speech(scene: &Scene, quoted: &[Quoted], at: usize) -> Span {
    let joined = |one: usize, two: usize| quoted[one].witness == quoted[two].witness && goes_on(scene, &quoted[one], &quoted[two]);
    let first = (1..=at).rev().take_while(|place| joined(place - 1, *place)).last().map_or(at, |place| place - 1);
    let last = (at..quoted.len() - 1).take_while(|place| joined(*place, place + 1)).last().map_or(at, |place| place + 1);
    Span { start: quoted[first].span.start, end: quoted[last].span.end }
}

/// Whether speech goes on in a quotation behind the words that say whose it is: "…," she said. "…", or right behind it.
fn goes_on(scene: &Scene, last: &Quoted, next: &Quoted) -> bool {
    let witness = &scene.witnesses[last.witness];
    let text = &witness.document.article.text;
    let Some(gap) = text.get(last.span.end as usize..next.span.start as usize) else { return false };
    let between = words(gap, last.span.end as usize, witness.lang, scene.lexicon, BETWEEN + 1);
    let speech = &scene.lexicon.language(witness.lang).speech;
    let said = || (0..between.len()).any(|at| speech.at(&between[at..], |word| word.root).is_some());
    // A sentence of the reporter's own parts two quotations.
    let outside = gap.trim_start_matches(|c: char| c.is_whitespace() || SPEECH_MARKS.contains(&c));
    let in_sentence = last.span.of(text).ends_with(',') || outside.starts_with(',') || outside.starts_with(char::is_lowercase);
    let attributed = in_sentence && !gap.contains('\n') && said();
    let spoken = last.words.len().min(next.words.len()) >= SHARED_WORDS && last.words.len() + next.words.len() <= WORDS_READ;
    // A question and what follows right behind it may be two people's.
    let follows = between.is_empty() && !gap.contains('\n') && !last.span.of(text).ends_with('?');
    spoken && between.len() <= BETWEEN && (follows || attributed) && !of_two(scene, last, next)
}

/// How two quotations overlap: the changed parts, or the whole of both where one is merely shorter; `None` for equal ones.
struct Overlap {
    a: usize,
    b: usize,
    matched: usize,
    changed: Option<(Span, Span)>,
    /// What the change weighs.
    weight: f64,
}

/// What is shown of a quotation that differs from another, and what that weighs.
#[derive(Clone, Copy)]
struct Change {
    span: Span,
    weight: f64,
}

/// Pairs of quotations of different witnesses that share enough words in order, the greatest share of the shorter first.
fn overlapping(scene: &Scene, said: &Said, quoted: &[Quoted]) -> Vec<Overlap> {
    let mut runs: AHashMap<[u64; 2], Vec<usize>> = AHashMap::new();
    for (at, quotation) in quoted.iter().enumerate() {
        let content: Vec<u64> = quotation.words.iter().filter(|word| word.content).map(|word| word.lemma).collect();
        let mut own: Vec<[u64; 2]> = content.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|run| runs.entry(run).or_default().push(at));
    }
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for list in runs.values().filter(|list| list.len() <= COMMON_RUN) {
        for (place, a) in list.iter().enumerate() {
            candidates.extend(list[place + 1..].iter().filter(|b| quoted[*a].witness != quoted[**b].witness).map(|b| (*a, *b)));
        }
    }
    candidates.extend(together(scene, said, quoted));
    candidates.sort_unstable();
    candidates.dedup();
    let mut overlaps: Vec<Overlap> = candidates.into_iter().filter_map(|(a, b)| overlap(scene, quoted, a, b)).collect();
    // What stands whole in another first: it is surely the same.
    let share = |overlap: &Overlap| 1000 * overlap.matched / quoted[overlap.a].words.len().min(quoted[overlap.b].words.len()).max(1);
    overlaps.sort_by_key(|overlap| (std::cmp::Reverse((share(overlap), overlap.matched)), overlap.a, overlap.b));
    overlaps
}

/// Pairs of quotations of different witnesses that begin in one statement.
fn together(scene: &Scene, said: &Said, quoted: &[Quoted]) -> Vec<(usize, usize)> {
    let mut of_statement: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, quotation) in quoted.iter().enumerate() {
        if let Some(statement) = statement_at(scene, said, quotation) {
            of_statement.entry(statement).or_default().push(at);
        }
    }
    pairs(quoted, of_statement.into_values())
}

/// All pairs within each of the lists, ascending, of different witnesses.
fn pairs(quoted: &[Quoted], lists: impl Iterator<Item = Vec<usize>>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for list in lists {
        for (place, a) in list.iter().enumerate() {
            pairs.extend(list[place + 1..].iter().filter(|b| quoted[*a].witness != quoted[**b].witness).map(|b| (*a, *b)));
        }
    }
    pairs
}

/// Pairs of quotations that say one thing in other words, in one language or two: both in one statement, or each the only one of its
/// article with the same person named beside it. Whole quotations, as no words of theirs can be set against each other.
fn reworded(scene: &Scene, said: &Said, quoted: &[Quoted], known: &[Overlap]) -> Vec<Overlap> {
    let mut of_speaker: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, quotation) in quoted.iter().enumerate() {
        speakers(scene, quotation).into_iter().for_each(|speaker| of_speaker.entry(speaker).or_default().push(at));
    }
    of_speaker.values_mut().for_each(|list| {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        list.iter().for_each(|at| *count.entry(quoted[*at].witness).or_default() += 1);
        list.retain(|at| count[&quoted[*at].witness] == 1);
    });
    let in_statement = together(scene, said, quoted).into_iter().map(|pair| (pair, REWORDED));
    let of_one = pairs(quoted, of_speaker.into_values()).into_iter().map(|pair| (pair, 1));
    let mut found: Vec<Overlap> = Vec::new();
    let mut paired: AHashSet<(usize, usize)> = known.iter().map(|overlap| (overlap.a, overlap.b)).collect();
    for ((a, b), least) in in_statement.chain(of_one) {
        if paired.contains(&(a, b)) {
            continue;
        }
        let (one, two) = (&quoted[a], &quoted[b]);
        let shorter = content(one).min(content(two));
        let one_language = scene.same_language(one.witness, two.witness);
        let shared = shared(one, two, one_language);
        let term = one_language && shorter < SCARE_WORDS;
        let set_phrase = one_language && shared < SET_PHRASE && !of_same(scene, one, two);
        let enough = shared >= least && shared as f64 >= REWORDED_SHARE * shorter as f64 && !set_phrase;
        if shorter >= TRANSLATED_MEANINGS && !term && enough && !of_two(scene, one, two) {
            paired.insert((a, b));
            let [short, long] = [usize::min, usize::max].map(|pick| pick(content(one), content(two)) as f64);
            let weight = if !one_language && long <= AS_LONG * short { TRANSLATED } else { RETOLD };
            found.push(Overlap { a, b, matched: shared, changed: Some((one.span, two.span)), weight });
        }
    }
    found.sort_by_key(|overlap| (std::cmp::Reverse(overlap.matched), overlap.a, overlap.b));
    found
}

/// Words of the one that mean what words of the other do.
fn shared(one: &Quoted, two: &Quoted, same_language: bool) -> usize {
    let keys = |word: &Word| [word.root, word.meaning.unwrap_or(word.root)];
    let theirs: AHashSet<u64> = two.words.iter().filter(|word| word.content).flat_map(keys).collect();
    let ours: AHashSet<u64> = one.words.iter().filter(|word| word.content).map(|word| word.meaning.unwrap_or(word.root)).collect();
    let root = |key: u64| one.words.iter().find(|word| word.meaning == Some(key)).map_or(key, |word| word.root);
    ours.into_iter().filter(|key| theirs.contains(key) || same_language && theirs.contains(&root(*key))).count()
}

/// The persons named in the sentence of a quotation and not in it.
fn speakers<'a>(scene: &Scene<'a>, quotation: &Quoted) -> BTreeSet<&'a str> {
    let sentence = unit_at(scene, quotation).map(|unit| &scene.units[unit]);
    let named = sentence.into_iter().flat_map(|unit| &unit.names).filter(|(span, _)| !quotation.span.contains(*span));
    named.filter(|(_, name)| name.kind != NameKind::Place).map(|(_, name)| name.key).collect()
}

/// Whether the same person is named beside two quotations.
fn of_same(scene: &Scene, one: &Quoted, two: &Quoted) -> bool {
    !speakers(scene, one).is_disjoint(&speakers(scene, two))
}

/// Whether other persons are named beside two quotations: each has a speaker of its own.
fn of_two(scene: &Scene, one: &Quoted, two: &Quoted) -> bool {
    let [one, two] = [one, two].map(|quotation| speakers(scene, quotation));
    !one.is_empty() && !two.is_empty() && one.is_disjoint(&two)
}

/// What two quotations have in common; `None` where that is too little to be one quotation.
fn overlap(scene: &Scene, quoted: &[Quoted], a: usize, b: usize) -> Option<Overlap> {
    let keys = |at: usize| quoted[at].words.iter().map(|word| word.exact).collect::<Vec<u64>>();
    let (first, second) = (keys(a), keys(b));
    let operations = capture_diff_slices(Algorithm::Myers, &first, &second);
    let equal = || operations.iter().filter(|operation| operation.tag() == DiffTag::Equal);
    let matched: usize = equal().map(|operation| operation.old_range().len()).sum();
    if !is_one(scene, [&quoted[a], &quoted[b]], &operations, matched) {
        return None;
    }
    let shorter = first.len().min(second.len());
    if (matched as f64) < ONE_OF_TWO * shorter as f64 && of_two(scene, &quoted[a], &quoted[b]) {
        return None;
    }
    let same = Overlap { a, b, matched, changed: None, weight: 0.0 };
    let runs: Vec<DiffOp> = equal().copied().collect();
    let runs = without_strays(&quoted[a], &runs);
    let (Some(head), Some(tail)) = (runs.first(), runs.last()) else { return None };
    let inner = head.old_range().start..tail.old_range().end;
    let other = head.new_range().start..tail.new_range().end;
    let within = |change: &&DiffOp| {
        let (old, new) = (change.old_range(), change.new_range());
        old.start >= inner.start && old.end <= inner.end && new.start >= other.start && new.end <= other.end
    };
    let changes = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal).filter(within);
    let pair = [&quoted[a], &quoted[b]];
    let altered: Vec<&DiffOp> =
        changes.filter(|change| differs_in_letters(scene, pair, change) && !is_insertion(scene, pair, change)).collect();
    if first == second || altered.is_empty() && inner == (0..first.len()) && other == (0..second.len()) {
        return Some(same);
    }
    let cut_from = |quotation: usize, other: usize, kept: &Range<usize>| printed_beside(scene, &quoted[other], &quoted[quotation], kept);
    if altered.is_empty() && cut_from(a, b, &inner) && cut_from(b, a, &other) {
        return Some(same);
    }
    let lacks = |quotation: usize, kept: &Range<usize>| lacking(&quoted[quotation], kept).count();
    let weight = match () {
        () if altered.is_empty() && lacks(a, &inner).max(lacks(b, &other)) < CUT_WORDS => TRIMMED,
        () if altered.is_empty() => CUT,
        () if altered.iter().any(|change| is_reworded(scene, [&quoted[a], &quoted[b]], change)) => OTHER_WORDS,
        () => OTHER_GRAMMAR,
    };
    let changed = match (altered.first(), altered.last()) {
        (Some(start), Some(end)) => {
            (clip(&quoted[a], start.old_range().start, end.old_range().end), clip(&quoted[b], start.new_range().start, end.new_range().end))
        }
        _ => (quoted[a].span, quoted[b].span),
    };
    Some(Overlap { changed: Some(changed), weight, ..same })
}

/// Whether most of what stands in `whole` before and behind the words `kept`, which another quotation has too, is printed in the sentences
/// around that one, or in two others of its article: "Nothing was cut," he said. "Nothing at all."
fn printed_beside(scene: &Scene, other: &Quoted, whole: &Quoted, kept: &Range<usize>) -> bool {
    if *kept == (0..whole.words.len()) {
        return true;
    }
    let lacking: AHashSet<u64> = lacking(whole, kept).map(|word| word.root).collect();
    let printed = |rows: &[Unit]| {
        let rows = rows.iter().filter(|unit| unit.field == Field::Text);
        let words = rows.flat_map(|unit| &unit.words).filter(|word| !other.span.contains(word.span));
        let printed: AHashSet<u64> = words.map(|word| word.root).collect();
        lacking.intersection(&printed).count() as f64 >= PRINTED * lacking.len() as f64
    };
    let units = scene.witnesses[other.witness].units.clone();
    let Some(at) = unit_at(scene, other) else { return false };
    let last = units.clone().take_while(|unit| scene.units[*unit].span.start < other.span.end).last().unwrap_or(at).max(at);
    let beside = || printed(&scene.units[at.saturating_sub(1).max(units.start)..(last + 2).min(units.end)]);
    // The whole may follow far below: one letter, "read the full statement".
    let elsewhere = || lacking.len() >= SET_PHRASE && scene.units[units.clone()].windows(2).any(printed);
    !lacking.is_empty() && (beside() || elsewhere())
}

/// What a quotation says before and behind the words `kept`.
fn lacking<'q>(whole: &'q Quoted, kept: &Range<usize>) -> impl Iterator<Item = &'q Word> {
    whole.words[..kept.start].iter().chain(&whole.words[kept.end..]).filter(|word| word.content)
}

/// Equal runs without those at either end that hold no content and stand far from the next: a "the" or an "I" that both happen to have
/// is not where they begin to say the same.
fn without_strays<'r>(quotation: &Quoted, mut runs: &'r [DiffOp]) -> &'r [DiffOp] {
    let empty = |run: &DiffOp| quotation.words[run.old_range()].iter().all(|word| !word.content);
    let gap = |one: &DiffOp, two: &DiffOp| {
        let [old, new] = [two.old_range().start - one.old_range().end, two.new_range().start - one.new_range().end];
        old.max(new)
    };
    while let [first, rest @ ..] = runs
        && rest.first().is_some_and(|next| empty(first) && gap(first, next) >= STRAY)
    {
        runs = rest;
    }
    while let [rest @ .., last] = runs
        && rest.last().is_some_and(|next| empty(last) && gap(next, last) >= STRAY)
    {
        runs = rest;
    }
    runs
}

/// Whether enough words are `matched` in order for both to be one quotation: more than names, and not a few words that anybody uses.
fn is_one(scene: &Scene, pair: [&Quoted; 2], operations: &[DiffOp], matched: usize) -> bool {
    let german = scene.witnesses[pair[0].witness].lang == Some(Lang::DE);
    let [shorter, longer] = [usize::min, usize::max].map(|pick| pick(pair[0].words.len(), pair[1].words.len()));
    // A quotation that stands whole in a little longer one is a part of it, however short.
    let term = pair.iter().any(|quotation| quotation.term && quotation.words.len() == shorter);
    let part = matched == shorter && shorter >= 2 && longer <= shorter + SHORTENED && !term;
    let scare = !part && content(pair[0]).min(content(pair[1])) < SCARE_WORDS && (shorter < SCARE_WORDS || 2 * shorter < longer);
    let telling = |word: &&Word| word.content && (!word.capital || german);
    let equal = operations.iter().filter(|operation| operation.tag() == DiffTag::Equal);
    // What either writes with a capital is a name.
    let both = |operation: &DiffOp| pair[0].words[operation.old_range()].iter().zip(&pair[1].words[operation.new_range()]);
    let matched_telling: Vec<&Word> = equal.flat_map(both).filter(|(a, b)| telling(a) && telling(b)).map(|(word, _)| word).collect();
    let figure = matched_telling.iter().any(|word| word.figure);
    let matched_telling = matched_telling.len();
    let [told, other] = pair.map(|quotation| quotation.words.iter().filter(telling).count());
    let least = told.min(other);
    let share = matched_telling as f64 / least.max(1) as f64;
    let names =
        least >= SCARE_WORDS && share < TELLING_SHARE || !part && !figure && matched_telling < SET_PHRASE && share < SET_PHRASE_SHARE;
    matched >= SHARED_WORDS.min(shorter) && matched as f64 >= SHARED_SHARE * shorter as f64 && !scare && !names
}

/// Whether a change is more than a space: "out vote" and "outvote" are one word.
fn differs_in_letters(scene: &Scene, [a, b]: [&Quoted; 2], change: &DiffOp) -> bool {
    let letters = |quotation: &Quoted, range: Range<usize>| -> String {
        let text = scene.witnesses[quotation.witness].document.article.text.as_str();
        quotation.words[range].iter().map(|word| fold(word.span.of(text))).collect()
    };
    letters(a, change.old_range()) != letters(b, change.new_range())
}

/// Whether a change puts other words in the speaker's mouth, what reporters insert and how negations are written left aside.
fn is_reworded(scene: &Scene, [a, b]: [&Quoted; 2], change: &DiffOp) -> bool {
    let roots = |quotation: &Quoted, range: Range<usize>| -> Vec<u64> {
        let witness = &scene.witnesses[quotation.witness];
        let (text, language) = (witness.document.article.text.as_str(), scene.lexicon.language(witness.lang));
        let own = quotation.words[range].iter().filter(|word| word.content && !is_inserted(text, word));
        // "did not" and "didn't".
        own.map(|word| if language.is_negation(word.exact) { 0 } else { word.root }).collect()
    };
    roots(a, change.old_range()) != roots(b, change.new_range())
}

/// Whether a change is the reporter's explanation alone, or stands for a small word: "these (local) supervisors", "[Trump] should".
fn is_insertion(scene: &Scene, [a, b]: [&Quoted; 2], change: &DiffOp) -> bool {
    let parts = [(a, change.old_range()), (b, change.new_range())].map(|(quotation, range)| {
        let text = scene.witnesses[quotation.witness].document.article.text.as_str();
        quotation.words[range].iter().partition::<Vec<&Word>, _>(|word| is_inserted(text, word))
    });
    parts.iter().any(|(inserted, _)| !inserted.is_empty())
        && parts.iter().all(|(_, own)| own.len() <= 1 && own.iter().all(|word| !word.content))
}

/// Whether a word is the reporter's: "the other [Wednesday] night", "(on foreign affairs)".
fn is_inserted(text: &str, word: &Word) -> bool {
    let bracket = |c: &char| matches!(c, '[' | ']' | '(' | ')');
    let before = text[..word.span.start as usize].chars().rev().take(INSERTED).find(bracket);
    let after = text[word.span.end as usize..].chars().take(INSERTED).find(bracket);
    matches!((before, after), (Some('['), Some(']')) | (Some('('), Some(')')))
}

/// The words from `start` to `end` with a margin; the whole quotation if that is nearly all of it.
fn clip(quotation: &Quoted, start: usize, end: usize) -> Span {
    let (first, last) = (start.saturating_sub(MARGIN), (end + MARGIN).min(quotation.words.len()));
    if last - first + MARGIN >= quotation.words.len() {
        return quotation.span;
    }
    Span { start: quotation.words[first].span.start, end: quotation.words[last - 1].span.end }
}

/// Quotations joined along their overlaps, one of each witness, with the part that changed of each; every quotation long enough
/// to be recognized in reported speech stands in one group.
fn groups(quoted: &[Quoted], pairs: &[Overlap]) -> Vec<(Vec<usize>, BTreeMap<usize, Change>)> {
    let mut group_of: Vec<usize> = (0..quoted.len()).collect();
    let mut groups: Vec<(Vec<usize>, BTreeMap<usize, Change>)> = (0..quoted.len()).map(|at| (vec![at], BTreeMap::new())).collect();
    // What one cut here and another there.
    let mut apart: Vec<&Overlap> = Vec::new();
    let pair = |overlap: &Overlap| {
        let (a, b) = overlap.changed?;
        let change = |span| Change { span, weight: overlap.weight };
        Some((vec![overlap.a, overlap.b], BTreeMap::from([(overlap.a, change(a)), (overlap.b, change(b))])))
    };
    let linked: AHashSet<(usize, usize)> = pairs.iter().map(|overlap| (overlap.a, overlap.b)).collect();
    for overlap in pairs {
        let (x, y) = (group_of[overlap.a].min(group_of[overlap.b]), group_of[overlap.a].max(group_of[overlap.b]));
        let clash = || groups[x].0.iter().any(|i| groups[y].0.iter().any(|j| quoted[*i].witness == quoted[*j].witness));
        // Two extracts of one speech that share no word with most others are not one quotation.
        let links = || groups[x].0.iter().flat_map(|i| groups[y].0.iter().map(move |j| (*i.min(j), *i.max(j))));
        let (across, links) = if x == y { (0, 0) } else { (links().count(), links().filter(|pair| linked.contains(pair)).count()) };
        if x != y && (clash() || across > 1 && 2 * links <= across) {
            // Of those that share meanings alone, where most others do not: another saying.
            if !clash() && (overlap.weight >= CUT || 2 * links == across) {
                apart.push(overlap);
            }
            continue;
        }
        if x != y {
            let (moved, changed) = std::mem::take(&mut groups[y]);
            moved.iter().for_each(|at| group_of[*at] = x);
            groups[x].0.extend(moved);
            groups[x].0.sort_unstable();
            groups[x].1.extend(changed);
        }
        if let Some((a, b)) = overlap.changed {
            groups[x].1.entry(overlap.a).or_insert(Change { span: a, weight: overlap.weight });
            groups[x].1.entry(overlap.b).or_insert(Change { span: b, weight: overlap.weight });
        }
    }
    // One difference for each two groups that were not joined, of those that share words.
    let mut told: AHashSet<(usize, usize)> = AHashSet::new();
    for overlap in apart {
        let (x, y) = (group_of[overlap.a], group_of[overlap.b]);
        if x != y && told.insert((x.min(y), x.max(y))) {
            groups.extend(pair(overlap));
        }
    }
    groups.retain(|(members, _)| members.len() > 1 || members.iter().any(|at| content(&quoted[*at]) >= TRANSLATED_MEANINGS));
    groups
}

fn content(quotation: &Quoted) -> usize {
    quotation.words.iter().filter(|word| word.content).count()
}

/// Sentences of other witnesses in its statement that repeat enough of a quotation's words without its marks.
fn reported(scene: &Scene, said: &Said, quotation: &Quoted, told: &AHashSet<usize>) -> Vec<Words> {
    let Some(statement) = statement_at(scene, said, quotation) else { return Vec::new() };
    let stems: AHashSet<u64> = quotation.words.iter().filter(|word| word.content).map(|word| word.root).collect();
    let meanings: AHashSet<u64> = quotation.words.iter().filter_map(|word| word.meaning).collect();
    let mut readings = Vec::new();
    for unit in said.statements[statement].iter().map(|unit| &scene.units[*unit]) {
        let own = scene.same_language(unit.witness, quotation.witness);
        let repeats = |word: &&Word| {
            let means = word.meaning.is_some_and(|meaning| meanings.contains(&meaning));
            means || own && word.content && stems.contains(&word.root)
        };
        let again: Vec<&Word> = unit.words.iter().filter(repeats).collect();
        let distinct: AHashSet<u64> = again.iter().map(|word| word.meaning.unwrap_or(word.root)).collect();
        let least = if own {
            (REPORTED_SHARE * stems.len() as f64).max(REPORTED_WORDS as f64)
        } else {
            (TRANSLATED_SHARE * stems.len() as f64).max(TRANSLATED_MEANINGS as f64)
        };
        // What stands in other quotation marks was somebody else's, or would have been found to be the same.
        let marked = again.iter().filter(|word| scene.is_quoted(unit, word.span)).count();
        if told.contains(&unit.witness) || (distinct.len() as f64) < least || 2 * marked > again.len() {
            continue;
        }
        let span = Span { start: again[0].span.start, end: again[again.len() - 1].span.end };
        readings.push(Words { witness: unit.witness, field: unit.field, span });
    }
    readings
}

/// The statement in which a quotation begins.
fn statement_at(scene: &Scene, said: &Said, quotation: &Quoted) -> Option<usize> {
    unit_at(scene, quotation).and_then(|unit| said.statement_of[unit])
}

/// The sentence in which a quotation begins, or the next.
fn unit_at(scene: &Scene, quotation: &Quoted) -> Option<usize> {
    let units = scene.witnesses[quotation.witness].units.clone();
    let first = units.clone().find(|unit| !scene.units[*unit].headline)?;
    let at = first + scene.units[first..units.end].partition_point(|unit| unit.span.end <= quotation.span.start);
    (at < units.end).then_some(at)
}
