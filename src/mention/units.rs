//! What numbers count.
//!
//! Enters: the words after a number. Leaves: a unit: for those that news count most the same in nine languages, else the stem of the noun.
//! **Invariant:** singular and plural, masculine and feminine of one noun have one unit as far as endings show it.

use std::sync::LazyLock;

use super::gazetteer::forms;
use super::lexer::{Kind, Line, Shape};
use super::lookup::Lookup;
use super::{lexicon, numerals};
use crate::article::Lang;
use crate::text::fold;

/// Unit, then its words in nine languages.
const UNITS: &[(&str, &str)] = &[
    (
        "mort",
        "mort morts morte mortes décès tué tués tuée tuées dead killed deaths fatalities muerto muertos muertas fallecidos tote toten toter tot getötete getötet todesopfer morti vittime morto mortos mortas
        ölü öldü ölü kişi öldü погибших погибли погибло погибшие убитых убиты умерших مقتل قتيلا قتلى قتيل قتلوا قتل",
    ),
    (
        "blesse",
        "blessé blessés blessée blessées wounded injured injuries herido heridos heridas verletzte verletzten verletzt verwundete feriti ferito ferite ferido feridos feridas yaralı yaralandı
        раненых ранены ранено пострадавших пострадали пострадавшие مصاب مصابا جريح جريحا جرحى إصابة",
    ),
    (
        "soldat",
        "soldat soldats militaire militaires troupes soldier soldiers troops servicemen soldado soldados militares soldaten soldati militari asker askeri er солдат солдата солдаты военных
        военнослужащих военнослужащие جندي جنديا جنود عسكري عسكريا عسكريين",
    ),
    ("policier", "policier policiers policière gendarme gendarmes police policeman policemen officers cops policía policías polizist polizisten polizistinnen poliziotti agenti policial policiais polis полицейских полицейские شرطي شرطيا"),
    ("pompier", "pompier pompiers firefighter firefighters firemen bombero bomberos feuerwehrleute pompieri bombeiro bombeiros itfaiyeci пожарных"),
    ("personne", "personne personnes gens people persons person persona personas mensch menschen personen person persone pessoas pessoa kişi insan человек людей человека شخص شخصا أشخاص"),
    (
        "manifestant",
        "manifestant manifestants manifestante manifestantes protester protesters demonstrators manifestante manifestantes demonstrant demonstranten demonstrierende manifestanti göstericiler gösterici
        eylemci демонстрантов протестующих متظاهر متظاهرا متظاهرين",
    ),
    ("civil", "civil civils civile civiles civilian civilians civiles zivilist zivilisten civili civis sivil гражданских мирных مدني مدنيا مدنيين"),
    ("enfant", "enfant enfants child children kids niño niños niñas menores kind kinder kindern bambini bambino criança crianças çocuk детей ребенка ребенок طفل طفلا أطفال"),
    ("femme", "femme femmes woman women mujer mujeres frau frauen donna donne mulher mulheres kadın женщин женщины женщина امرأة نساء"),
    ("refugie", "réfugié réfugiés réfugiée refugee refugees refugiado refugiados flüchtling flüchtlinge flüchtlingen rifugiati refugiados mülteci sığınmacı беженцев беженцы لاجئ لاجئا لاجئين"),
    ("migrant", "migrant migrants migrante migrantes migranten migranti göçmen мигрантов مهاجر مهاجرا مهاجرين"),
    ("otage", "otage otages hostage hostages rehén rehenes geisel geiseln ostaggi reféns rehine заложников заложники رهينة رهائن"),
    ("disparu", "disparu disparus disparue missing desaparecido desaparecidos vermisste vermissten vermisst dispersi kayıp пропавших مفقود مفقودا مفقودين"),
    ("interpellation", "interpellation interpellations interpellé interpellés interpellées arrestation arrestations arrested arrests detained detenidos detenciones festnahmen festgenommen arresti arrestati detidos gözaltı задержанных задержаны معتقل"),
    ("euro", "euro euros € eur евро يورو avro"),
    ("dollar", "dollar dollars $ usd dólar dólares dollari dólares dolar долларов доллара доллар دولار دولارا دولارات"),
    ("livre", "£ gbp pounds pfund sterling"),
    ("rouble", "rouble roubles ruble rubles rublos rubel rubli ruble рублей рубля рубль روبل"),
    ("lire", "₺ liras lirası lira лир ليرة"),
    ("%", "% percent pourcent prozent процентов процента процент بالمئة بالمائة"),
    ("km", "km kilomètre kilomètres kilometer kilometers kilometre kilometres kilómetro kilómetros kilometern chilometri chilometro quilômetro quilômetros quilómetros kilometre километров километра км كيلومتر كيلومترا كيلومترات كم"),
    ("fois", "fois reprise reprises times occasions veces vezes ocasiones ocasiões mal malen volte riprese раз раза kez kere defa مرة مرات"),
    ("metre", "m mètre mètres meter meters metre metres metro metros metern metri metro metre метров метра متر مترا أمتار"),
    ("degre", "° degré degrés degree degrees grado grados grad gradi grau graus derece градусов градуса درجة درجات"),
    ("point", "point points punto puntos punkt punkte punkten punti ponto pontos puan очков пунктов نقطة نقاط"),
    ("kilo", "kg kilo kilos kilogrammes kilograms kilogramm chili quilos килограммов"),
    ("tonne", "tonne tonnes ton tons tonelada toneladas tonnen tonnellate ton тонн طن"),
    ("an", "an ans année années year years año años jahr jahre jahren anno anni ano anos yıl yıldır yaşında лет года год عاما سنة سنوات أعوام عام"),
    ("mois", "mois month months mes meses monat monate monaten mese mesi mês ay месяцев месяца месяц شهر شهرا أشهر"),
    ("semaine", "semaine semaines week weeks semana semanas woche wochen settimana settimane hafta недель недели неделю أسبوع أسابيع"),
    ("jour", "jour jours journée journées day days día días tag tage tagen giorno giorni dia dias gün дней дня день يوم يوما أيام"),
    ("heure", "heure heures hour hours hora horas stunde stunden ora ore saat часов часа час ساعة ساعات"),
    ("minute", "minute minutes minuto minutos minuten minuti dakika минут минуты минуту دقيقة دقائق"),
    ("pays", "pays country countries país países land länder ländern paesi paese ülke стран страны страна دولة دول"),
    ("voix", "voix vote votes voto votos stimme stimmen voti oy голосов голоса صوت صوتا أصوات"),
    ("siege", "siège sièges seat seats escaño escaños sitz sitze sitzen seggi assentos sandalye мест места مقعد مقعدا مقاعد"),
    ("medaille", "médaille médailles medal medals medalla medallas medaille medaillen medaglie medaglia medalha medalhas madalya медалей медали медаль ميدالية ميداليات"),
    ("cas", "cas case cases caso casos fall fälle fällen casi vaka случаев случая случай إصابات حالة حالات"),
    ("vehicule", "véhicule véhicules voiture voitures vehicle vehicles car cars vehículo vehículos coches fahrzeug fahrzeuge fahrzeugen autos veicoli auto veículos carros araç автомобилей машин سيارة سيارات"),
    ("maison", "maison maisons home homes house houses casa casas haus häuser häusern case ev домов дома منزل منزلا منازل"),
    (
        "batiment",
        "bâtiment bâtiments immeuble immeubles édifice édifices building buildings edificio edificios gebäude gebäuden edifici edifício edifícios bina binalar здание здания зданий مبنى مباني
        مبان",
    ),
    ("magnitude", "magnitude magnitudes büyüklüğünde magnitud magnitude stärke магнитуда магнитудой магнитуды"),
];

/// Several words that say one unit.
const PHRASES: &[(&str, &[&str])] = &[
    ("%", &["pour", "cent"]),
    ("pompier", &["soldats", "du", "feu"]),
    ("pompier", &["sapeurs", "-", "pompiers"]),
    ("pompier", &["vigili", "del", "fuoco"]),
    ("%", &["per", "cent"]),
    ("%", &["por", "ciento"]),
    ("%", &["por", "cento"]),
    ("%", &["per", "cento"]),
    ("%", &["في", "المئه"]),
    ("%", &["في", "المائه"]),
];

/// Words between a number and what it counts.
const SKIPPED: &[&str] = &[
    "de",
    "d",
    "los",
    "las",
    "den",
    "der",
    "of",
    "di",
    "des",
    "du",
    "of",
    "the",
    "autres",
    "autre",
    "other",
    "others",
    "more",
    "new",
    "otros",
    "otras",
    "otro",
    "weitere",
    "weiteren",
    "weiterer",
    "altri",
    "altre",
    "outros",
    "outras",
    "más",
    "mais",
    "nouveaux",
    "nouvelles",
    "jeunes",
    "additional",
    "من",
    "leur",
    "leurs",
    "ses",
    "nos",
    "their",
    "his",
    "her",
    "its",
];

static TABLE: LazyLock<Lookup<&'static str>> =
    LazyLock::new(|| UNITS.iter().flat_map(|(unit, words)| words.split_whitespace().map(move |word| (fold(word), *unit))).collect());

/// Those of [`SKIPPED`] that are counted where nothing else is: "200 jeunes ont défilé".
const COUNTED_ALONE: &[&str] = &["jeunes"];

/// What became of those counted, which is no noun: "nine taken to hospital", "97 placées en garde à vue".
const BECAME: &[&str] = &[
    "taken",
    "treated",
    "rushed",
    "transported",
    "evacuated",
    "hospitalized",
    "hospitalised",
    "charged",
    "released",
    "believed",
    "placees",
    "transportes",
    "transportees",
    "hospitalises",
    "hospitalisees",
    "evacues",
    "evacuees",
    "conduits",
    "conduites",
];

/// Words looked at after a number.
const REACH: usize = 4;

/// The unit a word stands for by the table.
pub(super) fn known(folded: &str) -> Option<&'static str> {
    let plain = forms(folded).find_map(|form| TABLE.get(form));
    plain.copied()
}

/// What the number that ends before lexeme `end` counts, and the lexeme that says so; empty if nothing follows that could be counted.
pub(super) fn after(line: &Line<'_>, end: usize, lang: Option<Lang>) -> (String, Option<usize>) {
    let phrase = |(_, words): &&(&str, &[&str])| words.iter().enumerate().all(|(offset, word)| line.fold(end + offset) == *word);
    if let Some((unit, words)) = PHRASES.iter().find(phrase) {
        return ((*unit).to_owned(), Some(end + words.len() - 1));
    }
    if let Some(unit) = line.get(end).and_then(|_| symbol(line.raw(end))) {
        return (unit.to_owned(), Some(end));
    }
    let mut nouns = Vec::with_capacity(REACH);
    let mut alone = None;
    let mut at = end;
    while at < end + REACH + 2 && nouns.len() < REACH {
        let Some(lexeme) = line.get(at) else { break };
        let word = line.fold(at);
        let elided = lexeme.is_apostrophe() && at > end;
        if elided || lexeme.is_hyphen() && lexeme.joined {
            at += 1;
            continue;
        }
        // "six des huit soldats" counts soldiers.
        let whole = at > end && SKIPPED.contains(&line.fold(at - 1)) && is_number(line, at, lang);
        if whole {
            at += 1;
            continue;
        }
        if !lexeme.is_word() {
            break;
        }
        if COUNTED_ALONE.contains(&word) {
            alone = Some(at);
        }
        if !SKIPPED.contains(&word) {
            if let Some(unit) = known(word) {
                return (unit.to_owned(), Some(at));
            }
            if lexicon::is_function(word) || became(word, lang) {
                break;
            }
            nouns.push(at);
        }
        at += 1;
    }
    // "des dizaines de jeunes scandaient" counts the young: what they count is plural.
    let plural = |at: &usize| lang != Some(Lang::FR) || alone.is_none() || line.fold(*at).ends_with(['s', 'x']);
    counted(line, &nouns, lang).filter(plural).or(alone).map_or_else(Default::default, |at| (stem(line.fold(at), lang), Some(at)))
}

/// Whether a word is a verb of what became of those counted; in Russian by its ending: "11 получили ранения".
fn became(word: &str, lang: Option<Lang>) -> bool {
    BECAME.contains(&word) || lang == Some(Lang::RU) && ["ли", "лись"].iter().any(|ending| word.ends_with(ending))
}

fn is_number(line: &Line<'_>, at: usize, lang: Option<Lang>) -> bool {
    line.is_digits(at) || lang.is_some_and(|lang| numerals::value(line.fold(at), lang).is_some_and(|value| value > 1.0))
}

/// A sign for a unit.
pub(super) fn symbol(raw: &str) -> Option<&'static str> {
    match raw {
        "%" | "٪" | "％" => Some("%"),
        "€" => Some("euro"),
        "$" => Some("dollar"),
        "£" => Some("livre"),
        "₺" => Some("lire"),
        "₽" => Some("rouble"),
        "°" => Some("degre"),
        _ => None,
    }
}

/// Which of the words after a number is the noun: the first, but the plural after adjectives in English, the capital one in German.
fn counted(line: &Line<'_>, nouns: &[usize], lang: Option<Lang>) -> Option<usize> {
    let first = nouns.first().copied();
    let pick = |wanted: &dyn Fn(usize) -> bool| nouns.iter().copied().take(3).find(|at| wanted(*at)).or(first);
    match lang {
        Some(Lang::EN) => pick(&|at| line.fold(at).ends_with('s')),
        Some(Lang::DE) => pick(&|at| line.lexemes[at].kind == Kind::Word(Shape::Capital)),
        _ => first,
    }
}

/// A noun without the endings of number and gender.
pub(super) fn stem(folded: &str, lang: Option<Lang>) -> String {
    let endings: &[&str] = match lang {
        Some(Lang::DE) => &["innen", "en", "er", "e", "n", "s"],
        Some(Lang::TR) => &["lari", "leri", "lar", "ler"],
        Some(Lang::RU) => &["ами", "ями", "ов", "ев", "еи", "ах", "а", "ы", "и", "у", "е", "я", "ь"],
        Some(Lang::AR) => &["ات", "ون", "ين", "ا", "ه"],
        Some(Lang::IT) => &["i", "e", "o", "a"],
        _ => &["es", "s", "x", "e"],
    };
    let long = |stem: &&str| stem.chars().count() >= 3;
    endings.iter().find_map(|ending| folded.strip_suffix(ending).filter(long)).unwrap_or(folded).to_owned()
}
