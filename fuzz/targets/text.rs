//! Any text in any language: tokens, sentences, mentions and layout stand in it, in order, on the edges of characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recoupe::article::{Article, Date, Lang, Span};
use recoupe::document::Document;
use recoupe::mention::{self, Context};
use recoupe::{clean, text};

const LANGUAGES: [&str; 11] = ["fr", "en", "es", "de", "it", "pt", "tr", "ru", "ar", "zh", ""];

fuzz_target!(|given: (u8, &str, &str)| {
    let (language, title, body) = given;
    let lang = Lang::parse(LANGUAGES[usize::from(language) % LANGUAGES.len()]);
    let published = Date::parse(title).ok();
    in_order(body, text::tokenize(body).iter().map(|token| token.span));
    let whole = Span::new(0, body.len());
    in_order(body, text::sentences(body, whole, lang).into_iter());
    let found = mention::find(body, &[whole], Context { lang, published });
    in_order(body, found.dates.iter().map(|date| date.span));
    in_order(body, found.numbers.iter().map(|number| number.span));
    inside(body, found.names.iter().map(|name| name.span));
    inside(body, found.quotations.iter().flat_map(|quotation| [quotation.span, quotation.inner]));
    let article = Article { id: "a".into(), title: title.into(), text: body.into(), date: published, lang, ..Article::default() };
    let layout = clean::layouts(std::slice::from_ref(&article)).remove(0);
    in_order(body, layout.body.iter().copied());
    let document = Document::new(article, layout);
    in_order(body, document.sentences().into_iter());
    mention::of_document(&document);
});

fn inside(text: &str, spans: impl Iterator<Item = Span>) {
    spans.for_each(|span| assert!(text.get(span.range()).is_some(), "{span:?}"));
}

fn in_order(text: &str, spans: impl Iterator<Item = Span>) {
    let mut end = 0;
    for span in spans {
        assert!(end <= span.range().start && text.get(span.range()).is_some(), "{span:?} after {end}");
        end = span.range().end;
    }
}
