//! Cards of links that a scraper read as words of the sentence around them.
//!
//! Enters: one line. Leaves: the parts of it that are such cards, in order, disjoint. **Invariant:** what is left of the line reads on
//! without them. **Source:** pages that unfold a card over every name: `Trump Donald John TrumpHeadline Headline MORE said` in
//! scraped text, for `Trump said`.

use std::ops::Range;

use memchr::memmem;

/// What ends a card.
const END: &[u8] = b" MORE";
/// Words of the whole name between the two times that it ends in the name which stands in the sentence.
const NAMES: usize = 5;
/// Furthest byte from the name at which its card ends: half a dozen headlines.
const REACH: usize = 900;

/// The cards in `line`, as ranges of its bytes. Empty for almost every line, found out at the speed of a search for bytes.
pub(super) fn cards(line: &str) -> Vec<Range<usize>> {
    let mut cards = Vec::new();
    let mut from = 0;
    while memmem::find(&line.as_bytes()[from..], END).is_some() {
        let Some(card) = next_card(line, from) else { break };
        from = card.end;
        cards.push(card);
    }
    cards
}

/// The first card at or behind byte `from`.
fn next_card(line: &str, from: usize) -> Option<Range<usize>> {
    let words: Vec<Range<usize>> = words(line, from).collect();
    (0..words.len()).find_map(|at| {
        let name = &line[words[at].clone()];
        let glued = words.iter().skip(at + 1).take(NAMES + 1).position(|word| goes_on(&line[word.clone()], name))?;
        // A card of one name repeats it at once: "Google GoogleHeadline MORE".
        let begins_capital =
            name.starts_with(char::is_uppercase) && words[at + 1..=at + glued].iter().all(|word| is_name(&line[word.clone()]));
        let end = words[at].end + memmem::find(&line.as_bytes()[words[at].end..], END)? + END.len();
        let ends = line[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        (begins_capital && ends && end - words[at].start <= REACH).then_some(words[at].end..end)
    })
}

/// The words of `line` behind byte `from`, as they stand between white space.
fn words(line: &str, from: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let place = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    line[from..].split_whitespace().map(move |word| place(word)..place(word) + word.len())
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
