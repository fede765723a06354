"""The OpenAPI document and the page that shows it, for a session that opens pages or any usable key; what problems
mean, for everybody."""

import json
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import APIException, NotAuthenticated

from recruiting.accounts.limits import TooMany
from recruiting.accounts.middleware import has_full_session
from recruiting.rest.authentication import TokenAuthentication
from recruiting.rest.problems import KINDS, plain, said, with_challenge
from recruiting.rest.reading import read_examples, read_operations

View = Callable[[HttpRequest], HttpResponse]


def for_readers(*, page: bool) -> Callable[[View], View]:
    """Let a key or a full session in. Without either a page leads to the sign-in, a document answers 401."""

    def decorate(view: View) -> View:
        @wraps(view)
        @require_safe
        def checked(request: HttpRequest) -> HttpResponse:
            keys = TokenAuthentication()
            try:
                keyed = keys.authenticate(request) is not None
            except (APIException, TooMany) as error:
                return with_challenge(plain(said(error), request), error, keys.authenticate_header(request))
            if keyed or has_full_session(request):
                return view(request)
            if page:
                return redirect_to_login(request.get_full_path())
            error = NotAuthenticated()
            return with_challenge(plain(said(error), request), error, keys.authenticate_header(request))

        return checked

    return decorate


@for_readers(page=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(_text(), content_type="application/json")


@for_readers(page=True)
def reference(request: HttpRequest) -> HttpResponse:
    """All operations, for people."""
    groups = read_operations(schema())
    context = {**_frame(request), "groups": groups, "examples": read_examples(groups, settings.SITE_URL)}
    return render(request, "rest/docs.html", context)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What each problem document means; the `type` of a problem leads here. For everybody: a 401 leads here too."""
    return render(request, "rest/problems.html", {**_frame(request), "kinds": KINDS.items()})


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Every other address under /api/v1/."""
    return plain(said(Http404()), request)


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The document. The code decides it, so it is made once a process."""
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


@lru_cache(maxsize=1)
def _text() -> str:
    return json.dumps(schema(), ensure_ascii=False)


def _frame(request: HttpRequest) -> dict[str, str]:
    """A program with a key has no navigation, nor has a stranger or half a session."""
    return {"layout": "layouts/app.html" if has_full_session(request) else "layouts/narrow.html"}
