"""The vocabulary as one trie over words, and scans with it.

A rule document's terms are sequences of words and short gaps; they are spelt out once into a trie whose edges are
word keys. A scan looks each word of a sentence up in one dictionary (most are in no term and cost nothing more), has
all terms that begin with it at once, and walks the trie only where a word that goes on with one of them is near. Terms
have no repetition and gaps are at most five words, so the work per word is bounded and the scan linear in the text.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rubrics.ruledoc.model import Cue, RuleDocument, Signal
from rubrics.ruledoc.terms import MAX_GAP, Gap, Sequence

_ADDRESS = r"[\w.+-]{1,64}@[\w.-]{1,255}|(?:https?://|www\.)\S{1,500}"
"""E-mail and web addresses are one word each, and in no term: example.net is no .NET."""

_WORD = r"(?i:(?:(?<!\w)|(?<=asp)|(?<=ado)|(?<=vb))\.net\b)|[^\W_]+(?:['’][^\W_]+)*(?:\+\+|[+#](?![\w+#]))?"
_TOKEN, _TOKEN_OR_ADDRESS = re.compile(_WORD), re.compile(f"(?i:{_ADDRESS})|{_WORD}")
_IN_ADDRESSES = re.compile(r"(?i)@|://|www\.")
_SOFT = re.compile(r"[ \t]{0,2}(?:[-‐‑–—/&\"“”]|[-–—]?\n[ \t]*|\.(?=\S))?[ \t]{0,2}")
_HARD = re.compile(r"[;|•·▪●■\t]")
_HYPHENATION = frozenset(("-\n", "‐\n"))
_COMMON_SOFT = frozenset((" ", "-", "/", "\n", "  ", " - ", " & ", " / ", "."))


_POSSESSIVE = frozenset(("'s", "’s"))
_NONE: frozenset[str] = frozenset()


class Token(NamedTuple):
    """A word: its span in the text, its keys in the trie, whether only a soft separator stands before it, and whether
    a hard one does, which no gap crosses."""

    start: int
    end: int
    keys: frozenset[str]
    soft: bool
    hard: bool


class Match(NamedTuple):
    """An entry found: the index of its owner, first token and token after the last."""

    owner: int
    first: int
    last: int


class _Node:
    __slots__ = ("edges", "gaps", "owners")

    def __init__(self) -> None:
        self.edges: dict[str, _Node] = {}
        self.gaps: list[tuple[int, _Node]] = []
        self.owners: list[int] = []


class _State:
    """Where a scan stands in all terms at once: some nodes of the trie as one.

    `next` and `later` are the words of `edges` and `gaps`, to be compared with those of a text by one question. `gaps`
    has each word with the most words that may stand before it.
    """

    __slots__ = ("edges", "gaps", "later", "next", "owners")

    def __init__(self, nodes: Iterable[_Node]) -> None:
        owners: set[int] = set()
        edges: dict[str, list[_Node]] = {}
        gaps: dict[str, dict[int, list[_Node]]] = {}
        for node in nodes:
            owners.update(node.owners)
            for key, behind in node.edges.items():
                edges.setdefault(key, []).append(behind)
            for most, gap in node.gaps:
                for key, behind in gap.edges.items():
                    gaps.setdefault(key, {}).setdefault(most, []).append(behind)
        self.owners = tuple(owners)
        self.edges = {key: _State(found) for key, found in edges.items()}
        self.gaps = {
            key: [(most, _State(found)) for most, found in by_most.items()] for key, by_most in gaps.items()
        }
        self.next, self.later = frozenset(edges), frozenset(gaps)


@dataclass(frozen=True, slots=True)
class Owner:
    """What an entry of the trie stands for: a signal, a phrase in which a signal does not count, or a cue."""

    signal: Signal | None = None
    unless: Signal | None = None
    cue: Cue | None = None


class Matcher:
    """A rule document compiled. Holds no state of a scan; one serves all threads."""

    def __init__(self, rules: RuleDocument) -> None:
        self.rules = rules
        self.owners: list[Owner] = []
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
        self._states: dict[frozenset[str], _State] = {}

    def spellings(self) -> dict[str, frozenset[str]]:
        """Every key of a word with the forms it stands for; those of exact words as they are written."""
        found: dict[str, set[str]] = {}
        for table in (self._folded, self._exact):
            for form, keys in table.items():
                for key in keys:
                    found.setdefault(key, set()).add(form)
        return {key: frozenset(forms) for key, forms in found.items()}

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The words of a span of the text."""
        found: list[Token] = []
        keys, exact, before = self._keys, self._exact_keys, start
        pattern = _TOKEN_OR_ADDRESS if _IN_ADDRESSES.search(text, start, end) else _TOKEN
        for match in pattern.finditer(text, start, end):
            at, stop = match.span()
            word = text[at:stop]
            own = keys.get(word.lower(), _NONE)
            if word in exact:
                own |= exact[word]
            if not own and not word[-1].isalnum():
                own = keys.get(word.rstrip("+#").lower(), _NONE)
            elif word[-2:] in _POSSESSIVE:
                own = keys.get(f"{word[:-2].lower()}'s", _NONE) | keys.get(word[:-2].lower(), _NONE)
            between = text[before:at]
            if between == " ":
                found.append(Token(at, stop, own, True, False))
                before = stop
                continue
            if found and between.replace(" ", "") in _HYPHENATION and word[0].islower():
                whole = keys.get(f"{text[found[-1].start : before]}{word}".lower(), _NONE)
                if whole:  # "vulner-" at the end of a line and "ability" on the next are one word
                    found[-1] = found[-1]._replace(end=stop, keys=whole)
                    before = stop
                    continue
            soft = between in _COMMON_SOFT or _SOFT.fullmatch(between) is not None
            found.append(Token(at, stop, own, soft, not soft and _HARD.search(between) is not None))
            before = stop
        return found

    def scan(self, tokens: list[Token]) -> list[Match]:
        """Every entry in a sentence by its first word; of one owner's matches from the same word only the longest."""
        found: list[Match] = []
        present = _NONE.union(*[token.keys for token in tokens])
        for index, token in enumerate(tokens):
            if not token.keys:
                continue
            state = self._states.get(token.keys) or self._behind(token.keys)
            following = tokens[index + 1].keys if index + 1 < len(tokens) else _NONE
            if state.next.isdisjoint(following) and state.later.isdisjoint(present):
                found += [Match(owner, index, index + 1) for owner in state.owners]
            else:
                found += self._walk(state, tokens, index, present)
        return found

    def _behind(self, keys: frozenset[str]) -> _State:
        """The state behind a first word; kept, since a vocabulary has few words that differ in this."""
        edges = self._root.edges
        state = self._states[keys] = _State([edges[key] for key in keys & edges.keys()])
        return state

    @staticmethod
    def _walk(state: _State, tokens: list[Token], first: int, present: frozenset[str]) -> list[Match]:
        """Follow the terms that begin with one word. `present`: the keys of all tokens."""
        longest: dict[int, int] = {}
        waiting = [(state, first + 1)]
        seen: set[tuple[int, int]] = set()
        while waiting:
            state, at = waiting.pop()
            for owner in state.owners:
                if longest.get(owner, 0) < at:
                    longest[owner] = at
            if state.next and at < len(tokens) and tokens[at].soft:
                waiting += [(state.edges[key], at + 1) for key in state.next & tokens[at].keys]
            if not state.later.isdisjoint(present):
                waiting += _behind_gaps(state, tokens, at, seen)
        return [Match(owner, first, last) for owner, last in longest.items()]

    def _own(self, owner: Owner, terms: Iterable[Sequence]) -> None:
        index = len(self.owners)
        self.owners.append(owner)
        for sequence in terms:
            node = self._root
            for item in sequence:
                if isinstance(item, Gap):
                    node = self._gap(node, item.most)
                else:
                    self._spell(item.key, item.forms, exact=item.exact)
                    node = node.edges.setdefault(item.key, _Node())
            if index not in node.owners:
                node.owners.append(index)

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


def _behind_gaps(
    state: _State, tokens: list[Token], at: int, seen: set[tuple[int, int]]
) -> list[tuple[_State, int]]:
    """Where the gaps of a state can lead. Two gaps can lead to one place: its rest is walked once."""
    found = []
    for skipped, token in enumerate(tokens[at : at + MAX_GAP + 1]):
        if token.hard:
            break
        for key in state.later & token.keys:
            for most, behind in state.gaps[key]:
                place = (id(behind), at + skipped)
                if skipped <= most and place not in seen:
                    seen.add(place)
                    found.append((behind, at + skipped + 1))
    return found


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
