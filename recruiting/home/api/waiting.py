"""/waiting: what waits for the key's owner, as on Today."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from recruiting.home.actions import postpone, take_up
from recruiting.home.models import Postponed
from recruiting.home.queries import Entry, WaitingList, find_item
from recruiting.rest.filters import Filter, Listing
from recruiting.rest.idempotency import once
from recruiting.rest.paging import PlacePages
from recruiting.rest.problems import Refused
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, Number, StrictIn, Text, parsed
from recruiting.rest.views import Resource
from recruiting.web import registry


class WaitingOut(serializers.Serializer):
    kind = serializers.CharField(source="item.code")
    id = serializers.IntegerField(source="pk", help_text="With the kind, for putting it off.")
    since = serializers.DateTimeField()
    what = serializers.CharField(source="waiting.what", help_text="What is to be done, in words.")
    who = serializers.CharField(source="waiting.who", help_text="Whom or what it is about.")
    where = serializers.CharField(source="waiting.where", help_text="The job's title, or empty.")
    page = serializers.CharField(source="waiting.address", help_text="The page where it is done.")
    about = serializers.DictField(
        source="waiting.about",
        child=serializers.IntegerField(),
        help_text="Ids of what it is about, by noun.",
    )

    example: dict[str, Any] = {
        "kind": "people",
        "id": 1,
        "since": "2026-11-03T10:30:00Z",
        "what": "Read the screening",
        "who": "Kim Novak",
        "where": "DevSecOps engineer",
        "page": "/applications/1/",
        "about": {"application": 1, "candidate": 1, "job": 1},
    }


class PostponeIn(StrictIn):
    kind = Text(max_length=40)
    id = Number(min_value=1, max_value=2**53)
    until = serializers.DateTimeField(required=False, help_text="Without it until tomorrow in your zone.")

    example = {"kind": "people", "id": 1}


class PostponedOut(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    target = serializers.IntegerField(source="target_id")
    until = serializers.DateTimeField()

    example: dict[str, Any] = {"id": 1, "kind": "people", "target": 1, "until": "2026-11-04T00:00:00Z"}


def _kind(text: str) -> str:
    known = [item.code for item in registry.home_items]
    if text not in known:
        raise ValueError(f"Choose one of: {', '.join(known)}.")
    return text


class _Today(Resource):
    noun = "applications"
    queryset = Postponed.objects.none()

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.auth.jobs:
            raise Refused(403, "jobs", "This key works on certain jobs only; Today is about all of them.")


class WaitingRows(_Today):
    """The list. It is worked out for each request: a cursor is a place in it."""

    out = WaitingOut
    pagination_class = PlacePages
    listing = Listing(
        filters={
            "kind": Filter(
                "Only this kind of thing.",
                {"type": "string", "maxLength": 40},
                _kind,
                lambda rows, kind, request: WaitingList(request.user, kind=kind),
            )
        }
    )

    def get_queryset(self) -> Any:
        return WaitingList(self.request.user)

    @operation(
        "list_waiting",
        "List what waits for you",
        gives=WaitingOut,
        many=True,
        description="Longest waiting first.",
    )
    def list(self, request: Any) -> Response:
        return self.listed()

    def show(self, shown: Any, *, many: bool = False) -> Any:
        rows: list[Entry] = list(shown)
        return self.out(rows, many=many, context={"request": self.request}).data


class PutOff(_Today):
    """What was put off."""

    out = PostponedOut

    def get_queryset(self) -> Any:
        return Postponed.objects.visible_to(self.request.user)

    @operation(
        "postpone_waiting",
        "Put something off",
        takes=PostponeIn,
        gives=PostponedOut,
        statuses=(201,),
        description="It stays off your Today until then; nobody else's list changes.",
    )
    @once()
    def create(self, request: Any) -> Response:
        values = parsed(PostponeIn, request)
        item = find_item(request.user, values["kind"])
        if item is None:
            raise serializers.ValidationError({"kind": ["There is no such kind."]})
        row = postpone(item=item, pk=values["id"], by=request.user, until=values.get("until"))
        return self.answer(row, status=201)

    @operation("take_up_waiting", "Take up what was put off", gives=PostponedOut)
    @once()
    def take_up(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        row = self.row()
        shown = self.show(row)
        take_up(row=row, by=request.user)
        return Response(shown)
