//! Who had the chance to tell what others tell.
//!
//! Enters: omissions, of whatever finder. Leaves: the same with those excused who printed before anybody told it, whose text breaks off, who
//! hardly tell of the event, or whose outlet tells it in another article; where all are excused, the omission weighs little.
//! **Invariant:** an omission is never lost, and nobody is accused anew.

use std::collections::BTreeSet;

use super::Kind;
use super::found::{Found, Said};
use super::scene::Scene;

/// Hours by which an article is printed before a fact is first told, to have been unable to tell it.
const BEFORE_HOURS: i64 = 6;
/// Statements told by most texts, from which an article that tells few of them is about something else; and the least share of them.
const CORE: usize = 4;
const CORE_TOLD: f64 = 0.25;
/// What is left of the weight where everybody accused has an excuse.
const EXCUSED: f64 = 0.35;

/// Takes from every omission those who had no chance.
pub(super) fn excuse(scene: &Scene, said: &Said, found: &mut [Found]) {
    let outlets: BTreeSet<&str> = (0..scene.witnesses.len()).filter_map(|witness| outlet(scene, witness)).collect();
    let (strangers, cut) =
        (strangers(scene, said), (0..scene.witnesses.len()).map(|witness| breaks_off(scene, witness)).collect::<Vec<bool>>());
    for omission in found.iter_mut().filter(|found| found.kind == Kind::Omission) {
        let tellers: BTreeSet<usize> = omission.readings.iter().map(|words| words.witness).collect();
        let elsewhere = |witness: usize| {
            outlets.len() > 1 && outlet(scene, witness).is_some_and(|own| tellers.iter().any(|teller| outlet(scene, *teller) == Some(own)))
        };
        // Who gives no date says nothing about when it was first told.
        let dated: Vec<usize> = tellers.iter().copied().filter(|teller| scene.witnesses[*teller].document.article.date.is_some()).collect();
        let too_early = |witness: usize| !dated.is_empty() && dated.iter().all(|teller| before(scene, witness, *teller));
        let excused = |witness: &usize| strangers[*witness] || cut[*witness] || elsewhere(*witness) || too_early(*witness);
        let (excused, accused): (Vec<usize>, Vec<usize>) = omission.absent.iter().partition(|witness| excused(witness));
        if accused.is_empty() {
            omission.absent = excused;
            omission.weight *= EXCUSED;
        } else {
            omission.absent = accused;
        }
    }
}

fn outlet<'a>(scene: &Scene<'a>, witness: usize) -> Option<&'a str> {
    scene.witnesses[witness].document.article.source.as_deref()
}

/// Whether `witness` was printed so long before `teller` that the news may not have been there.
fn before(scene: &Scene, witness: usize, teller: usize) -> bool {
    let date = |witness: usize| scene.witnesses[witness].document.article.date;
    let (Some(own), Some(other)) = (date(witness), date(teller)) else { return false };
    if own.is_timed() && other.is_timed() { other.utc_s() - own.utc_s() >= BEFORE_HOURS * 3600 } else { own.day() < other.day() }
}

/// Whether the text of a witness ends in the middle: "…", where a page asks for money.
fn breaks_off(scene: &Scene, witness: usize) -> bool {
    let Some(last) = scene.units[scene.witnesses[witness].units.clone()].iter().rfind(|unit| !unit.headline) else { return false };
    let text = scene.text(last)[last.span.start as usize..last.span.end as usize].trim_end_matches([']', ')', ' ', '»', '"', '”']);
    text.ends_with('…') || text.ends_with("...")
}

/// Which witnesses tell hardly anything of what most texts tell.
fn strangers(scene: &Scene, said: &Said) -> Vec<bool> {
    let texts: BTreeSet<u32> = scene.witnesses.iter().map(|witness| witness.text).collect();
    let tellers = |units: &Vec<usize>| units.iter().map(|unit| scene.units[*unit].witness).collect::<BTreeSet<usize>>();
    let most = |tellers: &BTreeSet<usize>| {
        let told: BTreeSet<u32> = tellers.iter().map(|witness| scene.witnesses[*witness].text).collect();
        told.len() > 1 && 2 * told.len() >= texts.len()
    };
    let core: Vec<BTreeSet<usize>> = said.statements.iter().map(tellers).filter(most).collect();
    let told = |witness: usize| core.iter().filter(|tellers| tellers.contains(&witness)).count();
    (0..scene.witnesses.len()).map(|witness| core.len() >= CORE && (told(witness) as f64) < CORE_TOLD * core.len() as f64).collect()
}
