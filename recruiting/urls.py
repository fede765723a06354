"""All addresses. An app that isn't there yet is left out."""

from importlib.util import find_spec

from django.urls import URLResolver, include, path


def app(prefix: str, module: str) -> list[URLResolver]:
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    path("", include("recruiting.home.urls")),
    path("accounts/", include("recruiting.home.sign_in_urls")),
    *app("guide/", "rubrics.urls"),
    *app("", "candidates.urls"),
    *app("api/v1/", "candidates.api.urls"),
    *app("api/v1/", "recruiting.rest.urls"),  # last of the API: it answers what nobody took
]

handler400 = "recruiting.web.views.bad_request"
handler403 = "recruiting.web.views.permission_denied"
handler404 = "recruiting.web.views.page_not_found"
handler500 = "recruiting.web.views.server_error"
