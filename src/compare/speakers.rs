//! How the leads of articles take the word of the one they have their news from: whom one lets *announce*, another only *claims* to go by.
//!
//! Enters: the attributions of a comparison. Leaves: a difference for each speaker whose word some leads doubt and others do not, between
//! witnesses of one language, where no difference shows it yet.
//! **Invariant:** only leads are read, which tell one event in whatever words; further down one speaker says many things. A capital and a
//! seat of power speak for their country.

use std::collections::BTreeMap;

use super::Kind;
use super::found::{Found, Said, words_at};
use super::initiative::country_of;
use super::lexicon::Stance;
use super::scene::Scene;
use super::slot::{Item, likeness};
use super::speech::{self, Attribution};

/// Sentences that make a lead.
const LEAD: usize = 2;
/// Least likeness of the surroundings of two sayings.
const RELATED: f64 = 0.14;
/// Weight of a word doubted here and taken there: the sayings need not be the same.
const TAKEN_OTHERWISE: f64 = 0.3;

/// Sayings by speaker, then by witness.
type Sayings = BTreeMap<u64, BTreeMap<usize, Vec<usize>>>;

/// Speakers whose word some witnesses doubt and others do not.
pub(super) fn speakers(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let items = speech::all(scene, said);
    let mut sayings = Sayings::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| scene.leads(item.unit, LEAD)) {
        for speaker in &item.value.speakers {
            sayings.entry(country_of(*speaker)).or_default().entry(item.witness).or_default().push(at);
        }
    }
    let doubted = |at: &usize| items[*at].value.stance == Stance::Doubt;
    for witnesses in sayings.into_values() {
        let (doubters, others): (Vec<_>, Vec<_>) = witnesses.into_values().partition(|said| said.iter().any(doubted));
        let doubts: Vec<usize> = doubters.into_iter().flatten().filter(doubted).collect();
        let taken: Vec<usize> = others.into_iter().flatten().collect();
        let Some((doubt, plain)) = closest(scene, &items, &doubts, &taken) else { continue };
        let place = words_at(scene, items[doubt].unit, items[doubt].span);
        if !found.iter().any(|other| other.kind == Kind::Attribution && other.readings.contains(&place)) {
            found.push(Found::of(Kind::Attribution, &[doubt, plain], &items, TAKEN_OTHERWISE, scene));
        }
    }
}

/// The saying that is doubted and the one that is not whose surroundings are most alike.
fn closest(scene: &Scene, items: &[Item<Attribution>], doubts: &[usize], taken: &[usize]) -> Option<(usize, usize)> {
    let comparable = |a: usize, b: usize| {
        let texts = (scene.witnesses[items[a].witness].text, scene.witnesses[items[b].witness].text);
        texts.0 != texts.1 && scene.same_language(items[a].witness, items[b].witness)
    };
    let pairs = doubts.iter().flat_map(|doubt| taken.iter().map(move |plain| (*doubt, *plain)));
    let scored = pairs.filter(|(a, b)| comparable(*a, *b)).map(|(a, b)| (likeness(&items[a], &items[b]), (a, b)));
    let related = scored.filter(|(likeness, _)| *likeness >= RELATED);
    related.max_by(|(x, pair), (y, other)| x.total_cmp(y).then(other.cmp(pair))).map(|(_, pair)| pair)
}
