//! Names of outlets: an outlet known by its domain gets the name that other articles of that domain give it.
//!
//! Enters: outlets and addresses of articles, one at a time and from any thread. Leaves: one name an outlet.
//! **Invariant:** of several names for a domain the most frequent wins, of equals the first in the alphabet, whatever the order of articles.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ahash::AHashMap;

/// Stands before a host that is all an article says of its outlet; no outlet is called so.
const IMPLIED: char = '\0';

/// The outlets met so far, numbered as they come; 0 is none.
#[derive(Debug, Default)]
pub struct Outlets(Mutex<Shared>);

#[derive(Debug, Default)]
struct Shared {
    numbers: AHashMap<Box<str>, u32>,
    /// For each host, how often each outlet stands beside it.
    hosts: AHashMap<Box<str>, AHashMap<u32, u64>>,
}

/// One thread's view: asks the others only for outlets it has not met.
#[derive(Debug)]
pub struct Register<'o> {
    outlets: &'o Outlets,
    known: Shared,
    implied: String,
}

/// What became of the numbers.
#[derive(Debug, Default)]
pub struct Names {
    /// For each number the one of its name: two numbers may come to one name.
    pub number: Vec<u32>,
    /// For each number its name.
    pub name: Vec<Option<Arc<str>>>,
}

impl Outlets {
    /// A register for one thread.
    pub fn register(&self) -> Register<'_> {
        Register { outlets: self, known: Shared::default(), implied: String::new() }
    }

    /// Decides the names. All registers must be gone.
    pub fn names(self) -> Names {
        let Shared { numbers, hosts } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut given: Vec<&str> = vec![""; numbers.len() + 1];
        numbers.iter().for_each(|(name, number)| given[*number as usize] = name);
        let best = |counts: &AHashMap<u32, u64>| {
            let named = counts.iter().map(|(number, count)| (*count, Reverse(given[*number as usize])));
            named.max().map(|(_, Reverse(name))| name)
        };
        let of_host: BTreeMap<&str, &str> = hosts.iter().filter_map(|(host, counts)| Some((&**host, best(counts)?))).collect();
        let mut first: AHashMap<&str, (u32, Arc<str>)> = AHashMap::new();
        let mut names = Names::default();
        for (number, name) in (0..).zip(given.iter().map(|given| name(given, &of_host))) {
            let entry = name.map(|name| first.entry(name).or_insert_with(|| (number, Arc::from(name))).clone());
            let (number, name) = entry.unzip();
            names.number.push(number.unwrap_or(0));
            names.name.push(name);
        }
        names
    }
}

impl Register<'_> {
    /// The number of an article's outlet.
    pub fn number(&mut self, source: Option<&str>, url: Option<&str>) -> u32 {
        let host = url.and_then(host);
        match (source, host) {
            (None, None) => 0,
            (None, Some(host)) => {
                let mut implied = std::mem::take(&mut self.implied);
                implied.clear();
                implied.push(IMPLIED);
                implied.push_str(&host);
                let number = self.number_of(&implied);
                self.implied = implied;
                number
            }
            (Some(source), host) => {
                let number = self.number_of(source);
                if let Some(host) = host.filter(|_| !is_domain(source)) {
                    match self.known.hosts.get_mut(&*host) {
                        Some(counts) => *counts.entry(number).or_default() += 1,
                        None => {
                            self.known.hosts.entry(host.into_owned().into()).or_default().insert(number, 1);
                        }
                    }
                }
                number
            }
        }
    }

    fn number_of(&mut self, outlet: &str) -> u32 {
        if let Some(number) = self.known.numbers.get(outlet) {
            return *number;
        }
        let mut shared = self.outlets.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u32::try_from(shared.numbers.len() + 1).expect("there are fewer outlets than articles");
        let number = *shared.numbers.entry(outlet.into()).or_insert(next);
        self.known.numbers.insert(outlet.into(), number);
        number
    }
}

impl Drop for Register<'_> {
    fn drop(&mut self) {
        let mut shared = self.outlets.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (host, counts) in self.known.hosts.drain() {
            let all = shared.hosts.entry(host).or_default();
            counts.into_iter().for_each(|(number, count)| *all.entry(number).or_default() += count);
        }
    }
}

/// The name of what was given as an outlet.
fn name<'n>(given: &'n str, of_host: &BTreeMap<&'n str, &'n str>) -> Option<&'n str> {
    match given.strip_prefix(IMPLIED) {
        Some(host) => of_host.get(host).copied(),
        None if is_domain(given) => Some(of_host.get(given.trim_start_matches("www.")).copied().unwrap_or(given)),
        None => (!given.is_empty()).then_some(given),
    }
}

/// Whether an outlet is named by its domain.
fn is_domain(source: &str) -> bool {
    source.contains('.') && !source.contains(char::is_whitespace) && source.is_ascii()
}

/// Host of a web address in lower case, without `www.`; `None` if it has none. The scheme may be missing.
pub(crate) fn host(url: &str) -> Option<Cow<'_, str>> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
    let given = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let bare = given.get(..4).filter(|first| first.eq_ignore_ascii_case("www.")).map_or(given, |first| &given[first.len()..]);
    let is_upper = bare.bytes().any(|byte| byte.is_ascii_uppercase());
    let host = if is_upper { Cow::Owned(bare.to_ascii_lowercase()) } else { Cow::Borrowed(bare) };
    let plausible = host.contains('.') && !host.contains(char::is_whitespace) && !host.starts_with('.') && !host.ends_with('.');
    plausible.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_addresses() {
        for (url, expected) in [
            ("https://www.lejournal.example/a?b#c", Some("lejournal.example")),
            ("http://user:pw@host.example:8080", Some("host.example")),
            ("lejournal.example/a", Some("lejournal.example")),
            ("HTTPS://WWW.LeJournal.example", Some("lejournal.example")),
            ("/local/path.html", None),
            ("not an address", None),
            ("", None),
            ("https://", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_domain_gets_the_name_most_give_it() {
        let articles = [
            (Some("Le Port"), Some("https://www.leport.example/1")),
            (Some("Port"), Some("https://leport.example/2")),
            (Some("Le Port"), Some("http://leport.example:80/3")),
            (Some("www.leport.example"), None),
            (Some("leport.example"), Some("https://other.example/4")),
            (None, Some("https://leport.example/5")),
            (None, Some("https://nobody.example/6")),
            (Some("else.example"), None),
            (None, None),
        ];
        let expected = [
            Some("Le Port"),
            Some("Port"),
            Some("Le Port"),
            Some("Le Port"),
            Some("Le Port"),
            Some("Le Port"),
            None,
            Some("else.example"),
            None,
        ];
        for order in [[0, 1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1, 0]] {
            let outlets = Outlets::default();
            let mut numbers = [0; 9];
            for at in order {
                let (source, url) = articles[at];
                numbers[at] = outlets.register().number(source, url);
            }
            let names = outlets.names();
            let named = numbers.map(|number| names.name[number as usize].clone());
            assert_eq!(named.each_ref().map(|name| name.as_deref()), expected);
            assert_eq!(names.number[numbers[3] as usize], names.number[numbers[0] as usize]);
        }
    }
}
