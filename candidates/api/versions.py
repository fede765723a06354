"""/candidates/{id}/resumes and /candidates/{id}/compare: a person's resumes, and what of two of them differs."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from candidates.actions.resumes import receive_resume
from candidates.api import reach
from candidates.api.multipart import check_file, check_headers
from candidates.api.serializers.versions import AddResumeIn, ComparisonOut, VersionOut
from candidates.models import Candidate, Resume
from candidates.queries.identity import veil
from candidates.queries.versions import compare_versions, read_versions
from recruiting.rest.filters import parse_id
from recruiting.rest.idempotency import once
from recruiting.rest.permissions import require_scope
from recruiting.rest.problems import refuse_parameter
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource


def _side(name: str, words: str) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1}
    return {"name": name, "in": "query", "required": True, "description": words, "schema": schema}


class Resumes(Resource):
    """Those of one candidate."""

    noun = "candidates"
    queryset = Resume.objects.none()
    out = VersionOut
    reach = staticmethod(reach.resumes)
    parser_classes = (MultiPartParser,)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "create":
            check_headers(request)

    def candidate(self) -> Candidate:
        """The candidate of the address, for a key that may read reports. Raises Http404, Refused."""
        found = get_object_or_404(reach.candidates(self.request), pk=self.kwargs["pk"])
        require_scope(self.request, "screenings:read")
        return found

    def get_queryset(self) -> QuerySet[Resume]:
        return super().get_queryset().filter(candidate=self.candidate())

    def present(self) -> tuple[Any, str]:
        """None: the address is the candidate's, not a resume's."""
        return None, ""

    def show(self, shown: Any, *, many: bool = False) -> Any:
        rows = list(shown) if many else [shown]
        veil(self.request.user, rows)
        used = reach.applications(self.request).filter(resume__in=[row.pk for row in rows])
        found = read_versions(self.request.user, rows, applications=used.select_related("job"))
        return super().show(found if many else found[0], many=many)

    @operation(
        "list_candidate_resumes",
        "List a person's resumes",
        gives=VersionOut,
        many=True,
        description="Takes the scope `screenings:read` too.",
    )
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_candidate_resume",
        "Add a resume of a person",
        takes=AddResumeIn,
        gives=VersionOut,
        statuses=(201,),
        body_problems=(413,),
        description="It is theirs and is screened; their applications that have none stand on it from now on. Another "
        "application does so by `POST /api/v1/applications/{id}/use-resume`. Takes the scope `screenings:read` too.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        candidate = self.candidate()
        reach.refuse_outside_jobs(request)
        check_file(request)
        file = parsed(AddResumeIn, request)["file"]
        received = receive_resume(data=file.read(), name=file.name, by=request.user, candidate=candidate)
        return self.answer(received.resume, status=201)


class Compare(Resource):
    noun = "candidates"
    queryset = Candidate.objects.none()
    out = ComparisonOut
    reach = staticmethod(reach.candidates)
    parameters = ("a", "b")

    @operation(
        "compare_resumes",
        "Compare two resumes of a person",
        gives=ComparisonOut,
        parameters=(_side("a", "The resume from before."), _side("b", "The one after it.")),
        description="What came, went and changed: flags, activities, certificates, positions, years, level and text. Takes "
        "the scope `screenings:read` too.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        person = self.row()
        require_scope(request, "screenings:read")
        veil(request.user, [person])
        before, after = self._resume(person, "a"), self._resume(person, "b")
        if before.pk == after.pk:
            raise refuse_parameter("b", "same_resume", "Name another resume than in a.")
        veil(request.user, [before, after])
        found = compare_versions(person, before, after)
        if found is None:
            raise refuse_parameter(
                "a", "not_read", "One of the two was not read, so there is nothing to compare."
            )
        return Response(self.show(found))

    def _resume(self, person: Candidate, name: str) -> Resume:
        try:
            wanted = parse_id(self.request.query_params.get(name, ""))
        except ValueError as error:
            raise refuse_parameter(name, "invalid", str(error)) from error
        found = reach.resumes(self.request).filter(candidate=person, pk=wanted).first()
        if found is None:
            raise refuse_parameter(
                name, "not_found", "This person has no such resume, or it is not yours to see."
            )
        return found

    def present(self) -> tuple[Any, str]:
        """None: nothing changes here that a conflict could show."""
        return None, ""
