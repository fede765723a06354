"""Word lists that are looked up in one pass over the words of a text.

A list is written as phrases parted by semicolons; a word may end in "*" (any ending) or, in phrases of
one word, begin with it (any beginning, for compounds). Looking up costs a few dictionary reads a word,
however long the lists are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from candidates.screening.folding import fold

_WORD = re.compile(r"\.?[^\W_]+(?:\.[^\W_]+)*[+#]*")
_KEY = 3


def words_of(text: str) -> list[str]:
    """The folded words of a text: "C++", ".NET" and "B.Sc" stay whole, hyphens part words."""
    return _WORD.findall(fold(text))


class Vocabulary:
    """Phrases, each under a label."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        self._endings: dict[str, list[tuple[str, str]]] = {}
        for label, phrases in lists.items():
            for phrase in phrases.split(";"):
                self._add(tuple(fold(phrase).split()), label)
        self._begins = self._longer.keys() | self._stems.keys()

    def _add(self, words: tuple[str, ...], label: str) -> None:
        if not words:
            return
        first = words[0]
        if len(words) > 1:
            self._longer.setdefault(first.rstrip("*")[:_KEY], []).append((words, label))
        elif first.startswith("*"):
            self._endings.setdefault(first[-_KEY:], []).append((first[1:], label))
        elif first.endswith("*"):
            self._stems.setdefault(first[:_KEY], []).append((first[:-1], label))
        else:
            self._exact[first] = (*self._exact.get(first, ()), label)

    def find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Every phrase in the words: its label, the number of its first word, how many words it has."""
        for at, word in enumerate(words):
            labels = self._exact.get(word, ())
            for label in labels:
                yield label, at, 1
            if word[:_KEY] in self._begins or word[-_KEY:] in self._endings:
                for phrase, of in self._longer.get(word[:_KEY], ()):
                    if _matches(phrase, words, at):
                        yield of, at, len(phrase)
                for of in sorted(self._by_part(word).difference(labels)):
                    yield of, at, 1

    def _by_part(self, word: str) -> set[str]:
        """The labels of the stems and endings that a word has."""
        stems, endings = self._stems.get(word[:_KEY], ()), self._endings.get(word[-_KEY:], ())
        return {of for stem, of in stems if word.startswith(stem)} | {
            of for ending, of in endings if word.endswith(ending)
        }

    def labels(self, words: Sequence[str]) -> frozenset[str]:
        """The labels of all phrases in the words."""
        return frozenset(label for label, _, _ in self.find(words))


def _matches(phrase: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    for offset, want in enumerate(phrase):
        word = words[at + offset]
        if word != want and not (want[-1] == "*" and word.startswith(want[:-1])):
            return False
    return True
