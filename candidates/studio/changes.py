"""What of a vocabulary differs from another, and which sentences of a text that can touch.

A sentence's facts come from the words that match in it (`screening.facts.read_sentence`). If no term that was
added, taken away or is read differently can match in a sentence, both vocabularies find the same facts there.
Each such term needs a certain word, so only sentences that hold one of these words are read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from candidates.screening.matcher import Matcher
from rubrics.ruledoc import RuleDocument
from rubrics.ruledoc.model import Cue, Signal
from rubrics.ruledoc.terms import Sequence, Word

_RUN = re.compile(r"[^\W_]+")
_PARTING = re.compile(r"[-‐] *\n *")
_BEFORE = re.compile(r"([^\W_]+)[+#]* *\Z")
"""Around the end of a line that parts a word: the matcher reads it whole where it knows it."""

_PARTING_IN_JSON = re.compile(r"- *\\n")
_NOTHING_HIDDEN = '"hidden": []'
_AWKWARD = ("\\u2010", "\u2010", "\\u212a")
"""Another hyphen, as JSON may write it, and the Kelvin sign, whose small form is a plain k."""

_LONGEST = 200
"""Letters of a word that are looked at before the end of a line; no term's word is as long."""

_FEW = 30

Spellings = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Change:
    """`words`: runs of letters and digits, folded, of which a sentence must hold one to be read differently.
    `whole`: words that only one of the vocabularies knows, which matter where the end of a line parts them."""

    words: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.whole)

    def touches(self, text: str) -> bool:
        """Whether the text can be read differently at all."""
        return bool(self.places(text))

    def places(self, text: str) -> list[int]:
        """Offsets in the text; only sentences around one of them can be read differently."""
        folded = _folded(text)
        found = [start for start, word in _parted(folded) if word in self.words or word in self.whole]
        if self._may_hold(folded):
            found += [match.start() for match in self._runs(folded)]
        if found and len(folded) != len(text):
            return list(range(len(text)))  # a letter whose small form is longer: offsets would not fit
        return found

    def spares(self, content: str) -> bool:
        """Whether a stored Document is plainly not touched, told from its JSON text without reading it: it hides
        nothing, parts no word, and holds none of the words, whatever else. False says nothing."""
        if not self._few_and_plain or _NOTHING_HIDDEN not in content:
            return False
        folded = content.lower()
        if _PARTING_IN_JSON.search(folded) or any(sign in folded for sign in _AWKWARD):
            return False
        return not any(word in folded for word in self.words)

    @cached_property
    def _few_and_plain(self) -> bool:
        return len(self.words) <= _FEW and all(word.isascii() for word in self.words)

    def _runs(self, folded: str) -> Iterator[re.Match[str]]:
        """Where the words stand: a few are looked for by one search, many among all runs of the text."""
        if len(self.words) <= _FEW:
            return self._any_word.finditer(folded)
        return (match for match in _RUN.finditer(folded) if match[0] in self.words)

    @cached_property
    def _any_word(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(self.words)))})(?![^\W_])")

    def _may_hold(self, folded: str) -> bool:
        """Whether one of the words may stand there: a few are looked for one by one, many in one pass."""
        if len(self.words) <= _FEW:
            return any(word in folded for word in self.words)
        return not self.words.isdisjoint(_RUN.findall(folded))


def runs_of(text: str) -> set[str]:
    """The words of a text as Change counts them."""
    return set(_RUN.findall(_folded(text)))


def reads_alike(old: RuleDocument, new: RuleDocument) -> bool:
    """Whether two documents plainly have one vocabulary, told without compiling them."""
    if old.words != new.words or old.signals.keys() != new.signals.keys():
        return False
    if [(_kind(cue), cue.terms) for cue in old.cues] != [(_kind(cue), cue.terms) for cue in new.cues]:
        return False
    pairs = ((signal, new.signals[code]) for code, signal in old.signals.items())
    return all(signal == other or not _of_signal(signal, other) for signal, other in pairs)


def change_of(old: Matcher, new: Matcher, often: Mapping[str, int] | None = None) -> Change:
    """What differs between two compiled documents. often: in how many texts a word stands, to choose rare ones."""
    before, after = old.spellings(), new.spellings()
    words: set[str] = set()
    for sequence in _differing(old, new, before, after):
        words |= _anchor(sequence, before, after, often or {})
    for changed in (key for key in before.keys() & after.keys() if before[key] != after[key]):
        words |= {_run(form) for form in before[changed] ^ after[changed]}
    known, knows = _forms(before), _forms(after)
    whole = known ^ knows
    words |= {_run(form) for form in whole if form[-1] in "+#"}  # "c++" known: no longer read as "c"
    return Change(frozenset(words), frozenset(_run(form) for form in whole))


def _differing(old: Matcher, new: Matcher, before: Spellings, after: Spellings) -> set[Sequence]:
    """Sequences that only one of the documents has, or that mean something else in the other."""
    found: set[Sequence] = set()
    for code in old.rules.signals.keys() | new.rules.signals.keys():
        found |= _of_signal(old.rules.signals.get(code), new.rules.signals.get(code))
    kinds = {(cue.kind, cue.scope, cue.reach) for cue in (*old.rules.cues, *new.rules.cues)}
    for kind in kinds:
        found |= _of_cues(_cues(old, kind), _cues(new, kind))
    return found


def _of_signal(old: Signal | None, new: Signal | None) -> set[Sequence]:
    if old is None or new is None or _meaning(old) != _meaning(new):
        return {s for signal in (old, new) if signal for s in (*signal.terms, *signal.unless)}
    return set(old.terms) ^ set(new.terms) | set(old.unless) ^ set(new.unless)


def _meaning(signal: Signal) -> tuple[object, ...]:
    """What of a signal decides its facts, beside its terms."""
    return signal.names, signal.groups, frozenset(signal.needs), frozenset(signal.not_with)


def _cues(matcher: Matcher, kind: tuple[object, ...]) -> list[set[Sequence]]:
    return [set(cue.terms) for cue in matcher.rules.cues if _kind(cue) == kind]


def _kind(cue: Cue) -> tuple[object, ...]:
    return cue.kind, cue.scope, cue.reach


def _of_cues(old: list[set[Sequence]], new: list[set[Sequence]]) -> set[Sequence]:
    """Cues of one kind are compared in their order: of one cue's matches only the longest counts."""
    none: set[Sequence] = set()
    return none.union(*(a ^ b for a, b in zip_longest(old, new, fillvalue=none)))


def _anchor(
    sequence: Sequence, before: Spellings, after: Spellings, often: Mapping[str, int]
) -> frozenset[str]:
    """The words of which a text must hold one for the sequence to match: those of its rarest item."""
    options = [
        frozenset(
            _run(form)
            for form in before.get(item.key, frozenset()) | after.get(item.key, frozenset()) | item.forms
        )
        for item in sequence
        if isinstance(item, Word)
    ]
    return min(options, key=lambda forms: (sum(often.get(form, 0) for form in forms), len(forms), min(forms)))


def _forms(spellings: Spellings) -> frozenset[str]:
    return frozenset().union(*spellings.values()) if spellings else frozenset()


def _run(form: str) -> str:
    """The longest run of letters and digits of a form: "asp.net" is looked for as "asp"."""
    runs: list[str] = _RUN.findall(_folded(form))
    return max(runs, key=len)


def _parted(folded: str) -> Iterator[tuple[int, str]]:
    """Words that ends of lines part, joined, each with where it begins."""
    for gap in _PARTING.finditer(folded):
        head = _BEFORE.search(folded, max(0, gap.start() - _LONGEST), gap.start())
        tail = _RUN.match(folded, gap.end())
        if head and tail:
            yield head.start(), head[1] + tail[0]


def _folded(text: str) -> str:
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.replace("ς", "σ")


def sentences_at(starts: Iterable[tuple[int, int]], places: Iterable[int]) -> list[int]:
    """Numbers of the sentences, given as (start, end) in their order, that hold one of the places."""
    wanted = sorted(set(places))
    found, at = [], 0
    for number, (start, end) in enumerate(starts):
        while at < len(wanted) and wanted[at] < start:
            at += 1
        if at < len(wanted) and wanted[at] < end:
            found.append(number)
    return found
