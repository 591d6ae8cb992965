//! `report.md`, and the Markdown of one comparison: CommonMark with tables, for step summaries, wikis and mail.
//!
//! Enters: a report or a comparison. Leaves: one document. Bounded: what GitHub and its kin cut without a word is cut here with the count
//! of what is missing.
//! **Invariant:** whatever an article says is escaped, so that none of it is read as markup.
//! **Source:** CommonMark 0.31 with the tables of GitHub.

use std::fmt::Write as _;

use super::escape::{clip, markdown as escaped, web_address};
use crate::compare::Kind;

use super::model::{
    ArticleReport, ComparisonReport, DifferenceReport, EventReport, ReadingReport, Report, RevisionReport, TextRelation, Wording,
};
use super::relation::told;
use super::wording::{Same, grouped};
use super::words::{KINDS, Words, words};

/// Bytes of a document; step summaries end at 1 MiB.
const BYTES: usize = 880_000;
/// Lines of the lists around the events.
const ROWS: usize = 200;
/// Differences of one kind, voices of one difference, articles of one event, pairs of one event.
const DIFFERENCES: usize = 12;
const VOICES: usize = 8;
const ARTICLES: usize = 60;
const PAIRS: usize = 30;
/// Characters of one quoted piece.
const CHARS: usize = 400;

/// The report, with as many events, from the first on, as leave it under 880 kB; lists around them are cut by their lines alone.
pub fn report(report: &Report) -> String {
    let w = words(report.language);
    let mut out = head(w, report);
    let tail = tail(w, report);
    let shared: Vec<&EventReport> = report.events.iter().filter(|event| event.articles.len() > 1).collect();
    let mut shown = 0;
    for event in &shared {
        let block = event_block(w, report, event);
        if out.len() + block.len() + tail.len() > BYTES {
            break;
        }
        out.push_str(&block);
        shown += 1;
    }
    push_more(&mut out, w, shared.len(), shown);
    out.push_str(&tail);
    out
}

/// Given articles side by side, every list cut by its lines as in the report.
pub fn comparison(comparison: &ComparisonReport) -> String {
    let w = words(comparison.language);
    let mut out = format!("# {}\n\n", w.compare_title);
    for article in comparison.articles.iter().take(ARTICLES) {
        let _ = writeln!(out, "- **{}**, {}{}{}", name(article), when(w, article), w.colon(), title(w, &article.title));
    }
    push_more(&mut out, w, comparison.articles.len(), ARTICLES);
    out.push('\n');
    if comparison.unread_sentences > 0 {
        let _ = writeln!(out, "*{}*\n", w.count(comparison.unread_sentences, w.unread));
    }
    push_wording(&mut out, w, &comparison.articles, &comparison.wording, 2);
    out
}

fn head(w: &Words, report: &Report) -> String {
    let totals = report.totals;
    let sentence = [
        w.count(totals.shared_events, w.shared_event),
        w.count(totals.events - totals.shared_events, w.single_event),
        w.count(totals.articles, w.article),
        w.count(totals.independent_texts, w.text),
        w.count(totals.outlets, w.outlet),
    ];
    let mut out = format!("# {}\n\n{}\n\n## {}\n\n", escaped(&clip(&report.title, CHARS)), sentence.join(", "), w.stands_out);
    if report.standouts.is_empty() {
        let _ = writeln!(out, "{}", w.no_standouts);
    }
    for standout in &report.standouts {
        let event = &report.events[standout.event];
        let Some(wording) = &event.wording else { continue };
        let difference = &wording.differences[standout.difference];
        let _ = writeln!(
            out,
            "- **{}**, {}{}{}",
            w.kind(difference.kind),
            title(w, &event.headline),
            w.colon(),
            voices(w, &report.articles, difference)
        );
    }
    let _ = writeln!(out, "\n## {}\n", w.events_heading);
    let shared = report.events.iter().filter(|event| event.articles.len() > 1);
    if totals.shared_events == 0 {
        let _ = writeln!(out, "{}\n", w.no_events);
        return out;
    }
    let columns = [w.headline, w.day, w.outlets_column, w.articles_column, w.texts_column, w.differences_column];
    let _ = writeln!(out, "| {} |\n|---|---|--:|--:|--:|--:|", columns.join(" | "));
    for event in shared.take(ROWS) {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            title(w, &event.headline),
            day(w, event),
            event.outlets.len(),
            event.articles.len(),
            event.independent_texts,
            event.difference_count()
        );
    }
    out.push('\n');
    push_more(&mut out, w, totals.shared_events, ROWS);
    out
}

fn tail(w: &Words, report: &Report) -> String {
    let mut out = String::new();
    let singles: Vec<&EventReport> = report.events.iter().filter(|event| event.articles.len() == 1).collect();
    if !singles.is_empty() {
        let _ = writeln!(out, "## {}\n", w.singles);
        for event in singles.iter().take(ROWS) {
            let _ = writeln!(out, "- {} ({}, {})", title(w, &event.headline), name(&report.articles[event.articles[0]]), day(w, event));
        }
        out.push('\n');
        push_more(&mut out, w, singles.len(), ROWS);
    }
    if !report.outlets.is_empty() {
        let columns = [w.outlet_column, w.articles_column, w.events_column, w.words_column, w.own_column];
        let _ = writeln!(out, "## {}\n\n| {} |\n|---|--:|--:|--:|--:|", w.outlets_heading, columns.join(" | "));
        for outlet in report.outlets.iter().take(ROWS) {
            let (name, own) = (escaped(&clip(&outlet.name, 60)), w.percent(outlet.own_share));
            let _ = writeln!(out, "| {name} | {} | {} | {} | {own} |", outlet.articles, outlet.event_count, w.number(outlet.words as u64));
        }
        out.push('\n');
        push_more(&mut out, w, report.outlets.len(), ROWS);
        push_chosen(&mut out, w, report);
    }
    let _ = writeln!(out, "## {}\n\n{}\n", w.howto_heading, w.howto.join("\n\n"));
    let unread = (report.totals.unread_sentences > 0).then(|| w.count(report.totals.unread_sentences, w.unread));
    let notes: Vec<String> = unread.into_iter().chain(report.notes.iter().map(|note| escaped(&clip(note, CHARS)))).collect();
    push_list(&mut out, w, w.notes_heading, notes.into_iter());
    let skipped = report
        .skipped
        .iter()
        .map(|one| format!("{}{}{}", escaped(&clip(&one.place, CHARS)), w.colon(), escaped(&clip(&one.reason, CHARS))));
    push_list(&mut out, w, w.skipped_heading, skipped);
    let _ = writeln!(out, "{} {} {}", w.verdict, w.made_by, escaped(&report.recoupe));
    out
}

fn push_list(out: &mut String, w: &Words, heading: &str, lines: impl ExactSizeIterator<Item = String>) {
    let total = lines.len();
    if total == 0 {
        return;
    }
    let _ = writeln!(out, "## {heading}\n");
    for line in lines.take(ROWS) {
        let _ = writeln!(out, "- {line}");
    }
    out.push('\n');
    push_more(out, w, total, ROWS);
}

fn event_block(w: &Words, report: &Report, event: &EventReport) -> String {
    let counts = [
        w.count(event.outlets.len(), w.outlet),
        w.count(event.articles.len(), w.article),
        w.count(event.independent_texts as usize, w.text),
        w.count(event.difference_count(), w.difference),
    ];
    let mut out = format!("### {}\n\n{}{}{}\n\n", title(w, &event.headline), day(w, event), w.colon(), counts.join(", "));
    let columns = [w.outlet_column, w.time_column, w.headline, w.words_column, w.relation_column];
    let _ = writeln!(out, "| {} |\n|---|---|---|--:|---|", columns.join(" | "));
    for &at in event.articles.iter().take(ARTICLES) {
        let article = &report.articles[at];
        let words = w.number(article.words as u64);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {words} | {} |",
            linked(article),
            when(w, article),
            title(w, &article.title),
            relation(w, report, article)
        );
    }
    out.push('\n');
    push_more(&mut out, w, event.articles.len(), ARTICLES);
    if let Some(wording) = &event.wording {
        push_wording(&mut out, w, &report.articles, wording, 4);
    }
    push_reuse(&mut out, w, report, event);
    out
}

/// Agreement, then differences by kind.
fn push_wording(out: &mut String, w: &Words, articles: &[ArticleReport], wording: &Wording, level: usize) {
    let marks = "#".repeat(level);
    let mut agreed: Vec<_> =
        wording.statements.iter().enumerate().map(|(at, one)| (at, one.told_by().len(), one)).filter(|one| one.1 > 1).collect();
    agreed.sort_by_key(|one| std::cmp::Reverse(one.1));
    if !agreed.is_empty() {
        let _ = writeln!(out, "{marks} {}\n", w.agreement_heading);
        for (at, told, statement) in agreed.iter().take(DIFFERENCES) {
            let count = wording.tellers(articles).len();
            let _ = writeln!(out, "- {} {told} {} {count}{}", w.told_by, w.of_count, differing(w, wording, *at));
            let groups = grouped(&statement.readings);
            for same in groups.iter().take(VOICES) {
                let _ = writeln!(out, "  - {} – {}", quoted(w, same.readings[0]), names(articles, same));
            }
            if groups.len() > VOICES {
                let _ = writeln!(out, "  - *{} {}*", w.number((groups.len() - VOICES) as u64), w.more_shown);
            }
        }
        out.push('\n');
        push_more(out, w, agreed.len(), DIFFERENCES);
    }
    let _ = writeln!(out, "{marks} {}\n", w.differs_heading);
    if wording.differences.is_empty() {
        let _ = writeln!(out, "{}\n", w.differs_none);
    } else {
        let _ = writeln!(out, "*{}*\n", w.differences(wording.counts()));
    }
    for kind in KINDS {
        let of_kind = wording.differences.iter().filter(|difference| difference.kind == kind);
        let (trivial, of_kind): (Vec<&DifferenceReport>, Vec<_>) = of_kind.partition(|difference| difference.trivial);
        if of_kind.is_empty() && trivial.is_empty() {
            continue;
        }
        let _ = writeln!(out, "**{}.** {}\n", w.kind(kind), w.kind_note(kind));
        let certain = of_kind.iter().take_while(|difference| !difference.is_doubtful()).count();
        let (certain, doubtful) = of_kind.split_at(certain);
        push_differences(out, w, articles, certain);
        if !trivial.is_empty() {
            let _ = writeln!(out, "- {}\n", w.count(trivial.len(), w.trivial_differences));
        }
        if !doubtful.is_empty() {
            let _ = writeln!(out, "<details><summary>{}</summary>\n", w.count(doubtful.len(), w.further_differences));
            push_differences(out, w, articles, doubtful);
            out.push_str("</details>\n\n");
        }
    }
    if wording.unlisted > 0 {
        let _ = writeln!(out, "*{}*\n", w.count(wording.unlisted, w.unlisted_differences));
    }
    push_versions(out, w, articles, &wording.revisions, &marks);
}

/// In what the tellings of a statement differ, to stand behind it.
fn differing(w: &Words, wording: &Wording, statement: usize) -> String {
    let mut kinds: Vec<Kind> = wording.differing_in(statement).map(|(_, one)| one.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kinds: Vec<&str> = kinds.into_iter().map(|kind| w.kind(kind)).collect();
    if kinds.is_empty() { String::new() } else { format!("; {}{}{}", w.differ_in, w.colon(), kinds.join(", ")) }
}

fn push_differences(out: &mut String, w: &Words, articles: &[ArticleReport], differences: &[&DifferenceReport]) {
    for difference in differences.iter().take(DIFFERENCES) {
        let _ = writeln!(out, "- {}", voices(w, articles, difference));
    }
    if !differences.is_empty() {
        out.push('\n');
    }
    push_more(out, w, differences.len(), DIFFERENCES);
}

/// What became of pages that were captured more than once.
fn push_versions(out: &mut String, w: &Words, articles: &[ArticleReport], revisions: &[RevisionReport], marks: &str) {
    if revisions.is_empty() {
        return;
    }
    let _ = writeln!(out, "{marks} {}\n", w.versions_heading);
    for revision in revisions.iter().take(PAIRS) {
        let _ = writeln!(out, "**{} → {}**\n", name(&articles[revision.from_at]), name(&articles[revision.to_at]));
        for change in revision.changes.iter().take(DIFFERENCES) {
            let sides: Vec<String> = change.from.iter().chain(&change.to).map(|reading| quoted(w, reading)).collect();
            let _ = writeln!(out, "- {}{}{}", w.change(change.kind), w.colon(), sides.join(" → "));
        }
        out.push('\n');
        push_more(out, w, revision.changes.len(), DIFFERENCES);
    }
    push_more(out, w, revisions.len(), PAIRS);
}

fn push_reuse(out: &mut String, w: &Words, report: &Report, event: &EventReport) {
    let edges: Vec<_> = report.reuse_within(event).map(|(_, edge)| edge).collect();
    if edges.is_empty() {
        return;
    }
    let columns = [w.first_column, w.second_column, w.common_column, w.share_of_first, w.share_of_second, w.origin_column];
    let _ = writeln!(out, "#### {}\n\n| {} |\n|---|---|--:|--:|--:|---|", w.reuse_heading, columns.join(" | "));
    for edge in edges.iter().take(PAIRS) {
        let origin = edge.origin_at().map_or_else(|| w.origin_open.to_owned(), |at| name(&report.articles[at]));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {origin} |",
            name(&report.articles[edge.a_at]),
            name(&report.articles[edge.b_at]),
            w.number(edge.words),
            w.percent(edge.covered_a),
            w.percent(edge.covered_b),
        );
    }
    out.push('\n');
    push_more(out, w, edges.len(), PAIRS);
}

fn relation(w: &Words, report: &Report, article: &ArticleReport) -> String {
    let other = |at: usize| name(&report.articles[at]);
    let told = told(w, article.relation.unwrap_or(TextRelation::Own));
    let named = told.other.map(|at| format!(" {}", other(at))).unwrap_or_default();
    let text = told.before + &named + &told.after;
    match &article.agency {
        Some(agency) => format!("{text} ({} {})", w.credits, escaped(&clip(agency, 40))),
        None => text,
    }
}

/// The words that outlets choose, each with a sentence.
fn push_chosen(out: &mut String, w: &Words, report: &Report) {
    let terms = &report.outlet_wording.terms;
    if terms.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {}\n\n{}\n", w.chosen_heading, w.chosen_note);
    for term in terms.iter().take(ROWS) {
        let (outlet, word) = (escaped(&clip(&term.outlet, 60)), escaped(&clip(&term.term, 60)));
        let sentence = term.readings.first().map(|reading| escaped(&clip(&reading.text, CHARS))).unwrap_or_default();
        let _ = writeln!(out, "- {outlet}{}**{word}**, {}{}{sentence}", w.colon(), w.count(term.events, w.event), w.colon());
    }
    out.push('\n');
    push_more(out, w, terms.len(), ROWS);
}

/// The readings of a difference with their outlets, and who leaves it out.
fn voices(w: &Words, articles: &[ArticleReport], difference: &DifferenceReport) -> String {
    let groups = grouped(&difference.readings);
    let mut parts: Vec<String> = groups
        .iter()
        .take(VOICES)
        .map(|same| format!("{}{} – {}", quoted(w, same.readings[0]), unsourced(w, same), names(articles, same)))
        .collect();
    if groups.len() > VOICES {
        parts.push(format!("{} {}", w.number((groups.len() - VOICES) as u64), w.more_shown));
    }
    if !difference.absent_at.is_empty() {
        let absent: Vec<String> = difference.absent_at.iter().take(VOICES).map(|at| name(&articles[*at])).collect();
        let rest = difference.absent_at.len() - absent.len();
        let rest = if rest > 0 { format!(" +{rest}") } else { String::new() };
        parts.push(format!("{}{}{}{rest}", w.absent_label, w.colon(), absent.join(", ")));
    }
    parts.join(" ; ")
}

fn unsourced(w: &Words, same: &Same) -> String {
    if same.readings.iter().all(|reading| reading.unsourced) { format!(" ({})", w.unsourced) } else { String::new() }
}

fn quoted(w: &Words, reading: &ReadingReport) -> String {
    w.quoted(&escaped(&clip(&reading.text, CHARS)))
}

fn names(articles: &[ArticleReport], same: &Same) -> String {
    let same = same.by_article();
    let shown: Vec<String> = same.iter().take(VOICES).map(|reading| name(&articles[reading.article])).collect();
    let rest = if same.len() > VOICES { format!(" +{}", same.len() - VOICES) } else { String::new() };
    shown.join(", ") + &rest
}

fn name(article: &ArticleReport) -> String {
    escaped(&clip(&article.label, 60))
}

/// The name, linked to the page it came from where that is an address to follow.
fn linked(article: &ArticleReport) -> String {
    let address = article.url.as_deref().and_then(web_address).filter(|url| url.len() < 500);
    match address {
        Some(url) => format!("[{}](<{}>)", name(article), url.replace('|', "%7C")),
        None => name(article),
    }
}

fn title(w: &Words, text: &str) -> String {
    let text = escaped(&clip(text.trim(), 240));
    if text.is_empty() { w.no_headline.to_owned() } else { text }
}

fn day(w: &Words, event: &EventReport) -> String {
    event.days.as_ref().map_or_else(|| w.no_date.to_owned(), |days| w.days(days))
}

fn when(w: &Words, article: &ArticleReport) -> String {
    article.date.as_deref().map_or_else(|| w.no_date.to_owned(), |date| w.moment(date))
}

fn push_more(out: &mut String, w: &Words, total: usize, shown: usize) {
    if total > shown {
        let _ = writeln!(out, "*{} {}*\n", w.number((total - shown) as u64), w.more_shown);
    }
}
