"""A person's own settings, and the organisation's."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recruiting.accounts import factors
from recruiting.accounts.actions import change_organisation, change_profile, end_sessions
from recruiting.accounts.permissions import require
from recruiting.accounts.queries import organisation
from recruiting.home.forms.settings import OrganisationForm, ProfileForm
from recruiting.version import version
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, toast

PROFILE = ("name", "zone", "theme", "single_keys")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, time zone, colours, single keys."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={name: getattr(user, name) for name in PROFILE})
    if form.is_valid() and call(form, change_profile, person=user, by=user, **form.cleaned_data):
        toast(request, "Saved.")
        return redirect("home:profile")
    return render(request, "home/profile.html", {"form": form}, status=form.http_status)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Change the colours alone, from the account menu."""
    user = request.user
    wanted = {name: getattr(user, name) for name in PROFILE} | {"theme": request.POST.get("theme", "")}
    change_profile(person=user, by=user, **wanted)
    return back_or(request, "home:profile")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factor, sessions."""
    context = {
        "has_factor": factors.has_factor(request.user),
        "needs_factor": factors.needs_factor(request.user),
    }
    return render(request, "home/security.html", context)


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End all of the person's sessions but this one."""
    user = end_sessions(person=request.user, by=request.user)
    update_session_auth_hash(request, user)
    toast(request, "All your other sessions have ended.")
    return redirect("home:security")


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: HttpRequest) -> HttpResponse:
    """Name, address in mail, default time zone."""
    require(request.user, "accounts.change_organisation")
    row = organisation()
    initial = {"name": row.name, "site_address": row.site_address, "zone": row.zone}
    form = OrganisationForm(request.POST or None, initial=initial)
    if form.is_valid() and call(form, change_organisation, by=request.user, **form.cleaned_data):
        toast(request, "Saved.")
        return redirect("home:organisation")
    context = {"form": form, "version": version()}
    return render(request, "home/organisation.html", context, status=form.http_status)
