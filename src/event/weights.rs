//! The linear scorer: weights of the features, read from a text file.
//!
//! Enters: TOML. Leaves: [`Weights`].
//! **Invariant:** a log-odds is the sum of value times weight and nothing else, so every contribution can be shown.

use std::sync::OnceLock;

use super::batch::Unit;
use super::features::{Feature, Features};

/// Which articles are compared: each case has weights of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(usize)]
pub enum Case {
    /// Two texts of one language.
    Text,
    /// One language, and one of them is a headline with a standfirst.
    Brief,
    /// One language, and one of them is a headline.
    Headline,
    /// Two languages: names, numbers, places and days must carry the link.
    CrossLanguage,
    /// Two languages, and one of them is a headline.
    CrossHeadline,
}

impl Case {
    /// Every case, in the order of [`Weights`].
    pub const ALL: [Case; 5] = [Case::Text, Case::Brief, Case::Headline, Case::CrossLanguage, Case::CrossHeadline];

    /// Its name in the file of weights and in explanations.
    pub fn name(self) -> &'static str {
        match self {
            Case::Text => "text",
            Case::Brief => "brief",
            Case::Headline => "headline",
            Case::CrossLanguage => "cross_language",
            Case::CrossHeadline => "cross_headline",
        }
    }
}

/// Body words below which an article is little more than its headline: a standfirst has forty.
const BRIEF_WORDS: usize = 70;

/// Body words below which there is no body to speak of.
const HEADLINE_WORDS: usize = 8;

/// The case of two units.
pub(super) fn case(a: &Unit, b: &Unit) -> Case {
    let (one, two) = (&a.evidence, &b.evidence);
    let words = one.body_words.min(two.body_words);
    match (one.lang, two.lang) {
        (Some(x), Some(y)) if x != y && words < HEADLINE_WORDS => Case::CrossHeadline,
        (Some(x), Some(y)) if x != y => Case::CrossLanguage,
        _ if words < HEADLINE_WORDS => Case::Headline,
        _ if words < BRIEF_WORDS => Case::Brief,
        _ => Case::Text,
    }
}

/// One weight for each feature in each case.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights([Features; Case::ALL.len()]);

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// It is not TOML, or not tables of numbers.
    #[error("weights of the event scorer cannot be read")]
    Form(#[from] toml::de::Error),
    /// It names a case that does not exist.
    #[error("no case of the event scorer is called {name:?}; there are text, brief, headline, cross_language and cross_headline")]
    Case {
        /// The name in the file.
        name: String,
    },
    /// It names a feature that does not exist.
    #[error("the case {case:?} weighs a feature {name:?}, which does not exist")]
    Feature {
        /// The case in the file.
        case: String,
        /// The name in the file.
        name: String,
    },
}

impl Default for Weights {
    /// The weights that come with the program.
    fn default() -> Self {
        static BUILT_IN: OnceLock<Weights> = OnceLock::new();
        BUILT_IN.get_or_init(|| Weights::parse(include_str!("weights.toml")).expect("the built-in weights are tested")).clone()
    }
}

impl Weights {
    /// Reads a table for each case, with a number for each feature; what is not named weighs nothing.
    ///
    /// # Errors
    /// [`WeightsError`] on anything else.
    pub fn parse(toml: &str) -> Result<Weights, WeightsError> {
        type Tables = std::collections::BTreeMap<String, std::collections::BTreeMap<String, f32>>;
        let tables: Tables = toml::from_str(toml)?;
        let mut weights = Weights([[0.0; Feature::ALL.len()]; Case::ALL.len()]);
        for (case_name, table) in tables {
            let Some(case) = Case::ALL.iter().find(|case| case.name() == case_name) else {
                return Err(WeightsError::Case { name: case_name });
            };
            for (name, weight) in table {
                let Some(feature) = Feature::ALL.iter().find(|feature| feature.name() == name) else {
                    return Err(WeightsError::Feature { case: case_name, name });
                };
                weights.0[*case as usize][*feature as usize] = weight;
            }
        }
        Ok(weights)
    }

    /// The file that [`Weights::parse`] reads back, features without weight left out.
    pub fn to_toml(&self) -> String {
        let mut toml = String::new();
        for case in Case::ALL {
            toml += &format!("[{}]\n", case.name());
            for feature in Feature::ALL.iter().filter(|feature| self.of(case, **feature) != 0.0) {
                toml += &format!("{} = {:.4}\n", feature.name(), self.of(case, *feature));
            }
            toml.push('\n');
        }
        toml
    }

    /// The weight of a feature.
    pub fn of(&self, case: Case, feature: Feature) -> f32 {
        self.0[case as usize][feature as usize]
    }

    /// Replaces the weight of a feature.
    pub fn set(&mut self, case: Case, feature: Feature, weight: f32) {
        self.0[case as usize][feature as usize] = weight;
    }

    /// Log-odds that the pair is of one happening.
    pub fn log_odds(&self, case: Case, features: &Features) -> f32 {
        features.iter().zip(&self.0[case as usize]).map(|(value, weight)| value * weight).sum()
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
        let weights = Weights::default();
        assert_eq!(Weights::parse(&weights.to_toml()).unwrap(), weights);
    }

    #[test]
    fn unknown_names_are_refused() {
        assert!(matches!(Weights::parse("[poem]\nwords = 1.0"), Err(WeightsError::Case { .. })));
        assert!(matches!(Weights::parse("[text]\nrhyme = 1.0"), Err(WeightsError::Feature { .. })));
        assert!(matches!(Weights::parse("text = 3"), Err(WeightsError::Form(_))));
    }
}
