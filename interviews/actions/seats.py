"""A person on the panel with the interview they sit in: added, changed and taken off as one thing, as pages show it."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from interviews.actions.loops import (
    UNTITLED,
    add_interview,
    add_panelist,
    change_interview,
    change_panelist,
    remove_interview,
    remove_panelist,
)
from interviews.choices import USUAL_MINUTES
from interviews.models import Interview, Loop, Panelist
from recruiting.errors import Invalid
from rubrics.models import FocusArea


@transaction.atomic
def add_seat(
    *, loop: Loop, by: Any, user: Any, interview: Interview | None = None, minutes: int | None = None
) -> Panelist:
    """Put a person on the panel, in an interview of their own unless one of the loop's is given. Raises what add_interview
    and add_panelist raise."""
    if interview is None:
        interview = add_interview(loop=loop, by=by, title=UNTITLED, minutes=minutes or USUAL_MINUTES)
    elif interview.loop_id != loop.pk:
        raise Invalid("interview", "other_loop", "Choose an interview of this loop.")
    return add_panelist(interview=interview, by=by, user=user)


@transaction.atomic
def change_seat(
    *, panelist: Panelist, by: Any, focus_areas: Collection[FocusArea], title: str, minutes: int
) -> Panelist:
    """Say what a person covers, and their interview's title and length. Raises what change_panelist and
    change_interview raise."""
    interview = panelist.interview
    if (title, minutes) != (interview.title, interview.minutes):
        change_interview(interview=interview, by=by, title=title, minutes=minutes)
    return change_panelist(panelist=panelist, by=by, focus_areas=focus_areas)


@transaction.atomic
def remove_seat(*, panelist: Panelist, by: Any) -> None:
    """Take a person off the panel; an interview without a time that nobody else sits in goes too. Raises what
    remove_panelist raises."""
    interview = panelist.interview
    if interview.starts_at is None and interview.panel.count() == 1:
        remove_interview(interview=interview, by=by)
    else:
        remove_panelist(panelist=panelist, by=by)
