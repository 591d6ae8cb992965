//! A comparison as a report shows it: its spans in code points, its words, the sentence around them.

use std::collections::BTreeMap;

use crate::article::{Article, CharIndex, DocId, Span};
use crate::compare::{Change, Comparison, EVENTS_NEEDED, Field, Reading, Revision, Statement, outlet_wording};
use crate::document::Document;
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
    pub fn new(documents: &'a [Document], place: &'a dyn Fn(DocId) -> usize) -> Self {
        Reader { documents, place }
    }

    pub fn wording(&self, comparison: &Comparison, highlights: &Highlights) -> Wording {
        let indexes = Indexes::new(self.documents, comparison);
        let statements = comparison.statements.iter().enumerate().map(|(s, statement)| StatementReport {
            readings: (statement.readings.iter().enumerate())
                .map(|(r, reading)| {
                    let marks = highlights.get(s).and_then(|list| list.get(r)).map_or(&[][..], Vec::as_slice);
                    self.reading(*reading, marks, &indexes)
                })
                .collect(),
        });
        let differences = comparison.differences.iter().map(|difference| {
            let statement = difference.statement.and_then(|at| comparison.statements.get(at));
            let readings = difference.readings.iter().map(|reading| {
                let context = self.context(*reading, statement);
                ReadingReport { context: Some(context), ..self.reading(*reading, &[], &indexes) }
            });
            let mut absent_at: Vec<usize> = difference.absent.iter().map(|doc| (self.place)(*doc)).collect();
            absent_at.sort_unstable();
            DifferenceReport {
                kind: difference.kind,
                statement: difference.statement,
                readings: readings.collect(),
                absent: difference.absent.iter().map(|doc| self.documents[doc.index()].article.id.clone()).collect(),
                absent_at,
                weight: super::model::rounded(difference.weight),
            }
        });
        Wording {
            witnesses: comparison.witnesses.iter().map(|doc| (self.place)(*doc)).collect(),
            statements: statements.collect(),
            differences: differences.collect(),
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
        }
    }

    /// The sentence that holds the reading, and where in it the reading stands.
    fn context(&self, reading: Reading, statement: Option<&Statement>) -> (String, Span) {
        let document = &self.documents[reading.doc.index()];
        let text = field(&document.article, reading.field);
        let around = match reading.field {
            Field::Title => Some(Span::new(0, text.len())),
            Field::Text => {
                let told = statement.into_iter().flat_map(|statement| &statement.readings);
                let told = told.filter(|other| other.doc == reading.doc && other.field == reading.field).map(|other| other.span);
                told.into_iter().find(|span| span.contains(reading.span)).or_else(|| document.sentence_at(reading.span))
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

/// Equal readings together, those of most articles first, then in the order of the articles. Readings are equal that differ in
/// case, diacritics, white space, quotation marks, dashes and the punctuation at their ends alone. Never holds an empty group.
pub(super) fn grouped(readings: &[ReadingReport]) -> Vec<Vec<&ReadingReport>> {
    let mut groups: Vec<Vec<&ReadingReport>> = Vec::new();
    let mut known: BTreeMap<(Field, String), usize> = BTreeMap::new();
    for reading in readings {
        let key = (reading.field, words_alone(&reading.text));
        let at = *known.entry(key).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(reading);
    }
    groups.sort_by_key(|same| std::cmp::Reverse(same.len()));
    groups
}

/// A reading without what only typography tells apart.
fn words_alone(text: &str) -> String {
    let plain: String = fold(text)
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

/// Code-point indexes of the fields of a comparison's witnesses.
struct Indexes<'a> {
    witnesses: Vec<(DocId, CharIndex<'a>, CharIndex<'a>)>,
}

impl<'a> Indexes<'a> {
    fn new(documents: &'a [Document], comparison: &Comparison) -> Self {
        let mut docs = comparison.witnesses.clone();
        docs.sort_unstable();
        let witnesses = docs.into_iter().map(|doc| {
            let article = &documents[doc.index()].article;
            (doc, CharIndex::new(&article.title), CharIndex::new(&article.text))
        });
        Indexes { witnesses: witnesses.collect() }
    }

    fn char_span(&self, reading: Reading) -> [usize; 2] {
        let at = self.witnesses.binary_search_by_key(&reading.doc, |witness| witness.0).expect("only witnesses have readings");
        let (_, title, text) = &self.witnesses[at];
        match reading.field {
            Field::Title => title.char_span(reading.span),
            Field::Text => text.char_span(reading.span),
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
        wording: reader.wording(comparison, highlights),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
