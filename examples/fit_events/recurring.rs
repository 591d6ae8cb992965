//! Series of recurring events in invented words: each month the same two leaders, the same places and phrases, and something new.
//!
//! No public set has them in small batches with dates missing, which is where telling one call from the next is hardest.
//! **Invariant:** the same articles on every machine; no word, name or phrase of them is in a test.

use std::collections::BTreeMap;

use recoupe::article::{Article, Date, Lang, days_from_civil};
use recoupe::hash;

const SERIES: u64 = 10;
const MONTHS: i8 = 12;
const OUTLETS: u64 = 4;

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTH_NAMES: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const ONSETS: [&str; 16] = ["b", "d", "f", "g", "l", "m", "n", "p", "r", "t", "v", "br", "tr", "pl", "cr", "gl"];
const RIMES: [&str; 12] = ["a", "é", "i", "o", "ou", "an", "on", "ar", "el", "ir", "oche", "ude"];

/// The articles of each series with the event of each.
pub fn series() -> Vec<(Vec<Article>, BTreeMap<String, String>)> {
    (0..SERIES).map(one).collect()
}

fn one(series: u64) -> (Vec<Article>, BTreeMap<String, String>) {
    let (mut articles, mut gold) = (Vec::new(), BTreeMap::new());
    for month in 1..=MONTHS {
        let day = days_from_civil(2010 + series as i16, month, 3 + (draw(&[series, month as u64]) % 24) as i8).unwrap_or_default();
        for outlet in 0..OUTLETS {
            let account = Account { series, month, outlet, day };
            let article = account.article();
            gold.insert(article.id.clone(), format!("{series}-{month}"));
            articles.push(article);
        }
    }
    (articles, gold)
}

/// What one outlet writes of one event.
struct Account {
    series: u64,
    month: i8,
    outlet: u64,
    day: i32,
}

impl Account {
    fn article(&self) -> Article {
        let id = format!("recurring-{}-{:02}-{}", self.series, self.month, self.outlet);
        // The morning after, for some.
        let published = self.day + i32::from(self.outlet == 2);
        Article {
            title: self.title(),
            text: self.text(),
            source: Some(format!("outlet {}", self.outlet)),
            date: Some(Date::from_day(published)),
            lang: Some(Lang::FR),
            id,
            ..Article::default()
        }
    }

    fn saga(&self, word: u64) -> String {
        self::word(&[self.series, 1, word])
    }

    fn own(&self, word: u64) -> String {
        self::word(&[self.series, 2, self.month as u64, word])
    }

    fn habit(&self, word: u64) -> String {
        self::word(&[self.series, 3, self.outlet, word])
    }

    fn draw(&self, what: u64) -> u64 {
        draw(&[self.series, self.month as u64, self.outlet, what])
    }

    fn title(&self) -> String {
        let leader = name(&self.saga(self.draw(1) % 2));
        let topic = [self.own(self.draw(2) % 5), self.own(5 + self.draw(3) % 6)];
        let named = if self.draw(4).is_multiple_of(2) { name(&self.own(20)) } else { self.saga(12 + self.draw(5) % 8) };
        format!("{leader} : {} {} de {named}", topic[0], topic[1])
    }

    fn text(&self) -> String {
        let [one, two] = [name(&self.saga(0)), name(&self.saga(1))];
        let when = self.when();
        let common: Vec<String> = (2..22).filter(|word| self.draw(100 + word) % 10 < 6).map(|word| self.saga(word)).collect();
        let mut own: Vec<String> = (0..16).filter(|word| self.draw(200 + word) % 10 < 5).map(|word| self.own(word)).collect();
        own.extend((20..23).filter(|word| self.draw(200 + word) % 10 < 6).map(|word| name(&self.own(word))));
        let figures = (0..2).filter(|figure| self.draw(300 + figure).is_multiple_of(2));
        own.extend(
            figures.map(|figure| format!("{} {}", 12 + draw(&[self.series, self.month as u64, figure]) % 900, self.own(30 + figure))),
        );
        let habits: Vec<String> = (0..10).map(|word| self.habit(word)).collect();
        let (half, place) = (own.len() / 2, name(&self.saga(30)));
        format!(
            "{one} et {two} ont {} {when} le {} du {} à {place}. Les {} sont {}. La {} est {} pour {one}, avec {}. Le {}.",
            habits[0],
            common.join(" de "),
            habits[1],
            own[..half].join(" et la "),
            habits[2..5].join(" par "),
            own[half..].join(" des "),
            habits[5],
            habits[6],
            habits[7..].join(" en "),
        )
    }

    /// How this outlet names the day, if it does.
    fn when(&self) -> String {
        let weekday = WEEKDAYS[(self.day + 3).rem_euclid(7) as usize];
        let date = Date::from_day(self.day).to_string();
        let of_month = date.rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned();
        let date = format!("{of_month} {}", MONTH_NAMES[self.month as usize - 1]);
        match (self.outlet + self.series) % 5 {
            0 => format!("{weekday} {date}"),
            1 => weekday.to_owned(),
            2 => format!("le {date}"),
            3 => format!("{weekday} soir"),
            _ => String::new(),
        }
    }
}

fn draw(key: &[u64]) -> u64 {
    hash::mix(hash::sequence(key.iter().copied()))
}

/// A word of two to four syllables.
fn word(key: &[u64]) -> String {
    let mut left = draw(key);
    let syllables = 2 + left % 3;
    left /= 3;
    let mut word = String::new();
    for _ in 0..syllables {
        word += ONSETS[(left % 16) as usize];
        left /= 16;
        word += RIMES[(left % 12) as usize];
        left /= 12;
    }
    word
}

fn name(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
