"""Names of colleagues for the field in which one is chosen."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from candidates.queries.colleagues import MOST_CHARACTERS, colleagues_named
from recruiting.accounts.permissions import require


def words_of(query: QueryDict) -> str:
    """The letters of a name that were typed."""
    return query.get("q", "")[:MOST_CHARACTERS]


@require_GET
def colleague_names(request: HttpRequest) -> HttpResponse:
    """Whom the letters fit. Staff know each other by name; an auditor knows nobody."""
    require(request.user, "candidates.choose_colleague")
    names = colleagues_named(request.user, words_of(request.GET))
    return render(request, "candidates/_colleagues.html", {"names": names})
