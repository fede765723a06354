"""The words of dates: months, seasons, "present" and "since" in the languages of Europe.

Words are compared folded (see `folding`): lower case, no accents. Languages with cases add endings to
their months, so that long names count by how they begin.
"""

from candidates.screening.folding import fold

_MONTH_WORDS = (
    """jan january januar janner janvier janv enero ene gennaio gen januari janeiro styczen stycznia sty leden
    ledna lednu ianuarie ian tammi ocak sijecanj sijecnja янв січ ιαν sausis sausio
    yanvar janar gener xaneiro urtarrila ינואר يناير""",
    """feb february februar febr fevrier fevr fev febrero febbraio februari fevereiro luty lutego lut unor unora
    unoru februarie helmi subat feber fbruary feburary veljaca veljace фев февр лют лютий лютого φεβ φεβρ vas
    shkurt febrer febreiro pebrero pebruari fevral otsaila פברואר فبراير""",
    """mar march marz maerz mrz mars marzo maart mrt marco marec marca brezen brezna breznu martie maalis mart
    marts marzec marcu ozujak ozujka мар март марта марту бер μαρ marti kovas kovo marcius
    marso maret machi martxoa מרץ مارس""",
    """apr april avril avr abril abr aprile kwiecien kwietnia kwi duben dubna dubnu aprilie huhti nisan
    travanj travnja апр кві απρ balandis balandzio
    prill aprel aprili apirila אפריל أبريل ابريل""",
    """may mai mayo maggio mag mei maio maj maja kveten kvetna kvetnu touko mayis majus svibanj svibnja май мая
    мај травень травня трав тра μαι μαιος μαιου maijs maija
    maig maiatza מאי مايو""",
    """jun june juni juin junio giugno giu junho czerwiec czerwca cze cerven cervna cervnu iunie kesa haziran
    lipanj lipnja июн июня июнь юни јун чер червень червня ιουν junijs junius juuni junij
    qershor juny xuno hunyo iyun ekaina יוני يونيو""",
    """jul july juli juillet juil julio luglio lug julho lipiec lipca lip cervenec cervence cervenci iulie heina
    temmuz srpanj srpnja июл июль июля юли јул лип липень липня ιουλ julijs julius juuli julij liepa liepos
    korrik juliol xullo hulyo iyul julai uztaila יולי يوليو""",
    """aug august aout agosto ago augustus sierpien sierpnia sie srpen srpna srpnu elo agustos augusti kolovoz
    kolovoza авг серп серпень серпня αυγ augusts
    gusht agost agustus agt agu agosti ogos avqust abuztua אוגוסט أغسطس اغسطس""",
    """sep sept september septembre septiembre setiembre settembre sett setembro set wrzesien wrzesnia wrz zari
    septembrie syys eylul sepetember setp rujan rujna сен сент вер вересень вересня σεπ σεπτ szept
    shtator setyembre sentyabr septemba iraila septembar ספטמבר سبتمبر""",
    """oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz rijen rijna
    rijnu octombrie loka ekim окт жов жовтень жовтня οκτ spalis spalio
    tetor oktubre oktyabr oktoba oktobar urria אוקטובר أكتوبر اكتوبر""",
    """nov november novembre noviembre novembro listopad listopada listopadu lis noiembrie marras kasim studeni
    studenog ноя нояб лис листопад листопада νοε lapkritis lapkricio
    nentor nobyembre nopember noyabr novemba novembar azaroa נובמבר نوفمبر""",
    """dec december dez dezember decembre diciembre dic dicembre dezembro grudzien grudnia gru prosinec
    prosince prosinci decembrie joulu aralik desember des prosinac prosinca дек груд грудень грудня δεκ
    dhjetor desembre disyembre disember dekabr desemba decembar abendua decembro דצמבר ديسمبر""",
)
# How long names begin, whatever their ending: "tammikuusta", "márciusától", "сентября", "септември".
_MONTH_STEMS = (
    "januar jaanuar janvar tammiku январ януар јануар січен січн ιανουαρ",
    "februar veebruar helmiku феврал февруар фебруар φεβρουαρ vasari",
    "marcius maalisku березн березен μαρτι",
    "aprilis aprill huhtiku апрел април квітн квітен απριλ",
    "majus toukoku gegu",
    "junius kesaku ιουνι birzel",
    "julius heinaku ιουλι",
    "augusz august avgust eloku август rugpju αυγουστ",
    "septemb szeptemb septiembr syysku сентябр септемвр септемб σεπτεμβρ rugsej",
    "oktob octob lokaku октябр октомвр октоб οκτωβρ",
    "novemb marrasku ноябр ноемвр новемб νοεμβρ",
    "decemb detsemb jouluku декабр декемвр децемб δεκεμβρ gruod",
)
_KEY, _LONGEST_ENDING = 3, 6
# A stretch of the year: first and last month, counted from 0.
_STRETCHES = {
    "spring fruhjahr fruhling printemps primavera voorjaar lente wiosna var kevat jaro весна": (2, 4),
    "summer sommer ete verano estate zomer verao lato sommar kesa leto лето": (5, 7),
    "autumn fall herbst automne otono autunno herfst outono jesien host syksy podzim осень": (8, 10),
    "winter hiver invierno inverno zima vinter talvi зима": (11, 11),
    "early beginning anfang debut inicio principios inizio begin poczatek start zacatek начало": (0, 2),
    "mid middle mitte milieu mediados meta halverwege polowa medio polovina середина": (5, 6),
    "late end ende fin finales fine eind koniec slutet konec конец": (9, 11),
}
# The noun after an ordinal or number: "3. Quartal 2020", "2nd half of 2019".
_PARTS = {
    "quarter quartal trimestre trimester kwartaal kwartal kvartal ctvrtleti квартал": 3,
    "half halbjahr semestre semester halfjaar polrocze halvar pololeti полугодие": 6,
}
_ORDINALS = (
    "first erste erstes ersten premier primer primo primeiro eerste pierwszy i",
    "second zweite zweites zweiten deuxieme segundo secondo tweede drugi ii",
    "third dritte drittes dritten troisieme tercer terzo terceiro derde trzeci iii",
    "fourth last vierte viertes vierten quatrieme cuarto quarto vierde czwarty iv",
)

_PRESENT = """present(?:e\\sdata|\\sday|\\stime)?|pres|current(?:ly)?|now|today|ongoing|on-going|continuing|continues|till\\s?date|date|
    todate|this\\s+date|still(?:\\s+(?:working|there|here|employed|active))?|working|heute|jetzt|aktuell|laufend|lfd\\.?|andauernd|dato|gegenwart|gegenwärtig|
    derzeit|unbefristet|
    présent|pr[eé]sente?|aujourd.?hui|(?:poste\\s)?actuel(?:lement)?|maintenant|en\\s+cours|en\\s+poste|ce\\s+jour|
    actualidad|actual(?:idade|mente)?|la\\s+fecha|en\\s+curso|vigente|hoy|hoje|oggi|tutt.oggi|tuttora|attual(?:e|mente)|in\\s+corso|atual(?:mente)?|
    em\\s+andamento|dias\\s+atuais|(?:o\\s+)?momento(?:\\s+a[ct]{1,2}ual)?|heden|nu|huidige?|doorlopend|vandaag|
    obecnie|obecny|teraz|aktualnie|dzi[sś]|dzisiaj|chwili\\s+obecnej|nadal|trwa|dags\\s+dato|d\\.\\s?d\\.|
    nuvarande|nuværende|pågående|pagaende|fortfarande|idag|i\\s+dag|nå|nåværende|tills?\\s?vidare|dosud|doposud|dodnes|doteraz|dnes(?:ka)?|nyn[ií]|trv[aá]|
    s[uú][cč]asnos[tť]|sou[cč]asnost(?:i)?|prezent|nyky(?:inen|ään|hetki)|nyt|jatkuu|tällä\\s+hetkellä|
    g[uü]n[uü]m[uü]z|halen|devam(?:\\s+ediyor)?|bug[uü]n|[sş]u\\s+an|jelen(?:leg)?(?:\\s+is)?|napjainkig|máig|folyamatban|danas|danes|sada|sedaj|
    trenutno|данас|сада|praegu(?:seni)?|tänaseni|dabar|[sš]iuo\\s+metu|[sš]obr[iī]d|tagad|
    (?:наст(?:\\.|оящ\\w{2,3})|текущ\\w{2,3}|теперішн\\w{1,3}|даний|цей)\\s+(?:врем\\w{1,3}|час|момент)|н\\.?\\s?в\\.?|сейчас|сегодня|сих\\s+пор|сей\\s+день|
    дотепер|досі|зараз|сьогодні|досега|момента|днес|σήμερα|παρόν|至今|现在|現在|目前|今|현재|재직\\s?중|الآن|الان|حالي[اً]{0,2}|اليوم|الحاضر|היום|הווה"""
# Of these some are names too ("05/2015 - Sasa Software"): they mean the present only where nothing goes on behind them.
_PRESENT_AT_END = """sekarang|saat\\s+ini|kini|hi[eệ]n\\s+(?:t[aạ]i|nay)|nay|actualitat|avui|hoxe|tani|aktualisht|n[uú]na|kasalukuyan|sasa|
    haz[iı]rda|indiy[eə]|hozir(?:gi)?|hede|tans|in\\s+(?:progress|post|role)|th(?:is|e)\\s+(?:date|day|moment)|further\\s+notice"""
_SINCE = """since|seit(?:\\s+dem)?|depuis|desde|sinds|vanaf|od|dal|sedan|since\\s+then|ab|a\\s+partir\\s+de|
    starting|joined(?:\\s+in)?|siden|fr\\.?o\\.?m\\.?|från|fra|alkaen|din|începând\\s+din|sejak|mulai|des\\s+de|từ|nga|منذ|מאז|с|со|от|з|із|від|από"""
_JOINING = """to|till|until|up|(?:and\\s)?incl(?:uding|usive)?|ending|ended|resigned|out|(?:and\\s)?left|til|untill|up\\s?to|upto|through|thru|bis|à|au|a|al|hasta|até|ate|fino|ad|ao|tot|t/m|
    do|jusqu.?(?:à|au|en)?|zu|à\\s+la|p[aâ]n[aă](?:\\s+[iî]n)?|sino|по|до|к|έως|μέχρι|iki|līdz|kuni|saakka|asti|
    s/d|s\\.d\\.?|sampai(?:\\s+dengan)?|hingga|đến|fins(?:\\s+a)?|deri(?:\\s+n[eë])?|hanggang|hadi|حتى|إلى|الى|עד"""
# The word "year" behind the digits of one: "2018 г.", "2019 r.".
YEAR_WORD = r"(?:г(?:г|ода?|од[уы])?|р(?:оку|ік)?|r(?:oku)?|m(?:etais|etų)?|god(?:ine)?|év)\.?"


def _one_line(alternatives: str) -> str:
    return "|".join(part.strip() for part in alternatives.replace("\n", " ").split("|"))


MONTHS = {fold(word): number for number, words in enumerate(_MONTH_WORDS) for word in words.split()}
_STEMS: dict[str, list[tuple[str, int]]] = {}
for _number, _stems in enumerate(_MONTH_STEMS):
    for _stem in map(fold, _stems.split()):
        _STEMS.setdefault(_stem[:_KEY], []).append((_stem, _number))
STRETCHES = {fold(word): stretch for words, stretch in _STRETCHES.items() for word in words.split()}
PARTS = {fold(word): months for words, months in _PARTS.items() for word in words.split()}
ORDINALS = {fold(word): number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
PRESENT = rf"{_one_line(_PRESENT)}|(?:{_one_line(_PRESENT_AT_END)})(?=[ \t]*(?:$|[\n),|]))"
SINCE = _one_line(_SINCE)
JOINING = _one_line(_JOINING)


def month_named(word: str) -> int | None:
    """The number of the month that a word names, from 0; None where it names none."""
    folded = fold(word)
    number = MONTHS.get(folded)
    if number is not None:
        return number
    stems = _STEMS.get(folded[:_KEY], ())
    near = (
        number
        for stem, number in stems
        if folded.startswith(stem) and len(folded) - len(stem) <= _LONGEST_ENDING
    )
    return next(near, None)
