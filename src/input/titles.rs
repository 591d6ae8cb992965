//! The headline of a page, out of what its tab and its first heading say.
//!
//! Enters: the title of a page, the names of its site, its headings. Leaves: the headline.
//! **Invariant:** words are taken off only where they name the site.

use crate::text::tokenize;

/// What stands between a headline and the name of a site.
const SEPARATORS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", " • "];

/// Fewest words of a title that a heading can be told to repeat: a section may be called like the beginning of a headline.
const LEAST_WORDS: usize = 3;

/// Words by which a heading goes on at most: what is longer holds more than a headline.
const MOST_MORE: usize = 15;

/// The headline in `title`, without the name of the site behind it; the heading instead that goes on where the title ends.
pub(super) fn headline<'t>(title: &'t str, site: &[String], headings: &'t [String]) -> &'t str {
    let title = without_site(title.trim(), site);
    let words = hashes(title);
    let goes_on = |heading: &&String| {
        let heading = hashes(heading);
        words.len() >= LEAST_WORDS && heading.len() <= words.len() + MOST_MORE && heading.starts_with(&words)
    };
    headings.iter().find(goes_on).map_or(title, |heading| without_site(heading, site))
}

/// Without the last part, if that is the name of the site or its address.
fn without_site<'t>(title: &'t str, site: &[String]) -> &'t str {
    let last = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator.len()))).max();
    let Some((at, length)) = last else { return title };
    let (headline, name) = (title[..at].trim_end(), squeezed(&title[at + length..]));
    let is_site = site.iter().any(|site| name == squeezed(site) || is_host(site) && name == squeezed(label(site)));
    if is_site && !headline.is_empty() { headline } else { title }
}

/// The letters and digits of a name in lower case: `The Daily Tale` and `thedailytale` are one.
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_host(site: &str) -> bool {
    site.contains('.') && !site.contains(char::is_whitespace)
}

/// What of an address is a name: `dailytale` of `news.dailytale.example`.
fn label(host: &str) -> &str {
    host.rsplit('.').nth(1).unwrap_or(host)
}

fn hashes(text: &str) -> Vec<u64> {
    tokenize(text).iter().map(|token| token.hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_taken_off_and_nothing_else() {
        let site = ["The Daily Tale".to_owned(), "www.dailytale.example".to_owned()];
        for (title, expected) in [
            ("Fire destroys warehouse | The Daily Tale", "Fire destroys warehouse"),
            ("Fire destroys warehouse – THE DAILY TALE ", "Fire destroys warehouse"),
            ("Fire - two hurt - dailytale", "Fire - two hurt"),
            ("Fire | dailytale.example", "Fire | dailytale.example"),
            ("Fire | www.dailytale.example", "Fire"),
            ("Fire | World | The Daily Tale", "Fire | World"),
            ("The Daily Tale | Fire", "The Daily Tale | Fire"),
            ("Fire-The Daily Tale", "Fire-The Daily Tale"),
            ("Editor leaves The Daily Tale", "Editor leaves The Daily Tale"),
            ("Who wins - The Daily Tale of a feud", "Who wins - The Daily Tale of a feud"),
            ("Fire | Other Site", "Fire | Other Site"),
            (" | The Daily Tale", "| The Daily Tale"),
            ("", ""),
        ] {
            assert_eq!(headline(title, &site, &[]), expected, "{title:?}");
        }
        assert_eq!(headline("Fire | The Daily Tale", &[], &[]), "Fire | The Daily Tale");
    }

    #[test]
    fn a_heading_that_goes_on_is_the_headline() {
        let site = ["The Daily Tale".to_owned()];
        for (title, heading, expected) in [
            ("Fire destroys warehouse | The Daily Tale", "Fire destroys warehouse, two hurt", "Fire destroys warehouse, two hurt"),
            ("Fire destroys warehouse", "FIRE DESTROYS WAREHOUSE", "FIRE DESTROYS WAREHOUSE"),
            ("War in the east: army retreats", "War in the east", "War in the east: army retreats"),
            ("The war", "The war goes on", "The war"),
            ("Fire destroys warehouse", "The Daily Tale", "Fire destroys warehouse"),
            ("Fire destroys warehouse", "Warehouse: fire destroys it", "Fire destroys warehouse"),
        ] {
            assert_eq!(headline(title, &site, &["".to_owned(), heading.to_owned()]), expected, "{title:?}");
        }
    }
}
