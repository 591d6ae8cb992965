//! `recoupe dedup`: articles that are the same text.

use std::path::Path;

use recoupe::article::DocId;
use recoupe::cluster::{Cluster, Preference};
use recoupe::dedup::{Copies, Scope};
use recoupe::pipeline;
use recoupe::records::{self, PairRecord};

use crate::Status;
use crate::args::Dedup;
use crate::session::{self, Session, counted, shown};
use crate::stats;

pub fn run(args: &Dedup, session: Session) -> anyhow::Result<Status> {
    let outputs = [&args.output, &args.pairs, &args.keep, &args.removed, &args.stats].map(Option::as_deref);
    session::can_write(&outputs)?;
    let scope = if args.pairs.is_some() { Scope::Passages } else { Scope::Copies };
    let copies = session.dedup(&args.input.inputs, &outputs, scope)?;
    say_unknown_outlets(&session, &copies);
    for cluster in copies.suspect.iter().map(|at| &copies.clusters[*at as usize]) {
        session.say_suspect(&copies.catalogue.id(cluster.members[0]), cluster);
    }
    let rows = copies.catalogue.rows();
    if let Some(path) = &args.output {
        session.write_each(path, rows.len(), |row, text| Ok(put(text, &records::of_copy(&copies, None, rows[row]))?))?;
    }
    if let Some(path) = &args.pairs {
        let implied = args.all_pairs.then(|| records::implied(&copies)).into_iter().flatten();
        write_pairs(&session, &copies, path, implied)?;
    }
    if let Some(path) = &args.removed {
        session.write_lines(path, records::removed(&copies))?;
    }
    if let Some(path) = &args.keep {
        session.write_each(path, rows.len(), |row, text| {
            if copies.cluster(rows[row]).is_none_or(|cluster| cluster.representative == rows[row]) {
                text.extend_from_slice(copies.record(rows[row])?.as_bytes());
                text.push(b'\n');
            }
            Ok(())
        })?;
    }
    let (texts, articles) = (copies.text_count(), copies.catalogue.len());
    if outputs.iter().all(Option::is_none) {
        session.write(None, &summary(&copies))?;
    }
    if let Some(path) = &args.stats {
        stats::write(path, &session, &copies)?;
    }
    let of_another = if articles - texts == 1 { "1 copy".into() } else { format!("{} copies", articles - texts) };
    session.done_with(&copies, &format!("{}, {of_another} of another", counted(texts, "text")));
    // The process ends here, and giving back millions of small pieces of memory first takes time.
    std::mem::forget(copies);
    Ok(Status::Done)
}

pub fn put(text: &mut Vec<u8>, record: &impl serde::Serialize) -> serde_json::Result<()> {
    serde_json::to_writer(&mut *text, record)?;
    text.push(b'\n');
    Ok(())
}

/// Edges whose articles are read again and aligned at a time.
const EDGES: usize = 2048;

/// Writes the verified edges, and then `more`.
pub fn write_pairs<'c>(session: &Session, copies: &Copies, path: &Path, more: impl Iterator<Item = PairRecord<'c>>) -> anyhow::Result<()> {
    let mut failure = Ok(());
    let written = session.write_to(path, |out| {
        for edges in copies.edges.chunks(EDGES) {
            match pipeline::pairs(copies, edges, &session.plan) {
                Ok(lines) => out.write_all(&lines)?,
                Err(error) => {
                    failure = Err(error.into());
                    return Err(std::io::Error::other("an article cannot be read again"));
                }
            }
        }
        for record in more {
            serde_json::to_writer(&mut *out, &record)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    });
    failure.and(written)
}

/// A preferred outlet that no article has is probably misspelled.
fn say_unknown_outlets(session: &Session, copies: &Copies) {
    let Preference::Outlets(outlets) = &session.plan.preference else { return };
    for outlet in outlets {
        if !copies.catalogue.outlets().any(|name| name.eq_ignore_ascii_case(outlet)) {
            session.say(&format!(
                "warning: --prefer names {outlet:?}, but no article is of that outlet (earliest and longest are the other choices)"
            ));
        }
    }
}

/// Clusters a person wants to see without asking for a file.
const SHOWN: usize = 20;

fn summary(copies: &Copies) -> String {
    let mut shared: Vec<&Cluster> = copies.clusters.iter().collect();
    shared.sort_by_key(|cluster| (std::cmp::Reverse(cluster.members.len()), cluster.members[0]));
    let mut text = String::new();
    for cluster in shared.iter().take(SHOWN) {
        text.push_str(&format!("{} (least alike {:.0} %)\n", counted(cluster.members.len(), "article"), (cluster.weakest * 100.0).floor()));
        for doc in &cluster.members {
            text.push_str(&member(copies, *doc, *doc == cluster.representative));
        }
    }
    match shared.len() {
        0 => text.push_str("no two articles are the same text\n"),
        count if count > SHOWN => text.push_str(&format!("… and {} more; -o FILE writes all\n", counted(count - SHOWN, "cluster"))),
        _ => {}
    }
    text
}

fn member(copies: &Copies, doc: DocId, is_representative: bool) -> String {
    let mark = if is_representative { '*' } else { ' ' };
    format!("  {mark} {}  {}\n", shown(&copies.catalogue.id(doc)), shown(copies.catalogue.source(doc).unwrap_or("")))
}
