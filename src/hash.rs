//! The one frozen hash. Whatever is stored, exchanged, or decides an order of output comes from here.
//!
//! Enters: bytes or 64-bit words. Leaves: 64-bit hashes, the same on every platform and in every version of this crate.
//! **Invariant:** version [`VERSION`] never changes its values; the test vectors below hold it. No other hash is persisted.
//! **Source:** XXH3-64 as specified by Collet (xxHash 0.8 specification, stable since 0.8.0); the word mixer is
//! `SplitMix64`'s finalizer (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", Fig. 16).

/// Version of the definitions below; written wherever hashes are stored.
pub const VERSION: u32 = 1;

/// XXH3-64 with seed 0.
pub fn bytes(data: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(data)
}

/// XXH3-128 with seed 0: identity of whole texts, where 64 bits would collide within 10⁹ articles.
pub fn identity(data: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(data)
}

/// A bijection of 64-bit words in which every input bit moves every output bit.
pub fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Hash of a sequence of words; order and length matter, so (`ab`, `c`) and (`a`, `bc`) differ.
pub fn sequence(words: impl IntoIterator<Item = u64>) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for word in words {
        state = mix(state ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
    }
    mix(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_vectors() {
        assert_eq!(bytes(b""), 0x2d06_8005_38d3_94c2);
        assert_eq!(bytes("poutine".as_bytes()), 0xa43c_8b74_ff17_1656);
        assert_eq!(mix(1), 0x5692_161d_100b_05e5);
        assert_eq!(sequence([1, 2, 3]), 0x7c26_edc8_f54b_2af2);
        assert_eq!(identity(b""), 0x99aa_06d3_0147_98d8_6001_c324_468d_497f);
    }

    #[test]
    fn sequences_know_their_order_and_length() {
        assert_ne!(sequence([1, 2]), sequence([2, 1]));
        assert_ne!(sequence([]), sequence([0]));
        assert_ne!(sequence([0]), sequence([0, 0]));
    }
}
