//! The additive scorer: curves over the features of a pair, weights over the features of a merge, read from a text file.
//!
//! Enters: TOML. Leaves: [`Weights`].
//! **Invariant:** a log-odds is the sum of what each feature adds and nothing else, so every contribution can be shown.
//! **Source:** additive models, Hastie and Tibshirani 1990; the curves are piecewise linear, with bends at fixed values.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::batch::Unit;
use super::features::{Feature, Features};
use super::merging::{MergeCondition, MergeFeature, MergeFeatures, MergeWeights};

/// A set of curves, one for each feature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(usize)]
pub enum Table {
    /// What features say of two texts.
    Text,
    /// What they say where one of the two is a headline alone. Between the two, by the length of the shorter, the curves are mixed.
    Headline,
    /// What is added where the two are in different languages: names, numbers, places and days must carry the link.
    AcrossLanguages,
}

impl Table {
    /// Every table, in the order of [`Weights`].
    pub const ALL: [Table; 3] = [Table::Text, Table::Headline, Table::AcrossLanguages];

    /// Its name in the file of weights.
    pub fn name(self) -> &'static str {
        match self {
            Table::Text => "text",
            Table::Headline => "headline",
            Table::AcrossLanguages => "across_languages",
        }
    }
}

/// How the tables are mixed for a pair.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Mix {
    /// 0.0 for two texts, 1.0 where one is a headline alone.
    pub headline: f32,
    /// Whether the two are in different languages.
    pub across_languages: bool,
}

/// Body words up to which an article is a headline, and from which it is a text.
const HEADLINE_WORDS: f32 = 8.0;
const TEXT_WORDS: f32 = 199.0;

/// How much of a headline an article of so many body words is, `0.0..=1.0`.
pub(super) fn headline_share(body_words: usize) -> f32 {
    let words = (body_words as f32).ln_1p();
    (1.0 - (words - HEADLINE_WORDS.ln_1p()) / (TEXT_WORDS.ln_1p() - HEADLINE_WORDS.ln_1p())).clamp(0.0, 1.0)
}

/// The mix for two units.
pub(super) fn mix(a: &Unit, b: &Unit) -> Mix {
    let (one, two) = (&a.evidence, &b.evidence);
    let across_languages = matches!((one.lang, two.lang), (Some(x), Some(y)) if x != y);
    Mix { headline: headline_share(one.body_words.min(two.body_words)), across_languages }
}

impl Mix {
    /// The share of each table.
    pub fn shares(self) -> [f32; Table::ALL.len()] {
        [1.0 - self.headline, self.headline, f32::from(u8::from(self.across_languages))]
    }
}

/// Most bends of one curve.
const MOST_BENDS: usize = 4;

/// A curve through nought: what a feature adds for each of its values.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Curve {
    /// Slope before the first bend, and by how much each bend changes it.
    changes: [f32; 1 + MOST_BENDS],
}

impl Curve {
    /// What `value` adds.
    fn at(&self, feature: Feature, value: f32) -> f32 {
        let bends = feature.bends().iter().zip(&self.changes[1..]);
        self.changes[0] * value + bends.map(|(bend, change)| change * (value - bend).max(0.0)).sum::<f32>()
    }

    /// The slopes between the bends; one if they are all the same.
    fn slopes(&self, feature: Feature) -> Vec<f32> {
        let mut slope = 0.0;
        let changes = &self.changes[..=feature.bends().len()];
        let slopes: Vec<f32> = changes
            .iter()
            .map(|change| {
                slope += change;
                slope
            })
            .collect();
        if changes[1..].iter().all(|change| *change == 0.0) { slopes[..1].to_vec() } else { slopes }
    }

    fn from_slopes(slopes: &[f32]) -> Curve {
        let mut curve = Curve::default();
        let mut before = 0.0;
        for (change, slope) in curve.changes.iter_mut().zip(slopes) {
            (*change, before) = (slope - before, *slope);
        }
        curve
    }
}

/// A curve for each feature in each table, and what each feature of a merge weighs under each condition.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    curves: [[Curve; Feature::ALL.len()]; Table::ALL.len()],
    merging: MergeWeights,
}

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// It is not TOML, or not tables of numbers.
    #[error("weights of the event scorer cannot be read")]
    Form(#[from] toml::de::Error),
    /// It names a table that does not exist.
    #[error("no table of the event scorer is called {name:?}; there are text, headline, across_languages and merging")]
    Table {
        /// The name in the file.
        name: String,
    },
    /// It names a feature that does not exist.
    #[error("the table {table:?} weighs a feature {name:?}, which does not exist")]
    Feature {
        /// The table in the file.
        table: String,
        /// The name in the file.
        name: String,
    },
    /// A curve with the wrong number of slopes.
    #[error("the table {table:?} gives {got} slopes for {name:?}, expected 1 or {most}")]
    Slopes {
        /// The table in the file.
        table: String,
        /// The feature.
        name: String,
        /// Slopes in the file.
        got: usize,
        /// One more than the bends of the feature.
        most: usize,
    },
}

/// A weight in the file.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Given {
    One(f32),
    Slopes(Vec<f32>),
}

const MERGING: &str = "merging";

impl Default for Weights {
    /// The weights that come with the program.
    fn default() -> Self {
        static BUILT_IN: OnceLock<Weights> = OnceLock::new();
        BUILT_IN.get_or_init(|| Weights::parse(include_str!("weights.toml")).expect("the built-in weights are tested")).clone()
    }
}

impl Weights {
    /// Reads the tables: for each feature of a pair a slope, or as many as its bends divide its values into; for each feature of a merge a
    /// number, or one for each condition. What is not named weighs nothing.
    ///
    /// # Errors
    /// [`WeightsError`] on anything else.
    pub fn parse(toml: &str) -> Result<Weights, WeightsError> {
        let tables: BTreeMap<String, BTreeMap<String, Given>> = toml::from_str(toml)?;
        let mut weights = Weights::zero();
        for (table_name, table) in tables {
            for (name, given) in table {
                let slopes = match given {
                    Given::One(slope) => vec![slope],
                    Given::Slopes(slopes) => slopes,
                };
                weights.take(&table_name, &name, &slopes)?;
            }
        }
        Ok(weights)
    }

    fn take(&mut self, table_name: &str, name: &str, slopes: &[f32]) -> Result<(), WeightsError> {
        let unknown = || WeightsError::Feature { table: table_name.to_owned(), name: name.to_owned() };
        let wrong = |most: usize| WeightsError::Slopes { table: table_name.to_owned(), name: name.to_owned(), got: slopes.len(), most };
        if table_name == MERGING {
            let feature = MergeFeature::ALL.iter().find(|feature| feature.name() == name).ok_or_else(unknown)?;
            self.merging[*feature as usize] = match slopes {
                [always] => [*always, 0.0, 0.0, 0.0],
                several => several.try_into().map_err(|_| wrong(MergeCondition::ALL.len()))?,
            };
            return Ok(());
        }
        let Some(table) = Table::ALL.iter().find(|table| table.name() == table_name) else {
            return Err(WeightsError::Table { name: table_name.to_owned() });
        };
        let feature = *Feature::ALL.iter().find(|feature| feature.name() == name).ok_or_else(unknown)?;
        let most = feature.bends().len() + 1;
        if slopes.len() != 1 && slopes.len() != most {
            return Err(wrong(most));
        }
        self.set(*table, feature, slopes);
        Ok(())
    }

    /// Weights that make every pair and every merge as likely as not.
    pub fn zero() -> Weights {
        Weights { curves: [[Curve::default(); Feature::ALL.len()]; Table::ALL.len()], merging: MergeWeights::default() }
    }

    /// The file that [`Weights::parse`] reads back, but for rounding; what weighs nothing is left out.
    pub fn to_toml(&self) -> String {
        let mut toml = String::new();
        for table in Table::ALL {
            toml += &format!("[{}]\n", table.name());
            for feature in Feature::ALL {
                let slopes: Vec<String> = self.slopes(table, *feature).iter().map(|slope| format!("{slope:.3}")).collect();
                match slopes.as_slice() {
                    [slope] if slope.trim_start_matches('-') == "0.000" => {}
                    [slope] => toml += &format!("{} = {slope}\n", feature.name()),
                    _ => toml += &format!("{} = [{}]\n", feature.name(), slopes.join(", ")),
                }
            }
            toml.push('\n');
        }
        toml += &format!("[{MERGING}]\n");
        for (feature, weights) in MergeFeature::ALL.iter().zip(&self.merging) {
            let weights: Vec<String> = weights.iter().map(|weight| format!("{weight:.3}")).collect();
            toml += &format!("{} = [{}]\n", feature.name(), weights.join(", "));
        }
        toml
    }

    /// The slopes of a feature between its bends; one if they are all the same.
    pub fn slopes(&self, table: Table, feature: Feature) -> Vec<f32> {
        self.curves[table as usize][feature as usize].slopes(feature)
    }

    /// Replaces the slopes of a feature: one, or one more than it has bends; what is missing is taken to be the last.
    pub fn set(&mut self, table: Table, feature: Feature, slopes: &[f32]) {
        self.curves[table as usize][feature as usize] = Curve::from_slopes(slopes);
    }

    /// Replaces the weights of a merge.
    pub fn set_merging(&mut self, weights: MergeWeights) {
        self.merging = weights;
    }

    /// What one feature adds to the log-odds of a pair.
    pub fn contribution(&self, mix: Mix, feature: Feature, value: f32) -> f32 {
        let tables = self.curves.iter().zip(mix.shares()).filter(|(_, share)| *share > 0.0);
        tables.map(|(curves, share)| share * curves[feature as usize].at(feature, value)).sum()
    }

    /// Log-odds that the pair is of one happening.
    pub fn log_odds(&self, mix: Mix, features: &Features) -> f32 {
        Feature::ALL.iter().zip(features).map(|(feature, value)| self.contribution(mix, *feature, *value)).sum()
    }

    /// Log-odds that two groups report one happening.
    pub fn merge_log_odds(&self, features: &MergeFeatures) -> f32 {
        features.products().iter().flatten().zip(self.merging.iter().flatten()).map(|(product, weight)| product * weight).sum()
    }
}

/// Probability of log-odds.
pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_read_and_written_back() {
        let toml = Weights::default().to_toml();
        assert_eq!(Weights::parse(&toml).unwrap().to_toml(), toml);
    }

    #[test]
    fn a_curve_bends_where_its_slopes_change() {
        let mut weights = Weights::zero();
        weights.set(Table::Text, Feature::Words, &[10.0, 4.0, 4.0, 2.0, 0.0]);
        let adds = |value| weights.contribution(Mix::default(), Feature::Words, value);
        for (value, expected) in [(0.0, 0.0), (0.05, 0.5), (0.1, 0.7), (0.3, 1.5), (0.5, 1.9), (1.0, 1.9)] {
            assert!((adds(value) - expected).abs() < 1e-5, "{value} adds {}", adds(value));
        }
        assert_eq!(weights.contribution(Mix { headline: 1.0, across_languages: true }, Feature::Words, 0.3), 0.0);
    }

    #[test]
    fn articles_turn_from_headlines_into_texts() {
        assert_eq!((headline_share(0), headline_share(8), headline_share(199), headline_share(5000)), (1.0, 1.0, 0.0, 0.0));
        assert!(headline_share(20) > headline_share(60));
    }

    #[test]
    fn unknown_names_are_refused() {
        assert!(matches!(Weights::parse("[poem]\nwords = 1.0"), Err(WeightsError::Table { .. })));
        assert!(matches!(Weights::parse("[text]\nrhyme = 1.0"), Err(WeightsError::Feature { .. })));
        assert!(matches!(Weights::parse("[merging]\nrhyme = 1.0"), Err(WeightsError::Feature { .. })));
        assert!(matches!(Weights::parse("[text]\nwords = [1.0, 2.0]"), Err(WeightsError::Slopes { got: 2, most: 5, .. })));
        assert!(matches!(Weights::parse("[merging]\nmean = [1.0, 2.0]"), Err(WeightsError::Slopes { got: 2, most: 4, .. })));
        assert!(matches!(Weights::parse("text = 3"), Err(WeightsError::Form(_))));
    }
}
