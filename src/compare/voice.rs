//! With or without the one who did it, once or several times: how a deed is told.
//!
//! Enters: the sentences, and the figures that several give. Leaves: a difference for each deed that some tell in the active and others in
//! the passive, or whose doer only some passives name; and one where they tell otherwise how often it was done.
//! **Invariant:** deeds meet only by one verb, or two of one group of labels, of which a deed to oneself is another, and between languages
//! by one meaning; where nothing tells that both were done to the same, the difference weighs little.

use std::ops::Range;

use ahash::AHashMap;

use super::Kind;
use super::clause::breaks_or_stops;
use super::figures::Given;
use super::found::{Found, Said, Words, span_of, word_range, words_at};
use super::modality::{participle, verb_behind};
use super::scene::{Scene, Unit};
use super::slot::{Item, group, likeness};
use super::speech::is_determiner;
use super::word::Word;
use crate::article::{Lang, Span};

/// Least likeness of the surroundings of two tellings of one deed.
const SAME_DEED: f64 = 0.34;
/// What the score gains where the verb is the same, and where each article uses it but once.
const SAME_VERB_DEED: f64 = 0.1;
const ONLY_DEED: f64 = 0.18;
/// What it gains where the very word is the same, and where both tell of one figure.
const SAME_WORD: f64 = 0.05;
const SAME_FIGURE: f64 = 0.2;
/// What it gains where both name those to whom it was done alike, and words before a passive or behind an active among which they stand.
const SAME_PATIENT: f64 = 0.1;
const PATIENT_REACH: usize = 8;
/// Words around a deed among which a figure belongs to it.
const FIGURE_REACH: usize = 6;
/// Words in which a passive names its agent, if it does.
const AGENT_REACH: usize = 9;
/// Words shown of a subject before its verb.
const SUBJECT_WORDS: usize = 4;
/// Words shown of an object behind its verb.
const OBJECT_WORDS: usize = 4;
/// Weights where the agent is dropped, of a contested deed and of any other, where it is named either way, and where nothing tells that
/// both were done to the same.
const DROPPED: f64 = 0.65;
const ORDINARY: f64 = 0.35;
const BOTH_NAMED: f64 = 0.3;
const DOUBTFUL: f64 = 0.25;
/// Likeness of the surroundings below which the deeds are as often two, and what is left of the weight.
const RELATED: f64 = 0.33;
const UNRELATED: f64 = 0.55;
/// The unit of how often a deed is done, the words from its beginning within which that stands, and the weight of such a difference.
const TIMES: &str = "fois";
const TIMES_REACH: usize = 10;
const HOW_OFTEN: f64 = 0.3;

/// Least weight of a label that is a deed.
const CONTESTED: f64 = 0.5;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Voice {
    Active,
    PassiveWithAgent,
    Passive,
}

struct Deed {
    voice: Voice,
    /// Stem of the verb, or the group of labels it belongs to; its root; and what it means in any language.
    verb: u64,
    root: u64,
    meaning: Option<u64>,
    /// Whether it is a deed that words are fought over, as killing is.
    contested: bool,
    /// Positions of the figures of several that it is about.
    figures: Vec<usize>,
    /// Terms of those to whom it was done; empty where a pronoun stands for them or nothing.
    patients: Vec<u64>,
}

impl Deed {
    /// Whether both were done to what is called alike.
    fn shares_patient(&self, other: &Deed) -> bool {
        self.patients.iter().any(|term| other.patients.contains(term))
    }
}

/// One deed told with its agent by some and without by others, in the active or the passive, or a number of times.
pub(super) fn voice(scene: &Scene, said: &Said, given: &[Given], found: &mut Vec<Found>) {
    let items = deeds(scene, said, given);
    let mut of_verb: AHashMap<(usize, u64), usize> = AHashMap::new();
    items.iter().for_each(|item| *of_verb.entry((item.witness, item.value.verb)).or_default() += 1);
    let most = |_: &Item<Deed>, _: &Item<Deed>, likeness: f64| match likeness > 0.0 {
        true => likeness + ONLY_DEED.max(SAME_VERB_DEED) + SAME_WORD + SAME_FIGURE + SAME_PATIENT,
        false => 0.0,
    };
    let groups = group(&items, SAME_DEED, most, |a, b, likeness| {
        let same = match scene.same_language(a.witness, b.witness) {
            true => a.value.verb == b.value.verb,
            false => a.value.meaning.is_some() && a.value.meaning == b.value.meaning,
        };
        if !same {
            return None;
        }
        // A verb that either article uses once tells of one deed.
        let once = of_verb[&(a.witness, a.value.verb)] * of_verb[&(b.witness, b.value.verb)] == 1;
        let met = a.value.shares_patient(&b.value);
        let counted = a.value.figures.iter().any(|figure| b.value.figures.contains(figure));
        // "A abattu l'avion" and "a tué trente miliciens" are words of one group for two deeds.
        let told = !a.value.patients.is_empty() && !b.value.patients.is_empty();
        if told && !met && !counted && a.value.root != b.value.root && scene.same_language(a.witness, b.witness) {
            return None;
        }
        let bonus = if once { ONLY_DEED } else { SAME_VERB_DEED }
            + if a.value.root == b.value.root { SAME_WORD } else { 0.0 }
            + if counted { SAME_FIGURE } else { 0.0 };
        let bonus = bonus + if met { SAME_PATIENT } else { 0.0 };
        Some(likeness).filter(|likeness| *likeness > 0.0).map(|likeness| likeness + bonus)
    });
    for (members, _) in groups {
        how_often(scene, &items, &members, found);
        let has = |voice| members.iter().any(|item| items[*item].value.voice == voice);
        let dropped = has(Voice::Passive);
        if has(Voice::Active) && (dropped || has(Voice::PassiveWithAgent)) || dropped && has(Voice::PassiveWithAgent) {
            let pairs = || members.iter().flat_map(|a| members.iter().map(|b| (&items[*a], &items[*b])));
            // What was done to others may be another deed.
            let one_deed = |a: &Deed, b: &Deed| a.shares_patient(b) || a.figures.iter().any(|figure| b.figures.contains(figure));
            let told = pairs().filter(|(a, b)| a.value.voice != b.value.voice && one_deed(&a.value, &b.value));
            let weight = match told.map(|(a, b)| likeness(a, b)).max_by(f64::total_cmp) {
                None => DOUBTFUL,
                Some(_) if !dropped => BOTH_NAMED,
                Some(likeness) => {
                    let contested = members.iter().any(|item| items[*item].value.contested);
                    let dropped = if contested { DROPPED } else { ORDINARY };
                    if likeness < RELATED { dropped * UNRELATED } else { dropped }
                }
            };
            found.push(Found::of(Kind::Voice, &members, &items, weight, scene));
        }
    }
}

/// A deed that some say was done a number of times, and others give no number of or another.
fn how_often(scene: &Scene, items: &[Item<Deed>], members: &[usize], found: &mut Vec<Found>) {
    let times = |item: &Item<Deed>| {
        let sentence = &scene.units[item.unit];
        let verb = word_range(sentence, item.span).start;
        let counted = sentence.numbers.iter().filter(|(_, number)| number.unit == TIMES);
        counted
            .filter(|(span, _)| (verb..verb + TIMES_REACH).contains(&word_range(sentence, *span).start))
            .map(|(span, number)| (*span, number.low, number.high))
            .next()
    };
    let told: Vec<(Words, Option<(f64, f64)>)> = members
        .iter()
        .map(|member| {
            let item = &items[*member];
            let span = times(item).map_or(item.span, |(span, ..)| Span { start: item.span.start, end: item.span.end.max(span.end) });
            (words_at(scene, item.unit, span), times(item).map(|(_, low, high)| (low, high)))
        })
        .collect();
    if told.iter().any(|(_, times)| times.is_some()) && told.iter().any(|(_, times)| *times != told[0].1) {
        let readings = told.into_iter().map(|(words, _)| words).collect();
        found.push(Found { readings, ..Found::of(Kind::Number, members, items, HOW_OFTEN, scene) });
    }
}

fn deeds(scene: &Scene, said: &Said, given: &[Given]) -> Vec<Item<Deed>> {
    let mut items = Vec::new();
    // The figures of each unit, ascending.
    let mut figures: Vec<Vec<(usize, Span)>> = vec![Vec::new(); scene.units.len()];
    for (figure, Given { places, .. }) in given.iter().enumerate() {
        places.iter().for_each(|(unit, span)| figures[*unit].push((figure, *span)));
    }
    for (at, unit) in scene.units.iter().enumerate() {
        let mut next = 0;
        while next < unit.words.len() {
            let Some((range, mut deed)) = deed_at(scene, unit, next) else {
                next += 1;
                continue;
            };
            next = range.end.max(next + 1);
            let span = phrase(scene, unit, &range, deed.voice);
            let near = range.start.saturating_sub(FIGURE_REACH)..range.end + FIGURE_REACH;
            deed.patients = patients(scene, unit, &range, deed.voice);
            let told = figures[at].iter().filter(|(_, span)| near.contains(&word_range(unit, *span).start));
            deed.figures = told.map(|(figure, _)| *figure).collect();
            deed.figures.dedup();
            items.push(Item::new(scene, &said.statement_of, at, range, span, deed));
        }
    }
    items
}

fn deed_at(scene: &Scene, unit: &Unit, at: usize) -> Option<(Range<usize>, Deed)> {
    let language = scene.language(unit);
    let words = &unit.words;
    let text = scene.text(unit);
    let lang = scene.witnesses[unit.witness].lang;
    if let Some((length, ())) = language.passive_forms.at(&words[at..], |word| word.exact) {
        return Some((at..at + length, deed(scene, unit, at + length - 1, Voice::Passive)));
    }
    let verb_after = |from: usize| verb_behind(scene, unit, from);
    if let Some((length, ())) = language.passive.at(&words[at..], |word| word.exact) {
        let verb = verb_after(at + length).filter(|verb| participle(text, &words[*verb], lang))?;
        let voice = if names_agent(scene, unit, verb + 1) { Voice::PassiveWithAgent } else { Voice::Passive };
        return Some((at..verb + 1, deed(scene, unit, verb, voice)));
    }
    if language.auxiliary.at(&words[at..], |word| word.exact).is_some() && words[at].span.of(text).to_lowercase() != "à" {
        let verb = verb_after(at + 1).filter(|verb| participle(text, &words[*verb], lang))?;
        // "have been killed"
        if (at + 1..verb).any(|between| language.passive.at(&words[between..], |word| word.exact).is_some()) {
            return None;
        }
        let start = subject_start(text, unit, at);
        return Some((start..verb + 1, deed(scene, unit, verb, Voice::Active)));
    }
    if active_past(scene, unit, at) {
        return Some((subject_start(text, unit, at)..at + 1, deed(scene, unit, at, Voice::Active)));
    }
    // A participle on its own ("trois soldats tués") is a passive; the lexicon knows those that matter. Behind an article it is a noun.
    if at > 0 && is_determiner(text, &words[at - 1]) {
        return None;
    }
    let killing = language.label(&words[at..at + 1]).filter(|(_, label)| label.weight >= CONTESTED)?;
    let ends = participle(text, &words[at], lang) && lang == Some(Lang::FR);
    let voice = if names_agent(scene, unit, at + 1) { Voice::PassiveWithAgent } else { Voice::Passive };
    let deed = Deed {
        voice,
        contested: true,
        verb: killing.1.group as u64,
        root: words[at].root,
        meaning: words[at].meaning,
        figures: Vec::new(),
        patients: Vec::new(),
    };
    ends.then_some((at..at + 1, deed))
}

/// Whether a word is a verb in the simple past with its object behind it: "police dispersed the crowd", "militantes derribaron un caza".
fn active_past(scene: &Scene, unit: &Unit, at: usize) -> bool {
    let text = scene.text(unit);
    let (endings, objects): (&[&str], &[&str]) = match scene.witnesses[unit.witness].lang {
        Some(Lang::EN) => (&["ed"], &["the", "a", "an", "its", "his", "her", "their", "this", "these", "those", "some", "several"]),
        Some(Lang::ES) => (&["ó", "aron", "ieron"], &["el", "la", "los", "las", "un", "una", "al", "su", "sus"]),
        Some(Lang::PT) => (&["ou", "eu", "iu", "aram", "eram", "iram"], &["o", "a", "os", "as", "um", "uma", "seu", "sua"]),
        Some(Lang::IT) => (&["ò", "arono", "irono"], &["il", "lo", "la", "i", "gli", "le", "un", "una", "l"]),
        Some(Lang::DE) => (&["te", "ten"], &["den", "die", "das", "einen", "eine", "ein"]),
        Some(Lang::RU) => (&["ал", "ил", "али", "или", "ала", "ила"], &[]),
        _ => return false,
    };
    let word = &unit.words[at];
    let form = word.span.of(text).to_lowercase();
    if !word.content || word.capital || form.chars().count() < 5 || !endings.iter().any(|ending| form.ends_with(ending)) {
        return false;
    }
    let Some(next) = unit.words.get(at + 1).filter(|_| gap_before(text, unit, at + 1).trim().is_empty()) else { return false };
    // Russian has no articles, and puts day and place before the object.
    let object = objects.contains(&next.span.of(text).to_lowercase().as_str()) || next.figure || objects.is_empty();
    let language = scene.language(unit);
    // "was told the truth", "to a named man": no subject stands before it.
    let subject = at > 0 && gap_before(text, unit, at).trim().is_empty() && (unit.words[at - 1].content || unit.words[at - 1].capital);
    let helped =
        at > 0 && [&language.passive, &language.auxiliary].iter().any(|list| list.at(&unit.words[at - 1..at], |word| word.exact).is_some());
    object && subject && !helped && language.speech.at(&unit.words[at..], |word| word.root).is_none()
}

fn deed(scene: &Scene, unit: &Unit, verb: usize, voice: Voice) -> Deed {
    let label = scene.language(unit).label(&unit.words[verb..=verb]).map(|(_, label)| label);
    let contested = label.as_ref().is_some_and(|label| label.weight >= CONTESTED);
    let key = label.map_or(unit.words[verb].stem, |label| label.group as u64);
    // "s'est tué" is another deed than "a tué".
    let key = if reflexive(scene.text(unit), unit, verb) { !key } else { key };
    Deed {
        voice,
        contested,
        verb: key,
        root: unit.words[verb].root,
        meaning: unit.words[verb].meaning,
        figures: Vec::new(),
        patients: Vec::new(),
    }
}

/// Whether a verb is done to oneself: behind *se* or *s'*, of whatever language.
fn reflexive(text: &str, unit: &Unit, verb: usize) -> bool {
    let before = &text[unit.span.start as usize..unit.words[verb].span.start as usize];
    before.split_whitespace().rev().take(2).any(|word| word == "se" || word.starts_with("s'") || word.starts_with("s’"))
}

/// Whether an agent follows before the clause ends.
fn names_agent(scene: &Scene, unit: &Unit, from: usize) -> bool {
    let text = scene.text(unit);
    let mut before = from.checked_sub(1).map(|place| unit.words[place].span.end);
    for place in from..(from + AGENT_REACH).min(unit.words.len()) {
        let gap = before.map_or("", |end| &text[end as usize..unit.words[place].span.start as usize]);
        if gap.contains([',', ';', ':', '.', '«', '"', '(']) {
            return false;
        }
        if scene.language(unit).agent.at(&unit.words[place..], |word| word.exact).is_some() {
            // "par erreur", "par terre", "by mistake" and "by June" name no agent; one may follow.
            let dated =
                |span: Span| unit.dates.iter().map(|(at, _)| *at).chain(unit.times.iter().map(|(at, _)| *at)).any(|at| at.overlaps(span));
            let english = scene.witnesses[unit.witness].lang == Some(Lang::EN);
            // "By police" and "by protesters" do.
            let does = |word: &str| !ENGLISH_MANNERS.contains(&word) && !word.ends_with("ing");
            let bare = |next: &Word| english && !next.figure && does(next.span.of(text));
            if unit.words.get(place + 1).is_some_and(|next| (!next.content || next.capital || bare(next)) && !dated(next.span)) {
                return true;
            }
        }
        before = Some(unit.words[place].span.end);
    }
    false
}

/// What stands behind "by" without an article and did nothing; nor did "by using".
const ENGLISH_MANNERS: &[&str] = &[
    "mistake",
    "accident",
    "chance",
    "force",
    "hand",
    "foot",
    "phone",
    "telephone",
    "email",
    "mail",
    "law",
    "default",
    "surprise",
    "plane",
    "helicopter",
    "helicopters",
    "boats",
    "truck",
    "trucks",
    "ambulance",
    "ambulances",
    "train",
    "car",
    "bus",
    "boat",
    "sea",
    "land",
    "air",
    "way",
    "means",
    "virtue",
    "nearly",
    "roughly",
    "almost",
    "half",
    "far",
    "night",
    "day",
    "name",
    "noon",
    "midnight",
    "unanimous",
    "voice",
    "video",
];

/// What a reader is shown of a deed: the verb with those who did it or to whom it was done.
fn phrase(scene: &Scene, unit: &Unit, range: &Range<usize>, voice: Voice) -> Span {
    let text = scene.text(unit);
    let content = |place: usize| unit.words[place].content || unit.words[place].capital;
    let mut start = if voice == Voice::Active { range.start } else { subject_start(text, unit, range.start) };
    // "qu'un avion russe a tué" begins with what it leans on.
    let leans = |place: usize| LEANING.contains(&unit.words[place].span.of(text).to_lowercase().as_str());
    while start + 1 < range.end && leans(start) {
        start += 1;
    }
    let reach = match voice {
        Voice::Passive => range.end,
        Voice::Active => range.end + OBJECT_WORDS,
        Voice::PassiveWithAgent => range.end + AGENT_REACH,
    };
    let mut end = range.end;
    for place in range.end..reach.min(unit.words.len()) {
        let gap = &text[unit.words[place - 1].span.end as usize..unit.words[place].span.start as usize];
        let decimal = unit.words[place - 1].figure && unit.words[place].figure && gap.chars().count() == 1;
        if !decimal && breaks_or_stops(gap) || leans(place) {
            break;
        }
        end = if content(place) { place + 1 } else { end };
    }
    let span = span_of(unit, start..end);
    // An elided "que" is one word with what follows.
    let elided = ["qu'", "qu’"].iter().find(|elision| span.of(text).starts_with(**elision)).map_or(0, |elision| elision.len());
    Span { start: span.start + elided as u32, end: span.end }
}

/// Words that tie a clause or phrase to another.
const LEANING: &[&str] =
    &["que", "qu", "et", "ou", "qui", "dont", "where", "that", "and", "y", "dass", "und", "après", "pour", "de", "des"];

/// Terms of those to whom a deed was done: the subject of a passive, the object of an active.
fn patients(scene: &Scene, unit: &Unit, range: &Range<usize>, voice: Voice) -> Vec<u64> {
    let text = scene.text(unit);
    let broken = |place: usize| breaks_or_stops(gap_before(text, unit, place));
    let relative = |place: usize| RELATIVES.contains(&unit.words[place].span.of(text).to_lowercase().as_str());
    let places: Vec<usize> = if voice == Voice::Active {
        let end = (range.end + PATIENT_REACH).min(unit.words.len());
        (range.end..end).take_while(|place| !broken(*place)).collect()
    } else {
        // "Stone, who was convicted": what stands before the relative.
        let led = range.start > 0 && relative(range.start - 1);
        let end = if led { range.start - 1 } else { range.start };
        // "L'allocution, prévue à 20 heures, est annulée": what stands before the aside.
        let aside = !led && end > 0 && gap_before(text, unit, end).contains(',');
        let end = if aside { (1..end).rev().find(|place| broken(*place)).unwrap_or(end) } else { end };
        let first = end.saturating_sub(PATIENT_REACH);
        (first..end).rev().take_while(|place| *place + 1 == end || !broken(*place + 1)).collect()
    };
    let terms = places.into_iter().filter(|place| unit.words[*place].content).flat_map(|place| {
        let word = &unit.words[place];
        let label = scene.language(unit).label(&unit.words[place..]).map(|(_, label)| label.key());
        [Some(word.root), Some(word.stem), word.synonym(), label].into_iter().flatten()
    });
    terms.collect()
}

/// Words that stand for what is named before them.
const RELATIVES: &[&str] = &["qui", "who", "which", "that", "que", "quien", "che"];

fn gap_before<'t>(text: &'t str, unit: &Unit, place: usize) -> &'t str {
    let start = if place == 0 { unit.words[0].span.start } else { unit.words[place - 1].span.end };
    &text[start as usize..unit.words[place].span.start as usize]
}

/// Where the subject before the verb at `at` begins, some words back at most and never across punctuation.
fn subject_start(text: &str, unit: &Unit, at: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < SUBJECT_WORDS {
        let gap = &text[unit.words[start - 1].span.end as usize..unit.words[start].span.start as usize];
        if breaks_or_stops(gap) {
            break;
        }
        start -= 1;
    }
    start
}
