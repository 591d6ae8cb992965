//! The days an article itself names for its happening.
//!
//! Enters: a document and its mentions. Leaves: a [`Calendar`] of headline and lead.
//! **Invariant:** publication is not among them; it is weaker evidence and is compared apart.

use crate::article::civil_from_days;
use crate::document::Document;
use crate::mention::{DateMention, DocumentMentions};

/// Days named in headline and lead, each list ascending, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Calendar {
    /// Single days that are resolved, in days since 1970-01-01.
    pub days: Vec<i32>,
    /// Day and month of mentions that no year is known for, as `month * 32 + day`.
    pub partial: Vec<i16>,
    /// Weekdays that could not be resolved, 1 for Monday.
    pub weekdays: Vec<i8>,
    /// Day and month of all mentions, resolved or not, as in `partial`.
    pub month_days: Vec<i16>,
    /// Weekdays of all mentions.
    pub all_weekdays: Vec<i8>,
    /// The resolved single day named first.
    pub first: Option<i32>,
}

/// Days further back than this before publication are background ("en mai 2017"), not the news.
const NEWS_DAYS: i32 = 31;

/// Reads the mentions of the headline and of the body before byte `lead_end`.
pub(super) fn calendar(document: &Document, mentions: &DocumentMentions, lead_end: usize) -> Calendar {
    let published = document.article.date.map(|date| date.day());
    let mut found = Calendar::default();
    let lead = mentions.body.dates.iter().filter(|date| (date.span.start as usize) < lead_end);
    for date in mentions.title.dates.iter().chain(lead) {
        found.add(date, published);
    }
    found.settle();
    found
}

/// Day and month of a day, as `month * 32 + day`.
fn month_day(day: i32) -> i16 {
    let (_, month, day) = civil_from_days(day);
    (month * 32 + day) as i16
}

/// 1 for Monday. Day 0 was a Thursday.
fn weekday(day: i32) -> i8 {
    ((day + 3).rem_euclid(7) + 1) as i8
}

impl Calendar {
    fn add(&mut self, date: &DateMention, published: Option<i32>) {
        match date.days {
            Some((first, last)) if first == last => {
                let news = published.is_none_or(|day| (day - NEWS_DAYS..=day + NEWS_DAYS).contains(&first));
                if news {
                    self.days.push(first);
                    self.first = self.first.or(Some(first));
                }
            }
            Some(_) => {}
            None => {
                if let Some((month, day)) = date.month_day {
                    self.partial.push(i16::from(month) * 32 + i16::from(day));
                }
                self.weekdays.extend(date.weekday);
            }
        }
    }

    fn settle(&mut self) {
        self.month_days = self.days.iter().map(|day| month_day(*day)).chain(self.partial.iter().copied()).collect();
        self.all_weekdays = self.days.iter().map(|day| weekday(*day)).chain(self.weekdays.iter().copied()).collect();
        ascending(&mut self.days);
        ascending(&mut self.partial);
        ascending(&mut self.weekdays);
        ascending(&mut self.month_days);
        ascending(&mut self.all_weekdays);
    }
}

fn ascending<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}
