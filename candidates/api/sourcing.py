"""Where people come from: channels, sources, referrals."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.actions import sourcing as actions
from candidates.api import reach
from candidates.api.serializers.sourcing import (
    ChannelFunnelsOut,
    ChannelIn,
    ChannelOut,
    ReferralIn,
    ReferralOut,
    SourceIn,
    SourceOut,
)
from candidates.models import Candidate, Referral, Source
from candidates.queries import sourcing as queries
from recruiting.accounts.permissions import require
from recruiting.rest.filters import Listing, by_text
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from rubrics.models import SourceChannel


class Sources(Resource):
    noun = "applications"
    queryset = Source.objects.none()
    out = SourceOut
    reach = staticmethod(reach.sources)
    shape = staticmethod(lambda rows: rows.select_related("channel"))
    listing = Listing(filters={"channel": by_text("channel__code", "Only sources of this channel.", most=64)})

    @operation("list_sources", "List sources of applications", gives=SourceOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("create_source", "Add a source", takes=SourceIn, gives=SourceOut, statuses=(201,))
    @once()
    def create(self, request: Any) -> Response:
        source = actions.create_source(by=request.user, **parsed(SourceIn, request))
        return self.answer(source, status=201)


class Channels(Resource):
    """The guide's channels with what the organisation knows of them."""

    noun = "applications"
    queryset = SourceChannel.objects.none()
    out = ChannelOut
    reach = staticmethod(reach.channels)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        rows = queries.with_sheets(self.request.user, shown if many else [shown])
        if many:
            return ChannelOut(rows, many=True).data
        sources = reach.sources(self.request).filter(channel=shown).select_related("channel").order_by("name")
        funnels = queries.funnels(self.request.user, sources, jobs=self.request.auth.jobs)
        return ChannelFunnelsOut(replace(rows[0], funnels=tuple(funnels))).data

    @operation("list_channels", "List sourcing channels", gives=ChannelOut, many=True)
    def list(self, request: Any) -> Response:
        require(request.user, "candidates.edit_sourcing")
        return self.listed()

    @operation("get_channel", "Get a sourcing channel with how far its people came", gives=ChannelFunnelsOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        require(request.user, "candidates.edit_sourcing")
        return self.read()

    @operation(
        "change_channel",
        "Write what the organisation knows of a channel",
        takes=ChannelIn,
        gives=ChannelFunnelsOut,
        match="required",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as channel:
            actions.change_channel(
                channel=channel, by=request.user, **parsed(ChannelIn, request, partial=True)
            )
        return self.answer(channel)


class Referrals(Resource):
    """Who recommended one candidate."""

    noun = "candidates"
    queryset = Referral.objects.none()
    out = ReferralOut
    reach = staticmethod(reach.referrals)

    def candidate(self) -> Candidate:
        """The candidate of the address. Raises Http404."""
        return get_object_or_404(reach.candidates(self.request), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Referral]:
        return super().get_queryset().filter(candidate=self.candidate()).select_related("referrer")

    def present(self) -> tuple[Any, str]:
        """None: the address is the candidate's, not a referral's."""
        return None, ""

    @operation("list_referrals", "List who recommended a candidate", gives=ReferralOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_referral",
        "Say who recommended a candidate",
        takes=ReferralIn,
        gives=ReferralOut,
        statuses=(201,),
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        referral = actions.add_referral(
            candidate=self.candidate(), by=request.user, **parsed(ReferralIn, request)
        )
        return self.answer(referral, status=201)


class OneReferral(Resource):
    noun = "candidates"
    queryset = Referral.objects.none()
    out = ReferralOut
    reach = staticmethod(reach.referrals)
    shape = staticmethod(lambda rows: rows.select_related("referrer", "candidate"))

    @operation("remove_referral", "Take a referral away", gives=ReferralOut)
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        referral = self.row()
        shown = self.show(referral)
        actions.remove_referral(referral=referral, by=request.user)
        return Response(shown)
