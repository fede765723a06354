"""What several bodies of requests share."""

from typing import Any

from interviews.choices import (
    INTERVIEW_TAKES,
    LEAST_MINUTES,
    MOST_MINUTES,
    MOST_QUESTION_MINUTES,
    QUESTION_TAKES,
)
from recruiting.rest.strict import Number


def minutes_in(**more: Any) -> Number:
    """How long an interview takes."""
    return _minutes(LEAST_MINUTES, MOST_MINUTES, INTERVIEW_TAKES, **more)


def question_minutes_in(**more: Any) -> Number:
    """How long a question takes."""
    return _minutes(1, MOST_QUESTION_MINUTES, QUESTION_TAKES, **more)


def _minutes(least: int, most: int, words: str, **more: Any) -> Number:
    messages = {"min_value": words, "max_value": words}
    return Number(min_value=least, max_value=most, required=False, error_messages=messages, **more)
