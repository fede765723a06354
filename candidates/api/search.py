"""/search: people over all jobs, by words and by what their newest resume shows."""

from typing import Any

from rest_framework.response import Response

from candidates.api import reach
from candidates.api.serializers.search import FoundOut
from candidates.finding.asking import MOST_CHARACTERS
from candidates.forms.search import SearchForm
from candidates.models import Candidate
from candidates.queries.search import CAP, Found, Reach, find_people
from candidates.queries.search_rows import read_rows
from recruiting.rest.filters import Filter, Listing, text_parser
from recruiting.rest.paging import PlacePages
from recruiting.rest.problems import refuse_parameter
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource

DESCRIPTION = (
    "Not ranked: whose name fits stands first, then who came last, then names with a slip. At most "
    f"{CAP:,} people are counted and listed; `more` says that there are others."
)


def _as_they_are(rows: Any, value: Any, request: Any) -> Any:
    return rows


def _filter(description: str, most: int = 100) -> Filter:
    return Filter(description, {"type": "string", "maxLength": most}, text_parser(most), _as_they_are)


class FoundPages(PlacePages):
    """Pages that also say how many there are."""

    count, more = 0, False

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data |= {"count": self.count, "more": self.more}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = super().get_paginated_response_schema(schema)
        page["required"] += ["count", "more"]
        page["properties"] |= {
            "count": {"type": "integer", "maximum": CAP, "description": "How many people were found."},
            "more": {"type": "boolean", "description": "Whether there are more than are counted."},
        }
        return page


class Search(Resource):
    noun = "candidates"
    queryset = Candidate.objects.none()
    out = FoundOut
    reach = staticmethod(reach.candidates)
    pagination_class = FoundPages
    listing = Listing(
        filters={
            "q": _filter(
                'Words that a person\'s texts must have, "a phrase", -not; fields such as `level:mid` or `years:2..5` too.',
                MOST_CHARACTERS,
            ),
            "level": _filter("Only people whose newest resume gives this level: its code, or `unknown`."),
            "background": _filter("Only people with this background: its code, or `unknown`."),
            "activity": _filter("Only people whose newest resume shows this activity as done."),
            "flag": _filter("Only people for whom this flag holds."),
            "without": _filter("Only people for whom this flag does not hold."),
            "years_from": _filter("Relevant years, at least."),
            "years_to": _filter("Relevant years, at most."),
            "tag": _filter("Only people with this tag: its id."),
            "source": _filter("Only people with an application from this source: its id."),
            "quiet": _filter("Only people with whom nobody has had to do for so many months."),
        },
        orderings={},
        default="",
    )

    @operation(
        "search_candidates",
        "Search people",
        gives=FoundOut,
        many=True,
        description=DESCRIPTION,
        beside={"count": 1, "more": False},
    )
    def list(self, request: Any) -> Response:
        scope, form, found = found_by(self, request)
        paginator: Any = self.paginator
        paginator.count, paginator.more = found.count, found.is_more
        keys = self.paginate_queryset(found.keys) or []
        rows = read_rows(scope, keys, form.asked.wanted, similar=found.similar)
        return self.get_paginated_response(self.show(rows, many=True))


def found_by(view: Resource, request: Any) -> tuple[Reach, SearchForm, Found]:
    """Whom a request's search finds, what of them may be read, and what was asked. Raises Refused."""
    view.listing.narrow(view.get_queryset(), request)  # refuses values that are too long
    form = SearchForm(request.GET, user=request.user)
    form.full_clean()
    _refuse_what_is_not_understood(form)
    scope = reach.search(request)
    return scope, form, find_people(scope, form.asked, form.wanted(), quiet_since=form.quiet_since())


def _refuse_what_is_not_understood(form: SearchForm) -> None:
    if form.problems:
        raise refuse_parameter("q", "invalid", " ".join(form.problems))
    for name, messages in form.errors.items():
        raise refuse_parameter(name, "invalid", " ".join(messages))
