"""PostgreSQL is given a list of keys as one array: however many there are, it is one statement, prepared once.

With a parameter for each, a page's 150 keys are 150 values to wrap, to find in the text and to send, and their other number
on the next page is another statement. SQLite has no arrays, and is asked as ever.
"""

from typing import Any

from django.db.models import Field
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

FEW = 8
"""Up to so many stay values of their own: what is written down in code, such as states, and the few that a plan goes by."""


class _AsArray(In):
    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        if connection.vendor != "postgresql" or not self._are_keys():
            return super().process_rhs(compiler, connection)
        # Written out: the driver would wrap each by itself. An index of smaller numbers finds them as well.
        return "ANY(%s::bigint[])", [f"{{{','.join(map(str, dict.fromkeys(self.rhs)))}}}"]

    def _are_keys(self) -> bool:
        return (
            self.rhs_is_direct_value()
            and len(self.rhs) > FEW
            and all(type(value) is int for value in self.rhs)
        )

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= {rhs}" if rhs.startswith("ANY(") else super().get_rhs_op(connection, rhs)


@Field.register_lookup
class KeyIn(_AsArray):
    """`field__in` of a list."""


@ForeignObject.register_lookup
class RelatedKeyIn(_AsArray, RelatedIn):
    """The same of a relation."""
