"""Pages under /try/ for the shared scripts and components, beside all of the product's own."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path

from recruiting.errors import Denied
from recruiting.web.forms import Form
from recruiting.web.shortcuts import back_or, is_part, toast
from recruiting.web.views import error_page

FRAME = (
    '{% extends "layouts/app.html" %}{% load ui static %}{% block css %}<link rel="stylesheet" href="{% static "css/pages/candidate.css" %}">'
    '<link rel="stylesheet" href="{% static "css/pages/upload.css" %}">{% endblock %}'
    "{% block title %}Try{% endblock %}{% block heading %}Try{% endblock %}"
    '{% block content %}<div class="page">BODY</div>{% endblock %}'
)


def show(request: HttpRequest, body: str, status: int = 200, **context: object) -> HttpResponse:
    source = f"{{% load ui %}}{body}" if is_part(request) else FRAME.replace("BODY", body)
    return HttpResponse(Template(source).render(RequestContext(request, context)), status=status)


EVIDENCE = """
<ul class="flags"><li class="flag" id="f-a" data-flag="a"><h2>Scanning</h2><blockquote>“ZAP” <a href="#e-a">line 1</a></blockquote></li>
<li class="flag" id="f-b" data-flag="b"><h2>Vault</h2><blockquote>“Vault” <a href="#e-b">line 2</a></blockquote></li></ul>
<div class="resume"><p data-line="1"><span>Ran <mark class="g" id="e-a" data-flag="a">ZAP<a href="#f-a" aria-label="G1: Scanning">G1</a></mark>.</span></p>
<p data-line="2"><span>Ran <mark class="g" id="e-b" data-flag="b">Vault<a href="#f-b" aria-label="G2: Vault">G2</a></mark>.</span></p></div>
<p>{% include "components/term.html" with word="SAST" meaning="Static application security testing." id="sast" %} and {% button "Note" href="#note" key="n" %}</p>
<p><label for="free">Free text</label> <input class="inp" type="text" id="free"></p>
"""


class Person(Form):
    name = forms.CharField(label="Name")
    email = forms.EmailField(label="E-mail", help_text="Only for this job.")
    level = forms.ChoiceField(
        label="Level", widget=forms.RadioSelect, choices=[("j", "Junior"), ("s", "Senior")]
    )
    agreed = forms.BooleanField(label="Agreed to be asked")


FORM = """<form class="form" id="person" action="/try/form/" method="post" novalidate HTMX>{% csrf_token %}
{% error_summary form %}{{ form }}<div class="form-end">{% submit "Add" %}</div></form>"""


def evidence(request: HttpRequest) -> HttpResponse:
    return show(request, EVIDENCE)


def form(request: HttpRequest) -> HttpResponse:
    person = Person(request.POST if request.method == "POST" else None)
    if person.is_bound and person.is_valid():
        toast(request, "Added Mara Lindqvist.", undo="/try/undo/")
        return redirect("/try/evidence/")
    htmx = 'hx-post="/try/form/" hx-swap="outerHTML"' if "htmx" in request.GET or is_part(request) else ""
    return show(request, FORM.replace("HTMX", htmx), status=person.http_status, form=person)


def undo(request: HttpRequest) -> HttpResponse:
    toast(request, "Taken back.")
    return back_or(request, "/try/evidence/")


def poll(request: HttpRequest) -> HttpResponse:
    """A part that asks for itself until the server leaves the attributes out."""
    turn = int(request.GET.get("turn", "0"))
    more = (
        f'hx-get="/try/poll/?turn={turn + 1}" hx-trigger="every 1s" hx-swap="outerHTML"' if turn < 2 else ""
    )
    return show(request, f'<p id="poll" {more}>Turn {turn}</p>')


def denied(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        raise Denied("denied", "Only the owner may do this.")
    return show(
        request,
        '<button class="btn" type="button" hx-post="/try/denied/" hx-target="#place">Do it</button><p id="place">Here</p>',
    )


def error(request: HttpRequest, status: int) -> HttpResponse:
    return error_page(request, status)


urlpatterns = [
    path("try/evidence/", evidence, name="try-evidence"),
    path("try/form/", form, name="try-form"),
    path("try/undo/", undo, name="try-undo"),
    path("try/poll/", poll, name="try-poll"),
    path("try/denied/", denied, name="try-denied"),
    path("try/error/<int:status>/", login_not_required(error), name="try-error"),
    path("", include("recruiting.urls")),
]
handler400 = "recruiting.web.views.bad_request"
handler403 = "recruiting.web.views.permission_denied"
handler404 = "recruiting.web.views.page_not_found"
handler500 = "recruiting.web.views.server_error"
