//! Rows with AVX2, and with AVX-512.
#![allow(unsafe_code, reason = "intrinsics in trait methods, which cannot carry target features themselves")]

use std::arch::x86_64::*;

use super::{Row, Vector, groups, plain};
use crate::cpu::Kind;

pub(super) fn minima(kind: Kind, shingles: &[u64], multipliers: &[Row], minima: &mut [Row]) {
    match kind {
        Kind::Portable => plain(shingles, multipliers, minima),
        // SAFETY: a path exists only where the processor has its instructions.
        Kind::Avx2 => unsafe { avx2(shingles, multipliers, minima) },
        // SAFETY: as above.
        Kind::Avx512 => unsafe { avx512(shingles, multipliers, minima) },
    }
}

#[target_feature(enable = "avx2")]
fn avx2(shingles: &[u64], multipliers: &[Row], minima: &mut [Row]) {
    groups::<[__m256i; 2]>(shingles, multipliers, minima);
}

#[target_feature(enable = "avx2,avx512f")]
fn avx512(shingles: &[u64], multipliers: &[Row], minima: &mut [Row]) {
    groups::<__m512i>(shingles, multipliers, minima);
}

impl Vector for [__m256i; 2] {
    const AT_ONCE: usize = 2;

    #[inline(always)]
    fn load(row: &Row) -> Self {
        let row = row.as_ptr().cast::<__m256i>();
        // SAFETY: AVX2 is there, as `Vector` demands; a row is two registers long.
        unsafe { [_mm256_loadu_si256(row), _mm256_loadu_si256(row.add(1))] }
    }

    #[inline(always)]
    fn store(self) -> Row {
        let mut row = Row::default();
        let halves = row.as_mut_ptr().cast::<__m256i>();
        // SAFETY: AVX2 is there, as `Vector` demands; a row is two registers long.
        unsafe {
            _mm256_storeu_si256(halves, self[0]);
            _mm256_storeu_si256(halves.add(1), self[1]);
        }
        row
    }

    #[inline(always)]
    fn least(self, multipliers: Self, key: u32) -> Self {
        // SAFETY: AVX2 is there, as `Vector` demands.
        unsafe {
            let key = _mm256_set1_epi32(key as i32);
            [
                _mm256_min_epu32(self[0], _mm256_mullo_epi32(multipliers[0], key)),
                _mm256_min_epu32(self[1], _mm256_mullo_epi32(multipliers[1], key)),
            ]
        }
    }
}

impl Vector for __m512i {
    const AT_ONCE: usize = 8;

    #[inline(always)]
    fn load(row: &Row) -> Self {
        // SAFETY: AVX-512F is there, as `Vector` demands; a row is one register long.
        unsafe { _mm512_loadu_si512(row.as_ptr().cast()) }
    }

    #[inline(always)]
    fn store(self) -> Row {
        let mut row = Row::default();
        // SAFETY: AVX-512F is there, as `Vector` demands; a row is one register long.
        unsafe { _mm512_storeu_si512(row.as_mut_ptr().cast(), self) };
        row
    }

    #[inline(always)]
    fn least(self, multipliers: Self, key: u32) -> Self {
        // SAFETY: AVX-512F is there, as `Vector` demands.
        unsafe { _mm512_min_epu32(self, _mm512_mullo_epi32(multipliers, _mm512_set1_epi32(key as i32))) }
    }
}
