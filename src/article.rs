//! The data every later stage reads: an article, its identity, its outlet, its date, and spans of its text.
//!
//! Enters: nothing. Leaves: plain values.
//! **Invariant:** the text of an article is never altered after input; whatever later stages find in it is a [`Span`] over it.

mod date;
mod span;

pub(crate) use date::civil_from_days;
pub use date::{Date, DateError, Month, days_from_civil};
pub use span::{CharIndex, Span};

use std::fmt;
use std::sync::Arc;

/// Position of an article in the batch at hand, dense from 0. Not an identity: it changes with the order of input,
/// so no result may depend on it other than through a total order on [`Article::key`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocId(pub u32);

impl DocId {
    /// The position as an index into a slice of the batch.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of the article at `index`.
    ///
    /// # Panics
    /// On more than `u32::MAX` articles in one batch.
    pub fn from_index(index: usize) -> Self {
        DocId(u32::try_from(index).expect("a batch holds fewer than 2^32 articles"))
    }
}

/// Where a record was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Origin {
    /// Path as the user would write it, or `-` for standard input.
    pub file: Arc<str>,
    /// Line the record starts on, from 1; `None` when the file is one article.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// One article as it was given.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Article {
    /// Unique in a batch: `input` sees to that.
    pub id: String,
    /// Headline field; empty if the record has none. A headline that stands in the text is found by `clean`.
    pub title: String,
    /// Body as given, furniture included; empty for a headline-only item. At most `u32::MAX` bytes.
    pub text: String,
    /// Publisher ("outlet").
    pub source: Option<String>,
    /// Publication time.
    pub date: Option<Date>,
    /// Address of the page.
    pub url: Option<String>,
    /// Language, as given or detected; `None` where neither could tell.
    pub lang: Option<Lang>,
    /// Where it was read.
    pub origin: Origin,
}

impl Article {
    /// The order of articles wherever one must come first: dated before undated, earlier before later, then by id.
    /// Total, because ids are unique in a batch.
    pub fn key(&self) -> (bool, Option<Date>, &str) {
        (self.date.is_none(), self.date, &self.id)
    }
}

/// ISO 639-1 code of a language, in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 2]);

impl Lang {
    /// French.
    pub const FR: Lang = Lang(*b"fr");
    /// English.
    pub const EN: Lang = Lang(*b"en");
    /// Spanish.
    pub const ES: Lang = Lang(*b"es");
    /// German.
    pub const DE: Lang = Lang(*b"de");
    /// Italian.
    pub const IT: Lang = Lang(*b"it");
    /// Portuguese.
    pub const PT: Lang = Lang(*b"pt");
    /// Turkish.
    pub const TR: Lang = Lang(*b"tr");
    /// Russian.
    pub const RU: Lang = Lang(*b"ru");
    /// Arabic.
    pub const AR: Lang = Lang(*b"ar");

    /// Reads `fr`, `FR`, `fr-FR`, `fr_CA`, `fra`; `None` for anything that does not begin with a known form.
    pub fn parse(code: &str) -> Option<Lang> {
        let primary = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let three = [
            ("fra", "fr"),
            ("fre", "fr"),
            ("eng", "en"),
            ("spa", "es"),
            ("deu", "de"),
            ("ger", "de"),
            ("ita", "it"),
            ("por", "pt"),
            ("tur", "tr"),
            ("rus", "ru"),
            ("ara", "ar"),
            ("arb", "ar"),
            ("pol", "pl"),
            ("nld", "nl"),
            ("dut", "nl"),
            ("ukr", "uk"),
            ("ell", "el"),
            ("cmn", "zh"),
            ("zho", "zh"),
            ("jpn", "ja"),
            ("kor", "ko"),
            ("heb", "he"),
            ("pes", "fa"),
            ("fas", "fa"),
            ("swe", "sv"),
            ("dan", "da"),
            ("nob", "no"),
            ("fin", "fi"),
            ("ces", "cs"),
            ("hun", "hu"),
            ("ron", "ro"),
            ("bul", "bg"),
            ("srp", "sr"),
            ("hrv", "hr"),
            ("hin", "hi"),
            ("tha", "th"),
            ("vie", "vi"),
            ("cat", "ca"),
            ("ind", "id"),
        ];
        let two = three.iter().find(|(long, _)| *long == primary).map_or(primary.as_str(), |(_, short)| short);
        match two.as_bytes() {
            &[a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Some(Lang([a, b])),
            _ => None,
        }
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters")
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_codes_of_every_form_are_read() {
        for (given, expected) in [
            ("fr", Some(Lang::FR)),
            ("FR-fr", Some(Lang::FR)),
            ("eng", Some(Lang::EN)),
            ("tr_TR", Some(Lang::TR)),
            ("français", None),
            ("", None),
            ("xxx", None),
        ] {
            assert_eq!(Lang::parse(given), expected, "{given:?}");
        }
    }

    #[test]
    fn dated_articles_come_before_undated_ones() {
        let undated = Article { id: "a".into(), ..Article::default() };
        let dated = Article { id: "b".into(), date: Date::parse("2018-02-08").ok(), ..Article::default() };
        assert!(dated.key() < undated.key());
    }
}
