"""People and invitations: for admins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recruiting.accounts import factors
from recruiting.accounts.actions import (
    change_person,
    end_sessions,
    invite_person,
    reset_factor,
    revoke_invitation,
)
from recruiting.accounts.mails import send_invitation
from recruiting.accounts.models import Invitation, User
from recruiting.accounts.permissions import require
from recruiting.accounts.queries import invitations as open_invitations
from recruiting.accounts.queries import people as all_people
from recruiting.home.forms.people import InviteForm, PersonForm
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast

RIGHT = "accounts.manage_people"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    require(request.user, RIGHT)
    return render(request, "home/people.html", {"page": page_of(request, all_people(to=request.user))})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Role and access of one person; both take effect at once."""
    require(request.user, RIGHT)
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = PersonForm(request.POST or None, initial={"role": row.role, "active": row.is_active})
    if form.is_valid() and call(form, change_person, person=row, by=request.user, **form.cleaned_data):
        toast(request, f"{row.name}: saved.")
        return redirect("home:people")
    context = {"form": form, "person": row, "has_factor": factors.has_factor(row)}
    return render(request, "home/person.html", context, status=form.http_status)


@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the person's second factor is gone and they set up a new one at the next sign-in."""
    require(request.user, RIGHT)
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        reset_factor(person=row, by=request.user)
        toast(request, f"{row.name} sets up a new second factor at the next sign-in.")
        return redirect("home:people")
    return render(request, "home/factor_reset.html", {"person": row})


@require_POST
def person_sessions_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the person out everywhere."""
    require(request.user, RIGHT)
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    end_sessions(person=row, by=request.user)
    toast(request, f"{row.name} is signed out everywhere.")
    return redirect("home:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Open invitations and a form for a new one. The answer to a good POST shows the link, the only time."""
    require(request.user, RIGHT)
    form = InviteForm(request.POST or None)
    invited, mailed, status = None, False, 200
    if form.is_valid() and call(form, invite_person, by=request.user, **form.cleaned_data):
        invited = form.result
        mailed = send_invitation(invited)
        form, status = InviteForm(), 201
    context = {
        "form": form,
        "invited": invited,
        "mailed": mailed,
        "page": page_of(request, open_invitations(to=request.user)),
    }
    return render(
        request, "home/invitations.html", context, status=form.http_status if form.is_bound else status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the link no longer works."""
    require(request.user, RIGHT)
    row = get_object_or_404(Invitation.objects.visible_to(request.user).exclude(email=""), pk=pk)
    if request.method == "POST":
        revoke_invitation(invitation=row, by=request.user)
        toast(request, f"The invitation of {row.email} is withdrawn.")
        return redirect("home:invitations")
    return render(request, "home/invitation_revoke.html", {"invitation": row})
