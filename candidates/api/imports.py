"""/imports: people out of a CSV file, an outcome for each row."""

from typing import Any

from django.urls import reverse
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from candidates.actions import imports as actions
from candidates.api import reach
from candidates.api.multipart import check_file, check_headers
from candidates.api.serializers.imports import ImportedRowOut, ImportIn, ImportOut
from candidates.api.work import Work, WorkRows
from candidates.models import PeopleImport
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.work import actions as work
from recruiting.work.models import Bulk


class Imports(Work):
    noun = "candidates"
    queryset = PeopleImport.objects.none()
    out = ImportOut
    reach = staticmethod(reach.imports)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "create":
            check_headers(request)

    def get_parsers(self) -> Any:
        return [MultiPartParser()] if self.action_map.get("post") == "create" else super().get_parsers()

    @operation(
        "create_import",
        "Import people",
        takes=ImportIn,
        gives=ImportOut,
        statuses=(202,),
        makes=True,
        description="Somebody with the e-mail address of a row is not added again, but put on `job`. A row that can't be "
        "imported says why and holds up no other.",
        body_problems=(413,),
    )
    @once()
    def create(self, request: Any) -> Response:
        check_file(request, "A CSV file may have 10 MB. Split it.")
        values = parsed(ImportIn, request)
        reach.refuse_outside_jobs(request)
        file, columns = values["file"], values.get("columns")
        wanted = actions.keep_file(by=request.user, data=file.read(), name=file.name, job=values.get("job"))
        if columns is not None:
            chosen = [column.strip() for column in columns.split(",")]
            actions.choose_columns(wanted=wanted, by=request.user, columns=chosen, headings=wanted.headings)
        actions.start_import(wanted=wanted, by=request.user)
        return self.answer(wanted, status=202, location=reverse("candidates-api:import", args=[wanted.pk]))

    @operation("get_import", "Get an import", gives=ImportOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation("cancel_import", "Leave out the rows that wait", gives=ImportOut)
    @once()
    def cancel(self, request: Any, pk: int) -> Response:
        return self.changed(work.cancel_bulk)

    @operation(
        "undo_import",
        "Take an import back",
        gives=ImportOut,
        description="Whom nothing was done with since; other rows keep their state and say why.",
    )
    @once()
    def undo(self, request: Any, pk: int) -> Response:
        return self.changed(work.undo_bulk)


class ImportedRows(WorkRows):
    """/imports/{id}/rows"""

    noun = "candidates"
    out = ImportedRowOut
    reach = staticmethod(reach.imports)

    def find_bulk(self) -> Bulk:
        found: PeopleImport = reach.one(reach.imports(self.request).select_related("bulk"), self.kwargs["pk"])
        return found.bulk

    @operation("list_imported_rows", "List what became of an import's rows", gives=ImportedRowOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()
