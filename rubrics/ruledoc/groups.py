"""Groups of signals: `scanning.container` belongs to `scanning`, and a group may imply others."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """The declared groups with their meanings, and what each implies."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {}
        self._implied: dict[str, list[str]] = {}

    def add(self, name: str, means: str, implied: Iterable[str]) -> None:
        """Declare a group; a second declaration adds to what it implies."""
        self.meanings.setdefault(name, means)
        self._implied.setdefault(name, []).extend(implied)

    def closure(self, names: Iterable[str]) -> frozenset[str]:
        """The groups themselves, their parents by dots, and all that these imply."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name and name not in found:
                found.add(name)
                waiting += [*self._implied.get(name, ()), name.rpartition(".")[0]]
        return frozenset(found)
