//! Articles read for their evidence, and let go.
//!
//! Enters: articles and their mentions, in any order and from any thread. Leaves: [`Run`]s, some dozen bytes for each term of an article's
//! first words, and a [`Roll`] that says which articles each of those read stands for.
//! **Invariant:** of an article nothing is kept that holds its text.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::evidence::{Evidence, Kind, evidence};
use super::term::Packed;
use super::vocabulary::{Recent, Register};
use crate::article::DocId;
use crate::cluster::Clusters;
use crate::document::Document;
use crate::mention::DocumentMentions;

/// Articles of a run, where all are in memory.
const RUN: usize = 256;

/// Reads articles, as many at once as there are threads.
#[derive(Default)]
pub struct Reader {
    register: Register,
    /// Of readers that wait for their next run.
    waiting: Mutex<Vec<Recent>>,
}

/// The evidence of some articles.
#[derive(Default)]
pub struct Run {
    pub(super) read: Vec<Read>,
    /// The terms of all of them, one article after the other.
    pub(super) terms: Vec<Packed>,
}

impl Run {
    /// Gives every term the number that `of` gives for its own; those of an article ascend again after.
    pub(super) fn renumber(&mut self, of: impl Fn(u32) -> u32) {
        let mut rest = self.terms.as_mut_slice();
        for article in &self.read {
            let (own, others) = rest.split_at_mut(article.terms as usize);
            own.iter_mut().for_each(|term| term.renumber(of(term.id())));
            own.sort_unstable_by_key(|term| term.id());
            rest = others;
        }
    }
}

/// The evidence of one article.
pub(super) struct Read {
    pub doc: DocId,
    pub evidence: Evidence,
    /// How many of the terms are words of its own; they come first.
    pub words: u32,
    /// How many of the terms are its own.
    pub terms: u32,
}

impl Reader {
    /// A run of the articles that `show` gives, each with its mentions, for it to read.
    ///
    /// # Errors
    /// Those of `show`.
    pub fn run<E>(&self, show: impl FnOnce(&mut dyn FnMut(DocId, &Document, &DocumentMentions)) -> Result<(), E>) -> Result<Run, E> {
        let waiting = || self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut recent = waiting().pop().unwrap_or_default();
        let mut run = Run::default();
        let shown = show(&mut |doc, document, mentions| {
            let (evidence, terms) = evidence(document, mentions);
            run.terms.extend(terms.iter().map(|term| Packed::new(recent.number(&self.register, term), term)));
            let words = terms.partition_point(|term| term.kind == Kind::Word) as u32;
            run.read.push(Read { doc, evidence, words, terms: terms.len() as u32 });
        });
        waiting().push(recent);
        run.terms.shrink_to_fit();
        shown.map(|()| run)
    }

    /// The runs of articles in memory. Parallel.
    pub(super) fn read_all(&self, roll: &Roll, documents: &[Document], mentions: &[DocumentMentions]) -> Vec<Run> {
        let run = |texts: &[Text]| {
            self.run(|read| {
                texts.iter().map(Text::first).for_each(|doc| read(doc, &documents[doc.index()], &mentions[doc.index()]));
                Ok(())
            })
        };
        let runs: Result<Vec<Run>, Infallible> = roll.texts.par_chunks(RUN).map(run).collect();
        runs.unwrap_or_else(|never| match never {})
    }

    pub(super) fn finish(self) -> Register {
        self.register
    }
}

/// Articles that are one text, of which the earliest is read.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its articles, earliest first; never empty.
    pub members: Box<[DocId]>,
    /// First and last day of publication of its members.
    pub published: Option<(i32, i32)>,
}

impl Text {
    /// The article it is read through.
    pub fn first(&self) -> DocId {
        self.members[0]
    }
}

/// Which articles a batch has, text by text.
#[derive(Clone, Debug)]
pub struct Roll {
    /// In the order of their first members.
    pub(super) texts: Vec<Text>,
    /// For each article its place in the order of [`crate::article::Article::key`].
    pub(super) rank: Vec<u32>,
}

impl Roll {
    /// Of articles that are numbered in their order, `0..count`, with their texts in any order.
    pub fn in_order(mut texts: Vec<Text>, count: usize) -> Roll {
        texts.sort_unstable_by_key(Text::first);
        Roll { texts, rank: (0..count as u32).collect() }
    }

    /// Of articles in memory.
    pub fn new(documents: &[Document], clusters: &Clusters) -> Roll {
        let mut order: Vec<u32> = (0..documents.len() as u32).collect();
        order.sort_by(|a, b| documents[*a as usize].article.key().cmp(&documents[*b as usize].article.key()));
        let mut rank = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(doc, at)| rank[*doc as usize] = at);
        let text = |members: &Vec<DocId>| {
            let mut members: Box<[DocId]> = members.as_slice().into();
            members.sort_unstable_by_key(|doc| rank[doc.index()]);
            let days = members.iter().filter_map(|doc| documents[doc.index()].article.date).map(|date| date.day());
            let published = days.clone().min().zip(days.max());
            Text { members, published }
        };
        let mut texts: Vec<Text> = clusters.list.iter().map(|cluster| text(&cluster.members)).collect();
        texts.sort_unstable_by_key(|text| rank[text.first().index()]);
        Roll { texts, rank }
    }

    /// The texts, in the order of their first members.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }
}
