//! Words side by side inside one statement.
//!
//! The witnesses are laid into a table one after another, the one closest to all others first: a column is a word, with a cell for
//! whoever says it there, so that what two say and the first does not is aligned as well. Who shares too little with a table, as
//! all of another language do, begins one of its own. Where not all of a table say the same is a slot. Equal words too slight to carry a
//! reader across, lone articles and prepositions between two changes, belong to the change around them. Moved words stay unaligned.
//!
//! Enters: the sentences of a statement, and the scores that made it. Leaves: what each witness says there, as a [`Telling`], and the
//! [`Slot`]s where they part.
//! **Invariant:** punctuation and typography have no part in it: only words are aligned.
//! **Source:** progressive alignment into a variant graph as in CollateX (Dekker and Middell 2011), here kept as its table, with the
//! clean-up of semantic islands after Fraser 2006, "Writing: Diff"; the sequences are compared by Myers 1986 within patience anchors.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::matching::Scores;
use super::scene::Scene;
use super::word::Word;

/// An equal stretch of at most this many words without content is absorbed between two changes.
const ISLAND: usize = 4;
/// Share of the content of the first of a table, or of what is laid into it, that must be equal for an alignment to mean anything.
const ALIGNED_SHARE: f64 = 0.4;

/// Columns of a table from which the next telling begins one of its own: a dozen long sentences that share nothing.
const COLUMNS: usize = 2_000;

/// What one witness says in a statement: the words of its sentences in a row.
pub(super) struct Telling {
    pub witness: usize,
    /// Each word with the unit it stands in.
    pub words: Vec<(usize, Word)>,
}

impl Telling {
    /// The unit and the words of a range, cut to the unit in which it begins; `None` for an empty one.
    pub fn part(&self, range: Range<usize>) -> Option<(usize, &[(usize, Word)])> {
        let words = self.words.get(range)?;
        let unit = words.first()?.0;
        let end = words.iter().position(|(other, _)| *other != unit).unwrap_or(words.len());
        Some((unit, &words[..end]))
    }
}

/// A place where not all tellings have the same words.
pub(super) struct Slot {
    /// The words of each telling, empty where it says nothing there; [`ELSEWHERE`] for one that is not aligned with the others.
    pub ranges: Vec<Range<usize>>,
    /// Whether those who speak here agree on some of it, so that what they do not agree on stands in slots of its own.
    pub split: bool,
}

/// The range of a telling that has no part in a slot.
pub(super) const ELSEWHERE: Range<usize> = usize::MAX..usize::MAX;

/// The tellings of a statement, in the order of the witnesses.
pub(super) fn tellings(scene: &Scene, units: &[usize]) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    for unit in units {
        let witness = scene.units[*unit].witness;
        let words = scene.units[*unit].words.iter().map(|word| (*unit, *word));
        match tellings.last_mut() {
            Some(last) if last.witness == witness => last.words.extend(words),
            _ => tellings.push(Telling { witness, words: words.collect() }),
        }
    }
    tellings
}

/// The tellings by the sum of their scores to all others, the greatest first; the earlier among equals.
pub(super) fn by_closeness(units: &[usize], tellings: &[Telling], scene: &Scene, scores: &Scores) -> Vec<usize> {
    let sum = |telling: &Telling| -> f64 {
        let own = units.iter().filter(|unit| scene.units[**unit].witness == telling.witness);
        own.flat_map(|a| units.iter().map(move |b| scores.get(&(*a.min(b), *a.max(b))).copied().unwrap_or(0.0))).sum()
    };
    let sums: Vec<f64> = tellings.iter().map(sum).collect();
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    order.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b)));
    order
}

/// The slots of a statement whose tellings are laid side by side in this order; none where no two can be aligned.
pub(super) fn slots(tellings: &[Telling], order: &[usize]) -> Vec<Slot> {
    if tellings.len() < 2 {
        return Vec::new();
    }
    let mut tables: Vec<Table> = Vec::new();
    for telling in order {
        if !tables.iter_mut().any(|table| table.lay(tellings, *telling)) {
            tables.push(Table::of(tellings, *telling));
        }
    }
    tables.iter().flat_map(|table| table.slots(tellings)).collect()
}

/// A word that tellings share: its key, and where it stands in each of them.
struct Column {
    key: u64,
    cells: Vec<Option<usize>>,
}

/// Tellings side by side.
struct Table {
    /// In an order in which the words of every member ascend.
    columns: Vec<Column>,
    /// In the order in which they were laid.
    members: Vec<usize>,
}

impl Table {
    fn of(tellings: &[Telling], first: usize) -> Table {
        let columns = (0..tellings[first].words.len()).map(|at| Column::of(tellings, first, at)).collect();
        Table { columns, members: vec![first] }
    }

    /// Adds a telling, unless it shares too little.
    fn lay(&mut self, tellings: &[Telling], telling: usize) -> bool {
        let words = &tellings[telling].words;
        if self.columns.len() > COLUMNS {
            return false;
        }
        let columns: Vec<u64> = self.columns.iter().map(|column| column.key).collect();
        let keys: Vec<u64> = words.iter().map(|(_, word)| key(word)).collect();
        let operations = capture_diff_slices(Algorithm::Patience, &columns, &keys);
        let weight = |words: &[(usize, Word)]| words.iter().map(|(_, word)| word.weight).sum::<f64>();
        let equal = |operation: &DiffOp| {
            if let DiffOp::Equal { new_index, len, .. } = operation { weight(&words[*new_index..new_index + len]) } else { 0.0 }
        };
        let shared: f64 = operations.iter().map(equal).sum();
        if shared == 0.0 || shared < ALIGNED_SHARE * weight(words).min(weight(&tellings[self.members[0]].words)) {
            return false;
        }
        let mut old = std::mem::take(&mut self.columns).into_iter();
        for operation in operations {
            let equal = matches!(operation, DiffOp::Equal { .. });
            let mut places = operation.new_range();
            for mut column in old.by_ref().take(operation.old_range().len()) {
                if equal {
                    column.cells[telling] = places.next();
                }
                self.columns.push(column);
            }
            self.columns.extend(places.map(|at| Column::of(tellings, telling, at)));
        }
        self.members.push(telling);
        true
    }

    /// Where not all members say the same, in the order of the columns; a slot that is split before its parts.
    fn slots(&self, tellings: &[Telling]) -> Vec<Slot> {
        let mut slots = Vec::new();
        if self.members.len() > 1 {
            self.collect(tellings, 0..self.columns.len(), &self.members, &mut slots);
        }
        slots
    }

    fn collect(&self, tellings: &[Telling], columns: Range<usize>, members: &[usize], slots: &mut Vec<Slot>) {
        for run in self.unsettled(tellings, columns, members) {
            let mut ranges = vec![ELSEWHERE; tellings.len()];
            members.iter().for_each(|member| ranges[*member] = self.words_of(*member, &run));
            let content = |member: &usize| tellings[*member].words[ranges[*member].clone()].iter().any(|(_, word)| word.content);
            let speaking: Vec<usize> = members.iter().copied().filter(content).collect();
            let split = (2..members.len()).contains(&speaking.len())
                && self.columns[run.clone()].iter().any(|column| column.is_told_by(&speaking) && column.content(tellings));
            slots.push(Slot { ranges, split });
            if split {
                self.collect(tellings, run, &speaking, slots);
            }
        }
    }

    /// Runs of columns that not all members share, across what is too slight to part them.
    fn unsettled(&self, tellings: &[Telling], columns: Range<usize>, members: &[usize]) -> Vec<Range<usize>> {
        let told = |at: &usize| members.iter().any(|member| self.columns[*at].cells[*member].is_some());
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut between: Vec<usize> = Vec::new();
        for at in columns.filter(told) {
            if self.columns[at].is_told_by(members) {
                between.push(at);
                continue;
            }
            let slight = between.len() <= ISLAND && between.iter().all(|at| !self.columns[*at].content(tellings));
            between.clear();
            match runs.last_mut() {
                Some(run) if slight => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs
    }

    /// The words of a member in a run of columns; an empty range where they would stand.
    fn words_of(&self, member: usize, run: &Range<usize>) -> Range<usize> {
        let cells = |columns: Range<usize>| self.columns[columns].iter().filter_map(|column| column.cells[member]);
        let start = cells(0..run.start).next_back().map_or(0, |last| last + 1);
        start..start + cells(run.clone()).count()
    }
}

impl Column {
    fn of(tellings: &[Telling], telling: usize, at: usize) -> Column {
        let mut cells = vec![None; tellings.len()];
        cells[telling] = Some(at);
        Column { key: key(&tellings[telling].words[at].1), cells }
    }

    fn is_told_by(&self, members: &[usize]) -> bool {
        members.iter().all(|member| self.cells[*member].is_some())
    }

    fn content(&self, tellings: &[Telling]) -> bool {
        self.cells.iter().zip(tellings).any(|(cell, telling)| cell.is_some_and(|at| telling.words[at].1.content))
    }
}

fn key(word: &Word) -> u64 {
    if word.content { word.lemma } else { word.exact }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::word::words;
    use super::*;
    use crate::article::Lang;

    /// The readings of every slot, those of tellings that have no part in it left out.
    fn readings(texts: &[(Lang, &str)]) -> Vec<Vec<String>> {
        let telling = |(witness, (lang, text)): (usize, &(Lang, &str))| {
            let mut words = words(text, 0, Some(*lang), Lexicon::get(), 100);
            words.iter_mut().for_each(|word| word.weight = if word.content { 1.0 } else { 0.0 });
            Telling { witness, words: words.into_iter().map(|word| (witness, word)).collect() }
        };
        let tellings: Vec<Telling> = texts.iter().enumerate().map(telling).collect();
        let order: Vec<usize> = (0..tellings.len()).collect();
        let reading = |(telling, range): (usize, &Range<usize>)| {
            let words = tellings[telling].words.get(range.clone())?;
            let joined: Vec<&str> = words.iter().map(|(_, word)| word.span.of(texts[telling].1)).collect();
            Some(joined.join(" "))
        };
        let slots = slots(&tellings, &order);
        slots.iter().map(|slot| slot.ranges.iter().enumerate().filter_map(reading).collect()).collect()
    }

    #[test]
    fn what_stands_in_one_place_is_a_slot() {
        for (texts, expected) in [
            (
                &[
                    (Lang::FR, "Le ministre a annoncé lundi la fermeture du pont."),
                    (Lang::FR, "Le ministre a promis lundi la fermeture du pont."),
                    (Lang::FR, "Le ministre a promis lundi la réouverture du pont."),
                ][..],
                &[&["annoncé", "promis", "promis"][..], &["fermeture", "fermeture", "réouverture"]][..],
            ),
            // The second and the third say more than the first, and do not agree on all of it.
            (
                &[
                    (Lang::FR, "Le pont fermera lundi."),
                    (Lang::FR, "Le pont fermera lundi après vingt accidents graves."),
                    (Lang::FR, "Le pont fermera lundi après trente accidents graves."),
                ],
                &[&["", "après vingt accidents graves", "après trente accidents graves"], &["vingt", "trente"]],
            ),
            // Who speaks another language is aligned with those who share it.
            (
                &[
                    (Lang::EN, "The minister announced the closure of the bridge."),
                    (Lang::FR, "Le ministre a annoncé la fermeture du pont."),
                    (Lang::FR, "Le ministre a promis la fermeture du pont."),
                ],
                &[&["annoncé", "promis"]],
            ),
            // Lone prepositions carry no reader across.
            (
                &[(Lang::FR, "Il vit à Lyon avec un chien."), (Lang::FR, "Il vit à Metz avec deux chiens.")],
                &[&["Lyon avec un", "Metz avec deux"]],
            ),
            (&[(Lang::FR, "Le pont est fermé."), (Lang::FR, "Le pont est fermé !")], &[]),
            (&[(Lang::FR, "Le pont est fermé."), (Lang::FR, "La neige tombe sur Annecy.")], &[]),
        ] {
            assert_eq!(readings(texts), expected, "{texts:?}");
        }
    }
}
