//! Tables of words, asked of every word of a text and mostly in vain.
//!
//! Enters: words with what is known of them. Leaves: a [`Lookup`].
//! **Invariant:** a [`Lookup`] answers as the map alone would.

use ahash::AHashMap;

/// A map by word that turns most other words away before it hashes them.
pub(super) struct Lookup<T> {
    by_word: AHashMap<String, T>,
    /// For each pair of a first and a last byte, the lengths of the words that have it; pairs share places.
    lengths: Box<[u32; 256]>,
}

impl<T> Lookup<T> {
    /// What is known of a word.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&T> {
        let (place, length) = marks(word)?;
        if self.lengths[place] & length == 0 { None } else { self.by_word.get(word) }
    }

    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// The place of a word's ends, and the bit of its length; none for the empty word.
#[inline]
fn marks(word: &str) -> Option<(usize, u32)> {
    let [first, .., last] = *word.as_bytes() else { return word.bytes().next().map(|only| (usize::from(only), 1)) };
    Some((usize::from(first.wrapping_mul(31) ^ last), 1 << word.len().min(31)))
}

impl<T> FromIterator<(String, T)> for Lookup<T> {
    /// Of a word given twice, the last counts; the empty word is never found.
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let by_word: AHashMap<String, T> = words.into_iter().collect();
        let mut lengths = Box::new([0; 256]);
        by_word.keys().filter_map(|word| marks(word)).for_each(|(place, length)| lengths[place] |= length);
        Lookup { by_word, lengths }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_answers_as_the_map_alone(words in prop::collection::vec("[aй]{1,40}|[a-c]{1,3}", 0..40), other in "[aй]{1,40}|[a-c]{1,3}") {
            let map: AHashMap<String, usize> = words.iter().cloned().zip(0..).collect();
            let lookup: Lookup<usize> = words.iter().cloned().zip(0..).collect();
            for word in words.iter().chain([&other]) {
                prop_assert_eq!(lookup.get(word), map.get(word));
            }
            prop_assert!(!lookup.contains(""));
        }
    }
}
