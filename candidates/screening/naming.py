"""Names a job from the rows of its header: what it is called, and whose it is.

The rows fall into phrases at bars, dashes, columns and "at"; a phrase falls into pieces at commas. The
title is the piece that names a job best, the employer the first other piece that is no place and no
filler. These names are for people; whether a job counts is decided from the whole header (`relevance`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candidates.screening.durations import without_durations
from candidates.screening.occupations import OTHER, TECHNICAL, Title, read_title
from candidates.screening.places import STATE_CODES, may_be_place
from candidates.screening.titles import TITLES
from candidates.screening.vocabulary import words_of

# The names of the fields in the languages of Europe, as forms print them; those of Europass need no sign behind them.
_OF_ROLE = (
    r"role|position|title|designation|function|funktion|poste|puesto|cargo|occupation|ruolo|qualifica|posizione|fonction"
    r"|intitul[ée] du poste|fun[çc][ãa]o|functie|(?:zajmowane )?stanowisko|pozice|t[äa]tig als"
)
_OF_EMPLOYER = (
    r"company|employer|client|customer|organi[sz]ation|firma|empresa|entreprise|name of employer|azienda|societ[àa]"
    r"|datore di lavoro|soci[ée]t[ée]|employeur|empleador|empregador|arbeitgeber|werkgever|pracodawca|zam[ěe]stnavatel"
)
_EUROPASS_ROLE = (
    r"occupation or position held|tipo di impiego|lavoro o posizione ricoperti|fonction ou poste occup[ée]"
    r"|profesi[óo]n o cargo desempe[ñn]ado|cargo o puesto desempe[ñn]ado|fun[çc][ãa]o ou cargo ocupado|beruf oder funktion"
    r"|functie of beroep|zaw[óo]d lub zajmowane stanowisko"
)
_EUROPASS_EMPLOYER = (
    r"name and address of employer|nome e indirizzo del datore di lavoro|nom et adresse de l['’]employeur"
    r"|nombre y direcci[óo]n (?:de la empresa|del empleador)|nome e (?:morada|endere[çc]o) do empregador"
    r"|name und adresse des arbeitgebers|naam en adres van de werkgever|nazwa i adres pracodawcy|n[áa]zev a adresa zam[ěe]stnavatele"
)
_SIGN = r"\s?(?:[:–-]|\t|\s{2})\s*"
_ROLE = re.compile(
    rf"(?i)^\W*(?:(?:(?:job|role|position)\s)?(?:{_OF_ROLE}){_SIGN}|(?:{_EUROPASS_ROLE})\s?[:–-]?\s+)"
)
_EMPLOYER = re.compile(
    rf"(?i)^\W*(?:(?:{_OF_EMPLOYER})(?:\sname)?{_SIGN}|(?:{_EUROPASS_EMPLOYER})\s?[:–-]?\s+)"
)
_LABEL = re.compile(
    r"(?i)^\W*(?:\d{1,2}[.)]\s)?(?:work|jobs?|dates?|period|duration|from|before|earlier|previously|permanent|location|project"
    r"|experience|employment|fechas?|datas?|datum|zeitraum|p[ée]riode|per[íi]odo|okres|obdob[íi])\s*(?:[:–-]|\t)\s*"
)
_DATE_FIELD = re.compile(
    r"(?i)^\W*(?:(?:dates?|data|datas|datum|fechas?|daty)\s\((?:from|da|de|du|desde|von|od|van)\b[^()\n]{0,14}\)\s?[:–-]?"
    r"|(?:dates?|fechas?)\s?:)\s*"
)
_SECTOR = re.compile(
    r"(?i)^\W*(?:(?:business or sector|type of business|settore|secteur|branche)\s?(?:[:–]|\t)"
    r"|(?:tipo di azienda o settore|tipo de empresa o sector)\b)"
)
_DUTIES = re.compile(
    r"(?i)^\W*(?:(?:mansioni|missions?|funciones|aufgaben|taken|obowi[ąa]zki|responsibilities)\s?(?:[:–]|\t)"
    r"|(?:main activities and|principali mansioni e|principales activit[ée]s et|principais atividades e|principales actividades y"
    r"|funciones y|wichtigste t[äa]tigkeiten und|voornaamste werkzaamheden en|g[łl][óo]wne obowi[ąa]zki i)\s)"
)
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u2793\ufe0f]+")
_LINK = re.compile(r"\[([^\[\]]{1,120})\]\([^()\s]{0,300}\)")
_BRACKETS = re.compile(r"[ ]?(?:\([^()]{0,120}\)|\[[^\[\]]{0,120}\])[ ]?")
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[a-z]\))\s+")
_PHRASES = re.compile(
    r"[;|@•·\t→\n]|[ \t][-–—]{1,2}(?=\s|$)|^[-–—]+\s|[ \t]{2,}|[–—]|:(?=\s|$)|\s(?:at|bei|chez|as|from)(?=\s|$)|\s(?:with|for)\s(?=[A-Z])|\s(?=Company Name\b)|ï¼"
)
_SENTENCES = re.compile(r"(?<=[a-z]{4})[.!](?:\s|$)")
_LEADING = re.compile(
    r"(?i)^(?:(?:i (?:am|was|have been|work(?:ed)?)|an?|before that|before|since then|then|previously|earlier|currently|presently|now|from|since|to"
    r"|until|till|worked|working|employed|with|today|and|in|again)(?:\s+|$))+"
)
_REGION = re.compile(rf"^(?:{STATE_CODES}|State)(?:\s+|$)")
_FILLER = re.compile(
    r"(?i)(?:description|duration|period|dates?|present|current|remote(?:ly)?|hybrid|on-?site|contract(?:or)?|permanent"
    r"|(?:full|part)[ -]?time|city|state|work|skills|summers?|seasonal|page \d+(?: of \d+)?|(?:[a-z]+ ){0,4}(?:years?|months?)|[\d\W_]+"
    r"|team size.*|\d days? (?:a|per) week)"
)
_COMPANY = re.compile(
    r"(?:^|\W)(?:Ltd|Limited|Inc|Incorporated|LLC|LLP|L\.L\.C|GmbH|AG|SE|KG|eG|e\.V|Corp|Corporation|Co|Company|PLC|plc|Pvt|PVT"
    r"|Pte|S\.?A\.?S?|S\.?L\.?|S\.?r\.?l|B\.?V|N\.?V|A/S|ApS|Oy|AB|Sp\. ?z ?o\. ?o|LTD|LIMITED|INC|CORP"
    r"|(?i:bank|university|hospital|group|technologies|solutions|consulting|consultancy|labs|agency|ministry|institute"
    r"|school|unit|college|trust|council|authority|holdings|airlines?|supermarket|restaurant|hotel|studios?|firm))(?:\.|\W|$)"
)
_SUFFIX = re.compile(r"(?i)(?:inc|ltd|llc|llp|limited|corp|co|gmbh|plc|s\.?a|l\.?p)\.?")
# Makers whose name is a word of the trade, beside a title more often its subject than its employer.
_MAKER = re.compile(
    r"Oracle|Cisco|VMware|Citrix|SAP|Salesforce|ServiceNow|Splunk|Juniper|Docker|MongoDB|F5|Databricks|Snowflake|Elastic"
    r"|GitLab|GitHub|Atlassian|HashiCorp|Red Hat|Puppet|Chef|Confluent|Datadog|Dynatrace|Microsoft|Sophos|Fortinet|Palo Alto"
)
# A name by its capitals: "City of Ghent", but not "Ran Terraform pipelines".
_NAME = re.compile(
    r"[^\W_a-z][^\s]*(?:\s(?:(?:of|and|the|for|de|di|du|des|der|van|von|y|e|et|und)|&|[^\W_a-z][^\s]*)){0,6}"
)
_SORT_OF_WORK = re.compile(
    r"(?i)(?:^|\s)(?:roles?|work|positions?|projects?|engagements?|assignments?|contracts?|jobs?|recent|department|dept|team|division"
    r"|unit|experience|employment|career)$"
)
_AGENT = re.compile(r"(?i)^[^\d,]*?[a-z]{2,}(?:er|or|ist|ian|man|woman|crew|staff|worker)$")
# Words that end like a trade's name, but name a business or a thing.
_NO_AGENT = re.compile(
    r"(?i)(?:provider|supplier|insurer|integrator|employer|manufacturer|publisher|retailer|cent(?:er|re)|dealer|vendor"
    r"|carrier|customer|broker|(?:news)?paper|register|power|water|computer|partner|distributor|tower|sector)$"
)
_PLACEHOLDER = " City"  # resumes made anonymous say "Company Name City , State"
_EDGES = " \t-‐–—:,;|[]()•·*#_{}/&'"
_SMALL = re.compile(r"(?i)(?<!\w)(?:of|and|the|in|as|an?|de|la)(?!\w)")
# Nouns that end the name of a field or a team, and say nothing by themselves.
_FIELD_NOUNS = frozenset(
    """access management operations response detection intelligence engineering development services support delivery
    research protection privacy analytics assurance governance trust safety reliability tooling enablement experience
    design strategy architecture controls control risk tools projects programmes programs technologies""".split()
)
_FIELD_LABELS = frozenset(("qualifier", "field", "open"))
_MAX_WORDS, _MAX_PROSE_WORDS, _MAX_REST_WORDS, _MAX_LOWER_WORDS = 8, 5, 4, 2
_NAMES_JOB = 2
_STRENGTH = {"called": 3, "engineer": 3, "support": 3, "other": 3, "role": 2, "internship": 2}


@dataclass(frozen=True, slots=True)
class Names:
    """A job's title and employer, "" where the text gives none, and the row that names the employer."""

    title: str
    employer: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a header without commas: its row, its phrase in that row, what it says."""

    text: str
    row: int
    phrase: int
    kind: Title

    @property
    def is_company(self) -> bool:
        return _COMPANY.search(self.text) is not None

    @property
    def is_prose(self) -> bool:
        """Too long for a name."""
        return len(self.text.split()) > (_MAX_PROSE_WORDS if self.text[0].islower() else _MAX_WORDS)

    @property
    def as_title(self) -> int:
        """How well it names a job: 0 not at all."""
        named = self.kind.names_job or "internship" in self.kind.labels
        if not named or self.is_prose or _NO_AGENT.search(self.text):
            return 0
        strength = max((_STRENGTH.get(label, 0) for label in self.kind.labels), default=0)
        return 2 * strength + (self.kind.kind in (TECHNICAL, OTHER)) - 4 * self.is_company


def is_field(row: str) -> bool:
    """Whether a row is a named field of a form, such as Europass prints with a bullet before each."""
    return any(field.match(row) for field in (_ROLE, _EMPLOYER, _SECTOR, _DUTIES, _DATE_FIELD))


def tells_duties(row: str) -> bool:
    """Whether a row is the field of a form that tells what the work was: the last one of a job, often."""
    return _DUTIES.match(row) is not None


def names_of(rows: Sequence[str], *, above: bool = False) -> Names:
    """The names in the rows of a header, without their dates: the row beside the date, then the nearest.

    `above`: the further rows stand above that of the date, not below it.
    """
    title = next((_value(_ROLE, row) for row in rows if _ROLE.match(row)), "")
    employer = next((_value(_EMPLOYER, row) for row in rows if _EMPLOYER.match(row)), "")
    pieces = [piece for number, row in enumerate(rows) for piece in _pieces(row, number)]
    best = max(pieces, key=lambda piece: piece.as_title, default=None) if not title else None
    if best is not None and best.as_title <= 0:
        best = _unknown_title(pieces)
    owner = _owner(pieces, best) if not employer else None
    if above and best is not None and owner is not None and not owner.is_company:
        owner = _heading_owner(pieces, best) or owner
    if best is not None:
        title = _whole_title(pieces, best, owner)
    if owner is not None:
        employer = owner.text
    return Names(title, employer, owner.row if owner is not None else 0)


def _value(field: re.Pattern[str], row: str) -> str:
    """What stands behind a field's name, up to its first comma."""
    pieces = list(_pieces(field.sub("", row), 0))
    return pieces[0].text if pieces else ""


def _pieces(row: str, number: int) -> Iterator[_Piece]:
    if any(field.match(row) for field in (_ROLE, _EMPLOYER, _SECTOR, _DUTIES)):
        return
    row = _DATE_FIELD.sub("", row)
    text = _LABEL.sub("", _NUMBERED.sub("", _PICTURES.sub(" ", _LINK.sub(r"\1", row))))
    text = _first_sentence(without_durations(_BRACKETS.sub(" ", text)))
    for phrase, part in enumerate(_PHRASES.split(text)):
        for piece in _at_commas(part):
            cut = piece.partition("(")[0].strip(_EDGES)
            cut = _REGION.sub("", _LEADING.sub("", cut)).strip(_EDGES)
            cut = cut.removesuffix(_PLACEHOLDER) if cut.startswith("Company Name") else cut
            cut = cut if cut.count('"') % 2 == 0 else cut.replace('"', "")
            cut = cut[1:-1] if len(cut) > 2 and cut[0] == cut[-1] == '"' else cut
            if len(cut) > 1 and not _FILLER.fullmatch(cut):
                yield _Piece(cut, number, phrase, read_title(cut))


def _first_sentence(text: str) -> str:
    """A row's first sentence: the names stand there, what follows tells of the work."""
    return next((part for part in _SENTENCES.split(text) if part.strip(_EDGES)), "")


def _at_commas(phrase: str) -> list[str]:
    """The pieces of a phrase; "Acme, Inc." is one."""
    pieces: list[str] = []
    for piece in phrase.split(","):
        if pieces and _SUFFIX.fullmatch(piece.strip()):
            pieces[-1] = f"{pieces[-1].rstrip()}, {piece.strip()}"
        else:
            pieces.append(piece)
    return pieces


def _unknown_title(pieces: Sequence[_Piece]) -> _Piece | None:
    """A trade that no list knows, by its ending: "Production planner", "Lawn crew"."""
    for piece in pieces:
        short = not piece.is_company and len(piece.text.split()) <= _MAX_REST_WORDS
        if short and _AGENT.match(piece.text) and not _NO_AGENT.search(piece.text):
            return piece
    return None


def _owner(pieces: Sequence[_Piece], title: _Piece | None) -> _Piece | None:
    """The employer's piece: beside the title, else in the nearest row that has one; companies go first.

    What stands behind the title's comma may be its place: there a company in another row wins. "Oracle" is an employer
    where nothing else is.
    """
    others = [piece for piece in pieces if piece is not title and _may_own(piece, title)]
    if not others:
        makers = (piece for piece in pieces if piece is not title and _MAKER.fullmatch(piece.text))
        return next(makers, None) if title is not None else None
    beside = [piece for piece in others if title is not None and piece.row == title.row]
    row = (beside or others)[0].row
    here = [piece for piece in others if piece.row == row]
    company = next((piece for piece in here if piece.is_company), None)
    if company is None and beside and all(piece.phrase == beside[0].phrase for piece in beside):
        behind = title is not None and beside[0].phrase == title.phrase
        company = next((piece for piece in others if piece.is_company and behind), None)
    return company or here[0]


def _heading_owner(pieces: Sequence[_Piece], title: _Piece) -> _Piece | None:
    """The employer alone in a row above the title's, as in "Osprey" over "Engineer | Leeds | 2019 - 2021"."""
    for row in sorted({piece.row for piece in pieces if piece.row > title.row}):
        first, *more = [piece for piece in pieces if piece.row == row]
        alone = all(piece.phrase == first.phrase for piece in more)
        named = _NAME.fullmatch(first.text) is not None and _SORT_OF_WORK.search(first.text) is None
        place = may_be_place(", ".join(piece.text for piece in (first, *more)))
        if alone and named and not place and _may_own(first, title) and not _belongs_to_title(first):
            return first
    return None


def _may_own(piece: _Piece, title: _Piece | None) -> bool:
    """Whether a piece may name an employer: not a second job's name, not the rest of the title's phrase."""
    if piece.is_prose:
        return False
    if piece.is_company:
        return True
    if piece.as_title > _NAMES_JOB:
        return False
    beside = title is not None and piece.row == title.row
    return not (beside and _belongs_to_title(piece))


def _belongs_to_title(piece: _Piece) -> bool:
    """ "Compliance & Information Risk" behind "Senior Manager,": words of the field, no company's name."""
    most = _MAX_LOWER_WORDS if piece.text[0].islower() else _MAX_REST_WORDS
    if piece.is_company or len(piece.text.split()) > most:
        return False
    text = _SMALL.sub("", piece.text)
    return not read_title(text).labels.isdisjoint(_FIELD_LABELS) and not _has_name(text)


def _has_name(text: str) -> bool:
    """Whether a word with a capital letter is none of a field of work: "Kestrel Identity", "Cloud Nine"."""
    words = words_of(text)
    found = [(at, length) for label, at, length in TITLES.find(words) if label in _FIELD_LABELS]
    known = {at + more for at, length in found for more in range(length)}
    named = {folded for word in text.split() if word[0].isupper() for folded in words_of(word)}
    return any(word in named - _FIELD_NOUNS for at, word in enumerate(words) if at not in known)


def _whole_title(pieces: Sequence[_Piece], title: _Piece, owner: _Piece | None) -> str:
    """The title with the pieces behind its comma that belong to it."""
    text, after = title.text, False
    for piece in pieces:
        if piece is title:
            after = True
        elif after:
            if (piece.row, piece.phrase) != (title.row, title.phrase) or piece is owner:
                break
            if not _belongs_to_title(piece) or len(text) + len(piece.text) > 60:
                break
            text = f"{text}, {piece.text}"
    return text
