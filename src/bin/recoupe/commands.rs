//! One module a command.

pub mod check;
pub mod compare;
pub mod dedup;
pub mod explain;
pub mod extract;
pub mod group;
pub mod report;

use recoupe::article::DocId;
use recoupe::pipeline::Corpus;

/// Columns of the terminal; 100 where there is none.
fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}

/// The article with this id.
fn find(corpus: &Corpus, id: &str) -> anyhow::Result<DocId> {
    if let Some(at) = corpus.documents.iter().position(|document| document.article.id == id) {
        return Ok(DocId::from_index(at));
    }
    let near: Vec<&str> = corpus
        .documents
        .iter()
        .map(|document| document.article.id.as_str())
        .filter(|known| known.contains(id) || id.contains(known))
        .take(5)
        .collect();
    let hint = if near.is_empty() { String::new() } else { format!("; perhaps {}", near.join(", ")) };
    anyhow::bail!("no article has the id {id:?}{hint}")
}
