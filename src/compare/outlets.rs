//! What words an outlet chooses over many events, against the others on the same events.
//!
//! Enters: documents and their events. Leaves: [`OutletWording`], every term linked to the sentences it stands in. **Invariant:** an
//! outlet is measured only against what others wrote on the same event, so that no term tells what it prefers to report on; a text
//! that several print counts once in all; with too few events nothing is claimed.
//! **Source:** stratified by event after Cochran 1954 and Mantel and Haenszel 1959; log-odds with an informative Dirichlet prior
//! after Monroe, Colaresi and Quinn 2008, "Fightin' Words"; false discoveries held down after Benjamini and Hochberg 1995.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Lexicon;
use super::word::words;
use super::{Field, Reading};
use crate::article::{DocId, Lang};
use crate::document::Document;
use crate::text::fold;

/// Events an outlet must share with others before its wording is told: fewer show what happened, not how it writes.
pub const EVENTS_NEEDED: usize = 5;
/// Events in which it must use a term.
const EVENTS_OF_TERM: usize = 3;
/// Words of the prior.
const PRIOR: f64 = 500.0;
/// Share of the terms told that may be chance.
const FALSE_DISCOVERIES: f64 = 0.05;
/// Words read of a sentence, and sentences linked to a term.
const WORDS_READ: usize = 250;
const READINGS: usize = 5;

/// What sets the wording of outlets apart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OutletWording {
    /// Outlets with enough events to be measured, by name.
    pub measured: Vec<String>,
    /// The terms, by outlet, the most certain first.
    pub terms: Vec<OutletTerm>,
}

/// A word that one outlet uses more than others do on the same events.
#[derive(Clone, PartialEq, Debug)]
pub struct OutletTerm {
    /// Who uses it.
    pub outlet: String,
    /// The form it mostly has there.
    pub term: String,
    /// How much more, as log-odds drawn towards what is usual in the batch.
    pub log_odds: f64,
    /// How certain that is, in standard deviations.
    pub z: f64,
    /// Events in which it uses the term.
    pub events: usize,
    /// Sentences with the term, one of each event, the earliest first.
    pub readings: Vec<Reading>,
}

/// A language and the hash of a lemma.
type Term = (Option<Lang>, u64);

/// What one outlet wrote on one event, by language.
#[derive(Default)]
struct Share {
    counts: BTreeMap<Term, f64>,
    total: f64,
}

/// Uses of a term by an outlet.
#[derive(Default)]
struct Uses {
    forms: BTreeMap<String, usize>,
    readings: Vec<Reading>,
}

/// The terms by which outlets differ over `events`, each a list of articles; equal numbers in `text_of` mean one text. Linear in the
/// words of all articles. Independent of the order of articles.
pub fn outlet_wording(documents: &[Document], text_of: &[u32], events: &[Vec<DocId>]) -> OutletWording {
    let mut uses: BTreeMap<(&str, Term), Uses> = BTreeMap::new();
    let mut strata: Vec<BTreeMap<(&str, Option<Lang>), Share>> = Vec::new();
    for event in events {
        let shares = shares(documents, text_of, event, &mut uses);
        let outlets: BTreeSet<&str> = shares.keys().map(|(outlet, _)| *outlet).collect();
        if outlets.len() > 1 {
            strata.push(shares);
        }
    }
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for shares in &strata {
        let outlets: BTreeSet<&str> = shares.keys().map(|(outlet, _)| *outlet).collect();
        outlets.into_iter().for_each(|outlet| *shared.entry(outlet).or_default() += 1);
    }
    shared.retain(|_, events| *events >= EVENTS_NEEDED);
    let usual = Usual::of(&strata);
    let mut tests: Vec<(f64, OutletTerm)> = Vec::new();
    for outlet in shared.keys() {
        tests.extend(contrasts(&strata, &usual, outlet).into_iter().map(|(term, contrast)| {
            let found = &uses[&(*outlet, term)];
            (tail(contrast.z), contrast.told(outlet, found))
        }));
    }
    let mut terms = discoveries(tests);
    terms.sort_by(|a, b| a.outlet.cmp(&b.outlet).then(b.z.total_cmp(&a.z)).then_with(|| a.term.cmp(&b.term)));
    OutletWording { measured: shared.keys().map(|outlet| (*outlet).to_owned()).collect(), terms }
}

/// What each outlet wrote on one event. A text is shared out among all who print it.
fn shares<'d>(
    documents: &'d [Document],
    text_of: &[u32],
    event: &[DocId],
    uses: &mut BTreeMap<(&'d str, Term), Uses>,
) -> BTreeMap<(&'d str, Option<Lang>), Share> {
    let outlet = |doc: DocId| documents[doc.index()].source().trim();
    let mut docs: Vec<DocId> = event.iter().copied().filter(|doc| !outlet(*doc).is_empty()).collect();
    docs.sort_by(|a, b| documents[a.index()].article.key().cmp(&documents[b.index()].article.key()));
    let mut printed: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    docs.iter().for_each(|doc| {
        printed.entry(text_of[doc.index()]).or_default().insert(outlet(*doc));
    });
    let mut shares: BTreeMap<(&str, Option<Lang>), Share> = BTreeMap::new();
    let mut read: BTreeSet<(&str, u32)> = BTreeSet::new();
    for doc in docs.into_iter().filter(|doc| read.insert((outlet(*doc), text_of[doc.index()]))) {
        let document = &documents[doc.index()];
        let (text, lang) = (&document.article.text, document.article.lang);
        let weight = 1.0 / printed[&text_of[doc.index()]].len() as f64;
        let share = shares.entry((outlet(doc), lang)).or_default();
        let mut linked: BTreeSet<Term> = BTreeSet::new();
        for sentence in document.sentences() {
            let words = words(sentence.of(text), sentence.start as usize, lang, Lexicon::get(), WORDS_READ);
            for word in words.into_iter().filter(|word| word.content && !word.figure) {
                let term = (lang, word.lemma);
                *share.counts.entry(term).or_default() += weight;
                share.total += weight;
                let uses = uses.entry((outlet(doc), term)).or_default();
                *uses.forms.entry(fold(word.span.of(text))).or_default() += 1;
                if uses.readings.len() < READINGS && linked.insert(term) {
                    uses.readings.push(Reading { doc, field: Field::Text, span: sentence });
                }
            }
        }
    }
    shares
}

/// Counts over all strata.
struct Usual {
    counts: BTreeMap<Term, f64>,
    totals: BTreeMap<Option<Lang>, f64>,
}

impl Usual {
    fn of(strata: &[BTreeMap<(&str, Option<Lang>), Share>]) -> Self {
        let mut usual = Usual { counts: BTreeMap::new(), totals: BTreeMap::new() };
        for ((_, lang), share) in strata.iter().flatten() {
            share.counts.iter().for_each(|(term, count)| *usual.counts.entry(*term).or_default() += count);
            *usual.totals.entry(*lang).or_default() += share.total;
        }
        usual
    }

    /// Words that the prior gives to a term.
    fn prior(&self, term: Term) -> f64 {
        PRIOR * self.counts[&term] / self.totals[&term.0]
    }
}

/// A term of one outlet against the others, summed over events.
#[derive(Default)]
struct Contrast {
    own: f64,
    own_total: f64,
    /// What the others would have used in as many words.
    others: f64,
    excess: f64,
    variance: f64,
    events: usize,
    log_odds: f64,
    z: f64,
}

impl Contrast {
    fn told(&self, outlet: &str, uses: &Uses) -> OutletTerm {
        let form = uses.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map_or("", |(form, _)| form);
        OutletTerm {
            outlet: outlet.to_owned(),
            term: form.to_owned(),
            log_odds: self.log_odds,
            z: self.z,
            events: self.events,
            readings: uses.readings.clone(),
        }
    }
}

/// Every term that an outlet uses in enough events that others wrote on in its language.
fn contrasts(strata: &[BTreeMap<(&str, Option<Lang>), Share>], usual: &Usual, outlet: &str) -> BTreeMap<Term, Contrast> {
    let mut contrasts: BTreeMap<Term, Contrast> = BTreeMap::new();
    for shares in strata {
        for ((_, lang), own) in shares.iter().filter(|((name, _), _)| *name == outlet) {
            let others: Vec<&Share> =
                shares.iter().filter(|((name, other), _)| *name != outlet && other == lang).map(|(_, share)| share).collect();
            let rest: f64 = others.iter().map(|share| share.total).sum();
            let all = own.total + rest;
            if rest == 0.0 || all <= 1.0 {
                continue;
            }
            let terms: BTreeSet<Term> = others.iter().flat_map(|share| share.counts.keys()).chain(own.counts.keys()).copied().collect();
            for term in terms {
                let used = own.counts.get(&term).copied().unwrap_or(0.0);
                let elsewhere: f64 = others.iter().filter_map(|share| share.counts.get(&term)).sum();
                let both = used + elsewhere;
                let contrast = contrasts.entry(term).or_default();
                contrast.own += used;
                contrast.own_total += own.total;
                contrast.others += elsewhere * own.total / rest;
                contrast.excess += used - own.total * both / all;
                contrast.variance += own.total * rest * both * (all - both) / (all * all * (all - 1.0));
                contrast.events += usize::from(used > 0.0);
            }
        }
    }
    contrasts.retain(|term, contrast| {
        let prior = usual.prior(*term);
        let odds = |count: f64| ((count + prior) / (contrast.own_total + PRIOR - count - prior).max(1.0)).ln();
        contrast.log_odds = odds(contrast.own) - odds(contrast.others);
        contrast.z = contrast.excess / contrast.variance.sqrt().max(f64::MIN_POSITIVE);
        contrast.events >= EVENTS_OF_TERM && contrast.variance > 0.0
    });
    contrasts
}

/// Those of the tests that hold together (Benjamini and Hochberg).
fn discoveries(mut tests: Vec<(f64, OutletTerm)>) -> Vec<OutletTerm> {
    tests.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (&a.1.outlet, &a.1.term).cmp(&(&b.1.outlet, &b.1.term))));
    let all = tests.len() as f64;
    let holds = |(rank, (p, _)): (usize, &(f64, OutletTerm))| *p <= FALSE_DISCOVERIES * (rank + 1) as f64 / all;
    let kept = tests.iter().enumerate().rev().find(|(rank, test)| holds((*rank, test))).map_or(0, |(rank, _)| rank + 1);
    tests.into_iter().take(kept).map(|(_, term)| term).filter(|term| term.z > 0.0 && !names_itself(&term.outlet, &term.term)).collect()
}

/// "Figaro" in Le Figaro is no choice of words; "port" in Le Portail is one. An address runs its words together: lefigaro.fr.
fn names_itself(outlet: &str, term: &str) -> bool {
    let outlet = fold(outlet);
    let address = outlet.contains('.') && !outlet.contains(char::is_whitespace);
    address && outlet.contains(term) || outlet.split(|c: char| !c.is_alphanumeric()).any(|word| word == term)
}

/// The chance of at least `z` in a normal distribution (Abramowitz and Stegun, 7.1.26).
fn tail(z: f64) -> f64 {
    if z < 0.0 {
        return 1.0 - tail(-z);
    }
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let terms = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    0.5 * sum * (-x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Span};
    use crate::clean::Layout;

    fn document(outlet: &str, event: usize, text: &str) -> Document {
        let article = Article {
            id: format!("{outlet}-{event}"),
            source: Some(outlet.into()),
            text: text.into(),
            lang: Lang::parse("fr"),
            ..Article::default()
        };
        let body = vec![Span::new(0, text.len())];
        Document::new(article, Layout { body, ..Layout::default() })
    }

    const PLACES: [&str; 6] = ["Brest", "Valmont", "Quimper", "Argonne", "Hatay", "Sotchi"];

    /// Events on which one outlet always says *casseurs*, the other *manifestants*, and the first has a harbour in the first alone.
    fn batch(events: usize) -> (Vec<Document>, Vec<Vec<DocId>>) {
        let mut documents = Vec::new();
        let mut members = Vec::new();
        for (event, place) in PLACES.iter().enumerate().take(events) {
            let harbour = if event == 0 { "Le port, le port, le port, le port et le port ferment." } else { "" };
            members.push(vec![DocId::from_index(documents.len()), DocId::from_index(documents.len() + 1)]);
            let told = |who: &str| format!("Des {who} ont défilé à {place} lundi. La police a dispersé ces {who} devant la mairie.");
            documents.push(document("Le Fil", event, &format!("{} {harbour}", told("casseurs"))));
            documents.push(document("La Gazette", event, &told("manifestants")));
        }
        (documents, members)
    }

    #[test]
    fn a_habit_is_told_and_a_topic_is_not() {
        let (documents, events) = batch(6);
        let texts: Vec<u32> = (0..documents.len() as u32).collect();
        let wording = outlet_wording(&documents, &texts, &events);
        let terms: Vec<(&str, &str)> = wording.terms.iter().map(|term| (term.outlet.as_str(), term.term.as_str())).collect();
        assert_eq!(terms, [("La Gazette", "manifestants"), ("Le Fil", "casseurs")]);
        assert!(wording.terms.iter().all(|term| term.events == 6 && term.readings.len() == READINGS && term.log_odds > 0.0));
        let turned: Vec<Vec<DocId>> = events.iter().map(|event| event.iter().rev().copied().collect()).collect();
        assert_eq!(outlet_wording(&documents, &texts, &turned), wording, "the order of articles changes nothing");
    }

    #[test]
    fn too_few_events_tell_nothing() {
        let (documents, events) = batch(EVENTS_NEEDED - 1);
        let texts: Vec<u32> = (0..documents.len() as u32).collect();
        assert_eq!(outlet_wording(&documents, &texts, &events), OutletWording::default());
    }

    #[test]
    fn agency_copy_that_both_print_sets_nobody_apart() {
        let (documents, events) = batch(6);
        let texts: Vec<u32> = (0..documents.len() as u32).map(|doc| doc / 2).collect();
        let same: Vec<Document> =
            (0..documents.len()).map(|at| document(["Le Fil", "La Gazette"][at % 2], at, &documents[at - at % 2].article.text)).collect();
        assert_eq!(outlet_wording(&same, &texts, &events).terms, []);
    }

    #[test]
    fn an_outlet_names_itself_by_whole_words() {
        for (outlet, term, expected) in [
            ("Le Figaro", "figaro", true),
            ("Le Portail", "port", false),
            ("L'Étoile", "etoile", true),
            ("Ouest-France", "france", true),
            ("lefigaro.fr", "figaro", true),
            ("St. Louis Dispatch", "patch", false),
        ] {
            assert_eq!(names_itself(outlet, term), expected, "{outlet} {term}");
        }
    }

    #[test]
    fn the_tail_is_that_of_a_normal_distribution() {
        for (z, expected) in [(0.0, 0.5), (1.0, 0.158_655), (1.959_964, 0.025), (-1.0, 0.841_345), (4.0, 3.167e-5)] {
            assert!((tail(z) - expected).abs() < 1e-6, "{z}: {}", tail(z));
        }
    }
}
