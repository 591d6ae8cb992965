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

/// Columns of what is printed: those that the variable asks for, else those of the terminal, else 100.
fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok()).filter(|columns| *columns > 0);
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(100)
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
