"""Who sees which rows: `visible_to(user)` on every queryset, and nowhere else.

design.md section 6: admins see all; recruiters all but confidential jobs they are not on; members the jobs on
which they are hiring manager or recruiter, and as interviewers the applications they take part in; auditors no
person. What was deleted is visible to nobody; an undo goes by `deleted_and_visible_to`.
"""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from candidates.choices import ApplicationStatus, JobRole, JobStatus

LEADING_ROLES = (JobRole.RECRUITER, JobRole.HIRING_MANAGER)


def _leads(user: Any, path: str) -> Q:
    """The user is recruiter or hiring manager of the job at `path`."""
    from candidates.models.jobs import JobMember  # models import their querysets

    members = JobMember.objects.filter(user=user, role__in=LEADING_ROLES)
    return Q(**{f"{path}__in": members.values("job")})


class JobQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(status=JobStatus.OPEN)

    def visible_to(self, user: Any) -> Self:
        if not user.is_active or user.role == "auditor":
            return self.none()
        if user.role == "admin":
            return self
        from candidates.models.jobs import JobMember  # models import their querysets

        mine = Q(pk__in=JobMember.objects.filter(user=user).values("job"))
        return self.filter(mine | Q(confidential=False)) if user.role == "recruiter" else self.filter(mine)


def hidden_jobs(user: Any) -> Any:
    """The keys of the jobs that a recruiter does not see, as a subquery."""
    from candidates.models.jobs import Job, JobMember  # models import their querysets

    mine = JobMember.objects.filter(user=user).values("job")
    return Job.objects.filter(confidential=True).exclude(pk__in=mine).values("pk")


Hidden = Collection[int] | None
"""The keys of a recruiter's hidden jobs, where the caller read them before: with them a query is put together in a
fraction of the time, the database plans for the few that they are, and without any it need not look at all. None, and
whoever is no recruiter: it finds what they see itself."""


def read_hidden_jobs(user: Any) -> Hidden:
    """The keys of a recruiter's hidden jobs, read now: for what is asked of everybody. One query; none for others."""
    return list(hidden_jobs(user).values_list("pk", flat=True)) if user.role == "recruiter" else None


class OfJobQuerySet(models.QuerySet[Any]):
    """Rows that belong to a job and are seen with it."""

    def visible_to(self, user: Any) -> Self:
        from candidates.models.jobs import Job  # models import their querysets

        return self.filter(job__in=Job.objects.visible_to(user).values("pk"))


class ApplicationQuerySet(models.QuerySet[Any]):
    def active(self) -> Self:
        return self.filter(status=ApplicationStatus.ACTIVE, deleted_at=None)

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        if not user.is_active or user.role == "auditor":
            return self.none()
        rows = self.present()
        if user.role == "admin":
            return rows
        if user.role == "recruiter" and hidden is not None:
            return rows.exclude(job__in=hidden)
        if user.role == "recruiter":
            from candidates.models.jobs import Job  # models import their querysets

            return rows.filter(job__in=Job.objects.visible_to(user).values("pk"))
        from candidates.models.applications import Participant  # models import their querysets

        takes_part = Q(pk__in=Participant.objects.filter(user=user).values("application"))
        return rows.filter(_leads(user, "job") | takes_part)


class OfApplicationQuerySet(models.QuerySet[Any]):
    """Rows that belong to an application and are seen with it."""

    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        from candidates.models.applications import Application  # models import their querysets

        seen = Application.objects.visible_to(user, hidden=hidden)
        return self.filter(application__in=seen.values("pk"))


class CandidateQuerySet(models.QuerySet[Any]):
    def present(self) -> Self:
        return self.filter(deleted_at=None, merged_into=None)

    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        """People with an application that the user sees; recruiters also people without any, unless they came
        by a job that the recruiter does not see."""
        if not user.is_active or user.role == "auditor":
            return self.none()
        rows = self.present()
        if user.role == "admin":
            return rows
        from candidates.models.applications import Application  # models import their querysets

        seen = Exists(Application.objects.filter(candidate=OuterRef("pk")).visible_to(user, hidden=hidden))
        if user.role != "recruiter":
            return rows.filter(seen)
        # Whoever touches no hidden job needs no look at their applications: that is nearly everybody.
        if hidden is not None and not hidden:
            return rows
        from candidates.models.resumes import Resume  # models import their querysets

        # Asked mostly of one person or of a page of people, so it is asked of each: a database that would read all rows
        # of the hidden jobs first takes as long for one person as for a hundred thousand.
        jobs = hidden_jobs(user) if hidden is None else hidden
        applied = Application.objects.filter(candidate=OuterRef("pk"), job__in=jobs)
        came = Resume.objects.filter(candidate=OuterRef("pk"), job__in=jobs)
        return rows.filter(~(Exists(applied) | Exists(came)) | seen)

    def all_visible_to(self, user: Any, *, hidden: Hidden) -> Self:
        """The same for a list of everybody: written so that the database reads the few of the hidden jobs once, and not
        for each person anew."""
        if not hidden or not user.is_active:
            return self.visible_to(user, hidden=hidden)
        from candidates.models.applications import Application  # models import their querysets
        from candidates.models.resumes import Resume

        seen = Application.objects.filter(candidate=OuterRef("pk")).visible_to(user, hidden=hidden)
        applied = Application.objects.filter(job__in=hidden).values("candidate")
        came = Resume.objects.filter(job__in=hidden, candidate__isnull=False).values("candidate")
        return self.present().filter(~(Q(pk__in=applied) | Q(pk__in=came)) | Exists(seen))


class OfCandidateQuerySet(models.QuerySet[Any]):
    """Rows that belong to a candidate and are seen with them."""

    def visible_to(self, user: Any) -> Self:
        from candidates.models.people import Candidate  # models import their querysets

        return self.filter(candidate__in=Candidate.objects.visible_to(user).values("pk"))


class AttachmentQuerySet(models.QuerySet[Any]):
    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: Any) -> Self:
        """Files that are there, of visible people."""
        return self.present()._within_reach(user)

    def deleted_and_visible_to(self, user: Any) -> Self:
        """Deleted files that an undo may bring back, while one sees whose they are."""
        return self.exclude(deleted_at=None)._within_reach(user)

    def _within_reach(self, user: Any) -> Self:
        from candidates.models.people import Candidate  # models import their querysets

        return self.filter(candidate__in=Candidate.objects.visible_to(user).values("pk"))


class ContactQuerySet(OfCandidateQuerySet):
    def current(self) -> Self:
        """Those that hold, the one that forms edit first of its kind."""
        return self.filter(corrected=False).order_by("position", "pk")


class ResumeQuerySet(models.QuerySet[Any]):
    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        """Resumes of visible applications, those that came to a job which the user leads, and what they uploaded
        for nobody; recruiters also those of jobs that they see, and of visible people without a job."""
        if not user.is_active or user.role == "auditor":
            return self.none()
        rows = self.present()
        if user.role == "admin":
            return rows
        from candidates.models.applications import Application  # models import their querysets
        from candidates.models.people import Candidate

        # Of each row by itself: mostly a person's or a job's few are asked for, and nobody's need be read for them.
        seen = Q(Exists(Application.objects.visible_to(user, hidden=hidden).filter(resume=OuterRef("pk"))))
        if user.role == "recruiter":  # who sees the jobs that they lead
            jobs = ~Q(job__in=hidden_jobs(user) if hidden is None else hidden)
            person = Candidate.objects.visible_to(user, hidden=hidden).filter(pk=OuterRef("candidate"))
            seen |= Q(jobs, job__isnull=False) | Q(Exists(person), job=None)
        else:
            seen |= _leads(user, "job")
        return rows.filter(seen | Q(candidate=None, uploaded_by=user, job=None))

    def readable_by(self, user: Any, *, hidden: Hidden = None) -> Self:
        """Of people whom the user sees, the resumes that the user may read: `visible_to`, at less cost."""
        if user.role != "recruiter":
            return self.visible_to(user)
        from candidates.models.applications import Application  # models import their querysets

        rows = self.present().filter(candidate__isnull=False)
        if hidden is not None and not hidden:
            return rows
        jobs = hidden_jobs(user) if hidden is None else hidden
        used = (
            Application.objects.visible_to(user, hidden=hidden).filter(resume__job__in=jobs).values("resume")
        )
        return rows.filter(Q(job=None) | ~Q(job__in=jobs) | Q(pk__in=used))

    def own_of_nobody(self, user: Any, *, hidden: Hidden) -> Self:
        """The user's own uploads that are nobody's yet: those of `visible_to`, at less cost."""
        if not user.is_active or user.role == "auditor":
            return self.none()
        rows = self.present().filter(candidate=None, uploaded_by=user)
        if user.role == "admin":
            return rows
        if user.role == "recruiter":
            jobs = ~Q(job__in=hidden_jobs(user) if hidden is None else hidden)
        else:
            jobs = _leads(user, "job")
        return rows.filter(Q(job=None) | jobs)

    def deleted_and_visible_to(self, user: Any) -> Self:
        """Deleted uploads that an undo may bring back: one's own, and recruiters those of jobs they see."""
        if not user.is_active or user.role == "auditor":
            return self.none()
        rows = self.exclude(deleted_at=None)
        if user.role == "admin":
            return rows
        from candidates.models.jobs import Job  # models import their querysets

        own = Q(uploaded_by=user)
        return rows.filter(
            own | Q(job__in=Job.objects.visible_to(user).values("pk")) if user.role == "recruiter" else own
        )


class ScreeningQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        from candidates.models.resumes import Resume  # models import their querysets

        return self.filter(resume__in=Resume.objects.visible_to(user, hidden=hidden).values("pk"))


class OfScreeningQuerySet(models.QuerySet[Any]):
    """Rows that belong to a screening and are seen with it."""

    def visible_to(self, user: Any) -> Self:
        from candidates.models.screenings import Screening  # models import their querysets

        return self.filter(screening__in=Screening.objects.visible_to(user).values("pk"))


class NoteQuerySet(models.QuerySet[Any]):
    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        """Notes on visible people; on an application only with it; private ones are their author's alone."""
        return self.present()._within_reach(user, hidden).filter(Q(visibility="team") | Q(author=user))

    def readable_by(self, user: Any, *, hidden: Hidden = None) -> Self:
        """Of people whom the user sees, the notes that the user may read: `visible_to`, at less cost."""
        rows = self.present().filter(Q(application=None) | self._on_application(user, hidden))
        return rows.filter(Q(visibility="team") | Q(author=user))

    def deleted_and_visible_to(self, user: Any) -> Self:
        """Deleted notes that an undo may bring back: one's own, while one sees what they are on."""
        return self.exclude(deleted_at=None)._within_reach(user).filter(author=user)

    @staticmethod
    def _on_application(user: Any, hidden: Hidden) -> Q:
        from candidates.models.applications import Application  # models import their querysets

        if hidden is None:
            return Q(Exists(Application.objects.visible_to(user).filter(pk=OuterRef("application"))))
        # Of a recruiter: the jobs say it, without a look at each application.
        there = Q(application__isnull=False, application__deleted_at=None)
        return there & ~Q(application__job__in=hidden)

    def _within_reach(self, user: Any, hidden: Hidden = None) -> Self:
        from candidates.models.people import Candidate  # models import their querysets

        if hidden is None:
            on_person = Q(Exists(Candidate.objects.visible_to(user).filter(pk=OuterRef("candidate"))))
        else:
            people = Candidate.objects.all_visible_to(user, hidden=hidden)
            on_person = Q(candidate__in=people.values("pk"))
        return self.filter(self._on_application(user, hidden) | (on_person & Q(application=None)))


class MentionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, *, hidden: Hidden = None) -> Self:
        """One's own mentions in notes that one may read now."""
        from candidates.models.records import Note  # models import their querysets

        return self.filter(user=user, note__in=Note.objects.visible_to(user, hidden=hidden).values("pk"))


class SharedQuerySet(models.QuerySet[Any]):
    """Rows that everybody who works with candidates sees (sources, reasons, tags, departments)."""

    def visible_to(self, user: Any) -> Self:
        return self if user.is_active and user.role != "auditor" else self.none()


class SearchTextQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Texts of visible people, as `readable_by`."""
        from candidates.models.people import Candidate  # models import their querysets

        people = Candidate.objects.visible_to(user).values("pk")
        return self.readable_by(user).filter(candidate__in=people)

    def readable_by(self, user: Any, *, hidden: Hidden = None) -> Self:
        """Of people whom the user sees, the texts that the user may read: a resume and a note as these are seen."""
        if not user.is_active or user.role == "auditor":
            return self.none()
        rows = self.filter(Q(private_to=None) | Q(private_to=user))
        if user.role == "admin":
            return rows
        from candidates.models.applications import Application  # models import their querysets
        from candidates.models.records import Note
        from candidates.models.resumes import Resume

        if user.role == "recruiter":
            if hidden is not None and not hidden:
                return rows
            jobs = hidden_jobs(user) if hidden is None else hidden
            used = Application.objects.visible_to(user, hidden=hidden).filter(resume__job__in=jobs)
            return rows.filter(Q(job=None) | ~Q(job__in=jobs) | Q(resume__in=used.values("resume")))
        resumes = Resume.objects.visible_to(user).values("pk")
        notes = Note.objects.visible_to(user).values("pk")
        return rows.filter(Q(resume=None, note=None) | Q(resume__in=resumes) | Q(note__in=notes))


class RecruitersQuerySet(models.QuerySet[Any]):
    """Rows that recruiters and admins work with, and nobody else."""

    def visible_to(self, user: Any) -> Self:
        return self if user.is_active and user.is_recruiter else self.none()
