"""Files in the storage, as they came."""

from django.core.files.base import File
from django.core.files.storage import default_storage

from recruiting.errors import Conflict


def open_stored(name: str) -> File:
    """A stored file. Raises Conflict if it is gone."""
    try:
        return default_storage.open(name)
    except FileNotFoundError as error:
        raise Conflict(
            "file_gone", "The file is no longer in the storage. Ask for it again and upload it once more."
        ) from error
