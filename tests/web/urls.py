"""Pages of these tests alone: a list, a form, a part, each error."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.web.shortcuts import back_or, page_or_part, toast
from recruiting.web.views import error_page


def broken(request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "denied": Denied(),
        "conflict": Conflict("moved", "Mara was moved by Bram."),
        "invalid": Invalid("name", "long", "Too long."),
        "crash": RuntimeError("secret detail"),
    }[kind]


def part(request: HttpRequest) -> HttpResponse:
    return HttpResponse(page_or_part(request, "candidates/detail.html"))


def back(request: HttpRequest) -> HttpResponse:
    return back_or(request, "/default/")


def done(request: HttpRequest) -> HttpResponse:
    toast(request, "Moved Mara Lindqvist.", undo="/undo/1/")
    return redirect("/page/")


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "layouts/app.html", {"form": None})


def error(request: HttpRequest, status: int) -> HttpResponse:
    return error_page(request, status)


urlpatterns = [
    path("", page, name="web-home"),
    path("broken/<str:kind>/", broken),
    path("api/v1/broken/<str:kind>/", broken),
    path("part/", part),
    path("back/", back),
    path("done/", done),
    path("page/", page, name="web-page"),
    path("error/<int:status>/", error),
    path("accounts/", include("allauth.urls")),
]
handler400 = "recruiting.web.views.bad_request"
handler403 = "recruiting.web.views.permission_denied"
handler404 = "recruiting.web.views.page_not_found"
handler500 = "recruiting.web.views.server_error"
