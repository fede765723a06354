"""From sentences to facts: which signal stands where, and how the text speaks of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from candidates.screening import context
from candidates.screening.context import Place
from candidates.screening.matcher import Match, Matcher, Words
from candidates.screening.sections import Line, Sentence, parts
from rubrics.ruledoc.model import Signal

LONGEST = 150
"""Words that are read together. A sentence with more is no sentence, and what is compared pair by pair stays small."""

CERTIFICATION = "certification"
AUDITOR = "role.auditor"
SECURITY = "security"
BUILD = "act.build"
"""The group of verbs of work on systems: an auditor who has none in a sentence looked at what it names."""

EXAMINE = "act.examine"
"""The group of what auditors do with what others run: an auditor's sentence that begins with one looked at it,
whatever work on systems it names behind that."""

_AUTOMATION, _DEVOPS = "automation", "devops"

_JOINS = frozenset({"and", "then", "&"})
_NOUNS = re.compile(r"\w+(?:ing|tion)|scans?|builds?|patch(?:es)?|fix(?:es)?|scripts?", re.IGNORECASE)
"""What of the verbs of work is as well a noun: "evidence on access and scans"."""

SECURITY_POSITION = "meta.security_position"
CLUSTER_POSITION = "meta.cluster_position"
CLOUD_POSITION = "meta.cloud_position"
"""What a signal may need: to stand in a position whose title names security, or whose lines name Kubernetes or a
cloud, wherever in it."""

LIST_LABEL = "meta.list_label"
"""What a signal may need: to be, in a job, the label over a list ("GitLab CI: SonarQube", "Jenkins - Trivy, ZAP")."""

ACT = "act"
"""The group of verbs of doing."""

_NO_NAMES: frozenset[str] = frozenset()

Hit = tuple[Signal, int, int]
"""A signal in a sentence: its first word and the word after its last."""


class Fact(NamedTuple):
    """A signal in the text. `start` and `end` are code points, end exclusive; `sentence` counts from 0 in the
    document; `assertion` is one of rubrics.ruledoc.model.ASSERTIONS."""

    start: int
    end: int
    signal: str
    sentence: int
    section: str
    assertion: str


@dataclass(frozen=True, slots=True)
class Around:
    """What of the whole document a sentence is judged by.

    `working`: spans of the bodies of positions. `selling`: those of positions in sales or recruiting. `plain`: the
    text has no headings. `auditing`: those of auditors. `securing`: those of positions in security. `clustered`,
    `clouded`: those of positions that name Kubernetes or a cloud. `taught`: spans
    under headings over school projects and self-study, and bodies of positions in teaching. `quoted`, `lacking`,
    `hoped`: see framing.frames.
    """

    working: tuple[tuple[int, int], ...] = ()
    selling: tuple[tuple[int, int], ...] = ()
    plain: bool = False
    auditing: tuple[tuple[int, int], ...] = ()
    taught: tuple[tuple[int, int], ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    lacking: tuple[tuple[int, int], ...] = ()
    hoped: tuple[tuple[int, int], ...] = ()
    securing: tuple[tuple[int, int], ...] = ()
    clustered: tuple[tuple[int, int], ...] = ()
    clouded: tuple[tuple[int, int], ...] = ()


class Standing(NamedTuple):
    """What of the document around a sentence decides how it is read; see Around."""

    heading: bool = False
    working: bool = False
    selling: bool = False
    auditing: bool = False
    taught: bool = False
    quoted: bool = False
    lacking: bool = False
    hoped: bool = False
    securing: bool = False
    clustered: bool = False
    clouded: bool = False


def standings(lines: Sequence[Line], sentences: Sequence[Sentence], around: Around) -> tuple[Standing, ...]:
    """How each of the sentences stands in the document."""
    if not sentences:
        return ()
    starts = [sentence.start for sentence in sentences]
    headings = [(line.start, line.end + 1) for line in lines if line.heading]
    columns = (
        headings,
        around.working,
        around.selling,
        around.auditing,
        around.taught,
        around.quoted,
        around.lacking,
        around.hoped,
        around.securing,
        around.clustered,
        around.clouded,
    )
    return tuple(map(Standing, *(_inside(starts, spans) for spans in columns)))


def _inside(starts: Sequence[int], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """For each of the offsets, which ascend, whether one of the spans holds it."""
    found = [False] * len(starts)
    for start, end in spans:
        for number in range(bisect_left(starts, start), bisect_left(starts, end)):
            found[number] = True
    return found


def collect(
    text: str, sentences: Sequence[Sentence], stands: Sequence[Standing], matcher: Matcher, *, plain: bool
) -> tuple[Fact, ...]:
    """All facts of a document, in the order of the text. plain: see Around."""
    found: list[Fact] = []
    for number, (sentence, standing) in enumerate(zip(sentences, stands, strict=True)):
        found += read_sentence(text, number, sentence, standing, matcher, plain=plain)
    return tuple(sorted(found))


def read_sentence(
    text: str, number: int, sentence: Sentence, standing: Standing, matcher: Matcher, *, plain: bool
) -> list[Fact]:
    """The facts of one sentence, the `number`th of its document. No other sentence has a say in them."""
    found: list[Fact] = []
    for words in _read_together(text, sentence, matcher):
        matches = matcher.scan(words)
        if not matches:
            continue
        hits, cues = _sorted_out(matches, given=_lent(standing), label=_label(text, words, standing))
        if hits:
            place = _place(text, sentence.section, words, hits, standing, plain=plain)
            governing = context.governed(text, words, cues) if cues else ()
            found += _facts(text, number, words, hits, place, governing)
    return found


def _read_together(text: str, sentence: Sentence, matcher: Matcher) -> Iterator[Words]:
    """The words of each sentence in it, at most LONGEST at once."""
    for start, end in parts(text, sentence):
        yield from matcher.words(text, start, end).cut(LONGEST)


def _facts(
    text: str,
    number: int,
    words: Words,
    hits: Sequence[Hit],
    place: Place,
    governing: Sequence[context.Governed],
) -> Iterator[Fact]:
    """The hits of a sentence as facts, each with how the text speaks of it."""
    examining = place.examined and any(EXAMINE in signal.groups for signal, _, _ in hits)
    for signal, first, last in hits:
        certification = CERTIFICATION in signal.groups
        how = context.assertion(first, governing, place, certification=certification)
        if how == "done" and place.examined and _of_others(signal, examining):
            how = "audited"
        end = words.ends[last - 1]
        if text.startswith("?", end):
            how = "negated"  # a question that the writer asks: "Vault? Only for backups."
        yield Fact(words.starts[first], end, signal.code, number, place.section, how)


def _place(
    text: str, section: str, words: Words, hits: Sequence[Hit], standing: Standing, *, plain: bool
) -> Place:
    """How the sentence stands and is built."""
    verbs = [first for signal, first, _ in hits if ACT in signal.groups]
    heading, working = standing.heading, standing.working
    label = len(words.starts) if heading else context.label_length(text, words)
    if not heading and (working or any(verb >= label for verb in verbs)):
        label = 0
    return Place(
        section=section,
        acts=bool(verbs) or working,
        plain=plain,
        label=label,
        sales=standing.selling,
        taught=standing.taught,
        examined=standing.auditing and _only_looked_at(text, words, hits),
        framed=_framed(standing),
    )


def _only_looked_at(text: str, words: Words, hits: Sequence[Hit]) -> bool:
    """Whether an auditor's sentence tells of no work on systems of their own: it has no verb of such work, or only
    behind one of examining: "Reviewed how keys are rotated", not "Reviewed the rules and wrote a check"."""
    built = [first for signal, first, _ in hits if BUILD in signal.groups]
    if not built:
        return True
    examined = min((first for signal, first, _ in hits if EXAMINE in signal.groups), default=None)
    if examined is None or examined > built[0]:
        return False
    return not any(_joined(text, words, verb) for verb in built if verb > examined)


def _joined(text: str, words: Words, verb: int) -> bool:
    """Whether a verb goes on with what was done: "... and wrote"; a noun of work ("and patching") does not."""
    before = text[words.starts[verb - 1] : words.ends[verb - 1]].casefold()
    return before in _JOINS and _NOUNS.fullmatch(text, words.starts[verb], words.ends[verb]) is None


def _of_others(signal: Signal, examining: bool) -> bool:
    """Whether what an auditor's sentence names is not their own work: in one of examining everything but certificates
    and what is written to examine with ("Sampled payments with scripts"), which is no pipeline of the audited."""
    groups = signal.groups
    if SECURITY in groups or not examining:
        return SECURITY in groups
    return CERTIFICATION not in groups and (_AUTOMATION not in groups or _DEVOPS in groups)


@cache
def _lent(standing: Standing) -> frozenset[str]:
    """What its position lends to a sentence."""
    lends = (
        (LIST_LABEL, standing.working),
        (SECURITY_POSITION, standing.securing),
        (CLUSTER_POSITION, standing.clustered),
        (CLOUD_POSITION, standing.clouded),
    )
    return frozenset(name for name, lent in lends if lent)


def _label(text: str, words: Words, standing: Standing) -> int:
    """How many words the label over a list in a job has, 0 where there is none."""
    return context.label_length(text, words, dash=True) if standing.working else 0


def _framed(standing: Standing) -> str:
    """How all words under a heading are meant, where it says so: as an advert's, not done, or hoped for."""
    if standing.quoted:
        return "advert"
    return "negated" if standing.lacking else "wished" if standing.hoped else ""


def _sorted_out(
    matches: Iterable[Match], *, given: frozenset[str], label: int
) -> tuple[list[Hit], list[context.Found]]:
    """Signals that count in this sentence, and the cues."""
    hits: list[Hit] = []
    unless: list[Hit] = []
    cues: list[context.Found] = []
    for owner, first, last in matches:
        if owner.signal is not None:
            if LIST_LABEL not in owner.signal.needs or (first == 0 and last == label):
                hits.append((owner.signal, first, last))
        elif owner.unless is not None:
            unless.append((owner.unless, first, last))
        elif owner.cue is not None:
            cues.append((owner.cue, first, last))
    if unless:
        hits = [
            hit for hit in hits if not any(hit[0] is other[0] and _overlap(hit, other) for other in unless)
        ]
    return _in_company(_unmasked(_outermost(hits)), given), cues


def _overlap(a: Hit, b: Hit) -> bool:
    """Whether two hits share a word."""
    return a[1] < b[2] and b[1] < a[2]


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """Without hits that lie inside another of the same signal. A signal's hits come in the order of the text, from
    one word only the longest."""
    reach: dict[str, int] = {}
    found: list[Hit] = []
    for hit in hits:
        signal, _, last = hit
        if last > reach.get(signal.code, 0):
            reach[signal.code] = last
            found.append(hit)
    return found


def _unmasked(hits: list[Hit]) -> list[Hit]:
    """Without what is only part of a certificate's name: "AWS Certified Security" is no use of AWS.

    "ISO 27001 Lead Auditor" can be both a certificate and a job: it stays.
    """
    masks = [(first, last) for signal, first, last in hits if CERTIFICATION in signal.groups]
    if not masks:
        return hits
    return [
        hit
        for hit in hits
        if CERTIFICATION in hit[0].groups
        or AUDITOR in hit[0].groups
        or not any(begin <= hit[1] and hit[2] <= end for begin, end in masks)
    ]


def _in_company(hits: list[Hit], given: frozenset[str]) -> list[Hit]:
    """Without signals that stand in company they must not be in, then without those that lack what they need.

    What falls out is company for nobody: "cluster" beside "Kafka" is none of Kubernetes. `given` are names that the
    place of the sentence lends to all of its signals.
    """
    every: list[Hit] = []
    names = _NO_NAMES.union(*[signal.names for signal, _, _ in hits])
    kept = [hit for hit in hits if not hit[0].not_with or not _beside(hit, hits, names, hit[0].not_with)]
    while len(kept) != len(every):
        every = kept
        kept = [
            hit
            for hit in every
            if not hit[0].needs
            or not given.isdisjoint(hit[0].needs)
            or _beside(hit, every, names, hit[0].needs)
        ]
    return kept


def _beside(hit: Hit, hits: Iterable[Hit], names: frozenset[str], wanted: Iterable[str]) -> bool:
    """Whether another signal, by other words, has one of the wanted names. `names` are at least those of the hits:
    mostly none of them is wanted."""
    if names.isdisjoint(wanted):
        return False
    signal = hit[0]
    for other in hits:
        if not other[0].names.isdisjoint(wanted) and other[0] is not signal and not _overlap(hit, other):
            return True
    return False
