//! Who had a shared text first: evidence, weighed and added up.
//!
//! The weights are log-odds set by judgment, not fitted: no public set of news labels directions. One clear sign decides
//! alone (|log-odds| ≥ 1), and two against one another leave it open unless one is plainly stronger.
//!
//! Enters: two documents and the passages between them. Leaves: a [`Direction`].
//! **Invariant:** the log-odds are the sum of the evidence, and 0 where both texts came from outside the batch.

use super::{Direction, DirectionEvidence};
use crate::article::{Date, DocId};
use crate::document::Document;
use crate::verify::TokenPassage;

/// Below this, in absolute value, the direction is undetermined: odds of less than 2.7 to 1.
const DETERMINED: f64 = 1.0;

/// Odds of 7 to 1: time stamps are of the last edit at times.
const TIME: f64 = 2.0;

/// Odds of 12 to 1: who credits an agency says where the text is from.
const CREDIT: f64 = 2.5;

/// Odds of 2.7 to 1: copies lose their tail, and originals gain one by updates.
const TRUNCATION: f64 = 1.0;

/// Time stamps closer than this are the same: within minutes, it is the publishing system that decides.
const SAME_TIME_S: i64 = 600;

/// Share of the shorter text in passages from which on the rest of the longer one is its tail.
const WHOLE: f64 = 0.9;

/// Share of the longer text that must be missing at the end of the shorter.
const TAIL: f64 = 0.2;

/// Weighs what speaks for `a` (positive) and for `b` (negative). Where both name one agency and neither is closer to it, the text
/// came to both from outside: [`DirectionEvidence::CommonSource`] then takes back what all other evidence added.
pub(super) fn direction((a, first): (DocId, &Document), (b, second): (DocId, &Document), passages: &[TokenPassage]) -> Direction {
    let mut evidence = Vec::new();
    if let (Some(x), Some(y)) = (first.article.date, second.article.date)
        && let Some(sign) = earlier(x, y)
    {
        evidence.push((DirectionEvidence::Time, sign * TIME));
    }
    let agencies = (agency_role(first), agency_role(second));
    if let Some(sign) = credit(agencies) {
        evidence.push((DirectionEvidence::Credit, sign * CREDIT));
    }
    if let Some(sign) = truncated(passages, first.tokens.len(), second.tokens.len()) {
        evidence.push((DirectionEvidence::Truncation, sign * TRUNCATION));
    }
    if is_common_source(agencies) {
        let taken_back: f64 = evidence.iter().map(|(_, weight)| -weight).sum();
        evidence.push((DirectionEvidence::CommonSource, taken_back + 0.0));
    }
    let log_odds: f64 = evidence.iter().map(|(_, weight)| weight).sum::<f64>() + 0.0;
    let origin = (log_odds.abs() >= DETERMINED).then_some(if log_odds > 0.0 { a } else { b });
    Direction { origin, log_odds, evidence }
}

/// 1 if `x` is earlier, −1 if `y` is; by the calendar day where either has no time.
fn earlier(x: Date, y: Date) -> Option<f64> {
    let later_by = if x.is_timed() && y.is_timed() { y.utc_s() - x.utc_s() } else { 86_400 * i64::from(y.day() - x.day()) };
    (later_by.abs() >= SAME_TIME_S).then(|| later_by.signum() as f64)
}

/// What an article has to do with an agency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// It names the agency as its source.
    Credits,
    /// It opens with the agency's dateline.
    Dateline,
    /// It is published by the agency.
    Agency,
}

/// The agency an article credits and in which role.
fn agency_role(document: &Document) -> Option<(&str, Role)> {
    let name = document.layout.agency.as_ref()?.name.as_str();
    let source = document.source();
    let host = source.strip_prefix("www.").unwrap_or(source).split('.').next().unwrap_or("");
    let dateline = document.layout.dateline.map_or("", |span| span.of(&document.article.text));
    let is_word = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(name));
    let role = if source.eq_ignore_ascii_case(name) || host.eq_ignore_ascii_case(name) || is_spelled_out(source, name) {
        Role::Agency
    } else if is_word(dateline) {
        Role::Dateline
    } else {
        Role::Credits
    };
    Some((name, role))
}

/// What agencies call themselves, folded, in the languages we read.
const AGENCY: [&str; 9] = ["agence", "agency", "agencia", "agentur", "agenzia", "ajans", "ajansı", "агентство", "وكالة"];

/// Whether an outlet's name spells out the agency's: its initials are the agency's name, as of Agence France-Presse, or begin it where it calls
/// itself an agency.
fn is_spelled_out(source: &str, name: &str) -> bool {
    let words: Vec<&str> = source.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    let is_agency = words.iter().any(|word| AGENCY.contains(&word.to_lowercase().as_str()));
    let name = name.to_lowercase();
    words.len() > 1 && (initials == name || is_agency && name.starts_with(&initials))
}

type Agencies<'d> = (Option<(&'d str, Role)>, Option<(&'d str, Role)>);

/// For the one that is closer to the agency both name.
fn credit(agencies: Agencies<'_>) -> Option<f64> {
    match agencies {
        (Some((x, role_a)), Some((y, role_b))) if x == y && role_a != role_b => Some(if role_a > role_b { 1.0 } else { -1.0 }),
        _ => None,
    }
}

/// Whether both have their text from one agency: what the agency itself brings out twice came from nowhere else.
fn is_common_source(agencies: Agencies<'_>) -> bool {
    matches!(agencies, (Some((x, role_a)), Some((y, role_b))) if x == y && role_a == role_b && role_a != Role::Agency)
}

/// For the longer one, where the shorter is its beginning: all in passages of one order, and the tail missing.
fn truncated(passages: &[TokenPassage], len_a: usize, len_b: usize) -> Option<f64> {
    let (last, is_ordered) = (passages.last()?, passages.windows(2).all(|two| two[0].b.end <= two[1].b.start));
    let covered =
        |shorter: usize, len: fn(&TokenPassage) -> usize| passages.iter().map(len).sum::<usize>() as f64 >= WHOLE * shorter as f64;
    let tail = |end: usize, longer: usize| (longer - end) as f64 >= TAIL * longer as f64;
    let reaches_end = |end: usize, shorter: usize| (shorter - end) as f64 <= (1.0 - WHOLE) * shorter as f64;
    if !is_ordered {
        None
    } else if len_a > len_b && covered(len_b, |p| p.b.len()) && reaches_end(last.b.end, len_b) && tail(last.a.end, len_a) {
        Some(1.0)
    } else if len_b > len_a && covered(len_a, |p| p.a.len()) && reaches_end(last.a.end, len_a) && tail(last.b.end, len_b) {
        Some(-1.0)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Span};
    use crate::clean::{Agency, Layout};

    /// Twenty tokens, after a dateline of two.
    fn document(source: &str, date: &str, agency: Option<&str>, has_dateline: bool) -> Document {
        let text = format!("PARIS AFP {}", "mot ".repeat(20));
        let layout = Layout {
            dateline: has_dateline.then(|| Span::new(0, 9)),
            agency: agency.map(|name| Agency { name: name.into(), span: Span::new(6, 9) }),
            body: vec![Span::new(10, text.len())],
            ..Layout::default()
        };
        Document::new(Article { text, source: Some(source.into()), date: Date::parse(date).ok(), ..Article::default() }, layout)
    }

    #[test]
    fn evidence_adds_up() {
        use DirectionEvidence::{CommonSource, Credit, Time};
        let (early, soon, late) = ("2018-12-01T08:00:00Z", "2018-12-01T08:09:00Z", "2018-12-01T09:00:00Z");
        for (a, b, evidence, origin) in [
            (("x.fr", early, None, false), ("y.fr", late, None, false), &[(Time, 2.0)][..], Some(0)),
            (("x.fr", late, None, false), ("y.fr", early, None, false), &[(Time, -2.0)], Some(1)),
            (("x.fr", early, None, false), ("y.fr", soon, None, false), &[], None),
            (("x.fr", early, None, false), ("y.fr", "2018-12-01", None, false), &[], None),
            (("x.fr", early, None, false), ("y.fr", "2018-12-03", None, false), &[(Time, 2.0)], Some(0)),
            (("x.fr", "", Some("AFP"), false), ("afp.com", "", Some("AFP"), false), &[(Credit, -2.5)], Some(1)),
            (("x.fr", "", Some("AFP"), true), ("y.fr", "", Some("AFP"), false), &[(Credit, 2.5)], Some(0)),
            (("x.fr", late, Some("AFP"), true), ("y.fr", early, Some("AFP"), false), &[(Time, -2.0), (Credit, 2.5)], None),
            (("x.fr", early, Some("AFP"), false), ("y.fr", late, Some("AFP"), false), &[(Time, 2.0), (CommonSource, -2.0)], None),
            (("x.fr", "", Some("AFP"), false), ("y.fr", "", Some("AFP"), false), &[(CommonSource, 0.0)], None),
            (("x.fr", early, Some("AFP"), false), ("y.fr", late, Some("Reuters"), false), &[(Time, 2.0)], Some(0)),
            (("afp.com", early, Some("AFP"), true), ("AFP", late, Some("AFP"), true), &[(Time, 2.0)], Some(0)),
            (("x.fr", "", Some("AFP"), true), ("Agence France-Presse", "", Some("AFP"), true), &[(Credit, -2.5)], Some(1)),
            (("x.fr", "", Some("AFP"), true), ("Agence France", "", Some("AFP"), true), &[(Credit, -2.5)], Some(1)),
            (("x.fr", "", Some("AFP"), true), ("Amis de la France", "", Some("AFP"), true), &[(CommonSource, 0.0)], None),
            (("x.fr", "", Some("AFP"), true), ("Au Figaro", "", Some("AFP"), true), &[(CommonSource, 0.0)], None),
        ] {
            let (first, second) = (document(a.0, a.1, a.2, a.3), document(b.0, b.1, b.2, b.3));
            let found = direction((DocId(0), &first), (DocId(1), &second), &[]);
            assert_eq!((found.evidence.as_slice(), found.origin), (evidence, origin.map(DocId)), "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_missing_tail_speaks_for_the_longer() {
        let head = |a, b| TokenPassage { a, b, tokens: 10, ..TokenPassage::default() };
        for (passages, lengths, expected) in [
            (vec![head(0..20, 0..20)], (20, 40), Some(-1.0)),
            (vec![head(0..20, 0..20)], (40, 20), Some(1.0)),
            (vec![head(0..20, 20..40)], (20, 40), None),
            (vec![head(0..10, 10..20), head(10..20, 0..10)], (20, 40), None),
            (vec![head(0..12, 0..12)], (20, 40), None),
            (vec![], (20, 40), None),
        ] {
            assert_eq!(truncated(&passages, lengths.0, lengths.1), expected, "{passages:?}");
        }
    }
}
