"""/questions/export and /questions/import: the question bank as YAML."""

from typing import Any

from rest_framework.response import Response

from recruiting.rest.etags import etag_of, unchanged
from recruiting.rest.filters import Listing
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource
from rubrics import actions, queries
from rubrics.api.questions import FILTERS, reach_questions
from rubrics.api.serializers.questions import BankFileOut, BankImportIn, BankImportOut
from rubrics.bankfile import written
from rubrics.choices import QuestionState
from rubrics.models import Question

_PARAMETERS = tuple(
    {"name": name, "in": "query", "description": rule.description, "schema": dict(rule.schema)}
    for name, rule in FILTERS.items()
)


class QuestionExport(Resource):
    noun = "questions"
    queryset = Question.objects.none()
    out = BankFileOut
    reach = staticmethod(reach_questions)
    parameters = tuple(FILTERS)

    @operation(
        "export_questions",
        "Take questions as a file",
        gives=BankFileOut,
        parameters=_PARAMETERS,
        description="YAML, as an import takes it. Narrowed as the list of questions is.",
    )
    def retrieve(self, request: Any) -> Response:
        rows = Listing(filters=FILTERS).narrow(reach_questions(request), request)
        if "state" not in request.query_params:
            rows = queries.in_state(rows, QuestionState.IN_USE)
        found = list(queries.with_lists(rows).select_related("focus_area").order_by(*queries.BANK_ORDER))
        shown = {"name": "questions.yaml", "questions": len(found), "file": written(found)}
        headers = {"ETag": etag_of(0, shown)}
        if unchanged(request, headers["ETag"]):
            return Response(status=304, headers=headers)
        return Response(shown, headers=headers)


class QuestionImport(Resource):
    noun = "questions"
    queryset = Question.objects.none()
    out = BankImportOut
    reach = staticmethod(reach_questions)

    @operation(
        "import_questions",
        "Bring in a file of questions",
        takes=BankImportIn,
        gives=BankImportOut,
        description="Adds new codes and makes the next version of questions that differ; entries that can't be read "
        "are refused, each with its line and reason, and the others go in together. A file sent twice changes nothing. "
        "An admin's key.",
    )
    @once()
    def create(self, request: Any) -> Response:
        values = parsed(BankImportIn, request)
        plan = actions.import_questions(
            by=request.user,
            text=values["file"],
            name=values.get("name", ""),
            dry_run=values.get("dry_run", False),
        )
        return Response(self.show(plan))
