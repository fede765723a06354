"""Every limit that a resume file meets on its way to text, in one place.

Sizes are bytes unless a name says otherwise, times are seconds. What passes a limit is refused with a
reason; nothing is cut short, because a resume read by half would be judged by half.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024

MAX_BYTES = 20 * MIB
"""Size of one file as it was uploaded; the setting MAX_UPLOAD_MB overrides it through `extract`."""

MAX_PAGES = 60
"""Pages of a PDF: a book is no resume, and 200,000 pages fit in 1.2 MB by repeating one of them."""

MAX_CHARACTERS = 300_000
"""Code points of extracted text: sixty dense pages. It also bounds the time that rules take in the worker."""

MAX_HIDDEN_RUNS = 500
"""Places in one line at which text is hidden: finding each costs the length of the line."""

MAX_ENTRIES = 1_000
"""Members of a ZIP-based file."""

MAX_INFLATED = 50 * MIB
"""Inflated size of all ZIP members that are read, counted while they inflate."""

MAX_RATIO = 200
"""Inflated to packed size of one ZIP member, from `RATIO_FLOOR` on: small members may pack better."""

RATIO_FLOOR = MIB

MAX_FILTERS = 2
"""Packing filters stacked on one PDF stream. Two of them turn 2 kB into 900 MB, which the child's memory stops."""

MAX_MEMBERS = 1_000
"""Files in one archive of resumes."""

MAX_UNPACKED = 500 * MIB
"""Inflated size of all of them together, as the archive's directory says; a member that holds more is refused."""

LEAST_LEVEL = 2
"""Sandbox level below which files of strangers are read only where the operator has accepted it."""


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one parsing child may use. The kernel keeps all but `wall` and `answer`, which the zygote keeps."""

    memory: int = 768 * MIB
    """Address space. macOS does not enforce it."""
    cpu: int = 10
    wall: float = 20.0
    files: int = 16
    """Open descriptors."""
    answer: int = 8 * MIB
    """Length of the answer as JSON."""


OCR_LIMITS = ChildLimits(cpu=60, wall=60.0)
"""What OCR may use for one page."""

DRAWING_LIMITS = ChildLimits(answer=16 * MIB)
"""A page for OCR has up to nine million grey pixels, which pack hardly where a scanner was noisy."""

UNPACKING_LIMITS = ChildLimits(answer=32 * MIB)
"""A member of an archive comes back whole, in the 64 letters that JSON can carry."""
