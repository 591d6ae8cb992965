//! Numbers that count the same thing and differ.
//!
//! **Invariant:** two numbers are set against each other only where nothing in their clauses speaks against it: what is counted, what
//! happened to it, where and when; where the words alone cannot tell (%, persons, money), the clauses must agree as well.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Kind;
use super::found::{Found, Said, word_range};
use super::keyfigures::key_figures;
use super::scene::{BACKGROUND_DAYS, Scene, Unit};
use super::slot::{Item, agreement, group, likeness, weakly};
use crate::article::{Lang, Span};
use crate::mention::{NameKind, Number};

/// Least score at which two numbers count the same thing.
const SAME_NUMBER: f64 = 0.33;
/// Least score at which two numbers that nothing proves to count the same are worth a look, and least likeness of their surroundings in
/// it; how many of another article are shown beside one, how many such places of a comparison, and what they weigh.
const POSSIBLE_NUMBER: f64 = 0.24;
const POSSIBLE_CONTEXT: f64 = 0.14;
const COUNTERPARTS: usize = 3;
const POSSIBLE: usize = 8;
const POSSIBLE_WEIGHT: f64 = 0.15;
/// What the score gains where both count the same unit, were it the only number with it in either article; where both count people;
/// where both say the same happened to them; where both stand in the same slot of one statement; and where they are equal (half of
/// it where they overlap, a quarter where they are close), so that equal figures find each other before others do.
const SAME_UNIT: f64 = 0.28;
const SAME_PEOPLE: f64 = 0.1;
const SAME_ROLE: f64 = 0.12;
const SAME_SLOT: f64 = 0.2;
const EQUAL: f64 = 0.25;
/// Words before and after a number among which its role stands.
const ROLE_BEFORE: usize = 4;
const ROLE_AFTER: usize = 8;
/// Words before a number within which a role governs it, as the verb of "a tué quatre soldats".
const GOVERNED: usize = 2;
/// Words after a number among which a place belongs to it.
const PLACE_AFTER: usize = 6;
/// How far the clauses of two different figures must agree: where the same happened to the same; where the unit says what is counted;
/// where it does not, or where both are small; where an article gives several such numbers.
const AGREE_BY_ROLE: f64 = 0.05;
const AGREE: f64 = 0.2;
const AGREE_GENERIC: f64 = 0.3;
const AGREE_OF_SEVERAL: f64 = 0.22;
/// What they must agree more where one is several times the other, and ratios beyond which nobody takes one for the other.
const AGREE_IMPLAUSIBLE: f64 = 0.1;
const IMPLAUSIBLE: f64 = 6.0;
const IMPOSSIBLE: f64 = 30.0;
/// Least value by which a witness shows to know a figure; smaller ones count many things.
const TELLING: f64 = 13.0;
/// Least value of a figure that needs no noun to be recognized.
const KNOWN_BY_SIZE: f64 = 1000.0;
/// Ratio below which two counts of one kind of thing, each the only one of its article, are one count.
const NEARLY: f64 = 1.25;
/// Units that do not say what is counted.
const GENERIC: &[&str] = &[
    "", "%", "euro", "dollar", "livre", "rouble", "lire", "point", "personne", "an", "jour", "heure", "minute", "mois", "semaine", "km",
    "metre",
];
/// People who are not one another.
const APART: &[&str] =
    &["soldat", "policier", "civil", "enfant", "femme", "refugie", "migrant", "otage", "manifestant", "habitant", "ministre", "pompier"];
/// Units that say what happened to those counted and not who they are.
const FATES: &[&str] = &["", "mort", "blesse", "disparu", "interpellation", "victime"];
/// What the clauses must agree more where one sentence looks back some days and the other does not.
const AGREE_LATER: f64 = 0.1;
/// Days before publication from which a sentence looks back.
const LATER_DAYS: i32 = 4;
/// What stands between a part and its whole.
const PARTITIVES: &[&str] = &[
    "des",
    "de",
    "de ces",
    "sur",
    "sur les",
    "parmi les",
    "d'entre les",
    "of",
    "of the",
    "of its",
    "out of",
    "out of the",
    "von",
    "der",
    "von den",
    "de los",
    "de las",
    "dos",
    "das",
    "dei",
    "delle",
    "degli",
    "su",
    "из",
];
const MONEY: &[&str] = &["euro", "dollar", "livre", "rouble", "lire"];

/// What each witness gives a figure of: its value, and what is measured; one name for all that is counted, as things have several.
type Known = BTreeSet<(usize, (u64, String))>;

fn value(number: &Number) -> (u64, String) {
    let measured = GENERIC.contains(&number.unit.as_str()) && number.unit != "personne";
    (middle(number).to_bits(), if measured { number.unit.clone() } else { String::new() })
}

/// A figure that several give: unit and span of each.
pub(super) struct Given {
    pub places: Vec<(usize, Span)>,
    /// Whether it is one that nobody counts himself: somebody must have told it.
    pub telling: bool,
}

/// Whether a number is large or exact enough that it must come from somewhere.
fn tells(number: &Number) -> bool {
    middle(number) >= TELLING || number.low.fract() != 0.0
}

/// A number in its place.
pub(super) struct Figure<'a> {
    pub number: &'a Number,
    /// What is said to have happened to those it counts.
    pub role: Option<usize>,
    /// What it measures, by the meaning of the word beside it: "magnitude 7,8", "7,7 büyüklüğünde".
    pub measured: Option<u64>,
    /// Numbers of the same unit in the same article.
    of_unit: usize,
    /// The content word right before: "magnitude 7,8", "chapitre 12".
    before: Option<u64>,
    /// Different numbers behind that word in the same article.
    of_before: usize,
    /// Group of labels of what is counted.
    label: Option<usize>,
    /// What that means, where a list tells: *bateaux* and *navires* are one thing.
    concept: Option<u64>,
    /// Whose age it is, where it is one.
    age: Option<Option<&'a str>>,
    /// Days long past of which the sentence speaks.
    pub past: Option<(i32, i32)>,
    /// Whether it speaks of some days before.
    later: bool,
    /// Places it is given for.
    places: BTreeSet<&'a str>,
    /// The part of it that is meant, and where that begins: *six* of "six des huit représentants".
    part: Option<(u32, &'a Number)>,
}

/// Figures that exclude each other or are bounded otherwise. Returns where figures are given,
/// differing or not.
pub(super) fn numbers(scene: &Scene, said: &Said, found: &mut Vec<Found>) -> Vec<Given> {
    let mut of_unit: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut known = Known::new();
    for unit in &scene.units {
        for (_, number) in &unit.numbers {
            *of_unit.entry((unit.witness, &number.unit)).or_default() += 1;
            known.insert((unit.witness, value(number)));
        }
    }
    let mut announced: BTreeMap<(usize, u64), BTreeSet<u64>> = BTreeMap::new();
    for unit in &scene.units {
        for (span, number) in &unit.numbers {
            if let Some(word) = word_before(unit, &word_range(unit, *span)) {
                announced.entry((unit.witness, word)).or_default().insert(middle(number).to_bits());
            }
        }
    }
    let mut items = said.items(
        scene,
        |unit| &unit.numbers,
        |unit, range, number| Figure {
            number,
            role: role(scene, unit, range.clone()),
            measured: measured(scene, unit, &range, number),
            of_unit: of_unit[&(unit.witness, number.unit.as_str())],
            before: word_before(unit, &range),
            of_before: word_before(unit, &range).map_or(1, |word| announced[&(unit.witness, word)].len()),
            label: label(scene, unit, number),
            age: is_age(scene, unit, &range, number).then(|| named_before(unit, range.start)),
            concept: counted(unit, number).and_then(|at| unit.words[at].synonym()),
            past: scene.past_at(unit, unit.words.get(range.start).map(|word| word.span), BACKGROUND_DAYS),
            later: scene.past(unit, LATER_DAYS).is_some(),
            places: places(scene, unit, range),
            part: part(scene, unit, number),
        },
    );
    items.iter_mut().for_each(|item| item.span = with_counted(scene, item));
    let groups = group(&items, SAME_NUMBER, |a, b| {
        let likeness = Some(likeness(a, b)).filter(|likeness| *likeness > 0.0)?;
        let slot = said.slot_of(a).is_some_and(|slot| said.slot_of(b) == Some(slot));
        if excluded(scene, a, b) {
            return Some(f64::NEG_INFINITY);
        }
        let kin = kinship(scene, a, b)?;
        let knows =
            |a: &Item<Figure>, b: &Item<Figure>| middle(b.value.number) >= TELLING && known.contains(&(a.witness, value(b.value.number)));
        // Who gives both figures takes them for two things.
        if differ(a, b) && (knows(a, b) || knows(b, a)) {
            return Some(f64::NEG_INFINITY);
        }
        if differ(a, b) && !proven(scene, a, b, slot) {
            return if lang(scene, a) == lang(scene, b) { Some(0.0) } else { None };
        }
        Some(likeness + kin + if slot { SAME_SLOT } else { 0.0 })
    });
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    let mut given: Vec<Given> = Vec::new();
    let places = |members: &[usize]| Given {
        places: members.iter().map(|at| (items[*at].unit, items[*at].span)).collect(),
        telling: members.iter().all(|at| tells(items[*at].value.number)),
    };
    for (members, score) in groups {
        settled.extend(&members);
        given.push(places(&members));
        let values = || members.iter().map(|item| items[*item].value.number);
        let exclusive = members.iter().any(|a| members.iter().any(|b| differ(&items[*a], &items[*b])));
        let bounded = values().any(|a| values().any(|b| (a.low != b.low || a.high != b.high) && !ends_at(a, b) && !ends_at(b, a)));
        let partial = members.iter().any(|a| members.iter().any(|b| means_part(&items[*a], &items[*b], &known)));
        if exclusive || bounded || partial {
            let weight = salience(scene, &members, &items) * if exclusive { 1.0 } else { 0.6 };
            found.push(Found::of(Kind::Number, &members, &items, weight * certainty(score), scene));
        }
    }
    given.extend(key_figures(scene, &items, found).iter().map(|members| places(members)));
    let open = |at: usize| !settled.contains(&at);
    let possible = weakly(&items, open, (POSSIBLE_NUMBER, COUNTERPARTS), |a, b| {
        let open = a.value.number.high.is_infinite() || b.value.number.high.is_infinite();
        let most = if open { IMPOSSIBLE } else { IMPLAUSIBLE };
        let alike = lang(scene, a) == lang(scene, b) && differ(a, b) && ratio(a.value.number, b.value.number) <= most;
        let specific = a.value.number.unit == b.value.number.unit || kin_people(scene, a, b);
        let comparable = alike && specific && !a.value.number.unit.is_empty() && !excluded(scene, a, b);
        let told = |a: &Item<Figure>, b: &Item<Figure>| known.contains(&(a.witness, value(b.value.number)));
        let likeness = Some(likeness(a, b)).filter(|likeness| *likeness >= POSSIBLE_CONTEXT)?;
        (comparable && !told(a, b) && !told(b, a)).then(|| Some(likeness + kinship(scene, a, b)?)).flatten()
    });
    for members in possible.into_iter().take(POSSIBLE) {
        found.push(Found::of(Kind::Number, &members, &items, POSSIBLE_WEIGHT, scene));
    }
    given
}

/// Whether a number of years is somebody's age: "Michaël R., 31 ans,", "un homme de 26 ans", "a 9-year-old child".
fn is_age(scene: &Scene, unit: &Unit, range: &Range<usize>, number: &Number) -> bool {
    if number.unit != "an" || unit.words.get(range.start).is_none() {
        return false;
    }
    let text = scene.text(unit);
    let behind = &text[unit.words[range.start].span.end as usize..unit.span.end as usize];
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '\u{2011}');
    let noun_end = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let after = behind[noun_end..].trim_start();
    let before = text[unit.span.start as usize..unit.words[range.start].span.start as usize].trim_end();
    let word_before = |reach: usize| range.start.checked_sub(reach).map_or("", |at| unit.words[at].span.of(text)).to_lowercase();
    let set_off = before.ends_with([',', '(']) && (after.is_empty() || after.starts_with([',', ')', '.', ';']));
    let aged = AGED.iter().any(|word| word_before(1) == *word || word_before(2) == *word);
    let person = matches!(word_before(1).as_str(), "de" | "of" | "von" | "di") && PERSONS.contains(&word_before(2).as_str());
    set_off || aged || person || after.starts_with("old") || after.starts_with("-old")
}

/// What announces an age, and whom it may follow.
const AGED: &[&str] = &["âgé", "âgée", "âgés", "âgées", "agé", "agée", "aged", "edad", "años", "età", "idade", "anos"];
const PERSONS: &[&str] = &[
    "homme",
    "femme",
    "jeune",
    "enfant",
    "garçon",
    "fille",
    "fillette",
    "adolescent",
    "adolescente",
    "lycéen",
    "lycéenne",
    "étudiant",
    "étudiante",
    "retraité",
    "retraitée",
    "hombre",
    "mujer",
    "joven",
    "niño",
    "niña",
    "uomo",
    "donna",
    "ragazzo",
    "ragazza",
    "homem",
    "mulher",
    "rapaz",
    "man",
    "woman",
    "boy",
    "girl",
    "mann",
    "frau",
];
/// Words before an age among which the name stands of the one who is so old.
const NAME_REACH: usize = 4;

/// The name that ends at most some words before `at`.
fn named_before<'a>(unit: &Unit<'a>, at: usize) -> Option<&'a str> {
    let near = |span: &Span| (at.saturating_sub(NAME_REACH)..at).contains(&word_range(unit, *span).start);
    unit.names.iter().rev().find(|(span, _)| near(span)).map(|(_, name)| name.key.as_str())
}

/// Whether both count people.
fn kin_people(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> bool {
    scene.lexicon.counts_people(&a.value.number.unit) && scene.lexicon.counts_people(&b.value.number.unit)
}

/// The content word right before a number.
fn word_before(unit: &Unit, range: &Range<usize>) -> Option<u64> {
    unit.words[range.start.saturating_sub(2)..range.start]
        .iter()
        .rev()
        .find(|word| word.content)
        .map(|word| word.meaning.unwrap_or(word.root))
}

/// What a number with decimals measures: the meaning of the word right before it, in Turkish of the one right behind.
fn measured(scene: &Scene, unit: &Unit, range: &Range<usize>, number: &Number) -> Option<u64> {
    let behind = scene.witnesses[unit.witness].lang == Some(Lang::TR);
    let place = if behind { range.end } else { range.start.checked_sub(1)? };
    unit.words.get(place).filter(|_| number.low.fract() != 0.0)?.meaning
}

/// How much readers care: for lives, people and money most, for a length or a duration less.
pub(super) fn salience(scene: &Scene, members: &[usize], items: &[Item<Figure>]) -> f64 {
    let value = |item: &usize| &items[*item].value;
    if members.iter().any(|item| value(item).role.is_some()) {
        0.97
    } else if members
        .iter()
        .any(|item| MONEY.contains(&value(item).number.unit.as_str()) || scene.lexicon.counts_people(&value(item).number.unit))
    {
        0.9
    } else {
        0.75
    }
}

/// The number with what it counts: readers compare "onze autres militaires" with "une dizaine".
fn with_counted(scene: &Scene, item: &Item<Figure>) -> Span {
    let unit = &scene.units[item.unit];
    // A headline in the text is read from its own beginning.
    let offset = unit
        .numbers
        .iter()
        .find(|(_, number)| std::ptr::eq(*number, item.value.number))
        .map_or(0, |(at, number)| at.start - number.span.start);
    let end = (item.value.number.counted.end + offset).max(item.span.end).min(unit.span.end);
    let unbroken = !scene.text(unit)[item.span.end as usize..end as usize].contains([',', ';', ':', '(']);
    let start = item.value.part.map_or(item.span.start, |(start, _)| start);
    Span { start, end: if unbroken { end } else { item.span.end } }
}

/// The smaller number before a number that says how many of those are meant.
fn part<'a>(scene: &Scene, unit: &Unit<'a>, whole: &Number) -> Option<(u32, &'a Number)> {
    let at = unit.numbers.iter().position(|(_, number)| std::ptr::eq(*number, whole))?;
    let (span, part) = unit.numbers[..at].last()?;
    let between = scene.text(unit).get(span.end as usize..unit.numbers[at].0.start as usize)?.trim().to_lowercase().replace('’', "'");
    // "Tens of thousands" is one figure.
    let exact = |number: &Number| number.low == number.high;
    (exact(part) && exact(whole) && part.high < whole.low && PARTITIVES.contains(&between.as_str())).then_some((span.start, *part))
}

/// Whether one speaks of a part of what the other counts as a whole, and the other's article does not tell the part.
fn means_part(a: &Item<Figure>, b: &Item<Figure>, known: &Known) -> bool {
    let untold = |part: &Number| !known.contains(&(b.witness, value(part)));
    a.witness != b.witness && b.value.part.is_none() && a.value.part.is_some_and(|(_, part)| untold(part))
}

/// Group of labels of the word that says what is counted.
fn label(scene: &Scene, unit: &Unit, number: &Number) -> Option<usize> {
    scene.language(unit).labels.at(&unit.words[counted(unit, number)?..], |word| word.lemma).map(|(_, label)| label.group)
}

/// The word that says what is counted.
fn counted(unit: &Unit, number: &Number) -> Option<usize> {
    unit.words.iter().position(|word| !number.counted.is_empty() && word.span.start >= number.counted.start)
}

/// Whether a clause ends between the words at `place - 1` and `place`: by punctuation or by a conjunction at `place`.
fn opens_clause(scene: &Scene, unit: &Unit, place: usize) -> bool {
    const CONJUNCTIONS: &[&str] = &["et", "ou", "dont", "and", "or", "y", "e", "und", "oder", "ed", "ve", "и", "mais", "but", "contre"];
    let text = scene.text(unit);
    let gap = if place == 0 { "" } else { &text[unit.words[place - 1].span.end as usize..unit.words[place].span.start as usize] };
    gap.contains([',', ';', ':', '(', ')', '«', '»', '–', '—'])
        || CONJUNCTIONS.contains(&unit.words[place].span.of(text).to_lowercase().as_str())
}

/// What is said to have happened to those counted at `range`: the verb that governs the number, else the nearest word of a role in
/// its clause, those behind first.
fn role(scene: &Scene, unit: &Unit, range: Range<usize>) -> Option<usize> {
    let at = |place: usize| scene.language(unit).roles.at(&unit.words[place..], |word| word.root).map(|(_, role)| role);
    let counted = |place: &usize| unit.numbers.iter().any(|(span, _)| span.contains(unit.words[*place].span));
    let start = range.start;
    let first = (1..=start).rev().filter(|place| *place < unit.words.len()).find(|place| opens_clause(scene, unit, *place)).unwrap_or(0);
    let before = |reach: usize| (first.max(start.saturating_sub(reach))..start).rev().take_while(|place| !counted(place)).find_map(at);
    let behind = || {
        (range.end..(range.end + ROLE_AFTER).min(unit.words.len()))
            .take_while(|place| !counted(place) && !opens_clause(scene, unit, *place))
            .find_map(at)
    };
    before(GOVERNED).or_else(behind).or_else(|| before(ROLE_BEFORE))
}

/// Places named close behind a number.
fn places<'a>(scene: &Scene, unit: &Unit<'a>, range: Range<usize>) -> BTreeSet<&'a str> {
    let end = (range.end..(range.end + PLACE_AFTER).min(unit.words.len()))
        .take_while(|place| !opens_clause(scene, unit, *place))
        .last()
        .map_or(0, |place| unit.words[place].span.end);
    let start = unit.words.get(range.end).map_or(u32::MAX, |word| word.span.start);
    let near = unit.names.iter().filter(|(span, name)| name.kind == NameKind::Place && span.start >= start && span.end <= end);
    near.map(|(_, name)| name.key.as_str()).collect()
}

/// The value a number speaks of, whatever its bounds.
pub(super) fn middle(number: &Number) -> f64 {
    match (number.low, number.high) {
        (low, high) if high.is_infinite() => low,
        (0.0, high) => high,
        (low, high) => (low + high) / 2.0,
    }
}

/// Whether two figures of one role exclude each other.
pub(super) fn apart(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    differ(a, b) && ratio(a.value.number, b.value.number) <= IMPOSSIBLE
}

/// Whether two figures of one role can speak of the same people, days and places.
pub(super) fn comparable(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    same_frame(a, b) && same_people(a, b) && same_age(a, b)
}

/// An age is compared with that of the same person alone.
fn same_age(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    a.value.age.is_none() && b.value.age.is_none()
        || matches!((a.value.age, b.value.age), (Some(Some(one)), Some(Some(other))) if one == other)
}

fn differ(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    x.high < y.low || y.high < x.low || ratio(x, y) > 1.25
}

/// "64 ans" is where "de 62 à 64 ans" leads.
fn ends_at(range: &Number, value: &Number) -> bool {
    range.unit == "an" && value.low == value.high && range.high == value.low
}

fn ratio(x: &Number, y: &Number) -> f64 {
    let (x, y) = (middle(x).max(1.0), middle(y).max(1.0));
    x.max(y) / x.min(y)
}

fn lang(scene: &Scene, item: &Item<Figure>) -> Option<Lang> {
    scene.witnesses[item.witness].lang
}

/// Whether the clauses of two different figures agree enough for what they count.
fn proven(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>, slot: bool) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    let ratio = ratio(x, y);
    if slot {
        return ratio <= IMPOSSIBLE;
    }
    let same_role = a.value.role.is_some() && a.value.role == b.value.role;
    if lang(scene, a) != lang(scene, b) && !same_frame(a, b) {
        return false;
    }
    let announced = a.value.before.is_some() && a.value.before == b.value.before;
    let only = a.value.of_before * b.value.of_before == 1;
    if lang(scene, a) != lang(scene, b) {
        let specific = x.unit == y.unit && !GENERIC.contains(&x.unit.as_str());
        return (same_role || announced && only || specific || agreement(a, b) >= AGREE_GENERIC) && ratio <= IMPLAUSIBLE;
    }
    let (x, y) = (x.unit.as_str(), y.unit.as_str());
    let alike = x == y || synonyms(a, b) || FATES.contains(&x) || FATES.contains(&y);
    // Two rare things in nearly equal number are one.
    let sole = a.value.of_unit * b.value.of_unit == 1 && x == y && !GENERIC.contains(&x);
    if sole && ratio < NEARLY && middle(a.value.number).min(middle(b.value.number)) >= TELLING {
        return true;
    }
    let least = match () {
        () if same_role && alike => AGREE_BY_ROLE,
        () if announced && only => AGREE / 2.0,
        () if announced => AGREE_OF_SEVERAL,
        () if middle(a.value.number).max(middle(b.value.number)) < TELLING && !same_role => AGREE_GENERIC,
        () if x != y && !synonyms(a, b) || x == y && GENERIC.contains(&x) => AGREE_GENERIC,
        () => AGREE,
    };
    let later = if a.value.later == b.value.later { 0.0 } else { AGREE_LATER };
    let implausible = if ratio > IMPLAUSIBLE { AGREE_IMPLAUSIBLE } else { 0.0 };
    ratio <= IMPOSSIBLE && agreement(a, b) >= least + implausible + later
}

/// Whether two numbers tell of other people, other days, other places or another fate.
fn excluded(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let other_role = a.value.role.is_some() && b.value.role.is_some() && a.value.role != b.value.role;
    // Verbs are found less surely across languages: there such a pair only says nothing.
    lang(scene, a) == lang(scene, b) && (other_role || !same_frame(a, b) || !same_people(a, b)) || !same_age(a, b)
}

/// What units, roles and values add to the likeness of two numbers' surroundings; `None` where nothing tells that they count the same.
fn kinship(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> Option<f64> {
    let (x, y) = (a.value.number, b.value.number);
    let people = |number: &Number| scene.lexicon.counts_people(&number.unit);
    let together = a.statement.is_some() && a.statement == b.statement;
    let by_role = match (a.value.role, b.value.role) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(_), Some(_)) => SAME_ROLE,
        (None, None) => 0.0,
        // The dead are no part of those who were merely there.
        _ if people(x) && people(y) && differ(a, b) && !together => return None,
        _ => 0.0,
    };
    let by_unit = match () {
        () if x.unit.is_empty() && y.unit.is_empty() => match (a.value.before, b.value.before) {
            (Some(one), Some(other)) if one == other => SAME_UNIT / 2.0,
            _ if by_role > 0.0 => 0.0,
            _ => -0.1,
        },
        () if x.unit == y.unit => SAME_UNIT / ((a.value.of_unit * b.value.of_unit) as f64).sqrt(),
        () if a.value.concept.is_some() && a.value.concept == b.value.concept => SAME_UNIT / 2.0,
        () if people(x) && people(y) => 0.0,
        () if by_role > 0.0 => 0.0,
        // A large figure that both give is one, whatever noun either leaves out.
        () if (x.unit.is_empty() || y.unit.is_empty()) && !differ(a, b) && middle(x) >= KNOWN_BY_SIZE => 0.0,
        () if together && (x.unit.is_empty() || y.unit.is_empty()) => -0.05,
        () => return None,
    };
    let by_people = if people(x) && people(y) { SAME_PEOPLE } else { 0.0 };
    let magnitude = ratio(x, y);
    if magnitude > 100.0 {
        return None;
    }
    let implausible = match magnitude {
        IMPOSSIBLE.. => 0.25,
        IMPLAUSIBLE.. => 0.12,
        _ => 0.0,
    };
    let slight = if x.low <= 2.0 && y.low <= 2.0 && !together { 0.08 } else { 0.0 };
    let by_value = match () {
        () if x.low == y.low && x.high == y.high => EQUAL,
        () if x.low <= y.high && y.low <= x.high && magnitude < 3.0 => EQUAL / 2.0,
        () if magnitude < 1.5 => EQUAL / 4.0,
        () => 0.0,
    };
    Some(by_unit.max(by_people) + by_role + by_value - implausible - slight)
}

/// Whether both figures speak of the event, or both of the same past; and of the same place, where both name one.
fn same_frame(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let past = match (a.value.past, b.value.past) {
        (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
        (None, None) => true,
        _ => false,
    };
    past && (a.value.places.is_empty() || b.value.places.is_empty() || !a.value.places.is_disjoint(&b.value.places))
}

/// Soldiers are not civilians; anybody may be either, and one group has several names.
fn same_people(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number.unit.as_str(), b.value.number.unit.as_str());
    x == y || synonyms(a, b) || !(APART.contains(&x) && APART.contains(&y))
}

/// Whether both units are names of one group.
fn synonyms(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    a.value.label.is_some() && a.value.label == b.value.label || a.value.concept.is_some() && a.value.concept == b.value.concept
}

/// How far a score convinces, `0.6..=1.0`.
pub(super) fn certainty(score: f64) -> f64 {
    (0.6 + 0.5 * (score - SAME_NUMBER)).clamp(0.6, 1.0)
}
