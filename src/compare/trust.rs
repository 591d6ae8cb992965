//! What a weight is worth, so that weights of different kinds rank together.
//!
//! Enters: differences with the weights of their finders, each on its own scale. Leaves: the same with weights on one scale.
//! **Invariant:** within a kind the order stays as it was, and 0 stays 0.
//! **Source:** 476 differences read one by one, by kind and weight (`reports/quality.md`): of labels and deeds below .4 one in ten was
//! right, of omissions and cut quotations above .2 half and more.

use super::Kind;
use super::found::Found;

/// Weights of finders and what they are worth, ascending in both.
type Scale = &'static [(f64, f64)];

/// Brings the weights of all kinds to one scale.
pub(super) fn rank_together(found: &mut [Found]) {
    found.iter_mut().for_each(|difference| difference.weight = worth(difference.kind, difference.weight));
}

/// What a weight of a kind is worth, `0.0..=1.0`: between the steps of its scale in a straight line.
fn worth(kind: Kind, weight: f64) -> f64 {
    let weight = weight.clamp(0.0, 1.0);
    let (mut low, mut at_low) = (0.0, 0.0);
    for (high, at_high) in scale(kind) {
        if weight <= *high {
            return at_low + (at_high - at_low) * (weight - low) / (high - low);
        }
        (low, at_low) = (*high, *at_high);
    }
    at_low
}

fn scale(kind: Kind) -> Scale {
    match kind {
        Kind::Number => &[(0.4, 0.2), (0.6, 0.45), (0.8, 0.75), (1.0, 1.0)],
        Kind::Label => &[(0.4, 0.13), (0.5, 0.45), (0.6, 0.6), (1.0, 1.0)],
        Kind::Attribution => &[(0.38, 0.13), (0.45, 0.4), (0.6, 0.5), (1.0, 0.8)],
        Kind::Voice => &[(0.4, 0.1), (0.65, 0.4), (1.0, 0.65)],
        Kind::Quote => &[(0.15, 0.12), (0.22, 0.35), (0.7, 0.7), (1.0, 1.0)],
        Kind::Omission => &[(0.2, 0.15), (0.4, 0.38), (1.0, 0.7)],
        Kind::Wording => &[(1.0, 0.6)],
        Kind::Modality => &[(0.2, 0.05), (0.4, 0.3), (1.0, 0.9)],
        Kind::Date => &[(0.3, 0.12), (0.5, 0.4), (1.0, 1.0)],
        Kind::Name | Kind::Order => &[(1.0, 1.0)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 11] = [
        Kind::Number,
        Kind::Date,
        Kind::Name,
        Kind::Label,
        Kind::Attribution,
        Kind::Modality,
        Kind::Voice,
        Kind::Quote,
        Kind::Omission,
        Kind::Order,
        Kind::Wording,
    ];

    #[test]
    fn every_scale_ascends_to_its_end() {
        for kind in KINDS {
            let steps = scale(kind);
            assert!(steps.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1), "{kind:?}");
            assert_eq!(steps.last().map(|step| step.0), Some(1.0), "{kind:?}");
            let worths: Vec<f64> = (0..=100).map(|percent| worth(kind, f64::from(percent) / 100.0)).collect();
            assert!(worths.is_sorted_by(|a, b| a < b) && worths[0] == 0.0 && worths[100] <= 1.0, "{kind:?}");
            assert_eq!(worth(kind, 2.0), worths[100], "{kind:?}");
        }
    }

    #[test]
    fn steps_are_worth_what_they_say() {
        for (kind, weight, expected) in [
            (Kind::Number, 0.4, 0.2),
            (Kind::Number, 0.5, 0.325),
            (Kind::Label, 0.2, 0.065),
            (Kind::Quote, 0.7, 0.7),
            (Kind::Name, 0.3, 0.3),
        ] {
            assert!((worth(kind, weight) - expected).abs() < 1e-9, "{kind:?} {weight}");
        }
    }
}
