"""Publishing the rules that come with this release."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from recruiting.errors import Conflict
from recruiting.events import names
from recruiting.events.log import record
from rubrics import ruledoc
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision, RuleSet
from rubrics.ruledoc import RuleDocument

SHIPPED_NAME = "Shipped rules"


def publish_shipped_rules(*, by: Any = None) -> RuleRevision | None:
    """Publish the shipped rule document in the default rule set, made here if there is none yet.

    Returns the new revision, or None where the rule set has published this document before. Where people's own rules
    are in force they stay: the shipped ones become a draft, to compare and to take from. by: who asked, None for the
    release itself: nobody approves what is shipped. Raises Conflict if somebody else publishes at this moment.
    """
    document = ruledoc.shipped()
    try:
        with transaction.atomic():
            rule_set, _ = RuleSet.objects.get_or_create(is_default=True, defaults={"name": SHIPPED_NAME})
            if rule_set.revisions.published().filter(content_hash=document.content_hash).exists():
                return None
            in_force = rule_set.revisions.published().order_by("-published_at", "-pk").first()
            if in_force is not None and in_force.author_id is not None:
                _offer(rule_set, document, in_force, by)
                return None
            return _publish(rule_set, document, by)
    except IntegrityError as error:
        raise Conflict(
            "rules_busy", "Somebody else is publishing rules at this moment. Try again in a minute."
        ) from error


def next_number(rule_set: RuleSet) -> int:
    """The number after the last revision's."""
    return int(rule_set.revisions.aggregate(last=Max("number"))["last"] or 0) + 1


def _offer(rule_set: RuleSet, document: RuleDocument, in_force: RuleRevision, by: Any) -> None:
    """Make a draft of the shipped rules, unless there is one."""
    if rule_set.revisions.drafts().filter(document=document.source).exists():
        return
    draft = RuleRevision.objects.create(
        rule_set=rule_set,
        number=next_number(rule_set),
        document=document.source,
        based_on=in_force,
        note="The rules that come with this release. Yours are in force: take from these what you want.",
    )
    record(names.RULES_DRAFTED, draft, by=by, codes={"rule_set": rule_set.pk, "number": draft.number})


def _publish(rule_set: RuleSet, document: RuleDocument, by: Any) -> RuleRevision:
    revision = RuleRevision.objects.create(
        rule_set=rule_set,
        number=next_number(rule_set),
        state=RevisionState.PUBLISHED,
        document=document.source,
        content_hash=document.content_hash,
        note="The rules that come with this release.",
        published_at=timezone.now(),
    )
    record(names.RULES_PUBLISHED, revision, by=by, codes={"rule_set": rule_set.pk, "number": revision.number})
    return revision
