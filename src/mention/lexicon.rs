//! Words that stand with a capital without being names, and words that stand with names.
//!
//! Enters: a folded word. Leaves: what it is as far as names are concerned.
//! **Invariant:** the lists are read folded, so they hold for every spelling.

use std::sync::LazyLock;

use super::gazetteer::forms;
use super::lexer::Phrases;
use super::lookup::Lookup;
use crate::article::Lang;
use crate::text::fold;

/// Articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs: what begins sentences in nine languages.
const FUNCTION: &str = "
le la les l un une des du de d au aux ce cet cette ces c cela ca ceci il elle ils elles on nous vous je j tu se s me m te t lui leur leurs y en
son sa ses mon ma mes ton ta tes notre nos votre vos qui que qu quoi dont où quand comme comment pourquoi combien quel quelle quels quelles
et ou mais donc or ni car si ainsi alors aussi après avant avec sans sous sur dans dès depuis pendant durant entre vers chez par pour contre
selon malgré outre parmi hors jusque jusqu lors lorsque lorsqu puisque puis ensuite enfin cependant toutefois pourtant néanmoins tandis bien plus
moins très trop peu beaucoup assez encore déjà toujours jamais hier demain aujourd hui ici là voici voilà tout toute tous toutes chaque plusieurs
certains certaines aucun aucune autre autres même mêmes tel telle ne n pas non oui est sont était étaient a ont avait avaient été être avoir fut
face grâce quant suite près loin afin parce deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante cent mille million
millions milliard milliards premier première selon côté mieux pire faut fait faire lire voir suivez retrouvez regardez écoutez abonnez partagez photo vidéo infographie
the a an this that these those it its he she they we you i his her their our your my who whom whose which what when where why how
and or but nor so yet if then than as at by for from in into of on onto off out over to up with without within under after before since
until while during between among against about above below through despite because although though however moreover meanwhile also still just only
even not no yes is are was were be been being has have had do does did will would can could may might must shall should there here all any
both each every some many most more much few several other others another such same own one two three four five six seven eight nine ten
eleven twelve twenty thirty hundred thousand million billion first last next now today yesterday tomorrow earlier later again once ever never
according amid per via let us read watch see get new old
el los las un una unos unas del al lo y e o u pero sino que quien cual cuando donde como porque pues según sin sobre tras durante entre hacia
hasta desde contra con para por ante bajo este esta estos estas ese esa esos esas aquel su sus mi tu nuestro nuestra se le les nos ya no sí también
además así aunque mientras ahora ayer hoy mañana más menos muy todo toda todos todas cada otro otra otros otras uno dos tres cuatro cinco seis
siete ocho nueve diez es son era fue fueron ha han había hay ser estar tiene
der die das den dem des ein eine einer eines einem einen und oder aber denn doch sondern wenn als wie wo was wer wen wem warum weil dass ob
damit während nachdem bevor bis seit mit nach von vom zu zum zur bei beim aus auf an am in im ins um über unter vor hinter neben zwischen durch
gegen ohne für trotz wegen laut gemäß er sie es wir ihr ich du man sich sein seine seiner ihre ihrer ihren ihrem unser dieser diese dieses diesem
diesen jener jene kein keine nicht nur auch noch schon so sehr mehr weniger viele einige alle alles beide andere heute gestern morgen jetzt dann
dort hier zwei drei vier fünf sechs sieben acht neun zehn elf zwölf ist sind war waren wird werden wurde wurden hat haben hatte kann können soll
zudem außerdem allerdings dabei dazu danach darauf dafür dagegen damals derzeit bereits insgesamt rund etwa
il lo gli i uno della dello delle degli dei nel nella nelle nei negli sul sulla sulle dal dalla dai al alla alle agli col e ed o ma però che chi
cui quando dove come perché se mentre dopo prima durante tra fra con senza per contro secondo anche ancora già non più meno molto questo questa
questi queste quello quella quelli suo sua suoi sue loro mio tuo nostro si ci vi oggi ieri domani due tre quattro cinque sei sette otto nove dieci
è sono era erano ha hanno aveva sarà stato così tutto tutti tutte ogni altro altri
o os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela pelos pelas e ou mas que quem quando onde como porque segundo sem sobre
após durante entre até desde contra com para por este esta estes estas esse essa isso isto aquele seu sua seus suas meu nosso se já não sim também
além ainda hoje ontem amanhã mais menos muito todo toda todos todas cada outro outra outros dois duas três quatro sete oito nove dez é são era foi
foram há tem
bir bu şu o ve veya ya da de ki ile için gibi kadar göre sonra önce ama fakat ancak çünkü eğer ise mi mı değil var yok ben sen biz siz onlar bunun
buna bunu onun ona onu her bazı tüm bütün çok daha en hiç ne neden nasıl nerede kim hangi dün bugün yarın şimdi iki üç dört beş altı yedi sekiz dokuz
on yüz bin olarak olan oldu olduğunu dedi
и в во на с со к ко по из за от о об у до для при про без над под между через перед после не ни но а или да же ли бы что чтобы как когда где кто
чем если то так также тоже он она оно они мы вы я ты его ее их ему ей им нас вас нам вам это этот эта эти этого тот та те весь все всех всё который
которая которые был была было были есть будет будут уже еще только более менее около почти вчера сегодня завтра сейчас потом здесь там один два три
четыре пять шесть семь восемь девять десять ранее однако кроме согласно среди
في من على إلى عن مع أن إن كان كانت قال قالت وقال ما لا لم لن هذا هذه ذلك التي الذي الذين بعد قبل بين حول ضد خلال منذ حتى كما هو هي هم قد أو ثم بل عند عندما حيث أي كل بعض غير
";

/// What may stand before a name and with a capital, and is not part of it.
const TITLES: &str = "
m mm mme mmes mlle dr pr me président présidente premier ministre ministre secrétaire général générale colonel capitaine commandant lieutenant amiral maire sénateur
sénatrice député députée roi reine prince princesse pape cardinal évêque maître monsieur madame mademoiselle chancelier chancelière gouverneur ambassadeur émir cheikh
sultan imam ayatollah juge procureur professeur docteur docteure sir lord lady
mr mrs ms miss president vice prime minister secretary general chancellor senator congressman congresswoman representative rep sen gov governor mayor king queen pope
judge justice professor prof doctor captain sergeant officer chief sheikh emir dame ambassador foreign defense defence
señor señora sr sra don doña presidente presidenta ministro ministra rey reina papa general senador diputado alcalde canciller secretario
herr frau herrn präsident präsidentin präsidenten bundeskanzler bundeskanzlerin kanzler kanzlerin minister ministerin außenminister verteidigungsminister innenminister ministerpräsident
bürgermeister könig königin papst generalsekretär sprecher sprecherin bundespräsident staatschef regierungschef premierminister chef polizeichef
signor signora sig onorevole re regina dott generale
senhor senhora chanceler rainha rei
sayın cumhurbaşkanı başbakan bakan bakanı başkan başkanı devlet genel
президент президента президенту президентом премьер министр министра господин г глава король папа генерал
";

/// Titles before which Arabic, having no capitals, announces a name.
const ARABIC_TITLES: &[&str] = &[
    "الرئيس",
    "للرئيس",
    "والرئيس",
    "الوزير",
    "وزير الخارجية",
    "وزير الدفاع",
    "رئيس الوزراء",
    "المستشار",
    "المستشارة",
    "الملك",
    "الأمير",
    "الشيخ",
    "السيد",
    "الجنرال",
    "العقيد",
    "المتحدث",
    "السفير",
    "البابا",
    "نظيره",
];

/// Common given names: with one of them before it, a capitalized word is a family name.
const GIVEN: &str = "
vladimir wladimir recep tayyip donald joe barack emmanuel angela olaf boris theresa sergueï sergei sergej sergey dmitri dmitry dmitrij mevlüt hulusi hassan ali mohammed mohammad mohamed
muhammad ahmed ahmad mahmoud ibrahim bachar bashar benjamin antonio antónio jean pierre jacques michel françois nicolas philippe marine édouard christophe laurent bruno gérard alain bernard
patrick christian daniel david john james robert michael mike william george richard thomas charles peter paul mark steven andrew joseph mary elizabeth sarah anna maria marie julie sophie
claire isabelle nathalie catherine jose josé juan carlos luis pedro manuel jorge miguel francisco fernando javier pablo hans peter frank walter heiko jens markus friedrich annalena robert
christian giorgia matteo giuseppe mario luigi silvio sergio paolo luiz jair marcelo joão ana paulo ricardo владимир сергей дмитрий александр реджеп тайип дональд джо эмманюэль ангела
олаф борис мевлют валерий алексей михаил иван андрей николай виктор юрий мария анна فلاديمير رجب طيب دونالد جو إيمانويل أنغيلا محمد أحمد علي حسن بشار سيرغي محمود
";

/// Small words inside names.
const PARTICLES: &str = "de du des d la le al el bin ben ibn abu abou von van der den ter ten da das do dos di del della e y zu und af";

/// Capitalized in English and elsewhere without being names: days and months stand in the tables of dates.
const CAPITALIZED: &str = "
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun am pm ok tv internet covid
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember prozent uhr euro jahr jahre jahren
janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche
état etats affaires gouvernement parlement république intérieur défense commentaire parti conseil congrès millionen milliarden dutzend anfang mitte angaben
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı çarşamba perşembe cuma cumartesi pazar
";

/// Frequent in headlines that capitalize every word.
const HEADLINE: &str = "
says said say calls call called makes make made take takes taken took get gets got set sets win wins won lose loses lost beat beats face faces faced kill kills killed die dies died
dead death deaths hit hits found find finds show shows shown give gives given gave go goes going gone come comes came back ban bans banned hold holds held help helps urge urges warn
warns plan plans seek seeks start starts stop stops end ends open opens close closes leave leaves left keep keeps kept turn turns cut cuts deal deals talks talk vote votes voted bid
man men woman women people person child children kid kids family families boy girl girls boys mother father son daughter wife husband baby babies police officer officers army troops
soldier soldiers force forces attack attacks attacked bomb bombing fire fires blast strike strikes war peace fight fighting fighter fighters crash crisis protest protests protesters
government state states country countries nation nations world city town home house school schools hospital office court law bill rights right trial case judge jury suspect arrest arrested
charged charge murder shooting shot gun guns prison jail sentence sentenced report reports reported news story stories media press live latest update updates video photos photo picture
pictures watch top best worst big bigger biggest great good bad high higher low lower long short full half team teams game games match final finals gold silver bronze medal medals
player players coach season cup title olympic olympics sport sports athlete athletes record swimmer swimming tennis football soccer basketball golf race event events ceremony
year years month months week weeks day days night time times hour hours minute minutes season early late soon million billion percent money price prices market markets bank banks
business company companies firm stock stocks trade tax budget economy job jobs work worker workers pay health care virus pandemic vaccine vaccines cases test tests tested positive
president minister leader leaders chief boss head party opposition election elections campaign candidate congress senate parliament policy power public national international global
local foreign federal former star stars actor actress singer movie film music show shows book life love hope fear fears threat risk dangerous safe safety security secret deadly near
down away around ahead behind inside outside across along against together why who what could would should might need needs want wants think thinks know knows like look looks looking
become becomes became support supports reject rejects accept accepts agree agrees agreed deny denies admit admits claim claims claimed accuse accused accuses reveal reveals
announce announces announced confirm confirms confirmed launch launches reach reaches raise raises rise rises rising fall falls falling drop drops rate rates growth figure figures
use uses used using part parts side sides way ways thing things place places point points number numbers group groups member members official officials service services system
water air food car cars plane flight train ship road street storm weather heat quake earthquake flood magnitude hurt injured wounded missing rescue rescued history historic young
first second third final former next last new free true real major minor key special own more most less least all every everything nothing something someone anyone amid over under
schedule results result preview recap highlights guide online stream streaming tv channel start date analysis opinion review explained everything
";

struct Lexicon {
    function: Lookup<()>,
    titles: Lookup<()>,
    given: Lookup<()>,
    particles: Lookup<()>,
    capitalized: Lookup<()>,
    headline: Lookup<()>,
    arabic_titles: Phrases<()>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let set = |list: &str| list.split_whitespace().map(|word| (fold(word), ())).collect::<Lookup<()>>();
    Lexicon {
        function: set(FUNCTION),
        titles: set(TITLES),
        given: set(GIVEN),
        particles: set(PARTICLES),
        capitalized: set(CAPITALIZED),
        headline: set(HEADLINE),
        arabic_titles: Phrases::new(ARABIC_TITLES.iter().map(|title| (*title, ()))),
    }
});

/// Grammar words and number words.
pub(super) fn is_function(folded: &str) -> bool {
    LEXICON.function.contains(folded)
}

/// Titles and offices.
pub(super) fn is_title(folded: &str) -> bool {
    LEXICON.titles.contains(folded)
}

/// Common given names.
pub(super) fn is_given(folded: &str) -> bool {
    LEXICON.given.contains(folded)
}

/// Small words inside names.
pub(super) fn is_particle(folded: &str) -> bool {
    LEXICON.particles.contains(folded)
}

/// Words that stand with a capital by spelling rules alone.
pub(super) fn is_capitalized(folded: &str) -> bool {
    LEXICON.capitalized.contains(folded)
}

/// Words of headlines that capitalize everything: known ones, and by their ending.
pub(super) fn is_headline_word(folded: &str) -> bool {
    const ENDINGS: &[&str] = &["ing", "tion", "tions", "ment", "ments", "ness", "ity", "ies", "ally", "ful", "less", "able", "ous", "ship"];
    LEXICON.headline.contains(folded)
        || folded.len() > 5 && (folded.ends_with("ed") || folded.ends_with("ly") || ENDINGS.iter().any(|end| folded.ends_with(end)))
}

/// An Arabic title at lexeme `at`, also behind a conjunction written in front of it: where it ends.
pub(super) fn arabic_title(line: &super::lexer::Line<'_>, at: usize) -> Option<usize> {
    forms(line.fold(at)).find_map(|form| LEXICON.arabic_titles.after(line, form, at + 1)).map(|(end, ())| end)
}

/// Endings that German nouns have and names seldom do.
pub(super) fn is_german_noun(folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tat", "taten", "ismus", "nis",
        "nisse", "tum", "chen", "lein", "ler", "innen", "ling", "eur", "eure", "isten", "ist", "ent", "enten", "ik", "gebiet", "krieg",
        "ende", "land", "staat", "staaten", "recht", "zahl", "leute", "kraft", "krafte",
    ];
    ENDINGS.iter().any(|end| folded.len() > end.len() + 1 && folded.ends_with(end))
}

/// Whether the language writes every noun with a capital.
pub(super) fn capitalizes_nouns(lang: Option<Lang>) -> bool {
    lang.is_some_and(|lang| lang == Lang::DE || lang.code() == "lb")
}
