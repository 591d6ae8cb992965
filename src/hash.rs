//! The one frozen hash. Whatever is stored, exchanged, or decides an order of output comes from here.
//!
//! Enters: bytes or 64-bit words. Leaves: 64-bit hashes, the same on every platform and in every version of this crate.
//! **Invariant:** version [`VERSION`] never changes its values; the test vectors below hold it. No other hash is persisted.
//! **Source:** XXH3-64 as specified by Collet (xxHash 0.8 specification, stable since 0.8.0); the word mixer is
//! `SplitMix64`'s finalizer (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", Fig. 16); [`word`] is built
//! from the folded 64 × 64 → 128 bit product of wyhash (Wang Yi 2019).

/// Version of the definitions below; written wherever hashes are stored.
pub const VERSION: u32 = 2;

/// Numbers 85, 275, 2355 and 2534 of the `SplitMix64` stream from 0: each has 32 ones, and a byte that no UTF-8 text contains, so
/// no factor of a product in [`word`] is ever zero.
const WORD: [u64; 4] = [0x56e4_398a_98f8_a0fd, 0x6381_fc65_071e_876d, 0x29c0_f9cc_888b_bc7d, 0x9822_3516_ffe6_a625];

/// XXH3-64 with seed 0.
pub fn bytes(data: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(data)
}

/// XXH3-128 with seed 0: identity of whole texts, where 64 bits would collide within 10⁹ articles.
pub fn identity(data: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(data)
}

/// Hash of one folded word: its bytes, padded with zeros to whole blocks of 16, and its length.
pub fn word(folded: &[u8]) -> u64 {
    let (mut state, mut rest) = (0, folded);
    while let Some((block, tail)) = rest.split_first_chunk::<16>().filter(|(_, tail)| !tail.is_empty()) {
        let (low, high) = halves(u128::from_le_bytes(*block));
        state = folded_product(low ^ state ^ WORD[0], high ^ WORD[1]);
        rest = tail;
    }
    let mut block = [0; 16];
    block[..rest.len()].copy_from_slice(rest);
    last_block(u128::from_le_bytes(block), state, folded.len())
}

/// [`word`] of the first `length` bytes of `padded`, at most 16, whatever follows them there.
#[inline(always)]
pub(crate) fn short_word(padded: &[u8; 16], length: usize) -> u64 {
    let (low_mask, high_mask) = SHORT[length];
    let (low, high) = halves(u128::from_le_bytes(*padded));
    let block = u128::from(low & low_mask) | u128::from(high & high_mask) << 64;
    last_block(block, 0, length)
}

/// The bits of a padded word that belong to it, by its length.
static SHORT: [(u64, u64); 17] = {
    let mut masks = [(0, 0); 17];
    let mut length = 1;
    while length <= 16 {
        let mask = u128::MAX >> (128 - 8 * length);
        masks[length] = halves(mask);
        length += 1;
    }
    masks
};

#[inline(always)]
const fn halves(block: u128) -> (u64, u64) {
    (block as u64, (block >> 64) as u64)
}

#[inline(always)]
fn last_block(block: u128, state: u64, length: usize) -> u64 {
    let (low, high) = halves(block);
    let product = u128::from(low ^ state ^ WORD[0]) * u128::from(high ^ WORD[1] ^ length as u64);
    let (low, high) = halves(product);
    folded_product(low ^ WORD[2], high ^ WORD[3])
}

#[inline(always)]
fn folded_product(a: u64, b: u64) -> u64 {
    let (low, high) = halves(u128::from(a) * u128::from(b));
    low ^ high
}

/// What each word of a shingle is multiplied by once for every word after it, number 3490 of the stream that [`WORD`] is from.
pub(crate) const SHINGLE_BASE: u64 = 0x7710_bdf5_f9a0_a025;

/// Hash of a shingle of words with these hashes: a polynomial in `SHINGLE_BASE` modulo 2⁶⁴ (Karp and Rabin 1987), so that it can
/// roll along a text, then mixed. Order and length matter.
pub fn shingle(words: &[u64]) -> u64 {
    let sum = words.iter().fold(0u64, |sum, word| sum.wrapping_mul(SHINGLE_BASE).wrapping_add(*word));
    shingle_of_sum(sum, words.len())
}

/// [`shingle`] from the value of its polynomial.
#[inline(always)]
pub(crate) fn shingle_of_sum(sum: u64, width: usize) -> u64 {
    // Number 3881 of the stream; then the second multiplier of `mix`.
    let word = sum.wrapping_add((width as u64).wrapping_mul(0x804b_266c_76fb_6695));
    let word = (word ^ word >> 32).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ word >> 32
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
    fn version_2_vectors() {
        assert_eq!(bytes(b""), 0x2d06_8005_38d3_94c2);
        assert_eq!(bytes("poutine".as_bytes()), 0xa43c_8b74_ff17_1656);
        for (expected, text) in [
            (0xf58a_060b_8c8f_6e61, ""),
            (0x21f0_88ad_d45c_fdf5, "a"),
            (0xb113_93af_6670_792e, "poutine"),
            (0x9dc2_3ce3_cd88_d31a, "gilets jaunes !!"),
            (0x9cb1_40c6_4d74_3056, "anticonstitutionnellement"),
        ] {
            assert_eq!(word(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(shingle(&[]), 0);
        assert_eq!(shingle(&[1, 2, 3]), 0xf9ef_6de7_1c36_1b75);
        assert_eq!(mix(1), 0x5692_161d_100b_05e5);
        assert_eq!(sequence([1, 2, 3]), 0x7c26_edc8_f54b_2af2);
        assert_eq!(identity(b""), 0x99aa_06d3_0147_98d8_6001_c324_468d_497f);
    }

    #[test]
    fn short_words_are_words_whatever_follows() {
        let padded: [u8; 16] = *b"recoupe les avis";
        for length in 0..=16 {
            let mut cut = padded;
            cut[length..].fill(0xff);
            assert_eq!(short_word(&cut, length), word(&padded[..length]), "{length}");
        }
    }

    #[test]
    fn words_know_their_blocks_and_length() {
        let zeros = [0; 64];
        let mut hashes: Vec<u64> = (0..=64).map(|length| word(&zeros[..length])).collect();
        hashes.extend([
            word(b"0123456789abcdef0123456789abcdeF"),
            word(b"0123456789abcdeF0123456789abcdef"),
            word(b"01234567"),
            word(b"89abcdef01234567"),
        ]);
        hashes.sort_unstable();
        assert!(hashes.is_sorted_by(|a, b| a < b));
    }

    /// Every bit of a word moves about half of the bits of its hash, and of that of the shingles it is in.
    #[test]
    fn one_bit_moves_half_of_all() {
        for length in [1, 3, 8, 9, 16, 17, 40] {
            let bytes: Vec<u8> = (0..length).map(|at| b'a' + at as u8 % 26).collect();
            for bit in 0..8 * length {
                let mut flipped = bytes.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                let (one, other) = (word(&bytes), word(&flipped));
                assert!((12..=52).contains(&(one ^ other).count_ones()), "{length} {bit}");
                for place in 0..5 {
                    let shingle_with =
                        |hash| shingle(&std::array::from_fn::<u64, 5, _>(|at| if at == place { hash } else { mix(at as u64) }));
                    assert!((12..=52).contains(&(shingle_with(one) ^ shingle_with(other)).count_ones()), "{length} {bit} {place}");
                }
            }
        }
    }

    #[test]
    fn sequences_know_their_order_and_length() {
        assert_ne!(sequence([1, 2]), sequence([2, 1]));
        assert_ne!(sequence([]), sequence([0]));
        assert_ne!(sequence([0]), sequence([0, 0]));
        assert_ne!(shingle(&[1, 2]), shingle(&[2, 1]));
        assert_ne!(shingle(&[0]), shingle(&[0, 0]));
    }
}
