//! The tokenizer's pass over a text: folded bytes, and where words begin and end both there and in the text.
//!
//! A block of 64 bytes is classified at once. Its frequent characters beyond ASCII are looked up one by one, and what a folded form
//! lacks is squeezed out of the block; a rarer character ends the block and is handled alone. Because a word keeps its first byte
//! and a gap at least one, edges of words come in the same order in the text and in the folded bytes.
//!
//! Enters: a text and a path. Leaves: its tokens.
//! **Invariant:** every path gives the tokens of the definition, one character after the other, with which the tests of `tokenize` compare
//! it.
//! **Source:** the masks of edges are those of Langdale and Lemire 2019, "Parsing gigabytes of JSON per second" §3.1.

use std::cell::RefCell;

use unicode_segmentation::UnicodeSegmentation;

use super::Token;
use super::blocks::{BLOCK, Kernel, Padded, Portable};
use super::class::{Class, Frequent, alone_end, class, is_plain, segmented_end};
use super::fold::fold_char;
use crate::article::Span;
use crate::cpu::{Kind, Path};
use crate::hash;

/// Folded bytes after which the finished words are hashed, so that they are still in the nearest cache.
const FULL: usize = 8 << 10;

/// Room behind the folded bytes: a padded block, and what [`hash::short_word`] reads beyond the last word.
const SLACK: usize = 2 * BLOCK + 16;

/// Room in bytes above which scratch is not kept for the next text.
const KEPT: usize = 1 << 20;

/// A block and the bytes that a look at its last character reads.
const WINDOW: usize = BLOCK + 4;

/// Appends the tokens of `text` to `tokens` on the given path.
pub(super) fn scan(text: &str, path: Path, tokens: &mut Vec<Token>) {
    thread_local!(static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default()));
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.clear();
        match path.kind() {
            Kind::Portable => blocks::<Portable>(text, scratch, tokens),
            #[cfg(target_arch = "x86_64")]
            kind => on_x86::blocks(kind, text, scratch, tokens),
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => blocks::<super::blocks::neon::Neon>(text, scratch, tokens),
        }
    });
}

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "functions with target features are unsafe to call from functions without")]
mod on_x86 {
    use super::super::blocks::x86::{Avx2, Avx512};
    use super::{Kind, Portable, Scratch, Token};

    pub(super) fn blocks(kind: Kind, text: &str, scratch: &mut Scratch, tokens: &mut Vec<Token>) {
        match kind {
            Kind::Portable => super::blocks::<Portable>(text, scratch, tokens),
            // SAFETY: a path exists only where the processor has its instructions.
            Kind::Avx2 => unsafe { avx2(text, scratch, tokens) },
            // SAFETY: as above.
            Kind::Avx512 => unsafe { avx512(text, scratch, tokens) },
        }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn avx2(text: &str, scratch: &mut Scratch, tokens: &mut Vec<Token>) {
        super::blocks::<Avx2>(text, scratch, tokens);
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")]
    fn avx512(text: &str, scratch: &mut Scratch, tokens: &mut Vec<Token>) {
        super::blocks::<Avx512>(text, scratch, tokens);
    }
}

/// Folded bytes and edges of words that are not yet tokens.
#[derive(Default)]
struct Scratch {
    folded: Vec<u8>,
    folded_len: usize,
    /// Beginnings and ends of words in turn, as bytes of the text.
    edges: Vec<u32>,
    /// The same, as bytes of `folded`.
    folded_edges: Vec<u32>,
    edge_count: usize,
    /// Whether the last edge is the beginning of a word.
    inside: bool,
}

impl Scratch {
    fn clear(&mut self) {
        if self.folded.is_empty() || self.folded.len() > KEPT {
            self.folded = vec![0; FULL + SLACK];
            self.edges = vec![0; FULL / 2];
            self.folded_edges = vec![0; FULL / 2];
        }
        (self.folded_len, self.edge_count, self.inside) = (0, 0, false);
    }

    /// Makes room for a block, or for a few edges and what one rare character folds to.
    #[inline(always)]
    fn make_room(&mut self, tokens: &mut Vec<Token>) {
        if self.folded_len >= FULL || self.edge_count + BLOCK > self.edges.len() {
            self.flush(tokens);
        }
    }

    /// Turns the finished words into tokens and moves the unfinished one to the front. Amortized linear.
    #[inline(never)]
    fn flush(&mut self, tokens: &mut Vec<Token>) {
        self.finish(tokens);
        let start = if self.inside { self.folded_edges[self.edge_count - 1] as usize } else { self.folded_len };
        if start > 0 {
            self.folded.copy_within(start..self.folded_len, 0);
            self.folded_len -= start;
        }
        if self.inside {
            self.edges[0] = self.edges[self.edge_count - 1];
            self.folded_edges[0] = 0;
        }
        self.edge_count = usize::from(self.inside);
        if self.folded_len + SLACK > self.folded.len() - FULL {
            self.folded.resize(2 * self.folded.len(), 0);
        }
    }

    #[inline(always)]
    fn finish(&self, tokens: &mut Vec<Token>) {
        let (edges, _) = self.edges[..self.edge_count].as_chunks::<2>();
        let (folded_edges, _) = self.folded_edges[..self.edge_count].as_chunks::<2>();
        let mut empty = false;
        let before = tokens.len();
        tokens.extend(edges.iter().zip(folded_edges).map(|(&[start, end], &[from, to])| {
            let (from, length) = (from as usize, (to - from) as usize);
            empty |= length == 0;
            let hash = match self.folded[from..].first_chunk() {
                Some(padded) if length <= 16 => hash::short_word(padded, length),
                _ => hash::word(&self.folded[from..from + length]),
            };
            Token { span: Span { start, end }, hash }
        }));
        if empty {
            let mut lengths = folded_edges.iter().map(|[from, to]| to - from);
            let mut at = 0;
            tokens.retain(|_| {
                at += 1;
                at <= before || lengths.next() != Some(0)
            });
        }
    }

    /// Appends a folded character.
    fn push(&mut self, c: char) {
        if self.folded_len + SLACK > self.folded.len() {
            self.folded.resize(2 * self.folded.len(), 0);
        }
        self.folded_len += c.encode_utf8(&mut self.folded[self.folded_len..]).len();
    }

    fn push_folded(&mut self, text: &str) {
        text.chars().for_each(|c| fold_char(c, |f| self.push(f)));
    }

    /// Begins or ends a word at `at`.
    fn edge(&mut self, at: usize) {
        self.edges[self.edge_count] = at as u32;
        self.folded_edges[self.edge_count] = self.folded_len as u32;
        self.edge_count += 1;
        self.inside = !self.inside;
    }
}

/// The lowest `count` bits, 0 to 64 of them.
#[inline(always)]
fn lowest(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

#[inline(always)]
fn blocks<K: Kernel>(text: &str, scratch: &mut Scratch, tokens: &mut Vec<Token>) {
    assert!(u32::try_from(text.len()).is_ok(), "articles of 4 GiB and more are refused by input");
    let (bytes, frequent) = (text.as_bytes(), Frequent::get());
    let mut at = 0;
    while at < bytes.len() {
        scratch.make_room(tokens);
        let rest = &bytes[at..];
        let (length, is_cut) = match rest.first_chunk::<WINDOW>() {
            Some(window) => block::<K>(window, at, BLOCK, frequent, scratch),
            None => {
                let mut window = [0; WINDOW];
                window[..rest.len()].copy_from_slice(rest);
                block::<K>(&window, at, rest.len().min(BLOCK), frequent, scratch)
            }
        };
        at += length;
        if is_cut {
            at = rare(text, at, scratch, tokens);
        }
    }
    if scratch.inside {
        scratch.edge(bytes.len());
    }
    scratch.finish(tokens);
}

/// Handles the block at the front of `window`, of which `limit` bytes are text, up to its last whole character or its first rare one.
/// Returns how many bytes that is, and whether a rare character follows.
#[inline(always)]
fn block<K: Kernel>(window: &[u8; WINDOW], at: usize, limit: usize, frequent: &Frequent, scratch: &mut Scratch) -> (usize, bool) {
    let mut lowered: Padded = [0; 2 * BLOCK];
    let (block, _) = window.split_first_chunk::<BLOCK>().expect("a window holds a block");
    let masks = K::classify(block, &mut lowered);
    let (mut words, mut dropped, mut length, mut is_cut) = (masks.alphanumeric, 0, limit, false);
    let out: &mut Padded = scratch.folded[scratch.folded_len..].first_chunk_mut().expect("room was made");
    if masks.leads == 0 {
        out[..BLOCK].copy_from_slice(&lowered[..BLOCK]);
    } else {
        length = length.min(whole(block));
        let mut pending = masks.leads & lowest(length);
        while pending != 0 {
            let place = pending.trailing_zeros() as usize;
            let entry = frequent.entry(*window[place..].first_chunk().expect("a window is longer than a block by a character"));
            if entry.needs_care() {
                let inside = if place == 0 { scratch.inside } else { words >> (place - 1) & 1 == 1 };
                if entry.is_rare() || !inside && !entry.is_mark() {
                    (length, is_cut) = (place, true);
                    break;
                }
                words |= if inside { entry.letters() << place } else { 0 };
            } else {
                words |= entry.letters() << place;
            }
            dropped |= entry.dropped() << place;
            lowered[place..place + 2].copy_from_slice(&entry.form());
            pending &= pending - 1;
        }
        words &= lowest(length);
        K::compact(&lowered, !dropped & lowest(length), out);
    }
    if length > 0 {
        scratch.add_edges::<K>(at, length, words, !dropped & lowest(length));
    }
    (length, is_cut)
}

impl Scratch {
    #[inline(always)]
    fn add_edges<K: Kernel>(&mut self, at: usize, length: usize, words: u64, keep: u64) {
        let inside = u64::from(self.inside);
        let (folded_words, kept) = (K::compact_bits(words, keep), keep.count_ones() as usize);
        let edges = (words ^ (words << 1 | inside)) & lowest(length);
        let folded_edges = (folded_words ^ (folded_words << 1 | inside)) & lowest(kept);
        debug_assert_eq!(edges.count_ones(), folded_edges.count_ones());
        let room = self.edge_count..self.edge_count + BLOCK;
        K::places(edges, at as u32, self.edges[room.clone()].first_chunk_mut().expect("room was made"));
        K::places(folded_edges, self.folded_len as u32, self.folded_edges[room].first_chunk_mut().expect("room was made"));
        self.edge_count += edges.count_ones() as usize;
        self.folded_len += kept;
        self.inside = words >> (length - 1) & 1 == 1;
    }
}

/// The length of `block` without a character that it holds only in part.
#[inline(always)]
fn whole(block: &[u8; BLOCK]) -> usize {
    if block[63] < 0x80 {
        64
    } else if block[63] >= 0xc0 {
        63
    } else if block[62] >= 0xe0 {
        62
    } else if block[61] >= 0xf0 {
        61
    } else {
        64
    }
}

/// Handles the character at `at`, and those after it that blocks would stop at, one by one. Returns where it stopped.
#[inline(never)]
fn rare(text: &str, mut at: usize, scratch: &mut Scratch, tokens: &mut Vec<Token>) -> usize {
    while let Some(c) = text[at..].chars().next() {
        if is_plain(c) && !scratch.inside {
            at = plain(text, at, scratch, tokens);
            continue;
        }
        scratch.make_room(tokens);
        let mut end = at + c.len_utf8();
        match class(c) {
            Class::Letter => {
                if !scratch.inside {
                    scratch.edge(at);
                }
                fold_char(c, |f| scratch.push(f));
            }
            Class::Mark if scratch.inside => fold_char(c, |f| scratch.push(f)),
            _ if scratch.inside => {
                scratch.edge(at);
                continue;
            }
            Class::Mark | Class::Gap => {}
            Class::Alone => {
                end = alone_end(text, at);
                scratch.edge(at);
                scratch.push_folded(&text[at..end]);
                scratch.edge(end);
            }
            Class::Segmented => {
                end = segmented_end(text, at);
                for (offset, word) in text[at..end].unicode_word_indices() {
                    scratch.make_room(tokens);
                    scratch.edge(at + offset);
                    scratch.push_folded(word);
                    scratch.edge(at + offset + word.len());
                }
            }
        }
        at = end;
        if text.as_bytes().get(at).is_none_or(|next| *next < 0xe0) {
            break;
        }
    }
    at
}

/// Handles the run of [`is_plain`] characters that begins at `at`, with their marks. Returns its end.
fn plain(text: &str, mut at: usize, scratch: &mut Scratch, tokens: &mut Vec<Token>) -> usize {
    let mut chars = text[at..].chars();
    let mut next = chars.next();
    while let Some(c) = next.filter(|c| is_plain(*c)) {
        scratch.make_room(tokens);
        scratch.edge(at);
        scratch.push(c);
        at += c.len_utf8();
        next = chars.next();
        while let Some(mark) = next.filter(|c| !is_plain(*c) && class(*c) == Class::Mark) {
            fold_char(mark, |f| scratch.push(f));
            at += mark.len_utf8();
            next = chars.next();
        }
        scratch.edge(at);
    }
    at
}
