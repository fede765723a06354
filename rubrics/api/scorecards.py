"""/scorecard-templates: what interviewers rate and what each score looks like."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from rest_framework.response import Response

from recruiting.rest.filters import Listing, by_text
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from rubrics import actions, queries
from rubrics.api.filters import state_filter
from rubrics.api.serializers.scorecards import (
    ScorecardCopyIn,
    ScorecardTemplateIn,
    ScorecardTemplateLineOut,
    ScorecardTemplateOut,
    ScorecardTemplatePatchIn,
)
from rubrics.choices import QuestionState
from rubrics.models import ScorecardTemplate


def reach_templates(request: Any) -> QuerySet[ScorecardTemplate]:
    """Every version of every shared template; a job's own is reached through the job."""
    return ScorecardTemplate.objects.visible_to(request.user)


class ScorecardTemplates(Resource):
    """A list gives the templates in use without their criteria, unless it is asked for others."""

    noun = "questions"
    queryset = ScorecardTemplate.objects.none()
    out = ScorecardTemplateOut
    reach = staticmethod(reach_templates)
    shape = staticmethod(queries.with_criteria)
    listing = Listing(
        filters={
            "code": by_text("code", "Only the template with this code.", most=64),
            "state": state_filter("the last version of each template that no new interviews take"),
        }
    )

    def get_queryset(self) -> QuerySet[ScorecardTemplate]:
        if self.action != "list":
            return super().get_queryset()
        rows = reach_templates(self.request).defer("shipped")
        return rows if "state" in self.request.query_params else queries.in_state(rows, QuestionState.IN_USE)

    def show(self, shown: Model | Sequence[Model], *, many: bool = False) -> Any:
        return ScorecardTemplateLineOut(shown, many=True).data if many else super().show(shown)

    @operation(
        "list_scorecard_templates", "List scorecard templates", gives=ScorecardTemplateLineOut, many=True
    )
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation(
        "get_scorecard_template",
        "Get a version of a scorecard template",
        gives=ScorecardTemplateOut,
        description="With its criteria and their anchors; also a version that is not in use any more.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "create_scorecard_template",
        "Add a scorecard template of your own",
        takes=ScorecardTemplateIn,
        gives=ScorecardTemplateOut,
        statuses=(201,),
        makes=True,
        description="An admin's key.",
    )
    @once()
    def create(self, request: Any) -> Response:
        return self._made(actions.create_template(by=request.user, **parsed(ScorecardTemplateIn, request)))

    @operation(
        "copy_scorecard_template",
        "Copy a scorecard template",
        takes=ScorecardCopyIn,
        gives=ScorecardTemplateOut,
        statuses=(201,),
        makes=True,
        description="A template of your own that begins with the same criteria. An admin's key.",
    )
    @once()
    def copy(self, request: Any, pk: int) -> Response:
        values = parsed(ScorecardCopyIn, request)
        return self._made(actions.copy_template(template=self.row(), by=request.user, **values))

    @operation(
        "change_scorecard_template",
        "Change a scorecard template",
        takes=ScorecardTemplatePatchIn,
        gives=ScorecardTemplateOut,
        match="required",
        description="Makes the next version, which the answer shows and new interviews take; those that began keep "
        "this one. An admin's key.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as template:
            content = parsed(ScorecardTemplatePatchIn, request, partial=True)
            changed = actions.change_template(template=template, by=request.user, content=content)
        return self.answer(changed)

    @operation(
        "retire_scorecard_template",
        "Take a scorecard template out of use",
        gives=ScorecardTemplateOut,
        description="Interviews that began keep it. An admin's key.",
    )
    @once()
    def retire(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(actions.retire_template(template=self.row(), by=request.user))

    @operation(
        "restore_scorecard_template",
        "Put a scorecard template back into use",
        gives=ScorecardTemplateOut,
        description="The last version of a retired template. An admin's key.",
    )
    @once()
    def restore(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(actions.restore_template(template=self.row(), by=request.user))

    def _made(self, template: ScorecardTemplate) -> Response:
        location = reverse("rubrics-api:scorecard-template", args=[template.pk])
        return self.answer(template, status=201, location=location)
