"""Packed facts with those of some sentences replaced, by numpy: what unpacking, sorting and packing gives, faster."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from candidates.screening.facts import Fact
from candidates.screening.outline import META_PREFIX
from candidates.screening.packing import ALONE, ASSERTION_NUMBERS, HEAD, MAGIC, SECTION_NUMBERS, SPREAD

RECORD = np.dtype(
    [
        ("signal", "<u2"),
        ("section", "u1"),
        ("assertion", "u1"),
        ("sentence", "u1"),
        ("length", "u1"),
        ("step", "<u2"),
    ]
)
"""A fact of layout "n"."""

_NARROW = MAGIC + b"n" + bytes(4)


class Splicer:
    """From facts that count the codes of one document of rules to those that count another's."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._places = {code: number for number, code in enumerate(new)}
        self._moved = np.array([self._places.get(code, -1) for code in old], np.int64)
        self._meta = np.array([code.startswith(META_PREFIX) for code in old], bool)
        self.width = 2 if len(new) * SPREAD <= 1 << 16 else 4

    def splice(
        self, blob: bytes, numbers: Collection[int], found: Sequence[Fact], head: bytes
    ) -> tuple[bytes, bytes] | None:
        """The seen pairs (behind `head`, of which the second byte is set) and the facts, with those of the sentences
        `numbers` replaced by `found`. None where a layout is too narrow."""
        if blob[:HEAD] != _NARROW:
            return None
        old = np.frombuffer(blob, RECORD, offset=HEAD)
        sentence, start = np.cumsum(old["sentence"], dtype=np.int64), np.cumsum(old["step"], dtype=np.int64)
        meta = self._meta[old["signal"]]
        keep = meta | ~np.isin(sentence, list(numbers))
        added = np.array(
            [
                (
                    self._places[fact.signal],
                    SECTION_NUMBERS[fact.section],
                    ASSERTION_NUMBERS[fact.assertion],
                    fact.sentence,
                    fact.end - fact.start,
                    fact.start,
                )
                for fact in found
            ],
            np.int64,
        ).reshape(-1, 6)
        whole = np.concatenate((_columns(old, self._moved, sentence, start)[keep], added))
        first = np.concatenate((~meta[keep], np.ones(len(added), bool)))
        signal, _, assertion, _, length, starts = whole.T
        order = np.lexsort((signal, starts + length, starts, first))
        pairs = signal * SPREAD + assertion
        return self._packed(whole[order], pairs[order] + ALONE * _alone(whole[order]), head)

    def _packed(
        self, whole: npt.NDArray[np.int64], pairs: npt.NDArray[np.int64], head: bytes
    ) -> tuple[bytes, bytes] | None:
        steps = np.diff(whole[:, (3, 5)], axis=0, prepend=0)
        if (whole[:, 0] < 0).any():
            raise KeyError("a fact of a signal that the new rules lack")
        if (steps < 0).any() or (steps > (255, 65_535)).any() or (whole[:, 4] > 255).any():
            return None
        records = np.empty(len(whole), RECORD)
        for column, name in ((0, "signal"), (1, "section"), (2, "assertion"), (4, "length")):
            records[name] = whole[:, column]
        records["sentence"], records["step"] = steps.T
        seen = head[:1] + bytes((self.width,)) + head[2:4]
        return seen + np.unique(pairs).astype(f"<u{self.width}").tobytes(), _NARROW + records.tobytes()


def _alone(whole: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which facts, in their order, are apart from all that overlap each other."""
    start, end = whole[:, 5], whole[:, 5] + whole[:, 4]
    begins = np.ones(len(whole) + 1, bool)
    begins[1:-1] = start[1:] >= np.maximum.accumulate(end)[:-1]
    return begins[:-1] & begins[1:]


def _columns(
    old: npt.NDArray[np.void],
    moved: npt.NDArray[np.int64],
    sentence: npt.NDArray[np.int64],
    start: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """Records as rows of signal, section, assertion, sentence, length and start."""
    return np.stack(
        (moved[old["signal"]], old["section"], old["assertion"], sentence, old["length"], start), axis=1
    ).astype(np.int64)
