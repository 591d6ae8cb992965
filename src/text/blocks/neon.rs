//! Blocks with NEON.
//!
//! Enters and leaves what [`Kernel`] says. **Invariant:** the bits are those of the portable one.
#![allow(unsafe_code, reason = "loads and stores of registers")]

use std::arch::aarch64::*;

use super::{BLOCK, Kernel, Masks, Padded};

/// NEON.
pub(in crate::text) struct Neon;

/// The weight of a byte's bit within its group of eight.
static BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

/// One bit a byte of four registers whose bytes are all ones or all zeros.
#[inline(always)]
fn gathered(quarters: [uint8x16_t; 4]) -> u64 {
    // SAFETY: NEON is there on every target that this is compiled for, and `BITS` has the 16 bytes that are read.
    let bits = unsafe { vld1q_u8(BITS.as_ptr()) };
    let [a, b, c, d] = quarters.map(|quarter| vandq_u8(quarter, bits));
    let pairs = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
    vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)))
}

impl Kernel for Neon {
    #[inline(always)]
    fn classify(block: &[u8; BLOCK], lowered: &mut Padded) -> Masks {
        let zero = vdupq_n_u8(0);
        let (mut alphanumeric, mut leads) = ([zero; 4], [zero; 4]);
        let case = vdupq_n_u8(0x20);
        let (quarters, _) = block.as_chunks::<16>();
        let (out, _) = lowered.as_chunks_mut::<16>();
        for (at, (quarter, out)) in quarters.iter().zip(out).enumerate() {
            // SAFETY: NEON is there on every target that this is compiled for; a quarter is one register long.
            let bytes = unsafe { vld1q_u8(quarter.as_ptr()) };
            let letters = vcltq_u8(vsubq_u8(vorrq_u8(bytes, case), vdupq_n_u8(b'a')), vdupq_n_u8(26));
            let digits = vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(b'0')), vdupq_n_u8(10));
            // SAFETY: as above.
            unsafe { vst1q_u8(out.as_mut_ptr(), vorrq_u8(bytes, vandq_u8(letters, case))) };
            alphanumeric[at] = vorrq_u8(letters, digits);
            leads[at] = vcgeq_u8(bytes, vdupq_n_u8(0xc0));
        }
        Masks { alphanumeric: gathered(alphanumeric), leads: gathered(leads) }
    }
}
