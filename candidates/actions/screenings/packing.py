"""Facts in a few bytes each, so that changed flags are evaluated again over all resumes without their texts.

Layout: the four bytes of MAGIC, then one record of 16 bytes a fact, little-endian, in the order of the text:

| bytes | type | what |
|---|---|---|
| 0-1 | uint16 | signal: its index in `signal_codes(rules)` of the screening's own revision |
| 2 | uint8 | section: its index in candidates.screening.sections.SECTIONS |
| 3 | uint8 | assertion: its index in rubrics.ruledoc.model.ASSERTIONS |
| 4-7 | uint32 | sentence, from 0 |
| 8-11, 12-15 | uint32 | start and end in code points, end exclusive |

numpy reads it as `frombuffer(blob, dtype, offset=4)` with
`dtype = [("signal", "<u2"), ("section", "u1"), ("assertion", "u1"), ("sentence", "<u4"), ("start", "<u4"), ("end", "<u4")]`.
"""

from collections.abc import Iterable
from struct import Struct

from candidates.screening import Fact
from candidates.screening.sections import SECTIONS
from rubrics.ruledoc import RuleDocument
from rubrics.ruledoc.loader import META
from rubrics.ruledoc.model import ASSERTIONS

MAGIC = b"GF\x01\x00"
RECORD = Struct("<HBBIII")


def signal_codes(rules: RuleDocument) -> tuple[str, ...]:
    """Every code that a fact may carry, in the order of the packed index: the document's, then our own."""
    return (*sorted(rules.signals), *sorted(META))


def pack_facts(facts: Iterable[Fact], *, rules: RuleDocument) -> bytes:
    """The facts of one screening by `rules`, packed. KeyError: a fact that these rules can't have found."""
    signals = {code: index for index, code in enumerate(signal_codes(rules))}
    return MAGIC + b"".join(
        RECORD.pack(
            signals[fact.signal],
            SECTIONS.index(fact.section),
            ASSERTIONS.index(fact.assertion),
            fact.sentence,
            fact.start,
            fact.end,
        )
        for fact in facts
    )


def unpack_facts(blob: bytes, *, rules: RuleDocument) -> tuple[Fact, ...]:
    """What `pack_facts` packed by the same rules. ValueError: not such bytes."""
    if blob[: len(MAGIC)] != MAGIC or (len(blob) - len(MAGIC)) % RECORD.size:
        raise ValueError("these bytes are not packed facts")
    signals = signal_codes(rules)
    return tuple(
        Fact(start, end, signals[signal], sentence, SECTIONS[section], ASSERTIONS[assertion])
        for signal, section, assertion, sentence, start, end in RECORD.iter_unpack(blob[len(MAGIC) :])
    )
