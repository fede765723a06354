"""Searching the guide: over all its rows, in Python, so that both databases find the same."""

from dataclasses import dataclass, field
from typing import Any

from rubrics.choices import Section
from rubrics.models import SourcedRow
from rubrics.queries.overview import visible_rows

MOST_CHARACTERS = 200
_HYPHENS = str.maketrans(dict.fromkeys("-\u2010\u2011", " "))


@dataclass(frozen=True)
class Hit:
    """A row that has every word. texts: those of its texts, besides the title, in which a word stands."""

    row: SourcedRow
    title: str
    texts: list[str]


@dataclass
class GuideSearch:
    """What a search found, by section in the guide's order. why: a sentence where nothing was found."""

    words: list[str]
    sections: list[tuple[Section, list[Hit]]] = field(default_factory=list)
    why: str = ""

    @property
    def count(self) -> int:
        return sum(len(hits) for _, hits in self.sections)


def search_guide(text: str, *, user: Any) -> GuideSearch:
    """Rows that contain every word of `text`, wherever in their words or code.

    Capitals don't matter, nor whether parts of a word are joined by a hyphen or stand apart.
    """
    typed = (folded(word).strip() for word in text[:MOST_CHARACTERS].split())
    words = list(dict.fromkeys(word for word in typed if word))
    search = GuideSearch(words)
    if not words:
        search.why = "Type a word that stands in the guide."
        return search
    found: dict[Section, list[Hit]] = {section: [] for section in Section}
    seen = dict.fromkeys(words, 0)
    for row in visible_rows(user):
        haystack = folded(" ".join([row.code, *_texts(row)]))
        there = [word for word in words if word in haystack]
        for word in there:
            seen[word] += 1
        if len(there) == len(words):
            found[Section(row.page)].append(_hit(row, words))
    search.sections = [(section, hits) for section, hits in found.items() if hits]
    search.why = "" if search.sections else _why_nothing(seen)
    return search


def folded(text: str) -> str:
    """The text in small letters, with blanks for hyphens: as two texts are compared."""
    return text.casefold().translate(_HYPHENS)


def _texts(row: SourcedRow) -> list[str]:
    return [getattr(row, name) for name in row.searched or row.texts]


def _hit(row: SourcedRow, words: list[str]) -> Hit:
    title, *others = _texts(row)
    return Hit(row, title, [text for text in others if any(word in folded(text) for word in words)])


def _why_nothing(seen: dict[str, int]) -> str:
    missing = [f"“{word}”" for word, rows in seen.items() if not rows]
    if not missing:
        return "Each word stands in the guide, but no row has all of them. Leave one out."
    if len(missing) == len(seen) == 1:
        return f"No row of the guide contains {missing[0]}. Try a shorter or another word."
    if len(missing) == len(seen):
        return "No row of the guide contains any of these words. Try shorter or other ones."
    return f"No row of the guide contains {' or '.join(missing)}. The other words stand in it: leave out the missing."
