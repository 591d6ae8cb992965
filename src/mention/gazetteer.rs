//! Places and bodies that news speak of, under the names nine languages give them.
//!
//! Enters: a position in a line. Leaves: the referent that the words there name, if the table has it.
//! **Invariant:** one key per referent; keys begin with `@`, so that none equals the key of a sound.

use std::sync::LazyLock;

use super::NameKind;
use super::lexer::{Kind, Line, Phrases, Shape};

/// Key without its `@`, then its names separated by bars; a name all in capitals is only found in capitals.
const PLACES: &[(&str, &str)] = &[
    ("afghanistan", "Afghanistan|Afganistán|Afganistan|Afeganistão|Афганистан|أفغانستان"),
    ("albania", "Albanie|Albania|Albanien|Albânia|Arnavutluk|Албания|ألبانيا"),
    ("algeria", "Algérie|Algeria|Argelia|Algerien|Argélia|Cezayir|Алжир|الجزائر"),
    ("argentina", "Argentine|Argentina|Argentinien|Arjantin|Аргентина|الأرجنتين"),
    ("armenia", "Arménie|Armenia|Armenien|Armênia|Arménia|Ermenistan|Армения|أرمينيا"),
    ("australia", "Australie|Australia|Australien|Austrália|Avustralya|Австралия|أستراليا"),
    ("austria", "Autriche|Austria|Österreich|Áustria|Avusturya|Австрия|النمسا"),
    ("azerbaijan", "Azerbaïdjan|Azerbaijan|Azerbaiyán|Aserbaidschan|Azerbaigian|Azerbaijão|Azerbaycan|Азербайджан|أذربيجان"),
    ("bahrain", "Bahreïn|Bahrain|Bahréin|Bahrein|Bahreyn|Бахрейн|البحرين"),
    ("bangladesh", "Bangladesh|Bangladés|Bangladesch|Bangladeş|Бангладеш|بنغلادش"),
    ("belarus", "Biélorussie|Bélarus|Belarus|Bielorrusia|Weißrussland|Bielorussia|Bielorrússia|Beyaz Rusya|Белоруссия|Беларусь|بيلاروسيا"),
    ("belgium", "Belgique|Belgium|Bélgica|Belgien|Belgio|Belçika|Бельгия|بلجيكا"),
    ("bolivia", "Bolivie|Bolivia|Bolivien|Bolívia|Bolivya|Боливия|بوليفيا"),
    ("bosnia", "Bosnie|Bosnie-Herzégovine|Bosnia|Bosnien|Bósnia|Bosna|Bosna-Hersek|Босния|البوسنة"),
    ("brazil", "Brésil|Brazil|Brasil|Brasilien|Brasile|Brezilya|Бразилия|البرازيل"),
    ("bulgaria", "Bulgarie|Bulgaria|Bulgarien|Bulgária|Bulgaristan|Болгария|بلغاريا"),
    ("burkina", "Burkina Faso|Burkina|Буркина-Фасо|بوركينا فاسو"),
    ("cambodia", "Cambodge|Cambodia|Camboya|Kambodscha|Cambogia|Camboja|Kamboçya|Камбоджа|كمبوديا"),
    ("cameroon", "Cameroun|Cameroon|Camerún|Kamerun|Camerun|Camarões|Камерун|الكاميرون"),
    ("canada", "Canada|Canadá|Kanada|Канада|كندا"),
    (
        "centralafrica",
        "Centrafrique|République centrafricaine|Central African Republic|Zentralafrikanische Republik|República Centroafricana|ЦАР",
    ),
    ("chad", "Tchad|Chad|Tschad|Ciad|Chade|Çad|Чад|تشاد"),
    ("chile", "Chili|Chile|Cile|Şili|Чили|تشيلي"),
    ("china", "Chine|China|Cina|Çin|Китай|الصين"),
    ("colombia", "Colombie|Colombia|Kolumbien|Colômbia|Kolombiya|Колумбия|كولومبيا"),
    ("congo", "RDC|RD Congo|Congo|République démocratique du Congo|Kongo|Конго|الكونغو"),
    ("croatia", "Croatie|Croatia|Croacia|Kroatien|Croazia|Croácia|Hırvatistan|Хорватия|كرواتيا"),
    ("cuba", "Cuba|Kuba|Küba|Куба|Кубы|Кубе|كوبا"),
    ("cyprus", "Chypre|Cyprus|Chipre|Zypern|Cipro|Kıbrıs|Кипр|قبرص"),
    (
        "czechia",
        "République tchèque|Tchéquie|Czech Republic|Czechia|República Checa|Chequia|Tschechien|Repubblica Ceca|Çekya|Çek Cumhuriyeti|Чехия|التشيك",
    ),
    ("denmark", "Danemark|Denmark|Dinamarca|Dänemark|Danimarca|Danimarka|Дания|الدنمارك"),
    ("ecuador", "Équateur|Ecuador|Equador|Ekvador|Эквадор|الإكوادور"),
    ("egypt", "Égypte|Egypt|Egipto|Ägypten|Egitto|Egito|Mısır|Египет|Египта|Египте|Египту|مصر"),
    ("estonia", "Estonie|Estonia|Estland|Estônia|Estonya|Эстония|إستونيا"),
    ("ethiopia", "Éthiopie|Ethiopia|Etiopía|Äthiopien|Etiopia|Etiópia|Etiyopya|Эфиопия|إثيوبيا"),
    ("finland", "Finlande|Finland|Finlandia|Finnland|Finlândia|Finlandiya|Финляндия|فنلندا"),
    ("france", "France|Francia|Frankreich|França|Fransa|Франция|فرنسا"),
    ("georgia", "Géorgie|Georgia|Georgien|Geórgia|Gürcistan|Грузия|جورجيا"),
    ("germany", "Allemagne|Germany|Alemania|Deutschland|Germania|Alemanha|Almanya|Германия|ألمانيا"),
    ("ghana", "Ghana|Gana|Гана|غانا"),
    ("greece", "Grèce|Greece|Grecia|Griechenland|Grécia|Yunanistan|Греция|اليونان"),
    ("guinea", "Guinée|Guinea|Guiné|Gine|Гвинея|غينيا"),
    ("haiti", "Haïti|Haiti|Haití|Гаити|هايتي"),
    ("hungary", "Hongrie|Hungary|Hungría|Ungarn|Ungheria|Hungria|Macaristan|Венгрия|المجر|هنغاريا"),
    ("iceland", "Islande|Iceland|Islandia|Island|Islanda|Islândia|İzlanda|Исландия|آيسلندا"),
    ("india", "Inde|India|Indien|Índia|Hindistan|Индия|الهند"),
    ("indonesia", "Indonésie|Indonesia|Indonesien|Indonésia|Endonezya|Индонезия|إندونيسيا"),
    ("iran", "Iran|Irán|Irã|Irão|İran|Иран|إيران"),
    ("iraq", "Irak|Iraq|Iraque|Ирак|العراق"),
    ("ireland", "Irlande|Ireland|Irlanda|Irland|İrlanda|Ирландия|أيرلندا"),
    ("israel", "Israël|Israel|Israele|İsrail|Израиль|إسرائيل"),
    ("italy", "Italie|Italy|Italia|Italien|Itália|İtalya|Италия|إيطاليا"),
    (
        "ivorycoast",
        "Côte d'Ivoire|Ivory Coast|Costa de Marfil|Elfenbeinküste|Costa d'Avorio|Costa do Marfim|Fildişi Sahili|Кот-д'Ивуар|ساحل العاج",
    ),
    ("japan", "Japon|Japan|Japón|Giappone|Japão|Japonya|Япония|اليابان"),
    ("jordan", "Jordanie|Jordan|Jordania|Jordanien|Giordania|Jordânia|Ürdün|Иордания|الأردن"),
    ("kazakhstan", "Kazakhstan|Kazajistán|Kasachstan|Kazakistan|Cazaquistão|Казахстан|كازاخستان"),
    ("kenya", "Kenya|Kenia|Quênia|Кения|كينيا"),
    ("kosovo", "Kosovo|Kosova|Косово|كوسوفو"),
    ("kurdistan", "Kurdistan|Kurdistán|Курдистан|كردستان"),
    ("kuwait", "Koweït|Kuwait|Kuveyt|Кувейт|الكويت"),
    ("latvia", "Lettonie|Latvia|Letonia|Lettland|Lettonia|Letônia|Letonya|Латвия|لاتفيا"),
    ("lebanon", "Liban|Lebanon|Líbano|Libanon|Libano|Lübnan|Ливан|لبنان"),
    ("libya", "Libye|Libya|Libia|Libyen|Líbia|Ливия|ليبيا"),
    ("lithuania", "Lituanie|Lithuania|Lituania|Litauen|Lituânia|Litvanya|Литва|ليتوانيا"),
    ("luxembourg", "Luxembourg|Luxemburgo|Luxemburg|Lussemburgo|Lüksemburg|Люксембург|لوكسمبورغ"),
    ("malaysia", "Malaisie|Malaysia|Malasia|Malásia|Malezya|Малайзия|ماليزيا"),
    ("mali", "Mali|Мали|مالي"),
    ("mexico", "Mexique|Mexico|México|Méjico|Mexiko|Messico|Meksika|Мексика|المكسيك"),
    ("moldova", "Moldavie|Moldova|Moldavia|Moldau|Moldávia|Молдавия|Молдова|مولدوفا"),
    ("mongolia", "Mongolie|Mongolia|Mongolei|Mongólia|Moğolistan|Монголия|منغوليا"),
    ("morocco", "Maroc|Morocco|Marruecos|Marokko|Marocco|Marrocos|Fas|Марокко|المغرب"),
    ("myanmar", "Birmanie|Myanmar|Burma|Birmania|Birmânia|Mianmar|Мьянма|ميانمار"),
    ("nepal", "Népal|Nepal|Непал|نيبال"),
    (
        "netherlands",
        "Pays-Bas|Netherlands|Países Bajos|Niederlande|Niederlanden|Paesi Bassi|Países Baixos|Hollanda|Holanda|Нидерланды|هولندا",
    ),
    (
        "newzealand",
        "Nouvelle-Zélande|New Zealand|Nueva Zelanda|Neuseeland|Nuova Zelanda|Nova Zelândia|Yeni Zelanda|Новая Зеландия|نيوزيلندا",
    ),
    ("niger", "Niger|Níger|Nijer|Нигер|النيجر"),
    ("nigeria", "Nigeria|Nigéria|Nijerya|Нигерия|نيجيريا"),
    (
        "northkorea",
        "Corée du Nord|North Korea|Corea del Norte|Nordkorea|Corea del Nord|Coreia do Norte|Kuzey Kore|Северная Корея|Северной Кореи|КНДР|كوريا الشمالية",
    ),
    ("norway", "Norvège|Norway|Noruega|Norwegen|Norvegia|Norveç|Норвегия|النرويج"),
    ("pakistan", "Pakistan|Pakistán|Paquistão|Пакистан|باكستان"),
    ("palestine", "Palestine|Palestina|Palästina|Filistin|Палестина|فلسطين"),
    ("peru", "Pérou|Peru|Perú|Perù|Перу|بيرو"),
    ("philippines", "Philippines|Filipinas|Philippinen|Filippine|Filipinler|Филиппины|الفلبين"),
    ("poland", "Pologne|Poland|Polonia|Polen|Polônia|Polónia|Polonya|Польша|بولندا"),
    ("portugal", "Portugal|Portogallo|Portekiz|Португалия|البرتغال"),
    ("qatar", "Qatar|Catar|Katar|Катар|قطر"),
    ("romania", "Roumanie|Romania|Rumania|Rumänien|Romênia|Roménia|Romanya|Румыния|رومانيا"),
    ("russia", "Russie|Russia|Rusia|Russland|Rússia|Rusya|Россия|РФ|Fédération de Russie|Russian Federation|روسيا"),
    (
        "saudi",
        "Arabie saoudite|Saudi Arabia|Arabia Saudí|Arabia Saudita|Saudi-Arabien|Arábia Saudita|Suudi Arabistan|Саудовская Аравия|Саудовской Аравии|Саудовскую Аравию|السعودية",
    ),
    ("senegal", "Sénégal|Senegal|Сенегал|السنغال"),
    ("serbia", "Serbie|Serbia|Serbien|Sérvia|Sırbistan|Сербия|صربيا"),
    ("slovakia", "Slovaquie|Slovakia|Eslovaquia|Slowakei|Slovacchia|Eslováquia|Slovakya|Словакия|سلوفاكيا"),
    ("slovenia", "Slovénie|Slovenia|Eslovenia|Slowenien|Eslovênia|Slovenya|Словения|سلوفينيا"),
    ("somalia", "Somalie|Somalia|Somália|Somali|Сомали|الصومال"),
    ("southafrica", "Afrique du Sud|South Africa|Sudáfrica|Südafrika|Sudafrica|África do Sul|Güney Afrika|ЮАР|جنوب أفريقيا"),
    (
        "southkorea",
        "Corée du Sud|South Korea|Corea del Sur|Südkorea|Corea del Sud|Coreia do Sul|Güney Kore|Южная Корея|Южной Кореи|كوريا الجنوبية",
    ),
    ("spain", "Espagne|Spain|España|Spanien|Spagna|Espanha|İspanya|Испания|إسبانيا"),
    ("sudan", "Soudan|Sudan|Sudán|Sudão|Судан|السودان"),
    ("sweden", "Suède|Sweden|Suecia|Schweden|Svezia|Suécia|İsveç|Швеция|السويد"),
    ("switzerland", "Suisse|Switzerland|Suiza|Schweiz|Svizzera|Suíça|İsviçre|Швейцария|سويسرا"),
    ("syria", "Syrie|Syria|Siria|Syrien|Síria|Suriye|Сирия|سوريا|سورية"),
    ("taiwan", "Taïwan|Taiwan|Taiwán|Tayvan|Тайвань|تايوان"),
    ("thailand", "Thaïlande|Thailand|Tailandia|Thailandia|Tailândia|Tayland|Таиланд|تايلاند"),
    ("tunisia", "Tunisie|Tunisia|Túnez|Tunesien|Tunísia|Tunus|Тунис|تونس|Tunis"),
    ("turkey", "Turquie|Turkey|Turquía|Türkei|Turchia|Turquia|Türkiye|Турция|تركيا"),
    (
        "uae",
        "Émirats arabes unis|Émirats|United Arab Emirates|UAE|Emiratos Árabes Unidos|Vereinigte Arabische Emirate|Emirati Arabi Uniti|Emirados Árabes Unidos|BAE|ОАЭ|الإمارات",
    ),
    ("uganda", "Ouganda|Uganda|Уганда|أوغندا"),
    (
        "uk",
        "Royaume-Uni|Grande-Bretagne|United Kingdom|Britain|Great Britain|UK|Reino Unido|Gran Bretaña|Großbritannien|Vereinigtes Königreich|Regno Unito|Gran Bretagna|Grã-Bretanha|İngiltere|Birleşik Krallık|Великобритания|بريطانيا|المملكة المتحدة",
    ),
    ("ukraine", "Ukraine|Ucrania|Ucraina|Ucrânia|Ukrayna|Украина|أوكرانيا"),
    (
        "usa",
        "États-Unis|United States|USA|US|U.S|Estados Unidos|EE.UU|EEUU|EUA|Vereinigte Staaten|Vereinigten Staaten|Stati Uniti|ABD|США|Amerika Birleşik Devletleri|الولايات المتحدة",
    ),
    ("uzbekistan", "Ouzbékistan|Uzbekistan|Uzbekistán|Usbekistan|Özbekistan|Узбекистан|أوزبكستان"),
    ("vatican", "Vatican|Vaticano|Vatikan|Ватикан|الفاتيكان"),
    ("venezuela", "Venezuela|Vénézuela|Венесуэла|فنزويلا"),
    ("vietnam", "Vietnam|Viêt Nam|Viet Nam|Vietnã|Vietname|Вьетнам|فيتنام"),
    ("yemen", "Yémen|Yemen|Jemen|Iémen|Iêmen|Йемен|اليمن"),
    // Cities and regions.
    ("abudhabi", "Abou Dhabi|Abu Dhabi|Abou Dabi|Абу-Даби|أبو ظبي|أبوظبي"),
    ("aden", "Aden|Adén|Аден|عدن"),
    ("afrin", "Afrine|Afrin|Африн|عفرين"),
    ("aleppo", "Alep|Aleppo|Alepo|Halep|Алеппо|حلب"),
    ("algiers", "Alger|Algiers|Argel|Algeri"),
    ("amman", "Amman|Ammán|Амман|عمان"),
    ("amsterdam", "Amsterdam|Ámsterdam|Amsterdã|Амстердам|أمستردام"),
    ("ankara", "Ankara|Анкара|أنقرة"),
    ("antakya", "Antakya|Antioche|Hatay|Антакья|أنطاكيا|هاتاي"),
    ("astana", "Astana|Astaná|Астана|أستانا|أستانة"),
    ("athens", "Athènes|Athens|Atenas|Athen|Atene|Atina|Афины|أثينا"),
    ("baghdad", "Bagdad|Baghdad|Bağdat|Bagdade|Багдад|بغداد"),
    ("baku", "Bakou|Baku|Bakú|Bakü|Баку|باكو"),
    ("bakhmut", "Bakhmout|Bakhmut|Bachmut|Bajmut|Бахмут|باخموت"),
    ("albab", "al-Bab|Al-Bab|El-Bab|El Bab|Эль-Баб|الباب"),
    ("barcelona", "Barcelone|Barcelona|Barcellona|Barselona|Барселона|برشلونة"),
    ("beijing", "Pékin|Beijing|Pekín|Peking|Pechino|Pequim|Pekin|Пекин|بكين|بيجين"),
    ("beirut", "Beyrouth|Beirut|Beirute|Beyrut|Бейрут|بيروت"),
    ("belgrade", "Belgrade|Belgrado|Belgrad|Белград|بلغراد"),
    ("benghazi", "Benghazi|Bengasi|Bingazi|Бенгази|بنغازي"),
    ("berlin", "Berlin|Berlín|Berlino|Berlim|Берлин|برلين"),
    ("bordeaux", "Bordeaux|Burdeos|Бордо"),
    ("brussels", "Bruxelles|Brussels|Bruselas|Brüssel|Bruxelas|Brüksel|Брюссель|بروكسل"),
    ("bucharest", "Bucarest|Bucharest|Bukarest|Bucareste|Bükreş|Бухарест|بوخارست"),
    ("budapest", "Budapest|Budapeste|Budapeşte|Будапешт|بودابست"),
    ("buenosaires", "Buenos Aires|Буэнос-Айрес"),
    ("cairo", "Le Caire|Caire|Cairo|El Cairo|Kairo|Il Cairo|Kahire|Каир|القاهرة"),
    ("caracas", "Caracas|Каракас|كاراكاس"),
    ("cannes", "Cannes"),
    ("chicago", "Chicago|Чикаго"),
    ("copenhagen", "Copenhague|Copenhagen|Kopenhagen|Copenaghen|Kopenhag|Копенгаген|كوبنهاغن"),
    ("crimea", "Crimée|Crimea|Krim|Crimeia|Kırım|Крым|القرم"),
    ("damascus", "Damas|Damascus|Damasco|Damaskus|Şam|Дамаск|دمشق"),
    ("deirezzor", "Deir Ezzor|Deir ez-Zor|Deir Ezzour|Deir al-Zor|Deyrizor|Дейр-эз-Зор|دير الزور"),
    ("diyarbakir", "Diyarbakır|Диярбакыр|ديار بكر"),
    ("doha", "Doha|Доха|الدوحة"),
    ("donbas", "Donbass|Donbas|Donbás|Donbàs|Донбасс|دونباس"),
    ("donetsk", "Donetsk|Donezk|Донецк|دونيتسك"),
    ("dubai", "Dubaï|Dubai|Dubái|Дубай|دبي"),
    ("dublin", "Dublin|Dublín|Dublino|Дублин|دبلن"),
    ("euphrates", "Euphrate|Euphrates|Éufrates|Euphrat|Eufrate|Eufrates|Fırat|Евфрат|الفرات"),
    ("frankfurt", "Francfort|Frankfurt|Fráncfort|Francoforte|Франкфурт"),
    ("gaza", "Gaza|Gazze|Газа|غزة"),
    ("gaziantep", "Gaziantep|Газиантеп|غازي عنتاب"),
    ("geneva", "Genève|Geneva|Ginebra|Genf|Ginevra|Genebra|Cenevre|Женева|جنيف"),
    ("ghouta", "Ghouta|Guta|Ghuta|Gota|Гута|الغوطة"),
    ("golan", "Golan|Golán|Голаны|الجولان"),
    ("hague", "La Haye|The Hague|La Haya|Den Haag|L'Aia|Haia|Lahey|Гаага|لاهاي"),
    ("hama", "Hama|Хама|حماة"),
    ("hamburg", "Hambourg|Hamburg|Hamburgo|Amburgo|Гамбург"),
    ("hanoi", "Hanoï|Hanoi|Hanói|Ханой|هانوي"),
    ("havana", "La Havane|Havana|La Habana|Havanna|L'Avana|Гавана|هافانا"),
    ("helsinki", "Helsinki|Helsinque|Helsínquia|Хельсинки|هلسنكي"),
    ("homs", "Homs|Humus|Хомс|حمص"),
    ("hongkong", "Hong Kong|Hongkong|Гонконг|هونغ كونغ"),
    ("hodeida", "Hodeïda|Hodeida|Hudaida|Ходейда|الحديدة"),
    ("idlib", "Idleb|Idlib|İdlib|Идлиб|إدلب"),
    ("islamabad", "Islamabad|İslamabad|Исламабад|إسلام آباد"),
    ("istanbul", "Istanbul|Estambul|İstanbul|Istambul|Стамбул|إسطنبول|اسطنبول"),
    ("izmir", "İzmir|Smyrne|Измир|إزمير"),
    ("jakarta", "Jakarta|Yakarta|Giacarta|Cakarta|Джакарта|جاكرتا"),
    ("jerusalem", "Jérusalem|Jerusalem|Jerusalén|Gerusalemme|Jerusalém|Kudüs|Иерусалим|القدس"),
    ("kabul", "Kaboul|Kabul|Cabul|Кабул|كابول"),
    ("kahramanmaras", "Kahramanmaraş|Кахраманмараш|كهرمان مرعش"),
    ("kandahar", "Kandahar|Kandahâr|Кандагар|قندهار"),
    (
        "karabakh",
        "Haut-Karabakh|Karabakh|Nagorno-Karabakh|Nagorno Karabaj|Bergkarabach|Berg-Karabach|Karabağ|Карабах|كاراباخ|Artsakh|Arzach|Artsaj|Арцах",
    ),
    ("kazan", "Kazan|Kasan|Казань|قازان"),
    ("kharkiv", "Kharkiv|Kharkov|Charkiw|Járkov|Harkiv|Carcóvia|Харьков|خاركيف"),
    ("kherson", "Kherson|Cherson|Jersón|Herson|Херсон|خيرسون"),
    ("khartoum", "Khartoum|Jartum|Khartum|Cartum|Hartum|Хартум|الخرطوم"),
    ("kyiv", "Kiev|Kyiv|Kiew|Kyjiw|Kiew|Киев|كييف"),
    ("kobani", "Kobané|Kobané|Kobani|Kobane|Кобани|كوباني|عين العرب"),
    ("kremlin", "Kremlin|Kreml|Cremlino|Кремль|Кремл|الكرملين"),
    ("latakia", "Lattaquié|Latakia|Latakia|Latakiye|Lazkiye|Латакия|اللاذقية"),
    ("lisbon", "Lisbonne|Lisbon|Lisboa|Lissabon|Lisbona|Lizbon|Лиссабон|لشبونة"),
    ("london", "Londres|London|Londra|Лондон|لندن"),
    ("losangeles", "Los Angeles|Los Ángeles|Лос-Анджелес|لوس أنجلوس"),
    ("luhansk", "Louhansk|Lougansk|Luhansk|Lugansk|Luhansk|Луганск|لوغانسك"),
    ("lyon", "Lyon|Lione|Лион|ليون"),
    ("madrid", "Madrid|Madri|Мадрид|مدريد"),
    ("manbij", "Minbej|Manbij|Manbidsch|Münbiç|Menbiç|Manbech|Manbiŷ|Манбидж|منبج"),
    ("marseille", "Marseille|Marseilles|Marsella|Marsiglia|Marselha|Marsilya|Марсель|مرسيليا"),
    ("mariupol", "Marioupol|Mariupol|Mariúpol|Мариуполь|ماريوبول"),
    ("mecca", "La Mecque|Mecca|La Meca|Mekka|Meca|Mekke|Мекка|مكة"),
    (
        "mediterranean",
        "Méditerranée|Mediterranean|Mediterráneo|Mittelmeer|Mediterraneo|Mediterrâneo|Akdeniz|Средиземное море|البحر المتوسط",
    ),
    ("milan", "Milan|Milán|Mailand|Milano|Milão|Милан|ميلانو"),
    ("minsk", "Minsk|Минск|مينسك"),
    ("moscow", "Moscou|Moscow|Moskau|Moscú|Mosca|Moscovo|Moskova|Москва|موسكو"),
    ("mosul", "Mossoul|Mosul|Mossul|Musul|Мосул|الموصل"),
    ("mumbai", "Bombay|Mumbai|Bombaim|Мумбаи|مومباي"),
    ("munich", "Munich|Múnich|München|Monaco di Baviera|Munique|Münih|Мюнхен|ميونيخ"),
    ("newdelhi", "New Delhi|Nueva Delhi|Neu-Delhi|Nuova Delhi|Nova Délhi|Yeni Delhi|Delhi|Дели|نيودلهي"),
    ("newyork", "New York|Nueva York|Nova York|Nova Iorque|Нью-Йорк|نيويورك"),
    ("nice", "Nice|Niza|Nizza|Ницца"),
    ("odessa", "Odessa|Odesa|Одесса|أوديسا"),
    ("oslo", "Oslo|Осло|أوسلو"),
    ("ottawa", "Ottawa|Оттава|أوتاوا"),
    ("palmyra", "Palmyre|Palmyra|Palmira|Пальмира|تدمر"),
    ("paris", "Paris|París|Parigi|Париж|باريس"),
    ("pyongyang", "Pyongyang|Pionyang|Pjöngjang|Пхеньян|بيونغ يانغ"),
    ("prague", "Prague|Praga|Prag|Прага|براغ"),
    ("raqqa", "Raqqa|Rakka|Raqa|Ракка|الرقة"),
    ("ramallah", "Ramallah|Рамалла|رام الله"),
    ("riga", "Riga|Рига|ريغا"),
    ("rio", "Rio de Janeiro|Río de Janeiro|Рио-де-Жанейро"),
    ("riyadh", "Riyad|Riyadh|Riad|Riade|Эр-Рияд|الرياض"),
    ("rome", "Rome|Roma|Rom|Рим|روما"),
    ("sanaa", "Sanaa|Saná|Sana'a|Сана|صنعاء"),
    ("sansalvador", "San Salvador"),
    ("sarajevo", "Sarajevo|Saraybosna|Сараево|سراييفو"),
    ("seoul", "Séoul|Seoul|Seúl|Seul|Сеул|سيول|سول"),
    ("sevastopol", "Sébastopol|Sevastopol|Sebastopol|Sewastopol|Севастополь"),
    ("shanghai", "Shanghai|Shanghái|Schanghai|Xangai|Şanghay|Шанхай|شنغهاي"),
    ("sinai", "Sinaï|Sinai|Sinaí|Sina|Синай|سيناء"),
    ("singapore", "Singapour|Singapore|Singapur|Singapura|Сингапур|سنغافورة"),
    ("sochi", "Sotchi|Sochi|Sotschi|Soçi|Сочи|سوتشي"),
    ("sofia", "Sofia|Sofía|Sofya|София|صوفيا"),
    (
        "stpetersburg",
        "Saint-Pétersbourg|St. Petersburg|Saint Petersburg|San Petersburgo|Sankt Petersburg|San Pietroburgo|São Petersburgo|Санкт-Петербург|سان بطرسبورغ",
    ),
    ("stockholm", "Stockholm|Estocolmo|Stoccolma|Стокгольм|ستوكهولم"),
    ("strasbourg", "Strasbourg|Estrasburgo|Straßburg|Strasburgo|Strazburg|Страсбург|ستراسبورغ"),
    ("suez", "Suez|Suès|Sues|Süveyş|Суэц|السويس"),
    ("sydney", "Sydney|Sídney|Сидней|سيدني"),
    ("tehran", "Téhéran|Tehran|Teherán|Teheran|Teerã|Teerão|Tahran|Тегеран|طهران"),
    ("telaviv", "Tel-Aviv|Tel Aviv|Тель-Авив|تل أبيب"),
    ("tbilisi", "Tbilissi|Tbilisi|Tiflis|Тбилиси|تبليسي"),
    ("tokyo", "Tokyo|Tokio|Tóquio|Токио|طوكيو"),
    ("toulouse", "Toulouse|Tolosa|Тулуза"),
    ("tripoli", "Tripoli|Trípoli|Tripolis|Trablus|Триполи|طرابلس"),
    ("vienna", "Vienne|Vienna|Viena|Wien|Viyana|Вена|فيينا"),
    ("vilnius", "Vilnius|Vilna|Wilna|Вильнюс|فيلنيوس"),
    ("warsaw", "Varsovie|Warsaw|Varsovia|Warschau|Varsavia|Varsóvia|Varşova|Варшава|وارسو"),
    ("washington", "Washington|Vaşington|Вашингтон|واشنطن"),
    (
        "whitehouse",
        "Maison Blanche|White House|Casa Blanca|Weißes Haus|Weißen Haus|Weiße Haus|Casa Bianca|Casa Branca|Beyaz Saray|Белый дом|البيت الأبيض",
    ),
    ("wuhan", "Wuhan|Ухань|ووهان"),
    ("elysee", "Élysée|Elíseo|Eliseo|Élysée-Palast|Eliseu|Elysee|Елисейский дворец|الإليزيه"),
    ("yerevan", "Erevan|Yerevan|Ereván|Eriwan|Jerewan|Ереван|يريفان"),
    ("zagreb", "Zagreb|Zagabria|Загреб"),
    ("zaporizhzhia", "Zaporijjia|Zaporijia|Zaporizhzhia|Zaporiyia|Saporischschja|Zaporizhia|Zaporijya|Запорожье|زابوريجيا"),
    ("africa", "Afrique|Africa|África|Afrika|Африка|أفريقيا|إفريقيا"),
    ("asia", "Asie|Asia|Asien|Ásia|Asya|Азия|آسيا"),
    ("europe", "Europe|Europa|Avrupa|Европа|أوروبا"),
    (
        "middleeast",
        "Moyen-Orient|Proche-Orient|Middle East|Oriente Medio|Oriente Próximo|Nahost|Naher Osten|Nahen Osten|Medio Oriente|Oriente Médio|Médio Oriente|Orta Doğu|Ortadoğu|Ближний Восток|Ближнем Востоке|الشرق الأوسط",
    ),
    (
        "westbank",
        "Cisjordanie|West Bank|Cisjordania|Westjordanland|Cisgiordania|Cisjordânia|Batı Şeria|الضفة الغربية|Judée-Samarie|Judea and Samaria|Judea y Samaria|Judäa und Samaria|Giudea e Samaria|Judeia e Samaria|Иудея и Самария",
    ),
    ("falklands", "Malouines|Falkland|Falklands|Falkland Islands|Malvinas|Falklandinseln|Falkland Adaları|Фолкленды|Мальвины|فوكلاند"),
    (
        "persiangulf",
        "golfe Persique|golfe Arabique|Persian Gulf|Arabian Gulf|golfo Pérsico|golfo Arábigo|Persischer Golf|Persischen Golf|golfo Persico|Basra Körfezi|Персидский залив|Персидского залива|Персидском заливе|الخليج العربي|الخليج الفارسي",
    ),
    (
        "templemount",
        "mont du Temple|esplanade des Mosquées|Temple Mount|Haram al-Sharif|Monte del Templo|Explanada de las Mezquitas|Tempelberg|Monte del Tempio|Spianata delle Moschee|Monte do Templo|Esplanada das Mesquitas|Храмовая гора|الحرم القدسي",
    ),
    (
        "northmacedonia",
        "Macédoine du Nord|Macédoine|North Macedonia|Macedonia|Macedonia del Norte|Nordmazedonien|Mazedonien|Macedonia del Nord|Macedônia do Norte|Kuzey Makedonya|Северная Македония|Македония|مقدونيا الشمالية",
    ),
    (
        "westernsahara",
        "Sahara occidental|Western Sahara|Westsahara|Sahara Occidentale|Saara Ocidental|Batı Sahra|Западная Сахара|الصحراء الغربية",
    ),
    ("eswatini", "Eswatini|Swaziland|Suazilandia|Swasiland|Essuatíni|Эсватини|إسواتيني"),
    ("blacksea", "mer Noire|Black Sea|Mar Negro|Schwarzes Meer|Schwarzen Meer|Mar Nero|Karadeniz|Черное море|البحر الأسود"),
    ("redsea", "mer Rouge|Red Sea|Mar Rojo|Rotes Meer|Roten Meer|Mar Rosso|Mar Vermelho|Kızıldeniz|Красное море|البحر الأحمر"),
];

/// Bodies that are no places.
const BODIES: &[(&str, &str)] = &[
    (
        "un",
        "ONU|UN|UNO|O.N.U|BM|ООН|Nations unies|United Nations|Naciones Unidas|Vereinte Nationen|Vereinten Nationen|Nazioni Unite|Nações Unidas|Birleşmiş Milletler|الأمم المتحدة",
    ),
    ("nato", "OTAN|NATO|Nato|O.T.A.N|НАТО|الناتو|حلف شمال الأطلسي"),
    (
        "eu",
        "UE|EU|AB|ЕС|Union européenne|European Union|Unión Europea|Europäische Union|Europäischen Union|Unione europea|União Europeia|Avrupa Birliği|Евросоюз|Европейский союз|الاتحاد الأوروبي",
    ),
    (
        "securitycouncil",
        "Conseil de sécurité|Security Council|Consejo de Seguridad|Sicherheitsrat|UN-Sicherheitsrat|Consiglio di sicurezza|Conselho de Segurança|Güvenlik Konseyi|Совет Безопасности|Совбез|مجلس الأمن",
    ),
    (
        "isis",
        "EI|Daech|Daesh|État islamique|ISIS|ISIL|IS|Islamic State|Estado Islámico|Islamischer Staat|Islamischen Staat|Stato Islamico|Estado Islâmico|DEAŞ|IŞİD|ИГИЛ|ИГ|داعش",
    ),
    ("hezbollah", "Hezbollah|Hizbullah|Hezbolá|Hisbollah|Хезболла|حزب الله"),
    (
        "hts",
        "HTC|HTS|Hayat Tahrir al-Cham|Hayat Tahrir al-Sham|Hayat Tahrir al Sham|Hayat Tahrir el-Cham|Hayat Tahrir el-Sham|Haiat Tahrir al-Scham|Hayʼat Tahrir al-Sham|Heyet Tahrir eş-Şam|Хайят Тахрир аш-Шам|هيئة تحرير الشام",
    ),
    ("hamas", "Hamas|Hamás|ХАМАС|حماس"),
    ("taliban", "talibans|Taliban|Talibanes|Talebani|Talibã|Талибан|طالبان"),
    (
        "pkk",
        "PKK|Parti des travailleurs du Kurdistan|Kurdistan Workers' Party|Partido de los Trabajadores de Kurdistán|Arbeiterpartei Kurdistans|РПК|حزب العمال الكردستاني",
    ),
    (
        "ypg",
        "YPG|Unités de protection du peuple|People's Protection Units|Unidades de Protección Popular|Volksverteidigungseinheiten|وحدات حماية الشعب",
    ),
    (
        "who",
        "OMS|WHO|WGO|DSÖ|ВОЗ|Organisation mondiale de la santé|World Health Organization|World Health Organisation|Organización Mundial de la Salud|Weltgesundheitsorganisation|Organizzazione mondiale della sanità|Organização Mundial da Saúde|Dünya Sağlık Örgütü|Всемирная организация здравоохранения|منظمة الصحة العالمية",
    ),
    (
        "imf",
        "FMI|IMF|IWF|МВФ|Fonds monétaire international|International Monetary Fund|Fondo Monetario Internacional|Internationaler Währungsfonds|Internationalen Währungsfonds|Fondo monetario internazionale|Fundo Monetário Internacional|صندوق النقد الدولي",
    ),
    ("iaea", "AIEA|IAEA|OIEA|IAEO|UAEA|МАГАТЭ"),
    ("osce", "OSCE|OSZE|AGİT|ОБСЕ"),
    ("icc", "CPI|ICC|IStGH|UCM|МУС"),
    ("ioc", "CIO|IOC|COI|IOK|МОК"),
    (
        "ecb",
        "BCE|ECB|EZB|ЕЦБ|Banque centrale européenne|European Central Bank|Banco Central Europeo|Europäische Zentralbank|Europäischen Zentralbank|Banca centrale europea|Banco Central Europeu|Avrupa Merkez Bankası|Европейский центральный банк|البنك المركزي الأوروبي",
    ),
    (
        "fed",
        "ФРС|Réserve fédérale|Federal Reserve|Reserva Federal|Federal Rezerv|Федеральная резервная система|الاحتياطي الفيدرالي|مجلس الاحتياطي الفيدرالي",
    ),
    (
        "europeancommission",
        "Commission européenne|European Commission|Comisión Europea|Europäische Kommission|Europäischen Kommission|EU-Kommission|Commissione europea|Comissão Europeia|Avrupa Komisyonu|Еврокомиссия|المفوضية الأوروبية",
    ),
    ("opec", "Opep|OPEP|OPEC|ОПЕК|أوبك"),
    ("redcross", "Croix-Rouge|Red Cross|Cruz Roja|Rotes Kreuz|Roten Kreuz|Croce Rossa|Cruz Vermelha|Kızılhaç|Красный Крест"),
];

/// The keys of all places, for tests of lists that name them.
#[cfg(test)]
pub(crate) fn place_keys() -> Vec<String> {
    PLACES.iter().map(|(key, _)| format!("@{key}")).collect()
}

#[derive(Clone, Copy)]
struct Entry {
    key: &'static str,
    kind: NameKind,
    /// Found in capitals only.
    upper: bool,
}

/// A referent found in a line.
pub(super) struct Found {
    /// Lexeme after the last of its name.
    pub end: usize,
    pub key: String,
    pub kind: NameKind,
}

static TABLE: LazyLock<Phrases<Entry>> = LazyLock::new(|| {
    let places = PLACES.iter().map(|line| (line, NameKind::Place));
    let entries = places.chain(BODIES.iter().map(|line| (line, NameKind::Other)));
    let forms = entries.flat_map(|((key, names), kind)| {
        names.split('|').map(move |name| {
            let upper = !name.contains(' ') && name.chars().all(|c| !c.is_lowercase()) && name.chars().any(char::is_uppercase);
            (name.to_owned(), Entry { key, kind, upper })
        })
    });
    let forms: Vec<(String, Entry)> =
        forms.flat_map(|(name, entry)| stem_of(&name).map(|stem| (stem, entry)).into_iter().chain([(name, entry)])).collect();
    Phrases::new(forms.iter().map(|(name, entry)| (name.as_str(), *entry)))
});

/// The place or body named at lexeme `at`; `shouted` where the whole piece stands in capitals.
pub(super) fn find(line: &Line<'_>, at: usize, shouted: bool) -> Option<Found> {
    let Kind::Word(shape) = line.get(at)?.kind else { return None };
    if shape == Shape::Lower
        && !matches!(
            line.fold(at),
            "mer" | "golfe" | "golfo" | "mont" | "monte" | "esplanade" | "explanada" | "esplanada" | "spianata" | "al"
        )
    {
        return None;
    }
    let (end, entry) = forms(line.fold(at)).find_map(|form| TABLE.after(line, form, at + 1))?;
    let short = line.fold(at).chars().count() < 3;
    if entry.upper && end == at + 1 && (shape != Shape::Upper || shouted && short) {
        return None;
    }
    Some(Found { end, key: format!("@{}", entry.key), kind: entry.kind })
}

/// Folded, so that *ой* is *ои*.
const CASE_ENDINGS: &[&str] = &["ами", "ями", "ах", "ях", "ои", "еи", "ом", "ем", "ью", "а", "у", "е", "ы", "и", "я", "ю", "ь", "о"];

/// A one-word Cyrillic name without its nominative ending, as inflected forms are looked up.
fn stem_of(name: &str) -> Option<String> {
    if !is_cyrillic(name) || name.contains(' ') {
        return None;
    }
    let stem = name.strip_suffix(['а', 'я', 'ь', 'й', 'ы'])?;
    (stem.chars().count() >= 4).then(|| stem.to_owned())
}

fn is_cyrillic(word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '\u{400}'..='\u{4ff}'))
}

fn is_arabic(word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '\u{600}'..='\u{6ff}'))
}

/// The forms under which a word may stand in a table: as it is, without Russian endings, German genitive, Arabic prefixes.
pub(super) fn forms(folded: &str) -> impl Iterator<Item = &str> {
    let mut others = Vec::new();
    let long = |form: &&str| form.chars().nth(2).is_some();
    if is_cyrillic(folded) {
        others.extend(CASE_ENDINGS.iter().filter_map(|ending| folded.strip_suffix(ending)).filter(long));
    } else if is_arabic(folded) {
        let bare = [Some(folded), folded.strip_prefix(['و', 'ف'])];
        for form in bare.into_iter().flatten() {
            let stripped = [Some(form), form.strip_prefix(['ب', 'ل', 'ك'])];
            others.extend(stripped.into_iter().flatten().filter(long));
        }
    } else if let Some(stem) = folded.strip_suffix('s').filter(|stem| stem.len() >= 4) {
        others.push(stem);
    }
    std::iter::once(folded).chain(others)
}
