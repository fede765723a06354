"""The person's name and headline among the first lines of a resume.

A line is scored by its place, its form and what agrees with it (e-mail address, profile); nothing is guessed
from lists of first names, which would know some peoples' names and not others'.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from candidates.extraction.words import (
    HEADINGS,
    HONORIFICS,
    NOT_NAMES,
    PARTICLES,
    PLACE_NAMES,
    POST_NOMINALS,
    ROLE_ADDRESSES,
    TITLES,
)

SURE_LINES = 5
"""Lines at the top where a name needs no other sign than its form."""

SEEN_LINES = 60
"""Lines where a name is believed because an e-mail address or a profile agrees."""

LABEL_LINES = 30

MAX_WORDS = 6
MAX_LETTERS = 80
"""Both without a suffix such as "the Younger"."""

HEADLINE_WORDS = 14

_LABEL = re.compile(
    r"(?:(?:full|candidate(?:'s)?|applicant(?:'s)?|my) )?(?:name|nom|nombre|nome|naam|imię)\s*[:\-–\t]+\s*(?P<name>.+)",
    re.I,
)
_FIRST = re.compile(
    r"(?:first|given|fore) ?names?\s*[:\-–\t]+\s*(?P<name>.+)|vorname\s*[:\t]+\s*(?P<de>.+)", re.I
)
_LAST = re.compile(
    r"(?:last|family|sur) ?names?\s*[:\-–\t]+\s*(?P<name>.+)|(?:nach|familien)name\s*[:\t]+\s*(?P<de>.+)",
    re.I,
)
_TITLED = re.compile(
    r"(?:(?:resume|résumé|curriculum vitae|c\.?v\.?|lebenslauf|profile)\s*(?:of|for|von|de|[:\-–—|\t])\s*)(?P<name>.+)",
    re.I,
)
_POSSESSIVE = re.compile(
    r"(?P<name>.+?)['’]s? (?:resume|résumé|curriculum vitae|cv)$|(?P<plain>.+) (?:resume|cv)$", re.I
)
_LABELLING = re.compile(r"n(?:am|om|aam)|imi|r[eé]sum|curric|c\.?v|lebens|profile", re.I)
"""What one of these labels needs; most lines have none of it."""

_SEPARATOR = re.compile(r"\t| [|•·–—/-] |[|•·–—]|\s-\s")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\"“”][^\"“”]*[\"“”]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`.-][^\W\d_]+)*[.'’]?")
_SPACED = re.compile(r"(?:[^\W\d_] ){2,}[^\W\d_]")
_SUFFIX = re.compile(r"(?P<name>.+?),?\s+(?P<suffix>the (?:Younger|Elder)|[JS](?:n?r|NR)\.?|II|III|IV)", re.I)
_HAN = re.compile("[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_NO_HEADLINE = re.compile(r"@|[.:]$|\b(?:19|20)\d\d\b|\bdiploma\b", re.I)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_FILES = frozenset(
    "cv resume résumé lebenslauf curriculum vitae application bewerbung profile linkedin final new updated current copy "
    "draft version v en eng english german pdf doc docx txt of for the and".split()
)
"""What files of resumes are called beside a name."""

_BULLETED = re.compile(r"[•*▪■◦‣–-]\s|\d+[.)]\s")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible name: how it is written, the line it stands on, and its score."""

    name: str
    line: int
    score: float


def find_name(lines: list[str], emails: tuple[str, ...], links: tuple[str, ...]) -> tuple[str | None, int]:
    """The name and the index of its line; (None, -1) where no line is one, or a name from the e-mail address and -1."""
    signs = _signs(emails, links)
    labelled = _labelled(lines[:LABEL_LINES])
    if labelled:
        return labelled
    found = [*_candidates(lines, signs), *_stacked(lines, signs)]
    if found:
        best = max(found, key=lambda candidate: (candidate.score, -candidate.line))
        return best.name, best.line
    late = _labelled(_before_references(lines))
    if late:
        return late
    return _from_address(emails), -1


def find_headline(lines: list[str], name: str | None, index: int) -> str | None:
    """The title people give themselves: beside their name, or on one of the lines around it."""
    start = max(index, 0)
    for line in lines[start : start + 5]:
        for part in _SEPARATOR.split(line):
            words = part.split()
            if not 1 <= len(words) <= HEADLINE_WORDS or _NO_HEADLINE.search(part):
                continue
            if _BULLETED.match(part) or (name and part.strip().casefold() == name.casefold()):
                continue
            plain = {word.strip("(),/&").casefold() for word in re.split(r"[\s/]+", part)}
            if plain & TITLES and not _is_heading(plain):
                return part.strip(" ,;-–|")[:200]
    return None


def _is_heading(words: set[str]) -> bool:
    """ "Professional Summary" heads a section; nobody calls themselves that."""
    return words & TITLES == {"professional"} and bool(words & HEADINGS)


def name_in_file_name(file_name: str) -> str:
    """Whose file it is by its name, "CV_KimNovak_2026.pdf": a hint for people, "" where it is not clear."""
    stem = file_name.rpartition("/")[2].rpartition(".")[0]
    whole = [word for word in _LETTERS.findall(stem) if not _is_of_files(word)]
    words = [word for word in _HUMP.sub(" ", " ".join(whole)).split() if not _is_of_files(word)]
    plain = [_titled(word) if word.isupper() or not _is_written(word) else word for word in words]
    return (_as_name(" ".join(plain)) or "") if 2 <= len(plain) <= 4 else ""


def _is_written(word: str) -> bool:
    """Whether a word has its capital, or needs none."""
    return not word.islower() or word in PARTICLES


def _is_of_files(word: str) -> bool:
    return word.casefold() in _OF_FILES or word.casefold() in TITLES


def _signs(emails: tuple[str, ...], links: tuple[str, ...]) -> list[str]:
    """Local parts and profile names, as letters without accents: what a name may agree with."""
    locals_ = [email.partition("@")[0] for email in emails[:2]]
    slugs = [link.rstrip("/").rpartition("/")[2] for link in links[:5] if link.count("/") > 2]
    return [_letters(part) for part in (*locals_, *slugs) if len(_letters(part)) > 2]


def _letters(text: str) -> str:
    """Small Latin letters only; accents go."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if "a" <= character <= "z")


def _agrees(name: str, signs: list[str]) -> bool:
    """Whether an address or profile is made of this name: its first and last word, or one of them and an initial."""
    words = [word for word in map(_letters, re.split(r"[\s-]+", name)) if word]
    if len(words) < 2:
        return False
    first, last = words[0], words[-1]
    forms = {first + last, last + first, first[0] + last, last + first[0], first + last[0]}
    long = {word for word in words if len(word) > 3}
    return any(
        any(form in sign for form in forms if len(form) > 3) or any(word in sign for word in long)
        for sign in signs
    )


def _labelled(lines: list[str]) -> tuple[str, int] | None:
    """A name that the resume calls a name, or that its title gives."""
    first = last = None
    for index, line in enumerate(lines):
        if _LABELLING.search(line) is None:
            continue
        for pattern in (_LABEL, _TITLED, _POSSESSIVE):
            match = pattern.fullmatch(line)
            name = match and _as_name(_SEPARATOR.split(next(filter(None, match.groups())))[0])
            if name:
                return name, index
        first = first or _FIRST.fullmatch(line)
        last = last or _LAST.fullmatch(line)
        if first and last:
            both = " ".join(next(filter(None, match.groups())).strip() for match in (first, last))
            name = _as_name(both)
            return (name, index) if name else None
    return None


def _before_references(lines: list[str]) -> list[str]:
    """The lines above the references, which name other people."""
    for index, line in enumerate(lines):
        if line.strip(" :").casefold() in ("references", "referees", "referenzen"):
            return lines[:index]
    return lines


def _candidates(lines: list[str], signs: list[str]) -> Iterator[_Candidate]:
    """Names that stand on a line of their own or as one of its parts."""
    for index, line in enumerate(lines[:SEEN_LINES]):
        if _BULLETED.match(line) or line.endswith(":"):
            continue
        parts = [part.strip() for part in _SEPARATOR.split(line) if part.strip()]
        for position, part in enumerate(parts[:3]):
            name = _as_name(part)
            agrees = name is not None and _agrees(name, signs)
            prominent = index < SURE_LINES and position == 0 and not _is_reversed(part)
            if name and (agrees or prominent):
                yield _Candidate(name, index, 8 * agrees - index - position + 2 * (len(parts) == 1))


def _is_reversed(part: str) -> bool:
    """Whether a single word stands before a comma: "Doe, Jane", but as well "Pune, Maharashtra"."""
    head, comma, _ = part.partition(",")
    return bool(comma) and len(head.split()) == 1


def _stacked(lines: list[str], signs: list[str]) -> Iterator[_Candidate]:
    """A name over two lines, a word on each."""
    for index in range(min(SURE_LINES, len(lines) - 1)):
        upper, lower = lines[index], lines[index + 1]
        if len(upper.split()) == len(lower.split()) == 1 and (upper.isupper() == lower.isupper()):
            name = _as_name(f"{upper} {lower}")
            if name and (_agrees(name, signs) or (index == 0 and not signs)):
                yield _Candidate(name, index, 8 - index)


def _as_name(written: str) -> str | None:
    """The words as a person's name in its usual case, or None where they are none."""
    text = _BRACKETS.sub(" ", written).strip(" \t,;|")
    head, comma, tail = text.partition(",")
    if comma:
        text = _around_comma(head, tail)
    if _SPACED.fullmatch(text):
        return None
    match = _SUFFIX.fullmatch(text)
    text, suffix = (match["name"], match["suffix"]) if match and " " in match["name"] else (text, "")
    words = _without_titles(text.split())
    if len(words) == 1 and _HAN.fullmatch(words[0]):
        return words[0]
    if not 2 <= len(words) <= MAX_WORDS or len(text) > MAX_LETTERS or not _are_name_words(words):
        return None
    return f"{_cased(words)} {suffix}".rstrip()


def _around_comma(head: str, tail: str) -> str:
    """ "Doe, Jane" in order, "Jane Doe, CISSP" without the degree; nothing where the comma parts something else."""
    after = [word.strip(".,").casefold().replace(".", "") for word in tail.split()]
    if all(word in POST_NOMINALS or word in TITLES for word in after) or set(after) & TITLES:
        return head
    if len(head.split()) == 1 and len(after) <= 2:
        return f"{tail} {head}"
    return head if len(head.split()) > 1 and any(word in POST_NOMINALS for word in after) else ""


def _without_titles(words: list[str]) -> list[str]:
    """The words without "Dr." before and "PhD" after."""
    plain = [word.strip(".,").casefold().replace(".", "") for word in words]
    start, end = 0, len(words)
    while start < end and plain[start] in HONORIFICS:
        start += 1
    while end - start > 2 and plain[end - 1] in POST_NOMINALS:
        end -= 1
    return words[start:end]


def _are_name_words(words: list[str]) -> bool:
    """Whether every word may stand in a name and enough of them carry it."""
    folded = [word.strip(".").casefold() for word in words]
    if any(not _WORD.fullmatch(word) for word in words) or " ".join(folded) in PLACE_NAMES:
        return False
    if any(part in NOT_NAMES for word in folded for part in (word, *word.split("-"))):
        return False
    capitals = "".join(words).isupper()
    carrying = 0
    for word, plain in zip(words, folded, strict=True):
        if plain in PARTICLES and plain != folded[0]:
            continue
        if not _is_capitalised(word) or (
            len(plain) == 2 and word.isupper() and not capitals and plain == folded[-1]
        ):
            return False
        carrying += len(plain) > 1
    return carrying >= 1 and sum(len(plain) > 0 for plain in folded) >= 2 and len("".join(folded)) > 3


def _is_capitalised(word: str) -> bool:
    """Whether a word begins as names do; scripts without capitals pass. "iOS" and "GitLab" don't, "McKay" does."""
    first = word[0]
    if first.lower() == first.upper():
        return True
    parts = [part for part in re.split(r"['’ʼ`.-]", word) if part]
    inner = any(part[1:] != part[1:].lower() and not part.isupper() for part in parts)
    return (first.isupper() or len(parts) > 1) and (
        not inner or word.startswith(("Mc", "Mac", "De", "Di", "Le", "La"))
    )


def _cased(words: list[str]) -> str:
    """Names in capitals as they are written elsewhere; others as they are."""
    whole = "".join(words).isupper()
    cased = []
    for position, word in enumerate(words):
        letters = sum(map(str.isalpha, word))
        if not word.isupper() or letters < 2 or (not whole and letters < 3):
            cased.append(word)
        elif position and word.casefold() in PARTICLES and position < len(words) - 1:
            cased.append(word.lower())
        else:
            cased.append(_titled(word))
    return " ".join(cased)


def _titled(word: str) -> str:
    """Capital first letters, also after hyphens and apostrophes and in McKay."""
    titled = re.sub(r"[^\W\d_]+", lambda match: match[0][0].upper() + match[0][1:].lower(), word)
    return re.sub(r"\bMc([a-z])", lambda match: "Mc" + match[1].upper(), titled)


def _from_address(emails: tuple[str, ...]) -> str | None:
    """A name from "first.last@…", the last resort; anything less clear is none."""
    for email in emails[:1]:
        match = re.fullmatch(r"([a-z]{2,20})[._]([a-z]{2,20})\d{0,4}", email.partition("@")[0].casefold())
        if match and not {match[1], match[2]} & (ROLE_ADDRESSES | NOT_NAMES):
            return f"{match[1].title()} {match[2].title()}"
    return None
