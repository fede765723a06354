"""/scorecards: one's own, and those of others as soon as they may be read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response

from candidates.queries.identity import veil
from interviews.actions import scorecards as actions
from interviews.api import reach
from interviews.api.serializers.scorecards import AmendmentIn, ScorecardIn, ScorecardOut
from interviews.models import Panelist, Rating, Scorecard
from interviews.queries.scorecards import Todo, say_card, whole
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.rest.filters import Listing, by_id
from recruiting.rest.idempotency import once
from recruiting.rest.problems import Refused
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _cards(request: Any) -> QuerySet[Scorecard]:
    """Those that the key's owner may read, of the key's jobs."""
    rows = Scorecard.objects.visible_to(request.user)
    return rows.filter(panelist__in=reach.panelists(request).values("pk"))


def _with_people(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("panelist__interview__loop__application__candidate")


def _seat_with_people(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("interview__loop__application__candidate")


def _told(seat: Panelist, card: Scorecard | None, user: Any) -> dict[str, Any]:
    """A card as the reader may see it; an empty one where its author has not begun."""
    loop, is_own = seat.interview.loop, seat.user_id == user.pk
    if card is not None and not is_own:
        say_card(card, loop.application.candidate)
    told: dict[str, Any] = {
        "id": seat.pk,
        "interview": seat.interview_id,
        "loop": loop.pk,
        "application": loop.application_id,
        "author": seat.user_id,
        "revision": card.revision if card else 0,
        "submitted_at": card.submitted_at if card else None,
        "recommendation": card.recommendation if card else None,
        "private_note": (card.private_note if card else "") if is_own else None,
        "readings": (list(card.readings.all()) if card else []) if is_own else None,
    }
    rows = {
        name: list(getattr(card, name).all()) if card else [] for name in ("answers", "ratings", "amendments")
    }
    texts = {name: getattr(card, name) if card else "" for name in ("reason", "takeaways")}
    return told | rows | texts


class Scorecards(Resource):
    noun = "scorecards"
    queryset = Scorecard.objects.none()
    out = ScorecardOut
    reach = staticmethod(_cards)
    shape = staticmethod(_with_people)
    listing = Listing(
        filters={
            "loop": by_id("panelist__interview__loop", "Cards of this loop."),
            "application": by_id("panelist__interview__loop__application", "Cards on this application."),
            "author": by_id("panelist__user", "Cards of this person."),
        }
    )

    def get_queryset(self) -> QuerySet[Scorecard]:
        return whole(super().get_queryset())

    def show(self, shown: Any, *, many: bool = False) -> Any:
        cards: Sequence[Scorecard] = list(shown) if many else [shown]
        veil(self.request.user, [card.panelist.interview.loop.application for card in cards])
        actions.read_cards(cards=cards, by=self.request.user)
        told = [_told(card.panelist, card, self.request.user) for card in cards]
        return super().show(told if many else told[0], many=many)

    @operation(
        "list_scorecards",
        "List scorecards",
        gives=ScorecardOut,
        many=True,
        description="The key's owner's own, drafts too, and those of others that they may read: a panel member's "
        "colleagues' once their own are submitted, all for who leads the job once all are in or the debrief is open. "
        "That another's card was read is shown to its author.",
    )
    def list(self, request: Any) -> Response:
        return self.listed()


class OneScorecard(Resource):
    """A seat on a panel with its card."""

    noun = "scorecards"
    queryset = Panelist.objects.none()
    out = ScorecardOut
    reach = staticmethod(reach.panelists)
    shape = staticmethod(_seat_with_people)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        """Raises Denied where the card may not be read yet, the same whether there is one or not."""
        user = self.request.user
        card = whole(Scorecard.objects.visible_to(user).filter(panelist=shown)).first()
        if card is None and shown.user_id != user.pk:
            raise Denied("not_yet", "This card may not be read yet: see GET /api/v1/scorecards.")
        veil(user, [shown.interview.loop.application])
        if card is not None:
            actions.read_cards(cards=[card], by=user)
        shown.version = card.revision if card else 0  # for the ETag
        return super().show(_told(shown, card, user))

    @operation("get_scorecard", "Show a scorecard", gives=ScorecardOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "save_scorecard",
        "Save a draft",
        takes=ScorecardIn,
        gives=ScorecardOut,
        match="required",
        description="What is not named stays. The first save begins the card. For the seat's own person.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        values = parsed(ScorecardIn, request, partial=True)
        sent = {
            "answers": [row["question"] for row in values.get("answers", ())],
            "ratings": [row["criterion"] for row in values.get("ratings", ())],
        }
        try:
            with self.held(match_required=True) as seat:
                actions.save_draft(panelist=seat, by=request.user, revision=seat.version, **_parts(values))
        except Invalid as error:
            raise _refused(error, [error], sent) from error
        return self.answer(seat)

    @operation(
        "submit_scorecard",
        "Submit a scorecard",
        gives=ScorecardOut,
        match="optional",
        description="Freezes it. Each criterion is rated with a line of evidence or not assessed with a reason, and there "
        "is a recommendation with its reason: else `errors` names all that is missing, by its place on the card as it is "
        "shown; for a rating that isn't there yet, `/ratings` and the criterion's `id`.",
    )
    @once()
    def submit(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        try:
            with self.held() as seat:
                actions.submit_scorecard(panelist=seat, by=request.user)
        except actions.Unfinished as error:
            rated = Rating.objects.filter(scorecard__panelist=pk).order_by("pk")
            shown = {"ratings": list(rated.values_list("criterion", flat=True))}
            raise _refused(error, error.todo, shown) from error
        return self.answer(seat)

    @operation(
        "amend_scorecard",
        "Add to a submitted scorecard",
        takes=AmendmentIn,
        gives=ScorecardOut,
        statuses=(201,),
        description="With the date; what was submitted stays.",
    )
    @once()
    def amend(self, request: Any, pk: int) -> Response:
        values = parsed(AmendmentIn, request)
        with self.held() as seat:
            card = Scorecard.objects.visible_to(request.user).filter(panelist=seat).first()
            if card is None:
                raise Conflict("not_submitted", "This card is not begun yet.")
            actions.amend_scorecard(card=card, by=request.user, **values)
        return self.answer(seat, status=201)


def _refused(error: Invalid, todo: Iterable[Todo | Invalid], rows: Mapping[str, Sequence[int]]) -> Refused:
    """What to answer where a card has something wrong or missing. rows: whose rows stand in its lists, in their order."""
    places = [{**_place(each.field, rows), "code": error.code, "detail": each.message} for each in todo]
    return Refused(400, error.code, error.message, errors=places)


def _place(field: str | None, rows: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Where a body has what save_draft calls so: "ratings.7.note" is /ratings/0/note if the first row is of criterion 7,
    and /ratings if no row is."""
    name, *inner = (field or "").split(".")
    if not inner:
        return {"pointer": f"/{name}"}
    pk, part = int(inner[0]), inner[1]
    steps = [name, str(rows[name].index(pk)), part] if pk in rows[name] else [name]
    return {"pointer": f"/{'/'.join(steps)}", "id": pk}


def _parts(values: dict[str, Any]) -> dict[str, Any]:
    """The body as arguments of save_draft: rows by their key."""
    if "answers" in values:
        values["answers"] = {row["question"]: row["note"] for row in values["answers"]}
    if "ratings" in values:
        values["ratings"] = {row.pop("criterion"): row for row in map(dict, values["ratings"])}
    return values
