//! One referent written in different ways.
//!
//! Enters: the names of a comparison. Leaves: a difference for each name that some two witnesses write otherwise, neither ever as the other
//! does.
//! **Invariant:** inflections, accents of first letters and a surname in place of the full name are no other spelling, but of a body that the
//! table of names knows every other form is one; two of one surname and other forenames are two.
//! **Source:** how far spellings lie apart after Levenshtein 1966, "Binary codes capable of correcting deletions, insertions, and
//! reversals".

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::found::{Found, Said, Words, word_range, words_at};
use super::scene::{Scene, Unit};
use super::word::{Word, lemma_hash};
use crate::article::{Lang, Span};
use crate::hash;
use crate::mention::NameKind;
use crate::text::fold;

/// Weight of another spelling (Idleb, Idlib), and of other marks on the same letters (Erdoğan, Erdogan): what a reader might take
/// for somebody else, and what might make him stumble. A surname against the full name is no difference.
const SPELLING: f64 = 0.3;
const MARKS: f64 = 0.2;
/// What is left of the weight between languages, where other spellings are the rule.
const BETWEEN_LANGUAGES: f64 = 0.4;
/// Share of letters by which two spellings of one name may differ; beyond it, equal keys are chance.
const SPELLINGS_APART: f64 = 0.45;

/// Places whose names are sides taken.
const TWO_NAMES: &[&str] = &[
    "@eswatini",
    "@falklands",
    "@karabakh",
    "@kobani",
    "@myanmar",
    "@northmacedonia",
    "@persiangulf",
    "@templemount",
    "@westbank",
    "@westernsahara",
];

/// Spellings of one key that differ: between witnesses who write in one language, and, less weighty, between those who write in several
/// with the same letters.
pub(super) fn names(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut differing = Vec::new();
    for ((key, lang), witnesses) in by_key(scene) {
        let factor = if lang.is_none() { BETWEEN_LANGUAGES } else { 1.0 };
        differing.extend(difference(scene, said, key, &witnesses, factor));
    }
    // First name and surname of one person spelled otherwise are one difference.
    differing.sort_by(|a, b| a.readings.cmp(&b.readings).then(b.weight.total_cmp(&a.weight)));
    differing.dedup_by(|a, b| a.readings == b.readings);
    found.extend(differing);
}

/// The forms of every name, by its key and the language of the witness; of several languages those of Latin letters also whatever the
/// language, which is `None` then, as it is where nobody's language is known.
fn by_key<'a>(scene: &Scene<'a>) -> BTreeMap<(&'a str, Option<Lang>), BTreeMap<usize, Forms>> {
    let mut by_key: BTreeMap<(&str, Option<Lang>), BTreeMap<usize, Forms>> = BTreeMap::new();
    for (unit, sentence) in scene.units.iter().enumerate() {
        for (span, name) in &sentence.names {
            let written = span.of(scene.text(sentence));
            let (surface, key) = (written.to_lowercase(), name.key);
            let lang = scene.witnesses[sentence.witness].lang;
            let (whole, surname) = run(sentence, *span, name.run);
            // A place is known by its own name, whoever stands beside it.
            let own = if name.kind == NameKind::Place { *span } else { surname };
            let last = sentence.names.iter().find(|(at, _)| *at == own).map_or(name.key, |(_, name)| name.key);
            let last = hash::bytes(last.as_bytes());
            let place = Place { unit, kind: name.kind, span: whole, last, headline: sentence.headline, count: 1 };
            let mut add = |lang| {
                let forms = by_key.entry((key, lang)).or_default().entry(sentence.witness).or_default();
                forms.entry(surface.clone()).and_modify(|known: &mut Place| known.add(&place)).or_insert(place);
            };
            if lang.is_some() {
                add(lang);
            }
            if lang.is_none() || scene.multilingual && latin(&surface) {
                add(None);
            }
        }
    }
    by_key
}

fn latin(form: &str) -> bool {
    fold(form).is_ascii()
}

/// The difference between the usual forms of a name, if there is one.
fn difference(scene: &Scene, said: &Said, key: &str, witnesses: &BTreeMap<usize, Forms>, factor: f64) -> Option<Found> {
    let usual: Vec<(&String, &Place)> = witnesses.values().map(usual_form).collect();
    // Countries have a name in every language.
    let place = usual.iter().any(|(_, place)| place.kind == NameKind::Place);
    if factor < 1.0 && key.starts_with('@') && place {
        return None;
    }
    // Who uses a form at all knows it: only witnesses without a form in common differ.
    // Headlines are another hand's: they count where the text has no form of its own.
    fn known(forms: &Forms) -> impl Iterator<Item = &String> {
        let told = forms.values().any(|place| !place.headline);
        forms.iter().filter(move |(_, place)| !told || !place.headline).map(|(form, _)| form)
    }
    let apart = |a: &Forms, b: &Forms| !known(a).any(|form| known(b).any(|other| other == form));
    let pairs = witnesses.values().zip(&usual).flat_map(|a| witnesses.values().zip(&usual).map(move |b| (a, b)));
    // What the table of names knows is known by its key, however unlike the forms: a body in short, a country by the name that one
    // side gives it.
    let known_by_key = key.starts_with('@');
    let weight = |a: &str, b: &str| match distance(a, b) {
        0.0 if known_by_key && !is_one_form(a, b) && (!place || TWO_NAMES.contains(&key)) => SPELLING,
        weight => weight,
    };
    // Two who share a forename are two, and nobody goes by his alone: the Français are not François Bayrou.
    let one = |a: &Place, b: &Place| a.last == b.last && (place || known_by_key || !other_forename(whole(scene, a), whole(scene, b)));
    let differing = pairs.filter(|(a, b)| apart(a.0, b.0) && one(a.1.1, b.1.1)).map(|(a, b)| (weight(a.1.0, b.1.0) * factor, a.1.1.last));
    // The first among equals.
    let (weight, last) = differing.fold((0.0, 0), |best, pair| if pair.0 > best.0 { pair } else { best });
    if weight == 0.0 {
        return None;
    }
    // Who uses the forename for somebody else has no part in it: Sergueï Choïgou is not Sergueï Lavrov.
    let places = || usual.iter().map(|(_, place)| *place).filter(|place| place.last == last);
    let readings: Vec<Words> = places().map(|place| words_at(scene, place.unit, place.span)).collect();
    let statement = places().next().and_then(|first| said.statement_of[first.unit]);
    let statement = statement.filter(|first| places().all(|place| said.statement_of[place.unit] == Some(*first)));
    Some(Found { kind: Kind::Name, statement, readings, absent: Vec::new(), weight })
}

fn whole<'s>(scene: &'s Scene, place: &Place) -> &'s str {
    place.span.of(scene.text(&scene.units[place.unit]))
}

/// Whether readings are one name that each of several languages writes in one way of its own: *Poutine*, *Putin*.
pub(super) fn is_translated(scene: &Scene, readings: &[Words]) -> bool {
    let mut forms: BTreeMap<Option<Lang>, &str> = BTreeMap::new();
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    let whole = readings.iter().all(|reading| {
        let form = reading.span.of(scene.field(reading.witness, reading.field));
        let units = scene.units[scene.witnesses[reading.witness].units.clone()].iter();
        let Some(unit) = units.filter(|unit| unit.field == reading.field).find(|unit| unit.span.contains(reading.span)) else {
            return false;
        };
        let named = |word: &Word| unit.names.iter().any(|(span, _)| span.overlaps(word.span));
        let last = unit.names.iter().rfind(|(span, _)| reading.span.contains(*span));
        keys.extend(last.map(|(_, name)| name.key));
        let one_form = *forms.entry(scene.witnesses[reading.witness].lang).or_insert(form) == form;
        one_form && last.is_some() && unit.words[word_range(unit, reading.span)].iter().all(named)
    });
    whole && forms.len() > 1 && keys.len() == 1
}

/// Whether two full names have no word but the last that may be one: "Susan E. Rice" and "James Risch".
fn other_forename(a: &str, b: &str) -> bool {
    let before = |name: &str| {
        let mut words: Vec<String> = name.split_whitespace().map(fold).collect();
        words.pop();
        words.retain(|word| word.trim_end_matches('.').chars().count() > 1);
        words
    };
    let (one, other) = (before(a), before(b));
    let alike = |x: &String, y: &String| edits(x, y) as f64 <= SPELLINGS_APART * x.chars().count().max(y.chars().count()) as f64;
    !one.is_empty() && !other.is_empty() && !one.iter().any(|x| other.iter().any(|y| alike(x, y)))
}

/// The forms in which a witness writes a name.
type Forms = BTreeMap<String, Place>;

/// Where a form of a name stands: the whole run of names around it.
#[derive(Clone, Copy)]
struct Place {
    unit: usize,
    kind: NameKind,
    span: Span,
    /// Key of the last name of the run, a surname mostly; of a place its own.
    last: u64,
    headline: bool,
    count: usize,
}

impl Place {
    /// Another place with the same form; the fullest run in the text is kept for show.
    fn add(&mut self, other: &Place) {
        self.count += 1;
        if (self.headline, other.span.len()) > (other.headline, self.span.len()) {
            (self.unit, self.span, self.last, self.headline) = (other.unit, other.span, other.last, other.headline);
        }
    }
}

/// The span of a run of names, and that of its last; where something stands is no part of its name.
fn run(unit: &Unit, span: Span, run: u32) -> (Span, Span) {
    let members: Vec<_> = unit.names.iter().filter(|(_, name)| name.run == run).collect();
    let start = members.iter().map(|(span, _)| span.start).min().unwrap_or(span.start);
    let end = members.iter().map(|(span, _)| span.end).max().unwrap_or(span.end);
    let own = members.iter().rev().find(|(_, name)| name.kind != NameKind::Place).or(members.last());
    let last = own.map_or(span, |(span, _)| *span);
    (Span { start, end }, last)
}

/// The form a witness uses most; the first by letters among equals.
fn usual_form(forms: &Forms) -> (&String, &Place) {
    forms.iter().min_by_key(|(_, place)| std::cmp::Reverse(place.count)).expect("a witness with a key has a form of it")
}

/// How much two forms of one name differ, as a weight; 0 for the same form but for case, and for what is too far apart to be one name.
fn distance(a: &str, b: &str) -> f64 {
    if is_one_form(a, b) {
        return 0.0;
    }
    let (x, y) = (fold(a), fold(b));
    if x == y {
        return MARKS;
    }
    let letters = x.chars().count().max(y.chars().count());
    if edits(&x, &y) as f64 > SPELLINGS_APART * letters as f64 { 0.0 } else { SPELLING }
}

/// Whether nothing tells two forms apart but stops (U.S., US), the accent of a capital, lost by habit of the house (Édouard, Edouard), or a
/// plural or case ending, which is grammar.
fn is_one_form(a: &str, b: &str) -> bool {
    let (x, y) = (fold(a), fold(b));
    if x == y {
        let tail = |form: &str| form.chars().skip(1).collect::<String>();
        return tail(a) == tail(b);
    }
    let stops = x.replace('.', "") == y.replace('.', "") && a.contains('.') != b.contains('.');
    let cyrillic = x.starts_with(|c: char| ('\u{400}'..='\u{4ff}').contains(&c));
    stops
        || match cyrillic {
            true => lemma_hash(&x, Some(Lang::RU)) == lemma_hash(&y, Some(Lang::RU)),
            false => x.trim_end_matches(['s', 'x', 'e']) == y.trim_end_matches(['s', 'x', 'e']),
        }
}

/// Levenshtein distance.
pub(super) fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_share_a_surname_are_two() {
        for (a, b, expected) in [
            ("Susan E. Rice", "James Risch", true),
            ("Jonathan Jolivot", "François Jolivet", true),
            ("Director Ron Vitellio", "Ron Vitiello", false),
            ("Sergueï Choïgou", "Sergey Shoigu", false),
            ("Choïgou", "Sergey Shoigu", false),
        ] {
            assert_eq!(other_forename(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn grammar_and_house_style_make_no_other_form() {
        for (a, b, expected) in [
            ("us", "us", true),
            ("u.s", "us", true),
            ("bundestag", "bundestags", true),
            ("étatsunis", "etatsunis", true),
            ("евросоюз", "евросоюзом", true),
            ("ue", "union européenne", false),
            ("erdoğan", "erdogan", false),
        ] {
            assert_eq!(is_one_form(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn forms_of_one_name() {
        for (a, b, expected) in [
            ("idleb", "idlib", SPELLING),
            ("erdoğan", "erdogan", MARKS),
            ("choïgou", "shoigu", SPELLING),
            ("gerasimov", "guerassimov", SPELLING),
            ("jaune", "jaunes", 0.0),
            ("u.s", "us", 0.0),
            ("édouard", "edouard", 0.0),
            ("macron", "mukherjee", 0.0),
            ("турция", "турцией", 0.0),
            ("асад", "асадом", 0.0),
            ("киев", "киевом", 0.0),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }
}
