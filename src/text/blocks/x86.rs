//! Blocks with AVX2, and with AVX-512.
//!
//! Enters and leaves what [`Kernel`] says. **Invariant:** the bits are those of the portable one.
#![allow(unsafe_code, reason = "intrinsics in trait methods, which cannot carry target features themselves")]

use std::arch::x86_64::*;

use super::{BLOCK, Kernel, Masks, Padded};

/// AVX2, BMI1 and BMI2.
pub(in crate::text) struct Avx2;

/// AVX-512 with VBMI2.
pub(in crate::text) struct Avx512;

impl Kernel for Avx2 {
    #[inline(always)]
    fn classify(block: &[u8; BLOCK], lowered: &mut Padded) -> Masks {
        let mut masks = Masks { alphanumeric: 0, leads: 0 };
        let (halves, _) = block.as_chunks::<32>();
        let (out, _) = lowered.as_chunks_mut::<32>();
        for (at, (half, out)) in halves.iter().zip(out).enumerate() {
            // SAFETY: AVX2 is there, as `Kernel` demands; both pointers are to 32 bytes and need no alignment.
            let (alphanumeric, leads) = unsafe {
                let bytes = _mm256_loadu_si256(half.as_ptr().cast());
                let within = |bytes, first: u8, count: u8| {
                    let offset = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first as i8));
                    _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8(count as i8 - 1)), offset)
                };
                let case = _mm256_set1_epi8(0x20);
                let letters = within(_mm256_or_si256(bytes, case), b'a', 26);
                let digits = within(bytes, b'0', 10);
                _mm256_storeu_si256(out.as_mut_ptr().cast(), _mm256_or_si256(bytes, _mm256_and_si256(letters, case)));
                (
                    _mm256_movemask_epi8(_mm256_or_si256(letters, digits)) as u32,
                    _mm256_movemask_epi8(_mm256_and_si256(bytes, _mm256_slli_epi16::<1>(bytes))) as u32,
                )
            };
            masks.alphanumeric |= u64::from(alphanumeric) << (32 * at);
            masks.leads |= u64::from(leads) << (32 * at);
        }
        masks
    }

    #[inline(always)]
    fn compact_bits(bits: u64, keep: u64) -> u64 {
        // SAFETY: BMI2 is there, as `Kernel` demands.
        unsafe { _pext_u64(bits, keep) }
    }
}

/// 0, 1, 2, … 63.
static PLACES: [u8; BLOCK] = {
    let mut places = [0; BLOCK];
    let mut at = 0;
    while at < BLOCK {
        places[at] = at as u8;
        at += 1;
    }
    places
};

impl Kernel for Avx512 {
    #[inline(always)]
    fn classify(block: &[u8; BLOCK], lowered: &mut Padded) -> Masks {
        // SAFETY: AVX-512BW is there, as `Kernel` demands; both pointers are to at least 64 bytes and need no alignment.
        unsafe {
            let bytes = _mm512_loadu_si512(block.as_ptr().cast());
            let case = _mm512_set1_epi8(0x20);
            let within = |bytes, first: u8, count: u8| {
                let offset = _mm512_sub_epi8(bytes, _mm512_set1_epi8(first as i8));
                _mm512_cmplt_epu8_mask(offset, _mm512_set1_epi8(count as i8))
            };
            let letters = within(_mm512_or_si512(bytes, case), b'a', 26);
            let digits = within(bytes, b'0', 10);
            let cased = _mm512_mask_blend_epi8(letters, bytes, _mm512_or_si512(bytes, case));
            _mm512_storeu_si512(lowered.as_mut_ptr().cast(), cased);
            Masks { alphanumeric: letters | digits, leads: _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8(0xc0_u8 as i8)) }
        }
    }

    #[inline(always)]
    fn compact(block: &Padded, keep: u64, out: &mut Padded) {
        // SAFETY: AVX-512VBMI2 is there, as `Kernel` demands; both pointers are to at least 64 bytes and need no alignment.
        unsafe {
            let bytes = _mm512_loadu_si512(block.as_ptr().cast());
            _mm512_storeu_si512(out.as_mut_ptr().cast(), _mm512_maskz_compress_epi8(keep, bytes));
        }
    }

    #[inline(always)]
    fn compact_bits(bits: u64, keep: u64) -> u64 {
        // SAFETY: BMI2 is there, as `Kernel` demands.
        unsafe { _pext_u64(bits, keep) }
    }

    #[inline(always)]
    fn places(bits: u64, base: u32, out: &mut [u32; BLOCK]) {
        let (out, _) = out.as_chunks_mut::<16>();
        // SAFETY: AVX-512VBMI2 is there, as `Kernel` demands; every pointer is to 64 bytes and needs no alignment.
        unsafe {
            let places = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(PLACES.as_ptr().cast()));
            let base = _mm512_set1_epi32(base as i32);
            let wide = |quarter| _mm512_add_epi32(_mm512_cvtepu8_epi32(quarter), base);
            _mm512_storeu_si512(out[0].as_mut_ptr().cast(), wide(_mm512_castsi512_si128(places)));
            _mm512_storeu_si512(out[1].as_mut_ptr().cast(), wide(_mm512_extracti32x4_epi32::<1>(places)));
            if bits.count_ones() > 32 {
                _mm512_storeu_si512(out[2].as_mut_ptr().cast(), wide(_mm512_extracti32x4_epi32::<2>(places)));
                _mm512_storeu_si512(out[3].as_mut_ptr().cast(), wide(_mm512_extracti32x4_epi32::<3>(places)));
            }
        }
    }
}
