"""Rows of a job's header that name neither job nor employer: where it was, and on what terms.

Profiles exported from networks put them between the employer and the dates: "Full-time · 3 yrs", "Porto, Portugal".
"""

import re

from candidates.screening.durations import without_durations
from candidates.screening.folding import fold

_TERMS = re.compile(
    r"(?i)(?:full|part)[ -]?time|permanent|contract(?:or)?|fixed[ -]term|temporary|freelance|remote(?:ly)?|hybrid|on-?site|in office"
    r"|vollzeit|teilzeit|befristet|unbefristet|temps plein|temps partiel|cdi|cdd|jornada completa|tempo pieno|tempo integral|voltijd|deeltijd"
)
_BETWEEN = re.compile(r"[·•|,;/()\s–—-]+")
_REMOTE = re.compile(r"(?i)[\s·•|,(–—-]*(?:remote|hybrid|on-?site)\)?\s*$")
_AREA = re.compile(
    r"(?i)(?:greater\s.+|.+\s(?:(?:metropolitan|metro|bay)\s)?area|.+\smetropolitan region|.+\smetroplex)"
)
_PIECE = re.compile(r"[^\W\d_][^\d:;@|]{0,40}")
_MOST_PIECES = 4

STATE_CODES = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]"
    r"|UT|V[AT]|W[AIVY])"
)
_STATE = re.compile(STATE_CODES)

# Countries as people write them, and the states and provinces that stand in a country's place.
_LANDS = frozenset(
    " ".join(land.split())
    for land in """afghanistan;albania;algeria;andorra;angola;argentina;armenia;australia;austria;azerbaijan;bahrain;bangladesh;belarus;
    belgium;bolivia;bosnia and herzegovina;botswana;brazil;bulgaria;cambodia;cameroon;canada;chile;china;colombia;
    costa rica;croatia;cuba;cyprus;czechia;czech republic;denmark;dominican republic;ecuador;egypt;el salvador;england;
    estonia;ethiopia;finland;france;georgia;germany;ghana;greece;guatemala;honduras;hong kong;hungary;iceland;india;
    indonesia;iran;iraq;ireland;northern ireland;israel;italy;ivory coast;jamaica;japan;jordan;kazakhstan;kenya;kosovo;
    kuwait;latvia;lebanon;liechtenstein;lithuania;luxembourg;malaysia;malta;mauritius;mexico;moldova;monaco;mongolia;
    montenegro;morocco;mozambique;myanmar;namibia;nepal;netherlands;the netherlands;new zealand;nicaragua;nigeria;
    north macedonia;norway;oman;pakistan;palestine;panama;paraguay;peru;philippines;poland;portugal;puerto rico;qatar;
    romania;russia;russian federation;rwanda;saudi arabia;scotland;senegal;serbia;singapore;slovakia;slovenia;
    south africa;south korea;korea;spain;sri lanka;sudan;sweden;switzerland;syria;taiwan;tanzania;thailand;tunisia;
    turkey;turkiye;uganda;ukraine;united arab emirates;uae;united kingdom;uk;united states;united states of america;usa;
    us;uruguay;uzbekistan;venezuela;vietnam;wales;yemen;zambia;zimbabwe;
    deutschland;osterreich;schweiz;suisse;svizzera;belgique;belgie;espana;italia;polska;nederland;danmark;sverige;norge;
    suomi;cesko;slovensko;magyarorszag;brasil;francia;frankreich;italien;spanien;niederlande;polen;turkei;
    alabama;alaska;arizona;arkansas;california;colorado;connecticut;delaware;florida;hawaii;idaho;illinois;indiana;iowa;
    kansas;kentucky;louisiana;maine;maryland;massachusetts;michigan;minnesota;mississippi;missouri;montana;nebraska;
    nevada;new hampshire;new jersey;new mexico;new york;north carolina;north dakota;ohio;oklahoma;oregon;pennsylvania;
    rhode island;south carolina;south dakota;tennessee;texas;utah;vermont;virginia;washington;west virginia;wisconsin;
    wyoming;district of columbia;ontario;quebec;british columbia;alberta;manitoba;saskatchewan;nova scotia;
    new brunswick;new south wales;victoria;queensland""".split(";")
)


def names_terms(row: str) -> bool:
    """Whether a row says nothing but on what terms and how long: "Full-time · 3 yrs 1 mo", "Hybrid"."""
    rest = _BETWEEN.sub("", _TERMS.sub(" ", without_durations(row)))
    return not rest and bool(row.strip())


def may_be_place(row: str) -> bool:
    """Whether a row has the form of a place: "Porto, Portugal", "San Francisco Bay Area", "Pune, India · Hybrid".

    "Siemens, Germany" has it too: what stands around a row must decide.
    """
    text = _REMOTE.sub("", row).strip()
    if _AREA.fullmatch(text) is not None and text.count(",") == 0:
        return True
    pieces = [piece.strip() for piece in text.split(",")]
    if not 2 <= len(pieces) <= _MOST_PIECES or not all(_PIECE.fullmatch(piece) for piece in pieces):
        return False
    return _STATE.fullmatch(pieces[-1]) is not None or fold(pieces[-1]) in _LANDS
