"""What waits for a person, over all kinds that apps register."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any, overload

from django.db.models import QuerySet
from django.utils import timezone

from recruiting.home.models import Postponed
from recruiting.web import registry
from recruiting.web.registry import HomeItem, Waiting


@dataclass(frozen=True)
class Entry:
    """One row of Today. pk: of the row that waits; since: for how long."""

    item: HomeItem
    pk: int
    since: datetime
    waiting: Waiting


def due(user: Any, item: HomeItem) -> QuerySet[Any]:
    """What of one kind waits for the person and was not put off."""
    return _due(item, item.ground(user), _put_off(user))


def _due(item: HomeItem, ground: Any, put_off: Mapping[str, Sequence[int]]) -> QuerySet[Any]:
    rows = item.waiting(ground)
    return rows.exclude(pk__in=put_off[item.code]) if item.code in put_off else rows


def _put_off(user: Any) -> Mapping[str, Sequence[int]]:
    """The few that the person put off, by kind: read first, they are not looked for at each of the many that wait."""
    found: dict[str, list[int]] = {}
    rows = Postponed.objects.visible_to(user).filter(until__gt=timezone.now())
    for kind, key in rows.values_list("kind", "target_id"):
        found.setdefault(kind, []).append(key)
    return found


def find_item(user: Any, code: str) -> HomeItem | None:
    """The kind with this code, if it is there for the person."""
    return next((item for item in registry.home_items.for_user(user) if item.code == code), None)


class WaitingList(Sequence[Entry]):
    """What waits for a person, longest first: of all kinds, or of one. Read in parts, by slices.

    Kinds are merged by their keys, so a page costs the keys up to it and the rows on it, whatever stands behind.
    """

    def __init__(self, user: Any, *, kind: str = "") -> None:
        self.user = user
        self.items = registry.home_items.for_user(user)
        self.kind = kind if kind in {item.code for item in self.items} else ""

    @cached_property
    def rows(self) -> dict[str, QuerySet[Any]]:
        """What waits of each kind, in no order, not read yet."""
        put_off = _put_off(self.user)
        grounds = {ground: ground(self.user) for ground in {item.ground for item in self.items}}
        return {item.code: _due(item, grounds[item.ground], put_off) for item in self.items}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind, also of those that are not listed."""
        return {code: rows.count() for code, rows in self.rows.items()}

    @property
    def everything(self) -> int:
        """How many of all kinds."""
        return sum(self.counts.values())

    def __len__(self) -> int:
        return sum(self.counts[item.code] for item in self._listed)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(index, int):
            raise TypeError("what waits is read in parts, not one by one")
        start, stop = index.start or 0, index.stop
        keys = list(islice(heapq.merge(*(self._keys(place, stop) for place in self._places)), start, stop))
        return self._loaded(keys)

    @property
    def _listed(self) -> list[HomeItem]:
        return [item for item in self.items if not self.kind or item.code == self.kind]

    @property
    def _places(self) -> list[int]:
        """Where the kinds that are listed and not empty stand among the items."""
        return [
            place
            for place, item in enumerate(self.items)
            if item in self._listed and self.counts[item.code] > 0
        ]

    def _keys(self, place: int, stop: int) -> Iterator[tuple[datetime, int, int]]:
        """(since, the kind's place, key) of the first of one kind."""
        item = self.items[place]
        rows = self.rows[item.code].order_by(item.since, "pk").values_list(item.since, "pk")
        return ((since, place, pk) for since, pk in rows[:stop])

    def _loaded(self, keys: list[tuple[datetime, int, int]]) -> list[Entry]:
        # Kinds that are loaded alike are loaded together.
        wanted: dict[Any, list[int]] = {}
        for _, place, pk in keys:
            wanted.setdefault(self.items[place].load, []).append(pk)
        found = {load: load(self.user, pks) for load, pks in wanted.items()}
        entries = ((self.items[place], pk, since) for since, place, pk in keys)
        return [
            Entry(item, pk, since, found[item.load][pk])
            for item, pk, since in entries
            if pk in found[item.load]
        ]
