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

SHIPPED_NAME = "Shipped rules"


def publish_shipped_rules(*, by: Any = None) -> RuleRevision | None:
    """Publish the shipped rule document in the default rule set, made here if there is none yet.

    Returns the new revision, or None where the rule set has published this document before. by: who asked, None
    for the release itself: nobody approves what is shipped. Raises Conflict if somebody else publishes at this moment.
    """
    document = ruledoc.shipped()
    try:
        with transaction.atomic():
            rule_set, _ = RuleSet.objects.get_or_create(is_default=True, defaults={"name": SHIPPED_NAME})
            if rule_set.revisions.published().filter(content_hash=document.content_hash).exists():
                return None
            return _publish(rule_set, document, by)
    except IntegrityError as error:
        raise Conflict(
            "rules_busy", "Somebody else is publishing rules at this moment. Try again in a minute."
        ) from error


def _publish(rule_set: RuleSet, document: Any, by: Any) -> RuleRevision:
    last = rule_set.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = RuleRevision.objects.create(
        rule_set=rule_set,
        number=last + 1,
        state=RevisionState.PUBLISHED,
        document=document.source,
        content_hash=document.content_hash,
        note="The rules that come with this release.",
        published_at=timezone.now(),
    )
    record(names.RULES_PUBLISHED, revision, by=by, codes={"rule_set": rule_set.pk, "number": revision.number})
    return revision
