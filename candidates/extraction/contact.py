"""Who a resume is of and how to reach them: proposals from its text, which a recruiter may correct.

Careful rather than complete: what is uncertain stays out. Hidden text is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from candidates.extraction.document import Document
from candidates.extraction.names import find_headline, find_name

HEADER_LINES = 15
"""Lines with text at the top where a resume says whose it is."""

MAX_FOUND = 10
"""Addresses, numbers or links of one resume; a list beyond that is somebody's address book."""

BEFORE = 60
"""Characters before a number in which its label stands."""

MAX_ROW = 1000
"""Characters of one line that are read together."""

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w][\w.+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}\b", re.I
)

_NUMBER = re.compile(r"(?<![\w.,:/+#$€£-])(?:\+|00)?[ ]?\(?\d(?:[ ().\-/–]{0,3}\d){6,16}(?![\w%+]|[.,:/-]\d)")
_SEVEN_DIGITS = re.compile(r"\d(?:[ ().\-/–]{0,3}\d){6}")
_PHONE_LABEL = re.compile(
    r"(?:\b(?:tele?phone|phone|tel|mobile|mob|cell|cellular|handy|telefon|teléfono|tél|whatsapp|ph|m|t|p|contact|call)"
    r"\b(?: ?(?:no|number|nr)\b)?\.?|☎|✆|📞|📱)\s*[:#.\-–]?\s*(?:\([a-z]{1,6}\)\s*)?$",
    re.I,
)
_IDENTIFIER = re.compile(
    r"\b(?:id|no|nr|number|ref|reference|ticket|licen[cs]e|credential|certificate|isbn|ssn|passport|aadhaa?r|cve|rfc"
    r"|zip|postcode|pin|version|account|iban|vat|patent)\b\W{0,4}$",
    re.I,
)
_YEAR_RANGE = re.compile(
    r"(?:19|20)\d\d\s*[-–/.]\s*(?:(?:19|20)\d\d|\d{1,2}\b)|\b\d{1,2}\s*[-/.]\s*(?:19|20)\d\d"
)
_DOTTED_QUAD = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")
_GROUPED = re.compile(
    r"\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$|\(?0\d{1,5}\)?[ ./-]{1,3}\d[\d ./-]{4,}$|0\d{9,10}$"
)

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'|•·,;()\[\]]+", re.I)
_PROFILE = re.compile(
    r"(?<![\w@.-])(?:[a-z]{2,3}\.)?(?:linkedin\.com/in/[\w%.-]+|(?:github|gitlab|bitbucket)\.(?:com|org)/[\w.-]+(?![\w/])"
    r"|(?:stackoverflow\.com/users|keybase\.io|hackerone\.com|tryhackme\.com/p|medium\.com|dev\.to|twitter\.com|x\.com)"
    r"/@?[\w./-]+)",
    re.I,
)
_SITE = re.compile(
    r"(?<![\w@.-])(?!(?:asp|vb|ado)\.net\b|(?:socket|draw)\.io\b)(?:[a-z0-9-]+\.)+"
    r"(?:com|org|net|io|dev|me|tech|info|blog|co|cloud|sh|page|site|uk|de|fr|nl|in|eu|ch|at|es|it|pl|se|ca|us)"
    r"(?:/[\w./~-]*)?(?![\w@])"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a resume's text says about whose it is.

    `emails` and `links` in the order they appear, domains in small letters, links with a scheme. `phones` are
    digits, with a leading + where the text has one. `headline` is the title people give themselves. `guessed`: no line
    says the name, it was made of the e-mail address.
    """

    name: str | None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    headline: str | None = None
    guessed: bool = False


def identify(document: Document) -> Identity:
    """Propose whose resume this is. It raises nothing and is the same for the same document."""
    text = document.visible()
    lines = list(_rows(text))
    emails, links = _first(_emails(text)), _first(_links(lines))
    name, index = find_name(lines, emails, links)
    headline = find_headline(lines, name, index)
    guessed = name is not None and index < 0
    return Identity(name, emails, _first(_phones(lines)), links, headline, guessed)


def name_in(text: str) -> str | None:
    """The name alone of whom a text is about, as `identify` proposes it."""
    lines = list(_rows(text))
    return find_name(lines, _first(_emails(text)), _first(_links(lines)))[0]


def _rows(text: str) -> Iterator[str]:
    """The lines with text; a very long one in pieces, since some patterns take quadratic time on a line."""
    for line in text.split("\n"):
        rest = line.strip()
        while len(rest) > MAX_ROW:
            cut = rest.rfind(" ", 1, MAX_ROW)
            cut = cut if cut > 0 else MAX_ROW
            yield rest[:cut]
            rest = rest[cut:].lstrip()
        if rest:
            yield rest


def _first(found: Iterator[str]) -> tuple[str, ...]:
    """Each value once, however it is written, and not too many."""
    once = {value.casefold(): value for value in reversed(list(found))}
    return tuple(reversed(once.values()))[:MAX_FOUND]


def _emails(text: str) -> Iterator[str]:
    """E-mail addresses; the part before the @ keeps its letters, as it may matter."""
    for line in text.split("\n"):
        for match in _EMAIL.finditer(line) if "@" in line else ():
            local, _, domain = match[0].rpartition("@")
            yield f"{local.rstrip('.')}@{domain.lower()}"


def _phones(lines: list[str]) -> Iterator[str]:
    """Phone numbers: international ones anywhere, others by label or by shape in the header."""
    for number, line in enumerate(lines):
        in_header = number < HEADER_LINES or "@" in line
        for match in _NUMBER.finditer(line) if _SEVEN_DIGITS.search(line) else ():
            written = match[0].strip()
            if _is_phone(written, line[max(0, match.start() - BEFORE) : match.start()], in_header):
                yield ("+" if written.startswith("+") else "") + re.sub(
                    r"\D", "", _without_trunk_zero(written)
                )


def _is_phone(written: str, before: str, in_header: bool) -> bool:
    """Whether a number, as written and after these words, is somebody's phone and no date, address or id."""
    digits = sum(character.isdigit() for character in written)
    if _DOTTED_QUAD.match(written) or digits > 15 or (_YEAR_RANGE.search(written) and written[0] != "+"):
        return False
    if _PHONE_LABEL.search(before):
        return digits >= 7
    if _IDENTIFIER.search(before):
        return False
    if written.startswith("+"):
        return digits >= 8
    return in_header and 9 <= digits <= 13 and (_GROUPED.match(written) is not None or _is_plain(written))


def _is_plain(written: str) -> bool:
    """Whether the number is written as many countries write mobile numbers: ten digits, or two halves of five."""
    return re.fullmatch(r"[6-9]\d{4} ?\d{5}|00\d{9,13}", written) is not None


def _without_trunk_zero(written: str) -> str:
    """ "+44 (0)20 …" is dialled without the zero in brackets."""
    return written.replace("(0)", "") if written.startswith("+") else written


def _links(lines: list[str]) -> Iterator[str]:
    """Profiles anywhere, other addresses of the web in the header."""
    for number, line in enumerate(lines):
        in_header = number < HEADER_LINES
        if "." not in line or not (in_header or "/" in line):
            continue  # every link has a dot, every profile a slash too
        bare = _EMAIL.sub(" ", line) if "@" in line else line
        patterns = (_LINK, _PROFILE, _SITE) if in_header else (_PROFILE,)
        taken: list[tuple[int, int]] = []
        for pattern in patterns:
            for match in pattern.finditer(bare):
                start, end = match.span()
                if any(start < high and low < end for low, high in taken):
                    continue
                taken.append((start, end))
                yield _absolute(match[0])


def _absolute(written: str) -> str:
    """The link with a scheme, its host in small letters, without the punctuation of the sentence around it."""
    scheme, mark, rest = written.rstrip(".,;:!?").partition("://")
    if not mark:
        scheme, rest = "https", scheme
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")
