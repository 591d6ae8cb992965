//! Candidates compared exactly: their articles are read again, a connected few at a time, and let go.

use std::cell::RefCell;

use ahash::AHashMap;
use rayon::prelude::*;

use super::catalogue::{Catalogue, Slot};
use super::digest::Digester;
use super::furniture::Repeated;
use super::{DedupError, Engine, Scope};
use crate::article::{Article, DocId};
use crate::candidates::CandidatePair;
use crate::clean::{Cleaner, LineFact};
use crate::document::Document;
use crate::input::{Library, Sighting};
use crate::sketch::shingle_sets;
use crate::text::{ShingleSet, tokenize};
use crate::verify::{self, Verified, VerifiedEdge};

/// Pairs that one task compares.
const PAIRS: usize = 128;

/// Shingle sets that one task keeps at hand: some 16 MB of news.
const SETS: usize = 4096;

/// Articles to be had again.
pub(super) struct Shelf<'s> {
    pub library: &'s Library,
    pub catalogue: &'s Catalogue,
    pub repeated: &'s Repeated,
    /// Whether articles are asked for before their turn: worth its while only where files are read from the disk a second time.
    pub reads_ahead: bool,
}

thread_local! {
    /// Buffers of the thread: records and digests.
    static DESK: RefCell<(Vec<u8>, Digester)> = RefCell::default();
}

impl Shelf<'_> {
    /// Whether a line of this article's outlet is furniture.
    fn is_repeated(&self, doc: DocId, key: u64) -> bool {
        self.repeated.is_repeated(self.catalogue.card(doc).source, key)
    }

    /// What `task` makes of each run of so many of `items`, in their order. Parallel; `docs_of` tells which articles an item needs.
    pub(super) fn in_runs<T: Sync, R: Send, D: IntoIterator<Item = DocId>>(
        &self,
        items: &[T],
        length: usize,
        docs_of: impl Fn(&T) -> D + Sync,
        task: impl Fn(&[T]) -> Result<R, DedupError> + Sync,
    ) -> Result<Vec<R>, DedupError> {
        let runs: Vec<&[T]> = items.chunks(length).collect();
        let task = |at: usize| {
            // Most threads take one run after the other.
            let soon = runs.get(at + 1).filter(|_| self.reads_ahead);
            soon.into_iter().copied().flatten().flat_map(&docs_of).for_each(|doc| self.library.announce(self.catalogue.place(doc)));
            task(runs[at])
        };
        (0..runs.len()).into_par_iter().map(task).collect()
    }

    /// The facts of the lines of an article.
    pub(super) fn facts(&self, doc: DocId) -> Result<Vec<LineFact>, DedupError> {
        let mut facts = Vec::new();
        self.digest(doc, |fact| facts.push(fact), |_| ())?;
        Ok(facts)
    }

    /// Digests an article again, its outlet's repeated lines left out, for `use_digest` to use.
    pub(super) fn digest<T>(
        &self,
        doc: DocId,
        mut line: impl FnMut(LineFact),
        mut use_digest: impl FnMut(&mut Digester) -> T,
    ) -> Result<T, DedupError> {
        DESK.with_borrow_mut(|(buffer, digester)| {
            let show = |sighting: &Sighting<'_>| {
                digester.take(sighting.title, sighting.text, None, false, |key| self.is_repeated(doc, key), &mut line);
                use_digest(digester)
            };
            Ok(self.library.show(self.catalogue.place(doc), buffer, show)?)
        })
    }

    /// The shingles of an article.
    pub(super) fn shingles(&self, doc: DocId, width: usize) -> Result<ShingleSet, DedupError> {
        let card = self.catalogue.card(doc);
        let set = DESK.with_borrow_mut(|(buffer, digester)| {
            let show = |sighting: &Sighting<'_>| {
                digester.take(
                    sighting.title,
                    sighting.text,
                    Some(card.words.token_count()),
                    false,
                    |key| self.is_repeated(doc, key),
                    |_| (),
                );
                let is_same = digester.identity() == Some(card.identity());
                is_same.then(|| ShingleSet::from_unsorted(digester.shingles(width).to_vec()))
            };
            self.library.show(self.catalogue.place(doc), buffer, show)
        })?;
        set.ok_or_else(|| self.library.changed(self.catalogue.place(doc)).into())
    }

    /// An article with everything that is derived from it; its language is not looked for.
    pub(super) fn document(&self, doc: DocId) -> Result<Document, DedupError> {
        let mut buffer = Vec::new();
        let article = self.library.show(self.catalogue.place(doc), &mut buffer, |sighting| {
            sighting.clone().into_article(self.catalogue.origin(doc), String::new)
        })?;
        let source = self.catalogue.source(doc).map(str::to_owned);
        let article = Article { id: self.catalogue.id(doc).into_owned(), source, date: self.catalogue.date(doc), ..article };
        let tokens = tokenize(&article.text);
        let layout = Cleaner::new().read(&article.text, &tokens).lay_out(&article.title, |key| self.is_repeated(doc, key)).layout();
        Ok(Document::with_tokens(article, layout, tokens))
    }
}

/// Compares the pairs of two different texts. Parallel; each article is read about once.
pub(super) fn compare(pairs: Vec<CandidatePair>, shelf: &Shelf<'_>, engine: &Engine, scope: Scope) -> Result<Verified, DedupError> {
    let pairs = by_component(pairs, shelf.catalogue);
    let found = shelf.in_runs(
        &pairs,
        PAIRS,
        |pair| <[DocId; 2]>::from(pair.docs()),
        |pairs| match scope {
            Scope::Copies => copies(pairs, shelf, engine),
            Scope::Passages => relations(pairs, shelf, engine),
        },
    )?;
    let mut whole = Verified::default();
    for part in found {
        whole.edges.extend(part.edges);
        whole.templates.extend(part.templates);
    }
    whole.edges.par_sort_unstable_by_key(VerifiedEdge::docs);
    whole.templates.par_sort_unstable_by_key(VerifiedEdge::docs);
    Ok(whole)
}

/// Pairs so ordered that those connected to each other stand together, in the order of the files as far as may be: what was just read is
/// read again at less cost.
fn by_component(pairs: Vec<CandidatePair>, catalogue: &Catalogue) -> Vec<CandidatePair> {
    let mut parent: Vec<u32> = (0..catalogue.len() as u32).collect();
    fn root(parent: &mut [u32], mut at: u32) -> u32 {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    }
    for pair in &pairs {
        let (a, b) = (root(&mut parent, pair.docs().0.0), root(&mut parent, pair.docs().1.0));
        parent[a.max(b) as usize] = a.min(b);
    }
    let mut ordered: Vec<(Slot, CandidatePair)> =
        pairs.into_iter().map(|pair| (catalogue.slot(DocId(root(&mut parent, pair.docs().0.0))), pair)).collect();
    drop(parent);
    ordered.par_sort_unstable();
    ordered.into_iter().map(|(_, pair)| pair).collect()
}

/// The near-duplicates among pairs.
fn copies(pairs: &[CandidatePair], shelf: &Shelf<'_>, engine: &Engine) -> Result<Verified, DedupError> {
    let mut sets: AHashMap<DocId, ShingleSet> = AHashMap::new();
    let mut edges = Vec::new();
    let mut suspect = Vec::new();
    for pair in pairs {
        let (a, b) = pair.docs();
        if sets.len() >= SETS {
            sets.clear();
        }
        for doc in [a, b] {
            if !sets.contains_key(&doc) {
                sets.insert(doc, shelf.shingles(doc, engine.shingle_size)?);
            }
        }
        if let Some(edge) = VerifiedEdge::near_duplicate(*pair, &sets[&a], &sets[&b], &engine.thresholds) {
            if may_be_template(*pair, shelf.catalogue) { suspect.push(*pair) } else { edges.push(edge) }
        }
    }
    drop(sets);
    let mut found = relations(&suspect, shelf, engine)?;
    found.edges.append(&mut edges);
    Ok(found)
}

/// Whether two articles may be one form filled in twice, which only the whole of them tells: those of one outlet and different days.
fn may_be_template(pair: CandidatePair, catalogue: &Catalogue) -> bool {
    let (a, b) = (catalogue.card(pair.docs().0), catalogue.card(pair.docs().1));
    a.source == b.source && catalogue.source(pair.docs().0).is_some() && verify::other_days(a.date.get(), b.date.get())
}

/// Every relation among pairs.
fn relations(pairs: &[CandidatePair], shelf: &Shelf<'_>, engine: &Engine) -> Result<Verified, DedupError> {
    let mut docs: Vec<DocId> = pairs.iter().flat_map(|pair| <[DocId; 2]>::from(pair.docs())).collect();
    docs.sort_unstable();
    docs.dedup();
    let documents: Vec<Document> = docs.iter().map(|doc| shelf.document(*doc)).collect::<Result<_, _>>()?;
    let here = |doc: DocId| DocId::from_index(docs.partition_point(|other| *other < doc));
    let local: Vec<CandidatePair> = pairs.iter().filter_map(|pair| CandidatePair::new(here(pair.docs().0), here(pair.docs().1))).collect();
    let verified = verify::verify(&documents, &shingle_sets(&documents, engine.shingle_size), &local, &engine.thresholds);
    let there = |edges: Vec<VerifiedEdge>| edges.into_iter().filter_map(|edge| edge.renumbered(|doc| docs[doc.index()])).collect();
    Ok(Verified { edges: there(verified.edges), templates: there(verified.templates) })
}
