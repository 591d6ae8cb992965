//! Time expressions in running text, resolved against the day of publication.
//!
//! Enters: a line. Leaves: days and intervals with their spans.
//! **Invariant:** a word that is also a month's name counts only beside a day or year; without a publication date nothing is guessed.

use jiff::civil;

use super::calendar::{self, Direction, Relative};
use super::lexer::{Kind, Line};
use super::reckoning::{civil_date, last_of_month, nearest_weekday, relative_days, weekday_of, years_near};
use super::{Context, DateMention};
use crate::article::{Lang, Month, days_from_civil};

/// Words around a weekday that are searched for a sign of the future.
const FUTURE_REACH: usize = 8;
/// Days ahead to a weekday that is meant as the one to come, where no word puts it in the past; in a report it is but tomorrow.
const SOON: i32 = 2;
/// Words and marks between a day with its month and another day of it.
const SAME_MONTH: usize = 6;
/// Years that running text speaks of without saying so.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Appends the time expressions of one line. Linear.
pub(super) fn find(line: &Line<'_>, context: Context, found: &mut Vec<DateMention>) {
    let reader = Reader { line, context, published: context.published.map(|date| date.day()) };
    let mut at = 0;
    // The last day that named its month, and where it ends.
    let mut named: Option<(DateMention, usize)> = None;
    while at < line.len() {
        let date = reader.at(at).or_else(|| reader.day_of(named.as_ref()?, at));
        match date {
            Some((from, end, date)) => {
                if date.month_day.is_some() {
                    named = Some((date.clone(), end));
                }
                found.push(DateMention { span: line.span(from, end), ..date });
                at = end;
            }
            None => at += 1,
        }
    }
}

/// What leads to two ends of a time, folded.
const BETWEEN: &[&str] = &["entre", "between", "zwischen", "tra", "fra", "между", "بين"];

struct Reader<'a> {
    line: &'a Line<'a>,
    context: Context,
    published: Option<i32>,
}

type Found = (usize, usize, DateMention);

fn mention(days: Option<(i32, i32)>) -> DateMention {
    DateMention { span: Default::default(), days, complete: false, month_day: None, weekday: None }
}

impl Reader<'_> {
    fn lang(&self) -> Option<Lang> {
        self.context.lang
    }

    fn at(&self, at: usize) -> Option<Found> {
        match self.line.lexemes[at].kind {
            Kind::Digits => self.begun_by_digits(at),
            Kind::Word(_) => self.begun_by_word(at),
            Kind::Mark(_) => None,
        }
    }

    fn begun_by_digits(&self, at: usize) -> Option<Found> {
        let glued = at > 0
            && self.line.lexemes[at].joined
            && (self.line.is_word(at - 1) || matches!(self.line.raw(at - 1), "/" | "," | "." | ":" | "-" | "_" | "$" | "€" | "£"));
        if glued {
            return None;
        }
        let (end, date) = self.numeric(at).or_else(|| self.day_month(at)).or_else(|| self.year(at))?;
        Some((at, end, date))
    }

    fn begun_by_word(&self, at: usize) -> Option<Found> {
        if let Some((end, weekday)) = calendar::weekday(self.line, at, self.lang()) {
            return (!self.is_named_day(at)).then(|| self.begun_by_weekday(at, end, weekday));
        }
        if let Some((end, date)) = self.month_first(at) {
            return Some((at, end, date));
        }
        if let Some((end, month)) = self.ordinal_month(at) {
            return Some((at, end, month));
        }
        let (end, relative) = calendar::relative(self.line, at, self.lang())?;
        let ahead = relative == Relative::NearWeekend && self.is_future(at, end);
        Some((at, end, mention(self.published.and_then(|day| relative_days(day, relative, ahead)))))
    }

    /// "Super Tuesday" and "Black Friday" name a thing, not the Tuesday or Friday near by.
    fn is_named_day(&self, at: usize) -> bool {
        at > 0 && matches!(self.line.raw(at - 1), "Super" | "Black" | "Cyber" | "Giving" | "Bloody" | "Ash" | "Fat")
    }

    /// "jeudi", "jeudi 8 février", "Thursday, February 8, 2018", "last Tuesday".
    fn begun_by_weekday(&self, at: usize, end: usize, weekday: i8) -> Found {
        let line = self.line;
        let mut next = end;
        while next < end + 3
            && (line.is_mark(next, ',')
                || line.is_mark(next, '(')
                || matches!(line.fold(next), "le" | "den" | "dem" | "the" | "el" | "dia"))
        {
            next += 1;
        }
        let absolute = match line.get(next).map(|lexeme| lexeme.kind) {
            Some(Kind::Digits) => self.numeric(next).or_else(|| self.day_month(next)),
            Some(Kind::Word(_)) => self.month_first(next).filter(|(_, date)| date.month_day.is_some()),
            _ => None,
        };
        if let Some((end, date)) = absolute {
            let date = DateMention { weekday: Some(weekday), ..date };
            return (at, end, self.with_weekday(date));
        }
        // "mardi 7 et samedi 11 février": the month follows too far behind to be read, and the nearest Tuesday may be another.
        if self.day_number(next).is_some() && matches!(line.fold(next + 1), "et" | "and" | "y" | "und" | "e" | "ou") {
            return (at, next + 1, DateMention { weekday: Some(weekday), ..mention(None) });
        }
        let before = (at > 0).then(|| calendar::direction(line, at - 1)).flatten();
        let after = calendar::direction(line, end);
        let direction = before.or(after).or_else(|| self.is_future(at, end).then_some(Direction::After));
        let soon = if self.is_told(at) { 1 } else { SOON };
        let from = if before.is_some() { at - 1 } else { at };
        let end = if before.is_none() && after.is_some() { end + 1 } else { end };
        let day = self.published.map(|day| nearest_weekday(day, weekday, (direction, before.or(after).is_some()), soon));
        (from, end, DateMention { weekday: Some(weekday), ..mention(day.map(|day| (day, day))) })
    }

    /// Whether the sentence around speaks of what is to come.
    fn is_future(&self, at: usize, end: usize) -> bool {
        let line = self.line;
        let stops = |at: &usize| !matches!(line.lexemes[*at].kind, Kind::Mark('.' | '!' | '?' | '…' | ';' | ':'));
        let before = (0..at).rev().take(FUTURE_REACH).take_while(stops);
        let after = (end..line.len()).take(FUTURE_REACH / 2).take_while(stops);
        before.chain(after).any(|at| calendar::is_future(line, at))
    }

    /// Whether the words before a day are those of a report, or of a language of which that cannot be told.
    fn is_told(&self, at: usize) -> bool {
        let line = self.line;
        let past = |at: usize| match self.lang() {
            Some(Lang::FR) => matches!(
                line.fold(at),
                "a" | "ont" | "est" | "sont" | "etait" | "etaient" | "avait" | "avaient" | "fut" | "furent" | "apres" | "depuis"
            ),
            Some(Lang::EN) => matches!(line.fold(at), "was" | "were" | "had" | "since" | "after") || line.fold(at).ends_with("ed"),
            _ => true,
        };
        (0..at).rev().take(FUTURE_REACH).take_while(|at| !matches!(line.lexemes[*at].kind, Kind::Mark('.' | '!' | '?' | '…'))).any(past)
    }

    /// Day and month without a year take the year whose day bears the weekday, if one near publication does.
    fn with_weekday(&self, date: DateMention) -> DateMention {
        let (Some(published), Some((month, day)), Some(weekday)) = (self.published, date.month_day, date.weekday) else { return date };
        if date.complete {
            return date;
        }
        let days = years_near(published, month, day).find(|days| weekday_of(*days) == weekday).or(date.days.map(|days| days.0));
        DateMention { days: days.map(|days| (days, days)), ..date }
    }

    /// `10.02.2017`, `08/02/2018`, `2018-02-08`, `10/02`.
    fn numeric(&self, at: usize) -> Option<(usize, DateMention)> {
        let line = self.line;
        let mark = match line.get(at + 1)? {
            lexeme if !lexeme.joined => return None,
            lexeme => match lexeme.kind {
                Kind::Mark(mark @ ('.' | '/' | '-')) => mark,
                _ => return None,
            },
        };
        let second = self.joined_digits(at + 2)?;
        let third = line.is_mark(at + 3, mark).then(|| self.joined_digits(at + 4)).flatten();
        let first = line.fold(at);
        let Some(third) = third else { return self.day_and_month(at, mark, first, second) };
        let end = at + 5;
        let numbers = [first, second, third].map(|digits| digits.parse::<i16>().ok());
        let [Some(a), Some(b), Some(c)] = numbers else { return None };
        let (year, first, second) = match (first.len(), third.len()) {
            (4, 1..=2) => return self.complete(end, a, b, c),
            (1..=2, 4) => (c, a, b),
            (2, 2) if mark != '-' => (if c < 70 { 2000 + c } else { 1900 + c }, a, b),
            _ => return None,
        };
        let day_first = self.complete(end, year, second, first);
        let month_first = self.complete(end, year, first, second);
        match (day_first, month_first, self.published) {
            (Some(a), Some(b), Some(published)) if self.lang() == Some(Lang::EN) && mark == '/' => {
                let distance = |date: &DateMention| date.days.map_or(i32::MAX, |days| (days.0 - published).abs());
                Some(if distance(&b.1) < distance(&a.1) { b } else { a })
            }
            (day_first, month_first, _) => day_first.or(month_first),
        }
    }

    /// `10/02` and `10.02.` with a word before them that days have.
    fn day_and_month(&self, at: usize, mark: char, first: &str, second: &str) -> Option<(usize, DateMention)> {
        let before = if at > 0 { self.line.fold(at - 1) } else { "" };
        let announced = matches!(before, "le" | "du" | "au" | "am" | "el" | "il" | "on" | "dia" | "den" | "dem" | "vom" | "bis");
        let dotted = mark == '.' && self.line.is_mark(at + 3, '.') && self.lang() == Some(Lang::DE);
        if !announced || first.len() > 2 || second.len() != 2 || !(mark == '/' || dotted) {
            return None;
        }
        let (day, month) = (first.parse().ok()?, second.parse().ok()?);
        self.yearless(at + 3, month, day)
    }

    fn joined_digits(&self, at: usize) -> Option<&str> {
        self.line.get(at).filter(|lexeme| lexeme.joined && lexeme.kind == Kind::Digits).map(|_| self.line.fold(at))
    }

    fn complete(&self, end: usize, year: i16, month: i16, day: i16) -> Option<(usize, DateMention)> {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let days = YEARS.contains(&i32::from(year)).then(|| days_from_civil(year, month, day)).flatten()?;
        Some((end, DateMention { complete: true, month_day: Some((month, day)), ..mention(Some((days, days))) }))
    }

    fn yearless(&self, end: usize, month: i8, day: i8) -> Option<(usize, DateMention)> {
        // Leap years have every day that any year has.
        days_from_civil(2000, month, day)?;
        let days = self.published.and_then(|published| years_near(published, month, day).next());
        Some((end, DateMention { month_day: Some((month, day)), ..mention(days.map(|days| (days, days))) }))
    }

    /// `8 février 2018`, `1er mars`, `8. Februar`, `8 de febrero de 2018`, `3 au 5 février`, `8th of May`.
    fn day_month(&self, at: usize) -> Option<(usize, DateMention)> {
        let first = self.day_number(at)?;
        let mut next = self.after_day(at + 1);
        let mut last = first;
        let link = self.line.fold(next);
        let linked = matches!(link, "au" | "et" | "y" | "al" | "bis" | "und" | "to" | "and" | "e" | "и" | "по" | "ou" | "a")
            || self.line.is_mark(next, '-')
            || self.line.is_mark(next, '–');
        if linked && let Some(day) = self.day_number(next + 1) {
            last = day;
            next = self.after_day(next + 2);
        }
        if matches!(self.line.fold(next), "de" | "of" | "di" | "d" | "من") {
            next += 1;
        }
        let (end, Month(month)) = calendar::month(self.line, next, self.lang())?;
        // "the 19 Sept. 11 hijackers" counts hijackers; "on 3 May 12 people died" does not.
        let led = at > 0 && self.line.fold(at - 1) == "the";
        if self.lang() == Some(Lang::EN) && led && next == at + 1 && self.day_number(end).is_some() {
            return None;
        }
        let (end, date) = match self.year_after(end) {
            Some((end, year)) => self.complete(end, year, i16::from(month), i16::from(first))?,
            None => self.yearless(end, month, first)?,
        };
        // "les 7 et 11 février" are two days, "entre les 7 et 11 février" is the time between.
        let between = (at.saturating_sub(2)..at).any(|at| BETWEEN.contains(&self.line.fold(at)));
        if last > first && matches!(link, "et" | "y" | "und" | "and" | "e" | "и" | "ou") && !between {
            return Some((self.after_day(at + 1), date));
        }
        let length = i32::from(last - first).max(0);
        Some((end, DateMention { days: date.days.map(|(from, _)| (from, from + length)), ..self.directed(end, date) }))
    }

    /// "prochain" and "dernier" after a day and month.
    fn directed(&self, end: usize, date: DateMention) -> DateMention {
        let (Some(published), Some((month, day)), Some(direction), false) =
            (self.published, date.month_day, calendar::direction(self.line, end), date.complete)
        else {
            return date;
        };
        let fits = |days: &i32| if direction == Direction::After { *days > published } else { *days < published };
        let days = years_near(published, month, day).find(fits);
        DateMention { days: days.map(|days| (days, days)).or(date.days), ..date }
    }

    /// "le 7 février et sans doute le 11", "on February 7 and on the 11th": another day of a month that ended shortly before, at the end of
    /// its clause.
    fn day_of(&self, (named, last): &(DateMention, usize), at: usize) -> Option<Found> {
        let (line, last, (month, _)) = (self.line, *last, named.month_day?);
        let day = self.day_number(at).filter(|_| at > 0 && at - last <= SAME_MONTH)?;
        let led = matches!(line.fold(at - 1), "le" | "the" | "el" | "il" | "dia" | "den" | "dem" | "am" | "o");
        let linked = (last..at - 1)
            .any(|place| matches!(line.fold(place), "et" | "puis" | "and" | "then" | "y" | "e" | "und" | "ou" | "or" | "oder" | "o"));
        let unbroken = (last..at).all(|place| !matches!(line.lexemes[place].kind, Kind::Mark('.' | ';' | ':' | '!' | '?' | '(')));
        let end = self.after_ordinal(at + 1);
        let ends = line.get(end).is_none_or(
            |next| matches!(next.kind, Kind::Mark(mark) if mark != '%' && !next.joined || matches!(mark, '.' | ',' | ';' | ')')),
        );
        if !(led && linked && unbroken && ends) {
            return None;
        }
        let year = named.days.filter(|_| named.complete).and_then(|days| civil_date(days.0)).map(civil::Date::year);
        let (end, date) = match year {
            Some(year) => self.complete(end, year, i16::from(month), i16::from(day))?,
            None => self.yearless(end, month, day)?,
        };
        Some((at, end, date))
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        let digits = self.line.is_digits(at).then(|| self.line.fold(at)).filter(|digits| digits.len() <= 2)?;
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }

    /// Past the sign of an ordinal before a month.
    fn after_day(&self, at: usize) -> usize {
        let Some(lexeme) = self.line.get(at).filter(|lexeme| lexeme.joined) else { return at };
        // In Unicode the masculine ordinal sign is a letter.
        let sign = matches!(lexeme.kind, Kind::Mark('.' | 'º' | '°' | 'ª')) || self.line.raw(at) == "º";
        if sign { at + 1 } else { self.after_ordinal(at) }
    }

    /// Past the letters of an ordinal; a full stop behind a day ends the sentence.
    fn after_ordinal(&self, at: usize) -> usize {
        let joined = self.line.get(at).is_some_and(|lexeme| lexeme.joined);
        at + usize::from(joined && matches!(self.line.fold(at), "er" | "st" | "nd" | "rd" | "th"))
    }

    /// "premier mars", "primero de enero", "primo maggio" and Arabic, Russian words are left to digits.
    fn ordinal_month(&self, at: usize) -> Option<(usize, DateMention)> {
        if !matches!(self.line.fold(at), "1er" | "premier" | "primero" | "primo" | "primeiro") {
            return None;
        }
        let next = at + 1 + usize::from(matches!(self.line.fold(at + 1), "de" | "di"));
        let (end, Month(month)) = calendar::month(self.line, next, self.lang())?;
        match self.year_after(end) {
            Some((end, year)) => self.complete(end, year, i16::from(month), 1),
            None => self.yearless(end, month, 1),
        }
    }

    /// `February 8, 2018`, `Feb. 8`, `février 2017`.
    fn month_first(&self, at: usize) -> Option<(usize, DateMention)> {
        let (end, Month(month)) = calendar::month(self.line, at, self.lang())?;
        if let Some((end, year)) = self.year_after(end) {
            let from = days_from_civil(year, month, 1)?;
            return Some((end, mention(Some((from, last_of_month(year, month)?)))));
        }
        if !matches!(self.lang(), None | Some(Lang::EN)) {
            return None;
        }
        let day = self.day_number(end)?;
        let mut after = self.after_ordinal(end + 1);
        let ranged = self.line.get(after).is_some_and(|lexeme| matches!(lexeme.kind, Kind::Mark('-' | '–')) && lexeme.joined);
        let last = if ranged { self.day_number(after + 1) } else { None };
        if last.is_some() {
            after += 2;
        }
        let comma = after + usize::from(self.line.is_mark(after, ','));
        let year = self.plain_year(comma);
        let (end, date) = match year {
            Some(year) => self.complete(comma + 1, year, i16::from(month), i16::from(day))?,
            None => self.yearless(after, month, day)?,
        };
        let length = last.map_or(0, |last| i32::from(last - day).max(0));
        Some((end, DateMention { days: date.days.map(|(from, _)| (from, from + length)), ..date }))
    }

    /// A year right after a month: `2018`, `de 2018`, `, 2018`, `2018 г.`
    fn year_after(&self, end: usize) -> Option<(usize, i16)> {
        let linked =
            matches!(self.line.fold(end), "de" | "del" | "of" | "d") || self.line.is_mark(end, ',') && self.lang() == Some(Lang::EN);
        let at = if linked { end + 1 } else { end };
        let year = self.plain_year(at)?;
        let suffixed = matches!(self.line.fold(at + 1), "г" | "года" | "году");
        Some((at + 1 + usize::from(suffixed), year))
    }

    /// Four digits that are not part of a longer number.
    fn plain_year(&self, at: usize) -> Option<i16> {
        let line = self.line;
        let lexeme = line.get(at).filter(|lexeme| lexeme.kind == Kind::Digits)?;
        let year: i16 = Some(line.fold(at)).filter(|digits| digits.len() == 4)?.parse().ok()?;
        let glued = lexeme.joined && line.is_word(at - 1);
        let joined = line.get(at + 1).filter(|next| next.joined);
        let goes_on = joined.is_some_and(|next| {
            next.is_word()
                || matches!(next.kind, Kind::Mark(',' | '.' | '\'' | '/' | '%' | '€' | '$'))
                    && line.get(at + 2).is_some_and(|digits| digits.joined && digits.kind == Kind::Digits)
        });
        (YEARS.contains(&i32::from(year)) && !glued && !goes_on).then_some(year)
    }

    /// "en 2015", "2015" where nothing that follows is counted.
    fn year(&self, at: usize) -> Option<(usize, DateMention)> {
        const ANNOUNCING: &[&str] = &[
            "en",
            "in",
            "im",
            "depuis",
            "annee",
            "annees",
            "an",
            "jahr",
            "jahre",
            "since",
            "year",
            "ano",
            "anno",
            "nel",
            "em",
            "desde",
            "seit",
            "debut",
            "fin",
            "janvier",
            "des",
            "d",
            "el",
            "del",
            "dal",
            "de",
            "в",
            "с",
            "عام",
            "سنه",
            "of",
            "late",
            "early",
            "mid",
            "from",
            "until",
            "fruhjahr",
            "sommer",
            "herbst",
            "winter",
            "ete",
            "hiver",
            "printemps",
            "automne",
            "summer",
            "spring",
            "fall",
            "before",
            "after",
            "by",
        ];
        let year = self.plain_year(at)?;
        let line = self.line;
        let before = if at > 0 { line.fold(at - 1) } else { "" };
        let counted = super::units::known(line.fold(at + 1)).is_some()
            || line.get(at + 1).is_some_and(|next| super::units::symbol(line.raw(at + 1)).is_some() || next.is_mark('%'));
        let identifier = matches!(before, "resolution" | "resolucion" | "article" | "n" | "no" | "page")
            || at > 0 && matches!(line.raw(at - 1), "°" | "º" | "№" | "#" | "$" | "€" | "£");
        let strong = ANNOUNCING.contains(&before) && !counted;
        let lower = line.get(at + 1).is_some_and(|next| next.kind == Kind::Word(super::lexer::Shape::Lower) && !next.joined);
        let weak = !(counted || identifier || lower && looks_counted(line.fold(at + 1)));
        if !(strong || weak) {
            return None;
        }
        let end = at + 1 + usize::from(matches!(line.fold(at + 1), "г" | "года" | "году"));
        Some((end, mention(Some((days_from_civil(year, 1, 1)?, days_from_civil(year, 12, 31)?)))))
    }
}

/// Whether a word after four digits looks like the plural of what they count.
fn looks_counted(word: &str) -> bool {
    word.len() > 3 && (word.ends_with('s') || word.ends_with('x')) && !super::lexicon::is_function(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Date, Span};
    use crate::mention::lexer::lex;

    fn day(text: &str) -> i32 {
        Date::parse(text).unwrap().day()
    }

    fn dates(lang: Option<Lang>, published: Option<&str>, text: &str) -> Vec<(String, DateMention)> {
        let context = Context { lang, published: published.map(|date| Date::parse(date).unwrap()) };
        let mut found = Vec::new();
        find(&lex(text, Span::new(0, text.len())), context, &mut found);
        found.into_iter().map(|date| (date.span.of(text).to_owned(), date)).collect()
    }

    #[test]
    fn another_day_of_a_month_just_named() {
        for (lang, text, expected) in [
            (Lang::FR, "le 21 février, et sans doute le 25.", &["21 février", "25"][..]),
            (Lang::EN, "on 21 February and then on the 25th.", &["21 February", "25th"]),
            (Lang::ES, "el 21 de febrero y el 25,", &["21 de febrero", "25"]),
            (Lang::DE, "am 21. Februar und am 25. wird", &["21. Februar", "25"]),
            (Lang::FR, "le 21 février 2018 et le 25.", &["21 février 2018", "25"]),
            (Lang::FR, "le 21 février et le 25 mars", &["21 février", "25 mars"]),
            (Lang::FR, "les 7 et 11 février", &["7", "11 février"]),
            (Lang::FR, "entre les 7 et 11 février", &["7 et 11 février"]),
            (Lang::DE, "am 3. und 5. Mai", &["3.", "5. Mai"]),
            (Lang::FR, "le 21 février et le 25 manifestants", &["21 février"]),
            (Lang::FR, "le 21 février. Et puis le 25.", &["21 février"]),
            (Lang::FR, "le 21 février, le 25.", &["21 février"]),
            (Lang::FR, "le 21 février et le 40.", &["21 février"]),
        ] {
            let found = dates(Some(lang), Some("2018-02-09"), text);
            assert_eq!(found.iter().map(|(span, _)| span.as_str()).collect::<Vec<_>>(), expected, "{text}");
            let days = found.get(1).map(|(_, date)| date.days);
            let other = found.get(1).is_some_and(|(span, _)| span.starts_with("25") && !span.contains("mars"));
            assert!(!other || days == Some(Some((day("2018-02-25"), day("2018-02-25")))), "{text}");
        }
        let past = dates(Some(Lang::FR), Some("2018-02-09"), "le 21 février 2015 et le 25.");
        assert_eq!(past[1].1.days, Some((day("2015-02-25"), day("2015-02-25"))), "the year named goes on");
    }

    #[test]
    fn one_date_in_nine_languages() {
        // Published on a Friday.
        let published = Some("2018-02-09");
        for (lang, text, span, first, last) in [
            (Lang::FR, "signé le 8 février 2018 à Sotchi", "8 février 2018", "2018-02-08", "2018-02-08"),
            (Lang::FR, "le jeudi 28 septembre", "jeudi 28 septembre", "2017-09-28", "2017-09-28"),
            (Lang::FR, "publié le 10.02.2017 08h17", "10.02.2017", "2017-02-10", "2017-02-10"),
            (Lang::FR, "en février 2017", "février 2017", "2017-02-01", "2017-02-28"),
            (Lang::FR, "le 1er mars 2018", "1er mars 2018", "2018-03-01", "2018-03-01"),
            (Lang::FR, "du 3 au 5 février", "3 au 5 février", "2018-02-03", "2018-02-05"),
            (Lang::FR, "a annoncé jeudi le porte-parole", "jeudi", "2018-02-08", "2018-02-08"),
            (Lang::FR, "vendredi à Paris", "vendredi", "2018-02-09", "2018-02-09"),
            (Lang::FR, "vendredi dernier", "vendredi dernier", "2018-02-02", "2018-02-02"),
            (Lang::FR, "les avenues réservées aux piétons dimanche", "dimanche", "2018-02-11", "2018-02-11"),
            (Lang::FR, "ils ont défilé dimanche", "dimanche", "2018-02-04", "2018-02-04"),
            (Lang::FR, "une délégation reçue samedi", "samedi", "2018-02-10", "2018-02-10"),
            (Lang::FR, "reçue lundi à Paris", "lundi", "2018-02-05", "2018-02-05"),
            (Lang::EN, "a rally on Sunday", "Sunday", "2018-02-11", "2018-02-11"),
            (Lang::EN, "thousands rallied on Sunday", "Sunday", "2018-02-04", "2018-02-04"),
            (Lang::ES, "el domingo", "domingo", "2018-02-04", "2018-02-04"),
            (Lang::FR, "mardi prochain", "mardi prochain", "2018-02-13", "2018-02-13"),
            (Lang::FR, "il sera reçu mardi", "mardi", "2018-02-13", "2018-02-13"),
            (Lang::FR, "avant-hier à Nice", "avant-hier", "2018-02-07", "2018-02-07"),
            (Lang::FR, "aujourd’hui même", "aujourd’hui", "2018-02-09", "2018-02-09"),
            (Lang::FR, "la semaine dernière", "la semaine dernière", "2018-01-29", "2018-02-04"),
            (Lang::FR, "à la fin de la semaine", "à la fin de la semaine", "2018-02-09", "2018-02-11"),
            (Lang::EN, "they will meet at the weekend", "at the weekend", "2018-02-10", "2018-02-11"),
            (Lang::EN, "they met at the weekend", "at the weekend", "2018-02-03", "2018-02-04"),
            (Lang::AR, "سيجتمعون أواخر الأسبوع", "أواخر الأسبوع", "2018-02-09", "2018-02-11"),
            (Lang::FR, "posée avant le printemps", "avant le printemps", "2018-03-01", "2018-05-31"),
            (Lang::FR, "l'hiver dernier", "l'hiver dernier", "2016-12-01", "2017-02-28"),
            (Lang::DE, "im kommenden Winter", "im kommenden Winter", "2018-12-01", "2019-02-28"),
            (Lang::RU, "этим летом", "этим летом", "2018-06-01", "2018-08-31"),
            (Lang::FR, "depuis 2015 il", "2015", "2015-01-01", "2015-12-31"),
            (Lang::EN, "on February 8, 2018 in", "February 8, 2018", "2018-02-08", "2018-02-08"),
            (Lang::EN, "on Feb. 8 in", "Feb. 8", "2018-02-08", "2018-02-08"),
            (Lang::EN, "last Tuesday", "last Tuesday", "2018-02-06", "2018-02-06"),
            (Lang::EN, "the 19 Sept. 11 hijackers", "Sept. 11", "2017-09-11", "2017-09-11"),
            (Lang::EN, "on 3 May 12 people died", "3 May", "2018-05-03", "2018-05-03"),
            (Lang::EN, "They met on February 8.", "February 8", "2018-02-08", "2018-02-08"),
            (Lang::EN, "on Thursday", "Thursday", "2018-02-08", "2018-02-08"),
            (Lang::EN, "02/08/2018", "02/08/2018", "2018-02-08", "2018-02-08"),
            (Lang::EN, "yesterday", "yesterday", "2018-02-08", "2018-02-08"),
            (Lang::ES, "el 8 de febrero de 2018", "8 de febrero de 2018", "2018-02-08", "2018-02-08"),
            (Lang::ES, "ayer en Madrid", "ayer", "2018-02-08", "2018-02-08"),
            (Lang::ES, "el jueves", "jueves", "2018-02-08", "2018-02-08"),
            (Lang::DE, "am 8. Februar in", "8. Februar", "2018-02-08", "2018-02-08"),
            (Lang::DE, "am Donnerstagabend", "Donnerstagabend", "2018-02-08", "2018-02-08"),
            (Lang::DE, "gestern", "gestern", "2018-02-08", "2018-02-08"),
            (Lang::IT, "giovedì 8 febbraio", "giovedì 8 febbraio", "2018-02-08", "2018-02-08"),
            (Lang::PT, "na quinta-feira (8)", "quinta-feira", "2018-02-08", "2018-02-08"),
            (Lang::TR, "8 Şubat 2018'de", "8 Şubat 2018", "2018-02-08", "2018-02-08"),
            (Lang::TR, "perşembe günü", "perşembe", "2018-02-08", "2018-02-08"),
            (Lang::RU, "8 февраля 2018 года", "8 февраля 2018 года", "2018-02-08", "2018-02-08"),
            (Lang::RU, "в четверг, вероятно", "четверг", "2018-02-08", "2018-02-08"),
            (Lang::AR, "يوم الخميس في", "الخميس", "2018-02-08", "2018-02-08"),
            (Lang::AR, "8 فبراير 2018", "8 فبراير 2018", "2018-02-08", "2018-02-08"),
            (Lang::AR, "قال أمس إن", "أمس", "2018-02-08", "2018-02-08"),
        ] {
            let found = dates(Some(lang), published, text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].0.as_str(), found[0].1.days), (span, Some((day(first), day(last)))), "{text}");
        }
    }

    #[test]
    fn without_publication_day_and_month_are_kept() {
        let found = dates(Some(Lang::FR), None, "le jeudi 28 septembre, puis vendredi");
        assert_eq!((found[0].1.days, found[0].1.month_day, found[0].1.weekday), (None, Some((9, 28)), Some(4)));
        assert_eq!((found[1].1.days, found[1].1.weekday), (None, Some(5)));
        assert!(dates(Some(Lang::FR), None, "le 28 septembre 2017")[0].1.complete);
    }

    #[test]
    fn words_that_are_also_months_and_numbers_that_are_no_years() {
        for (lang, text) in [
            (Lang::FR, "la planète Mars et deux juin"),
            (Lang::EN, "he may march out, set to win"),
            (Lang::FR, "2000 policiers et 1.950 euros"),
            (Lang::FR, "la résolution 2014 du Conseil"),
            (Lang::FR, "3 mars\u{e9}es"),
            (Lang::EN, "versions 1.2.3 and 31/31/2018"),
            (Lang::EN, "on Super Tuesday and Black Friday"),
        ] {
            assert!(dates(Some(lang), None, text).is_empty(), "{text}: {:?}", dates(Some(lang), None, text));
        }
    }
}
