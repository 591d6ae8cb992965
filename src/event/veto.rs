//! What forbids two groups to be one event, whatever their words.
//!
//! Enters: units. Leaves: a [`Profile`] of each, which grows as groups merge, and the vetoes between two of them.
//! **Invariant:** a veto looks at groups, never at one pair: an article freed from one member would join the next.

use std::collections::BTreeSet;

use super::batch::Unit;

/// Why two groups cannot be one event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Veto {
    /// Published farther apart than the window, and no explicit day is named by both.
    OutsideWindow,
    /// Neither has a publication day, the batch is too small to show what is common in it, and the days or weekdays that the leads
    /// name have none in common.
    OtherDays,
    /// One outlet's recurring page under one headline, of different days.
    RecurringPage,
    /// Two issues of one outlet's series, made from one mould.
    Series,
}

impl Veto {
    /// Its name in explanations.
    pub fn name(self) -> &'static str {
        match self {
            Veto::OutsideWindow => "outside_window",
            Veto::OtherDays => "other_days",
            Veto::RecurringPage => "recurring_page",
            Veto::Series => "series",
        }
    }
}

/// A headline without its dates and numbers, with the day it stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Page {
    source: Option<u64>,
    shape: u64,
    day: i32,
}

/// What vetoes need to know about a group.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    published: Option<(i32, i32)>,
    /// First and last minute of publication, where all say them.
    minutes: Option<(i32, i32)>,
    days: BTreeSet<i32>,
    /// Day and month without a year, as `month * 32 + day`.
    partial: BTreeSet<i16>,
    weekdays: BTreeSet<i8>,
    pages: BTreeSet<Page>,
    /// Series of which it holds an issue, by their first units.
    series: BTreeSet<u32>,
}

/// Articles below which a batch cannot show which words its subject always brings: there, different weekdays in undated leads keep
/// look-alikes apart. In larger batches rare words do, and a veto would split sequels that name the day after.
const FEW: usize = 60;

impl Profile {
    /// The profile of one of `units`, which may be an issue of a series.
    pub fn new(unit: u32, units: &[Unit], series: Option<u32>) -> Profile {
        let (unit, units) = (&units[unit as usize], units.len());
        let evidence = &unit.evidence;
        let day = evidence.title_day.or(evidence.calendar.first).or(evidence.published);
        let page = evidence.headline_shape.zip(day).map(|(shape, day)| Page { source: evidence.source, shape, day });
        let calendar = &evidence.calendar;
        Profile {
            published: unit.published,
            minutes: evidence.minute.map(|minute| (minute, minute)),
            days: calendar.days.iter().copied().collect(),
            partial: calendar.partial.iter().copied().filter(|_| units < FEW).collect(),
            weekdays: calendar.weekdays.iter().copied().filter(|_| units < FEW).collect(),
            pages: page.into_iter().collect(),
            series: series.into_iter().collect(),
        }
    }

    /// Takes in a group that has joined.
    pub fn absorb(&mut self, other: Profile) {
        self.published = match (self.published, other.published) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
        self.minutes = self.minutes.zip(other.minutes).map(|((a, b), (c, d))| (a.min(c), b.max(d)));
        self.days.extend(other.days);
        self.partial.extend(other.partial);
        self.weekdays.extend(other.weekdays);
        self.pages.extend(other.pages);
        self.series.extend(other.series);
    }

    /// Whether any veto stands between the two.
    pub fn forbids(&self, other: &Profile, window_days: i32) -> bool {
        self.veto(other, window_days).is_some()
    }

    /// The first veto that stands between the two.
    pub fn veto(&self, other: &Profile, window_days: i32) -> Option<Veto> {
        if self.outside_window(other, window_days) {
            return Some(Veto::OutsideWindow);
        }
        if self.published.is_none() && other.published.is_none() && self.on_other_days(other) {
            return Some(Veto::OtherDays);
        }
        let recurs = |page: &Page| other.pages.iter().any(|o| (page.source, page.shape) == (o.source, o.shape) && page.day != o.day);
        if self.pages.iter().any(recurs) {
            return Some(Veto::RecurringPage);
        }
        (!self.series.is_disjoint(&other.series)).then_some(Veto::Series)
    }

    fn outside_window(&self, other: &Profile, window_days: i32) -> bool {
        let (Some((a_first, a_last)), Some((b_first, b_last))) = (self.published, other.published) else { return false };
        a_last.max(b_last) - a_first.min(b_first) > window_days && self.days.is_disjoint(&other.days)
    }

    /// Whether some form of day is named by both, and no form has a day in common.
    fn on_other_days(&self, other: &Profile) -> bool {
        let forms = [meet(&self.partial, &other.partial), meet(&self.weekdays, &other.weekdays)];
        forms.contains(&Some(false)) && !forms.contains(&Some(true)) && self.days.is_disjoint(&other.days)
    }

    /// First and last minute of publication, where all say them.
    pub fn minutes(&self) -> Option<(i32, i32)> {
        self.minutes
    }

    /// First and last day of publication.
    pub fn published(&self) -> Option<(i32, i32)> {
        self.published
    }
}

/// Whether two sets share an entry; `None` where one is empty.
fn meet<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| !a.is_disjoint(b))
}
