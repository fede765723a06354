"""What interviews show on the pages of lower floors."""

from collections.abc import Mapping
from typing import Any

from candidates.models import Application
from interviews.choices import LoopState
from interviews.queries.kits import targets_for, use_counts
from interviews.queries.loops import loops_of, panel_of
from interviews.queries.scorecards import readable_seats
from recruiting.accounts.permissions import allowed
from rubrics.models import Question


def of_application(request: Any, application: Application) -> Mapping[str, Any] | None:
    """The application's newest loop: its state, who sits, whose cards are in. None where there is none and the reader
    may not plan one."""
    loops = list(loops_of(request.user, [application]))
    newest = loops[0] if loops else None
    plans = application.is_active and allowed(request.user, "interviews.plan_loop", application)
    may_plan = plans and not any(loop.is_open for loop in loops)
    if newest is None and not may_plan:
        return None
    members = panel_of(newest) if newest else []
    cards_in = [member.panelist.pk for member in members if member.is_in]
    return {
        "loop": newest,
        "earlier": loops[1:],
        "members": members,
        "cards_in": len(cards_in),
        "readable": readable_seats(request.user, cards_in),
        "shows_cards": newest is not None and newest.state in (LoopState.RUNNING, LoopState.CLOSED),
        "may_plan": may_plan,
    }


def of_question(request: Any, question: Question) -> Mapping[str, Any] | None:
    """In how many kits of loops that the reader sees a question was asked, by version, and the kits that they may add it
    to."""
    counts = use_counts(request.user, question.code)
    targets = targets_for(request.user, question) if question.retired_at is None else []
    return {
        "question": question,
        "uses": sum(counts.values()),
        "by_version": sorted(counts.items(), reverse=True),
        "targets": targets,
    }
