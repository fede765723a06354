"""/jobs: positions to fill, each with its own pipeline."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from rest_framework.response import Response

from candidates.actions import jobs as actions
from candidates.actions import templates
from candidates.api import reach
from candidates.api.serializers.intake import CopyIn, NewJobIn, StagesIn
from candidates.api.serializers.jobs import CloseIn, JobIn, JobOut
from candidates.choices import JobStatus
from candidates.models import Job, JobActivity
from candidates.queries.jobs import with_hired
from recruiting.rest.filters import Listing, by_choice, by_text, since
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def shape_jobs(rows: QuerySet[Job]) -> QuerySet[Job]:
    needs = JobActivity.objects.select_related("activity").order_by("activity__position", "activity")
    rows = with_hired(rows).select_related("level", "role_profile", "department", "office")
    return rows.prefetch_related("stages", Prefetch("job_activities", needs))


class Jobs(Resource):
    noun = "jobs"
    queryset = Job.objects.none()
    out = JobOut
    reach = staticmethod(reach.jobs)
    shape = staticmethod(shape_jobs)
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
        takes=NewJobIn,
        gives=JobOut,
        statuses=(201,),
        makes=True,
        description="A draft, of a template if one is named, else with the usual pipeline: open it before it takes "
        "people. The key's owner becomes its recruiter.",
    )
    @once()
    def create(self, request: Any) -> Response:
        reach.refuse_outside_jobs(request)
        job = actions.create_job(by=request.user, **parsed(NewJobIn, request))
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

    @operation(
        "copy_job",
        "Make a draft like a job",
        takes=CopyIn,
        gives=JobOut,
        statuses=(201,),
        makes=True,
        description="Its description, activities, stages and team, without its people and requisition id.",
    )
    @once()
    def copy(self, request: Any, pk: int) -> Response:
        reach.refuse_outside_jobs(request)
        job = templates.copy_job(job=self.row(), by=request.user, **parsed(CopyIn, request))
        return self.answer(job, status=201, location=reverse("candidates-api:job", args=[job.pk]))

    @operation(
        "change_job_stages",
        "Set a job's stages",
        takes=StagesIn,
        gives=JobOut,
        match="required",
        description="All of them, in order. A stage that is left out is removed, unless people are or were in it (409).",
    )
    @once()
    def stages(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as job:
            actions.change_pipeline(job=job, by=request.user, **parsed(StagesIn, request))
        return self.answer(job)
