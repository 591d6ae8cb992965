//! Counting what two ascending lists of hashes have in common.
//!
//! A step of a merge waits for the one before it, so four quarters are merged side by side.
//!
//! Enters: two lists, each hash once. Leaves: the number of hashes in both.
//! **Invariant:** both lists are cut at the same values, so that equal hashes meet in one quarter.

/// Merges side by side.
const STRANDS: usize = 4;

/// The rest of two lists to be merged.
#[derive(Clone, Copy)]
struct Strand<'h> {
    a: &'h [u64],
    b: &'h [u64],
}

impl Strand<'_> {
    /// Steps over the lesser head, or over both where they are equal, which counts 1. Neither list is empty.
    #[inline(always)]
    fn step(&mut self) -> usize {
        let (x, y) = (self.a[0], self.b[0]);
        self.a = &self.a[usize::from(x <= y)..];
        self.b = &self.b[usize::from(y <= x)..];
        usize::from(x == y)
    }

    #[inline(always)]
    fn is_over(&self) -> bool {
        self.a.is_empty() || self.b.is_empty()
    }
}

/// Number of hashes in both lists, which are ascending and have each hash once. Linear in both, whatever they hold.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    let mut strands = strands(a, b);
    let mut shared = 0;
    while !strands.iter().any(Strand::is_over) {
        for strand in &mut strands {
            shared += strand.step();
        }
    }
    for mut strand in strands {
        while !strand.is_over() {
            shared += strand.step();
        }
    }
    shared
}

/// Both lists cut at the same values, into quarters of `a`.
fn strands<'h>(a: &'h [u64], b: &'h [u64]) -> [Strand<'h>; STRANDS] {
    let (mut from_a, mut from_b) = (0, 0);
    std::array::from_fn(|strand| {
        let to_a = a.len() * (strand + 1) / STRANDS;
        let to_b = a.get(to_a).map_or(b.len(), |value| from_b + b[from_b..].partition_point(|hash| hash < value));
        let cut = Strand { a: &a[from_a..to_a], b: &b[from_b..to_b] };
        (from_a, from_b) = (to_a, to_b);
        cut
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn shared_is_the_size_of_the_intersection(
            a in prop::collection::btree_set(0..60u64, 0..60),
            b in prop::collection::btree_set(0..60u64, 0..60),
        ) {
            let list = |set: &std::collections::BTreeSet<u64>| set.iter().copied().collect::<Vec<_>>();
            prop_assert_eq!(shared(&list(&a), &list(&b)), a.intersection(&b).count());
        }
    }
}
