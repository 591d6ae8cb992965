//! Cleaning as it is defined, one obvious step after the other: what [`Cleaner`] must agree with on any text without cards of links, which
//! `inserts` alone knows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::phrases::{CROWD, LONG_LINE, Place, SHORT_CREDIT, SHORT_LINE, listed};
use super::*;
use crate::article::DocId;
use crate::hash;
use crate::text::fold_char;

#[derive(Clone, Debug)]
struct Line {
    span: Span,
    words: usize,
    key: u64,
    prose: bool,
    verdict: Option<Reason>,
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let lead = piece.len() - piece.trim_start().len();
            found.push(line(text, Span::new(start + lead, start + lead + trimmed.len())));
        }
        start += piece.len();
    }
    captions(text, &mut found);
    found
}

fn line(text: &str, span: Span) -> Line {
    let line = span.of(text);
    let tokens = tokenize(line);
    let words = tokens.len();
    let ends = lines::ends_like_a_sentence(line);
    let prose = words >= 20 || words >= 4 && ends;
    let verdict = match judge(&normalize(line), words) {
        Some(Reason::Credit) if ends && !line.contains('©') => None,
        Some(reason) => Some(reason),
        None if lines::is_link(line, words) => Some(Reason::Phrase),
        None if lines::is_captioned(line, words) => Some(Reason::Credit),
        None if is_time_stamp(line, words) => Some(Reason::Credit),
        None if is_menu(line, words) => Some(Reason::Sparse),
        None if words == 0 => Some(Reason::Sparse),
        None if is_byline(line, words) => Some(Reason::Credit),
        None => None,
    };
    let figure = |token: &Token| token.span.of(line).bytes().all(|byte| byte.is_ascii_digit());
    let key = hash::sequence(tokens.iter().map(|token| if figure(token) { 0 } else { token.hash }));
    Line { span, words, key, prose, verdict }
}

/// The folded words of a line, each between spaces, so that phrases match whole words whatever stands between them.
fn normalize(line: &str) -> String {
    let mut joined = String::from(if line.trim_start().starts_with('©') { " © " } else { " " });
    for token in tokenize(line) {
        token.span.of(line).chars().for_each(|c| fold_char(c, |folded| joined.push(folded)));
        joined.push(' ');
    }
    joined
}

fn judge(normalized: &str, words: usize) -> Option<Reason> {
    static LIST: LazyLock<Vec<(Place, String)>> =
        LazyLock::new(|| listed(include_str!("phrases.txt")).map(|(place, phrase)| (place, normalize(phrase))).collect());
    let found = |(which, (place, phrase)): (usize, &(Place, String))| {
        let start = normalized.find(phrase.as_str())?;
        Some((start + phrase.len(), start, which, *place))
    };
    let mut matches: Vec<_> = LIST.iter().enumerate().filter_map(found).collect();
    matches.sort_by_key(|(end, start, which, _)| (*end, *start, *which));
    let mut crowd = BTreeSet::new();
    for (end, start, which, place) in matches {
        match place {
            Place::Strong if words <= LONG_LINE => return Some(Reason::Phrase),
            Place::Line if start == 0 && end == normalized.len() => return Some(Reason::Phrase),
            Place::Start if start == 0 && words <= SHORT_LINE => return Some(Reason::Phrase),
            Place::Credit if start == 0 && words <= SHORT_CREDIT => return Some(Reason::Credit),
            Place::In if words <= SHORT_LINE => return Some(Reason::Phrase),
            Place::In | Place::Strong => drop(crowd.insert(which)),
            _ => {}
        }
    }
    (crowd.len() >= CROWD).then_some(Reason::Phrase)
}

fn is_menu(line: &str, words: usize) -> bool {
    let separators = line.matches(['|', '>', '»', '›', '•', '·', '/']).count();
    let quoted = line.contains('«');
    let alone = |separator: &&str| separator.len() <= 3 && separator.chars().all(|c| "|>»›•·/".contains(c));
    let between_spaces = line.split_whitespace().filter(alone).count() + usize::from(line.contains(">>"));
    words <= 24
        && !lines::ends_like_a_sentence(line)
        && !quoted
        && separators > 0
        && between_spaces * 5 >= words.max(4)
        && between_spaces > 0
}

fn is_time_stamp(line: &str, words: usize) -> bool {
    (3..=9).contains(&words)
        && line.bytes().filter(u8::is_ascii_digit).count() >= 5
        && !lines::ends_like_a_sentence(line)
        && Date::parse(line).is_ok()
}

fn is_byline(line: &str, words: usize) -> bool {
    let Some(first) = line.split_whitespace().next() else { return false };
    let by = ["par", "by", "von", "por", "di"].contains(&first.to_lowercase().trim_end_matches(':')) && !line.contains(',');
    let mut rest = line.split_whitespace().skip(1).filter(|word| word.chars().any(char::is_alphabetic)).peekable();
    let named = rest.peek().is_some() && rest.all(|word| word.chars().next().is_some_and(char::is_uppercase) || word.len() <= 3);
    words <= 8 && by && named && !lines::ends_like_a_sentence(line)
}

fn captions(text: &str, lines: &mut [Line]) {
    for at in 1..lines.len() {
        if lines[at].verdict == Some(Reason::Credit) && lines[at].span.of(text).starts_with('©') {
            let above = lines[at - 1].clone();
            if above.verdict.is_none() && above.words <= 40 && !lines::ends_like_a_sentence(above.span.of(text)) {
                lines.iter_mut().filter(|line| line.key == above.key).for_each(|line| line.verdict = Some(Reason::Credit));
            }
        }
    }
}

fn mark(articles: &[Article], lines: &mut [Vec<Line>]) {
    let mut outlets: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        let Some(outlet) = article.source.as_deref().filter(|outlet| !outlet.is_empty()) else { continue };
        outlets.entry(outlet).or_default().push(DocId::from_index(at));
    }
    for mut docs in outlets.into_values().filter(|docs| docs.len() >= 3) {
        docs.sort_by(|a, b| articles[a.index()].key().cmp(&articles[b.index()].key()));
        let keys = repeated_keys(&docs, lines);
        for doc in docs {
            let open = lines[doc.index()].iter_mut().filter(|line| line.verdict.is_none());
            open.filter(|line| keys.contains(&line.key)).for_each(|line| line.verdict = Some(Reason::Repeated));
        }
    }
}

fn repeated_keys(docs: &[DocId], lines: &[Vec<Line>]) -> BTreeSet<u64> {
    let mut carriers: BTreeMap<u64, Vec<DocId>> = BTreeMap::new();
    for doc in docs {
        let keys: BTreeSet<u64> = lines[doc.index()].iter().filter(|line| line.words >= 2).map(|line| line.key).collect();
        keys.into_iter().for_each(|key| carriers.entry(key).or_default().push(*doc));
    }
    let needed = 3.max((docs.len() as f64 * 0.02).ceil() as usize);
    let weight = |key: u64| carriers.get(&key).map_or(0.0, |of_line| 1.0 / of_line.len() as f64);
    let repeated = carriers.iter().filter(|(key, of_line)| {
        let sample = &of_line[..of_line.len().min(CARRIER_SAMPLE)];
        let prose = sample.iter().any(|doc| lines[doc.index()].iter().any(|line| line.key == **key && line.prose));
        let wanted = if prose { needed.max(8) } else { needed };
        of_line.len() >= wanted && different_texts(sample, lines, &weight, wanted.min(CARRIER_SAMPLE))
    });
    repeated.map(|(key, _)| *key).collect()
}

fn different_texts(carriers: &[DocId], lines: &[Vec<Line>], weight: &impl Fn(u64) -> f64, wanted: usize) -> bool {
    let mut different: Vec<BTreeMap<u64, f64>> = Vec::new();
    let sum = |values: &BTreeMap<u64, f64>| {
        let mut values: Vec<f64> = values.values().copied().collect();
        values.sort_by(f64::total_cmp);
        values.iter().sum::<f64>()
    };
    for doc in carriers {
        let rare: BTreeMap<u64, f64> = lines[doc.index()].iter().map(|line| (line.key, line.words as f64 * weight(line.key))).collect();
        let copy = different.iter().any(|other| {
            let shared = rare.iter().filter(|(key, _)| other.contains_key(key)).map(|(key, value)| (*key, *value)).collect();
            sum(&shared) > 0.5 * sum(other).min(sum(&rare))
        });
        if !copy {
            different.push(rare);
        }
    }
    different.len() >= wanted
}

fn layouts(articles: &[Article]) -> Vec<Layout> {
    let mut found: Vec<Vec<Line>> = articles.iter().map(|article| lines(&article.text)).collect();
    mark(articles, &mut found);
    let mut layouts: Vec<Layout> = articles.iter().zip(found).map(|(article, lines)| layout(article, lines)).collect();
    dateline::credits(articles, &mut layouts);
    layouts
}

fn layout(article: &Article, mut lines: Vec<Line>) -> Layout {
    let text = &article.text;
    let plain: usize = lines.iter().filter(|line| line.prose && line.verdict.is_none()).map(|line| line.words).sum();
    if plain < 25 {
        lines.iter_mut().filter(|line| line.verdict == Some(Reason::Repeated)).for_each(|line| line.verdict = None);
    }
    let headline = headline(article, &lines);
    let kept = core(&lines, headline);
    let credits = lines.iter().filter(|line| line.verdict == Some(Reason::Credit));
    let published = credits.map(|line| Date::parse(line.span.of(text))).find_map(Result::ok);
    let mut found = Layout { published, ..Layout::default() };
    for (at, line) in lines.iter().enumerate() {
        if Some(at) == headline {
            let words = line.span.of(text).trim_start_matches('#').trim_start();
            let start = line.span.end as usize - words.len();
            found.headline = Some(Span::new(start, line.span.end as usize));
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
        && let Some(dateline) = dateline::dateline(text, *first)
    {
        let span = dateline.span;
        first.start = span.end;
        found.dateline = Some(Span::new(span.start as usize, span.start as usize + span.of(text).trim_end().len()));
        found.agency = dateline.agency.map(|span| Agency { name: span.of(text).into(), span });
    }
    found.body.retain(|span| !span.is_empty());
    found
}

fn headline(article: &Article, lines: &[Line]) -> Option<usize> {
    let text = &article.text;
    let top = || lines.iter().enumerate().take(8);
    if !article.title.trim().is_empty() {
        let title = normalize(&article.title);
        let short = |line: &Line| line.words > 0 && line.words <= 45;
        return top().find(|(_, line)| short(line) && normalize(line.span.of(text)) == title).map(|(at, _)| at);
    }
    let prose_below = |at: usize| lines[at + 1..].iter().any(|line| line.prose && line.verdict.is_none());
    top()
        .take_while(|(_, line)| !(line.prose && line.words > 35 && line.verdict.is_none()))
        .filter(|(_, line)| line.verdict.is_none() && (2..=35).contains(&line.words))
        .find(|(at, line)| {
            let shown = line.span.of(text);
            !shown.ends_with([':', ',', ';']) && !shown.trim_end_matches('…').ends_with('.') && prose_below(*at)
        })
        .map(|(at, _)| at)
}

fn core(lines: &[Line], headline: Option<usize>) -> std::ops::Range<usize> {
    let worth = |(at, line): (usize, &Line)| match line.verdict {
        _ if Some(at) == headline => 0,
        Some(_) => -16,
        None if line.prose => (line.words as i64).min(80),
        None if line.words >= 5 => 1,
        None => -2,
    };
    let (mut best, mut best_worth) = (0..lines.len(), 0);
    let worths: Vec<i64> = lines.iter().enumerate().map(worth).collect();
    let mut start = 0;
    for end in 1..=lines.len() {
        if worths[start..end - 1].iter().sum::<i64>() <= 0 {
            start = end - 1;
        }
        let sum = worths[start..end].iter().sum();
        if sum > best_worth {
            (best, best_worth) = (start..end, sum);
        }
    }
    best
}

/// The articles agree in their parts, and their paragraphs in their tokens.
fn check(articles: &[Article]) {
    let expected = layouts(articles);
    let (found, tokens) = super::layouts_and_tokens(articles);
    for ((article, expected), (found, tokens)) in articles.iter().zip(expected).zip(found.iter().zip(&tokens)) {
        assert_eq!(*found, expected, "{:?}", article.text);
        if articles.len() == 1 {
            let mut cleaner = Cleaner::new();
            let parts = cleaner.read(&article.text, tokens).lay_out(&article.title, |_| false);
            let spans: Vec<Span> = parts.body().iter().map(|paragraph| paragraph.span).collect();
            assert_eq!(spans, expected.body);
            for paragraph in parts.body() {
                let shifted = tokenize(paragraph.span.of(&article.text)).into_iter().map(|token| {
                    let offset = paragraph.span.start as usize;
                    Token { span: Span::new(token.span.start as usize + offset, token.span.end as usize + offset), hash: token.hash }
                });
                assert_eq!(tokens[paragraph.tokens()], shifted.collect::<Vec<_>>(), "{:?}", article.text);
            }
        }
    }
}

/// The files of a folder and the folders in it.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the corpus is there").map(|entry| entry.expect("a readable entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_corpus_is_cut_as_defined() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let batch =
        crate::input::read(std::slice::from_ref(&corpus), &crate::input::Options::default(), &|_| ()).expect("the corpus can be read");
    assert!(batch.articles.len() > 50);
    check(&batch.articles);
    for path in files(&corpus) {
        // As plain text, marks and all, with a title and without.
        let text = String::from_utf8_lossy(&std::fs::read(path).expect("a readable file")).into_owned();
        let title = text.lines().nth(2).unwrap_or("").to_owned();
        let article = Article { text, ..Article::default() };
        check(&[Article { title, ..article.clone() }]);
        check(&[article]);
    }
}

const PIECES: [&str; 58] = [
    "Le port a rouvert lundi après trois semaines de travaux, ont indiqué les autorités locales dans un communiqué.",
    "Les premiers navires sont attendus dès mardi matin",
    "la trêve tient",
    "mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot",
    "« Nous partirons », a-t-il dit",
    "L’État d’Erdog\u{306}an",
    "Vendredi 3 mai 2021 à 10:15",
    "2021-05-03",
    "12",
    "Publié le",
    "Photo",
    "©",
    "© Archives",
    "Par AFP",
    "By Jane Doe",
    "di Bari",
    "PAR: Anne",
    "MOSCOU, 9 fév 2017 (ADP) -",
    "Beyrouth (AFP) –",
    "ANKARA —",
    "(ADP)",
    "-",
    "—",
    "--",
    "|",
    ">",
    ">>",
    "»",
    "›",
    "•",
    "·",
    "/",
    ".",
    "!",
    "…",
    "؟",
    ":",
    ",",
    "#",
    "Accueil | Monde",
    "\u{a0}",
    "\u{3000}",
    "\u{200d}",
    "\u{85}",
    "東京で地震",
    "नमस्ते दुनिया",
    "أعلن الرئيس",
    "اقرأ أيضا",
    "Читайте также",
    "İstanbul ısı",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{2029}",
    "’",
];

/// Text put together from prose, credits, menus, line ends and the phrases of the list.
fn text() -> impl Strategy<Value = String> {
    let phrases: Vec<&str> = listed(include_str!("phrases.txt")).map(|(_, phrase)| phrase).collect();
    let piece = prop_oneof![
        3 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        2 => proptest::sample::select(phrases).prop_map(str::to_owned),
        1 => proptest::sample::select(&["\n", "\n\n", " "][..]).prop_map(str::to_owned),
    ];
    let joined = proptest::collection::vec((piece, proptest::sample::select(&[" ", " ", "", "\n", ", "][..])), 0..40);
    joined.prop_map(|pieces| pieces.into_iter().map(|(piece, after)| piece + after).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_cut_as_defined(text in text(), titled in any::<bool>(), line in 0usize..4) {
        let title = if titled { text.lines().nth(line).unwrap_or("T").to_uppercase() } else { String::new() };
        check(&[Article { text, title, ..Article::default() }]);
    }

    #[test]
    fn any_line_is_judged_as_defined(line in text()) {
        let line = line.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
        check(&[Article { text: line, ..Article::default() }]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_lines_that_outlets_repeat_are_found_as_defined(
        shared in proptest::collection::vec(proptest::sample::select(&PIECES[..12]), 1..6),
        texts in proptest::collection::vec((text(), proptest::collection::vec(0usize..6, 0..6), 0..3usize), 3..40),
    ) {
        let article = |(at, (text, lines, outlet)): (usize, (String, Vec<usize>, usize))| {
            let shared: Vec<String> = lines.iter().filter_map(|line| shared.get(*line).map(|line| format!("{line} encore"))).collect();
            let source = ["A", "B", ""][outlet].to_owned();
            Article { id: format!("{at:03}"), text: format!("{}\n{text}", shared.join("\n")), source: Some(source), ..Article::default() }
        };
        check(&texts.into_iter().enumerate().map(article).collect::<Vec<_>>());
    }
}
