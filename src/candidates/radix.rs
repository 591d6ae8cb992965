//! Sorting of 64-bit entries by their digits, which beats comparisons from a thousand entries on.

/// Bits of a digit: 2048 counters of 4 bytes stay in the first cache.
const DIGIT: u32 = 11;
const VALUES: usize = 1 << DIGIT;
/// Entries below which a comparison sort is faster.
const FEW: usize = 1024;

/// Sorts entries; keeps the second buffer that it needs for the next time.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    other: Vec<u64>,
}

impl Sorter {
    /// Sorts ascending by the upper 32 bits; the order of entries that agree in them is unspecified. Linear.
    pub fn by_upper(&mut self, entries: &mut Vec<u64>) {
        self.by_bits(entries, 32);
    }

    /// Sorts ascending. Linear; bits that are the same in all entries cost nothing.
    pub fn by_value(&mut self, entries: &mut Vec<u64>) {
        self.by_bits(entries, 0);
    }

    /// Sorts by the bits from `first` on.
    fn by_bits(&mut self, entries: &mut Vec<u64>, first: u32) {
        let len = entries.len();
        if len < FEW || u32::try_from(len).is_err() {
            entries.sort_unstable();
            return;
        }
        let shifts = shifts(entries, first);
        let mut counts = vec![[0u32; VALUES]; shifts.len()];
        for entry in &*entries {
            for (counts, shift) in counts.iter_mut().zip(&shifts) {
                counts[digit(*entry, *shift)] += 1;
            }
        }
        if self.other.len() < len {
            self.other.resize(len, 0);
        }
        for (counts, shift) in counts.iter_mut().zip(&shifts) {
            let mut start = 0;
            for count in counts.iter_mut() {
                start += std::mem::replace(count, start);
            }
            for entry in &*entries {
                let place = &mut counts[digit(*entry, *shift)];
                self.other[*place as usize] = *entry;
                *place += 1;
            }
            std::mem::swap(entries, &mut self.other);
            entries.truncate(len);
        }
    }
}

/// Where the digits begin, from `first` on, that cover every bit in which entries differ; the least significant first.
fn shifts(entries: &[u64], first: u32) -> Vec<u32> {
    let mut differing = entries.iter().fold(0, |bits, entry| bits | (entry ^ entries[0])) >> first << first;
    let mut shifts = Vec::new();
    while differing != 0 {
        let shift = differing.trailing_zeros();
        shifts.push(shift);
        differing &= !((VALUES as u64 - 1) << shift);
    }
    shifts
}

fn digit(entry: u64, shift: u32) -> usize {
    (entry >> shift) as usize & (VALUES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;

    #[test]
    fn sorted_as_by_comparison() {
        let mut sorter = Sorter::default();
        for len in [0, 1, 2, FEW - 1, FEW, 3000, 5] {
            for mask in [u64::MAX, 0xff, 0xffff_0000_0000, 0x7000_0000_0000_0007, 0] {
                let given: Vec<u64> = (0..len as u64).map(|at| hash::mix(at) & mask).collect();
                let (mut all, mut upper, mut expected) = (given.clone(), given.clone(), given);
                sorter.by_value(&mut all);
                sorter.by_upper(&mut upper);
                assert!(upper.is_sorted_by_key(|entry| entry >> 32), "{len} {mask:x}");
                upper.sort_unstable();
                expected.sort_unstable();
                assert_eq!((&all, &upper), (&expected, &expected), "{len} {mask:x}");
            }
        }
    }
}
