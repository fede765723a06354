"""Trying rules on a text: beside the fields of a row or a whole text, and on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from candidates.extraction import Document
from candidates.models import Resume
from candidates.queries.people import latest_screening
from candidates.screening import Fact
from candidates.studio.documents import RulesInvalid
from candidates.studio.forms import TryForm
from candidates.studio.queries import Judged, Trial, compare_on, find_resumes
from candidates.studio.views.shared import around, flag_names, name_of, revision_of
from candidates.views.evidence import (
    Paragraph,
    ShownFlag,
    Span,
    Uncounted,
    show_flags,
    show_text,
    show_uncounted,
)
from recruiting.accounts.permissions import require
from recruiting.web.shortcuts import is_part
from rubrics import queries as guide
from rubrics.models import RuleRevision

MOST_SIGNALS = 60
HOW = {
    "gains": "Gains",
    "loses": "Loses",
    "other": "Holds by other words",
    "holds": "Holds, as before",
    "not": "Does not hold",
}


@dataclass(frozen=True)
class Row:
    """A flag of a trial, with how it was judged and how it is shown."""

    judged: Judged
    shown: ShownFlag

    @property
    def how(self) -> str:
        return HOW[self.judged.how]

    @property
    def changes(self) -> bool:
        return self.judged.how in ("gains", "loses", "other")


@dataclass(frozen=True)
class Shown:
    """A trial as its part shows it. problem: why there is none."""

    rows: tuple[Row, ...] = ()
    silent: tuple[Row, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    signals: tuple[tuple[str, str, str], ...] = ()
    notice: str = ""
    problem: str = ""
    of: str = ""

    @property
    def changes(self) -> int:
        return sum(row.changes for row in self.rows)


def try_form(
    request: HttpRequest, *, search: str = "", chosen: Resume | None = None, owner: str = ""
) -> TryForm:
    """The fields of a trial as they were sent; see TryForm."""
    data = request.POST if request.method == "POST" and "try-text" in request.POST else None
    return TryForm(data, user=request.user, search=search, chosen=chosen, owner=owner)


def trial_of(request: HttpRequest, form: TryForm, *, revision: RuleRevision, source: str) -> Shown | None:
    """What `source` says of the text or resume of the form, beside the rules in force; None for no text."""
    if not form.is_bound:
        return None
    if not form.is_valid():
        return Shown(problem=" ".join(error["message"] for error in form.error_list))
    resume, text = form.cleaned_data["resume"], form.cleaned_data["text"]
    if resume is None and not text.strip():
        return None
    return try_on(request, revision, source, resume=resume, text=text)


def try_on(
    request: HttpRequest, revision: RuleRevision, source: str, *, resume: Resume | None, text: str = ""
) -> Shown:
    content: dict[str, Any] = resume.document.content if resume else {"text": text}
    document = Document.from_json(content) if resume else Document(text, "text")
    screening = latest_screening(resume) if resume else None
    as_of = screening.as_of if screening else timezone.localdate()
    in_force = guide.rules_in_force(revision.rule_set)
    old = in_force.document if in_force else source
    try:
        trial = compare_on(document, old=old, new=source, as_of=as_of)
    except RulesInvalid as error:
        return Shown(problem=error.message)
    of = resume.candidate.shown_name if resume else ""
    return _shown(trial, content, flag_names(request.user), of=of)


def _shown(trial: Trial, content: dict[str, Any], names: dict[str, str], *, of: str) -> Shown:
    report = trial.after.report
    names = {flag.code: name_of(flag.code, names) for flag in trial.flags}
    after = {flag.code: flag for flag in show_flags(report, names, {})}
    before = {flag.code: flag for flag in show_flags(trial.before.report, names, {})}
    rows = [Row(flag, after.get(flag.code) or before[flag.code]) for flag in trial.flags]
    lost = [span for row in rows if row.judged.how == "loses" for span in _lost(row)]
    paragraphs = show_text(content, report, list(after.values()), more=lost)
    return Shown(
        rows=tuple(row for row in rows if row.judged.how != "not"),
        silent=tuple(row for row in rows if row.judged.how == "not"),
        uncounted=tuple(show_uncounted(report, names)),
        paragraphs=tuple(paragraphs),
        signals=tuple(_signal(trial, fact) for fact in trial.after.facts[:MOST_SIGNALS]),
        notice=report["notice"] or "",
        of=of,
    )


def _lost(row: Row) -> list[Span]:
    """Marks on words that made a flag hold and no longer do."""
    return [
        Span(
            start=quote["start"],
            end=quote["end"],
            tone="x",
            flag=f"lost-{row.judged.code}",
            label="no longer",
            words=f"No longer evidence for {row.shown.name}",
            anchor=f"l-{row.judged.code}-{number}",
            back=f"f-{row.judged.code}",
        )
        for number, quote in enumerate(row.judged.before, start=1)
    ]


def _signal(trial: Trial, fact: Fact) -> tuple[str, str, str]:
    return fact.signal, " ".join(trial.after.words(fact).split()), fact.assertion.replace("_", " ")


@require_http_methods(["GET", "POST"])
def try_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A version of the rules on a pasted text or a stored resume, beside the rules in force."""
    revision = revision_of(request, pk)
    require(request.user, "rubrics.edit_rules")
    search = request.GET.get("q", "").strip()[:200]
    chosen = _chosen(request) if request.method == "GET" else None
    form = try_form(request, search=search, chosen=chosen)
    trial = None
    if form.is_bound:
        trial = trial_of(request, form, revision=revision, source=revision.document)
    elif chosen:
        trial = try_on(request, revision, revision.document, resume=chosen)
    context = {"trial": trial, "revision": revision}
    if is_part(request):
        return render(request, "candidates/rules/_trial.html", context)
    context |= around(request, revision, "try") | {"form": form, "search": search}
    return render(request, "candidates/rules/try.html", context)


def _chosen(request: HttpRequest) -> Resume | None:
    """The resume that the address names, as far as the person sees it."""
    given = request.GET.get("resume", "")
    if not given.isdecimal() or len(given) > 18:
        return None
    found: Resume | None = find_resumes(request.user).select_related("document").filter(pk=int(given)).first()
    return found
