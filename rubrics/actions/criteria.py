"""The criteria of scorecard templates with their anchors: checking and writing them. Who may do so, and the events,
are the callers': the guide's loader, templates for every job, and those of one job."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone

from recruiting.errors import Invalid
from rubrics.actions.content import Known, check_fields, free_code, next_version, own_code, plain
from rubrics.choices import Origin, Score
from rubrics.models import Anchor, Criterion, FocusArea, HiringMistake, Level, ScorecardTemplate

MOST_CRITERIA = 60
LONGEST_ANCHOR = 1_000
# What a template is made of, as ScorecardTemplate.content() gives it: name, note, criteria.
Content = Mapping[str, Any]


def fill_criteria(templates: Iterable[tuple[ScorecardTemplate, Content]], known: Known) -> None:
    """Give new, saved templates their criteria with anchors. Two queries, however many they are."""
    criteria, told = [], []
    for template, content in templates:
        for number, entry in enumerate(content["criteria"], start=1):
            criteria.append(
                Criterion(
                    template=template,
                    code=entry["code"],
                    name=entry["name"],
                    weight=entry["weight"],
                    focus_area=cast(FocusArea, known[FocusArea][entry["focus_area"]]),
                    mistake=cast(HiringMistake | None, known[HiringMistake].get(entry["mistake"])),
                    position=number * 10,
                )
            )
            told.append(entry["anchors"])
    Criterion.objects.bulk_create(criteria)
    Anchor.objects.bulk_create(
        Anchor(
            criterion=criterion,
            level=cast(Level, known[Level][code]),
            score=score,
            behaviour=behaviour,
        )
        for criterion, anchors in zip(criteria, told, strict=True)
        for code, behaviours in anchors.items()
        for score, behaviour in zip(Score.values, behaviours, strict=True)
    )


def known_to_criteria() -> Known:
    """What criteria name by code. Three queries."""
    return {
        model: {row.code: row for row in model.objects.all()} for model in (FocusArea, Level, HiringMistake)
    }


def put_content(template: ScorecardTemplate, content: Content, by: Any) -> ScorecardTemplate:
    """Write a template's next version with this content and retire the present one; the same row where nothing differs.

    Raises Invalid with the field, for criteria naming criterion, level and score; Conflict if another version came
    first or the template is retired.
    """
    known = known_to_criteria()
    content = _checked(content, known)
    if content == template.content():
        return template
    new = next_version(template)
    own_words = new.origin == Origin.OWN or new.changed_fields(content)
    new.edited_at, new.edited_by = (timezone.now(), by) if own_words else (None, None)
    return _saved(new, content, known)


def new_template(template: ScorecardTemplate, content: Content) -> ScorecardTemplate:
    """Save a new template, code, version and position of which are set, with this content. Raises Invalid as above."""
    known = known_to_criteria()
    return _saved(template, _checked(content, known), known)


def _saved(template: ScorecardTemplate, content: Content, known: Known) -> ScorecardTemplate:
    for name in template.texts:
        setattr(template, name, content[name])
    check_fields(template, template.texts)
    template.save()
    fill_criteria([(template, content)], known)
    return template


def _checked(content: Content, known: Known) -> dict[str, Any]:
    """The content as it is stored: trimmed, criteria by focus area, each with a code. Raises Invalid."""
    entries = content["criteria"]
    if not entries:
        raise Invalid("criteria", "required", "A scorecard needs at least one criterion.")
    if len(entries) > MOST_CRITERIA:
        raise Invalid("criteria", "too_many", f"A scorecard has at most {MOST_CRITERIA} criteria.")
    taken: set[str] = {entry["code"] for entry in entries if entry.get("code")}
    criteria = []
    for entry in entries:
        whole = _checked_criterion(entry, known)
        whole["code"] = whole["code"] or free_code(own_code(whole["name"], otherwise="criterion"), taken)
        taken.add(whole["code"])
        criteria.append(whole)
    if len({entry["code"] for entry in criteria}) < len(criteria):
        raise Invalid("criteria", "unique", "Two criteria have the same code.")
    criteria.sort(key=lambda entry: known[FocusArea][entry["focus_area"]].position)
    return {"name": content["name"].strip(), "note": plain(content["note"]), "criteria": criteria}


def _checked_criterion(entry: Mapping[str, Any], known: Known) -> dict[str, Any]:
    name = entry["name"].strip()
    if not name:
        raise Invalid("criteria", "name", "Give each criterion a name.")
    area, mistake = entry["focus_area"], entry.get("mistake") or ""
    if area not in known[FocusArea]:
        raise Invalid("criteria", "focus_area", f"{name}: the guide has no focus area called {area[:60]}.")
    if mistake and mistake not in known[HiringMistake]:
        raise Invalid(
            "criteria", "mistake", f"{name}: the guide has no hiring mistake called {mistake[:60]}."
        )
    whole = {
        "code": (entry.get("code") or "").strip(),
        "name": name,
        "focus_area": area,
        "weight": entry["weight"],
        "mistake": mistake,
    }
    _check_row(Criterion(code=whole["code"] or "new", name=name, weight=entry["weight"]))
    return whole | {"anchors": _checked_anchors(name, entry["anchors"], known)}


def _check_row(criterion: Criterion) -> None:
    """Raise Invalid for a name or code that is too long, or a weight that is none."""
    try:
        criterion.clean_fields(exclude=("template", "focus_area", "mistake", "position"))
        criterion.validate_constraints(exclude=("template", "focus_area", "mistake"))
    except ValidationError as error:
        raise Invalid("criteria", "invalid", f"{criterion.name[:120]}: {error.messages[0]}") from error


def _checked_anchors(name: str, anchors: Mapping[str, Sequence[str]], known: Known) -> dict[str, list[str]]:
    """One anchor for each level and score. Raises Invalid naming criterion, level and score."""
    levels = known[Level]
    if unknown := sorted(anchors.keys() - levels.keys()):
        raise Invalid("criteria", "level", f"{name}: the guide has no level called {unknown[0][:60]}.")
    found: dict[str, list[str]] = {}
    for code, level in sorted(levels.items(), key=lambda pair: pair[1].position):
        given = anchors.get(code, ())
        if len(given) > len(Score):
            raise Invalid("criteria", "anchor", f"{name}, {level.title}: there are only the scores 1 to 4.")
        told = [plain(text) for text in given] + [""] * (len(Score) - len(given))
        for score, text in zip(Score, told, strict=True):
            where = f"{name}, {level.title}, {score.value} ({score.label})"
            if not text:
                raise Invalid("criteria", "anchor", f"{where}: say what can be observed.")
            if len(text) > LONGEST_ANCHOR:
                raise Invalid("criteria", "anchor", f"{where}: at most {LONGEST_ANCHOR} characters.")
        found[code] = told
    return found
