//! `recoupe group`: same text and same event.

use recoupe::article::DocId;
use recoupe::dedup::{Copies, Scope};
use recoupe::document::Lacking;
use recoupe::event::Events;
use recoupe::{pipeline, records};

use super::dedup::{put, write_pairs};
use crate::Status;
use crate::args::Group;
use crate::session::{self, Session, counted, shown};

pub fn run(args: &Group, session: Session) -> anyhow::Result<Status> {
    let outputs = [args.output.as_deref(), args.pairs.as_deref()];
    session::can_write(&outputs)?;
    let scope = if args.pairs.is_some() { Scope::Passages } else { Scope::Copies };
    let mut copies = session.dedup(&args.input.inputs, &outputs, scope)?;
    for cluster in copies.part_templates(&session.plan.preference) {
        session.say_parted(&copies.catalogue.id(cluster.members[0]), &cluster);
    }
    let events = pipeline::events(&copies, &session.plan, &session)?;
    say_what_is_missing(&session, &copies.catalogue.lacking());
    let rows = copies.catalogue.rows();
    if let Some(path) = &args.output {
        session.write_each(path, rows.len(), |row, text| Ok(put(text, &records::of_copy(&copies, Some(&events), rows[row]))?))?;
    }
    if let Some(path) = &args.pairs {
        write_pairs(&session, &copies, path, records::links(&copies, &events))?;
    }
    if args.output.is_none() && args.pairs.is_none() {
        session.write(None, &summary(&copies, &events)?)?;
    }
    session.done_with(&copies, &format!("{}, {}", counted(copies.text_count(), "text"), counted(events.list.len(), "event")));
    // The process ends here, and giving back millions of small pieces of memory first takes time.
    std::mem::forget((copies, events));
    Ok(Status::Done)
}

/// Says which evidence the input lacks, and what that costs.
pub fn say_what_is_missing(session: &Session, lacking: &Lacking) {
    for (count, what, cost) in [
        (lacking.undated, "no date", "recurring events are told apart by the dates in their text alone"),
        (lacking.untitled, "no headline", "their events rest on the body alone"),
        (lacking.too_short, "fewer than four words", "too short to judge, each stays an event of its own"),
        (lacking.nameless, "no outlet", "repeated site furniture and copies within one outlet cannot be told"),
    ] {
        if count > 0 {
            let have = if count == 1 { "has" } else { "have" };
            session.say(&format!("note: {count} of {} {have} {what}: {cost}", counted(lacking.articles, "article")));
        }
    }
    if lacking.dated_by_text > 0 {
        session.say(&format!("note: {} dated by a time stamp in the text", counted(lacking.dated_by_text, "article")));
    }
}

/// Events a person wants to see without asking for a file.
const SHOWN: usize = 20;

fn summary(copies: &Copies, events: &Events) -> anyhow::Result<String> {
    let catalogue = &copies.catalogue;
    let mut shared: Vec<_> = events.list.iter().filter(|event| event.members.len() > 1).collect();
    shared.sort_by_key(|event| (std::cmp::Reverse(event.members.len()), event.members[0]));
    let mut text = String::new();
    for event in shared.iter().take(SHOWN) {
        let first: DocId = event.members[0];
        let day = |date: recoupe::article::Date| format!("{}  ", date.to_string().chars().take(10).collect::<String>());
        let date = catalogue.date(first).map_or_else(String::new, day);
        let document = copies.document(first)?;
        text.push_str(&format!(
            "{date}{}\n",
            shown(if document.headline().is_empty() { &document.article.id } else { document.headline() })
        ));
        for doc in &event.members {
            text.push_str(&format!("    {}  {}\n", shown(&catalogue.id(*doc)), shown(catalogue.source(*doc).unwrap_or(""))));
        }
    }
    match shared.len() {
        0 => text.push_str("no two articles report one event\n"),
        count if count > SHOWN => text.push_str(&format!("… and {} more; -o FILE writes all\n", counted(count - SHOWN, "event"))),
        _ => {}
    }
    Ok(text)
}
