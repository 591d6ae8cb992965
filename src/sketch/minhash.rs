//! `MinHash` signatures over 32-bit keys.
//!
//! **Source:** Broder 1997 §3. A permutation is the product with an odd number modulo 2³², a bijection, so a minimum is that of a
//! true permutation. One product suffices because keys are upper halves of well mixed hashes: over random keys the place of
//! the minimum is uniform, and tests hold the error of estimates and the hits of bands to those of independent permutations.

mod lanes;

use lanes::{LANES, Row};

use crate::cpu::Path;
use crate::hash;
use crate::text::ShingleSet;

/// Most permutations a signature may have: 4096 halve the error of 1024, which no decision here asks for.
const MOST: usize = 4096;

/// Why there is no such hasher.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SketchError {
    /// Out of range.
    #[error("a signature has 1 to {most} permutations, not {got}")]
    Permutations {
        /// Asked for.
        got: usize,
        /// Allowed.
        most: usize,
    },
}

/// A fixed family of permutations. Equal parameters give equal signatures on every platform and in every version of the crate
/// that has the same [`hash::VERSION`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MinHasher {
    /// One a permutation, padded to whole rows.
    multipliers: Vec<Row>,
    num_perm: usize,
}

/// The minima of one shingle set, one per permutation; never of an empty set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Signature(Box<[u32]>);

impl MinHasher {
    /// `num_perm` permutations whose multipliers are the upper halves of the `SplitMix64` stream from `seed`, made odd.
    ///
    /// # Errors
    /// If `num_perm` is 0 or above 4096.
    pub fn new(num_perm: usize, seed: u64) -> Result<Self, SketchError> {
        if num_perm == 0 || num_perm > MOST {
            return Err(SketchError::Permutations { got: num_perm, most: MOST });
        }
        let random = |j: usize| hash::mix(seed.wrapping_add((j as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let row = |row: usize| std::array::from_fn(|lane| (random(row * LANES + lane) >> 32) as u32 | 1);
        Ok(MinHasher { multipliers: (0..num_perm.div_ceil(LANES)).map(row).collect(), num_perm })
    }

    /// Permutations of a signature.
    pub fn num_perm(&self) -> usize {
        self.num_perm
    }

    /// The signature of a set; `None` for the empty set. Costs shingles × permutations.
    pub fn signature(&self, shingles: &ShingleSet) -> Option<Signature> {
        if shingles.is_empty() {
            return None;
        }
        let mut minima = vec![0; self.num_perm];
        self.minima_into(shingles.hashes(), &mut minima);
        Some(Signature(minima.into_boxed_slice()))
    }

    /// Writes the minima of the signature that the set of these shingles has, whatever their order and however often they occur;
    /// of none, `u32::MAX` everywhere, which is nobody's signature. Costs shingles × permutations.
    ///
    /// # Panics
    /// If `minima` has not the length [`Self::num_perm`].
    pub fn minima_into(&self, shingles: &[u64], minima: &mut [u32]) {
        self.minima_on(Path::best(), shingles, minima);
    }

    fn minima_on(&self, path: Path, shingles: &[u64], minima: &mut [u32]) {
        /// Rows worked on at once, for which the stack has room.
        const ROWS: usize = 12;
        assert_eq!(minima.len(), self.num_perm, "a signature has one minimum a permutation");
        for (multipliers, minima) in self.multipliers.chunks(ROWS).zip(minima.chunks_mut(ROWS * LANES)) {
            let mut rows = [[0; LANES]; ROWS];
            lanes::minima(path, shingles, multipliers, &mut rows[..multipliers.len()]);
            minima.copy_from_slice(&rows.as_flattened()[..minima.len()]);
        }
    }
}

impl Signature {
    /// The minima, in the order of the permutations.
    pub fn minima(&self) -> &[u32] {
        &self.0
    }

    /// Estimate of the Jaccard coefficient of both sets, `0.0..=1.0`: the share of equal minima. Its standard error is
    /// √(J(1−J)/permutations). Both come from one [`MinHasher`].
    pub fn estimate_jaccard(&self, other: &Signature) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 / self.0.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::text::{Token, shingle_hashes_into};

    /// Shingles of width 1, whose hashes are scrambled `words`.
    fn set(words: std::ops::Range<u64>) -> ShingleSet {
        let token = |word| Token { span: Span::new(0, 0), hash: hash::mix(word) };
        ShingleSet::new(&words.map(token).collect::<Vec<_>>(), 1)
    }

    #[test]
    fn version_2_vectors() {
        let hasher = MinHasher::new(5, 1).unwrap();
        let minima = |words| hasher.signature(&set(words)).unwrap().minima().to_vec();
        assert_eq!(hasher.multipliers[0][..3], [0x910a_2ded, 0xbeeb_8da1, 0xf893_a2ef]);
        assert_eq!(minima(0..1), [0xe28d_fcd2, 0xc94d_001a, 0xbab9_2a86, 0x44fb_ac7a, 0x2d1e_bdca]);
        assert_eq!(minima(0..100), [0x0705_5998, 0x012b_fbff, 0x02c3_c8ee, 0x0032_f73c, 0x03e9_ae1d]);
    }

    #[test]
    fn an_empty_set_has_no_signature() {
        assert_eq!(MinHasher::new(8, 1).unwrap().signature(&set(0..0)), None);
    }

    #[test]
    fn impossible_sizes_are_refused() {
        for got in [0, MOST + 1] {
            assert_eq!(MinHasher::new(got, 1), Err(SketchError::Permutations { got, most: MOST }));
        }
    }

    #[test]
    fn a_longer_signature_begins_with_the_shorter_one() {
        let minima = |num_perm| MinHasher::new(num_perm, 7).unwrap().signature(&set(0..50)).unwrap().minima().to_vec();
        assert_eq!(minima(16)[..], minima(100)[..16]);
    }

    #[test]
    fn minima_are_those_of_the_formula_on_every_path() {
        let mut shingles: Vec<u64> = (0..300).map(|word| hash::mix(word % 250)).collect();
        shingles.reverse();
        for num_perm in [1, 15, 16, 17, 87, 96, 97, 128, 192, 193, 257] {
            let hasher = MinHasher::new(num_perm, 3).unwrap();
            let multipliers = &hasher.multipliers.as_flattened()[..num_perm];
            for shingles in [&shingles[..], &shingles[..1], &[]] {
                let least = |by: &u32| shingles.iter().map(|hash| ((hash >> 32) as u32).wrapping_mul(*by)).min().unwrap_or(u32::MAX);
                let expected: Vec<u32> = multipliers.iter().map(least).collect();
                for path in Path::available() {
                    let mut minima = vec![0; num_perm];
                    hasher.minima_on(path, shingles, &mut minima);
                    assert_eq!(minima, expected, "{path:?}, {num_perm} permutations, {} shingles", shingles.len());
                }
            }
        }
    }

    /// Five standard errors of the binomial: one false alarm in 1.7 million, and the seeds are fixed.
    #[test]
    fn estimates_lie_within_the_binomial_bound() {
        for num_perm in [64, 128, 512] {
            let hasher = MinHasher::new(num_perm, 42).unwrap();
            for size in [8u64, 60, 400, 3000] {
                for step in 0..=8u64 {
                    let shift = size * step / 8;
                    let (a, b) = (set(0..size), set(shift..size + shift));
                    let jaccard = (size - shift) as f64 / (size + shift) as f64;
                    let estimate = hasher.signature(&a).unwrap().estimate_jaccard(&hasher.signature(&b).unwrap());
                    let bound = 5.0 * (jaccard * (1.0 - jaccard) / num_perm as f64).sqrt() + 1e-9;
                    assert!((estimate - jaccard).abs() <= bound, "{num_perm} {size} {shift}: {estimate} for {jaccard}");
                }
            }
        }
    }

    /// A text of `length` words of a small vocabulary, low ones frequent, and the same with one word in `step` replaced.
    fn near_copies(text: u64, length: u64, step: u64) -> (ShingleSet, ShingleSet) {
        let word = |text: u64, at: u64| {
            let draw = hash::mix(text << 32 | at);
            hash::word(format!("m{}", (draw % 4096) * (draw >> 32 & 0xff) / 256).as_bytes())
        };
        let shingles = |of: &dyn Fn(u64) -> u64| {
            let (words, mut shingles): (Vec<u64>, _) = ((0..length).map(of).collect(), Vec::new());
            shingle_hashes_into(&words, 5, &mut shingles);
            ShingleSet::from_unsorted(shingles)
        };
        let shift = hash::mix(text) % step;
        (shingles(&|at| word(text, at)), shingles(&|at| word(if at % step == shift { text + 1_000_000 } else { text }, at)))
    }

    /// Over texts whose words were replaced, squared errors are those of independent permutations, and 29 bands of 3 rows hit as often.
    #[test]
    fn near_copies_are_estimated_and_hit_as_theory_says() {
        const PAIRS: u64 = 600;
        let hasher = MinHasher::new(87, 1).unwrap();
        for (length, step) in [(12, 12), (34, 30), (154, 20), (154, 30), (404, 20)] {
            let (mut ratio, mut hits, mut expected) = (0.0, 0.0, 0.0);
            for text in 0..PAIRS {
                let (a, b) = near_copies(text, length, step);
                let shared = a.shared(&b) as f64;
                let jaccard = shared / ((a.len() + b.len()) as f64 - shared);
                let (a, b) = (hasher.signature(&a).unwrap(), hasher.signature(&b).unwrap());
                ratio += (a.estimate_jaccard(&b) - jaccard).powi(2) / (jaccard * (1.0 - jaccard) / 87.0) / PAIRS as f64;
                let equal = |(a, b): (&[u32], &[u32])| a == b;
                hits += f64::from(a.minima().chunks(3).zip(b.minima().chunks(3)).any(equal)) / PAIRS as f64;
                expected += (1.0 - (1.0 - jaccard.powi(3)).powi(29)) / PAIRS as f64;
            }
            // Four standard errors of a mean of 600 squared normal errors, and of the hits.
            assert!((ratio - 1.0).abs() < 4.0 * (2.0 / PAIRS as f64).sqrt(), "{length} {step}: {ratio}");
            assert!(
                (hits - expected).abs() < 4.0 * (expected * (1.0 - expected) / PAIRS as f64).sqrt() + 1e-3,
                "{length} {step}: {hits} for {expected}"
            );
        }
    }
}
