//! `recoupe explain`: why two articles are, or are not, together.

use std::fmt::Write;

use recoupe::article::DocId;
use recoupe::event::{self, Explanation, Mix};
use recoupe::pipeline::{self, Corpus, Texts};
use recoupe::reuse::ReuseEdge;
use recoupe::sketch;
use recoupe::verify::{Relation, VerifiedEdge};

use crate::Status;
use crate::args::Explain;
use crate::session::{Reach, Session, shown};

pub fn run(args: &Explain, session: Session) -> anyhow::Result<Status> {
    let loaded = session.load(&args.input.inputs, &[], Reach::Events)?;
    let corpus = &loaded.corpus;
    let (a, b) = (super::find(corpus, &args.pair[0])?, super::find(corpus, &args.pair[1])?);
    anyhow::ensure!(a != b, "{:?} is given twice: name two articles", args.pair[0]);
    let mut texts = pipeline::texts(corpus, &session.plan, &session);
    let parted = texts.part_templates(corpus, &session.plan);
    for cluster in parted.iter().filter(|cluster| cluster.members.contains(&a) && cluster.members.contains(&b)) {
        session.say_parted(&corpus.documents[cluster.members[0].index()].article.id, cluster);
    }
    let groups = pipeline::groups(corpus, &texts, &session.plan, &session);
    let reuse = pipeline::passages(corpus, &texts, &session.plan, &session);
    let explanation = event::explain(&corpus.documents, &groups.mentions, &texts.clusters, &session.plan.event, a, b);
    let mut text = String::new();
    articles(&mut text, corpus, a, b)?;
    same_text(&mut text, &session, corpus, &texts, a, b)?;
    shared(&mut text, corpus, &reuse, a, b)?;
    same_event(&mut text, &explanation)?;
    session.write(None, &text)?;
    session.done(&loaded, "explained");
    Ok(Status::Done)
}

fn articles(text: &mut String, corpus: &Corpus, a: DocId, b: DocId) -> std::fmt::Result {
    for (sigil, doc) in [('A', a), ('B', b)] {
        let document = &corpus.documents[doc.index()];
        let date = document.article.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        writeln!(text, "{sigil}  {}  {}  {date}  {} words", shown(&document.article.id), shown(document.source()), document.tokens.len())?;
        writeln!(text, "   {}", shown(document.headline()))?;
    }
    Ok(())
}

/// The exact figures, whether or not the engine retrieved the pair, and what they come to.
fn same_text(text: &mut String, session: &Session, corpus: &Corpus, texts: &Texts, a: DocId, b: DocId) -> std::fmt::Result {
    let plan = &session.plan;
    let sets = sketch::shingle_sets(&[corpus.documents[a.index()].clone(), corpus.documents[b.index()].clone()], plan.shingle_size);
    let shared = sets[0].shared(&sets[1]);
    let union = sets[0].len() + sets[1].len() - shared;
    let jaccard = if union == 0 { 0.0 } else { shared as f64 / union as f64 };
    let share = |size: usize| if size == 0 { 0.0 } else { shared as f64 / size as f64 };
    writeln!(text, "\nSame text?")?;
    writeln!(
        text,
        "   {shared} shingles of {} words in both, of {} in A and {} in B: Jaccard {jaccard:.4}, containment {:.4} and {:.4}",
        plan.shingle_size,
        sets[0].len(),
        sets[1].len(),
        share(sets[0].len()),
        share(sets[1].len())
    )?;
    writeln!(
        text,
        "   {} bands of {} rows retrieve such a pair with probability {:.4}",
        plan.scheme.bands(),
        plan.scheme.rows(),
        plan.scheme.probability(jaccard)
    )?;
    let between = |edges: &[VerifiedEdge]| edges.iter().find(|edge| edge.docs() == (a.min(b), a.max(b))).map(VerifiedEdge::relation);
    let verdict = match (between(&texts.edges), between(&texts.templates)) {
        (Some(Relation::Identical), _) => "identical: every word the same".to_owned(),
        (Some(Relation::NearDuplicate), _) => format!("the same text, edited: Jaccard reaches {}", plan.thresholds.jaccard()),
        (Some(Relation::Contains), _) => {
            format!("one contains the other: at least {} of the shorter stands in the longer", plan.thresholds.containment())
        }
        (Some(Relation::SharedPassages), _) => "two texts that share passages".to_owned(),
        (None, Some(_)) => "one template filled in twice: they agree but for figures and days, so they are no copies".to_owned(),
        (None, None) => "two texts".to_owned(),
    };
    writeln!(text, "   → {verdict}")?;
    let clusters = &texts.clusters;
    let (of_a, of_b) = (clusters.of[a.index()], clusters.of[b.index()]);
    if of_a == of_b {
        let cluster = &clusters.list[of_a as usize];
        let centre = &corpus.documents[cluster.centre.index()].article.id;
        writeln!(
            text,
            "   in one cluster of {}, each compared with {}; least alike {:.4}",
            cluster.members.len(),
            shown(centre),
            cluster.weakest
        )?;
        writeln!(text, "   a threshold above {:.4} would split it", cluster.weakest)?;
    } else {
        writeln!(
            text,
            "   in different clusters, of {} and {}",
            clusters.list[of_a as usize].members.len(),
            clusters.list[of_b as usize].members.len()
        )?;
    }
    Ok(())
}

/// Passages that `explain` quotes, and how much of each.
const PASSAGES: usize = 5;
const QUOTED: usize = 160;

fn shared(text: &mut String, corpus: &Corpus, reuse: &[ReuseEdge], a: DocId, b: DocId) -> std::fmt::Result {
    let Some(edge) = reuse.iter().find(|edge| (edge.a, edge.b) == (a.min(b), a.max(b))) else { return Ok(()) };
    let (covered_a, covered_b) = if a < b { (edge.covered_a, edge.covered_b) } else { (edge.covered_b, edge.covered_a) };
    writeln!(text, "\nShared passages: {} of the words of A, {} of those of B", percent(covered_a), percent(covered_b))?;
    for passage in edge.passages.iter().take(PASSAGES) {
        let words = passage.a.of(&corpus.documents[edge.a.index()].article.text);
        let clipped: String = words.chars().take(QUOTED).collect();
        writeln!(text, "   {} words: {}{}", passage.tokens, shown(&clipped), if clipped.len() < words.len() { "…" } else { "" })?;
    }
    if edge.passages.len() > PASSAGES {
        writeln!(text, "   … and {} more", edge.passages.len() - PASSAGES)?;
    }
    let direction = &edge.direction;
    let evidence: Vec<String> =
        direction.evidence.iter().map(|(evidence, odds)| format!("{evidence:?} {odds:+.1}").to_lowercase()).collect();
    let origin = direction.origin.map_or_else(|| "undetermined".to_owned(), |doc| shown(&corpus.documents[doc.index()].article.id));
    writeln!(text, "   who was first: {origin}{}", if evidence.is_empty() { String::new() } else { format!(" ({})", evidence.join(", ")) })
}

/// A share; what is not quite nothing or everything never reads 0 or 100.
fn percent(share: f64) -> String {
    match (share * 100.0).round() {
        0.0 if share > 0.0 => "< 1 %".to_owned(),
        100.0 if share < 1.0 => "99 %".to_owned(),
        whole => format!("{whole:.0} %"),
    }
}

/// How the weights were mixed, in words.
fn weighed_as(mix: Mix) -> String {
    let kind = match (mix.headline * 100.0).round() {
        0.0 => "as texts".to_owned(),
        100.0 => "as headlines".to_owned(),
        share => format!("as {share} % headlines"),
    };
    if mix.across_languages { kind + ", across languages" } else { kind }
}

fn same_event(text: &mut String, explanation: &Explanation) -> std::fmt::Result {
    writeln!(text, "\nSame event?")?;
    if explanation.copies {
        writeln!(text, "   → together: copies of one text report one event")?;
        return Ok(());
    }
    for contribution in &explanation.contributions {
        let terms = if contribution.terms.is_empty() { String::new() } else { format!("  {}", shown(&contribution.terms.join(", "))) };
        writeln!(text, "   {:+6.2}  {:<22} {:.3}{terms}", contribution.log_odds, contribution.feature, contribution.value)?;
    }
    writeln!(
        text,
        "   {:+6.2}  = probability {:.3} {}; groups merge by all their pairs together",
        explanation.log_odds,
        explanation.score,
        weighed_as(explanation.mix)
    )?;
    for veto in &explanation.vetoes {
        writeln!(text, "   veto: {}", veto.name().replace('_', " "))?;
    }
    writeln!(text, "   → {}", if explanation.together { "together" } else { "apart" })
}
