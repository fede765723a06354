"""A person's calendar link, and the calendar behind it, which programs read without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from interviews.actions.feeds import make_feed_link, open_feed_link, revoke_feed_link
from interviews.mails import feed_of
from interviews.queries.scheduling import own_feed_link
from recruiting.accounts import limits
from recruiting.accounts.clients import client_ip, network_of
from recruiting.accounts.permissions import require
from recruiting.accounts.queries import site_address
from recruiting.web.shortcuts import toast
from recruiting.web.views import error_page

READS, READS_WINDOW = 60, 3600
"""A calendar reads a few times an hour; several devices share a link."""


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether one has a link. The answer to a POST shows a new one, the only time."""
    require(request.user, "interviews.see_own")
    address, status = "", 200
    if request.method == "POST":
        _, secret = make_feed_link(by=request.user)
        address, status = site_address() + reverse("interviews:feed", args=[secret]), 201
    context = {"link": own_feed_link(request.user), "address": address}
    return render(request, "interviews/calendar.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """Asks first; then the link stops at once."""
    require(request.user, "interviews.see_own")
    if request.method == "POST":
        revoke_feed_link(by=request.user)
        toast(request, "Your calendar link is withdrawn.")
        return redirect("interviews:calendar")
    return render(request, "interviews/calendar_revoke.html", {"link": own_feed_link(request.user)})


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever made the link. A wrong secret and one that was withdrawn are the same 404."""
    now = timezone.now()
    link = open_feed_link(secret, now=now)
    if link is None:
        network = network_of(client_ip(request))
        taken = limits.take("feed.address", network, limit=limits.TRIES_PER_ADDRESS, seconds=limits.WINDOW)
    else:
        taken = limits.take("feed", str(link.pk), limit=READS, seconds=READS_WINDOW)
    if not taken.allowed:
        return error_page(request, 429, retry_after=taken.retry_after)
    if link is None:
        raise Http404
    response = HttpResponse(feed_of(link.user, now=now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="interviews.ics"'
    return response
