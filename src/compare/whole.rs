//! Readings that end where their words do.
//!
//! Enters: differences. Leaves: the same, with readings that broke off behind a title, a preposition or an article carried on to the word
//! these lead to, names shown whole, and pieces of sentences with the negation right before them: "non loin" is not "loin".
//! **Invariant:** a reading only grows, within its sentence and its clause; sentences and quotations are left as they are.

use super::Kind;
use super::clause::breaks;
use super::found::{Found, Words};
use super::scene::{Scene, Unit};
use crate::article::Span;

/// Words by which a reading grows at most.
const MOST: usize = 4;

/// Carries the readings of differences on.
pub(super) fn carry_on(scene: &Scene, found: &mut [Found]) {
    for difference in found.iter_mut().filter(|difference| matches!(difference.kind, Kind::Omission | Kind::Wording)) {
        for reading in &mut difference.readings {
            if let Some(unit) = unit_of(scene, reading) {
                reading.span = with_negation(scene, unit, with_whole_names(unit, reading.span));
            }
        }
    }
    let short = |kind: Kind| !matches!(kind, Kind::Omission | Kind::Quote | Kind::Order | Kind::Wording | Kind::Date | Kind::Number);
    for difference in found.iter_mut().filter(|difference| short(difference.kind)) {
        for reading in &mut difference.readings {
            if let Some(unit) = unit_of(scene, reading) {
                reading.span = carried_on(scene, unit, reading.span);
            }
        }
    }
}

/// The sentence that holds a reading.
fn unit_of<'s, 'a>(scene: &'s Scene<'a>, reading: &Words) -> Option<&'s Unit<'a>> {
    let units = &scene.units[scene.witnesses[reading.witness].units.clone()];
    units.iter().find(|unit| unit.field == reading.field && unit.span.contains(reading.span))
}

/// The span and the rest of the names it cuts.
fn with_whole_names(unit: &Unit, span: Span) -> Span {
    let cut: Vec<u32> = unit.names.iter().filter(|(name, _)| name.overlaps(span)).map(|(_, name)| name.run).collect();
    let whole = unit.names.iter().filter(|(_, name)| cut.contains(&name.run)).map(|(name, _)| *name);
    whole.fold(span, |span, name| Span { start: span.start.min(name.start), end: span.end.max(name.end) })
}

/// The span and the negations that stand right before it in its clause.
fn with_negation(scene: &Scene, unit: &Unit, span: Span) -> Span {
    let text = scene.text(unit);
    let first = unit.words.partition_point(|word| word.span.end <= span.start);
    let negates = |at: &usize| {
        let gap = &text[unit.words[*at].span.end as usize..unit.words[at + 1].span.start as usize];
        scene.language(unit).is_negation(unit.words[*at].exact) && !breaks(gap)
    };
    let start = (0..first.min(unit.words.len().saturating_sub(1))).rev().take_while(negates).last();
    Span { start: start.map_or(span.start, |at| unit.words[at].span.start.min(span.start)), ..span }
}

fn carried_on(scene: &Scene, unit: &Unit, span: Span) -> Span {
    let text = scene.text(unit);
    let mut end = unit.words.partition_point(|word| word.span.start < span.end);
    let limit = (end + MOST).min(unit.words.len());
    if end == 0 || unit.words[end - 1].span.end > span.end {
        return span;
    }
    let mut whole = span.end;
    while end < limit {
        let gap = &text[unit.words[end - 1].span.end as usize..unit.words[end].span.start as usize];
        // Within a sentence a full stop behind a capital is that of a title or an initial: "M. Dupont", "Sen. Warren".
        let titled = gap.trim() == "." && unit.words[end - 1].capital;
        // Of a name or a figure the first word alone counts as content; the others lead nowhere.
        let last = &unit.words[end - 1];
        let leads = !last.content && !last.figure && last.stem == last.root && gap.trim().is_empty() && !is_ending(text, unit, end - 1);
        let apostrophe = matches!(gap, "'" | "’");
        if !(titled || leads || apostrophe || in_name(unit, end)) {
            break;
        }
        end += 1;
        whole = unit.words[end - 1].span.end;
    }
    // What leads nowhere is left as it was.
    if unit.words[end - 1].content { Span { end: whole, ..span } } else { span }
}

/// Whether a word is an ending that is set apart: "DEAŞ'ın".
fn is_ending(text: &str, unit: &Unit, at: usize) -> bool {
    let behind = text[..unit.words[at].span.start as usize].strip_suffix(['\'', '’']);
    behind.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

/// Whether a name goes on from the word before `at`.
fn in_name(unit: &Unit, at: usize) -> bool {
    let named = |place: usize| unit.names.iter().find(|(span, _)| span.overlaps(unit.words[place].span)).map(|(_, name)| name.run);
    named(at).is_some_and(|run| named(at - 1) == Some(run))
}
