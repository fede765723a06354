"""Pages of sourcing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from candidates.actions import sourcing as actions
from candidates.models import Application, Candidate, Referral
from candidates.queries import sourcing as queries
from candidates.queries.identity import veil
from candidates.queries.sourcing import Channel
from candidates.sourcing.forms import ApplicationSourceForm, ChannelForm, ReferralForm, SourceForm
from recruiting.accounts.permissions import require
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries as guide


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The guide's channels, and every source with how many people came and were hired."""
    require(request.user, "candidates.edit_sourcing")
    sources = queries.list_sources(request.user)
    page = page_of(request, sources)
    context = {
        "channels": queries.list_channels(request.user),
        "page": page,
        "funnels": queries.counts_by_source(request.user, page.rows),
        "backgrounds": guide.backgrounds(request.user),
    }
    return render(request, "candidates/sourcing/overview.html", context)


def _channel(request: HttpRequest, code: str) -> Channel:
    """The channel with this code, or 404."""
    require(request.user, "candidates.edit_sourcing")
    rows = queries.with_sheets(request.user, guide.sources(request.user).filter(code=code))
    if not rows:
        raise Http404
    return rows[0]


@require_GET
def channel_detail(request: HttpRequest, code: str) -> HttpResponse:
    """How to search in a channel, a first message, cost and notes, and how far people from it came."""
    shown = _channel(request, code)
    sources = [row for row in queries.list_sources(request.user) if row.channel_id == shown.channel.pk]
    context = {"shown": shown, "funnels": queries.funnels(request.user, sources)}
    return render(request, "candidates/sourcing/channel.html", context)


@require_http_methods(["GET", "POST"])
def channel_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write what the organisation knows of a channel."""
    shown = _channel(request, code)
    form = ChannelForm(request.POST) if request.method == "POST" else ChannelForm.of(shown)
    if form.is_valid() and call(
        form, actions.change_channel, channel=shown.channel, by=request.user, **form.cleaned_data
    ):
        toast(request, "Saved.")
        return redirect("candidates:channel", code)
    if form.conflict:
        form.renew(ChannelForm.of(_channel(request, code)).initial)
    context = {"shown": shown, "form": form}
    return render(request, "candidates/sourcing/channel_edit.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def source_create(request: HttpRequest) -> HttpResponse:
    """Add a source of applications."""
    require(request.user, "candidates.edit_sourcing")
    channel = guide.sources(request.user).filter(code=request.GET.get("channel", "")).first()
    form = SourceForm(request.POST or None, initial={"channel": channel})
    if form.is_valid() and call(form, actions.create_source, by=request.user, **form.cleaned_data):
        toast(request, f"{form.result.name} is a source: applications can be said to come from it.")
        if form.result.channel:
            return redirect("candidates:channel", form.result.channel.code)
        return redirect("candidates:sourcing")
    return render(request, "candidates/sourcing/source_form.html", {"form": form}, status=form.http_status)


@require_http_methods(["GET", "POST"])
def application_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where an application came from."""
    rows = Application.objects.visible_to(request.user).select_related("job", "candidate", "source")
    application = get_object_or_404(rows, pk=pk)
    veil(request.user, [application])
    require(request.user, "candidates.move_application", application)
    initial = {"source": application.source_id, "version": application.version}
    form = ApplicationSourceForm(request.POST or None, initial=initial)
    if form.is_valid() and call(
        form, actions.set_source, application=application, by=request.user, **form.cleaned_data
    ):
        toast(request, "Saved where they come from.")
        return redirect("candidates:application", pk)
    if form.conflict:
        fresh = get_object_or_404(rows, pk=pk)
        form.renew({"source": fresh.source, "version": fresh.version})
    context = {"application": application, "form": form}
    return render(request, "candidates/sourcing/application.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def candidate_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who recommended a person."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=pk)
    veil(request.user, [candidate])
    require(request.user, "candidates.change_candidate", candidate)
    form = ReferralForm(request.POST or None)
    if form.is_valid() and call(
        form, actions.add_referral, candidate=candidate, by=request.user, **form.cleaned_data
    ):
        toast(request, "The referral is kept.")
        return redirect("candidates:candidate-referral", pk)
    context = {
        "candidate": candidate,
        "form": form,
        "referrals": queries.list_referrals(candidate),
    }
    return render(request, "candidates/sourcing/referral.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def referral_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a referral is taken away."""
    rows = Referral.objects.visible_to(request.user).select_related("candidate", "referrer")
    referral = get_object_or_404(rows, pk=pk)
    veil(request.user, [referral.candidate])
    require(request.user, "candidates.change_candidate", referral.candidate)
    if request.method == "POST":
        candidate = referral.candidate_id
        actions.remove_referral(referral=referral, by=request.user)
        toast(request, "The referral is taken away.")
        return redirect("candidates:candidate-referral", candidate)
    return render(request, "candidates/sourcing/referral_remove.html", {"referral": referral})
