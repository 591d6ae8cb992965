//! One id for each article.
//!
//! Enters: articles with the ids they came with. Leaves: the same articles, no two of one id.
//! **Invariant:** what an article is called depends on the articles of the batch, never on their order; only among records equal in every
//! field, which nothing can tell apart, the first keeps its name.

use ahash::{AHashMap, AHashSet};

use super::problem::Note;
use crate::article::Article;
use crate::hash;

/// Makes ids unique. `path_names` gives, for an article called after its file, longer and longer names of that file.
///
/// Names are lengthened in rounds until none clash: of a file, its path below the folder given, its path without and with its
/// extension; of a record, its id with eight and then 32 digits of the hash of its content.
pub(crate) fn make_unique(articles: &mut [Article], path_names: impl Fn(usize) -> Option<[String; 3]>) -> Vec<Note> {
    let mut clashing = clashes(articles);
    let copies = copies(articles, &clashing);
    let mut given: AHashMap<usize, String> = AHashMap::new();
    for round in 0.. {
        if clashing.is_empty() {
            break;
        }
        let names: Vec<String> = clashing
            .iter()
            .map(|at| {
                let article = &articles[*at];
                let first = given.entry(*at).or_insert_with(|| article.id.clone());
                let name = match path_names(*at) {
                    Some(names) if round < names.len() => return names[round].clone(),
                    _ => with_digest(first, article, round, copies.get(at)),
                };
                // An id that looks like one of ours is set apart by the round.
                if round < 3 { name } else { format!("{name}~{round}") }
            })
            .collect();
        for (at, name) in clashing.iter().zip(names) {
            articles[*at].id = name;
        }
        clashing = clashes(articles);
    }
    notes(articles, given)
}

/// Positions of all articles whose id another one has too, ascending.
fn clashes(articles: &[Article]) -> Vec<usize> {
    let mut first: AHashMap<&str, usize> = AHashMap::with_capacity(articles.len());
    let mut clashing = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        if let Some(other) = first.insert(&article.id, at) {
            clashing.extend([other, at]);
        }
    }
    clashing.sort_unstable();
    clashing.dedup();
    clashing
}

/// A record among those of its id.
struct Copy {
    /// From 1, among the records equal to it.
    number: usize,
    /// All records of its id are equal.
    only: bool,
}

fn copies(articles: &[Article], clashing: &[usize]) -> AHashMap<usize, Copy> {
    let contents: Vec<u128> = clashing.iter().map(|at| content(&articles[*at])).collect();
    let mut counts: AHashMap<(&str, u128), usize> = AHashMap::new();
    let mut kinds: AHashMap<&str, AHashSet<u128>> = AHashMap::new();
    let mut numbers = Vec::new();
    for (at, content) in clashing.iter().zip(contents) {
        let id = articles[*at].id.as_str();
        kinds.entry(id).or_default().insert(content);
        let count = counts.entry((id, content)).or_default();
        *count += 1;
        numbers.push(*count);
    }
    let only = |at: usize| kinds[articles[at].id.as_str()].len() == 1;
    clashing.iter().zip(numbers).map(|(at, number)| (*at, Copy { number, only: only(*at) })).collect()
}

fn with_digest(first: &str, article: &Article, round: usize, copy: Option<&Copy>) -> String {
    let digest = format!("{:032x}", content(article));
    let name = match (round, copy) {
        (0, Some(Copy { only: true, .. })) => first.to_owned(),
        (0, _) => format!("{first}~{}", &digest[..8]),
        _ => format!("{first}~{digest}"),
    };
    match copy {
        Some(Copy { number: number @ 2.., .. }) => format!("{name}~{number}"),
        _ => name,
    }
}

/// Hash of every field but the id.
fn content(article: &Article) -> u128 {
    let optional = |field: &Option<String>| field.as_deref().map_or(0, |value| hash::identity(value.as_bytes()));
    let date = article.date.map_or_else(String::new, |date| date.to_string());
    let lang = article.lang.map_or_else(String::new, |lang| lang.to_string());
    let fields = [
        hash::identity(article.title.as_bytes()),
        hash::identity(article.text.as_bytes()),
        optional(&article.source),
        optional(&article.url),
        hash::identity(date.as_bytes()),
        hash::identity(lang.as_bytes()),
    ];
    let bytes: Vec<u8> = fields.iter().flat_map(|field| field.to_le_bytes()).collect();
    hash::identity(&bytes)
}

/// One note per renamed article, in their order.
fn notes(articles: &[Article], given: AHashMap<usize, String>) -> Vec<Note> {
    let mut renamed: Vec<(usize, String)> = given.into_iter().collect();
    renamed.sort_unstable();
    let mut places: AHashMap<&str, Vec<usize>> = AHashMap::new();
    for (at, id) in &renamed {
        places.entry(id).or_default().push(*at);
    }
    // The two first places of an id: whichever article asks, one of them is another's.
    for members in places.values_mut() {
        members.sort_by(|a, b| articles[*a].origin.cmp(&articles[*b].origin));
        members.truncate(2);
    }
    let notes = renamed.iter().filter(|(at, id)| articles[*at].id != *id).map(|(at, id)| {
        let other = places[id.as_str()].iter().find(|other| *other != at).unwrap_or(at);
        Note::IdRenamed {
            id: id.clone(),
            renamed: articles[*at].id.clone(),
            origin: articles[*at].origin.clone(),
            other: articles[*other].origin.clone(),
        }
    });
    notes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Origin;

    fn article(id: &str, text: &str) -> Article {
        let origin = Origin { file: format!("{id}-{text}").into(), line: None };
        Article { id: id.into(), text: text.into(), origin, ..Article::default() }
    }

    fn ids(articles: &[Article]) -> Vec<(String, String)> {
        let mut ids: Vec<_> = articles.iter().map(|article| (article.text.clone(), article.id.clone())).collect();
        ids.sort();
        ids
    }

    #[test]
    fn unique_ids_stay() {
        let mut articles = [article("a", "1"), article("b", "1")];
        assert!(make_unique(&mut articles, |_| None).is_empty());
        assert_eq!(articles[0].id, "a");
    }

    #[test]
    fn equal_records_are_counted_and_different_ones_told_apart_in_any_order() {
        let mut equal = [article("a", "1"), article("a", "1")];
        assert_eq!(make_unique(&mut equal, |_| None).len(), 1);
        assert_eq!([&equal[0].id, &equal[1].id], ["a", "a~2"]);

        let mut forward = vec![article("a", "1"), article("a", "2"), article("a", "1"), article("b", "3"), article("a~2", "4")];
        let mut backward: Vec<Article> = forward.iter().rev().cloned().collect();
        assert_eq!(make_unique(&mut forward, |_| None).len(), 3);
        make_unique(&mut backward, |_| None);
        assert_eq!(ids(&forward), ids(&backward));
        assert!(forward[0].id.starts_with("a~") && forward[0].id.len() == 10, "{}", forward[0].id);
        assert_eq!(forward[2].id, format!("{}~2", forward[0].id));
        assert_eq!(forward[3].id, "b");
    }

    #[test]
    fn ids_that_look_like_ours_are_told_apart() {
        let mut articles = [article("a", "1"), article("a", "1"), article("a~2", "2"), article("a~2", "3")];
        make_unique(&mut articles, |_| None);
        assert!(clashes(&articles).is_empty());
    }

    #[test]
    fn files_of_one_name_go_by_their_path() {
        let mut articles = [article("index", "1"), article("index", "2"), article("index", "3")];
        let names = [["a/index", "x/a/index", "x/a/index.txt"], ["b/index", "x/b/index", "x/b/index.txt"]];
        let notes = make_unique(&mut articles, |at| names.get(at).map(|names| names.map(str::to_owned)));
        assert_eq!([&articles[0].id, &articles[1].id], ["a/index", "b/index"]);
        assert!(articles[2].id.starts_with("index~"));
        assert_eq!(notes.len(), 3);
    }
}
