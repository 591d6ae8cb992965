//! Two names of one place where witnesses enumerate the same ones: *Odessa, Tchornomorsk et Pivdenny*, *Одесса, Черноморск и Южный*.
//!
//! Enters: the names of sentences. Leaves: a difference for each two enumerations that have all members in common but one.
//! **Invariant:** an enumeration has at least three members, joined by commas and conjunctions; what is left over is in no table of places,
//! neither article has the other's name anywhere, and towns that two articles of one language pick from many meet only in one statement.

use ahash::AHashMap;

use super::Kind;
use super::found::{Found, Said, Words, words_at};
use super::names::edits;
use super::order::joins;
use super::scene::{Named, Scene, Unit};
use crate::article::Span;
use crate::mention::NameKind;

/// Members of an enumeration at least.
const MEMBERS: usize = 3;
/// Share of letters by which the keys of one name may differ between languages.
const SPELLED_APART: f64 = 0.34;
/// Weight of another name in one statement, and of one elsewhere.
const OTHER_NAME: f64 = 0.4;
const ELSEWHERE: f64 = 0.3;

/// Names in a row, each with its place.
struct Enumeration<'a> {
    unit: usize,
    members: Vec<(Span, Named<'a>)>,
}

/// What is left over of enumerations that agree in all else.
pub(super) fn enumerations(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let all: Vec<Enumeration> = (0..scene.units.len()).flat_map(|unit| within(scene, unit)).collect();
    let mut differing: Vec<Found> = Vec::new();
    // The first difference that shows each place.
    let mut shown: AHashMap<Words, usize> = AHashMap::new();
    let meeting = Meeting::new(&all);
    for (at, a) in all.iter().enumerate() {
        for b in meeting.behind(&all, at) {
            let (one, other) = (&scene.units[a.unit], &scene.units[b.unit]);
            let together = said.statement_of[a.unit].is_some() && said.statement_of[a.unit] == said.statement_of[b.unit];
            let comparable = together || !scene.same_language(one.witness, other.witness);
            if !comparable || scene.witnesses[one.witness].text == scene.witnesses[other.witness].text {
                continue;
            }
            let Some([first, second]) = left_over(a, b).filter(|[x, y]| unknown(scene, one, &y.1) && unknown(scene, other, &x.1)) else {
                continue;
            };
            let readings: [Words; 2] = [words_at(scene, a.unit, first.0), words_at(scene, b.unit, second.0)];
            // Copies of either are one difference with it.
            let known = readings.iter().filter_map(|reading| shown.get(reading)).min().copied();
            readings.iter().for_each(|reading| {
                let first = known.unwrap_or(differing.len());
                shown.entry(*reading).and_modify(|place| *place = first.min(*place)).or_insert(first);
            });
            if let Some(known) = known {
                differing[known].readings.extend(readings);
                continue;
            }
            let (statement, weight) = if together { (said.statement_of[a.unit], OTHER_NAME) } else { (None, ELSEWHERE) };
            differing.push(Found { kind: Kind::Label, statement, readings: readings.to_vec(), absent: Vec::new(), weight });
        }
    }
    found.extend(differing);
}

/// Enumerations by the names that stand in them, however they are spelled.
struct Meeting<'a> {
    /// Positions of enumerations with each name, ascending; and the names that are one with it.
    with: AHashMap<&'a str, Vec<usize>>,
    one: AHashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Meeting<'a> {
    fn new(all: &[Enumeration<'a>]) -> Self {
        let mut with: AHashMap<&str, Vec<usize>> = AHashMap::new();
        for (at, enumeration) in all.iter().enumerate() {
            enumeration.members.iter().for_each(|(_, name)| with.entry(name.key).or_default().push(at));
        }
        // One bit for each letter, or for several.
        let letters = |key: &str| key.chars().fold(0u64, |letters, c| letters | 1 << (u32::from(c) % 64));
        let mut keys: Vec<(usize, u64, &str)> = with.keys().map(|key| (key.chars().count(), letters(key), *key)).collect();
        keys.sort_unstable();
        let mut one: AHashMap<&str, Vec<&str>> = with.keys().map(|key| (*key, vec![*key])).collect();
        for (place, (length, letters, key)) in keys.iter().enumerate() {
            // Every letter that either has more, and every one that the other has not at all, is an edit.
            let within = |edits: u32, longest: usize| f64::from(edits) <= SPELLED_APART * longest as f64;
            let near = keys[place + 1..].iter().take_while(|(longest, ..)| within((longest - length) as u32, *longest));
            let near = near
                .filter(|(longest, others, _)| within((letters & !others).count_ones().max((others & !letters).count_ones()), *longest));
            for (.., other) in near.filter(|(.., other)| one_name(key, other)) {
                one.entry(key).or_default().push(other);
                one.entry(other).or_default().push(key);
            }
        }
        Meeting { with, one }
    }

    /// The enumerations behind `at` that are as long and can have all names in common with it but one, ascending.
    fn behind<'e>(&self, all: &'e [Enumeration<'a>], at: usize) -> impl Iterator<Item = &'e Enumeration<'a>> {
        let members = &all[at].members;
        let mut met: Vec<usize> = Vec::new();
        for (_, name) in members {
            let lists = self.one[name.key].iter().map(|key| &self.with[key]);
            let mut own: Vec<usize> = lists.flat_map(|list| &list[list.partition_point(|other| *other <= at)..]).copied().collect();
            own.sort_unstable();
            own.dedup();
            met.extend(own);
        }
        met.sort_unstable();
        let least = members.len() - 1;
        let often: Vec<usize> = met.chunk_by(|a, b| a == b).filter(|run| run.len() == least).map(|run| run[0]).collect();
        often.into_iter().map(|other| &all[other]).filter(move |other| other.members.len() == least + 1)
    }
}

/// Whether the article of a sentence nowhere has a name.
fn unknown(scene: &Scene, unit: &Unit, name: &Named) -> bool {
    !scene.witnesses[unit.witness].keys.contains(name.key)
}

/// The one member of each that the other lacks, where all others meet, some place among them.
fn left_over<'a>(a: &Enumeration<'a>, b: &Enumeration<'a>) -> Option<[(Span, Named<'a>); 2]> {
    let lacks = |of: &Enumeration<'a>, than: &Enumeration<'a>| -> Option<(Span, Named<'a>)> {
        let mut alone = of.members.iter().filter(|(_, name)| !than.members.iter().any(|(_, other)| one_name(name.key, other.key)));
        alone.next().copied().filter(|_| alone.next().is_none())
    };
    let (first, second) = (lacks(a, b)?, lacks(b, a)?);
    let places = a.members.iter().any(|(_, name)| name.kind == NameKind::Place);
    // The table has a place under all its names.
    let known = [&first, &second].iter().any(|(_, name)| name.key.starts_with('@'));
    (places && !known).then_some([first, second])
}

fn one_name(a: &str, b: &str) -> bool {
    let letters = a.chars().count().max(b.chars().count());
    a == b || !a.starts_with('@') && !b.starts_with('@') && edits(a, b) as f64 <= SPELLED_APART * letters as f64
}

/// The enumerations of names in a sentence, each as long as it goes.
fn within<'a>(scene: &Scene<'a>, unit: usize) -> Vec<Enumeration<'a>> {
    let (sentence, text) = (&scene.units[unit], scene.text(&scene.units[unit]));
    // Of a name of several words the last stands for it.
    let runs = sentence.names.chunk_by(|(_, name), (_, next)| name.run == next.run);
    let names: Vec<(Span, Named)> =
        runs.filter_map(|run| run.last().map(|(last, name)| (Span { start: run[0].0.start, ..*last }, *name))).collect();
    let in_a_row = |(span, _): &(Span, Named), (next, _): &(Span, Named)| {
        let gap = text.get(span.end as usize..next.start as usize).unwrap_or("").trim();
        gap == "," || gap == "،" || gap.split_whitespace().count() <= 2 && joins(gap)
    };
    let rows = names.chunk_by(in_a_row).filter(|members| members.len() >= MEMBERS);
    rows.map(|members| Enumeration { unit, members: members.to_vec() }).collect()
}
