//! Where sentences end in each language: abbreviations, initials, ordinals, figures, quotations, dialogue, lists.

use super::*;

/// Each case marks its boundaries with `|`, which is replaced by a space. All wrong cases are told at once.
fn check(lang: &str, cases: &[&str]) {
    let mut wrong = Vec::new();
    for case in cases {
        let text = case.replace('|', " ");
        let spans = sentences(&text, Span::new(0, text.len()), Lang::parse(lang));
        let found = spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>().join("|");
        if found != *case {
            wrong.push(found);
        }
    }
    assert!(wrong.is_empty(), "{lang}:\n{}", wrong.join("\n"));
}

#[test]
fn french() {
    check(
        "fr",
        &[
            "Le 1er mai, les défilés ont réuni du monde.|Le 2, plus personne.",
            "Napoléon Ier et la IIIe République.|Le XIXe siècle.",
            "Elle habite av. Foch, près du bd. Voltaire.|Il pleut.",
            "Cf. p. 12 et art. 49 al. 3 de la loi.|C'est tout.",
            "J.-C. Gallet et J.-L. Mélenchon sont venus.|Ils sont partis.",
            "Vers 350 av. J.-C., la ville brûle.|On la rebâtit.",
            "Il a cité Mme. Leroy et Mgr. Aupetit.|Puis rien.",
            "Des fruits, des légumes, etc., sont vendus.|Le reste est jeté.",
            "« Que faire ? » a demandé le maire.|Personne n'a répondu.",
            "« Nous partons. Nous revenons. », a dit le chef.|Il a ri.",
            "“C'est fini”, a-t-il dit.|“Vraiment.”|Elle rit.",
            "– Tu viens ?|– Non.|– Pourquoi ?",
            "Le CAC 40 a perdu 1.250 points.|L'euro vaut 1,10 dollar.",
            "(Il a plu.)|Le match a repris.",
            "Quoi ?!|Il part…|Elle reste.",
            "L'O.N.U. et la S.N.C.F. ont signé.|Le texte est publié.",
            "M. le maire et Me Dupond-Moretti plaident.|La cour délibère.",
            "Le feu a pris à 20 h. 30 rue Foch.|On l'a éteint à 22 h.|Personne n'est blessé.",
            "Le Dr Martin, le Pr. Raoult et St. Malo.|Fin.",
            "Il a dit : « Je pars. »|Puis il est parti.",
            "Le ministre (M. Dupont) a parlé.|La salle écoutait.",
        ],
    );
}

#[test]
fn states_are_american() {
    check("fr", &["Il a dit, lui, Va.|Personne ne bougea.", "Elle habite la rue, dit-on, La.|Personne ne sait."]);
}

#[test]
fn english() {
    check(
        "en",
        &[
            "Sen. Smith and Rep. Jones met Gov. Brown.|They talked.",
            "He met Sens. Smith and Jones, and Reps. Lee and Ray.|They talked.",
            "They met in Danville, Ky. Thursday night.|He was ill.|Nobody knew.",
            "It struck down the rule in Matal v. Tam.|He appealed, in Roe v. Wade.",
            "He left Portland, Ore.|The train was late.",
            "It met Wash. Gov. Jay Inslee.|They talked.",
            "It betrayed the U.S.' Kurdish allies.|They left.",
            "She read of it in 'the U.S.'|Nobody believed her.",
            "It employs forty sales reps.|Prices rose.",
            "He arrived at 5 a.m. on Tuesday.|She left at 6 p.m.|The train was late.",
            "John F. Kennedy spoke.|J.K. Rowling did not.",
            "The U.N. Security Council met.|The U.K. left.",
            "Apple Inc. and Ford Motor Co. rose.|Shares of Acme Corp. fell.",
            "It happened on Jan. 6 and again on Sept. 11.|Nobody noticed.",
            "The 1st, 2nd and 3rd came.|The 4th did not.",
            "\"Stop!\" he shouted.|\"Why?\"|\"Because.\"",
            "“We leave. We return,” he said.|“Never.”",
            "He said, “It is over.”|She nodded.",
            "Profits rose 3.5 percent to $1.2 billion.|Costs fell.",
            "St. Louis and Mt. Rainier vs. Ft. Worth.|The end.",
            "Dogs, cats, etc. are allowed.|Birds are not.",
            "E.g. this, i.e. that, are fine.|So is this.",
            "No. 10 denied it.|No.|He did not.",
            "Martin Luther King Jr. was there.|He spoke.",
            "Lt. Col. James R. Hicks flew in.|He landed.",
            "(It rained.)|Play resumed.",
            "See Fig. 3 and p. 12.|Thanks.",
            "Will he stay?|Perhaps!|Who knows...|We do not.",
            "- Are you in?|- No.",
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            "El Sr. Pérez, la Sra. Gil y el Dr. Ruiz votaron.|Luego salieron.",
            "D. Juan y Dña. Ana llegaron.|Nadie habló.",
            "El art. 155 y la pág. 12.|Es todo.",
            "Llegó el 1.º de mayo.|Se fue el 2.",
            "—¿Vienes?|—No.|—¿Por qué?",
            "«¿Qué hacer?», preguntó.|Nadie respondió.",
            "Los EE. UU. y la UE firmaron.|Fue ayer.",
            "Costó 1.250 euros.|Era caro.",
            "J. L. Rodríguez Zapatero habló.|Se calló.",
            "Manzanas, peras, etc., se venden.|El resto no.",
            "El Gral. Franco murió.|Ud. lo sabe.",
            "¡Basta!|¿Quién manda?|Nadie.",
            "Dijo: «Me voy».|Y se fue.",
            "Sucedió en el s. XIX, p. ej. en Cádiz.|Hay más.",
        ],
    );
}

#[test]
fn german() {
    check(
        "de",
        &[
            "Er kam z. B. aus Bonn.|Sie blieb.",
            "Das gilt z.B. für Köln, d. h. für alle.|Sie wissen es.",
            "Am 1. Mai und am 3. Oktober ist frei.|Der Rest nicht.",
            "Der 2. Weltkrieg endete 1945.|Das 21. Jahrhundert begann.",
            "Kaiser Wilhelm II. regierte lange.|Er floh.",
            "Dr. Weber, Prof. Dr. Klein und Hr. Groß kamen.|Sie gingen.",
            "Rund 3 Mio. Menschen und 2 Mrd. Euro.|Das ist viel.",
            "Äpfel, Birnen usw. sind da.|Das reicht.",
            "„Wir gehen“, sagte er.|„Nein!“|Sie blieb.",
            "„Was nun?“, fragte sie.|Niemand antwortete.",
            "Er sagte: „Es ist vorbei.“|Dann ging er.",
            "»Komm!«, rief er.|Sie kam.",
            "Die Fa. Müller, Nr. 5, bzw. Abs. 3 Satz 2.|Das genügt.",
            "Es gab Brot, Wein u. a.|Die Stadt zahlt.",
            "U. a. wurde die Straße gesperrt.|Die Polizei ermittelt.",
            "Die Sitzung begann um 20.30 Uhr.|Sie endete spät.",
            "Karl-Heinz K. wurde verhaftet.|Er schwieg.",
            "Das Verfahren läuft seit 2018.|Die Richter prüfen.",
            "Nach Angaben der Polizei v. a. Jugendliche.|Die Stadt, i. d. R. ruhig, staunt.",
        ],
    );
}

#[test]
fn italian() {
    check(
        "it",
        &[
            "Il sig. Rossi, la dott.ssa Bianchi e l'avv. Neri sono usciti.|Poi basta.",
            "L'art. 18 e il n. 5 restano.|È tutto.",
            "Il 1° maggio si fa festa.|Il 2 no.",
            "«Che fare?», ha chiesto.|Nessuno ha risposto.",
            "«Andiamo.»|Il ministro è uscito.",
            "Costa 1.250 euro.|È caro.",
            "G. Verdi e A. Manzoni erano amici.|Si scrivevano.",
            "Mele, pere, ecc. sono in vendita.|Il resto no.",
            "– Vieni?|– No.",
            "On. Meloni e sen. Renzi hanno parlato.|La seduta è tolta.",
            "Nel sec. XIX, ad es. a Torino.|C'è altro.",
        ],
    );
}

#[test]
fn portuguese() {
    check(
        "pt",
        &[
            "O Sr. Silva, a Sra. Costa e o Dr. Lima saíram.|Depois voltaram.",
            "A Dra. Ana e a Profa. Rita falaram.|Ninguém ouviu.",
            "O art. 5.º e o n.º 3 ficam.|É tudo.",
            "Chegou a 1.º de maio.|Partiu a 2.",
            "— Vens?|— Não.",
            "“Que fazer?”, perguntou.|Ninguém respondeu.",
            "Os EUA e a U.E. assinaram.|Foi ontem.",
            "Custou R$ 1.250.|Era caro.",
            "Maçãs, peras, etc. estão à venda.|O resto não.",
            "J. M. Barroso falou.|Calou-se.",
            "D. Pedro II reinou.|Av. Paulista parou.",
        ],
    );
}

#[test]
fn turkish() {
    check(
        "tr",
        &[
            "12. Cumhurbaşkanı Erdoğan konuştu.|Sonra gitti.",
            "Prof. Dr. Ali Veli ve Av. Ayşe geldi.|Onlar gitti.",
            "T.C. Dışişleri Bakanlığı açıkladı.|Toplantı bitti.",
            "Elma, armut vb. satılıyor.|Gerisi yok.",
            "“Gidiyoruz” dedi.|“Hayır!”|Kaldı.",
            "Fiyat 1.250 lira.|Pahalı.",
            "M. Kemal Atatürk geldi.|Herkes sustu.",
            "Türkiye'nin 2. büyük kenti Ankara.|İzmir üçüncü.",
            "- Geliyor musun?|- Hayır.",
            "Olay 2018'de oldu.|İstanbul karıştı.",
            "Toplantı saat 20.30'da başladı.|Geç bitti.",
        ],
    );
}

#[test]
fn russian() {
    check(
        "ru",
        &[
            "Пожар начался на ул. Мира, д. 5, кв. 12, в 8 ч. 30 мин.|Его потушили.",
            "Это, т. е. договор, подписано.|Все ушли.",
            "Города, т.е. Москва и т. д., растут.|Это так.",
            "В. В. Путин и С.В. Лавров приехали.|Они уехали.",
            "В 2018 г. прошли выборы.|Победил он.",
            "Это было в 2018 г.|Потом всё изменилось.",
            "Погибли 5 тыс. человек, 3 млн руб. потеряно.|Это много.",
            "Ул. Ленина и пл. Победы закрыты.|Движения нет.",
            "«Что делать?» — спросил он.|Никто не ответил.",
            "«Мы уходим», — сказал он.|Она осталась.",
            "— Идёшь?|— Нет.",
            "Им. Горького парк, стр. 2.|Вход свободный.",
            "Яблоки, груши и др. продаются.|Остальное нет.",
            "В г. Москве и с. Ивановка дождь.|Холодно.",
            "Цена 1,5 млрд долл. США.|Дорого.",
            "Он сказал: «Всё кончено».|И ушёл.",
        ],
    );
}

#[test]
fn arabic() {
    check(
        "ar",
        &[
            "وصل الرئيس أمس.|ثم غادر إلى بلاده.",
            "هل انتهى الاجتماع؟|لا أحد يعلم!|الجميع ينتظر.",
            "قال د. أحمد إن الوضع صعب.|لم يضف شيئا.",
            "بلغ السعر 1.5 مليون دولار.|هذا كثير.",
            "«انتهى الأمر»، قال الوزير.|ثم خرج.",
            "قال: «انتهى الأمر.»|ثم خرج.",
            "وقع الاتفاق في 2018 م. في جنيف.|رحب الجميع به.",
        ],
    );
}

#[test]
fn lists_and_lines() {
    for (lang, text, expected) in [
        ("fr", "Au programme :\n- le budget\n- la dette", &["Au programme :", "- le budget", "- la dette"][..]),
        ("fr", "1) Le budget\n2) La dette", &["1) Le budget", "2) La dette"]),
        ("en", "1. The budget. It grows.\n2. The debt.", &["1. The budget.", "It grows.", "2. The debt."]),
        ("en", "a. The budget\nb. The debt", &["a. The budget", "b. The debt"]),
        ("en", "* Three dead\n* Ten injured", &["* Three dead", "* Ten injured"]),
        ("de", "• Drei Tote • Zehn Verletzte", &["• Drei Tote", "• Zehn Verletzte"]),
        ("ru", "1. Бюджет\n2. Долг", &["1. Бюджет", "2. Долг"]),
        ("en", "A title\r\nA sentence. Another.\r\n", &["A title", "A sentence.", "Another."]),
    ] {
        let found: Vec<&str> = sentences(text, Span::new(0, text.len()), Lang::parse(lang)).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{lang}");
    }
}
