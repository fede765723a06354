"""What a question is made of: checking and writing it. Who may do so, and the events, are the callers': people's own
questions and changes, and files of questions."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone

from recruiting.errors import Invalid
from rubrics.actions.content import Known, fill, fill_lists, next_version, plain
from rubrics.choices import Origin
from rubrics.models import FocusArea, Level, Probe, Question, SourcedRow
from rubrics.models.questions import PROBED

# Characters of each text.
LONGEST = {"text": 1_000, "strong": 4_000, "fair": 4_000, "weak": 4_000, "follow_ups": 4_000}
# What a question is made of, as Question.content() gives it: its texts, minutes, focus_area, levels, probes.
Content = Mapping[str, Any]
_PROBED_MODELS = {kind: cast(type[SourcedRow], Probe._meta.get_field(kind).related_model) for kind in PROBED}


def known_to_questions() -> Known:
    """What questions name by code. A query each: focus areas, levels and the five kinds of probes."""
    models: tuple[type[SourcedRow], ...] = (FocusArea, Level, *_PROBED_MODELS.values())
    return {model: {row.code: row for row in model.objects.all()} for model in models}


def checked(content: Content, known: Known) -> dict[str, Any]:
    """The content as it is stored: texts trimmed, with plain line ends; lists sorted. Raises Invalid with the field."""
    whole: dict[str, Any] = {name: _checked_text(name, content[name]) for name in Question.texts}
    whole["minutes"] = content["minutes"]
    _check_minutes(whole["minutes"])
    area = content["focus_area"]
    if area not in known[FocusArea]:
        raise Invalid("focus_area", "unknown", f"The guide has no focus area called {area[:60]}.")
    levels, probes = sorted(set(content["levels"])), sorted(set(content["probes"]))
    if not levels:
        raise Invalid("levels", "required", "Say for which levels it is fit.")
    if unknown := [code for code in levels if code not in known[Level]]:
        raise Invalid("levels", "unknown", f"The guide has no level called {unknown[0][:60]}.")
    if unknown := [about for about in probes if not _is_known(about, known)]:
        raise Invalid("probes", "unknown", f"The guide has nothing called {unknown[0][:80]}.")
    return whole | {"focus_area": area, "levels": levels, "probes": probes}


def put_content(question: Question, content: Content, known: Known, by: Any) -> Question:
    """Write a question's next version with this checked content and retire the present one; the same row where
    nothing differs. Raises Conflict if another version came first or the question is retired."""
    if content == question.content():
        return question
    new = next_version(question)
    own_words = new.origin == Origin.OWN or new.changed_fields(content)
    new.edited_at, new.edited_by = (timezone.now(), by) if own_words else (None, None)
    return save_content(new, content, known)


def save_content(question: Question, content: Content, known: Known) -> Question:
    """Save a new row, the code of which is set, with this checked content."""
    fill(question, content, known)
    question.save()
    fill_lists([(question, content)], known)
    return question


def _checked_text(name: str, given: str) -> str:
    text = plain(given)
    if name == "text" and not text:
        raise Invalid("text", "required", "Write down the question.")
    if len(text) > LONGEST[name]:
        raise Invalid(name, "too_long", f"At most {LONGEST[name]:,} characters.")
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Invalid(name, "characters", "This holds a character that can't be stored. Type it again.")
    return text


def _check_minutes(minutes: int) -> None:
    field = Question._meta.get_field("minutes")
    try:
        field.run_validators(minutes)
        others = {other.name for other in Question._meta.fields} - {field.name}
        Question(minutes=minutes).validate_constraints(exclude=others)
    except ValidationError as error:
        raise Invalid("minutes", "range", error.messages[0]) from error


def _is_known(about: str, known: Known) -> bool:
    kind, _, code = about.partition(":")
    return kind in _PROBED_MODELS and code in known[_PROBED_MODELS[kind]]
