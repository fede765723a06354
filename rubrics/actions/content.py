"""Writing the content of guide rows: what load_guide and a person's edit have in common."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from recruiting.errors import Conflict, Invalid
from rubrics.models import Level, Probe, Question, ScorecardTemplate, SourcedRow

# Rows that others are named by, per model: Known[Level]["mid"].
Known = Mapping[type[SourcedRow], Mapping[str, SourcedRow]]
Fit = Question.levels.through
# A change of these is a new row; whoever used the old one keeps it.
VERSIONED = (Question, ScorecardTemplate)
Versioned = TypeVar("Versioned", bound=Question | ScorecardTemplate)
MARKS = ("origin", "guide_version", "shipped", "edited_at", "edited_by", "position")


def fill(row: SourcedRow, content: Mapping[str, Any], known: Known) -> None:
    """Put content into an unsaved or changed row, without saving."""
    for name in (*row.texts, *row.values):
        setattr(row, name, content[name])
    for name in row.links:
        setattr(row, name, _named(type(row), name, content[name], known))


def plain(text: str) -> str:
    """A text as it is stored: trimmed, with line ends that don't tell which browser sent it and make no edit."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


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


def next_version(row: Versioned) -> Versioned:
    """Retire a version and give its unsaved next one with the same content, without lists, and marks.

    Raises Conflict if another version came first.
    """
    model = type(row)
    if not model.objects.current().filter(pk=row.pk).update(retired_at=timezone.now()):
        kind = row.row_kind().rpartition("-")[2]
        raise Conflict(
            f"{kind}_retired", f"This {kind} has a newer version or is retired. Load the page again."
        )
    copy = model(code=row.code, version=row.version + 1)
    for name in (*row.texts, *row.values, *row.links, *MARKS):
        setattr(copy, name, getattr(row, name))
    return copy


def own_code(words: str, *, otherwise: str) -> str:
    """The code of an organisation's own row that is called so: "own.threat_models"; otherwise: where no letter is left."""
    return f"own.{slugify(words).replace('-', '_')[:40].strip('_') or otherwise}"


def free_code(code: str, taken: Collection[str]) -> str:
    """The code, with a number behind it if it is taken: "own.threat_models_2"."""
    free, number = code, 1
    while free in taken:
        number += 1
        free = f"{code}_{number}"
    return free
