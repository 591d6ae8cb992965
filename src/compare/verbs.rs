//! How a deed is told: as a fact or at a distance, with or without the one who did it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Kind;
use super::found::{Found, Said, span_of};
use super::scene::{Scene, Unit};
use super::slot::{Item, agreement, group, likeness};
use super::word::Word;
use crate::article::{Lang, Span};
use crate::text::fold;

/// Least likeness of the surroundings of two tellings of one deed.
const SAME_DEED: f64 = 0.34;
/// What the score gains where the verb is the same, and where each article uses it but once.
const SAME_VERB_DEED: f64 = 0.1;
const ONLY_DEED: f64 = 0.18;
/// Words that may stand between auxiliary and participle.
const AUXILIARY_REACH: usize = 3;
/// Words in which a passive names its agent, if it does.
const AGENT_REACH: usize = 9;
/// Words shown of a subject before its verb.
const SUBJECT_WORDS: usize = 4;
/// Words shown of an object behind its verb.
const OBJECT_WORDS: usize = 4;
/// Least score of two predicates on one thing, and what the score gains where the verb is the same.
const SAME_PREDICATE: f64 = 0.38;
const SAME_VERB: f64 = 0.15;
const ONLY_PREDICATE: f64 = 0.1;
/// How far the clauses of two different verbs must agree to tell one deed.
const SAME_CLAUSE: f64 = 0.2;

/// The same of two predicates of one statement.
const SAME_CLAUSE_TOGETHER: f64 = 0.08;

/// Least weight of a label that is a deed.
const CONTESTED: f64 = 0.5;

/// A predicate: what is said of the deed.
struct Predicate {
    /// Stem of the verb that carries the meaning, and what it means in any language.
    verb: Option<u64>,
    meaning: Option<u64>,
    /// Whether the author keeps it at a distance.
    distant: bool,
}

/// A conditional, or a word of distance, against a plain statement of the same thing.
pub(super) fn modality(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        for (range, predicate) in predicates(scene, unit) {
            items.push(Item::new(scene, &said.statement_of, at, range.clone(), span_of(unit, range), predicate));
        }
    }
    let mut of_unit: BTreeMap<usize, usize> = BTreeMap::new();
    items.iter().for_each(|item| *of_unit.entry(item.unit).or_default() += 1);
    let groups = group(&items, SAME_PREDICATE, |a, b| {
        let (one, two) =
            if scene.same_language(a.witness, b.witness) { (a.value.verb, b.value.verb) } else { (a.value.meaning, b.value.meaning) };
        let same_verb = one.is_some() && one == two;
        // Equals find each other first, so that a conditional is not set against another sentence's indicative.
        let equal = if same_verb { SAME_VERB } else { 0.0 } + if a.value.distant == b.value.distant { 0.05 } else { 0.0 };
        // Another verb is another deed unless all around it is the same.
        let slot = || said.slot_of(a).is_some_and(|slot| said.slot_of(b) == Some(slot));
        // The one predicate of each of two sentences that say the same is the same deed's.
        let only = a.statement.is_some() && a.statement == b.statement && of_unit[&a.unit] * of_unit[&b.unit] == 1;
        let least = if a.statement.is_some() && a.statement == b.statement { SAME_CLAUSE_TOGETHER } else { SAME_CLAUSE };
        let alike = same_verb || slot() || agreement(a, b) >= least;
        alike
            .then(|| likeness(a, b))
            .filter(|likeness| *likeness > 0.0)
            .map(|likeness| likeness + equal + if only { ONLY_PREDICATE } else { 0.0 })
    });
    for (members, score) in groups {
        let distant = members.iter().filter(|item| items[**item].value.distant).count();
        if distant > 0 && distant < members.len() {
            found.push(Found::of(Kind::Modality, &members, &items, 0.7 * score.clamp(0.4, 1.0), scene));
        }
    }
}

/// How many predicates of a sentence its author keeps at a distance.
pub(super) fn distances(scene: &Scene, unit: &Unit) -> usize {
    predicates(scene, unit).iter().filter(|(_, predicate)| predicate.distant).count()
}

/// The predicates of a sentence, in order.
fn predicates(scene: &Scene, unit: &Unit) -> Vec<(Range<usize>, Predicate)> {
    let (mut found, mut next) = (Vec::new(), 0);
    while next < unit.words.len() {
        match predicate_at(scene, unit, next) {
            Some((range, predicate)) => {
                next = range.end;
                found.push((range, predicate));
            }
            None => next += 1,
        }
    }
    found
}

/// The predicate that begins at a word outside quotation marks: a marker of distance with the verb it governs, a verb with its
/// auxiliary, or a French future.
fn predicate_at(scene: &Scene, unit: &Unit, at: usize) -> Option<(Range<usize>, Predicate)> {
    let text = scene.text(unit);
    let witness = &scene.witnesses[unit.witness];
    let language = scene.language(unit);
    let word = &unit.words[at];
    if !unit.headline && witness.quotations.iter().any(|quotation| quotation.inner.contains(word.span)) {
        return None;
    }
    let french = witness.lang == Some(Lang::FR);
    let form = word.span.of(text);
    let listed = language.modality.at(&unit.words[at..], |word| word.exact).map(|(length, ())| length);
    let verb_within = |from: usize| (from..(from + AUXILIARY_REACH).min(unit.words.len())).find(|next| unit.words[*next].content);
    if listed.is_some() || french && is_french_conditional(form) {
        let next = at + listed.unwrap_or(1);
        // "serait" and "pourrait" lean on another verb; "viendrait" is one.
        let own = listed.is_none() && word.content;
        let verb = if own { Some(at) } else { verb_within(next) };
        return Some((at..verb.map_or(next, |verb| (verb + 1).max(next)), predicate(verb.map(|verb| &unit.words[verb]), true)));
    }
    if french && word.content && !word.capital && is_french_future(form) {
        return Some((at..at + 1, predicate(Some(word), false)));
    }
    if french && FRENCH_PLANS.contains(&form) {
        let verb = verb_within(at + 1).filter(|verb| infinitive(unit.words[*verb].span.of(text)))?;
        return Some((at..verb + 1, predicate(Some(&unit.words[verb]), false)));
    }
    let passive =
        language.passive.at(&unit.words[at..], |word| word.exact).or_else(|| language.auxiliary.at(&unit.words[at..], |word| word.exact));
    let (length, ()) = passive.filter(|_| form != "à")?;
    let verb = verb_within(at + length).filter(|verb| participle(text, &unit.words[*verb], witness.lang))?;
    Some((at..verb + 1, predicate(Some(&unit.words[verb]), false)))
}

fn predicate(verb: Option<&Word>, distant: bool) -> Predicate {
    Predicate { verb: verb.map(|verb| verb.root), meaning: verb.and_then(|verb| verb.meaning), distant }
}

/// What announces a deed as settled, before its infinitive.
const FRENCH_PLANS: &[&str] = &["doit", "doivent", "va", "vont"];

fn infinitive(word: &str) -> bool {
    ["er", "ir", "re"].iter().any(|ending| word.ends_with(ending))
}

/// Third person of the French future, by its ending.
fn is_french_future(word: &str) -> bool {
    let letters = word.chars().count();
    letters >= 5
        && (word.ends_with("era")
            || word.ends_with("ira")
            || word.ends_with("dra")
            || word.ends_with("eront")
            || word.ends_with("iront")
            || word.ends_with("dront"))
}

/// Third person of the French conditional, by its ending; nouns and presents with the same ending excepted.
fn is_french_conditional(word: &str) -> bool {
    let form = fold(word);
    let ending = form.ends_with("rait") || form.ends_with("raient");
    const OTHERS: &[&str] = &[
        "trait",
        "attrait",
        "extrait",
        "retrait",
        "portrait",
        "parait",
        "apparait",
        "disparait",
        "reparait",
        "abstrait",
        "soustrait",
        "distrait",
        "souhait",
        "contrait",
    ];
    const IMPERFECTS: &[&str] = &[
        "etait",
        "tirait",
        "entrait",
        "montrait",
        "rencontrait",
        "restait",
        "demeurait",
        "durait",
        "assurait",
        "declarait",
        "preparait",
        "esperait",
        "craignait",
        "figurait",
        "considerait",
        "separait",
        "ignorait",
        "adorait",
        "jurait",
        "operait",
        "comparait",
        "pleurait",
        "courait",
        "mourait",
        "offrait",
        "ouvrait",
        "souffrait",
        "couvrait",
        "livrait",
        "administrait",
        "illustrait",
        "filtrait",
        "censurait",
        "mesurait",
        "rassurait",
        "procurait",
        "inspirait",
        "respirait",
        "attirait",
        "retirait",
        "admirait",
        "virait",
        "generait",
        "liberait",
        "accelerait",
        "tolerait",
        "refererait",
        "gerait",
        "reclamerait",
    ];
    let singular = form.strip_suffix("aient").map(|base| format!("{base}ait")).unwrap_or_else(|| form.clone());
    ending && !OTHERS.contains(&singular.as_str()) && !IMPERFECTS.contains(&singular.as_str())
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Voice {
    Active,
    PassiveWithAgent,
    Passive,
}

struct Deed {
    voice: Voice,
    /// Stem of the verb, or the group of labels it belongs to; and what it means in any language.
    verb: u64,
    meaning: Option<u64>,
}

/// One deed told with its agent by some and without by others.
pub(super) fn voice(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let items = deeds(scene, said);
    let mut of_verb: BTreeMap<(usize, u64), usize> = BTreeMap::new();
    items.iter().for_each(|item| *of_verb.entry((item.witness, item.value.verb)).or_default() += 1);
    let groups = group(&items, SAME_DEED, |a, b| {
        let same = match scene.same_language(a.witness, b.witness) {
            true => a.value.verb == b.value.verb,
            false => a.value.meaning.is_some() && a.value.meaning == b.value.meaning,
        };
        // A verb that either article uses once tells of one deed.
        let once = of_verb[&(a.witness, a.value.verb)] * of_verb[&(b.witness, b.value.verb)] == 1;
        same.then(|| likeness(a, b))
            .filter(|likeness| *likeness > 0.0)
            .map(|likeness| likeness + if once { ONLY_DEED } else { SAME_VERB_DEED })
    });
    for (members, _) in groups {
        let has = |voice| members.iter().any(|item| items[*item].value.voice == voice);
        let dropped = has(Voice::Passive);
        if has(Voice::Active) && (dropped || has(Voice::PassiveWithAgent)) || dropped && has(Voice::PassiveWithAgent) {
            let weight = if dropped { 0.65 } else { 0.3 };
            found.push(Found::of(Kind::Voice, &members, &items, weight, scene));
        }
    }
}

fn deeds(scene: &Scene, said: &Said) -> Vec<Item<Deed>> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        let mut next = 0;
        while next < unit.words.len() {
            let Some((range, deed)) = deed_at(scene, unit, next) else {
                next += 1;
                continue;
            };
            next = range.end.max(next + 1);
            let span = phrase(scene, unit, &range, deed.voice);
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
    let verb_after = |from: usize| (from..(from + AUXILIARY_REACH).min(words.len())).find(|place| words[*place].content);
    if let Some((length, ())) = language.passive.at(&words[at..], |word| word.exact) {
        let verb = verb_after(at + length).filter(|verb| participle(text, &words[*verb], lang))?;
        let voice = if names_agent(scene, unit, verb + 1) { Voice::PassiveWithAgent } else { Voice::Passive };
        return Some((at..verb + 1, deed(scene, unit, verb, voice)));
    }
    if language.auxiliary.at(&words[at..], |word| word.exact).is_some() && words[at].span.of(text) != "à" {
        let verb = verb_after(at + 1).filter(|verb| participle(text, &words[*verb], lang))?;
        let start = subject_start(text, unit, at);
        return Some((start..verb + 1, deed(scene, unit, verb, Voice::Active)));
    }
    // A participle on its own ("trois soldats tués") is a passive; the lexicon knows those that matter.
    let killing = language.labels.at(&words[at..at + 1], |word| word.lemma).filter(|(_, label)| label.weight >= CONTESTED)?;
    let ends = participle(text, &words[at], lang) && lang == Some(Lang::FR);
    let voice = if names_agent(scene, unit, at + 1) { Voice::PassiveWithAgent } else { Voice::Passive };
    ends.then(|| (at..at + 1, Deed { voice, verb: killing.1.group as u64, meaning: words[at].meaning }))
}

fn deed(scene: &Scene, unit: &Unit, verb: usize, voice: Voice) -> Deed {
    let key = scene
        .language(unit)
        .labels
        .at(&unit.words[verb..=verb], |word| word.lemma)
        .map_or(unit.words[verb].stem, |(_, label)| label.group as u64);
    Deed { voice, verb: key, meaning: unit.words[verb].meaning }
}

fn participle(text: &str, word: &Word, lang: Option<Lang>) -> bool {
    let form = word.span.of(text).to_lowercase();
    let endings: &[&str] = match lang {
        Some(Lang::FR) => {
            &["é", "ée", "és", "ées", "i", "is", "it", "ie", "ies", "u", "ue", "us", "ues", "ert", "erte", "erts", "ite", "ites"]
        }
        Some(Lang::EN) => &["ed", "en", "ot", "own", "ung", "ain", "ilt", "eld", "ead", "ruck", "un"],
        Some(Lang::ES) => &["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "erto", "erta", "ertos", "ertas"],
        Some(Lang::PT) => &["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "orto", "ortos"],
        Some(Lang::IT) => &["ato", "ata", "ati", "ate", "uto", "uta", "uti", "ute", "ito", "ita", "iti", "ite", "iso", "isa", "isi", "ise"],
        Some(Lang::DE) => &["t", "en"],
        _ => return false,
    };
    endings.iter().any(|ending| form.ends_with(ending))
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
            // "par erreur", "par terre" and "by mistake" name no agent.
            return unit.words.get(place + 1).is_some_and(|next| !next.content || next.capital);
        }
        before = Some(unit.words[place].span.end);
    }
    false
}

/// What a reader is shown of a deed: the verb with those who did it or to whom it was done.
fn phrase(scene: &Scene, unit: &Unit, range: &Range<usize>, voice: Voice) -> Span {
    let text = scene.text(unit);
    let content = |place: usize| unit.words[place].content;
    let mut start = if voice == Voice::Active { range.start } else { subject_start(text, unit, range.start) };
    // "qu'un avion russe a tué" begins with what it leans on.
    let leans = |place: usize| LEANING.contains(&unit.words[place].span.of(text).to_lowercase().as_str());
    while start < range.end && leans(start) {
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
        if gap.contains([',', ';', ':', '.', '«', '»', '"', '(', ')', '–', '—']) || leans(place) {
            break;
        }
        end = if content(place) { place + 1 } else { end };
    }
    let span = span_of(unit, start.min(range.start)..end);
    // An elided "que" is one word with what follows.
    let elided = ["qu'", "qu’"].iter().find(|elision| span.of(text).starts_with(**elision)).map_or(0, |elision| elision.len());
    Span { start: span.start + elided as u32, end: span.end }
}

/// Words that tie a clause or phrase to another.
const LEANING: &[&str] =
    &["que", "qu", "et", "ou", "qui", "dont", "where", "that", "and", "y", "dass", "und", "après", "pour", "de", "des"];

/// Where the subject before the verb at `at` begins, some words back at most and never across punctuation.
fn subject_start(text: &str, unit: &Unit, at: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < SUBJECT_WORDS {
        let gap = &text[unit.words[start - 1].span.end as usize..unit.words[start].span.start as usize];
        if gap.contains([',', ';', ':', '.', '«', '»', '"', '(', ')']) {
            break;
        }
        start -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditionals_and_their_look_alikes() {
        for (word, expected) in [
            ("aurait", true),
            ("seraient", true),
            ("pourrait", true),
            ("viendrait", true),
            ("retrait", false),
            ("étaient", false),
            ("déclarait", false),
            ("paraît", false),
        ] {
            assert_eq!(is_french_conditional(word), expected, "{word}");
        }
    }
}
