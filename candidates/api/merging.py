"""/candidates/{id}/duplicates and /candidates/{id}/merge/{other}: who may be the same person, and making one of two."""

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.actions.holding import hold_pair
from candidates.actions.merging import merge_candidates
from candidates.api import reach
from candidates.api.candidates import Candidates
from candidates.api.serializers.candidates import CandidateOut
from candidates.api.serializers.merging import DuplicatesOut, MergeIn, PreviewOut
from candidates.queries.duplicates import find_duplicates, preview_merge
from recruiting.accounts.permissions import require
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed


class Duplicates(Candidates):
    @operation(
        "list_duplicates",
        "Who may be the same person",
        gives=DuplicatesOut,
        description="By e-mail address, phone, profile, or name with employer. Nothing is merged by itself.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        person = self.row()
        found = [
            each for each in find_duplicates(request.user, [person])[pk] if self._reached(each.candidate)
        ]
        return Response(DuplicatesOut({"duplicates": found}).data)

    def _reached(self, candidate: Any) -> bool:
        return bool(reach.candidates(self.request).filter(pk=candidate.pk).exists())


class Merge(Candidates):
    """`other` becomes one with the person of the address."""

    def pair(self) -> tuple[Any, Any]:
        """Both people. Raises Http404, Refused for a key that is cut down to jobs, Denied."""
        kept = self.row()
        merged = get_object_or_404(self.get_queryset().exclude(pk=kept.pk), pk=self.kwargs["other"])
        reach.refuse_outside_jobs(self.request)
        for person in (kept, merged):
            require(self.request.user, "candidates.merge_candidate", person)
        return kept, merged

    @operation(
        "preview_merge",
        "What a merge would do",
        gives=PreviewOut,
        description="What goes over, which values differ, and the jobs on which both are active.",
    )
    def retrieve(self, request: Any, pk: int, other: int) -> Response:
        return Response(PreviewOut(preview_merge(request.user, *self.pair())).data)

    @operation(
        "merge_candidates",
        "Merge two people",
        takes=MergeIn,
        gives=CandidateOut,
        match="optional",
        description="All that hangs on `other` goes over to the person of the address; this can't be undone. From then "
        "on the number of `other` answers with the person who stays.",
    )
    @once()
    def create(self, request: Any, pk: int, other: int) -> Response:
        values = parsed(MergeIn, request)
        kept, merged = self.pair()
        with transaction.atomic():
            hold_pair(kept, merged)  # in its own order, before the block below locks one of them
            with self.held():
                merge_candidates(kept=kept, merged=merged, by=request.user, **values)
        return self.answer(kept)
