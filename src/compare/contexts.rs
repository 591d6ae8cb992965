//! How alike the surroundings of one item are to those of all others, at once.
//!
//! Enters: items. Leaves: for one of them, its likeness to each of those that other witnesses have. Costs what it shares with them and a
//! step for each, not what they hold.
//! **Invariant:** the very number that [`likeness`](super::slot::likeness) gives for a pair: shared terms are added in one order.

use ahash::AHashMap;

use super::slot::{Item, alike_by};
use crate::article::Lang;

/// The items that have a term in their surroundings, ascending, with its weight there.
type Postings<K> = AHashMap<K, Vec<(usize, f64)>>;

/// Items by the terms around them.
pub(super) struct Contexts<'i, T> {
    items: &'i [Item<T>],
    /// For those who write in one language, and between languages.
    own: Postings<(Option<Lang>, u64)>,
    meant: Postings<u64>,
    langs: Vec<Option<Lang>>,
    /// Weight that the item asked about shares with each.
    shared: Vec<f64>,
}

impl<'i, T> Contexts<'i, T> {
    /// Of the items at `among`, ascending.
    pub fn new(items: &'i [Item<T>], among: impl IntoIterator<Item = usize>) -> Self {
        let langs = items.iter().map(|item| item.lang).collect();
        let mut contexts = Contexts { items, own: Postings::new(), meant: Postings::new(), langs, shared: vec![0.0; items.len()] };
        for at in among {
            let item = &items[at];
            for (term, weight) in &item.own.context.list {
                contexts.own.entry((item.lang, *term)).or_default().push((at, *weight));
            }
            for (term, weight) in &item.meant.context.list {
                contexts.meant.entry(*term).or_default().push((at, *weight));
            }
        }
        contexts
    }

    /// Calls `each` with the items from `from` on that other witnesses have, ascending, and how alike their surroundings are to those of
    /// the item at `at`.
    pub fn each(&mut self, at: usize, from: usize, mut each: impl FnMut(usize, f64)) {
        let item = &self.items[at];
        self.shared[from..].fill(0.0);
        for (term, weight) in &item.own.context.list {
            for (other, own) in self.own.get(&(item.lang, *term)).map_or(&[][..], |list| behind(list, from)) {
                self.shared[*other] += weight.min(*own);
            }
        }
        for (term, weight) in &item.meant.context.list {
            let list = self.meant.get(term).map_or(&[][..], |list| behind(list, from));
            for (other, own) in list.iter().filter(|(other, _)| self.langs[*other] != item.lang) {
                self.shared[*other] += weight.min(*own);
            }
        }
        for (other, shared) in self.shared.iter().enumerate().skip(from) {
            let second = &self.items[other];
            if second.witness != item.witness {
                each(other, alike_by(item, second, *shared));
            }
        }
    }
}

fn behind(list: &[(usize, f64)], from: usize) -> &[(usize, f64)] {
    &list[list.partition_point(|(at, _)| *at < from)..]
}

#[cfg(test)]
mod tests {
    use super::super::scene::Scene;
    use super::super::slot::{agreement, group, likeness};
    use super::super::tests::article;
    use super::*;
    use crate::article::DocId;
    use crate::document::Document;
    use crate::mention::{self, DocumentMentions};

    const TEXTS: [(&str, &str); 5] = [
        (
            "fr",
            "L'armée a repris la ville de Saraqeb lundi. Les rebelles ont quitté la ville.\nLe ministre a salué la reprise de la ville.",
        ),
        ("fr", "Lundi, l'armée a repris Saraqeb, une ville tenue par les rebelles.\nLe ministre a annoncé la reprise de Saraqeb."),
        ("fr", "Les rebelles ont quitté Saraqeb lundi soir. La ville est vide.\nL'armée a annoncé que les rebelles avaient fui."),
        ("en", "The army retook the town of Saraqeb on Monday. The rebels left the town.\nThe minister hailed the army."),
        ("en", "On Monday the rebels left Saraqeb, a town that the army retook.\nThe minister said the town was empty."),
    ];

    /// Every word of the texts as an item.
    fn with_items(check: impl Fn(&[Item<()>])) {
        let documents: Vec<Document> = TEXTS.iter().enumerate().map(|(at, (lang, text))| article(&format!("a{at}"), lang, text)).collect();
        let mentions: Vec<DocumentMentions> = documents.iter().map(mention::of_document).collect();
        let docs: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
        let scene = Scene::new(&documents, &mentions, &[0, 1, 2, 3, 4], &docs, &[]);
        let statement_of: Vec<Option<usize>> = (0..scene.units.len()).map(|unit| (unit % 3 > 0).then_some(unit % 3)).collect();
        let words = scene.units.iter().enumerate().flat_map(|(at, unit)| (0..unit.words.len()).map(move |place| (at, place)));
        let item = |(unit, place): (usize, usize)| {
            Item::new(&scene, &statement_of, unit, place..place + 1, scene.units[unit].words[place].span, ())
        };
        check(&words.map(item).collect::<Vec<Item<()>>>());
    }

    #[test]
    fn likenesses_are_those_of_every_pair_to_the_bit() {
        with_items(|items| {
            let mut contexts = Contexts::new(items, 0..items.len());
            let mut told = 0;
            for (at, from) in (0..items.len()).flat_map(|at| [(at, 0), (at, at + 1)]) {
                let mut found = Vec::new();
                contexts.each(at, from, |other, likeness| found.push((other, likeness.to_bits())));
                let others = (from..items.len()).filter(|other| items[*other].witness != items[at].witness);
                let expected: Vec<(usize, u64)> = others.map(|other| (other, likeness(&items[at], &items[other]).to_bits())).collect();
                told += expected.iter().filter(|(_, bits)| *bits != 0).count();
                assert_eq!(found, expected, "{at} from {from}");
            }
            assert!(told > items.len(), "the texts have words in common");
        });
    }

    /// Average link over the scores of all pairs.
    fn of_all_pairs(items: &[Item<()>], least: f64, score: impl Fn(&Item<()>, &Item<()>) -> Option<f64>) -> Vec<Vec<usize>> {
        let of = |a: usize, b: usize| score(&items[a.min(b)], &items[a.max(b)]);
        let apart = |a: &usize, b: &usize| items[*a].witness != items[*b].witness;
        let all = (0..items.len()).flat_map(|a| (a + 1..items.len()).map(move |b| (a, b))).filter(|(a, b)| apart(a, b));
        let mut pairs: Vec<(usize, usize, f64)> =
            all.filter_map(|(a, b)| Some((a, b, of(a, b).filter(|score| *score >= least)?))).collect();
        pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let mut groups: Vec<Vec<usize>> = (0..items.len()).map(|item| vec![item]).collect();
        for (a, b, _) in pairs {
            let at = |item: usize| groups.iter().position(|group| group.contains(&item)).expect("every item is in a group");
            let (x, y) = (at(a).min(at(b)), at(a).max(at(b)));
            let scores: Vec<f64> = groups[x].iter().flat_map(|a| groups[y].iter().filter_map(move |b| of(*a, *b))).collect();
            let told = 3 * scores.len() >= groups[x].len() * groups[y].len();
            let mean = if told { scores.iter().sum::<f64>() / scores.len() as f64 } else { 0.0 };
            if x != y && mean >= 0.75 * least && groups[x].iter().all(|a| groups[y].iter().all(|b| apart(a, b))) {
                let moved = std::mem::take(&mut groups[y]);
                groups[x].extend(moved);
                groups[x].sort_unstable();
            }
        }
        groups.retain(|group| group.len() > 1);
        groups
    }

    #[test]
    fn groups_are_those_of_all_pairs() {
        with_items(|items| {
            // Some pairs cannot be compared, and some exclude each other.
            let score = |a: &Item<()>, b: &Item<()>, likeness: f64| match (a.span.start * 31 + b.span.start * 17) % 23 {
                0..3 => None,
                3 => Some(f64::NEG_INFINITY),
                _ => Some(likeness + 0.2 * agreement(a, b)).filter(|score| *score > 0.0),
            };
            for least in [0.1, 0.2, 0.3, 0.4] {
                let found = group(items, least, |_, _, likeness| likeness + 0.2, score).into_iter().map(|(members, _)| members);
                let expected = of_all_pairs(items, least, |a, b| score(a, b, likeness(a, b)));
                assert!(expected.iter().any(|members| members.len() > 2), "{least}: something is grouped");
                assert_eq!(found.collect::<Vec<_>>(), expected, "{least}");
            }
        });
    }
}
