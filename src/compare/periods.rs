//! Counts of one thing over other stretches of time: three hundred *in a single day*, four hundred *since Thursday*.
//!
//! Enters: the differences between figures. Leaves: a difference for each of them whose figures are counted over different stretches.
//! **Invariant:** a stretch stands in the clause of its figure and is named there; nothing is inferred from what is not.

use super::Kind;
use super::days::apart as days_apart;
use super::found::{Found, Words, span_of, word_range, words_at};
use super::scene::Scene;
use crate::article::Span;
use crate::mention::DateMention;

/// Weight of two counts over different stretches: as much a reason to look as the counts themselves.
const OTHER_PERIOD: f64 = 0.4;
/// Words between "since" and its day, and between a figure and its stretch.
const SINCE_REACH: usize = 3;
const PERIOD_REACH: usize = 10;

/// How long a count goes on.
#[derive(Clone, Copy)]
enum Period<'a> {
    OneDay,
    /// From this day on.
    Since(&'a DateMention),
}

impl Period<'_> {
    /// Whether both are known and not the same; days that cannot be compared do not differ.
    fn differs(self, other: Period) -> bool {
        match (self, other) {
            (Period::OneDay, Period::OneDay) => false,
            (Period::Since(one), Period::Since(other)) => days_apart(one, other).is_some_and(|days| days > 0),
            _ => true,
        }
    }
}

/// Figures that differ and are counted over different stretches.
pub(super) fn periods(scene: &Scene, found: &mut Vec<Found>) {
    let counts = found.iter().filter(|other| other.kind == Kind::Number);
    let differing: Vec<Found> = counts.filter_map(|count| difference(scene, count)).collect();
    for difference in differing {
        if !difference.is_shown(found) {
            found.push(difference);
        }
    }
}

fn difference(scene: &Scene, count: &Found) -> Option<Found> {
    let unit_of = |words: &Words| {
        let holds = |unit: &usize| scene.units[*unit].field == words.field && scene.units[*unit].span.contains(words.span);
        scene.witnesses[words.witness].units.clone().find(holds)
    };
    let periods: Vec<(Words, Period)> = count.readings.iter().filter_map(|words| period(scene, unit_of(words)?, words.span)).collect();
    let differ = periods.iter().any(|(_, one)| periods.iter().any(|(_, other)| one.differs(*other)));
    differ.then(|| Found {
        kind: Kind::Date,
        readings: periods.iter().map(|(words, _)| *words).collect(),
        weight: OTHER_PERIOD.min(count.weight),
        ..count.clone()
    })
}

/// The stretch named nearest to a figure in its clause.
fn period<'a>(scene: &Scene<'a>, unit: usize, figure: Span) -> Option<(Words, Period<'a>)> {
    let sentence = &scene.units[unit];
    let (language, text) = (scene.language(sentence), scene.text(sentence));
    let own = word_range(sentence, figure);
    let reach = own.start.saturating_sub(PERIOD_REACH)..(own.end + PERIOD_REACH).min(sentence.words.len());
    let published = scene.witnesses[sentence.witness].document.article.date.map(|date| date.day());
    let stretch = |at: usize| -> Option<(Span, Period)> {
        if let Some((length, ())) = language.one_day.at(&sentence.words[at..], |word| word.exact) {
            return Some((span_of(sentence, at..at + length), Period::OneDay));
        }
        let (length, ()) = language.since.at(&sentence.words[at..], |word| word.exact)?;
        let since = span_of(sentence, at..at + length);
        let beside = span_of(sentence, at.saturating_sub(SINCE_REACH)..(at + length + SINCE_REACH).min(sentence.words.len()));
        // "beri" follows its day, "since" leads to it.
        let days = sentence.dates.iter().filter(|(day, _)| beside.contains(*day));
        let (day, date) = days.min_by_key(|(day, _)| day.start.abs_diff(since.start))?;
        // Since yesterday is a day.
        let short = date.days.zip(published).is_some_and(|(days, published)| days.0 + 1 >= published);
        let shown = Span { start: since.start.min(day.start), end: since.end.max(day.end) };
        Some((shown, if short { Period::OneDay } else { Period::Since(date) }))
    };
    let unbroken = |span: &Span| {
        let gap = span.end.min(figure.end)..span.start.max(figure.start);
        !text.get(gap.start as usize..gap.end as usize).is_some_and(|gap| gap.contains([';', ':', '(', ')', '.']))
    };
    let near = |span: &Span| if span.start >= figure.end { span.start - figure.end } else { figure.start.saturating_sub(span.end) };
    let named = reach.filter_map(stretch).filter(|(span, _)| !span.overlaps(figure) && unbroken(span));
    let (span, period) = named.min_by_key(|(span, _)| near(span))?;
    Some((words_at(scene, unit, span), period))
}
