//! Wording: what several articles say about the same thing, and where they differ.
//!
//! Enters: the documents of one event. Leaves: a [`Comparison`]: statements with each witness's own words, typed differences, and what
//! changed between captures of one page.
//! **Invariant:** every reading is a span of an article as it was given; nothing is paraphrased, and furniture is never read.

mod address;
mod align;
mod causes;
mod chance;
mod clause;
mod contexts;
mod counted;
mod crowds;
mod dating;
mod days;
mod denials;
mod enumerations;
mod epithets;
mod figure;
mod figures;
mod forecasts;
mod found;
mod gaps;
mod hedges;
mod initiative;
mod keyfigures;
mod labels;
mod lexicon;
mod matching;
mod meaning;
mod modality;
mod names;
mod near;
mod order;
mod outlets;
mod periods;
mod quotes;
mod referents;
mod relative;
mod revisions;
mod scene;
mod scope;
mod sequence;
mod silence;
mod slot;
mod sources;
mod speakers;
mod speech;
mod trust;
mod untold;
mod vague;
mod voice;
mod whole;
mod word;
mod wording;

use ahash::AHashSet;

pub use self::labels::choice;
pub use self::outlets::{EVENTS_NEEDED, OutletTerm, OutletWording, outlet_wording};
pub use self::revisions::{Change, ChangeKind, Revision};

use self::found::{Found, Said, Words};
use self::scene::Scene;
use crate::article::{DocId, Span};
use crate::document::Document;
use crate::mention::DocumentMentions;

/// The articles of one event side by side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Comparison {
    /// The articles compared, in the order of [`crate::article::Article::key`].
    pub witnesses: Vec<DocId>,
    /// What is being said, in the order in which a reader meets it.
    pub statements: Vec<Statement>,
    /// Where the wording differs, the weightiest first.
    pub differences: Vec<Difference>,
    /// Omissions and other words beyond the dozens of each that are looked at again before they are listed.
    pub unlisted: usize,
    /// Sentences that were not read, because an article goes on beyond what a comparison can show.
    pub unread_sentences: usize,
    /// What changed between captures of one address, where several are compared.
    pub revisions: Vec<Revision>,
}

/// One thing that is said, by one witness or several.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Where each witness says it: one or more sentences, in the order of `Comparison::witnesses`, then of the text.
    pub readings: Vec<Reading>,
}

/// A witness's own words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Reading {
    /// The article.
    pub doc: DocId,
    /// Which of its fields.
    pub field: Field,
    /// Where in that field.
    pub span: Span,
}

/// A field of an article that readers read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// A place where witnesses differ.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// In what way.
    pub kind: Kind,
    /// The statement in which most of its readings stand, as a position in `Comparison::statements`; `None` where they stand in none.
    pub statement: Option<usize>,
    /// Each witness's words there; of an omission, only of those who say it.
    pub readings: Vec<Reading>,
    /// Those who leave it out although they had the chance.
    pub absent: Vec<DocId>,
    /// How much it matters, `0.0..=1.0`.
    pub weight: f64,
    /// Whether it is one name that each language writes in its own way.
    pub translated: bool,
}

/// In what way witnesses differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Figures that exclude each other or are bounded otherwise.
    Number,
    /// Days or times.
    Date,
    /// Spelling or form of one referent's name, another name in an enumeration, or another who asked for a call or meeting.
    Name,
    /// What the same people or things are called.
    Label,
    /// Who says it and with which verb.
    Attribution,
    /// Conditional against indicative.
    Modality,
    /// The agent is named or dropped.
    Voice,
    /// The same quotation, whole, shortened or altered.
    Quote,
    /// Left out by some.
    Omission,
    /// What leads, or came first.
    Order,
    /// Other words.
    Wording,
}

/// Puts the articles `witnesses` side by side.
///
/// `documents`, `mentions` and `text_of` are those of the whole batch; equal numbers in `text_of` mean one text, which counts as one
/// source however many print it. Witnesses may come in any order and more than once; fewer than two give statements without
/// differences. Time grows with the pairs of sentences that share a rare word and of mentions that may fill one place, which is the square
/// of the tellings of one fact, and in the smallest steps with all pairs of mentions of one kind; memory with the former alone.
pub fn compare(documents: &[Document], mentions: &[DocumentMentions], text_of: &[u32], witnesses: &[DocId]) -> Comparison {
    let mut witnesses = witnesses.to_vec();
    witnesses.sort_by(|a, b| documents[a.index()].article.key().cmp(&documents[b.index()].article.key()));
    witnesses.dedup();
    let heard = scene::heard(documents, &witnesses);
    let scene = Scene::new(documents, mentions, text_of, &witnesses, &heard);
    let (mut statements, scores) = matching::statements(&scene);
    matching::order(&scene, &mut statements);
    let said = Said::new(&scene, statements, &scores);
    let (mut found, mut unlisted) = differences(&scene, &said);
    if !related(&scene, &said) {
        unlisted = 0;
        found.retain(|difference| !matches!(difference.kind, Kind::Omission | Kind::Order) && difference.weight > SLIGHT);
        found.retain(|difference| difference.statement.is_some() || difference.kind != Kind::Label);
    }
    let reading = |words: &Words| Reading { doc: scene.witnesses[words.witness].doc, field: words.field, span: words.span };
    trust::rank_together(&mut found);
    lower_within_outlets(&scene, &mut found);
    Comparison {
        statements: said
            .statements
            .iter()
            .map(|units| Statement {
                readings: units.iter().map(|unit| reading(&found::words_at(&scene, *unit, scene.units[*unit].span))).collect(),
            })
            .collect(),
        differences: ranked(found).iter().map(|found| difference(&scene, found, reading)).collect(),
        unlisted,
        unread_sentences: scene.unread,
        revisions: revisions::revisions(documents, mentions, text_of, &witnesses),
        witnesses,
    }
}

/// What every finder finds, each on its own scale, and how many omissions and other words are left unlisted. Some ask what others found.
fn differences(scene: &Scene, said: &Said) -> (Vec<Found>, usize) {
    let mut found = Vec::new();
    let given = figures::numbers(scene, said, &mut found);
    vague::left_open(scene, said, &mut found);
    days::dates(scene, said, &mut found);
    days::times(scene, said, &mut found);
    relative::relatives(scene, said, &mut found);
    periods::periods(scene, &mut found);
    names::names(scene, said, &mut found);
    enumerations::enumerations(scene, said, &mut found);
    initiative::initiatives(scene, said, &mut found);
    labels::labels(scene, said, &given, &mut found);
    epithets::epithets(scene, said, &mut found);
    referents::referents(scene, said, &mut found);
    speech::attributions(scene, said, &mut found);
    sources::sources(scene, said, &given, &mut found);
    speakers::speakers(scene, said, &mut found);
    modality::modality(scene, said, &mut found);
    hedges::hedges(scene, said, &mut found);
    forecasts::forecasts(scene, said, &mut found);
    causes::causes(scene, said, &mut found);
    voice::voice(scene, said, &given, &mut found);
    quotes::quotes(scene, said, &mut found);
    let mut unlisted = wording::wordings(scene, said, &mut found);
    unlisted += gaps::omissions(scene, said, &mut found);
    // Who retells a part of a sentence may still leave out the rest of it.
    gaps::without_retellers(&mut found);
    unlisted += silence::silences(scene, said, &given, &mut found);
    gaps::without_retellers(&mut found);
    unlisted += gaps::details(scene, said, &mut found);
    gaps::phrases(scene, said, &mut found);
    untold::only_untold(scene, &mut found);
    denials::denials(scene, said, &mut found);
    chance::excuse(scene, said, &mut found);
    order::order(scene, said, &given, &mut found);
    sequence::sequences(scene, said, &mut found);
    whole::carry_on(scene, &mut found);
    gaps::lower_repeated(&mut found);
    (found, unlisted)
}

/// What is left of the weight of a difference that one outlet has with itself.
const ONE_OUTLET: f64 = 0.5;

/// Lowers what differs between articles of one outlet alone: who follows a story tells it anew.
fn lower_within_outlets(scene: &Scene, found: &mut [Found]) {
    let outlet = |witness: usize| scene.witnesses[witness].document.article.source.as_deref();
    let outlets: AHashSet<Option<&str>> = (0..scene.witnesses.len()).map(outlet).collect();
    for difference in found.iter_mut().filter(|_| outlets.len() > 1) {
        let own: AHashSet<Option<&str>> =
            difference.readings.iter().map(|reading| reading.witness).chain(difference.absent.iter().copied()).map(outlet).collect();
        difference.weight *= if own.len() == 1 && !own.contains(&None) { ONE_OUTLET } else { 1.0 };
    }
}

/// What differences must weigh between articles that share no statement: there the slighter ones are chance.
const SLIGHT: f64 = 0.4;

/// Whether any two witnesses say the same anywhere, or cannot be heard to: in two languages, where they have a name in common or appeared
/// within weeks of each other, or in a few sentences. Those who do not tell of other things, so they leave nothing out and choose no order.
fn related(scene: &Scene, said: &Said) -> bool {
    let told = said.aligned.iter().any(|aligned| aligned.tellings.len() > 1);
    let day = |witness: &scene::Witness| witness.document.article.date.map(|date| date.day());
    let abroad = |one: &scene::Witness, other: &scene::Witness| {
        let apart = day(one).zip(day(other)).is_some_and(|(a, b)| (a - b).abs() > scene::BACKGROUND_DAYS);
        one.lang != other.lang && !(apart && one.keys.is_disjoint(&other.keys))
    };
    let unheard = |witness: &scene::Witness| abroad(&scene.witnesses[0], witness) || witness.units.len() < gaps::LONG_ENOUGH_FOR_ONE;
    told || scene.witnesses.iter().any(unheard)
}

/// The weightiest first; ties by kind, then by place.
fn ranked(mut found: Vec<Found>) -> Vec<Found> {
    found.iter_mut().for_each(|difference| {
        difference.readings.sort_unstable();
        difference.readings.dedup();
    });
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.kind.cmp(&b.kind)).then_with(|| a.readings.cmp(&b.readings)));
    found
}

fn difference(scene: &Scene, found: &Found, reading: impl Fn(&Words) -> Reading) -> Difference {
    Difference {
        kind: found.kind,
        statement: found.statement,
        readings: found.readings.iter().map(reading).collect(),
        absent: found.absent.iter().map(|witness| scene.witnesses[*witness].doc).collect(),
        weight: found.weight.clamp(0.0, 1.0),
        translated: found.kind == Kind::Name && names::is_translated(scene, &found.readings),
    }
}

/// Of each reading of a statement, in their order, the stretches of words that most other witnesses of its language do not use there;
/// ascending and disjoint. Empty where no other witness speaks its language: then every word differs, which tells nothing.
pub fn highlight(documents: &[Document], statement: &Statement) -> Vec<Vec<Span>> {
    let lexicon = lexicon::Lexicon::get();
    let article = |reading: &Reading| &documents[reading.doc.index()].article;
    let langs = scene::languages(statement.readings.iter().map(article));
    let words: Vec<Vec<word::Word>> = statement
        .readings
        .iter()
        .zip(&langs)
        .map(|(reading, lang)| {
            let text = if reading.field == Field::Title { &article(reading).title } else { &article(reading).text };
            word::words(reading.span.of(text), reading.span.start as usize, *lang, lexicon, usize::MAX)
        })
        .collect();
    let lang = |of: &Reading| {
        let place = statement.readings.iter().position(|reading| reading.doc == of.doc);
        place.and_then(|place| langs[place])
    };
    let others = |reading: &Reading, says: &dyn Fn(&[word::Word]) -> bool| {
        let peers = statement
            .readings
            .iter()
            .zip(&words)
            .filter(|(peer, words)| peer.doc != reading.doc && lang(peer) == lang(reading) && says(words));
        peers.map(|(peer, _)| peer.doc).collect::<AHashSet<DocId>>().len()
    };
    let alone = |reading: &Reading, words: &Vec<word::Word>| {
        let peers = others(reading, &|_| true);
        // A word that half of the others use as well is common ground.
        let rare = |lemma: u64| 2 * others(reading, &|words| words.iter().any(|word| word.lemma == lemma)) < peers;
        let own: Vec<bool> = words.iter().map(|word| word.content && rare(word.lemma)).collect();
        stretches(words, &own)
    };
    statement.readings.iter().zip(&words).map(|(reading, words)| alone(reading, words)).collect()
}

/// The runs of marked words, function words between them included.
fn stretches(words: &[word::Word], marked: &[bool]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last: Option<usize> = None;
    for at in (0..words.len()).filter(|at| marked[*at]) {
        let span = words[at].span;
        match (last, spans.last_mut()) {
            (Some(previous), Some(open)) if words[previous + 1..at].iter().all(|word| !word.content) => open.end = span.end,
            _ => spans.push(span),
        }
        last = Some(at);
    }
    spans
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_abroad;
#[cfg(test)]
mod tests_apart;
#[cfg(test)]
mod tests_certainty;
#[cfg(test)]
mod tests_choices;
#[cfg(test)]
mod tests_dating;
#[cfg(test)]
mod tests_doubt;
#[cfg(test)]
mod tests_epithets;
#[cfg(test)]
mod tests_matching;
#[cfg(test)]
mod tests_missed;
#[cfg(test)]
mod tests_scope;
#[cfg(test)]
mod tests_told;
#[cfg(test)]
mod tests_trust;
#[cfg(test)]
mod tests_untold;
