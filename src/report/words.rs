//! Every word of the interface, in each of its languages, and the forms of numbers, shares and days.
//!
//! Enters: a language. Leaves: its [`Words`].
//! **Invariant:** an entry has all languages or does not compile; templates, renderers and script have no words of their own. (Notes, and
//! the reasons of skipped records, come in English from the stages.)

use crate::clean::Reason;
use crate::compare::{ChangeKind, Kind};
use crate::reuse::DirectionEvidence;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::Fr => "fr",
            Language::En => "en",
        }
    }
}

/// A noun in the singular and the plural.
pub(super) type Noun = (&'static str, &'static str);

macro_rules! table {
    ($($key:ident: $kind:ty = $fr:expr, $en:expr;)*) => {
        /// The words of one language.
        pub(super) struct Words { pub language: Language, $(pub $key: $kind,)* }
        static FR: Words = Words { language: Language::Fr, $($key: $fr,)* };
        static EN: Words = Words { language: Language::En, $($key: $en,)* };
    };
}

table! {
    report_title: &'static str = "La presse recoupée", "The news, cross-checked";
    compare_title: &'static str = "Articles comparés", "Articles compared";
    skip_link: &'static str = "Aller au contenu", "Skip to content";
    lead: &'static str = "Qui rapporte le même fait, et en quels mots : les articles qui partagent un texte, ceux qui racontent un même événement, et chaque endroit où ils ne disent pas la même chose. Tout mot cité mène à son article.", "Who reports the same thing, and in which words: the articles that share a text, those that tell of one event, and every place where they do not say the same. Every quoted word leads to its article.";
    lead_howto: &'static str = "Comment lire ce rapport", "How to read this report";
    overview: &'static str = "Vue d’ensemble", "Overview";
    site_nav: &'static str = "Rapport", "Report";
    on_this_page: &'static str = "Sur cette page", "On this page";
    event: Noun = ("événement", "événements"), ("event", "events");
    article: Noun = ("article", "articles"), ("article", "articles");
    text: Noun = ("texte indépendant", "textes indépendants"), ("independent text", "independent texts");
    outlet: Noun = ("média", "médias"), ("outlet", "outlets");
    difference: Noun = ("différence", "différences"), ("difference", "differences");
    word: Noun = ("mot", "mots"), ("word", "words");
    skipped_noun: Noun = ("entrée écartée", "entrées écartées"), ("skipped record", "skipped records");
    stands_out: &'static str = "Ce qui frappe", "What stands out";
    no_standouts: &'static str = "Aucune différence relevée entre les articles d’un même événement.", "No difference was found between articles on one event.";
    events_heading: &'static str = "Événements", "Events";
    shared_event: Noun = ("événement rapporté par plusieurs articles", "événements rapportés par plusieurs articles"), ("event reported by several articles", "events reported by several articles");
    single_event: Noun = ("par un seul", "par un seul"), ("by one alone", "by one alone");
    unread: Noun = ("phrase à la fin d’articles très longs n’a pas été comparée", "phrases à la fin d’articles très longs n’ont pas été comparées"), ("sentence at the end of very long articles was not compared", "sentences at the end of very long articles were not compared");
    copies_note: &'static str = "Au-delà de seize textes identiques, les suivants ne sont mis en regard que du plus ancien.", "Beyond sixteen identical texts, the later ones are paired with the earliest alone.";
    events_caption: &'static str = "Événements rapportés par plusieurs articles", "Events reported by several articles";
    singles: &'static str = "Événements d’un seul article", "Events of a single article";
    no_events: &'static str = "Aucun événement n’est rapporté par plusieurs articles.", "No event is reported by several articles.";
    event_label: &'static str = "Événement", "Event";
    headline: &'static str = "Titre", "Headline";
    day: &'static str = "Jour", "Day";
    outlets_heading: &'static str = "Médias", "Outlets";
    chosen_heading: &'static str = "Les mots qu’il choisit", "The words it chooses";
    chosen_note: &'static str = "Mots que ce média emploie plus que les autres sur les mêmes événements ; une dépêche reprise compte une fois, et au plus un mot sur vingt est là par hasard.", "Words that this outlet uses more than others do on the same events; a dispatch that several print counts once, and at most one word in twenty is there by chance.";
    chosen_none: &'static str = "Aucun mot ne le distingue des autres sur les événements qu’ils ont en commun.", "No word sets it apart from others on the events they have in common.";
    chosen_too_few: &'static str = "Trop peu d’événements en commun avec d’autres médias pour parler de ses mots ; il en faut", "Too few events in common with other outlets to speak of its words; needed are";
    outlet_column: &'static str = "Média", "Outlet";
    outlets_column: &'static str = "Médias", "Outlets";
    articles_heading: &'static str = "Articles", "Articles";
    articles_column: &'static str = "Articles", "Articles";
    texts_column: &'static str = "Textes indép.", "Indep. texts";
    differences_column: &'static str = "Différences", "Differences";
    events_column: &'static str = "Événements", "Events";
    words_column: &'static str = "Mots", "Words";
    own_column: &'static str = "Part propre", "Own share";
    time_column: &'static str = "Parution", "Published";
    relation_column: &'static str = "Origine du texte", "Origin of the text";
    filter_label: &'static str = "Filtrer les événements", "Filter events";
    filter_none: &'static str = "Aucun événement ne correspond.", "No event matches.";
    sort_by: &'static str = "Trier par", "Sort by";
    notes_heading: &'static str = "Remarques", "Notes";
    skipped_heading: &'static str = "Entrées écartées", "Skipped records";
    skipped_caption: &'static str = "Ce qui n’a pas pu être lu, et pourquoi", "What could not be read, and why";
    place_column: &'static str = "Endroit", "Place";
    reason_column: &'static str = "Raison", "Reason";
    howto_heading: &'static str = "Lire cette page", "How to read this page";
    howto: &'static [&'static str] = &[
        "Un événement réunit les articles sur un même fait, en quelques mots qu’il soit raconté. Un texte indépendant n’est la copie d’aucun autre et n’en reprend pas l’essentiel : huit médias peuvent ne porter que deux textes.",
        "Une différence est un endroit où des articles ne disent pas la même chose : chiffre, date, nom, mot choisi, auteur d’un propos, conditionnel ou indicatif, citation raccourcie, fait passé sous silence. Le poids qui les ordonne dit ce qui mérite d’être vérifié d’abord, jamais qui a raison.",
        "La part propre d’un article est la part de ses mots qui ne figurent dans aucun passage commun à un autre média, sauf si les indices disent que cet article l’avait en premier.",
        "Chaque mot cité est pris tel quel dans l’article, dont le texte complet est à un lien de là. Menus, boutons et bandeaux des sites y sont grisés et ne comptent dans aucune comparaison.",
    ], &[
        "An event brings together the articles on one happening, whatever words they use. An independent text is no copy of another and takes no large part from one: eight outlets may carry but two texts.",
        "A difference is a place where articles do not say the same: a figure, a date, a name, the word chosen, who is credited, conditional or indicative, a shortened quotation, a fact left out. The weight that orders them says what to check first, never who is right.",
        "The own share is the share of an article’s words that stand in no passage shared with another outlet, unless the evidence says this article had it first.",
        "Every quoted word stands in the article as given, and its full text is one link away. Menus, buttons and banners of web sites are greyed there and count in no comparison.",
    ];
    unlisted_differences: Noun = ("omission ou variante de peu de poids n’est pas donnée", "omissions et variantes de peu de poids ne sont pas données"), ("slight omission or wording is not listed", "slight omissions and wordings are not listed");
    trivial_differences: Noun = ("différence de graphie seulement (accents, majuscules, ponctuation, nom tel que l’écrit une autre langue)", "différences de graphie seulement (accents, majuscules, ponctuation, nom tel que l’écrit une autre langue)"), ("difference of spelling alone (accents, case, punctuation, a name as another language writes it)", "differences of spelling alone (accents, case, punctuation, a name as another language writes it)");
    further_differences: Noun = ("différence de moindre poids ou moins sûre", "différences de moindre poids ou moins sûres"), ("slighter or less certain difference", "slighter or less certain differences");
    beside_heading: &'static str = "Lecture côte à côte", "Side by side";
    beside_link: &'static str = "Lire les articles côte à côte", "Read the articles side by side";
    beside_note: &'static str = "Le numéro qui suit une phrase mène à la phrase d’un autre article qui dit la même chose.", "The number after a sentence leads to the sentence of another article that says the same.";
    beside_left: &'static str = "À gauche", "On the left";
    beside_right: &'static str = "À droite", "On the right";
    beside_row: &'static str = "Articles côte à côte", "Articles side by side";
    legend_both: &'static str = "dit par les deux ; le reste, par un seul", "told by both; the rest, by one alone";
    choices_heading: &'static str = "Les mots de chacun", "The words of each";
    choices_caption: &'static str = "Les différences de plus de poids, et ce que chaque article écrit ; la même teinte dans une ligne, les mêmes mots ou la même valeur", "The weightiest differences, and what each article writes; the same tint within a row, the same words or the same value";
    kind_column: &'static str = "Ce qui diffère", "What differs";
    common_heading: &'static str = "Ce que deux articles ont en commun", "What any two have in common";
    common_caption: &'static str = "Part des mots de la ligne qui figurent aussi, dans un passage commun, dans le texte de la colonne, puis nombre de faits que les deux rapportent. Chaque case ouvre les deux articles côte à côte.", "Share of the row’s words that the column has too, in a shared passage, then the number of facts both tell. Each cell opens the two side by side.";
    facts_common: Noun = ("fait", "faits"), ("fact", "facts");
    redacted_note: &'static str = "Version sans les textes : à la place des titres, les identifiants ; à la place des mots cités, leur empreinte ; à la place des textes, les endroits, comptés en caractères Unicode. Qui possède les articles y retrouve chaque passage.", "Without the texts: ids stand for headlines, hashes for quoted words, and offsets in Unicode code points for texts. Whoever has the articles finds every passage in them.";
    spans_heading: &'static str = "Ce qui se trouve où", "What stands where";
    span_column: &'static str = "Caractères", "Characters";
    what_column: &'static str = "Quoi", "What";
    hash_label: &'static str = "Empreinte du texte", "Hash of the text";
    legend_dateline: &'static str = "lieu et date", "place and date";
    no_headline: &'static str = "(sans titre)", "(no headline)";
    no_date: &'static str = "sans date", "undated";
    unknown_outlet: &'static str = "média inconnu", "unknown outlet";
    who_reports: &'static str = "Qui en parle", "Who reports";
    headlines_heading: &'static str = "Les titres côte à côte", "The headlines side by side";
    agreement_heading: &'static str = "Ce que tous ou presque disent", "What all or most say";
    agreement_note: &'static str = "Surlignés : les mots que moins de la moitié des autres récits du même fait emploient.", "Highlighted: words that fewer than half of the other tellings of the same fact use.";
    further: Noun = ("autre fait rapporté par plusieurs articles", "autres faits rapportés par plusieurs articles"), ("more fact told by several articles", "more facts told by several articles");
    agreement_none: &'static str = "Aucun fait n’est rapporté par deux articles.", "No fact is told by two articles.";
    differs_heading: &'static str = "Ce qui diffère, et comment", "What differs, and how";
    differs_note: &'static str = "La même teinte : les mêmes mots ou la même valeur.", "The same tint: the same words or the same value.";
    of_weight: &'static str = "plus sûres", "more certain";
    of_little_weight: &'static str = "de moindre poids ou moins sûres", "slighter or less certain";
    of_spelling: &'static str = "de graphie seulement", "of spelling alone";
    differs_none: &'static str = "Aucune différence relevée.", "No difference was found.";
    omits_heading: &'static str = "Qui dit quoi, qui le tait", "Who says what, who leaves it out";
    omits_caption: &'static str = "Faits rapportés par chaque article", "Facts told by each article";
    versions_heading: &'static str = "Versions", "Versions";
    versions_note: &'static str = "La même page relevée plusieurs fois : ce qui a changé d’un relevé au suivant. Une phrase déplacée n’est pas un changement.", "The same page captured more than once: what changed from one capture to the next. A sentence that moved is no change.";
    change_column: &'static str = "Changement", "Change";
    before_column: &'static str = "Avant", "Before";
    after_column: &'static str = "Après", "After";
    order_heading: &'static str = "Dans quel ordre", "In which order";
    order_caption: &'static str = "Ordre des faits dans chaque article ; les numéros sont ceux du tableau précédent", "Order of the facts in each article; numbers as in the table above";
    order_column: &'static str = "Faits, du premier au dernier", "Facts, first to last";
    reuse_heading: &'static str = "Qui partage le texte de qui", "Who shares text with whom";
    reuse_caption: &'static str = "Passages communs à deux articles", "Passages that two articles share";
    reuse_none: &'static str = "Ces articles n’ont aucun passage en commun.", "These articles share no passage.";
    reuse_graph: &'static str = "Graphe des passages communs : une flèche part de l’origine probable. Le tableau qui suit dit la même chose.", "Graph of shared passages: an arrow leaves the probable origin. The table below says the same.";
    timeline_heading: &'static str = "Chronologie des parutions", "Timeline of publications";
    timeline_graph: &'static str = "Chronologie des parutions ; le tableau « Qui en parle » donne les mêmes heures.", "Timeline of publications; the table “Who reports” gives the same times.";
    fact_column: &'static str = "Fait", "Fact";
    reading_column: &'static str = "Ce qui est écrit", "What is written";
    who_column: &'static str = "Par qui", "By whom";
    evidence_label: &'static str = "Dans leur phrase", "In their sentences";
    absent_label: &'static str = "Introuvable chez", "Not found in";
    says: &'static str = "le dit", "says it";
    silent: &'static str = "rien de tel trouvé", "nothing like it found";
    told_by: &'static str = "Dit par", "Told by";
    of_count: &'static str = "sur", "of";
    differ_in: &'static str = "diffèrent", "they differ in";
    unsourced: &'static str = "sans source dans la phrase", "no source in the sentence";
    first_column: &'static str = "Un article", "One article";
    second_column: &'static str = "L’autre", "The other";
    common_column: &'static str = "Mots communs", "Words in common";
    share_of_first: &'static str = "Part du premier", "Share of the first";
    share_of_second: &'static str = "Part du second", "Share of the second";
    origin_column: &'static str = "Origine probable", "Probable origin";
    origin_open: &'static str = "indéterminée", "undetermined";
    passages_label: &'static str = "Passages", "Passages";
    rel_copy: &'static str = "sans doute repris de", "probably copied from";
    rel_edited: &'static str = "avec des changements", "with changes";
    rel_copied: &'static str = "sans doute repris par", "probably copied by";
    rel_of_these: &'static str = "dont", "of these";
    rel_same: &'static str = "même texte que", "same text as";
    rel_near: &'static str = "presque le même texte que", "nearly the same text as";
    rel_near_too: &'static str = "presque le même que", "nearly the same as";
    and: &'static str = "et", "and";
    rel_no_text: &'static str = "titre seul, sans texte", "headline only, no text given";
    rel_shares: &'static str = "en commun avec", "in common with";
    rel_own: &'static str = "rédigé en propre", "own text";
    rel_others: Noun = ("autre", "autres"), ("other", "others");
    credits: &'static str = "cite l’agence", "credits the agency";
    contains_dispatch: &'static str = "contient la dépêche", "contains the dispatch of";
    story_label: &'static str = "Suite de", "Part of the story of";
    article_text: &'static str = "Texte de l’article", "Text of the article";
    no_text: &'static str = "Cet article n’a qu’un titre.", "This article has a headline only.";
    legend: &'static str = "Légende", "Key";
    legend_differs: &'static str = "mots qui diffèrent d’un article à l’autre", "words that differ between articles";
    legend_shared: &'static str = "passage commun à un autre article", "passage shared with another article";
    legend_quote: &'static str = "citation", "quotation";
    legend_furniture: &'static str = "hors article", "not the article";
    shared_with: &'static str = "Passages communs", "Shared passages";
    source_page: &'static str = "Page d’origine", "Original page";
    address: &'static str = "Adresse", "Address";
    language_label: &'static str = "Langue", "Language";
    identifier: &'static str = "Identifiant", "Identifier";
    more_shown: &'static str = "de plus, non affichés ici", "more, not shown here";
    cut_note: Noun = ("caractère de la suite n’est pas affiché", "caractères de la suite ne sont pas affichés"), ("more character is not shown", "more characters are not shown");
    pages: &'static str = "Pages", "Pages";
    made_by: &'static str = "Établi par recoupe", "Made by recoupe";
    verdict: &'static str = "Ce rapport montre des formulations et leurs preuves ; à chacun de juger.", "This report shows wording and its evidence; people judge.";
    headline_field: &'static str = "dans le titre", "in the headline";
}

/// The words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Fr => &FR,
        Language::En => &EN,
    }
}

/// Kinds in the order in which a reader wants them.
pub(super) const KINDS: [Kind; 11] = [
    Kind::Number,
    Kind::Date,
    Kind::Label,
    Kind::Attribution,
    Kind::Modality,
    Kind::Quote,
    Kind::Voice,
    Kind::Name,
    Kind::Omission,
    Kind::Order,
    Kind::Wording,
];

const FR_MONTHS: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const EN_MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Words {
    /// `12 345` or `12,345`.
    pub fn number(&self, value: u64) -> String {
        let digits = value.to_string();
        let separator = if self.language == Language::Fr { '\u{202f}' } else { ',' };
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    /// `3 articles`.
    pub fn count(&self, value: usize, noun: Noun) -> String {
        format!("{}\u{a0}{}", self.number(value as u64), self.noun(value, noun))
    }

    /// `44 differences: 12 more certain, 30 slighter or less certain (+ 2 of spelling alone)`.
    pub fn differences(&self, [certain, doubtful, trivial]: [usize; 3]) -> String {
        let some = |(count, name): (usize, &str)| (count > 0).then(|| format!("{} {name}", self.number(count as u64)));
        let parts: Vec<String> = [(certain, self.of_weight), (doubtful, self.of_little_weight)].into_iter().filter_map(some).collect();
        let colon = if parts.is_empty() { "" } else { self.colon() };
        let spelling = some((trivial, self.of_spelling)).map_or_else(String::new, |spelling| format!(" (+ {spelling})"));
        format!("{}{colon}{}{spelling}", self.count(certain + doubtful, self.difference), parts.join(", "))
    }

    /// `articles`; French counts nought and one in the singular, English one alone.
    pub fn noun(&self, value: usize, noun: Noun) -> &'static str {
        let singular = value == 1 || (value == 0 && self.language == Language::Fr);
        if singular { noun.0 } else { noun.1 }
    }

    /// `62 %` or `62%`; what is not quite nothing or everything never reads 0 or 100.
    pub fn percent(&self, share: f64) -> String {
        let whole = (share * 100.0).round() as i64;
        let shown = match whole {
            0 if share > 0.0 => "<\u{a0}1".to_owned(),
            100 if share < 1.0 => "99".to_owned(),
            whole => whole.to_string(),
        };
        if self.language == Language::Fr { format!("{shown}\u{202f}%") } else { format!("{shown}%") }
    }

    /// `8 février 2018` from `2018-02-08…`; anything else as it is.
    pub fn day(&self, iso: &str) -> String {
        let day = iso.get(..10).unwrap_or(iso);
        let parts: Vec<&str> = day.split('-').collect();
        let &[year, month, day] = parts.as_slice() else { return iso.to_owned() };
        let (Ok(month), Ok(day)) = (month.parse::<usize>(), day.parse::<u8>()) else { return iso.to_owned() };
        let names = if self.language == Language::Fr { FR_MONTHS } else { EN_MONTHS };
        let Some(name) = month.checked_sub(1).and_then(|month| names.get(month)) else { return iso.to_owned() };
        let ordinal = if day == 1 && self.language == Language::Fr { "er" } else { "" };
        format!("{day}{ordinal}\u{a0}{name}\u{a0}{year}")
    }

    /// Days as one day or as a first and a last.
    pub fn days(&self, days: &[String; 2]) -> String {
        if days[0] == days[1] { self.day(&days[0]) } else { format!("{} – {}", self.day(&days[0]), self.day(&days[1])) }
    }

    /// `8 février 2018, 14 h 26 UTC+1`: the time of the publisher's own clock, with its zone, since others go by another.
    pub fn moment(&self, iso: &str) -> String {
        let zone = zone(iso);
        match (iso.get(11..13), iso.get(14..16)) {
            (Some(hour), Some(minute)) if self.language == Language::Fr => {
                format!("{}, {hour}\u{a0}h\u{a0}{minute}\u{a0}{zone}", self.day(iso))
            }
            (Some(hour), Some(minute)) => format!("{}, {hour}:{minute}\u{a0}{zone}", self.day(iso)),
            _ => self.day(iso),
        }
    }

    /// The words between the language's quotation marks, unless they bring their own.
    pub fn quoted(&self, text: &str) -> String {
        if text.starts_with(['«', '»', '“', '”', '„', '"', '‹', '‘']) {
            return text.to_owned();
        }
        if self.language == Language::Fr { format!("«\u{a0}{text}\u{a0}»") } else { format!("“{text}”") }
    }

    /// A label and what it introduces.
    pub fn colon(&self) -> &'static str {
        if self.language == Language::Fr { "\u{a0}: " } else { ": " }
    }

    /// Name of a kind of difference, as a heading.
    pub fn kind(&self, kind: Kind) -> &'static str {
        let (fr, en) = match kind {
            Kind::Number => ("Chiffres", "Figures"),
            Kind::Date => ("Dates", "Dates"),
            Kind::Name => ("Noms", "Names"),
            Kind::Label => ("Mots pour le dire", "Labels"),
            Kind::Attribution => ("Attribution", "Attribution"),
            Kind::Modality => ("Certitude", "Certainty"),
            Kind::Voice => ("Qui agit", "Who acts"),
            Kind::Quote => ("Citations", "Quotations"),
            Kind::Omission => ("Omissions", "Omissions"),
            Kind::Order => ("Ordre", "Order"),
            Kind::Wording => ("Formulation", "Wording"),
        };
        self.pick(fr, en)
    }

    /// What a kind of difference means, in a sentence.
    pub fn kind_note(&self, kind: Kind) -> &'static str {
        let (fr, en) = match kind {
            Kind::Number => (
                "Des chiffres d’une même chose, à comparer avec leur source et leur heure.",
                "Figures of one thing that differ; look at their sources and times.",
            ),
            Kind::Date => ("Des jours ou des heures différents.", "Different days or times."),
            Kind::Name => (
                "Un même nom écrit ou abrégé autrement ; ou un autre qui a demandé l’appel ou la rencontre.",
                "One name, spelled or shortened otherwise; or another who is said to have asked for the call or meeting.",
            ),
            Kind::Label => ("Les mêmes personnes ou choses, appelées autrement.", "The same people or things, called otherwise."),
            Kind::Attribution => ("Qui le dit, et avec quel verbe.", "Who says it, and with which verb."),
            Kind::Modality => ("Un conditionnel ici, un indicatif là.", "Reported as possible here, as fact there."),
            Kind::Voice => ("L’auteur de l’acte est nommé, ou non.", "Whoever acts is named, or not."),
            Kind::Quote => (
                "La même citation, entière, raccourcie, modifiée ou rapportée.",
                "The same quotation, whole, shortened, altered or reported.",
            ),
            Kind::Omission => (
                "Dit par les uns ; chez les autres, rien de tel n’a été trouvé, en ces mots ou en d’autres.",
                "Told by some; nothing like it was found in the others, in these words or in others.",
            ),
            Kind::Order => ("Ce qui vient en premier.", "What comes first."),
            Kind::Wording => ("D’autres mots.", "Other words."),
        };
        self.pick(fr, en)
    }

    /// What became of a sentence from one capture of its page to the next.
    pub fn change(&self, kind: ChangeKind) -> &'static str {
        let (fr, en) = match kind {
            ChangeKind::Added => ("Ajouté", "Added"),
            ChangeKind::Removed => ("Retiré", "Removed"),
            ChangeKind::Reworded => ("Reformulé", "Reworded"),
            ChangeKind::Softened => ("Atténué", "Softened"),
            ChangeKind::Hardened => ("Durci", "Hardened"),
        };
        self.pick(fr, en)
    }

    /// Why a piece of text is not the article.
    pub fn furniture(&self, reason: Reason) -> &'static str {
        let (fr, en) = match reason {
            Reason::Phrase => ("élément du site", "site element"),
            Reason::Repeated => ("répété sur le site", "repeated on the site"),
            Reason::Sparse => ("menu ou lien", "menu or link"),
            Reason::Credit => ("signature ou crédit", "byline or credit"),
        };
        self.pick(fr, en)
    }

    /// What speaks for a direction of copying.
    pub fn evidence(&self, evidence: DirectionEvidence) -> &'static str {
        let (fr, en) = match evidence {
            DirectionEvidence::Time => ("paru plus tôt", "published earlier"),
            DirectionEvidence::Credit => ("agence citée", "agency credited"),
            DirectionEvidence::Truncation => ("l’autre est tronqué", "the other is cut short"),
            DirectionEvidence::CommonSource => ("source commune", "common source"),
        };
        self.pick(fr, en)
    }

    fn pick(&self, fr: &'static str, en: &'static str) -> &'static str {
        if self.language == Language::Fr { fr } else { en }
    }
}

/// `UTC`, `UTC+1` or `UTC−3:30` from the end of an ISO 8601 time.
fn zone(iso: &str) -> String {
    let Some((sign, offset)) = iso.get(19..).and_then(|end| Some((end.chars().next()?, end.get(1..)?))) else { return "UTC".to_owned() };
    let (hours, minutes) = offset.split_once(':').unwrap_or((offset, ""));
    let sign = if sign == '-' { '−' } else { '+' };
    match (hours.trim_start_matches('0'), minutes) {
        ("", "00" | "") => "UTC".to_owned(),
        (hours, "00" | "") => format!("UTC{sign}{hours}"),
        ("", minutes) => format!("UTC{sign}0:{minutes}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_each_language_writes_them() {
        let (fr, en) = (words(Language::Fr), words(Language::En));
        assert_eq!((fr.number(1_234_567), en.number(1_234_567)), ("1\u{202f}234\u{202f}567".into(), "1,234,567".into()));
        assert_eq!((fr.count(0, fr.article), en.count(0, en.article)), ("0\u{a0}article".into(), "0\u{a0}articles".into()));
        assert_eq!((fr.percent(0.004), en.percent(0.999)), ("<\u{a0}1\u{202f}%".into(), "99%".into()));
        assert_eq!(fr.moment("2018-02-01T14:26:00+01:00"), "1er\u{a0}février\u{a0}2018, 14\u{a0}h\u{a0}26\u{a0}UTC+1");
        assert_eq!(en.moment("2018-02-01T14:26:00Z"), "1\u{a0}February\u{a0}2018, 14:26\u{a0}UTC");
        assert_eq!(en.moment("2018-02-01T14:26:00-03:30"), "1\u{a0}February\u{a0}2018, 14:26\u{a0}UTC−3:30");
        assert_eq!(en.moment("2018-02-08"), "8\u{a0}February\u{a0}2018");
        assert_eq!(en.day("whenever"), "whenever");
    }
    #[test]
    fn differences_are_counted_by_where_they_stand() {
        let en = words(Language::En);
        for (counts, expected) in [
            ([0, 0, 0], "0\u{a0}differences"),
            ([1, 0, 0], "1\u{a0}difference: 1 more certain"),
            ([1, 2, 1], "3\u{a0}differences: 1 more certain, 2 slighter or less certain (+ 1 of spelling alone)"),
            ([0, 0, 1], "0\u{a0}differences (+ 1 of spelling alone)"),
        ] {
            assert_eq!(en.differences(counts), expected);
        }
    }
}
