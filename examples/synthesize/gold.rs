//! The gold: every pair of articles that share a plant, with exact counts.
//!
//! Shingles here are runs of five words of the body without furniture and headline; a word is a run of letters and digits in small
//! letters, a Chinese character is a word. A body of fewer than five words is one shingle. The definition is the maker's own and does
//! not use the crate's tokenizer: diacritics are kept.

use std::io::Write;

use recoupe::hash;

use super::article::Maker;
use super::plan::{self, BLOCK, Kind, Role};
use super::text::Unit;

/// Words of a shingle.
const WIDTH: usize = 5;

/// Room that is used again for each family.
#[derive(Default)]
pub struct Scratch {
    units: Vec<Unit>,
    page: Vec<u8>,
    words: Vec<u64>,
    sets: Vec<Vec<u64>>,
}

/// Appends the lines of gold of one block.
pub fn write_block(maker: &Maker, block: u64, scratch: &mut Scratch, out: &mut Vec<u8>) {
    for family in plan::families(&maker.recipe, block).filter(|family| family.size > 1) {
        scratch.sets.resize_with(family.size as usize, Vec::new);
        for member in 0..family.size {
            scratch.page.clear();
            maker.write_body(&Role { member, ..family }, &mut scratch.units, &mut scratch.page);
            let set = &mut scratch.sets[member as usize];
            shingles(std::str::from_utf8(&scratch.page).unwrap_or(""), &mut scratch.words, set);
        }
        for a in 0..family.size {
            for b in a + 1..family.size {
                write_pair(maker, &family, a, b, &scratch.sets, out);
            }
        }
    }
}

/// Appends the gold of the identical texts: each with the first.
pub fn write_identical(maker: &Maker, out: &mut impl Write) -> std::io::Result<()> {
    let first = maker.recipe.total() - maker.recipe.identical;
    for number in first + 1..maker.recipe.total() {
        writeln!(
            out,
            "{{\"a\":\"{:016x}\",\"b\":\"{:016x}\",\"relation\":\"identical\",\"jaccard\":1.000000}}",
            maker.id(first),
            maker.id(number)
        )?;
    }
    Ok(())
}

fn write_pair(maker: &Maker, family: &Role, a: u64, b: u64, sets: &[Vec<u64>], out: &mut Vec<u8>) {
    let (left, right) = (&sets[a as usize], &sets[b as usize]);
    let shared = shared(left, right);
    let union = left.len() + right.len() - shared;
    let relation = match family.kind {
        _ if shared == union => "identical",
        Kind::Wire if a == 0 => "contains",
        Kind::Wire => "common_source",
        Kind::Template => "template",
        _ => "near_copy",
    };
    let millionths = (shared * 1_000_000).checked_div(union).unwrap_or(1_000_000);
    let line = writeln!(
        out,
        "{{\"a\":\"{:016x}\",\"b\":\"{:016x}\",\"relation\":\"{relation}\",\"jaccard\":{}.{:06},\"shared\":{shared},\"a_size\":{},\"b_size\":{}}}",
        maker.id(family.first + a),
        maker.id(family.first + b),
        millionths / 1_000_000,
        millionths % 1_000_000,
        left.len(),
        right.len()
    );
    debug_assert!(line.is_ok(), "memory takes every write");
}

fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        shared += usize::from(a[i] == b[j]);
        (i, j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
    }
    shared
}

/// The set of shingles of a text, ascending.
fn shingles(text: &str, words: &mut Vec<u64>, set: &mut Vec<u64>) {
    words.clear();
    let lower = text.to_lowercase();
    let mut start = None;
    for (at, c) in lower.char_indices() {
        let alone = ('\u{3400}'..='\u{9fff}').contains(&c);
        if c.is_alphanumeric() && !alone {
            start = start.or(Some(at));
            continue;
        }
        if let Some(start) = start.take() {
            words.push(hash::bytes(&lower.as_bytes()[start..at]));
        }
        if alone {
            words.push(hash::bytes(&lower.as_bytes()[at..at + c.len_utf8()]));
        }
    }
    if let Some(start) = start {
        words.push(hash::bytes(&lower.as_bytes()[start..]));
    }
    set.clear();
    if !words.is_empty() {
        set.extend(words.windows(WIDTH.min(words.len())).map(|run| hash::sequence(run.iter().copied())));
    }
    set.sort_unstable();
    set.dedup();
}

/// Number of blocks of the mixed part.
pub fn blocks(maker: &Maker) -> u64 {
    maker.recipe.articles.div_ceil(BLOCK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_of_words() {
        let (mut words, mut set) = (Vec::new(), Vec::new());
        for (text, expected) in [("", 0), ("un", 1), ("L’été, « à Idleb », fut 12 fois", 3), ("新闻日报网", 1), ("新闻日报网a", 2)]
        {
            shingles(text, &mut words, &mut set);
            assert_eq!(set.len(), expected, "{text:?}");
        }
    }

    #[test]
    fn shared_counts_what_both_have() {
        assert_eq!(shared(&[1, 3, 5], &[2, 3, 5, 9]), 2);
    }
}
