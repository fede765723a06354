"""Writing the content of guide rows: what load_guide and a person's edit have in common."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from recruiting.errors import Conflict, Invalid
from rubrics.models import Level, Probe, Question, SourcedRow
from rubrics.models.questions import PROBED

# Rows that others are named by, per model: Known[Level]["mid"].
Known = Mapping[type[SourcedRow], Mapping[str, SourcedRow]]
Fit = Question.levels.through
MARKS = ("origin", "guide_version", "shipped", "edited_at", "edited_by", "position")


def fill(row: SourcedRow, content: Mapping[str, Any], known: Known) -> None:
    """Put content into an unsaved or changed row, without saving."""
    for name in (*row.texts, *row.values):
        setattr(row, name, content[name])
    for name in row.links:
        setattr(row, name, _named(type(row), name, content[name], known))


def check_fields(row: SourcedRow, names: Collection[str]) -> None:
    """Raise Invalid for the first of these fields whose value can't be stored."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(names))
    except ValidationError as error:
        name = min(error.error_dict)
        raise Invalid(name, "invalid", error.error_dict[name][0].messages[0]) from error


def fill_lists(questions: Iterable[tuple[Question, Mapping[str, Any]]], known: Known) -> None:
    """Give new, saved questions their levels and probes ("activity:sast"). Two queries, however many they are."""
    levels = cast(Mapping[str, Level], known[Level])
    fits, probes = [], []
    for question, content in questions:
        fits += [Fit(question=question, level=levels[code]) for code in content["levels"]]
        for about in content["probes"]:
            name, _, code = about.partition(":")
            probes.append(Probe(question=question, **{name: _named(Probe, name, code, known)}))
    Fit.objects.bulk_create(fits)
    Probe.objects.bulk_create(probes)


def _named(model: type[Model], link: str, code: str, known: Known) -> SourcedRow:
    """The row with this code to which a link of the model points."""
    return known[cast(type[SourcedRow], model._meta.get_field(link).related_model)][code]


def next_version(question: Question) -> Question:
    """Retire a question and give its unsaved next version with the same content and marks.

    Raises Conflict if another version came first.
    """
    if not Question.objects.current().filter(pk=question.pk).update(retired_at=timezone.now()):
        raise Conflict("question_retired", "This question has a newer version. Load the page again.")
    copy = Question(code=question.code, version=question.version + 1)
    for name in (*question.texts, *question.values, *question.links, *MARKS):
        setattr(copy, name, getattr(question, name))
    return copy


def copy_lists(old: Question, new: Question) -> None:
    """Give a saved question the levels and probes of another."""
    new.levels.set(old.levels.all())
    targets = [f"{name}_id" for name in PROBED]
    Probe.objects.bulk_create(
        Probe(question=new, **{target: getattr(probe, target) for target in targets})
        for probe in old.probes.all()
    )
