//! Language of a text that does not say its own.
//!
//! Enters: a text. Leaves: its language, or nothing.
//! **Invariant:** its first 1,000 characters decide alone; where they are too few or too mixed to tell, there is none.
//! **Source:** trigram profiles of Cavnar and Trenkle 1994 together with alphabets, as `whatlang` combines them.

use crate::article::Lang;

/// The language of `text`, from its first 1,000 characters; `None` where the text is too short or too mixed to tell.
pub fn detect(text: &str) -> Option<Lang> {
    let end = text.char_indices().nth(1000).map_or(text.len(), |(at, _)| at);
    let info = whatlang::detect(&text[..end])?;
    let decided = info.is_reliable() || info.confidence() >= 0.2 && text.len() >= 60;
    if decided { Lang::parse(info.lang().code()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_sentences_are_told_apart() {
        for (text, expected) in [
            ("Les deux présidents se sont entretenus par téléphone jeudi soir de la situation en Syrie, a indiqué le Kremlin.", Lang::FR),
            ("The two presidents spoke by telephone on Thursday evening about the situation in Syria, the Kremlin said.", Lang::EN),
            ("Президенты двух стран обсудили по телефону положение в Сирии, сообщили в Кремле.", Lang::RU),
            ("İki ülkenin cumhurbaşkanları perşembe akşamı telefonda Suriye'deki durumu görüştü.", Lang::TR),
            ("بحث الرئيسان هاتفيا مساء الخميس الوضع في سوريا، وفق ما أعلن الكرملين.", Lang::AR),
        ] {
            assert_eq!(detect(text), Some(expected), "{text}");
        }
        assert_eq!(detect(""), None);
    }
}
