//! Two tables over the articles of an event: the words that each chooses, and how much any two have in common.
//!
//! Enters: the wording of an event or comparison, its articles, and the passages they share. Leaves: [`Words`] and [`Common`]; nothing
//! where there are not two to set side by side.
//! **Invariant:** all who say the same in a row have one tint. An article without a text leaves nothing out: it has a column, of words
//! alone, only where its headline is quoted.

use std::collections::BTreeSet;

use crate::compare::Kind;
use crate::report::escape::clip;
use crate::report::model::{DifferenceReport, ReuseReport, Wording};
use crate::report::wording::{Same, grouped};

use super::wording::Cast;
use super::{Who, more};

/// Rows of the table of words: what a reader takes in at once; all differences follow it.
const ROWS: usize = 10;
/// Articles in one table.
const COLUMNS: usize = 16;
/// Characters of one article's words.
const CHARS: usize = 70;
/// Kinds whose words mean something outside their sentence.
const KINDS: [Kind; 6] = [Kind::Number, Kind::Date, Kind::Label, Kind::Attribution, Kind::Modality, Kind::Quote];
/// Tints of a table; equal words of one row have one tint, and what is left when they are used up has none.
const TINTS: usize = 5;

/// The words of each article, one row a difference.
pub struct Words {
    pub columns: Vec<Who>,
    /// Of each column, whether its article has no text: it leaves nothing out.
    pub mute: Vec<bool>,
    pub rows: Vec<Row>,
    /// Articles that have no column.
    pub more: Option<String>,
}

/// A difference: what each column's article says there.
pub struct Row {
    pub kind: &'static str,
    /// Of the difference on the page.
    pub anchor: usize,
    pub cells: Vec<Vec<Choice>>,
}

/// Words that an article chooses, and the tint of all who choose them.
pub struct Choice {
    pub text: String,
    pub lang: String,
    pub tint: usize,
}

/// What any two articles have in common.
pub struct Common {
    pub columns: Vec<Who>,
    pub rows: Vec<(Who, Vec<Option<Cell>>)>,
    /// Articles that have no column.
    pub more: Option<String>,
}

/// What the column's article has of the row's.
pub struct Cell {
    pub share: Option<String>,
    pub facts: String,
    /// From 0 to 5, by the share of the row's facts or text, whichever is larger.
    pub heat: usize,
    pub href: Option<String>,
}

/// The weightiest differences in words, in the order of the page. `None` where there are fewer than two.
pub fn words(cast: &Cast, wording: &Wording) -> Option<Words> {
    let differences: Vec<(usize, &DifferenceReport)> =
        wording.differences.iter().enumerate().filter(|(_, one)| KINDS.contains(&one.kind) && !one.trivial && !one.is_doubtful()).collect();
    // A headline alone has a column where it has words in one.
    let quoted: BTreeSet<usize> = differences.iter().flat_map(|(_, one)| one.readings.iter().map(|reading| reading.article)).collect();
    let speaks = |at: &usize| cast.articles[*at].words > 0 || quoted.contains(at);
    let speaking: Vec<usize> = wording.witnesses.iter().copied().filter(speaks).collect();
    let shown = &speaking[..speaking.len().min(COLUMNS)];
    let rows: Vec<Row> = differences.iter().filter_map(|(at, difference)| row(cast, *at, difference, shown)).take(ROWS).collect();
    let columns = shown.iter().map(|at| cast.who(*at)).collect();
    let mute = shown.iter().map(|at| cast.articles[*at].words == 0).collect();
    (rows.len() > 1).then(|| Words { columns, mute, rows, more: more(cast.w, speaking.len(), COLUMNS) })
}

fn row(cast: &Cast, at: usize, difference: &DifferenceReport, shown: &[usize]) -> Option<Row> {
    let groups = grouped(&difference.readings);
    let mut cells: Vec<Vec<Choice>> = shown.iter().map(|_| Vec::new()).collect();
    for same in &groups {
        for reading in same.by_article() {
            let Some(column) = shown.iter().position(|at| *at == reading.article) else { continue };
            let text = clip(reading.text.trim(), CHARS);
            cells[column].push(Choice { text, lang: cast.lang(reading.article), tint: tint(same) });
        }
    }
    let telling = cells.iter().filter(|cell| !cell.is_empty()).count();
    (groups.len() > 1 && telling > 1).then(|| Row { kind: cast.w.kind(difference.kind), anchor: at + 1, cells })
}

/// The tint of all who say the same.
pub fn tint(same: &Same) -> usize {
    same.meaning.min(TINTS)
}

/// Facts and text in common, article by article. `None` for fewer than two articles.
pub fn common(cast: &Cast, members: &[usize], wording: &Wording, reuse: &[(usize, &ReuseReport)]) -> Option<Common> {
    let members: Vec<usize> = members.iter().copied().filter(|at| cast.articles[*at].words > 0).collect();
    let shown = &members[..members.len().min(COLUMNS)];
    let told = |at: usize| -> BTreeSet<usize> {
        wording
            .statements
            .iter()
            .enumerate()
            .filter(|(_, one)| one.readings.iter().any(|reading| reading.article == at))
            .map(|one| one.0)
            .collect()
    };
    let facts: Vec<BTreeSet<usize>> = shown.iter().map(|at| told(*at)).collect();
    let share = |of: usize, with: usize| {
        let edge = reuse.iter().find(|(_, edge)| (edge.a_at, edge.b_at) == (of.min(with), of.max(with)))?.1;
        Some(if edge.a_at == of { edge.covered_a } else { edge.covered_b })
    };
    let cell = |row: usize, column: usize| {
        let both = facts[row].intersection(&facts[column]).count();
        let text = share(shown[row], shown[column]);
        let part = (both as f64 / facts[row].len().max(1) as f64).max(text.unwrap_or(0.0));
        Cell {
            share: text.map(|share| cast.w.percent(share)),
            facts: cast.w.count(both, cast.w.facts_common),
            heat: (part * 5.0).round().clamp(0.0, 5.0) as usize,
            href: cast.beside.pair(shown[row], shown[column]),
        }
    };
    let rows = (0..shown.len()).map(|row| {
        let cells = (0..shown.len()).map(|column| (row != column).then(|| cell(row, column)));
        (cast.who(shown[row]), cells.collect())
    });
    let columns = shown.iter().map(|at| cast.column(*at)).collect();
    (shown.len() > 1).then(|| Common { columns, rows: rows.collect(), more: more(cast.w, members.len(), COLUMNS) })
}
