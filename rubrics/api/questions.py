"""/questions: the question bank."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.response import Response

from recruiting.rest.filters import Filter, Listing, by_text, text_parser
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from rubrics import actions, queries
from rubrics.api.filters import state_filter
from rubrics.api.serializers.questions import QuestionIn, QuestionOut, QuestionPatchIn
from rubrics.choices import QuestionState
from rubrics.models import Question


def reach_questions(request: Any) -> QuerySet[Question]:
    """Every version of every question that the key's owner may read; questions belong to no job."""
    return Question.objects.visible_to(request.user)


def _shape(rows: QuerySet[Question]) -> QuerySet[Question]:
    return queries.with_lists(rows).select_related("focus_area")


def _about(text: str) -> str:
    parsed = text_parser(80)(text)
    if not queries.is_probe(parsed):
        raise ValueError(
            "Say what it finds out about by kind and code, such as activity:sast or mistake:gatekeeper."
        )
    return parsed


FILTERS = {
    "q": Filter(
        "Only questions in which all these words stand, in the question, its answers or its follow-ups.",
        {"type": "string", "maxLength": 200},
        text_parser(200),
        lambda rows, text, request: queries.with_words(rows, text),
    ),
    "code": by_text("code", "Only the question with this code.", most=64),
    "focus_area": by_text("focus_area__code", "Only questions of this focus area.", most=64),
    "level": by_text("levels__code", "Only questions that are fit for this level.", most=64),
    "probes": Filter(
        "Only questions that find out about this: a kind and a code, such as `activity:sast`. Kinds are "
        "activity, flag, capability, mistake and background.",
        {"type": "string", "maxLength": 80},
        _about,
        lambda rows, about, request: rows.filter(queries.probing(about)),
    ),
    "state": state_filter("the last version of each question that nobody is asked any more"),
}


class Questions(Resource):
    """A list gives the questions in use, unless it is asked for others."""

    noun = "questions"
    queryset = Question.objects.none()
    out = QuestionOut
    reach = staticmethod(reach_questions)
    shape = staticmethod(_shape)
    listing = Listing(filters=FILTERS)

    def get_queryset(self) -> QuerySet[Question]:
        """A list that names no state gives what is in use."""
        rows = super().get_queryset()
        if self.action != "list" or "state" in self.request.query_params:
            return rows
        return queries.in_state(rows, QuestionState.IN_USE)

    @operation("list_questions", "List interview questions", gives=QuestionOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation(
        "get_question",
        "Get a version of a question",
        gives=QuestionOut,
        description="Also a version that is not in use any more.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "create_question",
        "Add a question of your own",
        takes=QuestionIn,
        gives=QuestionOut,
        statuses=(201,),
        makes=True,
        description="An admin's key.",
    )
    @once()
    def create(self, request: Any) -> Response:
        question = actions.create_question(by=request.user, **parsed(QuestionIn, request))
        location = reverse("rubrics-api:question", args=[question.pk])
        return self.answer(question, status=201, location=location)

    @operation(
        "change_question",
        "Change a question",
        takes=QuestionPatchIn,
        gives=QuestionOut,
        match="required",
        description="Makes the next version, which the answer shows; this one stays with the interviews that asked it. An "
        "admin's key.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as question:
            content = parsed(QuestionPatchIn, request, partial=True)
            if "levels" in content:
                content["levels"] = [level.code for level in content["levels"]]
            changed = actions.change_question(question=question, by=request.user, content=content)
        return self.answer(changed)

    @operation(
        "retire_question",
        "Take a question out of use",
        gives=QuestionOut,
        description="It stays with the interviews that asked it. An admin's key.",
    )
    @once()
    def retire(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(actions.retire_question(question=self.row(), by=request.user))

    @operation(
        "restore_question",
        "Put a question back into use",
        gives=QuestionOut,
        description="The last version of a retired question. An admin's key.",
    )
    @once()
    def restore(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(actions.restore_question(question=self.row(), by=request.user))
