"""What guards are asked with, and what they answer."""

from dataclasses import dataclass

from candidates.jobtext.phrases import Found
from candidates.jobtext.text import Sentence

_MOST_WORDS = 160


@dataclass(frozen=True)
class LevelRange:
    """A level of the guide: from `least` relevant months to under `below`, None for no end."""

    code: str
    name: str
    least: int
    below: int | None

    @property
    def words(self) -> str:
        """Its borders in relevant years: "2 to under 5", "5 and more"."""
        least = f"{self.least / 12:g}"
        return f"{least} and more" if self.below is None else f"{least} to under {self.below / 12:g}"


LEVELS = (
    LevelRange("junior", "Junior", 0, 24),
    LevelRange("mid", "Mid", 24, 60),
    LevelRange("senior", "Senior", 60, None),
)
"""The guide's levels as shipped (section 3), for who has no guide loaded."""


@dataclass(frozen=True)
class Asked:
    """What else is known of the job: the codes of its level and role ("" if not decided), how many of the twenty
    activities are a must."""

    level: str = ""
    role: str = ""
    musts: int = 0
    levels: tuple[LevelRange, ...] = LEVELS


@dataclass(frozen=True)
class Seen:
    """Words in the description: code-point offsets, the words, their line counted from 1."""

    start: int
    end: int
    words: str
    line: int


@dataclass(frozen=True)
class Note:
    """What one guard says. mistake: the code of the guide's hiring mistake that says why; "" where `why` does.

    mend: how to change it. suggestion: a sentence to take; place: whether it goes in place of the sentence that was
    seen ("instead") or is added ("added"), "" where a person must find the words. level: the code of a level that the words fit, for
    years that contradict the job's.
    """

    code: str
    title: str
    mend: str
    suggestion: str
    seen: tuple[Seen, ...]
    mistake: str = ""
    why: str = ""
    place: str = ""
    level: str = ""


def seen(found: Found) -> Seen:
    """What was found, as it is quoted."""
    return _quoted(found.sentence, found.start, found.end)


def seen_sentence(sentence: Sentence) -> Seen:
    """A whole sentence, cut where it is long."""
    return _quoted(sentence, sentence.start, min(sentence.end, sentence.start + _MOST_WORDS))


def _quoted(sentence: Sentence, start: int, end: int) -> Seen:
    line = sentence.line + sentence.text.count("\n", sentence.start, start)
    return Seen(start, end, " ".join(sentence.text[start:end].split()), line)
