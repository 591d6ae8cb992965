//! Invented outlets and what their sites put around an article.

use rayon::prelude::*;

use super::random::{Random, named};
use super::text::{self, Page, Unit};
use super::words::{self, Language};

/// Outlets of each language, in the order of [`Language::ALL`]: 200 in all.
const OUTLETS: [u64; 7] = [140, 20, 12, 12, 6, 5, 5];
/// Outlets in a thousand whose site leaks into the text, in this share of their articles.
const LEAKING: u64 = 750;

/// One publisher.
#[derive(Clone, Debug)]
pub struct Outlet {
    pub language: Language,
    /// Within its language.
    pub number: u64,
    pub name: String,
    /// Host of its addresses.
    pub host: String,
}

/// All outlets, by language.
pub struct Outlets(Vec<Vec<Outlet>>);

impl Outlets {
    pub fn new() -> Outlets {
        let of = |language: Language| (0..OUTLETS[language as usize]).map(|number| outlet(language, number)).collect();
        Outlets(Language::ALL.into_par_iter().map(of).collect())
    }

    /// The outlet of a member of a family: another one for each member, until all have it.
    pub fn of(&self, language: Language, random: &mut Random, member: u64) -> &Outlet {
        let all = &self.0[language as usize];
        let first = random.below(all.len() as u64);
        &all[((first + member) % all.len() as u64) as usize]
    }
}

fn outlet(language: Language, number: u64) -> Outlet {
    let mut random = Random::of(&[named("outlet"), language as u64, number]);
    let vocabulary = language.vocabulary();
    let word = vocabulary.form(words::draw_rare(&mut random), true);
    let name = match language {
        Language::French => {
            format!(
                "{} {word}",
                random.pick(&["Le Courrier de", "La Dépêche de", "Le Journal de", "L’Écho de", "Radio", "Le Quotidien de"])
            )
        }
        Language::English => format!("The {word} {}", random.pick(&["Herald", "Post", "Chronicle", "Times", "Observer"])),
        Language::Russian => format!("{word} {}", random.pick(&["Вести", "Газета", "Новости"])),
        Language::Arabic => format!("{} {word}", random.pick(&["صحيفة", "جريدة", "قناة"])),
        Language::Turkish => format!("{word} {}", random.pick(&["Postası", "Gazetesi", "Haber"])),
        Language::Greek => format!("{} {word}", random.pick(&["Εφημερίδα", "Νέα"])),
        Language::Chinese => format!("{word}{}", random.pick(&["日报", "新闻网", "晚报"])),
    };
    let code = ["fr", "en", "ru", "ar", "tr", "el", "zh"][language as usize];
    Outlet { language, number, name, host: format!("www.{code}-{number:03}.example") }
}

/// The lines that a site puts around one article; each outlet has its own, the same in all of its articles.
pub struct Furniture {
    top: Vec<Line>,
    bottom: Vec<Line>,
    /// Put between paragraphs.
    inserts: Vec<Line>,
    every: u64,
}

/// One line of a site.
enum Line {
    Fixed(&'static str),
    /// A label of the outlet's own, then a headline of this article's own.
    Teaser(&'static str, u64),
    /// Words of the outlet's own, always the same.
    Own(u64),
    /// Day and hour of publication.
    Stamp,
}

impl Furniture {
    /// What stands around the article of `number`; nothing around most. `share` in thousandths of all articles.
    pub fn of(outlet: &Outlet, share: u64, seed: u64, number: u64) -> Option<Furniture> {
        let leaking = (share * 1000 / LEAKING).min(1000);
        let mut random = Random::of(&[named("site"), outlet.language as u64, outlet.number]);
        // Outlets are few, so a share of them is counted, not drawn.
        let of = OUTLETS[outlet.language as usize];
        let spread = (outlet.number * 1000 + 500) / of * 7 % 1000;
        if spread >= leaking || !Random::of(&[seed, named("leak"), number]).permille(LEAKING.max(share)) {
            return None;
        }
        let phrases = phrases(outlet.language);
        let mut article = Random::of(&[seed, named("teaser"), number]);
        let chosen = |random: &mut Random, from: &[&'static str], count: u64| -> Vec<Line> {
            let start = random.below(from.len() as u64) as usize;
            (0..count as usize).map(|at| Line::Fixed(from[(start + at) % from.len()])).collect()
        };
        let mut top = chosen(&mut random, phrases.top, 2);
        if random.permille(500) {
            top.push(Line::Stamp);
        }
        let count = random.within(1, 3);
        let mut bottom = chosen(&mut random, phrases.bottom, count);
        bottom.extend((0..random.within(1, 3)).map(Line::Own));
        let label = random.pick(phrases.teasers);
        bottom.push(Line::Teaser(label, article.next()));
        let every = if random.permille(400) { random.within(2, 4) } else { 0 };
        let inserts = (0..4).map(|_| Line::Teaser(label, article.next())).collect();
        Some(Furniture { top, bottom, inserts, every })
    }

    pub fn write_top(&self, page: &mut Page, outlet: &Outlet, day: u32, minute: u32) {
        for line in &self.top {
            line.write(page, outlet, day, minute);
            page.newline();
        }
    }

    pub fn write_bottom(&self, page: &mut Page, outlet: &Outlet, day: u32, minute: u32) {
        for line in &self.bottom {
            page.newline();
            line.write(page, outlet, day, minute);
        }
    }

    /// Between two paragraphs, after the newline; ends with one if it writes anything.
    pub fn write_between(&self, page: &mut Page, outlet: &Outlet, paragraph: usize) {
        if self.every > 0 && (paragraph as u64).is_multiple_of(self.every) {
            self.inserts[paragraph % self.inserts.len()].write(page, outlet, 0, 0);
            page.newline();
        }
    }
}

impl Line {
    fn write(&self, page: &mut Page, outlet: &Outlet, day: u32, minute: u32) {
        match self {
            Line::Fixed(text) => page.plain(text),
            Line::Teaser(label, key) => {
                page.plain(label);
                headline(page, &mut Random::of(&[*key]));
            }
            Line::Own(which) => {
                let mut random = Random::of(&[named("ownline"), outlet.language as u64, outlet.number, *which]);
                headline(page, &mut random);
            }
            Line::Stamp => {
                let (year, month, date) = text::calendar(day);
                page.plain(&format!("{date:02}/{month:02}/{year} {:02}:{:02}", minute / 60, minute % 60));
            }
        }
    }
}

/// Writes a headline: a few words without a full stop.
pub fn headline(page: &mut Page, random: &mut Random) {
    let units = headline_units(random);
    page.units(&units, |_, _| ());
}

/// The words of a headline.
pub fn headline_units(random: &mut Random) -> Vec<Unit> {
    let mut units = Vec::with_capacity(16);
    let length = random.within(5, 12);
    text::sentence(random, length, &mut units);
    text::strip(&mut units);
    units
}

/// What sites of one language say.
struct Phrases {
    top: &'static [&'static str],
    bottom: &'static [&'static str],
    teasers: &'static [&'static str],
}

fn phrases(language: Language) -> Phrases {
    match language {
        Language::French => Phrases {
            top: &[
                "Accueil > Actualités > Monde",
                "Partager sur Facebook | X | WhatsApp",
                "Article réservé aux abonnés",
                "Temps de lecture : 3 min",
                "Écouter l’article",
                "Se connecter",
            ],
            bottom: &[
                "Abonnez-vous à partir de 1 € par mois",
                "Inscrivez-vous à notre newsletter et recevez chaque matin l’essentiel de l’actualité",
                "Partager cet article : Facebook, X, LinkedIn",
                "La rédaction vous conseille",
                "Mentions légales",
                "Tous droits réservés",
                "Nos lecteurs ont aussi lu",
            ],
            teasers: &["Lire aussi : ", "À lire aussi : ", "À LIRE ÉGALEMENT – ", "Lire aussi | "],
        },
        Language::English => Phrases {
            top: &["Home > News > World", "Share on Facebook | X | WhatsApp", "Listen to this article", "Sign in"],
            bottom: &["Sign up for our newsletter", "All rights reserved", "Subscribe now for full access", "Share this article"],
            teasers: &["Read more: ", "See also: ", "Related: "],
        },
        Language::Russian => Phrases {
            top: &["Главная > Новости > Мир", "Поделиться"],
            bottom: &["Подписывайтесь на наш канал", "Все права защищены"],
            teasers: &["Читайте также: "],
        },
        Language::Arabic => Phrases {
            top: &["الرئيسية > أخبار > العالم", "شارك"],
            bottom: &["اشترك في النشرة الإخبارية", "جميع الحقوق محفوظة"],
            teasers: &["اقرأ أيضا: "],
        },
        Language::Turkish => Phrases {
            top: &["Ana sayfa > Haberler > Dünya", "Haberi paylaş: Facebook | X"],
            bottom: &["Bültenimize abone olun", "Tüm hakları saklıdır"],
            teasers: &["İlgili haber: "],
        },
        Language::Greek => Phrases {
            top: &["Αρχική > Ειδήσεις > Κόσμος", "Κοινοποίηση"],
            bottom: &["Εγγραφείτε στο newsletter", "Με επιφύλαξη παντός δικαιώματος"],
            teasers: &["Διαβάστε επίσης: "],
        },
        Language::Chinese => {
            Phrases {
                top: &["首页 > 新闻 > 国际", "分享到微信"], bottom: &["版权所有", "责任编辑"], teasers: &["相关阅读："]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_two_hundred_and_hosts_differ() {
        let outlets = Outlets::new();
        let hosts: std::collections::BTreeSet<_> = outlets.0.iter().flatten().map(|outlet| outlet.host.clone()).collect();
        assert_eq!(hosts.len(), 200);
    }

    #[test]
    fn the_wanted_share_of_articles_carries_furniture() {
        let outlets = Outlets::new();
        let carrying = (0..10_000)
            .filter(|number| {
                let outlet = outlets.of(Language::French, &mut Random::of(&[*number]), 0);
                Furniture::of(outlet, 150, 1, *number).is_some()
            })
            .count();
        assert!((1_300..1_700).contains(&carrying), "{carrying}");
    }
}
