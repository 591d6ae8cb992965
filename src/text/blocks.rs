//! What the tokenizer asks of a processor: 64 bytes at a time, as bit masks whose lowest bit stands for the first byte.
//!
//! Enters: a block. Leaves: its [`Masks`], and its bytes with capitals lowered; of bytes or bits those that are kept, moved together; of
//! set bits their places.
//! **Invariant:** every implementation gives what [`Portable`] does, and is called only where the processor has its instructions.

#[cfg(target_arch = "aarch64")]
pub(super) mod neon;
#[cfg(target_arch = "x86_64")]
pub(super) mod x86;

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// A block with as much room behind it, so that 64 bytes can be read and written from anywhere inside.
pub(super) type Padded = [u8; 2 * BLOCK];

/// The bytes of a block by kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Masks {
    /// ASCII letters and digits.
    pub alphanumeric: u64,
    /// First bytes of characters beyond ASCII.
    pub leads: u64,
}

/// The operations on blocks. Every implementation gives what the portable one does; an implementation is called only where the
/// processor has its instructions.
pub(super) trait Kernel {
    /// The kinds of the bytes of `block`, and in `lowered` the same bytes with ASCII capitals lowered.
    fn classify(block: &[u8; BLOCK], lowered: &mut Padded) -> Masks;

    /// Moves the kept bytes of `block` to the front of `out`; the rest of `out` is undefined.
    #[inline(always)]
    fn compact(block: &Padded, mut keep: u64, out: &mut Padded) {
        let (mut from, mut to) = (0, 0);
        while keep != 0 {
            let gap = keep.trailing_zeros();
            from += gap as usize;
            let run = (keep >> gap).trailing_ones();
            out[to..to + BLOCK].copy_from_slice(&block[from..from + BLOCK]);
            from += run as usize;
            to += run as usize;
            keep = keep.checked_shr(gap + run).unwrap_or(0);
        }
    }

    /// Moves the kept bits to the low end, in their order.
    #[inline(always)]
    fn compact_bits(mut bits: u64, keep: u64) -> u64 {
        let mut dropped = !keep;
        while dropped != 0 {
            let highest = 63 - dropped.leading_zeros();
            let below = (1 << highest) - 1;
            bits = bits & below | bits >> 1 & !below;
            dropped &= below;
        }
        bits
    }

    /// `base` plus the place of every set bit, ascending; the rest of `out` is undefined.
    #[inline(always)]
    fn places(mut bits: u64, base: u32, out: &mut [u32; BLOCK]) {
        let count = bits.count_ones() as usize;
        for group in out.chunks_exact_mut(8).take(count.div_ceil(8)) {
            for place in group {
                *place = base.wrapping_add(bits.trailing_zeros());
                bits &= bits.wrapping_sub(1);
            }
        }
    }
}

/// For any processor: eight bytes at a time in a 64-bit word.
pub(super) struct Portable;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The high bit of every byte of `seven` (all below 128) that lies in `first..=last`.
#[inline(always)]
fn within(seven: u64, first: u8, last: u8) -> u64 {
    let at_least = seven + u64::from(0x80 - first) * ONES;
    let above = seven + u64::from(0x7f - last) * ONES;
    at_least & !above & HIGH
}

/// The high bits of the eight bytes, first byte lowest.
#[inline(always)]
fn gathered(high_bits: u64) -> u64 {
    (high_bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

impl Kernel for Portable {
    #[inline(always)]
    fn classify(block: &[u8; BLOCK], lowered: &mut Padded) -> Masks {
        let mut masks = Masks { alphanumeric: 0, leads: 0 };
        let (words, _) = block.as_chunks::<8>();
        let (out, _) = lowered.as_chunks_mut::<8>();
        for (at, (word, out)) in words.iter().zip(out).enumerate() {
            let word = u64::from_le_bytes(*word);
            let seven = word & !HIGH;
            let letters = within(seven | (0x20 * ONES), b'a', b'z') & !word;
            let digits = within(seven, b'0', b'9') & !word;
            *out = (word | letters >> 2).to_le_bytes();
            masks.alphanumeric |= gathered(letters | digits) << (8 * at);
            masks.leads |= gathered(word & word << 1 & HIGH) << (8 * at);
        }
        masks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_classified() {
        for byte in 0..=255u8 {
            for place in 0..BLOCK {
                let (mut block, mut lowered) = ([b' '; BLOCK], [0; 2 * BLOCK]);
                block[place] = byte;
                let masks = Portable::classify(&block, &mut lowered);
                assert_eq!(masks.alphanumeric, u64::from(byte.is_ascii_alphanumeric()) << place);
                assert_eq!(masks.leads, u64::from(byte >= 0xc0) << place);
                assert_eq!(lowered[place], byte.to_ascii_lowercase());
            }
        }
    }
}
