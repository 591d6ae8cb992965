//! Everything by which alike articles are found, stored while they are read.

use super::comparing::Shelf;
use super::digest::Digester;
use super::{DedupError, Engine, STRETCH, Scope};
use crate::article::DocId;
use crate::candidates::{self, BandWriter, Bands, CandidatePair, Candidates, ExactJoin, NO_TEXT, SeedWriter, Seeds};
use crate::scratch::{Scratch, ScratchError};
use crate::sketch::MinHasher;

/// Band keys, unless the exact join will do without; seeds, if passages are looked for. In memory up to a budget.
pub(super) struct Retrieval {
    width: usize,
    hasher: MinHasher,
    bands: Option<Bands>,
    seeds: Option<Seeds>,
}

/// One thread's door to it.
pub(super) struct RetrievalWriter<'r> {
    width: usize,
    hasher: &'r MinHasher,
    bands: Option<BandWriter<'r>>,
    seeds: Option<SeedWriter<'r>>,
    minima: Vec<u32>,
}

impl Retrieval {
    pub(super) fn new(engine: &Engine, scope: Scope, budget: usize, scratch: &Scratch) -> Self {
        let of_each = if scope == Scope::Passages && !engine.exact { budget / 2 } else { budget };
        Retrieval {
            width: engine.shingle_size,
            hasher: engine.hasher.clone(),
            bands: (!engine.exact).then(|| Bands::new(engine.scheme, of_each, scratch)),
            seeds: (scope == Scope::Passages).then(|| Seeds::new(engine.seeds, of_each, scratch)),
        }
    }

    pub(super) fn writer(&self) -> RetrievalWriter<'_> {
        RetrievalWriter {
            width: self.width,
            hasher: &self.hasher,
            bands: self.bands.as_ref().map(Bands::writer),
            seeds: self.seeds.as_ref().map(Seeds::writer),
            minima: vec![0; self.hasher.num_perm()],
        }
    }

    /// The pairs to compare, those of the exact join left out; `text_of` as in [`Bands::candidates`].
    pub(super) fn candidates(self, text_of: &[u32]) -> Result<Candidates, ScratchError> {
        let banded = self.bands.map(|bands| bands.candidates(text_of)).transpose()?.unwrap_or_default();
        let Some(seeds) = self.seeds else { return Ok(banded) };
        let seeded = seeds.candidates(text_of)?;
        Ok(Candidates { pairs: candidates::union([banded.pairs.as_slice(), &seeded.pairs]), common_seeds: seeded.common_seeds, ..banded })
    }
}

impl RetrievalWriter<'_> {
    /// Stores the sketch of the article that the digester holds.
    pub(super) fn push(&mut self, number: u32, digester: &mut Digester) -> Result<(), ScratchError> {
        let is_headline = digester.is_headline();
        let shingles = digester.shingles(self.width);
        if let Some(bands) = &mut self.bands {
            self.hasher.minima_into(shingles, &mut self.minima);
            bands.push(number, &self.minima)?;
        }
        match &mut self.seeds {
            // Headlines are too short to contain one another.
            Some(seeds) if !is_headline => seeds.push(number, shingles),
            _ => Ok(()),
        }
    }
}

/// The pairs that may reach the threshold, and all that do, by reading every text again. `earliest` gives for each article the earliest of
/// the same text.
pub(super) fn join(
    earliest: &[u32],
    shelf: &Shelf<'_>,
    engine: &Engine,
    budget: usize,
    scratch: &Scratch,
) -> Result<Vec<CandidatePair>, DedupError> {
    let join = ExactJoin::new(engine.thresholds.jaccard(), budget, scratch);
    let docs: Vec<u32> = earliest.iter().zip(0..).filter(|(first, doc)| **first == *doc).map(|(_, doc)| doc).collect();
    let sizes = |stretch: &[u32]| -> Result<Vec<u32>, DedupError> {
        let mut writer = join.writer();
        let push = |doc: &u32| {
            let set = shelf.shingles(DocId(*doc), engine.shingle_size)?;
            writer.push(*doc, set.hashes())?;
            Ok(set.len() as u32)
        };
        stretch.iter().map(push).collect()
    };
    let of_docs = shelf.in_runs(&docs, STRETCH, |doc| [DocId(*doc)], sizes)?;
    let mut sizes = vec![0; earliest.len()];
    for (doc, size) in docs.iter().zip(of_docs.into_iter().flatten()) {
        sizes[*doc as usize] = size;
    }
    let text_of: Vec<u32> = earliest.iter().zip(0..).map(|(first, doc)| if *first == doc { doc } else { NO_TEXT }).collect();
    Ok(join.candidates(&text_of, &sizes)?.pairs)
}
