//! Counts in what share of articles words and names stand, and writes `src/event/background.bin`.
//!
//! ```text
//! cargo run --release --example count_background -- --articles PATH... [--topical PATH...] [--except FILE...]
//!     [--list GROUP:LANG=FILE...] [--like LANG=FILE...] --about FILE [-o FILE] [--tsv FILE]
//! ```
//!
//! Articles are read and prepared as recoupe does it; copies count once, and so does everything said twice in one article. Those of
//! `--topical` were gathered by a keyword, so each counts as a part of an article; those with an id found in `--except` (JSON lines) are
//! left out. A list gives frequencies of words, as JSON `{"word": count}` or `{"word": ln share}`, packed by gzip or not. How the
//! frequency of a stem becomes a share of articles is learnt, for each group of lists, from the languages that articles at hand are in:
//! the mean over the stems of about that frequency, so that burstiness, and how far the register of the lists is from news, are in it.
//! In a list with capitals, the names among its words count too. `--like` gives pairs `word<TAB>French word`: the word is said to be as
//! common as the French one.
//!
//! The lists, from PyPI: spacy-lookups-data 1.0.5 (MIT), `data/{en,es,de}_lexeme_prob.json.gz`, as group `web`; pyspellchecker 0.9.1 (MIT),
//! `resources/{fr,it,pt,ru,ar}.json.gz`, counted in OpenSubtitles, as group `subtitles`, French to learn from alone. Turkish is `--like
//! tr=turkish.tsv`. Articles: OrangeSum; press on the yellow vests as topical, without those that events are measured on.
//! `--about` is the text that the file begins with: where the figures come from. Same input, same file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use recoupe::article::{Article, Lang, Span};
use recoupe::config::Settings;
use recoupe::event::{BackgroundShares, Vocabulary, background_file, background_stems, background_terms};
use recoupe::input;
use recoupe::mention::{self, Context, NameKind};
use recoupe::pipeline::{self, Silent};

/// What an article gathered by a keyword counts.
const TOPICAL: f64 = 0.2;
/// Articles, one held by which proves nothing: it may be a slip.
const FEWEST_ARTICLES: u32 = 2;
/// Articles from which on a language needs no list.
const ENOUGH_ARTICLES: f64 = 10_000.0;
/// Articles that a list counts as.
const LIST_ARTICLES: f64 = 5_000.0;
/// Articles from which on they tell how a list's frequencies become shares.
const CALIBRATING_ARTICLES: u32 = 1_000;
/// Stems of about one frequency whose mean is worth knowing.
const FEWEST_STEMS: f64 = 20.0;
/// Share below which an estimate from a list is no more than that of an absent word.
const LEAST_SHARE: f64 = 2e-5;
/// Words of an article of usual length.
const ARTICLE_WORDS: f64 = 300.0;
/// Terms kept of what was counted, and of a list.
const MOST_COUNTED: usize = 150_000;
const MOST_LISTED: usize = 40_000;
const MOST_NAMES: usize = 60_000;

type Failure = Box<dyn std::error::Error>;

/// What the command line says.
#[derive(Default)]
struct Inputs {
    articles: Vec<PathBuf>,
    topical: Vec<PathBuf>,
    except: Vec<PathBuf>,
    lists: Vec<(String, Lang, PathBuf)>,
    like: Vec<(Lang, PathBuf)>,
    about: Option<PathBuf>,
    output: Option<PathBuf>,
    tsv: Option<PathBuf>,
}

/// Articles that hold each term.
#[derive(Default)]
struct Counts {
    /// Articles of each language, and what they count.
    articles: BTreeMap<Lang, (u32, f64)>,
    /// Articles that hold the term, and what they count.
    terms: BTreeMap<Vocabulary, BTreeMap<String, (u32, f64)>>,
}

/// A list of frequencies.
struct List {
    group: String,
    lang: Lang,
    /// Share of each stem among all words.
    stems: BTreeMap<String, f64>,
    /// Share of each key among all words.
    names: BTreeMap<Vocabulary, BTreeMap<String, f64>>,
}

/// How a frequency becomes a share of articles: points (ln(300 · frequency), ln(−ln(1 − share))), ascending in both, between which
/// the line is straight. Were words strewn at random, it would be the diagonal.
struct Calibration(Vec<(f64, f64)>);

fn main() -> Result<(), Failure> {
    let inputs = arguments()?;
    let except = ids(&inputs.except)?;
    let mut counts = Counts::default();
    counts.add(&inputs.articles, 1.0, &except)?;
    counts.add(&inputs.topical, TOPICAL, &except)?;
    eprintln!("articles: {:?}", counts.articles);
    let lists: Vec<List> = inputs
        .lists
        .par_iter()
        .map(|(group, lang, path)| List::read(group, *lang, path).map_err(|e| format!("{}: {e}", path.display())))
        .collect::<Result<_, _>>()?;
    let calibrations = calibrations(&counts, &lists);
    let mut shares = shares(&counts, &lists, &calibrations);
    for (lang, path) in &inputs.like {
        let like = like(*lang, path, &shares)?;
        shares.push(like);
    }
    for shares in &shares {
        eprintln!("{:?}: {} terms, absent {:.2e}", shares.vocabulary, shares.terms.len(), shares.absent);
    }
    if let Some(path) = &inputs.tsv {
        std::fs::write(path, tsv(&shares))?;
    }
    if let Some(path) = &inputs.output {
        let about = std::fs::read_to_string(inputs.about.as_ref().ok_or("--about is missing")?)?;
        let file = background_file(&about, &shares);
        eprintln!("{} bytes", file.len());
        std::fs::write(path, file)?;
    }
    Ok(())
}

fn arguments() -> Result<Inputs, Failure> {
    let (mut inputs, mut option) = (Inputs::default(), String::new());
    for arg in std::env::args().skip(1) {
        if arg.starts_with('-') {
            option = arg;
            continue;
        }
        let path = PathBuf::from(&arg);
        let named = || -> Result<(&str, PathBuf), Failure> {
            let (name, path) = arg.split_once('=').ok_or_else(|| format!("{arg}: expected NAME=FILE"))?;
            Ok((name, PathBuf::from(path)))
        };
        let lang = |code: &str| Lang::parse(code).ok_or_else(|| format!("{arg}: {code} is no language"));
        match option.as_str() {
            "--articles" => inputs.articles.push(path),
            "--topical" => inputs.topical.push(path),
            "--except" => inputs.except.push(path),
            "--list" => {
                let (name, path) = named()?;
                let (group, code) = name.split_once(':').ok_or_else(|| format!("{arg}: expected GROUP:LANG=FILE"))?;
                inputs.lists.push((group.to_owned(), lang(code)?, path));
            }
            "--like" => {
                let (code, path) = named()?;
                inputs.like.push((lang(code)?, path));
            }
            "--about" => inputs.about = Some(path),
            "-o" => inputs.output = Some(path),
            "--tsv" => inputs.tsv = Some(path),
            _ => return Err(format!("{option} {arg}: unknown").into()),
        }
    }
    Ok(inputs)
}

fn read(path: &Path) -> Result<String, Failure> {
    let (bytes, mut text) = (std::fs::read(path)?, String::new());
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(text)
}

fn ids(paths: &[PathBuf]) -> Result<BTreeSet<String>, Failure> {
    let mut ids = BTreeSet::new();
    for path in paths {
        for line in read(path)?.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            ids.extend(record["id"].as_str().map(str::to_owned));
        }
    }
    Ok(ids)
}

// Counting ----------------------------------------------------------------------------------------------------------------

impl Counts {
    fn add(&mut self, paths: &[PathBuf], weight: f64, except: &BTreeSet<String>) -> Result<(), Failure> {
        if paths.is_empty() {
            return Ok(());
        }
        let plan = Settings::default().plan()?;
        let batch = input::read(paths, &plan.input, &|_| ())?;
        let articles: Vec<Article> = batch.articles.into_iter().filter(|article| !except.contains(&article.id)).collect();
        let corpus = pipeline::prepare(articles, &Silent);
        let clusters = pipeline::texts(&corpus, &plan, &Silent).clusters;
        let once: Vec<_> = clusters.list.iter().map(|cluster| &corpus.documents[cluster.members[0].index()]).collect();
        let terms_of = |document: &&recoupe::document::Document| {
            let mut terms = BTreeSet::new();
            background_terms(document, &mention::of_document(document), |vocabulary, term| {
                terms.insert((vocabulary, term.to_owned()));
            });
            terms
        };
        for part in once.chunks(2_000) {
            let found: Vec<BTreeSet<(Vocabulary, String)>> = part.par_iter().map(terms_of).collect();
            for (document, terms) in part.iter().zip(found) {
                let Some(lang) = document.article.lang else { continue };
                let articles = self.articles.entry(lang).or_default();
                *articles = (articles.0 + 1, articles.1 + weight);
                for (vocabulary, term) in terms {
                    let count = self.terms.entry(vocabulary).or_default().entry(term).or_default();
                    *count = (count.0 + 1, count.1 + weight);
                }
            }
        }
        Ok(())
    }

    fn total(&self, vocabulary: Vocabulary) -> f64 {
        match vocabulary {
            Vocabulary::Words(lang) => self.articles.get(&lang).map_or(0.0, |articles| articles.1),
            Vocabulary::Names | Vocabulary::Places => self.articles.values().map(|articles| articles.1).sum(),
        }
    }
}

// Lists -------------------------------------------------------------------------------------------------------------------

impl List {
    fn read(group: &str, lang: Lang, path: &Path) -> Result<Self, String> {
        let text = read(path).map_err(|error| error.to_string())?;
        let raw: BTreeMap<String, f64> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let logarithms = raw.values().any(|value| *value < 0.0);
        let value = |value: f64| if logarithms { value.exp() } else { value };
        let words: BTreeMap<&str, f64> = raw
            .iter()
            .filter(|(word, _)| word.chars().any(char::is_alphabetic) && !word.contains(['/', '.', '@', '_']))
            .map(|(word, count)| (word.as_str(), value(*count)))
            .collect();
        let total: f64 = words.values().sum();
        let mut list = List { group: group.to_owned(), lang, stems: BTreeMap::new(), names: BTreeMap::new() };
        for (word, count) in &words {
            background_stems(word, lang, |stem| *list.stems.entry(stem.to_owned()).or_default() += count / total);
        }
        if lang == Lang::DE {
            // Every noun has a capital.
            return Ok(list);
        }
        let is_name = |(word, count): &(&&str, &f64)| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.clone().count() > 1
                && letters.all(char::is_lowercase)
                && words.get(word.to_lowercase().as_str()).is_none_or(|lower| *lower < 0.25 * **count)
        };
        for (word, count) in words.iter().filter(is_name) {
            let sentence = format!("x {word} x");
            let found = mention::find(&sentence, &[Span::new(0, sentence.len())], Context { lang: Some(lang), published: None });
            for name in found.names {
                let vocabulary = if name.kind == NameKind::Place { Vocabulary::Places } else { Vocabulary::Names };
                *list.names.entry(vocabulary).or_default().entry(name.key).or_default() += count / total;
            }
        }
        Ok(list)
    }

    fn frequencies(&self, vocabulary: Vocabulary) -> Option<&BTreeMap<String, f64>> {
        match vocabulary {
            Vocabulary::Words(lang) => (lang == self.lang).then_some(&self.stems),
            Vocabulary::Names | Vocabulary::Places => self.names.get(&vocabulary),
        }
    }
}

impl Calibration {
    fn share(&self, frequency: f64) -> f64 {
        let x = (ARTICLE_WORDS * frequency).ln();
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return 0.0 };
        let y = match self.0.windows(2).find(|pair| (pair[0].0..pair[1].0).contains(&x)) {
            Some(pair) => pair[0].1 + (pair[1].1 - pair[0].1) * (x - pair[0].0) / (pair[1].0 - pair[0].0),
            // Rare words are as rare in articles; of the most frequent of another register nobody knows more.
            None if x < first.0 => first.1 + x - first.0,
            None => last.1,
        };
        1.0 - (-y.exp()).exp()
    }

    /// The mean of each bin of one unit of x, and of the next where it is no greater or has few points.
    fn new(mut points: Vec<(f64, f64)>) -> Self {
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut bins: Vec<(f64, f64, f64)> = Vec::new();
        for bin in points.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
            bins.push(bin.iter().fold((0.0, 0.0, 0.0), |(n, x, y), point| (n + 1.0, x + point.0, y + point.1)));
            while let [.., a, b] = bins[..] {
                if a.0 >= FEWEST_STEMS && b.0 >= FEWEST_STEMS && a.2 / a.0 < b.2 / b.0 {
                    break;
                }
                bins.truncate(bins.len() - 2);
                bins.push((a.0 + b.0, a.1 + b.1, a.2 + b.2));
            }
        }
        Calibration(bins.into_iter().map(|(n, x, y)| (x / n, y / n)).collect())
    }
}

fn calibrations(counts: &Counts, lists: &[List]) -> BTreeMap<String, Calibration> {
    let mut points: BTreeMap<&str, Vec<(f64, f64)>> = lists.iter().map(|list| (list.group.as_str(), Vec::new())).collect();
    for list in lists {
        let Some((articles, _)) = counts.articles.get(&list.lang).filter(|articles| articles.0 >= CALIBRATING_ARTICLES) else { continue };
        let articles = f64::from(*articles);
        let counted = &counts.terms[&Vocabulary::Words(list.lang)];
        // Rarer stems would mostly tell how many articles there are.
        for (stem, frequency) in list.stems.iter().filter(|(_, frequency)| ARTICLE_WORDS * **frequency * articles > 20.0) {
            let share = (f64::from(counted.get(stem).map_or(0, |count| count.0)) + 0.5) / (articles + 1.0);
            let point = ((ARTICLE_WORDS * frequency).ln(), (-(-share).ln_1p()).ln());
            points.entry(&list.group).or_default().push(point);
        }
    }
    let calibrated = |(group, points): (&str, Vec<(f64, f64)>)| {
        let calibration = Calibration::new(points);
        let shown: Vec<String> =
            calibration.0.iter().map(|(x, _)| format!("{:.1e} {:.1e}", x.exp(), calibration.share(x.exp() / ARTICLE_WORDS))).collect();
        eprintln!("{group}: times in an article, share of articles: {shown:?}");
        (group.to_owned(), calibration)
    };
    points.into_iter().map(calibrated).collect()
}

// Shares ------------------------------------------------------------------------------------------------------------------

/// Articles and lists, each counting as many articles.
fn shares(counts: &Counts, lists: &[List], calibrations: &BTreeMap<String, Calibration>) -> Vec<BackgroundShares> {
    let listed = lists.iter().map(|list| Vocabulary::Words(list.lang));
    let vocabularies: BTreeSet<Vocabulary> = listed.chain([Vocabulary::Names, Vocabulary::Places]).collect();
    let of_vocabulary = |vocabulary: Vocabulary| {
        let articles = counts.total(vocabulary);
        let is_words = matches!(vocabulary, Vocabulary::Words(_));
        let lists: Vec<(&BTreeMap<String, f64>, &Calibration)> = if is_words && articles >= ENOUGH_ARTICLES {
            Vec::new()
        } else {
            lists.iter().filter_map(|list| list.frequencies(vocabulary).map(|found| (found, &calibrations[&list.group]))).collect()
        };
        let total = articles + LIST_ARTICLES * lists.len() as f64;
        let mut held: BTreeMap<&str, f64> = BTreeMap::new();
        for (term, (count, weight)) in counts.terms.get(&vocabulary).into_iter().flatten() {
            if *count >= FEWEST_ARTICLES {
                held.insert(term, *weight);
            }
        }
        for (frequencies, calibration) in &lists {
            for (term, frequency) in *frequencies {
                *held.entry(term).or_default() += LIST_ARTICLES * calibration.share(*frequency);
            }
        }
        let counted = counts.terms.get(&vocabulary);
        let seen = |term: &str| counted.and_then(|terms| terms.get(term)).is_some_and(|count| count.0 >= FEWEST_ARTICLES);
        held.retain(|term, expected| *expected >= LEAST_SHARE * total || seen(term));
        let mut terms: Vec<(String, f64)> = held.into_iter().map(|(term, count)| (term.to_owned(), count / total)).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.truncate(match vocabulary {
            Vocabulary::Words(_) if lists.is_empty() => MOST_COUNTED,
            Vocabulary::Words(_) => MOST_LISTED,
            _ => MOST_NAMES,
        });
        let absent = terms.last().map_or(1.0, |(_, share)| share / 2.0);
        BackgroundShares { vocabulary, terms, absent }
    };
    vocabularies.into_iter().map(of_vocabulary).collect()
}

/// Shares of the words of a language by those of their French translations. An absent word gets the geometric mean of French words,
/// as often as articles hold them, that no pair names.
fn like(lang: Lang, path: &Path, shares: &[BackgroundShares]) -> Result<BackgroundShares, Failure> {
    let french = shares.iter().find(|shares| shares.vocabulary == Vocabulary::Words(Lang::FR)).ok_or("no French to compare with")?;
    let share_of: BTreeMap<&str, f64> = french.terms.iter().map(|(term, share)| (term.as_str(), *share)).collect();
    let (mut terms, mut named) = (BTreeMap::new(), BTreeSet::new());
    for line in read(path)?.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (word, translation) = line.split_once('\t').ok_or_else(|| format!("{}: {line}", path.display()))?;
        let mut share = french.absent;
        background_stems(translation, Lang::FR, |stem| {
            share = share.max(share_of.get(stem).copied().unwrap_or_default());
            named.insert(stem.to_owned());
        });
        background_stems(word, lang, |stem| {
            let known: &mut f64 = terms.entry(stem.to_owned()).or_default();
            *known = known.max(share);
        });
    }
    let (sum, logs) =
        share_of.iter().filter(|(term, _)| !named.contains(**term)).fold((0.0, 0.0), |(s, l), (_, p)| (s + p, l + p * p.ln()));
    Ok(BackgroundShares { vocabulary: Vocabulary::Words(lang), terms: terms.into_iter().collect(), absent: (logs / sum).exp() })
}

fn tsv(shares: &[BackgroundShares]) -> String {
    let mut lines = String::new();
    for shares in shares {
        let (kind, lang) = match &shares.vocabulary {
            Vocabulary::Words(lang) => ("word", lang.code()),
            Vocabulary::Names => ("name", "-"),
            Vocabulary::Places => ("place", "-"),
        };
        lines.push_str(&format!("{kind}\t{lang}\t\t{:.3e}\n", shares.absent));
        for (term, share) in &shares.terms {
            lines.push_str(&format!("{kind}\t{lang}\t{term}\t{share:.3e}\n"));
        }
    }
    lines
}
