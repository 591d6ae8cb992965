//! The one place that knows the order of the stages.
//!
//! Enters: a batch of articles and a [`Plan`]. Leaves: everything the commands write.
//! **Invariant:** articles are put in the order of [`Article::key`] before anything looks at them, so neither the order of input nor
//! the number of threads can reach a result; [`Corpus::rows`] remembers the input's order for the files that list articles.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;

use crate::article::{Article, DocId};
use crate::candidates::{self, CommonSeeds, CrowdedBucket, ExactCopies};
use crate::clean::layouts;
use crate::cluster::{self, Clusters};
use crate::compare::{self, Comparison};
use crate::config::Plan;
use crate::document::Document;
use crate::event::{self, Events};
use crate::mention::{self, DocumentMentions};
use crate::report;
use crate::reuse::{self, Independence, ReuseEdge};
use crate::sketch;
use crate::text::detect;
use crate::verify::{self, VerifiedEdge};

/// What a run is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Reading inputs.
    Reading,
    /// Finding furniture, tokenizing.
    Cleaning,
    /// Shingles and signatures.
    Sketching,
    /// Retrieving pairs worth comparing.
    Retrieving,
    /// Comparing them.
    Verifying,
    /// Aligning what articles share.
    Aligning,
    /// Finding names, numbers, dates.
    Mentions,
    /// Grouping by event.
    Grouping,
    /// Comparing wording.
    Comparing,
    /// Writing outputs.
    Writing,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Reading => "reading",
            Stage::Cleaning => "finding the articles in their pages",
            Stage::Sketching => "sketching",
            Stage::Retrieving => "looking for likely copies",
            Stage::Verifying => "comparing likely copies",
            Stage::Aligning => "aligning shared passages",
            Stage::Mentions => "reading names, figures and dates",
            Stage::Grouping => "grouping by event",
            Stage::Comparing => "comparing the wording",
            Stage::Writing => "writing",
        })
    }
}

/// Told what the run is at.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, stage: Stage);
}

/// Progress that nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage) {}
}

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
    articles.par_iter_mut().filter(|article| article.lang.is_none()).for_each(|article| {
        article.lang = if article.text.trim().is_empty() { detect(&article.title) } else { detect(&article.text) };
    });
    name_outlets(&mut articles);
    let layouts = layouts(&articles);
    let mut dated_by_text = 0;
    for (article, layout) in articles.iter_mut().zip(&layouts).filter(|(article, _)| article.date.is_none()) {
        article.date = layout.published;
        dated_by_text += usize::from(article.date.is_some());
    }
    let mut entries: Vec<_> = articles.into_iter().zip(layouts).enumerate().collect();
    entries.par_sort_by(|(_, (a, _)), (_, (b, _))| a.key().cmp(&b.key()));
    let mut rows = vec![DocId(0); entries.len()];
    for (at, (row, _)) in entries.iter().enumerate() {
        rows[*row] = DocId::from_index(at);
    }
    let documents = entries.into_par_iter().map(|(_, (article, layout))| Document::new(article, layout)).collect();
    Corpus { documents, rows, dated_by_text }
}

/// Gives an article whose outlet is a domain the name under which other articles of that domain go; of several names, the most frequent.
fn name_outlets(articles: &mut [Article]) {
    let mut names: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for article in articles.iter() {
        if let (Some(host), Some(source)) = (article.url.as_deref().and_then(host), article.source.as_deref())
            && !is_domain(source)
        {
            *names.entry(host).or_default().entry(source).or_default() += 1;
        }
    }
    let best = |names: &BTreeMap<&str, usize>| {
        names.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name))).map(|(name, _)| (*name).to_owned())
    };
    let names: BTreeMap<String, String> = names.iter().filter_map(|(host, names)| Some(((*host).to_owned(), best(names)?))).collect();
    for article in articles {
        let domain = match article.source.as_deref() {
            Some(source) if is_domain(source) => source.trim_start_matches("www."),
            Some(_) => continue,
            None => match article.url.as_deref().and_then(host) {
                Some(host) => host,
                None => continue,
            },
        };
        if let Some(name) = names.get(domain) {
            article.source = Some(name.clone());
        }
    }
}

fn is_domain(source: &str) -> bool {
    source.contains('.') && !source.contains(char::is_whitespace) && source.is_ascii()
}

/// The host of a web address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    Some(host.trim_start_matches("www.")).filter(|host| !host.is_empty())
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

/// Finds copies, contained texts and shared passages.
pub fn texts(corpus: &Corpus, plan: &Plan, progress: &dyn Progress) -> Texts {
    let documents = &corpus.documents;
    progress.stage(Stage::Sketching);
    let sets = sketch::shingle_sets(documents, plan.shingle_size);
    let copies = ExactCopies::of(documents);
    let sketches = sketch::sketches(copies.texts(), &sets, &plan.hasher);
    progress.stage(Stage::Retrieving);
    let banded = candidates::candidate_pairs(&sketches, &plan.scheme, plan.thresholds.jaccard());
    drop(sketches);
    let seeded = candidates::containment_pairs(documents, copies.texts(), plan.shingle_size, &plan.seeds);
    let pairs = candidates::union([banded.pairs.as_slice(), &seeded.pairs, &copies.pairs()]);
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

/// Aligns the passages of every verified edge.
pub fn passages(corpus: &Corpus, texts: &Texts, plan: &Plan, progress: &dyn Progress) -> Vec<ReuseEdge> {
    progress.stage(Stage::Aligning);
    reuse::reuse(&corpus.documents, &texts.edges, &plan.thresholds)
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
