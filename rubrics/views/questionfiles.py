"""The question bank as files: everybody takes it along, admins bring questions in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from recruiting.accounts.permissions import require
from recruiting.uploads import too_large
from recruiting.web.forms import call
from recruiting.web.shortcuts import toast
from rubrics import queries
from rubrics.actions import import_questions
from rubrics.bankfile import written
from rubrics.forms import BankFileForm, BankForm, BankImportForm

SHOWN = 50


@require_safe
def question_export(request: HttpRequest) -> HttpResponse:
    """What the bank's page shows under the same address, all of it, as YAML."""
    require(request.user, "rubrics.read_guide")
    form = BankForm(request.GET, offers=queries.offers(request.user))
    rows = queries.with_lists(queries.search_bank(request.user, **form.narrows))
    response = HttpResponse(written(rows), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="questions.yaml"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def question_import(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what would come of it, import it."""
    require(request.user, "rubrics.edit_guide")
    if "seen" in request.POST:
        return _import(request)
    posted = request.method == "POST"
    form = BankFileForm(request.POST if posted else None, request.FILES if posted else None)
    if any(field == "file" for field, _ in too_large(request)):
        form.errors.pop("file", None)
        form.add_error("file", "The file has more than 1 MB. Split it.")
    elif form.is_valid():
        file = {"text": form.cleaned_data["file"], "name": request.FILES["file"].name[:200]}
        if call(form, import_questions, by=request.user, dry_run=True, **file):
            return _preview(request, BankImportForm(initial=file | {"seen": form.result.mark}), form.result)
    return render(request, "rubrics/question_import.html", {"form": form}, status=form.http_status)


def _import(request: HttpRequest) -> HttpResponse:
    form = BankImportForm(request.POST)
    if not form.is_valid():
        return redirect("rubrics:question-import")
    file = {"text": form.cleaned_data["text"], "name": form.cleaned_data["name"]}
    if call(form, import_questions, by=request.user, seen=form.cleaned_data["seen"], **file):
        done = form.result
        toast(request, f"{len(done.added)} added, {len(done.changed)} changed.")
        return redirect("rubrics:questions")
    plan = import_questions(by=request.user, dry_run=True, **file)
    fresh = BankImportForm(initial=file | {"seen": plan.mark})
    return _preview(request, fresh, plan, conflict=form)


def _preview(request: HttpRequest, form: BankImportForm, plan: Any, conflict: Any = None) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "work": len(plan.added) + len(plan.changed),
        "shown": f":{SHOWN}",
        "most": SHOWN,
        "conflict": conflict,
    }
    status = conflict.http_status if conflict else 200
    return render(request, "rubrics/question_import_preview.html", context, status=status)
