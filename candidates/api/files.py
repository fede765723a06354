"""Files beside a candidate's resume."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from candidates.actions import attachments as actions
from candidates.api import reach
from candidates.api.multipart import check_file, check_headers
from candidates.api.serializers.candidates import FileIn, FileOut
from candidates.models import Attachment, Candidate
from candidates.queries.identity import veil
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


class _Files(Resource):
    noun = "candidates"
    queryset = Attachment.objects.none()
    out = FileOut
    reach = staticmethod(reach.attachments)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        veil(self.request.user, shown if many else [shown])
        return super().show(shown, many=many)


class Files(_Files):
    """Those of one candidate."""

    parser_classes = (MultiPartParser,)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "create":
            check_headers(request)

    def candidate(self) -> Candidate:
        """The candidate of the address. Raises Http404."""
        return get_object_or_404(reach.candidates(self.request), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Attachment]:
        return super().get_queryset().filter(candidate=self.candidate())

    def present(self) -> tuple[Any, str]:
        """None: the address is the candidate's, not a file's."""
        return None, ""

    @operation("list_candidate_files", "List files", gives=FileOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_candidate_file",
        "Add a file",
        takes=FileIn,
        gives=FileOut,
        statuses=(201,),
        body_problems=(413,),
        description="Kept beside the resume and never read here. Resumes go to `/api/v1/screenings`.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        candidate = self.candidate()
        check_file(request)
        file = parsed(FileIn, request)["file"]
        made = actions.add_attachment(candidate=candidate, by=request.user, data=file.read(), name=file.name)
        return self.answer(made, status=201)


class OneFile(_Files):
    """/files/{id}"""

    @operation("get_file", "Get a file's data", gives=FileOut, description="What it is, not its bytes.")
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation("delete_file", "Delete a file", gives=FileOut)
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        row = self.row()
        actions.delete_attachment(attachment=row, by=request.user)
        return self.answer(row)


class DeletedFile(_Files):
    """A file that was deleted."""

    reach = staticmethod(reach.deleted_attachments)

    @operation("restore_file", "Bring a deleted file back", gives=FileOut)
    @once()
    def restore(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        row = self.row()
        actions.restore_attachment(attachment=row, by=request.user)
        return self.answer(row)
