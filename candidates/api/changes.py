"""/jobs/{id}/changes and /changes: one change to many applications, an outcome for each."""

from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from candidates.actions import many
from candidates.api import reach
from candidates.api.serializers.changes import ChangedRowOut, ChangeManyIn, ChangeManyOut
from candidates.api.work import Work, WorkRows
from candidates.models import PipelineChange
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.work import actions as work
from recruiting.work.models import Bulk


class ManyChanges(Work):
    noun = "applications"
    queryset = PipelineChange.objects.none()
    out = ChangeManyOut
    reach = staticmethod(reach.changes)

    @operation(
        "change_applications",
        "Change many applications",
        takes=ChangeManyIn,
        gives=ChangeManyOut,
        statuses=(202,),
        makes=True,
        description="A worker changes one after the other, each as its own operation would. Applications that are not on "
        "this job, or not yours to see, are left out: `rows` counts the others.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        job = reach.one(reach.jobs(request), pk)
        values = parsed(ChangeManyIn, request)
        chosen = [(row["id"], row["version"]) for row in values.pop("applications")]
        bulk = many.start_change(job=job, by=request.user, chosen=chosen, **values)
        change = PipelineChange.objects.get(bulk=bulk)
        return self.answer(change, status=202, location=reverse("candidates-api:change", args=[change.pk]))

    @operation("get_change", "Get a change to many", gives=ChangeManyOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation("cancel_change", "Leave out the applications that wait", gives=ChangeManyOut)
    @once()
    def cancel(self, request: Any, pk: int) -> Response:
        return self.changed(work.cancel_bulk)

    @operation(
        "undo_change",
        "Take a change to many back",
        gives=ChangeManyOut,
        description="Of those with which nothing was done since; the others keep their state and say why.",
    )
    @once()
    def undo(self, request: Any, pk: int) -> Response:
        return self.changed(work.undo_bulk)


class ChangedRows(WorkRows):
    """/changes/{id}/rows"""

    noun = "applications"
    out = ChangedRowOut
    reach = staticmethod(reach.changes)

    def find_bulk(self) -> Bulk:
        change: PipelineChange = reach.one(
            reach.changes(self.request).select_related("bulk"), self.kwargs["pk"]
        )
        return change.bulk

    @operation(
        "list_changed_applications",
        "List what became of a change's applications",
        gives=ChangedRowOut,
        many=True,
    )
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()
