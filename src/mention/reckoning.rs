//! Which days a word means, counted from the day of publication.
//!
//! Enters: the day of publication, in days since 1970-01-01, and what a text says of another: a weekday, a day and month, "next week". Leaves:
//! the days meant.
//! **Invariant:** calendar arithmetic alone, without the text; what the calendar does not hold is `None`.

use jiff::civil;

use super::calendar::{Direction, Relative};
use crate::article::days_from_civil;

/// The date of a day.
pub(super) fn civil_date(days: i32) -> Option<civil::Date> {
    civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// 1 for Monday; 1970-01-01 was a Thursday.
pub(super) fn weekday_of(days: i32) -> i8 {
    ((days + 3).rem_euclid(7) + 1) as i8
}

/// The last day of a month.
pub(super) fn last_of_month(year: i16, month: i8) -> Option<i32> {
    let last = civil::Date::new(year, month, 1).ok()?.days_in_month();
    days_from_civil(year, month, last)
}

/// The day and month in the years around publication, the nearest first, the earlier of two as near.
pub(super) fn years_near(published: i32, month: i8, day: i8) -> impl Iterator<Item = i32> {
    let year = civil_date(published).map_or(1970, |date| date.year());
    let mut days: Vec<i32> =
        (year.saturating_sub(4)..=year.saturating_add(4)).filter_map(|year| days_from_civil(year, month, day)).collect();
    days.sort_by_key(|days| ((days - published).abs(), *days));
    // Beyond a year and a half a text gives the year; only 29 February has farther neighbors.
    days.into_iter().filter(move |days| (days - published).abs() <= 550 || (month, day) == (2, 29))
}

/// The nearest such day at or before publication, or ahead where it is at most `soon` days off: who reports of the other says that it is the
/// last. With a direction, strictly before or after, or after when the tense alone says so, not a word that is `stated`.
pub(super) fn nearest_weekday(published: i32, weekday: i8, (direction, stated): (Option<Direction>, bool), soon: i32) -> i32 {
    let back = i32::from((weekday_of(published) - weekday).rem_euclid(7));
    match direction {
        None if back >= 7 - soon => published + 7 - back,
        None => published - back,
        Some(Direction::Before) => published - if back == 0 { 7 } else { back },
        Some(Direction::After) if back == 0 && !stated => published,
        Some(Direction::After) => published + 7 - back,
    }
}

/// The season that begins in `month`: the next to come, the last that is over, or the nearest.
fn season(published: i32, month: i8, sign: i32) -> Option<(i32, i32)> {
    let year = civil_date(published)?.year();
    let of = |year: i16| {
        let (last_year, last) = if month + 2 > 12 { (year + 1, month - 10) } else { (year, month + 2) };
        Some((days_from_civil(year, month, 1)?, last_of_month(last_year, last)?))
    };
    let all = (year.checked_sub(2)?..=year.checked_add(1)?).filter_map(of);
    let gap = |days: &(i32, i32)| (days.0 - published).max(published - days.1).max(0);
    match sign {
        1 => all.filter(|days| days.0 > published).min(),
        -1 => all.filter(|days| days.1 < published).max(),
        _ => all.min_by_key(gap),
    }
}

/// The first and last day of a stretch counted from publication; `ahead` where the sentence speaks of what is to come.
pub(super) fn relative_days(published: i32, relative: Relative, ahead: bool) -> Option<(i32, i32)> {
    let monday = published - i32::from(weekday_of(published) - 1);
    match relative {
        Relative::Day(offset) => Some((published + offset, published + offset)),
        Relative::Week(offset) => Some((monday + 7 * offset, monday + 7 * offset + 6)),
        Relative::Weekend(offset) => Some((monday + 7 * offset + 5, monday + 7 * offset + 6)),
        Relative::NearWeekend => {
            let begun = weekday_of(published) >= 6;
            let saturday = monday + 5 - if ahead || begun { 0 } else { 7 };
            Some((saturday, saturday + 1))
        }
        Relative::EndOfWeek => Some((monday + 4, monday + 6)),
        Relative::Season(month, sign) => season(published, month, sign),
        Relative::Month(offset) => {
            let first = civil_date(published)?.first_of_month().checked_add(jiff::Span::new().months(offset)).ok()?;
            Some((days_from_civil(first.year(), first.month(), 1)?, last_of_month(first.year(), first.month())?))
        }
        Relative::Year(offset) => {
            let year = civil_date(published)?.year().checked_add(i16::try_from(offset).ok()?)?;
            Some((days_from_civil(year, 1, 1)?, days_from_civil(year, 12, 31)?))
        }
    }
}
