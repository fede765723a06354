"""The studio's front page, the history of rules, and beginning a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from candidates.studio import actions, queries
from candidates.studio.documents import rules_of
from candidates.studio.precision import LEAST_REVIEWS, Precision
from candidates.studio.views.shared import activity_names, name_of
from candidates.studio.wording import expression
from recruiting.accounts.permissions import allowed, require
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries as guide
from rubrics.models import RuleRevision

MOST_DRAFTS = 20
NEWEST = 5


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force with how good each flag is, drafts, and the newest versions."""
    user = request.user
    works = allowed(user, "rubrics.edit_rules")
    in_force = guide.rules_in_force()
    drafts = list(queries.drafts_of(user)[: MOST_DRAFTS + 1]) if works else []
    context = {
        "in_force": in_force,
        "works": works,
        "flags": _flags(user, in_force, works) if in_force else [],
        "least": LEAST_REVIEWS,
        "drafts": drafts[:MOST_DRAFTS],
        "more_drafts": len(drafts) > MOST_DRAFTS,
        "newest": list(queries.history(user).exclude(published_at=None)[:NEWEST]),
    }
    return render(request, "candidates/rules/home.html", context)


def _flags(user: Any, revision: RuleRevision, works: bool) -> list[dict[str, Any]]:
    """The flags in force: what they are called and mean, by what they hold, how often people agreed."""
    document = rules_of(revision)
    rows = {row.code: row for row in guide.flags(user)}
    names = {code: row.name for code, row in rows.items()}
    activities = activity_names(user)
    measured = {row.flag: row for row in queries.measure_precision()} if works else {}
    return [
        {
            "flag": flag,
            "name": name_of(flag.code, names),
            "row": rows.get(flag.code),
            "words": expression(flag.holds, document, activities),
            "precision": _shown(measured.get(flag.code)),
        }
        for flag in document.flags
    ]


def _shown(found: Precision | None) -> dict[str, Any] | None:
    """A measured precision in whole percents, and where its interval lies on an axis from 40 to 100."""
    if found is None:
        return None
    shown: dict[str, Any] = {"found": found, "reviewed": _percent(found.share_reviewed)}
    if interval := found.interval:
        shown |= {
            "share": _percent(interval.share),
            "low": _percent(interval.low),
            "high": _percent(interval.high),
            "axis": [_on_axis(value) for value in (interval.low, interval.share, interval.high)],
        }
    return shown


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def _on_axis(share: float) -> str:
    return f"{max(0.0, (share - 0.4) / 0.6) * 100:.1f}%"


@require_GET
def rules_history(request: HttpRequest) -> HttpResponse:
    """Every version that the person sees, newest number first."""
    page = page_of(request, queries.history(request.user))
    in_force = guide.rules_in_force()
    return render(request, "candidates/rules/history.html", {"page": page, "in_force": in_force})


@require_POST
def draft_create(request: HttpRequest) -> HttpResponse:
    """Begin a draft: a copy of the rules in force, or of the version that `copy_of` names."""
    require(request.user, "rubrics.edit_rules")
    given = request.POST.get("copy_of", "")
    copy_of = None
    if given:
        visible = RuleRevision.objects.visible_to(request.user).select_related("rule_set")
        copy_of = get_object_or_404(visible, pk=int(given) if given.isdecimal() and len(given) < 19 else 0)
    draft = actions.make_draft(by=request.user, copy_of=copy_of)
    toast(request, f"Draft {draft.number} is a copy. Nothing changes for anybody until it is published.")
    return redirect("candidates:rule-version", draft.pk)
