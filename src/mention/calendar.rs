//! Words for days, weeks and months in nine languages.
//!
//! Enters: a position in a line. Leaves: the weekday, month or relative day named there.
//! **Invariant:** nothing here knows a publication date.

use std::sync::LazyLock;

use super::lexer::{Kind, Line, Phrases, Shape};
use crate::article::{Lang, Month};

/// Names of the days of the week, Monday first, by language.
const WEEKDAYS: &[(Lang, [&str; 7])] = &[
    (Lang::FR, ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]),
    (Lang::EN, ["monday|mondays", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    (Lang::ES, ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]),
    (
        Lang::DE,
        [
            "montag|montagabend|montagmorgen|montagnachmittag|montagmittag|montagnacht|montags|montagvormittag",
            "dienstag|dienstagabend|dienstagmorgen|dienstagnachmittag|dienstagmittag|dienstagnacht|dienstagvormittag",
            "mittwoch|mittwochabend|mittwochmorgen|mittwochnachmittag|mittwochmittag|mittwochnacht|mittwochvormittag",
            "donnerstag|donnerstagabend|donnerstagmorgen|donnerstagnachmittag|donnerstagmittag|donnerstagnacht|donnerstagvormittag",
            "freitag|freitagabend|freitagmorgen|freitagnachmittag|freitagmittag|freitagnacht|freitagvormittag",
            "samstag|sonnabend|samstagabend|samstagmorgen|samstagnachmittag|samstagmittag|samstagnacht|samstagvormittag",
            "sonntag|sonntagabend|sonntagmorgen|sonntagnachmittag|sonntagmittag|sonntagnacht|sonntagvormittag",
        ],
    ),
    (Lang::IT, ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]),
    (Lang::PT, ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"]),
    (Lang::TR, ["pazartesi", "salı günü", "çarşamba", "perşembe", "cuma günü", "cumartesi", "pazar günü"]),
    (
        Lang::RU,
        [
            "понедельник|понедельника|понедельнику",
            "вторник|вторника|вторнику",
            "в среду|среду",
            "четверг|четверга|четвергу",
            "пятница|пятницу|пятницы",
            "суббота|субботу|субботы",
            "воскресенье|воскресенья",
        ],
    ),
    (Lang::AR, ["الاثنين|الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "يوم الأحد|الأحد"]),
];

/// A stretch of time counted from the day of publication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relative {
    /// Days after it.
    Day(i32),
    /// Weeks, from Monday, after its own.
    Week(i32),
    /// Months after its own.
    Month(i32),
    /// Years after its own.
    Year(i32),
    /// Saturday and Sunday of its week, or of one so many weeks after.
    Weekend(i32),
    /// The last Saturday and Sunday, or the next where the sentence speaks of what is to come.
    NearWeekend,
    /// Friday to Sunday of its week.
    EndOfWeek,
    /// The three months that begin in such a month: the next that have not begun, the last that are over, or the nearest.
    Season(i8, i32),
}

/// Phrases that count from the day of publication.
const RELATIVES: &[(Lang, &str, Relative)] = &[
    (Lang::FR, "aujourd'hui|ce matin|ce soir|cet après-midi|cette nuit|ce midi", Relative::Day(0)),
    (Lang::FR, "hier|hier soir|hier matin|hier après-midi|la nuit dernière", Relative::Day(-1)),
    (Lang::FR, "avant-hier", Relative::Day(-2)),
    (Lang::FR, "demain|demain matin|demain soir|demain après-midi", Relative::Day(1)),
    (Lang::FR, "après-demain", Relative::Day(2)),
    (Lang::FR, "cette semaine", Relative::Week(0)),
    (Lang::FR, "la semaine dernière|la semaine passée|semaine dernière", Relative::Week(-1)),
    (Lang::FR, "la semaine prochaine|semaine prochaine", Relative::Week(1)),
    (Lang::FR, "ce week-end|ce weekend", Relative::Weekend(0)),
    (Lang::FR, "le week-end dernier|week-end dernier", Relative::Weekend(-1)),
    (Lang::FR, "le week-end prochain|week-end prochain", Relative::Weekend(1)),
    (Lang::FR, "ce mois-ci", Relative::Month(0)),
    (Lang::FR, "le mois dernier|mois dernier", Relative::Month(-1)),
    (Lang::FR, "le mois prochain|mois prochain", Relative::Month(1)),
    (Lang::FR, "cette année", Relative::Year(0)),
    (Lang::FR, "l'an dernier|l'année dernière|l'an passé", Relative::Year(-1)),
    (Lang::FR, "l'an prochain|l'année prochaine", Relative::Year(1)),
    (Lang::EN, "today|this morning|this afternoon|this evening|tonight", Relative::Day(0)),
    (Lang::EN, "yesterday|yesterday morning|yesterday evening|last night", Relative::Day(-1)),
    (Lang::EN, "the day before yesterday", Relative::Day(-2)),
    (Lang::EN, "tomorrow", Relative::Day(1)),
    (Lang::EN, "the day after tomorrow", Relative::Day(2)),
    (Lang::EN, "this week", Relative::Week(0)),
    (Lang::EN, "last week", Relative::Week(-1)),
    (Lang::EN, "next week", Relative::Week(1)),
    (Lang::EN, "this weekend", Relative::Weekend(0)),
    (Lang::EN, "last weekend", Relative::Weekend(-1)),
    (Lang::EN, "next weekend", Relative::Weekend(1)),
    (Lang::EN, "this month", Relative::Month(0)),
    (Lang::EN, "last month", Relative::Month(-1)),
    (Lang::EN, "next month", Relative::Month(1)),
    (Lang::EN, "this year", Relative::Year(0)),
    (Lang::EN, "last year", Relative::Year(-1)),
    (Lang::EN, "next year", Relative::Year(1)),
    (Lang::ES, "hoy|esta mañana|esta tarde|esta noche", Relative::Day(0)),
    (Lang::ES, "ayer|anoche", Relative::Day(-1)),
    (Lang::ES, "anteayer", Relative::Day(-2)),
    (Lang::ES, "pasado mañana", Relative::Day(2)),
    (Lang::ES, "esta semana", Relative::Week(0)),
    (Lang::ES, "la semana pasada|semana pasada", Relative::Week(-1)),
    (Lang::ES, "la próxima semana|próxima semana|la semana que viene", Relative::Week(1)),
    (Lang::ES, "el mes pasado|mes pasado", Relative::Month(-1)),
    (Lang::ES, "el año pasado|año pasado", Relative::Year(-1)),
    (Lang::ES, "este año", Relative::Year(0)),
    (Lang::DE, "heute|heute morgen|heute abend|heute früh", Relative::Day(0)),
    (Lang::DE, "gestern|gestern abend", Relative::Day(-1)),
    (Lang::DE, "vorgestern", Relative::Day(-2)),
    (Lang::DE, "morgen", Relative::Day(1)),
    (Lang::DE, "übermorgen", Relative::Day(2)),
    (Lang::DE, "diese woche|dieser woche", Relative::Week(0)),
    (Lang::DE, "vergangene woche|letzte woche|vergangenen woche|letzter woche|letzten woche|vorige woche", Relative::Week(-1)),
    (Lang::DE, "nächste woche|kommende woche|nächster woche|kommenden woche|nächsten woche", Relative::Week(1)),
    (Lang::DE, "vergangenen monat|letzten monat", Relative::Month(-1)),
    (Lang::DE, "vergangenes jahr|letztes jahr|vergangenen jahr|vorjahr", Relative::Year(-1)),
    (Lang::DE, "dieses jahr|diesem jahr", Relative::Year(0)),
    (Lang::IT, "oggi|stamattina|stasera|stamani", Relative::Day(0)),
    (Lang::IT, "ieri|ieri sera", Relative::Day(-1)),
    (Lang::IT, "l'altro ieri", Relative::Day(-2)),
    (Lang::IT, "domani", Relative::Day(1)),
    (Lang::IT, "dopodomani", Relative::Day(2)),
    (Lang::IT, "questa settimana", Relative::Week(0)),
    (Lang::IT, "la settimana scorsa|la scorsa settimana|scorsa settimana|settimana scorsa", Relative::Week(-1)),
    (Lang::IT, "la prossima settimana|prossima settimana", Relative::Week(1)),
    (Lang::IT, "il mese scorso|lo scorso mese", Relative::Month(-1)),
    (Lang::IT, "l'anno scorso|lo scorso anno", Relative::Year(-1)),
    (Lang::PT, "hoje|esta manhã|esta tarde|esta noite", Relative::Day(0)),
    (Lang::PT, "ontem", Relative::Day(-1)),
    (Lang::PT, "anteontem", Relative::Day(-2)),
    (Lang::PT, "amanhã", Relative::Day(1)),
    (Lang::PT, "esta semana|nesta semana", Relative::Week(0)),
    (Lang::PT, "a semana passada|semana passada", Relative::Week(-1)),
    (Lang::PT, "a próxima semana|próxima semana|semana que vem", Relative::Week(1)),
    (Lang::PT, "o mês passado|mês passado", Relative::Month(-1)),
    (Lang::PT, "o ano passado|ano passado", Relative::Year(-1)),
    (Lang::TR, "bugün|bu sabah|bu akşam|bu gece", Relative::Day(0)),
    (Lang::TR, "dün|dün akşam|dün gece", Relative::Day(-1)),
    (Lang::TR, "evvelsi gün|önceki gün", Relative::Day(-2)),
    (Lang::TR, "yarın", Relative::Day(1)),
    (Lang::TR, "bu hafta", Relative::Week(0)),
    (Lang::TR, "geçen hafta|geçtiğimiz hafta", Relative::Week(-1)),
    (Lang::TR, "gelecek hafta|önümüzdeki hafta|haftaya", Relative::Week(1)),
    (Lang::TR, "geçen ay|geçtiğimiz ay", Relative::Month(-1)),
    (Lang::TR, "geçen yıl|geçen sene", Relative::Year(-1)),
    (Lang::TR, "bu yıl", Relative::Year(0)),
    (Lang::RU, "сегодня", Relative::Day(0)),
    (Lang::RU, "вчера", Relative::Day(-1)),
    (Lang::RU, "позавчера", Relative::Day(-2)),
    (Lang::RU, "завтра", Relative::Day(1)),
    (Lang::RU, "послезавтра", Relative::Day(2)),
    (Lang::RU, "на этой неделе", Relative::Week(0)),
    (Lang::RU, "на прошлой неделе|прошлой неделе", Relative::Week(-1)),
    (Lang::RU, "на следующей неделе|следующей неделе", Relative::Week(1)),
    (Lang::RU, "в прошлом месяце|прошлом месяце", Relative::Month(-1)),
    (Lang::RU, "в прошлом году|прошлом году", Relative::Year(-1)),
    (Lang::RU, "в этом году|этом году", Relative::Year(0)),
    (Lang::AR, "اليوم|هذا المساء|هذا الصباح|الليلة", Relative::Day(0)),
    (Lang::AR, "أمس|امس|أول أمس الأول", Relative::Day(-1)),
    (Lang::AR, "أول أمس|أول من أمس", Relative::Day(-2)),
    (Lang::AR, "غدا|غداً", Relative::Day(1)),
    (Lang::AR, "هذا الأسبوع", Relative::Week(0)),
    (Lang::AR, "الأسبوع الماضي", Relative::Week(-1)),
    (Lang::AR, "الأسبوع المقبل|الأسبوع القادم", Relative::Week(1)),
    (Lang::AR, "الشهر الماضي", Relative::Month(-1)),
    (Lang::AR, "العام الماضي|السنة الماضية", Relative::Year(-1)),
    (Lang::AR, "هذا العام", Relative::Year(0)),
    (Lang::FR, "au week-end|pendant le week-end|durant le week-end|le week-end", Relative::NearWeekend),
    (
        Lang::FR,
        "à la fin de la semaine|en fin de semaine|d'ici à la fin de la semaine|d'ici la fin de la semaine|cette fin de semaine",
        Relative::EndOfWeek,
    ),
    (Lang::EN, "at the weekend|over the weekend|on the weekend|during the weekend", Relative::NearWeekend),
    (Lang::EN, "later this week|at the end of the week|by the end of the week|the end of this week", Relative::EndOfWeek),
    (Lang::ES, "el fin de semana|este fin de semana|durante el fin de semana", Relative::NearWeekend),
    (Lang::ES, "a finales de semana|a finales de esta semana", Relative::EndOfWeek),
    (Lang::DE, "am wochenende|dieses wochenende|übers wochenende", Relative::NearWeekend),
    (Lang::DE, "ende der woche|ende dieser woche|bis ende der woche", Relative::EndOfWeek),
    (Lang::IT, "nel fine settimana|nel weekend|questo fine settimana", Relative::NearWeekend),
    (Lang::IT, "a fine settimana|alla fine della settimana", Relative::EndOfWeek),
    (Lang::PT, "no fim de semana|este fim de semana|neste fim de semana|fim de semana", Relative::NearWeekend),
    (Lang::PT, "no final da semana|no fim da semana", Relative::EndOfWeek),
    (Lang::TR, "hafta sonu|hafta sonunda|bu hafta sonu", Relative::NearWeekend),
    (Lang::TR, "haftanın sonunda|hafta sonuna doğru", Relative::EndOfWeek),
    (Lang::RU, "на выходных|в выходные|в эти выходные", Relative::NearWeekend),
    (Lang::RU, "в конце недели|к концу недели|до конца недели", Relative::EndOfWeek),
    (Lang::AR, "عطلة نهاية الأسبوع|في عطلة نهاية الأسبوع", Relative::NearWeekend),
    (Lang::AR, "أواخر الأسبوع|نهاية الأسبوع|في نهاية الأسبوع|آخر الأسبوع", Relative::EndOfWeek),
    (
        Lang::FR,
        "avant le printemps|d'ici au printemps|d'ici le printemps|le printemps prochain|au printemps prochain|printemps prochain",
        Relative::Season(3, 1),
    ),
    (Lang::FR, "le printemps dernier|printemps dernier|le printemps passé", Relative::Season(3, -1)),
    (Lang::FR, "ce printemps", Relative::Season(3, 0)),
    (Lang::FR, "avant l'été|d'ici à l'été|d'ici l'été|l'été prochain|à l'été prochain|été prochain", Relative::Season(6, 1)),
    (Lang::FR, "l'été dernier|été dernier|l'été passé", Relative::Season(6, -1)),
    (Lang::FR, "cet été", Relative::Season(6, 0)),
    (
        Lang::FR,
        "avant l'automne|d'ici à l'automne|d'ici l'automne|l'automne prochain|à l'automne prochain|automne prochain",
        Relative::Season(9, 1),
    ),
    (Lang::FR, "l'automne dernier|automne dernier|l'automne passé", Relative::Season(9, -1)),
    (Lang::FR, "cet automne", Relative::Season(9, 0)),
    (Lang::FR, "avant l'hiver|d'ici à l'hiver|d'ici l'hiver|l'hiver prochain|à l'hiver prochain|hiver prochain", Relative::Season(12, 1)),
    (Lang::FR, "l'hiver dernier|hiver dernier|l'hiver passé", Relative::Season(12, -1)),
    (Lang::FR, "cet hiver", Relative::Season(12, 0)),
    (Lang::EN, "next spring|before the spring|by the spring|by spring", Relative::Season(3, 1)),
    (Lang::EN, "last spring", Relative::Season(3, -1)),
    (Lang::EN, "this spring", Relative::Season(3, 0)),
    (Lang::EN, "next summer|before the summer|by the summer|by summer", Relative::Season(6, 1)),
    (Lang::EN, "last summer", Relative::Season(6, -1)),
    (Lang::EN, "this summer", Relative::Season(6, 0)),
    (Lang::EN, "next autumn|before the autumn|by the autumn|by autumn|next fall|by the fall", Relative::Season(9, 1)),
    (Lang::EN, "last autumn|last fall", Relative::Season(9, -1)),
    (Lang::EN, "this autumn|this fall", Relative::Season(9, 0)),
    (Lang::EN, "next winter|before the winter|by the winter|by winter", Relative::Season(12, 1)),
    (Lang::EN, "last winter", Relative::Season(12, -1)),
    (Lang::EN, "this winter", Relative::Season(12, 0)),
    (Lang::ES, "antes de la primavera|la próxima primavera|próxima primavera|la primavera que viene", Relative::Season(3, 1)),
    (Lang::ES, "la primavera pasada|la pasada primavera|primavera pasada", Relative::Season(3, -1)),
    (Lang::ES, "esta primavera", Relative::Season(3, 0)),
    (Lang::ES, "antes del verano|el próximo verano|próximo verano|el verano que viene", Relative::Season(6, 1)),
    (Lang::ES, "el verano pasado|el pasado verano|verano pasado", Relative::Season(6, -1)),
    (Lang::ES, "este verano", Relative::Season(6, 0)),
    (Lang::ES, "antes del otoño|el próximo otoño|próximo otoño|el otoño que viene", Relative::Season(9, 1)),
    (Lang::ES, "el otoño pasado|el pasado otoño|otoño pasado", Relative::Season(9, -1)),
    (Lang::ES, "este otoño", Relative::Season(9, 0)),
    (Lang::ES, "antes del invierno|el próximo invierno|próximo invierno|el invierno que viene", Relative::Season(12, 1)),
    (Lang::ES, "el invierno pasado|el pasado invierno|invierno pasado", Relative::Season(12, -1)),
    (Lang::ES, "este invierno", Relative::Season(12, 0)),
    (Lang::DE, "vor dem frühjahr|bis zum frühjahr|nächstes frühjahr|im kommenden frühjahr", Relative::Season(3, 1)),
    (Lang::DE, "im vergangenen frühjahr|letztes frühjahr", Relative::Season(3, -1)),
    (Lang::DE, "dieses frühjahr|in diesem frühjahr", Relative::Season(3, 0)),
    (Lang::DE, "vor dem sommer|bis zum sommer|nächsten sommer|im kommenden sommer|kommenden sommer", Relative::Season(6, 1)),
    (Lang::DE, "vergangenen sommer|letzten sommer", Relative::Season(6, -1)),
    (Lang::DE, "diesen sommer|in diesem sommer|diesem sommer", Relative::Season(6, 0)),
    (Lang::DE, "vor dem herbst|bis zum herbst|nächsten herbst|im kommenden herbst|kommenden herbst", Relative::Season(9, 1)),
    (Lang::DE, "vergangenen herbst|letzten herbst", Relative::Season(9, -1)),
    (Lang::DE, "diesen herbst|in diesem herbst|diesem herbst", Relative::Season(9, 0)),
    (Lang::DE, "vor dem winter|bis zum winter|nächsten winter|im kommenden winter|kommenden winter", Relative::Season(12, 1)),
    (Lang::DE, "vergangenen winter|letzten winter", Relative::Season(12, -1)),
    (Lang::DE, "diesen winter|in diesem winter|diesem winter", Relative::Season(12, 0)),
    (Lang::IT, "prima della primavera|entro la primavera|prossima primavera", Relative::Season(3, 1)),
    (Lang::IT, "scorsa primavera|primavera scorsa", Relative::Season(3, -1)),
    (Lang::IT, "questa primavera", Relative::Season(3, 0)),
    (Lang::IT, "prima dell'estate|entro l'estate|prossima estate", Relative::Season(6, 1)),
    (Lang::IT, "scorsa estate|estate scorsa", Relative::Season(6, -1)),
    (Lang::IT, "quest'estate", Relative::Season(6, 0)),
    (Lang::IT, "prima dell'autunno|entro l'autunno|prossimo autunno", Relative::Season(9, 1)),
    (Lang::IT, "scorso autunno|autunno scorso", Relative::Season(9, -1)),
    (Lang::IT, "quest'autunno", Relative::Season(9, 0)),
    (Lang::IT, "prima dell'inverno|entro l'inverno|prossimo inverno", Relative::Season(12, 1)),
    (Lang::IT, "scorso inverno|inverno scorso", Relative::Season(12, -1)),
    (Lang::IT, "questo inverno", Relative::Season(12, 0)),
    (Lang::PT, "antes da primavera|próxima primavera|primavera que vem", Relative::Season(3, 1)),
    (Lang::PT, "primavera passada", Relative::Season(3, -1)),
    (Lang::PT, "esta primavera|nesta primavera", Relative::Season(3, 0)),
    (Lang::PT, "antes do verão|próximo verão|verão que vem", Relative::Season(6, 1)),
    (Lang::PT, "verão passado", Relative::Season(6, -1)),
    (Lang::PT, "este verão|neste verão", Relative::Season(6, 0)),
    (Lang::PT, "antes do outono|próximo outono|outono que vem", Relative::Season(9, 1)),
    (Lang::PT, "outono passado", Relative::Season(9, -1)),
    (Lang::PT, "este outono|neste outono", Relative::Season(9, 0)),
    (Lang::PT, "antes do inverno|próximo inverno|inverno que vem", Relative::Season(12, 1)),
    (Lang::PT, "inverno passado", Relative::Season(12, -1)),
    (Lang::PT, "este inverno|neste inverno", Relative::Season(12, 0)),
    (Lang::TR, "bahara kadar|bahardan önce|gelecek bahar|önümüzdeki bahar", Relative::Season(3, 1)),
    (Lang::TR, "geçen bahar|geçtiğimiz bahar", Relative::Season(3, -1)),
    (Lang::TR, "bu bahar", Relative::Season(3, 0)),
    (Lang::TR, "yaza kadar|yazdan önce|gelecek yaz|önümüzdeki yaz", Relative::Season(6, 1)),
    (Lang::TR, "geçen yaz|geçtiğimiz yaz", Relative::Season(6, -1)),
    (Lang::TR, "bu yaz", Relative::Season(6, 0)),
    (Lang::TR, "sonbahara kadar|sonbahardan önce|gelecek sonbahar|önümüzdeki sonbahar", Relative::Season(9, 1)),
    (Lang::TR, "geçen sonbahar|geçtiğimiz sonbahar", Relative::Season(9, -1)),
    (Lang::TR, "bu sonbahar", Relative::Season(9, 0)),
    (Lang::TR, "kışa kadar|kıştan önce|gelecek kış|önümüzdeki kış", Relative::Season(12, 1)),
    (Lang::TR, "geçen kış|geçtiğimiz kış", Relative::Season(12, -1)),
    (Lang::TR, "bu kış", Relative::Season(12, 0)),
    (Lang::RU, "до весны|будущей весной|следующей весной|будущим весной|следующим весной", Relative::Season(3, 1)),
    (Lang::RU, "прошлой весной|прошлым весной|минувшей весной|минувшим весной", Relative::Season(3, -1)),
    (Lang::RU, "этой весной|этим весной", Relative::Season(3, 0)),
    (Lang::RU, "до лета|будущей летом|следующей летом|будущим летом|следующим летом", Relative::Season(6, 1)),
    (Lang::RU, "прошлой летом|прошлым летом|минувшей летом|минувшим летом", Relative::Season(6, -1)),
    (Lang::RU, "этой летом|этим летом", Relative::Season(6, 0)),
    (Lang::RU, "до осени|будущей осенью|следующей осенью|будущим осенью|следующим осенью", Relative::Season(9, 1)),
    (Lang::RU, "прошлой осенью|прошлым осенью|минувшей осенью|минувшим осенью", Relative::Season(9, -1)),
    (Lang::RU, "этой осенью|этим осенью", Relative::Season(9, 0)),
    (Lang::RU, "до зимы|будущей зимой|следующей зимой|будущим зимой|следующим зимой", Relative::Season(12, 1)),
    (Lang::RU, "прошлой зимой|прошлым зимой|минувшей зимой|минувшим зимой", Relative::Season(12, -1)),
    (Lang::RU, "этой зимой|этим зимой", Relative::Season(12, 0)),
    (Lang::AR, "قبل الربيع|الربيع المقبل|الربيع القادم|بحلول الربيع", Relative::Season(3, 1)),
    (Lang::AR, "الربيع الماضي", Relative::Season(3, -1)),
    (Lang::AR, "هذا الربيع", Relative::Season(3, 0)),
    (Lang::AR, "قبل الصيف|الصيف المقبل|الصيف القادم|بحلول الصيف", Relative::Season(6, 1)),
    (Lang::AR, "الصيف الماضي", Relative::Season(6, -1)),
    (Lang::AR, "هذا الصيف", Relative::Season(6, 0)),
    (Lang::AR, "قبل الخريف|الخريف المقبل|الخريف القادم|بحلول الخريف", Relative::Season(9, 1)),
    (Lang::AR, "الخريف الماضي", Relative::Season(9, -1)),
    (Lang::AR, "هذا الخريف", Relative::Season(9, 0)),
    (Lang::AR, "قبل الشتاء|الشتاء المقبل|الشتاء القادم|بحلول الشتاء", Relative::Season(12, 1)),
    (Lang::AR, "الشتاء الماضي", Relative::Season(12, -1)),
    (Lang::AR, "هذا الشتاء", Relative::Season(12, 0)),
];

/// Where from the day of publication a named day lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    Before,
    After,
}

/// Words beside a named day that set its direction, and words near it that put its sentence in the future.
const LAST: &str = "dernier dernière passé passée écoulé last past pasado pasada último vergangenen vergangener letzten letzter vorigen scorso scorsa passado passada último geçen geçtiğimiz прошлый прошлую прошлого прошлое минувший минувшую минувшего الماضي الماضية";
const NEXT: &str = "prochain prochaine next coming upcoming próximo próxima nächsten kommenden nächster kommender prossimo prossima próximo próxima gelecek önümüzdeki следующий следующую следующего ближайший ближайшую будущий будущую المقبل المقبلة القادم القادمة";
const FUTURE: &str = "sera seront aura auront ira iront devra devront devrait devraient pourra pourront va vont prévu prévue prévus prévues fixé fixée fixés fixées programmé programmée programmés convoqué convoquée attendu attendue attendus attendues doit doivent will scheduled due upcoming expected set shall
será serán tendrá podrá previsto prevista wird werden soll sollen geplant sarà saranno previsto dovrebbe será serão deverá previsto prevista olacak yapılacak düzenlenecek будет будут состоится планирует намерен سوف المقرر ستعقد سيعقد سيتم";

struct Calendar {
    weekdays: Vec<(Lang, Phrases<i8>)>,
    relatives: Vec<(Lang, Phrases<Relative>)>,
    months: Phrases<Month>,
    last: Phrases<()>,
    next: Phrases<()>,
    future: Phrases<()>,
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let languages: Vec<Lang> = WEEKDAYS.iter().map(|(lang, _)| *lang).collect();
    let weekdays = WEEKDAYS.iter().map(|(lang, days)| {
        let names = (1..=7).zip(days).flat_map(|(day, names)| names.split('|').map(move |name| (name, day)));
        (*lang, Phrases::new(names))
    });
    let relatives = languages.iter().map(|lang| {
        let own = RELATIVES.iter().filter(|(of, ..)| of == lang);
        (*lang, Phrases::new(own.flat_map(|(_, phrases, relative)| phrases.split('|').map(|phrase| (phrase, *relative)))))
    });
    let words = |list: &'static str| Phrases::new(list.split_whitespace().map(|word| (word, ())));
    Calendar {
        weekdays: weekdays.collect(),
        relatives: relatives.collect(),
        months: Phrases::new(Month::names()),
        last: words(LAST),
        next: words(NEXT),
        future: words(FUTURE),
    }
});

fn in_language<T: Copy>(tables: &[(Lang, Phrases<T>)], lang: Option<Lang>) -> impl Iterator<Item = &Phrases<T>> {
    tables.iter().filter(move |(of, _)| lang.is_none_or(|lang| lang == *of)).map(|(_, table)| table)
}

/// The weekday named at `at`, 1 for Monday: where it ends, and which. In an unknown language, of any table.
pub(super) fn weekday(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<(usize, i8)> {
    in_language(&CALENDAR.weekdays, lang).find_map(|table| table.at(line, at))
}

/// The relative expression at `at`; none in an unknown language, where one language's "morgen" is another's word.
pub(super) fn relative(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<(usize, Relative)> {
    lang?;
    in_language(&CALENDAR.relatives, lang).find_map(|table| table.at(line, at))
}

/// The month named at `at`: where it ends, its abbreviating full stop included, and which.
pub(super) fn month(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<(usize, Month)> {
    let (end, month) = CALENDAR.months.at(line, at)?;
    let spoken = |langs: &[&str]| lang.is_none_or(|lang| langs.contains(&lang.code()));
    let plausible = match line.fold(at) {
        "out" => spoken(&["pt"]),
        "set" => spoken(&["pt", "it", "es"]),
        "ago" => spoken(&["pt", "it", "es"]),
        "mag" | "gen" => spoken(&["it"]),
        "mar" => spoken(&["fr", "es", "it", "pt", "en"]),
        "may" => line.lexemes[at].is_capitalized() || spoken(&["es"]),
        "ene" | "dic" => spoken(&["es", "it"]),
        "mart" | "nisan" | "ekim" => spoken(&["tr"]),
        "march" => line.lexemes[at].is_capitalized(),
        _ => true,
    };
    let short = line.fold(at).chars().count() <= 4;
    let goes_on = line.is_digits(end + 1) || line.get(end + 1).is_some_and(|next| next.kind == Kind::Word(Shape::Lower));
    let dotted = short && goes_on && line.is_mark(end, '.') && line.lexemes[end].joined;
    plausible.then_some((end + usize::from(dotted), month))
}

/// Whether the word at `at` puts a named day beside it before or after the day of publication.
pub(super) fn direction(line: &Line<'_>, at: usize) -> Option<Direction> {
    if CALENDAR.last.at(line, at).is_some() { Some(Direction::Before) } else { CALENDAR.next.at(line, at).map(|_| Direction::After) }
}

/// Whether the word at `at` tells that its sentence speaks of the future.
pub(super) fn is_future(line: &Line<'_>, at: usize) -> bool {
    CALENDAR.future.at(line, at).is_some()
}
