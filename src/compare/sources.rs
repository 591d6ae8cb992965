//! Who vouches for a figure that several give: the ministry or the unions, the minister or an agency, or nobody.
//!
//! Enters: groups of figures of one thing, equal or not. Leaves: a difference for each group whose figures come from different sources.
//! **Invariant:** a figure has at most one source, which stands in its sentence: who counts it, or else the nearest attribution.

use std::ops::Range;

use super::Kind;
use super::clause::breaks;
use super::figures::Given;
use super::found::{Found, Said, Words, span_of, word_range, words_at};
use super::lexicon::Stance;
use super::scene::{Scene, Unit};
use super::speech::{Attribution, auxiliary_before, stems, within};
use crate::article::Span;

/// Weight of another source for one figure, and of a source where another gives none.
const SOURCES: f64 = 0.4;
const UNSOURCED: f64 = 0.2;
/// Words before a figure among which its counter's verb stands ("la police en a compté 1,27 million"), and words of the counter.
const COUNTER_REACH: usize = 4;
const COUNTER_WORDS: usize = 7;

/// Figures of one thing that come from different sources, or from one here and nowhere there.
pub(super) fn sources(scene: &Scene, said: &Said, figures: &[Given], found: &mut Vec<Found>) {
    for Given { places, telling } in figures {
        let heard: Vec<(Words, Option<Attribution>)> = places.iter().map(|(unit, span)| source_of(scene, *unit, *span)).collect();
        let differ = |a: &Option<Attribution>, b: &Option<Attribution>| match (a, b) {
            (Some(a), Some(b)) => a.source_apart(b),
            // Where one gives none, only what names a source and nothing else is about the figure ("selon la police").
            (Some(one), None) | (None, Some(one)) => *telling && one.verb == 0 && !one.source.is_empty(),
            (None, None) => false,
        };
        let named = heard.iter().filter(|(_, source)| source.is_some()).count();
        let apart = heard.iter().any(|(_, a)| heard.iter().any(|(_, b)| differ(a, b)));
        if named == 0 || !apart {
            continue;
        }
        let readings: Vec<Words> = heard.iter().map(|(words, _)| *words).collect();
        let named_at = heard.iter().filter(|(_, source)| source.is_some()).map(|(words, _)| words);
        if shown(named_at.collect(), found) {
            continue;
        }
        let statement =
            said.statement_of[places[0].0].filter(|first| places.iter().all(|(unit, _)| said.statement_of[*unit] == Some(*first)));
        let weight = if named == heard.len() { SOURCES } else { UNSOURCED };
        found.push(Found { kind: Kind::Attribution, statement, readings, absent: Vec::new(), weight });
    }
}

/// Whether a known difference sets all these sources against each other, or the only one against silence.
fn shown(sources: Vec<&Words>, found: &[Found]) -> bool {
    found.iter().filter(|other| other.kind == Kind::Attribution).any(|other| {
        let met = |source: &&Words| other.readings.iter().any(|known| known.witness == source.witness && known.span.overlaps(source.span));
        sources.iter().all(met)
    })
}

/// Where a figure's source is named, and which; the figure itself where there is none.
pub(super) fn source_of(scene: &Scene, unit: usize, span: Span) -> (Words, Option<Attribution>) {
    let sentence = &scene.units[unit];
    let place = |range: &Range<usize>| span_of(sentence, range.clone());
    let gap = |at: Span| if at.start >= span.end { at.start - span.end } else { span.start.saturating_sub(at.end) };
    let spoken = || within(scene, sentence).into_iter().filter(|(range, attribution)| bears_on(scene, sentence, range, attribution, span));
    let nearest = counter(scene, sentence, span).or_else(|| spoken().min_by_key(|(range, _)| gap(place(range))));
    match nearest {
        Some((range, attribution)) => (words_at(scene, unit, place(&range)), Some(attribution)),
        None => (words_at(scene, unit, span), None),
    }
}

/// Whether an attribution can be about the figure at `span`. Behind it a verb must end what it is about ("trois morts, a annoncé le
/// ministre."), and a marker that follows another figure without a comma is about that one.
fn bears_on(scene: &Scene, sentence: &Unit, range: &Range<usize>, attribution: &Attribution, span: Span) -> bool {
    let place = span_of(sentence, range.clone());
    if place.start < span.end {
        return true;
    }
    let text = scene.text(sentence);
    if attribution.verb != 0 {
        return text[place.end as usize..].trim_start().chars().next().is_none_or(|next| ENDS.contains(&next));
    }
    let set_off = text[span.end as usize..place.start as usize].trim_end().ends_with([',', '(', '–', '—', ';']);
    set_off || !sentence.numbers.iter().any(|(other, _)| other.start >= span.end && other.end <= place.start)
}

/// What opens a clause of its own.
const RELATIVES: &[&str] =
    &["que", "qui", "dont", "où", "that", "which", "who", "where", "donde", "dove", "onde", "wo", "что", "который", "которые"];

/// What closes an attribution behind what it is about.
const ENDS: &[char] = &[',', '.', ';', ')', '!', '?', '؛', '،'];

/// The subject of a verb of counting that governs the figure: "la police en a compté 1,27 million".
fn counter(scene: &Scene, sentence: &Unit, span: Span) -> Option<(Range<usize>, Attribution)> {
    let figure = word_range(sentence, span).start;
    let counts = |at: &usize| scene.language(sentence).counting.at(&sentence.words[*at..], |word| word.root).is_some();
    let verb = (figure.saturating_sub(COUNTER_REACH)..figure).rev().find(counts)?;
    let end = auxiliary_before(scene, sentence, verb).unwrap_or(verb);
    let text = scene.text(sentence);
    let unbroken = |place: &usize| {
        let gap = Span { start: sentence.words[*place].span.end, end: sentence.words[place + 1].span.start };
        let word = sentence.words[*place].span.of(text).to_lowercase();
        !RELATIVES.contains(&word.as_str()) && !breaks(gap.of(text))
    };
    let start = (end.saturating_sub(COUNTER_WORDS)..end).rev().take_while(unbroken).last()?;
    let source = stems(&sentence.words[start..end]);
    (!source.is_empty()).then(|| {
        (
            start..verb + 1,
            Attribution { stance: Stance::Neutral, verb: sentence.words[verb].stem, meaning: None, source, speakers: Vec::new() },
        )
    })
}
