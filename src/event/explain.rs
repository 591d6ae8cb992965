//! Why two articles are, or are not, one event.
//!
//! Enters: the batch and two of its articles. Leaves: an [`Explanation`] whose contributions sum to the log-odds of the pair.
//! **Invariant:** the numbers are those the grouping used, computed by the same code on the same batch.

use ahash::AHashMap;

use super::evidence::{Kind, visit};
use super::features::{Feature, shared};
use super::veto::Veto;
use super::weights::probability;
use super::{Contribution, EventBatch, EventConfig, Mix};
use crate::article::DocId;
use crate::cluster::Clusters;
use crate::document::Document;
use crate::hash;
use crate::mention::DocumentMentions;

/// Terms shown with one contribution.
const SHOWN: usize = 12;

/// Why two articles are, or are not, one event.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// How the tables of weights were mixed.
    pub mix: Mix,
    /// What each feature adds, strongest first; features of value 0 or weight 0 left out. They sum to `log_odds`.
    pub contributions: Vec<Contribution>,
    /// Log-odds that the two report one happening.
    pub log_odds: f64,
    /// The same as a probability, `0.0..=1.0`.
    pub score: f64,
    /// What forbids the two by themselves to be one event.
    pub vetoes: Vec<Veto>,
    /// Whether they are copies of one text, which are one event whatever the score.
    pub copies: bool,
    /// Whether the grouping put them into one event: by their own score, or through the others of the event.
    pub together: bool,
}

/// Explains the pair `a`, `b`. Costs as much as grouping the batch.
///
/// # Panics
/// If `a` or `b` is not of the batch.
pub fn explain(
    documents: &[Document],
    mentions: &[DocumentMentions],
    clusters: &Clusters,
    config: &EventConfig,
    a: DocId,
    b: DocId,
) -> Explanation {
    let scored = EventBatch::new(documents, mentions, clusters, config.window_days);
    let unit = |doc: DocId| {
        let at = scored.roll.texts().iter().position(|text| text.members.contains(&doc)).expect("every article is of a text");
        u32::try_from(at).expect("fewer units than 2^32")
    };
    let (one, two) = (unit(a), unit(b));
    let (one, two) = (one.min(two), one.max(two));
    let mix = scored.mix(one, two);
    let values = scored.features(one, two);
    let terms = Terms::new(&scored, one, two, [a, b].map(|doc| (&documents[doc.index()], &mentions[doc.index()])));
    let mut contributions: Vec<Contribution> = Feature::ALL
        .iter()
        .map(|feature| Contribution {
            feature: feature.name(),
            value: f64::from(values[*feature as usize]),
            log_odds: f64::from(config.weights.contribution(mix, *feature, values[*feature as usize])),
            terms: terms.behind(*feature),
        })
        .filter(|contribution| contribution.log_odds != 0.0)
        .collect();
    contributions.sort_by(|x, y| y.log_odds.abs().total_cmp(&x.log_odds.abs()).then(x.feature.cmp(y.feature)));
    let log_odds = contributions.iter().map(|contribution| contribution.log_odds).sum();
    let grouped = scored.events(config);
    Explanation {
        mix,
        contributions,
        log_odds,
        score: probability(log_odds),
        vetoes: scored.profile(one).veto(&scored.profile(two), config.window()).into_iter().collect(),
        copies: one == two,
        together: grouped.of[a.index()] == grouped.of[b.index()],
    }
}

/// By key, a name as the articles write it; where they differ, as the first does.
fn as_written(read: [(&Document, &DocumentMentions); 2]) -> AHashMap<String, String> {
    let mut shown = AHashMap::new();
    for (document, mentions) in read {
        for (text, names) in [(document.headline(), &mentions.title.names), (document.article.text.as_str(), &mentions.body.names)] {
            for name in names {
                shown.entry(name.key.clone()).or_insert_with(|| name.span.of(text).to_owned());
            }
        }
    }
    shown
}

/// The terms that two units share, by kind, the most telling first.
struct Terms {
    of_kind: Vec<(Kind, bool, bool, String)>,
    days: Vec<String>,
}

impl Terms {
    fn new(scored: &EventBatch, a: u32, b: u32, read: [(&Document, &DocumentMentions); 2]) -> Terms {
        let mut texts: AHashMap<(Kind, u64), String> = AHashMap::new();
        for (document, mentions) in read {
            visit(document, mentions, |kind, text, _| {
                texts.entry((kind, hash::bytes(text.as_bytes()))).or_insert_with(|| text.to_owned());
            });
        }
        let shown = as_written(read);
        let (one, two) = (&scored.batch.units[a as usize], &scored.batch.units[b as usize]);
        let mut found = Vec::new();
        shared(scored.batch.packed(a), scored.batch.packed(b), |x, y| {
            let (x, y) = (scored.batch.term(x), scored.batch.term(y));
            if let Some(text) = texts.get(&(x.kind, scored.batch.vocabulary.hashes[x.id as usize])) {
                let (title, lead) = (x.title && y.title, (x.lead || x.title) && (y.lead || y.title));
                let text = if matches!(x.kind, Kind::Name | Kind::Place) { shown.get(text).unwrap_or(text) } else { text };
                found.push((x.temporal * x.tf * y.tf, (x.kind, title, lead, text.clone())));
            }
        });
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.3.cmp(&y.1.3)));
        let days = one.evidence.calendar.days.iter().filter(|day| two.evidence.calendar.days.contains(day));
        let days = days.map(|day| crate::article::Date::from_day(*day).to_string()).collect();
        Terms { of_kind: found.into_iter().map(|(_, term)| term).collect(), days }
    }

    /// The terms a feature was computed from.
    fn behind(&self, feature: Feature) -> Vec<String> {
        use Feature::*;
        let (kinds, title, lead): (&[Kind], bool, bool) = match feature {
            Words | WordsRoot | WordsOfTheDays | WordsOfTheBatch | WordsAmongAlike | RareWords | AboveTheCrowd => {
                (&[Kind::Word], false, false)
            }
            HeadlineWords => (&[Kind::Word], true, true),
            LeadWords | LeadWordsAmongAlike => (&[Kind::Word], false, true),
            Names | NamesOfTheDays | NamesOfTheBatch | NamesAmongAlike => (&[Kind::Name], false, false),
            LeadNames => (&[Kind::Name], false, true),
            HeadlineNames => (&[Kind::Name], true, true),
            Places => (&[Kind::Place], false, false),
            LeadPlaces => (&[Kind::Place], false, true),
            HeadlinePlaces => (&[Kind::Place], true, true),
            Numbers => (&[Kind::Number], false, false),
            LeadNumbers => (&[Kind::Number], false, true),
            HeadlineNumbers => (&[Kind::Number], true, true),
            RareNames => (&[Kind::Name, Kind::Place, Kind::Number], false, false),
            SameDay | SameFirstDay => return self.days.clone(),
            _ => return Vec::new(),
        };
        let fits = |(kind, in_title, in_lead, _): &&(Kind, bool, bool, String)| {
            kinds.contains(kind) && (*in_title || !title) && (*in_lead || !lead)
        };
        self.of_kind.iter().filter(fits).take(SHOWN).map(|(.., text)| text.clone()).collect()
    }
}
