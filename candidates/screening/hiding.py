"""What of a text tells who a person is: names, ways to reach them, schools, birth dates, gendered words.

For blind review. Rather too much is hidden than too little; the places stay, so that evidence is found where it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from candidates.screening.sections import Line, split_lines

HIDDEN = "[hidden]"
MASK = "\ue000"
"""A private code point in the place of each hidden one, so that offsets hold; shown() says HIDDEN for a run of them."""

UNNAMED_LINES = 5
"""So many lines at the top may hold a name that nobody has found."""

NAMED_LINES = 15
"""Lines at the top where a name may be written in ways that no word of it matches: K I M."""

_RUN = re.compile(f"{MASK}(?:[^\\w\\n]*{MASK})*")
_LETTERS = re.compile(r"[^\W\d_]+")
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w.-]{1,190}")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"|•,;()\[\]]+", re.I)
_SITE = re.compile(
    r"(?<![\w@.-])(?!(?:asp|vb|ado)\.net\b|(?:socket|draw)\.io\b)(?:[a-z0-9-]+\.)+"
    r"(?:com|org|net|io|dev|me|tech|info|blog|co|page|site|uk|de|fr|nl|in|eu|ch|at|es|it|pl|se|ca|us)"
    r"(?:/[\w@./~%-]*)?(?![\w@])",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@/])@\w[\w.-]{2,}")
_NUMBER = re.compile(r"(?<![\w.,:/#$€£-])(?:\+|00)?[ ]?\(?\d(?:[ ().\-/–]{0,3}\d){6,16}(?![\w%+])")
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–/.]\s*(?:(?:19|20)\d\d|\d{1,2}\b)|\b\d{1,2}\s*[-/.]\s*(?:19|20)\d\d")
_QUAD = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_PERSONAL = re.compile(
    r"(?:date of birth|birth ?date|birthday|born|place of birth|d\.?o\.?b\b|age\b|nationality|citizenship|gender|sex\b"
    r"|pronouns|marital status|civil status|family status|religion|children|(?:home |postal )?address|photo"
    r"|geburtsdatum|geburtsort|geboren|alter\b|staatsangehörigkeit|nationalität|geschlecht|familienstand|anschrift|adresse"
    r"|née? |date de naissance|nationalité|situation familiale|sexe|fecha de nacimiento|nacionalidad|estado civil|sexo"
    r"|data di nascita|nazionalità|geboortedatum|nationaliteit|burgerlijke staat|data urodzenia|narodowość)"
    r"[^\n|•]*",
    re.I,
)
_BIRTH = re.compile(
    r"\bborn\b[^.;\n]{0,50}|\b(?:aged? )?\d\d[- ]years?[- ]old\b|\baged \d\d\b|\*\s?\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d",
    re.I,
)
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?[./ -]{1,2}(?:\d{1,2}|[^\W\d_]{3,9})[.,]?[./ -]{1,2}(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b|\b[^\W\d_]{3,9} \d{1,2}, (?:19|20)\d\d\b"
)
_GENDERED = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|[sS]?/?he/(?:him|her)|sir|madam|male|female|man(?!-in|[ -]in[ -]the| ?pages?\b)"
    r"|woman|men|women|women'?s|men'?s|boys?|girls?|lad(?:y|ies)|gentlem[ae]n|husband|wife|father|mother|dad|mom|mum|son|daughter"
    r"|sons|daughters|brother|sister|maternity|paternity|fraternity|sorority|chairm[ae]n|chairwom[ae]n|spokesm[ae]n"
    r"|spokeswom[ae]n|salesm[ae]n|saleswom[ae]n|businessm[ae]n|businesswom[ae]n|servicem[ae]n|servicewom[ae]n|actress|waitress"
    r"|hostess|herr|frau|männlich|weiblich|monsieur|madame|mme|masculin|féminin|feminin|señora?|masculino|femenino|feminino"
    r"|maschio|femmina|mevrouw|meneer|dhr|mężczyzna|kobieta|ingeniera|desarrolladora|ingénieure|entwicklerin|ingenieurin"
    r"|[^\W\d_]+(?:entwickler|ingenieur|administrator|architekt|berater|leiter)in)\b",
    re.I,
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|MR|MRS|MISS)\b\.?")
_SCHOOL = re.compile(
    r"(?:universi\w*|college|institute|institut|polytechni\w*|politecnico|politechnika|hochschule|\w+hochschule|gymnasium"
    r"|lyceum|lycée|academy|akademie|académie|school|schule|\w+schule|école|escuela|facult\w*|alma|alumn\w*)\Z",
    re.I,
)
_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_JOINING = frozenset("of for the and de der des du di da del della la für zu van und et y e i".split())


@dataclass(frozen=True)
class Known:
    """What is known of a person: names as they were read or written, and phone numbers."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def hide_words(text: str, known: Known) -> str:
    """A note, a headline or a quote without what tells who the person is."""
    return shown(masked(text, word_spans(text, known)))


def hide_document(text: str, known: Known) -> str:
    """A resume's text, as long as before: MASK stands in the place of each hidden code point."""
    return masked(text, [*word_spans(text, known), *_line_spans(text, known)])


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with MASK over the spans; line breaks stay, so that lines keep their numbers."""
    parts, at = [], 0
    for start, end in _joined(spans):
        parts.append(text[at:start])
        parts.append("".join("\n" if letter == "\n" else MASK for letter in text[start:end]))
        at = end
    return "".join([*parts, text[at:]])


def shown(text: str) -> str:
    """A piece of a masked text for people: HIDDEN for each run, however long it was."""
    return _RUN.sub(HIDDEN, text)


def hide_report(report: dict[str, Any], text: str | None, known: Known) -> dict[str, Any]:
    """A report with its quotes as they stand in the masked text, and the words of its positions without names.

    text: hide_document()'s; None where none is stored: then the quotes themselves are searched.
    """

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(part) for part in node]
        if not isinstance(node, dict):
            return node
        made = {key: walk(part) for key, part in node.items()}
        if "quote" in node:
            made["quote"] = _quote(node, text, known)
        for key in ("title", "employer"):
            if isinstance(node.get(key), str):
                made[key] = hide_words(node[key], known)
        return made

    found: dict[str, Any] = walk(report)
    return found


def _quote(node: dict[str, Any], text: str | None, known: Known) -> str:
    if text is not None:
        return hide_words(shown(" ".join(text[node["start"] : node["end"]].split())), known)
    return HIDDEN if node.get("section") == "education" else hide_words(node["quote"], known)


def word_spans(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """Names, addresses, numbers, handles, titles, gendered words, births and schools, wherever they stand."""
    for pattern in (_EMAIL, _LINK, _SITE, _HANDLE, _GENDERED, _TITLE, _BIRTH, *_name_patterns(known.names)):
        yield from (match.span() for match in pattern.finditer(text))
    ends = {re.sub(r"\D", "", phone)[-7:] for phone in known.phones}
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        is_date = _YEARS.search(match[0]) and not match[0].strip().startswith("+")
        if digits[-7:] in ends or not (is_date or _QUAD.fullmatch(match[0].strip())):
            yield match.span()
    yield from _school_spans(text)


def _line_spans(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """Whole lines, or the rest of them: education, personal data, and names that no word matches."""
    lines = split_lines(text)
    letters = {_letters(name) for name in known.names} - {""}
    count = 0
    for line in lines:
        if not line.text.strip():
            continue
        count += 1
        if (
            (line.section == "education" and not line.heading)
            or (count <= UNNAMED_LINES and not letters and not line.heading)
            or (count <= NAMED_LINES and _is_contact(line))
            or (count <= NAMED_LINES and any(name in _letters(line.text) for name in letters))
        ):
            yield line.start, line.end
        yield from _personal(line)


def _is_contact(line: Line) -> bool:
    """Whether a line at the top says how to reach the person: what stands beside is where they live, or their age."""
    if line.section == "header":
        return any(pattern.search(line.text) for pattern in (_EMAIL, _LINK, _SITE))
    return line.section in ("summary", "other") and _EMAIL.search(line.text) is not None


def _personal(line: Line) -> Iterator[tuple[int, int]]:
    begins = re.search(r"[^\W_]", line.text)
    if begins and (match := _PERSONAL.match(line.text, begins.start())):
        yield line.start + match.start(), line.start + match.end()
    if line.section == "header":
        for pattern in (_DAY, _PERSONAL):
            for match in pattern.finditer(line.text):
                yield line.start + match.start(), line.start + match.end()


def _name_patterns(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """A name whole in any case, also as a handle; its words where they are written as names are."""
    ways: set[str] = set()
    for name in names:
        for spelt in {name, _plain(name)}:
            words = [word for word in re.split(r"[\s,]+", spelt) if _LETTERS.search(word)]
            if len(words) > 1:
                yield re.compile(r"\W{0,3}".join(map(re.escape, words)), re.I)
                yield re.compile(r"\W{0,3}".join(map(re.escape, (words[-1], *words[:-1]))), re.I)
                yield re.compile(rf"\b{re.escape(words[0][0])}[._-]?{re.escape(words[-1])}\b", re.I)
            for word in words:
                ways |= _ways(word, alone=len(words) == 1)
    if ways:
        yield re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(ways, key=len, reverse=True)))})(?!\w)")


def _ways(word: str, *, alone: bool) -> set[str]:
    """How a word of a name is written. A particle in small letters is a word like any other, and stays."""
    word = word.strip('.,;:()"“”')
    if len(word) < 2 or (word.islower() and len(word) < 4 and not alone):
        return set()
    parts = [part for part in word.split("-") if len(part) > 2] if "-" in word else []
    whole = {word, word.capitalize(), word.title(), word.upper()}
    # Long ones are hardly words of the language: they are hidden in small letters too.
    return whole.union(*(_ways(part, alone=False) for part in parts), {word.lower()} if len(word) > 5 else ())


def _school_spans(text: str) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words around a word such as University."""
    offset = 0
    for row in text.split("\n"):
        words = list(_WORD.finditer(row))
        for index, word in enumerate(words):
            if _SCHOOL.match(word[0].rstrip(".")) and (word[0][0].isupper() or index == 0):
                first, last = index, index
                while first > 0 and _belongs(row, words[first - 1], words[first]):
                    first -= 1
                while last + 1 < len(words) and _belongs(row, words[last + 1], words[last]):
                    last += 1
                yield offset + words[first].start(), offset + words[last].end()
        offset += len(row) + 1


def _belongs(row: str, word: re.Match[str], beside: re.Match[str]) -> bool:
    """Whether a word is part of the name that the word beside it belongs to: nothing but a space between them."""
    low, high = sorted((word.span(), beside.span()))
    if row[low[1] : high[0]].strip():
        return False
    return word[0][0].isupper() or word[0] in _JOINING


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif end > start:
            found.append((start, end))
    return found


def _plain(text: str) -> str:
    """Without accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(_plain(text))).casefold()
