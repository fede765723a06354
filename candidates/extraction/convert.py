"""Word's old .doc files, by a converter of the operator's: catdoc or antiword, whichever is on the PATH."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass

from candidates.extraction import programs
from candidates.extraction.document import Unreadable
from candidates.extraction.limits import MIB, ChildLimits
from candidates.extraction.worker import LAYERS

OLD_WORD = (
    "Word's old .doc format can't be read here. Save the file as DOCX or PDF and upload it again, or ask whoever runs "
    "this server to install catdoc or antiword."
)
LIMITS = ChildLimits(memory=256 * MIB)


@dataclass(frozen=True, slots=True)
class Converter:
    """A program and the options by which it writes UTF-8, a paragraph a line."""

    name: str
    options: tuple[str, ...]


CONVERTERS = (
    Converter("catdoc", ("-w", "-d", "utf-8")),
    Converter("antiword", ("-w", "0", "-m", "UTF-8.txt")),
)
"""catdoc first: it keeps headers and text boxes."""


def installed() -> list[str] | None:
    """The converter's path and options, or None where there is none."""
    for converter in CONVERTERS:
        path = shutil.which(converter.name)
        if path is not None:
            return [os.path.realpath(path), *converter.options]
    return None


def convert(
    data: bytes, *, limits: ChildLimits = LIMITS, layers: Collection[str] = LAYERS
) -> bytes | Unreadable:
    """The text of an old Word file as the converter writes it. ProgramUnavailable: it could not be tried."""
    command = installed()
    if command is None:
        return Unreadable.because("unsupported", OLD_WORD)
    return programs.run([*command, programs.FILE], data, limits=limits, layers=layers)
