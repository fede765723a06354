"""Stops a too large file, and any of a stranger, while it streams in: it never lies on the disk whole (sec A41)."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

_KEY = "greenflag.too_large"
MANY, API_UPLOADS = (
    "files",
    "/api/v1/uploads",
)  # the field of uploads, and their address: elsewhere a file is one resume
API = "/api/"  # there the key is asked for before the body is read


def most_bytes() -> int:
    """The limit for one file, in bytes."""
    return int(settings.MAX_UPLOAD_MB) * 1024 * 1024


def most_archive_bytes() -> int:
    """The limit for a ZIP file of resumes, in bytes."""
    return int(settings.MAX_ARCHIVE_MB) * 1024 * 1024


def too_large(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, file name) of the files that were cut off in this request. Reads the body if nobody did."""
    _ = request.FILES
    return list(request.META.get(_KEY, []))


class SizeLimit(FileUploadHandler):
    """Drops a file at its first byte over MAX_UPLOAD_MB (MAX_ARCHIVE_MB for a ZIP file among those of an upload) and
    remembers its name; the others go on. Drops every file of somebody who isn't signed in: no public page takes one."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen, self.most = 0, most_bytes()
        if not self.request.path.startswith(API) and not self.request.user.is_authenticated:
            raise SkipFile

    @property
    def _takes_archives(self) -> bool:
        return (
            self.request.path == API_UPLOADS if self.request.path.startswith(API) else self.field_name == MANY
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start == 0 and self._takes_archives and raw_data.startswith(b"PK"):
            self.most = most_archive_bytes()
        self.seen += len(raw_data)
        if self.seen > self.most:
            self.request.META.setdefault(_KEY, []).append((self.field_name, self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the handlers after this one keep the file."""
