"""The organisation's own questions, and which questions are in use."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from recruiting.accounts.permissions import require
from recruiting.errors import Conflict
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.bank import checked, known_to_questions, put_content, save_content
from rubrics.actions.content import free_code, own_code
from rubrics.models import FocusArea, Level, Question

BLANK = {"minutes": 10, "strong": "", "fair": "", "weak": "", "follow_ups": ""}


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
    told = {"focus_area": focus_area.code, "levels": [level.code for level in levels], "probes": probes}
    known = known_to_questions()
    content = checked(BLANK | more | told | {"text": text}, known)
    question = Question(code=_free_code(content["text"]), position=last_position() + 10)
    try:
        with transaction.atomic():
            save_content(question, content, known)
    except IntegrityError as error:
        raise Conflict("question_exists", "Somebody added such a question at this moment.") from error
    record(names.QUESTION_ADDED, question, by=by, codes={"row": question.label})
    return question


def last_position() -> int:
    """Where the bank ends."""
    return Question.objects.aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def change_question(
    *, question: Question, by: Any, content: Mapping[str, Any], seen: int | None = None
) -> Question:
    """Make a question's next version, which is asked from now on; the earlier one stays with the kits that asked it.
    Returns it, or the same row where nothing differs.

    content: some of what Question.content() gives, lists whole. seen: the version that a form was made from. Raises
    Denied; Invalid with the field; Conflict if another version came first or the question is retired.
    """
    require(by, "rubrics.edit_guide", question)
    if seen is not None and seen != question.version:
        raise Conflict("changed", "Somebody else changed this question meanwhile. Load the page again.")
    before, known = question.content(), known_to_questions()
    changed = put_content(question, checked({**before, **content}, known), known, by)
    if changed.pk != question.pk:
        record_change(changed, before, by)
    return changed


def record_change(changed: Question, before: Mapping[str, Any], by: Any) -> None:
    """Write the event of a new version. before: the content of the one that it came after."""
    after = changed.content()
    fields = sorted(name for name in before if before[name] != after[name])
    record(names.GUIDE_ROW_CHANGED, changed, by=by, fields=fields, codes={"row": changed.label})


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
    code = own_code(text, otherwise="question")
    return free_code(code, set(Question.objects.filter(code__startswith=code).values_list("code", flat=True)))
