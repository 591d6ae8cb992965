//! Days and times of day that differ for one deed.
//!
//! Enters: the days and times of a comparison. Leaves: a difference for each deed that witnesses give another day or time, or a vaguer day.
//! **Invariant:** days that may be one are not two: a weekday is the last or the next, and a stretch that holds a day is at most vaguer.
//! Times of day meet only where both name one zone, or neither does.
//! **Source:** weights lowered by what was read of days (`reports/quality.md`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Kind;
use super::dating::{Day, zone};
use super::figures::certainty;
use super::found::{Found, Said, word_range};
use super::scene::{Scene, Unit};
use super::slot::{Item, agreement, group};
use crate::article::Lang;
use crate::mention::{ClockTime, DateMention};
use crate::text::fold;

/// Least score at which two days are those of the same act, of which a report has many; and how far their clauses must agree where
/// they stand in different places of the sentences.
const SAME_DAY: f64 = 0.38;
const SAME_CLAUSE: f64 = 0.3;
const SAME_CLAUSE_TOGETHER: f64 = 0.12;
/// Weight of two days that are surely those of one act; of those that seem to be, about one in three was, where it was read.
const OTHER_DAY: f64 = 0.6;
/// How far the clauses agree of two days that are surely those of one act.
const AGREED: f64 = 0.6;
/// What is left of the conviction where both days are those of what somebody said, of which people say much; where only one is; and where
/// each is the day its article was printed.
const SAYINGS: f64 = 0.5;
const SAYING_AND_DEED: f64 = 0.35;
const EACH_ITS_OWN: f64 = 0.6;
/// The same where the day of either is counted from a day of publication that nobody knows.
const UNDATED: f64 = 0.6;
/// The same for days that lie far apart, and for months and years.
const FAR: f64 = 0.5;
const STRETCHES: f64 = 0.7;
/// What standing in the same slot of a statement adds.
const SAME_SLOT: f64 = 0.15;
/// What the score gains where both are the same day or time.
const EQUAL: f64 = 0.3;
/// How far two days of one statement may lie apart to be compared on little agreement of their clauses.
const DAYS_TOGETHER: i32 = 4;
const WEEK: i32 = 7;
/// Weight of a day against a stretch that holds it, and how much longer than a stretch of some weeks another may be.
const VAGUER: f64 = 0.25;
const LONGER: i32 = 6;
/// The same of times of day, which reports give many of; and the minutes by which two must differ to be no rounding.
const SAME_TIME: f64 = 0.3;
const SAME_TIMED_CLAUSE: f64 = 0.2;
const MINUTES_APART: u16 = 3;
/// Weight of another time, of one where either is round, and of a time against a rough one near by.
const OTHER_TIME: f64 = 0.75;
const ROUND_TIME: f64 = 0.45;
const ROUGHER_TIME: f64 = 0.25;
/// Words of what makes a time a rough one, and of what leads from there to the time.
const ROUGH_REACH: usize = 3;
/// Minutes by which a round time may be off, and beyond which two times are no two accounts of one moment.
const ROUNDED_MINUTES: u16 = 10;
const MINUTES_TOGETHER: u16 = 90;
/// Minutes from which two times may as well be two moments of one deed, and what is left of the weight.
const MINUTES_FAR: u16 = 30;
const FAR_MOMENTS: f64 = 0.6;

/// Days that differ in the same role; a day named and the same day counted from publication do not.
pub(super) fn dates(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let items = dated(scene, said);
    let days = |item: &Item<Day>| item.value.date.days;
    let most = |_: &Item<Day>, _: &Item<Day>, likeness: f64| if likeness > 0.0 { likeness + EQUAL + SAME_SLOT } else { 0.0 };
    let groups = group(&items, SAME_DAY, most, |a, b, likeness| {
        let apart = apart(a.value.date, b.value.date)?;
        if apart > 0 && (a.value.unsettled || b.value.unsettled) {
            return None;
        }
        let equal = if apart == 0 { EQUAL } else { 0.0 };
        let statement = apart <= DAYS_TOGETHER && a.statement.is_some() && a.statement == b.statement;
        let least = if statement { SAME_CLAUSE_TOGETHER } else { SAME_CLAUSE };
        let slot = same_slot(said, a, b);
        let vague = a.statement.is_some()
            && a.statement == b.statement
            && (vaguer(a.value.date, b.value.date) || vaguer(b.value.date, a.value.date));
        let together = apart == 0 || slot || vague || agreement(a, b) >= least;
        let likeness = Some(likeness).filter(|likeness| *likeness > 0.0 && together);
        likeness.map(|likeness| likeness + equal + if slot { SAME_SLOT } else { 0.0 })
    });
    let known: Known = items.iter().map(|item| (item.witness, days(item))).collect();
    for (members, _) in groups {
        let all = || members.iter().map(|item| items[*item].value.date);
        // "aujourd'hui" in one quotation printed on two days is one day.
        let surfaces = || members.iter().map(|item| fold(items[*item].span.of(scene.text(&scene.units[items[*item].unit]))));
        let alike = surfaces().collect::<BTreeSet<String>>().len() == 1;
        let pairs = || all().flat_map(|a| all().map(move |b| (a, b)));
        if !alike && pairs().any(|(a, b)| apart(a, b).is_some_and(|days| days > 0) && !overlap(a, b)) {
            found.push(Found::of(Kind::Date, &members, &items, OTHER_DAY * conviction(said, &items, &known, &members), scene));
        } else if !alike && pairs().any(|(a, b)| vaguer(a, b)) {
            found.push(Found::of(Kind::Date, &members, &items, VAGUER, scene));
        }
    }
}

/// What each witness gives a day of.
type Known = BTreeSet<(usize, Option<(i32, i32)>)>;

/// Every day that dates something, in order.
fn dated<'a>(scene: &Scene<'a>, said: &Said) -> Vec<Item<Day<'a>>> {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        for (span, date) in &unit.dates {
            let words = word_range(unit, *span);
            if let Some(day) = Day::new(scene, unit, words.clone(), *span, date) {
                items.push(Item::new(scene, &said.statement_of, at, words, *span, day));
            }
        }
    }
    items
}

/// How far two days convince that they are those of one act, `0.2..=1.0`: by their clauses, one statement, one slot of it. Who gives the
/// other's day as well may speak of another act.
fn conviction(said: &Said, items: &[Item<Day>], known: &Known, members: &[usize]) -> f64 {
    let pair = |a: &Item<Day>, b: &Item<Day>| {
        let of_saying = match (a.value.said, b.value.said) {
            (true, true) => SAYINGS,
            (false, false) => 1.0,
            _ => SAYING_AND_DEED,
        };
        // Two articles that each tell what happened on their own day tell of two acts more often than of one.
        let own = if a.value.printed && b.value.printed { EACH_ITS_OWN } else { 1.0 };
        let undated = if a.value.undated || b.value.undated { UNDATED } else { 1.0 };
        let agreed = (agreement(a, b) / AGREED).min(1.0);
        let yes = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        let together = a.statement.is_some() && a.statement == b.statement;
        let both = known.contains(&(a.witness, b.value.date.days)) || known.contains(&(b.witness, a.value.date.days));
        of_saying
            * own
            * undated
            * nearness(a.value.date, b.value.date)
            * (0.2 + 0.4 * agreed + yes(together, 0.25) + yes(same_slot(said, a, b), 0.25) - yes(both, 0.15))
    };
    let pairs = members.iter().flat_map(|a| members.iter().map(move |b| (&items[*a], &items[*b])));
    let differing = pairs.filter(|(a, b)| apart(a.value.date, b.value.date).is_some_and(|days| days > 0));
    differing.map(|(a, b)| pair(a, b)).fold(0.0, f64::max).clamp(0.2, 1.0)
}

/// What is left of the conviction that two days are those of one act for their distance alone: reports err by days, by a month or by a year,
/// and of years and months everybody gives many.
fn nearness(a: &DateMention, b: &DateMention) -> f64 {
    let (Some(one), Some(other)) = (a.days, b.days) else { return 1.0 };
    if one.0 != one.1 || other.0 != other.1 {
        let longest = (one.1 - one.0).max(other.1 - other.0) + 1;
        return if longest > WEEK { STRETCHES } else { 1.0 };
    }
    let slip = a.month_day.zip(b.month_day).is_some_and(|(one, other)| one.0 == other.0 || one.1 == other.1);
    if (one.0 - other.0).abs() <= WEEK || slip { 1.0 } else { FAR }
}

/// How many days apart two mentions begin: by what they resolve to, else, as far as they name it, by the day of the week; `None` where they
/// cannot be compared.
pub(super) fn apart(a: &DateMention, b: &DateMention) -> Option<i32> {
    // "Thursday" may be the last one or the next: it is no other day than a Thursday near by.
    let day = |date: &DateMention| date.days.filter(|days| days.0 == days.1).map(|days| days.0);
    if let (Some(one), Some(other)) = (day(a), day(b)) {
        let named = by_name(a) != by_name(b);
        if named && weekday_of(one) == weekday_of(other) && (one - other).abs() <= WEEK {
            return Some(0);
        }
    }
    if let (Some(a), Some(b)) = (a.days, b.days) {
        let (length, other) = (a.1 - a.0 + 1, b.1 - b.0 + 1);
        // A day and a year are no two accounts of one time.
        return (length.max(other) <= 7 || length.max(other) <= LONGER * length.min(other))
            .then(|| if a == b { 0 } else { (a.0 - b.0).abs().max(1) });
    }
    let weekday = |date: &DateMention| date.weekday.or(date.days.filter(|days| days.0 == days.1).map(|days| weekday_of(days.0)));
    let gap = (weekday(a)? - weekday(b)?).rem_euclid(7);
    // "14 July" and another day of an article without a date may lie months apart.
    let plain = |date: &DateMention| date.month_day.is_none() || date.weekday.is_some();
    (gap == 0 || plain(a) && plain(b)).then(|| i32::from(gap.min(7 - gap)))
}

/// Whether the days two mentions may mean have one in common: a day of the week may be the last one or the next.
fn overlap(a: &DateMention, b: &DateMention) -> bool {
    let meet = |a: (i32, i32), b: (i32, i32)| a.0 <= b.1 && b.0 <= a.1;
    let either = |a: &DateMention, b: &DateMention| match (a.days, b.days) {
        (Some(day), Some(days)) if by_name(a) && days.0 != days.1 => {
            [-WEEK, WEEK].iter().any(|weeks| meet((day.0 + weeks, day.1 + weeks), days))
        }
        _ => false,
    };
    matches!((a.days, b.days), (Some(a), Some(b)) if meet(a, b)) || either(a, b) || either(b, a)
}

/// Whether a mention gives the day of the week alone.
fn by_name(date: &DateMention) -> bool {
    date.weekday.is_some() && date.month_day.is_none()
}

/// Whether one names a stretch that holds the other's and is not much longer: the week-end of a Saturday, the year of a season. A year
/// that a day lies in is merely how one writes.
fn vaguer(a: &DateMention, b: &DateMention) -> bool {
    let (Some(a), Some(b)) = (a.days, b.days) else { return false };
    let (length, other) = (a.1 - a.0 + 1, b.1 - b.0 + 1);
    a.0 <= b.0 && b.1 <= a.1 && length > other && (length <= 7 || length <= LONGER * other)
}

/// 1 for Monday. Day 0 was a Thursday.
fn weekday_of(day: i32) -> i8 {
    ((day + 3).rem_euclid(7) + 1) as i8
}

/// A time of day.
struct Moment {
    minute: u16,
    zone: Option<&'static str>,
    /// Given as a rough one: "peu avant 20 heures".
    rough: bool,
}

/// Times of day given to one deed.
pub(super) fn times(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let told = |_, unit: &Unit, words: Range<usize>, time: &ClockTime| {
        let behind = words.end.checked_sub(1).and_then(|last| unit.words.get(last));
        let zone = behind.and_then(|word| zone(scene.text(unit), word.span.end));
        Moment { minute: time.minute, zone, rough: is_rough(scene, unit, words) }
    };
    let items = said.items(scene, |unit| &unit.times, told);
    let mut known: BTreeMap<(usize, u16), Vec<usize>> = BTreeMap::new();
    items.iter().enumerate().for_each(|(at, item)| known.entry((item.witness, item.value.minute)).or_default().push(at));
    let most = |_: &Item<_>, _: &Item<_>, likeness: f64| if likeness > 0.0 { likeness + 0.5 + EQUAL } else { 0.0 };
    let groups = group(&items, SAME_TIME, most, |a, b, likeness| {
        let (one, other) = (&a.value, &b.value);
        let equal = if one.minute == other.minute { EQUAL } else { 0.0 };
        // Who gives both times of this speaks of two moments.
        let also = |witness: usize, minute: u16, of: &Item<Moment>| {
            known.get(&(witness, minute)).is_some_and(|own| own.iter().any(|item| agreement(&items[*item], of) > 0.0))
        };
        let together = one.minute == other.minute
            || one.minute.abs_diff(other.minute) <= MINUTES_TOGETHER
                && (agreement(a, b) >= SAME_TIMED_CLAUSE || same_slot(said, a, b))
                && !also(a.witness, other.minute, b)
                && !also(b.witness, one.minute, a);
        let zoned = one.zone == other.zone;
        (zoned && together).then(|| likeness + 0.5 * agreement(a, b) + equal).filter(|score| *score > equal)
    });
    for (members, score) in groups {
        let all = || members.iter().map(|item| &items[*item].value);
        let rough = all().any(|moment| moment.rough);
        let round = rough || all().any(|moment| moment.minute % 30 == 0);
        let (apart, weight) = if round { (ROUNDED_MINUTES + 1, ROUND_TIME) } else { (MINUTES_APART, OTHER_TIME) };
        let minutes = || all().map(|moment| moment.minute);
        let spread = minutes().max().unwrap_or(0) - minutes().min().unwrap_or(0);
        let weight = match spread {
            0 => continue,
            spread if spread >= MINUTES_FAR => FAR_MOMENTS * weight,
            spread if spread >= apart => weight,
            _ if rough && !all().all(|moment| moment.rough) => ROUGHER_TIME,
            _ => continue,
        };
        found.push(Found::of(Kind::Date, &members, &items, weight * certainty(score), scene));
    }
}

/// Whether words right before a time, or right behind it, make it a rough one: "peu avant 20 heures", "saat 20.00 sıralarında".
fn is_rough(scene: &Scene, unit: &Unit, time: Range<usize>) -> bool {
    let language = scene.language(unit);
    let leads = |at: usize| language.at_time.at(&unit.words[at..], |word| word.exact).is_some();
    let start = (time.start.saturating_sub(ROUGH_REACH)..time.start).rev().take_while(|at| leads(*at)).last().unwrap_or(time.start);
    let rough = |at: usize| language.rough_time.at(&unit.words[at..], |word| word.exact).map(|(length, ())| at + length);
    let ends = |at: usize| rough(at).is_some_and(|end| (start..=time.start).contains(&end));
    // "Avant" behind a time leads to what comes next.
    let behind = matches!(scene.witnesses[unit.witness].lang, Some(Lang::TR))
        && (time.end..(time.end + 2).min(unit.words.len())).any(|at| rough(at).is_some());
    behind || (start.saturating_sub(ROUGH_REACH)..time.start).any(ends)
}

fn same_slot<T>(said: &Said, a: &Item<T>, b: &Item<T>) -> bool {
    said.slot_of(a).is_some_and(|slot| said.slot_of(b) == Some(slot))
}
