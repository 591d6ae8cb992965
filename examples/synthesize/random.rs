//! Draws: integers alone, so that a seed means the same bytes on every platform.
//!
//! **Source:** `SplitMix64` (Steele, Lea, Flood 2014), whose finalizer is [`recoupe::hash::mix`]; the permutation is a balanced Feistel
//! network with cycle walking (Black and Rogaway 2002, "Ciphers with arbitrary finite domains").

use recoupe::hash;

/// The number that names a stream of draws, from at most eight letters.
pub const fn named(name: &str) -> u64 {
    let (letters, mut number, mut at) = (name.as_bytes(), 0, 0);
    while at < letters.len() {
        number = number << 8 | letters[at] as u64;
        at += 1;
    }
    number
}

/// A stream of draws that belongs to one thing: the same thing always has the same stream, whoever asks.
pub struct Random(u64);

impl Random {
    /// The stream of the thing that `key` names.
    pub fn of(key: &[u64]) -> Random {
        Random(hash::sequence(key.iter().copied()))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        hash::mix(self.0)
    }

    /// Below `bound`, which is at most 2³²; 0 for 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((self.next() >> 32) * bound) >> 32
    }

    /// From `low` to `high`, both among them.
    pub fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True in `share` of 1,000 cases.
    pub fn permille(&mut self, share: u64) -> bool {
        self.below(1000) < share
    }

    /// One of them. There must be some.
    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len() as u64) as usize]
    }

    /// A position in `weights`, each as often as it weighs.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        weights.len() - 1
    }
}

/// A bijection of `0..length` that can be asked for one value at a time.
pub struct Permutation {
    length: u64,
    half: u32,
    seed: u64,
}

impl Permutation {
    pub fn new(length: u64, seed: u64) -> Permutation {
        let bits = u64::BITS - length.saturating_sub(1).leading_zeros();
        Permutation { length, half: bits.div_ceil(2).max(1), seed }
    }

    /// The image of `at`, which must be below the length.
    pub fn get(&self, at: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let mut value = at;
        loop {
            let (mut left, mut right) = (value >> self.half, value & mask);
            for round in 0..4 {
                (left, right) = (right, left ^ (hash::sequence([self.seed, round, right]) & mask));
            }
            value = left << self.half | right;
            if value < self.length {
                return value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permutations_are_bijections() {
        for length in [1, 2, 3, 100, 1000, 4097] {
            let permutation = Permutation::new(length, 7);
            let mut images: Vec<u64> = (0..length).map(|at| permutation.get(at)).collect();
            images.sort_unstable();
            assert!(images.into_iter().eq(0..length), "{length}");
        }
    }

    #[test]
    fn draws_stay_in_their_bounds() {
        let mut random = Random::of(&[1]);
        assert!((0..1000).all(|_| (3..=5).contains(&random.within(3, 5))));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.weighted(&[0, 0, 4]), 2);
    }
}
