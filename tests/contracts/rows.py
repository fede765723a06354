"""What stands in the database, to be compared before and after a step that must change nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import models

APPS = ("accounts", "candidates", "events", "rubrics", "work")
# Written by being there at all: how often somebody tried, when a key was last used, what beat last did.
OUTSIDE = {"accounts.ratewindow", "events.lockrow", "work.heartbeat"}
FLEETING = {"accounts.user": {"last_login"}, "accounts.apitoken": {"last_used_at"}}


def _models() -> Iterator[type[models.Model]]:
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.label_lower not in OUTSIDE:
                yield model


def fingerprint() -> dict[str, tuple[int, str]]:
    """For every table of ours: how many rows, and a hash of all of them."""
    found = {}
    for model in _models():
        left_out = FLEETING.get(model._meta.label_lower, set())
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
        rows = sorted(
            # PostgreSQL's driver gives bytes as a memoryview, whose repr is its place in memory.
            repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
            for row in model._base_manager.values_list(*names)
        )
        digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
        found[model._meta.label_lower] = (len(rows), digest)
    return found


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Fails if what is done inside changes any row of ours."""
    before = fingerprint()
    yield
    after = fingerprint()
    assert {name for name in before if before[name] != after[name]} == set()
