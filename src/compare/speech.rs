//! Who is said to have said it, with which verb, and how far the author vouches for it.
//!
//! Enters: the sentences. Leaves: their [`Attribution`]s, and a difference for each saying that witnesses give another verb, stance or
//! source.
//! **Invariant:** a word with the stem of a verb of speech counts only where it is used as one; between languages sayings meet only within
//! a statement, and differ only in doubt or endorsement.
//! **Source:** the verbs of speech in `lexicon.toml`, by stance.

use std::ops::Range;

use super::Kind;
use super::clause::breaks_or_stops;
use super::found::{Found, Said, span_of};
use super::lexicon::Stance;
use super::scene::{Scene, Unit, name_hash};
use super::slot::{Item, agreement, agreement_but, group};
use super::word::Word;
use crate::article::{Lang, Span};
use crate::text::fold;

/// Least likeness of the surroundings of two attributions of the same words.
const SAME_WORDS: f64 = 0.32;
/// What the score gains where the verb is the same.
const SAME_VERB: f64 = 0.1;
/// How far the clauses must agree where no common statement vouches that the same is said, and where one does.
const SAME_CLAUSE: f64 = 0.12;
const SAME_CLAUSE_TOGETHER: f64 = 0.05;
/// The same where others are named who speak; and words before a verb among which the name of the one who speaks stands.
const OTHERS_SAY: f64 = 0.3;
const SPEAKER_REACH: usize = 4;
/// How far the clauses of two attributions of the same words agree.
const AGREED: f64 = 0.35;
/// The same of one speaker's, from which they are one saying; what is left of the conviction where neither that nor a common statement
/// vouches for it; and where others are named who speak.
const ONE_SAYING: f64 = 0.4;
const UNVOUCHED: f64 = 0.6;
const OTHERS_SPEAK: f64 = 0.6;
/// Weight of another verb of doubt in another language.
const OTHER_DOUBT: f64 = 0.2;
/// Words by which a verb of speech may follow its auxiliary ("a également annoncé", "a-t-il insisté").
const AUXILIARY_REACH: usize = 3;
/// Subjects of what somebody tells in his own words.
const ADDRESSED: &[&str] =
    &["i", "you", "we", "je", "j", "tu", "nous", "vous", "yo", "nosotros", "ich", "wir", "io", "noi", "eu", "я", "мы", "вы"];
/// Words from a French verb of speech to its *que*.
const THAT_REACH: usize = 6;
/// Words of a source shown after the verb or the marker.
const SOURCE_WORDS: usize = 7;

/// An attribution in a text.
pub(super) struct Attribution {
    pub stance: Stance,
    /// Stem of the verb; 0 for a marker without one.
    pub verb: u64,
    /// What the verb means in any language, where a list tells.
    pub meaning: Option<u64>,
    /// Stems of the content words of the source, as far as it stands behind.
    pub source: Vec<u64>,
    /// Keys of the names of those who say it, before the verb or behind; empty where a noun or a pronoun stands for them.
    pub speakers: Vec<u64>,
}

impl Attribution {
    /// Whether both name who says it, and not the same.
    fn others_speak(&self, other: &Attribution) -> bool {
        let named = !self.speakers.is_empty() && !other.speakers.is_empty();
        named && !self.speakers.iter().any(|speaker| other.speakers.contains(speaker))
    }

    /// Whether both name the same speaker or source.
    fn same_speaker(&self, other: &Attribution) -> bool {
        self.speakers.iter().any(|speaker| other.speakers.contains(speaker)) || self.source.iter().any(|stem| other.source.contains(stem))
    }

    /// Whether both name a source, and not the same.
    pub fn source_apart(&self, other: &Attribution) -> bool {
        !self.source.is_empty() && !other.source.is_empty() && !self.source.iter().any(|stem| other.source.contains(stem))
    }
}

/// Attributions of the same words that differ in verb, stance or source.
pub(super) fn attributions(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let items = all(scene, said);
    let equal = |a: &Item<Attribution>, b: &Item<Attribution>| if a.value.verb == b.value.verb { SAME_VERB } else { 0.0 };
    let most = |a: &Item<Attribution>, b: &Item<Attribution>, likeness: f64| likeness + equal(a, b);
    let groups = group(&items, SAME_WORDS, most, |a, b, likeness| {
        let same_language = scene.same_language(a.witness, b.witness);
        let together = a.statement.is_some() && a.statement == b.statement;
        // Others who speak say something else, unless the words are the same.
        let least = match () {
            () if a.value.others_speak(&b.value) => OTHERS_SAY,
            () if together && same_language => SAME_CLAUSE_TOGETHER,
            () if together => 0.0,
            () => SAME_CLAUSE,
        };
        let alike = agreement(a, b) >= least;
        (alike && (same_language || together)).then_some(likeness).filter(|likeness| *likeness > 0.0).map(|likeness| likeness + equal(a, b))
    });
    for (members, _) in groups {
        let pairs = members.iter().flat_map(|a| members.iter().filter(move |b| a < *b).map(move |b| (*a, *b)));
        // Of two sources in one sentence each is to be set against its own: "1,27 million selon le ministère, 2,8 selon la CGT".
        let own = |a: usize, b: usize| {
            let first = items.partition_point(|other| other.unit < items[a].unit);
            let mut beside = items[first..].iter().take_while(|other| other.unit == items[a].unit);
            !items[a].value.source_apart(&items[b].value) || !beside.any(|other| other.value.same_speaker(&items[b].value))
        };
        let pairs = pairs.filter(|(a, b)| own(*a, *b) && own(*b, *a));
        let told = pairs.map(|(a, b)| (contrast(scene, &items[a], &items[b]), (a, b))).filter(|(contrast, _)| *contrast > 0.0);
        let weighed = told.map(|(contrast, (a, b))| (contrast * conviction(scene, &items[a], &items[b]), (a, b)));
        let Some((weight, pair)) = weighed.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1))) else { continue };
        if weight > 0.0 {
            let shown = vouched_for(&items, &members, pair);
            found.push(Found::of(Kind::Attribution, &shown, &items, weight, scene));
        }
    }
}

/// The members that something besides their surroundings ties to the pair that tells the most, where that holds for the pair itself: what is
/// alike in its surroundings alone is often another saying.
fn vouched_for(items: &[Item<Attribution>], members: &[usize], pair: (usize, usize)) -> Vec<usize> {
    if !vouched(&items[pair.0], &items[pair.1]) {
        return members.to_vec();
    }
    let mut shown = vec![pair.0, pair.1];
    let mut left: Vec<usize> = members.iter().copied().filter(|at| !shown.contains(at)).collect();
    let mut reached = 0;
    while let Some(known) = shown.get(reached).copied() {
        let (more, others) = left.into_iter().partition(|at| vouched(&items[known], &items[*at]));
        shown.extend::<Vec<usize>>(more);
        left = others;
        reached += 1;
    }
    shown.sort_unstable();
    shown
}

/// Whether two attributions stand in one statement, or one speaker says much the same in both.
fn vouched(a: &Item<Attribution>, b: &Item<Attribution>) -> bool {
    a.statement.is_some() && a.statement == b.statement || a.value.same_speaker(&b.value) && agreement(a, b) >= ONE_SAYING
}

/// How far two attributions convince that they are of the same words: by their clauses, by who speaks and by what vouches for it,
/// `0.14..=1.0`.
fn conviction(scene: &Scene, a: &Item<Attribution>, b: &Item<Attribution>) -> f64 {
    let one = a.value.same_speaker(&b.value);
    let by_words = 0.4 + 0.4 * (in_words(scene, a, b) / AGREED).min(1.0) + if one { 0.2 } else { 0.0 };
    by_words * if vouched(a, b) { 1.0 } else { UNVOUCHED } * if a.value.others_speak(&b.value) { OTHERS_SPEAK } else { 1.0 }
}

/// How far the clauses of two attributions agree beside the names in them: much is said of one person.
fn in_words(scene: &Scene, a: &Item<Attribution>, b: &Item<Attribution>) -> f64 {
    let names = |item: &Item<Attribution>| scene.units[item.unit].names.iter().map(|(_, name)| name_hash(name)).collect::<Vec<u64>>();
    let (one, two) = (names(a), names(b));
    agreement_but(a, b, |term| one.contains(&term) || two.contains(&term))
}

/// How much the choice between two attributions says, as a weight; 0 for the same, and between languages for any but doubt or endorsement.
fn contrast(scene: &Scene, a: &Item<Attribution>, b: &Item<Attribution>) -> f64 {
    let same_language = scene.same_language(a.witness, b.witness);
    let (a, b) = (&a.value, &b.value);
    let by_source = if a.source_apart(b) { 0.45 } else { 0.0 };
    let by_stance = match (a.stance.min(b.stance), a.stance.max(b.stance)) {
        (one, other) if one == other => 0.0,
        (_, Stance::Doubt) | (Stance::Doubt, _) => 0.75,
        (_, Stance::Endorsement) => 0.6,
        _ => 0.35,
    };
    if !same_language {
        let doubted = a.stance == Stance::Doubt && a.meaning.zip(b.meaning).is_some_and(|(one, other)| one != other);
        return if by_stance > 0.5 {
            by_stance
        } else if a.stance == b.stance && doubted {
            OTHER_DOUBT
        } else {
            0.0
        };
    }
    let by_verb = if a.verb == b.verb { 0.0 } else { 0.2 };
    f64::max(by_source, by_stance).max(by_verb)
}

/// Every attribution, in order, but for what those who are quoted say of themselves and whom they address.
pub(super) fn all(scene: &Scene, said: &Said) -> Vec<Item<Attribution>> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        for (range, value) in within(scene, unit) {
            let span = Span { start: unit.words[range.start].span.start, end: unit.words[range.end - 1].span.end };
            // "You say" is said among those who are quoted.
            let addressed = range.start > 0 && ADDRESSED.contains(&fold(unit.words[range.start - 1].span.of(scene.text(unit))).as_str());
            if addressed && scene.is_quoted(unit, span) {
                continue;
            }
            items.push(Item::new(scene, &said.statement_of, at, range, span, value));
        }
    }
    items
}

/// How far the author of a sentence stands back from what it says: a step for each source, another where the source is doubted, none
/// where it is endorsed.
pub(super) fn reserve(scene: &Scene, unit: &Unit) -> usize {
    let steps = within(scene, unit).into_iter().map(|(_, attribution)| match attribution.stance {
        Stance::Neutral | Stance::Forceful => 1,
        Stance::Doubt => 2,
        Stance::Endorsement => 0,
    });
    steps.sum()
}

/// The attributions of a sentence, in order.
pub(super) fn within(scene: &Scene, unit: &Unit) -> Vec<(Range<usize>, Attribution)> {
    let (mut found, mut next) = (Vec::new(), 0);
    while next < unit.words.len() {
        match attribution_at(scene, unit, next) {
            Some((range, value)) => {
                next = range.end.max(next + 1);
                found.push((range, value));
            }
            None => next += 1,
        }
    }
    found
}

fn attribution_at(scene: &Scene, unit: &Unit, at: usize) -> Option<(Range<usize>, Attribution)> {
    let language = scene.language(unit);
    let text = scene.text(unit);
    let rest = &unit.words[at..];
    if let Some((length, ())) = language.sources.at(rest, |word| word.exact) {
        // "d'après-midi" is no source.
        if text[rest[length - 1].span.end as usize..].starts_with('-') {
            return None;
        }
        let end = source_end(text, &unit.words, at + length);
        // "à en croire" and "à l'entendre" mark a source and doubt it at once.
        let stance =
            language.speech.at(rest, |word| word.root).filter(|(words, _)| *words >= length).map_or(Stance::Neutral, |(_, stance)| stance);
        let (source, speakers) = (stems(&unit.words[at + length..end]), named(unit, at + length..end));
        return (end > at + length || length > 1).then_some((at..end, Attribution { stance, verb: 0, meaning: None, source, speakers }));
    }
    let (length, stance) = language.speech.at(rest, |word| word.root)?;
    if length == 1 && !language.is_speech(unit.words[at].root, &fold(unit.words[at].span.of(text))) {
        return None;
    }
    let lang = scene.witnesses[unit.witness].lang;
    let english = lang == Some(Lang::EN) && length == 1;
    // A reporter reports and what is contentious contends, but neither word says so.
    if english && NO_ENGLISH_VERB.iter().any(|ending| unit.words[at].span.of(text).trim_end_matches('s').ends_with(ending)) {
        return None;
    }
    // "Les pompiers ont été prévenus" says nothing.
    if stance == Stance::Forceful && at > 0 && unit.words[at - 1].span.of(text) == "été" {
        return None;
    }
    let auxiliary = auxiliary_before(scene, unit, at).filter(|_| length > 1 || participle(text, &unit.words[at], lang));
    let behind_quotation = follows_break(text, unit, auxiliary.unwrap_or(at)) && (auxiliary.is_some() || inverted(text, unit, at + length));
    let introduces = unit.words.get(at + length).is_some_and(|word| INTRODUCES.contains(&word.span.of(text).to_lowercase().as_str()));
    // "continued" and "called" speak only where words follow.
    let deed = english && ENGLISH_DEEDS.iter().any(|verb| unit.words[at].span.of(text).to_lowercase().starts_with(verb));
    let quotes = text[unit.words[at].span.end as usize..].trim_start_matches([' ', ',', ':']).starts_with(['"', '“', '‘', '«', '\'']);
    if deed && !(behind_quotation || introduces || quotes) {
        return None;
    }
    if english && !english_says(text, unit, at) {
        return None;
    }
    let so_called = SO_CALLED.contains(&unit.words[at].span.of(text).to_lowercase().as_str());
    let plain = !matches!(lang, Some(Lang::FR | Lang::IT | Lang::PT | Lang::ES) | None);
    // "Il jure dans le même souffle que …", "elle note" against "une note".
    let by_pronoun = lang == Some(Lang::FR)
        && at > 0
        && FRENCH_SUBJECTS.contains(&fold(unit.words[at - 1].span.of(text)).as_str())
        && leads_to_a_clause(text, unit, at + length);
    let accepted =
        auxiliary.is_some() || behind_quotation || introduces || by_pronoun || plain || length > 1 || quotes && at > 0 && !so_called;
    // A noun such as "annonce" or "note" has an article before it.
    let before = text[..unit.words[at].span.start as usize].trim_end();
    let possessed = POSSESSIVE.iter().any(|ending| before.ends_with(ending));
    let of = english && unit.words.get(at + 1).is_some_and(|next| next.span.of(text) == "of");
    let noun = auxiliary.is_none() && at > 0 && (is_determiner(text, &unit.words[at - 1]) || english && possessed || of);
    if !accepted || noun {
        return None;
    }
    let start = auxiliary.unwrap_or(at);
    let end = if behind_quotation { source_end(text, &unit.words, at + length) } else { at + length };
    let source = stems(&unit.words[at + length..end]);
    let behind = named(unit, at + length..end);
    let speakers = if behind.is_empty() && !behind_quotation { subject(text, unit, start) } else { behind };
    Some((start..end, Attribution { stance, verb: unit.words[at].stem, meaning: unit.words[at].meaning, source, speakers }))
}

/// Whether an English word with the stem of a verb of speech is used as one: not "alleged misconduct", "is supposed to", "claimed victory"
/// or "refused to concede".
fn english_says(text: &str, unit: &Unit, at: usize) -> bool {
    let form = |place: usize| unit.words.get(place).map_or(String::new(), |word| word.span.of(text).to_lowercase());
    let (word, next) = (form(at), form(at + 1));
    let before = if at == 0 { String::new() } else { form(at - 1) };
    // "an Islamic State-claimed attack".
    if text[..unit.words[at].span.start as usize].ends_with('-') {
        return false;
    }
    let negated = matches!(before.as_str(), "not" | "never" | "t") || before.ends_with("n't") || before.ends_with("n’t");
    if word == "admittedly" || word == "recall" || before == "to" || negated || word == "told" && ENGLISH_TOLD.contains(&before.as_str()) {
        return false;
    }
    if ENGLISH_NOUNS.contains(&word.as_str()) {
        let subject = at > 0 && (unit.words[at - 1].capital || ENGLISH_SUBJECTS.contains(&before.as_str()));
        let people = before.ends_with('s') && !before.ends_with("ss") && !word.ends_with('s');
        return (subject || people) && !ENGLISH_BEHIND_NOUNS.contains(&next.as_str());
    }
    if ENGLISH_ADJECTIVES.contains(&word.as_str()) {
        let subject = at > 0 && (unit.words[at - 1].capital || ENGLISH_SUBJECTS.contains(&before.as_str()));
        return subject && next != "to";
    }
    let noun = |next: &str| ENGLISH_CLAIMED.contains(&next) || ENGLISH_BEHIND_NOUNS.contains(&next);
    !(word.starts_with("claim") && noun(&next) || word.starts_with("conced") && next != "that")
}

/// Words that are verbs of speech only behind a subject: "unemployment claims", "after reports that".
const ENGLISH_NOUNS: &[&str] = &[
    "claim",
    "claims",
    "report",
    "reports",
    "demand",
    "demands",
    "promise",
    "promises",
    "pledge",
    "pledges",
    "complaint",
    "complaints",
    "note",
    "notes",
    "call",
    "calls",
    "charge",
    "charges",
    "state",
    "states",
];
/// What makes a listener of the subject of "told".
const ENGLISH_TOLD: &[&str] = &["was", "were", "been", "be", "being", "is", "are"];

/// Participles that mostly describe a noun, and what makes verbs of them when it stands before.
const ENGLISH_ADJECTIVES: &[&str] = &["alleged", "purported", "supposed"];
const ENGLISH_SUBJECTS: &[&str] = &["he", "she", "they", "who", "it", "we", "has", "have", "had", "also", "previously"];
/// What is claimed without a word.
const ENGLISH_CLAIMED: &[&str] = &["responsibility", "victory", "credit", "asylum", "lives", "jobs", "tolerance"];

/// What stands behind a claim that is a noun.
const ENGLISH_BEHIND_NOUNS: &[&str] = &["about", "made", "against", "by", "for", "from", "in", "of", "is", "are", "was", "were"];

/// Whether *que* follows within a few words: "il jure dans le même souffle que", not "il soutient la réforme".
fn leads_to_a_clause(text: &str, unit: &Unit, from: usize) -> bool {
    let near = unit.words.iter().skip(from).take(THAT_REACH).map(|word| word.span.of(text).to_lowercase());
    near.into_iter().any(|word| matches!(word.as_str(), "que" | "qu"))
}

/// Keys of the names among the words of a range.
fn named(unit: &Unit, range: Range<usize>) -> Vec<u64> {
    if range.is_empty() {
        return Vec::new();
    }
    let span = span_of(unit, range);
    unit.names.iter().filter(|(name, _)| span.contains(*name)).map(|(_, name)| name_hash(name)).collect()
}

/// Keys of the name that ends shortly before the word `at`, in its clause.
fn subject(text: &str, unit: &Unit, at: usize) -> Vec<u64> {
    let unbroken = |place: &usize| {
        let gap = &text[unit.words[*place].span.end as usize..unit.words[place + 1].span.start as usize];
        !breaks_or_stops(gap)
    };
    let first = (at.saturating_sub(SPEAKER_REACH)..at).rev().take_while(|place| place + 1 < unit.words.len() && unbroken(place)).last();
    let Some(first) = first else { return Vec::new() };
    let span = span_of(unit, first..at);
    let last = unit.names.iter().rfind(|(name, _)| span.contains(*name)).map(|(_, name)| name.run);
    unit.names.iter().filter(|(_, name)| Some(name.run) == last).map(|(_, name)| name_hash(name)).collect()
}

/// Endings of words with the stem of an English verb of speech that are none, and the beginnings of verbs that speak and do.
const NO_ENGLISH_VERB: &[&str] = &["content", "er", "ing", "iou", "ive", "ion", "ment", "able", "ance", "ence", "ure", "onse"];
const ENGLISH_DEEDS: &[&str] = &[
    "call", "describ", "continu", "maintain", "show", "prov", "recogni", "report", "demand", "ask", "defend", "reject", "dismiss",
    "conclud", "promis", "threaten", "accus", "condemn", "blam", "mock", "rebuk", "urg", "praise", "hail", "reveal", "confirm", "announc",
];

const POSSESSIVE: &[&str] = &["'s", "’s", "s'", "s’"];

/// Participles that lead to a name in quotation marks: "les rebelles dits « modérés »".
const SO_CALLED: &[&str] = &["dits", "dite", "dites", "detto", "detta", "detti", "dette", "dicho", "dicha", "dito", "dita"];

/// What a verb mostly follows.
const FRENCH_SUBJECTS: &[&str] = &["il", "elle", "ils", "elles", "on"];

const INTRODUCES: &[&str] = &["que", "qu", "that", "dass", "daß", "что", "che", "أن", "أنه", "avoir", "être"];
const DETERMINERS: &[&str] = &[
    "le", "la", "les", "un", "une", "des", "cette", "ce", "cet", "ces", "l", "son", "sa", "ses", "leur", "du", "d", "de", "au", "en",
    "aucune", "to", "zu", "the", "a", "this", "his", "her",
];

/// Whether a word announces a noun.
pub(super) fn is_determiner(text: &str, word: &Word) -> bool {
    DETERMINERS.contains(&word.span.of(text).to_lowercase().as_str())
}

/// Where the auxiliary of the verb at `at` stands, if one does.
pub(super) fn auxiliary_before(scene: &Scene, unit: &Unit, at: usize) -> Option<usize> {
    let language = scene.language(unit);
    let text = scene.text(unit);
    (at.saturating_sub(AUXILIARY_REACH)..at).find(|place| {
        let between = Span { start: unit.words[*place].span.end, end: unit.words[at].span.start };
        let unbroken = !between.of(text).contains([',', ';', ':', '"', '«', '»', '.']);
        // "à" folds to the auxiliary "a".
        unbroken && unit.words[*place].span.of(text) != "à" && language.auxiliary.at(&unit.words[*place..], |word| word.exact).is_some()
    })
}

/// Whether a word behind an auxiliary can be a participle, by its ending where the language has one.
fn participle(text: &str, word: &Word, lang: Option<Lang>) -> bool {
    let form = word.span.of(text).to_lowercase();
    match lang {
        Some(Lang::FR) | None => {
            ["é", "ée", "és", "ées", "i", "is", "it", "ie", "u", "ue", "us", "ert"].iter().any(|ending| form.ends_with(ending))
        }
        _ => true,
    }
}

/// Whether a comma, a dash or a closing quotation mark stands right before the word.
fn follows_break(text: &str, unit: &Unit, at: usize) -> bool {
    let before = text[unit.span.start as usize..unit.words[at].span.start as usize].trim_end();
    before.ends_with([',', '»', '”', '"', '–', '—', '“'])
}

/// Whether a subject follows the verb: "indique le Kremlin", "assure-t-on", "répond Beauvau", "said Mr. Smith".
fn inverted(text: &str, unit: &Unit, next: usize) -> bool {
    let Some(word) = unit.words.get(next) else { return false };
    let hyphen = text[unit.words[next - 1].span.end as usize..].starts_with('-');
    hyphen || word.capital || is_determiner(text, word)
}

/// One past the last word of the source that begins at `from`: it ends at punctuation, at a figure or after some words.
fn source_end(text: &str, words: &[Word], from: usize) -> usize {
    let mut end = from;
    while end < words.len() && end < from + SOURCE_WORDS && !words[end].figure {
        let before = if end == 0 { 0 } else { words[end - 1].span.end };
        let gap = &text[before as usize..words[end].span.start as usize];
        // Within a sentence a full stop behind a capital is that of a title or an initial: "selon M. du Mesnil".
        let titled = end > from && words[end - 1].capital && gap.trim() == ".";
        if !titled && gap.contains([',', ';', ':', '.', '"', '«', '»', '“', '”', '(', ')', '!', '?', '–', '—', '\n']) {
            break;
        }
        end += 1;
    }
    end
}

/// Stems of the content words.
pub(super) fn stems(words: &[Word]) -> Vec<u64> {
    words.iter().filter(|word| word.content).map(|word| word.stem).collect()
}
