"""/jobs: positions to fill, each with its own pipeline."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.response import Response

from candidates.actions import jobs as actions
from candidates.api import reach
from candidates.api.serializers.jobs import CloseIn, JobIn, JobOut
from candidates.choices import JobStatus
from candidates.models import Job
from candidates.queries.jobs import with_hired
from recruiting.rest.filters import Listing, by_choice, by_text, since
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[Job]) -> QuerySet[Job]:
    return (
        with_hired(rows)
        .select_related("level", "role_profile", "department", "office")
        .prefetch_related("stages")
    )


class Jobs(Resource):
    noun = "jobs"
    queryset = Job.objects.none()
    out = JobOut
    reach = staticmethod(reach.jobs)
    shape = staticmethod(_shape)
    listing = Listing(
        filters={
            "status": by_choice("status", JobStatus.values, "Only jobs of this status."),
            "level": by_text("level__code", "Only jobs of the level with this code.", most=60),
            "requisition_id": by_text(
                "requisition_id", "Only jobs with exactly this requisition id.", most=100
            ),
            "updated_since": since("updated_at", "Only jobs that changed at this moment or later."),
        },
        orderings={"created": "id", "updated": "updated_at"},
    )

    @operation("list_jobs", "List jobs", gives=JobOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_job", "Get a job", gives=JobOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "create_job",
        "Create a job",
        takes=JobIn,
        gives=JobOut,
        statuses=(201,),
        makes=True,
        description="A draft with the usual pipeline: open it before it takes people. The key's owner becomes its "
        "recruiter.",
    )
    @once()
    def create(self, request: Any) -> Response:
        reach.refuse_outside_jobs(request)
        job = actions.create_job(by=request.user, **parsed(JobIn, request))
        return self.answer(job, status=201, location=reverse("candidates-api:job", args=[job.pk]))

    @operation("change_job", "Change a job", takes=JobIn, gives=JobOut, match="required")
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as job:
            actions.change_job(job=job, by=request.user, **parsed(JobIn, request, partial=True))
        return self.answer(job)

    @operation(
        "open_job",
        "Open a job",
        gives=JobOut,
        match="optional",
        description="A draft, a paused or a closed one. Only an open job takes people.",
    )
    @once()
    def open(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        with self.held() as job:
            actions.open_job(job=job, by=request.user)
        return self.answer(job)

    @operation(
        "pause_job",
        "Pause a job",
        gives=JobOut,
        match="optional",
        description="Nobody new comes on a paused job; those on it go on.",
    )
    @once()
    def pause(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        with self.held() as job:
            actions.pause_job(job=job, by=request.user)
        return self.answer(job)

    @operation("close_job", "Close a job", takes=CloseIn, gives=JobOut, match="optional")
    @once()
    def close(self, request: Any, pk: int) -> Response:
        with self.held() as job:
            actions.close_job(job=job, by=request.user, **parsed(CloseIn, request))
        return self.answer(job)
