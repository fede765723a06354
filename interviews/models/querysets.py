"""Who sees which rows of interviews (design.md section 6).

Plans (loops, interviews, panels, kits) are seen with their application. What stands in a scorecard is another matter:
a draft is its author's alone; of what was submitted, see ScorecardQuerySet.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from candidates.choices import JobRole
from candidates.models import Application, JobMember
from candidates.models.querysets import LEADING_ROLES
from interviews.choices import OPEN_LOOPS, InterviewState, MailState


class LoopQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Those that are planned or running: one at most for an application."""
        return self.filter(state__in=OPEN_LOOPS)

    def visible_to(self, user: Any) -> Self:
        return self.filter(application__in=Application.objects.visible_to(user).values("pk"))

    def planned_by(self, user: Any) -> Self:
        """Those whose plan the user may change as long as they are open: of active applications on jobs whose pipeline
        they run."""
        rows = self.visible_to(user).filter(application__in=Application.objects.active().values("pk"))
        if user.role in ("admin", "recruiter"):
            return rows
        run = JobMember.objects.filter(user=user, role=JobRole.RECRUITER)
        return rows.filter(application__job__in=run.values("job"))


class OfLoopQuerySet(models.QuerySet[Any]):
    """Rows that belong to a loop and are seen with it. path: where the loop stands."""

    path = "loop"

    def visible_to(self, user: Any) -> Self:
        seen = Application.objects.visible_to(user).values("pk")
        return self.filter(**{f"{self.path}__application__in": seen})


class InterviewQuerySet(OfLoopQuerySet):
    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.exclude(state=InterviewState.CANCELLED)


class PanelistQuerySet(OfLoopQuerySet):
    path = "interview__loop"

    def standing(self) -> Self:
        """Those whose interview was not cancelled: their cards are awaited."""
        return self.exclude(interview__state=InterviewState.CANCELLED)

    def owing(self) -> Self:
        """Of these, those whose card is not submitted."""
        return self.standing().filter(Q(scorecard=None) | Q(scorecard__submitted_at=None))


class KitQuerySet(OfLoopQuerySet):
    path = "panelist__interview__loop"

    def visible_to(self, user: Any) -> Self:
        """Their own kit's, and of those whose job they lead all: a panel member knows of the others' kits only which
        topics they are about."""
        return super().visible_to(user).filter(Q(panelist__user=user) | _leads(user, self.path))


class MailQuerySet(OfLoopQuerySet):
    path = "interview__loop"

    def waiting(self) -> Self:
        return self.filter(state=MailState.WAITING)


class ScorecardQuerySet(models.QuerySet[Any]):
    def drafts(self) -> Self:
        return self.filter(submitted_at=None)

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """Whose contents the user may read.

        Their own. Of those that were submitted: a panel member's colleagues' once all cards they owe in the loop are
        submitted; for those who lead the job, all once every card of the loop is in or the debrief was opened. Who
        leads the job and sits on the panel owes their own card first: opening the debrief does not pay it.
        """
        if not user.is_active or user.role == "auditor":
            return self.none()
        from interviews.models.debriefs import Debrief  # models import their querysets
        from interviews.models.loops import Panelist

        loop = OuterRef("panelist__interview__loop")
        on_panel = Panelist.objects.filter(interview__loop=loop, user=user)
        sits, owes = Exists(on_panel.standing()), Exists(on_panel.owing())
        all_in = ~Exists(Panelist.objects.filter(interview__loop=loop).owing())
        opened = Exists(Debrief.objects.filter(loop=loop))
        seen = Q(panelist__interview__loop__application__in=Application.objects.visible_to(user).values("pk"))
        others = (
            Q(submitted_at__isnull=False)
            & ~owes
            & (sits | (_leads(user, "panelist__interview__loop") & (all_in | opened)))
        )
        return self.filter(seen & (Q(panelist__user=user) | others))


def _leads(user: Any, path: str) -> Q:
    """The job of the loop at `path` is the user's to lead: admins, recruiters (what they see), its hiring managers and own recruiters."""
    if user.role in ("admin", "recruiter"):
        return Q(pk__isnull=False)
    led = JobMember.objects.filter(user=user, role__in=LEADING_ROLES)
    return Q(**{f"{path}__application__job__in": led.values("job")})


class OfScorecardQuerySet(models.QuerySet[Any]):
    """Rows that stand in a scorecard and are read with it."""

    def visible_to(self, user: Any) -> Self:
        from interviews.models.scorecards import Scorecard  # models import their querysets

        return self.filter(scorecard__in=Scorecard.objects.visible_to(user).values("pk"))


class ChoiceQuerySet(OfLoopQuerySet):
    """What stands in a loop's record: it names ratings, so whoever may not read each of their cards sees none of it."""

    def visible_to(self, user: Any) -> Self:
        from interviews.models.scorecards import Scorecard  # models import their querysets

        unread = Scorecard.objects.exclude(pk__in=Scorecard.objects.visible_to(user).values("pk"))
        named = self.model.evidence.through.objects.filter(
            recordchoice=OuterRef("pk"), rating__scorecard__in=unread.values("pk")
        )
        return super().visible_to(user).filter(~Exists(named))


class FeedLinkQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """One's own: the link shows where and when one is."""
        return self.filter(user=user) if user.is_active else self.none()
