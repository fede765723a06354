"""What several forms share."""

from typing import Any

from django import forms

from interviews.choices import (
    INTERVIEW_TAKES,
    LEAST_MINUTES,
    MOST_MINUTES,
    MOST_QUESTION_MINUTES,
    QUESTION_TAKES,
)


def minutes_field(**more: Any) -> forms.IntegerField:
    """How long an interview takes."""
    return _minutes(LEAST_MINUTES, MOST_MINUTES, INTERVIEW_TAKES, **more)


def question_minutes_field(**more: Any) -> forms.IntegerField:
    """How long a question takes."""
    return _minutes(1, MOST_QUESTION_MINUTES, QUESTION_TAKES, **more)


def _minutes(least: int, most: int, words: str, **more: Any) -> forms.IntegerField:
    messages = {"min_value": words, "max_value": words}
    return forms.IntegerField(
        label="Minutes", min_value=least, max_value=most, error_messages=messages, **more
    )
