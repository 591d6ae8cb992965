//! Places and bodies that news speak of, under the names nine languages give them.
//!
//! Enters: a position in a line. Leaves: the referent that the words there name, if the table has it.
//! **Invariant:** one key per referent; keys begin with `@`, so that none equals the key of a sound.

mod bodies;
mod places;

use std::sync::LazyLock;

use self::bodies::BODIES;
use self::places::PLACES;
use super::NameKind;
use super::lexer::{Kind, Line, Phrases, Shape};

/// The keys of all places, for tests of lists that name them.
#[cfg(test)]
pub(crate) fn place_keys() -> Vec<String> {
    PLACES.iter().map(|(key, _)| format!("@{key}")).collect()
}

#[derive(Clone, Copy)]
struct Entry {
    key: &'static str,
    kind: NameKind,
    /// Found in capitals only.
    upper: bool,
}

/// A referent found in a line.
pub(super) struct Found {
    /// Lexeme after the last of its name.
    pub end: usize,
    pub key: String,
    pub kind: NameKind,
}

static TABLE: LazyLock<Phrases<Entry>> = LazyLock::new(|| {
    let places = PLACES.iter().map(|line| (line, NameKind::Place));
    let entries = places.chain(BODIES.iter().map(|line| (line, NameKind::Other)));
    let forms = entries.flat_map(|((key, names), kind)| {
        names.split('|').map(move |name| {
            let upper = !name.contains(' ') && name.chars().all(|c| !c.is_lowercase()) && name.chars().any(char::is_uppercase);
            (name.to_owned(), Entry { key, kind, upper })
        })
    });
    let forms: Vec<(String, Entry)> =
        forms.flat_map(|(name, entry)| stem_of(&name).map(|stem| (stem, entry)).into_iter().chain([(name, entry)])).collect();
    Phrases::new(forms.iter().map(|(name, entry)| (name.as_str(), *entry)))
});

/// The place or body named at lexeme `at`; `shouted` where the whole piece stands in capitals.
pub(super) fn find(line: &Line<'_>, at: usize, shouted: bool) -> Option<Found> {
    let Kind::Word(shape) = line.get(at)?.kind else { return None };
    if shape == Shape::Lower
        && !matches!(
            line.fold(at),
            "mer" | "golfe" | "golfo" | "mont" | "monte" | "esplanade" | "explanada" | "esplanada" | "spianata" | "al"
        )
    {
        return None;
    }
    let (end, entry) = forms(line.fold(at)).find_map(|form| TABLE.after(line, form, at + 1))?;
    let short = line.fold(at).chars().count() < 3;
    if entry.upper && end == at + 1 && (shape != Shape::Upper || shouted && short) {
        return None;
    }
    Some(Found { end, key: format!("@{}", entry.key), kind: entry.kind })
}

/// Folded, so that *ой* is *ои*.
const CASE_ENDINGS: &[&str] = &["ами", "ями", "ах", "ях", "ои", "еи", "ом", "ем", "ью", "а", "у", "е", "ы", "и", "я", "ю", "ь", "о"];

/// A one-word Cyrillic name without its nominative ending, as inflected forms are looked up.
fn stem_of(name: &str) -> Option<String> {
    if !is_cyrillic(name) || name.contains(' ') {
        return None;
    }
    let stem = name.strip_suffix(['а', 'я', 'ь', 'й', 'ы'])?;
    (stem.chars().count() >= 4).then(|| stem.to_owned())
}

fn is_cyrillic(word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '\u{400}'..='\u{4ff}'))
}

fn is_arabic(word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '\u{600}'..='\u{6ff}'))
}

/// The forms under which a word may stand in a table: as it is, without Russian endings, German genitive, Arabic prefixes.
pub(super) fn forms(folded: &str) -> impl Iterator<Item = &str> {
    let mut others = Vec::new();
    let long = |form: &&str| form.chars().nth(2).is_some();
    if is_cyrillic(folded) {
        others.extend(CASE_ENDINGS.iter().filter_map(|ending| folded.strip_suffix(ending)).filter(long));
    } else if is_arabic(folded) {
        let bare = [Some(folded), folded.strip_prefix(['و', 'ف'])];
        for form in bare.into_iter().flatten() {
            let stripped = [Some(form), form.strip_prefix(['ب', 'ل', 'ك'])];
            others.extend(stripped.into_iter().flatten().filter(long));
        }
    } else if let Some(stem) = folded.strip_suffix('s').filter(|stem| stem.len() >= 4) {
        others.push(stem);
    }
    std::iter::once(folded).chain(others)
}
