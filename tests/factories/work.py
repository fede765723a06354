"""Long work: valid by default."""

from recruiting.accounts.models import User
from recruiting.work.models import Bulk, BulkItem


def make_bulk(actor: User, *, rows: int = 2, kind: str = "tests.work", **values) -> Bulk:
    """Running work with that many waiting rows."""
    bulk = Bulk.objects.create(kind=kind, actor=actor, **{"total": rows, **values})
    BulkItem.objects.bulk_create(
        BulkItem(bulk=bulk, position=position, name=f"row {position}") for position in range(1, rows + 1)
    )
    return bulk
