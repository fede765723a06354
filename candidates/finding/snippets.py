"""The place in a text where what was asked stands, with the words marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from candidates.finding.asking import Term
from candidates.finding.words import tokens

BEFORE, AFTER = 70, 130
"""Characters shown around the first word that was found."""

_BULLETS = " \t-–—•◦▪·*"

Piece = tuple[str, bool]
"""A stretch of the text, and whether it was asked for."""


@dataclass(frozen=True)
class Snippet:
    """pieces in the text's order; is_cut_before, is_cut_after: whether the line goes on there."""

    pieces: tuple[Piece, ...]
    is_cut_before: bool
    is_cut_after: bool

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def snippet_of(text: str, terms: Sequence[Term]) -> Snippet | None:
    """The first line that has one of the terms, cut to what is around it; None if it has none."""
    found = spans_of(text, terms)
    if not found:
        return None
    first = found[0][0]
    line_start = text.rfind("\n", 0, first) + 1
    line_start += len(text[line_start:first]) - len(text[line_start:first].lstrip(_BULLETS))
    line_end = text.find("\n", first)
    line_end = len(text) if line_end < 0 else line_end
    start, end = _at_word(text, max(line_start, first - BEFORE), line_start), min(line_end, first + AFTER)
    if end < line_end:
        end = max(text.rfind(" ", first, end), found[0][1])
    pieces: list[Piece] = []
    at = start
    for begin, stop in found:
        if stop > end:
            break
        pieces += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    pieces.append((text[at:end], False))
    shown = tuple((words, marked) for words, marked in pieces if words)
    return Snippet(shown, start > line_start, end < len(text[:line_end].rstrip()))


def spans_of(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """(start, end) of each place where a term stands, in the text's order, without overlaps."""
    words = list(tokens(text))
    wanted = [term for term in terms if not term.negated]
    begins = tuple(term.words[0] for term in wanted)
    found: list[tuple[int, int]] = []
    for index, (start, _, word) in enumerate(words):
        if not word.startswith(begins) or (found and start < found[-1][1]):
            continue
        for term in wanted:
            last = index + len(term.words) - 1
            if last < len(words) and _stands(term, [word for _, _, word in words[index : last + 1]]):
                found.append((start, words[last][1]))
                break
    return found


def _stands(term: Term, words: list[str]) -> bool:
    if not term.begins:
        return tuple(words) == term.words
    return tuple(words[:-1]) == term.words[:-1] and words[-1].startswith(term.words[-1])


def _at_word(text: str, start: int, line_start: int) -> int:
    """The beginning of the word after `start`, unless the line begins there."""
    if start == line_start:
        return start
    blank = text.find(" ", start)
    return blank + 1 if blank >= 0 else start
