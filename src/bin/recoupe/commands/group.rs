//! `recoupe group`: same text and same event.

use recoupe::article::DocId;
use recoupe::event::Events;
use recoupe::{pipeline, records};

use crate::Status;
use crate::args::Group;
use crate::session::{Loaded, Reach, Session, counted, shown};

pub fn run(args: &Group, session: Session) -> anyhow::Result<Status> {
    let loaded = session.load(&args.input.inputs, &[args.output.as_deref(), args.pairs.as_deref()], Reach::Events)?;
    let corpus = &loaded.corpus;
    let texts = pipeline::texts(corpus, &session.plan, &session);
    session.say_texts(&loaded, &texts);
    let groups = pipeline::groups(corpus, &texts, &session.plan, &session);
    say_what_is_missing(&session, &loaded);
    if let Some(path) = &args.output {
        session.write_lines(path, records::articles(&corpus.documents, &corpus.rows, &texts.clusters, Some(&groups.events)))?;
    }
    if let Some(path) = &args.pairs {
        let reuse = pipeline::passages(corpus, &texts, &session.plan, &session);
        session.write_lines(path, records::pairs(&corpus.documents, &texts.edges, &reuse, Some(&groups.events)))?;
    }
    if args.output.is_none() && args.pairs.is_none() {
        session.write(None, &summary(&loaded, &groups.events))?;
    }
    session.done(&loaded, &format!("{}, {}", counted(texts.clusters.list.len(), "text"), counted(groups.events.list.len(), "event")));
    Ok(Status::Done)
}

/// Says which evidence the input lacks, and what that costs.
pub fn say_what_is_missing(session: &Session, loaded: &Loaded) {
    let documents = &loaded.corpus.documents;
    let undated = documents.iter().filter(|document| document.article.date.is_none()).count();
    let short = documents.iter().filter(|document| recoupe::event::too_short(document)).count();
    let untitled = documents.iter().filter(|document| document.headline().is_empty()).count();
    let nameless = documents.iter().filter(|document| document.source().is_empty()).count();
    for (count, what, cost) in [
        (undated, "no date", "recurring events are told apart by the dates in their text alone"),
        (untitled, "no headline", "their events rest on the body alone"),
        (short, "fewer than four words", "too short to judge, each stays an event of its own"),
        (nameless, "no outlet", "repeated site furniture and copies within one outlet cannot be told"),
    ] {
        if count > 0 {
            session.say(&format!("note: {} of {} have {what}: {cost}", count, counted(documents.len(), "article")));
        }
    }
    if loaded.corpus.dated_by_text > 0 {
        session.say(&format!("note: {} dated by a time stamp in the text", counted(loaded.corpus.dated_by_text, "article")));
    }
}

/// Events a person wants to see without asking for a file.
const SHOWN: usize = 20;

fn summary(loaded: &Loaded, events: &Events) -> String {
    let document = |doc: DocId| &loaded.corpus.documents[doc.index()];
    let mut shared: Vec<_> = events.list.iter().filter(|event| event.members.len() > 1).collect();
    shared.sort_by_key(|event| (std::cmp::Reverse(event.members.len()), document(event.members[0]).article.key()));
    let mut text = String::new();
    for event in shared.iter().take(SHOWN) {
        let first = document(event.members[0]);
        let date =
            first.article.date.map_or_else(String::new, |date| format!("{}  ", date.to_string().chars().take(10).collect::<String>()));
        text.push_str(&format!("{date}{}\n", shown(if first.headline().is_empty() { &first.article.id } else { first.headline() })));
        for doc in &event.members {
            text.push_str(&format!("    {}  {}\n", shown(&document(*doc).article.id), shown(document(*doc).source())));
        }
    }
    match shared.len() {
        0 => text.push_str("no two articles report one event\n"),
        count if count > SHOWN => text.push_str(&format!("… and {} more; -o FILE writes all\n", counted(count - SHOWN, "event"))),
        _ => {}
    }
    text
}
