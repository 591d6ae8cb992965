//! What in a scraped text is the article and what is the site around it.
//!
//! Enters: the articles of a batch. Leaves: one [`Layout`] each: headline, dateline, agency, furniture and body as spans.
//! **Invariant:** nothing is deleted; every byte of the text that is not white space is headline, dateline, furniture or body.
//! **Source:** line frequency after `CCNet` (Wenzek et al. 2020 §3.1); paragraph classes after jusText (Pomikálek 2011 ch. 3)
//! without its link density, which plain text no longer has.

mod cleaner;
mod dateline;
mod inserts;
mod lines;
mod phrases;
#[cfg(test)]
mod reference;
mod repeated;

pub use cleaner::{Cleaner, Page, Paragraph, Parts};
pub use repeated::{CARRIER_SAMPLE, LineFact, OutletLines, is_repeated, least_carriers};

use rayon::prelude::*;

use crate::article::{Article, Date, Span};
use crate::text::{Token, tokenize};
use repeated::Repeated;

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
    layouts_and_tokens(articles).0
}

/// [`layouts`], and of each article the tokens of its whole text, which are made on the way.
pub fn layouts_and_tokens(articles: &[Article]) -> (Vec<Layout>, Vec<Vec<Token>>) {
    let read = |cleaner: &mut Cleaner, article: &Article| {
        let tokens = tokenize(&article.text);
        let facts: Vec<LineFact> = cleaner.read(&article.text, &tokens).facts().collect();
        (facts, tokens)
    };
    let (facts, tokens): (Vec<_>, Vec<_>) = articles.par_iter().map_init(Cleaner::new, read).unzip();
    let repeated = Repeated::of(articles, &facts);
    let lay_out = |cleaner: &mut Cleaner, (article, tokens): (&Article, &Vec<Token>)| {
        let keys = repeated.keys(article);
        cleaner.read(&article.text, tokens).lay_out(&article.title, |key| keys.binary_search(&key).is_ok()).layout()
    };
    let mut layouts: Vec<Layout> = articles.par_iter().zip(&tokens).map_init(Cleaner::new, lay_out).collect();
    dateline::credits(articles, &mut layouts);
    (layouts, tokens)
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
    fn a_request_for_consent_above_the_headline_is_not_the_headline() {
        for consent in [
            "Accepter les cookies",
            "Gestion des cookies",
            "Votre vie privée nous importe",
            "We value your privacy",
            "Cookie settings",
            "Ihre Privatsphäre ist uns wichtig",
        ] {
            let text = format!("{consent}\nNous utilisons des cookies.\nTout accepter | Refuser\n\nLe port rouvre\n\n{PROSE}\n{MORE}");
            let layout = &layouts(&[article("", "", &text)])[0];
            assert_eq!(layout.headline.map(|span| span.of(&text)), Some("Le port rouvre"), "{consent}");
            assert_eq!(layout.body.iter().map(|span| span.of(&text)).collect::<Vec<_>>(), [PROSE, MORE], "{consent}");
        }
        let text = format!("Gestion des cookies : ce que change la loi\n\n{PROSE}");
        assert!(layouts(&[article("", "", &text)])[0].headline.is_some(), "an article may tell of them");
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
