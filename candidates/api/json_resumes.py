"""/candidates/{id}/json-resume: what was read from a person's newest resume, as JSON Resume."""

from typing import Any

from django.http import Http404
from rest_framework.response import Response

from candidates.actions.resumes import record_download
from candidates.api import reach
from candidates.api.serializers.json_resumes import JsonResumeOut
from candidates.models import Candidate
from candidates.queries.identity import veil
from candidates.queries.json_resume import json_resume
from candidates.queries.people import newest_resume
from recruiting.errors import Conflict
from recruiting.rest.permissions import require_scope
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource


class JsonResumes(Resource):
    noun = "candidates"
    queryset = Candidate.objects.none()
    out = JsonResumeOut
    reach = staticmethod(reach.candidates)

    @operation(
        "get_json_resume",
        "Get a person as JSON Resume",
        gives=JsonResumeOut,
        description="What was read from the newest resume, in its words and in the schema 1.0.0 of jsonresume.org: no "
        "schools, which are not read. 404 where none was read. Takes the scope `screenings:read` too.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        person = self.row()
        require_scope(request, "screenings:read")
        resume = newest_resume(request.user, person)
        if resume is None:
            raise Http404
        veil(request.user, [person])
        resume.candidate = person
        try:
            content = json_resume(resume)
        except (
            Conflict
        ) as error:  # there is no such thing to get, and no state that another request could change
            raise Http404 from error
        record_download(resume=resume, by=request.user)
        return Response(content)

    def present(self) -> tuple[Any, str]:
        """None: nothing changes here that a conflict could show."""
        return None, ""
