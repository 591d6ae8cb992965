//! A small invented batch for the tests of this module: four French reports of one strike, one of them a copy, and a hostile article.

use std::sync::Arc;

use crate::article::{Article, Date, DocId, Lang, Origin, Span};
use crate::clean::{Agency, Furniture, Layout, Reason};
use crate::cluster::{Cluster, Clusters};
use crate::compare::{Comparison, Difference, Field, Kind, Reading, Statement};
use crate::document::Document;
use crate::event::{Event, Events};
use crate::reuse::{Direction, DirectionEvidence, Passage, ReuseEdge};
use crate::verify::VerifiedEdge;

use super::{Highlights, Language, Material, Options, Report, build};

const DISPATCH: &str = "PORT-CLAIR, 12 mars 2031 (ADP) - Quelque 340 dockers ont cessé le travail mardi à Port-Clair, selon la direction du port. \
    « Nous ne reprendrons pas avant un accord écrit », a déclaré Inès Varlet, déléguée du syndicat. La préfecture a appelé au calme.";
const VOICE: &str = "Accueil > Économie\nPlus de 500 grévistes ont bloqué mardi le terminal de Port-Clair, affirme le syndicat. \
    « Nous ne reprendrons pas », prévient Inès Varlet. Le blocage aurait coûté deux millions d’euros.\nPartagez cet article";

/// The batch behind [`Material`], which only borrows.
pub struct Batch {
    pub documents: Vec<Document>,
    pub clusters: Clusters,
    pub edges: Vec<VerifiedEdge>,
    pub reuse: Vec<ReuseEdge>,
    pub events: Events,
    pub comparisons: Vec<(u32, Comparison)>,
    pub highlights: Vec<Highlights>,
    pub quotations: Vec<Vec<Span>>,
    pub independent: Vec<u32>,
    pub skipped: Vec<(String, String)>,
    pub notes: Vec<String>,
}

pub fn options() -> Options {
    Options { title: String::new(), language: Language::Fr, version: "0.0.0".into() }
}

/// The place of `words` in `text`, which holds them.
pub fn find(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap_or_else(|| panic!("{words:?} in {text:?}"));
    Span::new(at, at + words.len())
}

fn document(id: &str, source: &str, date: &str, title: &str, text: &str, layout: Layout) -> Document {
    let article = Article {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        source: (!source.is_empty()).then(|| source.to_owned()),
        date: Date::parse(date).ok(),
        url: Some(format!("https://news.example/{id}?id=1&x=2")),
        lang: Some(Lang::FR),
        origin: Origin { file: Arc::from("in.jsonl"), line: None },
    };
    Document::new(article, layout)
}

fn dispatch(id: &str, source: &str, date: &str, title: &str) -> Document {
    let dateline = find(DISPATCH, "PORT-CLAIR, 12 mars 2031 (ADP) - ");
    let layout = Layout {
        dateline: Some(dateline),
        agency: Some(Agency { name: "ADP".into(), span: find(DISPATCH, "ADP") }),
        body: vec![Span::new(dateline.end as usize, DISPATCH.len())],
        ..Layout::default()
    };
    document(id, source, date, title, DISPATCH, layout)
}

fn voice() -> Document {
    let (top, bottom) = (find(VOICE, "Accueil > Économie"), find(VOICE, "Partagez cet article"));
    let furniture = vec![Furniture { span: top, reason: Reason::Sparse }, Furniture { span: bottom, reason: Reason::Phrase }];
    let layout = Layout { furniture, body: vec![Span::new(top.end as usize + 1, bottom.start as usize - 1)], ..Layout::default() };
    document(
        "voix-7",
        "La Voix du Large",
        "2031-03-11T19:40:00+01:00",
        "Port-Clair : plus de 500 grévistes bloquent le terminal",
        VOICE,
        layout,
    )
}

fn hostile() -> Document {
    let text = "</p><script>alert(1)</script> & \u{202e}gnahc\u{0}\u{7} <img src=x onerror=alert(2)>\n\nÉté \"fin\" 'quoi'.";
    let layout = Layout { body: vec![Span::new(0, text.len())], ..Layout::default() };
    let mut document = document("../../<script>x</script>", "\"><b>Mal", "", "</title><script>alert('t')</script>\u{202e}", text, layout);
    document.article.url = Some("javascript:alert(1)".into());
    document
}

/// Reads the words of `doc` in its text.
fn reading(documents: &[Document], doc: u32, words: &str) -> Reading {
    Reading { doc: DocId(doc), field: Field::Text, span: find(&documents[doc as usize].article.text, words) }
}

fn comparison(documents: &[Document], [adp, quai, voix]: [u32; 3]) -> (Comparison, Highlights) {
    let read = |doc, words| reading(documents, doc, words);
    let statements = vec![
        Statement {
            readings: vec![
                read(adp, "Quelque 340 dockers ont cessé le travail mardi à Port-Clair, selon la direction du port."),
                read(voix, "Plus de 500 grévistes ont bloqué mardi le terminal de Port-Clair, affirme le syndicat."),
                read(quai, "Quelque 340 dockers ont cessé le travail mardi à Port-Clair, selon la direction du port."),
            ],
        },
        Statement {
            readings: vec![
                read(adp, "« Nous ne reprendrons pas avant un accord écrit », a déclaré Inès Varlet, déléguée du syndicat."),
                read(voix, "« Nous ne reprendrons pas », prévient Inès Varlet."),
            ],
        },
        Statement { readings: vec![read(adp, "La préfecture a appelé au calme."), read(quai, "La préfecture a appelé au calme.")] },
        Statement { readings: vec![read(voix, "Le blocage aurait coûté deux millions d’euros.")] },
    ];
    let difference = |kind, statement, readings, absent: &[u32], weight| Difference {
        kind,
        statement,
        readings,
        absent: absent.iter().copied().map(DocId).collect(),
        weight,
        translated: false,
    };
    let title =
        |doc: u32| Reading { doc: DocId(doc), field: Field::Title, span: Span::new(0, documents[doc as usize].article.title.len()) };
    let differences = vec![
        difference(
            Kind::Number,
            Some(0),
            vec![read(adp, "Quelque 340 dockers"), read(voix, "Plus de 500 grévistes"), read(quai, "Quelque 340 dockers")],
            &[],
            0.95,
        ),
        difference(Kind::Label, Some(0), vec![read(adp, "dockers"), read(voix, "grévistes")], &[], 0.7),
        difference(Kind::Attribution, Some(0), vec![read(adp, "selon la direction du port"), read(voix, "affirme le syndicat")], &[], 0.65),
        difference(
            Kind::Quote,
            Some(1),
            vec![read(adp, "« Nous ne reprendrons pas avant un accord écrit »"), read(voix, "« Nous ne reprendrons pas »")],
            &[],
            0.6,
        ),
        difference(Kind::Omission, Some(3), vec![read(voix, "Le blocage aurait coûté deux millions d’euros.")], &[adp, quai], 0.5),
        difference(Kind::Wording, None, vec![title(adp), title(voix)], &[], 0.2),
    ];
    let highlights = vec![
        vec![
            vec![find(DISPATCH, "Quelque 340 dockers"), find(DISPATCH, "cessé le travail")],
            vec![find(VOICE, "Plus de 500 grévistes"), find(VOICE, "bloqué")],
            vec![],
        ],
        vec![vec![find(DISPATCH, "avant un accord écrit")], vec![]],
    ];
    (
        Comparison {
            witnesses: vec![DocId(adp), DocId(voix), DocId(quai)],
            statements,
            differences,
            unlisted: 2,
            unread_sentences: 0,
            revisions: Vec::new(),
        },
        highlights,
    )
}

/// The batch in an order turned by `turn` positions; an odd turn also turns the lists of events and edges.
pub fn batch(turn: usize) -> Batch {
    let count = 4;
    let at = |original: usize| ((original + turn) % count) as u32;
    let mut documents: Vec<Option<Document>> = vec![None; count];
    documents[at(0) as usize] = Some(dispatch("adp-1", "ADP", "2031-03-11T18:05:00+01:00", "Des dockers cessent le travail à Port-Clair"));
    documents[at(1) as usize] =
        Some(dispatch("quai-1", "Le Quai", "2031-03-12T06:30:00+01:00", "Port-Clair : des dockers cessent le travail"));
    documents[at(2) as usize] = Some(voice());
    documents[at(3) as usize] = Some(hostile());
    let documents: Vec<Document> = documents.into_iter().flatten().collect();
    let (adp, quai, voix, bad) = (at(0), at(1), at(2), at(3));
    let cluster = |members: &[u32]| Cluster {
        members: members.iter().copied().map(DocId).collect(),
        centre: DocId(members[0]),
        representative: DocId(members[0]),
        weakest: 1.0,
        cohesion: 1.0,
    };
    let event = |members: &[u32], story| Event { members: members.iter().copied().map(DocId).collect(), days: None, story };
    let whole = Span::new(find(DISPATCH, "Quelque").start as usize, DISPATCH.len());
    let shared = "Nous ne reprendrons pas";
    let edge = |a: u32, b: u32, passages: Vec<Passage>, covered: (f64, f64), origin: Option<u32>, odds: f64| {
        let swapped = a > b;
        let turn = |passage: &Passage| if swapped { Passage { a: passage.b, b: passage.a, ..*passage } } else { *passage };
        ReuseEdge {
            a: DocId(a.min(b)),
            b: DocId(a.max(b)),
            equal: passages.iter().map(turn).map(|passage| (passage.a, passage.b)).collect(),
            passages: passages.iter().map(turn).collect(),
            covered_a: if swapped { covered.1 } else { covered.0 },
            covered_b: if swapped { covered.0 } else { covered.1 },
            direction: Direction {
                origin: origin.map(DocId),
                log_odds: if swapped { -odds } else { odds },
                evidence: vec![(DirectionEvidence::Time, if swapped { -odds } else { odds })],
            },
        }
    };
    let reuse = vec![
        edge(adp, quai, vec![Passage { a: whole, b: whole, tokens: 36 }], (1.0, 1.0), Some(adp), 2.0),
        edge(adp, voix, vec![Passage { a: find(DISPATCH, shared), b: find(VOICE, shared), tokens: 4 }], (0.11, 0.14), None, 0.5),
    ];
    let (compared, highlights) = comparison(&documents, [adp, quai, voix]);
    let mut quotations = vec![Vec::new(); count];
    quotations[adp as usize] = vec![find(DISPATCH, "« Nous ne reprendrons pas avant un accord écrit »")];
    let mut batch = Batch {
        clusters: Clusters { of: Vec::new(), list: vec![cluster(&[adp, quai]), cluster(&[voix]), cluster(&[bad])] },
        edges: VerifiedEdge::identical(DocId(adp), DocId(quai)).into_iter().collect(),
        reuse,
        events: Events { of: Vec::new(), list: vec![event(&[bad], 0), event(&[adp, voix, quai], 1)], links: Vec::new() },
        comparisons: vec![(1, compared)],
        highlights: vec![highlights],
        quotations,
        independent: vec![1, 2],
        skipped: vec![("in.jsonl:10".into(), "no text".into()), ("in.jsonl:9".into(), "not JSON: <b>".into())],
        notes: vec!["rien d’autre à signaler".into(), "12 textes trop courts".into()],
        documents,
    };
    if turn % 2 == 1 {
        batch.events.list = vec![event(&[adp, voix, quai], 0), event(&[bad], 1)];
        batch.comparisons[0].0 = 0;
        batch.independent.reverse();
        batch.reuse.reverse();
        batch.skipped.reverse();
        batch.notes.reverse();
    }
    batch
}

impl Batch {
    pub fn material(&self) -> Material<'_> {
        Material {
            documents: &self.documents,
            clusters: &self.clusters,
            edges: &self.edges,
            reuse: &self.reuse,
            events: &self.events,
            comparisons: &self.comparisons,
            highlights: &self.highlights,
            independent: &self.independent,
            quotations: &self.quotations,
            skipped: &self.skipped,
            notes: &self.notes,
        }
    }

    pub fn report(&self) -> Report {
        build(&self.material(), &options())
    }
}
