"""Celery's filesystem:// transport with whole messages only.

kombu's own writes a message in place and stops the worker at the first one that isn't JSON (seen in 5.7.0: a
message read half-written raises ValueError out of the consumer's loop). Here a message appears by rename, is
owned by whoever unlinks it, and one that can't be read is dropped: the rows are the truth, the sweep rings again.
"""

import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Reads and writes messages as files `<time>_<uuid>.<queue>.msg` of one folder, oldest first."""

    @property
    def control_folder(self) -> Path:
        folder = super().control_folder
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _folder(self) -> Path:
        """The folder, made anew if somebody removed it."""
        folder = Path(self.data_folder_in)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        try:
            draft = self._folder() / f".{name}"
            draft.write_text(dumps(payload), encoding="utf-8")
            draft.rename(draft.with_name(name))
        except OSError as error:
            raise ChannelError("can't write into the queue's folder") from error

    def _size(self, queue: str) -> int:
        """A worker asks at its start, when there may be no folder yet."""
        return len(self._waiting(queue))

    def _waiting(self, queue: str) -> list[Path]:
        folder = self._folder()
        names = sorted(os.listdir(folder))
        return [
            folder / name for name in names if name[0] != "." and name.partition(".")[2] == f"{queue}.msg"
        ]

    def _get(self, queue: str) -> Any:
        for path in self._waiting(queue):
            try:
                payload = path.read_bytes()
                path.unlink()
            except FileNotFoundError:
                continue  # another worker took it
            try:
                return loads(payload.decode())
            except ValueError:
                logger.warning("message dropped", extra={"reason": "not JSON"})
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
