//! What in a scraped text is the article and what is the site around it.
//!
//! Enters: the articles of a batch. Leaves: one [`Layout`] each: headline, dateline, agency, furniture and body as spans.
//! **Invariant:** nothing is deleted; every byte of the text that is not white space is headline, dateline, furniture or body.
//! **Source:** line frequency after `CCNet` (Wenzek et al. 2020 §3.1); paragraph classes after jusText (Pomikálek 2011 ch. 3)
//! without its link density, which plain text no longer has.

mod dateline;
mod lines;
mod phrases;
mod repeated;

use rayon::prelude::*;

use crate::article::{Article, Date, Span};
use lines::Line;

/// The parts of one article's text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The headline where it stands in the text itself.
    pub headline: Option<Span>,
    /// `MOSCOU, 9 fév 2017 (ADP) -` before the first sentence.
    pub dateline: Option<Span>,
    /// The news agency that the text credits.
    pub agency: Option<Agency>,
    /// When the text itself says it was published.
    pub published: Option<Date>,
    /// What is not the article, in the order of the text, disjoint.
    pub furniture: Vec<Furniture>,
    /// The paragraphs of the article, without headline and dateline, in the order of the text, disjoint. Empty for a headline-only item.
    pub body: Vec<Span>,
}

/// A piece of text that belongs to the site, not to the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What gave it away.
    pub reason: Reason,
}

/// Why a piece of text counts as furniture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A known phrase of cookie banners, newsletters, share bars, comment forms and the like.
    Phrase,
    /// The line stands in many of the outlet's articles.
    Repeated,
    /// Too little prose, between other furniture or at the edge of the text.
    Sparse,
    /// Byline, time stamp, photo credit.
    Credit,
}

/// A news agency's credit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    /// The agency's usual short name, as `AFP`.
    pub name: String,
    /// Where it is credited.
    pub span: Span,
}

/// The parts of every article of a batch. An article without a title field is searched for a headline; an outlet's repeated lines are
/// found over the whole batch.
///
/// The same layouts for any number of threads and any order of `articles`.
pub fn layouts(articles: &[Article]) -> Vec<Layout> {
    let mut lines: Vec<Vec<Line>> = articles.par_iter().map(|article| lines::lines(&article.text)).collect();
    repeated::mark(articles, &mut lines);
    let mut layouts: Vec<Layout> = articles.par_iter().zip(lines).map(|(article, lines)| layout(article, lines)).collect();
    dateline::credits(articles, &mut layouts);
    layouts
}

/// Worth of a line of furniture when the article is cut out of its site, against one for each word of prose: an insert must not
/// cut an article in two, a block of furniture must end it.
const FURNITURE_WORTH: i64 = -16;
/// Worth of a short line that is neither prose nor known furniture: kept inside the article, not at its edges.
const LABEL_WORTH: i64 = -2;
/// Fewest words of such a line that may be a standfirst or a heading with something to say, and so is kept at an edge.
const STANDFIRST: usize = 5;
/// Most words of one line that count, so that one long paragraph of consent text cannot outweigh the article.
const WORDS_WORTH: i64 = 80;
/// Lines from the top among which a headline is looked for.
const HEADLINE_LINES: usize = 8;
/// Most words of a headline.
const HEADLINE_WORDS: usize = 35;
/// Fewest words that lines judged by repetition must leave; with less, the repeated prose is the article (a page from a template).
const LEAST_BODY: usize = 25;

fn layout(article: &Article, mut lines: Vec<Line>) -> Layout {
    let text = &article.text;
    let plain: usize = lines.iter().filter(|line| line.prose && line.verdict.is_none()).map(|line| line.words).sum();
    if plain < LEAST_BODY {
        lines.iter_mut().filter(|line| line.verdict == Some(Reason::Repeated)).for_each(|line| line.verdict = None);
    }
    let headline = headline(article, &lines);
    let kept = core(&lines, headline);
    let mut found = Layout { published: published(text, &lines), ..Layout::default() };
    for (at, line) in lines.iter().enumerate() {
        if Some(at) == headline {
            let words = line.span.of(text).trim_start_matches('#').trim_start();
            let start = line.span.end as usize - words.len();
            found.headline = Some(Span::new(start, line.span.end as usize));
            // The marks of a Markdown heading are not words of the headline.
            let marks = Span::new(line.span.start as usize, start);
            found.furniture.extend((!marks.is_empty()).then_some(Furniture { span: marks, reason: Reason::Sparse }));
            continue;
        }
        match line.verdict.or(if kept.contains(&at) { None } else { Some(Reason::Sparse) }) {
            Some(reason) => found.furniture.push(Furniture { span: line.span, reason }),
            None => found.body.push(line.span),
        }
    }
    if let Some(first) = found.body.first_mut()
        && let Some((span, agency)) = dateline::dateline(text, *first)
    {
        first.start = span.end;
        found.dateline = Some(Span::new(span.start as usize, span.start as usize + span.of(text).trim_end().len()));
        found.agency = agency;
    }
    found.body.retain(|span| !span.is_empty());
    found
}

/// Position of the line that is the headline: of an article with a title, the line that repeats it; else the first line that
/// could be one and has prose below.
fn headline(article: &Article, lines: &[Line]) -> Option<usize> {
    let text = &article.text;
    let top = || lines.iter().enumerate().take(HEADLINE_LINES);
    if !article.title.trim().is_empty() {
        let title = phrases::normalize(&article.title);
        return top()
            .find(|(_, line)| line.words <= HEADLINE_WORDS + 10 && line.words > 0 && phrases::normalize(line.span.of(text)) == title)
            .map(|(at, _)| at);
    }
    let prose_below = |at: usize| lines[at + 1..].iter().any(|line| line.prose && line.verdict.is_none());
    top()
        .take_while(|(_, line)| !(line.prose && line.words > HEADLINE_WORDS && line.verdict.is_none()))
        .filter(|(_, line)| line.verdict.is_none() && (2..=HEADLINE_WORDS).contains(&line.words))
        .find(|(at, line)| {
            let shown = line.span.of(text);
            !shown.ends_with([':', ',', ';']) && !shown.trim_end_matches('…').ends_with('.') && prose_below(*at)
        })
        .map(|(at, _)| at)
}

/// The lines of the article: the run of greatest worth, furniture inside it still to be left out. All lines, if none has any worth.
fn core(lines: &[Line], headline: Option<usize>) -> std::ops::Range<usize> {
    let worth = |(at, line): (usize, &Line)| match line.verdict {
        _ if Some(at) == headline => 0,
        Some(_) => FURNITURE_WORTH,
        None if line.prose => (line.words as i64).min(WORDS_WORTH),
        None if line.words >= STANDFIRST => 1,
        None => LABEL_WORTH,
    };
    let (mut best, mut best_worth, mut start, mut sum) = (0..lines.len(), 0, 0, 0);
    for (at, worth) in lines.iter().enumerate().map(|entry| (entry.0, worth(entry))) {
        if sum <= 0 {
            (start, sum) = (at, 0);
        }
        sum += worth;
        if sum > best_worth {
            (best, best_worth) = (start..at + 1, sum);
        }
    }
    best
}

/// The publication time that a time stamp among the credits gives.
fn published(text: &str, lines: &[Line]) -> Option<Date> {
    lines.iter().filter(|line| line.verdict == Some(Reason::Credit)).find_map(|line| Date::parse(line.span.of(text)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, source: &str, text: &str) -> Article {
        Article { id: text.into(), title: title.into(), source: Some(source.into()), text: text.into(), ..Article::default() }
    }

    fn bodies(articles: &[Article]) -> Vec<Vec<&str>> {
        layouts(articles)
            .iter()
            .zip(articles)
            .map(|(layout, article)| layout.body.iter().map(|span| span.of(&article.text)).collect())
            .collect()
    }

    const PROSE: &str = "Le port a rouvert lundi après trois semaines de travaux, ont indiqué les autorités locales dans un communiqué.";
    const MORE: &str = "Les premiers navires sont attendus dès mardi matin, et le trafic devrait redevenir normal avant la fin du mois.";

    #[test]
    fn an_article_is_cut_out_of_its_site() {
        let text = format!(
            "FLASH INFO :\n\nLe port rouvre\n\nPublié le 3 mai 2021 à 10:15\n{PROSE}\nLire aussi : La grue\n{MORE}\nAbonnez-vous\n1\nNEWSLETTER\nRecevez chaque matin nos titres."
        );
        let layout = &layouts(&[article("", "", &text)])[0];
        assert_eq!(layout.headline.map(|span| span.of(&text)), Some("Le port rouvre"));
        assert_eq!(layout.body.iter().map(|span| span.of(&text)).collect::<Vec<_>>(), [PROSE, MORE]);
        assert_eq!(layout.published.map(|date| date.to_string()), Some("2021-05-03T10:15:00Z".into()));
        assert_eq!(layout.furniture.len(), 7);
    }

    #[test]
    fn a_markdown_heading_is_a_headline_without_its_marks() {
        let text = format!("# Le port rouvre\n\n{PROSE}");
        assert_eq!(layouts(&[article("", "", &text)])[0].headline.map(|span| span.of(&text)), Some("Le port rouvre"));
    }

    #[test]
    fn every_byte_but_white_space_is_accounted_for() {
        let text = format!("BREST, 3 mai 2021 (ADP) - {PROSE}\n\nAccueil | Monde\n{MORE}\n(ADP)\n");
        let layout = &layouts(&[article("Titre", "", &text)])[0];
        let spans = layout
            .headline
            .into_iter()
            .chain(layout.dateline)
            .chain(layout.furniture.iter().map(|f| f.span))
            .chain(layout.body.iter().copied());
        let mut covered = vec![false; text.len()];
        spans.for_each(|span| covered[span.range()].fill(true));
        assert!(text.char_indices().all(|(at, c)| c.is_whitespace() || covered[at]));
        assert_eq!(layout.agency.as_ref().map(|agency| agency.name.as_str()), Some("ADP"));
    }

    #[test]
    fn a_line_in_several_articles_of_one_outlet_is_furniture_but_not_in_versions_of_one_text() {
        let own = ["Une grue est tombée hier.", "Le pain coûte plus cher ici.", "La foire ouvre ses portes demain."];
        let different: Vec<_> = own
            .iter()
            .map(|line| article("T", "A", &format!("{} {line}\nLa cloche du quai sonne toujours à midi\n{line} {MORE}", line.repeat(4))))
            .collect();
        assert!(bodies(&different).iter().all(|body| body.len() == 2), "{:?}", bodies(&different));
        let versions: Vec<_> = own
            .iter()
            .map(|line| article("T", "A", &format!("{PROSE}\nLa cloche du quai sonne toujours à midi\n{MORE}\n{line}")))
            .collect();
        assert!(bodies(&versions).iter().all(|body| body.len() == 4), "{:?}", bodies(&versions));
    }

    #[test]
    fn a_template_keeps_its_text() {
        let pages: Vec<_> = (1..6).map(|day| article("Météo", "M", &format!("Mardi {day} mai, il fera {} degrés à Vallonne et le vent soufflera fort toute la journée.\nLa pluie tombera sur les hauteurs à partir de {day} heures.", day * 3))).collect();
        assert!(bodies(&pages).iter().all(|body| body.len() == 2));
    }

    #[test]
    fn texts_of_every_size_have_a_layout() {
        for text in ["", " \n ", "Mot", "Deux mots", "www", "1\n2\n3", "Abonnez-vous"] {
            let layout = &layouts(&[article("", "", text)])[0];
            assert!(layout.body.len() + layout.furniture.len() + usize::from(layout.headline.is_some()) <= 3, "{text:?}");
        }
    }
}
