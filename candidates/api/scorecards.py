"""/jobs/{id}/scorecard-template: what a job's new interviews are rated on."""

from typing import Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.actions.scorecards import adapt_scorecard, choose_scorecard
from candidates.api import reach
from candidates.api.serializers.scorecards import ChosenScorecardIn
from candidates.models import Job
from candidates.queries.scorecards import scorecards_of_job, template_of_job
from recruiting.errors import Invalid
from recruiting.rest.etags import require_match
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource
from rubrics.api.serializers.scorecards import ScorecardTemplateOut, ScorecardTemplatePatchIn
from rubrics.models import ScorecardTemplate
from rubrics.queries import whole_template, with_criteria


class JobScorecard(Resource):
    noun = "jobs"
    queryset = Job.objects.none()
    out = ScorecardTemplateOut
    reach = staticmethod(reach.jobs)
    shape = staticmethod(with_criteria)

    def job(self) -> Job:
        """The job of the address. Raises Http404."""
        return get_object_or_404(reach.jobs(self.request), pk=self.kwargs["pk"])

    def row(self) -> ScorecardTemplate:
        template = whole_template(template_of_job(self.job()))
        if template is None:
            raise Http404
        return template

    @operation(
        "get_job_scorecard_template",
        "Get what a job's new interviews are rated on",
        gives=ScorecardTemplateOut,
        description="The job's own scorecard template, the one chosen for it, or else the first for every job.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "change_job_scorecard_template",
        "Adapt a job's scorecard",
        takes=ScorecardTemplatePatchIn,
        gives=ScorecardTemplateOut,
        match="required",
        description="Makes the next version of the job's own template, which the first change makes of the one it used. "
        "For who runs the job, and its hiring managers.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with transaction.atomic():
            shown, etag = self.present()
            require_match(request, etag, shown, required=True)
            content = parsed(ScorecardTemplatePatchIn, request, partial=True)
            changed = adapt_scorecard(job=self.job(), by=request.user, content=content, seen=shown["id"])
        return self.answer(changed)

    @operation(
        "choose_job_scorecard_template",
        "Choose what a job's new interviews are rated on",
        takes=ChosenScorecardIn,
        gives=ScorecardTemplateOut,
        description="Interviews that began keep theirs. For who runs the job, and its hiring managers.",
    )
    @once()
    def choose(self, request: Any, pk: int) -> Response:
        job, chosen = self.job(), parsed(ChosenScorecardIn, request)["template"]
        rows = {row.pk: row for row in scorecards_of_job(request.user, job).choices}
        if chosen is not None and chosen not in rows:
            raise Invalid("template", "not_found", "There is no such scorecard in use.")
        choose_scorecard(job=job, by=request.user, template=rows[chosen] if chosen else None)
        return self.answer(self.row())
