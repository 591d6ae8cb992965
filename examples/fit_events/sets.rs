//! Labelled sets, and what else can be made of them: the same articles without dates, as headlines, as leads, without headlines; halves; small
//! batches.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use recoupe::article::{Article, DocId};
use recoupe::cluster::{Cluster, Clusters};
use recoupe::config::Settings;
use recoupe::document::Document;
use recoupe::event::{Feature, PairFeatures};
use recoupe::hash;
use recoupe::input;
use recoupe::mention::DocumentMentions;
use recoupe::pipeline::{self, Silent};
use recoupe::text::tokenize;

use crate::Failure;

/// A labelled set, or what was made of it.
#[derive(Clone)]
pub struct Set {
    pub name: String,
    /// What was made of the set.
    pub view: View,
    pub documents: Vec<Document>,
    pub mentions: Vec<DocumentMentions>,
    pub clusters: Clusters,
    pub gold: Vec<Option<String>>,
    /// Pairs that nobody could decide, lower position first.
    pub uncertain: BTreeSet<(usize, usize)>,
}

/// What can be made of a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    Whole,
    Undated,
    HalfDated,
    Headlines,
    Leads,
    WithoutHeadlines,
}

/// Words of a lead.
const LEAD_WORDS: usize = 80;

impl View {
    const MADE: [View; 5] = [View::Undated, View::HalfDated, View::Headlines, View::Leads, View::WithoutHeadlines];

    /// Whether it differs enough from the whole to be worth making.
    fn is_worthwhile(self, whole: &Set) -> bool {
        let most = |holds: &dyn Fn(&Document) -> bool| whole.documents.iter().filter(|d| holds(d)).count() * 2 > whole.documents.len();
        let long = most(&|document| document.tokens.len() > 2 * LEAD_WORDS);
        let titled = most(&|document| !document.headline().is_empty());
        match self {
            View::Whole => true,
            View::Undated | View::HalfDated => long && most(&|document| document.article.date.is_some()),
            View::Headlines => titled && most(&|document| document.tokens.len() > LEAD_WORDS / 4),
            View::Leads => long,
            View::WithoutHeadlines => long && titled,
        }
    }

    fn apply(self, article: &mut Article) {
        match self {
            View::Whole => {}
            View::Undated => article.date = None,
            View::HalfDated => article.date = article.date.filter(|_| hash::bytes(article.id.as_bytes()) & 1 == 0),
            View::Headlines => article.text.clear(),
            View::Leads => {
                let end = tokenize(&article.text).get(LEAD_WORDS).map_or(article.text.len(), |token| token.span.start as usize);
                article.text.truncate(end);
            }
            View::WithoutHeadlines => article.title.clear(),
        }
    }
}

/// The set, and what can be made of it.
pub fn read(directory: &Path, name: &str) -> Result<Vec<Set>, Failure> {
    let labels = Labels::read(directory, name)?;
    let whole = labels.set(name, View::Whole)?;
    let made: Vec<View> = View::MADE.into_iter().filter(|view| view.is_worthwhile(&whole)).collect();
    let mut sets = vec![whole];
    for view in made {
        sets.push(labels.set(name, view)?);
    }
    Ok(sets)
}

/// One set for each series of recurring events, with dates in half of the articles.
pub fn recurring() -> Result<Vec<Set>, Failure> {
    crate::recurring::series()
        .into_iter()
        .map(|(articles, gold)| Labels { articles, gold, uncertain: Vec::new() }.set("recurring", View::HalfDated))
        .collect()
}

/// Articles as they are read, with what people say of them.
struct Labels {
    articles: Vec<Article>,
    gold: BTreeMap<String, String>,
    uncertain: Vec<[String; 2]>,
}

impl Labels {
    fn read(directory: &Path, name: &str) -> Result<Labels, Failure> {
        let paths = ["", ".jsonl", ".jsonl.gz"].map(|ending| directory.join(format!("{name}{ending}")));
        let path = paths.iter().find(|path| path.exists()).ok_or_else(|| format!("{name}: no such set"))?;
        let plan = Settings::default().plan()?;
        let articles = input::read(std::slice::from_ref(path), &plan.input, &|_| ())?.articles;
        let rows = if path.is_dir() { lines(path, "gold")? } else { lines(directory, name)? }.ok_or_else(|| format!("{name}: no gold"))?;
        let text = |row: &serde_json::Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let gold = rows.iter().filter(|row| row["event"].is_string()).map(|row| (text(row, "id"), text(row, "event"))).collect();
        let uncertain = lines(directory, &format!("{name}.uncertain"))?.unwrap_or_default();
        Ok(Labels { articles, gold, uncertain: uncertain.iter().map(|pair| [text(pair, "a"), text(pair, "b")]).collect() })
    }

    /// The set through the whole way that `recoupe group` takes.
    fn set(&self, name: &str, view: View) -> Result<Set, Failure> {
        let mut articles = self.articles.clone();
        articles.iter_mut().for_each(|article| view.apply(article));
        articles.retain(|article| !article.text.trim().is_empty() || !article.title.trim().is_empty());
        let mut corpus = pipeline::prepare(articles, &Silent);
        if matches!(view, View::Undated | View::HalfDated) {
            // Without those that stand in their texts, too.
            corpus.documents.iter_mut().for_each(|document| view.apply(&mut document.article));
        }
        let plan = Settings::default().plan()?;
        let mut texts = pipeline::texts(&corpus, &plan, &Silent);
        texts.part_templates(&corpus, &plan);
        let clusters = texts.clusters;
        let documents = corpus.documents;
        let gold = documents.iter().map(|document| self.gold.get(&document.article.id).cloned()).collect();
        let at: BTreeMap<&str, usize> = documents.iter().enumerate().map(|(at, document)| (document.article.id.as_str(), at)).collect();
        let place = |[a, b]: &[String; 2]| {
            let (a, b) = (*at.get(a.as_str())?, *at.get(b.as_str())?);
            Some((a.min(b), a.max(b)))
        };
        let uncertain = self.uncertain.iter().filter_map(place).collect();
        let mentions = documents.iter().map(recoupe::mention::of_document).collect();
        Ok(Set { name: name.to_owned(), view, mentions, clusters, documents, gold, uncertain })
    }
}

fn lines(directory: &Path, name: &str) -> Result<Option<Vec<serde_json::Value>>, Failure> {
    let plain = directory.join(format!("{name}.jsonl"));
    let packed = directory.join(format!("{name}.jsonl.gz"));
    let mut text = String::new();
    if plain.exists() {
        text = std::fs::read_to_string(plain)?;
    } else if packed.exists() {
        flate2::read::GzDecoder::new(std::fs::File::open(packed)?).read_to_string(&mut text)?;
    } else {
        return Ok(None);
    }
    Ok(Some(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?))
}

impl Set {
    /// Those of its articles, in ascending order.
    pub fn part(&self, chosen: &[usize]) -> Set {
        let place: BTreeMap<usize, usize> = chosen.iter().enumerate().map(|(at, of)| (*of, at)).collect();
        let pair = |(a, b): &(usize, usize)| Some((*place.get(a)?, *place.get(b)?));
        let mut members: BTreeMap<u32, Vec<DocId>> = BTreeMap::new();
        for (at, of) in chosen.iter().enumerate() {
            members.entry(self.clusters.of[*of]).or_default().push(DocId::from_index(at));
        }
        let cluster = |members: &Vec<DocId>| {
            let centre = members[0];
            Cluster { members: members.clone(), centre, representative: centre, weakest: 1.0, cohesion: 1.0 }
        };
        let mut of = vec![0; chosen.len()];
        for (at, members) in (0..).zip(members.values()) {
            members.iter().for_each(|doc| of[doc.index()] = at);
        }
        Set {
            name: self.name.clone(),
            view: self.view,
            documents: chosen.iter().map(|at| self.documents[*at].clone()).collect(),
            mentions: chosen.iter().map(|at| self.mentions[*at].clone()).collect(),
            clusters: Clusters { of, list: members.values().map(cluster).collect() },
            gold: chosen.iter().map(|at| self.gold[*at].clone()).collect(),
            uncertain: self.uncertain.iter().filter_map(pair).collect(),
        }
    }

    /// The articles of about half of its events, or of the others.
    pub fn half(&self, which: bool) -> Set {
        let of_half = |gold: &String| (hash::bytes(gold.as_bytes()) & 1 == 1) == which;
        let chosen: Vec<usize> = (0..self.documents.len()).filter(|at| self.gold[*at].as_ref().is_some_and(of_half)).collect();
        self.part(&chosen)
    }

    /// Whether two articles are of one event, where people could say.
    pub fn label(&self, a: usize, b: usize) -> Option<bool> {
        let same = self.gold[a].as_ref()? == self.gold[b].as_ref()?;
        (!self.uncertain.contains(&(a.min(b), a.max(b)))).then_some(same)
    }

    /// Small batches: runs of articles in the order of their events' first articles, so that what is near stays near.
    pub fn runs(&self) -> Vec<Set> {
        let mut order: Vec<usize> = (0..self.documents.len()).filter(|at| self.gold[*at].is_some()).collect();
        let first: BTreeMap<&String, usize> = order.iter().rev().filter_map(|at| Some((self.gold[*at].as_ref()?, *at))).collect();
        order.sort_by_key(|at| (self.gold[*at].as_ref().map(|gold| first[gold]), *at));
        let mut runs = Vec::new();
        for size in RUN_SIZES.into_iter().filter(|size| order.len() > *size) {
            let count = (order.len() / size).min(240 / size).max(1);
            for run in 0..count {
                let start = run * (order.len() - size) / count;
                let mut chosen = order[start..start + size].to_vec();
                chosen.sort_unstable();
                runs.push(self.part(&chosen));
            }
        }
        runs
    }

    /// Batches of one article and those of other events most like it in words, each of an event of its own; every other batch has a
    /// second article of the first one's event. So few, so alike: what five scraped articles on one subject are.
    pub fn look_alikes(&self, pairs: &[PairFeatures]) -> Vec<Set> {
        let mut near: Vec<Vec<(f32, usize)>> = vec![Vec::new(); self.documents.len()];
        for pair in pairs {
            let cosine = pair.values[Feature::Words as usize];
            near[pair.a.index()].push((cosine, pair.b.index()));
            near[pair.b.index()].push((cosine, pair.a.index()));
        }
        let step = self.documents.len().div_ceil(LOOK_ALIKES);
        let mut batches = Vec::new();
        for first in (0..self.documents.len()).step_by(step).filter(|at| self.gold[*at].is_some()) {
            near[first].sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut chosen = vec![first];
            for (_, other) in &near[first] {
                let known = self.gold[*other].is_some() && !self.uncertain.iter().any(|(a, b)| a == other || b == other);
                let new = chosen.iter().all(|at| self.gold[*at] != self.gold[*other]);
                if known && new && chosen.len() < 6 {
                    chosen.push(*other);
                }
            }
            if batches.len() % 2 == 1 {
                chosen.extend(near[first].iter().map(|(_, other)| *other).find(|other| self.gold[*other] == self.gold[first]));
            }
            chosen.sort_unstable();
            if chosen.len() > 2 {
                batches.push(self.part(&chosen));
            }
        }
        batches
    }
}

/// Articles of a run.
const RUN_SIZES: [usize; 4] = [6, 20, 60, 150];
/// Batches of look-alikes taken from a set, at most.
const LOOK_ALIKES: usize = 150;
