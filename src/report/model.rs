//! The report as data: owned, ordered, and serialized as `report.json`.
//!
//! Enters: the results of the stages, as `build` and `wording` translate them. Leaves: all that a renderer reads of the batch, and the JSON
//! that `schemas/` describes.
//! **Invariant:** positions of articles inside the model are positions in [`Report::articles`] or [`ComparisonReport::articles`]; in JSON
//! each is the article's id. Spans leave as code points; the bytes that the renderers cut by stay inside.

use serde::{Serialize, Serializer};

use crate::article::Span;
use crate::clean::Furniture;
use crate::compare::{ChangeKind, Field, Kind};
use crate::reuse::DirectionEvidence;
use crate::verify::Relation;

use super::words::Language;

/// A share or score as it is shown and stored: four decimals, so that no renderer shows noise.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// Everything found in a batch.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Report {
    /// Name and version of this form, `recoupe.report/1`.
    pub schema: &'static str,
    /// Version of the program that made it.
    pub recoupe: String,
    /// Title; never empty.
    pub title: String,
    /// Language of the interface.
    pub language: Language,
    /// Whether the articles' words were taken out.
    #[serde(skip_serializing_if = "is_false")]
    pub redacted: bool,
    /// Counts over the batch.
    pub totals: Totals,
    /// The weightiest differences, at most 12; at most 3 of one event where four or more have any.
    pub standouts: Vec<Standout>,
    /// Every event, by number of outlets descending, then date, then id.
    pub events: Vec<EventReport>,
    /// Every article, in the order of its event, earliest first.
    pub articles: Vec<ArticleReport>,
    /// Every outlet, by number of articles descending, then name.
    pub outlets: Vec<OutletReport>,
    /// Words that outlets choose over many events.
    pub outlet_wording: OutletWordingReport,
    /// Pairs of articles that were compared and share text, in the order of the articles.
    pub pairs: Vec<PairReport>,
    /// Shared passages, in the order of the articles.
    pub reuse: Vec<ReuseReport>,
    /// What the stages have to say about the whole batch, sorted.
    pub notes: Vec<String>,
    /// Records that could not be read, by place.
    pub skipped: Vec<SkippedReport>,
}

impl Report {
    /// Passages shared inside one event, with their positions in [`Report::reuse`]. Logarithmic in all passages: the articles of an
    /// event follow one another.
    pub fn reuse_within<'a>(&'a self, event: &EventReport) -> impl Iterator<Item = (usize, &'a ReuseReport)> + use<'a> {
        let first = event.articles.first().copied().unwrap_or(0);
        let end = event.articles.last().map_or(first, |last| last + 1);
        let from = self.reuse.partition_point(|edge| edge.a_at < first);
        let to = self.reuse.partition_point(|edge| edge.a_at < end);
        (from..to).map(|at| (at, &self.reuse[at])).filter(move |(_, edge)| edge.b_at < end)
    }
}

/// Counts over a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Totals {
    /// Events, those of one article included.
    pub events: usize,
    /// Events of at least two articles.
    pub shared_events: usize,
    /// Articles.
    pub articles: usize,
    /// Texts that do not come from one another.
    pub independent_texts: usize,
    /// Outlets that are named.
    pub outlets: usize,
    /// Places of difference.
    pub differences: usize,
    /// Places that differ in accents, case or punctuation alone, or in the form that each language gives a name; not among `differences`.
    pub trivial: usize,
    /// Sentences at the end of very long articles that were not compared.
    pub unread_sentences: usize,
}

/// A difference worth a line on the first page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Standout {
    /// Position in [`Report::events`].
    pub event: usize,
    /// Position in the differences of that event.
    pub difference: usize,
}

/// A record that could not be read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SkippedReport {
    /// Where it stands, as the user would write it.
    pub place: String,
    /// Why.
    pub reason: String,
}

/// One happening.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct EventReport {
    /// Id of its earliest article.
    pub id: String,
    /// The headline nearest to all its headlines; empty if there is none.
    pub headline: String,
    /// Language of that headline.
    pub headline_lang: Option<String>,
    /// First and last day on which it may lie, ISO 8601: what the articles tell, else the day of the earliest.
    pub days: Option<[String; 2]>,
    /// Its outlets, sorted.
    pub outlets: Vec<String>,
    /// Positions of its articles, earliest first, without gaps.
    #[serde(skip)]
    pub articles: Vec<usize>,
    /// Ids of its articles, earliest first.
    #[serde(rename = "articles")]
    pub article_ids: Vec<String>,
    /// Number of texts that do not come from one another.
    pub independent_texts: u32,
    /// Id of the first event of its saga; its own where it stands alone.
    pub story: String,
    /// Position of that event; `None` where it is this one.
    #[serde(skip)]
    pub story_at: Option<usize>,
    /// The articles side by side; `None` of a single article.
    pub wording: Option<Wording>,
}

impl EventReport {
    /// Number of places of difference, but for trivial ones.
    pub fn difference_count(&self) -> usize {
        self.wording.as_ref().map_or(0, Wording::difference_count)
    }
}

/// One article.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ArticleReport {
    /// Its id.
    pub id: String,
    /// Id of its event; `None` in a comparison of given articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Id of the earliest article of the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Headline; empty if there is none.
    pub title: String,
    /// Publication time as ISO 8601.
    pub date: Option<String>,
    /// Address as given.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub lang: Option<String>,
    /// Words of the body.
    pub words: usize,
    /// The news agency credited.
    pub agency: Option<String>,
    /// What its text is to the others of its event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<TextRelation>,
    /// Share of the body's words that are equal in no passage shared with another outlet that may have had it first, `0.0..=1.0`; `None`, and
    /// left out, without a text and in a comparison of given articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_share: Option<f64>,
    /// In a redacted report, the hash of the text that every span counts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_hash: Option<String>,
    /// Outlet or id, unique in its event.
    #[serde(skip)]
    pub label: String,
    /// What else the pages need.
    #[serde(skip)]
    pub body: Body,
}

/// An article's words or, in a redacted report, what they can be known by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cited {
    /// The words.
    Text(String),
    /// Their SHA-256 in UTF-8, its first 16 hexadecimal digits.
    Hash(String),
}

impl std::ops::Deref for Cited {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Cited::Text(shown) | Cited::Hash(shown) => shown,
        }
    }
}

/// The text of an article and what was found in it; not part of the JSON, whose reader has the text. In a redacted report the text is
/// empty and spans are code points of what it was.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Body {
    /// Seconds since 1970 and whether the time of day is known.
    pub published: Option<(i64, bool)>,
    /// Position of its event in [`Report::events`].
    pub event: usize,
    /// The text as given.
    pub text: String,
    /// Headline where it stands in the text.
    pub headline: Option<Span>,
    /// Place and date before the first sentence.
    pub dateline: Option<Span>,
    /// What is not the article.
    pub furniture: Vec<Furniture>,
    /// Quoted speech.
    pub quotations: Vec<Span>,
    /// Passages that stand in other articles as well, in the order of the text.
    pub shared: Vec<SharedPassage>,
    /// Words in which its event's articles differ, in the order of the text, disjoint.
    pub differing: Vec<Span>,
    /// Where it makes the statements of its event, by position in [`Wording::statements`], in the order of the text.
    pub told: Vec<(Span, usize)>,
}

/// A passage as one of its two articles has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SharedPassage {
    /// Where it stands.
    pub span: Span,
    /// The other article.
    pub other: usize,
    /// Position in [`Report::reuse`].
    pub edge: usize,
    /// Position in the edge's passages.
    pub passage: usize,
}

/// What an article's text is to the others of its event.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum TextRelation {
    /// The text of another article, which probably had it first.
    Copy {
        /// The earliest of those.
        of: usize,
        /// Whether words differ.
        edited: bool,
    },
    /// A text that others have, and that this article probably had first.
    Copied {
        /// How many others have it.
        by: usize,
        /// How many of these changed words.
        edited: usize,
    },
    /// The text of other articles; who was first is open.
    Same {
        /// The earliest other with every word the same or, where there is none, the earliest whose words differ.
        with: usize,
        /// How many others have every word the same.
        identical: usize,
        /// How many others have the same text but for some words.
        near: usize,
    },
    /// Much of it stands in another article.
    Shares {
        /// The other article, which may have had it first.
        with: usize,
        /// Share of its own body, `0.0..=1.0`.
        share: f64,
    },
    /// Told in its own words.
    Own,
    /// Nothing but a headline is given.
    NoText,
}

impl Serialize for TextRelation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            TextRelation::Copy { .. } => "copy",
            TextRelation::Copied { .. } => "copied",
            TextRelation::Same { .. } => "same_text",
            TextRelation::Shares { .. } => "shares_passages",
            TextRelation::Own => "own_text",
            TextRelation::NoText => "no_text",
        })
    }
}

/// What one publisher has in the batch.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct OutletReport {
    /// Its name.
    pub name: String,
    /// Its articles.
    pub articles: usize,
    /// Positions of the events it covers, ascending.
    #[serde(skip)]
    pub events: Vec<usize>,
    /// Number of events it covers.
    #[serde(rename = "events")]
    pub event_count: usize,
    /// Words of its articles.
    pub words: usize,
    /// Mean of its articles' own share, weighted by their words, `0.0..=1.0`; 1 without words.
    pub own_share: f64,
}

/// Two articles that share text.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PairReport {
    /// The one that comes first in the report.
    pub a: String,
    /// The other.
    pub b: String,
    /// In what way.
    pub relation: Relation,
    /// Exact Jaccard of their shingles.
    pub jaccard: f64,
    /// Share of `a`'s shingles in `b`.
    pub containment_a: f64,
    /// Share of `b`'s shingles in `a`.
    pub containment_b: f64,
}

/// Passages that two articles share.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ReuseReport {
    /// Position of the one that comes first in the report.
    #[serde(skip)]
    pub a_at: usize,
    /// Position of the other.
    #[serde(skip)]
    pub b_at: usize,
    /// Id of the one that comes first in the report.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// Words that are equal in both.
    pub words: u64,
    /// Share of `a`'s words that they are.
    pub covered_a: f64,
    /// Share of `b`'s words that they are.
    pub covered_b: f64,
    /// Id of the one that probably had the text first; `None` where that is open.
    pub origin: Option<String>,
    /// Log-odds that `a` had it first.
    pub log_odds: f64,
    /// What speaks for it, and how much.
    pub evidence: Vec<(DirectionEvidence, f64)>,
    /// The passages, in the order of `a`.
    pub passages: Vec<PassageReport>,
}

impl ReuseReport {
    /// Position of the probable origin.
    pub fn origin_at(&self) -> Option<usize> {
        self.origin.as_ref().map(|id| if *id == self.a { self.a_at } else { self.b_at })
    }
}

/// A stretch of text in two articles, in code points.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PassageReport {
    /// In the text of `a`.
    pub a: [usize; 2],
    /// In the text of `b`.
    pub b: [usize; 2],
    /// Words that are equal in both.
    pub words: u32,
    /// As `a` has it.
    #[serde(flatten)]
    pub text: Cited,
}

/// What several articles say, and where they differ.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Wording {
    /// Positions of the articles compared.
    #[serde(skip)]
    pub witnesses: Vec<usize>,
    /// What is being said, in the order in which a reader meets it.
    pub statements: Vec<StatementReport>,
    /// Where it is said differently, the weightiest first.
    pub differences: Vec<DifferenceReport>,
    /// Omissions and other words beyond the dozens of each that are looked at again before they are listed; left out where there are none.
    #[serde(skip_serializing_if = "is_zero")]
    pub unlisted: usize,
    /// What changed between captures of one page; left out where no page was captured twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<RevisionReport>,
}

impl Wording {
    /// Number of places of difference, but for trivial ones.
    pub fn difference_count(&self) -> usize {
        let [certain, doubtful, _] = self.counts();
        certain + doubtful
    }

    /// Differences that are more certain, slighter or less certain, and trivial.
    pub fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for difference in &self.differences {
            counts[if difference.trivial { 2 } else { usize::from(difference.is_doubtful()) }] += 1;
        }
        counts
    }

    /// Differences that stand in a statement and change what it says, in their order, with their positions.
    pub fn differing_in(&self, statement: usize) -> impl Iterator<Item = (usize, &DifferenceReport)> {
        let within = move |one: &&DifferenceReport| one.statement == Some(statement) && !one.trivial && !one.is_doubtful();
        let changes = |one: &DifferenceReport| !matches!(one.kind, Kind::Omission | Kind::Order | Kind::Wording | Kind::Name);
        self.differences.iter().enumerate().filter(move |(_, one)| within(one) && changes(one))
    }

    /// The witnesses that have a text: a headline alone neither tells a fact nor leaves it out.
    pub fn tellers(&self, articles: &[ArticleReport]) -> Vec<usize> {
        self.witnesses.iter().copied().filter(|at| articles[*at].words > 0).collect()
    }
}

/// One thing that is said.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct StatementReport {
    /// Where each article says it.
    pub readings: Vec<ReadingReport>,
    /// Positions of articles whose figure or quotation a difference sets beside those of others.
    #[serde(skip)]
    pub also: Vec<usize>,
}

impl StatementReport {
    /// Positions of the articles that say it, ascending, each once.
    pub fn told_by(&self) -> Vec<usize> {
        let mut told: Vec<usize> = self.readings.iter().map(|reading| reading.article).chain(self.also.iter().copied()).collect();
        told.sort_unstable();
        told.dedup();
        told
    }
}

/// An article's own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReadingReport {
    /// Position of the article.
    #[serde(skip)]
    pub article: usize,
    /// Id of the article.
    pub id: String,
    /// Which field; left out for the text.
    #[serde(skip_serializing_if = "is_text")]
    pub field: Field,
    /// Where in that field, in code points.
    pub span: [usize; 2],
    /// The words.
    #[serde(flatten)]
    pub text: Cited,
    /// Parts of `text` in which the readings differ, in bytes of `text`.
    #[serde(skip)]
    pub marks: Vec<Span>,
    /// The sentence around a difference, and where in it the words stand, in bytes.
    #[serde(skip)]
    pub context: Option<(String, Span)>,
    /// What figures or days it gives, equal in whatever words and language, or which choice of a label it is where the readings are in several
    /// languages; `None` where it gives none or is of another kind.
    #[serde(skip)]
    pub value: Option<String>,
    /// Whether its spelling is what may differ.
    #[serde(skip)]
    pub exact: bool,
    /// Whether it shows a figure in place of the source that its sentence does not give.
    #[serde(skip)]
    pub unsourced: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn is_text(field: &Field) -> bool {
    *field == Field::Text
}

/// What sets the wording of outlets apart over many events.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct OutletWordingReport {
    /// Events that an outlet has to share with others before anything is said of its wording.
    pub events_needed: usize,
    /// Outlets that share as many; of all others nothing is known.
    pub measured: Vec<String>,
    /// The terms, by outlet, the most certain first.
    pub terms: Vec<OutletTermReport>,
}

/// A word that one outlet uses more than others do on the same events.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct OutletTermReport {
    /// Who uses it.
    pub outlet: String,
    /// The word; in a redacted report its hash.
    pub term: String,
    /// How much more, as log-odds.
    pub log_odds: f64,
    /// How certain that is, in standard deviations.
    pub z: f64,
    /// Events in which it is used.
    pub events: usize,
    /// Sentences with the word.
    pub readings: Vec<ReadingReport>,
}

/// A place where articles differ.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DifferenceReport {
    /// In what way.
    pub kind: Kind,
    /// Position of the statement in which most of its readings stand; `None` where they stand in none, as headlines do.
    pub statement: Option<usize>,
    /// Each article's words there.
    pub readings: Vec<ReadingReport>,
    /// Positions of those who leave it out.
    #[serde(skip)]
    pub absent_at: Vec<usize>,
    /// Ids of those who leave it out.
    pub absent: Vec<String>,
    /// How much it matters, `0.0..=1.0`.
    pub weight: f64,
    /// Whether the readings differ in accents, case or punctuation alone, or are one name as several languages write it.
    #[serde(skip_serializing_if = "is_false")]
    pub trivial: bool,
}

/// Weight below which a difference is shown behind the others: of those that were read, three in ten were right, of the others more than half
/// (`reports/quality.md`).
const DOUBTFUL: f64 = 0.2;

impl DifferenceReport {
    /// Whether it is more likely no difference than one.
    pub fn is_doubtful(&self) -> bool {
        self.weight < DOUBTFUL
    }
}

/// What became of a page from one capture to the next.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RevisionReport {
    /// Position of the earlier capture.
    #[serde(skip)]
    pub from_at: usize,
    /// Position of the later one.
    #[serde(skip)]
    pub to_at: usize,
    /// Id of the earlier capture.
    pub from: String,
    /// Id of the later one.
    pub to: String,
    /// What changed, in the order of the later one; never empty.
    pub changes: Vec<ChangeReport>,
}

/// A sentence or headline that changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChangeReport {
    /// In what way.
    pub kind: ChangeKind,
    /// As the earlier capture has it, with marks on the words that changed; `None` where it was added.
    pub from: Option<ReadingReport>,
    /// As the later capture has it; `None` where it was removed.
    pub to: Option<ReadingReport>,
    /// The words of `from` that changed, in code points of its field; left out where it changed as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from_words: Vec<[usize; 2]>,
    /// The words of `to` that changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to_words: Vec<[usize; 2]>,
}

/// Given articles side by side, as `recoupe compare` writes them.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ComparisonReport {
    /// Name and version of this form, `recoupe.compare/1`.
    pub schema: &'static str,
    /// Language of the interface.
    #[serde(skip)]
    pub language: Language,
    /// Whether the articles' words were taken out.
    #[serde(skip_serializing_if = "is_false")]
    pub redacted: bool,
    /// The articles.
    pub articles: Vec<ArticleReport>,
    /// Sentences at the end of very long articles that were not compared.
    pub unread_sentences: usize,
    /// Statements and differences.
    #[serde(flatten)]
    pub wording: Wording,
}
