//! Findings: what a gate can object to.
//!
//! **Source:** fingerprints that outlive moved files and shifted lines, as SARIF 2.1.0 §3.27.17 asks of `partialFingerprints`.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::article::DocId;
use crate::cluster::{Cluster, Clusters};
use crate::document::Document;
use crate::hash;
use crate::sketch::Compared;
use crate::verify::{Relation, VerifiedEdge};

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Several articles are the same text: one cluster of two members or more.
    Duplicate,
    /// Most of one article stands in another that is a different text.
    Contained,
}

impl FindingKind {
    /// `duplicate` or `contained`, as in rule ids and baselines.
    pub fn name(self) -> &'static str {
        match self {
            FindingKind::Duplicate => "duplicate",
            FindingKind::Contained => "contained",
        }
    }
}

/// Identity of a finding by its words alone: neither paths, ids, lines, dates nor typography change it, an edited word does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of a finding of `kind` between texts of these identities, in any order, each as often as it occurs.
    fn new(kind: FindingKind, mut identities: Vec<u128>) -> Self {
        identities.sort_unstable();
        let mut bytes = vec![kind as u8];
        identities.iter().for_each(|identity| bytes.extend(identity.to_le_bytes()));
        Fingerprint(hash::identity(&bytes))
    }

    /// The first 12 of its 32 digits, for people.
    pub(super) fn short(self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl fmt::Display for Fingerprint {
    /// 32 hexadecimal digits in lower case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A text that is no [`Fingerprint`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("expected 32 hexadecimal digits in lower case")]
pub struct FingerprintError;

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    /// # Errors
    /// On anything but 32 hexadecimal digits in lower case.
    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        if text.len() != 32 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(FingerprintError);
        }
        u128::from_str_radix(text, 16).map(Fingerprint).map_err(|_| FingerprintError)
    }
}

/// One article in a finding, as it was given: nothing is escaped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// Path of its file without a leading `./`, or `-`.
    pub file: String,
    /// Line its record starts on, from 1; `None` when the file is one article.
    pub line: Option<u64>,
    /// Its headline; empty if it has none.
    pub title: String,
}

/// One thing to object to.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// Its identity, shared by findings between the same words.
    pub fingerprint: Fingerprint,
    /// 1 for the first finding with this fingerprint, 2 for the second, in the order of [`findings`].
    pub occurrence: u32,
    /// At least two. Of a duplicate: earliest first ([`crate::article::Article::key`]). Of a containment: the contained, then the containing.
    pub members: Vec<Member>,
    /// Jaccard of shingles, `0.0..=1.0`; of a duplicate, the least between a member and the cluster's centre.
    pub jaccard: f64,
    /// Share of the first member's shingles that stand in the second, `0.0..=1.0`; of a duplicate, `None`.
    pub containment: Option<f64>,
}

impl Finding {
    /// The member reported as its place.
    pub fn primary(&self) -> &Member {
        &self.members[0]
    }

    /// The fingerprint, with the occurrence after the first: unique in a report.
    pub(super) fn identifier(&self) -> String {
        match self.occurrence {
            1 => self.fingerprint.to_string(),
            again => format!("{}-{again}", self.fingerprint),
        }
    }

    /// The members reported beside it; never empty.
    pub fn related(&self) -> &[Member] {
        &self.members[1..]
    }
}

/// Everything to object to: duplicates, then containments, each by the [`crate::article::Article::key`] of their members.
///
/// `documents`, `clusters` and `edges` are of one batch. A copy that its cluster's centre left alone is a duplicate of each
/// article it was verified against, so no article with a copy goes unreported. A containment is one finding an edge, so that a
/// baseline that knows it is not upset by later articles. Linear in the text of the articles found.
pub fn findings(documents: &[Document], clusters: &Clusters, edges: &[VerifiedEdge]) -> Vec<Finding> {
    let cluster_of = |doc: DocId| &clusters.list[clusters.of[doc.index()] as usize];
    let is_alone = |doc: DocId| cluster_of(doc).members.len() == 1;
    let duplicates = clusters.list.iter().filter(|cluster| cluster.members.len() > 1).map(|cluster| duplicate(documents, cluster));
    let between = edges.iter().filter_map(|edge| {
        let (a, b) = edge.docs();
        match edge.relation() {
            _ if clusters.of[a.index()] == clusters.of[b.index()] => None,
            Relation::Contains => Some(contained(documents, edge)),
            Relation::Identical | Relation::NearDuplicate if is_alone(a) || is_alone(b) => Some(left_alone(documents, edge)),
            _ => None,
        }
    });
    let mut found: Vec<([DocId; 2], Finding)> = duplicates.chain(between).collect();
    found.sort_by(|(a, first), (b, second)| {
        let keys = |docs: &[DocId; 2]| docs.map(|doc| documents[doc.index()].article.key());
        (first.kind, keys(a)).cmp(&(second.kind, keys(b)))
    });
    let mut occurrences = BTreeMap::new();
    found.into_iter().map(|(_, finding)| Finding { occurrence: next(&mut occurrences, finding.fingerprint), ..finding }).collect()
}

fn next(occurrences: &mut BTreeMap<Fingerprint, u32>, fingerprint: Fingerprint) -> u32 {
    let count = occurrences.entry(fingerprint).or_insert(0);
    *count += 1;
    *count
}

/// The finding of a cluster, and the two documents that decide its place.
fn duplicate(documents: &[Document], cluster: &Cluster) -> ([DocId; 2], Finding) {
    let finding = finding(documents, FindingKind::Duplicate, &cluster.members, cluster.weakest, None);
    ([cluster.members[0], cluster.members[1]], finding)
}

/// The finding of a copy outside the cluster it resembles, and its documents.
fn left_alone(documents: &[Document], edge: &VerifiedEdge) -> ([DocId; 2], Finding) {
    let pair = by_key(documents, edge.docs());
    (pair, finding(documents, FindingKind::Duplicate, &pair, edge.jaccard(), None))
}

/// The finding of a containment, and its documents. The contained article is the one with the greater containment, at a tie the later one.
fn contained(documents: &[Document], edge: &VerifiedEdge) -> ([DocId; 2], Finding) {
    let (a, b) = edge.docs();
    let (in_b, in_a) = (edge.containment_a(), edge.containment_b());
    let pair = match in_b.total_cmp(&in_a) {
        Ordering::Greater => [a, b],
        Ordering::Less => [b, a],
        Ordering::Equal => {
            let [earlier, later] = by_key(documents, (a, b));
            [later, earlier]
        }
    };
    (pair, finding(documents, FindingKind::Contained, &pair, edge.jaccard(), Some(in_b.max(in_a))))
}

fn by_key(documents: &[Document], (a, b): (DocId, DocId)) -> [DocId; 2] {
    let key = |doc: DocId| documents[doc.index()].article.key();
    if key(a) <= key(b) { [a, b] } else { [b, a] }
}

fn finding(documents: &[Document], kind: FindingKind, docs: &[DocId], jaccard: f64, containment: Option<f64>) -> Finding {
    let documents = || docs.iter().map(|doc| &documents[doc.index()]);
    let fingerprint = Fingerprint::new(kind, documents().map(identity).collect());
    Finding { kind, fingerprint, occurrence: 1, members: documents().map(member).collect(), jaccard, containment }
}

fn member(document: &Document) -> Member {
    let origin = &document.article.origin;
    let mut file: &str = &origin.file;
    while let Some(rest) = file.strip_prefix("./") {
        file = rest.trim_start_matches('/');
    }
    let title = document.headline().to_owned();
    Member { id: document.article.id.clone(), file: file.to_owned(), line: origin.line, title }
}

/// Identity of the words that were compared: of the body or, without a body, of the headline; the two never agree.
fn identity(document: &Document) -> u128 {
    Compared::of(document).identity().unwrap_or_else(|| hash::identity(&[]))
}
