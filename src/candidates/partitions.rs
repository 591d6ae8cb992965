//! Entries of 64 bits, sorted into partitions while they come, on disk where memory does not hold them.
//!
//! Each thread has a [`Writer`], which hands over whole blocks, so threads seldom meet. When the blocks exceed the budget,
//! the fullest partition goes to a scratch file, in one stretch. The order of entries within a partition tells nothing: it
//! depends on threads. Whoever loads a partition sorts it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::radix::Sorter;
use crate::scratch::{Scratch, ScratchError, ScratchFile};

/// Most entries a writer holds for a partition: 1 KiB, after which the cost of a lock is forgotten, and of which some hundred partitions
/// leave room for others in the second cache.
const BLOCK: usize = 128;
/// Fewest: below, blocks cost more than they hold.
const LEAST_BLOCK: usize = 16;
/// Share of the budget that the writers of all threads may hold.
const WRITERS_SHARE: usize = 8;
/// Bytes that go to disk, or come from there, at a time.
const STRETCH: usize = 1 << 16;
/// Entries of a partition from which on equal ones are looked for. Where half and more turn out to differ, it is done again at four
/// times as many, else at twice.
const LEAST_COMPACTED: usize = 1 << 15;
const ENTRY: usize = size_of::<u64>();

/// Entries in partitions. Shared by threads; each writes through its own [`Writer`].
#[derive(Debug)]
pub struct Partitions {
    parts: Vec<Part>,
    /// Bytes of blocks in memory, at most.
    budget: usize,
    /// Bytes of blocks in memory.
    held: AtomicUsize,
    spilled: AtomicU64,
    scratch: Option<Scratch>,
    file: Mutex<Option<Arc<ScratchFile>>>,
    name: &'static str,
    /// Entries a writer holds for a partition.
    block: usize,
    /// Equal entries that are kept; the others may be dropped.
    copies: Option<usize>,
    /// Why a writer lost entries when it was dropped.
    lost: Mutex<Option<ScratchError>>,
}

#[derive(Debug, Default)]
struct Part {
    /// Entries in memory.
    held: AtomicUsize,
    /// Entries on disk.
    away: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    blocks: Vec<Vec<u64>>,
    extents: Vec<Extent>,
    /// Entries in memory from which equal ones are looked for.
    compact_at: usize,
}

/// Entries on disk.
#[derive(Clone, Copy, Debug)]
struct Extent {
    offset: u64,
    entries: usize,
}

impl Partitions {
    /// `count` partitions that stay in memory.
    pub fn in_memory(count: usize) -> Self {
        Partitions {
            parts: (0..count).map(|_| Part::default()).collect(),
            budget: usize::MAX,
            held: AtomicUsize::new(0),
            spilled: AtomicU64::new(0),
            scratch: None,
            file: Mutex::new(None),
            name: "",
            block: BLOCK,
            copies: None,
            lost: Mutex::new(None),
        }
    }

    /// `count` partitions of `budget` bytes in memory together, the rest in a file of `scratch` with `name` in its name. Beside the
    /// budget, writers hold an eighth of it or 128 bytes a partition and thread, whatever is more.
    pub fn new(count: usize, budget: usize, scratch: &Scratch, name: &'static str) -> Self {
        let writers = count * rayon::current_num_threads().max(1);
        let block = (budget / WRITERS_SHARE / ENTRY / writers.max(1)).clamp(LEAST_BLOCK, BLOCK);
        Partitions { budget, scratch: Some(scratch.clone()), name, block, ..Partitions::in_memory(count) }
    }

    /// The same, as a bag that need not hold an entry more than `copies` times: more may come back, but memory and disk are not
    /// filled with them.
    pub fn keeping(self, copies: usize) -> Self {
        Partitions { copies: Some(copies), ..self }
    }

    /// Number of partitions.
    pub fn count(&self) -> usize {
        self.parts.len()
    }

    /// Entries handed over, in all partitions: those of living writers are not counted.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Part::len).sum()
    }

    /// Whether nothing was handed over.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that went to disk.
    pub fn spilled_bytes(&self) -> u64 {
        self.spilled.load(Ordering::Relaxed)
    }

    /// A writer for one thread.
    pub fn writer(&self) -> Writer<'_> {
        Writer { partitions: self, buffers: vec![Vec::new(); self.parts.len()], sorter: Sorter::default() }
    }

    /// Fills `entries` with those of a partition, in any order; they stay. Needs that no writer lives.
    ///
    /// # Errors
    /// The scratch file cannot be read, or a writer failed before.
    ///
    /// # Panics
    /// If there is no such partition.
    pub fn read(&self, partition: usize, entries: &mut Vec<u64>) -> Result<(), ScratchError> {
        let part = &self.parts[partition];
        entries.clear();
        entries.reserve_exact(part.len());
        let state = part.state();
        state.blocks.iter().for_each(|block| entries.extend_from_slice(block));
        self.fetch(&state.extents, entries)
    }

    /// Fills `entries` with those of a partition, in any order, and forgets them.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    ///
    /// # Panics
    /// If there is no such partition.
    pub fn take(&self, partition: usize, entries: &mut Vec<u64>) -> Result<(), ScratchError> {
        let part = &self.parts[partition];
        entries.clear();
        entries.reserve_exact(part.len());
        let State { blocks, extents, .. } = std::mem::take(&mut *part.state());
        for block in blocks {
            entries.extend_from_slice(&block);
        }
        self.held.fetch_sub(ENTRY * part.held.swap(0, Ordering::Relaxed), Ordering::Relaxed);
        part.away.store(0, Ordering::Relaxed);
        self.fetch(&extents, entries)
    }

    /// Appends what stands on disk.
    fn fetch(&self, extents: &[Extent], entries: &mut Vec<u64>) -> Result<(), ScratchError> {
        if let Some(error) = lock(&self.lost).take() {
            return Err(error);
        }
        if extents.is_empty() {
            return Ok(());
        }
        let file = self.file()?;
        let mut bytes = vec![0; STRETCH];
        for extent in extents {
            let (mut offset, mut rest) = (extent.offset, extent.entries * ENTRY);
            while rest > 0 {
                let stretch = &mut bytes[..rest.min(STRETCH)];
                file.read_at(stretch, offset)?;
                entries.extend(stretch.as_chunks().0.iter().map(|entry| u64::from_le_bytes(*entry)));
                offset += stretch.len() as u64;
                rest -= stretch.len();
            }
        }
        Ok(())
    }

    /// The scratch file, made when first asked for.
    fn file(&self) -> Result<Arc<ScratchFile>, ScratchError> {
        let mut file = lock(&self.file);
        if let Some(file) = &*file {
            return Ok(Arc::clone(file));
        }
        let scratch = self.scratch.as_ref().expect("without a scratch folder the budget is endless");
        Ok(Arc::clone(file.insert(Arc::new(scratch.file(self.name)?))))
    }

    /// Adds a block to a partition, and makes room if the budget asks for it.
    fn hand_over(&self, partition: usize, block: Vec<u64>, sorter: &mut Sorter) -> Result<(), ScratchError> {
        let part = &self.parts[partition];
        let added = block.len();
        {
            let mut state = part.state();
            state.blocks.push(block);
            self.held.fetch_add(ENTRY * added, Ordering::Relaxed);
            let held = part.held.fetch_add(added, Ordering::Relaxed) + added;
            if let Some(copies) = self.copies
                && held >= state.compact_at.max(LEAST_COMPACTED)
            {
                let kept = compact(&mut state.blocks, copies, sorter);
                state.compact_at = kept * if 2 * kept > held { 4 } else { 2 };
                part.held.fetch_sub(held - kept, Ordering::Relaxed);
                self.held.fetch_sub(ENTRY * (held - kept), Ordering::Relaxed);
            }
        }
        while self.held.load(Ordering::Relaxed) > self.budget {
            let fullest = self.parts.iter().max_by_key(|part| part.held.load(Ordering::Relaxed));
            let Some(part) = fullest.filter(|part| part.held.load(Ordering::Relaxed) > 0) else { break };
            self.spill(part, sorter)?;
        }
        Ok(())
    }

    /// Moves what a partition holds in memory to disk. Others may write to it meanwhile.
    fn spill(&self, part: &Part, sorter: &mut Sorter) -> Result<(), ScratchError> {
        let (mut blocks, held) = {
            let mut state = part.state();
            state.compact_at = 0;
            (std::mem::take(&mut state.blocks), part.held.swap(0, Ordering::Relaxed))
        };
        let entries = self.copies.map_or(held, |copies| compact(&mut blocks, copies, sorter));
        let file = self.file()?;
        let mut offset = file.reserve((entries * ENTRY) as u64);
        let extent = Extent { offset, entries };
        let mut bytes = Vec::with_capacity(STRETCH);
        for entry in blocks.iter().flatten() {
            bytes.extend_from_slice(&entry.to_le_bytes());
            if bytes.len() == STRETCH {
                file.write_at(&bytes, offset)?;
                offset += bytes.len() as u64;
                bytes.clear();
            }
        }
        file.write_at(&bytes, offset)?;
        drop(blocks);
        part.state().extents.push(extent);
        part.away.fetch_add(entries, Ordering::Relaxed);
        self.spilled.fetch_add((entries * ENTRY) as u64, Ordering::Relaxed);
        self.held.fetch_sub(ENTRY * held, Ordering::Relaxed);
        Ok(())
    }
}

/// Does `work` for each of `0..count`, shared out among threads by `stretch` at a time; each thread has its own state.
pub(super) fn share_out<S>(
    count: usize,
    stretch: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> Result<(), ScratchError> + Sync,
) -> Result<(), ScratchError> {
    let next = AtomicUsize::new(0);
    (0..rayon::current_num_threads().max(1)).into_par_iter().with_max_len(1).try_for_each(|_| {
        let mut state = state();
        loop {
            let start = next.fetch_add(stretch, Ordering::Relaxed);
            if start >= count {
                return Ok(());
            }
            (start..count.min(start + stretch)).try_for_each(|at| work(&mut state, at))?;
        }
    })
}

/// Joins blocks into one, in which no entry stands more than `copies` times; the entries it has.
fn compact(blocks: &mut Vec<Vec<u64>>, copies: usize, sorter: &mut Sorter) -> usize {
    let mut all = blocks.concat();
    blocks.clear();
    sorter.by_value(&mut all);
    keep_copies(&mut all, copies);
    all.shrink_to_fit();
    let kept = all.len();
    blocks.push(all);
    kept
}

/// Drops all but the first `copies` of equal neighbors.
fn keep_copies(sorted: &mut Vec<u64>, copies: usize) {
    let mut kept = 0;
    for at in 0..sorted.len() {
        let entry = sorted[at];
        if kept < copies || sorted[kept - copies] != entry {
            sorted[kept] = entry;
            kept += 1;
        }
    }
    sorted.truncate(kept);
}

impl Part {
    fn len(&self) -> usize {
        self.held.load(Ordering::Relaxed) + self.away.load(Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One thread's door to [`Partitions`]. What it holds back is handed over when it is dropped; if that fails, the partitions
/// give the error to whoever loads one.
#[derive(Debug)]
pub struct Writer<'p> {
    partitions: &'p Partitions,
    buffers: Vec<Vec<u64>>,
    sorter: Sorter,
}

impl Writer<'_> {
    /// Adds an entry.
    ///
    /// # Errors
    /// Memory is used up and the scratch folder is of no use.
    ///
    /// # Panics
    /// If there is no such partition.
    #[inline]
    pub fn push(&mut self, partition: usize, entry: u64) -> Result<(), ScratchError> {
        let buffer = &mut self.buffers[partition];
        if buffer.len() == buffer.capacity() {
            self.make_room(partition)?;
        }
        self.buffers[partition].push(entry);
        Ok(())
    }

    #[cold]
    fn make_room(&mut self, partition: usize) -> Result<(), ScratchError> {
        let full = std::mem::replace(&mut self.buffers[partition], Vec::with_capacity(self.partitions.block));
        if full.is_empty() { Ok(()) } else { self.partitions.hand_over(partition, full, &mut self.sorter) }
    }

    /// Hands over what is held back.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn flush(&mut self) -> Result<(), ScratchError> {
        for (partition, buffer) in self.buffers.iter_mut().enumerate().filter(|(_, buffer)| !buffer.is_empty()) {
            let mut block = std::mem::take(buffer);
            block.shrink_to_fit();
            self.partitions.hand_over(partition, block, &mut self.sorter)?;
        }
        Ok(())
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.flush() {
            *lock(&self.partitions.lost) = Some(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;

    fn scratch() -> (tempfile::TempDir, Scratch) {
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(parent.path().to_owned());
        (parent, scratch)
    }

    /// Entries of every partition, sorted.
    fn contents(partitions: &Partitions) -> Vec<Vec<u64>> {
        let of = |partition| {
            let (mut read, mut taken) = (vec![7], Vec::new());
            partitions.read(partition, &mut read).unwrap();
            partitions.take(partition, &mut taken).unwrap();
            read.sort_unstable();
            taken.sort_unstable();
            assert_eq!(read, taken);
            partitions.take(partition, &mut read).unwrap();
            assert!(read.is_empty(), "taken twice");
            taken
        };
        (0..partitions.count()).map(of).collect()
    }

    fn fill(partitions: &Partitions, threads: u64) {
        std::thread::scope(|scope| {
            for thread in 0..threads {
                scope.spawn(move || {
                    let mut writer = partitions.writer();
                    for at in (0..20_000).filter(|at| at % threads == thread) {
                        writer.push(hash::mix(at) as usize % 3, at).unwrap();
                    }
                });
            }
        });
    }

    #[test]
    fn neither_memory_nor_threads_change_the_entries() {
        let expected = {
            let partitions = Partitions::in_memory(3);
            fill(&partitions, 1);
            contents(&partitions)
        };
        assert_eq!(expected.iter().map(Vec::len).sum::<usize>(), 20_000);
        for (budget, threads, spills) in [(0, 1, true), (0, 3, true), (50_000, 3, true), (usize::MAX, 3, false)] {
            let (_parent, scratch) = scratch();
            let partitions = Partitions::new(3, budget, &scratch, "test");
            fill(&partitions, threads);
            assert_eq!((partitions.len(), partitions.spilled_bytes() > 0), (20_000, spills), "{budget} {threads}");
            assert!(partitions.held.load(Ordering::Relaxed) <= budget);
            assert_eq!(contents(&partitions), expected, "{budget} {threads}");
            assert_eq!((partitions.len(), partitions.held.load(Ordering::Relaxed)), (0, 0));
        }
    }

    #[test]
    fn equal_entries_take_little_room() {
        for budget in [0, 1 << 20, usize::MAX] {
            let (_parent, scratch) = scratch();
            let partitions = Partitions::new(1, budget, &scratch, "test").keeping(2);
            let mut writer = partitions.writer();
            (0..200_000).for_each(|at| writer.push(0, at % 1000).unwrap());
            drop(writer);
            assert!(budget == 0 || partitions.len() < 40_000, "{}", partitions.len());
            let [mut entries] = <[_; 1]>::try_from(contents(&partitions)).unwrap();
            keep_copies(&mut entries, 2);
            assert_eq!(entries, (0..2000).map(|at| at / 2).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn a_removed_folder_is_an_error_not_a_loss() {
        let (_parent, scratch) = scratch();
        let partitions = Partitions::new(2, 0, &scratch, "test");
        let mut writer = partitions.writer();
        writer.push(1, 5).unwrap();
        scratch.remove();
        drop(writer);
        assert!(matches!(partitions.read(0, &mut Vec::new()), Err(ScratchError::Removed)));
    }
}
