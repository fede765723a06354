"""What may be done with the tags of people."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate, Tag
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record

MOST = 30
"""Tags of one person: more would say nothing."""


def find_or_make_tag(*, by: Any, name: str) -> Tag:
    """The tag of this name, in whatever case, in the caller's transaction. Raises Invalid for no name or one too long."""
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Invalid("name", "required", "Write the tag first.")
    known: Tag | None = Tag.objects.visible_to(by).filter(name_key=name.casefold()).first()
    if known is not None:
        return known
    tag = Tag(name=name, name_key=name.casefold()[:60])
    check_row(tag).save()
    return tag


@transaction.atomic
def tag_candidate(*, candidate: Candidate, by: Any, tag: Tag | None = None, name: str = "") -> Tag:
    """Give a person a tag: a given one, or that of the name, which is made if there is none.

    Raises Denied, Invalid without a name or for one tag too many, Conflict if they have it.
    """
    require(by, "candidates.tag_candidate", candidate)
    tag = tag or find_or_make_tag(by=by, name=name)
    present = set(candidate.tags.values_list("pk", flat=True))
    if tag.pk in present:
        raise Conflict("tagged", f"{candidate.shown_name} has the tag “{tag.name}” already.")
    if len(present) >= MOST:
        raise Invalid("name", "too_many", f"A person has at most {MOST} tags. Take one off first.")
    candidate.tags.add(tag)
    _touch(candidate)
    record(names.CANDIDATE_TAGGED, candidate, by=by, codes={"tag": tag.pk})
    return tag


@transaction.atomic
def untag_candidate(*, candidate: Candidate, by: Any, tag: Tag) -> None:
    """Take a tag off a person; tag_candidate gives it back. Raises Denied, Conflict if they don't have it."""
    require(by, "candidates.tag_candidate", candidate)
    if not Candidate.tags.through.objects.filter(candidate=candidate, tag=tag).delete()[0]:
        raise Conflict("not_tagged", f"{candidate.shown_name} does not have the tag “{tag.name}” any more.")
    _touch(candidate)
    record(names.CANDIDATE_UNTAGGED, candidate, by=by, codes={"tag": tag.pk})


def _touch(candidate: Candidate) -> None:
    Candidate.objects.filter(pk=candidate.pk).update(updated_at=timezone.now())
