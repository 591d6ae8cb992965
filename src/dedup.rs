//! The same text in sets of any size: articles pass once, what is kept of each is a card, and only candidates are read again.
//!
//! Enters: inputs and an [`Engine`]. Leaves: [`Copies`]: clusters and verified edges over a [`Catalogue`], and a [`Library`] to read any record again.
//! **Invariant:** in the scope of passages, the same clusters and edges as [`crate::pipeline::texts`] gives on the articles in memory, for any
//! number of threads, any budget of memory and any order of input; for copies alone, those of them that bands or the exact join retrieve.
//! Memory holds the cards, the edges, and the budget.
//! **Source:** partitioned joins as in Grace hash join (Kitsuregawa et al. 1983); the rest in [`crate::candidates`] and [`crate::verify`].

mod catalogue;
mod comparing;
mod digest;
mod furniture;
mod naming;
mod reading;
mod retrieval;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;

use ahash::AHashMap;
use rayon::prelude::*;

pub use catalogue::Catalogue;
use catalogue::{Involved, PartCards};
use comparing::Shelf;
use furniture::{LineIndex, Repeated};
use reading::{Desk, Reader};
use retrieval::Retrieval;

use crate::article::DocId;
use crate::candidates::{self, BandScheme, CommonSeeds, CrowdedBucket, NO_TEXT, SeedLimits};
use crate::cluster::{self, Cluster, Preference};
use crate::document::Document;
use crate::input::{self, Library, LibraryError, Note, Part, ScanError, Skipped};
use crate::outlet::Outlets;
use crate::progress::{Progress, Stage};
use crate::scratch::{Scratch, ScratchError};
use crate::sketch::MinHasher;
use crate::verify::{Relation, Thresholds, VerifiedEdge};

/// How copies are found.
#[derive(Clone, Debug)]
pub struct Engine {
    /// Words in a shingle, at least 1.
    pub shingle_size: usize,
    /// Bounds of the relations.
    pub thresholds: Thresholds,
    /// The permutations.
    pub hasher: MinHasher,
    /// How signatures are cut into bands.
    pub scheme: BandScheme,
    /// What counts as a sign of a shared passage.
    pub seeds: SeedLimits,
    /// Which member represents a cluster.
    pub preference: Preference,
    /// Whether candidates are found by the exact join whatever their number.
    pub exact: bool,
    /// Articles up to which they are found by it anyway, if no bucket is crowded.
    pub exact_up_to: usize,
}

/// Articles up to which the exact join costs nothing that anyone would notice, so that it is made by default, unless a bucket is crowded:
/// it is quadratic in pages of one template.
pub const EXACT_UP_TO: usize = 10_000;

/// Which relations are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The same text.
    Copies,
    /// And contained texts and shared passages.
    Passages,
}

/// Shares of the budget of memory: together they leave half of it to cards, pairs and edges, which are in memory whatever their number.
const RETRIEVAL_SHARE: u64 = 4;
const LINES_SHARE: u64 = 16;
const RECORDS_SHARE: u64 = 8;

/// Articles that a thread reads again at a time.
const STRETCH: usize = 256;

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DedupError {
    /// The input cannot be read, or not stored while it is.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// An article cannot be read again.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// What does not fit in memory cannot be stored.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
}

/// Who has the same text.
#[derive(Debug)]
pub struct Copies {
    /// The articles.
    pub catalogue: Catalogue,
    /// Where their records are to be had.
    library: Library,
    repeated: Repeated,
    /// Clusters of two members and more, by their earliest.
    pub clusters: Vec<Cluster>,
    /// For each article its position in `clusters`, or `u32::MAX` if it is alone.
    cluster_of: Vec<u32>,
    /// Verified edges, in the order of their articles.
    pub edges: Vec<VerifiedEdge>,
    /// Pairs that agree but for their figures.
    pub templates: Vec<VerifiedEdge>,
    /// Clusters, by position, that look like a template.
    pub suspect: Vec<u32>,
    /// Buckets too full to compare every pair in.
    pub crowded: Vec<CrowdedBucket>,
    /// Shingles too common to retrieve by.
    pub common_seeds: CommonSeeds,
    /// Records that did not become an article.
    pub skipped: Vec<Skipped>,
    /// What is worth saying.
    pub notes: Vec<Note>,
    /// What it took.
    pub counts: Counts,
    /// Whether the system hardly holds all of the input, so that articles are asked for before their turn.
    reads_ahead: bool,
}

/// Figures of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Counts {
    /// Files read.
    pub files: usize,
    /// Bytes read, as stored.
    pub bytes: u64,
    /// Articles.
    pub articles: usize,
    /// Different texts.
    pub texts: usize,
    /// Articles read again because of lines that their outlet repeats.
    pub with_repeated_lines: usize,
    /// Pairs retrieved.
    pub candidates: usize,
    /// Whether candidates were found by the exact join, which misses none.
    pub exact_join: bool,
    /// Bytes that went to the scratch folder.
    pub spilled_bytes: u64,
}

impl Copies {
    /// The cluster of an article; `None` if nothing has its text.
    pub fn cluster(&self, doc: DocId) -> Option<&Cluster> {
        self.clusters.get(self.cluster_of[doc.index()] as usize)
    }

    /// The verified edge between two articles, whichever is the earlier. Of identical articles each has one with the earliest alone.
    pub fn edge(&self, a: DocId, b: DocId) -> Option<&VerifiedEdge> {
        let wanted = (a.min(b), a.max(b));
        self.edges.binary_search_by_key(&wanted, VerifiedEdge::docs).ok().map(|at| &self.edges[at])
    }

    /// Takes the clusters that look like a template apart, and gives them as they were: pages filled in from one form need not be of one
    /// happening. `suspect` is empty after.
    pub fn part_templates(&mut self, preference: &Preference) -> Vec<Cluster> {
        let suspect = std::mem::take(&mut self.suspect);
        if suspect.is_empty() {
            return Vec::new();
        }
        let identical = cluster::identical_inside(&self.edges, &suspect, |doc| self.cluster_of[doc.index()]);
        let (texts, _) = clusters(&self.catalogue, &identical, preference);
        let (parted, mut kept) = cluster::picked(std::mem::take(&mut self.clusters), &suspect);
        kept.extend(texts);
        kept.sort_unstable_by_key(|cluster| cluster.members[0]);
        self.cluster_of = positions(&kept, self.catalogue.len());
        self.clusters = kept;
        parted
    }

    /// Number of clusters, articles that are alone included.
    pub fn text_count(&self) -> usize {
        let copied: usize = self.clusters.iter().map(|cluster| cluster.members.len()).sum();
        self.catalogue.len() - copied + self.clusters.len()
    }

    /// An article with everything that is derived from it, read again; its language is not looked for.
    ///
    /// # Errors
    /// If its file is gone or has changed.
    pub fn document(&self, doc: DocId) -> Result<Document, DedupError> {
        self.shelf().document(doc)
    }

    /// What `task` makes of some articles that are read again, as [`Copies::document`] gives them, a run of them at a time. Parallel; the runs
    /// follow the order of the files, in which reading costs least, and are the same for any number of threads.
    ///
    /// # Errors
    /// As [`Copies::document`], and those of `task`.
    pub fn read_again<R: Send>(
        &self,
        mut docs: Vec<DocId>,
        task: impl Fn(&mut dyn Iterator<Item = Result<(DocId, Document), DedupError>>) -> Result<R, DedupError> + Sync,
    ) -> Result<Vec<R>, DedupError> {
        docs.par_sort_unstable_by_key(|doc| self.catalogue.place(*doc));
        let shelf = self.shelf();
        let read = |docs: &[DocId]| task(&mut docs.iter().map(|doc| Ok((*doc, shelf.document(*doc)?))));
        shelf.in_runs(&docs, STRETCH, |doc| [*doc], read)
    }

    fn shelf(&self) -> Shelf<'_> {
        Shelf { library: &self.library, catalogue: &self.catalogue, repeated: &self.repeated, reads_ahead: self.reads_ahead }
    }

    /// The record of an article as it stands in its file, but for white space around it and replaced invalid UTF-8; one line.
    ///
    /// # Errors
    /// If its file is gone or has changed.
    pub fn record(&self, doc: DocId) -> Result<String, DedupError> {
        let mut bytes = Vec::new();
        self.library.read(self.catalogue.place(doc), &mut bytes)?;
        let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(text.trim().trim_start_matches('\u{feff}').to_owned())
    }

    /// The articles of each text that more than one article has to the letter, earliest first.
    pub fn identical(&self) -> Vec<Vec<DocId>> {
        let mut groups: BTreeMap<DocId, Vec<DocId>> = BTreeMap::new();
        for edge in self.edges.iter().filter(|edge| edge.relation() == Relation::Identical) {
            groups.entry(edge.docs().0).or_insert_with(|| vec![edge.docs().0]).push(edge.docs().1);
        }
        groups.into_values().collect()
    }
}

/// Finds who has the same text, and, if `scope` says so, who shares passages. Keeps to about `memory` bytes beside a hundred for every
/// article; the rest waits in `scratch`.
///
/// # Errors
/// If something given cannot be read, a file changes meanwhile, or the scratch folder is of no use.
pub fn dedup(
    inputs: &[PathBuf],
    options: &input::Options,
    engine: &Engine,
    scope: Scope,
    memory: u64,
    scratch: &Scratch,
    progress: &dyn Progress,
) -> Result<Copies, DedupError> {
    progress.stage(Stage::Reading);
    let share = |part: u64| usize::try_from(memory / part).unwrap_or(usize::MAX);
    let library = Library::new(&options.fields, memory / RECORDS_SHARE, scratch);
    let outlets = Outlets::default();
    let lines = LineIndex::new(share(LINES_SHARE), scratch);
    let retrieval = Retrieval::new(engine, scope, share(RETRIEVAL_SHARE), scratch);
    let arrivals = AtomicU32::new(0);
    let desk = Desk { outlets: &outlets, lines: &lines, retrieval: &retrieval, arrivals: &arrivals };
    let scanned = input::scan(inputs, options, &library, &|bytes| progress.read(bytes), || Reader::new(&desk))?;
    let input::Scanned { parts, skipped, mut notes, file_count, byte_count } = scanned;

    progress.stage(Stage::Cleaning);
    let mut catalogue = ranked(parts, outlets, &library, &mut notes)?;
    let mut counts = Counts { files: file_count, bytes: byte_count, articles: catalogue.len(), ..Counts::default() };
    // The system hardly holds all of an input that is larger than what a run may hold.
    let reads_ahead = byte_count > memory;
    let repeated = furnish(&mut catalogue, lines, &library, &retrieval, reads_ahead, &mut counts)?;

    progress.stage(Stage::Retrieving);
    let shelf = Shelf { library: &library, catalogue: &catalogue, repeated: &repeated, reads_ahead };
    let (earliest, text_of) = texts(&catalogue, &repeated);
    counts.texts = earliest.iter().zip(0..).filter(|(first, doc)| **first == *doc).count();
    let mut candidates = retrieval.candidates(&text_of)?;
    drop(text_of);
    counts.exact_join = engine.exact || catalogue.len() <= engine.exact_up_to && candidates.crowded.is_empty();
    if counts.exact_join {
        let joined = retrieval::join(&earliest, &shelf, engine, share(RETRIEVAL_SHARE), scratch)?;
        candidates.pairs = candidates::union([candidates.pairs.as_slice(), &joined]);
    }
    counts.candidates = candidates.pairs.len();

    progress.stage(Stage::Verifying);
    let mut verified = comparing::compare(candidates.pairs, &shelf, engine, scope)?;
    let copies = earliest.iter().zip(0..).filter(|(first, doc)| **first != NO_TEXT && **first != *doc);
    verified.edges.extend(copies.filter_map(|(first, doc)| VerifiedEdge::identical(DocId(*first), DocId(doc))));
    drop(earliest);
    verified.edges.par_sort_unstable_by_key(VerifiedEdge::docs);
    let (clusters, suspect) = clusters(&catalogue, &verified.edges, &engine.preference);
    let cluster_of = positions(&clusters, catalogue.len());
    counts.spilled_bytes = scratch.written();
    Ok(Copies {
        catalogue,
        library,
        repeated,
        clusters,
        cluster_of,
        edges: verified.edges,
        templates: verified.templates,
        suspect,
        crowded: candidates.crowded,
        common_seeds: candidates.common_seeds,
        skipped,
        notes,
        counts,
        reads_ahead,
    })
}

/// The articles in their order, each under a name of its own.
fn ranked(parts: Vec<Part<PartCards>>, outlets: Outlets, library: &Library, notes: &mut Vec<Note>) -> Result<Catalogue, DedupError> {
    let mut path_names = AHashMap::new();
    let mut row = 0;
    for part in &parts {
        path_names.extend(part.names.clone().map(|names| (row, names)));
        row += part.article_count;
    }
    let mut catalogue = Catalogue::new(parts);
    catalogue.name_outlets(outlets.names());
    let slots = catalogue.all_slots();
    notes.extend(naming::name(&mut catalogue, &slots, &path_names, library)?);
    catalogue.rank(slots);
    Ok(catalogue)
}

/// Leaves out what outlets repeat: articles that hold such lines are sketched again, under numbers of their own.
fn furnish(
    catalogue: &mut Catalogue,
    lines: LineIndex,
    library: &Library,
    retrieval: &Retrieval,
    reads_ahead: bool,
    counts: &mut Counts,
) -> Result<Repeated, DedupError> {
    let nothing = Repeated::default();
    let shelf = Shelf { library, catalogue, repeated: &nothing, reads_ahead };
    let repeated = furniture::repeated(lines, catalogue, &catalogue.doc_of_arrival(), &shelf)?;
    counts.with_repeated_lines = repeated.docs.len();
    let shelf = Shelf { library, catalogue, repeated: &repeated, reads_ahead };
    let numbers = catalogue.len() as u32..;
    let mut again: Vec<_> = repeated.docs.iter().copied().zip(numbers).collect();
    again.par_sort_unstable_by_key(|(doc, _)| catalogue.place(*doc));
    let sketch = |stretch: &[(DocId, u32)]| {
        let mut writer = retrieval.writer();
        let mut digests = Vec::with_capacity(stretch.len());
        for (doc, number) in stretch {
            let digest = |digester: &mut digest::Digester| {
                let identity = digester.identity();
                let stored = if identity.is_some() { writer.push(*number, digester) } else { Ok(()) };
                stored.map(|()| (identity, digester.words()))
            };
            digests.push(shelf.digest(*doc, |_| (), digest)??);
        }
        Ok(digests)
    };
    let digests = shelf.in_runs(&again, STRETCH, |(doc, _)| [*doc], sketch)?;
    for ((doc, number), (identity, words)) in again.iter().zip(digests.into_iter().flatten()) {
        let card = catalogue.card_mut(*doc);
        card.set_identity(identity);
        card.words = words;
        card.arrival = *number;
    }
    Ok(repeated)
}

/// For each article the earliest of the same text, [`NO_TEXT`] without tokens; and for each number that a sketch was stored under the article,
/// if it is the earliest of its text and the sketch is its last.
fn texts(catalogue: &Catalogue, repeated: &Repeated) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<(u64, u32)> = Vec::with_capacity(catalogue.len());
    order.extend(catalogue.cards().map(|(doc, card)| (card.identity[0], doc.0)).filter(|(half, _)| *half != 0));
    let lower = |doc: u32| catalogue.card(DocId(doc)).identity[1];
    order.par_sort_unstable_by(|x, y| x.0.cmp(&y.0).then_with(|| lower(x.1).cmp(&lower(y.1))).then(x.1.cmp(&y.1)));
    let mut earliest = vec![NO_TEXT; catalogue.len()];
    for same in order.chunk_by(|x, y| x.0 == y.0 && lower(x.1) == lower(y.1)) {
        same.iter().for_each(|(_, doc)| earliest[*doc as usize] = same[0].1);
    }
    let mut text_of = vec![NO_TEXT; catalogue.len() + repeated.docs.len()];
    for (doc, card) in catalogue.cards().filter(|(doc, _)| earliest[doc.index()] == doc.0) {
        text_of[card.arrival as usize] = doc.0;
    }
    (earliest, text_of)
}

/// For each of `count` articles the position of its cluster, or `u32::MAX` if it is in none.
fn positions(clusters: &[Cluster], count: usize) -> Vec<u32> {
    let mut of = vec![u32::MAX; count];
    for (at, cluster) in (0..).zip(clusters) {
        cluster.members.iter().for_each(|member| of[member.index()] = at);
    }
    of
}

/// Clusters of two and more, and which of them look like a template.
fn clusters(catalogue: &Catalogue, edges: &[VerifiedEdge], preference: &Preference) -> (Vec<Cluster>, Vec<u32>) {
    let copies = || edges.par_iter().filter(|edge| edge.is_copy());
    let mut docs: Vec<DocId> = copies().flat_map_iter(|edge| <[DocId; 2]>::from(edge.docs())).collect();
    docs.par_sort_unstable();
    docs.dedup();
    let involved = Involved::new(catalogue, docs);
    let local: Vec<VerifiedEdge> = copies().filter_map(|edge| edge.renumbered(|doc| involved.number(doc))).collect();
    let mut clusters = cluster::clusters(&involved, &local, preference);
    let suspect = cluster::template_like(&involved, &clusters);
    let there = |doc: &mut DocId| *doc = involved.docs[doc.index()];
    for cluster in &mut clusters.list {
        cluster.members.iter_mut().chain([&mut cluster.centre, &mut cluster.representative]).for_each(there);
    }
    // Singletons go, so positions move.
    let mut moved = vec![u32::MAX; clusters.list.len()];
    let kept = clusters.list.iter().enumerate().filter(|(_, cluster)| cluster.members.len() > 1);
    kept.zip(0..).for_each(|((at, _), position)| moved[at] = position);
    clusters.list.retain(|cluster| cluster.members.len() > 1);
    (clusters.list, suspect.into_iter().map(|at| moved[at as usize]).collect())
}
