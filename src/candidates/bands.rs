//! The shape of banding: how many bands of how many rows.
//!
//! A pair of Jaccard s shares a bucket with probability 1 − (1 − sʳ)ᵇ, the S-curve of b bands of r rows.

/// How a signature is cut: `bands` runs of `rows` minima each. The minima beyond are not used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BandScheme {
    bands: usize,
    rows: usize,
}

/// Why a signature cannot be cut so.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BandError {
    /// The signature is too short.
    #[error("{bands} bands of {rows} rows need {} permutations, the signature has {num_perm}", bands.saturating_mul(*rows))]
    TooLong {
        /// Asked for.
        bands: usize,
        /// Asked for.
        rows: usize,
        /// There are.
        num_perm: usize,
    },
    /// A band or row count of nought.
    #[error("a signature is cut into at least one band of at least one row, not {bands} bands of {rows} rows")]
    Empty {
        /// Asked for.
        bands: usize,
        /// Asked for.
        rows: usize,
    },
    /// Not a probability that can be asked for.
    #[error("{name} lies between 0 and 1, both excluded, not at {got}")]
    Range {
        /// The parameter.
        name: &'static str,
        /// Its value.
        got: f64,
    },
    /// No scheme retrieves enough.
    #[error("{num_perm} permutations retrieve at most {best:.4} of the pairs at Jaccard {threshold}, less than {recall}")]
    Unreachable {
        /// The threshold.
        threshold: f64,
        /// Asked for.
        recall: f64,
        /// There are.
        num_perm: usize,
        /// The most any scheme retrieves at the threshold.
        best: f64,
    },
}

/// Points of the S-curve that [`BandScheme::solve`] sums: the curves it tells apart differ by far more than a thousandth.
const STEPS: u32 = 1000;

impl BandScheme {
    /// `bands` of `rows` out of `num_perm` permutations.
    ///
    /// # Errors
    /// If either is 0, or they need more permutations than there are.
    pub fn new(bands: usize, rows: usize, num_perm: usize) -> Result<Self, BandError> {
        if bands == 0 || rows == 0 {
            return Err(BandError::Empty { bands, rows });
        }
        if bands.saturating_mul(rows) > num_perm {
            return Err(BandError::TooLong { bands, rows, num_perm });
        }
        Ok(BandScheme { bands, rows })
    }

    /// The scheme that retrieves at least `recall` of the pairs at `threshold` and the fewest below it, pairs of every
    /// Jaccard taken as equally frequent. For each number of rows it takes the least bands that reach the recall.
    ///
    /// # Errors
    /// If either figure is not between 0 and 1, or `num_perm` permutations cannot reach the recall.
    pub fn solve(num_perm: usize, threshold: f64, recall: f64) -> Result<Self, BandError> {
        for (name, got) in [("threshold", threshold), ("recall", recall)] {
            if !(got > 0.0 && got < 1.0) {
                return Err(BandError::Range { name, got });
            }
        }
        let mut best: Option<(f64, BandScheme)> = None;
        for rows in 1..=num_perm {
            let least = (1..=num_perm / rows).map(|bands| BandScheme { bands, rows }).find(|s| s.probability(threshold) >= recall);
            let Some(scheme) = least else { break };
            let false_positives = scheme.area_below(threshold);
            if best.is_none_or(|(least, _)| false_positives < least) {
                best = Some((false_positives, scheme));
            }
        }
        let single = BandScheme { bands: num_perm, rows: 1 };
        best.map(|(_, scheme)| scheme).ok_or(BandError::Unreachable { threshold, recall, num_perm, best: single.probability(threshold) })
    }

    /// Bands of a signature.
    pub fn bands(&self) -> usize {
        self.bands
    }

    /// Minima of a band.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Permutations a signature needs at least.
    pub fn num_perm(&self) -> usize {
        self.bands * self.rows
    }

    /// Probability that two sets of this Jaccard share a bucket, `0.0..=1.0`. By products alone, so the same everywhere.
    pub fn probability(&self, jaccard: f64) -> f64 {
        1.0 - power(1.0 - power(jaccard, self.rows), self.bands)
    }

    /// Area under the S-curve from 0 to `threshold`.
    fn area_below(&self, threshold: f64) -> f64 {
        let width = threshold / f64::from(STEPS);
        (0..STEPS).map(|step| self.probability((f64::from(step) + 0.5) * width) * width).sum()
    }
}

/// `base` to the `exponent`, by squaring.
fn power(base: f64, exponent: usize) -> f64 {
    let (mut result, mut square, mut rest) = (1.0, base, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result *= square;
        }
        square *= square;
        rest >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_s_curve() {
        let scheme = BandScheme::new(25, 5, 128).unwrap();
        for (jaccard, expected) in [(0.0, 0.0), (0.3, 0.059), (0.5, 0.548), (0.7, 0.990), (1.0, 1.0)] {
            assert!((scheme.probability(jaccard) - expected).abs() < 0.001, "{jaccard}");
        }
    }

    #[test]
    fn solved_schemes_reach_the_recall_with_the_steepest_curve() {
        for (num_perm, threshold, bands, rows) in
            [(128, 0.7, 26, 4), (256, 0.7, 38, 5), (128, 0.8, 18, 5), (128, 0.5, 25, 2), (1, 0.9995, 1, 1)]
        {
            let scheme = BandScheme::solve(num_perm, threshold, 0.999).unwrap();
            assert_eq!((scheme.bands(), scheme.rows()), (bands, rows), "{num_perm} {threshold}");
            assert!(scheme.probability(threshold) >= 0.999 && scheme.num_perm() <= num_perm);
        }
    }

    #[test]
    fn impossible_schemes_name_both_sides() {
        for (got, message) in [
            (BandScheme::new(26, 5, 128), "26 bands of 5 rows need 130 permutations, the signature has 128"),
            (BandScheme::new(0, 5, 128), "a signature is cut into at least one band of at least one row, not 0 bands of 5 rows"),
            (BandScheme::solve(128, 1.0, 0.9), "threshold lies between 0 and 1, both excluded, not at 1"),
            (BandScheme::solve(128, 0.5, f64::NAN), "recall lies between 0 and 1, both excluded, not at NaN"),
            (BandScheme::solve(4, 0.5, 0.999), "4 permutations retrieve at most 0.9375 of the pairs at Jaccard 0.5, less than 0.999"),
        ] {
            assert_eq!(got.unwrap_err().to_string(), message);
        }
    }
}
