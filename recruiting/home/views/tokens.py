"""A person's API keys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from recruiting.accounts.actions import create_token, revoke_token
from recruiting.accounts.models import ApiToken
from recruiting.accounts.permissions import require
from recruiting.accounts.queries import own_tokens
from recruiting.home.forms.settings import TokenForm
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list and a form for a new key. The answer to a good POST shows the key, the only time."""
    require(request.user, "accounts.create_token")
    form = TokenForm(request.POST or None)
    raw, made, status = "", None, 200
    if form.is_valid() and call(form, create_token, by=request.user, **form.cleaned_data):
        made, raw = form.result
        form, status = TokenForm(), 201
    context = {
        "form": form,
        "raw": raw,
        "made": made,
        "page": page_of(request, own_tokens(to=request.user)),
        "now": timezone.now(),
    }
    return render(request, "home/tokens.html", context, status=form.http_status if form.is_bound else status)


@require_http_methods(["GET", "HEAD", "POST"])
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the key stops at once."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        revoke_token(token=token, by=request.user)
        toast(request, f"The key “{token.name}” is withdrawn.")
        return redirect("home:tokens")
    return render(request, "home/token_revoke.html", {"token": token})
