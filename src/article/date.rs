//! Publication dates in the forms scrapers leave them.
//!
//! Enters: a string, or seconds since 1970. Leaves: a [`Date`], or the reason why the string is none.
//! **Invariant:** no clock and no time zone of the machine is ever asked.

use std::fmt;

use jiff::civil;

/// When an article was published: an instant with the offset it was written with, or a day alone.
///
/// Ordered by instant; a day alone counts as its first second in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    utc_s: i64,
    timed: bool,
    offset_s: i32,
}

/// Why a string was not read as a date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// No known form matched.
    #[error("not a date in any known form: {0:?}")]
    Form(String),
    /// The form was clear, but there is no such day or time.
    #[error("no such day or time: {0:?}")]
    Range(String),
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; `None` if there is no such day.
pub fn days_from_civil(year: i16, month: i8, day: i8) -> Option<i32> {
    let date = civil::Date::new(year, month, day).ok()?;
    Some(date.since(civil::date(1970, 1, 1)).ok()?.get_days())
}

impl Date {
    /// A day without a time: days since 1970-01-01.
    pub fn from_day(day: i32) -> Date {
        Date { utc_s: i64::from(day) * 86_400, timed: false, offset_s: 0 }
    }

    /// An instant: seconds since 1970-01-01 in UTC, and the offset of the clock that wrote it, in seconds east.
    pub fn from_instant(utc_s: i64, offset_s: i32) -> Date {
        Date { utc_s, timed: true, offset_s }
    }

    /// Seconds since 1970-01-01T00:00Z.
    pub fn utc_s(self) -> i64 {
        self.utc_s
    }

    /// Whether the time of day is known.
    pub fn is_timed(self) -> bool {
        self.timed
    }

    /// The day on the publisher's own calendar, in days since 1970-01-01: what "jeudi" and "hier" are counted from.
    pub fn day(self) -> i32 {
        (self.utc_s + i64::from(self.offset_s)).div_euclid(86_400) as i32
    }

    /// Reads ISO 8601, RFC 2822, seconds or milliseconds since 1970, numeric dates (day first, unless only month first
    /// makes a date), and day, month name and year in nine languages, each with or without a time.
    pub fn parse(given: &str) -> Result<Date, DateError> {
        let form = || DateError::Form(given.chars().take(60).collect());
        let range = || DateError::Range(given.chars().take(60).collect());
        let text = given.trim();
        if text.len() > 100 {
            return Err(form());
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return from_digits(text).ok_or_else(form);
        }
        let fields = Fields::read(text);
        let (year, month, day) = fields.day().ok_or_else(form)?;
        let days = days_from_civil(year, month, day).ok_or_else(range)?;
        match fields.time {
            None => Ok(Date::from_day(days)),
            Some(seconds) => {
                let offset = fields.offset_s.unwrap_or(0);
                Ok(Date::from_instant(i64::from(days) * 86_400 + i64::from(seconds) - i64::from(offset), offset))
            }
        }
    }
}

impl fmt::Display for Date {
    /// `2018-02-08`, or `2018-02-08T14:26:00Z` / `…+01:00` with a time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(self.day().clamp(-700_000, 2_900_000)));
        write!(f, "{date}")?;
        if self.timed {
            let second = (self.utc_s + i64::from(self.offset_s)).rem_euclid(86_400);
            write!(f, "T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)?;
            match self.offset_s / 60 {
                0 => f.write_str("Z")?,
                minutes => write!(f, "{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)?,
            }
        }
        Ok(())
    }
}

/// `20180208`, seconds or milliseconds since 1970.
fn from_digits(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        8 => days_from_civil((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8).map(Date::from_day),
        9..=10 => Some(Date::from_instant(number, 0)),
        12..=13 => Some(Date::from_instant(number / 1000, 0)),
        14 => {
            let day = from_digits(&text[..8])?.utc_s;
            let (hour, minute, second) = (number / 10_000 % 100, number / 100 % 100, number % 100);
            (hour < 24 && minute < 60 && second < 60).then(|| Date::from_instant(day + hour * 3600 + minute * 60 + second, 0))
        }
        _ => None,
    }
}

/// A month of the year, 1 to 12.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Month(pub i8);

/// Month names and their usual abbreviations, lower case, without diacritics where the language drops them in haste.
/// Languages: fr, en, es, de, it, pt, tr, ru (nominative and genitive), ar (both the Gregorian and the Levantine names).
const MONTHS: [&[&str]; 12] = [
    &[
        "janvier",
        "janv",
        "jan",
        "january",
        "enero",
        "ene",
        "januar",
        "jänner",
        "gennaio",
        "gen",
        "janeiro",
        "ocak",
        "январь",
        "января",
        "янв",
        "يناير",
        "كانون الثاني",
        "جانفي",
    ],
    &[
        "février",
        "fevrier",
        "févr",
        "fevr",
        "fév",
        "fev",
        "february",
        "feb",
        "febrero",
        "februar",
        "feber",
        "febbraio",
        "fevereiro",
        "şubat",
        "subat",
        "февраль",
        "февраля",
        "фев",
        "فبراير",
        "شباط",
        "فيفري",
    ],
    &["mars", "mar", "march", "marzo", "märz", "maerz", "março", "marco", "mart", "март", "марта", "مارس", "آذار"],
    &["avril", "avr", "april", "apr", "abril", "abr", "aprile", "nisan", "апрель", "апреля", "апр", "أبريل", "ابريل", "نيسان", "أفريل"],
    &["mai", "may", "mayo", "maggio", "mag", "maio", "mayıs", "mayis", "май", "мая", "مايو", "أيار", "ماي"],
    &["juin", "june", "jun", "junio", "juni", "giugno", "giu", "junho", "haziran", "июнь", "июня", "июн", "يونيو", "حزيران", "جوان"],
    &[
        "juillet",
        "juil",
        "july",
        "jul",
        "julio",
        "juli",
        "luglio",
        "lug",
        "julho",
        "temmuz",
        "июль",
        "июля",
        "июл",
        "يوليو",
        "تموز",
        "جويلية",
    ],
    &["août", "aout", "august", "aug", "agosto", "ago", "ağustos", "agustos", "август", "августа", "авг", "أغسطس", "آب", "أوت"],
    &[
        "septembre",
        "sept",
        "sep",
        "september",
        "septiembre",
        "setiembre",
        "settembre",
        "set",
        "setembro",
        "eylül",
        "eylul",
        "сентябрь",
        "сентября",
        "сен",
        "سبتمبر",
        "أيلول",
    ],
    &[
        "octobre",
        "oct",
        "october",
        "octubre",
        "oktober",
        "okt",
        "ottobre",
        "ott",
        "outubro",
        "out",
        "ekim",
        "октябрь",
        "октября",
        "окт",
        "أكتوبر",
        "تشرين الأول",
    ],
    &["novembre", "nov", "november", "noviembre", "novembro", "kasım", "kasim", "ноябрь", "ноября", "ноя", "نوفمبر", "تشرين الثاني"],
    &[
        "décembre",
        "decembre",
        "déc",
        "dec",
        "december",
        "diciembre",
        "dic",
        "dezember",
        "dez",
        "dicembre",
        "dezembro",
        "aralık",
        "aralik",
        "декабрь",
        "декабря",
        "дек",
        "ديسمبر",
        "كانون الأول",
    ],
];

impl Month {
    /// The month a word names, in any of the nine languages, whatever its case; a final full stop is allowed.
    pub fn named(word: &str) -> Option<Month> {
        let word = word.trim_end_matches('.').to_lowercase();
        let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
        Some(Month(at as i8 + 1))
    }

    /// Every name of every month, for whoever searches running text.
    pub fn names() -> impl Iterator<Item = (&'static str, Month)> {
        MONTHS.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |name| (*name, Month(at as i8 + 1))))
    }
}

/// What a date string is made of, in its order.
#[derive(Default)]
struct Fields {
    /// Numbers that are not part of the time, with their count of digits.
    numbers: Vec<(i64, usize)>,
    /// The named month and how many numbers stand before it.
    month: Option<(Month, usize)>,
    /// Seconds of the day.
    time: Option<i32>,
    offset_s: Option<i32>,
}

impl Fields {
    fn read(text: &str) -> Fields {
        let mut fields = Fields::default();
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let c = chars[at];
            if c.is_ascii_digit() {
                let end = run(&chars, at, |c| c.is_ascii_digit());
                let hour_mark = chars.get(end).is_some_and(|mark| matches!(mark, ':' | 'h' | 'H'));
                if fields.time.is_none() && end - at <= 2 && hour_mark {
                    at = fields.read_time(&chars, at);
                } else {
                    fields.numbers.push((number(&chars[at..end]), end - at));
                    at = end;
                }
            } else if fields.time.is_some() && matches!(c, '+' | '-' | '−') && fields.offset_s.is_none() {
                at = fields.read_offset(&chars, at);
            } else if c.is_alphabetic() {
                let end = run(&chars, at, char::is_alphabetic);
                let word: String = chars[at..end].iter().collect();
                match word.to_ascii_lowercase().as_str() {
                    "pm" => fields.time = fields.time.map(|s| if s < 43_200 { s + 43_200 } else { s }),
                    "am" => fields.time = fields.time.map(|s| if s >= 43_200 { s - 43_200 } else { s }),
                    "z" | "utc" | "gmt" => fields.offset_s = fields.offset_s.or(Some(0)),
                    _ if fields.month.is_none() => fields.month = Month::named(&word).map(|month| (month, fields.numbers.len())),
                    _ => {}
                }
                at = end;
            } else {
                at += 1;
            }
        }
        fields
    }

    /// `14:26`, `14:26:05.123`, `14h26`, `14h`; returns where it ends. An impossible time is left out.
    fn read_time(&mut self, chars: &[char], start: usize) -> usize {
        let mut parts = [0i64; 3];
        let mut at = start;
        for part in &mut parts {
            let end = run(chars, at, |c| c.is_ascii_digit());
            *part = number(&chars[at..end]);
            at = end;
            let mark = chars.get(at).is_some_and(|mark| matches!(mark, ':' | 'h' | 'H'));
            if !mark || !chars.get(at + 1).is_some_and(char::is_ascii_digit) {
                break;
            }
            at += 1;
        }
        if chars.get(at).is_some_and(|mark| matches!(mark, '.' | ',')) && chars.get(at + 1).is_some_and(char::is_ascii_digit) {
            at = run(chars, at + 1, |c| c.is_ascii_digit());
        } else if chars.get(at).is_some_and(|mark| matches!(mark, 'h' | 'H' | ':')) {
            at += 1;
        }
        let [hour, minute, second] = parts;
        if hour < 24 && minute < 60 && second < 61 {
            self.time = Some((hour * 3600 + minute * 60 + second.min(59)) as i32);
        }
        at
    }

    /// `+01:00`, `+0100`, `+01`; returns where it ends.
    fn read_offset(&mut self, chars: &[char], start: usize) -> usize {
        let end = run(chars, start + 1, |c| c.is_ascii_digit() || c == ':');
        let digits: Vec<char> = chars[start + 1..end].iter().copied().filter(char::is_ascii_digit).collect();
        let (hours, minutes) = match digits.len() {
            1..=2 => (number(&digits), 0),
            4 => (number(&digits[..2]), number(&digits[2..])),
            _ => return end.max(start + 1),
        };
        if hours <= 15 && minutes < 60 {
            let east = (hours * 3600 + minutes * 60) as i32;
            self.offset_s = Some(if chars[start] == '+' { east } else { -east });
        }
        end
    }

    /// Year, month and day, if the numbers make a date in exactly one usual way.
    fn day(&self) -> Option<(i16, i8, i8)> {
        let small = |(value, digits): (i64, usize)| (digits <= 2).then_some(value as i8);
        let year = |(value, digits): (i64, usize)| (digits == 4 && (1000..=9999).contains(&value)).then_some(value as i16);
        if let Some((Month(month), before)) = self.month {
            let year_at = self.numbers.iter().position(|n| year(*n).is_some())?;
            let day_at = if before > 0 && before - 1 != year_at { before - 1 } else { before };
            return Some((year(self.numbers[year_at])?, month, small(*self.numbers.get(day_at)?)?));
        }
        let &[a, b, c, ..] = self.numbers.as_slice() else { return None };
        if let Some(year) = year(a) {
            return Some((year, small(b)?, small(c)?));
        }
        let (year, first, second) = (year(c)?, small(a)?, small(b)?);
        if second > 12 && first <= 12 { Some((year, first, second)) } else { Some((year, second, first)) }
    }
}

fn run(chars: &[char], start: usize, inside: impl Fn(char) -> bool) -> usize {
    chars[start..].iter().position(|c| !inside(*c)).map_or(chars.len(), |length| start + length)
}

fn number(digits: &[char]) -> i64 {
    digits.iter().take(15).fold(0, |value, digit| value * 10 + i64::from(digit.to_digit(10).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_forms_scrapers_leave() {
        for (given, expected) in [
            ("2018-02-08", "2018-02-08"),
            ("2018-02-08 14:26:00", "2018-02-08T14:26:00Z"),
            ("2018-02-08T14:26:00Z", "2018-02-08T14:26:00Z"),
            ("2025-02-09T00:03:07+01:00", "2025-02-09T00:03:07+01:00"),
            ("2025-02-09T00:03:07.123-0330", "2025-02-09T00:03:07-03:30"),
            ("Thu, 08 Feb 2018 14:26:00 +0100", "2018-02-08T14:26:00+01:00"),
            ("08/02/2018", "2018-02-08"),
            ("02/28/2018", "2018-02-28"),
            ("10.02.2017 08h17", "2017-02-10T08:17:00Z"),
            ("20180208", "2018-02-08"),
            ("1518099960", "2018-02-08T14:26:00Z"),
            ("1518099960000", "2018-02-08T14:26:00Z"),
            ("jeudi 8 février 2018 à 14h26", "2018-02-08T14:26:00Z"),
            ("1er mars 2018", "2018-03-01"),
            ("February 8, 2018, 2:26 pm", "2018-02-08T14:26:00Z"),
            ("8 de febrero de 2018", "2018-02-08"),
            ("8. März 2018", "2018-03-08"),
            ("8 Şubat 2018", "2018-02-08"),
            ("8 февраля 2018 г.", "2018-02-08"),
            ("8 فبراير 2018", "2018-02-08"),
            ("Publié le 29 décembre 2018 - 14:26", "2018-12-29T14:26:00Z"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(Date::parse(given).map(|date| date.to_string()), Ok(expected.to_owned()), "{given:?}");
        }
    }

    #[test]
    fn what_is_no_date_says_so() {
        for given in ["", "hier", "12", "2018", "février 2018", "99", "un 31 texte 12"] {
            assert!(matches!(Date::parse(given), Err(DateError::Form(_))), "{given:?}");
        }
        for given in ["2018-02-30", "31/04/2018", "2018-13-01"] {
            assert!(matches!(Date::parse(given), Err(DateError::Range(_))), "{given:?}");
        }
    }

    #[test]
    fn the_day_is_the_publishers_own() {
        let date = Date::parse("2025-02-09T00:03:07+01:00").unwrap();
        assert_eq!(date.day(), days_from_civil(2025, 2, 9).unwrap());
        assert!(date < Date::parse("2025-02-09").unwrap());
    }
}
