//! Whether two figures count the same.
//!
//! Enters: two figures. Leaves: whether anything excludes it, what units and values speak for it, whether the clauses prove it, and how
//! far it convinces. **Invariant:** symmetric in both; different figures need proof, equal ones need none.

use ahash::{AHashMap, AHashSet};

use super::figure::{Figure, is_fate, middle};
use super::found::Said;
use super::lexicon::is_measure;
use super::scene::Scene;
use super::slot::{Item, agreement, agreement_but};
use crate::article::Lang;
use crate::mention::Number;

/// What the score gains where both count the same unit, were it the only number with it in either article; where both count people;
/// where both say the same happened to them; and where they are equal (half of it where they overlap, a quarter where they are close),
/// so that equal figures find each other before others do.
const SAME_UNIT: f64 = 0.28;
const SAME_PEOPLE: f64 = 0.1;
const SAME_ROLE: f64 = 0.12;
const EQUAL: f64 = 0.25;
/// How far the clauses of two different figures must agree: where the same happened to the same; where the unit says what is counted;
/// where it does not, or where both are small; where an article gives several such numbers.
const AGREE_BY_ROLE: f64 = 0.05;
const AGREE: f64 = 0.2;
const AGREE_GENERIC: f64 = 0.3;
const AGREE_OF_SEVERAL: f64 = 0.22;
/// Numbers of one role from which an article gives them of several places or groups.
const SEVERAL: usize = 4;
/// What they must agree more where one is several times the other, and ratios beyond which nobody takes one for the other.
const AGREE_IMPLAUSIBLE: f64 = 0.1;
pub(super) const IMPLAUSIBLE: f64 = 6.0;
pub(super) const IMPOSSIBLE: f64 = 30.0;
/// Bytes between a part and the whole it is named with.
const PART_REACH: u32 = 24;
/// Least value by which a witness shows to know a figure; smaller ones count many things.
pub(super) const TELLING: f64 = 13.0;
/// Least value of a figure that needs no noun to be recognized.
const KNOWN_BY_SIZE: f64 = 1000.0;
/// Ratio up to which one figure is another rounded.
pub(super) const ROUNDED: f64 = 1.05;
/// How many times its lower end a figure without an upper one leaves room for.
const ROOM: f64 = 4.0;
/// Ratio below which two counts of one kind of thing, each the only one of its article, are one count.
const NEARLY: f64 = 1.25;
/// How far two figures convince at all; what is added where their clauses agree as far as [`AGREED`] without their nouns, where they
/// stand in one statement or in one slot of it, where both name one place or owner, where neither article has another such figure, and
/// where they are equal (taken away from the ratio [`FAR`]). Set by hand, on some ninety pairs
/// of French and American articles that were read.
const LOOKS_ALIKE: f64 = 0.3;
const BY_CLAUSE: f64 = 0.3;
const BY_STATEMENT: f64 = 0.15;
const BY_SLOT: f64 = 0.1;
const BY_SCOPE: f64 = 0.15;
const BY_COUNT: f64 = 0.1;
const BY_RATIO: f64 = 0.15;
const AGREED: f64 = 0.35;
const FAR: f64 = 3.0;
/// Ratio from which two of several such figures, in no common statement, are mostly two things, and what is left of the
/// conviction.
const LOOSE_FROM: f64 = 1.4;
const LOOSE: f64 = 0.6;
/// People who are not one another.
const APART: &[&str] =
    &["soldat", "policier", "civil", "enfant", "femme", "refugie", "migrant", "otage", "manifestant", "habitant", "ministre", "pompier"];

/// What each witness gives a figure of: its value, and what is measured; one name for all that is counted, as things have several.
pub(super) type Known<'a> = AHashSet<(usize, (u64, &'a str))>;

/// What [`Known`] holds of a number.
pub(super) fn value(number: &Number) -> (u64, &str) {
    let measured = is_generic(number) && number.unit != "personne";
    (middle(number).to_bits(), if measured { &number.unit } else { "" })
}

/// Whether the unit of a number does not say what is counted.
pub(super) fn is_generic(number: &Number) -> bool {
    says_nothing(&number.unit)
}

/// Whether the sentence of the one gives the other's figure as well, of the same or of nothing that is named, or one that agrees with it.
pub(super) fn beside(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (own, other) = (a.value.number, b.value.number);
    let same =
        |number: &Number| number.unit.is_empty() || number.unit == other.unit || scene.lexicon.counted_alike(&number.unit, &other.unit);
    // "Six of Pennsylvania's eight dioceses".
    let part = |number: &Number| number.span.end <= own.span.start && own.span.start - number.span.end <= PART_REACH;
    let equal = |number: &Number| middle(number) == middle(other) && (same(number) || part(number));
    // "5,6 % d'inflation et une croissance de 0,7 %" has the counterpart of "over five percent".
    let fits = |number: &Number| {
        number.unit == other.unit && number.low <= other.high && other.low <= number.high && ratio(number, other) < ratio(own, other)
    };
    scene.units[a.unit].numbers.iter().any(|(_, number)| !std::ptr::eq(*number, own) && (equal(number) || fits(number)))
}

/// Whether one speaks of a part of what the other counts as a whole, and the other's article does not tell the part.
pub(super) fn means_part(a: &Item<Figure>, b: &Item<Figure>, known: &Known) -> bool {
    let untold = |part: &Number| !known.contains(&(b.witness, value(part)));
    a.witness != b.witness && b.value.part.is_none() && a.value.part.is_some_and(|(_, part)| untold(part))
}

/// Whether two figures of one role exclude each other.
pub(super) fn apart(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    differ(a, b) && ratio(a.value.number, b.value.number) <= IMPOSSIBLE
}

/// Whether one of two differing figures counts those besides the others', or some of them.
fn counts_more(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    differ(a, b) && (a.value.one_more(&b.value) || b.value.one_more(&a.value))
}

/// Whether two figures of one role can speak of the same people, days and places.
pub(super) fn comparable(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    !a.value.scope.apart(&b.value.scope) && same_people(a, b) && !counts_more(a, b)
}

/// Whether two figures have no value in common, or one is more than a quarter larger.
pub(super) fn differ(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    x.high < y.low || y.high < x.low || ratio(x, y) > 1.25
}

/// Whether a unit does not say what is counted.
fn says_nothing(unit: &str) -> bool {
    unit.is_empty() || unit == "personne" || is_measure(unit)
}

/// Whether one of two figures is the other rounded: "2,9 centimes" and "three cents", 1,27 and 1,3 million. The dead are counted.
pub(super) fn rounded(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    let exact = [x, y].iter().all(|number| number.low == number.high);
    let lives = a.value.role.is_some() || b.value.role.is_some();
    exact && !lives && ratio(x, y) <= ROUNDED && (rounds_to(x.low, y.low) || rounds_to(y.low, x.low))
}

/// Whether a figure without an upper end leaves room for an exact one not far above: "dozens were wounded", 48 wounded.
pub(super) fn leaves_open(open: &Item<Figure>, exact: &Item<Figure>) -> bool {
    let (open, exact) = (open.value.number, exact.value.number);
    open.high.is_infinite() && exact.low == exact.high && (open.low..=ROOM * open.low).contains(&exact.low)
}

/// Whether a decimal or a large value becomes `round` when it loses places.
fn rounds_to(fine: f64, round: f64) -> bool {
    let steps = std::iter::successors(Some(1.0), |step| Some(step * 10.0));
    let Some(step) = steps.take_while(|step| round > 0.0 && round % step == 0.0).last() else { return false };
    fine % step != 0.0 && (fine / step).round() == round / step && (fine.fract() != 0.0 || round >= KNOWN_BY_SIZE)
}

/// "64 ans" is where "de 62 à 64 ans" leads.
pub(super) fn ends_at(range: &Number, value: &Number) -> bool {
    range.unit == "an" && value.low == value.high && range.high == value.low
}

/// How many times the smaller the larger is, from 1; what is less than 1 counts as 1.
pub(super) fn ratio(x: &Number, y: &Number) -> f64 {
    let (x, y) = (middle(x).max(1.0), middle(y).max(1.0));
    x.max(y) / x.min(y)
}

/// The language an item is told in.
pub(super) fn lang(scene: &Scene, item: &Item<Figure>) -> Option<Lang> {
    scene.witnesses[item.witness].lang
}

/// Whether the clauses of two different figures agree enough for what they count.
pub(super) fn proven(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>, slot: bool) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    let ratio = ratio(x, y);
    if slot {
        return ratio <= IMPOSSIBLE;
    }
    if a.value.scope.relative && !(a.statement.is_some() && a.statement == b.statement && agreement(a, b) >= AGREE_GENERIC) {
        return false;
    }
    let same_role = a.value.role.is_some() && a.value.role == b.value.role;
    if lang(scene, a) != lang(scene, b) && a.value.scope.apart(&b.value.scope) {
        return false;
    }
    let announced = a.value.before.is_some() && a.value.before == b.value.before;
    let only = a.value.of_before * b.value.of_before == 1;
    if lang(scene, a) != lang(scene, b) {
        let specific = x.unit == y.unit && !says_nothing(&x.unit);
        return (same_role || announced && only || specific || agreement(a, b) >= AGREE_GENERIC) && ratio <= IMPLAUSIBLE;
    }
    let (x, y) = (x.unit.as_str(), y.unit.as_str());
    let alike = x == y || synonyms(a, b) || is_fate(a.value.number) || is_fate(b.value.number);
    // Two rare things in nearly equal number are one.
    let sole = a.value.of_unit * b.value.of_unit == 1 && x == y && !says_nothing(x);
    if sole && ratio < NEARLY && middle(a.value.number).min(middle(b.value.number)) >= TELLING {
        return true;
    }
    let least = match () {
        () if same_role && alike && a.value.of_role.max(b.value.of_role) < SEVERAL => AGREE_BY_ROLE,
        () if same_role && alike => AGREE_OF_SEVERAL,
        () if announced && only => AGREE / 2.0,
        () if announced => AGREE_OF_SEVERAL,
        () if middle(a.value.number).max(middle(b.value.number)) < TELLING && !same_role => AGREE_GENERIC,
        () if x != y && !synonyms(a, b) || x == y && says_nothing(x) => AGREE_GENERIC,
        () => AGREE,
    };
    let implausible = AGREE_IMPLAUSIBLE * (ratio.ln() / IMPLAUSIBLE.ln()).min(1.0);
    ratio <= IMPOSSIBLE && agreement(a, b) >= least + implausible + a.value.scope.doubt(&b.value.scope)
}

/// States and those who speak for them: "les deux pays" are the two that were named before, whatever others count.
const SIDES: &[&str] = &["pays", "etat", "president", "dirigeant", "leader", "capital", "parti"];
/// The greatest number of sides.
const FEW: f64 = 4.0;

/// Words that lead to what was named before: "les deux pays", not "deux pays".
const DEFINITE: &[&str] =
    &["les", "des", "aux", "ces", "the", "both", "los", "las", "die", "der", "den", "beide", "i", "gli", "le", "os", "as"];

fn both_are_sides(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let few = |item: &Item<Figure>| middle(item.value.number) <= FEW;
    let named_before = |item: &Item<Figure>| {
        let before = &scene.text(&scene.units[item.unit])[..item.span.start as usize];
        before.split_whitespace().next_back().is_some_and(|word| DEFINITE.contains(&word.to_lowercase().as_str()))
    };
    let side = |item: &Item<Figure>| few(item) && SIDES.contains(&item.value.number.unit.as_str()) && named_before(item);
    let bare = |item: &Item<Figure>| few(item) && item.value.number.unit.is_empty();
    middle(a.value.number) != middle(b.value.number) && (side(a) && (side(b) || bare(b)) || bare(a) && side(b))
}

/// The figures that a witness gives of each unit, ascending.
pub(super) struct Values<'a>(AHashMap<&'a str, Vec<f64>>);

impl<'a> Values<'a> {
    pub fn of(scene: &Scene<'a>, witness: usize) -> Self {
        let mut values: AHashMap<&str, Vec<f64>> = AHashMap::new();
        let numbers = scene.units[scene.witnesses[witness].units.clone()].iter().flat_map(|unit| &unit.numbers);
        for (_, number) in numbers.filter(|(_, number)| !number.unit.is_empty()) {
            values.entry(&number.unit).or_default().push(middle(number));
        }
        values.values_mut().for_each(|values| values.sort_by(f64::total_cmp));
        Values(values)
    }

    /// Whether one of them is nearly this figure.
    pub fn hold_nearly(&self, number: &Number) -> bool {
        let value = middle(number);
        // A second shock of 5.8 is not nearly the first of 6.4.
        let measured = |value: f64| (value * 1e6).round() % 1e6 != 0.0;
        let near = |own: &&f64| value.max(**own) <= value.min(**own) * if measured(value) && measured(**own) { ROUNDED } else { NEARLY };
        let Some(values) = self.0.get(number.unit.as_str()) else { return false };
        let first = values.partition_point(|own| *own < value / NEARLY);
        values[first..].iter().take_while(|own| **own <= value * NEARLY).any(|own| near(&own))
    }
}

/// Whether two numbers tell of other people, other days, other places or another fate.
pub(super) fn excluded(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let other_role = a.value.role.is_some() && b.value.role.is_some() && a.value.role != b.value.role;
    // Verbs are found less surely across languages: there such a pair only says nothing.
    both_are_sides(scene, a, b)
        || lang(scene, a) == lang(scene, b) && (other_role || a.value.scope.apart(&b.value.scope) || !same_people(a, b))
        || a.value.scope.others(&b.value.scope)
        || counts_more(a, b)
        || middle(a.value.number) != middle(b.value.number) && a.value.another_measure(&b.value)
}

/// What units, roles and values add to the likeness of two numbers' surroundings; `None` where nothing tells that they count the same.
pub(super) fn kinship(scene: &Scene, a: &Item<Figure>, b: &Item<Figure>) -> Option<f64> {
    let (x, y) = (a.value.number, b.value.number);
    let people = |number: &Number| scene.lexicon.counts_people(&number.unit);
    let alike = scene.lexicon.counted_alike(&x.unit, &y.unit);
    let together = a.statement.is_some() && a.statement == b.statement;
    let by_role = match (a.value.role, b.value.role) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(_), Some(_)) => SAME_ROLE,
        (None, None) => 0.0,
        // The dead are no part of those who were merely there.
        _ if people(x) && people(y) && differ(a, b) && !together => return None,
        _ => 0.0,
    };
    let by_unit = match () {
        () if x.unit.is_empty() && y.unit.is_empty() => match (a.value.before, b.value.before) {
            (Some(one), Some(other)) if one == other => SAME_UNIT / 2.0,
            _ if by_role > 0.0 => 0.0,
            _ => -0.1,
        },
        () if x.unit == y.unit => SAME_UNIT / ((a.value.of_unit * b.value.of_unit) as f64).sqrt(),
        () if a.value.concept.is_some() && a.value.concept == b.value.concept => SAME_UNIT / 2.0,
        () if alike => 0.0,
        // Whoever is counted under another noun, it is no school.
        () if by_role > 0.0 && !scene.lexicon.counts_things(&x.unit) && !scene.lexicon.counts_things(&y.unit) => 0.0,
        // A large figure that both give is one, whatever noun either leaves out.
        () if (x.unit.is_empty() || y.unit.is_empty()) && !differ(a, b) && middle(x) >= KNOWN_BY_SIZE => 0.0,
        () if together && (x.unit.is_empty() || y.unit.is_empty()) => -0.05,
        () => return None,
    };
    let by_people = if alike { SAME_PEOPLE } else { 0.0 };
    let magnitude = ratio(x, y);
    if magnitude > 100.0 {
        return None;
    }
    let implausible = match magnitude {
        IMPOSSIBLE.. => 0.25,
        IMPLAUSIBLE.. => 0.12,
        _ => 0.0,
    };
    let slight = if x.low <= 2.0 && y.low <= 2.0 && !together { 0.08 } else { 0.0 };
    let by_value = match () {
        () if x.low == y.low && x.high == y.high => EQUAL,
        () if x.low <= y.high && y.low <= x.high && magnitude < 3.0 => EQUAL / 2.0,
        () if magnitude < 1.5 => EQUAL / 4.0,
        () => 0.0,
    };
    Some(by_unit.max(by_people) + by_role + by_value - implausible - slight)
}

/// Soldiers are not civilians; anybody may be either, and one group has several names.
fn same_people(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number.unit.as_str(), b.value.number.unit.as_str());
    x == y || synonyms(a, b) || !(APART.contains(&x) && APART.contains(&y))
}

/// Whether both units are names of one group.
fn synonyms(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    a.value.label.is_some() && a.value.label == b.value.label || a.value.concept.is_some() && a.value.concept == b.value.concept
}

/// Whether two figures are not the same, in value, in bounds or in the part that is meant.
fn told_apart(a: &Item<Figure>, b: &Item<Figure>) -> bool {
    let (x, y) = (a.value.number, b.value.number);
    differ(a, b) || (x.low, x.high) != (y.low, y.high) || a.value.part.is_some() != b.value.part.is_some()
}

/// How far two differing figures convince that they count the same, by what they share beyond the noun, `0.2..=1.0`.
pub(super) fn conviction(said: &Said, members: &[usize], items: &[Item<Figure>]) -> f64 {
    let pair = |a: &Item<Figure>, b: &Item<Figure>| {
        let noun = |term: u64| a.value.noun.contains(&term) || b.value.noun.contains(&term);
        let agreed = (agreement_but(a, b, noun) / AGREED).min(1.0);
        let together = a.statement.is_some() && a.statement == b.statement;
        let slot = said.slot_of(a).is_some_and(|slot| said.slot_of(b) == Some(slot));
        let only = a.value.of_role.max(b.value.of_role) == 1 && a.value.role.is_some() && a.value.role == b.value.role
            || a.value.of_unit.max(b.value.of_unit) == 1;
        let ratio = ratio(a.value.number, b.value.number);
        let near = ((FAR.ln() - ratio.ln()) / FAR.ln()).clamp(-1.0, 1.0);
        let yes = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        let for_it =
            yes(together, BY_STATEMENT) + yes(slot, BY_SLOT) + yes(a.value.scope.meets(&b.value.scope), BY_SCOPE) + yes(only, BY_COUNT);
        let loose = !together && !only && ratio > LOOSE_FROM;
        (LOOKS_ALIKE + BY_CLAUSE * agreed + for_it + BY_RATIO * near - a.value.scope.doubt(&b.value.scope))
            * if loose { LOOSE } else { 1.0 }
    };
    let pairs = members.iter().flat_map(|a| members.iter().map(move |b| (a, b))).filter(|(a, b)| a < b);
    let told = pairs.filter(|(a, b)| told_apart(&items[**a], &items[**b]));
    told.map(|(a, b)| pair(&items[*a], &items[*b])).fold(0.0, f64::max).clamp(0.2, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_large_values_are_rounded() {
        for (fine, round, expected) in [
            (2.9, 3.0, true),
            (6.5, 6.0, false),
            (2.9, 2.0, false),
            (1.27e6, 1.3e6, true),
            (1.9e9, 2e9, true),
            (48.0, 50.0, false),
            (3.0, 3.0, false),
            (0.4, 0.0, false),
        ] {
            assert_eq!(rounds_to(fine, round), expected, "{fine} {round}");
        }
    }
}
