//! What days date and verbs of speech report: what is set side by side, what only looks alike, and how far it convinces.

use super::Kind;
use super::tests::{article, compared, words};
use super::tests_abroad::{assert_set_against, readings};
use super::tests_scope::assert_kept_apart;

/// Weight of the difference of a kind that has both readings.
fn weight(kind: Kind, texts: &[(&str, &str); 2], expected: [&str; 2]) -> f64 {
    let documents: Vec<_> = texts.iter().enumerate().map(|(at, (lang, text))| article(&format!("w{at}"), lang, text)).collect();
    let comparison = compared(&documents);
    let of_kind = comparison.differences.iter().filter(|difference| difference.kind == kind);
    let holds = |difference: &&super::Difference| {
        expected.iter().all(|part| difference.readings.iter().any(|reading| words(&documents, reading).contains(part)))
    };
    of_kind.clone().find(holds).unwrap_or_else(|| panic!("{expected:?} not in {:?}", readings(kind, texts))).weight
}

#[test]
fn a_year_that_names_a_thing_dates_no_deed() {
    for (lang, a, b) in [
        (
            "en",
            "Russian agents meddled in the 2016 presidential election to help Mr Trump, the committee found on Monday.",
            "Russian agents meddled in the 2018 presidential election to help Mr Trump, the committee found on Monday.",
        ),
        (
            "fr",
            "Le ministre a défendu mardi l'accord de 2016 sur les migrants devant les députés européens.",
            "Le ministre a défendu mardi l'accord de 2018 sur les migrants devant les députés européens.",
        ),
    ] {
        assert_kept_apart(Kind::Date, &[(lang, a), (lang, b)], ["2016", "2018"]);
    }
    let texts = [
        ("fr", "La flèche de la cathédrale a été redressée en 1959 par l'architecte Jean Trouvelot."),
        ("fr", "La flèche de la cathédrale avait été dressée en 1954 par l'architecte Jean Trouvelot."),
    ];
    assert_set_against(Kind::Date, &texts, &["1959", "1954"]);
}

#[test]
fn stamps_and_quoted_days_are_no_days_of_deeds() {
    let stamp = [
        ("en", "Mr Warmbier's parents answered the president. “Kim knew what happened to Otto.” — Ellison Barber (@ellison) March 1, 2018"),
        ("en", "Mr Warmbier's parents answered the president on March 2, 2018: Kim knew what happened to Otto."),
    ];
    assert_kept_apart(Kind::Date, &stamp, ["March 1", "March 2"]);
    let quoted = [
        ("en", "“I called Chuck Schumer yesterday to see if the Democrats want a great health care bill,” the president wrote."),
        ("en", "The president called Chuck Schumer on Monday to see if the Democrats want a great health care bill."),
    ];
    assert_kept_apart(Kind::Date, &quoted, ["yesterday", "Monday"]);
}

#[test]
fn times_of_two_zones_are_not_compared() {
    let local = ("en", "The truck left for the Christmas market at 7:14 p.m. and reached the square within the hour.");
    let greenwich = ("en", "The truck left for the Christmas market at 18:40 GMT and reached the square within the hour.");
    assert_kept_apart(Kind::Date, &[local, greenwich], ["7:14", "18:40"]);
    let other = ("en", "The truck left for the Christmas market at 18:40 and reached the square within the hour.");
    assert_set_against(Kind::Date, &[local, other], &["7:14", "18:40"]);
}

#[test]
fn a_day_of_a_deed_convinces_more_than_one_of_a_saying_or_one_far_off() {
    let deed = |day: &str| ("en", format!("The leader withdrew his offer of money for the border wall {day}, after a night of talks."));
    let saying = |day: &str| ("en", format!("An aide confirmed {day} that the leader withdrew his offer of money for the border wall."));
    let weight_of = |a: (&str, String), b: (&str, String), days: [&str; 2]| weight(Kind::Date, &[(a.0, &a.1), (b.0, &b.1)], days);
    let deeds = weight_of(deed("on Tuesday"), deed("on Sunday"), ["Tuesday", "Sunday"]);
    assert!(deeds > weight_of(saying("on Tuesday"), deed("on Sunday"), ["Tuesday", "Sunday"]));
    assert!(deeds > weight_of(saying("on Tuesday"), saying("on Sunday"), ["Tuesday", "Sunday"]));
    let near = weight_of(deed("on January 14"), deed("on January 15"), ["14", "15"]);
    assert!(near > weight_of(deed("on January 14"), deed("on November 15"), ["January 14", "November 15"]));
    // A month mistaken for another is one slip.
    assert!(near <= weight_of(deed("on January 14"), deed("on November 14"), ["January", "November"]));
}

#[test]
fn two_articles_that_each_tell_of_their_own_day() {
    let dated = |id: &str, day: &str, text: &str| {
        let mut document = article(id, "en", text);
        document.article.date = crate::article::Date::parse(day).ok();
        document
    };
    let texts = |day: &str| format!("The president praised his attorney general for taking charge of the case {day}.");
    let weight = |first: &str| {
        let documents = [dated("a", first, &texts("on February 11")), dated("b", "2020-02-12", &texts("on February 12"))];
        let comparison = compared(&documents);
        comparison
            .differences
            .iter()
            .find(|difference| difference.kind == Kind::Date)
            .unwrap_or_else(|| panic!("{first} {comparison:?}"))
            .weight
    };
    assert!(weight("2020-02-11") < weight("2020-02-12"));
}

#[test]
fn words_with_the_stem_of_a_verb_of_speech_that_are_none() {
    for (lang, a, b, apart) in [
        (
            "fr",
            "Une douzaine de ministres avaient été conviés lundi à l'Élysée pour préparer la réforme des retraites.",
            "Une douzaine de ministres, selon Matignon, étaient lundi à l'Élysée pour préparer la réforme des retraites.",
            ["conviés", "selon"],
        ),
        (
            "fr",
            "Les lycéens ont mis le feu à une barricade qui avait été constituée de poubelles, avenue Thiers.",
            "Les lycéens ont mis le feu à des poubelles avenue Thiers, a rapporté la préfecture.",
            ["constituée", "rapporté"],
        ),
        (
            "en",
            "Continuing unemployment claims fell by three million in May, a first since the crisis began.",
            "Unemployment fell by three million in May, a first since the crisis began, the ministry said.",
            ["claims", "said"],
        ),
        (
            "en",
            "The clearances were reviewed in May after reports that the secretary had been accused by his wives.",
            "The clearances were reviewed in May, and the secretary had been accused by his wives, police said.",
            ["reports", "said"],
        ),
        (
            "en",
            "The senator ran an ad with the deliberately false claim that Mr Zuckerberg endorsed the president.",
            "The senator ran an ad and said that Mr Zuckerberg endorsed the president.",
            ["claim", "said"],
        ),
        (
            "en",
            "The manager had been told that the documents were ready on Tuesday before the meeting.",
            "The manager confirmed that the documents were ready on Tuesday before the meeting.",
            ["told", "confirmed"],
        ),
    ] {
        assert_kept_apart(Kind::Attribution, &[(lang, a), (lang, b)], apart);
    }
    let confirmed = ("en", "Her campaign confirmed that the count was ready on Tuesday before the meeting of the board.");
    for claim in ["Ms Abrams claims", "Her lawyers claim", "She claims"] {
        let text = format!("{claim} that the count was ready on Tuesday before the meeting of the board.");
        assert_set_against(Kind::Attribution, &[("en", &text), confirmed], &["claim", "confirmed"]);
    }
}

#[test]
fn a_day_of_an_article_without_a_date_is_no_day_of_a_month() {
    let undated = |text: &str| {
        let mut document = article("undated", "en", text);
        document.article.date = None;
        document
    };
    let attack = |day: &str| format!("{day}, a truck ploughed into the crowd on the promenade and killed eighty people.");
    let told = |first: &str, second: &str| {
        let documents = [article("dated", "en", &attack(first)), undated(&attack(second))];
        compared(&documents).differences.iter().any(|difference| difference.kind == Kind::Date)
    };
    // 6 February 2018 was a Tuesday.
    assert!(!told("On February 6", "On Monday"));
    assert!(told("On Tuesday", "On Monday"));
}
