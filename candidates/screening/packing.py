"""What a screening found, in a few bytes, so that changed rules are judged over all resumes at once.

Two forms, both little-endian and readable by numpy. Signals are indexes into `signal_codes` of the rules that
found them; assertions and sections are indexes into ASSERTIONS and SECTIONS.

`seen`: which signals stand there and how the text speaks of them, each pair once, ascending:

| bytes | what |
|---|---|
| 0 | "G" |
| 1 | width of a pair: 2 or 4 bytes, the same for all resumes of one document of rules |
| 2 | 1 if silence proves something: the text is long enough and in a covered language |
| 3 | 0 |
| from 4 | pairs, unsigned: signal * 32 + 16 if it stands by words of its own + assertion |

`facts`: every fact in its order, 8 bytes of head (MAGIC, layout, four zeros), then records. Layout "n":

| bytes | type | what |
|---|---|---|
| 0-1 | uint16 | signal |
| 2 | uint8 | section |
| 3 | uint8 | assertion |
| 4 | uint8 | sentence, from the one of the record before |
| 5 | uint8 | length in code points |
| 6-7 | uint16 | start in code points, from that of the record before |

Layout "w", where a step is too long for that: uint16 signal, uint8 section, uint8 assertion, uint32 sentence,
uint32 start, uint32 end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from struct import Struct

from candidates.screening.facts import Fact
from candidates.screening.sections import SECTIONS
from rubrics.ruledoc import RuleDocument
from rubrics.ruledoc.loader import META
from rubrics.ruledoc.model import ASSERTIONS

MAGIC = b"GF\x02"
HEAD = 8
NARROW, WIDE = Struct("<HBBBBH"), Struct("<HBBIII")
SEEN_HEAD = 4
SPREAD, ALONE = 32, 16
"""Places of a signal in pairs of `seen`: its assertions, and again those that overlap no other fact."""

SECTION_NUMBERS = {name: index for index, name in enumerate(SECTIONS)}
ASSERTION_NUMBERS = {name: index for index, name in enumerate(ASSERTIONS)}


def signal_codes(rules: RuleDocument) -> tuple[str, ...]:
    """Every code that a fact may carry, in the order of the packed index: the document's, then our own."""
    return (*rules.codes, *sorted(META))


@lru_cache(maxsize=8)
def _places(codes: tuple[str, ...]) -> Mapping[str, int]:
    """The packed index of each code."""
    return {code: index for index, code in enumerate(codes)}


def pack_seen(facts: Iterable[Fact], *, codes: Sequence[str], covered: bool) -> bytes:
    """The pairs of signal and assertion. KeyError: a fact that rules with these codes can't have found."""
    places = _places(tuple(codes))
    pairs = sorted(
        {
            places[fact.signal] * SPREAD + ALONE * alone + ASSERTION_NUMBERS[fact.assertion]
            for fact, alone in _with_company(facts)
        }
    )
    width = 2 if len(codes) * SPREAD <= 1 << 16 else 4
    return bytes((ord("G"), width, covered, 0)) + b"".join(pair.to_bytes(width, "little") for pair in pairs)


def _with_company(facts: Iterable[Fact]) -> Iterator[tuple[Fact, bool]]:
    """Each fact with whether it is apart from all that overlap each other."""
    together: list[Fact] = []
    reach = -1
    for fact in sorted(facts):
        if together and fact.start >= reach:
            yield from ((other, len(together) == 1) for other in together)
            together, reach = [], -1
        together.append(fact)
        reach = max(reach, fact.end)
    yield from ((other, len(together) == 1) for other in together)


def pack_facts(facts: Iterable[Fact], *, codes: Sequence[str]) -> bytes:
    """The facts of one screening. KeyError: a fact that rules with these codes can't have found."""
    facts = tuple(facts)
    places = _places(tuple(codes))
    try:
        records = b"".join(_narrow(facts, places))
        layout = b"n"
    except OverflowError:
        layout = b"w"
        records = b"".join(
            WIDE.pack(
                places[fact.signal],
                SECTION_NUMBERS[fact.section],
                ASSERTION_NUMBERS[fact.assertion],
                fact.sentence,
                fact.start,
                fact.end,
            )
            for fact in facts
        )
    return MAGIC + layout + bytes(4) + records


def _narrow(facts: Iterable[Fact], places: Mapping[str, int]) -> Iterator[bytes]:
    """The records of layout "n". OverflowError: a step is too long or goes back."""
    sentence = start = 0
    for fact in facts:
        steps = fact.sentence - sentence, fact.end - fact.start, fact.start - start
        if not (0 <= steps[0] < 256 and 0 <= steps[1] < 256 and 0 <= steps[2] < 65_536):
            raise OverflowError
        signal, section = places[fact.signal], SECTION_NUMBERS[fact.section]
        yield NARROW.pack(signal, section, ASSERTION_NUMBERS[fact.assertion], *steps)
        sentence, start = fact.sentence, fact.start


def unpack_facts(blob: bytes, *, codes: Sequence[str]) -> tuple[Fact, ...]:
    """What `pack_facts` packed with the same codes. ValueError: not such bytes."""
    layout = {b"n": NARROW, b"w": WIDE}.get(blob[3:4])
    if blob[:3] != MAGIC or layout is None or len(blob) < HEAD or (len(blob) - HEAD) % layout.size:
        raise ValueError("these bytes are not packed facts")
    found, sentence, start = [], 0, 0
    for record in layout.iter_unpack(blob[HEAD:]):
        signal, section, assertion, number, length, step = record
        if layout is NARROW:
            sentence, start = sentence + number, start + step
            end = start + length
        else:
            sentence, start, end = number, length, step
        found.append(Fact(start, end, codes[signal], sentence, SECTIONS[section], ASSERTIONS[assertion]))
    return tuple(found)
