//! What two groups have in common, as named numbers.
//!
//! Enters: sums over two groups and the pairs between them. Leaves: [`MergeFeatures`], one value for each [`MergeFeature`].
//! **Invariant:** symmetric in the two; nothing but log-odds of pairs, sizes and what the articles lack.
//! **Source:** merge decisions learnt on the way, Ross, Gordon and Bagnell 2011 (DAgger); average linkage alone asks the same of two articles as
//! of two groups of twenty, and no one threshold is right for both.

macro_rules! merge_features {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// A named number about two groups.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(usize)]
        pub enum MergeFeature { $($(#[$doc])* $variant,)* }

        impl MergeFeature {
            /// Every feature, in the order of [`MergeFeatures`].
            pub const ALL: &'static [MergeFeature] = &[$(MergeFeature::$variant,)*];
            /// Its name in the file of weights.
            pub fn name(self) -> &'static str {
                match self { $(MergeFeature::$variant => $name,)* }
            }
        }
    };
}

merge_features! {
    /// Always 1.
    Bias = "bias";
    /// Mean log-odds of the cross pairs, those that were not compared counting -4.
    Mean = "mean";
    /// Mean log-odds of the cross pairs that were compared.
    MeanOfCompared = "mean_of_compared";
    /// Mean over the smaller group of each unit's best pair.
    BestOfSmaller = "best_of_smaller";
    /// Mean over the larger group of each unit's best pair.
    BestOfLarger = "best_of_larger";
    /// Share of the cross pairs that are of one happening by themselves.
    Agreeing = "agreeing";
    /// Units of the smaller group, logarithm.
    SmallerSize = "smaller_size";
    /// Units of the larger group, logarithm: a crowd of reports is proof of a large event, of which others may speak in few words.
    LargerSize = "larger_size";
    /// Mean log-odds within the smaller group.
    CohesionOfSmaller = "cohesion_of_smaller";
    /// Mean log-odds within the larger group.
    CohesionOfLarger = "cohesion_of_larger";
    /// One of them has no publication day.
    Undated = "undated";
    /// How much of headlines the articles are, `0.0..=1.0`.
    Headlines = "headlines";
    /// Units in the batch, logarithm.
    BatchSize = "batch_size";
}

/// The values of all features of a merge.
pub type MergeFeatures = [f32; MergeFeature::ALL.len()];

/// Log-odds of a pair too unlike to be compared.
pub(super) const NOT_COMPARED: f32 = -4.0;

/// Cohesion of a group of one.
const ALONE: f32 = 3.0;

/// What is known of one group.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Side {
    pub size: usize,
    /// Sum and count of the log-odds of the pairs in it that were compared.
    pub inside: (f32, u32),
    /// Mean over some of its units of the best pair of each with the other group.
    pub best: f32,
    /// Sum over its units of how much of a headline each is.
    pub headlines: f32,
    pub dated: bool,
}

/// Sums over the compared pairs between two groups.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Link {
    pub sum: f32,
    pub compared: u32,
    /// How many of them are of one happening by themselves.
    pub agreeing: u32,
    pub best: f32,
}

impl Link {
    pub fn of_pair(log_odds: f32) -> Link {
        Link { sum: log_odds, compared: 1, agreeing: u32::from(log_odds >= 0.0), best: log_odds }
    }

    /// Adds the pairs of another link.
    pub fn add(&mut self, other: &Link) {
        self.sum += other.sum;
        self.compared += other.compared;
        self.agreeing += other.agreeing;
        self.best = self.best.max(other.best);
    }

    /// Mean log-odds of that many cross pairs.
    pub fn mean(&self, pairs: usize) -> f32 {
        (self.sum + NOT_COMPARED * (pairs as f32 - self.compared as f32)) / pairs as f32
    }

    /// Share of that many cross pairs that are of one happening by themselves.
    pub fn agreement(&self, pairs: usize) -> f32 {
        self.agreeing as f32 / pairs as f32
    }
}

/// The features of two groups in a batch of `units`; `smaller` is not larger than `larger`.
pub(super) fn merge_features(smaller: &Side, larger: &Side, link: &Link, units: usize) -> MergeFeatures {
    let pairs = smaller.size * larger.size;
    let cohesion = |side: &Side| if side.inside.1 == 0 { ALONE } else { side.inside.0 / side.inside.1 as f32 };
    let mut f: MergeFeatures = [0.0; MergeFeature::ALL.len()];
    for (feature, value) in [
        (MergeFeature::Bias, 1.0),
        (MergeFeature::Mean, link.mean(pairs)),
        (MergeFeature::MeanOfCompared, link.sum / link.compared as f32),
        (MergeFeature::BestOfSmaller, smaller.best),
        (MergeFeature::BestOfLarger, larger.best),
        (MergeFeature::Agreeing, link.agreement(pairs)),
        (MergeFeature::SmallerSize, (smaller.size as f32).ln()),
        (MergeFeature::LargerSize, (larger.size as f32).ln()),
        (MergeFeature::CohesionOfSmaller, cohesion(smaller)),
        (MergeFeature::CohesionOfLarger, cohesion(larger)),
        (MergeFeature::Undated, f32::from(u8::from(!smaller.dated || !larger.dated))),
        (MergeFeature::Headlines, (smaller.headlines / smaller.size as f32 + larger.headlines / larger.size as f32) / 2.0),
        (MergeFeature::BatchSize, (units as f32).ln() / 10.0),
    ] {
        f[feature as usize] = value;
    }
    f
}
