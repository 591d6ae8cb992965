//! The bodies that news speak of, under the names nine languages give them.
//!
//! **Invariant:** one line for each, as of [`super::places::PLACES`]; short names and whole ones stand for one body.

/// Bodies that are no places.
pub(super) const BODIES: &[(&str, &str)] = &[
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
