"""/rule-revisions: drafts and published rules, with their tests and differences; /rule-precision."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from candidates.api import reach
from candidates.api.serializers.rules import (
    DiffOut,
    PrecisionOut,
    RevisionIn,
    RevisionOut,
    RevisionPatchIn,
    RevisionRowOut,
    RulesNoteIn,
    TestsOut,
)
from candidates.studio import actions
from candidates.studio.actions import RulesFail
from candidates.studio.documents import RulesInvalid, problems_of, read_rules
from candidates.studio.queries import compare_revisions, measure_precision
from candidates.studio.snippets import Run, run
from recruiting.accounts.permissions import require
from recruiting.rest.etags import etag_of, require_match, unchanged
from recruiting.rest.filters import Listing, by_choice, by_id, parse_id
from recruiting.rest.idempotency import once
from recruiting.rest.paging import PlacePages
from recruiting.rest.problems import Said, refuse_parameter, said
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision, RuleSet

AGAINST = {
    "name": "against",
    "in": "query",
    "description": "The revision to compare with; without it the one that it is based on.",
    "schema": {"type": "integer", "minimum": 1},
}
PUBLISHING = (
    "An admin's key; or that of a recruiter who wrote nothing of it, or whose draft a second person approved."
)


@said.register
def _(exc: RulesInvalid) -> Said:
    errors = [
        {"pointer": "/document", "code": exc.code, "detail": str(problem)} for problem in exc.problems[:100]
    ]
    return Said(400, exc.code, exc.message, errors)


@said.register
def _(exc: RulesFail) -> Said:
    errors = [{"code": exc.code, "detail": str(failure)} for failure in exc.run.failures[:100]]
    return Said(409, exc.code, exc.message, errors)


def _shape(rows: QuerySet[RuleRevision]) -> QuerySet[RuleRevision]:
    return rows.select_related("rule_set")


class Revisions(Resource):
    """Lists show rows, everything else a revision with its document."""

    noun = "rules"
    queryset = RuleRevision.objects.none()
    out = RevisionOut
    reach = staticmethod(reach.revisions)
    shape = staticmethod(_shape)
    listing = Listing(
        filters={
            "state": by_choice("state", RevisionState.values, "Only revisions in this state."),
            "rule_set": by_id("rule_set", "Only revisions of the rule set with this id."),
        },
        orderings={"created": "id", "number": "number"},
    )

    @operation("list_rule_revisions", "List rule revisions", gives=RevisionRowOut, many=True)
    def list(self, request: Any) -> Response:
        page = self.paginate_queryset(self.listing.narrow(self.get_queryset().defer("document"), request))
        rows = RevisionRowOut(page, many=True, context={"request": request})
        return self.get_paginated_response(rows.data)

    @operation(
        "create_rule_draft",
        "Make a draft of rules",
        takes=RevisionIn,
        gives=RevisionOut,
        statuses=(201,),
        makes=True,
        description="A copy of the rules in force, of another revision, or the document given.",
    )
    @once()
    def create(self, request: Any) -> Response:
        reach.refuse_outside_jobs(request)
        draft = actions.make_draft(by=request.user, **parsed(RevisionIn, request))
        location = reverse("candidates-api:rule-revision", args=[draft.pk])
        return self.answer(draft, status=201, location=location)

    @operation("get_rule_revision", "Get a rule revision", gives=RevisionOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "change_rule_draft",
        "Change a draft of rules",
        takes=RevisionPatchIn,
        gives=RevisionOut,
        match="required",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        reach.refuse_outside_jobs(request)
        with self.held(match_required=True) as draft:
            values = parsed(RevisionPatchIn, request, partial=True)
            actions.save_draft(draft=draft, by=request.user, version=draft.version, **values)
        return self.answer(draft)

    @operation(
        "test_rules",
        "Run the tests of rules",
        gives=TestsOut,
        description="Also says what is wrong with a document that can't be read. Nothing is changed.",
    )
    @once()
    def test(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        row = self.row()
        problems = problems_of(row.document)
        outcome = Run(0, 0, ()) if problems else run(read_rules(row.document))
        shown = {
            "valid": not problems,
            "passed": not problems and outcome.passed,
            "problems": problems,
            "sentences": outcome.sentences,
            "texts": outcome.texts,
            "failures": outcome.failures,
        }
        return Response(TestsOut(shown).data)

    @operation(
        "approve_rule_draft", "Approve a draft as a second person", gives=RevisionOut, match="required"
    )
    @once()
    def approve(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        draft = self._matched()
        return self.answer(actions.approve_draft(draft=draft, by=request.user, version=draft.version))

    @operation(
        "publish_rules",
        "Publish a draft",
        takes=RulesNoteIn,
        gives=RevisionOut,
        match="required",
        description=f"{PUBLISHING} Its tests must pass, and no other rules have come into force since it began.",
    )
    @once()
    def publish(self, request: Any, pk: int) -> Response:
        values = parsed(RulesNoteIn, request)
        draft = self._matched()
        now = actions.publish_draft(draft=draft, by=request.user, version=draft.version, **values)
        return self.answer(now)

    @operation(
        "roll_back_rules",
        "Go back to older rules",
        takes=RulesNoteIn,
        gives=RevisionOut,
        statuses=(201,),
        makes=True,
        description="A new revision with this one's content: published at once for an admin, a draft for a recruiter.",
    )
    @once()
    def roll_back(self, request: Any, pk: int) -> Response:
        reach.refuse_outside_jobs(request)
        values = parsed(RulesNoteIn, request)
        revision = actions.roll_back(revision=self.row(), by=request.user, **values)
        location = reverse("candidates-api:rule-revision", args=[revision.pk])
        return self.answer(revision, status=201, location=location)

    def _matched(self) -> RuleRevision:
        """The row of the address, if If-Match names it as it is. Not locked: its version fences the change, and
        running tests takes seconds."""
        reach.refuse_outside_jobs(self.request)
        row: RuleRevision = self.row()
        shown = self.show(row)
        require_match(self.request, etag_of(row.version, shown), shown, required=True)
        return row


class Differences(Resource):
    """/rule-revisions/{id}/diff"""

    noun = "rules"
    queryset = RuleRevision.objects.none()
    out = DiffOut
    reach = staticmethod(reach.revisions)
    shape = staticmethod(_shape)
    parameters = ("against",)

    @operation(
        "compare_rules",
        "What differs from other rules",
        gives=DiffOut,
        parameters=(AGAINST,),
        description="By signal, flag, cue, group, word class and test, and line by line.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        row = self.row()
        other = self._other(row)
        found = compare_revisions(other, row)
        shown = DiffOut({"against": other.pk, "differences": found.differences, "diff": found.lines}).data
        etag = etag_of(row.version, shown)
        if unchanged(request, etag):
            return Response(status=304, headers={"ETag": etag})
        return Response(shown, headers={"ETag": etag})

    def _other(self, row: RuleRevision) -> RuleRevision:
        given = self.request.query_params.get("against")
        if given is None:
            if row.based_on_id is None:
                raise refuse_parameter(
                    "against", "required", "These rules are based on none: say with which to compare."
                )
            return get_object_or_404(RuleRevision, pk=row.based_on_id)
        try:
            wanted = parse_id(given)
        except ValueError as error:
            raise refuse_parameter("against", "invalid", str(error)) from error
        other = self.get_queryset().filter(pk=wanted).first()
        if other is None:
            raise refuse_parameter(
                "against", "not_found", "There is no such revision, or it is not yours to see."
            )
        return other  # type: ignore[no-any-return]


class Precisions(Resource):
    """/rule-precision"""

    noun = "rules"
    queryset = RuleSet.objects.none()
    out = PrecisionOut
    reach = staticmethod(reach.rule_sets)
    pagination_class = PlacePages
    listing = Listing(orderings={}, default="")

    @operation(
        "list_flag_precision",
        "How often people agreed with each flag",
        gives=PrecisionOut,
        many=True,
        description="Of the default rules in force, over the resumes' current screenings, each resume once.",
    )
    def list(self, request: Any) -> Response:
        reach.refuse_outside_jobs(request)
        require(request.user, "rubrics.edit_rules")
        page = self.paginate_queryset(measure_precision())
        return self.get_paginated_response(self.show(page or (), many=True))
