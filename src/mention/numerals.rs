//! Number words of nine languages.
//!
//! Enters: a position in a line. Leaves: the number that words spell there.
//! **Invariant:** *un*, *one*, *ein* alone spell no number: they are articles.

use std::sync::LazyLock;

use ahash::AHashMap;

use super::lexer::Line;
use super::lookup::Lookup;
use crate::article::Lang;
use crate::text::fold;

/// Words and values; `|` before the words that link others ("et", "and").
const WORDS: &[(Lang, &str, &str)] = &[
    (
        Lang::FR,
        "zéro=0 un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16 vingt=20 vingts=20
        trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante=80 octante=80 nonante=90 cent=100 cents=100 mille=1000 million=1e6 millions=1e6 milliard=1e9 milliards=1e9 billion=1e12 billions=1e12 md=1e9 mds=1e9 mrd=1e9",
        "et",
    ),
    (
        Lang::EN,
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18
        nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000 million=1e6 billion=1e9 trillion=1e12 bn=1e9 mn=1e6 mln=1e6",
        "and",
    ),
    (
        Lang::ES,
        "cero=0 un=1 uno=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciséis=16 diecisiete=17 dieciocho=18
        diecinueve=19 veinte=20 veintiuno=21 veintiún=21 veintidós=22 veintitrés=23 veinticuatro=24 veinticinco=25 veintiséis=26 veintisiete=27 veintiocho=28 veintinueve=29 treinta=30 cuarenta=40
        cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200 trescientos=300 cuatrocientos=400 quinientos=500 seiscientos=600 setecientos=700 ochocientos=800
        novecientos=900 doscientas=200 trescientas=300 quinientas=500 mil=1000 millón=1e6 millones=1e6",
        "y",
    ),
    (
        Lang::DE,
        "null=0 ein=1 eins=1 eine=1 zwei=2 zwo=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 dreizehn=13 vierzehn=14 fünfzehn=15 sechzehn=16 siebzehn=17
        achtzehn=18 neunzehn=19 zwanzig=20 dreißig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=100 tausend=1000 million=1e6 millionen=1e6 milliarde=1e9
        milliarden=1e9 billion=1e12 billionen=1e12 mio=1e6 mrd=1e9",
        "und",
    ),
    (
        Lang::IT,
        "zero=0 un=1 uno=1 una=1 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12 tredici=13 quattordici=14 quindici=15 sedici=16 diciassette=17 diciotto=18
        diciannove=19 venti=20 vent=20 trenta=30 trent=30 quaranta=40 quarant=40 cinquanta=50 cinquant=50 sessanta=60 sessant=60 settanta=70 settant=70 ottanta=80 ottant=80 novanta=90 novant=90
        cento=100 mille=1000 mila=1000 milione=1e6 milioni=1e6 miliardo=1e9 miliardi=1e9",
        "e",
    ),
    (
        Lang::PT,
        "zero=0 um=1 uma=1 dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 treze=13 catorze=14 quatorze=14 quinze=15 dezesseis=16 dezasseis=16
        dezessete=17 dezassete=17 dezoito=18 dezenove=19 dezanove=19 vinte=20 trinta=30 quarenta=40 cinquenta=50 sessenta=60 setenta=70 oitenta=80 noventa=90 cem=100 cento=100 duzentos=200
        duzentas=200 trezentos=300 trezentas=300 quatrocentos=400 quinhentos=500 seiscentos=600 setecentos=700 oitocentos=800 novecentos=900 mil=1000 milhão=1e6 milhões=1e6 bilhão=1e9 bilhões=1e9",
        "e",
    ),
    (
        Lang::TR,
        "sıfır=0 bir=1 iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 on=10 yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70 seksen=80 doksan=90 yüz=100 bin=1000 milyon=1e6
        milyar=1e9 trilyon=1e12",
        "",
    ),
    (
        Lang::RU,
        "ноль=0 один=1 одна=1 одного=1 одной=1 два=2 две=2 двух=2 двое=2 три=3 трех=3 трое=3 четыре=4 четырех=4 четверо=4 пять=5 пяти=5 пятеро=5 шесть=6 шести=6 семь=7 семи=7 восемь=8
        восьми=8 девять=9 девяти=9 десять=10 десяти=10 одиннадцать=11 двенадцать=12 двенадцати=12 тринадцать=13 четырнадцать=14 пятнадцать=15 пятнадцати=15 шестнадцать=16 семнадцать=17
        восемнадцать=18 девятнадцать=19 двадцать=20 двадцати=20 тридцать=30 тридцати=30 сорок=40 сорока=40 пятьдесят=50 пятидесяти=50 шестьдесят=60 семьдесят=70 восемьдесят=80 девяносто=90
        сто=100 ста=100 двести=200 двухсот=200 триста=300 трехсот=300 четыреста=400 пятьсот=500 шестьсот=600 семьсот=700 восемьсот=800 девятьсот=900 тысяча=1000 тысячи=1000 тысяч=1000
        тысячу=1000 тыс=1000 миллион=1e6 миллиона=1e6 миллионов=1e6 млн=1e6 миллиард=1e9 миллиарда=1e9 миллиардов=1e9 млрд=1e9 трлн=1e12",
        "",
    ),
    (
        Lang::AR,
        "صفر=0 واحد=1 واحدة=1 اثنان=2 اثنين=2 اثنتين=2 ثلاثة=3 ثلاث=3 أربعة=4 أربع=4 خمسة=5 خمس=5 ستة=6 ست=6 سبعة=7 سبع=7 ثمانية=8 ثماني=8 ثمان=8 تسعة=9 تسع=9 عشرة=10 عشر=10
        عشرون=20 عشرين=20 ثلاثون=30 ثلاثين=30 أربعون=40 أربعين=40 خمسون=50 خمسين=50 ستون=60 ستين=60 سبعون=70 سبعين=70 ثمانون=80 ثمانين=80 تسعون=90 تسعين=90 مئة=100 مائة=100 مئتين=200
        مئتي=200 مائتين=200 مئتان=200 ألف=1000 ألفا=1000 آلاف=1000 ألفين=2000 ألفي=2000 مليون=1e6 ملايين=1e6 مليار=1e9 مليارات=1e9",
        "",
    ),
];

/// Collective numerals: singular and plural of each, with its value; `+` marks those that mean several of it.
const COLLECTIVES: &[(Lang, &str)] = &[
    (
        Lang::FR,
        "dizaine=10 dizaines=10+ douzaine=12 douzaines=12+ quinzaine=15 vingtaine=20 trentaine=30 quarantaine=40 cinquantaine=50 soixantaine=60 centaine=100 centaines=100+ millier=1000 milliers=1000+
        millions=1e6+ milliards=1e9+",
    ),
    (Lang::EN, "dozen=12 dozens=12+ tens=10+ scores=20+ hundreds=100+ thousands=1000+ millions=1e6+ billions=1e9+"),
    (Lang::ES, "decena=10 decenas=10+ docena=12 docenas=12+ quincena=15 veintena=20 treintena=30 centenar=100 centenares=100+ cientos=100+ millar=1000 millares=1000+ miles=1000+ millones=1e6+"),
    (Lang::DE, "dutzend=12 dutzende=12+ dutzenden=12+ hunderte=100+ hunderten=100+ tausende=1000+ tausenden=1000+ zehntausende=10000+ hunderttausende=100000+ millionen=1e6+"),
    (
        Lang::IT,
        "decina=10 decine=10+ dozzina=12 dozzine=12+ quindicina=15 ventina=20 trentina=30 quarantina=40 cinquantina=50 centinaio=100 centinaia=100+ migliaio=1000 migliaia=1000+ milioni=1e6+",
    ),
    (Lang::PT, "dezena=10 dezenas=10+ dúzia=12 dúzias=12+ centena=100 centenas=100+ milhar=1000 milhares=1000+ milhões=1e6+"),
    (Lang::TR, "onlarca=10+ yüzlerce=100+ binlerce=1000+ milyonlarca=1e6+"),
    (Lang::RU, "десяток=10 десятки=10+ десятков=10+ сотня=100 сотни=100+ сотен=100+ тысячи=1000+"),
    (Lang::AR, "عشرات=10+ العشرات=10+ مئات=100+ المئات=100+ آلاف=1000+ الآلاف=1000+ ملايين=1e6+"),
];

/// What a collective numeral stands for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Collective {
    pub value: f64,
    /// *dizaines*, which are two or more, against *dizaine*, which is about one.
    pub several: bool,
}

/// By language, then by folded word.
type Table<T> = AHashMap<Lang, Lookup<T>>;

struct Numerals {
    values: Table<f64>,
    collectives: Table<Collective>,
}

static NUMERALS: LazyLock<Numerals> = LazyLock::new(|| {
    let entries = |list: &'static str| {
        list.split_whitespace().filter_map(|entry| {
            let (word, value) = entry.split_once('=')?;
            let (value, several) = value.strip_suffix('+').map_or((value, false), |value| (value, true));
            Some((fold(word), Collective { value: value.parse().ok()?, several }))
        })
    };
    Numerals {
        values: WORDS.iter().map(|(lang, list, _)| (*lang, entries(list).map(|(word, number)| (word, number.value)).collect())).collect(),
        collectives: COLLECTIVES.iter().map(|(lang, list)| (*lang, entries(list).collect())).collect(),
    }
});

/// The value of one number word.
pub(super) fn value(word: &str, lang: Lang) -> Option<f64> {
    NUMERALS.values.get(&lang)?.get(word).copied()
}

/// The value of a collective numeral: *dizaine*, *dozens*.
pub(super) fn collective(word: &str, lang: Lang) -> Option<Collective> {
    NUMERALS.collectives.get(&lang)?.get(word).copied()
}

/// A power of thousand that multiplies digits before it: *million*, *тыс*, *bn*.
pub(super) fn scale(word: &str, lang: Option<Lang>) -> Option<f64> {
    value(word, lang.unwrap_or(Lang::EN)).filter(|value| *value >= 1000.0)
}

/// The number spelled from lexeme `at` on: where it ends and its value.
pub(super) fn spelled(line: &Line<'_>, at: usize, lang: Lang) -> Option<(usize, f64)> {
    let links = WORDS.iter().find(|(of, ..)| *of == lang).map_or("", |(.., links)| *links);
    let mut sum = Sum::default();
    let mut end = at;
    let mut next = at;
    loop {
        let word = line.fold(next);
        if !line.is_word(next) || !sum.add_word(word, lang, next > at) {
            break;
        }
        end = next + 1;
        next = end;
        if line.get(next).is_some_and(|lexeme| lexeme.is_hyphen() && lexeme.joined) {
            next += 1;
        }
        if !links.is_empty() && line.fold(next) == links {
            next += 1;
        }
    }
    let value = sum.total + sum.group;
    let article = end == at + 1 && value == 1.0;
    (end > at && !article).then_some((end, value))
}

/// The number that one word spells, simple or compound; `None` for what is no number.
pub(super) fn whole(word: &str, lang: Lang) -> Option<f64> {
    let mut sum = Sum::default();
    (!word.is_empty() && sum.add_word(word, lang, false)).then_some(sum.total + sum.group)
}

/// A number as it grows word by word.
#[derive(Default)]
struct Sum {
    total: f64,
    group: f64,
    /// The last scale: scales descend.
    scale: Option<f64>,
}

impl Sum {
    /// Adds a word, simple or compound; whether it continues the number.
    fn add_word(&mut self, word: &str, lang: Lang, inside: bool) -> bool {
        if let Some(value) = value(word, lang) {
            return self.add(value, lang);
        }
        if lang == Lang::AR && inside {
            return word.strip_prefix('و').and_then(|word| value(word, lang)).is_some_and(|value| self.add(value, lang));
        }
        let Some(parts) = compound(word, lang) else { return false };
        parts.into_iter().all(|value| self.add(value, lang))
    }

    fn add(&mut self, value: f64, lang: Lang) -> bool {
        let tens = self.group % 100.0;
        let units = self.group % 10.0;
        let free = self.group == 0.0;
        if value >= 1000.0 {
            if self.scale.is_some_and(|scale| scale <= value) {
                return false;
            }
            self.total += if free { 1.0 } else { self.group } * value;
            self.group = 0.0;
            self.scale = Some(value);
        } else if value == 100.0 && !free {
            if self.group >= 10.0 && lang != Lang::EN {
                return false;
            }
            self.group *= 100.0;
        } else if value >= 100.0 {
            if !free {
                return false;
            }
            self.group = value;
        } else if value == 20.0 && tens == 4.0 && lang == Lang::FR {
            self.group += 76.0;
        } else if value < 10.0 && value > 0.0 {
            let added = units == 0.0 && (tens == 0.0 || tens >= 20.0) || tens == 10.0 && lang != Lang::EN;
            if !added {
                return false;
            }
            self.group += value;
        } else if (10.0..20.0).contains(&value) {
            if !(tens == 0.0 || lang == Lang::FR && (tens == 60.0 || tens == 80.0) || lang == Lang::AR && value == 10.0 && tens < 10.0) {
                return false;
            }
            self.group += value;
        } else {
            let inverted = matches!(lang, Lang::DE | Lang::AR) && tens < 10.0;
            if !(tens == 0.0 || inverted) {
                return false;
            }
            self.group += value;
        }
        true
    }
}

/// The parts of a German or Italian number written as one word.
fn compound(word: &str, lang: Lang) -> Option<Vec<f64>> {
    let link = match lang {
        Lang::DE => "und",
        Lang::IT => "",
        _ => return None,
    };
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        if !parts.is_empty() && !link.is_empty() {
            rest = rest.strip_prefix(link).unwrap_or(rest);
        }
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let longest = ends.take(16).filter(|end| value(&rest[..*end], lang).is_some()).last()?;
        parts.push(value(&rest[..longest], lang)?);
        rest = &rest[longest..];
    }
    (parts.len() > 1).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::mention::lexer::lex;

    #[test]
    fn numbers_spelled_in_nine_languages() {
        for (lang, text, expected) in [
            (Lang::FR, "trois soldats", Some(3.0)),
            (Lang::FR, "un homme", None),
            (Lang::FR, "vingt et un morts", Some(21.0)),
            (Lang::FR, "quatre-vingt-dix-sept blessés", Some(97.0)),
            (Lang::FR, "soixante et onze", Some(71.0)),
            (Lang::FR, "deux cent trente mille", Some(230_000.0)),
            (Lang::FR, "mille deux cents", Some(1200.0)),
            (Lang::EN, "twenty-one people", Some(21.0)),
            (Lang::EN, "three hundred and five", Some(305.0)),
            (Lang::EN, "two million", Some(2e6)),
            (Lang::ES, "treinta y cinco mil", Some(35_000.0)),
            (Lang::DE, "einundzwanzig Tote", Some(21.0)),
            (Lang::DE, "dreihundertfünfundvierzig", Some(345.0)),
            (Lang::DE, "zweitausend", Some(2000.0)),
            (Lang::IT, "ventitré feriti", Some(23.0)),
            (Lang::IT, "duecentomila", Some(200_000.0)),
            (Lang::PT, "cento e vinte e três", Some(123.0)),
            (Lang::TR, "on beş asker", Some(15.0)),
            (Lang::TR, "üç yüz elli bin", Some(350_000.0)),
            (Lang::RU, "двадцать пять человек", Some(25.0)),
            (Lang::RU, "три тысячи", Some(3000.0)),
            (Lang::AR, "خمسة وعشرون شخصا", Some(25.0)),
            (Lang::AR, "ثلاثة آلاف", Some(3000.0)),
        ] {
            let line = lex(text, Span::new(0, text.len()));
            assert_eq!(spelled(&line, 0, lang).map(|(_, value)| value), expected, "{text}");
        }
    }
}
