//! How one person, body or crowd is presented: by which office, with which epithet, with its name or without.
//!
//! Enters: units with their names. Leaves: labels for presentations that share no word, names for what some name and others leave
//! nameless. **Invariant:** a presentation stands beside its name, or agrees with the term it describes; nothing is inferred from afar.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Kind;
use super::found::{Found, Said, span_of, word_range, words_at};
use super::scene::{Scene, Unit};
use super::slot::{Item, agreement, group, weakly};
use super::word::Word;
use ahash::AHashSet;

use crate::article::{Lang, Span};
use crate::hash;
use crate::mention::NameKind;
use crate::text::fold;

/// Weight of other words for one person, of words that only one witness has, and how many of a witness are shown.
const PRESENTED: f64 = 0.2;
const PRESENTED_BY_ONE: f64 = 0.1;
const PRESENTATIONS: usize = 4;
/// Words of a phrase before and behind a name.
const PHRASE_BEFORE: usize = 6;
const PHRASE_BEHIND: usize = 12;
/// Least likeness of the surroundings of what one names and another does not, how far their clauses must agree, and what that weighs.
const SAME_THING: f64 = 0.3;
const SAME_CLAUSE: f64 = 0.15;
const NAMELESS: f64 = 0.4;
/// Least likeness of the surroundings of one term with other epithets, and what that weighs.
const SAME_TERM: f64 = 0.26;
const EPITHET: f64 = 0.2;
/// Places of another witness that are shown beside one.
const PLACES: usize = 3;

const LINKS: &[&str] = &[
    "de", "des", "du", "d", "la", "le", "l", "les", "aux", "à", "et", "en", "of", "the", "for", "and", "del", "los", "las", "el", "y",
    "der", "den", "für", "und", "dei", "della", "delle", "degli", "do", "da", "dos", "das",
];
const ARTICLES: &[&str] = &[
    "le", "la", "l", "les", "un", "une", "son", "sa", "leur", "du", "au", "ce", "cet", "cette", "the", "a", "an", "his", "her", "its",
    "el", "una", "su", "der", "die", "das", "den", "dem", "ein", "eine", "il", "lo", "uno", "o", "um", "uma",
];
const RELATIVES: &[&str] =
    &["qui", "que", "qu", "dont", "où", "lequel", "laquelle", "who", "whom", "which", "that", "whose", "quien", "welcher", "che"];

/// The definite articles of a language and its indefinite ones: French *a* is a verb, English *a* none, Portuguese *a* definite.
fn articles(lang: Option<Lang>) -> (&'static [&'static str], &'static [&'static str]) {
    match lang {
        Some(Lang::FR) => (&["le", "la", "l"], &["un", "une"]),
        Some(Lang::EN) => (&["the"], &["a", "an"]),
        Some(Lang::ES) => (&["el", "la"], &["un", "una"]),
        Some(Lang::DE) => (&["der", "die", "das", "dem", "den"], &["ein", "eine", "einem", "einer", "einen"]),
        Some(Lang::IT) => (&["il", "lo", "la", "l"], &["un", "una", "uno"]),
        Some(Lang::PT) => (&["o", "a"], &["um", "uma"]),
        _ => (&[], &[]),
    }
}

/// Everything above.
pub(super) fn referents(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    presentations(scene, said, found);
    nameless(scene, said, found);
    epithets(scene, said, found);
}

/// What a witness calls somebody.
struct Presentation {
    unit: usize,
    /// With the name, where it stands there.
    span: Span,
    stems: Vec<u64>,
}

impl Presentation {
    /// Whether most of the shorter one stands in the other.
    fn resembles(&self, other: &Presentation) -> bool {
        let shared = self.stems.iter().filter(|stem| other.stems.contains(stem)).count();
        2 * shared > self.stems.len().min(other.stems.len())
    }
}

/// Everything that witnesses call a person, by the key of the surname and the language.
type Presentations<'a> = BTreeMap<(&'a str, Option<Lang>), BTreeMap<usize, Vec<Presentation>>>;

/// One difference for every person whom witnesses present with other words: those that no other witness has anything like.
fn presentations(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    for witnesses in presented(scene).into_values() {
        let lists: Vec<&Vec<Presentation>> = witnesses.values().collect();
        let foreign = |own: &Presentation, by: usize| {
            let others = lists.iter().enumerate().filter(|(other, _)| *other != by);
            others.clone().count() > 0 && others.flat_map(|(_, list)| list.iter()).all(|other| !own.resembles(other))
        };
        let own: Vec<Vec<&Presentation>> = (lists.iter().enumerate())
            .map(|(by, list)| list.iter().filter(|presentation| foreign(presentation, by)).take(PRESENTATIONS).collect())
            .collect();
        let weight = match own.iter().filter(|list| !list.is_empty()).count() {
            0 => continue,
            1 => PRESENTED_BY_ONE,
            _ => PRESENTED,
        };
        // Who has none of his own is heard with the usual one.
        let shown = || own.iter().zip(&lists).flat_map(|(own, all)| own.iter().copied().chain(all.first().filter(|_| own.is_empty())));
        let statements: Vec<Option<usize>> = shown().map(|presentation| said.statement_of[presentation.unit]).collect();
        let statement = statements[0].filter(|first| statements.iter().all(|statement| *statement == Some(*first)));
        let readings = shown().map(|presentation| words_at(scene, presentation.unit, presentation.span)).collect();
        found.push(Found { kind: Kind::Label, statement, readings, absent: Vec::new(), weight });
    }
}

fn presented<'a>(scene: &'a Scene) -> Presentations<'a> {
    let mut by_name = Presentations::new();
    let persons = persons(scene);
    // Whom the text speaks of.
    let mut last: Option<(usize, &str)> = None;
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| !unit.headline) {
        let lang = scene.witnesses[unit.witness].lang;
        let mut add = |key: &'a str, words: Range<usize>, name: Range<usize>| {
            let stems = described(scene, unit, words.clone().filter(|place| !name.contains(place)));
            let list = by_name.entry((key, lang)).or_default().entry(unit.witness).or_default();
            let presentation = Presentation { unit: at, span: span_of(unit, words), stems };
            if !presentation.stems.is_empty() && !list.iter().any(|other: &Presentation| other.stems == presentation.stems) {
                list.push(presentation);
            }
        };
        let mut from = 0;
        let ends = runs(unit).map(|run| (run_words(unit, &run), Some(run))).chain([(unit.words.len()..unit.words.len(), None)]);
        for (name, run) in ends {
            let person = last.filter(|(witness, _)| *witness == unit.witness).map(|(_, key)| key);
            // "The founder of Lieberman's firm" is somebody else again.
            let other = |words: &Range<usize>| {
                let within = |span: Span| word_range(unit, span).start < words.end && span.start >= unit.words[words.start].span.start;
                unit.names.iter().any(|(span, name)| within(*span) && persons.contains(name.key))
            };
            if let (Some(key), Some(words)) = (person, subject(scene, unit, from..name.start).filter(|words| !other(words))) {
                add(key, words, 0..0);
            }
            from = name.end;
            let Some(run) = run else { continue };
            let surname = unit.names[run.end - 1].1;
            if surname.kind == NameKind::Place {
                continue;
            }
            let id = (unit.witness, surname.key);
            if let Some(words) = apposition(scene, unit, &run).or_else(|| office(scene, unit, &run)) {
                add(id.1, words, name);
            }
            // Those of whom somebody else speaks do not change whom the text speaks of.
            last = if persons.contains(id.1) && !scene.is_quoted(unit, whole(unit, &run)) { Some(id) } else { last };
        }
    }
    by_name
}

/// Keys of those whom any witness presents by an office: other names may be those of things.
fn persons<'a>(scene: &'a Scene) -> AHashSet<&'a str> {
    let units = scene.units.iter().filter(|unit| !unit.headline);
    let presented = units.flat_map(|unit| runs(unit).filter(|run| office(scene, unit, run).is_some()).map(|run| &unit.names[run.end - 1]));
    presented.filter(|(_, name)| name.kind != NameKind::Place).map(|(_, name)| name.key).collect()
}

/// "L'électron libre de LFI a dit", "développe l'élu de la Somme": an office that begins a sentence or follows a verb of speech in
/// `within`, with what goes with it. It stands for whom the text spoke of last.
fn subject(scene: &Scene, unit: &Unit, within: Range<usize>) -> Option<Range<usize>> {
    let text = scene.text(unit);
    let said = |place: usize| scene.language(unit).speech.at(&unit.words[place..], |word| word.root).is_some();
    let begins = |place: &usize| {
        let stands = *place == 0 || said(place - 1) && gap(text, unit, *place).trim().is_empty();
        let definite = is(text, &unit.words[*place], articles(scene.witnesses[unit.witness].lang).0);
        stands && definite && unit.words.len() > place + 1 && is_office(scene, unit, place + 1)
    };
    let start = within.clone().find(begins)?;
    let mut end = start + 2;
    // Complements: "de LFI", "de la Somme"; a name may be one of them.
    while end < unit.words.len()
        && end < start + PHRASE_BEFORE
        && gap(text, unit, end).chars().all(|c| c.is_whitespace() || "'’-".contains(c))
    {
        let links = is(text, &unit.words[end], LINKS);
        let complement = is(text, &unit.words[end - 1], LINKS) && unit.words[end].content;
        let adjective = end == start + 2 && unit.words[end].content;
        if is_named(unit, end) && !complement || !links && !complement && !adjective {
            break;
        }
        end += 1;
    }
    while end > start + 2 && is(text, &unit.words[end - 1], LINKS) {
        end -= 1;
    }
    // A name right behind it is its own.
    let another = end < unit.words.len() && is_named(unit, end);
    (!another).then_some(start..end)
}

/// Runs of names of a unit, as positions in its names.
fn runs<'u>(unit: &'u Unit) -> impl Iterator<Item = Range<usize>> + 'u {
    let first = |at: &usize| *at == 0 || unit.names[at - 1].1.run != unit.names[*at].1.run;
    let end = |at: usize| (at..unit.names.len()).find(|next| unit.names[*next].1.run != unit.names[at].1.run).unwrap_or(unit.names.len());
    (0..unit.names.len()).filter(first).map(move |at| at..end(at))
}

/// The words of a run of names.
fn run_words(unit: &Unit, run: &Range<usize>) -> Range<usize> {
    word_range(unit, unit.names[run.start].0).start..word_range(unit, unit.names[run.end - 1].0).end
}

/// Where a run of names stands.
fn whole(unit: &Unit, run: &Range<usize>) -> Span {
    Span { start: unit.names[run.start].0.start, end: unit.names[run.end - 1].0.end }
}

fn gap<'t>(text: &'t str, unit: &Unit, place: usize) -> &'t str {
    &text[unit.words[place - 1].span.end as usize..unit.words[place].span.start as usize]
}

fn is(text: &str, word: &Word, list: &[&str]) -> bool {
    list.contains(&word.span.of(text).to_lowercase().as_str())
}

fn is_named(unit: &Unit, place: usize) -> bool {
    unit.names.iter().any(|(span, _)| span.overlaps(unit.words[place].span))
}

/// "Jason Herbert, le porte-parole d'Angoulême": the run with what a comma sets off behind it.
fn apposition(scene: &Scene, unit: &Unit, run: &Range<usize>) -> Option<Range<usize>> {
    let text = scene.text(unit);
    let name = run_words(unit, run);
    let opens = name.end < unit.words.len() && gap(text, unit, name.end).trim_end() == ",";
    let begins = opens && (is(text, &unit.words[name.end], ARTICLES) || is_office(scene, unit, name.end));
    let mut end = name.end;
    while begins && end < unit.words.len() && end < name.end + PHRASE_BEHIND {
        let broken = end > name.end && gap(text, unit, end).contains([',', ';', ':', '.', '«', '»', '"', '(', ')', '–', '—', '\n']);
        if broken || is(text, &unit.words[end], RELATIVES) {
            break;
        }
        // "Macron, le premier ministre Édouard Philippe" goes on with somebody else.
        if is_named(unit, end) && !is(text, &unit.words[end - 1], LINKS) && !is_named(unit, end - 1) {
            return None;
        }
        end += 1;
    }
    // What a verb follows is a subject of its own, and what nothing closes is cut off by chance.
    let closed = end == unit.words.len() || end < name.end + PHRASE_BEHIND;
    let headed = (name.end..end).any(|place| unit.words[place].content);
    (begins && closed && headed).then_some(name.start..end)
}

fn is_office(scene: &Scene, unit: &Unit, place: usize) -> bool {
    scene.language(unit).offices.at(&unit.words[place..], |word| word.lemma).is_some()
}

/// "l'élu béarnais François Bayrou": the run with the phrase that an office heads before it.
fn office(scene: &Scene, unit: &Unit, run: &Range<usize>) -> Option<Range<usize>> {
    let name = run_words(unit, run);
    let phrase = phrase_before(scene, unit, name.start)?;
    is_office(scene, unit, phrase.start + 1).then_some(phrase.start..name.end)
}

/// The article and the nouns and adjectives right before a name: "le président de la Commission".
fn phrase_before(scene: &Scene, unit: &Unit, name: usize) -> Option<Range<usize>> {
    let text = scene.text(unit);
    let mut start = None;
    for place in (name.saturating_sub(PHRASE_BEFORE)..name).rev() {
        let word = &unit.words[place];
        let unbroken = gap(text, unit, place + 1).chars().all(|c| c.is_whitespace() || matches!(c, '\'' | '’' | '-'));
        let linked = is(text, word, LINKS);
        if !unbroken || !(word.content && !word.figure || linked || is(text, word, ARTICLES)) || place + 1 == name && linked {
            break;
        }
        if is(text, word, ARTICLES) && unit.words[place + 1].content {
            start = Some(place);
            // "du lycée" and "un lycée" begin a phrase; "le président de la Commission" may begin before "la".
            let inner = place > 0 && is(text, &unit.words[place - 1], LINKS);
            if !inner {
                break;
            }
        }
    }
    start.filter(|start| start + 1 < name).map(|start| start..name)
}

/// Stems of what a presentation says, without the name itself.
fn described(scene: &Scene, unit: &Unit, places: impl Iterator<Item = usize>) -> Vec<u64> {
    let language = scene.language(unit);
    let mut stems: Vec<u64> = places
        .filter(|place| unit.words[*place].content)
        .map(|place| {
            // Terms of one group say the same.
            let label = language.label(&unit.words[place..]);
            label.filter(|(_, label)| label.plain).map_or(unit.words[place].stem, |(_, label)| label.key())
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// A thing of a kind, with its name or without.
struct Thing<'a> {
    noun: u64,
    /// Key of its name, if it has one.
    name: Option<&'a str>,
}

/// "le lycée Jean-Pierre Timbaud" against "un lycée".
fn nameless(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut items: Vec<Item<Thing>> = Vec::new();
    // Where the noun stands before its name.
    let read = |unit: &Unit| {
        !unit.headline && (agrees(scene.witnesses[unit.witness].lang) || scene.witnesses[unit.witness].lang == Some(Lang::IT))
    };
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| read(unit)) {
        let text = scene.text(unit);
        for run in runs(unit).filter(|run| !text[whole(unit, run).range()].contains([',', '"', ':'])) {
            let (name, key) = (run_words(unit, &run), unit.names[run.end - 1].1.key);
            let Some(phrase) = phrase_before(scene, unit, name.start) else { continue };
            let noun = (phrase.start..phrase.end).find(|place| unit.words[*place].content);
            // What has a capital itself is a part of the name: "le Rassemblement national".
            if let Some(noun) = noun.filter(|noun| !is_office(scene, unit, *noun) && !unit.words[*noun].capital) {
                let thing = Thing { noun: singular(text, &unit.words[noun]), name: Some(key) };
                items.push(Item::new(scene, &said.statement_of, at, noun..name.end, span_of(unit, noun..name.end), thing));
            }
        }
        let (_, indefinite) = articles(scene.witnesses[unit.witness].lang);
        for place in 1..unit.words.len() {
            let named =
                (place + 1..(place + 3).min(unit.words.len())).any(|next| is_named(unit, next) && !is(text, &unit.words[next - 1], LINKS));
            if unit.words[place].content && is(text, &unit.words[place - 1], indefinite) && !named {
                let thing = Thing { noun: singular(text, &unit.words[place]), name: None };
                items.push(Item::new(scene, &said.statement_of, at, place..place + 1, span_of(unit, place - 1..place + 1), thing));
            }
        }
    }
    let unknown = |named: &Item<Thing>, other: &Item<Thing>| match (named.value.name, other.value.name) {
        (Some(key), None) => !scene.witnesses[other.witness].keys.contains(key),
        _ => false,
    };
    let most = |_: &Item<_>, _: &Item<_>, likeness: f64| likeness;
    let groups = group(&items, SAME_THING, most, |a, b, likeness| {
        let alike = a.value.noun == b.value.noun && scene.witnesses[a.witness].lang == scene.witnesses[b.witness].lang;
        let together = a.statement.is_some() && a.statement == b.statement || agreement(a, b) >= SAME_CLAUSE;
        (alike && together && (unknown(a, b) || unknown(b, a))).then_some(likeness)
    });
    for (members, _) in groups {
        found.push(Found::of(Kind::Name, &members, &items, NAMELESS, scene));
    }
}

/// A noun whatever its number: *parti* is no *partie*.
fn singular(text: &str, word: &Word) -> u64 {
    let form = fold(word.span.of(text));
    hash::word(form.trim_end_matches(['s', 'x']).as_bytes())
}

/// A term with what describes it.
struct Described {
    term: u64,
    epithets: Vec<u64>,
}

/// "gilets jaunes bienveillants" against "gilets jaunes": adjectives that agree with a contested term.
fn epithets(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut items: Vec<Item<Described>> = Vec::new();
    for (at, unit) in scene.units.iter().enumerate().filter(|(_, unit)| agrees(scene.witnesses[unit.witness].lang)) {
        let (text, language) = (scene.text(unit), scene.language(unit));
        let mut place = 0;
        while place < unit.words.len() {
            let Some((length, _)) = language.label(&unit.words[place..]).filter(|(_, label)| !label.plain) else {
                place += 1;
                continue;
            };
            let end = place + length;
            let plural = |place: usize| unit.words[place].span.of(text).ends_with(['s', 'x']);
            let adjective = |next: &usize| {
                gap(text, unit, *next).trim().is_empty() && unit.words[*next].content && plural(*next) && !unit.words[*next].capital
            };
            let last = if plural(end - 1) { (end..unit.words.len()).take(2).take_while(adjective).count() } else { 0 };
            let mut epithets: Vec<u64> = unit.words[end..end + last].iter().map(|word| word.stem).collect();
            epithets.sort_unstable();
            let term = unit.words[place..end].iter().fold(0u64, |key, word| key.rotate_left(7) ^ word.lemma);
            items.push(Item::new(
                scene,
                &said.statement_of,
                at,
                place..end,
                span_of(unit, place..end + last),
                Described { term, epithets },
            ));
            place = end;
        }
    }
    let bare = |at: usize| items[at].value.epithets.is_empty();
    let choice = |by: usize, item: &Item<Described>| (by, item.value.term, item.value.epithets.clone());
    let choices: AHashSet<(usize, u64, Vec<u64>)> = items.iter().map(|item| choice(item.witness, item)).collect();
    let chosen = |by: usize, item: &Item<Described>| choices.contains(&choice(by, item));
    let alike = |a: &Item<Described>, b: &Item<Described>, likeness: f64| {
        let (one, other) = (&scene.witnesses[a.witness], &scene.witnesses[b.witness]);
        let comparable = a.value.term == b.value.term && one.lang == other.lang && one.text != other.text;
        (likeness >= SAME_TERM && comparable && !chosen(b.witness, a)).then_some(likeness)
    };
    for members in weakly(&items, |at| !bare(at), (SAME_TERM, PLACES), alike) {
        found.push(Found::of(Kind::Label, &members, &items, EPITHET, scene));
    }
}

/// Languages whose adjectives follow their noun and end like it.
fn agrees(lang: Option<Lang>) -> bool {
    matches!(lang, Some(Lang::FR | Lang::ES | Lang::PT))
}
