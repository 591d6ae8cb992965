//! What an event's page and a comparison's page have in common: headlines side by side, agreement, differences, who leaves out what, order.
//!
//! Enters: a wording, its articles and where each stands ([`Cast`]). Leaves: the [`Sections`] for a template, and the page of a comparison.
//! **Invariant:** facts and differences are numbered by their positions in the wording, wherever and in whatever order they are shown, so
//! that links to them hold.

use std::collections::BTreeSet;

use askama::Template;

use crate::article::Span;
use crate::compare::{Field, Kind};
use crate::report::escape::clip;
use crate::report::model::{ArticleReport, Cited, ComparisonReport, DifferenceReport, ReadingReport, StatementReport, Wording};
use crate::report::wording::{Same, grouped};
use crate::report::words::{KINDS, Words, words};

use super::panel::{self, Words as Choices};
use super::reading::{self, Beside, Column};
use super::versions::{Version, versions};
use super::{Frame, LIMITS, Limits, Who, headline, label, lang_attribute, marked, more, render};

/// Statements of agreement that stand open; the rest is folded, so that the differences are near.
const AGREED: usize = 5;

/// The sections, ready for the template.
pub struct Sections {
    pub headlines: Vec<Headline>,
    pub more_headlines: Option<String>,
    /// The words of each article at the weightiest differences.
    pub choices: Option<Choices>,
    pub agreement: Vec<Agreed>,
    /// Whether words of a telling are marked.
    pub highlighted: bool,
    /// Those that are folded away, and how many they are.
    pub further: Vec<Agreed>,
    pub further_count: String,
    pub more_agreement: Option<String>,
    pub groups: Vec<Group>,
    /// Differences that the comparison does not list.
    pub unlisted: Option<String>,
    pub versions: Vec<Version>,
    pub more_versions: Option<String>,
    pub columns: Vec<Who>,
    pub more_columns: Option<String>,
    pub facts: Vec<Fact>,
    pub more_facts: Option<String>,
    pub orders: Vec<Order>,
}

/// In which order a witness tells its facts.
pub struct Order {
    pub who: Who,
    /// The numbers of its facts, each with whether its row is shown.
    pub numbers: Vec<(usize, bool)>,
    pub more: Option<String>,
}

/// The headline of an article, be it compared or not.
pub struct Headline {
    pub anchor: usize,
    pub who: Who,
    pub title: String,
    pub lang: String,
    pub when: String,
}

/// A statement that several articles make.
pub struct Agreed {
    pub number: usize,
    /// Whether the table of facts has its row.
    pub listed: bool,
    pub told: usize,
    pub all: usize,
    /// In what the tellings differ, each with where that is shown.
    pub differs: Vec<(&'static str, Option<usize>)>,
    pub voices: Vec<Voice>,
    pub more: Option<String>,
}

/// Equal words and all who use them.
pub struct Voice {
    pub html: String,
    pub lang: String,
    pub title: bool,
    /// Whether it is a figure whose sentence gives no source.
    pub unsourced: bool,
    pub who: Vec<Who>,
    pub others: usize,
    pub evidence: Vec<Evidence>,
    /// The tint of all who say the same; `None` where nobody says anything else.
    pub tint: Option<usize>,
}

/// The sentence in which an article has the words, or in a redacted report their place.
pub struct Evidence {
    pub who: Who,
    pub html: String,
    pub lang: String,
}

/// The differences of one kind.
pub struct Group {
    pub name: &'static str,
    pub note: &'static str,
    pub anchor: String,
    pub count: String,
    pub differences: Vec<Difference>,
    /// Those that are folded away, and how many they are.
    pub further: Vec<Difference>,
    pub further_count: String,
    /// Those that typography and spelling alone tell apart, and how many they are.
    pub trivial: Vec<Difference>,
    pub trivial_count: String,
    pub more: Option<String>,
}

/// A place where articles differ.
pub struct Difference {
    pub anchor: usize,
    pub voices: Vec<Voice>,
    /// The sentences of all voices.
    pub evidence: Vec<Evidence>,
    pub absent: Vec<Who>,
    pub others: usize,
    pub more: Option<String>,
}

/// A row of the table of who tells what: a statement, with a cell for each column.
pub struct Fact {
    pub number: usize,
    pub text: String,
    pub lang: String,
    pub cells: Vec<Told>,
}

/// Whether an article tells a fact, and where.
pub struct Told {
    pub told: bool,
    pub href: Option<String>,
}

/// Who stands where: the articles and the address of each.
pub struct Cast<'a> {
    pub w: &'static Words,
    pub articles: &'a [ArticleReport],
    pub href: &'a dyn Fn(usize) -> String,
    pub beside: &'a Beside<'a>,
    pub limits: Limits,
}

impl Cast<'_> {
    /// A name that links to the article.
    pub fn who(&self, at: usize) -> Who {
        Who { label: label(&self.articles[at]), href: (self.href)(at) }
    }

    /// A name that fits over a narrow column.
    pub fn column(&self, at: usize) -> Who {
        Who { label: clip(&self.articles[at].label, 20), href: (self.href)(at) }
    }

    /// The attribute for an article's language, if it is known.
    pub fn lang(&self, at: usize) -> String {
        lang_attribute(self.articles[at].lang.as_deref())
    }

    /// The sections of a comparison. `members` are all articles of the event, witnesses or not.
    pub fn sections(&self, members: &[usize], wording: &Wording) -> Sections {
        let (w, limits) = (self.w, self.limits);
        let headlines = members.iter().take(limits.articles).enumerate().map(|(anchor, &at)| {
            let article = &self.articles[at];
            let when = article.date.as_deref().map_or_else(|| w.no_date.to_owned(), |date| w.moment(date));
            Headline { anchor: anchor + 1, who: self.who(at), title: headline(w, &article.title, limits.chars), lang: self.lang(at), when }
        });
        let agreed = agreed(wording);
        let tellers = wording.tellers(self.articles);
        let shown = &tellers[..tellers.len().min(limits.columns)];
        let ranked = ranked(wording);
        let listed: BTreeSet<usize> = ranked.iter().take(limits.statements).copied().collect();
        let (versions, more_versions) = versions(self, wording);
        Sections {
            versions,
            more_versions,
            headlines: headlines.collect(),
            more_headlines: more(w, members.len(), limits.articles),
            choices: panel::words(self, wording),
            highlighted: agreed.iter().any(|at| wording.statements[*at].readings.iter().any(|reading| !reading.marks.is_empty())),
            agreement: agreed.iter().take(AGREED).map(|at| self.agreement(*at, wording, &listed)).collect(),
            further: agreed.iter().skip(AGREED).take(limits.statements).map(|at| self.agreement(*at, wording, &listed)).collect(),
            further_count: w.count(agreed.len().saturating_sub(AGREED), w.further),
            more_agreement: more(w, agreed.len(), AGREED + limits.statements),
            groups: KINDS.iter().filter_map(|kind| self.group(*kind, wording)).collect(),
            unlisted: self.unlisted(wording),
            columns: shown.iter().map(|at| self.column(*at)).collect(),
            more_columns: more(w, tellers.len(), shown.len()),
            facts: ranked.iter().take(limits.statements).map(|at| self.fact(*at, wording, shown)).collect(),
            more_facts: more(w, ranked.len(), limits.statements),
            orders: self.orders(wording, shown, &listed),
        }
    }

    fn agreement(&self, at: usize, wording: &Wording, listed: &BTreeSet<usize>) -> Agreed {
        let statement = &wording.statements[at];
        let voices = self.voices(&statement.readings);
        Agreed {
            number: at + 1,
            listed: listed.contains(&at),
            told: statement.told_by().len(),
            all: wording.tellers(self.articles).len(),
            differs: self.differs(at, wording),
            more: more(self.w, voices.len(), self.limits.readings),
            voices: voices.into_iter().take(self.limits.readings).collect(),
        }
    }

    fn differs(&self, at: usize, wording: &Wording) -> Vec<(&'static str, Option<usize>)> {
        // Those beyond what a page shows of a kind have no place to lead to.
        let shown = |kind: Kind, place: usize| {
            let before = wording.differences[..place].iter().filter(|one| one.kind == kind && !one.trivial);
            before.count() < self.limits.differences
        };

        let mut kinds: Vec<(Kind, usize)> = wording.differing_in(at).map(|(place, one)| (one.kind, place + 1)).collect();
        kinds.sort_unstable();
        kinds.dedup_by_key(|one| one.0);
        kinds.into_iter().map(|(kind, anchor)| (self.w.kind(kind), Some(anchor).filter(|anchor| shown(kind, anchor - 1)))).collect()
    }

    fn voices(&self, readings: &[ReadingReport]) -> Vec<Voice> {
        let groups = grouped(readings);
        let differ = groups.last().is_some_and(|last| last.meaning > 0);
        groups.iter().map(|same| Voice { tint: differ.then(|| panel::tint(same)), ..self.voice(same) }).collect()
    }

    fn voice(&self, group: &Same) -> Voice {
        let same = group.by_article();
        let shown = same.len().min(self.limits.readings);
        let evidence = same.iter().take(shown).filter_map(|reading| {
            let Some((sentence, span)) = reading.context.as_ref() else { return self.place(reading) };
            let html = excerpt(sentence, *span, self.limits.chars);
            (span.len() < sentence.len()).then(|| Evidence { who: self.who(reading.article), html, lang: self.lang(reading.article) })
        });
        Voice {
            html: marked(&same[0].text, &same[0].marks, self.limits.chars),
            lang: self.lang(same[0].article),
            title: group.is_headline(),
            unsourced: same.iter().all(|reading| reading.unsourced),
            who: same.iter().take(shown).map(|reading| self.who(reading.article)).collect(),
            others: same.len() - shown,
            evidence: evidence.collect(),
            tint: None,
        }
    }

    /// Where words stand that are not shown.
    fn place(&self, reading: &ReadingReport) -> Option<Evidence> {
        let [start, end] = reading.span;
        let html = format!("{start}–{end}");
        matches!(reading.text, Cited::Hash(_)).then(|| Evidence { who: self.who(reading.article), html, lang: String::new() })
    }

    fn group(&self, kind: Kind, wording: &Wording) -> Option<Group> {
        let of_kind: Vec<(usize, &DifferenceReport)> =
            wording.differences.iter().enumerate().filter(|(_, difference)| difference.kind == kind).collect();
        if of_kind.is_empty() {
            return None;
        }
        let (trivial, of_kind): (Vec<_>, Vec<_>) = of_kind.into_iter().partition(|(_, difference)| difference.trivial);
        let show = |(at, difference): &(usize, &DifferenceReport)| {
            let mut voices = self.voices(&difference.readings);
            let left = more(self.w, voices.len(), self.limits.readings);
            voices.truncate(self.limits.readings);
            let shown = difference.absent_at.len().min(self.limits.readings);
            Difference {
                anchor: at + 1,
                more: left,
                evidence: voices.iter_mut().flat_map(|voice| std::mem::take(&mut voice.evidence)).collect(),
                voices,
                absent: difference.absent_at.iter().take(shown).map(|at| self.who(*at)).collect(),
                others: difference.absent_at.len() - shown,
            }
        };
        let most = self.limits.differences;
        let mut differences: Vec<Difference> = of_kind.iter().take(most).map(show).collect();
        let shown = differences.len() + trivial.len().min(most);
        let certain = of_kind.iter().take_while(|(_, difference)| !difference.is_doubtful()).count();
        let further = differences.split_off(open(kind).min(certain).min(differences.len()));
        Some(Group {
            name: self.w.kind(kind),
            note: self.w.kind_note(kind),
            anchor: format!("k-{}", kind as u8),
            count: self.w.count(of_kind.len(), self.w.difference),
            differences,
            further_count: self.w.count(further.len(), self.w.further_differences),
            further,
            trivial: trivial.iter().take(most).map(show).collect(),
            trivial_count: self.w.count(trivial.len(), self.w.trivial_differences),
            more: more(self.w, of_kind.len() + trivial.len(), shown),
        })
    }

    fn unlisted(&self, wording: &Wording) -> Option<String> {
        (wording.unlisted > 0).then(|| self.w.count(wording.unlisted, self.w.unlisted_differences))
    }

    fn fact(&self, at: usize, wording: &Wording, columns: &[usize]) -> Fact {
        let statement = &wording.statements[at];
        let told = statement.told_by();
        let first = &statement.readings[0];
        Fact {
            number: at + 1,
            text: clip(first.text.trim(), self.limits.chars.min(240)),
            lang: self.lang(first.article),
            cells: (columns.iter())
                .map(|witness| {
                    let told = told.binary_search(witness).is_ok();
                    Told { told, href: if told { self.beside.to(*witness, Some(at)) } else { None } }
                })
                .collect(),
        }
    }

    fn orders(&self, wording: &Wording, columns: &[usize], listed: &BTreeSet<usize>) -> Vec<Order> {
        let order = |witness: usize| {
            let places = wording.statements.iter().enumerate().filter_map(|(number, statement)| {
                let text = statement.readings.iter().filter(|reading| reading.article == witness && reading.field == Field::Text);
                Some((text.map(|reading| reading.span[0]).min()?, number))
            });
            let mut places: Vec<(usize, usize)> = places.collect();
            places.sort_unstable();
            let most = self.limits.statements;
            let numbers = places.iter().take(most).map(|(_, number)| (number + 1, listed.contains(number))).collect();
            Order { who: self.who(witness), numbers, more: more(self.w, places.len(), most) }
        };
        columns.iter().map(|at| order(*at)).collect()
    }
}

/// Differences of a kind that stand open. The overview points at the weightiest, and a link opens what hides its goal only with script;
/// omissions are many, long, and in the table of facts as well.
fn open(kind: Kind) -> usize {
    if matches!(kind, Kind::Omission | Kind::Order | Kind::Wording) { 3 } else { 8 }
}

/// Statements that at least two articles make, those of most articles first.
fn agreed(wording: &Wording) -> Vec<usize> {
    ranked(wording).into_iter().filter(|at| wording.statements[*at].told_by().len() > 1).collect()
}

/// Statements by number of articles descending, then in their order.
fn ranked(wording: &Wording) -> Vec<usize> {
    let told: Vec<usize> = wording.statements.iter().map(|statement: &StatementReport| statement.told_by().len()).collect();
    let mut order: Vec<usize> = (0..told.len()).filter(|at| told[*at] > 0).collect();
    order.sort_by_key(|at| std::cmp::Reverse(told[*at]));
    order
}

/// The sentence with the words of interest marked; of a long one, what stands around them.
fn excerpt(sentence: &str, span: Span, limit: usize) -> String {
    let before = sentence[..span.start as usize].chars().count();
    if before + 40 < limit {
        return marked(sentence, &[span], limit);
    }
    let start = sentence[..span.start as usize].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let moved = Span { start: span.start - start as u32, end: span.end - start as u32 };
    format!("…{}", marked(&sentence[start..], &[moved], limit))
}

/// The readings of a difference on one line each, without links: for a list of findings. A word or a figure alone says little, so
/// it stands in some of its sentence. With how many more there are.
pub fn voices(w: &'static Words, articles: &[ArticleReport], difference: &DifferenceReport, limit: usize) -> (Vec<Voice>, Option<String>) {
    let limits = Limits { chars: 140, readings: 3, ..LIMITS };
    let cast = Cast { w, articles, href: &|_| String::new(), beside: &Beside::new(articles, &[], String::new(), true), limits };
    let groups = grouped(&difference.readings);
    let voices = groups.iter().take(limit).map(|same| {
        let (voice, first) = (cast.voice(same), same.readings[0]);
        match &first.context {
            Some((sentence, span)) if first.field == Field::Text && span.len() < ALONE => {
                Voice { html: surroundings(sentence, *span, AROUND), ..voice }
            }
            _ => voice,
        }
    });
    (voices.collect(), more(w, groups.len(), limit))
}

/// Bytes below which words need their surroundings, and the characters on either side that give them.
const ALONE: usize = 40;
const AROUND: usize = 45;

/// The words marked, with up to `reach` characters of their sentence on either side, to the nearest word.
fn surroundings(sentence: &str, span: Span, reach: usize) -> String {
    let (before, after) = (&sentence[..span.start as usize], &sentence[span.end as usize..]);
    let start = match before.char_indices().rev().nth(reach) {
        Some((at, _)) => before[at..].find(char::is_whitespace).map_or(before.len(), |space| at + space),
        None => 0,
    };
    let end = match after.char_indices().nth(reach) {
        Some((at, _)) => span.end as usize + after[..at].rfind(char::is_whitespace).unwrap_or(0),
        None => sentence.len(),
    };
    let start = before.len() - before[start..].trim_start().len();
    let moved = Span::new(span.start as usize - start, span.end as usize - start);
    let (lead, trail) = (if start > 0 { "… " } else { "" }, if end < sentence.len() { " …" } else { "" });
    format!("{lead}{}{trail}", marked(&sentence[start..end], &[moved], usize::MAX))
}

#[derive(Template)]
#[template(path = "comparison.html")]
struct ComparisonPage<'a> {
    frame: Frame<'a>,
    sentence: String,
    redacted: bool,
    sections: Sections,
    columns: Vec<Column>,
    more_columns: Option<String>,
    unread: Option<String>,
}

/// On a page whose lists had to be cut to fewer articles than this, the texts do not fit.
const COLUMNS_FROM: usize = LIMITS.articles / 2;

/// The page of a comparison of given articles.
pub fn comparison_page(comparison: &ComparisonReport, limits: Limits) -> String {
    let frame = Frame::alone(words(comparison.language), words(comparison.language).compare_title.to_owned());
    let w = frame.w;
    let members: Vec<usize> = (0..comparison.articles.len()).collect();
    let beside = Beside::new(&comparison.articles, &members, String::new(), comparison.redacted);
    let cast = Cast { w, articles: &comparison.articles, href: &|at| format!("#a{}", at + 1), beside: &beside, limits };
    let sections = cast.sections(&members, &comparison.wording);
    let sentence = [w.count(members.len(), w.article), w.count(comparison.wording.difference_count(), w.difference)].join(", ");
    let columns = if limits.articles < COLUMNS_FROM { Vec::new() } else { beside.columns(&cast) };
    render(&ComparisonPage {
        sentence,
        redacted: comparison.redacted,
        sections,
        more_columns: more(w, members.len(), reading::COLUMNS).filter(|_| !columns.is_empty()),
        columns,
        unread: (comparison.unread_sentences > 0).then(|| w.count(comparison.unread_sentences, w.unread)),
        frame,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(sentence: &str, words: &str) -> Span {
        let start = sentence.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn words_keep_some_of_their_sentence() {
        let sentence = "Selon la direction,\u{a0}quelque 340 dockers < étaient là";
        for (words, reach, expected) in [
            ("340", 100, "Selon la direction,\u{a0}quelque <mark>340</mark> dockers &lt; étaient là"),
            ("340", 12, "… quelque <mark>340</mark> dockers &lt; …"),
            ("Selon", 4, "<mark>Selon</mark> la …"),
            ("là", 4, "… <mark>là</mark>"),
            ("quelque", 0, "… <mark>quelque</mark> …"),
        ] {
            assert_eq!(surroundings(sentence, at(sentence, words), reach), expected, "{words} within {reach}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_to_what_stands_around_the_words() {
        let sentence = format!("{} 340 {}", "avant ".repeat(200), "après ".repeat(200));
        let html = excerpt(&sentence, at(&sentence, "340"), 100);
        assert!(html.starts_with('…') && html.ends_with('…') && html.contains("<mark>340</mark>"), "{html}");
    }
}
