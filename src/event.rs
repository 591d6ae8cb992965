//! Events: articles about one happening, in whatever words.
//!
//! Enters: documents, their mentions and clusters. Leaves: a partition that is coarser than the clusters, with the links that made it.
//! **Invariant:** a cluster lies inside one event; a link is explained by named features whose contributions sum to its score.

mod agglomerate;
mod background;
mod batch;
mod candidates;
mod components;
mod days;
mod evidence;
mod explain;
mod features;
mod merging;
mod neighbourhood;
mod postings;
mod reading;
mod series;
mod story;
mod term;
mod terms;
#[cfg(test)]
mod tests;
mod veto;
mod vocabulary;
mod weights;

use std::collections::BTreeMap;

use ahash::AHashMap;
use rayon::prelude::*;

use crate::article::DocId;
use crate::cluster::Clusters;
use crate::document::Document;
use crate::mention::DocumentMentions;
use agglomerate::{Linkage, Member};
use batch::Batch;
use neighbourhood::{Neighbourhood, neighbourhoods};
use veto::Profile;

pub use background::{BackgroundShares, Vocabulary, background_file, background_stems, background_terms};
pub use explain::{Explanation, explain};
pub use features::{Feature, Features};
pub use merging::{MergeCondition, MergeFeature, MergeFeatures, MergeWeights};
pub use reading::{Reader, Roll, Run, Text};
pub use veto::Veto;
pub use weights::{Mix, Table, Weights, WeightsError};

/// A partition of the batch by happening.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Events {
    /// For each article, the position of its event in `list`.
    pub of: Vec<u32>,
    /// Every event, singletons included, ordered by its earliest member.
    pub list: Vec<Event>,
    /// Links of pairs of articles in one event, in the order of their articles.
    pub links: Vec<EventLink>,
}

/// Articles about one happening.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Its articles, earliest first; never empty. The first names the event.
    pub members: Vec<DocId>,
    /// First and last day on which the happening may lie, in days since 1970-01-01, where the articles tell.
    pub days: Option<(i32, i32)>,
    /// Position in `Events::list` of the first event of the saga it belongs to; its own where it stands alone.
    pub story: u32,
}

/// Evidence that two articles report one happening.
#[derive(Clone, PartialEq, Debug)]
pub struct EventLink {
    /// The article at the lower position.
    pub a: DocId,
    /// The article at the higher position.
    pub b: DocId,
    /// Probability-like, `0.0..=1.0`.
    pub score: f64,
}

/// What one feature adds to the log-odds that two articles report one happening.
#[derive(Clone, PartialEq, Debug)]
pub struct Contribution {
    /// Name of the feature.
    pub feature: &'static str,
    /// Its value.
    pub value: f64,
    /// Value times weight.
    pub log_odds: f64,
    /// The words, names, numbers or days behind it, strongest first; at most 12.
    pub terms: Vec<String>,
}

/// How events are found.
#[derive(Clone, PartialEq, Debug)]
pub struct EventConfig {
    /// Days within which all articles of one event are published, unless they name one explicit day.
    pub window_days: u32,
    /// Probability, `0.0..=1.0`, that two groups report one happening, at which they merge.
    pub threshold: f64,
    /// Share of the cross pairs, `0.0..=1.0`, that must be of one happening by themselves, more likely than not.
    pub quorum: f64,
    /// Cosine, `0.0..=1.0`, of two events that makes the later one follow the earlier as one story.
    pub story_threshold: f64,
    /// The scorer.
    pub weights: Weights,
}

/// Why a configuration cannot be used.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventConfigError {
    /// A probability, share or cosine outside `0.0..=1.0`.
    #[error("{name} is {got}, expected a number from 0 to 1")]
    Share {
        /// Name of the parameter.
        name: &'static str,
        /// What was given.
        got: f64,
    },
    /// A window of more days than calendars are compared over.
    #[error("window_days is {got}, expected at most {most}")]
    Window {
        /// What was given.
        got: u32,
        /// The greatest window.
        most: u32,
    },
}

/// A hundred years: beyond, a window is a mistake, and sums of days might overflow.
const MOST_WINDOW_DAYS: u32 = 36_525;

impl Default for EventConfig {
    fn default() -> Self {
        EventConfig { window_days: 10, threshold: 0.5, quorum: 0.0, story_threshold: 0.16, weights: Weights::default() }
    }
}

impl EventConfig {
    /// Checks the ranges.
    ///
    /// # Errors
    /// [`EventConfigError`] on the first parameter out of range.
    pub fn validate(&self) -> Result<(), EventConfigError> {
        for (name, got) in [("threshold", self.threshold), ("quorum", self.quorum), ("story_threshold", self.story_threshold)] {
            if !(0.0..=1.0).contains(&got) {
                return Err(EventConfigError::Share { name, got });
            }
        }
        if self.window_days > MOST_WINDOW_DAYS {
            return Err(EventConfigError::Window { got: self.window_days, most: MOST_WINDOW_DAYS });
        }
        Ok(())
    }

    fn window(&self) -> i32 {
        self.window_days.min(MOST_WINDOW_DAYS) as i32
    }

    fn threshold_log_odds(&self) -> f32 {
        let p = self.threshold.clamp(1e-6, 1.0 - 1e-6);
        (p / (1.0 - p)).ln() as f32
    }
}

/// Groups the batch by happening. Near-linear in the articles; without articles there are no events.
///
/// `mentions` are those of `documents`, one each, in their order.
///
/// # Panics
/// If `documents`, `mentions` and `clusters` are not of one batch.
pub fn events(documents: &[Document], mentions: &[DocumentMentions], clusters: &Clusters, config: &EventConfig) -> Events {
    EventBatch::new(documents, mentions, clusters, config.window_days).events(config)
}

/// A batch made ready to be grouped: its evidence, weighed, with the pairs worth comparing. For one grouping [`events`] is
/// enough; who tries several configurations of scorer and linkage prepares once.
pub struct EventBatch {
    roll: Roll,
    batch: Batch,
    around: Vec<Neighbourhood>,
    /// Lower unit first, ascending.
    pairs: Vec<(u32, u32)>,
    /// The first unit of the series of each unit that is an issue of one.
    series: AHashMap<u32, u32>,
}

/// One candidate pair with everything the scorer sees: what weights are fitted on.
#[derive(Clone, PartialEq, Debug)]
pub struct PairFeatures {
    /// The article at the lower position.
    pub a: DocId,
    /// The article at the higher position.
    pub b: DocId,
    /// How the tables of weights are mixed.
    pub mix: Mix,
    /// The value of every feature.
    pub values: Features,
}

/// Two groups that came up for a merge, by the first article of each of their texts.
#[derive(Clone, PartialEq, Debug)]
pub struct PossibleMerge {
    /// The group with the earlier text.
    pub a: Vec<DocId>,
    /// The other.
    pub b: Vec<DocId>,
    /// The value of every feature.
    pub values: MergeFeatures,
}

impl EventBatch {
    /// Reads and weighs the batch. `mentions` are those of `documents`, one each, in their order.
    ///
    /// # Panics
    /// If `documents`, `mentions` and `clusters` are not of one batch.
    pub fn new(documents: &[Document], mentions: &[DocumentMentions], clusters: &Clusters, window_days: u32) -> Self {
        assert!(
            documents.len() == mentions.len() && documents.len() == clusters.of.len(),
            "documents, mentions and clusters are of one batch"
        );
        let (roll, reader) = (Roll::new(documents, clusters), Reader::default());
        let runs = reader.read_all(&roll, documents, mentions);
        EventBatch::of(reader, runs, roll, window_days)
    }

    /// Weighs what `reader` has read of the first article of each text of `roll`.
    ///
    /// # Panics
    /// If `runs` are of other articles.
    pub fn of(reader: Reader, runs: Vec<Run>, roll: Roll, window_days: u32) -> Self {
        let window_days = window_days.min(MOST_WINDOW_DAYS);
        let batch = Batch::new(reader, runs, &roll, window_days);
        let pairs = candidates::candidates(&batch, window_days as i32);
        let around = neighbourhoods(&batch, &pairs);
        let evidence = |unit: u32| &batch.units[unit as usize].evidence;
        let series = series::series(batch.units.len(), &pairs, |unit| evidence(unit).source, |unit| &evidence(unit).mould);
        EventBatch { roll, batch, around, pairs, series }
    }

    /// The candidate pairs with their features, in the order of their articles.
    pub fn pair_features(&self) -> Vec<PairFeatures> {
        let of_pair = |(one, two): &(u32, u32)| {
            let (a, b) = self.articles(*one, *two);
            PairFeatures { a, b, mix: self.mix(*one, *two), values: self.features(*one, *two) }
        };
        let mut pairs: Vec<PairFeatures> = self.pairs.par_iter().map(of_pair).collect();
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs
    }

    /// Groups the batch with the scorer and linkage of `config`, whose window should be that of the preparation.
    pub fn events(&self, config: &EventConfig) -> Events {
        self.scored(&config.weights).events(config)
    }

    /// Scores the candidate pairs once, for whoever groups them in several ways.
    pub fn scored(&self, weights: &Weights) -> ScoredBatch<'_> {
        let score = |a: u32, b: u32| weights.log_odds(self.mix(a, b), &self.features(a, b));
        ScoredBatch { batch: self, log_odds: self.pairs.par_iter().map(|(a, b)| (*a, *b, score(*a, *b))).collect() }
    }

    /// Turns groups of units into events of articles.
    fn assembled(&self, groups: &[Vec<u32>], stories: &[u32], log_odds: &[(u32, u32, f32)]) -> Events {
        let mut of = vec![0u32; self.roll.rank.len()];
        let mut of_unit = vec![0u32; self.batch.units.len()];
        let mut list = Vec::with_capacity(groups.len());
        for (at, (units, story)) in (0u32..).zip(groups.iter().zip(stories)) {
            let mut members: Vec<DocId> = units.iter().flat_map(|unit| self.members(*unit)).copied().collect();
            members.sort_unstable_by_key(|doc| self.roll.rank[doc.index()]);
            members.iter().for_each(|doc| of[doc.index()] = at);
            units.iter().for_each(|unit| of_unit[*unit as usize] = at);
            list.push(Event { members, days: days(&self.batch, units), story: *story });
        }
        let inside = log_odds.iter().filter(|(a, b, _)| of_unit[*a as usize] == of_unit[*b as usize]);
        let link = |&(one, two, log_odds): &(u32, u32, f32)| {
            let (a, b) = self.articles(one, two);
            EventLink { a, b, score: weights::probability(f64::from(log_odds)) }
        };
        let mut links: Vec<EventLink> = inside.map(link).collect();
        links.sort_unstable_by_key(|link| (link.a, link.b));
        Events { of, list, links }
    }

    fn features(&self, a: u32, b: u32) -> Features {
        features::features(&self.batch, &self.around, a, b)
    }

    fn profile(&self, unit: u32) -> Profile {
        Profile::new(unit, &self.batch.units, self.series.get(&unit).copied())
    }

    fn mix(&self, a: u32, b: u32) -> Mix {
        weights::mix(&self.batch.units[a as usize], &self.batch.units[b as usize])
    }

    fn members(&self, unit: u32) -> &[DocId] {
        &self.roll.texts[unit as usize].members
    }

    /// The articles that two units are read through, the lower position first.
    fn articles(&self, one: u32, two: u32) -> (DocId, DocId) {
        let (a, b) = (self.batch.units[one as usize].doc, self.batch.units[two as usize].doc);
        (a.min(b), a.max(b))
    }
}

/// A batch whose candidate pairs have been scored.
pub struct ScoredBatch<'a> {
    batch: &'a EventBatch,
    /// Lower unit first, ascending.
    log_odds: Vec<(u32, u32, f32)>,
}

impl ScoredBatch<'_> {
    /// Groups by the linkage of `config` and by what its weights say of merges; what they say of pairs was decided before.
    pub fn events(&self, config: &EventConfig) -> Events {
        let threshold = config.threshold_log_odds();
        let groups = self.grouped(config, |_, _, features| config.weights.merge_log_odds(features) >= threshold);
        let stories = story::stories(&self.batch.batch, &groups, config.story_threshold as f32);
        self.batch.assembled(&groups, &stories, &self.log_odds)
    }

    /// The merges that come up where `decide` decides them from their features, in the order of their articles: what weights of merges are
    /// fitted on.
    pub fn merges(&self, config: &EventConfig, decide: impl Fn(&MergeFeatures) -> bool + Sync) -> Vec<PossibleMerge> {
        let seen = std::sync::Mutex::new(Vec::new());
        self.grouped(config, |a, b, features| {
            let first = |units: &[u32]| units.iter().map(|unit| self.batch.batch.units[*unit as usize].doc).collect();
            let merge = PossibleMerge { a: first(a), b: first(b), values: *features };
            seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(merge);
            decide(features)
        });
        let mut seen = seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        seen
    }

    fn grouped(&self, config: &EventConfig, decide: impl Fn(&[u32], &[u32], &MergeFeatures) -> bool + Sync) -> Vec<Vec<u32>> {
        let all = &self.batch.batch.units;
        let member = |unit: u32| {
            let headline = weights::headline_share(all[unit as usize].evidence.body_words);
            Member { profile: self.batch.profile(unit), headline }
        };
        let linkage = Linkage { quorum: config.quorum as f32, window_days: config.window(), units: all.len() };
        components::grouped(member, &self.log_odds, linkage, decide)
    }
}

/// The days on which the happening may lie: the explicit day that most members name, else from the day before the first
/// publication to that of the first publication.
fn days(batch: &Batch, units: &[u32]) -> Option<(i32, i32)> {
    let mut named: BTreeMap<i32, u32> = BTreeMap::new();
    for unit in units {
        if let Some(day) = batch.units[*unit as usize].evidence.calendar.first {
            *named.entry(day).or_insert(0) += 1;
        }
    }
    let most = named.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(day, _)| (*day, *day));
    most.or_else(|| {
        units.iter().filter_map(|unit| batch.units[*unit as usize].published).map(|(first, _)| first).min().map(|day| (day - 1, day))
    })
}
