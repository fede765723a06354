"""The words of dates: months, seasons, "present" and "since" in the main European languages.

All words are folded (see `folding`): lower case, no accents.
"""

_MONTH_WORDS = (
    """jan january januar janner janvier janv enero ene gennaio gen januari janeiro styczen stycznia sty leden
    ledna ianuarie ian tammikuu ocak januarie sijecanj""",
    """feb february februar febr fevrier fevr fev febrero febbraio februari fevereiro luty lutego lut unor unora
    februarie helmikuu subat feber fbruary feburary""",
    """mar march marz maerz mrz mars marzo maart mrt marco marzec marca brezen brezna martie maaliskuu mart
    marts""",
    """apr april avril avr abril abr aprile kwiecien kwietnia kwi duben dubna aprilie huhtikuu nisan""",
    """may mai mayo maggio mag mei maio maj maja kveten kvetna toukokuu mayis""",
    """jun june juni juin junio giugno giu junho czerwiec czerwca cze cerven cervna iunie kesakuu haziran""",
    """jul july juli juillet juil julio luglio lug julho lipiec lipca lip cervenec cervence iulie heinakuu
    temmuz""",
    """aug august aout agosto ago augustus sierpien sierpnia sie srpen srpna elokuu agustos augusti""",
    """sep sept september septembre septiembre setiembre settembre sett setembro set wrzesien wrzesnia wrz zari
    septembrie syyskuu eylul sepetember setp""",
    """oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz rijen rijna
    octombrie lokakuu ekim""",
    """nov november novembre noviembre novembro listopad listopada lis noiembrie marraskuu kasim""",
    """dec december dez dezember decembre diciembre dic dicembre dezembro grudzien grudnia gru prosinec
    prosince decembrie joulukuu aralik desember des""",
)
# A stretch of the year: first and last month, counted from 0.
_STRETCHES = {
    "spring fruhjahr fruhling printemps primavera voorjaar lente wiosna var": (2, 4),
    "summer sommer ete verano estate zomer verao lato sommar": (5, 7),
    "autumn fall herbst automne otono autunno herfst outono jesien host": (8, 10),
    "winter hiver invierno inverno zima vinter": (11, 11),
    "early beginning anfang debut inicio principios inizio begin poczatek start": (0, 2),
    "mid middle mitte milieu mediados meta halverwege polowa medio": (5, 6),
    "late end ende fin finales fine eind koniec slutet": (9, 11),
}
# The noun after an ordinal or number: "3. Quartal 2020", "2nd half of 2019".
PARTS = {
    "quarter": 3, "quartal": 3, "trimestre": 3, "trimester": 3, "kwartaal": 3, "kwartal": 3, "kvartal": 3,
    "half": 6, "halbjahr": 6, "semestre": 6, "semester": 6, "halfjaar": 6, "polrocze": 6,
}  # fmt: skip

_PRESENT = """present|pres|current(?:ly)?|now|today|ongoing|on-going|continuing|continues|till\\s?date|date|
    this\\s+date|still(?:\\s+working)?|working|heute|jetzt|aktuell|laufend|andauernd|dato|gegenwart|
    présent|pr[eé]sente?|aujourd.?hui|actuel(?:lement)?|maintenant|en\\s+cours|ce\\s+jour|
    actualidad|actual(?:idade|mente)?|la\\s+fecha|hoy|hoje|oggi|attual(?:e|mente)|in\\s+corso|atual(?:mente)?|
    o\\s+momento|heden|nu|huidig|vandaag|obecnie|teraz|dzi[sś]|dzisiaj|chwili\\s+obecnej|nadal|dags\\s+dato|
    nuvarande|pågående|idag|i\\s+dag|nå|nåværende|tillsvidare|dosud|sou[cč]asnost(?:i)?|prezent|nyky(?:inen|ään)|
    günümüz|halen|devam|jelenleg|настоящее\\s+время|н\\.?\\s?в\\.?|至今|现在"""
_SINCE = """since|seit(?:\\s+dem)?|depuis|desde|sinds|vanaf|od|dal|sedan|since\\s+then|ab|a\\s+partir\\s+de|
    starting|joined(?:\\s+in)?|siden|fr\\.?o\\.?m\\.?|från|alkaen"""
_JOINING = """to|till|until|til|untill|up\\s?to|upto|through|thru|bis|à|au|a|al|hasta|até|ate|fino|ad|ao|tot|t/m|
    do|jusqu.?(?:à|au|en)?|zu|à\\s+la"""


def _one_line(alternatives: str) -> str:
    return "|".join(part.strip() for part in alternatives.replace("\n", " ").split("|"))


MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS) for word in words.split()}
STRETCHES = {word: stretch for words, stretch in _STRETCHES.items() for word in words.split()}
PRESENT = _one_line(_PRESENT)
SINCE = _one_line(_SINCE)
JOINING = _one_line(_JOINING)
