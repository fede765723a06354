"""Rows of a version: its flags, signals and tests, listed, shown, changed, added and removed."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from candidates.studio import actions, queries
from candidates.studio.actions.rows import NEW
from candidates.studio.documents import RulesInvalid, problems_of, read_rules, rows_of
from candidates.studio.forms import ROW_FORMS, RowContext, RowForm, RowTextForm, TryForm, as_yaml
from candidates.studio.views.shared import activity_names, around, draft_of, flag_names, name_of, revision_of
from candidates.studio.views.trying import Shown, trial_of, try_form
from candidates.studio.wording import FIELDS, expression, items
from recruiting.accounts.permissions import allowed
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import is_part, toast
from rubrics import queries as guide
from rubrics.models import RuleRevision
from rubrics.ruledoc import editing

ONE = {"flags": "flag", "signals": "signal", "tests": "test"}
TITLES = {"flags": "Flags", "signals": "Signals", "tests": "Tests"}


@require_GET
def row_list(request: HttpRequest, pk: int, kind: editing.Kind) -> HttpResponse:
    """The rows of a kind. q: letters that a row's texts hold; changed: only what the draft changes."""
    revision = revision_of(request, pk)
    search = request.GET.get("q", "").strip()[:200]
    changed = request.GET.get("changed") == "1"
    context = around(request, revision, kind) | {"kind": kind, "title": TITLES[kind], "one": ONE[kind]}
    base = revision.based_on.document if revision.based_on and context["draft"] else ""
    try:
        rows = queries.list_rows(revision.document, kind, base=base, search=search, changed=changed)
    except RulesInvalid as error:
        return render(request, "candidates/rules/unreadable.html", context | {"problems": error.problems})
    page = page_of(request, rows)
    context |= {
        "page": page,
        "rows": _listed(request.user, revision, kind, page.rows),
        "search": search,
        "changed": changed,
        "comparable": bool(base),
    }
    return render(request, "candidates/rules/rows.html", context)


def _listed(
    user: Any, revision: RuleRevision, kind: editing.Kind, rows: list[queries.ListedRow]
) -> list[dict[str, Any]]:
    """The rows of a page with their names for people."""
    if kind == "signals":
        activities = activity_names(user)
        return [
            {"row": row, "activities": [activities.get(code, code) for code in row.activities]}
            for row in rows
        ]
    names = flag_names(user)
    if kind == "tests":
        return [
            {
                "row": row,
                "must": [name_of(code, names) for code in row.flags],
                "not": [name_of(code, names) for code in row.not_flags],
            }
            for row in rows
        ]
    words = _flag_words(user, revision)
    return [{"row": row, "name": name_of(row.code, names), "words": words.get(row.code)} for row in rows]


def _flag_words(user: Any, revision: RuleRevision) -> dict[str, Any]:
    """What each flag holds by in words; none where the rules can't be read."""
    if problems_of(revision.document):
        return {}
    rules, activities = read_rules(revision.document), activity_names(user)
    return {flag.code: expression(flag.holds, rules, activities) for flag in rules.flags}


@dataclass(frozen=True)
class Target:
    """The row that a request is about. code NEW: one that is not there yet. as_text: as YAML instead of fields."""

    revision: RuleRevision
    kind: editing.Kind
    code: str
    row: editing.Row | None
    as_text: bool

    @property
    def form_class(self) -> type[RowForm]:
        return RowTextForm if self.as_text else ROW_FORMS[self.kind]

    @property
    def initial(self) -> dict[str, Any]:
        seen = queries.mark_of(self.row)
        if self.row is None:
            return {"seen": ""}
        if self.as_text:
            return {"text": editing.text_of(self.revision.document, self.row), "seen": seen}
        return self.form_class.initial_of(self.row.values, seen)

    def source(self, form: RowForm) -> str:
        """The whole text with the row as a valid form says it. Raises RulesInvalid."""
        document = self.revision.document
        if self.as_text and self.row is not None:
            return editing.rewrite(document, self.row, form.cleaned_data["text"])
        code = self.code or (
            str(len(rows_of(document, self.kind))) if self.kind == "tests" else form.values()["code"]
        )
        return editing.put(document, self.kind, code, form.values())


def _form(request: HttpRequest, target: Target, data: QueryDict | None) -> RowForm:
    if target.as_text:
        return RowTextForm(data, initial=target.initial)
    names = flag_names(request.user)
    try:
        codes = [row.code for row in queries.list_rows(target.revision.document, "flags")]
    except RulesInvalid:
        codes = []
    context = RowContext(activity_names(request.user), {code: name_of(code, names) for code in codes if code})
    return target.form_class(data, initial=target.initial, context=context)


@require_http_methods(["GET", "POST"])
def row_add(request: HttpRequest, pk: int, kind: editing.Kind) -> HttpResponse:
    """Add a row to a draft."""
    draft = draft_of(request, pk)
    return _row(request, Target(draft, kind, NEW, None, as_text=False))


@require_http_methods(["GET", "POST"])
def row_detail(request: HttpRequest, pk: int, kind: editing.Kind, code: str) -> HttpResponse:
    """A row. POST changes it, or with step=try only tries what the fields say on a text."""
    revision = draft_of(request, pk) if request.method == "POST" else revision_of(request, pk)
    try:
        row = queries.find_row(revision.document, kind, code)
    except RulesInvalid as error:
        context = around(request, revision, kind) | {"title": TITLES[kind], "problems": error.problems}
        return render(
            request, "candidates/rules/unreadable.html", context, status=409 if request.POST else 200
        )
    if row is None and request.method == "GET":
        raise Http404
    return _row(request, Target(revision, kind, code, row, as_text=request.GET.get("as") == "yaml"))


def _row(request: HttpRequest, target: Target) -> HttpResponse:
    sent = request.method == "POST"
    form = _form(request, target, request.POST if sent else None)
    trying = try_form(request, owner="row") if allowed(request.user, "rubrics.edit_rules") else None
    trial = None
    if sent and request.POST.get("step") == "try" and trying is not None:
        trial = _trial(request, target, form, trying)
        if is_part(request):
            return render(request, "candidates/rules/_trial.html", {"trial": trial})
    elif sent and form.is_valid() and _save(request, target, form):
        return redirect(_after(request, target, form.result, form))
    if form.conflict and target.row is not None:
        form.renew(target.initial, key="seen")
    return _show_row(request, target, form, trying, trial)


def _trial(request: HttpRequest, target: Target, form: RowForm, trying: TryForm) -> Shown | None:
    if not form.is_valid():
        return Shown(problem=" ".join(error["message"] for error in form.error_list))
    try:
        source = target.source(form)
    except RulesInvalid as error:
        return Shown(problem=error.message)
    return trial_of(request, trying, revision=target.revision, source=source)


def _save(request: HttpRequest, target: Target, form: RowForm) -> bool:
    where = {"draft": target.revision, "by": request.user, "kind": target.kind, "code": target.code}
    seen = form.cleaned_data["seen"]
    if target.as_text:
        return call(form, actions.rewrite_row, **where, text=form.cleaned_data["text"], seen=seen)
    return call(form, actions.put_row, **where, values=form.values(), seen=seen)


def _after(request: HttpRequest, target: Target, draft: RuleRevision, form: RowForm) -> str:
    """Where a saved row is shown; its code may be another now."""
    one = ONE[target.kind]
    if target.as_text:
        rows = rows_of(draft.document, target.kind)
        place = target.row.start if target.row else 0
        number, now = min(enumerate(rows), key=lambda pair: abs(pair[1].start - place))
        code = str(number) if target.kind == "tests" else str(now.values["code"])
    elif target.kind == "tests":
        code = target.code or str(len(rows_of(draft.document, "tests")) - 1)
    else:
        code = form.values()["code"]
    toast(request, f"The {one} is in the draft." if target.code == NEW else "Saved in the draft.")
    address = reverse("candidates:rule-row", args=[draft.pk, target.kind, code])
    return f"{address}?as=yaml" if target.as_text else address


def _show_row(
    request: HttpRequest, target: Target, form: RowForm, trying: TryForm | None, trial: Shown | None
) -> HttpResponse:
    revision, kind, code = target.revision, target.kind, target.code
    names = flag_names(request.user)
    context = around(request, revision, kind)
    before, after = queries.neighbours(revision.document, kind, code) if code else ("", "")
    context |= {
        "kind": kind,
        "one": ONE[kind],
        "title": TITLES[kind],
        "code": code,
        "name": _title(target, names),
        "row": target.row,
        "form": form,
        "as_text": target.as_text,
        "values": _values(target.row) if target.row else [],
        "before": before,
        "after": after,
        "failures": queries.check_row(revision.document, kind, code) if code and not form.is_bound else None,
        "try_form": trying,
        "trial": trial,
    }
    if kind == "flags" and code:
        context |= {
            "words": _flag_words(request.user, revision).get(code),
            "guide_row": guide.flags(request.user).filter(code=code).first(),
            "may_edit_guide": allowed(request.user, "rubrics.edit_guide"),
        }
    if kind != "tests" and not problems_of(revision.document):
        context["groups"] = read_rules(revision.document).groups.items()
    return render(request, "candidates/rules/row.html", context, status=form.http_status)


def _values(row: editing.Row) -> list[tuple[str, list[str]]]:
    """A row's fields in words, with their members or, of an expression, its text."""
    return [
        (FIELDS.get(name, name), items(value) if name != "holds" else [as_yaml(value)])
        for name, value in row.values.items()
    ]


def _title(target: Target, names: dict[str, str]) -> str:
    if target.code == NEW:
        return f"New {ONE[target.kind]}"
    if target.kind == "tests":
        return f"Test {int(target.code) + 1}" if target.code.isdecimal() else "Test"
    return name_of(target.code, names) if target.kind == "flags" else target.code


@require_http_methods(["GET", "POST"])
def row_remove(request: HttpRequest, pk: int, kind: editing.Kind, code: str) -> HttpResponse:
    """Take a row out of a draft, after a question."""
    draft = draft_of(request, pk)
    try:
        row = queries.find_row(draft.document, kind, code)
    except RulesInvalid:
        row = None
    if row is None:
        raise Http404
    seen = queries.mark_of(row)
    form = RowForm(request.POST or None, initial={"seen": seen})
    if form.is_valid() and call(
        form, actions.remove_row, draft=draft, by=request.user, kind=kind, code=code, **form.cleaned_data
    ):
        toast(request, f"The {ONE[kind]} is out of the draft. Rules in force are as they were.")
        return redirect("candidates:rule-rows", draft.pk, kind)
    if form.conflict:
        form.renew({"seen": seen}, key="seen")
    name = _title(Target(draft, kind, code, row, as_text=False), flag_names(request.user))
    context = around(request, draft, kind) | {
        "kind": kind,
        "one": ONE[kind],
        "title": TITLES[kind],
        "code": code,
        "name": name,
        "form": form,
        "text": editing.text_of(draft.document, row),
    }
    return render(request, "candidates/rules/row_remove.html", context, status=form.http_status)
