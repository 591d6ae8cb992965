//! The inner loop of [`super::MinHasher`]: minima of many permutations at once.

#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(target_arch = "x86_64")]
mod x86;

use crate::cpu::{Kind, Path};

/// Permutations in a row of lanes.
pub(super) const LANES: usize = 16;

/// The multipliers, or the minima, of as many permutations.
pub(super) type Row = [u32; LANES];

/// Writes to each row of `minima` the minima of `multiplier · key` modulo 2³² over the keys, the upper halves of `shingles`;
/// `u32::MAX` for none.
pub(super) fn minima(path: Path, shingles: &[u64], multipliers: &[Row], minima: &mut [Row]) {
    match path.kind() {
        Kind::Portable => plain(shingles, multipliers, minima),
        #[cfg(target_arch = "x86_64")]
        kind => x86::minima(kind, shingles, multipliers, minima),
        #[cfg(target_arch = "aarch64")]
        Kind::Neon => groups::<neon::Vector>(shingles, multipliers, minima),
    }
}

/// A row in registers. One is used only where the processor has its instructions, and gives what [`plain`] does.
trait Vector: Copy {
    /// Rows whose multipliers and minima fit into the registers: 8, 4, 2 or 1.
    const AT_ONCE: usize;

    fn load(row: &Row) -> Self;

    fn store(self) -> Row;

    /// Lane by lane, the lesser of `self` and `multipliers · key` modulo 2³².
    fn least(self, multipliers: Self, key: u32) -> Self;
}

/// The definition, for processors without any of the instructions below.
fn plain(shingles: &[u64], multipliers: &[Row], minima: &mut [Row]) {
    for (minima, multipliers) in minima.iter_mut().zip(multipliers) {
        let mut least = [u32::MAX; LANES];
        for shingle in shingles {
            let key = (shingle >> 32) as u32;
            for (least, multiplier) in least.iter_mut().zip(multipliers) {
                *least = (*least).min(key.wrapping_mul(*multiplier));
            }
        }
        *minima = least;
    }
}

/// Takes as many rows at a time as stay in registers while all keys pass by.
#[inline(always)]
fn groups<'r, V: Vector>(shingles: &[u64], mut multipliers: &'r [Row], mut minima: &'r mut [Row]) {
    if V::AT_ONCE >= 8 {
        (multipliers, minima) = chunks::<V, 8>(shingles, multipliers, minima);
    }
    if V::AT_ONCE >= 4 {
        (multipliers, minima) = chunks::<V, 4>(shingles, multipliers, minima);
    }
    if V::AT_ONCE >= 2 {
        (multipliers, minima) = chunks::<V, 2>(shingles, multipliers, minima);
    }
    chunks::<V, 1>(shingles, multipliers, minima);
}

/// Does the rows that make whole groups of `N`; returns the others.
#[inline(always)]
fn chunks<'r, V: Vector, const N: usize>(shingles: &[u64], multipliers: &'r [Row], minima: &'r mut [Row]) -> (&'r [Row], &'r mut [Row]) {
    let (groups, multipliers) = multipliers.as_chunks::<N>();
    let (group_minima, minima) = minima.as_chunks_mut::<N>();
    for (multipliers, minima) in groups.iter().zip(group_minima) {
        let multipliers: [V; N] = std::array::from_fn(|row| V::load(&multipliers[row]));
        let mut least = [V::load(&[u32::MAX; LANES]); N];
        for shingle in shingles {
            let key = (shingle >> 32) as u32;
            for row in 0..N {
                least[row] = least[row].least(multipliers[row], key);
            }
        }
        *minima = least.map(V::store);
    }
    (multipliers, minima)
}
