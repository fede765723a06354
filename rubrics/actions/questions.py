"""The organisation's own questions, and which questions are in use."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.content import Fit, check_fields
from rubrics.models import FocusArea, Level, Probe, Question
from rubrics.models.questions import PROBED


@transaction.atomic
def create_question(
    *,
    by: Any,
    focus_area: FocusArea,
    levels: Collection[Level],
    text: str,
    probes: Iterable[str] = (),
    **more: Any,
) -> Question:
    """Add a question of the organisation's own, behind the others.

    probes: what it finds out about, as "activity:sast". more: minutes, strong, fair, weak, follow_ups. Raises Denied,
    Invalid with the field's name, or Conflict if somebody adds one in the same words at this moment.
    """
    require(by, "rubrics.edit_guide")
    if not levels:
        raise Invalid("levels", "required", "Say for which levels it is fit.")
    targets = [_target(about) for about in dict.fromkeys(probes)]
    last = Question.objects.aggregate(last=Max("position"))["last"] or 0
    question = Question(
        code=_free_code(text), focus_area=focus_area, text=text.strip(), position=last + 10, **more
    )
    _check(question)
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError as error:
        raise Conflict("question_exists", "Somebody added such a question at this moment.") from error
    Fit.objects.bulk_create(Fit(question=question, level=level) for level in levels)
    Probe.objects.bulk_create(Probe(question=question, **target) for target in targets)
    record(names.QUESTION_ADDED, question, by=by, codes={"row": question.label})
    return question


@transaction.atomic
def retire_question(*, question: Question, by: Any) -> Question:
    """Take a question out of use; it stays with the interviews that asked it. Raises Denied, or Conflict for a
    version that is not in use."""
    require(by, "rubrics.edit_guide", question)
    question.retired_at = timezone.now()
    rows = Question.objects.current().filter(pk=question.pk)
    if not rows.update(retired_at=question.retired_at):
        raise Conflict("question_retired", "This version of the question is not in use any more.")
    record(names.QUESTION_RETIRED, question, by=by, codes={"row": question.label})
    return question


@transaction.atomic
def restore_question(*, question: Question, by: Any) -> Question:
    """Put a retired question back into use. Raises Denied, or Conflict for a version that is in use or is not the
    last one of its question."""
    require(by, "rubrics.edit_guide", question)
    later = Question.objects.filter(code=question.code, version__gt=question.version)
    rows = Question.objects.filter(pk=question.pk, retired_at__isnull=False)
    if later.exists() or not rows.update(retired_at=None):
        raise Conflict("question_in_use", "This question is in use, in this version or in a newer one.")
    question.retired_at = None
    record(names.QUESTION_RESTORED, question, by=by, codes={"row": question.label})
    return question


def _free_code(text: str) -> str:
    """A code from the first words that no question has."""
    base = f"own.{slugify(text).replace('-', '_')[:40].strip('_') or 'question'}"
    taken = set(Question.objects.filter(code__startswith=base).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code


def _target(about: str) -> dict[str, Any]:
    """The argument of Probe for something probed. Raises Invalid for what the guide doesn't have."""
    kind, _, code = about.partition(":")
    model: Any = Probe._meta.get_field(kind).related_model if kind in PROBED else None
    row = model.objects.filter(code=code).first() if model else None
    if row is None:
        raise Invalid("probes", "unknown", f"The guide has nothing called {about[:80]}.")
    return {kind: row}


def _check(question: Question) -> None:
    """Raise Invalid for the first field that can't be stored as it is."""
    check_fields(question, {*question.texts, *question.values})
    try:
        question.validate_constraints(exclude={"code"})
    except ValidationError as error:
        raise Invalid("minutes", "range", error.messages[0]) from error
