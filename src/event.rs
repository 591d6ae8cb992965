//! Events: articles about one happening, in whatever words.
//!
//! Enters: documents and their clusters. Leaves: a partition that is coarser than the clusters, with the links that made it.
//! **Invariant:** a cluster lies inside one event; a link is explained by named features whose contributions sum to its score.

use crate::article::DocId;

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
