//! Datelines and agency credits.
//!
//! `MOSCOU, 9 fév 2017 (ADP) - ` is a dateline; `(ADP)` alone, `avec ADP`, `Par AFP` are credits. An agency that stands in a dateline of
//! the batch is known for the whole batch, so that agencies of any country are credited, not only those on the list.
//!
//! Enters: the first paragraph of an article; then the layouts of the batch. Leaves: its [`Dateline`]; then, in layouts without an agency,
//! the one that the text credits.
//! **Invariant:** a dateline may name any agency; every other credit names one of the list, or of a dateline in the batch.

use std::collections::BTreeSet;

use super::{Agency, Layout};
use crate::article::{Article, Span};

/// Agencies by the short name they sign with.
const AGENCIES: [&str; 34] = [
    "AFP",
    "Reuters",
    "AP",
    "Xinhua",
    "TASS",
    "ТАСС",
    "RIA Novosti",
    "РИА Новости",
    "Interfax",
    "Интерфакс",
    "dpa",
    "DPA",
    "EFE",
    "ANSA",
    "Lusa",
    "Belga",
    "ATS",
    "Keystone-ATS",
    "APA",
    "PAP",
    "CTK",
    "MTI",
    "UPI",
    "PA Media",
    "Anadolu",
    "AA",
    "DHA",
    "IRNA",
    "SANA",
    "SPA",
    "MENA",
    "Kyodo",
    "Yonhap",
    "Sputnik",
];

/// Furthest byte at which a dateline may end.
const DATELINE_END: usize = 120;
/// Words that lead from a text to the agency it owes.
const CREDITING: [&str; 16] = [
    "avec",
    "par",
    "source",
    "l'agence",
    "l’agence",
    "agence",
    "with",
    "by",
    "agency",
    "con",
    "agencia",
    "mit",
    "von",
    "ajansı",
    "агентство",
    "вместе с",
];

/// A dateline: where it stands, white space after it included, and the agency in its parentheses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dateline {
    pub span: Span,
    pub agency: Option<Span>,
}

/// The dateline at the start of the first paragraph.
pub(super) fn dateline(text: &str, first: Span) -> Option<Dateline> {
    let line = first.of(text);
    if let Some(found) = opening_credit(line, first.start as usize) {
        return Some(found);
    }
    let window = &line[..(0..line.len().min(DATELINE_END + 1)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0)];
    let (at, dash) = first_dash(window)?;
    let head = window[..at + usize::from(dash.starts_with(')'))].trim_end();
    let place = head.split([',', '(']).next()?.trim();
    let agency = parenthesis(head).map(|(name, offset)| {
        let start = first.start as usize + offset;
        Span::new(start, start + name.len())
    });
    let upper = place.chars().filter(|c| c.is_uppercase()).count();
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters >= 3 && upper * 10 >= letters * 7 && !place.contains('/');
    let capitalized = place.split_whitespace().count() <= 4 && place.chars().next().is_some_and(char::is_uppercase);
    let dated = head[place.len()..].bytes().any(|byte| byte.is_ascii_digit());
    let is_dateline =
        agency.is_some() && capitalized || shouted && (dated || place.len() == head.len() && head.split_whitespace().count() <= 3);
    is_dateline.then(|| {
        let end = at + dash.len();
        let rest = line[end..].len() - line[end..].trim_start().len();
        Dateline { span: Span::new(first.start as usize, first.start as usize + end + rest), agency }
    })
}

/// The first of ` - `, ` – `, ` — `, ` -- `, `) -`, `) –` and `) —`, and where it stands.
fn first_dash(line: &str) -> Option<(usize, &str)> {
    let bytes = line.as_bytes();
    memchr::memchr2_iter(b'-', 0xe2, bytes).find_map(|at| {
        let before = bytes[..at].strip_suffix(b" ")?;
        let (long, twice) = match bytes[at..] {
            [0xe2, 0x80, 0x93 | 0x94, ..] => (3, false),
            [b'-', b'-', ..] => (1, true),
            [b'-', ..] => (1, false),
            _ => return None,
        };
        let spaced = |end: usize| (bytes.get(end) == Some(&b' ')).then(|| (at - 1, &line[at - 1..=end]));
        if before.ends_with(b")") { Some((at - 2, &line[at - 2..at + long])) } else { spaced(at + long + usize::from(twice)) }
    })
}

/// `(ADP) ` before the first word, with or without a dash.
fn opening_credit(line: &str, start: usize) -> Option<Dateline> {
    let close = line.starts_with('(').then(|| line.find(')')).flatten()?;
    let (name, offset) = parenthesis(&line[..=close])?;
    let rest = line[close + 1..].trim_start_matches([' ', '\u{a0}', '-', '–', '—']);
    let agency = Span::new(start + offset, start + offset + name.len());
    (!rest.is_empty()).then(|| Dateline { span: Span::new(start, start + line.len() - rest.len()), agency: Some(agency) })
}

/// A short name in parentheses at the end of `head`, and its byte offset.
fn parenthesis(head: &str) -> Option<(&str, usize)> {
    let open = head.rfind('(')?;
    let inner = head[open + 1..].strip_suffix(')')?;
    (is_acronym(inner) || AGENCIES.contains(&inner)).then_some((inner, open + 1))
}

fn is_acronym(name: &str) -> bool {
    let letters = name.chars().count();
    (2..=6).contains(&letters) && name.chars().all(char::is_uppercase)
}

/// Finds, in every article whose dateline names no agency, the credit of one on the list, or of one that a dateline of the batch names.
pub(super) fn credits(articles: &[Article], layouts: &mut [Layout]) {
    let mut known: BTreeSet<&str> = AGENCIES.into_iter().collect();
    let learned: BTreeSet<String> = layouts.iter().filter_map(|layout| layout.agency.as_ref().map(|agency| agency.name.clone())).collect();
    known.extend(learned.iter().map(String::as_str));
    for (article, layout) in articles.iter().zip(layouts) {
        if layout.agency.is_none() {
            layout.agency = credit(&article.text, layout, &known);
        }
    }
}

fn credit(text: &str, layout: &Layout, known: &BTreeSet<&str>) -> Option<Agency> {
    let last = layout.body.last().copied();
    let signature = last.into_iter().flat_map(|span| {
        let tail = span.of(text);
        let from = tail.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        parenthesis(tail[from..].trim_end_matches('.')).map(|(name, offset)| (name, span.start as usize + from + offset))
    });
    let signature = signature
        .filter(|(name, _)| known.contains(name))
        .map(|(name, at)| Agency { name: name.to_owned(), span: Span::new(at, at + name.len()) })
        .next();
    let edges = layout.furniture.iter().map(|furniture| furniture.span).chain(layout.body.first().copied()).chain(last);
    signature.or_else(|| edges.filter(|span| span.len() <= 200).find_map(|span| credited(text, span, known)))
}

/// `avec ADP`, `Par AFP - Moscou`, `(ADP)`, `© … / AFP`, `Xinhua | …` in a short piece of furniture or paragraph.
fn credited(text: &str, line: Span, known: &BTreeSet<&str>) -> Option<Agency> {
    let shown = line.of(text);
    let mut found: Option<(usize, &str)> = None;
    for name in known {
        for (at, _) in shown.match_indices(name) {
            let before = shown[..at].trim_end();
            let whole = !shown[..at].ends_with(char::is_alphanumeric) && !shown[at + name.len()..].starts_with(char::is_alphanumeric);
            let led = before.is_empty()
                || before.ends_with(['(', '/', '|', ':', '©'])
                || CREDITING.iter().any(|word| before.to_lowercase().ends_with(word));
            if whole && led && found.is_none_or(|(_, longest)| name.len() > longest.len()) {
                found = Some((at, name));
            }
        }
    }
    let (at, name) = found?;
    let start = line.start as usize + at;
    Some(Agency { name: name.to_owned(), span: Span::new(start, start + name.len()) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_dash_is_the_first_of_all_dashes(line in "[ )a\\-–—’]{0,12}") {
            let dashes = [" - ", " – ", " — ", " -- ", ") -", ") –", ") —"];
            let expected = dashes.iter().filter_map(|dash| line.find(dash).map(|at| (at, *dash))).min();
            prop_assert_eq!(first_dash(&line), expected);
        }
    }

    #[test]
    fn datelines_and_what_only_looks_like_one() {
        for (line, expected, agency) in [
            ("MOSCOU, 9 fév 2017 (ADP) - Le président a parlé.", "MOSCOU, 9 fév 2017 (ADP) - ", Some("ADP")),
            ("Beyrouth (AFP) – Le port a rouvert.", "Beyrouth (AFP) – ", Some("AFP")),
            ("ANKARA — The president spoke.", "ANKARA — ", None),
            ("(ADP) Le port a rouvert.", "(ADP) ", Some("ADP")),
            ("(AFP) - Le port a rouvert.", "(AFP) - ", Some("AFP")),
            ("(Suite) Le port a rouvert.", "", None),
            ("PARIS (Reuters) - The bank raised its rate.", "PARIS (Reuters) - ", Some("Reuters")),
            ("TURQUIE / RUSSIE - Les dirigeants ont parlé.", "", None),
            ("Le port - fermé depuis mars - rouvre.", "", None),
            ("16h38 - Poutine veut que cela cesse", "", None),
            ("Le Kremlin (Moscou) - siège de la présidence - se tait.", "", None),
        ] {
            let found = dateline(line, Span::new(0, line.len()));
            assert_eq!(found.map_or("", |dateline| dateline.span.of(line)), expected, "{line:?}");
            assert_eq!(found.and_then(|dateline| dateline.agency).map(|agency| agency.of(line)), agency, "{line:?}");
        }
    }
}
