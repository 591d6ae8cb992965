//! Everything a comparison reads, laid out flat: witnesses, their headlines and sentences, words with weights, mentions in place.
//!
//! Enters: the documents of the witnesses with their mentions, and which of them are one text. Leaves: a [`Scene`].
//! **Invariant:** units stand witness by witness, the headline before the sentences of the body, so that furniture is never read; a name,
//! number, day or time belongs to the unit that holds it whole; weights depend on the articles compared alone.
//! **Source:** weights after Spärck Jones 1972, "A statistical interpretation of term specificity and its application in retrieval",
//! counted in sentences.

use ahash::AHashMap;

use crate::article::{Article, DocId, Lang, Span};
use crate::document::Document;
use crate::hash;
use crate::mention::{ClockTime, DateMention, DocumentMentions, Mentions, Name, NameKind, Number, Quotation, of_document};
use crate::text::{detect, fold, sentences};

use super::Field;
use super::lexicon::{Language, Lexicon};
use super::meaning::is_institution;
use super::word::{Word, key_hash, words};

/// Sentences read in one comparison, shared evenly: enough for sixty long reads, and what can be set side by side within seconds.
const SENTENCES_IN_ALL: usize = 12_000;
/// Sentences read of a witness at least, however many witnesses: the first screenfuls of a report.
const SENTENCES_AT_LEAST: usize = 60;
/// Words read of one sentence: four times the longest in ordinary prose. What goes on longer is a list or lost its full stops.
const WORDS_READ: usize = 250;
/// Days before publication from which an event is background: reports of one event appear within weeks.
pub(super) const BACKGROUND_DAYS: i32 = 60;
/// Words between "since" and the day it leads to.
const SINCE_REACH: usize = 6;
/// Words of a sentence that says something.
const SAYS_SOMETHING: usize = 5;
/// Sentences an article is assumed to have at least, so that two short ones still tell topic words from others.
const PRIOR_SENTENCES: f64 = 10.0;

/// One article of the comparison.
pub(super) struct Witness<'a> {
    pub doc: DocId,
    pub document: &'a Document,
    /// Number of its text: equal for copies.
    pub text: u32,
    pub lang: Option<Lang>,
    /// Positions of its units: the headline, if there is one, then the sentences.
    pub units: std::ops::Range<usize>,
    /// Quotations of the body, in order.
    pub quotations: &'a [Quotation],
    /// All its names, by key.
    pub keys: ahash::AHashSet<&'a str>,
}

/// A name as this comparison knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Named<'a> {
    /// Equal for spellings of one name, also for those that differ in marks on letters alone: these change the sound, and so the key of a
    /// [`Name`] (Mandžukić, Mandzukic).
    pub key: &'a str,
    pub kind: NameKind,
    pub run: u32,
}

/// A headline or a sentence.
pub(super) struct Unit<'a> {
    pub witness: usize,
    pub field: Field,
    pub headline: bool,
    pub span: Span,
    /// Position of the paragraph it stands in.
    pub paragraph: usize,
    pub words: Vec<Word>,
    /// Distinct stems of content words, ascending, with their weights.
    pub terms: Vec<(u64, f64)>,
    /// Sum of the weights of `terms`.
    pub total: f64,
    /// Distinct meanings, ascending, with their weights, and the sum of these: what can be compared with another language. Empty where
    /// the comparison has but one.
    pub meanings: Vec<(u64, f64)>,
    pub meaning_total: f64,
    pub names: Vec<(Span, Named<'a>)>,
    pub numbers: Vec<(Span, &'a Number)>,
    pub dates: Vec<(Span, &'a DateMention)>,
    pub times: Vec<(Span, &'a ClockTime)>,
    /// Hashes of the names' keys, the numbers' values, the days and times, ascending, each once, with their weights.
    pub anchors: Vec<(u64, f64)>,
}

/// Exponent that presses down words of the topic: at 1 two articles on one avenue match by its name alone.
const COMMON_PENALTY: f64 = 1.5;
/// Weight of sharing a group of labels, against sharing the word.
pub(super) const GROUP_SHARE: f64 = 0.6;

/// Weight of sharing a concept with a sentence of one's own language by another word.
pub(super) const SYNONYM_SHARE: f64 = 0.5;
/// Weight of sharing a concept with a sentence of another language, against sharing the word with one of its own.
const CONCEPT_SHARE: f64 = 0.8;

/// Bytes of a quotation that is speech: about five words.
pub(super) const SPEECH: usize = 30;

/// The paragraph of a headline.
const HEADLINE: usize = usize::MAX;

/// Where the units of one field come from.
#[derive(Clone, Copy)]
struct Place<'a> {
    witness: usize,
    lang: Option<Lang>,
    field: Field,
    text: &'a str,
    mentions: &'a Mentions,
    /// Where the text that the mentions were found in begins in the field.
    offset: u32,
}

impl Place<'_> {
    /// The mentions inside `span`, with their places in the field.
    fn within<'m, T>(&self, span: Span, mentions: &'m [T], place: impl Fn(&T) -> Span) -> Vec<(Span, &'m T)> {
        let moved = |mention: &T| {
            let found = place(mention);
            Span { start: found.start + self.offset, end: found.end + self.offset }
        };
        let first = mentions.partition_point(|mention| moved(mention).start < span.start);
        mentions[first..]
            .iter()
            .map(|mention| (moved(mention), mention))
            .take_while(|(at, _)| at.start < span.end)
            .filter(|(at, _)| at.end <= span.end)
            .collect()
    }
}

/// The articles of one comparison, taken apart.
pub(super) struct Scene<'a> {
    pub witnesses: Vec<Witness<'a>>,
    pub units: Vec<Unit<'a>>,
    pub lexicon: &'static Lexicon,
    /// Sentences beyond what is read.
    pub unread: usize,
    /// Whether its witnesses write in several languages.
    pub multilingual: bool,
    /// By the folded form of a name: one of its keys.
    unmarked: AHashMap<String, &'a str>,
    /// From a key to a lesser one of the same name, where a name has several.
    lesser: AHashMap<&'a str, &'a str>,
}

impl<'a> Scene<'a> {
    /// The articles `docs`, in this order, those that were [`heard`] again as they are there.
    pub fn new(
        documents: &'a [Document],
        mentions: &'a [DocumentMentions],
        text_of: &[u32],
        docs: &[DocId],
        heard: &'a [(DocId, Document, DocumentMentions)],
    ) -> Self {
        let mut scene = Scene {
            witnesses: Vec::new(),
            units: Vec::new(),
            lexicon: Lexicon::get(),
            unread: 0,
            multilingual: false,
            unmarked: AHashMap::new(),
            lesser: AHashMap::new(),
        };
        let limit = (SENTENCES_IN_ALL / docs.len().max(1)).max(SENTENCES_AT_LEAST);
        let read = |doc: &DocId| {
            let again = heard.iter().find(|(other, ..)| other == doc).map(|(_, document, mentions)| (document, mentions));
            again.unwrap_or((&documents[doc.index()], &mentions[doc.index()]))
        };
        for (document, mentions) in docs.iter().map(read) {
            scene.know_names(&mentions.body, &document.article.text);
            scene.know_names(&mentions.title, document.headline());
        }
        for doc in docs {
            let (document, mentions) = read(doc);
            scene.add(*doc, document, mentions, text_of[doc.index()], limit);
        }
        scene.multilingual = scene.witnesses.iter().any(|witness| witness.lang != scene.witnesses[0].lang);
        scene.weigh();
        if scene.multilingual {
            scene.weigh_meanings();
        }
        scene
    }

    /// The field that a unit stands in.
    pub fn text(&self, unit: &Unit) -> &'a str {
        self.field(unit.witness, unit.field)
    }

    /// The title or the text of a witness.
    pub fn field(&self, witness: usize, field: Field) -> &'a str {
        let article = &self.witnesses[witness].document.article;
        match field {
            Field::Title => &article.title,
            Field::Text => &article.text,
        }
    }

    /// The first sentence of an article that says something: "VIDÉO." and "Quelle finale !" do not.
    pub fn lead(&self, witness: usize) -> Option<usize> {
        let says = |unit: &usize| !self.units[*unit].headline && self.units[*unit].words.len() >= SAYS_SOMETHING;
        self.witnesses[witness].units.clone().find(says)
    }

    /// Whether a unit is one of `sentences` from its article's lead on.
    pub fn leads(&self, unit: usize, sentences: usize) -> bool {
        self.lead(self.units[unit].witness).is_some_and(|lead| (lead..lead + sentences).contains(&unit))
    }

    /// The word lists of a unit's language.
    pub fn language(&self, unit: &Unit) -> &'static Language {
        self.lexicon.language(self.witnesses[unit.witness].lang)
    }

    /// The quotations of the body that can overlap a unit: those that begin in its paragraph and before its end.
    pub fn quotations_in(&self, unit: &Unit) -> &'a [Quotation] {
        let witness = &self.witnesses[unit.witness];
        let Some(paragraph) = witness.document.layout.body.get(unit.paragraph) else { return witness.quotations };
        let before = |place: u32| witness.quotations.partition_point(|quotation| quotation.span.start < place);
        &witness.quotations[before(paragraph.start)..before(unit.span.end)]
    }

    /// Whether words of a unit are part of what somebody is quoted to have said, and no mere term in quotation marks.
    pub fn is_quoted(&self, unit: &Unit, span: Span) -> bool {
        let speech = |quotation: &&Quotation| quotation.inner.contains(span) && quotation.inner.len() >= SPEECH;
        !unit.headline && self.quotations_in(unit).iter().any(|quotation| speech(&quotation))
    }

    /// The days in a sentence that lie more than `days_before` before its article: the sentence tells what came before.
    pub fn past(&self, unit: &Unit, days_before: i32) -> Option<(i32, i32)> {
        self.past_at(unit, None, days_before)
    }

    /// The same as far as it bears on the words at `place`: what is quoted beside them tells of its own time.
    pub fn past_at(&self, unit: &Unit, place: Option<Span>, days_before: i32) -> Option<(i32, i32)> {
        let published = self.witnesses[unit.witness].document.article.date?.day();
        let quotations = self.quotations_in(unit).iter().filter(|_| unit.field == Field::Text);
        let apart =
            |date: Span| place.is_some_and(|place| quotations.clone().any(|said| said.inner.contains(date) != said.inner.contains(place)));
        let days = unit.dates.iter().filter(|(span, _)| !apart(*span) && !self.lasts(unit, *span)).filter_map(|(_, date)| date.days);
        days.filter(|days| days.1 < published - days_before).max()
    }

    /// Whether a day is where something begins that goes on: "the worst since the quake of 1939".
    fn lasts(&self, unit: &Unit, day: Span) -> bool {
        let (text, since) = (self.text(unit), &self.language(unit).since);
        let start = unit.words.partition_point(|word| word.span.end <= day.start);
        let end = unit.words.partition_point(|word| word.span.start < day.end);
        let near = start.saturating_sub(SINCE_REACH)..(end + 1).min(unit.words.len());
        let unbroken = |word: &Word| {
            let gap = word.span.end.min(day.start)..day.start.max(word.span.end);
            !text[gap.start as usize..gap.end as usize].contains([';', ':', '(', ')', '«', '»', '"', '“', '”'])
        };
        near.into_iter().any(|at| since.at(&unit.words[at..], |word| word.exact).is_some() && unbroken(&unit.words[at]))
    }

    fn know_names(&mut self, mentions: &'a Mentions, text: &str) {
        for name in &mentions.names {
            let known = *self.unmarked.entry(fold(name.span.of(text))).or_insert(&name.key);
            let (one, other) = (self.least(known), self.least(&name.key));
            if one != other {
                self.lesser.insert(one.max(other), one.min(other));
            }
        }
    }

    /// The least key of a name: that of every spelling of it.
    fn least(&self, key: &'a str) -> &'a str {
        let mut least = key;
        while let Some(lesser) = self.lesser.get(least) {
            least = lesser;
        }
        least
    }

    fn named(&self, name: &'a Name) -> Named<'a> {
        Named { key: self.least(&name.key), kind: name.kind, run: name.run }
    }

    fn add(&mut self, doc: DocId, document: &'a Document, mentions: &'a DocumentMentions, text: u32, limit: usize) {
        let article = &document.article;
        let lang = article.lang;
        let witness = self.witnesses.len();
        let first = self.units.len();
        let headline = match (&article.title, document.layout.headline) {
            (title, _) if !title.is_empty() => Some((Field::Title, Span::new(0, title.len()), 0)),
            (_, Some(span)) => Some((Field::Text, span, span.start)),
            _ => None,
        };
        if let Some((field, span, offset)) = headline {
            let text = if field == Field::Title { &article.title } else { &article.text };
            self.push(Place { witness, lang, field, text, mentions: &mentions.title, offset }, span, HEADLINE);
        }
        let body = Place { witness, lang, field: Field::Text, text: &article.text, mentions: &mentions.body, offset: 0 };
        let mut read = 0;
        for (paragraph, span) in document.layout.body.iter().enumerate() {
            for sentence in sentences(&article.text, *span, lang) {
                if read < limit {
                    self.push(body, sentence, paragraph);
                    read += 1;
                } else {
                    self.unread += 1;
                }
            }
        }
        let keys = mentions.title.names.iter().chain(&mentions.body.names).map(|name| self.named(name).key).collect();
        self.witnesses.push(Witness {
            doc,
            document,
            text,
            lang,
            units: first..self.units.len(),
            quotations: &mentions.body.quotations,
            keys,
        });
    }

    fn push(&mut self, at: Place<'a>, span: Span, paragraph: usize) {
        let words = words(span.of(at.text), span.start as usize, at.lang, self.lexicon, WORDS_READ);
        if words.is_empty() {
            return;
        }
        let mut words = words;
        // Mentions beyond the words read have no place among them.
        let (whole, span) = (span, Span { end: words[words.len() - 1].span.end, ..span });
        let names = at.within(span, &at.mentions.names, |name| name.span);
        let names: Vec<(Span, Named)> = names.into_iter().map(|(place, name)| (place, self.named(name))).collect();
        let numbers = at.within(span, &at.mentions.numbers, |number| number.span);
        let mut dates = at.within(span, &at.mentions.dates, |date| date.span);
        // "USA Today" is a name.
        let titled = |day: Span| day.of(at.text).starts_with(char::is_uppercase);
        dates.retain(|(day, date)| {
            let plain = date.weekday.is_some() || date.month_day.is_some() || !titled(*day);
            !names.iter().any(|(name, _)| name.overlaps(*day) || !plain && name.end + 1 == day.start)
        });
        let times = at.within(span, &at.mentions.times, |time| time.span);
        unify(&mut words, &names, &numbers, &dates, &times);
        let mut anchors: Vec<(u64, f64)> = surnames(&names).map(|(_, name)| (name_hash(name), 0.0)).collect();
        anchors.extend(numbers.iter().map(|(_, number)| (number_hash(number), 0.0)));
        anchors.extend(dates.iter().filter_map(|(_, date)| Some((day_hash(date)?, 0.0))));
        anchors.extend(times.iter().map(|(_, time)| (time_hash(time), 0.0)));
        anchors.sort_by_key(|anchor| anchor.0);
        anchors.dedup_by_key(|anchor| anchor.0);
        self.units.push(Unit {
            witness: at.witness,
            field: at.field,
            headline: paragraph == HEADLINE,
            span: whole,
            paragraph,
            words,
            terms: Vec::new(),
            total: 0.0,
            meanings: Vec::new(),
            meaning_total: 0.0,
            names,
            numbers,
            dates,
            times,
            anchors,
        });
    }

    /// Gives every word and anchor its weight: an inverse sentence frequency within the comparison. A fact that every witness states
    /// once is as rare as one that a single witness states; a word of the topic, in every second sentence, tells little.
    fn weigh(&mut self) {
        let per_witness = (self.units.len() as f64 / self.witnesses.len().max(1) as f64).max(PRIOR_SENTENCES);
        let words =
            Rarity::new(per_witness, &self.units, |unit| unit.words.iter().filter(|word| word.content).map(|word| word.stem).collect());
        let anchors = Rarity::new(per_witness, &self.units, |unit| unit.anchors.iter().map(|anchor| anchor.0).collect());
        for unit in &mut self.units {
            let language = self.lexicon.language(self.witnesses[unit.witness].lang);
            for at in 0..unit.words.len() {
                let word = unit.words[at];
                // A name or a figure fixes what a sentence is about better than a common word does.
                let prior = if word.figure || word.capital && at > 0 { 1.25 } else { 1.0 };
                unit.words[at].weight = if word.content { prior * words.of(word.stem) } else { 0.0 };
            }
            unit.anchors.iter_mut().for_each(|anchor| anchor.1 = anchors.of(anchor.0));
            let mut terms: Vec<(u64, f64)> = unit.words.iter().filter(|word| word.content).map(|word| (word.stem, word.weight)).collect();
            // What may be called by several names is found under all of them.
            terms.extend((0..unit.words.len()).filter_map(|at| {
                let (_, label) = language.label(&unit.words[at..])?;
                Some((label.key(), GROUP_SHARE * unit.words[at].weight))
            }));
            // So are other words for the same thing.
            terms.extend(unit.words.iter().filter_map(|word| Some((word.synonym()?, SYNONYM_SHARE * word.weight))));
            unit.terms = distinct(terms);
            unit.total = unit.terms.iter().map(|term| term.1).sum();
        }
    }

    /// The same for meanings, which sentences of all languages share.
    fn weigh_meanings(&mut self) {
        let per_witness = (self.units.len() as f64 / self.witnesses.len().max(1) as f64).max(PRIOR_SENTENCES);
        let meanings = Rarity::new(per_witness, &self.units, |unit| unit.words.iter().filter_map(|word| word.meaning).collect());
        for unit in &mut self.units {
            for word in &mut unit.words {
                // What every language writes alike, a name or a figure, fixes more than a concept, which has a dozen names.
                let prior = if word.meaning == Some(word.stem) { 1.25 } else { CONCEPT_SHARE };
                word.meaning_weight = word.meaning.map_or(0.0, |meaning| prior * meanings.of(meaning));
            }
            unit.meanings = distinct(unit.words.iter().filter_map(|word| Some((word.meaning?, word.meaning_weight))).collect());
            unit.meaning_total = unit.meanings.iter().map(|meaning| meaning.1).sum();
        }
    }

    /// Whether two witnesses write in one language.
    pub fn same_language(&self, a: usize, b: usize) -> bool {
        self.witnesses[a].lang == self.witnesses[b].lang
    }
}

/// The articles of a comparison whose language cannot be told, read again in the one that most of the others are in.
pub(super) fn heard(documents: &[Document], docs: &[DocId]) -> Vec<(DocId, Document, DocumentMentions)> {
    let langs = languages(docs.iter().map(|doc| &documents[doc.index()].article));
    let untold = docs.iter().zip(langs).filter(|(doc, lang)| lang.is_some() && documents[doc.index()].article.lang.is_none());
    let again = untold.map(|(doc, lang)| {
        let mut document = documents[doc.index()].clone();
        document.article.lang = lang;
        let mentions = of_document(&document);
        (*doc, document, mentions)
    });
    again.collect()
}

/// The language of each article. A text too short to tell is taken to be in the one that most others are in, the first among equals.
pub(super) fn languages<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<Option<Lang>> {
    let own = |article: &Article| article.lang.or_else(|| detect(if article.text.is_empty() { &article.title } else { &article.text }));
    let own: Vec<Option<Lang>> = articles.map(own).collect();
    let count = |lang: &Option<Lang>| own.iter().filter(|other| *other == lang).count();
    let usual = own.iter().filter(|lang| lang.is_some()).rev().max_by_key(|lang| count(lang)).copied().flatten();
    own.into_iter().map(|lang| lang.or(usual)).collect()
}

/// Terms ascending by stem, each once with its greatest weight.
pub(super) fn distinct(mut terms: Vec<(u64, f64)>) -> Vec<(u64, f64)> {
    terms.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    terms.dedup_by_key(|term| term.0);
    terms
}

/// How rare keys are among the sentences of a comparison.
struct Rarity {
    /// Sentences and witnesses that have each key.
    counts: AHashMap<u64, (f64, f64, usize)>,
    per_witness: f64,
}

impl Rarity {
    fn new(per_witness: f64, units: &[Unit], keys: impl Fn(&Unit) -> Vec<u64>) -> Self {
        let mut counts: AHashMap<u64, (f64, f64, usize)> = AHashMap::new();
        for unit in units {
            let mut own = keys(unit);
            own.sort_unstable();
            own.dedup();
            for key in own {
                let (in_sentences, in_witnesses, last) = counts.entry(key).or_insert((0.0, 0.0, usize::MAX));
                *in_sentences += 1.0;
                if *last != unit.witness {
                    *in_witnesses += 1.0;
                    *last = unit.witness;
                }
            }
        }
        Rarity { counts, per_witness }
    }

    /// From near 0 for a key in every sentence to 1 for one in a single sentence of each witness that has it.
    fn of(&self, key: u64) -> f64 {
        let (in_sentences, in_witnesses, _) = self.counts[&key];
        let rarity = (1.0 + self.per_witness * in_witnesses / in_sentences).ln() / (1.0 + self.per_witness).ln();
        0.05 + 0.95 * rarity.powf(COMMON_PENALTY)
    }
}

/// What a name means in any language, as a key of stems, meanings and anchors.
pub(super) fn name_hash(name: &Named) -> u64 {
    key_hash(name.key)
}

/// The same of a number: by its bounds, whatever it counts.
pub(super) fn number_hash(number: &Number) -> u64 {
    hash::sequence([2, number.low.to_bits(), number.high.to_bits()])
}

fn day_hash(date: &DateMention) -> Option<u64> {
    date.days.map(|(first, last)| hash::sequence([3, first as u64, last as u64]))
}

fn time_hash(time: &ClockTime) -> u64 {
    hash::sequence([5, u64::from(time.minute)])
}

/// The last name of every run: a person counts once, with or without forenames.
fn surnames<'n, 'a>(names: &'n [(Span, Named<'a>)]) -> impl Iterator<Item = &'n (Span, Named<'a>)> {
    names.iter().enumerate().filter(|(at, (_, name))| names.get(at + 1).is_none_or(|(_, next)| next.run != name.run)).map(|(_, name)| name)
}

/// Gives names, numbers, days and times the stem of what they mean, so that they match however they are written.
fn unify(
    words: &mut [Word],
    names: &[(Span, Named)],
    numbers: &[(Span, &Number)],
    dates: &[(Span, &DateMention)],
    times: &[(Span, &ClockTime)],
) {
    let institutions = institutions(words, names);
    let mut set = |span: Span, stem: u64, counts: bool| {
        let first = words.partition_point(|word| word.span.end <= span.start);
        for (place, word) in words[first..].iter_mut().take_while(|word| word.span.start < span.end).enumerate() {
            word.stem = stem;
            word.content = counts && place == 0;
            word.meaning = word.content.then_some(stem);
        }
    };
    names.iter().for_each(|(span, name)| set(*span, name_hash(name), false));
    surnames(names).for_each(|(span, name)| set(*span, name_hash(name), true));
    numbers.iter().for_each(|(span, number)| {
        // "deux heures et demie" still speaks of hours.
        let counted = number.counted.start + span.start - number.span.start;
        let end = if (span.start + 1..span.end).contains(&counted) { counted } else { span.end };
        set(Span { end, ..*span }, number_hash(number), true);
    });
    dates.iter().for_each(|(span, date)| {
        if let Some(stem) = day_hash(date) {
            set(*span, stem, true);
        }
    });
    times.iter().for_each(|(span, time)| set(*span, time_hash(time), true));
    institutions.into_iter().for_each(|(at, meaning)| words[at].meaning = Some(meaning));
}

/// Lone names behind a function word that are the common names of institutions, with what these mean: "el Ejército" is the army in any language.
fn institutions(words: &[Word], names: &[(Span, Named)]) -> Vec<(usize, u64)> {
    let alone = |at: usize, name: &Named| {
        let others = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|other| names.get(other));
        name.kind == NameKind::Other && others.into_iter().all(|(_, other)| other.run != name.run)
    };
    let meant = |span: &Span| {
        let at = words.iter().position(|word| word.span == *span)?;
        let meaning = words[at].meaning.filter(|meaning| is_institution(*meaning))?;
        (!words[at.checked_sub(1)?].content).then_some((at, meaning))
    };
    names.iter().enumerate().filter(|(at, (_, name))| alone(*at, name)).filter_map(|(_, (span, _))| meant(span)).collect()
}
