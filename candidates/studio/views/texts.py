"""A version as one text: changed as a whole, checked while somebody types."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from candidates.studio import actions
from candidates.studio.comparing import compare_texts
from candidates.studio.documents import problems_of
from candidates.studio.forms import TextForm
from candidates.studio.views.shared import around, draft_of, revision_of
from candidates.studio.views.trying import trial_of, try_form
from recruiting.accounts.permissions import allowed
from recruiting.web.forms import call
from recruiting.web.shortcuts import is_part, toast
from rubrics.models import RuleRevision
from rubrics.ruledoc import Problem

AROUND = 3
"""Lines shown before and after the one that is meant."""

MOST_SHOWN = 20


@dataclass(frozen=True)
class Place:
    """A line of the text with some around it, and what is wrong there."""

    line: int
    lines: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]


def places_of(text: str, problems: tuple[Problem, ...], wanted: int = 0) -> list[Place]:
    """The lines that have problems, and the one that is wanted."""
    numbers = sorted({problem.line for problem in problems} | ({wanted} if wanted else set()))[:MOST_SHOWN]
    lines = text.splitlines()
    return [
        Place(
            number,
            tuple(
                (at, lines[at - 1])
                for at in range(max(1, number - AROUND), min(len(lines), number + AROUND) + 1)
            ),
            tuple(problem for problem in problems if problem.line == number),
        )
        for number in numbers
    ]


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text. POST keeps it; step=check only says what is wrong, step=try tries it on a text; line: the line
    that a link led to."""
    revision = draft_of(request, pk) if request.method == "POST" else revision_of(request, pk)
    form = TextForm(
        request.POST or None, initial={"document": revision.document, "version": revision.version}
    )
    step = request.POST.get("step", "")
    trying = try_form(request, owner="text") if allowed(request.user, "rubrics.edit_rules") else None
    trial = None
    typed = str(form["document"].value() or "").replace("\r\n", "\n")
    problems = problems_of(typed) if request.method == "POST" or request.GET.get("line") else ()
    if step == "try" and trying is not None:
        trial = trial_of(request, trying, revision=revision, source=typed)
        if is_part(request):
            return render(request, "candidates/rules/_trial.html", {"trial": trial})
    elif step == "check":
        context = {"places": places_of(typed, problems), "problems": problems, "checked": True}
        if is_part(request):
            return render(request, "candidates/rules/_problems.html", context)
    elif form.is_valid() and _save(request, revision, form, typed):
        toast(request, _saved(problems))
        return redirect("candidates:rule-text", revision.pk)
    moved = form.conflict and _meanwhile(form, revision, typed)
    wanted = request.GET.get("line", "")
    line = int(wanted) if wanted.isdecimal() and len(wanted) < 8 else 0
    context = around(request, revision, "text") | {
        "form": form,
        "places": places_of(typed, problems, line),
        "problems": problems,
        "checked": step == "check",
        "moved": moved,
        "try_form": trying,
        "trial": trial,
    }
    status = 200 if step in ("try", "check") else form.http_status
    return render(request, "candidates/rules/text.html", context, status=status)


def _save(request: HttpRequest, draft: RuleRevision, form: TextForm, typed: str) -> bool:
    """Keep the text; one with mistakes only if the person says so."""
    return call(
        form,
        actions.save_draft,
        draft=draft,
        by=request.user,
        version=form.cleaned_data["version"],
        document=typed,
        even_invalid=request.POST.get("step") == "keep",
    )


def _saved(problems: tuple[Problem, ...]) -> str:
    return "Kept with its mistakes: mend them before you publish." if problems else "The text is saved."


def _meanwhile(form: TextForm, draft: RuleRevision, typed: str) -> list[str]:
    """What somebody else's text has that this one lacks, and the other way round; the next Save replaces it."""
    form.renew({"version": draft.version})
    return list(compare_texts(draft.document, typed, names=("saved meanwhile", "yours")))[:200]
