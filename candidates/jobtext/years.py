"""Years of experience that a description asks for, against the level of the job (guide section 3)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from candidates.jobtext.noting import Asked, LevelRange, Note, Seen
from candidates.jobtext.phrases import Found, denied
from candidates.jobtext.text import Sentence

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS = {word: value for value, word in enumerate(_WORDS.split())} | {"twenty": 20}
_NUMBER = rf"(?:\d{{1,2}}(?:[.,]5)?|a|{'|'.join(_NUMBERS)})"
_YEARS = re.compile(
    rf"(?P<cue>(?:at least|a minimum of|minimum(?: of)?|min\.?|more than|over|no less than|not less than|no fewer than|"
    rf"up to|at most|no more than|not more than|less than|fewer than|under|a maximum of|maximum(?: of)?|max\.?|below|from|between)\s+)?"
    rf"(?<![\w.,-])(?P<least>{_NUMBER})\s?(?P<plus>\+|-?plus|or more|and more)?"
    rf"(?:\s?(?:-|–|—|to|and|or|bis)\s?(?P<most>{_NUMBER})\s?(?P<open>\+)?)?"
    rf"[\s-]?\+?\s?(?P<unit>years?|yrs?|y\b|decades?)(?P<more>\s?\+|\s+(?:or more|and more|plus|minimum|at least))?",
    re.IGNORECASE,
)
_UPWARD_ONLY = re.compile(
    r"up to|at most|no more than|not more than|less than|fewer than|under|max|below", re.IGNORECASE
)
_EXPERIENCE = re.compile(
    r"experience|\bexp\b|background|practice|practising|track record|hands[- ]on|expertise|professional|worked|working (?:as|in|with|on)|"
    r"\bin (?!a row|total|a year|business\b|which\b)\w+|"
    r"(?:years?|yrs?|decades?)['’]?\+? of (?!age\b|operation|history|growth|funding|warranty)\w+|seniority|requir|as an? \w+",
    re.IGNORECASE,
)
_SOMETHING_ELSE = re.compile(
    r"\byears? (?:old|ago|of age|from now|contract|warranty|plan\b|roadmap|term)|\byear[- ](?:old|contract|plan|roadmap|project|warranty|term|programme|degree|studies|university|apprenticeship)|"
    r"(?:last|past|next|first|within|after|for the next|every|contract (?:of|for)|limited to|in)\s(?:the\s)?(?:last|past|next|first)?\s?$",
    re.IGNORECASE,
)
_A_PLUS = re.compile(
    r"\b(?:is|are|would be) (?:a|an) (?:big |real |definite )?(?:plus|bonus|advantage|asset)|nice to have|bonus\b|not (?:a )?(?:must|required|necessary)",
    re.IGNORECASE,
)
_BARE = 4
"""Words of a line that has nothing but the years: "5+ years"."""

_LEVEL_WORDS = (
    ("junior", re.compile(r"\b(?:junior|entry[- ]level|graduate|trainee)\b", re.IGNORECASE)),
    ("mid", re.compile(r"\b(?:mid[- ]level|mid[- ]senior|intermediate|mid)\b", re.IGNORECASE)),
    ("senior", re.compile(r"\b(?:senior|principal|staff|lead) (?:\w+ ){0,2}(?:engineer|devsecops|specialist|architect)", re.IGNORECASE)),
)  # fmt: skip


class _Wanted(NamedTuple):
    """Years that are asked for, in months; least None for "up to", most None for no end."""

    least: float | None
    most: float | None
    found: Found


def contradict(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    """The note, if a number of years asked for belongs to another level than the job's; without a level the text's
    own word for it counts ("junior engineer")."""
    level = next((known for known in asked.levels if known.code == (asked.level or _own_level(parts))), None)
    if level is None:
        return None
    wrong = [
        (wanted, fits)
        for part in parts
        for wanted in _wanted(part)
        if (fits := _level_of(wanted, asked)) not in (None, level)
    ]
    if not wrong:
        return None
    fits = wrong[0][1]
    assert fits is not None  # noqa: S101 - filtered above
    return Note(
        code="years_contradict_level",
        title="Years contradict the level",
        why=f"{level.name} is {level.words} relevant years. What is asked for here is {fits.name.lower()}.",
        mend=f"Ask for the years of the level, or set the level to {fits.name.lower()}.",
        suggestion=_suggestion(level),
        seen=tuple(
            Seen(wanted.found.start, wanted.found.end, wanted.found.words, wanted.found.sentence.line) for wanted, _ in wrong
        ),
        place="instead",
        level=fits.code,
    )  # fmt: skip


def _suggestion(level: LevelRange) -> str:
    work = "years of paid technical work in security, DevOps or software"
    if level.below is None:
        return f"{level.least / 12:g} {work}, or more."
    if level.least == 0:
        return f"Up to {level.below / 12:g} {work}; none is fine."
    return f"About {level.least / 12:g} to {level.below / 12:g} {work}."


def _own_level(parts: Sequence[Sentence]) -> str:
    for part in parts[:3]:
        for code, words in _LEVEL_WORDS:
            if words.search(part.written):
                return code
    return ""


def _wanted(part: Sentence) -> Iterator[_Wanted]:
    if part.section == "nice":
        return
    for match in _YEARS.finditer(part.text, part.start, part.end):
        if not _is_experience(part, match) or _A_PLUS.search(part.text, match.end(), part.end):
            continue
        found = _as_found(part, match)
        least, most = _months(match["least"], match["unit"]), match["most"]
        if denied(found) or least is None:
            continue
        if match["cue"] and _UPWARD_ONLY.match(match["cue"]) and not most:
            yield _Wanted(None, least, found)
        else:
            yield _Wanted(least, _months(most, match["unit"]) if most else None, found)


def _is_experience(part: Sentence, match: re.Match[str]) -> bool:
    """Whether the years are those of a person's work: not an age, a contract or a plan."""
    around = part.text[max(part.start, match.start() - 80) : min(part.end, match.end() + 80)]
    after = part.text[match.start() : min(part.end, match.end() + 14)]
    before = part.text[part.start : match.start()]
    if _SOMETHING_ELSE.search(after) or _SOMETHING_ELSE.search(before):
        return False
    return bool(_EXPERIENCE.search(around)) or part.section == "need" or len(part.words) <= _BARE


def _as_found(part: Sentence, match: re.Match[str]) -> Found:
    inside = [index for index, word in enumerate(part.words) if match.start() <= word.start < match.end()]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 1)
    return Found(part, match.start(), match.end(), first, last)


def _months(number: str | None, unit: str) -> float | None:
    if not number:
        return None
    word = number.casefold()
    if word == "a":
        value = 1.0
    else:
        value = float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", "."))
    return value * (120 if unit.casefold().startswith("decade") else 12)


def _level_of(wanted: _Wanted, asked: Asked) -> LevelRange | None:
    """The level that the years begin in; for "up to" the one that they end in."""
    months = wanted.least if wanted.least is not None else max((wanted.most or 0) - 1, 0)
    for level in asked.levels:
        if level.least <= months and (level.below is None or months < level.below):
            return level
    return None
