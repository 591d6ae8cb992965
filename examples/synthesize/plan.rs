//! Which article is what: a copy, a page of a template, a dispatch that another article quotes whole.
//!
//! Articles are numbered in blocks of [`BLOCK`]; a plant never leaves its block, so the plan of one article costs one block whatever the
//! size of the set, and nothing is kept. The file's order is another one: a permutation scatters every plant over the whole file.

use super::random::{Random, named};
use super::words::Language;

/// Articles of a block.
pub const BLOCK: u64 = 256;

/// What the set is made of.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub seed: u64,
    /// Articles of the mixed part.
    pub articles: u64,
    /// In thousandths of the articles.
    pub copies: u64,
    pub wires: u64,
    pub templates: u64,
    pub short: u64,
    pub furniture: u64,
    /// Weights of [`Language::ALL`].
    pub languages: [u64; 7],
    /// Pages of the one stress template, after the mixed part.
    pub template_pages: u64,
    pub template_shared: u64,
    pub template_own: u64,
    pub template_runs: u64,
    /// Articles with one and the same text, after these.
    pub identical: u64,
}

impl Recipe {
    /// Articles altogether.
    pub fn total(&self) -> u64 {
        self.articles + self.template_pages + self.identical
    }
}

/// What kind of text a family of articles shares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An article that nobody copies, or with its copies.
    Article,
    /// A dispatch, and longer articles that hold it.
    Wire,
    /// Pages of one template of one outlet.
    Template,
    /// One sentence.
    Short,
    /// No text but a headline.
    Headline,
    /// Neither.
    Empty,
    /// A page of the stress template.
    StressPage,
    /// One of the identical texts.
    StressCopy,
}

/// An article's place among those that share its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Role {
    pub kind: Kind,
    /// Number of the first article of the family: names its text.
    pub first: u64,
    /// 0 for the original.
    pub member: u64,
    /// Articles of the family.
    pub size: u64,
}

/// The families of one block, in order: they cover it.
pub fn families(recipe: &Recipe, block: u64) -> impl Iterator<Item = Role> {
    let start = block * BLOCK;
    let end = (start + BLOCK).min(recipe.articles);
    let mut random = Random::of(&[recipe.seed, named("plan"), block]);
    let weights = weights(recipe);
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let (kind, size) = draw(&mut random, &weights);
        let size = size.min(end - at);
        let role = Role { kind, first: at, member: 0, size };
        at += size;
        Some(role)
    })
}

/// The role of one article.
pub fn role(recipe: &Recipe, number: u64) -> Role {
    if number >= recipe.articles + recipe.template_pages {
        let first = recipe.articles + recipe.template_pages;
        return Role { kind: Kind::StressCopy, first, member: number - first, size: recipe.identical };
    }
    if number >= recipe.articles {
        return Role { kind: Kind::StressPage, first: recipe.articles, member: number - recipe.articles, size: recipe.template_pages };
    }
    let family = families(recipe, number / BLOCK).find(|family| number < family.first + family.size);
    let family = family.unwrap_or(Role { kind: Kind::Article, first: number, member: 0, size: 1 });
    Role { member: number - family.first, ..family }
}

/// Mean sizes of families, in hundredths, by which a share of articles becomes a share of families.
const COPIES_MEAN: u64 = 325;
const WIRE_MEAN: u64 = 300;
const TEMPLATE_MEAN: u64 = 900;

/// Weights of: single articles, families of copies, wires, templates, short texts, headlines, empty records.
fn weights(recipe: &Recipe) -> [u64; 7] {
    let headlines = recipe.short / 4;
    let empty = recipe.short / 40;
    let planted = recipe.copies + recipe.wires + recipe.templates + recipe.short + headlines + empty;
    [
        1000u64.saturating_sub(planted) * 10_000,
        recipe.copies * 1_000_000 / COPIES_MEAN,
        recipe.wires * 1_000_000 / WIRE_MEAN,
        recipe.templates * 1_000_000 / TEMPLATE_MEAN,
        recipe.short * 10_000,
        headlines * 10_000,
        empty * 10_000,
    ]
}

fn draw(random: &mut Random, weights: &[u64; 7]) -> (Kind, u64) {
    match random.weighted(weights) {
        1 => (Kind::Article, copies(random)),
        2 => (Kind::Wire, random.within(2, 4)),
        3 => (Kind::Template, random.within(3, 15)),
        4 => (Kind::Short, 1 + u64::from(random.permille(100))),
        5 => (Kind::Headline, 1),
        6 => (Kind::Empty, 1),
        _ => (Kind::Article, 1),
    }
}

/// Mostly 2 to 6, a few up to 40.
fn copies(random: &mut Random) -> u64 {
    match random.below(1000) {
        0..500 => 2,
        500..720 => 3,
        720..840 => 4,
        840..920 => 5,
        920..975 => 6,
        975..995 => random.within(7, 12),
        _ => random.within(13, 40),
    }
}

/// The language of a family.
pub fn language(recipe: &Recipe, role: &Role) -> Language {
    Language::ALL[Random::of(&[recipe.seed, named("lang"), role.first]).weighted(&recipe.languages)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(articles: u64) -> Recipe {
        Recipe {
            seed: 1,
            articles,
            copies: 250,
            wires: 30,
            templates: 20,
            short: 30,
            furniture: 150,
            languages: [850, 60, 30, 30, 10, 10, 10],
            template_pages: 3,
            template_shared: 300,
            template_own: 60,
            template_runs: 4,
            identical: 2,
        }
    }

    #[test]
    fn families_cover_their_block_and_agree_with_roles() {
        let recipe = recipe(1_000);
        let mut next = 0;
        for block in 0..1_000u64.div_ceil(BLOCK) {
            for family in families(&recipe, block) {
                assert_eq!(family.first, next);
                (0..family.size).for_each(|member| assert_eq!(role(&recipe, next + member), Role { member, ..family }));
                next += family.size;
            }
        }
        assert_eq!(next, 1_000);
        assert_eq!(role(&recipe, 1_002).kind, Kind::StressPage);
        assert_eq!(role(&recipe, 1_004), Role { kind: Kind::StressCopy, first: 1_003, member: 1, size: 2 });
    }

    #[test]
    fn a_quarter_of_the_articles_is_in_families_of_copies() {
        let recipe = recipe(60_000);
        let families = (0..60_000u64.div_ceil(BLOCK)).flat_map(|block| families(&recipe, block));
        let copies: u64 = families.filter(|family| family.kind == Kind::Article && family.size > 1).map(|family| family.size).sum();
        assert!((13_500..16_500).contains(&copies), "{copies}");
    }
}
