//! Sorting hashes: one pass into buckets by the upper bits leaves every hash next to its place.
//!
//! Enters: hashes in any order. Leaves: the same ascending, each once.
//! **Invariant:** how they are spread changes the time alone, which is never worse than that of comparing.

/// Most hashes that are put into buckets: their counters stay in the nearest cache, and 16 bits hold them.
const MOST: usize = 1 << 13;

/// Fewest: below, there is nothing to gain.
const FEWEST: usize = 24;

/// Fullest bucket for which all others pay as many rounds as it needs.
const CROWDED: u16 = 16;

/// `hashes` in ascending order, each once. Linear where they are spread evenly, and never worse than comparison sorting.
pub(super) fn sorted_distinct(mut hashes: Vec<u64>) -> Vec<u64> {
    match spread(&hashes) {
        Some((mut near, rounds)) => {
            transpose(&mut near, rounds);
            hashes = near;
        }
        None => hashes.sort_unstable(),
    }
    hashes.dedup();
    hashes
}

/// The hashes in the order of their buckets, of which there is at least one a hash, and how many the fullest bucket holds; `None` if
/// it is crowded.
fn spread(hashes: &[u64]) -> Option<(Vec<u64>, usize)> {
    if !(FEWEST..=MOST).contains(&hashes.len()) {
        return None;
    }
    let bits = hashes.len().next_power_of_two().ilog2();
    let bucket = |hash: u64| (hash >> (64 - bits)) as usize;
    let mut places = vec![0u16; 1 << bits];
    for hash in hashes {
        places[bucket(*hash)] += 1;
    }
    let (mut sum, mut most) = (0, 0);
    for place in &mut places {
        let count = std::mem::replace(place, sum);
        sum += count;
        most = most.max(count);
    }
    if most > CROWDED {
        return None;
    }
    let mut spread = vec![0; hashes.len()];
    for hash in hashes {
        let place = &mut places[bucket(*hash)];
        spread[usize::from(*place)] = *hash;
        *place += 1;
    }
    Some((spread, usize::from(most)))
}

/// Odd-even transposition (Knuth, The Art of Computer Programming 3, §5.3.4): as many rounds as the longest unsorted run has hashes,
/// without a branch that depends on any.
fn transpose(hashes: &mut [u64], rounds: usize) {
    for round in 0..rounds {
        let (pairs, _) = hashes[round % 2..].as_chunks_mut::<2>();
        for pair in pairs {
            *pair = [pair[0].min(pair[1]), pair[0].max(pair[1])];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::mix;

    #[test]
    fn any_hashes_are_sorted() {
        for count in [0u64, 1, 2, 23, 24, 25, 100, 1000, 8192, 8193] {
            for spread in [|at| mix(at), |at| mix(at / 3), |at| at, |at| u64::MAX - at % 5, |at| mix(at) >> 40, |at| mix(at) << 40, |_| 0] {
                let hashes: Vec<u64> = (0..count).map(spread).collect();
                let expected: std::collections::BTreeSet<u64> = hashes.iter().copied().collect();
                assert_eq!(sorted_distinct(hashes), expected.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
