"""One version of the rules: what it is, what it changes, and the steps that a draft takes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.studio import actions, queries
from candidates.studio.actions import RulesFail
from candidates.studio.actions.publishing import SECOND_PERSON
from candidates.studio.comparing import Comparison, compare_texts
from candidates.studio.documents import RulesInvalid, problems_of
from candidates.studio.forms import NoteForm, VersionForm
from candidates.studio.views.shared import around, draft_of, flag_names, revision_of
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict, Denied
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries as guide
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision

MOST_DIFFERENCES = 200
LINES = 300
"""Of a difference line by line on one page."""


@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version. POST keeps a draft's note."""
    revision = revision_of(request, pk)
    if request.method == "POST":
        return _keep_note(request, draft_of(request, pk))
    return _show_version(request, revision, None)


def _keep_note(request: HttpRequest, draft: RuleRevision) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid() and call(
        form,
        actions.save_draft,
        draft=draft,
        by=request.user,
        note=form.cleaned_data["note"],
        version=form.cleaned_data["version"] or draft.version,
    ):
        toast(request, "The note is saved.")
        return redirect("candidates:rule-version", draft.pk)
    if form.conflict:
        form.renew({"note": draft.note, "version": draft.version})
    return _show_version(request, draft, form)


def _show_version(request: HttpRequest, revision: RuleRevision, form: NoteForm | None) -> HttpResponse:
    user = request.user
    context = around(request, revision, "overview")
    in_force = guide.rules_in_force(revision.rule_set)
    context |= {"in_force": in_force, "is_in_force": in_force is not None and in_force.pk == revision.pk}
    if context["may_edit"]:
        form = form or NoteForm(initial={"note": revision.note, "version": revision.version})
        context |= {
            "form": form,
            "gates": queries.gates(revision, user, with_tests=False),
            "problems": problems_of(revision.document)[:5],
            "may_approve": allowed(user, "rubrics.approve_rules", revision),
            "impact": queries.newest_impact(user, revision),
            "words": _in_words(revision.based_on, revision)[:6] if revision.based_on else [],
        }
    elif context["works"] and context["is_in_force"]:
        context |= {"left": actions.count_left(revision), "passes": list(queries.passes_of(revision)[:3])}
    status = form.http_status if form else 200
    return render(request, "candidates/rules/version.html", context, status=status)


@require_GET
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs from the version that this one is based on, or from the one that `against` names."""
    revision = revision_of(request, pk)
    given = request.GET.get("against", "")
    if given.isdecimal() and len(given) < 19:
        other: RuleRevision | None = revision_of(request, int(given))
    else:
        other = revision.based_on or guide.rules_in_force(revision.rule_set)
    context = around(request, revision, "difference")
    if other is not None:
        words, lines = _compare(other, revision)
        context |= {
            "other": other,
            "words": words[:MOST_DIFFERENCES],
            "more": max(0, len(words) - MOST_DIFFERENCES),
            "page": page_of(request, [(_kind_of(line), line) for line in lines], LINES),
            "valid": not problems_of(revision.document),
        }
    return render(request, "candidates/rules/difference.html", context)


def _compare(old: RuleRevision, new: RuleRevision) -> tuple[list[queries.Worded], list[str]]:
    """The differences in words, which rules that can't be read have none of, and line by line."""
    lines = compare_texts(
        old.document, new.document, names=(f"version {old.number}", f"version {new.number}")
    )
    return _in_words(old, new), list(lines)


def _in_words(old: RuleRevision, new: RuleRevision) -> list[queries.Worded]:
    try:
        found: Comparison = queries.compare_revisions(old, new)
    except RulesInvalid:
        return []
    return queries.word_differences(found, old.document, new.document)


def _kind_of(line: str) -> str:
    """Which kind of line of a unified diff it is; colour repeats what its first sign says."""
    if line.startswith(("---", "+++", "@@")):
        return "at"
    return {"+": "add", "-": "del"}.get(line[:1], "")


@require_GET
def yaml_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a version as a file."""
    revision = revision_of(request, pk)
    name = f"rules-{revision.number}.yaml"
    response = HttpResponse(revision.document, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft into force, with a note."""
    draft = draft_of(request, pk)
    form = NoteForm(request.POST or None, initial={"note": draft.note, "version": draft.version})
    failures: tuple[Any, ...] = ()
    if form.is_valid():
        try:
            done = call(
                form,
                actions.publish_draft,
                draft=draft,
                by=request.user,
                version=form.cleaned_data["version"] or draft.version,
                note=form.cleaned_data["note"],
            )
        except Denied as error:
            form.add_error(None, error.message)
            done = False
        if done:
            toast(request, f"Version {form.result.number} is in force. New resumes are screened by it.")
            return redirect("candidates:rule-version", draft.pk)
        if isinstance(form.conflict, RulesFail):
            failures = form.conflict.run.failures[:50]
    context = around(request, draft, "publish") | {
        "form": form,
        "gates": queries.gates(draft, request.user, with_tests=False),
        "problems": problems_of(draft.document)[:5],
        "failures": failures,
        "may_publish": allowed(request.user, "rubrics.publish_rules", draft),
        "may_approve": allowed(request.user, "rubrics.approve_rules", draft),
        "second_person": SECOND_PERSON,
        "impact": queries.newest_impact(request.user, draft),
        "names": flag_names(request.user),
    }
    return render(request, "candidates/rules/publish.html", context, status=form.http_status)


def _version(request: HttpRequest) -> int:
    """The version of a draft that a step was taken on; one that is missing never fits."""
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say as a second person that a draft may be published as it is."""
    draft = draft_of(request, pk)
    actions.approve_draft(draft=draft, by=request.user, version=_version(request))
    toast(request, f"You approved draft {draft.number} as it is. A change of its text takes that away.")
    return redirect("candidates:rule-version", draft.pk)


@require_POST
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the rules in force as what a draft replaces."""
    draft = draft_of(request, pk)
    now = actions.rebase_draft(draft=draft, by=request.user, version=_version(request))
    toast(request, f"Draft {now.number} replaces version {now.based_on.number} now. Its text is as it was.")
    return redirect("candidates:rule-diff", draft.pk)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after a question."""
    draft = draft_of(request, pk)
    form = VersionForm(request.POST or None, initial={"version": draft.version})
    if form.is_valid() and call(
        form, actions.discard_draft, draft=draft, by=request.user, **form.cleaned_data
    ):
        toast(request, f"Draft {draft.number} is gone.")
        return redirect("candidates:rules")
    if form.conflict:
        form.renew({"version": draft.version})
    context = around(request, draft, "discard") | {"form": form}
    return render(request, "candidates/rules/discard.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def roll_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to what an older version said."""
    revision = revision_of(request, pk)
    require(request.user, "rubrics.edit_rules")
    if revision.state != RevisionState.PUBLISHED:
        raise Conflict("not_published", "Only published rules can be gone back to.")
    form = NoteForm(request.POST or None, initial={"note": f"Back to version {revision.number}."})
    if form.is_valid() and call(
        form, actions.roll_back, revision=revision, by=request.user, note=form.cleaned_data["note"]
    ):
        now = form.result
        said = "is in force" if now.published_at else "is a draft: a second person approves or publishes it"
        toast(request, f"Version {now.number} says what version {revision.number} said, and {said}.")
        return redirect("candidates:rule-version", now.pk)
    context = around(request, revision, "roll-back") | {
        "form": form,
        "in_force": guide.rules_in_force(revision.rule_set),
        "at_once": request.user.is_admin,
    }
    return render(request, "candidates/rules/roll_back.html", context, status=form.http_status)
