//! How a deed is told: as a fact or at a distance.
//!
//! Enters: the sentences. Leaves: a difference for each deed that some tell in the conditional or with a word of distance, and others
//! plainly.
//! **Invariant:** what is asked, or quoted below the headline, is no telling; a plain one is known by auxiliary and participle outside a
//! condition, in French by a future or plan as well, so languages of whose participles nothing is known have none.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Kind;
use super::found::{Found, Said, span_of};
use super::scene::{Scene, Unit};
use super::scope::opens_clause;
use super::slot::{Item, agreement, group};
use super::word::Word;
use crate::article::Lang;
use crate::text::fold;

/// Words that may stand between auxiliary and participle.
pub(super) const AUXILIARY_REACH: usize = 3;
/// Least score of two predicates on one thing, and what the score gains where the verb is the same, where both are at a distance or neither
/// is, and where each is the only one of its sentence.
const SAME_PREDICATE: f64 = 0.38;
const SAME_VERB: f64 = 0.15;
const SAME_DISTANCE: f64 = 0.05;
const ONLY_PREDICATE: f64 = 0.1;
/// Weight where no verb is the same: a place to look at.
const OTHER_VERB: f64 = 0.15;
/// What it gains for clauses that agree wholly.
const AGREEMENT: f64 = 0.1;
/// How far the clauses of two different verbs must agree to tell one deed.
const SAME_CLAUSE: f64 = 0.4;

/// The same where one is at a distance and the other is not.
const SAME_CLAUSE_APART: f64 = 0.4;

/// The same of two predicates of one statement.
const SAME_CLAUSE_TOGETHER: f64 = 0.08;

/// A predicate: what is said of the deed.
struct Predicate {
    /// Stem of the verb that carries the meaning, and what it means in any language.
    verb: Option<u64>,
    meaning: Option<u64>,
    /// Whether the author keeps it at a distance.
    distant: bool,
}

/// A conditional, or a word of distance, against a plain statement of the same thing.
pub(super) fn modality(scene: &Scene, said: &Said, found: &mut Vec<Found>) {
    let mut items = Vec::new();
    for (at, unit) in scene.units.iter().enumerate() {
        for (range, predicate) in predicates(scene, unit) {
            items.push(Item::new(scene, &said.statement_of, at, range.clone(), span_of(unit, range), predicate));
        }
    }
    let mut of_unit: BTreeMap<usize, usize> = BTreeMap::new();
    items.iter().for_each(|item| *of_unit.entry(item.unit).or_default() += 1);
    let most = |_: &Item<Predicate>, _: &Item<Predicate>, likeness: f64| match likeness > 0.0 {
        true => likeness + SAME_VERB + SAME_DISTANCE + ONLY_PREDICATE + AGREEMENT,
        false => 0.0,
    };
    let groups = group(&items, SAME_PREDICATE, most, |a, b, likeness| {
        let (one, two) =
            if scene.same_language(a.witness, b.witness) { (a.value.verb, b.value.verb) } else { (a.value.meaning, b.value.meaning) };
        let same_verb = one.is_some() && one == two;
        // Equals find each other first, so that a conditional is not set against another sentence's indicative.
        let equal = if same_verb { SAME_VERB } else { 0.0 } + if a.value.distant == b.value.distant { SAME_DISTANCE } else { 0.0 };
        // Another verb is another deed unless all around it is the same.
        let slot = || said.slot_of(a).is_some_and(|slot| said.slot_of(b) == Some(slot));
        // The one predicate of each of two sentences that say the same is the same deed's.
        let only = a.statement.is_some() && a.statement == b.statement && of_unit[&a.unit] * of_unit[&b.unit] == 1;
        let least = if a.statement.is_some() && a.statement == b.statement { SAME_CLAUSE_TOGETHER } else { SAME_CLAUSE };
        let agreement = agreement(a, b);
        let apart = a.value.distant != b.value.distant;
        let alike = same_verb || only || slot() || agreement >= if apart { least.max(SAME_CLAUSE_APART) } else { least };
        let bonus = if only { ONLY_PREDICATE } else { 0.0 } + AGREEMENT * agreement;
        alike.then_some(likeness).filter(|likeness| *likeness > 0.0).map(|likeness| likeness + equal + bonus)
    });
    for (members, score) in groups {
        let distant = members.iter().filter(|item| items[**item].value.distant).count();
        if distant > 0 && distant < members.len() {
            let verb = |item: usize| items[item].value.meaning.or(items[item].value.verb);
            let opposed = |a: usize| {
                let same = |b: &&usize| items[a].value.distant != items[**b].value.distant && verb(a).is_some() && verb(a) == verb(**b);
                members.iter().any(|b| same(&b))
            };
            // Where one verb is told both ways, others have joined it by what stands around.
            let of_one_verb: Vec<usize> = members.iter().copied().filter(|member| opposed(*member)).collect();
            let weight = if of_one_verb.is_empty() { OTHER_VERB } else { 0.7 * score.clamp(0.4, 1.0) };
            let shown = if of_one_verb.is_empty() { &members } else { &of_one_verb };
            found.push(Found::of(Kind::Modality, shown, &items, weight, scene));
        }
    }
}

/// How many predicates of a sentence its author keeps at a distance.
pub(super) fn distances(scene: &Scene, unit: &Unit) -> usize {
    predicates(scene, unit).iter().filter(|(_, predicate)| predicate.distant).count()
}

/// The predicates of a sentence, in order.
fn predicates(scene: &Scene, unit: &Unit) -> Vec<(Range<usize>, Predicate)> {
    let (mut found, mut next) = (Vec::new(), 0);
    if scene.text(unit)[unit.span.start as usize..unit.span.end as usize].trim_end().ends_with(['?', '؟']) {
        return found;
    }
    while next < unit.words.len() {
        match predicate_at(scene, unit, next) {
            Some((range, predicate)) => {
                next = range.end;
                found.push((range, predicate));
            }
            None => next += 1,
        }
    }
    found
}

/// The predicate that begins at a word outside quotation marks: a marker of distance with the verb it governs, a verb with its
/// auxiliary, or a French future or plan.
fn predicate_at(scene: &Scene, unit: &Unit, at: usize) -> Option<(Range<usize>, Predicate)> {
    let text = scene.text(unit);
    let witness = &scene.witnesses[unit.witness];
    let language = scene.language(unit);
    let word = &unit.words[at];
    if !unit.headline && scene.quotations_in(unit).iter().any(|quotation| quotation.inner.contains(word.span)) {
        return None;
    }
    let french = witness.lang == Some(Lang::FR);
    let form = word.span.of(text);
    // The month of May.
    let month = word.capital && at > 0 && witness.lang == Some(Lang::EN);
    let listed = language.modality.at(&unit.words[at..], |word| word.exact).map(|(length, ())| length).filter(|_| !month);
    let verb_within = |from: usize| verb_behind(scene, unit, from);
    // "Il a promis que les tarifs ne bougeraient pas" is the future of the past.
    let conditional = french && is_french_conditional(form) && !is_reported_future(scene, unit, at);
    if listed.is_some_and(|_| !french || conditional || !is_french_conditional(form)) || conditional {
        let next = at + listed.unwrap_or(1);
        // "serait" and "pourrait" lean on another verb; "viendrait" is one.
        let own = listed.is_none() && word.content;
        let verb = if own { Some(at) } else { verb_within(next) };
        return Some((at..verb.map_or(next, |verb| (verb + 1).max(next)), predicate(verb.map(|verb| &unit.words[verb]), true)));
    }
    if french && word.content && !word.capital && is_french_future(form) {
        return Some((at..at + 1, predicate(Some(word), false)));
    }
    if french && FRENCH_PLANS.contains(&form) {
        let verb = verb_within(at + 1).filter(|verb| infinitive(unit.words[*verb].span.of(text)))?;
        return Some((at..verb + 1, predicate(Some(&unit.words[verb]), false)));
    }
    let passive =
        language.passive.at(&unit.words[at..], |word| word.exact).or_else(|| language.auxiliary.at(&unit.words[at..], |word| word.exact));
    let (length, ()) = passive.filter(|_| form != "à")?;
    let verb = verb_within(at + length).filter(|verb| participle(text, &unit.words[*verb], witness.lang))?;
    // Who said it is an attribution's matter.
    if language.speech.at(&unit.words[verb..], |word| word.root).is_some() || is_supposed(scene, unit, at) {
        return None;
    }
    let start = will_before(unit, text, at).unwrap_or(at);
    Some((start..verb + 1, predicate(Some(&unit.words[verb]), false)))
}

/// Whether an indicative at `at` is no statement: behind "if" or "whether" in its clause, or an English infinitive without "will".
fn is_supposed(scene: &Scene, unit: &Unit, at: usize) -> bool {
    let text = scene.text(unit);
    let form = |place: usize| unit.words[place].span.of(text).to_lowercase();
    let conditions: &[&str] = match scene.witnesses[unit.witness].lang {
        Some(Lang::EN) => &["if", "whether", "unless"],
        Some(Lang::FR) => &["si", "s'il", "s'ils", "s’il", "s’ils"],
        Some(Lang::ES) => &["si"],
        Some(Lang::IT | Lang::PT) => &["se"],
        Some(Lang::DE) => &["ob", "wenn", "falls", "sofern"],
        Some(Lang::RU) => &["если", "ли"],
        _ => &[],
    };
    let clause = (0..=at).rev().find(|place| opens_clause(scene, unit, *place)).unwrap_or(0);
    let english = scene.witnesses[unit.witness].lang == Some(Lang::EN);
    let governed = at > 0 && matches!(form(at - 1).as_str(), "to" | "should" | "would" | "not" | "must" | "can" | "cannot");
    let bare = match form(at).as_str() {
        "be" => english && will_before(unit, text, at).is_none(),
        "have" => english && governed,
        _ => false,
    };
    bare || (clause..=at).any(|place| conditions.contains(&form(place).as_str()))
}

/// Where "will" stands right before a word, or before its "not".
fn will_before(unit: &Unit, text: &str, at: usize) -> Option<usize> {
    let is = |place: usize, form: &str| unit.words[place].span.of(text).eq_ignore_ascii_case(form);
    let before = at.checked_sub(1)?;
    let place = if is(before, "not") { before.checked_sub(1)? } else { before };
    is(place, "will").then_some(place)
}

fn predicate(verb: Option<&Word>, distant: bool) -> Predicate {
    Predicate { verb: verb.map(|verb| verb.root), meaning: verb.and_then(|verb| verb.meaning), distant }
}

/// Whether a French conditional at `at` tells, behind a verb of speech in the past and *que*, of what lay ahead then; "aurait tué" behind
/// one keeps its distance.
fn is_reported_future(scene: &Scene, unit: &Unit, at: usize) -> bool {
    let text = scene.text(unit);
    let form = |place: usize| unit.words[place].span.of(text).to_lowercase();
    if matches!(form(at).as_str(), "aurait" | "auraient") {
        return false;
    }
    let that =
        |place: &usize| matches!(form(*place).as_str(), "que" | "qu") || form(*place).starts_with("qu'") || form(*place).starts_with("qu’");
    let Some(opens) = (at.saturating_sub(THAT_REACH)..at).rev().find(that) else { return false };
    let promised = |place: usize| FRENCH_PROMISES.iter().any(|stem| form(place).starts_with(stem));
    let said = |place: usize| promised(place) || scene.language(unit).speech.at(&unit.words[place..], |word| word.root).is_some();
    let past = |place: usize| {
        participle(text, &unit.words[place], Some(Lang::FR)) || form(place).ends_with("ait") || form(place).ends_with("aient")
    };
    (opens.saturating_sub(SPEECH_REACH)..opens).any(|place| said(place) && past(place))
}

/// Verbs that look ahead and merely say so.
const FRENCH_PROMISES: &[&str] = &["prom", "garanti", "prév", "décid", "espér", "jur", "pens", "croy", "cru"];

/// Words from *que* to the conditional, and from the verb of speech to *que*.
const THAT_REACH: usize = 20;
const SPEECH_REACH: usize = 6;

/// What announces a deed as settled or as a danger, without a conditional, before its infinitive.
const FRENCH_PLANS: &[&str] = &["doit", "doivent", "va", "vont", "risque", "risquent", "risquant"];

/// Whether a French word can be an infinitive, by its ending.
pub(super) fn infinitive(word: &str) -> bool {
    ["er", "ir", "re"].iter().any(|ending| word.ends_with(ending))
}

/// Third person of the French future, by its ending.
pub(super) fn is_french_future(word: &str) -> bool {
    let letters = word.chars().count();
    letters >= 5
        && (word.ends_with("era")
            || word.ends_with("ira")
            || word.ends_with("dra")
            || word.ends_with("eront")
            || word.ends_with("iront")
            || word.ends_with("dront"))
}

/// Third person of the French conditional: the infinitive, or the stem of the future, and the ending of the imperfect. The imperfect of a
/// verb in -rer ends alike, but its accent ("préférait") or what stands before the r ("massacrait", "déplorait") tells it.
fn is_french_conditional(word: &str) -> bool {
    const STEMS: &[&str] = &[
        "er", "ir", "ïr", "aur", "vivr", "suivr", "cevr", "devr", "ndr", "udr", "rdr", "ettr", "battr", "aîtr", "aitr", "oîtr", "oir",
        "air", "uir", "clur", "aincr", "rompr", "verr", "ourr", "uerr",
    ];
    /// Imperfects and futures that end alike, folded.
    const IMPERFECTS: &[&str] = &[
        "instaur", "restaur", "engendr", "saupoudr", "eclair", "flair", "fourr", "bourr", "foir", "tir", "retir", "attir", "etir",
        "soutir", "vir", "chavir", "admir", "inspir", "respir", "aspir", "expir", "transpir", "conspir", "soupir", "desir", "dechir",
        "empir", "delir", "cir",
    ];
    let lower = word.to_lowercase();
    let Some(stem) = lower.strip_suffix("aient").or_else(|| lower.strip_suffix("ait")) else { return false };
    STEMS.iter().any(|ending| stem.ends_with(ending)) && !IMPERFECTS.contains(&fold(stem).as_str())
}

/// The content word behind an auxiliary that ends at `from`, adverbs of manner passed over: *quitté* of "ont brièvement quitté".
pub(super) fn verb_behind(scene: &Scene, unit: &Unit, from: usize) -> Option<usize> {
    let (text, language) = (scene.text(unit), scene.language(unit));
    let adverb = |word: &Word| ["ment", "mente", "ly"].iter().any(|ending| word.span.of(text).ends_with(ending));
    let verb = |word: &Word| word.content && !adverb(word) && !language.is_negation(word.exact);
    (from..(from + AUXILIARY_REACH).min(unit.words.len())).find(|next| verb(&unit.words[*next]))
}

/// Whether a word can be a participle, by its ending.
pub(super) fn participle(text: &str, word: &Word, lang: Option<Lang>) -> bool {
    let form = word.span.of(text).to_lowercase();
    let endings: &[&str] = match lang {
        Some(Lang::FR) => {
            &["é", "ée", "és", "ées", "i", "is", "it", "ie", "ies", "u", "ue", "us", "ues", "ert", "erte", "erts", "ite", "ites"]
        }
        Some(Lang::EN) => &["ed", "en", "ot", "own", "ung", "ain", "ilt", "eld", "ead", "ruck", "un"],
        Some(Lang::ES) => &["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "erto", "erta", "ertos", "ertas"],
        Some(Lang::PT) => &["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "orto", "ortos"],
        Some(Lang::IT) => &["ato", "ata", "ati", "ate", "uto", "uta", "uti", "ute", "ito", "ita", "iti", "ite", "iso", "isa", "isi", "ise"],
        Some(Lang::DE) => &["t", "en"],
        _ => return false,
    };
    endings.iter().any(|ending| form.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditionals_and_their_look_alikes() {
        for (word, expected) in [
            ("aurait", true),
            ("seraient", true),
            ("pourrait", true),
            ("viendrait", true),
            ("retrait", false),
            ("étaient", false),
            ("déclarait", false),
            ("paraît", false),
            ("ferait", true),
            ("irait", true),
            ("préférerait", true),
            ("préférait", false),
            ("partiraient", true),
            ("tiraient", false),
            ("mettrait", true),
            ("montrait", false),
            ("massacrait", false),
            ("convaincrait", true),
            ("déplorait", false),
            ("célébraient", false),
            ("consacrait", false),
            ("enterrait", false),
            ("enverrait", true),
            ("courrait", true),
            ("courait", false),
            ("récupérait", false),
            ("devrait", true),
            ("livrait", false),
            ("poursuivrait", true),
            ("conclurait", true),
            ("durait", false),
            ("vaudrait", true),
            ("restaurait", false),
            ("attrait", false),
            ("portrait", false),
        ] {
            assert_eq!(is_french_conditional(word), expected, "{word}");
        }
    }
}
