"""/uploads: many resumes at once, an outcome for each."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from candidates.actions.uploads import add_file, add_upload, start_upload
from candidates.api import reach
from candidates.api.multipart import check_headers, check_once
from candidates.api.serializers.uploads import UploadedFileOut, UploadIn, UploadOut
from candidates.queries.uploads import read_rows
from recruiting.rest.filters import Listing, by_choice
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource
from recruiting.uploads import most_archive_bytes, too_large
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem


class Uploads(Resource):
    """/uploads and /uploads/{id}: those of the key's owner."""

    noun = "screenings"
    queryset = Bulk.objects.none()
    out = UploadOut
    reach = staticmethod(reach.uploads)
    parser_classes = (MultiPartParser,)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "create":
            check_headers(request, most_archive_bytes())

    @operation("list_uploads", "List uploads", gives=UploadOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_upload", "Get an upload", gives=UploadOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "create_upload",
        "Upload resumes",
        takes=UploadIn,
        gives=UploadOut,
        statuses=(202,),
        makes=True,
        description="One resume, or a ZIP file of up to 1,000, none in a ZIP file of its own. Each file in it makes a "
        "candidate, and an application for `job`; one that can't be taken holds up no other. What became of each stands "
        "under `/uploads/{id}/files`.",
        body_problems=(413,),
    )
    @once()
    def create(self, request: Any) -> Response:
        check_once(request)
        cut_off = [name for field, name in too_large(request) if field == "file"]
        values = parsed(UploadIn, request, partial=bool(cut_off))
        job = values.get("job")
        if job is None:
            reach.refuse_outside_jobs(request)
        bulk = start_upload(by=request.user, job=job, key=values.get("key", ""))
        sent: dict[str, Any] = {"bulk": bulk, "by": request.user, "job": job}
        if cut_off:
            add_file(name=cut_off[0], read=None, **sent)
        else:
            add_upload(name=values["file"].name, file=values["file"], **sent)
        return self.answer(bulk, status=202, location=reverse("candidates-api:upload", args=[bulk.pk]))


class UploadedFiles(Resource):
    """/uploads/{id}/files"""

    noun = "screenings"
    queryset = BulkItem.objects.none()
    out = UploadedFileOut
    reach = staticmethod(reach.uploaded_files)
    listing = Listing(
        filters={"state": by_choice("state", ItemState.values, "Only files of this state.")},
        orderings={"position": "position"},
        default="position",
    )

    def get_queryset(self) -> QuerySet[BulkItem]:
        return super().get_queryset().filter(bulk=reach.one(reach.uploads(self.request), self.kwargs["pk"]))

    def present(self) -> tuple[Any, str]:
        """None: the address is the upload's, not a file's."""
        return None, ""

    @operation(
        "list_uploaded_files", "List what became of an upload's files", gives=UploadedFileOut, many=True
    )
    def list(self, request: Any, pk: int) -> Response:
        page = self.paginate_queryset(self.listing.narrow(self.get_queryset(), request)) or []
        return self.get_paginated_response(self.show(read_rows(request.user, list(page)), many=True))
