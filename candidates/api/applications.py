"""/applications: one candidate for one job."""

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.response import Response

from candidates.actions import applications as actions
from candidates.actions.sourcing import set_source
from candidates.api import reach
from candidates.api.serializers.applications import (
    ApplicationIn,
    ApplicationOut,
    AssignIn,
    MoveIn,
    RejectIn,
    UseResumeIn,
    WithdrawIn,
)
from candidates.api.serializers.sourcing import SetSourceIn
from candidates.choices import ApplicationStatus
from candidates.models import Application, Candidate
from candidates.queries.identity import veil
from candidates.queries.pipeline import UNKNOWN, Wanted, narrowed
from recruiting.rest.filters import Filter, Listing, by_choice, by_id, parse_id, since
from recruiting.rest.idempotency import once
from recruiting.rest.permissions import require_scope
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from rubrics.models import Activity, Background, Flag, GuideRow, Level


def _by_screening(description: str, schema: dict[str, Any], parse: Any, wanted: Any) -> Filter:
    """A filter by what screenings found, for keys that may read them: it tells what their reports say."""

    def narrow(rows: QuerySet[Application], value: Any, request: Any) -> QuerySet[Application]:
        require_scope(request, "screenings:read")
        return narrowed(rows, Wanted(status="", **wanted(value)), reader=request.user)

    return Filter(f"{description} Takes the scope `screenings:read` too.", schema, parse, narrow)


def _narrowing(field: str, description: str, codes: Callable[[], Iterable[str]]) -> Filter:
    """A filter of the board: rows for which `field` of what is wanted holds one of the codes there are now."""

    def parse(text: str) -> str:
        known = list(codes())
        if text not in known:
            raise ValueError(f"Choose one of: {', '.join(known)}.")
        return text

    schema = {"type": "string", "maxLength": 60}
    return _by_screening(description, schema, parse, lambda value: {field: [value]})


def _codes(model: type[GuideRow]) -> Callable[[], Iterable[str]]:
    return lambda: model.objects.values_list("code", flat=True)


def _codes_or_unknown(model: type[GuideRow]) -> Callable[[], Iterable[str]]:
    return lambda: [*_codes(model)(), UNKNOWN]


def _years(field: str, description: str) -> Filter:
    def parse(text: str) -> Decimal:
        try:
            years = Decimal(text)
        except InvalidOperation as error:
            raise ValueError("Give years, such as 2 or 2.5.") from error
        if not (years.is_finite() and 0 <= years <= 60):
            raise ValueError("Give years from 0 to 60.")
        return years

    schema = {"type": "number", "minimum": 0, "maximum": 60}
    return _by_screening(description, schema, parse, lambda value: {field: value})


def _with_tag(rows: QuerySet[Application], tag: int, request: Any) -> QuerySet[Application]:
    return rows.filter(candidate__in=Candidate.tags.through.objects.filter(tag=tag).values("candidate"))


def _shape(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related("stage", "reason", "source", "candidate", "job")


class Applications(Resource):
    noun = "applications"
    queryset = Application.objects.none()
    out = ApplicationOut
    reach = staticmethod(reach.applications)
    shape = staticmethod(_shape)
    listing = Listing(
        filters={
            "job": by_id("job", "Only applications for this job."),
            "candidate": by_id("candidate", "Only this person's applications."),
            "stage": by_id("stage", "Only applications in this stage."),
            "status": by_choice("status", ApplicationStatus.values, "Only applications of this status."),
            "owner": by_id("owner", "Only applications that this person looks after."),
            "source": by_id("source", "Only applications from this source."),
            "tag": Filter(
                "Only people with this tag.", {"type": "integer", "minimum": 1}, parse_id, _with_tag
            ),
            "flag": _narrowing("holding", "Only where the flag with this code holds.", _codes(Flag)),
            "without": _narrowing(
                "lacking", "Only screened ones where this flag does not hold.", _codes(Flag)
            ),
            "unreviewed": _narrowing(
                "unreviewed", "Only where it holds and nobody has judged it.", _codes(Flag)
            ),
            "activity": _narrowing(
                "activities", "Only where the resume shows this activity as done.", _codes(Activity)
            ),
            "level": _narrowing(
                "levels", "Only people of this suggested level; `unknown` is one.", _codes_or_unknown(Level)
            ),
            "background": _narrowing(
                "backgrounds",
                "Only people with this background; `unknown` is one.",
                _codes_or_unknown(Background),
            ),
            "years_from": _years("years_from", "Only people with this many relevant years or more."),
            "years_to": _years("years_to", "Only people with this many relevant years or fewer."),
            "updated_since": since("updated_at", "Only applications that changed at this moment or later."),
        },
        orderings={"created": "id", "updated": "updated_at"},
    )

    def show(self, shown: Any, *, many: bool = False) -> Any:
        veil(self.request.user, shown if many else [shown])
        return super().show(shown, many=many)

    @operation("list_applications", "List applications", gives=ApplicationOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_application", "Get an application", gives=ApplicationOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "create_application",
        "Put a candidate on a job",
        takes=ApplicationIn,
        gives=ApplicationOut,
        statuses=(201,),
        makes=True,
        description="Into the first stage of an open job. A person has one active application for a job: a second "
        "one is refused with 409 (`already_active`), as is a job that is a draft, paused or closed.",
    )
    @once()
    def create(self, request: Any) -> Response:
        made = actions.create_application(by=request.user, **parsed(ApplicationIn, request))
        return self.answer(made, status=201, location=reverse("candidates-api:application", args=[made.pk]))

    @operation("move_application", "Move to a stage", takes=MoveIn, gives=ApplicationOut, match="optional")
    @once()
    def move(self, request: Any, pk: int) -> Response:
        with self.held() as application:
            actions.move_application(application=application, by=request.user, **parsed(MoveIn, request))
        return self.answer(application)

    @operation(
        "assign_application",
        "Say who looks after it",
        takes=AssignIn,
        gives=ApplicationOut,
        match="optional",
    )
    @once()
    def assign(self, request: Any, pk: int) -> Response:
        with self.held() as application:
            actions.assign_application(application=application, by=request.user, **parsed(AssignIn, request))
        return self.answer(application)

    @operation(
        "use_resume",
        "Stand on another resume",
        takes=UseResumeIn,
        gives=ApplicationOut,
        match="optional",
        description="With that one's screening. Naming the former resume takes it back.",
    )
    @once()
    def use_resume(self, request: Any, pk: int) -> Response:
        with self.held() as application:
            actions.use_resume(application=application, by=request.user, **parsed(UseResumeIn, request))
        return self.answer(application)

    @operation("reject_application", "Reject", takes=RejectIn, gives=ApplicationOut, match="optional")
    @once()
    def reject(self, request: Any, pk: int) -> Response:
        with self.held() as application:
            actions.reject_application(application=application, by=request.user, **parsed(RejectIn, request))
        return self.answer(application)

    @operation(
        "withdraw_application",
        "Record that the person withdrew",
        takes=WithdrawIn,
        gives=ApplicationOut,
        match="optional",
    )
    @once()
    def withdraw(self, request: Any, pk: int) -> Response:
        with self.held() as application:
            actions.withdraw_application(
                application=application, by=request.user, **parsed(WithdrawIn, request)
            )
        return self.answer(application)

    @operation(
        "reopen_application",
        "Reopen",
        gives=ApplicationOut,
        match="optional",
        description="Undoes a rejection or a withdrawal: active again in the stage where it ended.",
    )
    @once()
    def reopen(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        with self.held() as application:
            actions.reopen_application(application=application, by=request.user)
        return self.answer(application)

    @operation(
        "set_application_source",
        "Say where it came from",
        takes=SetSourceIn,
        gives=ApplicationOut,
        match="optional",
    )
    @once()
    def set_source(self, request: Any, pk: int) -> Response:
        with self.held() as application:
            set_source(application=application, by=request.user, **parsed(SetSourceIn, request))
        return self.answer(application)
