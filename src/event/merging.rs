//! What two groups have in common, as named numbers.
//!
//! Enters: sums over two groups and the pairs between them. Leaves: [`MergeFeatures`], one value for each [`MergeFeature`].
//! **Invariant:** symmetric in the two; nothing but log-odds of pairs, sizes, times and what the articles lack.
//! **Source:** merge decisions learnt on the way, Ross, Gordon and Bagnell 2011 (DAgger); average linkage alone asks the same of two articles as
//! of two groups of twenty, and no one threshold is right for both. What a feature weighs varies with the [`MergeCondition`]s, after
//! Hastie and Tibshirani 1993 (varying coefficients): a mean of scores that is enough among five hundred undated reports is not among
//! twenty headlines of one day.

use super::features::log_hours;

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
    /// Days between the publication of the two, logarithm; 0 where one has none.
    DaysBetween = "days_between";
    /// Days over which both together are published, logarithm; 0 where one has none.
    DaysSpanned = "days_spanned";
    /// All say at what hour they were published.
    Timed = "timed";
    /// Hours between the two, logarithm; 0 where one names none.
    HoursBetween = "hours_between";
    /// Hours over which both together are published, logarithm; 0 where one names none.
    HoursSpanned = "hours_spanned";
}

/// Under what circumstances two groups are to be judged.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(usize)]
pub enum MergeCondition {
    /// Any: 1.
    Always,
    /// One of them has no publication day: 0 or 1.
    Undated,
    /// How much of headlines the articles are, `0.0..=1.0`.
    Headlines,
    /// Units in the batch, logarithm: 0 for some four hundred.
    BatchSize,
}

impl MergeCondition {
    /// Every condition, in the order of [`MergeFeatures::conditions`].
    pub const ALL: [MergeCondition; 4] =
        [MergeCondition::Always, MergeCondition::Undated, MergeCondition::Headlines, MergeCondition::BatchSize];
}

/// What each feature of a merge weighs under each condition.
pub type MergeWeights = [[f32; MergeCondition::ALL.len()]; MergeFeature::ALL.len()];

/// What is known of two groups that may merge.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MergeFeatures {
    /// The value of every feature.
    pub values: [f32; MergeFeature::ALL.len()],
    /// How much each condition holds.
    pub conditions: [f32; MergeCondition::ALL.len()],
}

impl MergeFeatures {
    /// The value of a feature.
    pub fn value(&self, feature: MergeFeature) -> f32 {
        self.values[feature as usize]
    }

    /// The value of every feature times how much each condition holds: what [`MergeWeights`] weigh.
    pub fn products(&self) -> MergeWeights {
        self.values.map(|value| self.conditions.map(|condition| value * condition))
    }
}

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
    /// First and last day of publication.
    pub published: Option<(i32, i32)>,
    /// First and last minute of publication, where all say them.
    pub minutes: Option<(i32, i32)>,
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
    /// The link of two articles that were compared.
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

/// Brings hours to the scale of days.
const HOURS: f32 = 2.5;

/// The features of two groups in a batch of `units`; `smaller` is not larger than `larger`.
pub(super) fn merge_features(smaller: &Side, larger: &Side, link: &Link, units: usize) -> MergeFeatures {
    let pairs = smaller.size * larger.size;
    let cohesion = |side: &Side| if side.inside.1 == 0 { ALONE } else { side.inside.0 / side.inside.1 as f32 };
    let apart = |((a_first, a_last), (b_first, b_last)): ((i32, i32), (i32, i32))| {
        let (between, spanned) = ((b_first - a_last).max(a_first - b_last).max(0), a_last.max(b_last) - a_first.min(b_first));
        (between as f32, spanned as f32)
    };
    let days = smaller.published.zip(larger.published).map(apart);
    let minutes = smaller.minutes.zip(larger.minutes).map(apart);
    let (days_between, days_spanned) = days.unwrap_or_default();
    let (minutes_between, minutes_spanned) = minutes.unwrap_or_default();
    let mut values = [0.0; MergeFeature::ALL.len()];
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
        (MergeFeature::DaysBetween, days_between.ln_1p()),
        (MergeFeature::DaysSpanned, days_spanned.ln_1p()),
        (MergeFeature::Timed, f32::from(u8::from(minutes.is_some()))),
        (MergeFeature::HoursBetween, HOURS * log_hours(minutes_between / 60.0)),
        (MergeFeature::HoursSpanned, HOURS * log_hours(minutes_spanned / 60.0)),
    ] {
        values[feature as usize] = value;
    }
    let mut conditions = [0.0; MergeCondition::ALL.len()];
    for (condition, holds) in [
        (MergeCondition::Always, 1.0),
        (MergeCondition::Undated, f32::from(u8::from(days.is_none()))),
        (MergeCondition::Headlines, (smaller.headlines / smaller.size as f32 + larger.headlines / larger.size as f32) / 2.0),
        (MergeCondition::BatchSize, (units as f32).ln() / 10.0 - 0.6),
    ] {
        conditions[condition as usize] = holds;
    }
    MergeFeatures { values, conditions }
}
