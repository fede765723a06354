"""The language of terms: words, optional words, alternatives and short gaps, and nothing that can run long.

    trivy                     a word, in any case, singular or plural
    pre-commit  ci/cd         written together, apart, or with the sign: precommit, pre commit, pre-commit
    =SCA                      exactly so: case and number
    !sops                     in any case, but never singular or plural
    scan~                     a verb: scan, scans, scanned, scanning
    {did}                     any word of the class `did` in the document's `words`
    iso (iec)? 27001          an optional word
    (static|source) analysis  alternatives, each a word or more
    rotate~ <3> credentials   at most three words between (five at most)

A term has no repetition, so what it matches has a bounded length and a scan is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from rubrics.ruledoc.inflect import canonical, plurals, verb_forms

MAX_GAP = 5
MAX_FORMS = 400
"""How many spelt-out sequences one term may stand for."""

MAX_LENGTH = 2_000
MAX_DEPTH = 6
"""Code points of a term, and brackets inside brackets."""

_LEX = re.compile(r"\s*(?:(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)|<(?P<gap>\d+)>|(?P<word>[^\s()|<>]+))")
_PART = re.compile(r"\.net|[^\W_]+(?:['’][^\W_]+)*(?:\+\+|[+#])?", re.IGNORECASE)


class TermError(ValueError):
    """A term that can't be read; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a term: `key` names it in the matcher, `forms` are the lower-case spellings it stands for.

    `exact` words are compared as written in the text. A class has the key "{name}" and no forms of its own.
    """

    key: str
    forms: frozenset[str]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """At most `most` words of any kind."""

    most: int


Sequence = tuple[Word | Gap, ...]

_TERMS_KEPT = 10_000
"""Twice what the shipped document has: whoever writes rules has the whole document read again for each word they add."""


@lru_cache(maxsize=_TERMS_KEPT)
def parse(term: str) -> tuple[Sequence, ...]:
    """Every sequence of words and gaps that a term stands for. Raises TermError."""
    if len(term) > MAX_LENGTH:
        raise TermError(f"a term has at most {MAX_LENGTH} characters: split it")
    lexemes = _lex(term)
    _check_depth(lexemes)
    sequences, rest = _alternatives(lexemes, 0)
    if rest != len(lexemes):
        raise TermError("a bracket is closed that was not opened")
    checked = tuple(dict.fromkeys(sequences))
    for sequence in checked:
        _check(sequence)
    return checked


def _lex(term: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(term.rstrip()):
        match = _LEX.match(term, at)
        if match is None:
            raise TermError(f"{term[at:].strip()[:20]!r} can't be read: write words, (a|b), (a)? and <n>")
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        at = match.end()
    if not found:
        raise TermError("a term needs at least one word")
    return found


def _check_depth(lexemes: list[tuple[str, str]]) -> None:
    depth = 0
    for kind, _ in lexemes:
        depth += (kind == "open") - (kind == "close")
        if depth > MAX_DEPTH:
            raise TermError(f"brackets stand in brackets more than {MAX_DEPTH} deep")


def _alternatives(lexemes: list[tuple[str, str]], at: int) -> tuple[list[Sequence], int]:
    """Read `a | b | c` up to a closing bracket or the end."""
    every: list[Sequence] = []
    current: list[Sequence] = [()]
    while at < len(lexemes) and lexemes[at][0] != "close":
        kind, value = lexemes[at]
        at += 1
        if kind == "bar":
            every += current
            current = [()]
            continue
        if kind == "open":
            options, at = _alternatives(lexemes, at)
            if at >= len(lexemes):
                raise TermError("a bracket is not closed")
            if lexemes[at][1].endswith("?"):
                options = [*options, ()]
            options = _merged(options)
            at += 1
        else:
            options = [(Gap(_gap(value)),)] if kind == "gap" else _word(value)
        current = [(*head, *tail) for head, tail in product(current, options)]
        if len(current) + len(every) > MAX_FORMS:
            raise TermError(f"a term may stand for at most {MAX_FORMS} sequences: split it")
    return every + current, at


def _merged(options: list[Sequence]) -> list[Sequence]:
    """Alternatives with those of a single plain word made one: (scan|check|audit) is one step, not three."""
    single = [option for option in options if len(option) == 1 and _is_plain(option[0])]
    if len(single) < 2:
        return options
    words = {option[0] for option in single if isinstance(option[0], Word)}
    key = "|".join(sorted(word.key for word in words))
    merged = Word(f"({key})", frozenset().union(*(word.forms for word in words)))
    return [(merged,), *(option for option in options if option not in single)]


def _is_plain(item: Word | Gap) -> bool:
    return isinstance(item, Word) and not item.exact and bool(item.forms)


def _gap(value: str) -> int:
    if not 1 <= int(value) <= MAX_GAP:
        raise TermError(f"a gap is between <1> and <{MAX_GAP}> words")
    return int(value)


def _word(value: str) -> list[Sequence]:
    """One written word: the sequences of matcher words it stands for."""
    if value.startswith("{") and value.endswith("}") and len(value) > 2:
        return [(Word(value, frozenset()),)]
    if value.startswith(("=", "!")):
        return [tuple(_exact(part, fold=value[0] == "!") for part in _parts(value[1:]))]
    if value.endswith("~"):
        base = value[:-1].lower()
        if not base.isalpha():
            raise TermError(f"{value!r}: only a single word can be a verb")
        return [(Word(f"~{base}", verb_forms(base)),)]
    parts = _parts(value)
    apart = tuple(Word(canonical(part.lower()), plurals(part.lower())) for part in parts)
    if len(parts) == 1:
        return [apart]
    joined = "".join(parts).lower()
    return [apart, (Word(canonical(joined), plurals(joined)),)]


def _exact(part: str, *, fold: bool) -> Word:
    if fold:
        return Word(f"!{part.lower()}", frozenset({part.lower()}))
    return Word(f"={part}", frozenset({part}), exact=True)


def _parts(value: str) -> list[str]:
    parts = _PART.findall(value)
    if not parts:
        raise TermError(f"{value!r} has no letter or digit")
    return parts


def _check(sequence: Sequence) -> None:
    if not sequence:
        raise TermError("all words are optional: at least one must stand")
    if isinstance(sequence[0], Gap) or isinstance(sequence[-1], Gap):
        raise TermError("a gap stands between words, not at an end")
    if any(isinstance(a, Gap) and isinstance(b, Gap) for a, b in pairwise(sequence)):
        raise TermError("two gaps stand side by side: write one")
    if sum(isinstance(item, Gap) for item in sequence) > 3:
        raise TermError("at most three gaps in a term")
