"""/rule-impacts: what a draft would change; /rescreenings: screening stored resumes again."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.response import Response

from candidates.api import reach
from candidates.api.serializers.rules import ChangeOut, ImpactOut, RescreeningOut
from candidates.api.waiting import MOST_SECONDS, wait_asked, wait_until
from candidates.choices import ImpactState
from candidates.models import Rescreening, RuleImpact
from candidates.studio import actions
from candidates.studio.queries import impact_changes, show_changes
from recruiting.rest.filters import Filter, Listing, by_choice, text_parser
from recruiting.rest.idempotency import once
from recruiting.rest.paging import PlacePages
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from recruiting.work import actions as work

FINAL = (ImpactState.DONE, ImpactState.FAILED)
PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": f"`wait=N`: answer when it is measured, or after N seconds (at most {MOST_SECONDS}).",
    "schema": {"type": "string"},
    "example": "wait=10",
}


class _Impacts(Resource):
    noun = "rules"
    queryset = RuleImpact.objects.none()
    out = ImpactOut
    reach = staticmethod(reach.impacts)


def _shape(rows: QuerySet[RuleImpact]) -> QuerySet[RuleImpact]:
    return rows.defer("changes", "document")


class Impacts(_Impacts):
    """POST /rule-revisions/{id}/impact, and /rule-impacts/{id}"""

    shape = staticmethod(_shape)

    @operation(
        "measure_rule_impact",
        "Measure what a draft would change",
        gives=ImpactOut,
        statuses=(201, 202),
        makes=True,
        parameters=(PREFER,),
        description="Over every stored resume's current screening. 201 if it is measured within `Prefer: wait=N`, else "
        "202; who asks while the same draft is measured gets the same object.",
    )
    @once(waits=True)
    def create(self, request: Any, pk: int) -> Response:
        reach.refuse_outside_jobs(request)
        parsed(EmptyIn, request)
        draft = reach.one(reach.revisions(request).select_related("rule_set"), pk)
        impact = actions.ask_impact(draft=draft, by=request.user)
        seconds = wait_asked(request)
        wait_until(RuleImpact.objects.filter(pk=impact.pk, state__in=FINAL), seconds)
        impact.refresh_from_db(fields=["state"])
        status = 201 if impact.state in FINAL else 202
        location = reverse("candidates-api:rule-impact", args=[impact.pk])
        response = self.answer(impact, status=status, location=location)
        if seconds:
            response["Preference-Applied"] = f"wait={seconds}"
        return response

    def present(self) -> tuple[Any, str]:
        """A conflict's present state is the draft's business where the address is the draft's."""
        return (None, "") if self.action == "create" else super().present()

    @operation("get_rule_impact", "Get an impact", gives=ImpactOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()


def _as_they_are(rows: Any, value: Any, request: Any) -> Any:
    return rows


class Changes(_Impacts):
    """/rule-impacts/{id}/changes"""

    out = ChangeOut
    pagination_class = PlacePages
    listing = Listing(
        filters={
            "flag": Filter(
                "Only changes of this flag.",
                {"type": "string", "maxLength": 40},
                text_parser(40),
                _as_they_are,
            ),
            "wrong": Filter(
                "`true`: only those that a person's review speaks against.",
                {"type": "string", "enum": ["true"]},
                by_choice("wrong", ["true"], "").parse,
                _as_they_are,
            ),
        },
        orderings={},
        default="",
    )

    @operation(
        "list_rule_impact_changes",
        "Who gains and who loses a flag",
        gives=ChangeOut,
        many=True,
        description="For people whom the key's owner sees; open jobs first, then newest first.",
    )
    def list(self, request: Any, pk: int) -> Response:
        impact = self.row()
        self.listing.narrow(self.get_queryset(), request)  # refuses values that can't be
        wanted = request.query_params
        changes = impact_changes(
            request.user, impact, flag=wanted.get("flag", ""), wrong=wanted.get("wrong") == "true"
        )
        page = self.paginate_queryset(changes) or []
        return self.get_paginated_response(
            self.show(show_changes(request.user, impact.document, page), many=True)
        )


def _with_bulk(rows: QuerySet[Rescreening]) -> QuerySet[Rescreening]:
    return rows.select_related("bulk")


class Rescreenings(Resource):
    """POST /rule-revisions/{id}/rescreen, and /rescreenings/{id}"""

    noun = "rules"
    queryset = Rescreening.objects.none()
    out = RescreeningOut
    reach = staticmethod(reach.rescreenings)
    shape = staticmethod(_with_bulk)

    def present(self) -> tuple[Any, str]:
        return (None, "") if self.action == "create" else super().present()

    @operation(
        "start_rescreening",
        "Screen stored resumes again",
        gives=RescreeningOut,
        statuses=(202,),
        makes=True,
        description="By these rules, which must be in force. Only results that change are written.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        reach.refuse_outside_jobs(request)
        parsed(EmptyIn, request)
        revision = reach.one(reach.revisions(request).select_related("rule_set"), pk)
        bulk = actions.start_rescreening(revision=revision, by=request.user)
        row = Rescreening.objects.get(bulk=bulk)
        location = reverse("candidates-api:rescreening", args=[row.pk])
        return self.answer(row, status=202, location=location)

    @operation("get_rescreening", "Get a re-screening", gives=RescreeningOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation("pause_rescreening", "Pause a re-screening", gives=RescreeningOut)
    @once()
    def pause(self, request: Any, pk: int) -> Response:
        return self._changed(work.pause_bulk)

    @operation("resume_rescreening", "Go on with a re-screening", gives=RescreeningOut)
    @once()
    def resume(self, request: Any, pk: int) -> Response:
        return self._changed(work.resume_bulk)

    @operation("cancel_rescreening", "Cancel a re-screening", gives=RescreeningOut)
    @once()
    def cancel(self, request: Any, pk: int) -> Response:
        return self._changed(work.cancel_bulk)

    def _changed(self, change: Any) -> Response:
        parsed(EmptyIn, self.request)
        row = self.row()
        change(bulk=row.bulk, by=self.request.user)
        return self.answer(row)
