"""What lists of questions and of scorecard templates are narrowed by."""

from recruiting.rest.filters import Filter
from rubrics import queries
from rubrics.choices import QuestionState


def state_filter(retired: str) -> Filter:
    """Which versions; retired: what the retired ones are, in words."""
    return Filter(
        f"Which versions: `in_use` (the default), `retired` ({retired}) or `all`.",
        {"type": "string", "enum": QuestionState.values},
        _state,
        lambda rows, state, request: queries.in_state(rows, state),
    )


def _state(text: str) -> str:
    if text not in QuestionState.values:
        raise ValueError(f"Choose one of: {', '.join(QuestionState.values)}.")
    return text
