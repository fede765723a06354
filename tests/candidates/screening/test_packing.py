"""Facts in bytes: as packing.py's tables say, and back again."""

import struct

import pytest

from candidates.screening.facts import Fact
from candidates.screening.packing import pack_facts, pack_seen, signal_codes, unpack_facts
from candidates.screening.sections import SECTIONS
from rubrics.ruledoc import shipped
from rubrics.ruledoc.model import ASSERTIONS
from tests.candidates.screening.texts import ENDING, report, with_line

CODES = signal_codes(shipped())
FOUND = report(with_line("Ran Trivy and Semgrep in every pipeline", section="experience") + ENDING)


def test_facts_are_packed_as_documented():
    records = pack_facts(FOUND.facts, codes=CODES)
    read, sentence, start = [], 0, 0
    for signal, section, assertion, next_sentence, length, step in struct.iter_unpack("<HBBBBH", records[8:]):
        sentence, start = sentence + next_sentence, start + step
        read.append(
            (CODES[signal], SECTIONS[section], ASSERTIONS[assertion], sentence, start, start + length)
        )
    assert records[:8] == b"GF\x02n\0\0\0\0"
    assert read == [(f.signal, f.section, f.assertion, f.sentence, f.start, f.end) for f in FOUND.facts]
    assert len(read) > 5


@pytest.mark.parametrize(
    "far",
    [{"end": 9_000}, {"start": 70_000, "end": 70_005}, {"sentence": 300}, {"start": 3, "end": 8}],
    ids=["long", "far", "many sentences", "backwards"],
)
def test_steps_that_are_too_long_take_the_wide_layout(far):
    first = Fact(10, 15, "tool.trivy", 0, "experience", "done")
    facts = (first, first._replace(**{"start": 20, "end": 25, **far}))
    blob = pack_facts(facts, codes=CODES)
    assert blob[:8] == b"GF\x02w\0\0\0\0"
    assert unpack_facts(blob, codes=CODES) == facts


def test_facts_come_back():
    assert unpack_facts(pack_facts(FOUND.facts, codes=CODES), codes=CODES) == FOUND.facts
    assert unpack_facts(pack_facts((), codes=CODES), codes=CODES) == ()


def test_pairs_are_seen_once_each():
    blob = pack_seen(FOUND.facts, codes=CODES, covered=True)
    pairs = struct.unpack(f"<{(len(blob) - 4) // 2}H", blob[4:])
    assert blob[:4] == b"G\x02\x01\x00"
    apart = {
        f for f in FOUND.facts if all(f.end <= g.start or g.end <= f.start for g in FOUND.facts if g is not f)
    }
    assert list(pairs) == sorted(
        {CODES.index(f.signal) * 32 + 16 * (f in apart) + ASSERTIONS.index(f.assertion) for f in FOUND.facts}
    )
    assert 0 < len(apart) < len(FOUND.facts)


def test_rules_with_thousands_of_signals_take_four_bytes_a_pair():
    codes = tuple(f"s{number:04}" for number in range(5_000))
    blob = pack_seen([Fact(0, 1, "s4999", 0, "skills", "listed")], codes=codes, covered=False)
    assert (blob[:4], struct.unpack("<I", blob[4:])) == (b"G\x04\x00\x00", (4_999 * 32 + 16 + 1,))
