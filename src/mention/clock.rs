//! Times of day in running text.
//!
//! Enters: a line. Leaves: minutes since midnight with their spans.
//! **Invariant:** a duration is no time of day: "8 heures" counts only behind a word that leads to a time; a time in another zone, given
//! in brackets, stands for itself.

use super::ClockTime;
use super::lexer::Line;
use crate::article::Lang;

/// Words that lead to a time of day where "hours" alone would be a duration.
const LEADING: &[&str] =
    &["a", "vers", "des", "avant", "apres", "jusqu", "depuis", "las", "hacia", "as", "alle", "ore", "saat", "um", "gegen", "в", "около"];
const HOURS: &[&str] = &["heures", "heure", "horas", "uhr", "часов", "часа", "ore"];

/// Appends the times of day of one line. Linear.
pub(super) fn find(line: &Line<'_>, lang: Option<Lang>, found: &mut Vec<ClockTime>) {
    let mut at = 0;
    while at < line.len() {
        let glued =
            at > 0 && line.lexemes[at].joined && (line.is_word(at - 1) && line.fold(at - 1) != "h" || line.lexemes[at - 1].is_hyphen());
        match time(line, at, lang).filter(|_| !glued) {
            Some((end, minute)) => {
                found.push(ClockTime { span: line.span(at, end), minute });
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The hours as Arabic counts them, folded, from one; the last two are followed by "ten".
const ARABIC_HOURS: &[&str] =
    &["الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره"];
const ARABIC_ELEVENTH: &str = "الحاديه";
const ARABIC_TEN: &[&str] = &["عشر", "عشره"];

/// "الساعة الرابعة و17 دقيقة", "الساعة الثامنة والنصف مساء": where it ends, and its minute.
fn arabic(line: &Line<'_>, at: usize) -> Option<(usize, u16)> {
    if line.fold(at) != "الساعه" {
        return None;
    }
    let word = line.fold(at + 1);
    let ten = ARABIC_TEN.contains(&line.fold(at + 2));
    let hour = match ARABIC_HOURS.iter().position(|hour| *hour == word) {
        Some(1) if ten => 12,
        Some(_) if ten => return None,
        Some(place) => place as u16 + 1,
        None if word == ARABIC_ELEVENTH && ten => 11,
        None => return None,
    };
    let mut end = at + 2 + usize::from(ten);
    let minute = match line.fold(end) {
        "والنصف" => Some((end + 1, 30)),
        "والربع" => Some((end + 1, 15)),
        "و" if line.is_digits(end + 1) => line.fold(end + 1).parse().ok().filter(|minute| *minute < 60).map(|minute| (end + 2, minute)),
        _ => None,
    };
    let minute = minute.map_or(0, |(behind, minute)| {
        end = behind + usize::from(matches!(line.fold(behind), "دقيقه" | "دقائق"));
        minute
    });
    match line.fold(end) {
        // Less a quarter, and a third; the other half of the day, which is not counted here.
        "الا" | "والثلث" | "بعد" | "ليلا" => None,
        "مساء" if hour == 12 => None,
        "مساء" | "ظهرا" | "عصرا" if hour < 12 => valid(hour + 12, minute, end + 1),
        "صباحا" | "فجرا" => valid(hour % 12, minute, end + 1),
        _ => valid(hour, minute, end),
    }
}

/// One past the last lexeme of the time at `at`, and its minute.
fn time(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<(usize, u16)> {
    if lang == Some(Lang::AR) && line.is_word(at) {
        return arabic(line, at);
    }
    if !line.is_digits(at) || line.fold(at).len() > 2 {
        return None;
    }
    let hour: u16 = line.fold(at).parse().ok()?;
    let before = if at > 0 { line.fold(at - 1) } else { "" };
    let led = LEADING.contains(&before);
    let next = line.fold(at + 1);
    let (end, minute) = if next == "h" {
        // "18 h 50", "18h50", "8 h"; "3 h 30 de retard" cannot be told apart and is rare.
        minutes(line, at + 2).map_or((at + 2, 0), |minute| (at + 3, minute))
    } else if line.get(at + 1).is_some_and(|mark| mark.joined && (mark.is_mark(':') || mark.is_mark('.'))) {
        let minute = minutes(line, at + 2).filter(|_| line.lexemes[at + 2].joined && line.fold(at + 2).len() == 2)?;
        let score = line.get(at + 3).is_some_and(|mark| mark.joined && (mark.is_mark(':') || mark.is_mark('.')) && line.is_digits(at + 4));
        // A point also marks decimals: it needs a word that makes it a time.
        let told = led && lang != Some(Lang::FR) || half(line, at + 3).is_some() || HOURS.contains(&line.fold(at + 3));
        if score || line.is_mark(at + 1, '.') && !told {
            return None;
        }
        (at + 3, minute)
    } else if HOURS.contains(&next) && (led || next == "uhr") {
        minutes(line, at + 2).map_or((at + 2, 0), |minute| (at + 3, minute))
    } else if half(line, at + 1).is_some() {
        (at + 1, 0)
    } else {
        return None;
    };
    match half(line, end) {
        Some((end, afternoon)) if (1..=12).contains(&hour) => valid(hour % 12 + if afternoon { 12 } else { 0 }, minute, end),
        _ => valid(hour, minute, end),
    }
}

fn valid(hour: u16, minute: u16, end: usize) -> Option<(usize, u16)> {
    (hour < 24).then_some((end, 60 * hour + minute))
}

/// Minutes in digits.
fn minutes(line: &Line<'_>, at: usize) -> Option<u16> {
    let near = line.get(at).is_some_and(|lexeme| lexeme.joined || lexeme.spaced);
    if near && line.is_digits(at) && line.fold(at).len() == 2 { line.fold(at).parse().ok().filter(|minute| *minute < 60) } else { None }
}

/// "am", "p.m.": where it ends, and whether it is the afternoon.
fn half(line: &Line<'_>, at: usize) -> Option<(usize, bool)> {
    match line.fold(at) {
        "am" => Some((at + 1, false)),
        "pm" => Some((at + 1, true)),
        first @ ("a" | "p") if line.is_mark(at + 1, '.') && line.fold(at + 2) == "m" => {
            Some((at + 3 + usize::from(line.is_mark(at + 3, '.')), first == "p"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::mention::lexer::lex;

    #[test]
    fn times_and_what_looks_like_them() {
        for (lang, text, expected) in [
            (Lang::FR, "Le feu a pris à 18 h 50, puis à 20 h 04.", &[("18 h 50", 1130), ("20 h 04", 1204)][..]),
            (Lang::FR, "touché vers 08H40 (05H40 GMT)", &[("08H40", 520), ("05H40", 340)]),
            (Lang::FR, "peu avant 20 heures, au terme de 3 heures d'attente", &[("20 heures", 1200)]),
            (Lang::FR, "à 8 h mardi", &[("8 h", 480)]),
            (Lang::FR, "un séisme de 7.8, à 64 ans, le score de 3:1, 2.30 euros", &[]),
            (Lang::EN, "at 4.17am, at 10 p.m. and at 8:17", &[("4.17am", 257), ("10 p.m.", 1320), ("8:17", 497)]),
            (Lang::ES, "a las 04.17, con 7.50 euros", &[("04.17", 257)]),
            (Lang::DE, "um 8 Uhr und um 20.15 Uhr", &[("8 Uhr", 480), ("20.15", 1215)]),
            (Lang::TR, "saat 13.24'te", &[("13.24", 804)]),
            (Lang::FR, "le 25 h, les 30 h 75", &[]),
            (Lang::AR, "عند الساعة الرابعة و17 دقيقة بالتوقيت المحلي", &[("الساعة الرابعة و17 دقيقة", 257)]),
            (
                Lang::AR,
                "الساعة الثانية عشرة، ثم الساعة الثامنة والنصف مساء",
                &[("الساعة الثانية عشرة", 720), ("الساعة الثامنة والنصف مساء", 1230)],
            ),
            (Lang::AR, "قبل الساعة الأخيرة، الساعة الثامنة إلا ربعا، الساعة الثالثة بعد الظهر", &[]),
        ] {
            let mut found = Vec::new();
            find(&lex(text, Span::new(0, text.len())), Some(lang), &mut found);
            let found: Vec<(&str, u16)> = found.iter().map(|time| (time.span.of(text), time.minute)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
