"""How a text becomes the words that search compares: one way for what is stored, what is asked and what is marked."""

import re
from collections.abc import Iterator
from functools import lru_cache

from candidates.screening.folding import fold

LONGEST = 40
"""Characters of a word: what is longer is no word that somebody types."""
_LONGEST_KEPT = 64
"""Characters of a word as it is written of which is kept what it is: a text may be one word of a megabyte."""

# Signs of scripts without blanks are a word each, so that a phrase finds them. C++ and C# are words of their own.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_SIGNS}]|(?:(?![{_SIGNS}])[^\W_])+(?:\+\+|#)?")
_SPOKEN = str.maketrans({"+": "plus", "#": "sharp"})


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) of each word of the text: offsets into it, and the word without case and accents."""
    for match in _TOKEN.finditer(text):
        for word in _read(match[0]):
            yield match.start(), match.end(), word


def words_of(text: str) -> list[str]:
    """The words of a text, in its order."""
    return [word for written in _TOKEN.findall(text) for word in _read(written)]


def _read(written: str) -> tuple[str, ...]:
    """The words that one is as it is written."""
    return _kept(written) if len(written) <= _LONGEST_KEPT else _taken_apart(written)


def _taken_apart(written: str) -> tuple[str, ...]:
    """Folding may take a sign apart, ½ becomes 1⁄2, which is two in one place."""
    parts = [written.lower()] if written.isascii() else _TOKEN.findall(fold(written))
    return tuple(part[:LONGEST].translate(_SPOKEN) for part in parts)


_kept = lru_cache(maxsize=20_000)(_taken_apart)


def is_close(word: str, other: str) -> bool:
    """Whether one is the other but for a slip: one letter missing, too many, wrong, or two swapped; in words of more
    than seven letters two of them."""
    return 0 < distance(word, other) <= (1 if len(word) < 8 else 2)


def distance(one: str, other: str) -> int:
    """How many slips lie between two words (Damerau-Levenshtein, each stretch changed once)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other_letter in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
