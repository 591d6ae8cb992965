//! What digits with marks between them are worth.
//!
//! Enters: groups of digits and the marks that join them. Leaves: a value, as the language groups thousands and marks decimals.
//! **Invariant:** dates, scores and codes have none.

use crate::article::Lang;

/// The value of digit groups joined by marks as the language means them; `None` for a date, a score, a code.
pub(super) fn literal_value(groups: &[&str], marks: &[char], lang: Option<Lang>) -> Option<f64> {
    let first = groups[0];
    if groups.iter().any(|group| group.len() > 15) {
        return None;
    }
    let Some(last_mark) = marks.last().copied() else {
        let coded = first.len() > 1 && first.starts_with('0');
        return if coded { None } else { first.parse().ok() };
    };
    if marks.iter().any(|mark| matches!(mark, ':' | '/' | '-' | '–')) {
        return None;
    }
    let thousands = |groups: &[&str]| {
        (1..=3).contains(&groups[0].len()) && !groups[0].starts_with('0') && groups[1..].iter().all(|group| group.len() == 3)
    };
    let (whole, last) = groups.split_at(groups.len() - 1);
    let leading = &marks[..marks.len() - 1];
    let grouped = |marks: &[char]| marks.windows(2).all(|pair| pair[0] == pair[1]);
    let decimal = match last_mark {
        ' ' | '\'' | '’' | '٬' => false,
        '٫' | '·' => true,
        _ if leading.contains(&last_mark) => false,
        _ if !leading.is_empty() || last[0].len() != 3 || first.starts_with('0') => true,
        ',' => matches!(lang, Some(Lang::FR | Lang::DE | Lang::ES | Lang::IT | Lang::PT | Lang::TR | Lang::RU)),
        _ => matches!(lang, Some(Lang::EN | Lang::AR)),
    };
    if !decimal {
        return if thousands(groups) && grouped(marks) { groups.concat().parse().ok() } else { None };
    }
    if whole.len() > 1 && !(thousands(whole) && grouped(leading)) {
        return None;
    }
    format!("{}.{}", whole.concat(), last[0]).parse().ok()
}
