//! Lines that outlets repeat, found without holding any: their keys wait in partitions, and only the articles by which
//! [`crate::clean::is_repeated`] decides are read again.

use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;

use super::catalogue::Catalogue;
use super::{DedupError, STRETCH, comparing::Shelf};
use crate::article::DocId;
use crate::candidates::{Partitions, Sorter, Writer};
use crate::clean::{CARRIER_SAMPLE, LineFact, OutletLines, is_repeated, least_carriers};
use crate::scratch::{Scratch, ScratchError};

/// Partitions are told apart by the first bits of a key.
const SPLIT_BITS: u32 = 6;

/// The next bits of the key, whether the line is open, and the article's number.
const OPEN: u64 = 1 << 32;

/// The keys of all lines.
pub(super) struct LineIndex(Partitions);

/// One thread's door to it.
pub(super) struct LineWriter<'l>(Writer<'l>);

impl LineIndex {
    pub(super) fn new(budget: usize, scratch: &Scratch) -> Self {
        LineIndex(Partitions::new(1 << SPLIT_BITS, budget, scratch, "lines"))
    }

    pub(super) fn writer(&self) -> LineWriter<'_> {
        LineWriter(self.0.writer())
    }

    /// (key, open, number) of a partition, by key.
    fn entries(&self, partition: usize) -> Result<Vec<u64>, ScratchError> {
        let mut entries = Vec::new();
        self.0.read(partition, &mut entries)?;
        Sorter::default().by_upper(&mut entries);
        Ok(entries)
    }
}

impl LineWriter<'_> {
    pub(super) fn push(&mut self, fact: LineFact, number: u32) -> Result<(), ScratchError> {
        let (partition, short) = address(fact.key);
        self.0.push(partition, short | if fact.open { OPEN } else { 0 } | u64::from(number))
    }
}

/// Partition of a key, and what entries hold of it: 37 bits in all, so that two lines of one outlet are hardly ever taken for one, and
/// never without the whole key being looked at.
fn address(key: u64) -> (usize, u64) {
    ((key >> (64 - SPLIT_BITS)) as usize, key << SPLIT_BITS & !(OPEN | 0xffff_ffff))
}

fn short(entry: u64) -> u64 {
    entry & !(OPEN | 0xffff_ffff)
}

/// What outlets repeat.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    /// Keys by outlet.
    keys: AHashMap<u32, AHashSet<u64>>,
    /// Articles with such a line that nothing else gave away, ascending.
    pub docs: Vec<DocId>,
}

impl Repeated {
    pub(super) fn is_repeated(&self, source: u32, key: u64) -> bool {
        self.keys.get(&source).is_some_and(|keys| keys.contains(&key))
    }
}

/// A line that enough articles of an outlet have.
struct Suspect {
    source: u32,
    partition: usize,
    short: u64,
    /// Ascending.
    carriers: Vec<DocId>,
    open: Vec<DocId>,
}

/// Finds what outlets repeat. `doc_of` gives the article of each number.
pub(super) fn repeated(lines: LineIndex, catalogue: &Catalogue, doc_of: &[u32], shelf: &Shelf<'_>) -> Result<Repeated, DedupError> {
    let mut articles = vec![0; catalogue.outlet_count()];
    let mut source_of = vec![0; catalogue.len()];
    for (doc, card) in catalogue.cards() {
        articles[card.source as usize] += 1;
        source_of[doc.index()] = card.source;
    }
    let suspects = suspects(&lines, &source_of, doc_of, &articles)?;
    if suspects.is_empty() {
        return Ok(Repeated::default());
    }
    let mut sampled: Vec<DocId> = suspects.iter().flat_map(|suspect| suspect.carriers.iter().take(CARRIER_SAMPLE)).copied().collect();
    sampled.par_sort_unstable();
    sampled.dedup();
    let facts =
        shelf.in_runs(&sampled, STRETCH, |doc| [*doc], |docs| docs.iter().map(|doc| shelf.facts(*doc)).collect::<Result<Vec<_>, _>>())?;
    let facts: AHashMap<DocId, Vec<LineFact>> = sampled.into_iter().zip(facts.into_iter().flatten()).collect();
    let carriers = carriers(&lines, &source_of, doc_of, &facts)?;
    drop(lines);
    let mut repeated = Repeated::default();
    for suspect in suspects {
        let outlet = Outlet { source: suspect.source, articles: articles[suspect.source as usize], facts: &facts, carriers: &carriers };
        let sample = &suspect.carriers[..suspect.carriers.len().min(CARRIER_SAMPLE)];
        let here = |key: &u64| address(*key) == (suspect.partition, suspect.short);
        let mut keys: Vec<u64> = sample.iter().flat_map(|doc| &facts[doc]).map(|fact| fact.key).filter(here).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.retain(|key| is_repeated(*key, sample, &outlet));
        if !keys.is_empty() {
            repeated.keys.entry(suspect.source).or_default().extend(keys);
            repeated.docs.extend(suspect.open);
        }
    }
    repeated.docs.par_sort_unstable();
    repeated.docs.dedup();
    Ok(repeated)
}

/// The lines that enough articles of one outlet have, whatever they are.
fn suspects(lines: &LineIndex, source_of: &[u32], doc_of: &[u32], articles: &[usize]) -> Result<Vec<Suspect>, ScratchError> {
    let of_partition = |partition: usize| {
        let mut found = Vec::new();
        let mut run: Vec<(u32, DocId, bool)> = Vec::new();
        for same in lines.entries(partition)?.chunk_by(|x, y| short(*x) == short(*y)).filter(|same| same.len() > 2) {
            run.clear();
            run.extend(same.iter().map(|entry| {
                let doc = doc_of[*entry as u32 as usize];
                (source_of[doc as usize], DocId(doc), entry & OPEN != 0)
            }));
            run.sort_unstable();
            for of_outlet in run.chunk_by(|x, y| x.0 == y.0).filter(|of_outlet| of_outlet[0].0 != 0) {
                let mut carriers: Vec<DocId> = of_outlet.iter().map(|(_, doc, _)| *doc).collect();
                carriers.dedup();
                if carriers.len() >= least_carriers(articles[of_outlet[0].0 as usize]) {
                    let open = of_outlet.iter().filter(|(_, _, open)| *open).map(|(_, doc, _)| *doc).collect();
                    found.push(Suspect { source: of_outlet[0].0, partition, short: short(same[0]), carriers, open });
                }
            }
        }
        Ok(found)
    };
    let found: Result<Vec<_>, ScratchError> = (0..1 << SPLIT_BITS).into_par_iter().map(of_partition).collect();
    Ok(found?.into_iter().flatten().filter(|suspect| !suspect.open.is_empty()).collect())
}

/// For each outlet and key among `facts`, in how many of the outlet's articles it stands.
fn carriers(
    lines: &LineIndex,
    source_of: &[u32],
    doc_of: &[u32],
    facts: &AHashMap<DocId, Vec<LineFact>>,
) -> Result<AHashMap<(u32, u64), usize>, ScratchError> {
    let mut wanted: Vec<(usize, u64, u32, u64)> = facts
        .iter()
        .flat_map(|(doc, facts)| {
            let source = source_of[doc.index()];
            facts.iter().map(move |fact| (address(fact.key).0, address(fact.key).1, source, fact.key))
        })
        .collect();
    wanted.par_sort_unstable();
    wanted.dedup();
    let count = |of_partition: &[(usize, u64, u32, u64)]| {
        let entries = lines.entries(of_partition[0].0)?;
        let count = |(_, wanted, source, key): &(usize, u64, u32, u64)| {
            let start = entries.partition_point(|entry| short(*entry) < *wanted);
            let same = entries[start..].iter().take_while(|entry| short(**entry) == *wanted);
            let docs = same.map(|entry| doc_of[*entry as u32 as usize]);
            let mut docs: Vec<u32> = docs.filter(|doc| source_of[*doc as usize] == *source).collect();
            docs.sort_unstable();
            docs.dedup();
            ((*source, *key), docs.len())
        };
        Ok(of_partition.iter().map(count).collect::<Vec<_>>())
    };
    let counted: Result<Vec<_>, ScratchError> = wanted.chunk_by(|x, y| x.0 == y.0).collect::<Vec<_>>().into_par_iter().map(count).collect();
    Ok(counted?.into_iter().flatten().collect())
}

/// The lines of an outlet, as far as the decision asks for them.
struct Outlet<'r> {
    source: u32,
    articles: usize,
    facts: &'r AHashMap<DocId, Vec<LineFact>>,
    carriers: &'r AHashMap<(u32, u64), usize>,
}

impl OutletLines for Outlet<'_> {
    fn articles(&self) -> usize {
        self.articles
    }

    fn lines(&self, doc: DocId) -> impl Iterator<Item = LineFact> {
        self.facts[&doc].iter().copied()
    }

    fn carriers(&self, key: u64) -> usize {
        self.carriers[&(self.source, key)]
    }
}
