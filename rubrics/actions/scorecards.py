"""The scorecard templates for every job: copies, changes, and which are in use."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.content import free_code, own_code
from rubrics.actions.criteria import new_template, put_content
from rubrics.models import ScorecardTemplate


@transaction.atomic
def create_template(
    *, by: Any, name: str, criteria: Sequence[Mapping[str, Any]], note: str = ""
) -> ScorecardTemplate:
    """Add a template of the organisation's own, behind the others.

    criteria: each as ScorecardTemplate.content() gives it; without a code it gets one. Raises Denied; Invalid with the
    field, for criteria naming criterion, level and score; Conflict if somebody adds one of this name at this moment.
    """
    require(by, "rubrics.edit_guide")
    template = _added({"name": name, "note": note, "criteria": criteria})
    record(names.SCORECARD_TEMPLATE_ADDED, template, by=by, codes={"row": template.label})
    return template


@transaction.atomic
def copy_template(*, template: ScorecardTemplate, by: Any, name: str) -> ScorecardTemplate:
    """Add a template of the organisation's own, which begins as another one, behind the others.

    template: any version. Raises Denied; Invalid for the name; Conflict if somebody adds one of this name at this
    moment.
    """
    require(by, "rubrics.edit_guide", template)
    copy = _added(template.content() | {"name": name})
    record(names.SCORECARD_TEMPLATE_ADDED, copy, by=by, codes={"row": copy.label, "from": template.label})
    return copy


def _added(content: Mapping[str, Any]) -> ScorecardTemplate:
    last = ScorecardTemplate.objects.aggregate(last=Max("position"))["last"] or 0
    template = ScorecardTemplate(code=_free_code(content["name"]), position=last + 10)
    try:
        with transaction.atomic():
            return new_template(template, content)
    except IntegrityError as error:
        raise Conflict(
            "template_taken", "Somebody adds a template of this name at this moment. Try again."
        ) from error


@transaction.atomic
def change_template(
    *, template: ScorecardTemplate, by: Any, content: Mapping[str, Any], seen: int | None = None
) -> ScorecardTemplate:
    """Make a template's next version, which new loops take; loops that began keep theirs. Returns it, or the same row
    where nothing differs.

    content: some of name, note and criteria, criteria whole and as ScorecardTemplate.content() gives them; one without
    a code is new. seen: the version that a form was made from. Raises Denied; Invalid with the field, for criteria
    naming criterion, level and score; Conflict if another version came first or the template is retired.
    """
    require(by, "rubrics.edit_guide", template)
    if seen is not None and seen != template.version:
        raise Conflict(
            "changed",
            "Somebody else changed this template meanwhile. Look at what stands there now, then save again.",
        )
    before = template.content()
    changed = put_content(template, {**before, **content}, by)
    if changed.pk != template.pk:
        after = changed.content()
        fields = sorted(name for name in before if before[name] != after[name])
        record(names.GUIDE_ROW_CHANGED, changed, by=by, fields=fields, codes={"row": changed.label})
    return changed


@transaction.atomic
def retire_template(*, template: ScorecardTemplate, by: Any) -> ScorecardTemplate:
    """Take a template out of use: new loops don't take it, those that began keep it.

    Raises Denied, or Conflict for a version that is not in use and for the last template in use.
    """
    require(by, "rubrics.edit_guide", template)
    in_use = ScorecardTemplate.objects.current()
    if not in_use.shared().exclude(pk=template.pk).exists():
        raise Conflict(
            "last_template", "This is the last scorecard in use. Copy it or put another back into use first."
        )
    template.retired_at = timezone.now()
    if not in_use.filter(pk=template.pk).update(retired_at=template.retired_at):
        raise Conflict("template_retired", "This version of the template is not in use any more.")
    record(names.SCORECARD_TEMPLATE_RETIRED, template, by=by, codes={"row": template.label})
    return template


@transaction.atomic
def restore_template(*, template: ScorecardTemplate, by: Any) -> ScorecardTemplate:
    """Put a retired template back into use. Raises Denied, or Conflict for a version that is in use or is not the last
    one of its template."""
    require(by, "rubrics.edit_guide", template)
    later = ScorecardTemplate.objects.filter(code=template.code, version__gt=template.version)
    rows = ScorecardTemplate.objects.filter(pk=template.pk, retired_at__isnull=False)
    if later.exists() or not rows.update(retired_at=None):
        raise Conflict("template_in_use", "This template is in use, in this version or in a newer one.")
    template.retired_at = None
    record(names.SCORECARD_TEMPLATE_RESTORED, template, by=by, codes={"row": template.label})
    return template


def _free_code(name: str) -> str:
    """A code from the name that no template has. Raises Invalid without a name."""
    if not name.strip():
        raise Invalid("name", "required", "Give the scorecard a name.")
    code = own_code(name, otherwise="scorecard")
    taken = ScorecardTemplate.objects.filter(code__startswith=code).values_list("code", flat=True)
    return free_code(code, set(taken))
