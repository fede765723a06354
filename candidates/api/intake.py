"""What describes a job: guards, draft, team, templates."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.actions import jobs as actions
from candidates.actions import templates
from candidates.api import reach
from candidates.api.jobs import shape_jobs
from candidates.api.serializers.intake import (
    DraftOut,
    GuardsOut,
    MemberIn,
    MemberOut,
    TemplateIn,
    TemplateOut,
)
from candidates.models import Job, JobMember, JobTemplate
from candidates.queries.drafts import draft_of
from candidates.queries.guards import notes_on_job
from recruiting.accounts.permissions import require
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


class Guards(Resource):
    noun = "jobs"
    queryset = Job.objects.none()
    out = GuardsOut
    reach = staticmethod(reach.jobs)
    shape = staticmethod(shape_jobs)

    def row(self) -> Job:
        job: Job = super().row()
        job.guard_notes = notes_on_job(job)  # type: ignore[attr-defined]
        return job

    @operation(
        "get_job_guards",
        "What the guards say of a job's description",
        gives=GuardsOut,
        description="Each note quotes the words it saw, says why, and how to mend them. They advise: no note blocks "
        "anything.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()


class Drafts(Resource):
    noun = "jobs"
    queryset = Job.objects.none()
    out = DraftOut
    reach = staticmethod(reach.jobs)
    shape = staticmethod(shape_jobs)

    def row(self) -> Job:
        job: Job = super().row()
        job.drafted = draft_of(job)  # type: ignore[attr-defined]
        return job

    @operation(
        "get_job_draft",
        "A description drafted from the job's level and activities",
        gives=DraftOut,
        description="Nothing is saved: change the job to take it.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()


class Members(Resource):
    """Who is what on one job."""

    noun = "jobs"
    queryset = JobMember.objects.none()
    out = MemberOut
    reach = staticmethod(reach.members)

    def job(self) -> Job:
        """The job of the address. Raises Http404."""
        return get_object_or_404(reach.jobs(self.request), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[JobMember]:
        job = self.job()
        require(self.request.user, "candidates.change_job", job)
        return super().get_queryset().filter(job=job).select_related("user")

    def present(self) -> tuple[Any, str]:
        """None: the address is the job's, not a member's."""
        return None, ""

    @operation("list_job_members", "List a job's team", gives=MemberOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_job_member",
        "Give a colleague a role on the job",
        takes=MemberIn,
        gives=MemberOut,
        statuses=(201,),
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        member = actions.add_member(job=self.job(), by=request.user, **parsed(MemberIn, request))
        return self.answer(member, status=201)


class OneMember(Resource):
    noun = "jobs"
    queryset = JobMember.objects.none()
    out = MemberOut
    reach = staticmethod(reach.members)
    shape = staticmethod(lambda rows: rows.select_related("user", "job"))

    @operation("remove_job_member", "Take a colleague's role on the job away", gives=MemberOut)
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        member = self.row()
        shown = self.show(member)
        actions.remove_member(member=member, by=request.user)
        return Response(shown)


class JobTemplates(Resource):
    noun = "jobs"
    queryset = JobTemplate.objects.none()
    out = TemplateOut
    reach = staticmethod(reach.job_templates)

    @operation("list_job_templates", "List templates of jobs", gives=TemplateOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation(
        "keep_job_template", "Keep a job as a template", takes=TemplateIn, gives=TemplateOut, statuses=(201,)
    )
    @once()
    def create(self, request: Any) -> Response:
        template = templates.keep_as_template(by=request.user, **parsed(TemplateIn, request))
        return self.answer(template, status=201)

    @operation(
        "delete_job_template",
        "Delete a kept template",
        gives=TemplateOut,
        description="One's own, any for an admin; a shipped one stays (409).",
    )
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        template = self.row()
        shown = self.show(template)
        templates.delete_template(template=template, by=request.user)
        return Response(shown)
