//! Cards of links that a scraper read as words of the sentence around them.
//!
//! Enters: one line. Leaves: the parts of it that are such cards, in order, disjoint. **Invariant:** what is left of the line is the
//! sentence without them; it is read in parts, one on either side of each. **Source:** pages that unfold a card over every name:
//! `Trump Donald John TrumpHeadline Headline MORE said` in scraped text, for `Trump said`.

use std::ops::Range;

use memchr::memmem;

/// What ends a card.
const END: &[u8] = b" MORE";
/// Words of the whole name between the two times that it ends in the name which stands in the sentence.
const NAMES: usize = 5;
/// Furthest byte from the name at which its card ends: half a dozen headlines.
const REACH: usize = 900;

/// The cards in `line`, as ranges of its bytes. Empty for almost every line, found out at the speed of a search for bytes; else linear.
pub(super) fn cards(line: &str) -> Vec<Range<usize>> {
    let mut ends =
        memmem::find_iter(line.as_bytes(), END).map(|at| at + END.len()).filter(|end| !goes_on_in_letters(line, *end)).peekable();
    if ends.peek().is_none() {
        return Vec::new();
    }
    let words: Vec<Range<usize>> = words(line).collect();
    let mut cards: Vec<Range<usize>> = Vec::new();
    for at in 0..words.len() {
        let start = words[at].end;
        if cards.last().is_some_and(|card| start < card.end) {
            continue;
        }
        let Some(glued) = opens(line, &words, at) else { continue };
        while ends.next_if(|end| *end <= words[glued].end).is_some() {}
        cards.extend(ends.peek().filter(|end| **end - start <= REACH).map(|end| start..*end));
    }
    cards
}

/// Where the word at `at` is repeated before long, a headline glued to it, with nothing but names between: "Trump Donald John TrumpHe".
/// Where all is in capitals nothing tells a headline from the rest of a word.
fn opens(line: &str, words: &[Range<usize>], at: usize) -> Option<usize> {
    let shown = |word: &Range<usize>| &line[word.clone()];
    let name = shown(&words[at]);
    let behind = &words[at + 1..words.len().min(at + 2 + NAMES)];
    // A card of one name repeats it at once: "Google GoogleHeadline MORE".
    let proper = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    let glued = proper.then(|| behind.iter().position(|word| goes_on(shown(word), name))).flatten()?;
    behind[..glued].iter().all(|word| is_name(shown(word))).then_some(at + 1 + glued)
}

fn goes_on_in_letters(line: &str, end: usize) -> bool {
    line[end..].starts_with(char::is_alphanumeric)
}

/// The words of `line` as they stand between white space.
fn words(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let place = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    line.split_whitespace().map(move |word| place(word)..place(word) + word.len())
}

/// Whether a word is a name and, without a space, the beginning of a headline.
fn goes_on(word: &str, name: &str) -> bool {
    let begins = |c: char| c.is_uppercase() || c.is_ascii_digit() || "'\"‘’“”".contains(c);
    name.len() > 1 && word.strip_prefix(name).is_some_and(|headline| headline.chars().next().is_some_and(begins))
}

fn is_name(word: &str) -> bool {
    word.trim_start_matches(['(', '"', '“']).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_end_with_their_last_link() {
        for (line, expected) in [
            (
                "said Sen. Bob Corker Robert (Bob) Phillips CorkerLindsey Graham basks in the spotlight GOP senators balk MORE (R-Tenn.) on Friday.",
                "said Sen. Bob Corker (R-Tenn.) on Friday.",
            ),
            (
                "President Trump Donald John Trump'Fire him' say Democrats MORE and Speaker Pelosi Nancy PelosiOn the money MORE met.",
                "President Trump and Speaker Pelosi met.",
            ),
            ("Trump Donald John Trump2020 Democrats make a play MORE’s plan", "Trump’s plan"),
            // No card: nothing is glued, the name is no name, the capitals are words of the text.
            ("Trump Donald John Trump said MORE", "Trump Donald John Trump said MORE"),
            ("We want more, and weWant MORE", "We want more, and weWant MORE"),
            ("McCain and then McCainites asked for MORE", "McCain and then McCainites asked for MORE"),
            ("THE PRESIDENT SAID THERE WILL BE NO MORE TALKS", "THE PRESIDENT SAID THERE WILL BE NO MORE TALKS"),
            ("Google MORE GoogleHeadline words MORE said", "Google said"),
            ("Trump Donald John TrumpHeadline MOREOVER", "Trump Donald John TrumpHeadline MOREOVER"),
            ("", ""),
        ] {
            let mut left = String::new();
            let mut from = 0;
            for card in cards(line) {
                left += &line[from..card.start];
                from = card.end;
            }
            left += &line[from..];
            assert_eq!(left, expected, "{line}");
        }
    }
}
