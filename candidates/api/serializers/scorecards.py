from typing import Any

from recruiting.rest.strict import Number, StrictIn


class ChosenScorecardIn(StrictIn):
    template = Number(
        min_value=1,
        max_value=2**53,
        allow_null=True,
        help_text="One of /api/v1/scorecard-templates that is in use, or the last version of the job's own; null: the "
        "first for every job.",
    )

    example: dict[str, Any] = {"template": 2}
