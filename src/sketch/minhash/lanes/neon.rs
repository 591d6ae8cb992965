//! Rows with NEON.
#![allow(unsafe_code, reason = "loads and stores of registers")]

use std::arch::aarch64::*;

use super::Row;

/// Four registers of four lanes.
pub(super) type Vector = [uint32x4_t; 4];

impl super::Vector for Vector {
    const AT_ONCE: usize = 2;

    #[inline(always)]
    fn load(row: &Row) -> Self {
        let (quarters, _) = row.as_chunks::<4>();
        // SAFETY: NEON is there on every target that this is compiled for; a quarter is one register long.
        std::array::from_fn(|quarter| unsafe { vld1q_u32(quarters[quarter].as_ptr()) })
    }

    #[inline(always)]
    fn store(self) -> Row {
        let mut row = Row::default();
        let (quarters, _) = row.as_chunks_mut::<4>();
        for (quarter, lanes) in quarters.iter_mut().zip(self) {
            // SAFETY: NEON is there on every target that this is compiled for; a quarter is one register long.
            unsafe { vst1q_u32(quarter.as_mut_ptr(), lanes) };
        }
        row
    }

    #[inline(always)]
    fn least(self, multipliers: Self, key: u32) -> Self {
        std::array::from_fn(|quarter| vminq_u32(self[quarter], vmulq_n_u32(multipliers[quarter], key)))
    }
}
