//! `explain`: why two articles are, or are not, together.

use crate::{Place, corpus};

#[test]
fn copies_one_event_and_two_calls() {
    let place = Place::new();
    for (a, b, words) in [
        ("adp-20170209", "ill-20170210", &["the same text, edited", "in one cluster", "copies of one text"][..]),
        ("adp-20170209", "vestnik-20170209", &["→ two texts", "→ together", "probability"]),
        ("ponant-20170210", "ponant-20180208", &["→ two texts", "→ apart"]),
        ("ill-20180209", "adp-20180208", &["one contains the other", "Shared passages"]),
    ] {
        let mut ran = place.run(&["explain", &corpus(), "--pair", a, b]).exits(0);
        for words in words {
            ran = ran.prints(words);
        }
    }
    let ran = place.run(&["explain", &corpus(), "--pair", "adp-20170209", "ill-20170210"]).exits(0);
    let shares: Vec<&str> = ran.out.lines().filter(|line| line.contains(" %")).collect();
    assert_eq!(shares, ["Shared passages: 97 % of the words of A, 96 % of those of B"], "one measure of shares");
    place.run(&["explain", &corpus(), "--pair", "ponant-2017021", "adp-20170209"]).exits(2).says("perhaps ponant-20170210");
}
