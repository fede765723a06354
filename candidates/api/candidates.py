"""/candidates: people who apply or are sought."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from rest_framework.response import Response

from candidates.actions import people as actions
from candidates.actions.tags import tag_candidate, untag_candidate
from candidates.api import reach
from candidates.api.serializers.candidates import CandidateIn, CandidateOut, TagIn, TagOut, UntagIn
from candidates.choices import ContactKind
from candidates.models import Candidate, Contact, Tag
from candidates.queries.identity import hidden_from, veil
from candidates.validators import contact_key
from recruiting.rest.filters import Filter, Listing, by_id, parse_id, since, text_parser
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    tags = Prefetch("tags", queryset=Tag.objects.order_by("name_key"))
    return rows.prefetch_related(Prefetch("contacts", queryset=Contact.objects.current()), tags, "merged")


def _with_email(rows: QuerySet[Candidate], address: str, request: Any) -> QuerySet[Candidate]:
    key = contact_key(ContactKind.EMAIL, address)
    same = Contact.objects.filter(kind=ContactKind.EMAIL, value_key=key, corrected=False)
    return rows.filter(pk__in=same.values("candidate")).exclude(pk__in=hidden_from(request.user))


def _of_job(rows: QuerySet[Candidate], job: int, request: Any) -> QuerySet[Candidate]:
    """By applications that the key reaches: filtering may not tell of a hidden job who applied there (sec D9)."""
    return rows.filter(pk__in=reach.applications(request).filter(job=job).values("candidate"))


class Candidates(Resource):
    noun = "candidates"
    queryset = Candidate.objects.none()
    out = CandidateOut
    reach = staticmethod(reach.candidates)
    shape = staticmethod(_shape)
    listing = Listing(
        filters={
            "email": Filter(
                "Only people with this address, in whatever case.",
                {"type": "string", "maxLength": 254},
                text_parser(254),
                _with_email,
            ),
            "job": Filter(
                "Only people with an application for this job.",
                {"type": "integer", "minimum": 1},
                parse_id,
                _of_job,
            ),
            "tag": by_id("tags", "Only people with this tag."),
            "updated_since": since("updated_at", "Only people whose record changed at this moment or later."),
        },
        orderings={"created": "id", "updated": "updated_at"},
    )

    def show(self, shown: Any, *, many: bool = False) -> Any:
        veil(self.request.user, shown if many else [shown])
        return super().show(shown, many=many)

    @operation("list_candidates", "List candidates", gives=CandidateOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation(
        "get_candidate",
        "Get a candidate",
        gives=CandidateOut,
        description="The number of somebody who was merged answers with the person who stayed: compare `id`.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        survivor = reach.candidates(request).filter(merged=pk).first()
        self.kwargs["pk"] = survivor.pk if survivor else pk
        return self.read()

    @operation(
        "create_candidate",
        "Add a candidate",
        takes=CandidateIn,
        gives=CandidateOut,
        statuses=(201,),
        makes=True,
        description="Somebody with the same address is not merged: people decide about duplicates.",
    )
    @once()
    def create(self, request: Any) -> Response:
        reach.refuse_outside_jobs(request)
        candidate = actions.create_candidate(by=request.user, **parsed(CandidateIn, request))
        location = reverse("candidates-api:candidate", args=[candidate.pk])
        return self.answer(candidate, status=201, location=location)

    @operation(
        "change_candidate", "Correct a candidate", takes=CandidateIn, gives=CandidateOut, match="required"
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as candidate:
            values = parsed(CandidateIn, request, partial=True)
            actions.change_candidate(candidate=candidate, by=request.user, **values)
        return self.answer(candidate)

    @operation("tag_candidate", "Give a tag", takes=TagIn, gives=CandidateOut)
    @once()
    def tag(self, request: Any, pk: int) -> Response:
        candidate = self.row()
        tag_candidate(candidate=candidate, by=request.user, **parsed(TagIn, request))
        return self.answer(candidate)

    @operation("untag_candidate", "Take a tag off", takes=UntagIn, gives=CandidateOut)
    @once()
    def untag(self, request: Any, pk: int) -> Response:
        candidate = self.row()
        untag_candidate(candidate=candidate, by=request.user, **parsed(UntagIn, request))
        return self.answer(candidate)


class Tags(Resource):
    """The tags there are."""

    noun = "candidates"
    queryset = Tag.objects.none()
    out = TagOut
    reach = staticmethod(reach.tags)

    @operation("list_tags", "List tags", gives=TagOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()
