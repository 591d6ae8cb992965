//! One id for each article, where only the articles whose ids clash are read again.

use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;

use super::DedupError;
use super::catalogue::{Catalogue, Slot};
use crate::article::Article;
use crate::hash;
use crate::input::{Library, Note, make_unique};

/// Gives every article an id of its own, as [`crate::input::read`] does; `slots` are all, in the order of the input, and
/// `path_names`, by their position, the names of files that are one article.
pub(super) fn name(
    catalogue: &mut Catalogue,
    slots: &[Slot],
    path_names: &AHashMap<usize, [String; 3]>,
    library: &Library,
) -> Result<Vec<Note>, DedupError> {
    let mut clashing: Vec<u32> = clashes(catalogue, slots);
    if clashing.is_empty() {
        return Ok(Vec::new());
    }
    loop {
        let article = |row: &u32| -> Result<Article, DedupError> {
            let slot = slots[*row as usize];
            let mut buffer = Vec::new();
            let article = library.show(catalogue.card_at(slot).place, &mut buffer, |sighting| {
                sighting.clone().into_article(catalogue.origin_at(slot), String::new)
            })?;
            Ok(Article { id: catalogue.given_id(slot).into_owned(), ..article })
        };
        let mut articles: Vec<Article> = clashing.par_iter().map(article).collect::<Result<_, _>>()?;
        let notes = make_unique(&mut articles, |at| path_names.get(&(clashing[at] as usize)).cloned());
        // A new name may be another article's own: then that one takes part too.
        let given: AHashSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        let known: AHashSet<u32> = clashing.iter().copied().collect();
        let is_taken = |row: &u32| !known.contains(row) && given.contains(catalogue.given_id(slots[*row as usize]).as_ref());
        let more: Vec<u32> = (0..slots.len() as u32).into_par_iter().filter(is_taken).collect();
        if more.is_empty() {
            catalogue.renamed = clashing.into_iter().zip(articles).map(|(row, article)| (slots[row as usize], article.id)).collect();
            return Ok(notes);
        }
        clashing.extend(more);
        clashing.sort_unstable();
    }
}

/// Rows whose id another one has too, ascending.
fn clashes(catalogue: &Catalogue, slots: &[Slot]) -> Vec<u32> {
    let key = |row: u32| (hash::bytes(catalogue.given_id(slots[row as usize]).as_bytes()), row);
    let mut keys: Vec<(u64, u32)> = (0..slots.len() as u32).into_par_iter().map(key).collect();
    keys.par_sort_unstable();
    let same = keys.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() > 1);
    let mut clashing: Vec<u32> = same
        .flat_map(|same| {
            let mut ids: AHashMap<_, Vec<u32>> = AHashMap::new();
            for (_, row) in same {
                ids.entry(catalogue.given_id(slots[*row as usize])).or_default().push(*row);
            }
            ids.into_values().filter(|rows| rows.len() > 1).flatten().collect::<Vec<u32>>()
        })
        .collect();
    clashing.sort_unstable();
    clashing
}
