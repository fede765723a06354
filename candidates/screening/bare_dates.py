"""Tells two numbers that are a job's time from ports, scores and versions: "8/19 - 3/22", "2019/2022".

Numbers so bare are a time only where the row can be a job's header: no bullet, and a job's title beside them.
"""

import re

from candidates.screening.lines import bullet_end
from candidates.screening.occupations import read_title

_HEADER_LENGTH = 110
_REACH = _HEADER_LENGTH + 1
_AROUND = " \t|()[],;:.–—-"
# What parts a title or an employer from the time behind it: more than one blank.
_PARTED = re.compile(r"(?:[,;|(\[·•:–—-]\s?|\t|[ ]{2})[ \t(\[]*$")
_PARTS = re.compile(r"[,;|()]|\s[–—-]\s|\t|[ ]{2}")
_TITLE_WORDS = 6
_LEADING = re.compile(r"[ \t|(\[]*$")
_BEHIND = re.compile(r"[ \t|)\],;:–—-]*(?P<title>[^\W\d_a-z][^,;|()\n]*)")


def begin_header(text: str, start: int, end: int) -> bool:
    """Whether the numbers from start to end begin a row, and a job's title follows: "2019/2022  Network administrator"."""
    row, at = _row(text, start, end)
    if _LEADING.fullmatch(row[:at]) is None or not _may_be_header(row):
        return False
    title = _BEHIND.match(row, at + end - start)
    return title is not None and _is_title(title["title"])


def stand_in_header(text: str, start: int, end: int) -> bool:
    """Whether the numbers begin a job's header, end one, or are all of a row above or below a title."""
    row, at = _row(text, start, end)
    if not _may_be_header(row):
        return False
    before, behind = row[:at], row[at + end - start :]
    if not before.strip(_AROUND):
        return begin_header(text, start, end) or (
            not behind.strip(_AROUND) and _beside_title(text, start, end)
        )
    if _PARTED.search(before) is not None:
        return any(_is_title(phrase) for phrase in _PARTS.split(before))
    return read_title(before.split()[-1]).names_job and _is_title(_PARTS.split(before)[-1])


def _is_title(phrase: str) -> bool:
    """Whether a few words begin or end in what somebody is: "Administrador de redes", no "Windows administrators trained"."""
    words = phrase.split()
    if not 0 < len(words) <= _TITLE_WORDS or not read_title(phrase).names_job:
        return False
    return any(read_title(word).names_job for word in (words[0], words[-1]))


def _row(text: str, start: int, end: int) -> tuple[str, int]:
    """The row around two offsets, as far as a header reaches, and where in it the first is."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    behind = text[end : end + _REACH].partition("\n")[0]
    return before + text[start:end] + behind, len(before)


def _may_be_header(row: str) -> bool:
    return len(row) <= _HEADER_LENGTH and not bullet_end(row)


def _beside_title(text: str, start: int, end: int) -> bool:
    """Whether the row above or below that of two offsets names a job, where there are any; a bullet above may go on."""
    above = text[max(0, start - 2 * _REACH) : start].rpartition("\n")[0].rstrip("\n").rpartition("\n")[2]
    below = text[end : end + 2 * _REACH].partition("\n")[2].lstrip("\n").partition("\n")[0]
    if not (above or below):
        return True
    rows = [row for row in (above, below) if _may_be_header(row)]
    return not bullet_end(above) and any(_is_title(phrase) for row in rows for phrase in _PARTS.split(row))
