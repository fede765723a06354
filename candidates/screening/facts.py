"""From sentences to facts: which signal stands where, and how the text speaks of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from candidates.screening import context
from candidates.screening.context import Place, Span, overlap
from candidates.screening.matcher import Match, Matcher, Token
from candidates.screening.sections import Line, Sentence, parts
from rubrics.ruledoc.model import Cue, Signal

LONGEST = 150
"""Words that are read together. A sentence with more is no sentence, and what is compared pair by pair stays small."""

CERTIFICATION = "certification"
AUDITOR = "role.auditor"
SECURITY = "security"
BUILD = "act.build"
"""The group of verbs of work on systems: an auditor who has none in a sentence looked at what it names."""

SECURITY_POSITION = "meta.security_position"
CLUSTER_POSITION = "meta.cluster_position"
CLOUD_POSITION = "meta.cloud_position"
"""What a signal may need: to stand in a position whose title names security, or whose lines name Kubernetes or a
cloud, wherever in it."""

LIST_LABEL = "meta.list_label"
"""What a signal may need: to be, in a job, the label over a list ("GitLab CI: SonarQube", "Jenkins - Trivy, ZAP")."""

ACT = "act"
"""The group of verbs of doing."""


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
    starts = [line.start for line in lines]

    def heading(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index >= 0 and bool(lines[index].heading)

    return tuple(
        Standing(
            heading(sentence.start),
            _inside(sentence.start, around.working),
            _inside(sentence.start, around.selling),
            _inside(sentence.start, around.auditing),
            _inside(sentence.start, around.taught),
            _inside(sentence.start, around.quoted),
            _inside(sentence.start, around.lacking),
            _inside(sentence.start, around.hoped),
            _inside(sentence.start, around.securing),
            _inside(sentence.start, around.clustered),
            _inside(sentence.start, around.clouded),
        )
        for sentence in sentences
    )


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
    for tokens in _read_together(text, sentence, matcher):
        matches = matcher.scan(tokens)
        if not matches:
            continue
        hits, cues = _sorted_out(
            matches, matcher, given=_lent(standing), label=_label(text, tokens, standing)
        )
        if hits:
            place = _place(text, sentence.section, tokens, hits, standing, plain=plain)
            governing = context.governed(text, tokens, cues)
            found += [
                _fact(text, sentence.section, number, tokens, signal, span, place, governing)
                for signal, span in hits
            ]
    return found


def _read_together(text: str, sentence: Sentence, matcher: Matcher) -> Iterator[list[Token]]:
    """The words of each sentence in it, at most LONGEST at once."""
    for start, end in parts(text, sentence):
        every = matcher.tokens(text, start, end)
        for first in range(0, len(every), LONGEST):
            yield every[first : first + LONGEST]


def _fact(
    text: str,
    section: str,
    number: int,
    tokens: Sequence[Token],
    signal: Signal,
    span: Span,
    place: Place,
    governing: Sequence[context.Governed],
) -> Fact:
    how = context.assertion(span, governing, place, certification=CERTIFICATION in signal.groups)
    if how == "done" and place.examined and SECURITY in signal.groups:
        how = "audited"
    end = tokens[span.last - 1].end
    if text[end : end + 1] == "?":
        how = "negated"  # a question that the writer asks: "Vault? Only for backups."
    return Fact(tokens[span.first].start, end, signal.code, number, section, how)


def _place(
    text: str,
    section: str,
    tokens: Sequence[Token],
    hits: Iterable[tuple[Signal, Span]],
    standing: Standing,
    *,
    plain: bool,
) -> Place:
    """How the sentence stands and is built."""
    verbs = [span.first for signal, span in hits if ACT in signal.groups]
    heading, working = standing.heading, standing.working
    label = len(tokens) if heading else context.label_length(text, tokens)
    if not heading and (working or any(verb >= label for verb in verbs)):
        label = 0
    return Place(
        section=section,
        acts=bool(verbs) or working,
        plain=plain,
        label=label,
        sales=standing.selling,
        taught=standing.taught,
        examined=standing.auditing and not any(BUILD in signal.groups for signal, _ in hits),
        framed=_framed(standing),
    )


def _lent(standing: Standing) -> frozenset[str]:
    """What its position lends to a sentence."""
    lends = (
        (LIST_LABEL, standing.working),
        (SECURITY_POSITION, standing.securing),
        (CLUSTER_POSITION, standing.clustered),
        (CLOUD_POSITION, standing.clouded),
    )
    return frozenset(name for name, lent in lends if lent)


def _label(text: str, tokens: Sequence[Token], standing: Standing) -> Span | None:
    """The label over a list in a job, None where there is none."""
    length = context.label_length(text, tokens, dash=True) if standing.working else 0
    return Span(0, length) if length else None


def _framed(standing: Standing) -> str:
    """How all words under a heading are meant, where it says so: as an advert's, not done, or hoped for."""
    if standing.quoted:
        return "advert"
    return "negated" if standing.lacking else "wished" if standing.hoped else ""


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return bool(spans) and any(start <= offset < end for start, end in spans)


def _sorted_out(
    matches: list[Match], matcher: Matcher, *, given: frozenset[str], label: Span | None
) -> tuple[list[tuple[Signal, Span]], list[tuple[Cue, Span]]]:
    """Signals that count in this sentence, and the cues."""
    signals: list[tuple[Signal, Span]] = []
    unless: list[tuple[Signal, Span]] = []
    cues: list[tuple[Cue, Span]] = []
    for match in matches:
        owner, span = matcher.owners[match.owner], Span(match.first, match.last)
        if owner.signal is not None:
            if span == label or LIST_LABEL not in owner.signal.needs:
                signals.append((owner.signal, span))
        elif owner.unless is not None:
            unless.append((owner.unless, span))
        elif owner.cue is not None:
            cues.append((owner.cue, span))
    if unless:
        signals = [
            hit
            for hit in signals
            if not any(hit[0] is other and overlap(hit[1], span) for other, span in unless)
        ]
    signals = _outermost(signals)
    return _in_company(_unmasked(signals), given), cues


def _outermost(hits: list[tuple[Signal, Span]]) -> list[tuple[Signal, Span]]:
    """Without hits that lie inside another of the same signal. A signal's hits come in the order of the text, from
    one word only the longest."""
    reach: dict[str, int] = {}
    found: list[tuple[Signal, Span]] = []
    for hit in hits:
        signal, span = hit
        if span.last > reach.get(signal.code, 0):
            reach[signal.code] = span.last
            found.append(hit)
    return found


def _unmasked(hits: list[tuple[Signal, Span]]) -> list[tuple[Signal, Span]]:
    """Without what is only part of a certificate's name: "AWS Certified Security" is no use of AWS.

    "ISO 27001 Lead Auditor" can be both a certificate and a job: it stays.
    """
    masks = [span for signal, span in hits if CERTIFICATION in signal.groups]
    if not masks:
        return hits
    return [
        (signal, span)
        for signal, span in hits
        if CERTIFICATION in signal.groups
        or AUDITOR in signal.groups
        or not any(mask.first <= span.first and span.last <= mask.last for mask in masks)
    ]


def _in_company(hits: list[tuple[Signal, Span]], given: frozenset[str]) -> list[tuple[Signal, Span]]:
    """Without signals that stand in company they must not be in, then without those that lack what they need.

    What falls out first is company for nobody: "cluster" beside "Kafka" is none of Kubernetes. `given` are names that
    the place of the sentence lends to all of its signals.
    """
    apart = [hit for hit in hits if not hit[0].not_with or not _beside(hit, hits, hit[0].not_with)]
    return [
        hit
        for hit in apart
        if not hit[0].needs or not given.isdisjoint(hit[0].needs) or _beside(hit, apart, hit[0].needs)
    ]


def _beside(hit: tuple[Signal, Span], hits: list[tuple[Signal, Span]], wanted: Iterable[str]) -> bool:
    """Whether another signal, by other words, has one of the wanted names."""
    signal, span = hit
    return any(
        other is not signal and not other.names.isdisjoint(wanted) and not overlap(place, span)
        for other, place in hits
    )
