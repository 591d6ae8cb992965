//! Alignment: the stretches of tokens that two bodies share, in any order.
//!
//! Runs of [`SEED`] equal tokens are grown to maximal runs; the longest are laid first and the others take what is left
//! (greedy string tiling); runs that follow one another in both texts with small gaps join to one passage, so an edited word
//! inside does not end it.
//! **Source:** Wise 1993, "String similarity via greedy string tiling and running Karp–Rabin matching"; joined as the
//! seed chains of passim (Smith, Cordell, Mullen 2015).

use std::collections::BTreeMap;
use std::ops::Range;

use ahash::AHashMap;

use crate::document::Document;
use crate::hash;
use crate::text::Token;

/// Tokens of a seed: two would pair every *de la*, four would lose a sentence with each third word changed.
const SEED: usize = 3;

/// Most occurrences of a seed in one text. Beyond, it is a refrain that would pair everything with everything; a passage that
/// holds it is found by its other seeds. Keeps a token within this many runs.
const REPEATS: usize = 8;

/// Most tokens inserted, deleted or changed between two runs of one passage: an added name or figure with its title, less than a clause.
const GAP: usize = 5;

/// Least share of a passage's tokens, on its longer side, that are equal: below, it is two texts on one matter.
const EQUAL: f64 = 0.6;

/// Least tokens of the longest run in a passage: shorter scraps in a row are one topic's vocabulary, not one hand's wording.
const CORE: usize = 6;

/// A passage as ranges of body tokens.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TokenPassage {
    /// In the first body; begins and ends with an equal token.
    pub a: Range<usize>,
    /// In the second body; begins and ends with an equal token.
    pub b: Range<usize>,
    /// Equal tokens, at most the shorter of both lengths.
    pub tokens: usize,
    /// The stretches of equal tokens, in the order of both bodies; their lengths sum to `tokens`.
    pub runs: Vec<Run>,
}

/// Equal tokens at `a..` and `b..`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// First token in the first body.
    pub a: usize,
    /// First token in the second body.
    pub b: usize,
    /// Number of tokens; never 0.
    pub len: usize,
}

/// One body made ready to be aligned with others.
pub struct Aligner<'d> {
    tokens: &'d [Token],
    /// Indices of the tokens before which something stands that is not body.
    starts: Vec<usize>,
    /// Seeds, each with where its occurrences begin in `positions`.
    seeds: AHashMap<u64, (u32, u32)>,
    positions: Vec<u32>,
}

impl<'d> Aligner<'d> {
    /// Indexes the seeds of a body. Costs a sort of its tokens.
    pub fn new(document: &'d Document) -> Self {
        let mut sorted: Vec<(u64, u32)> = seeds(&document.tokens).zip(0..).collect();
        sorted.sort_unstable();
        let mut seeds = AHashMap::with_capacity(sorted.len());
        let mut positions = Vec::with_capacity(sorted.len());
        for group in sorted.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() <= REPEATS) {
            seeds.insert(group[0].0, (positions.len() as u32, group.len() as u32));
            positions.extend(group.iter().map(|(_, at)| *at));
        }
        Aligner { tokens: &document.tokens, starts: stretch_starts(document), seeds, positions }
    }

    /// The passages of at least `least` equal tokens in this body (`a`) and that of `other` (`b`), in the order of `a`,
    /// disjoint in `a` and in `b`. None crosses furniture. Empty if either body is. Linear in the tokens, but for texts that
    /// repeat long stretches of themselves.
    pub fn passages(&self, other: &Document, least: usize) -> Vec<TokenPassage> {
        let starts = stretch_starts(other);
        let tiles = tile(self.maximal_runs(&other.tokens, &starts), self.tokens.len(), other.tokens.len());
        disjoint(chains(&tiles, &self.starts, &starts), least)
    }

    /// Places in both bodies where a seed stands that is a refrain of neither, as (diagonal, place in this one), ascending.
    fn hits(&self, other: &[Token]) -> Vec<(usize, usize)> {
        let mut found: Vec<(u32, u32, usize)> =
            seeds(other).enumerate().filter_map(|(at, seed)| self.seeds.get(&seed).map(|(start, count)| (*start, *count, at))).collect();
        found.sort_unstable();
        let mut hits = Vec::with_capacity(found.len());
        for group in found.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() <= REPEATS) {
            let (start, count, _) = group[0];
            let here = &self.positions[start as usize..(start + count) as usize];
            hits.extend(group.iter().flat_map(|(_, _, at)| here.iter().map(move |i| (at + self.tokens.len() - *i as usize, *i as usize))));
        }
        hits.sort_unstable();
        hits
    }

    /// Every maximal run of equal tokens that holds a hit and crosses no stretch start.
    fn maximal_runs(&self, other: &[Token], starts: &[usize]) -> Vec<Run> {
        let (a, b) = (self.tokens, other);
        let joined = |i: usize, j: usize| {
            a[i].hash == b[j].hash && a[i - 1].hash == b[j - 1].hash && !is_broken(&self.starts, i - 1, i) && !is_broken(starts, j - 1, j)
        };
        let mut runs: Vec<Run> = Vec::new();
        let mut reached = (usize::MAX, 0);
        for (diagonal, at) in self.hits(other) {
            if reached.0 == diagonal && at < reached.1 {
                continue;
            }
            let b_of = |i: usize| i + diagonal - a.len();
            let (mut i, mut end) = (at, at + 1);
            while i > 0 && b_of(i) > 0 && joined(i, b_of(i)) {
                i -= 1;
            }
            while end < a.len() && b_of(end) < b.len() && joined(end, b_of(end)) {
                end += 1;
            }
            reached = (diagonal, end);
            runs.push(Run { a: i, b: b_of(i), len: end - i });
        }
        runs
    }
}

/// The passages of two bodies of the same tokens: all of both, cut where furniture stands in either. No passage is too short,
/// and a text that is one long refrain is covered too. Empty for empty bodies.
pub fn identical_passages(a: &Document, b: &Document) -> Vec<TokenPassage> {
    let mut cuts = [stretch_starts(a), stretch_starts(b), vec![0, a.tokens.len()]].concat();
    cuts.sort_unstable();
    cuts.dedup();
    let whole = |start: usize, end: usize| TokenPassage {
        a: start..end,
        b: start..end,
        tokens: end - start,
        runs: vec![Run { a: start, b: start, len: end - start }],
    };
    cuts.windows(2).map(|cut| whole(cut[0], cut[1])).collect()
}

/// The hash of every run of [`SEED`] tokens, in the order of the text.
fn seeds(tokens: &[Token]) -> impl Iterator<Item = u64> + '_ {
    tokens.windows(SEED).map(|run| hash::sequence(run.iter().map(|token| token.hash)))
}

/// Indices of the tokens before which something stands that is not body, ascending.
fn stretch_starts(document: &Document) -> Vec<usize> {
    let text = &document.article.text;
    let mut starts = Vec::new();
    for paragraphs in document.layout.body.windows(2) {
        let between = &text[paragraphs[0].end as usize..paragraphs[1].start as usize];
        if !between.trim().is_empty() {
            starts.push(document.tokens.partition_point(|token| token.span.start < paragraphs[1].start));
        }
    }
    starts
}

/// Whether a stretch begins after token `last` and not after token `next`.
fn is_broken(starts: &[usize], last: usize, next: usize) -> bool {
    starts.get(starts.partition_point(|start| *start <= last)).is_some_and(|start| *start <= next)
}

/// Lays the longest runs first; of the others, the longest piece that is still free on both sides, if it is a seed long.
fn tile(mut runs: Vec<Run>, len_a: usize, len_b: usize) -> Vec<Run> {
    runs.sort_unstable_by_key(|run| (std::cmp::Reverse(run.len), run.a, run.b));
    let (mut taken_a, mut taken_b) = (vec![false; len_a], vec![false; len_b]);
    let mut tiles = Vec::new();
    for run in runs {
        let free = |k: &usize| !taken_a[run.a + k] && !taken_b[run.b + k];
        let mut longest = 0..0;
        let mut at = 0;
        while at < run.len {
            let end = (at..run.len).find(|k| !free(k)).unwrap_or(run.len);
            if end - at > longest.len() {
                longest = at..end;
            }
            at = end + 1;
        }
        if longest.len() >= SEED {
            taken_a[run.a + longest.start..run.a + longest.end].fill(true);
            taken_b[run.b + longest.start..run.b + longest.end].fill(true);
            tiles.push(Run { a: run.a + longest.start, b: run.b + longest.start, len: longest.len() });
        }
    }
    tiles.sort_unstable_by_key(|tile| tile.a);
    tiles
}

/// Joins tiles that follow one another in both texts within [`GAP`]; each tile is in one chain. `tiles` ascend in `a`.
fn chains(tiles: &[Run], starts_a: &[usize], starts_b: &[usize]) -> Vec<Vec<Run>> {
    let follows = |last: &Run, next: &Run| {
        let (end_a, end_b) = (last.a + last.len, last.b + last.len);
        (end_a..=end_a + GAP).contains(&next.a)
            && (end_b..=end_b + GAP).contains(&next.b)
            && !is_broken(starts_a, end_a - 1, next.a)
            && !is_broken(starts_b, end_b - 1, next.b)
    };
    let mut chains: Vec<Vec<Run>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for tile in tiles {
        let end = |chain: usize| chains[chain].last().map_or(0, |last| last.a + last.len);
        open.retain(|chain| end(*chain) + GAP >= tile.a);
        let gap = |chain: &usize| {
            chains[*chain].last().filter(|last| follows(last, tile)).map(|last| tile.a - last.a - last.len + tile.b - last.b - last.len)
        };
        match open.iter().filter_map(|chain| Some((gap(chain)?, *chain))).min() {
            Some((_, chain)) => chains[chain].push(*tile),
            None => {
                open.push(chains.len());
                chains.push(vec![*tile]);
            }
        }
    }
    chains
}

/// The chains that make a passage, the largest first where two lie across one another; then in the order of `a`.
fn disjoint(chains: Vec<Vec<Run>>, least: usize) -> Vec<TokenPassage> {
    let mut passages: Vec<TokenPassage> = chains.iter().filter_map(|chain| passage(chain, least)).collect();
    passages.sort_unstable_by_key(|passage| (std::cmp::Reverse(passage.tokens), passage.a.start));
    let (mut laid_a, mut laid_b) = (Laid::default(), Laid::default());
    passages.retain(|passage| {
        let free = laid_a.is_free(&passage.a) && laid_b.is_free(&passage.b);
        if free {
            laid_a.lay(&passage.a);
            laid_b.lay(&passage.b);
        }
        free
    });
    passages.sort_unstable_by_key(|passage| passage.a.start);
    passages
}

fn passage(chain: &[Run], least: usize) -> Option<TokenPassage> {
    let (first, last) = (chain.first()?, chain.last()?);
    let tokens: usize = chain.iter().map(|run| run.len).sum();
    let (a, b) = (first.a..last.a + last.len, first.b..last.b + last.len);
    let enough = tokens >= least && tokens as f64 >= EQUAL * a.len().max(b.len()) as f64;
    (enough && chain.iter().any(|run| run.len >= CORE.min(least))).then(|| TokenPassage { a, b, tokens, runs: chain.to_vec() })
}

/// Disjoint ranges, for asking whether a further one is free.
#[derive(Default)]
struct Laid(BTreeMap<usize, usize>);

impl Laid {
    fn is_free(&self, range: &Range<usize>) -> bool {
        self.0.range(..range.end).next_back().is_none_or(|(_, end)| *end <= range.start)
    }

    fn lay(&mut self, range: &Range<usize>) {
        self.0.insert(range.start, range.end);
    }
}
