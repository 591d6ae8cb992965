//! Quantities in running text.
//!
//! Enters: a line and where its dates and times stand. Leaves: numbers with the interval they allow and what they count.
//! **Invariant:** ordinals, clock times, dates, scores and telephone numbers are no quantities; "nearly" and "some" widen, never move.

use super::bounds::{self, Bound, Value};
use super::fractions::{self, Fraction};
use super::lexer::{Kind, Line, Shape};
use super::literal::literal_value;
use super::{Number, numerals, units};
use crate::article::{Lang, Span};

/// Longest run of digit groups that is read as one number; longer ones are tables or codes.
const MOST_GROUPS: usize = 8;

/// Appends the numbers of one line; `taken` is what is read as dates and times, ascending. Linear.
pub(super) fn find(line: &Line<'_>, lang: Option<Lang>, taken: &[Span], found: &mut Vec<Number>) {
    let reader = Reader { line, lang };
    let mut taken = taken.iter().peekable();
    let mut at = 0;
    while at < line.len() {
        let span = line.lexemes[at].span;
        while taken.next_if(|other| other.end <= span.start).is_some() {}
        if taken.peek().is_some_and(|other| other.overlaps(span)) {
            at += 1;
            continue;
        }
        let limit = taken.peek().map_or(u32::MAX, |other| other.start);
        match reader.phrase(at) {
            Read::Number(end, number) if line.lexemes[end - 1].span.end <= limit => {
                found.push(number);
                at = end;
            }
            Read::Skip(end) => at = end.max(at + 1),
            _ => at += 1,
        }
    }
}

/// What stands before an hour that is measured, as folded: the end of a bound or a word of lasting.
const MEASURING: &[&str] = &[
    "d",
    "dure",
    "dura",
    "pendant",
    "durant",
    "than",
    "nearly",
    "almost",
    "about",
    "over",
    "lasted",
    "lasting",
    "for",
    "de",
    "durante",
    "duro",
    "circa",
    "oltre",
    "durou",
    "etwa",
    "rund",
    "fast",
    "knapp",
    "uber",
    "dauerte",
    "около",
    "более",
    "почти",
    "yaklasik",
    "حوالي",
    "نحو",
];

/// What a round number may be called: "une bonne centaine", "a good dozen".
const SIZED: &[&str] = &["bon", "bonne", "petite", "grosse", "good", "buena", "buona", "boa", "gutes", "добрая"];

/// What German adjectives of lasting are built with, folded, and what they measure.
const LASTING: &[(&str, &str)] =
    &[("minutig", "minute"), ("stundig", "heure"), ("tagig", "jour"), ("wochig", "semaine"), ("monatig", "mois"), ("jahrig", "an")];

/// What stands at a lexeme.
enum Read {
    Nothing,
    /// Digits that are no quantity, up to here.
    Skip(usize),
    Number(usize, Number),
}

struct Reader<'a> {
    line: &'a Line<'a>,
    lang: Option<Lang>,
}

impl Reader<'_> {
    /// A fraction, with what bounds it and what it is a part of.
    fn fraction(&self, at: usize, from: usize, bound: Option<Bound>) -> Option<Read> {
        let (value, unit) = match fractions::at(self.line, from, self.lang)? {
            Fraction::Share(end, share) => (Value { end, low: share, high: share }, "%"),
            Fraction::Hours(end, hours) => (Value { end, low: hours, high: hours }, "heure"),
        };
        // Whoever says a third does not mean 33.3 percent.
        let (low, high) = value.widened(bound.or((unit == "%").then_some(Bound::About)));
        let span = self.line.span(at, value.end);
        let hour = || (from..value.end).find(|at| units::known(self.line.fold(*at)) == Some("heure"));
        let whole = if unit == "%" { units::after(self.line, value.end, self.lang).1 } else { hour() };
        let counted = whole.map_or(Span { start: span.end, end: span.end }, |noun| self.line.lexemes[noun].span);
        Some(Read::Number(value.end, Number { span, low, high, unit: unit.to_owned(), counted }))
    }

    /// A German adjective that says how long something lasts: "ein rund dreistündiges Gespräch".
    fn lasting(&self, at: usize, from: usize, bound: Option<Bound>) -> Option<Read> {
        let lang = self.lang.filter(|lang| *lang == Lang::DE)?;
        let word = self.line.fold(from);
        let (place, measure, unit) = LASTING.iter().find_map(|(measure, unit)| Some((word.rfind(measure)?, *measure, *unit)))?;
        let ending = &word[place + measure.len()..];
        let value = numerals::whole(&word[..place], lang).filter(|_| matches!(ending, "" | "e" | "en" | "er" | "es" | "em"))?;
        let (low, high) = Value { end: from + 1, low: value, high: value }.widened(bound);
        let span = self.line.span(at, from + 1);
        Some(Read::Number(from + 1, Number { span, low, high, unit: unit.to_owned(), counted: Span { start: span.end, end: span.end } }))
    }

    /// A bound, a value, perhaps a second value, a unit.
    fn phrase(&self, at: usize) -> Read {
        let line = self.line;
        let bound = bounds::before(line, at);
        let mut from = bound.map_or(at, |(end, _)| end);
        // "plus d'un million"
        from += usize::from(from > at && line.get(from).is_some_and(|lexeme| lexeme.is_apostrophe()));
        if bound.is_some_and(|(_, bound)| bound == Bound::Identifier) {
            from = self.after_sign(from);
        }
        let said = bound.map(|(_, bound)| bound).filter(|bound| !matches!(bound, Bound::Identifier | Bound::Between));
        if let Some(fraction) = self.fraction(at, from, said) {
            return fraction;
        }
        if let Some(lasting) = self.lasting(at, from, said) {
            return lasting;
        }
        let currency = line.get(from).and_then(|_| units::symbol(line.raw(from))).filter(|unit| *unit != "%" && *unit != "degre");
        let start = if currency.is_some() { from + 1 } else { from };
        let value = match self.value(start) {
            Ok(value) => value,
            Err(end) if bound.is_none() && end > at => return Read::Skip(end),
            Err(_) => return Read::Nothing,
        };
        let bound = bound.map(|(_, bound)| bound);
        if bound == Some(Bound::Identifier) {
            return self.identifier(at, value);
        }
        let half = fractions::half_before(line, value.end, self.lang).filter(|_| value.low == value.high);
        let value = half.map_or(value, |end| Value { end, low: value.low + 0.5, high: value.high + 0.5 });
        let (value, ranged) = self.range(value, bound);
        let (end, bound) = bounds::behind(line, value.end).map_or((value.end, bound), |(end, bound)| (end, Some(bound)));
        let (low, high) = value.widened(if ranged { None } else { bound });
        let (unit, noun) = match currency {
            Some(unit) => (unit.to_owned(), None),
            None if self.is_percent_before(at) => ("%".to_owned(), None),
            None if self.is_magnitude(at) => ("magnitude".to_owned(), None),
            None => units::after(line, end, self.lang),
        };
        if let Some(hour) = noun.filter(|noun| unit == "heure" && self.is_of_day(noun + 1)) {
            return Read::Skip(hour + 1);
        }
        let sign = line.get(end).is_some_and(|_| units::symbol(line.raw(end)).is_some());
        let end = if sign { end + 1 } else { end };
        let behind = noun.and_then(|noun| fractions::half_more(line, noun + 1, &unit));
        let (end, low, high) = behind.map_or((end, low, high), |half| (half, low + 0.5, high + 0.5));
        let span = line.span(at, end);
        let counted = noun
            .filter(|noun| *noun >= end || behind.is_some())
            .map_or(Span { start: span.end, end: span.end }, |noun| line.lexemes[noun].span);
        Read::Number(end, Number { span, low, high, unit, counted })
    }

    fn after_sign(&self, at: usize) -> usize {
        match bounds::sign(self.line, at) {
            Some((end, _)) => end,
            None if matches!(self.line.fold(at), "numero" | "number" | "no" | "nr") => at + 1,
            None => at + usize::from(self.line.is_mark(at, '.') || self.line.get(at).is_some_and(|lexeme| lexeme.is_hyphen())),
        }
    }

    fn identifier(&self, at: usize, value: Value) -> Read {
        if self.line.is_digits(value.end - 1) {
            let span = self.line.span(at, value.end);
            let counted = Span { start: span.end, end: span.end };
            return Read::Number(value.end, Number { span, low: value.low, high: value.high, unit: "#".to_owned(), counted });
        }
        Read::Nothing
    }

    /// Turkish writes *yüzde* before the number.
    fn is_percent_before(&self, at: usize) -> bool {
        at > 0 && (matches!(self.line.fold(at - 1), "yuzde") || self.line.is_mark(at - 1, '%') && self.lang == Some(Lang::TR))
    }

    /// "magnitude 7,8", "una magnitud de 7,8", "Stärke 7,8".
    fn is_magnitude(&self, at: usize) -> bool {
        let linked = at > 0 && matches!(self.line.fold(at - 1), "de" | "of" | "von" | "di");
        let word = if linked { at.checked_sub(2) } else { at.checked_sub(1) };
        word.is_some_and(|word| units::known(self.line.fold(word)) == Some("magnitude"))
    }

    /// A value in digits or words, without bounds; `Err` with the end of digits that are no quantity.
    fn value(&self, at: usize) -> Result<Value, usize> {
        if self.line.is_digits(at) {
            return self.digits(at);
        }
        let (Some(lang), true) = (self.lang, self.line.is_word(at)) else { return Err(at) };
        if let Some(value) = self.collective(at, lang) {
            return Ok(value);
        }
        if matches!(self.line.fold(at), "demi" | "half") {
            let next = at + 1 + usize::from(self.line.get(at + 1).is_some_and(|lexeme| lexeme.is_hyphen()));
            let next = next + usize::from(matches!(self.line.fold(next), "a" | "de"));
            if let Some(scale) = numerals::scale(self.line.fold(next), Some(lang)).filter(|scale| *scale >= 1000.0) {
                return Ok(Value { end: next + 1, low: scale / 2.0, high: scale / 2.0 });
            }
        }
        // "a hundred of them", "about a million".
        let hundred = || numerals::value(self.line.fold(at + 1), lang).is_some_and(|value| value >= 100.0);
        let first = at + usize::from(lang == Lang::EN && matches!(self.line.fold(at), "a") && hundred());
        if let Some((end, value)) = numerals::spelled(self.line, first, lang) {
            return match numerals::collective(self.line.fold(end), lang) {
                Some(unit) if value < 100.0 && unit.value != value => Ok(Value::about(end + 1, value * unit.value)),
                _ => Ok(Value { end, low: value, high: value }),
            };
        }
        self.article(at, lang)
    }

    /// "un mort", "plus d'une heure": the article counts before the dead and the wounded, and before an hour that is measured.
    fn article(&self, at: usize, lang: Lang) -> Result<Value, usize> {
        let one = numerals::value(self.line.fold(at), lang) == Some(1.0) || lang == Lang::EN && matches!(self.line.fold(at), "a" | "an");
        if !one {
            return Err(at);
        }
        let unit = units::known(self.line.fold(at + 1));
        let victim = matches!(unit, Some("mort" | "blesse" | "disparu")) && !matches!(self.line.fold(at), "a" | "an");
        let elided = at > 0 && self.line.lexemes[at - 1].is_apostrophe();
        let before = at.checked_sub(if elided { 2 } else { 1 });
        let measured = unit == Some("heure") && before.is_some_and(|before| MEASURING.contains(&self.line.fold(before)));
        if victim || measured { Ok(Value { end: at + 1, low: 1.0, high: 1.0 }) } else { Err(at) }
    }

    /// "une dizaine", "des centaines de milliers", "dozens".
    fn collective(&self, at: usize, lang: Lang) -> Option<Value> {
        let line = self.line;
        let one = numerals::value(line.fold(at), lang) == Some(1.0) || matches!(line.fold(at), "a" | "an");
        let several = matches!(
            line.fold(at),
            "des"
                | "plusieurs"
                | "quelques"
                | "several"
                | "varios"
                | "varias"
                | "mehrere"
                | "diverse"
                | "birkac"
                | "несколько"
                | "les"
                | "many"
        );
        let mut first = if one || several { at + 1 } else { at };
        first += usize::from(SIZED.contains(&line.fold(first)));
        let collective = numerals::collective(line.fold(first), lang)?;
        let unit = collective.value;
        let mut end = first + 1;
        let mut value = unit;
        let linked = matches!(line.fold(end), "de" | "of" | "di" | "von");
        let next = if linked { end + 1 } else { end };
        let multiple = numerals::collective(line.fold(next), lang)
            .map(|multiple| multiple.value)
            .or_else(|| numerals::value(line.fold(next), lang).filter(|value| *value >= 1000.0));
        if let Some(scale) = multiple.filter(|scale| *scale > unit) {
            value *= scale;
            end = next + 1;
        }
        let exact = unit >= 1e6 && !several || line.fold(first) == "tens" && value == unit;
        // "la centaine", "cette dizaine"
        let single = one || !collective.several && unit < 1e6;
        if single && !exact && !several {
            return Some(Value::about(end, value));
        }
        let lone_scale = numerals::value(line.fold(first), lang).is_some();
        let open = !exact && (several || !lone_scale);
        open.then_some(Value { end, low: 2.0 * value, high: f64::INFINITY })
    }

    /// Digits with grouping, decimals and a scale.
    fn digits(&self, at: usize) -> Result<Value, usize> {
        let line = self.line;
        let glued = line.lexemes[at].joined
            && at > 0
            && (line.is_word(at - 1) || self.is_hyphenated(at) || matches!(line.raw(at - 1), "#" | "_" | "/" | "@"));
        let (mut end, plain) = self.literal(at);
        let mut value = match plain {
            Some(value) if !glued => value,
            _ => return Err(end),
        };
        if self.is_ordinal(end) || self.is_clock(at, end) {
            return Err(end + 1);
        }
        let short = line.get(end).is_some_and(|lexeme| lexeme.joined && lexeme.is_word()) && units::known(line.fold(end)).is_none();
        let scale = numerals::scale(line.fold(end), self.lang);
        if short && scale.is_none() {
            return Err(end + 1);
        }
        if let Some(scale) = scale {
            value *= scale;
            end += 1 + usize::from(line.is_mark(end + 1, '.') && line.lexemes[end + 1].joined && self.is_abbreviated(end));
            if let Some((after, rest)) = self.rest(end, scale).filter(|_| value.fract() == 0.0) {
                (end, value) = (after, value + rest);
            }
        } else if let Some(unit) = self.lang.and_then(|lang| numerals::collective(line.fold(end), lang)) {
            return Ok(Value::about(end + 1, value * unit.value));
        }
        Ok(Value { end: self.without_suffix(end), low: value, high: value })
    }

    /// What a scaled number goes on with: *818* of "2 bin 818", *200 bin* of "1 milyon 200 bin". Outside Turkish only three digits or
    /// another scale are read so: two numbers may follow each other.
    fn rest(&self, at: usize, scale: f64) -> Option<(usize, f64)> {
        let first = self.line.get(at).filter(|next| !next.joined && self.line.is_digits(at))?;
        let (end, Some(value)) = self.literal(at) else { return None };
        let smaller = numerals::scale(self.line.fold(end), self.lang).filter(|smaller| *smaller >= 1000.0 && *smaller < scale);
        let clear = self.lang == Some(Lang::TR) || smaller.is_some() || value >= 1000.0 || first.span.len() == 3;
        let total = value * smaller.unwrap_or(1.0);
        (clear && total < scale && !self.is_ordinal(end)).then_some((end + usize::from(smaller.is_some()), total))
    }

    fn is_abbreviated(&self, at: usize) -> bool {
        matches!(self.line.fold(at), "mio" | "mrd" | "млн" | "млрд" | "тыс" | "bn" | "mln")
    }

    /// `F-16`, `Mi-8`, `Covid-19`.
    fn is_hyphenated(&self, at: usize) -> bool {
        at > 1 && self.line.lexemes[at - 1].is_hyphen() && self.line.lexemes[at - 1].joined && self.line.is_word(at - 2)
    }

    /// Turkish case endings after an apostrophe: `100'den`.
    fn without_suffix(&self, end: usize) -> usize {
        let suffixed = self.line.get(end).is_some_and(|mark| mark.is_apostrophe() && mark.joined)
            && self.line.get(end + 1).is_some_and(|word| word.joined && word.kind == Kind::Word(Shape::Lower));
        if suffixed { end + 2 } else { end }
    }

    fn is_ordinal(&self, end: usize) -> bool {
        let line = self.line;
        let Some(next) = line.get(end).filter(|next| next.joined) else { return false };
        let suffix = |word: &str| {
            matches!(
                word,
                "er" | "ere"
                    | "e"
                    | "eme"
                    | "nd"
                    | "nde"
                    | "st"
                    | "rd"
                    | "th"
                    | "ro"
                    | "do"
                    | "to"
                    | "mo"
                    | "и"
                    | "го"
                    | "ми"
                    | "я"
                    | "м"
                    | "ая"
                    | "ого"
            )
        };
        if next.is_mark('º') || next.is_mark('ª') || next.is_word() && suffix(line.fold(end)) {
            return true;
        }
        let turkish = next.is_apostrophe() && ["nci", "ncu", "uncu", "inci"].iter().any(|ending| line.fold(end + 1).starts_with(ending));
        let russian = next.is_hyphen() && line.get(end + 1).is_some_and(|word| word.joined) && suffix(line.fold(end + 1));
        let german = next.is_mark('.')
            && matches!(self.lang, Some(Lang::DE | Lang::TR))
            && line.get(end + 1).is_some_and(|word| word.spaced && word.is_word());
        turkish || russian || german && line.fold(end - 1).len() <= 2
    }

    /// `8h17`, `14 h`, `à 14 heures`, `10 p.m.`, `um 8 Uhr`.
    fn is_clock(&self, at: usize, end: usize) -> bool {
        let next = self.line.fold(end);
        if matches!(next, "h" | "uhr" | "pm" | "am" | "gmt")
            || next == "p" && self.line.fold(end + 2) == "m"
            || next == "a" && self.line.fold(end + 2) == "m" && self.line.is_mark(end + 1, '.')
        {
            return true;
        }
        let before = if at > 0 { self.line.fold(at - 1) } else { "" };
        matches!(next, "heures" | "heure" | "horas" | "часов") && matches!(before, "a" | "vers" | "las" | "as" | "в" | "des" | "saat")
            || matches!(before, "saat" | "الساعه")
    }

    /// Whether hours before lexeme `at` are a time: "deux heures du matin", "las dos horas de la tarde".
    fn is_of_day(&self, at: usize) -> bool {
        let next = self.line.fold(at + 1);
        match self.line.fold(at) {
            "du" => matches!(next, "matin" | "soir"),
            "de" => next == "la" && matches!(self.line.fold(at + 2), "manana" | "tarde" | "noche" | "nuit"),
            _ => false,
        }
    }

    /// A literal: where it ends, and its value unless it is a date, score, time or code.
    fn literal(&self, at: usize) -> (usize, Option<f64>) {
        let line = self.line;
        let mut groups = vec![line.fold(at)];
        let mut marks = Vec::new();
        let mut end = at + 1;
        while let Some((mark, next)) = self.separator(end) {
            if mark == ' '
                && !(line.fold(next).len() == 3
                    && groups.iter().skip(1).all(|group| group.len() == 3)
                    && groups[0].len() <= 3
                    && marks.iter().all(|mark| *mark == ' '))
            {
                break;
            }
            marks.push(mark);
            groups.push(line.fold(next));
            end = next + 1;
            if groups.len() > MOST_GROUPS {
                return (end, None);
            }
        }
        if marks.is_empty() && groups[0].len() > 1 && groups[0].starts_with('0') {
            // A telephone number goes on in pairs.
            while line.is_digits(end) && line.lexemes[end].spaced {
                end += 1;
            }
        }
        (end, literal_value(&groups, &marks, self.lang))
    }

    /// What joins the digits before `end` to more digits, and where those stand.
    fn separator(&self, end: usize) -> Option<(char, usize)> {
        let line = self.line;
        let next = line.get(end)?;
        if next.kind == Kind::Digits {
            return next.spaced.then_some((' ', end));
        }
        let Kind::Mark(mark) = next.kind else {
            let clock = next.joined && matches!(line.fold(end), "h") && line.is_digits(end + 1) && line.lexemes[end + 1].joined;
            return clock.then_some((':', end + 1));
        };
        let digits = next.joined && line.is_digits(end + 1) && line.lexemes[end + 1].joined;
        (digits && matches!(mark, '.' | ',' | '\'' | '’' | '٬' | '٫' | ':' | '/' | '-' | '–' | '·')).then_some((mark, end + 1))
    }

    /// "3 à 5", "entre 3 et 5", "trois ou quatre", "10-15".
    fn range(&self, first: Value, bound: Option<Bound>) -> (Value, bool) {
        let line = self.line;
        let word = line.fold(first.end);
        let spaced_dash = line.get(first.end).is_some_and(|lexeme| matches!(lexeme.kind, Kind::Mark('–' | '-' | '—')));
        let linked = matches!(word, "a" | "to" | "bis" | "ou" | "or" | "oder" | "до" | "или" | "إلى" | "ile") || spaced_dash;
        let paired = bound == Some(Bound::Between) && matches!(word, "et" | "and" | "und" | "y" | "e" | "и" | "ed");
        if !linked && !paired {
            return (first, false);
        }
        match self.value(first.end + 1) {
            Ok(second) if second.low > first.high && second.high.is_finite() => {
                let scale = self.shared_scale(first, second);
                (Value { end: second.end, low: first.low * scale, high: second.high }, true)
            }
            _ => (first, false),
        }
    }

    /// "3 à 5 millions" counts both in millions.
    fn shared_scale(&self, first: Value, second: Value) -> f64 {
        let scale = numerals::scale(self.line.fold(second.end - 1), self.lang).unwrap_or(1.0);
        if first.low < 1000.0 && first.low * scale < second.high { scale } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::lexer::lex;

    fn numbers(lang: Lang, text: &str) -> Vec<(f64, f64, String)> {
        let mut found = Vec::new();
        find(&lex(text, Span::new(0, text.len())), Some(lang), &[], &mut found);
        found.into_iter().map(|number| (number.low, number.high, number.unit)).collect()
    }

    fn close(a: f64, b: f64) -> bool {
        a == b || (a - b).abs() <= 1e-9 * a.abs()
    }

    #[test]
    fn one_number_in_nine_languages() {
        const OPEN: f64 = f64::INFINITY;
        for (lang, text, low, high, unit) in [
            (Lang::FR, "trois soldats turcs", 3.0, 3.0, "soldat"),
            (Lang::FR, "1\u{a0}270\u{202f}000 personnes", 1.27e6, 1.27e6, "personne"),
            (Lang::FR, "1 270 000 habitants", 1.27e6, 1.27e6, "habitant"),
            (Lang::FR, "1,27 million d’euros", 1.27e6, 1.27e6, "euro"),
            (Lang::FR, "2,8 millions de foyers", 2.8e6, 2.8e6, "foyer"),
            (Lang::TR, "2 bin 818 bina", 2_818.0, 2_818.0, "batiment"),
            (Lang::TR, "1 milyon 200 bin kişi", 1_200_000.0, 1_200_000.0, "personne"),
            (Lang::FR, "1 million 270 000 personnes", 1_270_000.0, 1_270_000.0, "personne"),
            (Lang::FR, "un demi-million de manifestants", 500_000.0, 500_000.0, "manifestant"),
            (Lang::EN, "half a million people", 500_000.0, 500_000.0, "personne"),
            (Lang::FR, "400.000 réfugiés", 400_000.0, 400_000.0, "refugie"),
            (Lang::FR, "une hausse de 3,5 % hier", 3.5, 3.5, "%"),
            (Lang::FR, "24,5 milliards de dollars", 24.5e9, 24.5e9, "dollar"),
            (Lang::FR, "une dizaine de blessés", 8.5, 11.5, "blesse"),
            (Lang::FR, "la bonne centaine de passants", 85.0, 115.0, "passant"),
            (Lang::FR, "200 jeunes ont défilé", 200.0, 200.0, "jeun"),
            (Lang::FR, "un séisme de magnitude 7,8 a frappé", 7.8, 7.8, "magnitude"),
            (Lang::FR, "des centaines de manifestants", 200.0, OPEN, "manifestant"),
            (Lang::FR, "des dizaines de milliers de gens", 20_000.0, OPEN, "personne"),
            (Lang::FR, "au moins 12 morts", 12.0, OPEN, "mort"),
            (Lang::FR, "plus de 300 voitures", 300.0, OPEN, "vehicule"),
            (Lang::FR, "jusqu'à 40 degrés", 0.0, 40.0, "degre"),
            (Lang::FR, "près de 1.000 policiers", 850.0, 1000.0, "policier"),
            (Lang::FR, "quelque 200 civils", 170.0, 230.0, "civil"),
            (Lang::FR, "entre 3 et 5 soldats", 3.0, 5.0, "soldat"),
            (Lang::FR, "près de la moitié des élèves", 42.5, 50.0, "%"),
            (Lang::FR, "un quart d'enseignants", 21.25, 28.75, "%"),
            (Lang::FR, "plus d'un million de gens", 1e6, OPEN, "personne"),
            (Lang::FR, "près d'une centaine de soldats", 85.0, 115.0, "soldat"),
            (Lang::FR, "deux heures et demie de débats", 2.5, 2.5, "heure"),
            (Lang::DE, "nach einem rund dreistündigen Gespräch", 2.55, 3.45, "heure"),
            (Lang::DE, "der fünfundzwanzigtägige Streik", 25.0, 25.0, "jour"),
            (Lang::EN, "a hundred of them civilians", 100.0, 100.0, "civil"),
            (Lang::EN, "about a thousand civilians", 850.0, 1150.0, "civil"),
            (Lang::EN, "a deal said to be worth $2.5bn", 2.5e9, 2.5e9, "dollar"),
            (Lang::FR, "dont le coût avoisine 20 milliards de dollars", 17e9, 23e9, "dollar"),
            (Lang::FR, "les pertes dépassent 300 morts", 300.0, OPEN, "mort"),
            (Lang::FR, "l'entretien a duré plus d'une heure", 1.0, OPEN, "heure"),
            (Lang::FR, "trois jours et demi pour tout", 3.5, 3.5, "jour"),
            (Lang::FR, "au moins deux ans et demi", 2.5, OPEN, "an"),
            (Lang::EN, "two and a half years of talks", 2.5, 2.5, "an"),
            (Lang::ES, "cuatro años y medio", 4.5, 4.5, "an"),
            (Lang::IT, "tre giorni e mezzo", 3.5, 3.5, "jour"),
            (Lang::EN, "they spoke for an hour", 1.0, 1.0, "heure"),
            (Lang::EN, "more than a third of the voters", 100.0 / 3.0, OPEN, "%"),
            (Lang::FR, "de 3 à 5 millions de gens", 3e6, 5e6, "personne"),
            (Lang::FR, "un mort dans une rue", 1.0, 1.0, "mort"),
            (Lang::FR, "la résolution n°2254 du Conseil", 2254.0, 2254.0, "#"),
            (Lang::FR, "97 placées en garde à vue", 97.0, 97.0, ""),
            (Lang::EN, "nine taken to hospital", 9.0, 9.0, ""),
            (Lang::RU, "11 получили ранения", 11.0, 11.0, ""),
            (Lang::EN, "three Turkish soldiers", 3.0, 3.0, "soldat"),
            (Lang::EN, "1.27 million people", 1.27e6, 1.27e6, "personne"),
            (Lang::EN, "$5.2bn in aid", 5.2e9, 5.2e9, "dollar"),
            (Lang::EN, "1,270 new homes", 1270.0, 1270.0, "maison"),
            (Lang::EN, "dozens of protesters", 24.0, OPEN, "manifestant"),
            (Lang::EN, "up to 20 percent", 0.0, 20.0, "%"),
            (Lang::EN, "resolution 2254", 2254.0, 2254.0, "#"),
            (Lang::ES, "más de 1.500 heridos", 1500.0, OPEN, "blesse"),
            (Lang::ES, "unos treinta y cinco soldados", 29.75, 40.25, "soldat"),
            (Lang::DE, "mindestens einundzwanzig Tote", 21.0, OPEN, "mort"),
            (Lang::DE, "rund 3,5 Millionen Menschen", 3.5e6 * 0.85, 3.5e6 * 1.15, "personne"),
            (Lang::IT, "almeno 12 feriti", 12.0, OPEN, "blesse"),
            (Lang::PT, "pelo menos duas pessoas", 2.0, OPEN, "personne"),
            (Lang::TR, "en az 15 asker", 15.0, OPEN, "soldat"),
            (Lang::TR, "100'den fazla kişi", 100.0, OPEN, "personne"),
            (Lang::TR, "yüzde 12,5 arttı", 12.5, 12.5, "%"),
            (Lang::RU, "не менее 25 человек", 25.0, OPEN, "personne"),
            (Lang::RU, "около 3 тысяч солдат", 2550.0, 3450.0, "soldat"),
            (Lang::AR, "ما لا يقل عن 12 جنديا", 12.0, OPEN, "soldat"),
            (Lang::AR, "٣٤ شخصا", 34.0, 34.0, "personne"),
        ] {
            let found = numbers(lang, text);
            let fits = found.len() == 1 && close(found[0].0, low) && close(found[0].1, high) && found[0].2 == unit;
            assert!(fits, "{text}: {found:?}");
        }
    }

    #[test]
    fn a_part_counts_what_the_whole_counts() {
        for (lang, text) in
            [(Lang::FR, "six des huit soldats"), (Lang::EN, "six of the 8 soldiers"), (Lang::ES, "seis de los ocho soldados")]
        {
            let expected = [(6.0, 6.0, "soldat".to_owned()), (8.0, 8.0, "soldat".to_owned())];
            assert_eq!(numbers(lang, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_quantity() {
        for (lang, text) in [
            (Lang::FR, "un homme et une femme"),
            (Lang::FR, "le 1er ministre et le 3e homme à 14h26, à 8 h, vers 14 heures"),
            (Lang::FR, "au 01 42 33 44 55, un F-16, la Covid-19, le score de 3-1"),
            (Lang::FR, "jusqu'à plus de deux heures du matin"),
            (Lang::EN, "the 21st century at 10 p.m. and 8:17"),
            (Lang::DE, "der 3. Platz um 8 Uhr"),
            (Lang::TR, "5'inci sırada"),
        ] {
            assert_eq!(numbers(lang, text), [], "{text}");
        }
    }
}
