//! `MinHash` signatures over 32-bit keys.
//!
//! **Source:** Broder 1997 §3; the permutations are the 32-bit finalizer of `MurmurHash3` (Appleby 2011) without its first
//! shift, on `key ^ salt`. It is a bijection of 32-bit words, so a minimum is that of a true permutation.

use crate::hash;
use crate::text::ShingleSet;

/// Permutations worked on at once: their minima stay in vector registers while the keys pass by.
const LANES: usize = 16;

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

/// A fixed family of permutations. Equal parameters give equal signatures on every platform and in every version of the crate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MinHasher {
    /// One salt a permutation, padded to whole lanes.
    salts: Vec<[u32; LANES]>,
    num_perm: usize,
}

/// The minima of one shingle set, one per permutation; never of an empty set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Signature(Box<[u32]>);

impl MinHasher {
    /// `num_perm` permutations whose salts are the upper halves of the `SplitMix64` stream from `seed`.
    ///
    /// # Errors
    /// If `num_perm` is 0 or above 4096.
    pub fn new(num_perm: usize, seed: u64) -> Result<Self, SketchError> {
        if num_perm == 0 || num_perm > MOST {
            return Err(SketchError::Permutations { got: num_perm, most: MOST });
        }
        let salt = |j: usize| (hash::mix(seed.wrapping_add((j as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))) >> 32) as u32;
        let lanes = |block: usize| std::array::from_fn(|lane| salt(block * LANES + lane));
        Ok(MinHasher { salts: (0..num_perm.div_ceil(LANES)).map(lanes).collect(), num_perm })
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
        let keys: Vec<u32> = shingles.hashes().iter().map(|hash| (hash >> 32) as u32).collect();
        let mut minima: Vec<u32> = self.salts.iter().flat_map(|salts| lane_minima(&keys, salts)).collect();
        minima.truncate(self.num_perm);
        Some(Signature(minima.into_boxed_slice()))
    }
}

fn lane_minima(keys: &[u32], salts: &[u32; LANES]) -> [u32; LANES] {
    let mut minima = [u32::MAX; LANES];
    for &key in keys {
        for (minimum, salt) in minima.iter_mut().zip(salts) {
            *minimum = (*minimum).min(permute(key ^ salt));
        }
    }
    minima
}

fn permute(word: u32) -> u32 {
    let word = word.wrapping_mul(0x85eb_ca6b);
    (word ^ (word >> 15)).wrapping_mul(0xc2b2_ae35)
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
    use crate::text::Token;

    /// Shingles of width 1, whose hashes are scrambled `words`.
    fn set(words: std::ops::Range<u64>) -> ShingleSet {
        let token = |word| Token { span: Span::new(0, 0), hash: hash::mix(word) };
        ShingleSet::new(&words.map(token).collect::<Vec<_>>(), 1)
    }

    #[test]
    fn version_1_vectors() {
        let hasher = MinHasher::new(5, 1).unwrap();
        let minima = |words| hasher.signature(&set(words)).unwrap().minima().to_vec();
        assert_eq!(hasher.salts[0][..3], [0x910a_2dec, 0xbeeb_8da1, 0xf893_a2ee]);
        assert_eq!(minima(0..1), [0x2748_c5b3, 0xe8b7_4bfb, 0xacd8_d640, 0x8bf6_dcdb, 0x1c3f_a478]);
        assert_eq!(minima(0..100), [0x00bc_76dd, 0x04a3_1ca6, 0x017e_79d9, 0x0705_c2a8, 0x056a_106b]);
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
    fn blocked_minima_are_those_of_the_formula() {
        let (hasher, set) = (MinHasher::new(37, 3).unwrap(), set(0..200));
        let salts = hasher.salts.concat();
        let naive = |salt: &u32| set.hashes().iter().map(|hash| permute((hash >> 32) as u32 ^ salt)).min().unwrap();
        assert_eq!(hasher.signature(&set).unwrap().minima(), salts[..37].iter().map(naive).collect::<Vec<_>>());
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
}
