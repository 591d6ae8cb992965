//! The order of the stages, for batches that memory holds; [`crate::dedup`] has that for copies in sets of any size.
//!
//! Enters: a batch of articles and a [`Plan`]. Leaves: everything the commands write.
//! **Invariant:** articles are put in the order of [`Article::key`] before anything looks at them, so neither the order of input nor
//! the number of threads can reach a result; [`Corpus::rows`] remembers the input's order for the files that list articles.

use rayon::prelude::*;

use crate::article::{Article, DocId};
use crate::candidates::{self, Candidates, CommonSeeds, CrowdedBucket, ExactCopies};
use crate::clean::layouts_and_tokens;
use crate::cluster::{self, Cluster, Clusters};
use crate::compare::{self, Comparison};
use crate::config::Plan;
use crate::dedup::{Copies, DedupError, EXACT_UP_TO};
use crate::document::Document;
use crate::event::{self, Events};
use crate::mention::{self, DocumentMentions};
use crate::outlet::Outlets;
pub use crate::progress::{Progress, Silent, Stage};
use crate::reuse::{self, Independence, ReuseEdge};
use crate::sketch;
use crate::text::detect;
use crate::verify::{self, VerifiedEdge};
use crate::{records, report};

/// The articles of a run, prepared.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// In the order of [`Article::key`].
    pub documents: Vec<Document>,
    /// For each article of the input, in its order, where it stands in `documents`.
    pub rows: Vec<DocId>,
    /// Articles that had no date field and took the date that stands in their text.
    pub dated_by_text: usize,
}

/// Prepares articles: languages are told where they are not given, an outlet known by its domain gets the name that others give it,
/// articles without a date take the one in their text, furniture is found, bodies are tokenized.
pub fn prepare(mut articles: Vec<Article>, progress: &dyn Progress) -> Corpus {
    progress.stage(Stage::Cleaning);
    articles.par_iter_mut().for_each(tell_language);
    name_outlets(&mut articles);
    let (layouts, tokens) = layouts_and_tokens(&articles);
    let mut dated_by_text = 0;
    for (article, layout) in articles.iter_mut().zip(&layouts).filter(|(article, _)| article.date.is_none()) {
        article.date = layout.published;
        dated_by_text += usize::from(article.date.is_some());
    }
    let mut entries: Vec<_> = articles.into_iter().zip(layouts.into_iter().zip(tokens)).enumerate().collect();
    entries.par_sort_by(|(_, (a, _)), (_, (b, _))| a.key().cmp(&b.key()));
    let mut rows = vec![DocId(0); entries.len()];
    for (at, (row, _)) in entries.iter().enumerate() {
        rows[*row] = DocId::from_index(at);
    }
    let document = |(_, (article, (layout, tokens)))| Document::with_tokens(article, layout, tokens);
    let documents = entries.into_par_iter().map(document).collect();
    Corpus { documents, rows, dated_by_text }
}

/// Tells the language of an article that does not say it.
fn tell_language(article: &mut Article) {
    if article.lang.is_none() {
        article.lang = if article.text.trim().is_empty() { detect(&article.title) } else { detect(&article.text) };
    }
}

/// Gives an article whose outlet is a domain the name under which other articles of that domain go; of several names, the most frequent.
fn name_outlets(articles: &mut [Article]) {
    let outlets = Outlets::default();
    let mut register = outlets.register();
    let numbers: Vec<u32> = articles.iter().map(|article| register.number(article.source.as_deref(), article.url.as_deref())).collect();
    drop(register);
    let names = outlets.names();
    for (article, number) in articles.iter_mut().zip(numbers) {
        article.source = names.name[number as usize].as_deref().map(str::to_owned);
    }
}

/// Who shares text with whom.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Verified edges, in the order of their articles.
    pub edges: Vec<VerifiedEdge>,
    /// Pairs that agree but for their figures: pages from a template, not copies.
    pub templates: Vec<VerifiedEdge>,
    /// The same text.
    pub clusters: Clusters,
    /// Clusters, by position, that look like a template.
    pub suspect: Vec<u32>,
    /// Buckets too full to compare every pair in.
    pub crowded: Vec<CrowdedBucket>,
    /// Shingles too common to retrieve by.
    pub common_seeds: CommonSeeds,
}

impl Texts {
    /// Takes the clusters that look like a template apart, and gives them as they were: pages filled in from one form need not be of one
    /// happening. `suspect` is empty after.
    pub fn part_templates(&mut self, corpus: &Corpus, plan: &Plan) -> Vec<Cluster> {
        let suspect = std::mem::take(&mut self.suspect);
        self.clusters.part(&corpus.documents, &suspect, &self.edges, &plan.preference)
    }
}

/// Finds copies, contained texts and shared passages.
pub fn texts(corpus: &Corpus, plan: &Plan, progress: &dyn Progress) -> Texts {
    let documents = &corpus.documents;
    progress.stage(Stage::Sketching);
    let sets = sketch::shingle_sets(documents, plan.shingle_size);
    let copies = ExactCopies::of(documents);
    let banded = if plan.exact {
        Candidates::default()
    } else {
        candidates::candidate_pairs(&sketch::sketches(copies.texts(), &sets, &plan.hasher), &plan.scheme)
    };
    progress.stage(Stage::Retrieving);
    let seeded = candidates::containment_pairs(documents, copies.texts(), plan.shingle_size, &plan.seeds);
    let mut pairs = candidates::union([banded.pairs.as_slice(), &seeded.pairs, &copies.pairs()]);
    if plan.exact || documents.len() <= EXACT_UP_TO && banded.crowded.is_empty() {
        let joined = candidates::exact_pairs(&sets, copies.texts(), plan.thresholds.jaccard());
        pairs = candidates::union([pairs.as_slice(), &joined.pairs]);
    }
    progress.stage(Stage::Verifying);
    let verified = verify::verify(documents, &sets, &pairs, &plan.thresholds);
    let clusters = cluster::clusters(documents, &verified.edges, &plan.preference);
    let suspect = cluster::template_like(documents, &clusters);
    Texts {
        edges: verified.edges,
        templates: verified.templates,
        clusters,
        suspect,
        crowded: banded.crowded,
        common_seeds: seeded.common_seeds,
    }
}

/// Who reports what.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// What is named in each article.
    pub mentions: Vec<DocumentMentions>,
    /// The same happening.
    pub events: Events,
}

/// Groups articles by event.
pub fn groups(corpus: &Corpus, texts: &Texts, plan: &Plan, progress: &dyn Progress) -> Groups {
    progress.stage(Stage::Mentions);
    let mentions: Vec<DocumentMentions> = corpus.documents.par_iter().map(mention::of_document).collect();
    progress.stage(Stage::Grouping);
    let events = event::events(&corpus.documents, &mentions, &texts.clusters, &plan.event);
    Groups { mentions, events }
}

/// Groups the articles of a large set by event: the first of each text is read again, for its evidence alone.
///
/// # Errors
/// If a file is gone or has changed.
pub fn events(copies: &Copies, plan: &Plan, progress: &dyn Progress) -> Result<Events, DedupError> {
    progress.stage(Stage::Mentions);
    let roll = roll(copies);
    let reader = event::Reader::default();
    let runs = copies.read_again(roll.texts().iter().map(event::Text::first).collect(), |articles| {
        reader.run(|read| {
            for article in articles {
                let (doc, mut document) = article?;
                tell_language(&mut document.article);
                read(doc, &document, &mention::of_document(&document));
            }
            Ok(())
        })
    })?;
    progress.stage(Stage::Grouping);
    Ok(event::EventBatch::of(reader, runs, roll, plan.event.window_days).events(&plan.event))
}

/// The texts of a large set.
fn roll(copies: &Copies) -> event::Roll {
    let day = |doc: &DocId| copies.catalogue.date(*doc).map(|date| date.day());
    let text = |doc: DocId| {
        let members = copies.cluster(doc).map_or_else(|| vec![doc], |cluster| cluster.members.clone());
        let days = members.iter().filter_map(day);
        let published = days.clone().min().zip(days.max());
        (members[0] == doc).then(|| event::Text { members: members.into_boxed_slice(), published })
    };
    let count = copies.catalogue.len();
    let texts = (0..count).into_par_iter().map(DocId::from_index).filter_map(text).collect();
    event::Roll::in_order(texts, count)
}

/// Aligns the passages of every verified edge.
pub fn passages(corpus: &Corpus, texts: &Texts, plan: &Plan, progress: &dyn Progress) -> Vec<ReuseEdge> {
    progress.stage(Stage::Aligning);
    reuse::reuse(&corpus.documents, &texts.edges, &plan.thresholds)
}

/// The verified edges and their passages, with those that follow among copies of one text inside an event: for whoever looks at any two of its
/// articles. `reuse` is what [`passages`] gave.
pub fn with_copies(
    corpus: &Corpus,
    texts: &Texts,
    groups: &Groups,
    mut reuse: Vec<ReuseEdge>,
    plan: &Plan,
) -> (Vec<VerifiedEdge>, Vec<ReuseEdge>) {
    let edges = reuse::with_copies(&texts.edges, groups.events.list.iter().map(|event| event.members.as_slice()));
    let is_new = |edge: &&VerifiedEdge| texts.edges.binary_search_by_key(&edge.docs(), VerifiedEdge::docs).is_err();
    let added: Vec<VerifiedEdge> = edges.iter().filter(is_new).copied().collect();
    reuse.extend(reuse::reuse(&corpus.documents, &added, &plan.thresholds));
    reuse.sort_by_key(|edge| (edge.a, edge.b));
    (edges, reuse)
}

/// The records of some verified edges of a large set, as lines, the passages aligned; articles are read again.
///
/// # Errors
/// If a file is gone or has changed.
pub fn pairs(copies: &Copies, edges: &[VerifiedEdge], plan: &Plan) -> Result<Vec<u8>, DedupError> {
    let mut docs: Vec<DocId> = edges.iter().flat_map(|edge| <[DocId; 2]>::from(edge.docs())).collect();
    docs.sort_unstable();
    docs.dedup();
    let documents: Vec<Document> = docs.par_iter().map(|doc| copies.document(*doc)).collect::<Result<_, _>>()?;
    let here = |doc: DocId| DocId::from_index(docs.partition_point(|other| *other < doc));
    let local: Vec<VerifiedEdge> = edges.iter().filter_map(|edge| edge.renumbered(here)).collect();
    let reuse = reuse::reuse(&documents, &local, &plan.thresholds);
    let mut lines = Vec::new();
    for record in records::pairs(&documents, &local, &reuse, None) {
        serde_json::to_writer(&mut lines, &record).expect("a record is valid JSON, and memory does not refuse it");
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The wording of every event that more than one article reports.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// Position of the event, and its comparison.
    pub comparisons: Vec<(u32, Comparison)>,
    /// For each comparison, statement and reading: the parts that the others do not share.
    pub highlights: Vec<report::Highlights>,
    /// For each event, how many independent texts it holds.
    pub independence: Vec<Independence>,
}

/// Compares the wording within events.
pub fn wording(corpus: &Corpus, texts: &Texts, groups: &Groups, reuse: &[ReuseEdge], progress: &dyn Progress) -> Wording {
    progress.stage(Stage::Comparing);
    let documents = &corpus.documents;
    let independence =
        groups.events.list.par_iter().map(|event| reuse::independent(documents, &texts.clusters, reuse, &event.members)).collect();
    let told_twice: Vec<u32> = (0..).zip(&groups.events.list).filter(|(_, event)| event.members.len() > 1).map(|(at, _)| at).collect();
    let compared: Vec<_> = told_twice
        .into_par_iter()
        .map(|at| {
            let members = &groups.events.list[at as usize].members;
            let comparison = compare::compare(documents, &groups.mentions, &texts.clusters.of, members);
            let highlights = comparison.statements.iter().map(|statement| compare::highlight(documents, statement)).collect();
            ((at, comparison), highlights)
        })
        .collect();
    let (comparisons, highlights) = compared.into_iter().unzip();
    Wording { comparisons, highlights, independence }
}

/// The wording of given articles, whatever their events, and where each reading differs.
pub fn comparison(corpus: &Corpus, texts: &Texts, witnesses: &[DocId]) -> (Comparison, report::Highlights) {
    let documents = &corpus.documents;
    let of = |(at, document)| {
        if witnesses.contains(&DocId::from_index(at)) { mention::of_document(document) } else { DocumentMentions::default() }
    };
    let mentions: Vec<DocumentMentions> = documents.iter().enumerate().map(of).collect();
    let comparison = compare::compare(documents, &mentions, &texts.clusters.of, witnesses);
    let highlights = comparison.statements.iter().map(|statement| compare::highlight(documents, statement)).collect();
    (comparison, highlights)
}
