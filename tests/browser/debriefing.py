"""Loops for the pages of a debrief: one that waits for a card, one that is split, one that is closed."""

from collections.abc import Callable
from typing import Any

from candidates.models import Application
from interviews.actions.debriefs import close_debrief, open_debrief, save_checks
from rubrics.models import Flag, HiringMistake
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.rubrics import make_probe, make_question
from tests.interviews.panels import Panel, Year, make_panel

LONG = (
    "Read the build file line by line but could not say what runs in parallel, or where the token comes from. "
    "Changed the deploy step by guess, and said so. Asked for the documentation of the runner, which is what I would do."
)


def waiting(create: Callable[..., Application], *, by: Any, job: Any) -> Panel:
    """One of two cards is in."""
    application = create(candidate=people.make_candidate(name="Wanda Waiting"), job=job, by=by)
    panel = make_panel("Aisha Bello", "Tomasz Zieliński", application=application)
    panel.submit("Aisha Bello", knowledge_1=3)
    return panel


def split(application: Application) -> Panel:
    """Four who see it differently, opened; a flag was asked about, a mistake has an answer."""
    panel = make_panel(
        "Aisha Bello", "Tomasz Zieliński", "Daniel Okafor", "Priya Raman", application=application
    )
    _ask(panel)
    panel.submit("Aisha Bello", 2, automation_1=2, automation_2=2, automation_3=1, knowledge_1=3)
    panel.submit("Tomasz Zieliński", 3, knowledge_1=3, knowledge_2=4, automation_3="Ran out of time")
    panel.submit("Daniel Okafor", 4, automation_1=4, automation_2=3)
    panel.submit("Priya Raman", 3, knowledge_1=3, knowledge_3="Nobody asked; ran out of time")
    for seat in panel.seats.values():
        seat.scorecard.ratings.exclude(score=None).update(note=LONG)
    asked = panel.seats["Aisha Bello"].kit.first()
    make.make_answer(panel.seats["Aisha Bello"].scorecard, kit_question=asked, note=LONG)
    make.make_amendment(panel.seats["Aisha Bello"].scorecard, text="It was GitLab, not Jenkins.")
    debrief = open_debrief(loop=panel.loop, by=panel.manager)
    save_checks(debrief=debrief, by=panel.manager, no_devops=LONG)
    return panel


def _ask(panel: Panel) -> None:
    mistake = HiringMistake.objects.get(code="no_devops")
    panel.criteria["automation_1"].mistake = mistake
    panel.criteria["automation_1"].save()
    question = make_question(text="Which scanner did you tune last, and what did the teams say of it?")
    make_probe(question=question, activity=None, flag=Flag.objects.get(code="scanning_tools"))
    make_probe(question=question, activity=None, mistake=mistake)
    make.make_kit_question(panel.seats["Aisha Bello"], question=question, minutes=15)


def closed(application: Application) -> Panel:
    """One person alone, closed."""
    panel = make_panel("Aisha Bello", application=application)
    panel.submit("Aisha Bello", 1, knowledge_1=1, knowledge_2=2)
    close_debrief(debrief=open_debrief(loop=panel.loop, by=panel.manager), by=panel.manager)
    return panel


def decided(application: Application) -> Panel:
    """Three who rated nearly everything of somebody on whom was decided."""
    panel = make_panel("Aisha Bello", "Tomasz Zieliński", "Priya Raman", application=application)
    rated = dict.fromkeys(panel.criteria, 3) | {"automation_1": 2, "knowledge_1": 4}
    for name in panel.seats:
        panel.submit(name, 3, **rated)
    open_debrief(loop=panel.loop, by=panel.manager)
    return panel


def calibrated(recruiter: Any) -> None:
    """Enough ratings for figures, and a question that tells people apart."""
    year = Year(recruiter)
    year.talks(12, question=make_question(focus_area=year.area, text="Which incident did you lead?"))
