"""For load balancers and monitors: no sign-in, no names, no versions."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from recruiting.home.health import report


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Every part works: 200, else 503; the body says which part fails."""
    ready, parts = report()
    return JsonResponse(parts, status=200 if ready else 503)
