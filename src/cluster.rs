//! Clusters: articles that are the same text.
//!
//! Enters: verified edges. Leaves: a partition of the batch.
//! **Invariant:** every member of a cluster is a verified copy of its centre, so A–B–C alone never makes A a copy of C.
//! **Source:** star clustering, Aslam, Pelekhov and Rus 2004, "The star clustering algorithm for static and dynamic
//! information organization", here with a fixed order.

use crate::article::DocId;

/// A partition of the batch by text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Clusters {
    /// For each article, the position of its cluster in `list`.
    pub of: Vec<u32>,
    /// Every cluster, singletons included, ordered by its earliest member ([`crate::article::Article::key`]).
    pub list: Vec<Cluster>,
}

/// Articles that are the same text.
#[derive(Clone, PartialEq, Debug)]
pub struct Cluster {
    /// Its articles, earliest first; never empty. The first names the cluster.
    pub members: Vec<DocId>,
    /// The member every other was verified against.
    pub centre: DocId,
    /// The member shown and kept for all of them.
    pub representative: DocId,
    /// Least Jaccard of a member with the centre; 1 for a singleton.
    pub weakest: f64,
    /// Mean Jaccard of the verified edges inside; 1 for a singleton.
    pub cohesion: f64,
}
