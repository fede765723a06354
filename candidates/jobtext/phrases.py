"""Phrases in a sentence, and whether the sentence denies them.

Phrases are written in the language of `rubrics.ruledoc.terms`. A denial governs what follows it up to the end of its
clause ("we do not want a gatekeeper", "an enabler rather than a gatekeeper"), or what stands before it in the sentence
("a gatekeeper is not what we look for"), after ConText (Harkema et al. 2009).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from candidates.jobtext.text import Sentence, Word
from rubrics.ruledoc import terms

_CLASS = re.compile(r"\{(\w+)\}")
_CLAUSE_ENDS = re.compile(r"[;:.!?()]|\s[–—-]\s")
_TURNS = frozenset(("but", "however", "yet", "instead", "although", "though", "because"))
_SUBJECTS = frozenset(("you", "we", "your", "this", "it", "they", "you'll", "you're", "our"))
_HARD = re.compile(r"[;|.!?]")


class Found(NamedTuple):
    """A phrase in a sentence: its span in the text, its first word and the word after its last."""

    sentence: Sentence
    start: int
    end: int
    first: int
    last: int

    @property
    def words(self) -> str:
        return self.sentence.text[self.start : self.end]


class Phrases:
    """Some phrases, compiled once."""

    def __init__(self, written: Iterable[str]) -> None:
        self._by_first: dict[str, list[terms.Sequence]] = {}
        for sequence in {sequence for term in written for sequence in terms.parse(term)}:
            first = sequence[0]
            assert isinstance(first, terms.Word)  # noqa: S101 - the parser refuses a gap at an end
            for form in first.forms:
                self._by_first.setdefault(form.casefold(), []).append(sequence)

    def find(self, sentence: Sentence) -> Iterator[Found]:
        """Every phrase, the longest at each word; none begins within one that was found."""
        words, at = sentence.words, 0
        while at < len(words):
            ends = [
                end
                for sequence in self._by_first.get(words[at].key, ())
                for end in _ends(sentence.text, words, sequence, at)
            ]
            if ends:
                last = max(ends)
                yield Found(sentence, words[at].start, words[last - 1].end, at, last)
                at = last
            else:
                at += 1

    def asserted(self, sentence: Sentence) -> Iterator[Found]:
        """Those that the sentence does not deny."""
        found = list(self.find(sentence))
        cues = _cues(sentence) if found else None
        return (hit for hit in found if not denied(hit, cues))

    def stands_in(self, sentence: Sentence) -> bool:
        return next(self.asserted(sentence), None) is not None


def _ends(text: str, words: Sequence[Word], sequence: terms.Sequence, at: int) -> Iterator[int]:
    """Where the sequence ends if it begins at a word: every index behind its last word."""
    if not sequence:
        yield at
        return
    head, tail = sequence[0], sequence[1:]
    if isinstance(head, terms.Gap):
        for skipped in range(head.most + 1):
            if at + skipped > len(words) or (
                skipped and _HARD.search(_between(text, words, at + skipped - 1))
            ):
                return
            yield from _ends(text, words, tail, at + skipped)
    elif at < len(words) and _is(head, words[at]):
        yield from _ends(text, words, tail, at + 1)


def _between(text: str, words: Sequence[Word], index: int) -> str:
    """What stands before a word since the one before it."""
    return text[words[index - 1].end : words[index].start] if 0 < index < len(words) else ""


def _is(wanted: terms.Word, word: Word) -> bool:
    return word.written in wanted.forms if wanted.exact else word.key in wanted.forms


class Cues(NamedTuple):
    """What denies in a sentence: what follows it, or what stands before it."""

    before: list[Found]
    after: list[Found]


def _cues(sentence: Sentence) -> Cues:
    hollow = {
        index for cue in phrases("negation", "hollow").find(sentence) for index in range(cue.first, cue.last)
    }
    before = [cue for cue in phrases("negation", "before").find(sentence) if cue.first not in hollow]
    return Cues(before, list(phrases("negation", "after").find(sentence)))


def denied(found: Found, cues: Cues | None = None) -> bool:
    """Whether the sentence denies what was found in it. cues: the sentence's, where they are known."""
    sentence, words = found.sentence, found.sentence.words
    cues = cues or _cues(sentence)
    if any(
        cue.last <= found.first and not _clause_ends(sentence.text, words, cue.last, found.first)
        for cue in cues.before
    ):
        return True
    return any(cue.first >= found.last and not _leaves(words, found.last, cue.first) for cue in cues.after)


def _clause_ends(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a clause ends between the words `first` and `last`."""
    for index in range(first, last + 1):
        between = _between(text, words, index) if index > first else ""
        if _CLAUSE_ENDS.search(between) or (index < last and words[index].key in _TURNS):
            return True
        if "," in between and words[index].key in _SUBJECTS:
            return True
    return False


def _leaves(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether "but" and the like stand between what was found and what would deny it."""
    return any(word.key in _TURNS for word in words[first:last])


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    path = Path(__file__).with_name("phrases.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=64)
def phrases(*path: str) -> Phrases:
    """The phrases that stand under a path of phrases.yaml, such as ("gatekeeper", "names")."""
    rows: Any = _written()
    for name in path:
        rows = rows[name]
    return Phrases(_expanded(row) for row in rows)


def _expanded(term: str) -> str:
    classes = _written()["classes"]
    return _CLASS.sub(lambda found: f"({'|'.join(classes[found[1]])})", term)
