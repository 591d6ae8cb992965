//! A comparison as a report shows it: its spans in code points, its words, the sentence around them.
//!
//! Enters: comparisons and events, and the documents they quote. Leaves: the [`Wording`] of an event, the [`ComparisonReport`] of given
//! articles, the words that outlets choose; and for renderers, readings that say the same together ([`Same`]).
//! **Invariant:** a reading has its article's own words. Its span counts in code points of the field; marks, and its place in the sentence,
//! in bytes of what they stand in.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::article::{Article, CharIndex, DocId, Span};
use crate::compare::{Change, Comparison, EVENTS_NEEDED, Field, Kind, Reading, Revision, Statement, choice, outlet_wording};
use crate::document::Document;
use crate::mention;
use crate::text::fold;

use super::build::Material;
use super::model::{
    ChangeReport, Cited, ComparisonReport, DifferenceReport, OutletTermReport, OutletWordingReport, ReadingReport, RevisionReport,
    StatementReport, Wording,
};
use super::{Highlights, Options, articles};

/// Translates readings of a batch; `place` gives an article's position in the report.
pub(super) struct Reader<'a> {
    documents: &'a [Document],
    place: &'a dyn Fn(DocId) -> usize,
}

impl<'a> Reader<'a> {
    /// `documents` are those of the whole batch.
    pub fn new(documents: &'a [Document], place: &'a dyn Fn(DocId) -> usize) -> Self {
        Reader { documents, place }
    }

    /// A comparison with its words; `highlights` may be empty.
    pub fn wording(&self, comparison: &Comparison, highlights: &Highlights) -> Wording {
        let indexes = Indexes::new(self.documents, comparison);
        let statements = comparison.statements.iter().enumerate().map(|(s, statement)| StatementReport {
            also: Vec::new(),
            readings: (statement.readings.iter().enumerate())
                .map(|(r, reading)| {
                    let marks = highlights.get(s).and_then(|list| list.get(r)).map_or(&[][..], Vec::as_slice);
                    self.reading(*reading, marks, &indexes)
                })
                .collect(),
        });
        let differences = comparison.differences.iter().map(|difference| {
            let statement = difference.statement.and_then(|at| comparison.statements.get(at));
            let abroad = difference.kind == Kind::Label && self.is_multilingual(&difference.readings);
            let readings = difference.readings.iter().map(|reading| {
                let context = self.context(*reading, statement, &indexes);
                let value = if abroad { self.choice(*reading) } else { self.value(difference.kind, *reading) };
                let exact = difference.kind == Kind::Name;
                let unsourced = difference.kind == Kind::Attribution && self.is_figure(*reading);
                ReadingReport { context: Some(context), value, exact, unsourced, ..self.reading(*reading, &[], &indexes) }
            });
            let readings: Vec<ReadingReport> = readings.collect();
            let mut absent_at: Vec<usize> = difference.absent.iter().map(|doc| (self.place)(*doc)).collect();
            absent_at.sort_unstable();
            DifferenceReport {
                kind: difference.kind,
                statement: difference.statement,
                trivial: difference.translated || absent_at.is_empty() && is_trivial(difference.kind, &readings),
                readings,
                absent: difference.absent.iter().map(|doc| self.documents[doc.index()].article.id.clone()).collect(),
                absent_at,
                weight: super::model::rounded(difference.weight),
            }
        });
        let (mut statements, differences): (Vec<StatementReport>, Vec<DifferenceReport>) = (statements.collect(), differences.collect());
        // Who is quoted with the figure of a statement tells it, though no sentence of its article was found to be like the others'.
        let telling = |one: &&DifferenceReport| matches!(one.kind, Kind::Number | Kind::Quote) && !one.is_doubtful();
        for difference in differences.iter().filter(telling) {
            let Some(statement) = difference.statement.and_then(|at| statements.get_mut(at)) else { continue };
            let bodies = difference.readings.iter().filter(|reading| reading.field == Field::Text);
            statement.also.extend(bodies.map(|reading| reading.article));
        }
        Wording {
            witnesses: comparison.witnesses.iter().map(|doc| (self.place)(*doc)).collect(),
            statements,
            differences,
            unlisted: comparison.unlisted,
            revisions: comparison.revisions.iter().map(|revision| self.revision(revision, &indexes)).collect(),
        }
    }

    fn revision(&self, revision: &Revision, indexes: &Indexes) -> RevisionReport {
        let id = |doc: DocId| self.documents[doc.index()].article.id.clone();
        let spans = |reading: Option<Reading>, words: &[Span]| {
            let of = |reading: Reading| words.iter().map(|span| indexes.char_span(Reading { span: *span, ..reading })).collect();
            reading.map(of).unwrap_or_default()
        };
        let change = |change: &Change| ChangeReport {
            kind: change.kind,
            from: change.from.map(|reading| self.reading(reading, &change.from_words, indexes)),
            to: change.to.map(|reading| self.reading(reading, &change.to_words, indexes)),
            from_words: spans(change.from, &change.from_words),
            to_words: spans(change.to, &change.to_words),
        };
        RevisionReport {
            from_at: (self.place)(revision.from),
            to_at: (self.place)(revision.to),
            from: id(revision.from),
            to: id(revision.to),
            changes: revision.changes.iter().map(change).collect(),
        }
    }

    fn reading(&self, reading: Reading, marks: &[Span], indexes: &Indexes) -> ReadingReport {
        let article = &self.documents[reading.doc.index()].article;
        let inside = marks.iter().filter(|mark| reading.span.contains(**mark));
        ReadingReport {
            article: (self.place)(reading.doc),
            id: article.id.clone(),
            field: reading.field,
            span: indexes.char_span(reading),
            text: Cited::Text(reading.span.of(field(article, reading.field)).to_owned()),
            marks: inside.map(|mark| relative(*mark, reading.span)).collect(),
            context: None,
            value: None,
            exact: false,
            unsourced: false,
        }
    }

    fn is_multilingual(&self, readings: &[Reading]) -> bool {
        let lang = |reading: &Reading| self.documents[reading.doc.index()].article.lang;
        readings.windows(2).any(|pair| lang(&pair[0]) != lang(&pair[1]))
    }

    /// Whether a reading is nothing but a figure with what it counts.
    fn is_figure(&self, reading: Reading) -> bool {
        let article = &self.documents[reading.doc.index()].article;
        let text = field(article, reading.field);
        let found = mention::find(text, &[reading.span], mention::Context { lang: article.lang, published: article.date });
        let whole = |number: &mention::Number| {
            number.span.start == reading.span.start && number.span.end.max(number.counted.end) >= reading.span.end
        };
        found.numbers.iter().any(whole)
    }

    /// The choice of a label that is the same in several languages.
    fn choice(&self, reading: Reading) -> Option<String> {
        let article = &self.documents[reading.doc.index()].article;
        choice(reading.span.of(field(article, reading.field)), article.lang).map(|choice| choice.to_string())
    }

    /// The figures of a number, or the days and hours of a date, in a form that is equal for equal ones.
    fn value(&self, kind: Kind, reading: Reading) -> Option<String> {
        let article = &self.documents[reading.doc.index()].article;
        let context = mention::Context { lang: article.lang, published: article.date };
        let found = || mention::find(field(article, reading.field), &[reading.span], context);
        let parts: Option<Vec<String>> = match kind {
            Kind::Number => Some(found().numbers.iter().map(|number| format!("{}..{}", number.low, number.high)).collect()),
            Kind::Date => {
                let found = found();
                let days = found.dates.iter().map(|date| date.days.map(|(first, last)| format!("{first}..{last}")));
                days.chain(found.times.iter().map(|time| Some(format!("{} min", time.minute)))).collect()
            }
            _ => None,
        };
        parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(" "))
    }

    /// The sentence that holds the reading, and where in it the reading stands.
    fn context(&self, reading: Reading, statement: Option<&Statement>, indexes: &Indexes) -> (String, Span) {
        let document = &self.documents[reading.doc.index()];
        let text = field(&document.article, reading.field);
        let around = match reading.field {
            Field::Title => Some(Span::new(0, text.len())),
            Field::Text => {
                let told = statement.into_iter().flat_map(|statement| &statement.readings);
                let told = told.filter(|other| other.doc == reading.doc && other.field == reading.field).map(|other| other.span);
                told.into_iter().find(|span| span.contains(reading.span)).or_else(|| {
                    let sentences = indexes.sentences(document, reading.doc);
                    sentences.iter().copied().find(|span| span.contains(reading.span))
                })
            }
        };
        let around = around.unwrap_or(reading.span);
        (around.of(text).to_owned(), relative(reading.span, around))
    }
}

fn field(article: &Article, field: Field) -> &str {
    match field {
        Field::Title => &article.title,
        Field::Text => &article.text,
    }
}

fn relative(span: Span, base: Span) -> Span {
    Span { start: span.start - base.start, end: span.end - base.start }
}

/// Readings of the same words.
pub(super) struct Same<'a> {
    /// Never empty.
    pub readings: Vec<&'a ReadingReport>,
    /// Position of what they say among the different things said: readings in other words that give the same figures or days have one.
    pub meaning: usize,
}

impl<'a> Same<'a> {
    /// Each article's first reading, in their order.
    pub fn by_article(&self) -> Vec<&'a ReadingReport> {
        let mut seen = BTreeSet::new();
        self.readings.iter().copied().filter(|reading| seen.insert(reading.article)).collect()
    }

    /// Whether the words stand in headlines alone.
    pub fn is_headline(&self) -> bool {
        self.readings.iter().all(|reading| reading.field == Field::Title)
    }
}

/// Equal readings together, and those together that say the same in other words; what most articles say first, then in the order of the
/// articles. Readings are equal that differ in case, diacritics, white space, quotation marks, dashes and the punctuation at their ends alone;
/// names that do are shown apart.
pub(super) fn grouped(readings: &[ReadingReport]) -> Vec<Same<'_>> {
    let mut groups: Vec<Same> = Vec::new();
    let (mut known, mut meanings) = (BTreeMap::new(), BTreeMap::new());
    for reading in readings {
        let words = words_alone(&reading.text);
        let count = meanings.len();
        let meaning = *meanings.entry(reading.value.clone().map_or_else(|| (false, words.clone()), |value| (true, value))).or_insert(count);
        let spelling = reading.exact.then(|| typography_aside(&reading.text));
        let at = *known.entry((spelling.unwrap_or(words), meaning)).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Same { readings: Vec::new(), meaning });
        }
        groups[at].readings.push(reading);
    }
    let mut said: Vec<(usize, usize)> = (0..meanings.len()).map(|meaning| (0, meaning)).collect();
    groups.iter().for_each(|same| said[same.meaning].0 += same.readings.len());
    said.sort_by_key(|(count, meaning)| (std::cmp::Reverse(*count), *meaning));
    let mut rank = vec![0; said.len()];
    said.iter().enumerate().for_each(|(place, (_, meaning))| rank[*meaning] = place);
    groups.iter_mut().for_each(|same| same.meaning = rank[same.meaning]);
    groups.sort_by_key(|same| (same.meaning, std::cmp::Reverse(same.readings.len())));
    groups
}

/// Whether names or words that are found to differ do so in what typography and spelling alone tell apart.
fn is_trivial(kind: Kind, readings: &[ReadingReport]) -> bool {
    let alike = |reading: &ReadingReport| words_alone(&reading.text) == words_alone(&readings[0].text);
    matches!(kind, Kind::Name | Kind::Label | Kind::Wording) && readings.iter().all(alike)
}

/// A reading without what only typography tells apart.
fn words_alone(text: &str) -> String {
    typography_aside(&fold(text))
}

/// A reading with one kind of quotation mark, dash and space.
fn typography_aside(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | '′' | '`' => '\'',
            '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '"' => ' ',
            '–' | '—' | '‑' | '‐' | '−' => '-',
            c => c,
        })
        .collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['.', ',', ';', ':', '…', ' ']).to_owned()
}

/// Code-point indexes of the fields of a comparison's witnesses, and the sentences of each.
struct Indexes<'a> {
    witnesses: Vec<Index<'a>>,
}

struct Index<'a> {
    doc: DocId,
    title: CharIndex<'a>,
    text: CharIndex<'a>,
    /// Split when first asked for: many articles are never asked.
    sentences: OnceCell<Vec<Span>>,
}

impl<'a> Indexes<'a> {
    fn new(documents: &'a [Document], comparison: &Comparison) -> Self {
        let mut docs = comparison.witnesses.clone();
        docs.sort_unstable();
        let witnesses = docs.into_iter().map(|doc| {
            let article = &documents[doc.index()].article;
            Index { doc, title: CharIndex::new(&article.title), text: CharIndex::new(&article.text), sentences: OnceCell::new() }
        });
        Indexes { witnesses: witnesses.collect() }
    }

    fn of(&self, doc: DocId) -> &Index<'a> {
        let at = self.witnesses.binary_search_by_key(&doc, |witness| witness.doc).expect("only witnesses have readings");
        &self.witnesses[at]
    }

    fn sentences(&self, document: &Document, doc: DocId) -> &[Span] {
        self.of(doc).sentences.get_or_init(|| document.sentences())
    }

    fn char_span(&self, reading: Reading) -> [usize; 2] {
        let index = self.of(reading.doc);
        match reading.field {
            Field::Title => index.title.char_span(reading.span),
            Field::Text => index.text.char_span(reading.span),
        }
    }
}

/// The words that outlets choose over the events of a batch; `place` is the position of each article in the report.
pub(super) fn outlets(material: &Material, place: &[usize]) -> OutletWordingReport {
    let events: Vec<Vec<DocId>> =
        material.events.list.iter().filter(|event| event.members.len() > 1).map(|event| event.members.clone()).collect();
    // An article that nobody compared is a text of its own.
    let texts: Vec<u32> = (0..material.documents.len()).map(|at| material.clusters.of.get(at).copied().unwrap_or(at as u32)).collect();
    let wording = outlet_wording(material.documents, &texts, &events);
    let reading = |reading: &Reading| {
        let article = &material.documents[reading.doc.index()].article;
        ReadingReport {
            article: place[reading.doc.index()],
            id: article.id.clone(),
            field: reading.field,
            span: CharIndex::new(&article.text).char_span(reading.span),
            text: Cited::Text(reading.span.of(&article.text).to_owned()),
            marks: Vec::new(),
            context: None,
            value: None,
            exact: false,
            unsourced: false,
        }
    };
    let terms = wording.terms.iter().map(|term| OutletTermReport {
        outlet: term.outlet.clone(),
        term: term.term.clone(),
        log_odds: super::model::rounded(term.log_odds),
        z: super::model::rounded(term.z),
        events: term.events,
        readings: term.readings.iter().map(reading).collect(),
    });
    OutletWordingReport { events_needed: EVENTS_NEEDED, measured: wording.measured, terms: terms.collect() }
}

/// The comparison of given articles, for [`super::json::comparison`] and its siblings. `highlights` may be empty.
pub fn compare(documents: &[Document], comparison: &Comparison, highlights: &Highlights, options: &Options) -> ComparisonReport {
    let place =
        |doc: DocId| comparison.witnesses.iter().position(|witness| *witness == doc).expect("only witnesses are quoted in a comparison");
    let reader = Reader::new(documents, &place);
    let mut list: Vec<_> = comparison.witnesses.iter().map(|doc| articles::plain(&documents[doc.index()])).collect();
    let members: Vec<usize> = (0..list.len()).collect();
    articles::label(&mut list, &members);
    articles::compared(comparison, highlights, &place, &mut list);
    ComparisonReport {
        schema: "recoupe.compare/1",
        language: options.language,
        redacted: false,
        articles: list,
        unread_sentences: comparison.unread_sentences,
        wording: reader.wording(comparison, highlights),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(article: usize, field: Field, text: &str, value: Option<&str>) -> ReadingReport {
        ReadingReport {
            article,
            id: article.to_string(),
            field,
            span: [0, 0],
            text: Cited::Text(text.into()),
            marks: Vec::new(),
            context: None,
            value: value.map(str::to_owned),
            exact: false,
            unsourced: false,
        }
    }

    #[test]
    fn what_is_the_same_in_other_words_stands_together() {
        let readings = [
            reading(0, Field::Text, "quatre soldats", Some("4..4")),
            reading(1, Field::Text, "trois soldats", Some("3..3")),
            reading(2, Field::Text, "трое солдат", Some("3..3")),
            reading(3, Field::Title, "Trois soldats", Some("3..3")),
        ];
        let found: Vec<_> = grouped(&readings).iter().map(|same| (same.meaning, same.readings[0].article, same.readings.len())).collect();
        assert_eq!(found, [(0, 1, 2), (0, 2, 1), (1, 0, 1)]);
    }

    #[test]
    fn names_that_differ_in_accents_alone_are_trivial() {
        for (kind, a, b, expected) in [
            (Kind::Name, "Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", true),
            (Kind::Label, "gilets jaunes", "Gilets jaunes", true),
            (Kind::Name, "Poutine", "Putin", false),
            (Kind::Quote, "« un accident »", "un accident", false),
        ] {
            let readings = [reading(0, Field::Text, a, None), reading(1, Field::Title, b, None)];
            assert_eq!(is_trivial(kind, &readings), expected, "{kind:?} {a} {b}");
        }
    }

    #[test]
    fn typography_tells_no_readings_apart() {
        for (a, b) in [
            ("à l'initiative d'Ankara", "à l’initiative d’Ankara"),
            ("« Nous partons », dit-il.", "“Nous partons”, dit-il"),
            ("États-majors", "états‑majors"),
            ("64\u{a0}ans", "64 ans"),
        ] {
            assert_eq!(words_alone(a), words_alone(b));
        }
        for (a, b) in [("5 %", "5 $"), ("1,5", "15"), ("ouvert ?", "ouvert"), ("dit", "dit-il")] {
            assert_ne!(words_alone(a), words_alone(b));
        }
    }
}
