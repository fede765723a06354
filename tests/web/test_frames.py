"""What a page costs does not hang on how deep it was called."""

import resource
import sys
from collections.abc import Callable

from django.http import HttpResponse

from recruiting.web.middleware import RoomForFrames

CALLS = 2_000


def _page(request: object) -> HttpResponse:
    for _ in range(CALLS):
        _part()
    return HttpResponse()


def _part() -> None:
    return None


def _called(depth: int, step: Callable[[], object]) -> object:
    return _called(depth - 1, step) if depth else step()


def _most_faults(step: Callable[[], object]) -> int:
    """Pages of memory that a run asked the system for, at the worst of all depths up to a whole chunk of frames."""
    worst = 0
    for depth in range(150):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        _called(depth, step)
        worst = max(worst, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return worst


def test_no_call_of_a_page_asks_the_system_for_its_frame():
    if sys.version_info < (3, 12):  # later ones showed no such edge: RoomForFrames can go with 3.11
        assert _most_faults(lambda: _page(None)) > CALLS / 2
    assert _most_faults(lambda: RoomForFrames(_page)(None)) < CALLS / 10
