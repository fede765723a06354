"""What makes a long run fail."""

import pytest

from tests.bench.soak import WITHIN_SECONDS, judged

LATE = WITHIN_SECONDS["kills"] + 1


@pytest.mark.parametrize(
    ("result", "whole", "problems"),
    [
        ({"hits": 20, "last_after_seconds": LATE - 1}, True, []),
        ({"hits": 20, "last_after_seconds": LATE}, True, [f"the last file took more than {LATE - 1} s"]),
        ({"hits": 20, "last_after_seconds": LATE}, False, []),
        ({"hits": 19}, False, ["19 kills hit a running row, not 20"]),
        ({"problems": ["199 done, not 200"]}, False, ["199 done, not 200"]),
    ],
)
def test_a_run_is_judged(result, whole, problems):
    assert judged(result, scenario="kills", number=20, whole=whole)["problems"] == problems
