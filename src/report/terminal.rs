//! Reports for a terminal: a summary of a run, and one comparison in full.
//!
//! Enters: a report or a comparison, and the columns of the terminal. Leaves: lines. Styles are written as ANSI sequences; whoever prints
//! removes them where they are not wanted.
//! **Invariant:** nothing that an article says reaches the terminal as a control character; no reading of a comparison is cut, though
//! trivial differences are only counted.

use anstyle::{AnsiColor, Style};
use textwrap::Options as Wrap;

use crate::article::Span;

use super::escape::{clip, line};
use super::model::{ArticleReport, ComparisonReport, DifferenceReport, ReadingReport, Report, RevisionReport};
use super::wording::{Same, grouped};
use super::words::{KINDS, Words, words};

const HEADING: Style = Style::new().bold();
const KIND: Style = AnsiColor::Red.on_default().bold();
const WHO: Style = AnsiColor::Cyan.on_default();
const SOFT: Style = Style::new().dimmed();
const MARK: Style = AnsiColor::Yellow.on_default().bold();

/// Lines of the summary's lists, and voices under one finding or changes of one page.
const FINDINGS: usize = 6;
const EVENTS: usize = 10;
const VOICES: usize = 4;
/// Characters of a reading in the summary.
const CLIPPED: usize = 120;
/// Narrower than this nothing can be read, wider no one does.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=120;

/// A summary of the report on about a screen, in lines of at most `width` columns (30 to 120).
pub fn summary(report: &Report, width: usize) -> String {
    let w = words(report.language);
    let mut page = Page::new(width);
    let totals = report.totals;
    let counts = [
        w.count(totals.shared_events, w.shared_event),
        w.count(totals.events - totals.shared_events, w.single_event),
        w.count(totals.articles, w.article),
        w.count(totals.independent_texts, w.text),
        w.count(totals.outlets, w.outlet),
    ];
    page.styled(HEADING, &clip(&line(&report.title), 200));
    page.text(0, &counts.join(", "));
    if !report.standouts.is_empty() {
        page.heading(w.stands_out);
    }
    for standout in report.standouts.iter().take(FINDINGS) {
        let event = &report.events[standout.event];
        let Some(wording) = &event.wording else { continue };
        let difference = &wording.differences[standout.difference];
        page.text(2, &format!("{}  {}", paint(KIND, w.kind(difference.kind)), paint(SOFT, &title(w, &event.headline))));
        page.voices(w, &report.articles, difference, CLIPPED);
    }
    if totals.shared_events > 0 {
        page.heading(w.events_heading);
    }
    for event in report.events.iter().filter(|event| event.articles.len() > 1).take(EVENTS) {
        let counts = [
            w.count(event.outlets.len(), w.outlet),
            w.count(event.independent_texts as usize, w.text),
            w.count(event.difference_count(), w.difference),
        ];
        page.text(2, &format!("{}  {}", title(w, &event.headline), paint(SOFT, &counts.join(", "))));
    }
    page.more(w, totals.shared_events, EVENTS);
    let revised = report.events.iter().filter_map(|event| event.wording.as_ref());
    let revisions: Vec<&RevisionReport> = revised.flat_map(|wording| &wording.revisions).collect();
    page.versions(w, &report.articles, &revisions, Some(FINDINGS));
    page.unread(w, totals.unread_sentences);
    if !report.skipped.is_empty() {
        page.blank();
        page.text(0, &w.count(report.skipped.len(), w.skipped_noun));
    }
    page.out
}

/// Given articles side by side, whole, in lines of at most `width` columns (30 to 120).
pub fn comparison(comparison: &ComparisonReport, width: usize) -> String {
    let w = words(comparison.language);
    let mut page = Page::new(width);
    page.styled(HEADING, w.compare_title);
    for article in &comparison.articles {
        let when = article.date.as_deref().map_or_else(|| w.no_date.to_owned(), |date| w.moment(date));
        page.text(2, &format!("{}  {}  {}", paint(WHO, &name(article)), title(w, &article.title), paint(SOFT, &when)));
    }
    page.unread(w, comparison.unread_sentences);
    page.heading(w.differs_heading);
    if !comparison.wording.statements.iter().any(|statement| statement.told_by().len() > 1) {
        page.text(2, w.agreement_none);
    }
    if comparison.wording.differences.is_empty() {
        page.text(2, w.differs_none);
    }
    for kind in KINDS {
        let of_kind = comparison.wording.differences.iter().filter(|difference| difference.kind == kind);
        let (trivial, of_kind): (Vec<&DifferenceReport>, Vec<_>) = of_kind.partition(|difference| difference.trivial);
        if !of_kind.is_empty() || !trivial.is_empty() {
            page.text(2, &format!("{}  {}", paint(KIND, w.kind(kind)), paint(SOFT, w.kind_note(kind))));
        }
        let certain = of_kind.iter().take_while(|difference| !difference.is_doubtful()).count();
        for (at, difference) in of_kind.iter().enumerate() {
            if at == certain {
                page.text(2, &paint(SOFT, &w.count(of_kind.len() - certain, w.further_differences)));
            }
            page.voices(w, &comparison.articles, difference, usize::MAX);
            page.blank();
        }
        if !trivial.is_empty() {
            page.text(4, &paint(SOFT, &w.count(trivial.len(), w.trivial_differences)));
            page.blank();
        }
    }
    if comparison.wording.unlisted > 0 {
        page.text(2, &paint(SOFT, &w.count(comparison.wording.unlisted, w.unlisted_differences)));
        page.blank();
    }
    let revisions: Vec<&RevisionReport> = comparison.wording.revisions.iter().collect();
    page.versions(w, &comparison.articles, &revisions, None);
    page.heading(w.omits_heading);
    for (number, statement) in comparison.wording.statements.iter().enumerate() {
        let told = statement.told_by().len();
        let count =
            format!("{}  {} {told} {} {}", number + 1, w.told_by, w.of_count, comparison.wording.tellers(&comparison.articles).len());
        page.text(2, &paint(SOFT, &count));
        for same in grouped(&statement.readings) {
            page.text(4, &format!("{}  {}", marked(same.readings[0]), paint(WHO, &names(&comparison.articles, &same))));
        }
    }
    page.out
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    fn new(width: usize) -> Self {
        Page { out: String::new(), width: width.clamp(*WIDTHS.start(), *WIDTHS.end()) }
    }

    /// A paragraph, wrapped, its further lines two columns deeper.
    fn text(&mut self, indent: usize, text: &str) {
        let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 2));
        let wrap = Wrap::new(self.width).initial_indent(&first).subsequent_indent(&rest);
        for row in textwrap::wrap(text, wrap) {
            self.out.push_str(row.trim_end());
            self.out.push('\n');
        }
    }

    fn styled(&mut self, style: Style, text: &str) {
        self.text(0, &paint(style, text));
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.styled(HEADING, text);
    }

    fn blank(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// How many sentences were not compared, if any.
    fn unread(&mut self, w: &Words, count: usize) {
        if count > 0 {
            self.blank();
            self.text(0, &w.count(count, w.unread));
        }
    }

    fn more(&mut self, w: &Words, total: usize, shown: usize) {
        if total > shown {
            self.text(2, &paint(SOFT, &format!("{} {}", w.number((total - shown) as u64), w.more_shown)));
        }
    }

    /// What became of pages that were captured more than once; of many, the first `most`, and of each its first changes, clipped.
    fn versions(&mut self, w: &Words, articles: &[ArticleReport], revisions: &[&RevisionReport], most: Option<usize>) {
        if !revisions.is_empty() {
            self.heading(w.versions_heading);
        }
        for revision in revisions.iter().take(most.unwrap_or(usize::MAX)) {
            let of = |at: usize| name(&articles[at]);
            self.text(2, &paint(WHO, &format!("{} → {}", of(revision.from_at), of(revision.to_at))));
            let shown = if most.is_some() { VOICES.min(revision.changes.len()) } else { revision.changes.len() };
            for change in &revision.changes[..shown] {
                let side = |reading: &ReadingReport| if most.is_some() { clip(&line(&reading.text), CLIPPED) } else { marked(reading) };
                let sides: Vec<String> = change.from.iter().chain(&change.to).map(side).collect();
                self.text(4, &format!("{}  {}", paint(KIND, w.change(change.kind)), sides.join(" → ")));
            }
            self.more(w, revision.changes.len(), shown);
            self.blank();
        }
        if let Some(most) = most {
            self.more(w, revisions.len(), most);
        }
    }

    /// What a difference's readings are and whose; of a long list under a finding, the first.
    fn voices(&mut self, w: &Words, articles: &[ArticleReport], difference: &DifferenceReport, chars: usize) {
        let groups = grouped(&difference.readings);
        let shown = if chars == usize::MAX { groups.len() } else { VOICES };
        for same in groups.iter().take(shown) {
            let words = w.quoted(&clip(&line(&same.readings[0].text), chars));
            let unsourced = same.readings.iter().all(|reading| reading.unsourced);
            let unsourced = if unsourced { paint(SOFT, &format!(" ({})", w.unsourced)) } else { String::new() };
            self.text(4, &format!("{words}{unsourced}  {}", paint(WHO, &names(articles, same))));
        }
        self.more(w, groups.len(), shown);
        if !difference.absent_at.is_empty() {
            let absent: Vec<String> = difference.absent_at.iter().map(|at| name(&articles[*at])).collect();
            self.text(4, &format!("{}{}{}", paint(SOFT, w.absent_label), w.colon(), paint(WHO, &clip(&absent.join(", "), chars))));
        }
    }
}

fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The words of a reading with what differs in them in colour.
fn marked(reading: &ReadingReport) -> String {
    let (text, mut out, mut at) = (&*reading.text, String::new(), 0);
    let piece = |from: usize, to: usize| text.get(from..to).map(inline).unwrap_or_default();
    for Span { start, end } in reading.marks.iter().copied() {
        let (start, end) = (start as usize, end as usize);
        if start >= at && end <= text.len() {
            out += &piece(at, start);
            out += &paint(MARK, &piece(start, end));
            at = end;
        }
    }
    out + &piece(at, text.len())
}

/// As [`line()`], but white space at either end stays one space, for pieces of a sentence.
fn inline(text: &str) -> String {
    let space = |edge: bool| if edge { " " } else { "" };
    let inner = line(text);
    if inner.is_empty() {
        return space(!text.is_empty()).to_owned();
    }
    let (before, after) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    format!("{}{inner}{}", space(before), space(after))
}

fn names(articles: &[ArticleReport], same: &Same) -> String {
    let names: Vec<String> = same.by_article().iter().map(|reading| name(&articles[reading.article])).collect();
    names.join(", ")
}

fn name(article: &ArticleReport) -> String {
    clip(&line(&article.label), 60)
}

fn title(w: &Words, text: &str) -> String {
    let text = clip(&line(text), 200);
    if text.is_empty() { w.no_headline.to_owned() } else { text }
}
