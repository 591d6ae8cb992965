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
    civil::Date::new(year, month, day).ok()?;
    // Years begin in March, so that the leap day ends them; 400 of them are 146,097 days.
    let (year, month) = if month > 2 { (i32::from(year), i32::from(month) - 3) } else { (i32::from(year) - 1, i32::from(month) + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + i32::from(day) - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Year, month and day of days since 1970-01-01: the way back from [`days_from_civil`].
pub(crate) fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year + era * 400 + next, month, day)
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

    /// Seconds east of UTC of the clock that wrote it; 0 for a day alone.
    pub fn offset_s(self) -> i32 {
        self.offset_s
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
        if let Some(date) = iso(text.as_bytes()) {
            return Ok(date);
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

/// 0000-01-01 and 9999-12-31.
const FOUR_DIGITS: (i32, i32) = (-719_528, 2_932_896);

impl fmt::Display for Date {
    /// `2018-02-08`, or `2018-02-08T14:26:00Z` / `…+01:00` with a time. Years have four digits: a day beyond them is written as the nearest
    /// that has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.day().clamp(FOUR_DIGITS.0, FOUR_DIGITS.1));
        // The digits by hand: a large set writes millions of dates.
        let mut text = *b"0000-00-00T00:00:00+00:00";
        let mut put = |at: usize, width: usize, mut value: i32| {
            for place in (at..at + width).rev() {
                text[place] = b'0' + (value % 10) as u8;
                value /= 10;
            }
        };
        put(0, 4, year);
        put(5, 2, month);
        put(8, 2, day);
        let (second, minutes) = ((self.utc_s + i64::from(self.offset_s)).rem_euclid(86_400) as i32, self.offset_s / 60);
        put(11, 2, second / 3600);
        put(14, 2, second / 60 % 60);
        put(17, 2, second % 60);
        put(20, 2, minutes.abs() / 60 % 100);
        put(23, 2, minutes.abs() % 60);
        text[19] = if minutes < 0 { b'-' } else { b'+' };
        let end = match (self.timed, minutes) {
            (false, _) => 10,
            (true, 0) => {
                text[19] = b'Z';
                20
            }
            (true, _) => 25,
        };
        f.write_str(std::str::from_utf8(&text[..end]).expect("digits and marks"))
    }
}

/// `2018-02-08`, alone or with `T14:26:05` or ` 14:26` and `Z` or `+01:00`: the forms nearly all sets use, at a tenth of the cost. `None` for
/// any other, which the general reader decides.
fn iso(text: &[u8]) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        let digit = |number: i32, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0'));
        digits.iter().try_fold(0, digit)
    };
    let is = |at: usize, byte: u8| text.get(at) == Some(&byte);
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    if year < 1000 || !(is(4, b'-') && is(7, b'-')) {
        return None;
    }
    let days = days_from_civil(year as i16, month as i8, day as i8)?;
    if text.len() == 10 {
        return Some(Date::from_day(days));
    }
    let (hour, minute) = (digits(11..13)?, digits(14..16)?);
    if !(is(10, b'T') || is(10, b' ')) || !is(13, b':') {
        return None;
    }
    let (second, end) = if is(16, b':') { (digits(17..19)?, 19) } else { (0, 16) };
    let offset_s = match &text[end..] {
        b"" | b"Z" => 0,
        [sign @ (b'+' | b'-'), rest @ ..] if rest.len() == 5 && rest[2] == b':' => {
            let offset = digits(end + 1..end + 3)? * 3600 + digits(end + 4..end + 6)? * 60;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    let valid = hour < 24 && minute < 60 && second < 60 && offset_s.abs() < 15 * 3600;
    let time = i64::from(hour * 3600 + minute * 60 + second);
    valid.then(|| Date::from_instant(i64::from(days) * 86_400 + time - i64::from(offset_s), offset_s))
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
            ("9999-12-31", "9999-12-31"),
            ("9910-01-01T23:59:59Z", "9910-01-01T23:59:59Z"),
        ] {
            assert_eq!(Date::parse(given).map(|date| date.to_string()), Ok(expected.to_owned()), "{given:?}");
        }
    }

    #[test]
    fn days_and_calendar_agree_with_each_other_and_with_jiff() {
        for days in (-700_000..2_900_000).step_by(97) {
            let (year, month, day) = civil_from_days(days);
            let (year, month, day) = (year as i16, month as i8, day as i8);
            assert_eq!(days_from_civil(year, month, day), Some(days));
            let since = civil::Date::new(year, month, day).unwrap().since(civil::date(1970, 1, 1)).unwrap();
            assert_eq!(since.get_days(), days);
        }
    }

    #[test]
    fn the_short_way_reads_what_the_general_reader_reads() {
        let general = |text: &str| {
            let fields = Fields::read(text);
            let (year, month, day) = fields.day()?;
            let (days, offset) = (days_from_civil(year, month, day)?, fields.offset_s.unwrap_or(0));
            let instant = |seconds| Date::from_instant(i64::from(days) * 86_400 + i64::from(seconds) - i64::from(offset), offset);
            Some(fields.time.map_or(Date::from_day(days), instant))
        };
        for day in ["2018-02-08", "1999-12-31", "2024-02-29", "0999-01-01", "2018-02-30", "2018/02/08"] {
            for time in ["", "T14:26:05", " 14:26", "T24:00:00", "T14:26:60", "T1:02:03", "t14:26", "T14.26"] {
                for offset in ["", "Z", "+01:00", "-03:30", "+0100", "+99:00", ".5Z"] {
                    let text = format!("{day}{time}{offset}");
                    assert!(iso(text.as_bytes()).is_none_or(|date| Some(date) == general(&text)), "{text}");
                }
            }
        }
        assert!(iso(b"2018-02-08T14:26:05+01:00").is_some());
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
