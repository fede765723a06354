"""How many things a description says that a person must have."""

import re
from collections.abc import Iterator, Sequence

from candidates.jobtext.noting import Asked, Note, Seen
from candidates.jobtext.text import Sentence

MOST = 10
"""Musts up to which a job can still be somebody's: half of the twenty activities."""

_MUST = re.compile(
    r"\b(?:must(?:[- ]haves?)?|required?|requires|essential|mandatory|necessary|(?:you )?need(?:s|ed)? to|you have to|a must|indispensable|non-negotiable)\b",
    re.IGNORECASE,
)
_NICE = re.compile(
    r"\b(?:nice to have|a plus|bonus|ideally|preferred|preferably|desirable|optional|not (?:a )?(?:must|required|needed|necessary)|would be (?:nice|great)|good to have|advantage)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^)]*\)")
_SPLIT = re.compile(r",|;|\s+and\s+|\s+as well as\s+|\s*&\s*")
_SHORT = 3
"""Words of a thing in a list."""

_OR = re.compile(r"\bor\b", re.IGNORECASE)


def too_many(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    """The note, if more than MOST things are a must: of the twenty activities, or in the text."""
    found = list(_counted(parts))
    told = sum(count for _, count in found)
    if max(told, asked.musts) <= MOST:
        return None
    seen = (
        tuple(Seen(part.start, part.end, part.written, part.line) for part, _ in found[:3])
        if told > MOST
        else ()
    )
    counted = (
        f"The text names {told} musts." if told > MOST else f"{asked.musts} of the 20 activities are a must."
    )
    return Note(
        code="too_many_musts",
        title=f"{max(told, asked.musts)} must-haves",
        why=f"{counted} Twenty musts describe nobody: people who could learn the rest do not apply.",
        mend=f"Keep as a must what this job cannot do without, at most {MOST}; move the rest to nice to have or leave it out.",
        suggestion="Nice to have; we help you learn what is missing.",
        seen=seen,
    )


def _counted(parts: Sequence[Sentence]) -> Iterator[tuple[Sentence, int]]:
    """Sentences that ask for something that must be there, with how many things they name."""
    for part in parts:
        if part.section == "nice" or _NICE.search(part.written):
            continue
        if part.section == "need" or _MUST.search(part.written):
            yield part, _things(part.written)


def _things(sentence: str) -> int:
    """How many things are listed: "AWS, Vault and Trivy" is three. Examples in brackets, alternatives ("Python, Go or
    Java") and clauses ("why it matters, when it does not") are part of one."""
    count = 0
    for clause in _BRACKETS.sub("", sentence).split(";"):
        pieces = [piece.split() for piece in _SPLIT.split(clause) if piece.strip(" .:")]
        listed = not _OR.search(clause) and all(len(piece) <= _SHORT for piece in pieces[1:])
        count += len(pieces) if listed else 1
    return max(count, 1)
