"""Public pages behind one-time links: an invitation, and the first admin's set-up."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from recruiting.accounts.actions import accept_invitation
from recruiting.accounts.actions.invitations import hash_of
from recruiting.accounts.models import Invitation
from recruiting.accounts.queries import organisation
from recruiting.home.forms.people import NewAccountForm
from recruiting.web.forms import call

GONE = 410


@login_not_required
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Name and password of an invited person. Only the POST uses the link up."""
    return _join(request, token, first_admin=False)


@login_not_required
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The first admin's account, behind the link of `manage.py setup`."""
    return _join(request, token, first_admin=True)


def _join(request: HttpRequest, token: str, *, first_admin: bool) -> HttpResponse:
    found = Invitation.objects.filter(token_hash=hash_of(token)).first()
    if found is None or (found.email == "") != first_admin:
        raise Http404
    context = {"invitation": found, "first_admin": first_admin, "organisation": organisation()}
    if not Invitation.objects.open().filter(pk=found.pk).exists():
        return _private(render(request, "home/join_gone.html", context, status=GONE))
    form = NewAccountForm(request.POST or None, first_admin=first_admin)
    if form.is_valid() and call(form, accept_invitation, invitation=found, **form.cleaned_data):
        return _signed_in(request, form.result)
    return _private(render(request, "home/join.html", {**context, "form": form}, status=form.http_status))


def _signed_in(request: HttpRequest, user: object) -> HttpResponse:
    """Sign the new person in: they have just shown that the mail is theirs and chosen the password."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="password")
    return perform_login(request, user, redirect_url="/")


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the secret: no other site may learn it as the referrer."""
    response["Referrer-Policy"] = (
        "strict-origin"  # without any, browsers send "Origin: null" and the form is refused
    )
    return response
