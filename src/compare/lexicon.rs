//! The word lists of `lexicon.toml`, parsed once.
//!
//! Enters: the file, which is part of the program. Leaves: the [`Lexicon`]: for each language its words and phrases, found by exact form,
//! lemma or stem, and for all together what is counted.
//! **Invariant:** words of a text meet the lists of its language alone, of which the longest phrase at a place counts; a language without
//! lists has empty ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};

use crate::article::Lang;
use crate::hash;
use crate::text::{fold, tokenize};

use super::word::{Word, lemma_hash, stem_hash};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::parse);

/// How the author of a sentence stands to what is said in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stance {
    Neutral,
    Forceful,
    Doubt,
    Endorsement,
}

/// A term of a group of labels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Label {
    /// Position of the group.
    pub group: usize,
    /// How contested the choice is.
    pub weight: f64,
    /// Whether the term takes no side.
    pub plain: bool,
    /// Whether it is told of deeds, of which an article tells many.
    pub deed: bool,
}

impl Label {
    /// Whether the words hold a term and are none: "pouvoir d'achat".
    pub fn is_no_term(&self) -> bool {
        self.group == NO_TERM
    }

    /// A key for the group, where terms of one group shall match.
    pub fn key(&self) -> u64 {
        Label::key_of(self.group)
    }

    /// The key of the group at a position.
    pub fn key_of(group: usize) -> u64 {
        hash::sequence([4, group as u64])
    }
}

/// An adjective that judges what it stands at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Epithet {
    /// Position of the group.
    pub group: usize,
    pub weight: f64,
    /// Whether it stands behind its noun.
    pub behind: bool,
    /// Whether it is written with an accent, which the noun of its root is not.
    pub accent: bool,
}

/// Last letters in which a form of a verb of speech may differ from the listed one.
const SPEECH_ENDING: usize = 2;

/// The group of what holds a term and is none.
const NO_TERM: usize = usize::MAX;

/// Phrases looked up word by word, the longest first.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    by_first: AHashMap<u64, Vec<(Vec<u64>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: AHashMap::new() }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds a phrase; none where it has no words.
    pub fn insert(&mut self, keys: Vec<u64>, value: T) {
        let Some(first) = keys.first() else { return };
        let entries = self.by_first.entry(*first).or_default();
        entries.push((keys, value));
        entries.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
    }

    /// Whether the language has none.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// The longest phrase that begins at the first of `words`, and how many words it has.
    pub fn at(&self, words: &[Word], key: impl Fn(&Word) -> u64) -> Option<(usize, T)> {
        self.all_at(words, key).next()
    }

    /// All that the longest phrase that begins at the first of `words` stands for, each with how many words it has.
    pub fn all_at(&self, words: &[Word], key: impl Fn(&Word) -> u64) -> impl Iterator<Item = (usize, T)> {
        let entries = words.first().and_then(|first| self.by_first.get(&key(first))).map_or(&[][..], Vec::as_slice);
        let matching =
            entries.iter().filter(move |(keys, _)| keys.len() <= words.len() && keys.iter().zip(words).all(|(k, word)| *k == key(word)));
        let mut longest = None;
        matching.map(|(keys, value)| (keys.len(), *value)).take_while(move |(length, _)| *length == *longest.get_or_insert(*length))
    }
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(super) struct Language {
    function: AHashSet<u64>,
    negation: AHashSet<u64>,
    /// By lemma.
    pub labels: Phrases<Label>,
    /// The entries of `same_terms` that a term stands in, by the sequence of its lemmas.
    same_terms: AHashMap<u64, Vec<usize>>,
    /// By lemma.
    pub epithets: Phrases<Epithet>,
    /// By stem.
    pub speech: Phrases<Stance>,
    /// By stem: what happened to those who are counted.
    pub roles: Phrases<usize>,
    /// By stem: how somebody arrives at a figure.
    pub counting: Phrases<()>,
    /// By stem: what lasts.
    pub lasting: Phrases<()>,
    /// By lemma: what people are who are presented by an office.
    pub offices: Phrases<()>,
    /// By exact form, as are those below.
    pub sources: Phrases<()>,
    pub modality: Phrases<()>,
    pub auxiliary: Phrases<()>,
    pub passive: Phrases<()>,
    pub passive_forms: Phrases<()>,
    pub agent: Phrases<()>,
    pub initiative: Phrases<()>,
    /// What leads to a place.
    pub locative: Phrases<()>,
    /// What a duration is counted from.
    pub relative: Phrases<()>,
    /// Machines, which are downed and not killed.
    pub machines: Phrases<()>,
    /// What leads to the day from which something goes on.
    pub since: Phrases<()>,
    /// That a count is one of a single day.
    pub one_day: Phrases<()>,
    /// What counts those not yet named.
    pub others: Phrases<()>,
    /// What leaves a number open.
    pub several: Phrases<()>,
    /// Forms of verbs that deny.
    pub denial: Phrases<()>,
    /// What may follow them where they do.
    pub denied: Phrases<()>,
    /// What tells before them that they do not.
    pub no_denial: Phrases<()>,
    /// By stem: words by which a denial may be told as well.
    pub rebuttal: Phrases<()>,
    /// That a deed came before what is told beside it, and that it came afterwards.
    pub before: Phrases<()>,
    pub afterwards: Phrases<()>,
    /// What leads to what it came before, and to what it came after.
    pub before_what: Phrases<()>,
    pub after_what: Phrases<()>,
    /// What only looks like one of these four.
    pub no_sequence: Phrases<()>,
    /// What makes a time of day a rough one, and what may stand between.
    pub rough_time: Phrases<()>,
    pub at_time: Phrases<()>,
    /// What ties a noun to the one that says what it is of.
    pub of_what: Phrases<()>,
    /// By exact form: a moment counted in hours, or in days, from another one, without the count.
    pub hours_from: Phrases<()>,
    pub days_from: Phrases<()>,
    /// By exact form: what announces what is to come, as settled and as likely.
    pub ahead: Phrases<()>,
    pub perhaps_ahead: Phrases<()>,
    /// By exact form: what names a cause, as known and as possible, a thesis, and what becomes of one.
    pub cause: Phrases<()>,
    pub perhaps_cause: Phrases<()>,
    pub thesis: Phrases<()>,
    pub thesis_fate: Phrases<()>,
    /// The listed forms of verbs of speech that are one word, by stem.
    speech_forms: AHashMap<u64, Vec<String>>,
}

impl Language {
    /// Whether the word of this exact form has no content of its own.
    pub fn is_function(&self, exact: u64) -> bool {
        self.function.contains(&exact)
    }

    /// The term of a group that begins at the first of `words`, and how many words it has.
    pub fn label(&self, words: &[Word]) -> Option<(usize, Label)> {
        self.labels.at(words, |word| word.lemma).filter(|(_, label)| !label.is_no_term())
    }

    /// Whether a folded word with the stem of a verb of speech is a form of it: "constitué" has the stem of "constaté", "convié" that of
    /// "convient".
    pub fn is_speech(&self, root: u64, form: &str) -> bool {
        let Some(forms) = self.speech_forms.get(&root) else { return true };
        forms.iter().any(|listed| {
            let shared = listed.chars().zip(form.chars()).take_while(|(a, b)| a == b).count();
            shared + SPEECH_ENDING >= listed.chars().count().min(form.chars().count())
        })
    }

    /// The choices that a term is, the same in all languages, ascending; empty where no entry tells. `lemma` is the sequence of its lemmas.
    pub fn choices(&self, lemma: u64) -> &[usize] {
        self.same_terms.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether the word of this exact form turns the meaning round.
    pub fn is_negation(&self, exact: u64) -> bool {
        self.negation.contains(&exact)
    }
}

/// Every list, by language.
#[derive(Debug)]
pub(super) struct Lexicon {
    languages: AHashMap<Lang, Language>,
    /// The empty lists of any other language.
    none: Language,
    /// Lemma of words for people who are counted, of all languages, as `mention` cuts units.
    people: AHashSet<u64>,
    /// Number of the group of things of one sort, by the same lemma.
    alike: AHashMap<u64, usize>,
}

#[derive(serde::Deserialize)]
struct LabelGroup {
    name: String,
    weight: f64,
    #[serde(default)]
    deed: bool,
    #[serde(flatten)]
    terms: BTreeMap<String, String>,
}

type ByLanguage = BTreeMap<String, String>;

#[derive(serde::Deserialize)]
struct EpithetGroup {
    name: String,
    weight: f64,
    before: ByLanguage,
    behind: ByLanguage,
}

#[derive(serde::Deserialize)]
struct File {
    function_words: ByLanguage,
    negation: ByLanguage,
    labels: Vec<LabelGroup>,
    same_terms: Vec<ByLanguage>,
    plain_terms: ByLanguage,
    no_terms: ByLanguage,
    epithets: Vec<EpithetGroup>,
    speech: BTreeMap<Stance, ByLanguage>,
    source_markers: ByLanguage,
    modality: ByLanguage,
    auxiliary: ByLanguage,
    passive: ByLanguage,
    passive_forms: ByLanguage,
    agent: ByLanguage,
    initiative: ByLanguage,
    locative: ByLanguage,
    relative: ByLanguage,
    machines: ByLanguage,
    since: ByLanguage,
    one_day: ByLanguage,
    others: ByLanguage,
    several: ByLanguage,
    denial: ByLanguage,
    denied: ByLanguage,
    no_denial: ByLanguage,
    rebuttal: ByLanguage,
    before: ByLanguage,
    afterwards: ByLanguage,
    before_what: ByLanguage,
    after_what: ByLanguage,
    no_sequence: ByLanguage,
    rough_time: ByLanguage,
    at_time: ByLanguage,
    of_what: ByLanguage,
    hours_from: ByLanguage,
    days_from: ByLanguage,
    ahead: ByLanguage,
    perhaps_ahead: ByLanguage,
    cause: ByLanguage,
    perhaps_cause: ByLanguage,
    thesis: ByLanguage,
    thesis_fate: ByLanguage,
    offices: ByLanguage,
    counting: ByLanguage,
    lasting: ByLanguage,
    counted_people: ByLanguage,
    counted_alike: Vec<ByLanguage>,
    roles: Vec<ByLanguage>,
}

/// Whether a unit is one that anything may be measured in: equal figures in two of them are no one figure.
pub(super) fn is_measure(unit: &str) -> bool {
    const MEASURES: &[&str] =
        &["%", "euro", "dollar", "livre", "rouble", "lire", "point", "an", "jour", "heure", "minute", "mois", "semaine", "km", "metre"];
    MEASURES.contains(&unit)
}

fn lang_of(code: &str) -> Lang {
    Lang::parse(code).expect("lexicon.toml names languages by their codes")
}

fn phrases(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split(',').map(|phrase| fold(phrase.trim()))
}

/// The key of every word of a folded phrase.
pub(super) fn keys(phrase: &str, key: impl Fn(&str) -> u64) -> Vec<u64> {
    tokenize(phrase).iter().map(|token| key(token.span.of(phrase))).collect()
}

fn exact(word: &str) -> u64 {
    hash::word(word.as_bytes())
}

impl Lexicon {
    /// The built-in lists.
    pub fn get() -> &'static Lexicon {
        &LEXICON
    }

    /// The lists of a language; empty ones for a language without.
    pub fn language(&self, lang: Option<Lang>) -> &Language {
        lang.and_then(|lang| self.languages.get(&lang)).unwrap_or(&self.none)
    }

    /// Whether what is counted is people.
    pub fn counts_people(&self, unit: &str) -> bool {
        self.people.contains(&lemma_hash(unit, None))
    }

    /// Whether both units are people, or things of one sort: what one calls *lycées* another may call *établissements*.
    pub fn counted_alike(&self, unit: &str, other: &str) -> bool {
        let [one, two] = [lemma_hash(unit, None), lemma_hash(other, None)];
        let people = || self.people.contains(&one) && self.people.contains(&two);
        people() || self.alike.get(&one).is_some_and(|group| self.alike.get(&two) == Some(group))
    }

    /// Whether what is counted is known to be no people.
    pub fn counts_things(&self, unit: &str) -> bool {
        self.alike.contains_key(&lemma_hash(unit, None))
    }

    fn parse() -> Lexicon {
        let file: File = toml::from_str(include_str!("lexicon.toml")).expect("lexicon.toml is valid, as a test holds");
        let mut languages: AHashMap<Lang, Language> = AHashMap::new();
        file.add_words(&mut languages);
        file.add_phrases(&mut languages);
        file.add_speech(&mut languages);
        file.add_labels(&mut languages);
        file.add_epithets(&mut languages);
        let counted = |lists: &ByLanguage| -> Vec<u64> {
            lists.values().flat_map(|list| phrases(list)).flat_map(|phrase| keys(&phrase, |word| lemma_hash(word, None))).collect()
        };
        let people = counted(&file.counted_people).into_iter().collect();
        let groups = file.counted_alike.iter().enumerate();
        let alike = groups.flat_map(|(group, lists)| counted(lists).into_iter().map(move |unit| (unit, group))).collect();
        Lexicon { languages, none: Language::default(), people, alike }
    }
}

type Languages = AHashMap<Lang, Language>;

/// The lists of a table, each with its language.
fn each<'f>(lists: &'f ByLanguage, languages: &mut Languages, mut add: impl FnMut(Lang, &mut Language, &'f str)) {
    for (code, list) in lists {
        let lang = lang_of(code);
        add(lang, languages.entry(lang).or_default(), list);
    }
}

impl File {
    /// Lists of single words.
    fn add_words(&self, languages: &mut Languages) {
        let words = |list: &str| list.split_whitespace().map(|word| exact(&fold(word))).collect();
        each(&self.function_words, languages, |_, language, list| language.function = words(list));
        each(&self.negation, languages, |_, language, list| language.negation = words(list));
    }

    /// Lists of phrases without a value, by exact form, by stem or by lemma.
    fn add_phrases(&self, languages: &mut Languages) {
        type Pick = fn(&mut Language) -> &mut Phrases<()>;
        let by_form: [(&ByLanguage, Pick); 33] = [
            (&self.source_markers, |language| &mut language.sources),
            (&self.modality, |language| &mut language.modality),
            (&self.auxiliary, |language| &mut language.auxiliary),
            (&self.passive, |language| &mut language.passive),
            (&self.passive_forms, |language| &mut language.passive_forms),
            (&self.agent, |language| &mut language.agent),
            (&self.initiative, |language| &mut language.initiative),
            (&self.locative, |language| &mut language.locative),
            (&self.relative, |language| &mut language.relative),
            (&self.machines, |language| &mut language.machines),
            (&self.since, |language| &mut language.since),
            (&self.one_day, |language| &mut language.one_day),
            (&self.others, |language| &mut language.others),
            (&self.several, |language| &mut language.several),
            (&self.denial, |language| &mut language.denial),
            (&self.denied, |language| &mut language.denied),
            (&self.no_denial, |language| &mut language.no_denial),
            (&self.before, |language| &mut language.before),
            (&self.afterwards, |language| &mut language.afterwards),
            (&self.before_what, |language| &mut language.before_what),
            (&self.after_what, |language| &mut language.after_what),
            (&self.no_sequence, |language| &mut language.no_sequence),
            (&self.rough_time, |language| &mut language.rough_time),
            (&self.at_time, |language| &mut language.at_time),
            (&self.of_what, |language| &mut language.of_what),
            (&self.hours_from, |language| &mut language.hours_from),
            (&self.days_from, |language| &mut language.days_from),
            (&self.ahead, |language| &mut language.ahead),
            (&self.perhaps_ahead, |language| &mut language.perhaps_ahead),
            (&self.cause, |language| &mut language.cause),
            (&self.perhaps_cause, |language| &mut language.perhaps_cause),
            (&self.thesis, |language| &mut language.thesis),
            (&self.thesis_fate, |language| &mut language.thesis_fate),
        ];
        let by_stem: [(&ByLanguage, Pick); 3] = [
            (&self.counting, |language| &mut language.counting),
            (&self.lasting, |language| &mut language.lasting),
            (&self.rebuttal, |language| &mut language.rebuttal),
        ];
        for (lists, pick) in by_form {
            each(lists, languages, |_, language, list| phrases(list).for_each(|phrase| pick(language).insert(keys(&phrase, exact), ())));
        }
        for (lists, pick) in by_stem {
            each(lists, languages, |_, language, list| {
                phrases(list).for_each(|phrase| pick(language).insert(keys(&phrase, stem_hash), ()))
            });
        }
        each(&self.offices, languages, |lang, language, list| {
            phrases(list).for_each(|phrase| language.offices.insert(keys(&phrase, |word| lemma_hash(word, Some(lang))), ()));
        });
        for (role, lists) in self.roles.iter().enumerate() {
            each(lists, languages, |_, language, list| {
                phrases(list).for_each(|phrase| language.roles.insert(keys(&phrase, stem_hash), role));
            });
        }
    }

    /// Verbs of speech, and those of their forms that are one word.
    fn add_speech(&self, languages: &mut Languages) {
        for (stance, lists) in &self.speech {
            each(lists, languages, |lang, language, list| {
                for phrase in phrases(list) {
                    let keys = keys(&phrase, stem_hash);
                    // Arabic writes "and" and the article in front of its words.
                    if let ([root], false) = (keys.as_slice(), lang == Lang::AR) {
                        language.speech_forms.entry(*root).or_default().push(phrase);
                    }
                    language.speech.insert(keys, *stance);
                }
            });
        }
    }

    /// Groups of labels, what is one choice in several languages, and what only looks like a label.
    fn add_labels(&self, languages: &mut Languages) {
        let lemmas = |lang: Lang, list: &str| -> Vec<Vec<u64>> {
            phrases(list).map(|phrase| keys(&phrase, |word| lemma_hash(word, Some(lang)))).collect()
        };
        for (group, labels) in self.labels.iter().enumerate() {
            debug_assert!(!labels.name.is_empty());
            each(&labels.terms, languages, |lang, language, list| {
                let plain = self.plain_terms.iter().filter(|(code, _)| lang_of(code) == lang).flat_map(|(_, list)| lemmas(lang, list));
                let plain: Vec<Vec<u64>> = plain.collect();
                for term in lemmas(lang, list) {
                    let label = Label { group, weight: labels.weight, plain: plain.contains(&term), deed: labels.deed };
                    language.labels.insert(term, label);
                }
            });
        }
        for (entry, terms) in self.same_terms.iter().enumerate() {
            each(terms, languages, |lang, language, list| {
                for term in lemmas(lang, list) {
                    language.same_terms.entry(hash::sequence(term)).or_default().push(entry);
                }
            });
        }
        each(&self.no_terms, languages, |lang, language, list| {
            let label = Label { group: NO_TERM, weight: 0.0, plain: true, deed: false };
            lemmas(lang, list).into_iter().for_each(|term| language.labels.insert(term, label));
        });
    }

    /// Groups of epithets, by the side of their noun on which they stand.
    fn add_epithets(&self, languages: &mut Languages) {
        for (group, epithets) in self.epithets.iter().enumerate() {
            debug_assert!(!epithets.name.is_empty());
            for (behind, lists) in [(false, &epithets.before), (true, &epithets.behind)] {
                each(lists, languages, |lang, language, list| {
                    for phrase in list.split(',').map(str::trim) {
                        let epithet = Epithet { group, weight: epithets.weight, behind, accent: phrase.contains('é') };
                        language.epithets.insert(keys(&fold(phrase), |word| lemma_hash(word, Some(lang))), epithet);
                    }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::word::words;

    #[test]
    fn the_file_is_valid_and_terms_are_found_in_their_inflections() {
        let lexicon = Lexicon::get();
        for (lang, text, expected) in [
            (Lang::FR, "terroristes", true),
            (Lang::FR, "groupe armé", true),
            (Lang::FR, "militaires", false),
            (Lang::EN, "rebel", true),
            (Lang::RU, "боевиками", true),
            (Lang::TR, "teröristlerin", true),
            (Lang::AR, "الإرهابيين", true),
        ] {
            let words = words(text, 0, Some(lang), lexicon, 10);
            let found = lexicon.language(Some(lang)).label(&words);
            assert_eq!(found.is_some(), expected, "{text}");
        }
    }

    #[test]
    fn one_choice_in_several_languages_is_a_term_in_each() {
        let file: File = toml::from_str(include_str!("lexicon.toml")).unwrap();
        for entry in &file.same_terms {
            assert!(entry.len() > 1, "{entry:?}");
            for (code, list) in entry {
                for term in list.split(',').map(str::trim) {
                    let listed = file.labels.iter().filter_map(|group| group.terms.get(code)).flat_map(|list| list.split(','));
                    assert!(listed.map(str::trim).any(|other| other == term), "{term} of {code} is a term of no group");
                }
            }
        }
    }

    #[test]
    fn no_group_of_labels_is_named_twice() {
        let file: File = toml::from_str(include_str!("lexicon.toml")).unwrap();
        let mut names: Vec<_> = file.labels.iter().map(|group| &group.name).collect();
        names.sort();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
