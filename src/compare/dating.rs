//! What a day or a time of day in a text dates: a deed, what somebody said, a thing's name, or nothing in the text at all.
//!
//! Enters: a mention and the sentence around it. Leaves: [`Day`], which a finder can set against others, or nothing.
//! **Invariant:** decided by the sentence and the day of publication alone.

use std::ops::Range;

use super::scene::{Scene, Unit};
use crate::article::{Lang, Span};
use crate::mention::DateMention;

/// Words between a day and a verb of speech that it dates.
const SAID_NEAR: usize = 4;
/// Days of a stretch that names a year.
const YEAR: i32 = 365;

/// A day that dates something.
pub(super) struct Day<'a> {
    pub date: &'a DateMention,
    /// It says when somebody spoke.
    pub said: bool,
    /// It is the day of publication.
    pub printed: bool,
    /// It counts from the day of whoever is quoted, which nobody gives.
    pub unsettled: bool,
    /// It counts from the day of publication, which is not known.
    pub undated: bool,
}

impl<'a> Day<'a> {
    /// The day at `words` of a unit; `None` where it dates nothing: the year of "the 2016 election", the stamp of a message.
    pub fn new(scene: &Scene, unit: &Unit, words: Range<usize>, span: Span, date: &'a DateMention) -> Option<Day<'a>> {
        let text = scene.text(unit);
        let witness = &scene.witnesses[unit.witness];
        if names_a_thing(text, unit, words.start, date, witness.lang) || is_stamp(text, span) {
            return None;
        }
        let near = words.start.saturating_sub(SAID_NEAR)..(words.start + SAID_NEAR).min(unit.words.len());
        let said = near.into_iter().any(|word| scene.language(unit).speech.at(&unit.words[word..], |word| word.root).is_some());
        let published = witness.document.article.date.map(|date| date.day());
        let printed = published.is_some_and(|day| date.days == Some((day, day)));
        let counted = date.month_day.is_none();
        Some(Day { date, said, printed, unsettled: counted && scene.is_quoted(unit, span), undated: counted && published.is_none() })
    }
}

/// What leads to a year in which something happened, in the languages in which a year without such a word is part of a name.
const LEADING: &[&str] = &[
    "in", "since", "until", "till", "by", "before", "after", "from", "during", "late", "early", "mid", "around", "through", "between",
    "and", "to", "en", "depuis", "dès", "avant", "après", "fin", "début", "année", "an", "courant", "entre", "et", "à", "desde", "hasta",
    "antes", "después", "año", "y", "nel", "dal", "al", "em", "ano", "anno", "e",
];

/// Whether a year tells one thing from another of its name rather than when something happened: "the 2016 election", "l'accord de 2016".
fn names_a_thing(text: &str, unit: &Unit, at: usize, date: &DateMention, lang: Option<Lang>) -> bool {
    let year = date.days.is_some_and(|days| days.1 - days.0 + 1 >= YEAR) && unit.words.get(at).is_some_and(|word| word.figure);
    if !year || !matches!(lang, Some(Lang::EN | Lang::FR | Lang::ES | Lang::IT | Lang::PT)) || at == 0 {
        return false;
    }
    let before = unit.words[at - 1].span;
    let beside = text[before.end as usize..unit.words[at].span.start as usize].trim().is_empty();
    beside && !LEADING.contains(&before.of(text).to_lowercase().as_str())
}

/// Whether a day is the stamp of an embedded message: "— Ellison Barber (@ellisonbarber) March 1, 2019".
fn is_stamp(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].trim_end();
    before.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).is_some_and(|(_, handle)| handle.starts_with('@'))
}

/// The zone named right behind a time of day that ends at byte `end`: times of two zones cannot be compared by their figures.
pub(super) fn zone(text: &str, end: u32) -> Option<&'static str> {
    let after = text[end as usize..].trim_start_matches(['.', ' ', '\u{a0}', '\u{202f}']);
    let word = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
    const ZONES: &[&str] =
        &["GMT", "UTC", "TU", "BST", "CET", "CEST", "MSK", "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT"];
    ZONES.iter().find(|zone| **zone == word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_stand_right_behind_the_time() {
        for (text, expected) in
            [("18:40 GMT)", Some("GMT")), ("18:40) GMT", None), ("18:40 local", None), ("18:40", None), ("18:40 ETA", None)]
        {
            assert_eq!(zone(text, 5), expected, "{text}");
        }
    }
}
