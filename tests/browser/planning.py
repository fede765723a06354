"""Loops that pages are opened with: one of six people with a long name, one with holes, one with nobody."""

from typing import Any

from candidates.models import Application
from interviews.actions.deals import plan_loop
from interviews.actions.loops import start_loop
from interviews.models import Loop
from recruiting.accounts.choices import Role
from rubrics.models import Level
from tests.factories.accounts import make_user

LONG_NAME = "Bartholomew-Constantine Featherstonehaugh-Cholmondeley, Platform and Payments"


def add_plans(world: Any) -> None:
    """Of people on the world's job whom nobody interviews yet; `unplanned` is one more of them."""
    rows = Application.objects.active().filter(job=world.job, loops=None, screening__isnull=False)
    first, second, third, world.unplanned = rows.order_by("pk")[:4]
    world.plan = _plan(world, first, [LONG_NAME, *(f"Interviewer {number}" for number in range(5))])
    world.plan_seat = world.plan.interviews.first().panel.get()
    world.plan_question = world.plan_seat.kit.first()
    world.holey_loop = _plan(world, second, ["Holden Holes"])
    world.holey_loop.interviews.get().panel.get().kit.all()[1].delete()
    world.empty_loop = start_loop(application=third, by=world.recruiter)


def _plan(world: Any, application: Application, names: list[str]) -> Loop:
    panel = [(make_user(Role.MEMBER, name=name), 60) for name in names]
    return plan_loop(
        application=application, by=world.recruiter, level=Level.objects.get(code="mid"), panel=panel
    )
