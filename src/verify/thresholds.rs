//! From where on two texts are related.

/// The bounds of the relations; each inclusive.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thresholds {
    jaccard: f64,
    containment: f64,
    passage_tokens: usize,
}

/// Why a bound is none.
#[derive(Clone, Copy, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// Not a share.
    #[error("{name} lies above 0 and at most at 1, not at {got}")]
    Share {
        /// The bound.
        name: &'static str,
        /// Its value.
        got: f64,
    },
    /// A passage so short that any two texts of one language share one.
    #[error("a passage has at least {least} tokens, not {got}")]
    Passage {
        /// Allowed.
        least: usize,
        /// Asked for.
        got: usize,
    },
}

impl Default for Thresholds {
    /// For news at 5 tokens a shingle: Jaccard 0.6, containment 0.5, passages of 14 tokens. Of French pairs judged by reading, 0.6
    /// takes as copies all light edits and no article that merely embeds a dispatch (at 0.7 it loses the edits a desk
    /// makes); 14 tokens keep every judged sentence of a dispatch, where 12 also take the titles of ministers, and 20 lose a
    /// fifth of the sentences.
    fn default() -> Self {
        Thresholds { jaccard: 0.6, containment: 0.5, passage_tokens: 14 }
    }
}

impl Thresholds {
    /// Fewest tokens a passage may be asked to have: twice the longest seed of alignment.
    pub const LEAST_PASSAGE_TOKENS: usize = 6;

    /// `jaccard`: of near-duplicates; `containment`: of the smaller text in the larger; `passage_tokens`: equal tokens of a
    /// passage.
    ///
    /// # Errors
    /// If a share is not in `0.0..=1.0` or is 0, or `passage_tokens` is below 6.
    pub fn new(jaccard: f64, containment: f64, passage_tokens: usize) -> Result<Self, ThresholdError> {
        for (name, got) in [("jaccard", jaccard), ("containment", containment)] {
            if !(got > 0.0 && got <= 1.0) {
                return Err(ThresholdError::Share { name, got });
            }
        }
        if passage_tokens < Self::LEAST_PASSAGE_TOKENS {
            return Err(ThresholdError::Passage { least: Self::LEAST_PASSAGE_TOKENS, got: passage_tokens });
        }
        Ok(Thresholds { jaccard, containment, passage_tokens })
    }

    /// Least Jaccard of near-duplicates.
    pub fn jaccard(&self) -> f64 {
        self.jaccard
    }

    /// Least containment of the smaller text in the larger.
    pub fn containment(&self) -> f64 {
        self.containment
    }

    /// Least equal tokens of a passage.
    pub fn passage_tokens(&self) -> usize {
        self.passage_tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_checked() {
        assert!(Thresholds::new(1.0, 0.5, 6).is_ok());
        for (jaccard, containment, tokens, message) in [
            (0.0, 0.5, 12, "jaccard lies above 0 and at most at 1, not at 0"),
            (0.7, 1.5, 12, "containment lies above 0 and at most at 1, not at 1.5"),
            (f64::NAN, 0.5, 12, "jaccard lies above 0 and at most at 1, not at NaN"),
            (0.7, 0.5, 5, "a passage has at least 6 tokens, not 5"),
        ] {
            assert_eq!(Thresholds::new(jaccard, containment, tokens).unwrap_err().to_string(), message);
        }
    }
}
