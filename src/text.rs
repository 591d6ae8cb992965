//! From characters to tokens, sentences and shingles.
//!
//! Enters: any text. Leaves: tokens and sentences with byte spans into it, and sets of shingle hashes.
//! **Invariant:** knows nothing of articles, languages are hints at most, and the text itself is never copied or changed.

mod blocks;
mod class;
mod fold;
mod language;
mod scan;
mod sentences;
mod shingles;
mod tokenize;

pub use fold::{fold, fold_char};
pub use language::detect;
pub use sentences::sentences;
pub use shingles::{ShingleSet, shingle_hashes, shingle_hashes_into};
pub use tokenize::{Token, tokenize, tokenize_into, word_hash};
