"""Locks for periodic jobs, held in the database and freed by time if their holder dies."""

from datetime import timedelta

from django.utils import timezone

from recruiting.events.models import LockRow


def take(name: str, seconds: float) -> bool:
    """Whether this process now holds the lock `name` for `seconds`: one conditional UPDATE decides."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    if LockRow.objects.filter(name=name, locked_until__lte=now).update(locked_until=until):
        return True
    _, created = LockRow.objects.get_or_create(name=name, defaults={"locked_until": until})
    return created


def free(name: str) -> None:
    """Give the lock back before its time; of locks for one piece of work no row is left behind."""
    LockRow.objects.filter(name=name).delete()
