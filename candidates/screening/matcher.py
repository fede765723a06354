"""The vocabulary as one trie over words, and scans with it.

A rule document's terms are sequences of words and short gaps; they are spelt out once into a trie whose edges are
word keys. A scan looks each word of a sentence up in one dictionary (most are in no term and cost nothing more), has
all terms that begin with it at once, and walks on only where a word that goes on with one of them is near. Terms
have no repetition and gaps are at most five words, so the work per word is bounded and the scan linear in the text.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeVar

from rubrics.ruledoc.model import Cue, RuleDocument, Signal
from rubrics.ruledoc.terms import Gap, Sequence

_ADDRESS = r"[\w.+-]{1,64}@[\w.-]{1,255}|(?:https?://|www\.)\S{1,500}"
"""E-mail and web addresses are one word each, and in no term: example.net is no .NET."""

_WORD = r"(?i:(?:(?<!\w)|(?<=asp)|(?<=ado)|(?<=vb))\.net\b)|[^\W_]+(?:['’][^\W_]+)*(?:\+\+|[+#](?![\w+#]))?"
_TOKEN, _TOKEN_OR_ADDRESS = re.compile(f"({_WORD})"), re.compile(f"((?i:{_ADDRESS})|{_WORD})")
_IN_ADDRESSES = re.compile(r"(?i)@|://|www\.")
_SOFT = re.compile(r"[ \t]{0,2}(?:[-‐‑–—/&\"“”]|[-–—]?\n[ \t]*)?[ \t]{0,2}|\.")
_HARD = re.compile(r"[;|•·▪●■\t]")
_HYPHENATION = frozenset(("-\n", "‐\n"))
_POSSESSIVE = frozenset(("'s", "’s"))
_NONE: frozenset[str] = frozenset()

_T = TypeVar("_T")
_MOST_KEPT = 20_000
"""Words as they are written of which is kept what they are: a few megabytes at most, whatever the texts hold."""
_LONGEST_KEPT = 64
"""Characters of such a word: nothing longer comes twice, and a text may be one word of a megabyte."""


class Words(NamedTuple):
    """The words of a span, in columns of equal length: where each begins and ends in the text, its keys in the trie,
    whether only a soft separator stands before it, and whether a hard one does, which no gap crosses."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    keys: tuple[frozenset[str], ...] = ()
    soft: tuple[bool, ...] = ()
    hard: tuple[bool, ...] = ()

    def cut(self, most: int) -> Iterator[Words]:
        """The same words, at most so many at once."""
        if 0 < len(self.starts) <= most:
            yield self
            return
        for first in range(0, len(self.starts), most):
            some = slice(first, first + most)
            starts, ends, keys, soft, hard = self
            yield Words(starts[some], ends[some], keys[some], soft[some], hard[some])


@dataclass(frozen=True, slots=True, eq=False)
class Owner:
    """What an entry of the trie stands for: a signal, a phrase in which a signal does not count, or a cue."""

    signal: Signal | None = None
    unless: Signal | None = None
    cue: Cue | None = None


Match = tuple[Owner, int, int]
"""An entry found: whose it is, its first word and the word after its last."""


class _Kept(dict[str, _T]):
    """What a function says of words, asked once for each: a text's words are mostly those of the texts before it."""

    def __init__(self, ask: Callable[[str], _T]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> _T:
        found = self._ask(word)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = found
        return found


class _Node:
    __slots__ = ("edges", "gaps", "owners")

    def __init__(self) -> None:
        self.edges: dict[str, _Node] = {}
        self.gaps: list[tuple[int, _Node]] = []
        self.owners: list[Owner] = []


_Known = dict[frozenset[_Node], "_State"]


class _State:
    """Where a scan stands in all terms at once: some nodes of the trie as one.

    `next` and `later` are the keys of words that go on at once and behind a gap, to be compared with those of a word of
    the text by one question. States behind this one are made when a text first leads there, one for each set of nodes:
    `known` has all of them.
    """

    __slots__ = ("_edges", "_gaps", "_jumps", "_known", "_most", "_steps", "ends", "later", "next", "owners")

    def __init__(self, nodes: Iterable[_Node], known: _Known) -> None:
        self._known = known
        owners: dict[Owner, None] = {}
        self._edges: dict[str, list[_Node]] = {}
        self._gaps: dict[str, list[tuple[int, _Node]]] = {}
        for node in nodes:
            owners |= dict.fromkeys(node.owners)
            for key, behind in node.edges.items():
                self._edges.setdefault(key, []).append(behind)
            for most, gap in node.gaps:
                for key, behind in gap.edges.items():
                    self._gaps.setdefault(key, []).append((most, behind))
        self.owners = tuple(owners)
        self.next, self.later = frozenset(self._edges), frozenset(self._gaps)
        self.ends = not (self._edges or self._gaps)
        self._most = max((most for gaps in self._gaps.values() for most, _ in gaps), default=0)
        self._steps: dict[frozenset[str], _State] = {}
        self._jumps: dict[frozenset[str], list[tuple[int, _State]]] = {}

    @classmethod
    def of(cls, nodes: Iterable[_Node], known: _Known) -> _State:
        """The state that is these nodes."""
        key = frozenset(nodes)
        state = known.get(key)
        if state is None:
            state = known[key] = cls(key, known)
        return state

    def onward(self, words: Words, at: int) -> list[tuple[_State, int]]:
        """Where the terms go on from the word `at`: each state with the number of the word behind it."""
        found: list[tuple[_State, int]] = []
        _, _, columns, soft, hard = words
        if at == len(columns):
            return found
        if soft[at] and not self.next.isdisjoint(columns[at]):
            found.append((self._step(columns[at]), at + 1))
        if self.later:
            for place, keys in enumerate(columns[at : at + self._most + 1], at):
                if hard[place]:
                    break
                if keys and not self.later.isdisjoint(keys):
                    states = self._beyond(keys)
                    found += [(behind, place + 1) for most, behind in states if place - at <= most]
        return found

    def _step(self, keys: frozenset[str]) -> _State:
        """The state behind a word with these keys, one of which is in `next`."""
        state = self._steps.get(keys)
        if state is None:
            nodes = (node for key in self.next & keys for node in self._edges[key])
            state = self._steps[keys] = self.of(nodes, self._known)
        return state

    def _beyond(self, keys: frozenset[str]) -> list[tuple[int, _State]]:
        """The states behind a gap and a word with these keys, one of which is in `later`, each with the most words that
        the gap may have."""
        states = self._jumps.get(keys)
        if states is None:
            nodes: dict[int, list[_Node]] = {}
            for key in self.later & keys:
                for most, node in self._gaps[key]:
                    nodes.setdefault(most, []).append(node)
            states = [(most, self.of(found, self._known)) for most, found in nodes.items()]
            self._jumps[keys] = states
        return states


class Matcher:
    """A rule document compiled. Holds no state of a scan; one serves all threads."""

    def __init__(self, rules: RuleDocument) -> None:
        self.rules = rules
        self._root = _Node()
        self._folded: dict[str, list[str]] = {}
        self._exact: dict[str, list[str]] = {}
        for name, words in rules.words.items():
            for word in words:
                self._spell(f"{{{name}}}", word.forms, exact=word.exact)
        for signal in rules.signals.values():
            self._own(Owner(signal=signal), signal.terms)
            if signal.unless:
                self._own(Owner(unless=signal), signal.unless)
        for cue in rules.cues:
            self._own(Owner(cue=cue), cue.terms)
        self._keys = {word: frozenset(keys) for word, keys in self._folded.items()}
        self._exact_keys = {word: frozenset(keys) for word, keys in self._exact.items()}
        self._read = _Kept(self._keys_of)
        self._states: dict[frozenset[str], _State] = {}
        self._known: _Known = {}

    def spellings(self) -> dict[str, frozenset[str]]:
        """Every key of a word with the forms it stands for; those of exact words as they are written."""
        found: dict[str, set[str]] = {}
        for table in (self._folded, self._exact):
            for form, keys in table.items():
                for key in keys:
                    found.setdefault(key, set()).add(form)
        return {key: frozenset(forms) for key, forms in found.items()}

    def words(self, text: str, start: int, end: int) -> Words:
        """The words of a span of the text."""
        pattern = _TOKEN_OR_ADDRESS if _IN_ADDRESSES.search(text, start, end) else _TOKEN
        span = text[start:end]
        pieces = pattern.split(span)  # what stands between words and the words themselves, in turn
        if len(pieces) == 1:
            return Words()
        offsets = tuple(accumulate(map(len, pieces), initial=start))
        keys = tuple(map(self._read.__getitem__, pieces[1::2]))
        soft, hard = zip(*map(_SEPARATORS.__getitem__, pieces[:-1:2]), strict=True)
        words = Words(offsets[1:-1:2], offsets[2::2], keys, soft, hard)
        return self._rejoined(text, words) if "\n" in span else words

    def _rejoined(self, text: str, words: Words) -> Words:
        """The words, with "vulner-" at the end of a line and "ability" on the next as one."""
        rows: list[tuple[int, int, frozenset[str], bool, bool]] = []
        for row in zip(*words, strict=True):
            start, end, *_ = row
            if rows:
                first, last, *_ = rows[-1]
                if text[last:start].replace(" ", "") in _HYPHENATION and text[start].islower():
                    whole = self._keys.get(f"{text[first:last]}{text[start:end]}".lower())
                    if whole:
                        rows[-1] = (first, end, whole, *rows[-1][3:])
                        continue
            rows.append(row)
        return Words(*zip(*rows, strict=True))

    def _keys_of(self, word: str) -> frozenset[str]:
        """The keys of a word as it is written."""
        own = self._keys.get(word.lower(), _NONE)
        if word in self._exact_keys:
            own |= self._exact_keys[word]
        if not own and not word[-1].isalnum():
            return self._keys.get(word.rstrip("+#").lower(), _NONE)
        if word[-2:] in _POSSESSIVE:
            owner = word[:-2].lower()
            return self._keys.get(f"{owner}'s", _NONE) | self._keys.get(owner, _NONE)
        return own

    def scan(self, words: Words) -> list[Match]:
        """Every entry in a sentence by its first word; of one owner's matches from the same word only the longest."""
        found: list[Match] = []
        for first, keys in enumerate(words.keys):
            if keys:
                state = self._states.get(keys) or self._behind(keys)
                onward = None if state.ends else state.onward(words, first + 1)
                if onward:
                    found += _walk(state, words, first, onward)
                else:
                    found += [(owner, first, first + 1) for owner in state.owners]
        return found

    def _behind(self, keys: frozenset[str]) -> _State:
        """The state behind a first word; kept, since a vocabulary has few words that differ in this."""
        edges = self._root.edges
        state = self._states[keys] = _State.of([edges[key] for key in keys & edges.keys()], self._known)
        return state

    def _own(self, owner: Owner, terms: Iterable[Sequence]) -> None:
        for sequence in terms:
            node = self._root
            for item in sequence:
                if isinstance(item, Gap):
                    node = self._gap(node, item.most)
                else:
                    self._spell(item.key, item.forms, exact=item.exact)
                    node = node.edges.setdefault(item.key, _Node())
            if owner not in node.owners:
                node.owners.append(owner)

    @staticmethod
    def _gap(node: _Node, most: int) -> _Node:
        for known, behind in node.gaps:
            if known == most:
                return behind
        behind = _Node()
        node.gaps.append((most, behind))
        return behind

    def _spell(self, key: str, forms: Iterable[str], *, exact: bool) -> None:
        table = self._exact if exact else self._folded
        for form in forms:
            keys = table.setdefault(form, [])
            if key not in keys:
                keys.append(key)


def _separator(between: str) -> tuple[bool, bool]:
    """Whether what stands between two words is a soft separator, and whether it is a hard one."""
    soft = _SOFT.fullmatch(between) is not None
    return soft, not soft and _HARD.search(between) is not None


_SEPARATORS = _Kept(_separator)


def _walk(state: _State, words: Words, first: int, waiting: list[tuple[_State, int]]) -> list[Match]:
    """Follow the terms that begin with the word `first`, behind which `state` is and goes on to those `waiting`."""
    longest = dict.fromkeys(state.owners, first + 1)
    seen: set[tuple[_State, int]] = set()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue  # two gaps can lead to one place: its rest is walked once
        seen.add(place)
        state, at = place
        for owner in state.owners:
            if longest.get(owner, 0) < at:
                longest[owner] = at
        if state.next or state.later:
            waiting += state.onward(words, at)
    return [(owner, first, last) for owner, last in longest.items()]


_COMPILED: OrderedDict[str, Matcher] = OrderedDict()
_KEPT = 8


def compile_rules(rules: RuleDocument) -> Matcher:
    """The matcher of a rule document; those of the eight documents that were asked for last are kept: who tries many
    texts of a draft must not put out the rules in force."""
    matcher = _COMPILED.pop(rules.content_hash, None) or Matcher(rules)
    _COMPILED[rules.content_hash] = matcher
    while len(_COMPILED) > _KEPT:
        _COMPILED.popitem(last=False)
    return matcher
