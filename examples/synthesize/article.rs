//! One article from its number alone: body, headline, outlet, date, address, and the line of JSON.

use super::outlets::{self, Furniture, Outlet, Outlets};
use super::plan::{self, Kind, Recipe, Role};
use super::random::Random;
use super::text::{self, Edit, Page, Unit};
use super::words::{self, Language};

/// Streams of draws that belong to one thing about an article.
mod stream {
    pub const BODY: u64 = 1;
    pub const EDIT: u64 = 2;
    pub const TITLE: u64 = 3;
    pub const PLACE: u64 = 4;
    pub const SELF: u64 = 5;
    pub const ID: u64 = 6;
}

/// The set that a recipe describes.
pub struct Maker {
    pub recipe: Recipe,
    outlets: Outlets,
}

impl Maker {
    pub fn new(recipe: Recipe) -> Maker {
        Maker { recipe, outlets: Outlets::new() }
    }

    fn random(&self, what: u64, number: u64) -> Random {
        Random::of(&[self.recipe.seed, what, number])
    }

    /// Sixteen digits, different for every number.
    pub fn id(&self, number: u64) -> u64 {
        recoupe::hash::mix(number ^ recoupe::hash::mix(self.recipe.seed ^ stream::ID))
    }

    /// The words of the body.
    pub fn body(&self, role: &Role, units: &mut Vec<Unit>) {
        units.clear();
        let mut random = self.random(stream::BODY, role.first);
        let mut own = self.random(stream::EDIT, role.first + role.member);
        match role.kind {
            Kind::Article => self.copy(role, units),
            Kind::Wire => {
                let length = random.within(3, 7);
                text::paragraphs(&mut random, length, units);
                if role.member > 0 {
                    let edit = match own.below(4) {
                        0 => Edit::None,
                        1 => Edit::Shortened,
                        _ => Edit::Scattered(own.within(40, 98)),
                    };
                    edit.apply(&mut own, units);
                    let before = own.within(1, 5);
                    let mut whole = Vec::new();
                    text::paragraphs(&mut own, before, &mut whole);
                    whole.append(units);
                    let after = own.within(1, 6);
                    text::paragraphs(&mut own, after, &mut whole);
                    *units = whole;
                }
            }
            Kind::Template => {
                text::template(&mut random, units);
                text::fill_template(&mut own, units);
            }
            Kind::Short => {
                let length = random.within(4, 28);
                text::sentence(&mut random, length, units);
            }
            Kind::Headline | Kind::Empty => {}
            Kind::StressPage => text::stress_page(
                &[self.recipe.seed, stream::BODY, role.first],
                &[self.recipe.seed, stream::EDIT, role.first + role.member],
                self.recipe.template_shared,
                self.recipe.template_own,
                self.recipe.template_runs,
                units,
            ),
            Kind::StressCopy => text::paragraphs(&mut random, 8, units),
        }
    }

    /// A copy is made from the original or, one in four, from another copy.
    fn copy(&self, role: &Role, units: &mut Vec<Unit>) {
        if role.member == 0 {
            let mut random = self.random(stream::BODY, role.first);
            let length = random.within(4, 12);
            text::paragraphs(&mut random, length, units);
            return;
        }
        let mut own = self.random(stream::EDIT, role.first + role.member);
        let parent = if own.permille(250) { own.below(role.member) } else { 0 };
        self.copy(&Role { member: parent, ..*role }, units);
        Edit::draw(&mut own).apply(&mut own, units);
    }

    /// Writes the body as it is read, without anything around it.
    pub fn write_body(&self, role: &Role, units: &mut Vec<Unit>, out: &mut Vec<u8>) {
        self.body(role, units);
        Page { language: self.language(role), out, escaped: false }.units(units, |_, _| ());
    }

    pub fn language(&self, role: &Role) -> Language {
        match role.kind {
            Kind::StressPage | Kind::StressCopy => Language::French,
            _ => plan::language(&self.recipe, role),
        }
    }

    /// Writes the record of an article and a newline.
    pub fn write_record(&self, number: u64, units: &mut Vec<Unit>, out: &mut Vec<u8>) {
        let role = plan::role(&self.recipe, number);
        let language = self.language(&role);
        let mut place = self.random(stream::PLACE, role.first);
        let outlet =
            self.outlets.of(language, &mut place, if matches!(role.kind, Kind::Template | Kind::StressPage) { 0 } else { role.member });
        let mut own = self.random(stream::SELF, number);
        let day = place.below(731).max(1) as u32 - 1;
        let later = if role.kind == Kind::Template { role.member } else { own.below(4) * role.member.min(1) };
        let day = (u64::from(day) + later).min(730) as u32;
        let minute = own.below(1440) as u32;
        self.body(&role, units);

        let mut page = Page { language, out, escaped: true };
        page.plain("{\"id\":\"");
        self.write_id(number, &mut page);
        page.plain("\",\"title\":\"");
        if role.kind != Kind::Empty {
            self.write_title(&role, &mut own, &mut page);
        }
        page.plain("\",\"text\":\"");
        self.write_text(&role, number, outlet, day, minute, units, &mut page);
        page.plain("\",\"source\":\"");
        page.plain(&outlet.name);
        page.plain("\",\"date\":\"");
        write_date(&mut page, day, minute, outlet.number % 3);
        page.plain("\",\"url\":\"https://");
        page.plain(&outlet.host);
        let (year, month, date) = text::calendar(day);
        page.plain(&format!("/{year}/{month:02}/{date:02}/"));
        self.write_id(number, &mut page);
        page.plain(".html\",\"author\":\"");
        language.vocabulary().write(words::draw_rare(&mut own), true, page.out);
        page.plain(" ");
        language.vocabulary().write(words::draw_rare(&mut own), true, page.out);
        page.plain("\",\"tags\":[\"");
        language.vocabulary().write(words::draw_rare(&mut own), false, page.out);
        page.plain("\",\"");
        language.vocabulary().write(words::draw_rare(&mut own), false, page.out);
        page.plain(&format!("\"],\"extra\":{{\"comments\":{},\"premium\":{}}}}}\n", own.below(300), own.permille(200)));
    }

    fn write_id(&self, number: u64, page: &mut Page) {
        page.plain(&format!("{:016x}", self.id(number)));
    }

    /// Copies keep the headline in two of three cases.
    fn write_title(&self, role: &Role, own: &mut Random, page: &mut Page) {
        let mut original = self.random(stream::TITLE, role.first);
        let kept = role.member == 0 || (role.kind != Kind::Wire && own.permille(650));
        outlets::headline(page, if kept { &mut original } else { own });
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one record")]
    fn write_text(&self, role: &Role, number: u64, outlet: &Outlet, day: u32, minute: u32, units: &[Unit], page: &mut Page) {
        if matches!(role.kind, Kind::Headline | Kind::Empty) {
            return;
        }
        let furniture = match role.kind {
            Kind::StressPage | Kind::StressCopy => None,
            _ => Furniture::of(outlet, self.recipe.furniture, self.recipe.seed, number),
        };
        match furniture {
            None => page.units(units, |_, _| ()),
            Some(furniture) => {
                furniture.write_top(page, outlet, day, minute);
                page.units(units, |page, paragraph| furniture.write_between(page, outlet, paragraph));
                furniture.write_bottom(page, outlet, day, minute);
            }
        }
    }
}

/// The forms that sites use: in UTC, with an offset, the day alone.
fn write_date(page: &mut Page, day: u32, minute: u32, form: u64) {
    let (year, month, date) = text::calendar(day);
    page.plain(&format!("{year}-{month:02}-{date:02}"));
    match form {
        0 => page.plain(&format!("T{:02}:{:02}:00Z", minute / 60, minute % 60)),
        1 => page.plain(&format!("T{:02}:{:02}:00+01:00", minute / 60, minute % 60)),
        _ => {}
    }
}
